/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Output files that are whole or not there: written beside their place, then renamed. */
#ifndef LUSTREAM_TOOL_OUTPUT_H
#define LUSTREAM_TOOL_OUTPUT_H

#include <stdio.h>

#include "bag.h"

/*
 * struct output - a file being made
 * @f: where to write
 */
struct output
{
    FILE *f;
    char *path;
    char *beside;
};

/*
 * For a program's begin: a closed standard stream takes and gives nothing, a pipe that nobody reads and a file that may not grow are
 * errors like any other, and nothing is left beside an output when the program is interrupted.
 */
void output_start(void);

/* What was printed there is written. Return: 0, or -1 with *p. */
int output_stdout(struct problem *p);

/* Opens a file beside @path, which is a file or not there, or standard output for "-". Return: 0, or -1 with *p. */
int output_open(struct output *out, const char *path, struct problem *p);

/* Puts the file in its place. Return: 0, or -1 with *p, and then there is no file. */
int output_commit(struct output *out, struct problem *p);

/* Takes the file away again. */
void output_abandon(struct output *out);

/* All of a bag's stream to @path. */
int output_bag(struct bag *bag, const char *path, struct problem *p);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Sequential input from a file or standard input, uncompressed, gzip or xz: found out from its first bytes. For images, as
 * big as a guest's memory and must not be held as a whole.
 */
#ifndef LUSTREAM_TOOL_INPUT_H
#define LUSTREAM_TOOL_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "bag.h"

struct input;

/* Opens a file, or standard input for "-". NULL with *p. */
struct input *input_open(const char *path, struct problem *p);

/* The same of a file that is open, which input_close() closes unless it is standard input. NULL with *p, and then it is closed too. */
struct input *input_take(int fd, struct problem *p);
void input_close(struct input *in);

/* Bytes read so far, uncompressed. */
uint64_t input_offset(const struct input *in);

/* Exactly n bytes. Return: 0, or -1 with *p: cut (EXIT_CORRUPT), or the file cannot be read (EXIT_USAGE). */
int input_read(struct input *in, void *buf, size_t n, struct problem *p);

/* Up to n bytes, less only at the end. Return: how many, or -1 with *p. */
long input_some(struct input *in, void *buf, size_t n, struct problem *p);

/* Looks at up to n (at most 64) of the next bytes without taking them. Return: how many are there. */
size_t input_peek(struct input *in, void *buf, size_t n, struct problem *p);

/* Leaves out n bytes. */
int input_skip(struct input *in, uint64_t n, struct problem *p);

/* All the rest, at most max bytes (more is a problem); *buf is the caller's to free. */
int input_all(struct input *in, uint8_t **buf, size_t *len, size_t max, struct problem *p);

#endif

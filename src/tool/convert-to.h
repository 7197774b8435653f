/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to lustream-convert: the stream written for another profile. spec/programs.md [P-29] */
#ifndef LUSTREAM_TOOL_CONVERT_TO_H
#define LUSTREAM_TOOL_CONVERT_TO_H

#include "bag.h"

/*
 * struct recast_options - for what and how loud
 * @to: release with features, image or note, as noted_load() takes it
 * @explain: say of every value what became of it; else of what is lost or refused
 */
struct recast_options
{
    const char *program;
    const char *to;
    int explain;
    int quiet;
};

/* Replaces *bytes by the stream for the target. Return: 0; -1 with *p: EXIT_REFUSED after all reasons were said on standard error. */
int recast_bytes(const struct recast_options *o, uint8_t **bytes, size_t *len, struct problem *p);

#endif

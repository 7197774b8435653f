/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Shared by dump-diff.c and dump-diff-tail.c. */
#ifndef LUSTREAM_TOOL_DUMP_DIFF_H
#define LUSTREAM_TOOL_DUMP_DIFF_H

#include "dump.h"

/*
 * struct diff - a comparison
 * @heading: printed before the next difference, unless @headed
 * @differs: lines so far
 */
struct diff
{
    struct view *a;
    struct view *b;
    struct line heading;
    uint64_t differs;
    int headed;
    int quiet;
};

void diff_put(struct diff *d, char sign, const struct line *text);

/* A field whose own bytes these are; NULL where there is none. */
void diff_field(struct diff *d, const char *prefix, const struct lus_field *field, const uint8_t *pa, const uint8_t *pb);

/* Tails, of which one record may be missing. diff_blob() is for the whole body of unknown types too. */
void diff_tail(struct diff *d, const struct record *ra, const struct record *rb);
void diff_blob(struct diff *d, const struct record *ra, const struct record *rb);

#endif

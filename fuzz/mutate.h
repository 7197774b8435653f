/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A stream taken apart, between the parts of the mutator. */
#ifndef LUSTREAM_FUZZ_MUTATE_H
#define LUSTREAM_FUZZ_MUTATE_H

#include "fuzz.h"

#define SEGMENTS 8
#define RECORDS 512

/* A record with its header and padding. */
struct piece
{
    uint8_t *p;
    uint32_t len;
    uint32_t pass;
};

struct part
{
    uint8_t head[LUS_SEGMENT_HEADER];
    struct piece r[RECORDS];
    uint32_t nr;
    int keep;                   /* leave the header as it is */
};

struct model
{
    uint8_t head[LUS_HEADER_SIZE];
    struct part part[SEGMENTS];
    uint32_t nr;
    int keep_catalogue;
    int keep_index;
    struct choices c;
};

/* What the header says, or what there is if that is less. */
uint32_t body_of(const struct piece *r);

/* Gives a field that refers to something another value that is likely to be there, or to be just beyond. */
void change_reference(struct choices *c, struct model *m);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: all owners' runs of machine frames in frame order. spec/host.md. */
#ifndef LUSTREAM_CORE_OWNERS_H
#define LUSTREAM_CORE_OWNERS_H

#include "lustream/reader.h"

/* A record of mem_owned: the frames of one domain in one role. */
struct lus_owner
{
    struct lus_lookup spans;
    uint64_t offset;            /* of the record */
    uint64_t first;             /* of the current span */
    uint64_t end;
    uint64_t frames;            /* in the spans so far */
    uint32_t instance;
    uint32_t domid;
    uint32_t i;                 /* the next span; 0: it has none */
};

struct lus_owners
{
    struct lus_owner *owner;    /* ascending by instance */
    uint32_t *heap;             /* of owners, by the first frame of their current span */
    uint32_t nr;
    uint32_t left;              /* in the heap */
    uint32_t running;           /* the heap's top was given out */
    uint8_t buf[LUS_ENTRY_MAX];
};

/* How many records of a type the catalogue has, chunks counted. */
uint32_t lus_count_of(struct lus_stream *s, uint32_t type);

/* Adds all owners of a memory segment; @rec is for its use. There is room for what lus_count_of() said. Return: 0, or an error of the stream. */
int lus_owners_gather(struct lus_owners *o, struct lus_segment *seg, struct lus_record *rec);

/* Before the first run: each owner that has one is at its first. O(owners). */
void lus_owners_start(struct lus_owners *o);

/* The owner whose current span is next in frame order; NULL after the last. O(log owners). */
const struct lus_owner *lus_owners_next(struct lus_owners *o);

#endif

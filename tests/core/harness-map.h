/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * An encoder of maps written from the words of spec section 8 that shares nothing with the core: it works on the whole list of
 * extents where the core works on one at a time.
 */
#ifndef LUSTREAM_TESTS_HARNESS_MAP_H
#define LUSTREAM_TESTS_HARNESS_MAP_H

#include "harness.h"

#define FIXED 8u                /* bytes of p2m's fixed part */

struct list
{
    struct lus_extent *e;
    uint32_t nr;
};

/* Blocks as bytes, with where each begins. */
struct blocks
{
    uint8_t *p;
    uint32_t n;
    uint32_t nr;
    uint32_t *at;
};

void list_add(struct list *l, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute);

/* Merged as far as can be. */
struct list maximal(const struct list *in);

/* One block of these extents, whether or not they are a group. Return: its bytes. */
uint32_t put_block(uint8_t *p, const struct lus_extent *e, uint32_t n);

struct blocks encode(const struct list *l);
void blocks_free(struct blocks *b);

/* A stream with a p2m of these blocks, in chunks of up to this many bytes. */
struct bytes stream_of(const struct blocks *b, uint64_t max_gfn, uint32_t chunk_max);

#endif

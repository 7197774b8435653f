/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Conversions that were made, and what is asked of them: the parts of fuzz-recast. */
#ifndef LUSTREAM_FUZZ_RECAST_H
#define LUSTREAM_FUZZ_RECAST_H

#include "fuzz.h"
#include "lustream/compat.h"

#define RECAST_CHOICES 24u             /* bytes that the mutator leaves behind a stream */

/* A conversion with all that it told. */
struct run
{
    struct lus_profile from;    /* 0: none that this build knows */
    struct lus_profile to;
    struct lus_recast_result result;
    struct lus_recast_result counted;   /* the sum of all tallies */
    struct lus_outcome *told;
    uint32_t nr;
    uint8_t *out;               /* NULL if it was only counted, or failed */
    uint64_t size;
    int rc;
};

void note_outcome(void *ctx, const struct lus_outcome *o);
int same_outcome(const struct lus_outcome *a, const struct lus_outcome *b);
void drop_run(struct run *r);

/* Counts, writes in memory of just that size, and compares; what is made is a good stream of the target. */
struct run recast(const struct whole *in, const struct lus_profile *to, const uint16_t *without, uint32_t nr_without);

/* C-15: what two conversions made of a stream differs from it, or from what one made, in what was told, and in nothing else. */
void differs_as_told(const uint8_t *before, uint64_t size, const uint8_t *after, uint64_t size_after, const struct run *one, const struct run *two);

/* C-20: record by record as the whole. */
void check_lift(const struct whole *in, const struct run *all);

/* The stream in the revisions of a release by choice. Return: 0 if it is none then; else the caller closes *out. */
int lower(struct whole *out, const struct whole *in, struct choices *c);

/* A partial stream without the records that were refused. Return: likewise. */
int without_refused(struct whole *out, const struct whole *in, const struct run *r);

#endif

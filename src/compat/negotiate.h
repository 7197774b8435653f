/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the negotiation. */
#ifndef LUSTREAM_COMPAT_NEGOTIATE_H
#define LUSTREAM_COMPAT_NEGOTIATE_H

#include "lustream/host.h"
#include "lustream/note.h"

/* Which guests there are; all may be where nothing tells. */
#define HAS_PV 1u
#define HAS_HVM 2u

/*
 * struct negotiation - one that goes on
 * @from_minor, @to_minor: releases 4.n that this build knows; 0 for others
 * @has: HAS_*
 * @can_write: this build can write for xen#2's release: the note takes what the release has
 * @exact: the dry run is made: what becomes of records is its to say
 */
struct negotiation
{
    const struct lus_negotiate_args *a;
    struct lus_negotiate_result *r;
    uint32_t from_minor;
    uint32_t to_minor;
    uint32_t has;
    int can_write;
    int exact;
};

/* Counts a reason, and tells the caller; those that only absent guests would see are none. */
void lus_say(struct negotiation *n, const struct lus_reason *reason);

/* A reason of a kind and weight, of no domain and no record. */
struct lus_reason lus_reason_new(uint32_t kind, uint32_t weight);

/*
 * negotiate-stream.c, of a stream; 0 or what reading returns. _begin(): which guests it has, and whether the dry run can be made; _records(): limits
 * and features held against the records, as far as they may be looked at; _dry(): the dry run.
 */
int lus_negotiate_begin(struct negotiation *n);
int lus_negotiate_records(struct negotiation *n);
int lus_negotiate_dry(struct negotiation *n);

/* negotiate.c: limits that nothing but the notes tells of; bits of @bits as reasons of one kind. */
void lus_negotiate_limit(struct negotiation *n, struct lus_reason *r);
void lus_say_bits(struct negotiation *n, uint64_t bits, struct lus_reason *r);

#endif

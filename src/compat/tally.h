/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: counts of a conversion by record type. */
#ifndef LUSTREAM_COMPAT_TALLY_H
#define LUSTREAM_COMPAT_TALLY_H

#include "compat.h"

/*
 * struct lus_tally_work - the type that is being counted
 * @before: counts when it began
 * @fixed_fields, @entry_fields: of the record, or chunk, in hand
 * @tell: NULL: nobody is told
 */
struct lus_tally_work
{
    struct lus_tally tally;
    struct lus_recast_result before;
    uint64_t fixed_fields;
    uint64_t entry_fields;
    void (*tell)(void *ctx, const struct lus_tally *t);
    void *ctx;
};

/* Fields of a revision whose bytes are the same in both, a structure's of the wire; @a with itself: how many there are. */
uint32_t lus_same_fields(const struct lus_field *fields, uint32_t nr, uint32_t revision, const uint8_t *a, const uint8_t *b);

/* Before a segment's first record, before each record with its @fixed part, at each further chunk of one with entries, behind the last. */
void lus_tally_begin(struct lus_tally_work *t, const struct lus_segment *seg, const struct lus_recast_result *r);
void lus_tally_record(struct lus_tally_work *t, const struct lus_record *rec, const uint8_t *fixed, const struct lus_recast_result *r);
void lus_tally_entries(struct lus_tally_work *t, const struct lus_record *rec);
void lus_tally_end(struct lus_tally_work *t, const struct lus_recast_result *r);

#endif

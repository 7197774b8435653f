/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Counts of a conversion by record type: fields that are as they were, and what else became of them. spec/compat.md C-30. */
#include "tally.h"

uint32_t lus_same_fields(const struct lus_field *fields, uint32_t nr, uint32_t revision, const uint8_t *a, const uint8_t *b)
{
    uint32_t i, same = 0;

    for ( i = 0; i < nr; i++ )
    {
        const struct lus_field *f = &fields[i];

        if ( f->since <= revision && f->wire != LUS_WIRE_RESERVED )
            same += !memcmp(a + f->offset, b + f->offset, lus_wire_size(f->wire) * f->count);
    }
    return same;
}

void lus_tally_entries(struct lus_tally_work *t, const struct lus_record *rec)
{
    const struct lus_entry *e = rec->info->entry;
    uint32_t at = rec->flags & LUS_RECORD_CHUNK ? 0 : rec->info->fixed[rec->revision - 1], i;

    t->entry_fields = 0;
    if ( !e || !t->tell )
        return;
    for ( i = 0; i < e->nr_fields; i++ )
        t->entry_fields += e->fields[i].wire != LUS_WIRE_RESERVED;
    /* In 32 bits: some machines have no division of 64. */
    t->entry_fields *= (rec->length - at) / e->size;
    t->tally.fields += t->entry_fields;
}

void lus_tally_begin(struct lus_tally_work *t, const struct lus_segment *seg, const struct lus_recast_result *r)
{
    t->tally.type = 0;
    t->tally.segment_kind = seg->kind;
    t->tally.domid = seg->domid;
    t->before = *r;
}

void lus_tally_end(struct lus_tally_work *t, const struct lus_recast_result *r)
{
    struct lus_tally *o = &t->tally;
    uint32_t i;

    if ( !o->type || !t->tell )
        return;
    o->carried = (uint32_t)(r->carried - t->before.carried);
    o->changed = (uint32_t)(r->changed - t->before.changed);
    o->dropped = (uint32_t)(r->dropped - t->before.dropped);
    for ( i = 0; i < LUS_NR_OF(o->kinds); i++ )
        o->kinds[i] = r->kinds[i] - t->before.kinds[i];
    t->tell(t->ctx, o);
}

void lus_tally_record(struct lus_tally_work *t, const struct lus_record *rec, const uint8_t *fixed, const struct lus_recast_result *r)
{
    struct lus_tally *o = &t->tally;

    if ( !t->tell )
        return;
    if ( o->type != rec->type )
    {
        lus_tally_end(t, r);
        t->before = *r;
        o->type = rec->type;
        o->records = 0;
        o->fields = o->same = 0;
    }
    o->records++;
    if ( !rec->info )
        return;
    t->fixed_fields = lus_same_fields(rec->info->fields, rec->info->nr_fields, rec->revision, fixed, fixed);
    o->fields += t->fixed_fields;
    lus_tally_entries(t, rec);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Changes of what records say of each other: random values would nearly always refer to nothing. Values come from where the same kind of
 * thing is: from other fields that refer to it, or from the table or the record that it is in.
 */
#include "mutate.h"

/* Somewhere in a record that has what was looked for. */
struct place
{
    const struct lus_field *field;
    uint8_t *base;
};

/* The fixed part or an entry of a record. Return: fields, 0 if it is none that can be read. */
static uint32_t choose_base(struct choices *c, const struct piece *r, const struct lus_field **fields, uint8_t **base)
{
    const struct lus_record_type *t = lus_record_type((uint32_t)load(r->p, 4));
    uint32_t rev = (uint32_t)load(r->p + 4, 2), body = body_of(r), fixed, nr;

    if ( !t || rev != t->revisions || body < t->fixed[rev - 1] )
        return 0;
    fixed = load(r->p + 6, 2) & LUS_RECORD_CHUNK ? 0 : t->fixed[rev - 1];
    nr = t->entry ? (body - fixed) / t->entry->size : 0;
    if ( nr && (!fixed || choose(c, 1) % 4) )
    {
        *fields = t->entry->fields;
        *base = r->p + LUS_RECORD_HEADER + fixed + choose_below(c, nr) * t->entry->size;
        return t->entry->nr_fields;
    }
    *fields = t->fields;
    *base = r->p + LUS_RECORD_HEADER;
    return fixed ? t->nr_fields : 0;
}

static struct piece *choose_piece(struct choices *c, struct model *m)
{
    struct part *part = &m->part[choose_below(c, m->nr)];

    return part->nr ? &part->r[choose_below(c, part->nr)] : NULL;
}

/* Any field that refers to something, or one of this kind. */
static int find_reference(struct choices *c, struct model *m, uint32_t kind, struct place *at)
{
    uint32_t tries, nr, i, k;

    for ( tries = 0; tries < 100; tries++ )
    {
        const struct piece *r = choose_piece(c, m);
        const struct lus_field *fields;

        nr = r ? choose_base(c, r, &fields, &at->base) : 0;
        for ( i = 0, k = nr ? choose_below(c, nr) : 0; i < nr; i++, k = (k + 1) % nr )
            if ( fields[k].ref != LUS_REF_NONE && (!kind || fields[k].ref == kind) )
            {
                at->field = &fields[k];
                return 1;
            }
    }
    return 0;
}

/* What a record of the kind's target is known by: an entry's first key, or its instance. */
static int find_target(struct choices *c, struct model *m, uint32_t kind, uint64_t *value)
{
    const struct lus_record_type *t = lus_record_type(lus_ref_kind(kind)->target);
    const struct lus_field *fields;
    uint32_t tries;
    uint8_t *base;

    for ( tries = 0; t && tries < 100; tries++ )
    {
        const struct piece *r = choose_piece(c, m);

        if ( !r || load(r->p, 4) != t->type )
            continue;
        *value = load(r->p + 8, 4);
        if ( !t->entry )
            return 1;
        if ( !choose_base(c, r, &fields, &base) || fields != t->entry->fields )
            continue;
        *value = lus_field_load(&fields[0], base, 0);
        return 1;
    }
    return 0;
}

void change_reference(struct choices *c, struct model *m)
{
    uint32_t how = (uint32_t)choose(c, 1), i;
    struct place at, from;
    uint64_t value;

    if ( !find_reference(c, m, 0, &at) )
        return;
    i = choose_below(c, at.field->count);
    value = lus_field_load(at.field, at.base, i);
    if ( how < 40 )
        value += (how & 1) ? 1 + choose(c, 1) % 4 : 0 - (1 + choose(c, 1) % 4);
    else if ( how < 150 )
    {
        if ( find_reference(c, m, at.field->ref, &from) )
            value = lus_field_load(from.field, from.base, choose_below(c, from.field->count));
    }
    else
        find_target(c, m, at.field->ref, &value);
    lus_field_store(at.field, at.base, i, value);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tails side by side: entries by key or place, extents by gfn, blobs by place. */
#include <string.h>

#include "dump-diff.h"

/* The key of an entry, as text that begins its lines. */
static void add_key(struct line *l, const struct lus_record_type *t, const uint8_t *p, uint32_t index)
{
    uint32_t i;

    line_clear(l);
    if ( t->tail == LUS_TAIL_SEQUENCE )
        line_add(l, "[%u] ", index);
    else
        for ( i = 0; i < t->entry->keys; i++ )
        {
            line_add(l, "%s%s ", i ? ", " : "[", t->entry->fields[i].name);
            line_add_value(l, &t->entry->fields[i], lus_field_load(&t->entry->fields[i], p, 0), 0);
            line_add(l, "%s", i + 1 == t->entry->keys ? "] " : "");
        }
}

static int compare_keys(const struct lus_record_type *t, const uint8_t *a, const uint8_t *b, uint32_t ia, uint32_t ib)
{
    uint32_t i;

    if ( t->tail == LUS_TAIL_SEQUENCE )
        return ia < ib ? -1 : ia > ib;
    for ( i = 0; i < t->entry->keys; i++ )
    {
        uint64_t x = lus_field_load(&t->entry->fields[i], a, 0), y = lus_field_load(&t->entry->fields[i], b, 0);

        if ( x != y )
            return x < y ? -1 : 1;
    }
    return 0;
}

static void put_entry(struct diff *d, char sign, const struct lus_record_type *t, const uint8_t *p, uint32_t index)
{
    struct line l;
    const char *sep = "";
    uint32_t i, k;

    add_key(&l, t, p, index);
    for ( i = t->tail == LUS_TAIL_SEQUENCE ? 0 : t->entry->keys; i < t->entry->nr_fields; i++ )
    {
        const struct lus_field *f = &t->entry->fields[i];

        if ( f->wire == LUS_WIRE_RESERVED )
            continue;
        line_add(&l, "%s%s = ", sep, f->name);
        sep = ", ";
        if ( f->wire == LUS_WIRE_BYTES )
            line_add_hex(&l, p + f->offset, f->count);
        else
            for ( k = 0; k < f->count; k++ )
            {
                line_add(&l, "%s", k ? " " : "");
                line_add_value(&l, f, lus_field_load(f, p, k), 1);
            }
    }
    diff_put(d, sign, &l);
}

static void diff_table(struct diff *d, const struct record *ra, const struct record *rb)
{
    const struct lus_record_type *t = ra ? ra->head.info : rb->head.info;
    struct entries a = { 0 }, b = { 0 };
    const uint8_t *pa = ra ? view_entry(d->a, ra, &a) : NULL, *pb = rb ? view_entry(d->b, rb, &b) : NULL;
    struct line key;
    uint32_t i;

    while ( pa || pb )
    {
        int order = !pa ? 1 : !pb ? -1 : compare_keys(t, pa, pb, a.index, b.index);

        if ( order < 0 )
            put_entry(d, '-', t, pa, a.index - 1);
        else if ( order > 0 )
            put_entry(d, '+', t, pb, b.index - 1);
        else if ( memcmp(pa, pb, t->entry->size) )
        {
            add_key(&key, t, pa, a.index - 1);
            for ( i = 0; i < t->entry->nr_fields; i++ )
                diff_field(d, key.text, &t->entry->fields[i], pa + t->entry->fields[i].offset, pb + t->entry->fields[i].offset);
        }
        if ( order <= 0 )
            pa = view_entry(d->a, ra, &a);
        if ( order >= 0 )
            pb = view_entry(d->b, rb, &b);
    }
}

static void put_extent(struct diff *d, char sign, const struct lus_enum *names, const struct lus_extent *e)
{
    const char *name = enum_name(names, e->attribute);
    struct line l;

    line_clear(&l);
    line_add(&l, "gfn 0x%" PRIx64 "..0x%" PRIx64 " = mfn 0x%" PRIx64 ", %u frames, ", e->gfn, e->gfn + e->count - 1, e->mfn,
             e->count);
    line_add_name(&l, name ? name : "not defined");
    diff_put(d, sign, &l);
}

static void diff_map(struct diff *d, const struct record *ra, const struct record *rb)
{
    const struct lus_enum *names = ra ? ra->head.info->attribute : rb->head.info->attribute;
    struct blocks a = { 0 }, b = { 0 };
    struct lus_extent ea, eb;
    int in_a = ra && view_extent(d->a, ra, &a, &ea), in_b = rb && view_extent(d->b, rb, &b, &eb);

    while ( in_a || in_b )
    {
        int order = !in_a ? 1 : !in_b ? -1 : ea.gfn < eb.gfn ? -1 : ea.gfn > eb.gfn;
        int same = order == 0 && ea.mfn == eb.mfn && ea.count == eb.count && ea.attribute == eb.attribute;

        if ( order <= 0 && !same )
            put_extent(d, '-', names, &ea);
        if ( order >= 0 && !same )
            put_extent(d, '+', names, &eb);
        if ( order <= 0 )
            in_a = view_extent(d->a, ra, &a, &ea);
        if ( order >= 0 )
            in_b = view_extent(d->b, rb, &b, &eb);
    }
}

#define PER_LINE 16u

/* The next bytes of a tail, over its chunks. Return: how many, less than PER_LINE only at the end. */
static uint32_t next_bytes(const struct view *v, const struct record *r, struct piece *p, uint32_t *used, uint8_t *out_bytes)
{
    uint32_t n = 0;

    while ( r && n < PER_LINE )
    {
        uint32_t take = p->len - *used < PER_LINE - n ? p->len - *used : PER_LINE - n;
        uint8_t buf[PER_LINE];
        const uint8_t *from = view_bytes(v, p->at + *used, take, buf);

        if ( take && from )
            memcpy(out_bytes + n, from, take);
        n += take;
        *used += take;
        if ( n < PER_LINE )
        {
            if ( !view_piece(v, r, p) )
                break;
            *used = 0;
        }
    }
    return n;
}

static void put_blob(struct diff *d, char sign, uint64_t at, const uint8_t *bytes, uint32_t n)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "[0x%04" PRIx64 "] ", at);
    line_add_hex(&l, bytes, n);
    diff_put(d, sign, &l);
}

void diff_blob(struct diff *d, const struct record *ra, const struct record *rb)
{
    struct piece pa = { 0 }, pb = { 0 };
    uint32_t ua = 0, ub = 0, na, nb;
    uint8_t a[PER_LINE], b[PER_LINE];
    uint64_t at = 0;

    for ( ;; at += PER_LINE )
    {
        na = next_bytes(d->a, ra, &pa, &ua, a);
        nb = next_bytes(d->b, rb, &pb, &ub, b);
        if ( !na && !nb )
            return;
        if ( na == nb && !memcmp(a, b, na) )
            continue;
        if ( na )
            put_blob(d, '-', at, a, na);
        if ( nb )
            put_blob(d, '+', at, b, nb);
    }
}

void diff_tail(struct diff *d, const struct record *ra, const struct record *rb)
{
    const struct lus_record_type *t = ra ? ra->head.info : rb->head.info;

    if ( t->tail == LUS_TAIL_MAP )
        diff_map(d, ra, rb);
    else if ( t->tail == LUS_TAIL_BLOB )
        diff_blob(d, ra, rb);
    else if ( t->entry )
        diff_table(d, ra, rb);
}

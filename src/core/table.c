/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tables: entries one by one, over chunks, their order checked. spec/stream.md section 7. */
#include "source.h"

/* A run of entries is still in cache when it is decoded after its order was checked. */
#define LUS_RUN_BYTES 4096u

static LUS_COLD uint64_t load(const struct lus_entry *e, uint32_t i, const uint8_t *p)
{
    return lus_field_load(&e->fields[i], p, 0);
}

LUS_COLD uint64_t lus_entry_key(const struct lus_entry *e, const uint8_t *p)
{
    uint64_t key = 0;
    uint32_t i;

    /* The first is not shifted into: by 64 bits, if it has 8 bytes, nothing can be. */
    for ( i = 0; i < e->keys; i++ )
        key = (i ? key << 8 * lus_wire_size(e->fields[i].wire) : 0) | load(e, i, p);
    return key;
}

LUS_COLD int lus_table_open(struct lus_table *t, const struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_entry *e;

    if ( !rec->info || !rec->info->entry || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    e = rec->info->entry;
    t->seg = *seg;
    t->rec = *rec;
    t->at = rec->info->fixed[rec->revision - 1];
    t->index = 0;
    t->last_key = 0;
    t->limit = rec->info->max ? rec->info->max : 0xffffffffu;
    t->sorted = rec->info->tail != LUS_TAIL_SEQUENCE;
    t->quick = !t->sorted || (rec->info->tail == LUS_TAIL_TABLE && e->keys == 1 && e->fields[0].wire == LUS_WIRE_U32) ? e->size : 0;
    return 0;
}

static LUS_COLD int refuse_entry(struct lus_table *t, int error, uint32_t field, uint64_t value)
{
    struct lus_diag *d = &t->seg.s->diag;
    int first = !d->error;
    uint64_t offset = t->rec.offset + LUS_RECORD_HEADER + t->at + t->rec.info->entry->fields[field].offset;
    int rc = lus_refuse(&t->seg, &t->rec, error, offset, field);

    if ( first )
    {
        d->entry = t->index;
        d->value = value;
    }
    return rc;
}

/* S-32: does @p begin where the span before ended, with the same values? Then it should have been part of it. */
static int check_span(struct lus_table *t, const struct lus_entry *e, const uint8_t *p, uint64_t count)
{
    uint32_t nr = e->nr_fields - 1u, head = e->fields[1].offset;
    uint64_t first = load(e, 0, p), end = lus_span_end(e), n, gap;

    /* A first that is itself out of its range is the field's error. */
    if ( count == 0 || (first < end && first + count > end) )
        return LUS_E_RANGE;
    if ( t->index )
    {
        n = load(e, nr, t->last);
        gap = first - load(e, 0, t->last);
        /* Keys ascend, so that the gap is not negative. */
        if ( gap < n )
            return LUS_E_SORT;
        if ( gap == n && (n + 1) >> (8 * lus_wire_size(e->fields[nr].wire)) == 0 &&
             !memcmp(t->last + head, p + head, e->fields[nr].offset - head) )
            return LUS_E_MERGE;
    }
    memcpy(t->last, p, e->size);
    return 0;
}

/* Steps to the chunk that has the next entry. Return: 1; 0 at the end; -LUS_E_... */
static LUS_COLD int next_chunk(struct lus_table *t)
{
    while ( t->at == t->rec.length )
    {
        struct lus_record next;
        int rc;

        if ( !(t->rec.flags & LUS_RECORD_MORE) )
            return 0;
        /* Aside: a caller that goes on after an error meets the same one. */
        if ( (rc = lus_next(&t->seg, &next)) <= 0 )
            return rc ? rc : -LUS_E_CHUNK;
        t->rec = next;
        t->at = 0;
    }
    return 1;
}

static LUS_COLD int next_any(struct lus_table *t, const uint8_t **where)
{
    const struct lus_entry *e = t->rec.info->entry;
    uint32_t field = 0;
    uint64_t value;
    const uint8_t *p;
    int error;

    if ( (error = next_chunk(t)) <= 0 )
        return error;
    p = lus_source_bytes(&t->seg.s->src, t->rec.offset + LUS_RECORD_HEADER + t->at, e->size, t->buf);
    *where = p;
    if ( t->sorted )
    {
        uint64_t key = lus_entry_key(e, p);

        error = LUS_E_SORT;
        value = key;
        if ( t->index && key <= t->last_key )
            goto refuse;
        if ( t->rec.info->tail == LUS_TAIL_SPAN )
        {
            uint64_t count = load(e, e->nr_fields - 1u, p);

            error = check_span(t, e, p, count);
            if ( error == LUS_E_RANGE )
            {
                field = e->nr_fields - 1u;
                value = count;
            }
            if ( error )
                goto refuse;
        }
        t->last_key = key;
    }
    error = LUS_E_LENGTH;
    value = t->index;
    if ( t->index >= t->limit )
        goto refuse;
    t->at += e->size;
    t->index++;
    return 1;

 refuse:
    return refuse_entry(t, error, field, value);
}

LUS_NOINLINE int lus_table_next(struct lus_table *t, const uint8_t **p)
{
    uint32_t key;

    if ( !t->quick || t->at == t->rec.length || !t->rec.body || t->index >= t->limit )
        return next_any(t, p);
    key = lus_ld32(t->rec.body + t->at);
    if ( t->index && key <= t->last_key )
        return next_any(t, p);
    *p = t->rec.body + t->at;
    t->last_key = key;
    t->at += t->quick;
    t->index++;
    return 1;
}

/* How many entries of this chunk there may be at @next, behind the one just given. */
static uint32_t most_at(const struct lus_table *t, const uint8_t *next)
{
    uint64_t room = t->rec.length - t->at;
    const uint8_t *there = next;
    uint32_t n;

    if ( t->quick == 0 || room == 0 )
        return 0;
    if ( !t->rec.body )
        there = lus_source_longest(&t->seg.s->src, t->rec.offset + LUS_RECORD_HEADER + t->at, &room);
    n = (uint32_t)(room < LUS_RUN_BYTES ? room : LUS_RUN_BYTES) / t->quick;
    return there != next ? 0 : n < t->limit - t->index ? n : t->limit - t->index;
}

int lus_table_run(struct lus_table *t, const uint8_t **p, uint32_t *n)
{
    int rc = lus_table_next(t, p);
    uint64_t last = t->last_key;
    const uint8_t *next;
    uint32_t most, i;

    *n = 1;
    if ( rc <= 0 )
        return rc;
    next = *p + t->quick;
    most = most_at(t, next);
    LUS_PREFETCH(next + LUS_RUN_BYTES);
    for ( i = 0; i < most; i++, next += t->quick )
    {
        if ( t->sorted && lus_ld32(next) <= last )
            break;
        last = lus_ld32(next);
    }
    t->last_key = last;
    t->at += i * t->quick;
    t->index += i;
    *n += i;
    return 1;
}

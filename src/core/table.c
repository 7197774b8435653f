/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tables: entries one by one, over chunks, their order checked. spec/stream.md section 7. */
#include "source.h"

/* A run of entries is still in cache when it is decoded after its order was checked. */
#define LUS_RUN_BYTES 4096u

uint64_t lus_entry_key(const struct lus_entry *e, const uint8_t *p)
{
    uint64_t key = lus_field_load(&e->fields[0], p, 0);
    uint32_t i;

    for ( i = 1; i < e->keys; i++ )
        key = key << (8 * lus_wire_size(e->fields[i].wire)) | lus_field_load(&e->fields[i], p, 0);
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
static int check_span(struct lus_table *t, const struct lus_entry *e, const uint8_t *p)
{
    const struct lus_field *last_field = &e->fields[e->nr_fields - 1];
    uint64_t first = lus_field_load(&e->fields[0], p, 0), count = lus_field_load(last_field, p, 0);
    uint64_t most = (1ull << (8 * lus_wire_size(last_field->wire))) - 1;
    uint64_t end = lus_span_end(e);
    uint32_t head = lus_wire_size(e->fields[0].wire);

    /* A first that is itself out of its range is the field's error. */
    if ( count == 0 || (first < end && first + count > end) )
        return LUS_E_RANGE;
    if ( t->index )
    {
        uint64_t last = lus_field_load(&e->fields[0], t->last, 0), n = lus_field_load(last_field, t->last, 0);

        if ( first < last + n )
            return LUS_E_SORT;
        if ( first == last + n && n != most && !memcmp(t->last + head, p + head, last_field->offset - head) )
            return LUS_E_MERGE;
    }
    memcpy(t->last, p, e->size);
    return 0;
}

/* Steps to the chunk that has the next entry. Return: 1; 0 at the end; -LUS_E_... */
static LUS_NOINLINE int next_chunk(struct lus_table *t)
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

static LUS_NOINLINE int next_any(struct lus_table *t, const uint8_t **p)
{
    const struct lus_entry *e = t->rec.info->entry;
    int error;

    if ( t->at == t->rec.length && (error = next_chunk(t)) <= 0 )
        return error;
    if ( t->rec.body )
        *p = t->rec.body + t->at;
    else
        *p = lus_body(t->seg.s, &t->rec, t->at, e->size, t->buf);
    if ( t->sorted )
    {
        uint64_t key = lus_entry_key(e, *p);

        if ( t->index && key <= t->last_key )
            return refuse_entry(t, LUS_E_SORT, 0, key);
        if ( t->rec.info->tail == LUS_TAIL_SPAN && (error = check_span(t, e, *p)) != 0 )
            return refuse_entry(t, error, error == LUS_E_RANGE ? e->nr_fields - 1u : 0,
                                error == LUS_E_RANGE ? lus_field_load(&e->fields[e->nr_fields - 1], *p, 0) : key);
        t->last_key = key;
    }
    if ( t->index >= t->limit )
        return refuse_entry(t, LUS_E_LENGTH, 0, t->index);
    t->at += e->size;
    t->index++;
    return 1;
}

int lus_table_next(struct lus_table *t, const uint8_t **p)
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

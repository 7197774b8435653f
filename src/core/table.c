/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tables: entries one by one, over chunks, their order checked. spec/stream.md section 7. */
#include "source.h"

/* A run of entries is still in cache when it is decoded after its order was checked. */
#define LUS_RUN_BYTES 4096u

LUS_COLD uint64_t lus_entry_key(const struct lus_entry *e, const uint8_t *p)
{
    const struct lus_field *field = e->fields, *end = field + e->keys;
    uint64_t key = 0;

    /* In two steps, as by 64 bits, if the first has 8 bytes, nothing can be shifted. */
    for ( ; field != end; field++ )
    {
        uint32_t half = 4 * lus_wire_size(field->wire);

        key = key << half << half | lus_field_load(field, p, 0);
    }
    return key;
}

LUS_COLD int lus_table_open(struct lus_table *t, const struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_record_type *info = rec->info;
    const struct lus_entry *e;

    if ( !info || !info->entry || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    e = info->entry;
    t->seg = *seg;
    t->rec = *rec;
    t->at = info->fixed[rec->revision - 1];
    t->index = 0;
    t->last_key = 0;
    t->room = 0;
    t->limit = info->max ? info->max : 0xffffffffu;
    t->size = e->size;
    t->sorted = e->keys;
    t->quick = !t->sorted || (info->tail == LUS_TAIL_TABLE && e->keys == 1 && e->fields[0].wire == LUS_WIRE_U32);
    return 0;
}

/*
 * S-32: does @p, whose first is @first and whose @last field says @count, begin where the span before ended, with the same values? Then
 * it should have been part of it.
 */
static int check_span(struct lus_table *t, const struct lus_entry *e, const uint8_t *p, uint64_t first, const struct lus_field *last,
                      uint64_t count)
{
    uint32_t head = e->fields[1].offset, tail = last->offset;
    uint64_t end = lus_span_end(e), n, gap;

    /* A first that is itself out of its range is the field's error. */
    if ( count == 0 || (first < end && first + count > end) )
        return LUS_E_RANGE;
    if ( t->index )
    {
        n = lus_field_load(last, t->last, 0);
        /* Keys ascend, so that the gap is not negative. */
        gap = first - t->last_key;
        if ( gap < n )
            return LUS_E_SORT;
        /* The last field is what the entry ends with. */
        if ( gap == n && (n + 1) >> (8 * (e->size - tail)) == 0 && !memcmp(t->last + head, p + head, tail - head) )
            return LUS_E_MERGE;
    }
    memcpy(t->last, p, e->size);
    return 0;
}

static LUS_COLD int next_any(struct lus_table *t, const uint8_t **where)
{
    const struct lus_source *src = &t->seg.s->src;
    const struct lus_entry *e = t->rec.info->entry;
    const struct lus_field *field = e->fields;
    uint64_t value, offset;
    const uint8_t *p;
    int error;

    for ( ; t->at == t->rec.length; t->at = 0 )
        if ( (error = lus_next_chunk(&t->seg, &t->rec)) <= 0 )
            return error;
    offset = t->rec.offset + LUS_RECORD_HEADER + t->at;
    p = lus_source_bytes(src, offset, t->size, t->buf);
    *where = p;
    if ( t->sorted )
    {
        value = lus_entry_key(e, p);
        error = LUS_E_SORT;
        if ( t->index && value <= t->last_key )
            goto refuse;
        if ( t->rec.info->tail == LUS_TAIL_SPAN )
        {
            const struct lus_field *last = field + e->nr_fields - 1;
            uint64_t count = lus_field_load(last, p, 0);

            error = check_span(t, e, p, value, last, count);
            if ( error == LUS_E_RANGE )
            {
                field = last;
                value = count;
            }
            if ( error )
                goto refuse;
        }
        t->last_key = value;
    }
    error = LUS_E_LENGTH;
    value = t->index;
    if ( t->index >= t->limit )
        goto refuse;
    t->at += t->size;
    t->index++;
    /* Those behind it that are in one piece, and no more than there may be, need not come here. */
    value = t->rec.length - t->at;
    t->room = 0;
    if ( t->quick && value )
    {
        t->next = lus_source_longest(src, offset + t->size, &value);
        offset = (uint64_t)(t->limit - t->index) * t->size;
        t->room = (uint32_t)(value < offset ? value : offset);
    }
    return 1;

 refuse:
    return lus_refuse_entry(&t->seg, &t->rec, error, offset + field->offset, (uint32_t)(field - e->fields), t->index,
                            value);
}

LUS_COLD int lus_table_next(struct lus_table *t, const uint8_t **p)
{
    const uint8_t *next = t->next;
    uint32_t size = t->size, key;

    if ( t->room < size )
        return next_any(t, p);
    key = lus_ld32(next);
    if ( t->sorted && key <= t->last_key )
        return next_any(t, p);
    *p = next;
    t->last_key = key;
    t->next = next + size;
    t->room -= size;
    t->at += size;
    t->index++;
    return 1;
}

LUS_COLD int lus_table_run(struct lus_table *t, const uint8_t **p, uint32_t *n)
{
    int rc = lus_table_next(t, p);
    uint32_t size = t->size, i, most = t->room < LUS_RUN_BYTES ? t->room : LUS_RUN_BYTES;
    uint64_t last = t->last_key;
    const uint8_t *next = t->next;

    *n = 1;
    if ( rc <= 0 || next != *p + size )
        return rc;
    LUS_PREFETCH(next + LUS_RUN_BYTES);
    for ( i = 0; most >= size; most -= size )
    {
        if ( t->sorted && lus_ld32(next) <= last )
            break;
        last = lus_ld32(next);
        next += size;
        i++;
    }
    size *= i;
    t->last_key = last;
    t->next = next;
    t->room -= size;
    t->at += size;
    t->index += i;
    *n += i;
    return 1;
}

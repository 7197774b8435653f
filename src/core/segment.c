/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Segments and the records in them: bounds, order, framing. spec/stream.md sections 5, 6 and the chunks of 7. */
#include "source.h"

LUS_COLD int lus_refuse_entry(struct lus_segment *seg, const struct lus_record *rec, int error, uint64_t offset, uint32_t field,
                              uint32_t entry, uint64_t value)
{
    struct lus_diag *d = &seg->s->diag;

    if ( !d->error )
    {
        d->segment_kind = seg->kind;
        d->domid = seg->domid;
        if ( rec )
        {
            d->type = rec->type;
            d->instance = rec->instance;
        }
        lus_fail(seg->s, error, offset, value);
        d->field = (uint16_t)field;
        d->entry = entry;
    }
    return -error;
}

LUS_COLD int lus_refuse(struct lus_segment *seg, const struct lus_record *rec, int error, uint64_t offset, uint32_t field)
{
    return lus_refuse_entry(seg, rec, error, offset, field, LUS_NO_ENTRY, 0);
}

/* "LSEG" */
#define LUS_SEGMENT_MAGIC 0x4745534cu

/* Entry @i of the index, and the header of its segment, in place or in @buf. Return: 0 or an error. */
static LUS_COLD int find_header(struct lus_stream *s, uint32_t i, struct lus_index_entry *e, void *buf, const uint8_t **p)
{
    if ( lus_index_at(s, i, e) )
        return LUS_E_ARGUMENT;
    /* Tools show what is whole of a stream that lus_open() found cut. */
    if ( e->offset > s->src.size || e->size > s->src.size - e->offset )
        return LUS_E_TRUNCATED;
    *p = lus_source_bytes(&s->src, e->offset, LUS_SEGMENT_HEADER, buf);
    return lus_ld32(*p) == LUS_SEGMENT_MAGIC ? 0 : LUS_E_SEGMENT;
}

/* What a segment's header says of it, which @seg has from the index. Return: 0, or how many bytes behind its beginning it is wrong. */
static inline uint32_t load_segment(struct lus_segment *seg, const uint8_t *p)
{
    uint64_t last = LUS_SEGMENT_HEADER, odd, ends = 0;
    uint32_t i;

    if ( lus_ld32(p + 8) != seg->kind || lus_ld32(p + 12) != seg->domid || lus_ld64(p + 16) != seg->size )
        return 8;
    seg->used = lus_ld64(p + 24);
    for ( i = 0; i < LUS_PASSES; i++ )
        seg->pass_at[i] = lus_ld64(p + 32 + 8 * i);
    seg->pass_at[i] = seg->used;
    seg->count = lus_ld32(p + 56);
    seg->pos = last;
    odd = (seg->pass_at[0] ^ last) | lus_ld32(p + 60) | (seg->size & (LUS_PAGE_SIZE - 1));
    for ( i = 0; i <= LUS_PASSES; i++ )
    {
        ends |= seg->pass_at[i];
        odd |= last > seg->pass_at[i];
        last = seg->pass_at[i];
    }
    /* The size is of whole pages: the last of them is used. */
    return odd || (ends & 7) || seg->size - last >= LUS_PAGE_SIZE ? 24 : 0;
}

LUS_COLD int lus_segment_open(struct lus_stream *s, uint32_t i, struct lus_segment *seg)
{
    uint8_t buf[LUS_SEGMENT_HEADER];
    struct lus_index_entry e;
    const uint8_t *p;
    uint64_t at;
    int error;

    memset(seg, 0, sizeof(*seg));
    seg->s = s;
    error = find_header(s, i, &e, buf, &p);
    if ( error == LUS_E_ARGUMENT )
        return -error;
    seg->base = at = e.offset;
    seg->kind = e.kind;
    seg->domid = e.domid;
    seg->size = e.size;
    if ( !error )
    {
        uint32_t wrong = load_segment(seg, p);

        if ( !wrong )
            return 0;
        at += wrong;
        error = LUS_E_SEGMENT;
    }
    if ( error == LUS_E_TRUNCATED )
        at = s->src.size;
    return lus_refuse(seg, NULL, error, at, LUS_NO_FIELD);
}

LUS_COLD int lus_segment_verify(struct lus_stream *s, uint32_t i)
{
    uint8_t buf[LUS_SEGMENT_HEADER];
    struct lus_index_entry e;
    const uint8_t *p;
    int error = find_header(s, i, &e, buf, &p);

    if ( error == LUS_E_ARGUMENT )
        return -error;
    if ( error == LUS_E_TRUNCATED )
        return lus_fail(s, error, s->src.size, e.offset);
    if ( !error )
    {
        if ( lus_source_crc(&s->src, s->cpu, 0, e.offset + 8, e.size - 8) == lus_ld32(p + 4) )
            return 0;
        error = LUS_E_SEGMENT_CRC;
    }
    if ( !s->diag.error )
    {
        s->diag.segment_kind = e.kind;
        s->diag.domid = e.domid;
    }
    return lus_fail(s, error, e.offset, lus_ld32(p + 4));
}

LUS_COLD int lus_verify(struct lus_stream *s)
{
    uint32_t i;
    int rc;

    for ( i = 0; i < s->header.index_count; i++ )
        if ( (rc = lus_segment_verify(s, i)) != 0 )
            return rc;
    return 0;
}

LUS_COLD int lus_segment_find(struct lus_stream *s, uint32_t kind, uint32_t domid, struct lus_segment *seg)
{
    uint64_t want = (uint64_t)kind << 32 | domid;
    uint32_t lo = 0, hi = s->header.index_count;

    while ( lo < hi )
    {
        uint32_t mid = (lo + hi) / 2;
        struct lus_index_entry e;
        uint64_t key;

        lus_index_at(s, mid, &e);
        key = (uint64_t)e.kind << 32 | e.domid;
        if ( key == want )
            return lus_segment_open(s, mid, seg);
        if ( key < want )
            lo = mid + 1;
        else
            hi = mid;
    }
    return -LUS_E_NOT_FOUND;
}

/* In the first word of a record's header. */
#define LUS_HEAD_MORE ((uint64_t)LUS_RECORD_MORE << 48)

/*
 * Where the region of the record at @seg->pos ends; steps to the next pass where one begins. There, and at the end, last_head keeps no
 * more than that a record was to go on, which is then wrong.
 */
static uint64_t region_end(struct lus_segment *seg)
{
    uint64_t end;

    while ( seg->pos >= (end = seg->pass_at[seg->pass + 1]) )
    {
        seg->last_head &= LUS_HEAD_MORE;
        if ( seg->pass == LUS_PASSES - 1 )
            break;
        seg->pass++;
    }
    return end;
}

LUS_COLD int lus_find_type(uint32_t type, uint32_t revision, const struct lus_record_type **t)
{
    const struct lus_record_type *info = lus_record_type(type);
    int error = LUS_E_UNKNOWN_TYPE;

    if ( info && revision > info->revisions )
    {
        error = LUS_E_UNKNOWN_REVISION;
        info = NULL;
    }
    *t = info;
    return info || (type & LUS_TYPE_OPTIONAL) ? 0 : error;
}

/* S-22, S-25: the type, and what a known type's table says of its records. */
static int check_type(const struct lus_segment *seg, struct lus_record *rec, uint64_t head)
{
    uint32_t copy = (uint32_t)(head >> 48) & LUS_RECORD_COPY;
    const struct lus_record_type *t;
    int error;

    if ( head >> 48 > (LUS_RECORD_MORE | LUS_RECORD_CHUNK | LUS_RECORD_COPY) || (copy && !(head & LUS_TYPE_OPTIONAL)) )
        return LUS_E_FLAGS;
    if ( (uint32_t)head == 0 || rec->revision == 0 )
        return LUS_E_TYPE;
    error = lus_find_type((uint32_t)head, rec->revision, &rec->info);
    t = rec->info;
    if ( !t )
        return error;
    if ( lus_scope_segment(t->scope) != seg->kind || !(t->archs >> seg->s->header.arch & 1) )
        return LUS_E_SCOPE;
    if ( t->pass != seg->pass )
        return LUS_E_PASS;
    return !copy != (t->need != LUS_NEED_COPY) ? LUS_E_FLAGS : 0;
}

/* S-24, S-34: the length of one chunk. */
static int check_length(const struct lus_record *rec)
{
    const struct lus_record_type *t = rec->info;
    uint32_t chunk = rec->flags & LUS_RECORD_CHUNK, more = rec->flags & LUS_RECORD_MORE, tail = rec->length, unit;

    if ( t && !chunk )
    {
        if ( tail < t->fixed[rec->revision - 1] )
            return LUS_E_LENGTH;
        tail -= t->fixed[rec->revision - 1];
    }
    if ( chunk && !tail )
        return LUS_E_CHUNK;
    if ( !t )
        return 0;
    if ( t->tail == LUS_TAIL_NONE )
        return tail | more ? LUS_E_LENGTH : 0;
    unit = t->entry ? t->entry->size : t->tail == LUS_TAIL_MAP ? 8 : 1;
    if ( tail % unit )
        return LUS_E_LENGTH;
    /* How much fits depends on what comes next only in a map, whose reader looks. */
    if ( more && t->tail != LUS_TAIL_MAP && LUS_BODY_MAX - rec->length >= unit )
        return LUS_E_CHUNK;
    return t->tail == LUS_TAIL_BLOB && tail > t->max ? LUS_E_LENGTH : 0;
}

/* S-23, S-26, S-34: the place of the record after the one before. */
static int check_place(const struct lus_segment *seg, const struct lus_record *rec, uint64_t head)
{
    uint64_t place = head << 32 | rec->instance, last = seg->last_head << 32 | seg->last_instance;

    /* LUS_RECORD_CHUNK is the bit above LUS_RECORD_MORE. */
    if ( (head >> 1 ^ seg->last_head) & LUS_HEAD_MORE )
        return LUS_E_CHUNK;
    if ( (rec->flags & LUS_RECORD_CHUNK) )
        return place != last || (uint16_t)((head ^ seg->last_head) >> 32) ? LUS_E_CHUNK : 0;
    /* Before the first record last is no more than an instance. */
    if ( place <= last )
        return LUS_E_ORDER;
    return rec->info && rec->instance > rec->info->max_instance ? LUS_E_INSTANCE : 0;
}

static int end_of_segment(struct lus_segment *seg)
{
    uint64_t at = seg->base + seg->used;
    int error = LUS_E_PADDING;

    if ( !seg->partial_walk && seg->seen != seg->count )
    {
        error = LUS_E_SEGMENT;
        at = seg->base + 56;
    }
    else if ( lus_source_is_zero(&seg->s->src, at, seg->size - seg->used) )
        return 0;
    return lus_refuse(seg, NULL, error, at, LUS_NO_FIELD);
}

/* A record's header, of two words as on the wire. */
static inline void take_header(struct lus_record *rec, uint64_t head, uint64_t rest)
{
    rec->type = (uint32_t)head;
    rec->revision = (uint16_t)(head >> 32);
    rec->flags = (uint16_t)(head >> 48);
    rec->instance = (uint32_t)rest;
    rec->length = (uint32_t)(rest >> 32);
}

/* After a record come perhaps others that differ in instance and body only: notes what lus_next() then needs to know. */
static void note_run(struct lus_segment *seg, const struct lus_record *rec, uint64_t room)
{
    seg->last_info = rec->info;
    seg->run_length = rec->length;
    seg->run_room = 0;
    if ( rec->info && !(rec->flags & (LUS_RECORD_MORE | LUS_RECORD_CHUNK)) )
    {
        seg->run_max = rec->info->max_instance;
        seg->run_room = room;
        seg->run_at = lus_source_longest(&seg->s->src, seg->base + seg->pos, &seg->run_room);
    }
}

static LUS_COLD int next_any(struct lus_segment *seg, struct lus_record *rec)
{
    const struct lus_source *src = &seg->s->src;
    uint64_t at = seg->base + seg->pos, room = region_end(seg) - seg->pos, head, padded;
    uint8_t buf[LUS_RECORD_HEADER];
    const uint8_t *p;
    int error;

    rec->offset = at;
    take_header(rec, 0, 0);
    error = LUS_E_LENGTH;
    if ( room < LUS_RECORD_HEADER && seg->pos != seg->used )
        goto refuse;
    error = LUS_E_CHUNK;
    if ( seg->last_head == LUS_HEAD_MORE )
        goto refuse;
    if ( seg->pos == seg->used )
        return end_of_segment(seg);
    p = lus_source_bytes(src, at, LUS_RECORD_HEADER, buf);
    head = lus_ld64(p);
    take_header(rec, head, lus_ld64(p + 8));
    padded = ((uint64_t)rec->length + 7) & ~7ull;
    room -= LUS_RECORD_HEADER;
    error = LUS_E_LENGTH;
    at += 12;
    if ( rec->length > LUS_BODY_MAX || padded > room )
        goto refuse;
    at -= 12;
    if ( (error = check_type(seg, rec, head)) != 0 || (error = check_place(seg, rec, head)) != 0 || (error = check_length(rec)) != 0 )
        goto refuse;
    error = LUS_E_PADDING;
    at += LUS_RECORD_HEADER;
    rec->body = lus_source_piece(src, at, rec->length);
    at += rec->length;
    if ( !lus_source_is_zero(src, at, padded - rec->length) )
        goto refuse;
    seg->last_head = head;
    seg->last_instance = rec->instance;
    seg->pos += LUS_RECORD_HEADER + padded;
    seg->seen++;
    note_run(seg, rec, room - padded);
    return 1;

 refuse:
    return lus_refuse(seg, rec, error, at, LUS_NO_FIELD);
}

/*
 * Most records are like the one before in all but instance and body: then all that was found good of that one's header is good of
 * this one's. Anything else is left to next_any(), which names it.
 */
LUS_COLD int lus_next(struct lus_segment *seg, struct lus_record *rec)
{
    const uint8_t *p = seg->run_at;
    uint32_t length = seg->run_length, step = (LUS_RECORD_HEADER + length + 7) & ~7u;
    uint64_t pos = seg->pos, rest;

    if ( seg->run_room < step )
        return next_any(seg, rec);
    LUS_PREFETCH(p + LUS_AHEAD);
    rest = lus_ld64(p + 8);
    if ( lus_ld64(p) != seg->last_head || rest >> 32 != length || (uint32_t)rest <= seg->last_instance || (uint32_t)rest > seg->run_max )
        return next_any(seg, rec);
    /* Such a step is 24 bytes or more, and its last 8 - length % 8 are padding. */
    if ( (length & 7) && lus_ld64(p + step - 8) >> 8 * (length & 7) )
        return next_any(seg, rec);
    rec->info = seg->last_info;
    rec->body = p + LUS_RECORD_HEADER;
    rec->offset = seg->base + pos;
    take_header(rec, seg->last_head, rest);
    seg->last_instance = (uint32_t)rest;
    seg->pos = pos + step;
    seg->run_at = p + step;
    seg->run_room -= step;
    seg->seen++;
    return 1;
}

LUS_COLD int lus_next_chunk(struct lus_segment *seg, struct lus_record *rec)
{
    struct lus_record next;
    int rc = 0;

    if ( (rec->flags & LUS_RECORD_MORE) )
    {
        rc = lus_next(seg, &next);
        if ( rc > 0 )
            *rec = next;
        else if ( !rc )
            rc = -LUS_E_CHUNK;
    }
    return rc;
}

LUS_COLD int lus_pass(struct lus_segment *seg, unsigned int pass)
{
    if ( pass >= LUS_PASSES )
        return -LUS_E_ARGUMENT;
    seg->pos = seg->pass_at[pass];
    seg->pass = (uint8_t)pass;
    seg->last_head = 0;
    seg->run_room = 0;
    seg->seen = 0;
    seg->partial_walk = pass != 0;
    return 0;
}

LUS_COLD const uint8_t *lus_body(struct lus_stream *s, const struct lus_record *rec, uint32_t offset, uint32_t len, void *buf)
{
    if ( len > LUS_SCRATCH || offset > rec->length || len > rec->length - offset )
        return NULL;
    return lus_source_bytes(&s->src, rec->offset + LUS_RECORD_HEADER + offset, len, buf);
}

LUS_COLD const uint8_t *lus_fixed(struct lus_stream *s, const struct lus_record *rec)
{
    if ( !rec->info || (rec->flags & LUS_RECORD_CHUNK) )
        return NULL;
    return lus_body(s, rec, 0, rec->info->fixed[rec->revision - 1], s->scratch);
}

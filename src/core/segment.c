/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Segments and the records in them: bounds, order, framing. spec/stream.md sections 5, 6 and the chunks of 7. */
#include "source.h"

LUS_COLD int lus_refuse(struct lus_segment *seg, const struct lus_record *rec, int error, uint64_t offset, uint32_t field)
{
    struct lus_diag *d = &seg->s->diag;

    if ( d->error )
        return -error;
    lus_fail(seg->s, error, offset, 0);
    d->segment_kind = seg->kind;
    d->domid = seg->domid;
    d->field = (uint16_t)field;
    if ( rec )
    {
        d->type = rec->type;
        d->instance = rec->instance;
    }
    return -error;
}

/* Tools show what is whole of a stream that lus_open() found cut. */
static int is_there(const struct lus_stream *s, const struct lus_index_entry *e)
{
    return e->offset <= s->src.size && e->size <= s->src.size - e->offset;
}

LUS_COLD int lus_segment_open(struct lus_stream *s, uint32_t i, struct lus_segment *seg)
{
    uint8_t buf[LUS_SEGMENT_HEADER];
    struct lus_index_entry e;
    const uint8_t *p;
    uint64_t padded;

    memset(seg, 0, sizeof(*seg));
    seg->s = s;
    if ( lus_index_at(s, i, &e) )
        return -LUS_E_ARGUMENT;
    seg->base = e.offset;
    seg->kind = e.kind;
    seg->domid = e.domid;
    seg->size = e.size;
    if ( !is_there(s, &e) )
        return lus_refuse(seg, NULL, LUS_E_TRUNCATED, s->src.size, LUS_NO_FIELD);
    p = lus_source_bytes(&s->src, e.offset, LUS_SEGMENT_HEADER, buf);
    if ( memcmp(p, "LSEG", 4) )
        return lus_refuse(seg, NULL, LUS_E_SEGMENT, e.offset, LUS_NO_FIELD);
    if ( lus_ld16(p + 8) != e.kind || lus_ld16(p + 10) || lus_ld32(p + 12) != e.domid || lus_ld64(p + 16) != e.size )
        return lus_refuse(seg, NULL, LUS_E_SEGMENT, e.offset + 8, LUS_NO_FIELD);
    seg->used = lus_ld64(p + 24);
    seg->pass_at[0] = lus_ld64(p + 32);
    seg->pass_at[1] = lus_ld64(p + 40);
    seg->pass_at[2] = lus_ld64(p + 48);
    seg->count = lus_ld32(p + 56);
    if ( seg->pass_at[0] != LUS_SEGMENT_HEADER || seg->pass_at[1] < seg->pass_at[0] || seg->pass_at[2] < seg->pass_at[1] ||
         seg->used < seg->pass_at[2] || seg->used > seg->size )
        return lus_refuse(seg, NULL, LUS_E_SEGMENT, e.offset + 24, LUS_NO_FIELD);
    padded = (seg->used + LUS_PAGE_SIZE - 1) & ~(uint64_t)(LUS_PAGE_SIZE - 1);
    if ( padded != seg->size || ((seg->used | seg->pass_at[1] | seg->pass_at[2]) & 7) || lus_ld32(p + 60) )
        return lus_refuse(seg, NULL, LUS_E_SEGMENT, e.offset + 24, LUS_NO_FIELD);
    seg->pos = LUS_SEGMENT_HEADER;
    return 0;
}

LUS_COLD int lus_segment_verify(struct lus_stream *s, uint32_t i)
{
    uint8_t buf[8];
    struct lus_index_entry e;
    const uint8_t *p;

    if ( lus_index_at(s, i, &e) )
        return -LUS_E_ARGUMENT;
    if ( !is_there(s, &e) )
        return lus_fail(s, LUS_E_TRUNCATED, s->src.size, e.offset);
    p = lus_source_bytes(&s->src, e.offset, 8, buf);
    if ( lus_source_crc(&s->src, s->cpu, 0, e.offset + 8, e.size - 8) == lus_ld32(p + 4) && !memcmp(p, "LSEG", 4) )
        return 0;
    if ( !s->diag.error )
    {
        s->diag.segment_kind = e.kind;
        s->diag.domid = e.domid;
    }
    return lus_fail(s, memcmp(p, "LSEG", 4) ? LUS_E_SEGMENT : LUS_E_SEGMENT_CRC, e.offset, lus_ld32(p + 4));
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
        uint32_t mid = lo + (hi - lo) / 2;
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

/* Where the region of the record at @seg->pos ends; steps to the next pass where one begins. */
static uint64_t region_end(struct lus_segment *seg)
{
    while ( seg->pass + 1u < LUS_PASSES && seg->pos >= seg->pass_at[seg->pass + 1] )
    {
        seg->pass++;
        seg->last_type = 0;
        seg->last_info = NULL;
    }
    return seg->pass + 1u < LUS_PASSES ? seg->pass_at[seg->pass + 1] : seg->used;
}

/* What a known type's table says of records. Only where the type changes: instances of one type share the answer. */
static int check_known(struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_record_type *t = rec->info;

    if ( lus_scope_segment(t->scope) != seg->kind || !lus_type_in_arch(rec->type, seg->s->header.arch) )
        return LUS_E_SCOPE;
    if ( t->pass != seg->pass )
        return LUS_E_PASS;
    if ( !(rec->flags & LUS_RECORD_COPY) != (t->need != LUS_NEED_COPY) )
        return LUS_E_FLAGS;
    return 0;
}

static int check_type(struct lus_segment *seg, struct lus_record *rec)
{
    const struct lus_record_type *t;

    rec->info = NULL;
    if ( (rec->flags & ~(LUS_RECORD_MORE | LUS_RECORD_CHUNK | LUS_RECORD_COPY)) ||
         ((rec->flags & LUS_RECORD_COPY) && !(rec->type & LUS_TYPE_OPTIONAL)) )
        return LUS_E_FLAGS;
    if ( rec->type == seg->last_type && rec->revision == seg->last_revision && seg->last_info &&
         ((rec->flags ^ seg->last_flags) & LUS_RECORD_COPY) == 0 )
    {
        rec->info = seg->last_info;
        return 0;
    }
    if ( rec->type == 0 || rec->revision == 0 )
        return LUS_E_TYPE;
    t = lus_record_type(rec->type);
    if ( !t )
        return rec->type & LUS_TYPE_OPTIONAL ? 0 : LUS_E_UNKNOWN_TYPE;
    if ( rec->revision > t->revisions )
        return rec->type & LUS_TYPE_OPTIONAL ? 0 : LUS_E_UNKNOWN_REVISION;
    rec->info = t;
    return check_known(seg, rec);
}

/* S-24, S-34: the length of one chunk. */
static int check_length(const struct lus_record *rec)
{
    const struct lus_record_type *t = rec->info;
    uint32_t fixed, tail;

    if ( !t )
        return (rec->flags & LUS_RECORD_CHUNK) && !rec->length ? LUS_E_CHUNK : 0;
    fixed = rec->flags & LUS_RECORD_CHUNK ? 0 : t->fixed[rec->revision - 1];
    if ( rec->length < fixed )
        return LUS_E_LENGTH;
    tail = rec->length - fixed;
    if ( (rec->flags & LUS_RECORD_CHUNK) && !tail )
        return LUS_E_CHUNK;
    switch ( t->tail )
    {
    case LUS_TAIL_NONE:
        return tail || (rec->flags & LUS_RECORD_MORE) ? LUS_E_LENGTH : 0;
    case LUS_TAIL_BLOB:
        if ( (rec->flags & LUS_RECORD_MORE) && rec->length != LUS_BODY_MAX )
            return LUS_E_CHUNK;
        return tail > t->max ? LUS_E_LENGTH : 0;
    case LUS_TAIL_MAP:
        return tail % 8 ? LUS_E_LENGTH : 0;
    default:
        if ( tail % t->entry->size )
            return LUS_E_LENGTH;
        return (rec->flags & LUS_RECORD_MORE) && LUS_BODY_MAX - rec->length >= t->entry->size ? LUS_E_CHUNK : 0;
    }
}

/* S-23, S-26, S-34: the place of the record after the one before. */
static int check_place(const struct lus_segment *seg, const struct lus_record *rec)
{
    int after_more = seg->last_type && (seg->last_flags & LUS_RECORD_MORE);

    if ( !(rec->flags & LUS_RECORD_CHUNK) != !after_more )
        return LUS_E_CHUNK;
    if ( after_more )
        return rec->type != seg->last_type || rec->revision != seg->last_revision || rec->instance != seg->last_instance ?
               LUS_E_CHUNK : 0;
    if ( rec->type < seg->last_type || (rec->type == seg->last_type && rec->instance <= seg->last_instance) )
        return LUS_E_ORDER;
    return rec->info && rec->instance > rec->info->max_instance ? LUS_E_INSTANCE : 0;
}

static LUS_COLD int end_of_segment(struct lus_segment *seg)
{
    if ( seg->last_flags & LUS_RECORD_MORE )
        return lus_refuse(seg, NULL, LUS_E_CHUNK, seg->base + seg->pos, LUS_NO_FIELD);
    if ( !seg->partial_walk && seg->seen != seg->count )
        return lus_refuse(seg, NULL, LUS_E_SEGMENT, seg->base + 56, LUS_NO_FIELD);
    if ( !lus_source_is_zero(&seg->s->src, seg->base + seg->used, seg->size - seg->used) )
        return lus_refuse(seg, NULL, LUS_E_PADDING, seg->base + seg->used, LUS_NO_FIELD);
    return 0;
}

static int check_padding(const struct lus_segment *seg, const struct lus_record *rec, uint64_t end)
{
    uint8_t buf[8];
    uint32_t pad = (8 - (rec->length & 7)) & 7;

    return pad == 0 || lus_all_zero(lus_source_bytes(&seg->s->src, seg->base + end - pad, pad, buf), pad);
}

/* After this record come perhaps others that differ in instance and body only: what lus_next() then needs to know. */
static void note_run(struct lus_segment *seg, const struct lus_record *rec, const uint8_t *head, uint64_t end, uint64_t region)
{
    seg->run_room = 0;
    if ( !rec->info || (rec->flags & (LUS_RECORD_MORE | LUS_RECORD_CHUNK)) )
        return;
    seg->run_head = lus_ld64(head);
    seg->run_length = rec->length;
    seg->run_max = rec->info->max_instance;
    seg->run_room = region - end;
    if ( seg->run_room )
        seg->run_at = lus_source_longest(&seg->s->src, seg->base + end, &seg->run_room);
}

static LUS_NOINLINE int next_any(struct lus_segment *seg, struct lus_record *rec)
{
    uint8_t buf[LUS_RECORD_HEADER];
    const uint8_t *p;
    uint64_t end, region;
    int error;

    rec->offset = seg->base + seg->pos;
    rec->type = rec->instance = 0;
    region = region_end(seg);
    if ( seg->pos == seg->used )
        return end_of_segment(seg);
    if ( region - seg->pos < LUS_RECORD_HEADER )
        return lus_refuse(seg, NULL, LUS_E_LENGTH, rec->offset, LUS_NO_FIELD);
    if ( !seg->last_type && (seg->last_flags & LUS_RECORD_MORE) )
        return lus_refuse(seg, NULL, LUS_E_CHUNK, rec->offset, LUS_NO_FIELD);
    p = lus_source_bytes(&seg->s->src, rec->offset, LUS_RECORD_HEADER, buf);
    rec->type = lus_ld32(p);
    rec->revision = (uint16_t)lus_ld16(p + 4);
    rec->flags = (uint16_t)lus_ld16(p + 6);
    rec->instance = lus_ld32(p + 8);
    rec->length = lus_ld32(p + 12);
    end = seg->pos + LUS_RECORD_HEADER + (((uint64_t)rec->length + 7) & ~7ull);
    if ( rec->length > LUS_BODY_MAX || end > region )
        return lus_refuse(seg, rec, LUS_E_LENGTH, rec->offset + 12, LUS_NO_FIELD);
    if ( (error = check_type(seg, rec)) != 0 || (error = check_place(seg, rec)) != 0 || (error = check_length(rec)) != 0 )
        return lus_refuse(seg, rec, error, rec->offset, LUS_NO_FIELD);
    if ( !check_padding(seg, rec, end) )
        return lus_refuse(seg, rec, LUS_E_PADDING, rec->offset + LUS_RECORD_HEADER + rec->length, LUS_NO_FIELD);
    rec->body = lus_source_piece(&seg->s->src, rec->offset + LUS_RECORD_HEADER, rec->length);
    note_run(seg, rec, p, end, region);
    seg->last_info = rec->info;
    seg->last_type = rec->type;
    seg->last_revision = rec->revision;
    seg->last_instance = rec->instance;
    seg->last_flags = rec->flags;
    seg->pos = end;
    seg->seen++;
    return 1;
}

/*
 * Most records are like the one before in all but instance and body: then all that was found good of that one's header is good of
 * this one's. Anything else is left to next_any(), which names it.
 */
int lus_next(struct lus_segment *seg, struct lus_record *rec)
{
    const uint8_t *p = seg->run_at;
    uint32_t length = seg->run_length, instance, step = (LUS_RECORD_HEADER + length + 7) & ~7u;
    uint64_t pos = seg->pos;

    if ( seg->run_room < step )
        return next_any(seg, rec);
    LUS_PREFETCH(p + LUS_AHEAD);
    instance = lus_ld32(p + 8);
    if ( lus_ld64(p) != seg->run_head || lus_ld32(p + 12) != length || instance <= seg->last_instance || instance > seg->run_max )
        return next_any(seg, rec);
    /* Such a step is 24 bytes or more, and its last 8 - length % 8 are padding. */
    if ( (length & 7) && lus_ld64(p + step - 8) >> 8 * (length & 7) )
        return next_any(seg, rec);
    rec->info = seg->last_info;
    rec->body = p + LUS_RECORD_HEADER;
    rec->offset = seg->base + pos;
    rec->type = seg->last_type;
    rec->instance = instance;
    rec->length = length;
    rec->revision = seg->last_revision;
    rec->flags = seg->last_flags;
    seg->last_instance = instance;
    seg->pos = pos + step;
    seg->run_at = p + step;
    seg->run_room -= step;
    seg->seen++;
    return 1;
}

LUS_COLD int lus_pass(struct lus_segment *seg, unsigned int pass)
{
    if ( pass >= LUS_PASSES )
        return -LUS_E_ARGUMENT;
    seg->pos = seg->pass_at[pass];
    seg->pass = (uint16_t)pass;
    seg->last_type = 0;
    seg->last_flags = 0;
    seg->last_info = NULL;
    seg->run_room = 0;
    seg->seen = 0;
    seg->partial_walk = pass != 0;
    return 0;
}

int lus_find(struct lus_segment *seg, uint32_t type, uint32_t instance, struct lus_record *rec)
{
    const struct lus_record_type *t = lus_record_type(type);
    int rc = lus_pass(seg, t ? t->pass : 0);

    if ( rc )
        return rc;
    while ( (rc = lus_next(seg, rec)) > 0 )
    {
        if ( rec->type == type && rec->instance == instance )
            return 0;
        if ( t && (seg->pass > t->pass || rec->type > type || (rec->type == type && rec->instance > instance)) )
            return -LUS_E_NOT_FOUND;
    }
    return rc ? rc : -LUS_E_NOT_FOUND;
}

const uint8_t *lus_body(struct lus_stream *s, const struct lus_record *rec, uint32_t offset, uint32_t len, void *buf)
{
    if ( len > LUS_SCRATCH || offset > rec->length || len > rec->length - offset )
        return NULL;
    return lus_source_bytes(&s->src, rec->offset + LUS_RECORD_HEADER + offset, len, buf);
}

const uint8_t *lus_fixed(struct lus_stream *s, const struct lus_record *rec)
{
    if ( !rec->info || (rec->flags & LUS_RECORD_CHUNK) )
        return NULL;
    return lus_body(s, rec, 0, rec->info->fixed[rec->revision - 1], s->scratch);
}

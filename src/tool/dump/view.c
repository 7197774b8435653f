/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A stream to be shown: the verdict, the bytes, segments and the framing of records. See view.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool/cpu.h"
#include "tool/print.h"
#include "view.h"

#define EVERYTHING (~0ull)

const uint8_t *view_bytes(const struct view *v, uint64_t offset, uint32_t len, void *buf)
{
    uint8_t *to = buf;

    if ( offset > v->src.size || len > v->src.size - offset )
        return NULL;
    if ( v->src.base )
        return v->src.base + offset;
    while ( len )
    {
        uint64_t at = v->src.skew + offset;
        uint32_t in = (uint32_t)(at & (LUS_PAGE_SIZE - 1)), n = LUS_PAGE_SIZE - in < len ? LUS_PAGE_SIZE - in : len;

        memcpy(to, v->src.pages[at >> LUS_PAGE_SHIFT] + in, n);
        to += n;
        offset += n;
        len -= n;
    }
    return buf;
}

uint64_t view_load(const struct view *v, uint64_t offset, uint32_t size)
{
    uint8_t buf[8];
    const uint8_t *p = view_bytes(v, offset, size, buf);
    uint64_t value = 0;

    while ( p && size-- )
        value = value << 8 | p[size];
    return value;
}

int view_has(const struct view *v, uint64_t offset, uint64_t len)
{
    return offset <= v->src.size && len <= v->src.size - offset;
}

int record_shows(const struct view *v, const struct record *r, uint64_t offset, uint64_t len)
{
    return offset <= r->stop && view_has(v, offset, len);
}

static uint64_t list_at(const struct view *v, uint64_t base, uint32_t count, uint32_t i, uint32_t size)
{
    uint64_t offset = base + (uint64_t)i * size;

    return v->level >= VIEW_LISTS && i < count && base >= LUS_HEADER_SIZE && offset >= base && offset <= v->stop &&
           view_has(v, offset, size) ? offset : 0;
}

uint64_t view_catalogue_at(const struct view *v, uint32_t i)
{
    return list_at(v, v->header.catalogue_offset, v->header.catalogue_count, i, LUS_CATALOGUE_ENTRY);
}

uint64_t view_index_at(const struct view *v, uint32_t i)
{
    return list_at(v, v->header.index_offset, v->header.index_count, i, LUS_INDEX_ENTRY);
}

/* How far lus_open() came before @error. */
static enum view_level level_of(const struct view *v, int error, uint64_t offset)
{
    switch ( error )
    {
    case LUS_OK:
    case LUS_E_TRAILING:
        return VIEW_SEGMENTS;
    case LUS_E_TRUNCATED:
        return v->src.size < LUS_HEADER_SIZE ? VIEW_NOTHING : v->src.size < v->header.front_size ? VIEW_LISTS : VIEW_SEGMENTS;
    case LUS_E_FORMAT:
    case LUS_E_PADDING:
    case LUS_E_CATALOGUE:
    case LUS_E_SEGMENT:
        return VIEW_LISTS;
    case LUS_E_LAYOUT:
        return offset < LUS_HEADER_SIZE ? VIEW_HEADER : VIEW_LISTS;
    case LUS_E_HEADER:
        return offset == 12 ? VIEW_NOTHING : VIEW_HEADER;
    case LUS_E_FRONT_CRC:
        return VIEW_HEADER;
    default:
        return VIEW_NOTHING;
    }
}

/* The header of a segment of which no more may be there. Return: 1 if it is sound. */
static int load_segment(struct walk *w)
{
    const struct view *v = w->v;
    struct lus_segment *seg = &w->seg;
    uint64_t at = w->index.offset;
    uint8_t buf[4];

    if ( memcmp(view_bytes(v, at, 4, buf), "LSEG", 4) || view_load(v, at + 8, 2) != w->index.kind ||
         view_load(v, at + 12, 4) != w->index.domid || view_load(v, at + 16, 8) != w->index.size )
        return 0;
    seg->base = at;
    seg->size = w->index.size;
    seg->used = view_load(v, at + 24, 8);
    seg->pass_at[0] = view_load(v, at + 32, 8);
    seg->pass_at[1] = view_load(v, at + 40, 8);
    seg->pass_at[2] = view_load(v, at + 48, 8);
    seg->count = (uint32_t)view_load(v, at + 56, 4);
    return seg->pass_at[0] == LUS_SEGMENT_HEADER && seg->pass_at[1] >= seg->pass_at[0] && seg->pass_at[2] >= seg->pass_at[1] &&
           seg->used >= seg->pass_at[2] && seg->used <= seg->size && !((seg->used | seg->pass_at[1] | seg->pass_at[2]) & 7);
}

/* A walk that nothing is yet known of but that it is possible. Return: 0 or -1. */
static int open_walk(struct view *v, uint32_t i, struct walk *w)
{
    memset(w, 0, sizeof(*w));
    w->v = v;
    w->stop = EVERYTHING;
    lus_index_at(&v->stream, i, &w->index);
    w->error_at = w->index.offset;
    if ( !view_has(v, w->index.offset, LUS_SEGMENT_HEADER) )
    {
        w->error = LUS_E_TRUNCATED;
        w->error_at = v->src.size;
    }
    else if ( !load_segment(w) )
        w->error = LUS_E_SEGMENT;
    if ( w->error )
    {
        memset(&w->seg, 0, sizeof(w->seg));
        return -1;
    }
    w->pos = LUS_SEGMENT_HEADER;
    return 0;
}

/* The record that ends the walk, as a diag has it. */
static void note_place(struct lus_diag *d, const struct walk *w, const struct record *r)
{
    d->segment_kind = w->index.kind;
    d->domid = w->index.domid;
    d->field = LUS_NO_FIELD;
    d->entry = LUS_NO_ENTRY;
    d->type = r ? r->head.type : 0;
    d->instance = r ? r->head.instance : 0;
}

/* A cut stream: in which record and field does it end? */
static void find_cut(struct view *v)
{
    struct lus_diag *d = &v->diag;
    struct record r, cut;
    struct walk w;
    uint32_t i, k;
    uint64_t body;

    for ( i = v->header.index_count; i > 0; i-- )
    {
        if ( open_walk(v, i - 1, &w) && w.index.offset >= v->src.size )
            continue;
        memset(&cut, 0, sizeof(cut));
        while ( view_record(&w, &r) )
            if ( !r.whole )
                cut = r;
        note_place(d, &w, cut.head.type ? &cut : NULL);
        body = cut.head.offset + LUS_RECORD_HEADER;
        for ( k = 0; cut.head.info && v->src.size < body + cut.fixed && k < cut.head.info->nr_fields; k++ )
            if ( cut.head.info->fields[k].since <= cut.head.revision && body + cut.head.info->fields[k].offset <= v->src.size )
                d->field = (uint16_t)k;
        return;
    }
}

/*
 * A stream with a mandatory record that this build does not know: lus_check() goes no further. What can be told without knowing
 * it - the CRCs, the framing - is checked all the same: damage counts for more than novelty.
 */
static void check_unknown(struct view *v)
{
    struct lus_stream s = v->stream;
    struct record r, last;
    struct walk w;
    uint32_t i;

    memset(&s.diag, 0, sizeof(s.diag));
    if ( lus_verify(&s) )
    {
        v->diag = s.diag;
        return;
    }
    for ( i = 0; i < v->header.index_count; i++ )
    {
        memset(&last, 0, sizeof(last));
        if ( !open_walk(v, i, &w) )
            while ( view_record(&w, &r) )
                last = r;
        if ( !w.error )
            continue;
        v->diag.error = w.error;
        v->diag.offset = w.error_at;
        note_place(&v->diag, &w, last.head.type && !last.whole ? &last : NULL);
        return;
    }
}

void view_open(struct view *v, const char *name, const struct lus_source *src)
{
    struct lus_diag *d = &v->diag;
    void *work;
    uint64_t size;

    memset(v, 0, sizeof(*v));
    v->name = name;
    v->src = *src;
    v->stop = EVERYTHING;
    lus_open(&v->stream, src, v->scratch, lus_cpu_detect());
    v->header = v->stream.header;
    *d = v->stream.diag;
    v->level = level_of(v, d->error, d->offset);
    if ( !d->error )
    {
        size = lus_check_workspace(&v->header);
        work = xmalloc((size_t)size);
        lus_check(&v->stream, work, size);
        free(work);
        *d = v->stream.diag;
    }
    if ( d->error == LUS_E_UNKNOWN_TYPE || d->error == LUS_E_UNKNOWN_REVISION )
        check_unknown(v);
    if ( d->error == LUS_E_TRUNCATED && v->level == VIEW_SEGMENTS )
        find_cut(v);
    if ( v->level < VIEW_SEGMENTS && d->error != LUS_E_TRUNCATED && d->error != LUS_E_FORMAT )
        v->stop = d->offset;
    v->code = d->error ? lus_error_class(d->error) : EXIT_GOOD;
}

/* What people take for a stream. */
static const char *guess(const struct view *v)
{
    static const uint8_t zero[8];
    uint8_t buf[16];
    const uint8_t *p = view_bytes(v, 0, 16, buf);

    if ( !p )
        return NULL;
    if ( !memcmp(p, "Xen saved domain", 16) || !memcmp(p, "\xff\xff\xff\xff\xff\xff\xff\xff" "XENF", 12) )
        return "this is a migration image: lustream-convert makes a stream of it";
    if ( p[0] == '{' )
        return "this looks like JSON: lustream-convert makes a stream of it";
    if ( !memcmp(p, zero, 8) && view_load(v, 12, 4) == LUS_HEADER_SIZE )
        return "the writer never finished: the magic, which it sets last, is zero";
    return "--search finds a stream inside a bigger file";
}

int view_complain(const struct view *v)
{
    struct problem p = { 0 };
    struct line l;

    if ( !v->diag.error )
        return EXIT_GOOD;
    problem_diag(&p, &v->diag);
    line_clear(&l);
    line_add(&l, "offset 0x%" PRIx64 "%s%s", v->diag.offset, p.text[0] == '(' ? " " : ": ", p.text);
    message(v->name, "%s", l.text);
    if ( v->diag.error == LUS_E_MAGIC && guess(v) )
        message(v->name, "%s", guess(v));
    else if ( v->diag.error == LUS_E_TRUNCATED && v->level != VIEW_NOTHING )
        message(v->name, "%" PRIu64 " of %" PRIu64 " bytes are there", v->src.size, v->header.total_size);
    return v->code;
}

/* The first error in a segment whose CRC is right. The verdict's own is better known: it may be of what a segment lacks. */
static struct lus_diag find_fault(struct lus_stream *s, const struct view *v, const struct walk *w, uint32_t i)
{
    uint64_t size = lus_check_workspace(&s->header);
    void *work = xmalloc((size_t)size);
    struct lus_segment seg;
    struct lus_record rec;
    int rc = lus_segment_open(s, i, &seg);

    while ( !rc && (rc = lus_next(&seg, &rec)) > 0 )
        rc = lus_check_record(&seg, &rec, work);
    free(work);
    return v->diag.segment_kind == w->index.kind && v->diag.domid == w->index.domid ? v->diag : s->diag;
}

/* What is wrong with a whole segment of a stream that is not good. */
static void judge(struct walk *w, uint32_t i)
{
    struct lus_stream s = w->v->stream;
    struct lus_diag d;

    memset(&s.diag, 0, sizeof(s.diag));
    w->damaged = lus_segment_verify(&s, i) != 0;
    if ( w->damaged || lus_error_class(w->v->diag.error) == EXIT_REFUSED )
        return;
    d = find_fault(&s, w->v, w, i);
    if ( !d.error || lus_error_class(d.error) == EXIT_REFUSED )
        return;
    w->fault = d.error;
    w->fault_at = d.offset;
    if ( d.error != LUS_E_MISSING )
        w->stop = d.offset;
}

int view_segment(struct view *v, uint32_t i, struct walk *w)
{
    if ( open_walk(v, i, w) )
        return -1;
    if ( v->diag.error && view_has(v, w->index.offset, w->index.size) )
        judge(w, i);
    return 0;
}

static int end_walk(struct walk *w, int error, uint64_t at)
{
    if ( !w->error )
    {
        w->error = error;
        w->error_at = at;
    }
    return 0;
}

/* The header of the record or chunk at @pos. Return: 1 with @rec; 0 with w->error. */
static int load_record(struct walk *w, uint64_t pos, struct lus_record *rec, uint64_t *end)
{
    uint64_t region = w->pass + 1 < LUS_PASSES ? w->seg.pass_at[w->pass + 1] : w->seg.used, at = w->seg.base + pos;

    if ( at > w->stop )
        return end_walk(w, w->fault, w->fault_at);
    if ( region - pos < LUS_RECORD_HEADER )
        return end_walk(w, LUS_E_LENGTH, at);
    if ( !view_has(w->v, at, LUS_RECORD_HEADER) )
        return end_walk(w, LUS_E_TRUNCATED, w->v->src.size);
    memset(rec, 0, sizeof(*rec));
    rec->offset = at;
    rec->type = (uint32_t)view_load(w->v, at, 4);
    rec->revision = (uint16_t)view_load(w->v, at + 4, 2);
    rec->flags = (uint16_t)view_load(w->v, at + 6, 2);
    rec->instance = (uint32_t)view_load(w->v, at + 8, 4);
    rec->length = (uint32_t)view_load(w->v, at + 12, 4);
    *end = pos + LUS_RECORD_HEADER + (((uint64_t)rec->length + 7) & ~7ull);
    if ( rec->length > LUS_BODY_MAX || *end > region )
        return end_walk(w, LUS_E_LENGTH, at);
    return 1;
}

/* The chunks after the first, as far as they fit together. */
static void load_chunks(struct walk *w, struct record *r)
{
    struct lus_record next = r->head;
    uint64_t end;

    while ( !w->error && (next.flags & LUS_RECORD_MORE) )
    {
        if ( !load_record(w, w->pos, &next, &end) )
            return;
        if ( !(next.flags & LUS_RECORD_CHUNK) || next.type != r->head.type || next.instance != r->head.instance ||
             next.revision != r->head.revision )
        {
            end_walk(w, LUS_E_CHUNK, next.offset);
            return;
        }
        r->chunks++;
        r->length += next.length;
        r->end = w->seg.base + end;
        w->pos = end;
        if ( r->end > w->v->src.size )
            end_walk(w, LUS_E_TRUNCATED, w->v->src.size);
    }
}

int view_record(struct walk *w, struct record *r)
{
    const struct lus_record_type *t;
    uint64_t end;

    memset(r, 0, sizeof(*r));
    while ( w->pass + 1 < LUS_PASSES && w->pos >= w->seg.pass_at[w->pass + 1] )
        w->pass++;
    if ( w->pos == w->seg.used && w->fault )
        end_walk(w, w->fault, w->fault_at);
    if ( w->error || w->pos == w->seg.used || !load_record(w, w->pos, &r->head, &end) )
        return 0;
    t = lus_record_type(r->head.type);
    if ( t && r->head.revision && r->head.revision <= t->revisions )
        r->head.info = t;
    r->pass = w->pass;
    r->chunks = 1;
    r->length = r->head.length;
    r->end = w->seg.base + end;
    if ( r->head.info && r->head.length < t->fixed[r->head.revision - 1] )
    {
        r->head.info = NULL;
        end_walk(w, LUS_E_LENGTH, r->head.offset);
    }
    r->fixed = r->head.info ? t->fixed[r->head.revision - 1] : 0;
    w->pos = end;
    if ( r->end > w->v->src.size )
        end_walk(w, LUS_E_TRUNCATED, w->v->src.size);
    load_chunks(w, r);
    r->stop = w->stop;
    r->whole = !w->error && r->end <= w->stop;
    return 1;
}

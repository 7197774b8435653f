/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From a stream to its JSON form: the document, its segments, records and tails. */
#include <stdlib.h>
#include <string.h>

#include "json-emit.h"
#include "json-fields.h"
#include "json.h"

static int put_entries(struct writer *w, struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_entry *e = rec->info->entry;
    struct lus_table t;
    const uint8_t *p;
    int rc;

    emit_key(w, "entries");
    emit_open(w, '[');
    rc = lus_table_open(&t, seg, rec);
    while ( rc == 0 && (rc = lus_table_next(&t, &p)) > 0 )
    {
        emit_open_flat(w, '{');
        emit_fields(w, e->fields, e->nr_fields, 1, p);
        emit_close(w, '}');
        rc = 0;
    }
    emit_close(w, ']');
    return rc;
}

static const char *name_of(const struct lus_enum *e, uint64_t value)
{
    uint32_t i;

    for ( i = 0; i < e->nr; i++ )
        if ( e->values[i].value == value )
            return e->values[i].name;
    return NULL;
}

static int put_extents(struct writer *w, struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_extent e;
    struct lus_map m;
    int rc;

    emit_key(w, "extents");
    emit_open(w, '[');
    memset(&m, 0, sizeof(m));
    rc = lus_map_open(&m, seg, rec);
    while ( rc == 0 && (rc = lus_map_next(&m, &e)) > 0 )
    {
        emit_open_flat(w, '[');
        emit_hex(w, e.gfn);
        emit_hex(w, e.mfn);
        emit_number(w, e.count);
        emit_name(w, name_of(rec->info->attribute, e.attribute));
        emit_close(w, ']');
        rc = 0;
    }
    emit_close(w, ']');
    return rc;
}

/* Bytes of one body or chunk from @at on. */
static void put_body(struct writer *w, struct lus_stream *s, const struct lus_record *rec, uint32_t at)
{
    uint8_t buf[LUS_SCRATCH];
    uint32_t n;

    for ( ; at < rec->length; at += n )
    {
        n = rec->length - at < LUS_SCRATCH ? rec->length - at : LUS_SCRATCH;
        emit_bytes(w, lus_body(s, rec, at, n, buf), n);
    }
}

static int put_blob(struct writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_segment cursor = *seg;
    struct lus_record chunk = *rec;
    int rc = 0;

    emit_key(w, "blob");
    emit_lead(w);
    fputc('"', w->f);
    put_body(w, seg->s, rec, rec->info->fixed[rec->revision - 1]);
    while ( (chunk.flags & LUS_RECORD_MORE) && (rc = lus_next(&cursor, &chunk)) > 0 )
        put_body(w, seg->s, &chunk, 0);
    fputc('"', w->f);
    return rc < 0 ? rc : 0;
}

static int put_known(struct writer *w, struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_record_type *t = rec->info;
    uint8_t buf[LUS_FIXED_MAX];

    emit_key(w, "fields");
    emit_open(w, '{');
    emit_fields(w, t->fields, t->nr_fields, rec->revision, lus_body(seg->s, rec, 0, t->fixed[rec->revision - 1], buf));
    emit_close(w, '}');
    if ( t->entry )
        return put_entries(w, seg, rec);
    if ( t->tail == LUS_TAIL_MAP )
        return put_extents(w, seg, rec);
    return t->tail == LUS_TAIL_BLOB ? put_blob(w, seg, rec) : 0;
}

static int put_record(struct writer *w, struct lus_segment *seg, const struct lus_record *rec)
{
    int rc = 0;

    emit_open(w, '{');
    emit_key_text(w, "name", rec->info ? rec->info->name : NULL);
    emit_key_hex(w, "type", rec->type);
    emit_key_number(w, "revision", rec->revision);
    emit_key_number(w, "instance", rec->instance);
    emit_key_number(w, "pass", seg->pass);
    emit_key_hex(w, "offset", rec->offset);
    emit_key_number(w, "length", rec->length);
    if ( rec->info )
        rc = put_known(w, seg, rec);
    else
    {
        emit_key_number(w, "flags", rec->flags);
        emit_key(w, "body");
        emit_lead(w);
        fputc('"', w->f);
        put_body(w, seg->s, rec, 0);
        fputc('"', w->f);
    }
    emit_close(w, '}');
    return rc;
}

/* All records; @work is NULL when the stream is known to be good, else every record is checked before it is written. */
static int put_records(struct writer *w, struct lus_segment *seg, void *work)
{
    struct lus_record rec;
    int rc;

    while ( (rc = lus_next(seg, &rec)) > 0 )
    {
        /* A known record was written whole when its first chunk came. */
        if ( rec.info && (rec.flags & LUS_RECORD_CHUNK) )
            continue;
        if ( (work && (rc = lus_check_record(seg, &rec, work)) != 0) || (rc = put_record(w, seg, &rec)) != 0 )
            return rc;
        if ( ferror(w->f) )
            return 0;
    }
    return rc;
}

static void put_segment(struct writer *w, struct lus_stream *s, uint32_t i, void *work)
{
    struct lus_index_entry e;
    struct lus_segment seg;
    uint8_t buf[8];
    struct lus_record head = { 0 };
    const uint8_t *p;
    int rc;

    lus_index_at(s, i, &e);
    rc = work ? lus_segment_verify(s, i) : 0;
    emit_open(w, '{');
    emit_key_text(w, "kind", json_segment_name(e.kind));
    if ( e.kind == LUS_SEGMENT_DOMAIN )
        emit_key_number(w, "domid", e.domid);
    emit_key_hex(w, "offset", e.offset);
    emit_key_hex(w, "size", e.size);
    if ( !rc )
    {
        /* The CRC is the second word of the segment's header. */
        head.offset = e.offset - LUS_RECORD_HEADER;
        head.length = 8;
        p = lus_body(s, &head, 0, 8, buf);
        emit_key_hex(w, "crc", p[4] | (uint32_t)p[5] << 8 | (uint32_t)p[6] << 16 | (uint32_t)p[7] << 24);
        rc = lus_segment_open(s, i, &seg);
    }
    emit_key(w, "records");
    emit_open(w, '[');
    if ( !rc )
        rc = put_records(w, &seg, work);
    emit_close(w, ']');
    if ( rc )
    {
        emit_key(w, "incomplete");
        emit_lead(w);
        fputs("true", w->f);
    }
    emit_close(w, '}');
}

static void put_segments(struct writer *w, struct lus_stream *s, void *work)
{
    uint32_t i;

    emit_key(w, "segments");
    emit_open(w, '[');
    for ( i = 0; i < s->header.index_count && !ferror(w->f); i++ )
    {
        put_segment(w, s, i, work);
        /* What is wrong with one is of no matter for the next. */
        memset(&s->diag, 0, sizeof(s->diag));
    }
    emit_close(w, ']');
}

static void put_version(struct writer *w, const char *name, uint32_t major, uint32_t minor)
{
    char text[16];

    snprintf(text, sizeof(text), "%u.%u", major, minor);
    emit_key_text(w, name, text);
}

static void put_header(struct writer *w, const struct lus_header *h)
{
    const struct lus_enum *kinds = json_enum("source_kind");
    uint32_t i;

    emit_key(w, "header");
    emit_open(w, '{');
    emit_key_number(w, "format", h->format);
    emit_key_text(w, "arch", h->arch && json_arch_name(h->arch) ? json_arch_name(h->arch) : NULL);
    emit_key(w, "partial");
    emit_lead(w);
    fputs(h->partial ? "true" : "false", w->f);
    emit_key(w, "source");
    emit_open_flat(w, '[');
    for ( i = 0; i < kinds->nr; i++ )
        if ( h->source & kinds->values[i].value )
            emit_name(w, kinds->values[i].name);
    emit_close(w, ']');
    put_version(w, "producer", h->producer_major, h->producer_minor);
    emit_key(w, "producer_extra");
    emit_text(w, h->producer_extra, strnlen(h->producer_extra, sizeof(h->producer_extra)));
    emit_key_number(w, "updates", h->updates);
    put_version(w, "previous", h->previous_major, h->previous_minor);
    emit_key(w, "previous_extra");
    emit_text(w, h->previous_extra, strnlen(h->previous_extra, sizeof(h->previous_extra)));
    put_version(w, "profile", h->profile_major, h->profile_minor);
    emit_key_hex(w, "features", h->features);
    emit_key_hex(w, "total_size", h->total_size);
    emit_close(w, '}');
}

static void put_catalogue(struct writer *w, struct lus_stream *s)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    emit_key(w, "catalogue");
    emit_open(w, '[');
    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
    {
        const struct lus_record_type *t = lus_record_type(e.type);

        emit_open_flat(w, '{');
        emit_key_hex(w, "type", e.type);
        emit_key_text(w, "name", t && e.revision <= t->revisions ? t->name : NULL);
        emit_key_number(w, "revision", e.revision);
        emit_key_number(w, "count", e.count);
        emit_close(w, '}');
    }
    emit_close(w, ']');
}

static void put_place(struct writer *w, const struct lus_diag *d)
{
    const struct lus_record_type *t = lus_record_type(d->type);
    int in_entry = t && t->entry && d->entry != LUS_NO_ENTRY;
    char number[16];

    snprintf(number, sizeof(number), "0x%08x", d->type);
    if ( d->segment_kind )
        emit_key_text(w, "segment", json_segment_name(d->segment_kind));
    if ( d->segment_kind == LUS_SEGMENT_DOMAIN )
        emit_key_number(w, "domid", d->domid);
    if ( d->type )
        emit_key_text(w, "record", t ? t->name : number);
    if ( d->type && d->segment_kind )
        emit_key_number(w, "instance", d->instance);
    if ( t && in_entry )
        emit_key_number(w, "entry", d->entry);
    if ( t && d->field < (in_entry ? t->entry->nr_fields : t->nr_fields) )
        emit_key_text(w, "field", (in_entry ? t->entry->fields : t->fields)[d->field].name);
}

static void put_error(struct writer *w, const struct lus_diag *d)
{
    emit_key(w, "error");
    emit_open(w, '{');
    emit_key_text(w, "name", lus_error_name(d->error));
    emit_key_text(w, "text", lus_strerror(d->error));
    emit_key_hex(w, "offset", d->offset);
    put_place(w, d);
    emit_close(w, '}');
}

/*
 * Opens the stream anew, with no error noted. Return: 1 if its front is good, so that its segments can be looked for, the last
 * of which may be cut.
 */
static int open_again(struct lus_stream *copy, const struct lus_stream *s)
{
    int rc = lus_open(copy, &s->src, s->scratch, s->cpu);
    int front = rc == 0 || rc == -LUS_E_TRAILING ||
                (rc == -LUS_E_TRUNCATED && copy->header.front_size && copy->src.size >= copy->header.front_size);

    memset(&copy->diag, 0, sizeof(copy->diag));
    return front;
}

static void put_document(struct writer *w, struct lus_stream *s, const struct json_options *o)
{
    struct lus_stream copy;
    void *work = NULL;
    uint64_t size;
    int front = open_again(&copy, s);

    if ( front )
    {
        size = lus_check_workspace(&copy.header);
        work = xmalloc(size);
        if ( !s->diag.error && !o->checked )
            lus_check(s, work, size);
    }
    emit_open(w, '{');
    emit_key_number(w, "lustream", 1);
    if ( copy.header.format || s->diag.error == LUS_E_FORMAT )
        put_header(w, &copy.header);
    /* S-14: the catalogue of a later format has the same form, where its header says. */
    if ( s->diag.error == LUS_E_FORMAT && copy.header.format && copy.header.catalogue_count <= LUS_CATALOGUE_MAX )
        put_catalogue(w, &copy);
    if ( front )
    {
        put_catalogue(w, &copy);
        put_segments(w, &copy, s->diag.error ? work : NULL);
    }
    if ( s->diag.error )
        put_error(w, &s->diag);
    if ( o->more )
        o->more(w, o->ctx);
    emit_close(w, '}');
    fputc('\n', w->f);
    free(work);
}

int json_write(FILE *out, struct lus_stream *s, const struct json_options *o)
{
    struct writer w = { .f = out, .pretty = o->pretty, .flat = ~0u };

    put_document(&w, s, o);
    if ( fflush(out) || ferror(out) )
        return EXIT_USAGE;
    return s->diag.error ? lus_error_class(s->diag.error) : EXIT_GOOD;
}

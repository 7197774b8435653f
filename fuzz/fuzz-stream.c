/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What lus_check() accepts has one encoding: decoded and written again, record by record, field by field, it is the same bytes;
 * copied record by record too. What it refuses, it refuses by name and place. The host level has an answer for it.
 */
#include "fuzz.h"
#include "lustream/host.h"

static void write_table(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_table t;
    union lus_any any;
    const uint8_t *p;
    int rc;

    CHECK(lus_table_open(&t, seg, rec) == 0);
    while ( (rc = lus_table_next(&t, &p)) > 0 )
    {
        CHECK(lus_decode_entry(rec->type, p, &any) == 0);
        add_any(w, rec->type, &any);
    }
    CHECK(rc == 0);
}

static void write_map(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_map_writer *to = heap(sizeof(*to));
    struct lus_map *from = heap(sizeof(*from));
    struct lus_extent e;
    int rc;

    CHECK(lus_map_open(from, seg, rec) == 0);
    lus_map_begin(to, w);
    while ( (rc = lus_map_next(from, &e)) > 0 )
        lus_map_add(to, e.gfn, e.mfn, e.count, e.attribute);
    CHECK(rc == 0);
    lus_map_end(to);
    free(from);
    free(to);
}

static void write_blob(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    uint32_t at = rec->info->fixed[rec->revision - 1], take;
    struct lus_segment cursor = *seg;
    struct lus_record chunk = *rec;
    uint8_t buf[1000];

    for ( ;; )
    {
        for ( ; at < chunk.length; at += take )
        {
            take = chunk.length - at < sizeof(buf) ? chunk.length - at : sizeof(buf);
            lus_add_blob(w, lus_body(seg->s, &chunk, at, take, buf), take);
        }
        if ( !(chunk.flags & LUS_RECORD_MORE) )
            break;
        CHECK(lus_next(&cursor, &chunk) == 1);
        at = 0;
    }
}

/* Field by field through the descriptions: the same bytes. */
static void check_fields(const struct lus_record_type *t, uint32_t revision, const uint8_t *p)
{
    uint32_t len = t->fixed[revision - 1], i, k;
    uint8_t *copy = heap(len);

    memset(copy, 0, len);
    for ( i = 0; i < t->nr_fields && t->fields[i].since <= revision; i++ )
        for ( k = 0; k < t->fields[i].count; k++ )
        {
            const struct lus_field *f = &t->fields[i];

            if ( f->wire == LUS_WIRE_BYTES )
                copy[f->offset + k] = p[f->offset + k];
            else if ( f->wire != LUS_WIRE_RESERVED )
                CHECK(lus_field_store(f, copy, k, lus_field_load(f, p, k)) == 0);
        }
    CHECK(len == 0 || !memcmp(copy, p, len));
    free(copy);
}

static void write_again(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    union lus_any *any = heap(sizeof(*any));
    const uint8_t *p = lus_fixed(seg->s, rec);

    CHECK(lus_decode_any(rec->type, p, rec->revision, any) == 0);
    check_fields(rec->info, rec->revision, p);
    begin_any(w, rec->type, rec->revision, rec->instance, any);
    if ( rec->info->entry )
        write_table(w, seg, rec);
    else if ( rec->info->tail == LUS_TAIL_MAP )
        write_map(w, seg, rec);
    else if ( rec->info->tail == LUS_TAIL_BLOB )
        write_blob(w, seg, rec);
    lus_end(w);
    free(any);
}

static void rewrite_segment(struct lus_stream *s, uint32_t i, int typed, void *buf, uint64_t cap, uint64_t *size)
{
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_writer w;
    int rc;

    CHECK(lus_segment_open(s, i, &seg) == 0);
    lus_writer_init(&w, buf, cap, seg.kind, seg.domid, 0);
    while ( (rc = lus_next(&seg, &rec)) > 0 )
    {
        if ( !typed || !rec.info )
            lus_copy(&w, s, &rec, seg.pass);
        else if ( !(rec.flags & LUS_RECORD_CHUNK) )
            write_again(&w, &seg, &rec);
    }
    CHECK(rc == 0);
    CHECK(lus_writer_close(&w, size) == 0);
}

static void rewrite(struct lus_stream *s, int typed, const uint8_t *data, size_t size)
{
    uint32_t nr = s->header.index_count, i;
    struct lus_part *parts = heap(nr * sizeof(*parts));
    struct lus_index_entry e;
    uint64_t counted, got;
    uint8_t *again;
    size_t len;
    int rc;

    for ( i = 0; i < nr; i++ )
    {
        uint8_t *buf;

        CHECK(lus_index_at(s, i, &e) == 0);
        buf = heap(e.size);
        rewrite_segment(s, i, typed, NULL, 0, &counted);
        rewrite_segment(s, i, typed, buf, e.size, &got);
        CHECK(counted == e.size && got == e.size);
        parts[i].bytes = buf;
        parts[i].pages = NULL;
        parts[i].size = got;
    }
    again = seal_parts(&s->header, parts, nr, &len, &rc);
    CHECK(again && len == size && !memcmp(again, data, size));
    free(again);
    for ( i = 0; i < nr; i++ )
        free((void *)parts[i].bytes);
    free(parts);
}

/* Each finding is of a rule, and in the stream. */
static void see_finding(void *ctx, const struct lus_finding *f)
{
    const struct lus_rule_info *rules;
    uint64_t *size = ctx;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr && rules[i].number != f->rule; i++ )
        ;
    CHECK(i < nr && f->severity < LUS_SEVERITIES && f->offset < *size);
}

static void check_host(struct lus_stream *s, uint64_t size)
{
    struct lus_host_args args = { .finding = see_finding, .ctx = &size };
    uint64_t need = lus_host_workspace(s);
    struct lus_host_result *result = heap(sizeof(*result));
    void *workspace = heap(need);

    CHECK(lus_host_check(s, workspace, need, &args, result) >= 0);
    free(workspace);
    free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size), *scratch = heap(LUS_SCRATCH);
    struct lus_source src;
    struct lus_stream s;
    int rc;

    lus_source_flat(&src, copy, size);
    rc = lus_open(&s, &src, scratch, 0);
    if ( rc == 0 )
        rc = check_stream(&s);
    expect_diag(&s, rc);
    if ( rc == 0 )
    {
        rewrite(&s, 1, copy, size);
        rewrite(&s, 0, copy, size);
        check_host(&s, size);
        CHECK(s.diag.error == 0);
    }
    free(scratch);
    free(copy);
    return 0;
}

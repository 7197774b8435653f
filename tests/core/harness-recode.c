/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Reading a stream with the straight-line codecs and writing what was read. */
#include "harness.h"

struct recoder
{
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_table table;
    struct lus_map map;
    struct lus_map_writer maps;
    union lus_any any;
    uint8_t piece[LUS_SCRATCH];
};

static int recode_table(struct recoder *r, struct lus_writer *w)
{
    const uint8_t *p;
    int rc = lus_table_open(&r->table, &r->seg, &r->rec);

    if ( rc )
        return rc;
    while ( (rc = lus_table_next(&r->table, &p)) > 0 )
    {
        if ( lus_decode_entry(r->rec.type, p, &r->any) )
            return -LUS_E_INTERNAL;
        add_any(w, r->rec.type, &r->any);
    }
    return rc;
}

static int recode_map(struct recoder *r, struct lus_writer *w)
{
    struct lus_extent e;
    int rc = lus_map_open(&r->map, &r->seg, &r->rec);

    if ( rc )
        return rc;
    lus_map_begin(&r->maps, w);
    while ( (rc = lus_map_next(&r->map, &e)) > 0 )
        lus_map_add(&r->maps, e.gfn, e.mfn, e.count, e.attribute);
    lus_map_end(&r->maps);
    return rc;
}

static int recode_blob(struct recoder *r, struct lus_writer *w)
{
    struct lus_segment seg = r->seg;
    struct lus_record rec = r->rec;
    uint32_t at = rec.info->fixed[rec.revision - 1];
    int rc;

    for ( ; ; at = 0 )
    {
        while ( at < rec.length )
        {
            uint32_t n = rec.length - at < sizeof(r->piece) ? rec.length - at : (uint32_t)sizeof(r->piece);

            lus_add_blob(w, lus_body(seg.s, &rec, at, n, r->piece), n);
            at += n;
        }
        if ( !(rec.flags & LUS_RECORD_MORE) )
            return 0;
        if ( (rc = lus_next(&seg, &rec)) <= 0 )
            return rc ? rc : -LUS_E_CHUNK;
    }
}

static int recode_record(struct recoder *r, struct lus_writer *w)
{
    const struct lus_record_type *t = r->rec.info;
    int rc = 0;

    if ( !t )
    {
        lus_copy(w, r->seg.s, &r->rec, r->seg.pass);
        return 0;
    }
    if ( r->rec.flags & LUS_RECORD_CHUNK )
        return 0;
    if ( lus_decode_any(r->rec.type, lus_fixed(r->seg.s, &r->rec), r->rec.revision, &r->any) )
        return -LUS_E_INTERNAL;
    begin_any(w, r->rec.type, r->rec.revision, r->rec.instance, &r->any);
    if ( t->entry )
        rc = recode_table(r, w);
    else if ( t->tail == LUS_TAIL_MAP )
        rc = recode_map(r, w);
    else if ( t->tail == LUS_TAIL_BLOB )
        rc = recode_blob(r, w);
    lus_end(w);
    return rc;
}

static int recode_segment(struct lus_stream *s, uint32_t i, struct recoder *r, struct lus_part *part, struct bytes *out)
{
    struct lus_writer w;
    int rc = lus_segment_open(s, i, &r->seg);

    if ( rc )
        return rc;
    *out = bytes_new(r->seg.size, 0x55);
    lus_writer_init(&w, out->p, out->n, r->seg.kind, r->seg.domid, 0);
    while ( (rc = lus_next(&r->seg, &r->rec)) > 0 )
        if ( (rc = recode_record(r, &w)) != 0 )
            return rc;
    part->bytes = out->p;
    return rc ? rc : lus_writer_close(&w, &part->size);
}

static struct bytes join(struct bytes front, const struct bytes *segments, uint32_t nr)
{
    struct bytes all = { NULL, front.n };
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        all.n += segments[i].n;
    all = bytes_new(all.n, 0);
    memcpy(all.p, front.p, (size_t)front.n);
    for ( i = 0; i < nr; front.n += segments[i].n, i++ )
        memcpy(all.p + front.n, segments[i].p, (size_t)segments[i].n);
    return all;
}

int recode(struct bytes in, struct bytes *out)
{
    struct recoder *r = malloc(sizeof(*r));
    struct lus_source src;
    struct lus_stream s;
    struct lus_part *parts;
    struct bytes *segments, front;
    uint32_t i, nr;
    int rc;

    assert_non_null(r);
    *out = (struct bytes){ NULL, 0 };
    lus_source_flat(&src, in.p, in.n);
    if ( (rc = lus_open(&s, &src, NULL, 0)) != 0 )
    {
        free(r);
        return rc;
    }
    nr = s.header.index_count;
    parts = calloc(nr + 1, sizeof(*parts));
    segments = calloc(nr + 1, sizeof(*segments));
    assert_true(parts && segments);
    for ( i = 0; i < nr && rc == 0; i++ )
        rc = recode_segment(&s, i, r, &parts[i], &segments[i]);
    if ( rc == 0 )
    {
        front = bytes_new(s.header.front_size, 0x55);
        rc = lus_seal(front.p, front.n, &s.header, parts, nr, &front.n, 0, NULL);
        if ( rc == 0 )
            *out = join(front, segments, nr);
        bytes_free(&front);
    }
    for ( i = 0; i < nr; i++ )
        bytes_free(&segments[i]);
    free(parts);
    free(segments);
    free(r);
    return rc;
}

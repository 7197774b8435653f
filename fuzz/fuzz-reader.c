/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The reader's every call on hostile bytes, in one piece and in pages: both must see the same. An error says itself in the diag,
 * with a place in the stream; calls after an error are as safe as before. Records' codecs agree with the schema's tables.
 */
#include "fuzz.h"

/* What was seen, as a checksum. */
struct view
{
    struct lus_stream s;
    uint64_t seen;
    uint64_t budget;            /* extents and frames that may still be looked at: a RUN of 16 bytes has 2^24 */
};

static void note_number(struct view *v, uint64_t n)
{
    v->seen = (v->seen ^ n) * 0x9e3779b97f4a7c15ull;
    v->seen ^= v->seen >> 29;
}

static void note(struct view *v, const void *p, size_t n)
{
    const uint8_t *b = p;

    for ( ; n >= 8; n -= 8, b += 8 )
    {
        uint64_t word;

        memcpy(&word, b, sizeof(word));
        note_number(v, word);
    }
    for ( ; n; n-- )
        note_number(v, *b++);
}

/* Takes an answer of the reader into the view, and its diag if it is an error. */
static int answer(struct view *v, int rc)
{
    const struct lus_diag *d = &v->s.diag;

    note_number(v, (uint64_t)(int64_t)rc);
    if ( d->error )
    {
        note_number(v, d->offset);
        note_number(v, d->value);
        note_number(v, (uint64_t)d->type << 32 | d->instance);
        note_number(v, (uint64_t)d->entry << 32 | (uint64_t)d->field << 16 | d->segment_kind);
    }
    expect_diag(&v->s, rc);
    return rc;
}

/* The decoders and the tables of fields must say the same of the same bytes. */
static void see_fixed(struct view *v, const struct lus_record *rec)
{
    const struct lus_record_type *t = rec->info;
    const uint8_t *p = rec->body ? rec->body : lus_fixed(&v->s, rec);
    union lus_any any;
    uint32_t bad = 0;
    int rc;

    CHECK(t->type == rec->type && rec->revision >= 1 && rec->revision <= t->revisions);
    CHECK(p);
    memset(&any, 0, t->struct_size);
    rc = lus_decode_any(rec->type, p, rec->revision, &any);
    CHECK(rc >= 0 && rc <= t->nr_fields);
    CHECK((rc != 0) == (lus_fields_check(t->fields, t->nr_fields, rec->revision, p, &bad) != 0));
    CHECK(rc == 0 || (uint32_t)rc == bad + 1);
    note_number(v, (uint64_t)rc);
    note(v, &any, t->struct_size);
}

static void see_table(struct view *v, const struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_entry *e = rec->info->entry;
    struct lus_table t;
    union lus_any any;
    uint32_t bad = 0;
    const uint8_t *p;
    int rc;

    if ( answer(v, lus_table_open(&t, seg, rec)) )
        return;
    while ( (rc = answer(v, lus_table_next(&t, &p))) > 0 )
    {
        memset(&any, 0, e->struct_size);
        rc = lus_decode_entry(rec->type, p, &any);
        CHECK((rc != 0) == (lus_fields_check(e->fields, e->nr_fields, 1, p, &bad) != 0));
        CHECK(rc == 0 || (uint32_t)rc == bad + 1);
        note(v, p, e->size);
        note(v, &any, e->struct_size);
    }
    CHECK(answer(v, lus_table_next(&t, &p)) <= 0);
}

static void see_map(struct view *v, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_map *m = heap(sizeof(*m));
    struct lus_extent e;
    uint64_t mfns[64];
    uint32_t max = 1 + (v->s.header.front_crc & 63);

    if ( answer(v, lus_map_open(m, seg, rec)) == 0 )
    {
        for ( ; v->budget && answer(v, lus_map_next(m, &e)) > 0; v->budget-- )
        {
            CHECK(e.count && e.gfn + e.count <= 1ull << 40 && e.mfn + e.count <= 1ull << 40);
            note_number(v, e.gfn);
            note_number(v, e.mfn);
            note_number(v, (uint64_t)e.attribute << 32 | e.count);
        }
        /* Once more after the end or an error. */
        if ( v->budget )
            answer(v, lus_map_next(m, &e));
        CHECK(lus_map_open(m, seg, rec) == 0);
        for ( ; v->budget && answer(v, lus_map_frames(m, mfns, max, &e)) > 0; v->budget-- )
        {
            CHECK(e.count && e.count <= max);
            note(v, mfns, e.count * sizeof(*mfns));
            note_number(v, e.gfn);
        }
        if ( v->budget )
            answer(v, lus_map_frames(m, mfns, max, &e));
    }
    free(m);
}

static void see_record(struct view *v, const struct lus_segment *seg, const struct lus_record *rec, void *work)
{
    uint8_t *buf = heap(LUS_SCRATCH);
    struct lus_segment cursor = *seg;
    uint32_t at, take;

    note_number(v, (uint64_t)rec->type << 32 | rec->instance);
    note_number(v, (uint64_t)rec->length << 32 | (uint64_t)rec->revision << 16 | rec->flags);
    note_number(v, rec->offset);
    CHECK(rec->offset + LUS_RECORD_HEADER + rec->length <= v->s.src.size);
    for ( at = 0; at < rec->length; at += take )
    {
        const uint8_t *p;

        take = rec->length - at < LUS_SCRATCH ? rec->length - at : LUS_SCRATCH;
        CHECK((p = lus_body(&v->s, rec, at, take, buf)) != NULL);
        CHECK(!rec->body || p == rec->body + at);
        note(v, p, take);
    }
    CHECK(!lus_body(&v->s, rec, rec->length, 1, buf) && !lus_body(&v->s, rec, ~0u, 2, buf));
    free(buf);
    if ( rec->info && !(rec->flags & LUS_RECORD_CHUNK) )
    {
        see_fixed(v, rec);
        if ( rec->info->entry )
            see_table(v, seg, rec);
        else if ( rec->info->tail == LUS_TAIL_MAP )
            see_map(v, seg, rec);
    }
    else
        CHECK(lus_fixed(&v->s, rec) == NULL);
    answer(v, lus_check_record(&cursor, rec, work));
}

static void see_segment(struct view *v, uint32_t i, void *work)
{
    struct lus_segment seg, other;
    struct lus_record rec, found;
    struct lus_index_entry e;
    uint32_t pass, nr = 0;
    int rc;

    CHECK(lus_index_at(&v->s, i, &e) == 0);
    answer(v, lus_segment_verify(&v->s, i));
    rc = answer(v, lus_segment_find(&v->s, e.kind, e.domid, &other));
    CHECK(rc == answer(v, lus_segment_open(&v->s, i, &seg)));
    if ( rc )
        return;
    while ( (rc = answer(v, lus_next(&seg, &rec))) > 0 )
    {
        see_record(v, &seg, &rec, work);
        /* The last of few records are looked for too; of many that would take the square of the time. */
        if ( ++nr <= 4 && !(rec.flags & LUS_RECORD_CHUNK) && answer(v, lus_find(&other, rec.type, rec.instance, &found)) == 0 )
            CHECK(found.type == rec.type && found.instance == rec.instance);
    }
    CHECK(answer(v, lus_next(&seg, &rec)) == rc);
    answer(v, lus_find(&other, 0x40002001u, 0x7fffffff, &found));
    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        CHECK(lus_pass(&seg, pass) == 0);
        while ( answer(v, lus_next(&seg, &rec)) > 0 )
            note_number(v, rec.offset);
    }
    CHECK(lus_pass(&seg, LUS_PASSES) == -LUS_E_ARGUMENT);
}

/* Return: what lus_check() says. */
static int see(struct view *v, const struct lus_source *src)
{
    void *scratch = heap(LUS_SCRATCH), *work;
    struct lus_catalogue_entry c;
    uint32_t i;
    int rc;

    v->budget = 1u << 11;
    rc = answer(v, lus_open(&v->s, src, scratch, 0));
    note(v, &v->s.header, sizeof(v->s.header));
    if ( rc == 0 )
    {
        CHECK(lus_catalogue_at(&v->s, v->s.header.catalogue_count, &c) == -LUS_E_ARGUMENT);
        for ( i = 0; i < v->s.header.catalogue_count; i++ )
            CHECK(lus_catalogue_at(&v->s, i, &c) == 0 && c.type && c.count);
        answer(v, lus_acceptable(&v->s));
        answer(v, lus_verify(&v->s));
        work = heap(lus_check_workspace(&v->s.header));
        for ( i = 0; i < v->s.header.index_count; i++ )
            see_segment(v, i, work);
        free(work);
        rc = answer(v, check_stream(&v->s));
    }
    free(scratch);
    return rc;
}

/* The same bytes in pages that lie anywhere, the last one no longer than it is used. */
static void see_pages(struct view *v, const uint8_t *data, size_t size, uint32_t skew)
{
    size_t nr = (skew + size + LUS_PAGE_SIZE - 1) / LUS_PAGE_SIZE, i;
    uint8_t **pages = heap(nr * sizeof(*pages));
    struct lus_source src;

    for ( i = 0; i < nr; i++ )
    {
        size_t from = i ? i * LUS_PAGE_SIZE - skew : 0, head = i ? 0 : skew;
        size_t n = size - from < LUS_PAGE_SIZE - head ? size - from : LUS_PAGE_SIZE - head;

        pages[i] = heap(head + n);
        memset(pages[i], 0xa5, head);
        if ( n )
            memcpy(pages[i] + head, data + from, n);
    }
    lus_source_pages(&src, (const uint8_t *const *)pages, skew, size);
    see(v, &src);
    for ( i = 0; i < nr; i++ )
        free(pages[i]);
    free(pages);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct view flat, scattered;
    uint32_t crc = lus_crc32c(0, 0, data, size);
    uint8_t *copy = heap_copy(data, size);
    struct lus_source src;

    memset(&flat, 0, sizeof(flat));
    memset(&scattered, 0, sizeof(scattered));
    lus_source_flat(&src, copy, size);
    see(&flat, &src);
    /* Where the pages break follows from the bytes: half the time nowhere near a multiple of 8. */
    see_pages(&scattered, copy, size, crc & 1 ? crc >> 8 & 0xfff : crc >> 8 & 0xff8);
    CHECK(flat.seen == scattered.seen);
    free(copy);
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * [S-8]: a stream in pages reads the same as in one piece, wherever in it the pages break. Each page is memory of its own, as
 * much as belongs to the stream, and so is the list of them: a sanitizer sees one byte over.
 */
#include "harness.h"

#include "tool/cpu.h"

struct scatter
{
    uint8_t **blocks;
    const uint8_t **pages;
    uint32_t nr;
};

static struct scatter scatter_new(struct bytes b, uint32_t skew)
{
    struct scatter s = { NULL, NULL, (uint32_t)((b.n + skew + PAGE - 1) / PAGE) };
    uint64_t at = 0;
    uint32_t i;

    s.blocks = malloc((s.nr + 1) * sizeof(*s.blocks));
    s.pages = malloc(s.nr * sizeof(*s.pages));
    assert_true(s.blocks && s.pages);
    for ( i = 0; i < s.nr; i++ )
    {
        uint32_t from = i == 0 ? skew : 0, n = b.n - at < PAGE - from ? (uint32_t)(b.n - at) : PAGE - from;

        s.blocks[i] = bytes_copy(b.p + at, n).p;
        s.pages[i] = s.blocks[i] - from;
        at += n;
    }
    return s;
}

static void scatter_free(struct scatter *s)
{
    while ( s->nr )
        free(s->blocks[--s->nr]);
    free(s->blocks);
    free(s->pages);
}

struct walk
{
    uint64_t hash;
    struct lus_diag diag;
    int rc;
};

static void mix(struct walk *w, const void *p, size_t n)
{
    w->hash = w->hash << 32 | (uint32_t)(lus_crc32c(lus_cpu_detect(), (uint32_t)w->hash, p, n) ^ (uint32_t)(w->hash >> 32));
}

static void walk_tail(struct walk *w, struct lus_segment *seg, const struct lus_record *rec)
{
    static struct lus_table table;
    static struct lus_map map;
    static union lus_any any;
    struct lus_extent e;
    uint64_t mfns[7];
    const uint8_t *p;
    uint32_t i;

    memset(&any, 0, sizeof(any));
    if ( rec->info && rec->info->entry && !lus_table_open(&table, seg, rec) )
        while ( lus_table_next(&table, &p) > 0 )
        {
            mix(w, p, rec->info->entry->size);
            assert_int_equal(lus_decode_entry(rec->type, p, &any), 0);
        }
    else if ( rec->info && rec->info->tail == LUS_TAIL_MAP && !lus_map_open(&map, seg, rec) )
    {
        while ( lus_map_next(&map, &e) > 0 )
            mix(w, &e, sizeof(e));
        lus_map_open(&map, seg, rec);
        /* There may be more than 2^24. */
        for ( i = 0; i < 300 && lus_map_frames(&map, mfns, 7, &e) > 0; i++ )
            mix(w, mfns, e.count * sizeof(mfns[0]));
    }
}

static void walk_record(struct walk *w, struct lus_segment *seg, const struct lus_record *rec)
{
    static uint8_t buf[LUS_SCRATCH];
    static union lus_any any;
    uint32_t at, n;

    mix(w, &rec->offset, sizeof(rec->offset));
    for ( at = 0; at < rec->length; at += n )
    {
        n = rec->length - at < 100 ? rec->length - at : 100;
        mix(w, lus_body(seg->s, rec, at, n, buf), n);
    }
    if ( !rec->info || (rec->flags & LUS_RECORD_CHUNK) )
        return;
    memset(&any, 0, sizeof(any));
    assert_int_equal(lus_decode_any(rec->type, lus_fixed(seg->s, rec), rec->revision, &any), 0);
    mix(w, &any, rec->info->struct_size);
    walk_tail(w, seg, rec);
}

static struct walk walk_source(const struct lus_source *src)
{
    static uint8_t scratch[LUS_SCRATCH];
    struct walk w;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    struct bytes work;
    uint32_t i;

    memset(&w, 0, sizeof(w));
    memset(scratch, 0xee, sizeof(scratch));
    w.rc = lus_open(&s, src, scratch, lus_cpu_detect());
    if ( w.rc == 0 )
    {
        work = bytes_new(lus_check_workspace(&s.header), 0xaa);
        w.rc = lus_check(&s, work.p, work.n);
        bytes_free(&work);
    }
    for ( i = 0; w.rc == 0 && i < s.header.index_count; i++ )
    {
        w.rc = lus_segment_open(&s, i, &seg);
        while ( w.rc == 0 && (w.rc = lus_next(&seg, &rec)) > 0 )
        {
            walk_record(&w, &seg, &rec);
            w.rc = 0;
        }
    }
    w.diag = s.diag;
    return w;
}

static void same_at(struct bytes b, uint32_t skew, const struct walk *flat)
{
    struct scatter s = scatter_new(b, skew);
    struct lus_source src;
    struct walk w;

    lus_source_pages(&src, s.pages, skew, b.n);
    w = walk_source(&src);
    if ( w.rc != flat->rc || w.hash != flat->hash || w.diag.error != flat->diag.error || w.diag.offset != flat->diag.offset ||
         w.diag.field != flat->diag.field || w.diag.entry != flat->diag.entry || w.diag.value != flat->diag.value )
        fail_msg("skew %u: %s, in one piece %s", skew, lus_error_name(w.rc), lus_error_name(flat->rc));
    scatter_free(&s);
}

static struct walk walk_flat(struct bytes b)
{
    struct lus_source src;

    lus_source_flat(&src, b.p, b.n);
    return walk_source(&src);
}

static void test_every_skew(void **state)
{
    struct bytes b = small_stream();
    struct walk flat = walk_flat(b);
    uint32_t skew;

    (void)state;
    assert_int_equal(flat.rc, 0);
    for ( skew = 0; skew < PAGE; skew++ )
        same_at(b, skew, &flat);
    bytes_free(&b);
}

static void test_every_type(void **state)
{
    struct every arg = { .seed = 9, .entries = 60, .blob = 9000 };
    struct bytes b = every_stream(&arg, 0);
    struct walk flat = walk_flat(b);
    uint32_t skew;

    (void)state;
    assert_int_equal(flat.rc, 0);
    for ( skew = 0; skew < PAGE; skew += 61 )
        same_at(b, skew, &flat);
    bytes_free(&b);
}

/* What is refused is refused at the same place. */
static void test_damaged(void **state)
{
    struct bytes b = small_stream(), c = bytes_copy(b.p, b.n);
    uint32_t i;

    (void)state;
    rnd_seed(3);
    for ( i = 0; i < 1500; i++ )
    {
        uint64_t at = below(2) ? below(b.n) : 2 * PAGE + below(2 * PAGE);
        struct walk flat;

        c.p[at] ^= (uint8_t)(1 + below(255));
        reseal(c, b);
        flat = walk_flat(c);
        same_at(c, (uint32_t)below(PAGE), &flat);
        memcpy(c.p, b.p, (size_t)b.n);
    }
    bytes_free(&c);
    bytes_free(&b);
}

/* A record without a body whose header is the very end of the last page: there is no page after it to look at. [S-24] */
static void fill_last(struct lus_writer *w, const void *arg)
{
    static const uint8_t zero[PAGE];

    (void)arg;
    fill_domain(w, NULL);
    lus_writer_raw(w, 2, 0x80000001u, 1, 0, 0, zero, PAGE - 64 - 24 - 16 - 16);
    lus_writer_raw(w, 2, 0x80000002u, 1, 0, 0, NULL, 0);
}

static void fill_last_known(struct lus_writer *w, const void *arg)
{
    static const uint8_t zero[PAGE];

    (void)arg;
    fill_domain(w, NULL);
    lus_writer_raw(w, 0, 0x80000001u, 1, 0, 0, zero, PAGE - 64 - 24 - 16 - 16);
    lus_begin(w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    lus_end(w);
}

static void test_last(void **state)
{
    fill_fn *const fills[] = { fill_last, fill_last_known };
    uint32_t i, skew;

    (void)state;
    for ( i = 0; i < NR_OF(fills); i++ )
    {
        const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fills[i], NULL } };
        struct bytes b = make_stream(specs, 1, 1);
        struct walk flat = walk_flat(b);

        assert_int_equal(b.n, 2 * PAGE);
        assert_int_equal(flat.rc, 0);
        for ( skew = 0; skew < PAGE; skew += 512 )
            same_at(b, skew, &flat);
        bytes_free(&b);
    }
}

static void test_arguments(void **state)
{
    static uint8_t scratch[LUS_SCRATCH];
    struct bytes b = small_stream();
    struct scatter p = scatter_new(b, 0);
    struct lus_source src;
    struct lus_stream s;

    (void)state;
    lus_source_pages(&src, p.pages, 0, b.n);
    assert_int_equal(lus_open(&s, &src, NULL, 0), -LUS_E_ARGUMENT);
    lus_source_pages(&src, NULL, 0, b.n);
    assert_int_equal(lus_open(&s, &src, scratch, 0), -LUS_E_ARGUMENT);
    lus_source_pages(&src, p.pages, PAGE, b.n);
    assert_int_equal(lus_open(&s, &src, scratch, 0), -LUS_E_ARGUMENT);
    lus_source_pages(&src, p.pages, 0, b.n);
    assert_int_equal(lus_open(&s, &src, scratch, 0), 0);
    scatter_free(&p);
    bytes_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_skew),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_last),
        cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

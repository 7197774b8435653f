/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Records like the one before: each shortcut that the core takes must end where the long way does. [S-3] [S-23] [S-24] [S-26] [S-34]
 */
#include "core/writer.h"
#include "harness.h"

#define NR 40u
#define XSAVE LUS_TYPE_PV_VCPU_XSAVE

/* Bodies of 21 bytes: 16 and a blob of 5, then 3 of padding. */
static void fill_repeats(struct lus_writer *w, const void *arg)
{
    static const struct lus_pv_vcpu_xsave xsave = { .xcr0_accum = 3 };
    static const struct lus_vcpu vcpu = { .cpu_time = 1 };
    uint32_t i;

    fill_domain(w, arg);
    for ( i = 0; i < NR; i++ )
        lus_put_vcpu(w, 1, 2 * i, &vcpu);
    for ( i = 0; i < NR; i++ )
    {
        lus_begin_pv_vcpu_xsave(w, 1, 2 * i, &xsave);
        lus_add_blob(w, "12345", 5);
        lus_end(w);
    }
}

/* Where record `n` of the blobs is, in the segment that begins at `at`. */
static uint64_t blob_at(struct bytes b, uint64_t at, uint32_t n)
{
    return at + get(b.p + at + 48, 8) + n * 40ull;
}

static uint8_t scratch[LUS_SCRATCH];

static void expect(struct bytes b, int error, uint64_t offset)
{
    struct apart apart = apart_new(b, 0);
    struct lus_stream s;
    struct bytes work;
    struct lus_diag d;

    assert_int_equal(check_bytes(b.p, b.n, &d), -error);
    assert_int_equal(d.offset, offset);
    assert_int_equal(lus_open(&s, &apart.src, scratch, 0), 0);
    work = bytes_new(lus_check_workspace(&s.header), 0xaa);
    assert_int_equal(lus_check(&s, work.p, work.n), -error);
    assert_int_equal(s.diag.offset, offset);
    bytes_free(&work);
    apart_free(&apart);
}

/* One thing of a record in the midst of records like it is not as in the one before. */
static void test_repeats_refused(void **state)
{
    static const struct { uint32_t at, n; uint64_t v; int error; uint32_t offset; } cases[] = {
        { 0, 4, 0x7fffffff, LUS_E_UNKNOWN_TYPE, 0 }, { 4, 2, 2, LUS_E_UNKNOWN_REVISION, 0 }, { 6, 2, LUS_RECORD_COPY, LUS_E_FLAGS, 0 },
        { 6, 2, 0x8000, LUS_E_FLAGS, 0 }, { 8, 4, 38, LUS_E_ORDER, 0 }, { 8, 4, 36, LUS_E_ORDER, 0 }, { 8, 4, 8192, LUS_E_INSTANCE, 0 },
        { 12, 4, 15, LUS_E_LENGTH, 0 }, { 12, 4, 0x200000, LUS_E_LENGTH, 12 }, { 12, 4, 25, LUS_E_PADDING, 41 },
        { 37, 1, 1, LUS_E_PADDING, 37 }, { 38, 1, 0x80, LUS_E_PADDING, 37 }, { 39, 1, 0x80, LUS_E_PADDING, 37 },
    };
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_repeats, NULL };
    struct bytes b = make_stream(&spec, 1, 1), c;
    uint64_t at = get(b.p + 60, 4), rec = blob_at(b, at, 20), used = get(b.p + at + 24, 8);
    uint32_t i;

    (void)state;
    assert_int_equal(get(b.p + rec, 4), XSAVE);
    assert_int_equal(get(b.p + rec + 8, 4), 40);
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        c = bytes_copy(b.p, b.n);
        put(c.p + rec + cases[i].at, cases[i].n, cases[i].v);
        /* A body of 25 bytes has its padding where the next header is. */
        reseal(c, b);
        expect(c, cases[i].error, rec + cases[i].offset);
        bytes_free(&c);
    }
    /* The region ends within the last record, and before one that is whole. */
    c = bytes_copy(b.p, b.n);
    put(c.p + at + 24, 8, used - 8);
    reseal(c, b);
    expect(c, LUS_E_LENGTH, at + used - 40 + 12);
    put(c.p + at + 24, 8, used - 40);
    reseal(c, b);
    expect(c, LUS_E_SEGMENT, at + 56);
    bytes_free(&c);
    bytes_free(&b);
}

/* What lus_next() says of each record is what its bytes say, also where a walk begins anew. */
static void test_repeats_read(void **state)
{
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_repeats, NULL };
    struct bytes b = make_stream(&spec, 1, 1);
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    uint32_t pass, n;

    (void)state;
    open_bytes(&s, b);
    assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        assert_int_equal(lus_pass(&seg, pass), 0);
        for ( n = 0; lus_next(&seg, &rec) > 0; n++ )
        {
            const uint8_t *p = b.p + rec.offset;

            assert_true(rec.type == get(p, 4) && rec.revision == get(p + 4, 2) && rec.flags == get(p + 6, 2));
            assert_true(rec.instance == get(p + 8, 4) && rec.length == get(p + 12, 4) && rec.body == p + 16);
            assert_true(rec.info == lus_record_type(rec.type));
            if ( n == 3 && pass == 0 )
                assert_int_equal(lus_find(&seg, XSAVE, 6, &rec), 0);
        }
        assert_int_equal(s.diag.error, 0);
        assert_int_equal(n, pass == 0 ? 4 + NR - 4 : NR);
    }
    bytes_free(&b);
}

/* Records of unknown type, one after the other, and all of them in pages. */
static void fill_marks(struct lus_writer *w, const void *arg)
{
    uint32_t i;

    fill_repeats(w, arg);
    for ( i = 0; i < 200; i++ )
        lus_writer_raw(w, 2, 0x80000001u, 1, 0, i, "123456789", i < 100 ? 9 : 0);
}

static void test_repeats_apart(void **state)
{
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_marks, NULL };
    struct bytes b = make_stream(&spec, 1, 1);
    uint32_t skew, n;

    (void)state;
    for ( skew = 0; skew < PAGE; skew += 8 )
    {
        struct apart apart = apart_new(b, skew);
        struct lus_segment seg;
        struct lus_record rec;
        uint8_t buf[PAGE];
        struct lus_stream s;

        assert_int_equal(lus_open(&s, &apart.src, scratch, 0), 0);
        assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
        for ( n = 0; lus_next(&seg, &rec) > 0; n++ )
        {
            const uint8_t *p = b.p + rec.offset;

            assert_true(rec.type == get(p, 4) && rec.instance == get(p + 8, 4) && rec.length == get(p + 12, 4));
            assert_memory_equal(lus_body(&s, &rec, 0, rec.length, buf), p + 16, rec.length);
            assert_true(!rec.body || !rec.length || !memcmp(rec.body, p + 16, rec.length));
        }
        assert_int_equal(s.diag.error, 0);
        assert_int_equal(n, 1 + 2 * NR + 200);
        apart_free(&apart);
    }
    bytes_free(&b);
}

/* After a chunk, one that looks like it but for the instance. */
static void test_repeated_chunks(void **state)
{
    static uint8_t zero[LUS_BODY_MAX];
    const uint32_t owned = LUS_TYPE_MEM_OWNED, full = LUS_BODY_MAX, more = LUS_RECORD_MORE, chunk = LUS_RECORD_CHUNK;
    const struct { uint32_t flags, instance, length; } cases[][3] = {
        { { more, 1, full }, { more, 2, full }, { chunk, 2, 8 } }, { { more, 1, full }, { chunk, 1, 8 }, { chunk, 2, 8 } },
    };
    const struct spec spec = { LUS_SEGMENT_MEMORY, 0, fill_nothing, NULL };
    struct bytes b = make_stream(&spec, 1, 1), c;
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct lus_segment seg;
        struct lus_record rec;
        struct lus_stream s;
        struct model m;
        int rc;

        assert_int_equal(model_apart(&m, b), 0);
        for ( k = 0; k < 3; k++ )
        {
            struct piece piece = model_piece(0, owned, 1, cases[i][k].flags, cases[i][k].instance, zero, cases[i][k].length);

            model_insert(&m.parts[0], k, &piece);
            free(piece.p);
        }
        c = model_together(&m);
        open_bytes(&s, c);
        assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
        for ( k = 0; (rc = lus_next(&seg, &rec)) > 0; k++ )
            ;
        assert_int_equal(rc, -LUS_E_CHUNK);
        assert_int_equal(k, i + 1);
        bytes_free(&c);
        model_free(&m);
    }
    bytes_free(&b);
}

static const struct lus_vcpu vcpu = { .cpu_time = 1 }, bad_vcpu = { .run = ~0u };
static uint8_t memory[4 * PAGE];

static void start(struct lus_writer *w, uint64_t cap)
{
    memset(memory, 0xaa, sizeof(memory));
    lus_writer_init(w, memory, cap, LUS_SEGMENT_DOMAIN, 1, 0);
    fill_domain(w, NULL);
    lus_put_vcpu(w, 1, 1, &vcpu);
    lus_put_vcpu(w, 1, 2, &vcpu);
    assert_int_equal(w->diag.error, 0);
}

static void failed(const struct lus_writer *w, int error, uint32_t type, uint32_t instance, uint64_t pos)
{
    assert_int_equal(w->diag.error, error);
    assert_int_equal(w->diag.type, type);
    assert_int_equal(w->diag.instance, instance);
    assert_true(w->pos == pos);
}

/* After two records alike, each way in which a third must not be written as they were; the diag names the third. */
static void test_repeats_written(void **state)
{
    static const struct { uint32_t rev, instance; int error; } cases[] = {
        { 2, 3, LUS_E_ARGUMENT }, { 0, 3, LUS_E_ARGUMENT }, { 0x10001, 3, LUS_E_ARGUMENT }, { 0x40001, 3, LUS_E_ARGUMENT },
        { 1, 2, LUS_E_ORDER }, { 1, 0, LUS_E_ORDER }, { 1, 8192, LUS_E_INSTANCE }, { 1, ~0u, LUS_E_INSTANCE },
    };
    static const struct lus_mem_owned owned = { .domid = 1 }, bad_owned = { .role = 99 };
    static const struct lus_frame_span span = { .count = 1 };
    struct lus_writer w;
    uint64_t pos;
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        start(&w, sizeof(memory));
        pos = w.pos;
        lus_put_vcpu(&w, cases[i].rev, cases[i].instance, &vcpu);
        failed(&w, cases[i].error, LUS_TYPE_VCPU, cases[i].instance, pos);
        /* It sticks, and stays as it was. */
        lus_put_vcpu(&w, 1, 7, &vcpu);
        lus_writer_raw(&w, 1, 0x80000001u, 1, 0, 0, "", 0);
        failed(&w, cases[i].error, LUS_TYPE_VCPU, cases[i].instance, pos);
    }
    start(&w, sizeof(memory));
    lus_put_vcpu(&w, 1, 3, &bad_vcpu);
    failed(&w, LUS_E_FLAG_BITS, LUS_TYPE_VCPU, 3, w.pos);
    assert_int_equal(w.diag.field, 0);
    /* Another type, another scope, a record of unknown type, one inside another. */
    start(&w, sizeof(memory));
    pos = w.pos;
    fill_time(&w, NULL);
    failed(&w, LUS_E_SCOPE, LUS_TYPE_SYS_TIME, 0, pos);
    start(&w, sizeof(memory));
    lus_writer_raw(&w, 0, 0x40002fff, 1, LUS_RECORD_MORE, 5, "12345678", 8);
    pos = w.pos;
    lus_put_vcpu(&w, 1, 6, &vcpu);
    failed(&w, LUS_E_CHUNK, LUS_TYPE_VCPU, 6, pos);
    start(&w, sizeof(memory));
    lus_begin_vcpu(&w, 1, 3, &vcpu);
    pos = w.pos;
    lus_put_vcpu(&w, 1, 4, &vcpu);
    failed(&w, LUS_E_STATE, LUS_TYPE_VCPU, 4, pos);
    start(&w, sizeof(memory));
    pos = w.pos;
    lus_writer_raw(&w, 0, LUS_TYPE_VCPU, 1, 0, 1, "12345678", 8);
    failed(&w, LUS_E_ORDER, LUS_TYPE_VCPU, 1, pos);
    /* An error that no record met. */
    start(&w, sizeof(memory));
    pos = w.pos;
    lus_end(&w);
    lus_put_vcpu(&w, 1, 3, &vcpu);
    failed(&w, LUS_E_STATE, LUS_TYPE_VCPU, 2, pos);
    /* One without entries, after one that has some: a bad field is the record's. */
    lus_writer_init(&w, memory, sizeof(memory), LUS_SEGMENT_MEMORY, 0, 0);
    lus_begin_mem_owned(&w, 1, 1, &owned);
    lus_add_frame_span(&w, &span);
    lus_end(&w);
    lus_put_mem_owned(&w, 1, 2, &bad_owned);
    failed(&w, LUS_E_ENUM, LUS_TYPE_MEM_OWNED, 2, w.pos);
    assert_true(w.diag.entry == LUS_NO_ENTRY);
}

/* Room for exactly so many, a count that is full, padding over old memory, and bytes as by the long way. */
static void test_repeats_bounds(void **state)
{
    struct lus_writer w;
    uint8_t *p;
    uint64_t pos, size;

    (void)state;
    start(&w, sizeof(memory));
    pos = w.pos;
    lus_put_vcpu(&w, 1, 3, &vcpu);
    lus_begin_vcpu(&w, 1, 4, &vcpu);
    lus_end(&w);
    assert_true(w.pos == pos + 64 && w.count == 5);
    put(memory + pos + 8, 4, 4);
    assert_memory_equal(memory + pos, memory + pos + 32, 32);
    put(memory + pos + 8, 4, 3);
    assert_int_equal(lus_writer_close(&w, &size), 0);

    start(&w, pos + 32);
    lus_put_vcpu(&w, 1, 3, &vcpu);
    assert_true(w.diag.error == 0 && w.pos == pos + 32);
    start(&w, pos + 31);
    lus_put_vcpu(&w, 1, 3, &vcpu);
    assert_int_equal(w.diag.error, LUS_E_NO_SPACE);
    assert_int_equal(memory[pos + 31], 0xaa);

    start(&w, sizeof(memory));
    w.count = 0xfffffffd;
    w.run_like = 0;
    lus_put_vcpu(&w, 1, 3, &vcpu);
    lus_put_vcpu(&w, 1, 4, &vcpu);
    assert_true(w.diag.error == 0 && w.count == 0xffffffff);
    lus_put_vcpu(&w, 1, 5, &vcpu);
    assert_int_equal(w.diag.error, LUS_E_OVERFLOW);

    /* No type of today has this. */
    start(&w, sizeof(memory));
    p = lus_put_quick(&w, LUS_TYPE_VCPU, 1, 0, 3, 13);
    assert_true(p == memory + pos + 16 && w.pos == pos + 32);
    assert_true(get(p + 13, 2) == 0 && p[15] == 0 && p[16] == 0xaa && get(p - 4, 4) == 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repeats_refused), cmocka_unit_test(test_repeats_read), cmocka_unit_test(test_repeats_apart),
        cmocka_unit_test(test_repeated_chunks), cmocka_unit_test(test_repeats_written),
        cmocka_unit_test(test_repeats_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Sealing segments into a stream, and the list of its frames. [S-6] [S-9] [S-13] [S-15] [S-17] [S-20] */
#include "harness.h"

static struct every every = { .seed = 31, .entries = 6, .blob = 100 };
static struct bytes segments[3];
static struct lus_part parts[3];

static int setup(void **state)
{
    static const struct spec specs[] = {
        { LUS_SEGMENT_SYSTEM, 0, fill_time, NULL }, { LUS_SEGMENT_MEMORY, 0, fill_every, &every },
        { LUS_SEGMENT_DOMAIN, 5, fill_every, &every }
    };
    uint32_t i;

    (void)state;
    for ( i = 0; i < 3; i++ )
    {
        segments[i] = make_segment(&specs[i]);
        parts[i] = (struct lus_part){ .bytes = segments[i].p, .size = segments[i].n };
    }
    return 0;
}

static int teardown(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < 3; i++ )
        bytes_free(&segments[i]);
    return 0;
}

static struct bytes with_segments(struct bytes front, uint64_t size)
{
    struct bytes b = bytes_new(size + segments[0].n + segments[1].n + segments[2].n, 0);
    uint32_t i;

    memcpy(b.p, front.p, (size_t)size);
    for ( i = 0; i < 3; size += segments[i].n, i++ )
        memcpy(b.p + size, segments[i].p, (size_t)segments[i].n);
    return b;
}

/* The front that the spec asks for, whatever was there, in as much room as it takes and not a byte less. */
static void test_caps(void **state)
{
    struct lus_header h = make_header(0);
    struct bytes front = bytes_new(8 * PAGE, 0xaa), b, again;
    uint64_t need, cap, size;
    struct model m;

    (void)state;
    assert_int_equal(lus_seal(front.p, front.n, &h, parts, 3, &need, 0, NULL), 0);
    b = with_segments(front, need);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    assert_int_equal(model_apart(&m, b), 0);
    again = model_together(&m);
    assert_true(bytes_equal(b, again));
    model_free(&m);
    for ( cap = 0; cap <= need; cap++ )
    {
        struct bytes f = bytes_copy(b.p, cap);
        struct lus_diag d = { 0 };
        int rc = lus_seal(f.p, f.n, &h, parts, 3, &size, 0, &d);

        assert_int_equal(rc, cap < need ? -LUS_E_NO_SPACE : 0);
        assert_int_equal(rc, -d.error);
        /* What lay there is no stream any more. [S-9] */
        if ( rc && cap >= 8 )
            assert_int_equal(get(f.p, 8), 0);
        if ( !rc )
            assert_memory_equal(f.p, b.p, cap);
        bytes_free(&f);
    }
    bytes_free(&front);
    bytes_free(&again);
    bytes_free(&b);
}

/* Parts in pages give the same front. */
static void test_pages(void **state)
{
    struct lus_header h = make_header(0);
    struct bytes a = bytes_new(4 * PAGE, 0xaa), b = bytes_new(4 * PAGE, 0x55);
    struct lus_part paged[3];
    const uint8_t **pages[3];
    uint64_t n, k;
    uint32_t i;

    (void)state;
    for ( i = 0; i < 3; i++ )
    {
        pages[i] = malloc((size_t)(parts[i].size / PAGE) * sizeof(uint8_t *));
        assert_non_null(pages[i]);
        for ( k = 0; k < parts[i].size / PAGE; k++ )
            pages[i][k] = bytes_copy(parts[i].bytes + k * PAGE, PAGE).p;
        paged[i] = (struct lus_part){ .pages = pages[i], .size = parts[i].size };
    }
    assert_int_equal(lus_seal(a.p, a.n, &h, parts, 3, &n, 0, NULL), 0);
    assert_int_equal(lus_seal(b.p, b.n, &h, paged, 3, &k, 0, NULL), 0);
    assert_int_equal(n, k);
    assert_memory_equal(a.p, b.p, n);
    for ( i = 0; i < 3; i++ )
    {
        for ( k = 0; k < parts[i].size / PAGE; k++ )
            free((void *)(uintptr_t)pages[i][k]);
        free(pages[i]);
    }
    bytes_free(&a);
    bytes_free(&b);
}

static void refuse(const struct lus_header *h, const struct lus_part *p, uint32_t nr, int error, uint64_t value)
{
    struct bytes front = bytes_new(8 * PAGE, 0xaa);
    struct lus_diag d = { 0 };
    uint64_t size;
    int rc = lus_seal(front.p, front.n, h, p, nr, &size, 0, &d);

    if ( rc != -error || d.error != error || d.value != value )
        fail_msg("%s, part %u", lus_error_name(rc), (unsigned int)d.value);
    assert_int_equal(get(front.p, 8), 0);
    assert_int_equal(lus_seal(front.p, front.n, h, p, nr, &size, 0, NULL), -error);
    bytes_free(&front);
}

/* A header that no reader would take is not sealed. [S-10] [S-11] [S-13] */
static void test_header(void **state)
{
    struct lus_header h = make_header(0);

    (void)state;
    h.arch = 0;
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.arch = 5;
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.partial = 2;
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.source = LUS_SOURCE_KIND_IMAGE;
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.features = 1;
    refuse(&h, parts, 3, LUS_E_FEATURE, 0);
    h = make_header(0);
    h.features = (~LUS_FEATURES_KNOWN & (LUS_FEATURES_KNOWN + 1)) | LUS_FEATURE_EXPLICIT;
    refuse(&h, parts, 3, LUS_E_FEATURE, 0);
    h = make_header(0);
    h.producer_extra[3] = 'x';
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.previous_extra[0] = '\n';
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
    h = make_header(0);
    h.updates = 0;
    refuse(&h, parts, 3, LUS_E_HEADER, 0);
}

/* [S-17] */
static void test_parts(void **state)
{
    struct lus_header whole = make_header(0), partial = make_header(1);
    struct lus_part p[3] = { parts[1], parts[0], parts[2] };
    struct bytes front = bytes_new(lus_front_size(0, 0), 0xaa);
    uint64_t size;

    (void)state;
    refuse(&whole, p, 3, LUS_E_ORDER, 0);
    p[0] = p[1] = parts[0];
    refuse(&partial, p, 3, LUS_E_ORDER, 0);
    refuse(&whole, parts, 1, LUS_E_SEGMENT, 0);
    refuse(&whole, parts + 1, 2, LUS_E_SEGMENT, 0);
    refuse(&partial, NULL, LUS_SEGMENTS_MAX + 1, LUS_E_ARGUMENT, 0);
    p[1].size = PAGE + 1;
    refuse(&partial, p, 2, LUS_E_ARGUMENT, 1);
    p[1].size = 0;
    refuse(&partial, p, 2, LUS_E_ARGUMENT, 1);
    /* None at all is well in a partial stream. */
    assert_int_equal(lus_seal(front.p, front.n, &partial, NULL, 0, &size, 0, NULL), 0);
    assert_int_equal(size, PAGE);
    assert_int_equal(check_bytes(front.p, front.n, NULL), 0);
    bytes_free(&front);
}

/* A segment that is not what the writer made: never read past it, never sealed. */
static void test_hostile(void **state)
{
    static const struct { uint32_t at, n; uint64_t v; int error; } cases[] = {
        { 0, 4, 0, LUS_E_SEGMENT }, { 8, 2, 0, LUS_E_SEGMENT }, { 8, 2, 4, LUS_E_SEGMENT }, { 12, 4, 0x7ff0, LUS_E_SEGMENT },
        { 16, 8, PAGE, LUS_E_SEGMENT }, { 24, 8, ~0ull, LUS_E_SEGMENT }, { 24, 8, 0, LUS_E_LENGTH }, { 24, 8, 72, LUS_E_LENGTH },
        { 64, 4, 0, LUS_E_TYPE }, { 68, 2, 0, LUS_E_TYPE }, { 76, 4, 0xffffffff, LUS_E_LENGTH },
        { 76, 4, 0xfffffff8, LUS_E_LENGTH },
    };
    struct lus_header h = make_header(1);
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct bytes c = bytes_copy(segments[2].p, segments[2].n), front = bytes_new(8 * PAGE, 0);
        struct lus_part p = { .bytes = c.p, .size = c.n };
        uint64_t size;
        int rc;

        put(c.p + cases[i].at, cases[i].n, cases[i].v);
        rc = lus_seal(front.p, front.n, &h, &p, 1, &size, 0, NULL);
        if ( rc != -cases[i].error )
            fail_msg("case %u: %s", i, lus_error_name(rc));
        bytes_free(&c);
        bytes_free(&front);
    }
}

/* Records of one architecture in a stream of another. The first that is wrong is named. [S-47] */
static void test_arch(void **state)
{
    struct every arm = { .seed = 32, .entries = 2, .blob = 9, .arch = LUS_ARCH_ARM32 };
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 5, fill_every, &arm };
    struct lus_header h = make_header(1);
    struct bytes b = make_segment(&spec), front = bytes_new(8 * PAGE, 0xaa);
    struct lus_part p = { .bytes = b.p, .size = b.n };
    struct lus_diag d = { 0 };
    uint64_t size;

    (void)state;
    for ( h.arch = LUS_ARCH_X86; h.arch <= LUS_ARCH_RISCV64; h.arch++ )
    {
        int fits = h.arch == LUS_ARCH_ARM64 || h.arch == LUS_ARCH_ARM32;

        assert_int_equal(lus_seal(front.p, front.n, &h, &p, 1, &size, 0, NULL), fits ? 0 : -LUS_E_SCOPE);
        assert_int_equal(lus_seal(front.p, front.n, &h, &parts[2], 1, &size, 0, &d), h.arch == LUS_ARCH_X86 ? 0 : -LUS_E_SCOPE);
    }
    assert_int_equal(d.offset, 64);
    assert_int_equal(get(segments[2].p + 64, 4), LUS_TYPE_FRAMES);
    bytes_free(&b);
    bytes_free(&front);
}

/* The last record of a page leaves 8 bytes: no header, and nothing behind them to read. */
static void test_page_end(void **state)
{
    struct lus_header h = make_header(1);
    struct bytes c = bytes_copy(segments[0].p, PAGE), front = bytes_new(2 * PAGE, 0);
    struct lus_part p = { .bytes = c.p, .size = c.n };
    uint64_t size;

    (void)state;
    put(c.p + 16, 8, PAGE);
    put(c.p + 24, 8, PAGE);
    put(c.p + 64 + 12, 4, PAGE - 64 - 16 - 8);
    assert_int_equal(lus_seal(front.p, front.n, &h, &p, 1, &size, 0, NULL), -LUS_E_LENGTH);
    bytes_free(&c);
    bytes_free(&front);
}

/* As many types as a catalogue may have, and one more. */
static void fill_types(struct lus_writer *w, const void *arg)
{
    uint32_t i;

    fill_domain(w, NULL);
    for ( i = 1; i < *(const uint32_t *)arg; i++ )
        lus_writer_raw(w, 0, 0x80000000u + i, 1, 0, 0, NULL, 0);
}

static void test_catalogue(void **state)
{
    uint32_t n = LUS_CATALOGUE_MAX;
    struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_types, &n };
    struct lus_header h = make_header(1);
    struct bytes b = make_stream(&spec, 1, 1), front = bytes_new(1u << 20, 0);
    struct lus_part p;
    uint64_t size;

    (void)state;
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    bytes_free(&b);
    n++;
    b = make_segment(&spec);
    p = (struct lus_part){ .bytes = b.p, .size = b.n };
    assert_int_equal(lus_seal(front.p, front.n, &h, &p, 1, &size, 0, NULL), -LUS_E_OVERFLOW);
    bytes_free(&b);
    bytes_free(&front);
    assert_int_equal(lus_front_size(0, 0), PAGE);
    assert_int_equal(lus_front_size(240, 0), PAGE);
    assert_int_equal(lus_front_size(240, 1), 2 * PAGE);
    assert_int_equal(lus_front_size(LUS_CATALOGUE_MAX + 1, 0), 0);
    assert_int_equal(lus_front_size(0, LUS_SEGMENTS_MAX + 1), 0);
    assert_int_equal(lus_front_size(LUS_CATALOGUE_MAX, LUS_SEGMENTS_MAX), 209 * PAGE);
}

/* A new stream over an older one: until the new one is sealed, neither is one. [S-9] [S-20] */
static void test_over_old(void **state)
{
    struct bytes b = small_stream();
    uint64_t at = get(b.p + 60, 4), size;
    struct lus_writer w;

    (void)state;
    lus_writer_init(&w, b.p + at, PAGE, LUS_SEGMENT_SYSTEM, 0, 0);
    fill_nothing(&w, NULL);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    assert_int_equal(lus_writer_close(&w, &size), 0);
    assert_int_equal(check_bytes(b.p, b.n, NULL), -LUS_E_MISSING);
    lus_unseal(b.p);
    assert_int_equal(check_bytes(b.p, b.n, NULL), -LUS_E_MAGIC);
    bytes_free(&b);
    /* Segments alone are none either. */
    assert_int_equal(check_bytes(segments[2].p, segments[2].n, NULL), -LUS_E_MAGIC);
}

static void test_stitch(void **state)
{
    static const uint64_t a[] = { 9, 8 }, b[] = { 7 }, c[] = { 6, 5, 4 };
    const uint64_t *const lists[] = { a, b, c };
    const uint64_t counts[] = { 2, 1, 3 };
    uint64_t out[7], max;

    (void)state;
    for ( max = 0; max < 6; max++ )
    {
        struct bytes room = bytes_new(8 * max, 0);

        assert_int_equal(lus_stitch((uint64_t *)(void *)room.p, max, lists, counts, 3), 0);
        bytes_free(&room);
    }
    out[6] = 42;
    assert_int_equal(lus_stitch(out, 7, lists, counts, 3), 6);
    assert_true(out[0] == 9 && out[1] == 8 && out[2] == 7 && out[3] == 6 && out[5] == 4 && out[6] == 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_caps), cmocka_unit_test(test_pages), cmocka_unit_test(test_header), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_arch), cmocka_unit_test(test_page_end),
        cmocka_unit_test(test_catalogue), cmocka_unit_test(test_over_old),
        cmocka_unit_test(test_stitch),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tails over chunks: what is refused, and that a cursor that met an error stays where it is. [S-31] [S-33] [S-34] */
#include "harness.h"

/* A record in pieces: each length a chunk, with bytes of its own. */
struct chunk
{
    uint32_t type, rev, flags, instance, length;
};

static uint8_t *body;

static int setup(void **state)
{
    (void)state;
    body = calloc(1, LUS_BODY_MAX + 64);
    return body ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    free(body);
    return 0;
}

/* Entries of `size` bytes with keys that go on from one chunk to the next. */
static void number(uint32_t size, uint64_t from, uint32_t fixed)
{
    uint32_t i;

    memset(body, 0, LUS_BODY_MAX);
    for ( i = fixed; i + size <= LUS_BODY_MAX; i += size )
    {
        put(body + i, 4, from++);
        if ( size == 32 )
            body[i + 4] = LUS_EVTCHN_STATE_IPI;
    }
}

static struct bytes stream_of(const struct chunk *c, uint32_t nr, uint32_t size)
{
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    struct bytes b = make_stream(specs, 1, 1), out;
    struct model m;
    uint64_t key = 1;
    uint32_t i;

    assert_int_equal(model_apart(&m, b), 0);
    for ( i = 0; i < nr; i++ )
    {
        struct piece piece;

        number(size, key, 0);
        piece = model_piece(lus_record_type(c[i].type)->pass, c[i].type, c[i].rev, c[i].flags, c[i].instance, body, c[i].length);
        key += c[i].length / size;
        model_insert(&m.parts[0], c[i].type < LUS_TYPE_DOMAIN && !piece.pass ? i : m.parts[0].nr, &piece);
        free(piece.p);
    }
    out = model_together(&m);
    model_free(&m);
    bytes_free(&b);
    return out;
}

#define MORE LUS_RECORD_MORE
#define CHUNK LUS_RECORD_CHUNK
#define FULL LUS_BODY_MAX
#define PORTS LUS_TYPE_EVTCHNS
#define TOOLS LUS_TYPE_TOOLSTACK

static const struct
{
    struct chunk c[3];
    uint32_t nr, size;
    int error;
} cases[] = {
    { { { PORTS, 1, 0, 0, 0 } }, 1, 32, 0 },
    { { { PORTS, 1, 0, 0, 32 } }, 1, 32, 0 },
    { { { PORTS, 1, 0, 0, 33 } }, 1, 32, LUS_E_LENGTH },
    { { { PORTS, 1, 0, 0, FULL } }, 1, 32, 0 },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, CHUNK, 0, 32 } }, 2, 32, 0 },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, MORE | CHUNK, 0, FULL }, { PORTS, 1, CHUNK, 0, FULL - 32 } }, 3, 32, 0 },
    { { { PORTS, 1, MORE, 0, FULL - 32 }, { PORTS, 1, CHUNK, 0, 32 } }, 2, 32, LUS_E_CHUNK },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, MORE | CHUNK, 0, 32 }, { PORTS, 1, CHUNK, 0, 32 } }, 3, 32, LUS_E_CHUNK },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, CHUNK, 0, 0 } }, 2, 32, LUS_E_CHUNK },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, CHUNK, 0, 31 } }, 2, 32, LUS_E_LENGTH },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, 0, 0, 32 } }, 2, 32, LUS_E_CHUNK },
    { { { PORTS, 1, MORE, 0, FULL }, { PORTS, 1, CHUNK, 1, 32 } }, 2, 32, LUS_E_CHUNK },
    { { { PORTS, 1, MORE, 0, FULL } }, 1, 32, LUS_E_CHUNK },
    { { { TOOLS, 1, MORE, 0, FULL }, { PORTS, 1, CHUNK, 0, 32 } }, 2, 32, LUS_E_CHUNK },
    { { { PORTS, 1, CHUNK, 0, 32 } }, 1, 32, LUS_E_CHUNK },
    { { { LUS_TYPE_HVM_PARAMS, 1, 0, 0, 64 * 16 } }, 1, 16, LUS_E_RANGE },
    { { { LUS_TYPE_HVM_PARAMS, 1, 0, 0, 65 * 16 } }, 1, 16, LUS_E_RANGE },
    { { { LUS_TYPE_MSR_POLICY, 1, 0, 0, 4096 * 16 } }, 1, 16, 0 },
    { { { LUS_TYPE_MSR_POLICY, 1, 0, 0, 4097 * 16 } }, 1, 16, LUS_E_LENGTH },
    { { { LUS_TYPE_PV_VCPU_XSAVE, 1, 0, 0, 16 + 0x10000 } }, 1, 8, 0 },
    { { { LUS_TYPE_PV_VCPU_XSAVE, 1, 0, 0, 16 + 0x10001 } }, 1, 8, LUS_E_LENGTH },
    { { { TOOLS, 1, 0, 0, FULL } }, 1, 8, 0 },
    { { { TOOLS, 1, MORE, 0, FULL }, { TOOLS, 1, CHUNK, 0, 8 } }, 2, 8, LUS_E_LENGTH },
    { { { TOOLS, 1, MORE, 0, FULL - 8 }, { TOOLS, 1, CHUNK, 0, 8 } }, 2, 8, LUS_E_CHUNK },
};

static void test_cases(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct bytes b = stream_of(cases[i].c, cases[i].nr, cases[i].size);
        int rc = check_bytes(b.p, b.n, NULL);

        if ( rc != -cases[i].error )
            fail_msg("case %u: %s", i, lus_error_name(rc));
        bytes_free(&b);
    }
}

/* Order across the seam of two chunks. */
static void test_seam(void **state)
{
    struct bytes b = stream_of(cases[4].c, 2, 32);
    uint64_t at = b.n - PAGE;
    struct lus_diag d;

    (void)state;
    /* The 32769th entry gets the port of the one before. */
    while ( get(b.p + at, 4) != 32769 )
        at += 8;
    put(b.p + at, 4, 32768);
    reseal(b, b);
    assert_int_equal(check_bytes(b.p, b.n, &d), -LUS_E_SORT);
    assert_int_equal(d.entry, 32768);
    assert_int_equal(d.offset, at);
    assert_int_equal(d.field, 0);
    bytes_free(&b);
}

/* Asked again after an error, cursors give an error again and touch nothing that is not theirs. */
static void test_after_error(void **state)
{
    uint32_t i, k, which;

    (void)state;
    for ( which = 0; which < 4; which++ )
    {
        struct bytes b = stream_of(cases[4].c, 2, 32);
        uint64_t at = b.n - PAGE, n = 0;
        struct lus_table t;
        struct lus_segment seg;
        struct lus_record rec;
        struct lus_stream s;
        const uint8_t *p;
        int rc;

        while ( get(b.p + at, 4) != PORTS )
            at += 8;
        /* The second chunk's header: type, length, flags, or its entry's key. */
        put(b.p + at + (which == 0 ? 0 : which == 1 ? 12 : which == 2 ? 6 : 16), which == 2 ? 2 : 4, which == 3 ? 1 : 0xff01);
        open_bytes(&s, b);
        assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 1, &seg), 0);
        assert_int_equal(lus_find(&seg, PORTS, 0, &rec), 0);
        assert_int_equal(lus_table_open(&t, &seg, &rec), 0);
        while ( (rc = lus_table_next(&t, &p)) > 0 )
            n++;
        assert_int_equal(n, 32768);
        assert_true(rc < 0);
        for ( i = 0; i < 3; i++ )
            assert_int_equal(lus_table_next(&t, &p), rc);
        for ( k = 0; k < 3; k++ )
            assert_true(lus_next(&seg, &rec) < 0 || which == 3);
        bytes_free(&b);
    }
}

/* A block whose arrays are not there. */
static void test_map_after_error(void **state)
{
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    static const uint64_t words[] = { 1ull << 48 | 4095, 2ull << 48 | 0x3ffff, 2ull << 48 | 0xffffff, 3ull << 48 | 9 };
    struct bytes b = make_stream(specs, 1, 1), c;
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(words); i++ )
    {
        uint8_t p2m[24] = { 9 };
        struct piece piece;
        struct lus_segment seg;
        struct lus_record rec;
        struct lus_extent e;
        struct lus_stream s;
        struct lus_map map;
        uint64_t mfns[4];
        struct model m;

        put(p2m + 8, 8, words[i] & ~0xffffffull);
        put(p2m + 16, 8, (words[i] & 0xffffff) << 40);
        piece = model_piece(0, LUS_TYPE_P2M, 1, 0, 0, p2m, sizeof(p2m));
        assert_int_equal(model_apart(&m, b), 0);
        model_insert(&m.parts[0], 1, &piece);
        c = model_together(&m);
        open_bytes(&s, c);
        assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
        assert_int_equal(lus_find(&seg, LUS_TYPE_P2M, 0, &rec), 0);
        assert_int_equal(lus_map_open(&map, &seg, &rec), 0);
        for ( k = 0; k < 3; k++ )
            assert_true(lus_map_next(&map, &e) < 0);
        assert_int_equal(lus_map_open(&map, &seg, &rec), 0);
        assert_int_equal(lus_map_frames(&map, mfns, 0, &e), -LUS_E_ARGUMENT);
        for ( k = 0; k < 3; k++ )
            assert_true(lus_map_frames(&map, mfns, 4, &e) < 0);
        /* Neither is a table. */
        rec.info = lus_record_type(LUS_TYPE_DOMAIN);
        assert_int_equal(lus_map_open(&map, &seg, &rec), -LUS_E_ARGUMENT);
        bytes_free(&c);
        model_free(&m);
        free(piece.p);
    }
    bytes_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases), cmocka_unit_test(test_seam), cmocka_unit_test(test_after_error),
        cmocka_unit_test(test_map_after_error),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

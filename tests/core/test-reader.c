/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Reading: the two kinds of codec against each other, cursors, copying. [S-16] [S-23] [S-24] [S-27]
 * [S-28] [S-29] [S-36]
 */
#include "harness.h"

static union lus_any any, other;
static uint8_t wire[LUS_FIXED_MAX], again[LUS_FIXED_MAX];

/* Both codecs of one fixed part (rev > 0) or entry (rev 0), on the bytes in wire. Return: as the straight-line one. */
static int both(const struct lus_record_type *t, uint32_t rev, const struct lus_field *fields, uint32_t nr, uint32_t size)
{
    uint32_t bad = 0;
    int rc = lus_fields_check(fields, nr, rev ? rev : 1, wire, &bad), line;

    memset(&any, 0x5a, sizeof(any));
    line = rev ? lus_decode_any(t->type, wire, rev, &any) : lus_decode_entry(t->type, wire, &any);
    if ( (rc != 0) != (line != 0) || (line && (uint32_t)line != bad + 1) )
        fail_msg("%s revision %u: field %u by description (%s), %d by code", t->name, rev, bad, lus_error_name(rc), line - 1);
    if ( line )
        return line;
    /* encode(decode(b)) == b: to the last byte of this revision, and not one beyond. */
    memset(again, 0xa5, sizeof(again));
    assert_int_equal(rev ? encode_any(t->type, again, rev, &any) : encode_entry(t->type, again, &any), 0);
    assert_memory_equal(wire, again, size);
    assert_true(size == sizeof(again) || again[size] == 0xa5);
    /* decode(encode(x)) == x: by encoding that once more, as structures have holes. */
    memset(&other, 0x5a, sizeof(other));
    assert_int_equal(rev ? lus_decode_any(t->type, again, rev, &other) : lus_decode_entry(t->type, again, &other), 0);
    assert_memory_equal(&any, &other, sizeof(any));
    return 0;
}

static void random_bytes(uint32_t size)
{
    uint32_t i;

    for ( i = 0; i < size; i++ )
        wire[i] = (uint8_t)(below(3) ? 0 : rnd());
}

static void codec(const struct lus_record_type *t, uint32_t rev, const struct lus_field *fields, uint32_t nr, uint32_t size)
{
    uint32_t i, k;

    for ( i = 0; i < 60; i++ )
    {
        memset(wire, 0, sizeof(wire));
        random_fields(fields, nr, rev ? rev : 1, wire);
        assert_int_equal(both(t, rev, fields, nr, size), 0);
        for ( k = 0; k < 5 && size; k++ )
        {
            wire[below(size)] ^= (uint8_t)(1u << below(8));
            both(t, rev, fields, nr, size);
        }
        random_bytes(size);
        both(t, rev, fields, nr, size);
    }
}

static void test_codecs(void **state)
{
    uint32_t nr, i, rev;
    const struct lus_record_type *t = lus_record_types(&nr);

    (void)state;
    rnd_seed(77);
    for ( i = 0; i < nr; i++, t++ )
    {
        for ( rev = 1; rev <= t->revisions; rev++ )
            codec(t, rev, t->fields, t->nr_fields, t->fixed[rev - 1]);
        if ( t->entry )
            codec(t, 0, t->entry->fields, t->entry->nr_fields, t->entry->size);
    }
    assert_int_equal(lus_decode_any(0x1234, wire, 1, &any), -1);
    assert_int_equal(lus_decode_entry(LUS_TYPE_DOMAIN, wire, &any), -1);
}

/* Every record, known or not, copied into new segments: the same bytes; also when only counted. [S-28] */
static void test_copy(void **state)
{
    struct every arg = { .seed = 12, .entries = 20, .blob = 5000 };
    struct bytes b = every_stream(&arg, 0);
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    uint32_t i, counting;

    (void)state;
    open_bytes(&s, b);
    for ( i = 0; i < s.header.index_count; i++ )
        for ( counting = 0; counting < 2; counting++ )
        {
            struct bytes out;
            struct lus_writer w;
            uint64_t size;
            int rc;

            assert_int_equal(lus_segment_open(&s, i, &seg), 0);
            out = bytes_new(seg.size, 0xaa);
            lus_writer_init(&w, counting ? NULL : out.p, out.n, seg.kind, seg.domid, 0);
            while ( (rc = lus_next(&seg, &rec)) > 0 )
                lus_copy(&w, &s, &rec, seg.pass);
            assert_int_equal(rc, 0);
            assert_int_equal(lus_writer_close(&w, &size), 0);
            assert_int_equal(size, seg.size);
            if ( !counting )
                assert_memory_equal(out.p, b.p + seg.base, size);
            bytes_free(&out);
        }
    bytes_free(&b);
}

static void test_find(void **state)
{
    struct every arg = { .seed = 13, .entries = 3, .blob = 50 };
    struct bytes b = every_stream(&arg, 0);
    struct lus_segment seg, walk;
    struct lus_record rec, found;
    struct lus_stream s;
    uint32_t pass, last = 9, n = 0;
    int rc;

    (void)state;
    open_bytes(&s, b);
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, LUS_DOMID_MAX, &walk), 0);
    while ( (rc = lus_next(&walk, &rec)) > 0 )
    {
        n++;
        seg = walk;
        if ( rec.flags & LUS_RECORD_CHUNK || !rec.info )
            continue;
        assert_int_equal(lus_find(&seg, rec.type, rec.instance, &found), 0);
        assert_int_equal(found.offset, rec.offset);
        assert_int_equal(lus_find(&seg, rec.type, 8190, &found), -LUS_E_NOT_FOUND);
        if ( walk.pass != last )
        {
            last = walk.pass;
            assert_int_equal(lus_pass(&seg, last), 0);
            assert_int_equal(lus_next(&seg, &found), 1);
            assert_int_equal(found.offset, rec.offset);
        }
    }
    assert_int_equal(rc, 0);
    assert_int_equal(n, walk.count);
    /* Unknown ones are looked for in all passes. */
    for ( pass = 0; pass < 3; pass++ )
        assert_int_equal(lus_find(&seg, 0x80007700u + pass, 0, &found), 0);
    assert_int_equal(lus_find(&seg, 0xc0007700u, 5, &found), 0);
    assert_int_equal(found.flags, LUS_RECORD_COPY | LUS_RECORD_MORE);
    assert_int_equal(lus_find(&seg, 0xc0007700u, 6, &found), -LUS_E_NOT_FOUND);
    /* From the middle to the end. */
    for ( pass = 0; pass < 3; pass++ )
    {
        assert_int_equal(lus_pass(&seg, pass), 0);
        while ( (rc = lus_next(&seg, &rec)) > 0 )
            assert_true(seg.pass >= pass);
        assert_int_equal(rc, 0);
    }
    assert_int_equal(s.diag.error, 0);
    bytes_free(&b);
}

static void test_many_segments(void **state)
{
    enum { NR = 700 };
    struct spec *specs = calloc(NR, sizeof(*specs));
    struct lus_segment seg;
    struct lus_stream s;
    struct bytes b;
    uint32_t i;

    (void)state;
    assert_non_null(specs);
    for ( i = 0; i < NR; i++ )
        specs[i] = (struct spec){ LUS_SEGMENT_DOMAIN, 3 * i, fill_domain, NULL };
    b = make_stream(specs, NR, 1);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    open_bytes(&s, b);
    for ( i = 0; i < 3 * NR; i++ )
    {
        assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, i, &seg), i % 3 ? -LUS_E_NOT_FOUND : 0);
        assert_true(i % 3 || seg.domid == i);
    }
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_SYSTEM, 0, &seg), -LUS_E_NOT_FOUND);
    assert_int_equal(lus_segment_find(&s, 4, 0, &seg), -LUS_E_NOT_FOUND);
    assert_int_equal(s.diag.error, 0);
    bytes_free(&b);
    free(specs);
}

/* Bounds of the accessors. */
static void test_body(void **state)
{
    struct bytes b = small_stream();
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    uint8_t buf[LUS_SCRATCH];

    (void)state;
    open_bytes(&s, b);
    assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
    assert_int_equal(lus_next(&seg, &rec), 1);
    assert_int_equal(rec.length, 32);
    assert_non_null(lus_body(&s, &rec, 0, 32, buf));
    assert_non_null(lus_body(&s, &rec, 32, 0, buf));
    assert_null(lus_body(&s, &rec, 0, 33, buf));
    assert_null(lus_body(&s, &rec, 33, 0, buf));
    assert_null(lus_body(&s, &rec, 0xffffffffu, 2, buf));
    assert_null(lus_body(&s, &rec, 1, 0xffffffffu, buf));
    assert_ptr_equal(lus_fixed(&s, &rec), rec.body);
    rec.flags = LUS_RECORD_CHUNK;
    assert_null(lus_fixed(&s, &rec));
    bytes_free(&b);
}

/* Of a stream that is cut, what is whole can be looked at; the rest is refused and not touched. [S-7] */
static void test_cut(void **state)
{
    struct every arg = { .seed = 14, .entries = 3, .blob = 50 };
    struct bytes b = every_stream(&arg, 0);
    uint32_t front = (uint32_t)get(b.p + 60, 4), i;
    uint64_t n;

    (void)state;
    for ( n = front; n < b.n; n += 1023 )
    {
        struct bytes cut = bytes_copy(b.p, n);
        struct lus_source src;
        struct lus_stream s;

        lus_source_flat(&src, cut.p, cut.n);
        assert_int_equal(lus_open(&s, &src, NULL, 0), -LUS_E_TRUNCATED);
        for ( i = 0; i < s.header.index_count; i++ )
        {
            struct lus_index_entry e;
            struct lus_segment seg;
            struct lus_record rec;
            int rc, whole;

            assert_int_equal(lus_index_at(&s, i, &e), 0);
            whole = e.offset + e.size <= n;
            assert_int_equal(lus_segment_verify(&s, i), whole ? 0 : -LUS_E_TRUNCATED);
            rc = lus_segment_open(&s, i, &seg);
            assert_int_equal(rc, whole ? 0 : -LUS_E_TRUNCATED);
            while ( rc >= 0 && (rc = lus_next(&seg, &rec)) > 0 )
                ;
            assert_int_equal(rc, whole ? 0 : -LUS_E_TRUNCATED);
        }
        bytes_free(&cut);
    }
    bytes_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codecs), cmocka_unit_test(test_copy), cmocka_unit_test(test_find),
        cmocka_unit_test(test_many_segments), cmocka_unit_test(test_body), cmocka_unit_test(test_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

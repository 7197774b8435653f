/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Every error of src/core/errors.def, each from a stream that is good but for one thing, or from the call that gives it. The last
 * test fails when an error has none. [S-6] to [S-34]
 */
#include "harness.h"

static uint8_t seen[LUS_E_END_];

static void saw(int rc)
{
    assert_true(rc < 0 && rc > -LUS_E_END_);
    seen[-rc] = 1;
}

/* offset ~0: wherever. */
static void expect(struct bytes b, int error, uint64_t offset)
{
    struct lus_diag d;
    int rc = check_bytes(b.p, b.n, &d);

    if ( rc != -error )
        fail_msg("%s, not %s", lus_error_name(rc), lus_error_name(error));
    if ( offset != ~0ull && d.offset != offset )
        fail_msg("%s at %#llx, not %#llx", lus_error_name(rc), (unsigned long long)d.offset, (unsigned long long)offset);
    saw(rc);
}

static const struct
{
    uint32_t at, n;
    uint64_t v;
    int error;
    uint64_t offset;
} headers[] = {
    { 0, 1, 'l', LUS_E_MAGIC, 0 }, { 0, 8, 0, LUS_E_MAGIC, 0 },
    { 12, 4, 255, LUS_E_HEADER, 12 }, { 16, 2, 0, LUS_E_FORMAT, 16 },
    { 16, 2, 2, LUS_E_FORMAT, 16 }, { 18, 2, 0, LUS_E_HEADER, 18 },
    { 18, 2, 5, LUS_E_HEADER, 18 }, { 20, 1, 11, LUS_E_HEADER, 20 },
    { 20, 1, 13, LUS_E_HEADER, 20 }, { 21, 1, 2, LUS_E_HEADER, 21 },
    { 22, 1, 1, LUS_E_HEADER, 22 }, { 23, 1, 128, LUS_E_HEADER, 22 },
    { 24, 8, (1ull << 46) + PAGE, LUS_E_HEADER, 24 }, { 24, 8, 0, LUS_E_LAYOUT, 24 },
    { 24, 8, 3 * PAGE + 1, LUS_E_LAYOUT, 24 }, { 32, 8, 0, LUS_E_LAYOUT, 32 },
    { 32, 8, 1ull << 63, LUS_E_LAYOUT, 32 }, { 40, 4, 4097, LUS_E_HEADER, 40 },
    { 40, 4, 4096, LUS_E_LAYOUT, 48 }, { 48, 8, 256, LUS_E_LAYOUT, 48 },
    { 56, 4, 32771, LUS_E_HEADER, 56 }, { 56, 4, 32770, LUS_E_LAYOUT, 60 },
    { 60, 4, 2 * PAGE, LUS_E_LAYOUT, 60 }, { 60, 4, 0, LUS_E_LAYOUT, 60 },
    { 64, 4, 0, LUS_E_HEADER, 64 }, { 64, 4, 32, LUS_E_HEADER, 64 },
    { 64, 4, 2, LUS_E_HEADER, 64 }, { 68, 1, 1, LUS_E_HEADER, 68 },
    { 71, 1, 1, LUS_E_HEADER, 68 }, { 80, 1, 0x1f, LUS_E_HEADER, 80 },
    { 81, 1, 0x7f, LUS_E_HEADER, 80 }, { 83, 1, 'a', LUS_E_HEADER, 80 },
    { 95, 1, 'a', LUS_E_HEADER, 80 }, { 76, 4, 0, LUS_E_HEADER, 96 },
    { 100, 1, 1, LUS_E_HEADER, 100 }, { 119, 1, 0x80, LUS_E_HEADER, 104 },
    { 124, 1, 1, LUS_E_HEADER, 124 }, { 128, 8, 1, LUS_E_FEATURE, 128 },
    { 135, 1, 1, LUS_E_FEATURE, 128 }, { 134, 2, 0x8040, LUS_E_FEATURE, 128 }, { 136, 1, 1, LUS_E_HEADER, 136 },
    { 255, 1, 1, LUS_E_HEADER, 136 },
};

/* [S-6] [S-9] [S-10] [S-11] [S-13], limits of section 10. */
static void test_header(void **state)
{
    struct bytes b = small_stream(), c = bytes_copy(b.p, b.n);
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(headers); i++ )
    {
        put(c.p + headers[i].at, headers[i].n, headers[i].v);
        reseal_header(c);
        expect(c, headers[i].error, headers[i].offset);
        memcpy(c.p, b.p, 256);
    }
    /* Damage is never taken for another version. */
    for ( i = 8; i < 256; i++ )
    {
        c.p[i] ^= 4;
        expect(c, i >= 12 && i < 16 ? LUS_E_HEADER : LUS_E_HEADER_CRC, ~0ull);
        c.p[i] ^= 4;
    }
    /* Text of 16 bytes needs no zero; history without an update is refused. */
    memset(c.p + 80, '~', 16);
    reseal_header(c);
    assert_int_equal(check_bytes(c.p, c.n, NULL), 0);
    put(c.p + 76, 4, 0);
    memset(c.p + 96, 0, 4);
    reseal_header(c);
    expect(c, LUS_E_HEADER, 104);
    bytes_free(&c);
    bytes_free(&b);
}

/* [S-7] */
static void test_size(void **state)
{
    struct bytes b = small_stream(), more = bytes_new(b.n + 1, 0);
    uint64_t n;

    (void)state;
    memcpy(more.p, b.p, (size_t)b.n);
    expect(more, LUS_E_TRAILING, b.n);
    for ( n = 0; n < b.n; n += n < 300 || n > b.n - 70 ? 1 : 511 )
    {
        struct bytes cut = bytes_copy(b.p, n);

        expect(cut, LUS_E_TRUNCATED, n);
        bytes_free(&cut);
    }
    bytes_free(&more);
    bytes_free(&b);
}

static const struct
{
    uint32_t at, n;             /* from the beginning of the catalogue, or of the index */
    uint64_t v;
    int error;
    uint32_t index;
} fronts[] = {
    { 0, 4, 0, LUS_E_CATALOGUE, 0 },
    { 4, 2, 0, LUS_E_CATALOGUE, 0 },
    { 6, 1, 1, LUS_E_CATALOGUE, 0 },
    { 7, 1, 1, LUS_E_CATALOGUE, 0 },
    { 8, 4, 0, LUS_E_CATALOGUE, 0 },
    { 8, 4, 2, LUS_E_CATALOGUE, 0 },
    { 12, 1, 1, LUS_E_CATALOGUE, 0 },
    { 15, 1, 1, LUS_E_CATALOGUE, 0 },
    { 16, 4, 1, LUS_E_CATALOGUE, 0 },           /* not above the first */
    { 0, 4, 2, LUS_E_CATALOGUE, 0 },            /* a type that no record has */
    { 0, 2, 0, LUS_E_SEGMENT, 1 },
    { 0, 2, 4, LUS_E_SEGMENT, 1 },
    { 2, 1, 1, LUS_E_SEGMENT, 1 },
    { 3, 1, 1, LUS_E_SEGMENT, 1 },
    { 4, 4, 1, LUS_E_SEGMENT, 1 },              /* the system has no domid */
    { 8, 8, 0, LUS_E_LAYOUT, 1 },
    { 8, 8, 2 * PAGE, LUS_E_LAYOUT, 1 },
    { 16, 8, 0, LUS_E_SEGMENT, 1 },
    { 16, 8, PAGE + 1, LUS_E_SEGMENT, 1 },
    { 16, 8, 2 * PAGE, LUS_E_LAYOUT, 1 },
    { 16, 8, ~0ull << 12, LUS_E_SEGMENT, 1 },
    { 24, 2, 1, LUS_E_SEGMENT, 1 },             /* a second system segment */
    { 24, 2, 3, LUS_E_SEGMENT, 1 },             /* no memory segment */
    { 48, 2, 2, LUS_E_SEGMENT, 1 },
    { 52, 4, 0x7ff0, LUS_E_SEGMENT, 1 },
    { 52, 4, 8, LUS_E_SEGMENT, 1 },             /* not what the segment says */
    { 64, 8, 2 * PAGE, LUS_E_SEGMENT, 1 },
};

/* [S-6] [S-15] [S-17] [S-18] */
static void test_front(void **state)
{
    struct bytes b = small_stream(), c = bytes_copy(b.p, b.n);
    uint64_t index = get(b.p + 48, 8);
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(fronts); i++ )
    {
        put(c.p + (fronts[i].index ? index : 256) + fronts[i].at, fronts[i].n, fronts[i].v);
        expect(c, LUS_E_FRONT_CRC, 256);
        reseal(c, b);
        expect(c, fronts[i].error, ~0ull);
        memcpy(c.p, b.p, (size_t)b.n);
    }
    /* The stream's last record is of the catalogue's last entry, which has two; one record too many is refused where it is. */
    put(c.p + index - 8, 4, 1);
    reseal(c, b);
    i = (uint32_t)get(c.p + index + 48 + 8, 8);
    expect(c, LUS_E_CATALOGUE, i + get(c.p + i + 24, 8) - 24);
    memcpy(c.p, b.p, (size_t)b.n);
    c.p[index + 72] = 1;
    reseal(c, b);
    expect(c, LUS_E_PADDING, index + 72);
    memcpy(c.p, b.p, (size_t)b.n);
    c.p[PAGE - 1] = 1;
    reseal(c, b);
    expect(c, LUS_E_PADDING, index + 72);
    bytes_free(&c);
    bytes_free(&b);
}

static const struct
{
    uint32_t at, n;
    uint64_t v;
} segments[] = {
    { 0, 1, 'l' }, { 8, 2, 1 }, { 8, 2, 2 }, { 10, 1, 1 }, { 11, 1, 1 }, { 12, 4, 8 }, { 16, 8, 2 * PAGE }, { 16, 8, 0 },
    { 24, 8, 0 }, { 24, 8, 56 }, { 24, 8, PAGE + 8 }, { 24, 8, ~0ull }, { 32, 8, 0 }, { 32, 8, 72 }, { 40, 8, 0 }, { 40, 8, 56 },
    { 40, 8, ~7ull }, { 48, 8, 64 }, { 48, 8, ~7ull }, { 56, 4, 0 }, { 56, 4, 0xffffffff }, { 60, 1, 1 }, { 63, 1, 1 }
};

/* [S-18] [S-19] [S-20] */
static void test_segment(void **state)
{
    struct bytes b = small_stream(), c = bytes_copy(b.p, b.n);
    uint64_t at = get(b.p + get(b.p + 48, 8) + 48 + 8, 8), used = get(b.p + at + 24, 8);
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(segments); i++ )
    {
        put(c.p + at + segments[i].at, segments[i].n, segments[i].v);
        expect(c, i ? LUS_E_SEGMENT_CRC : LUS_E_SEGMENT, at);
        reseal(c, b);
        expect(c, LUS_E_SEGMENT, ~0ull);
        memcpy(c.p, b.p, (size_t)b.n);
    }
    c.p[at + used] = 1;
    reseal(c, b);
    expect(c, LUS_E_PADDING, at + used);
    memcpy(c.p, b.p, (size_t)b.n);
    put(c.p + at + 24, 8, used - 4);
    reseal(c, b);
    expect(c, LUS_E_SEGMENT, at + 24);
    bytes_free(&c);
    bytes_free(&b);
}

/* One record put into the domain of the small stream, at the beginning or end of its pass. */
static void with_record(int error, uint32_t at_end, uint32_t pass, uint32_t type, uint32_t rev, uint32_t flags, uint32_t instance,
                        uint32_t len)
{
    static const uint8_t zero[LUS_BODY_MAX + 8];
    struct bytes b = small_stream(), c;
    struct piece piece = model_piece(pass, type, rev, flags, instance, zero, len);
    struct part *part;
    struct model m;
    uint32_t i = 0;

    assert_int_equal(model_apart(&m, b), 0);
    part = &m.parts[2];
    while ( i < part->nr && (part->pieces[i].pass < pass || (at_end && part->pieces[i].pass == pass)) )
        i++;
    model_insert(part, i, &piece);
    c = model_together(&m);
    if ( error )
        expect(c, error, ~0ull);
    else
        assert_int_equal(check_bytes(c.p, c.n, NULL), 0);
    model_free(&m);
    free(piece.p);
    bytes_free(&b);
    bytes_free(&c);
}

/* [S-22] [S-23] [S-24] [S-26] [S-27] [S-28] [S-34] */
static void test_record(void **state)
{
    const uint32_t mark = 0x80000001u, copy = LUS_RECORD_COPY, more = LUS_RECORD_MORE, chunk = LUS_RECORD_CHUNK;

    (void)state;
    with_record(0, 1, 0, mark, 1, 0, 0, 3);
    with_record(0, 1, 1, mark | LUS_TYPE_VENDOR, 0xffff, copy, 0xffffffff, 0);
    with_record(LUS_E_CATALOGUE, 1, 0, mark, 0, 0, 0, 3);
    with_record(LUS_E_CATALOGUE, 0, 1, 0, 1, 0, 9, 3);
    with_record(LUS_E_FLAGS, 1, 0, mark, 1, 8, 0, 3);
    with_record(LUS_E_FLAGS, 1, 0, mark, 1, 0x8000, 0, 3);
    with_record(LUS_E_FLAGS, 0, 1, LUS_TYPE_GRANT_TABLE, 1, copy, 0, 16);
    with_record(LUS_E_UNKNOWN_TYPE, 1, 0, 0x7fffffff, 1, 0, 0, 3);
    with_record(LUS_E_UNKNOWN_REVISION, 0, 1, LUS_TYPE_GRANT_TABLE, 2, 0, 0, 16);
    with_record(LUS_E_UNKNOWN_REVISION, 0, 1, LUS_TYPE_GRANT_TABLE, 0xffff, 0, 0, 16);
    with_record(LUS_E_PASS, 0, 0, LUS_TYPE_SHARED_INFO, 1, 0, 0, 2832);
    with_record(LUS_E_SCOPE, 1, 2, LUS_TYPE_SYS_TIME, 1, 0, 0, 32);
    with_record(LUS_E_SCOPE, 1, 0, LUS_TYPE_MEM_OWNED, 1, 0, 0, 8);
    with_record(LUS_E_ORDER, 1, 0, LUS_TYPE_PAGING_POOL, 1, 0, 0, 8);
    with_record(LUS_E_ORDER, 1, 0, LUS_TYPE_VCPU, 1, 0, 0, 16);
    with_record(0, 1, 0, LUS_TYPE_VCPU, 1, 0, 8191, 16);
    with_record(LUS_E_INSTANCE, 1, 0, LUS_TYPE_VCPU, 1, 0, 8192, 16);
    with_record(LUS_E_LENGTH, 1, 0, LUS_TYPE_VCPU, 1, 0, 1, 15);
    with_record(LUS_E_LENGTH, 1, 0, LUS_TYPE_VCPU, 1, 0, 1, 17);
    with_record(LUS_E_LENGTH, 1, 0, LUS_TYPE_VCPU, 1, 0, 1, 0);
    with_record(LUS_E_LENGTH, 1, 0, mark, 1, 0, 0, LUS_BODY_MAX + 1);
    with_record(0, 1, 0, mark, 1, 0, 0, LUS_BODY_MAX);
    with_record(LUS_E_LENGTH, 1, 0, LUS_TYPE_VCPU, 1, more, 1, 16);
    with_record(LUS_E_CHUNK, 1, 0, mark, 1, more, 0, 8);
    with_record(LUS_E_CHUNK, 1, 2, 0xfffffffe, 1, more, 0, 8);
    with_record(LUS_E_CHUNK, 1, 0, mark, 1, chunk, 0, 8);
}

/* [S-34]: of a type that no build knows, an empty chunk behind one with "more"; it could as well not be there. */
static void test_empty_chunk(void **state)
{
    struct bytes b = small_stream(), c;
    struct piece *p;
    struct model m;

    (void)state;
    assert_int_equal(model_apart(&m, b), 0);
    p = &m.parts[2].pieces[m.parts[2].nr - 1];
    assert_int_equal(get(p->p + 6, 2), LUS_RECORD_COPY | LUS_RECORD_CHUNK);
    p->n = 16;
    put(p->p + 12, 4, 0);
    c = model_together(&m);
    expect(c, LUS_E_CHUNK, ~0ull);
    bytes_free(&c);
    /* A chunk of another revision. */
    p->n = 24;
    put(p->p + 12, 4, 8);
    put(p->p + 4, 2, 8);
    c = model_together(&m);
    expect(c, LUS_E_CHUNK, ~0ull);
    model_free(&m);
    bytes_free(&b);
    bytes_free(&c);
}

/* [S-3]: after a body, each byte. */
static void test_padding(void **state)
{
    struct bytes b = small_stream(), c;
    struct model m;
    uint32_t i, k, n = 0;

    (void)state;
    assert_int_equal(model_apart(&m, b), 0);
    for ( i = 0; i < m.parts[2].nr; i++ )
    {
        struct piece *p = &m.parts[2].pieces[i];

        for ( k = 16 + (uint32_t)get(p->p + 12, 4); k < p->n; k++, n++ )
        {
            p->p[k] = 0x80;
            c = model_together(&m);
            expect(c, LUS_E_PADDING, ~0ull);
            bytes_free(&c);
            p->p[k] = 0;
        }
    }
    assert_true(n > 0);
    model_free(&m);
    bytes_free(&b);
}

static void without(struct bytes b, uint32_t part, uint32_t type, int error)
{
    struct model m;
    struct bytes c;
    uint32_t i = 0;

    assert_int_equal(model_apart(&m, b), 0);
    while ( get(m.parts[part].pieces[i].p, 4) != type )
        i++;
    model_remove(&m.parts[part], i);
    c = model_together(&m);
    if ( error )
        expect(c, error, ~0ull);
    else
        assert_int_equal(check_bytes(c.p, c.n, NULL), 0);
    model_free(&m);
    bytes_free(&c);
}

/* [S-30] */
static void test_missing(void **state)
{
    struct every arg = { .seed = 4, .entries = 2, .blob = 9 };
    struct bytes whole = every_stream(&arg, 0), partial = every_stream(&arg, 1);

    (void)state;
    without(whole, 0, LUS_TYPE_SYS_TIME, LUS_E_MISSING);
    without(whole, 2, LUS_TYPE_DOMAIN, LUS_E_MISSING);
    without(whole, 2, LUS_TYPE_VCPU, 0);
    without(partial, 0, LUS_TYPE_SYS_TIME, 0);
    without(partial, 3, LUS_TYPE_DOMAIN, LUS_E_MISSING);
    bytes_free(&whole);
    bytes_free(&partial);
}

/* A field of the first record of this type in some stream, changed. */
static void with_field(uint32_t type, uint32_t at, uint32_t n, uint64_t v, int error, uint32_t field, uint32_t entry)
{
    struct every arg = { .seed = 6, .entries = 9, .blob = 9 };
    struct bytes b = { NULL, 0 }, c;
    struct model m = { .nr = 0 };
    struct piece *p = NULL;
    struct lus_diag d;

    /* Until there is one with as many entries. */
    for ( ; !p || get(p->p + 12, 4) < at + n; arg.seed++ )
    {
        model_free(&m);
        bytes_free(&b);
        b = every_stream(&arg, 1);
        assert_int_equal(model_apart(&m, b), 0);
        p = model_find(&m, LUS_SEGMENT_DOMAIN, 0, type);
        assert_non_null(p);
    }
    put(p->p + 16 + at, n, v);
    c = model_together(&m);
    expect(c, error, ~0ull);
    check_bytes(c.p, c.n, &d);
    assert_int_equal(d.type, type);
    assert_int_equal(d.field, field);
    assert_int_equal(d.entry, entry);
    if ( field != LUS_NO_FIELD )
        assert_memory_equal(c.p + d.offset, p->p + 16 + at, n);
    model_free(&m);
    bytes_free(&b);
    bytes_free(&c);
}

/* [S-29] [S-31] [S-32] */
static void test_field(void **state)
{
    (void)state;
    with_field(LUS_TYPE_DOMAIN, 0, 1, 3, LUS_E_ENUM, 0, LUS_NO_ENTRY);
    with_field(LUS_TYPE_DOMAIN, 2, 2, 1, LUS_E_RESERVED, 2, LUS_NO_ENTRY);
    with_field(LUS_TYPE_DOMAIN, 4, 4, 8193, LUS_E_RANGE, 3, LUS_NO_ENTRY);
    with_field(LUS_TYPE_DOM_SOURCE, 0, 4, 32, LUS_E_FLAG_BITS, 0, LUS_NO_ENTRY);
    with_field(LUS_TYPE_EVTCHNS, 4, 1, 7, LUS_E_ENUM, 1, 0);
    with_field(LUS_TYPE_FRAMES, 8 + 5, 3, 0, LUS_E_RANGE, 1, 1);
    with_field(LUS_TYPE_MSR_POLICY, 16, 4, 0, LUS_E_SORT, 0, 1);
    with_field(LUS_TYPE_FRAMES, 8, 5, 0, LUS_E_SORT, 0, 1);
}

/* Spans that should have been one, as far as the count's field allows. */
static void test_merge(void **state)
{
    static const struct { uint64_t gfn0, n0, gfn1, n1; int error; } cases[] = {
        { 5, 7, 12, 1, LUS_E_MERGE }, { 5, 7, 13, 1, 0 }, { 5, 7, 11, 1, LUS_E_SORT }, { 5, 7, 5, 1, LUS_E_SORT },
        { 0, 0xffffff, 0xffffff, 9, 0 }, { 0, 0xfffffe, 0xfffffe, 9, LUS_E_MERGE }, { 0, 1, 2, 0, LUS_E_RANGE },
        { 0, 1, (1ull << 40) - 1, 1, 0 }, { 0, 1, (1ull << 40) - 1, 2, LUS_E_RANGE }, { 0, 1, (1ull << 40) - 5, 6, LUS_E_RANGE },
    };
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    struct bytes b = make_stream(specs, 1, 1);
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        uint8_t body[16];
        struct piece piece;
        struct bytes c;
        struct model m;

        put(body, 5, cases[i].gfn0);
        put(body + 5, 3, cases[i].n0);
        put(body + 8, 5, cases[i].gfn1);
        put(body + 13, 3, cases[i].n1);
        piece = model_piece(0, LUS_TYPE_FRAMES, 1, 0, 0, body, sizeof(body));
        assert_int_equal(model_apart(&m, b), 0);
        model_insert(&m.parts[0], 0, &piece);
        c = model_together(&m);
        if ( cases[i].error )
            expect(c, cases[i].error, ~0ull);
        else
            assert_int_equal(check_bytes(c.p, c.n, NULL), 0);
        model_free(&m);
        bytes_free(&c);
        free(piece.p);
    }
    bytes_free(&b);
    with_field(LUS_TYPE_P2M, 8 + 6, 1, 3, LUS_E_MAP, LUS_NO_FIELD, 0);
}

/* [S-26]: what the record says of itself. */
static void test_owned(void **state)
{
    struct every arg = { .seed = 6, .entries = 9, .blob = 9 };
    struct bytes b = every_stream(&arg, 0), c;
    struct piece *p;
    struct model m;

    (void)state;
    assert_int_equal(model_apart(&m, b), 0);
    p = model_find(&m, LUS_SEGMENT_MEMORY, 0, LUS_TYPE_MEM_OWNED);
    p->p[8] ^= 1;
    c = model_together(&m);
    expect(c, LUS_E_INSTANCE, ~0ull);
    bytes_free(&c);
    model_free(&m);
    bytes_free(&b);
}

/*
 * [S-22]: type 0, where lus_check() would see the catalogue first: at the beginning, and behind a pass boundary, where nothing of
 * the record before may be taken over.
 */
static void test_type_zero(void **state)
{
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    struct bytes b = make_stream(specs, 1, 1), c;
    uint32_t pass, rev;

    (void)state;
    for ( rev = 0; rev < 2; rev++ )
        for ( pass = 0; pass < 3; pass++ )
        {
            struct piece piece = model_piece(pass, 0, rev, 0, 9, "12345678", 8);
            struct lus_segment seg;
            struct lus_record rec;
            struct lus_stream s;
            struct model m;
            int rc;

            assert_int_equal(model_apart(&m, b), 0);
            model_insert(&m.parts[0], pass ? 1 : 0, &piece);
            c = model_together(&m);
            /* The catalogue without it, so that opening is well. */
            put(c.p + 256, 4, 1);
            put(c.p + 260, 2, 1);
            reseal(c, c);
            open_bytes(&s, c);
            assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
            while ( (rc = lus_next(&seg, &rec)) > 0 )
                ;
            assert_int_equal(rc, -LUS_E_TYPE);
            saw(rc);
            bytes_free(&c);
            model_free(&m);
            free(piece.p);
        }
    bytes_free(&b);
}

/* What only the caller of the writer, or of the reader, can be told. */
static void test_calls(void **state)
{
    struct bytes b = small_stream();
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    struct lus_writer w;
    uint8_t page[PAGE];
    uint64_t size;

    (void)state;
    open_bytes(&s, b);
    saw(lus_segment_open(&s, s.header.index_count, &seg));                      /* ARGUMENT */
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 6, &seg), -LUS_E_NOT_FOUND);
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 7, &seg), 0);
    saw(lus_find(&seg, LUS_TYPE_SHARED_INFO, 0, &rec));                         /* NOT_FOUND */
    assert_int_equal(lus_pass(&seg, 3), -LUS_E_ARGUMENT);
    assert_int_equal(lus_check(&s, page, 1), -LUS_E_NO_SPACE);
    saw(-s.diag.error);
    bytes_free(&b);

    lus_writer_init(&w, page, sizeof(page), LUS_SEGMENT_DOMAIN, 1, 0);
    lus_end(&w);
    saw(lus_writer_close(&w, &size));                                           /* STATE */
    lus_writer_init(&w, NULL, 0, LUS_SEGMENT_DOMAIN, 1, 0);
    lus_begin(&w, LUS_TYPE_TOOLSTACK, 1, 0, NULL, 0);
    lus_add_blob(&w, page, 4);
    lus_add_blob(&w, page, LUS_BODY_MAX - 3);
    saw(lus_writer_close(&w, &size));                                           /* OVERFLOW */
    assert_int_equal(w.diag.error, LUS_E_OVERFLOW);
}

/* Names, texts and classes; and that each was met above. */
static void test_all(void **state)
{
    static const struct { const char *name; int number; } all[] = {
#define LUS_ERR(name, number, class, text) { "E_" #name, number },
#include "core/errors.def"
    };
    uint32_t i;

    (void)state;
    /* A checker that finds a field bad whose description allows everything would be at odds with itself: nobody can show it. */
    seen[LUS_E_INTERNAL] = 1;
    /* Those of restoring are test-restore's. */
    seen[LUS_E_PARTIAL] = seen[LUS_E_NO_HANDLER] = seen[LUS_E_HANDLER] = 1;
    /* Those of going from release to release are test-recast's. */
    seen[LUS_E_PROFILE] = seen[LUS_E_REFUSED] = 1;
    /* Those of acceptance notes are test-note's. */
    seen[LUS_E_NOTE] = seen[LUS_E_NOTE_CRC] = seen[LUS_E_NOTE_VERSION] = 1;
    for ( i = 0; i < NR_OF(all); i++ )
    {
        assert_string_equal(lus_error_name(all[i].number), all[i].name);
        assert_string_equal(lus_error_name(-all[i].number), all[i].name);
        assert_string_equal(lus_strerror(all[i].number), lus_strerror(-all[i].number));
        assert_true(lus_error_class(all[i].number) >= 1 && lus_error_class(-all[i].number) <= 3);
        if ( !seen[all[i].number] )
            fail_msg("no test gives %s", all[i].name);
    }
    assert_string_equal(lus_error_name(0), "OK");
    assert_string_equal(lus_error_name(999), "E_UNKNOWN");
    assert_string_equal(lus_strerror(999), "unknown error");
    assert_int_equal(lus_error_class(0), 0);
    assert_int_equal(lus_error_class(LUS_E_TRUNCATED), 1);
    assert_int_equal(lus_error_class(-LUS_E_UNKNOWN_TYPE), 3);
    assert_int_equal(lus_error_class(LUS_E_FORMAT), 3);
    assert_int_equal(lus_error_class(LUS_E_NO_SPACE), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header), cmocka_unit_test(test_size), cmocka_unit_test(test_front),
        cmocka_unit_test(test_segment), cmocka_unit_test(test_record), cmocka_unit_test(test_padding),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_field), cmocka_unit_test(test_merge),
        cmocka_unit_test(test_owned), cmocka_unit_test(test_empty_chunk),
        cmocka_unit_test(test_type_zero), cmocka_unit_test(test_calls),
        cmocka_unit_test(test_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

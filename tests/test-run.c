/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Records like the one before, and entries of a table in one go: each shortcut that the core takes must end where the long way does.
 * [S-3] [S-23] [S-24] [S-26] [S-31] [S-34]
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

/* Pages with a page of other bytes after each: what goes on over the end of one goes wrong. */
struct apart
{
    const uint8_t **pages;
    uint8_t *copy;
    struct lus_source src;
};

static uint8_t scratch[LUS_SCRATCH];

static struct apart apart_new(struct bytes b, uint32_t skew)
{
    uint32_t nr = (uint32_t)((b.n + skew + PAGE - 1) / PAGE), i;
    struct apart a;

    a.pages = calloc(nr, sizeof(*a.pages));
    a.copy = malloc((size_t)nr * 2 * PAGE);
    assert_true(a.pages && a.copy);
    memset(a.copy, 0xee, (size_t)nr * 2 * PAGE);
    for ( i = 0; i < nr; i++ )
        a.pages[i] = a.copy + (size_t)i * 2 * PAGE;
    for ( i = 0; i < b.n; i++ )
        a.copy[((i + skew) / PAGE) * 2 * PAGE + (i + skew) % PAGE] = b.p[i];
    lus_source_pages(&a.src, a.pages, skew % PAGE, b.n);
    return a;
}

static void apart_free(struct apart *a)
{
    free(a->pages);
    free(a->copy);
}

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

/* Entries one by one and all at once. */
struct ports
{
    uint32_t fill;              /* entries before */
    uint32_t nr;
    uint32_t bad;               /* this one has a value that is none; 0: none has */
};

static void add(struct lus_writer *w, const struct ports *ports, int run)
{
    struct lus_evtchn *e = calloc(ports->nr + 1, sizeof(*e));
    uint32_t i;

    assert_non_null(e);
    for ( i = 0; i < ports->nr; i++ )
    {
        e[i].port = ports->fill + i + 1;
        e[i].state = i + 1 == ports->bad ? 99 : LUS_EVTCHN_STATE_IPI;
    }
    if ( run )
        lus_add_run_evtchn(w, e, ports->nr);
    else
        for ( i = 0; i < ports->nr; i++ )
            lus_add_evtchn(w, &e[i]);
    free(e);
}

static struct lus_writer add_to(struct bytes b, const struct ports *ports, int run)
{
    const struct ports before = { 0, ports->fill, 0 };
    struct lus_writer w;

    lus_writer_init(&w, b.p, b.n, LUS_SEGMENT_DOMAIN, 1, 0);
    fill_domain(&w, NULL);
    lus_begin(&w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    add(&w, &before, 0);
    add(&w, ports, run);
    if ( !w.diag.error )
        lus_end(&w);
    return w;
}

static void same_added(uint64_t cap, const struct ports *ports, int error)
{
    struct bytes a = bytes_new(cap, 0xaa), b = bytes_new(cap, 0xaa), none = { NULL, 0 };
    struct lus_writer x = add_to(a, ports, 0), y = add_to(b, ports, 1);

    assert_int_equal(x.diag.error, error);
    assert_memory_equal(&x.diag, &y.diag, sizeof(x.diag));
    assert_true(x.pos == y.pos && x.entries == y.entries && x.count == y.count);
    if ( !error )
    {
        assert_memory_equal(a.p + 64, b.p + 64, x.pos - 64);
        y = add_to(none, ports, 1);
        assert_true(x.pos == y.pos && x.count == y.count);
    }
    bytes_free(&a);
    bytes_free(&b);
}

static void test_add_run(void **state)
{
    const uint32_t full = LUS_BODY_MAX / 32, most = 131071;
    static const struct ports few = { 0, 3, 0 }, none = { 2, 0, 0 };
    const struct { struct ports ports; int error; } cases[] = {
        { { full - 2, 5, 0 }, 0 }, { { full, 1, 0 }, 0 }, { { full - 1, 2 * full + 1, 0 }, 0 }, { { 7, most - 7, 0 }, 0 },
        { { 7, most - 6, 0 }, LUS_E_OVERFLOW }, { { most, 2, 0 }, LUS_E_OVERFLOW }, { { 0, 3, 1 }, LUS_E_ENUM },
        { { 4, 3, 2 }, LUS_E_ENUM }, { { 4, 3, 3 }, LUS_E_ENUM }, { { full - 2, 5, 2 }, LUS_E_ENUM }, { { full - 2, 5, 3 }, LUS_E_ENUM },
    };
    const uint64_t at = 64 + 16 + lus_record_type(LUS_TYPE_DOMAIN)->fixed[0] + 16;
    struct lus_writer w;
    uint64_t cap;
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
        same_added(5u << 20, &cases[i].ports, cases[i].error);
    for ( cap = at; cap <= at + 96; cap++ )
        same_added(cap, &few, cap < at + 96 ? LUS_E_NO_SPACE : 0);
    same_added(PAGE, &none, 0);

    /* Nothing open; open, but without a table, or with another one; a map's. */
    start(&w, sizeof(memory));
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_STATE);
    start(&w, sizeof(memory));
    lus_begin(&w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    lus_end(&w);
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_STATE);
    start(&w, sizeof(memory));
    lus_begin_vcpu(&w, 1, 3, &vcpu);
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_STATE);
    lus_writer_init(&w, memory, sizeof(memory), LUS_SEGMENT_DOMAIN, 1, 0);
    lus_begin(&w, LUS_TYPE_CPUID_POLICY, 1, 0, NULL, 0);
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_LENGTH);
    assert_true(w.entries == 0);
}

/* All entries by runs, as by single steps. Return: how the walk ends. */
static int same_table(struct lus_segment *seg, const struct lus_record *rec)
{
    static struct lus_table one, run;
    const uint8_t *p, *q;
    uint32_t n, i;
    int rc = 0, rc1;

    if ( !rec->info || !rec->info->entry || lus_table_open(&one, seg, rec) )
        return 0;
    assert_int_equal(lus_table_open(&run, seg, rec), 0);
    while ( (rc = lus_table_run(&run, &q, &n)) > 0 )
    {
        assert_true(n >= 1);
        for ( i = 0; i < n; i++, q += rec->info->entry->size )
        {
            assert_int_equal(lus_table_next(&one, &p), 1);
            assert_memory_equal(p, q, rec->info->entry->size);
        }
        assert_true(one.at == run.at && one.index == run.index && one.rec.offset == run.rec.offset);
    }
    if ( rc )
        return rc;
    rc1 = lus_table_next(&one, &p);
    assert_int_equal(rc1, rc);
    return rc;
}

static int same_tables(struct bytes b, uint32_t skew)
{
    struct apart apart = apart_new(b, skew);
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_source src = apart.src;
    struct lus_stream s;
    uint32_t i;
    int rc = 0;

    if ( skew == PAGE )
        lus_source_flat(&src, b.p, b.n);
    assert_int_equal(lus_open(&s, &src, scratch, 0), 0);
    for ( i = 0; i < s.header.index_count && rc == 0; i++ )
    {
        assert_int_equal(lus_segment_open(&s, i, &seg), 0);
        while ( rc == 0 && lus_next(&seg, &rec) > 0 )
            rc = same_table(&seg, &rec);
    }
    apart_free(&apart);
    return rc;
}

static void fill_ports(struct lus_writer *w, const void *arg)
{
    fill_domain(w, NULL);
    lus_begin(w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    add(w, arg, 1);
    lus_end(w);
}

/* A table of two pages that ends where the last page does. */
static void fill_page(struct lus_writer *w, const void *arg)
{
    static const struct lus_pfn_entry frames[498 + 512];

    fill_domain(w, arg);
    lus_begin(w, LUS_TYPE_PV_P2M_FRAMES, 1, 0, "12345678", 8);
    lus_add_run_pfn_entry(w, frames, NR_OF(frames));
    lus_end(w);
}

static void test_table_run(void **state)
{
    struct every every = { .seed = 5, .entries = 700, .blob = 10 };
    const struct ports ports = { 0, LUS_BODY_MAX / 32 + 200, 0 };
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_ports, &ports };
    const uint32_t keys[] = { 2, 3, 127, 128, 129, 130, LUS_BODY_MAX / 32, LUS_BODY_MAX / 32 + 1 };
    struct bytes b = every_stream(&every, 0);
    uint64_t at;
    uint32_t i;

    (void)state;
    assert_int_equal(same_tables(b, PAGE), 0);
    for ( i = 0; i < PAGE; i += 8 * 37 )
        assert_int_equal(same_tables(b, i), 0);
    bytes_free(&b);
    b = make_stream(&(const struct spec){ LUS_SEGMENT_DOMAIN, 1, fill_page, NULL }, 1, 1);
    assert_int_equal(get(b.p + get(b.p + 60, 4) + 24, 8), 2 * PAGE);
    assert_int_equal(same_tables(b, 0), 0);
    bytes_free(&b);
    /* An entry with the key of the one before: all before it are given, and then the error is met, by a check too. */
    b = make_stream(&spec, 1, 1);
    at = get(b.p + 60, 4) + get(b.p + get(b.p + 60, 4) + 48, 8) + 16;
    assert_int_equal(get(b.p + at, 4), 1);
    assert_int_equal(same_tables(b, PAGE), 0);
    for ( i = 0; i < NR_OF(keys); i++ )
    {
        uint64_t entry = at + (keys[i] - 1) * 32ull + (keys[i] > LUS_BODY_MAX / 32 ? 16 : 0);
        struct lus_diag d;

        assert_int_equal(get(b.p + entry, 4), keys[i]);
        put(b.p + entry, 4, keys[i] - 1);
        reseal(b, b);
        assert_int_equal(same_tables(b, PAGE), -LUS_E_SORT);
        assert_int_equal(same_tables(b, 40), -LUS_E_SORT);
        assert_int_equal(check_bytes(b.p, b.n, &d), -LUS_E_SORT);
        assert_true(d.offset == entry && d.entry == keys[i] - 1 && d.value == keys[i] - 1);
        /* A bad field of the entry before comes first; of the entry itself it doesn't show. */
        b.p[entry + 4] = 99;
        reseal(b, b);
        assert_int_equal(check_bytes(b.p, b.n, &d), -LUS_E_SORT);
        b.p[entry + 4] = LUS_EVTCHN_STATE_IPI;
        if ( keys[i] <= LUS_BODY_MAX / 32 )
        {
            b.p[entry - 32 + 4] = 99;
            reseal(b, b);
            assert_int_equal(check_bytes(b.p, b.n, &d), -LUS_E_ENUM);
            assert_true(d.offset == entry - 32 + 4 && d.entry == keys[i] - 2 && d.value == 99 && d.field == 1);
            b.p[entry - 32 + 4] = LUS_EVTCHN_STATE_IPI;
        }
        put(b.p + entry, 4, keys[i]);
    }
    bytes_free(&b);
}

/* One entry more than there may be: all but it are given. */
static void test_table_limit(void **state)
{
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL };
    struct bytes b = make_stream(&spec, 1, 1), c;
    static uint8_t body[4097 * 16];
    struct piece piece;
    struct model m;
    uint32_t i;

    (void)state;
    for ( i = 0; i < 4097; i++ )
        put(body + 16 * i, 4, i);
    for ( i = 4096; i <= 4097; i++ )
    {
        piece = model_piece(0, LUS_TYPE_MSR_POLICY, 1, 0, 0, body, i * 16);
        assert_int_equal(model_apart(&m, b), 0);
        model_insert(&m.parts[0], 0, &piece);
        c = model_together(&m);
        assert_int_equal(same_tables(c, PAGE), i == 4096 ? 0 : -LUS_E_LENGTH);
        bytes_free(&c);
        model_free(&m);
        free(piece.p);
    }
    bytes_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repeats_refused), cmocka_unit_test(test_repeats_read), cmocka_unit_test(test_repeats_apart),
        cmocka_unit_test(test_repeated_chunks), cmocka_unit_test(test_repeats_written),
        cmocka_unit_test(test_repeats_bounds), cmocka_unit_test(test_add_run), cmocka_unit_test(test_table_run),
        cmocka_unit_test(test_table_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Entries of a table in one go: written and read they must end where single steps do. [S-24] [S-31] [S-34] */
#include "harness.h"

static uint8_t memory[4 * PAGE];
static uint8_t scratch[LUS_SCRATCH];

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

static void start(struct lus_writer *w)
{
    lus_writer_init(w, memory, sizeof(memory), LUS_SEGMENT_DOMAIN, 1, 0);
    fill_domain(w, NULL);
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
    start(&w);
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_STATE);
    start(&w);
    lus_begin(&w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    lus_end(&w);
    add(&w, &few, 1);
    assert_int_equal(w.diag.error, LUS_E_STATE);
    start(&w);
    lus_begin_vcpu(&w, 1, 3, &(struct lus_vcpu){ 0 });
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
        cmocka_unit_test(test_add_run), cmocka_unit_test(test_table_run), cmocka_unit_test(test_table_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Writing segments and sealing them. [S-3] [S-4] [S-9] [S-17] [S-19] [S-20] [S-23] [S-24] [S-34] */
#include <pthread.h>

#include "harness.h"

static struct every every = { .seed = 21, .entries = 12, .blob = 300 };

/* Counting gives the size of writing, and writing needs exactly that, for all types and revisions; old memory does not show. */
static void test_sizes(void **state)
{
    uint32_t kind;

    (void)state;
    for ( every.older = 0; every.older < 3; every.older++ )
        for ( kind = LUS_SEGMENT_SYSTEM; kind <= LUS_SEGMENT_DOMAIN; kind++ )
        {
            const struct spec spec = { kind, 0, fill_every, &every };
            struct bytes b = make_segment(&spec), c = bytes_new(b.n, 0x00);
            struct lus_writer w;
            uint64_t size;

            lus_writer_init(&w, c.p, c.n, kind, 0, 0);
            fill_every(&w, &every);
            assert_int_equal(lus_writer_close(&w, &size), 0);
            assert_true(bytes_equal(b, c));
            bytes_free(&b);
            bytes_free(&c);
        }
    every.older = 0;
}

/* Every size of buffer that is too small. */
static void test_caps(void **state)
{
    const struct spec spec = { LUS_SEGMENT_DOMAIN, 3, fill_every, &every };
    struct bytes b = make_segment(&spec);
    uint64_t cap, size;

    (void)state;
    for ( cap = 0; cap < b.n; cap += cap < 200 || cap > b.n - 20 ? 1 : 37 )
    {
        struct bytes c = bytes_new(cap, 0xaa);
        struct lus_writer w;

        lus_writer_init(&w, c.p, cap, LUS_SEGMENT_DOMAIN, 3, 0);
        fill_every(&w, &every);
        assert_int_equal(lus_writer_close(&w, &size), -LUS_E_NO_SPACE);
        assert_true(w.diag.offset <= cap && w.diag.domid == 3);
        assert_true(cap < 4 || memcmp(c.p, "LSEG", 4));
        bytes_free(&c);
    }
    bytes_free(&b);
}

struct call
{
    void (*make)(struct lus_writer *w);
    int error;
};

static const struct lus_vcpu vcpu = { .run = 1, .cpu_time = 2 };
static const struct lus_evtchn port = { .port = 1, .state = LUS_EVTCHN_STATE_UNBOUND };

static void c_order(struct lus_writer *w) { lus_put_vcpu(w, 1, 1, &vcpu); lus_put_vcpu(w, 1, 0, &vcpu); }
static void c_twice(struct lus_writer *w) { lus_put_vcpu(w, 1, 1, &vcpu); lus_put_vcpu(w, 1, 1, &vcpu); }
static void c_type(struct lus_writer *w) { lus_put_vcpu(w, 1, 1, &vcpu); fill_domain(w, NULL); }
static void c_pass(struct lus_writer *w)
{
    lus_begin(w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    lus_end(w);
    fill_domain(w, NULL);
}
static void c_scope(struct lus_writer *w) { fill_time(w, NULL); }
static void c_instance(struct lus_writer *w) { lus_put_vcpu(w, 1, 8192, &vcpu); }
static void c_revision0(struct lus_writer *w) { lus_put_vcpu(w, 0, 0, &vcpu); }
static void c_revision2(struct lus_writer *w) { lus_put_vcpu(w, 2, 0, &vcpu); }
static void c_unknown(struct lus_writer *w) { lus_begin(w, 0x80000001u, 1, 0, NULL, 0); }
static void c_open(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); lus_put_vcpu(w, 1, 1, &vcpu); }
static void c_not_ended(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); }
static void c_end(struct lus_writer *w) { lus_end(w); }
static void c_length(struct lus_writer *w) { lus_begin(w, LUS_TYPE_VCPU, 1, 0, "12345678", 8); }
static void c_entry_state(struct lus_writer *w) { lus_add_evtchn(w, &port); }
static void c_entry_none(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); lus_add_evtchn(w, &port); }
static void c_entry_other(struct lus_writer *w)
{
    lus_begin(w, LUS_TYPE_FRAMES, 1, 0, NULL, 0);
    lus_add_evtchn(w, &port);
}
static void c_blob_state(struct lus_writer *w) { lus_add_blob(w, "1", 1); }
static void c_blob_none(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); lus_add_blob(w, "1", 1); }
static void c_range(struct lus_writer *w)
{
    const struct lus_domain d = { .kind = 1, .max_vcpus = 8193 };

    lus_put_domain(w, 1, 0, &d);
}
static void c_enum(struct lus_writer *w)
{
    const struct lus_domain d = { .kind = 3 };

    lus_put_domain(w, 1, 0, &d);
}
static void c_bits(struct lus_writer *w)
{
    const struct lus_vcpu v = { .run = 8 };

    lus_put_vcpu(w, 1, 0, &v);
}
static void c_wide(struct lus_writer *w)
{
    const struct lus_gfn_span s = { .gfn = 1ull << 40, .count = 1 };

    lus_begin(w, LUS_TYPE_FRAMES, 1, 0, NULL, 0);
    lus_add_gfn_span(w, &s);
}
static void c_wide24(struct lus_writer *w)
{
    const struct lus_gfn_span s = { .gfn = 1, .count = 1u << 24 };

    lus_begin(w, LUS_TYPE_FRAMES, 1, 0, NULL, 0);
    lus_add_gfn_span(w, &s);
}
static void c_entries(struct lus_writer *w)
{
    const struct lus_hvm_param p = { .index = 1 };
    uint32_t i;

    lus_begin(w, LUS_TYPE_HVM_PARAMS, 1, 0, NULL, 0);
    for ( i = 0; i < 65; i++ )
        lus_add_hvm_param(w, &p);
}
static void c_raw(struct lus_writer *w, uint32_t pass, uint32_t type, uint32_t rev, uint32_t flags, uint32_t len)
{
    static const uint8_t zero[LUS_BODY_MAX + 1];

    lus_writer_raw(w, pass, type, rev, flags, 0, zero, len);
}
static void c_raw0(struct lus_writer *w) { c_raw(w, 0, 0, 1, 0, 8); }
static void c_raw_revision(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 0, 0, 8); }
static void c_raw_revision2(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 0x10000, 0, 8); }
static void c_raw_flags(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 1, 8, 8); }
static void c_raw_copy(struct lus_writer *w) { c_raw(w, 0, 0x40001fffu, 1, LUS_RECORD_COPY, 8); }
static void c_raw_long(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 1, 0, LUS_BODY_MAX + 1); }
static void c_raw_pass(struct lus_writer *w) { c_raw(w, 3, 0x80000001u, 1, 0, 8); }
static void c_raw_open(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); c_raw(w, 0, 0x80000001u, 1, 0, 8); }
static void c_raw_chunk(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_CHUNK, 8); }
static void c_raw_chunk2(struct lus_writer *w)
{
    c_raw(w, 0, 0x80000001u, 1, 0, 8);
    c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_CHUNK, 8);
}
static void c_raw_more(struct lus_writer *w) { c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_MORE, 8); }
static void c_raw_more2(struct lus_writer *w)
{
    c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_MORE, 8);
    c_raw(w, 0, 0x80000002u, 1, 0, 8);
}
static void c_raw_more3(struct lus_writer *w)
{
    c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_MORE, 8);
    lus_begin(w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
}
static void c_raw_empty(struct lus_writer *w)
{
    c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_MORE, 8);
    c_raw(w, 0, 0x80000001u, 1, LUS_RECORD_CHUNK, 0);
}
static void c_raw_known_pass(struct lus_writer *w) { c_raw(w, 0, LUS_TYPE_EVTCHNS, 1, 0, 0); }
static void c_raw_known_scope(struct lus_writer *w) { c_raw(w, 0, LUS_TYPE_SYS_TIME, 1, 0, 32); }
static void begin_map(struct lus_writer *w, struct lus_map_writer *m)
{
    const struct lus_p2m p2m = { .max_gfn = 9 };

    lus_begin_p2m(w, 1, 0, &p2m);
    lus_map_begin(m, w);
    lus_map_add(m, 0, 5, 1, 0);
}
static struct lus_map_writer maps;
static void c_map_open(struct lus_writer *w) { begin_map(w, &maps); lus_end(w); }
static void c_map_twice(struct lus_writer *w) { begin_map(w, &maps); lus_map_end(&maps); lus_map_begin(&maps, w); }
static void c_map_state(struct lus_writer *w) { lus_map_begin(&maps, w); }
static void c_map_none(struct lus_writer *w) { lus_begin_vcpu(w, 1, 0, &vcpu); lus_map_begin(&maps, w); }

static const struct call calls[] = {
    { c_order, LUS_E_ORDER }, { c_twice, LUS_E_ORDER }, { c_type, LUS_E_ORDER }, { c_pass, LUS_E_ORDER },
    { c_scope, LUS_E_SCOPE }, { c_instance, LUS_E_INSTANCE }, { c_revision0, LUS_E_ARGUMENT }, { c_revision2, LUS_E_ARGUMENT },
    { c_unknown, LUS_E_ARGUMENT }, { c_open, LUS_E_STATE }, { c_not_ended, LUS_E_STATE }, { c_end, LUS_E_STATE },
    { c_length, LUS_E_LENGTH }, { c_entry_state, LUS_E_STATE }, { c_entry_none, LUS_E_STATE }, { c_entry_other, LUS_E_LENGTH },
    { c_blob_state, LUS_E_STATE }, { c_blob_none, LUS_E_STATE }, { c_range, LUS_E_RANGE }, { c_enum, LUS_E_ENUM },
    { c_bits, LUS_E_FLAG_BITS }, { c_wide, LUS_E_RANGE }, { c_wide24, LUS_E_RANGE }, { c_entries, LUS_E_OVERFLOW },
    { c_raw0, LUS_E_ARGUMENT }, { c_raw_revision, LUS_E_ARGUMENT }, { c_raw_revision2, LUS_E_ARGUMENT },
    { c_raw_flags, LUS_E_FLAGS }, { c_raw_copy, LUS_E_FLAGS }, { c_raw_long, LUS_E_ARGUMENT }, { c_raw_pass, LUS_E_ORDER },
    { c_raw_open, LUS_E_STATE }, { c_raw_chunk, LUS_E_CHUNK }, { c_raw_chunk2, LUS_E_CHUNK }, { c_raw_more, LUS_E_CHUNK },
    { c_raw_more2, LUS_E_CHUNK }, { c_raw_more3, LUS_E_CHUNK }, { c_raw_empty, LUS_E_CHUNK }, { c_raw_known_pass, LUS_E_PASS },
    { c_raw_known_scope, LUS_E_SCOPE }, { c_map_open, LUS_E_STATE }, { c_map_twice, LUS_E_STATE }, { c_map_state, LUS_E_STATE },
    { c_map_none, LUS_E_STATE },
};

/* The first error sticks, and nothing that follows writes. */
static void test_errors(void **state)
{
    static uint8_t memory[2u << 20];
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(calls); i++ )
    {
        struct lus_writer w;
        uint64_t size, pos;

        lus_writer_init(&w, memory, sizeof(memory), LUS_SEGMENT_DOMAIN, 1, 0);
        calls[i].make(&w);
        pos = w.pos;
        if ( w.diag.error )
        {
            fill_every(&w, &every);
            assert_true(w.pos == pos);
        }
        if ( lus_writer_close(&w, &size) != -calls[i].error )
            fail_msg("call %u: %s, not %s", i, lus_error_name(w.diag.error), lus_error_name(calls[i].error));
        assert_int_equal(w.diag.error, calls[i].error);
    }
}

static void test_init(void **state)
{
    static const struct { uint32_t kind, domid; int error; } cases[] = {
        { 0, 0, 1 }, { 4, 0, 1 }, { 0x10001, 0, 1 }, { 1, 1, 1 }, { 2, 1, 1 }, { 3, LUS_DOMID_MAX, 0 },
        { 3, LUS_DOMID_MAX + 1, 1 }
    };
    struct lus_writer w;
    uint64_t size;
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(cases); i++ )
    {
        lus_writer_init(&w, NULL, 0, cases[i].kind, cases[i].domid, 0);
        assert_int_equal(lus_writer_close(&w, &size), cases[i].error ? -LUS_E_ARGUMENT : 0);
    }
}

/* [S-34]: tables that fill a chunk to the last entry, and one over. */
static void fill_ports(struct lus_writer *w, const void *arg)
{
    struct lus_evtchn e = { .state = LUS_EVTCHN_STATE_IPI };

    fill_domain(w, NULL);
    lus_begin(w, LUS_TYPE_EVTCHNS, 1, 0, NULL, 0);
    for ( e.port = 1; e.port <= *(const uint32_t *)arg; e.port++ )
        lus_add_evtchn(w, &e);
    lus_end(w);
}

static void fill_blob(struct lus_writer *w, const void *arg)
{
    static const uint8_t bytes[LUS_BODY_MAX] = { 1, 2, 3 };

    fill_domain(w, NULL);
    lus_begin(w, LUS_TYPE_TOOLSTACK, 1, 0, NULL, 0);
    lus_add_blob(w, bytes, *(const uint32_t *)arg);
    lus_end(w);
}

static uint32_t chunks(fill_fn *fill, uint32_t n)
{
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill, &n } };
    struct bytes b = make_stream(specs, 1, 1), again;
    struct model m;
    uint32_t nr, i;

    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    assert_int_equal(recode(b, &again), 0);
    assert_true(bytes_equal(b, again));
    assert_int_equal(model_apart(&m, b), 0);
    nr = m.parts[0].nr - 1;
    for ( i = 1; i <= nr; i++ )
        assert_int_equal(get(m.parts[0].pieces[i].p + 6, 2), (i < nr ? LUS_RECORD_MORE : 0) | (i > 1 ? LUS_RECORD_CHUNK : 0));
    model_free(&m);
    bytes_free(&b);
    bytes_free(&again);
    return nr;
}

static void test_chunks(void **state)
{
    const uint32_t in_one = LUS_BODY_MAX / 32;

    (void)state;
    assert_int_equal(chunks(fill_ports, in_one), 1);
    assert_int_equal(chunks(fill_ports, in_one + 1), 2);
    assert_int_equal(chunks(fill_ports, 2 * in_one), 2);
    assert_int_equal(chunks(fill_ports, 2 * in_one + 1), 3);
    assert_int_equal(chunks(fill_blob, LUS_BODY_MAX - 1), 1);
    assert_int_equal(chunks(fill_blob, LUS_BODY_MAX), 1);
}

struct job
{
    struct spec spec;
    struct bytes out;
    pthread_t thread;
};

static void *run_job(void *arg)
{
    struct job *job = arg;
    struct lus_writer w;
    uint64_t size;
    uint32_t i;

    for ( i = 0; i < 20; i++ )
    {
        lus_writer_init(&w, job->out.p, job->out.n, job->spec.kind, job->spec.domid, 0);
        fill_ports(&w, job->spec.arg);
        if ( lus_writer_close(&w, &size) || size != job->out.n )
            return job;
    }
    return NULL;
}

/* CPUs that write side by side share nothing. [S-20] */
static void test_threads(void **state)
{
    static const uint32_t ports[4] = { 100, 1000, 40000, 3 };
    struct job jobs[4];
    uint32_t i;

    (void)state;
    for ( i = 0; i < 4; i++ )
    {
        jobs[i].spec = (struct spec){ LUS_SEGMENT_DOMAIN, i, fill_ports, &ports[i] };
        jobs[i].out = make_segment(&jobs[i].spec);
        jobs[i].out = bytes_new(jobs[i].out.n, (free(jobs[i].out.p), 0xaa));
        assert_int_equal(pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]), 0);
    }
    for ( i = 0; i < 4; i++ )
    {
        struct bytes alone;
        void *bad;

        pthread_join(jobs[i].thread, &bad);
        assert_null(bad);
        alone = make_segment(&jobs[i].spec);
        assert_true(bytes_equal(alone, jobs[i].out));
        bytes_free(&alone);
        bytes_free(&jobs[i].out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes), cmocka_unit_test(test_caps), cmocka_unit_test(test_errors), cmocka_unit_test(test_init),
        cmocka_unit_test(test_chunks), cmocka_unit_test(test_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

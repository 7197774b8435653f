/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Restoring: every record is handed over once, after all that it depends on, by any number of CPUs; a failure is named, and nothing goes
 * on after it. [S-42] [S-43] [S-44]
 */
#include <pthread.h>

#include "harness.h"
#include "lustream/restore.h"

#define DOMAINS 6u
#define CALLS_MAX 4096u

struct call
{
    uint32_t type;
    uint32_t instance;
    uint32_t domid;
    uint32_t began;             /* ticks of one clock for all CPUs */
    uint32_t ended;
};

/* What all CPUs share. */
struct log
{
    uint32_t clock;
    uint32_t nr;
    uint32_t fail_at;           /* number of the call that fails, from 1; 0: none */
    uint32_t quarantined;       /* calls for quarantined domains */
    struct call calls[CALLS_MAX];
};

static int note(const struct lus_restore_call *c, uint32_t type, int fixed_is_there)
{
    struct log *log = c->ctx;
    uint32_t began = LUS_FETCH_INC(&log->clock), i = LUS_FETCH_INC(&log->nr);

    assert_true(fixed_is_there);
    assert_true(i < CALLS_MAX);
    assert_int_equal(c->record->type, type);
    if ( c->is_quarantined )
        LUS_FETCH_INC(&log->quarantined);
    log->calls[i] = (struct call){ .type = type, .instance = c->record->instance, .domid = c->domid, .began = began };
    log->calls[i].ended = LUS_FETCH_INC(&log->clock);
    return log->fail_at && i + 1 == log->fail_at ? 77 : 0;
}

#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static int on_##name(const struct lus_restore_call *c, const struct lus_##name *o) { return note(c, number, o != NULL); }
#include "core/records.def"

static const struct lus_handlers all_handlers = {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) .name = on_##name,
#include "core/records.def"
};

static struct every every[DOMAINS + 1];

static struct bytes host_stream(int partial)
{
    struct spec specs[DOMAINS + 2];
    uint32_t i;

    for ( i = 0; i <= DOMAINS; i++ )
        every[i] = (struct every){ .seed = 100 + i, .entries = 3, .blob = 40 };
    specs[0] = (struct spec){ LUS_SEGMENT_SYSTEM, 0, fill_every, &every[0] };
    specs[1] = (struct spec){ LUS_SEGMENT_MEMORY, 0, fill_every, &every[0] };
    for ( i = 0; i < DOMAINS; i++ )
        specs[2 + i] = (struct spec){ LUS_SEGMENT_DOMAIN, i * 3, fill_every, &every[1 + i] };
    return make_stream(specs, DOMAINS + 2, partial);
}

struct cpu
{
    struct lus_restore *r;
    void *workspace;
    int rc;
};

static void *run_cpu(void *arg)
{
    struct cpu *cpu = arg;

    cpu->rc = lus_restore_work(cpu->r, cpu->workspace);
    return NULL;
}

/* With a barrier after each phase: all threads end. */
static int run(struct lus_restore *r, uint32_t threads)
{
    struct cpu cpus[8];
    pthread_t ids[8];
    uint32_t i;
    int rc = 1;

    for ( i = 0; i < threads; i++ )
        cpus[i] = (struct cpu){ r, malloc((size_t)lus_restore_workspace()), 0 };
    while ( rc > 0 )
    {
        for ( i = 0; i < threads; i++ )
            assert_int_equal(pthread_create(&ids[i], NULL, run_cpu, &cpus[i]), 0);
        for ( i = 0; i < threads; i++ )
            pthread_join(ids[i], NULL);
        rc = lus_restore_advance(r);
    }
    for ( i = 0; i < threads; i++ )
        free(cpus[i].workspace);
    return rc;
}

/* All calls of a type, of a domain or (LUS_RESTORE_SYSTEM as any) of all: the first to begin, the last to end. */
static void span(const struct log *log, uint32_t type, uint32_t domid, int is_any, uint32_t *first, uint32_t *last)
{
    uint32_t i;

    *first = 0xffffffff;
    *last = 0;
    for ( i = 0; i < log->nr; i++ )
        if ( log->calls[i].type == type && (is_any || log->calls[i].domid == domid) )
        {
            if ( log->calls[i].began < *first )
                *first = log->calls[i].began;
            if ( log->calls[i].ended > *last )
                *last = log->calls[i].ended;
        }
}

/* Each edge of the schema was kept: from the log alone, not from the library's table of the order. */
static void check_edges(const struct log *log)
{
    const struct lus_dependency *d;
    uint32_t nr, i, k, first, last, kept = 0;

    d = lus_dependencies(&nr);
    for ( i = 0; i < nr; i++ )
        for ( k = 0; k < log->nr; k++ )
        {
            const struct call *c = &log->calls[k];

            /* Of its own kind, a record may come after one of a lower instance, or an entry after another. */
            if ( c->type != d[i].type || d[i].type == d[i].target || d[i].kind == LUS_EDGE_SYMMETRIC )
                continue;
            /* AFTER: of its own domain, or of the system; the others: of all domains, or the system. */
            span(log, d[i].target, c->domid, d[i].kind != LUS_EDGE_AFTER, &first, &last);
            if ( last >= c->began )
                fail_msg("%#x of domain %u began at %u, %#x ended at %u", c->type, c->domid, c->began, d[i].target, last);
            kept++;
        }
    assert_true(kept > 100);
}

/* Every record of the stream once, and in ascending order of instances in its unit. */
static void check_complete(const struct log *log, struct bytes b)
{
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    uint32_t i, k, records = 0;

    open_bytes(&s, b);
    for ( i = 0; i < s.header.index_count; i++ )
    {
        assert_int_equal(lus_segment_open(&s, i, &seg), 0);
        while ( lus_next(&seg, &rec) > 0 )
        {
            uint32_t n = 0, domid = seg.kind == LUS_SEGMENT_DOMAIN ? seg.domid : LUS_RESTORE_SYSTEM;

            if ( !rec.info || (rec.flags & LUS_RECORD_CHUNK) )
                continue;
            records++;
            for ( k = 0; k < log->nr; k++ )
                n += log->calls[k].type == rec.type && log->calls[k].instance == rec.instance && log->calls[k].domid == domid;
            if ( n != 1 )
                fail_msg("record %#x/%u of domain %u was handed over %u times", rec.type, rec.instance, domid, n);
        }
    }
    assert_int_equal(records, log->nr);
}

static void test_order(void **state)
{
    static const uint32_t threads[] = { 1, 2, 8 };
    struct bytes b = host_stream(0);
    uint8_t states[DOMAINS + 2];
    struct lus_restore r;
    struct lus_stream s;
    struct log *log = calloc(1, sizeof(*log));
    uint32_t i;

    (void)state;
    assert_non_null(log);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    for ( i = 0; i < NR_OF(threads); i++ )
    {
        open_bytes(&s, b);
        memset(log, 0, sizeof(*log));
        assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, NULL, 0, states), 0);
        assert_int_equal(run(&r, threads[i]), 0);
        assert_int_equal(r.pass, 2);
        assert_int_equal(log->quarantined, 0);
        check_complete(log, b);
        check_edges(log);
    }
    free(log);
    bytes_free(&b);
}

/* Units are taken as the caller says: here from the last to the first. */
static void test_unit_order(void **state)
{
    struct bytes b = host_stream(0);
    uint8_t states[DOMAINS + 2];
    uint32_t order[DOMAINS + 2], i, before = 0;
    void *workspace = malloc((size_t)lus_restore_workspace());
    struct log *log = calloc(1, sizeof(*log));
    struct lus_restore r;
    struct lus_stream s;

    (void)state;
    assert_true(workspace && log);
    for ( i = 0; i < DOMAINS + 2; i++ )
        order[i] = DOMAINS + 1 - i;
    open_bytes(&s, b);
    assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, NULL, 0, states), 0);
    r.order = order;
    assert_int_equal(lus_restore(&r, workspace), 0);
    check_complete(log, b);
    check_edges(log);
    for ( i = 1; i < log->nr; i++ )
    {
        const struct call *c = &log->calls[i], *last = &log->calls[i - 1];

        if ( c->domid == last->domid || c->domid == LUS_RESTORE_SYSTEM || last->domid == LUS_RESTORE_SYSTEM ||
             lus_record_type(c->type)->pass != lus_record_type(last->type)->pass )
            continue;
        assert_true(c->domid < last->domid);
        before++;
    }
    assert_int_equal(before, 3 * (DOMAINS - 1));
    free(workspace);
    free(log);
    bytes_free(&b);
}

/* Each call in turn fails. */
static void test_failure(void **state)
{
    struct bytes b = host_stream(0);
    uint8_t states[DOMAINS + 2];
    void *workspace = malloc((size_t)lus_restore_workspace());
    struct log *log = calloc(1, sizeof(*log)), *whole = calloc(1, sizeof(*whole));
    struct lus_restore r;
    struct lus_stream s;
    uint32_t i, k;

    (void)state;
    assert_non_null(log);
    assert_non_null(whole);
    assert_non_null(workspace);
    open_bytes(&s, b);
    assert_int_equal(lus_restore_init(&r, &s, &all_handlers, whole, NULL, 0, states), 0);
    assert_int_equal(lus_restore(&r, workspace), 0);
    for ( i = 1; i <= whole->nr; i++ )
    {
        const struct call *at = &whole->calls[i - 1];
        uint32_t before = 0;

        open_bytes(&s, b);
        memset(log, 0, sizeof(*log));
        log->fail_at = i;
        assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, NULL, 0, states), 0);
        assert_int_equal(lus_restore(&r, workspace), -LUS_E_HANDLER);
        assert_int_equal(lus_restore_advance(&r), -LUS_E_HANDLER);
        assert_int_equal(lus_restore_work(&r, workspace), -LUS_E_HANDLER);
        assert_int_equal(log->nr, i);
        assert_int_equal(r.error, LUS_E_HANDLER);
        assert_int_equal(r.code, 77);
        assert_int_equal(r.type, at->type);
        assert_int_equal(r.instance, at->instance);
        assert_int_equal(r.domid, at->domid);
        /* What its unit had applied in this phase. */
        for ( k = i - 1; k-- && whole->calls[k].domid == at->domid &&
              lus_record_type(whole->calls[k].type)->pass == lus_record_type(at->type)->pass; )
            before++;
        assert_int_equal(r.applied, before);
        for ( k = 0; k < s.header.index_count; k++ )
        {
            struct lus_index_entry e;

            lus_index_at(&s, k, &e);
            if ( e.kind != LUS_SEGMENT_DOMAIN || at->domid == LUS_RESTORE_SYSTEM )
                assert_int_equal(states[k], LUS_UNIT_WAITING);
            else
                assert_int_equal(states[k], e.domid < at->domid ? LUS_UNIT_DONE : e.domid == at->domid ? LUS_UNIT_FAILED : LUS_UNIT_WAITING);
        }
    }
    free(log);
    free(whole);
    free(workspace);
    bytes_free(&b);
}

/* With many CPUs a failure in a phase is the last phase. */
static void test_failure_threads(void **state)
{
    struct bytes b = host_stream(0);
    uint8_t states[DOMAINS + 2];
    struct log *log = calloc(1, sizeof(*log));
    struct lus_restore r;
    struct lus_stream s;
    uint32_t i;

    (void)state;
    assert_non_null(log);
    for ( i = 1; i < 200; i += 7 )
    {
        open_bytes(&s, b);
        memset(log, 0, sizeof(*log));
        log->fail_at = i;
        assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, NULL, 0, states), 0);
        assert_int_equal(run(&r, 8), -LUS_E_HANDLER);
        assert_int_equal(r.code, 77);
        assert_true(log->nr >= i);
        assert_int_equal(log->calls[i - 1].type, r.type);
        assert_int_equal(log->calls[i - 1].domid, r.domid);
    }
    free(log);
    bytes_free(&b);
}

static void test_refusals(void **state)
{
    struct bytes b = host_stream(1);
    struct lus_handlers some = all_handlers;
    uint8_t states[DOMAINS + 2];
    struct log *log = calloc(1, sizeof(*log));
    void *workspace = malloc((size_t)lus_restore_workspace());
    static const uint16_t two[] = { 3, 15 };
    struct lus_restore r;
    struct lus_stream s;

    (void)state;
    assert_non_null(log);
    assert_non_null(workspace);
    open_bytes(&s, b);
    assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, NULL, 0, states), -LUS_E_PARTIAL);
    assert_int_equal(lus_restore(&r, workspace), -LUS_E_PARTIAL);
    bytes_free(&b);
    b = host_stream(0);
    open_bytes(&s, b);
    some.evtchns = NULL;
    assert_int_equal(lus_restore_init(&r, &s, &some, log, NULL, 0, states), -LUS_E_NO_HANDLER);
    assert_int_equal(r.type, LUS_TYPE_EVTCHNS);
    assert_int_equal(lus_restore(&r, workspace), -LUS_E_NO_HANDLER);
    assert_int_equal(log->nr, 0);
    assert_int_equal(lus_restore_init(&r, &s, &all_handlers, log, two, 2, states), 0);
    assert_int_equal(lus_restore(&r, workspace), 0);
    assert_true(log->quarantined > 10);
    assert_true(log->quarantined < log->nr / 2);
    free(log);
    free(workspace);
    bytes_free(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order), cmocka_unit_test(test_unit_order), cmocka_unit_test(test_failure), cmocka_unit_test(test_failure_threads),
        cmocka_unit_test(test_refusals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The negotiation about a finished stream. [N-20], [N-22] */
#include "negotiate-ask.h"

/* A stream and a note. */
struct asked
{
    struct bytes stream, note, work;
    struct lus_stream s;
    struct lus_note n;
    struct lus_negotiate_args args;
};

static uint32_t ask_stream(struct asked *q)
{
    static uint8_t scratch[LUS_SCRATCH];
    struct lus_source src;
    struct lus_diag d;
    int rc;

    bytes_free(&q->work);
    lus_source_flat(&src, q->stream.p, q->stream.n);
    rc = lus_open(&q->s, &src, scratch, 0);
    assert_true(rc == 0 || rc == -LUS_E_FORMAT);
    lus_note_open(&q->n, q->note.p, q->note.n, 0);
    q->work = bytes_new(lus_negotiate_workspace(&q->s), 0);
    q->args.to = &q->n;
    q->args.stream = &q->s;
    q->args.is_checked = rc == 0 && check_bytes(q->stream.p, q->stream.n, &d) == 0;
    q->args.workspace = q->work.p;
    q->args.workspace_size = q->work.n;
    return ask(&q->args);
}

/* The sound host, its profile changed to 4.@minor; its dom_info is 4.16's. */
static struct asked asked_new(const struct model_host *host, uint32_t minor, uint32_t to)
{
    struct lus_note_info info = note_info(to);
    struct asked q;

    memset(&q, 0, sizeof(q));
    q.stream = model_host_stream(host);
    put(q.stream.p + 120, 2, 4);
    put(q.stream.p + 122, 2, minor);
    reseal_header(q.stream);
    q.note = note_write(&info);
    return q;
}

static void asked_free(struct asked *q)
{
    bytes_free(&q->stream);
    bytes_free(&q->note);
    bytes_free(&q->work);
}

/* [N-20]: what the records say against limits and features, by domain. */
static void test_stream_uses(void **state)
{
    struct model_host host;
    struct asked q;

    (void)state;
    model_host(&host);
    host.d[0].abi = host.d[2].abi = LUS_EVTCHN_ABI_TWO_LEVEL;
    host.d[1].has_abi = 1;
    host.d[1].abi = LUS_EVTCHN_ABI_FIFO;
    q = asked_new(&host, 16, 16);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_YES);
    note_put(q.note, 64, 8, get(q.note.p + 64, 8) & ~(1ull << FIFO));
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(count(LUS_REASON_FEATURE), 1);
    assert_int_equal(reason(LUS_REASON_FEATURE, FIFO, 0)->domid, host.d[1].domid);
    note_put(q.note, 64, 8, get(q.note.p + 64, 8) | 1ull << FIFO);
    note_put(q.note, note_limit_at(q.note, 3) + 8, 8, 1);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 3, LUS_TYPE_EVTCHNS)->most, 1);
    assert_true(reason(LUS_REASON_LIMIT, 3, LUS_TYPE_EVTCHNS)->value > 1);
    note_put(q.note, note_limit_at(q.note, 3) + 8, 8, 131071);
    note_put(q.note, note_limit_at(q.note, 11) + 8, 8, host.nr - 1);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 11, 0)->value, host.nr);
    note_put(q.note, note_limit_at(q.note, 11) + 8, 8, host.nr);
    /* vcpus of HVM guests only: domain 7 is the only one. */
    note_put(q.note, note_limit_at(q.note, 1) + 8, 8, 0);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(count(LUS_REASON_LIMIT), 1);
    assert_int_equal(heard[0].domid, 7);
    asked_free(&q);
}

/* The header names no features: they are the release's (C-4). Those that no record shows are reported; where records cannot be looked at, all are open. */
static void test_stream_features(void **state)
{
    struct model_host host;
    struct asked q;
    uint64_t all;

    (void)state;
    model_host(&host);
    q = asked_new(&host, 16, 16);
    all = get(q.note.p + 64, 8);
    note_put(q.note, 64, 8, all & ~LUS_FEATURE_XSA_299);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_REPORT);
    assert_int_equal(reason(LUS_REASON_FEATURE, 35, 0)->weight, LUS_VERDICT_REPORT);
    /* Shown by a record, and no record does. */
    note_put(q.note, 64, 8, all & ~LUS_FEATURE_VIRIDIAN);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_YES);
    q.args.is_checked = 0;
    assert_int_equal(ask(&q.args), LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_FEATURE, 4, 0)->weight, LUS_VERDICT_IF);
    /* A header that names its own, one of which has no name here: lus_check() refuses it. */
    put(q.stream.p + 128, 8, LUS_FEATURE_EXPLICIT | 1ull << 61);
    reseal_header(q.stream);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_IF);
    assert_false(q.args.is_checked);
    assert_int_equal(reason(LUS_REASON_FEATURE, 61, 0)->weight, LUS_VERDICT_IF);
    assert_int_equal(count(LUS_REASON_FEATURE), 1);
    asked_free(&q);
}

/* A table of many chunks, and its greatest entry in the last. */
static void test_stream_chunks(void **state)
{
    struct model_host host;
    struct asked q;

    (void)state;
    model_host(&host);
    host.d[0].nr_more_ports = 70000;
    host.d[0].more_peer = 1;
    host.d[1].nr_more_ports = 70000;
    host.d[1].more_peer = 0;
    q = asked_new(&host, 16, 16);
    note_put(q.note, note_limit_at(q.note, 3) + 8, 8, 79998);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(count(LUS_REASON_LIMIT), 2);
    assert_int_equal(heard[0].value, 79999);
    note_put(q.note, note_limit_at(q.note, 3) + 8, 8, 79999);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_YES);
    asked_free(&q);
}

/* An HVM domain with @arg ranges of its ioreq server. */
static void fill_ranges(struct lus_writer *w, const void *arg)
{
    struct lus_domain d = { .kind = LUS_GUEST_KIND_HVM, .frame_space = 2, .max_vcpus = 1 };
    uint32_t i, nr = *(const uint32_t *)arg;
    struct lus_ioreq_ranges fixed;

    memset(&fixed, 0, sizeof(fixed));
    lus_put_domain(w, 1, 0, &d);
    lus_begin_ioreq_ranges(w, 1, 0, &fixed);
    for ( i = 0; i < nr; i++ )
    {
        struct lus_ioreq_range r = { .start = 4ull * i, .end = 4ull * i + 1 };

        lus_add_ioreq_range(w, &r);
    }
    lus_end(w);
}

/* A table whose entries are counted over pages that lie apart; and guests of one kind only. */
static void test_stream_pages(void **state)
{
    static const uint32_t nr = 700;
    struct spec spec = { LUS_SEGMENT_DOMAIN, 5, fill_ranges, &nr };
    static uint8_t scratch[LUS_SCRATCH];
    struct model_host host;
    struct asked q;
    struct apart a;

    (void)state;
    model_host(&host);
    q = asked_new(&host, 21, 22);
    bytes_free(&q.stream);
    q.stream = make_stream(&spec, 1, 1);
    put(q.stream.p + 122, 2, 21);
    reseal_header(q.stream);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 8, LUS_TYPE_IOREQ_RANGES)->value, nr);
    assert_int_equal(reason(LUS_REASON_LIMIT, 8, LUS_TYPE_IOREQ_RANGES)->most, 256);
    assert_null(reason(LUS_REASON_HYPERCALL, 31, 0));
    a = apart_new(q.stream, 0);
    assert_int_equal(lus_open(&q.s, &a.src, scratch, 0), 0);
    assert_int_equal(ask(&q.args), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 8, LUS_TYPE_IOREQ_RANGES)->value, nr);
    apart_free(&a);
    asked_free(&q);
}

/* The header and the catalogue alone, of a stream whose records cannot be looked at. */
static void test_stream_unknown(void **state)
{
    struct model_host host;
    struct model m;
    struct asked q;
    struct bytes b;

    (void)state;
    model_host(&host);
    q = asked_new(&host, 16, 16);
    assert_int_equal(model_apart(&m, q.stream), 0);
    {
        struct piece extra = model_piece(2, 0x40001f00, 1, 0, 0, "abcdefg", 8);

        model_insert(&m.parts[m.nr - 1], m.parts[m.nr - 1].nr, &extra);
    }
    b = model_together(&m);
    bytes_free(&q.stream);
    q.stream = b;
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_false(q.args.is_checked);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, 0x40001f00)->weight, LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, 0x40001f00)->revision, 1);
    /* A xen#2 that takes it: this build cannot tell what else may be in the way. */
    note_add_record(&q.note, 0x40001f00, 2, 1, 0);
    assert_in_range(ask_stream(&q), LUS_VERDICT_REPORT, LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_OLDER, 0, 0x40001f00)->weight, LUS_VERDICT_REPORT);
    model_free(&m);
    asked_free(&q);
}

/* A later format: its header, catalogue and index are read. */
static void test_stream_later(void **state)
{
    struct model_host host;
    struct asked q;

    (void)state;
    model_host(&host);
    q = asked_new(&host, 16, 17);
    put(q.stream.p + 16, 2, 2);
    put(q.stream.p + 120, 2, 5);
    put(q.stream.p + 122, 2, 0);
    put(q.stream.p + 128, 8, 1ull << 61);
    reseal_header(q.stream);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_FORMAT, 0, 0)->value, 2);
    assert_non_null(reason(LUS_REASON_FEATURE, 61, 0));
    assert_non_null(reason(LUS_REASON_RELEASE, 0, 0));
    /* xen#2 reads format 2 and has the feature. */
    note_put(q.note, 24, 2, 2);
    note_put(q.note, 64, 8, get(q.note.p + 64, 8) | 1ull << 61);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_IF);
    assert_int_equal(count(LUS_REASON_FORMAT) + count(LUS_REASON_FEATURE), 0);
    asked_free(&q);
}

static void test_stream_partial(void **state)
{
    struct model_host host;
    struct asked q;

    (void)state;
    model_host(&host);
    host.partial = 1;
    q = asked_new(&host, 16, 16);
    assert_int_equal(ask_stream(&q), LUS_VERDICT_IF);
    assert_int_equal(nr_heard, 1);
    assert_int_equal(heard[0].kind, LUS_REASON_PARTIAL);
    asked_free(&q);
}

/* The dry run: what becomes of records is its to say, value by value, and the stream is left as it was. */
static struct lus_outcome outcomes[MANY];
static uint32_t nr_outcomes;

static void keep(void *ctx, const struct lus_outcome *o)
{
    (void)ctx;
    assert_true(nr_outcomes < MANY);
    outcomes[nr_outcomes++] = *o;
}

static void test_stream_dry(void **state)
{
    struct model_host host;
    struct asked q;
    uint32_t i, lost = 0;

    (void)state;
    model_host(&host);
    q = asked_new(&host, 16, 11);
    q.args.outcome = keep;
    nr_outcomes = 0;
    assert_int_equal(ask_stream(&q), LUS_VERDICT_REPORT);
    assert_int_equal(result.ran, 1);
    assert_int_equal(count(LUS_REASON_RECORD) + count(LUS_REASON_NEWER) + count(LUS_REASON_OLDER), 0);
    for ( i = 0; i < nr_outcomes; i++ )
        lost += outcomes[i].kind == LUS_OUTCOME_LOST;
    /* misc_flags of each domain: 15-04. */
    assert_true(lost >= host.nr);
    assert_int_equal(reason(LUS_REASON_OUTCOME, LUS_OUTCOME_LOST, 0)->value, lost);
    assert_int_equal(result.recast.kinds[LUS_OUTCOME_LOST], lost);
    assert_true(result.recast.carried > 0 && result.recast.changed >= host.nr);
    assert_int_equal(q.s.diag.error, 0);
    /* What the target cannot hold: ioreq servers do not matter, a feature does; all of it is said, not just the first. */
    note_put(q.note, 64, 8, get(q.note.p + 64, 8) & ~(1ull << FIFO));
    nr_outcomes = 0;
    assert_int_equal(ask_stream(&q), LUS_VERDICT_NO);
    assert_int_equal(result.ran, 1);
    assert_non_null(reason(LUS_REASON_OUTCOME, LUS_OUTCOME_REFUSED, 0));
    assert_int_equal(reason(LUS_REASON_OUTCOME, LUS_OUTCOME_REFUSED, 0)->weight, LUS_VERDICT_NO);
    assert_non_null(reason(LUS_REASON_OUTCOME, LUS_OUTCOME_LOST, 0));
    assert_int_equal(q.s.diag.error, 0);
    /* A note that does not take all that the release has: nothing can be written for it. */
    note_drop_record(&q.note, LUS_TYPE_TSC_INFO);
    ask_stream(&q);
    assert_int_equal(result.ran, 0);
    assert_int_equal(reason(LUS_REASON_NEWER, 0, LUS_TYPE_DOM_INFO)->weight, LUS_VERDICT_NO);
    asked_free(&q);

    /* A stream that is not of its profile: by its catalogue alone. */
    q = asked_new(&host, 11, 16);
    ask_stream(&q);
    assert_int_equal(result.ran, 0);
    asked_free(&q);
}

static void test_arguments(void **state)
{
    struct lus_use use = { 0, LUS_GUESTS_PV, 0, { 0 } };
    struct lus_negotiate_args a;
    struct model_host host;
    struct asked q;

    (void)state;
    model_host(&host);
    /* Not of its profile: no conversion is tried that would find it out. */
    q = asked_new(&host, 11, 16);
    ask_stream(&q);
    a = q.args;
    a.workspace_size--;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_NO_SPACE);
    asked_free(&q);
    q = asked_new(&host, 16, 16);
    ask_stream(&q);
    a = q.args;
    a.workspace_size--;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_NO_SPACE);
    a = q.args;
    a.uses = &use;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_ARGUMENT);
    /* Without a reader of reasons: the same answer. */
    a = q.args;
    a.reason = NULL;
    assert_int_equal(lus_negotiate(&a, &result), 0);
    assert_int_equal(result.verdict, LUS_VERDICT_YES);
    asked_free(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream_uses), cmocka_unit_test(test_stream_features), cmocka_unit_test(test_stream_chunks), cmocka_unit_test(test_stream_pages), cmocka_unit_test(test_stream_unknown),
        cmocka_unit_test(test_stream_later), cmocka_unit_test(test_stream_partial), cmocka_unit_test(test_stream_dry), cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

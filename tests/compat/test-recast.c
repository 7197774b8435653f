/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Profiles and the engine of conversion: what does not depend on which rules there are. spec/compat.md. */
#include "recast.h"

#include "compat/compat.h"

#define ALL (LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT)

/* [C-1] [C-3] [C-4] */
static void profiles(void **state)
{
    struct lus_header h = make_header(0);
    struct lus_profile p, q;

    (void)state;
    assert_int_equal(lus_profile_default(10, LUS_POINT_LAST, &p), -LUS_E_PROFILE);
    assert_int_equal(lus_profile_default(23, LUS_POINT_LAST, &p), -LUS_E_PROFILE);
    h.profile_minor = 10;
    assert_int_equal(lus_profile_of(&h, &p), -LUS_E_PROFILE);
    h.profile_minor = 12;
    h.profile_major = 5;
    assert_int_equal(lus_profile_of(&h, &p), -LUS_E_PROFILE);
    h.profile_major = 4;
    h.features = LUS_FEATURE_PV;
    assert_int_equal(lus_profile_of(&h, &p), -LUS_E_FEATURE);
    h.features = LUS_FEATURE_PV | LUS_FEATURE_EXPLICIT;
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_true(p.minor == 12 && p.features == LUS_FEATURE_PV);
    h.features = 1ull << 62 | LUS_FEATURE_EXPLICIT;
    assert_int_equal(lus_profile_of(&h, &p), -LUS_E_FEATURE);
    h.features = 0;
    /* Point releases: 4.11.0 does not put PV domains into shadow mode. They count where they are the profile's. */
    h.profile_minor = h.producer_minor = 11;
    h.producer_major = 4;
    memcpy(h.producer_extra, ".0\0\0", 5);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_int_equal(p.features & LUS_FEATURE_PV_L1TF, 0);
    assert_int_equal(lus_profile_default(11, 0, &q), 0);
    assert_true(p.features == q.features);
    memcpy(h.producer_extra, ".1-pre", 7);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_true(p.features & LUS_FEATURE_PV_L1TF);
    memcpy(h.producer_extra, "-unstable", 10);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_int_equal(lus_profile_default(11, LUS_POINT_LAST, &q), 0);
    assert_true(p.features == q.features);
    memcpy(h.producer_extra, ".0\0\0", 5);
    h.producer_minor = 12;
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_true(p.features == q.features);
}

/* [C-2] [C-7]: each record begins and grows where a rule says what becomes of it, and nowhere else. */
static void revisions_have_rules(void **state)
{
    const struct lus_record_type *types;
    uint32_t nr, i, k, f, minor;

    (void)state;
    types = lus_record_types(&nr);
    for ( minor = LUS_RELEASE_FIRST + 1; minor <= LUS_RELEASE_LAST; minor++ )
        for ( i = 0; i < nr; i++ )
        {
            struct lus_profile below = { .minor = minor - 1 }, above = { .minor = minor };
            uint32_t lo = lus_profile_revision(&below, types[i].type), hi = lus_profile_revision(&above, types[i].type), rules = 0, want = 0;
            struct lus_step step = lus_step_of(minor);

            assert_true(lo <= hi && hi <= types[i].revisions);
            assert_true(minor < LUS_RELEASE_LAST || hi == types[i].revisions);
            assert_true(types[i].revisions == 1 || types[i].tail != LUS_TAIL_MAP);
            for ( f = 0; f < types[i].nr_fields; f++ )
                want += types[i].fields[f].wire != LUS_WIRE_RESERVED && lo && types[i].fields[f].since > lo && types[i].fields[f].since <= hi;
            want += !lo && hi;
            for ( k = 0; k < step.nr; k++ )
                if ( step.rules[k].owner == lus_owner_of_record(types[i].type) &&
                     (step.rules[k].kind == LUS_SHIM_NEW || step.rules[k].kind == LUS_SHIM_RECORD) )
                {
                    const struct lus_shim_rule *r = &step.rules[k];

                    rules++;
                    if ( r->kind == LUS_SHIM_RECORD )
                        continue;
                    assert_true(types[i].fields[r->field].since > lo && types[i].fields[r->field].since <= hi);
                    if ( !r->derive )
                        assert_int_equal(types[i].fields[r->field].older, LUS_OLDER_DEFAULT);
                }
            if ( rules != want )
                fail_msg("%s at 4.%u: %u rules for what is new, not %u", types[i].name, minor, rules, want);
        }
}

/* [C-7]: rows are in order, and those of rules are of their step. */
static void rows(void **state)
{
    const struct lus_row *row, *before = NULL;
    uint32_t nr, i, minor;

    (void)state;
    assert_non_null(lus_row(0, &nr));
    assert_null(lus_row(nr, NULL));
    for ( i = 0; (row = lus_row(i, NULL)) != NULL; before = row, i++ )
    {
        assert_true(strtoul(row->id, NULL, 10) == row->minor && *row->what && *row->source && *row->shim);
        assert_true(!before || strcmp(before->id, row->id) < 0);
    }
    for ( minor = LUS_RELEASE_FIRST + 1; minor <= LUS_RELEASE_LAST; minor++ )
        for ( i = 0; i < lus_step_of(minor).nr; i++ )
            assert_int_equal(lus_row(lus_step_of(minor).rules[i].row, NULL)->minor, minor);
}

static int recast_plain(struct bytes in, struct lus_profile to, struct bytes *out, struct lus_recast_result *result)
{
    struct lus_recast_args args = { .to = to };

    return recast_bytes(in, &args, out, result);
}

/* [C-2] [C-3] */
static void profile_errors(void **state)
{
    struct sheet s = { .minor = 12 };
    struct lus_recast_result r;
    struct bytes in, out;

    (void)state;
    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0);
    in = sheet_stream(&s);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 23, 0 }, &out, &r), -LUS_E_PROFILE);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 10, 0 }, &out, &r), -LUS_E_PROFILE);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 12, 1ull << 62 }, &out, &r), -LUS_E_FEATURE);
    put(in.p + 128, 8, 1ull << 62 | LUS_FEATURE_EXPLICIT);
    reseal_header(in);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 12, 0 }, &out, &r), -LUS_E_FEATURE);
    put(in.p + 128, 8, 0);
    set_profile(in, 13);
    /* The record is in revision 1, which 4.13 has no more. */
    assert_int_equal(recast_plain(in, (struct lus_profile){ 12, ALL }, &out, &r), -LUS_E_PROFILE);
    set_profile(in, 5);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 12, ALL }, &out, &r), -LUS_E_PROFILE);
    bytes_free(&in);
    sheet_free(&s);
}

/* [C-11] */
static void features(void **state)
{
    struct sheet s = { .minor = 12 };
    struct lus_profile to = { 12, ALL & ~LUS_FEATURE_SHADOW }, same;
    struct lus_recast_result r;
    struct bytes in, out;

    (void)state;
    sheet_add(&s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_HAP;
    in = sheet_stream(&s);
    assert_int_equal(recast_plain(in, to, &out, &r), 0);
    assert_true(get(out.p + 128, 8) == (to.features | LUS_FEATURE_EXPLICIT));
    bytes_free(&out);
    /* What the header's 0 stands for is written as 0. */
    assert_int_equal(lus_profile_default(12, LUS_POINT_LAST, &same), 0);
    assert_int_equal(recast_plain(in, same, &out, &r), 0);
    assert_true(bytes_equal(in, out));
    bytes_free(&out);
    bytes_free(&in);
    sheet_free(&s);
    memset(&s, 0, sizeof(s));
    s.minor = 12;
    sheet_add(&s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_SHADOW;
    in = sheet_stream(&s);
    assert_int_equal(recast_plain(in, to, &out, &r), -LUS_E_REFUSED);
    assert_int_equal(r.kinds[LUS_OUTCOME_REFUSED], 1);
    to.features = ALL;
    assert_int_equal(recast_plain(in, to, &out, &r), 0);
    bytes_free(&out);
    bytes_free(&in);
    sheet_free(&s);
}

/* A stream of 4.13 that has something to be dropped, to be changed and to be copied. */
static struct bytes mixed(struct sheet *s)
{
    memset(s, 0, sizeof(*s));
    s->minor = 13;
    sheet_add(s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0);
    sheet_add(s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 1);
    sheet_add(s, LUS_TYPE_HVM_CPU, 0);
    sheet_add_entry(s, LUS_TYPE_CPUID_POLICY, 0);
    sheet_add(s, LUS_TYPE_SYS_TIME, 0);
    return sheet_stream(s);
}

static void count(void *ctx, const struct lus_outcome *o)
{
    ++*(uint64_t *)ctx;
}

/* [C-19]: no byte too many, at any capacity; the size is told all the same, and nothing is sealed. */
static void no_space(void **state)
{
    uint64_t told_of;
    struct lus_recast_args args = { .to = { 12, ALL }, .outcome = count, .ctx = &told_of };
    struct lus_recast_result r, counted;
    struct lus_stream s;
    struct sheet sheet;
    struct bytes in = mixed(&sheet), whole;
    uint64_t cap, need;
    void *work;

    (void)state;
    assert_int_equal(recast_plain(in, args.to, &whole, &counted), 0);
    open_bytes(&s, in);
    need = lus_recast_workspace(&s);
    work = malloc(need);
    for ( cap = 0; cap < whole.n; cap += cap % PAGE == PAGE - 1 || cap % PAGE == 0 ? 1 : PAGE - 2 )
    {
        struct bytes out = bytes_new(cap ? cap : 1, 0);
        int rc;

        memcpy(out.p, "LUSTREAM", cap < 8 ? cap : 8);
        open_bytes(&s, in);
        args.out = out.p;
        args.cap = cap;
        told_of = 0;
        rc = lus_recast(&s, &args, work, need, &r);
        assert_int_equal(rc, -LUS_E_NO_SPACE);
        assert_int_equal(told_of, counted.kinds[LUS_OUTCOME_LOST]);
        assert_memory_equal(&r, &counted, sizeof(r));
        assert_int_equal(s.diag.error, LUS_E_NO_SPACE);
        assert_true(r.size == whole.n);
        assert_true(cap < 8 || memcmp(out.p, "LUSTREAM", 8));
        bytes_free(&out);
    }
    args.out = NULL;
    open_bytes(&s, in);
    assert_int_equal(lus_recast(&s, &args, work, need - 1, &r), -LUS_E_NO_SPACE);
    open_bytes(&s, in);
    assert_int_equal(lus_upgrade(&s, &args, work, need, &r), -LUS_E_ARGUMENT);
    assert_int_equal(s.diag.error, LUS_E_ARGUMENT);
    open_bytes(&s, in);
    assert_int_equal(lus_downgrade(&s, &args, work, need, &r), 0);
    open_bytes(&s, in);
    args.to.minor = 14;
    assert_int_equal(lus_downgrade(&s, &args, work, need, &r), -LUS_E_ARGUMENT);
    open_bytes(&s, in);
    assert_int_equal(lus_upgrade(&s, &args, work, need, &r), 0);
    open_bytes(&s, in);
    args.to.minor = 13;
    assert_int_equal(lus_upgrade(&s, &args, work, need, &r), 0);
    free(work);
    bytes_free(&whole);
    bytes_free(&in);
    sheet_free(&sheet);
}

static void fill_unknown(struct lus_writer *w, const void *arg)
{
    const uint32_t *n = arg;
    uint32_t i;

    fill_domain(w, NULL);
    for ( i = 0; i < *n; i++ )
    {
        lus_writer_raw(w, 2, 0xc0007700u + i, 3, LUS_RECORD_COPY | LUS_RECORD_MORE, 5, "abcdefgh", 8);
        lus_writer_raw(w, 2, 0xc0007700u + i, 3, LUS_RECORD_COPY | LUS_RECORD_CHUNK, 5, "ij", 2);
    }
    lus_writer_raw(w, 2, 0xc0008800u, 1, LUS_RECORD_MORE, 9, "abcdefgh", 8);
    lus_writer_raw(w, 2, 0xc0008800u, 1, LUS_RECORD_CHUNK, 9, "ij", 2);
}

static void last(void *ctx, const struct lus_outcome *o)
{
    *(struct lus_outcome *)ctx = *o;
}

/* [C-17]; and a front that becomes a page shorter, behind which the segments move up. */
static void unknown(void **state)
{
    /* 256 + 16 (n + 2) + 24 is more than a page with n = 237, and not without the one that is dropped. */
    static const uint32_t counts[] = { 0, 1, 236, 237, 238 };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(counts); i++ )
    {
        const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 7, fill_unknown, &counts[i] } };
        struct bytes in = make_stream(specs, 1, 1), out;
        struct lus_recast_result r;
        struct lus_outcome o = { 0 };
        struct lus_recast_args args = { .to = { 12, ALL }, .outcome = last, .ctx = &o };
        struct lus_segment seg;
        struct lus_record rec;
        struct lus_stream s;
        struct lus_diag d;

        assert_int_equal(recast_bytes(in, &args, &out, &r), 0);
        assert_int_equal(check_bytes(out.p, out.n, &d), 0);
        assert_true(r.dropped == 1 && r.kinds[LUS_OUTCOME_LOST] == 1);
        assert_true(o.kind == LUS_OUTCOME_LOST && o.row == LUS_NO_ROW && o.type == 0xc0008800u && o.instance == 9 && o.domid == 7);
        open_bytes(&s, out);
        assert_int_equal(s.header.catalogue_count, counts[i] + 1);
        assert_int_equal(lus_segment_open(&s, 0, &seg), 0);
        assert_int_equal(lus_next(&seg, &rec), 1);
        for ( k = 0; k < counts[i]; k++ )
        {
            assert_int_equal(lus_next(&seg, &rec), 1);
            assert_true(rec.type == 0xc0007700u + k && rec.revision == 3 && rec.instance == 5 && rec.flags == (LUS_RECORD_COPY | LUS_RECORD_MORE));
            assert_memory_equal(rec.body, "abcdefgh", 8);
            assert_int_equal(lus_next(&seg, &rec), 1);
            assert_memory_equal(rec.body, "ij", 2);
        }
        assert_int_equal(lus_next(&seg, &rec), 0);
        bytes_free(&in);
        bytes_free(&out);
    }
}

/* Two domains of which one is refused: it can be left out. [C-13] */
static void left_out(void **state)
{
    static const uint16_t without[] = { 3, 9, 12, 20, 30 };
    struct sheet bad = { .minor = 11 };
    struct lus_recast_args args = { .to = { 12, ALL }, .without = without, .nr_without = NR_OF(without) };
    struct lus_recast_result r;
    struct lus_stream s;
    struct model m, n;
    struct bytes in, out, two;

    (void)state;
    sheet_add(&bad, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_PVRDTSCP;
    in = sheet_stream(&bad);
    assert_int_equal(model_apart(&m, in), 0);
    assert_int_equal(model_apart(&n, in), 0);
    /* The same twice, and one of them is domain 9. */
    m.parts = realloc(m.parts, 4 * sizeof(*m.parts));
    m.parts[3] = n.parts[2];
    m.parts[3].domid = 9;
    m.nr = 4;
    two = model_together(&m);
    assert_int_equal(recast_plain(two, args.to, &out, &r), -LUS_E_REFUSED);
    assert_int_equal(r.kinds[LUS_OUTCOME_REFUSED], 2);
    assert_int_equal(recast_bytes(two, &args, &out, &r), -LUS_E_REFUSED);
    assert_int_equal(r.kinds[LUS_OUTCOME_REFUSED], 1);
    args.nr_without = 0;
    model_remove(&m.parts[2], 1);
    bytes_free(&two);
    two = model_together(&m);
    args.nr_without = NR_OF(without);
    assert_int_equal(recast_bytes(two, &args, &out, &r), 0);
    open_bytes(&s, out);
    assert_int_equal(s.header.index_count, 3);
    bytes_free(&out);
    bytes_free(&two);
    bytes_free(&in);
    n.nr = 2;
    model_free(&m);
    model_free(&n);
    sheet_free(&bad);
}

struct views
{
    uint32_t n;
    uint32_t revision;
};

static void fill_views(struct lus_writer *w, const void *arg)
{
    const struct views *v = arg;
    struct lus_altp2m_views view = { .default_access = 3, .visible = 1 };
    struct lus_evtchn port = { .state = LUS_EVTCHN_STATE_UNBOUND };
    uint32_t i;

    fill_domain(w, NULL);
    lus_begin_evtchns(w, 1, 0, &(struct lus_evtchns){ 0 });
    for ( i = 0; i < 60000; i++ )
    {
        port.port = i + 1;
        lus_add_evtchn(w, &port);
    }
    lus_end(w);
    lus_begin_altp2m_views(w, v->revision, 2, &view);
    for ( i = 0; i < v->n; i++ )
        lus_add_access_span(w, &(struct lus_access_span){ .gfn = 3ull * i, .access = 1, .count = 1 });
    lus_end(w);
}

/* Tables of several chunks, whose ends move as the fixed part grows. */
static void chunks(void **state)
{
    static const uint32_t counts[] = { 131070, 131071, 131072, 262142, 300000 };
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(counts); i++ )
    {
        struct views old = { counts[i], 1 }, new = { counts[i], 2 };
        const struct spec from[] = { { LUS_SEGMENT_DOMAIN, 7, fill_views, &old } }, to[] = { { LUS_SEGMENT_DOMAIN, 7, fill_views, &new } };
        struct bytes in = make_stream(from, 1, 1), want = make_stream(to, 1, 1), out, back;
        struct lus_recast_result r;
        struct lus_profile p;
        struct lus_stream s;

        set_profile(in, 13);
        set_profile(want, 14);
        put(want.p + 74, 2, 13);
        reseal_header(want);
        assert_int_equal(lus_profile_default(14, LUS_POINT_LAST, &p), 0);
        assert_int_equal(recast_plain(in, p, &out, &r), 0);
        assert_true(bytes_equal(out, want));
        open_bytes(&s, in);
        assert_int_equal(lus_profile_of(&s.header, &p), 0);
        assert_int_equal(recast_plain(out, p, &back, &r), 0);
        assert_true(bytes_equal(back, in));
        bytes_free(&in);
        bytes_free(&want);
        bytes_free(&out);
        bytes_free(&back);
    }
}

/* To its own profile nothing changes; from pages it is as from one piece. */
static void same(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < 20; i++ )
    {
        struct every arg = { .seed = i, .entries = 20, .blob = 9000, .arch = i & 1 ? LUS_ARCH_ARM32 : LUS_ARCH_X86 };
        struct lus_recast_args args = { .to = { 22, ALL } };
        struct bytes in = every_stream(&arg, 1), out, flat;
        uint8_t scratch[LUS_SCRATCH];
        struct lus_recast_result r;
        struct lus_stream s;
        struct apart a;
        void *work;

        put(in.p + 128, 8, ALL | LUS_FEATURE_EXPLICIT);
        set_profile(in, 22);
        assert_int_equal(recast_bytes(in, &args, &flat, &r), 0);
        /* The one unknown record that is not safe to copy is of each pass. */
        assert_true(r.changed == 0 && r.kinds[LUS_OUTCOME_LOST] == r.dropped);
        a = apart_new(in, 8 * i);
        assert_int_equal(lus_open(&s, &a.src, scratch, 0), 0);
        work = malloc(lus_recast_workspace(&s));
        out = bytes_new(in.n + PAGE, 0);
        args.out = out.p;
        args.cap = out.n;
        assert_int_equal(lus_recast(&s, &args, work, lus_recast_workspace(&s), &r), 0);
        out.n = r.size;
        assert_true(bytes_equal(out, flat));
        free(work);
        apart_free(&a);
        bytes_free(&in);
        bytes_free(&flat);
        bytes_free(&out);
    }
}

/* [C-6] [C-13]: steps go one after the other, and the entries of a record that is refused are looked at all the same. */
static void all_refusals(void **state)
{
    struct sheet params = { .minor = 15 }, views = { .minor = 20 };
    struct bytes out;

    (void)state;
    sheet_param(&params, 9, 0x1fff);
    assert_int_equal(sheet_run(&params, 12, &out), -LUS_E_REFUSED);
    assert_int_equal(params.nr_outcomes, 2);
    assert_string_equal(lus_row(params.outcomes[0].row, NULL)->id, "15-15");
    assert_string_equal(lus_row(params.outcomes[1].row, NULL)->id, "13-08");
    sheet_add(&views, LUS_TYPE_ALTP2M_VIEWS, 1)->altp2m_views.visible = 0;
    sheet_add_entry(&views, LUS_TYPE_ALTP2M_VIEWS, 1)->access_span.access = LUS_P2M_ACCESS_R_PW;
    assert_int_equal(sheet_run(&views, 13, &out), -LUS_E_REFUSED);
    assert_int_equal(views.nr_outcomes, 2);
    assert_string_equal(lus_row(views.outcomes[0].row, NULL)->id, "14-16");
    assert_string_equal(lus_row(views.outcomes[1].row, NULL)->id, "20-06");
    sheet_free(&params);
    sheet_free(&views);
}

/* [C-12]: what is counted is what is told; and nothing else of the header changes. */
static void header_and_counts(void **state)
{
    struct lus_recast_result r;
    struct sheet s;
    struct bytes in = mixed(&s), out;
    uint32_t i;

    (void)state;
    in.p[80] = '.';
    in.p[81] = '2';
    put(in.p + 76, 4, 7);
    reseal_header(in);
    assert_int_equal(recast_plain(in, (struct lus_profile){ 12, ALL }, &out, &r), 0);
    for ( i = 64; i < 256; i++ )
        assert_true((i >= 120 && i < 124) || (i >= 128 && i < 136) || in.p[i] == out.p[i]);
    assert_int_equal(get(out.p + 122, 2), 12);
    /* domain, sys_time and hvm_cpu and the policy pass, two vcpus change. */
    assert_true(r.changed == 2 && r.carried == 4 && r.dropped == 0);
    assert_int_equal(r.kinds[LUS_OUTCOME_LOST], 2);
    bytes_free(&in);
    bytes_free(&out);
    sheet_free(&s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(profiles), cmocka_unit_test(revisions_have_rules), cmocka_unit_test(rows), cmocka_unit_test(profile_errors),
        cmocka_unit_test(features), cmocka_unit_test(no_space), cmocka_unit_test(unknown), cmocka_unit_test(left_out), cmocka_unit_test(chunks),
        cmocka_unit_test(same), cmocka_unit_test(all_refusals), cmocka_unit_test(header_and_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

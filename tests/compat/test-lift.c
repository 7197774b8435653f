/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The calls that lift one record give what the whole conversion writes. spec/compat.md C-20. */
#include "recast.h"

#define ALL (LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT)

static void lift_table(struct lus_lift *l, const struct lus_segment *seg, const struct lus_record *rec, const struct lus_segment *want_seg,
                       const struct lus_record *want)
{
    struct lus_table t, u;
    const union lus_any *o;
    const uint8_t *p, *q;
    uint8_t buf[LUS_ENTRY_MAX];
    uint32_t i;
    int rc;

    assert_int_equal(lus_table_open(&t, seg, rec), 0);
    assert_int_equal(lus_table_open(&u, want_seg, want), 0);
    for ( i = 0; lus_table_next(&t, &p) > 0; i++ )
    {
        rc = lus_lift_entry(l, p, i, &o);
        assert_true(rc >= 0);
        if ( rc == 0 )
            continue;
        assert_int_equal(lus_table_next(&u, &q), 1);
        assert_int_equal(encode_entry(rec->type, buf, o), 0);
        assert_memory_equal(buf, q, rec->info->entry->size);
    }
    assert_int_equal(lus_table_next(&u, &q), 0);
}

static void lift_params(const struct lus_lift *l, const struct lus_segment *seg, const struct lus_record *rec)
{
    const uint64_t *values;
    uint64_t have = lus_lift_params(l, &values);
    struct lus_hvm_param e;
    struct lus_table t;
    const uint8_t *p;

    assert_int_equal(lus_table_open(&t, seg, rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
    {
        assert_int_equal(lus_decode_hvm_param(p, &e), 0);
        assert_true((have >> e.index & 1) && values[e.index] == e.value);
        have &= ~(1ull << e.index);
    }
    assert_true(have == 0);
}

/* [C-20]: record by record as the whole. */
static void lift_one(struct bytes in, struct bytes out, struct lus_profile to)
{
    struct lus_segment seg, want_seg;
    struct lus_record rec, want;
    struct lus_stream s, t;
    struct lus_lift *l;
    void *work = malloc(lus_lift_workspace());
    uint8_t fixed[LUS_FIXED_MAX];
    const union lus_any *o;
    uint32_t i;
    int rc;

    open_bytes(&s, in);
    open_bytes(&t, out);
    assert_int_equal(lus_lift_open(&l, work, lus_lift_workspace() - 1, &s, &to, NULL, NULL), -LUS_E_NO_SPACE);
    open_bytes(&s, in);
    assert_int_equal(lus_lift_open(&l, work, lus_lift_workspace(), &s, &to, NULL, NULL), 0);
    assert_int_equal(lus_lift_entry(l, fixed, 0, &o), -LUS_E_ARGUMENT);
    for ( i = 0; i < s.header.index_count; i++ )
    {
        assert_int_equal(lus_segment_open(&s, i, &seg), 0);
        assert_int_equal(lus_segment_open(&t, i, &want_seg), 0);
        assert_int_equal(lus_lift_segment(l, &seg), 0);
        while ( lus_next(&seg, &rec) > 0 )
        {
            if ( (rec.flags & LUS_RECORD_CHUNK) || !rec.info )
            {
                assert_int_equal(lus_lift_record(l, &seg, &rec, &o), -LUS_E_ARGUMENT);
                continue;
            }
            rc = lus_lift_record(l, &seg, &rec, &o);
            assert_true(rc >= 0);
            if ( rc == 0 )
                continue;
            do
                assert_int_equal(lus_next(&want_seg, &want), 1);
            while ( (want.flags & LUS_RECORD_CHUNK) || !want.info );
            assert_true(want.type == rec.type && want.instance == rec.instance);
            assert_int_equal(encode_any(want.type, fixed, want.revision, o), 0);
            assert_memory_equal(fixed, lus_fixed(&t, &want), want.info->fixed[want.revision - 1]);
            if ( rec.type == LUS_TYPE_HVM_PARAMS )
                lift_params(l, &want_seg, &want);
            else if ( rec.info->entry )
                lift_table(l, &seg, &rec, &want_seg, &want);
        }
    }
    free(work);
}

static void lift(void **state)
{
    struct lus_recast_args up = { .to = { 22, ALL } }, down = { .to = { 11, ALL } };
    struct lus_recast_result r;
    struct sheet s = { .minor = 11 };
    struct bytes in, out;
    uint32_t i;

    (void)state;
    for ( i = 0; i < 3; i++ )
    {
        sheet_add_entry(&s, LUS_TYPE_HVM_PARAMS, 0)->hvm_param.index = 12 + i;
        sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_VCPU, i);
        sheet_add(&s, LUS_TYPE_HVM_LAPIC, i);
    }
    sheet_add(&s, LUS_TYPE_HVM_RTC, 0);
    sheet_add(&s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.seconds = -3;
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0);
    sheet_add(&s, LUS_TYPE_SYS_GLOBALS, 0);
    sheet_add_entry(&s, LUS_TYPE_CPUPOOLS, 0);
    sheet_add_entry(&s, LUS_TYPE_CPUID_POLICY, 0)->cpuid_leaf.leaf = 0xd;
    in = sheet_stream(&s);
    assert_int_equal(recast_bytes(in, &up, &out, &r), 0);
    lift_one(in, out, up.to);
    bytes_free(&in);
    assert_int_equal(recast_bytes(out, &down, &in, &r), 0);
    lift_one(out, in, down.to);
    bytes_free(&in);
    bytes_free(&out);
    sheet_free(&s);
}

/* A record that is refused is said so, and its entries can be looked at. */
static void refusals(void **state)
{
    struct lus_profile to = { 12, ALL };
    struct sheet s = { .minor = 11 };
    void *work = malloc(lus_lift_workspace());
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream in;
    struct lus_lift *l;
    struct lus_table t;
    const union lus_any *o;
    const uint8_t *p;
    struct bytes b;

    (void)state;
    sheet_add(&s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_PVRDTSCP;
    sheet_add_entry(&s, LUS_TYPE_IOREQ_SERVERS, 0)->ioreq_server.is_default = 1;
    b = sheet_stream(&s);
    open_bytes(&in, b);
    assert_int_equal(lus_lift_open(&l, work, lus_lift_workspace(), &in, &to, NULL, NULL), 0);
    assert_int_equal(lus_segment_find(&in, LUS_SEGMENT_DOMAIN, 7, &seg), 0);
    assert_int_equal(lus_lift_segment(l, &seg), 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_TSC_INFO, 0, &rec), 0);
    assert_int_equal(lus_lift_record(l, &seg, &rec, &o), -LUS_E_REFUSED);
    assert_int_equal(lus_find(&seg, LUS_TYPE_IOREQ_SERVERS, 0, &rec), 0);
    assert_int_equal(lus_lift_record(l, &seg, &rec, &o), 1);
    assert_int_equal(lus_table_open(&t, &seg, &rec), 0);
    assert_int_equal(lus_table_next(&t, &p), 1);
    assert_int_equal(lus_lift_entry(l, p, 0, &o), -LUS_E_REFUSED);
    free(work);
    bytes_free(&b);
    sheet_free(&s);
}

/* A field that the target has not is 0 in what is lifted, whatever the stream has: no reader of the target takes it for one of its own. */
static void nothing_new_below(void **state)
{
    struct lus_profile to = { 20, ALL };
    struct sheet s = { .minor = 21 };
    void *work = malloc(lus_lift_workspace());
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream in;
    struct lus_lift *l;
    const union lus_any *o;
    struct bytes b;

    (void)state;
    sheet_add(&s, LUS_TYPE_HVM_LAPIC, 0)->hvm_lapic.pending_esr = 0x40;
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.altp2m_nr = 3;
    b = sheet_stream(&s);
    open_bytes(&in, b);
    assert_int_equal(lus_lift_open(&l, work, lus_lift_workspace(), &in, &to, NULL, NULL), 0);
    assert_int_equal(lus_segment_find(&in, LUS_SEGMENT_DOMAIN, 7, &seg), 0);
    assert_int_equal(lus_lift_segment(l, &seg), 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_DOM_CREATE, 0, &rec), 0);
    assert_int_equal(lus_lift_record(l, &seg, &rec, &o), 1);
    assert_int_equal(o->dom_create.altp2m_nr, 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_HVM_LAPIC, 0, &rec), 0);
    assert_int_equal(lus_lift_record(l, &seg, &rec, &o), 1);
    assert_int_equal(o->hvm_lapic.pending_esr, 0);
    free(work);
    bytes_free(&b);
    sheet_free(&s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(lift), cmocka_unit_test(refusals), cmocka_unit_test(nothing_new_below) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

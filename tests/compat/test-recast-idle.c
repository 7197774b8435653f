/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What rules must leave alone: in the other direction, and beside the value that they are of. Each case fails when a condition of a rule is
 * taken away. spec/compat.md C-8.
 */
#include "recast.h"

/* Goes, stays as it is, and nothing is told at all. */
static void quiet(struct sheet *s, uint32_t to)
{
    recast_sheet(s, to);
    told_nothing(s);
}

static void one_quiet(uint32_t from, uint32_t to, uint32_t type, uint32_t instance, const char *field, uint64_t value)
{
    struct sheet s = { .minor = from };
    const struct lus_record_type *t = lus_record_type(type);
    const struct lus_field *f = &t->fields[sheet_field(t->fields, t->nr_fields, field)];

    sheet_set(f, sheet_add(&s, type, instance), value);
    quiet(&s, to);
    assert_int_equal(sheet_value(f, sheet_get(&s, type, instance)), value);
    sheet_free(&s);
}

static void other_direction(void **state)
{
    struct sheet owned = { .minor = 12 }, params = { .minor = 12 }, xsave = { .minor = 12 };
    union lus_any *o;

    one_quiet(16, 17, LUS_TYPE_MONITOR, 0, "events", 3);
    one_quiet(17, 18, LUS_TYPE_MONITOR, 0, "events", 3);
    one_quiet(12, 11, LUS_TYPE_TSC_INFO, 0, "mode", LUS_TSC_MODE_PVRDTSCP);
    o = sheet_add(&owned, LUS_TYPE_MEM_OWNED, 3u << 16 | 9);
    o->mem_owned.role = LUS_PAGE_ROLE_IOREQ;
    o->mem_owned.domid = 9;
    quiet(&owned, 11);
    sheet_param(&params, 13, 3);
    sheet_param(&params, 26, 4);
    quiet(&params, 11);
    assert_int_equal(sheet_record(&params, LUS_TYPE_HVM_PARAMS, 0)->nr, 2);
    sheet_add_entry(&xsave, LUS_TYPE_CPUID_POLICY, 0)->cpuid_leaf = (struct lus_cpuid_leaf){ 0xd, 0, 3, 0, 0, 0 };
    sheet_add(&xsave, LUS_TYPE_HVM_CPU_XSAVE, 0)->hvm_cpu_xsave.xcr0_accum = 7;
    sheet_add(&xsave, LUS_TYPE_PV_VCPU_XSAVE, 0)->pv_vcpu_xsave.xcr0_accum = 7;
    quiet(&xsave, 11);
    sheet_free(&owned);
    sheet_free(&params);
    sheet_free(&xsave);
}

static void nothing_there(void **state)
{
    struct sheet pv = { .minor = 11 }, mtrr = { .minor = 11 }, msr = { .minor = 12 }, leaves = { .minor = 12 };
    union lus_any *e;

    sheet_add(&pv, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[6] = 0xffff0ff0u;
    quiet(&pv, 12);
    /* Fixed MTRRs lie behind the variable ones. */
    e = sheet_add(&mtrr, LUS_TYPE_HVM_MTRR, 0);
    e->hvm_mtrr.msr_mtrr_cap = 0x505;
    e->hvm_mtrr.msr_mtrr_fixed[0] = 6;
    quiet(&mtrr, 12);
    assert_int_equal(sheet_get(&mtrr, LUS_TYPE_HVM_MTRR, 0)->hvm_mtrr.msr_mtrr_fixed[0], 6);
    sheet_add_entry(&msr, LUS_TYPE_VCPU_HIDDEN_MSRS, 0)->msr_entry.index = 0xc0000105u;
    sheet_add_entry(&msr, LUS_TYPE_VCPU_HIDDEN_MSRS, 0)->msr_entry.index = 0xc0000106u;
    quiet(&msr, 13);
    sheet_add_entry(&leaves, LUS_TYPE_CPUID_POLICY, 0)->cpuid_leaf = (struct lus_cpuid_leaf){ 0xd, 1, 0, 0, 0, 1u << 30 };
    quiet(&leaves, 13);
    assert_int_equal(sheet_record(&leaves, LUS_TYPE_CPUID_POLICY, 0)->entries[0].cpuid_leaf.edx, 1u << 30);
    /* What is new and has no meaning is 0. */
    check_one(20, 21, LUS_TYPE_HVM_LAPIC, "pad0", 0, 0, LUS_OUTCOME_DEFAULTED, "21-01");
    sheet_free(&pv);
    sheet_free(&mtrr);
    sheet_free(&msr);
    sheet_free(&leaves);
}

/* 13-09 in both directions: either page counts otherwise. */
static void reference_time(void **state)
{
    static const uint32_t ways[][2] = { { 12, 13 }, { 13, 12 } };
    uint32_t i;

    for ( i = 0; i < 2; i++ )
    {
        struct sheet s = { .minor = ways[i][0] };

        sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_DOMAIN, 0)->hvm_viridian_domain.reference_tsc = 1;
        sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_TIME, 0)->hvm_viridian_time.offset = -5;
        recast_sheet(&s, ways[i][1]);
        told(&s, LUS_OUTCOME_NOTED, "13-09", LUS_TYPE_HVM_VIRIDIAN_TIME, "offset", (uint64_t)-5, (uint64_t)-5);
        assert_int_equal(s.nr_outcomes, 1);
        sheet_free(&s);
    }
}

static void count_lost(void *ctx, const struct lus_outcome *o)
{
    uint32_t *n = ctx;

    if ( o->kind != LUS_OUTCOME_LOST || o->type != LUS_TYPE_HVM_LAPIC || o->field != LUS_NO_FIELD )
        return;
    assert_string_equal(lus_row(o->row, NULL)->id, "21-01");
    assert_true(o->minor == 21 && o->domid == 7 && !o->from && !o->to);
    ++*n;
}

/* C-23: what a stream of its release has no place for is told as lost, of each domain once, wherever it goes; and never where nothing was. */
static void pending_errors(void **state)
{
    static const struct { uint32_t minor, to, lost; const char *extra; int partial; uint32_t producer; } cases[] = {
        { 20, 21, 1, "", 0, 20 }, { 20, 20, 1, "", 0, 20 }, { 20, 19, 1, ".1", 0, 20 }, { 18, 22, 1, ".5", 0, 18 }, { 20, 21, 0, ".0", 0, 20 },
        { 18, 22, 0, ".4", 0, 18 }, { 17, 22, 0, "", 0, 17 }, { 21, 20, 0, "", 0, 21 }, { 21, 21, 0, "", 0, 21 }, { 20, 21, 0, "", 1, 20 },
        { 20, 21, 0, "", 0, 19 },
    };
    uint32_t i, k;

    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct sheet s = { .minor = cases[i].minor, .whole = !cases[i].partial };
        uint32_t lost = 0;
        struct lus_recast_args args = { .to = { cases[i].to, ALL_FEATURES }, .outcome = count_lost, .ctx = &lost };
        struct lus_recast_result result;
        struct bytes in, out;

        for ( k = 0; k < 3; k++ )
            sheet_add(&s, LUS_TYPE_HVM_LAPIC, k);
        sheet_add(&s, LUS_TYPE_SYS_TIME, 0);
        in = sheet_stream(&s);
        put(in.p + 74, 2, cases[i].producer);
        memcpy(in.p + 80, cases[i].extra, strlen(cases[i].extra));
        reseal_header(in);
        assert_int_equal(recast_bytes(in, &args, &out, &result), 0);
        assert_int_equal(lost, cases[i].lost);
        bytes_free(&in);
        bytes_free(&out);
        sheet_free(&s);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(other_direction), cmocka_unit_test(nothing_there), cmocka_unit_test(reference_time), cmocka_unit_test(pending_errors) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

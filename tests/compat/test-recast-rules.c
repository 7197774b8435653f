/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The rules of 4.12, and those of 4.13 on the same records, each by values written by hand: what goes up, what comes down, what is told, what is refused. */
#include "recast.h"

#define DR6 0xffff0ff0u

static void grants(void **state)
{
    check_one(11, 12, LUS_TYPE_GRANT_TABLE, "version", 0, 1, LUS_OUTCOME_DEFAULTED, "12-04");
    check_one(11, 12, LUS_TYPE_GRANT_TABLE, "version", 2, 2, NONE, "");
    check_one(12, 11, LUS_TYPE_GRANT_TABLE, "version", 1, 1, NONE, "");
    check_one(11, 12, LUS_TYPE_GRANT_TABLE, "max_frames", 0, 1, LUS_OUTCOME_DEFAULTED, "12-03");
    check_one(11, 12, LUS_TYPE_GRANT_TABLE, "max_frames", 64, 64, NONE, "");
    check_one(12, 11, LUS_TYPE_GRANT_TABLE, "max_frames", 0, 0, NONE, "");
    check_one(11, 12, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 0, 1, LUS_OUTCOME_DEFAULTED, "12-03");
    check_one(11, 12, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 32, 32, NONE, "");
    check_one(11, 12, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0, 0, NONE, "");
    check_refused(12, 13, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 0x80000000u, "13-05");
    check_refused(12, 13, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0xffffffffu, "13-05");
    check_one(12, 13, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0x7fffffff, 0x7fffffff, NONE, "");
    check_one(12, 13, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 0x7fffffff, 0x7fffffff, NONE, "");
    check_one(13, 12, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0xffffffffu, 0xffffffffu, NONE, "");
}

static void arm(void **state)
{
    struct sheet s = { .minor = 11, .arch = LUS_ARCH_ARM64 }, up = { .minor = 12, .arch = LUS_ARCH_ARM64 }, down = { .minor = 13, .arch = LUS_ARCH_ARM64 };

    sheet_add(&s, LUS_TYPE_GRANT_TABLE, 0)->grant_table.version = 2;
    sheet_add(&s, LUS_TYPE_GRANT_TABLE, 0)->grant_table.max_frames = 1;
    refuse_sheet(&s, 12, "12-40", LUS_TYPE_GRANT_TABLE, "version", 2);
    sheet_add(&up, LUS_TYPE_ARM_DOMAIN, 0);
    recast_sheet(&up, 13);
    assert_int_equal(sheet_get(&up, LUS_TYPE_ARM_DOMAIN, 0)->arm_domain.tee_type, 0);
    told(&up, LUS_OUTCOME_DEFAULTED, "13-28", LUS_TYPE_ARM_DOMAIN, "tee_type", 0, 0);
    sheet_add(&down, LUS_TYPE_ARM_DOMAIN, 0)->arm_domain.tee_type = LUS_ARM_TEE_OPTEE;
    refuse_sheet(&down, 12, "13-28", LUS_TYPE_ARM_DOMAIN, "tee_type", LUS_ARM_TEE_OPTEE);
    sheet_free(&s);
    sheet_free(&up);
    sheet_free(&down);
}

static void tsc(void **state)
{
    struct sheet s = { .minor = 12 }, hvm = { .minor = 12 }, up = { .minor = 11 };
    union lus_any *e;
    uint32_t mode;

    for ( mode = 0; mode < 3; mode++ )
        check_one(11, 12, LUS_TYPE_TSC_INFO, "mode", mode, mode, NONE, "");
    check_refused(11, 12, LUS_TYPE_TSC_INFO, "mode", 3, "12-05");
    check_refused(11, 12, LUS_TYPE_HVM_CPU, "msr_tsc_aux", 1ull << 32, "12-06");
    check_one(11, 12, LUS_TYPE_HVM_CPU, "msr_tsc_aux", 0xffffffffu, 0xffffffffu, NONE, "");
    check_one(12, 11, LUS_TYPE_HVM_CPU, "msr_tsc_aux", 1ull << 32, 1ull << 32, NONE, "");
    sheet_add_entry(&s, LUS_TYPE_PV_VCPU_MSRS, 2)->msr_entry.index = 0x48;
    e = sheet_add_entry(&s, LUS_TYPE_PV_VCPU_MSRS, 2);
    e->msr_entry.index = 0xc0000103u;
    e->msr_entry.value = 5;
    recast_sheet(&s, 11);
    assert_int_equal(sheet_record(&s, LUS_TYPE_PV_VCPU_MSRS, 2)->nr, 1);
    assert_int_equal(sheet_record(&s, LUS_TYPE_PV_VCPU_MSRS, 2)->entries[0].msr_entry.index, 0x48);
    told(&s, LUS_OUTCOME_LOST, "12-06", LUS_TYPE_PV_VCPU_MSRS, "value", 5, 0);
    /* 4.11 knows it of an HVM guest. */
    e = sheet_add_entry(&hvm, LUS_TYPE_VCPU_HIDDEN_MSRS, 2);
    e->msr_entry.index = 0xc0000103u;
    recast_sheet(&hvm, 11);
    assert_int_equal(sheet_record(&hvm, LUS_TYPE_VCPU_HIDDEN_MSRS, 2)->nr, 1);
    sheet_add_entry(&up, LUS_TYPE_PV_VCPU_MSRS, 2)->msr_entry.index = 0xc0000103u;
    recast_sheet(&up, 12);
    assert_int_equal(sheet_record(&up, LUS_TYPE_PV_VCPU_MSRS, 2)->nr, 1);
    sheet_free(&s);
    sheet_free(&hvm);
    sheet_free(&up);
}

static void debug_registers(void **state)
{
    struct sheet s = { .minor = 11 }, zero = { .minor = 11 }, down = { .minor = 12 };
    const union lus_any *o;
    union lus_any *v;

    v = sheet_add(&s, LUS_TYPE_PV_VCPU, 1);
    v->pv_vcpu.debugreg[4] = 0x11;
    v->pv_vcpu.debugreg[5] = 0x20000;
    v->pv_vcpu.debugreg[6] = 0xffff0ff1u;
    v->pv_vcpu.debugreg[7] = 0x401;
    recast_sheet(&s, 12);
    o = sheet_get(&s, LUS_TYPE_PV_VCPU, 1);
    assert_int_equal(o->pv_vcpu.debugreg[4], 0);
    assert_int_equal(o->pv_vcpu.debugreg[5], 0);
    assert_int_equal(o->pv_vcpu.debugreg[6], 0xffff0ff1u);
    assert_int_equal(o->pv_vcpu.debugreg[7], 0x20401);
    told(&s, LUS_OUTCOME_DERIVED, "12-08", LUS_TYPE_PV_VCPU, "debugreg", 0x401, 0x20401);
    told(&s, LUS_OUTCOME_LOST, "12-08", LUS_TYPE_PV_VCPU, "debugreg", 0x11, 0);
    assert_int_equal(s.nr_outcomes, 2);
    sheet_add(&zero, LUS_TYPE_PV_VCPU, 0);
    recast_sheet(&zero, 12);
    assert_int_equal(sheet_get(&zero, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[6], DR6);
    told(&zero, LUS_OUTCOME_DEFAULTED, "12-09", LUS_TYPE_PV_VCPU, "debugreg", 0, DR6);
    sheet_add(&down, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[6] = DR6;
    sheet_add(&down, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[5] = 2;
    sheet_add(&down, LUS_TYPE_HVM_CPU, 0);
    recast_sheet(&down, 11);
    assert_int_equal(sheet_get(&down, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[6], DR6);
    assert_int_equal(sheet_get(&down, LUS_TYPE_PV_VCPU, 0)->pv_vcpu.debugreg[5], 2);
    told_nothing(&down);
    check_one(11, 12, LUS_TYPE_HVM_CPU, "dr6", 0, DR6, LUS_OUTCOME_DEFAULTED, "12-09");
    check_one(11, 12, LUS_TYPE_HVM_CPU, "dr6", DR6 + 1, DR6 + 1, NONE, "");
    check_one(12, 11, LUS_TYPE_HVM_CPU, "dr6", 0, 0, NONE, "");
    sheet_free(&s);
    sheet_free(&zero);
    sheet_free(&down);
}

static void ioreq(void **state)
{
    struct sheet server = { .minor = 11 }, up = { .minor = 11 }, lacks = { .minor = 11 }, down = { .minor = 12 }, used = { .minor = 12 };
    const struct sheet_record *r;
    union lus_any *e;

    e = sheet_add_entry(&server, LUS_TYPE_IOREQ_SERVERS, 0);
    e->ioreq_server.is_default = 1;
    refuse_sheet(&server, 12, "12-14", LUS_TYPE_IOREQ_SERVERS, "is_default", 1);
    sheet_param(&up, 5, 0xfeff0);
    sheet_param(&up, 6, 0);
    sheet_param(&up, 12, 1);
    sheet_param(&up, 13, 3);
    sheet_param(&up, 26, 0);
    sheet_add(&up, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.free = 0xf;
    recast_sheet(&up, 12);
    r = sheet_record(&up, LUS_TYPE_HVM_PARAMS, 0);
    assert_int_equal(r->nr, 3);
    assert_int_equal(r->entries[0].hvm_param.index, 5);
    assert_int_equal(r->entries[0].hvm_param.value, 0xfeff0);
    assert_int_equal(r->entries[2].hvm_param.index, 12);
    told(&up, LUS_OUTCOME_LOST, "12-15", LUS_TYPE_HVM_PARAMS, "value", 3, 0);
    told(&up, LUS_OUTCOME_LOST, "12-15", LUS_TYPE_HVM_PARAMS, "value", 0, 0);
    told(&up, LUS_OUTCOME_DERIVED, "12-16", LUS_TYPE_IOREQ_GFNS, "legacy_free", 0, 0x20);
    assert_int_equal(sheet_get(&up, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.legacy_free, 0x20);
    sheet_add(&lacks, LUS_TYPE_IOREQ_GFNS, 0);
    recast_sheet(&lacks, 12);
    told(&lacks, LUS_OUTCOME_UNPROVABLE, "12-16", LUS_TYPE_IOREQ_GFNS, "legacy_free", 0, 0);
    sheet_param(&down, 6, 7);
    sheet_add(&down, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.legacy_free = 0x40;
    recast_sheet(&down, 11);
    told_nothing(&down);
    sheet_param(&used, 6, 7);
    sheet_add(&used, LUS_TYPE_IOREQ_GFNS, 0);
    refuse_sheet(&used, 11, "12-16", LUS_TYPE_IOREQ_GFNS, "legacy_free", 0);
    sheet_free(&server);
    sheet_free(&up);
    sheet_free(&lacks);
    sheet_free(&down);
    sheet_free(&used);
}

static void ioreq_pages(void **state)
{
    struct sheet s = { .minor = 11 }, normal = { .minor = 11 };
    union lus_any *o;

    o = sheet_add(&s, LUS_TYPE_MEM_OWNED, 3u << 16 | 9);
    o->mem_owned.role = LUS_PAGE_ROLE_IOREQ;
    o->mem_owned.domid = 9;
    refuse_sheet(&s, 12, "12-17", LUS_TYPE_MEM_OWNED, "role", LUS_PAGE_ROLE_IOREQ);
    assert_int_equal(s.outcomes[0].segment_kind, LUS_SEGMENT_MEMORY);
    sheet_add(&normal, LUS_TYPE_MEM_OWNED, 9)->mem_owned.domid = 9;
    recast_sheet(&normal, 12);
    told_nothing(&normal);
    sheet_free(&s);
    sheet_free(&normal);
}

static void mtrr(void **state)
{
    struct sheet up = { .minor = 11 }, down = { .minor = 12 }, ranges = { .minor = 12 }, fine = { .minor = 12 };
    union lus_any *o = sheet_add(&up, LUS_TYPE_HVM_MTRR, 0);

    o->hvm_mtrr.msr_mtrr_cap = 0x507;
    o->hvm_mtrr.msr_mtrr_var[13] = 13;
    o->hvm_mtrr.msr_mtrr_var[14] = 14;
    o->hvm_mtrr.msr_mtrr_var[15] = 15;
    recast_sheet(&up, 12);
    assert_int_equal(sheet_get(&up, LUS_TYPE_HVM_MTRR, 0)->hvm_mtrr.msr_mtrr_var[13], 13);
    assert_int_equal(sheet_get(&up, LUS_TYPE_HVM_MTRR, 0)->hvm_mtrr.msr_mtrr_var[14], 0);
    told(&up, LUS_OUTCOME_LOST, "12-19", LUS_TYPE_HVM_MTRR, "msr_mtrr_var", 14, 0);
    told(&up, LUS_OUTCOME_LOST, "12-19", LUS_TYPE_HVM_MTRR, "msr_mtrr_var", 15, 0);
    sheet_add(&down, LUS_TYPE_HVM_MTRR, 0)->hvm_mtrr.msr_mtrr_var[14] = 14;
    recast_sheet(&down, 11);
    assert_int_equal(sheet_get(&down, LUS_TYPE_HVM_MTRR, 0)->hvm_mtrr.msr_mtrr_var[14], 14);
    check_one(11, 12, LUS_TYPE_HVM_MTRR, "msr_mtrr_cap", 0x508, 0x508, NONE, "");
    check_refused(11, 12, LUS_TYPE_HVM_MTRR, "msr_mtrr_cap", 0x509, "12-19");
    check_refused(12, 11, LUS_TYPE_HVM_MTRR, "msr_mtrr_cap", 0x509, "12-19");
    sheet_add_entry(&ranges, LUS_TYPE_HVM_MTRR_RANGES, 0)->mtrr_range.index = 8;
    refuse_sheet(&ranges, 11, "12-19", LUS_TYPE_HVM_MTRR_RANGES, "index", 8);
    sheet_add_entry(&fine, LUS_TYPE_HVM_MTRR_RANGES, 0)->mtrr_range.index = 7;
    recast_sheet(&fine, 11);
    sheet_free(&up);
    sheet_free(&down);
    sheet_free(&ranges);
    sheet_free(&fine);
}

static void leaf(struct sheet *s, uint32_t number, uint32_t subleaf, uint32_t eax, uint32_t ebx, uint32_t ecx, uint32_t edx)
{
    union lus_any *e = sheet_add_entry(s, LUS_TYPE_CPUID_POLICY, 0);

    e->cpuid_leaf = (struct lus_cpuid_leaf){ number, subleaf, eax, ebx, ecx, edx };
}

static void xstate_of(uint32_t type, uint64_t policy, uint64_t accum, const char *row)
{
    struct sheet s = { .minor = 11 };
    union lus_any *o;

    if ( policy )
        leaf(&s, 0xd, 0, (uint32_t)policy, 0, 0, (uint32_t)(policy >> 32));
    leaf(&s, 0xd, 1, 0xff, 0, 0, 0);
    o = sheet_add(&s, type, 3);
    if ( type == LUS_TYPE_HVM_CPU_XSAVE )
        o->hvm_cpu_xsave.xcr0_accum = accum;
    else
        o->pv_vcpu_xsave.xcr0_accum = accum;
    if ( row )
        refuse_sheet(&s, 12, row, type, "xcr0_accum", accum);
    else
        recast_sheet(&s, 12);
    sheet_free(&s);
}

static void xstate(void **state)
{
    static const uint32_t types[] = { LUS_TYPE_HVM_CPU_XSAVE, LUS_TYPE_PV_VCPU_XSAVE };
    uint32_t i;

    for ( i = 0; i < 2; i++ )
    {
        xstate_of(types[i], 7, 7, NULL);
        xstate_of(types[i], 3, 7, "12-22");
        xstate_of(types[i], 7 | 1ull << 40, 3 | 1ull << 40, NULL);
        xstate_of(types[i], 7, 3 | 1ull << 40, "12-22");
        /* Light weight profiling is refused by the step that takes it away. */
        xstate_of(types[i], 7, 7 | 1ull << 62, NULL);
        xstate_of(types[i], 0, 7, NULL);
        check_refused(12, 13, types[i], "xcr0_accum", 7 | 1ull << 62, "13-11");
        check_one(12, 13, types[i], "xcr0_accum", 7 | 1ull << 61, 7 | 1ull << 61, NONE, "");
        check_one(13, 12, types[i], "xcr0_accum", 7 | 1ull << 62, 7 | 1ull << 62, NONE, "");
    }
}

static void lwp_msr(uint32_t from, uint32_t to, uint32_t index, int is_refused)
{
    struct sheet s = { .minor = from };
    union lus_any *e = sheet_add_entry(&s, LUS_TYPE_VCPU_HIDDEN_MSRS, 1);

    e->msr_entry.index = index;
    e->msr_entry.value = 1;
    if ( is_refused )
        refuse_sheet(&s, to, "13-11", LUS_TYPE_VCPU_HIDDEN_MSRS, "value", 1);
    else
        recast_sheet(&s, to);
    sheet_free(&s);
}

static void lwp(void **state)
{
    struct sheet s = { .minor = 12 }, down = { .minor = 13 };
    const struct sheet_record *r;

    leaf(&s, 0xd, 0, 7, 1, 2, 0x40000003u);
    leaf(&s, 0xd, 2, 1, 2, 3, 4);
    leaf(&s, 0xd, 62, 0x80, 0x340, 0, 0);
    leaf(&s, 0x80000001u, ~0u, 1, 2, 0x8001, 4);
    leaf(&s, 0x80000008u, 0, 0, 0, 0x8000, 0x40000000u);
    leaf(&s, 0x8000001cu, ~0u, 0x80000001u, 0, 5, 9);
    recast_sheet(&s, 13);
    r = sheet_record(&s, LUS_TYPE_CPUID_POLICY, 0);
    assert_int_equal(r->nr, 6);
    assert_int_equal(r->entries[0].cpuid_leaf.edx, 3);
    assert_int_equal(r->entries[0].cpuid_leaf.eax, 7);
    assert_int_equal(r->entries[1].cpuid_leaf.edx, 4);
    assert_int_equal(r->entries[2].cpuid_leaf.eax | r->entries[2].cpuid_leaf.ebx, 0);
    assert_int_equal(r->entries[3].cpuid_leaf.ecx, 1);
    assert_int_equal(r->entries[3].cpuid_leaf.edx, 4);
    assert_int_equal(r->entries[4].cpuid_leaf.edx, 0x40000000u);
    assert_int_equal(r->entries[5].cpuid_leaf.eax | r->entries[5].cpuid_leaf.ecx | r->entries[5].cpuid_leaf.edx, 0);
    told(&s, LUS_OUTCOME_LOST, "13-11", LUS_TYPE_CPUID_POLICY, "ecx", 0x8001, 1);
    told(&s, LUS_OUTCOME_LOST, "13-11", LUS_TYPE_CPUID_POLICY, "edx", 0x40000003u, 3);
    assert_int_equal(s.nr_outcomes, 7);
    lwp_msr(12, 13, 0xc0000105u, 1);
    lwp_msr(12, 13, 0xc0000106u, 1);
    lwp_msr(12, 13, 0xc0000107u, 0);
    lwp_msr(12, 13, 0xc0000104u, 0);
    lwp_msr(13, 12, 0xc0000105u, 0);
    leaf(&down, 0x80000001u, ~0u, 1, 2, 0x8001, 4);
    recast_sheet(&down, 12);
    told_nothing(&down);
    sheet_free(&s);
    sheet_free(&down);
}

static void bound(struct sheet *s, uint8_t kind, uint32_t virq)
{
    union lus_any *e = sheet_add_entry(s, LUS_TYPE_EVTCHNS, 0);

    e->evtchn.port = 3;
    e->evtchn.state = kind;
    e->evtchn.virq = virq;
}

static void events(void **state)
{
    struct sheet up = { .minor = 11 }, down = { .minor = 12 }, other = { .minor = 11 }, unbound = { .minor = 11 };

    bound(&up, LUS_EVTCHN_STATE_VIRQ, 11);
    refuse_sheet(&up, 12, "12-28", LUS_TYPE_EVTCHNS, "virq", 11);
    bound(&down, LUS_EVTCHN_STATE_VIRQ, 11);
    recast_sheet(&down, 11);
    told(&down, LUS_OUTCOME_NOTED, "12-28", LUS_TYPE_EVTCHNS, "virq", 11, 11);
    bound(&other, LUS_EVTCHN_STATE_VIRQ, 10);
    recast_sheet(&other, 12);
    bound(&unbound, LUS_EVTCHN_STATE_UNBOUND, 11);
    recast_sheet(&unbound, 12);
    sheet_free(&up);
    sheet_free(&down);
    sheet_free(&other);
    sheet_free(&unbound);
}

static void emulation(void **state)
{
    struct sheet wide = { .minor = 12 }, narrow = { .minor = 12 }, up = { .minor = 11 };

    sheet_add_entry(&wide, LUS_TYPE_HVM_IO, 0)->mmio_access.size = 33;
    refuse_sheet(&wide, 11, "12-33", LUS_TYPE_HVM_IO, "size", 33);
    sheet_add_entry(&narrow, LUS_TYPE_HVM_IO, 0)->mmio_access.size = 32;
    recast_sheet(&narrow, 11);
    sheet_add_entry(&up, LUS_TYPE_HVM_IO, 0)->mmio_access.size = 64;
    recast_sheet(&up, 12);
    sheet_free(&wide);
    sheet_free(&narrow);
    sheet_free(&up);
}

static void monitors(void **state)
{
    static const struct { uint32_t from, to; const char *row; } rings[] = { { 11, 12, "12-35" }, { 12, 11, "12-35" }, { 12, 13, "13-26" }, { 13, 12, "13-26" } };
    uint32_t i;

    check_one(12, 11, LUS_TYPE_MONITOR, "events", 0x403, 0x3, LUS_OUTCOME_LOST, "12-34");
    check_one(12, 11, LUS_TYPE_MONITOR, "events", 3, 3, NONE, "");
    check_one(11, 12, LUS_TYPE_MONITOR, "events", 3, 3, NONE, "");
    for ( i = 0; i < NR_OF(rings); i++ )
    {
        struct sheet s = { .minor = rings[i].from };

        sheet_add(&s, LUS_TYPE_VM_EVENT_RING, 1)->vm_event_ring.version = 4;
        refuse_sheet(&s, rings[i].to, rings[i].row, LUS_TYPE_VM_EVENT_RING, "version", 4);
        sheet_free(&s);
    }
}

static void roles(void **state)
{
    const uint32_t hw = LUS_DOM_ROLE_HARDWARE | LUS_DOM_ROLE_CONTROL, console = LUS_DOM_ROLE_CONSOLE;

    check_one(11, 12, LUS_TYPE_DOM_IDENTITY, "roles", hw, hw | console, LUS_OUTCOME_DERIVED, "12-37");
    check_one(11, 12, LUS_TYPE_DOM_IDENTITY, "roles", LUS_DOM_ROLE_CONTROL, LUS_DOM_ROLE_CONTROL, NONE, "");
    check_one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", LUS_DOM_ROLE_CONTROL, LUS_DOM_ROLE_CONTROL, NONE, "");
    check_one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", console, 0, LUS_OUTCOME_LOST, "12-37");
    check_one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", hw, hw, LUS_OUTCOME_LOST, "12-37");
    {
        struct sheet s = { .minor = 12 };

        sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = hw | console;
        recast_sheet(&s, 11);
        assert_int_equal(sheet_get(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles, hw);
        told_nothing(&s);
        sheet_free(&s);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(grants), cmocka_unit_test(arm), cmocka_unit_test(tsc), cmocka_unit_test(debug_registers), cmocka_unit_test(ioreq),
        cmocka_unit_test(ioreq_pages), cmocka_unit_test(mtrr), cmocka_unit_test(xstate), cmocka_unit_test(lwp), cmocka_unit_test(events),
        cmocka_unit_test(emulation), cmocka_unit_test(monitors), cmocka_unit_test(roles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The rules of 4.12 and 4.13, each by values written by hand: what goes up, what comes down, what is told, what is refused. */
#include "recast.h"

#define DR6 0xffff0ff0u

/* The value of a field, raised or lowered alone in its record, and what was told: nothing where @kind is NONE. */
#define NONE 99
static void one(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t before, uint64_t after, uint32_t kind, const char *row)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet s = { .minor = from };
    union lus_any *o = sheet_add(&s, type, 0);
    uint32_t f = sheet_field(t->fields, t->nr_fields, field);

    sheet_set(&t->fields[f], o, before);
    recast_sheet(&s, to);
    assert_int_equal(sheet_value(&t->fields[f], sheet_get(&s, type, 0)), after);
    if ( kind == NONE )
        told_nothing_of(&s, type, field);
    else
        told(&s, kind, row, type, field, before, after);
    sheet_free(&s);
}

static void refused(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t value, const char *row)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet s = { .minor = from };
    union lus_any *o = sheet_add(&s, type, 0);

    sheet_set(&t->fields[sheet_field(t->fields, t->nr_fields, field)], o, value);
    refuse_sheet(&s, to, row, type, field, value);
    sheet_free(&s);
}

static void grants(void **state)
{
    one(11, 12, LUS_TYPE_GRANT_TABLE, "version", 0, 1, LUS_OUTCOME_DEFAULTED, "12-04");
    one(11, 12, LUS_TYPE_GRANT_TABLE, "version", 2, 2, NONE, "");
    one(12, 11, LUS_TYPE_GRANT_TABLE, "version", 1, 1, NONE, "");
    one(11, 12, LUS_TYPE_GRANT_TABLE, "max_frames", 0, 1, LUS_OUTCOME_DEFAULTED, "12-03");
    one(11, 12, LUS_TYPE_GRANT_TABLE, "max_frames", 64, 64, NONE, "");
    one(12, 11, LUS_TYPE_GRANT_TABLE, "max_frames", 0, 0, NONE, "");
    one(11, 12, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 0, 1, LUS_OUTCOME_DEFAULTED, "12-03");
    one(11, 12, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 32, 32, NONE, "");
    one(11, 12, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0, 0, NONE, "");
    refused(12, 13, LUS_TYPE_DOM_LIMITS, "max_grant_frames", 0x80000000u, "13-05");
    refused(12, 13, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0xffffffffu, "13-05");
    one(12, 13, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0x7fffffff, 0x7fffffff, NONE, "");
    one(13, 12, LUS_TYPE_DOM_LIMITS, "max_maptrack_frames", 0xffffffffu, 0xffffffffu, NONE, "");
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
        one(11, 12, LUS_TYPE_TSC_INFO, "mode", mode, mode, NONE, "");
    refused(11, 12, LUS_TYPE_TSC_INFO, "mode", 3, "12-05");
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
    one(11, 12, LUS_TYPE_HVM_CPU, "dr6", 0, DR6, LUS_OUTCOME_DEFAULTED, "12-09");
    one(11, 12, LUS_TYPE_HVM_CPU, "dr6", DR6 + 1, DR6 + 1, NONE, "");
    one(12, 11, LUS_TYPE_HVM_CPU, "dr6", 0, 0, NONE, "");
    sheet_free(&s);
    sheet_free(&zero);
    sheet_free(&down);
}

static void param(struct sheet *s, uint32_t index, uint64_t value)
{
    union lus_any *e = sheet_add_entry(s, LUS_TYPE_HVM_PARAMS, 0);

    e->hvm_param.index = index;
    e->hvm_param.value = value;
}

static void ioreq(void **state)
{
    struct sheet server = { .minor = 11 }, up = { .minor = 11 }, lacks = { .minor = 11 }, down = { .minor = 12 }, used = { .minor = 12 };
    const struct sheet_record *r;
    union lus_any *e;

    e = sheet_add_entry(&server, LUS_TYPE_IOREQ_SERVERS, 0);
    e->ioreq_server.is_default = 1;
    refuse_sheet(&server, 12, "12-14", LUS_TYPE_IOREQ_SERVERS, "is_default", 1);
    param(&up, 5, 0xfeff0);
    param(&up, 6, 0);
    param(&up, 12, 1);
    param(&up, 13, 3);
    param(&up, 26, 0);
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
    param(&down, 6, 7);
    sheet_add(&down, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.legacy_free = 0x40;
    recast_sheet(&down, 11);
    told_nothing(&down);
    param(&used, 6, 7);
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
    refused(11, 12, LUS_TYPE_HVM_MTRR, "msr_mtrr_cap", 0x509, "12-19");
    refused(12, 11, LUS_TYPE_HVM_MTRR, "msr_mtrr_cap", 0x509, "12-19");
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
        refused(12, 13, types[i], "xcr0_accum", 7 | 1ull << 62, "13-11");
        one(12, 13, types[i], "xcr0_accum", 7 | 1ull << 61, 7 | 1ull << 61, NONE, "");
        one(13, 12, types[i], "xcr0_accum", 7 | 1ull << 62, 7 | 1ull << 62, NONE, "");
    }
}

static void lwp(void **state)
{
    struct sheet s = { .minor = 12 }, cfg = { .minor = 12 }, down = { .minor = 13 };
    const struct sheet_record *r;
    union lus_any *e;

    leaf(&s, 0xd, 0, 7, 1, 2, 0x40000003u);
    leaf(&s, 0xd, 2, 1, 2, 3, 4);
    leaf(&s, 0xd, 62, 0x80, 0x340, 0, 0);
    leaf(&s, 0x80000001u, ~0u, 1, 2, 0x8001, 4);
    leaf(&s, 0x8000001cu, ~0u, 0x80000001u, 0, 0, 9);
    recast_sheet(&s, 13);
    r = sheet_record(&s, LUS_TYPE_CPUID_POLICY, 0);
    assert_int_equal(r->nr, 5);
    assert_int_equal(r->entries[0].cpuid_leaf.edx, 3);
    assert_int_equal(r->entries[0].cpuid_leaf.eax, 7);
    assert_int_equal(r->entries[1].cpuid_leaf.edx, 4);
    assert_int_equal(r->entries[2].cpuid_leaf.eax | r->entries[2].cpuid_leaf.ebx, 0);
    assert_int_equal(r->entries[3].cpuid_leaf.ecx, 1);
    assert_int_equal(r->entries[3].cpuid_leaf.edx, 4);
    assert_int_equal(r->entries[4].cpuid_leaf.eax | r->entries[4].cpuid_leaf.edx, 0);
    told(&s, LUS_OUTCOME_LOST, "13-11", LUS_TYPE_CPUID_POLICY, "ecx", 0x8001, 1);
    told(&s, LUS_OUTCOME_LOST, "13-11", LUS_TYPE_CPUID_POLICY, "edx", 0x40000003u, 3);
    assert_int_equal(s.nr_outcomes, 6);
    e = sheet_add_entry(&cfg, LUS_TYPE_VCPU_HIDDEN_MSRS, 1);
    e->msr_entry.index = 0xc0000105u;
    e->msr_entry.value = 1;
    refuse_sheet(&cfg, 13, "13-11", LUS_TYPE_VCPU_HIDDEN_MSRS, "value", 1);
    leaf(&down, 0x80000001u, ~0u, 1, 2, 0x8001, 4);
    recast_sheet(&down, 12);
    told_nothing(&down);
    sheet_free(&s);
    sheet_free(&cfg);
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

    one(12, 11, LUS_TYPE_MONITOR, "events", 0x403, 0x3, LUS_OUTCOME_LOST, "12-34");
    one(12, 11, LUS_TYPE_MONITOR, "events", 3, 3, NONE, "");
    one(11, 12, LUS_TYPE_MONITOR, "events", 3, 3, NONE, "");
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

    one(11, 12, LUS_TYPE_DOM_IDENTITY, "roles", hw, hw | console, LUS_OUTCOME_DERIVED, "12-37");
    one(11, 12, LUS_TYPE_DOM_IDENTITY, "roles", LUS_DOM_ROLE_CONTROL, LUS_DOM_ROLE_CONTROL, NONE, "");
    one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", LUS_DOM_ROLE_CONTROL, LUS_DOM_ROLE_CONTROL, NONE, "");
    one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", console, 0, LUS_OUTCOME_LOST, "12-37");
    one(12, 11, LUS_TYPE_DOM_IDENTITY, "roles", hw, hw, LUS_OUTCOME_LOST, "12-37");
    {
        struct sheet s = { .minor = 12 };

        sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = hw | console;
        recast_sheet(&s, 11);
        assert_int_equal(sheet_get(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles, hw);
        told_nothing(&s);
        sheet_free(&s);
    }
}

/* What creation took: @pv or not, roles, tables of an IOMMU and whether the host has one. */
struct creation
{
    int pv, hardware, tables, shared, host, whole;
    uint32_t flags, after, opts;
    uint32_t kind;              /* of the report of the flags */
};

static void created(const struct creation *c)
{
    struct sheet s = { .minor = 12, .whole = c->whole };
    const union lus_any *o;

    sheet_add(&s, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&s, LUS_TYPE_DOMAIN, 0)->domain.kind = c->pv ? LUS_GUEST_KIND_PV : LUS_GUEST_KIND_HVM;
    sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = c->hardware ? LUS_DOM_ROLE_HARDWARE : 0;
    if ( c->tables )
        sheet_add(&s, LUS_TYPE_DOM_IOMMU, 0)->dom_iommu.shared = (uint8_t)c->shared;
    if ( c->host )
        sheet_add(&s, LUS_TYPE_IOMMUS, 0);
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = c->flags;
    recast_sheet(&s, 13);
    o = sheet_get(&s, LUS_TYPE_DOM_CREATE, 0);
    assert_int_equal(o->dom_create.flags, c->after);
    assert_int_equal(o->dom_create.iommu_opts, c->opts);
    if ( c->kind == NONE )
        told_nothing_of(&s, LUS_TYPE_DOM_CREATE, "flags");
    else
        told(&s, c->kind, "13-03", LUS_TYPE_DOM_CREATE, "flags", c->pv ? c->flags | LUS_CDF_OOS_OFF : c->flags, c->after);
    if ( c->pv )
        told(&s, LUS_OUTCOME_DERIVED, "13-02", LUS_TYPE_DOM_CREATE, "flags", c->flags, c->flags | LUS_CDF_OOS_OFF);
    told(&s, c->kind == LUS_OUTCOME_UNPROVABLE ? c->kind : LUS_OUTCOME_DERIVED, "13-04", LUS_TYPE_DOM_CREATE, "iommu_opts", 0, c->opts);
    sheet_free(&s);
}

static void creation(void **state)
{
    const uint32_t iommu = LUS_CDF_IOMMU, oos = LUS_CDF_OOS_OFF, s3 = LUS_CDF_S3_INTEGRITY;
    static const struct creation all[] = {
        { .whole = 1, .flags = LUS_CDF_S3_INTEGRITY, .after = LUS_CDF_S3_INTEGRITY, .kind = NONE },
        { .whole = 1, .tables = 1, .shared = 1, .host = 1, .after = LUS_CDF_IOMMU, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .tables = 1, .host = 1, .after = LUS_CDF_IOMMU, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .hardware = 1, .host = 1, .after = LUS_CDF_IOMMU, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .hardware = 1, .after = 0, .kind = NONE },
        { .whole = 1, .host = 1, .after = 0, .kind = NONE },
        { .whole = 0, .after = 0, .kind = LUS_OUTCOME_UNPROVABLE },
        { .whole = 1, .pv = 1, .tables = 1, .after = LUS_CDF_IOMMU | LUS_CDF_OOS_OFF, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
    };
    struct sheet down = { .minor = 13, .whole = 1 }, bare = { .minor = 13, .whole = 1 };
    uint32_t i;

    for ( i = 0; i < NR_OF(all); i++ )
        created(&all[i]);
    one(12, 13, LUS_TYPE_DOM_CREATE, "flags", s3 | oos, s3 | oos, LUS_OUTCOME_UNPROVABLE, "13-03");
    sheet_add(&down, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&down, LUS_TYPE_DOM_IDENTITY, 0);
    sheet_add(&down, LUS_TYPE_DOM_IOMMU, 0);
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = iommu | oos;
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.iommu_opts = 1;
    recast_sheet(&down, 12);
    assert_int_equal(sheet_get(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags, oos);
    told_nothing(&down);
    sheet_add(&bare, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&bare, LUS_TYPE_DOM_IDENTITY, 0);
    sheet_add(&bare, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = iommu;
    sheet_add(&bare, LUS_TYPE_DOM_CREATE, 0)->dom_create.iommu_opts = 1;
    recast_sheet(&bare, 12);
    told(&bare, LUS_OUTCOME_LOST, "13-03", LUS_TYPE_DOM_CREATE, "flags", iommu, 0);
    told(&bare, LUS_OUTCOME_LOST, "13-04", LUS_TYPE_DOM_CREATE, "iommu_opts", 1, 0);
    sheet_free(&down);
    sheet_free(&bare);
}

static void legacy(void **state)
{
    struct sheet hw = { .minor = 12 };
    const uint32_t spurious = LUS_DOM_LEGACY_SUPPRESS_SPURIOUS_FAULTS, pinned = LUS_DOM_LEGACY_PINNED, other = LUS_DOM_LEGACY_DISABLE_MIGRATE;

    one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", spurious | other, other, LUS_OUTCOME_LOST, "13-12");
    one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", pinned | other, other, LUS_OUTCOME_LOST, "13-14");
    one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", other, other, NONE, "");
    one(13, 12, LUS_TYPE_DOM_CREATE, "legacy", pinned | spurious, pinned | spurious, NONE, "");
    sheet_add(&hw, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = LUS_DOM_ROLE_HARDWARE;
    sheet_add(&hw, LUS_TYPE_DOM_CREATE, 0)->dom_create.legacy = LUS_DOM_LEGACY_PINNED;
    recast_sheet(&hw, 13);
    told(&hw, LUS_OUTCOME_DERIVED, "13-14", LUS_TYPE_DOM_CREATE, "legacy", pinned, 0);
    sheet_free(&hw);
}

static void viridian(void **state)
{
    static const char *const names[] = { "simp_msr", "sint_msr", "stimer_config_msr", "stimer_count_msr" };
    static const char *const hidden[] = { "scontrol", "siefp", "stimer_expiration", "stimer_started", "stimer_pending" };
    struct sheet up = { .minor = 12 }, down = { .minor = 13 }, params = { .minor = 13 }, old = { .minor = 13 };
    const union lus_any *o;
    union lus_any *v;
    uint32_t i;

    sheet_add(&up, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3)->hvm_viridian_vcpu.vp_assist_msr = 5;
    sheet_add(&up, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 3)->hvm_viridian_hidden.crash_param[4] = 6;
    recast_sheet(&up, 13);
    o = sheet_get(&up, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(o->hvm_viridian_vcpu.sint_msr[i], 0x10000);
    for ( i = 0; i < 4; i++ )
        assert_int_equal(o->hvm_viridian_vcpu.stimer_config_msr[i] | o->hvm_viridian_vcpu.stimer_count_msr[i], 0);
    assert_int_equal(o->hvm_viridian_vcpu.vp_assist_msr, 5);
    assert_int_equal(sheet_get(&up, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 3)->hvm_viridian_hidden.crash_param[4], 6);
    for ( i = 0; i < NR_OF(names); i++ )
        told(&up, LUS_OUTCOME_DEFAULTED, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, names[i], 0, i == 1 ? 0x10000 : 0);
    for ( i = 0; i < NR_OF(hidden); i++ )
        told(&up, LUS_OUTCOME_DEFAULTED, "13-07", LUS_TYPE_HVM_VIRIDIAN_HIDDEN, hidden[i], 0, 0);
    v = sheet_add(&down, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0);
    for ( i = 0; i < 16; i++ )
        v->hvm_viridian_vcpu.sint_msr[i] = 0x10000 + 0x20 * (i == 7);
    v->hvm_viridian_vcpu.stimer_count_msr[2] = 9;
    sheet_add(&down, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 0)->hvm_viridian_hidden.siefp = 1;
    recast_sheet(&down, 12);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, "sint_msr", 0x10020, 0);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, "stimer_count_msr", 9, 0);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_HIDDEN, "siefp", 1, 0);
    assert_int_equal(down.nr_outcomes, 3);
    for ( i = 7; i < 10; i++ )
    {
        struct sheet s = { .minor = 13 };

        param(&s, 9, 0x7f | 1u << i);
        refuse_sheet(&s, 12, "13-08", LUS_TYPE_HVM_PARAMS, "value", 0x7f | 1u << i);
        assert_int_equal(s.outcomes[0].entry, 9);
        sheet_free(&s);
    }
    param(&old, 9, 0x7f);
    recast_sheet(&old, 12);
    told_nothing(&old);
    params.minor = 12;
    param(&params, 9, 0x3ff);
    recast_sheet(&params, 13);
    sheet_free(&up);
    sheet_free(&down);
    sheet_free(&params);
    sheet_free(&old);
}

static void reference_time(uint64_t page, int64_t offset, int noted)
{
    struct sheet s = { .minor = 12 };

    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_DOMAIN, 0)->hvm_viridian_domain.reference_tsc = page;
    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_TIME, 0)->hvm_viridian_time.offset = offset;
    recast_sheet(&s, 13);
    if ( noted )
        told(&s, LUS_OUTCOME_NOTED, "13-09", LUS_TYPE_HVM_VIRIDIAN_TIME, "offset", (uint64_t)offset, (uint64_t)offset);
    else
        told_nothing(&s);
    sheet_free(&s);
}

static void reference_times(void **state)
{
    reference_time(0x1001, -5, 1);
    reference_time(0x1000, -5, 0);
    reference_time(0x1001, 0, 0);
}

static void cpupools(void **state)
{
    struct sheet s = { .minor = 13 }, up = { .minor = 12 };

    sheet_add_entry(&s, LUS_TYPE_CPUPOOLS, 0)->cpupool.granularity = LUS_SCHED_GRAN_CORE;
    recast_sheet(&s, 12);
    assert_int_equal(sheet_record(&s, LUS_TYPE_CPUPOOLS, 0)->entries[0].cpupool.granularity, 0);
    told(&s, LUS_OUTCOME_LOST, "13-16", LUS_TYPE_CPUPOOLS, "granularity", LUS_SCHED_GRAN_CORE, 0);
    sheet_add_entry(&up, LUS_TYPE_CPUPOOLS, 0);
    recast_sheet(&up, 13);
    told_nothing(&up);
    sheet_free(&s);
    sheet_free(&up);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(grants), cmocka_unit_test(arm), cmocka_unit_test(tsc), cmocka_unit_test(debug_registers), cmocka_unit_test(ioreq),
        cmocka_unit_test(ioreq_pages), cmocka_unit_test(mtrr), cmocka_unit_test(xstate), cmocka_unit_test(lwp), cmocka_unit_test(events),
        cmocka_unit_test(emulation), cmocka_unit_test(monitors), cmocka_unit_test(roles), cmocka_unit_test(creation), cmocka_unit_test(legacy),
        cmocka_unit_test(viridian), cmocka_unit_test(reference_times), cmocka_unit_test(cpupools),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

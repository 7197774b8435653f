/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Rules of 4.14 to 4.22 that one value does not show, and a domain of 4.11 as it must be in 4.15: every line that is known to matter, by
 * hand-written values. spec/compat.md.
 */
#include "recast.h"
#include "compat/compat.h"

static void good_pit(struct sheet *s)
{
    struct lus_hvm_pit *p = &sheet_add(s, LUS_TYPE_HVM_PIT, 0)->hvm_pit;

    p->channel0_gate = p->channel1_gate = 1;
}

static void nested_hap(struct sheet *s)
{
    sheet_param(s, 24, 1);
    sheet_add(s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_HAP;
}

static void is_whole(struct sheet *s)
{
    s->whole = 1;
    sheet_add(s, LUS_TYPE_SYS_TIME, 0)->sys_time.stime = 1000;
}

static void mixed(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOM_CREATE, 0)->dom_create.altp2m_mode = 1;
    sheet_param(s, 35, 1);
}

/* Records that only the upper release has. */
static void records_below(void **state)
{
    struct sheet s = { .minor = 14, .features = ALL_FEATURES };
    struct sheet sve = { .minor = 18, .features = ALL_FEATURES, .arch = LUS_ARCH_ARM64 };
    struct sheet resume = { .minor = 22, .features = ALL_FEATURES, .arch = LUS_ARCH_ARM64 };

    sheet_add_entry(&s, LUS_TYPE_HVM_IO_READS, 0);
    recast_sheet(&s, 13);
    assert_null(sheet_get(&s, LUS_TYPE_HVM_IO_READS, 0));
    told(&s, LUS_OUTCOME_LOST, "14-18", LUS_TYPE_HVM_IO_READS, "", 0, 0);
    sheet_free(&s);
    sheet_add(&sve, LUS_TYPE_ARM_VCPU_SVE, 0);
    refuse_sheet(&sve, 17, "18-12", LUS_TYPE_ARM_VCPU_SVE, "", 0);
    sheet_free(&sve);
    sheet_add(&resume, LUS_TYPE_ARM_RESUME, 0);
    refuse_sheet(&resume, 21, "22-10", LUS_TYPE_ARM_RESUME, "", 0);
    sheet_free(&resume);
}

static uint64_t param(const struct sheet *s, uint32_t index, int *there)
{
    const struct sheet_record *r = sheet_record(s, LUS_TYPE_HVM_PARAMS, 0);
    uint32_t i;

    assert_non_null(r);
    for ( i = 0; i < r->nr; i++ )
        if ( r->entries[i].hvm_param.index == index )
        {
            *there = 1;
            return r->entries[i].hvm_param.value;
        }
    *there = 0;
    return 0;
}

static void told_param(const struct sheet *s, uint32_t kind, const char *row, uint32_t index, uint64_t from, uint64_t to)
{
    uint32_t i, n = 0;

    for ( i = 0; i < s->nr_outcomes; i++ )
        n += s->outcomes[i].kind == kind && s->outcomes[i].type == LUS_TYPE_HVM_PARAMS && s->outcomes[i].entry == index &&
             s->outcomes[i].from == from && s->outcomes[i].to == to && !strcmp(lus_row(s->outcomes[i].row, NULL)->id, row);
    assert_int_equal(n, 1);
}

/* 14-12: parameters that nothing acts on are not taken any more; the others stay. */
static void params_obsolete(void **state)
{
    static const uint8_t gone[] = { 4, 20, 21, 22, 23, 25, 30 };
    struct sheet s = { .minor = 13, .features = ALL_FEATURES };
    uint32_t i, n = 0;
    int there;

    for ( i = 0; i < 39; i++ )
    {
        if ( i == 13 || i == 24 || i == 26 || (i > 5 && i < 9) || (i > 26 && i < 30) || i > 30 || (i > 13 && i < 19) || i == 10 || i == 11 )
            continue;
        sheet_param(&s, i, i + 1);
    }
    recast_sheet(&s, 14);
    for ( i = 0; i < NR_OF(gone); i++ )
    {
        param(&s, gone[i], &there);
        assert_false(there);
        told_param(&s, LUS_OUTCOME_LOST, "14-12", gone[i], gone[i] + 1, 0);
        n++;
    }
    assert_int_equal(param(&s, 19, &there), 20);
    assert_int_equal(param(&s, 3, &there), 4);
    assert_int_equal(s.nr_outcomes, n);
    sheet_free(&s);
}

/* 15-01: the parameter of nested virtualisation and the flag take each other's place. */
static void params_nested(void **state)
{
    struct sheet up = { .minor = 14, .features = ALL_FEATURES }, odd = { .minor = 14, .features = ALL_FEATURES };
    struct sheet zero = { .minor = 14, .features = ALL_FEATURES }, down = { .minor = 15, .features = ALL_FEATURES };
    struct sheet flagged = { .minor = 14, .features = ALL_FEATURES };
    int there;

    nested_hap(&flagged);
    sheet_add(&flagged, LUS_TYPE_DOM_CREATE, 0);
    recast_sheet(&flagged, 15);
    param(&flagged, 24, &there);
    assert_false(there);
    assert_int_equal(sheet_get(&flagged, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags, LUS_CDF_NESTED_VIRT);
    told_nothing_of(&flagged, LUS_TYPE_HVM_PARAMS, "value");
    sheet_free(&flagged);
    /* No record has the flag: it is gone for good. */
    nested_hap(&up);
    recast_sheet(&up, 15);
    param(&up, 24, &there);
    assert_false(there);
    told_param(&up, LUS_OUTCOME_LOST, "15-01", 24, 1, 0);
    sheet_free(&up);
    sheet_param(&odd, 24, 3);
    recast_sheet(&odd, 15);
    told_param(&odd, LUS_OUTCOME_LOST, "15-01", 24, 3, 0);
    sheet_free(&odd);
    sheet_param(&zero, 24, 0);
    recast_sheet(&zero, 15);
    told_param(&zero, LUS_OUTCOME_LOST, "15-01", 24, 0, 0);
    sheet_free(&zero);
    sheet_param(&down, 17, 1);
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = LUS_CDF_NESTED_VIRT;
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.misc_flags = 1;
    recast_sheet(&down, 14);
    assert_int_equal(param(&down, 24, &there), 1);
    assert_true(there);
    told_param(&down, LUS_OUTCOME_DERIVED, "15-01", 24, 0, 1);
    assert_int_equal(down.nr_outcomes, 1);
    sheet_free(&down);
}

static void refuse_param(uint32_t from, uint32_t to, const char *row, uint32_t index, uint64_t value)
{
    struct sheet s = { .minor = from, .features = ALL_FEATURES };
    struct lus_recast_args args = { .to = { to, ALL_FEATURES } };
    struct lus_recast_result result;
    struct bytes in, out;

    sheet_param(&s, index, value);
    in = sheet_stream(&s);
    assert_int_equal(recast_bytes(in, &args, &out, &result), -LUS_E_REFUSED);
    assert_int_equal(result.kinds[LUS_OUTCOME_REFUSED], 1);
    bytes_free(&in);
    sheet_free(&s);
}

/* 15-15: viridian features that the guest was told of. 19-01: a mode of altp2m that no release has. */
static void params_refused(void **state)
{
    struct sheet old = { .minor = 15, .features = ALL_FEATURES };
    int there;

    refuse_param(15, 14, "15-15", 9, 0x401);
    refuse_param(15, 14, "15-15", 9, 0x801);
    refuse_param(15, 14, "15-15", 9, 0x1001);
    refuse_param(18, 19, "19-01", 35, 4);
    sheet_param(&old, 9, 0x3ff);
    recast_sheet(&old, 14);
    assert_int_equal(param(&old, 9, &there), 0x3ff);
    told_nothing(&old);
    sheet_free(&old);
}

static void params_of_7(struct lus_writer *w, const void *arg)
{
    const struct lus_hvm_param *p = arg;
    struct lus_domain d = { .kind = LUS_GUEST_KIND_HVM };

    lus_put_domain(w, 1, 0, &d);
    lus_begin(w, LUS_TYPE_HVM_PARAMS, 1, 0, NULL, 0);
    lus_add_hvm_param(w, p);
    lus_end(w);
}

/* A domain's parameters are not taken for the next one's. */
static void params_of_each(void **state)
{
    static const struct { uint32_t from, to; struct lus_hvm_param first; } cases[] = { { 13, 12, { 9, 0x80 } }, { 15, 14, { 9, 0x401 } }, { 18, 19, { 35, 4 } } };
    static const struct lus_hvm_param second = { 17, 1 };
    uint32_t i;

    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 7, params_of_7, &cases[i].first }, { LUS_SEGMENT_DOMAIN, 8, params_of_7, &second } };
        struct lus_recast_args args = { .to = { cases[i].to, ALL_FEATURES } };
        struct lus_recast_result result;
        struct bytes in = make_stream(specs, NR_OF(specs), 1), out;

        set_profile(in, cases[i].from);
        assert_int_equal(recast_bytes(in, &args, &out, &result), -LUS_E_REFUSED);
        assert_int_equal(result.kinds[LUS_OUTCOME_REFUSED], 1);
        bytes_free(&in);
    }
}

/* 19-04: registers that no guest could have brought about. */
static void devices_refused(void **state)
{
    static const struct { const char *field; uint64_t value; } pit[] = {
        { "channel0_count", 0x10001 }, { "channel1_count_latched", 5 }, { "channel2_read_state", 5 }, { "channel0_write_state", 5 },
        { "channel1_rw_mode", 4 }, { "channel2_bcd", 2 }, { "channel2_gate", 2 }, { "channel0_gate", 0 }, { "channel1_gate", 0 },
        { "speaker_data_on", 2 },
    };
    static const struct { const char *field; uint64_t value; uint32_t instance; } pic[] = {
        { "int_output", 2, 1 }, { "elcr", 2, 0 }, { "elcr", 1, 1 }, { "int_output", 1, 1 }, { "mode", 0, 0 }, { "mode", 0x40, 1 },
    };
    uint32_t i;
    int in_entry;

    for ( i = 0; i < NR_OF(pit); i++ )
    {
        struct sheet s = { .minor = 18, .features = ALL_FEATURES };

        good_pit(&s);
        lus_value_set(sheet_field_of(LUS_TYPE_HVM_PIT, pit[i].field, &in_entry), sheet_add(&s, LUS_TYPE_HVM_PIT, 0), 0, pit[i].value);
        refuse_sheet(&s, 19, "19-04", LUS_TYPE_HVM_PIT, "", 0);
        sheet_free(&s);
    }
    for ( i = 0; i < NR_OF(pic); i++ )
    {
        struct sheet s = { .minor = 18, .features = ALL_FEATURES };
        struct lus_hvm_pic *p = &sheet_add(&s, LUS_TYPE_HVM_PIC, pic[i].instance)->hvm_pic;

        p->mode = pic[i].instance ? 0 : LUS_VPIC_MODE_IS_MASTER;
        p->elcr = pic[i].instance ? 0 : 4;
        lus_value_set(sheet_field_of(LUS_TYPE_HVM_PIC, pic[i].field, &in_entry), p, 0, pic[i].value);
        if ( p->int_output == 1 )
            p->init_priority = 1;
        refuse_sheet(&s, 19, "19-04", LUS_TYPE_HVM_PIC, "", 0);
        sheet_free(&s);
    }
}

/* 20-01: computed by hand from Xen's generator with 1000 as the time: three shifts and exclusive ors a step. */
static void unique_ids(void **state)
{
    struct sheet s = { .minor = 19, .features = ALL_FEATURES }, back = { .minor = 20, .features = ALL_FEATURES };
    uint64_t domain, global, x = 1000;
    uint32_t i;

    is_whole(&s);
    sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0);
    sheet_add(&s, LUS_TYPE_SYS_GLOBALS, 0);
    recast_sheet(&s, 20);
    domain = sheet_get(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.unique_id;
    global = sheet_get(&s, LUS_TYPE_SYS_GLOBALS, 0)->sys_globals.unique_id;
    assert_int_equal(domain, 0xcaa23d6af07b7a3bull);
    for ( i = 1; i <= 0x7ff0; i++ )
    {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        assert_true(i == 8 || x != domain);
        assert_true(i == 0x7ff0 || x != global);
    }
    assert_int_equal(x, global);
    told(&s, LUS_OUTCOME_DERIVED, "20-01", LUS_TYPE_DOM_IDENTITY, "unique_id", 0, domain);
    told(&s, LUS_OUTCOME_DERIVED, "20-01", LUS_TYPE_SYS_GLOBALS, "unique_id", 0, global);
    sheet_free(&s);
    is_whole(&back);
    sheet_add(&back, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.unique_id = domain;
    sheet_add(&back, LUS_TYPE_SYS_GLOBALS, 0)->sys_globals.unique_id = global;
    recast_sheet(&back, 19);
    told_nothing(&back);
    sheet_free(&back);
}

/* 21-02: more views than older releases have. What is left of the number is told as lost besides. */
static void many_views(void **state)
{
    struct sheet s = { .minor = 21, .features = ALL_FEATURES };
    struct bytes in, out;
    struct lus_recast_args args = { .to = { 20, ALL_FEATURES } };
    struct lus_recast_result result;

    mixed(&s);
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.altp2m_nr = 11;
    in = sheet_stream(&s);
    assert_int_equal(recast_bytes(in, &args, &out, &result), -LUS_E_REFUSED);
    assert_int_equal(result.kinds[LUS_OUTCOME_REFUSED], 1);
    bytes_free(&in);
    sheet_free(&s);
}

/* An HVM domain of 4.11, of a complete stream: what it is made of. Field by field of what later releases know otherwise. */
static void hvm_of_411(struct sheet *s)
{
    static const struct { uint32_t index; uint64_t value; } params[] = {
        { 4, 1 }, { 5, 0xfeff0 }, { 6, 0xfeff1 }, { 9, 0x7f }, { 13, 0 }, { 17, 0xfefff }, { 20, 0 }, { 24, 1 }, { 25, 9 }, { 26, 3 }, { 30, 7 },
    };
    struct lus_hvm_viridian_vcpu *v;
    struct lus_evtchn *port;
    union lus_any *o;
    uint32_t i;

    is_whole(s);
    sheet_add(s, LUS_TYPE_DOM_IDENTITY, 0);
    o = sheet_add(s, LUS_TYPE_DOM_CREATE, 0);
    o->dom_create.flags = LUS_CDF_S3_INTEGRITY | LUS_CDF_OOS_OFF;
    o->dom_create.emulation_flags = 0x3ff;
    o->dom_create.legacy = LUS_DOM_LEGACY_DISABLE_MIGRATE | LUS_DOM_LEGACY_SUPPRESS_SPURIOUS_FAULTS;
    sheet_add(s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_HAP;
    sheet_add(s, LUS_TYPE_DOM_IOMMU, 0)->dom_iommu.need_sync = 1;
    o = sheet_add(s, LUS_TYPE_DOM_LIMITS, 0);
    o->dom_limits.max_evtchn_port = 0x7fffffff;
    o->dom_limits.max_grant_frames = 32;
    o->dom_limits.max_maptrack_frames = 1024;
    sheet_add(s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.seconds = -7200;
    sheet_add(s, LUS_TYPE_HVM_RTC, 0)->hvm_rtc.cmos_index = 0xb;
    sheet_add(s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_NEVER_EMULATE;
    o = sheet_add(s, LUS_TYPE_GRANT_TABLE, 0);
    o->grant_table.max_frames = 32;
    sheet_add(s, LUS_TYPE_HVM_CPU, 0)->hvm_cpu.dr7 = 0x400;
    v = &sheet_add(s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0)->hvm_viridian_vcpu;
    v->vp_assist_msr = 0x1001;
    sheet_add(s, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.base = 0xfeff2;
    sheet_add(s, LUS_TYPE_MONITOR, 0)->monitor.cr_enabled = LUS_MONITOR_CR_CR3;
    sheet_add(s, LUS_TYPE_ALTP2M, 0)->altp2m.nr_views = 10;
    sheet_add(s, LUS_TYPE_ALTP2M_VIEWS, 0);
    sheet_add(s, LUS_TYPE_HVM_ALTP2M_VCPU, 0);
    port = &sheet_add_entry(s, LUS_TYPE_EVTCHNS, 0)->evtchn;
    port->port = 9;
    port->state = LUS_EVTCHN_STATE_IPI;
    port->known = 31;
    port->last_priority = 4;
    port->last_vcpu = 2;
    o = sheet_add_entry(s, LUS_TYPE_CPUID_POLICY, 0);
    o->cpuid_leaf.leaf = 0x80000001;
    o->cpuid_leaf.subleaf = ~0u;
    o->cpuid_leaf.ecx = 1u << 15 | 1u << 2;     /* LWP, SVM */
    o = sheet_add_entry(s, LUS_TYPE_MSR_POLICY, 0);
    o->policy_msr.index = 0xce;
    o->policy_msr.value = 1ull << 31;
    o = sheet_add_entry(s, LUS_TYPE_HVM_CPU_MSR, 0);
    o->msr_entry.index = 0x140;
    o->msr_entry.value = 1;
    o = sheet_add_entry(s, LUS_TYPE_CPUPOOLS, 0);
    o->cpupool.scheduler = LUS_SCHEDULER_CREDIT;
    for ( i = 0; i < NR_OF(params); i++ )
        sheet_param(s, params[i].index, params[i].value);
}

static void params_of_415(const struct sheet *s)
{
    static const uint8_t gone[] = { 4, 13, 20, 24, 25, 26, 30 };
    uint32_t i;
    int there;

    for ( i = 0; i < NR_OF(gone); i++ )
    {
        param(s, gone[i], &there);
        assert_false(there);
    }
    assert_int_equal(param(s, 9, &there), 0x7f);
    assert_int_equal(param(s, 5, &there), 0xfeff0);
    assert_int_equal(param(s, 17, &there), 0xfefff);
    assert_int_equal(sheet_record(s, LUS_TYPE_HVM_PARAMS, 0)->nr, 4);
}

static void creation_of_415(const struct sheet *s)
{
    const struct lus_dom_create *c = &sheet_get(s, LUS_TYPE_DOM_CREATE, 0)->dom_create;
    const struct lus_dom_limits *l = &sheet_get(s, LUS_TYPE_DOM_LIMITS, 0)->dom_limits;
    const struct lus_grant_table *g = &sheet_get(s, LUS_TYPE_GRANT_TABLE, 0)->grant_table;

    /* s3_integrity, oos_off, iommu as it has tables, nested_virt as parameter 24 was 1. */
    assert_int_equal(c->flags, 0x4 | 0x8 | 0x20 | 0x40);
    assert_int_equal(c->iommu_opts, 1);
    assert_int_equal(c->vmtrace_size, 0);
    assert_int_equal(c->emulation_flags, 0x3ff);
    assert_int_equal(c->misc_flags, 1);
    assert_int_equal(c->legacy, 0);
    assert_int_equal(l->max_evtchn_port, 0x7fffffff);
    assert_int_equal(l->max_grant_frames, 32);
    assert_int_equal(l->max_maptrack_frames, 1024);
    assert_int_equal(g->version, 1);
    assert_int_equal(g->max_frames, 32);
    assert_int_equal(sheet_get(s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles, 0);
    assert_int_equal(sheet_get(s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode, 2);
}

static void platform_of_415(const struct sheet *s)
{
    const struct lus_hvm_viridian_vcpu *v = &sheet_get(s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0)->hvm_viridian_vcpu;
    const struct lus_hvm_rtc *rtc = &sheet_get(s, LUS_TYPE_HVM_RTC, 0)->hvm_rtc;
    uint32_t i;

    assert_int_equal(rtc->rtc_offset, -7200);
    assert_int_equal(rtc->cmos_index, 0xb);
    assert_int_equal(sheet_get(s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.seconds, -7200);
    assert_int_equal(sheet_get(s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.set, 1);
    assert_int_equal(v->vp_assist_msr, 0x1001);
    assert_int_equal(v->simp_msr, 0);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(v->sint_msr[i], 0x10000);
    for ( i = 0; i < 4; i++ )
        assert_int_equal(v->stimer_config_msr[i] | v->stimer_count_msr[i], 0);
    assert_int_equal(sheet_get(s, LUS_TYPE_HVM_CPU, 0)->hvm_cpu.dr6, 0xffff0ff0);
    assert_int_equal(sheet_get(s, LUS_TYPE_HVM_CPU, 0)->hvm_cpu.dr7, 0x400);
    assert_int_equal(sheet_get(s, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.legacy_free, 0x60);
    assert_int_equal(sheet_get(s, LUS_TYPE_IOREQ_GFNS, 0)->ioreq_gfns.base, 0xfeff2);
    assert_int_equal(sheet_get(s, LUS_TYPE_MONITOR, 0)->monitor.events, 0x800);
    assert_int_equal(sheet_get(s, LUS_TYPE_ALTP2M_VIEWS, 0)->altp2m_views.visible, 1);
    assert_int_equal(sheet_get(s, LUS_TYPE_HVM_ALTP2M_VCPU, 0)->hvm_altp2m_vcpu.step, 0);
}

static void entries_of_415(const struct sheet *s)
{
    const struct lus_evtchn *port = &sheet_record(s, LUS_TYPE_EVTCHNS, 0)->entries[0].evtchn;

    assert_int_equal(port->last_priority, 4);
    assert_int_equal(port->last_vcpu, 2);
    assert_int_equal(sheet_record(s, LUS_TYPE_CPUID_POLICY, 0)->entries[0].cpuid_leaf.ecx, 4);
    assert_int_equal(sheet_record(s, LUS_TYPE_MSR_POLICY, 0)->nr, 1);
    assert_int_equal(sheet_record(s, LUS_TYPE_MSR_POLICY, 0)->entries[0].policy_msr.value, 1ull << 31);
    assert_int_equal(sheet_record(s, LUS_TYPE_HVM_CPU_MSR, 0)->entries[0].msr_entry.value, 1);
    assert_int_equal(sheet_record(s, LUS_TYPE_CPUPOOLS, 0)->entries[0].cpupool.scheduler, LUS_SCHEDULER_CREDIT);
    assert_int_equal(sheet_record(s, LUS_TYPE_CPUPOOLS, 0)->entries[0].cpupool.granularity, LUS_SCHED_GRAN_CPU);
}

static void hvm_from_411_to_415(void **state)
{
    struct sheet s = { .minor = 11 };

    hvm_of_411(&s);
    recast_sheet(&s, 15);
    creation_of_415(&s);
    platform_of_415(&s);
    params_of_415(&s);
    entries_of_415(&s);
    told(&s, LUS_OUTCOME_DERIVED, "14-03", LUS_TYPE_HVM_RTC, "rtc_offset", 0, (uint64_t)-7200);
    told(&s, LUS_OUTCOME_DERIVED, "15-01", LUS_TYPE_DOM_CREATE, "flags", 0x2c, 0x6c);
    assert_int_equal(s.result.kinds[LUS_OUTCOME_UNPROVABLE], 0);
    sheet_free(&s);
}

/* The hardware domain, PV: roles, debug registers, what it asked of vm_assist. */
static void pv_from_411_to_415(void **state)
{
    struct sheet s = { .minor = 11 };
    struct lus_pv_vcpu *v;
    const struct lus_dom_create *c;

    is_whole(&s);
    sheet_add(&s, LUS_TYPE_DOMAIN, 0)->domain.kind = LUS_GUEST_KIND_PV;
    sheet_add(&s, LUS_TYPE_PV_INFO, 0)->pv_info.guest_width = LUS_GUEST_WIDTH_BITS64;
    sheet_add(&s, LUS_TYPE_IOMMUS, 0);
    sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = LUS_DOM_ROLE_HARDWARE | LUS_DOM_ROLE_CONTROL;
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.legacy = LUS_DOM_LEGACY_PINNED;
    sheet_add(&s, LUS_TYPE_VM_ASSIST, 0)->vm_assist.types = 0x3f;
    sheet_add(&s, LUS_TYPE_VM_ASSIST, 0)->vm_assist.m2p_strict = 1;
    v = &sheet_add(&s, LUS_TYPE_PV_VCPU, 0)->pv_vcpu;
    v->debugreg[4] = 1;
    v->debugreg[5] = 0x20000;
    v->debugreg[7] = 0x401;
    v->fs_base = 0x7000;
    recast_sheet(&s, 15);
    c = &sheet_get(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create;
    assert_int_equal(c->flags, LUS_CDF_OOS_OFF | LUS_CDF_IOMMU);
    assert_int_equal(c->misc_flags, 1);
    assert_int_equal(c->legacy, 0);
    assert_int_equal(sheet_get(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles, 0xb);
    assert_int_equal(sheet_get(&s, LUS_TYPE_VM_ASSIST, 0)->vm_assist.types, 0x3f);
    assert_int_equal(sheet_get(&s, LUS_TYPE_VM_ASSIST, 0)->vm_assist.m2p_strict, 1);
    v = (struct lus_pv_vcpu *)&sheet_get(&s, LUS_TYPE_PV_VCPU, 0)->pv_vcpu;
    assert_int_equal(v->debugreg[4], 0);
    assert_int_equal(v->debugreg[5], 0);
    assert_int_equal(v->debugreg[6], 0xffff0ff0);
    assert_int_equal(v->debugreg[7], 0x20401);
    assert_int_equal(v->fs_base, 0x7000);
    sheet_free(&s);
}

static void tsc_3(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_PVRDTSCP;
}

static void default_server(struct sheet *s)
{
    sheet_add_entry(s, LUS_TYPE_IOREQ_SERVERS, 0)->ioreq_server.is_default = 1;
}

static void lwp(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_HVM_CPU_XSAVE, 0)->hvm_cpu_xsave.xcr0_accum = 1ull << 62 | 7;
}

static void pv32(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOMAIN, 0)->domain.kind = LUS_GUEST_KIND_PV;
    sheet_add(s, LUS_TYPE_PV_INFO, 0)->pv_info.guest_width = LUS_GUEST_WIDTH_BITS32;
}

static void misplaced_info(struct sheet *s)
{
    struct lus_vcpu_areas *a = &sheet_add(s, LUS_TYPE_VCPU_AREAS, 0)->vcpu_areas;

    a->by_frame = LUS_GUEST_AREA_VCPU_INFO;
    a->offset[0] = 12;
}

static void misc_ring(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_VM_EVENT_RING, 1)->vm_event_ring.version = 3;
}

static void pv_in_shadow(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOMAIN, 0)->domain.kind = LUS_GUEST_KIND_PV;
    sheet_add(s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_SHADOW;
}

static void compat_port(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_SHARED_INFO_PLACE, 0)->shared_info_place.is_32bit = 1;
    sheet_add(s, LUS_TYPE_EVTCHN_ABI, 0);
    sheet_add_entry(s, LUS_TYPE_EVTCHNS, 0)->evtchn.port = 1024;
}

static void sharing_ring(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_VM_EVENT_RING, 3)->vm_event_ring.version = 7;
}

static int refused_for(uint32_t from, uint32_t to, uint32_t point, uint64_t less, void (*setup)(struct sheet *s))
{
    struct sheet s = { .minor = from };
    struct lus_recast_args args = { 0 };
    struct lus_recast_result result;
    struct bytes in, out = { NULL, 0 };
    int rc;

    setup(&s);
    in = sheet_stream(&s);
    assert_int_equal(lus_profile_default(to, point, &args.to), 0);
    args.to.features &= ~less;
    rc = recast_bytes(in, &args, &out, &result);
    if ( !rc )
        bytes_free(&out);
    bytes_free(&in);
    sheet_free(&s);
    return rc == -LUS_E_REFUSED;
}

/* What cannot go from 4.11 to 4.15 at all. */
static void refused_from_411_to_415(void **state)
{
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, tsc_3));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, default_server));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, lwp));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, misplaced_info));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, misc_ring));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, compat_port));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, sharing_ring));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, LUS_FEATURE_SHADOW, pv_in_shadow));
    assert_false(refused_for(11, 15, LUS_POINT_LAST, 0, pv_in_shadow));
}

/* 14-11: a default build of 4.15.0 takes 32-bit PV, of 4.15.1 and later not; likewise 4.14.2 and 4.14.3. */
static void pv32_by_point_release(void **state)
{
    assert_false(refused_for(11, 13, LUS_POINT_LAST, 0, pv32));
    assert_false(refused_for(11, 14, 2, 0, pv32));
    assert_true(refused_for(11, 14, 3, 0, pv32));
    assert_false(refused_for(11, 15, 0, 0, pv32));
    assert_true(refused_for(11, 15, 1, 0, pv32));
    assert_true(refused_for(11, 15, LUS_POINT_LAST, 0, pv32));
    assert_true(refused_for(11, 22, LUS_POINT_LAST, 0, pv32));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_below), cmocka_unit_test(params_obsolete), cmocka_unit_test(params_nested), cmocka_unit_test(params_refused), cmocka_unit_test(params_of_each),
        cmocka_unit_test(devices_refused), cmocka_unit_test(unique_ids), cmocka_unit_test(many_views), cmocka_unit_test(hvm_from_411_to_415),
        cmocka_unit_test(pv_from_411_to_415), cmocka_unit_test(refused_from_411_to_415), cmocka_unit_test(pv32_by_point_release),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

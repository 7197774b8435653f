/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The rules of 4.14 to 4.22, each by hand-written values, up and down. A case is a record with one field set, of a domain with what the
 * case's setup adds; the values are Xen's (rows.def has the sources), not the rules'. spec/compat.md C-8, C-12.
 */
#include "recast.h"
#include "compat/compat.h"

/* What is expected beside kinds of outcomes. */
enum { QUIET = 100, DROPPED, DROPPED_ENTRY };

struct step_case
{
    uint8_t from, to;
    uint8_t kind;               /* enum lus_outcome_kind, or one of the above */
    uint8_t index;              /* element of an array */
    const char *row;
    uint32_t type;
    const char *field;
    uint64_t before, after;
    void (*setup)(struct sheet *s);
    uint8_t arm;
    uint32_t instance;
};

static void check_out(const struct step_case *c, const struct sheet *s, const struct lus_field *f, int in_entry)
{
    const struct sheet_record *r = sheet_record(s, c->type, c->instance);

    if ( c->kind == DROPPED )
    {
        assert_null(r);
        return;
    }
    assert_non_null(r);
    if ( c->kind == DROPPED_ENTRY )
        assert_int_equal(r->nr, 0);
    else
        assert_int_equal(lus_value_get(f, in_entry ? &r->entries[0] : &r->o, c->index), c->after);
}

/* No word of this field, by any row. */
static void quiet(const struct sheet *s, uint32_t type, uint32_t number)
{
    uint32_t i;

    for ( i = 0; i < s->nr_outcomes; i++ )
        assert_false(s->outcomes[i].type == type && s->outcomes[i].field == number);
}

static void run_case(const struct step_case *c)
{
    struct sheet s = { .minor = c->from, .features = ALL_FEATURES, .arch = c->arm ? LUS_ARCH_ARM64 : 0 };
    const struct lus_record_type *t = lus_record_type(c->type);
    const struct lus_field *f;
    union lus_any *o;
    int in_entry;

    f = sheet_field_of(c->type, c->field, &in_entry);
    o = in_entry ? sheet_add_entry(&s, c->type, c->instance) : sheet_add(&s, c->type, c->instance);
    lus_value_set(f, o, c->index, c->before);
    if ( c->setup )
        c->setup(&s);
    if ( c->kind == LUS_OUTCOME_REFUSED )
        refuse_sheet(&s, c->to, c->row, c->type, c->field, c->before);
    else
    {
        recast_sheet(&s, c->to);
        check_out(c, &s, f, in_entry);
        if ( c->kind == QUIET )
            quiet(&s, c->type, (uint32_t)(f - (in_entry ? t->entry->fields : t->fields)));
        else if ( c->kind == DROPPED )
            told(&s, LUS_OUTCOME_LOST, c->row, c->type, c->field, c->before, 0);
        else
            told(&s, c->kind == DROPPED_ENTRY ? LUS_OUTCOME_LOST : c->kind, c->row, c->type, c->field, c->before, c->after);
    }
    sheet_free(&s);
}

static void of_pv(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOMAIN, 0)->domain.kind = LUS_GUEST_KIND_PV;
}

static void of_pv32(struct sheet *s)
{
    of_pv(s);
    sheet_add(s, LUS_TYPE_PV_INFO, 0)->pv_info.guest_width = LUS_GUEST_WIDTH_BITS32;
    sheet_add(s, LUS_TYPE_EVTCHN_ABI, 0)->evtchn_abi.abi = LUS_EVTCHN_ABI_TWO_LEVEL;
}

static void of_pv32_fifo(struct sheet *s)
{
    of_pv32(s);
    sheet_add(s, LUS_TYPE_EVTCHN_ABI, 0)->evtchn_abi.abi = LUS_EVTCHN_ABI_FIFO;
}

static void of_pv32_only(struct sheet *s)
{
    of_pv(s);
    sheet_add(s, LUS_TYPE_PV_INFO, 0)->pv_info.guest_width = LUS_GUEST_WIDTH_BITS32;
}

static void of_hvm32(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_SHARED_INFO_PLACE, 0)->shared_info_place.is_32bit = 1;
    sheet_add(s, LUS_TYPE_EVTCHN_ABI, 0)->evtchn_abi.abi = LUS_EVTCHN_ABI_TWO_LEVEL;
}

static void two_hours_back(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.seconds = -7200;
}

static void is_timed(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_SYS_TIME, 0)->sys_time.tsc = 5;
}

static void watches_cr3(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_MONITOR, 0)->monitor.cr_enabled = LUS_MONITOR_CR_CR3;
}

static void watches_msrs(struct sheet *s)
{
    sheet_add_entry(s, LUS_TYPE_MONITOR_MSRS, 0)->monitor_msr.index = 0xc0000080;
}

static void info_placed(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_VCPU_AREAS, 0)->vcpu_areas.by_frame = LUS_GUEST_AREA_VCPU_INFO;
}

static void info_placed_compat(struct sheet *s)
{
    info_placed(s);
    sheet_add(s, LUS_TYPE_VCPU_AREAS, 0)->vcpu_areas.compat_frame = LUS_GUEST_AREA_VCPU_INFO;
}

static void nested_hap(struct sheet *s)
{
    sheet_param(s, 24, 1);
    sheet_add(s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_HAP;
}

static void nested_shadow(struct sheet *s)
{
    nested_hap(s);
    sheet_add(s, LUS_TYPE_DOM_PAGING, 0)->dom_paging.mode = LUS_PAGING_MODE_SHADOW;
}

static void has_params(struct sheet *s)
{
    sheet_param(s, 17, 1);
}

static void owned(struct sheet *s)
{
    s->records[0].o.mem_owned.domid = 7;
}

static void altp2m_external(struct sheet *s)
{
    sheet_param(s, 35, 2);
}

static void mixed(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_DOM_CREATE, 0)->dom_create.altp2m_mode = 1;
    sheet_param(s, 35, 1);
}

static void known_transitive(struct sheet *s)
{
    struct lus_grant_active *g = &s->records[0].entries[0].grant_active;

    g->known = LUS_GRANT_KNOWN_TRANSITIVE;
    g->pin = 1;
}

static void of_msr_virt_spec_ctrl(struct sheet *s)
{
    s->records[0].entries[0].msr_entry.index = 0xc001011f;
}

static void of_msr_pkrs(struct sheet *s)
{
    s->records[0].entries[0].msr_entry.index = 0x6e1;
}

static void of_msr_xss(struct sheet *s)
{
    s->records[0].entries[0].msr_entry.index = 0xda0;
}

static void of_arch_caps(struct sheet *s)
{
    s->records[0].entries[0].policy_msr.value = 8;
}

static void good_pit(struct sheet *s)
{
    struct lus_hvm_pit *p = &sheet_add(s, LUS_TYPE_HVM_PIT, 0)->hvm_pit;

    p->channel0_gate = p->channel1_gate = 1;
    p->channel0_mode = 0xff;
}

static void master(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_HVM_PIC, 0)->hvm_pic.mode = LUS_VPIC_MODE_IS_MASTER;
}

static void bar_elsewhere(struct sheet *s)
{
    s->records[0].entries[0].vpci_bar.address = 0xf0000000;
}

static void at_spi_32(struct sheet *s)
{
    sheet_add(s, LUS_TYPE_ARM_VPL011, 0)->arm_vpl011.base_addr = 0x22000000;
}

/* x2APIC, APIC id 6 of vcpu 3: logical id by the old formula, or by the new. */
static void x2apic(struct sheet *s, uint32_t ldr)
{
    struct lus_hvm_lapic_regs *r = &sheet_add(s, LUS_TYPE_HVM_LAPIC_REGS, 3)->hvm_lapic_regs;

    sheet_add(s, LUS_TYPE_HVM_LAPIC, 3)->hvm_lapic.apic_base_msr = 0xfee00c00;
    r->data[0x20 / 4] = 6;
    r->data[0xd0 / 4] = ldr;
}

static void ldr_of_vcpu(struct sheet *s)
{
    x2apic(s, 1u << 3);
}

static void ldr_of_apic_id(struct sheet *s)
{
    x2apic(s, 1u << 6);
}

#define T(name) LUS_TYPE_##name
#define K(name) LUS_OUTCOME_##name

static const struct step_case cases_14[] = {
    { 13, 14, K(DERIVED), 0, "14-03", T(HVM_RTC), "rtc_offset", 0, (uint64_t)-7200, two_hours_back, 0, 0 },
    { 13, 14, K(UNPROVABLE), 0, "14-03", T(HVM_RTC), "rtc_offset", 0, 0, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(HVM_RTC), "rtc_offset", (uint64_t)-7200, 0, two_hours_back, 0, 0 },
    { 14, 13, K(LOST), 0, "14-03", T(HVM_RTC), "rtc_offset", 5, 0, two_hours_back, 0, 0 },
    { 13, 14, K(DEFAULTED), 0, "14-04", T(DOM_WALLCLOCK), "set", 0, 1, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(DOM_WALLCLOCK), "set", 1, 0, NULL, 0, 0 },
    { 14, 13, K(LOST), 0, "14-04", T(DOM_WALLCLOCK), "set", 0, 0, NULL, 0, 0 },
    { 14, 13, K(LOST), 0, "14-05", T(VM_ASSIST), "types", 0x20, 0, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(VM_ASSIST), "types", 0x24, 0x24, of_pv, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VM_ASSIST), "types", 0x20, 0x20, NULL, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-06", T(VM_ASSIST), "types", 0x21, 0, NULL, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VM_ASSIST), "types", 0x3f, 0x3f, of_pv, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-06", T(VM_ASSIST), "m2p_strict", 1, 0, NULL, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-06", T(VM_ASSIST), "m2p_strict", 1, 0, of_pv32, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VM_ASSIST), "m2p_strict", 1, 1, of_pv, 0, 0 },
    { 13, 14, QUIET, 0, "", T(MEM_OWNED), "role", LUS_PAGE_ROLE_NORMAL, LUS_PAGE_ROLE_NORMAL, owned, 0, 7 },
    { 14, 13, QUIET, 0, "", T(MEM_OWNED), "role", LUS_PAGE_ROLE_NORMAL, LUS_PAGE_ROLE_NORMAL, owned, 0, 7 },
    { 14, 13, K(NOTED), 0, "14-08", T(MEM_OWNED), "role", LUS_PAGE_ROLE_EXTRA, LUS_PAGE_ROLE_EXTRA, owned, 0, 0x20007 },
    { 13, 14, QUIET, 0, "", T(MEM_OWNED), "role", LUS_PAGE_ROLE_EXTRA, LUS_PAGE_ROLE_EXTRA, owned, 0, 0x20007 },
    { 13, 14, K(DERIVED), 0, "14-15", T(MONITOR), "events", 1, 0x801, watches_cr3, 0, 0 },
    { 13, 14, K(DERIVED), 0, "14-15", T(MONITOR), "events", 0, 0x800, watches_msrs, 0, 0 },
    { 13, 14, K(DERIVED), 0, "14-15", T(MONITOR), "events", 0x801, 0x801, watches_cr3, 0, 0 },
    { 13, 14, QUIET, 0, "", T(MONITOR), "events", 1, 1, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(MONITOR), "events", 0x801, 1, watches_cr3, 0, 0 },
    { 14, 13, K(LOST), 0, "14-15", T(MONITOR), "events", 0x801, 1, NULL, 0, 0 },
    { 14, 13, K(LOST), 0, "14-15", T(MONITOR), "events", 1, 1, watches_cr3, 0, 0 },
    { 13, 14, K(DEFAULTED), 0, "14-16", T(ALTP2M_VIEWS), "visible", 0, 1, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(ALTP2M_VIEWS), "visible", 1, 0, NULL, 0, 0 },
    { 14, 13, K(REFUSED), 0, "14-16", T(ALTP2M_VIEWS), "visible", 0, 0, NULL, 0, 0 },
    { 13, 14, K(DEFAULTED), 0, "14-17", T(HVM_ALTP2M_VCPU), "step", 0, 0, NULL, 0, 0 },
    { 14, 13, K(REFUSED), 0, "14-17", T(HVM_ALTP2M_VCPU), "step", 1, 0, NULL, 0, 0 },
    { 13, 14, K(DEFAULTED), 0, "14-17", T(HVM_ALTP2M_VCPU), "step_view", 0, 0, NULL, 0, 0 },
    { 14, 13, K(LOST), 0, "14-17", T(HVM_ALTP2M_VCPU), "step_view", 3, 0, NULL, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-22", T(VCPU_AREAS), "offset", 0x7c, 0, info_placed, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VCPU_AREAS), "offset", 0x7c, 0x7c, info_placed_compat, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-22", T(VCPU_AREAS), "offset", 0x7e, 0, info_placed_compat, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VCPU_AREAS), "offset", 0x80, 0x80, info_placed, 0, 0 },
    { 13, 14, QUIET, 0, "", T(VCPU_AREAS), "offset", 0x7c, 0x7c, NULL, 0, 0 },
    { 14, 13, QUIET, 0, "", T(VCPU_AREAS), "offset", 0x7c, 0x7c, info_placed, 0, 0 },
    { 13, 14, K(REFUSED), 0, "14-29", T(VM_EVENT_RING), "version", 5, 0, NULL, 0, 1 },
    { 14, 13, K(REFUSED), 0, "14-29", T(VM_EVENT_RING), "version", 6, 0, NULL, 0, 1 },
    { 14, 13, DROPPED, 0, "14-32", T(TIME_SOURCE), "source", LUS_TIME_SOURCE_HYPERV, 0, NULL, 0, 0 },
    { 14, 13, K(DERIVED), 0, "14-32", T(TIME_SOURCE), "source", LUS_TIME_SOURCE_HYPERV, LUS_TIME_SOURCE_TSC, is_timed, 0, 0 },
    { 14, 13, QUIET, 0, "", T(TIME_SOURCE), "source", LUS_TIME_SOURCE_TSC, LUS_TIME_SOURCE_TSC, NULL, 0, 0 },
    { 13, 14, K(LOST), 0, "14-33", T(ARM_TIME), "phys_offset", 77, 0, NULL, 1, 0 },
    { 14, 13, QUIET, 0, "", T(ARM_TIME), "phys_offset", 0, 0, NULL, 1, 0 },
};

static const struct step_case cases_15[] = {
    { 15, 14, K(LOST), 0, "15-01", T(DOM_CREATE), "flags", LUS_CDF_NESTED_VIRT, 0, of_pv, 0, 0 },
    { 14, 15, K(DERIVED), 0, "15-01", T(DOM_CREATE), "flags", 0, 0x40, nested_hap, 0, 0 },
    { 14, 15, K(REFUSED), 0, "15-01", T(DOM_CREATE), "flags", 0x40, 0, nested_shadow, 0, 0 },
    { 14, 15, QUIET, 0, "", T(DOM_CREATE), "flags", 0x20, 0x20, has_params, 0, 0 },
    { 15, 14, QUIET, 0, "", T(DOM_CREATE), "flags", 0x40, 0, has_params, 0, 0 },
    { 15, 14, K(LOST), 0, "15-01", T(DOM_CREATE), "flags", 0x40, 0, NULL, 0, 0 },
    { 14, 15, K(UNPROVABLE), 0, "15-01", T(DOM_CREATE), "flags", 0, 0, NULL, 0, 0 },
    { 14, 15, QUIET, 0, "", T(DOM_CREATE), "flags", 0x20, 0x20, of_pv, 0, 0 },
    { 14, 15, K(DEFAULTED), 0, "15-03", T(DOM_CREATE), "vmtrace_size", 0, 0, NULL, 0, 0 },
    { 15, 14, K(REFUSED), 0, "15-03", T(DOM_CREATE), "vmtrace_size", 4096, 0, NULL, 0, 0 },
    { 14, 15, K(DERIVED), 0, "15-04", T(DOM_CREATE), "misc_flags", 0, 1, NULL, 0, 0 },
    { 15, 14, QUIET, 0, "", T(DOM_CREATE), "misc_flags", 1, 0, NULL, 0, 0 },
    { 15, 14, K(LOST), 0, "15-04", T(DOM_CREATE), "misc_flags", 0, 0, NULL, 0, 0 },
    { 14, 15, K(DERIVED), 0, "15-04", T(DOM_CREATE), "misc_flags", 0, 0, NULL, 1, 0 },
    { 14, 15, K(DERIVED), 0, "15-04", T(DOM_INFO), "misc_flags", 0, 1, NULL, 0, 0 },
    { 15, 14, K(LOST), 0, "15-04", T(DOM_INFO), "misc_flags", 0, 0, NULL, 0, 0 },
    { 14, 15, K(LOST), 0, "15-06", T(DOM_CREATE), "legacy", 1, 0, NULL, 0, 0 },
    { 15, 14, QUIET, 0, "", T(DOM_CREATE), "legacy", 0, 0, NULL, 0, 0 },
    { 14, 15, K(REFUSED), 0, "15-07", T(EVTCHNS), "port", 1024, 0, of_pv32, 0, 0 },
    { 14, 15, K(REFUSED), 0, "15-07", T(EVTCHNS), "port", 4095, 0, of_hvm32, 0, 0 },
    { 14, 15, QUIET, 0, "", T(EVTCHNS), "port", 1023, 1023, of_pv32, 0, 0 },
    { 14, 15, QUIET, 0, "", T(EVTCHNS), "port", 1024, 1024, of_pv32_fifo, 0, 0 },
    { 14, 15, QUIET, 0, "", T(EVTCHNS), "port", 4095, 4095, of_pv, 0, 0 },
    { 14, 15, K(UNPROVABLE), 0, "15-07", T(EVTCHNS), "port", 1024, 1024, of_pv32_only, 0, 0 },
    { 15, 14, DROPPED_ENTRY, 0, "15-17", T(MSR_POLICY), "index", 0x10a, 0, NULL, 0, 0 },
    { 15, 14, QUIET, 0, "", T(MSR_POLICY), "index", 0x10a, 0x10a, of_arch_caps, 0, 0 },
    { 15, 14, QUIET, 0, "", T(MSR_POLICY), "index", 0xce, 0xce, NULL, 0, 0 },
    { 14, 15, QUIET, 0, "", T(MSR_POLICY), "index", 0x10a, 0x10a, NULL, 0, 0 },
    { 14, 15, K(REFUSED), 0, "15-18", T(GRANTS_ACTIVE), "trans_domid", 5, 0, known_transitive, 0, 0 },
    { 14, 15, QUIET, 0, "", T(GRANTS_ACTIVE), "trans_domid", 0x7ff4, 0x7ff4, known_transitive, 0, 0 },
    { 15, 14, QUIET, 0, "", T(GRANTS_ACTIVE), "trans_domid", 5, 5, known_transitive, 0, 0 },
    { 14, 15, K(REFUSED), 0, "15-25", T(VM_EVENT_RING), "version", 6, 0, NULL, 0, 1 },
    { 15, 14, K(REFUSED), 0, "15-25", T(VM_EVENT_RING), "version", 7, 0, NULL, 0, 1 },
};

static const struct step_case cases_16_18[] = {
    { 15, 16, K(DEFAULTED), 0, "16-01", T(GRANT_TABLE), "max_version", 0, 2, NULL, 0, 0 },
    { 15, 16, QUIET, 0, "", T(GRANT_TABLE), "max_version", 1, 1, NULL, 0, 0 },
    { 16, 15, K(NOTED), 0, "16-01", T(GRANT_TABLE), "max_version", 1, 1, NULL, 0, 0 },
    { 16, 15, QUIET, 0, "", T(GRANT_TABLE), "max_version", 2, 2, NULL, 0, 0 },
    { 15, 16, K(DEFAULTED), 0, "16-01", T(GRANT_TABLE), "max_version", 0, 1, NULL, 1, 0 },
    { 16, 15, QUIET, 0, "", T(GRANT_TABLE), "max_version", 1, 1, NULL, 1, 0 },
    { 16, 15, K(REFUSED), 0, "16-02", T(DOM_CREATE), "flags", 0x80, 0, NULL, 1, 0 },
    { 15, 16, K(UNPROVABLE), 0, "16-03", T(DOM_INFO), "gpaddr_bits", 0, 0, NULL, 0, 0 },
    { 16, 15, K(LOST), 0, "16-03", T(DOM_INFO), "gpaddr_bits", 46, 0, NULL, 0, 0 },
    { 15, 16, K(LOST), 0, "16-05", T(PIRQ_DPCI), "flags", 0xc, 4, NULL, 0, 0 },
    { 15, 16, K(LOST), 0, "16-05", T(PIRQ_DPCI), "timer", 1, 0, NULL, 0, 0 },
    { 15, 16, K(LOST), 0, "16-05", T(PIRQ_DPCI), "deadline", 99, 0, NULL, 0, 0 },
    { 17, 16, K(REFUSED), 0, "17-03", T(PAGING_POOL), "bytes", 4097, 0, NULL, 0, 0 },
    { 17, 16, QUIET, 0, "", T(PAGING_POOL), "bytes", 8192, 8192, NULL, 0, 0 },
    { 16, 17, QUIET, 0, "", T(PAGING_POOL), "bytes", 8192, 8192, NULL, 0, 0 },
    { 17, 16, K(REFUSED), 0, "17-04", T(HVM_CPU_MSR), "value", 4, 0, of_msr_virt_spec_ctrl, 0, 0 },
    { 17, 16, QUIET, 0, "", T(HVM_CPU_MSR), "value", 4, 4, of_msr_xss, 0, 0 },
    { 17, 16, DROPPED_ENTRY, 0, "17-04", T(HVM_CPU_MSR), "index", 0xc001011f, 0, NULL, 0, 0 },
    { 16, 17, QUIET, 0, "", T(HVM_CPU_MSR), "value", 4, 4, of_msr_virt_spec_ctrl, 0, 0 },
    { 17, 16, K(REFUSED), 0, "17-06", T(MONITOR), "events", 0x1000, 0, NULL, 0, 0 },
    { 17, 16, K(REFUSED), 0, "17-06", T(MONITOR), "events", 0x2000, 0, NULL, 0, 0 },
    { 17, 16, K(LOST), 0, "17-07", T(PCI_DEVICES), "flags", 0x14, 4, NULL, 0, 0 },
    { 16, 17, QUIET, 0, "", T(PCI_DEVICES), "flags", 4, 4, NULL, 0, 0 },
    { 17, 16, K(REFUSED), 0, "17-08", T(ARM_VPL011), "virq", 33, 0, at_spi_32, 1, 0 },
    { 17, 16, QUIET, 0, "", T(ARM_VPL011), "virq", 32, 32, at_spi_32, 1, 0 },
    { 17, 16, K(REFUSED), 0, "17-08", T(ARM_VPL011), "base_addr", 0x9000000, 0, NULL, 1, 0 },
    { 16, 17, QUIET, 0, "", T(ARM_VPL011), "virq", 33, 33, NULL, 1, 0 },
    { 18, 17, K(REFUSED), 0, "18-02", T(VCPU_AREAS), "by_frame", 2, 0, NULL, 0, 0 },
    { 18, 17, K(REFUSED), 0, "18-02", T(VCPU_AREAS), "by_frame", 4, 0, NULL, 0, 0 },
    { 18, 17, QUIET, 0, "", T(VCPU_AREAS), "by_frame", 1, 1, NULL, 0, 0 },
    { 18, 17, K(REFUSED), 0, "18-03", T(HVM_CPU_MSR), "value", 1, 0, of_msr_pkrs, 0, 0 },
    { 17, 18, QUIET, 0, "", T(HVM_CPU_MSR), "value", 1, 1, of_msr_pkrs, 0, 0 },
    { 18, 17, DROPPED_ENTRY, 0, "18-03", T(HVM_CPU_MSR), "index", 0x6e1, 0, NULL, 0, 0 },
    { 17, 18, K(REFUSED), 0, "18-04", T(HVM_CPU), "dr6", 1ull << 32, 0, NULL, 0, 0 },
    { 17, 18, K(REFUSED), 0, "18-04", T(HVM_CPU), "dr7", 1ull << 32, 0, NULL, 0, 0 },
    { 17, 18, QUIET, 0, "", T(HVM_CPU), "dr6", 0xffff0ff0, 0xffff0ff0, NULL, 0, 0 },
    { 18, 17, QUIET, 0, "", T(HVM_CPU), "dr6", 1ull << 32, 1ull << 32, NULL, 0, 0 },
    { 17, 18, K(REFUSED), 6, "18-04", T(PV_VCPU), "debugreg", 1ull << 40, 0, of_pv, 0, 0 },
    { 17, 18, K(REFUSED), 7, "18-04", T(PV_VCPU), "debugreg", 1ull << 32, 0, of_pv, 0, 0 },
    { 17, 18, QUIET, 3, "", T(PV_VCPU), "debugreg", 1ull << 40, 1ull << 40, of_pv, 0, 0 },
    { 17, 18, K(DEFAULTED), 0, "18-10", T(PLATFORM_CLOCKS), "pit_stop_time", 0, 0, NULL, 0, 0 },
    { 18, 17, K(LOST), 2, "18-10", T(PLATFORM_CLOCKS), "pit_stop_time", 5, 0, NULL, 0, 0 },
    { 17, 18, K(DEFAULTED), 0, "18-10", T(PLATFORM_CLOCKS), "pit_stopped", 0, 0, NULL, 0, 0 },
    { 18, 17, K(LOST), 0, "18-10", T(PLATFORM_CLOCKS), "pit_stopped", 5, 0, NULL, 0, 0 },
    { 18, 17, K(REFUSED), 0, "18-11", T(MONITOR), "events", 0x4000, 0, NULL, 0, 0 },
    { 17, 18, K(DEFAULTED), 0, "18-12", T(ARM_DOMAIN), "sve_vl", 0, 0, NULL, 1, 0 },
    { 18, 17, K(REFUSED), 0, "18-12", T(ARM_DOMAIN), "sve_vl", 4, 0, NULL, 1, 0 },
};

static const struct step_case cases_19_20[] = {
    { 18, 19, K(DERIVED), 0, "19-01", T(DOM_CREATE), "altp2m_mode", 0, 2, altp2m_external, 0, 0 },
    { 18, 19, K(UNPROVABLE), 0, "19-01", T(DOM_CREATE), "altp2m_mode", 0, 0, NULL, 0, 0 },
    { 18, 19, K(DERIVED), 0, "19-01", T(DOM_CREATE), "altp2m_mode", 0, 0, of_pv, 0, 0 },
    { 18, 19, K(DERIVED), 0, "19-02", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 0, 0, of_pv, 0, 0 },
    { 18, 19, QUIET, 0, "", T(HVM_PIC), "init_priority", 1, 1, master, 0, 0 },
    { 19, 18, QUIET, 0, "", T(DOM_CREATE), "altp2m_mode", 2, 0, altp2m_external, 0, 0 },
    { 19, 18, K(LOST), 0, "19-01", T(DOM_CREATE), "altp2m_mode", 1, 0, altp2m_external, 0, 0 },
    { 18, 19, K(DERIVED), 0, "19-02", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 0, 1, ldr_of_vcpu, 0, 0 },
    { 18, 19, K(DERIVED), 0, "19-02", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 0, 0, ldr_of_apic_id, 0, 0 },
    { 18, 19, K(UNPROVABLE), 0, "19-02", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 0, 0, NULL, 0, 0 },
    { 19, 18, QUIET, 0, "", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 1, 0, ldr_of_vcpu, 0, 0 },
    { 19, 18, K(LOST), 0, "19-02", T(PLATFORM_LATCHES), "x2apic_ldr_quirk", 1, 0, ldr_of_apic_id, 0, 0 },
    { 19, 18, K(DERIVED), 0, "19-03", T(DOM_CREATE), "emulation_flags", 0x1ff, 0x3ff, NULL, 0, 0 },
    { 19, 18, K(DERIVED), 0, "19-03", T(DOM_INFO), "emulation_flags", 0x1ff, 0x3ff, NULL, 0, 0 },
    { 19, 18, QUIET, 0, "", T(DOM_CREATE), "emulation_flags", 0x3ff, 0x3ff, NULL, 0, 0 },
    { 19, 18, QUIET, 0, "", T(DOM_CREATE), "emulation_flags", 1, 1, NULL, 0, 0 },
    { 18, 19, QUIET, 0, "", T(DOM_CREATE), "emulation_flags", 0x3ff, 0x3ff, NULL, 0, 0 },
    { 18, 19, K(LOST), 0, "19-04", T(HVM_PIT), "pad0", 0x55, 0, good_pit, 0, 0 },
    { 18, 19, QUIET, 0, "", T(HVM_PIT), "channel2_mode", 0xff, 0xff, good_pit, 0, 0 },
    { 19, 18, QUIET, 0, "", T(HVM_PIT), "pad0", 0x55, 0x55, good_pit, 0, 0 },
    { 18, 19, K(LOST), 2, "19-04", T(HVM_PCI_LINK), "pad0", 9, 0, NULL, 0, 0 },
    { 18, 19, K(DERIVED), 0, "19-04", T(HVM_PIC), "elcr", 0x18, 0x1c, master, 0, 0 },
    { 18, 19, QUIET, 0, "", T(HVM_PIC), "elcr", 0x1c, 0x1c, master, 0, 0 },
    { 19, 18, QUIET, 0, "", T(HVM_PIC), "elcr", 0x18, 0x18, master, 0, 0 },
    { 18, 19, QUIET, 0, "", T(HVM_PIC), "elcr", 0x12, 0x12, NULL, 0, 1 },
    { 19, 18, K(REFUSED), 0, "19-05", T(VPCI_BARS), "guest_address", 0xe0000000, 0, bar_elsewhere, 0, 0 },
    { 19, 18, QUIET, 0, "", T(VPCI_BARS), "guest_address", 0xf0000000, 0xf0000000, bar_elsewhere, 0, 0 },
    { 18, 19, QUIET, 0, "", T(VPCI_BARS), "guest_address", 0xf0000000, 0xf0000000, bar_elsewhere, 0, 0 },
    { 20, 19, K(REFUSED), 0, "20-05", T(HVM_IO), "skip", 3, 0, NULL, 0, 0 },
    { 20, 19, QUIET, 0, "", T(HVM_IO), "skip", 0, 0, NULL, 0, 0 },
    { 20, 19, K(REFUSED), 0, "20-06", T(P2M_ACCESS), "access", LUS_P2M_ACCESS_R_PW, 0, NULL, 0, 0 },
    { 20, 19, QUIET, 0, "", T(P2M_ACCESS), "access", LUS_P2M_ACCESS_N2RWX, LUS_P2M_ACCESS_N2RWX, NULL, 0, 0 },
    { 20, 19, K(REFUSED), 0, "20-06", T(P2M_ACCESS), "default_access", LUS_P2M_ACCESS_R_PW, 0, NULL, 0, 0 },
    { 20, 19, K(REFUSED), 0, "20-06", T(ALTP2M_VIEWS), "default_access", LUS_P2M_ACCESS_R_PW, 0, NULL, 0, 0 },
    { 20, 19, K(REFUSED), 0, "20-06", T(ALTP2M_VIEWS), "access", LUS_P2M_ACCESS_R_PW, 0, NULL, 0, 0 },
    { 19, 20, K(NOTED), 0, "20-07", T(P2M_TABLES), "layout", LUS_P2M_LAYOUT_EPT, LUS_P2M_LAYOUT_EPT, NULL, 0, 0 },
    { 20, 19, K(NOTED), 0, "20-07", T(P2M_TABLES), "layout", LUS_P2M_LAYOUT_EPT_PW, LUS_P2M_LAYOUT_EPT_PW, NULL, 0, 0 },
    { 19, 20, QUIET, 0, "", T(P2M_TABLES), "layout", LUS_P2M_LAYOUT_NPT, LUS_P2M_LAYOUT_NPT, NULL, 0, 0 },
    { 19, 20, K(UNPROVABLE), 0, "20-01", T(DOM_IDENTITY), "unique_id", 0, 0, NULL, 0, 0 },
    { 20, 19, K(LOST), 0, "20-01", T(DOM_IDENTITY), "unique_id", 42, 0, NULL, 0, 0 },
    { 20, 19, K(LOST), 0, "20-01", T(SYS_GLOBALS), "unique_id", 42, 0, NULL, 0, 0 },
};

static const struct step_case cases_21_22[] = {
    { 20, 21, K(DEFAULTED), 0, "21-01", T(HVM_LAPIC), "pending_esr", 0, 0, NULL, 0, 0 },
    { 21, 20, K(LOST), 0, "21-01", T(HVM_LAPIC), "pending_esr", 0x40, 0, NULL, 0, 0 },
    { 21, 20, K(LOST), 0, "21-01", T(HVM_LAPIC), "pad0", 7, 0, NULL, 0, 0 },
    { 20, 21, K(DERIVED), 0, "21-02", T(DOM_CREATE), "altp2m_nr", 0, 10, mixed, 0, 0 },
    { 20, 21, K(DERIVED), 0, "21-02", T(DOM_CREATE), "altp2m_nr", 0, 0, NULL, 0, 0 },
    { 21, 20, QUIET, 0, "", T(DOM_CREATE), "altp2m_nr", 10, 0, mixed, 0, 0 },
    { 21, 20, K(LOST), 0, "21-02", T(DOM_CREATE), "altp2m_nr", 4, 0, mixed, 0, 0 },
    { 21, 20, K(LOST), 0, "21-02", T(ALTP2M), "nr_views", 4, 10, NULL, 0, 0 },
    { 21, 20, K(REFUSED), 0, "21-02", T(ALTP2M), "nr_views", 11, 0, NULL, 0, 0 },
    { 21, 20, QUIET, 0, "", T(ALTP2M), "nr_views", 10, 10, NULL, 0, 0 },
    { 20, 21, K(DERIVED), 0, "21-03", T(DOM_CREATE), "flags", 0, 0x100, NULL, 1, 0 },
    { 21, 20, QUIET, 0, "", T(DOM_CREATE), "flags", 0x100, 0, NULL, 1, 0 },
    { 21, 20, K(REFUSED), 0, "21-03", T(DOM_CREATE), "flags", 0, 0, NULL, 1, 0 },
    { 20, 21, QUIET, 0, "", T(DOM_CREATE), "flags", 0, 0, NULL, 0, 0 },
    { 21, 20, QUIET, 0, "", T(DOM_CREATE), "flags", 0, 0, NULL, 0, 0 },
    { 20, 21, K(DEFAULTED), 0, "21-09", T(ARM_DOMAIN), "arm_sci_type", 0, 0, NULL, 1, 0 },
    { 21, 20, K(REFUSED), 0, "21-09", T(ARM_DOMAIN), "arm_sci_type", 1, 0, NULL, 1, 0 },
    { 20, 21, K(DEFAULTED), 0, "21-10", T(ARM_DOMAIN), "nr_espis", 0, 0, NULL, 1, 0 },
    { 21, 20, K(REFUSED), 0, "21-10", T(ARM_DOMAIN), "nr_espis", 32, 0, NULL, 1, 0 },
    { 21, 22, K(LOST), 0, "22-05", T(PV_VCPU), "rflags", 0x20202, 0x202, of_pv, 0, 0 },
    { 21, 22, K(REFUSED), 0, "22-05", T(PV_VCPU), "rflags", 0x20202, 0, of_pv32, 0, 0 },
    { 21, 22, QUIET, 0, "", T(PV_VCPU), "rflags", 0x202, 0x202, of_pv32, 0, 0 },
    { 22, 21, QUIET, 0, "", T(PV_VCPU), "rflags", 0x20202, 0x20202, of_pv, 0, 0 },
    { 21, 22, K(DEFAULTED), 0, "22-09", T(ARM_DOMAIN), "v8r_el1_msa", 0, 0, NULL, 1, 0 },
    { 22, 21, K(REFUSED), 0, "22-09", T(ARM_DOMAIN), "v8r_el1_msa", 2, 0, NULL, 1, 0 },
};

static void run_cases(const struct step_case *c, uint32_t nr)
{
    for ( ; nr; nr--, c++ )
    {
        print_message("4.%u to 4.%u: %s %s\n", c->from, c->to, c->row, c->field);
        run_case(c);
    }
}

#define STEPS(n) static void steps_##n(void **state) { run_cases(cases_##n, NR_OF(cases_##n)); }
STEPS(14)
STEPS(15)
STEPS(16_18)
STEPS(19_20)
STEPS(21_22)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_14), cmocka_unit_test(steps_15), cmocka_unit_test(steps_16_18), cmocka_unit_test(steps_19_20),
        cmocka_unit_test(steps_21_22),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Reading the facts that derivations rest on: one look at each record that has some. spec/compat.md C-9. */
#include "features.h"

/* Bits of the base MSR and offsets of the register page (asm-x86/apicdef.h). */
#define APIC_BASE_EXTD (1u << 10)
#define APIC_ID 0x20
#define APIC_LDR 0xd0
#define LDR_OF(id) (((id) & ~0xfu) << 12 | 1u << ((id) & 0xf))

#define PARAM_NESTEDHVM 24
#define XCR0_LWP (1ull << 62)

static void of_identity(struct lus_facts *f, const union lus_any *o)
{
    f->have |= LUS_HAVE_IDENTITY;
    f->roles = o->dom_identity.roles & ~(uint32_t)LUS_DOM_ROLE_CONSOLE;
}

static void of_create(struct lus_facts *f, const union lus_any *o)
{
    f->have |= LUS_HAVE_CREATE;
    f->cdf = o->dom_create.flags & (LUS_CDF_S3_INTEGRITY | LUS_CDF_OOS_OFF);
    f->emulation_flags = o->dom_create.emulation_flags;
    if ( o->dom_create.flags & LUS_CDF_NESTED_VIRT )
        f->nested = 1;
}

static void of_grant_table(struct lus_facts *f, const union lus_any *o)
{
    f->have |= LUS_HAVE_GRANT_TABLE;
    f->grant_version = o->grant_table.version ? o->grant_table.version : 1;
}

/* In x2APIC mode the register page has the whole id; all lapic records come before the first register page. */
static void of_lapic(struct lus_facts *f, const struct lus_record *rec, const union lus_any *o)
{
    uint64_t bit = 1ull << (rec->instance & 63);

    if ( rec->instance >= LUS_FACTS_VCPUS )
        return;
    if ( rec->type == LUS_TYPE_HVM_LAPIC )
    {
        f->have |= LUS_HAVE_LAPIC;
        if ( o->hvm_lapic.apic_base_msr & APIC_BASE_EXTD )
            f->x2apic[rec->instance / 64] |= bit;
    }
    else if ( f->x2apic[rec->instance / 64] & bit )
    {
        uint32_t id = o->hvm_lapic_regs.data[APIC_ID / 4], ldr = o->hvm_lapic_regs.data[APIC_LDR / 4];

        if ( ldr == LDR_OF(rec->instance) && ldr != LDR_OF(id) )
            f->ldr_by_vcpu = 1;
    }
}

static int of_params(struct lus_facts *f, const struct lus_segment *seg, const struct lus_record *rec, struct lus_facts_work *w)
{
    const uint8_t *p;
    int rc;

    f->have |= LUS_HAVE_PARAMS;
    if ( (rc = lus_table_open(&w->table, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&w->table, &p)) > 0 )
    {
        struct lus_hvm_param e;

        if ( lus_decode_hvm_param(p, &e) )
            return lus_refuse(&w->seg, rec, LUS_E_RANGE, rec->offset, LUS_NO_FIELD);
        if ( e.index == PARAM_NESTEDHVM && e.value )
            f->nested = 1;
        if ( LUS_PARAMS_CHANGING >> e.index & 1 )
            continue;
        f->params_have |= 1ull << e.index;
        f->params[e.index] = e.value;
    }
    return rc;
}

static int of_policy(struct lus_facts *f, const struct lus_segment *seg, const struct lus_record *rec, struct lus_facts_work *w)
{
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(&w->table, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&w->table, &p)) > 0 )
    {
        struct lus_cpuid_leaf e;

        if ( lus_decode_cpuid_leaf(p, &e) )
            return lus_refuse(&w->seg, rec, LUS_E_RANGE, rec->offset, LUS_NO_FIELD);
        if ( e.leaf != 0xd || e.subleaf )
            continue;
        f->have |= LUS_HAVE_XSTATE;
        f->xcr0_max = (e.eax | (uint64_t)e.edx << 32) & ~XCR0_LWP;
    }
    return rc;
}

static void of_monitor(struct lus_facts *f, const union lus_any *o)
{
    f->monitor_cr = o->monitor.cr_enabled != 0;
}

/* Whether there is anything to know of a record: only then it is decoded. */
static int has_facts(uint32_t type)
{
    switch ( type )
    {
    case LUS_TYPE_DOMAIN: case LUS_TYPE_PV_INFO: case LUS_TYPE_DOM_IDENTITY: case LUS_TYPE_DOM_CREATE: case LUS_TYPE_DOM_PAGING:
    case LUS_TYPE_DOM_IOMMU: case LUS_TYPE_DOM_INFO: case LUS_TYPE_TSC_INFO: case LUS_TYPE_DOM_WALLCLOCK: case LUS_TYPE_GRANT_TABLE:
    case LUS_TYPE_EVTCHN_ABI: case LUS_TYPE_VM_EVENT_RING: case LUS_TYPE_ALTP2M: case LUS_TYPE_MONITOR: case LUS_TYPE_MONITOR_MSRS:
    case LUS_TYPE_HVM_LAPIC: case LUS_TYPE_HVM_LAPIC_REGS: case LUS_TYPE_HVM_PARAMS: case LUS_TYPE_SHARED_INFO_PLACE:
    case LUS_TYPE_CPUID_POLICY: case LUS_TYPE_HVM_VIRIDIAN_DOMAIN:
        return 1;
    default:
        return 0;
    }
}

static void of_record(struct lus_facts *f, const struct lus_record *rec, const union lus_any *o)
{
    switch ( rec->type )
    {
    case LUS_TYPE_DOMAIN:
        f->have |= LUS_HAVE_DOMAIN;
        f->kind = o->domain.kind;
        f->max_vcpus = o->domain.max_vcpus;
        break;
    case LUS_TYPE_PV_INFO:
        f->have |= LUS_HAVE_PV_INFO;
        f->guest_width = o->pv_info.guest_width;
        f->is_32bit |= o->pv_info.guest_width == LUS_GUEST_WIDTH_BITS32;
        break;
    case LUS_TYPE_DOM_PAGING:
        f->have |= LUS_HAVE_PAGING;
        f->paging_mode = o->dom_paging.mode;
        break;
    case LUS_TYPE_DOM_IOMMU:
        f->has_iommu = 1;
        f->iommu_shared = o->dom_iommu.shared;
        f->iommu_sync = o->dom_iommu.need_sync;
        break;
    case LUS_TYPE_TSC_INFO:
        f->have |= LUS_HAVE_TSC;
        f->tsc_mode = o->tsc_info.mode;
        break;
    case LUS_TYPE_DOM_WALLCLOCK:
        f->have |= LUS_HAVE_WALLCLOCK;
        f->wallclock = o->dom_wallclock.seconds;
        break;
    case LUS_TYPE_HVM_VIRIDIAN_DOMAIN: f->reference_tsc = o->hvm_viridian_domain.reference_tsc; break;
    case LUS_TYPE_SHARED_INFO_PLACE: f->is_32bit |= o->shared_info_place.is_32bit; break;
    case LUS_TYPE_EVTCHN_ABI:
        f->have |= LUS_HAVE_EVTCHN_ABI;
        f->evtchn_abi = (uint8_t)o->evtchn_abi.abi;
        break;
    case LUS_TYPE_VM_EVENT_RING: f->rings |= 1u << (rec->instance & 31); break;
    case LUS_TYPE_ALTP2M: f->altp2m = 1; break;
    case LUS_TYPE_MONITOR: of_monitor(f, o); break;
    case LUS_TYPE_MONITOR_MSRS: f->monitor_msrs = 1; break;
    case LUS_TYPE_DOM_INFO: f->have |= LUS_HAVE_INFO; break;
    case LUS_TYPE_DOM_IDENTITY: of_identity(f, o); break;
    case LUS_TYPE_DOM_CREATE: of_create(f, o); break;
    case LUS_TYPE_GRANT_TABLE: of_grant_table(f, o); break;
    default: of_lapic(f, rec, o); break;
    }
}

static const uint8_t *decode(struct lus_facts_work *w)
{
    const uint8_t *p = w->rec.body ? w->rec.body : lus_fixed(w->seg.s, &w->rec);

    if ( lus_decode_any(w->rec.type, p, w->rec.revision, &w->any) )
        p = NULL;
    return p;
}

int lus_facts_domain(struct lus_facts *f, const struct lus_segment *seg, struct lus_facts_work *w)
{
    int rc;

    /* All but the host's. */
    f->have = f->host_have;
    f->params_have = 0;
    memset(f->params, 0, sizeof(f->params));
    memset(f->x2apic, 0, sizeof(f->x2apic));
    f->emulation_flags = 0;
    f->wallclock = 0;
    f->uses = f->xcr0_max = f->reference_tsc = 0;
    f->is_32bit = 0;
    f->domid = seg->domid;
    f->max_vcpus = f->roles = f->cdf = f->tsc_mode = f->rings = 0;
    f->kind = f->guest_width = f->paging_mode = f->has_iommu = f->iommu_shared = f->iommu_sync = 0;
    f->nested = f->grant_version = f->evtchn_abi = f->altp2m = f->monitor_cr = f->monitor_msrs = f->ldr_by_vcpu = 0;
    w->seg = *seg;
    while ( (rc = lus_next(&w->seg, &w->rec)) > 0 )
    {
        if ( !w->rec.info || (w->rec.flags & LUS_RECORD_CHUNK) )
            continue;
        if ( (rc = lus_features_used(&w->seg, &w->rec, &w->table, &f->uses)) < 0 )
            return rc;
        if ( seg->kind != LUS_SEGMENT_DOMAIN || !has_facts(w->rec.type) )
            continue;
        if ( w->rec.type == LUS_TYPE_HVM_PARAMS )
            rc = of_params(f, &w->seg, &w->rec, w);
        else if ( w->rec.type == LUS_TYPE_CPUID_POLICY )
            rc = of_policy(f, &w->seg, &w->rec, w);
        else if ( decode(w) )
            of_record(f, &w->rec, &w->any);
        else
            rc = lus_refuse(&w->seg, &w->rec, LUS_E_RANGE, w->rec.offset, LUS_NO_FIELD);
        if ( rc < 0 )
            return rc;
    }
    return rc;
}

static void of_time(struct lus_facts *f, const struct lus_sys_time *time)
{
    f->host_have |= LUS_HAVE_TIME;
    f->host_tsc = time->tsc;
    f->host_tsc_khz = time->tsc_khz;
    f->host_stime = time->stime;
}

int lus_facts_host(struct lus_facts *f, struct lus_stream *s, struct lus_facts_work *w)
{
    int rc;

    memset(f, 0, sizeof(*f));
    f->partial = s->header.partial;
    f->arch = (uint8_t)s->header.arch;
    rc = lus_segment_find(s, LUS_SEGMENT_SYSTEM, 0, &w->seg);
    if ( rc )
        return rc == -LUS_E_NOT_FOUND ? 0 : rc;
    while ( (rc = lus_next(&w->seg, &w->rec)) > 0 )
    {
        if ( !w->rec.info || (w->rec.flags & LUS_RECORD_CHUNK) )
            continue;
        switch ( w->rec.type )
        {
        case LUS_TYPE_IOMMUS: f->host_iommus = 1; break;
        case LUS_TYPE_SYS_GLOBALS: f->host_have |= LUS_HAVE_SYSTEM; break;
        case LUS_TYPE_SYS_TIME:
        case LUS_TYPE_XSM:
            if ( !decode(w) )
                return lus_refuse(&w->seg, &w->rec, LUS_E_RANGE, w->rec.offset, LUS_NO_FIELD);
            if ( w->rec.type == LUS_TYPE_XSM )
                f->xsm = w->any.xsm.module;
            else
                of_time(f, &w->any.sys_time);
            break;
        default: break;
        }
    }
    return rc;
}

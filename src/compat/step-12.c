/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.11 to 4.12: what the rules of step-12.def call. */
#include "step.h"

#define MSR_TSC_AUX 0xc0000103u
#define DR6_DEFAULT 0xffff0ff0u
#define XCR0_LWP (1ull << 62)
#define PARAM_IOREQ_PFN 5
#define PARAM_BUFIOREQ_PFN 6
#define PARAM_DM_DOMAIN 13
#define PARAM_BUFIOREQ_EVTCHN 26
#define MTRR_VCNT 8u
#define VIRQ_ARGO 11

/* A domain whose limits the toolstack had not set yet had none; from 4.12 on there is one frame at least. */
static LUS_INDIRECT void grant_limits(struct lus_call *c)
{
    if ( c->down || c->o->dom_limits.max_grant_frames )
        return;
    c->o->dom_limits.max_grant_frames = 1;
    lus_call_defaulted(c, LUS_FIELD_dom_limits_max_grant_frames, 0, 1);
}

static LUS_INDIRECT void grant_frames(struct lus_call *c)
{
    if ( c->down || c->o->grant_table.max_frames )
        return;
    c->o->grant_table.max_frames = 1;
    lus_call_defaulted(c, LUS_FIELD_grant_table_max_frames, 0, 1);
}

/* 4.11 chose the version when the guest first asked. */
static LUS_INDIRECT void version_0(struct lus_call *c)
{
    if ( c->down || c->o->grant_table.version )
        return;
    c->o->grant_table.version = 1;
    lus_call_defaulted(c, LUS_FIELD_grant_table_version, 0, 1);
}

static LUS_INDIRECT void mode_3(struct lus_call *c)
{
    if ( !c->down && c->o->tsc_info.mode == LUS_TSC_MODE_PVRDTSCP )
        lus_call_refuse(c, LUS_FIELD_tsc_info_mode, c->o->tsc_info.mode);
}

/* 4.11 has no TSC_AUX of a PV guest. It refuses one in the list that it loads. */
static LUS_INDIRECT void tsc_aux(struct lus_call *c)
{
    if ( !c->down || c->type != LUS_TYPE_PV_VCPU_MSRS || c->o->msr_entry.index != MSR_TSC_AUX )
        return;
    lus_call_lost(c, LUS_FIELD_msr_entry_value, c->o->msr_entry.value, 0);
    c->drop = 1;
}

/* 4.12 keeps 32 bits of it, and does not load more (hvm_load_cpu_ctxt). */
static LUS_INDIRECT void hvm_tsc_aux(struct lus_call *c)
{
    if ( !c->down && c->o->hvm_cpu.msr_tsc_aux >> 32 )
        lus_call_refuse(c, LUS_FIELD_hvm_cpu_msr_tsc_aux, c->o->hvm_cpu.msr_tsc_aux);
}

/* DR5 was where 4.11 kept the I/O breakpoints of DR7; DR4 what the guest wrote to an alias of DR6. */
static LUS_INDIRECT void debug_registers(struct lus_call *c)
{
    uint64_t *dr = c->o->pv_vcpu.debugreg, dr7 = dr[7];

    if ( c->down )
        return;
    if ( dr[5] )
    {
        dr[7] |= dr[5];
        dr[5] = 0;
        lus_call_derived(c, LUS_FIELD_pv_vcpu_debugreg, dr7, dr[7]);
    }
    if ( dr[4] )
        lus_call_lost(c, LUS_FIELD_pv_vcpu_debugreg, dr[4], 0);
    dr[4] = 0;
}

/* A vcpu of 4.11.0 that never had a debug exception: 0 would say that there was one of transactional memory. */
static void dr6(struct lus_call *c, uint64_t *value, uint32_t field)
{
    if ( c->down || *value )
        return;
    *value = DR6_DEFAULT;
    lus_call_defaulted(c, field, 0, DR6_DEFAULT);
}

static LUS_INDIRECT void pv_dr6(struct lus_call *c)
{
    dr6(c, &c->o->pv_vcpu.debugreg[6], LUS_FIELD_pv_vcpu_debugreg);
}

static LUS_INDIRECT void hvm_dr6(struct lus_call *c)
{
    dr6(c, &c->o->hvm_cpu.dr6, LUS_FIELD_hvm_cpu_dr6);
}

static LUS_INDIRECT void params_of_default_server(struct lus_call *c)
{
    if ( !c->down )
        lus_params_lose(c, 1ull << PARAM_DM_DOMAIN | 1ull << PARAM_BUFIOREQ_EVTCHN);
}

/* 4.11 has no server that could use the frames of these parameters but a default one, which is refused. */
static LUS_INDIRECT uint64_t legacy_frames(struct lus_call *c)
{
    uint64_t free = 0;

    if ( !lus_call_has(c, LUS_HAVE_PARAMS) )
        return 0;
    if ( c->facts->ioreq_pfn )
        free |= 1u << PARAM_IOREQ_PFN;
    if ( c->facts->bufioreq_pfn )
        free |= 1u << PARAM_BUFIOREQ_PFN;
    return free;
}

static LUS_INDIRECT void foreign_ioreq_pages(struct lus_call *c)
{
    if ( !c->down && c->o->mem_owned.role == LUS_PAGE_ROLE_IOREQ )
        lus_call_refuse(c, LUS_FIELD_mem_owned_role, c->o->mem_owned.role);
}

/* Ranges that the capability does not count are not loaded. */
static LUS_INDIRECT void mtrr_count(struct lus_call *c)
{
    uint32_t n = (uint32_t)c->o->hvm_mtrr.msr_mtrr_cap & 0xff, i;

    if ( n > MTRR_VCNT )
        lus_call_refuse(c, LUS_FIELD_hvm_mtrr_msr_mtrr_cap, c->o->hvm_mtrr.msr_mtrr_cap);
    for ( i = 2 * n; !c->down && i < 2 * MTRR_VCNT; i++ )
        if ( c->o->hvm_mtrr.msr_mtrr_var[i] )
        {
            lus_call_lost(c, LUS_FIELD_hvm_mtrr_msr_mtrr_var, c->o->hvm_mtrr.msr_mtrr_var[i], 0);
            c->o->hvm_mtrr.msr_mtrr_var[i] = 0;
        }
}

static LUS_INDIRECT void mtrr_index(struct lus_call *c)
{
    if ( c->down && c->o->mtrr_range.index >= MTRR_VCNT )
        lus_call_refuse(c, LUS_FIELD_mtrr_range_index, c->o->mtrr_range.index);
}

/* What of LWP was on is the next step's. */
static void xcr0(struct lus_call *c, uint64_t accum, uint32_t field)
{
    if ( !c->down && (c->facts->have & LUS_HAVE_XSTATE) && (accum & ~c->facts->xcr0_max & ~XCR0_LWP) )
        lus_call_refuse(c, field, accum);
}

static LUS_INDIRECT void hvm_xcr0(struct lus_call *c)
{
    xcr0(c, c->o->hvm_cpu_xsave.xcr0_accum, LUS_FIELD_hvm_cpu_xsave_xcr0_accum);
}

static LUS_INDIRECT void pv_xcr0(struct lus_call *c)
{
    xcr0(c, c->o->pv_vcpu_xsave.xcr0_accum, LUS_FIELD_pv_vcpu_xsave_xcr0_accum);
}

/* Going up it would mean another event; going down none ever comes. */
static LUS_INDIRECT void virq_argo(struct lus_call *c)
{
    if ( c->o->evtchn.state != LUS_EVTCHN_STATE_VIRQ || c->o->evtchn.virq != VIRQ_ARGO )
        return;
    if ( c->down )
        lus_call_note(c, LUS_FIELD_evtchn_virq, VIRQ_ARGO);
    else
        lus_call_refuse(c, LUS_FIELD_evtchn_virq, VIRQ_ARGO);
}

static LUS_INDIRECT void mmio_size(struct lus_call *c)
{
    if ( c->down && c->o->mmio_access.size > 32 )
        lus_call_refuse(c, LUS_FIELD_mmio_access_size, c->o->mmio_access.size);
}

static LUS_INDIRECT void vm_event_abi(struct lus_call *c)
{
    lus_call_refuse(c, LUS_FIELD_vm_event_ring_version, c->o->vm_event_ring.version);
}

static LUS_INDIRECT uint64_t console_role(struct lus_call *c)
{
    return c->o->dom_identity.roles & LUS_DOM_ROLE_HARDWARE ? LUS_DOM_ROLE_CONSOLE : 0;
}

static LUS_INDIRECT void arm_grants(struct lus_call *c)
{
    if ( !c->down && c->facts->arch != LUS_ARCH_X86 && c->o->grant_table.version == 2 )
        lus_call_refuse(c, LUS_FIELD_grant_table_version, 2);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-12.def"
};
LUS_STEP_OF(12)

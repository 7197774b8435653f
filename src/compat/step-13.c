/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.12 to 4.13: what the rules of step-13.def call. */
#include "step.h"

#define PARAM_VIRIDIAN 9
#define HVMPV_SYNIC_STIMER_IPI 0x380u
#define MSR_LWP_CFG 0xc0000105u
#define MSR_LWP_CBADDR 0xc0000106u
#define XCR0_LWP (1ull << 62)
#define CPUID_LWP (1u << 15)

/* Without effect for PV guests, whose shadows are never out of sync; 4.13 sets it for all of them. */
static LUS_INDIRECT void oos_off(struct lus_call *c)
{
    uint32_t flags = c->o->dom_create.flags;

    if ( c->down || c->facts->kind != LUS_GUEST_KIND_PV || (flags & LUS_CDF_OOS_OFF) )
        return;
    c->o->dom_create.flags = flags | LUS_CDF_OOS_OFF;
    lus_call_derived(c, LUS_FIELD_dom_create_flags, flags, flags | LUS_CDF_OOS_OFF);
}

/* 4.12 made a domain's tables when it got its first device. */
static LUS_INDIRECT uint64_t iommu_flag(struct lus_call *c)
{
    if ( c->facts->has_iommu )
        return LUS_CDF_IOMMU;
    if ( !lus_call_has(c, LUS_HAVE_IDENTITY) )
        return 0;
    if ( c->facts->is_hardware && c->facts->host_iommus )
        return LUS_CDF_IOMMU;
    c->unprovable = c->facts->partial;
    return 0;
}

static LUS_INDIRECT uint64_t iommu_opts(struct lus_call *c)
{
    /* Of the facts, not of the flag: going down that is no longer there. */
    if ( !iommu_flag(c) )
        return 0;
    return c->facts->has_iommu && c->facts->iommu_shared ? 0 : LUS_IOMMU_OPTS_NO_SHAREPT;
}

/* Below 0 the numbers of 4.13 mean the host's default. */
static LUS_INDIRECT void signed_limits(struct lus_call *c)
{
    if ( c->down )
        return;
    if ( c->o->dom_limits.max_grant_frames > 0x7fffffffu )
        lus_call_refuse(c, LUS_FIELD_dom_limits_max_grant_frames, c->o->dom_limits.max_grant_frames);
    if ( c->o->dom_limits.max_maptrack_frames > 0x7fffffffu )
        lus_call_refuse(c, LUS_FIELD_dom_limits_max_maptrack_frames, c->o->dom_limits.max_maptrack_frames);
}

/* A guest that was told of them relies on them. */
static LUS_INDIRECT void viridian_features(struct lus_call *c)
{
    uint64_t value = c->params->value[PARAM_VIRIDIAN];

    if ( !c->down || !(c->params->have >> PARAM_VIRIDIAN & 1) || !(value & HVMPV_SYNIC_STIMER_IPI) )
        return;
    c->entry = PARAM_VIRIDIAN;
    lus_call_refuse(c, LUS_FIELD_hvm_param_value, value);
    c->entry = LUS_NO_ENTRY;
}

/* The reference page of 4.12 does not count what the counter's offset has; that of 4.13 does. */
static LUS_INDIRECT void reference_time(struct lus_call *c)
{
    if ( (c->facts->reference_tsc & 1) && c->o->hvm_viridian_time.offset )
        lus_call_note(c, LUS_FIELD_hvm_viridian_time_offset, (uint64_t)c->o->hvm_viridian_time.offset);
}

static void lwp(struct lus_call *c, uint64_t accum, uint32_t field)
{
    if ( !c->down && (accum & XCR0_LWP) )
        lus_call_refuse(c, field, accum);
}

static LUS_INDIRECT void hvm_lwp(struct lus_call *c)
{
    lwp(c, c->o->hvm_cpu_xsave.xcr0_accum, LUS_FIELD_hvm_cpu_xsave_xcr0_accum);
}

static LUS_INDIRECT void pv_lwp(struct lus_call *c)
{
    lwp(c, c->o->pv_vcpu_xsave.xcr0_accum, LUS_FIELD_pv_vcpu_xsave_xcr0_accum);
}

static LUS_INDIRECT void lwp_cfg(struct lus_call *c)
{
    uint32_t index = c->o->msr_entry.index;

    if ( !c->down && (index == MSR_LWP_CFG || index == MSR_LWP_CBADDR) && c->o->msr_entry.value )
        lus_call_refuse(c, LUS_FIELD_msr_entry_value, c->o->msr_entry.value);
}

/* A register of a leaf, less bits that a later release has not. */
static void lose_bits(struct lus_call *c, uint32_t *reg, uint32_t bits, uint32_t field)
{
    if ( *reg & bits )
        lus_call_lost(c, field, *reg, *reg & ~bits);
    *reg &= ~bits;
}

/* Its feature bit, its leaf, its state component. No guest uses it: that is refused. */
static LUS_INDIRECT void lwp_leaves(struct lus_call *c)
{
    struct lus_cpuid_leaf *l = &c->o->cpuid_leaf;
    int all = l->leaf == 0x8000001cu || (l->leaf == 0xd && l->subleaf == 62);

    if ( c->down )
        return;
    if ( l->leaf == 0x80000001u )
        lose_bits(c, &l->ecx, CPUID_LWP, LUS_FIELD_cpuid_leaf_ecx);
    if ( l->leaf == 0xd && l->subleaf == 0 )
        lose_bits(c, &l->edx, (uint32_t)(XCR0_LWP >> 32), LUS_FIELD_cpuid_leaf_edx);
    if ( !all )
        return;
    lose_bits(c, &l->eax, ~0u, LUS_FIELD_cpuid_leaf_eax);
    lose_bits(c, &l->ebx, ~0u, LUS_FIELD_cpuid_leaf_ebx);
    lose_bits(c, &l->ecx, ~0u, LUS_FIELD_cpuid_leaf_ecx);
    lose_bits(c, &l->edx, ~0u, LUS_FIELD_cpuid_leaf_edx);
}

/* From 4.13 on the hardware domain's vcpus are pinned if their hard affinity has one CPU, as it has already; others are not asked. */
static LUS_INDIRECT void pinned(struct lus_call *c)
{
    uint64_t legacy = c->o->dom_create.legacy;

    c->o->dom_create.legacy &= (uint8_t)~LUS_DOM_LEGACY_PINNED;
    if ( c->facts->is_hardware )
        lus_call_derived(c, LUS_FIELD_dom_create_legacy, legacy, c->o->dom_create.legacy);
    else
        lus_call_lost(c, LUS_FIELD_dom_create_legacy, legacy, c->o->dom_create.legacy);
}

static LUS_INDIRECT void vm_event_abi(struct lus_call *c)
{
    lus_call_refuse(c, LUS_FIELD_vm_event_ring_version, c->o->vm_event_ring.version);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-13.def"
};
LUS_STEP_OF(13)

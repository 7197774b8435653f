/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * State that a complete stream must have, by the schema's column presence: of the host, of each domain, of each vcpu. Records of one type
 * follow each other in the order of their instances, so that what is lacking shows as they pass by. spec/host.md [H-16] [H-39]
 */
#include "host.h"

/* The finding is about no record: its value is the type that is not there, its instance the vcpu. */
static LUS_NOINLINE void missing(struct lus_host *h, const struct lus_record_type *t, uint32_t instance)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = t->type };
    uint32_t type = h->rec.type, of = h->rec.instance;

    h->rec.type = 0;
    h->rec.instance = instance;
    lus_host_found(h, LUS_R_STATE_MISSING, LUS_NO_DOMID, &where);
    h->rec.type = type;
    h->rec.instance = of;
}

/* Bits of dom_create.emulation_flags (public/arch-x86/xen.h), as has_vlapic() and its like ask (asm-x86/domain.h). */
static uint32_t device_of(uint32_t presence)
{
    switch ( presence )
    {
    case LUS_PRESENCE_EACH_LAPIC: return LUS_X86_EMU_LAPIC;
    case LUS_PRESENCE_EACH_HPET: return LUS_X86_EMU_HPET;
    case LUS_PRESENCE_EACH_PM: return LUS_X86_EMU_PM;
    case LUS_PRESENCE_EACH_RTC: return LUS_X86_EMU_RTC;
    case LUS_PRESENCE_EACH_IOAPIC: return LUS_X86_EMU_IOAPIC;
    case LUS_PRESENCE_EACH_PIC: return LUS_X86_EMU_PIC;
    case LUS_PRESENCE_EACH_PIT: return LUS_X86_EMU_PIT;
    default: return 0;
    }
}

/* Of the segment at hand; whether a vcpu is there is asked besides. */
static LUS_NOINLINE int is_required(const struct lus_host *h, const struct lus_record_type *t)
{
    uint32_t is_x86 = h->s->header.arch == LUS_ARCH_X86, kind = h->domain ? h->domain->kind : 0;

    if ( t->presence <= LUS_PRESENCE_ONE || lus_scope_segment(t->scope) != h->seg.kind || !lus_type_in_arch(t->type, h->s->header.arch) ||
         (t->guests == LUS_GUESTS_PV && kind != LUS_GUEST_KIND_PV) || (t->guests == LUS_GUESTS_HVM && kind != LUS_GUEST_KIND_HVM) )
        return 0;
    switch ( t->presence )
    {
    case LUS_PRESENCE_EACH: return 1;
    case LUS_PRESENCE_EACH_X86: return is_x86;
    case LUS_PRESENCE_EACH_PV: return is_x86 && kind == LUS_GUEST_KIND_PV;
    case LUS_PRESENCE_EACH_HVM: return is_x86 && kind == LUS_GUEST_KIND_HVM;
    case LUS_PRESENCE_EACH_REGS: return 0;
    case LUS_PRESENCE_EACH_FIFO: return h->domain->abi == LUS_EVTCHN_ABI_FIFO;
    case LUS_PRESENCE_EACH_V2: return h->domain->gt_version == 2;
    case LUS_PRESENCE_EACH_AARCH32: return h->at.is_aarch32;
    case LUS_PRESENCE_EACH_SVE: return h->at.has_sve;
    /* A PVH hardware domain has hvm_vioapic instead (state.md D-29). */
    case LUS_PRESENCE_EACH_IOAPIC:
        if ( h->domain->is_hardware )
            return 0;
        /* fall through */
    default: return (h->at.devices & device_of(t->presence)) != 0;
    }
}

/* Vcpus from h->at.next_vcpu on that lack their record of the type. */
static LUS_NOINLINE void check_gap(struct lus_host *h, const struct lus_record_type *t, uint32_t end)
{
    uint32_t i;

    if ( !is_required(h, t) )
        return;
    for ( i = h->at.next_vcpu; i < end; i++ )
        if ( lus_host_has_vcpu(h, i) )
            missing(h, t, i);
}

/* vcpu_hold comes after the registers of all vcpus. */
static LUS_NOINLINE void check_regs(struct lus_host *h)
{
    uint32_t i = h->rec.instance, type = h->domain->kind == LUS_GUEST_KIND_PV ? LUS_TYPE_PV_VCPU : LUS_TYPE_HVM_CPU;

    lus_host_decode(h);
    if ( h->s->header.arch == LUS_ARCH_X86 && (h->any.vcpu_hold.state & LUS_VCPU_HOLD_INITIALISED) && !(h->regs[i / 32] >> i % 32 & 1) )
        missing(h, lus_record_type(type), i);
}

/* Xen's slots in its tables are the M2P of 32-bit guests: init_xen_pae_l2_slots (xen/arch/x86/pv/mm.c). */
static LUS_NOINLINE void check_compat(struct lus_host *h)
{
    lus_host_decode(h);
    if ( h->any.pv_info.pt_levels == 3 && !(h->has_m2p & 2) )
        missing(h, lus_record_type(LUS_TYPE_M2P), 1);
}

void lus_host_required(struct lus_host *h)
{
    const struct lus_record_type *t = h->rec.info, *types;
    uint32_t nr, i;

    if ( h->s->header.partial || h->at.is_dying )
        return;
    types = lus_record_types(&nr);
    i = (uint32_t)(t - types);
    if ( t->type == LUS_TYPE_PV_INFO )
        check_compat(h);
    if ( h->seen[i] < 255 )
        h->seen[i]++;
    if ( t->scope != LUS_SCOPE_VCPU || !h->domain )
        return;
    if ( i != h->at.type )
    {
        if ( h->at.type )
            check_gap(h, &types[h->at.type], h->at.end_vcpu);
        h->at.type = i;
        h->at.next_vcpu = 0;
        memset(h->regs, 0, t->presence == LUS_PRESENCE_EACH_REGS ? sizeof(h->regs) : 0);
    }
    check_gap(h, t, h->rec.instance);
    h->at.next_vcpu = h->rec.instance + 1;
    if ( t->presence == LUS_PRESENCE_EACH_REGS )
        h->regs[h->rec.instance / 32] |= 1u << h->rec.instance % 32;
    if ( t->type == LUS_TYPE_VCPU_HOLD )
        check_regs(h);
}

/* At the end of a segment: types of which nothing came. There are two PICs. */
void lus_host_missing(struct lus_host *h)
{
    const struct lus_record_type *types;
    uint32_t nr, i;

    if ( h->s->header.partial || h->at.is_dying )
        return;
    types = lus_record_types(&nr);
    if ( h->at.type )
        check_gap(h, &types[h->at.type], h->at.end_vcpu);
    h->at.next_vcpu = 0;
    for ( i = 0; i < nr; i++ )
    {
        uint32_t need = types[i].presence == LUS_PRESENCE_EACH_PIC ? 2 : 1;

        /* One for 32-bit guests alone is not enough. */
        if ( types[i].type == LUS_TYPE_M2P && !(h->has_m2p & 1) )
            h->seen[i] = 0;
        if ( h->seen[i] >= need || !is_required(h, &types[i]) )
            continue;
        if ( types[i].scope != LUS_SCOPE_VCPU )
            missing(h, &types[i], h->seen[i]);
        else if ( h->at.type != i )
            check_gap(h, &types[i], h->at.end_vcpu);
    }
}

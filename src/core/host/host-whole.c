/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a stream of a whole host has and has not: every vcpu that anything is said of, and what every domain has. spec/host.md. */
#include "host.h"

int lus_host_has_vcpu(const struct lus_host *h, uint64_t vcpu)
{
    return h->vcpus[vcpu / 32] >> vcpu % 32 & 1;
}

int lus_host_vcpus(struct lus_host *h)
{
    int rc;

    memset(h->vcpus, 0, sizeof(h->vcpus));
    h->other_seg = h->seg;
    while ( (rc = lus_next(&h->other_seg, &h->other_rec)) > 0 && h->other_seg.pass == 0 )
        if ( h->other_rec.type == LUS_TYPE_VCPU )
        {
            h->vcpus[h->other_rec.instance / 32] |= 1u << h->other_rec.instance % 32;
            /* One too many has a finding of its own. */
            if ( h->other_rec.instance >= h->domain->max_vcpus )
                continue;
            h->at.nr_vcpus++;
            h->at.end_vcpu = h->other_rec.instance + 1;
        }
    return rc < 0 ? rc : 0;
}

static LUS_NOINLINE void found(struct lus_host *h, uint32_t rule, uint32_t field, uint64_t value)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = field, .offset = h->rec.offset, .value = value };

    if ( field != LUS_NO_FIELD )
        where.offset += LUS_RECORD_HEADER + h->rec.info->fields[field].offset;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
}

/* State of a vcpu that alloc_vcpu has not made (xen/common/domain.c) goes nowhere: d->vcpu[] has none there. */
static LUS_NOINLINE void check_vcpu(struct lus_host *h)
{
    uint32_t max = h->domain->max_vcpus;

    if ( (max && h->rec.instance >= max) ||
         (!h->s->header.partial && (!max || !lus_host_has_vcpu(h, h->rec.instance))) )
        found(h, LUS_R_VCPU_UNKNOWN, LUS_NO_FIELD, h->rec.instance);
}

/* domain_create (xen/common/domain.c) gives a domain the state of its kind only. */
static LUS_NOINLINE void check_kind(struct lus_host *h)
{
    uint32_t guests = h->rec.info->guests, kind = h->domain->kind;

    if ( (guests == LUS_GUESTS_PV && kind != LUS_GUEST_KIND_PV) || (guests == LUS_GUESTS_HVM && kind != LUS_GUEST_KIND_HVM) )
        found(h, LUS_R_WRONG_KIND, LUS_NO_FIELD, h->rec.type);
}

/* switch_compat (xen/arch/x86/pv/domain.c) makes both of 32 bits. */
static LUS_NOINLINE void check_width(struct lus_host *h)
{
    lus_host_decode(h);
    if ( (h->any.pv_info.guest_width == LUS_GUEST_WIDTH_BITS32) != (h->any.pv_info.pt_levels == 3) )
        found(h, LUS_R_PV_WIDTH, LUS_FIELD_pv_info_pt_levels, h->any.pv_info.pt_levels);
}

/* hardware_domain (xen/common/domain.c) is one. */
static LUS_NOINLINE void check_identity(struct lus_host *h)
{
    if ( h->domain->is_hardware && h->hardware > 1 )
        found(h, LUS_R_ROLE_TWICE, LUS_FIELD_dom_identity_roles, LUS_DOM_ROLE_HARDWARE);
}

/* getdomaininfo (xen/common/domctl.c) gives the greatest vcpu that there is. */
static LUS_NOINLINE void check_greatest(struct lus_host *h)
{
    lus_host_decode(h);
    if ( h->any.dom_info.max_vcpu_id != h->at.end_vcpu - 1 )
        found(h, LUS_R_VCPUS_COUNT, LUS_FIELD_dom_info_max_vcpu_id, h->any.dom_info.max_vcpu_id);
}

/* p2m_init_altp2m_by_id, p2m_switch_vcpu_altp2m_by_id (xen/arch/x86/mm/p2m.c): a view has its number below nr_altp2m, and was made. */
static LUS_NOINLINE void check_view(struct lus_host *h, uint32_t view, uint32_t field)
{
    if ( view < h->at.nr_views && (h->at.views[view / 32] >> view % 32 & 1) )
        return;
    found(h, LUS_R_ALTP2M_VIEW, field, view);
}

static LUS_NOINLINE void check_altp2m(struct lus_host *h)
{
    if ( h->rec.type == LUS_TYPE_ALTP2M )
    {
        lus_host_decode(h);
        h->at.nr_views = h->any.altp2m.nr_views;
        return;
    }
    if ( h->rec.type == LUS_TYPE_ALTP2M_VIEWS )
        h->at.views[h->rec.instance / 32] |= 1u << h->rec.instance % 32;
    if ( h->rec.type != LUS_TYPE_HVM_ALTP2M_VCPU )
    {
        check_view(h, h->rec.instance, LUS_NO_FIELD);
        return;
    }
    lus_host_decode(h);
    check_view(h, h->any.hvm_altp2m_vcpu.view, LUS_FIELD_hvm_altp2m_vcpu_view);
    if ( h->any.hvm_altp2m_vcpu.step )
        check_view(h, h->any.hvm_altp2m_vcpu.step_view, LUS_FIELD_hvm_altp2m_vcpu_step_view);
}

void lus_host_whole(struct lus_host *h)
{
    if ( h->domain )
        check_kind(h);
    if ( h->rec.info->scope == LUS_SCOPE_VCPU && h->domain )
        check_vcpu(h);
    if ( h->rec.type == LUS_TYPE_DOM_IDENTITY )
        check_identity(h);
    if ( h->rec.type == LUS_TYPE_PV_INFO )
        check_width(h);
    if ( h->s->header.partial )
        return;
    switch ( h->rec.type )
    {
    case LUS_TYPE_FRAMES:
    case LUS_TYPE_DOM_SOURCE:
        found(h, LUS_R_PARTIAL_ONLY, LUS_NO_FIELD, 0);
        return;
    case LUS_TYPE_DOMAIN:
        if ( h->domain->frame_space != LUS_FRAME_SPACE_MFN )
            found(h, LUS_R_PARTIAL_ONLY, LUS_FIELD_domain_frame_space, h->domain->frame_space);
        return;
    case LUS_TYPE_DOM_INFO:
        check_greatest(h);
        return;
    case LUS_TYPE_DOM_CREATE:
        lus_host_decode(h);
        h->at.devices = h->any.dom_create.emulation_flags;
        return;
    case LUS_TYPE_ARM_DOMAIN:
        lus_host_decode(h);
        h->at.is_aarch32 = h->any.arm_domain.width == LUS_ARM_WIDTH_AARCH32;
        h->at.has_sve = h->any.arm_domain.sve_vl != 0;
        return;
    case LUS_TYPE_ALTP2M:
    case LUS_TYPE_ALTP2M_VIEWS:
    case LUS_TYPE_ALTP2M_REMAPS:
    case LUS_TYPE_ALTP2M_VE:
    case LUS_TYPE_HVM_ALTP2M_VCPU:
        check_altp2m(h);
        return;
    default:
        return;
    }
}

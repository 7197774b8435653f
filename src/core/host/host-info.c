/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What dom_info says of a domain as a whole against the records that count: what getdomaininfo (xen/common/domctl.c) makes of a domain's
 * flags and its vcpus. What is a field of another record is in twice.def. spec/host.md [H-42]
 */
#include "host.h"

/* What the records that count have said up to the one at hand. */
static LUS_NOINLINE void take_vcpu(struct lus_host *h)
{
    struct lus_host_info *o = &h->at.info;

    if ( h->rec.type == LUS_TYPE_VCPU_RUNSTATE )
    {
        o->run_time += h->any.vcpu_runstate.time[0];
        return;
    }
    o->cpu_time += h->any.vcpu.cpu_time;
    h->blocked[h->rec.instance / 32] |= (uint32_t)((h->any.vcpu.run & LUS_VCPU_RUN_BLOCKED) != 0) << h->rec.instance % 32;
    if ( !(h->any.vcpu.run & LUS_VCPU_RUN_ONLINE) )
        return;
    o->online++;
    o->blocked += (h->any.vcpu.run & LUS_VCPU_RUN_BLOCKED) != 0;
    o->flags |= h->any.vcpu.run & LUS_VCPU_RUN_RUNNING ? LUS_DOMINF_RUNNING : 0;
}

static LUS_NOINLINE void take_state(struct lus_host *h)
{
    const struct lus_dom_state *s = &h->any.dom_state;
    struct lus_host_info *o = &h->at.info;

    o->flags |= (s->shutdown == LUS_SHUTDOWN_STATE_SHUT_DOWN ? LUS_DOMINF_SHUTDOWN : 0) | (s->pause_count ? LUS_DOMINF_PAUSED : 0) |
                (s->debugger_attached ? LUS_DOMINF_DEBUGGED : 0);
    o->code = s->shutdown_code & 0xff;
}

void lus_host_take_info(struct lus_host *h)
{
    struct lus_host_info *o = &h->at.info;

    switch ( h->rec.type )
    {
    case LUS_TYPE_DOM_INFO:
        lus_host_decode(h);
        o->said = h->any.dom_info;
        o->offset = h->rec.offset;
        return;
    case LUS_TYPE_DOM_IDENTITY:
        lus_host_decode(h);
        o->flags |= h->any.dom_identity.roles & LUS_DOM_ROLE_XENSTORE ? LUS_DOMINF_XS_DOMAIN : 0;
        return;
    case LUS_TYPE_DOM_PAGING:
        lus_host_decode(h);
        o->flags |= h->any.dom_paging.mode == LUS_PAGING_MODE_HAP ? LUS_DOMINF_HAP : 0;
        return;
    case LUS_TYPE_DOM_STATE:
        lus_host_decode(h);
        take_state(h);
        return;
    case LUS_TYPE_VCPU:
    case LUS_TYPE_VCPU_RUNSTATE:
        lus_host_decode(h);
        take_vcpu(h);
        return;
    default:
        return;
    }
}

static LUS_NOINLINE void compare(struct lus_host *h, uint32_t field, uint64_t said, uint64_t counts)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = field, .value = said };

    if ( said == counts )
        return;
    where.offset = h->at.info.offset + LUS_RECORD_HEADER + lus_record_type(LUS_TYPE_DOM_INFO)->fields[field].offset;
    lus_host_found(h, LUS_R_INFO_DIFFERS, LUS_NO_DOMID, &where);
}

/* At the end of a domain of a complete stream, that is alive: another may lack what is asked. */
void lus_host_info(struct lus_host *h)
{
    const struct lus_host_info *o = &h->at.info;
    uint32_t mask = LUS_DOMINF_DYING | LUS_DOMINF_SHUTDOWN | LUS_DOMINF_PAUSED | LUS_DOMINF_BLOCKED | LUS_DOMINF_RUNNING | LUS_DOMINF_DEBUGGED |
                    LUS_DOMINF_XS_DOMAIN;
    uint32_t flags = o->flags | (o->online && o->online == o->blocked ? LUS_DOMINF_BLOCKED : 0);

    if ( !o->offset || h->s->header.partial || h->at.is_dying )
        return;
    h->rec.type = LUS_TYPE_DOM_INFO;
    h->rec.instance = 0;
    /* On Arm all domains are of both kinds (arch_get_domain_info). */
    if ( h->s->header.arch == LUS_ARCH_X86 )
    {
        mask |= LUS_DOMINF_HAP | LUS_DOMINF_HVM_GUEST;
        flags |= h->domain->kind == LUS_GUEST_KIND_HVM ? LUS_DOMINF_HVM_GUEST : 0;
    }
    if ( (o->said.flags & mask) != flags || (o->said.flags >> 16 & 0xff) != o->code )
        compare(h, LUS_FIELD_dom_info_flags, o->said.flags, ~0ull);
    compare(h, LUS_FIELD_dom_info_nr_online_vcpus, o->said.nr_online_vcpus, o->online);
    compare(h, LUS_FIELD_dom_info_cpu_time, o->said.cpu_time, o->cpu_time);
    /* Runstate is what counts of the two. */
    if ( o->cpu_time == o->said.cpu_time )
        compare(h, LUS_FIELD_dom_info_cpu_time, o->said.cpu_time, o->run_time);
    compare(h, LUS_FIELD_dom_info_shr_pages, o->said.shr_pages, 0);
    compare(h, LUS_FIELD_dom_info_paged_pages, o->said.paged_pages, 0);
}

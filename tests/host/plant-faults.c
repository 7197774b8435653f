/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults of ownership and of state: of one kind each, in the domain at hand. */
#include "plant.h"

/* A span of the domain in this role, or in another's; NULL if there is none. */
static struct host_span *span_of(struct host *h, const struct host_domain *d, int is_its, uint32_t role)
{
    uint32_t start = (uint32_t)below(h->nr_spans), i;

    for ( i = 0; i < h->nr_spans; i++ )
    {
        struct host_span *s = &h->spans[(start + i) % h->nr_spans];

        if ( (&h->domains[s->domain] == d) == is_its && s->role == role )
            return s;
    }
    return NULL;
}

/* Gives one more run to a domain: in the list of spans it is out of place, which only the model of the frames would mind. */
static void give(struct host *h, struct host_domain *d, uint64_t first, uint64_t count, uint32_t role)
{
    struct lus_frame_span span = { .first = first, .count = (uint32_t)count };
    struct host_record *r = host_find(&h->memory, LUS_TYPE_MEM_OWNED, role << 16 | d->domid);
    uint32_t i, size;

    if ( !r )
    {
        struct lus_mem_owned owned = { .domid = (uint16_t)d->domid, .role = (uint16_t)role };

        r = host_add(&h->memory, LUS_TYPE_MEM_OWNED, role << 16 | d->domid, 0);
        ENCODE(r, mem_owned, &owned);
    }
    size = r->info->entry->size;
    r->entries = realloc(r->entries, (r->nr + 1) * size);
    assert_non_null(r->entries);
    for ( i = r->nr++; i && lus_field_load(&r->info->entry->fields[0], r->entries + (i - 1) * size, 0) > first; i-- )
        memcpy(r->entries + i * size, r->entries + (i - 1) * size, size);
    assert_int_equal(lus_encode_frame_span(r->entries + i * size, &span), 0);
}

static int frame_twice(struct host *h, struct host_domain *d)
{
    const struct host_span *s = span_of(h, d, 0, (uint32_t)below(3));
    uint32_t role = LUS_PAGE_ROLE_EXTRA;

    if ( !s )
        return 0;
    give(h, d, s->first + below(s->count), 1, role);
    return 1;
}

static int frame_twice_same(struct host *h, struct host_domain *d)
{
    const struct host_span *s = span_of(h, d, 1, LUS_PAGE_ROLE_NORMAL);

    if ( !s )
        return 0;
    give(h, d, s->first + below(s->count), 1, LUS_PAGE_ROLE_EXTRA);
    return 1;
}

static int count_by(struct host *h, struct host_domain *d, int by)
{
    struct host_span *s = span_of(h, d, 1, LUS_PAGE_ROLE_NORMAL);

    s->count += (uint64_t)(int64_t)by;
    /* It must not touch the next, else it would be one with it. */
    if ( (size_t)(s - h->spans) + 1 < h->nr_spans && s[1].domain == s->domain && s[1].role == s->role && s->first + s->count >= s[1].first )
        return 0;
    host_own(h);
    return 1;
}

static int count_more(struct host *h, struct host_domain *d) { return count_by(h, d, 1); }
static int count_less(struct host *h, struct host_domain *d) { return count_by(h, d, -1); }

static int owner_removed(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_MEM_OWNED, (uint32_t)below(2) << 16 | d->domid);

    if ( !r || (r->instance >> 16 == LUS_PAGE_ROLE_XENHEAP &&
                lus_field_load(&lus_record_type(LUS_TYPE_DOM_INFO)->fields[8], host_find(&d->seg, LUS_TYPE_DOM_INFO, 0)->fixed, 0) == ~0ull) )
        return 0;
    host_remove(&h->memory, (uint32_t)(r - h->memory.records));
    return 1;
}

/* Its frames go to a domain that is not there. */
static int owner_renamed(struct host *h, struct host_domain *d)
{
    uint32_t was = d->domid, domid = 1 + (uint32_t)below(0x7fef);

    if ( host_domain_of(h, domid) )
        return 0;
    d->domid = domid;
    host_own(h);
    d->domid = was;
    return 1;
}

static int domain_removed(struct host *h, struct host_domain *d)
{
    /* Its memory of the segment goes with it, not its frames. */
    uint32_t i = (uint32_t)(d - h->domains);
    struct host_domain gone = *d;

    memmove(d, d + 1, (--h->nr - i) * sizeof(*d));
    while ( gone.seg.nr )
        host_remove(&gone.seg, gone.seg.nr - 1);
    free(gone.seg.records);
    free(gone.ports);
    free(gone.active);
    free(gone.p2m);
    return 1;
}

static int remove_type(struct host_domain *d, uint32_t type, uint32_t instance)
{
    struct host_record *r = host_find(&d->seg, type, instance);

    if ( !r )
        return 0;
    host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    return 1;
}

/* A dying domain may lack them. */
static int no_info(struct host *h, struct host_domain *d) { return !d->is_dying && remove_type(d, LUS_TYPE_DOM_INFO, 0); }
static int no_abi(struct host *h, struct host_domain *d) { return !d->is_dying && remove_type(d, LUS_TYPE_EVTCHN_ABI, 0); }
static int no_grant_table(struct host *h, struct host_domain *d) { return !d->is_dying && remove_type(d, LUS_TYPE_GRANT_TABLE, 0); }
static int no_vcpu(struct host *h, struct host_domain *d) { return remove_type(d, LUS_TYPE_VCPU, (uint32_t)below(d->max_vcpus)); }
static int no_ports(struct host *h, struct host_domain *d)
{
    uint32_t i;

    for ( i = 0; i < d->nr_ports && d->ports[i].state != LUS_EVTCHN_STATE_INTERDOMAIN; i++ )
        ;
    /* With all its ports the pairs within it go too. */
    return i < d->nr_ports && d->ports[i].remote_domid != 0x7ff0 && d->ports[i].remote_domid != d->domid && remove_type(d, LUS_TYPE_EVTCHNS, 0);
}

static int no_p2m(struct host *h, struct host_domain *d)
{
    const struct host_record *r = host_find(&d->seg, LUS_TYPE_PAGE_TYPES, 0);

    return r && r->nr && remove_type(d, LUS_TYPE_P2M, 0);
}

static int set_domain(struct host_domain *d, uint32_t max_vcpus, uint32_t space)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_DOMAIN, 0);
    struct lus_domain o;

    DECODE(r, domain, &o);
    o.max_vcpus = max_vcpus;
    o.frame_space = (uint8_t)space;
    ENCODE(r, domain, &o);
    return 1;
}

static int fewer_vcpus(struct host *h, struct host_domain *d) { return d->max_vcpus > 1 && set_domain(d, d->max_vcpus - 1, LUS_FRAME_SPACE_MFN); }
static int unknown_vcpus(struct host *h, struct host_domain *d) { return set_domain(d, 0, LUS_FRAME_SPACE_MFN); }
static int guest_frames(struct host *h, struct host_domain *d) { return set_domain(d, d->max_vcpus, LUS_FRAME_SPACE_GFN); }

static int imported(struct host *h, struct host_domain *d)
{
    struct lus_dom_source source = { .kind = LUS_SOURCE_KIND_IMAGE };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_DOM_SOURCE, 0, 0);

    ENCODE(r, dom_source, &source);
    return 1;
}

static int unknown_frames(struct host *h, struct host_domain *d)
{
    host_add(&d->seg, LUS_TYPE_FRAMES, 0, 0);
    return 1;
}

/* Writes a port that was changed in the model. */
static int put_port(struct host_domain *d, uint32_t i)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_EVTCHNS, 0);

    assert_int_equal(lus_encode_evtchn(r->entries + i * r->info->entry->size, &d->ports[i]), 0);
    return 1;
}

static int hidden_port(struct host *h, struct host_domain *d)
{
    uint32_t i;

    for ( i = 0; i < d->nr_ports && d->ports[i].state == LUS_EVTCHN_STATE_INTERDOMAIN; i++ )
        ;
    if ( i == d->nr_ports )
        return 0;
    d->ports[i].state = LUS_EVTCHN_STATE_HIDDEN;
    return put_port(d, i);
}

static int unknown_event(struct host *h, struct host_domain *d)
{
    uint32_t i = d->nr_ports ? (uint32_t)below(d->nr_ports) : 0;

    if ( !d->nr_ports )
        return 0;
    d->ports[i].known &= (uint8_t)~(1u << below(4));
    return put_port(d, i);
}

static int half_pair(struct host *h, struct host_domain *d)
{
    uint32_t i;

    for ( i = 0; i < d->nr_ports && d->ports[i].state != LUS_EVTCHN_STATE_INTERDOMAIN; i++ )
        ;
    if ( i == d->nr_ports )
        return 0;
    d->ports[i].state = LUS_EVTCHN_STATE_UNBOUND;
    return put_port(d, i);
}

static int virq_twice(struct host *h, struct host_domain *d)
{
    uint32_t i, k;

    for ( i = 0; i < d->nr_ports; i++ )
        for ( k = 0; d->ports[i].state == LUS_EVTCHN_STATE_VIRQ && k < d->nr_ports; k++ )
            if ( k != i && d->ports[k].state == LUS_EVTCHN_STATE_IPI )
            {
                d->ports[k].state = LUS_EVTCHN_STATE_VIRQ;
                d->ports[k].virq = d->ports[i].virq;
                d->ports[k].notify_vcpu = d->ports[i].notify_vcpu;
                return put_port(d, k);
            }
    return 0;
}

/* EVTCHNOP_reset makes it 2-level, and all ports are closed: one that is beyond it stays if that is lost. */
static int other_abi(struct host *h, struct host_domain *d)
{
    struct lus_evtchn_abi abi = { .abi = LUS_EVTCHN_ABI_TWO_LEVEL };

    if ( d->abi != LUS_EVTCHN_ABI_FIFO || !d->nr_ports || d->ports[d->nr_ports - 1].port < 4096 || d->ports[d->nr_ports - 1].xen_consumer )
        return 0;
    ENCODE(host_find(&d->seg, LUS_TYPE_EVTCHN_ABI, 0), evtchn_abi, &abi);
    return 1;
}

static int set_grants(struct host_domain *d, uint32_t version, uint32_t frames, uint32_t max)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_GRANT_TABLE, 0);
    struct lus_grant_table o;

    DECODE(r, grant_table, &o);
    o.version = (uint8_t)version;
    o.nr_frames = frames ? frames : o.nr_frames;
    o.max_frames = max ? o.nr_frames - 1 : o.max_frames;
    ENCODE(r, grant_table, &o);
    return 1;
}

static int many_grant_frames(struct host *h, struct host_domain *d) { return set_grants(d, d->version, 0, 1); }

static int other_version(struct host *h, struct host_domain *d)
{
    return (host_find(&d->seg, LUS_TYPE_GRANTS_V1, 0) || host_find(&d->seg, LUS_TYPE_GRANTS_V2, 0)) && set_grants(d, d->version == 2 ? 1 : 2, 0, 0);
}

static int fewer_grant_frames(struct host *h, struct host_domain *d)
{
    uint32_t per = d->version == 2 ? 256 : 512;

    return d->nr_active && d->active[d->nr_active - 1].gref >= per && set_grants(d, d->version, 1, 0);
}

/* As if nobody had it mapped. */
static int unpinned(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_GRANTS_ACTIVE, 0);

    if ( !d->nr_active )
        return 0;
    d->active[0].pin = 0;
    assert_int_equal(lus_encode_grant_active(r->entries, &d->active[0]), 0);
    return 1;
}

static int p2m_to(struct host *h, struct host_domain *d, uint64_t mfn)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_P2M, 0);
    uint32_t i;

    for ( i = 0; i < r->nr && r->extents[i].attribute != LUS_P2M_TYPE_RAM_RW; i++ )
        ;
    if ( i == r->nr )
        return 0;
    r->extents[i].mfn = mfn;
    return 1;
}

static int p2m_other(struct host *h, struct host_domain *d)
{
    const struct host_span *s = span_of(h, d, 0, LUS_PAGE_ROLE_NORMAL);

    return s && p2m_to(h, d, s->first);
}

static int p2m_nobody(struct host *h, struct host_domain *d) { return p2m_to(h, d, HOST_TOP_MFN); }

/* A vcpu's state without the vcpu: as if it had never been made. */
static int state_of_no_vcpu(struct host *h, struct host_domain *d)
{
    host_add(&d->seg, LUS_TYPE_VCPU_RUNSTATE, d->max_vcpus, 0);
    return 1;
}

/* Relocated vcpu_info of which the place was not written. */
static int area_nowhere(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_AREAS, 0);
    struct lus_vcpu_areas o;

    if ( !r )
        return 0;
    DECODE(r, vcpu_areas, &o);
    o.by_frame |= 1;
    o.frame[0] = 0;
    ENCODE(r, vcpu_areas, &o);
    return 1;
}

static int put_active(struct host_domain *d, uint32_t i)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_GRANTS_ACTIVE, 0);

    assert_int_equal(lus_encode_grant_active(r->entries + i * r->info->entry->size, &d->active[i]), 0);
    return 1;
}

/* Another domain that is there is said to have it mapped; and once more than it is. */
static int grant_user(struct host *h, struct host_domain *d)
{
    if ( !d->nr_active )
        return 0;
    d->active[0].domid = (uint16_t)h->domains[h->domains[0].domid == d->active[0].domid].domid;
    return put_active(d, 0);
}

static int pin_count(struct host *h, struct host_domain *d)
{
    if ( !d->nr_active )
        return 0;
    d->active[0].pin++;
    return put_active(d, 0);
}

/* Another role: of a port that the guest gets, or that Xen does. */
static int xen_port(struct host *h, struct host_domain *d)
{
    uint32_t i = d->nr_ports ? (uint32_t)below(d->nr_ports) : 0;
    uint8_t role = (uint8_t)below(8);

    if ( !d->nr_ports || d->ports[i].xen_consumer == role )
        return 0;
    d->ports[i].xen_consumer = role;
    return put_port(d, i);
}

static int timer_lost(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_TIMERS, 0);
    struct lus_vcpu_timers o;

    DECODE(r, vcpu_timers, &o);
    o.armed = LUS_VCPU_TIMER_ONE_SHOT;
    o.one_shot = 0;
    ENCODE(r, vcpu_timers, &o);
    return 1;
}

static int status_frames(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_GRANT_TABLE, 0);
    struct lus_grant_table o;

    DECODE(r, grant_table, &o);
    o.nr_status_frames++;
    ENCODE(r, grant_table, &o);
    return 1;
}

#define FAULT(name) { #name, name }

const struct plant_fault plant_faults[] = {
    FAULT(frame_twice), FAULT(frame_twice_same), FAULT(count_more), FAULT(count_less), FAULT(owner_removed), FAULT(owner_renamed),
    FAULT(domain_removed), FAULT(no_info), FAULT(no_abi), FAULT(no_grant_table), FAULT(no_vcpu), FAULT(no_ports), FAULT(no_p2m),
    FAULT(fewer_vcpus), FAULT(unknown_vcpus), FAULT(guest_frames), FAULT(imported), FAULT(unknown_frames), FAULT(hidden_port),
    FAULT(unknown_event), FAULT(half_pair), FAULT(virq_twice), FAULT(other_abi), FAULT(many_grant_frames), FAULT(other_version),
    FAULT(fewer_grant_frames), FAULT(unpinned), FAULT(p2m_other), FAULT(p2m_nobody), FAULT(state_of_no_vcpu), FAULT(area_nowhere), FAULT(grant_user),
    FAULT(pin_count), FAULT(xen_port), FAULT(timer_lost), FAULT(status_frames),
    FAULT(plant_lost), FAULT(plant_lost_host), FAULT(plant_regs), FAULT(plant_kept), FAULT(plant_reuse), FAULT(plant_bad), FAULT(plant_reuse_kept), FAULT(plant_m2p), FAULT(plant_m2p_width),
    FAULT(plant_max_page), FAULT(plant_info), FAULT(plant_counts), FAULT(plant_width),
    FAULT(plant_root), FAULT(plant_shared), FAULT(plant_device), FAULT(plant_pod), FAULT(plant_granted), FAULT(plant_page_twice), FAULT(plant_fifo),
    FAULT(plant_hold), FAULT(plant_p2m_twice),
    FAULT(plant_hardware), FAULT(plant_kind), FAULT(plant_place), FAULT(plant_frame_gfn), FAULT(plant_foreign_owner), FAULT(plant_foreign_lost),
    FAULT(plant_foreign_self), FAULT(plant_range_meets), FAULT(plant_range_end), FAULT(plant_ranges), FAULT(plant_ioreq_port), FAULT(plant_ring),
    FAULT(plant_ring_none), FAULT(plant_tail), FAULT(plant_valid_ports), FAULT(plant_port_limit), FAULT(plant_nr_pirqs), FAULT(plant_handles),
    FAULT(plant_maptrack), FAULT(plant_max_version), FAULT(plant_listed), FAULT(plant_limits), FAULT(plant_target), FAULT(plant_view),
    FAULT(plant_vcpus),
};

const uint32_t plant_faults_nr = NR_OF(plant_faults);

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults of what records say of each other beside references, in the domain at hand: of one kind each. */
#include "plant.h"

static uint32_t devices_of(struct host_domain *d)
{
    struct lus_dom_create o;

    DECODE(plant_find(d, LUS_TYPE_DOM_CREATE), dom_create, &o);
    return o.emulation_flags;
}

static int is_initialised(struct host_domain *d, uint32_t vcpu)
{
    struct lus_vcpu_hold o;

    DECODE(host_find(&d->seg, LUS_TYPE_VCPU_HOLD, vcpu), vcpu_hold, &o);
    return (o.state & LUS_VCPU_HOLD_INITIALISED) != 0;
}

/* Must a complete stream have it? As enum lus_presence says. */
static int is_wanted(struct host_domain *d, const struct host_record *r)
{
    static const uint32_t devices[] = { LUS_X86_EMU_LAPIC, LUS_X86_EMU_HPET, LUS_X86_EMU_PM, LUS_X86_EMU_RTC, LUS_X86_EMU_IOAPIC, LUS_X86_EMU_PIC,
                                        LUS_X86_EMU_PIT };
    uint32_t presence = r->info->presence;

    if ( presence >= LUS_PRESENCE_EACH_LAPIC && presence <= LUS_PRESENCE_EACH_PIT )
        return (devices_of(d) & devices[presence - LUS_PRESENCE_EACH_LAPIC]) && !(presence == LUS_PRESENCE_EACH_IOAPIC && d->is_hardware);
    switch ( presence )
    {
    case LUS_PRESENCE_EACH:
    case LUS_PRESENCE_EACH_X86: return 1;
    case LUS_PRESENCE_EACH_PV: return d->kind == LUS_GUEST_KIND_PV;
    case LUS_PRESENCE_EACH_HVM: return d->kind == LUS_GUEST_KIND_HVM;
    case LUS_PRESENCE_EACH_REGS: return is_initialised(d, r->instance);
    case LUS_PRESENCE_EACH_FIFO: return d->abi == LUS_EVTCHN_ABI_FIFO;
    case LUS_PRESENCE_EACH_V2: return d->version == 2;
    default: return 0;
    }
}

int plant_lost(struct host *h, struct host_domain *d)
{
    uint32_t start = (uint32_t)below(d->seg.nr), i;

    (void)h;
    for ( i = 0; !d->is_dying && i < d->seg.nr; i++ )
    {
        uint32_t k = (start + i) % d->seg.nr;

        if ( !is_wanted(d, &d->seg.records[k]) )
            continue;
        host_remove(&d->seg, k);
        return 1;
    }
    return 0;
}

int plant_regs(struct host *h, struct host_domain *d)
{
    uint32_t vcpu = (uint32_t)below(d->max_vcpus);
    struct host_record *r = host_find(&d->seg, d->kind == LUS_GUEST_KIND_PV ? LUS_TYPE_PV_VCPU : LUS_TYPE_HVM_CPU, vcpu);

    (void)h;
    if ( d->is_dying || !r || !is_initialised(d, vcpu) )
        return 0;
    host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    return 1;
}

int plant_hardware(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_IDENTITY);
    struct lus_dom_identity o;
    uint32_t i;

    for ( i = 0; i < h->nr && !h->domains[i].is_hardware; i++ )
        ;
    if ( i == h->nr || d->is_hardware )
        return 0;
    DECODE(r, dom_identity, &o);
    o.roles |= LUS_DOM_ROLE_HARDWARE;
    ENCODE(r, dom_identity, &o);
    return 1;
}

int plant_kind(struct host *h, struct host_domain *d)
{
    (void)h;
    host_add(&d->seg, d->kind == LUS_GUEST_KIND_PV ? LUS_TYPE_HVM_PARAMS : LUS_TYPE_PV_P2M_FRAMES, 0, 0);
    return 1;
}

/* A guest frame that is memory, and not what is said to be there. */
static uint64_t other_gfn(const struct host_domain *d)
{
    return d->p2m[0].gfn + below(d->p2m[0].count);
}

int plant_place(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_SHARED_INFO_PLACE);
    struct lus_shared_info_place o;

    (void)h;
    if ( d->place_gfn == ~0ull )
        return 0;
    DECODE(r, shared_info_place, &o);
    o.gfn = other_gfn(d);
    ENCODE(r, shared_info_place, &o);
    return 1;
}

int plant_frame_gfn(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_GRANT_FRAMES);
    uint32_t i = (uint32_t)below(r->nr);
    struct lus_grant_frame f;

    (void)h;
    lus_decode_grant_frame(ENTRY(r, i), &f);
    if ( f.gfn == ~0ull )
        return 0;
    f.gfn = other_gfn(d);
    assert_int_equal(lus_encode_grant_frame(ENTRY(r, i), &f), 0);
    return 1;
}

/* A span of p2m_foreign; NULL if there is none. */
static uint8_t *foreign_of(struct host_domain *d, struct lus_foreign_span *span)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M_FOREIGN);
    uint8_t *p = r && r->nr ? ENTRY(r, below(r->nr)) : NULL;

    if ( p )
        lus_decode_foreign_span(p, span);
    return p;
}

int plant_foreign_owner(struct host *h, struct host_domain *d)
{
    struct lus_foreign_span span;
    uint8_t *p = foreign_of(d, &span);
    uint32_t other = h->domains[below(h->nr)].domid;

    if ( !p || other == span.owner )
        return 0;
    span.owner = (uint16_t)other;
    assert_int_equal(lus_encode_foreign_span(p, &span), 0);
    return 1;
}

int plant_foreign_lost(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M_FOREIGN);

    (void)h;
    if ( !r || !r->nr )
        return 0;
    if ( below(2) )
        r->nr--;
    else
        host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    return 1;
}

/* p2m_add_foreign refuses a domain's own frames. */
int plant_foreign_self(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M_FOREIGN), *p2m = plant_find(d, LUS_TYPE_P2M);
    uint32_t i;

    for ( i = 0; r && i < p2m->nr; i++ )
        if ( p2m->extents[i].attribute == LUS_P2M_TYPE_GRANT_MAP_RW && &h->domains[host_owner(h, p2m->extents[i].mfn)->domain] == d )
        {
            p2m->extents[i].attribute = LUS_P2M_TYPE_MAP_FOREIGN;
            return 1;
        }
    return 0;
}

static struct host_record *ranges_of(struct host_domain *d, uint32_t nr)
{
    uint32_t i;

    for ( i = 0; i < d->seg.nr; i++ )
        if ( d->seg.records[i].info->type == LUS_TYPE_IOREQ_RANGES && d->seg.records[i].nr >= nr )
            return &d->seg.records[i];
    return NULL;
}

int plant_range_meets(struct host *h, struct host_domain *d)
{
    struct host_record *r = ranges_of(d, 2);
    struct lus_ioreq_range a, b;

    (void)h;
    if ( !r )
        return 0;
    lus_decode_ioreq_range(ENTRY(r, 0), &a);
    lus_decode_ioreq_range(ENTRY(r, 1), &b);
    a.end = b.start;
    assert_int_equal(lus_encode_ioreq_range(ENTRY(r, 0), &a), 0);
    return 1;
}

int plant_range_end(struct host *h, struct host_domain *d)
{
    struct host_record *r = ranges_of(d, 1);
    struct lus_ioreq_range a;

    (void)h;
    if ( !r )
        return 0;
    lus_decode_ioreq_range(ENTRY(r, 0), &a);
    if ( a.start == 0 )
        return 0;
    a.end = a.start - 1;
    assert_int_equal(lus_encode_ioreq_range(ENTRY(r, 0), &a), 0);
    return 1;
}

/* Of a server that is not there. */
int plant_ranges(struct host *h, struct host_domain *d)
{
    (void)h;
    if ( d->kind == LUS_GUEST_KIND_PV )
        return 0;
    host_add(&d->seg, LUS_TYPE_IOREQ_RANGES, d->nr_servers, 0);
    return 1;
}

int plant_ioreq_port(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_IOREQ_PORTS);

    (void)h;
    if ( !r || !r->nr )
        return 0;
    r->nr--;
    return 1;
}

/* Another port of the domain; and no ring at all. */
int plant_ring(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VM_EVENT_RING, 1);
    struct lus_vm_event_ring o;

    (void)h;
    if ( !r || d->nr_ports < 2 )
        return 0;
    DECODE(r, vm_event_ring, &o);
    o.port = d->ports[d->ports[0].port == o.port].port;
    ENCODE(r, vm_event_ring, &o);
    return 1;
}

int plant_ring_none(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VM_EVENT_RING, 1);

    (void)h;
    if ( !r )
        return 0;
    host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    return 1;
}

/* Whether the domain maps anything read only, or else writable: the same frame may be mapped both ways. */
static int maps_so(struct host_domain *d, uint32_t is_ro)
{
    struct host_record *r = plant_find(d, LUS_TYPE_MAPTRACK_ENTRIES);
    struct lus_maptrack_entry m;
    uint32_t i;

    for ( i = 0; i < r->nr; i++ )
    {
        lus_decode_maptrack_entry(ENTRY(r, i), &m);
        if ( ((m.flags & LUS_GNTMAP_READONLY) != 0) == is_ro )
            return 1;
    }
    return 0;
}

/* A frame of a grant in the P2M: the one beside it, or for writing; or a mapping less. */
int plant_granted(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M);
    uint32_t i, start = r->nr ? (uint32_t)below(r->nr) : 0;

    (void)h;
    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_extent *e = &r->extents[(start + i) % r->nr];

        if ( e->attribute != LUS_P2M_TYPE_GRANT_MAP_RW && e->attribute != LUS_P2M_TYPE_GRANT_MAP_RO )
            continue;
        if ( !maps_so(d, e->attribute == LUS_P2M_TYPE_GRANT_MAP_RW) )
            e->attribute ^= LUS_P2M_TYPE_GRANT_MAP_RW ^ LUS_P2M_TYPE_GRANT_MAP_RO;
        else
            e->mfn = HOST_TOP_MFN + 1;
        return 1;
    }
    return 0;
}

/* A page of Xen's in two places. */
int plant_page_twice(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, below(2) ? LUS_TYPE_GRANT_FRAMES : LUS_TYPE_GRANT_STATUS_FRAMES);
    struct lus_grant_frame f;
    uint32_t i = r->nr ? (uint32_t)below(r->nr) : 0;

    (void)h;
    if ( !r->nr )
        return 0;
    lus_decode_grant_frame(ENTRY(r, i), &f);
    f.mfn = i ? d->frames[0] : d->place;
    if ( r->info->type == LUS_TYPE_GRANT_STATUS_FRAMES || f.gfn != ~0ull )
        f.gfn = ~0ull;
    assert_int_equal(lus_encode_grant_frame(ENTRY(r, i), &f), 0);
    return 1;
}

/* The ABI is lost, and what only the other has is not. */
int plant_fifo(struct host *h, struct host_domain *d)
{
    struct lus_evtchn_abi abi = { .abi = LUS_EVTCHN_ABI_TWO_LEVEL };
    struct host_record *r = plant_find(d, LUS_TYPE_FIFO_ARRAY);

    (void)h;
    if ( d->abi != LUS_EVTCHN_ABI_FIFO || !r || !r->nr )
        return 0;
    ENCODE(plant_find(d, LUS_TYPE_EVTCHN_ABI), evtchn_abi, &abi);
    return 1;
}

int plant_hold(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_HOLD, (uint32_t)below(d->max_vcpus));
    struct lus_dom_state state;
    struct lus_vcpu_hold o;

    (void)h;
    DECODE(plant_find(d, LUS_TYPE_DOM_STATE), dom_state, &state);
    if ( d->is_dying || state.shutdown == LUS_SHUTDOWN_STATE_SHUTTING_DOWN )
        return 0;
    DECODE(r, vcpu_hold, &o);
    o.state ^= LUS_VCPU_HOLD_SHUTDOWN_PAUSED;
    ENCODE(r, vcpu_hold, &o);
    return 1;
}

int plant_tail(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_FIFO_CONTROLS), *array = plant_find(d, LUS_TYPE_FIFO_ARRAY);
    struct lus_fifo_control o;

    (void)h;
    if ( !r || !r->nr || !array )
        return 0;
    lus_decode_fifo_control(ENTRY(r, 0), &o);
    o.tail[below(16)] = array->nr ? array->nr * 1024 : 1;
    assert_int_equal(lus_encode_fifo_control(ENTRY(r, 0), &o), 0);
    return 1;
}

int plant_valid_ports(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_EVTCHN_TABLE);
    struct lus_evtchn_table o;

    (void)h;
    DECODE(r, evtchn_table, &o);
    o.valid_ports = host_last_port(d);
    ENCODE(r, evtchn_table, &o);
    return d->nr_ports != 0;
}

static int set_limits(struct host_domain *d, uint32_t ports, uint32_t pirqs, uint32_t grants, uint32_t maptrack)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_LIMITS);
    struct lus_dom_limits o;

    DECODE(r, dom_limits, &o);
    o.max_evtchn_port = ports ? host_last_port(d) - 1 : o.max_evtchn_port;
    o.nr_pirqs += pirqs;
    o.max_grant_frames += grants;
    o.max_maptrack_frames += maptrack;
    ENCODE(r, dom_limits, &o);
    return 1;
}

int plant_port_limit(struct host *h, struct host_domain *d) { (void)h; return d->nr_ports && set_limits(d, 1, 0, 0, 0); }

int plant_limits(struct host *h, struct host_domain *d)
{
    uint32_t which = (uint32_t)below(3);

    (void)h;
    return set_limits(d, 0, which == 0, which == 1, which == 2);
}

int plant_nr_pirqs(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_PIRQS);
    struct lus_pirqs o;

    if ( !r->nr )
        return 0;
    DECODE(r, pirqs, &o);
    set_limits(d, 0, (uint32_t)lus_field_load(&r->info->entry->fields[0], ENTRY(r, r->nr - 1), 0) - o.nr_pirqs, 0, 0);
    o.nr_pirqs = (uint32_t)lus_field_load(&r->info->entry->fields[0], ENTRY(r, r->nr - 1), 0);
    ENCODE(r, pirqs, &o);
    (void)h;
    return 1;
}

int plant_handles(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_MAPTRACK), *mapped = plant_find(d, LUS_TYPE_MAPTRACK_ENTRIES);
    struct lus_maptrack o;

    (void)h;
    if ( !mapped->nr )
        return 0;
    DECODE(r, maptrack, &o);
    o.nr_frames = (uint32_t)(lus_field_load(&mapped->info->entry->fields[0], ENTRY(mapped, mapped->nr - 1), 0) / 256);
    ENCODE(r, maptrack, &o);
    return 1;
}

int plant_maptrack(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_MAPTRACK);
    struct lus_maptrack o;

    (void)h;
    DECODE(r, maptrack, &o);
    o.nr_frames = o.max_frames + 1;
    ENCODE(r, maptrack, &o);
    return 1;
}

int plant_max_version(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_GRANT_TABLE);
    struct lus_grant_table o;

    (void)h;
    if ( d->version != 2 )
        return 0;
    DECODE(r, grant_table, &o);
    o.max_version = 1;
    ENCODE(r, grant_table, &o);
    return 1;
}

int plant_listed(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, below(2) ? LUS_TYPE_GRANT_FRAMES : LUS_TYPE_GRANT_STATUS_FRAMES);

    (void)h;
    if ( !r->nr )
        return 0;
    r->nr--;
    return 1;
}

int plant_target(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_TARGET);
    struct lus_dom_target o = { .domid = (uint16_t)d->domid };

    (void)h;
    if ( !r )
        return 0;
    ENCODE(r, dom_target, &o);
    return 1;
}

int plant_view(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, below(2) ? LUS_TYPE_ALTP2M : LUS_TYPE_ALTP2M_VIEWS);

    (void)h;
    if ( !r )
        return 0;
    host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    return 1;
}

int plant_vcpus(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_INFO);
    struct lus_dom_info o;

    (void)h;
    DECODE(r, dom_info, &o);
    o.max_vcpu_id++;
    ENCODE(r, dom_info, &o);
    return 1;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Of the records of a random host those that only the model knows to be valid, or of which the schema knows no more than the fields. */
#include "host-fill.h"

uint32_t host_last_port(const struct host_domain *d)
{
    return d->nr_ports ? d->ports[d->nr_ports - 1].port : 0;
}

/* Handles are in order, of a table that may be bigger than they need. */
static void put_maptrack(struct host_domain *d)
{
    const struct host_record *mapped = host_find(&d->seg, LUS_TYPE_MAPTRACK_ENTRIES, 0);
    uint64_t last = mapped->nr ? lus_field_load(&mapped->info->entry->fields[0], mapped->entries + (mapped->nr - 1) * mapped->info->entry->size, 0) : 0;
    struct lus_maptrack maptrack = { .nr_frames = (uint32_t)(last / 256 + 1 + below(2)) };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_MAPTRACK, 0, 0);

    maptrack.max_frames = maptrack.nr_frames + (uint32_t)below(3);
    assert_int_equal(lus_encode_maptrack(r->fixed, 1, &maptrack), 0);
}

static void put_frames(struct host_domain *d, uint32_t type, uint32_t first, uint32_t nr)
{
    struct host_record *r = host_add(&d->seg, type, 0, nr);
    uint32_t i;

    for ( i = 0; i < nr; i++ )
    {
        struct lus_grant_frame f = { .mfn = d->frames[first + i], .gfn = d->frame_gfns[first + i] };

        assert_int_equal(lus_encode_grant_frame(r->entries + i * r->info->entry->size, &f), 0);
    }
}

/* Where Xen's own pages of the domain are, and whose those of others in its P2M are. */
static void put_places(struct host *h, struct host_domain *d)
{
    uint32_t frames = d->nr_grefs / (d->version == 2 ? 256 : 512), i;
    struct lus_shared_info_place place = { .mfn = d->place, .gfn = d->place_gfn };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_SHARED_INFO_PLACE, 0, 0);

    assert_int_equal(lus_encode_shared_info_place(r->fixed, 1, &place), 0);
    put_frames(d, LUS_TYPE_GRANT_FRAMES, 0, frames);
    put_frames(d, LUS_TYPE_GRANT_STATUS_FRAMES, frames, d->nr_status);
    if ( d->kind != LUS_GUEST_KIND_HVM )
        return;
    r = host_add(&d->seg, LUS_TYPE_P2M_FOREIGN, 0, d->nr_p2m);
    for ( i = 0, r->nr = 0; i < d->nr_p2m; i++ )
    {
        struct lus_foreign_span span = { .gfn = d->p2m[i].gfn, .count = d->p2m[i].count };

        if ( d->p2m[i].attribute != LUS_P2M_TYPE_GRANT_MAP_RW && d->p2m[i].attribute != LUS_P2M_TYPE_GRANT_MAP_RO &&
             d->p2m[i].attribute != LUS_P2M_TYPE_MAP_FOREIGN )
            continue;
        span.owner = (uint16_t)h->domains[host_owner(h, d->p2m[i].mfn)->domain].domid;
        assert_int_equal(lus_encode_foreign_span(r->entries + r->nr++ * r->info->entry->size, &span), 0);
    }
}

/* rangesets: in order, apart; those of two servers may meet. */
static void put_ranges(struct host_domain *d, uint32_t server)
{
    struct host_record *r = host_add(&d->seg, LUS_TYPE_IOREQ_RANGES, (uint32_t)below(3) << 8 | server, (uint32_t)below(4));
    uint64_t at = below(100);
    uint32_t i;

    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_ioreq_range range = { at, at + below(0x1000) };

        at = range.end + 2 + below(100);
        assert_int_equal(lus_encode_ioreq_range(r->entries + i * r->info->entry->size, &range), 0);
    }
}

static void put_users(struct host *h, struct host_domain *d)
{
    struct lus_vm_event_ring ring = { .mfn = host_frame(h, d, -1), .version = 3, .port = d->agent_port };
    struct host_record *r;
    uint32_t i, v;

    if ( d->agent_port )
    {
        r = host_add(&d->seg, LUS_TYPE_VM_EVENT_RING, 1, 0);
        assert_int_equal(lus_encode_vm_event_ring(r->fixed, 1, &ring), 0);
    }
    if ( d->kind != LUS_GUEST_KIND_HVM )
        return;
    r = host_add(&d->seg, LUS_TYPE_IOREQ_SERVERS, 0, d->nr_servers);
    for ( i = 0; i < d->nr_servers; i++ )
    {
        struct lus_ioreq_server o = { .id = i, .emulator = (uint16_t)h->domains[d->emulators[i]].domid, .enabled = (uint8_t)below(2),
                                      .bufioreq_port = d->buffered[i], .bufioreq_handling = d->buffered[i] ? 1 + (uint8_t)below(2) : 0,
                                      .bufioreq_mfn = ~0ull, .ioreq_gfn = ~0ull, .bufioreq_gfn = ~0ull };

        o.ioreq_mfn = below(4) ? host_frame(h, below(2) ? d : &h->domains[d->emulators[i]], -1) : ~0ull;
        if ( d->buffered[i] && below(4) )
            o.bufioreq_mfn = host_frame(h, d, -1);
        assert_int_equal(lus_encode_ioreq_server(r->entries + i * r->info->entry->size, &o), 0);
    }
    r = host_add(&d->seg, LUS_TYPE_IOREQ_PORTS, 0, d->nr_servers * d->max_vcpus);
    for ( i = 0, r->nr = 0; i < d->nr_servers; i++ )
        for ( v = 0; v < d->max_vcpus; v++ )
        {
            struct lus_ioreq_port o = { .id = i, .vcpu = v, .port = d->vcpu_ports[i][v], .pending = (uint8_t)below(2) };

            assert_int_equal(lus_encode_ioreq_port(r->entries + r->nr++ * r->info->entry->size, &o), 0);
        }
    for ( i = 0; i < d->nr_servers; i++ )
        put_ranges(d, i);
}

void host_put_places(struct host *h, struct host_domain *d)
{
    put_maptrack(d);
    put_places(h, d);
    put_users(h, d);
}

/* What is armed has a time, and nothing else (state.md V-7, V-10). A vcpu that is not initialised may lack registers (V-1). */
static void put_timers(struct host_domain *d, uint32_t vcpu)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_TIMERS, vcpu);
    struct lus_hvm_lapic_hidden lapic;
    struct lus_vcpu_timers timers;
    struct lus_vcpu_hold hold;

    lus_decode_vcpu_timers(r->fixed, 1, &timers);
    timers.period = timers.armed & LUS_VCPU_TIMER_PERIODIC ? 1 + rnd() : 0;
    timers.one_shot = timers.armed & LUS_VCPU_TIMER_ONE_SHOT ? (int64_t)(rnd() | 1) : 0;
    timers.poll = timers.armed & LUS_VCPU_TIMER_POLL ? (int64_t)(rnd() | 1) : 0;
    timers.period |= timers.armed & LUS_VCPU_TIMER_PERIODIC;
    assert_int_equal(lus_encode_vcpu_timers(r->fixed, 1, &timers), 0);
    if ( (r = host_find(&d->seg, LUS_TYPE_HVM_LAPIC_HIDDEN, vcpu)) != NULL )
    {
        lus_decode_hvm_lapic_hidden(r->fixed, 1, &lapic);
        lapic.deadline = lapic.timer & LUS_LAPIC_TIMER_ARMED ? (int64_t)(rnd() | 1) : 0;
        assert_int_equal(lus_encode_hvm_lapic_hidden(r->fixed, 1, &lapic), 0);
    }
    lus_decode_vcpu_hold(host_find(&d->seg, LUS_TYPE_VCPU_HOLD, vcpu)->fixed, 1, &hold);
    r = host_find(&d->seg, d->kind == LUS_GUEST_KIND_PV ? LUS_TYPE_PV_VCPU : LUS_TYPE_HVM_CPU, vcpu);
    if ( !(hold.state & LUS_VCPU_HOLD_INITIALISED) && below(2) )
        host_remove(&d->seg, (uint32_t)(r - d->seg.records));
}

/* Values that refer to nothing, by what the records mean and not by the schema's conditions: these are under test. */
static void put_nothing(struct host_domain *d, uint32_t vcpu)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_AREAS, vcpu);
    struct lus_hvm_altp2m_vcpu altp2m;
    struct lus_vcpu_areas areas;
    struct lus_vcpu_hold hold;
    struct lus_hvm_io io;
    uint32_t k;

    lus_decode_vcpu_areas(r->fixed, 1, &areas);
    for ( k = 0, areas.by_frame = 0; k < 3; k++ )
    {
        if ( below(2) )
            areas.frame[k] = 0;
        areas.by_frame |= (uint8_t)((areas.frame[k] != 0) << k);
    }
    assert_int_equal(lus_encode_vcpu_areas(r->fixed, 1, &areas), 0);
    if ( (r = host_find(&d->seg, LUS_TYPE_VCPU_HOLD, vcpu)) != NULL )
    {
        lus_decode_vcpu_hold(r->fixed, 1, &hold);
        hold.poll_port = below(2) ? 0 : (uint32_t)below(4096);
        assert_int_equal(lus_encode_vcpu_hold(r->fixed, 1, &hold), 0);
    }
    if ( (r = host_find(&d->seg, LUS_TYPE_HVM_ALTP2M_VCPU, vcpu)) != NULL )
    {
        lus_decode_hvm_altp2m_vcpu(r->fixed, r->info->revisions, &altp2m);
        altp2m.view = altp2m.step_view = 0;
        altp2m.ve = (uint8_t)below(2);
        altp2m.ve_gfn = altp2m.ve ? altp2m.ve_gfn : 0;
        assert_int_equal(lus_encode_hvm_altp2m_vcpu(r->fixed, r->info->revisions, &altp2m), 0);
    }
    put_timers(d, vcpu);
    if ( (r = host_find(&d->seg, LUS_TYPE_HVM_IO, vcpu)) != NULL && below(2) )
    {
        lus_decode_hvm_io(r->fixed, 1, &io);
        io.server = 0xffffffff;
        assert_int_equal(lus_encode_hvm_io(r->fixed, 1, &io), 0);
    }
}

/* What is said in two places is the same. */
static void put_limits(struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_DOM_LIMITS, 0), *latches = host_find(&d->seg, LUS_TYPE_PLATFORM_LATCHES, 0);
    struct lus_platform_latches latch;
    struct lus_grant_table table;
    struct lus_dom_limits limits;
    struct lus_maptrack maptrack;
    struct lus_pv_domain pv;

    lus_decode_dom_limits(r->fixed, 1, &limits);
    lus_decode_grant_table(host_find(&d->seg, LUS_TYPE_GRANT_TABLE, 0)->fixed, 1, &table);
    lus_decode_maptrack(host_find(&d->seg, LUS_TYPE_MAPTRACK, 0)->fixed, 1, &maptrack);
    limits.max_grant_frames = table.max_frames;
    limits.max_maptrack_frames = maptrack.max_frames;
    limits.nr_pirqs = d->nr_pirqs;
    limits.max_evtchn_port = host_last_port(d) + (uint32_t)below(0x7ffe0000);
    assert_int_equal(lus_encode_dom_limits(r->fixed, 1, &limits), 0);
    if ( (r = host_find(&d->seg, LUS_TYPE_PV_DOMAIN, 0)) == NULL )
        return;
    lus_decode_pv_domain(r->fixed, 1, &pv);
    lus_decode_platform_latches(latches->fixed, 1, &latch);
    latch.pci_cf8 = pv.pci_cf8;
    assert_int_equal(lus_encode_platform_latches(latches->fixed, 1, &latch), 0);
}

static void put_max_pages(struct host_domain *d, uint64_t pages)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_DOM_LIMITS, 0);
    struct lus_dom_limits limits;

    lus_decode_dom_limits(r->fixed, 1, &limits);
    limits.max_pages = pages;
    assert_int_equal(lus_encode_dom_limits(r->fixed, 1, &limits), 0);
}

/* Tails are in the event array; a view is there; privilege is over another. */
static void put_bounds(struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_FIFO_CONTROLS, 0), *array = host_find(&d->seg, LUS_TYPE_FIFO_ARRAY, 0);
    uint32_t i, k, ports;
    struct lus_fifo_control control;
    struct lus_dom_target target;

    /* evtchn_reset gives both back. */
    if ( array && d->abi != LUS_EVTCHN_ABI_FIFO )
        array->nr = 0;
    ports = array ? array->nr * 1024 : 0;
    for ( i = 0; r && i < r->nr; i++ )
    {
        lus_decode_fifo_control(r->entries + i * r->info->entry->size, &control);
        for ( k = 0; k < 16; k++ )
            control.tail[k] = ports && below(2) ? (uint32_t)below(ports) : 0;
        if ( d->abi != LUS_EVTCHN_ABI_FIFO )
            control.mfn = ~0ull;
        assert_int_equal(lus_encode_fifo_control(r->entries + i * r->info->entry->size, &control), 0);
    }
    if ( (r = host_find(&d->seg, LUS_TYPE_DOM_TARGET, 0)) == NULL )
        return;
    lus_decode_dom_target(r->fixed, 1, &target);
    if ( target.domid == d->domid )
        host_remove(&d->seg, (uint32_t)(r - d->seg.records));
}

/* Who it is. */
static void put_identity(struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_DOM_IDENTITY, 0);
    struct lus_dom_dying dying = { .stage = (uint8_t)(1 + below(2)) };
    struct lus_dom_identity identity;

    lus_decode_dom_identity(r->fixed, r->info->revisions, &identity);
    identity.roles = (identity.roles & ~LUS_DOM_ROLE_HARDWARE) | (d->is_hardware ? LUS_DOM_ROLE_HARDWARE : 0);
    assert_int_equal(lus_encode_dom_identity(r->fixed, r->info->revisions, &identity), 0);
    if ( d->is_dying )
        assert_int_equal(lus_encode_dom_dying(host_add(&d->seg, LUS_TYPE_DOM_DYING, 0, 0)->fixed, 1, &dying), 0);
}

/* domain_shutdown, do_poll: what holds its vcpus. */
static void put_holds(struct host_domain *d)
{
    struct lus_vcpu_hold hold;
    struct lus_dom_state state;
    struct lus_vcpu vcpu;
    uint32_t i;

    lus_decode_dom_state(host_find(&d->seg, LUS_TYPE_DOM_STATE, 0)->fixed, 1, &state);
    for ( i = 0; i < d->max_vcpus; i++ )
    {
        struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU_HOLD, i);

        lus_decode_vcpu(host_find(&d->seg, LUS_TYPE_VCPU, i)->fixed, 1, &vcpu);
        lus_decode_vcpu_hold(r->fixed, 1, &hold);
        if ( state.shutdown == LUS_SHUTDOWN_STATE_NONE )
            hold.state &= ~LUS_VCPU_HOLD_SHUTDOWN_PAUSED;
        if ( state.shutdown == LUS_SHUTDOWN_STATE_SHUT_DOWN )
            hold.state |= LUS_VCPU_HOLD_SHUTDOWN_PAUSED;
        if ( !(vcpu.run & LUS_VCPU_RUN_BLOCKED) )
            hold.state &= ~LUS_VCPU_HOLD_POLLING;
        assert_int_equal(lus_encode_vcpu_hold(r->fixed, 1, &hold), 0);
    }
}

/* Tables that hardware walks are kept as such, for this domain; the IOMMU may have those of the P2M. */
static void put_roots(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&d->seg, LUS_TYPE_DOM_IOMMU, 0), *p2m = host_find(&d->seg, LUS_TYPE_P2M_TABLES, 0);
    uint32_t shared = p2m ? (uint32_t)below(2) : 0;
    struct lus_p2m_tables tables;
    struct lus_dom_iommu iommu;
    uint64_t mfn;

    if ( p2m )
    {
        mfn = host_keep(h, LUS_KEEP_KIND_P2M, d->domid);
        lus_decode_p2m_tables(p2m->fixed, 1, &tables);
        tables.root = tables.root == ~0ull ? ~0ull : mfn;
        tables.iommu_shared = (uint8_t)shared;
        assert_int_equal(lus_encode_p2m_tables(p2m->fixed, 1, &tables), 0);
    }
    if ( !r )
        return;
    mfn = host_keep(h, LUS_KEEP_KIND_IOMMU, d->domid);
    lus_decode_dom_iommu(r->fixed, 1, &iommu);
    iommu.root = shared ? tables.root : iommu.root == ~0ull ? ~0ull : mfn;
    iommu.shared = (uint8_t)shared;
    assert_int_equal(lus_encode_dom_iommu(r->fixed, 1, &iommu), 0);
}

/* Both widths are one. */
static void put_width(struct host_domain *d)
{
    struct lus_pv_info info = { .guest_width = LUS_GUEST_WIDTH_BITS64, .pt_levels = 4 };
    struct host_record *r = host_find(&d->seg, LUS_TYPE_PV_INFO, 0);

    if ( below(2) )
        info = (struct lus_pv_info){ .guest_width = LUS_GUEST_WIDTH_BITS32, .pt_levels = 3 };
    if ( r )
        assert_int_equal(lus_encode_pv_info(r->fixed, 1, &info), 0);
}

/* Its vcpus, which stand: how many are up, and do all of them wait; the time that they ran. */
static void put_info_vcpus(struct host_domain *d, struct lus_dom_info *info)
{
    uint32_t i, blocked = 0;

    for ( i = 0, info->nr_online_vcpus = 0, info->cpu_time = 0; i < d->max_vcpus; i++ )
    {
        struct host_record *r = host_find(&d->seg, LUS_TYPE_VCPU, i), *run = host_find(&d->seg, LUS_TYPE_VCPU_RUNSTATE, i);
        struct lus_vcpu_runstate state;
        struct lus_vcpu vcpu;

        lus_decode_vcpu(r->fixed, 1, &vcpu);
        vcpu.run &= ~LUS_VCPU_RUN_RUNNING;
        assert_int_equal(lus_encode_vcpu(r->fixed, 1, &vcpu), 0);
        lus_decode_vcpu_runstate(run->fixed, 1, &state);
        state.time[0] = vcpu.cpu_time;
        assert_int_equal(lus_encode_vcpu_runstate(run->fixed, 1, &state), 0);
        info->cpu_time += vcpu.cpu_time;
        info->nr_online_vcpus += (vcpu.run & LUS_VCPU_RUN_ONLINE) != 0;
        blocked += (vcpu.run & 3) == 3;
    }
    info->flags |= blocked && blocked == info->nr_online_vcpus ? LUS_DOMINF_BLOCKED : 0;
}

/* getdomaininfo (xen/common/domctl.c) */
static void put_info(struct host_domain *d, struct lus_dom_info *info)
{
    struct lus_dom_identity identity;
    struct lus_dom_limits limits;
    struct lus_dom_create create;
    struct lus_dom_paging paging;
    struct lus_dom_state state;
    struct host_record *r;

    r = host_find(&d->seg, LUS_TYPE_DOM_IDENTITY, 0);
    lus_decode_dom_identity(r->fixed, r->info->revisions, &identity);
    r = host_find(&d->seg, LUS_TYPE_DOM_CREATE, 0);
    lus_decode_dom_create(r->fixed, r->info->revisions, &create);
    lus_decode_dom_limits(host_find(&d->seg, LUS_TYPE_DOM_LIMITS, 0)->fixed, 1, &limits);
    lus_decode_dom_paging(host_find(&d->seg, LUS_TYPE_DOM_PAGING, 0)->fixed, 1, &paging);
    lus_decode_dom_state(host_find(&d->seg, LUS_TYPE_DOM_STATE, 0)->fixed, 1, &state);
    memcpy(info->handle, identity.handle, 16);
    info->cpupool = create.cpupool;
    info->emulation_flags = create.emulation_flags;
    info->max_pages = limits.max_pages;
    info->outstanding_pages = limits.claimed_pages;
    info->shr_pages = info->paged_pages = 0;
    info->flags = (state.shutdown_code & 0xff) << 16 | (uint32_t)below(2) << 24;
    info->flags |= d->kind == LUS_GUEST_KIND_HVM ? LUS_DOMINF_HVM_GUEST : 0;
    info->flags |= state.shutdown == LUS_SHUTDOWN_STATE_SHUT_DOWN ? LUS_DOMINF_SHUTDOWN : 0;
    info->flags |= state.pause_count ? LUS_DOMINF_PAUSED : 0;
    info->flags |= state.debugger_attached ? LUS_DOMINF_DEBUGGED : 0;
    info->flags |= identity.roles & LUS_DOM_ROLE_XENSTORE ? LUS_DOMINF_XS_DOMAIN : 0;
    info->flags |= paging.mode == LUS_PAGING_MODE_HAP ? LUS_DOMINF_HAP : 0;
    put_info_vcpus(d, info);
}

/* What the model knows of records that are filled by the schema. */
void host_put_known(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_add(&d->seg, LUS_TYPE_DOMAIN, 0, 0);
    struct lus_domain domain = { .kind = (uint8_t)d->kind, .frame_space = LUS_FRAME_SPACE_MFN, .max_vcpus = d->max_vcpus };
    struct lus_dom_info info;
    uint32_t i;

    assert_int_equal(lus_encode_domain(r->fixed, 1, &domain), 0);
    r = host_find(&d->seg, LUS_TYPE_DOM_INFO, 0);
    lus_decode_dom_info(r->fixed, r->info->revisions, &info);
    for ( i = 0, info.tot_pages = 0; i < h->nr_spans; i++ )
        if ( &h->domains[h->spans[i].domain] == d && h->spans[i].role == LUS_PAGE_ROLE_NORMAL )
            info.tot_pages += h->spans[i].count;
    info.shared_info_frame = below(8) ? d->place : ~0ull;
    info.max_vcpu_id = d->max_vcpus - 1;
    put_limits(d);
    /* XEN_DOMCTL_max_mem may go below what there is. */
    put_max_pages(d, info.tot_pages + below(100) - below(info.tot_pages));
    put_bounds(d);
    put_identity(d);
    put_width(d);
    put_roots(h, d);
    put_info(d, &info);
    r = host_find(&d->seg, LUS_TYPE_DOM_INFO, 0);
    assert_int_equal(lus_encode_dom_info(r->fixed, r->info->revisions, &info), 0);
    for ( i = 0; i < d->max_vcpus; i++ )
        put_nothing(d, i);
    put_holds(d);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The list of faults of host-faults.h: one is put into the host, and the findings are these and no other. */
#include "host-faults.h"

void fault_own_twice(struct model_host *h) { h->d[1].spans[1].count = 0x801; }
void fault_own_inside(struct model_host *h) { h->d[2].xenheap[1] = (struct lus_frame_span){ 0x3010, 1 }; h->d[2].nr_xenheap = 2; }
static void own_two_inside(struct model_host *h) { fault_own_inside(h); h->d[1].xenheap[1] = (struct lus_frame_span){ 0x3050, 1 }; h->d[1].nr_xenheap = 2; }
static void info_frame(struct model_host *h) { h->d[0].shared_info = h->d[0].place = 0x50f; }
static void self_port(struct model_host *h) { h->d[2].ports[2].remote_port = 9; }
void fault_many_ports(struct model_host *h)
{
    h->d[0].nr_more_ports = h->d[2].nr_more_ports = 70000;
    h->d[0].more_peer = 7;
    h->d[2].abi = LUS_EVTCHN_ABI_FIFO;
}
static void many_ports_less(struct model_host *h) { fault_many_ports(h); h->d[2].nr_more_ports--; }
static void own_heap(struct model_host *h) { h->d[1].xenheap[0].first = h->d[1].shared_info = h->d[1].place = 0x501; }
static void no_remote(struct model_host *h) { h->d[0].ports[1].remote_domid = 9; h->d[2].ports[0].state = LUS_EVTCHN_STATE_UNBOUND; }
void fault_no_vcpu(struct model_host *h) { h->d[1].ports[2].notify_vcpu = 1; }
static void no_port(struct model_host *h) { h->d[0].ports[0].remote_port = 9; h->d[1].ports[1].state = LUS_EVTCHN_STATE_UNBOUND; }
void fault_other_port(struct model_host *h) { h->d[1].ports[1].remote_port = 2; }
static void other_domain(struct model_host *h) { h->d[2].ports[0].remote_domid = 1; }
static void other_state(struct model_host *h) { h->d[1].ports[1].state = LUS_EVTCHN_STATE_UNBOUND; }
static void port_limit(struct model_host *h) { h->d[2].ports[3] = h->d[1].ports[2]; h->d[2].ports[3].port = 4096; h->d[2].nr_ports = 4; }
static void virq_local(struct model_host *h) { h->d[0].ports[3].notify_vcpu = 0; }
static void virq_global(struct model_host *h) { h->d[0].ports[3].virq = 3; h->d[0].ports[3].notify_vcpu = 0; }
void fault_pirq_unknown(struct model_host *h) { h->d[0].ports[3].state = LUS_EVTCHN_STATE_PIRQ; h->d[0].ports[3].pirq = 20; }
static void gref_limit(struct model_host *h) { h->d[1].active[1].gref = h->d[2].mapped[0].gref = h->d[2].mapped[1].gref = 256; }
static void grant_user(struct model_host *h) { h->d[2].active[0].domid = 2; }
static void grant_frame(struct model_host *h) { h->d[1].active[0].mfn = 0x3005; }
static void grant_frame_after(struct model_host *h) { h->d[2].active[0].mfn = 0x4200; }
static void grant_pin(struct model_host *h) { h->d[1].active[0].pin = 0; }
static void grant_more(struct model_host *h) { h->d[1].active[0].pin = 2; }
static void grant_kind(struct model_host *h) { h->d[0].mapped[0].flags = 6; }
static void map_more(struct model_host *h) { h->d[0].mapped[3] = h->d[0].mapped[2]; h->d[0].mapped[3].handle++; h->d[0].nr_mapped = 4; }
static void map_none(struct model_host *h) { h->d[0].nr_mapped = 0; }
static void map_dangling(struct model_host *h) { h->d[0].mapped[0].gref = 9; }
static void map_other(struct model_host *h) { h->d[2].mapped[1].gref = 8; }
static void map_vcpu(struct model_host *h) { h->d[0].mapped[0].vcpu = 2; }
static void grant_size(struct model_host *h) { h->d[1].table.nr_frames = 2; }
static void p2m_other(struct model_host *h) { h->d[0].extents[1].mfn = 0x2000; h->d[0].extents[1].count = 0x40; h->d[0].types[1].count = 2; }
static void p2m_again(struct model_host *h)
{
    h->d[2].extents[2] = h->d[2].extents[1];
    h->d[2].extents[1] = (struct lus_extent){ 0x8000, 0x4000, 4, LUS_P2M_TYPE_RAM_RW };
    h->d[2].nr_extents = 3;
}
static void p2m_over(struct model_host *h) { h->d[2].extents[0].count = 0x201; }
static void type_device(struct model_host *h)
{
    uint32_t i;

    for ( i = 0; i < h->d[0].nr_extents; i++ )
        if ( h->d[0].types[1].gfn - h->d[0].extents[i].gfn < h->d[0].extents[i].count )
            h->d[0].extents[i].attribute = LUS_P2M_TYPE_MMIO_DIRECT;
}
static void pair_reserved(struct model_host *h)
{
    uint32_t i;

    for ( i = 0; i < h->d[0].nr_ports; i++ )
        if ( h->d[0].ports[i].state == LUS_EVTCHN_STATE_INTERDOMAIN )
        {
            h->d[0].ports[i].remote_domid = 0x7ff2;
            return;
        }
}
static void type_hole(struct model_host *h) { h->d[0].types[1].gfn = 0x17e; h->d[0].types[1].count = 3; }
static void type_far(struct model_host *h) { h->d[1].types[0].gfn = 0x80; h->d[1].types[0].count = 1; }
static void vcpu_not_made(struct model_host *h) { h->d[0].no_vcpu = 2; }
static void vcpu_too_many(struct model_host *h) { h->d[2].more_vcpus = 1; }
static void count_wrong(struct model_host *h) { h->d[1].tot_more = 1; }
static void info_normal(struct model_host *h) { h->d[0].shared_info = h->d[0].place = 0x1000; }
static void port_hidden(struct model_host *h) { h->d[1].ports[2].state = LUS_EVTCHN_STATE_HIDDEN; }
static void port_not_known(struct model_host *h) { h->d[1].ports[2].known = 7; }
static void frames_of_guest(struct model_host *h) { h->d[2].domain.frame_space = LUS_FRAME_SPACE_GFN; }
static void imported(struct model_host *h) { h->d[2].imported = 1; }
static void no_abi(struct model_host *h) { h->d[2].has_abi = 0; }
static void no_info(struct model_host *h) { h->d[2].shared_info = 0; }
static void contents_v1(struct model_host *h) { h->d[1].contents = 1; }
static void contents_v2(struct model_host *h) { h->d[0].contents = 2; }
void fault_area(struct model_host *h, uint64_t frame, uint32_t bits)
{
    h->d[0].has_areas = 1;
    h->d[0].areas = (struct lus_vcpu_areas){ .by_frame = (uint8_t)bits, .frame = { 0, frame, 0 } };
}
static void area_nowhere(struct model_host *h) { fault_area(h, 0, 2); }
static void area_not_said(struct model_host *h) { fault_area(h, 0x1001, 0); }
static void area_of_other(struct model_host *h) { fault_area(h, 0x2001, 2); }


/* Two ports of domain 0 with pirqs of their own. */
void fault_pirqs(struct model_host *h)
{
    struct model_domain *d = &h->d[0];

    d->ports[d->nr_ports++] = (struct lus_evtchn){ .port = 6000, .state = LUS_EVTCHN_STATE_PIRQ, .known = 15, .pirq = 16 };
    d->ports[d->nr_ports++] = (struct lus_evtchn){ .port = 6001, .state = LUS_EVTCHN_STATE_PIRQ, .known = 15, .pirq = 17 };
    d->pirqs[0] = (struct lus_pirq){ .pirq = 16, .irq = 16, .port = 6000 };
    d->pirqs[1] = (struct lus_pirq){ .pirq = 17, .irq = 17, .port = 6001 };
    d->pirqs[2] = (struct lus_pirq){ .pirq = 18, .irq = 18 };
    d->nr_pirq = 3;
    d->nr_pirqs = 19;
}
static void pirq_port(struct model_host *h) { fault_pirqs(h); h->d[0].pirqs[2].port = 6001; }
static void pirq_state(struct model_host *h) { fault_pirqs(h); h->d[0].pirqs[2].port = 3; }
static void pirq_twice(struct model_host *h) { fault_pirqs(h); h->d[0].ports[6].pirq = 16; }
static void pirq_none(struct model_host *h) { fault_pirqs(h); h->d[0].pirqs[1].port = 0; }
static void pirq_limit(struct model_host *h) { fault_pirqs(h); h->d[0].nr_pirqs = 18; }
static void port_over(struct model_host *h) { h->d[0].max_port = 4999; }
static void port_table(struct model_host *h) { h->d[0].valid_ports = 5000; }
static void fifo_tail(struct model_host *h) { h->d[0].tail = 1; }

/* Two servers of domain 7, emulated in domain 0: one has buffered requests; and a monitor. */
void fault_servers(struct model_host *h)
{
    struct model_domain *d = &h->d[2];
    uint32_t i;

    for ( i = 4; i < 7; i++ )
        d->ports[d->nr_ports++] = (struct lus_evtchn){ .port = i, .state = LUS_EVTCHN_STATE_UNBOUND, .known = 15,
                                                       .xen_consumer = LUS_EVTCHN_CONSUMER_IOREQ };
    d->ports[4].xen_consumer = LUS_EVTCHN_CONSUMER_BUFIOREQ;
    d->ports[d->nr_ports++] = (struct lus_evtchn){ .port = 7, .state = LUS_EVTCHN_STATE_UNBOUND, .known = 15, .remote_domid = 1,
                                                   .xen_consumer = LUS_EVTCHN_CONSUMER_MONITOR };
    d->servers[0] = (struct lus_ioreq_server){ .id = 1, .bufioreq_handling = LUS_BUFIOREQ_HANDLING_ATOMIC, .bufioreq_port = 5,
                                               .ioreq_mfn = ~0ull, .bufioreq_mfn = ~0ull };
    d->servers[1] = (struct lus_ioreq_server){ .id = 255, .ioreq_mfn = ~0ull, .bufioreq_mfn = ~0ull };
    d->nr_servers = 2;
    d->ioreq_ports[0] = (struct lus_ioreq_port){ .id = 1, .port = 4 };
    d->ioreq_ports[1] = (struct lus_ioreq_port){ .id = 255, .port = 6 };
    d->nr_ioreq_ports = 2;
    d->ranges[0] = (struct lus_ioreq_range){ 0x100, 0x1ff };
    d->ranges[1] = (struct lus_ioreq_range){ 0x200, ~0ull };
    d->nr_ranges = 2;
    d->ranges_of = 0x1ff;
    d->ring_port = 7;
}
static void user_guest(struct model_host *h) { fault_servers(h); h->d[2].ports[3].xen_consumer = 0; }
static void user_of_none(struct model_host *h) { fault_servers(h); h->d[2].nr_servers = 0; }
static void user_role(struct model_host *h) { fault_servers(h); h->d[2].ports[6].xen_consumer = LUS_EVTCHN_CONSUMER_PAGING; }
static void user_twice(struct model_host *h) { fault_servers(h); h->d[2].ioreq_ports[1].port = 4; }
static void user_none(struct model_host *h) { fault_servers(h); h->d[2].ring_port = 0; }
static void user_emulator(struct model_host *h) { fault_servers(h); h->d[2].servers[1].emulator = 1; }
static void user_vcpu(struct model_host *h)
{
    fault_servers(h);
    h->d[2].domain.max_vcpus = 2;
    h->d[2].ioreq_ports[1] = (struct lus_ioreq_port){ .id = 1, .vcpu = 1, .port = 6 };
    h->d[2].nr_servers = 1;
    h->d[2].nr_ranges = 0;
}
static void consumer_unknown(struct model_host *h) { h->d[1].ports[2].xen_consumer = LUS_EVTCHN_CONSUMER_UNKNOWN; }
static void server_vcpu(struct model_host *h) { fault_servers(h); h->d[2].domain.max_vcpus = 2; }
static void server_buffered(struct model_host *h) { fault_servers(h); h->d[2].servers[0].bufioreq_handling = LUS_BUFIOREQ_HANDLING_OFF; }
static void server_none(struct model_host *h) { fault_servers(h); h->d[2].ranges_of = 0x102; }
static void range_meets(struct model_host *h) { fault_servers(h); h->d[2].ranges[0].end = 0x200; }
static void range_end(struct model_host *h) { fault_servers(h); h->d[2].ranges[0].end = 0xff; }
static void status_frames(struct model_host *h) { h->d[0].table.nr_status_frames = 1; }
static void no_status_frames(struct model_host *h) { h->d[1].table.nr_status_frames = 0; }
static void frames_less(struct model_host *h) { h->d[2].frames_less = 1; }
static void version_max(struct model_host *h) { h->d[1].table.max_version = 1; }
static void limit_twice(struct model_host *h) { h->d[2].limit_more = 1; }
static void maptrack_over(struct model_host *h) { h->d[0].maptrack_more = 1; }
static void handle_over(struct model_host *h) { h->d[0].handles_less = 1; }
static void frame_twice_said(struct model_host *h) { h->d[0].shared_info = 0x500; }

/* shared_info of domain 7 in its P2M, frames of domain 1 that it has mapped, views. */
void fault_gfns(struct model_host *h)
{
    struct model_domain *d = &h->d[2];

    d->extents[1] = (struct lus_extent){ 0x1000, 0x510, 1, LUS_P2M_TYPE_RAM_RW };
    d->extents[2] = (struct lus_extent){ 0x2000, 0x2000, 0x20, LUS_P2M_TYPE_MAP_FOREIGN };
    d->extents[3] = (struct lus_extent){ 0x2020, 0x2800, 1, LUS_P2M_TYPE_GRANT_MAP_RO };
    d->extents[4] = (struct lus_extent){ 0x3000, 0x41ff, 1, LUS_P2M_TYPE_GRANT_MAP_RW };
    d->nr_extents = 5;
    d->place_gfn = 0x1000;
    d->foreign[0] = (struct lus_foreign_span){ .gfn = 0x2000, .owner = 1, .count = 0x21 };
    d->foreign[1] = (struct lus_foreign_span){ .gfn = 0x3000, .owner = 7, .count = 1 };
    d->nr_foreign = 2;
    d->active[1] = (struct lus_grant_active){ .gref = 601, .domid = 7, .pin = 1, .mfn = 0x41ff, .trans_domid = 0x7ff4 };
    d->nr_active = 2;
    d->mapped[2] = (struct lus_maptrack_entry){ .handle = 4, .domid = 7, .gref = 601, .flags = 2 };
    d->nr_mapped = 3;
    d->access[0] = (struct lus_access_span){ .gfn = 0, .access = LUS_P2M_ACCESS_R, .count = 0x200 };
    d->access[1] = (struct lus_access_span){ .gfn = 0x1000, .access = LUS_P2M_ACCESS_RX, .count = 1 };
    d->nr_access = 2;
    d->has_altp2m = 1;
    d->ve_gfn = 0x1ff;
}
static void place_hole(struct model_host *h) { fault_gfns(h); h->d[2].place_gfn = 0x1001; }
static void place_other(struct model_host *h) { fault_gfns(h); h->d[2].place_gfn = 0x1ff; }
static void place_far(struct model_host *h) { fault_gfns(h); h->d[2].max_gfn = ~0ull - 1; h->d[2].place_gfn = 1ull << 40; }
static void ve_hole(struct model_host *h) { fault_gfns(h); h->d[2].ve_gfn = 0x200; }
static void access_hole(struct model_host *h) { fault_gfns(h); h->d[2].access[0].count = 0x201; }
static void foreign_hole(struct model_host *h) { fault_gfns(h); h->d[2].foreign[0].count = 0x22; }
static void foreign_less(struct model_host *h) { fault_gfns(h); h->d[2].foreign[0].count = 0x20; }
static void foreign_none(struct model_host *h) { fault_gfns(h); h->d[2].nr_foreign = 0; }
static void foreign_owner(struct model_host *h) { fault_gfns(h); h->d[2].foreign[0].owner = 0; }
static void foreign_frame(struct model_host *h) { fault_gfns(h); h->d[2].extents[2].mfn = 0x2021; }
static void foreign_self(struct model_host *h) { fault_gfns(h); h->d[2].extents[4].attribute = LUS_P2M_TYPE_MAP_FOREIGN; }
static void foreign_type(struct model_host *h) { fault_gfns(h); h->d[2].extents[4].attribute = LUS_P2M_TYPE_RAM_RW; }
static void view_none(struct model_host *h) { fault_gfns(h); h->d[2].view = 1; }
static void target_self(struct model_host *h) { h->d[1].target = 2; }
static void kept_owned(struct model_host *h) { h->keep[0] = (struct lus_keep_span){ .first = 0xf00, .kind = LUS_KEEP_KIND_P2M, .domid = 0x7ff2, .count = 0x101 }; h->nr_keep = 1; }
static void reuse_owned(struct model_host *h) { h->reuse[0] = (struct lus_reuse_span){ 0x10ff, LUS_REUSE_KIND_DIRTY, 2 }; h->nr_reuse = 1; }
static void bad(struct model_host *h, uint64_t mfn, uint32_t state) { h->bad[0] = (struct lus_bad_span){ mfn, (uint8_t)state, 1 }; h->nr_bad = 1; }
static void bad_owned(struct model_host *h) { bad(h, 0x1000, LUS_BAD_STATE_OFFLINED); }
void fault_lists(struct model_host *h, uint64_t keep, uint64_t reuse, uint64_t bad_mfn, uint32_t state)
{
    h->keep[0] = (struct lus_keep_span){ .first = keep, .kind = LUS_KEEP_KIND_M2P, .domid = 0x7ff2, .count = 0x10 };
    h->reuse[0] = (struct lus_reuse_span){ reuse, LUS_REUSE_KIND_CLEAN, 0x10 };
    bad(h, bad_mfn, state);
    h->nr_keep = h->nr_reuse = 1;
}
static void reuse_kept(struct model_host *h) { fault_lists(h, 0x8000, 0x800f, 0x9000, LUS_BAD_STATE_BROKEN); }
static void reuse_bad(struct model_host *h) { fault_lists(h, 0x8000, 0x8010, 0x801f, LUS_BAD_STATE_BROKEN); }
static void bad_kept(struct model_host *h) { fault_lists(h, 0x8000, 0x8010, 0x8000, LUS_BAD_STATE_BROKEN); }
static void root_unkept(struct model_host *h) { fault_lists(h, 0x8000, 0x8010, 0x9000, LUS_BAD_STATE_BROKEN); h->d[2].iommu_root = 0x8010; h->nr_reuse = 0; }
void fault_m2p(struct model_host *h)
{
    fault_lists(h, 0x8000, 0x9000, 0x9100, LUS_BAD_STATE_BROKEN);
    h->m2p[0] = (struct lus_extent){ 0, 0x8001, 15, LUS_M2P_PAGE_SHARED };
    h->m2p[1] = (struct lus_extent){ 0x200, 0x8000, 1, LUS_M2P_PAGE_XEN };
    h->nr_m2p = 2;
}
static void m2p_behind(struct model_host *h) { fault_m2p(h); h->m2p[0].count++; }
static void m2p_kind(struct model_host *h) { fault_m2p(h); h->keep[0].kind = LUS_KEEP_KIND_XEN_IMAGE; }
static void m2p_width(struct model_host *h) { h->m2p_width = LUS_M2P_WIDTH_COMPAT; }
static void m2p_none(struct model_host *h) { h->no_compat = 1; h->d[1].pt_levels = 3; }
static void frame_beyond(struct model_host *h) { h->m2p_frames = 0x41ff; }
static void info_flags(struct model_host *h) { h->d[2].info_flags = LUS_DOMINF_PAUSED; }
static void info_code(struct model_host *h) { h->d[0].info_flags = 1u << 16; }
static void info_handle(struct model_host *h) { h->d[1].info_handle = 1; }
static void pv_width(struct model_host *h) { h->d[1].pt_levels = 5; }
static void grant_write(struct model_host *h) { fault_gfns(h); h->d[2].extents[3].attribute = LUS_P2M_TYPE_GRANT_MAP_RW; }
static void grant_beside(struct model_host *h) { fault_gfns(h); h->d[2].extents[3].mfn = 0x2801; }
static void grant_again(struct model_host *h)
{
    fault_gfns(h);
    h->d[2].extents[5] = (struct lus_extent){ 0x3001, 0x41ff, 1, LUS_P2M_TYPE_GRANT_MAP_RW };
    h->d[2].nr_extents = 6;
    h->d[2].foreign[1].count = 2;
    h->d[2].access[1].count = 1;
}
void fault_root(struct model_host *h, uint64_t root)
{
    fault_lists(h, 0x8000, 0x9000, 0x9100, LUS_BAD_STATE_BROKEN);
    h->keep[1] = (struct lus_keep_span){ .first = 0x8100, .kind = LUS_KEEP_KIND_IOMMU, .domid = 7, .count = 2 };
    h->nr_keep = 2;
    h->d[2].iommu_root = root;
}
static void root_kind(struct model_host *h) { fault_root(h, 0x8001); }
static void root_other(struct model_host *h) { fault_root(h, 0x8101); h->keep[1].domid = 1; }
static void fifo_two_level(struct model_host *h) { h->d[1].control_mfn = 0x2003; }
static void page_twice(struct model_host *h) { h->d[1].shared_info = h->d[1].place = 0x503; }
static void hold_none(struct model_host *h) { h->d[1].hold = LUS_VCPU_HOLD_SHUTDOWN_PAUSED; }
static void hold_not(struct model_host *h) { h->d[1].shutdown = LUS_SHUTDOWN_STATE_SHUT_DOWN; h->d[1].info_flags = LUS_DOMINF_SHUTDOWN; }
static void hold_polls(struct model_host *h) { h->d[1].hold = LUS_VCPU_HOLD_POLLING; }
static void device_no_iommu(struct model_host *h) { fault_root(h, 0x8100); h->device_owner = 2; }
static void hardware_twice(struct model_host *h) { h->d[2].is_hardware = 1; }
static void wrong_kind(struct model_host *h) { h->d[1].more_type = LUS_TYPE_HVM_PARAMS; }
static void timer_lost(struct model_host *h) { h->d[1].timers.armed = LUS_VCPU_TIMER_ONE_SHOT; }
static void timer_not_armed(struct model_host *h) { h->d[1].timers.period = 5; }
static void no_regs(struct model_host *h) { h->d[0].initialised = 3; h->d[0].no_regs = 2; }
static void lacks(struct model_host *h, uint32_t i, uint32_t type, uint32_t of) { h->d[i].lacks = type; h->d[i].lacks_of = of; }
static void no_params(struct model_host *h) { lacks(h, 2, LUS_TYPE_HVM_PARAMS, 0); }
static void no_runstate(struct model_host *h) { lacks(h, 0, LUS_TYPE_VCPU_RUNSTATE, 0); }
static void no_runstate_last(struct model_host *h) { lacks(h, 0, LUS_TYPE_VCPU_RUNSTATE, 2); }
static void no_pic(struct model_host *h) { h->d[2].emulation_flags = LUS_X86_EMU_PIC; lacks(h, 2, LUS_TYPE_HVM_PIC, 0); }
static void no_cpus(struct model_host *h) { h->lacks = LUS_TYPE_CPUS; }
static void no_keep(struct model_host *h) { h->lacks = LUS_TYPE_MEM_KEEP; }

#define PORTS LUS_TYPE_EVTCHNS
#define ACTIVE LUS_TYPE_GRANTS_ACTIVE
#define MAPPED LUS_TYPE_MAPTRACK_ENTRIES

#define PIRQS LUS_TYPE_PIRQS
#define TABLE LUS_TYPE_GRANT_TABLE

#define M2P LUS_TYPE_M2P

const struct fault faults[] = {
    { "a frame of the M2P that is not kept", m2p_behind, { { LUS_RULE_M2P_UNKEPT, LUS_NO_DOMID, M2P, NULL } } },
    { "frames of the M2P that are kept as others", m2p_kind, { { LUS_RULE_M2P_UNKEPT, LUS_NO_DOMID, M2P, NULL }, { LUS_RULE_M2P_UNKEPT, LUS_NO_DOMID, M2P, NULL } } },
    { "an M2P of the other width", m2p_width, { { LUS_RULE_M2P_WIDTH, LUS_NO_DOMID, M2P, "width" } } },
    { "no M2P for 32-bit guests", m2p_none, { { LUS_RULE_STATE_MISSING, 1, 0, NULL } } },
    { "dom_info has a domain paused that is not", info_flags, { { LUS_RULE_INFO_DIFFERS, 7, LUS_TYPE_DOM_INFO, "flags" } } },
    { "another reason of a shutdown in dom_info", info_code, { { LUS_RULE_INFO_DIFFERS, 0, LUS_TYPE_DOM_INFO, "flags" } } },
    { "another handle in dom_info", info_handle, { { LUS_RULE_INFO_DIFFERS, 1, LUS_TYPE_DOM_IDENTITY, "handle" } } },
    { "32-bit words, page tables of 64 bits", pv_width, { { LUS_RULE_PV_WIDTH, 1, LUS_TYPE_PV_INFO, "pt_levels" } } },
    { "a grant in the P2M that is mapped read-only", grant_write, { { LUS_RULE_GRANT_UNMAPPED, 7, LUS_TYPE_P2M, NULL } } },
    { "the frame beside that of a grant in the P2M", grant_beside, { { LUS_RULE_GRANT_UNMAPPED, 7, LUS_TYPE_P2M, NULL } } },
    { "more frames of grants in the P2M than are mapped", grant_again, { { LUS_RULE_GRANT_UNMAPPED, 7, LUS_TYPE_P2M, NULL },
      { LUS_RULE_GRANT_UNMAPPED, 7, LUS_TYPE_P2M, NULL }, { LUS_RULE_GRANT_UNMAPPED, 7, LUS_TYPE_P2M, NULL } } },
    { "tables of an IOMMU that are the M2P", root_kind, { { LUS_RULE_KEPT_FOR, 7, LUS_TYPE_DOM_IOMMU, "root" } } },
    { "tables of an IOMMU that are another domain's", root_other, { { LUS_RULE_KEPT_FOR, 7, LUS_TYPE_DOM_IOMMU, "root" } } },
    { "a control block of 2-level event channels", fifo_two_level, { { LUS_RULE_FIFO_ABI, 1, LUS_TYPE_FIFO_CONTROLS, "mfn" } } },
    { "shared_info in a status frame", page_twice, { { LUS_RULE_PAGE_TWICE, 1, LUS_TYPE_GRANT_STATUS_FRAMES, "mfn" } } },
    { "a vcpu that waits for a shutdown that is none", hold_none, { { LUS_RULE_VCPU_STATE, 1, LUS_TYPE_VCPU_HOLD, "state" } } },
    { "a vcpu that would run in a domain that is shut down", hold_not, { { LUS_RULE_VCPU_STATE, 1, LUS_TYPE_VCPU_HOLD, "state" } } },
    { "a vcpu that polls and does not wait", hold_polls, { { LUS_RULE_VCPU_STATE, 1, LUS_TYPE_VCPU_HOLD, "state" } } },
    { "a device without an IOMMU", device_no_iommu, { { LUS_RULE_DEVICE_IOMMU, LUS_NO_DOMID, LUS_TYPE_PCI_DEVICES, "owner" } } },
    { "frames that are twice in the P2M", p2m_again, { { LUS_RULE_P2M_TWICE, 7, LUS_TYPE_P2M, NULL } } },
    { "a frame beyond the M2P", frame_beyond, { { LUS_RULE_FRAME_BEYOND, 7, LUS_TYPE_MEM_OWNED, "first" } } },
    { "two pirqs with one port", pirq_port, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a pirq with a port that has none", pirq_state, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "two ports with one pirq", pirq_twice, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" }, { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a port with a pirq that has none", pirq_none, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a pirq over the limit", pirq_limit, { { LUS_RULE_PIRQ_LIMIT, 0, PIRQS, "pirq" } } },
    { "a port over the domain's limit", port_over, { { LUS_RULE_PORT_OVER, 0, LUS_TYPE_DOM_LIMITS, "max_evtchn_port" } } },
    { "a port that was not allocated", port_table, { { LUS_RULE_PORT_TABLE, 0, LUS_TYPE_EVTCHN_TABLE, "valid_ports" } } },
    { "a tail that is not in the array", fifo_tail, { { LUS_RULE_FIFO_TAIL, 0, LUS_TYPE_FIFO_CONTROLS, "tail" } } },
    { "ports of servers of which there is none", user_of_none,
      { { LUS_RULE_ENTRY_UNKNOWN, 7, LUS_TYPE_IOREQ_PORTS, "id" }, { LUS_RULE_ENTRY_UNKNOWN, 7, LUS_TYPE_IOREQ_PORTS, "id" },
        { LUS_RULE_IOREQ_SERVER, 7, LUS_TYPE_IOREQ_RANGES, NULL }, { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" },
        { LUS_RULE_IOREQ_SERVER, 7, LUS_TYPE_IOREQ_SERVERS, NULL } } },
    { "a server's port that the guest gets", user_guest, { { LUS_RULE_XEN_PORT, 7, LUS_TYPE_IOREQ_PORTS, "port" } } },
    { "a port in another role", user_role, { { LUS_RULE_XEN_PORT, 7, LUS_TYPE_VM_EVENT_RING, "port" }, { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" } } },
    { "a port of two servers", user_twice, { { LUS_RULE_XEN_PORT, 7, LUS_TYPE_IOREQ_PORTS, "port" }, { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" } } },
    { "a port to Xen that nothing uses", user_none, { { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" } } },
    { "a port for another emulator", user_emulator, { { LUS_RULE_XEN_PORT, 7, LUS_TYPE_IOREQ_PORTS, "port" }, { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" } } },
    { "a port for another vcpu", user_vcpu, { { LUS_RULE_XEN_PORT, 7, LUS_TYPE_IOREQ_PORTS, "port" }, { LUS_RULE_XEN_PORT, 7, PORTS, "xen_consumer" } } },
    { "a port to something in Xen", consumer_unknown, { { LUS_RULE_PARTIAL_ONLY, 1, PORTS, "xen_consumer" } } },
    { "a vcpu without a server's port", server_vcpu, { { LUS_RULE_IOREQ_SERVER, 7, LUS_TYPE_IOREQ_SERVERS, NULL } } },
    { "a port for requests that are not buffered", server_buffered, { { LUS_RULE_IOREQ_SERVER, 7, LUS_TYPE_IOREQ_SERVERS, "bufioreq_port" } } },
    { "ranges of no server", server_none, { { LUS_RULE_IOREQ_SERVER, 7, LUS_TYPE_IOREQ_RANGES, NULL } } },
    { "ranges that meet", range_meets, { { LUS_RULE_IOREQ_RANGE, 7, LUS_TYPE_IOREQ_RANGES, "start" } } },
    { "a range that ends before it begins", range_end, { { LUS_RULE_IOREQ_RANGE, 7, LUS_TYPE_IOREQ_RANGES, "end" } } },
    { "status frames of version 1", status_frames, { { LUS_RULE_GRANT_STATUS, 0, TABLE, "nr_status_frames" } } },
    { "no status frames of version 2", no_status_frames, { { LUS_RULE_GRANT_STATUS, 1, TABLE, "nr_status_frames" } } },
    { "a frame of the grant table that is not listed", frames_less, { { LUS_RULE_GRANT_LISTED, 7, LUS_TYPE_GRANT_FRAMES, NULL } } },
    { "a version that may not be", version_max, { { LUS_RULE_GRANT_MAX, 1, TABLE, "version" } } },
    { "two bounds of grant frames", limit_twice, { { LUS_RULE_SAID_TWICE, 7, TABLE, "max_frames" } } },
    { "maptrack over its bound", maptrack_over, { { LUS_RULE_MAPTRACK_FRAMES, 0, LUS_TYPE_MAPTRACK, "nr_frames" } } },
    { "a handle over the maptrack", handle_over, { { LUS_RULE_HANDLE_LIMIT, 0, MAPPED, "handle" } } },
    { "two places of shared_info", frame_twice_said, { { LUS_RULE_SAID_TWICE, 0, LUS_TYPE_SHARED_INFO_PLACE, "mfn" } } },
    { "shared_info in a hole", place_hole, { { LUS_RULE_GFN_HOLE, 7, LUS_TYPE_SHARED_INFO_PLACE, "gfn" } } },
    { "shared_info where other memory is", place_other, { { LUS_RULE_GFN_FRAME, 7, LUS_TYPE_SHARED_INFO_PLACE, "gfn" } } },
    { "shared_info beyond all that a P2M can have", place_far, { { LUS_RULE_GFN_HOLE, 7, LUS_TYPE_SHARED_INFO_PLACE, "gfn" } } },
    { "a #VE page in a hole", ve_hole, { { LUS_RULE_GFN_HOLE, 7, LUS_TYPE_HVM_ALTP2M_VCPU, "ve_gfn" } } },
    { "access of a hole", access_hole, { { LUS_RULE_GFN_HOLE, 7, LUS_TYPE_P2M_ACCESS, "gfn" } } },
    { "a foreign frame in a hole", foreign_hole, { { LUS_RULE_GFN_HOLE, 7, LUS_TYPE_P2M_FOREIGN, "gfn" } } },
    { "a foreign frame not listed", foreign_less, { { LUS_RULE_FOREIGN_LISTED, 7, LUS_TYPE_P2M_FOREIGN, NULL } } },
    { "no foreign frame listed", foreign_none, { { LUS_RULE_FOREIGN_LISTED, 7, 0, NULL } } },
    { "foreign frames of somebody else", foreign_owner, { { LUS_RULE_FOREIGN_OWNER, 7, LUS_TYPE_P2M_FOREIGN, "gfn" } } },
    { "a foreign frame of nobody", foreign_frame, { { LUS_RULE_FOREIGN_OWNER, 7, LUS_TYPE_P2M_FOREIGN, "gfn" } } },
    { "its own frame as another's", foreign_self, { { LUS_RULE_FOREIGN_OWNER, 7, LUS_TYPE_P2M_FOREIGN, "gfn" } } },
    { "its own memory as another's", foreign_type, { { LUS_RULE_FOREIGN_OWNER, 7, LUS_TYPE_P2M_FOREIGN, "gfn" } } },
    { "a view that is not there", view_none, { { LUS_RULE_ALTP2M_VIEW, 7, LUS_TYPE_HVM_ALTP2M_VCPU, "view" } } },
    { "a domain with privilege over itself", target_self, { { LUS_RULE_SELF, 1, LUS_TYPE_DOM_TARGET, "domid" } } },
    { "a domain's frame among those to keep", kept_owned, { { LUS_RULE_KEPT_OWNED, LUS_NO_DOMID, LUS_TYPE_MEM_KEEP, "first" } } },
    { "a domain's frame among those to take", reuse_owned, { { LUS_RULE_REUSE_IN_USE, LUS_NO_DOMID, LUS_TYPE_MEM_REUSE, "first" } } },
    { "a domain's frame that is out of use", bad_owned, { { LUS_RULE_BAD_IN_USE, LUS_NO_DOMID, LUS_TYPE_MEM_BAD, "first" } } },
    { "a frame to keep and to take", reuse_kept, { { LUS_RULE_REUSE_IN_USE, LUS_NO_DOMID, LUS_TYPE_MEM_REUSE, "first" } } },
    { "a bad frame to take", reuse_bad, { { LUS_RULE_REUSE_IN_USE, LUS_NO_DOMID, LUS_TYPE_MEM_REUSE, "first" } } },
    { "a bad frame to keep", bad_kept, { { LUS_RULE_BAD_IN_USE, LUS_NO_DOMID, LUS_TYPE_MEM_BAD, "first" } } },
    { "a root that is not kept", root_unkept, { { LUS_RULE_FRAME_UNKEPT, 7, LUS_TYPE_DOM_IOMMU, "root" } } },
    { "two hardware domains", hardware_twice, { { LUS_RULE_ROLE_TWICE, 0, LUS_TYPE_DOM_IDENTITY, "roles" }, { LUS_RULE_ROLE_TWICE, 7, LUS_TYPE_DOM_IDENTITY, "roles" } } },
    { "HVM parameters of a PV guest", wrong_kind, { { LUS_RULE_WRONG_KIND, 1, LUS_TYPE_HVM_PARAMS, NULL } } },
    { "an armed timer without a time", timer_lost, { { LUS_RULE_TIMER_ARMED, 1, LUS_TYPE_VCPU_TIMERS, "one_shot" } } },
    { "a period of a timer that is off", timer_not_armed, { { LUS_RULE_TIMER_ARMED, 1, LUS_TYPE_VCPU_TIMERS, "period" } } },
    { "an initialised vcpu without registers", no_regs, { { LUS_RULE_STATE_MISSING, 0, 0, NULL } } },
    { "no HVM parameters", no_params, { { LUS_RULE_STATE_MISSING, 7, 0, NULL } } },
    { "no run state of two vcpus", no_runstate, { { LUS_RULE_STATE_MISSING, 0, 0, NULL }, { LUS_RULE_STATE_MISSING, 0, 0, NULL } } },
    { "no run state of the last vcpu", no_runstate_last, { { LUS_RULE_STATE_MISSING, 0, 0, NULL } } },
    { "no PICs", no_pic, { { LUS_RULE_STATE_MISSING, 7, 0, NULL } } },
    { "no CPUs", no_cpus, { { LUS_RULE_STATE_MISSING, LUS_NO_DOMID, 0, NULL } } },
    { "no frames to keep", no_keep, { { LUS_RULE_STATE_MISSING, LUS_NO_DOMID, 0, NULL } } },
    { "spans of two domains meet", fault_own_twice, { { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "a frame inside another's span", fault_own_inside, { { LUS_RULE_OWNED_TWICE, 7, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "two frames inside another's span", own_two_inside, { { LUS_RULE_OWNED_TWICE, 7, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" },
      { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "shared_info in no frame of its own", info_frame, { { LUS_RULE_FRAME_UNOWNED, 0, LUS_TYPE_DOM_INFO, "shared_info_frame" },
      { LUS_RULE_FRAME_UNOWNED, 0, LUS_TYPE_SHARED_INFO_PLACE, "mfn" } } },
    { "a port connected to a port of its own that is not there", self_port, { { LUS_RULE_PORT_UNKNOWN, 7, PORTS, "remote_port" }, { LUS_RULE_PORT_PAIR, 7, PORTS, "remote_port" } } },
    { "ports in several chunks, one missing", many_ports_less, { { LUS_RULE_PORT_UNKNOWN, 0, PORTS, "remote_port" } } },
    { "a xenheap page twice", own_heap, { { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" } } },
    { "a remote domain that is not there", no_remote, { { LUS_RULE_DOMAIN_UNKNOWN, 0, PORTS, "remote_domid" } } },
    { "a vcpu one too high", fault_no_vcpu, { { LUS_RULE_VCPU_UNKNOWN, 1, PORTS, "notify_vcpu" } } },
    { "a remote port that is not there", no_port, { { LUS_RULE_PORT_UNKNOWN, 0, PORTS, "remote_port" } } },
    { "the peer says another port", fault_other_port, { { LUS_RULE_PORT_PAIR, 0, PORTS, "remote_port" }, { LUS_RULE_PORT_PAIR, 1, PORTS, "remote_port" } } },
    { "the peer says another domain", other_domain, { { LUS_RULE_PORT_PAIR, 0, PORTS, "remote_port" }, { LUS_RULE_PORT_PAIR, 7, PORTS, "remote_port" } } },
    { "the peer is not connected", other_state, { { LUS_RULE_PORT_PAIR, 0, PORTS, "remote_port" } } },
    { "a port over the 2-level limit", port_limit, { { LUS_RULE_PORT_LIMIT, 7, PORTS, "port" } } },
    { "a timer virq twice on a vcpu", virq_local, { { LUS_RULE_VIRQ_TWICE, 0, PORTS, "virq" } } },
    { "a global virq twice, on two vcpus", virq_global, { { LUS_RULE_VIRQ_TWICE, 0, PORTS, "virq" } } },
    { "a grant over the table", gref_limit, { { LUS_RULE_GREF_UNKNOWN, 1, ACTIVE, "gref" } } },
    { "a grant used by nobody there is", grant_user, { { LUS_RULE_DOMAIN_UNKNOWN, 7, ACTIVE, "domid" }, { LUS_RULE_GRANT_USER, 0, MAPPED, "gref" }, { LUS_RULE_GRANT_USER, 0, MAPPED, "gref" } } },
    { "a granted frame of another", grant_frame, { { LUS_RULE_FRAME_UNOWNED, 1, ACTIVE, "mfn" } } },
    { "a granted frame one too high", grant_frame_after, { { LUS_RULE_FRAME_UNOWNED, 7, ACTIVE, "mfn" } } },
    { "a grant in use by no pin", grant_pin, { { LUS_RULE_GRANT_UNPINNED, 1, ACTIVE, "pin" }, { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" } } },
    { "a grant pinned once more than it is mapped", grant_more, { { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" } } },
    { "a grant mapped in another way", grant_kind, { { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" } } },
    { "a mapping too many", map_more, { { LUS_RULE_GRANT_PINS, 7, ACTIVE, "pin" } } },
    { "pins without mappings", map_none, { { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" }, { LUS_RULE_GRANT_PINS, 7, ACTIVE, "pin" } } },
    { "a mapping of a grant not in use", map_dangling, { { LUS_RULE_ENTRY_UNKNOWN, 0, MAPPED, "gref" }, { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" } } },
    { "a mapping of another's grant", map_other, { { LUS_RULE_GRANT_USER, 7, MAPPED, "gref" }, { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" }, { LUS_RULE_GRANT_PINS, 1, ACTIVE, "pin" } } },
    { "a mapping by a vcpu that is not there", map_vcpu, { { LUS_RULE_VCPU_UNKNOWN, 0, MAPPED, "vcpu" } } },
    { "a grant table over its bound", grant_size, { { LUS_RULE_GRANT_FRAMES, 1, LUS_TYPE_GRANT_TABLE, "nr_frames" } } },
    { "another's frames in the P2M", p2m_other, { { LUS_RULE_P2M_OWNER, 0, LUS_TYPE_P2M, NULL } } },
    { "one frame too many in the P2M", p2m_over, { { LUS_RULE_P2M_OWNER, 7, LUS_TYPE_P2M, NULL } } },
    { "a typed page that is a device's", type_device,
      { { LUS_RULE_TYPE_NO_FRAME, 0, LUS_TYPE_PAGE_TYPES, "gfn" }, { LUS_RULE_TYPE_NO_FRAME, 0, LUS_TYPE_PAGE_TYPES, "gfn" } } },
    { "the other end is no domain", pair_reserved, { { LUS_RULE_PORT_PAIR, 0, PORTS, "remote_domid" }, { LUS_RULE_PORT_PAIR, 1, PORTS, "remote_port" } } },
    { "a typed page in a hole", type_hole, { { LUS_RULE_TYPE_NO_FRAME, 0, LUS_TYPE_PAGE_TYPES, "gfn" } } },
    { "a vcpu that was not made", vcpu_not_made, { { LUS_RULE_VCPU_UNKNOWN, 0, MAPPED, "vcpu" }, { LUS_RULE_VCPU_UNKNOWN, 0, PORTS, "notify_vcpu" }, { LUS_RULE_VCPU_UNKNOWN, 0, PORTS, "notify_vcpu" },
      { LUS_RULE_VCPUS_COUNT, 0, LUS_TYPE_DOM_INFO, "max_vcpu_id" } } },
    { "a vcpu too many", vcpu_too_many, { { LUS_RULE_VCPU_UNKNOWN, 7, LUS_TYPE_VCPU, NULL } } },
    { "a frame less than it counts", count_wrong, { { LUS_RULE_PAGES_COUNT, 1, LUS_TYPE_DOM_INFO, "tot_pages" } } },
    { "shared_info in guest memory", info_normal, { { LUS_RULE_FRAME_ROLE, 0, LUS_TYPE_DOM_INFO, "shared_info_frame" },
      { LUS_RULE_FRAME_ROLE, 0, LUS_TYPE_SHARED_INFO_PLACE, "mfn" } } },
    { "a port that Xen hides", port_hidden, { { LUS_RULE_PARTIAL_ONLY, 1, PORTS, "state" } } },
    { "a port not all of which is known", port_not_known, { { LUS_RULE_PARTIAL_ONLY, 1, PORTS, "known" } } },
    { "a guest's own frame numbers", frames_of_guest, { { LUS_RULE_PARTIAL_ONLY, 7, LUS_TYPE_DOMAIN, "frame_space" } } },
    { "a domain out of an image", imported, { { LUS_RULE_PARTIAL_ONLY, 7, LUS_TYPE_DOM_SOURCE, NULL } } },
    { "no event channel ABI", no_abi, { { LUS_RULE_STATE_MISSING, 7, 0, NULL } } },
    { "no dom_info", no_info, { { LUS_RULE_STATE_MISSING, 7, 0, NULL } } },
    { "contents of version 1 in a table of version 2", contents_v1, { { LUS_RULE_GRANT_VERSION, 1, LUS_TYPE_GRANTS_V1, NULL } } },
    { "contents of version 2 in a table of version 1", contents_v2, { { LUS_RULE_GRANT_VERSION, 0, LUS_TYPE_GRANTS_V2, NULL } } },
    { "an area by frame, and no frame", area_nowhere, { { LUS_RULE_AREA_PLACE, 0, LUS_TYPE_VCPU_AREAS, "frame" } } },
    { "an area in a frame, and not by frame", area_not_said, { { LUS_RULE_AREA_PLACE, 0, LUS_TYPE_VCPU_AREAS, "frame" } } },
    { "an area in another's frame", area_of_other, { { LUS_RULE_FRAME_UNOWNED, 0, LUS_TYPE_VCPU_AREAS, "frame" } } },
    { "a typed page over all", type_far, { { LUS_RULE_TYPE_NO_FRAME, 1, LUS_TYPE_PAGE_TYPES, "gfn" }, { LUS_RULE_GFN_UNKNOWN, 1, LUS_TYPE_PAGE_TYPES, "gfn" } } },
};

const uint32_t nr_faults = NR_OF(faults);

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The host level: a sound host has no finding, and each fault that is put into it has just its own. spec/host.md */
#include "host-model.h"

/* What a check said. */
struct said
{
    struct lus_finding f[256];
    uint32_t n;
    struct lus_host_result result;
};

static void note(void *ctx, const struct lus_finding *f)
{
    struct said *said = ctx;

    assert_true(said->n < NR_OF(said->f));
    said->f[said->n++] = *f;
}

static int check_host(const struct model_host *host, struct lus_host_args *args, struct said *said)
{
    struct bytes b = model_host_stream(host), work;
    struct lus_diag diag;
    struct lus_stream s;
    int rc = check_bytes(b.p, b.n, &diag);

    if ( rc )
        fail_msg("the model made a stream that is refused: %s at %#llx", lus_error_name(rc), (unsigned long long)diag.offset);
    open_bytes(&s, b);
    memset(said, 0, sizeof(*said));
    args->finding = note;
    args->ctx = said;
    work = bytes_new(lus_host_workspace(&s), 0xa5);
    /* [H-3] The host has at most 8 owners, 3 entries in use. */
    assert_in_range(work.n, 1, 65536 + 256 * s.header.index_count + 128 * 8 + 4 * 4 + 16 * 8);
    assert_int_equal(lus_host_check(&s, work.p, work.n - 1, args, &said->result), -LUS_E_NO_SPACE);
    rc = lus_host_check(&s, work.p, work.n, args, &said->result);
    assert_int_equal(rc, said->n != 0);
    bytes_free(&work);
    bytes_free(&b);
    return rc;
}

static uint32_t rule_place(uint32_t number)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr && rules[i].number != number; i++ )
        ;
    assert_true(i < nr);
    return i;
}

/* A fault, and the findings that it must have: rule, domain, type, field; no other. */
struct expected
{
    uint32_t rule;
    uint32_t domid;
    uint32_t type;
    const char *field;
};

struct fault
{
    const char *name;
    void (*plant)(struct model_host *host);
    struct expected expected[4];
};

static void own_twice(struct model_host *h) { h->d[1].spans[1].count = 0x801; }
static void own_inside(struct model_host *h) { h->d[2].xenheap[1] = (struct lus_frame_span){ 0x3010, 1 }; h->d[2].nr_xenheap = 2; }
static void own_two_inside(struct model_host *h) { own_inside(h); h->d[1].xenheap[1] = (struct lus_frame_span){ 0x3050, 1 }; h->d[1].nr_xenheap = 2; }
static void info_frame(struct model_host *h) { h->d[0].shared_info = h->d[0].place = 0x50f; }
static void self_port(struct model_host *h) { h->d[2].ports[2].remote_port = 9; }
static void many_ports(struct model_host *h)
{
    h->d[0].nr_more_ports = h->d[2].nr_more_ports = 70000;
    h->d[0].more_peer = 7;
    h->d[2].abi = LUS_EVTCHN_ABI_FIFO;
}
static void many_ports_less(struct model_host *h) { many_ports(h); h->d[2].nr_more_ports--; }
static void own_heap(struct model_host *h) { h->d[1].xenheap[0].first = h->d[1].shared_info = h->d[1].place = 0x501; }
static void no_remote(struct model_host *h) { h->d[0].ports[1].remote_domid = 9; h->d[2].ports[0].state = LUS_EVTCHN_STATE_UNBOUND; }
static void no_remote_unbound(struct model_host *h) { h->d[1].ports[0].remote_domid = 3; }
static void no_vcpu(struct model_host *h) { h->d[1].ports[2].notify_vcpu = 1; }
static void no_port(struct model_host *h) { h->d[0].ports[0].remote_port = 9; h->d[1].ports[1].state = LUS_EVTCHN_STATE_UNBOUND; }
static void other_port(struct model_host *h) { h->d[1].ports[1].remote_port = 2; }
static void other_domain(struct model_host *h) { h->d[2].ports[0].remote_domid = 1; }
static void other_state(struct model_host *h) { h->d[1].ports[1].state = LUS_EVTCHN_STATE_UNBOUND; }
static void port_limit(struct model_host *h) { h->d[2].ports[3] = h->d[1].ports[2]; h->d[2].ports[3].port = 4096; h->d[2].nr_ports = 4; }
static void virq_local(struct model_host *h) { h->d[0].ports[3].notify_vcpu = 0; }
static void virq_global(struct model_host *h) { h->d[0].ports[3].virq = 3; h->d[0].ports[3].notify_vcpu = 0; }
static void pirq_unknown(struct model_host *h) { h->d[0].ports[3].state = LUS_EVTCHN_STATE_PIRQ; h->d[0].ports[3].pirq = 20; }
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
static void p2m_over(struct model_host *h) { h->d[2].extents[0].count = 0x201; }
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
static void area(struct model_host *h, uint64_t frame, uint32_t bits)
{
    h->d[0].has_areas = 1;
    h->d[0].areas = (struct lus_vcpu_areas){ .by_frame = (uint8_t)bits, .frame = { 0, frame, 0 } };
}
static void area_nowhere(struct model_host *h) { area(h, 0, 2); }
static void area_not_said(struct model_host *h) { area(h, 0x1001, 0); }
static void area_of_other(struct model_host *h) { area(h, 0x2001, 2); }


/* Two ports of domain 0 with pirqs of their own. */
static void pirqs(struct model_host *h)
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
static void pirq_port(struct model_host *h) { pirqs(h); h->d[0].pirqs[2].port = 6001; }
static void pirq_state(struct model_host *h) { pirqs(h); h->d[0].pirqs[2].port = 3; }
static void pirq_twice(struct model_host *h) { pirqs(h); h->d[0].ports[6].pirq = 16; }
static void pirq_none(struct model_host *h) { pirqs(h); h->d[0].pirqs[1].port = 0; }
static void pirq_limit(struct model_host *h) { pirqs(h); h->d[0].nr_pirqs = 18; }
static void port_over(struct model_host *h) { h->d[0].max_port = 4999; }
static void port_table(struct model_host *h) { h->d[0].valid_ports = 5000; }
static void fifo_tail(struct model_host *h) { h->d[0].tail = 1; }

/* Two servers of domain 7, emulated in domain 0: one has buffered requests; and a monitor. */
static void servers(struct model_host *h)
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
static void user_guest(struct model_host *h) { servers(h); h->d[2].ports[3].xen_consumer = 0; }
static void user_role(struct model_host *h) { servers(h); h->d[2].ports[6].xen_consumer = LUS_EVTCHN_CONSUMER_PAGING; }
static void user_twice(struct model_host *h) { servers(h); h->d[2].ioreq_ports[1].port = 4; }
static void user_none(struct model_host *h) { servers(h); h->d[2].ring_port = 0; }
static void user_emulator(struct model_host *h) { servers(h); h->d[2].servers[1].emulator = 1; }
static void user_vcpu(struct model_host *h)
{
    servers(h);
    h->d[2].domain.max_vcpus = 2;
    h->d[2].ioreq_ports[1] = (struct lus_ioreq_port){ .id = 1, .vcpu = 1, .port = 6 };
    h->d[2].nr_servers = 1;
    h->d[2].nr_ranges = 0;
}
static void consumer_unknown(struct model_host *h) { h->d[1].ports[2].xen_consumer = LUS_EVTCHN_CONSUMER_UNKNOWN; }
static void server_vcpu(struct model_host *h) { servers(h); h->d[2].domain.max_vcpus = 2; }
static void server_buffered(struct model_host *h) { servers(h); h->d[2].servers[0].bufioreq_handling = LUS_BUFIOREQ_HANDLING_OFF; }
static void server_none(struct model_host *h) { servers(h); h->d[2].ranges_of = 0x102; }
static void range_meets(struct model_host *h) { servers(h); h->d[2].ranges[0].end = 0x200; }
static void range_end(struct model_host *h) { servers(h); h->d[2].ranges[0].end = 0xff; }
static void status_frames(struct model_host *h) { h->d[0].table.nr_status_frames = 1; }
static void no_status_frames(struct model_host *h) { h->d[1].table.nr_status_frames = 0; }
static void frames_less(struct model_host *h) { h->d[2].frames_less = 1; }
static void version_max(struct model_host *h) { h->d[1].table.max_version = 1; }
static void limit_twice(struct model_host *h) { h->d[2].limit_more = 1; }
static void maptrack_over(struct model_host *h) { h->d[0].maptrack_more = 1; }
static void handle_over(struct model_host *h) { h->d[0].handles_less = 1; }
static void frame_twice_said(struct model_host *h) { h->d[0].shared_info = 0x500; }

/* shared_info of domain 7 in its P2M, frames of domain 1 that it has mapped, views. */
static void gfns(struct model_host *h)
{
    struct model_domain *d = &h->d[2];

    d->extents[1] = (struct lus_extent){ 0x1000, 0x510, 1, LUS_P2M_TYPE_RAM_RW };
    d->extents[2] = (struct lus_extent){ 0x2000, 0x2000, 0x20, LUS_P2M_TYPE_MAP_FOREIGN };
    d->extents[3] = (struct lus_extent){ 0x2020, 0x2810, 2, LUS_P2M_TYPE_GRANT_MAP_RO };
    d->extents[4] = (struct lus_extent){ 0x3000, 0x41ff, 1, LUS_P2M_TYPE_GRANT_MAP_RW };
    d->nr_extents = 5;
    d->place_gfn = 0x1000;
    d->foreign[0] = (struct lus_foreign_span){ .gfn = 0x2000, .owner = 1, .count = 0x22 };
    d->foreign[1] = (struct lus_foreign_span){ .gfn = 0x3000, .owner = 7, .count = 1 };
    d->nr_foreign = 2;
    d->access[0] = (struct lus_access_span){ .gfn = 0, .access = LUS_P2M_ACCESS_R, .count = 0x200 };
    d->access[1] = (struct lus_access_span){ .gfn = 0x1000, .access = LUS_P2M_ACCESS_RX, .count = 1 };
    d->nr_access = 2;
    d->has_altp2m = 1;
    d->ve_gfn = 0x1ff;
}
static void place_hole(struct model_host *h) { gfns(h); h->d[2].place_gfn = 0x1001; }
static void place_other(struct model_host *h) { gfns(h); h->d[2].place_gfn = 0x1ff; }
static void place_far(struct model_host *h) { gfns(h); h->d[2].max_gfn = ~0ull - 1; h->d[2].place_gfn = 1ull << 40; }
static void ve_hole(struct model_host *h) { gfns(h); h->d[2].ve_gfn = 0x200; }
static void access_hole(struct model_host *h) { gfns(h); h->d[2].access[0].count = 0x201; }
static void foreign_hole(struct model_host *h) { gfns(h); h->d[2].foreign[0].count = 0x23; }
static void foreign_less(struct model_host *h) { gfns(h); h->d[2].foreign[0].count = 0x21; }
static void foreign_none(struct model_host *h) { gfns(h); h->d[2].nr_foreign = 0; }
static void foreign_owner(struct model_host *h) { gfns(h); h->d[2].foreign[0].owner = 0; }
static void foreign_frame(struct model_host *h) { gfns(h); h->d[2].extents[2].mfn = 0x2021; }
static void foreign_self(struct model_host *h) { gfns(h); h->d[2].extents[4].attribute = LUS_P2M_TYPE_MAP_FOREIGN; }
static void foreign_type(struct model_host *h) { gfns(h); h->d[2].extents[4].attribute = LUS_P2M_TYPE_RAM_RW; }
static void view_none(struct model_host *h) { gfns(h); h->d[2].view = 1; }
static void target_self(struct model_host *h) { h->d[1].target = 2; }
static void kept_owned(struct model_host *h) { h->keep[0] = (struct lus_keep_span){ .first = 0xf00, .kind = LUS_KEEP_KIND_P2M, .domid = 0x7ff2, .count = 0x101 }; h->nr_keep = 1; }
static void reuse_owned(struct model_host *h) { h->reuse[0] = (struct lus_reuse_span){ 0x10ff, LUS_REUSE_KIND_DIRTY, 2 }; h->nr_reuse = 1; }
static void bad(struct model_host *h, uint64_t mfn, uint32_t state) { h->bad[0] = (struct lus_bad_span){ mfn, (uint8_t)state, 1 }; h->nr_bad = 1; }
static void bad_owned(struct model_host *h) { bad(h, 0x1000, LUS_BAD_STATE_OFFLINED); }
static void lists(struct model_host *h, uint64_t keep, uint64_t reuse, uint64_t bad_mfn, uint32_t state)
{
    h->keep[0] = (struct lus_keep_span){ .first = keep, .kind = LUS_KEEP_KIND_M2P, .domid = 0x7ff2, .count = 0x10 };
    h->reuse[0] = (struct lus_reuse_span){ reuse, LUS_REUSE_KIND_CLEAN, 0x10 };
    bad(h, bad_mfn, state);
    h->nr_keep = h->nr_reuse = 1;
}
static void reuse_kept(struct model_host *h) { lists(h, 0x8000, 0x800f, 0x9000, LUS_BAD_STATE_BROKEN); }
static void reuse_bad(struct model_host *h) { lists(h, 0x8000, 0x8010, 0x801f, LUS_BAD_STATE_BROKEN); }
static void bad_kept(struct model_host *h) { lists(h, 0x8000, 0x8010, 0x8000, LUS_BAD_STATE_BROKEN); }
static void root_unkept(struct model_host *h) { lists(h, 0x8000, 0x8010, 0x9000, LUS_BAD_STATE_BROKEN); h->d[2].iommu_root = 0x8010; h->nr_reuse = 0; }
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

static const struct fault faults[] = {
    { "two pirqs with one port", pirq_port, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a pirq with a port that has none", pirq_state, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "two ports with one pirq", pirq_twice, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" }, { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a port with a pirq that has none", pirq_none, { { LUS_RULE_PIRQ_PAIR, 0, PIRQS, "port" } } },
    { "a pirq over the limit", pirq_limit, { { LUS_RULE_PIRQ_LIMIT, 0, PIRQS, "pirq" } } },
    { "a port over the domain's limit", port_over, { { LUS_RULE_PORT_OVER, 0, LUS_TYPE_DOM_LIMITS, "max_evtchn_port" } } },
    { "a port that was not allocated", port_table, { { LUS_RULE_PORT_TABLE, 0, LUS_TYPE_EVTCHN_TABLE, "valid_ports" } } },
    { "a tail that is not in the array", fifo_tail, { { LUS_RULE_FIFO_TAIL, 0, LUS_TYPE_FIFO_CONTROLS, "tail" } } },
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
    { "a version that may not be", version_max, { { LUS_RULE_GRANT_MAX, 1, TABLE, "version" }, { LUS_RULE_SAID_TWICE, 1, TABLE, "max_version" } } },
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
    { "spans of two domains meet", own_twice, { { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "a frame inside another's span", own_inside, { { LUS_RULE_OWNED_TWICE, 7, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "two frames inside another's span", own_two_inside, { { LUS_RULE_OWNED_TWICE, 7, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" },
      { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" } } },
    { "shared_info in no frame of its own", info_frame, { { LUS_RULE_FRAME_UNOWNED, 0, LUS_TYPE_DOM_INFO, "shared_info_frame" },
      { LUS_RULE_FRAME_UNOWNED, 0, LUS_TYPE_SHARED_INFO_PLACE, "mfn" } } },
    { "a port connected to a port of its own that is not there", self_port, { { LUS_RULE_PORT_UNKNOWN, 7, PORTS, "remote_port" }, { LUS_RULE_PORT_PAIR, 7, PORTS, "remote_port" } } },
    { "ports in several chunks, one missing", many_ports_less, { { LUS_RULE_PORT_UNKNOWN, 0, PORTS, "remote_port" } } },
    { "a xenheap page twice", own_heap, { { LUS_RULE_OWNED_TWICE, 0, LUS_TYPE_MEM_OWNED, "first" }, { LUS_RULE_OWNED_TWICE, 1, LUS_TYPE_MEM_OWNED, "first" } } },
    { "a remote domain that is not there", no_remote, { { LUS_RULE_DOMAIN_UNKNOWN, 0, PORTS, "remote_domid" } } },
    { "an unbound port for nobody", no_remote_unbound, { { LUS_RULE_DOMAIN_UNKNOWN, 1, PORTS, "remote_domid" } } },
    { "a vcpu one too high", no_vcpu, { { LUS_RULE_VCPU_UNKNOWN, 1, PORTS, "notify_vcpu" } } },
    { "a remote port that is not there", no_port, { { LUS_RULE_PORT_UNKNOWN, 0, PORTS, "remote_port" } } },
    { "the peer says another port", other_port, { { LUS_RULE_PORT_PAIR, 0, PORTS, "remote_port" }, { LUS_RULE_PORT_PAIR, 1, PORTS, "remote_port" } } },
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

static const char *field_name(const struct lus_finding *f)
{
    const struct lus_record_type *t = lus_record_type(f->type);

    if ( !t || f->field == LUS_NO_FIELD )
        return NULL;
    return f->entry == LUS_NO_ENTRY ? t->fields[f->field].name : t->entry->fields[f->field].name;
}

static int is_said(const struct said *said, const struct expected *e)
{
    uint32_t i;

    for ( i = 0; i < said->n; i++ )
    {
        const struct lus_finding *f = &said->f[i];
        const char *name = field_name(f);

        if ( f->rule == e->rule && f->domid == e->domid && f->type == e->type && f->offset &&
             (e->field ? name && !strcmp(name, e->field) : !name) )
            return 1;
    }
    return 0;
}

/* [H-5] [H-9] */
static void test_faults(void **state)
{
    uint32_t i, k, wrong = 0;

    (void)state;
    for ( i = 0; i < NR_OF(faults); i++ )
    {
        struct lus_host_args args = { 0 };
        struct model_host host;
        struct said said;
        uint32_t want = 0;

        model_host(&host);
        faults[i].plant(&host);
        check_host(&host, &args, &said);
        for ( k = 0; k < 4 && faults[i].expected[k].rule; k++ )
        {
            want++;
            if ( !is_said(&said, &faults[i].expected[k]) || !said.result.by_rule[rule_place(faults[i].expected[k].rule)] )
            {
                print_error("%s: no finding %u of rule %u\n", faults[i].name, k, faults[i].expected[k].rule);
                wrong++;
            }
        }
        if ( said.n == want )
            continue;
        print_error("%s: %u findings, not %u\n", faults[i].name, said.n, want);
        for ( k = 0; k < said.n; k++ )
            print_error("  rule %u, domain %u, record %#x, field %s, value %#llx\n", said.f[k].rule, said.f[k].domid, said.f[k].type,
                        field_name(&said.f[k]) ? field_name(&said.f[k]) : "-", (unsigned long long)said.f[k].value);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void test_sound(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;
    uint32_t i;

    (void)state;
    model_host(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    for ( i = 0; i < LUS_RULES_MAX; i++ )
        assert_int_equal(said.result.not_provable[i], 0);
    many_ports(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* [H-16] Contents of the table's own version, areas that are placed, and some that are not. */
    host.d[1].contents = 2;
    host.d[0].contents = 1;
    area(&host, 0x1001, 2);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* All that faults are put into, without the faults. */
    model_host(&host);
    pirqs(&host);
    servers(&host);
    gfns(&host);
    lists(&host, 0x8000, 0x8010, 0x1000, LUS_BAD_STATE_BROKEN_IN_USE);
    host.d[2].iommu_root = 0x800f;
    host.d[0].initialised = 3;
    host.d[2].emulation_flags = 0x3ff;
    host.d[1].timers = (struct lus_vcpu_timers){ .armed = 7, .period = 1, .one_shot = 2, .poll = 3 };
    host.d[1].target = 1;
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* state.md "Dying domains": such a one may lack anything. */
    host.d[1].is_dying = 1;
    host.d[1].lacks = LUS_TYPE_DOM_LIMITS;
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* [H-2] What was not given is said. */
    assert_int_equal(said.result.not_run[rule_place(LUS_RULE_IN_BOOTMEM)], 1);
    assert_int_equal(said.result.not_run[rule_place(LUS_RULE_OWNED_TWICE)], 0);
}

/* [H-2] Frames that xen#2 has taken: first and last frame of a run, and the ones beside them. */
static void test_lists(void **state)
{
    static const struct { uint64_t mfn, count; int hit; } runs[] = {
        { 0xfff, 1, 0 }, { 0xfff, 2, 1 }, { 0x10ff, 1, 1 }, { 0x1100, 1, 0 }, { 0x1100, 0xf00, 0 }, { 0x1100, 0xf01, 1 }, { 0x4100, 1, 1 },
        { 0x4200, 0x10000, 0 }, { 0, 0x500, 0 }, { 0, 0x501, 1 }
    };
    static const uint32_t rules[3] = { LUS_RULE_IN_BOOTMEM, LUS_RULE_IN_IMAGE, LUS_RULE_IN_STREAM };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(runs); i++ )
        for ( k = 0; k < 3; k++ )
        {
            struct lus_mfn_run run[2] = { { runs[i].mfn, runs[i].count }, { 0x100000, 5 } };
            struct lus_mfn_list list = { run, 2 };
            struct lus_host_args args = { 0 };
            struct model_host host;
            struct said said;

            *(k == 0 ? &args.bootmem : k == 1 ? &args.image : &args.stream) = list;
            model_host(&host);
            assert_int_equal(check_host(&host, &args, &said), runs[i].hit);
            assert_int_equal(said.n, runs[i].hit);
            if ( !runs[i].hit )
                continue;
            assert_int_equal(said.f[0].rule, rules[k]);
            assert_int_equal(said.f[0].severity, LUS_SEVERITY_HOST);
        }
}

/* A domain's frames without the domain. */
static void test_owner(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;
    struct bytes b, work;
    struct lus_stream s;
    struct model m;

    (void)state;
    model_host(&host);
    b = model_host_stream(&host);
    assert_int_equal(model_apart(&m, b), 0);
    bytes_free(&b);
    /* Domain 7 goes; its frames stay, and what 0 and 1 say of it. */
    m.nr--;
    b = model_together(&m);
    m.nr++;
    model_free(&m);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    open_bytes(&s, b);
    memset(&said, 0, sizeof(said));
    args.finding = note;
    args.ctx = &said;
    work = bytes_new(lus_host_workspace(&s), 0);
    assert_int_equal(lus_host_check(&s, work.p, work.n, &args, &said.result), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 2);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_OWNER_UNKNOWN)], 2);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_DOMAIN_UNKNOWN)], 4);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_GRANT_PINS)], 1);
    assert_int_equal(said.n, 7);
    bytes_free(&work);
    bytes_free(&b);
}

/* [H-8] Of a partial stream without memory segment and without a domain nothing is invented. */
static void test_partial(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    host.partial = host.without_memory = 1;
    host.nr = 2;
    assert_int_equal(check_host(&host, &args, &said), 0);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_DOMAIN_UNKNOWN)] == 4);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_FRAME_UNOWNED)] == 4);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_P2M_OWNER)] == 2);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_PORT_UNKNOWN)] == 1);
    pirq_unknown(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* What is there is checked all the same. */
    other_port(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.n, 2);
}

/* [H-12] Of two owners of one frame one is the hardware domain: then it is the host. */
static void test_hardware(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    own_inside(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_DOMAIN], 1);
    host.d[0].is_hardware = 0;
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 0);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_DOMAIN], 2);
}

/* [H-38] Frames to keep that xen#2 has taken. */
static void test_kept(void **state)
{
    static const struct { uint64_t mfn, count; int hit; } runs[] = { { 0x7fff, 1, 0 }, { 0x7fff, 2, 1 }, { 0x800f, 1, 1 }, { 0x8010, 9, 0 } };
    static const uint32_t rules[2] = { LUS_RULE_KEPT_IN_BOOTMEM, LUS_RULE_KEPT_IN_IMAGE };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(runs); i++ )
        for ( k = 0; k < 2; k++ )
        {
            struct lus_mfn_run run[2] = { { 0x10, 1 }, { runs[i].mfn, runs[i].count } };
            struct lus_host_args args = { 0 };
            struct model_host host;
            struct said said;

            *(k ? &args.image : &args.bootmem) = (struct lus_mfn_list){ run, 2 };
            model_host(&host);
            lists(&host, 0x8000, 0x9000, 0x9100, LUS_BAD_STATE_BROKEN);
            assert_int_equal(check_host(&host, &args, &said), runs[i].hit);
            if ( !runs[i].hit )
                continue;
            assert_int_equal(said.n, 1);
            assert_int_equal(said.f[0].rule, rules[k]);
            assert_int_equal(said.f[0].severity, LUS_SEVERITY_HOST);
        }
}

/* [H-11] [H-12] */
static void test_quarantine(void **state)
{
    static const uint16_t one[] = { 1 };
    struct lus_host_args args = { .quarantined = one, .nr_quarantined = 1 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    other_port(&host);
    no_vcpu(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    own_twice(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.n, 1);
    assert_int_equal(said.f[0].domid, 0);
    assert_int_equal(said.f[0].peer, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound), cmocka_unit_test(test_faults), cmocka_unit_test(test_lists), cmocka_unit_test(test_owner),
        cmocka_unit_test(test_partial), cmocka_unit_test(test_quarantine), cmocka_unit_test(test_hardware), cmocka_unit_test(test_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

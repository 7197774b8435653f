/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The small host of host-model.h, and making a stream of it. */
#include "host-model.h"
#include "lustream/compat.h"

static const struct model_host sound = {
    .nr = 3,
    .d = {
        { .domid = 0, .domain = { .kind = LUS_GUEST_KIND_PV, .max_vcpus = 2 },
          .spans = { { 0x1000, 0x100 }, { 0x3000, 0x80 } }, .nr_spans = 2, .xenheap = { { 0x500, 2 } }, .nr_xenheap = 1,
          .max_gfn = 0x1ff, .extents = { { 0, 0x1000, 0x100, LUS_P2M_TYPE_RAM_RW }, { 0x100, 0x3000, 0x80, LUS_P2M_TYPE_RAM_RW } },
          .nr_extents = 2, .types = { { 0x10, LUS_PFINFO_L4TAB_PINNED, 1 }, { 0xfe, LUS_PFINFO_L1TAB, 4 } }, .nr_types = 2,
          .has_abi = 1, .abi = LUS_EVTCHN_ABI_FIFO,
          .ports = { { .port = 1, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 1, .remote_port = 3 },
                     { .port = 2, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 7, .remote_port = 1 },
                     { .port = 3, .state = LUS_EVTCHN_STATE_VIRQ, .known = 15, .virq = 0, .notify_vcpu = 0 },
                     { .port = 4, .state = LUS_EVTCHN_STATE_VIRQ, .known = 15, .virq = 0, .notify_vcpu = 1 },
                     { .port = 5000, .state = LUS_EVTCHN_STATE_VIRQ, .known = 15, .virq = 3, .notify_vcpu = 1 } },
          .nr_ports = 5, .shared_info = 0x501, .place = 0x501, .is_hardware = 1, .table = { .version = 1, .nr_frames = 1, .max_frames = 4 },
          .mapped = { { .handle = 1, .domid = 1, .gref = 8, .flags = 2 }, { .handle = 2, .domid = 7, .gref = 600, .flags = 2, .vcpu = 1 },
                      { .handle = 500, .domid = 7, .gref = 600, .flags = 5 } }, .nr_mapped = 3 },
        { .domid = 1, .domain = { .kind = LUS_GUEST_KIND_PV, .max_vcpus = 1 },
          .spans = { { 0x2000, 0x40 }, { 0x2800, 0x40 } }, .nr_spans = 2, .xenheap = { { 0x502, 4 } }, .nr_xenheap = 1,
          .max_gfn = 0x7f, .extents = { { 0, 0x2800, 0x40, LUS_P2M_TYPE_RAM_RW }, { 0x40, 0x2000, 0x40, LUS_P2M_TYPE_RAM_RW } },
          .nr_extents = 2, .types = { { 0x3f, LUS_PFINFO_L1TAB, 2 } }, .nr_types = 1, .has_abi = 1,
          .ports = { { .port = 2, .state = LUS_EVTCHN_STATE_UNBOUND, .known = 15, .remote_domid = 0 },
                     { .port = 3, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0, .remote_port = 1 },
                     { .port = 4, .state = LUS_EVTCHN_STATE_IPI, .known = 15, .notify_vcpu = 0 },
                     { .port = 5, .state = LUS_EVTCHN_STATE_VIRQ, .known = 15, .virq = 0, .notify_vcpu = 0 } },
          .nr_ports = 4, .shared_info = 0x502, .place = 0x502,
          .table = { .version = 2, .nr_frames = 1, .max_frames = 1, .nr_status_frames = 1 },
          .active = { { .gref = 8, .domid = 0, .pin = 0x000001, .mfn = 0x2005, .trans_domid = 0x7ff4 },
                      { .gref = 255, .domid = 7, .pin = 0x010100, .mfn = 0x2800, .trans_domid = 0x7ff4 } },
          .nr_active = 2 },
        { .domid = 7, .domain = { .kind = LUS_GUEST_KIND_HVM, .max_vcpus = 1 },
          .spans = { { 0x4000, 0x200 } }, .nr_spans = 1, .max_gfn = 0xfffff,
          .extents = { { 0, 0x4000, 0x200, LUS_P2M_TYPE_RAM_RW }, { 0xf0000, 0xf0000, 4, LUS_P2M_TYPE_MMIO_DIRECT } }, .nr_extents = 2,
          .has_abi = 1, .ports = { { .port = 1, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0, .remote_port = 2 },
                                  { .port = 2, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0x7ff0, .remote_port = 3 },
                                  { .port = 3, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 7, .remote_port = 2 } },
          .nr_ports = 3, .shared_info = ~0ull, .xenheap = { { 0x510, 3 } }, .nr_xenheap = 1, .place = 0x510, .table = { .version = 1, .nr_frames = 2, .max_frames = 4 },
          .active = { { .gref = 600, .domid = 0, .pin = 0x01000001, .mfn = 0x41ff, .trans_domid = 0x7ff4 } }, .nr_active = 1,
          .mapped = { { .handle = 0, .domid = 1, .gref = 255, .flags = 6 }, { .handle = 3, .domid = 1, .gref = 255, .flags = 1 } }, .nr_mapped = 2 },
    }
};

void model_host(struct model_host *host)
{
    *host = sound;
}

static void put_owned(struct lus_writer *w, uint32_t role, uint32_t domid, const struct lus_frame_span *spans, uint32_t nr)
{
    struct lus_mem_owned owned = { .domid = (uint16_t)domid, .role = (uint16_t)role };
    uint32_t i;

    if ( !nr )
        return;
    lus_begin_mem_owned(w, 1, role << 16 | domid, &owned);
    for ( i = 0; i < nr; i++ )
        lus_add_frame_span(w, &spans[i]);
    lus_end(w);
}

static int is_x86_type(const struct lus_record_type *t)
{
    return lus_type_in_arch(t->type, LUS_ARCH_X86);
}

/* Does the schema want it of this domain? By enum lus_presence, which the library's rule is not asked about. */
static int is_wanted(const struct model_domain *d, const struct lus_record_type *t)
{
    uint32_t pv = d->domain.kind == LUS_GUEST_KIND_PV, flags = d->emulation_flags;

    if ( !is_x86_type(t) || t->guests == (pv ? LUS_GUESTS_HVM : LUS_GUESTS_PV) )
        return 0;
    switch ( t->presence )
    {
    case LUS_PRESENCE_EACH:
    case LUS_PRESENCE_EACH_X86: return 1;
    case LUS_PRESENCE_EACH_PV: return pv;
    case LUS_PRESENCE_EACH_HVM: return !pv;
    case LUS_PRESENCE_EACH_LAPIC: return flags & LUS_X86_EMU_LAPIC;
    case LUS_PRESENCE_EACH_HPET: return flags & LUS_X86_EMU_HPET;
    case LUS_PRESENCE_EACH_PM: return flags & LUS_X86_EMU_PM;
    case LUS_PRESENCE_EACH_RTC: return flags & LUS_X86_EMU_RTC;
    case LUS_PRESENCE_EACH_IOAPIC: return flags & LUS_X86_EMU_IOAPIC && !d->is_hardware;
    case LUS_PRESENCE_EACH_PIC: return flags & LUS_X86_EMU_PIC;
    case LUS_PRESENCE_EACH_PIT: return flags & LUS_X86_EMU_PIT;
    case LUS_PRESENCE_EACH_FIFO: return d->abi == LUS_EVTCHN_ABI_FIFO;
    case LUS_PRESENCE_EACH_V2: return d->table.version == 2;
    default: return 0;
    }
}

/* Its records are those of a 4.16. */
static uint32_t revision_of(uint32_t type)
{
    struct lus_profile profile = { .minor = 16 };

    return lus_profile_revision(&profile, type);
}

/* The least that each field may be, and nothing that it refers to. */
static void put_least(struct lus_writer *w, const struct lus_record_type *t, uint32_t instance)
{
    uint32_t revision = revision_of(t->type), size = t->fixed[revision - 1], f, i;
    uint8_t *p = calloc(1, t->fixed[t->revisions - 1] + 1u);

    assert_non_null(p);
    for ( f = 0; f < t->nr_fields; f++ )
        for ( i = 0; t->fields[f].wire < LUS_WIRE_BYTES && i < t->fields[f].count; i++ )
        {
            const struct lus_condition *c = lus_condition_of(&t->fields[f]);
            uint64_t value = 0;

            if ( t->fields[f].check == LUS_CHECK_RANGE && (int64_t)t->fields[f].lo > 0 )
                value = t->fields[f].lo;
            if ( t->fields[f].check == LUS_CHECK_ENUM )
                value = t->fields[f].values->values[0].value;
            if ( c && c->has_none )
                value = c->none;
            assert_int_equal(lus_field_store(&t->fields[f], p, i, value), 0);
        }
    lus_begin(w, t->type, revision, instance, p, size);
    if ( t->tail == LUS_TAIL_MAP )
    {
        struct lus_map_writer *map = malloc(sizeof(*map));

        assert_non_null(map);
        lus_map_begin(map, w);
        lus_map_end(map);
        free(map);
    }
    lus_end(w);
    free(p);
}

#define PUT_TABLE(w, name, instance, entries, nr, add) do { \
    struct lus_##name fixed_ = { 0 }; \
    uint32_t i_; \
    lus_begin_##name(w, 1, instance, &fixed_); \
    for ( i_ = 0; i_ < (nr); i_++ ) \
        add(w, &(entries)[i_]); \
    lus_end(w); \
} while ( 0 )

static void put_system(struct lus_writer *w, const struct model_host *host, const struct lus_record_type *t)
{
    const struct lus_pci_device device = { .sbdf = 0x300, .owner = (uint16_t)(host->device_owner - 1), .physfn = 0xffffffff, .iommu_root = ~0ull };

    if ( t->type == host->lacks )
        return;
    if ( t->type == LUS_TYPE_SYS_TIME )
        fill_time(w, NULL);
    else if ( t->type == LUS_TYPE_PCI_DEVICES && host->device_owner )
        PUT_TABLE(w, pci_devices, 0, &device, 1, lus_add_pci_device);
    else if ( t->presence != LUS_PRESENCE_ANY && !host->partial && is_x86_type(t) )
        put_least(w, t, 0);
}

static void put_m2p(struct lus_writer *w, const struct model_host *host, uint32_t instance)
{
    struct lus_m2p m2p = { .width = instance ? LUS_M2P_WIDTH_COMPAT : host->m2p_width ? host->m2p_width : LUS_M2P_WIDTH_NATIVE,
                           .frames = host->m2p_frames ? host->m2p_frames : 0x100000 };
    struct lus_map_writer *map = malloc(sizeof(*map));
    uint32_t i;

    assert_non_null(map);
    lus_begin_m2p(w, 1, instance, &m2p);
    lus_map_begin(map, w);
    for ( i = 0; !instance && i < host->nr_m2p; i++ )
        lus_map_add(map, host->m2p[i].gfn, host->m2p[i].mfn, host->m2p[i].count, host->m2p[i].attribute);
    lus_map_end(map);
    lus_end(w);
    free(map);
}

static void put_memory(struct lus_writer *w, const struct model_host *host, const struct lus_record_type *t)
{
    uint32_t i;

    if ( t->type == LUS_TYPE_MEM_OWNED )
    {
        for ( i = 0; i < host->nr; i++ )
            put_owned(w, LUS_PAGE_ROLE_NORMAL, host->d[i].domid, host->d[i].spans, host->d[i].nr_spans);
        for ( i = 0; i < host->nr; i++ )
            put_owned(w, LUS_PAGE_ROLE_XENHEAP, host->d[i].domid, host->d[i].xenheap, host->d[i].nr_xenheap);
    }
    if ( t->type == host->lacks )
        return;
    if ( t->type == LUS_TYPE_MEM_KEEP )
        PUT_TABLE(w, mem_keep, 0, host->keep, host->nr_keep, lus_add_keep_span);
    if ( t->type == LUS_TYPE_MEM_BAD )
        PUT_TABLE(w, mem_bad, 0, host->bad, host->nr_bad, lus_add_bad_span);
    if ( t->type == LUS_TYPE_MEM_REUSE )
        PUT_TABLE(w, mem_reuse, 0, host->reuse, host->nr_reuse, lus_add_reuse_span);
    if ( t->type == LUS_TYPE_M2P )
    {
        put_m2p(w, host, 0);
        if ( !host->no_compat )
            put_m2p(w, host, 1);
    }
}

static void put_p2m(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_map_writer *map = malloc(sizeof(*map));
    struct lus_p2m p2m = { .max_gfn = d->max_gfn };
    uint32_t i;

    assert_non_null(map);
    lus_begin_p2m(w, 1, 0, &p2m);
    lus_map_begin(map, w);
    for ( i = 0; i < d->nr_extents; i++ )
        lus_map_add(map, d->extents[i].gfn, d->extents[i].mfn, d->extents[i].count, d->extents[i].attribute);
    lus_map_end(map);
    lus_end(w);
    free(map);
}

static void put_ports(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_evtchns ports = { 0 };
    uint32_t i;

    lus_begin_evtchns(w, 1, 0, &ports);
    for ( i = 0; i < d->nr_ports; i++ )
        lus_add_evtchn(w, &d->ports[i]);
    for ( i = 0; i < d->nr_more_ports; i++ )
    {
        struct lus_evtchn e = { .port = 10000 + i, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15 };

        e.remote_domid = (uint16_t)d->more_peer;
        e.remote_port = e.port;
        lus_add_evtchn(w, &e);
    }
    lus_end(w);
}

static void put_info(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_dom_info info = { .shared_info_frame = d->shared_info, .cpupool = 0xffffffff, .max_vcpu_id = d->domain.max_vcpus - 1,
                                 .emulation_flags = d->emulation_flags, .flags = d->info_flags };
    uint32_t i;

    if ( d->domain.kind == LUS_GUEST_KIND_HVM )
        info.flags ^= LUS_DOMINF_HVM_GUEST;
    info.handle[15] = (uint8_t)d->info_handle;
    for ( i = 0; i < d->nr_spans; i++ )
        info.tot_pages += d->spans[i].count;
    info.tot_pages += d->tot_more;
    if ( d->shared_info )
        lus_put_dom_info(w, revision_of(LUS_TYPE_DOM_INFO), 0, &info);
}

static void put_frames(struct lus_writer *w, const struct model_domain *d, uint32_t is_status)
{
    uint32_t nr = is_status ? d->table.nr_status_frames : d->table.nr_frames - d->frames_less, i;
    uint64_t mfn = d->xenheap[0].first + (is_status ? d->table.nr_frames : 0) + (d->place == d->xenheap[0].first);
    struct lus_grant_status_frames status = { 0 };
    struct lus_grant_frames frames = { 0 };

    if ( is_status )
        lus_begin_grant_status_frames(w, 1, 0, &status);
    else
        lus_begin_grant_frames(w, 1, 0, &frames);
    for ( i = 0; i < nr; i++ )
    {
        struct lus_grant_frame f = { .mfn = mfn + i, .gfn = ~0ull };

        lus_add_grant_frame(w, &f);
    }
    lus_end(w);
}

static void put_pirqs(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_pirqs pirqs = { .nr_pirqs = d->nr_pirqs ? d->nr_pirqs : 1024 };
    uint32_t i;

    lus_begin_pirqs(w, 1, 0, &pirqs);
    for ( i = 0; i < d->nr_pirq; i++ )
        lus_add_pirq(w, &d->pirqs[i]);
    lus_end(w);
}

/* Records that only a complete stream of the model has. */
static int put_complete(struct lus_writer *w, const struct model_domain *d, uint32_t type)
{
    struct lus_dom_limits limits = { .max_evtchn_port = d->max_port ? d->max_port : 0x7fffffff, .nr_pirqs = d->nr_pirqs ? d->nr_pirqs : 1024,
                                     .max_grant_frames = d->table.max_frames + d->limit_more, .max_maptrack_frames = 2 };
    struct lus_maptrack maptrack = { .nr_frames = 2 - d->handles_less + d->maptrack_more, .max_frames = 2 };
    struct lus_dom_create create = { .emulation_flags = d->emulation_flags, .cpupool = 0xffffffff };
    struct lus_dom_identity identity = { .roles = d->is_hardware ? LUS_DOM_ROLE_HARDWARE : 0 };
    struct lus_dom_state state = { .shutdown = (uint8_t)d->shutdown };
    struct lus_evtchn_table table = { .valid_ports = d->valid_ports ? d->valid_ports : 131072 };
    struct lus_pv_info pv = { .guest_width = LUS_GUEST_WIDTH_BITS64, .pt_levels = 4 };
    struct lus_shared_info_place place = { .mfn = d->place, .gfn = d->place_gfn ? d->place_gfn : ~0ull };

    switch ( type )
    {
    case LUS_TYPE_DOM_IDENTITY: lus_put_dom_identity(w, 1, 0, &identity); return 1;
    case LUS_TYPE_DOM_STATE: lus_put_dom_state(w, 1, 0, &state); return 1;
    case LUS_TYPE_DOM_CREATE: lus_put_dom_create(w, revision_of(type), 0, &create); return 1;
    case LUS_TYPE_DOM_LIMITS: lus_put_dom_limits(w, 1, 0, &limits); return 1;
    case LUS_TYPE_MAPTRACK: lus_put_maptrack(w, 1, 0, &maptrack); return 1;
    case LUS_TYPE_EVTCHN_TABLE: lus_put_evtchn_table(w, 1, 0, &table); return 1;
    case LUS_TYPE_SHARED_INFO_PLACE: lus_put_shared_info_place(w, 1, 0, &place); return 1;
    case LUS_TYPE_PV_INFO:
        if ( d->pt_levels )
            pv = (struct lus_pv_info){ .guest_width = LUS_GUEST_WIDTH_BITS32, .pt_levels = d->pt_levels == 3 ? 3 : 4 };
        if ( d->domain.kind == LUS_GUEST_KIND_PV )
            lus_put_pv_info(w, 1, 0, &pv);
        return 1;
    case LUS_TYPE_GRANT_FRAMES: put_frames(w, d, 0); return 1;
    case LUS_TYPE_GRANT_STATUS_FRAMES: if ( d->table.version == 2 ) put_frames(w, d, 1); return 1;
    case LUS_TYPE_PIRQS: put_pirqs(w, d); return 1;
    default: return 0;
    }
}

/* Records that the model has if it is told to. */
static int put_told(struct lus_writer *w, const struct model_domain *d, uint32_t type)
{
    struct lus_vm_event_ring ring = { .mfn = d->spans[0].first, .port = d->ring_port };
    struct lus_dom_source source = { .kind = LUS_SOURCE_KIND_IMAGE };
    struct lus_p2m_access access = { .default_access = LUS_P2M_ACCESS_RWX };
    struct lus_dom_target target = { .domid = (uint16_t)(d->target - 1) };
    struct lus_fifo_control control = { .mfn = d->control_mfn ? d->control_mfn : ~0ull, .tail = { 0, d->tail } };
    struct lus_dom_dying dying = { .stage = LUS_DYING_DEAD };
    struct lus_dom_iommu iommu = { .root = d->iommu_root };
    struct lus_altp2m altp2m = { .nr_views = 10 };
    uint32_t i;

    switch ( type )
    {
    case LUS_TYPE_DOM_SOURCE: if ( d->imported ) lus_put_dom_source(w, 1, 0, &source); return 1;
    case LUS_TYPE_DOM_IOMMU: if ( d->iommu_root ) lus_put_dom_iommu(w, 1, 0, &iommu); return 1;
    case LUS_TYPE_DOM_TARGET: if ( d->target ) lus_put_dom_target(w, 1, 0, &target); return 1;
    case LUS_TYPE_DOM_DYING: if ( d->is_dying ) lus_put_dom_dying(w, 1, 0, &dying); return 1;
    case LUS_TYPE_GRANTS_V1: if ( d->contents == 1 ) put_least(w, lus_record_type(type), 0); return 1;
    case LUS_TYPE_GRANTS_V2: if ( d->contents == 2 ) put_least(w, lus_record_type(type), 0); return 1;
    case LUS_TYPE_PAGE_TYPES: if ( d->nr_types ) PUT_TABLE(w, page_types, 0, d->types, d->nr_types, lus_add_page_type_span); return d->nr_types != 0;
    case LUS_TYPE_GRANTS_ACTIVE: if ( d->nr_active ) PUT_TABLE(w, grants_active, 0, d->active, d->nr_active, lus_add_grant_active); return 1;
    case LUS_TYPE_MAPTRACK_ENTRIES: if ( d->nr_mapped ) PUT_TABLE(w, maptrack_entries, 0, d->mapped, d->nr_mapped, lus_add_maptrack_entry); return 1;
    case LUS_TYPE_FIFO_CONTROLS: if ( d->tail || d->control_mfn ) PUT_TABLE(w, fifo_controls, 0, &control, 1, lus_add_fifo_control); return d->tail || d->control_mfn;
    case LUS_TYPE_IOREQ_SERVERS: if ( d->nr_servers ) PUT_TABLE(w, ioreq_servers, 0, d->servers, d->nr_servers, lus_add_ioreq_server); return 1;
    case LUS_TYPE_IOREQ_PORTS: if ( d->nr_ioreq_ports ) PUT_TABLE(w, ioreq_ports, 0, d->ioreq_ports, d->nr_ioreq_ports, lus_add_ioreq_port); return 1;
    case LUS_TYPE_IOREQ_RANGES: if ( d->nr_ranges ) PUT_TABLE(w, ioreq_ranges, d->ranges_of, d->ranges, d->nr_ranges, lus_add_ioreq_range); return 1;
    case LUS_TYPE_P2M_FOREIGN: if ( d->nr_foreign ) PUT_TABLE(w, p2m_foreign, 0, d->foreign, d->nr_foreign, lus_add_foreign_span); return 1;
    case LUS_TYPE_VM_EVENT_RING: if ( d->ring_port ) lus_put_vm_event_ring(w, 1, 1, &ring); return 1;
    case LUS_TYPE_ALTP2M: if ( d->has_altp2m ) lus_put_altp2m(w, 1, 0, &altp2m); return 1;
    case LUS_TYPE_ALTP2M_VIEWS: if ( d->has_altp2m ) put_least(w, lus_record_type(type), 0); return 1;
    case LUS_TYPE_P2M_ACCESS:
        lus_begin_p2m_access(w, 1, 0, &access);
        for ( i = 0; i < d->nr_access; i++ )
            lus_add_access_span(w, &d->access[i]);
        lus_end(w);
        return 1;
    default:
        return 0;
    }
}

static void put_vcpu_type(struct lus_writer *w, const struct model_domain *d, const struct lus_record_type *t, uint32_t v, int partial)
{
    struct lus_hvm_altp2m_vcpu altp2m = { .view = (uint16_t)d->view, .ve = d->ve_gfn != 0, .ve_gfn = d->ve_gfn };
    struct lus_vcpu_hold hold = { .state = d->hold | (d->initialised >> v & 1 ? LUS_VCPU_HOLD_INITIALISED : 0) };
    uint32_t regs = d->domain.kind == LUS_GUEST_KIND_PV ? LUS_TYPE_PV_VCPU : LUS_TYPE_HVM_CPU;
    struct lus_vcpu vcpu = { 0 };

    if ( t->type == LUS_TYPE_VCPU )
    {
        if ( !(d->no_vcpu >> v & 1) )
            lus_put_vcpu(w, 1, v, &vcpu);
        return;
    }
    if ( t->type == LUS_TYPE_VCPU_AREAS && v == 0 && d->has_areas )
        lus_put_vcpu_areas(w, 1, 0, &d->areas);
    else if ( partial || v >= d->domain.max_vcpus || (d->no_vcpu >> v & 1) )
        return;
    else if ( t->type == LUS_TYPE_VCPU_TIMERS )
        lus_put_vcpu_timers(w, 1, v, &d->timers);
    else if ( t->type == LUS_TYPE_VCPU_HOLD )
        lus_put_vcpu_hold(w, 1, v, &hold);
    else if ( t->type == LUS_TYPE_HVM_ALTP2M_VCPU && d->has_altp2m )
        lus_put_hvm_altp2m_vcpu(w, revision_of(t->type), v, &altp2m);
    else if ( is_wanted(d, t) || (t->type == regs && (d->initialised & ~d->no_regs) >> v & 1) )
        put_least(w, t, v);
}

static void put_domain_type(struct lus_writer *w, const struct model_domain *d, const struct lus_record_type *t, int partial)
{
    struct lus_evtchn_abi abi = { .abi = d->abi };

    switch ( t->type )
    {
    case LUS_TYPE_DOMAIN: lus_put_domain(w, 1, 0, &d->domain); return;
    case LUS_TYPE_DOM_INFO: put_info(w, d); return;
    case LUS_TYPE_GRANT_TABLE: lus_put_grant_table(w, 1, 0, &d->table); return;
    case LUS_TYPE_EVTCHN_ABI: if ( d->has_abi ) lus_put_evtchn_abi(w, 1, 0, &abi); return;
    case LUS_TYPE_EVTCHNS: put_ports(w, d); return;
    case LUS_TYPE_P2M: if ( d->nr_extents ) put_p2m(w, d); return;
    default: break;
    }
    if ( !(t->type == LUS_TYPE_P2M_ACCESS && (partial || d->domain.kind == LUS_GUEST_KIND_PV)) && put_told(w, d, t->type) )
        return;
    if ( partial || put_complete(w, d, t->type) )
        return;
    if ( !is_wanted(d, t) )
    {
        if ( t->type == d->more_type )
            put_least(w, t, 0);
        return;
    }
    put_least(w, t, 0);
    if ( t->presence == LUS_PRESENCE_EACH_PIC )
        put_least(w, t, 1);
}

/* What is written for: which segment of which host. */
struct model_part
{
    const struct model_host *host;
    const struct model_domain *d;
    uint32_t kind;
};

static int by_order(const void *a, const void *b)
{
    const struct lus_record_type *x = *(const struct lus_record_type *const *)a, *y = *(const struct lus_record_type *const *)b;

    if ( x->pass != y->pass )
        return x->pass < y->pass ? -1 : 1;
    return x->type < y->type ? -1 : 1;
}

/* All types in the order of a segment. */
static void fill_part(struct lus_writer *w, const void *arg)
{
    const struct lus_record_type *types, *sorted[LUS_TYPES_MAX];
    const struct model_part *part = arg;
    const struct model_domain *d = part->d;
    uint32_t nr, i, v;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
        sorted[i] = &types[i];
    qsort(sorted, nr, sizeof(*sorted), by_order);
    for ( i = 0; i < nr; i++ )
    {
        const struct lus_record_type *t = sorted[i];

        if ( part->kind == LUS_SEGMENT_SYSTEM && t->scope == LUS_SCOPE_SYSTEM )
            put_system(w, part->host, t);
        if ( part->kind == LUS_SEGMENT_MEMORY && t->scope == LUS_SCOPE_MEMORY )
            put_memory(w, part->host, t);
        if ( !d )
            continue;
        if ( t->scope == LUS_SCOPE_DOMAIN && t->type != d->lacks )
            put_domain_type(w, d, t, part->host->partial);
        for ( v = 0; t->scope == LUS_SCOPE_VCPU && v < d->domain.max_vcpus + d->more_vcpus; v++ )
            if ( t->type != d->lacks || (d->lacks_of && d->lacks_of != v + 1) )
                put_vcpu_type(w, d, t, v, part->host->partial);
    }
}

struct bytes model_host_stream(const struct model_host *host)
{
    struct model_part parts[2 + MODEL_DOMAINS];
    struct spec specs[2 + MODEL_DOMAINS];
    uint32_t n = 0, i;

    parts[n] = (struct model_part){ host, NULL, LUS_SEGMENT_SYSTEM };
    n++;
    if ( !host->without_memory )
        parts[n++] = (struct model_part){ host, NULL, LUS_SEGMENT_MEMORY };
    for ( i = 0; i < host->nr; i++ )
        parts[n++] = (struct model_part){ host, &host->d[i], LUS_SEGMENT_DOMAIN };
    for ( i = 0; i < n; i++ )
        specs[i] = (struct spec){ parts[i].kind, parts[i].d ? parts[i].d->domid : 0, fill_part, &parts[i] };
    return make_stream(specs, n, host->partial);
}

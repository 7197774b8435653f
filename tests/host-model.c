/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The small host of host-model.h, and making a stream of it. */
#include "host-model.h"

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
          .nr_ports = 5, .shared_info = 0x501, .table = { .version = 1, .nr_frames = 1, .max_frames = 4 },
          .mapped = { { .handle = 1, .domid = 1, .gref = 8, .flags = 2 }, { .handle = 2, .domid = 7, .gref = 600, .flags = 2, .vcpu = 1 },
                      { .handle = 500, .domid = 7, .gref = 600, .flags = 5 } }, .nr_mapped = 3 },
        { .domid = 1, .domain = { .kind = LUS_GUEST_KIND_PV, .max_vcpus = 1 },
          .spans = { { 0x2000, 0x40 }, { 0x2800, 0x40 } }, .nr_spans = 2, .xenheap = { { 0x502, 1 } }, .nr_xenheap = 1,
          .max_gfn = 0x7f, .extents = { { 0, 0x2800, 0x40, LUS_P2M_TYPE_RAM_RW }, { 0x40, 0x2000, 0x40, LUS_P2M_TYPE_RAM_RW } },
          .nr_extents = 2, .types = { { 0x3f, LUS_PFINFO_L1TAB, 2 } }, .nr_types = 1, .has_abi = 1,
          .ports = { { .port = 2, .state = LUS_EVTCHN_STATE_UNBOUND, .known = 15, .remote_domid = 0 },
                     { .port = 3, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0, .remote_port = 1 },
                     { .port = 4, .state = LUS_EVTCHN_STATE_IPI, .known = 15, .notify_vcpu = 0 },
                     { .port = 5, .state = LUS_EVTCHN_STATE_VIRQ, .known = 15, .virq = 0, .notify_vcpu = 0 } },
          .nr_ports = 4, .shared_info = 0x502, .table = { .version = 2, .nr_frames = 1, .max_frames = 1 },
          .active = { { .gref = 8, .domid = 0, .pin = 0x000001, .mfn = 0x2005, .trans_domid = 0x7ff4 },
                      { .gref = 255, .domid = 7, .pin = 0x010100, .mfn = 0x2800, .trans_domid = 0x7ff4 } },
          .nr_active = 2 },
        { .domid = 7, .domain = { .kind = LUS_GUEST_KIND_HVM, .max_vcpus = 1 },
          .spans = { { 0x4000, 0x200 } }, .nr_spans = 1, .max_gfn = 0xfffff,
          .extents = { { 0, 0x4000, 0x200, LUS_P2M_TYPE_RAM_RW }, { 0xf0000, 0xf0000, 4, LUS_P2M_TYPE_MMIO_DIRECT } }, .nr_extents = 2,
          .has_abi = 1, .ports = { { .port = 1, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0, .remote_port = 2 },
                                  { .port = 2, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 0x7ff0, .remote_port = 3 },
                                  { .port = 3, .state = LUS_EVTCHN_STATE_INTERDOMAIN, .known = 15, .remote_domid = 7, .remote_port = 2 } },
          .nr_ports = 3, .shared_info = ~0ull, .table = { .version = 1, .nr_frames = 2, .max_frames = 4 },
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

static void fill_memory(struct lus_writer *w, const void *arg)
{
    const struct model_host *host = arg;
    uint32_t i;

    for ( i = 0; i < host->nr; i++ )
        put_owned(w, LUS_PAGE_ROLE_NORMAL, host->d[i].domid, host->d[i].spans, host->d[i].nr_spans);
    for ( i = 0; i < host->nr; i++ )
        put_owned(w, LUS_PAGE_ROLE_XENHEAP, host->d[i].domid, host->d[i].xenheap, host->d[i].nr_xenheap);
}

static void put_memory(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_map_writer *map;
    struct lus_p2m p2m = { .max_gfn = d->max_gfn };
    uint32_t i;

    if ( !d->nr_extents )
        return;
    map = malloc(sizeof(*map));
    assert_non_null(map);
    lus_begin_p2m(w, 1, 0, &p2m);
    lus_map_begin(map, w);
    for ( i = 0; i < d->nr_extents; i++ )
        lus_map_add(map, d->extents[i].gfn, d->extents[i].mfn, d->extents[i].count, d->extents[i].attribute);
    lus_map_end(map);
    lus_end(w);
    free(map);
}

static void put_tables(struct lus_writer *w, const struct model_domain *d)
{
    struct lus_evtchn_abi abi = { .abi = d->abi };
    struct lus_page_types types = { 0 };
    struct lus_evtchns ports = { 0 };
    struct lus_grants_active active = { 0 };
    uint32_t i;

    lus_put_grant_table(w, 1, 0, &d->table);
    if ( d->contents == 1 )
    {
        struct lus_grants_v1 v1 = { .frames = 1 };

        lus_begin_grants_v1(w, 1, 0, &v1);
        lus_end(w);
    }
    if ( d->contents == 2 )
    {
        struct lus_grants_v2 v2 = { .frames = 1 };

        lus_begin_grants_v2(w, 1, 0, &v2);
        lus_end(w);
    }
    if ( d->has_areas )
        lus_put_vcpu_areas(w, 1, 0, &d->areas);
    if ( d->nr_types )
    {
        lus_begin_page_types(w, 1, 0, &types);
        for ( i = 0; i < d->nr_types; i++ )
            lus_add_page_type_span(w, &d->types[i]);
        lus_end(w);
    }
    if ( d->has_abi )
        lus_put_evtchn_abi(w, 1, 0, &abi);
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
    if ( d->nr_active )
    {
        lus_begin_grants_active(w, 1, 0, &active);
        for ( i = 0; i < d->nr_active; i++ )
            lus_add_grant_active(w, &d->active[i]);
        lus_end(w);
    }
    if ( d->nr_mapped )
    {
        struct lus_maptrack_entries mapped = { 0 };

        lus_begin_maptrack_entries(w, 1, 0, &mapped);
        for ( i = 0; i < d->nr_mapped; i++ )
            lus_add_maptrack_entry(w, &d->mapped[i]);
        lus_end(w);
    }
}

static void fill_model_domain(struct lus_writer *w, const void *arg)
{
    const struct model_domain *d = arg;
    struct lus_vcpu vcpu = { 0 };
    uint32_t i;

    lus_put_domain(w, 1, 0, &d->domain);
    if ( d->imported )
    {
        struct lus_dom_source source = { .kind = LUS_SOURCE_KIND_IMAGE };

        lus_put_dom_source(w, 1, 0, &source);
    }
    if ( d->shared_info )
    {
        struct lus_dom_info info = { .shared_info_frame = d->shared_info, .cpupool = 0xffffffff };

        for ( i = 0; i < d->nr_spans; i++ )
            info.tot_pages += d->spans[i].count;
        info.tot_pages += d->tot_more;
        lus_put_dom_info(w, 3, 0, &info);
    }
    put_memory(w, d);
    for ( i = 0; i < d->domain.max_vcpus + d->more_vcpus; i++ )
        if ( !(d->no_vcpu >> i & 1) )
            lus_put_vcpu(w, 1, i, &vcpu);
    put_tables(w, d);
}

struct bytes model_host_stream(const struct model_host *host)
{
    struct spec specs[2 + MODEL_DOMAINS];
    uint32_t n = 0, i;

    specs[n++] = (struct spec){ LUS_SEGMENT_SYSTEM, 0, fill_time, NULL };
    if ( !host->without_memory )
        specs[n++] = (struct spec){ LUS_SEGMENT_MEMORY, 0, fill_memory, host };
    for ( i = 0; i < host->nr; i++ )
        specs[n++] = (struct spec){ LUS_SEGMENT_DOMAIN, host->d[i].domid, fill_model_domain, &host->d[i] };
    return make_stream(specs, n, host->partial);
}

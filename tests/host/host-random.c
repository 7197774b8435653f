/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Valid hosts out of a seed: domains, frames, ports, grants. The records that nothing but their references ties: host-fill.c. */
#include "host-random.h"
#include "host-fill.h"

struct host_record *host_find(struct host_segment *seg, uint32_t type, uint32_t instance)
{
    uint32_t i;

    for ( i = 0; i < seg->nr; i++ )
        if ( seg->records[i].info->type == type && seg->records[i].instance == instance )
            return &seg->records[i];
    return NULL;
}

struct host_domain *host_domain_of(const struct host *h, uint32_t domid)
{
    uint32_t i;

    for ( i = 0; i < h->nr; i++ )
        if ( h->domains[i].domid == domid )
            return &h->domains[i];
    return NULL;
}

const struct host_span *host_owner(const struct host *h, uint64_t mfn)
{
    uint32_t lo = 0, hi = h->nr_spans;

    while ( lo < hi )
    {
        uint32_t mid = (lo + hi) / 2;

        if ( h->spans[mid].first + h->spans[mid].count <= mfn )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < h->nr_spans && h->spans[lo].first <= mfn ? &h->spans[lo] : NULL;
}

static void *more(void *p, uint32_t nr, size_t size)
{
    p = realloc(p, (nr + 1) * size);
    assert_non_null(p);
    return p;
}

static uint32_t fixed_size(const struct lus_record_type *t)
{
    return t->fixed[t->revisions - 1];
}

static uint32_t tail_size(const struct lus_record_type *t)
{
    return t->entry ? t->entry->size : 1;
}

/* Keeps the order of the stream: pass, type, instance. */
static int goes_before(const struct lus_record_type *t, uint32_t instance, const struct host_record *r)
{
    if ( t->pass != r->info->pass )
        return t->pass < r->info->pass;
    return t->type != r->info->type ? t->type < r->info->type : instance < r->instance;
}

struct host_record *host_add(struct host_segment *seg, uint32_t type, uint32_t instance, uint32_t nr)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct host_record *r;
    uint32_t i;

    seg->records = more(seg->records, seg->nr, sizeof(*r));
    for ( i = seg->nr++; i && goes_before(t, instance, &seg->records[i - 1]); i-- )
        seg->records[i] = seg->records[i - 1];
    r = &seg->records[i];
    *r = (struct host_record){ .info = t, .instance = instance, .nr = nr };
    r->fixed = calloc(1, fixed_size(t) + 1);
    if ( t->tail == LUS_TAIL_MAP )
        r->extents = calloc(nr + 1, sizeof(*r->extents));
    else
        r->entries = calloc(nr + 1, tail_size(t));
    assert_true(r->fixed && (r->extents || r->entries));
    return r;
}

void host_remove(struct host_segment *seg, uint32_t i)
{
    free(seg->records[i].fixed);
    free(seg->records[i].entries);
    free(seg->records[i].extents);
    memmove(&seg->records[i], &seg->records[i + 1], (--seg->nr - i) * sizeof(*seg->records));
}

static int by_domid(const void *a, const void *b)
{
    const struct host_domain *x = a, *y = b;

    return x->domid < y->domid ? -1 : x->domid > y->domid;
}

/* Any numbers; often neighbours. */
static void make_domains(struct host *h, uint32_t nr)
{
    static const uint32_t kinds[] = { LUS_GUEST_KIND_PV, LUS_GUEST_KIND_HVM };

    h->domains = calloc(nr, sizeof(*h->domains));
    assert_non_null(h->domains);
    while ( h->nr < nr )
    {
        struct host_domain *d = &h->domains[h->nr];
        uint32_t domid = (uint32_t)(below(4) ? below(4 * nr + 1) : below(0x7ff0));

        if ( host_domain_of(h, domid) )
            continue;
        h->nr++;
        *d = (struct host_domain){ .domid = domid, .kind = kinds[below(2)], .max_vcpus = (uint32_t)(1 + below(h->sparse ? 2 : 4)) };
        d->abi = (uint32_t)below(2);
        d->version = (uint32_t)below(3);
        d->nr_grefs = (uint32_t)(1 + below(3)) * (d->version == 2 ? 256 : 512);
        d->nr_status = d->version == 2;
        d->is_dying = below(8) == 0;
        d->nr_pirqs = 16 + 12 + (uint32_t)below(1000);
        d->seg = (struct host_segment){ .kind = LUS_SEGMENT_DOMAIN, .domid = domid };
    }
    qsort(h->domains, nr, sizeof(*h->domains), by_domid);
    if ( below(4) )
        h->domains[below(nr)].is_hardware = 1;
}

/* In any order in the span. */
static void place_frames(struct host_domain *d, uint64_t first, uint64_t count)
{
    uint64_t at = below(count);
    uint32_t i;

    d->place = first + at;
    for ( i = 0; i < 4; i++ )
        d->frames[i] = first + (at + 1 + i) % count;
}

/* Frames from low to high, each run to somebody: the first two runs of each domain are those that it must have. */
static void make_spans(struct host *h)
{
    uint32_t nr = h->nr * (h->sparse ? 3 : 6), *order = calloc(nr, sizeof(*order)), i;
    uint64_t mfn = 0x100 + below(0x1000);

    h->spans = calloc(nr, sizeof(*h->spans));
    assert_true(order && h->spans);
    for ( i = 0; i < nr; i++ )
        order[i] = i;
    for ( i = nr; i > 1; i-- )
    {
        uint32_t k = (uint32_t)below(i), was = order[k];

        order[k] = order[i - 1];
        order[i - 1] = was;
    }
    for ( i = 0; i < nr; i++ )
    {
        struct host_span *s = &h->spans[h->nr_spans++];

        s->domain = order[i] % h->nr;
        s->role = order[i] < h->nr ? LUS_PAGE_ROLE_NORMAL : order[i] < 2 * h->nr ? LUS_PAGE_ROLE_XENHEAP : (uint32_t)below(3);
        s->count = 1 + below(s->role == LUS_PAGE_ROLE_NORMAL ? 0x80 : 3);
        if ( s->role == LUS_PAGE_ROLE_NORMAL && s->count < 2 )
            s->count = 2;
        if ( below(3) == 0 || (i && s[-1].domain == s->domain && s[-1].role == s->role) )
            mfn += 1 + below(below(8) ? 64 : 0x100000);
        /* The first of each has its shared_info and the frames of its grant table. */
        if ( order[i] >= h->nr && order[i] < 2 * h->nr )
        {
            s->count += 4;
            place_frames(&h->domains[s->domain], mfn, s->count);
        }
        s->first = mfn;
        mfn += s->count;
    }
    assert_true(mfn < HOST_TOP_MFN);
    free(order);
}

void host_own(struct host *h)
{
    uint32_t i, role, d;

    for ( i = h->memory.nr; i--; )
        if ( h->memory.records[i].info->type == LUS_TYPE_MEM_OWNED )
            host_remove(&h->memory, i);
    for ( role = 0; role < 3; role++ )
        for ( d = 0; d < h->nr; d++ )
        {
            struct lus_mem_owned owned = { .domid = (uint16_t)h->domains[d].domid, .role = (uint16_t)role };
            struct host_record *r;
            uint32_t nr = 0;

            for ( i = 0; i < h->nr_spans; i++ )
                nr += h->spans[i].domain == d && h->spans[i].role == role;
            if ( !nr )
                continue;
            r = host_add(&h->memory, LUS_TYPE_MEM_OWNED, role << 16 | owned.domid, nr);
            assert_int_equal(lus_encode_mem_owned(r->fixed, 1, &owned), 0);
            for ( i = 0, nr = 0; i < h->nr_spans; i++ )
                if ( h->spans[i].domain == d && h->spans[i].role == role )
                {
                    struct lus_frame_span span = { .first = h->spans[i].first, .count = (uint32_t)h->spans[i].count };

                    assert_int_equal(lus_encode_frame_span(r->entries + nr++ * r->info->entry->size, &span), 0);
                }
        }
}

/* A port that the domain has not yet; 0 if none was met. */
static uint32_t free_port(const struct host_domain *d)
{
    uint32_t limit = d->abi == LUS_EVTCHN_ABI_FIFO ? 131072 : 4096, tries, i;

    for ( tries = 0; tries < 100; tries++ )
    {
        uint32_t port = tries == 0 && below(8) == 0 ? limit - 1 : 1 + (uint32_t)below(below(4) ? d->nr_ports + 8 : limit - 1);

        for ( i = 0; i < d->nr_ports && d->ports[i].port != port; i++ )
            ;
        if ( i == d->nr_ports )
            return port;
    }
    return 0;
}

static struct lus_evtchn *add_port(struct host_domain *d, uint32_t port, uint32_t state)
{
    struct lus_evtchn *e;

    d->ports = more(d->ports, d->nr_ports, sizeof(*d->ports));
    e = &d->ports[d->nr_ports++];
    *e = (struct lus_evtchn){ .port = port, .state = (uint8_t)state, .known = 15, .priority = (uint8_t)below(16),
                              .notify_vcpu = (uint32_t)below(d->max_vcpus), .pending = (uint8_t)below(2), .masked = (uint8_t)below(2) };
    return e;
}

/* As the peer is named: a domain may say DOMID_SELF of itself. */
static uint16_t say(const struct host_domain *d, const struct host_domain *peer)
{
    return d == peer && below(2) ? 0x7ff0 : (uint16_t)peer->domid;
}

/* Connected ports between any two domains, or within one; the ends may have any numbers. */
static void make_pairs(struct host *h)
{
    uint32_t i, nr = 2 + (uint32_t)below(4 * h->nr);

    for ( i = 0; i < nr; i++ )
    {
        struct host_domain *a = &h->domains[below(h->nr)], *b = below(6) ? &h->domains[below(h->nr)] : a;
        uint32_t pa = free_port(a), pb;
        struct lus_evtchn *e;

        if ( !pa )
            continue;
        e = add_port(a, pa, LUS_EVTCHN_STATE_INTERDOMAIN);
        pb = free_port(b);
        if ( !pb )
        {
            a->nr_ports--;
            continue;
        }
        e->remote_domid = say(a, b);
        e->remote_port = pb;
        e = add_port(b, pb, LUS_EVTCHN_STATE_INTERDOMAIN);
        e->remote_domid = say(b, a);
        e->remote_port = pa;
    }
}

/* One end of a connection goes to Xen; the other is the peer's, or not there yet. Return: its port, 0 if none was free. */
static uint32_t xen_port(struct host_domain *d, struct host_domain *peer, uint32_t vcpu, uint32_t role)
{
    uint32_t port = free_port(d), remote;
    struct lus_evtchn *e;

    if ( !port )
        return 0;
    e = add_port(d, port, LUS_EVTCHN_STATE_UNBOUND);
    e->xen_consumer = (uint8_t)role;
    e->notify_vcpu = vcpu;
    e->remote_domid = say(d, peer);
    if ( below(2) || !(remote = free_port(peer)) )
        return port;
    e->state = LUS_EVTCHN_STATE_INTERDOMAIN;
    e->remote_port = remote;
    e = add_port(peer, remote, LUS_EVTCHN_STATE_INTERDOMAIN);
    e->remote_domid = say(peer, d);
    e->remote_port = port;
    return port;
}

/* Ioreq servers and a monitor, each in any domain. */
static void make_users(struct host *h, struct host_domain *d)
{
    uint32_t i, v, nr = d->kind == LUS_GUEST_KIND_HVM ? (uint32_t)below(h->sparse ? 2 : 3) : 0;

    for ( i = 0; i < nr; i++ )
    {
        d->emulators[i] = (uint32_t)below(h->nr);
        d->buffered[i] = below(2) ? xen_port(d, &h->domains[d->emulators[i]], 0, LUS_EVTCHN_CONSUMER_BUFIOREQ) : 0;
        for ( v = 0; v < d->max_vcpus; v++ )
        {
            d->vcpu_ports[i][v] = xen_port(d, &h->domains[d->emulators[i]], v, LUS_EVTCHN_CONSUMER_IOREQ);
            assert_int_not_equal(d->vcpu_ports[i][v], 0);
        }
        d->nr_servers++;
    }
    if ( below(3) == 0 )
        d->agent_port = xen_port(d, &h->domains[below(h->nr)], 0, LUS_EVTCHN_CONSUMER_MONITOR);
}

/* virq_is_global (xen/common/event_channel.c): those of a vcpu may be bound once on each, the others once. */
static int is_virq_free(const struct host_domain *d, uint32_t virq, uint32_t vcpu)
{
    int of_vcpu = virq == 0 || virq == 1 || virq == 7 || virq == 13;
    uint32_t i;

    for ( i = 0; i < d->nr_ports; i++ )
        if ( d->ports[i].state == LUS_EVTCHN_STATE_VIRQ && d->ports[i].virq == virq && (!of_vcpu || d->ports[i].notify_vcpu == vcpu) )
            return 0;
    return 1;
}

static int by_port(const void *a, const void *b)
{
    const struct lus_evtchn *x = a, *y = b;

    return x->port < y->port ? -1 : x->port > y->port;
}

static void make_ports(struct host *h, struct host_domain *d)
{
    static const uint32_t states[] = { LUS_EVTCHN_STATE_RESERVED, LUS_EVTCHN_STATE_UNBOUND, LUS_EVTCHN_STATE_PIRQ,
                                       LUS_EVTCHN_STATE_VIRQ, LUS_EVTCHN_STATE_IPI };
    uint32_t i, nr = (uint32_t)below(h->sparse ? 3 : 12), pirq = 16;

    for ( i = 0; i < nr; i++ )
    {
        uint32_t state = states[below(NR_OF(states))], port = free_port(d), virq = (uint32_t)below(24);
        struct lus_evtchn *e;

        if ( !port )
            continue;
        if ( state == LUS_EVTCHN_STATE_VIRQ && !is_virq_free(d, virq, 0) )
            state = LUS_EVTCHN_STATE_IPI;
        e = add_port(d, port, state);
        if ( state == LUS_EVTCHN_STATE_UNBOUND )
            e->remote_domid = below(3) ? say(d, &h->domains[below(h->nr)]) : (uint16_t)below(0x7ff0);
        if ( state == LUS_EVTCHN_STATE_PIRQ )
            e->pirq = pirq++;
        if ( state == LUS_EVTCHN_STATE_VIRQ )
        {
            e->virq = virq;
            e->notify_vcpu = 0;
        }
    }
    /* The timer of each vcpu. */
    for ( i = 0; i < d->max_vcpus; i++ )
        if ( is_virq_free(d, 0, i) && below(2) && (nr = free_port(d)) != 0 )
            add_port(d, nr, LUS_EVTCHN_STATE_VIRQ)->notify_vcpu = i;
}

/* A frame of a domain, in a role: -1 for any. */
uint64_t host_frame(const struct host *h, const struct host_domain *d, int role)
{
    uint32_t start = (uint32_t)below(h->nr_spans), i;

    for ( i = 0; i < h->nr_spans; i++ )
    {
        const struct host_span *s = &h->spans[(start + i) % h->nr_spans];

        if ( &h->domains[s->domain] == d && (role < 0 || s->role == (uint32_t)role) )
            return s->first + below(s->count);
    }
    fail();
    return 0;
}

/* Of its first run, which has two at least. */
static uint64_t first_frame(const struct host *h, const struct host_domain *d)
{
    uint32_t i;

    for ( i = 0; &h->domains[h->spans[i].domain] != d || h->spans[i].role != LUS_PAGE_ROLE_NORMAL; i++ )
        ;
    return h->spans[i].first;
}

static void make_grants(struct host *h, struct host_domain *d)
{
    uint32_t nr = (uint32_t)below(h->sparse ? 3 : 8), gref = (uint32_t)below(8), i;

    d->active = calloc(nr + 1, sizeof(*d->active));
    assert_non_null(d->active);
    for ( i = 0; i < nr && gref < d->nr_grefs; i++ )
    {
        struct lus_grant_active *a = &d->active[d->nr_active++];

        *a = (struct lus_grant_active){ .gref = gref, .domid = (uint16_t)h->domains[below(h->nr)].domid,
                                        .pin = 1u << (8 * below(4)), .trans_domid = 0x7ff4, .mfn = host_frame(h, d, LUS_PAGE_ROLE_NORMAL) };
        /* A page must be left that can be a page table. */
        if ( a->mfn == first_frame(h, d) )
            a->mfn++;
        gref = below(4) ? gref + 1 + (uint32_t)below(d->nr_grefs / 8) : d->nr_grefs - 1 > gref ? d->nr_grefs - 1 : d->nr_grefs;
    }
}

static void add_extent(struct host_domain *d, uint64_t *gfn, uint64_t mfn, uint64_t count, uint32_t type)
{
    d->p2m = more(d->p2m, d->nr_p2m, sizeof(*d->p2m));
    d->p2m[d->nr_p2m++] = (struct lus_extent){ .gfn = *gfn, .mfn = mfn, .count = (uint32_t)count, .attribute = type };
    *gfn += count;
}

/* p2m_add_foreign (xen/arch/x86/mm/p2m.c): frames of another domain, some side by side. */
static void add_foreign(struct host *h, struct host_domain *d, uint64_t *gfn)
{
    const struct host_span *s = &h->spans[below(h->nr_spans)];

    if ( below(2) || &h->domains[s->domain] == d )
        return;
    add_extent(d, gfn, s->first, s->count, LUS_P2M_TYPE_MAP_FOREIGN);
    if ( below(2) )
        ++*gfn;
}

/* XENMAPSPACE_shared_info, XENMAPSPACE_grant_table: where an HVM guest has them, if anywhere. */
static void add_placed(struct host_domain *d, uint64_t *gfn)
{
    uint32_t i, nr = d->nr_grefs / (d->version == 2 ? 256 : 512) + d->nr_status, start = (uint32_t)below(nr);

    d->place_gfn = ~0ull;
    for ( i = 0; i < nr; i++ )
        d->frame_gfns[i] = ~0ull;
    if ( d->kind != LUS_GUEST_KIND_HVM )
        return;
    for ( i = 0; i < nr; i++ )
        if ( below(2) )
        {
            uint32_t k = (start + i) % nr;

            d->frame_gfns[k] = *gfn;
            add_extent(d, gfn, d->frames[k], 1, LUS_P2M_TYPE_RAM_RW);
            *gfn += 1 + below(3);
        }
    if ( below(2) )
        return;
    d->place_gfn = *gfn;
    add_extent(d, gfn, d->place, 1, LUS_P2M_TYPE_RAM_RW);
    ++*gfn;
}

/* All of its normal memory, in frame order or not, with holes; of HVM domains also devices, and what others granted them. */
static void make_p2m(struct host *h, struct host_domain *d)
{
    uint32_t start = (uint32_t)below(h->nr_spans), i, k;
    uint64_t gfn = below(0x100);

    for ( i = 0; i < h->nr_spans; i++ )
    {
        const struct host_span *s = &h->spans[(start + i) % h->nr_spans];

        if ( &h->domains[s->domain] != d || s->role != LUS_PAGE_ROLE_NORMAL )
            continue;
        add_extent(d, &gfn, s->first, s->count, d->kind == LUS_GUEST_KIND_HVM && below(8) == 0 ? LUS_P2M_TYPE_RAM_RO : LUS_P2M_TYPE_RAM_RW);
        gfn += 1 + below(below(2) ? 2 : 0x1000);
    }
    for ( i = 0; d->kind == LUS_GUEST_KIND_HVM && i < h->nr && !h->sparse; i++ )
        for ( k = 0; k < h->domains[i].nr_active; k++ )
            /* create_grant_p2m_mapping: of mappings by the CPU. */
            if ( h->domains[i].active[k].domid == d->domid && h->domains[i].active[k].pin & 0xffff && below(2) )
            {
                add_extent(d, &gfn, h->domains[i].active[k].mfn, 1,
                           h->domains[i].active[k].pin & 0xff ? LUS_P2M_TYPE_GRANT_MAP_RW : LUS_P2M_TYPE_GRANT_MAP_RO);
                gfn++;
            }
    if ( d->kind == LUS_GUEST_KIND_HVM )
        add_foreign(h, d, &gfn);
    add_placed(d, &gfn);
    if ( d->kind == LUS_GUEST_KIND_HVM && below(2) )
        add_extent(d, &gfn, HOST_TOP_MFN + below(16), 1 + below(16), LUS_P2M_TYPE_MMIO_DIRECT);
    d->max_gfn = gfn - 1 + (below(2) ? 0 : below(0x10000));
}

void host_random(struct host *h, uint64_t seed, uint32_t domains)
{
    uint32_t i;

    rnd_seed(seed);
    memset(h, 0, sizeof(*h));
    h->sparse = domains > 24;
    h->system.kind = LUS_SEGMENT_SYSTEM;
    h->memory.kind = LUS_SEGMENT_MEMORY;
    make_domains(h, domains);
    make_spans(h);
    make_pairs(h);
    for ( i = 0; i < h->nr; i++ )
        make_users(h, &h->domains[i]);
    for ( i = 0; i < h->nr; i++ )
    {
        make_ports(h, &h->domains[i]);
        if ( h->domains[i].nr_ports )
            qsort(h->domains[i].ports, h->domains[i].nr_ports, sizeof(struct lus_evtchn), by_port);
        make_grants(h, &h->domains[i]);
    }
    for ( i = 0; i < h->nr; i++ )
        make_p2m(h, &h->domains[i]);
    host_own(h);
    host_fill(h);
}

static void free_segment(struct host_segment *seg)
{
    while ( seg->nr )
        host_remove(seg, seg->nr - 1);
    free(seg->records);
}

void host_free(struct host *h)
{
    uint32_t i;

    for ( i = 0; i < h->nr; i++ )
    {
        free_segment(&h->domains[i].seg);
        free(h->domains[i].ports);
        free(h->domains[i].active);
        free(h->domains[i].p2m);
    }
    free_segment(&h->system);
    free_segment(&h->memory);
    free(h->domains);
    free(h->spans);
}

static void put_record(struct lus_writer *w, const struct host_record *r, struct lus_map_writer *map)
{
    const struct lus_record_type *t = r->info;
    uint32_t i;

    lus_begin(w, t->type, t->revisions, r->instance, r->fixed, fixed_size(t));
    if ( t->tail == LUS_TAIL_MAP )
    {
        lus_map_begin(map, w);
        for ( i = 0; i < r->nr; i++ )
            lus_map_add(map, r->extents[i].gfn, r->extents[i].mfn, r->extents[i].count, r->extents[i].attribute);
        lus_map_end(map);
    }
    else if ( t->entry )
        for ( i = 0; i < r->nr; i++ )
            lus_add_entry(w, r->entries + i * t->entry->size, t->entry->size);
    else if ( r->nr )
        lus_add_blob(w, r->entries, r->nr);
    lus_end(w);
}

static void fill_segment(struct lus_writer *w, const void *arg)
{
    struct lus_map_writer *map = malloc(sizeof(*map));
    const struct host_segment *seg = arg;
    uint32_t i;

    assert_non_null(map);
    for ( i = 0; i < seg->nr; i++ )
        put_record(w, &seg->records[i], map);
    free(map);
}

struct bytes host_stream(const struct host *h)
{
    struct spec *specs = calloc(h->nr + 2, sizeof(*specs));
    struct bytes b;
    uint32_t i, n = 0;

    assert_non_null(specs);
    if ( !h->partial )
    {
        specs[n++] = (struct spec){ LUS_SEGMENT_SYSTEM, 0, fill_segment, &h->system };
        specs[n++] = (struct spec){ LUS_SEGMENT_MEMORY, 0, fill_segment, &h->memory };
    }
    for ( i = 0; i < h->nr; i++ )
        specs[n++] = (struct spec){ LUS_SEGMENT_DOMAIN, h->domains[i].domid, fill_segment, &h->domains[i].seg };
    b = make_stream(specs, n, h->partial);
    free(specs);
    return b;
}

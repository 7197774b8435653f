/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults of the memory segment, and of what dom_info says of a domain: of one kind each. */
#include "plant.h"

/* Who needs the second M2P. */
static int has_32bit(const struct host *h)
{
    uint32_t i;

    for ( i = 0; i < h->nr; i++ )
    {
        struct host_record *r = host_find(&h->domains[i].seg, LUS_TYPE_PV_INFO, 0);
        struct lus_pv_info o;

        if ( !r || h->domains[i].is_dying )
            continue;
        DECODE(r, pv_info, &o);
        if ( o.pt_levels == 3 )
            return 1;
    }
    return 0;
}

int plant_lost_host(struct host *h, struct host_domain *d)
{
    struct host_segment *seg = below(2) ? &h->system : &h->memory;
    uint32_t i = (uint32_t)below(seg->nr);

    (void)d;
    if ( seg->records[i].info->presence <= LUS_PRESENCE_ONE || (seg->records[i].instance && !has_32bit(h)) )
        return 0;
    host_remove(seg, i);
    return 1;
}

/* One run more, before all others, over a frame that has an owner; else the last run is put over it. */
static int list_over(struct host *h, uint32_t type, uint64_t mfn)
{
    struct host_record *r = host_find(&h->memory, type, 0);
    const struct lus_entry *e = r->info->entry;
    uint32_t at = 0;

    if ( !r->nr )
        return 0;
    if ( mfn < HOST_TOP_MFN )
    {
        r->entries = realloc(r->entries, (r->nr + 1) * e->size);
        assert_non_null(r->entries);
        memmove(r->entries + e->size, r->entries, r->nr++ * e->size);
        assert_int_equal(lus_field_store(&e->fields[e->nr_fields - 1], r->entries, 0, 1), 0);
    }
    else
        at = r->nr - 1;
    assert_int_equal(lus_field_store(&e->fields[0], ENTRY(r, at), 0, mfn), 0);
    if ( type == LUS_TYPE_MEM_BAD )
        assert_int_equal(lus_field_store(&e->fields[1], ENTRY(r, at), 0, LUS_BAD_STATE_OFFLINED), 0);
    return 1;
}

static uint64_t some_frame(struct host *h)
{
    const struct host_span *s = &h->spans[below(h->nr_spans)];

    return s->first + below(s->count);
}

int plant_kept(struct host *h, struct host_domain *d) { (void)d; return list_over(h, LUS_TYPE_MEM_KEEP, some_frame(h)); }
int plant_reuse(struct host *h, struct host_domain *d) { (void)d; return list_over(h, LUS_TYPE_MEM_REUSE, some_frame(h)); }
int plant_bad(struct host *h, struct host_domain *d) { (void)d; return list_over(h, LUS_TYPE_MEM_BAD, some_frame(h)); }

/* A frame of an M2P: not kept any more, or in the place of another. */
int plant_m2p(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_M2P, (uint32_t)below(2)), *keep = host_find(&h->memory, LUS_TYPE_MEM_KEEP, 0);
    struct lus_keep_span span;

    (void)d;
    if ( below(2) )
    {
        r->extents[below(2)].mfn += 0x401;
        return 1;
    }
    lus_decode_keep_span(keep->entries, &span);
    if ( below(2) )
        span.kind = LUS_KEEP_KIND_IOMMU;
    else
        span.count--;
    assert_int_equal(lus_encode_keep_span(keep->entries, &span), 0);
    return 1;
}

int plant_m2p_width(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_M2P, (uint32_t)below(2));
    struct lus_m2p o;

    (void)d;
    DECODE(r, m2p, &o);
    o.width ^= LUS_M2P_WIDTH_NATIVE ^ LUS_M2P_WIDTH_COMPAT;
    ENCODE(r, m2p, &o);
    return 1;
}

int plant_max_page(struct host *h, struct host_domain *d)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_M2P, 0);
    const struct host_span *s = &h->spans[h->nr_spans - 1];
    struct lus_m2p o;

    (void)d;
    DECODE(r, m2p, &o);
    o.frames = s->first + s->count - 1;
    ENCODE(r, m2p, &o);
    return 1;
}

/* What dom_info says of the domain: a flag, its handle, a count. */
int plant_info(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_INFO);
    struct lus_dom_info o;

    (void)h;
    if ( d->is_dying )
        return 0;
    DECODE(r, dom_info, &o);
    switch ( below(10) )
    {
    case 0: o.flags ^= 1u << below(9); break;
    case 1: o.flags ^= 1u << (16 + below(8)); break;
    case 2: o.handle[below(16)] ^= 1; break;
    case 3: o.max_pages++; break;
    case 4: o.outstanding_pages++; break;
    case 5: o.emulation_flags ^= LUS_X86_EMU_PIT; break;
    case 6: o.nr_online_vcpus ^= 1; break;
    case 7: o.shr_pages = 1; break;
    case 8: o.paged_pages = 1; break;
    default: o.cpu_time++;
    }
    ENCODE(r, dom_info, &o);
    return 1;
}

/* The same of the records that count. */
int plant_counts(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_STATE);
    struct lus_vcpu_runstate run;
    struct lus_dom_state o;
    struct lus_vcpu v;

    (void)h;
    if ( d->is_dying )
        return 0;
    DECODE(r, dom_state, &o);
    switch ( below(4) )
    {
    case 0:
        o.pause_count = !o.pause_count;
        break;
    case 1:
        o.debugger_attached = !o.debugger_attached;
        break;
    case 2:
        r = host_find(&d->seg, LUS_TYPE_VCPU, (uint32_t)below(d->max_vcpus));
        DECODE(r, vcpu, &v);
        v.run ^= LUS_VCPU_RUN_ONLINE;
        ENCODE(r, vcpu, &v);
        return 1;
    default:
        r = host_find(&d->seg, LUS_TYPE_VCPU_RUNSTATE, (uint32_t)below(d->max_vcpus));
        DECODE(r, vcpu_runstate, &run);
        run.time[0]++;
        ENCODE(r, vcpu_runstate, &run);
        return 1;
    }
    ENCODE(r, dom_state, &o);
    return 1;
}

int plant_width(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_PV_INFO);
    struct lus_pv_info o;

    (void)h;
    if ( !r )
        return 0;
    DECODE(r, pv_info, &o);
    o.pt_levels = 7 - o.pt_levels;
    ENCODE(r, pv_info, &o);
    return 1;
}

/* Tables of another domain, or that are no such tables. */
int plant_root(struct host *h, struct host_domain *d)
{
    struct host_record *keep = host_find(&h->memory, LUS_TYPE_MEM_KEEP, 0), *r = plant_find(d, below(2) ? LUS_TYPE_DOM_IOMMU : LUS_TYPE_P2M_TABLES);
    const struct lus_field *f = r ? r->info->fields : NULL;
    struct lus_keep_span span;

    while ( r && strcmp(f->name, "root") )
        f++;
    if ( !r || lus_field_load(f, r->fixed, 0) == ~0ull )
        return 0;
    lus_decode_keep_span(ENTRY(keep, below(keep->nr)), &span);
    if ( span.domid == d->domid )
        return 0;
    assert_int_equal(lus_field_store(f, r->fixed, 0, span.first), 0);
    return 1;
}

int plant_shared(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_IOMMU);
    struct lus_dom_iommu o;

    (void)h;
    if ( !r || !plant_find(d, LUS_TYPE_P2M_TABLES) )
        return 0;
    DECODE(r, dom_iommu, &o);
    o.shared = !o.shared;
    ENCODE(r, dom_iommu, &o);
    return 1;
}

int plant_device(struct host *h, struct host_domain *d)
{
    const struct host_record *devices = host_find(&h->system, LUS_TYPE_PCI_DEVICES, 0);
    struct host_record *r = plant_find(d, LUS_TYPE_DOM_IOMMU);
    struct lus_pci_device o;
    uint32_t i;

    for ( i = 0; devices && r && i < devices->nr && !d->is_hardware && !d->is_dying; i++ )
    {
        lus_decode_pci_device(ENTRY(devices, i), &o);
        if ( o.owner != d->domid )
            continue;
        host_remove(&d->seg, (uint32_t)(r - d->seg.records));
        return 1;
    }
    return 0;
}

/* The frame behind a run of the cache is another's. */
int plant_pod(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M_POD);
    struct lus_pod_span span;
    const struct host_span *s;

    if ( !r || !r->nr )
        return 0;
    lus_decode_pod_span(ENTRY(r, r->nr - 1), &span);
    s = host_owner(h, span.mfn);
    span.count = (uint32_t)(s->first + s->count - span.mfn) + 1;
    s = host_owner(h, s->first + s->count);
    if ( s && &h->domains[s->domain] == d )
        return 0;
    assert_int_equal(lus_encode_pod_span(ENTRY(r, r->nr - 1), &span), 0);
    return 1;
}

/* A run of the P2M once more behind its end: frames in no place are fewer than that. */
int plant_p2m_twice(struct host *h, struct host_domain *d)
{
    struct host_record *r = plant_find(d, LUS_TYPE_P2M);
    uint64_t owned = 0, own = 0, end = 0;
    uint32_t i, first = 0;

    for ( i = 0; i < h->nr_spans; i++ )
        owned += &h->domains[h->spans[i].domain] == d ? h->spans[i].count : 0;
    for ( i = 0; i < r->nr; i++ )
    {
        const struct lus_extent *e = &r->extents[i];

        own += e->attribute == LUS_P2M_TYPE_RAM_RW || e->attribute == LUS_P2M_TYPE_RAM_RO ? e->count : 0;
        end = e->gfn + e->count;
        if ( e->attribute == LUS_P2M_TYPE_RAM_RW && e->count > r->extents[first].count )
            first = i;
    }
    if ( d->kind != LUS_GUEST_KIND_HVM || r->extents[first].attribute != LUS_P2M_TYPE_RAM_RW || own + r->extents[first].count <= owned ||
         end + r->extents[first].count > d->max_gfn )
        return 0;
    r->extents = realloc(r->extents, (r->nr + 1) * sizeof(*r->extents));
    assert_non_null(r->extents);
    r->extents[r->nr] = r->extents[first];
    r->extents[r->nr++].gfn = end + 1;
    return 1;
}

int plant_reuse_kept(struct host *h, struct host_domain *d)
{
    struct host_record *keep = host_find(&h->memory, LUS_TYPE_MEM_KEEP, 0), *reuse = host_find(&h->memory, LUS_TYPE_MEM_REUSE, 0);
    uint64_t mfn;

    (void)d;
    if ( !keep->nr || !reuse->nr )
        return 0;
    mfn = lus_field_load(&reuse->info->entry->fields[0], ENTRY(reuse, 0), 0);
    return list_over(h, LUS_TYPE_MEM_KEEP, mfn);
}

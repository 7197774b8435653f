/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What records say of a PV domain's page tables before one of them is read: which pages they are, and what the domain may map. */
#include "host-tables.h"

/* Where Xen's part of a 32-bit guest begins if nothing else was agreed (asm-x86/config.h __HYPERVISOR_COMPAT_VIRT_START). */
#define COMPAT_START 0xf5800000u

#define RAM_TYPES (1u << LUS_P2M_TYPE_RAM_RW | 1u << LUS_P2M_TYPE_RAM_RO)

static LUS_NOINLINE int open_lookup(struct lus_host *h, struct lus_lookup *l, uint32_t *has)
{
    *has = 1;
    return lus_lookup_open(l, &h->other_seg, &h->other_rec);
}

static LUS_NOINLINE int take_record(struct lus_host *h, struct lus_tables *t)
{
    const struct lus_record *rec = &h->other_rec;

    switch ( rec->type )
    {
    case LUS_TYPE_PV_INFO:
        t->levels = h->other.pv_info.pt_levels;
        return 0;
    case LUS_TYPE_PV_DOMAIN:
        if ( h->other.pv_domain.hv_compat_vstart )
            t->first_xen_slot = h->other.pv_domain.hv_compat_vstart >> 21 & (PT_ENTRIES - 1);
        return 0;
    case LUS_TYPE_DOM_IDENTITY:
        t->is_privileged = h->other.dom_identity.roles & (LUS_DOM_ROLE_CONTROL | LUS_DOM_ROLE_HARDWARE) ? LUS_KNOWN_YES : LUS_KNOWN_NO;
        return 0;
    case LUS_TYPE_DOM_TARGET:
        t->target = h->other.dom_target.domid;
        return 0;
    case LUS_TYPE_DOM_IOMMU:
        t->has_devices = LUS_KNOWN_YES;
        return 0;
    case LUS_TYPE_IOPORT_CAPS:
        if ( rec->length )
            t->has_devices = LUS_KNOWN_YES;
        return 0;
    case LUS_TYPE_IOMEM_CAPS:
        if ( rec->length )
            t->has_devices = LUS_KNOWN_YES;
        return open_lookup(h, &t->iomem, &t->has_iomem);
    case LUS_TYPE_FRAMES:
        return open_lookup(h, &t->frames, &t->has_frames);
    case LUS_TYPE_MAPTRACK_ENTRIES:
        t->has_mapped = 1;
        return 0;
    case LUS_TYPE_PV_VCPU:
        t->has_roots = LUS_KNOWN_YES;
        return 0;
    case LUS_TYPE_PAGE_TYPES:
        t->types_seg = h->other_seg;
        t->types_rec = *rec;
        return open_lookup(h, &t->types, &t->has_types);
    default:
        return 0;
    }
}

static LUS_NOINLINE int take_records(struct lus_host *h, struct lus_tables *t)
{
    int rc = lus_segment_open(h->s, h->domain->segment, &h->other_seg);

    while ( !rc && (rc = lus_next(&h->other_seg, &h->other_rec)) > 0 )
    {
        const struct lus_record *rec = &h->other_rec;

        if ( !rec->info || (rec->flags & LUS_RECORD_CHUNK) )
        {
            rc = 0;
            continue;
        }
        lus_decode_any(rec->type, rec->body ? rec->body : lus_fixed(h->s, rec), rec->revision, &h->other);
        rc = take_record(h, t);
    }
    return rc;
}

static int add(struct lus_tables *t, uint64_t mfn, uint64_t gfn, uint32_t level, uint32_t flags)
{
    struct lus_pt *p = &t->pt[t->nr];

    if ( t->nr == t->room )
        return 0;
    p->mfn = mfn;
    p->gfn_low = (uint32_t)gfn;
    p->gfn_high = (uint8_t)(gfn >> 32);
    p->level = (uint8_t)level;
    p->flags = (uint16_t)flags;
    t->nr++;
    return 1;
}

/* The pages of a span, with the machine frames that the P2M has. @e: its extent at hand, count 0 after the last. Return: as below. */
static LUS_NOINLINE int take_span(struct lus_host *h, struct lus_tables *t, const struct lus_page_type_span *span, struct lus_extent *e)
{
    uint32_t level = span->type & 7, flags = span->type & 8 ? PT_PINNED : 0;
    uint64_t gfn;
    int rc;

    for ( gfn = span->gfn; gfn < span->gfn + span->count; gfn++ )
    {
        uint64_t mfn = LUS_NO_FRAME;

        while ( t->mfns && e->count && e->gfn + e->count <= gfn )
        {
            if ( (rc = lus_map_next(&h->map, e)) < 0 )
                return rc;
            if ( rc == 0 )
                e->count = 0;
        }
        /* What is not in the P2M, or is no memory, other rules say. */
        if ( t->mfns && (!e->count || e->gfn > gfn || !(RAM_TYPES >> e->attribute & 1)) )
            continue;
        if ( t->mfns )
            mfn = e->mfn + (gfn - e->gfn);
        if ( !add(t, mfn, gfn, level, flags) )
            return 0;
    }
    return 1;
}

static LUS_NOINLINE int open_p2m(struct lus_host *h)
{
    int rc = lus_host_find_own(h, LUS_TYPE_P2M);

    return rc ? rc : lus_map_open(&h->map, &h->other_seg, &h->other_rec);
}

/* Return: 1; 0 if they do not fit; or an error. */
static LUS_NOINLINE int take_types(struct lus_host *h, struct lus_tables *t)
{
    struct lus_extent e = { 0, 0, 0, 0 };
    const uint8_t *p;
    int rc;

    if ( t->mfns && ((rc = open_p2m(h)) != 0 || (rc = lus_map_next(&h->map, &e)) < 0) )
        return rc;
    if ( (rc = lus_table_open(&h->table, &t->types_seg, &t->types_rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        struct lus_page_type_span span;

        lus_decode_page_type_span(p, &span);
        if ( span.type < LUS_PFINFO_BROKEN && (rc = take_span(h, t, &span, &e)) <= 0 )
            return rc;
    }
    return rc < 0 ? rc : 1;
}

/* Frames of all GDTs. Return: as above. */
static LUS_NOINLINE int take_descriptors(struct lus_host *h, struct lus_tables *t)
{
    uint64_t i, nr;
    int rc = lus_segment_open(h->s, h->domain->segment, &h->other_seg);

    while ( !rc && (rc = lus_next(&h->other_seg, &h->other_rec)) > 0 )
    {
        rc = 0;
        if ( h->other_rec.type != LUS_TYPE_PV_VCPU || (h->other_rec.flags & LUS_RECORD_CHUNK) )
            continue;
        lus_decode_any(h->other_rec.type, lus_fixed(h->s, &h->other_rec), h->other_rec.revision, &h->other);
        nr = (h->other.pv_vcpu.gdt_ents + PT_ENTRIES - 1) / PT_ENTRIES;
        for ( i = 0; i < nr && i < 16; i++ )
            if ( !add(t, t->mfns ? h->other.pv_vcpu.gdt_frames[i] : LUS_NO_FRAME, t->mfns ? GFN_UNKNOWN : h->other.pv_vcpu.gdt_frames[i],
                      LEVEL_DESCRIPTORS, 0) )
                return 0;
    }
    return rc < 0 ? rc : 1;
}

LUS_NOINLINE int lus_tables_name(struct lus_host *h, struct lus_tables *t)
{
    struct lus_extent e;
    int rc = open_p2m(h);

    while ( rc >= 0 && (rc = lus_map_next(&h->map, &e)) > 0 )
    {
        uint64_t i = lus_pt_from(t, e.mfn), gfn;

        for ( ; RAM_TYPES >> e.attribute & 1 && i < t->nr && t->pt[i].mfn - e.mfn < e.count; i++ )
            if ( lus_pt_gfn(&t->pt[i]) == GFN_UNKNOWN )
            {
                gfn = e.gfn + (t->pt[i].mfn - e.mfn);
                t->pt[i].gfn_low = (uint32_t)gfn;
                t->pt[i].gfn_high = (uint8_t)(gfn >> 32);
            }
    }
    return rc;
}

/* The frame of a grant that this domain has mapped for itself, not for a device alone. */
static LUS_NOINLINE void take_mapping(struct lus_host *h, struct lus_tables *t, const struct lus_maptrack_entry *m)
{
    struct lus_grant_active a;

    if ( (m->flags & LUS_GNTMAP_HOST_MAP) && lus_host_grant_of(h, m, &a) )
        add(t, a.mfn, 0, 0, m->flags & LUS_GNTMAP_READONLY ? 0 : PT_WRITABLE);
}

/* Sorted by frame, each once. */
static LUS_NOINLINE void settle_grants(struct lus_tables *t, uint64_t first)
{
    struct lus_pt *g = t->pt + first;
    uint64_t i, nr = 0;

    lus_pt_sort(t, g, t->nr - first, 1);
    for ( i = 0; i < t->nr - first; i++ )
    {
        if ( nr && g[nr - 1].mfn == g[i].mfn )
            g[nr - 1].flags |= g[i].flags;
        else
            g[nr++] = g[i];
    }
    t->grants = g;
    t->nr_grants = nr;
    t->nr = first;
}

static LUS_NOINLINE int take_grants(struct lus_host *h, struct lus_tables *t)
{
    uint64_t first = t->nr;
    const uint8_t *p;
    int rc;

    if ( (rc = lus_host_find_own(h, LUS_TYPE_MAPTRACK_ENTRIES)) != 0 ||
         (rc = lus_table_open(&h->table, &h->other_seg, &h->other_rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        struct lus_maptrack_entry m;

        if ( t->nr == t->room )
            return 0;
        lus_decode_maptrack_entry(p, &m);
        take_mapping(h, t, &m);
    }
    settle_grants(t, first);
    return rc < 0 ? rc : 1;
}

int lus_tables_gather(struct lus_host *h, struct lus_tables *t)
{
    uint32_t absent = h->s->header.partial ? LUS_KNOWN_NOT : LUS_KNOWN_NO;
    int rc;

    t->has_devices = t->is_privileged = absent;
    /* In a complete stream a vcpu without a context is one that the guest has not started. */
    t->has_roots = h->s->header.partial ? LUS_KNOWN_NO : LUS_KNOWN_YES;
    t->target = LUS_NO_DOMID;
    t->first_xen_slot = COMPAT_START >> 21 & (PT_ENTRIES - 1);
    t->mfns = h->domain->frame_space == LUS_FRAME_SPACE_MFN;
    if ( (rc = take_records(h, t)) < 0 )
        return rc;
    if ( !t->levels || !t->has_types || (t->mfns ? !h->domain->has_p2m : !h->args->frames_hold_gfns) )
        return 0;
    if ( (rc = take_types(h, t)) <= 0 || (rc = take_descriptors(h, t)) <= 0 )
        return rc;
    return t->mfns && !h->args->frames_hold_gfns && t->has_mapped ? take_grants(h, t) : 1;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a domain's tables say of memory, against who owns it, and against each other. spec/host.md. */
#include "host.h"

/* Types whose machine frame is the domain's own memory. */
#define OWN_MEMORY (1u << LUS_P2M_TYPE_RAM_RW | 1u << LUS_P2M_TYPE_RAM_RO | 1u << LUS_P2M_TYPE_IOREQ_SERVER)

static LUS_NOINLINE int check_p2m(struct lus_host *h)
{
    struct lus_where where = { .field = LUS_NO_FIELD };
    struct lus_extent e;
    int rc;

    if ( !h->has_memory || h->domain->frame_space != LUS_FRAME_SPACE_MFN )
    {
        lus_host_unprovable(h, LUS_R_P2M_OWNER);
        return 0;
    }
    if ( (rc = lus_map_open(&h->map, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_map_next(&h->map, &e)) > 0 )
    {
        if ( !(OWN_MEMORY >> e.attribute & 1) || lus_host_owns(h, h->domain->domid, e.mfn, e.count) )
            continue;
        where.entry = h->map.index - 1;
        where.offset = h->map.block_offset;
        where.value = e.mfn;
        lus_host_found(h, LUS_R_P2M_OWNER, LUS_NO_DOMID, &where);
    }
    return rc;
}

/* Both are in ascending gfn order: one walk. */
static LUS_NOINLINE int check_types(struct lus_host *h)
{
    struct lus_extent e = { 0, 0, 0, 0 };
    const uint8_t *p;
    int rc, more = 1;

    if ( !h->domain->has_p2m )
    {
        lus_host_unprovable(h, LUS_R_TYPE_NO_FRAME);
        return 0;
    }
    h->other_seg = h->seg;
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 || (rc = lus_find(&h->other_seg, LUS_TYPE_P2M, 0, &h->other_rec)) != 0 ||
         (rc = lus_map_open(&h->map, &h->other_seg, &h->other_rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        struct lus_page_type_span t;
        uint64_t gfn, end;

        lus_decode_page_type_span(p, &t);
        end = t.gfn + t.count;
        for ( gfn = t.gfn; gfn < end; gfn = e.gfn + e.count )
        {
            while ( more && e.gfn + e.count <= gfn )
                if ( (more = lus_map_next(&h->map, &e)) < 0 )
                    return more;
            if ( !more || e.gfn > gfn )
                break;
        }
        if ( gfn >= end || t.type >= LUS_PFINFO_BROKEN )
            continue;
        lus_host_found_entry(h, LUS_R_TYPE_NO_FRAME, LUS_NO_DOMID, LUS_FIELD_page_type_span_gfn, gfn);
    }
    return rc;
}

/* shared_info is a page of Xen's own (share_xen_page_with_guest, xen/arch/x86/mm.c). */
static LUS_NOINLINE void check_info(struct lus_host *h)
{
    const struct lus_dom_info *info = &h->any.dom_info;
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_dom_info_tot_pages };
    uint64_t base = h->rec.offset + LUS_RECORD_HEADER;

    if ( !h->has_memory || h->domain->frame_space != LUS_FRAME_SPACE_MFN )
    {
        lus_host_unprovable(h, LUS_R_PAGES_COUNT);
        lus_host_unprovable(h, LUS_R_FRAME_ROLE);
        return;
    }
    lus_host_decode(h);
    where.value = info->tot_pages;
    where.offset = base + LUS_WIRE_OFFSET(dom_info, tot_pages);
    if ( info->tot_pages != h->domain->owned )
        lus_host_found(h, LUS_R_PAGES_COUNT, LUS_NO_DOMID, &where);
    where.field = LUS_FIELD_dom_info_shared_info_frame;
    where.offset = base + LUS_WIRE_OFFSET(dom_info, shared_info_frame);
    where.value = info->shared_info_frame;
    /* That it is owned at all, the references say. */
    if ( lus_host_owns(h, h->domain->domid, where.value, 1) &&
         !lus_host_owns_as(h, h->domain->domid, LUS_PAGE_ROLE_XENHEAP, where.value) )
        lus_host_found(h, LUS_R_FRAME_ROLE, LUS_NO_DOMID, &where);
}

/* A place that was not written would else pass for one that is not placed. */
static LUS_NOINLINE void check_areas(struct lus_host *h)
{
    const struct lus_vcpu_areas *a = &h->any.vcpu_areas;
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_vcpu_areas_frame };
    uint32_t i;

    lus_host_decode(h);
    for ( i = 0; i < 3; i++ )
        if ( (a->by_frame >> i & 1) != (a->frame[i] != 0) )
        {
            where.offset = h->rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(vcpu_areas, frame) + i * sizeof(uint64_t);
            where.value = a->frame[i];
            lus_host_found(h, LUS_R_AREA_PLACE, LUS_NO_DOMID, &where);
        }
}

int lus_host_memory(struct lus_host *h)
{
    if ( h->rec.type == LUS_TYPE_P2M )
        return check_p2m(h);
    if ( h->rec.type == LUS_TYPE_DOM_INFO )
        check_info(h);
    if ( h->rec.type == LUS_TYPE_VCPU_AREAS )
        check_areas(h);
    return h->rec.type == LUS_TYPE_PAGE_TYPES ? check_types(h) : 0;
}

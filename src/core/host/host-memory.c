/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a domain's tables say of memory, against who owns it, and against each other. spec/host.md. */
#include "host.h"

/* p2m_add_page (xen/arch/x86/mm/p2m.c) takes a frame away from where it was. A PV guest's table is its own word. */
static LUS_NOINLINE void check_once(struct lus_host *h, uint64_t frames)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = frames };

    if ( frames > h->domain->owned_all && h->domain->kind == LUS_GUEST_KIND_HVM )
        lus_host_found(h, LUS_R_P2M_TWICE, LUS_NO_DOMID, &where);
}

static LUS_NOINLINE int check_p2m(struct lus_host *h)
{
    uint32_t is_provable = h->has_memory && h->domain->frame_space == LUS_FRAME_SPACE_MFN;
    struct lus_where where = { .field = LUS_NO_FIELD };
    uint64_t frames = 0;
    struct lus_extent e;
    int rc, owns;

    if ( !is_provable )
        lus_host_unprovable(h, LUS_R_P2M_OWNER);
    if ( (rc = lus_map_open(&h->map, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_map_next(&h->map, &e)) > 0 )
    {
        if ( lus_host_is_foreign(e.attribute) )
            h->at.foreign += e.count;
        if ( e.attribute == LUS_P2M_TYPE_GRANT_MAP_RW || e.attribute == LUS_P2M_TYPE_GRANT_MAP_RO )
            h->at.granted += e.count;
        if ( !is_provable || !(OWN_MEMORY >> e.attribute & 1) )
            continue;
        owns = lus_host_owns_extent(h, h->domain->domid, e.mfn, e.count);
        frames += owns ? e.count : 0;
        if ( owns < 0 )
            lus_host_unprovable(h, LUS_R_P2M_OWNER);
        if ( owns )
            continue;
        where.entry = h->map.index - 1;
        where.offset = h->map.block_offset;
        where.value = e.mfn;
        lus_host_found(h, LUS_R_P2M_OWNER, LUS_NO_DOMID, &where);
    }
    check_once(h, frames);
    return rc;
}

/* shared_info and the frames of the grant table are Xen's own pages (share_xen_page_with_guest, xen/arch/x86/mm.c). */
static LUS_NOINLINE void check_xenheap(struct lus_host *h, const struct lus_where *where)
{
    /* That it is owned at all, the references say. */
    if ( lus_host_owns(h, h->domain->domid, where->value, 1) &&
         !lus_host_owns_as(h, h->domain->domid, LUS_PAGE_ROLE_XENHEAP, where->value) )
        lus_host_found(h, LUS_R_FRAME_ROLE, LUS_NO_DOMID, where);
}

static LUS_NOINLINE int check_grant_frames(struct lus_host *h)
{
    struct lus_where where = { .field = LUS_FIELD_grant_frame_mfn };
    struct lus_grant_frame f;
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    for ( where.entry = 0; !rc && where.entry < h->lookup.nr; where.entry++ )
    {
        lus_decode_grant_frame(lus_lookup_at(&h->lookup, where.entry, h->buf, &where.offset), &f);
        where.value = f.mfn;
        check_xenheap(h, &where);
    }
    return rc;
}

static LUS_NOINLINE void check_place(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_shared_info_place_mfn };

    lus_host_decode(h);
    where.offset = h->rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(shared_info_place, mfn);
    where.value = h->any.shared_info_place.mfn;
    check_xenheap(h, &where);
}

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
    check_xenheap(h, &where);
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

/* All of the P2M's frames of other domains are listed (state.md D-19). */
static LUS_NOINLINE int check_foreign(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = h->at.foreign };
    int rc = lus_host_gfn_table(h);

    if ( !rc && h->domain->has_p2m && h->at.listed != h->at.foreign )
        lus_host_found(h, LUS_R_FOREIGN_LISTED, LUS_NO_DOMID, &where);
    h->at.foreign = 0;
    return rc;
}

/* At the end of a domain: frames of others in the P2M, and no list. */
void lus_host_unlisted(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = h->at.foreign };

    if ( !h->at.foreign )
        return;
    if ( h->s->header.partial )
    {
        lus_host_unprovable(h, LUS_R_FOREIGN_LISTED);
        return;
    }
    h->rec.type = 0;
    h->rec.instance = 0;
    lus_host_found(h, LUS_R_FOREIGN_LISTED, LUS_NO_DOMID, &where);
}

int lus_host_memory(struct lus_host *h)
{
    const struct lus_record_type *t = h->rec.info;
    int rc;

    switch ( h->rec.type )
    {
    case LUS_TYPE_P2M:
        return check_p2m(h);
    case LUS_TYPE_P2M_FOREIGN:
        return check_foreign(h);
    case LUS_TYPE_DOM_INFO:
        check_info(h);
        return 0;
    case LUS_TYPE_VCPU_AREAS:
        check_areas(h);
        return 0;
    case LUS_TYPE_SHARED_INFO_PLACE:
        check_place(h);
        break;
    case LUS_TYPE_GRANT_FRAMES:
    case LUS_TYPE_GRANT_STATUS_FRAMES:
        if ( (rc = check_grant_frames(h)) != 0 )
            return rc;
        break;
    default:
        if ( h->domain && t->entry && t->tail != LUS_TAIL_SEQUENCE && t->entry->fields[0].ref == LUS_REF_GFN )
            return lus_host_gfn_table(h);
    }
    return lus_host_gather_gfns(h);
}

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
    struct lus_where where = { .field = 0 };
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
        where.entry = h->table.index - 1;
        where.offset = h->table.rec.offset + LUS_RECORD_HEADER + h->table.at - LUS_WIRE_TOTAL(page_type_span);
        where.value = gfn;
        lus_host_found(h, LUS_R_TYPE_NO_FRAME, LUS_NO_DOMID, &where);
    }
    return rc;
}

/* dom_info.max_pages bounds what the domain owns of normal memory (d->max_pages, assign_pages). */
int lus_host_memory(struct lus_host *h)
{
    if ( h->rec.type == LUS_TYPE_P2M )
        return check_p2m(h);
    return h->rec.type == LUS_TYPE_PAGE_TYPES ? check_types(h) : 0;
}

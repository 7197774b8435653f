/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What is only seen in the order of machine frames, at the end of a domain: its mappings of others' grants against its P2M, and Xen's own
 * pages against each other. The room is that of the guest frames, which are done by then. spec/host.md [H-45] [H-46]
 */
#include "host.h"

/* Types of create_grant_p2m_mapping (xen/arch/x86/hvm/grant_table.c). */
static int is_granted(uint32_t type)
{
    return type == LUS_P2M_TYPE_GRANT_MAP_RW || type == LUS_P2M_TYPE_GRANT_MAP_RO;
}

/* The frame of a mapping by the CPU. Return: 0 if what it is of is not there: that has its own finding, or lacks in a partial stream. */
static LUS_NOINLINE int add_mapping(struct lus_host *h, const struct lus_maptrack_entry *m)
{
    struct lus_grant_active a;

    if ( !(m->flags & LUS_GNTMAP_HOST_MAP) )
        return 1;
    if ( h->at.nr_gfns == h->max_gfns || !lus_host_grant_of(h, m, &a) )
        return 0;
    h->gfns[h->at.nr_gfns++].key = a.mfn << 1 | ((m->flags & LUS_GNTMAP_READONLY) != 0);
    return 1;
}

/* Return: 1; 0 if not all of them are known; or an error. */
static LUS_NOINLINE int take_mappings(struct lus_host *h)
{
    int rc = lus_host_find_own(h, LUS_TYPE_MAPTRACK_ENTRIES);
    const uint8_t *p;

    if ( rc )
        return rc == -LUS_E_NOT_FOUND ? !h->s->header.partial : rc;
    if ( (rc = lus_table_open(&h->table, &h->other_seg, &h->other_rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        struct lus_maptrack_entry m;

        lus_decode_maptrack_entry(p, &m);
        if ( !add_mapping(h, &m) )
            return 0;
    }
    return rc < 0 ? rc : 1;
}

static LUS_NOINLINE int is_mapped(const struct lus_host *h, uint64_t mfn, uint32_t is_ro)
{
    uint64_t key = mfn << 1 | is_ro;
    uint32_t lo = 0, hi = h->at.nr_gfns;

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( h->gfns[mid].key < key )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < h->at.nr_gfns && h->gfns[lo].key == key;
}

/* Each mapping has one place in the P2M at most: more frames than mappings need not be looked at one by one. */
static LUS_NOINLINE int check_extents(struct lus_host *h)
{
    struct lus_where where = { .field = LUS_NO_FIELD };
    struct lus_extent e;
    uint32_t i;
    int rc = lus_host_open_p2m(h);

    if ( rc <= 0 )
        return rc;
    h->rec.type = LUS_TYPE_P2M;
    h->rec.instance = 0;
    while ( (rc = lus_map_next(&h->map, &e)) > 0 )
    {
        for ( i = 0; is_granted(e.attribute) && h->at.granted <= h->at.nr_gfns && i < e.count; i++ )
            if ( !is_mapped(h, e.mfn + i, e.attribute == LUS_P2M_TYPE_GRANT_MAP_RO) )
                break;
        if ( !is_granted(e.attribute) || i == e.count )
            continue;
        where.entry = h->map.index - 1;
        where.offset = h->map.block_offset;
        where.value = e.mfn + i;
        lus_host_found(h, LUS_R_GRANT_UNMAPPED, LUS_NO_DOMID, &where);
    }
    return rc;
}

LUS_NOINLINE int lus_host_mappings(struct lus_host *h)
{
    int rc;

    h->at.nr_gfns = 0;
    if ( !h->at.granted )
        return 0;
    if ( (rc = take_mappings(h)) <= 0 )
    {
        lus_host_unprovable(h, LUS_R_GRANT_UNMAPPED);
        return rc;
    }
    lus_host_sort(h->gfns, h->at.nr_gfns);
    return check_extents(h);
}

/* Records of pages of Xen's own, by the number that keys have for them. */
static const uint32_t xens[] = { LUS_TYPE_SHARED_INFO_PLACE, LUS_TYPE_GRANT_FRAMES, LUS_TYPE_GRANT_STATUS_FRAMES };

static void add_frame(struct lus_host *h, uint32_t from, uint32_t entry, uint64_t mfn, uint64_t offset)
{
    /* One that can't be is nobody's, which the references say. */
    if ( mfn >> (64 - LUS_KEY_FRAME_SHIFT) || h->at.nr_gfns == h->max_gfns )
        return;
    h->gfns[h->at.nr_gfns].key = mfn << LUS_KEY_FRAME_SHIFT | (uint64_t)from << LUS_KEY_ENTRY_BITS | entry;
    h->gfns[h->at.nr_gfns++].offset = offset;
}

static LUS_NOINLINE int take_frames(struct lus_host *h, uint32_t from)
{
    struct lus_grant_frame f;
    uint64_t offset;
    uint32_t i;
    int rc = lus_host_find_own(h, xens[from]);

    if ( rc )
        return rc == -LUS_E_NOT_FOUND ? 0 : rc;
    if ( xens[from] == LUS_TYPE_SHARED_INFO_PLACE )
    {
        lus_decode_shared_info_place(lus_fixed(h->s, &h->other_rec), h->other_rec.revision, &h->other.shared_info_place);
        add_frame(h, from, 0, h->other.shared_info_place.mfn, h->other_rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(shared_info_place, mfn));
        return 0;
    }
    rc = lus_lookup_open(&h->lookup, &h->other_seg, &h->other_rec);
    for ( i = 0; !rc && i < h->lookup.nr; i++ )
    {
        lus_decode_grant_frame(lus_lookup_at(&h->lookup, i, h->buf, &offset), &f);
        add_frame(h, from, i, f.mfn, offset + LUS_WIRE_OFFSET(grant_frame, mfn));
    }
    return rc;
}

/* alloc_xenheap_page gives each of them a page of its own. */
LUS_NOINLINE int lus_host_own_pages(struct lus_host *h)
{
    struct lus_where where;
    uint32_t i, from;
    int rc;

    for ( h->at.nr_gfns = from = 0; from < LUS_NR_OF(xens); from++ )
        if ( (rc = take_frames(h, from)) != 0 )
            return rc;
    lus_host_sort(h->gfns, h->at.nr_gfns);
    for ( i = 1; i < h->at.nr_gfns; i++ )
    {
        const struct lus_host_gfn *g = &h->gfns[i];

        if ( g->key >> LUS_KEY_FRAME_SHIFT != g[-1].key >> LUS_KEY_FRAME_SHIFT )
            continue;
        from = g->key >> LUS_KEY_ENTRY_BITS & 3;
        h->rec.type = xens[from];
        h->rec.instance = 0;
        where.entry = g->key & ((1u << LUS_KEY_ENTRY_BITS) - 1);
        where.field = LUS_FIELD_grant_frame_mfn;
        where.value = g->key >> LUS_KEY_FRAME_SHIFT;
        where.offset = g->offset;
        lus_host_found(h, LUS_R_PAGE_TWICE, LUS_NO_DOMID, &where);
    }
    return 0;
}

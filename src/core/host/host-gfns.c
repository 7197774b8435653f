/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Guest frames that must be in the P2M. Tables that are in gfn order go along with it; the others' frames are gathered while the domain's
 * records pass by, sorted, and go along with it at the end. spec/host.md [H-36] [H-37]
 */
#include "host.h"

enum { FROM_SHARED_INFO, FROM_GRANTS, FROM_STATUS, FROM_VE };

/* The gfn at @offset of the record at hand. */
static LUS_NOINLINE void gather(struct lus_host *h, uint32_t from, uint32_t entry, uint32_t field, uint64_t gfn, uint64_t offset)
{
    struct lus_where where = { .entry = from == FROM_GRANTS || from == FROM_STATUS ? entry : LUS_NO_ENTRY, .field = field, .offset = offset,
                               .value = gfn };
    struct lus_host_gfn *g = &h->gfns[h->at.nr_gfns];

    /* Beyond max_gfn, or nowhere: that is the references' to say. No P2M has a gfn of more than 40 bits. */
    if ( !h->domain->has_p2m || gfn > h->domain->max_gfn )
        return;
    if ( gfn >> (64 - LUS_KEY_FRAME_SHIFT) )
    {
        lus_host_found(h, LUS_R_GFN_HOLE, LUS_NO_DOMID, &where);
        return;
    }
    if ( h->at.nr_gfns == h->max_gfns )
        return;
    h->at.nr_gfns++;
    g->key = gfn << LUS_KEY_FRAME_SHIFT | (uint64_t)from << LUS_KEY_ENTRY_BITS | entry;
    g->offset = offset;
}

static LUS_NOINLINE int gather_frames(struct lus_host *h)
{
    uint32_t from = h->rec.type == LUS_TYPE_GRANT_FRAMES ? FROM_GRANTS : FROM_STATUS, i;
    struct lus_grant_frame f;
    uint64_t offset;
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    for ( i = 0; !rc && i < h->lookup.nr; i++ )
    {
        lus_decode_grant_frame(lus_lookup_at(&h->lookup, i, h->buf, &offset), &f);
        if ( f.gfn != ~0ull )
            gather(h, from, i, LUS_FIELD_grant_frame_gfn, f.gfn, offset + LUS_WIRE_OFFSET(grant_frame, gfn));
    }
    return rc;
}

/* What is in no order. */
int lus_host_gather_gfns(struct lus_host *h)
{
    uint64_t base = h->rec.offset + LUS_RECORD_HEADER;

    switch ( h->rec.type )
    {
    case LUS_TYPE_GRANT_FRAMES:
    case LUS_TYPE_GRANT_STATUS_FRAMES:
        return gather_frames(h);
    case LUS_TYPE_SHARED_INFO_PLACE:
        lus_host_decode(h);
        if ( h->any.shared_info_place.gfn != ~0ull )
            gather(h, FROM_SHARED_INFO, 0, LUS_FIELD_shared_info_place_gfn, h->any.shared_info_place.gfn,
                   base + LUS_WIRE_OFFSET(shared_info_place, gfn));
        return 0;
    case LUS_TYPE_HVM_ALTP2M_VCPU:
        lus_host_decode(h);
        if ( h->any.hvm_altp2m_vcpu.ve_gfn )
            gather(h, FROM_VE, h->rec.instance, LUS_FIELD_hvm_altp2m_vcpu_ve_gfn, h->any.hvm_altp2m_vcpu.ve_gfn,
                   base + LUS_WIRE_OFFSET(hvm_altp2m_vcpu, ve_gfn));
        return 0;
    default:
        return 0;
    }
}

static void sift_down(struct lus_host_gfn *g, uint32_t i, uint32_t n)
{
    struct lus_host_gfn moved = g[i];

    for ( ;; )
    {
        uint32_t child = 2 * i + 1;

        if ( child >= n )
            break;
        if ( child + 1 < n && g[child + 1].key > g[child].key )
            child++;
        if ( g[child].key <= moved.key )
            break;
        g[i] = g[child];
        i = child;
    }
    g[i] = moved;
}

LUS_NOINLINE void lus_host_sort(struct lus_host_gfn *g, uint32_t n)
{
    uint32_t i;

    for ( i = n / 2; i--; )
        sift_down(g, i, n);
    for ( i = n; i > 1; )
    {
        struct lus_host_gfn first = g[0];

        g[0] = g[--i];
        g[i] = first;
        sift_down(g, 0, i);
    }
}

LUS_NOINLINE int lus_host_open_p2m(struct lus_host *h)
{
    int rc;

    if ( !h->domain->has_p2m )
        return 0;
    if ( (rc = lus_host_find_own(h, LUS_TYPE_P2M)) != 0 || (rc = lus_map_open(&h->map, &h->other_seg, &h->other_rec)) != 0 )
        return rc;
    return 1;
}

/* Where an extent has no machine frame its gfn is mmio_dm, as in holes (state.md D-17). */
static int is_hole(const struct lus_extent *e)
{
    return e->attribute == LUS_P2M_TYPE_MMIO_DM;
}

/* Reports a gathered frame; the machine frame of shared_info and of grant frames is just before it. */
static LUS_NOINLINE void check_gathered(struct lus_host *h, const struct lus_host_gfn *g, const struct lus_extent *e)
{
    static const uint32_t types[] = { LUS_TYPE_SHARED_INFO_PLACE, LUS_TYPE_GRANT_FRAMES, LUS_TYPE_GRANT_STATUS_FRAMES, LUS_TYPE_HVM_ALTP2M_VCPU };
    uint64_t gfn = g->key >> LUS_KEY_FRAME_SHIFT, mfn;
    uint32_t from = g->key >> LUS_KEY_ENTRY_BITS & 3, entry = g->key & ((1u << LUS_KEY_ENTRY_BITS) - 1);
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_grant_frame_gfn, .offset = g->offset, .value = gfn };

    h->rec.type = types[from];
    h->rec.instance = from == FROM_VE ? entry : 0;
    if ( from == FROM_GRANTS || from == FROM_STATUS )
        where.entry = entry;
    else
        where.field = from == FROM_VE ? LUS_FIELD_hvm_altp2m_vcpu_ve_gfn : LUS_FIELD_shared_info_place_gfn;
    if ( !e )
    {
        lus_host_found(h, LUS_R_GFN_HOLE, LUS_NO_DOMID, &where);
        return;
    }
    if ( from == FROM_VE )
        return;
    mfn = lus_ld64(lus_source_bytes(&h->s->src, g->offset - sizeof(mfn), sizeof(mfn), h->buf));
    if ( e->mfn + (gfn - e->gfn) != mfn )
        lus_host_found(h, LUS_R_GFN_FRAME, LUS_NO_DOMID, &where);
}

/* At the end of a domain. O(n log n + extents) */
LUS_NOINLINE int lus_host_gfns(struct lus_host *h)
{
    struct lus_extent e = { 0, 0, 0, 0 };
    uint32_t i, n = h->at.nr_gfns;
    int rc = 1;

    if ( !n || (rc = lus_host_open_p2m(h)) <= 0 )
        return n ? rc : 0;
    lus_host_sort(h->gfns, n);
    for ( i = 0; i < n; i++ )
    {
        uint64_t gfn = h->gfns[i].key >> LUS_KEY_FRAME_SHIFT;

        while ( rc > 0 && e.gfn + e.count <= gfn )
            if ( (rc = lus_map_next(&h->map, &e)) < 0 )
                return rc;
        check_gathered(h, &h->gfns[i], rc > 0 && e.gfn <= gfn && !is_hole(&e) ? &e : NULL);
    }
    return 0;
}

/* Types of frames that others own (state.md D-19). */
#define FOREIGN (1ull << LUS_P2M_TYPE_GRANT_MAP_RW | 1ull << LUS_P2M_TYPE_GRANT_MAP_RO | 1ull << LUS_P2M_TYPE_MAP_FOREIGN | \
                 1ull << LUS_P2M_TYPE_FOREIGN_RO)
#define BY_PRIVILEGE (1ull << LUS_P2M_TYPE_MAP_FOREIGN | 1ull << LUS_P2M_TYPE_FOREIGN_RO)

int lus_host_is_foreign(uint32_t type)
{
    return FOREIGN >> type & 1;
}

/*
 * The part of an extent that a span of p2m_foreign has: p2m_add_foreign (xen/arch/x86/mm/p2m.c) takes frames of another domain,
 * create_grant_p2m_mapping those of any that granted them.
 */
static LUS_NOINLINE int is_owners(struct lus_host *h, const struct lus_extent *e, uint64_t gfn, uint64_t end, uint32_t owner)
{
    if ( !lus_host_is_foreign(e->attribute) )
        return 0;
    h->at.listed += end - gfn;
    if ( owner == h->domain->domid && (BY_PRIVILEGE >> e->attribute & 1) )
        return 0;
    return owner >= FIRST_RESERVED_DOMID || !h->has_memory || lus_host_owns_extent(h, owner, e->mfn + (gfn - e->gfn), end - gfn);
}

/* The gfns of the entry at hand, which are @count from @gfn on; @e is where the P2M is. Return: 1, 0 at its end, or an error. */
static LUS_NOINLINE int check_span(struct lus_host *h, struct lus_extent *e, uint64_t gfn, uint64_t count, uint32_t owner)
{
    uint64_t end = gfn + count, first = gfn;
    uint32_t found = 0, rule = h->rec.type == LUS_TYPE_PAGE_TYPES ? LUS_R_TYPE_NO_FRAME : LUS_R_GFN_HOLE;
    int rc = 1;

    while ( gfn < end )
    {
        uint64_t to;

        while ( rc > 0 && e->gfn + e->count <= gfn )
            if ( (rc = lus_map_next(&h->map, e)) < 0 )
                return rc;
        /* get_page_and_type (xen/arch/x86/mm.h) takes frames of the domain only. */
        if ( rc == 0 || e->gfn > gfn || is_hole(e) || (rule == LUS_R_TYPE_NO_FRAME && !(1ull << e->attribute & OWN_MEMORY)) )
        {
            lus_host_found_entry(h, rule, LUS_NO_DOMID, 0, gfn);
            return rc;
        }
        to = e->gfn + e->count < end ? e->gfn + e->count : end;
        if ( owner != LUS_NO_DOMID && !is_owners(h, e, gfn, to, owner) && !found++ )
            lus_host_found_entry(h, LUS_R_FOREIGN_OWNER, owner, 0, first);
        gfn = to;
    }
    return rc;
}

/* A table in the order of gfns, which its entries begin with. */
LUS_NOINLINE int lus_host_gfn_table(struct lus_host *h)
{
    const struct lus_entry *entry = h->rec.info->entry;
    const struct lus_field *last = &entry->fields[entry->nr_fields - 1];
    uint32_t is_types = h->rec.type == LUS_TYPE_PAGE_TYPES, is_foreign = h->rec.type == LUS_TYPE_P2M_FOREIGN;
    struct lus_extent e = { 0, 0, 0, 0 };
    const uint8_t *p;
    int rc, more = 1;

    if ( (rc = lus_host_open_p2m(h)) <= 0 )
    {
        lus_host_unprovable(h, is_types ? LUS_R_TYPE_NO_FRAME : LUS_R_GFN_HOLE);
        return rc;
    }
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        uint64_t gfn = lus_field_load(&entry->fields[0], p, 0);
        uint64_t count = h->rec.info->tail == LUS_TAIL_SPAN ? lus_field_load(last, p, 0) : 1;
        uint32_t owner = is_foreign ? (uint32_t)lus_field_load(&entry->fields[LUS_FIELD_foreign_span_owner], p, 0) : LUS_NO_DOMID;

        if ( is_types && lus_field_load(&entry->fields[LUS_FIELD_page_type_span_type], p, 0) >= LUS_PFINFO_BROKEN )
            continue;
        /* What is beyond max_gfn, the references say. */
        if ( !is_types && gfn > h->domain->max_gfn )
            continue;
        if ( (more = check_span(h, &e, gfn, count, owner)) < 0 )
            return more;
    }
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The machine to physical tables: that they stay where they are, have entries for all memory, and are there for who needs them. spec/host.md [H-41] */
#include "host.h"

/* Instances of m2p. */
#define NATIVE 0u
#define COMPAT 1u

static LUS_NOINLINE int start_one(struct lus_host *h, uint32_t instance)
{
    struct lus_extent e;
    int rc;

    if ( lus_segment_find(h->s, LUS_SEGMENT_MEMORY, 0, &h->other_seg) || lus_find(&h->other_seg, LUS_TYPE_M2P, instance, &h->other_rec) )
        return 0;
    h->has_m2p |= 1u << instance;
    if ( instance == NATIVE )
    {
        lus_decode_m2p(lus_fixed(h->s, &h->other_rec), h->other_rec.revision, &h->other.m2p);
        h->max_page = h->other.m2p.frames;
        return 0;
    }
    if ( (rc = lus_map_open(&h->map, &h->other_seg, &h->other_rec)) != 0 || (rc = lus_map_next(&h->map, &e)) <= 0 )
        return rc;
    if ( e.gfn == 0 )
        h->compat_m2p = e.mfn;
    return 0;
}

int lus_host_m2p_start(struct lus_host *h)
{
    int rc;

    h->compat_m2p = LUS_NO_FRAME;
    h->max_page = ~0ull;
    rc = start_one(h, NATIVE);
    return rc ? rc : start_one(h, COMPAT);
}

/* All of an extent lies in one run, as runs of one kind for one domain that touch are one. */
static LUS_NOINLINE int is_kept(struct lus_host *h, const struct lus_extent *e)
{
    const struct lus_lookup *keep = &h->lists[LUS_HOST_KEEP].runs;
    uint32_t i = keep->nr ? lus_lookup_find(keep, e->mfn + 1) : 0;
    struct lus_keep_span span;

    if ( i == 0 )
        return 0;
    lus_decode_keep_span(lus_lookup_at(keep, i - 1, h->buf, NULL), &span);
    return span.kind == LUS_KEEP_KIND_M2P && e->mfn - span.first < span.count && e->count <= span.count - (e->mfn - span.first);
}

int lus_host_m2p(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_m2p_width };
    struct lus_extent e;
    int rc;

    lus_host_decode(h);
    where.value = h->any.m2p.width;
    where.offset = h->rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(m2p, width);
    if ( where.value != (h->rec.instance == NATIVE ? LUS_M2P_WIDTH_NATIVE : LUS_M2P_WIDTH_COMPAT) )
        lus_host_found(h, LUS_R_M2P_WIDTH, LUS_NO_DOMID, &where);
    if ( h->s->header.partial && !h->lists[LUS_HOST_KEEP].runs.nr )
    {
        lus_host_unprovable(h, LUS_R_M2P_UNKEPT);
        return 0;
    }
    if ( (rc = lus_map_open(&h->map, &h->seg, &h->rec)) != 0 )
        return rc;
    where.field = LUS_NO_FIELD;
    while ( (rc = lus_map_next(&h->map, &e)) > 0 )
    {
        if ( is_kept(h, &e) )
            continue;
        where.entry = h->map.index - 1;
        where.offset = h->map.block_offset;
        where.value = e.mfn;
        lus_host_found(h, LUS_R_M2P_UNKEPT, LUS_NO_DOMID, &where);
    }
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Who owns which machine frame: all owners' runs come in frame order, so that each is compared with its neighbours only. O(runs log
 * owners). spec/host.md.
 */
#include "host.h"

/* Findings about a frame are in its owner's name, at the run in its record of mem_owned. */
static LUS_NOINLINE void report(struct lus_host *h, uint32_t rule, const struct lus_owner *o, uint32_t peer, uint64_t mfn)
{
    struct lus_where where = { .field = 0, .value = mfn };

    where.entry = lus_lookup_find(&o->spans, mfn + 1) - 1;
    lus_lookup_at(&o->spans, where.entry, h->buf, &where.offset);
    h->domain = lus_host_domain(h, o->domid);
    h->rec.type = LUS_TYPE_MEM_OWNED;
    h->rec.instance = o->instance;
    lus_host_found(h, rule, peer, &where);
    h->domain = NULL;
}

/* Frames that xen#2 has taken for itself. */
static void check_list(struct lus_host *h, uint32_t rule, const struct lus_mfn_list *list, uint32_t *at, const struct lus_owner *o)
{
    if ( !list->runs )
        return;
    while ( *at < list->nr && list->runs[*at].mfn + list->runs[*at].count <= o->first )
        (*at)++;
    if ( *at < list->nr && list->runs[*at].mfn < o->end )
        report(h, rule, o, LUS_NO_DOMID, list->runs[*at].mfn > o->first ? list->runs[*at].mfn : o->first);
}

/* The run of each owner that reaches farthest so far: any run that begins before its end shares frames with it. */
static void check_overlap(struct lus_host *h, uint32_t *far, const struct lus_owner *o, uint64_t *far_end)
{
    if ( o->first < *far_end )
    {
        report(h, LUS_R_OWNED_TWICE, o, h->own.owner[*far].domid, o->first);
        report(h, LUS_R_OWNED_TWICE, &h->own.owner[*far], o->domid, o->first);
    }
    if ( o->end > *far_end )
    {
        *far_end = o->end;
        *far = (uint32_t)(o - h->own.owner);
    }
}

static LUS_NOINLINE void merge(struct lus_host *h)
{
    uint32_t at[3] = { 0, 0, 0 }, far = 0;
    const struct lus_owner *o;
    uint64_t far_end = 0;

    while ( (o = lus_owners_next(&h->own)) != NULL )
    {
        check_overlap(h, &far, o, &far_end);
        check_list(h, LUS_R_IN_BOOTMEM, &h->args->bootmem, &at[0], o);
        check_list(h, LUS_R_IN_IMAGE, &h->args->image, &at[1], o);
        check_list(h, LUS_R_IN_STREAM, &h->args->stream, &at[2], o);
        if ( o->end > h->max_page )
            report(h, LUS_R_FRAME_BEYOND, o, LUS_NO_DOMID, o->first > h->max_page ? o->first : h->max_page);
        lus_host_list_owner(h, o);
    }
}

/* assign_pages counts what goes on page_list (xen/common/page_alloc.c); the rest is not in tot_pages. */
static LUS_NOINLINE void count_frames(struct lus_host *h)
{
    uint32_t i;

    for ( i = 0; i < h->own.nr; i++ )
    {
        struct lus_host_domain *d = lus_host_domain(h, h->own.owner[i].domid);

        h->runs += h->own.owner[i].spans.nr;
        if ( d )
            d->owned_all += h->own.owner[i].frames;
        if ( d && h->own.owner[i].instance >> 16 == LUS_PAGE_ROLE_NORMAL )
            d->owned += h->own.owner[i].frames;
    }
}

int lus_host_frames(struct lus_host *h)
{
    uint32_t i;
    int rc = lus_host_lists_start(h);

    if ( rc || (rc = lus_host_m2p_start(h)) != 0 )
        return rc;
    if ( h->has_memory && h->max_page == ~0ull && h->s->header.arch == LUS_ARCH_X86 )
        lus_host_unprovable(h, LUS_R_FRAME_BEYOND);
    lus_owners_start(&h->own);
    for ( i = 0; i < h->own.nr; i++ )
    {
        const struct lus_owner *o = &h->own.owner[i];

        if ( o->i && !lus_host_domain(h, o->domid) )
            report(h, LUS_R_OWNER_UNKNOWN, o, o->domid, o->first);
    }
    merge(h);
    lus_host_lists_end(h);
    count_frames(h);
    return 0;
}

/* How many frames from mfn on are this owner's. */
static uint64_t owned_run(struct lus_host *h, const struct lus_owner *o, uint64_t mfn)
{
    uint32_t i = lus_lookup_find(&o->spans, mfn + 1);
    struct lus_frame_span span;

    if ( i == 0 )
        return 0;
    lus_decode_frame_span(lus_lookup_at(&o->spans, i - 1, h->buf, NULL), &span);
    return mfn < span.first + span.count ? span.first + span.count - mfn : 0;
}

static const struct lus_owner *owner_of(const struct lus_host *h, uint32_t instance)
{
    uint32_t i = lus_host_search(&h->own.owner->instance, sizeof(*h->own.owner), h->own.nr, instance);

    return i < h->own.nr && h->own.owner[i].instance == instance ? &h->own.owner[i] : NULL;
}

int lus_host_owns_as(struct lus_host *h, uint32_t domid, uint32_t role, uint64_t mfn)
{
    const struct lus_owner *o = owner_of(h, role << 16 | domid);

    return o && owned_run(h, o, mfn) != 0;
}

uint64_t lus_host_owned_from(struct lus_host *h, uint32_t domid, uint64_t mfn)
{
    uint64_t run = 0;
    uint32_t role;

    for ( role = 0; role < 4 && run == 0; role++ )
    {
        const struct lus_owner *o = owner_of(h, role << 16 | domid);

        if ( o )
            run = owned_run(h, o, mfn);
    }
    return run;
}

int lus_host_owns(struct lus_host *h, uint32_t domid, uint64_t mfn, uint64_t count)
{
    while ( count )
    {
        uint64_t run = lus_host_owned_from(h, domid, mfn);

        h->steps++;
        if ( run == 0 )
            return 0;
        if ( run >= count )
            return 1;
        mfn += run;
        count -= run;
    }
    return 1;
}

/* Where each frame is in one place there is one step for an extent, and one for each run. */
#define STEPS_EACH 16u

int lus_host_owns_extent(struct lus_host *h, uint32_t domid, uint64_t mfn, uint64_t count)
{
    h->extents++;
    return h->steps > STEPS_EACH * (h->runs + h->extents) ? -1 : lus_host_owns(h, domid, mfn, count);
}

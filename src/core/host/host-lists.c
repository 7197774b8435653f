/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The lists of the memory segment against owners and against each other: a frame is in at most one, but for bad frames in use (state.md
 * "Memory"; xen/common/page_alloc.c PGC_state). Each list is in frame order, as owners' runs come; and against what xen#2 has taken before
 * it reads them. spec/host.md [H-38]
 */
#include "host.h"

static const uint32_t list_types[LUS_HOST_LISTS] = { LUS_TYPE_MEM_KEEP, LUS_TYPE_MEM_BAD, LUS_TYPE_MEM_REUSE };

/* A bad frame that somebody uses may be in any list. */
static int counts(uint32_t list, const struct lus_host_list *l)
{
    return list != LUS_HOST_BAD || l->kind == LUS_BAD_STATE_OFFLINED || l->kind == LUS_BAD_STATE_BROKEN;
}

/* The next run that must be in no other list; first is ~0 after the last. */
static LUS_NOINLINE void step(struct lus_host *h, uint32_t list)
{
    struct lus_host_list *l = &h->lists[list];
    const struct lus_entry *e = l->runs.entry;

    while ( l->i < l->runs.nr )
    {
        const uint8_t *p = lus_lookup_at(&l->runs, l->i++, h->buf, &l->offset);

        l->first = lus_field_load(&e->fields[0], p, 0);
        l->end = l->first + lus_field_load(&e->fields[e->nr_fields - 1], p, 0);
        l->kind = (uint32_t)lus_field_load(&e->fields[1], p, 0);
        if ( l->all || counts(list, l) )
            return;
    }
    l->first = l->end = ~0ull;
}

/* Run @list is at, which shares a frame with something else. */
static LUS_NOINLINE void report(struct lus_host *h, uint32_t list, uint32_t rule, uint64_t mfn)
{
    struct lus_host_list *l = &h->lists[list];
    struct lus_where where = { .entry = l->i - 1, .field = 0, .offset = l->offset, .value = mfn };

    h->domain = NULL;
    h->rec.type = list_types[list];
    h->rec.instance = 0;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
}

int lus_host_lists_start(struct lus_host *h)
{
    uint32_t i;
    int rc;

    for ( i = 0; i < LUS_HOST_LISTS; i++ )
    {
        h->lists[i].i = 0;
        h->lists[i].runs.nr = 0;
        h->lists[i].first = h->lists[i].end = ~0ull;
        if ( lus_segment_find(h->s, LUS_SEGMENT_MEMORY, 0, &h->other_seg) || lus_find(&h->other_seg, list_types[i], 0, &h->other_rec) )
            continue;
        if ( (rc = lus_lookup_open(&h->lists[i].runs, &h->other_seg, &h->other_rec)) != 0 )
            return rc;
        step(h, i);
    }
    return 0;
}

LUS_NOINLINE void lus_host_list_owner(struct lus_host *h, const struct lus_owner *o)
{
    static const uint16_t rules[LUS_HOST_LISTS] = { LUS_R_KEPT_OWNED, LUS_R_BAD_IN_USE, LUS_R_REUSE_IN_USE };
    uint32_t i;

    for ( i = 0; i < LUS_HOST_LISTS; i++ )
    {
        struct lus_host_list *l = &h->lists[i];

        while ( l->end <= o->first )
            step(h, i);
        if ( l->first >= o->end )
            continue;
        report(h, i, rules[i], l->first > o->first ? l->first : o->first);
    }
}

/* Two lists, from their beginnings; of each run of the first the first that it meets. */
static LUS_NOINLINE void meet(struct lus_host *h, uint32_t a, uint32_t b, uint32_t rule)
{
    struct lus_host_list *x = &h->lists[a], *y = &h->lists[b];

    for ( x->i = y->i = 0, step(h, a), step(h, b); x->first != ~0ull; step(h, a) )
    {
        while ( y->end <= x->first )
            step(h, b);
        if ( y->first < x->end )
            report(h, a, rule, y->first > x->first ? y->first : x->first);
    }
}

/* Runs of any kind but one, 0 for none, that share a frame with what is in use before the memory segment is read. */
static LUS_NOINLINE void meet_taken(struct lus_host *h, uint32_t list, uint32_t but, uint32_t rule, const struct lus_mfn_list *taken)
{
    struct lus_host_list *l = &h->lists[list];
    uint32_t at = 0;

    if ( !taken->runs )
        return;
    l->all = 1;
    for ( l->i = 0, step(h, list); l->first != ~0ull; step(h, list) )
    {
        while ( at < taken->nr && taken->runs[at].mfn + taken->runs[at].count <= l->first )
            at++;
        if ( l->kind != but && at < taken->nr && taken->runs[at].mfn < l->end )
            report(h, list, rule, taken->runs[at].mfn > l->first ? taken->runs[at].mfn : l->first);
    }
    l->all = 0;
}

void lus_host_lists_end(struct lus_host *h)
{
    meet(h, LUS_HOST_REUSE, LUS_HOST_KEEP, LUS_R_REUSE_IN_USE);
    meet(h, LUS_HOST_REUSE, LUS_HOST_BAD, LUS_R_REUSE_IN_USE);
    meet(h, LUS_HOST_BAD, LUS_HOST_KEEP, LUS_R_BAD_IN_USE);
    meet_taken(h, LUS_HOST_KEEP, 0, LUS_R_KEPT_IN_BOOTMEM, &h->args->bootmem);
    meet_taken(h, LUS_HOST_KEEP, 0, LUS_R_KEPT_IN_IMAGE, &h->args->image);
    meet_taken(h, LUS_HOST_KEEP, LUS_KEEP_KIND_STREAM, LUS_R_KEPT_IN_STREAM, &h->args->stream);
    meet_taken(h, LUS_HOST_BAD, 0, LUS_R_BAD_IN_BOOTMEM, &h->args->bootmem);
    meet_taken(h, LUS_HOST_BAD, 0, LUS_R_BAD_IN_IMAGE, &h->args->image);
    meet_taken(h, LUS_HOST_REUSE, LUS_REUSE_KIND_BOOTMEM, LUS_R_REUSE_IN_BOOTMEM, &h->args->bootmem);
    meet_taken(h, LUS_HOST_REUSE, LUS_REUSE_KIND_BOOTMEM, LUS_R_REUSE_IN_IMAGE, &h->args->image);
    meet_taken(h, LUS_HOST_REUSE, 0, LUS_R_REUSE_IN_STREAM, &h->args->stream);
}

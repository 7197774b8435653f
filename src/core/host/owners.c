/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* All owners' runs merged in frame order through a heap: O(runs log owners). spec/host.md. */
#include "owners.h"
#include "lustream/records.h"

uint32_t lus_count_of(struct lus_stream *s, uint32_t type)
{
    struct lus_catalogue_entry e;
    uint32_t i, nr = 0;

    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
        if ( e.type == type )
            nr += e.count;
    return nr;
}

int lus_owners_gather(struct lus_owners *o, struct lus_segment *seg, struct lus_record *rec)
{
    int rc;

    while ( (rc = lus_next(seg, rec)) > 0 )
    {
        struct lus_owner *owner = &o->owner[o->nr];

        if ( rec->type != LUS_TYPE_MEM_OWNED || (rec->flags & LUS_RECORD_CHUNK) )
            continue;
        owner->offset = rec->offset;
        owner->instance = rec->instance;
        owner->domid = rec->instance & 0xffff;
        owner->i = 0;
        if ( (rc = lus_lookup_open(&owner->spans, seg, rec)) != 0 )
            return rc;
        o->nr++;
    }
    return rc;
}

/* The next run of an owner. Return: 0 if there is none. */
static int step(struct lus_owners *all, struct lus_owner *o)
{
    struct lus_frame_span span;

    if ( o->i == o->spans.nr )
        return 0;
    lus_decode_frame_span(lus_lookup_at(&o->spans, o->i++, all->buf, NULL), &span);
    o->first = span.first;
    o->end = span.first + span.count;
    o->frames += span.count;
    return 1;
}

static void sift_down(const struct lus_owners *o, uint32_t i)
{
    uint32_t *heap = o->heap, n = o->left, moved = heap[i];

    for ( ;; )
    {
        uint32_t child = 2 * i + 1;

        if ( child >= n )
            break;
        if ( child + 1 < n && o->owner[heap[child + 1]].first < o->owner[heap[child]].first )
            child++;
        if ( o->owner[heap[child]].first >= o->owner[moved].first )
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = moved;
}

void lus_owners_start(struct lus_owners *o)
{
    uint32_t i;

    o->left = 0;
    o->running = 0;
    for ( i = 0; i < o->nr; i++ )
        if ( step(o, &o->owner[i]) )
            o->heap[o->left++] = i;
    for ( i = o->left / 2; i--; )
        sift_down(o, i);
}

const struct lus_owner *lus_owners_next(struct lus_owners *o)
{
    if ( o->running && o->left )
    {
        if ( !step(o, &o->owner[o->heap[0]]) )
            o->heap[0] = o->heap[--o->left];
        sift_down(o, 0);
    }
    o->running = 1;
    return o->left ? &o->owner[o->heap[0]] : NULL;
}

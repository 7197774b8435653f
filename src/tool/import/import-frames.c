/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From the pfns of an image's PAGE_DATA records to frames and page types. What is said of a pfn last counts. */
#include <stdlib.h>
#include <string.h>

#include "import-image.h"

#define PFN(word) ((word) & ((1ull << 40) - 1))
#define TYPE(word) ((unsigned int)((word) >> 60))

enum { BROKEN = 13, XTAB = 15 };

/* Two neighbouring ascending runs to one, the later word after the earlier one where pfns are equal. */
static void merge(const uint64_t *from, size_t a, size_t b, size_t end, uint64_t *to)
{
    size_t i = a, k = b;

    while ( i < b || k < end )
        *to++ = i < b && (k == end || PFN(from[i]) <= PFN(from[k])) ? from[i++] : from[k++];
}

/* A natural merge sort: stable, and quick on what images are, few long runs. */
static void sort_pfns(struct image *img)
{
    uint64_t *from = img->pfns, *to = xmalloc(img->cap_pfns * sizeof(*to)), *swap;
    size_t nr = img->nr_pfns, runs;

    do
    {
        size_t a = 0;

        runs = 0;
        while ( a < nr )
        {
            size_t b = a + 1, end;

            while ( b < nr && PFN(from[b]) >= PFN(from[b - 1]) )
                b++;
            end = b < nr ? b + 1 : b;
            while ( end < nr && PFN(from[end]) >= PFN(from[end - 1]) )
                end++;
            merge(from, a, b, end, to + a);
            a = end;
            runs++;
        }
        swap = from;
        from = to;
        to = swap;
    } while ( runs > 1 );
    free(to);
    img->pfns = from;
}

/* Of words with one pfn the last one stays. */
static void drop_old(struct image *img)
{
    size_t i, out = 0;

    for ( i = 0; i < img->nr_pfns; i++ )
        if ( i + 1 == img->nr_pfns || PFN(img->pfns[i]) != PFN(img->pfns[i + 1]) )
            img->pfns[out++] = img->pfns[i];
    img->nr_pfns = out;
}

void image_settle_pfns(struct image *img)
{
    if ( img->ascending )
        return;
    sort_pfns(img);
    drop_old(img);
    img->ascending = 1;
}

static void put_frames(struct bag_record *rec, uint64_t first, uint64_t count)
{
    while ( count )
    {
        struct lus_gfn_span e = { .gfn = first, .count = count < 0xffffff ? (uint32_t)count : 0xffffff };
        uint8_t wire[LUS_SPAN_MAX];

        lus_encode_gfn_span(wire, &e);
        bag_tail(rec, wire, rec->info->entry->size);
        first += e.count;
        count -= e.count;
    }
}

static void put_types(struct bag_record *rec, uint64_t first, uint64_t count, unsigned int type)
{
    while ( count )
    {
        struct lus_page_type_span e = { .gfn = first, .type = (uint8_t)type, .count = count < 0xff ? (uint8_t)count : 0xff };
        uint8_t wire[LUS_SPAN_MAX];

        lus_encode_page_type_span(wire, &e);
        bag_tail(rec, wire, rec->info->entry->size);
        first += e.count;
        count -= e.count;
    }
}

int image_frames(struct image *img)
{
    struct bag_record *frames, *types;
    size_t i, n;

    if ( !img->seen_pages )
        return 0;
    image_settle_pfns(img);
    frames = bag_add(img->seg, LUS_TYPE_FRAMES, 1, 0);
    types = bag_add(img->seg, LUS_TYPE_PAGE_TYPES, 1, 0);
    for ( i = 0; i < img->nr_pfns; i += n )
    {
        uint64_t pfn = PFN(img->pfns[i]);
        unsigned int type = TYPE(img->pfns[i]);

        for ( n = 1; i + n < img->nr_pfns && PFN(img->pfns[i + n]) == pfn + n && TYPE(img->pfns[i + n]) == type; n++ )
            ;
        /* Restoring an image makes no memory for these two. */
        if ( type != BROKEN && type != XTAB )
            put_frames(frames, pfn, n);
        if ( type )
            put_types(types, pfn, n, type);
    }
    /* Without page tables the record would only repeat that a guest is HVM. */
    if ( types->tail_len == 0 && img->hvm )
        bag_remove(img->seg, types);
    return 0;
}

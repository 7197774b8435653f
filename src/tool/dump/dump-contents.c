/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --contents: pages of images that are page tables or descriptor tables in the stream. spec/programs.md [P-38]. */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "tool/import/import.h"

#define GDT_FRAMES 16u

struct page
{
    uint64_t gfn;
    uint8_t bytes[LUS_PAGE_SIZE];
};

/*
 * struct frames - of one domain
 * @types: its page types, if it has any
 * @gdt: frames of its descriptor tables, guest frames as far as they are known; @nr_gdt of them, some more than once
 * @pages: a tree of struct page, by gfn
 */
struct frames
{
    uint32_t domid;
    int has_types;
    struct lus_lookup types;
    uint64_t *gdt;
    size_t nr_gdt;
    void *pages;
    uint64_t nr;
};

struct contents
{
    struct frames *domain;
    uint32_t nr;
};

/* Of pages by their first member, too. */
static int compare_numbers(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static int is_table(const struct frames *f, uint64_t gfn)
{
    struct lus_page_type_span span;
    uint8_t buf[LUS_ENTRY_MAX];
    uint32_t i;

    if ( !f->has_types || (i = lus_lookup_find(&f->types, gfn + 1)) == 0 )
        return 0;
    lus_decode_page_type_span(lus_lookup_at(&f->types, i - 1, buf, NULL), &span);
    return gfn - span.gfn < span.count && span.type < LUS_PFINFO_BROKEN;
}

static int is_wanted(const struct frames *f, uint64_t gfn)
{
    return (f->nr_gdt && bsearch(&gfn, f->gdt, f->nr_gdt, sizeof(*f->gdt), compare_numbers)) || is_table(f, gfn);
}

/* What is said of a page last counts, that it has no contents too. */
static void keep_page(void *ctx, uint64_t pfn, unsigned int type, const uint8_t *bytes)
{
    struct frames *f = ctx;
    struct page *p;
    void **node;

    (void)type;
    if ( !is_wanted(f, pfn) )
        return;
    node = tfind(&pfn, &f->pages, compare_numbers);
    if ( node && bytes )
        memcpy((*(struct page **)node)->bytes, bytes, LUS_PAGE_SIZE);
    else if ( node )
    {
        p = *node;
        tdelete(&pfn, &f->pages, compare_numbers);
        free(p);
        f->nr--;
    }
    else if ( bytes )
    {
        p = xmalloc(sizeof(*p));
        p->gfn = pfn;
        memcpy(p->bytes, bytes, LUS_PAGE_SIZE);
        if ( tsearch(p, &f->pages, compare_numbers) )
            f->nr++;
        else
            /* It is then as if it had none: not provable. */
            free(p);
    }
}

static void add_gdt(struct frames *f, const struct lus_pv_vcpu *v)
{
    uint64_t nr = (v->gdt_ents + 511) / 512, i;

    f->gdt = xrealloc(f->gdt, (f->nr_gdt + GDT_FRAMES) * sizeof(*f->gdt));
    for ( i = 0; i < nr && i < GDT_FRAMES; i++ )
        f->gdt[f->nr_gdt++] = v->gdt_frames[i];
}

/* Contexts of a stream with machine frames name these; pages of an image are guest frames, and the P2M has them in that order. */
static void name_gdt(struct frames *f, struct lus_segment *seg)
{
    uint64_t *named = xmalloc((f->nr_gdt + 1) * sizeof(*named));
    struct lus_record rec;
    struct lus_extent e;
    struct lus_map map;
    size_t n = 0;

    if ( !lus_find(seg, LUS_TYPE_P2M, 0, &rec) && !lus_map_open(&map, seg, &rec) )
        while ( lus_map_next(&map, &e) > 0 )
        {
            size_t lo = 0, hi = f->nr_gdt;

            while ( lo < hi )
            {
                size_t mid = lo + (hi - lo) / 2;

                if ( f->gdt[mid] < e.mfn )
                    lo = mid + 1;
                else
                    hi = mid;
            }
            for ( ; lo < f->nr_gdt && f->gdt[lo] - e.mfn < e.count && n < f->nr_gdt; lo++ )
                named[n++] = e.gfn + (f->gdt[lo] - e.mfn);
        }
    free(f->gdt);
    f->gdt = named;
    f->nr_gdt = n;
}

/* Vcpus may share them. */
static void once_each(struct frames *f)
{
    size_t i, n = 0;

    if ( !f->nr_gdt )
        return;
    qsort(f->gdt, f->nr_gdt, sizeof(*f->gdt), compare_numbers);
    for ( i = 1; i < f->nr_gdt; i++ )
        if ( f->gdt[i] != f->gdt[n] )
            f->gdt[++n] = f->gdt[i];
    f->nr_gdt = n + 1;
}

/* What the stream says of the domain's tables. */
static void look_at(struct frames *f, struct lus_segment *seg)
{
    struct lus_segment start = *seg;
    struct lus_domain domain;
    struct lus_pv_vcpu v;
    struct lus_record rec;
    int mfns = 0;

    while ( lus_next(seg, &rec) > 0 )
    {
        if ( rec.flags & LUS_RECORD_CHUNK )
            continue;
        if ( rec.type == LUS_TYPE_DOMAIN )
        {
            lus_decode_domain(lus_fixed(seg->s, &rec), rec.revision, &domain);
            mfns = domain.frame_space == LUS_FRAME_SPACE_MFN;
        }
        if ( rec.type == LUS_TYPE_PAGE_TYPES )
            f->has_types = !lus_lookup_open(&f->types, seg, &rec);
        if ( rec.type == LUS_TYPE_PV_VCPU )
        {
            lus_decode_pv_vcpu(lus_fixed(seg->s, &rec), rec.revision, &v);
            add_gdt(f, &v);
        }
    }
    once_each(f);
    if ( mfns )
        name_gdt(f, &start);
}

static int load_image(struct frames *f, const char *path)
{
    struct import_options o = { .program = PROGRAM, .file = path, .next_domid = f->domid, .quiet = 1, .page = keep_page, .page_ctx = f };
    struct problem p = { 0 };
    struct input *in = input_open(path, &p);
    struct bag bag;

    bag_init(&bag);
    if ( in )
    {
        import_image(&bag, in, &o, &p);
        input_close(in);
    }
    bag_free(&bag);
    if ( p.code && p.offset != NO_OFFSET )
        message(path, "offset 0x%" PRIx64 ": %s", p.offset, p.text);
    else if ( p.code )
        message(path, "%s", p.text);
    return p.code;
}

/* The domain that is named, or the only one. Return: 0, or -1 if there is none, or more. */
static int find_domain(struct lus_stream *s, const struct contents_option *o, struct lus_segment *seg)
{
    struct lus_index_entry e;
    uint32_t i, nr = 0, domid = (uint32_t)o->domid;

    for ( i = 0; o->domid < 0 && !lus_index_at(s, i, &e); i++ )
        if ( e.kind == LUS_SEGMENT_DOMAIN )
        {
            domid = e.domid;
            nr++;
        }
    if ( o->domid < 0 && nr != 1 )
    {
        message(o->path, "the stream has %u domains: --contents DOMID=IMAGE says whose this is", nr);
        return -1;
    }
    if ( lus_segment_find(s, LUS_SEGMENT_DOMAIN, domid, seg) )
    {
        message(o->path, "domain %u is not in the stream", domid);
        return -1;
    }
    return 0;
}

static int load_one(struct contents *c, struct lus_stream *s, const struct contents_option *o)
{
    struct frames *f = &c->domain[c->nr];
    struct lus_segment seg;
    uint32_t i;

    if ( find_domain(s, o, &seg) )
        return EXIT_USAGE;
    for ( i = 0; i < c->nr; i++ )
        if ( c->domain[i].domid == seg.domid )
        {
            message(o->path, "--contents for domain %u comes twice", seg.domid);
            return EXIT_USAGE;
        }
    memset(f, 0, sizeof(*f));
    f->domid = seg.domid;
    c->nr++;
    look_at(f, &seg);
    return load_image(f, o->path);
}

int contents_load(struct contents **c, struct view *v, const struct options *o)
{
    const struct check_options *check = &o->check;
    uint32_t i;
    int rc = EXIT_GOOD;

    *c = NULL;
    if ( !check->nr_contents )
        return EXIT_GOOD;
    *c = xmalloc(sizeof(**c));
    (*c)->nr = 0;
    (*c)->domain = xmalloc(check->nr_contents * sizeof(*(*c)->domain));
    for ( i = 0; i < check->nr_contents && !rc; i++ )
        rc = load_one(*c, &v->stream, &check->contents[i]);
    if ( rc )
    {
        contents_free(*c);
        *c = NULL;
    }
    return rc;
}

void contents_free(struct contents *c)
{
    uint32_t i;

    if ( !c )
        return;
    for ( i = 0; i < c->nr; i++ )
    {
        tdestroy(c->domain[i].pages, free);
        free(c->domain[i].gdt);
    }
    free(c->domain);
    free(c);
}

uint64_t contents_pages(const struct contents *c)
{
    uint64_t nr = 0;
    uint32_t i;

    for ( i = 0; i < c->nr; i++ )
        nr += c->domain[i].nr;
    return nr;
}

int contents_read(const struct contents *c, uint32_t domid, uint64_t gfn, void *page)
{
    void *const *node;
    uint32_t i;

    for ( i = 0; i < c->nr && c->domain[i].domid != domid; i++ )
        ;
    if ( i == c->nr || (node = tfind(&gfn, &c->domain[i].pages, compare_numbers)) == NULL )
        return -1;
    memcpy(page, (*(struct page *const *)node)->bytes, LUS_PAGE_SIZE);
    return 0;
}

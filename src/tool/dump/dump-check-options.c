/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What --check is told beside the stream: lists of frames and of domids, images. spec/programs.md [P-17] [P-38]. */
#include <stdlib.h>
#include <string.h>

#include "dump.h"

#define MFN_MAX 0xffffffffffull

/* FIRST-LAST, or one frame. */
static int take_range(char *text, struct lus_mfn_run *run)
{
    char *dash = strchr(text, '-');
    uint64_t last;

    if ( dash )
        *dash = 0;
    if ( parse_number(text, MFN_MAX, &run->mfn) )
        return -1;
    last = run->mfn;
    if ( dash && (parse_number(dash + 1, MFN_MAX, &last) || last < run->mfn) )
        return -1;
    run->count = last - run->mfn + 1;
    return 0;
}

/* Calls @take for each part between commas; an empty one is for it to refuse. */
static int each_part(const char *text, int (*take)(void *ctx, char *part), void *ctx)
{
    char *copy = xmalloc(strlen(text) + 1), *part = copy, *comma;
    int rc;

    strcpy(copy, text);
    do
    {
        comma = strchr(part, ',');
        if ( comma )
            *comma = 0;
        rc = take(ctx, part);
        if ( comma )
            part = comma + 1;
    } while ( comma && !rc );
    free(copy);
    return rc;
}

static int add_range(void *ctx, char *part)
{
    struct frame_list *l = ctx;
    struct lus_mfn_run run;

    if ( take_range(part, &run) )
        return -1;
    l->runs = xrealloc(l->runs, (l->nr + 1) * sizeof(*l->runs));
    l->runs[l->nr++] = run;
    return 0;
}

static int add_domid(void *ctx, char *part)
{
    struct check_options *c = ctx;
    uint64_t domid;

    if ( parse_number(part, LUS_DOMID_MAX, &domid) )
        return -1;
    c->domids = xrealloc(c->domids, (c->nr_domids + 1) * sizeof(*c->domids));
    c->domids[c->nr_domids++] = (uint16_t)domid;
    return 0;
}

int check_add_frames(struct frame_list *l, const char *text)
{
    return each_part(text, add_range, l);
}

int check_add_domids(struct check_options *c, const char *text)
{
    return each_part(text, add_domid, c);
}

/* A name that begins with digits and = is meant as ./NAME. */
void check_add_contents(struct check_options *c, const char *text)
{
    struct contents_option *o;
    const char *equals = strchr(text, '=');
    char number[12];
    uint64_t domid;

    c->contents = xrealloc(c->contents, (c->nr_contents + 1) * sizeof(*c->contents));
    o = &c->contents[c->nr_contents++];
    *o = (struct contents_option){ .path = text, .domid = -1 };
    if ( !equals || (size_t)(equals - text) >= sizeof(number) )
        return;
    memcpy(number, text, (size_t)(equals - text));
    number[equals - text] = 0;
    if ( parse_number(number, LUS_DOMID_MAX, &domid) )
        return;
    o->path = equals + 1;
    o->domid = (int64_t)domid;
}

static int compare_runs(const void *a, const void *b)
{
    const struct lus_mfn_run *x = a, *y = b;

    return (x->mfn > y->mfn) - (x->mfn < y->mfn);
}

static int compare_domids(const void *a, const void *b)
{
    return *(const uint16_t *)a - *(const uint16_t *)b;
}

static void join(struct frame_list *l)
{
    uint32_t i, n = 0;

    if ( !l->nr )
        return;
    qsort(l->runs, l->nr, sizeof(*l->runs), compare_runs);
    for ( i = 1; i < l->nr; i++ )
    {
        struct lus_mfn_run *last = &l->runs[n], *r = &l->runs[i];

        if ( r->mfn > last->mfn + last->count )
            l->runs[++n] = *r;
        else if ( r->mfn + r->count > last->mfn + last->count )
            last->count = r->mfn + r->count - last->mfn;
    }
    l->nr = n + 1;
}

void check_ready(struct check_options *c)
{
    uint32_t i, n = 0;

    join(&c->bootmem);
    join(&c->image);
    join(&c->frames);
    if ( !c->nr_domids )
        return;
    qsort(c->domids, c->nr_domids, sizeof(*c->domids), compare_domids);
    for ( i = 1; i < c->nr_domids; i++ )
        if ( c->domids[i] != c->domids[n] )
            c->domids[++n] = c->domids[i];
    c->nr_domids = n + 1;
}

int check_has_options(const struct check_options *c)
{
    return c->bootmem.nr || c->image.nr || c->frames.nr || c->nr_domids || c->nr_contents;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The whole of a stream for people: verdict, header, catalogue, segments with a table of their records. */
#include <stdio.h>
#include <string.h>

#include "dump.h"

int filter_has(const struct filter *f, uint32_t value)
{
    size_t i;

    for ( i = 0; i < f->nr; i++ )
        if ( f->values[i] == value )
            return 1;
    return f->nr == 0;
}

int wants_segment(const struct options *o, const struct lus_index_entry *e)
{
    return o->domids.nr == 0 || (e->kind == LUS_SEGMENT_DOMAIN && filter_has(&o->domids, e->domid));
}

int wants_record(const struct options *o, const struct record *r)
{
    return filter_has(&o->types, r->head.type) && filter_has(&o->passes, r->pass) && filter_has(&o->instances, r->head.instance);
}

int has_filters(const struct options *o)
{
    return o->domids.nr || o->types.nr || o->passes.nr || o->instances.nr;
}

void line_add_verdict(struct line *l, const struct view *v)
{
    const struct lus_diag *d = &v->diag;

    if ( !d->error )
        line_add(l, v->header.partial ? "valid, partial" : "valid");
    else if ( v->code != EXIT_REFUSED )
        line_add(l, "corrupt: %s %s, at 0x%" PRIx64, lus_error_name(d->error), lus_strerror(d->error), d->offset);
    else if ( d->type )
        line_add(l, "cannot be taken: %s record type 0x%08x revision %" PRIu64, lus_error_name(d->error), d->type, d->value);
    else
        line_add(l, "cannot be taken: %s %s, format %u", lus_error_name(d->error), lus_strerror(d->error), v->header.format);
}

void show_verdict(const struct view *v)
{
    struct line l;

    line_clear(&l);
    line_add_verdict(&l, v);
    out_style(!v->diag.error ? STYLE_GOOD : v->code == EXIT_REFUSED ? STYLE_WARN : STYLE_BAD, l.text);
    out("\n");
}

static void add_version(struct line *l, unsigned int major, unsigned int minor, const char *extra)
{
    if ( !major && !minor )
    {
        line_add(l, "not said");
        return;
    }
    line_add(l, "Xen %u.%u", major, minor);
    line_add_safe(l, extra, 16, 1);
}

static void add_sources(struct line *l, uint32_t source)
{
    static const char *const names[] = { "hypervisor", "image", "capture", "toolstack", "text" };
    const char *sep = "";
    uint32_t i;

    for ( i = 0; i < 32; i++ )
        if ( source >> i & 1 )
        {
            if ( i < sizeof(names) / sizeof(names[0]) )
                line_add(l, "%s%s", sep, names[i]);
            else
                line_add(l, "%sbit %u", sep, i);
            sep = ", ";
        }
}

static void head_line(struct line *l, const char *label)
{
    line_clear(l);
    line_add(l, "  %-9s  ", label);
}

static void show_header(const struct view *v, const struct options *o)
{
    static const char *const archs[] = { NULL, "x86", "Arm 64", "Arm 32", "RISC-V 64" };
    const struct lus_header *h = &v->header;
    struct line l;

    out("\n");
    out_style(STYLE_HEAD, "header");
    out("\n");
    head_line(&l, "producer");
    add_version(&l, h->producer_major, h->producer_minor, h->producer_extra);
    line_out(&l, 13);
    head_line(&l, "profile");
    add_version(&l, h->profile_major, h->profile_minor, "");
    line_add(&l, ", features 0x%" PRIx64, h->features);
    line_out(&l, 13);
    head_line(&l, "updates");
    line_add(&l, "%u", h->updates);
    if ( h->updates )
    {
        line_add(&l, ", the hypervisor before: ");
        add_version(&l, h->previous_major, h->previous_minor, h->previous_extra);
    }
    line_out(&l, 13);
    head_line(&l, "state");
    line_add(&l, "%s, from: ", h->partial ? "partial" : "complete");
    add_sources(&l, h->source);
    line_out(&l, 13);
    head_line(&l, "form");
    line_add(&l, "format %u, ", h->format);
    if ( h->arch && h->arch < sizeof(archs) / sizeof(archs[0]) )
        line_add(&l, "%s", archs[h->arch]);
    else
        line_add(&l, "arch %u", h->arch);
    line_out(&l, 13);
    head_line(&l, "size");
    line_add(&l, "%" PRIu64 " bytes: front %u, segments %u, kinds of records %u", h->total_size, h->front_size, h->index_count,
             h->catalogue_count);
    line_out(&l, 13);
    if ( o->verbose )
        show_frame(v, 0, header_fields, o);
}

static void show_catalogue(const struct view *v, const struct options *o)
{
    uint64_t at;
    uint32_t i;

    out("\n");
    out_style(STYLE_HEAD, "catalogue");
    out("\n        type   rev       count  name\n");
    for ( i = 0; (at = view_catalogue_at(v, i)) != 0; i++ )
    {
        const struct lus_record_type *t = lus_record_type((uint32_t)view_load(v, at, 4));
        uint32_t revision = (uint32_t)view_load(v, at + 4, 2);

        out("  0x%08" PRIx64 " %5u %11" PRIu64 "  %s", view_load(v, at, 4), revision, view_load(v, at + 8, 4), t ? t->name : "");
        if ( !t || revision > t->revisions )
            out_style(STYLE_WARN, t ? " (revision not known)" : "(not known)");
        out("\n");
        if ( o->hex )
            show_frame(v, at, catalogue_fields, o);
    }
    if ( i < v->header.catalogue_count )
        out("  %u more are not shown\n", v->header.catalogue_count - i);
}

/* The index alone, where no segment can be reached. */
static void show_index(const struct view *v)
{
    char name[32];
    uint64_t at;
    uint32_t i;

    out("\n");
    out_style(STYLE_HEAD, "index");
    out("\n");
    for ( i = 0; (at = view_index_at(v, i)) != 0; i++ )
        out("  segment %u: %s, at 0x%" PRIx64 ", %" PRIu64 " bytes\n", i,
            segment_name((uint32_t)view_load(v, at, 2), (uint32_t)view_load(v, at + 4, 4), name), view_load(v, at + 8, 8),
            view_load(v, at + 16, 8));
    if ( i < v->header.index_count )
        out("  %u more are not shown\n", v->header.index_count - i);
}

static int offset_width(const struct view *v)
{
    int n = snprintf(NULL, 0, "0x%" PRIx64, v->header.total_size);

    return n < 8 ? 8 : n > 18 ? 18 : n;
}

static void show_segment_head(const struct walk *w, uint32_t i, const struct options *o)
{
    struct line l;
    char name[32];

    line_clear(&l);
    line_add(&l, "segment %u: %s, at 0x%" PRIx64 ", %" PRIu64 " bytes", i, segment_name(w->index.kind, w->index.domid, name),
             w->index.offset, w->index.size);
    if ( w->seg.used )
        line_add(&l, " (%" PRIu64 " used), records %u", w->seg.used, w->seg.count);
    out("\n");
    out_style(STYLE_HEAD, l.text);
    out("\n");
    if ( w->damaged )
    {
        out_style(STYLE_BAD, "  the CRC does not match: what follows may be wrong");
        out("\n");
    }
    if ( o->verbose && w->seg.used )
        show_frame(w->v, w->index.offset, segment_fields, o);
    else if ( w->seg.count )
        out("  %*s %9s  %-19s %3s %6s %4s  content\n", offset_width(w->v), "offset", "length", "type", "rev", "inst", "pass");
}

static void show_row(const struct view *v, const struct record *r)
{
    struct line l;
    char name[16], offset[24];

    snprintf(offset, sizeof(offset), "0x%" PRIx64, r->head.offset);
    line_clear(&l);
    line_add(&l, "  %*s %9" PRIu64 "  %-19s %3u %6u %4u  ", offset_width(v), offset, r->length, record_name(&r->head, name),
             r->head.revision, r->head.instance, r->pass);
    if ( r->whole )
        line_add_brief(&l, v, r);
    else
        line_add(&l, "not read to its end");
    line_out_cut(&l);
}

/* Why a walk ended early. */
static void show_stop(const struct walk *w)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "  here it ends: %s %s, at 0x%" PRIx64, lus_error_name(w->error), lus_strerror(w->error), w->error_at);
    out_style(STYLE_BAD, l.text);
    out("\n");
}

/* Return: 1 if it showed anything. */
static int show_segment(struct view *v, uint32_t i, const struct options *o)
{
    struct record r;
    struct walk w;
    int headed = 0;

    if ( view_segment(v, i, &w) )
    {
        if ( !wants_segment(o, &w.index) )
            return 0;
        show_segment_head(&w, i, o);
        show_stop(&w);
        return 1;
    }
    if ( wants_segment(o, &w.index) && !has_filters(o) )
    {
        show_segment_head(&w, i, o);
        headed = 1;
    }
    while ( view_record(&w, &r) )
    {
        if ( !wants_segment(o, &w.index) || !wants_record(o, &r) )
            continue;
        if ( !headed )
            show_segment_head(&w, i, o);
        headed = 1;
        if ( o->verbose )
            show_record(v, &r, o);
        else
            show_row(v, &r);
    }
    if ( !w.error || !wants_segment(o, &w.index) )
        return headed;
    if ( !headed )
        show_segment_head(&w, i, o);
    show_stop(&w);
    return 1;
}

void show_stream(struct view *v, const struct options *o)
{
    uint32_t i;
    int any = 0;

    show_verdict(v);
    if ( v->level == VIEW_NOTHING )
        return;
    if ( !has_filters(o) )
        show_header(v, o);
    if ( v->level >= VIEW_LISTS && !has_filters(o) )
        show_catalogue(v, o);
    if ( v->level == VIEW_SEGMENTS )
        for ( i = 0; i < v->header.index_count; i++ )
            any |= show_segment(v, i, o);
    else if ( v->level == VIEW_LISTS )
        show_index(v);
    if ( !any && v->level == VIEW_SEGMENTS && has_filters(o) )
        out("\nno record matches\n");
}

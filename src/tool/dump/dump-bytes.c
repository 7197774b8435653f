/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The byte map: every byte of the input, in order, once: "offset length what". */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "dump.h"

/*
 * struct map - the map so far
 * @at: the first byte that no line told of yet
 * @where: what the next pieces belong to
 */
struct map
{
    struct view *v;
    uint64_t at;
    struct line where;
};

static void __attribute__((format(printf, 3, 4))) piece(struct map *m, uint64_t len, const char *format, ...)
{
    char what[256];
    va_list ap;

    if ( m->at >= m->v->src.size || len == 0 )
        return;
    va_start(ap, format);
    vsnprintf(what, sizeof(what), format, ap);
    va_end(ap);
    if ( len > m->v->src.size - m->at )
    {
        len = m->v->src.size - m->at;
        out("0x%08" PRIx64 " %10" PRIu64 " %s %s, cut\n", m->at, len, m->where.text, what);
    }
    else
        out("0x%08" PRIx64 " %10" PRIu64 " %s %s\n", m->at, len, m->where.text, what);
    m->at += len;
}

static void __attribute__((format(printf, 2, 3))) set_where(struct map *m, const char *format, ...)
{
    char text[256];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    line_clear(&m->where);
    line_add(&m->where, "%s", text);
}

static void frame(struct map *m, const struct frame_field *fields)
{
    for ( ; fields->name; fields++ )
        piece(m, fields->size, "%s", fields->name);
}

static void field(struct map *m, const struct lus_field *f, const char *prefix)
{
    uint32_t size = lus_wire_size(f->wire);

    if ( f->wire == LUS_WIRE_RESERVED )
        piece(m, f->count, "%s%s, reserved", prefix, f->name);
    else if ( f->count == 1 || f->wire == LUS_WIRE_BYTES )
        piece(m, f->count * size, "%s%s", prefix, f->name);
    else
        piece(m, f->count * size, "%s%s[0..%u]", prefix, f->name, f->count - 1);
}

static void front(struct map *m)
{
    struct view *v = m->v;
    uint32_t i;

    set_where(m, "header");
    frame(m, header_fields);
    if ( v->level < VIEW_LISTS || v->header.catalogue_offset != m->at )
        return;
    for ( i = 0; view_catalogue_at(v, i); i++ )
    {
        set_where(m, "catalogue %u", i);
        frame(m, catalogue_fields);
    }
    for ( i = 0; v->header.index_offset == m->at - (uint64_t)i * LUS_INDEX_ENTRY && view_index_at(v, i); i++ )
    {
        set_where(m, "index %u", i);
        frame(m, index_fields);
    }
    set_where(m, "front");
    if ( v->level == VIEW_SEGMENTS )
        piece(m, v->header.front_size - m->at, "padding");
}

static void map_blocks(struct map *m, const struct record *r, struct piece *p, struct blocks *b)
{
    uint64_t end = p->at + p->len;

    while ( m->at < end && view_block(m->v, r, b) )
    {
        piece(m, 8, "block %u word0", b->index - 1);
        piece(m, 8, "block %u word1", b->index - 1);
        if ( b->mode != MAP_RUN )
            piece(m, 4 * b->n, "block %u mfn[0..%u]", b->index - 1, b->n - 1);
        if ( b->mode == MAP_EXTENTS )
            piece(m, 2 * b->n, "block %u count[0..%u]", b->index - 1, b->n - 1);
        piece(m, b->pad, "block %u padding", b->index - 1);
    }
}

static void table_entries(struct map *m, const struct record *r, struct piece *p, uint32_t *index)
{
    const struct lus_entry *t = r->head.info->entry;
    uint64_t end = p->at + p->len;
    uint32_t i;

    /* Where the input is cut in the fixed part, m->at stays before the table. */
    for ( ; m->at >= p->at && m->at + t->size <= end; (*index)++ )
    {
        char prefix[32];

        snprintf(prefix, sizeof(prefix), "entry %u ", *index);
        for ( i = 0; i < t->nr_fields; i++ )
            field(m, &t->fields[i], prefix);
    }
}

/* What of a piece has no better name. */
static void rest(struct map *m, const struct piece *p, const char *what)
{
    if ( p->at + p->len > m->at )
        piece(m, p->at + p->len - m->at, "%s", what);
}

static void record(struct map *m, const struct walk *w, const struct record *r)
{
    const struct lus_record_type *t = r->head.info;
    struct blocks b = { 0 };
    struct piece p = { 0 };
    char segment[32], name[16];
    uint32_t index = 0, i;

    while ( view_piece(m->v, r, &p) )
    {
        set_where(m, "%s%s, %s %u,", segment_name(w->index.kind, w->index.domid, segment), w->damaged ? " (not verified)" : "",
                  record_name(&r->head, name), r->head.instance);
        frame(m, record_fields);
        for ( i = 0; t && p.index == 1 && i < t->nr_fields; i++ )
            if ( t->fields[i].since <= r->head.revision )
                field(m, &t->fields[i], "");
        if ( t && t->entry )
            table_entries(m, r, &p, &index);
        else if ( t && t->tail == LUS_TAIL_MAP )
            map_blocks(m, r, &p, &b);
        rest(m, &p, t && t->tail == LUS_TAIL_BLOB ? "blob" : t ? "cannot be read" : "body of an unknown type or revision");
        piece(m, (8 - (p.body & 7)) & 7, "padding");
    }
}

static void segment(struct map *m, uint32_t i)
{
    struct record r;
    struct walk w;
    char name[32];
    int walked = !view_segment(m->v, i, &w);
    const char *state = w.damaged ? " (not verified)" : "";

    set_where(m, "%s%s", segment_name(w.index.kind, w.index.domid, name), state);
    if ( walked )
        frame(m, segment_fields);
    while ( walked && view_record(&w, &r) )
        record(m, &w, &r);
    set_where(m, "%s%s", segment_name(w.index.kind, w.index.domid, name), state);
    if ( w.error )
        piece(m, w.index.offset + w.index.size - m->at, "not read: %s", lus_error_name(w.error));
    else
        piece(m, w.index.size - w.seg.used, "padding");
}

void show_bytes(struct view *v)
{
    struct map m = { .v = v };
    uint32_t i;

    if ( v->level > VIEW_NOTHING )
        front(&m);
    if ( v->level == VIEW_SEGMENTS )
        for ( i = 0; i < v->header.index_count; i++ )
            segment(&m, i);
    set_where(&m, "not read:");
    piece(&m, v->src.size - m.at, "%s", lus_error_name(v->diag.error));
}

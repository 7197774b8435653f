/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A record field by field, and the parts outside records. */
#include <string.h>

#include "dump.h"

/* The descriptions count from the fixed part; here bytes of one field alone are looked at. */
static uint64_t load_element(const struct lus_field *f, const uint8_t *p, uint32_t i)
{
    struct lus_field alone = *f;

    alone.offset = 0;
    return lus_field_load(&alone, p, i);
}

static void show_reserved(const struct options *o, uint64_t at, const struct lus_field *f, const uint8_t *p)
{
    struct line l;
    uint32_t i, zero = 1;

    for ( i = 0; i < f->count; i++ )
        zero &= p[i] == 0;
    line_clear(&l);
    line_add(&l, "%s = ", f->name);
    if ( zero )
        line_add(&l, "0");
    else
        line_add_hex(&l, p, f->count);
    line_add(&l, " (%u reserved bytes)", f->count);
    show_item(o, at, p, f->count, &l);
}

static void show_bytes_field(const struct view *v, const struct options *o, uint64_t at, const struct lus_field *f,
                             const uint8_t *p)
{
    struct line l;
    uint32_t i;

    line_clear(&l);
    line_add(&l, "%s = ", f->name);
    if ( f->unit == LUS_UNIT_UUID && f->count == 16 )
        for ( i = 0; i < 16; i++ )
            line_add(&l, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", p[i]);
    else if ( f->unit == LUS_UNIT_TEXT )
    {
        line_add(&l, "\"");
        line_add_safe(&l, p, f->count, 1);
        line_add(&l, "\"");
    }
    else if ( f->count <= 16 )
        line_add_hex(&l, p, f->count);
    else
    {
        out("    %s = %u bytes\n", f->name, f->count);
        show_hex(v, at, f->count, o->hex);
        return;
    }
    show_item(o, at, p, f->count, &l);
}

/* Runs of equal elements are one line. */
static void show_array(const struct options *o, uint64_t at, const struct lus_field *f, const uint8_t *p)
{
    uint32_t size = lus_wire_size(f->wire), i, next;
    struct line l;

    for ( i = 0; i < f->count; i = next )
    {
        uint64_t value = load_element(f, p, i);

        for ( next = i + 1; next < f->count && load_element(f, p, next) == value; next++ )
            continue;
        line_clear(&l);
        if ( f->count == 1 )
            line_add(&l, "%s = ", f->name);
        else if ( next == i + 1 )
            line_add(&l, "%s[%u] = ", f->name, i);
        else
            line_add(&l, "%s[%u..%u] = ", f->name, i, next - 1);
        line_add_value(&l, f, value, 1);
        show_item(o, at + i * size, p + i * size, size, &l);
    }
}

static void show_fixed(const struct view *v, const struct record *r, const struct options *o)
{
    const struct lus_record_type *t = r->head.info;
    uint8_t buf[LUS_FIXED_MAX];
    uint32_t i;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];
        uint32_t len = f->count * lus_wire_size(f->wire);
        uint64_t at = r->head.offset + LUS_RECORD_HEADER + f->offset;
        const uint8_t *p;

        if ( f->since > r->head.revision )
            continue;
        if ( !record_shows(v, r, at, len) || (p = view_bytes(v, at, len, buf)) == NULL )
            return;
        if ( f->wire == LUS_WIRE_RESERVED )
            show_reserved(o, at, f, p);
        else if ( f->wire == LUS_WIRE_BYTES )
            show_bytes_field(v, o, at, f, p);
        else
            show_array(o, at, f, p);
    }
}

static void add_flags(struct line *l, uint32_t flags)
{
    static const char *const names[] = { "more", "chunk", "safe-to-copy" };
    uint32_t i;

    line_add(l, ", flags 0x%x", flags);
    for ( i = 0; i < 3; i++ )
        if ( flags >> i & 1 )
            line_add(l, " %s", names[i]);
}

static void show_record_head(const struct record *r)
{
    struct line l;
    char name[16];

    line_clear(&l);
    line_add(&l, "  %s", record_name(&r->head, name));
    if ( lus_record_type(r->head.type) )
        line_add(&l, " (0x%08x)", r->head.type);
    line_add(&l, " revision %u instance %u, pass %u, at 0x%" PRIx64 ", %" PRIu64 " bytes", r->head.revision, r->head.instance,
             r->pass, r->head.offset, r->length);
    if ( r->chunks > 1 )
        line_add(&l, " in %u chunks", r->chunks);
    if ( r->head.flags )
        add_flags(&l, r->head.flags);
    if ( l.len > COLUMNS )
        line_out(&l, 4);
    else
    {
        out_style(STYLE_HEAD, l.text);
        out("\n");
    }
}

/* The headers of a record's chunks: with -x only, as nothing in them is not said in the line above. */
static void show_chunk_heads(const struct view *v, const struct record *r, const struct options *o)
{
    struct piece p = { 0 };

    while ( o->hex && view_piece(v, r, &p) )
        if ( record_shows(v, r, p.header, LUS_RECORD_HEADER) )
            show_frame(v, p.header, record_fields, o);
}

void show_record(const struct view *v, const struct record *r, const struct options *o)
{
    uint64_t zeros = (8 - (r->head.length & 7)) & 7;
    struct piece p = { 0 };

    show_record_head(r);
    show_chunk_heads(v, r, o);
    if ( r->head.info )
    {
        show_fixed(v, r, o);
        show_tail(v, r, o);
    }
    else
    {
        out("    %s of which this build knows no fields; its bytes:\n",
            lus_record_type(r->head.type) ? "revision" : "type");
        while ( view_piece(v, r, &p) )
            if ( record_shows(v, r, p.at, 0) )
                show_hex(v, p.at, p.len, o->hex);
    }
    if ( zeros && r->whole && o->hex )
        out("    0x%06" PRIx64 "  %" PRIu64 " bytes of padding\n", r->end - zeros, zeros);
    if ( !r->whole )
    {
        out_style(STYLE_BAD, "    not read to its end");
        out("\n");
    }
}

void line_add_frame(struct line *l, const struct frame_field *f, const uint8_t *p)
{
    uint64_t value = 0;
    uint32_t i, zero = 1;

    for ( i = 0; i < f->size; i++ )
        zero &= p[i] == 0;
    for ( i = f->size; i > 0 && f->size <= 8; i-- )
        value = value << 8 | p[i - 1];
    if ( f->kind == FRAME_TEXT )
    {
        line_add(l, "\"");
        line_add_safe(l, p, f->size, 1);
        line_add(l, "\"");
    }
    else if ( f->kind == FRAME_ZERO && zero )
        line_add(l, "0 (%u reserved bytes)", f->size);
    else if ( f->kind == FRAME_ZERO )
        line_add_hex(l, p, f->size);
    else
        line_add(l, f->kind == FRAME_HEX ? "0x%" PRIx64 : "%" PRIu64, value);
}

void show_frame(const struct view *v, uint64_t at, const struct frame_field *fields, const struct options *o)
{
    uint8_t buf[LUS_HEADER_SIZE];
    struct line l;

    for ( ; fields->name; fields++ )
    {
        const uint8_t *p = view_bytes(v, at + fields->offset, fields->size, buf);

        if ( !p )
            return;
        line_clear(&l);
        line_add(&l, "%s = ", fields->name);
        line_add_frame(&l, fields, p);
        show_item(o, at + fields->offset, p, fields->size, &l);
    }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tails of records to be shown: chunks, entries, blocks and extents of maps; and the layout of what is outside records. */
#include <stdio.h>
#include <string.h>

#include "view.h"

int view_piece(const struct view *v, const struct record *r, struct piece *p)
{
    uint64_t there;
    uint32_t fixed = 0;

    if ( p->index == r->chunks )
        return 0;
    if ( p->index == 0 )
    {
        p->header = r->head.offset;
        fixed = r->fixed;
    }
    else
        p->header += LUS_RECORD_HEADER + ((p->body + 7) & ~7u);
    p->body = (uint32_t)view_load(v, p->header + 12, 4);
    p->at = p->header + LUS_RECORD_HEADER + fixed;
    p->len = p->body - fixed;
    there = p->at < v->src.size ? v->src.size - p->at : 0;
    if ( p->len > there )
        p->len = (uint32_t)there;
    p->index++;
    return 1;
}

const uint8_t *view_entry(const struct view *v, const struct record *r, struct entries *e)
{
    uint32_t size = r->head.info->entry->size;

    while ( e->piece.index == 0 || e->piece.len - e->next < size )
    {
        if ( !view_piece(v, r, &e->piece) )
            return NULL;
        e->next = 0;
    }
    e->at = e->piece.at + e->next;
    if ( !record_shows(v, r, e->at, size) )
        return NULL;
    e->next += size;
    e->index++;
    return view_bytes(v, e->at, size, e->buf);
}

int view_block(const struct view *v, const struct record *r, struct blocks *b)
{
    uint64_t w0, w1, room;

    while ( b->piece.index == 0 || b->piece.len == b->next )
    {
        if ( !view_piece(v, r, &b->piece) )
            return 0;
        b->next = 0;
    }
    b->at = b->piece.at + b->next;
    room = b->piece.len - b->next;
    if ( room < 16 || !record_shows(v, r, b->at, 16) )
        return 0;
    w0 = view_load(v, b->at, 8);
    w1 = view_load(v, b->at + 8, 8);
    b->gfn = w0 & ((1ull << 40) - 1);
    b->attribute = (uint32_t)(w0 >> 40) & 0xff;
    b->mode = (uint32_t)(w0 >> 48);
    b->base = w1 & ((1ull << 40) - 1);
    b->n = (uint32_t)(w1 >> 40) + 1;
    b->i = 0;
    if ( b->mode > MAP_WORDS || (b->mode != MAP_RUN && b->n > LUS_BODY_MAX / 4) )
        return 0;
    b->array = b->mode == MAP_RUN ? 0 : b->mode == MAP_EXTENTS ? 6 * b->n : 4 * b->n;
    b->pad = (8 - (b->array & 7)) & 7;
    if ( b->array + b->pad > room - 16 )
        return 0;
    b->words = v->src.base ? v->src.base + b->at + 16 : NULL;
    b->next += 16 + b->array + b->pad;
    b->index++;
    return 1;
}

/* The mfn of element @i of a block with arrays. Maps are most of a big stream: bytes in one piece are not looked up singly. */
static uint64_t mfn_at(const struct view *v, const struct blocks *b, uint32_t i)
{
    const uint8_t *p;

    if ( !b->words )
        return b->base + view_load(v, b->at + 16 + 4ull * i, 4);
    p = b->words + 4ull * i;
    return b->base + ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

int view_extent(const struct view *v, const struct record *r, struct blocks *b, struct lus_extent *e)
{
    uint32_t first;

    if ( b->i == b->n && !view_block(v, r, b) )
    {
        /* A block that cannot be read ends the map: it must not be taken for one with elements left. */
        b->i = b->n;
        return 0;
    }
    first = b->i;
    e->gfn = b->gfn;
    e->attribute = b->attribute;
    e->mfn = b->base;
    e->count = b->n;
    if ( b->mode == MAP_RUN )
        b->i = b->n;
    else
    {
        e->mfn = mfn_at(v, b, b->i++);
        e->count = 1;
    }
    if ( b->mode == MAP_EXTENTS )
        e->count += (uint32_t)view_load(v, b->at + 16 + 4ull * b->n + 2ull * first, 2);
    while ( b->mode == MAP_WORDS && b->i < b->n && mfn_at(v, b, b->i) == e->mfn + (b->i - first) )
    {
        b->i++;
        e->count++;
    }
    b->gfn += e->count;
    return 1;
}

const char *record_name(const struct lus_record *rec, char buf[16])
{
    const struct lus_record_type *t = lus_record_type(rec->type);

    if ( t )
        return t->name;
    snprintf(buf, 16, "0x%08x", rec->type);
    return buf;
}

const struct frame_field header_fields[] = {
    { "magic", 0, 8, FRAME_TEXT }, { "header_crc", 8, 4, FRAME_HEX }, { "header_size", 12, 4, FRAME_DEC },
    { "format", 16, 2, FRAME_DEC }, { "arch", 18, 2, FRAME_DEC }, { "page_shift", 20, 1, FRAME_DEC },
    { "completeness", 21, 1, FRAME_DEC }, { "reserved", 22, 2, FRAME_ZERO }, { "total_size", 24, 8, FRAME_DEC },
    { "catalogue_offset", 32, 8, FRAME_HEX }, { "catalogue_count", 40, 4, FRAME_DEC }, { "front_crc", 44, 4, FRAME_HEX },
    { "index_offset", 48, 8, FRAME_HEX }, { "index_count", 56, 4, FRAME_DEC }, { "front_size", 60, 4, FRAME_DEC },
    { "source", 64, 4, FRAME_HEX }, { "reserved", 68, 4, FRAME_ZERO }, { "producer_major", 72, 2, FRAME_DEC },
    { "producer_minor", 74, 2, FRAME_DEC }, { "updates", 76, 4, FRAME_DEC }, { "producer_extra", 80, 16, FRAME_TEXT },
    { "previous_major", 96, 2, FRAME_DEC }, { "previous_minor", 98, 2, FRAME_DEC }, { "reserved", 100, 4, FRAME_ZERO },
    { "previous_extra", 104, 16, FRAME_TEXT }, { "profile_major", 120, 2, FRAME_DEC }, { "profile_minor", 122, 2, FRAME_DEC },
    { "reserved", 124, 4, FRAME_ZERO }, { "features", 128, 8, FRAME_HEX }, { "reserved", 136, 120, FRAME_ZERO }, { NULL, 0, 0, 0 }
};

const struct frame_field catalogue_fields[] = {
    { "type", 0, 4, FRAME_HEX }, { "revision", 4, 2, FRAME_DEC }, { "reserved", 6, 2, FRAME_ZERO }, { "count", 8, 4, FRAME_DEC },
    { "reserved", 12, 4, FRAME_ZERO }, { NULL, 0, 0, 0 }
};

const struct frame_field index_fields[] = {
    { "kind", 0, 2, FRAME_DEC }, { "reserved", 2, 2, FRAME_ZERO }, { "domid", 4, 4, FRAME_DEC }, { "offset", 8, 8, FRAME_HEX },
    { "size", 16, 8, FRAME_DEC }, { NULL, 0, 0, 0 }
};

const struct frame_field segment_fields[] = {
    { "magic", 0, 4, FRAME_TEXT }, { "crc", 4, 4, FRAME_HEX }, { "kind", 8, 2, FRAME_DEC }, { "reserved", 10, 2, FRAME_ZERO },
    { "domid", 12, 4, FRAME_DEC }, { "size", 16, 8, FRAME_DEC }, { "used", 24, 8, FRAME_DEC }, { "pass0", 32, 8, FRAME_HEX },
    { "pass1", 40, 8, FRAME_HEX }, { "pass2", 48, 8, FRAME_HEX }, { "count", 56, 4, FRAME_DEC },
    { "reserved", 60, 4, FRAME_ZERO }, { NULL, 0, 0, 0 }
};

const struct frame_field record_fields[] = {
    { "type", 0, 4, FRAME_HEX }, { "revision", 4, 2, FRAME_DEC }, { "flags", 6, 2, FRAME_HEX }, { "instance", 8, 4, FRAME_DEC },
    { "length", 12, 4, FRAME_DEC }, { NULL, 0, 0, 0 }
};

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The bytes of a source, whether in one piece or in pages. */
#include "source.h"

LUS_COLD int lus_all_zero(const uint8_t *p, uint64_t n)
{
    for ( ; n >= 8; p += 8, n -= 8 )
        if ( lus_ld64(p) )
            return 0;
    while ( n )
        if ( p[--n] )
            return 0;
    return 1;
}

LUS_COLD const uint8_t *lus_source_longest(const struct lus_source *src, uint64_t offset, uint64_t *len)
{
    uint64_t at, room;

    if ( src->base )
        return src->base + offset;
    /* Nothing at the very end lies in a page that there isn't. */
    if ( !*len )
        return NULL;
    at = src->skew + offset;
    room = LUS_PAGE_SIZE - (at & (LUS_PAGE_SIZE - 1));
    if ( *len > room )
        *len = room;
    return src->pages[at >> LUS_PAGE_SHIFT] + (at & (LUS_PAGE_SIZE - 1));
}

LUS_COLD const uint8_t *lus_source_piece(const struct lus_source *src, uint64_t offset, uint64_t len)
{
    uint64_t got = len;
    const uint8_t *p = lus_source_longest(src, offset, &got);

    return got == len ? p : NULL;
}

LUS_COLD const uint8_t *lus_source_bytes(const struct lus_source *src, uint64_t offset, uint32_t len, void *buf)
{
    const uint8_t *p = lus_source_piece(src, offset, len);
    uint8_t *to = buf;
    uint64_t got;

    if ( p )
        return p;
    for ( ; len; len -= (uint32_t)got, offset += got, to += got )
    {
        got = len;
        p = lus_source_longest(src, offset, &got);
        memcpy(to, p, (size_t)got);
    }
    return buf;
}

LUS_COLD uint32_t lus_source_crc(const struct lus_source *src, unsigned int cpu, uint32_t crc, uint64_t offset, uint64_t len)
{
    uint64_t got;

    for ( ; len; len -= got, offset += got )
    {
        const uint8_t *p;

        got = len;
        p = lus_source_longest(src, offset, &got);
        crc = lus_crc32c(cpu, crc, p, (size_t)got);
    }
    return crc;
}

LUS_COLD int lus_source_is_zero(const struct lus_source *src, uint64_t offset, uint64_t len)
{
    uint64_t got;

    for ( ; len; len -= got, offset += got )
    {
        const uint8_t *p;

        got = len;
        p = lus_source_longest(src, offset, &got);
        if ( !lus_all_zero(p, got) )
            return 0;
    }
    return 1;
}

LUS_COLD int lus_fail(struct lus_stream *s, int error, uint64_t offset, uint64_t value)
{
    if ( !s->diag.error )
    {
        s->diag.error = error;
        s->diag.offset = offset;
        s->diag.value = value;
        s->diag.field = LUS_NO_FIELD;
        s->diag.entry = LUS_NO_ENTRY;
    }
    return -error;
}

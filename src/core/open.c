/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The front of a stream: header, catalogue, index. spec/stream.md sections 2 to 5. */
#include "source.h"

static LUS_COLD void load_history(struct lus_header *h, const uint8_t *p)
{
    h->producer_major = (uint16_t)lus_ld16(p + 72);
    h->producer_minor = (uint16_t)lus_ld16(p + 74);
    h->updates = lus_ld32(p + 76);
    memcpy(h->producer_extra, p + 80, sizeof(h->producer_extra));
    h->previous_major = (uint16_t)lus_ld16(p + 96);
    h->previous_minor = (uint16_t)lus_ld16(p + 98);
    memcpy(h->previous_extra, p + 104, sizeof(h->previous_extra));
    h->profile_major = (uint16_t)lus_ld16(p + 120);
    h->profile_minor = (uint16_t)lus_ld16(p + 122);
    h->features = lus_ld64(p + 128);
}

static LUS_COLD void load_header(struct lus_header *h, const uint8_t *p)
{
    h->format = (uint16_t)lus_ld16(p + 16);
    h->arch = (uint16_t)lus_ld16(p + 18);
    h->page_shift = p[20];
    h->partial = p[21];
    h->total_size = lus_ld64(p + 24);
    h->catalogue_offset = lus_ld64(p + 32);
    h->catalogue_count = lus_ld32(p + 40);
    h->front_crc = lus_ld32(p + 44);
    h->index_offset = lus_ld64(p + 48);
    h->index_count = lus_ld32(p + 56);
    h->front_size = lus_ld32(p + 60);
    h->source = lus_ld32(p + 64);
    load_history(h, p);
}

/* Printable up to the first zero, zero after it. */
static LUS_COLD int text_is_good(const uint8_t *text)
{
    unsigned int i, ended = 0;

    for ( i = 0; i < 16; i++ )
    {
        uint8_t c = text[i];

        if ( c == 0 )
            ended = 1;
        else if ( ended || c < 0x20 || c > 0x7e )
            return 0;
    }
    return 1;
}

LUS_COLD uint32_t lus_header_bad(const uint8_t *p)
{
    uint32_t partial = p[21], source = lus_ld32(p + 64), updates = lus_ld32(p + 76);

    if ( lus_ld16(p + 18) < LUS_ARCH_X86 || lus_ld16(p + 18) > LUS_ARCH_RISCV64 )
        return 18;
    if ( p[20] != LUS_PAGE_SHIFT )
        return 20;
    if ( partial > 1 )
        return 21;
    if ( !lus_is_zero(p + 22, 2) )
        return 22;
    if ( lus_ld64(p + 24) > LUS_STREAM_MAX )
        return 24;
    if ( lus_ld32(p + 40) > LUS_CATALOGUE_MAX )
        return 40;
    if ( lus_ld32(p + 56) > LUS_SEGMENTS_MAX )
        return 56;
    if ( source > 31 || source == 0 || (!partial && source != 1) )
        return 64;
    if ( !lus_is_zero(p + 68, 4) )
        return 68;
    if ( !text_is_good(p + 80) )
        return 80;
    if ( !updates && !lus_is_zero(p + 96, 4) )
        return 96;
    if ( !lus_is_zero(p + 100, 4) )
        return 100;
    if ( !text_is_good(p + 104) || (!updates && !lus_is_zero(p + 104, 16)) )
        return 104;
    if ( !lus_is_zero(p + 124, 4) )
        return 124;
    if ( !lus_is_zero(p + 128, 8) )
        return 128;
    return lus_is_zero(p + 136, 120) ? 0 : 136;
}

static LUS_COLD int check_layout(struct lus_stream *s)
{
    const struct lus_header *h = &s->header;
    uint64_t index_at = LUS_HEADER_SIZE + (uint64_t)h->catalogue_count * LUS_CATALOGUE_ENTRY;
    uint64_t end = index_at + (uint64_t)h->index_count * LUS_INDEX_ENTRY;
    uint64_t front = (end + LUS_PAGE_SIZE - 1) & ~(uint64_t)(LUS_PAGE_SIZE - 1);

    if ( h->catalogue_offset != LUS_HEADER_SIZE )
        return lus_fail(s, LUS_E_LAYOUT, 32, h->catalogue_offset);
    if ( h->index_offset != index_at )
        return lus_fail(s, LUS_E_LAYOUT, 48, h->index_offset);
    if ( h->front_size != front )
        return lus_fail(s, LUS_E_LAYOUT, 60, h->front_size);
    if ( h->total_size < front || (h->total_size & (LUS_PAGE_SIZE - 1)) )
        return lus_fail(s, LUS_E_LAYOUT, 24, h->total_size);
    if ( s->src.size < h->front_size )
        return lus_fail(s, LUS_E_TRUNCATED, s->src.size, h->total_size);
    if ( lus_source_crc(&s->src, s->cpu, 0, LUS_HEADER_SIZE, front - LUS_HEADER_SIZE) != h->front_crc )
        return lus_fail(s, LUS_E_FRONT_CRC, LUS_HEADER_SIZE, h->front_crc);
    if ( !lus_source_is_zero(&s->src, end, front - end) )
        return lus_fail(s, LUS_E_PADDING, end, 0);
    return 0;
}

static LUS_COLD int check_catalogue(struct lus_stream *s)
{
    uint32_t i;
    uint64_t last = 0;

    for ( i = 0; i < s->header.catalogue_count; i++ )
    {
        uint8_t buf[LUS_CATALOGUE_ENTRY];
        uint64_t at = s->header.catalogue_offset + (uint64_t)i * LUS_CATALOGUE_ENTRY;
        const uint8_t *p = lus_source_bytes(&s->src, at, LUS_CATALOGUE_ENTRY, buf);
        uint64_t key = (uint64_t)lus_ld32(p) << 16 | lus_ld16(p + 4);

        if ( (i && key <= last) || !lus_ld32(p) || !lus_ld16(p + 4) || !lus_is_zero(p + 6, 2) || !lus_ld32(p + 8) ||
             !lus_is_zero(p + 12, 4) )
            return lus_fail(s, LUS_E_CATALOGUE, at, lus_ld32(p));
        last = key;
    }
    return 0;
}

/* S-6, S-7, S-17. */
static LUS_COLD int check_index(struct lus_stream *s)
{
    uint64_t at = s->header.front_size, last = 0, have = 0;
    uint32_t i;

    for ( i = 0; i < s->header.index_count; i++ )
    {
        uint8_t buf[LUS_INDEX_ENTRY];
        uint64_t where = s->header.index_offset + (uint64_t)i * LUS_INDEX_ENTRY;
        const uint8_t *p = lus_source_bytes(&s->src, where, LUS_INDEX_ENTRY, buf);
        uint64_t kind = lus_ld16(p), domid = lus_ld32(p + 4), size = lus_ld64(p + 16);
        uint64_t key = kind << 32 | domid;

        if ( kind < LUS_SEGMENT_SYSTEM || kind > LUS_SEGMENT_DOMAIN || !lus_is_zero(p + 2, 2) || (i && key <= last) ||
             domid > (kind == LUS_SEGMENT_DOMAIN ? LUS_DOMID_MAX : 0) )
            return lus_fail(s, LUS_E_SEGMENT, where, key);
        if ( size < LUS_PAGE_SIZE || (size & (LUS_PAGE_SIZE - 1)) || size > s->header.total_size - at )
            return lus_fail(s, LUS_E_SEGMENT, where + 16, size);
        if ( lus_ld64(p + 8) != at )
            return lus_fail(s, LUS_E_LAYOUT, where + 8, lus_ld64(p + 8));
        at += size;
        last = key;
        have |= 1ull << kind;
    }
    if ( at != s->header.total_size )
        return lus_fail(s, LUS_E_LAYOUT, 24, s->header.total_size);
    if ( !s->header.partial && (have & 6) != 6 )
        return lus_fail(s, LUS_E_SEGMENT, s->header.index_offset, have);
    return 0;
}

LUS_COLD int lus_open(struct lus_stream *s, const struct lus_source *src, void *scratch, unsigned int cpu)
{
    static const uint8_t magic[8] = { 'L', 'U', 'S', 'T', 'R', 'E', 'A', 'M' };
    static const uint8_t zero[4] = { 0, 0, 0, 0 };
    const uint8_t *p;
    uint32_t crc, bad;
    int rc;

    memset(s, 0, sizeof(*s));
    s->src = *src;
    s->scratch = scratch;
    s->cpu = cpu;
    if ( !src->base && (!src->pages || !scratch || src->skew >= LUS_PAGE_SIZE) )
        return lus_fail(s, LUS_E_ARGUMENT, 0, 0);
    if ( src->size < LUS_HEADER_SIZE )
        return lus_fail(s, LUS_E_TRUNCATED, src->size, LUS_HEADER_SIZE);
    p = lus_source_bytes(src, 0, LUS_HEADER_SIZE, scratch);
    if ( memcmp(p, magic, sizeof(magic)) )
        return lus_fail(s, LUS_E_MAGIC, 0, lus_ld64(p));
    if ( lus_ld32(p + 12) != LUS_HEADER_SIZE )
        return lus_fail(s, LUS_E_HEADER, 12, lus_ld32(p + 12));
    crc = lus_crc32c(cpu, 0, p, 8);
    crc = lus_crc32c(cpu, crc, zero, 4);
    crc = lus_crc32c(cpu, crc, p + 12, LUS_HEADER_SIZE - 12);
    if ( crc != lus_ld32(p + 8) )
        return lus_fail(s, LUS_E_HEADER_CRC, 8, lus_ld32(p + 8));
    load_header(&s->header, p);
    if ( s->header.format != LUS_FORMAT )
        return lus_fail(s, LUS_E_FORMAT, 16, s->header.format);
    if ( (bad = lus_header_bad(p)) != 0 )
        return lus_fail(s, LUS_E_HEADER, bad, 0);
    if ( (rc = check_layout(s)) != 0 || (rc = check_catalogue(s)) != 0 || (rc = check_index(s)) != 0 )
        return rc;
    if ( src->size < s->header.total_size )
        return lus_fail(s, LUS_E_TRUNCATED, src->size, s->header.total_size);
    if ( src->size > s->header.total_size )
        return lus_fail(s, LUS_E_TRAILING, s->header.total_size, src->size);
    return 0;
}

/* Entry @i of a list of @count at @list, if it is in the source: a stream of a later format is only known by what its header says. */
static const uint8_t *list_entry(const struct lus_stream *s, uint64_t list, uint32_t count, uint32_t i, uint32_t size, void *buf)
{
    uint64_t skip = (uint64_t)i * size;

    if ( i >= count || list > s->src.size || s->src.size - list < skip || s->src.size - list - skip < size )
        return NULL;
    return lus_source_bytes(&s->src, list + skip, size, buf);
}

LUS_COLD int lus_catalogue_at(struct lus_stream *s, uint32_t i, struct lus_catalogue_entry *e)
{
    uint8_t buf[LUS_CATALOGUE_ENTRY];
    const uint8_t *p = list_entry(s, s->header.catalogue_offset, s->header.catalogue_count, i, LUS_CATALOGUE_ENTRY, buf);

    if ( !p )
        return -LUS_E_ARGUMENT;
    e->type = lus_ld32(p);
    e->revision = (uint16_t)lus_ld16(p + 4);
    e->count = lus_ld32(p + 8);
    return 0;
}

LUS_COLD int lus_index_at(struct lus_stream *s, uint32_t i, struct lus_index_entry *e)
{
    uint8_t buf[LUS_INDEX_ENTRY];
    const uint8_t *p = list_entry(s, s->header.index_offset, s->header.index_count, i, LUS_INDEX_ENTRY, buf);

    if ( !p )
        return -LUS_E_ARGUMENT;
    e->kind = (uint16_t)lus_ld16(p);
    e->domid = lus_ld32(p + 4);
    e->offset = lus_ld64(p + 8);
    e->size = lus_ld64(p + 16);
    return 0;
}

LUS_COLD int lus_acceptable(struct lus_stream *s)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
    {
        const struct lus_record_type *t = lus_record_type(e.type);
        int error = !t ? LUS_E_UNKNOWN_TYPE : e.revision > t->revisions ? LUS_E_UNKNOWN_REVISION : 0;

        if ( !error || (e.type & LUS_TYPE_OPTIONAL) )
            continue;
        if ( !s->diag.error )
            s->diag.type = e.type;
        return lus_fail(s, error, s->header.catalogue_offset + (uint64_t)i * LUS_CATALOGUE_ENTRY, e.revision);
    }
    return 0;
}

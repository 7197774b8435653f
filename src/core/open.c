/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The front of a stream: header, catalogue, index. spec/stream.md sections 2 to 5. */
#include "source.h"

/* Where each field of the header is on the wire and in the struct. One of more than 8 bytes is a text. */
#define FIELD(at, member) { at, sizeof(((struct lus_header *)0)->member), offsetof(struct lus_header, member) }
static const struct { uint8_t at, size, to; } fields[] = {
    FIELD(16, format), FIELD(18, arch), FIELD(20, page_shift), FIELD(21, partial), FIELD(24, total_size), FIELD(32, catalogue_offset),
    FIELD(40, catalogue_count), FIELD(44, front_crc), FIELD(48, index_offset), FIELD(56, index_count), FIELD(60, front_size),
    FIELD(64, source), FIELD(72, producer_major), FIELD(74, producer_minor), FIELD(76, updates), FIELD(80, producer_extra),
    FIELD(96, previous_major), FIELD(98, previous_minor), FIELD(104, previous_extra), FIELD(120, profile_major),
    FIELD(122, profile_minor), FIELD(128, features),
};

static LUS_COLD void load_header(struct lus_header *h, const uint8_t *p)
{
    unsigned int i, k;

    for ( i = 0; i < LUS_NR_OF(fields); i++ )
    {
        unsigned int size = fields[i].size;

        for ( k = 0; k < size; k++ )
            ((uint8_t *)h)[fields[i].to + (LUS_LITTLE_ENDIAN || size > 8 ? k : size - 1 - k)] = p[fields[i].at + k];
    }
}

/* Printable up to the first zero, zero after it. */
static int text_is_good(const uint8_t *text)
{
    unsigned int i, ended = 0;

    for ( i = 0; i < 16; i++ )
    {
        ended |= !text[i];
        if ( ended ? text[i] != 0 : text[i] < 0x20 || text[i] > 0x7e )
            return 0;
    }
    return 1;
}

enum rule { ANY, TEXT = 1, UPDATED = 2, WHOLE = 4 };

/* What each field must be, in the order of offsets: @min to @max; or a text; zero where there was no update; 1 where nothing is absent. */
static const struct { uint64_t max; uint8_t at, size, min, rule; } rules[] = {
    { LUS_ARCH_RISCV64, 18, 2, LUS_ARCH_X86, ANY }, { LUS_PAGE_SHIFT, 20, 1, LUS_PAGE_SHIFT, ANY }, { 1, 21, 1, 0, ANY },
    { 0, 22, 2, 0, ANY }, { LUS_STREAM_MAX, 24, 8, 0, ANY }, { LUS_CATALOGUE_MAX, 40, 4, 0, ANY }, { LUS_SEGMENTS_MAX, 56, 4, 0, ANY },
    { 31, 64, 4, 1, WHOLE }, { 0, 68, 4, 0, ANY }, { 0, 80, 16, 0, TEXT }, { 0, 96, 4, 0, UPDATED }, { 0, 100, 4, 0, ANY },
    { 0, 104, 16, 0, TEXT | UPDATED }, { 0, 124, 4, 0, ANY }, { 0, 136, 120, 0, ANY },
};

LUS_COLD uint32_t lus_header_bad(const uint8_t *p)
{
    unsigned int i, k;

    for ( i = 0; i < LUS_NR_OF(rules); i++ )
    {
        const uint8_t *field = p + rules[i].at;
        uint64_t value = 0, max = rules[i].max;
        unsigned int rule = rules[i].rule;

        if ( (rule & TEXT) && !text_is_good(field) )
            return rules[i].at;
        /* Where there was an update, what it left may be anything; and a text was looked at. */
        if ( rule & UPDATED ? lus_ld32(p + 76) != 0 : rule & TEXT )
            continue;
        /* Of one longer than 8 bytes only whether it is zero counts. */
        for ( k = rules[i].size; k--; )
            value = (rules[i].size > 8 ? value : value << 8) | field[k];
        if ( (rule & WHOLE) && !p[21] )
            max = 1;
        if ( value < rules[i].min || value > max )
            return rules[i].at;
    }
    return 0;
}

static LUS_COLD int check_layout(struct lus_stream *s)
{
    const struct lus_header *h = &s->header;
    uint64_t index_at = LUS_HEADER_SIZE + (uint64_t)h->catalogue_count * LUS_CATALOGUE_ENTRY;
    uint64_t end = index_at + (uint64_t)h->index_count * LUS_INDEX_ENTRY;
    uint64_t front = (end + LUS_PAGE_SIZE - 1) & ~(uint64_t)(LUS_PAGE_SIZE - 1), at, value;
    int error = LUS_E_LAYOUT;

    if ( (value = h->catalogue_offset) != LUS_HEADER_SIZE )
        at = 32;
    else if ( (value = h->index_offset) != index_at )
        at = 48;
    else if ( (value = h->front_size) != front )
        at = 60;
    else if ( (value = h->total_size) < front || (value & (LUS_PAGE_SIZE - 1)) )
        at = 24;
    else if ( (at = s->src.size) < front )
        error = LUS_E_TRUNCATED;
    else if ( at = LUS_HEADER_SIZE, lus_source_crc(&s->src, s->cpu, 0, at, front - at) != (value = h->front_crc) )
        error = LUS_E_FRONT_CRC;
    else if ( value = 0, !lus_source_is_zero(&s->src, at = end, front - end) )
        error = LUS_E_PADDING;
    else
        return 0;
    return lus_fail(s, error, at, value);
}

/* Entry @i of the index or the catalogue, if it is in the source: a stream of a later format is only known by what its header says. */
static LUS_COLD const uint8_t *list_entry(const struct lus_stream *s, int index, uint32_t i, uint64_t *at, void *buf)
{
    const struct lus_header *h = &s->header;
    uint64_t list = index ? h->index_offset : h->catalogue_offset;
    uint32_t size = index ? LUS_INDEX_ENTRY : LUS_CATALOGUE_ENTRY;
    uint64_t need = ((uint64_t)i + 1) * size;

    *at = list + need - size;
    if ( i >= (index ? h->index_count : h->catalogue_count) || list > s->src.size || s->src.size - list < need )
        return NULL;
    return lus_source_bytes(&s->src, *at, size, buf);
}

static LUS_COLD int check_catalogue(struct lus_stream *s)
{
    uint8_t buf[LUS_CATALOGUE_ENTRY];
    uint64_t at, last = 0;
    const uint8_t *p;
    uint32_t i;

    for ( i = 0; (p = list_entry(s, 0, i, &at, buf)) != NULL; i++ )
    {
        uint32_t type = lus_ld32(p), revision = lus_ld16(p + 4);
        uint64_t key = (uint64_t)type << 16 | revision;

        /* No key is 0, as a type is not. */
        if ( key <= last || !type || !revision || lus_ld16(p + 6) || !lus_ld32(p + 8) || lus_ld32(p + 12) )
            return lus_fail(s, LUS_E_CATALOGUE, at, type);
        last = key;
    }
    return 0;
}

/* S-6, S-7, S-17. */
static LUS_COLD int check_index(struct lus_stream *s)
{
    const struct lus_header *h = &s->header;
    uint64_t at = h->front_size, last = 0, where, value;
    uint8_t buf[LUS_INDEX_ENTRY];
    uint32_t i, have = 0;
    const uint8_t *p;
    int error = LUS_E_SEGMENT;

    for ( i = 0; (p = list_entry(s, 1, i, &where, buf)) != NULL; i++ )
    {
        uint32_t kind = lus_ld16(p), domid = lus_ld32(p + 4);
        uint64_t size = lus_ld64(p + 16);

        /* No key is 0, as a kind is not. */
        value = (uint64_t)kind << 32 | domid;
        if ( kind - LUS_SEGMENT_SYSTEM > LUS_SEGMENT_DOMAIN - LUS_SEGMENT_SYSTEM || lus_ld16(p + 2) || value <= last ||
             domid > (kind == LUS_SEGMENT_DOMAIN ? LUS_DOMID_MAX : 0) )
            goto refuse;
        last = value;
        have |= 1u << kind;
        where += 16;
        value = size;
        if ( !size || (size & (LUS_PAGE_SIZE - 1)) || size > h->total_size - at )
            goto refuse;
        where -= 8;
        value = lus_ld64(p + 8);
        if ( value != at )
            goto layout;
        at += size;
    }
    where = 24;
    value = h->total_size;
    if ( at != value )
        goto layout;
    if ( h->partial || (have & 6) == 6 )
        return 0;
    where = h->index_offset;
    value = have;
    goto refuse;

 layout:
    error = LUS_E_LAYOUT;
 refuse:
    return lus_fail(s, error, where, value);
}

static int check_front(struct lus_stream *s, const uint8_t *p)
{
    uint64_t at = 0, value;
    uint32_t crc;
    int error = LUS_E_MAGIC;

    value = lus_ld64(p);
    if ( memcmp(p, "LUSTREAM", 8) )
        goto refuse;
    at = 12;
    value = lus_ld32(p + 12);
    error = LUS_E_HEADER;
    if ( value != LUS_HEADER_SIZE )
        goto refuse;
    crc = lus_crc32c(s->cpu, 0, p, 8);
    crc = lus_crc32c(s->cpu, crc, "\0\0\0", 4);
    crc = lus_crc32c(s->cpu, crc, p + 12, LUS_HEADER_SIZE - 12);
    at = 8;
    value = lus_ld32(p + 8);
    error = LUS_E_HEADER_CRC;
    if ( crc != value )
        goto refuse;
    load_header(&s->header, p);
    at = 16;
    value = s->header.format;
    error = LUS_E_FORMAT;
    if ( value != LUS_FORMAT )
        goto refuse;
    at = lus_header_bad(p);
    if ( at == 0 )
        return 0;
    value = 0;
    error = LUS_E_HEADER;
 refuse:
    return lus_fail(s, error, at, value);
}

LUS_COLD int lus_open(struct lus_stream *s, const struct lus_source *src, void *scratch, unsigned int cpu)
{
    uint64_t total;
    int rc;

    memset(s, 0, sizeof(*s));
    s->src = *src;
    s->scratch = scratch;
    s->cpu = cpu;
    if ( !src->base && (!src->pages || !scratch || src->skew >= LUS_PAGE_SIZE) )
        return lus_fail(s, LUS_E_ARGUMENT, 0, 0);
    if ( src->size < LUS_HEADER_SIZE )
        return lus_fail(s, LUS_E_TRUNCATED, src->size, LUS_HEADER_SIZE);
    if ( (rc = check_front(s, lus_source_bytes(src, 0, LUS_HEADER_SIZE, scratch))) != 0 || (rc = check_layout(s)) != 0 ||
         (rc = check_catalogue(s)) != 0 || (rc = check_index(s)) != 0 )
        return rc;
    total = s->header.total_size;
    if ( src->size < total )
        return lus_fail(s, LUS_E_TRUNCATED, src->size, total);
    return src->size > total ? lus_fail(s, LUS_E_TRAILING, total, src->size) : 0;
}

LUS_COLD int lus_catalogue_at(struct lus_stream *s, uint32_t i, struct lus_catalogue_entry *e)
{
    uint8_t buf[LUS_CATALOGUE_ENTRY];
    uint64_t at;
    const uint8_t *p = list_entry(s, 0, i, &at, buf);

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
    uint64_t at;
    const uint8_t *p = list_entry(s, 1, i, &at, buf);

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

    if ( !lus_features_known(s->header.features) )
        return lus_fail(s, LUS_E_FEATURE, 128, s->header.features);
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

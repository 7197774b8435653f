/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Sealing: the front of a stream out of finished segments. spec/stream.md sections 2 to 5. */
#include "source.h"
#include "lustream/writer.h"

/* The catalogue while it grows, sorted, in the front's own memory. */
struct catalogue
{
    uint8_t *at;
    uint32_t nr;
    uint32_t max;
    uint32_t arch;              /* of the stream */
    uint32_t last;              /* where the entry before was found: records of one type follow each other */
};

static uint64_t key_at(const struct catalogue *c, uint32_t i)
{
    const uint8_t *p = c->at + i * LUS_CATALOGUE_ENTRY;

    return (uint64_t)lus_ld32(p) << 16 | lus_ld16(p + 4);
}

/* S-47, for types that readers know. An architecture that there is not is refused with the header. */
static int arch_fits(const struct catalogue *c, uint32_t type, uint32_t revision)
{
    const struct lus_record_type *t = lus_record_type(type);

    return !t || revision > t->revisions || c->arch - 1 > LUS_ARCH_RISCV64 - 1u || lus_type_in_arch(type, c->arch);
}

static int insert(struct catalogue *c, uint32_t i, uint64_t key)
{
    uint8_t *p = c->at + i * LUS_CATALOGUE_ENTRY;

    if ( !arch_fits(c, (uint32_t)(key >> 16), (uint32_t)key & 0xffff) )
        return LUS_E_SCOPE;
    if ( c->nr == c->max )
        return c->nr == LUS_CATALOGUE_MAX ? LUS_E_OVERFLOW : LUS_E_NO_SPACE;
    memmove(p + LUS_CATALOGUE_ENTRY, p, (size_t)(c->nr - i) * LUS_CATALOGUE_ENTRY);
    memset(p, 0, LUS_CATALOGUE_ENTRY);
    lus_st32(p, (uint32_t)(key >> 16));
    lus_st16(p + 4, (uint32_t)key & 0xffff);
    c->nr++;
    return 0;
}

static int count_record(struct catalogue *c, uint32_t type, uint32_t revision)
{
    uint64_t key = (uint64_t)type << 16 | revision;
    uint32_t lo = 0, hi = c->nr;
    uint8_t *p;
    int error;

    if ( type == 0 || revision == 0 )
        return LUS_E_TYPE;
    if ( c->nr && key_at(c, c->last) == key )
        lo = hi = c->last;
    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( key_at(c, mid) < key )
            lo = mid + 1;
        else
            hi = mid;
    }
    if ( (lo == c->nr || key_at(c, lo) != key) && (error = insert(c, lo, key)) != 0 )
        return error;
    p = c->at + lo * LUS_CATALOGUE_ENTRY + 8;
    if ( lus_ld32(p) == 0xffffffffu )
        return LUS_E_OVERFLOW;
    lus_st32(p, lus_ld32(p) + 1);
    c->last = lo;
    return 0;
}

static void part_source(struct lus_source *src, const struct lus_part *part)
{
    if ( part->bytes )
        lus_source_flat(src, part->bytes, part->size);
    else
        lus_source_pages(src, part->pages, 0, part->size);
}

/* Counts a part's records. Their headers only: whether they are good is for who checks the stream. */
static LUS_NOINLINE int count_part(struct catalogue *c, const struct lus_part *part, uint64_t *offset)
{
    uint8_t buf[LUS_SEGMENT_HEADER];
    struct lus_source src;
    const uint8_t *p;
    uint64_t pos = LUS_SEGMENT_HEADER, used;
    int error;

    part_source(&src, part);
    *offset = 0;
    if ( part->size < LUS_PAGE_SIZE || (part->size & (LUS_PAGE_SIZE - 1)) )
        return LUS_E_ARGUMENT;
    p = lus_source_bytes(&src, 0, LUS_SEGMENT_HEADER, buf);
    used = lus_ld64(p + 24);
    if ( memcmp(p, "LSEG", 4) || lus_ld64(p + 16) != part->size || used > part->size )
        return LUS_E_SEGMENT;
    while ( pos < used )
    {
        *offset = pos;
        if ( used - pos < LUS_RECORD_HEADER )
            return LUS_E_LENGTH;
        p = lus_source_bytes(&src, pos, LUS_RECORD_HEADER, buf);
        if ( (error = count_record(c, lus_ld32(p), lus_ld16(p + 4))) != 0 )
            return error;
        pos += LUS_RECORD_HEADER + (((uint64_t)lus_ld32(p + 12) + 7) & ~7ull);
    }
    return pos == used ? 0 : LUS_E_LENGTH;
}

static LUS_NOINLINE int put_index(uint8_t *p, uint64_t at, const struct lus_part *parts, uint32_t nr, uint32_t partial,
                                  uint64_t *total)
{
    uint64_t last = 0;
    uint32_t i, have = 0;

    for ( i = 0; i < nr; i++, p += LUS_INDEX_ENTRY )
    {
        uint8_t buf[LUS_SEGMENT_HEADER];
        struct lus_source src;
        const uint8_t *h;
        uint32_t kind, domid;
        uint64_t key;

        part_source(&src, &parts[i]);
        h = lus_source_bytes(&src, 0, LUS_SEGMENT_HEADER, buf);
        kind = lus_ld16(h + 8);
        domid = lus_ld32(h + 12);
        key = (uint64_t)kind << 32 | domid;
        if ( kind < LUS_SEGMENT_SYSTEM || kind > LUS_SEGMENT_DOMAIN || domid > (kind == LUS_SEGMENT_DOMAIN ? LUS_DOMID_MAX : 0) )
            return LUS_E_SEGMENT;
        if ( i && key <= last )
            return LUS_E_ORDER;
        last = key;
        have |= 1u << kind;
        lus_st32(p, kind);
        lus_st32(p + 4, domid);
        lus_st64(p + 8, at);
        lus_st64(p + 16, parts[i].size);
        if ( parts[i].size > LUS_STREAM_MAX - at )
            return LUS_E_OVERFLOW;
        at += parts[i].size;
    }
    *total = at;
    return !partial && (have & 6) != 6 ? LUS_E_SEGMENT : 0;
}

static void put_header(uint8_t *p, const struct lus_header *h)
{
    memset(p, 0, LUS_HEADER_SIZE);
    lus_st32(p + 12, LUS_HEADER_SIZE);
    lus_st16(p + 16, LUS_FORMAT);
    lus_st16(p + 18, h->arch);
    p[20] = LUS_PAGE_SHIFT;
    p[21] = h->partial;
    lus_st64(p + 32, LUS_HEADER_SIZE);
    lus_st32(p + 64, h->source);
    lus_st16(p + 72, h->producer_major);
    lus_st16(p + 74, h->producer_minor);
    lus_st32(p + 76, h->updates);
    memcpy(p + 80, h->producer_extra, sizeof(h->producer_extra));
    lus_st16(p + 96, h->previous_major);
    lus_st16(p + 98, h->previous_minor);
    memcpy(p + 104, h->previous_extra, sizeof(h->previous_extra));
    lus_st16(p + 120, h->profile_major);
    lus_st16(p + 122, h->profile_minor);
    lus_st64(p + 128, h->features);
}

void lus_unseal(void *front)
{
    memset(front, 0, 8);
    LUS_BARRIER();
}

uint64_t lus_front_size(uint32_t catalogue_count, uint32_t segments)
{
    uint64_t n = LUS_HEADER_SIZE + (uint64_t)catalogue_count * LUS_CATALOGUE_ENTRY + (uint64_t)segments * LUS_INDEX_ENTRY;

    if ( catalogue_count > LUS_CATALOGUE_MAX || segments > LUS_SEGMENTS_MAX )
        return 0;
    return (n + LUS_PAGE_SIZE - 1) & ~(uint64_t)(LUS_PAGE_SIZE - 1);
}

static int seal_fail(struct lus_diag *diag, int error, uint64_t offset, uint64_t part)
{
    if ( diag && !diag->error )
    {
        diag->error = error;
        diag->offset = offset;
        diag->value = part;
        diag->field = LUS_NO_FIELD;
        diag->entry = LUS_NO_ENTRY;
    }
    return -error;
}

/* Counts all records into the catalogue behind the header. */
static LUS_NOINLINE int make_catalogue(struct catalogue *c, uint8_t *front, uint64_t cap, const struct lus_part *parts,
                                       uint32_t nr, struct lus_diag *diag)
{
    uint64_t room = (cap - LUS_HEADER_SIZE - (uint64_t)nr * LUS_INDEX_ENTRY) / LUS_CATALOGUE_ENTRY, offset;
    uint32_t i;
    int error;

    c->at = front + LUS_HEADER_SIZE;
    c->nr = 0;
    c->last = 0;
    c->max = room < LUS_CATALOGUE_MAX ? (uint32_t)room : LUS_CATALOGUE_MAX;
    for ( i = 0; i < nr; i++ )
        if ( (error = count_part(c, &parts[i], &offset)) != 0 )
            return seal_fail(diag, error, offset, i);
    return 0;
}

int lus_seal(void *front, uint64_t cap, const struct lus_header *info, const struct lus_part *parts, uint32_t nr,
             uint64_t *front_size, unsigned int cpu, struct lus_diag *diag)
{
    uint64_t index_at, used, total;
    struct catalogue c;
    uint8_t *p = front;
    uint32_t bad;
    int rc;

    /* First of all: an older stream may lie here, sealed. */
    if ( cap >= 8 )
        lus_unseal(p);
    if ( nr > LUS_SEGMENTS_MAX || cap < LUS_HEADER_SIZE + (uint64_t)nr * LUS_INDEX_ENTRY )
        return seal_fail(diag, nr > LUS_SEGMENTS_MAX ? LUS_E_ARGUMENT : LUS_E_NO_SPACE, 0, 0);
    c.arch = info->arch;
    if ( (rc = make_catalogue(&c, p, cap, parts, nr, diag)) != 0 )
        return rc;
    index_at = LUS_HEADER_SIZE + (uint64_t)c.nr * LUS_CATALOGUE_ENTRY;
    *front_size = lus_front_size(c.nr, nr);
    if ( *front_size > cap )
        return seal_fail(diag, LUS_E_NO_SPACE, *front_size, 0);
    if ( (rc = put_index(p + index_at, *front_size, parts, nr, info->partial, &total)) != 0 )
        return seal_fail(diag, rc, 0, 0);
    used = index_at + (uint64_t)nr * LUS_INDEX_ENTRY;
    memset(p + used, 0, (size_t)(*front_size - used));
    put_header(p, info);
    lus_st64(p + 24, total);
    lus_st32(p + 40, c.nr);
    lus_st32(p + 44, lus_crc32c(cpu, 0, p + LUS_HEADER_SIZE, (size_t)(*front_size - LUS_HEADER_SIZE)));
    lus_st64(p + 48, index_at);
    lus_st32(p + 56, nr);
    lus_st32(p + 60, (uint32_t)*front_size);
    if ( (bad = lus_header_bad(p)) != 0 )
        return seal_fail(diag, LUS_E_HEADER, bad, 0);
    if ( !lus_features_known(info->features) )
        return seal_fail(diag, LUS_E_FEATURE, 128, 0);
    lus_st32(p + 8, lus_crc32c(cpu, lus_crc32c(cpu, 0, "LUSTREAM", 8), p + 8, LUS_HEADER_SIZE - 8));
    LUS_BARRIER();
    memcpy(p, "LUSTREAM", 8);
    return 0;
}

uint64_t lus_stitch(uint64_t *out, uint64_t max, const uint64_t *const *lists, const uint64_t *counts, uint32_t nr)
{
    uint64_t n = 0;
    uint32_t i;

    for ( i = 0; i < nr; i++ )
    {
        if ( counts[i] > max - n )
            return 0;
        memcpy(out + n, lists[i], (size_t)counts[i] * sizeof(*out));
        n += counts[i];
    }
    return n;
}

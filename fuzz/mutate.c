/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The mutator of the targets whose input is a stream: takes a stream apart, changes records, entries, fields, maps and headers
 * by what they mean, and puts it together with lengths, counts and CRCs right again, so that what lies under the CRCs is
 * reached. At times it leaves one of these as it was, or leaves all to the engine.
 */
#include "mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);

uint32_t body_of(const struct piece *r)
{
    uint32_t says = (uint32_t)load(r->p + 12, 4), is = r->len - LUS_RECORD_HEADER;

    return says < is ? says : is;
}

static struct piece make_piece(const uint8_t *p, uint32_t len, uint32_t pass)
{
    return (struct piece){ .p = heap_copy(p, len), .len = len, .pass = pass };
}

/* A record with another body length; its padding is zero, its header says the length. */
static void resize(struct piece *r, uint32_t body)
{
    uint32_t len = LUS_RECORD_HEADER + ((body + 7) & ~7u);
    uint32_t keep = LUS_RECORD_HEADER + body < r->len ? LUS_RECORD_HEADER + body : r->len;
    uint8_t *p = heap(len);

    memset(p, 0, len);
    memcpy(p, r->p, keep);
    store(p + 12, 4, body);
    free(r->p);
    r->p = p;
    r->len = len;
}

/* Takes the records of one segment out of its bytes. What cannot be a record ends it. */
static void take_part(struct part *part, const uint8_t *p, uint64_t size)
{
    uint64_t at = LUS_SEGMENT_HEADER, used = load(p + 24, 8);

    memcpy(part->head, p, LUS_SEGMENT_HEADER);
    part->nr = 0;
    part->keep = 0;
    if ( used > size )
        used = size;
    while ( part->nr < RECORDS && at + LUS_RECORD_HEADER <= used )
    {
        uint64_t len = LUS_RECORD_HEADER + ((load(p + at + 12, 4) + 7) & ~7ull);

        if ( len > used - at )
            break;
        part->r[part->nr++] = make_piece(p + at, (uint32_t)len, at >= load(p + 48, 8) ? 2 : at >= load(p + 40, 8));
        at += len;
    }
}

/* Return: 0 if these bytes are not so much of a stream that it can be taken apart. */
static int take_apart(struct model *m, const uint8_t *p, size_t size)
{
    uint64_t index, count, i;

    m->nr = 0;
    m->keep_catalogue = m->keep_index = 0;
    if ( size < 2 * LUS_PAGE_SIZE || memcmp(p, "LUSTREAM", 8) )
        return 0;
    memcpy(m->head, p, LUS_HEADER_SIZE);
    index = load(p + 48, 8);
    count = load(p + 56, 4);
    if ( index > size || count > (size - index) / LUS_INDEX_ENTRY )
        return 0;
    for ( i = 0; i < count && m->nr < SEGMENTS; i++ )
    {
        const uint8_t *e = p + index + i * LUS_INDEX_ENTRY;
        uint64_t at = load(e + 8, 8), len = load(e + 16, 8);

        if ( at <= size && len <= size - at && len >= LUS_PAGE_SIZE )
            take_part(&m->part[m->nr++], p + at, len);
    }
    return m->nr > 0;
}

static uint64_t round_page(uint64_t n)
{
    return (n + LUS_PAGE_SIZE - 1) & ~(uint64_t)(LUS_PAGE_SIZE - 1);
}

static uint64_t part_used(const struct part *part)
{
    uint64_t used = LUS_SEGMENT_HEADER;
    uint32_t i;

    for ( i = 0; i < part->nr; i++ )
        used += part->r[i].len;
    return used;
}

static void put_part(const struct part *part, uint8_t *p)
{
    uint64_t at = LUS_SEGMENT_HEADER, used = part_used(part), size = round_page(used);
    uint32_t i, pass = 0;

    memset(p, 0, size);
    memcpy(p, part->head, LUS_SEGMENT_HEADER);
    for ( i = 0; i < part->nr; at += part->r[i++].len )
    {
        memcpy(p + at, part->r[i].p, part->r[i].len);
        for ( ; pass < part->r[i].pass && !part->keep; pass++ )
            store(p + 40 + 8 * pass, 8, at);
    }
    if ( !part->keep )
    {
        for ( ; pass < LUS_PASSES - 1; pass++ )
            store(p + 40 + 8 * pass, 8, used);
        memcpy(p, "LSEG", 4);
        store(p + 16, 8, size);
        store(p + 24, 8, used);
        store(p + 32, 8, LUS_SEGMENT_HEADER);
        store(p + 56, 4, part->nr);
    }
    store(p + 4, 4, lus_crc32c(0, 0, p + 8, size - 8));
}

struct use
{
    uint64_t key;
    uint32_t count;
};

static int by_key(const void *a, const void *b)
{
    const struct use *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

/* The catalogue that belongs to the records; *nr entries. */
static struct use *count_uses(const struct model *m, uint32_t *nr)
{
    struct use *u = heap(SEGMENTS * RECORDS * sizeof(*u));
    uint32_t n = 0, i, k;

    for ( i = 0; i < m->nr; i++ )
        for ( k = 0; k < m->part[i].nr; k++ )
        {
            const uint8_t *p = m->part[i].r[k].p;

            u[n++] = (struct use){ .key = load(p, 4) << 16 | load(p + 4, 2), .count = 1 };
        }
    qsort(u, n, sizeof(*u), by_key);
    for ( i = 0, k = 0; i < n; i++ )
        if ( k && u[k - 1].key == u[i].key )
            u[k - 1].count++;
        else
            u[k++] = u[i];
    *nr = k;
    return u;
}

static void put_catalogue(uint8_t *p, const struct use *u, uint32_t nr, const struct model *m, struct choices *c)
{
    uint32_t i;

    for ( i = 0; i < nr; i++ )
    {
        store(p + 16 * i, 4, u[i].key >> 16);
        store(p + 16 * i + 4, 2, u[i].key);
        store(p + 16 * i + 8, 4, u[i].count);
    }
    if ( m->keep_catalogue && nr )
        store(p + 16 * choose_below(c, nr) + choose_below(c, 13), 4, choose_edge(c));
}

/* Return: bytes written, 0 if it is more than @max. */
static size_t put_together(struct model *m, uint8_t *out, size_t max)
{
    uint64_t index, front, at;
    uint32_t nr, i;
    struct use *u = count_uses(m, &nr);

    index = LUS_HEADER_SIZE + (uint64_t)nr * LUS_CATALOGUE_ENTRY;
    front = round_page(index + (uint64_t)m->nr * LUS_INDEX_ENTRY);
    for ( i = 0, at = front; i < m->nr; i++ )
        at += round_page(part_used(&m->part[i]));
    if ( at <= max )
    {
        memset(out, 0, front);
        memcpy(out, m->head, LUS_HEADER_SIZE);
        put_catalogue(out + LUS_HEADER_SIZE, u, nr, m, &m->c);
        for ( i = 0, at = front; i < m->nr; i++ )
        {
            uint64_t size = round_page(part_used(&m->part[i]));
            uint8_t *e = out + index + (uint64_t)i * LUS_INDEX_ENTRY;

            put_part(&m->part[i], out + at);
            memcpy(e, m->part[i].head + 8, 2);
            memcpy(e + 4, m->part[i].head + 12, 4);
            store(e + 8, 8, at);
            store(e + 16, 8, size);
            at += size;
        }
        if ( m->keep_index )
            store(out + index + choose_below(&m->c, m->nr * LUS_INDEX_ENTRY), 1, choose(&m->c, 1));
        store(out + 24, 8, at);
        store(out + 32, 8, LUS_HEADER_SIZE);
        store(out + 40, 4, nr);
        store(out + 44, 4, lus_crc32c(0, 0, out + LUS_HEADER_SIZE, front - LUS_HEADER_SIZE));
        store(out + 48, 8, index);
        store(out + 56, 4, m->nr);
        store(out + 60, 4, front);
        store(out + 8, 4, 0);
        store(out + 8, 4, lus_crc32c(0, 0, out, LUS_HEADER_SIZE));
    }
    free(u);
    return at <= max ? at : 0;
}

static void change_fields(struct choices *c, const struct lus_field *f, uint32_t nr, uint32_t rev, uint8_t *base)
{
    uint32_t i = nr ? choose_below(c, nr) : 0;

    if ( nr && f[i].since <= rev )
        fill_fields(c, &f[i], 1, rev, base, choose(c, 1) % 4 != 0);
}

static void change_entries(struct choices *c, struct piece *r, const struct lus_entry *e, uint32_t fixed)
{
    uint32_t body = body_of(r), n = (body - fixed) / e->size, i = n ? choose_below(c, n) : 0, k = n ? choose_below(c, n) : 0;
    uint8_t tmp[LUS_ENTRY_MAX], *at;

    switch ( choose(c, 1) % 6 )
    {
    case 0:                     /* insert */
    case 1:                     /* double */
        resize(r, body + e->size);
        at = r->p + LUS_RECORD_HEADER + fixed + i * e->size;
        memmove(at + e->size, at, (size_t)(n - i) * e->size);
        if ( n == 0 || choose(c, 1) & 1 )
            fill_fields(c, e->fields, e->nr_fields, 1, at, 1);
        break;
    case 2:                     /* delete */
        if ( n == 0 )
            break;
        at = r->p + LUS_RECORD_HEADER + fixed + i * e->size;
        memmove(at, at + e->size, (size_t)(n - i - 1) * e->size);
        resize(r, body - e->size);
        break;
    case 3:                     /* swap */
        if ( n == 0 )
            break;
        at = r->p + LUS_RECORD_HEADER + fixed;
        memcpy(tmp, at + i * e->size, e->size);
        memcpy(at + i * e->size, at + k * e->size, e->size);
        memcpy(at + k * e->size, tmp, e->size);
        break;
    default:
        if ( n )
            change_fields(c, e->fields, e->nr_fields, 1, r->p + LUS_RECORD_HEADER + fixed + i * e->size);
    }
}

/* Blocks of a map: one word of 8 bytes, or a block more or less. */
static void change_map(struct choices *c, struct piece *r, const struct lus_enum *attribute, uint32_t fixed)
{
    uint32_t body = body_of(r), words = (body - fixed) / 8;
    uint8_t *at = r->p + LUS_RECORD_HEADER + fixed;

    switch ( choose(c, 1) % 5 )
    {
    case 0:
        if ( words )
            store(at + 8 * choose_below(c, words) + choose_below(c, 8), 1, choose(c, 1));
        break;
    case 1:
        if ( words )
            store(at + 8 * choose_below(c, words), 8, choose_edge(c));
        break;
    case 2:
        if ( words >= 2 )
            resize(r, body - 16);
        break;
    case 3:                     /* where blocks are all RUN, of one of them */
        if ( words >= 2 )
            at[16 * choose_below(c, words / 2) + 5] = (uint8_t)attribute->values[choose_below(c, attribute->nr)].value;
        break;
    default:
        resize(r, body + 16);
        at = r->p + LUS_RECORD_HEADER + body;
        if ( words >= 2 && choose(c, 1) & 1 )
            memcpy(at, at - 16, 16);
        store(at, 5, load(at, 5) + choose_edge(c));
        store(at + 8, 8, choose_edge(c));
    }
}

/* Inside one record, by its description. */
static void change_record(struct choices *c, struct piece *r)
{
    const struct lus_record_type *t = lus_record_type((uint32_t)load(r->p, 4));
    uint32_t rev = (uint32_t)load(r->p + 4, 2), body = body_of(r), fixed, how = (uint32_t)choose(c, 1);

    if ( how < 32 )
    {
        static const uint8_t at[] = { 0, 4, 6, 8, 12 }, size[] = { 4, 2, 2, 4, 4 };
        uint32_t i = choose_below(c, sizeof(at));

        store(r->p + at[i], size[i], how & 1 ? choose_edge(c) : load(r->p + at[i], size[i]) ^ 1u << how / 8);
    }
    else if ( how < 48 )
        resize(r, (body + (uint32_t)choose(c, 1) - 128) & 0xffff);
    else if ( how < 64 && r->len > LUS_RECORD_HEADER )
        LLVMFuzzerMutate(r->p + LUS_RECORD_HEADER, r->len - LUS_RECORD_HEADER, r->len - LUS_RECORD_HEADER);
    else if ( t && rev >= 1 && rev <= t->revisions && body >= t->fixed[rev - 1] )
    {
        fixed = t->fixed[rev - 1];
        if ( load(r->p + 6, 2) & LUS_RECORD_CHUNK )
            fixed = 0;
        else if ( t->nr_fields && (t->tail == LUS_TAIL_NONE || how & 1) )
        {
            change_fields(c, t->fields, t->nr_fields, rev, r->p + LUS_RECORD_HEADER);
            return;
        }
        if ( t->entry )
            change_entries(c, r, t->entry, fixed);
        else if ( t->tail == LUS_TAIL_MAP )
            change_map(c, r, t->attribute, fixed);
        else if ( t->tail == LUS_TAIL_BLOB )
            resize(r, fixed + choose_below(c, 300));
    }
}

/* Records in the order of the spec, as far as they are known. */
static int by_order(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    uint64_t kx = load(x->p, 4) << 32 | load(x->p + 8, 4), ky = load(y->p, 4) << 32 | load(y->p + 8, 4);

    if ( x->pass != y->pass )
        return x->pass < y->pass ? -1 : 1;
    return kx < ky ? -1 : kx > ky;
}

/* One more record, good in itself, of a type of this segment or an optional one that nobody knows. */
static struct piece new_piece(struct choices *c, uint32_t kind, uint32_t arch)
{
    const struct lus_record_type *types[256], *t;
    uint32_t nr = types_in_order(kind, arch, types), rev, body, pass;
    uint8_t *p = heap(LUS_RECORD_HEADER + LUS_FIXED_MAX + 256);
    struct piece piece;

    memset(p, 0, LUS_RECORD_HEADER + LUS_FIXED_MAX + 256);
    if ( nr == 0 || choose(c, 1) < 32 )
    {
        store(p, 4, LUS_TYPE_OPTIONAL | choose(c, 4));
        store(p + 4, 2, 1 + choose(c, 1) % 3);
        store(p + 6, 2, choose(c, 1) & LUS_RECORD_COPY);
        body = (uint32_t)choose(c, 1);
        memset(p + LUS_RECORD_HEADER, (int)choose(c, 1), body);
        pass = choose_below(c, LUS_PASSES);
    }
    else
    {
        t = types[choose_below(c, nr)];
        rev = 1 + choose_below(c, t->revisions);
        store(p, 4, t->type);
        store(p + 4, 2, rev);
        store(p + 6, 2, t->need == LUS_NEED_COPY ? LUS_RECORD_COPY : 0);
        store(p + 8, 4, choose_below(c, 4) > t->max_instance ? 0 : choose_below(c, 4));
        fill_fields(c, t->fields, t->nr_fields, rev, p + LUS_RECORD_HEADER, 1);
        body = t->fixed[rev - 1];
        pass = t->pass;
    }
    store(p + 12, 4, body);
    piece = make_piece(p, LUS_RECORD_HEADER + ((body + 7) & ~7u), pass);
    free(p);
    return piece;
}

/* Splits a record's body in two chunks, or takes the marks of chunks away. */
static void change_chunks(struct choices *c, struct part *part, uint32_t i)
{
    struct piece *r = &part->r[i];
    uint32_t body = body_of(r), flags = (uint32_t)load(r->p + 6, 2), at = choose_below(c, body / 8 + 1) * 8;
    struct piece second;

    if ( part->nr == RECORDS || at == 0 || at >= body )
    {
        store(r->p + 6, 2, flags ^ (1u + choose_below(c, 3)));
        return;
    }
    second = make_piece(r->p, r->len, r->pass);
    memmove(second.p + LUS_RECORD_HEADER, second.p + LUS_RECORD_HEADER + at, r->len - LUS_RECORD_HEADER - at);
    resize(&second, body - at);
    store(second.p + 6, 2, flags | LUS_RECORD_CHUNK);
    resize(r, at);
    store(r->p + 6, 2, flags | LUS_RECORD_MORE);
    memmove(r + 2, r + 1, (part->nr - i - 1) * sizeof(*r));
    part->r[i + 1] = second;
    part->nr++;
}

static void change_part(struct choices *c, struct part *part)
{
    uint32_t n = part->nr, i = n ? choose_below(c, n) : 0, k = n ? choose_below(c, n) : 0, how = (uint32_t)choose(c, 1);
    struct piece tmp;

    if ( n == 0 || (how < 40 && n < RECORDS) )
    {
        memmove(&part->r[i + 1], &part->r[i], (n - i) * sizeof(part->r[0]));
        if ( n && how < 8 )
            part->r[i] = make_piece(part->r[i + 1].p, part->r[i + 1].len, part->r[i + 1].pass);
        else
            part->r[i] = new_piece(c, (uint32_t)load(part->head + 8, 2), choose(c, 1) < 192 ? LUS_ARCH_X86 : LUS_ARCH_ARM64);
        part->nr++;
        if ( how >= 16 )
            qsort(part->r, part->nr, sizeof(part->r[0]), by_order);
    }
    else if ( how < 56 )
    {
        free(part->r[i].p);
        memmove(&part->r[i], &part->r[i + 1], (n - i - 1) * sizeof(part->r[0]));
        part->nr--;
    }
    else if ( how < 68 )
    {
        tmp = part->r[i];
        part->r[i] = part->r[k];
        part->r[k] = tmp;
    }
    else if ( how < 76 )
        part->r[i].pass = choose_below(c, LUS_PASSES);
    else if ( how < 84 )
        change_chunks(c, part, i);
    else if ( how < 92 )
    {
        store(part->head + 8 + choose_below(c, LUS_SEGMENT_HEADER - 8), 1, choose(c, 1));
        part->keep = (int)choose(c, 1) & 1;
    }
    else
        change_record(c, &part->r[i]);
}

static void change_front(struct choices *c, struct model *m)
{
    struct part tmp;

    switch ( choose(c, 1) % 5 )
    {
    case 0: m->keep_catalogue = 1; break;
    case 1: m->keep_index = 1; break;
    case 2: store(m->head + 16 + choose_below(c, 8), 1, choose(c, 1)); break;
    case 3: store(m->head + 64 + choose_below(c, LUS_HEADER_SIZE - 64), 1, choose(c, 1)); break;
    default:
        if ( m->nr < 2 )
            break;
        tmp = m->part[0];
        m->part[0] = m->part[m->nr - 1];
        m->part[m->nr - 1] = tmp;
    }
}

static void drop(struct model *m)
{
    uint32_t i, k;

    for ( i = 0; i < m->nr; i++ )
        for ( k = 0; k < m->part[i].nr; k++ )
            free(m->part[i].r[k].p);
}

static size_t new_stream(struct choices *c, uint8_t *data, size_t max)
{
    size_t len;
    uint8_t *p = build_stream(c, max / 8, &len);

    if ( len <= max )
        memcpy(data, p, len);
    free(p);
    return len <= max ? len : 0;
}

size_t mutate_stream(uint8_t *data, size_t size, size_t max, unsigned int seed, uint32_t most)
{
    static struct model m;
    struct choices c = { .random = 0x9e3779b97f4a7c15ull * (seed + 1ull) | 1 };
    uint32_t changes, how;
    size_t len = 0;

    choose(&c, 8);
    how = (uint32_t)choose(&c, 1);
    if ( how < 24 || !take_apart(&m, data, size) )
    {
        if ( (how & 3) == 0 )
            len = new_stream(&c, data, max);
        return len ? len : LLVMFuzzerMutate(data, size, max);
    }
    for ( changes = 1 + choose_below(&c, most); changes; changes-- )
        if ( choose(&c, 1) < 16 )
            change_front(&c, &m);
        else if ( choose(&c, 1) < 64 )
            change_reference(&c, &m);
        else
            change_part(&c, &m.part[choose_below(&c, m.nr)]);
    m.c = c;
    len = put_together(&m, data, max);
    drop(&m);
    return len ? len : LLVMFuzzerMutate(data, size, max);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Valid streams out of a seed. */
#include <stdlib.h>
#include <string.h>

#include "random-stream.h"

#define TOP (1ull << 40)

uint64_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1dull;
}

/* From 0 to @max. */
static uint64_t up_to(uint64_t *state, uint64_t max)
{
    uint64_t r = random_next(state);

    return max == ~0ull ? r : r % (max + 1);
}

static uint64_t random_in(uint64_t *state, uint64_t lo, uint64_t hi)
{
    switch ( random_next(state) >> 62 )
    {
    case 0: return lo;
    case 1: return hi;
    default: return lo + up_to(state, hi - lo);
    }
}

static uint64_t random_bits(uint64_t *state, const struct lus_enum *e)
{
    uint64_t mask = 0;
    uint32_t i;

    for ( i = 0; i < e->nr; i++ )
        mask |= e->values[i].value;
    switch ( random_next(state) >> 62 )
    {
    case 0: return 0;
    case 1: return mask;
    default: return random_next(state) & mask;
    }
}

uint64_t random_value(uint64_t *state, const struct lus_field *f)
{
    uint64_t most = f->wire == LUS_WIRE_I64 || f->wire == LUS_WIRE_U64 ? ~0ull : (1ull << (8 * lus_wire_size(f->wire))) - 1;
    uint64_t least = 0;

    if ( f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64 )
    {
        most >>= 1;
        least = ~most;
    }
    switch ( f->check )
    {
    case LUS_CHECK_ENUM: return f->values->values[up_to(state, f->values->nr - 1)].value;
    case LUS_CHECK_BITS: return random_bits(state, f->values);
    case LUS_CHECK_RANGE: return random_in(state, f->lo, f->hi > most && !least ? most : f->hi);
    default: return random_in(state, least, most);
    }
}

void random_fields(uint64_t *state, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base)
{
    uint32_t f, i;

    for ( f = 0; f < nr; f++ )
    {
        if ( fields[f].since > rev )
            continue;
        for ( i = 0; i < fields[f].count; i++ )
            if ( fields[f].wire == LUS_WIRE_RESERVED )
                base[fields[f].offset + i] = 0;
            else if ( fields[f].wire == LUS_WIRE_BYTES )
                base[fields[f].offset + i] = (uint8_t)random_next(state);
            else
                lus_field_store(&fields[f], base, i, random_value(state, &fields[f]));
    }
}

/* How many entries of @size bytes: none, one, a few; or more than a chunk holds, and of one table in four more than two. */
static uint32_t random_count(uint64_t *state, uint64_t seed, uint32_t max, uint32_t size)
{
    uint32_t n;

    if ( seed & RANDOM_BIG )
        n = (random_next(state) & 3 ? 1 : 2) * (LUS_BODY_MAX / size) + 5;
    else
        n = (uint32_t)up_to(state, 3) * (uint32_t)up_to(state, 12);
    return max && n > max ? max : n;
}

/* Distinct keys: the first field, whose values must suffice, is what counts up. */
static int fill_table(uint64_t *state, struct bag_record *rec, uint32_t nr)
{
    const struct lus_entry *e = rec->info->entry;
    const struct lus_field *key = &e->fields[0];
    uint64_t most = (2ull << (8 * lus_wire_size(key->wire) - 1)) - 1, key_value = 0, step;
    uint8_t bytes[LUS_ENTRY_MAX];
    uint32_t i;

    if ( key->check == LUS_CHECK_RANGE && key->hi < most )
        most = key->hi;
    if ( key->check == LUS_CHECK_RANGE )
        key_value = key->lo;
    step = nr ? (most - key_value) / nr : 0;
    for ( i = 0; i < nr; i++ )
    {
        random_fields(state, e->fields, e->nr_fields, 1, bytes);
        if ( rec->info->tail != LUS_TAIL_SEQUENCE )
        {
            if ( key_value > most || key->check == LUS_CHECK_ENUM || key->check == LUS_CHECK_BITS ||
                 lus_field_store(key, bytes, 0, i + 1 == nr && step ? most : key_value) )
                return -1;
            key_value += 1 + (step > 1 ? up_to(state, step - 1) : 0);
        }
        bag_tail(rec, bytes, e->size);
    }
    return 0;
}

/* Runs, some of which touch, in ascending order: the last one ends where there is no more, if they are not too many. */
static void fill_spans(uint64_t *state, struct bag_record *rec, uint32_t nr)
{
    const struct lus_entry *e = rec->info->entry;
    const struct lus_field *count = &e->fields[e->nr_fields - 1];
    uint64_t most = (1ull << (8 * lus_wire_size(count->wire))) - 1, first = 0, end = lus_span_end(e);
    uint8_t bytes[LUS_ENTRY_MAX];
    uint32_t i;

    for ( i = 0; i < nr; i++ )
    {
        uint64_t n = 1 + up_to(state, nr > 1000 ? 7 : 1000);

        random_fields(state, e->fields, e->nr_fields, 1, bytes);
        if ( end - first <= 2 * n )
            return;
        if ( i + 1 == nr )
        {
            n = end - first < most ? end - first : most;
            first = end - n;
        }
        lus_field_store(&e->fields[0], bytes, 0, first);
        lus_field_store(count, bytes, 0, n);
        bag_tail(rec, bytes, e->size);
        first += n + (random_next(state) >> 62);
    }
}

/* Single frames, short runs, runs longer than a block may group, machine frames over 2^32, and the last frame of all. */
static uint64_t fill_map(uint64_t *state, struct bag_record *rec, uint32_t nr)
{
    const struct lus_enum *e = rec->info->attribute;
    uint64_t gfn = up_to(state, 0xffff);
    uint32_t i, attribute = (uint32_t)e->values[0].value;

    for ( i = 0; i < nr; i++ )
    {
        static const uint64_t most[] = { 0, 1, 15, 0x1ffff };
        uint64_t n = 1 + up_to(state, most[random_next(state) >> 62]);
        uint64_t mfn = up_to(state, (random_next(state) >> 61 ? 1ull << 24 : TOP) - n - 1);

        if ( random_next(state) >> 60 == 0 )
            attribute = (uint32_t)e->values[up_to(state, e->nr - 1)].value;
        bag_extent(rec, gfn, mfn, n, attribute);
        gfn += n + (random_next(state) >> 59 ? 0 : up_to(state, 500));
    }
    if ( nr )
        bag_extent(rec, TOP - 1, TOP - 1, 1, attribute);
    return nr ? TOP - 1 : 0;
}

static void fill_blob(uint64_t *state, struct bag_record *rec, uint64_t seed)
{
    uint32_t n = seed & RANDOM_BIG ? rec->info->max : (uint32_t)up_to(state, rec->info->max < 300 ? rec->info->max : 300), i;
    uint8_t *bytes = xmalloc(n);

    for ( i = 0; i < n; i++ )
        bytes[i] = (uint8_t)random_next(state);
    bag_tail(rec, bytes, n);
    free(bytes);
}

static void set(struct bag_record *rec, const char *name, uint64_t value)
{
    uint32_t i;

    for ( i = 0; i < rec->info->nr_fields; i++ )
        if ( !strcmp(rec->info->fields[i].name, name) )
            lus_field_store(&rec->info->fields[i], rec->fixed, 0, value);
}

static int add_record(uint64_t *state, struct bag_segment *seg, const struct lus_record_type *t, uint32_t rev, uint32_t instance,
                      uint64_t seed)
{
    struct bag_record *rec = bag_add(seg, t->type, rev, instance);
    uint32_t nr = t->entry ? random_count(state, seed, t->max, t->entry->size) : random_count(state, seed, 0, 6);
    uint64_t end;

    if ( !rec )
        return -1;
    random_fields(state, t->fields, t->nr_fields, rev, rec->fixed);
    if ( t->type == LUS_TYPE_MEM_OWNED )
    {
        set(rec, "domid", instance & 0xffff);
        set(rec, "role", instance >> 16);
    }
    switch ( t->tail )
    {
    case LUS_TAIL_TABLE:
    case LUS_TAIL_SEQUENCE:
        return fill_table(state, rec, nr);
    case LUS_TAIL_SPAN:
        fill_spans(state, rec, nr);
        return 0;
    case LUS_TAIL_BLOB:
        fill_blob(state, rec, seed);
        return 0;
    case LUS_TAIL_MAP:
        end = fill_map(state, rec, nr);
        if ( t->type == LUS_TYPE_P2M )
            set(rec, "max_gfn", end + up_to(state, 1));
        return 0;
    default:
        return 0;
    }
}

/* Instances: 0 for a type of one, three vcpus, owners and roles. */
static int add_type(uint64_t *state, struct bag_segment *seg, const struct lus_record_type *t, uint32_t rev, uint64_t seed)
{
    uint32_t i, instances[] = { 0, 1, t->max_instance };
    uint32_t nr = t->max_instance > 1 ? 3 : t->max_instance + 1;

    if ( t->type == LUS_TYPE_MEM_OWNED )
        instances[2] = 2u << 16 | LUS_DOMID_MAX;
    if ( seed & RANDOM_BIG )
        nr = 1;
    for ( i = 0; i < nr; i++ )
        if ( add_record(state, seg, t, rev, instances[i], seed) )
            return -1;
    return 0;
}

/* Types that no build knows: one in each pass, the last one in chunks. */
static int add_unknown(uint64_t *state, struct bag_segment *seg, uint64_t seed)
{
    uint32_t pass, len = seed & RANDOM_BIG ? LUS_BODY_MAX : (uint32_t)up_to(state, 40), i;
    uint8_t *body = xmalloc(len);
    int rc = 0;

    for ( i = 0; i < len; i++ )
        body[i] = (uint8_t)random_next(state);
    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        uint32_t type = LUS_TYPE_OPTIONAL | LUS_TYPE_VENDOR | (pass == 1 ? 0x00ffffff : 0x1234);
        uint32_t copy = pass ? LUS_RECORD_COPY : 0, rev = pass == 1 ? 0xffff : 1, instance = pass == 1 ? 0xffffffffu : 0;

        rc |= !bag_add_raw(seg, pass, type, rev, copy | (pass == 2 ? LUS_RECORD_MORE : 0), instance, body, len);
        if ( pass == 2 )
        {
            rc |= !bag_add_raw(seg, pass, type, rev, copy | LUS_RECORD_CHUNK | LUS_RECORD_MORE, instance, "abc", 3);
            rc |= !bag_add_raw(seg, pass, type, rev, copy | LUS_RECORD_CHUNK, instance, "\0", 1);
        }
    }
    free(body);
    return rc ? -1 : 0;
}

static int add_segment(uint64_t *state, struct bag *bag, uint32_t kind, uint32_t domid, uint32_t turn, uint64_t seed)
{
    struct bag_segment *seg = bag_segment(bag, kind, domid);
    const struct lus_record_type *types;
    uint32_t nr, i;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
    {
        const struct lus_record_type *t = &types[i];
        uint32_t in = t->scope == LUS_SCOPE_SYSTEM ? LUS_SEGMENT_SYSTEM :
                      t->scope == LUS_SCOPE_MEMORY ? LUS_SEGMENT_MEMORY : LUS_SEGMENT_DOMAIN;

        if ( in != kind || !lus_type_in_arch(t->type, bag->header.arch) || (t->guests == LUS_GUESTS_PV && !(turn & 1)) || (t->guests == LUS_GUESTS_HVM && (turn & 1)) )
            continue;
        if ( add_type(state, seg, t, 1 + (uint32_t)((turn + (seed & 0xffff)) / 2 % t->revisions), seed) )
            return -1;
        if ( t->type == LUS_TYPE_DOMAIN )
            set(bag_find(seg, t->type, 0), "kind", turn & 1 ? 1 : 2);
    }
    return add_unknown(state, seg, seed);
}

static void random_text(uint64_t *state, char *text)
{
    uint64_t n = up_to(state, 16), i;

    for ( i = 0; i < n; i++ )
        text[i] = (char)(0x20 + up_to(state, 0x5e));
}

int random_bag(struct bag *bag, uint64_t seed, unsigned int domains)
{
    uint64_t state = seed * 0x9e3779b97f4a7c15ull + 0x1234567;
    struct lus_header *h = &bag->header;
    unsigned int i;

    state = state ? state : 1;
    h->arch = (uint16_t)(LUS_ARCH_X86 + up_to(&state, 3));
    h->partial = seed & 1;
    h->source = h->partial ? (uint32_t)(1 + up_to(&state, 30)) : 1;
    h->producer_major = (uint16_t)random_in(&state, 0, 0xffff);
    h->producer_minor = (uint16_t)random_in(&state, 0, 0xffff);
    random_text(&state, h->producer_extra);
    h->updates = (uint32_t)random_in(&state, 0, 0xffffffffu);
    if ( h->updates )
    {
        h->previous_major = (uint16_t)random_in(&state, 0, 0xffff);
        h->previous_minor = (uint16_t)random_in(&state, 0, 0xffff);
        random_text(&state, h->previous_extra);
    }
    h->profile_major = (uint16_t)random_in(&state, 0, 0xffff);
    h->profile_minor = (uint16_t)random_in(&state, 0, 0xffff);
    if ( add_segment(&state, bag, LUS_SEGMENT_SYSTEM, 0, 0, seed) || add_segment(&state, bag, LUS_SEGMENT_MEMORY, 0, 0, seed) )
        return -1;
    for ( i = 0; i < domains; i++ )
        if ( add_segment(&state, bag, LUS_SEGMENT_DOMAIN, i + 1 == domains && i ? LUS_DOMID_MAX : i, i, seed) )
            return -1;
    return 0;
}

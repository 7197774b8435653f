/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The encoders and writers' calls of records.h by type number, and filling fields as the schema allows. */
#include "fuzz.h"

void begin_any(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance, const union lus_any *any)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: lus_begin_##name(w, revision, instance, &any->name); break;
#include "core/records.def"
    default: CHECK(!"a known type");
    }
}

int encode_any(uint32_t type, uint8_t *p, uint32_t revision, const union lus_any *any)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return lus_encode_##name(p, revision, &any->name);
#include "core/records.def"
    default: return -1;
    }
}

#define ENTRY_NONE(number, ent)
#define ENTRY_BLOB(number, ent)
#define ENTRY_MAP(number, ent)
#define ENTRY_SEQUENCE(number, ent) ENTRY_TABLE(number, ent)
#define ENTRY_SPAN(number, ent) ENTRY_TABLE(number, ent)

#define ENTRY_TABLE(number, ent) case number: lus_add_##ent(w, &any->ent); break;
void add_any(struct lus_writer *w, uint32_t type, const union lus_any *any)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) ENTRY_##tail(number, ent)
#include "core/records.def"
    default: CHECK(!"a type with a table");
    }
}
#undef ENTRY_TABLE

#define ENTRY_TABLE(number, ent) case number: return lus_encode_##ent(p, &any->ent);
int encode_entry(uint32_t type, uint8_t *p, const union lus_any *any)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) ENTRY_##tail(number, ent)
#include "core/records.def"
    default: return -1;
    }
}

/* The nearest good value, for some meaning of near. */
static uint64_t good_value(const struct lus_field *f, uint64_t v)
{
    const struct lus_enum *e = f->values;
    uint64_t mask = 0, most = lus_wire_size(f->wire) == 8 ? ~0ull : (1ull << (8 * lus_wire_size(f->wire))) - 1;
    int is_signed = f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64;
    uint64_t hi = !is_signed && f->hi > most ? most : f->hi;
    uint32_t i;

    v = f->wire == LUS_WIRE_I32 ? (uint64_t)(int64_t)(int32_t)v : v & most;
    switch ( f->check )
    {
    case LUS_CHECK_RANGE:
        if ( lus_field_check(f, v) == 0 )
            return v;
        return hi - f->lo == ~0ull ? v : f->lo + v % (hi - f->lo + 1);
    case LUS_CHECK_ENUM:
        return e->values[v % e->nr].value;
    case LUS_CHECK_BITS:
        for ( i = 0; i < e->nr; i++ )
            mask |= e->values[i].value;
        return v & mask;
    default:
        return v;
    }
}

void fill_fields(struct choices *c, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base, int good)
{
    uint32_t i, k;

    for ( i = 0; i < nr; i++ )
    {
        const struct lus_field *f = &fields[i];
        uint32_t size = lus_wire_size(f->wire);

        for ( k = 0; k < f->count && f->since <= rev; k++ )
        {
            uint8_t *p = base + f->offset + k * size;

            if ( f->wire == LUS_WIRE_BYTES )
                *p = (uint8_t)choose(c, 1);
            else if ( f->wire == LUS_WIRE_RESERVED )
                *p = good ? 0 : (uint8_t)choose(c, 1);
            else if ( good )
                CHECK(lus_field_store(f, base, k, good_value(f, choose_edge(c))) == 0);
            else
                store(p, size, choose_edge(c));
        }
    }
}

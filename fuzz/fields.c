/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Filling fields as the schema allows. */
#include "fuzz.h"

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

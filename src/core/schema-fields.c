/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Working with fields through their descriptions: load, store, check. What tools and tests use where the codecs are too rigid. */
#include "lustream/errors.h"
#include "lustream/schema.h"
#include "wire.h"

uint32_t lus_wire_size(uint32_t wire)
{
    static const uint8_t sizes[] = { 1, 2, 3, 4, 5, 8, 4, 8, 1, 1 };

    return wire < sizeof(sizes) ? sizes[wire] : 0;
}

uint64_t lus_field_load(const struct lus_field *field, const uint8_t *base, uint32_t i)
{
    const uint8_t *p = base + field->offset + i * lus_wire_size(field->wire);

    switch ( field->wire )
    {
    case LUS_WIRE_U16: return lus_ld16(p);
    case LUS_WIRE_U24: return lus_ld24(p);
    case LUS_WIRE_U32: return lus_ld32(p);
    case LUS_WIRE_U40: return lus_ld40(p);
    case LUS_WIRE_U64: return lus_ld64(p);
    case LUS_WIRE_I32: return (uint64_t)(int64_t)(int32_t)lus_ld32(p);
    case LUS_WIRE_I64: return lus_ld64(p);
    default: return p[0];
    }
}

int lus_field_store(const struct lus_field *field, uint8_t *base, uint32_t i, uint64_t value)
{
    uint32_t size = lus_wire_size(field->wire), k;
    uint8_t *p = base + field->offset + i * size;

    if ( field->wire == LUS_WIRE_I32 )
    {
        if ( (uint64_t)(int64_t)(int32_t)(uint32_t)value != value )
            return 1;
    }
    else if ( size < 8 && value >> (8 * size) )
        return 1;
    for ( k = 0; k < size; k++ )
        p[k] = (uint8_t)(value >> (8 * k));
    return 0;
}

static int check_listed(const struct lus_enum *e, uint64_t value)
{
    uint64_t mask = 0;
    uint32_t i;

    for ( i = 0; i < e->nr; i++ )
    {
        if ( !e->is_bits && e->values[i].value == value )
            return 0;
        mask |= e->values[i].value;
    }
    if ( !e->is_bits )
        return -LUS_E_ENUM;
    return (value & ~mask) ? -LUS_E_FLAG_BITS : 0;
}

int lus_field_check(const struct lus_field *field, uint64_t value)
{
    switch ( field->check )
    {
    case LUS_CHECK_RANGE:
        if ( field->wire == LUS_WIRE_I32 || field->wire == LUS_WIRE_I64 )
            return (int64_t)value < (int64_t)field->lo || (int64_t)value > (int64_t)field->hi ? -LUS_E_RANGE : 0;
        return value < field->lo || value > field->hi ? -LUS_E_RANGE : 0;
    case LUS_CHECK_ENUM:
    case LUS_CHECK_BITS:
        return check_listed(field->values, value);
    default:
        return 0;
    }
}

int lus_fields_check(const struct lus_field *fields, uint32_t nr, uint32_t rev, const uint8_t *base, uint32_t *bad)
{
    uint32_t f, i;
    int rc;

    for ( f = 0; f < nr; f++ )
    {
        const struct lus_field *field = &fields[f];

        *bad = f;
        if ( field->since > rev || field->wire == LUS_WIRE_BYTES )
            continue;
        if ( field->wire == LUS_WIRE_RESERVED )
        {
            if ( !lus_all_zero(base + field->offset, field->count) )
                return -LUS_E_RESERVED;
            continue;
        }
        for ( i = 0; i < field->count; i++ )
            if ( (rc = lus_field_check(field, lus_field_load(field, base, i))) != 0 )
                return rc;
    }
    return 0;
}

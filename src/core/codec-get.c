/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Straight-line decoders, one function a record and one an entry, all from records.def. Each returns 0, or the number of the first
 * bad field plus 1: an early return per field needs no stack, where collecting errors made frames of kilobytes.
 */
#include "codec.h"

#define LUS_ONE(owner, wire, name, check) \
    { \
        const LUS_C_##wire v = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name)); \
        if ( LUS_BAD_##check ) \
            return LUS_FIELD_##owner##_##name + 1; \
        o->name = v; \
    }
#define LUS_MANY(owner, wire, name, count, check) \
    if ( LUS_PLAIN_##wire && LUS_FREE_##check ) \
        memcpy(o->name, p + LUS_WIRE_OFFSET(owner, name), (count) * LUS_SIZE_##wire); \
    else \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
        { \
            const LUS_C_##wire v = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name) + i * LUS_SIZE_##wire); \
            if ( LUS_BAD_##check ) \
                return LUS_FIELD_##owner##_##name + 1; \
            o->name[i] = v; \
        } \
    }
#define LUS_ZERO(owner, name, bytes) \
    if ( !lus_is_zero(p + LUS_WIRE_OFFSET(owner, name), bytes) ) \
        return LUS_FIELD_##owner##_##name + 1;

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    int lus_decode_##name(const uint8_t *p, unsigned int rev, struct lus_##name *o) { (void)p; (void)rev; (void)o;
#define LUS_REC_END(name) return 0; }
#define LUS_ENT(name, keys, doc) int lus_decode_##name(const uint8_t *p, struct lus_##name *o) {
#define LUS_ENT_END(name) return 0; }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name, check)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count, check)
#define LUS_B(owner, name, bytes, unit, doc) memcpy(o->name, p + LUS_WIRE_OFFSET(owner, name), bytes);
#define LUS_R(owner, name, bytes) LUS_ZERO(owner, name, bytes)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) LUS_ONE(owner, wire, name, check) else o->name = 0;
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count, check) } else memset(o->name, 0, sizeof(o->name));
#define LUS_NR(owner, name, bytes, since) if ( rev >= (since) ) { LUS_ZERO(owner, name, bytes) }
#include "records.def"

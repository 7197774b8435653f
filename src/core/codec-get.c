/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Straight-line decoders, one function a record and one an entry, all from records.def. Each returns 0, or the number of the first
 * bad field plus 1: an early return per field needs no stack, where collecting errors made frames of kilobytes. All is checked
 * before anything is stored: so what is refused leaves no trace, and a structure that lies as on the wire, which most do, is copied whole.
 */
#include "codec.h"

/* First the checks. */
#define LUS_ONE(owner, wire, name, check) \
    if ( !LUS_FREE_##check ) \
    { \
        const LUS_C_##wire v = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name)); \
        (void)v; \
        if ( LUS_BAD_##check ) \
            return LUS_FIELD_##owner##_##name + 1; \
    }
#define LUS_MANY(owner, wire, name, count, check) \
    if ( !LUS_FREE_##check ) \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
        { \
            const LUS_C_##wire v = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name) + i * LUS_SIZE_##wire); \
            (void)v; \
            if ( LUS_BAD_##check ) \
                return LUS_FIELD_##owner##_##name + 1; \
        } \
    }
#define LUS_ZERO(owner, name, bytes) \
    if ( !lus_is_zero(p + LUS_WIRE_OFFSET(owner, name), bytes) ) \
        return LUS_FIELD_##owner##_##name + 1;

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static inline int bad_##name(const uint8_t *p, unsigned int rev) { (void)p; (void)rev;
#define LUS_REC_END(name) return 0; }
#define LUS_ENT(name, keys, doc) static inline int bad_##name(const uint8_t *p) { (void)p;
#define LUS_ENT_END(name) return 0; }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name, check)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count, check)
#define LUS_R(owner, name, bytes) LUS_ZERO(owner, name, bytes)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) if ( rev >= (since) ) { LUS_ONE(owner, wire, name, check) }
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count, check) }
#define LUS_NR(owner, name, bytes, since) if ( rev >= (since) ) { LUS_ZERO(owner, name, bytes) }
#include "records.def"
#undef LUS_ONE
#undef LUS_MANY

/* Whether a structure's members lie as on the wire. What the wire has beyond them is reserved, which is zero and may fall into holes. */
#define LUS_LIES(owner, wire, name) && LUS_PLAIN_##wire && offsetof(struct lus_##owner, name) == LUS_WIRE_OFFSET(owner, name)
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) enum { LUS_SAME_##name = 1
#define LUS_REC_END(name) };
#define LUS_ENT(name, keys, doc) enum { LUS_SAME_##name = 1
#define LUS_ENT_END(name) };
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_LIES(owner, wire, name)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_LIES(owner, wire, name)
#define LUS_B(owner, name, bytes, unit, doc) LUS_LIES(owner, U8, name)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) && 0
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) && 0
#define LUS_NR(owner, name, bytes, since) && 0
#include "records.def"

/* What is longer is copied by a function. */
#define LUS_SHORT 64

/* n is a multiple of 8, and so much that a call does not matter. */
static LUS_NOINLINE void get_long(uint8_t *LUS_RESTRICT to, const uint8_t *LUS_RESTRICT from, uint32_t n)
{
    for ( ; n >= 32; n -= 32, to += 32, from += 32 )
        lus_move(to, from, 32);
    for ( ; n; n -= 8, to += 8, from += 8 )
        lus_move(to, from, 8);
}

static inline void get_same(void *LUS_RESTRICT to, const uint8_t *LUS_RESTRICT from, uint32_t n)
{
    if ( n > LUS_SHORT )
        get_long(to, from, n);
    else
        memcpy(to, from, n);
}

/* Of the two the shorter, as the wire may end with what is reserved and a structure with a hole. */
#define LUS_COMMON(name) (LUS_WIRE_TOTAL(name) < sizeof(struct lus_##name) ? LUS_WIRE_TOTAL(name) : sizeof(struct lus_##name))
#define LUS_GET_SAME(name) \
    if ( LUS_SAME_##name && (LUS_COMMON(name) <= LUS_SHORT || LUS_COMMON(name) % 8 == 0) ) \
    { \
        get_same(o, p, LUS_COMMON(name)); \
        return; \
    }

/* Then the values. */
#define LUS_ONE(owner, wire, name) o->name = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name));
#define LUS_MANY(owner, wire, name, count) \
    if ( LUS_PLAIN_##wire ) \
        lus_move(o->name, p + LUS_WIRE_OFFSET(owner, name), (count) * LUS_SIZE_##wire); \
    else \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
            o->name[i] = LUS_LOAD_##wire(p + LUS_WIRE_OFFSET(owner, name) + i * LUS_SIZE_##wire); \
    }

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static inline void get_##name(const uint8_t *LUS_RESTRICT p, unsigned int rev, struct lus_##name *LUS_RESTRICT o) \
    { \
        (void)p; (void)rev; (void)o; \
        LUS_GET_SAME(name)
#define LUS_REC_END(name) }
#define LUS_ENT(name, keys, doc) static inline void get_##name(const uint8_t *LUS_RESTRICT p, struct lus_##name *LUS_RESTRICT o) \
    { \
        LUS_GET_SAME(name)
#define LUS_ENT_END(name) }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count)
#define LUS_B(owner, name, bytes, unit, doc) lus_move(o->name, p + LUS_WIRE_OFFSET(owner, name), bytes);
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_ONE(owner, wire, name) } else o->name = 0;
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count) } else memset(o->name, 0, sizeof(o->name));
#include "records.def"

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    int lus_decode_##name(const uint8_t *p, unsigned int rev, struct lus_##name *o) \
    { \
        int bad = bad_##name(p, rev); \
        if ( bad ) \
            return bad; \
        get_##name(p, rev, o); \
        return 0; \
    }
#define LUS_ENT(name, keys, doc) \
    int lus_decode_##name(const uint8_t *p, struct lus_##name *o) \
    { \
        int bad = bad_##name(p); \
        if ( bad ) \
            return bad; \
        get_##name(p, o); \
        return 0; \
    } \
    uint32_t lus_decode_run_##name(const uint8_t *p, uint32_t n, struct lus_##name *o) \
    { \
        uint32_t i; \
        for ( i = 0; i < n && !bad_##name(p); i++, p += LUS_WIRE_TOTAL(name), o++ ) \
            get_##name(p, o); \
        return i; \
    } \
    uint32_t lus_good_##name(const uint8_t *p, uint32_t n) \
    { \
        uint32_t i; \
        for ( i = 0; i < n && !bad_##name(p); i++ ) \
            p += LUS_WIRE_TOTAL(name); \
        return i; \
    }
#include "records.def"

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Private to src/core: loads and stores of little-endian integers at any address, and what is derived from the schema about the
 * wire: offsets and sizes of fields, fixed lengths by revision, numbers of fields.
 */
#ifndef LUSTREAM_CORE_WIRE_H
#define LUSTREAM_CORE_WIRE_H

#include "lustream/env.h"

/* By these names a freestanding compiler makes small copies in place; by the functions' own it calls them even for one word. */
#ifndef memcpy
#define memcpy(dst, src, n) __builtin_memcpy(dst, src, n)
#define memset(dst, c, n) __builtin_memset(dst, c, n)
#define memcmp(a, b, n) __builtin_memcmp(a, b, n)
#endif

/*
 * Right on any byte order and alignment. Packed structures are what compilers are sure to make one load or store of, where the CPU has
 * one; of bytes put together they do so only now and then.
 */
struct lus_u16 { uint16_t v; } LUS_PACKED;
struct lus_u32 { uint32_t v; } LUS_PACKED;
struct lus_u64 { uint64_t v; } LUS_PACKED;

static inline uint32_t lus_ld16(const uint8_t *p)
{
    if ( LUS_LITTLE_ENDIAN )
        return ((const struct lus_u16 *)p)->v;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t lus_ld32(const uint8_t *p)
{
    if ( LUS_LITTLE_ENDIAN )
        return ((const struct lus_u32 *)p)->v;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t lus_ld64(const uint8_t *p)
{
    if ( LUS_LITTLE_ENDIAN )
        return ((const struct lus_u64 *)p)->v;
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static inline void lus_st16(uint8_t *p, uint32_t v)
{
    unsigned int i;

    if ( LUS_LITTLE_ENDIAN )
        ((struct lus_u16 *)p)->v = (uint16_t)v;
    else
        for ( i = 0; i < 2; i++ )
            p[i] = (uint8_t)(v >> (8 * i));
}

static inline void lus_st32(uint8_t *p, uint32_t v)
{
    unsigned int i;

    if ( LUS_LITTLE_ENDIAN )
        ((struct lus_u32 *)p)->v = v;
    else
        for ( i = 0; i < 4; i++ )
            p[i] = (uint8_t)(v >> (8 * i));
}

static inline void lus_st64(uint8_t *p, uint64_t v)
{
    unsigned int i;

    if ( LUS_LITTLE_ENDIAN )
        ((struct lus_u64 *)p)->v = v;
    else
        for ( i = 0; i < 8; i++ )
            p[i] = (uint8_t)(v >> (8 * i));
}

static inline uint32_t lus_ld24(const uint8_t *p)
{
    return lus_ld16(p) | (uint32_t)p[2] << 16;
}

static inline void lus_st24(uint8_t *p, uint32_t v)
{
    lus_st16(p, v);
    p[2] = (uint8_t)(v >> 16);
}

static inline uint64_t lus_ld40(const uint8_t *p)
{
    return lus_ld32(p) | (uint64_t)p[4] << 32;
}

static inline void lus_st40(uint8_t *p, uint64_t v)
{
    lus_st32(p, (uint32_t)v);
    p[4] = (uint8_t)(v >> 32);
}

/* A copy of a size that the compiler knows: by words where it can be, as what some CPUs do for a copy of 1 KiB begins too slowly. */
static inline void lus_move(void *dst, const void *src, size_t n)
{
    uint8_t *to = dst;
    const uint8_t *from = src;

    if ( LUS_UNALIGNED )
        for ( ; n >= 32; n -= 32, to += 32, from += 32 )
            memcpy(to, from, 32);
    memcpy(to, from, n);
}

/* Return: 1 if all n bytes are zero. */
int lus_all_zero(const uint8_t *p, uint64_t n);

/* The same for a constant n: without a call for the sizes that reserved fields mostly have. */
static inline int lus_is_zero(const uint8_t *p, uint64_t n)
{
    return n == 1 ? !*p : n == 2 ? !lus_ld16(p) : n == 4 ? !lus_ld32(p) : n == 8 ? !lus_ld64(p) : lus_all_zero(p, n);
}

#define LUS_NR_OF(array) (uint32_t)(sizeof(array) / sizeof((array)[0]))

/* How far ahead of where a stream is read or written it is asked for, in bytes. */
#define LUS_AHEAD 1024

#define LUS_SIZE_U8  1
#define LUS_SIZE_U16 2
#define LUS_SIZE_U24 3
#define LUS_SIZE_U32 4
#define LUS_SIZE_U40 5
#define LUS_SIZE_U64 8
#define LUS_SIZE_I32 4
#define LUS_SIZE_I64 8

/* The layout of each fixed part and entry: arrays of bytes only, so that no compiler puts anything between them. */
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) struct lus_wire_##name {
#define LUS_REC_END(name) uint8_t end_of_fields; };
#define LUS_ENT(name, keys, doc) struct lus_wire_##name {
#define LUS_ENT_END(name) uint8_t end_of_fields; };
#define LUS_F(owner, wire, name, check, unit, ref, doc) uint8_t name[LUS_SIZE_##wire];
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) uint8_t name[(count) * LUS_SIZE_##wire];
#define LUS_B(owner, name, bytes, unit, doc) uint8_t name[bytes];
#define LUS_R(owner, name, bytes) uint8_t name[bytes];
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) uint8_t name[LUS_SIZE_##wire];
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) uint8_t name[(count) * LUS_SIZE_##wire];
#define LUS_NR(owner, name, bytes, since) uint8_t name[bytes];
#include "records.def"

#define LUS_WIRE_OFFSET(owner, name) offsetof(struct lus_wire_##owner, name)
#define LUS_WIRE_TOTAL(owner) offsetof(struct lus_wire_##owner, end_of_fields)

/* The number of each field in its owner, reserved ones counted. */
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) enum {
#define LUS_REC_END(name) LUS_FIELDS_##name };
#define LUS_ENT(name, keys, doc) enum {
#define LUS_ENT_END(name) LUS_FIELDS_##name };
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_FIELD_##owner##_##name,
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_FIELD_##owner##_##name,
#define LUS_B(owner, name, bytes, unit, doc) LUS_FIELD_##owner##_##name,
#define LUS_R(owner, name, bytes) LUS_FIELD_##owner##_##name,
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) LUS_FIELD_##owner##_##name,
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) LUS_FIELD_##owner##_##name,
#define LUS_NR(owner, name, bytes, since) LUS_FIELD_##owner##_##name,
#include "records.def"

/* Bytes of the fixed part by revision: LUS_FIXED_<record>_<revision>. */
#define LUS_REVISION 1
#include "wire-fixed.h"
#define LUS_REVISION 2
#include "wire-fixed.h"
#define LUS_REVISION 3
#include "wire-fixed.h"
#define LUS_REVISION 4
#include "wire-fixed.h"
#define LUS_REVISION 5
#include "wire-fixed.h"

#endif

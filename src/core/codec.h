/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the codecs: C types, loads and stores by wire type, and the checks of values as expressions over `v`. */
#ifndef LUSTREAM_CORE_CODEC_H
#define LUSTREAM_CORE_CODEC_H

#include "lustream/records.h"
#include "wire.h"

/*
 * A record and its structure don't overlap: so neighbours can be loaded and stored together. Not where a CPU needs aligned addresses:
 * there values are put together of bytes, which compilers then collect until they fill a stack frame.
 */
#if LUS_UNALIGNED
#define LUS_RESTRICT restrict
#else
#define LUS_RESTRICT
#endif

/* For each entry: of @n of them at @p, how many come before the first bad one; and the same by the record's type. */
#define LUS_ENT(name, keys, doc) uint32_t lus_good_##name(const uint8_t *p, uint32_t n);
#include "records.def"
uint32_t lus_good_entries(uint32_t type, const uint8_t *p, uint32_t n);

#define LUS_C_U8  uint8_t
#define LUS_C_U16 uint16_t
#define LUS_C_U24 uint32_t
#define LUS_C_U32 uint32_t
#define LUS_C_U40 uint64_t
#define LUS_C_U64 uint64_t
#define LUS_C_I32 int32_t
#define LUS_C_I64 int64_t

#define LUS_LOAD_U8(p)  (*(p))
#define LUS_LOAD_U16(p) (uint16_t)lus_ld16(p)
#define LUS_LOAD_U24(p) lus_ld24(p)
#define LUS_LOAD_U32(p) lus_ld32(p)
#define LUS_LOAD_U40(p) lus_ld40(p)
#define LUS_LOAD_U64(p) lus_ld64(p)
#define LUS_LOAD_I32(p) (int32_t)lus_ld32(p)
#define LUS_LOAD_I64(p) (int64_t)lus_ld64(p)

#define LUS_STORE_U8(p, v)  (*(p) = (v))
#define LUS_STORE_U16(p, v) lus_st16(p, v)
#define LUS_STORE_U24(p, v) lus_st24(p, v)
#define LUS_STORE_U32(p, v) lus_st32(p, v)
#define LUS_STORE_U40(p, v) lus_st40(p, v)
#define LUS_STORE_U64(p, v) lus_st64(p, v)
#define LUS_STORE_I32(p, v) lus_st32(p, (uint32_t)(v))
#define LUS_STORE_I64(p, v) lus_st64(p, (uint64_t)(v))

/* Elements that lie in memory as on the wire, and a check that takes every value: such arrays are copied. */
#define LUS_PLAIN_U8  1
#define LUS_PLAIN_U16 LUS_LITTLE_ENDIAN
#define LUS_PLAIN_U24 0
#define LUS_PLAIN_U32 LUS_LITTLE_ENDIAN
#define LUS_PLAIN_U40 0
#define LUS_PLAIN_U64 LUS_LITTLE_ENDIAN
#define LUS_PLAIN_I32 LUS_LITTLE_ENDIAN
#define LUS_PLAIN_I64 LUS_LITTLE_ENDIAN
#define LUS_FREE_ANY 1
#define LUS_FREE_BOOL 0
#define LUS_FREE_NONZERO 0
#define LUS_FREE_MAX(hi) 0
#define LUS_FREE_RANGE(lo, hi) 0
#define LUS_FREE_ENUM(e) 0
#define LUS_FREE_BITS(f) 0
#define LUS_FREE_NAMED(f) 1

/* A value that the wire type cannot hold. Only the two types without a C type of their size can have one. */
#define LUS_WIDE_U8(v)  0
#define LUS_WIDE_U16(v) 0
#define LUS_WIDE_U24(v) ((v) >> 24)
#define LUS_WIDE_U32(v) 0
#define LUS_WIDE_U40(v) ((v) >> 40)
#define LUS_WIDE_U64(v) 0
#define LUS_WIDE_I32(v) 0
#define LUS_WIDE_I64(v) 0

/* The wire types of which that is so. */
#define LUS_NARROW_U8  0
#define LUS_NARROW_U16 0
#define LUS_NARROW_U24 1
#define LUS_NARROW_U32 0
#define LUS_NARROW_U40 1
#define LUS_NARROW_U64 0
#define LUS_NARROW_I32 0
#define LUS_NARROW_I64 0

/* True when `v` is bad. */
#define LUS_BAD_ANY 0
#define LUS_BAD_BOOL (v > 1)
#define LUS_BAD_NONZERO (v == 0)
#define LUS_BAD_MAX(hi) (v > (hi))
#define LUS_BAD_RANGE(lo, hi) (v < (lo) || v > (hi))
#define LUS_BAD_ENUM(e) (!lus_is_##e(v))
#define LUS_BAD_BITS(f) ((v & ~(uint64_t)LUS_MASK_##f) != 0)
#define LUS_BAD_NAMED(f) 0

#define LUS_ENUM(name, NAME, doc) static inline int lus_is_##name(uint64_t v) { switch ( v ) {
#define LUS_V(name, NAME, TAG, value, doc) case value:
#define LUS_ENUM_END(name, NAME) return 1; default: return 0; } }
#define LUS_BITS(name, NAME, doc) static const uint64_t LUS_MASK_##name = 0
#define LUS_BIT(name, NAME, TAG, bit, doc) | 1ull << (bit)
#define LUS_BITS_END(name, NAME) ;
#include "schema/enums.def"

#endif

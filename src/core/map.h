/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: the rules of spec/stream.md section 8 that reading and writing maps share. */
#ifndef LUSTREAM_CORE_MAP_H
#define LUSTREAM_CORE_MAP_H

#include "lustream/reader.h"

#define LUS_MAP_HEADER      16u
#define LUS_MAP_FRAME_MASK  0xffffffffffull
#define LUS_MAP_RUN_MAX     (1u << 24)
#define LUS_MAP_GROUP       4096u
#define LUS_MAP_SHORT       65536u

enum lus_map_mode { LUS_MAP_RUN, LUS_MAP_EXTENTS, LUS_MAP_WORDS };

static inline uint32_t lus_map_bytes_extents(uint32_t n)
{
    return (6 * n + 7) & ~7u;
}

static inline uint32_t lus_map_bytes_words(uint64_t frames)
{
    return (uint32_t)((4 * frames + 7) & ~7ull);
}

/* May be in a group: not too long, and does not cross a multiple of 2^32 in mfn. */
static inline int lus_map_is_short(uint64_t mfn, uint32_t count)
{
    return count <= LUS_MAP_SHORT && (mfn ^ (mfn + count - 1)) >> 32 == 0;
}

/* S-36: is of the record's enumeration. */
static inline int lus_map_attribute_is_good(const struct lus_enum *e, uint32_t attribute)
{
    uint32_t i;

    for ( i = 0; i < e->nr; i++ )
        if ( e->values[i].value == attribute )
            return 1;
    return 0;
}

#endif

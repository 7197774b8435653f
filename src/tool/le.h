/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Integers of foreign structures, at any address. All of them are little-endian, but for the headers of images. */
#ifndef LUSTREAM_TOOL_LE_H
#define LUSTREAM_TOOL_LE_H

#include <stdint.h>

static inline uint64_t le_load(const uint8_t *p, unsigned int size)
{
    uint64_t v = 0;

    while ( size-- )
        v = v << 8 | p[size];
    return v;
}

static inline uint16_t le16(const uint8_t *p)
{
    return (uint16_t)le_load(p, 2);
}

static inline uint32_t le32(const uint8_t *p)
{
    return (uint32_t)le_load(p, 4);
}

static inline uint64_t le64(const uint8_t *p)
{
    return le_load(p, 8);
}

static inline uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

#endif

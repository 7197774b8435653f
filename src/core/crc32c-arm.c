/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * CRC-32C with the CRC32 extension of arm64. Inline assembly that names the extension itself, so that the build needs no -march.
 */
#include "crc32c-tables.h"

#ifdef __aarch64__

/* Little endian in memory whatever the CPU runs as; the compiler makes one load of it. */
static uint64_t load64(const unsigned char *p)
{
    return p[0] | ((uint64_t)p[1] << 8) | ((uint64_t)p[2] << 16) | ((uint64_t)p[3] << 24) |
           ((uint64_t)p[4] << 32) | ((uint64_t)p[5] << 40) | ((uint64_t)p[6] << 48) | ((uint64_t)p[7] << 56);
}

static uint32_t crc_step(uint32_t crc, uint64_t v)
{
    __asm__ ( ".arch_extension crc\n\t"
              "crc32cx %w0, %w0, %x1" : "+r" (crc) : "r" (v) );

    return crc;
}

static uint32_t crc_byte(uint32_t crc, unsigned char v)
{
    __asm__ ( ".arch_extension crc\n\t"
              "crc32cb %w0, %w0, %w1" : "+r" (crc) : "r" (v) );

    return crc;
}

uint32_t lus_crc32c_arm(uint32_t crc, const unsigned char *p, size_t n)
{
    crc = ~crc;
    for ( ; n >= 8; p += 8, n -= 8 )
        crc = crc_step(crc, load64(p));

    for ( ; n; p++, n-- )
        crc = crc_byte(crc, *p);

    return ~crc;
}

#endif

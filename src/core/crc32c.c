/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * CRC-32C: picks the code for the CPU, and has the code for any CPU.
 */
#include "lustream/crc32c.h"

#include "crc32c-tables.h"

/* Byte by byte, so that neither byte order nor alignment matters; compilers make one load of it where the CPU allows that. */
static uint32_t load32(const unsigned char *p)
{
    return p[0] | ((uint32_t)p[1] << 8) | ((uint32_t)p[2] << 16) | ((uint32_t)p[3] << 24);
}

/* Slicing by 8: eight look-ups that don't wait for each other, where one byte at a time would be a chain of them. */
/* Not inlined, as lus_crc32c() would save registers for it on the way to the others too. */
static __attribute__((__cold__, __noinline__)) uint32_t crc32c_portable(uint32_t crc, const unsigned char *p, size_t n)
{
    const uint32_t (*t)[256] = lus_crc32c_slice;

    crc = ~crc;
    for ( ; n >= 8; p += 8, n -= 8 )
    {
        uint32_t word = crc ^ load32(p);

        crc = t[7][word & 0xff] ^ t[6][(word >> 8) & 0xff] ^ t[5][(word >> 16) & 0xff] ^ t[4][word >> 24];
        word = load32(p + 4);
        crc ^= t[3][word & 0xff] ^ t[2][(word >> 8) & 0xff] ^ t[1][(word >> 16) & 0xff] ^ t[0][word >> 24];
    }

    for ( ; n; p++, n-- )
        crc = (crc >> 8) ^ t[0][(crc ^ *p) & 0xff];

    return ~crc;
}

uint32_t lus_crc32c(unsigned int cpu, uint32_t crc, const void *p, size_t n)
{
#if defined(__x86_64__) || defined(__i386__)
    if ( cpu & LUS_CPU_CRC32 )
        return lus_crc32c_x86(crc, p, n);
#endif

#ifdef __aarch64__
    if ( cpu & LUS_CPU_ARM_CRC32 )
        return lus_crc32c_arm(crc, p, n);
#endif

    (void)cpu;

    return crc32c_portable(crc, p, n);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * CRC-32C with the crc32 instruction of SSE4.2. Inline assembly and not an intrinsic, as compilers offer the intrinsic only to code
 * that may use vector registers, which a hypervisor's may not; the instruction itself touches general registers alone.
 */
#include "crc32c-tables.h"

#if defined(__x86_64__) || defined(__i386__)

static uint32_t crc_step8(uint32_t crc, const unsigned char *p)
{
    __asm__ ( "crc32b %1, %0" : "+r" (crc) : "qm" (*p) );

    return crc;
}

/* The last bytes, of which a stream in one piece seldom has any. */
static inline uint32_t crc_rest(uint32_t crc, const unsigned char *p, size_t n)
{
    for ( ; n; n--, p++ )
        crc = crc_step8(crc, p);

    return crc;
}

#ifdef __x86_64__

/*
 * The instruction leaves the upper half zero. It stays in 64 bits between steps as each move to 32 could cost one. The builtin, as a
 * freestanding compiler calls the function that memcpy() names even for one word.
 */
static uint64_t crc_step64(uint64_t crc, const unsigned char *p)
{
    uint64_t v;

    __builtin_memcpy(&v, p, sizeof(v));
    __asm__ ( "crc32q %1, %0" : "+r" (crc) : "r" (v) );

    return crc;
}

/* crc after as many zero bytes as t is for. */
static LUS_COLD uint32_t shift(uint32_t crc, const uint32_t (*t)[16])
{
    uint32_t sum = 0;
    unsigned int i;

    for ( i = 0; i < 8; i++, crc >>= 4 )
        sum ^= t[i][crc & 15];

    return sum;
}

/*
 * Three neighbours of len bytes each, a multiple of 16. The instruction takes three cycles but a new one can start on each, so that
 * one stream would leave two thirds of the CPU unused. From memory that is far apart for a CPU that looks ahead by itself, which
 * then waits at the start of each stream: the three that follow are asked for here, one after the other, while these are summed.
 * Asking for what is not mapped does nothing.
 */
static inline uint32_t three_streams(uint32_t crc, const unsigned char *p, size_t len, const uint32_t (*t)[8][16])
{
    const unsigned char *end = p + len;
    uintptr_t ahead = (uintptr_t)p + 3 * len;
    uint64_t a = crc, b = 0, c = 0;

    do {
        __builtin_prefetch((const void *)ahead);
        ahead += 3 * 16;
        a = crc_step64(a, p);
        b = crc_step64(b, p + len);
        c = crc_step64(c, p + 2 * len);
        a = crc_step64(a, p + 8);
        b = crc_step64(b, p + len + 8);
        c = crc_step64(c, p + 2 * len + 8);
        p += 16;
    } while ( p != end );

    return shift((uint32_t)a, t[1]) ^ shift((uint32_t)b, t[0]) ^ (uint32_t)c;
}

/* One stream, for what is too short for three: putting those together costs as much as 200 bytes. Return: the CRC, after the final XOR. */
static LUS_NOINLINE uint32_t crc_short(uint64_t word, const unsigned char *p, size_t n)
{
    for ( ; n >= 16; p += 16, n -= 16 )
    {
        word = crc_step64(word, p);
        word = crc_step64(word, p + 8);
    }

    if ( n & 8 )
    {
        word = crc_step64(word, p);
        p += 8;
    }

    return ~crc_rest((uint32_t)word, p, n & 7);
}

/*
 * As many blocks of three streams as there are, and then the rest. Not inlined, as a short buffer would pay for saving the registers that
 * only this needs.
 */
static LUS_COLD uint32_t crc_long(uint32_t crc, const unsigned char *p, size_t n)
{
    static const unsigned short lengths[LUS_CRC32C_NR_LENGTHS] = LUS_CRC32C_LENGTHS;
    unsigned int i;

    for ( i = 0; i < LUS_CRC32C_NR_LENGTHS; i++ )
    {
        size_t len = lengths[i];

        for ( ; n >= 3 * len; p += 3 * len, n -= 3 * len )
            crc = three_streams(crc, p, len, lus_crc32c_shift[i]);
    }

    return crc_short(crc, p, n);
}

#else

static uint32_t crc_step32(uint32_t crc, const unsigned char *p)
{
    uint32_t v;

    __builtin_memcpy(&v, p, sizeof(v));
    __asm__ ( "crc32l %1, %0" : "+r" (crc) : "r" (v) );

    return crc;
}

#endif

uint32_t lus_crc32c_x86(uint32_t crc, const unsigned char *p, size_t n)
{
#ifdef __x86_64__
    return n >= 3 * LUS_CRC32C_SHORTEST ? crc_long(~crc, p, n) : crc_short((uint32_t)~crc, p, n);
#else
    /* One stream is enough here: no 32-bit hypervisor is left, and tools check streams seldom. */
    crc = ~crc;
    for ( ; n >= 8; p += 8, n -= 8 )
        crc = crc_step32(crc_step32(crc, p), p + 4);

    return ~crc_rest(crc, p, n);
#endif
}

#endif

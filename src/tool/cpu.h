/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the CPU of a tool or test has, for lus_crc32c(). Userland only: the library itself never looks.
 */
#ifndef LUSTREAM_CPU_H
#define LUSTREAM_CPU_H

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#elif defined(__aarch64__)
#include <sys/auxv.h>
#endif

#include "lustream/crc32c.h"

static inline unsigned int lus_cpu_detect(void)
{
#if defined(__x86_64__) || defined(__i386__)
    unsigned int a, b, c, d;

    /* Leaf 1, ECX bit 20: SSE4.2. */
    if ( __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 20)) )
        return LUS_CPU_CRC32;
#elif defined(__aarch64__)
    /* HWCAP_CRC32, by number as not every libc has the name. */
    if ( getauxval(AT_HWCAP) & (1u << 7) )
        return LUS_CPU_ARM_CRC32;
#endif

    return 0;
}

#endif

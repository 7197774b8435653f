/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The whole port surface: what liblustream needs of its surroundings. A hypervisor replaces this one file, or defines LUS_ENV
 * to the name of its own. Nothing else in include/ or src/core/ looks at where it is built.
 */
#ifndef LUSTREAM_ENV_H
#define LUSTREAM_ENV_H

#ifdef LUS_ENV
#include LUS_ENV
#else

#include <stddef.h>
#include <stdint.h>

/* The four functions that a compiler may call on its own in any C program; there are no others. */
void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);

/* Everything written before is visible to whoever sees what is written after: used once, before the magic. */
#define LUS_BARRIER() __atomic_thread_fence(__ATOMIC_SEQ_CST)

/* Counters that CPUs share while they restore side by side: adds 1 and gives the value before; reads one. 32 bits. */
#define LUS_FETCH_INC(p) __atomic_fetch_add(p, 1, __ATOMIC_SEQ_CST)
#define LUS_READ_ATOMIC(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)

/* Whether values lie in memory as on the wire: arrays are then copied whole. */
#define LUS_LITTLE_ENDIAN (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

/* Keeps a function's frame out of its caller's: what a hypervisor's stack has to hold must not depend on the compiler's mood. */
#define LUS_NOINLINE __attribute__((__noinline__))

/* Whether loads and stores of words at any address cost no more than at aligned ones. */
#if defined(__x86_64__) || defined(__i386__) || defined(__aarch64__)
#define LUS_UNALIGNED 1
#else
#define LUS_UNALIGNED 0
#endif

/* A structure at any address, in memory that others see as something else. */
#define LUS_PACKED __attribute__((__packed__, __may_alias__))

/*
 * Marks a function that is to be small rather than fast, and apart: one that runs seldom, a few times a stream or for an error; or one
 * that was measured to be no slower so.
 */
#define LUS_COLD __attribute__((__cold__, __noinline__))

/* Asks for a cache line that will soon be read or written; the address need not be one. May be nothing. */
#define LUS_PREFETCH(p) __builtin_prefetch(p)

/* Marks a function that is called through a pointer, where the build needs that (Xen's cf_check). */
#define LUS_INDIRECT

#endif
#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * CRC-32C, the only checksum of the stream ([S-2] in spec/stream.md).
 */
#ifndef LUSTREAM_CRC32C_H
#define LUSTREAM_CRC32C_H

#include "lustream/env.h"

/**
 * define LUS_CPU_CRC32 - the CPU has the crc32 instruction of x86 SSE4.2
 *
 * Only general registers are used: the caller saves no vector state, and CR4.OSFXSR does not matter.
 */
#define LUS_CPU_CRC32 1u

/**
 * define LUS_CPU_ARM_CRC32 - the CPU has the CRC32 extension of arm64
 */
#define LUS_CPU_ARM_CRC32 2u

/**
 * lus_crc32c() - CRC-32C of a buffer, or of one more piece of it
 * @cpu: what the code may use: LUS_CPU_* values or'ed together, or 0 for portable C. Values of another architecture than the
 *       one that this is built for have no effect. The library never looks for itself: the caller knows its CPU.
 * @crc: 0 to begin, or the result for the pieces so far
 * @p: the bytes, at any alignment; may be NULL if @n is 0
 * @n: how many
 *
 * With || for concatenation, lus_crc32c(c, lus_crc32c(c, 0, a, n), b, m) is the CRC of a || b. The result depends neither on
 * @cpu nor on the byte order of the machine.
 *
 * Context: any. Takes no lock, writes no memory, uses at most 256 bytes of stack. Time is linear in @n; nothing bounds @n here, so
 * a caller that must not run long gives a large buffer in pieces.
 *
 * Return: the CRC, after the final XOR; @crc if @n is 0.
 */
uint32_t lus_crc32c(unsigned int cpu, uint32_t crc, const void *p, size_t n);

#endif

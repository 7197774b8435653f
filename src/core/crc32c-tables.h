/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the files of the CRC share: the tables, which src/gen/gen-crc32c.c writes to crc32c-tables.c, and the functions that
 * lus_crc32c() picks from, which take and return what it does.
 */
#ifndef LUSTREAM_CRC32C_TABLES_H
#define LUSTREAM_CRC32C_TABLES_H

#include "lustream/env.h"

/* The polynomial 0x1EDC6F41 with its bits in the order of [S-2], lowest power in bit 31. */
#define LUS_CRC32C_POLY 0x82F63B78u

/* [k][b]: byte b, followed by k zero bytes. */
extern const uint32_t lus_crc32c_slice[8][256];

/*
 * Bytes per stream of the blocks of three streams, largest first. Multiples of 16, and chosen so that three streams leave as
 * little as can be of the sizes that are common: 1360 of a page, 336 of 1 KiB, 160 of 512 bytes. Below that, one stream is as fast.
 */
#define LUS_CRC32C_SHORTEST 160
#define LUS_CRC32C_LENGTHS { 4096, 1360, 336, LUS_CRC32C_SHORTEST }
#define LUS_CRC32C_NR_LENGTHS 4

/*
 * [i][s][k][d]: d << (4 * k), followed by (s + 1) times the i-th length of zero bytes. Four bits per step, not eight: 1 KiB per
 * length and not 8 KiB, so that the tables stay in the L1 cache, and yet no slower as the look-ups don't wait for each other.
 * Defined for x86-64 only.
 */
extern const uint32_t lus_crc32c_shift[LUS_CRC32C_NR_LENGTHS][2][8][16];

#if defined(__x86_64__) || defined(__i386__)
uint32_t lus_crc32c_x86(uint32_t crc, const unsigned char *p, size_t n);
#endif

#ifdef __aarch64__
uint32_t lus_crc32c_arm(uint32_t crc, const unsigned char *p, size_t n);
#endif

#endif

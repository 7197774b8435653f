/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Prints src/core/crc32c-tables.c. Runs where the tables are made, not where they are used, so it may use libc; it takes the
 * polynomial and the lengths from the header of the tables, so that they are written once. What it prints is the same everywhere.
 */
#include <stdio.h>

#include "../core/crc32c-tables.h"

static const size_t lengths[LUS_CRC32C_NR_LENGTHS] = LUS_CRC32C_LENGTHS;

/* Bit by bit on purpose: this is the definition of the CRC, and nothing that it is to check goes into it. */
static uint32_t zero_bytes(uint32_t crc, size_t n)
{
    size_t i;

    for ( i = 0; i < 8 * n; i++ )
        crc = (crc >> 1) ^ ((crc & 1) ? LUS_CRC32C_POLY : 0);

    return crc;
}

static void print_row(const char *indent, const uint32_t *row, unsigned int n)
{
    unsigned int i;

    for ( i = 0; i < n; i++ )
        printf("%s0x%08x%s", i % 8 ? " " : indent, (unsigned int)row[i], i == n - 1 ? "\n" : i % 8 == 7 ? ",\n" : ",");
}

static void print_slice(void)
{
    uint32_t row[256];
    unsigned int k, b;

    printf("const uint32_t lus_crc32c_slice[8][256] = {\n");
    for ( k = 0; k < 8; k++ )
    {
        for ( b = 0; b < 256; b++ )
            row[b] = zero_bytes(b, k + 1);

        printf("    {\n");
        print_row("        ", row, 256);
        printf("    }%s\n", k < 7 ? "," : "");
    }
    printf("};\n");
}

/* Shifting is linear, so that the four bits of a step give its sixteen entries. */
static void print_step(size_t zeros, unsigned int k)
{
    uint32_t row[16], bit[4];
    unsigned int i, d;

    for ( i = 0; i < 4; i++ )
        bit[i] = zero_bytes((uint32_t)1 << (4 * k + i), zeros);

    for ( d = 0; d < 16; d++ )
    {
        row[d] = 0;
        for ( i = 0; i < 4; i++ )
            row[d] ^= (d >> i) & 1 ? bit[i] : 0;
    }

    printf("            {\n");
    print_row("                ", row, 16);
    printf("            }%s\n", k < 7 ? "," : "");
}

static void print_shift(void)
{
    unsigned int i, s, k;

    printf("const uint32_t lus_crc32c_shift[LUS_CRC32C_NR_LENGTHS][2][8][16] = {\n");
    for ( i = 0; i < LUS_CRC32C_NR_LENGTHS; i++ )
    {
        printf("    {\n");
        for ( s = 0; s < 2; s++ )
        {
            printf("        { /* %lu bytes */\n", (unsigned long)((s + 1) * lengths[i]));
            for ( k = 0; k < 8; k++ )
                print_step((s + 1) * lengths[i], k);
            printf("        }%s\n", s < 1 ? "," : "");
        }
        printf("    }%s\n", i < LUS_CRC32C_NR_LENGTHS - 1 ? "," : "");
    }
    printf("};\n");
}

int main(void)
{
    printf("/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */\n"
           "/* Made by src/gen/gen-crc32c.c; do not edit. */\n"
           "#include \"crc32c-tables.h\"\n\n");
    print_slice();
    printf("\n#ifdef __x86_64__\n\n");
    print_shift();
    printf("\n#endif\n");

    return fflush(stdout) || ferror(stdout) ? 1 : 0;
}

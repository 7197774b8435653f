/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * [S-2]: CRC-32C, in portable C and with whatever this CPU has, against published values and against the definition.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lustream/crc32c.h"

#include "tool/cpu.h"

/* The greatest length at every alignment: past one page, and past the largest common block of three streams, 3 * 1360. */
#define EVERY 4200u
#define LARGE (200u * 1024)
#define OFFSETS 48u

static unsigned char *bytes;

/* Zeros and ones are cases of their own in RFC 3720; here each byte differs from its neighbours, so that no swap goes unseen. */
static int setup(void **state)
{
    uint32_t x = 1;
    size_t i;

    (void)state;

    bytes = malloc(LARGE + OFFSETS);
    if ( !bytes )
        return -1;

    for ( i = 0; i < LARGE + OFFSETS; i++ )
    {
        x = x * 1664525u + 1013904223u;
        bytes[i] = (unsigned char)(x >> 24);
    }

    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(bytes);

    return 0;
}

/* One byte more for a register, bit by bit as [S-2] defines it. Shares nothing with the code under test. */
static uint32_t reference_step(uint32_t reg, unsigned char byte)
{
    unsigned int i;

    reg ^= byte;
    for ( i = 0; i < 8; i++ )
        reg = (reg >> 1) ^ ((reg & 1) ? 0x82f63b78u : 0);

    return reg;
}

static uint32_t reference(const unsigned char *p, size_t n)
{
    uint32_t reg = 0xffffffffu;

    while ( n-- )
        reg = reference_step(reg, *p++);

    return reg ^ 0xffffffffu;
}

static void check_vector(const void *p, size_t n, uint32_t crc)
{
    assert_int_equal(reference(p, n), crc);
    assert_int_equal(lus_crc32c(0, 0, p, n), crc);
    assert_int_equal(lus_crc32c(lus_cpu_detect(), 0, p, n), crc);
}

/* [S-2] and RFC 3720 B.4, whose bytes in order of transmission are these numbers, lowest byte first. */
static void test_vectors(void **state)
{
    static const unsigned char read_pdu[48] = {
        0x01, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18,
        0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00
    };
    unsigned char v[32];
    unsigned char i;

    (void)state;

    check_vector("", 0, 0);
    check_vector("123456789", 9, 0xe3069283u);
    check_vector(read_pdu, sizeof(read_pdu), 0xd9963a56u);

    memset(v, 0, sizeof(v));
    check_vector(v, sizeof(v), 0x8a9136aau);
    memset(v, 0xff, sizeof(v));
    check_vector(v, sizeof(v), 0x62a8ab43u);
    for ( i = 0; i < 32; i++ )
        v[i] = i;
    check_vector(v, sizeof(v), 0x46dd794eu);
    for ( i = 0; i < 32; i++ )
        v[i] = (unsigned char)(31 - i);
    check_vector(v, sizeof(v), 0x113fdb5cu);
}

/* Nothing more leaves the result so far as it is, and a null pointer is no reason to touch it. */
static void test_empty(void **state)
{
    unsigned int cpu = lus_cpu_detect();

    (void)state;

    assert_int_equal(lus_crc32c(0, 0, NULL, 0), 0);
    assert_int_equal(lus_crc32c(cpu, 0, NULL, 0), 0);
    assert_int_equal(lus_crc32c(0, 0x12345678u, NULL, 0), 0x12345678u);
    assert_int_equal(lus_crc32c(cpu, 0x12345678u, NULL, 0), 0x12345678u);
}

/* Bits of other architectures, and those that nobody has given out, must not matter. */
static void test_cpu_bits(void **state)
{
    unsigned int all = lus_cpu_detect() | ~(LUS_CPU_CRC32 | LUS_CPU_ARM_CRC32);
    uint32_t crc = reference(bytes, EVERY);

    (void)state;

#if defined(__x86_64__) || defined(__i386__)
    all |= LUS_CPU_ARM_CRC32;
#elif defined(__aarch64__)
    all |= LUS_CPU_CRC32;
#else
    all = ~0u;
#endif

    assert_int_equal(lus_crc32c(all, 0, bytes, EVERY), crc);
}

static void test_every_length(void **state)
{
    unsigned int cpu = lus_cpu_detect(), align, n;

    (void)state;

    for ( align = 0; align < 16; align++ )
    {
        const unsigned char *p = bytes + align;
        uint32_t reg = 0xffffffffu;

        for ( n = 0; n <= EVERY; n++ )
        {
            uint32_t crc = reg ^ 0xffffffffu;

            /* The slow macro only to report, as it is called often. */
            if ( lus_crc32c(0, 0, p, n) != crc || lus_crc32c(cpu, 0, p, n) != crc )
                fail_msg("%u bytes at alignment %u", n, align);

            reg = reference_step(reg, p[n]);
        }
    }
}

static void test_every_split(void **state)
{
    unsigned int cpu = lus_cpu_detect(), n, a;

    (void)state;

    for ( n = 1; n <= 600; n++ )
    {
        uint32_t crc = reference(bytes, n);

        for ( a = 0; a <= n; a++ )
        {
            if ( lus_crc32c(0, lus_crc32c(0, 0, bytes, a), bytes + a, n - a) != crc ||
                 lus_crc32c(cpu, lus_crc32c(cpu, 0, bytes, a), bytes + a, n - a) != crc ||
                 lus_crc32c(0, lus_crc32c(cpu, 0, bytes, a), bytes + a, n - a) != crc )
                fail_msg("%u bytes in %u and %u", n, a, n - a);
        }
    }
}

/* From many places, as only other bytes make the code look at other entries of the tables that join large blocks. */
static void test_tables(void **state)
{
    unsigned int cpu = lus_cpu_detect(), i;

    (void)state;

    for ( i = 0; i < OFFSETS; i++ )
    {
        uint32_t crc = reference(bytes + i, LARGE);

        assert_int_equal(lus_crc32c(0, 0, bytes + i, LARGE), crc);
        assert_int_equal(lus_crc32c(cpu, 0, bytes + i, LARGE), crc);
    }
}

/* Large lengths on both sides of where the code goes on to other blocks: each multiple of three streams of each length. */
static void test_large(void **state)
{
    static const unsigned int lengths[] = { 160, 336, 1360, 4096, 8192 };
    unsigned int cpu = lus_cpu_detect(), i, j;
    uint32_t *crc = malloc((LARGE + 1) * sizeof(*crc));
    uint32_t reg = 0xffffffffu;
    size_t n;

    (void)state;

    assert_non_null(crc);
    for ( n = 0; n <= LARGE; n++ )
    {
        crc[n] = reg ^ 0xffffffffu;
        reg = reference_step(reg, bytes[n]);
    }

    for ( i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++ )
    {
        size_t step = 3 * lengths[i];

        /* The small ones ten times are enough; every length that they could meet is in test_every_length(). */
        for ( j = 1; j * step + 9 <= LARGE && (j <= 10 || step > 4000); j++ )
        {
            for ( n = j * step - 9; n <= j * step + 9; n++ )
            {
                assert_int_equal(lus_crc32c(0, 0, bytes, n), crc[n]);
                assert_int_equal(lus_crc32c(cpu, 0, bytes, n), crc[n]);
            }
        }
    }

    assert_int_equal(lus_crc32c(0, 0, bytes, LARGE), crc[LARGE]);
    assert_int_equal(lus_crc32c(cpu, 0, bytes, LARGE), crc[LARGE]);
    free(crc);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_cpu_bits),
        cmocka_unit_test(test_every_length),
        cmocka_unit_test(test_every_split),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_tables),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

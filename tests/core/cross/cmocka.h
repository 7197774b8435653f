/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * As much of CMocka's interface as the core's tests use, for machines that CMocka is not packaged for: the tests are built with a cross
 * compiler and run under qemu-user. A failed assertion ends the program; fuzz targets and their seeds are
 * built with it too. Natively the tests use the real CMocka.
 */
#ifndef LUSTREAM_TESTS_CROSS_CMOCKA_H
#define LUSTREAM_TESTS_CROSS_CMOCKA_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest
{
    const char *name;
    void (*run)(void **state);
};

#define cmocka_unit_test(f) { #f, f }

static inline void cross_check(int good, const char *what, const char *file, int line)
{
    if ( good )
        return;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    abort();
}

typedef int (*cross_fixture)(void **state);

static inline int cross_run(const struct CMUnitTest *tests, size_t nr, cross_fixture setup, cross_fixture teardown)
{
    void *group = NULL;
    size_t i;

    cross_check(!setup || setup(&group) == 0, "setup", __FILE__, __LINE__);
    for ( i = 0; i < nr; i++ )
    {
        void *state = group;

        tests[i].run(&state);
    }
    cross_check(!teardown || teardown(&group) == 0, "teardown", __FILE__, __LINE__);
    printf("%zu passed, 0 failed\n", nr);
    return 0;
}

#define cmocka_run_group_tests(tests, setup, teardown) cross_run(tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)
#define assert_true(x) cross_check(!!(x), #x, __FILE__, __LINE__)
#define assert_false(x) cross_check(!(x), "!(" #x ")", __FILE__, __LINE__)
#define assert_int_equal(a, b) cross_check((uint64_t)(int64_t)(a) == (uint64_t)(int64_t)(b), #a " == " #b, __FILE__, __LINE__)
#define assert_int_not_equal(a, b) cross_check((uint64_t)(int64_t)(a) != (uint64_t)(int64_t)(b), #a " != " #b, __FILE__, __LINE__)
#define assert_in_range(v, lo, hi) cross_check((uint64_t)(v) >= (uint64_t)(lo) && (uint64_t)(v) <= (uint64_t)(hi), #v, __FILE__, __LINE__)
#define assert_null(p) cross_check((p) == NULL, #p " == NULL", __FILE__, __LINE__)
#define assert_non_null(p) cross_check((p) != NULL, #p " != NULL", __FILE__, __LINE__)
#define assert_ptr_equal(a, b) cross_check((const void *)(a) == (const void *)(b), #a " == " #b, __FILE__, __LINE__)
#define assert_memory_equal(a, b, n) cross_check(memcmp(a, b, n) == 0, #a " == " #b, __FILE__, __LINE__)
#define assert_memory_not_equal(a, b, n) cross_check(memcmp(a, b, n) != 0, #a " != " #b, __FILE__, __LINE__)
#define assert_string_equal(a, b) cross_check(strcmp(a, b) == 0, #a " == " #b, __FILE__, __LINE__)
#define assert_string_not_equal(a, b) cross_check(strcmp(a, b) != 0, #a " != " #b, __FILE__, __LINE__)
#define fail() cross_check(0, "reached", __FILE__, __LINE__)
#define fail_msg(...) (fprintf(stderr, __VA_ARGS__), cross_check(0, "reached", __FILE__, __LINE__))
#define print_message(...) printf(__VA_ARGS__)
#define print_error(...) fprintf(stderr, __VA_ARGS__)
#define skip() return

#endif

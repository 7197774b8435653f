/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Random hosts that are valid: neither level of checking finds anything. Argument: how many seeds. [H-17] */
#include "host-random.h"

static uint32_t seeds = 60;

static void say_finding(void *ctx, const struct lus_finding *f)
{
    const struct lus_record_type *t = lus_record_type(f->type);
    const struct lus_field *fields = t ? f->entry == LUS_NO_ENTRY ? t->fields : t->entry ? t->entry->fields : NULL : NULL;
    uint32_t *nr = ctx;

    if ( (*nr)++ < 10 )
        print_error("  rule %u, domain %u, %s/%u, entry %u, field %s, value %#llx\n", f->rule, f->domid, t ? t->name : "-", f->instance,
                    f->entry, fields && f->field != LUS_NO_FIELD ? fields[f->field].name : "-", (unsigned long long)f->value);
}

static void check_one(uint64_t seed, uint32_t domains)
{
    uint32_t found = 0, i;
    struct lus_host_args args = { .finding = say_finding, .ctx = &found };
    struct lus_host_result result;
    struct lus_stream s;
    struct lus_diag diag;
    struct bytes b, work;
    struct host h;

    host_random(&h, seed, domains);
    assert_int_equal(h.nr, domains);
    b = host_stream(&h);
    if ( check_bytes(b.p, b.n, &diag) )
        fail_msg("seed %llu: %s at %#llx, type %#x, field %u", (unsigned long long)seed, lus_error_name(diag.error),
                 (unsigned long long)diag.offset, diag.type, diag.field);
    open_bytes(&s, b);
    work = bytes_new(lus_host_workspace(&s), 0x5a);
    if ( lus_host_check(&s, work.p, work.n, &args, &result) )
        fail_msg("seed %llu, %u domains: %u findings in a valid host", (unsigned long long)seed, domains, found);
    /* All of a complete stream can be proved. */
    for ( i = 0; i < LUS_RULES_MAX; i++ )
        assert_int_equal(result.not_provable[i], 0);
    bytes_free(&work);
    bytes_free(&b);
    host_free(&h);
}

static void test_small(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < seeds; i++ )
        check_one(i, 1 + i % 24);
}

static void test_big(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < 1 + seeds / 100; i++ )
    {
        check_one(1000000 + i, HOST_RANDOM_MAX);
        check_one(2000000 + i, 25 + i % 300);
    }
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_small), cmocka_unit_test(test_big) };

    if ( argc > 1 )
        seeds = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Random hosts that are valid: neither level of checking finds anything; and one that would take long. Argument: how many seeds. [H-17] */
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

#define RUNS 2000u
#define FIRST 0xc00000000ull

static void ignore(void *ctx, const struct lus_finding *f)
{
    (void)ctx;
    (void)f;
}

/* Frames that are by turns normal and Xen's, from FIRST on. */
static void own_by_turns(struct host *h, uint32_t domid, uint32_t role)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_MEM_OWNED, role << 16 | domid);
    uint32_t i;

    r->entries = realloc(r->entries, (r->nr + RUNS) * r->info->entry->size);
    assert_non_null(r->entries);
    for ( i = 0; i < RUNS; i++ )
    {
        struct lus_frame_span span = { .first = FIRST + 2 * i + (role != LUS_PAGE_ROLE_NORMAL), .count = 1 };

        assert_int_equal(lus_encode_frame_span(r->entries + r->nr++ * r->info->entry->size, &span), 0);
    }
}

/* [H-4] Extents that have all of them again and again are not looked up for ever. */
static void test_steps(void **state)
{
    struct lus_host_args args = { .finding = ignore };
    struct lus_host_result result;
    struct host_record *p2m;
    struct bytes b, work;
    struct lus_stream s;
    struct lus_p2m o;
    struct host h;
    uint32_t i, nr;

    (void)state;
    host_random(&h, 5, 1);
    own_by_turns(&h, h.domains[0].domid, LUS_PAGE_ROLE_NORMAL);
    own_by_turns(&h, h.domains[0].domid, LUS_PAGE_ROLE_XENHEAP);
    p2m = host_find(&h.domains[0].seg, LUS_TYPE_P2M, 0);
    p2m->extents = realloc(p2m->extents, RUNS * sizeof(*p2m->extents));
    assert_non_null(p2m->extents);
    for ( i = 0; i < RUNS; i++ )
        p2m->extents[i] = (struct lus_extent){ .gfn = 3 * RUNS * i, .mfn = FIRST, .count = 2 * RUNS, .attribute = LUS_P2M_TYPE_RAM_RW };
    p2m->nr = RUNS;
    assert_int_equal(lus_decode_p2m(p2m->fixed, 1, &o), 0);
    o.max_gfn = 3 * RUNS * RUNS;
    assert_int_equal(lus_encode_p2m(p2m->fixed, 1, &o), 0);
    b = host_stream(&h);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    open_bytes(&s, b);
    work = bytes_new(lus_host_workspace(&s), 0x5a);
    assert_int_equal(lus_host_check(&s, work.p, work.n, &args, &result), 1);
    for ( i = 0; lus_rules(&nr)[i].number != LUS_RULE_P2M_OWNER; i++ )
        ;
    assert_in_range(result.not_provable[i], RUNS - 200, RUNS);
    bytes_free(&work);
    bytes_free(&b);
    host_free(&h);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_small), cmocka_unit_test(test_big), cmocka_unit_test(test_steps) };

    if ( argc > 1 )
        seeds = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

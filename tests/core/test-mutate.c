/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Streams broken in every way: cut anywhere, any bit flipped, any record gone, doubled, swapped. Each must be refused by name;
 * and sealed again, be refused or mean something else that is written back as the very same bytes. [S-4] [S-7] [S-10] [S-15]
 * [S-20] [S-21] [S-23]
 *
 * LUS_TEST_STEP=1 in the environment flips every bit of the big streams too; the ordinary run takes a part of them.
 */
#include "harness.h"

static uint32_t accepted, refused;

static int is_named(int rc)
{
    return rc < 0 && strcmp(lus_error_name(rc), "E_UNKNOWN") && rc != -LUS_E_INTERNAL && rc != -LUS_E_ARGUMENT;
}

/* Refused by name, or whole and canonical. */
static void judge(struct bytes b, const char *what, uint64_t where)
{
    struct lus_diag d;
    struct bytes again;
    int rc = check_bytes(b.p, b.n, &d);

    if ( rc )
    {
        refused++;
        if ( !is_named(rc) )
            fail_msg("%s %llu: %s", what, (unsigned long long)where, lus_error_name(rc));
        if ( d.offset > b.n )
            fail_msg("%s %llu: %s at %#llx", what, (unsigned long long)where, lus_error_name(rc), (unsigned long long)d.offset);
        return;
    }
    accepted++;
    rc = recode(b, &again);
    if ( rc )
        fail_msg("%s %llu: accepted, but writing it again gives %s", what, (unsigned long long)where, lus_error_name(rc));
    if ( !bytes_equal(b, again) )
        fail_msg("%s %llu: accepted, but writing it again gives other bytes", what, (unsigned long long)where);
    bytes_free(&again);
}

static void must_refuse(struct bytes b, const char *what, uint64_t where)
{
    int rc = check_bytes(b.p, b.n, NULL);

    if ( !is_named(rc) )
        fail_msg("%s %llu: %s", what, (unsigned long long)where, lus_error_name(rc));
}

/* After a change inside records: catalogue, index, passes, counts and CRCs made from what is there now. */
static void judge_strong(struct bytes b, const char *what, uint64_t where)
{
    struct model m;
    struct bytes sealed;

    if ( model_apart(&m, b) == 0 )
    {
        sealed = model_together(&m);
        judge(sealed, what, where);
        bytes_free(&sealed);
    }
    model_free(&m);
}

static uint64_t step_of(uint64_t otherwise)
{
    const char *s = getenv("LUS_TEST_STEP");

    return s ? strtoull(s, NULL, 0) : otherwise;
}

static void every_prefix(struct bytes b, uint64_t step)
{
    uint64_t n;

    for ( n = 0; n < b.n; n += step )
    {
        struct bytes cut = bytes_copy(b.p, n);

        must_refuse(cut, "prefix", n);
        bytes_free(&cut);
    }
}

/* In the middle of eight bytes of padding, where one bit is as good as another. */
static int is_dull(struct bytes b, uint64_t at)
{
    static const uint8_t zero[8];

    return at % 64 && at >= 4 && at + 4 <= b.n && !memcmp(b.p + at - 4, zero, 8);
}

static void every_bit(struct bytes b, uint64_t step)
{
    uint64_t front = get(b.p + 60, 4), bit;
    struct bytes c = bytes_copy(b.p, b.n);

    for ( bit = 0; bit < 8 * b.n; bit += step )
    {
        uint64_t at = bit / 8;

        c.p[at] ^= (uint8_t)(1u << bit % 8);
        must_refuse(c, "bit", bit);
        if ( !is_dull(b, at) )
        {
            reseal(c, b);
            judge(c, "bit, CRCs sealed,", bit);
            if ( at >= front && get(c.p + 60, 4) == front )
                judge_strong(c, "bit, sealed,", bit);
        }
        memcpy(c.p, b.p, (size_t)b.n);
    }
    bytes_free(&c);
}

static void judge_model(const struct model *m, const char *what, uint64_t where)
{
    struct bytes b = model_together(m);

    judge(b, what, where);
    bytes_free(&b);
}

/* The same change without new catalogue and index must always be seen: here, records move but the front stays. */
static void judge_front(const struct model *m, struct bytes old, const char *what, uint64_t where)
{
    struct bytes b = model_together(m);
    uint64_t front = get(old.p + 60, 4);

    if ( b.n == old.n && front == get(b.p + 60, 4) && memcmp(b.p + front, old.p + front, (size_t)(b.n - front)) )
    {
        memcpy(b.p, old.p, (size_t)front);
        /* Only counts differ: a swap is seen by the order alone. */
        must_refuse(b, what, where);
    }
    bytes_free(&b);
}

static void every_record(struct bytes b)
{
    struct model m;
    uint32_t i, k;

    assert_int_equal(model_apart(&m, b), 0);
    for ( i = 0; i < m.nr; i++ )
        for ( k = 0; k < m.parts[i].nr; k++ )
        {
            struct part *part = &m.parts[i];
            struct piece saved = part->pieces[k], other;

            saved.p = bytes_copy(saved.p, saved.n).p;
            model_insert(part, k, &saved);
            judge_model(&m, "doubled", i * 1000 + k);
            judge_front(&m, b, "doubled", i * 1000 + k);
            model_remove(part, k);
            model_remove(part, k);
            judge_model(&m, "deleted", i * 1000 + k);
            judge_front(&m, b, "deleted", i * 1000 + k);
            model_insert(part, k, &saved);
            free(saved.p);
            if ( k + 1 == part->nr )
                continue;
            other = part->pieces[k];
            part->pieces[k] = part->pieces[k + 1];
            part->pieces[k + 1] = other;
            judge_model(&m, "swapped", i * 1000 + k);
            judge_front(&m, b, "swapped", i * 1000 + k);
            part->pieces[k + 1] = part->pieces[k];
            part->pieces[k] = other;
        }
    model_free(&m);
}

/* Records in other passes, other segments, with other numbers. */
static void every_place(struct bytes b)
{
    struct model m;
    uint32_t i, k, v;

    assert_int_equal(model_apart(&m, b), 0);
    for ( i = 0; i < m.nr; i++ )
        for ( k = 0; k < m.parts[i].nr; k++ )
        {
            struct piece *p = &m.parts[i].pieces[k], saved = *p;
            uint8_t header[16];

            memcpy(header, p->p, 16);
            for ( v = 0; v < 3; v++ )
            {
                p->pass = v;
                judge_model(&m, "pass", k);
            }
            p->pass = saved.pass;
            for ( v = 0; v < 16; v++ )
            {
                p->p[v] ^= 1u << below(8);
                judge_model(&m, "header", k);
                memcpy(p->p, header, 16);
            }
            for ( v = 0; v < m.nr; v++ )
            {
                model_insert(&m.parts[v], 0, p);
                judge_model(&m, "segment", k);
                model_remove(&m.parts[v], 0);
                p = &m.parts[i].pieces[k];
            }
        }
    model_free(&m);
}

static void test_small(void **state)
{
    struct bytes b = small_stream();

    (void)state;
    judge(b, "small", 0);
    assert_int_equal(refused, 0);
    every_prefix(b, step_of(3));
    every_bit(b, step_of(1));
    every_record(b);
    every_place(b);
    bytes_free(&b);
}

static void test_every(void **state)
{
    struct every arg = { .seed = 1, .entries = 5, .blob = 100 };
    uint64_t step;

    (void)state;
    for ( arg.older = 0; arg.older < 4; arg.older++, arg.seed++ )
    {
        struct bytes b;
        uint32_t before = refused;

        arg.arch = arg.older == 3 ? LUS_ARCH_ARM64 : LUS_ARCH_X86;
        b = every_stream(&arg, arg.older == 2);
        judge(b, "every", arg.seed);
        assert_int_equal(refused, before);
        step = step_of(b.n * 8 / 1500);
        every_bit(b, step);
        every_prefix(b, step_of(97));
        if ( arg.older == 0 )
            every_record(b);
        if ( arg.older == 2 )
            every_place(b);
        bytes_free(&b);
    }
}

/* Many random ones as they are: accepted, and the same when written again. [S-4] */
static void test_canonical(void **state)
{
    struct every arg = { .seed = 100, .entries = 30, .blob = 70000 };

    (void)state;
    for ( ; arg.seed < 140; arg.seed++ )
    {
        struct bytes b = every_stream(&arg, arg.seed & 1);
        uint32_t before = refused;

        arg.older = arg.seed % 3;
        arg.arch = arg.seed % 4 == 1 ? LUS_ARCH_ARM32 : LUS_ARCH_X86;
        judge(b, "canonical", arg.seed);
        assert_int_equal(refused, before);
        bytes_free(&b);
    }
}

static int report(void **state)
{
    (void)state;
    printf("%u accepted and written again, %u refused by name\n", accepted, refused);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_every),
        cmocka_unit_test(test_canonical),
    };

    return cmocka_run_group_tests(tests, NULL, report);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The negotiation from notes, and from counts of what live domains use. [N-15] to [N-19], [N-21] */
#include "negotiate-ask.h"

/* Two notes; the bytes are for the test to change before ask_pair(). */
struct pair
{
    struct bytes b[2];
    struct lus_note n[2];
    struct lus_negotiate_args args;
};

static struct pair pair_new(uint32_t from, uint32_t to)
{
    struct lus_note_info a = note_info(from), b = note_info(to);
    struct pair p;

    memset(&p, 0, sizeof(p));
    p.b[0] = note_write(&a);
    p.b[1] = note_write(&b);
    return p;
}

static uint32_t ask_pair(struct pair *p)
{
    uint32_t i;

    for ( i = 0; i < 2; i++ )
        lus_note_open(&p->n[i], p->b[i].p, p->b[i].n, 0);
    p->args.from = &p->n[0];
    p->args.to = &p->n[1];
    return ask(&p->args);
}

static void pair_free(struct pair *p)
{
    bytes_free(&p->b[0]);
    bytes_free(&p->b[1]);
}

/* A release and itself: yes, without a word. */
static void test_same(void **state)
{
    uint32_t minor;

    (void)state;
    for ( minor = LUS_RELEASE_FIRST; minor <= LUS_RELEASE_LAST; minor++ )
    {
        struct pair p = pair_new(minor, minor);

        assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
        assert_int_equal(nr_heard, 0);
        pair_free(&p);
    }
}

/* Every pair of releases: nothing is unknown, nothing is no; up is a report but for features and limits; what a record says is the profiles'. */
static void test_releases(void **state)
{
    const struct lus_record_type *types;
    uint32_t from, to, nr, i;

    (void)state;
    types = lus_record_types(&nr);
    for ( from = LUS_RELEASE_FIRST; from <= LUS_RELEASE_LAST; from++ )
        for ( to = LUS_RELEASE_FIRST; to <= LUS_RELEASE_LAST; to++ )
        {
            struct lus_note_info a = note_info(from), b = note_info(to);
            struct pair p = pair_new(from, to);

            assert_in_range(ask_pair(&p), LUS_VERDICT_YES, LUS_VERDICT_IF);
            assert_int_equal(count(LUS_REASON_RELEASE) + count(LUS_REASON_REQUIRED) + count(LUS_REASON_ARCH), 0);
            for ( i = 0; i < nr; i++ )
            {
                uint32_t has = lus_type_in_arch(types[i].type, LUS_ARCH_X86) ? lus_profile_revision(&a.profile, types[i].type) : 0;
                uint32_t takes = lus_profile_revision(&b.profile, types[i].type);
                uint32_t kind = !has || has == takes ? LUS_REASONS : !takes ? LUS_REASON_RECORD : has > takes ? LUS_REASON_NEWER : LUS_REASON_OLDER, k;

                for ( k = LUS_REASON_RECORD; k <= LUS_REASON_REQUIRED; k++ )
                    assert_int_equal(reason(k, 0, types[i].type) != NULL, k == kind);
                if ( kind == LUS_REASONS )
                    continue;
                assert_int_equal(reason(kind, 0, types[i].type)->revision, has);
                assert_int_equal(reason(kind, 0, types[i].type)->takes, takes);
                assert_int_equal(reason(kind, 0, types[i].type)->weight,
                                 kind == LUS_REASON_OLDER || (types[i].type >> 31) ? LUS_VERDICT_REPORT : LUS_VERDICT_IF);
            }
            for ( i = 0; i < 63; i++ )
                assert_int_equal(reason(LUS_REASON_FEATURE, i, 0) != NULL, (a.profile.features & ~b.profile.features) >> i & 1);
            /* E 17, E 18. */
            assert_int_equal(reason(LUS_REASON_HYPERCALL, 38, 0) != NULL, from == 11 && to > 11);
            assert_int_equal(reason(LUS_REASON_HYPERCALL, 31, 0) != NULL, from < 22 && to == 22);
            assert_int_equal(reason(LUS_REASON_HYPERCALL, 13, 0) != NULL, from >= 16 && to < 16);
            assert_int_equal(reason(LUS_REASON_XENFEAT, 18, 0) != NULL, from >= 18 && to < 18);
            assert_int_equal(reason(LUS_REASON_LOSS, 1, 0) != NULL, from != to);
            assert_int_equal(reason(LUS_REASON_LOSS, 2, 0) != NULL, from <= 20 && to > 20);
            assert_int_equal(reason(LUS_REASON_LOSS, 6, 0) != NULL, from >= 18 && to < 18);
            assert_int_equal(reason(LUS_REASON_LIMIT, 4, 0) != NULL, (from < 12 || from > 17) && to >= 12 && to <= 17);
            assert_int_equal(reason(LUS_REASON_LIMIT, 9, 0) != NULL, from > 20 && to <= 20);
            pair_free(&p);
        }
}

static void test_heads(void **state)
{
    struct pair p = pair_new(15, 15);

    (void)state;
    note_put(p.b[1], 20, 2, LUS_ARCH_ARM64);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(heard[0].kind, LUS_REASON_ARCH);
    assert_int_equal(heard[0].value, 1);
    assert_int_equal(heard[0].most, 2);
    note_put(p.b[1], 20, 2, LUS_ARCH_X86);

    /* Formats 2 to 3 are asked for; what is written is 1. */
    note_put(p.b[1], 24, 2, 3);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    note_put(p.b[1], 22, 2, 2);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(heard[0].kind, LUS_REASON_FORMAT);
    note_put(p.b[0], 24, 2, 9);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    note_put(p.b[0], 22, 2, 4);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    pair_free(&p);

    p = pair_new(15, 15);
    note_put(p.b[1], 18, 2, 2);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(heard[0].kind, LUS_REASON_NOTE_VERSION);
    assert_int_equal(heard[0].number, 2);
    note_put(p.b[1], 18, 2, 1);
    note_put(p.b[0], 18, 2, 7);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_REPORT);
    assert_true(heard[0].is_from && heard[0].number == 7);
    pair_free(&p);
}

/* A release that this build does not know is judged by its note alone, either way. */
static void test_unknown_release(void **state)
{
    struct pair p = pair_new(22, 22);

    (void)state;
    note_put(p.b[1], 28, 2, 23);
    note_add_record(&p.b[1], 0x40001f00, 1, 1, 0);
    note_add_limit(&p.b[1], 777, 5);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    assert_non_null(reason(LUS_REASON_RELEASE, 23, 0));
    assert_false(reason(LUS_REASON_RELEASE, 23, 0)->is_from);
    /* A limit without a name, by its number. */
    assert_int_equal(reason(LUS_REASON_LIMIT, 777, 0)->weight, LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_LIMIT, 777, 0)->most, 5);
    assert_int_equal(nr_heard, 2);
    /* And back: a type, a revision and a feature that only 4.23 has. */
    {
        struct bytes b = p.b[0];

        p.b[0] = p.b[1];
        p.b[1] = b;
    }
    note_put(p.b[0], note_record_at(p.b[0], LUS_TYPE_TSC_INFO) + 4, 2, 9);
    note_put(p.b[0], 64, 8, get(p.b[0].p + 64, 8) | 1ull << 50);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, 0x40001f00)->weight, LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_NEWER, 0, LUS_TYPE_TSC_INFO)->revision, 9);
    assert_int_equal(reason(LUS_REASON_FEATURE, 50, 0)->weight, LUS_VERDICT_IF);
    assert_true(reason(LUS_REASON_RELEASE, 23, 0)->is_from);
    assert_int_equal(nr_heard, 4);
    /* If it is always there, there is no way. */
    note_put(p.b[0], note_record_at(p.b[0], 0x40001f00) + 8, 4, LUS_NOTE_REQUIRED);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, 0x40001f00)->weight, LUS_VERDICT_NO);
    pair_free(&p);
}

static void test_records(void **state)
{
    struct lus_use use = { 1, LUS_GUESTS_HVM, 0, { 0 } };
    struct pair p = pair_new(15, 15);

    (void)state;
    /* Optional: dropped, whatever it is. */
    note_add_record(&p.b[0], 0xc0001f00, 1, 1, 0);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_REPORT);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, 0xc0001f00)->weight, LUS_VERDICT_REPORT);
    /* A release's note that does not take what the release has: nothing can be written for it. */
    note_drop_record(&p.b[1], LUS_TYPE_DOMAIN);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_RECORD, 0, LUS_TYPE_DOMAIN)->weight, LUS_VERDICT_NO);
    note_add_record(&p.b[1], LUS_TYPE_DOMAIN, 3, 2, 0);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_OLDER, 0, LUS_TYPE_DOMAIN)->weight, LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_OLDER, 0, LUS_TYPE_DOMAIN)->takes, 2);
    pair_free(&p);

    /* Bit 63 is no feature. */
    p = pair_new(15, 15);
    note_put(p.b[0], 64, 8, get(p.b[0].p + 64, 8) | LUS_FEATURE_EXPLICIT);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    pair_free(&p);

    /* What is always there, and can be written for the release: its conversion decides. */
    p = pair_new(22, 15);
    note_put(p.b[0], note_record_at(p.b[0], LUS_TYPE_DOM_CREATE) + 8, 4, LUS_NOTE_REQUIRED);
    ask_pair(&p);
    assert_int_equal(reason(LUS_REASON_NEWER, 0, LUS_TYPE_DOM_CREATE)->weight, LUS_VERDICT_IF);
    pair_free(&p);

    /* What is always there, of a kind of guest that may not be. */
    p = pair_new(15, 15);
    note_put(p.b[0], note_record_at(p.b[0], LUS_TYPE_HVM_CPU) + 8, 4, LUS_NOTE_REQUIRED | LUS_NOTE_OF_HVM);
    note_drop_record(&p.b[1], LUS_TYPE_HVM_CPU);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    p.args.uses = &use;
    p.args.nr_uses = 1;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    use.guests = LUS_GUESTS_PV;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    pair_free(&p);

    /* It asks for what 4.11 does not write and this build can raise. */
    p = pair_new(11, 15);
    note_put(p.b[1], note_record_at(p.b[1], LUS_TYPE_DOM_CREATE) + 6, 2, 3);
    ask_pair(&p);
    assert_int_equal(reason(LUS_REASON_OLDER, 0, LUS_TYPE_DOM_CREATE)->weight, LUS_VERDICT_REPORT);
    assert_int_equal(reason(LUS_REASON_OLDER, 0, LUS_TYPE_DOM_CREATE)->takes, 3);
    pair_free(&p);
}

static void test_required(void **state)
{
    struct lus_use use = { 1, LUS_GUESTS_HVM, 0, { 0 } };
    struct pair p = pair_new(22, 22);

    (void)state;
    note_put(p.b[1], 28, 2, 23);
    note_add_record(&p.b[1], 0x40001f00, 4, 1, LUS_NOTE_REQUIRED);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_REQUIRED, 0, 0x40001f00)->weight, LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_REQUIRED, 0, 0x40001f00)->takes, 4);
    note_put(p.b[1], note_record_at(p.b[1], 0x40001f00) + 8, 4, LUS_NOTE_REQUIRED | LUS_NOTE_OF_PV);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_REQUIRED, 0, 0x40001f00)->guests, LUS_GUESTS_PV);
    p.args.uses = &use;
    p.args.nr_uses = 1;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_REPORT);
    use.guests = LUS_GUESTS_PV;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    note_put(p.b[1], note_record_at(p.b[1], 0x40001f00) + 8, 4, 0);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_REPORT);
    pair_free(&p);
}

/* [N-18] [N-19]: what may be used, then what is used. */
static void test_uses(void **state)
{
    struct lus_use uses[2] = { { 3, LUS_GUESTS_PV, 1ull << FIFO, { 0 } }, { 9, LUS_GUESTS_HVM, 0, { 0 } } };
    struct pair p = pair_new(15, 15);

    (void)state;
    note_put(p.b[1], 64, 8, get(p.b[1].p + 64, 8) & ~(1ull << FIFO));
    note_put(p.b[1], note_limit_at(p.b[1], 3) + 8, 8, 4095);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_FEATURE, FIFO, 0)->weight, LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_LIMIT, 3, 0)->weight, LUS_VERDICT_IF);
    assert_int_equal(reason(LUS_REASON_LIMIT, 3, 0)->value, 131071);
    p.args.uses = uses;
    p.args.nr_uses = 2;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_FEATURE, FIFO, 0)->domid, 3);
    assert_int_equal(nr_heard, 1);
    uses[0].features = 0;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    uses[1].limits[2] = 4095;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    uses[1].limits[2] = 4096;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(heard[0].domid, 9);
    assert_int_equal(heard[0].value, 4096);
    assert_int_equal(heard[0].most, 4095);
    /* A limit of HVM guests is none of a PV guest. */
    uses[1].limits[2] = 0;
    uses[0].limits[0] = 129;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    uses[0].guests = LUS_GUESTS_HVM;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    /* No domain at all. */
    p.args.nr_uses = 0;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    pair_free(&p);
}

/* Calls that only a kind of guest can make matter where there is one. */
static void test_guests(void **state)
{
    struct lus_use use = { 3, LUS_GUESTS_HVM, 0, { 0 } };
    struct pair p = pair_new(21, 22);

    (void)state;
    p.args.uses = &use;
    p.args.nr_uses = 1;
    ask_pair(&p);
    assert_null(reason(LUS_REASON_HYPERCALL, 31, 0));
    use.guests = LUS_GUESTS_PV;
    ask_pair(&p);
    assert_int_equal(reason(LUS_REASON_HYPERCALL, 31, 0)->guests, LUS_GUESTS_PV);
    pair_free(&p);
    p = pair_new(11, 12);
    ask_pair(&p);
    assert_int_equal(reason(LUS_REASON_HYPERCALL, 38, 0)->guests, LUS_GUESTS_ALL);
    assert_int_equal(count(LUS_REASON_HYPERCALL), 1);
    pair_free(&p);
}

static void test_host(void **state)
{
    struct lus_host_use host = { 999, 2, 300, 5, 9, 1ull << 22 };
    struct pair p = pair_new(15, 15);

    (void)state;
    note_put(p.b[1], 96, 8, 700);
    note_put(p.b[1], 108, 4, 1);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    assert_int_equal(result.bootmem, 700);
    note_add_limit(&p.b[1], 10, 256);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_IF);
    p.args.host = &host;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 10, 0)->value, 300);
    assert_int_equal(reason(LUS_REASON_BOOTMEM, 0, 0)->value, 1000);
    assert_int_equal(reason(LUS_REASON_BOOTMEM, 0, 0)->most, 999);
    assert_int_equal(result.bootmem, 1000);
    host.cpus = 256;
    host.bootmem = 956;
    assert_int_equal(ask_pair(&p), LUS_VERDICT_YES);
    note_put(p.b[1], note_limit_at(p.b[1], 11) + 8, 8, 4);
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_LIMIT, 11, 0)->value, 5);
    host.domains = 4;
    note_put(p.b[1], 64, 8, get(p.b[1].p + 64, 8) & ~(1ull << 22));
    assert_int_equal(ask_pair(&p), LUS_VERDICT_NO);
    assert_int_equal(reason(LUS_REASON_FEATURE, 22, 0)->domid, LUS_NO_DOMID);
    pair_free(&p);
}

static void test_arguments(void **state)
{
    struct pair p = pair_new(15, 15);
    struct lus_negotiate_args a;

    (void)state;
    ask_pair(&p);
    a = p.args;
    a.to = NULL;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_ARGUMENT);
    a = p.args;
    a.from = NULL;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_ARGUMENT);
    a = p.args;
    a.nr_uses = 1;
    assert_int_equal(lus_negotiate(&a, &result), -LUS_E_ARGUMENT);
    p.n[1].bytes = NULL;
    assert_int_equal(lus_negotiate(&p.args, &result), -LUS_E_ARGUMENT);
    pair_free(&p);
    assert_null(lus_reason_name(LUS_REASONS));
    assert_null(lus_reason_text(LUS_REASONS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same), cmocka_unit_test(test_releases), cmocka_unit_test(test_heads), cmocka_unit_test(test_unknown_release),
        cmocka_unit_test(test_records), cmocka_unit_test(test_required), cmocka_unit_test(test_uses), cmocka_unit_test(test_guests),
        cmocka_unit_test(test_host), cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

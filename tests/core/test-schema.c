/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Rules that the schema itself must keep, for every record, field and enumeration. [S-22] [S-25] [S-26] [S-27] [S-29] [S-32] */
#include "harness.h"

static uint32_t nr_types;
static const struct lus_record_type *types;

static void test_lookup(void **state)
{
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < nr_types; i++ )
    {
        assert_ptr_equal(lus_record_type(types[i].type), &types[i]);
        assert_null(lus_record_type(types[i].type ^ LUS_TYPE_OPTIONAL));
        assert_null(lus_record_type(types[i].type ^ LUS_TYPE_VENDOR));
        for ( k = 0; k < i; k++ )
        {
            assert_int_not_equal(types[i].type, types[k].type);
            assert_string_not_equal(types[i].name, types[k].name);
        }
    }
    assert_null(lus_record_type(0));
    assert_null(lus_record_type(0xffffffffu));
}

/* [S-22], [S-27] */
static void check_number(const struct lus_record_type *t)
{
    uint32_t n = t->type & ~LUS_TYPE_OPTIONAL;

    assert_int_not_equal(n, 0);
    assert_int_equal(t->type & LUS_TYPE_VENDOR, 0);
    assert_int_equal(!(t->type & LUS_TYPE_OPTIONAL), t->need == LUS_NEED_MANDATORY);
    if ( !(n & LUS_TYPE_LIVE_UPDATE) )
    {
        assert_true(n < 0x20000);
        assert_true(t->scope == LUS_SCOPE_DOMAIN || t->scope == LUS_SCOPE_VCPU);
        /* Typecodes are above 0; 22 to 34 are never given out. */
        assert_true(n < 0x10000 || (n > 0x10000 && (n < 0x10000 + 22 || n > 0x10000 + 34)));
        return;
    }
    n &= ~LUS_TYPE_LIVE_UPDATE;
    switch ( t->scope )
    {
    case LUS_SCOPE_SYSTEM: assert_true(n < 0x100); break;
    case LUS_SCOPE_MEMORY: assert_int_equal(n & ~0xffu, 0x100); break;
    case LUS_SCOPE_DOMAIN: assert_true((n & ~0xfffu) == 0x1000 || (n & ~0xfffu) == 0xa000); break;
    default: assert_true((n & ~0xfffu) == 0x2000 || (n & ~0xfffu) == 0xa000); break;
    }
}

static void test_numbers(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < nr_types; i++ )
        check_number(&types[i]);
}

static int is_signed(const struct lus_field *f)
{
    return f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64;
}

/* [S-29] and what the codecs take for granted. Return: bytes. */
static uint32_t check_fields(const struct lus_field *f, uint32_t nr, uint32_t revisions)
{
    uint32_t i, k, at = 0, since = 1;

    for ( i = 0; i < nr; i++ )
    {
        uint32_t size = lus_wire_size(f[i].wire);

        assert_true(size > 0 && f[i].count > 0);
        assert_int_equal(f[i].offset, at);
        if ( size == 2 || size == 4 || size == 8 )
            assert_int_equal(at % size, 0);
        /* [S-25]: later fields are behind earlier ones. */
        assert_true(f[i].since >= since && f[i].since <= revisions);
        since = f[i].since;
        assert_int_equal(f[i].older != LUS_OLDER_NONE, f[i].since > 1 && f[i].wire != LUS_WIRE_RESERVED);
        assert_int_equal(f[i].check >= LUS_CHECK_ENUM, f[i].values != NULL);
        if ( f[i].values )
            assert_int_equal(f[i].values->is_bits, f[i].check != LUS_CHECK_ENUM);
        /* The straight-line codecs compare in the field's own type, where only these mean the same. */
        assert_true(!is_signed(&f[i]) || f[i].check == LUS_CHECK_ANY || f[i].check == LUS_CHECK_RANGE);
        if ( f[i].check == LUS_CHECK_RANGE && !is_signed(&f[i]) )
            assert_true(f[i].lo <= f[i].hi && (size == 8 || f[i].lo < 1ull << (8 * size)));
        for ( k = 0; k < i; k++ )
            assert_string_not_equal(f[i].name, f[k].name);
        at += size * f[i].count;
    }
    assert_null(f[nr].name);
    return at;
}

static void check_entry(const struct lus_record_type *t)
{
    const struct lus_entry *e = t->entry;
    const struct lus_field *last = &e->fields[e->nr_fields - 1];
    uint32_t i, bits = 0;

    assert_int_equal(check_fields(e->fields, e->nr_fields, 1), e->size);
    assert_true(e->size > 0 && e->size <= LUS_ENTRY_MAX);
    assert_true(e->keys <= e->nr_fields);
    /* A table over more chunks needs whole entries at the same place in each. */
    assert_true(e->size + t->fixed[t->revisions - 1] <= LUS_BODY_MAX);
    for ( i = 0; i < e->keys; i++ )
    {
        assert_true(e->fields[i].count == 1 && e->fields[i].wire < LUS_WIRE_I32);
        bits += 8 * lus_wire_size(e->fields[i].wire);
    }
    assert_true(bits <= 64);
    assert_int_equal(e->keys == 0, t->tail == LUS_TAIL_SEQUENCE);
    if ( t->tail != LUS_TAIL_SPAN )
        return;
    assert_true(e->size <= LUS_SPAN_MAX);
    assert_int_equal(e->keys, 1);
    assert_true(e->nr_fields >= 2 && last->count == 1 && lus_wire_size(last->wire) <= 4);
    assert_int_equal(e->fields[0].wire, LUS_WIRE_U40);
    assert_true(last->check == LUS_CHECK_RANGE && last->lo == 1);
}

static void test_layout(void **state)
{
    uint32_t i, r;

    (void)state;
    for ( i = 0; i < nr_types; i++ )
    {
        const struct lus_record_type *t = &types[i];
        uint32_t all = check_fields(t->fields, t->nr_fields, t->revisions);

        assert_true(t->revisions >= 1 && t->revisions <= LUS_REVISIONS_MAX);
        assert_true(all <= LUS_FIXED_MAX);
        assert_int_equal(t->fixed[t->revisions - 1], all);
        for ( r = 1; r < t->revisions; r++ )
            assert_true(t->fixed[r - 1] < t->fixed[r]);
        assert_true(t->pass < LUS_PASSES);
        /* [S-26] */
        assert_int_equal(t->scope == LUS_SCOPE_VCPU, t->max_instance == 8191);
        assert_true((t->entry != NULL) == (t->tail >= LUS_TAIL_TABLE && t->tail <= LUS_TAIL_SPAN));
        assert_true((t->attribute != NULL) == (t->tail == LUS_TAIL_MAP));
        assert_true(t->tail != LUS_TAIL_BLOB || t->max > 0);
        assert_true(t->tail != LUS_TAIL_NONE || t->max == 0);
        /* An entry with alignment of 8 stays aligned behind the fixed part of any revision. */
        for ( r = 1; t->tail != LUS_TAIL_NONE && r <= t->revisions; r++ )
            assert_int_equal(t->fixed[r - 1] % 8, 0);
        if ( t->entry )
            check_entry(t);
        if ( t->attribute )
            assert_false(t->attribute->is_bits);
        /* The checker looks for one instance only. */
        assert_true(t->presence != LUS_PRESENCE_ONE || (t->guests == LUS_GUESTS_ALL && t->max_instance == 0));
    }
}

static int is_used(const struct lus_field *f, uint32_t nr, const struct lus_enum *e)
{
    while ( nr-- )
        if ( f++->values == e )
            return 1;
    return 0;
}

static void test_enums(void **state)
{
    uint32_t nr, i, k, j;
    const struct lus_enum *const *enums = lus_enums(&nr);

    (void)state;
    for ( i = 0; i < nr; i++ )
    {
        int used = 0;

        for ( k = 0; k < nr_types && !used; k++ )
            used = types[k].attribute == enums[i] || is_used(types[k].fields, types[k].nr_fields, enums[i]) ||
                   (types[k].entry && is_used(types[k].entry->fields, types[k].entry->nr_fields, enums[i]));
        if ( !used )
            fail_msg("no field has %s", enums[i]->name);
        for ( k = 0; k < i; k++ )
            assert_string_not_equal(enums[i]->name, enums[k]->name);
        for ( k = 0; k < enums[i]->nr; k++ )
        {
            const struct lus_value *v = &enums[i]->values[k];

            assert_true(!enums[i]->is_bits || (v->value && !(v->value & (v->value - 1))));
            for ( j = 0; j < k; j++ )
            {
                assert_int_not_equal(v->value, enums[i]->values[j].value);
                assert_string_not_equal(v->name, enums[i]->values[j].name);
            }
        }
    }
}

/* The functions over descriptions at the ends of each wire type. */
static void test_store(void **state)
{
    uint32_t wire;
    uint8_t buf[16];

    (void)state;
    for ( wire = LUS_WIRE_U8; wire <= LUS_WIRE_I64; wire++ )
    {
        const struct lus_field f = { .name = "f", .wire = (uint8_t)wire, .count = 2, .offset = 0 };
        uint32_t size = lus_wire_size(wire), i;
        uint64_t most = wire == LUS_WIRE_I32 ? 0x7fffffff : size == 8 ? ~0ull : (1ull << (8 * size)) - 1;

        memset(buf, 0x5a, sizeof(buf));
        for ( i = 0; i < 2; i++ )
        {
            assert_int_equal(lus_field_store(&f, buf, i, most), 0);
            assert_int_equal(get(buf + i * size, size), most);
            assert_true(lus_field_load(&f, buf, i) == most);
        }
        assert_true(size == 8 || buf[2 * size] == 0x5a);
        if ( size < 8 )
            assert_int_equal(lus_field_store(&f, buf, 0, most + 1), 1);
        if ( wire == LUS_WIRE_I32 )
        {
            assert_int_equal(lus_field_store(&f, buf, 0, (uint64_t)-5), 0);
            assert_true(lus_field_load(&f, buf, 0) == (uint64_t)-5);
            assert_int_equal(lus_field_store(&f, buf, 0, (uint64_t)INT32_MIN), 0);
            assert_int_equal(lus_field_store(&f, buf, 0, (uint64_t)INT32_MIN - 1), 1);
        }
    }
    assert_int_equal(lus_wire_size(99), 0);
}

static int setup(void **state)
{
    (void)state;
    types = lus_record_types(&nr_types);
    return nr_types ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_enums),
        cmocka_unit_test(test_store),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The rules of 4.13 by values written by hand, but those of test-recast-rules.c: creation, viridian, cpupools. */
#include "recast.h"

/* What creation took: @pv or not, roles, tables of an IOMMU and whether the host has one. */
struct creation
{
    int pv, hardware, tables, shared, host, whole;
    uint32_t flags, after, opts;
    uint32_t kind;              /* of the report of the flags */
};

static void created(const struct creation *c)
{
    struct sheet s = { .minor = 12, .whole = c->whole };
    const union lus_any *o;

    sheet_add(&s, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&s, LUS_TYPE_DOMAIN, 0)->domain.kind = c->pv ? LUS_GUEST_KIND_PV : LUS_GUEST_KIND_HVM;
    sheet_add(&s, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = c->hardware ? LUS_DOM_ROLE_HARDWARE : 0;
    if ( c->tables )
        sheet_add(&s, LUS_TYPE_DOM_IOMMU, 0)->dom_iommu.shared = (uint8_t)c->shared;
    if ( c->host )
        sheet_add(&s, LUS_TYPE_IOMMUS, 0);
    sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = c->flags;
    recast_sheet(&s, 13);
    o = sheet_get(&s, LUS_TYPE_DOM_CREATE, 0);
    assert_int_equal(o->dom_create.flags, c->after);
    assert_int_equal(o->dom_create.iommu_opts, c->opts);
    if ( c->kind == NONE )
        told_nothing_of(&s, LUS_TYPE_DOM_CREATE, "flags");
    else
        told(&s, c->kind, "13-03", LUS_TYPE_DOM_CREATE, "flags", c->pv ? c->flags | LUS_CDF_OOS_OFF : c->flags, c->after);
    if ( c->pv )
        told(&s, LUS_OUTCOME_DERIVED, "13-02", LUS_TYPE_DOM_CREATE, "flags", c->flags, c->flags | LUS_CDF_OOS_OFF);
    told(&s, c->kind == LUS_OUTCOME_UNPROVABLE ? c->kind : LUS_OUTCOME_DERIVED, "13-04", LUS_TYPE_DOM_CREATE, "iommu_opts", 0, c->opts);
    sheet_free(&s);
}

static void creation(void **state)
{
    const uint32_t iommu = LUS_CDF_IOMMU, oos = LUS_CDF_OOS_OFF, s3 = LUS_CDF_S3_INTEGRITY;
    static const struct creation all[] = {
        { .whole = 1, .flags = LUS_CDF_S3_INTEGRITY, .after = LUS_CDF_S3_INTEGRITY, .kind = NONE },
        { .whole = 1, .tables = 1, .shared = 1, .host = 1, .after = LUS_CDF_IOMMU, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .tables = 1, .host = 1, .after = LUS_CDF_IOMMU, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .hardware = 1, .host = 1, .after = LUS_CDF_IOMMU, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
        { .whole = 1, .hardware = 1, .after = 0, .kind = NONE },
        { .whole = 1, .host = 1, .after = 0, .kind = NONE },
        { .whole = 0, .after = 0, .kind = LUS_OUTCOME_UNPROVABLE },
        { .whole = 1, .pv = 1, .tables = 1, .after = LUS_CDF_IOMMU | LUS_CDF_OOS_OFF, .opts = 1, .kind = LUS_OUTCOME_DERIVED },
    };
    struct sheet down = { .minor = 13, .whole = 1 }, bare = { .minor = 13, .whole = 1 };
    uint32_t i;

    for ( i = 0; i < NR_OF(all); i++ )
        created(&all[i]);
    check_one(12, 13, LUS_TYPE_DOM_CREATE, "flags", s3 | oos, s3 | oos, LUS_OUTCOME_UNPROVABLE, "13-03");
    sheet_add(&down, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&down, LUS_TYPE_DOM_IDENTITY, 0);
    sheet_add(&down, LUS_TYPE_DOM_IOMMU, 0);
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = iommu | oos;
    sheet_add(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.iommu_opts = 1;
    recast_sheet(&down, 12);
    assert_int_equal(sheet_get(&down, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags, oos);
    told_nothing(&down);
    sheet_add(&bare, LUS_TYPE_SYS_TIME, 0);
    sheet_add(&bare, LUS_TYPE_DOM_IDENTITY, 0);
    sheet_add(&bare, LUS_TYPE_DOM_CREATE, 0)->dom_create.flags = iommu;
    sheet_add(&bare, LUS_TYPE_DOM_CREATE, 0)->dom_create.iommu_opts = 1;
    recast_sheet(&bare, 12);
    told(&bare, LUS_OUTCOME_LOST, "13-03", LUS_TYPE_DOM_CREATE, "flags", iommu, 0);
    told(&bare, LUS_OUTCOME_LOST, "13-04", LUS_TYPE_DOM_CREATE, "iommu_opts", 1, 0);
    sheet_free(&down);
    sheet_free(&bare);
}

static void legacy(void **state)
{
    struct sheet hw = { .minor = 12 };
    const uint32_t spurious = LUS_DOM_LEGACY_SUPPRESS_SPURIOUS_FAULTS, pinned = LUS_DOM_LEGACY_PINNED, other = LUS_DOM_LEGACY_DISABLE_MIGRATE;

    check_one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", spurious | other, other, LUS_OUTCOME_LOST, "13-12");
    check_one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", pinned | other, other, LUS_OUTCOME_LOST, "13-14");
    check_one(12, 13, LUS_TYPE_DOM_CREATE, "legacy", other, other, NONE, "");
    check_one(13, 12, LUS_TYPE_DOM_CREATE, "legacy", pinned | spurious, pinned | spurious, NONE, "");
    sheet_add(&hw, LUS_TYPE_DOM_IDENTITY, 0)->dom_identity.roles = LUS_DOM_ROLE_HARDWARE;
    sheet_add(&hw, LUS_TYPE_DOM_CREATE, 0)->dom_create.legacy = LUS_DOM_LEGACY_PINNED;
    recast_sheet(&hw, 13);
    told(&hw, LUS_OUTCOME_DERIVED, "13-14", LUS_TYPE_DOM_CREATE, "legacy", pinned, 0);
    sheet_free(&hw);
}

static void lost_alone(uint32_t type, const char *field)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet s = { .minor = 13 };
    union lus_any *o = sheet_add(&s, type, 0);

    sheet_set(&t->fields[sheet_field(t->fields, t->nr_fields, field)], o, 1);
    recast_sheet(&s, 12);
    told(&s, LUS_OUTCOME_LOST, "13-07", type, field, 1, 0);
    sheet_free(&s);
}

static void viridian(void **state)
{
    static const char *const names[] = { "simp_msr", "sint_msr", "stimer_config_msr", "stimer_count_msr" };
    static const char *const hidden[] = { "scontrol", "siefp", "stimer_expiration", "stimer_started", "stimer_pending" };
    struct sheet up = { .minor = 12 }, down = { .minor = 13 }, params = { .minor = 13 }, old = { .minor = 13 };
    const union lus_any *o;
    union lus_any *v;
    uint32_t i;

    sheet_add(&up, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3)->hvm_viridian_vcpu.vp_assist_msr = 5;
    sheet_add(&up, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 3)->hvm_viridian_hidden.crash_param[4] = 6;
    recast_sheet(&up, 13);
    o = sheet_get(&up, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(o->hvm_viridian_vcpu.sint_msr[i], 0x10000);
    for ( i = 0; i < 4; i++ )
        assert_int_equal(o->hvm_viridian_vcpu.stimer_config_msr[i] | o->hvm_viridian_vcpu.stimer_count_msr[i], 0);
    assert_int_equal(o->hvm_viridian_vcpu.vp_assist_msr, 5);
    assert_int_equal(sheet_get(&up, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 3)->hvm_viridian_hidden.crash_param[4], 6);
    for ( i = 0; i < NR_OF(names); i++ )
        told(&up, LUS_OUTCOME_DEFAULTED, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, names[i], 0, i == 1 ? 0x10000 : 0);
    for ( i = 0; i < NR_OF(hidden); i++ )
        told(&up, LUS_OUTCOME_DEFAULTED, "13-07", LUS_TYPE_HVM_VIRIDIAN_HIDDEN, hidden[i], 0, 0);
    v = sheet_add(&down, LUS_TYPE_HVM_VIRIDIAN_VCPU, 0);
    for ( i = 0; i < 16; i++ )
        v->hvm_viridian_vcpu.sint_msr[i] = 0x10000 + 0x20 * (i == 7);
    v->hvm_viridian_vcpu.stimer_count_msr[2] = 9;
    sheet_add(&down, LUS_TYPE_HVM_VIRIDIAN_HIDDEN, 0)->hvm_viridian_hidden.siefp = 1;
    recast_sheet(&down, 12);
    /* Each alone, but for what is masked when it is 0. */
    for ( i = 0; i < NR_OF(names); i++ )
        if ( i != 1 )
            lost_alone(LUS_TYPE_HVM_VIRIDIAN_VCPU, names[i]);
    for ( i = 0; i < NR_OF(hidden); i++ )
        lost_alone(LUS_TYPE_HVM_VIRIDIAN_HIDDEN, hidden[i]);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, "sint_msr", 0x10020, 0);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, "stimer_count_msr", 9, 0);
    told(&down, LUS_OUTCOME_LOST, "13-07", LUS_TYPE_HVM_VIRIDIAN_HIDDEN, "siefp", 1, 0);
    assert_int_equal(down.nr_outcomes, 3);
    for ( i = 7; i < 10; i++ )
    {
        struct sheet s = { .minor = 13 };

        sheet_param(&s, 9, 0x7f | 1u << i);
        refuse_sheet(&s, 12, "13-08", LUS_TYPE_HVM_PARAMS, "value", 0x7f | 1u << i);
        assert_int_equal(s.outcomes[0].entry, 9);
        sheet_free(&s);
    }
    sheet_param(&old, 9, 0x7f);
    recast_sheet(&old, 12);
    told_nothing(&old);
    params.minor = 12;
    sheet_param(&params, 9, 0x3ff);
    recast_sheet(&params, 13);
    sheet_free(&up);
    sheet_free(&down);
    sheet_free(&params);
    sheet_free(&old);
}

static void reference_time(uint64_t page, int64_t offset, int noted)
{
    struct sheet s = { .minor = 12 };

    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_DOMAIN, 0)->hvm_viridian_domain.reference_tsc = page;
    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_TIME, 0)->hvm_viridian_time.offset = offset;
    recast_sheet(&s, 13);
    if ( noted )
        told(&s, LUS_OUTCOME_NOTED, "13-09", LUS_TYPE_HVM_VIRIDIAN_TIME, "offset", (uint64_t)offset, (uint64_t)offset);
    else
        told_nothing(&s);
    sheet_free(&s);
}

static void reference_times(void **state)
{
    reference_time(0x1001, -5, 1);
    reference_time(0x1000, -5, 0);
    reference_time(0x1001, 0, 0);
}

static void cpupools(void **state)
{
    struct sheet s = { .minor = 13 }, up = { .minor = 12 };

    sheet_add_entry(&s, LUS_TYPE_CPUPOOLS, 0)->cpupool.granularity = LUS_SCHED_GRAN_CORE;
    refuse_sheet(&s, 12, "13-16", LUS_TYPE_CPUPOOLS, "granularity", LUS_SCHED_GRAN_CORE);
    assert_int_equal(s.outcomes[0].segment_kind, LUS_SEGMENT_SYSTEM);
    sheet_add_entry(&up, LUS_TYPE_CPUPOOLS, 0);
    recast_sheet(&up, 13);
    told_nothing(&up);
    sheet_free(&s);
    sheet_free(&up);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(creation), cmocka_unit_test(legacy), cmocka_unit_test(viridian), cmocka_unit_test(reference_times),
        cmocka_unit_test(cpupools),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

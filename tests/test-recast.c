/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From release to release: each rule by hand-written values, and the laws that hold for all. spec/compat.md. */
#include "harness.h"
#include "recast.h"

static void version_of_grants(void **state)
{
    struct sheet up = { .minor = 11 }, down = { .minor = 12 };

    sheet_add(&up, LUS_TYPE_GRANT_TABLE, 0)->grant_table.version = 0;
    recast_sheet(&up, 12);
    assert_int_equal(sheet_get(&up, LUS_TYPE_GRANT_TABLE, 0)->grant_table.version, 1);
    told(&up, LUS_OUTCOME_DEFAULTED, "12-04", LUS_TYPE_GRANT_TABLE, "version", 0, 1);
    sheet_free(&up);
    sheet_add(&down, LUS_TYPE_GRANT_TABLE, 0)->grant_table.version = 1;
    recast_sheet(&down, 11);
    assert_int_equal(sheet_get(&down, LUS_TYPE_GRANT_TABLE, 0)->grant_table.version, 1);
    told_nothing(&down);
    sheet_free(&down);
}

static void tsc_mode_3(void **state)
{
    struct sheet s = { .minor = 11 };

    sheet_add(&s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_PVRDTSCP;
    refuse_sheet(&s, 12, "12-05", LUS_TYPE_TSC_INFO, "mode", 3);
    sheet_free(&s);
}

static void viridian(void **state)
{
    struct sheet s = { .minor = 12 };
    const union lus_any *o;
    unsigned int i;

    sheet_add(&s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3)->hvm_viridian_vcpu.vp_assist_msr = 5;
    recast_sheet(&s, 13);
    o = sheet_get(&s, LUS_TYPE_HVM_VIRIDIAN_VCPU, 3);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(o->hvm_viridian_vcpu.sint_msr[i], 0x10000);
    assert_int_equal(o->hvm_viridian_vcpu.vp_assist_msr, 5);
    told(&s, LUS_OUTCOME_DEFAULTED, "13-07", LUS_TYPE_HVM_VIRIDIAN_VCPU, "sint_msr", 0, 0x10000);
    sheet_free(&s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_of_grants), cmocka_unit_test(tsc_mode_3), cmocka_unit_test(viridian),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

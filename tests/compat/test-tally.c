/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Counts by record type, by hand. spec/compat.md C-30. That they add up to the whole is a law of test-recast-laws. */
#include "recast.h"

static struct lus_tally got[64];
static uint32_t nr;

static void keep(void *ctx, const struct lus_tally *t)
{
    assert_true(nr < NR_OF(got));
    got[nr++] = *t;
}

static int run(struct sheet *s, uint32_t to)
{
    struct lus_recast_args args = { .to = { to, ALL_FEATURES }, .tally = keep };
    struct lus_recast_result result;
    struct bytes in = sheet_stream(s), out;
    int rc;

    nr = 0;
    rc = recast_bytes(in, &args, &out, &result);
    if ( !rc )
        bytes_free(&out);
    bytes_free(&in);
    sheet_free(s);
    return rc;
}

/* Records: all, carried, changed, dropped; fields: all, same; then derived, defaulted, lost, refused, noted, unprovable. */
static void expect(uint32_t type, uint32_t segment, const uint64_t want[12])
{
    uint32_t i, k, n = 0;

    for ( i = 0; i < nr; i++ )
    {
        const struct lus_tally *t = &got[i];

        if ( t->type != type )
            continue;
        assert_int_equal(t->segment_kind, segment);
        assert_int_equal(t->records, want[0]);
        assert_int_equal(t->carried, want[1]);
        assert_int_equal(t->changed, want[2]);
        assert_int_equal(t->dropped, want[3]);
        assert_int_equal(t->fields, want[4]);
        assert_int_equal(t->same, want[5]);
        for ( k = 0; k < 6; k++ )
            assert_int_equal(t->kinds[k], want[6 + k]);
        n++;
    }
    assert_int_equal(n, 1);
}

#define EXPECT(type, segment, ...) expect(LUS_TYPE_##type, LUS_SEGMENT_##segment, (const uint64_t[12]){ __VA_ARGS__ })

static void up(void **state)
{
    struct sheet s = { .minor = 11 };
    uint32_t i;

    for ( i = 0; i < 3; i++ )
        sheet_add(&s, LUS_TYPE_HVM_LAPIC, i);
    sheet_add(&s, LUS_TYPE_HVM_RTC, 0);
    sheet_add(&s, LUS_TYPE_DOM_WALLCLOCK, 0)->dom_wallclock.seconds = 5;
    sheet_add(&s, LUS_TYPE_GRANT_TABLE, 0)->grant_table.max_frames = 4;
    sheet_param(&s, 13, 1);
    sheet_param(&s, 17, 1);
    sheet_param(&s, 19, 2);
    for ( i = 0; i < 5; i++ )
        sheet_add_entry(&s, LUS_TYPE_EVTCHNS, 0)->evtchn.port = i + 1;
    sheet_add(&s, LUS_TYPE_SYS_TIME, 0);
    assert_int_equal(run(&s, 14), 0);
    /* No rule of 4.12 to 4.14 is of it: 4 fields each. */
    EXPECT(HVM_LAPIC, DOMAIN, 3, 3, 0, 0, 12, 12, 0, 0, 0, 0, 0, 0);
    /* CMOS and its index, and what pads them; rtc_offset is derived, which was no field of it. */
    EXPECT(HVM_RTC, DOMAIN, 1, 0, 1, 0, 3, 3, 1, 0, 0, 0, 0, 0);
    /* version is defaulted. */
    EXPECT(GRANT_TABLE, DOMAIN, 1, 0, 1, 0, 5, 4, 0, 1, 0, 0, 0, 0);
    /* Parameter 13 is lost: index and value of the two others stay. */
    EXPECT(HVM_PARAMS, DOMAIN, 1, 0, 1, 0, 6, 4, 0, 0, 1, 0, 0, 0);
    /* Rules look at its entries and find nothing: 15 fields each. */
    EXPECT(EVTCHNS, DOMAIN, 1, 1, 0, 0, 5 * 15, 5 * 15, 0, 0, 0, 0, 0, 0);
    EXPECT(SYS_TIME, SYSTEM, 1, 1, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0);
}

static void down(void **state)
{
    struct sheet s = { .minor = 14 };
    uint32_t i;

    for ( i = 0; i < 4; i++ )
        sheet_add_entry(&s, LUS_TYPE_HVM_IO_READS, 0);
    sheet_add(&s, LUS_TYPE_VM_ASSIST, 0)->vm_assist.types = LUS_VMASST_RUNSTATE_UPDATE_FLAG;
    assert_int_equal(run(&s, 13), 0);
    EXPECT(HVM_IO_READS, DOMAIN, 1, 0, 0, 1, 4 * 3, 0, 0, 0, 1, 0, 0, 0);
    EXPECT(VM_ASSIST, DOMAIN, 1, 0, 1, 0, 2, 1, 0, 0, 1, 0, 0, 0);
}

/* What is refused is neither carried nor changed nor dropped. */
static void refused(void **state)
{
    struct sheet s = { .minor = 11 };

    sheet_add(&s, LUS_TYPE_TSC_INFO, 0)->tsc_info.mode = LUS_TSC_MODE_PVRDTSCP;
    assert_int_equal(run(&s, 12), -LUS_E_REFUSED);
    EXPECT(TSC_INFO, DOMAIN, 1, 0, 0, 0, 5, 0, 0, 0, 0, 1, 0, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(up), cmocka_unit_test(down), cmocka_unit_test(refused) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

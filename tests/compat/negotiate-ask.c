/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* See negotiate-ask.h. */
#include "negotiate-ask.h"

struct lus_reason heard[MANY];
uint32_t nr_heard;
struct lus_negotiate_result result;

static void hear(void *ctx, const struct lus_reason *r)
{
    assert_ptr_equal(ctx, heard);
    assert_true(nr_heard < MANY);
    heard[nr_heard++] = *r;
}

uint32_t ask(struct lus_negotiate_args *a)
{
    uint32_t by[LUS_VERDICT_NO + 1] = { 0 }, verdict = LUS_VERDICT_YES, i;

    nr_heard = 0;
    a->reason = hear;
    a->ctx = heard;
    assert_int_equal(lus_negotiate(a, &result), 0);
    for ( i = 0; i < nr_heard; i++ )
    {
        assert_in_range(heard[i].weight, LUS_VERDICT_REPORT, LUS_VERDICT_NO);
        assert_non_null(lus_reason_name(heard[i].kind));
        assert_true(strlen(lus_reason_text(heard[i].kind)) > 10);
        by[heard[i].weight]++;
        verdict = heard[i].weight > verdict ? heard[i].weight : verdict;
    }
    assert_memory_equal(by, result.by_weight, sizeof(by));
    assert_int_equal(result.verdict, verdict);
    return verdict;
}

const struct lus_reason *reason(uint32_t kind, uint32_t number, uint32_t type)
{
    uint32_t i;

    for ( i = 0; i < nr_heard; i++ )
        if ( heard[i].kind == kind && heard[i].number == number && heard[i].type == type )
            return &heard[i];
    return NULL;
}

uint32_t count(uint32_t kind)
{
    uint32_t i, n = 0;

    for ( i = 0; i < nr_heard; i++ )
        n += heard[i].kind == kind;
    return n;
}

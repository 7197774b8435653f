/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.15 to 4.16: what the rules of step-16.def call. */
#include "step.h"

/* What gnttab=max-ver is by default: GNTTAB_MAX_VERSION, 1 on Arm (asm-arm/grant_table.h). */
static uint8_t greatest(const struct lus_call *c)
{
    return c->facts->arch == LUS_ARCH_X86 ? 2 : 1;
}

static LUS_INDIRECT void greatest_version(struct lus_call *c)
{
    struct lus_grant_table *g = &c->o->grant_table;

    if ( c->down )
    {
        if ( g->max_version && g->max_version < greatest(c) )
            lus_call_note(c, LUS_FIELD_grant_table_max_version, g->max_version);
    }
    else if ( !g->max_version )
    {
        g->max_version = greatest(c);
        lus_call_defaulted(c, LUS_FIELD_grant_table_max_version, 0, g->max_version);
    }
}

/* It is of xen#1's CPU, which no record says. */
static LUS_INDIRECT uint64_t width(struct lus_call *c)
{
    c->unprovable = 1;
    return 0;
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-16.def"
};
LUS_STEP_OF(16)

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.11 to 4.12: what the rules of step-12.def call. */
#include "step.h"

/* 4.11 chose the version when the guest first asked. */
static LUS_INDIRECT void version_0(struct lus_call *c)
{
    if ( c->down || c->o->grant_table.version )
        return;
    c->o->grant_table.version = 1;
    lus_call_defaulted(c, LUS_FIELD_grant_table_version, 0, 1);
}

static LUS_INDIRECT void mode_3(struct lus_call *c)
{
    if ( !c->down && c->o->tsc_info.mode == LUS_TSC_MODE_PVRDTSCP )
        lus_call_refuse(c, LUS_FIELD_tsc_info_mode, c->o->tsc_info.mode);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-12.def"
};
LUS_STEP_OF(12)

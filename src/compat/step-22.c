/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.21 to 4.22: what the rules of step-22.def call. */
#include "step.h"

#define RFLAGS_VM (1ull << 17)

static LUS_INDIRECT void vm86(struct lus_call *c)
{
    struct lus_pv_vcpu *v = &c->o->pv_vcpu;

    if ( c->down || !(v->rflags & RFLAGS_VM) )
        return;
    if ( c->facts->is_32bit )
        lus_call_refuse(c, LUS_FIELD_pv_vcpu_rflags, v->rflags);
    else
    {
        lus_call_lost(c, LUS_FIELD_pv_vcpu_rflags, v->rflags, v->rflags & ~RFLAGS_VM);
        v->rflags &= ~RFLAGS_VM;
    }
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-22.def"
};
LUS_STEP_OF(22)

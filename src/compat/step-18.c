/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.17 to 4.18: what the rules of step-18.def call. */
#include "step.h"

#define PKRS 0x6e1u

static LUS_INDIRECT void pkrs(struct lus_call *c)
{
    lus_step_msr(c, PKRS);
}

static LUS_INDIRECT void debug_of_hvm(struct lus_call *c)
{
    const struct lus_hvm_cpu *v = &c->o->hvm_cpu;

    if ( !c->down && v->dr6 >> 32 )
        lus_call_refuse(c, LUS_FIELD_hvm_cpu_dr6, v->dr6);
    if ( !c->down && v->dr7 >> 32 )
        lus_call_refuse(c, LUS_FIELD_hvm_cpu_dr7, v->dr7);
}

static LUS_INDIRECT void debug_of_pv(struct lus_call *c)
{
    const struct lus_pv_vcpu *v = &c->o->pv_vcpu;

    if ( !c->down && (v->debugreg[6] >> 32 || v->debugreg[7] >> 32) )
        lus_call_refuse(c, LUS_FIELD_pv_vcpu_debugreg, v->debugreg[6] >> 32 ? v->debugreg[6] : v->debugreg[7]);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-18.def"
};
LUS_STEP_OF(18)

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.14 to 4.15: what the rules of step-15.def call. */
#include "step.h"

#define PARAM_VIRIDIAN 9
#define PARAM_NESTEDHVM 24
#define VIRIDIAN_NEW 0x1c00u        /* HVMPV_ex_processor_masks, _no_vp_limit, _cpu_hotplug */
#define ARCH_CAPABILITIES 0x10au
#define COMPAT_PORTS 1024u
#define DOMID_INVALID 0x7ff4u

/* By the parameter; going down it takes the flag's place, and without parameters nothing does. */
static LUS_INDIRECT uint64_t nested(struct lus_call *c)
{
    if ( !(c->facts->have & LUS_HAVE_PARAMS) )
    {
        c->unprovable = c->facts->partial && lus_facts_is_hvm(c->facts);
        return 0;
    }
    return c->facts->nested ? ~0ull : 0;
}

static LUS_INDIRECT void nested_needs_hap(struct lus_call *c)
{
    if ( !c->down && (c->o->dom_create.flags & LUS_CDF_NESTED_VIRT) && lus_call_has(c, LUS_HAVE_PAGING) &&
         c->facts->paging_mode != LUS_PAGING_MODE_HAP )
        lus_call_refuse(c, LUS_FIELD_dom_create_flags, c->o->dom_create.flags);
}

/* 1 comes back going down, as the flag has it where there is a record for it; nothing else would. */
static LUS_INDIRECT void nested_param(struct lus_call *c)
{
    uint64_t bit = 1ull << PARAM_NESTEDHVM;

    if ( !c->down )
    {
        if ( (c->params->have & bit) && (c->params->value[PARAM_NESTEDHVM] != 1 || !(c->facts->have & LUS_HAVE_CREATE)) )
            lus_params_lose(c, bit);
        c->params->have &= ~bit;
    }
    else if ( c->facts->nested )
    {
        c->params->have |= bit;
        c->params->value[PARAM_NESTEDHVM] = 1;
        c->entry = PARAM_NESTEDHVM;
        lus_call_derived(c, LUS_FIELD_hvm_param_value, 0, 1);
        c->entry = LUS_NO_ENTRY;
    }
}

static LUS_INDIRECT uint64_t relaxed(struct lus_call *c)
{
    return c->facts->arch == LUS_ARCH_X86 ? LUS_X86_MISC_MSR_RELAXED : 0;
}

static LUS_INDIRECT void compat_ports(struct lus_call *c)
{
    uint32_t port = c->o->evtchn.port;

    if ( c->down || port < COMPAT_PORTS || !c->facts->is_32bit )
        return;
    if ( !lus_call_has(c, LUS_HAVE_EVTCHN_ABI) )
        lus_call_derived(c, LUS_FIELD_evtchn_port, port, port);
    else if ( c->facts->evtchn_abi == LUS_EVTCHN_ABI_TWO_LEVEL )
        lus_call_refuse(c, LUS_FIELD_evtchn_port, port);
}

static LUS_INDIRECT void viridian_features(struct lus_call *c)
{
    uint64_t value = c->params->value[PARAM_VIRIDIAN];

    if ( !c->down || !(c->params->have >> PARAM_VIRIDIAN & 1) || !(value & VIRIDIAN_NEW) )
        return;
    c->entry = PARAM_VIRIDIAN;
    lus_call_refuse(c, LUS_FIELD_hvm_param_value, value);
    c->entry = LUS_NO_ENTRY;
}

static LUS_INDIRECT void arch_caps(struct lus_call *c)
{
    const struct lus_policy_msr *m = &c->o->policy_msr;

    if ( !c->down || m->index != ARCH_CAPABILITIES || m->value )
        return;
    lus_call_lost(c, LUS_FIELD_policy_msr_index, m->index, 0);
    c->drop = 1;
}

static LUS_INDIRECT void transitive(struct lus_call *c)
{
    const struct lus_grant_active *g = &c->o->grant_active;

    if ( !c->down && (g->known & LUS_GRANT_KNOWN_TRANSITIVE) && g->trans_domid != DOMID_INVALID )
        lus_call_refuse(c, LUS_FIELD_grant_active_trans_domid, g->trans_domid);
}

static LUS_INDIRECT void ring(struct lus_call *c)
{
    lus_step_ring(c, 6, 7);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-15.def"
};
LUS_STEP_OF(15)

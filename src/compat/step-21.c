/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.20 to 4.21: what the rules of step-21.def call. */
#include "step.h"

/* MAX_ALTP2M until 4.20. */
#define VIEWS 10u

static LUS_INDIRECT void nr_fits(struct lus_call *c)
{
    if ( c->down && c->o->dom_create.altp2m_nr > VIEWS )
        lus_call_refuse(c, LUS_FIELD_dom_create_altp2m_nr, c->o->dom_create.altp2m_nr);
}

static LUS_INDIRECT uint64_t nr_views(struct lus_call *c)
{
    return c->o->dom_create.altp2m_mode ? VIEWS : 0;
}

static LUS_INDIRECT void views(struct lus_call *c)
{
    uint32_t nr = c->o->altp2m.nr_views;

    if ( !c->down || nr == VIEWS )
        return;
    if ( nr > VIEWS )
        lus_call_refuse(c, LUS_FIELD_altp2m_nr_views, nr);
    else
        lus_call_lost(c, LUS_FIELD_altp2m_nr_views, nr, VIEWS);
    c->o->altp2m.nr_views = VIEWS;
}

static LUS_INDIRECT uint64_t traps(struct lus_call *c)
{
    return c->facts->arch == LUS_ARCH_X86 ? 0 : ~0ull;
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-21.def"
};
LUS_STEP_OF(21)

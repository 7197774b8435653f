/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.19 to 4.20: what the rules of step-20.def call. */
#include "step.h"

#define DOMIDS 0x7ff0u

/* Xen's generator after @steps: as if it had given every domid below an id, from the time when the stream was saved. */
static uint64_t id_after(struct lus_call *c, uint32_t steps)
{
    uint64_t x = c->facts->host_stime ? c->facts->host_stime : 1;

    if ( !lus_call_has(c, LUS_HAVE_TIME) )
        return 0;
    for ( ; steps; steps-- )
    {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x;
}

static LUS_INDIRECT uint64_t generator(struct lus_call *c)
{
    return id_after(c, DOMIDS);
}

static LUS_INDIRECT uint64_t id_of_domain(struct lus_call *c)
{
    return id_after(c, c->domid + 1);
}

static void no_r_pw(struct lus_call *c, uint32_t field, uint32_t access)
{
    if ( c->down && access == LUS_P2M_ACCESS_R_PW )
        lus_call_refuse(c, field, access);
}

static LUS_INDIRECT void span_access(struct lus_call *c)
{
    no_r_pw(c, LUS_FIELD_access_span_access, c->o->access_span.access);
}

static LUS_INDIRECT void default_access(struct lus_call *c)
{
    no_r_pw(c, LUS_FIELD_p2m_access_default_access, c->o->p2m_access.default_access);
}

static LUS_INDIRECT void view_access(struct lus_call *c)
{
    no_r_pw(c, LUS_FIELD_altp2m_views_default_access, c->o->altp2m_views.default_access);
}

static LUS_INDIRECT void layout(struct lus_call *c)
{
    if ( c->o->p2m_tables.layout == (c->down ? LUS_P2M_LAYOUT_EPT_PW : LUS_P2M_LAYOUT_EPT) )
        lus_call_note(c, LUS_FIELD_p2m_tables_layout, c->o->p2m_tables.layout);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-20.def"
};
LUS_STEP_OF(20)

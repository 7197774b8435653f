/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.13 to 4.14: what the rules of step-14.def call. */
#include "step.h"

/* plt_tsc.counter_bits */
#define TSC_BITS 63
#define PARAMS_OBSOLETE (1ull << 4 | 0xfull << 20 | 1ull << 25 | 1ull << 30)

static LUS_INDIRECT uint64_t wallclock(struct lus_call *c)
{
    return lus_call_has(c, LUS_HAVE_WALLCLOCK) ? (uint64_t)c->facts->wallclock : 0;
}

static LUS_INDIRECT void assist_of_hvm(struct lus_call *c)
{
    struct lus_vm_assist *v = &c->o->vm_assist;

    if ( !c->down || !lus_facts_is_hvm(c->facts) || !v->types )
        return;
    lus_call_lost(c, LUS_FIELD_vm_assist_types, v->types, 0);
    v->types = 0;
}

static LUS_INDIRECT void assist_valid(struct lus_call *c)
{
    const struct lus_vm_assist *v = &c->o->vm_assist;

    if ( c->down )
        return;
    if ( lus_facts_is_hvm(c->facts) && (v->types & ~(uint32_t)LUS_VMASST_RUNSTATE_UPDATE_FLAG) )
        lus_call_refuse(c, LUS_FIELD_vm_assist_types, v->types);
    if ( v->m2p_strict && (lus_facts_is_hvm(c->facts) || c->facts->is_32bit) )
        lus_call_refuse(c, LUS_FIELD_vm_assist_m2p_strict, 1);
}

static LUS_INDIRECT void counted(struct lus_call *c)
{
    if ( c->down && c->o->mem_owned.role == LUS_PAGE_ROLE_EXTRA )
        lus_call_note(c, LUS_FIELD_mem_owned_role, LUS_PAGE_ROLE_EXTRA);
}

static LUS_INDIRECT void obsolete(struct lus_call *c)
{
    if ( !c->down )
        lus_params_lose(c, PARAMS_OBSOLETE);
}

static LUS_INDIRECT uint64_t register_values(struct lus_call *c)
{
    return c->facts->monitor_cr || c->facts->monitor_msrs ? ~0ull : 0;
}

/* A structure of 32-bit code need only be aligned for 32 bits. */
static LUS_INDIRECT void aligned(struct lus_call *c)
{
    const struct lus_vcpu_areas *v = &c->o->vcpu_areas;
    uint32_t align = v->compat_frame & LUS_GUEST_AREA_VCPU_INFO ? 4 : 8;

    if ( !c->down && (v->by_frame & LUS_GUEST_AREA_VCPU_INFO) && (v->offset[0] & (align - 1)) )
        lus_call_refuse(c, LUS_FIELD_vcpu_areas_offset, v->offset[0]);
}

static LUS_INDIRECT void ring(struct lus_call *c)
{
    lus_step_ring(c, 5, 6);
}

/* The TSC takes its place, which sys_time has, 63 bits wide as Xen reads it: a complete stream has a counter that xen#2 can read. */
static LUS_INDIRECT void source(struct lus_call *c)
{
    struct lus_time_source *t = &c->o->time_source;

    if ( !c->down || t->source != LUS_TIME_SOURCE_HYPERV )
        return;
    if ( !lus_call_has(c, LUS_HAVE_TIME) )
    {
        lus_call_lost(c, LUS_FIELD_time_source_source, LUS_TIME_SOURCE_HYPERV, 0);
        c->drop = 1;
        return;
    }
    lus_call_derived(c, LUS_FIELD_time_source_source, LUS_TIME_SOURCE_HYPERV, LUS_TIME_SOURCE_TSC);
    lus_call_derived(c, LUS_FIELD_time_source_bits, t->bits, TSC_BITS);
    lus_call_derived(c, LUS_FIELD_time_source_count, t->count, c->facts->host_tsc);
    lus_call_derived(c, LUS_FIELD_time_source_frequency, t->frequency, c->facts->host_tsc_khz * 1000ull);
    t->source = LUS_TIME_SOURCE_TSC;
    t->bits = TSC_BITS;
    t->count = c->facts->host_tsc;
    t->frequency = c->facts->host_tsc_khz * 1000ull;
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-14.def"
};
LUS_STEP_OF(14)

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Rules at work: on one decoded record or entry, through the steps between two releases, and what they report. spec/compat.md C-8. */
#include "compat.h"

void lus_call_report(struct lus_call *c, uint32_t kind, uint32_t field, uint64_t from, uint64_t to)
{
    struct lus_outcome o;

    c->result->kinds[kind]++;
    if ( !c->outcome )
        return;
    memset(&o, 0, sizeof(o));
    o.kind = (uint8_t)kind;
    o.minor = c->minor;
    o.is_down = c->down;
    o.row = c->row;
    o.segment_kind = c->segment_kind;
    o.field = (uint16_t)field;
    o.domid = c->domid;
    o.type = c->type;
    o.instance = c->instance;
    o.entry = c->entry;
    o.from = from;
    o.to = to;
    c->outcome(c->ctx, &o);
}

void lus_call_lost(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to)
{
    lus_call_report(c, LUS_OUTCOME_LOST, field, from, to);
}

void lus_call_refuse(struct lus_call *c, uint32_t field, uint64_t value)
{
    lus_call_report(c, LUS_OUTCOME_REFUSED, field, value, 0);
}

void lus_call_derived(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to)
{
    lus_call_report(c, c->unprovable ? LUS_OUTCOME_UNPROVABLE : LUS_OUTCOME_DERIVED, field, from, to);
}

void lus_call_defaulted(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to)
{
    lus_call_report(c, LUS_OUTCOME_DEFAULTED, field, from, to);
}

void lus_call_note(struct lus_call *c, uint32_t field, uint64_t value)
{
    lus_call_report(c, LUS_OUTCOME_NOTED, field, value, value);
}

int lus_call_has(struct lus_call *c, uint64_t have)
{
    if ( (c->facts->have & have) == have )
        return 1;
    c->unprovable = 1;
    return 0;
}

void lus_params_lose(struct lus_call *c, uint64_t mask)
{
    uint32_t i, field = LUS_FIELD_hvm_param_value;

    for ( i = 0; i < 64; i++ )
        if ( c->params->have & mask & 1ull << i )
        {
            c->entry = i;
            lus_call_lost(c, field, c->params->value[i], 0);
        }
    c->entry = LUS_NO_ENTRY;
    c->params->have &= ~mask;
}

uint64_t lus_value_get(const struct lus_field *f, const void *o, uint32_t i)
{
    const uint8_t *p = (const uint8_t *)o + f->struct_offset;

    switch ( f->wire )
    {
    case LUS_WIRE_U8: return p[i];
    case LUS_WIRE_U16: return ((const uint16_t *)(const void *)p)[i];
    case LUS_WIRE_U24:
    case LUS_WIRE_U32: return ((const uint32_t *)(const void *)p)[i];
    case LUS_WIRE_I32: return (uint64_t)((const int32_t *)(const void *)p)[i];
    default: return ((const uint64_t *)(const void *)p)[i];
    }
}

void lus_value_set(const struct lus_field *f, void *o, uint32_t i, uint64_t value)
{
    uint8_t *p = (uint8_t *)o + f->struct_offset;

    switch ( f->wire )
    {
    case LUS_WIRE_U8: p[i] = (uint8_t)value; break;
    case LUS_WIRE_U16: ((uint16_t *)(void *)p)[i] = (uint16_t)value; break;
    case LUS_WIRE_U24:
    case LUS_WIRE_U32:
    case LUS_WIRE_I32: ((uint32_t *)(void *)p)[i] = (uint32_t)value; break;
    default: ((uint64_t *)(void *)p)[i] = value; break;
    }
}

/* What going up gives a field, as far as the rule's mask goes. */
static uint64_t value_above(struct lus_call *c, const struct lus_shim_rule *r, const struct lus_field *f)
{
    uint64_t value = r->kind == LUS_SHIM_NEW ? f->older_value : 0;

    if ( r->derive )
        value = r->derive(c);
    return value & r->mask;
}

static void lose_or_refuse(struct lus_call *c, const struct lus_shim_rule *r, uint64_t from, uint64_t to)
{
    lus_call_report(c, r->loss == LUS_REFUSE ? LUS_OUTCOME_REFUSED : LUS_OUTCOME_LOST, r->field, from, to);
}

/* A field that begins with the upper revision. */
static void rule_new(struct lus_call *c, const struct lus_shim_rule *r)
{
    const struct lus_field *f = &c->fields[r->field];
    uint64_t above = value_above(c, r, f);
    uint32_t i, told = 0;

    if ( !c->down )
    {
        for ( i = 0; i < f->count; i++ )
            lus_value_set(f, c->o, i, above);
        if ( r->derive )
            lus_call_derived(c, r->field, 0, above);
        else
            lus_call_defaulted(c, r->field, 0, above);
        return;
    }
    for ( i = 0; i < f->count; i++ )
    {
        uint64_t value = lus_value_get(f, c->o, i);

        if ( value != above && !told++ )
            lose_or_refuse(c, r, value, 0);
        lus_value_set(f, c->o, i, 0);
    }
}

/* A value, or bits of one, that only the upper release knows. */
static void rule_known(struct lus_call *c, const struct lus_shim_rule *r)
{
    const struct lus_field *f = &c->fields[r->field];
    uint64_t above = value_above(c, r, f), value, next;
    uint32_t i;

    for ( i = 0; i < f->count; i++ )
    {
        value = lus_value_get(f, c->o, i);
        if ( c->down )
        {
            next = value & ~r->mask;
            if ( (value & r->mask) != above )
                lose_or_refuse(c, r, value, next);
        }
        else
        {
            next = r->derive ? (value & ~r->mask) | above : value;
            /* What its own release does not know is not the same value by being equal: going down would not give it back. */
            if ( next != value || c->unprovable || (r->derive && (value & r->mask)) )
                lus_call_derived(c, r->field, value, next);
        }
        lus_value_set(f, c->o, i, next);
    }
}

/* One that only the lower release knows. */
static void rule_gone(struct lus_call *c, const struct lus_shim_rule *r)
{
    const struct lus_field *f = &c->fields[r->field];
    uint32_t i;

    if ( c->down )
        return;
    for ( i = 0; i < f->count; i++ )
    {
        uint64_t value = lus_value_get(f, c->o, i);

        if ( !(value & r->mask) )
            continue;
        if ( r->loss == LUS_BY )
        {
            r->change(c);
            return;
        }
        lose_or_refuse(c, r, value, value & ~r->mask);
        lus_value_set(f, c->o, i, value & ~r->mask);
    }
}

/* Going down: no stream of the lower release has one to go up with [C-2]. */
static void rule_record(struct lus_call *c, const struct lus_shim_rule *r)
{
    lose_or_refuse(c, r, 0, 0);
    c->drop = 1;
}

static void apply_rule(struct lus_call *c, const struct lus_shim_rule *r)
{
    c->row = r->row;
    c->unprovable = 0;
    switch ( r->kind )
    {
    case LUS_SHIM_NEW: rule_new(c, r); break;
    case LUS_SHIM_KNOWN: rule_known(c, r); break;
    case LUS_SHIM_GONE: rule_gone(c, r); break;
    case LUS_SHIM_RECORD: rule_record(c, r); break;
    default: r->change(c); break;
    }
}

static void apply_step(struct lus_call *c, uint32_t minor)
{
    struct lus_step step = lus_step_of(minor);
    uint32_t i;

    c->minor = (uint8_t)minor;
    for ( i = 0; i < step.nr && !c->drop; i++ )
        if ( step.rules[i].owner == c->owner )
            apply_rule(c, &step.rules[i]);
}

void lus_apply(struct lus_call *c, uint32_t from, uint32_t to)
{
    uint32_t minor;

    c->drop = 0;
    if ( from < to )
        for ( minor = from + 1; minor <= to && !c->drop; minor++ )
            apply_step(c, minor);
    else
        for ( minor = from; minor > to && !c->drop; minor-- )
            apply_step(c, minor);
}

int lus_owner_has_rules(uint32_t owner, uint32_t from, uint32_t to)
{
    uint32_t lo = from < to ? from : to, hi = from < to ? to : from, i;

    for ( ; lo < hi; hi-- )
    {
        struct lus_step step = lus_step_of(hi);

        for ( i = 0; i < step.nr; i++ )
            if ( step.rules[i].owner == owner )
                return 1;
    }
    return 0;
}

uint32_t lus_owner_of_record(uint32_t type)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) case number: return LUS_OWNER_##name;
#include "../core/records.def"
    default: return LUS_OWNER_none;
    }
}

#define LUS_OWNER_OF_NONE(ent) LUS_OWNER_none
#define LUS_OWNER_OF_BLOB(ent) LUS_OWNER_none
#define LUS_OWNER_OF_MAP(ent) LUS_OWNER_none
#define LUS_OWNER_OF_TABLE(ent) LUS_OWNER_##ent
#define LUS_OWNER_OF_SEQUENCE(ent) LUS_OWNER_##ent
#define LUS_OWNER_OF_SPAN(ent) LUS_OWNER_##ent

uint32_t lus_owner_of_entry(uint32_t type)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return LUS_OWNER_OF_##tail(ent);
#include "../core/records.def"
    default: return LUS_OWNER_none;
    }
}

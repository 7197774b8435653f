/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* One line on what a record holds. */
#include <string.h>

#include "dump.h"

/*
 * struct brief - what to say of a record; without one: its first fields, or how many entries it has
 * @fields: names of fixed fields, each followed by a space
 * @noun: what its entries are
 * @group: field of the entry by whose enumeration they are counted
 */
struct brief
{
    uint32_t type;
    const char *fields;
    const char *noun;
    const char *group;
};

static const struct brief briefs[] = {
    { LUS_TYPE_SYS_TIME, "stime tsc_khz ", NULL, NULL },
    { LUS_TYPE_MEM_OWNED, "domid role ", NULL, NULL },
    { LUS_TYPE_DOM_SOURCE, "kind xen_major xen_minor ", NULL, NULL },
    { LUS_TYPE_DOM_INFO, "tot_pages nr_online_vcpus ", NULL, NULL },
    { LUS_TYPE_PAGE_TYPES, "", NULL, "type" },
    { LUS_TYPE_EVTCHNS, "", "ports", "state" },
    { LUS_TYPE_GRANTS_V1, "frames ", "grants", NULL },
    { LUS_TYPE_GRANTS_V2, "frames ", "grants", NULL },
    { LUS_TYPE_GRANTS_ACTIVE, "", "grants in use", NULL },
    { LUS_TYPE_HVM_PARAMS, "", "parameters", NULL },
    { LUS_TYPE_CPUID_POLICY, "", "leaves", NULL },
    { LUS_TYPE_MSR_POLICY, "", "MSRs", NULL },
    { LUS_TYPE_PV_VCPU_MSRS, "", "MSRs", NULL },
    { LUS_TYPE_HVM_CPU_MSR, "", "MSRs", NULL },
    { LUS_TYPE_PV_P2M_FRAMES, "start_pfn end_pfn ", "frames", NULL },
    { LUS_TYPE_PV_VCPU, "rip ", "traps", NULL },
    { LUS_TYPE_SHARED_INFO, "wc_sec ", "vcpus", NULL },
    { LUS_TYPE_HVM_CPU, "rip cr3 ", NULL, NULL },
    { LUS_TYPE_HVM_CPU_XSAVE, "xcr0 ", NULL, NULL },
    { LUS_TYPE_PV_VCPU_XSAVE, "xcr0 ", NULL, NULL },
    { LUS_TYPE_HVM_HEADER, "cpuid gtsc_khz ", NULL, NULL },
    { LUS_TYPE_HVM_LAPIC, "apic_base_msr timer_divisor ", NULL, NULL },
    { LUS_TYPE_HVM_MTRR, "msr_pat_cr msr_mtrr_def_type ", NULL, NULL },
};

/* Enough for most rows; what is too long is cut by the row. */
#define FIRST_FIELDS 3

static const struct brief *find_brief(uint32_t type)
{
    size_t i;

    for ( i = 0; i < sizeof(briefs) / sizeof(briefs[0]); i++ )
        if ( briefs[i].type == type )
            return &briefs[i];
    return NULL;
}

static const char *separator(const struct line *l, size_t begin)
{
    return l->len == begin ? "" : ", ";
}

static void add_field(struct line *l, size_t begin, const struct view *v, const struct record *r, const struct lus_field *f)
{
    uint32_t size = lus_wire_size(f->wire);
    struct lus_field at_zero = *f;
    const char *name;
    uint64_t value;
    uint8_t buf[8];
    const uint8_t *p = view_bytes(v, r->head.offset + LUS_RECORD_HEADER + f->offset, size, buf);

    if ( !p )
        return;
    at_zero.offset = 0;
    value = lus_field_load(&at_zero, p, 0);
    name = f->values && !f->values->is_bits ? enum_name(f->values, value) : NULL;
    line_add(l, "%s%s ", separator(l, begin), f->name);
    if ( name )
        line_add_name(l, name);
    else
        line_add_value(l, &at_zero, value, f->unit != LUS_UNIT_NS);
    if ( f->unit == LUS_UNIT_NS )
        line_add(l, " ns");
}

static int is_named(const char *names, const char *name)
{
    size_t n = strlen(name);
    const char *p = names;

    for ( ; (p = strstr(p, name)) != NULL; p += n )
        if ( (p == names || p[-1] == ' ') && p[n] == ' ' )
            return 1;
    return 0;
}

static void add_fields(struct line *l, size_t begin, const struct view *v, const struct record *r, const struct brief *b)
{
    const struct lus_record_type *t = r->head.info;
    uint32_t i, shown = 0;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];

        if ( f->since > r->head.revision || f->count != 1 || f->wire == LUS_WIRE_BYTES || f->wire == LUS_WIRE_RESERVED )
            continue;
        if ( b ? is_named(b->fields, f->name) : shown++ < FIRST_FIELDS )
            add_field(l, begin, v, r, f);
    }
}

/* A record of arrays alone: how much is in them. */
static void add_arrays(struct line *l, size_t begin, const struct view *v, const struct record *r)
{
    const struct lus_record_type *t = r->head.info;
    uint8_t buf[LUS_FIXED_MAX];
    uint32_t i, k, used;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];
        struct lus_field alone = *f;
        const uint8_t *p = view_bytes(v, r->head.offset + LUS_RECORD_HEADER + f->offset, f->count * lus_wire_size(f->wire), buf);

        if ( !p || f->since > r->head.revision || f->wire == LUS_WIRE_RESERVED )
            continue;
        alone.offset = 0;
        for ( k = 0, used = 0; k < f->count; k++ )
            used += lus_field_load(&alone, p, k) != 0;
        line_add(l, "%s%s %u of %u not zero", separator(l, begin), f->name, used, f->count);
    }
}

static const struct lus_field *field_named(const struct lus_entry *e, const char *name)
{
    uint32_t i;

    for ( i = 0; name && i < e->nr_fields; i++ )
        if ( !strcmp(e->fields[i].name, name) )
            return &e->fields[i];
    return NULL;
}

#define GROUPS 64

static void add_groups(struct line *l, const struct lus_field *by, const uint64_t *counts)
{
    const char *sep = ": ";
    uint32_t i;

    for ( i = 0; i < by->values->nr && i < GROUPS; i++ )
        if ( counts[i] )
        {
            line_add(l, "%s%" PRIu64 " ", sep, counts[i]);
            line_add_name(l, by->values->values[i].name);
            sep = ", ";
        }
}

static void add_entries(struct line *l, size_t begin, const struct view *v, const struct record *r, const struct brief *b)
{
    const struct lus_entry *t = r->head.info->entry;
    const struct lus_field *by = field_named(t, b ? b->group : NULL), *last = &t->fields[t->nr_fields - 1];
    uint64_t counts[GROUPS] = { 0 }, frames = 0;
    struct entries e = { 0 };
    const uint8_t *p;
    uint32_t i;

    while ( (p = view_entry(v, r, &e)) != NULL )
    {
        uint64_t n = r->head.info->tail == LUS_TAIL_SPAN ? lus_field_load(last, p, 0) : 1;

        frames += n;
        for ( i = 0; by && i < by->values->nr && i < GROUPS; i++ )
            if ( by->values->values[i].value == lus_field_load(by, p, 0) )
                counts[i] += n;
    }
    if ( r->head.info->tail == LUS_TAIL_SPAN )
    {
        line_add(l, "%s%" PRIu64 " frames", separator(l, begin), frames);
        if ( !by )
            line_add(l, " in %u run%s", e.index, e.index == 1 ? "" : "s");
    }
    else
        line_add(l, "%s%u %s", separator(l, begin), e.index, b && b->noun ? b->noun : "entries");
    if ( by )
        add_groups(l, by, counts);
}

static void add_map(struct line *l, size_t begin, const struct view *v, const struct record *r)
{
    struct blocks b = { 0 };
    struct lus_extent e;
    uint64_t frames = 0, extents = 0;

    for ( ; view_extent(v, r, &b, &e); extents++ )
        frames += e.count;
    line_add(l, "%s%" PRIu64 " frames in %" PRIu64 " extents", separator(l, begin), frames, extents);
}

static void add_unknown(struct line *l, const struct view *v, const struct record *r)
{
    uint32_t n = r->head.length < 32 ? r->head.length : 32;
    uint8_t buf[32];
    const uint8_t *p = view_bytes(v, r->head.offset + LUS_RECORD_HEADER, n, buf);

    line_add(l, "unknown %s, %s%s", lus_record_type(r->head.type) ? "revision" : "type",
             r->head.type & LUS_TYPE_OPTIONAL ? "optional" : "mandatory", n ? ": " : "");
    if ( p )
        line_add_hex(l, p, n);
}

void line_add_brief(struct line *l, const struct view *v, const struct record *r)
{
    const struct lus_record_type *t = r->head.info;
    const struct brief *b = find_brief(r->head.type);
    size_t begin = l->len;

    if ( !t )
    {
        add_unknown(l, v, r);
        return;
    }
    if ( t->tail == LUS_TAIL_MAP )
        add_map(l, begin, v, r);
    else if ( t->entry && (t->tail == LUS_TAIL_SPAN || (b && b->group)) )
        add_entries(l, begin, v, r, b);
    if ( t->tail != LUS_TAIL_MAP )
        add_fields(l, begin, v, r, b);
    if ( t->entry && t->tail != LUS_TAIL_SPAN && !(b && b->group) )
        add_entries(l, begin, v, r, b);
    if ( t->tail == LUS_TAIL_BLOB )
        line_add(l, "%s%" PRIu64 " bytes", separator(l, begin), r->length - r->fixed);
    if ( l->len == begin )
        add_arrays(l, begin, v, r);
}

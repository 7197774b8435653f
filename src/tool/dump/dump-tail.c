/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Tails of records in full: tables as columns where they are narrow enough, extents, blobs. */
#include <string.h>

#include "dump.h"

#define FIELDS_MAX 32u
#define ROW_INDENT 4u

/*
 * struct columns - how a table is laid out
 * @width: of each field's column; 0 if it is not shown: a reserved field that is zero throughout
 * @split: where the heading is broken in two, 0 if it is not
 * @total: of a row; more than COLUMNS - ROW_INDENT means one field after the other instead
 * @number: the entry's number is shown, as its place has a meaning
 */
struct columns
{
    uint32_t width[FIELDS_MAX];
    uint32_t split[FIELDS_MAX];
    uint32_t total;
    int number;
};

static void add_cell(struct line *l, const struct lus_field *f, const uint8_t *p)
{
    uint64_t value = f->wire == LUS_WIRE_RESERVED ? 1 : lus_field_load(f, p, 0);
    const char *name = f->values && !f->values->is_bits ? enum_name(f->values, value) : NULL;

    if ( f->wire == LUS_WIRE_RESERVED )
        line_add_hex(l, p + f->offset, f->count);
    else if ( name )
        line_add_name(l, name);
    else
        line_add_value(l, f, value, 0);
}

/* A long heading over narrow values is broken at the underscore that leaves it narrowest. */
static uint32_t split_name(const char *name, uint32_t *split)
{
    uint32_t best = (uint32_t)strlen(name), all = best, i;

    *split = 0;
    for ( i = 0; i + 1 < all; i++ )
    {
        uint32_t left = i + 1, right = all - left, wide = left > right ? left : right;

        if ( name[i] == '_' && wide < best )
        {
            best = wide;
            *split = left;
        }
    }
    return best;
}

static int is_zero(const uint8_t *p, uint32_t n)
{
    while ( n-- )
        if ( *p++ )
            return 0;
    return 1;
}

static void measure(const struct view *v, const struct record *r, struct columns *c)
{
    const struct lus_entry *t = r->head.info->entry;
    struct entries e = { 0 };
    const uint8_t *p;
    struct line l;
    uint32_t i;

    memset(c, 0, sizeof(*c));
    c->number = r->head.info->tail == LUS_TAIL_SEQUENCE;
    while ( (p = view_entry(v, r, &e)) != NULL )
        for ( i = 0; i < t->nr_fields && i < FIELDS_MAX; i++ )
        {
            const struct lus_field *f = &t->fields[i];

            if ( f->wire == LUS_WIRE_RESERVED && is_zero(p + f->offset, f->count) )
                continue;
            line_clear(&l);
            add_cell(&l, f, p);
            if ( l.len > c->width[i] )
                c->width[i] = (uint32_t)l.len;
        }
    for ( i = 0; i < t->nr_fields && i < FIELDS_MAX; i++ )
    {
        uint32_t head = split_name(t->fields[i].name, &c->split[i]);

        if ( t->fields[i].count != 1 && t->fields[i].wire != LUS_WIRE_RESERVED )
            c->total = COLUMNS;
        if ( c->width[i] && c->width[i] < head )
            c->width[i] = head;
        c->total += c->width[i] ? c->width[i] + 1 : 0;
    }
    if ( t->nr_fields > FIELDS_MAX )
        c->total = COLUMNS;
    c->total += c->number ? 9 : 0;
}

static void show_heading(const struct lus_entry *t, const struct columns *c)
{
    struct line first, second;
    uint32_t i;

    line_clear(&first);
    line_clear(&second);
    line_add(&first, "%*s", (int)ROW_INDENT - 1, "");
    line_add(&second, "%*s", (int)ROW_INDENT - 1, "");
    if ( c->number )
    {
        line_add(&first, " %8s", "");
        line_add(&second, " %8s", "#");
    }
    for ( i = 0; i < t->nr_fields; i++ )
        if ( c->width[i] )
        {
            line_add(&first, " %*.*s", (int)c->width[i], (int)c->split[i], t->fields[i].name);
            line_add(&second, " %*s", (int)c->width[i], t->fields[i].name + c->split[i]);
        }
    while ( first.len && first.text[first.len - 1] == ' ' )
        first.text[--first.len] = 0;
    if ( first.len )
        out("%s\n", first.text);
    out("%s\n", second.text);
}

/* What the bare numbers of the columns mean. */
static void show_legend(const struct lus_entry *t, const struct columns *c)
{
    static const char *const units[] = {
        [LUS_UNIT_NS] = "ns", [LUS_UNIT_KHZ] = "kHz", [LUS_UNIT_SEC] = "s", [LUS_UNIT_PAGES] = "pages",
        [LUS_UNIT_BYTES] = "bytes", [LUS_UNIT_TICKS] = "ticks", [LUS_UNIT_TEXT] = NULL
    };
    struct line l;
    uint32_t i, k;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];

        line_clear(&l);
        line_add(&l, "    %s:", f->name);
        if ( f->wire == LUS_WIRE_RESERVED && !c->width[i] )
            line_add(&l, " 0 (%u reserved bytes) in every entry", f->count);
        else if ( f->values && f->values->is_bits )
            for ( k = 0; k < f->values->nr; k++ )
            {
                line_add(&l, "%s 0x%" PRIx64 " ", k ? "," : "", f->values->values[k].value);
                line_add_name(&l, f->values->values[k].name);
            }
        else if ( f->wire != LUS_WIRE_RESERVED && f->wire != LUS_WIRE_BYTES && units[f->unit] )
            line_add(&l, " in %s", units[f->unit]);
        else
            continue;
        line_out(&l, 6);
    }
}

/* The parameters' names (public/hvm/params.h), the same numbers in every release 4.11 to 4.22. */
static const char *param_name(uint64_t index)
{
    static const char *const names[] = {
        "CALLBACK_IRQ", "STORE_PFN", "STORE_EVTCHN", NULL, "PAE_ENABLED", "IOREQ_PFN", "BUFIOREQ_PFN", NULL, NULL, "VIRIDIAN",
        "TIMER_MODE", "HPET_ENABLED", "IDENT_PT", "DM_DOMAIN", "ACPI_S_STATE", "VM86_TSS", "VPT_ALIGN", "CONSOLE_PFN",
        "CONSOLE_EVTCHN", "ACPI_IOPORTS_LOCATION", "MEMORY_EVENT_CR0", "MEMORY_EVENT_CR3", "MEMORY_EVENT_CR4",
        "MEMORY_EVENT_INT3", "NESTEDHVM", "MEMORY_EVENT_SINGLE_STEP", "BUFIOREQ_EVTCHN", "PAGING_RING_PFN", "MONITOR_RING_PFN",
        "SHARING_RING_PFN", "MEMORY_EVENT_MSR", "TRIPLE_FAULT_REASON", "IOREQ_SERVER_PFN", "NR_IOREQ_SERVER_PAGES",
        "VM_GENERATION_ID_ADDR", "ALTP2M", "X87_FIP_WIDTH", "VM86_TSS_SIZED", "MCA_CAP"
    };

    return index < sizeof(names) / sizeof(names[0]) ? names[index] : NULL;
}

/* Whether a field's value is what its name says, of an entry in which another field decides that. */
static int has_meaning(const struct lus_field *f, const uint8_t *p)
{
    const struct lus_condition *c = lus_condition_of(f);

    return !c || !c->by || c->has_by_none || c->values >> (lus_field_load(c->by, p, 0) & 63) & 1;
}

static void show_entry_row(const struct lus_entry *t, const struct columns *c, const uint8_t *p, uint32_t index)
{
    struct line l, cell;
    const char *name;
    uint32_t i;

    line_clear(&l);
    line_add(&l, "%*s", (int)ROW_INDENT - 1, "");
    if ( c->number )
        line_add(&l, " %8u", index);
    for ( i = 0; i < t->nr_fields; i++ )
        if ( c->width[i] )
        {
            line_clear(&cell);
            if ( t->fields[i].wire == LUS_WIRE_RESERVED && is_zero(p + t->fields[i].offset, t->fields[i].count) )
                line_add(&cell, "0");
            else
                add_cell(&cell, &t->fields[i], p);
            line_add(&l, " %*s", (int)c->width[i], cell.text);
        }
    name = t == lus_record_type(LUS_TYPE_HVM_PARAMS)->entry ? param_name(lus_field_load(&t->fields[0], p, 0)) : NULL;
    if ( name )
        line_add(&l, "  %s", name);
    line_out(&l, 8);
}

static void show_entry_list(const struct lus_entry *t, const uint8_t *p, uint32_t index)
{
    struct line l;
    uint32_t i, k;

    line_clear(&l);
    line_add(&l, "    [%u]", index);
    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];

        line_add(&l, "%s %s = ", i ? "," : "", f->name);
        if ( f->wire == LUS_WIRE_RESERVED && is_zero(p + f->offset, f->count) )
            line_add(&l, "0");
        else if ( f->wire == LUS_WIRE_RESERVED || f->wire == LUS_WIRE_BYTES )
            line_add_hex(&l, p + f->offset, f->count);
        else
            for ( k = 0; k < f->count; k++ )
            {
                line_add(&l, "%s", k ? " " : "");
                line_add_value(&l, f, lus_field_load(f, p, k), has_meaning(f, p));
            }
    }
    line_out(&l, 8);
}

static void show_table(const struct view *v, const struct record *r, const struct options *o)
{
    const struct lus_entry *t = r->head.info->entry;
    struct entries e = { 0 };
    struct columns c;
    const uint8_t *p;
    int narrow;

    measure(v, r, &c);
    narrow = c.total <= COLUMNS - ROW_INDENT + 1;
    while ( (p = view_entry(v, r, &e)) != NULL )
    {
        if ( narrow && e.index == 1 )
        {
            show_legend(t, &c);
            show_heading(t, &c);
        }
        if ( narrow )
            show_entry_row(t, &c, p, e.index - 1);
        else
            show_entry_list(t, p, e.index - 1);
        if ( o->hex )
            show_hex(v, e.at, t->size, 1);
    }
    if ( e.index == 0 )
        out("    no entries\n");
}

static void show_extent(const struct view *v, const struct record *r, const struct lus_extent *e)
{
    const char *name = enum_name(r->head.info->attribute, e->attribute);
    struct line l;

    line_clear(&l);
    line_add(&l, "    gfn 0x%" PRIx64 "..0x%" PRIx64 " ", e->gfn, e->gfn + e->count - 1);
    line_pad(&l, 32);
    line_add(&l, "mfn 0x%" PRIx64 "..0x%" PRIx64 " ", e->mfn, e->mfn + e->count - 1);
    line_pad(&l, 60);
    line_add(&l, "%8u frames  ", e->count);
    if ( name )
        line_add_name(&l, name);
    else
        line_add(&l, "%u", e->attribute);
    line_out(&l, 8);
}

static void show_map(const struct view *v, const struct record *r, const struct options *o)
{
    static const char *const modes[] = { "run", "extents", "words" };
    struct blocks b = { 0 };
    struct lus_extent e;
    uint32_t shown = 0;

    while ( view_extent(v, r, &b, &e) )
    {
        if ( o->hex && b.index != shown )
        {
            out("    block %u, %s:\n", b.index - 1, modes[b.mode]);
            show_hex(v, b.at, 16 + b.array + b.pad, 1);
        }
        shown = b.index;
        show_extent(v, r, &e);
    }
    if ( b.index == 0 )
        out("    no extents\n");
}

void show_tail(const struct view *v, const struct record *r, const struct options *o)
{
    struct piece p = { 0 };

    if ( r->head.info->tail == LUS_TAIL_MAP )
        show_map(v, r, o);
    else if ( r->head.info->entry )
        show_table(v, r, o);
    else if ( r->head.info->tail == LUS_TAIL_BLOB )
    {
        out("    blob, %" PRIu64 " bytes\n", r->length - r->fixed);
        while ( view_piece(v, r, &p) )
            if ( record_shows(v, r, p.at, 0) )
                show_hex(v, p.at, p.len, o->hex);
    }
}

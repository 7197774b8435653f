/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a conversion reports, in words, and what to do about a refusal: by effects.def, as limitations.md has it. */
#include <string.h>

#include "bag.h"
#include "lustream/note.h"
#include "note-source.h"
#include "outcome.h"

enum direction { UP, DOWN };
enum effect_kind { REFUSED, BUSY, LOST, UNUSED, SEEN };

static const struct { const char *row; enum direction direction; enum effect_kind kind; const char *what, *instead; } effects[] = {
#define LUS_EFFECT(row, direction, kind, guests, what, instead) { #row, direction, kind, what, instead },
#include "../compat/effects.def"
};

enum
{
#define LUS_FEATURE(name, bit, first, last, point, doc, source) BIT_##name = (bit),
#include "../compat/features.def"
};

static const struct { uint32_t bit; const char *what, *instead; } without[] = {
#define LUS_WITHOUT(feature, guests, what, instead) { BIT_##feature, what, instead },
#include "../compat/effects.def"
};

#define NR_OF(a) (sizeof(a) / sizeof((a)[0]))

static const char *const names[] = {
    [LUS_OUTCOME_DERIVED] = "derived", [LUS_OUTCOME_DEFAULTED] = "defaulted", [LUS_OUTCOME_LOST] = "lost", [LUS_OUTCOME_REFUSED] = "refused",
    [LUS_OUTCOME_NOTED] = "noted", [LUS_OUTCOME_UNPROVABLE] = "unprovable"
};

const char *outcome_name(uint32_t kind)
{
    return names[kind];
}

static void line_add_place(struct line *l, uint32_t kind, uint32_t domid, uint32_t type)
{
    const struct lus_record_type *t = lus_record_type(type);
    char buf[32];

    line_add(l, "%s", segment_name(kind, domid, buf));
    if ( t )
        line_add(l, ", %s", t->name);
    else if ( type )
        line_add(l, ", record 0x%08x", type);
}

static uint32_t bit_of(uint64_t flag)
{
    uint32_t bit = 0;

    while ( bit < 63 && !(flag >> bit & 1) )
        bit++;
    return bit;
}

void line_add_outcome(struct line *l, const struct lus_outcome *o)
{
    const struct lus_field *f = place_field(o->type, o->entry, o->field);
    const struct lus_row *row = lus_row(o->row, NULL);
    char buf[32];

    line_add_place(l, o->segment_kind, o->domid, o->type);
    if ( o->type && o->instance )
        line_add(l, " %u", o->instance);
    if ( o->type && o->entry != LUS_NO_ENTRY )
        line_add(l, "[%u]", o->entry);
    if ( f )
        line_add(l, ".%s", f->name);
    line_add(l, ": %s", o->kind == LUS_OUTCOME_UNPROVABLE ? "defaulted, as the source does not say" : names[o->kind]);
    if ( f )
    {
        line_add(l, ", ");
        line_add_value(l, f, o->from, 0);
        line_add(l, " -> ");
        line_add_value(l, f, o->to, 0);
    }
    /* C-11: what a domain uses and the target has not. */
    if ( o->kind == LUS_OUTCOME_REFUSED && !o->type )
        line_add(l, ": it uses feature %s, which the target has not", bit_name("feature", bit_of(o->from), buf));
    if ( row )
        line_add(l, " (%s: %s)", row->id, row->what);
}

void line_add_tally(struct line *l, const struct lus_tally *t)
{
    uint32_t i;

    line_add_place(l, t->segment_kind, t->domid, t->type);
    line_add(l, ": %u of %u record%s as %s", t->carried, t->records, t->records == 1 ? "" : "s", t->records == 1 ? "it is" : "they are");
    if ( t->fields )
        line_add(l, ", %" PRIu64 " of %" PRIu64 " field%s", t->same, t->fields, t->fields == 1 ? "" : "s");
    for ( i = 0; i < NR_OF(names); i++ )
        if ( t->kinds[i] )
            line_add(l, ", %s %" PRIu64, names[i], t->kinds[i]);
    if ( t->dropped )
        line_add(l, ", left out %u", t->dropped);
}

void advice_note(struct advice *a, const struct lus_outcome *o)
{
    if ( o->kind != LUS_OUTCOME_REFUSED )
        return;
    if ( o->row < ADVICE_ROWS )
        a->rows[o->is_down != 0][o->row] = 1;
    else if ( !o->type )
        a->features |= o->from;
}

/* "M12_05" for "12-05". */
static int is_row(const char *name, const char *id)
{
    return !strncmp(name + 1, id, 2) && !strcmp(name + 4, id + 3);
}

static void give_rows(const struct advice *a, void (*say)(void *ctx, const struct line *l), void *ctx)
{
    const struct lus_row *row;
    struct line l;
    uint32_t i;
    size_t k;

    for ( i = 0; (row = lus_row(i, NULL)) != NULL; i++ )
        for ( k = 0; k < NR_OF(effects); k++ )
            if ( a->rows[effects[k].direction][i] && effects[k].kind <= BUSY && is_row(effects[k].row, row->id) )
            {
                line_clear(&l);
                line_add(&l, "%s: %s. What to do: %s", row->id, effects[k].what, effects[k].instead);
                say(ctx, &l);
            }
}

void advice_give(const struct advice *a, const char *option, const char *target, void (*say)(void *ctx, const struct line *l), void *ctx)
{
    struct line l;
    char buf[32];
    size_t k;

    for ( k = 0; k < NR_OF(without); k++ )
        if ( a->features >> without[k].bit & 1 )
        {
            bit_name("feature", without[k].bit, buf);
            line_clear(&l);
            line_add(&l, "%s: %s. What to do: ", buf, without[k].what);
            if ( target )
                line_add(&l, "if xen#2 was built and booted with it, say so: %s %s,+%s. If not: ", option, target, buf);
            line_add(&l, "%s", without[k].instead);
            say(ctx, &l);
        }
    give_rows(a, say, ctx);
}

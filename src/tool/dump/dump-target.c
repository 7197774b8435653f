/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --target: whether xen#2 can take a stream, or what xen#1 writes. spec/programs.md [P-52] to [P-54] */
#include <stdlib.h>
#include <string.h>

#include "tool/cpu.h"
#include "dump-note.h"
#include "tool/json/json-fields.h"
#include "tool/outcome.h"

static const char *const verdicts[] = { "yes", "yes, with a report", "conditional", "no" };
static const char *const verdict_names[] = { "yes", "report", "conditional", "no" };
static const char *const guest_names[] = { [LUS_GUESTS_ALL] = NULL, [LUS_GUESTS_PV] = "PV", [LUS_GUESTS_HVM] = "HVM, PVH" };
static void keep_reason(void *ctx, const struct lus_reason *r)
{
    struct answer *a = ctx;

    a->reasons = xrealloc(a->reasons, (a->nr + 1) * sizeof(*a->reasons));
    a->reasons[a->nr++] = *r;
}

static void keep_outcome(void *ctx, const struct lus_outcome *o)
{
    struct answer *a = ctx;

    /* A power of two of them: doubled. */
    if ( !(a->nr_outcomes & (a->nr_outcomes - 1)) )
        a->outcomes = xrealloc(a->outcomes, (a->nr_outcomes ? 2 * a->nr_outcomes : 1) * sizeof(*a->outcomes));
    a->outcomes[a->nr_outcomes++] = *o;
}

static void keep_tally(void *ctx, const struct lus_tally *t)
{
    struct answer *a = ctx;

    if ( !(a->nr_tallies & (a->nr_tallies - 1)) )
        a->tallies = xrealloc(a->tallies, (a->nr_tallies ? 2 * a->nr_tallies : 1) * sizeof(*a->tallies));
    a->tallies[a->nr_tallies++] = *t;
}

struct answer *answer_new(const struct noted *to, const struct noted *from, const struct view *v, int explain)
{
    struct lus_negotiate_args args = { .to = &to->note, .reason = keep_reason, .outcome = keep_outcome, .tally = keep_tally, .cpu = lus_cpu_detect() };
    struct answer *a = xmalloc(sizeof(*a));
    struct lus_stream s;

    memset(a, 0, sizeof(*a));
    a->to = to;
    a->from = from;
    a->v = v;
    a->explain = explain;
    args.ctx = a;
    args.from = from ? &from->note : NULL;
    if ( v )
    {
        s = v->stream;
        memset(&s.diag, 0, sizeof(s.diag));
        args.stream = &s;
        args.is_checked = v->code == EXIT_GOOD;
        args.workspace_size = args.is_checked ? lus_negotiate_workspace(&s) : 0;
        args.workspace = args.is_checked ? xmalloc(args.workspace_size) : NULL;
    }
    a->error = -lus_negotiate(&args, &a->result);
    free(args.workspace);
    return a;
}

void answer_free(struct answer *a)
{
    if ( !a )
        return;
    free(a->reasons);
    free(a->outcomes);
    free(a->tallies);
    free(a);
}

static const char *record_label(uint32_t type, char buf[32])
{
    const struct lus_record_type *t = lus_record_type(type);

    if ( t )
        return t->name;
    snprintf(buf, 32, "0x%08x", type);
    return buf;
}

static const struct lus_guest_loss *loss_of(uint32_t number)
{
    const struct lus_guest_loss *l;
    uint32_t nr, i;

    l = lus_guest_losses(&nr);
    for ( i = 0; i < nr; i++ )
        if ( l[i].number == number )
            return &l[i];
    return NULL;
}

/* What it is about, before what is said of it. */
static void line_add_subject(struct line *l, const struct lus_reason *r)
{
    const struct lus_guest_loss *loss = r->kind == LUS_REASON_LOSS ? loss_of(r->number) : NULL;
    char buf[32];

    switch ( r->kind )
    {
    case LUS_REASON_RECORD:
    case LUS_REASON_NEWER:
    case LUS_REASON_OLDER:
    case LUS_REASON_REQUIRED:
        line_add(l, " %s", record_label(r->type, buf));
        break;
    case LUS_REASON_FEATURE:
        line_add(l, " %s", bit_name("feature", r->number, buf));
        break;
    case LUS_REASON_HYPERCALL:
        line_add(l, " %s (%u)", bit_name("hypercall", r->number, buf), r->number);
        break;
    case LUS_REASON_XENFEAT:
        line_add(l, " %s (%u)", bit_name("xenfeat", r->number, buf), r->number);
        break;
    case LUS_REASON_LIMIT:
        line_add(l, " %s", limit_name(r->number, buf));
        break;
    case LUS_REASON_LOSS:
        line_add(l, " %s", loss ? loss->name : "?");
        break;
    case LUS_REASON_OUTCOME:
        line_add(l, " %s", outcome_name(r->number));
        break;
    default:
        break;
    }
}

/* The numbers behind it. */
static void line_add_numbers(struct line *l, const struct lus_reason *r)
{
    const struct lus_guest_loss *loss = r->kind == LUS_REASON_LOSS ? loss_of(r->number) : NULL;

    switch ( r->kind )
    {
    case LUS_REASON_NOTE_VERSION:
        line_add(l, ": %s note has version %u, this build knows %" PRIu64, r->is_from ? "xen#1's" : "xen#2's", r->number, r->most);
        break;
    case LUS_REASON_ARCH:
    case LUS_REASON_FORMAT:
        line_add(l, ": %" PRIu64 ", taken is %" PRIu64, r->value, r->most);
        break;
    case LUS_REASON_RELEASE:
        line_add(l, ": %s %" PRIu64 ".%u", r->is_from ? "xen#1's" : "xen#2's", r->value, r->number);
        break;
    case LUS_REASON_RECORD:
        line_add(l, ": revision %u", r->revision);
        break;
    case LUS_REASON_NEWER:
    case LUS_REASON_OLDER:
        line_add(l, ": %u, taken is %u", r->revision, r->takes);
        break;
    case LUS_REASON_LIMIT:
        if ( r->value == LUS_NOTE_NO_LIMIT )
            line_add(l, ": xen#1 has no such limit");
        else
            line_add(l, ": %" PRIu64, r->value);
        line_add(l, ", taken is %" PRIu64, r->most);
        break;
    case LUS_REASON_LOSS:
        line_add(l, ": %s", loss ? loss->doc : "?");
        break;
    case LUS_REASON_BOOTMEM:
        line_add(l, ": %" PRIu64 " bytes are needed, %" PRIu64 " are there", r->value, r->most);
        break;
    case LUS_REASON_OUTCOME:
        line_add(l, ": %" PRIu64, r->value);
        break;
    default:
        break;
    }
}

static void show_reason(const struct lus_reason *r)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "  %s", lus_reason_name(r->kind));
    line_add_subject(&l, r);
    line_add(&l, ": %s", lus_reason_text(r->kind));
    line_add_numbers(&l, r);
    if ( r->domid != LUS_NO_DOMID )
        line_add(&l, "; domain %u", r->domid);
    if ( guest_names[r->guests] )
        line_add(&l, "; of %s guests", guest_names[r->guests]);
    line_out(&l, 4);
}

/* The reasons of one weight; reports one by one with --explain only. */
static void show_weight(const struct answer *a, uint32_t weight)
{
    static const char *const heads[] = { NULL, "report", "conditional on", "no, as" };
    uint32_t counts[LUS_REASONS] = { 0 }, kind;
    const char *sep = "  ";
    struct line l;
    size_t i;

    if ( !a->result.by_weight[weight] )
        return;
    out("\n");
    out_style(STYLE_HEAD, heads[weight]);
    out("\n");
    for ( i = 0; i < a->nr; i++ )
    {
        if ( a->reasons[i].weight != weight )
            continue;
        if ( weight != LUS_VERDICT_REPORT || a->explain )
            show_reason(&a->reasons[i]);
        else
            counts[a->reasons[i].kind]++;
    }
    line_clear(&l);
    for ( kind = 0; kind < LUS_REASONS; kind++ )
        if ( counts[kind] )
        {
            line_add(&l, "%s%s %u", sep, lus_reason_name(kind), counts[kind]);
            sep = ", ";
        }
    if ( l.len )
    {
        line_add(&l, " (--explain lists them)");
        line_out(&l, 4);
    }
}

/* Indented, and what does not fit into the line more so. */
static void show_line(void *ctx, const struct line *text)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "  %s", text->text);
    line_out(&l, 4);
}

static void show_head(const char *head)
{
    out("\n");
    out_style(STYLE_HEAD, head);
    out("\n");
}

/* With --explain: what becomes of each value, and of each record type. */
static void show_values(const struct answer *a)
{
    struct line l;
    size_t i;

    if ( a->nr_outcomes )
        show_head("values");
    for ( i = 0; i < a->nr_outcomes; i++ )
    {
        line_clear(&l);
        line_add_outcome(&l, &a->outcomes[i]);
        show_line(NULL, &l);
    }
    if ( a->nr_tallies )
        show_head("records");
    for ( i = 0; i < a->nr_tallies; i++ )
    {
        line_clear(&l);
        line_add_tally(&l, &a->tallies[i]);
        show_line(NULL, &l);
    }
}

static void show_advice(const struct answer *a)
{
    struct advice advice = { 0 };
    size_t i;

    for ( i = 0; i < a->nr_outcomes; i++ )
        advice_note(&advice, &a->outcomes[i]);
    for ( i = 0; i < a->nr; i++ )
        if ( a->reasons[i].kind == LUS_REASON_FEATURE && a->reasons[i].weight == LUS_VERDICT_NO )
            advice.features |= 1ull << a->reasons[i].number;
    if ( a->result.by_weight[LUS_VERDICT_NO] )
        advice_give(&advice, "--target", a->to->is_release ? a->to->name : NULL, show_line, NULL);
}

void show_answer(const struct answer *a)
{
    const struct lus_recast_result *r = &a->result.recast;
    uint32_t weight;

    out(a->v ? "target " : "from %s to ", a->from ? a->from->name : "");
    out("%s: ", a->to->name);
    if ( a->error )
    {
        out("stopped by %s %s\n", lus_error_name(a->error), lus_strerror(a->error));
        return;
    }
    out_style(a->result.verdict == LUS_VERDICT_NO ? STYLE_BAD : a->result.verdict == LUS_VERDICT_IF ? STYLE_WARN : STYLE_GOOD, verdicts[a->result.verdict]);
    out("\n");
    for ( weight = LUS_VERDICT_NO; weight; weight-- )
    {
        show_weight(a, weight);
        if ( weight == LUS_VERDICT_NO )
            show_advice(a);
    }
    if ( a->explain )
        show_values(a);
    out("\n");
    if ( a->result.ran )
        out("records: carried %" PRIu64 ", changed %" PRIu64 ", dropped %" PRIu64 "\n", r->carried, r->changed, r->dropped);
    else if ( a->v )
        out("conversion: not tried, as %s\n", a->v->code ? "this build does not know all of the stream" : "this build cannot write for the target");
    out("bootmem: %" PRIu64 " bytes%s\n", a->result.bootmem, a->to->note.bootmem.base ? ", and what its note asks for each part of the host" : ", as its note says nothing");
}

static void put_reason(struct writer *w, const struct lus_reason *r)
{
    char buf[32];

    emit_open_flat(w, '{');
    emit_key_text(w, "kind", lus_reason_name(r->kind));
    emit_key_text(w, "weight", verdict_names[r->weight]);
    emit_key_text(w, "text", lus_reason_text(r->kind));
    if ( r->kind == LUS_REASON_FEATURE || r->kind == LUS_REASON_HYPERCALL || r->kind == LUS_REASON_XENFEAT )
        emit_key_text(w, "name", bit_name(lus_reason_name(r->kind), r->number, buf));
    else if ( r->kind == LUS_REASON_LIMIT )
        emit_key_text(w, "name", limit_name(r->number, buf));
    else if ( r->kind == LUS_REASON_LOSS )
        emit_key_text(w, "name", loss_of(r->number) ? loss_of(r->number)->name : NULL);
    else if ( r->kind == LUS_REASON_OUTCOME )
        emit_key_text(w, "name", outcome_name(r->number));
    emit_key_number(w, "number", r->number);
    if ( r->is_from )
        emit_key_text(w, "of", "xen#1");
    if ( r->type )
    {
        emit_key_hex(w, "type", r->type);
        emit_key_text(w, "record", lus_record_type(r->type) ? record_label(r->type, buf) : NULL);
        emit_key_number(w, "revision", r->revision);
        emit_key_number(w, "takes", r->takes);
    }
    if ( r->domid != LUS_NO_DOMID )
        emit_key_number(w, "domid", r->domid);
    if ( guest_names[r->guests] )
        emit_key_text(w, "guests", r->guests == LUS_GUESTS_PV ? "pv" : "hvm");
    emit_key_hex(w, "value", r->value);
    emit_key_hex(w, "most", r->most);
    emit_close(w, '}');
}

static void put_outcome(struct writer *w, const struct lus_outcome *o)
{
    const struct lus_row *row = lus_row(o->row, NULL);
    const struct lus_field *f = place_field(o->type, o->entry, o->field);
    char buf[32];

    emit_open_flat(w, '{');
    emit_key_text(w, "kind", outcome_name(o->kind));
    emit_key_number(w, "minor", o->minor);
    emit_key_text(w, "direction", o->is_down ? "down" : "up");
    emit_key_text(w, "row", row ? row->id : NULL);
    if ( o->segment_kind == LUS_SEGMENT_DOMAIN )
        emit_key_number(w, "domid", o->domid);
    if ( o->type )
    {
        emit_key_text(w, "record", record_label(o->type, buf));
        emit_key_number(w, "instance", o->instance);
    }
    if ( o->type && o->entry != LUS_NO_ENTRY )
        emit_key_number(w, "entry", o->entry);
    if ( f )
        emit_key_text(w, "field", f->name);
    emit_key_hex(w, "from", o->from);
    emit_key_hex(w, "to", o->to);
    emit_close(w, '}');
}

static void put_tally(struct writer *w, const struct lus_tally *t)
{
    char buf[32];
    uint32_t i;

    emit_open_flat(w, '{');
    emit_key_text(w, "segment", json_segment_name(t->segment_kind));
    if ( t->segment_kind == LUS_SEGMENT_DOMAIN )
        emit_key_number(w, "domid", t->domid);
    emit_key_text(w, "record", record_label(t->type, buf));
    emit_key_number(w, "records", t->records);
    emit_key_number(w, "carried", t->carried);
    emit_key_number(w, "changed", t->changed);
    emit_key_number(w, "dropped", t->dropped);
    emit_key_number(w, "fields", t->fields);
    emit_key_number(w, "fields_carried", t->same);
    for ( i = 0; i <= LUS_OUTCOME_UNPROVABLE; i++ )
        emit_key_number(w, outcome_name(i), t->kinds[i]);
    emit_close(w, '}');
}

void put_answer(struct writer *w, void *answer)
{
    const struct answer *a = answer;
    size_t i;

    emit_key(w, "target");
    emit_open(w, '{');
    emit_key_text(w, "name", a->to->name);
    emit_key_text(w, "verdict", a->error ? "stopped" : verdict_names[a->result.verdict]);
    if ( a->error )
        emit_key_text(w, "error", lus_error_name(a->error));
    emit_key_hex(w, "bootmem", a->result.bootmem);
    emit_key(w, "reasons");
    emit_open(w, '[');
    for ( i = 0; i < a->nr; i++ )
        put_reason(w, &a->reasons[i]);
    emit_close(w, ']');
    if ( a->result.ran )
    {
        emit_key(w, "records");
        emit_open_flat(w, '{');
        emit_key_number(w, "carried", a->result.recast.carried);
        emit_key_number(w, "changed", a->result.recast.changed);
        emit_key_number(w, "dropped", a->result.recast.dropped);
        emit_close(w, '}');
        emit_key(w, "outcomes");
        emit_open(w, '[');
        for ( i = 0; i < a->nr_outcomes; i++ )
            put_outcome(w, &a->outcomes[i]);
        emit_close(w, ']');
        emit_key(w, "by_record");
        emit_open(w, '[');
        for ( i = 0; i < a->nr_tallies; i++ )
            put_tally(w, &a->tallies[i]);
        emit_close(w, ']');
    }
    emit_close(w, '}');
}

int answer_complain(const struct answer *a, const char *name)
{
    if ( a->error )
    {
        message(name, "negotiation stopped: %s %s", lus_error_name(a->error), lus_strerror(a->error));
        return lus_error_class(a->error);
    }
    if ( a->result.verdict != LUS_VERDICT_NO )
        return EXIT_GOOD;
    message(name, "%s cannot take it: %u reasons", a->to->name, a->result.by_weight[LUS_VERDICT_NO]);
    return EXIT_REFUSED;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --check: the host level, as text and as a member of the JSON form. spec/programs.md [P-16] [P-34]. */
#include <stdlib.h>
#include <string.h>

#include "dump.h"

/*
 * struct check - the host level of a stream
 * @ran: 0 if the stream is not valid: nothing below is set then
 * @error: LUS_E_... that stopped it; 0 if nothing did
 * @found: by severity, rule, then as they came; @nr of them, at most LUS_FINDINGS_MAX of each rule
 */
struct check
{
    const struct view *v;
    const struct check_options *o;
    struct contents *contents;
    int ran;
    int error;
    struct lus_host_result result;
    struct lus_finding *found;
    size_t nr;
    size_t room;
};

static const char *const severities[] = { "host", "domain", "note" };

static void keep_finding(void *ctx, const struct lus_finding *f)
{
    struct check *c = ctx;

    if ( c->nr == c->room )
    {
        c->room = c->room ? 2 * c->room : 64;
        c->found = xrealloc(c->found, c->room * sizeof(*c->found));
    }
    c->found[c->nr++] = *f;
}

/* What is about one place keeps the order that the offsets give. */
static int compare_findings(const void *a, const void *b)
{
    const struct lus_finding *x = a, *y = b;

    if ( x->severity != y->severity )
        return x->severity < y->severity ? -1 : 1;
    if ( x->rule != y->rule )
        return x->rule < y->rule ? -1 : 1;
    if ( x->offset != y->offset )
        return x->offset < y->offset ? -1 : 1;
    if ( x->value != y->value )
        return x->value < y->value ? -1 : 1;
    return (x->peer > y->peer) - (x->peer < y->peer);
}

static int read_contents(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page)
{
    const struct check *c = ctx;

    (void)mfn;
    return contents_read(c->contents, domid, gfn, page);
}

/* What the input does not pay for is not asked for: P-38. */
static void *tables_for(const struct check *c, struct lus_stream *s, struct lus_host_args *args)
{
    uint64_t most = 8192 + 16 * (contents_pages(c->contents) + s->src.size / 4), size = lus_host_tables(s);

    args->read_frame = read_contents;
    args->frames_hold_gfns = 1;
    args->tables_size = size < most ? size : most;
    args->tables = xmalloc(args->tables_size);
    return args->tables;
}

static struct lus_mfn_list list_of(const struct frame_list *l)
{
    return (struct lus_mfn_list){ .runs = l->runs, .nr = l->nr };
}

static void run_check(struct check *c)
{
    struct lus_host_args args = {
        .bootmem = list_of(&c->o->bootmem), .image = list_of(&c->o->image), .stream = list_of(&c->o->frames),
        .quarantined = c->o->domids, .nr_quarantined = c->o->nr_domids, .finding = keep_finding, .ctx = c
    };
    struct lus_stream s = c->v->stream;
    uint64_t size = lus_host_workspace(&s);
    void *work = xmalloc(size), *tables = c->contents ? tables_for(c, &s, &args) : NULL;
    int rc = lus_host_check(&s, work, size, &args, &c->result);

    free(tables);
    free(work);
    c->ran = 1;
    c->error = rc < 0 ? -rc : 0;
    if ( c->nr )
        qsort(c->found, c->nr, sizeof(*c->found), compare_findings);
}

struct check *check_new(const struct view *v, const struct options *o, struct contents *contents)
{
    struct check *c = xmalloc(sizeof(*c));

    memset(c, 0, sizeof(*c));
    c->v = v;
    c->o = &o->check;
    c->contents = contents;
    if ( !v->diag.error )
        run_check(c);
    return c;
}

void check_free(struct check *c)
{
    if ( !c )
        return;
    free(c->found);
    free(c);
}

static const struct lus_rule_info *rule_of(uint32_t number)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr; i++ )
        if ( rules[i].number == number )
            return &rules[i];
    return NULL;
}

static void add_record(struct line *l, const struct lus_finding *f)
{
    const struct lus_record_type *t = lus_record_type(f->type);
    const struct lus_field *field = place_field(f->type, f->entry, f->field);

    line_add(l, ", record %s, instance %u", t->name, f->instance);
    if ( f->entry != LUS_NO_ENTRY )
        line_add(l, ", %s %u", t->tail == LUS_TAIL_MAP ? "extent" : "entry", f->entry);
    if ( field )
        line_add(l, ", field %s", field->name);
    if ( f->frame != LUS_NO_FRAME )
        line_add(l, ", frame 0x%" PRIx64, f->frame);
    if ( f->slot != LUS_NO_ENTRY )
        line_add(l, ", slot %u", f->slot);
}

static void show_finding(const struct lus_finding *f)
{
    const struct lus_rule_info *rule = rule_of(f->rule);
    const struct lus_field *field = place_field(f->type, f->entry, f->field);
    struct line l;

    line_clear(&l);
    line_add(&l, "  ");
    line_add_name(&l, rule->name);
    line_add(&l, ": %s (", rule->text);
    if ( f->domid == LUS_NO_DOMID )
        line_add(&l, "system");
    else
        line_add(&l, "domain %u", f->domid);
    if ( f->peer != LUS_NO_DOMID )
        line_add(&l, ", peer %u", f->peer);
    if ( f->type )
        add_record(&l, f);
    line_add(&l, ") at 0x%" PRIx64 ": ", f->offset);
    if ( field )
        line_add_value(&l, field, f->value, 1);
    else
        line_add(&l, "0x%" PRIx64, f->value);
    line_out(&l, 4);
}

static void show_head(const char *text)
{
    out("\n");
    out_style(STYLE_HEAD, text);
    out("\n");
}

/* Findings beyond the bound are counted, and that is said. */
static void show_more(const struct check *c, uint32_t severity)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr; i++ )
        if ( rules[i].severity == severity && c->result.by_rule[i] > LUS_FINDINGS_MAX )
        {
            struct line l;

            line_clear(&l);
            line_add(&l, "  ");
            line_add_name(&l, rules[i].name);
            line_add(&l, ": %u more that are only counted", c->result.by_rule[i] - LUS_FINDINGS_MAX);
            line_out(&l, 4);
        }
}

static const char *missing(uint32_t argument)
{
    return argument & LUS_RULE_ARGUMENT_BOOTMEM ? "--bootmem was not given" :
           argument & LUS_RULE_ARGUMENT_IMAGE ? "--image was not given" :
           argument & LUS_RULE_ARGUMENT_STREAM ? "--frames was not given" : "--contents was not given";
}

static void show_untried(const struct check *c, uint32_t *unprovable, uint32_t *not_run)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;
    struct line l;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr; i++ )
        if ( c->result.not_provable[i] )
        {
            if ( !(*unprovable)++ )
                show_head("not provable, as a partial stream lacks what they need");
            line_clear(&l);
            line_add(&l, "  ");
            line_add_name(&l, rules[i].name);
            line_add(&l, ": %s, %u %s", rules[i].text, c->result.not_provable[i], c->result.not_provable[i] == 1 ? "time" : "times");
            line_out(&l, 4);
        }
    for ( i = 0; i < nr; i++ )
        if ( c->result.not_run[i] )
        {
            if ( !(*not_run)++ )
                show_head("not run");
            line_clear(&l);
            line_add(&l, "  ");
            line_add_name(&l, rules[i].name);
            line_add(&l, ": %s: %s", rules[i].text, missing(rules[i].argument));
            line_out(&l, 4);
        }
}

static int is_there(const struct check *c, uint16_t domid)
{
    struct lus_stream s = c->v->stream;
    struct lus_index_entry e;
    uint32_t i;

    for ( i = 0; !lus_index_at(&s, i, &e); i++ )
        if ( e.kind == LUS_SEGMENT_DOMAIN && e.domid == domid )
            return 1;
    return 0;
}

static void show_quarantined(const struct check *c)
{
    uint32_t i;

    for ( i = 0; i < c->o->nr_domids; i++ )
        out("quarantined: domain %u%s\n", c->o->domids[i], is_there(c, c->o->domids[i]) ? "" : ", which is not in the stream");
}

void show_check(const struct check *c)
{
    uint32_t severity, unprovable = 0, not_run = 0;
    const uint32_t *by = c->result.by_severity;
    size_t i = 0;

    if ( !c->ran )
    {
        out("\nhost level: not run, as the stream is not valid\n");
        return;
    }
    show_quarantined(c);
    for ( severity = 0; severity < LUS_SEVERITIES; severity++ )
    {
        if ( !by[severity] )
            continue;
        show_head(severities[severity]);
        for ( ; i < c->nr && c->found[i].severity == severity; i++ )
            show_finding(&c->found[i]);
        show_more(c, severity);
    }
    show_untried(c, &unprovable, &not_run);
    if ( c->error )
        out("\nhost level: stopped by %s %s\n", lus_error_name(c->error), lus_strerror(c->error));
    if ( c->contents )
        out("\n%" PRIu64 " frames of page tables and descriptor tables read\n", c->result.frames_read);
    out("\n%u findings: host %u, domain %u, note %u; rules not provable %u, not run %u\n", by[0] + by[1] + by[2], by[0], by[1], by[2],
        unprovable, not_run);
}

int check_complain(const struct check *c)
{
    const uint32_t *by = c->result.by_severity;

    if ( c->error )
    {
        message(c->v->name, "host level stopped: %s %s", lus_error_name(c->error), lus_strerror(c->error));
        return EXIT_CORRUPT;
    }
    if ( !by[LUS_SEVERITY_HOST] && !by[LUS_SEVERITY_DOMAIN] )
        return EXIT_GOOD;
    message(c->v->name, "unsound: %u findings of the host, %u of domains", by[LUS_SEVERITY_HOST], by[LUS_SEVERITY_DOMAIN]);
    return EXIT_UNSOUND;
}

static void put_finding(struct writer *w, const struct lus_finding *f)
{
    const struct lus_rule_info *rule = rule_of(f->rule);
    const struct lus_field *field = place_field(f->type, f->entry, f->field);

    emit_open_flat(w, '{');
    emit_key(w, "rule");
    emit_name(w, rule->name);
    emit_key_text(w, "text", rule->text);
    emit_key_text(w, "severity", severities[f->severity]);
    if ( f->domid != LUS_NO_DOMID )
        emit_key_number(w, "domid", f->domid);
    if ( f->peer != LUS_NO_DOMID )
        emit_key_number(w, "peer", f->peer);
    if ( f->type )
    {
        emit_key_text(w, "record", lus_record_type(f->type)->name);
        emit_key_number(w, "instance", f->instance);
    }
    if ( f->type && f->entry != LUS_NO_ENTRY )
        emit_key_number(w, "entry", f->entry);
    if ( field )
        emit_key_text(w, "field", field->name);
    if ( f->frame != LUS_NO_FRAME )
        emit_key_hex(w, "frame", f->frame);
    if ( f->slot != LUS_NO_ENTRY )
        emit_key_number(w, "slot", f->slot);
    emit_key_hex(w, "offset", f->offset);
    emit_key_hex(w, "value", f->value);
    emit_close(w, '}');
}

/* One object for each rule that @counts has, or that was not run. */
static void put_rules(struct writer *w, const char *name, const struct check *c, const uint32_t *counts, uint32_t more_than)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    emit_key(w, name);
    emit_open(w, '[');
    for ( i = 0; i < nr; i++ )
    {
        if ( counts ? counts[i] <= more_than : !c->result.not_run[i] )
            continue;
        emit_open_flat(w, '{');
        emit_key(w, "rule");
        emit_name(w, rules[i].name);
        if ( counts )
            emit_key_number(w, "count", counts[i] - more_than);
        else
            emit_key_text(w, "reason", missing(rules[i].argument));
        emit_close(w, '}');
    }
    emit_close(w, ']');
}

void put_check(struct writer *w, void *ctx)
{
    const struct check *c = ctx;
    uint32_t i;
    size_t n;

    emit_key(w, "check");
    emit_open(w, '{');
    emit_key_text(w, "host_level", !c->ran ? "not_run" : c->error ? "stopped" : "run");
    if ( c->error )
        emit_key_text(w, "error", lus_error_name(c->error));
    if ( c->ran )
    {
        emit_key(w, "quarantined");
        emit_open_flat(w, '[');
        for ( i = 0; i < c->o->nr_domids; i++ )
            emit_number(w, c->o->domids[i]);
        emit_close(w, ']');
        emit_key(w, "findings");
        emit_open(w, '[');
        for ( n = 0; n < c->nr; n++ )
            put_finding(w, &c->found[n]);
        emit_close(w, ']');
        put_rules(w, "counted_only", c, c->result.by_rule, LUS_FINDINGS_MAX);
        put_rules(w, "not_provable", c, c->result.not_provable, 0);
        put_rules(w, "not_run", c, NULL, 0);
        if ( c->contents )
            emit_key_number(w, "frames_read", c->result.frames_read);
        emit_key(w, "sum");
        emit_open_flat(w, '{');
        for ( i = 0; i < LUS_SEVERITIES; i++ )
            emit_key_number(w, severities[i], c->result.by_severity[i]);
        emit_close(w, '}');
    }
    emit_close(w, '}');
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --plan: in which order lus_restore() hands records over, and what that order keeps. spec/programs.md [P-18], spec/stream.md section 11. */
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "lustream/restore.h"

#define PHASES 3u
#define PHASE_DOMAINS 1u

static const char *const phases[PHASES] = { "system", "domains", "late" };

static const char *const kinds[] = {
    [LUS_EDGE_AFTER] = "after", [LUS_EDGE_PEER_AFTER] = "peer_after", [LUS_EDGE_SYS_AFTER] = "sys_after",
    [LUS_EDGE_AFTER_ALL] = "after_all", [LUS_EDGE_SYMMETRIC] = "symmetric"
};

static const char *const kind_texts[] = {
    [LUS_EDGE_AFTER] = "after", [LUS_EDGE_PEER_AFTER] = "after another domain's", [LUS_EDGE_SYS_AFTER] = "after the system's",
    [LUS_EDGE_AFTER_ALL] = "after every domain's", [LUS_EDGE_SYMMETRIC] = "agrees with"
};

/*
 * struct plan - what is shown at present
 * @order: types by their rank; @counts: records of each, of one unit in one pass
 * @unknown: records of unknown types in all
 */
struct plan
{
    struct lus_stream s;
    const struct lus_record_type **order;
    uint32_t *counts;
    uint32_t nr;
    uint32_t unknown;
};

static void plan_open(struct plan *p, struct view *v)
{
    const struct lus_record_type *types;
    uint32_t i, pass, phase;

    types = lus_record_types(&p->nr);
    p->s = v->stream;
    p->unknown = 0;
    p->order = xmalloc(p->nr * sizeof(*p->order));
    p->counts = xmalloc(p->nr * sizeof(*p->counts));
    for ( i = 0; i < p->nr; i++ )
        p->order[lus_restore_rank(types[i].type, &pass, &phase)] = &types[i];
}

static void plan_close(struct plan *p)
{
    free(p->order);
    free(p->counts);
}

/* Adds a segment's records of a pass and phase. The stream is good: nothing here can fail. */
static void count_segment(struct plan *p, uint32_t i, uint32_t pass, uint32_t phase)
{
    uint32_t its_pass, its_phase;
    struct lus_segment seg;
    struct lus_record rec;

    if ( lus_segment_open(&p->s, i, &seg) || lus_pass(&seg, pass) )
        return;
    while ( lus_next(&seg, &rec) > 0 && seg.pass == pass )
    {
        uint32_t rank;

        if ( rec.flags & LUS_RECORD_CHUNK )
            continue;
        if ( !rec.info )
        {
            p->unknown += phase != 2;
            continue;
        }
        rank = lus_restore_rank(rec.type, &its_pass, &its_phase);
        if ( its_phase == phase )
            p->counts[rank]++;
    }
}

/* The records of the unit that begins at index entry @i: the system has two segments. Return: 0 when there is no such unit. */
static int count_unit(struct plan *p, uint32_t *i, uint32_t pass, uint32_t phase, uint32_t *domid)
{
    struct lus_index_entry e;
    int found = phase != PHASE_DOMAINS && *i == 0;

    memset(p->counts, 0, p->nr * sizeof(*p->counts));
    for ( ; !lus_index_at(&p->s, *i, &e); (*i)++ )
    {
        if ( (e.kind == LUS_SEGMENT_DOMAIN) != (phase == PHASE_DOMAINS) )
            continue;
        count_segment(p, *i, pass, phase);
        if ( phase == PHASE_DOMAINS )
        {
            *domid = e.domid;
            (*i)++;
            return 1;
        }
    }
    /* The end, also of an index without entries. */
    *i += *i == 0;
    return found;
}

static int has_type(struct plan *p, uint32_t type)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    for ( i = 0; !lus_catalogue_at(&p->s, i, &e); i++ )
        if ( e.type == type )
            return 1;
    return 0;
}

static void show_unit(const struct plan *p, uint32_t phase, uint32_t domid)
{
    uint32_t i, any = 0;

    if ( phase == PHASE_DOMAINS )
        out("    domain %u\n", domid);
    else
        out("    system\n");
    for ( i = 0; i < p->nr; i++ )
        if ( p->counts[i] )
        {
            out("      %6u  %s\n", p->counts[i], p->order[i]->name);
            any = 1;
        }
    if ( !any )
        out("              nothing\n");
}

static void show_edges(struct plan *p)
{
    const struct lus_dependency *d;
    uint32_t nr, i, k;
    struct line l;

    d = lus_dependencies(&nr);
    out("\n");
    out_style(STYLE_HEAD, "why");
    out("\n");
    for ( i = 0; i < p->nr; i++ )
    {
        uint32_t any = 0;

        if ( !has_type(p, p->order[i]->type) )
            continue;
        out("  %s\n", p->order[i]->name);
        for ( k = 0; k < nr; k++ )
            if ( d[k].type == p->order[i]->type )
            {
                any = 1;
                line_clear(&l);
                line_add(&l, "    %s %s%s: %s: %s", kind_texts[d[k].kind], lus_record_type(d[k].target)->name,
                         has_type(p, d[k].target) ? "" : ", of which there is none", d[k].source, d[k].doc);
                line_out(&l, 8);
            }
        if ( !any )
            out("    at any time of its pass\n");
    }
}

void show_plan(struct view *v)
{
    static const char *const texts[PHASES] = { "the system first", "the domains, in any order and side by side", "the system's late records" };
    uint32_t pass, phase, i, domid = 0;
    struct plan p;

    plan_open(&p, v);
    if ( v->header.partial )
        out("lus_restore() refuses this stream, as it is partial: what follows is the order if it were whole\n");
    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        out("\npass %u\n", pass);
        for ( phase = 0; phase < PHASES; phase++ )
        {
            out("  phase %u: %s\n", phase, texts[phase]);
            for ( i = 0; count_unit(&p, &i, pass, phase, &domid); )
                show_unit(&p, phase, domid);
        }
    }
    if ( p.unknown )
        out("\n%u records of unknown types are not handed over\n", p.unknown);
    show_edges(&p);
    plan_close(&p);
}

static void put_unit(struct writer *w, const struct plan *p, uint32_t phase, uint32_t domid)
{
    uint32_t i;

    emit_open(w, '{');
    emit_key_text(w, "unit", phase == PHASE_DOMAINS ? "domain" : "system");
    if ( phase == PHASE_DOMAINS )
        emit_key_number(w, "domid", domid);
    emit_key(w, "records");
    emit_open(w, '[');
    for ( i = 0; i < p->nr; i++ )
        if ( p->counts[i] )
        {
            emit_open_flat(w, '{');
            emit_key_text(w, "name", p->order[i]->name);
            emit_key_number(w, "count", p->counts[i]);
            emit_close(w, '}');
        }
    emit_close(w, ']');
    emit_close(w, '}');
}

static void put_edges(struct writer *w, struct plan *p)
{
    const struct lus_dependency *d;
    uint32_t nr, i;

    d = lus_dependencies(&nr);
    emit_key(w, "edges");
    emit_open(w, '[');
    for ( i = 0; i < nr; i++ )
    {
        if ( !has_type(p, d[i].type) )
            continue;
        emit_open_flat(w, '{');
        emit_key_text(w, "record", lus_record_type(d[i].type)->name);
        emit_key_text(w, "kind", kinds[d[i].kind]);
        emit_key_text(w, "target", lus_record_type(d[i].target)->name);
        emit_key(w, "present");
        emit_lead(w);
        fputs(has_type(p, d[i].target) ? "true" : "false", w->f);
        emit_key_text(w, "source", d[i].source);
        emit_key_text(w, "text", d[i].doc);
        emit_close(w, '}');
    }
    emit_close(w, ']');
}

void put_plan(struct writer *w, void *view)
{
    uint32_t pass, phase, i, domid = 0;
    struct view *v = view;
    struct plan p;

    plan_open(&p, v);
    emit_key(w, "plan");
    emit_open(w, '{');
    emit_key(w, "refused");
    emit_lead(w);
    fputs(v->header.partial ? "true" : "false", w->f);
    emit_key(w, "phases");
    emit_open(w, '[');
    for ( pass = 0; pass < LUS_PASSES; pass++ )
        for ( phase = 0; phase < PHASES; phase++ )
        {
            emit_open(w, '{');
            emit_key_number(w, "pass", pass);
            emit_key_text(w, "phase", phases[phase]);
            emit_key(w, "units");
            emit_open(w, '[');
            for ( i = 0; count_unit(&p, &i, pass, phase, &domid); )
                put_unit(w, &p, phase, domid);
            emit_close(w, ']');
            emit_close(w, '}');
        }
    emit_close(w, ']');
    emit_key_number(w, "unknown", p.unknown);
    put_edges(w, &p);
    emit_close(w, '}');
    plan_close(&p);
}

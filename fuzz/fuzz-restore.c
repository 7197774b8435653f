/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Restoring any stream that lus_check() passes: each record is handed over once, after all that the schema says it comes after; a handler
 * that fails is named, and is the last; a record that there is no handler for is named before any is called. [S-42] [S-43] [S-44]
 */
#include "fuzz.h"
#include "lustream/restore.h"

#define FAILURE 77

struct call
{
    uint32_t type;
    uint32_t instance;
    uint32_t domid;
    uint32_t pass;
};

struct log
{
    struct call *calls;
    uint32_t nr;
    uint32_t fail_at;           /* number of the call that fails, from 1; 0: none */
    const uint16_t *quarantined;
    uint32_t nr_quarantined;
};

static int note(const struct lus_restore_call *c, uint32_t type, const void *fixed)
{
    struct log *log = c->ctx;
    uint32_t i, is_quarantined = 0;

    CHECK(fixed && c->record->type == type && !(c->record->flags & LUS_RECORD_CHUNK));
    CHECK(lus_record_type(type)->pass == c->pass && c->segment->pass == c->pass);
    CHECK(lus_fixed(c->stream, c->record) != NULL);
    for ( i = 0; i < log->nr_quarantined; i++ )
        is_quarantined |= log->quarantined[i] == c->domid;
    CHECK(c->is_quarantined == is_quarantined);
    if ( (log->nr & (log->nr - 1)) == 0 )
        log->calls = realloc(log->calls, (log->nr ? 2 * log->nr : 1) * sizeof(*log->calls));
    CHECK(log->calls);
    log->calls[log->nr++] = (struct call){ type, c->record->instance, c->domid, c->pass };
    return log->nr == log->fail_at ? FAILURE : 0;
}

#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static int on_##name(const struct lus_restore_call *c, const struct lus_##name *o) { return note(c, number, o); }
#include "core/records.def"

static const struct lus_handlers all_handlers = {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) .name = on_##name,
#include "core/records.def"
};

/* The first call of a type in a unit, or the last of it in one or all; 0 if there is none, else counted from 1. */
static uint32_t first_call(const struct log *log, uint32_t type, uint32_t domid)
{
    uint32_t i;

    for ( i = 0; i < log->nr; i++ )
        if ( log->calls[i].type == type && log->calls[i].domid == domid )
            return i + 1;
    return 0;
}

static uint32_t last_call(const struct log *log, uint32_t type, uint32_t domid, int is_any)
{
    uint32_t i;

    for ( i = log->nr; i; i-- )
        if ( log->calls[i - 1].type == type && (is_any || log->calls[i - 1].domid == domid) )
            return i;
    return 0;
}

/* AFTER: of its own unit; the others: of all domains, or the system. */
static void check_edge(const struct log *log, const struct lus_dependency *d, uint32_t domid)
{
    uint32_t first = first_call(log, d->type, domid);

    CHECK(!first || last_call(log, d->target, domid, d->kind != LUS_EDGE_AFTER) < first);
}

/* Each edge of the schema, from the log alone, not from the library's table of the order. */
static void check_edges(struct lus_stream *s, const struct log *log)
{
    const struct lus_dependency *d;
    struct lus_index_entry e;
    uint32_t nr, i, k;

    d = lus_dependencies(&nr);
    for ( i = 0; i < nr; i++ )
    {
        if ( d[i].type == d[i].target || d[i].kind == LUS_EDGE_SYMMETRIC )
            continue;
        check_edge(log, &d[i], LUS_RESTORE_SYSTEM);
        for ( k = 0; lus_index_at(s, k, &e) == 0; k++ )
            if ( e.kind == LUS_SEGMENT_DOMAIN )
                check_edge(log, &d[i], e.domid);
    }
}

static int by_record(const void *a, const void *b)
{
    const struct call *x = a, *y = b;

    if ( x->domid != y->domid )
        return x->domid < y->domid ? -1 : 1;
    if ( x->type != y->type )
        return x->type < y->type ? -1 : 1;
    return x->instance < y->instance ? -1 : x->instance > y->instance;
}

/* Every record that this build knows, as a log; sorted. */
static void collect(struct lus_stream *s, struct log *want)
{
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t i;

    for ( i = 0; lus_segment_open(s, i, &seg) == 0; i++ )
        while ( lus_next(&seg, &rec) > 0 )
        {
            if ( !rec.info || (rec.flags & LUS_RECORD_CHUNK) )
                continue;
            if ( (want->nr & (want->nr - 1)) == 0 )
                want->calls = realloc(want->calls, (want->nr ? 2 * want->nr : 1) * sizeof(*want->calls));
            CHECK(want->calls);
            want->calls[want->nr++] = (struct call){ rec.type, rec.instance,
                                                     seg.kind == LUS_SEGMENT_DOMAIN ? seg.domid : LUS_RESTORE_SYSTEM, seg.pass };
        }
    memset(&s->diag, 0, sizeof(s->diag));
    if ( want->nr )
        qsort(want->calls, want->nr, sizeof(*want->calls), by_record);
}

/* Each record once, and of one type in its unit in ascending order of instances. */
static void check_complete(const struct log *log, const struct log *want)
{
    struct call *got = heap_copy(log->calls, log->nr * sizeof(*got));
    uint32_t i;

    for ( i = 1; i < log->nr; i++ )
        if ( got[i].domid == got[i - 1].domid && got[i].type == got[i - 1].type )
            CHECK(got[i].instance > got[i - 1].instance);
    CHECK(log->nr == want->nr);
    qsort(got, log->nr, sizeof(*got), by_record);
    for ( i = 0; i < log->nr; i++ )
        CHECK(by_record(&got[i], &want->calls[i]) == 0 && got[i].pass == want->calls[i].pass);
    free(got);
}

/* Segments in an order of the caller's. */
static uint32_t *any_order(struct choices *c, uint32_t nr)
{
    uint32_t *order = heap(nr * sizeof(*order)), i;

    for ( i = 0; i < nr; i++ )
        order[i] = i;
    for ( i = nr; i > 1; i-- )
    {
        uint32_t k = choose_below(c, i), was = order[k];

        order[k] = order[i - 1];
        order[i - 1] = was;
    }
    return order;
}

/* Some of the domains that are there, at times one that is not. */
static uint16_t *some_domids(struct whole *w, uint32_t *nr)
{
    uint16_t *domids = heap((w->s.header.index_count + 1) * sizeof(*domids));
    struct lus_index_entry e;
    uint32_t i;

    *nr = 0;
    for ( i = 0; lus_index_at(&w->s, i, &e) == 0; i++ )
        if ( e.kind == LUS_SEGMENT_DOMAIN && choose(&w->c, 1) % 3 == 0 )
            domids[(*nr)++] = (uint16_t)e.domid;
    if ( choose(&w->c, 1) % 4 == 0 && (*nr == 0 || domids[*nr - 1] < LUS_DOMID_MAX) )
        domids[(*nr)++] = LUS_DOMID_MAX;
    return domids;
}

static void check_restore(struct whole *w, struct log *want, uint32_t fail_at)
{
    uint8_t *states = heap(w->s.header.index_count);
    uint32_t *order = any_order(&w->c, w->s.header.index_count);
    void *work = heap(lus_restore_workspace());
    struct log log = { .fail_at = fail_at };
    struct lus_restore r;
    int rc;

    log.quarantined = some_domids(w, &log.nr_quarantined);
    CHECK(lus_restore_init(&r, &w->s, &all_handlers, &log, log.quarantined, log.nr_quarantined, states) == 0);
    if ( choose(&w->c, 1) & 1 )
        r.order = order;
    rc = lus_restore(&r, work);
    if ( fail_at )
    {
        const struct call *at = &log.calls[fail_at - 1];

        CHECK(rc == -LUS_E_HANDLER && r.error == LUS_E_HANDLER && r.code == FAILURE && log.nr == fail_at);
        CHECK(r.type == at->type && r.instance == at->instance && r.domid == at->domid && r.pass == at->pass);
        CHECK(lus_restore_advance(&r) == -LUS_E_HANDLER && lus_restore_work(&r, work) == -LUS_E_HANDLER && log.nr == fail_at);
    }
    else
    {
        CHECK(rc == 0 && r.pass == LUS_PASSES - 1);
        check_complete(&log, want);
        check_edges(&w->s, &log);
    }
    free(log.calls);
    free((void *)log.quarantined);
    free(order);
    free(states);
    free(work);
}

/* One of the types that the stream has, without its handler. */
static void check_no_handler(struct whole *w, const struct log *want)
{
    const struct call *at = &want->calls[choose_below(&w->c, want->nr)];
    uint8_t *states = heap(w->s.header.index_count);
    void *work = heap(lus_restore_workspace());
    struct lus_handlers some = all_handlers;
    struct log log = { 0 };
    struct lus_restore r;
    int rc;

#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    if ( at->type == number ) \
        some.name = NULL;
#include "core/records.def"
    rc = lus_restore_init(&r, &w->s, &some, &log, NULL, 0, states);
    if ( at->type & LUS_TYPE_OPTIONAL )
    {
        uint32_t i, n = 0;

        for ( i = 0; i < want->nr; i++ )
            n += want->calls[i].type != at->type;
        CHECK(rc == 0 && lus_restore(&r, work) == 0 && log.nr == n);
    }
    else
        CHECK(rc == -LUS_E_NO_HANDLER && r.type == at->type && lus_restore(&r, work) == -LUS_E_NO_HANDLER && log.nr == 0);
    free(log.calls);
    free(states);
    free(work);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct log want = { 0 };
    struct lus_restore r;
    struct whole w;

    if ( !open_whole(&w, data, size) )
        return 0;
    if ( w.s.header.partial )
    {
        uint8_t *states = heap(w.s.header.index_count);

        CHECK(lus_restore_init(&r, &w.s, &all_handlers, &want, NULL, 0, states) == -LUS_E_PARTIAL && r.error == LUS_E_PARTIAL);
        CHECK(lus_restore(&r, NULL) == -LUS_E_PARTIAL && want.nr == 0);
        free(states);
        /* What is in it is restored all the same, to be looked at here. */
        w.s.header.partial = 0;
    }
    collect(&w.s, &want);
    check_restore(&w, &want, 0);
    if ( want.nr )
    {
        check_restore(&w, &want, 1 + choose_below(&w.c, want.nr));
        check_no_handler(&w, &want);
    }
    CHECK(w.s.diag.error == 0);
    free(want.calls);
    close_whole(&w);
    return 0;
}

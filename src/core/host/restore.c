/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Handing records to the consumer pass by pass, in an order that keeps edges.def. spec/stream.md section 11. */
#include "lustream/restore.h"
#include "restore.h"
#include "../source.h"

#define PHASES 3u
#define PHASE_DOMAINS 1u

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_PLACE_##name,
enum lus_place
{
#include "../records.def"
    LUS_PLACES
};

/* What a CPU needs for a unit. */
struct work
{
    struct lus_stream s;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_restore_call call;
    union lus_any any;
    uint64_t at[LUS_PLACES];            /* where each type's records begin in its segment; 0: there are none */
    uint32_t segment[LUS_PLACES];       /* the segment that it is of */
    uint8_t scratch[LUS_SCRATCH];
};

uint64_t lus_restore_workspace(void)
{
    return sizeof(struct work);
}

uint32_t lus_restore_rank(uint32_t type, uint32_t *pass, uint32_t *phase)
{
    uint32_t i;

    for ( i = 0; i < lus_order_nr; i++ )
        if ( lus_order[i].type == type )
        {
            *pass = lus_order[i].pass;
            *phase = lus_order[i].phase;
            return i;
        }
    return 0xffffffffu;
}

static int has_handler(const struct lus_handlers *handlers, uint32_t type)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return handlers->name != NULL;
#include "../records.def"
    default: return 0;
    }
}

/* Decodes the fixed part and calls the record's handler. Return: what that returns; 0 where there is none for an optional record. */
static int call_handler(const struct lus_handlers *handlers, struct work *w)
{
    const uint8_t *p = w->rec.body ? w->rec.body : lus_fixed(&w->s, &w->rec);

    switch ( w->rec.type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: \
        if ( !handlers->name ) \
            return 0; \
        lus_decode_##name(p, w->rec.revision, &w->any.name); \
        return handlers->name(&w->call, &w->any.name);
#include "../records.def"
    default: return 0;
    }
}

int lus_restore_init(struct lus_restore *r, struct lus_stream *s, const struct lus_handlers *handlers, void *ctx,
                     const uint16_t *quarantined, uint32_t nr_quarantined, uint8_t *states)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    memset(r, 0, sizeof(*r));
    r->s = s;
    r->handlers = handlers;
    r->ctx = ctx;
    r->quarantined = quarantined;
    r->nr_quarantined = nr_quarantined;
    r->states = states;
    memset(states, LUS_UNIT_WAITING, s->header.index_count);
    if ( s->header.partial )
        r->error = LUS_E_PARTIAL;
    for ( i = 0; !r->error && !lus_catalogue_at(s, i, &e); i++ )
        if ( !(e.type & LUS_TYPE_OPTIONAL) && !has_handler(handlers, e.type) )
        {
            r->error = LUS_E_NO_HANDLER;
            r->type = e.type;
        }
    return -r->error;
}

/* The first failure is the one that is told. */
static int failed(struct lus_restore *r, const struct work *w, int error, int code, uint32_t applied)
{
    if ( LUS_FETCH_INC(&r->failures) == 0 )
    {
        r->error = error;
        r->code = code;
        r->domid = w->call.domid;
        r->type = w->rec.type;
        r->instance = w->rec.instance;
        r->applied = applied;
    }
    return -error;
}

/* Notes where each type's records of the pass begin. */
static int find_types(struct lus_restore *r, struct work *w, uint32_t segment)
{
    const struct lus_record_type *types;
    uint32_t nr, last = 0;
    uint64_t before;
    int rc;

    types = lus_record_types(&nr);
    if ( (rc = lus_segment_open(&w->s, segment, &w->seg)) != 0 || (rc = lus_pass(&w->seg, r->pass)) != 0 )
        return rc;
    for ( before = w->seg.pos; (rc = lus_next(&w->seg, &w->rec)) > 0 && w->seg.pass == r->pass; before = w->seg.pos )
    {
        if ( !w->rec.info || w->rec.type == last )
            continue;
        last = w->rec.type;
        w->at[w->rec.info - types] = before;
        w->segment[w->rec.info - types] = segment;
    }
    return rc < 0 ? rc : 0;
}

/* All records of one type, in ascending order of their instances. */
static int restore_type(struct lus_restore *r, struct work *w, uint32_t place, uint32_t type, uint32_t *applied)
{
    int rc;

    if ( (rc = lus_segment_open(&w->s, w->segment[place], &w->seg)) != 0 || (rc = lus_pass(&w->seg, r->pass)) != 0 )
        return failed(r, w, -rc, 0, *applied);
    w->seg.pos = w->at[place];
    w->seg.partial_walk = 1;
    while ( (rc = lus_next(&w->seg, &w->rec)) > 0 && w->rec.type == type )
    {
        if ( w->rec.flags & LUS_RECORD_CHUNK )
            continue;
        if ( (rc = call_handler(r->handlers, w)) != 0 )
            return failed(r, w, LUS_E_HANDLER, rc, *applied);
        (*applied)++;
    }
    return rc < 0 ? failed(r, w, -rc, 0, *applied) : 0;
}

static int restore_unit(struct lus_restore *r, struct work *w)
{
    const struct lus_record_type *types;
    uint32_t nr, applied = 0, i;
    int rc;

    types = lus_record_types(&nr);
    for ( i = 0; i < lus_order_nr; i++ )
    {
        uint32_t place;

        if ( lus_order[i].pass != r->pass || lus_order[i].phase != r->phase )
            continue;
        place = (uint32_t)(lus_record_type(lus_order[i].type) - types);
        if ( w->at[place] && (rc = restore_type(r, w, place, lus_order[i].type, &applied)) != 0 )
            return rc;
    }
    return 0;
}

/* The system and the memory segment are one unit: their records may depend on each other. */
static int take_system(struct lus_restore *r, struct work *w)
{
    struct lus_index_entry e;
    uint32_t i;
    int rc;

    w->call.domid = LUS_RESTORE_SYSTEM;
    for ( i = 0; !lus_index_at(&w->s, i, &e) && e.kind != LUS_SEGMENT_DOMAIN; i++ )
        if ( (rc = find_types(r, w, i)) != 0 )
            return failed(r, w, -rc, 0, 0);
    return restore_unit(r, w);
}

static int take_domain(struct lus_restore *r, struct work *w, uint32_t segment, uint32_t domid)
{
    int rc;

    w->call.domid = domid;
    w->call.is_quarantined = lus_has_domid(r->quarantined, r->nr_quarantined, domid);
    if ( (rc = find_types(r, w, segment)) != 0 )
        return failed(r, w, -rc, 0, 0);
    return restore_unit(r, w);
}

/* Takes the next unit of the phase. Return: 1 if there was one; 0; -LUS_E_... */
static int take(struct lus_restore *r, struct work *w)
{
    uint32_t i = LUS_FETCH_INC(&r->next);
    struct lus_index_entry e;
    int rc;

    if ( r->phase != PHASE_DOMAINS )
    {
        if ( i )
            return 0;
        rc = take_system(r, w);
    }
    else
    {
        if ( i >= w->s.header.index_count )
            return 0;
        if ( r->order )
            i = r->order[i];
        if ( lus_index_at(&w->s, i, &e) )
            return 0;
        if ( e.kind != LUS_SEGMENT_DOMAIN )
            return 1;
        r->states[i] = LUS_UNIT_RUNNING;
        rc = take_domain(r, w, i, e.domid);
        r->states[i] = rc ? LUS_UNIT_FAILED : LUS_UNIT_DONE;
    }
    return rc ? rc : 1;
}

int lus_restore_work(struct lus_restore *r, void *workspace)
{
    struct work *w = workspace;
    int rc;

    do
    {
        if ( LUS_READ_ATOMIC(&r->failures) )
            return -LUS_E_HANDLER;
        memset(w, 0, sizeof(*w));
        w->s = *r->s;
        w->s.scratch = w->scratch;
        w->call.ctx = r->ctx;
        w->call.stream = &w->s;
        w->call.segment = &w->seg;
        w->call.record = &w->rec;
        w->call.pass = r->pass;
    } while ( (rc = take(r, w)) > 0 );
    return rc;
}

int lus_restore_advance(struct lus_restore *r)
{
    if ( r->error )
        return -r->error;
    if ( r->phase == PHASES - 1 && r->pass == LUS_PASSES - 1 )
        return 0;
    r->next = 0;
    r->phase = (r->phase + 1) % PHASES;
    if ( r->phase == 0 )
        r->pass++;
    memset(r->states, LUS_UNIT_WAITING, r->s->header.index_count);
    return 1;
}

int lus_restore(struct lus_restore *r, void *workspace)
{
    int rc;

    if ( r->error )
        return -r->error;
    do
        if ( (rc = lus_restore_work(r, workspace)) != 0 )
            return rc;
    while ( (rc = lus_restore_advance(r)) > 0 );
    return rc;
}

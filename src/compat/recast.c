/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A stream written anew for another profile. spec/compat.md. */
#include "../core/source.h"
#include "lift.h"
#include "tally.h"

/* What a conversion needs beside the stream: too big for a hypervisor's stack. Parts and the catalogue's marks come behind. */
struct work
{
    struct lus_lift lift;
    struct lus_recast_result before;    /* the segment that is being written */
    struct lus_tally_work tally;
    struct lus_writer w;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_segment chunks;
    struct lus_record chunk;
    struct lus_table table;
    struct lus_header header;
    uint64_t room;
    uint8_t *at;                        /* where the next segment goes; NULL when only counting */
    struct lus_part *parts;
    uint32_t nr_parts;
    uint32_t copying;                   /* chunks that follow belong to a record that passes as it is */
    uint8_t *used;                      /* by catalogue entry of the input: something of it is in the output */
    uint32_t last;
    uint8_t buf[LUS_FIXED_MAX];
};

uint64_t lus_recast_workspace(const struct lus_stream *s)
{
    return sizeof(struct work) + (uint64_t)s->header.index_count * sizeof(struct lus_part) + s->header.catalogue_count;
}

/* Marks the catalogue's entry of a record that is written: each gives one of the output's. */
static void mark_used(struct work *k, const struct lus_record *rec)
{
    struct lus_catalogue_entry e;

    k->last = lus_catalogue_find(k->lift.s, rec->type, rec->revision, k->last, &e);
    if ( k->last < k->lift.s->header.catalogue_count )
        k->used[k->last] = 1;
}

static void copy_chunk(struct work *k)
{
    lus_copy(&k->w, k->lift.s, &k->rec, k->seg.pass);
    mark_used(k, &k->rec);
}

/* C-17 */
static void put_unknown(struct work *k)
{
    struct lus_call *c = &k->lift.call;

    if ( k->rec.flags & LUS_RECORD_COPY )
    {
        k->copying = 1;
        k->lift.result.carried++;
        copy_chunk(k);
        return;
    }
    k->lift.result.dropped++;
    c->type = k->rec.type;
    c->instance = k->rec.instance;
    c->entry = LUS_NO_ENTRY;
    c->row = LUS_NO_ROW;
    c->minor = (uint8_t)k->lift.to.minor;
    lus_call_lost(c, LUS_NO_FIELD, 0, 0);
}

static const uint8_t *fixed_of(struct work *k)
{
    return k->rec.body ? k->rec.body : lus_fixed(k->lift.s, &k->rec);
}

static int put_params(struct work *k)
{
    const uint64_t *values;
    uint64_t have = lus_lift_params(&k->lift, &values);
    struct lus_hvm_param e;
    uint32_t i;

    for ( i = 0; i < 64; i++ )
        if ( have >> i & 1 )
        {
            e.index = i;
            e.value = values[i];
            lus_add_hvm_param(&k->w, &e);
            if ( (k->lift.loaded.have >> i & 1) && k->lift.loaded.value[i] == e.value )
                k->tally.tally.same += 2;
        }
    return 0;
}

/* Entries as they are, or each through its rules. Return: 0 or -LUS_E_... but _REFUSED, which is counted. */
static int put_table(struct work *k)
{
    int has_rules = k->lift.touched[lus_owner_of_entry(k->rec.type)], rc;
    const union lus_any *o;
    const uint8_t *p;
    uint32_t index;

    if ( (rc = lus_table_open(&k->table, &k->seg, &k->rec)) != 0 )
        return rc;
    for ( index = 0; (rc = lus_table_next(&k->table, &p)) > 0; index++ )
    {
        const struct lus_entry *e = k->rec.info->entry;
        const uint8_t *old = p;

        if ( has_rules )
        {
            rc = lus_lift_entry(&k->lift, p, index, &o);
            if ( rc == 0 || rc == -LUS_E_REFUSED )
                continue;
            if ( rc < 0 || lus_encode_entry(k->rec.type, k->buf, o) )
                return lus_refuse(&k->seg, &k->rec, rc < 0 ? -rc : LUS_E_INTERNAL, k->rec.offset, LUS_NO_FIELD);
            p = k->buf;
        }
        if ( k->tally.tell )
            k->tally.tally.same += lus_same_fields(e->fields, e->nr_fields, 1, old, p);
        lus_add_entry(&k->w, p, e->size);
    }
    return rc;
}

static int put_blob(struct work *k)
{
    uint32_t at = k->rec.info->fixed[k->rec.revision - 1], take;
    int rc;

    k->chunks = k->seg;
    k->chunk = k->rec;
    for ( ; ; )
    {
        for ( ; at < k->chunk.length; at += take )
        {
            take = k->chunk.length - at < LUS_SCRATCH ? k->chunk.length - at : LUS_SCRATCH;
            lus_add_blob(&k->w, lus_body(k->lift.s, &k->chunk, at, take, k->buf), take);
        }
        if ( !(k->chunk.flags & LUS_RECORD_MORE) )
            return 0;
        if ( (rc = lus_next(&k->chunks, &k->chunk)) <= 0 )
            return rc ? rc : -LUS_E_CHUNK;
        at = 0;
    }
}

/* A record that changes: its fixed part in the target's revision, and its tail. */
static int put_changed(struct work *k, const union lus_any *o)
{
    const struct lus_record_type *t = k->rec.info;
    uint32_t revision = lus_profile_revision(&k->lift.to, k->rec.type);
    int rc = 0;

    /* No map changes from release to release. */
    if ( !revision || t->tail == LUS_TAIL_MAP || lus_encode_any(k->rec.type, k->buf, revision, o) )
        return lus_refuse(&k->seg, &k->rec, LUS_E_INTERNAL, k->rec.offset, LUS_NO_FIELD);
    mark_used(k, &k->rec);
    if ( k->tally.tell )
        k->tally.tally.same += lus_same_fields(t->fields, t->nr_fields, revision < k->rec.revision ? revision : k->rec.revision, fixed_of(k), k->buf);
    lus_begin(&k->w, k->rec.type, revision, k->rec.instance, k->buf, t->fixed[revision - 1]);
    if ( k->rec.type == LUS_TYPE_HVM_PARAMS )
        rc = put_params(k);
    else if ( t->entry )
        rc = put_table(k);
    else if ( t->tail == LUS_TAIL_BLOB )
        rc = put_blob(k);
    lus_end(&k->w);
    return rc;
}

/* Of a record that is refused: all refusals are to be told. What is written is not used. */
static int look_at_entries(struct work *k)
{
    const struct lus_record_type *t = k->rec.info;
    int rc;

    if ( !t->entry || k->rec.type == LUS_TYPE_HVM_PARAMS )
        return 0;
    lus_begin(&k->w, k->rec.type, k->rec.revision, k->rec.instance, k->buf, t->fixed[k->rec.revision - 1]);
    rc = put_table(k);
    lus_end(&k->w);
    return rc;
}

static uint64_t nr_outcomes(const struct lus_recast_result *r)
{
    uint64_t n = 0;
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(r->kinds); i++ )
        n += r->kinds[i];
    return n;
}

static int put_record(struct work *k)
{
    struct lus_lift *l = &k->lift;
    uint64_t before = nr_outcomes(&l->result);
    const union lus_any *o;
    int rc;

    k->copying = 0;
    lus_tally_record(&k->tally, &k->rec, k->rec.info ? fixed_of(k) : NULL, &l->result);
    if ( !k->rec.info )
    {
        put_unknown(k);
        return 0;
    }
    if ( lus_lift_is_plain(l, &k->rec) && !l->touched[lus_owner_of_entry(k->rec.type)] )
    {
        k->copying = 1;
        l->result.carried++;
        k->tally.tally.same += k->tally.fixed_fields + k->tally.entry_fields;
        copy_chunk(k);
        return 0;
    }
    rc = lus_lift_record(l, &k->seg, &k->rec, &o);
    if ( rc == 0 )
        l->result.dropped++;
    else if ( rc == -LUS_E_REFUSED )
        rc = look_at_entries(k);
    else if ( rc > 0 )
    {
        rc = put_changed(k, o);
        if ( nr_outcomes(&l->result) == before && k->rec.revision == lus_profile_revision(&l->to, k->rec.type) )
            l->result.carried++;
        else
            l->result.changed++;
    }
    return rc;
}

/* What a record that changes has behind its first chunk is written with it. */
static void put_chunk(struct work *k)
{
    if ( k->rec.info )
        lus_tally_entries(&k->tally, &k->rec);
    if ( !k->copying )
        return;
    if ( k->rec.info )
        k->tally.tally.same += k->tally.entry_fields;
    copy_chunk(k);
}

/* From here on nobody is told anything. */
static void hush(struct work *k)
{
    k->lift.call.outcome = NULL;
    k->tally.tell = NULL;
}

/* All records of segment @i, to k->at or only counted. */
static int put_records(struct work *k, uint32_t i)
{
    int rc;

    if ( (rc = lus_segment_open(k->lift.s, i, &k->seg)) != 0 || (rc = lus_lift_segment(&k->lift, &k->seg)) != 0 )
        return rc;
    lus_writer_init(&k->w, k->at, k->room, k->seg.kind, k->seg.domid, k->lift.s->cpu);
    lus_tally_begin(&k->tally, &k->seg, &k->lift.result);
    k->copying = 0;
    while ( (rc = lus_next(&k->seg, &k->rec)) > 0 )
    {
        if ( !(k->rec.flags & LUS_RECORD_CHUNK) )
            rc = put_record(k);
        else
            put_chunk(k);
        if ( rc < 0 )
            return rc;
    }
    lus_tally_end(&k->tally, &k->lift.result);
    return rc;
}

static int put_segment(struct work *k, uint32_t i)
{
    struct lus_part *part = &k->parts[k->nr_parts];
    void (*outcome)(void *ctx, const struct lus_outcome *o) = k->lift.call.outcome;
    void (*tell)(void *ctx, const struct lus_tally *t) = k->tally.tell;
    int rc;

    k->before = k->lift.result;
    if ( (rc = put_records(k, i)) != 0 )
        return rc;
    rc = lus_writer_close(&k->w, &part->size);
    if ( rc == -LUS_E_NO_SPACE )
    {
        /* Once more to know its size; what there is to report has been. */
        k->at = NULL;
        k->lift.result = k->before;
        hush(k);
        rc = put_records(k, i);
        k->lift.call.outcome = outcome;
        k->tally.tell = tell;
        if ( rc == 0 )
            rc = lus_writer_close(&k->w, &part->size);
    }
    /* What is refused need not be possible to write. */
    if ( rc && !k->lift.result.kinds[LUS_OUTCOME_REFUSED] )
        k->lift.s->diag = k->w.diag;
    else
        rc = 0;
    k->nr_parts++;
    k->lift.result.size += part->size;
    part->bytes = k->at;
    if ( k->at )
    {
        k->at += part->size;
        k->room -= part->size;
    }
    return rc;
}

static int is_left_out(const struct lus_recast_args *args, const struct lus_index_entry *e)
{
    return e->kind == LUS_SEGMENT_DOMAIN && lus_has_domid(args->without, args->nr_without, e->domid);
}

/* C-4: 0 says the same as the features that it would stand for. */
static void make_header(struct lus_header *h, const struct lus_header *from, const struct lus_profile *to)
{
    struct lus_profile plain;

    *h = *from;
    h->profile_major = 4;
    h->profile_minor = (uint16_t)to->minor;
    h->features = 0;
    if ( lus_profile_of(h, &plain) || plain.features != to->features )
        h->features = to->features | LUS_FEATURE_EXPLICIT;
}

/* Known only when all records were looked at. */
static uint64_t front_size(const struct work *k)
{
    uint32_t i, used = 0;

    for ( i = 0; i < k->lift.s->header.catalogue_count; i++ )
        used += k->used[i];
    return lus_front_size(used, k->nr_parts);
}

/* Segments behind a front of this size, to memory if that may be enough. */
static int put_segments(struct work *k, const struct lus_recast_args *args, uint64_t front)
{
    struct lus_index_entry e;
    uint32_t i;
    int rc;

    k->nr_parts = 0;
    if ( args->out && args->cap >= front )
    {
        k->at = (uint8_t *)args->out + front;
        k->room = args->cap - front;
    }
    for ( i = 0; !lus_index_at(k->lift.s, i, &e); i++ )
        if ( !is_left_out(args, &e) && (rc = put_segment(k, i)) != 0 )
            return rc;
    return 0;
}

/* Segments move up to where the front ends, which is seldom elsewhere than thought. */
static int finish(struct work *k, const struct lus_recast_args *args, uint64_t front)
{
    struct lus_lift *l = &k->lift;
    uint64_t size = front_size(k), body = l->result.size, moved = front - size;
    uint32_t i;

    l->result.size = size + body;
    if ( l->result.kinds[LUS_OUTCOME_REFUSED] )
        return lus_fail(l->s, LUS_E_REFUSED, 0, l->result.kinds[LUS_OUTCOME_REFUSED]);
    if ( !args->out )
        return 0;
    if ( !k->at )
        return lus_fail(l->s, LUS_E_NO_SPACE, 0, l->result.size);
    if ( moved )
        memmove((uint8_t *)args->out + size, (uint8_t *)args->out + front, (size_t)body);
    for ( i = 0; i < k->nr_parts; i++ )
        k->parts[i].bytes -= moved;
    make_header(&k->header, &l->s->header, &l->to);
    return lus_seal(args->out, size, &k->header, k->parts, k->nr_parts, &size, l->s->cpu, &l->s->diag);
}

static int convert(struct work *k, const struct lus_recast_args *args)
{
    struct lus_lift *l = &k->lift;
    uint64_t front = lus_front_size(l->s->header.catalogue_count, l->s->header.index_count);
    int rc = put_segments(k, args, front);

    if ( rc == 0 && args->out && !k->at && !l->result.kinds[LUS_OUTCOME_REFUSED] && args->cap >= front_size(k) + l->result.size )
    {
        /* There is room, but not for a front that is longer than it need be: once more, and nothing is told again. */
        front = front_size(k);
        memset(&l->result, 0, sizeof(l->result));
        hush(k);
        rc = put_segments(k, args, front);
    }
    return rc ? rc : finish(k, args, front);
}

int lus_recast(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result)
{
    struct work *k = workspace;
    int rc;

    memset(result, 0, sizeof(*result));
    /* First of all: an older stream may lie there, sealed. */
    if ( args->out && args->cap >= 8 )
        lus_unseal(args->out);
    if ( size < lus_recast_workspace(s) )
        return lus_fail(s, LUS_E_NO_SPACE, 0, size);
    memset(k, 0, sizeof(*k));
    k->parts = (struct lus_part *)(k + 1);
    k->used = (uint8_t *)(k->parts + s->header.index_count);
    memset(k->used, 0, s->header.catalogue_count);
    s->cpu = args->cpu;
    rc = lus_lift_init(&k->lift, s, &args->to);
    if ( rc == 0 )
    {
        k->lift.call.outcome = args->outcome;
        k->lift.call.ctx = args->ctx;
        k->tally.tell = args->tally;
        k->tally.ctx = args->ctx;
        rc = convert(k, args);
    }
    *result = k->lift.result;
    return rc;
}

static int direction(struct lus_stream *s, const struct lus_recast_args *args, int down)
{
    struct lus_profile from;

    if ( lus_profile_of(&s->header, &from) || from.minor == args->to.minor || (from.minor > args->to.minor) == down )
        return 0;
    return lus_fail(s, LUS_E_ARGUMENT, 122, from.minor);
}

int lus_upgrade(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result)
{
    int rc = direction(s, args, 0);

    memset(result, 0, sizeof(*result));
    return rc ? rc : lus_recast(s, args, workspace, size, result);
}

int lus_downgrade(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result)
{
    int rc = direction(s, args, 1);

    memset(result, 0, sizeof(*result));
    return rc ? rc : lus_recast(s, args, workspace, size, result);
}

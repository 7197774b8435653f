/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Records of a stream into the model's memory, and a stream out of the model. */
#include "model-load.h"

static void load_map(struct host_record *r, const struct lus_restore_call *call)
{
    struct lus_map map;
    struct lus_extent e;
    int rc;

    assert_int_equal(lus_map_open(&map, call->segment, call->record), 0);
    while ( (rc = lus_map_next(&map, &e)) > 0 )
    {
        r->extents = realloc(r->extents, (r->nr + 1) * sizeof(e));
        assert_non_null(r->extents);
        r->extents[r->nr++] = e;
    }
    assert_int_equal(rc, 0);
}

/* What follows the fixed part, as bytes. */
static void load_tail(struct host_record *r, const struct lus_restore_call *call, uint32_t skip)
{
    struct lus_segment seg = *call->segment;
    struct lus_record rec = *call->record;
    uint32_t size = r->info->entry ? r->info->entry->size : 1, have = 0;

    do
    {
        uint32_t at = rec.flags & LUS_RECORD_CHUNK ? 0 : skip;

        r->entries = realloc(r->entries, have + rec.length - at + 1);
        assert_non_null(r->entries);
        while ( at < rec.length )
        {
            uint8_t buf[256];
            uint32_t n = rec.length - at < sizeof(buf) ? rec.length - at : (uint32_t)sizeof(buf);

            memcpy(r->entries + have, lus_body(call->stream, &rec, at, n, buf), n);
            have += n;
            at += n;
        }
    } while ( (rec.flags & LUS_RECORD_MORE) && lus_next(&seg, &rec) > 0 );
    r->nr = have / size;
}

struct host_record *model_load(struct host_segment *seg, const struct lus_restore_call *call)
{
    const struct lus_record_type *t = call->record->info;
    struct host_record *r = host_add(seg, t->type, call->record->instance, 0);
    uint32_t fixed = t->fixed[t->revisions - 1];

    assert_int_equal(call->record->revision, t->revisions);
    memcpy(r->fixed, lus_fixed(call->stream, call->record), fixed);
    if ( t->tail == LUS_TAIL_MAP )
        load_map(r, call);
    else if ( t->tail != LUS_TAIL_NONE )
        load_tail(r, call, fixed);
    return r;
}

void model_drop(struct host_segment *seg)
{
    while ( seg->nr )
        host_remove(seg, seg->nr - 1);
    free(seg->records);
    seg->records = NULL;
}

void model_keep(struct host_segment *to, struct host_segment *from)
{
    struct host_record *src = &from->records[0], *r = host_add(to, src->info->type, src->instance, 0);
    struct host_record empty = *r;

    *r = *src;
    *src = empty;
}

struct xen *xen_new(void)
{
    struct xen *x = calloc(1, sizeof(*x));

    assert_non_null(x);
    return x;
}

void xen_drop(struct xen *x, uint32_t domid)
{
    struct xen_domain *d = x->domains[domid];

    if ( !d )
        return;
    model_drop(&d->others);
    free(d->vcpus);
    free(d->ports);
    free(d->active);
    free(d->p2m);
    free(d);
    x->domains[domid] = NULL;
}

void xen_free(struct xen *x)
{
    uint32_t i;

    for ( i = 0; i < XEN_DOMIDS; i++ )
        xen_drop(x, i);
    model_drop(&x->system);
    free(x->runs);
    free(x);
}

/* Those of the kind of segment that @to is: the model keeps what is the system's and the memory segment's in one place. */
static void copy_records(struct host_segment *to, const struct host_segment *from)
{
    uint32_t i;

    for ( i = 0; i < from->nr; i++ )
    {
        const struct host_record *src = &from->records[i];
        struct host_record *r;

        if ( (src->info->scope == LUS_SCOPE_MEMORY) != (to->kind == LUS_SEGMENT_MEMORY) )
            continue;
        r = host_add(to, src->info->type, src->instance, src->nr);

        memcpy(r->fixed, src->fixed, src->info->fixed[src->info->revisions - 1]);
        if ( src->extents )
            memcpy(r->extents, src->extents, src->nr * sizeof(*src->extents));
        if ( src->entries && r->entries )
            memcpy(r->entries, src->entries, src->nr * (src->info->entry ? src->info->entry->size : 1u));
    }
}

static void save_events(struct host_segment *seg, const struct xen_domain *d)
{
    struct lus_evtchn_abi abi = { .abi = d->abi };
    struct host_record *r;
    uint32_t i;

    if ( d->has_abi )
        assert_int_equal(lus_encode_evtchn_abi(host_add(seg, LUS_TYPE_EVTCHN_ABI, 0, 0)->fixed, 1, &abi), 0);
    if ( !d->ports )
        return;
    r = host_add(seg, LUS_TYPE_EVTCHNS, 0, d->nr_ports);
    for ( i = 0; i < d->nr_ports; i++ )
        assert_int_equal(lus_encode_evtchn(r->entries + i * r->info->entry->size, &d->ports[i]), 0);
}

static void save_domain(struct host_segment *seg, const struct xen_domain *d)
{
    struct lus_domain domain = { .kind = (uint8_t)d->kind, .frame_space = LUS_FRAME_SPACE_MFN, .max_vcpus = d->max_vcpus };
    struct lus_p2m p2m = { .max_gfn = d->max_gfn };
    struct host_record *r;
    uint32_t i;

    copy_records(seg, &d->others);
    assert_int_equal(lus_encode_domain(host_add(seg, LUS_TYPE_DOMAIN, 0, 0)->fixed, 1, &domain), 0);
    save_events(seg, d);
    if ( d->has_table )
        assert_int_equal(lus_encode_grant_table(host_add(seg, LUS_TYPE_GRANT_TABLE, 0, 0)->fixed, 1, &d->table), 0);
    if ( d->has_p2m )
    {
        r = host_add(seg, LUS_TYPE_P2M, 0, d->nr_p2m);
        assert_int_equal(lus_encode_p2m(r->fixed, 1, &p2m), 0);
        memcpy(r->extents, d->p2m, d->nr_p2m * sizeof(*d->p2m));
    }
    if ( !d->active )
        return;
    r = host_add(seg, LUS_TYPE_GRANTS_ACTIVE, 0, d->nr_active);
    for ( i = 0; i < d->nr_active; i++ )
        assert_int_equal(lus_encode_grant_active(r->entries + i * r->info->entry->size, &d->active[i]), 0);
}

struct bytes xen_save(const struct xen *x)
{
    struct host h = { .nr = 0 };
    struct bytes b;
    uint32_t i, k;

    h.domains = calloc(XEN_DOMIDS, sizeof(*h.domains));
    h.spans = calloc(x->nr_runs + 1, sizeof(*h.spans));
    assert_true(h.domains && h.spans);
    h.system.kind = LUS_SEGMENT_SYSTEM;
    h.memory.kind = LUS_SEGMENT_MEMORY;
    copy_records(&h.system, &x->system);
    for ( i = 0; i < XEN_DOMIDS; i++ )
        if ( x->domains[i] )
        {
            struct host_domain *d = &h.domains[h.nr++];

            d->domid = i;
            d->seg = (struct host_segment){ .kind = LUS_SEGMENT_DOMAIN, .domid = i };
            save_domain(&d->seg, x->domains[i]);
        }
    for ( i = 0; i < x->nr_runs; i++ )
    {
        for ( k = 0; k < h.nr && h.domains[k].domid != x->runs[i].domid; k++ )
            ;
        h.spans[h.nr_spans++] = (struct host_span){ x->runs[i].first, x->runs[i].count, k, x->runs[i].role };
    }
    host_own(&h);
    copy_records(&h.memory, &x->system);
    b = host_stream(&h);
    host_free(&h);
    return b;
}

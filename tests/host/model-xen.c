/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The model's calls, each with its preconditions. Files are those of Xen 4.11. */
#include "model-xen.h"
#include "model-load.h"

#define DOMID_SELF 0x7ff0u

static uint32_t place_of(uint32_t type)
{
    const struct lus_record_type *types;
    uint32_t nr, i;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr && types[i].type != type; i++ )
        ;
    assert_true(i < nr && nr <= XEN_TYPES);
    return i;
}

/* page_get_owner (asm-x86/mm.h): frames from this one on that are the domain's, in a role or (-1) any. */
static uint64_t owned_from(const struct xen *x, uint32_t domid, uint64_t mfn, int role)
{
    uint32_t lo = 0, hi = x->nr_runs;

    while ( lo < hi )
    {
        uint32_t mid = (lo + hi) / 2;

        if ( x->runs[mid].first + x->runs[mid].count <= mfn )
            lo = mid + 1;
        else
            hi = mid;
    }
    if ( lo == x->nr_runs || x->runs[lo].first > mfn || x->runs[lo].domid != domid || (role >= 0 && x->runs[lo].role != (uint32_t)role) )
        return 0;
    return x->runs[lo].first + x->runs[lo].count - mfn;
}

static int owns(const struct xen *x, uint32_t domid, uint64_t mfn, int role)
{
    return owned_from(x, domid, mfn, role) != 0;
}

/* d->vcpu[id]: what Xen follows without looking. */
static int has_vcpu(const struct xen_domain *d, uint32_t id)
{
    return id < d->max_vcpus && d->vcpus[id];
}

/* assign_pages (common/page_alloc.c): a page that has an owner gets no other. */
static int do_owned(struct xen *x, const struct host_record *r)
{
    uint32_t i, k;

    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_frame_span s;

        lus_decode_frame_span(r->entries + i * r->info->entry->size, &s);
        x->runs = realloc(x->runs, (x->nr_runs + 1) * sizeof(*x->runs));
        assert_non_null(x->runs);
        for ( k = x->nr_runs; k && x->runs[k - 1].first > s.first; k-- )
            ;
        if ( (k && x->runs[k - 1].first + x->runs[k - 1].count > s.first) || (k < x->nr_runs && x->runs[k].first < s.first + s.count) )
            return XEN_EEXIST;
        memmove(&x->runs[k + 1], &x->runs[k], (x->nr_runs++ - k) * sizeof(*x->runs));
        x->runs[k] = (struct xen_run){ s.first, s.count, r->instance & 0xffff, r->instance >> 16 };
    }
    return XEN_OK;
}

/* domain_create (common/domain.c) */
static int do_domain(struct xen *x, uint32_t domid, const struct host_record *r)
{
    struct xen_domain *d = x->domains[domid];
    struct lus_domain o;

    if ( d )
        return XEN_EEXIST;
    lus_decode_domain(r->fixed, 1, &o);
    d = calloc(1, sizeof(*d));
    assert_non_null(d);
    *d = (struct xen_domain){ .domid = domid, .kind = o.kind, .max_vcpus = o.max_vcpus };
    d->vcpus = calloc(1, o.max_vcpus + 1);
    assert_non_null(d->vcpus);
    x->domains[domid] = d;
    return XEN_OK;
}

/* alloc_vcpu (common/domain.c): BUG_ON((!is_idle_domain(d) || vcpu_id) && d->vcpu[vcpu_id]), and within max_vcpus. */
static int do_vcpu(struct xen_domain *d, uint32_t id)
{
    if ( id >= d->max_vcpus )
        return XEN_EINVAL;
    if ( d->vcpus[id] )
        return XEN_EEXIST;
    d->vcpus[id] = 1;
    return XEN_OK;
}

/* share_xen_page_with_guest (arch/x86/mm.c): the shared page is Xen's, and the domain its owner. */
static int do_info(const struct xen *x, const struct xen_domain *d, const struct host_record *r)
{
    struct lus_dom_info o;

    lus_decode_dom_info(r->fixed, r->info->revisions, &o);
    return o.shared_info_frame == ~0ull || owns(x, d->domid, o.shared_info_frame, LUS_PAGE_ROLE_XENHEAP) ? XEN_OK : XEN_EPERM;
}

/* guest_physmap_add_entry (arch/x86/mm/p2m.c): only its own memory is a domain's RAM. */
static int do_p2m(const struct xen *x, struct xen_domain *d, struct host_record *r)
{
    struct lus_p2m o;
    uint64_t k, run;
    uint32_t i;

    lus_decode_p2m(r->fixed, 1, &o);
    for ( i = 0; i < r->nr; i++ )
        for ( k = 0; r->extents[i].attribute <= LUS_P2M_TYPE_RAM_RO && k < r->extents[i].count; k += run )
            if ( (run = owned_from(x, d->domid, r->extents[i].mfn + k, -1)) == 0 )
                return XEN_EPERM;
    d->has_p2m = 1;
    d->max_gfn = o.max_gfn;
    d->p2m = r->extents;
    d->nr_p2m = r->nr;
    r->extents = NULL;
    return XEN_OK;
}

/* get_page_and_type (arch/x86/mm.c): the frame is there and the domain's before it gets a type. */
static int do_types(const struct xen *x, const struct xen_domain *d, const struct host_record *r)
{
    uint32_t i, k;

    if ( !d->has_p2m )
        return XEN_ENOENT;
    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_page_type_span s;

        lus_decode_page_type_span(r->entries + i * r->info->entry->size, &s);
        for ( k = 0; k < d->nr_p2m && d->p2m[k].gfn + d->p2m[k].count <= s.gfn; k++ )
            ;
        if ( k == d->nr_p2m || d->p2m[k].gfn > s.gfn || !owns(x, d->domid, d->p2m[k].mfn + (s.gfn - d->p2m[k].gfn), -1) )
            return XEN_EPERM;
    }
    return XEN_OK;
}

/* evtchn_fifo_init_control (common/event_fifo.c): control blocks are of vcpus; setup_ports: ports that are there are moved over. */
static int do_abi(struct xen_domain *d, const struct host_record *r)
{
    struct lus_evtchn_abi o;
    uint32_t i;

    for ( i = 0; i < d->max_vcpus; i++ )
        if ( !has_vcpu(d, i) )
            return XEN_ENOENT;
    if ( d->ports )
        return XEN_EBUSY;
    lus_decode_evtchn_abi(r->fixed, 1, &o);
    d->has_abi = 1;
    d->abi = o.abi;
    return XEN_OK;
}

/*
 * evtchn_port_init (common/event_channel.c): the ABI's array has the port. evtchn_bind_vcpu: the vcpu is there. evtchn_bind_interdomain:
 * the remote domain is (rcu_lock_domain_by_any_id). evtchn_alloc_unbound takes any; of those that a guest can be, it must be there.
 */
static int do_ports(const struct xen *x, struct xen_domain *d, const struct host_record *r)
{
    uint32_t i, limit = d->abi == LUS_EVTCHN_ABI_FIFO ? 131072 : 4096;

    if ( !d->has_abi || d->ports )
        return d->has_abi ? XEN_EEXIST : XEN_ENOENT;
    d->ports = calloc(r->nr + 1, sizeof(*d->ports));
    assert_non_null(d->ports);
    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_evtchn *e = &d->ports[d->nr_ports++];

        lus_decode_evtchn(r->entries + i * r->info->entry->size, e);
        if ( (e->port >= limit && !e->xen_consumer) || !has_vcpu(d, e->notify_vcpu) )
            return XEN_EINVAL;
        /* evtchn_alloc_unbound asks of no domain that it exists. */
        if ( e->state == LUS_EVTCHN_STATE_INTERDOMAIN && e->remote_domid != DOMID_SELF &&
             (e->remote_domid >= XEN_DOMIDS || !x->domains[e->remote_domid]) )
            return XEN_ENOENT;
    }
    return XEN_OK;
}

/* gnttab_grow_table (common/grant_table.c) */
static int do_table(struct xen_domain *d, const struct host_record *r)
{
    lus_decode_grant_table(r->fixed, 1, &d->table);
    d->has_table = 1;
    return d->table.nr_frames <= d->table.max_frames ? XEN_OK : XEN_EINVAL;
}

/*
 * map_grant_ref (common/grant_table.c): the entry is within the table, its user is there, get_page of the frame succeeds. The frame of a
 * transitive grant is another's (acquire_grant_for_copy).
 */
static int do_active(const struct xen *x, struct xen_domain *d, const struct host_record *r)
{
    uint32_t i;

    if ( !d->has_table )
        return XEN_ENOENT;
    d->active = calloc(r->nr + 1, sizeof(*d->active));
    assert_non_null(d->active);
    for ( i = 0; i < r->nr; i++ )
    {
        struct lus_grant_active *a = &d->active[d->nr_active++];

        lus_decode_grant_active(r->entries + i * r->info->entry->size, a);
        if ( a->gref >= d->table.nr_frames * (d->table.version == 2 ? 256u : 512u) )
            return XEN_EINVAL;
        if ( a->domid >= XEN_DOMIDS || !x->domains[a->domid] )
            return XEN_ENOENT;
        if ( !owns(x, d->domid, a->mfn, -1) && !owns(x, a->trans_domid, a->mfn, -1) )
            return XEN_EPERM;
    }
    return XEN_OK;
}

/* pv_set_gdt (arch/x86/pv/descriptor-tables.c), map_vcpu_info (common/domain.c get_page_from_gfn): frames of the domain's own. */
static int do_frames(const struct xen *x, const struct xen_domain *d, const struct host_record *r, const char *name)
{
    uint32_t f, i;

    for ( f = 0; f < r->info->nr_fields; f++ )
        for ( i = 0; !strcmp(r->info->fields[f].name, name) && i < r->info->fields[f].count; i++ )
        {
            uint64_t mfn = lus_field_load(&r->info->fields[f], r->fixed, i);

            if ( mfn && !owns(x, d->domid, mfn, -1) )
                return XEN_EPERM;
        }
    return XEN_OK;
}

/*
 * What an edge says comes first came late: it would undo what is there already. Where the structures show that it is lacking, the call that
 * needs it was refused before.
 */
static int is_late(const struct xen *x, const struct xen_domain *d, uint32_t type)
{
    const struct lus_dependency *e;
    uint32_t nr, i, k;

    e = lus_dependencies(&nr);
    for ( i = 0; i < nr; i++ )
    {
        if ( e[i].target != type )
            continue;
        if ( d && e[i].kind == LUS_EDGE_AFTER && d->done[place_of(e[i].type)] )
            return 1;
        for ( k = 0; !d && e[i].kind == LUS_EDGE_SYS_AFTER && k < XEN_DOMIDS; k++ )
            if ( x->domains[k] && x->domains[k]->done[place_of(e[i].type)] )
                return 1;
    }
    return 0;
}

static int do_domain_record(struct xen *x, struct xen_domain *d, struct host_record *r, int *is_kept)
{
    *is_kept = 0;
    switch ( r->info->type )
    {
    case LUS_TYPE_VCPU: *is_kept = 1; return do_vcpu(d, r->instance);
    case LUS_TYPE_DOM_INFO: *is_kept = 1; return do_info(x, d, r);
    case LUS_TYPE_P2M: return do_p2m(x, d, r);
    case LUS_TYPE_PAGE_TYPES: *is_kept = 1; return do_types(x, d, r);
    case LUS_TYPE_EVTCHN_ABI: return do_abi(d, r);
    case LUS_TYPE_EVTCHNS: return do_ports(x, d, r);
    case LUS_TYPE_GRANT_TABLE: return do_table(d, r);
    case LUS_TYPE_GRANTS_ACTIVE: return do_active(x, d, r);
    case LUS_TYPE_PV_VCPU: *is_kept = 1; return do_frames(x, d, r, "gdt_frames");
    case LUS_TYPE_VCPU_AREAS: *is_kept = 1; return do_frames(x, d, r, "frame");
    default: *is_kept = 1; return XEN_OK;
    }
}

int xen_apply(struct xen *x, const struct lus_restore_call *call)
{
    const struct lus_record_type *t = call->record->info;
    int is_system = call->domid == LUS_RESTORE_SYSTEM, is_kept = is_system, rc = XEN_OK;
    struct xen_domain *d = is_system ? NULL : x->domains[call->domid];
    struct host_record *r;
    struct host_segment seg = { 0, 0, 0, NULL };

    r = model_load(&seg, call);
    if ( t->type == LUS_TYPE_MEM_OWNED )
    {
        is_kept = 0;
        rc = do_owned(x, r);
    }
    else if ( t->type == LUS_TYPE_DOMAIN )
        rc = do_domain(x, call->domid, r);
    else if ( !is_system && !d )
        rc = XEN_ENOENT;            /* rcu_lock_domain_by_id (common/domain.c) of any call for it */
    else if ( t->scope == LUS_SCOPE_VCPU && t->type != LUS_TYPE_VCPU && !has_vcpu(d, r->instance) )
        rc = XEN_ENOENT;
    else if ( is_late(x, d, t->type) )
        rc = XEN_EBUSY;
    else if ( !is_system )
        rc = do_domain_record(x, d, r, &is_kept);
    if ( !rc && is_kept )
        model_keep(is_system ? &x->system : &d->others, &seg);
    if ( !rc && !is_system )
        x->domains[call->domid]->done[place_of(t->type)] = 1;
    model_drop(&seg);
    return rc;
}

#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static int on_##name(const struct lus_restore_call *c, const struct lus_##name *o) { return xen_apply(c->ctx, c); }
#include "core/records.def"

const struct lus_handlers xen_handlers = {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) .name = on_##name,
#include "core/records.def"
};

static int is_paired(const struct xen *x, const struct xen_domain *d, const struct lus_evtchn *e)
{
    const struct xen_domain *p = e->remote_domid == DOMID_SELF ? d : x->domains[e->remote_domid];
    uint32_t i;

    for ( i = 0; p && i < p->nr_ports; i++ )
        if ( p->ports[i].port == e->remote_port )
            return p->ports[i].state == LUS_EVTCHN_STATE_INTERDOMAIN && p->ports[i].remote_port == e->port &&
                   (p->ports[i].remote_domid == d->domid || (p == d && p->ports[i].remote_domid == DOMID_SELF));
    return 0;
}

int xen_finish(const struct xen *x)
{
    uint32_t i, k;

    for ( i = 0; i < x->nr_runs; i++ )
        if ( !x->domains[x->runs[i].domid] )
            return XEN_ENOENT;
    for ( i = 0; i < XEN_DOMIDS; i++ )
        for ( k = 0; x->domains[i] && k < x->domains[i]->nr_ports; k++ )
            if ( x->domains[i]->ports[k].state == LUS_EVTCHN_STATE_INTERDOMAIN && !is_paired(x, x->domains[i], &x->domains[i]->ports[k]) )
                return XEN_EINVAL;
    return XEN_OK;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults of references, from their kinds and the model. */
#include "plant.h"

#define DOMID_SELF 0x7ff0u

static int is_port(const struct lus_field *f)
{
    return f->ref == LUS_REF_PORT || f->ref == LUS_REF_RPORT;
}

static int is_frame(const struct lus_field *f)
{
    return f->ref == LUS_REF_MFN || f->ref == LUS_REF_FRAME;
}

static const struct lus_evtchn *port_of(const struct host_domain *d, uint64_t port)
{
    uint32_t i;

    for ( i = 0; i < d->nr_ports; i++ )
        if ( d->ports[i].port == port )
            return &d->ports[i];
    return NULL;
}

static int has_gref(const struct host_domain *d, uint64_t gref)
{
    uint32_t i;

    for ( i = 0; i < d->nr_active; i++ )
        if ( d->active[i].gref == gref )
            return 1;
    return 0;
}

/* The greatest key or instance of what the model knows no more of than the schema does. */
static int last_target(struct host *h, const struct plant_site *s, uint64_t *value)
{
    const struct host_record *r = host_target(h, s->d, s->field->ref);
    const struct host_segment *seg = s->d ? &s->d->seg : &h->system;
    uint32_t i;

    if ( !r )
        return 0;
    *value = 0;
    if ( r->info->entry && r->nr )
        *value = lus_field_load(&r->info->entry->fields[0], r->entries + (r->nr - 1) * r->info->entry->size, 0);
    for ( i = 0; !r->info->entry && i < seg->nr; i++ )
        if ( seg->records[i].info == r->info )
            *value = seg->records[i].instance;
    return 1;
}

/* The last valid one of the reference's kind. Return: 0 if there is none. */
static int last_valid(struct host *h, const struct plant_site *s, uint64_t *value)
{
    const struct host_domain *peer = host_peer(h, s->d, s->field, s->fields, s->base);
    const struct host_span *span;

    if ( s->field->ref != LUS_REF_RPORT && s->field->ref != LUS_REF_RGREF )
        peer = s->d;
    switch ( s->field->ref )
    {
    case LUS_REF_DOMID:
        *value = h->domains[h->nr - 1].domid;
        return *value + 200 < DOMID_SELF;
    case LUS_REF_VCPU:
        *value = peer ? peer->max_vcpus - 1 : 0;
        return peer != NULL;
    case LUS_REF_PORT:
    case LUS_REF_RPORT:
        *value = peer && peer->nr_ports ? peer->ports[peer->nr_ports - 1].port : 0;
        return *value != 0;
    case LUS_REF_GREF:
        *value = peer ? peer->nr_grefs - 1 : 0;
        return peer != NULL;
    case LUS_REF_RGREF:
        *value = peer && peer->nr_active ? peer->active[peer->nr_active - 1].gref : 0;
        return peer && peer->nr_active;
    case LUS_REF_GFN:
        *value = peer ? peer->max_gfn : 0;
        return peer != NULL;
    case LUS_REF_MFN:
    case LUS_REF_FRAME:
        span = host_owner(h, *value);
        *value = span ? span->first + span->count - 1 : 0;
        /* What follows may be its own in another role. */
        return span && (!host_owner(h, *value + 1) || &h->domains[host_owner(h, *value + 1)->domain] != s->d);
    default:
        return last_target(h, s, value);
    }
}

static int dangling(struct host *h, const struct plant_site *s, uint64_t *value)
{
    if ( is_frame(s->field) )
    {
        *value = HOST_TOP_MFN + below(1000);
        return 1;
    }
    if ( !last_valid(h, s, value) )
        return 0;
    *value += 2 + below(100);
    return 1;
}

/* Of ports that are connected each has a port of its own; a pirq has one port. */
static int duplicate(const struct plant_site *s, uint64_t *value)
{
    const struct lus_entry *e = s->r->info->entry;
    uint64_t was = *value;
    uint32_t i;

    if ( s->entry == LUS_NO_ENTRY || !((is_port(s->field) && s->field->edge == LUS_EDGE_SYMMETRIC) ||
         (s->field->ref == LUS_REF_PIRQ && s->r->info->type == LUS_TYPE_EVTCHNS)) )
        return 0;
    for ( i = 0; i < s->r->nr; i++ )
    {
        const uint8_t *p = s->r->entries + i * e->size;

        *value = lus_field_load(s->field, p, 0);
        if ( i != s->entry && *value != was && host_refers(s->field, p, *value) )
            return 1;
    }
    return 0;
}

/* The next field that refers into the domain that this one names must be met there. */
static const struct lus_field *follower(const struct plant_site *s)
{
    const struct lus_field *f = s->field + 1, *end;

    end = s->entry == LUS_NO_ENTRY ? s->r->info->fields + s->r->info->nr_fields : s->fields + s->r->info->entry->nr_fields;
    for ( ; f < end && f->ref != LUS_REF_DOMID; f++ )
        if ( f->ref && lus_ref_kind(f->ref)->is_peer && host_is_ref(f) && host_refers(f, s->base, lus_field_load(f, s->base, 0)) )
            return f;
    return NULL;
}

static int other_domain(struct host *h, const struct plant_site *s, uint64_t *value)
{
    const struct lus_field *f = follower(s);
    uint32_t was = *value == DOMID_SELF && s->d ? s->d->domid : (uint32_t)*value, i;

    /* Without one, that it is another domain is as good. */
    if ( !f )
        return 0;
    for ( i = 0; i < h->nr; i++ )
        if ( h->domains[i].domid != was && (f->ref == LUS_REF_RPORT || !has_gref(&h->domains[i], lus_field_load(f, s->base, 0))) )
        {
            *value = h->domains[i].domid;
            return 1;
        }
    return 0;
}

/* Valid in another domain, and not in the one that is meant. */
static int wrong_owner(struct host *h, const struct plant_site *s, uint64_t *value)
{
    const struct host_domain *peer = host_peer(h, s->d, s->field, s->fields, s->base);
    uint32_t i, start = (uint32_t)below(h->nr), k;

    if ( s->field->ref == LUS_REF_DOMID )
        return other_domain(h, s, value);
    for ( i = 0; i < h->nr; i++ )
    {
        const struct host_domain *o = &h->domains[(start + i) % h->nr];

        if ( o == s->d || o == peer || !peer )
            continue;
        if ( is_frame(s->field) )
        {
            *value = host_frame(h, o, -1);
            return s->d != NULL;
        }
        for ( k = 0; is_port(s->field) && k < o->nr_ports; k++ )
            if ( !port_of(s->field->ref == LUS_REF_PORT ? s->d : peer, o->ports[k].port) )
            {
                *value = o->ports[k].port;
                return 1;
            }
        *value = s->field->ref == LUS_REF_GFN ? o->max_gfn : s->field->ref == LUS_REF_VCPU ? o->max_vcpus - 1 : o->nr_grefs - 1;
        if ( (s->field->ref == LUS_REF_GFN && s->d && *value > s->d->max_gfn) ||
             (s->field->ref == LUS_REF_VCPU && s->d && *value >= s->d->max_vcpus) ||
             (s->field->ref == LUS_REF_GREF && s->d && *value >= s->d->nr_grefs) )
            return 1;
    }
    return 0;
}

static int is_in_p2m(const struct host_domain *d, uint64_t gfn)
{
    uint32_t i;

    for ( i = 0; i < d->nr_p2m; i++ )
        if ( gfn >= d->p2m[i].gfn && gfn < d->p2m[i].gfn + d->p2m[i].count )
            return 1;
    return 0;
}

static int wrong_state(struct host *h, const struct plant_site *s, uint64_t *value)
{
    const struct host_domain *peer = host_peer(h, s->d, s->field, s->fields, s->base);
    uint32_t i, start;

    if ( s->field->ref == LUS_REF_RPORT && peer && peer->nr_ports )
        for ( i = 0, start = (uint32_t)below(peer->nr_ports); i < peer->nr_ports; i++ )
        {
            const struct lus_evtchn *e = &peer->ports[(start + i) % peer->nr_ports];

            *value = e->port;
            if ( e->state != LUS_EVTCHN_STATE_INTERDOMAIN )
                return 1;
        }
    if ( s->field->ref == LUS_REF_GFN && s->d )
        for ( i = 0; i < s->d->nr_p2m; i++ )
        {
            *value = s->d->p2m[i].gfn + s->d->p2m[i].count;
            if ( *value <= s->d->max_gfn && !is_in_p2m(s->d, *value) && below(2) )
                return 1;
        }
    /* share_xen_page_with_guest: shared_info is Xen's own page. */
    if ( s->r->info->type == LUS_TYPE_DOM_INFO && is_frame(s->field) )
    {
        *value = host_frame(h, s->d, LUS_PAGE_ROLE_NORMAL);
        return 1;
    }
    return 0;
}

int plant_value(struct host *h, const struct plant_site *site, uint32_t kind, uint64_t *value)
{
    switch ( kind )
    {
    case PLANT_DANGLING:
        return dangling(h, site, value);
    case PLANT_PAST_LAST:
        if ( !last_valid(h, site, value) )
            return 0;
        ++*value;
        return 1;
    case PLANT_DUPLICATE:
        return duplicate(site, value);
    case PLANT_OWNER:
        return wrong_owner(h, site, value);
    default:
        return wrong_state(h, site, value);
    }
}

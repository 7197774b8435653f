/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Every field that refers to something, by what the schema says of it: that what it refers to is there. A record that is added to the
 * schema is checked here without a line more. spec/host.md.
 */
#include "host.h"

/* A value that refers to something, with what is around it. */
struct ref
{
    const struct lus_field *field;
    const struct lus_field *fields;     /* of the same fixed part or entry */
    const uint8_t *base;
    struct lus_where where;
};

/* conditions.def: does the value refer to nothing? */
static LUS_NOINLINE int is_void(const struct ref *r)
{
    const struct lus_condition *c = lus_condition_of(r->field);
    uint64_t by;

    if ( !c )
        return 0;
    if ( !c->by )
        return r->where.value == c->none;
    by = lus_field_load(c->by, r->base, 0);
    if ( c->has_by_none )
        return by == c->by_none;
    return by > 63 || !(c->values >> by & 1);
}

/* In a partial stream what is not there may be in the part that the source did not have. */
static LUS_NOINLINE void missing(struct lus_host *h, uint32_t rule, uint32_t peer, const struct ref *r, int is_absent)
{
    if ( is_absent && h->s->header.partial )
        lus_host_unprovable(h, rule);
    else
        lus_host_found(h, rule, peer, &r->where);
}

/* The domain that a reference into another domain means: the nearest DOMID field before it. NULL: reported, or not provable. */
static LUS_NOINLINE struct lus_host_domain *peer_of(struct lus_host *h, const struct ref *r, uint32_t *domid)
{
    const struct lus_field *f = r->field;

    *domid = LUS_NO_DOMID;
    while ( f-- > r->fields )
        if ( f->ref == LUS_REF_DOMID )
        {
            *domid = (uint32_t)lus_field_load(f, r->base, 0);
            if ( *domid == DOMID_SELF )
                return h->domain;
            return lus_host_domain(h, *domid);
        }
    return h->domain;
}

static LUS_NOINLINE void check_domid(struct lus_host *h, const struct ref *r)
{
    const struct lus_host_domain *d = lus_host_domain(h, (uint32_t)r->where.value);

    /* assign_device (xen/drivers/passthrough/pci.c); the hardware domain may do without, and all of a host where the IOMMU is off. */
    if ( h->rec.type == LUS_TYPE_PCI_DEVICES && h->iommus && d && !d->has_iommu && !d->is_hardware && !d->is_dying && !h->s->header.partial )
        lus_host_found(h, LUS_R_DEVICE_IOMMU, d->domid, &r->where);
    if ( r->where.value < FIRST_RESERVED_DOMID && !d )
        missing(h, LUS_R_DOMAIN_UNKNOWN, (uint32_t)r->where.value, r, 1);
}

static LUS_NOINLINE void check_vcpu(struct lus_host *h, const struct ref *r)
{
    if ( !h->domain || (h->domain->max_vcpus == 0 && h->s->header.partial) )
        lus_host_unprovable(h, LUS_R_VCPU_UNKNOWN);
    else if ( r->where.value >= h->domain->max_vcpus )
        lus_host_found(h, LUS_R_VCPU_UNKNOWN, LUS_NO_DOMID, &r->where);
    else if ( !lus_host_has_vcpu(h, r->where.value) )
        missing(h, LUS_R_VCPU_UNKNOWN, LUS_NO_DOMID, r, 1);
}

/* An entry of the table of ports or of entries in use, of this domain or a peer. */
static LUS_NOINLINE void check_entry(struct lus_host *h, const struct ref *r, uint32_t rule)
{
    uint32_t domid, i, is_port = r->field->ref == LUS_REF_PORT || r->field->ref == LUS_REF_RPORT;
    struct lus_host_domain *d = lus_ref_kind(r->field->ref)->is_peer ? peer_of(h, r, &domid) : h->domain;
    const struct lus_lookup *l;

    if ( !d )
    {
        /* That the domain is not there is said of the field that names it. */
        lus_host_unprovable(h, rule);
        return;
    }
    l = is_port ? &d->ports : &d->active;
    if ( !(is_port ? d->has_ports : d->has_active) )
    {
        missing(h, rule, d->domid, r, 1);
        return;
    }
    i = lus_lookup_find(l, r->where.value);
    if ( i == l->nr || lus_entry_key(l->entry, lus_lookup_at(l, i, h->buf, NULL)) != r->where.value )
        missing(h, rule, d->domid, r, 0);
}

static LUS_NOINLINE void check_gref(struct lus_host *h, const struct ref *r)
{
    uint64_t per_frame = LUS_PAGE_SIZE / (h->domain && h->domain->gt_version == 2 ? 16 : 8);

    if ( !h->domain || !h->domain->has_grants )
        missing(h, LUS_R_GREF_UNKNOWN, LUS_NO_DOMID, r, 1);
    else if ( r->where.value >= h->domain->gt_frames * per_frame )
        lus_host_found(h, LUS_R_GREF_UNKNOWN, LUS_NO_DOMID, &r->where);
}

static LUS_NOINLINE void check_gfn(struct lus_host *h, const struct ref *r)
{
    if ( !h->domain || !h->domain->has_p2m )
        missing(h, LUS_R_GFN_UNKNOWN, LUS_NO_DOMID, r, 1);
    else if ( r->where.value > h->domain->max_gfn )
        lus_host_found(h, LUS_R_GFN_UNKNOWN, LUS_NO_DOMID, &r->where);
}

/* conditions.def names a field with a domain that may own the frame as well. */
static LUS_NOINLINE int other_owns(struct lus_host *h, const struct ref *r)
{
    const struct lus_condition *c;
    uint32_t nr, i;

    c = lus_conditions(&nr);
    for ( i = 0; i < nr; i++ )
        if ( c[i].field == r->field && c[i].owner )
            return lus_host_owns(h, (uint32_t)lus_field_load(c[i].owner, r->base, 0) & 0xffff, r->where.value, 1);
    return 0;
}

/* What was found of the domain before this one. */
void lus_host_forget(struct lus_host *h)
{
    uint32_t i;

    for ( i = LUS_REF_NONE + 1; i < LUS_REF_COUNT; i++ )
    {
        const struct lus_record_type *t = lus_record_type(lus_ref_kind(i)->target);

        if ( t && t->scope >= LUS_SCOPE_DOMAIN )
            h->targets[i].is_known = 0;
    }
}

/* The table of the reference's kind, in this domain, the system or the memory segment, is found once: O(records). */
static LUS_NOINLINE int find_target(struct lus_host *h, uint32_t ref, struct lus_host_target **target)
{
    const struct lus_record_type *t = lus_record_type(lus_ref_kind(ref)->target);
    struct lus_host_target *o = *target = &h->targets[ref];
    int rc;

    if ( o->is_known )
        return 0;
    o->is_there = 0;
    rc = lus_segment_find(h->s, lus_scope_segment(t->scope), t->scope < LUS_SCOPE_DOMAIN || !h->domain ? 0 : h->domain->domid, &h->other_seg);
    if ( !rc )
        rc = lus_find(&h->other_seg, t->type, 0, &h->other_rec);
    if ( !rc )
    {
        o->is_there = 1;
        rc = lus_lookup_open(&o->entries, &h->other_seg, &h->other_rec);
    }
    o->is_known = 1;
    return rc == -LUS_E_NOT_FOUND ? 0 : rc;
}

/* Hardware walks it for this domain: tables of another would have its devices write there. */
static LUS_NOINLINE int is_meant(const struct lus_host *h, const struct ref *r, const struct lus_keep_span *span)
{
    uint32_t kind = span->kind;

    switch ( h->rec.type )
    {
    case LUS_TYPE_P2M_TABLES:
        return kind == LUS_KEEP_KIND_P2M && span->domid == h->domain->domid;
    case LUS_TYPE_DOM_IOMMU:
        return kind == (lus_field_load(&r->fields[LUS_FIELD_dom_iommu_shared], r->base, 0) ? LUS_KEEP_KIND_P2M : LUS_KEEP_KIND_IOMMU) &&
               span->domid == h->domain->domid;
    case LUS_TYPE_IOMMUS:
        return kind == LUS_KEEP_KIND_IOMMU_UNIT;
    case LUS_TYPE_PCI_DEVICES:
        return kind == LUS_KEEP_KIND_IOMMU;
    default:
        return 1;
    }
}

/* A frame that stays in place: in one of the runs to keep. */
static LUS_NOINLINE int check_kept(struct lus_host *h, const struct ref *r)
{
    struct lus_host_target *o;
    struct lus_keep_span span;
    uint32_t i;
    int rc = find_target(h, r->field->ref, &o);

    if ( rc || !o->is_there )
    {
        if ( !rc )
            missing(h, LUS_R_FRAME_UNKEPT, LUS_NO_DOMID, r, 1);
        return rc;
    }
    i = lus_lookup_find(&o->entries, r->where.value + 1);
    if ( i )
        lus_decode_keep_span(lus_lookup_at(&o->entries, i - 1, h->buf, NULL), &span);
    if ( i == 0 || r->where.value - span.first >= span.count )
        missing(h, LUS_R_FRAME_UNKEPT, LUS_NO_DOMID, r, 0);
    else if ( !is_meant(h, r, &span) )
        lus_host_found(h, LUS_R_KEPT_FOR, span.domid, &r->where);
    return 0;
}

static LUS_NOINLINE void check_mfn(struct lus_host *h, const struct ref *r)
{
    const struct lus_record_type *t = h->rec.info;
    uint64_t count = 1;

    /* A run, of which all frames must be its. */
    if ( t->tail == LUS_TAIL_SPAN && r->field == &t->entry->fields[0] )
        count = lus_field_load(&t->entry->fields[t->entry->nr_fields - 1], r->base, 0);
    if ( !h->has_memory || !h->domain )
        lus_host_unprovable(h, LUS_R_FRAME_UNOWNED);
    else if ( !lus_host_owns(h, h->domain->domid, r->where.value, count) && !other_owns(h, r) )
        lus_host_found(h, LUS_R_FRAME_UNOWNED, LUS_NO_DOMID, &r->where);
}

/* An entry, by its one key, of the kind's target. O(log entries) */
static LUS_NOINLINE int check_target(struct lus_host *h, const struct ref *r)
{
    struct lus_host_target *o;
    uint32_t i;
    int rc;

    if ( !lus_ref_kind(r->field->ref)->target )
        return 0;
    rc = find_target(h, r->field->ref, &o);
    if ( rc || !o->is_there )
    {
        if ( !rc )
            missing(h, LUS_R_ENTRY_UNKNOWN, LUS_NO_DOMID, r, 1);
        return rc;
    }
    i = lus_lookup_find(&o->entries, r->where.value);
    if ( i == o->entries.nr || lus_entry_key(o->entries.entry, lus_lookup_at(&o->entries, i, h->buf, NULL)) != r->where.value )
        missing(h, LUS_R_ENTRY_UNKNOWN, LUS_NO_DOMID, r, 0);
    return 0;
}

static int check_ref(struct lus_host *h, const struct ref *r)
{
    switch ( r->field->ref )
    {
    case LUS_REF_DOMID:
        check_domid(h, r);
        return 0;
    case LUS_REF_VCPU:
        check_vcpu(h, r);
        return 0;
    case LUS_REF_PORT:
    case LUS_REF_RPORT:
        check_entry(h, r, LUS_R_PORT_UNKNOWN);
        return 0;
    case LUS_REF_RGREF:
        check_entry(h, r, LUS_R_ENTRY_UNKNOWN);
        return 0;
    case LUS_REF_GREF:
        check_gref(h, r);
        return 0;
    case LUS_REF_GFN:
        check_gfn(h, r);
        return 0;
    case LUS_REF_KEPT:
        return check_kept(h, r);
    case LUS_REF_MFN:
        check_mfn(h, r);
        return 0;
    case LUS_REF_FRAME:
        if ( h->domain && h->domain->frame_space != LUS_FRAME_SPACE_MFN )
            check_gfn(h, r);
        else
            check_mfn(h, r);
        return 0;
    default:
        return check_target(h, r);
    }
}

/* All fields of a fixed part or an entry. */
static LUS_NOINLINE int check_fields(struct lus_host *h, const struct lus_field *fields, uint32_t nr, const uint8_t *base, uint64_t offset, uint32_t entry)
{
    struct ref r = { .fields = fields, .base = base, .where = { .entry = entry } };
    uint32_t f, i;
    int rc;

    for ( f = 0; f < nr; f++ )
    {
        if ( !fields[f].ref || fields[f].edge == LUS_EDGE_GUEST || fields[f].edge == LUS_EDGE_NUMBER ||
             fields[f].since > h->rec.revision )
            continue;
        for ( i = 0; i < fields[f].count; i++ )
        {
            r.field = &fields[f];
            r.where.field = f;
            r.where.value = lus_field_load(&fields[f], base, i);
            r.where.offset = offset + fields[f].offset + i * lus_wire_size(fields[f].wire);
            if ( !is_void(&r) && (rc = check_ref(h, &r)) != 0 )
                return rc;
        }
    }
    return 0;
}

int lus_host_refs(struct lus_host *h)
{
    const struct lus_record_type *t = h->rec.info;
    const uint8_t *p;
    int rc;

    /* Owners were checked with the frames. */
    if ( t->type == LUS_TYPE_MEM_OWNED )
        return 0;
    p = lus_fixed(h->s, &h->rec);
    if ( t->nr_refs && (rc = check_fields(h, t->fields, t->nr_fields, p, h->rec.offset + LUS_RECORD_HEADER, LUS_NO_ENTRY)) != 0 )
        return rc;
    if ( !t->entry || !t->entry->nr_refs )
        return 0;
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
        if ( (rc = check_fields(h, t->entry->fields, t->entry->nr_fields, p,
                                h->table.rec.offset + LUS_RECORD_HEADER + h->table.at - t->entry->size, h->table.index - 1)) != 0 )
            return rc;
    return rc;
}

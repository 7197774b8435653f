/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Grant tables: their bounds, and that what is mapped, who mapped it and whose it is agree. spec/host.md. */
#include "host.h"

static LUS_NOINLINE void check_table(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_grant_table_nr_frames };

    lus_host_decode(h);
    where.value = h->any.grant_table.nr_frames;
    where.offset = h->rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(grant_table, nr_frames);
    if ( h->any.grant_table.nr_frames > h->any.grant_table.max_frames )
        lus_host_found(h, LUS_R_GRANT_FRAMES, LUS_NO_DOMID, &where);
}

static LUS_NOINLINE int check_active(struct lus_host *h)
{
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        lus_decode_grant_active(p, &h->entry.grant_active);
        if ( h->entry.grant_active.pin )
            continue;
        lus_host_found_entry(h, LUS_R_GRANT_UNPINNED, h->entry.grant_active.domid, LUS_FIELD_grant_active_pin, 0);
    }
    return rc;
}

/* As map_grant_ref counts a mapping in act->pin. */
static uint32_t pins_of(uint32_t flags)
{
    uint32_t is_ro = (flags & LUS_GNTMAP_READONLY) != 0;

    return (flags & LUS_GNTMAP_HOST_MAP ? 1u << 8 * is_ro : 0) + (flags & LUS_GNTMAP_DEVICE_MAP ? 1u << (16 + 8 * is_ro) : 0);
}

LUS_NOINLINE int lus_host_grant_of(struct lus_host *h, const struct lus_maptrack_entry *m, struct lus_grant_active *a)
{
    const struct lus_host_domain *d = lus_host_domain(h, m->domid == DOMID_SELF ? h->domain->domid : m->domid);
    uint32_t i;

    if ( !d || !d->has_active || (i = lus_lookup_find(&d->active, m->gref)) == d->active.nr )
        return 0;
    lus_decode_grant_active(lus_lookup_at(&d->active, i, h->buf, NULL), a);
    return a->gref == m->gref;
}

/* What a domain has mapped is counted at the entry that it is of. That the entry is there, the references say. */
static LUS_NOINLINE int check_maptrack(struct lus_host *h)
{
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        const struct lus_maptrack_entry *m = &h->other.maptrack_entry;
        const struct lus_host_domain *d;
        uint32_t i;

        lus_decode_maptrack_entry(p, &h->other.maptrack_entry);
        d = lus_host_domain(h, m->domid);
        if ( !d || !d->has_active || (i = lus_lookup_find(&d->active, m->gref)) == d->active.nr )
            continue;
        lus_decode_grant_active(lus_lookup_at(&d->active, i, h->buf, NULL), &h->entry.grant_active);
        if ( h->entry.grant_active.gref != m->gref )
            continue;
        h->pins[d->first_pin + i] += pins_of(m->flags);
        if ( h->entry.grant_active.domid == h->domain->domid )
            continue;
        lus_host_found_entry(h, LUS_R_GRANT_USER, m->domid, LUS_FIELD_maptrack_entry_gref, m->gref);
    }
    return rc;
}

/* Transitive grants pin without a mapping, while a copy lasts: what is held so is not counted (acquire_grant_for_copy). */
static void check_pins(struct lus_host *h, struct lus_host_domain *d, uint32_t i)
{
    struct lus_grant_active *a = &h->entry.grant_active;
    struct lus_where where = { .entry = i, .field = LUS_FIELD_grant_active_pin };
    const struct lus_host_domain *user;

    lus_decode_grant_active(lus_lookup_at(&d->active, i, h->buf, &where.offset), a);
    user = lus_host_domain(h, a->domid);
    if ( a->trans_domid != DOMID_INVALID || (user && user->quarantined) )
        return;
    if ( h->s->header.partial && (!user || !user->has_maptrack) )
    {
        lus_host_unprovable(h, LUS_R_GRANT_PINS);
        return;
    }
    if ( h->pins[d->first_pin + i] == a->pin )
        return;
    where.offset += LUS_WIRE_OFFSET(grant_active, pin);
    where.value = a->pin;
    lus_host_found(h, LUS_R_GRANT_PINS, a->domid, &where);
}

int lus_host_pins(struct lus_host *h)
{
    uint32_t n, i;

    h->rec.type = LUS_TYPE_GRANTS_ACTIVE;
    h->rec.instance = 0;
    for ( n = 0; n < h->nr_domains; n++ )
    {
        h->domain = &h->domains[n];
        for ( i = 0; h->domain->has_active && i < h->domain->active.nr; i++ )
            check_pins(h, h->domain, i);
    }
    return 0;
}

/* gnttab_set_version rewrites all entries (xen/common/grant_table.c); a table that has no version yet is of version 1. */
static LUS_NOINLINE void check_version(struct lus_host *h, uint32_t is_v2)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset };

    if ( !h->domain->has_grants )
        lus_host_unprovable(h, LUS_R_GRANT_VERSION);
    else if ( (h->domain->gt_version == 2) != is_v2 )
        lus_host_found(h, LUS_R_GRANT_VERSION, LUS_NO_DOMID, &where);
}

int lus_host_grants(struct lus_host *h)
{
    if ( h->rec.type == LUS_TYPE_MAPTRACK_ENTRIES )
        return check_maptrack(h);
    if ( h->rec.type == LUS_TYPE_GRANTS_V1 || h->rec.type == LUS_TYPE_GRANTS_V2 )
        check_version(h, h->rec.type == LUS_TYPE_GRANTS_V2);
    if ( h->rec.type == LUS_TYPE_GRANT_TABLE )
        check_table(h);
    return h->rec.type == LUS_TYPE_GRANTS_ACTIVE ? check_active(h) : 0;
}

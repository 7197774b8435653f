/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Grant tables: their bounds, and that what is mapped, who mapped it and whose it is agree. spec/host.md. */
#include "host.h"

static LUS_NOINLINE void check_table(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_FIELD_grant_table_nr_frames };

    where.value = h->any.grant_table.nr_frames;
    where.offset = h->rec.offset + LUS_RECORD_HEADER + LUS_WIRE_OFFSET(grant_table, nr_frames);
    if ( h->any.grant_table.nr_frames > h->any.grant_table.max_frames )
        lus_host_found(h, LUS_R_GRANT_FRAMES, LUS_NO_DOMID, &where);
}

static LUS_NOINLINE int check_active(struct lus_host *h)
{
    struct lus_where where = { .field = LUS_FIELD_grant_active_pin };
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        lus_decode_grant_active(p, &h->entry.grant_active);
        if ( h->entry.grant_active.pin )
            continue;
        where.entry = h->table.index - 1;
        where.offset = h->table.rec.offset + LUS_RECORD_HEADER + h->table.at - LUS_WIRE_TOTAL(grant_active) +
                       LUS_WIRE_OFFSET(grant_active, pin);
        lus_host_found(h, LUS_R_GRANT_UNPINNED, h->entry.grant_active.domid, &where);
    }
    return rc;
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
    if ( h->rec.type == LUS_TYPE_GRANTS_V1 || h->rec.type == LUS_TYPE_GRANTS_V2 )
        check_version(h, h->rec.type == LUS_TYPE_GRANTS_V2);
    if ( h->rec.type == LUS_TYPE_GRANT_TABLE )
        check_table(h);
    return h->rec.type == LUS_TYPE_GRANTS_ACTIVE ? check_active(h) : 0;
}

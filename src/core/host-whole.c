/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a stream of a whole host has and has not: every vcpu that anything is said of, and what every domain has. spec/host.md. */
#include "host.h"

int lus_host_has_vcpu(const struct lus_host *h, uint64_t vcpu)
{
    return h->vcpus[vcpu / 32] >> vcpu % 32 & 1;
}

int lus_host_vcpus(struct lus_host *h)
{
    int rc;

    memset(h->vcpus, 0, sizeof(h->vcpus));
    h->other_seg = h->seg;
    while ( (rc = lus_next(&h->other_seg, &h->other_rec)) > 0 && h->other_seg.pass == 0 )
        if ( h->other_rec.type == LUS_TYPE_VCPU )
            h->vcpus[h->other_rec.instance / 32] |= 1u << h->other_rec.instance % 32;
    return rc < 0 ? rc : 0;
}

static LUS_NOINLINE void found(struct lus_host *h, uint32_t rule, uint32_t field, uint64_t value)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = field, .offset = h->rec.offset, .value = value };

    if ( field != LUS_NO_FIELD )
        where.offset += LUS_RECORD_HEADER + h->rec.info->fields[field].offset;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
}

/* State of a vcpu that alloc_vcpu has not made (xen/common/domain.c) goes nowhere: d->vcpu[] has none there. */
static LUS_NOINLINE void check_vcpu(struct lus_host *h)
{
    uint32_t max = h->domain->max_vcpus;

    if ( (max && h->rec.instance >= max) ||
         (!h->s->header.partial && (!max || !lus_host_has_vcpu(h, h->rec.instance))) )
        found(h, LUS_R_VCPU_UNKNOWN, LUS_NO_FIELD, h->rec.instance);
}

void lus_host_whole(struct lus_host *h)
{
    if ( h->rec.info->scope == LUS_SCOPE_VCPU && h->domain )
        check_vcpu(h);
    if ( h->s->header.partial )
        return;
    if ( h->rec.type == LUS_TYPE_FRAMES || h->rec.type == LUS_TYPE_DOM_SOURCE )
        found(h, LUS_R_PARTIAL_ONLY, LUS_NO_FIELD, 0);
    if ( h->rec.type == LUS_TYPE_DOMAIN && h->domain->frame_space != LUS_FRAME_SPACE_MFN )
        found(h, LUS_R_PARTIAL_ONLY, LUS_FIELD_domain_frame_space, h->domain->frame_space);
}

/* The finding is about no record: its value is the type that is not there. */
static LUS_NOINLINE void missing(struct lus_host *h, uint32_t has, uint32_t type)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = type };

    if ( has )
        return;
    h->rec.type = 0;
    h->rec.instance = 0;
    lus_host_found(h, LUS_R_STATE_MISSING, LUS_NO_DOMID, &where);
}

/* domain_create makes these of every domain (xen/common/domain.c evtchn_init, grant_table_create). */
void lus_host_missing(struct lus_host *h)
{
    if ( h->s->header.partial )
        return;
    missing(h, h->domain->has_info, LUS_TYPE_DOM_INFO);
    missing(h, h->domain->has_abi, LUS_TYPE_EVTCHN_ABI);
    missing(h, h->domain->has_grants, LUS_TYPE_GRANT_TABLE);
}

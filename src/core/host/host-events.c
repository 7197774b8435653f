/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What event channels must be beside being there: pairs that agree, numbers that their ABI has, virqs bound once. spec/host.md. */
#include "host.h"

#define TWO_LEVEL_PORTS 4096u
#define FIFO_PORTS 131072u

/* The port that is connected to this one must say so too (evtchn_bind_interdomain). That it is there, the references say. */
static LUS_NOINLINE void check_pair(struct lus_host *h, const struct lus_evtchn *e)
{
    uint32_t domid = e->remote_domid == DOMID_SELF ? h->domain->domid : e->remote_domid, i;
    const struct lus_host_domain *d = lus_host_domain(h, domid);
    struct lus_evtchn other;

    /* evtchn_bind_interdomain (xen/common/event_channel.c): rcu_lock_domain_by_id finds none of the reserved. */
    if ( !d && domid >= FIRST_RESERVED_DOMID )
        lus_host_found_entry(h, LUS_R_PORT_PAIR, domid, LUS_FIELD_evtchn_remote_domid, e->remote_domid);
    if ( !d || !d->has_ports )
    {
        if ( domid < FIRST_RESERVED_DOMID )
            lus_host_unprovable(h, LUS_R_PORT_PAIR);
        return;
    }
    /* H-11: the ports of a domain that is gone stay as they are. */
    if ( d->quarantined )
        return;
    i = lus_lookup_find(&d->ports, e->remote_port);
    if ( i == d->ports.nr )
        return;
    lus_decode_evtchn(lus_lookup_at(&d->ports, i, h->buf, NULL), &other);
    if ( other.port != e->remote_port )
        return;
    if ( other.state == LUS_EVTCHN_STATE_INTERDOMAIN && other.remote_port == e->port &&
         (other.remote_domid == h->domain->domid || (other.remote_domid == DOMID_SELF && d == h->domain)) )
        return;
    if ( other.state == LUS_EVTCHN_STATE_HIDDEN )
        lus_host_unprovable(h, LUS_R_PORT_PAIR);
    else
        lus_host_found_entry(h, LUS_R_PORT_PAIR, domid, LUS_FIELD_evtchn_remote_port, e->remote_port);
}

/* Ports that the ABI has (public/event_channel.h, xen.h). */
static uint32_t ports_of(const struct lus_host_domain *d)
{
    return d->abi == LUS_EVTCHN_ABI_FIFO ? FIFO_PORTS : TWO_LEVEL_PORTS;
}

/* A bit for virqs of a vcpu, 0 for the domain's, wherever they are told (virq_is_global, event_channel.c; TIMER DEBUG XENOPROF XENPMU). */
static uint32_t vcpu_virq(uint32_t virq)
{
    return virq == 0 ? 1 : virq == 1 ? 2 : virq == 7 ? 4 : virq == 13 ? 8 : 0;
}

#define ALL_KNOWN (LUS_EVTCHN_KNOWN_CONSUMER | LUS_EVTCHN_KNOWN_EVENT | LUS_EVTCHN_KNOWN_PRIORITY | LUS_EVTCHN_KNOWN_VCPU)

/* xen#1 knows all of its ports. */
static LUS_NOINLINE void check_known(struct lus_host *h, const struct lus_evtchn *e)
{
    if ( e->state == LUS_EVTCHN_STATE_HIDDEN )
        lus_host_found_entry(h, LUS_R_PARTIAL_ONLY, LUS_NO_DOMID, LUS_FIELD_evtchn_state, e->state);
    if ( e->xen_consumer == LUS_EVTCHN_CONSUMER_UNKNOWN )
        lus_host_found_entry(h, LUS_R_PARTIAL_ONLY, LUS_NO_DOMID, LUS_FIELD_evtchn_xen_consumer, e->xen_consumer);
    if ( e->known != ALL_KNOWN )
        lus_host_found_entry(h, LUS_R_PARTIAL_ONLY, LUS_NO_DOMID, LUS_FIELD_evtchn_known, e->known);
}

static void check_virq(struct lus_host *h, const struct lus_evtchn *e)
{
    uint32_t bit = vcpu_virq(e->virq), is_bound = bit ? h->virqs[e->notify_vcpu] & bit : h->global_virqs >> e->virq & 1;

    if ( is_bound )
        lus_host_found_entry(h, LUS_R_VIRQ_TWICE, LUS_NO_DOMID, LUS_FIELD_evtchn_virq, e->virq);
    h->virqs[e->notify_vcpu] |= (uint8_t)bit;
    h->global_virqs |= bit ? 0 : 1u << e->virq;
}

int lus_host_events(struct lus_host *h)
{
    const uint8_t *p;
    struct lus_evtchn e;
    int rc;

    if ( h->rec.type != LUS_TYPE_EVTCHNS )
        return 0;
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    memset(h->virqs, 0, sizeof(h->virqs));
    h->global_virqs = 0;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        lus_decode_evtchn(p, &e);
        lus_host_note_port(h, &e);
        if ( !h->domain->has_abi )
            lus_host_unprovable(h, LUS_R_PORT_LIMIT);
        /* evtchn_reset leaves those that go to Xen, which have no bit anywhere, and makes the ABI 2-level. */
        else if ( e.port >= ports_of(h->domain) && e.xen_consumer <= LUS_EVTCHN_CONSUMER_UNKNOWN )
            lus_host_found_entry(h, LUS_R_PORT_LIMIT, LUS_NO_DOMID, LUS_FIELD_evtchn_port, e.port);
        if ( !h->s->header.partial )
            check_known(h, &e);
        if ( e.state == LUS_EVTCHN_STATE_INTERDOMAIN )
            check_pair(h, &e);
        if ( e.state == LUS_EVTCHN_STATE_VIRQ )
            check_virq(h, &e);
    }
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Ports against what they deliver to: physical interrupts, and what in Xen gets events itself. spec/host.md [H-30] [H-31] */
#include "host.h"

static LUS_NOINLINE void found_at(struct lus_host *h, uint32_t rule, const struct lus_lookup *l, uint32_t entry, uint32_t field, uint64_t value)
{
    struct lus_where where = { .entry = entry, .field = field, .value = value };

    lus_lookup_at(l, entry, h->buf, &where.offset);
    where.offset += l->entry->fields[field].offset;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
}

/* The port of the domain at hand. Return: 0 if there is none: then the references say so. */
static LUS_NOINLINE int port_of(struct lus_host *h, uint64_t port, struct lus_evtchn *e)
{
    uint32_t i = lus_lookup_find(&h->domain->ports, port);

    if ( i == h->domain->ports.nr )
        return 0;
    lus_decode_evtchn(lus_lookup_at(&h->domain->ports, i, h->buf, NULL), e);
    return e->port == port;
}

/* evtchn_bind_pirq (xen/common/event_channel.c): a pirq has one port, which has it; both are below nr_pirqs. */
static LUS_NOINLINE void check_pirq(struct lus_host *h, uint32_t i, uint32_t nr_pirqs)
{
    struct lus_evtchn e;
    struct lus_pirq p;

    lus_decode_pirq(lus_lookup_at(&h->lookup, i, h->buf, NULL), &p);
    if ( p.pirq >= nr_pirqs )
        found_at(h, LUS_R_PIRQ_LIMIT, &h->lookup, i, LUS_FIELD_pirq_pirq, p.pirq);
    if ( !p.port || !h->domain->has_ports || !port_of(h, p.port, &e) || (e.state == LUS_EVTCHN_STATE_PIRQ && e.pirq == p.pirq) )
        return;
    if ( e.state == LUS_EVTCHN_STATE_HIDDEN )
        lus_host_unprovable(h, LUS_R_PIRQ_PAIR);
    else
        found_at(h, LUS_R_PIRQ_PAIR, &h->lookup, i, LUS_FIELD_pirq_port, p.port);
}

/* The other way round: of two ports with one pirq the pirq names only one. */
static LUS_NOINLINE void check_pirq_port(struct lus_host *h, uint32_t i)
{
    struct lus_evtchn e;
    struct lus_pirq p;
    uint32_t k;

    lus_decode_evtchn(lus_lookup_at(&h->domain->ports, i, h->buf, NULL), &e);
    if ( e.state != LUS_EVTCHN_STATE_PIRQ || (k = lus_lookup_find(&h->lookup, e.pirq)) == h->lookup.nr )
        return;
    lus_decode_pirq(lus_lookup_at(&h->lookup, k, h->buf, NULL), &p);
    if ( p.pirq == e.pirq && p.port != e.port )
        found_at(h, LUS_R_PIRQ_PAIR, &h->lookup, k, LUS_FIELD_pirq_port, p.port);
}

static LUS_NOINLINE int check_pirqs(struct lus_host *h)
{
    uint32_t i, nr_pirqs;
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    if ( rc )
        return rc;
    lus_host_decode(h);
    nr_pirqs = h->any.pirqs.nr_pirqs;
    if ( !h->domain->has_ports )
        lus_host_unprovable(h, LUS_R_PIRQ_PAIR);
    for ( i = 0; i < h->lookup.nr; i++ )
        check_pirq(h, i, nr_pirqs);
    for ( i = 0; h->domain->has_ports && i < h->domain->ports.nr; i++ )
        check_pirq_port(h, i);
    return 0;
}

static uint32_t domid_of(const struct lus_host *h, uint32_t domid)
{
    return domid == DOMID_SELF ? h->domain->domid : domid;
}

/*
 * alloc_unbound_xen_event_channel (xen/common/event_channel.c) makes them for a role, a vcpu and who may bind the other end, and
 * evtchn_bind_vcpu refuses to move them. A port has one user.
 */
static LUS_NOINLINE void check_user(struct lus_host *h, const struct lus_where *where, uint32_t role, uint32_t vcpu, uint32_t peer)
{
    uint32_t port = (uint32_t)where->value;
    struct lus_evtchn e;

    if ( !h->domain->has_ports || !port_of(h, port, &e) )
        return;
    if ( h->s->header.partial && (!(e.known & LUS_EVTCHN_KNOWN_CONSUMER) || e.xen_consumer == LUS_EVTCHN_CONSUMER_UNKNOWN ||
                                  e.state == LUS_EVTCHN_STATE_HIDDEN) )
    {
        lus_host_unprovable(h, LUS_R_XEN_PORT);
        return;
    }
    if ( e.xen_consumer == role && e.notify_vcpu == vcpu && h->at.has_xen_ports && (h->xen_ports[port / 32] >> port % 32 & 1) &&
         (e.state == LUS_EVTCHN_STATE_UNBOUND || e.state == LUS_EVTCHN_STATE_INTERDOMAIN) &&
         (peer == LUS_NO_DOMID || domid_of(h, e.remote_domid) == domid_of(h, peer)) )
    {
        h->xen_ports[port / 32] &= ~(1u << port % 32);
        h->at.xen_ports--;
        return;
    }
    lus_host_found(h, LUS_R_XEN_PORT, peer, where);
}

/* Notes the ports that must have a user: all ports come before what uses them. */
void lus_host_note_port(struct lus_host *h, const struct lus_evtchn *e)
{
    if ( e->xen_consumer <= LUS_EVTCHN_CONSUMER_UNKNOWN )
        return;
    if ( !h->at.has_xen_ports )
        memset(h->xen_ports, 0, sizeof(h->xen_ports));
    h->at.has_xen_ports = 1;
    h->xen_ports[e->port / 32] |= 1u << e->port % 32;
    h->at.xen_ports++;
}

static LUS_NOINLINE void where_field(const struct lus_host *h, struct lus_where *where, uint32_t field, uint64_t value)
{
    where->entry = LUS_NO_ENTRY;
    where->field = field;
    where->value = value;
    where->offset = h->rec.offset + LUS_RECORD_HEADER + h->rec.info->fields[field].offset;
}

/* ioreq_server_add_vcpu (xen/common/ioreq.c): buffered requests are told of by vcpu 0's. */
static LUS_NOINLINE int check_servers(struct lus_host *h)
{
    struct lus_where where;
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        const struct lus_ioreq_server *v = &h->entry.ioreq_server;

        lus_decode_ioreq_server(p, &h->entry.ioreq_server);
        h->at.server_ids[v->id / 32] |= 1u << v->id % 32;
        h->at.servers++;
        if ( lus_host_has_vcpu(h, 0) && !v->bufioreq_port != (v->bufioreq_handling == LUS_BUFIOREQ_HANDLING_OFF) )
            lus_host_found_entry(h, LUS_R_IOREQ_SERVER, v->emulator, LUS_FIELD_ioreq_server_bufioreq_port, v->bufioreq_port);
        lus_host_where(h, &where, LUS_FIELD_ioreq_server_bufioreq_port, 0, v->bufioreq_port);
        if ( v->bufioreq_port )
            check_user(h, &where, LUS_EVTCHN_CONSUMER_BUFIOREQ, 0, v->emulator);
    }
    return rc;
}

/* The emulator of a server. */
static LUS_NOINLINE uint32_t emulator_of(struct lus_host *h, uint32_t id)
{
    uint32_t i = h->lookup.nr ? lus_lookup_find(&h->lookup, id) : 0;

    if ( i == h->lookup.nr )
        return LUS_NO_DOMID;
    lus_decode_ioreq_server(lus_lookup_at(&h->lookup, i, h->buf, NULL), &h->entry.ioreq_server);
    return h->entry.ioreq_server.id == id ? h->entry.ioreq_server.emulator : LUS_NO_DOMID;
}

/* ioreq_server_add_vcpu, of each vcpu: hvm_vcpu_initialise, ioreq_server_add_vcpu_all. */
static LUS_NOINLINE int check_ports(struct lus_host *h)
{
    struct lus_where where;
    const uint8_t *p;
    int rc;

    h->other_seg = h->seg;
    h->lookup.nr = 0;
    if ( !lus_find(&h->other_seg, LUS_TYPE_IOREQ_SERVERS, 0, &h->other_rec) &&
         (rc = lus_lookup_open(&h->lookup, &h->other_seg, &h->other_rec)) != 0 )
        return rc;
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        struct lus_ioreq_port o;

        lus_decode_ioreq_port(p, &o);
        h->at.ioreq_ports++;
        lus_host_where(h, &where, LUS_FIELD_ioreq_port_port, 0, o.port);
        check_user(h, &where, LUS_EVTCHN_CONSUMER_IOREQ, o.vcpu, emulator_of(h, o.id));
    }
    return rc;
}

/* vm_event_enable (xen/common/vm_event.c); instances are in the order of the roles. vpl011_init (xen/arch/arm/vpl011.c) */
static LUS_NOINLINE void check_ring(struct lus_host *h)
{
    struct lus_where where;

    lus_host_decode(h);
    if ( h->rec.type == LUS_TYPE_VM_EVENT_RING )
    {
        where_field(h, &where, LUS_FIELD_vm_event_ring_port, h->any.vm_event_ring.port);
        check_user(h, &where, h->rec.instance ? LUS_EVTCHN_CONSUMER_MONITOR - 1 + h->rec.instance : LUS_EVTCHN_CONSUMER_GUEST, 0, LUS_NO_DOMID);
    }
    else if ( h->any.arm_vpl011.evtchn )
    {
        where_field(h, &where, LUS_FIELD_arm_vpl011_evtchn, h->any.arm_vpl011.evtchn);
        check_user(h, &where, LUS_EVTCHN_CONSUMER_VPL011, 0, LUS_NO_DOMID);
    }
}

/* At the end of a domain: ports that nothing was found to use, and servers that lack the port of a vcpu. */
LUS_NOINLINE void lus_host_unused(struct lus_host *h)
{
    struct lus_where none = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset };
    struct lus_evtchn e;
    uint32_t i;

    if ( h->s->header.partial )
        return;
    h->rec.instance = 0;
    h->rec.type = LUS_TYPE_EVTCHNS;
    for ( i = 0; h->at.xen_ports && i < h->domain->ports.nr; i++ )
    {
        lus_decode_evtchn(lus_lookup_at(&h->domain->ports, i, h->buf, NULL), &e);
        if ( h->xen_ports[e.port / 32] >> e.port % 32 & 1 )
            found_at(h, LUS_R_XEN_PORT, &h->domain->ports, i, LUS_FIELD_evtchn_xen_consumer, e.xen_consumer);
    }
    h->rec.type = LUS_TYPE_IOREQ_SERVERS;
    none.value = h->at.ioreq_ports;
    if ( (uint64_t)h->at.servers * h->at.nr_vcpus != h->at.ioreq_ports )
        lus_host_found(h, LUS_R_IOREQ_SERVER, LUS_NO_DOMID, &none);
}

int lus_host_ports(struct lus_host *h)
{
    switch ( h->rec.type )
    {
    case LUS_TYPE_PIRQS:
        return check_pirqs(h);
    case LUS_TYPE_IOREQ_SERVERS:
        return check_servers(h);
    case LUS_TYPE_IOREQ_PORTS:
        return check_ports(h);
    case LUS_TYPE_VM_EVENT_RING:
    case LUS_TYPE_ARM_VPL011:
        check_ring(h);
        return 0;
    default:
        return 0;
    }
}

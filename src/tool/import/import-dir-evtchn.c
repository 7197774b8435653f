/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Event channels of a dump: bindings from the JSON (EVTCHNOP_status), the rest from the text of debug key 'e', taken a moment
 * later: where the two differ in a binding, the JSON counts and the rest is not known.
 */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

#define NOT_PROBED 0xffffffffu

/* struct ports - those of one domain, ascending */
struct ports
{
    struct lus_evtchn *port;
    size_t nr;
};

static const char *const state_names[] = { "unbound", "interdomain", "pirq", "virq", "ipi", "xen" };
static const uint8_t states[] = {
    LUS_EVTCHN_STATE_UNBOUND, LUS_EVTCHN_STATE_INTERDOMAIN, LUS_EVTCHN_STATE_PIRQ, LUS_EVTCHN_STATE_VIRQ, LUS_EVTCHN_STATE_IPI,
    LUS_EVTCHN_STATE_HIDDEN
};

/* What a state must have beside. Return: 0, or -1 with *p. */
static int json_binding(const struct dump *d, json_t *object, const char *where, struct lus_evtchn *e)
{
    uint32_t domid = 0;
    int got = 1;

    if ( e->state == LUS_EVTCHN_STATE_UNBOUND || e->state == LUS_EVTCHN_STATE_INTERDOMAIN )
        got = facts_u32(d, object, where, "dom", 0xffff, &domid);
    e->remote_domid = (uint16_t)domid;
    if ( got > 0 && e->state == LUS_EVTCHN_STATE_INTERDOMAIN )
        got = facts_u32(d, object, where, "rport", 0xffffffff, &e->remote_port);
    if ( got > 0 && e->state == LUS_EVTCHN_STATE_PIRQ )
        got = facts_u32(d, object, where, "pirq", 0xffffffff, &e->pirq);
    if ( got > 0 && e->state == LUS_EVTCHN_STATE_VIRQ )
        got = facts_u32(d, object, where, "virq", 0xffffffff, &e->virq);
    if ( !got )
        return dump_problem(d, d->json_name, NO_OFFSET, "%s: the port's binding is not there", where);
    return got < 0 ? -1 : 0;
}

static int json_port(const struct dump *d, json_t *object, const char *where, struct lus_evtchn *e)
{
    const char *status;
    int got = facts_u32(d, object, where, "port", 0xffffffff, &e->port);
    size_t i;

    if ( got > 0 )
        got = facts_text(d, object, where, "status", &status);
    if ( got <= 0 )
        return got < 0 ? -1 : dump_problem(d, d->json_name, NO_OFFSET, "%s: no port or no status", where);
    for ( i = 0; i < sizeof(states) && strcmp(status, state_names[i]); i++ )
        ;
    if ( i == sizeof(states) )
        return dump_problem(d, d->json_name, NO_OFFSET, "%s.status: not a status of an event channel", where);
    e->state = states[i];
    if ( e->state == LUS_EVTCHN_STATE_HIDDEN )
    {
        /* The hypercall refuses to tell of a port exactly when Xen itself is the consumer. */
        e->known = LUS_EVTCHN_KNOWN_CONSUMER;
        e->xen_consumer = LUS_EVTCHN_CONSUMER_UNKNOWN;
        return 0;
    }
    if ( (got = facts_u32(d, object, where, "vcpu", 0xffffffff, &e->notify_vcpu)) < 0 )
        return -1;
    e->known = got ? LUS_EVTCHN_KNOWN_VCPU : 0;
    return json_binding(d, object, where, e);
}

static int by_port(const void *a, const void *b)
{
    uint32_t x = ((const struct lus_evtchn *)a)->port, y = ((const struct lus_evtchn *)b)->port;

    return x < y ? -1 : x > y;
}

static int json_ports(const struct dump *d, json_t *array, struct ports *ports)
{
    json_t *object;
    char where[32];
    size_t i;

    ports->port = xmalloc((json_array_size(array) + 1) * sizeof(*ports->port));
    memset(ports->port, 0, (json_array_size(array) + 1) * sizeof(*ports->port));
    for ( i = 0; i < json_array_size(array); i++ )
        if ( !(object = facts_element(d, array, "evtchn", i, where)) || json_port(d, object, where, &ports->port[i]) )
            return -1;
    ports->nr = i;
    qsort(ports->port, ports->nr, sizeof(*ports->port), by_port);
    for ( i = 1; i < ports->nr; i++ )
        if ( ports->port[i].port == ports->port[i - 1].port )
            return dump_problem(d, d->json_name, NO_OFFSET, "evtchn: port %u comes twice", ports->port[i].port);
    return 0;
}

/* All that the key's text says of a port. */
static struct lus_evtchn from_key(const struct key_port *k)
{
    struct lus_evtchn e = {
        .port = k->port,
        .state = k->state,
        .known = LUS_EVTCHN_KNOWN_CONSUMER | LUS_EVTCHN_KNOWN_VCPU | (k->no_word ? 0 : LUS_EVTCHN_KNOWN_EVENT),
        .xen_consumer = k->consumer ? LUS_EVTCHN_CONSUMER_UNKNOWN : LUS_EVTCHN_CONSUMER_GUEST,
        .notify_vcpu = k->vcpu,
        .remote_domid = (uint16_t)k->domid,
        .pending = k->no_word ? 0 : k->pending,
        .masked = k->no_word ? 0 : k->masked,
        .remote_port = k->rport,
        .pirq = k->pirq,
        .virq = k->virq,
    };

    return e;
}

static int same_binding(const struct lus_evtchn *a, const struct lus_evtchn *b)
{
    return a->state == b->state && a->remote_domid == b->remote_domid && a->remote_port == b->remote_port && a->pirq == b->pirq &&
           a->virq == b->virq;
}

/* The JSON's port and the key's. */
static void join(const struct dump *d, struct lus_evtchn *e, const struct key_port *k)
{
    struct lus_evtchn text = from_key(k);

    if ( e->state != LUS_EVTCHN_STATE_HIDDEN && !same_binding(e, &text) )
    {
        dump_note(d, "port %u has another binding in key-e.txt than in %s, which counts", e->port, d->json_name);
        return;
    }
    if ( (e->known & LUS_EVTCHN_KNOWN_VCPU) && e->notify_vcpu != text.notify_vcpu )
    {
        dump_note(d, "port %u notifies vcpu %u in key-e.txt, %u in %s, which counts", e->port, text.notify_vcpu, e->notify_vcpu,
                  d->json_name);
        text.notify_vcpu = e->notify_vcpu;
    }
    *e = text;
}

/*
 * Merges the key's ports, from @probed on also those that the JSON has not; before it, only those that its hypercall shows as
 * closed although they are not free.
 */
static void join_all(const struct dump *d, struct ports *ports, uint32_t probed)
{
    const struct key_domain *key = d->key;
    struct lus_evtchn *all = xmalloc((ports->nr + key->nr_ports + 1) * sizeof(*all));
    size_t i = 0, k = 0, n = 0, only_json = 0, only_key = 0;

    while ( i < ports->nr || k < key->nr_ports )
        if ( k == key->nr_ports || (i < ports->nr && ports->port[i].port < key->ports[k].port) )
        {
            all[n++] = ports->port[i++];
            only_json++;
        }
        else if ( i == ports->nr || ports->port[i].port > key->ports[k].port )
        {
            if ( key->ports[k].port >= probed || key->ports[k].state == LUS_EVTCHN_STATE_RESERVED )
                all[n++] = from_key(&key->ports[k]);
            else
                only_key++;
            k++;
        }
        else
        {
            all[n] = ports->port[i++];
            join(d, &all[n++], &key->ports[k++]);
        }
    if ( only_json )
        dump_note(d, "%zu ports of %s are not in key-e.txt: their bindings alone are known", only_json, d->json_name);
    if ( only_key )
        dump_note(d, "%zu ports of key-e.txt are free in %s, which counts", only_key, d->json_name);
    free(ports->port);
    ports->port = all;
    ports->nr = n;
}

static int put_ports(const struct dump *d, const struct ports *ports)
{
    struct bag_record *rec = dump_record(d, LUS_TYPE_EVTCHNS, 1, 0);
    uint8_t wire[LUS_ENTRY_MAX];
    size_t i;

    for ( i = 0; rec && i < ports->nr; i++ )
    {
        if ( dump_encoded(d, d->json_name, rec->info->entry->fields, lus_encode_evtchn(wire, &ports->port[i]),
                          ports->port[i].port) )
            return -1;
        bag_tail(rec, wire, rec->info->entry->size);
    }
    return rec ? 0 : -1;
}

/* The form in which the key shows a port tells the ABI; without a port nothing does. */
static int put_abi(const struct dump *d)
{
    struct lus_evtchn_abi abi;
    struct bag_record *rec;

    if ( !d->key || !d->key->have_ports || !d->key->nr_ports )
        return 0;
    abi.abi = d->key->ports[0].fifo ? LUS_EVTCHN_ABI_FIFO : LUS_EVTCHN_ABI_TWO_LEVEL;
    rec = dump_record(d, LUS_TYPE_EVTCHN_ABI, 1, 0);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_evtchn_abi(rec->fixed, 1, &abi), 0) : -1;
}

int dump_evtchns(const struct dump *d)
{
    struct ports ports = { 0 };
    json_t *array;
    uint32_t probed = NOT_PROBED;
    int have_key = d->key && d->key->have_ports, rc;
    int have_json = facts_array(d, d->facts, "evtchn", &array);

    if ( have_json < 0 || facts_u32(d, d->facts, "", "evtchn_ports_probed", NOT_PROBED, &probed) < 0 )
        return -1;
    if ( !have_json && !have_key )
        return 0;
    rc = have_json ? json_ports(d, array, &ports) : 0;
    if ( rc == 0 && have_key )
        join_all(d, &ports, have_json ? probed : 0);
    if ( rc == 0 )
        rc = put_ports(d, &ports) || put_abi(d) ? -1 : 0;
    free(ports.port);
    return rc;
}

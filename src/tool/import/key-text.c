/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The text of Xen's debug keys 'e' and 'g'. It went over a console: anything may stand between the lines that count. */
#include <stdlib.h>
#include <string.h>

#include "key-cursor.h"
#include "key-text.h"

/* struct reading - in the whole text */
struct reading
{
    struct key_text *keys;
    struct key_domain *ports_of;
    struct key_domain *grants_of;
    const char *name;
    const char *text;
    struct problem *p;
};

struct key_text *key_text_new(void)
{
    struct key_text *keys = xmalloc(sizeof(*keys));

    memset(keys, 0, sizeof(*keys));
    return keys;
}

void key_text_free(struct key_text *keys)
{
    uint32_t i;

    for ( i = 0; i < KEY_DOMAINS; i++ )
        if ( keys->domains[i] )
        {
            free(keys->domains[i]->ports);
            free(keys->domains[i]->grants);
            free(keys->domains[i]);
        }
    free(keys);
}

const struct key_domain *key_domain(const struct key_text *keys, uint32_t domid)
{
    return domid < KEY_DOMAINS ? keys->domains[domid] : NULL;
}

static struct key_domain *domain_at(struct key_text *keys, uint64_t domid)
{
    if ( !keys->domains[domid] )
    {
        keys->domains[domid] = xmalloc(sizeof(struct key_domain));
        memset(keys->domains[domid], 0, sizeof(struct key_domain));
    }
    return keys->domains[domid];
}

static int bad_line(const struct reading *r, const struct cursor *line, const char *what)
{
    return problem(r->p, EXIT_CORRUPT, (uint64_t)(line->at - r->text), "%s: %s", r->name, what);
}

/* The third of [p/m/s]: one digit of the 2-level ABI, or six characters of the FIFO ABI. */
static int eat_form(struct cursor *c, struct key_port *port)
{
    uint64_t link;

    if ( eat(c, "0]") || eat(c, "1]") )
        return 1;
    port->fifo = 1;
    if ( eat(c, "?     ]") )
        return port->no_word = 1;
    if ( !eat(c, "  ") && !eat(c, "B ") )
        return 0;
    if ( eat(c, "-   ]") )
        return 1;
    if ( !eat_number(c, 10, 0x1ffff, &link) )
        return 0;
    eat_spaces(c);
    return eat(c, "]");
}

/* What a state has beside. An XSM label may follow, and of a pirq the irq, which belongs to the host. */
static int eat_binding(struct cursor *c, struct key_port *port)
{
    switch ( port->state )
    {
    case LUS_EVTCHN_STATE_UNBOUND:
        return eat_dec(c, " d=", 0xffff, &port->domid);
    case LUS_EVTCHN_STATE_INTERDOMAIN:
        return eat_dec(c, " d=", 0xffff, &port->domid) && eat_dec(c, " p=", 0xffffffff, &port->rport);
    case LUS_EVTCHN_STATE_PIRQ:
        return eat_dec(c, " p=", 0xffffffff, &port->pirq);
    case LUS_EVTCHN_STATE_VIRQ:
        return eat_dec(c, " v=", 0xffffffff, &port->virq);
    default:
        return 1;
    }
}

/* A line "    %4u [p/m/s]: s= n= x= ..."; others in the section are somebody else's. */
static int port_line(struct reading *r, struct cursor c)
{
    struct cursor line = c;
    struct key_port port = { 0 };
    struct key_domain *d = r->ports_of;
    uint32_t pending, masked, state, consumer;

    if ( !eat(&c, "    ") || !eat_dec(&c, "", 0xffffffff, &port.port) || !eat(&c, " [") )
        return 0;
    if ( !eat_dec(&c, "", 1, &pending) || !eat_dec(&c, "/", 1, &masked) || !eat(&c, "/") || !eat_form(&c, &port) ||
         !eat_dec(&c, ": s=", 255, &state) || !eat_dec(&c, " n=", 0xffff, &port.vcpu) || !eat_dec(&c, " x=", 255, &consumer) )
        return bad_line(r, &line, "not the line of an event channel");
    port.pending = (uint8_t)pending;
    port.masked = (uint8_t)masked;
    port.state = (uint8_t)state;
    port.consumer = consumer != 0;
    if ( !port.state || port.state > LUS_EVTCHN_STATE_IPI )
        return bad_line(r, &line, "not a state of an event channel");
    if ( !eat_binding(&c, &port) )
        return bad_line(r, &line, "the event channel's binding is cut");
    if ( d->nr_ports && d->ports[d->nr_ports - 1].port >= port.port )
        return bad_line(r, &line, "ports don't ascend");
    if ( d->nr_ports && d->ports[0].fifo != port.fifo )
        return bad_line(r, &line, "ports of two ABIs in one domain");
    *(struct key_port *)grow((void **)&d->ports, &d->nr_ports, &d->cap_ports, sizeof(port)) = port;
    return 0;
}

/* A line "[0x%03x]  %5d 0x<mfn> 0x%08x ...": what follows is the shared entry, of which the dump has more. */
static int grant_line(struct reading *r, struct cursor c)
{
    struct cursor line = c;
    struct key_domain *d = r->grants_of;
    struct key_grant g;
    uint64_t gref, domid, mfn, pin, shared;

    if ( !eat(&c, "[0x") )
        return 0;
    c.at -= 2;
    if ( !eat_number(&c, 16, 0xffffffff, &gref) || !eat(&c, "] ") || !eat_number(&c, 10, 0xffff, &domid) ||
         !eat_number(&c, 16, ~0ull, &mfn) || !eat_number(&c, 16, 0xffffffff, &pin) ||
         !eat_number(&c, 10, 0xffff, &shared) || !eat_number(&c, 16, ~0ull, &shared) || !eat_number(&c, 16, 0xffff, &shared) )
        return bad_line(r, &line, "not the line of an active grant");
    if ( !d->have_grants )
        return bad_line(r, &line, "a grant before the sizes of its table");
    if ( d->nr_grants && d->grants[d->nr_grants - 1].gref >= gref )
        return bad_line(r, &line, "grant references don't ascend");
    g.gref = (uint32_t)gref;
    g.domid = (uint32_t)domid;
    g.pin = (uint32_t)pin;
    g.mfn = mfn;
    *(struct key_grant *)grow((void **)&d->grants, &d->nr_grants, &d->cap_grants, sizeof(g)) = g;
    return 0;
}

static void sizes_line(struct key_domain *d, struct cursor c)
{
    uint32_t frames, max, maptrack, max_maptrack;

    if ( !eat_dec(&c, "  ", 0xffffffff, &frames) || !eat_dec(&c, " frames (", 0xffffffff, &max) ||
         !eat_dec(&c, " max), ", 0xffffffff, &maptrack) || !eat_dec(&c, " maptrack frames (", 0xffffffff, &max_maptrack) ||
         !eat(&c, " max)") )
        return;
    d->frames = frames;
    d->max_frames = max;
    d->maptrack = maptrack;
    d->max_maptrack = max_maptrack;
    d->have_grants = 1;
}

/* A line that begins the section of a domain. */
static int heading(struct reading *r, struct cursor c)
{
    uint32_t domid, version;
    struct cursor again = c;

    if ( eat_dec(&c, "Event channel information for domain ", KEY_DOMAINS - 1, &domid) && eat(&c, ":") )
    {
        r->grants_of = NULL;
        r->ports_of = domain_at(r->keys, domid);
        r->ports_of->have_ports = 1;
        r->ports_of->nr_ports = 0;
        return 1;
    }
    c = again;
    if ( eat_dec(&c, "grant-table for remote d", KEY_DOMAINS - 1, &domid) && eat_dec(&c, " (v", 2, &version) && eat(&c, ")") )
    {
        if ( r->grants_of )
            r->grants_of->all_grants = 1;
        r->ports_of = NULL;
        r->grants_of = domain_at(r->keys, domid);
        r->grants_of->version = version;
        r->grants_of->have_grants = 0;
        r->grants_of->all_grants = 0;
        r->grants_of->nr_grants = 0;
        return 1;
    }
    return 0;
}

/* What Xen prints when it is through with a domain's grants: that there are none, the next domain's head, or that it is done. */
static int ends_grants(struct cursor c)
{
    return eat(&c, "no active grant table entries") || eat(&c, "      -------- active --------") ||
           eat(&c, "gnttab_usage_print_all ] done");
}

int key_text_read(struct key_text *keys, const char *text, size_t len, const char *name, struct problem *p)
{
    struct reading r = { .keys = keys, .name = name, .text = text, .p = p };
    struct cursor c, line;
    const char *at, *end = text + len;

    for ( at = text; at < end; at = line.end + 1 )
    {
        if ( !key_line(&line, &c, at, end) )
            return bad_line(&r, &line, "the last line is cut");
        if ( heading(&r, c) )
            continue;
        if ( r.ports_of && port_line(&r, c) )
            return -1;
        if ( r.grants_of && !r.grants_of->have_grants )
            sizes_line(r.grants_of, c);
        if ( r.grants_of && grant_line(&r, c) )
            return -1;
        if ( r.grants_of && ends_grants(c) )
        {
            r.grants_of->all_grants = 1;
            r.grants_of = NULL;
        }
    }
    return 0;
}

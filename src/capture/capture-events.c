/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Event channels and grants, as EVTCHNOP_status and the grant table's own calls show them. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "capture.h"

#include <xen/event_channel.h>
#include <xen/grant_table.h>
#include <xen/memory.h>

#include "tool/import/import-parts.h"

/* EVTCHNSTAT_* to what the stream says. */
static void from_status(const xc_evtchn_status_t *s, struct lus_evtchn *e)
{
    e->known = LUS_EVTCHN_KNOWN_VCPU;
    e->notify_vcpu = s->vcpu;
    switch ( s->status )
    {
    case EVTCHNSTAT_unbound:
        e->state = LUS_EVTCHN_STATE_UNBOUND;
        e->remote_domid = s->u.unbound.dom;
        break;
    case EVTCHNSTAT_interdomain:
        e->state = LUS_EVTCHN_STATE_INTERDOMAIN;
        e->remote_domid = s->u.interdomain.dom;
        e->remote_port = s->u.interdomain.port;
        break;
    case EVTCHNSTAT_pirq:
        e->state = LUS_EVTCHN_STATE_PIRQ;
        e->pirq = s->u.pirq;
        break;
    case EVTCHNSTAT_virq:
        e->state = LUS_EVTCHN_STATE_VIRQ;
        e->virq = s->u.virq;
        break;
    default:
        e->state = LUS_EVTCHN_STATE_IPI;
        break;
    }
}

int capture_events(struct capture *c, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_EVTCHNS, 1, 0, NO_OFFSET, p);
    uint32_t port;

    if ( !r )
        return -1;
    for ( port = 1; port < 131072; port++ )
    {
        xc_evtchn_status_t s;
        struct lus_evtchn e = { .port = port };
        uint8_t bytes[LUS_ENTRY_MAX];

        memset(&s, 0, sizeof(s));
        s.dom = (domid_t)c->domid;
        s.port = port;
        if ( xc_evtchn_status(c->xch, &s) )
        {
            if ( errno != EACCES )      /* past the last port; EACCES is one that Xen bound for itself */
                break;
            e.state = LUS_EVTCHN_STATE_HIDDEN;
            e.known = LUS_EVTCHN_KNOWN_CONSUMER;
            e.xen_consumer = 1;
        }
        else if ( s.status == EVTCHNSTAT_closed )
            continue;
        else
            from_status(&s, &e);
        if ( lus_encode_evtchn(bytes, &e) )
            return part_problem(c->seg, LUS_TYPE_EVTCHNS, 0, EXIT_REFUSED, NO_OFFSET, p, "port %u has a state that is not known", port);
        bag_tail(r, bytes, r->info->entry->size);
    }
    import_note(c->o, "domain %u: evtchn_abi, pending, masked, priority are absent: no call shows them", c->domid);
    return 0;
}

/* One frame of a grant table that has it: mapping one that it has not would make the table grow. */
static const void *map_frame(struct capture *c, unsigned int id, unsigned long frame, xenforeignmemory_resource_handle **h)
{
    void *at = NULL;

    *h = xenforeignmemory_map_resource(c->memory, (domid_t)c->domid, XENMEM_resource_grant_table, id, frame, 1, &at, PROT_READ, 0);
    return *h ? at : NULL;
}

static void put_v1(struct bag_record *r, uint32_t frame, const grant_entry_v1_t *t)
{
    const uint32_t per_frame = 4096 / sizeof(*t);
    uint32_t i;

    for ( i = 0; i < per_frame; i++ )
    {
        struct lus_grant_v1 e = { .gref = frame * per_frame + i, .flags = t[i].flags, .domid = t[i].domid, .frame = t[i].frame };
        uint8_t bytes[LUS_ENTRY_MAX];

        if ( !(t[i].flags | t[i].domid | t[i].frame) || lus_encode_grant_v1(bytes, &e) )
            continue;
        bag_tail(r, bytes, r->info->entry->size);
    }
}

static int capture_v1(struct capture *c, uint32_t nr, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_GRANTS_V1, 1, 0, NO_OFFSET, p);
    struct lus_grants_v1 g = { 0 };

    if ( !r )
        return -1;
    for ( ; g.frames < nr; g.frames++ )
    {
        xenforeignmemory_resource_handle *h;
        const grant_entry_v1_t *t = map_frame(c, XENMEM_resource_grant_table_id_shared, g.frames, &h);

        if ( !t )
        {
            capture_absent(c, "grants_v1, from a frame on");
            break;
        }
        put_v1(r, g.frames, t);
        xenforeignmemory_unmap_resource(c->memory, h);
    }
    if ( nr && !g.frames )
        bag_remove(c->seg, r);
    else
        lus_encode_grants_v1(r->fixed, 1, &g);
    return 0;
}

static void put_v2(struct bag_record *r, uint32_t frame, const uint8_t *t, const uint8_t *status, uint32_t status_first)
{
    uint32_t i;

    for ( i = 0; i < 256; i++, t += 16 )
    {
        struct lus_grant_v2 e = { .gref = frame * 256 + i };
        uint8_t bytes[LUS_ENTRY_MAX];
        static const uint8_t none[16];

        e.flags = (uint16_t)(t[0] | t[1] << 8);
        e.domid = (uint16_t)(t[2] | t[3] << 8);
        e.word1 = (uint16_t)(t[4] | t[5] << 8);
        e.word2 = (uint16_t)(t[6] | t[7] << 8);
        memcpy(&e.frame, t + 8, 8);
        if ( status )
            e.status = (uint16_t)(status[2 * (e.gref - status_first)] | status[2 * (e.gref - status_first) + 1] << 8);
        if ( (!memcmp(t, none, 16) && !e.status) || lus_encode_grant_v2(bytes, &e) )
            continue;
        bag_tail(r, bytes, r->info->entry->size);
    }
}

static int capture_v2(struct capture *c, uint32_t nr, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_GRANTS_V2, 1, 0, NO_OFFSET, p);
    struct lus_grants_v2 g = { 0 };

    if ( !r )
        return -1;
    for ( ; g.frames < nr; g.frames++ )
    {
        xenforeignmemory_resource_handle *h, *hs;
        const void *t = map_frame(c, XENMEM_resource_grant_table_id_shared, g.frames, &h);
        const void *s = map_frame(c, XENMEM_resource_grant_table_id_status, g.frames / 8, &hs);

        if ( t )
            put_v2(r, g.frames, t, s, g.frames / 8 * 2048);
        else
            capture_absent(c, "grants_v2, from a frame on");
        if ( s )
            xenforeignmemory_unmap_resource(c->memory, hs);
        if ( !t )
            break;
        xenforeignmemory_unmap_resource(c->memory, h);
        if ( s && g.status_frames == g.frames / 8 )
            g.status_frames++;
    }
    if ( nr && !g.frames )
        bag_remove(c->seg, r);
    else
        lus_encode_grants_v2(r->fixed, 1, &g);
    return 0;
}

int capture_grants(struct capture *c, struct problem *p)
{
    struct gnttab_query_size q = { .dom = (domid_t)c->domid };
    struct lus_grant_table g = { 0 };
    int version = xc_gnttab_get_version(c->xch, c->domid);
    struct bag_record *r;

    if ( version < 0 || version > 2 || xc_gnttab_query_size(c->xch, &q) || q.status != GNTST_okay )
    {
        capture_absent(c, "grant_table");
        return 0;
    }
    if ( !(r = part_record(c->seg, LUS_TYPE_GRANT_TABLE, 1, 0, NO_OFFSET, p)) )
        return -1;
    g.version = (uint8_t)version;
    g.nr_frames = q.nr_frames;
    g.max_frames = q.max_nr_frames;
    g.nr_status_frames = version == 2 ? (q.nr_frames + 7) / 8 : 0;
    lus_encode_grant_table(r->fixed, 1, &g);
    import_note(c->o, "domain %u: maptrack and grants_active are absent: no call shows them", c->domid);
    return version == 2 ? capture_v2(c, q.nr_frames, p) : capture_v1(c, q.nr_frames, p);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What only debug key 'q' says of a domain, taken a moment later: what it may touch, vm_assist, its ioreq servers' ranges, how far its end is,
 * and what holds a PV guest's vcpus. [P-27]
 */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"
#include "key-general.h"

#define KEY_FILE "key-q.txt"
/* Interrupts below this are lines of the first I/O APIC on every host; above, the text does not tell lines from MSIs. */
#define SURE_GSIS 16u
#define M2P_STRICT (1ull << 32)

static int put_assist(const struct dump *d, const struct key_general *g)
{
    struct lus_vm_assist assist = { .types = (uint32_t)g->assist, .m2p_strict = !!(g->assist & M2P_STRICT) };
    struct bag_record *rec;

    if ( g->assist & ~(M2P_STRICT | 0xffffffff) )
        return dump_problem(d, KEY_FILE, NO_OFFSET, "(domain %u) vm_assist 0x%llx has types that no release has", d->domid,
                            (unsigned long long)g->assist);
    rec = dump_record(d, LUS_TYPE_VM_ASSIST, 1, 0);
    return rec ? dump_encoded(d, KEY_FILE, rec->info->fields, lus_encode_vm_assist(rec->fixed, 1, &assist), 0) : -1;
}

static int put_dying(const struct dump *d, const struct key_general *g)
{
    struct lus_dom_dying dying = { .stage = (uint8_t)g->dying };
    struct bag_record *rec;

    if ( !g->dying )
        return 0;
    rec = dump_record(d, LUS_TYPE_DOM_DYING, 1, 0);
    return rec ? dump_encoded(d, KEY_FILE, rec->info->fields, lus_encode_dom_dying(rec->fixed, 1, &dying), 0) : -1;
}

/* One range as an entry of the record. Return: what encoding it gave, or -1 if the record has no room for such a number. */
static int encode_range(uint8_t *wire, const struct key_set *set, const struct key_range *range)
{
    const struct lus_ioreq_range io = { .start = range->first, .end = range->last };
    uint64_t count = range->last - range->first + 1;
    struct lus_iomem_range mem;
    struct lus_ioport_range port;
    struct lus_irq_range irq;

    if ( set->kind == KEY_SET_IOREQ )
        return lus_encode_ioreq_range(wire, &io);
    if ( range->last >> 40 || count > 0xffffffff )
        return -1;
    memset(&mem, 0, sizeof(mem));
    memset(&port, 0, sizeof(port));
    memset(&irq, 0, sizeof(irq));
    mem.first = port.first = irq.first = range->first;
    mem.count = port.count = irq.count = (uint32_t)count;
    return set->kind == KEY_SET_IOMEM ? lus_encode_iomem_range(wire, &mem) :
           set->kind == KEY_SET_IOPORTS ? lus_encode_ioport_range(wire, &port) : lus_encode_irq_range(wire, &irq);
}

static int put_set(const struct dump *d, const struct key_general *g, const struct key_set *set)
{
    static const uint32_t types[] = { LUS_TYPE_IRQ_CAPS, LUS_TYPE_IOMEM_CAPS, LUS_TYPE_IOPORT_CAPS, LUS_TYPE_IOREQ_RANGES };
    const struct key_range *range = &g->ranges[set->at];
    uint8_t wire[LUS_ENTRY_MAX];
    struct bag_record *rec;
    size_t i;
    int bad;

    if ( set->kind == KEY_SET_IRQS && set->nr && range[set->nr - 1].last >= SURE_GSIS )
    {
        dump_note(d, KEY_FILE " does not say which interrupts from %u on are MSIs: irq_caps is absent", SURE_GSIS);
        return 0;
    }
    rec = dump_record(d, types[set->kind], 1, set->io << 8 | set->server);
    for ( i = 0; rec && i < set->nr; i++ )
    {
        bad = encode_range(wire, set, &range[i]);
        if ( bad < 0 )
            return dump_problem(d, KEY_FILE, NO_OFFSET, "(domain %u, record %s) 0x%llx to 0x%llx is no range of it", d->domid, rec->info->name,
                                (unsigned long long)range[i].first, (unsigned long long)range[i].last);
        if ( dump_encoded(d, KEY_FILE, rec->info->entry->fields, bad, range[i].first) )
            return -1;
        bag_tail(rec, wire, rec->info->entry->size);
    }
    return rec ? 0 : -1;
}

/*
 * A vcpu of a PV guest at rest, which has registers. Nothing but control software pauses it, and its domain's shutdown, which pauses each
 * (paused_for_shutdown); an HVM vcpu may besides defer a shutdown, which the text does not show.
 */
static int put_hold(const struct dump *d, const struct key_vcpu *v)
{
    const int shut = d->info && (d->info[4] & LUS_DOMINF_SHUTDOWN);
    struct lus_vcpu_hold hold = { .state = LUS_VCPU_HOLD_INITIALISED | (shut ? LUS_VCPU_HOLD_SHUTDOWN_PAUSED : 0) };
    struct bag_record *rec;

    if ( !v->whole || !bag_find(d->seg, LUS_TYPE_PV_VCPU, v->vcpu) )
        return 0;
    if ( v->pauses != (uint32_t)shut )
    {
        dump_note(d, KEY_FILE " does not say who paused vcpu %u: vcpu_hold is absent", v->vcpu);
        return 0;
    }
    if ( v->poll )
        hold.state |= LUS_VCPU_HOLD_POLLING;
    hold.poll_port = v->poll == 0xffffffff ? 0 : v->poll;
    rec = dump_record(d, LUS_TYPE_VCPU_HOLD, 1, v->vcpu);
    return rec ? dump_encoded(d, KEY_FILE, rec->info->fields, lus_encode_vcpu_hold(rec->fixed, 1, &hold), v->vcpu) : -1;
}

static int put_all(const struct dump *d, const struct key_general *g)
{
    size_t i;

    if ( put_assist(d, g) || put_dying(d, g) )
        return -1;
    for ( i = 0; i < g->nr_sets; i++ )
        if ( put_set(d, g, &g->sets[i]) )
            return -1;
    for ( i = 0; !d->hvm && g->pauses && i < g->nr_vcpus; i++ )
        if ( put_hold(d, &g->vcpus[i]) )
            return -1;
    return 0;
}

int dump_general(const struct dump *d, const char *text, size_t len)
{
    struct key_general g;
    int rc;

    memset(&g, 0, sizeof(g));
    rc = key_general_read(&g, d->domid, text, len, KEY_FILE, d->p);
    if ( rc == 0 && !g.found )
        dump_note(d, KEY_FILE " says nothing of domain %u", d->domid);
    else if ( rc == 0 && d->info && memcmp(d->info + 76, g.handle, 16) )
        dump_note(d, "domain %u of " KEY_FILE " is another: not read", d->domid);
    else if ( rc == 0 )
        rc = put_all(d, &g);
    key_general_free(&g);
    return rc;
}

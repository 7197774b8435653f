/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Values that are bounds of others, that two records say, or that must fit another of the same record. spec/host.md [H-32] to [H-35] */
#include "host.h"

static LUS_NOINLINE void found(struct lus_host *h, uint32_t rule, uint32_t field, uint64_t value)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = field, .value = value };

    where.offset = h->rec.offset + LUS_RECORD_HEADER + h->rec.info->fields[field].offset;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
}

/* Part @i of bytes, of which there are whole words; else the value. */
static LUS_NOINLINE uint64_t load(struct lus_host *h, const struct lus_record *rec, const struct lus_field *field, uint32_t i)
{
    const uint8_t *p = lus_fixed(h->s, rec);

    return field->wire == LUS_WIRE_BYTES ? lus_ld64(p + field->offset + 8 * i) : lus_field_load(field, p, 0);
}

/* O(records before the second one), for the few types that are in the list. */
static LUS_NOINLINE void check_twice(struct lus_host *h)
{
    const struct lus_twice *t;
    uint32_t nr, i, k, parts;

    t = lus_twices(&nr);
    for ( i = 0; i < nr; i++ )
    {
        uint64_t first, second;

        if ( t[i].second != h->rec.type )
            continue;
        h->other_seg = h->seg;
        if ( lus_find(&h->other_seg, t[i].first, 0, &h->other_rec) )
            continue;
        parts = t[i].first_field->wire == LUS_WIRE_BYTES ? t[i].first_field->count / 8 : 1;
        for ( k = 0, first = second = 0; k < parts && first == second; k++ )
        {
            first = load(h, &h->other_rec, t[i].first_field, k);
            second = load(h, &h->rec, t[i].second_field, k);
        }
        if ( first != second && first != t[i].none && second != t[i].none )
            found(h, t[i].is_info ? LUS_R_INFO_DIFFERS : LUS_R_SAID_TWICE, (uint32_t)(t[i].second_field - h->rec.info->fields), second);
    }
}

/* iommu_share_p2m_table (xen/drivers/passthrough): one root. */
static LUS_NOINLINE void check_shared(struct lus_host *h)
{
    lus_host_decode(h);
    h->other_seg = h->seg;
    if ( !h->any.p2m_tables.iommu_shared || lus_find(&h->other_seg, LUS_TYPE_DOM_IOMMU, 0, &h->other_rec) )
        return;
    lus_decode_dom_iommu(lus_fixed(h->s, &h->other_rec), h->other_rec.revision, &h->other.dom_iommu);
    if ( h->other.dom_iommu.shared && h->other.dom_iommu.root != h->any.p2m_tables.root && h->other.dom_iommu.root != ~0ull )
        found(h, LUS_R_SAID_TWICE, LUS_FIELD_p2m_tables_root, h->any.p2m_tables.root);
}

#define GRANTS_PER_FRAME_V2 256u        /* grant_entry_v2_t: 16 bytes */
#define STATUS_PER_FRAME 2048u          /* grant_status_t: 2 bytes */
#define HANDLES_PER_FRAME 256u          /* struct grant_mapping: 16 bytes (MAPTRACK_PER_PAGE) */

/* grant_to_status_frames; version 1 has none (gnttab_unpopulate_status_frames): xen/common/grant_table.c. */
static LUS_NOINLINE void check_grants(struct lus_host *h)
{
    const struct lus_grant_table *t = &h->any.grant_table;
    uint64_t need;

    lus_host_decode(h);
    need = t->version == 2 ? ((uint64_t)t->nr_frames * GRANTS_PER_FRAME_V2 + STATUS_PER_FRAME - 1) / STATUS_PER_FRAME : 0;
    if ( t->nr_status_frames != need )
        found(h, LUS_R_GRANT_STATUS, LUS_FIELD_grant_table_nr_status_frames, t->nr_status_frames);
    if ( t->max_version && t->version > t->max_version )
        found(h, LUS_R_GRANT_MAX, LUS_FIELD_grant_table_version, t->version);
    h->at.status_frames = t->nr_status_frames;
}

/* The frames that the table counts, one by one; all of them are Xen's (share_xen_page_with_guest, gnttab_grow_table). */
static LUS_NOINLINE int check_listed(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset };
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    if ( rc )
        return rc;
    where.value = h->lookup.nr;
    if ( !h->domain->has_grants )
        lus_host_unprovable(h, LUS_R_GRANT_LISTED);
    else if ( h->lookup.nr != (h->rec.type == LUS_TYPE_GRANT_FRAMES ? h->domain->gt_frames : h->at.status_frames) )
        lus_host_found(h, LUS_R_GRANT_LISTED, LUS_NO_DOMID, &where);
    return 0;
}

/* get_maptrack_handle grows it up to max_maptrack_frames (xen/common/grant_table.c). */
static LUS_NOINLINE void check_maptrack(struct lus_host *h)
{
    lus_host_decode(h);
    h->at.handles = (uint64_t)h->any.maptrack.nr_frames * HANDLES_PER_FRAME;
    h->at.has_maptrack = 1;
    if ( h->any.maptrack.nr_frames > h->any.maptrack.max_frames )
        found(h, LUS_R_MAPTRACK_FRAMES, LUS_FIELD_maptrack_nr_frames, h->any.maptrack.nr_frames);
}

/* Handles are in ascending order: the last shows whether any is too big. */
static LUS_NOINLINE int check_handles(struct lus_host *h)
{
    struct lus_where where = { .field = LUS_FIELD_maptrack_entry_handle };
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    if ( rc || !h->lookup.nr )
        return rc;
    if ( !h->at.has_maptrack )
    {
        lus_host_unprovable(h, LUS_R_HANDLE_LIMIT);
        return 0;
    }
    where.entry = h->lookup.nr - 1;
    where.value = lus_entry_key(h->lookup.entry, lus_lookup_at(&h->lookup, where.entry, h->buf, &where.offset));
    if ( where.value >= h->at.handles )
        lus_host_found(h, LUS_R_HANDLE_LIMIT, LUS_NO_DOMID, &where);
    return 0;
}

/* The last port against what there may be, and what there is (evtchn_allocate_port, xen/common/event_channel.c). */
static LUS_NOINLINE void check_last_port(struct lus_host *h)
{
    const struct lus_lookup *l = &h->domain->ports;
    struct lus_where where = { .entry = LUS_NO_ENTRY };

    lus_host_decode(h);
    if ( !h->domain->has_ports || !l->nr )
        return;
    where.value = lus_entry_key(l->entry, lus_lookup_at(l, l->nr - 1, h->buf, NULL));
    where.field = h->rec.type == LUS_TYPE_DOM_LIMITS ? LUS_FIELD_dom_limits_max_evtchn_port : LUS_FIELD_evtchn_table_valid_ports;
    where.offset = h->rec.offset + LUS_RECORD_HEADER + h->rec.info->fields[where.field].offset;
    if ( h->rec.type == LUS_TYPE_DOM_LIMITS && where.value > h->any.dom_limits.max_evtchn_port )
        lus_host_found(h, LUS_R_PORT_OVER, LUS_NO_DOMID, &where);
    if ( h->rec.type == LUS_TYPE_EVTCHN_TABLE && where.value >= h->any.evtchn_table.valid_ports )
        lus_host_found(h, LUS_R_PORT_TABLE, LUS_NO_DOMID, &where);
}

#define PORTS_PER_PAGE 1024u            /* EVTCHN_FIFO_EVENT_WORDS_PER_PAGE (public/event_channel.h) */

/* evtchn_reset gives the array and the control blocks back as it goes to the 2-level ABI. */
static int is_two_level(const struct lus_host *h)
{
    return h->domain->has_abi && h->domain->abi == LUS_EVTCHN_ABI_TWO_LEVEL;
}

/* evtchn_fifo_set_pending follows the tail's word without looking whether there is one (evtchn_fifo_word_from_port). */
static LUS_NOINLINE int check_tails(struct lus_host *h)
{
    struct lus_where where;
    const uint8_t *p;
    uint32_t i;
    int rc;

    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(&h->table, &p)) > 0 )
    {
        lus_decode_fifo_control(p, &h->entry.fifo_control);
        if ( h->entry.fifo_control.mfn != ~0ull && is_two_level(h) )
            lus_host_found_entry(h, LUS_R_FIFO_ABI, LUS_NO_DOMID, LUS_FIELD_fifo_control_mfn, h->entry.fifo_control.mfn);
        for ( i = 0; i < LUS_NR_OF(h->entry.fifo_control.tail); i++ )
            if ( h->entry.fifo_control.tail[i] && h->entry.fifo_control.tail[i] / PORTS_PER_PAGE >= h->at.fifo_pages )
            {
                lus_host_where(h, &where, LUS_FIELD_fifo_control_tail, i, h->entry.fifo_control.tail[i]);
                lus_host_found(h, LUS_R_FIFO_TAIL, LUS_NO_DOMID, &where);
            }
    }
    return rc;
}

/* do_set_timer_op, VCPUOP_set_periodic_timer: what is armed has a time, what is not has none (state.md V-7). */
static LUS_NOINLINE void check_timers(struct lus_host *h)
{
    const struct lus_vcpu_timers *t = &h->any.vcpu_timers;

    lus_host_decode(h);
    if ( !(t->armed & LUS_VCPU_TIMER_PERIODIC) != !t->period )
        found(h, LUS_R_TIMER_ARMED, LUS_FIELD_vcpu_timers_period, t->period);
    if ( !(t->armed & LUS_VCPU_TIMER_ONE_SHOT) != !t->one_shot )
        found(h, LUS_R_TIMER_ARMED, LUS_FIELD_vcpu_timers_one_shot, (uint64_t)t->one_shot);
    if ( !(t->armed & LUS_VCPU_TIMER_POLL) != !t->poll )
        found(h, LUS_R_TIMER_ARMED, LUS_FIELD_vcpu_timers_poll, (uint64_t)t->poll);
}

static LUS_NOINLINE void check_state(struct lus_host *h)
{
    lus_host_decode(h);
    h->at.shutdown = h->any.dom_state.shutdown;
}

/*
 * domain_shutdown and vcpu_check_shutdown (xen/common/domain.c) pause vcpus of a domain that shuts down, and at its end all; do_poll
 * (xen/common/schedule.c) blocks who polls. Vcpus' records come after the domain's.
 */
static LUS_NOINLINE void check_hold(struct lus_host *h)
{
    uint32_t state, is_paused;

    lus_host_decode(h);
    state = h->any.vcpu_hold.state;
    is_paused = (state & LUS_VCPU_HOLD_SHUTDOWN_PAUSED) != 0;
    if ( h->s->header.partial || h->at.is_dying )
        return;
    if ( (is_paused && h->at.shutdown == LUS_SHUTDOWN_STATE_NONE) || (!is_paused && h->at.shutdown == LUS_SHUTDOWN_STATE_SHUT_DOWN) ||
         (state & LUS_VCPU_HOLD_POLLING && !(h->blocked[h->rec.instance / 32] >> h->rec.instance % 32 & 1)) )
        found(h, LUS_R_VCPU_STATE, LUS_FIELD_vcpu_hold_state, state);
}

/* vlapic_update_timer, lapic_rearm (xen/arch/x86/hvm/vlapic.c) */
static LUS_NOINLINE void check_lapic(struct lus_host *h)
{
    lus_host_decode(h);
    if ( !(h->any.hvm_lapic_hidden.timer & LUS_LAPIC_TIMER_ARMED) != !h->any.hvm_lapic_hidden.deadline )
        found(h, LUS_R_TIMER_ARMED, LUS_FIELD_hvm_lapic_hidden_deadline, (uint64_t)h->any.hvm_lapic_hidden.deadline);
}

/* XEN_DOMCTL_set_target (xen/common/domctl.c) */
static LUS_NOINLINE void check_target(struct lus_host *h)
{
    lus_host_decode(h);
    if ( h->any.dom_target.domid == h->domain->domid )
        found(h, LUS_R_SELF, LUS_FIELD_dom_target_domid, h->any.dom_target.domid);
}

/* Ranges of one kind of one server are a rangeset (ioreq_server_map_io_range, xen/common/ioreq.c); of several servers they may meet. */
static LUS_NOINLINE int check_ranges(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset, .value = h->rec.instance & 0xff };
    uint64_t last = 0;
    struct lus_ioreq_range r;
    const uint8_t *p;
    int rc, first = 1;

    if ( !(h->at.server_ids[where.value / 32] >> where.value % 32 & 1) )
    {
        if ( h->s->header.partial && !h->at.servers )
            lus_host_unprovable(h, LUS_R_IOREQ_SERVER);
        else
            lus_host_found(h, LUS_R_IOREQ_SERVER, LUS_NO_DOMID, &where);
    }
    if ( (rc = lus_table_open(&h->table, &h->seg, &h->rec)) != 0 )
        return rc;
    for ( ; (rc = lus_table_next(&h->table, &p)) > 0; first = 0 )
    {
        lus_decode_ioreq_range(p, &r);
        if ( r.end < r.start )
            lus_host_found_entry(h, LUS_R_IOREQ_RANGE, LUS_NO_DOMID, LUS_FIELD_ioreq_range_end, r.end);
        else if ( !first && r.start <= last )
            lus_host_found_entry(h, LUS_R_IOREQ_RANGE, LUS_NO_DOMID, LUS_FIELD_ioreq_range_start, r.start);
        if ( first || r.end > last )
            last = r.end;
    }
    return rc;
}

static LUS_NOINLINE int count_pages(struct lus_host *h)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = LUS_NO_FIELD, .offset = h->rec.offset };
    int rc = lus_lookup_open(&h->lookup, &h->seg, &h->rec);

    h->at.fifo_pages = h->lookup.nr;
    if ( !rc && h->lookup.nr && is_two_level(h) )
        lus_host_found(h, LUS_R_FIFO_ABI, LUS_NO_DOMID, &where);
    return rc;
}

int lus_host_limits(struct lus_host *h)
{
    if ( h->rec.info->scope == LUS_SCOPE_DOMAIN )
        check_twice(h);
    switch ( h->rec.type )
    {
    case LUS_TYPE_GRANT_TABLE: check_grants(h); return 0;
    case LUS_TYPE_P2M_TABLES: check_shared(h); return 0;
    case LUS_TYPE_DOM_STATE: check_state(h); return 0;
    case LUS_TYPE_VCPU_HOLD: check_hold(h); return 0;
    case LUS_TYPE_GRANT_FRAMES:
    case LUS_TYPE_GRANT_STATUS_FRAMES: return check_listed(h);
    case LUS_TYPE_MAPTRACK: check_maptrack(h); return 0;
    case LUS_TYPE_MAPTRACK_ENTRIES: return check_handles(h);
    case LUS_TYPE_DOM_LIMITS:
    case LUS_TYPE_EVTCHN_TABLE: check_last_port(h); return 0;
    case LUS_TYPE_FIFO_ARRAY: return count_pages(h);
    case LUS_TYPE_FIFO_CONTROLS: return check_tails(h);
    case LUS_TYPE_VCPU_TIMERS: check_timers(h); return 0;
    case LUS_TYPE_HVM_LAPIC_HIDDEN: check_lapic(h); return 0;
    case LUS_TYPE_DOM_TARGET: check_target(h); return 0;
    case LUS_TYPE_IOREQ_RANGES: return check_ranges(h);
    default: return 0;
    }
}

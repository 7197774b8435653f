/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The host level of checking: what is gathered of the domains first, and the walk that the rules hang on. spec/host.md. */
#include "host.h"

#define LUS_RULE(rname, num, sev, arg, txt) \
    { .name = #rname, .text = txt, .number = (num), .severity = LUS_SEVERITY_##sev, .argument = LUS_RULE_ARGUMENT_##arg },
static const struct lus_rule_info lus_all_rules[] = {
#include "rules.def"
};
#undef LUS_RULE

const struct lus_rule_info *lus_rules(uint32_t *nr)
{
    *nr = LUS_R_COUNT;
    return lus_all_rules;
}

void lus_host_unprovable(struct lus_host *h, uint32_t rule)
{
    if ( h->result->not_provable[rule] != 0xffffffffu )
        h->result->not_provable[rule]++;
}

/* H-12: whose frames can't be trusted with the hardware domain makes the host one that can't. */
static uint16_t severity_of(const struct lus_host *h, uint32_t rule)
{
    return rule == LUS_R_OWNED_TWICE && h->domain && h->domain->is_hardware ? LUS_SEVERITY_HOST : lus_all_rules[rule].severity;
}

void lus_host_found(struct lus_host *h, uint32_t rule, uint32_t peer, const struct lus_where *where)
{
    const struct lus_rule_info *info = &lus_all_rules[rule];
    struct lus_finding f;

    /* H-11: what is wrong with a domain that will not be restored is nobody's concern. */
    if ( h->domain && h->domain->quarantined )
        return;
    f.rule = info->number;
    f.severity = severity_of(h, rule);
    f.domid = h->domain ? h->domain->domid : LUS_NO_DOMID;
    f.peer = peer;
    f.type = h->rec.type;
    f.instance = h->rec.instance;
    f.entry = where->entry;
    f.field = where->field;
    f.offset = where->offset;
    f.value = where->value;
    f.frame = h->at_frame;
    f.slot = h->at_slot;
    h->result->by_severity[f.severity]++;
    if ( h->result->by_rule[rule]++ < LUS_FINDINGS_MAX )
        h->args->finding(h->args->ctx, &f);
}

LUS_NOINLINE void lus_host_where(const struct lus_host *h, struct lus_where *where, uint32_t field, uint32_t i, uint64_t value)
{
    const struct lus_table *t = &h->table;
    const struct lus_entry *e = t->rec.info->entry;

    where->entry = t->index - 1;
    where->field = field;
    where->value = value;
    where->offset = t->rec.offset + LUS_RECORD_HEADER + t->at - e->size + e->fields[field].offset + i * lus_wire_size(e->fields[field].wire);
}

void lus_host_found_entry(struct lus_host *h, uint32_t rule, uint32_t peer, uint32_t field, uint64_t value)
{
    struct lus_where where;

    lus_host_where(h, &where, field, 0, value);
    lus_host_found(h, rule, peer, &where);
}

/* The first of @nr numbers, @stride bytes apart and ascending, that is not less than @key; @nr if there is none. */
uint32_t lus_host_search(const uint32_t *first, uint32_t stride, uint32_t nr, uint32_t key)
{
    uint32_t lo = 0, hi = nr;

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( first[mid * (stride / sizeof(*first))] < key )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct lus_host_domain *lus_host_domain(struct lus_host *h, uint32_t domid)
{
    uint32_t i;

    /* Neighbouring entries often have one peer. */
    if ( h->last_domain && h->last_domain->domid == domid )
        return h->last_domain;
    i = lus_host_search(&h->domains->domid, sizeof(*h->domains), h->nr_domains, domid);
    if ( i == h->nr_domains || h->domains[i].domid != domid )
        return NULL;
    return h->last_domain = &h->domains[i];
}

int lus_host_find_own(struct lus_host *h, uint32_t type)
{
    int rc = lus_segment_open(h->s, h->domain->segment, &h->other_seg);

    return rc ? rc : lus_find(&h->other_seg, type, 0, &h->other_rec);
}

void lus_host_decode(struct lus_host *h)
{
    lus_decode_any(h->rec.type, h->rec.body ? h->rec.body : lus_fixed(h->s, &h->rec), h->rec.revision, &h->any);
}

/* What the record at hand says of its domain. */
static LUS_NOINLINE int gather_record(struct lus_host *h, struct lus_host_domain *d)
{
    const uint8_t *p = h->rec.body ? h->rec.body : lus_fixed(h->s, &h->rec);

    switch ( h->rec.type )
    {
    case LUS_TYPE_DOMAIN:
        lus_decode_domain(p, h->rec.revision, &h->any.domain);
        d->kind = h->any.domain.kind;
        d->frame_space = h->any.domain.frame_space;
        d->max_vcpus = h->any.domain.max_vcpus;
        return 0;
    case LUS_TYPE_DOM_IDENTITY:
        lus_decode_dom_identity(p, h->rec.revision, &h->any.dom_identity);
        d->is_hardware = (h->any.dom_identity.roles & LUS_DOM_ROLE_HARDWARE) != 0;
        h->hardware += d->is_hardware;
        return 0;
    case LUS_TYPE_DOM_DYING:
        d->is_dying = 1;
        return 0;
    case LUS_TYPE_DOM_IOMMU:
        d->has_iommu = 1;
        h->iommus++;
        return 0;
    case LUS_TYPE_P2M:
        lus_decode_p2m(p, h->rec.revision, &h->any.p2m);
        d->max_gfn = h->any.p2m.max_gfn;
        d->has_p2m = 1;
        return 0;
    case LUS_TYPE_EVTCHN_ABI:
        lus_decode_evtchn_abi(p, h->rec.revision, &h->any.evtchn_abi);
        d->abi = h->any.evtchn_abi.abi;
        d->has_abi = 1;
        return 0;
    case LUS_TYPE_EVTCHNS:
        d->has_ports = 1;
        return lus_lookup_open(&d->ports, &h->seg, &h->rec);
    case LUS_TYPE_GRANT_TABLE:
        lus_decode_grant_table(p, h->rec.revision, &h->any.grant_table);
        d->gt_version = h->any.grant_table.version;
        d->gt_frames = h->any.grant_table.nr_frames;
        d->has_grants = 1;
        return 0;
    case LUS_TYPE_MAPTRACK_ENTRIES:
        d->has_maptrack = 1;
        return 0;
    case LUS_TYPE_GRANTS_ACTIVE:
        d->has_active = 1;
        d->first_pin = h->nr_pins;
        return lus_lookup_open(&d->active, &h->seg, &h->rec);
    default:
        return 0;
    }
}

static int gather_domain(struct lus_host *h, uint32_t i)
{
    struct lus_host_domain *d = &h->domains[h->nr_domains++];
    int rc;

    memset(d, 0, sizeof(*d));
    d->domid = h->seg.domid;
    d->segment = i;
    while ( (rc = lus_next(&h->seg, &h->rec)) > 0 )
        if ( h->rec.info && !(h->rec.flags & LUS_RECORD_CHUNK) && (rc = gather_record(h, d)) != 0 )
            return rc;
    if ( d->has_active )
        h->nr_pins += d->active.nr;
    return rc;
}

static int gather_owners(struct lus_host *h)
{
    int rc = lus_owners_gather(&h->own, &h->seg, &h->rec);

    h->has_memory = h->own.nr != 0 || !h->s->header.partial;
    return rc;
}

static int gather(struct lus_host *h)
{
    uint32_t i;
    int rc;

    for ( i = 0; i < h->s->header.index_count; i++ )
    {
        if ( (rc = lus_segment_open(h->s, i, &h->seg)) != 0 )
            return rc;
        if ( h->seg.kind == LUS_SEGMENT_MEMORY )
            rc = gather_owners(h);
        else if ( h->seg.kind == LUS_SEGMENT_DOMAIN )
            rc = gather_domain(h, i);
        if ( rc )
            return rc;
    }
    for ( i = 0; i < h->args->nr_quarantined; i++ )
    {
        struct lus_host_domain *d = lus_host_domain(h, h->args->quarantined[i]);

        if ( d )
            d->quarantined = 1;
    }
    return 0;
}

/* All rules of records, on the record at hand. */
static int check_record(struct lus_host *h)
{
    int rc;

    if ( (rc = lus_host_refs(h)) != 0 )
        return rc;
    if ( h->rec.type == LUS_TYPE_M2P )
        return lus_host_m2p(h);
    if ( !h->domain )
        return 0;
    if ( (rc = lus_host_events(h)) != 0 || (rc = lus_host_grants(h)) != 0 || (rc = lus_host_memory(h)) != 0 || (rc = lus_host_ports(h)) != 0 )
        return rc;
    return lus_host_limits(h);
}

static int begin_segment(struct lus_host *h, uint32_t i)
{
    int rc = lus_segment_open(h->s, i, &h->seg);

    if ( rc )
        return rc;
    memset(&h->at, 0, sizeof(h->at));
    memset(h->seen, 0, sizeof(h->seen));
    h->domain = h->seg.kind == LUS_SEGMENT_DOMAIN ? lus_host_domain(h, h->seg.domid) : NULL;
    if ( !h->domain )
        return 0;
    lus_host_forget(h);
    h->at.is_dying = h->domain->is_dying;
    memset(h->regs, 0, sizeof(h->regs));
    memset(h->blocked, 0, sizeof(h->blocked));
    return lus_host_vcpus(h);
}

/* What the records of a segment did not say. */
static int end_segment(struct lus_host *h)
{
    int rc;

    lus_host_missing(h);
    if ( !h->domain )
        return 0;
    lus_host_unlisted(h);
    lus_host_unused(h);
    lus_host_info(h);
    if ( (rc = lus_host_gfns(h)) != 0 || (rc = lus_host_mappings(h)) != 0 )
        return rc;
    return lus_host_own_pages(h);
}

static int check_segment(struct lus_host *h, uint32_t i)
{
    int rc = begin_segment(h, i);

    if ( rc )
        return rc;
    while ( (rc = lus_next(&h->seg, &h->rec)) > 0 )
    {
        if ( !h->rec.info || (h->rec.flags & LUS_RECORD_CHUNK) )
            continue;
        if ( (rc = check_record(h)) != 0 )
            return rc;
        lus_host_whole(h);
        if ( h->domain )
            lus_host_take_info(h);
        lus_host_required(h);
    }
    if ( rc == 0 )
        rc = end_segment(h);
    return rc ? rc : lus_host_page_tables(h);
}

static void note_not_run(const struct lus_host *h)
{
    const struct lus_host_args *a = h->args;
    uint32_t have = (a->bootmem.runs ? LUS_RULE_ARGUMENT_BOOTMEM : 0) | (a->image.runs ? LUS_RULE_ARGUMENT_IMAGE : 0) |
                    (a->stream.runs ? LUS_RULE_ARGUMENT_STREAM : 0) | (a->read_frame && a->tables ? LUS_RULE_ARGUMENT_READ_FRAME : 0);
    uint32_t i;

    for ( i = 0; i < LUS_R_COUNT; i++ )
        h->result->not_run[i] = (lus_all_rules[i].argument & ~have) != 0;
}

/* Entries of a domain's table, all chunks. */
static LUS_NOINLINE uint64_t count_in(struct lus_segment *seg, uint32_t type)
{
    struct lus_record rec;
    uint64_t nr = 0;

    if ( lus_find(seg, type, 0, &rec) )
        return 0;
    do
        nr += rec.length / lus_record_type(type)->entry->size;
    while ( (rec.flags & LUS_RECORD_MORE) && lus_next(seg, &rec) > 0 );
    return nr;
}

/* Entries of tables of this type in all domains, and, in *most, in the one that has most. Without any no segment is looked at. */
static LUS_NOINLINE uint64_t count_entries(struct lus_stream *s, uint32_t type, uint64_t *most)
{
    struct lus_segment seg;
    uint64_t nr = 0, in;
    uint32_t i;

    *most = 0;
    if ( lus_count_of(s, type) == 0 )
        return 0;
    for ( i = 0; i < s->header.index_count; i++ )
    {
        if ( lus_segment_open(s, i, &seg) || seg.kind != LUS_SEGMENT_DOMAIN )
            continue;
        in = count_in(&seg, type);
        nr += in;
        *most = in > *most ? in : *most;
    }
    return nr;
}

/* Frames that are gathered of one domain: guest frames of grant tables, of #VE, of shared_info; or those of grants that it has mapped. */
static uint32_t count_gfns(struct lus_stream *s)
{
    uint64_t grants, status, mapped;

    count_entries(s, LUS_TYPE_GRANT_FRAMES, &grants);
    count_entries(s, LUS_TYPE_GRANT_STATUS_FRAMES, &status);
    count_entries(s, LUS_TYPE_MAPTRACK_ENTRIES, &mapped);
    grants += status + lus_count_of(s, LUS_TYPE_HVM_ALTP2M_VCPU) + (lus_count_of(s, LUS_TYPE_SHARED_INFO_PLACE) != 0);
    return (uint32_t)(grants > mapped ? grants : mapped);
}

static uint64_t round_up(uint64_t n)
{
    return (n + 7) & ~7ull;
}

/* Where the parts of a workspace begin, and its size. */
struct layout
{
    uint64_t domains;
    uint64_t owners;
    uint64_t heap;
    uint64_t pins;
    uint64_t gfns;
    uint64_t size;
    uint32_t max_gfns;
};

static LUS_NOINLINE void lay_out(struct lus_stream *s, struct layout *l)
{
    uint64_t owners = lus_count_of(s, LUS_TYPE_MEM_OWNED), most;

    l->max_gfns = count_gfns(s);
    l->domains = round_up(sizeof(struct lus_host));
    l->owners = l->domains + s->header.index_count * round_up(sizeof(struct lus_host_domain));
    l->heap = l->owners + owners * round_up(sizeof(struct lus_owner));
    l->pins = l->heap + round_up(owners * sizeof(uint32_t));
    l->gfns = l->pins + round_up(count_entries(s, LUS_TYPE_GRANTS_ACTIVE, &most) * sizeof(uint32_t));
    l->size = l->gfns + l->max_gfns * sizeof(struct lus_host_gfn);
}

uint64_t lus_host_workspace(struct lus_stream *s)
{
    struct layout l;

    lay_out(s, &l);
    return l.size;
}

int lus_host_check(struct lus_stream *s, void *workspace, uint64_t size, const struct lus_host_args *args,
                   struct lus_host_result *result)
{
    struct lus_host *h = workspace;
    uint8_t *p = workspace;
    struct layout l;
    uint32_t i;
    int rc;

    lay_out(s, &l);
    if ( size < l.size )
        return -LUS_E_NO_SPACE;
    memset(p, 0, (size_t)l.size);
    memset(result, 0, sizeof(*result));
    h->domains = (void *)(p + l.domains);
    h->own.owner = (void *)(p + l.owners);
    h->own.heap = (void *)(p + l.heap);
    h->pins = (void *)(p + l.pins);
    h->gfns = (void *)(p + l.gfns);
    h->max_gfns = l.max_gfns;
    h->s = s;
    h->args = args;
    h->result = result;
    h->at_frame = LUS_NO_FRAME;
    h->at_slot = LUS_NO_ENTRY;
    note_not_run(h);
    if ( (rc = gather(h)) != 0 || (rc = lus_host_frames(h)) != 0 )
        return rc;
    for ( i = 0; i < s->header.index_count; i++ )
        if ( (rc = check_segment(h, i)) != 0 )
            return rc;
    if ( (rc = lus_host_pins(h)) != 0 )
        return rc;
    return result->by_severity[LUS_SEVERITY_HOST] || result->by_severity[LUS_SEVERITY_DOMAIN] ||
           result->by_severity[LUS_SEVERITY_NOTE];
}

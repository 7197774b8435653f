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

void lus_host_found(struct lus_host *h, uint32_t rule, uint32_t peer, const struct lus_where *where)
{
    const struct lus_rule_info *info = &lus_all_rules[rule];
    struct lus_finding f;

    /* H-11: what is wrong with a domain that will not be restored is nobody's concern. */
    if ( h->domain && h->domain->quarantined )
        return;
    f.rule = info->number;
    f.severity = info->severity;
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
    h->result->by_severity[info->severity]++;
    if ( h->result->by_rule[rule]++ < LUS_FINDINGS_MAX )
        h->args->finding(h->args->ctx, &f);
}

LUS_NOINLINE void lus_host_found_entry(struct lus_host *h, uint32_t rule, uint32_t peer, uint32_t field, uint64_t value)
{
    const struct lus_table *t = &h->table;
    const struct lus_entry *e = t->rec.info->entry;
    struct lus_where where = { .entry = t->index - 1, .field = field, .value = value };

    where.offset = t->rec.offset + LUS_RECORD_HEADER + t->at - e->size + e->fields[field].offset;
    lus_host_found(h, rule, peer, &where);
}

struct lus_host_domain *lus_host_domain(const struct lus_host *h, uint32_t domid)
{
    uint32_t lo = 0, hi = h->nr_domains;

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( h->domains[mid].domid < domid )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < h->nr_domains && h->domains[lo].domid == domid ? &h->domains[lo] : NULL;
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
    case LUS_TYPE_DOM_INFO:
        d->has_info = 1;
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

/* All rules of records, on one segment. */
static int check_segment(struct lus_host *h, uint32_t i)
{
    int rc;

    if ( (rc = lus_segment_open(h->s, i, &h->seg)) != 0 )
        return rc;
    h->domain = h->seg.kind == LUS_SEGMENT_DOMAIN ? lus_host_domain(h, h->seg.domid) : NULL;
    if ( h->domain && (rc = lus_host_vcpus(h)) != 0 )
        return rc;
    while ( (rc = lus_next(&h->seg, &h->rec)) > 0 )
    {
        if ( !h->rec.info || (h->rec.flags & LUS_RECORD_CHUNK) )
            continue;
        lus_decode_any(h->rec.type, h->rec.body ? h->rec.body : lus_fixed(h->s, &h->rec), h->rec.revision, &h->any);
        if ( (rc = lus_host_refs(h)) != 0 || (rc = lus_host_events(h)) != 0 || (rc = lus_host_grants(h)) != 0 ||
             (rc = lus_host_memory(h)) != 0 )
            return rc;
        lus_host_whole(h);
    }
    if ( rc == 0 && h->domain )
        lus_host_missing(h);
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

/* Entries in use in all grant tables: 0 for a stream without any, without looking at a segment. */
static LUS_NOINLINE uint64_t count_active(struct lus_stream *s)
{
    uint32_t i, size = lus_record_type(LUS_TYPE_GRANTS_ACTIVE)->entry->size;
    struct lus_segment seg;
    struct lus_record rec;
    uint64_t nr = 0;

    if ( lus_count_of(s, LUS_TYPE_GRANTS_ACTIVE) == 0 )
        return 0;
    for ( i = 0; i < s->header.index_count; i++ )
    {
        if ( lus_segment_open(s, i, &seg) || seg.kind != LUS_SEGMENT_DOMAIN || lus_find(&seg, LUS_TYPE_GRANTS_ACTIVE, 0, &rec) )
            continue;
        do
            nr += rec.length / size;
        while ( (rec.flags & LUS_RECORD_MORE) && lus_next(&seg, &rec) > 0 );
    }
    return nr;
}

static uint64_t round_up(uint64_t n)
{
    return (n + 7) & ~7ull;
}

uint64_t lus_host_workspace(struct lus_stream *s)
{
    uint64_t owners = lus_count_of(s, LUS_TYPE_MEM_OWNED);

    return round_up(sizeof(struct lus_host)) + s->header.index_count * round_up(sizeof(struct lus_host_domain)) +
           owners * round_up(sizeof(struct lus_owner)) + round_up(owners * sizeof(uint32_t)) +
           round_up(count_active(s) * sizeof(uint32_t));
}

int lus_host_check(struct lus_stream *s, void *workspace, uint64_t size, const struct lus_host_args *args,
                   struct lus_host_result *result)
{
    uint64_t owners = lus_count_of(s, LUS_TYPE_MEM_OWNED);
    struct lus_host *h = workspace;
    uint8_t *p = workspace;
    uint32_t i;
    int rc;

    if ( size < lus_host_workspace(s) )
        return -LUS_E_NO_SPACE;
    memset(p, 0, (size_t)size);
    memset(result, 0, sizeof(*result));
    p += round_up(sizeof(*h));
    h->domains = (void *)p;
    p += s->header.index_count * round_up(sizeof(*h->domains));
    h->own.owner = (void *)p;
    p += owners * round_up(sizeof(*h->own.owner));
    h->own.heap = (void *)p;
    h->pins = (void *)(p + round_up(owners * sizeof(uint32_t)));
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

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The negotiation about a finished stream: what its records use, and the dry run. spec/note.md [N-20] */
#include "../core/source.h"
#include "../core/wire.h"
#include "features.h"
#include "negotiate.h"

/* What the walk needs: too big for a hypervisor's stack. */
struct work
{
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_table table;
    struct lus_facts facts;     /* of the segment: which features it uses */
    struct lus_facts_work facts_work;
    uint32_t guests;            /* enum lus_guests of its domain; ALL outside domains */
};

enum
{
#define LUS_FEATURE(name, bit, first, last, point, doc, source) BIT_##name = (bit),
#include "features.def"
};

/* Features whose use a stream shows. */
static const uint64_t lus_shown = 0
#define LUS_USES(name, record, part, field, test, value) | 1ull << BIT_##name
#define LUS_USES_BITS(name, record, field, mask, value) | 1ull << BIT_##name
#define LUS_USES_KEYED(name, record, key_field, key, field, test, value) | 1ull << BIT_##name
#define LUS_USES_RECORD(name, record, instance) | 1ull << BIT_##name
#include "features.def"
    ;

/* The greatest value of a field of the entries, or with @f NULL how many there are. Return: 0 or what reading returns. */
static LUS_NOINLINE int each_entry(struct work *w, const struct lus_field *f, uint64_t *out)
{
    uint32_t n, i, size = w->rec.info->entry->size;
    const uint8_t *p;
    int rc = lus_table_open(&w->table, &w->seg, &w->rec);

    *out = 0;
    while ( rc == 0 && (rc = lus_table_run(&w->table, &p, &n)) > 0 )
    {
        rc = 0;
        if ( !f )
            *out += n;
        for ( i = 0; f && i < n; i++ )
        {
            uint64_t have = lus_field_load(f, p + i * size, 0);

            if ( have > *out )
                *out = have;
        }
    }
    return rc;
}

static int compare_limit(struct negotiation *n, struct work *w, const struct lus_limit *l)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_LIMIT, LUS_VERDICT_NO);
    const struct lus_record_type *t = w->rec.info;
    struct lus_note_limit takes;
    int rc = 0;

    if ( lus_note_find_limit(n->a->to, l->id, &takes) || (l->guests != LUS_GUESTS_ALL && l->guests != w->guests) )
        return 0;
    if ( l->seen == LUS_LIMIT_FIELD )
        r.value = lus_field_load(&t->fields[l->field], lus_fixed(n->a->stream, &w->rec), 0);
    else
        rc = each_entry(w, l->seen == LUS_LIMIT_ENTRY ? &t->entry->fields[l->field] : NULL, &r.value);
    if ( rc || r.value <= takes.value )
        return rc;
    r.number = l->id;
    r.most = takes.value;
    r.type = w->rec.type;
    r.revision = w->rec.revision;
    r.domid = w->seg.domid;
    lus_say(n, &r);
    return 0;
}

static int see_record(struct negotiation *n, struct work *w)
{
    const struct lus_limit *limits;
    uint32_t nr, i;
    int rc = 0;

    limits = lus_limits(&nr);
    for ( i = 0; i < nr; i++ )
        if ( !rc && limits[i].type && limits[i].type == w->rec.type )
            rc = compare_limit(n, w, &limits[i]);
    return rc;
}

/* Of a domain's segment, which is opened, the kind of guest; and the cursor before its first record again. */
static int find_guests(struct negotiation *n, struct work *w)
{
    int rc;

    w->guests = LUS_GUESTS_ALL;
    if ( w->seg.kind != LUS_SEGMENT_DOMAIN )
        return 0;
    if ( (rc = lus_find(&w->seg, LUS_TYPE_DOMAIN, 0, &w->rec)) != 0 )
        return rc;
    w->guests = lus_fixed(n->a->stream, &w->rec)[0] == LUS_GUEST_KIND_PV ? LUS_GUESTS_PV : LUS_GUESTS_HVM;
    return lus_pass(&w->seg, 0);
}

static int see_segment(struct negotiation *n, struct work *w, uint32_t i)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_FEATURE, LUS_VERDICT_NO);
    int rc;

    if ( (rc = lus_segment_open(n->a->stream, i, &w->seg)) != 0 || (rc = find_guests(n, w)) != 0 ||
         (rc = lus_facts_domain(&w->facts, &w->seg, &w->facts_work)) != 0 )
        return rc;
    while ( (rc = lus_next(&w->seg, &w->rec)) > 0 )
        if ( w->rec.info && !(w->rec.flags & LUS_RECORD_CHUNK) && (rc = see_record(n, w)) != 0 )
            break;
    if ( w->seg.kind == LUS_SEGMENT_DOMAIN )
        r.domid = w->seg.domid;
    lus_say_bits(n, lus_features_missing(&w->facts, n->a->to->features), &r);
    return rc;
}

static int can_walk(const struct negotiation *n)
{
    return n->a->stream && n->a->is_checked && n->a->workspace;
}

uint64_t lus_negotiate_workspace(const struct lus_stream *s)
{
    uint64_t recast = lus_recast_workspace(s);

    return recast > sizeof(struct work) ? recast : sizeof(struct work);
}

/* Is each record in the revision that the header's release has? C-2 */
static int is_of_profile(struct lus_stream *s, const struct lus_profile *p)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
        if ( lus_record_type(e.type) && e.revision != lus_profile_revision(p, e.type) )
            return 0;
    return 1;
}

int lus_negotiate_begin(struct negotiation *n)
{
    struct work *w = n->a->workspace;
    struct lus_profile p;
    uint32_t i;
    int rc;

    if ( !can_walk(n) )
        return 0;
    if ( n->a->workspace_size < lus_negotiate_workspace(n->a->stream) )
        return -LUS_E_NO_SPACE;
    n->exact = n->can_write && n->from_minor && !lus_profile_of(&n->a->stream->header, &p) && is_of_profile(n->a->stream, &p) &&
               n->a->stream->header.arch == n->a->to->arch;
    n->has = 0;
    for ( i = 0; i < n->a->stream->header.index_count; i++ )
    {
        if ( (rc = lus_segment_open(n->a->stream, i, &w->seg)) != 0 || (rc = find_guests(n, w)) != 0 )
            return rc;
        n->has |= w->guests == LUS_GUESTS_PV ? HAS_PV : w->guests == LUS_GUESTS_HVM ? HAS_HVM : 0;
    }
    return 0;
}

/* The profile's features: those that nothing in a stream would show, and, where the records cannot be looked at, all. */
static void compare_header_features(struct negotiation *n)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_FEATURE, LUS_VERDICT_IF);
    const struct lus_header *h = &n->a->stream->header;
    struct lus_profile p;
    uint64_t lacks;

    /* A header that names none has its release's [C-4]; one that this build does not know has what it says. */
    lacks = (lus_profile_of(h, &p) ? h->features : p.features) & ~n->a->to->features & ~LUS_FEATURE_EXPLICIT;
    /* Nobody here can tell whether one without a name is used. */
    lus_say_bits(n, lacks & (can_walk(n) ? ~LUS_FEATURES_KNOWN : ~0ull), &r);
    r.weight = LUS_VERDICT_REPORT;
    if ( can_walk(n) )
        lus_say_bits(n, lacks & LUS_FEATURES_KNOWN & ~lus_shown, &r);
}

static void compare_header_limits(struct negotiation *n)
{
    const struct lus_limit *known;
    struct lus_note_limit l;
    uint32_t nr, i, k;

    known = lus_limits(&nr);
    for ( k = 0; !lus_note_limit(n->a->to, k, &l); k++ )
    {
        struct lus_reason r = lus_reason_new(LUS_REASON_LIMIT, LUS_VERDICT_NO);

        r.number = l.id;
        r.most = l.value;
        for ( i = 0; i < nr && known[i].id != l.id; i++ )
            ;
        if ( i < nr && known[i].seen == LUS_LIMIT_DOMAINS )
        {
            struct lus_index_entry e;

            for ( i = 0; !lus_index_at(n->a->stream, i, &e); i++ )
                r.value += e.kind == LUS_SEGMENT_DOMAIN;
            if ( r.value > r.most )
                lus_say(n, &r);
        }
        else if ( i < nr && known[i].seen == LUS_LIMIT_CPUS && n->a->host )
        {
            r.value = n->a->host->cpus;
            if ( r.value > r.most )
                lus_say(n, &r);
        }
        else if ( i == nr || known[i].seen == LUS_LIMIT_CPUS || !can_walk(n) )
        {
            if ( i < nr && known[i].guests != LUS_LIMIT_HOST )
                r.guests = known[i].guests;
            lus_negotiate_limit(n, &r);
        }
    }
}

int lus_negotiate_records(struct negotiation *n)
{
    struct work *w = n->a->workspace;
    uint32_t i;
    int rc;

    compare_header_features(n);
    compare_header_limits(n);
    if ( !can_walk(n) )
        return 0;
    rc = lus_facts_host(&w->facts, n->a->stream, &w->facts_work);
    for ( i = 0; !rc && i < n->a->stream->header.index_count; i++ )
        rc = see_segment(n, w, i);
    return rc;
}

int lus_negotiate_dry(struct negotiation *n)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_OUTCOME, LUS_VERDICT_REPORT);
    struct lus_recast_args args;
    uint32_t i;
    int rc;

    if ( !n->exact )
        return 0;
    memset(&args, 0, sizeof(args));
    args.to.minor = n->to_minor;
    args.to.features = n->a->to->features & LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT;
    args.outcome = n->a->outcome;
    args.tally = n->a->tally;
    args.ctx = n->a->ctx;
    args.cpu = n->a->cpu;
    rc = lus_recast(n->a->stream, &args, n->a->workspace, n->a->workspace_size, &n->r->recast);
    if ( rc && rc != -LUS_E_REFUSED )
        return rc;
    /* Nothing is wrong with the stream itself. */
    memset(&n->a->stream->diag, 0, sizeof(n->a->stream->diag));
    n->r->ran = 1;
    for ( i = 0; i <= LUS_OUTCOME_UNPROVABLE; i++ )
    {
        r.number = i;
        r.value = n->r->recast.kinds[i];
        r.weight = i == LUS_OUTCOME_REFUSED ? LUS_VERDICT_NO : LUS_VERDICT_REPORT;
        if ( r.value )
            lus_say(n, &r);
    }
    return 0;
}

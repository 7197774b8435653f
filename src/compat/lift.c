/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* One record or entry of one profile as it is in another. spec/compat.md C-20. */
#include "../core/source.h"
#include "lift.h"

/* C-2: the stream has every record in the revision of its profile. */
static int check_profile(struct lus_stream *s, const struct lus_profile *p)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
    {
        const struct lus_record_type *t = lus_record_type(e.type);

        if ( !t || e.revision > t->revisions || e.revision == lus_profile_revision(p, e.type) )
            continue;
        if ( !s->diag.error )
            s->diag.type = e.type;
        return lus_fail(s, LUS_E_PROFILE, s->header.catalogue_offset + (uint64_t)i * LUS_CATALOGUE_ENTRY + 4, e.revision);
    }
    return 0;
}

/* For each owner once, so that records that no rule is of are not decoded. */
static void find_touched(struct lus_lift *l)
{
    uint32_t i;

    for ( i = 1; i < LUS_OWNERS; i++ )
        l->touched[i] = (uint8_t)lus_owner_has_rules(i, l->from.minor, l->to.minor);
}

int lus_lift_init(struct lus_lift *l, struct lus_stream *s, const struct lus_profile *to)
{
    int rc;

    memset(l, 0, sizeof(*l));
    l->s = s;
    l->to = *to;
    l->to.features &= ~LUS_FEATURE_EXPLICIT;
    if ( to->minor < LUS_RELEASE_FIRST || to->minor > LUS_RELEASE_LAST )
        return lus_fail(s, LUS_E_PROFILE, 120, to->minor);
    if ( l->to.features & ~LUS_FEATURES_KNOWN )
        return lus_fail(s, LUS_E_FEATURE, 128, to->features);
    if ( (rc = lus_profile_of(&s->header, &l->from)) != 0 )
        return lus_fail(s, -rc, rc == -LUS_E_FEATURE ? 128 : 120, rc == -LUS_E_FEATURE ? s->header.features : s->header.profile_minor);
    if ( (rc = lus_acceptable(s)) != 0 || (rc = check_profile(s, &l->from)) != 0 )
        return rc;
    find_touched(l);
    l->call.facts = &l->facts;
    l->call.result = &l->result;
    l->call.row = LUS_NO_ROW;
    return lus_facts_host(&l->facts, s, &l->work);
}

/*
 * C-23: a hypervisor that kept errors of local APICs back, and whose release's revision has no place for them. Whether there were any its stream
 * does not say; who wrote it from an image did.
 */
static void tell_of_pending_esr(struct lus_lift *l)
{
    const struct lus_header *h = &l->s->header;
    struct lus_call *c = &l->call;

    if ( !(l->from.features & LUS_FEATURE_LAPIC_PENDING_ESR) || lus_profile_revision(&l->from, LUS_TYPE_HVM_LAPIC) > 1 ||
         !(l->facts.have & LUS_HAVE_LAPIC) || !(h->source & LUS_SOURCE_KIND_HYPERVISOR) || h->producer_major != h->profile_major ||
         h->producer_minor != h->profile_minor )
        return;
    c->type = LUS_TYPE_HVM_LAPIC;
    c->row = LUS_ROW_M21_01;
    c->minor = lus_row(c->row, NULL)->minor;
    lus_call_lost(c, LUS_NO_FIELD, 0, 0);
    c->type = 0;
    c->row = LUS_NO_ROW;
}

int lus_lift_segment(struct lus_lift *l, const struct lus_segment *seg)
{
    struct lus_call *c = &l->call;
    uint64_t missing;
    uint32_t i;
    int rc = lus_facts_domain(&l->facts, seg, &l->work);

    if ( rc )
        return rc;
    c->segment_kind = seg->kind;
    c->domid = seg->domid;
    c->type = c->instance = 0;
    c->entry = LUS_NO_ENTRY;
    c->row = LUS_NO_ROW;
    c->minor = (uint8_t)l->to.minor;
    c->down = l->from.minor > l->to.minor;
    missing = lus_features_missing(&l->facts, l->to.features);
    for ( i = 0; i < 63; i++ )
        if ( missing >> i & 1 )
            lus_call_refuse(c, LUS_NO_FIELD, 1ull << i);
    tell_of_pending_esr(l);
    return 0;
}

int lus_lift_is_plain(const struct lus_lift *l, const struct lus_record *rec)
{
    /* Each revision has a rule in its step: a record that no rule is of is in the same revision on both sides. */
    return !l->touched[lus_owner_of_record(rec->type)];
}

static int load_params(struct lus_lift *l, struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_table *t = &l->work.table;
    struct lus_hvm_param e;
    const uint8_t *p;
    int rc;

    l->params.have = 0;
    if ( (rc = lus_table_open(t, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(t, &p)) > 0 )
    {
        if ( lus_decode_hvm_param(p, &e) )
            return lus_refuse(seg, rec, LUS_E_RANGE, rec->offset, LUS_NO_FIELD);
        l->params.have |= 1ull << e.index;
        l->params.value[e.index] = e.value;
    }
    l->loaded = l->params;
    return rc;
}

/* Steps of one record or entry. Return: 1; 0 where it is left out; -LUS_E_REFUSED. */
static int apply(struct lus_lift *l, struct lus_call *c)
{
    uint64_t refused = l->result.kinds[LUS_OUTCOME_REFUSED];

    lus_apply(c, l->from.minor, l->to.minor);
    if ( l->result.kinds[LUS_OUTCOME_REFUSED] != refused )
        return -LUS_E_REFUSED;
    return !c->drop;
}

int lus_lift_record(struct lus_lift *l, struct lus_segment *seg, const struct lus_record *rec, const union lus_any **o)
{
    struct lus_call *c = &l->call;
    const uint8_t *p;
    int rc;

    if ( !rec->info || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    p = rec->body ? rec->body : lus_fixed(l->s, rec);
    if ( lus_decode_any(rec->type, p, rec->revision, &l->record) )
        return lus_refuse(seg, rec, LUS_E_RANGE, rec->offset, LUS_NO_FIELD);
    if ( rec->type == LUS_TYPE_HVM_PARAMS && (rc = load_params(l, seg, rec)) != 0 )
        return rc;
    c->o = &l->record;
    c->record = &l->record;
    c->params = &l->params;
    c->info = rec->info;
    c->fields = rec->info->fields;
    c->owner = lus_owner_of_record(rec->type);
    c->type = rec->type;
    c->instance = rec->instance;
    c->entry = LUS_NO_ENTRY;
    *o = &l->record;
    return apply(l, c);
}

int lus_lift_entry(struct lus_lift *l, const uint8_t *p, uint32_t index, const union lus_any **o)
{
    struct lus_call *c = &l->at;

    if ( l->call.type == 0 || !l->call.info->entry )
        return -LUS_E_ARGUMENT;
    *c = l->call;
    c->owner = lus_owner_of_entry(c->type);
    if ( lus_decode_entry(c->type, p, &l->entry) )
        return -LUS_E_RANGE;
    c->o = &l->entry;
    c->fields = c->info->entry->fields;
    c->entry = index;
    *o = &l->entry;
    return apply(l, c);
}

uint64_t lus_lift_params(const struct lus_lift *l, const uint64_t **values)
{
    *values = l->params.value;
    return l->params.have;
}

uint64_t lus_lift_workspace(void)
{
    return sizeof(struct lus_lift);
}

int lus_lift_open(struct lus_lift **lift, void *workspace, uint64_t size, struct lus_stream *s, const struct lus_profile *to,
                  void (*outcome)(void *ctx, const struct lus_outcome *o), void *ctx)
{
    struct lus_lift *l = workspace;
    int rc;

    if ( size < sizeof(*l) )
        return lus_fail(s, LUS_E_NO_SPACE, 0, size);
    if ( (rc = lus_lift_init(l, s, to)) != 0 )
        return rc;
    l->call.outcome = outcome;
    l->call.ctx = ctx;
    *lift = l;
    return 0;
}

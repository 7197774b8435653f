/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Can xen#2 take what xen#1 has? By notes, counts, or a stream. spec/note.md section 3 */
#include "../core/wire.h"
#include "negotiate.h"

#define ALL_FEATURES (~LUS_FEATURE_EXPLICIT)

static const struct { const char *name, *text; } lus_reasons[] = {
    [LUS_REASON_NOTE_VERSION] = { "note_version", "note is of a later version: what it asks for cannot be judged" },
    [LUS_REASON_ARCH] = { "arch", "architectures differ" },
    [LUS_REASON_FORMAT] = { "format", "stream format is not read" },
    [LUS_REASON_PARTIAL] = { "partial", "stream is partial: what it lacks is not judged, and restore refuses it as it is" },
    [LUS_REASON_RELEASE] = { "release", "release is not one of this build's: judged by its note or stream alone" },
    [LUS_REASON_RECORD] = { "record", "record type is not taken" },
    [LUS_REASON_NEWER] = { "newer", "record is in a later revision than is taken" },
    [LUS_REASON_OLDER] = { "older", "record is in an earlier revision: what is new is derived or defaulted" },
    [LUS_REASON_REQUIRED] = { "required", "record that is required is not written" },
    [LUS_REASON_FEATURE] = { "feature", "feature that xen#2 does not have" },
    [LUS_REASON_LIMIT] = { "limit", "more than is taken" },
    [LUS_REASON_BOOTMEM] = { "bootmem", "bootmem is too small" },
    [LUS_REASON_HYPERCALL] = { "hypercall", "hypercall that guests can make is not there any more" },
    [LUS_REASON_XENFEAT] = { "xenfeat", "XENFEAT bit that guests were told is not there any more" },
    [LUS_REASON_LOSS] = { "loss", "what guests of xen#1 have and those of xen#2 have not, or otherwise" },
    [LUS_REASON_OUTCOME] = { "outcome", "values that do not pass unchanged" },
};

const char *lus_reason_name(uint32_t kind)
{
    return kind < LUS_REASONS ? lus_reasons[kind].name : NULL;
}

const char *lus_reason_text(uint32_t kind)
{
    return kind < LUS_REASONS ? lus_reasons[kind].text : NULL;
}

struct lus_reason lus_reason_new(uint32_t kind, uint32_t weight)
{
    struct lus_reason r = { 0 };

    r.kind = (uint8_t)kind;
    r.weight = (uint8_t)weight;
    r.domid = LUS_NO_DOMID;
    return r;
}

LUS_NOINLINE void lus_say(struct negotiation *n, const struct lus_reason *reason)
{
    if ( (reason->guests == LUS_GUESTS_PV && !(n->has & HAS_PV)) || (reason->guests == LUS_GUESTS_HVM && !(n->has & HAS_HVM)) )
        return;
    n->r->by_weight[reason->weight]++;
    if ( reason->weight > n->r->verdict )
        n->r->verdict = reason->weight;
    if ( n->a->reason )
        n->a->reason(n->a->ctx, reason);
}

static uint32_t known_minor(uint32_t major, uint32_t minor)
{
    return major == 4 && minor >= LUS_RELEASE_FIRST && minor <= LUS_RELEASE_LAST ? minor : 0;
}

/* Is the note of a release that this build knows, and takes all that it writes for that release? */
static int can_write_for(const struct lus_note *to)
{
    struct lus_profile p = { known_minor(to->major, to->minor), to->features };
    const struct lus_record_type *types;
    struct lus_note_record r;
    uint32_t nr, i, revision;

    if ( !p.minor )
        return 0;
    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
    {
        revision = lus_profile_revision(&p, types[i].type);
        if ( revision && lus_type_in_arch(types[i].type, to->arch) &&
             (lus_note_find(to, types[i].type, &r) || r.least > revision || r.revision < revision) )
            return 0;
    }
    return 1;
}

/* What the headers say: versions, architectures, formats, releases. */
static void compare_heads(struct negotiation *n)
{
    const struct lus_note *to = n->a->to, *from = n->a->from;
    const struct lus_header *h = n->a->stream ? &n->a->stream->header : NULL;
    uint32_t arch = h ? h->arch : from->arch, format = h ? h->format : 0;
    struct lus_reason r;

    if ( to->version > LUS_NOTE_VERSION || (!h && from->version > LUS_NOTE_VERSION) )
    {
        r = lus_reason_new(LUS_REASON_NOTE_VERSION, to->version > LUS_NOTE_VERSION ? LUS_VERDICT_NO : LUS_VERDICT_REPORT);
        r.is_from = to->version <= LUS_NOTE_VERSION;
        r.number = r.is_from ? from->version : to->version;
        r.most = LUS_NOTE_VERSION;
        lus_say(n, &r);
    }
    r = lus_reason_new(LUS_REASON_ARCH, LUS_VERDICT_NO);
    r.value = arch;
    r.most = to->arch;
    if ( arch != to->arch )
        lus_say(n, &r);
    /* xen#1 writes one of its formats: the greatest that both know. */
    if ( !h )
        format = from->format_greatest < to->format_greatest ? from->format_greatest : to->format_greatest;
    r = lus_reason_new(LUS_REASON_FORMAT, LUS_VERDICT_NO);
    r.value = format;
    r.most = to->format_greatest;
    if ( format < to->format_least || format > to->format_greatest || (!h && format < from->format_least) )
        lus_say(n, &r);
    r = lus_reason_new(LUS_REASON_PARTIAL, LUS_VERDICT_IF);
    if ( h && h->partial )
        lus_say(n, &r);
    r = lus_reason_new(LUS_REASON_RELEASE, LUS_VERDICT_REPORT);
    r.is_from = 1;
    r.value = h ? h->profile_major : from->major;
    r.number = h ? h->profile_minor : from->minor;
    if ( !n->from_minor )
        lus_say(n, &r);
    r.is_from = 0;
    r.value = to->major;
    r.number = to->minor;
    if ( !n->to_minor )
        lus_say(n, &r);
}

/* What xen#1 writes: entry @i of its note or of the catalogue. Return: 0, or not 0 beyond the last. */
static int written_at(const struct negotiation *n, uint32_t i, struct lus_note_record *w)
{
    struct lus_catalogue_entry e;

    if ( !n->a->stream )
        return lus_note_record(n->a->from, i, w);
    if ( lus_catalogue_at(n->a->stream, i, &e) )
        return -LUS_E_NOT_FOUND;
    w->type = e.type;
    w->revision = w->least = e.revision;
    w->flags = 0;
    return 0;
}

static int is_written(const struct negotiation *n, uint32_t type)
{
    struct lus_note_record w;
    uint32_t i;

    for ( i = 0; !written_at(n, i, &w); i++ )
        if ( w.type == type )
            return 1;
    return 0;
}

/* How much it counts that a type cannot pass as it is: not at all bad if it is optional, and open while a conversion may help. */
static uint32_t weight_of(const struct negotiation *n, const struct lus_note_record *w)
{
    int known = lus_record_type(w->type) && w->revision <= lus_record_type(w->type)->revisions;

    if ( w->type & LUS_TYPE_OPTIONAL )
        return LUS_VERDICT_REPORT;
    if ( known && n->can_write )
        return LUS_VERDICT_IF;
    return n->a->stream || (w->flags & LUS_NOTE_REQUIRED) ? LUS_VERDICT_NO : LUS_VERDICT_IF;
}

static void compare_record(struct negotiation *n, const struct lus_note_record *w)
{
    const struct lus_record_type *t = lus_record_type(w->type);
    struct lus_note_record takes;
    struct lus_reason r;

    if ( lus_note_find(n->a->to, w->type, &takes) )
    {
        r = lus_reason_new(LUS_REASON_RECORD, weight_of(n, w));
        takes.revision = 0;
    }
    else if ( w->revision > takes.revision )
        r = lus_reason_new(LUS_REASON_NEWER, weight_of(n, w));
    else if ( w->revision < takes.least )
    {
        /* This build can raise it, if it knows the revision that is asked for. */
        r = lus_reason_new(LUS_REASON_OLDER, t && takes.least <= t->revisions && n->can_write ? LUS_VERDICT_REPORT : weight_of(n, w));
        takes.revision = takes.least;
    }
    else if ( w->revision < takes.revision )
        r = lus_reason_new(LUS_REASON_OLDER, LUS_VERDICT_REPORT);
    else
        return;
    /* Of a type that only some guests have, only those count; and while nobody has said that there are any, it is no answer. */
    r.guests = t ? t->guests : LUS_GUESTS_ALL;
    if ( r.weight == LUS_VERDICT_NO && r.guests != LUS_GUESTS_ALL && !n->a->uses && !n->a->stream )
        r.weight = LUS_VERDICT_IF;
    r.type = w->type;
    r.revision = w->revision;
    r.takes = takes.revision;
    lus_say(n, &r);
}

/* Has the stream a domain? Of what is live, somebody asks. */
static int has_domain(const struct negotiation *n)
{
    struct lus_index_entry e;
    uint32_t i;

    if ( !n->a->stream )
        return 1;
    for ( i = 0; !lus_index_at(n->a->stream, i, &e); i++ )
        if ( e.kind == LUS_SEGMENT_DOMAIN )
            return 1;
    return 0;
}

static void compare_required(struct negotiation *n, const struct lus_note_record *t)
{
    uint32_t of = t->flags & (LUS_NOTE_OF_PV | LUS_NOTE_OF_HVM | LUS_NOTE_OF_DOMAIN);
    struct lus_reason r = lus_reason_new(LUS_REASON_REQUIRED, LUS_VERDICT_NO);

    if ( !(t->flags & LUS_NOTE_REQUIRED) || (of && !has_domain(n)) || is_written(n, t->type) )
        return;
    r.guests = of == LUS_NOTE_OF_PV ? LUS_GUESTS_PV : of == LUS_NOTE_OF_HVM ? LUS_GUESTS_HVM : LUS_GUESTS_ALL;
    /* Nobody has said that there is such a domain. */
    if ( r.guests != LUS_GUESTS_ALL && n->has == (HAS_PV | HAS_HVM) && !n->a->uses )
        r.weight = LUS_VERDICT_IF;
    r.type = t->type;
    r.takes = t->revision;
    lus_say(n, &r);
}

static void compare_records(struct negotiation *n)
{
    struct lus_note_record e;
    uint32_t i;

    if ( n->exact )
        return;
    for ( i = 0; !written_at(n, i, &e); i++ )
        compare_record(n, &e);
    /* What a partial stream does not have is no wonder. */
    for ( i = 0; !(n->a->stream && n->a->stream->header.partial) && !lus_note_record(n->a->to, i, &e); i++ )
        compare_required(n, &e);
}

/* Bits of @bits are reasons of one kind. */
LUS_NOINLINE void lus_say_bits(struct negotiation *n, uint64_t bits, struct lus_reason *r)
{
    uint32_t i;

    for ( i = 0; i < 64; i++ )
        if ( bits >> i & 1 )
        {
            r->number = i;
            lus_say(n, r);
        }
}

static void compare_features(struct negotiation *n)
{
    const struct lus_negotiate_args *a = n->a;
    uint64_t lacks = ALL_FEATURES & ~a->to->features;
    struct lus_reason r = lus_reason_new(LUS_REASON_FEATURE, LUS_VERDICT_IF);
    uint32_t i;

    if ( !a->uses )
        lus_say_bits(n, a->from->features & lacks, &r);
    r.weight = LUS_VERDICT_NO;
    if ( a->host )
        lus_say_bits(n, a->host->features & lacks, &r);
    for ( i = 0; i < a->nr_uses; i++ )
    {
        r.domid = a->uses[i].domid;
        lus_say_bits(n, a->uses[i].features & lacks, &r);
    }
}

/* The limit with this id, or NULL; *i its number in the list. */
static const struct lus_limit *limit_of(uint32_t id, uint32_t *i)
{
    const struct lus_limit *known;
    uint32_t nr;

    known = lus_limits(&nr);
    for ( *i = 0; *i < nr; (*i)++ )
        if ( known[*i].id == id )
            return &known[*i];
    return NULL;
}

/* Nothing but the notes tells: a limit that is narrower than xen#1's own. */
void lus_negotiate_limit(struct negotiation *n, struct lus_reason *r)
{
    struct lus_note_limit own;

    if ( n->a->from && !lus_note_find_limit(n->a->from, r->number, &own) )
        r->value = own.value;
    else
        r->value = LUS_NOTE_NO_LIMIT;
    r->weight = LUS_VERDICT_IF;
    if ( r->value > r->most )
        lus_say(n, r);
}

/* A limit of domains against what each uses. */
static void compare_limit_uses(struct negotiation *n, struct lus_reason *r, uint32_t i, uint32_t guests)
{
    uint32_t k;

    for ( k = 0; k < n->a->nr_uses; k++ )
    {
        const struct lus_use *u = &n->a->uses[k];

        r->domid = u->domid;
        r->value = u->limits[i];
        if ( r->value > r->most && (guests == LUS_GUESTS_ALL || guests == u->guests) )
            lus_say(n, r);
    }
}

static void compare_limits(struct negotiation *n)
{
    const struct lus_host_use *host = n->a->host;
    struct lus_note_limit l;
    uint32_t i, k;

    for ( k = 0; !lus_note_limit(n->a->to, k, &l); k++ )
    {
        const struct lus_limit *known = limit_of(l.id, &i);
        struct lus_reason r = lus_reason_new(LUS_REASON_LIMIT, LUS_VERDICT_NO);

        r.number = l.id;
        r.most = l.value;
        if ( known && known->guests != LUS_LIMIT_HOST )
            r.guests = known->guests;
        if ( !known || (known->guests == LUS_LIMIT_HOST ? !host : !n->a->uses) )
            lus_negotiate_limit(n, &r);
        else if ( known->guests != LUS_LIMIT_HOST )
            compare_limit_uses(n, &r, i, known->guests);
        else if ( (r.value = known->seen == LUS_LIMIT_CPUS ? host->cpus : host->domains) > r.most )
            lus_say(n, &r);
    }
}

static void compare_bootmem(struct negotiation *n)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_BOOTMEM, LUS_VERDICT_NO);

    n->r->bootmem = lus_note_bootmem(n->a->to, n->a->host);
    if ( !n->a->host || n->a->host->bootmem >= n->r->bootmem )
        return;
    r.value = n->r->bootmem;
    r.most = n->a->host->bootmem;
    lus_say(n, &r);
}

/* What guests found at their boot and will not find any more [N-12]. */
static void compare_visible(struct negotiation *n)
{
    const struct lus_note *to = n->a->to, *from = n->a->from;
    struct lus_visible v = { 0, 0, 0 };
    struct lus_reason r = lus_reason_new(LUS_REASON_HYPERCALL, LUS_VERDICT_REPORT);

    if ( from )
    {
        v.hypercalls_pv = from->hypercalls_pv;
        v.hypercalls_hvm = from->hypercalls_hvm;
        v.xenfeats = from->xenfeats;
    }
    else if ( n->from_minor )
        lus_visible(n->from_minor, n->a->stream->header.arch, &v);
    v.hypercalls_pv &= ~to->hypercalls_pv;
    v.hypercalls_hvm &= ~to->hypercalls_hvm;
    lus_say_bits(n, v.hypercalls_pv & v.hypercalls_hvm, &r);
    r.guests = LUS_GUESTS_PV;
    lus_say_bits(n, v.hypercalls_pv & ~v.hypercalls_hvm, &r);
    r.guests = LUS_GUESTS_HVM;
    lus_say_bits(n, v.hypercalls_hvm & ~v.hypercalls_pv, &r);
    r = lus_reason_new(LUS_REASON_XENFEAT, LUS_VERDICT_REPORT);
    lus_say_bits(n, v.xenfeats & ~to->xenfeats, &r);
}

static void compare_losses(struct negotiation *n)
{
    struct lus_reason r = lus_reason_new(LUS_REASON_LOSS, LUS_VERDICT_REPORT);
    const struct lus_guest_loss *l;
    uint32_t nr, i;

    /* What another release's guests see, its note cannot say: the reason `release` stands for it. */
    if ( !n->from_minor || !n->to_minor || n->from_minor == n->to_minor )
        return;
    l = lus_guest_losses(&nr);
    for ( i = 0; i < nr; i++ )
    {
        if ( l[i].minors && (!(l[i].minors >> n->from_minor & 1) || (l[i].minors >> n->to_minor & 1)) )
            continue;
        r.guests = l[i].guests;
        r.number = l[i].number;
        lus_say(n, &r);
    }
}

static void set_guests(struct negotiation *n)
{
    uint32_t i;

    n->has = HAS_PV | HAS_HVM;
    if ( !n->a->uses )
        return;
    for ( n->has = i = 0; i < n->a->nr_uses; i++ )
        n->has |= n->a->uses[i].guests == LUS_GUESTS_PV ? HAS_PV : HAS_HVM;
}

int lus_negotiate(const struct lus_negotiate_args *args, struct lus_negotiate_result *result)
{
    struct negotiation n = { args, result, 0, 0, 0, 0, 0 };
    int rc;

    memset(result, 0, sizeof(*result));
    if ( !args->to || !args->to->bytes || (!args->stream && (!args->from || !args->from->bytes)) || (!args->uses && args->nr_uses) ||
         (args->stream && args->uses) )
        return -LUS_E_ARGUMENT;
    n.to_minor = known_minor(args->to->major, args->to->minor);
    n.from_minor = args->stream ? known_minor(args->stream->header.profile_major, args->stream->header.profile_minor) :
                                  known_minor(args->from->major, args->from->minor);
    n.can_write = can_write_for(args->to);
    set_guests(&n);
    if ( (rc = lus_negotiate_begin(&n)) != 0 )
        return rc;
    compare_heads(&n);
    compare_records(&n);
    if ( args->stream )
        rc = lus_negotiate_records(&n);
    else
    {
        compare_features(&n);
        compare_limits(&n);
    }
    if ( rc )
        return rc;
    compare_bootmem(&n);
    compare_visible(&n);
    compare_losses(&n);
    return lus_negotiate_dry(&n);
}

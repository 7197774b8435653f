/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Conversion of any stream that lus_check() passes, as it is or first brought into the revisions of a release: within the caller's memory;
 * counted as written; what it makes is a good stream of the target; by way of another release as at once; there and back as it was, but for
 * what was told; record by record as the whole. [C-1] [C-2] [C-6] [C-13] [C-15] [C-16] [C-19] [C-20]
 *
 * An input is a stream, then up to a page of choices; where there are none they follow from the stream.
 */
#include "recast-input.h"

#if defined(__SANITIZE_ADDRESS__)
#define GUARD 0u
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GUARD 0u
#endif
#endif
/* Of a sanitizer that guards the ends itself; elsewhere bytes that must stay. */
#ifndef GUARD
#define GUARD 64u
#endif
#define FILL 0xa5
#define SETTLE_MAX 16u         /* conversions */

static uint8_t *guarded(uint64_t n)
{
    uint8_t *p = heap(n + GUARD);

    memset(p, FILL, n + GUARD);
    return p;
}

static void drop_guarded(uint8_t *p, uint64_t n)
{
    uint32_t i;

    for ( i = 0; i < GUARD; i++ )
        CHECK(p[n + i] == FILL);
    free(p);
}

/* C-11, C-23: of a whole domain, and of no step. */
static int is_of_domain(const struct lus_outcome *o)
{
    return !o->type || (o->type == LUS_TYPE_HVM_LAPIC && o->field == LUS_NO_FIELD && o->kind == LUS_OUTCOME_LOST && o->row != LUS_NO_ROW);
}

/* Each report is of a value that is there, or of one that could have been. */
static void check_outcome(const struct run *r, const struct lus_outcome *o)
{
    const struct lus_record_type *t = lus_record_type(o->type);
    uint32_t lo = r->from.minor < r->to.minor ? r->from.minor : r->to.minor, hi = r->from.minor + r->to.minor - lo;

    CHECK(o->kind <= LUS_OUTCOME_UNPROVABLE);
    CHECK(o->is_down == (r->from.minor > r->to.minor));
    CHECK(o->segment_kind >= LUS_SEGMENT_SYSTEM && o->segment_kind <= LUS_SEGMENT_DOMAIN);
    if ( o->row == LUS_NO_ROW )
    {
        CHECK(o->minor == r->to.minor && (!t || (t->type & LUS_TYPE_OPTIONAL) || o->kind == LUS_OUTCOME_REFUSED));
        return;
    }
    CHECK(lus_row(o->row, NULL) && lus_row(o->row, NULL)->minor == o->minor);
    CHECK((is_of_domain(o) || (o->minor > lo && o->minor <= hi)) && t);
    CHECK(o->entry == LUS_NO_ENTRY || t->entry);
    CHECK(o->field == LUS_NO_FIELD || o->field < (o->entry == LUS_NO_ENTRY ? t->nr_fields : t->entry->nr_fields));
}

void note_outcome(void *ctx, const struct lus_outcome *o)
{
    struct run *r = ctx;

    check_outcome(r, o);
    if ( (r->nr & (r->nr - 1)) == 0 )
        r->told = realloc(r->told, (r->nr ? 2 * r->nr : 1) * sizeof(*o));
    CHECK(r->told);
    r->told[r->nr++] = *o;
}

static void note_tally(void *ctx, const struct lus_tally *t)
{
    struct run *r = ctx;
    uint32_t i;

    CHECK(t->type && t->records && t->carried + t->changed + t->dropped <= t->records && t->same <= t->fields);
    r->counted.carried += t->carried;
    r->counted.changed += t->changed;
    r->counted.dropped += t->dropped;
    for ( i = 0; i <= LUS_OUTCOME_UNPROVABLE; i++ )
        r->counted.kinds[i] += t->kinds[i];
}

void drop_run(struct run *r)
{
    free(r->told);
    free(r->out);
    memset(r, 0, sizeof(*r));
}

#define SAME(member) (a->member == b->member)
int same_outcome(const struct lus_outcome *a, const struct lus_outcome *b)
{
    return SAME(kind) && SAME(minor) && SAME(is_down) && SAME(row) && SAME(segment_kind) && SAME(field) && SAME(domid) && SAME(type) &&
           SAME(instance) && SAME(entry) && SAME(from) && SAME(to);
}

static void same_told(const struct run *a, const struct run *b)
{
    uint32_t i;

    CHECK(a->nr == b->nr && !memcmp(&a->result, &b->result, sizeof(a->result)));
    for ( i = 0; i < a->nr; i++ )
        CHECK(same_outcome(&a->told[i], &b->told[i]));
}

/* One call in memory of @cap bytes; none of it with 0. What lay there was sealed. */
static struct run run_once(struct lus_stream *s, struct lus_recast_args args, uint64_t cap)
{
    uint64_t need = lus_recast_workspace(s);
    struct run r = { .to = args.to };
    uint8_t *work = guarded(need), *out = cap ? guarded(cap) : NULL;

    /* Of a stream that has none nothing is told. */
    if ( lus_profile_of(&s->header, &r.from) )
        memset(&r.from, 0, sizeof(r.from));
    if ( cap >= 8 )
        memcpy(out, "LUSTREAM", 8);
    args.outcome = note_outcome;
    args.tally = note_tally;
    args.ctx = &r;
    args.out = out;
    args.cap = cap;
    r.rc = lus_recast(s, &args, work, need, &r.result);
    if ( r.rc == -LUS_E_NO_SPACE )
    {
        /* The caller's fault, not the stream's. */
        CHECK(s->diag.error == LUS_E_NO_SPACE);
        memset(&s->diag, 0, sizeof(s->diag));
    }
    expect_diag(s, r.rc == -LUS_E_NO_SPACE ? 0 : r.rc);
    CHECK(r.rc == 0 || cap < 8 || memcmp(out, "LUSTREAM", 8));
    drop_guarded(work, need);
    if ( r.rc || !out )
    {
        if ( out )
            drop_guarded(out, cap);
        return r;
    }
    CHECK(r.result.size <= cap);
    r.size = r.result.size;
    r.out = heap_copy(out, r.size);
    drop_guarded(out, cap);
    return r;
}

static void check_kinds(const struct run *r)
{
    uint64_t kinds[LUS_OUTCOME_UNPROVABLE + 1] = { 0 };
    uint32_t i;

    for ( i = 0; i < r->nr; i++ )
        kinds[r->told[i].kind]++;
    CHECK(!memcmp(kinds, r->result.kinds, sizeof(kinds)));
    /* [C-30] */
    for ( i = 0; i < r->nr; i++ )
        kinds[r->told[i].kind] -= (uint64_t)is_of_domain(&r->told[i]);
    if ( !r->rc || r->rc == -LUS_E_REFUSED )
        CHECK(!memcmp(kinds, r->counted.kinds, sizeof(kinds)) && r->counted.carried == r->result.carried && r->counted.changed == r->result.changed &&
              r->counted.dropped == r->result.dropped);
    for ( i = 0; i < r->nr; i++ )
        kinds[r->told[i].kind] += (uint64_t)is_of_domain(&r->told[i]);
    CHECK((r->rc == -LUS_E_REFUSED) == (r->rc && kinds[LUS_OUTCOME_REFUSED]) && (r->rc || !kinds[LUS_OUTCOME_REFUSED]));
}

/* [C-1]: lengths, counts and CRCs apart. */
static void check_header(const struct lus_stream *s, const uint8_t *in, const uint8_t *out, const struct lus_profile *to)
{
    struct lus_profile p;

    CHECK(lus_profile_of(&s->header, &p) == 0 && p.minor == to->minor && p.features == (to->features & ~LUS_FEATURE_EXPLICIT));
    CHECK(!memcmp(in, out, 8) && !memcmp(in + 12, out + 12, 12) && !memcmp(in + 64, out + 64, 56) && !memcmp(in + 124, out + 124, 4));
    CHECK(!memcmp(in + 136, out + 136, LUS_HEADER_SIZE - 136));
}

/* [C-2] [C-16] */
static void check_output(const uint8_t *in, const struct run *r)
{
    struct lus_catalogue_entry e;
    struct whole w;
    uint32_t i;

    CHECK(open_whole(&w, r->out, r->size));
    check_header(&w.s, in, r->out, &r->to);
    for ( i = 0; lus_catalogue_at(&w.s, i, &e) == 0; i++ )
    {
        const struct lus_record_type *t = lus_record_type(e.type);

        /* [C-17] An optional record in a revision that this build does not know passes as one of an unknown type does. */
        CHECK(!t || e.revision > t->revisions || e.revision == lus_profile_revision(&r->to, e.type));
    }
    close_whole(&w);
}

struct run recast(const struct whole *in, const struct lus_profile *to, const uint16_t *without, uint32_t nr_without)
{
    struct lus_recast_args args = { .to = *to, .without = without, .nr_without = nr_without };
    struct lus_stream s = in->s;
    struct run counted = run_once(&s, args, 0), r;

    r = run_once(&s, args, counted.result.size ? counted.result.size : 8);
    CHECK(r.rc == counted.rc);
    same_told(&counted, &r);
    check_kinds(&r);
    if ( r.rc == 0 )
        check_output(in->copy, &r);
    drop_run(&counted);
    return r;
}

/* [C-19] Without room nothing else is told, and nothing is sealed. */
static void check_no_space(const struct whole *in, const struct run *all, struct choices *c)
{
    struct lus_recast_args args = { .to = all->to };
    struct lus_stream s = in->s;
    struct run r;

    if ( all->rc )
        return;
    r = run_once(&s, args, choose(c, 1) & 1 ? all->size - 1 : choose_below(c, (uint32_t)all->size));
    if ( r.rc )
    {
        CHECK(r.rc == -LUS_E_NO_SPACE);
        same_told(all, &r);
    }
    else
        CHECK(!r.out);
    drop_run(&r);
}

/* [C-19] One direction only. */
static void check_directions(const struct whole *in, const struct run *all)
{
    struct lus_recast_args args = { .to = all->to };
    struct lus_recast_result r;
    struct lus_stream s = in->s;
    uint64_t need = lus_recast_workspace(&s);
    void *work = heap(need);
    int rc;

    rc = lus_upgrade(&s, &args, work, need, &r);
    CHECK(rc == (all->from.minor > all->to.minor ? -LUS_E_ARGUMENT : all->rc));
    memset(&s.diag, 0, sizeof(s.diag));
    rc = lus_downgrade(&s, &args, work, need, &r);
    CHECK(rc == (all->from.minor && all->from.minor < all->to.minor ? -LUS_E_ARGUMENT : all->rc));
    CHECK(all->from.minor == 0 || rc == -LUS_E_ARGUMENT || !memcmp(&r, &all->result, sizeof(r)));
    free(work);
}

/* [C-6] By way of another release. If that lies between it is the same in any case, also in whether it is refused; else but for what was told. */
static void check_chain(const struct whole *in, const struct run *direct, const struct lus_profile *b)
{
    uint32_t a = direct->from.minor, c = direct->to.minor;
    int between = (a <= b->minor && b->minor <= c) || (c <= b->minor && b->minor <= a);
    struct run first = recast(in, b, NULL, 0), second = { 0 };
    struct whole w;

    if ( first.rc == 0 )
    {
        CHECK(open_whole(&w, first.out, first.size));
        second = recast(&w, &direct->to, NULL, 0);
        close_whole(&w);
        if ( between )
            CHECK(second.rc == direct->rc);
        if ( second.rc == 0 && direct->rc == 0 )
        {
            CHECK(!between || (second.size == direct->size && !memcmp(second.out, direct->out, second.size)));
            differs_as_told(direct->out, direct->size, second.out, second.size, &first, &second);
        }
    }
    else if ( between )
        CHECK(direct->rc);
    drop_run(&first);
    drop_run(&second);
}

/* [C-15] */
static void check_return(const struct whole *in, const struct run *there)
{
    struct run back;
    struct whole w;

    CHECK(open_whole(&w, there->out, there->size));
    back = recast(&w, &there->from, NULL, 0);
    if ( back.rc == 0 )
        differs_as_told(in->copy, in->s.header.total_size, back.out, back.size, there, &back);
    else
        CHECK(back.rc == -LUS_E_REFUSED);
    drop_run(&back);
    close_whole(&w);
}

/* [C-13] Without the domains that are refused there is no refusal but the host's. */
static void check_without(const struct whole *in, const struct run *all)
{
    uint16_t *domids = heap((in->s.header.index_count + 1) * sizeof(*domids));
    uint32_t i, nr = 0;
    int host = 0;
    struct run r;

    for ( i = 0; i < all->nr; i++ )
        if ( all->told[i].kind != LUS_OUTCOME_REFUSED )
            continue;
        else if ( all->told[i].segment_kind != LUS_SEGMENT_DOMAIN )
            host = 1;
        else if ( nr == 0 || domids[nr - 1] != all->told[i].domid )
        {
            CHECK(nr < in->s.header.index_count);
            domids[nr++] = (uint16_t)all->told[i].domid;
        }
    r = recast(in, &all->to, domids, nr);
    CHECK(r.rc == (host ? -LUS_E_REFUSED : 0));
    for ( i = 0; i < r.nr; i++ )
        CHECK(r.told[i].kind != LUS_OUTCOME_REFUSED || r.told[i].segment_kind != LUS_SEGMENT_DOMAIN);
    drop_run(&r);
    free(domids);
}

static struct lus_profile choose_profile(struct choices *c)
{
    struct lus_profile p;
    uint32_t minor = LUS_RELEASE_FIRST + choose_below(c, LUS_RELEASE_LAST - LUS_RELEASE_FIRST + 1), how = (uint32_t)choose(c, 1) % 8;

    CHECK(lus_profile_default(minor, how & 1 ? choose_below(c, 8) : LUS_POINT_LAST, &p) == 0);
    if ( how < 4 )
        p.features = LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT;
    else if ( how == 7 )
        p.features ^= 1ull << choose_below(c, 64) & LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT;
    return p;
}

/* Takes records out until neither release refuses any. Return: 0 if that cannot be; else the caller closes *out. */
static int settle(struct whole *out, const struct whole *in, const struct lus_profile *to, const struct lus_profile *via)
{
    const struct whole *from = in;
    struct whole less;
    uint32_t i, passed = 0, good = 1;
    struct run r;

    for ( i = 0; good && passed < 2 && i < SETTLE_MAX; i++ )
    {
        r = recast(from, i & 1 ? via : to, NULL, 0);
        passed = r.rc ? 0 : passed + 1;
        if ( r.rc || from == in )
        {
            good = (r.rc == 0 || r.rc == -LUS_E_REFUSED) && without_refused(&less, from, &r);
            if ( from != in )
                close_whole(out);
            from = NULL;
            if ( good )
            {
                *out = less;
                from = out;
            }
        }
        drop_run(&r);
    }
    if ( good && passed == 2 )
        return 1;
    if ( from == out )
        close_whole(out);
    return 0;
}

static void check_profile(const struct whole *in, const struct lus_profile *to, const struct lus_profile *via, struct choices *c)
{
    struct run direct = recast(in, to, NULL, 0);

    check_no_space(in, &direct, c);
    check_directions(in, &direct);
    if ( direct.rc == 0 || direct.rc == -LUS_E_REFUSED )
    {
        check_chain(in, &direct, via);
        check_lift(in, &direct);
    }
    if ( direct.rc == 0 )
        check_return(in, &direct);
    else if ( direct.rc == -LUS_E_REFUSED )
        check_without(in, &direct);
    drop_run(&direct);
}

static void check_all(const struct whole *in, struct choices *c)
{
    struct lus_profile to = choose_profile(c), via = choose_profile(c);
    struct whole less;

    via.features = LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT;
    check_profile(in, &to, &via, c);
    if ( settle(&less, in, &to, &via) )
    {
        check_profile(&less, &to, &via, c);
        close_whole(&less);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len = size - size % LUS_PAGE_SIZE;
    struct choices c = { .p = data + len, .left = size - len };
    struct whole in, lowered;

    if ( !open_whole(&in, data, len) )
        return 0;
    if ( c.left == 0 )
        c = in.c;
    if ( choose(&c, 1) % 8 == 0 )
        check_all(&in, &c);
    else if ( lower(&lowered, &in, &c) )
    {
        check_all(&lowered, &c);
        close_whole(&lowered);
    }
    close_whole(&in);
    return 0;
}

/* The stream, the choices behind it, or both. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
    struct choices c = { .random = 0x9e3779b97f4a7c15ull * (seed + 1ull) | 1 };
    size_t len = size - size % LUS_PAGE_SIZE, nr = size - len, i;
    uint8_t tail[RECAST_CHOICES] = { 0 };
    uint32_t how = (uint32_t)choose(&c, 2) % 8;

    memcpy(tail, data + len, nr < RECAST_CHOICES ? nr : RECAST_CHOICES);
    if ( max < len + RECAST_CHOICES )
        return mutate_stream(data, len, max, seed, 4);
    for ( i = how < 4 || nr == 0 ? 1 + choose_below(&c, 3) : 0; i; i-- )
        tail[choose_below(&c, RECAST_CHOICES)] = (uint8_t)choose(&c, 1);
    if ( how > 1 )
        len = mutate_stream(data, len, max - RECAST_CHOICES, seed, 4);
    /* What the engine made of the whole need not end where a page does. */
    if ( len % LUS_PAGE_SIZE )
        return len;
    memcpy(data + len, tail, RECAST_CHOICES);
    return len + RECAST_CHOICES;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The host level on any stream that lus_check() passes, with lists of frames and quarantined domains that follow from the bytes: within
 * its workspace; the same twice; every finding names what is there; frames are found where the memory map has them; quarantine takes
 * away what spec/host.md says, and nothing else. [H-2] [H-3] [H-5] [H-9] [H-11] [H-12]
 */
#include "fuzz.h"
#include "lustream/host.h"
#include "lustream/memory.h"

#define TABLES_MAX (1u << 20)
#define LISTS 3u
#define RUNS_MAX 8u

/* A check with all that it was told. */
struct outcome
{
    struct whole *w;
    const struct lus_host_args *args;
    struct lus_host_result result;
    struct lus_finding *findings;
    uint32_t nr;
    int rc;
};

static const struct lus_rule_info *rule_of(uint32_t number, uint32_t *place)
{
    const struct lus_rule_info *rules;
    uint32_t nr;

    rules = lus_rules(&nr);
    for ( *place = 0; *place < nr; (*place)++ )
        if ( rules[*place].number == number )
            return &rules[*place];
    return NULL;
}

static int is_quarantined(const struct lus_host_args *args, uint32_t domid)
{
    uint32_t i;

    for ( i = 0; i < args->nr_quarantined; i++ )
        if ( args->quarantined[i] == domid )
            return 1;
    return 0;
}

/* [H-11] A port's other end and who has a grant mapped need nobody there: of one in quarantine neither is said any more. */
static void check_peer(struct whole *w, const struct lus_host_args *args, const struct lus_finding *f)
{
    struct lus_segment seg;

    if ( f->rule == LUS_RULE_PORT_PAIR || f->rule == LUS_RULE_GRANT_PINS )
        CHECK(!is_quarantined(args, f->peer) || lus_segment_find(&w->s, LUS_SEGMENT_DOMAIN, f->peer, &seg));
}

/* The record that a finding names is there, and the place is in it. */
static void check_place(struct whole *w, const struct lus_finding *f)
{
    struct lus_stream *s = &w->s;
    const struct lus_record_type *t = lus_record_type(f->type);
    struct lus_segment seg;
    struct lus_record rec;
    const struct lus_field *fields;
    uint32_t kind, nr;

    if ( f->type == 0 )
    {
        CHECK(f->entry == LUS_NO_ENTRY && f->field == LUS_NO_FIELD);
        return;
    }
    CHECK(t);
    kind = t->scope == LUS_SCOPE_SYSTEM ? LUS_SEGMENT_SYSTEM : t->scope == LUS_SCOPE_MEMORY ? LUS_SEGMENT_MEMORY : LUS_SEGMENT_DOMAIN;
    CHECK(kind != LUS_SEGMENT_DOMAIN || f->domid != LUS_NO_DOMID);
    CHECK(lus_segment_find(s, kind, kind == LUS_SEGMENT_DOMAIN ? f->domid : 0, &seg) == 0);
    CHECK(lus_find(&seg, f->type, f->instance, &rec) == 0);
    CHECK(f->offset >= rec.offset && f->offset < rec.offset + seg.size);
    nr = f->entry == LUS_NO_ENTRY || !t->entry ? t->nr_fields : t->entry->nr_fields;
    fields = f->entry == LUS_NO_ENTRY || !t->entry ? t->fields : t->entry->fields;
    CHECK(f->field == LUS_NO_FIELD || f->field < nr);
    CHECK(f->entry == LUS_NO_ENTRY || t->entry || t->tail == LUS_TAIL_MAP);
    /* Rules of references say the field's value; others what is wrong with it, which test-host looks at. Spans: the first that is wrong. */
    if ( f->rule >= LUS_RULE_DOMAIN_UNKNOWN && f->rule <= LUS_RULE_FRAME_UNKEPT && f->field != LUS_NO_FIELD && t->tail != LUS_TAIL_SPAN )
        CHECK(load(w->copy + f->offset, lus_wire_size(fields[f->field].wire)) == f->value);
}

static void on_finding(void *ctx, const struct lus_finding *f)
{
    struct outcome *o = ctx;
    uint32_t place;
    const struct lus_rule_info *rule = rule_of(f->rule, &place);

    /* H-12: what a role makes worse. */
    CHECK(rule && (rule->severity == f->severity || (f->rule == LUS_RULE_OWNED_TWICE && f->severity == LUS_SEVERITY_HOST)));
    CHECK(!is_quarantined(o->args, f->domid));
    CHECK(f->offset < o->w->s.header.total_size);
    if ( (o->nr & (o->nr - 1)) == 0 )
        o->findings = realloc(o->findings, (o->nr ? 2 * o->nr : 1) * sizeof(*f));
    CHECK(o->findings);
    o->findings[o->nr++] = *f;
}

/* Contents as a guest may have them: entries of page tables to frames nearby, with some bits of each kind, or none; or no answer. */
static int read_frame(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page)
{
    struct outcome *o = ctx;
    uint64_t frame = mfn == LUS_NO_FRAME ? gfn : mfn, state = (frame + 1) * 0x9e3779b97f4a7c15ull + o->w->s.header.front_crc + domid;
    uint8_t *p = page;
    uint32_t i, k;

    for ( i = 0; i < LUS_PAGE_SIZE / 8; i++ )
    {
        uint64_t e = 0;

        state = state * 6364136223846793005ull + 1442695040888963407ull;
        if ( state >> 61 )
            e = ((frame + (state >> 40 & 31) - 8) & 0xffffffffffull) << 12 | (state >> 48 & 7) | ((state >> 56 & 15) == 0 ? state & 0xff8 : 0);
        for ( k = 0; k < 8; k++ )
            p[8 * i + k] = (uint8_t)(e >> 8 * k);
    }
    return (state >> 33 & 7) == 0;
}

/* What the result says of itself. */
static void check_sums(const struct outcome *o)
{
    uint32_t i, nr, place, reported = 0, by_severity[LUS_SEVERITIES] = { 0 }, by_rule[LUS_RULES_MAX] = { 0 };

    lus_rules(&nr);
    for ( i = 0; i < o->nr; i++ )
    {
        rule_of(o->findings[i].rule, &place);
        by_rule[place]++;
        by_severity[o->findings[i].severity]++;
    }
    for ( i = 0; i < LUS_RULES_MAX; i++ )
    {
        uint32_t all = o->result.by_rule[i];

        CHECK(by_rule[i] == (all < LUS_FINDINGS_MAX ? all : LUS_FINDINGS_MAX));
        CHECK(i < nr || (!all && !o->result.not_provable[i] && !o->result.not_run[i]));
        CHECK(!all || !o->result.not_run[i]);
        reported += all;
    }
    /* Where all are given. */
    CHECK(reported != o->nr || !memcmp(by_severity, o->result.by_severity, sizeof(by_severity)));
    CHECK(o->rc == (reported != 0));
}

#define BY(member) if ( x->member != y->member ) return x->member < y->member ? -1 : 1

static int by_place(const void *a, const void *b)
{
    const struct lus_finding *x = a, *y = b;

    BY(offset);
    BY(rule);
    BY(severity);
    BY(domid);
    BY(peer);
    BY(type);
    BY(instance);
    BY(entry);
    BY(field);
    BY(value);
    return 0;
}

/* [H-3] In memory that a sanitizer guards, full of something else each time. */
static struct outcome run(struct whole *w, struct lus_host_args *args, int fill)
{
    uint64_t need = lus_host_workspace(&w->s);
    struct outcome o = { .w = w, .args = args };
    void *work = heap(need);
    uint32_t i;

    memset(work, fill, need);
    memset(&o.result, fill, sizeof(o.result));
    args->finding = on_finding;
    args->ctx = &o;
    CHECK(lus_host_check(&w->s, work, need - 1, args, &o.result) == -LUS_E_NO_SPACE && o.nr == 0);
    o.rc = lus_host_check(&w->s, work, need, args, &o.result);
    CHECK(o.rc == 0 || o.rc == 1);
    CHECK(w->s.diag.error == 0);
    free(work);
    for ( i = 0; i < o.nr; i++ )
    {
        check_place(w, &o.findings[i]);
        check_peer(w, args, &o.findings[i]);
    }
    check_sums(&o);
    if ( o.nr )
        qsort(o.findings, o.nr, sizeof(*o.findings), by_place);
    return o;
}

/* [H-3] as a formula */
static void check_workspace(struct whole *w)
{
    uint64_t most = 65536 + 256ull * w->s.header.index_count;
    struct lus_catalogue_entry e;
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t i;

    most += 16;
    for ( i = 0; lus_catalogue_at(&w->s, i, &e) == 0; i++ )
        most += e.type == LUS_TYPE_MEM_OWNED ? 128ull * e.count : e.type == LUS_TYPE_HVM_ALTP2M_VCPU ? 16ull * e.count : 0;
    for ( i = 0; lus_segment_open(&w->s, i, &seg) == 0; i++ )
        while ( lus_next(&seg, &rec) > 0 )
            most += rec.type == LUS_TYPE_GRANTS_ACTIVE ? 4ull * (rec.length / rec.info->entry->size) :
                    rec.type == LUS_TYPE_GRANT_FRAMES || rec.type == LUS_TYPE_GRANT_STATUS_FRAMES ? 16ull * (rec.length / rec.info->entry->size) : 0;
    memset(&w->s.diag, 0, sizeof(w->s.diag));
    CHECK(lus_host_workspace(&w->s) <= most + 8);
}

/*
 * [H-11] What is found with some domains in quarantine was found without; what is not found any more was in the name of one of them, or
 * is an end at one of them that needs nobody there: a port's other end, a count of who has a grant mapped.
 */
static void check_quarantine(const struct outcome *all, const struct outcome *some)
{
    uint32_t i, k = 0;

    for ( i = 0; i < all->nr; i++ )
    {
        const struct lus_finding *f = &all->findings[i];

        if ( k < some->nr && by_place(f, &some->findings[k]) == 0 )
        {
            k++;
            continue;
        }
        if ( is_quarantined(some->args, f->domid) )
            continue;
        CHECK(f->rule == LUS_RULE_PORT_PAIR || f->rule == LUS_RULE_GRANT_PINS);
        CHECK(is_quarantined(some->args, f->peer));
    }
    CHECK(k == some->nr);
}

/* All that have findings: only what is in nobody's name is left. */
static void check_all_quarantined(struct whole *w, const struct outcome *all, struct lus_host_args args)
{
    uint16_t *domids = heap((w->s.header.index_count + 1) * sizeof(*domids));
    struct lus_index_entry e;
    struct outcome o;
    uint32_t i, k;

    args.quarantined = domids;
    args.nr_quarantined = 0;
    for ( i = 0; lus_index_at(&w->s, i, &e) == 0; i++ )
        for ( k = 0; e.kind == LUS_SEGMENT_DOMAIN && k < all->nr; k++ )
            if ( all->findings[k].domid == e.domid )
            {
                domids[args.nr_quarantined++] = (uint16_t)e.domid;
                break;
            }
    o = run(w, &args, 0xff);
    for ( i = 0; i < o.nr; i++ )
        CHECK(o.findings[i].domid == LUS_NO_DOMID);
    check_quarantine(all, &o);
    free(o.findings);
    free(domids);
}

/* The memory map, for what the lists hit. */
static struct lus_memory_run *all_runs(struct whole *w, uint32_t *nr)
{
    uint64_t need = lus_memory_workspace(&w->s);
    struct lus_memory_run run, *runs = NULL;
    void *work = heap(need);
    struct lus_memory_map *m;

    *nr = 0;
    CHECK(lus_memory_open(&m, &w->s, work, need) == 0);
    while ( lus_memory_next(m, &run) )
    {
        if ( (*nr & (*nr - 1)) == 0 )
            runs = realloc(runs, (*nr ? 2 * *nr : 1) * sizeof(run));
        CHECK(runs);
        runs[(*nr)++] = run;
    }
    free(work);
    return runs;
}

/* Runs near the ends of those that have owners: one before, the first, the last, one behind. */
static uint32_t make_list(struct choices *c, struct lus_mfn_run *list, const struct lus_memory_run *runs, uint32_t nr)
{
    uint32_t n, want = choose_below(c, RUNS_MAX + 1), at = 0;
    uint64_t end = 0;

    for ( n = 0; n < want; n++ )
    {
        uint64_t mfn = end + choose_edge(c) % 0x10000, count = 1 + choose_edge(c) % 0x10000;

        if ( nr && choose(c, 1) % 4 )
        {
            at += choose_below(c, nr);
            mfn = runs[at % nr].mfn + (choose(c, 1) & 1 ? runs[at % nr].count : 0) + choose(c, 1) % 3 - 1;
        }
        if ( mfn < end || mfn > 1ull << 40 )
            break;
        list[n] = (struct lus_mfn_run){ mfn, count };
        end = mfn + count;
    }
    return n;
}

static int is_hit(const struct lus_mfn_list *list, const struct lus_memory_run *run)
{
    uint32_t i;

    for ( i = 0; i < list->nr; i++ )
        if ( list->runs[i].mfn < run->mfn + run->count && run->mfn < list->runs[i].mfn + list->runs[i].count )
            return 1;
    return 0;
}

/* [H-12] Frames of two owners, and such that xen#2 has taken, are found if and only if the memory map shows them. */
static void check_frames(const struct outcome *o, const struct lus_memory_run *runs, uint32_t nr)
{
    static const uint32_t rules[LISTS] = { LUS_RULE_IN_BOOTMEM, LUS_RULE_IN_IMAGE, LUS_RULE_IN_STREAM };
    const struct lus_mfn_list *lists[LISTS] = { &o->args->bootmem, &o->args->image, &o->args->stream };
    uint32_t i, k, place;

    for ( k = 0; k < LISTS; k++ )
    {
        int hit = 0;

        for ( i = 0; i < nr; i++ )
            hit |= lists[k]->runs && is_hit(lists[k], &runs[i]);
        rule_of(rules[k], &place);
        CHECK(!o->result.by_rule[place] == !hit);
        CHECK(o->result.not_run[place] == !lists[k]->runs);
    }
    for ( i = 0, k = 0; i < nr; i++ )
        k |= runs[i].is_shared;
    rule_of(LUS_RULE_OWNED_TWICE, &place);
    CHECK(!o->result.by_rule[place] == !k);
}

/* Ascending, some of those that are there and some that are not. */
static uint16_t *make_quarantine(struct whole *w, uint32_t *nr)
{
    uint16_t *domids = heap((2 * w->s.header.index_count + 1) * sizeof(*domids));
    struct lus_index_entry e;
    uint32_t i;

    *nr = 0;
    for ( i = 0; lus_index_at(&w->s, i, &e) == 0; i++ )
    {
        if ( e.kind != LUS_SEGMENT_DOMAIN )
            continue;
        if ( choose(&w->c, 1) % 8 == 0 && e.domid && (*nr == 0 || domids[*nr - 1] < e.domid - 1) )
            domids[(*nr)++] = (uint16_t)(e.domid - 1);
        if ( choose(&w->c, 1) % 3 == 0 )
            domids[(*nr)++] = (uint16_t)e.domid;
    }
    return domids;
}

static void check_twice(struct whole *w, struct lus_host_args *args, const struct outcome *first)
{
    struct outcome again = run(w, args, 0x5a);
    uint32_t i;

    CHECK(first->rc == again.rc && first->nr == again.nr && !memcmp(&first->result, &again.result, sizeof(again.result)));
    for ( i = 0; i < again.nr; i++ )
        CHECK(by_place(&first->findings[i], &again.findings[i]) == 0);
    free(again.findings);
}

static void check_some_quarantined(struct whole *w, const struct outcome *all, struct lus_host_args args)
{
    uint16_t *domids = make_quarantine(w, &args.nr_quarantined);
    struct outcome some;

    args.quarantined = domids;
    some = run(w, &args, 0);
    check_quarantine(all, &some);
    free(some.findings);
    free(domids);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lus_mfn_run list[LISTS][RUNS_MAX];
    struct lus_host_args args = { 0 };
    struct lus_memory_run *runs;
    struct outcome first;
    struct whole w;
    uint32_t nr, given;

    if ( !open_whole(&w, data, size) )
        return 0;
    check_workspace(&w);
    runs = all_runs(&w, &nr);
    given = (uint32_t)choose(&w.c, 1);
    args.bootmem = (struct lus_mfn_list){ given & 1 ? list[0] : NULL, make_list(&w.c, list[0], runs, nr) };
    args.image = (struct lus_mfn_list){ given & 2 ? list[1] : NULL, make_list(&w.c, list[1], runs, nr) };
    args.stream = (struct lus_mfn_list){ given & 4 ? list[2] : NULL, make_list(&w.c, list[2], runs, nr) };
    args.read_frame = given & 8 ? read_frame : NULL;
    args.frames_hold_gfns = given >> 4 & 1;
    args.tables_size = lus_host_tables(&w.s);
    if ( args.tables_size > TABLES_MAX )
        args.tables_size = TABLES_MAX;
    /* Less than is best, now and then. */
    args.tables_size >>= given >> 5 & 3;
    args.tables = malloc(args.tables_size);
    CHECK(args.tables);
    first = run(&w, &args, 0xa5);
    check_twice(&w, &args, &first);
    check_frames(&first, runs, nr);
    /* What is only counted cannot be compared. */
    if ( first.nr < LUS_FINDINGS_MAX )
    {
        check_some_quarantined(&w, &first, args);
        check_all_quarantined(&w, &first, args);
    }
    free(args.tables);
    free(first.findings);
    free(runs);
    close_whole(&w);
    return 0;
}

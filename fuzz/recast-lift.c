/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A stream in another release's revisions, by hand; and record by record. */
#include "recast-input.h"

/* Chunks of a blob, behind its fixed part. */
static void add_blob(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    uint32_t at = rec->info->fixed[rec->revision - 1];
    struct lus_segment cursor = *seg;
    struct lus_record chunk = *rec;

    for ( ;; at = 0 )
    {
        lus_add_blob(w, chunk.body + at, chunk.length - at);
        if ( !(chunk.flags & LUS_RECORD_MORE) )
            break;
        CHECK(lus_next(&cursor, &chunk) == 1);
    }
}

static void add_table(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_table t;
    const uint8_t *p;
    int rc;

    CHECK(lus_table_open(&t, seg, rec) == 0);
    while ( (rc = lus_table_next(&t, &p)) > 0 )
        lus_add_entry(w, p, rec->info->entry->size);
    CHECK(rc == 0);
}

static void add_record(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec, uint32_t revision)
{
    union lus_any *any = heap(sizeof(*any));

    CHECK(rec->info->tail != LUS_TAIL_MAP);
    CHECK(lus_decode_any(rec->type, lus_fixed(seg->s, rec), rec->revision, any) == 0);
    begin_any(w, rec->type, revision, rec->instance, any);
    if ( rec->info->entry )
        add_table(w, seg, rec);
    else if ( rec->info->tail == LUS_TAIL_BLOB )
        add_blob(w, seg, rec);
    lus_end(w);
    free(any);
}

static int is_refused(const struct run *r, const struct lus_segment *seg, const struct lus_record *rec)
{
    uint32_t i;

    for ( i = 0; r && i < r->nr; i++ )
        if ( r->told[i].kind == LUS_OUTCOME_REFUSED && r->told[i].segment_kind == seg->kind && r->told[i].domid == seg->domid &&
             r->told[i].type == rec->type && r->told[i].instance == rec->instance )
            return 1;
    return 0;
}

/* All of a segment but what @less has refused, in the revisions of @p. */
static int rebuild_segment(struct lus_stream *s, uint32_t i, const struct lus_profile *p, const struct run *less, struct lus_part *part)
{
    struct lus_index_entry e;
    uint64_t cap, size = 0;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_writer w;
    int copying = 0, rc;

    CHECK(lus_index_at(s, i, &e) == 0 && lus_segment_open(s, i, &seg) == 0);
    /* A newer revision is longer, and may be so for each of many small records. */
    cap = e.size * 8 + (1u << 20);
    part->bytes = heap(cap);
    part->pages = NULL;
    lus_writer_init(&w, (void *)part->bytes, cap, seg.kind, seg.domid, 0);
    while ( lus_next(&seg, &rec) > 0 )
    {
        uint32_t revision = p->minor ? lus_profile_revision(p, rec.type) : rec.revision;

        if ( is_refused(less, &seg, &rec) )
            revision = copying = 0;
        else if ( !(rec.flags & LUS_RECORD_CHUNK) )
            copying = !rec.info || rec.revision == revision;
        if ( copying )
            lus_copy(&w, s, &rec, seg.pass);
        else if ( !(rec.flags & LUS_RECORD_CHUNK) && revision )
            add_record(&w, &seg, &rec, revision);
    }
    rc = lus_writer_close(&w, &size);
    part->size = size;
    return rc == 0;
}

static int rebuild(struct whole *out, const struct whole *in, const struct lus_header *h, const struct lus_profile *p, const struct run *less)
{
    uint32_t nr = in->s.header.index_count, i;
    struct lus_part *parts = heap(nr * sizeof(*parts));
    struct lus_stream s = in->s;
    uint8_t *all = NULL;
    int good = 1, rc;
    size_t len;

    memset(parts, 0, nr * sizeof(*parts));
    for ( i = 0; i < nr && good; i++ )
        good = rebuild_segment(&s, i, p, less, &parts[i]);
    if ( good )
        all = seal_parts(h, parts, nr, &len, &rc);
    good = all && open_whole(out, all, len);
    for ( i = 0; i < nr; i++ )
        free((void *)parts[i].bytes);
    free(parts);
    free(all);
    return good;
}

int lower(struct whole *out, const struct whole *in, struct choices *c)
{
    struct lus_profile p = { .minor = LUS_RELEASE_FIRST + choose_below(c, LUS_RELEASE_LAST - LUS_RELEASE_FIRST + 1) };
    struct lus_header h = in->s.header;

    h.profile_major = 4;
    h.profile_minor = (uint16_t)p.minor;
    h.features = choose(c, 1) & 3 ? LUS_FEATURES_KNOWN | LUS_FEATURE_EXPLICIT : 0;
    return rebuild(out, in, &h, &p, NULL);
}

int without_refused(struct whole *out, const struct whole *in, const struct run *r)
{
    struct lus_profile as_it_is = { 0 };
    struct lus_header h = in->s.header;

    h.partial = 1;
    return rebuild(out, in, &h, &as_it_is, r);
}

/* What is lifted, and the output to compare it with; NULL where there is none. */
struct lifted
{
    struct lus_lift *l;
    struct lus_segment *seg;
    struct lus_stream *want_stream;
    struct lus_segment want;
};

static void lift_params(const struct lifted *x, const struct lus_record *want)
{
    const uint64_t *values;
    uint64_t have = lus_lift_params(x->l, &values);
    struct lus_hvm_param e;
    struct lus_table t;
    const uint8_t *p;

    CHECK(lus_table_open(&t, &x->want, want) == 0);
    while ( lus_table_next(&t, &p) > 0 )
    {
        CHECK(lus_decode_hvm_param(p, &e) == 0);
        CHECK((have >> e.index & 1) && values[e.index] == e.value);
        have &= ~(1ull << e.index);
    }
    CHECK(have == 0);
}

static void lift_table(const struct lifted *x, const struct lus_record *rec, const struct lus_record *want)
{
    struct lus_table t, u;
    const union lus_any *o;
    const uint8_t *p, *q;
    uint8_t buf[LUS_ENTRY_MAX];
    uint32_t i;
    int rc;

    CHECK(lus_table_open(&t, x->seg, rec) == 0);
    CHECK(!want || lus_table_open(&u, &x->want, want) == 0);
    for ( i = 0; lus_table_next(&t, &p) > 0; i++ )
    {
        rc = lus_lift_entry(x->l, p, i, &o);
        CHECK(rc == 0 || rc == 1 || (rc == -LUS_E_REFUSED && !want));
        if ( rc < 1 || !want )
            continue;
        CHECK(lus_table_next(&u, &q) == 1);
        CHECK(encode_entry(rec->type, buf, o) == 0 && !memcmp(buf, q, rec->info->entry->size));
    }
    CHECK(!want || lus_table_next(&u, &q) == 0);
}

static void lift_record(struct lifted *x, const struct lus_record *rec)
{
    uint8_t fixed[LUS_FIXED_MAX];
    const union lus_any *o;
    struct lus_record want;
    int rc = lus_lift_record(x->l, x->seg, rec, &o);

    CHECK(rc == 0 || rc == 1 || (rc == -LUS_E_REFUSED && !x->want_stream));
    if ( rc == 1 && x->want_stream )
    {
        do
            CHECK(lus_next(&x->want, &want) == 1);
        while ( (want.flags & LUS_RECORD_CHUNK) || !want.info );
        CHECK(want.type == rec->type && want.instance == rec->instance);
        CHECK(encode_any(want.type, fixed, want.revision, o) == 0);
        CHECK(!memcmp(fixed, lus_fixed(x->want_stream, &want), want.info->fixed[want.revision - 1]));
        if ( rec->type == LUS_TYPE_HVM_PARAMS )
            lift_params(x, &want);
    }
    if ( rc && rec->info->entry && rec->type != LUS_TYPE_HVM_PARAMS )
        lift_table(x, rec, x->want_stream ? &want : NULL);
}

/* What is dropped for want of a name is not lifted; all else is told likewise. */
static void same_reports(const struct run *all, const struct run *lifted)
{
    uint32_t i, k = 0;

    for ( i = 0; i < all->nr; i++ )
    {
        const struct lus_outcome *o = &all->told[i];

        if ( o->row == LUS_NO_ROW && o->kind == LUS_OUTCOME_LOST )
            continue;
        CHECK(k < lifted->nr && same_outcome(o, &lifted->told[k]));
        k++;
    }
    CHECK(k == lifted->nr);
}

void check_lift(const struct whole *in, const struct run *all)
{
    uint64_t need = lus_lift_workspace();
    struct run told = { .from = all->from, .to = all->to };
    struct lus_stream s = in->s;
    struct lus_segment seg;
    struct lus_record rec;
    struct lifted x = { .seg = &seg };
    void *work = heap(need);
    struct whole out;
    uint32_t i;

    if ( all->out )
    {
        CHECK(open_whole(&out, all->out, all->size));
        x.want_stream = &out.s;
    }
    CHECK(lus_lift_open(&x.l, work, need, &s, &all->to, note_outcome, &told) == 0);
    for ( i = 0; i < s.header.index_count; i++ )
    {
        CHECK(lus_segment_open(&s, i, &seg) == 0 && lus_lift_segment(x.l, &seg) == 0);
        CHECK(!all->out || lus_segment_open(&out.s, i, &x.want) == 0);
        while ( lus_next(&seg, &rec) > 0 )
            if ( rec.info && !(rec.flags & LUS_RECORD_CHUNK) )
                lift_record(&x, &rec);
        while ( all->out && lus_next(&x.want, &rec) > 0 )
            CHECK((rec.flags & LUS_RECORD_CHUNK) || !rec.info);
    }
    CHECK(s.diag.error == 0);
    same_reports(all, &told);
    if ( all->out )
        close_whole(&out);
    drop_run(&told);
    free(work);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
#include "laws.h"

#define FIRST LUS_RELEASE_FIRST
#define RELEASES (LUS_RELEASE_LAST + 1)
#define ALL_FEATURES (LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT)

/* What was told of a conversion. @counted: the sum of all tallies; @fields, @same: theirs */
struct outcomes
{
    struct lus_outcome *o;
    uint32_t nr;
    uint32_t max;
    struct lus_recast_result counted;
    uint64_t fields;
    uint64_t same;
};

static void note(void *ctx, const struct lus_outcome *o)
{
    struct outcomes *all = ctx;

    if ( all->nr == all->max )
    {
        all->max = all->max ? 2 * all->max : 64;
        all->o = realloc(all->o, all->max * sizeof(*o));
        assert_non_null(all->o);
    }
    all->o[all->nr++] = *o;
}

static void add_up(void *ctx, const struct lus_tally *t)
{
    struct outcomes *all = ctx;
    uint32_t i;

    assert_true(t->records && t->carried + t->changed + t->dropped <= t->records && t->same <= t->fields);
    all->counted.carried += t->carried;
    all->counted.changed += t->changed;
    all->counted.dropped += t->dropped;
    for ( i = 0; i < NR_OF(t->kinds); i++ )
        all->counted.kinds[i] += t->kinds[i];
    all->fields += t->fields;
    all->same += t->same;
}

/* [C-30]: tallies add up to the result. What is told of a whole domain, as of a feature or of errors that its stream could not have, is of no record. */
static void adds_up(const struct outcomes *told, const struct lus_recast_result *r, int same)
{
    uint32_t i, whole = 0;

    assert_true(told->counted.carried == r->carried && told->counted.changed == r->changed && told->counted.dropped == r->dropped);
    for ( i = 0; i < told->nr; i++ )
        whole += told->o[i].type == LUS_TYPE_HVM_LAPIC && told->o[i].field == LUS_NO_FIELD && told->o[i].kind == LUS_OUTCOME_LOST;
    for ( i = 0; i < NR_OF(r->kinds); i++ )
        assert_true(told->counted.kinds[i] + (i == LUS_OUTCOME_LOST ? whole : 0) == r->kinds[i]);
    assert_true(told->fields > 0 && (!same || told->same == told->fields));
}

uint32_t laws_top(void)
{
    uint32_t top = FIRST, next;

    for ( next = FIRST + 1; next < RELEASES; next++ )
        switch ( next )
        {
#define LUS_STEP(n) case n:
#include "compat/steps.def"
            if ( top == next - 1 )
                top = next;
            break;
        default:
            break;
        }
    return top;
}

/* One segment in the revisions of a release, read from any: what it cannot have is not there. */
struct lowered
{
    struct bytes in;
    uint32_t segment;
    uint32_t minor;
};

static void add_table(struct lus_writer *w, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_table t;
    const uint8_t *p;

    assert_int_equal(lus_table_open(&t, seg, rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
        lus_add_entry(w, p, rec->info->entry->size);
}

static void fill_lowered(struct lus_writer *w, const void *arg)
{
    const struct lowered *l = arg;
    struct lus_profile p = { .minor = l->minor };
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_stream s;
    int copying = 0;

    open_bytes(&s, l->in);
    assert_int_equal(lus_segment_open(&s, l->segment, &seg), 0);
    while ( lus_next(&seg, &rec) > 0 )
    {
        uint32_t revision = lus_profile_revision(&p, rec.type);
        union lus_any *o;

        if ( !(rec.flags & LUS_RECORD_CHUNK) )
            copying = !rec.info || rec.revision == revision;
        if ( copying )
            lus_copy(w, &s, &rec, seg.pass);
        if ( copying || (rec.flags & LUS_RECORD_CHUNK) || revision == 0 )
            continue;
        o = malloc(sizeof(*o));
        assert_int_equal(lus_decode_any(rec.type, lus_fixed(&s, &rec), rec.revision, o), 0);
        begin_any(w, rec.type, revision, rec.instance, o);
        if ( rec.info->entry )
            add_table(w, &seg, &rec);
        lus_end(w);
        free(o);
    }
}

static struct bytes lowered(struct bytes in, uint32_t minor)
{
    struct lowered args[64];
    struct spec specs[64];
    struct lus_stream s;
    struct bytes out;
    uint32_t i;

    open_bytes(&s, in);
    assert_true(s.header.index_count <= NR_OF(specs));
    for ( i = 0; i < s.header.index_count; i++ )
    {
        struct lus_index_entry e;

        assert_int_equal(lus_index_at(&s, i, &e), 0);
        args[i] = (struct lowered){ in, i, minor };
        specs[i] = (struct spec){ e.kind, e.domid, fill_lowered, &args[i] };
    }
    out = make_arch_stream(specs, s.header.index_count, s.header.partial, s.header.arch);
    put(out.p + 128, 8, ALL_FEATURES | LUS_FEATURE_EXPLICIT);
    set_profile(out, minor);
    return out;
}

static int convert(struct bytes in, uint32_t to, struct bytes *out, struct outcomes *told, struct laws *done)
{
    struct lus_recast_args args = { .to = { to, ALL_FEATURES }, .outcome = note, .tally = add_up, .ctx = told };
    struct lus_recast_result result;
    struct lus_diag d;
    int rc;

    told->nr = 0;
    memset(&told->counted, 0, sizeof(told->counted));
    told->fields = told->same = 0;
    rc = recast_bytes(in, &args, out, &result);
    adds_up(told, &result, !told->nr && get(in.p + 122, 2) == to);
    done->conversions++;
    done->reported += told->nr;
    if ( rc == -LUS_E_REFUSED )
        return rc;
    assert_int_equal(rc, 0);
    assert_int_equal(check_bytes(out->p, out->n, &d), 0);
    return 0;
}

/* Without the records that were refused. A partial stream may lack any but the one that says what a domain is. */
static struct bytes without(struct bytes in, const struct outcomes *told, struct laws *done)
{
    struct model m;
    struct bytes out;
    uint32_t i, k, n;

    assert_int_equal(model_apart(&m, in), 0);
    for ( i = 0; i < told->nr; i++ )
    {
        const struct lus_outcome *o = &told->o[i];

        if ( o->kind != LUS_OUTCOME_REFUSED )
            continue;
        assert_true(o->type && o->type != LUS_TYPE_DOMAIN);
        for ( k = 0; k < m.nr; k++ )
            for ( n = 0; m.parts[k].kind == o->segment_kind && m.parts[k].domid == o->domid && n < m.parts[k].nr; )
                if ( get(m.parts[k].pieces[n].p, 4) == o->type && get(m.parts[k].pieces[n].p + 8, 4) == o->instance )
                {
                    model_remove(&m.parts[k], n);
                    done->left_out++;
                }
                else
                    n++;
    }
    m.header[21] = 1;
    out = model_together(&m);
    model_free(&m);
    return out;
}

/* Takes from *whole what is refused on the way from @from, which it gave, to @to. Return: whether there was any. */
static int take_out(struct bytes *whole, struct bytes from, uint32_t to, struct bytes *out, struct laws *done)
{
    struct outcomes told = { 0 };
    int rc = convert(from, to, out, &told, done);

    if ( rc )
    {
        struct bytes less = without(*whole, &told, done);

        bytes_free(whole);
        *whole = less;
    }
    free(told.o);
    return rc;
}

/* Makes at[top] a stream that goes to every release and back; the others are what it becomes there. */
static void settle(struct bytes *at, uint32_t top, struct laws *done)
{
    struct bytes out;
    uint32_t a;

    for ( a = FIRST; a < top; a++ )
    {
        int again = 0;

        while ( take_out(&at[top], at[top], a, &at[a], done) )
            again = 1;
        if ( take_out(&at[top], at[a], top, &out, done) )
        {
            bytes_free(&at[a]);
            again = 1;
        }
        else
        {
            bytes_free(&out);
            if ( again )
                bytes_free(&at[a]);
        }
        /* What goes to this release is less now: from the beginning. */
        if ( again )
        {
            while ( a > FIRST )
                bytes_free(&at[--a]);
            a = FIRST - 1;
        }
    }
}

/* Was a value of this record told of? @field or @entry may be LUS_NO_...: then any. */
static int was_told(const struct outcomes *told, uint32_t domid, const struct lus_record *rec, uint32_t field, uint32_t entry)
{
    uint32_t i;

    for ( i = 0; i < told->nr; i++ )
    {
        const struct lus_outcome *o = &told->o[i];

        if ( o->type == rec->type && o->instance == rec->instance && o->domid == domid && o->kind != LUS_OUTCOME_NOTED &&
             (entry == LUS_NO_ENTRY ? o->entry == LUS_NO_ENTRY : o->entry != LUS_NO_ENTRY) &&
             (field == LUS_NO_FIELD || o->field == LUS_NO_FIELD || o->field == field) )
            return 1;
    }
    return 0;
}

static void same_fields(const struct lus_field *fields, uint32_t nr, uint32_t rev, const uint8_t *a, const uint8_t *b, const struct outcomes *told,
                        uint32_t domid, const struct lus_record *rec, uint32_t entry)
{
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        if ( fields[i].since <= rev && memcmp(a + fields[i].offset, b + fields[i].offset, fields[i].count * lus_wire_size(fields[i].wire)) &&
             !was_told(told, domid, rec, i, entry) )
            fail_msg("%s %u of domain %u: %s differs, and nothing was said of it", rec->info->name, rec->instance, domid, fields[i].name);
}

static void same_tables(struct lus_segment *sa, const struct lus_record *ra, struct lus_segment *sb, const struct lus_record *rb,
                        const struct outcomes *told)
{
    const struct lus_entry *e = ra->info->entry;
    struct lus_table ta, tb;
    const uint8_t *a, *b;
    int more_a, more_b;

    assert_int_equal(lus_table_open(&ta, sa, ra), 0);
    assert_int_equal(lus_table_open(&tb, sb, rb), 0);
    more_a = lus_table_next(&ta, &a) > 0;
    more_b = lus_table_next(&tb, &b) > 0;
    while ( more_a || more_b )
    {
        int same_key = more_a && more_b;
        uint32_t i;

        for ( i = 0; same_key && i < e->keys; i++ )
            same_key = lus_field_load(&e->fields[i], a, 0) == lus_field_load(&e->fields[i], b, 0);
        if ( same_key )
            same_fields(e->fields, e->nr_fields, 1, a, b, told, sa->domid, ra, 0);
        else if ( !was_told(told, sa->domid, ra, LUS_NO_FIELD, 0) )
            fail_msg("%s %u of domain %u: an entry is gone, and nothing was said of it", ra->info->name, ra->instance, sa->domid);
        more_a = lus_table_next(&ta, &a) > 0;
        if ( same_key )
            more_b = lus_table_next(&tb, &b) > 0;
        else if ( !more_a )
            break;
    }
}

/* C-15: what went to another release and came back differs in what was told, and in nothing else. */
static void came_back(struct bytes a, struct bytes b, const struct outcomes *told)
{
    struct lus_segment sa, sb;
    struct lus_record ra, rb;
    struct lus_stream x, y;
    uint8_t fixed[LUS_FIXED_MAX];
    uint32_t i;

    open_bytes(&x, a);
    open_bytes(&y, b);
    assert_int_equal(x.header.index_count, y.header.index_count);
    if ( !told->nr && !bytes_equal(a, b) )
        fail_msg("nothing was said, and it is not the same");
    for ( i = 0; i < x.header.index_count; i++ )
    {
        int have = 0;

        assert_int_equal(lus_segment_open(&x, i, &sa), 0);
        assert_int_equal(lus_segment_open(&y, i, &sb), 0);
        have = lus_next(&sb, &rb) > 0;
        while ( lus_next(&sa, &ra) > 0 )
        {
            if ( !have || ra.type != rb.type || ra.instance != rb.instance )
            {
                if ( !was_told(told, sa.domid, &ra, LUS_NO_FIELD, LUS_NO_ENTRY) )
                    fail_msg("record %#x %u of domain %u is gone, and nothing was said of it", ra.type, ra.instance, sa.domid);
                continue;
            }
            if ( ra.info && !(ra.flags & LUS_RECORD_CHUNK) )
            {
                memcpy(fixed, lus_fixed(&x, &ra), ra.info->fixed[ra.revision - 1]);
                same_fields(ra.info->fields, ra.info->nr_fields, ra.revision, fixed, lus_fixed(&y, &rb), told, sa.domid, &ra, LUS_NO_ENTRY);
                if ( ra.info->entry )
                    same_tables(&sa, &ra, &sb, &rb, told);
            }
            /* Blobs, maps, what has no name: to the byte. */
            if ( !ra.info || !ra.info->entry )
            {
                uint32_t from = ra.info && !(ra.flags & LUS_RECORD_CHUNK) ? ra.info->fixed[ra.revision - 1] : 0;

                assert_int_equal(ra.length, rb.length);
                assert_memory_equal(ra.body + from, rb.body + from, ra.length - from);
            }
            have = lus_next(&sb, &rb) > 0;
        }
        assert_false(have);
    }
}

/* C-6: from @a by way of any release between to @c. @direct: to each release at once. */
static void chains(const struct bytes *direct, uint32_t a, uint32_t c, struct laws *done)
{
    struct outcomes told = { 0 };
    uint32_t b;

    for ( b = (a < c ? a : c) + 1; b < (a < c ? c : a); b++ )
    {
        struct bytes whole;

        assert_int_equal(convert(direct[b], c, &whole, &told, done), 0);
        if ( !bytes_equal(whole, direct[c]) )
            fail_msg("4.%u to 4.%u to 4.%u is not as 4.%u to 4.%u", a, b, c, a, c);
        bytes_free(&whole);
        done->chains++;
    }
    free(told.o);
}

/* All that @from, of release @a, becomes. */
static void from_one(struct bytes from, uint32_t a, uint32_t top, struct laws *done)
{
    struct outcomes told[RELEASES] = { { 0 } }, back = { 0 };
    struct bytes direct[RELEASES], again;
    uint32_t b, i;

    for ( b = FIRST; b <= top; b++ )
        assert_int_equal(convert(from, b, &direct[b], &told[b], done), 0);
    for ( b = FIRST; b <= top; b++ )
    {
        chains(direct, a, b, done);
        assert_int_equal(convert(direct[b], a, &again, &back, done), 0);
        for ( i = 0; i < back.nr; i++ )
            note(&told[b], &back.o[i]);
        came_back(from, again, &told[b]);
        bytes_free(&again);
    }
    for ( b = FIRST; b <= top; b++ )
    {
        bytes_free(&direct[b]);
        free(told[b].o);
    }
    free(back.o);
}

void laws_hold(struct bytes any, struct laws *done)
{
    struct bytes at[RELEASES];
    uint32_t top = laws_top(), a;

    at[top] = lowered(any, top);
    settle(at, top, done);
    for ( a = FIRST; a <= top; a++ )
        from_one(at[a], a, top, done);
    for ( a = FIRST; a <= top; a++ )
        bytes_free(&at[a]);
}

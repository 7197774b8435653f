/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Maps: the core's writer and readers against the slow encoder, and blocks that are not canonical. [S-35] [S-36] [S-37] */
#include "harness-map.h"

struct fill
{
    const struct list *l;
    uint64_t max_gfn;
};

static void fill_p2m(struct lus_writer *w, const void *arg)
{
    const struct fill *f = arg;
    struct lus_map_writer *m = malloc(sizeof(*m));
    struct lus_p2m p2m = { .max_gfn = f->max_gfn };
    uint32_t i;

    assert_non_null(m);
    fill_domain(w, NULL);
    lus_begin_p2m(w, 1, 0, &p2m);
    lus_map_begin(m, w);
    for ( i = 0; i < f->l->nr; i++ )
        lus_map_add(m, f->l->e[i].gfn, f->l->e[i].mfn, f->l->e[i].count, f->l->e[i].attribute);
    lus_map_end(m);
    lus_end(w);
    free(m);
}

static void find_map(struct lus_stream *s, struct bytes b, struct lus_map *m)
{
    struct lus_segment seg;
    struct lus_record rec;

    open_bytes(s, b);
    assert_int_equal(lus_segment_find(s, LUS_SEGMENT_DOMAIN, 1, &seg), 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_P2M, 0, &rec), 0);
    assert_int_equal(lus_map_open(m, &seg, &rec), 0);
}

/* Frame by frame is slow for 2^24 of them; where they lie in one extent, its ends are enough. */
static void check_frames(struct bytes b, const struct list *l, uint32_t max)
{
    uint64_t *mfns = malloc(max * sizeof(*mfns)), at = 0;
    struct lus_stream s;
    struct lus_extent e;
    struct lus_map m;
    uint32_t i = 0, k;
    int rc;

    assert_non_null(mfns);
    find_map(&s, b, &m);
    while ( (rc = lus_map_frames(&m, mfns, max, &e)) > 0 )
    {
        assert_true(e.count > 0 && e.count <= max && e.mfn == mfns[0]);
        for ( k = 0; k < e.count; k++ )
        {
            const struct lus_extent *want = &l->e[i];

            if ( i >= l->nr || e.gfn + k != want->gfn + at || mfns[k] != want->mfn + at || e.attribute != want->attribute )
                fail_msg("extent %u frame %llu", i, (unsigned long long)at);
            if ( ++at == want->count )
            {
                at = 0;
                i++;
            }
        }
    }
    assert_int_equal(rc, 0);
    assert_int_equal(i, l->nr);
    free(mfns);
}

/* Both encoders, both readers. The list need not be maximal. */
static void both_ways(const struct list *in, int frames)
{
    struct list l = maximal(in);
    struct fill fill = { in, (1ull << 40) - 1 };
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_p2m, &fill } };
    struct blocks blocks = encode(&l);
    struct bytes mine = stream_of(&blocks, fill.max_gfn, 1u << 20), theirs = make_stream(specs, 1, 1);
    struct lus_stream s;
    struct lus_extent e;
    struct lus_map m;
    uint32_t i;

    assert_true(bytes_equal(mine, theirs));
    if ( check_bytes(theirs.p, theirs.n, &s.diag) )
        fail_msg("%s entry %u", lus_error_name(s.diag.error), s.diag.entry);
    find_map(&s, mine, &m);
    for ( i = 0; lus_map_next(&m, &e) > 0; i++ )
        if ( i >= l.nr || memcmp(&e, &l.e[i], sizeof(e)) )
            fail_msg("extent %u", i);
    assert_int_equal(i, l.nr);
    assert_int_equal(lus_map_next(&m, &e), 0);
    assert_int_equal(s.diag.error, 0);
    if ( frames )
    {
        check_frames(mine, &l, 1 + (uint32_t)below(5));
        check_frames(mine, &l, 70000);
    }
    bytes_free(&mine);
    bytes_free(&theirs);
    blocks_free(&blocks);
    free(l.e);
}

static void test_random(void **state)
{
    struct list l = { NULL, 0 };
    uint32_t i;

    (void)state;
    rnd_seed(17);
    l.e = malloc(3000 * sizeof(*l.e));
    assert_non_null(l.e);
    for ( i = 0; i < 400; i++ )
    {
        l.nr = random_extents(l.e, 1 + (uint32_t)below(below(10) ? 60 : 3000));
        both_ways(&l, 0);
    }
    free(l.e);
}

/* n extents of `count` frames each, adjacent in gfn, `gap` frames between them in mfn. */
static void run_of(struct list *l, uint64_t gfn, uint64_t mfn, uint32_t n, uint32_t count, uint32_t gap)
{
    for ( ; n--; gfn += count, mfn += count + gap )
        list_add(l, gfn, mfn, count, 0);
}

static void one_run(uint64_t gfn, uint64_t mfn, uint32_t n, uint32_t count, uint32_t gap, int frames)
{
    struct list l = { NULL, 0 };

    run_of(&l, gfn, mfn, n, count, gap);
    both_ways(&l, frames);
    free(l.e);
}

static void test_boundaries(void **state)
{
    static const uint32_t groups[] = { 1, 2, 3, 4095, 4096, 4097, 8192, 8193 };
    static const uint32_t counts[] = { 1, 2, 3, 65535, 65536, 65537, 1u << 24, (1u << 24) + 1, 3u << 24 };
    struct list l = { NULL, 0 };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(groups); i++ )
        for ( k = 0; k < 3; k++ )
        {
            one_run(0x100, 0x1000, groups[i], counts[k], 1, 1);
            one_run(0x100, 0xffff0000ull, groups[i], counts[k], 16, 1);
        }
    for ( i = 0; i < NR_OF(counts); i++ )
    {
        one_run(5, 0x1000, 2, counts[i], 1, counts[i] < 100000);
        /* The last frame is the last below 2^32, the first of the next, and in the middle. */
        one_run(0, (1ull << 32) - counts[i], 1, counts[i], 0, 0);
        one_run(0, (1ull << 32) - counts[i] + 1, 2, counts[i], 5, 0);
        one_run(0, (5ull << 32) - counts[i] / 2, 2, counts[i], 5, 0);
        /* Up to the very end of both spaces. */
        one_run((1ull << 40) - counts[i], (1ull << 40) - counts[i], 1, counts[i], 0, 0);
    }
    /* A change of attribute, of gfn, of the mfn's high bits, or a long extent ends a group. */
    run_of(&l, 0, 0, 3, 1, 1);
    list_add(&l, 3, 6, 1, 3);
    list_add(&l, 4, 8, 1, 3);
    run_of(&l, 6, 100, 2, 1, 1);
    list_add(&l, 8, 1ull << 32, 1, 0);
    list_add(&l, 9, 10, 65537, 0);
    run_of(&l, 9 + 65537, 0x100000, 3, 1, 1);
    both_ways(&l, 1);
    free(l.e);
    /* Ascending gfns may have descending mfns. */
    l = (struct list){ NULL, 0 };
    for ( i = 0; i < 100; i++ )
        list_add(&l, i, 1000 - i, 1, 0);
    both_ways(&l, 1);
    free(l.e);
}

/* EXTENTS and WORDS take as many bytes for n extents of some number of frames: EXTENTS then, and never at one frame less. */
static void test_modes(void **state)
{
    uint32_t n, frames, i;

    (void)state;
    for ( n = 2; n < 40; n++ )
        for ( frames = n; frames < 2 * n + 4; frames++ )
        {
            struct list l = { NULL, 0 };
            uint64_t gfn = 0;

            for ( i = 0; i < n; i++ )
            {
                uint32_t count = 1 + (frames - n) / n + (i < (frames - n) % n);

                list_add(&l, gfn, 0x1000 + 2 * gfn, count, 0);
                gfn += count;
            }
            both_ways(&l, 1);
            free(l.e);
        }
}

/* [S-37]: blocks up to the last byte of a chunk, and one over. */
static void test_chunks(void **state)
{
    uint32_t extra;

    (void)state;
    /* Each RUN takes 16 bytes: 65535 of them and the fixed part leave 8 bytes. */
    for ( extra = 65534; extra < 65539; extra++ )
    {
        struct list l = { NULL, 0 };
        uint32_t i;

        for ( i = 0; i < extra; i++ )
            list_add(&l, 2 * i, i, 1, 0);
        both_ways(&l, extra == 65536);
        free(l.e);
    }
}

static void refuse(struct blocks *b, int error)
{
    struct bytes s = stream_of(b, (1ull << 40) - 1, 1u << 20);
    struct lus_diag d;
    int rc = check_bytes(s.p, s.n, &d);

    if ( rc != -error )
        fail_msg("%s, not %s", lus_error_name(rc), lus_error_name(error));
    assert_int_equal(d.type, LUS_TYPE_P2M);
    assert_int_equal(d.domid, 1);
    bytes_free(&s);
}

/* Blocks from groups of extents that the test chooses itself. */
static void cut_into(struct blocks *b, const struct list *l, const uint32_t *sizes, uint32_t nr)
{
    uint32_t i, at = 0;

    b->p = malloc(1u << 21);
    b->at = malloc((nr + 1) * sizeof(uint32_t));
    b->n = 0;
    b->nr = nr;
    assert_true(b->p && b->at);
    for ( i = 0; i < nr; at += sizes[i], i++ )
    {
        b->at[i] = b->n;
        b->n += put_block(b->p + b->n, &l->e[at], sizes[i]);
    }
    b->at[nr] = b->n;
    assert_int_equal(at, l->nr);
}

static void refuse_cut(const struct list *l, const uint32_t *sizes, uint32_t nr, int error)
{
    struct blocks b;

    cut_into(&b, l, sizes, nr);
    refuse(&b, error);
    blocks_free(&b);
}

static void test_groups_refused(void **state)
{
    static const uint32_t early[] = { 2, 3 }, alone[] = { 1, 4 }, runs[] = { 1, 1, 1, 1, 1 }, late[] = { 4, 1 };
    static const uint32_t small[] = { 4095, 2 }, big[] = { 4097 }, huge[] = { 8192 };
    struct list l = { NULL, 0 };

    (void)state;
    run_of(&l, 0, 0x1000, 5, 7, 1);
    refuse_cut(&l, early, NR_OF(early), LUS_E_MAP);
    refuse_cut(&l, alone, NR_OF(alone), LUS_E_MAP);
    refuse_cut(&l, runs, NR_OF(runs), LUS_E_MAP);
    refuse_cut(&l, late, NR_OF(late), LUS_E_MAP);
    l.nr = 0;
    run_of(&l, 0, 0x1000, 4097, 7, 1);
    refuse_cut(&l, small, NR_OF(small), LUS_E_MAP);
    refuse_cut(&l, big, NR_OF(big), LUS_E_MAP);
    /* As words: a group of more than 4096 extents has no count of extents in its header. */
    l.nr = 0;
    run_of(&l, 0, 0x1000, 4097, 1, 1);
    refuse_cut(&l, big, NR_OF(big), LUS_E_MAP);
    refuse_cut(&l, small, NR_OF(small), LUS_E_MAP);
    l.nr = 0;
    run_of(&l, 0, 0x1000, 8192, 1, 1);
    refuse_cut(&l, huge, NR_OF(huge), LUS_E_MAP);
    free(l.e);
}

/* A good map of RUN, EXTENTS, WORDS to be broken in one place. */
static struct blocks good_blocks(void)
{
    struct list l = { NULL, 0 };
    struct blocks b;

    list_add(&l, 0, 0x10, 70000, 0);
    run_of(&l, 100000, 0x100000, 3, 9, 1);
    run_of(&l, 200000, 0x200000, 3, 1, 1);
    list_add(&l, 300000, 0x300000, 5, 3);
    b = encode(&l);
    assert_int_equal(b.nr, 4);
    free(l.e);
    return b;
}

static void refuse_bytes(uint32_t block, uint32_t at, uint32_t n, uint64_t v, int error)
{
    struct blocks b = good_blocks();

    put(b.p + b.at[block] + at, n, v);
    refuse(&b, error);
    blocks_free(&b);
}

static void test_blocks_refused(void **state)
{
    struct blocks b = good_blocks();
    struct bytes s = stream_of(&b, (1ull << 40) - 1, 1u << 20);
    struct lus_diag d;

    (void)state;
    assert_int_equal(check_bytes(s.p, s.n, NULL), 0);
    bytes_free(&s);
    /* max_gfn says what the greatest gfn may be, 300004 here. */
    s = stream_of(&b, 300004, 1u << 20);
    assert_int_equal(check_bytes(s.p, s.n, NULL), 0);
    bytes_free(&s);
    s = stream_of(&b, 300003, 1u << 20);
    assert_int_equal(check_bytes(s.p, s.n, NULL), -LUS_E_RANGE);
    bytes_free(&s);
    s = stream_of(&b, ~0ull, 1u << 20);
    assert_int_equal(check_bytes(s.p, s.n, NULL), 0);
    bytes_free(&s);
    /* [S-37]: a chunk that ends too early. */
    s = stream_of(&b, 300004, 48);
    assert_int_equal(check_bytes(s.p, s.n, NULL), -LUS_E_CHUNK);
    bytes_free(&s);
    /* The error says which extent it is: after one, three, three. */
    put(b.p + b.at[3] + 5, 1, 200);
    s = stream_of(&b, 300004, 1u << 20);
    assert_int_equal(check_bytes(s.p, s.n, &d), -LUS_E_ENUM);
    assert_int_equal(d.entry, 7);
    bytes_free(&s);
    blocks_free(&b);

    refuse_bytes(0, 6, 2, 3, LUS_E_MAP);                /* a mode that is none */
    refuse_bytes(2, 6, 2, 3, LUS_E_MAP);                /* where base and n would do */
    refuse_bytes(0, 6, 2, 4, LUS_E_MAP);                /* bit 50 */
    refuse_bytes(0, 6, 2, 0x8000, LUS_E_MAP);
    refuse_bytes(0, 5, 1, 1, LUS_E_ENUM);               /* no such p2m type */
    refuse_bytes(3, 5, 1, 200, LUS_E_ENUM);
    refuse_bytes(1, 6, 2, 2, LUS_E_PADDING);            /* EXTENTS read as WORDS: a count where zeros must be */
    refuse_bytes(2, 6, 2, 1, LUS_E_PADDING);              /* WORDS as EXTENTS */
    refuse_bytes(1, 13, 3, 0, LUS_E_MAP);               /* n = 1 */
    refuse_bytes(2, 13, 3, 0, LUS_E_MAP);
    refuse_bytes(1, 13, 3, 4096, LUS_E_MAP);            /* n = 4097 */
    refuse_bytes(2, 13, 3, 0xffffff, LUS_E_LENGTH);     /* more words than a body holds */
    refuse_bytes(2, 13, 3, 20, LUS_E_LENGTH);
    refuse_bytes(1, 8, 4, 1, LUS_E_MAP);                /* base is not a multiple of 2^32 */
    refuse_bytes(2, 8, 4, 0x10000, LUS_E_MAP);
    refuse_bytes(1, 16 + 18, 1, 1, LUS_E_PADDING);      /* after the counts */
    refuse_bytes(1, 16 + 23, 1, 0x80, LUS_E_PADDING);
    refuse_bytes(2, 16 + 12, 1, 1, LUS_E_PADDING);      /* after the third word */
    refuse_bytes(1, 0, 5, 69999, LUS_E_SORT);           /* overlaps the one before */
    refuse_bytes(1, 0, 5, 0, LUS_E_SORT);
    refuse_bytes(0, 0, 5, (1ull << 40) - 69999, LUS_E_RANGE);
    refuse_bytes(0, 8, 5, (1ull << 40) - 69999, LUS_E_RANGE);
    refuse_bytes(2, 0, 5, (1ull << 40) - 2, LUS_E_RANGE);
    refuse_bytes(1, 16 + 4, 4, 0x100000 + 9, LUS_E_MERGE);  /* the second extent continues the first */
    refuse_bytes(1, 16, 4, 0xfffffff8u, LUS_E_MAP);     /* crosses 2^32 */
    refuse_bytes(2, 16 + 4, 4, 0x200001, LUS_E_MAP);    /* two words in a row: EXTENTS is as small */
}

/* The same extent in two blocks, and what only looks like it. */
static void test_merge_refused(void **state)
{
    static const uint32_t ones[] = { 1, 1 };
    struct list l = { NULL, 0 };

    (void)state;
    list_add(&l, 0, 0x10, 70000, 0);
    list_add(&l, 70000, 0x10 + 70000, 70000, 0);
    refuse_cut(&l, ones, 2, LUS_E_MERGE);
    l.e[1].attribute = 3;
    both_ways(&l, 0);
    l.e[1].attribute = 0;
    l.e[1].mfn++;
    both_ways(&l, 0);
    /* The first may go on only when it is full. */
    l.e[0] = (struct lus_extent){ 0, 0x10, (1u << 24) - 1, 0 };
    l.e[1] = (struct lus_extent){ (1u << 24) - 1, 0x10 + (1u << 24) - 1, 2, 0 };
    refuse_cut(&l, ones, 2, LUS_E_MERGE);
    l.e[0].count++;
    l.e[1] = (struct lus_extent){ 1u << 24, 0x10 + (1u << 24), 1, 0 };
    both_ways(&l, 0);
    free(l.e);
}

/* A short body of a chunk: less than a header, or arrays cut. */
static void test_cut(void **state)
{
    uint32_t cut;

    (void)state;
    for ( cut = 1; cut < 16 + 24; cut++ )
    {
        struct blocks b = good_blocks();

        b.nr = 2;
        b.at[2] -= cut;
        refuse(&b, LUS_E_LENGTH);
        blocks_free(&b);
    }
}

/* [S-37]: a block that would have filled the chunk before to the last byte, and one that would not have fitted but is wrong. */
static void test_chunks_refused(void **state)
{
    uint32_t last, i;

    (void)state;
    /* 65534 RUN and the fixed part leave 24 bytes; 2 words take 24, 3 take 32. */
    for ( last = 2; last < 4; last++ )
    {
        struct list l = { NULL, 0 };
        struct blocks b;
        struct bytes s;

        for ( i = 0; i < 65534; i++ )
            list_add(&l, 2 * i, i, 1, 0);
        run_of(&l, 2 * i, 0x100000, last, 1, 1);
        both_ways(&l, 0);
        b = encode(&l);
        s = stream_of(&b, (1ull << 40) - 1, (1u << 20) - 8);
        assert_int_equal(check_bytes(s.p, s.n, NULL), last == 2 ? -LUS_E_CHUNK : 0);
        bytes_free(&s);
        put(b.p + b.at[65534] + 6, 2, 4);
        refuse(&b, LUS_E_MAP);
        blocks_free(&b);
        free(l.e);
    }
}

/* A map that goes on, on a cursor that is past it: no half of it as if it were whole. */
static void test_cursor_past(void **state)
{
    struct list l = { NULL, 0 };
    struct lus_segment seg;
    struct lus_record rec, other;
    struct lus_stream s;
    struct lus_extent e;
    struct blocks b;
    struct lus_map m;
    struct bytes bytes;
    uint32_t i;
    int rc;

    (void)state;
    for ( i = 0; i < 65536; i++ )
        list_add(&l, 2 * i, i, 1, 0);
    b = encode(&l);
    bytes = stream_of(&b, (1ull << 40) - 1, 1u << 20);
    open_bytes(&s, bytes);
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 1, &seg), 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_P2M, 0, &rec), 0);
    while ( (rc = lus_next(&seg, &other)) > 0 )
        continue;
    assert_int_equal(rc, 0);
    assert_int_equal(lus_map_open(&m, &seg, &rec), 0);
    for ( i = 0; (rc = lus_map_next(&m, &e)) > 0; i++ )
        continue;
    assert_int_equal(rc, -LUS_E_CHUNK);
    assert_int_equal(i, 65535);
    bytes_free(&bytes);
    blocks_free(&b);
    free(l.e);
}

/* What is no map, or not its beginning; and the first error stays. */
static void test_cursor(void **state)
{
    struct blocks b = good_blocks();
    struct lus_segment seg;
    struct lus_record rec, other;
    struct lus_stream s;
    struct lus_extent e;
    struct lus_diag d;
    struct lus_map m;
    struct bytes bytes;
    uint32_t errors = 0;
    int rc;

    (void)state;
    put(b.p + b.at[0] + 5, 1, 1);
    put(b.p + b.at[3] + 5, 1, 200);
    bytes = stream_of(&b, (1ull << 40) - 1, 1u << 20);
    open_bytes(&s, bytes);
    assert_int_equal(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 1, &seg), 0);
    assert_int_equal(lus_find(&seg, LUS_TYPE_P2M, 0, &rec), 0);
    other = rec;
    other.info = NULL;
    assert_int_equal(lus_map_open(&m, &seg, &other), -LUS_E_ARGUMENT);
    other = rec;
    other.flags |= LUS_RECORD_CHUNK;
    assert_int_equal(lus_map_open(&m, &seg, &other), -LUS_E_ARGUMENT);
    assert_int_equal(lus_map_open(&m, &seg, &rec), 0);
    while ( (rc = lus_map_next(&m, &e)) != 0 )
    {
        if ( rc > 0 )
            continue;
        assert_int_equal(rc, -LUS_E_ENUM);
        if ( errors++ )
            assert_memory_equal(&s.diag, &d, sizeof(d));
        d = s.diag;
        assert_true(d.entry == 0 && d.value == 1);
    }
    assert_int_equal(errors, 2);
    bytes_free(&bytes);
    blocks_free(&b);
}

/* What the writer must not take. */
static int add_one(uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute)
{
    static uint8_t memory[4 * PAGE];
    struct lus_map_writer *m = malloc(sizeof(*m));
    struct lus_p2m p2m = { .max_gfn = 0 };
    struct lus_writer w;
    uint64_t size;
    int rc;

    assert_non_null(m);
    lus_writer_init(&w, memory, sizeof(memory), LUS_SEGMENT_DOMAIN, 1, 0);
    lus_begin_p2m(&w, 1, 0, &p2m);
    lus_map_begin(m, &w);
    lus_map_add(m, 100, 100, 10, 0);
    lus_map_add(m, gfn, mfn, count, attribute);
    lus_map_end(m);
    lus_end(&w);
    rc = lus_writer_close(&w, &size);
    free(m);
    return rc;
}

static void test_writer_refuses(void **state)
{
    (void)state;
    assert_int_equal(add_one(110, 110, 1, 0), 0);
    assert_int_equal(add_one(110, 110, 0, 0), 0);
    assert_int_equal(add_one(109, 0, 1, 0), -LUS_E_SORT);
    assert_int_equal(add_one(0, 0, 1, 0), -LUS_E_SORT);
    assert_int_equal(add_one(1ull << 40, 0, 1, 0), -LUS_E_RANGE);
    assert_int_equal(add_one((1ull << 40) - 1, 0, 2, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(200, 1ull << 40, 1, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(200, (1ull << 40) - 1, 2, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(200, 0, ~0ull, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(~0ull, 0, 1, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(200, ~0ull, 1, 0), -LUS_E_RANGE);
    assert_int_equal(add_one(200, 0, 1, 256), -LUS_E_RANGE);
    /* The reader would refuse a type that is none. */
    assert_int_equal(add_one(200, 0, 1, 1), -LUS_E_ENUM);
    assert_int_equal(add_one(110, 110, 1, 255), -LUS_E_ENUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_boundaries),
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_chunks), cmocka_unit_test(test_chunks_refused), cmocka_unit_test(test_cursor),
        cmocka_unit_test(test_cursor_past),
        cmocka_unit_test(test_groups_refused),
        cmocka_unit_test(test_blocks_refused),
        cmocka_unit_test(test_merge_refused),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_writer_refuses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

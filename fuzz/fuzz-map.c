/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Maps. Extents in any pieces come back merged, and frame by frame. A body that a naive decoder can make sense of is accepted if
 * and only if the writer makes the same bytes of its extents; any other is refused.
 */
#include "fuzz.h"

#define FRAMES_MAX (1ull << 40)
#define RUN_MAX (1u << 24)

/* Extents, merged as far as they can be. */
struct list
{
    struct lus_extent *e;
    size_t nr;
    size_t cap;
    uint64_t frames;
};

static void list_add(struct list *l, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute)
{
    l->frames += count;
    while ( count )
    {
        struct lus_extent *last = l->nr ? &l->e[l->nr - 1] : NULL;
        uint64_t take;

        if ( !last || last->count == RUN_MAX || last->gfn + last->count != gfn || last->mfn + last->count != mfn ||
             last->attribute != attribute )
        {
            if ( l->nr == l->cap )
            {
                l->cap = l->cap ? 2 * l->cap : 64;
                l->e = realloc(l->e, l->cap * sizeof(*l->e));
                if ( !l->e )
                    abort();
            }
            last = &l->e[l->nr++];
            *last = (struct lus_extent){ .gfn = gfn, .mfn = mfn, .count = 0, .attribute = attribute };
        }
        take = RUN_MAX - last->count < count ? RUN_MAX - last->count : count;
        last->count += (uint32_t)take;
        gfn += take;
        mfn += take;
        count -= take;
    }
}

static uint32_t good_attribute(uint64_t i)
{
    const struct lus_enum *e = lus_record_type(LUS_TYPE_P2M)->attribute;

    return (uint32_t)e->values[i % e->nr].value;
}

static int is_attribute(uint32_t attribute)
{
    uint32_t nr = lus_record_type(LUS_TYPE_P2M)->attribute->nr, i;

    for ( i = 0; i < nr && good_attribute(i) != attribute; i++ )
        ;
    return i < nr;
}

/* A partial stream of one domain with a p2m: its blocks are @map as it is, or are made of @l. */
struct source
{
    const uint8_t *map;
    uint32_t len;
    const struct list *l;
};

static void write_segment(struct lus_writer *w, uint8_t *buf, uint64_t cap, const struct source *from, uint64_t *size)
{
    struct lus_domain domain = { .kind = LUS_GUEST_KIND_HVM, .frame_space = LUS_FRAME_SPACE_GFN };
    static struct lus_map_writer m;
    struct lus_p2m p2m = { .max_gfn = ~0ull };
    const struct list *l = from->l;
    uint8_t *body;
    size_t i;

    lus_writer_init(w, buf, cap, LUS_SEGMENT_DOMAIN, 1, 0);
    lus_put_domain(w, 1, 0, &domain);
    if ( l )
    {
        lus_begin_p2m(w, 1, 0, &p2m);
        lus_map_begin(&m, w);
        for ( i = 0; i < l->nr; i++ )
            lus_map_add(&m, l->e[i].gfn, l->e[i].mfn, l->e[i].count, l->e[i].attribute);
        lus_map_end(&m);
        lus_end(w);
    }
    else
    {
        body = heap(8 + (size_t)from->len);
        store(body, 8, ~0ull);
        if ( from->len )
            memcpy(body + 8, from->map, from->len);
        lus_writer_raw(w, 0, LUS_TYPE_P2M, 1, 0, 0, body, 8 + from->len);
        free(body);
    }
    CHECK(lus_writer_close(w, size) == 0);
}

static uint8_t *make_stream(const uint8_t *map, uint32_t len, const struct list *l, size_t *size)
{
    struct lus_header info = { .arch = LUS_ARCH_X86, .partial = 1, .source = 16 };
    struct source from = { map, len, l };
    struct lus_part part = { 0 };
    uint8_t *buf, *all;
    struct lus_writer w;
    uint64_t need;
    int rc;

    write_segment(&w, NULL, 0, &from, &need);
    buf = heap(need);
    write_segment(&w, buf, need, &from, &part.size);
    CHECK(part.size == need);
    part.bytes = buf;
    all = seal_parts(&info, &part, 1, size, &rc);
    CHECK(all);
    free(buf);
    return all;
}

static void open_map(struct lus_stream *s, struct lus_segment *seg, struct lus_record *rec, const uint8_t *all, size_t size)
{
    struct lus_source src;

    lus_source_flat(&src, all, size);
    CHECK(lus_open(s, &src, NULL, 0) == 0);
    CHECK(lus_segment_find(s, LUS_SEGMENT_DOMAIN, 1, seg) == 0);
    CHECK(lus_find(seg, LUS_TYPE_P2M, 0, rec) == 0);
}

/* The reader's extents and frames are those of the list. */
static void compare(const uint8_t *all, size_t size, const struct list *l)
{
    struct lus_map *m = heap(sizeof(*m));
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_extent e;
    struct lus_stream s;
    uint64_t mfns[100], at;
    size_t i;
    uint32_t k;

    open_map(&s, &seg, &rec, all, size);
    CHECK(check_stream(&s) == 0);
    CHECK(lus_map_open(m, &seg, &rec) == 0);
    for ( i = 0; i < l->nr; i++ )
    {
        CHECK(lus_map_next(m, &e) == 1);
        CHECK(e.gfn == l->e[i].gfn && e.mfn == l->e[i].mfn && e.count == l->e[i].count && e.attribute == l->e[i].attribute);
    }
    CHECK(lus_map_next(m, &e) == 0);
    CHECK(lus_map_open(m, &seg, &rec) == 0);
    for ( i = 0, at = 0; l->frames <= 1u << 15 && lus_map_frames(m, mfns, 100, &e) == 1; )
        for ( k = 0; k < e.count; k++ )
        {
            CHECK(i < l->nr && e.gfn + k == l->e[i].gfn + at && mfns[k] == l->e[i].mfn + at && e.attribute == l->e[i].attribute);
            if ( ++at == l->e[i].count )
            {
                at = 0;
                i++;
            }
        }
    CHECK(l->frames > 1u << 15 || i == l->nr);
    CHECK(s.diag.error == 0);
    free(m);
}

/* Extents out of choices, gathered and written in pieces as they come. */
static void from_extents(struct choices *c, size_t most)
{
    uint64_t gfn = 0, mfn = 0, count = 1, repeat, how;
    struct list l = { 0 };
    uint32_t attribute = 0;
    uint8_t *all;
    size_t size;

    while ( c->left && l.nr < most )
    {
        how = choose(c, 1);
        gfn += how & 1 ? choose_edge(c) & 0xffffffffull : 0;
        mfn = how & 2 ? choose_edge(c) & 0xffffffffffull : mfn;
        count = how & 4 ? 1 + (choose_edge(c) & 0x7ffffff) : count;
        attribute = how & 8 ? good_attribute(choose(c, 1)) : attribute;
        repeat = (how & 0x30) == 0x30 ? choose(c, how >= 0xf8 ? 2 : 1) : 1;
        for ( ; repeat && l.nr < most; repeat-- )
        {
            if ( gfn + count > FRAMES_MAX || mfn + count > FRAMES_MAX )
                break;
            list_add(&l, gfn, mfn, count, attribute);
            gfn += count + (how >> 6 & 1);
            mfn += count + (how >> 7 & 1);
        }
    }
    all = make_stream(NULL, 0, &l, &size);
    compare(all, size, &l);
    free(all);
    free(l.e);
}

/* Decodes blocks with the bounds of the spec, but without a look at which blocks they should be. Return: 1 if they make sense. */
static int decode(const uint8_t *p, uint32_t len, struct list *l)
{
    uint64_t end = 0, i, k;

    while ( len )
    {
        uint64_t w0, w1, n, mode, gfn, base, bytes;
        uint32_t attribute;

        if ( len < 16 )
            return 0;
        w0 = load(p, 8);
        w1 = load(p + 8, 8);
        gfn = w0 & 0xffffffffffull;
        base = w1 & 0xffffffffffull;
        mode = w0 >> 48;
        attribute = w0 >> 40 & 0xff;
        n = (w1 >> 40) + 1;
        bytes = mode == 0 ? 0 : mode == 1 ? (6 * n + 7) / 8 * 8 : (4 * n + 7) / 8 * 8;
        if ( mode > 2 || bytes > len - 16 || gfn < end || gfn + n > FRAMES_MAX || !is_attribute(attribute) )
            return 0;
        if ( mode ? base & 0xffffffff : base + n > FRAMES_MAX )
            return 0;
        p += 16;
        len -= 16 + (uint32_t)bytes;
        end = gfn + (mode == 1 ? 0 : n);
        if ( mode == 0 )
            list_add(l, gfn, base, n, attribute);
        for ( i = 0; mode && i < n; i++ )
        {
            k = mode == 1 ? load(p + 4 * n + 2 * i, 2) + 1 : 1;
            if ( gfn + k > FRAMES_MAX || base + load(p + 4 * i, 4) + k > FRAMES_MAX )
                return 0;
            list_add(l, gfn, base + load(p + 4 * i, 4), k, attribute);
            gfn += k;
            end = gfn > end ? gfn : end;
        }
        for ( i = mode == 1 ? 6 * n : 4 * n; i < bytes; i++ )
            if ( p[i] )
                return 0;
        p += bytes;
    }
    return 1;
}

static void from_body(const uint8_t *map, uint32_t len)
{
    struct list l = { 0 };
    struct lus_segment seg;
    struct lus_record rec;
    uint8_t *all, *again;
    size_t size, size_again;
    struct lus_stream s;
    int rc, sense = decode(map, len, &l);

    if ( len % 8 )
        sense = 0;
    all = make_stream(map, len, NULL, &size);
    if ( sense )
    {
        again = make_stream(NULL, 0, &l, &size_again);
        sense = size == size_again && !memcmp(all, again, size);
        free(again);
    }
    if ( sense )
        compare(all, size, &l);
    else
    {
        struct lus_source src;

        lus_source_flat(&src, all, size);
        CHECK(lus_open(&s, &src, NULL, 0) == 0);
        rc = check_stream(&s);
        CHECK(rc < 0);
        CHECK(lus_segment_find(&s, LUS_SEGMENT_DOMAIN, 1, &seg) == 0);
        if ( len % 8 == 0 )
            CHECK(lus_find(&seg, LUS_TYPE_P2M, 0, &rec) == 0);
        expect_diag(&s, rc);
    }
    free(all);
    free(l.e);
}

/* Blocks out of choices: their modes, lengths and patterns, so that good ones and nearly good ones come up often. */
static void from_blocks(struct choices *c, uint32_t most)
{
    uint32_t len = 0, i, k;
    static uint8_t body[LUS_BODY_MAX];
    uint64_t gfn = 0, mfn = 0;

    while ( c->left )
    {
        uint64_t how = choose(c, 1), step = choose(c, 1), mode = how % 3;
        uint64_t n = 1 + choose(c, how >= 0xc0 ? 2 : 1), start = gfn;
        uint64_t bytes = mode == 0 ? 0 : mode == 1 ? (6 * n + 7) / 8 * 8 : (4 * n + 7) / 8 * 8;

        if ( how & 0x40 )
            gfn = start += choose_edge(c) & 0xffffffff;
        if ( how & 0x20 )
            mfn = choose_edge(c) & 0xffffffffffull;
        if ( bytes + 16 > most - 8 - len )
            break;
        memset(body + len, 0, 16 + bytes);
        for ( i = 0; mode && i < n; i++ )
        {
            k = mode == 1 ? (uint32_t)(step >> 4) * (i & 1) : 0;
            store(body + len + 16 + 4 * i, 4, mfn);
            if ( mode == 1 )
                store(body + len + 16 + 4 * n + 2 * i, 2, k);
            gfn += k + 1;
            mfn += k + 1 + (step & 15);
        }
        store(body + len, 8, start | (uint64_t)good_attribute(how >> 3 & 3) << 40 | mode << 48);
        store(body + len + 8, 8, (mode ? (mfn >> 32 & 0xff) << 32 : mfn & 0xffffffffffull) | (n - 1) << 40);
        if ( mode == 0 )
        {
            gfn += n;
            mfn += n + (step & 15);
        }
        len += 16 + (uint32_t)bytes;
    }
    from_body(body, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size);
    struct choices c = { .p = copy + 1, .left = size ? size - 1 : 0 };
    int large = size && copy[0] >= 0xfd;    /* chunks take a mebibyte: not each time */

    if ( size == 0 || size > LUS_BODY_MAX - 7 )
        ;
    else if ( copy[0] % 3 == 0 )
        from_extents(&c, large ? 80000 : 800);
    else if ( copy[0] % 3 == 1 )
        from_blocks(&c, large ? LUS_BODY_MAX : 1u << 13);
    else
        from_body(copy + 1, (uint32_t)(size - 1));
    free(copy);
    return 0;
}

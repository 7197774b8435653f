/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Page maps of a guest of 64 GiB: bytes of stream, encoding, and both ways of decoding, against a copy of 8 bytes a page. */
#include <string.h>

#include "bench.h"

#define SUPER 512u

struct maps
{
    struct bench *b;
    uint64_t pages;
    uint64_t *mfns;             /* what the guest has, by gfn */
    uint64_t *out;
    struct lus_extent *extents; /* the same, as a hypervisor would walk it */
    size_t nr_extents;
    struct lus_page_type_span *types;
    size_t nr_types;
    uint32_t kind;
    struct lus_map_writer *map;
    uint8_t *bytes;
    uint64_t cap;
    uint64_t front;
    uint64_t size;
    uint64_t segment_size;
};

static void shuffle(uint64_t *v, uint64_t n, uint64_t *seed)
{
    uint64_t i;

    for ( i = n - 1; i > 0; i-- )
    {
        uint64_t k = bench_random(seed) % (i + 1), t = v[i];

        v[i] = v[k];
        v[k] = t;
    }
}

/* Superpages at random, and in every 100th of them (chosen at random) 8 pages at random replaced by frames from elsewhere. */
static void make_hvm(struct maps *m, uint64_t *seed)
{
    uint64_t supers = m->pages / SUPER, spare = m->pages, i, k;

    for ( i = 0; i < supers; i++ )
        m->out[i] = i * SUPER;
    shuffle(m->out, supers, seed);
    for ( i = 0; i < m->pages; i++ )
        m->mfns[i] = m->out[i / SUPER] + i % SUPER;
    for ( i = 0; i < supers; i++ )
        if ( bench_random(seed) % 100 == 0 )
            for ( k = 0; k < 8; k++ )
                m->mfns[i * SUPER + bench_random(seed) % SUPER] = spare + bench_random(seed) % m->pages;
}

/* Runs of 1 to 31 pages, 16 on average, each from another place. */
static void make_runs(struct maps *m, uint64_t *seed)
{
    uint64_t gfn, n = 0, i;

    for ( gfn = 0; gfn < m->pages; gfn += n )
    {
        uint64_t mfn = (bench_random(seed) % (2 * m->pages)) & ~31ull;

        n = 1 + bench_random(seed) % 31;
        for ( i = 0; i < n && gfn + i < m->pages; i++ )
            m->mfns[gfn + i] = mfn + i;
    }
}

static void make_random(struct maps *m, uint64_t *seed)
{
    uint64_t i;

    for ( i = 0; i < m->pages; i++ )
        m->mfns[i] = i;
    shuffle(m->mfns, m->pages, seed);
}

/* One page in 200 is a page table, each by itself chosen; most are of level 1. */
static void make_types(struct maps *m, uint64_t *seed)
{
    uint64_t gfn;

    m->nr_types = 0;
    for ( gfn = 0; gfn < m->pages && m->kind == LUS_GUEST_KIND_PV; gfn++ )
    {
        struct lus_page_type_span *last = m->types + m->nr_types - 1, *t = last + 1;
        uint64_t r = bench_random(seed);
        uint8_t type = r >> 32 & 15 ? LUS_PFINFO_L1TAB : LUS_PFINFO_L2TAB;

        if ( r % 200 )
            continue;
        if ( m->nr_types && last->type == type && last->gfn + last->count == gfn )
        {
            last->count++;
            continue;
        }
        memset(t, 0, sizeof(*t));
        t->gfn = gfn;
        t->type = type;
        t->count = 1;
        m->nr_types++;
    }
}

static void make_extents(struct maps *m)
{
    uint64_t gfn;

    m->nr_extents = 0;
    for ( gfn = 0; gfn < m->pages; gfn++ )
    {
        struct lus_extent *e = &m->extents[m->nr_extents];

        if ( m->nr_extents && e[-1].mfn + e[-1].count == m->mfns[gfn] && e[-1].count < SUPER )
        {
            e[-1].count++;
            continue;
        }
        e->gfn = gfn;
        e->mfn = m->mfns[gfn];
        e->count = 1;
        e->attribute = LUS_P2M_TYPE_RAM_RW;
        m->nr_extents++;
    }
}

static void fill_map(struct maps *m, struct lus_writer *w, uint8_t *buf)
{
    const struct lus_domain domain = { .kind = (uint8_t)m->kind, .max_vcpus = 4 };
    const struct lus_p2m p2m = { .max_gfn = m->pages - 1 };
    const struct lus_page_types types = { 0 };
    size_t i;

    lus_writer_init(w, buf, m->cap, LUS_SEGMENT_DOMAIN, 1, m->b->cpu);
    lus_put_domain(w, 1, 0, &domain);
    lus_begin_p2m(w, 1, 0, &p2m);
    lus_map_begin(m->map, w);
    for ( i = 0; i < m->nr_extents; i++ )
        lus_map_add(m->map, m->extents[i].gfn, m->extents[i].mfn, m->extents[i].count, m->extents[i].attribute);
    lus_map_end(m->map);
    lus_end(w);
    if ( m->nr_types )
    {
        lus_begin_page_types(w, 1, 0, &types);
        for ( i = 0; i < m->nr_types; i++ )
            lus_add_page_type_span(w, &m->types[i]);
        lus_end(w);
    }
}

static void map_encode(void *arg)
{
    struct maps *m = arg;
    struct lus_writer w;

    fill_map(m, &w, m->bytes + m->front);
    if ( w.diag.error )
        bench_fail(lus_error_name(w.diag.error));
}

static void map_finish(struct maps *m)
{
    struct lus_header header = { .arch = LUS_ARCH_X86, .partial = 1, .source = LUS_SOURCE_KIND_TEXT };
    struct lus_diag diag = { 0 };
    struct lus_part part = { 0 };
    struct lus_writer w;
    uint64_t front;

    m->front = lus_front_size(3, 1);
    fill_map(m, &w, m->bytes + m->front);
    if ( lus_writer_close(&w, &m->segment_size) )
        bench_fail(lus_error_name(w.diag.error));
    part.bytes = m->bytes + m->front;
    part.size = m->segment_size;
    m->size = m->front + part.size;
    if ( lus_seal(m->bytes, m->front, &header, &part, 1, &front, m->b->cpu, &diag) || front != m->front )
        bench_fail(lus_error_name(diag.error));
}

static void map_find(const struct maps *m, struct lus_stream *s, struct lus_segment *seg, struct lus_record *rec, int verify)
{
    struct lus_source src;

    lus_source_flat(&src, m->bytes, m->size);
    if ( lus_open(s, &src, NULL, m->b->cpu) || (verify && lus_verify(s)) || lus_segment_open(s, 0, seg) ||
         lus_find(seg, LUS_TYPE_P2M, 0, rec) )
        bench_fail(lus_error_name(s->diag.error));
}

/* Extents with every check of their form, as lus_check() does. */
static void map_extents(void *arg)
{
    const struct maps *m = arg;
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    struct lus_extent e;
    struct lus_map map;
    uint64_t gfn = 0;
    int rc;

    map_find(m, &s, &seg, &rec, 0);
    for ( rc = lus_map_open(&map, &seg, &rec); rc == 0 && (rc = lus_map_next(&map, &e)) > 0; rc = 0 )
        gfn += e.count;
    if ( rc || gfn != m->pages )
        bench_fail("map");
}

static void read_frames(struct maps *m, int verify)
{
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    struct lus_extent e;
    struct lus_map map;
    uint64_t gfn = 0;
    int rc;

    map_find(m, &s, &seg, &rec, verify);
    for ( rc = lus_map_open(&map, &seg, &rec); rc == 0 && gfn < m->pages; rc = 0, gfn += e.count )
    {
        uint64_t room = m->pages - gfn;

        rc = lus_map_frames(&map, m->out + gfn, room > 0xffffffff ? 0xffffffff : (uint32_t)room, &e);
        if ( rc <= 0 || e.gfn != gfn )
            bench_fail("map");
    }
    if ( rc || lus_map_frames(&map, m->out, 1, &e) )
        bench_fail("map");
}

static void map_frames(void *arg)
{
    read_frames(arg, 0);
}

static void map_frames_crc(void *arg)
{
    read_frames(arg, 1);
}

static void map_compare(struct maps *m)
{
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    struct lus_table table;
    const uint8_t *p;
    size_t i;

    memset(m->out, 0, m->pages * 8);
    read_frames(m, 1);
    if ( memcmp(m->out, m->mfns, m->pages * 8) )
        bench_fail("map");
    map_extents(m);
    if ( !m->nr_types )
        return;
    map_find(m, &s, &seg, &rec, 0);
    if ( lus_find(&seg, LUS_TYPE_PAGE_TYPES, 0, &rec) || lus_table_open(&table, &seg, &rec) )
        bench_fail("page types");
    for ( i = 0; lus_table_next(&table, &p) > 0; i++ )
    {
        struct lus_page_type_span t = { 0 };

        if ( i == m->nr_types || lus_decode_page_type_span(p, &t) || t.gfn != m->types[i].gfn || t.type != m->types[i].type ||
             t.count != m->types[i].count )
            bench_fail("page types");
    }
    if ( s.diag.error || i != m->nr_types )
        bench_fail("page types");
}

static void figure(struct maps *m, const char *name, const char *part, const char *what, work_fn *fn, const char *goal)
{
    struct sample s;
    char key[64];

    measure(m->b, &s, fn, m, m->mfns, m->pages * 8, m->pages * 8, 1);
    snprintf(key, sizeof(key), "maps.%s.%s", name, part);
    report(m->b, key, what, (double)m->pages / s.ns * 1e3, "M pages/s", &s, goal);
}

static void one_map(struct maps *m, const char *name, const char *title, uint32_t kind, void (*make)(struct maps *, uint64_t *),
                    const char *goal)
{
    double gib = (double)m->pages / (1 << 18);
    uint64_t seed = 11;
    char key[64];

    report_part(title);
    m->kind = kind;
    make(m, &seed);
    make_types(m, &seed);
    make_extents(m);
    map_finish(m);
    map_compare(m);
    snprintf(key, sizeof(key), "maps.%s.bytes", name);
    report(m->b, key, "stream per GiB of guest, page types with it", (double)m->segment_size / gib / 1024, "KiB", NULL, goal);
    snprintf(key, sizeof(key), "maps.%s.extents", name);
    report(m->b, key, "extents", (double)m->nr_extents, "", NULL, NULL);
    figure(m, name, "encode", "encode from extents", map_encode, NULL);
    figure(m, name, "extents-decode", "lus_map_next(), canonical form checked", map_extents, NULL);
    figure(m, name, "decode", "lus_map_frames() into a table", map_frames, "ratio <= 1.0");
    figure(m, name, "decode-crc", "the same after all CRCs", map_frames_crc, NULL);
}

void bench_maps(struct bench *b)
{
    struct maps m = { .b = b, .pages = b->quick ? 1 << 18 : 1 << 24 };

    m.mfns = bench_alloc(m.pages * 8);
    m.out = bench_alloc(m.pages * 8);
    m.extents = bench_alloc(m.pages * sizeof(*m.extents));
    m.types = bench_alloc(m.pages / 50 * sizeof(*m.types));
    m.map = bench_alloc(sizeof(*m.map));
    m.cap = m.pages * 5 + MIB;
    m.bytes = bench_alloc(m.cap + MIB);
    one_map(&m, "hvm", "Page map, HVM of 64 GiB: 2 MiB pages at random, 1 % of them with 8 pages replaced by others",
            LUS_GUEST_KIND_HVM, make_hvm, "value <= 4");
    one_map(&m, "pv-runs", "Page map, PV of 64 GiB: runs of 1 to 31 pages, 0.5 % page tables", LUS_GUEST_KIND_PV, make_runs,
            "value <= 128");
    one_map(&m, "pv-random", "Page map, PV of 64 GiB: every page elsewhere, 0.5 % page tables", LUS_GUEST_KIND_PV, make_random,
            "value <= 1034.24");
    bench_free(m.mfns, m.pages * 8);
    bench_free(m.out, m.pages * 8);
    bench_free(m.extents, m.pages * sizeof(*m.extents));
    bench_free(m.types, m.pages / 50 * sizeof(*m.types));
    bench_free(m.map, sizeof(*m.map));
    bench_free(m.bytes, m.cap + MIB);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The memory map of any stream that lus_check() passes: all owned frames, each run in order and said to be shared exactly where it is, and
 * no two that could be one. Against the spans of the stream, sorted here. [H-13] [H-14]
 */
#include "fuzz.h"
#include "lustream/memory.h"

struct spans
{
    struct lus_memory_run *runs;
    uint32_t nr;
};

static int by_frame(const void *a, const void *b)
{
    const struct lus_memory_run *x = a, *y = b;

    return x->mfn < y->mfn ? -1 : x->mfn > y->mfn;
}

/* By owner and role first: what touches comes together. */
static int by_owner(const void *a, const void *b)
{
    const struct lus_memory_run *x = a, *y = b;
    uint32_t kx = x->role << 16 | x->domid, ky = y->role << 16 | y->domid;

    return kx != ky ? (kx < ky ? -1 : 1) : by_frame(a, b);
}

static void add(struct spans *s, const struct lus_memory_run *run)
{
    if ( (s->nr & (s->nr - 1)) == 0 )
        s->runs = realloc(s->runs, (s->nr ? 2 * s->nr : 1) * sizeof(*run));
    CHECK(s->runs);
    s->runs[s->nr++] = *run;
}

/* All spans of the stream. */
static void collect(struct lus_stream *s, struct spans *all)
{
    struct lus_frame_span span;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p;

    if ( lus_segment_find(s, LUS_SEGMENT_MEMORY, 0, &seg) )
        return;
    while ( lus_next(&seg, &rec) > 0 )
    {
        struct lus_memory_run run = { .domid = rec.instance & 0xffff, .role = rec.instance >> 16 };

        if ( rec.type != LUS_TYPE_MEM_OWNED || (rec.flags & LUS_RECORD_CHUNK) )
            continue;
        CHECK(lus_table_open(&t, &seg, &rec) == 0);
        while ( lus_table_next(&t, &p) > 0 )
        {
            lus_decode_frame_span(p, &span);
            run.mfn = span.first;
            run.count = span.count;
            add(all, &run);
        }
    }
}

static int is_same_owner(const struct lus_memory_run *a, const struct lus_memory_run *b)
{
    return a->domid == b->domid && a->role == b->role;
}

/* Each owner's frames as few runs as can be, in its own order: whatever was cut where, both sides must come to the same. */
static void join(struct spans *s)
{
    uint32_t i, n = 0;

    if ( s->nr )
        qsort(s->runs, s->nr, sizeof(*s->runs), by_owner);
    for ( i = 0; i < s->nr; i++ )
        if ( n && is_same_owner(&s->runs[n - 1], &s->runs[i]) && s->runs[n - 1].mfn + s->runs[n - 1].count == s->runs[i].mfn )
            s->runs[n - 1].count += s->runs[i].count;
        else
            s->runs[n++] = s->runs[i];
    s->nr = n;
}

static void take_map(struct lus_stream *s, struct spans *map)
{
    uint64_t need = lus_memory_workspace(s), end = 0;
    struct lus_memory_run run, last = { 0, 0, 0, 0, 0 };
    void *work = heap(need);
    struct lus_memory_map *m;

    memset(work, 0xa5, need);
    CHECK(lus_memory_open(&m, s, work, need - 1) == -LUS_E_NO_SPACE);
    CHECK(lus_memory_open(&m, s, work, need) == 0);
    while ( lus_memory_next(m, &run) == 1 )
    {
        CHECK(run.count && run.mfn >= last.mfn);
        CHECK(run.is_shared == (run.mfn < end));
        /* What touches is one run, but where another's lies over the seam. */
        CHECK(!map->nr || run.is_shared || !is_same_owner(&last, &run) || last.mfn + last.count != run.mfn);
        if ( run.mfn + run.count > end )
            end = run.mfn + run.count;
        add(map, &run);
        last = run;
    }
    CHECK(lus_memory_next(m, &run) == 0 && run.count == 0);
    free(work);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct spans all = { NULL, 0 }, map = { NULL, 0 };
    struct whole w;
    uint32_t i;

    if ( !open_whole(&w, data, size) )
        return 0;
    collect(&w.s, &all);
    take_map(&w.s, &map);
    CHECK(map.nr <= all.nr);
    join(&all);
    join(&map);
    CHECK(map.nr == all.nr);
    for ( i = 0; i < all.nr; i++ )
        CHECK(is_same_owner(&all.runs[i], &map.runs[i]) && all.runs[i].mfn == map.runs[i].mfn && all.runs[i].count == map.runs[i].count);
    CHECK(w.s.diag.error == 0);
    free(all.runs);
    free(map.runs);
    close_whole(&w);
    return 0;
}

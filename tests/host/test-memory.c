/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The memory map against the description that the stream was made of, frame by frame. [H-13] [H-14] */
#include "host-model.h"
#include "lustream/memory.h"

#define FRAMES 0x6000u

struct counts
{
    uint8_t owned[FRAMES];      /* by how many */
    uint32_t owner[FRAMES];     /* role << 16 | domid, of the last */
};

static void count(struct counts *c, uint32_t role, uint32_t domid, const struct lus_frame_span *spans, uint32_t nr)
{
    uint64_t mfn;
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        for ( mfn = spans[i].first; mfn < spans[i].first + spans[i].count; mfn++ )
        {
            c->owned[mfn]++;
            c->owner[mfn] = role << 16 | domid;
        }
}

/* All runs must be in order, and take away what the description has, to the last frame. Return: runs that say that they are shared. */
static uint32_t compare(const struct model_host *host, uint32_t *runs)
{
    static struct counts c;
    struct lus_memory_run r, last = { 0, 0, 0, 0, 0 };
    struct bytes b = model_host_stream(host), work;
    struct lus_memory_map *m;
    uint32_t i, shared = 0;
    struct lus_stream s;

    memset(&c, 0, sizeof(c));
    for ( i = 0; i < host->nr && !host->without_memory; i++ )
    {
        count(&c, LUS_PAGE_ROLE_NORMAL, host->d[i].domid, host->d[i].spans, host->d[i].nr_spans);
        count(&c, LUS_PAGE_ROLE_XENHEAP, host->d[i].domid, host->d[i].xenheap, host->d[i].nr_xenheap);
    }
    open_bytes(&s, b);
    work = bytes_new(lus_memory_workspace(&s), 0xa5);
    assert_int_equal(lus_memory_open(&m, &s, work.p, work.n - 1), -LUS_E_NO_SPACE);
    assert_int_equal(lus_memory_open(&m, &s, work.p, work.n), 0);
    for ( *runs = 0; lus_memory_next(m, &r) == 1; (*runs)++, last = r )
    {
        uint64_t mfn;

        assert_true(r.count > 0 && r.mfn >= last.mfn);
        /* What touches is one run. */
        assert_false(*runs && !r.is_shared && last.mfn + last.count == r.mfn && last.domid == r.domid && last.role == r.role);
        shared += r.is_shared;
        for ( mfn = r.mfn; mfn < r.mfn + r.count; mfn++ )
        {
            assert_true(c.owned[mfn] > 0);
            if ( c.owned[mfn]-- == 1 && !r.is_shared && !shared )
                assert_int_equal(c.owner[mfn], r.role << 16 | r.domid);
        }
    }
    assert_int_equal(lus_memory_next(m, &r), 0);
    for ( i = 0; i < FRAMES; i++ )
        assert_int_equal(c.owned[i], 0);
    bytes_free(&work);
    bytes_free(&b);
    return shared;
}

static void test_runs(void **state)
{
    struct model_host host;
    uint32_t runs;

    (void)state;
    model_host(&host);
    assert_int_equal(compare(&host, &runs), 0);
    assert_int_equal(runs, 8);
    /* Other owners on either side, and none between. */
    host.d[1].spans[0] = (struct lus_frame_span){ 0x1100, 0x1f00 };
    host.d[1].nr_spans = 1;
    assert_int_equal(compare(&host, &runs), 0);
    assert_int_equal(runs, 7);
    host.nr = 1;
    host.d[0].nr_spans = host.d[0].nr_xenheap = 0;
    assert_int_equal(compare(&host, &runs), 0);
    assert_int_equal(runs, 0);
}

static void test_shared(void **state)
{
    struct model_host host;
    uint32_t runs;

    (void)state;
    model_host(&host);
    /* Inside another's, which reaches beyond it and then over a third. */
    host.d[0].spans[0] = (struct lus_frame_span){ 0x1000, 0x1900 };
    assert_int_equal(compare(&host, &runs), 2);
    assert_int_equal(runs, 8);
}

static void test_no_memory(void **state)
{
    struct model_host host;
    uint32_t runs;

    (void)state;
    model_host(&host);
    host.partial = 1;
    host.without_memory = 1;
    assert_int_equal(compare(&host, &runs), 0);
    assert_int_equal(runs, 0);
}

/* A span can say 2^24 - 1 frames at most: what is longer is one run all the same, unless another's lies over the seam. */
static void test_long(void **state)
{
    uint32_t i, over;

    (void)state;
    for ( over = 0; over < 2; over++ )
    {
        struct lus_memory_run r[4];
        struct model_host host;
        struct bytes b, work;
        struct lus_memory_map *m;
        struct lus_stream s;

        model_host(&host);
        host.nr = 2;
        host.d[0].nr_xenheap = host.d[1].nr_xenheap = 0;
        host.d[0].spans[0] = (struct lus_frame_span){ 0x1000000, 0xffffff };
        host.d[0].spans[1] = (struct lus_frame_span){ 0x1ffffff, 5 };
        host.d[1].spans[0] = (struct lus_frame_span){ over ? 0x1fffff0 : 0x3000000, 0x100 };
        host.d[1].nr_spans = 1;
        b = model_host_stream(&host);
        open_bytes(&s, b);
        work = bytes_new(lus_memory_workspace(&s), 0xa5);
        assert_int_equal(lus_memory_open(&m, &s, work.p, work.n), 0);
        for ( i = 0; lus_memory_next(m, &r[i]) == 1; )
            assert_true(++i < NR_OF(r));
        assert_int_equal(i, 2 + over);
        assert_int_equal(r[0].count, over ? 0xffffff : 0x1000004);
        assert_int_equal(r[1].is_shared, over);
        if ( over )
            assert_true(r[2].mfn == 0x1ffffff && r[2].count == 5 && r[2].is_shared);
        bytes_free(&work);
        bytes_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs), cmocka_unit_test(test_shared), cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

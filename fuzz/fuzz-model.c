/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What both levels of checking let through, a hypervisor can take: the model of tests/host/model-xen.h accepts every record of a complete stream
 * without a finding, and saves the same bytes again. [H-18] [S-42]
 */
#include "../tests/host/model-xen.h"
#include "fuzz.h"

static void on_finding(void *ctx, const struct lus_finding *f)
{
    (void)ctx;
    (void)f;
}

static int is_found(struct lus_stream *s)
{
    uint64_t need = lus_host_workspace(s);
    struct lus_host_args args = { .finding = on_finding };
    struct lus_host_result result;
    void *work = heap(need);
    int rc = lus_host_check(s, work, need, &args, &result);

    CHECK(rc == 0 || rc == 1);
    free(work);
    return rc;
}

/* Each vcpu that the domain has may be without its record as long as nothing is said of it; the model's event channels want them all. */
static int has_all_vcpus(struct lus_stream *s, uint32_t i)
{
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_domain d;
    uint32_t nr = 0;

    CHECK(lus_segment_open(s, i, &seg) == 0);
    if ( seg.kind != LUS_SEGMENT_DOMAIN )
        return 1;
    CHECK(lus_find(&seg, LUS_TYPE_DOMAIN, 0, &rec) == 0);
    lus_decode_domain(lus_fixed(s, &rec), rec.revision, &d);
    CHECK(lus_segment_open(s, i, &seg) == 0);
    while ( lus_next(&seg, &rec) > 0 )
        nr += rec.type == LUS_TYPE_VCPU;
    return nr == d.max_vcpus;
}

/* What the model does not hold: it knows the newest revisions only, no optional types of others, and no owner of nothing. */
static int is_held(struct lus_stream *s)
{
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t i;

    for ( i = 0; i < s->header.index_count; i++ )
    {
        CHECK(lus_segment_open(s, i, &seg) == 0);
        while ( lus_next(&seg, &rec) > 0 )
            if ( !rec.info || rec.revision != rec.info->revisions ||
                 (rec.type == LUS_TYPE_MEM_OWNED && rec.length == rec.info->fixed[rec.revision - 1]) )
                return 0;
        if ( !has_all_vcpus(s, i) )
            return 0;
    }
    return 1;
}

static void restore(struct lus_stream *s, struct xen *x)
{
    uint8_t *states = heap(s->header.index_count);
    void *work = heap(lus_restore_workspace());
    struct lus_restore r;

    CHECK(lus_restore_init(&r, s, &xen_handlers, x, NULL, 0, states) == 0);
    if ( lus_restore(&r, work) )
    {
        fprintf(stderr, "%s/%u of domain %u: the model refuses it: %d\n", lus_record_type(r.type)->name, r.instance, r.domid, r.code);
        abort();
    }
    CHECK(xen_finish(x) == XEN_OK);
    free(states);
    free(work);
}

/* All but the header, which is who wrote the stream. */
static void save_again(const struct xen *x, const uint8_t *data, size_t size)
{
    struct bytes b = xen_save(x);

    CHECK(b.n == size && !memcmp(b.p + LUS_HEADER_SIZE, data + LUS_HEADER_SIZE, size - LUS_HEADER_SIZE));
    bytes_free(&b);
}

/* Return: 0 if the bytes are nothing that the model has to take; else as open_whole(). */
static int open_host(struct whole *w, const uint8_t *data, size_t size)
{
    if ( !open_whole(w, data, size) )
        return 0;
    if ( !w->s.header.partial && !is_found(&w->s) && is_held(&w->s) )
        return 1;
    close_whole(w);
    return 0;
}

static int is_host(const uint8_t *data, size_t size)
{
    struct whole w;

    if ( !open_host(&w, data, size) )
        return 0;
    close_whole(&w);
    return 1;
}

/* Return: 0 if it is more than @max. */
static size_t new_host(uint8_t *data, size_t max, unsigned int seed)
{
    struct bytes b;
    struct host h;
    size_t n;

    host_random(&h, seed, 1 + seed % 3);
    b = host_stream(&h);
    host_free(&h);
    n = b.n <= max ? b.n : 0;
    memcpy(data, b.p, n);
    bytes_free(&b);
    return n;
}

/* Most changes of a host make it one that is refused, and of what is refused nothing else can be made: so from a good one to the next. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
    uint8_t *from;
    size_t n = 0;
    int tries;

    if ( !is_host(data, size) && (size = new_host(data, max, seed)) == 0 )
        return mutate_stream(data, size, max, seed, 1);
    from = heap_copy(data, size);
    for ( tries = 0; tries < 10 && (!n || !is_host(data, n)); tries++ )
    {
        memcpy(data, from, size);
        n = mutate_stream(data, size, max, seed * 16 + (unsigned int)tries, 1);
    }
    free(from);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct whole w;
    struct xen *x;

    /* A complaint of the model or the harness is a crash too, not the end of a test. */
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    if ( !open_host(&w, data, size) )
        return 0;
    x = xen_new();
    restore(&w.s, x);
    save_again(x, data, size);
    xen_free(x);
    close_whole(&w);
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* One record of ten fields, 100,000 times: this stream beside formats that one might have used instead. */
#include <string.h>

#include "peers.h"

static const struct peer *const peers[] = {
#ifdef BENCH_FDT
    &peer_fdt,
#endif
#ifdef BENCH_NANOPB
    &peer_nanopb,
#endif
#ifdef BENCH_PROTOBUF_C
    &peer_protobuf_c,
#endif
#ifdef BENCH_MSGPACK
    &peer_msgpack,
#endif
    NULL
};

struct job
{
    const struct peer *peer;
    const struct lus_pv_vcpu_ext *in;
    uint32_t ring;
    uint32_t n;
    uint8_t *buf;
    size_t cap;
    size_t size;
};

static void encode(void *arg)
{
    struct job *job = arg;

    job->size = job->peer->encode(job->in, job->ring, job->n, job->buf, job->cap);
    if ( !job->size )
        bench_fail(job->peer->name);
}

static void decode(void *arg)
{
    const struct job *job = arg;
    struct lus_pv_vcpu_ext out;

    if ( job->peer->decode(job->buf, job->size, &out, 0) != job->n )
        bench_fail(job->peer->name);
}

static void compare(const struct job *job)
{
    struct lus_pv_vcpu_ext *out = bench_alloc(job->n * sizeof(*out));
    uint32_t i;

    if ( job->peer->decode(job->buf, job->size, out, 1) != job->n )
        bench_fail(job->peer->name);
    for ( i = 0; i < job->n; i++ )
        if ( memcmp(&out[i], &job->in[i & (job->ring - 1)], sizeof(*out)) )
            bench_fail(job->peer->name);
    bench_free(out, job->n * sizeof(*out));
}

static void two_figures(struct bench *b, const char *key, const char *name, work_fn *enc, work_fn *dec, void *arg,
                        const void *raw, uint32_t n, double *dec_ns)
{
    struct sample s;
    char text[64], what[80];

    measure(b, &s, enc, arg, raw, (size_t)n * 56, (size_t)n * 56, 1);
    snprintf(text, sizeof(text), "peers.%s.encode", key);
    snprintf(what, sizeof(what), "%s: encode", name);
    report(b, text, what, s.ns / n, "ns/record", &s, NULL);
    measure(b, &s, dec, arg, raw, (size_t)n * 56, (size_t)n * 56, 1);
    snprintf(text, sizeof(text), "peers.%s.decode", key);
    snprintf(what, sizeof(what), "%s: decode", name);
    report(b, text, what, s.ns / n, "ns/record", &s, NULL);
    *dec_ns = s.ns / n;
}

static void sizes(struct bench *b, const char *key, const char *name, size_t size, uint32_t n)
{
    char text[64], what[80];

    snprintf(text, sizeof(text), "peers.%s.bytes", key);
    snprintf(what, sizeof(what), "%s: bytes per record", name);
    report(b, text, what, (double)size / n, "B", NULL, NULL);
}

void bench_peers(struct bench *b)
{
    uint32_t n = b->quick ? 1000 : 100000;
    double ours, ns, best = 0;
    struct made m;
    unsigned int i;

    report_part("One record of ten fields (56 B), 100,000 of them; x: a memcpy of the 56 B each");
#ifdef BENCH_SKIPPED
    report_note(b, "skipped", BENCH_SKIPPED);
#endif
    made_init(&m, b, shape_of("56"), n, 8192);
    made_compare(&m);
    two_figures(b, "lustream", "lustream, CRC, all checks", made_finish, made_decode, &m, m.bytes, n, &ours);
    sizes(b, "lustream", "lustream", m.size, n);
    for ( i = 0; peers[i]; i++ )
    {
        struct job job = { .peer = peers[i], .in = (const void *)m.states, .ring = m.shape->ring, .n = n };

        job.cap = (size_t)n * 512;
        job.buf = bench_alloc(job.cap);
        encode(&job);
        compare(&job);
        two_figures(b, job.peer->key, job.peer->name, encode, decode, &job, m.bytes, n, &ns);
        sizes(b, job.peer->key, job.peer->name, job.size, n);
        if ( !job.peer->allocates && (best == 0 || ns < best) )
            best = ns;
        bench_free(job.buf, job.cap);
    }
    if ( best > 0 )
        report(b, "peers.best", "decode: best of those that don't allocate, over ours", best / ours, "x", NULL, "value >= 30");
    made_free(&m);
}

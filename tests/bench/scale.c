/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From 10,000 records to 10,000,000, and on two CPUs. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* Read by nobody, but the compiler can't know. */
static volatile uint64_t sink;

/* The least that anything costs that looks at all of some bytes: what of a ratio is the machine's own. */
static void sum_of(const uint8_t *bytes, uint64_t size)
{
    uint64_t sum[4] = { 0 };
    uint64_t at;

    for ( at = 0; at + 32 <= size; at += 32 )
    {
        uint64_t w[4];

        memcpy(w, bytes + at, sizeof(w));
        sum[0] += w[0];
        sum[1] += w[1];
        sum[2] += w[2];
        sum[3] += w[3];
    }
    sink = sum[0] + sum[1] + sum[2] + sum[3];
}

static void plain_read(void *arg)
{
    const struct made *m = arg;

    sum_of(m->bytes, m->size);
}

void bench_scaling(struct bench *b)
{
    static const uint32_t counts[] = { 10000, 100000, 1000000, 10000000 };
    unsigned int nr = b->quick ? 1 : 4, i, n;
    struct made m;
    double ns[4], read_ns[4];

    report_part("Scaling: CRC and checked decode of 56 B records");
    for ( i = 0; i < nr; i++ )
    {
        char key[32], what[48];
        struct sample s;

        made_init(&m, b, shape_of("56"), counts[i], 8192);
        made_compare(&m);
        n = counts[i] < 1000000 ? 1000000 / counts[i] : 1;
        measure(b, &s, made_decode, &m, m.bytes, m.size, m.size, n);
        ns[i] = s.ns / counts[i];
        snprintf(key, sizeof(key), "scaling.%u", counts[i]);
        snprintf(what, sizeof(what), "%u records, %.1f MiB", counts[i], (double)m.size / MIB);
        report(b, key, what, ns[i], "ns/record", &s, NULL);
        measure(b, &s, plain_read, &m, m.bytes, m.size, m.size, n);
        read_ns[i] = s.ns / counts[i];
        snprintf(key, sizeof(key), "scaling.read.%u", counts[i]);
        report(b, key, "    64-bit sum of the same bytes", read_ns[i], "ns/record", &s, NULL);
        made_free(&m);
    }
    if ( nr < 4 )
        return;
    report(b, "scaling.ratio", "ns/record at 10,000,000 over 1,000,000", ns[3] / ns[2], "", NULL, "value <= 1.1");
    report(b, "scaling.read.ratio", "    of the 64-bit sum, for comparison", read_ns[3] / read_ns[2], "", NULL, NULL);
}

/* struct job - what the threads do: decode; or what any work on the same bytes can gain at most, in memory and in cache */
struct job
{
    enum { DECODE, COPY, SUM } what;
    uint8_t *copy_to;
};

/* One thread of the work: every step-th segment from first on; of a copy or a sum, its part of the stream. */
struct worker
{
    struct made *made;
    uint8_t *out;
    uint32_t first;
    uint32_t step;
    unsigned int repeats;
    const struct job *job;
};

static void *work(void *arg)
{
    struct worker *w = arg;
    const size_t part = w->made->size / w->step;
    unsigned int i;

    for ( i = 0; i < w->repeats; i++ )
    {
        struct lus_stream s;

        switch ( w->job->what )
        {
        case COPY:
            memcpy(w->job->copy_to + w->first * part, w->made->bytes + w->first * part, part);
            break;
        case SUM:
            sum_of(w->made->bytes + w->first * part, part);
            break;
        default:
            made_open(w->made, &s);
            made_decode_segments(w->made, &s, w->out, w->first, w->step, 1);
        }
    }
    return NULL;
}

static double time_threads(struct made *m, unsigned int threads, unsigned int repeats, const struct job *job)
{
    struct worker w[2];
    pthread_t other;
    double start;
    unsigned int i;

    for ( i = 0; i < threads; i++ )
    {
        w[i].made = m;
        w[i].out = bench_alloc(m->shape->stride);
        w[i].first = i;
        w[i].step = threads;
        w[i].repeats = repeats;
        w[i].job = job;
    }
    start = now_ns();
    if ( threads == 2 && pthread_create(&other, NULL, work, &w[1]) )
        exit(2);
    work(&w[0]);
    if ( threads == 2 )
        pthread_join(other, NULL);
    start = now_ns() - start;
    for ( i = 0; i < threads; i++ )
        bench_free(w[i].out, m->shape->stride);
    return start;
}

/* Median of one thread's time over two threads' time, measured in turn. */
static double gain(struct bench *b, struct made *m, unsigned int repeats, const struct job *job, const char *key, const char *what,
                   const char *goal)
{
    double ratio[64], ns[64];
    struct sample s;
    unsigned int i;

    time_threads(m, 2, 1, job);
    for ( i = 0; i < b->reps; i++ )
    {
        double one = time_threads(m, 1, repeats, job), two, again;

        two = time_threads(m, 2, repeats, job);
        again = time_threads(m, 1, repeats, job);
        ratio[i] = (one + again) / 2 / two;
        ns[i] = two / repeats;
    }
    s.ns = median(ns, b->reps);
    s.ratio = median(ratio, b->reps);
    s.low = ratio[0];
    s.high = ratio[b->reps - 1];
    report(b, key, what, s.ratio, "x 1 thread", NULL, goal);
    printf("    over %u repetitions from %.2f to %.2f\n", b->reps, s.low, s.high);
    return s.ratio;
}

void bench_threads(struct bench *b)
{
    struct job decode = { DECODE, NULL }, sum = { SUM, NULL }, copy = { COPY, NULL };
    double decoded, summed;
    struct made m;

    report_part("Two threads, each with its own segments: CRC and checked decode of 56 B records");
    made_init(&m, b, shape_of("56"), 4000, 2000);
    made_compare(&m);
    decoded = gain(b, &m, b->quick ? 1 : 1000, &decode, "threads.cache", "in cache (2 segments of 141 KiB)", "value >= 1.9");
    summed = gain(b, &m, b->quick ? 1 : 10000, &sum, "threads.sum", "    64-bit sum of the same bytes, for comparison", NULL);
    if ( !b->quick )
        report(b, "threads.ceiling", "    gain over that of the sum, which is the machine's own", decoded / summed, "", NULL, NULL);
    made_free(&m);
    made_init(&m, b, shape_of("56"), b->quick ? 4000 : 900000, 2000);
    made_compare(&m);
    copy.copy_to = bench_alloc(m.size);
    gain(b, &m, b->quick ? 1 : 4, &decode, "threads.memory", "from memory (62 MiB)", NULL);
    gain(b, &m, b->quick ? 1 : 8, &copy, "threads.memcpy", "memcpy of the same, for comparison", NULL);
    bench_free(copy.copy_to, m.size);
    made_free(&m);
}

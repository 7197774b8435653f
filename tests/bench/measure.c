/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Timing and reporting. Every time is taken between two copies of the same bytes by the C library: machines and their load differ
 * more than codecs do, and a ratio to a copy made in the same instant is what can be compared. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "bench.h"

/* Through a pointer that the compiler can't see through, as it would drop copies that nobody reads. */
static void *(*volatile copy)(void *, const void *, size_t) = memcpy;

static struct
{
    uint8_t *p;
    size_t size;
} copy_to;

/* Of this thread only: what others do on a busy machine while it waits is nobody's cost here. */
static double cpu_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double median(double *values, unsigned int n)
{
    qsort(values, n, sizeof(*values), compare_doubles);
    return values[n / 2];
}

void *bench_alloc(size_t bytes)
{
    uint8_t *p = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if ( p == MAP_FAILED )
    {
        fprintf(stderr, "bench: no memory for %zu bytes\n", bytes);
        exit(2);
    }
    madvise(p, bytes, MADV_HUGEPAGE);
    /* Not 0: the kernel could share one page of zeros. */
    memset(p, 0xa5, bytes);
    memset(p, 0, bytes);
    return p;
}

void bench_free(void *p, size_t bytes)
{
    munmap(p, bytes ? bytes : 1);
}

void bench_fail(const char *what)
{
    fflush(stdout);
    fprintf(stderr, "bench: %s: what was encoded did not come back\n", what);
    exit(1);
}

uint64_t bench_random(uint64_t *state)
{
    uint64_t x = *state += 0x9e3779b97f4a7c15ull;

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

static double time_copies(const uint8_t *src, size_t bytes, size_t piece, unsigned int repeats)
{
    double start = cpu_ns();
    size_t at;

    while ( repeats-- )
        for ( at = 0; at < bytes; at += piece )
            copy(copy_to.p + at, src + at, bytes - at < piece ? bytes - at : piece);
    return cpu_ns() - start;
}

static double time_work(work_fn *fn, void *arg, unsigned int repeats)
{
    double start = cpu_ns();

    while ( repeats-- )
        fn(arg);
    return cpu_ns() - start;
}

void measure(const struct bench *b, struct sample *s, work_fn *fn, void *arg, const void *src, size_t bytes, size_t piece,
             unsigned int repeats)
{
    double ns[64], ratio[64], before, after;
    unsigned int i;

    if ( copy_to.size < bytes )
    {
        bench_free(copy_to.p, copy_to.size);
        copy_to.p = bench_alloc(bytes);
        copy_to.size = bytes;
    }
    /* Once unmeasured, for caches and page tables. */
    time_copies(src, bytes, piece, 1);
    fn(arg);
    for ( i = 0; i < b->reps; i++ )
    {
        before = time_copies(src, bytes, piece, repeats);
        ns[i] = time_work(fn, arg, repeats);
        after = time_copies(src, bytes, piece, repeats);
        ratio[i] = ns[i] / ((before + after) / 2);
        ns[i] /= repeats;
    }
    s->ns = median(ns, b->reps);
    s->ratio = median(ratio, b->reps);
    s->low = ratio[0];
    s->high = ratio[b->reps - 1];
}

static const char *judge(struct bench *b, double value, const struct sample *s, const char *goal)
{
    char which[8], sense[3];
    double limit, got;

    if ( !goal || sscanf(goal, "%7s %2s %lf", which, sense, &limit) != 3 )
        return "-";
    if ( b->quick )
        return "not judged";
    got = strcmp(which, "ratio") ? value : s->ratio;
    if ( strcmp(sense, "<=") ? got >= limit : got <= limit )
        return "met";
    b->misses++;
    return "missed";
}

void report(struct bench *b, const char *key, const char *what, double value, const char *unit, const struct sample *s,
            const char *goal)
{
    const char *verdict = judge(b, value, s, goal);

    printf("  %-46s %12.2f %-12s", what, value, unit);
    if ( s )
        printf(" %7.2f x  [%.2f .. %.2f]", s->ratio, s->low, s->high);
    if ( goal )
        printf("  goal %s: %s", goal, verdict);
    putchar('\n');
    fflush(stdout);
    fprintf(b->tsv, "%s\t%s\t%.4f\t%s\t", key, what, value, unit);
    if ( s )
        fprintf(b->tsv, "%.4f\t%.4f\t%.4f", s->ratio, s->low, s->high);
    else
        fprintf(b->tsv, "-\t-\t-");
    fprintf(b->tsv, "\t%s\t%s\n", goal ? goal : "-", verdict);
}

void report_part(const char *title)
{
    printf("\n%s\n", title);
}

void report_note(struct bench *b, const char *key, const char *text)
{
    printf("  %s\n", text);
    fprintf(b->tsv, "# %s\t%s\n", key, text);
}

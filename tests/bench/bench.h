/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the parts of the benchmark share: timing against an alternated memcpy, reporting, made-up state, the parts' entries. */
#ifndef LUSTREAM_BENCH_H
#define LUSTREAM_BENCH_H

#include <stdio.h>

#include "lustream/reader.h"
#include "lustream/records.h"
#include "lustream/writer.h"

#define MIB ((size_t)1 << 20)

struct bench
{
    FILE *tsv;
    const char *hvmctx;         /* a real HVM context, for the fleet; NULL: that part is skipped */
    unsigned int cpu;
    unsigned int reps;          /* odd, 9 or more unless quick */
    int quick;                  /* small sizes and one repetition: proves that it works, measures nothing */
    unsigned int misses;
};

/* Medians over the repetitions. */
struct sample
{
    double ns;                  /* of one call */
    double ratio;               /* to memcpy just before and after */
    double low;
    double high;
};

typedef void work_fn(void *arg);

double now_ns(void);
double median(double *values, unsigned int n);

/* Memory that every page of was written to; ends the program if there is none. */
void *bench_alloc(size_t bytes);
void bench_free(void *p, size_t bytes);

/* Times `repeats` calls of fn against as many copies of `bytes` at `src`, made in pieces of `piece` bytes. */
void measure(const struct bench *b, struct sample *s, work_fn *fn, void *arg, const void *src, size_t bytes, size_t piece,
             unsigned int repeats);

/*
 * One figure: to the table for people and to the one for programs. `s` may be NULL for what is not a time. `goal` is NULL, or
 * "ratio <= 1.0", "value >= 30" and so on.
 */
void report(struct bench *b, const char *key, const char *what, double value, const char *unit, const struct sample *s,
            const char *goal);
void report_part(const char *title);
void report_note(struct bench *b, const char *key, const char *text);

/* Ends the program: something that was encoded did not come back. */
void bench_fail(const char *what) __attribute__((__noreturn__));

uint64_t bench_random(uint64_t *state);

/* A made-up kind of record, of which streams of any length can be made. */
struct shape
{
    const char *key;
    const char *title;
    uint32_t type;
    uint32_t body;              /* bytes */
    uint32_t stride;            /* of one state in memory */
    uint32_t ring;              /* different states; a power of two */
};

extern const struct shape shapes[];
extern const unsigned int nr_shapes;
const struct shape *shape_of(const char *key);

/* A stream of n records of one shape: the states that it is made of, and its bytes. */
struct made
{
    const struct shape *shape;
    struct bench *b;
    uint32_t n;
    uint32_t per_segment;
    uint32_t segments;
    uint64_t segment_size;      /* of all but the last */
    uint8_t *states;            /* shape->ring of them */
    uint8_t *out;               /* one decoded state */
    uint8_t *far;               /* n decoded states, or NULL */
    uint8_t *bytes;
    uint64_t front;
    uint64_t size;
    struct lus_part *parts;
};

void made_init(struct made *m, struct bench *b, const struct shape *shape, uint32_t n, uint32_t per_segment);
void made_free(struct made *m);
void made_encode(void *arg);    /* the records only */
void made_finish(void *arg);    /* made_encode(), then segment headers, CRCs, and the front */
void made_walk(void *arg);
void made_decode(void *arg);    /* open, all CRCs, all records into structures */
void made_decode_segments(struct made *m, struct lus_stream *s, void *out, uint32_t first, uint32_t step, int verify);
void made_open(const struct made *m, struct lus_stream *s);
void made_compare(struct made *m);  /* everything decodes to what was encoded, or the program ends */
const void *made_state(const struct made *m, uint32_t i);

void bench_crc(struct bench *b);
void bench_records(struct bench *b);
void bench_scaling(struct bench *b);
void bench_threads(struct bench *b);
void bench_fleet(struct bench *b);
void bench_maps(struct bench *b);
void bench_peers(struct bench *b);

#endif

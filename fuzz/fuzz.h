/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the fuzz targets share: assertions, choices taken from the input, building good streams from choices, and making a damaged
 * stream's lengths and CRCs right again. No target's own property is here.
 */
#ifndef LUSTREAM_FUZZ_H
#define LUSTREAM_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/core/harness-codecs.h"
#include "lustream/reader.h"
#include "lustream/records.h"
#include "lustream/writer.h"

/* The entry points that an engine calls. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed);

/* A property that does not hold is a crash, so that every engine sees it. */
#define CHECK(cond) \
    do { \
        if ( !(cond) ) \
        { \
            fprintf(stderr, "%s:%d: %s: does not hold: %s\n", __FILE__, __LINE__, __func__, #cond); \
            abort(); \
        } \
    } while ( 0 )

static inline uint64_t load(const uint8_t *p, unsigned int bytes)
{
    uint64_t v = 0;

    while ( bytes-- )
        v = v << 8 | p[bytes];
    return v;
}

static inline void store(uint8_t *p, unsigned int bytes, uint64_t v)
{
    for ( ; bytes--; v >>= 8 )
        *p++ = (uint8_t)v;
}

/* n bytes that a sanitizer guards on both sides; never NULL. */
void *heap(size_t n);
void *heap_copy(const void *p, size_t n);

/* An error that a function of the reader returned: its diag must say it, and where; then forgotten, so that the next shows. */
void expect_diag(struct lus_stream *s, int rc);

/* struct choices - what to do next, from the input; all zero when that is used up. With @random set it never is. */
struct choices
{
    const uint8_t *p;
    size_t left;
    uint64_t random;
};

uint64_t choose(struct choices *c, unsigned int bytes);

/* 0..n-1, from as few bytes as will do */
uint32_t choose_below(struct choices *c, uint32_t n);

/* A number that is more often than not at an edge: small, a power of two, all ones. */
uint64_t choose_edge(struct choices *c);

/* Fills all fields of @rev with choices; good ones if @good. */
void fill_fields(struct choices *c, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base, int good);

/* The types of a kind of segment in the order in which records come; *nr of them, at most 128. */
uint32_t types_in_order(uint32_t kind, uint32_t arch, const struct lus_record_type **types);

/*
 * Writes records by choices, until those are used up, an error sticks or @limit bytes are reached. With @good all of it is what
 * the reader must accept; otherwise any call may come at any time with anything.
 */
void write_records(struct lus_writer *w, struct choices *c, struct lus_map_writer *m, uint32_t arch, uint64_t limit, int good);

/* A good, partial stream by choices, at most about @limit bytes; the caller frees it. */
uint8_t *build_stream(struct choices *c, uint64_t limit, size_t *len);

/* The front for segments; front and parts in one piece, the caller frees it. NULL with *rc when lus_seal() refuses. */
uint8_t *seal_parts(const struct lus_header *info, const struct lus_part *parts, uint32_t nr, size_t *len, int *rc);

/* lus_check() with memory of its own. */
int check_stream(struct lus_stream *s);

/* What LLVMFuzzerCustomMutator() is for most targets; makes at most so many changes. */
size_t mutate_stream(uint8_t *data, size_t size, size_t max, unsigned int seed, uint32_t most);

/* struct whole - a stream that lus_check() passed, in memory of its own */
struct whole
{
    struct lus_stream s;
    struct lus_source src;
    uint8_t *copy;
    uint8_t *scratch;
    struct choices c;           /* that follow from the bytes, for what a caller may choose */
};

/* Return: 0 if the bytes are no stream that may be acted on; else the caller gives it to close_whole(). */
int open_whole(struct whole *w, const uint8_t *data, size_t size);
void close_whole(struct whole *w);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the tests of the core share: memory of the exact size, random valid contents made from the schema's descriptions, streams
 * built with the writer, reading and writing again, and taking a stream apart to break one thing and seal it anew. Loads, stores
 * and sealing here are written from the spec and share no code with src/core but the CRC.
 */
#ifndef LUSTREAM_TESTS_HARNESS_H
#define LUSTREAM_TESTS_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "harness-codecs.h"
#include "lustream/reader.h"
#include "lustream/records.h"
#include "lustream/writer.h"

#define NR_OF(a) (sizeof(a) / sizeof((a)[0]))
#define PAGE 4096u

/* Bytes on the heap, exactly as many as there are: a sanitizer sees one over. */
struct bytes
{
    uint8_t *p;
    uint64_t n;
};

struct bytes bytes_new(uint64_t n, uint8_t fill);
struct bytes bytes_copy(const void *p, uint64_t n);
void bytes_free(struct bytes *b);
int bytes_equal(struct bytes a, struct bytes b);

/* Little-endian integers of n bytes. */
uint64_t get(const uint8_t *p, unsigned int n);
void put(uint8_t *p, unsigned int n, uint64_t v);

/* Random numbers, the same in each run. */
void rnd_seed(uint64_t seed);
uint64_t rnd(void);
uint64_t below(uint64_t n);

/* Random bytes that obey the descriptions of a fixed part or entry, and a value of one field. */
uint64_t random_value(const struct lus_field *f);
void random_fields(const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *p);

/* Extents that ascend, of all kinds; not merged yet. Return: how many. */
uint32_t random_extents(struct lus_extent *e, uint32_t nr);

/* What fills a segment. It is called twice, to count and to write, and must do the same both times. */
typedef void fill_fn(struct lus_writer *w, const void *arg);

struct spec
{
    uint32_t kind;
    uint32_t domid;
    fill_fn *fill;
    const void *arg;
};

struct bytes make_segment(const struct spec *spec);
struct bytes make_stream(const struct spec *specs, uint32_t nr, int partial);
struct bytes make_arch_stream(const struct spec *specs, uint32_t nr, int partial, uint32_t arch);
struct lus_header make_header(int partial);

/* Every record type of the segment's kind, with random contents. */
struct every
{
    uint64_t seed;
    uint32_t entries;           /* of each table, at most */
    uint32_t older;             /* how many revisions back */
    uint32_t blob;              /* bytes of each blob, at most */
    uint32_t arch;              /* whose records; 0 is x86 */
};

void fill_every(struct lus_writer *w, const void *arg);
void fill_domain(struct lus_writer *w, const void *arg);    /* `domain` alone */
void fill_time(struct lus_writer *w, const void *arg);      /* `sys_time` alone */
void fill_nothing(struct lus_writer *w, const void *arg);
struct bytes every_stream(struct every *arg, int partial);
struct bytes small_stream(void);

/* Opens and checks. Return: 0 or -LUS_E_..., what the diag says too. */
int check_bytes(const uint8_t *p, uint64_t n, struct lus_diag *d);

/* Opens; fails the test if that does. */
void open_bytes(struct lus_stream *s, struct bytes b);

/* Decodes every record with the straight-line codecs and writes it again. Return: 0 or the first error of either. */
int recode(struct bytes in, struct bytes *out);

/* A stream in pieces, each record (or chunk) one. */
struct piece
{
    uint8_t *p;                 /* header, body, padding */
    uint32_t n;
    uint32_t pass;
};

struct part
{
    uint32_t kind;
    uint32_t domid;
    uint32_t nr;
    struct piece *pieces;
};

struct model
{
    uint8_t header[256];
    uint32_t nr;
    struct part *parts;
};

/* Return: 0, or -1 where lengths do not add up. */
int model_apart(struct model *m, struct bytes b);
struct bytes model_together(const struct model *m);
void model_free(struct model *m);
void model_remove(struct part *part, uint32_t i);
void model_insert(struct part *part, uint32_t i, const struct piece *piece);
struct piece model_piece(uint32_t pass, uint32_t type, uint32_t rev, uint32_t flags, uint32_t instance, const void *body,
                         uint32_t len);
/* The piece of this type in the segment, or NULL. */
struct piece *model_find(struct model *m, uint32_t kind, uint32_t domid, uint32_t type);

/* Pages with a page of other bytes after each: what goes on over the end of one goes wrong. */
struct apart
{
    const uint8_t **pages;
    uint8_t *copy;
    struct lus_source src;
};

/* The first byte is at @skew in its page. */
struct apart apart_new(struct bytes b, uint32_t skew);
void apart_free(struct apart *a);

/* CRCs of the segments that @layout has, then of the front, then of the header. */
void reseal(struct bytes b, struct bytes layout);
void reseal_header(struct bytes b);

#endif

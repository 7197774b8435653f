/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 64 MiB of records of each size: encode, walk, decode, check; and the two ways of today beside them, written here. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* The same bodies in the framing of a libxc stream (type, length) or of an HVM context (typecode, instance, length). */
struct bare
{
    uint8_t *bytes;
    size_t size;
    size_t records;
    uint8_t *out;
    uint32_t body;
};

static void bare_make(struct bare *bare, const struct made *m)
{
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    uint32_t i;
    uint8_t *p;

    memset(bare, 0, sizeof(*bare));
    bare->size = (size_t)m->n * (8 + m->shape->body);
    bare->bytes = p = bench_alloc(bare->size);
    bare->out = bench_alloc(m->shape->body);
    bare->body = m->shape->body;
    bare->records = m->n;
    made_open(m, &s);
    for ( i = 0; i < m->segments; i++ )
    {
        lus_segment_open(&s, i, &seg);
        while ( lus_next(&seg, &rec) > 0 )
        {
            uint16_t head[4] = { 2, (uint16_t)rec.instance, (uint16_t)rec.length, (uint16_t)(rec.length >> 16) };

            if ( rec.type != m->shape->type )
                continue;
            memcpy(p, head, 8);
            memcpy(p + 8, rec.body, rec.length);
            p += 8 + ((rec.length + 7) & ~7u);
        }
    }
}

static void bare_free(struct bare *bare)
{
    bench_free(bare->bytes, bare->size);
    bench_free(bare->out, bare->body);
}

static void bare_walk(void *arg)
{
    const struct bare *bare = arg;
    const uint8_t *p = bare->bytes, *end = p + bare->size;
    size_t n = 0;

    while ( end - p >= 8 )
    {
        uint32_t head[2];
        uint64_t step;

        memcpy(head, p, 8);
        step = 8 + (((uint64_t)head[1] + 7) & ~7ull);
        if ( step > (uint64_t)(end - p) )
            break;
        p += step;
        n++;
    }
    if ( n != bare->records || p != end )
        bench_fail("libxc-style walk");
}

/* What hvm_load_entry() amounts to: the descriptor against what is expected, then the body as it is. No field is looked at. */
static void bare_load(void *arg)
{
    const struct bare *bare = arg;
    const uint8_t *p = bare->bytes, *end = p + bare->size;
    size_t n = 0;

    while ( end - p >= 8 )
    {
        uint16_t head[2];
        uint32_t length;

        memcpy(head, p, 4);
        memcpy(&length, p + 4, 4);
        if ( head[0] != 2 || head[1] >= 8192 || length != bare->body || length > (uint64_t)(end - p) - 8 )
            break;
        memcpy(bare->out, p + 8, length);
        p += 8 + length;
        n++;
    }
    if ( n != bare->records || p != end )
        bench_fail("hvm_load-style copy");
}

struct checked
{
    const struct made *made;
    uint64_t *workspace;
    uint64_t size;
};

static void check_all(void *arg)
{
    struct checked *c = arg;
    struct lus_stream s;

    made_open(c->made, &s);
    if ( lus_check(&s, c->workspace, c->size) )
        bench_fail(lus_error_name(s.diag.error));
}

static void figure(struct bench *b, const struct made *m, const char *part, const char *what, work_fn *fn, void *arg,
                   const void *bytes, size_t size, const char *goal)
{
    struct sample s;
    char key[64];

    measure(b, &s, fn, arg, bytes, size, size, 1);
    snprintf(key, sizeof(key), "records.%s.%s", m->shape->key, part);
    report(b, key, what, s.ns / m->n, "ns/record", &s, goal);
}

static void one_shape(struct bench *b, const struct shape *shape)
{
    uint32_t n = (uint32_t)((b->quick ? MIB / 4 : 64 * MIB) / (16 + shape->body));
    int small = shape->body < 56;
    size_t far_bytes;
    struct lus_stream opened;
    struct checked c;
    struct bare bare;
    struct made m;

    report_part(shape->title);
    made_init(&m, b, shape, n, 8192);
    made_compare(&m);
    figure(b, &m, "encode", "encode", made_encode, &m, m.bytes, m.size, small ? NULL : "ratio <= 1.0");
    figure(b, &m, "seal", "encode, segment CRCs, seal", made_finish, &m, m.bytes, m.size, NULL);
    made_compare(&m);
    figure(b, &m, "walk", "walk: framing of every record", made_walk, &m, m.bytes, m.size, small ? NULL : "ratio <= 0.5");
    figure(b, &m, "decode", "CRC, then decode with all checks", made_decode, &m, m.bytes, m.size, small ? NULL : "ratio <= 1.5");
    far_bytes = (size_t)m.n * shape->stride;
    m.far = bench_alloc(far_bytes);
    figure(b, &m, "decode-far", "the same, each to its own structure", made_decode, &m, m.bytes, m.size, NULL);
    bench_free(m.far, far_bytes);
    m.far = NULL;
    c.made = &m;
    made_open(&m, &opened);
    c.size = lus_check_workspace(&opened.header);
    c.workspace = bench_alloc(c.size);
    figure(b, &m, "check", "lus_check() of the stream", check_all, &c, m.bytes, m.size, NULL);
    bench_free(c.workspace, c.size);
    bare_make(&bare, &m);
    figure(b, &m, "libxc-walk", "bare walk as of a libxc stream", bare_walk, &bare, bare.bytes, bare.size, NULL);
    figure(b, &m, "hvm-load", "header check and copy as hvm_load", bare_load, &bare, bare.bytes, bare.size, NULL);
    bare_free(&bare);
    made_free(&m);
}

void bench_records(struct bench *b)
{
    unsigned int i;

    report_note(b, "records", "Per record. States are in structures in cache, the stream is 64 MiB in memory.");
    for ( i = 0; i < nr_shapes; i++ )
        one_shape(b, &shapes[i]);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The slow encoder of maps, from the words of spec section 8. */
#include "harness-map.h"

#define EXTENTS_MAX 70000u

void list_add(struct list *l, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute)
{
    if ( !l->e )
        l->e = malloc(EXTENTS_MAX * sizeof(*l->e));
    assert_true(l->e && l->nr < EXTENTS_MAX && count <= 0xffffffffu);
    l->e[l->nr++] = (struct lus_extent){ gfn, mfn, (uint32_t)count, attribute };
}

/* "each maximal: of two extents where gfn and mfn continue and the attributes are equal, the first has 2^24 frames" */
struct list maximal(const struct list *in)
{
    struct list out = { NULL, 0 };
    uint32_t i;

    for ( i = 0; i < in->nr; )
    {
        uint64_t gfn = in->e[i].gfn, mfn = in->e[i].mfn, count = in->e[i].count;
        uint32_t attribute = in->e[i].attribute;

        for ( i++; i < in->nr; i++ )
        {
            if ( in->e[i].gfn != gfn + count || in->e[i].mfn != mfn + count || in->e[i].attribute != attribute )
                break;
            count += in->e[i].count;
        }
        for ( ; count > 1u << 24; count -= 1u << 24, gfn += 1u << 24, mfn += 1u << 24 )
            list_add(&out, gfn, mfn, 1u << 24, attribute);
        list_add(&out, gfn, mfn, count, attribute);
    }
    return out;
}

static int may_group(const struct lus_extent *e)
{
    return e->count <= 65536 && e->mfn >> 32 == (e->mfn + e->count - 1) >> 32;
}

/* "the longest sequence of extents, from the first not yet coded, of which ..." */
static uint32_t group_from(const struct list *l, uint32_t first)
{
    uint32_t n = 0;

    while ( first + n < l->nr && n < 4096 )
    {
        const struct lus_extent *e = &l->e[first + n];

        if ( !may_group(e) || e->attribute != l->e[first].attribute || e->mfn >> 32 != l->e[first].mfn >> 32 )
            break;
        if ( n && e->gfn != e[-1].gfn + e[-1].count )
            break;
        n++;
    }
    return n;
}

static void header(uint8_t *p, const struct lus_extent *e, uint32_t mode, uint64_t mfn, uint64_t n)
{
    put(p, 5, e->gfn);
    put(p + 5, 1, e->attribute);
    put(p + 6, 2, mode);
    put(p + 8, 5, mfn);
    put(p + 13, 3, n - 1);
}

static uint32_t pad8(uint32_t n)
{
    return (n + 7) / 8 * 8;
}

/* One block of the group's extents. Return: its bytes. */
uint32_t put_block(uint8_t *p, const struct lus_extent *e, uint32_t n)
{
    uint64_t base, frames = 0;
    uint32_t i, k, at = 16;

    if ( n <= 1 )
    {
        header(p, e, 0, e->mfn, e->count);
        return 16;
    }
    base = e->mfn & ~0xffffffffull;
    for ( i = 0; i < n; i++ )
        frames += e[i].count;
    if ( pad8(6 * n) <= (4 * frames + 7) / 8 * 8 )
    {
        header(p, e, 1, base, n);
        for ( i = 0; i < n; i++, at += 4 )
            put(p + at, 4, e[i].mfn - base);
        for ( i = 0; i < n; i++, at += 2 )
            put(p + at, 2, e[i].count - 1);
    }
    else
    {
        header(p, e, 2, base, frames);
        for ( i = 0; i < n; i++ )
            for ( k = 0; k < e[i].count; k++, at += 4 )
                put(p + at, 4, e[i].mfn + k - base);
    }
    memset(p + at, 0, pad8(at) - at);
    return pad8(at);
}

struct blocks encode(const struct list *l)
{
    struct blocks b = { malloc(16 * EXTENTS_MAX + 6 * EXTENTS_MAX), 0, 0, malloc((EXTENTS_MAX + 1) * sizeof(uint32_t)) };
    uint32_t i, n;

    assert_true(b.p && b.at);
    for ( i = 0; i < l->nr; i += n )
    {
        n = group_from(l, i);
        if ( n == 0 )
            n = 1;
        b.at[b.nr++] = b.n;
        b.n += put_block(b.p + b.n, &l->e[i], n);
    }
    b.at[b.nr] = b.n;
    return b;
}

void blocks_free(struct blocks *b)
{
    free(b->p);
    free(b->at);
}

/* A stream with a p2m of these blocks, in chunks by [S-37]; max_gfn as given. */
struct bytes stream_of(const struct blocks *b, uint64_t max_gfn, uint32_t chunk_max)
{
    const struct spec specs[] = { { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    struct bytes base = make_stream(specs, 1, 1), out;
    uint8_t *body = malloc(chunk_max);
    struct model m;
    uint32_t i = 0, flags = 0;

    assert_non_null(body);
    assert_int_equal(model_apart(&m, base), 0);
    put(body, 8, max_gfn);
    do
    {
        uint32_t at = flags ? 0 : FIXED, from = b->at[i];
        struct piece piece;

        while ( i < b->nr && at + b->at[i + 1] - from <= chunk_max )
            i++;
        memcpy(body + at, b->p + from, b->at[i] - from);
        piece = model_piece(0, LUS_TYPE_P2M, 1, flags | (i < b->nr ? LUS_RECORD_MORE : 0), 0, body, at + b->at[i] - from);
        model_insert(&m.parts[0], m.parts[0].nr, &piece);
        free(piece.p);
        flags = LUS_RECORD_CHUNK;
    } while ( i < b->nr );
    out = model_together(&m);
    model_free(&m);
    bytes_free(&base);
    free(body);
    return out;
}

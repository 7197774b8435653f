/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Maps: extents out of blocks, and whether the blocks are the canonical ones. spec/stream.md section 8. */
#include "map.h"
#include "source.h"

LUS_COLD int lus_map_open(struct lus_map *m, const struct lus_segment *seg, const struct lus_record *rec)
{
    if ( !rec->info || rec->info->tail != LUS_TAIL_MAP || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    memset(m, 0, sizeof(*m));
    m->seg = *seg;
    m->rec = *rec;
    m->at = rec->info->fixed[rec->revision - 1];
    m->block_offset = rec->offset;
    return 0;
}

static LUS_COLD int refuse_map(struct lus_map *m, int error, uint64_t value)
{
    struct lus_diag *d = &m->seg.s->diag;
    int first = !d->error;
    int rc = lus_refuse(&m->seg, &m->rec, error, m->block_offset, LUS_NO_FIELD);

    if ( first )
    {
        d->entry = m->index;
        d->value = value;
    }
    return rc;
}

/* S-35: was the mode of the block that just ended the smaller one? Only for groups of two extents or more. */
static int check_block(struct lus_map *m)
{
    if ( m->mode == LUS_MAP_RUN )
        return 0;
    /* One extent as WORDS is no smaller than as EXTENTS. */
    if ( m->extents > LUS_MAP_GROUP || (m->mode == LUS_MAP_EXTENTS) != (lus_map_bytes_extents(m->extents) <= lus_map_bytes_words(m->frames)) )
        return LUS_E_MAP;
    return 0;
}

/* Reads the block header at m->at. *bytes is what its arrays take, 0 with an error. Return: an error or 0. */
static int load_block(struct lus_map *m, uint32_t *bytes)
{
    uint8_t buf[LUS_MAP_HEADER];
    const uint8_t *p = lus_source_bytes(&m->seg.s->src, m->block_offset, LUS_MAP_HEADER, buf);
    uint64_t w0 = lus_ld64(p), w1 = lus_ld64(p + 8);

    m->gfn = w0 & LUS_MAP_FRAME_MASK;
    m->attribute = (uint32_t)(w0 >> 40) & 0xff;
    m->mode = (uint32_t)(w0 >> 48) & 3;
    m->base = w1 & LUS_MAP_FRAME_MASK;
    m->n = (uint32_t)(w1 >> 40) + 1;
    m->i = 0;
    m->extents = 0;
    m->frames = 0;
    *bytes = 0;
    if ( w0 >> 50 || m->mode > LUS_MAP_WORDS )
        return LUS_E_MAP;
    if ( m->mode == LUS_MAP_RUN )
        return 0;
    if ( m->n < 2 || (m->base & 0xffffffffu) || (m->mode == LUS_MAP_EXTENTS && m->n > LUS_MAP_GROUP) )
        return LUS_E_MAP;
    *bytes = m->mode == LUS_MAP_EXTENTS ? lus_map_bytes_extents(m->n) : lus_map_bytes_words(m->n);
    return 0;
}

/* Takes the next block, stepping to the next chunk if need be. Return: 1, 0 at the end, -LUS_E_... */
static LUS_COLD int next_block(struct lus_map *m)
{
    struct lus_record next;
    uint32_t bytes, room = m->rec.length - m->at, full = 0;
    int rc, error;

    if ( room == 0 )
    {
        if ( !(m->rec.flags & LUS_RECORD_MORE) )
            return 0;
        full = LUS_BODY_MAX - m->rec.length;
        if ( (rc = lus_next(&m->seg, &next)) <= 0 )
            return rc ? rc : -LUS_E_CHUNK;
        m->rec = next;
        m->at = 0;
        room = m->rec.length;
        m->block_offset = m->rec.offset;
    }
    if ( room < LUS_MAP_HEADER )
        return refuse_map(m, LUS_E_LENGTH, room);
    m->block_offset = m->rec.offset + LUS_RECORD_HEADER + m->at;
    m->block_at = m->at + LUS_MAP_HEADER;
    m->arrays = m->rec.body ? m->rec.body + m->block_at : NULL;
    error = load_block(m, &bytes);
    if ( bytes > room - LUS_MAP_HEADER )
        error = LUS_E_LENGTH;
    if ( !error && full && bytes + LUS_MAP_HEADER <= full )
        error = LUS_E_CHUNK;
    if ( error )
    {
        rc = refuse_map(m, error, m->n);
        /* Nothing of a block that is not whole may be taken by a caller that goes on. */
        m->n = 0;
        return rc;
    }
    m->at = m->block_at + bytes;
    return 1;
}

/* Of the current block's arrays, where the body is not in one piece: word or count @i. */
static LUS_COLD uint32_t element_in_pages(struct lus_map *m, uint32_t i, int count)
{
    uint64_t at = m->block_offset + LUS_MAP_HEADER;
    uint8_t buf[4];

    if ( count )
        return lus_ld16(lus_source_bytes(&m->seg.s->src, at + m->n * 4 + i * 2, 2, buf));
    return lus_ld32(lus_source_bytes(&m->seg.s->src, at + i * 4, 4, buf));
}

static inline uint32_t word_at(struct lus_map *m, uint32_t i)
{
    return m->arrays ? lus_ld32(m->arrays + i * 4) : element_in_pages(m, i, 0);
}

static inline uint32_t count_at(struct lus_map *m, uint32_t i)
{
    return 1 + (m->arrays ? lus_ld16(m->arrays + m->n * 4 + i * 2) : element_in_pages(m, i, 1));
}

/* The next extent of the current block, which has one. */
static void take_extent(struct lus_map *m, struct lus_extent *e)
{
    uint32_t count = m->n, i = m->i;
    uint64_t mfn = m->base;

    e->gfn = m->gfn;
    e->attribute = m->attribute;
    if ( m->mode == LUS_MAP_RUN )
        i = count;
    else
    {
        mfn += word_at(m, i);
        if ( m->mode == LUS_MAP_EXTENTS )
            count = count_at(m, i++);
        else
        {
            for ( count = 1; ++i < m->n && m->base + word_at(m, i) == mfn + count; count++ )
                continue;
        }
    }
    e->mfn = mfn;
    e->count = count;
    m->i = i;
    m->gfn += count;
    m->extents++;
    m->frames += count;
}

static int check_extent(const struct lus_map *m, const struct lus_extent *e)
{
    const struct lus_extent *l = &m->last;
    uint64_t end = l->gfn + l->count;

    if ( e->gfn + e->count > 1ull << 40 || e->mfn + e->count > 1ull << 40 )
        return LUS_E_RANGE;
    if ( m->mode != LUS_MAP_RUN && !lus_map_is_short(e) )
        return LUS_E_MAP;
    /* Before the first extent end is 0. */
    if ( e->gfn < end )
        return LUS_E_SORT;
    if ( e->gfn != end || e->attribute != l->attribute || l->count == 0 )
        return 0;
    if ( e->mfn == l->mfn + l->count && l->count != LUS_MAP_RUN_MAX )
        return LUS_E_MERGE;
    /* The first extent of a block must be one that the group before could not take. */
    if ( m->extents == 1 && m->group && m->group < LUS_MAP_GROUP && lus_map_is_short(e) &&
         e->mfn >> 32 == l->mfn >> 32 )
        return LUS_E_MAP;
    return 0;
}

/* Zero bytes between the arrays and the next block. */
static int check_block_padding(struct lus_map *m)
{
    uint32_t used = m->mode == LUS_MAP_RUN ? 0 : m->mode == LUS_MAP_EXTENTS ? 6 * m->n : 4 * m->n;

    return lus_source_is_zero(&m->seg.s->src, m->block_offset + LUS_MAP_HEADER + used, -used & 7) ? 0 : LUS_E_PADDING;
}

/* lus_map_next() where a block ends: checks it and begins the next. Return: 1, 0 at the end, -LUS_E_... */
static LUS_COLD int turn_block(struct lus_map *m)
{
    uint64_t value = m->frames;
    int rc, error = 0;

    if ( m->n )
        error = check_block(m);
    if ( !error )
    {
        m->group = m->mode != LUS_MAP_RUN || lus_map_is_short(&m->last) ? m->extents : 0;
        if ( (rc = next_block(m)) <= 0 )
            return rc;
        value = m->attribute;
        error = lus_map_attribute_is_good(m->rec.info->attribute, m->attribute) ? check_block_padding(m) : LUS_E_ENUM;
    }
    return error ? refuse_map(m, error, value) : 1;
}

int lus_map_next(struct lus_map *m, struct lus_extent *e)
{
    int rc;

    if ( m->i == m->n && (rc = turn_block(m)) <= 0 )
        return rc;
    take_extent(m, e);
    if ( (rc = check_extent(m, e)) != 0 )
        return refuse_map(m, rc, e->gfn);
    m->last = *e;
    m->index++;
    return 1;
}

/*
 * Asks for the memory of frames that are written soon: a table of frames is seldom in cache, and would be waited for line by line.
 * What lies behind the caller's room may be asked for as well, as nothing is done with it; hence a number, not a pointer.
 */
static inline void prefetch(const uint64_t *mfns)
{
    __builtin_prefetch((const void *)((uintptr_t)mfns + 2048), 1);
}

/* @n frames from @mfn on. Eight at a time, as most runs are short and a loop that ends is a branch that was not foreseen. */
static void expand_run(uint64_t *mfns, uint64_t mfn, uint32_t n)
{
    uint32_t k;

    for ( ; n >= 8; n -= 8, mfns += 8, mfn += 8 )
    {
        prefetch(mfns);
        mfns[0] = mfn;
        mfns[1] = mfn + 1;
        mfns[2] = mfn + 2;
        mfns[3] = mfn + 3;
        mfns[4] = mfn + 4;
        mfns[5] = mfn + 5;
        mfns[6] = mfn + 6;
        mfns[7] = mfn + 7;
    }
    for ( k = 0; k < n; k++ )
        mfns[k] = mfn + k;
}

/* Frames of a block of extents; m->frames of the current extent were given before. */
static uint32_t expand_extents(struct lus_map *m, uint64_t *mfns, uint32_t max)
{
    uint32_t n = 0;

    while ( n < max && m->i < m->n )
    {
        uint64_t mfn = m->base + word_at(m, m->i) + m->frames;
        uint32_t left = count_at(m, m->i) - (uint32_t)m->frames;
        uint32_t take = left < max - n ? left : max - n;

        /* Space for eight more than there are: no need to look how many of the last eight are wanted. */
        if ( max - n >= take + 8 )
        {
            uint32_t k;

            for ( k = 0; k < take; k += 8 )
                expand_run(mfns + n + k, mfn + k, 8);
        }
        else
            expand_run(mfns + n, mfn, take);
        n += take;
        m->frames = take == left ? 0 : m->frames + take;
        m->i += take == left;
    }
    return n;
}

int lus_map_frames(struct lus_map *m, uint64_t *mfns, uint32_t max, struct lus_extent *e)
{
    uint32_t k, n;
    int rc;

    if ( max == 0 )
        return -LUS_E_ARGUMENT;
    if ( m->i == m->n && (rc = next_block(m)) <= 0 )
        return rc;
    e->attribute = m->attribute;
    e->gfn = m->gfn;
    n = m->n - m->i < max ? m->n - m->i : max;
    if ( m->mode == LUS_MAP_RUN )
    {
        expand_run(mfns, m->base + m->i, n);
        m->i += n;
    }
    else if ( m->mode == LUS_MAP_EXTENTS )
        n = expand_extents(m, mfns, max);
    else if ( m->arrays )
    {
        const uint8_t *p = m->arrays + m->i * 4;
        uint64_t base = m->base;

        for ( k = 0; k < n; k++ )
        {
            prefetch(mfns + k);
            mfns[k] = base + lus_ld32(p + k * 4);
        }
        m->i += n;
    }
    else
        for ( k = 0; k < n; k++ )
            mfns[k] = m->base + word_at(m, m->i++);
    e->mfn = mfns[0];
    e->count = n;
    m->gfn += n;
    return 1;
}

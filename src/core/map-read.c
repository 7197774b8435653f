/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Maps: extents out of blocks, and whether the blocks are the canonical ones. spec/stream.md section 8. */
#include "map.h"
#include "source.h"

LUS_COLD int lus_map_open(struct lus_map *m, const struct lus_segment *seg, const struct lus_record *rec)
{
    const struct lus_record_type *info = rec->info;

    if ( !info || info->tail != LUS_TAIL_MAP || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    memset(m, 0, sizeof(*m));
    m->seg = *seg;
    m->rec = *rec;
    m->at = info->fixed[rec->revision - 1];
    m->block_offset = rec->offset;
    return 0;
}

static LUS_COLD int refuse_map(struct lus_map *m, int error, uint64_t value)
{
    return lus_refuse_entry(&m->seg, &m->rec, error, m->block_offset, LUS_NO_FIELD, m->index, value);
}

/* As many of *n elements of 1 << @shift bytes, at @at of the current block's arrays, as are in one piece; or one, in @buf. Sets *n. */
static LUS_COLD const uint8_t *piece_of(const struct lus_map *m, uint32_t at, uint32_t shift, uint32_t *n, uint8_t *buf)
{
    uint64_t bytes = (uint64_t)*n << shift, offset = m->block_offset + LUS_MAP_HEADER + at;
    const uint8_t *p = lus_source_longest(&m->seg.s->src, offset, &bytes);

    *n = (uint32_t)(bytes >> shift);
    if ( *n )
        return p;
    *n = 1;
    return lus_source_bytes(&m->seg.s->src, offset, 1u << shift, buf);
}

/* The next elements of the current block that are in one piece, or one. Return: 0 if there are none. */
static LUS_COLD int more_elements(struct lus_map *m)
{
    uint32_t n = m->left, taken = m->n - n;

    if ( !n )
        return 0;
    m->words = piece_of(m, taken * 4, 2, &n, m->buf);
    if ( m->mode == LUS_MAP_EXTENTS )
        m->counts = piece_of(m, m->n * 4 + taken * 2, 1, &n, m->buf + 4);
    m->i = 0;
    m->end = n;
    m->left -= n;
    return 1;
}

/* S-35: was the mode of the block that just ended the smaller one? Only for groups of two extents or more. */
static int check_block(const struct lus_map *m)
{
    if ( m->mode == LUS_MAP_RUN )
        return 0;
    /* One extent as WORDS is no smaller than as EXTENTS. */
    if ( m->extents > LUS_MAP_GROUP ||
         (m->mode == LUS_MAP_EXTENTS) != (lus_map_bytes_extents(m->extents) <= lus_map_bytes_words(m->frames)) )
        return LUS_E_MAP;
    return 0;
}

/* Reads the header of the block at m->block_offset. Return: bytes of its arrays; 1 if it is not in its form. */
static uint32_t load_block(struct lus_map *m)
{
    uint8_t buf[LUS_MAP_HEADER];
    const uint8_t *p = lus_source_bytes(&m->seg.s->src, m->block_offset, LUS_MAP_HEADER, buf);
    uint64_t w0 = lus_ld64(p), w1 = lus_ld64(p + 8);
    uint32_t mode = (uint32_t)(w0 >> 48), n = (uint32_t)(w1 >> 40) + 1;

    m->gfn = w0 & LUS_MAP_FRAME_MASK;
    m->attribute = (uint32_t)(w0 >> 40) & 0xff;
    m->mode = mode;
    m->base = w1 & LUS_MAP_FRAME_MASK;
    m->n = n;
    m->extents = 0;
    m->frames = 0;
    if ( mode == LUS_MAP_RUN )
        return 0;
    if ( mode > LUS_MAP_WORDS || n < 2 || (uint32_t)w1 || (mode == LUS_MAP_EXTENTS && n > LUS_MAP_GROUP) )
        return 1;
    return (mode == LUS_MAP_EXTENTS ? 6 : 4) * n;
}

/* Where the elements at hand end: more of the block, or the next one, stepping to the next chunk if need be. Return: 1, 0 at the end, -LUS_E_... */
static LUS_COLD int next_block(struct lus_map *m)
{
    uint32_t bytes, used, room = m->rec.length - m->at, full = 0;
    int rc, error = 0;

    if ( more_elements(m) )
        return 1;
    if ( room == 0 )
    {
        full = LUS_BODY_MAX - m->rec.length;
        if ( (rc = lus_next_chunk(&m->seg, &m->rec)) <= 0 )
            return rc;
        m->at = 0;
        room = m->rec.length;
        m->block_offset = m->rec.offset;
    }
    if ( room < LUS_MAP_HEADER )
        return refuse_map(m, LUS_E_LENGTH, room);
    m->block_offset = m->rec.offset + LUS_RECORD_HEADER + m->at;
    used = load_block(m);
    bytes = LUS_MAP_HEADER + ((used + 7) & ~7u);
    if ( used == 1 )
        error = LUS_E_MAP;
    else if ( bytes > room )
        error = LUS_E_LENGTH;
    else if ( bytes <= full )
        error = LUS_E_CHUNK;
    if ( error )
    {
        rc = refuse_map(m, error, m->n);
        /* Nothing of a block that is not whole may be taken by a caller that goes on. */
        m->n = 0;
        return rc;
    }
    m->at += bytes;
    m->used = used;
    m->i = 0;
    m->end = 1;
    if ( used )
    {
        m->left = m->n;
        more_elements(m);
    }
    return 1;
}
/* lus_map_next() where the elements at hand end: of the next block too, when this one is checked. Return: 1, 0 at the end, -LUS_E_... */
static LUS_COLD int turn_block(struct lus_map *m)
{
    uint64_t value = m->frames;
    int rc, error = 0;

    if ( more_elements(m) )
        return 1;
    if ( m->n )
        error = check_block(m);
    if ( !error )
    {
        m->group = m->mode != LUS_MAP_RUN || lus_map_is_short(m->last.mfn, m->last.count) ? m->extents : 0;
        if ( (rc = next_block(m)) <= 0 )
            return rc;
        value = m->attribute;
        error = LUS_E_PADDING;
        if ( !lus_map_attribute_is_good(m->rec.info->attribute, m->attribute) )
            error = LUS_E_ENUM;
        /* Zero bytes between the arrays and the next block. */
        else if ( lus_source_is_zero(&m->seg.s->src, m->block_offset + LUS_MAP_HEADER + m->used, -m->used & 7) )
            return 1;
    }
    return refuse_map(m, error, value);
}

/* Takes the next extent of the current block, which has one. *mfn is where it begins. Return: its frames. */
static inline uint32_t take_extent(struct lus_map *m, uint64_t *mfn)
{
    uint32_t count = m->n, i = m->i++;
    uint64_t first = m->base;

    if ( m->mode != LUS_MAP_RUN )
    {
        first += lus_ld32(m->words + i * 4);
        if ( m->mode == LUS_MAP_EXTENTS )
            count = 1 + lus_ld16(m->counts + i * 2);
        else
        {
            for ( count = 1, i++; ; count++, i++ )
            {
                if ( i == m->end )
                {
                    if ( !more_elements(m) )
                        break;
                    i = 0;
                }
                if ( m->base + lus_ld32(m->words + i * 4) != first + count )
                    break;
            }
            m->i = i;
        }
    }
    m->extents++;
    m->frames += count;
    *mfn = first;
    return count;
}

static inline int check_extent(const struct lus_map *m, uint64_t gfn, uint64_t mfn, uint32_t count)
{
    const struct lus_extent *l = &m->last;
    uint64_t end = l->gfn + l->count;
    int is_short = lus_map_is_short(mfn, count);

    if ( ((gfn + count - 1) | (mfn + count - 1)) >> 40 )
        return LUS_E_RANGE;
    if ( m->mode != LUS_MAP_RUN && !is_short )
        return LUS_E_MAP;
    /* Before the first extent end is 0. */
    if ( gfn < end )
        return LUS_E_SORT;
    if ( gfn != end || m->attribute != l->attribute || l->count == 0 )
        return 0;
    if ( mfn == l->mfn + l->count && l->count != LUS_MAP_RUN_MAX )
        return LUS_E_MERGE;
    /* The first extent of a block must be one that the group before could not take. */
    if ( m->extents == 1 && m->group && m->group < LUS_MAP_GROUP && is_short && (mfn ^ l->mfn) >> 32 == 0 )
        return LUS_E_MAP;
    return 0;
}

/* Small, and not slower: what copies structures whole would begin too slowly, though. */
LUS_COLD int lus_map_next(struct lus_map *m, struct lus_extent *e)
{
    uint64_t gfn, mfn;
    uint32_t count;
    int rc;

    if ( m->i == m->end && (rc = turn_block(m)) <= 0 )
        return rc;
    count = take_extent(m, &mfn);
    gfn = m->gfn;
    m->gfn = gfn + count;
    if ( (rc = check_extent(m, gfn, mfn, count)) != 0 )
        return refuse_map(m, rc, gfn);
    e->gfn = m->last.gfn = gfn;
    e->mfn = m->last.mfn = mfn;
    e->count = m->last.count = count;
    e->attribute = m->last.attribute = m->attribute;
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

/*
 * @n frames from @mfn on, where there is room for @room. Eight at a time, as most runs are short and a loop that ends is a branch that
 * was not foreseen: with space for eight more than there are it does not matter how many of the last eight are wanted.
 */
static inline void expand_run(uint64_t *mfns, uint64_t mfn, uint32_t n, uint32_t room)
{
    uint32_t k = 0, whole = room - n >= 8 ? n : n & ~7u;

    for ( ; k < whole; k += 8, mfns += 8, mfn += 8 )
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
    for ( ; k < n; k++ )
        *mfns++ = mfn++;
}

/* The next frames of a run or an extent, where there is room for @room; m->frames of the current extent were given before. Return: how many. */
static inline uint32_t expand_extent(struct lus_map *m, uint64_t *mfns, uint32_t room)
{
    uint64_t mfn = m->base + m->frames;
    uint32_t left = m->n, take;

    if ( m->mode == LUS_MAP_EXTENTS )
    {
        mfn += lus_ld32(m->words + m->i * 4);
        left = 1 + lus_ld16(m->counts + m->i * 2);
    }
    left -= (uint32_t)m->frames;
    take = left;
    m->frames += room;
    if ( left > room )
        take = room;
    else
    {
        m->frames = 0;
        m->i++;
    }
    expand_run(mfns, mfn, take, room);
    return take;
}

static inline uint32_t expand_words(struct lus_map *m, uint64_t *mfns, uint32_t room)
{
    uint32_t k, n = m->end - m->i < room ? m->end - m->i : room;
    const uint8_t *p = m->words + m->i * 4;
    uint64_t base = m->base;

    for ( k = 0; k < n; k++ )
    {
        prefetch(mfns + k);
        mfns[k] = base + lus_ld32(p + k * 4);
    }
    m->i += n;
    return n;
}

LUS_COLD int lus_map_frames(struct lus_map *m, uint64_t *mfns, uint32_t max, struct lus_extent *e)
{
    uint64_t *next = mfns, *end = mfns + max;
    int rc;

    if ( max == 0 )
        return -LUS_E_ARGUMENT;
    if ( m->i == m->end && (rc = next_block(m)) <= 0 )
        return rc;
    do {
        uint32_t room = (uint32_t)(end - next);

        next += m->mode == LUS_MAP_WORDS ? expand_words(m, next, room) : expand_extent(m, next, room);
    } while ( next != end && (m->i != m->end || more_elements(m)) );
    e->gfn = m->gfn;
    e->mfn = mfns[0];
    e->count = (uint32_t)(next - mfns);
    e->attribute = m->attribute;
    m->gfn += e->count;
    return 1;
}

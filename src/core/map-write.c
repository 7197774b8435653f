/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Making the blocks of a map out of extents: merging, grouping, the smaller mode. spec/stream.md section 8. */
#include "map.h"
#include "lustream/writer.h"
#include "wire.h"
#include "writer.h"

void lus_map_begin(struct lus_map_writer *m, struct lus_writer *w)
{
    m->w = w;
    m->n = 0;
    m->have_last = 0;
    m->frames = 0;
    /* Two maps in one record would not be in their canonical form where they meet. */
    if ( !w->diag.error && (!w->open || w->info->tail != LUS_TAIL_MAP || w->entries) )
        lus_writer_fail(w, LUS_E_STATE);
    if ( w->diag.error )
        return;
    w->entries = 1;
    w->open = LUS_WRITER_IN_MAP;
}

static void put_header(uint8_t *p, uint64_t gfn, uint32_t attribute, uint32_t mode, uint64_t mfn, uint64_t n)
{
    lus_st64(p, gfn | (uint64_t)attribute << 40 | (uint64_t)mode << 48);
    lus_st64(p + 8, mfn | (n - 1) << 40);
}

static void put_run(struct lus_writer *w, const struct lus_extent *e)
{
    uint8_t *p = lus_writer_block(w, LUS_MAP_HEADER);

    if ( p )
        put_header(p, e->gfn, e->attribute, LUS_MAP_RUN, e->mfn, e->count);
}

static void put_extents(const struct lus_map_writer *m, uint8_t *p)
{
    uint32_t i;

    put_header(p, m->gfn, m->attribute, LUS_MAP_EXTENTS, m->high, m->n);
    p += LUS_MAP_HEADER;
    for ( i = 0; i < m->n; i++ )
        lus_st32(p + 4 * i, m->first[i]);
    p += 4 * m->n;
    for ( i = 0; i < m->n; i++ )
        lus_st16(p + 2 * i, m->less1[i]);
    memset(p + 2 * m->n, 0, lus_map_bytes_extents(m->n) - 6 * m->n);
}

static void put_words(const struct lus_map_writer *m, uint8_t *p)
{
    uint32_t i, k;

    put_header(p, m->gfn, m->attribute, LUS_MAP_WORDS, m->high, m->frames);
    p += LUS_MAP_HEADER;
    for ( i = 0; i < m->n; i++ )
        for ( k = 0; k <= m->less1[i]; k++, p += 4 )
            lus_st32(p, m->first[i] + k);
    if ( m->frames & 1 )
        memset(p, 0, 4);
}

static void flush_group(struct lus_map_writer *m)
{
    uint32_t extents = lus_map_bytes_extents(m->n), words = lus_map_bytes_words(m->frames);
    struct lus_extent one;
    uint8_t *p;

    if ( m->n == 1 )
    {
        one.gfn = m->gfn;
        one.mfn = m->high | m->first[0];
        one.count = m->less1[0] + 1u;
        one.attribute = m->attribute;
        put_run(m->w, &one);
    }
    else if ( m->n && extents <= words )
    {
        if ( (p = lus_writer_block(m->w, LUS_MAP_HEADER + extents)) != NULL )
            put_extents(m, p);
    }
    else if ( m->n )
    {
        if ( (p = lus_writer_block(m->w, LUS_MAP_HEADER + words)) != NULL )
            put_words(m, p);
    }
    m->n = 0;
    m->frames = 0;
}

/* An extent that is as long as it can be: into the group, or a block of its own. */
static void take(struct lus_map_writer *m, const struct lus_extent *e)
{
    int is_short = lus_map_is_short(e->mfn, e->count);

    if ( m->n && (!is_short || m->n == LUS_MAP_GROUP || e->attribute != m->attribute || e->gfn != m->gfn + m->frames ||
                  (e->mfn & ~0xffffffffull) != m->high) )
        flush_group(m);
    if ( !is_short )
    {
        put_run(m->w, e);
        return;
    }
    if ( m->n == 0 )
    {
        m->gfn = e->gfn;
        m->high = e->mfn & ~0xffffffffull;
        m->attribute = e->attribute;
    }
    m->first[m->n] = (uint32_t)e->mfn;
    m->less1[m->n] = (uint16_t)(e->count - 1);
    m->n++;
    m->frames += e->count;
}

void lus_map_add(struct lus_map_writer *m, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute)
{
    struct lus_extent *l = &m->last;

    if ( m->w->diag.error )
        return;
    if ( m->w->open != LUS_WRITER_IN_MAP )
        lus_writer_fail(m->w, LUS_E_STATE);
    else if ( count > 1ull << 40 || gfn > (1ull << 40) - count || mfn > (1ull << 40) - count || attribute > 0xff )
        lus_writer_fail(m->w, LUS_E_RANGE);
    else if ( m->have_last && gfn < l->gfn + l->count )
        lus_writer_fail(m->w, LUS_E_SORT);
    else if ( (!m->have_last || attribute != l->attribute) && !lus_map_attribute_is_good(m->w->info->attribute, attribute) )
        lus_writer_fail(m->w, LUS_E_ENUM);
    while ( count && !m->w->diag.error )
    {
        int joins = m->have_last && gfn == l->gfn + l->count && mfn == l->mfn + l->count && attribute == l->attribute;
        uint64_t room = joins ? LUS_MAP_RUN_MAX - l->count : 0;
        uint32_t n;

        if ( room == 0 )
        {
            if ( m->have_last )
                take(m, l);
            l->gfn = gfn;
            l->mfn = mfn;
            l->attribute = attribute;
            l->count = 0;
            m->have_last = 1;
            room = LUS_MAP_RUN_MAX;
        }
        n = (uint32_t)(count < room ? count : room);
        l->count += n;
        gfn += n;
        mfn += n;
        count -= n;
    }
}

void lus_map_end(struct lus_map_writer *m)
{
    if ( m->w->open != LUS_WRITER_IN_MAP )
        lus_writer_fail(m->w, LUS_E_STATE);
    if ( m->have_last )
        take(m, &m->last);
    m->have_last = 0;
    flush_group(m);
    if ( m->w->open == LUS_WRITER_IN_MAP )
        m->w->open = 1;
}

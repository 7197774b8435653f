/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: what the writer of maps needs of the writer of records. */
#ifndef LUSTREAM_CORE_WRITER_H
#define LUSTREAM_CORE_WRITER_H

#include "lustream/writer.h"
#include "wire.h"

/* Value of lus_writer.open while a map is written: the record cannot end before the map does, or frames would be lost. */
#define LUS_WRITER_IN_MAP 2u

/* Space for a block of a map, in a new chunk if it does not fit. NULL when only counting, or after an error. */
uint8_t *lus_writer_block(struct lus_writer *w, uint32_t bytes);

/* Notes the writer's first error, at its present position. */
void lus_writer_fail(struct lus_writer *w, int error);

/* Notes that field @bad - 1 of the open record, or of its last entry, cannot be written. */
void lus_writer_bad_field(struct lus_writer *w, int bad);

/*
 * lus_begin() without the bytes of the fixed part, which the caller writes to the memory returned. When only counting, that is
 * NULL: then nothing is checked but the order.
 */
uint8_t *lus_begin_fixed(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance);

/*
 * A whole record without tail in one step, where it is like the last one in all but instance and body: nothing but order and room can
 * then be wrong. Space for its fixed part of @length bytes, all else being written; NULL, and nothing done, where it is not so.
 * @instance is within the type's bound, @flags are the type's; inline so that all that is constant of a type is so in here.
 */
static inline uint8_t *lus_put_quick(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t flags, uint32_t instance,
                                     uint32_t length)
{
    uint64_t like = type | (uint64_t)revision << 32, pos = w->pos;
    uint32_t step = (LUS_RECORD_HEADER + length + 7) & ~7u;
    uint8_t *p;

    if ( like != w->run_like || instance <= w->instance || w->run_end - pos < step )
        return NULL;
    p = w->buf + pos;
    LUS_PREFETCH(p + LUS_AHEAD);
    /* The padding, with the last bytes of the body, which come later. */
    if ( length & 7 )
        lus_st64(p + step - 8, 0);
    lus_st64(p, like | (uint64_t)flags << 48);
    lus_st64(p + 8, instance | (uint64_t)length << 32);
    w->pos = pos + step;
    w->instance = instance;
    w->count++;
    return p + LUS_RECORD_HEADER;
}

/*
 * Space for up to @n entries of @len bytes of the open record's table, *got of them; NULL when only counting, or where there is an
 * error. Not to be called after one.
 */
uint8_t *lus_claim_entries(struct lus_writer *w, uint32_t len, uint32_t n, uint32_t *got);

/* lus_writer_bad_field() for an entry that @unused claimed ones come after. */
void lus_writer_bad_entry(struct lus_writer *w, int bad, uint32_t unused);

#endif

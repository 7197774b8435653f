/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: what the writer of maps needs of the writer of records. */
#ifndef LUSTREAM_CORE_WRITER_H
#define LUSTREAM_CORE_WRITER_H

#include "lustream/writer.h"

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
 * A whole record without tail in one step, where it is like the last one: space for its fixed part, all else being written. NULL, and
 * nothing done, where it is not: lus_begin_fixed() and lus_end() then.
 */
uint8_t *lus_put_fixed(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance);

/* lus_add_entry() likewise. */
uint8_t *lus_claim_entry(struct lus_writer *w, uint32_t len);

#endif

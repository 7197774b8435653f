/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The calls of records.h by type number. */
#ifndef LUSTREAM_TESTS_HARNESS_CODECS_H
#define LUSTREAM_TESTS_HARNESS_CODECS_H

#include "lustream/records.h"
#include "lustream/writer.h"

/* Begins a record, or adds an entry, of any type from its decoded structure. */
void begin_any(struct lus_writer *w, uint32_t type, unsigned int rev, uint32_t instance, const union lus_any *o);
void add_any(struct lus_writer *w, uint32_t type, const union lus_any *o);
int encode_any(uint32_t type, uint8_t *p, unsigned int rev, const union lus_any *o);
int encode_entry(uint32_t type, uint8_t *p, const union lus_any *o);

#endif

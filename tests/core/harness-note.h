/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Notes for tests: written by the library, changed byte by byte, sealed from the spec. */
#ifndef LUSTREAM_TESTS_HARNESS_NOTE_H
#define LUSTREAM_TESTS_HARNESS_NOTE_H

#include "harness.h"
#include "lustream/host.h"
#include "lustream/note.h"

/* Of release 4.@minor on x86 by default, without bootmem. */
struct lus_note_info note_info(uint32_t minor);
struct bytes note_write(const struct lus_note_info *info);

/* note_crc made right again [N-6]. */
void note_seal(struct bytes b);

/* Puts @n bytes @v at @at, and seals. */
void note_put(struct bytes b, uint32_t at, unsigned int n, uint64_t v);

/* Opens; fails the test unless @error is the answer. */
struct lus_note note_open(struct bytes b, int error);

/* Where the entry for a type, or a limit's id, is in the bytes. */
uint32_t note_record_at(struct bytes b, uint32_t type);
uint32_t note_limit_at(struct bytes b, uint32_t id);

/* The note without, or with one more of, a record or limit: @b is replaced. Not canonical unless the place is right, which these see to. */
void note_drop_record(struct bytes *b, uint32_t type);
void note_add_record(struct bytes *b, uint32_t type, uint32_t revision, uint32_t least, uint32_t flags);
void note_drop_limit(struct bytes *b, uint32_t id);
void note_add_limit(struct bytes *b, uint32_t id, uint64_t value);

#endif

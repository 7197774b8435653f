/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: access to the bytes of a source, and noting errors. */
#ifndef LUSTREAM_CORE_SOURCE_H
#define LUSTREAM_CORE_SOURCE_H

#include "lustream/reader.h"
#include "wire.h"

/* Bytes [offset, offset + len) if they are in one piece, else NULL. The caller has checked that they are in the source. */
const uint8_t *lus_source_piece(const struct lus_source *src, uint64_t offset, uint64_t len);

/* The longest piece that begins at @offset, at most *len bytes; sets *len, not 0, to what it has. */
const uint8_t *lus_source_longest(const struct lus_source *src, uint64_t offset, uint64_t *len);

/* Bytes [offset, offset + len), copied to @buf where they are not in one piece. */
const uint8_t *lus_source_bytes(const struct lus_source *src, uint64_t offset, uint32_t len, void *buf);

/* CRC of a range of any length. */
uint32_t lus_source_crc(const struct lus_source *src, unsigned int cpu, uint32_t crc, uint64_t offset, uint64_t len);

/* Return: 1 if the range is all zero. */
int lus_source_is_zero(const struct lus_source *src, uint64_t offset, uint64_t len);

/* The key of an entry: its leading fields, the first highest. */
uint64_t lus_entry_key(const struct lus_entry *e, const uint8_t *p);

/* S-10, second half: values of a header. Return: offset of the first bad field, or 0. */
uint32_t lus_header_bad(const uint8_t *p);

/* The kind of segment that records of a scope are in. */
static inline uint32_t lus_scope_segment(uint32_t scope)
{
    /* One more each, but that vcpus are in their domain's. */
    return scope < LUS_SCOPE_DOMAIN ? scope + LUS_SEGMENT_SYSTEM : LUS_SEGMENT_DOMAIN;
}

/* S-25: *t is the type's description, or NULL if this build doesn't know it in that revision. Return: 0, or the error if it must. */
int lus_find_type(uint32_t type, uint32_t revision, const struct lus_record_type **t);

/*
 * The catalogue's entry with this type and revision, or the first behind where it would be; @hint, if it is that one, is tried first.
 * *e is the entry, if there is one.
 */
uint32_t lus_catalogue_find(struct lus_stream *s, uint32_t type, uint32_t revision, uint32_t hint, struct lus_catalogue_entry *e);

/* Return: 1 if @domid is one of @nr ascending ones. */
int lus_has_domid(const uint16_t *domids, uint32_t nr, uint32_t domid);

/* Steps to the next chunk of @rec. Return: 1; 0 if that was the last; -LUS_E_... , with @rec as it was: whoever goes on meets it again. */
int lus_next_chunk(struct lus_segment *seg, struct lus_record *rec);

/* Notes the first error outside any segment. Return: -@error. */
int lus_fail(struct lus_stream *s, int error, uint64_t offset, uint64_t value);

#endif

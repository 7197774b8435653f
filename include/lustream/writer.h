/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Writing a stream. A writer fills one segment in the caller's memory; several CPUs fill several side by side. Nothing is
 * allocated. Errors stick: after the first, calls do nothing, and lus_writer_close() returns it. spec/stream.md.
 */
#ifndef LUSTREAM_WRITER_H
#define LUSTREAM_WRITER_H

#include "crc32c.h"
#include "reader.h"
#include "schema.h"
#include "stream.h"

/**
 * struct lus_writer - fills one segment; the fields are the library's, but for @diag
 * @diag: the first error
 */
struct lus_writer
{
    uint8_t *buf;               /* NULL: only counts */
    uint64_t cap;
    uint64_t pos;
    uint64_t pass_at[LUS_PASSES];
    uint64_t rec_at;            /* header of the open record's current chunk */
    const struct lus_record_type *info;
    unsigned int cpu;
    uint32_t domid;
    uint32_t type;              /* of the open or last record */
    uint32_t instance;
    uint32_t count;
    uint32_t entries;           /* in the open record, all chunks; bytes of a blob */
    uint16_t kind;
    uint16_t revision;
    uint16_t flags;
    uint16_t pass;
    uint16_t open;
    uint32_t run_length;        /* fixed part of the last record */
    uint64_t run_like;          /* its type and revision; 0: the next must be looked at in full */
    uint64_t run_end;           /* up to where there may be others like it */
    struct lus_diag diag;
};

/**
 * lus_writer_init() - begin a segment
 * @buf: where to; NULL to learn the size only
 * @cap: bytes there; at least a page; ignored without @buf. The memory need not be clear.
 * @kind: enum lus_segment_kind
 * @domid: of a domain segment; else 0
 * @cpu: LUS_CPU_*
 */
void lus_writer_init(struct lus_writer *w, void *buf, uint64_t cap, uint32_t kind, uint32_t domid, unsigned int cpu);

/**
 * lus_begin() - begin a record; what the lus_put_<name>() and lus_begin_<name>() of records.h are made of
 * @fixed: its fixed part as it is on the wire
 * @len: bytes of it, exactly those of the revision
 * Records come in the order of the spec (pass, type, instance), else -LUS_E_ORDER sticks.
 */
void lus_begin(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance, const void *fixed, uint32_t len);

/** lus_add_entry() - one entry of the open record's table, as it is on the wire; @len is exactly its size */
void lus_add_entry(struct lus_writer *w, const void *entry, uint32_t len);

/** lus_add_blob() - more bytes of the open record's blob; may be called again */
void lus_add_blob(struct lus_writer *w, const void *bytes, uint32_t len);

/** lus_end() - end the open record */
void lus_end(struct lus_writer *w);

/**
 * lus_copy() - a whole record or chunk of it, byte for byte, as lus_next() gave it: known or not
 * @s: the stream that @rec is in
 */
void lus_copy(struct lus_writer *w, struct lus_stream *s, const struct lus_record *rec, unsigned int pass);

/**
 * lus_writer_raw() - a record from its parts, for types that this build does not know
 * @pass: the region it belongs to
 * @flags: LUS_RECORD_*
 */
void lus_writer_raw(struct lus_writer *w, unsigned int pass, uint32_t type, uint32_t revision, uint32_t flags,
                    uint32_t instance, const void *body, uint32_t len);

/**
 * struct lus_map_writer - makes the blocks of a map; memory of the caller, too big for a hypervisor's stack
 */
struct lus_map_writer
{
    struct lus_writer *w;
    struct lus_extent last;     /* not yet in the group: may still grow */
    uint32_t n;                 /* extents in the group */
    uint32_t have_last;
    uint64_t gfn;               /* of the group */
    uint64_t high;              /* bits 32..39 of its mfns, in place */
    uint64_t frames;
    uint32_t attribute;
    uint32_t first[4096];
    uint16_t less1[4096];
};

/** lus_map_begin() - after lus_begin() of a record with a map */
void lus_map_begin(struct lus_map_writer *m, struct lus_writer *w);

/** lus_map_add() - frames in ascending gfn order; pieces that continue each other are merged */
void lus_map_add(struct lus_map_writer *m, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute);

/** lus_map_end() - end the map; only then lus_end() may end the record */
void lus_map_end(struct lus_map_writer *m);

/**
 * lus_writer_close() - end the segment: padding, header, CRC
 * @size: bytes of the segment, a multiple of LUS_PAGE_SIZE; also where @buf was NULL
 * Return: 0 or the first error.
 */
int lus_writer_close(struct lus_writer *w, uint64_t *size);

/**
 * struct lus_part - a closed segment to be sealed
 * @bytes: the segment, if it is in one piece; NULL if it is in pages
 * @pages: addresses of its pages otherwise
 * @size: bytes
 */
struct lus_part
{
    const uint8_t *bytes;
    const uint8_t *const *pages;
    uint64_t size;
};

/**
 * lus_unseal() - take the magic away from memory that a new stream's front will be in
 * @front: its first 8 bytes are cleared, and seen as such before whatever is written after
 *
 * To be called before the first segment is written where an older sealed stream may lie: its front would still look whole, and its
 * CRC does not cover the segments that are being replaced under it. spec S-9.
 */
void lus_unseal(void *front);

/**
 * lus_front_size() - bytes of header, catalogue and index together
 * Return: a multiple of LUS_PAGE_SIZE; 0 if a count is over its limit.
 */
uint64_t lus_front_size(uint32_t catalogue_count, uint32_t segments);

/**
 * lus_seal() - make the front of a stream: catalogue, index, header; the magic last
 * @front: where to; lus_front_size() bytes. The stream is these, then the parts' pages in order.
 * @cap: bytes at @front; the catalogue must fit: lus_front_size(LUS_CATALOGUE_MAX, nr) is always enough
 * @info: arch, partial, source, producer, previous, updates and profile; the rest is made here
 * @parts: the segments in the order of the spec
 * @front_size: bytes used at @front
 * @diag: where and why, if it fails; may be NULL
 *
 * The parts' headers and record headers are read, their CRCs are not checked again. Return: 0; -LUS_E_HEADER, _SEGMENT, _ORDER, _LENGTH
 * _FEATURE or _TYPE when @info or a part is not good; _OVERFLOW or _NO_SPACE. On failure there is no magic at @front.
 */
int lus_seal(void *front, uint64_t cap, const struct lus_header *info, const struct lus_part *parts, uint32_t nr,
             uint64_t *front_size, unsigned int cpu, struct lus_diag *diag);

/**
 * lus_stitch() - one list of frames out of those of the front and of each segment
 * @out: room for @max frame numbers
 * @lists: lists[i] has counts[i] of them; the front's first
 * Return: how many are in @out; 0 if there is no room.
 */
uint64_t lus_stitch(uint64_t *out, uint64_t max, const uint64_t *const *lists, const uint64_t *counts, uint32_t nr);

#endif

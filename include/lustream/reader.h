/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Reading a stream out of hostile memory. Nothing is allocated and nothing of the input is trusted: bounds come before every
 * load. Functions return 0 (or a count), or -LUS_E_..., and describe the first error in the stream's diag.
 * spec/stream.md; what is trusted is in spec/security.md.
 */
#ifndef LUSTREAM_READER_H
#define LUSTREAM_READER_H

#include "crc32c.h"
#include "schema.h"
#include "stream.h"

/** LUS_SCRATCH - bytes of scratch memory that a reader needs from its caller, any alignment */
#define LUS_SCRATCH 4096u

/**
 * struct lus_source - the bytes of a stream, in one piece or as pages
 * @base: the bytes, if they are in one piece; else NULL
 * @pages: addresses of the pages, in stream order, if @base is NULL
 * @skew: byte of the first page at which the stream begins; 0 in a hypervisor, other for a stream inside a bigger dump
 * @size: bytes of the stream
 *
 * The memory is the caller's and must not change while a reader is in use.
 */
struct lus_source
{
    const uint8_t *base;
    const uint8_t *const *pages;
    uint32_t skew;
    uint64_t size;
};

/**
 * struct lus_stream - a reader; the fields are the library's, but for @header and @diag
 * @header: valid after lus_open() returned 0
 * @diag: the first error; all zero while there is none
 */
struct lus_stream
{
    struct lus_source src;
    uint8_t *scratch;
    unsigned int cpu;
    struct lus_header header;
    struct lus_diag diag;
};

/** struct lus_segment - a cursor over the records of one segment; the fields are the library's, for reading */
struct lus_segment
{
    struct lus_stream *s;
    uint64_t base;              /* of the segment in the stream */
    uint64_t size;
    uint64_t used;
    uint64_t pass_at[LUS_PASSES];
    uint16_t kind;
    uint16_t pass;              /* of the last record returned */
    uint64_t pos;               /* of the next record in the segment */
    uint32_t seen;
    uint32_t last_type;
    uint32_t last_instance;
    uint16_t last_revision;
    uint16_t last_flags;
    const struct lus_record_type *last_info;
    const uint8_t *run_at;      /* the next record, if it may be like the last one and is in one piece with it */
    uint64_t run_room;          /* bytes there */
    uint64_t run_head;          /* type, revision and flags of the last one as on the wire */
    uint32_t run_length;
    uint32_t run_max;           /* the type's greatest instance */
    uint32_t domid;
    uint32_t count;             /* records, as its header says */
    uint32_t partial_walk;      /* the walk began after pass 0: the count cannot be checked */
};

/**
 * struct lus_record - a record, before its body is decoded
 * @info: its description; NULL if this build doesn't know the type or the revision
 * @offset: of its header in the stream
 * @body: the body, if it is in one piece in memory; NULL if it straddles pages: use lus_body()
 * @flags: LUS_RECORD_*; with LUS_RECORD_CHUNK this is a further chunk of the record before it
 */
struct lus_record
{
    const struct lus_record_type *info;
    const uint8_t *body;
    uint64_t offset;
    uint32_t type;
    uint32_t instance;
    uint32_t length;
    uint16_t revision;
    uint16_t flags;
};

/** lus_source_flat() - a source in one piece */
void lus_source_flat(struct lus_source *src, const void *base, uint64_t size);

/** lus_source_pages() - a source in pages of LUS_PAGE_SIZE bytes; @pages has enough for @skew + @size bytes */
void lus_source_pages(struct lus_source *src, const uint8_t *const *pages, uint32_t skew, uint64_t size);

/**
 * lus_open() - check the header, the catalogue and the index
 * @s: to be filled; no need to clear it
 * @src: copied; its memory is not
 * @scratch: LUS_SCRATCH bytes, used while @s is; may be NULL for a source in one piece
 * @cpu: LUS_CPU_* features that may be used for CRCs
 *
 * After 0, header, catalogue and index can be read, whatever the segments hold. Unknown mandatory types in the catalogue are
 * not an error here: see lus_acceptable(). With -LUS_E_FORMAT the header is filled all the same, for showing.
 */
int lus_open(struct lus_stream *s, const struct lus_source *src, void *scratch, unsigned int cpu);

/**
 * lus_catalogue_at() - catalogue entry @i, less than header.catalogue_count
 * Return: 0; -LUS_E_ARGUMENT when there is none, or it is not in the source. Also after -LUS_E_FORMAT: the entries' form is frozen.
 */
int lus_catalogue_at(struct lus_stream *s, uint32_t i, struct lus_catalogue_entry *e);

/** lus_index_at() - index entry @i, less than header.index_count; likewise */
int lus_index_at(struct lus_stream *s, uint32_t i, struct lus_index_entry *e);

/** lus_acceptable() - 0; -LUS_E_FEATURE; -LUS_E_UNKNOWN_TYPE or _REVISION with diag.type, if the catalogue has what this build can't take */
int lus_acceptable(struct lus_stream *s);

/** lus_verify() - check the CRCs of all segments. Call it before any record is looked at. */
int lus_verify(struct lus_stream *s);

/** lus_segment_verify() - check the CRC of segment @i alone: CPUs may do this side by side, each with its own lus_stream */
int lus_segment_verify(struct lus_stream *s, uint32_t i);

/** lus_segment_open() - check the header of segment @i and put a cursor before its first record */
int lus_segment_open(struct lus_stream *s, uint32_t i, struct lus_segment *seg);

/** lus_segment_find() - the same by kind and domid, in O(log segments); -LUS_E_NOT_FOUND (not in diag) if there is none */
int lus_segment_find(struct lus_stream *s, uint32_t kind, uint32_t domid, struct lus_segment *seg);

/**
 * lus_next() - the next record of a segment
 * Return: 1 with @rec filled; 0 at the end of the segment; -LUS_E_... .
 * Its place, order, length, flags and padding have been checked; its body has not.
 */
int lus_next(struct lus_segment *seg, struct lus_record *rec);

/** lus_pass() - put the cursor before the first record of @pass */
int lus_pass(struct lus_segment *seg, unsigned int pass);

/** lus_find() - the record (@type, @instance), from the beginning of the segment; -LUS_E_NOT_FOUND (not in diag) */
int lus_find(struct lus_segment *seg, uint32_t type, uint32_t instance, struct lus_record *rec);

/**
 * lus_body() - bytes of a record's body
 * @offset: in the body; @offset + @len must not be more than the record's length
 * @len: at most LUS_SCRATCH
 * @buf: @len bytes, used only if the piece straddles pages
 * Return: the bytes, in place or in @buf; NULL if the arguments are off.
 */
const uint8_t *lus_body(struct lus_stream *s, const struct lus_record *rec, uint32_t offset, uint32_t len, void *buf);

/** lus_fixed() - the bytes of a known record's fixed part, in place or in the stream's scratch; NULL in a chunk */
const uint8_t *lus_fixed(struct lus_stream *s, const struct lus_record *rec);

/** LUS_ENTRY_MAX, LUS_SPAN_MAX - bytes of the longest entry of any table, of any span table */
#define LUS_ENTRY_MAX 80u
#define LUS_SPAN_MAX 16u

/**
 * struct lus_table - a cursor over the entries of a table, over all its chunks
 */
struct lus_table
{
    struct lus_record rec;      /* the current chunk */
    uint32_t at;                /* of the next entry in the chunk's body */
    uint32_t index;             /* of the next entry */
    uint64_t last_key;
    uint32_t quick;             /* bytes of an entry, if it has no key or one of 4 bytes at its beginning; else 0 */
    uint32_t sorted;            /* 0: it has no key */
    uint32_t limit;             /* entries that there may be */
    uint8_t last[LUS_SPAN_MAX]; /* the span before */
    struct lus_segment seg;     /* its position is after the current chunk */
    uint8_t buf[LUS_ENTRY_MAX];
};

/** lus_table_open() - before the first entry of @rec, which lus_next() or lus_find() on @seg just gave */
int lus_table_open(struct lus_table *t, const struct lus_segment *seg, const struct lus_record *rec);

/**
 * lus_table_next() - the bytes of the next entry, its order checked, its fields not
 * Return: 1 with *p good until the next call; 0 at the end; -LUS_E_...
 */
int lus_table_next(struct lus_table *t, const uint8_t **p);

/**
 * struct lus_lookup - a table whose entries can be had in any order; only of a stream that lus_check() passed
 * @nr: entries in all chunks
 */
struct lus_lookup
{
    struct lus_stream *s;
    const struct lus_entry *entry;
    uint64_t first;             /* offset of the first chunk's first entry in the stream */
    uint64_t second;            /* likewise of the second chunk's, if there is one */
    uint32_t in_first;          /* entries in the first chunk */
    uint32_t in_others;         /* in each but it and the last */
    uint32_t nr;
};

/** lus_lookup_open() - for @rec, which has a table and which lus_next() or lus_find() on @seg just gave; goes through its chunks once */
int lus_lookup_open(struct lus_lookup *l, const struct lus_segment *seg, const struct lus_record *rec);

/** lus_lookup_at() - entry @i, less than @l->nr, in place or in @buf of LUS_ENTRY_MAX bytes; *offset, if not NULL, where it is in the stream */
const uint8_t *lus_lookup_at(const struct lus_lookup *l, uint32_t i, void *buf, uint64_t *offset);

/**
 * lus_lookup_find() - in a sorted table, the first entry whose key is not less than @key, in O(log nr)
 * @key: the key's fields, one after the other, the first highest
 * Return: its number; @l->nr if there is none.
 */
uint32_t lus_lookup_find(const struct lus_lookup *l, uint64_t key);

/**
 * lus_table_run() - the bytes of the next entries that follow each other in memory, their order checked, their fields not
 * @n: how many; at least 1, and no more than are good to have in cache
 * Return: as lus_table_next(); lus_decode_run_<entry>() takes them. An error is met when it comes first: not before the entries before
 * it were given. The two calls may be mixed.
 */
int lus_table_run(struct lus_table *t, const uint8_t **p, uint32_t *n);

/**
 * struct lus_extent - @count frames, guest frame @gfn + i being machine frame @mfn + i
 */
struct lus_extent
{
    uint64_t gfn;
    uint64_t mfn;
    uint32_t count;
    uint32_t attribute;
};

/** struct lus_map - a cursor over the extents of a map, over all its chunks */
struct lus_map
{
    const uint8_t *arrays;      /* of the current block, if the body is in one piece */
    uint64_t base;
    uint64_t gfn;               /* of the next element */
    uint64_t frames;            /* seen in the current block; lus_map_frames(): given of the current extent */
    uint32_t extents;           /* seen in the current block */
    uint32_t n;                 /* its elements */
    uint32_t i;                 /* the next of them */
    uint32_t mode;
    uint32_t attribute;
    uint32_t group;             /* extents in the block before, if it was a group; else 0 */
    struct lus_extent last;     /* count 0: none yet */
    uint32_t index;             /* of the next extent in the map */
    uint32_t at;                /* of the next block in the chunk's body */
    uint32_t block_at;          /* of the current one's arrays */
    uint64_t block_offset;      /* of the current block in the stream */
    struct lus_record rec;
    struct lus_segment seg;
};

/** lus_map_open() - before the first extent of @rec, which lus_next() or lus_find() on @seg just gave */
int lus_map_open(struct lus_map *m, const struct lus_segment *seg, const struct lus_record *rec);

/**
 * lus_map_next() - the next extent
 * Return: 1 with @e filled; 0 at the end; -LUS_E_... . Checks that the map is in its canonical form (spec section 8).
 */
int lus_map_next(struct lus_map *m, struct lus_extent *e);

/**
 * lus_map_frames() - the next frames of the current block, one mfn each: what to use for filling a p2m in bulk
 * @mfns: room for @max of them
 * @e: gfn, mfn of the first and attribute; count says how many follow each other in gfn (their mfns need not)
 * Return: 1; 0 at the end; -LUS_E_... . Checks bounds only: use it on a stream that lus_check() passed. Not to be mixed with
 * lus_map_next() on one cursor.
 */
int lus_map_frames(struct lus_map *m, uint64_t *mfns, uint32_t max, struct lus_extent *e);

/** lus_check_workspace() - bytes that lus_check() needs for a stream with this header */
uint64_t lus_check_workspace(const struct lus_header *header);

/**
 * lus_check() - levels framing and record: all CRCs, every record, every field, order, presence, the catalogue
 * @workspace: lus_check_workspace() bytes, aligned for uint64_t
 * Return: 0, or -LUS_E_...; refuses what lus_acceptable() refuses. Without side effects; O(bytes).
 */
int lus_check(struct lus_stream *s, void *workspace, uint64_t size);

/**
 * lus_check_record() - level record, for one record: every field of the fixed part and of all entries, in all chunks
 * @workspace: as for lus_check()
 */
int lus_check_record(struct lus_segment *seg, const struct lus_record *rec, void *workspace);

/** lus_refuse() - note an error in the stream's diag, if it is the first, at this record and field. Return: -@error. */
int lus_refuse(struct lus_segment *seg, const struct lus_record *rec, int error, uint64_t offset, uint32_t field);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A stream to be shown, good or not. The verdict is the library's. For showing, records are framed here once more, with bounds of
 * what is really there: so that a cut, damaged or unknown stream is shown as far as it can be read.
 */
#ifndef LUSTREAM_TOOL_VIEW_H
#define LUSTREAM_TOOL_VIEW_H

#include "tool/bag.h"
#include "lustream/reader.h"
#include "lustream/schema.h"

/*
 * How much of the front can be relied on. VIEW_LISTS: the entries of catalogue and index by their frozen layout, one by one
 * while they lie before the error.
 */
enum view_level { VIEW_NOTHING, VIEW_HEADER, VIEW_LISTS, VIEW_SEGMENTS };

/*
 * struct view - a stream to be shown
 * @name: of the input, for messages
 * @src: its bytes
 * @stream: as lus_open() and lus_check() left it
 * @diag: why it is not good; error is 0 if it is
 * @stop: what of the front begins after this offset comes after the error and is not shown
 * @code: exit code of the verdict
 * @scratch: for the library
 */
struct view
{
    const char *name;
    struct lus_source src;
    struct lus_stream stream;
    struct lus_header header;
    enum view_level level;
    struct lus_diag diag;
    uint64_t stop;
    int code;
    uint8_t scratch[LUS_SCRATCH];
};

/* Opens and checks. Always leaves a view that can be shown. */
void view_open(struct view *v, const char *name, const struct lus_source *src);

/* Prints the error, if there is one, on standard error. Return: the exit code. */
int view_complain(const struct view *v);

/* @len bytes at @offset, in place or in @buf; NULL if they are not all there. */
const uint8_t *view_bytes(const struct view *v, uint64_t offset, uint32_t len, void *buf);

/* An integer of @size bytes that view_bytes() would give; 0 if it is not there. */
uint64_t view_load(const struct view *v, uint64_t offset, uint32_t size);

/* Whether this piece is there. */
int view_has(const struct view *v, uint64_t offset, uint64_t len);

/* Catalogue or index entry @i by the frozen layout. Return: its offset, or 0 if it is not to be shown. */
uint64_t view_catalogue_at(const struct view *v, uint32_t i);
uint64_t view_index_at(const struct view *v, uint32_t i);

/*
 * struct walk - over the records of one segment
 * @index: its index entry
 * @seg: its header, once view_segment() returned 0
 * @damaged: its CRC does not match
 * @fault: LUS_E_... of a segment whose CRC does: what is wrong in it; 0 if nothing is
 * @fault_at: where, in the stream
 * @stop: what begins after this offset comes after the fault and is not shown
 * @pos: of the next record in the segment
 * @error: LUS_E_... why the walk ended early; 0 at the end of the segment
 * @error_at: where, in the stream
 */
struct walk
{
    struct view *v;
    struct lus_index_entry index;
    struct lus_segment seg;
    int damaged;
    int fault;
    uint64_t fault_at;
    uint64_t stop;
    uint64_t pos;
    uint32_t pass;
    int error;
    uint64_t error_at;
};

/*
 * struct record - a record with all its chunks
 * @head: the first chunk; @head.info is NULL if this build does not know type or revision
 * @length: of the body, all chunks
 * @end: in the stream, after the padding of its last chunk
 * @fixed: bytes of the fixed part; 0 if unknown
 * @stop: the walk's
 * @whole: all of it is there and before the fault
 */
struct record
{
    struct lus_record head;
    uint64_t length;
    uint64_t end;
    uint32_t fixed;
    uint32_t chunks;
    uint32_t pass;
    uint64_t stop;
    int whole;
};

/* Whether this piece of a record is there and begins before the fault. */
int record_shows(const struct view *v, const struct record *r, uint64_t offset, uint64_t len);

/* Segment @i in its own state. Return: 0; -1 it cannot be walked: @w->error says why, @w->index is good. */
int view_segment(struct view *v, uint32_t i, struct walk *w);

/* The next record. Return: 1; 0 at the end, or where the walk cannot go on: @w->error. */
int view_record(struct walk *w, struct record *r);

/*
 * struct piece - a chunk of a record, or the part of its tail in it
 * @header: of the chunk, in the stream
 * @at: of the body or tail in it, in the stream
 * @len: bytes there; of the last chunk of a cut record, those that are there
 */
struct piece
{
    uint64_t header;
    uint64_t at;
    uint32_t len;
    uint32_t body;
    uint32_t index;
};

/* The first and further chunks. Return: 1, or 0 when there is none. Start with @p all zero. */
int view_piece(const struct view *v, const struct record *r, struct piece *p);

/*
 * struct entries - over the entries of a table, all chunks
 * @at: of the entry given last, in the stream
 */
struct entries
{
    struct piece piece;
    uint64_t at;
    uint32_t next;
    uint32_t index;
    uint8_t buf[LUS_ENTRY_MAX];
};

/* The next entry. Return: its bytes, or NULL. Start with @e all zero. */
const uint8_t *view_entry(const struct view *v, const struct record *r, struct entries *e);

enum map_mode { MAP_RUN, MAP_EXTENTS, MAP_WORDS };

/*
 * struct blocks - over the blocks of a map, and the extents in them
 * @at: of the block given last, in the stream
 * @words: its first array, if the source is in one piece
 * @array: bytes of its arrays
 * @pad: bytes after them
 */
struct blocks
{
    struct piece piece;
    uint64_t at;
    uint64_t gfn;
    uint64_t base;
    const uint8_t *words;
    uint32_t next;
    uint32_t index;
    uint32_t attribute;
    uint32_t mode;
    uint32_t n;
    uint32_t i;
    uint32_t array;
    uint32_t pad;
};

/* The next block. Return: 1, or 0 when there is none that can be read. Start with @b all zero. */
int view_block(const struct view *v, const struct record *r, struct blocks *b);

/* The next extent, of this block or the next ones. Return: 1 or 0. */
int view_extent(const struct view *v, const struct record *r, struct blocks *b, struct lus_extent *e);

/* The name of a record's type, or its number. */
const char *record_name(const struct lus_record *rec, char buf[16]);

/* How the parts outside records are laid out; spec/stream.md sections 3 to 6. */
enum frame_kind { FRAME_DEC, FRAME_HEX, FRAME_TEXT, FRAME_ZERO };
struct frame_field
{
    const char *name;
    uint16_t offset;
    uint16_t size;
    uint16_t kind;
};
extern const struct frame_field header_fields[], catalogue_fields[], index_fields[], segment_fields[], record_fields[];

#endif

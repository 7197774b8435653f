/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A stream while a tool puts it together: records in any order, in allocated memory. Importers and the text reader fill a bag;
 * one function sorts it, writes it through the library's writer, checks the result and gives the bytes.
 * Errors of whatever kind end in struct problem, which main() prints.
 */
#ifndef LUSTREAM_TOOL_BAG_H
#define LUSTREAM_TOOL_BAG_H

#include <stddef.h>

#include "lustream/reader.h"
#include "lustream/records.h"
#include "lustream/writer.h"

/* Exit codes, spec/programs.md. */
enum { EXIT_GOOD = 0, EXIT_CORRUPT = 1, EXIT_USAGE = 2, EXIT_REFUSED = 3, EXIT_DIFFERS = 4, EXIT_UNSOUND = 5 };

/*
 * struct problem - why something could not be done
 * @code: an exit code; 0 while there is no problem
 * @offset: in the input, bytes; ~0 where there is no place
 * @text: what, with the record's and field's names
 */
struct problem
{
    int code;
    uint64_t offset;
    char text[400];
};

#define NO_OFFSET (~0ull)

/* The field that an error, a finding or an outcome is about, by its number there; NULL if it is about all of a record or entry. */
const struct lus_field *place_field(uint32_t type, uint32_t entry, uint32_t field);

/* Notes the first problem. Return: -1, so that `return problem(...)` reads well. */
int problem(struct problem *p, int code, uint64_t offset, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same from the library's diag: names the error, segment, record, entry and field. */
int problem_diag(struct problem *p, const struct lus_diag *diag);

/* @text with all that is not printable ASCII as \xNN, for a terminal. The caller frees it. */
char *plain_text(const char *text);

/* Prints a problem on standard error as "program: file: offset ...: text". @file may be NULL. */
void problem_print(const struct problem *p, const char *program, const char *file);

/* Frames of a map: like struct lus_extent, but of any length. */
struct bag_run
{
    uint64_t gfn;
    uint64_t mfn;
    uint64_t count;
    uint32_t attribute;
};

/* A further chunk of a record of an unknown type: only its writer knows where chunks may be cut, so its pieces are kept. */
struct bag_chunk
{
    uint32_t len;
    uint32_t flags;
};

/*
 * struct bag_record - one record
 * @fixed: the fixed part, as on the wire; for a type that this build doesn't know, the whole body of the first chunk
 * @tail: entries or blob bytes, as on the wire, over all chunks; of unknown types, the bodies of all further chunks
 * @extents: of a map, in any order
 * @chunks: of unknown types, how @tail is cut
 * @pass: region; of unknown types as it was found
 * @flags: LUS_RECORD_* of unknown types, as found
 */
struct bag_record
{
    uint32_t type;
    uint32_t revision;
    uint32_t instance;
    uint32_t pass;
    uint32_t flags;
    const struct lus_record_type *info;
    uint8_t *fixed;
    size_t fixed_len;
    uint8_t *tail;
    size_t tail_len;
    size_t tail_cap;
    struct bag_run *extents;
    size_t nr_extents;
    size_t cap_extents;
    struct bag_chunk *chunks;
    size_t nr_chunks;
    size_t cap_chunks;
};

struct bag_segment
{
    uint32_t kind;
    uint32_t domid;
    struct bag_record **records;
    size_t nr;
    size_t cap;
};

/*
 * struct bag - a stream to be
 * @header: arch, partial, source, producer, previous, updates, profile: filled by who fills the bag
 */
struct bag
{
    struct lus_header header;
    struct bag_segment **segments;
    size_t nr;
    size_t cap;
};

/* Memory runs out: these say so and exit with EXIT_USAGE. Sizes come from inputs whose length was checked before. */
void *xmalloc(size_t n);
void *xrealloc(void *p, size_t n);

/* Half of the machine's memory: what an input may need that unpacks to any size. */
size_t most_memory(void);

void bag_init(struct bag *bag);
void bag_free(struct bag *bag);

/* The segment, made if it is not there. */
struct bag_segment *bag_segment(struct bag *bag, uint32_t kind, uint32_t domid);

/* The record, or NULL. */
struct bag_record *bag_find(struct bag_segment *seg, uint32_t type, uint32_t instance);

/*
 * A new record of a known type with room for its fixed part, all zero: fill rec->fixed with lus_encode_<name>(). NULL if the
 * segment has it already (what to say then is the caller's), or if this build does not know the type or revision.
 */
struct bag_record *bag_add(struct bag_segment *seg, uint32_t type, uint32_t revision, uint32_t instance);

/*
 * A new record of an unknown type. With LUS_RECORD_CHUNK in @flags it is a further chunk of the record that is there. NULL if the
 * record is there already, or isn't where a further chunk needs it.
 */
struct bag_record *bag_add_raw(struct bag_segment *seg, uint32_t pass, uint32_t type, uint32_t revision, uint32_t flags,
                               uint32_t instance, const void *body, size_t len);

/* More of the tail. Entries may come in any order and spans in any pieces: bag_bytes() sorts and merges them. */
void bag_tail(struct bag_record *rec, const void *bytes, size_t len);
void bag_extent(struct bag_record *rec, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute);

/* Takes a record away again. */
void bag_remove(struct bag_segment *seg, struct bag_record *rec);

/* Moves all records of @from to @to, each in place of what @to has of its type and instance. */
void bag_replace(struct bag_segment *to, struct bag_segment *from);

/*
 * The finished stream: sorted, written, sealed and passed through lus_check(). *bytes is the caller's to free. Return: 0, or -1
 * with *p. Two entries of one table with the same key are a problem, not a choice.
 */
int bag_bytes(struct bag *bag, uint8_t **bytes, size_t *len, struct problem *p);

/* Puts all of a checked stream into a bag. Its header replaces the bag's. */
int bag_load(struct bag *bag, struct lus_stream *s, struct problem *p);

/*
 * Moves all segments of @from to @to, and leaves @from empty; a domain that is in both is a problem, and so is a record of the
 * system or memory segment. The headers are not touched.
 */
int bag_merge(struct bag *to, struct bag *from, struct problem *p);

#endif

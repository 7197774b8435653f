/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the parts of lustream-dump share: options, and one function for each form of output. */
#ifndef LUSTREAM_TOOL_DUMP_H
#define LUSTREAM_TOOL_DUMP_H

#include "file.h"
#include "print.h"
#include "view.h"

/* Numbers of which one must match; none means that all do. */
struct filter
{
    uint32_t *values;
    size_t nr;
};

enum form { FORM_TABLE, FORM_JSON, FORM_BYTES, FORM_DIFF, FORM_SEARCH };

struct options
{
    enum form form;
    int compact;
    int quiet;
    int verbose;
    int hex;
    const char *pages;
    int has_offset;
    uint64_t offset;
    struct filter domids;
    struct filter types;
    struct filter passes;
    struct filter instances;
};

int filter_has(const struct filter *f, uint32_t value);

/* Whether the filters let a segment, or a record of it, through. */
int wants_segment(const struct options *o, const struct lus_index_entry *e);
int wants_record(const struct options *o, const struct record *r);
int has_filters(const struct options *o);

/* dump-table.c: verdict, header, catalogue, segments; with o->verbose every field. */
void show_stream(struct view *v, const struct options *o);
void line_add_verdict(struct line *l, const struct view *v);

/* dump-brief.c: one line on what a record holds. */
void line_add_brief(struct line *l, const struct view *v, const struct record *r);

/* dump-fields.c: a record, and a part outside records, field by field. */
void show_record(const struct view *v, const struct record *r, const struct options *o);
void show_frame(const struct view *v, uint64_t at, const struct frame_field *fields, const struct options *o);

/* dump-fields.c: a value of a part outside records. */
void line_add_frame(struct line *l, const struct frame_field *f, const uint8_t *p);

/* dump-hex.c: bytes. */
void show_hex(const struct view *v, uint64_t at, uint64_t len, int absolute);

/*
 * dump-hex.c: prints a line of text; with o->hex, after the offset and the first bytes of what it tells, and with the others
 * below.
 */
void show_item(const struct options *o, uint64_t at, const uint8_t *bytes, size_t n, const struct line *text);

/* dump-tail.c: entries, extents, blobs. */
void show_tail(const struct view *v, const struct record *r, const struct options *o);

/* dump-bytes.c: every byte of the input. */
void show_bytes(struct view *v);

/* dump-diff.c: Return: 1 if they differ, else 0. */
int show_diff(struct view *a, struct view *b, const struct options *o);

/* dump-search.c: all places. Return: the exit code. */
int show_search(const struct file *f);

/* dump-search.c: the header at this place. Return: 1 if there is a sound one, of whatever format, else 0. */
int find_header(const struct file *f, uint64_t at, struct lus_header *h);

#endif

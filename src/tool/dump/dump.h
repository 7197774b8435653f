/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the parts of lustream-dump share: options, and one function for each form of output. */
#ifndef LUSTREAM_TOOL_DUMP_H
#define LUSTREAM_TOOL_DUMP_H

#include "tool/file.h"
#include "tool/json/json-emit.h"
#include "lustream/host.h"
#include "tool/print.h"
#include "view.h"

/* Numbers of which one must match; none means that all do. */
struct filter
{
    uint32_t *values;
    size_t nr;
};

enum form { FORM_TABLE, FORM_JSON, FORM_BYTES, FORM_DIFF, FORM_SEARCH };

/* What the library works out of a stream: as text, or as a member of the JSON form. */
enum extra { EXTRA_NONE, EXTRA_CHECK, EXTRA_PLAN, EXTRA_MEMORY, EXTRA_TARGET };

/* Frames as options give them; sorted and joined by check_ready(). */
struct frame_list
{
    struct lus_mfn_run *runs;
    uint32_t nr;
};

/* An image that has the contents of a domain's frames; @domid: -1 for the only one */
struct contents_option
{
    const char *path;
    int64_t domid;
};

/* What --check is told beside the stream; @domids: once each, ascending, after check_ready() */
struct check_options
{
    struct contents_option *contents;
    uint32_t nr_contents;
    struct frame_list bootmem;
    struct frame_list image;
    struct frame_list frames;
    uint16_t *domids;
    uint32_t nr_domids;
};

struct noted;

struct options
{
    int note;
    const char *target_name;
    const struct noted *target;
    int explain;
    enum form form;
    enum extra extra;
    struct check_options check;
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

/* dump.c: decimal, or hexadecimal after 0x. Return: 0, or -1 when it is no number or more than @most. */
int parse_number(const char *text, uint64_t most, uint64_t *value);

/* dump-check-options.c: a list of an option, added to what came before. Return: 0, or -1 when it is none. */
int check_add_frames(struct frame_list *l, const char *text);
int check_add_domids(struct check_options *c, const char *text);
void check_add_contents(struct check_options *c, const char *text);
/* Puts all of them in the form that the library takes. */
void check_ready(struct check_options *c);
int check_has_options(const struct check_options *c);

/* dump-contents.c: frames out of images; *c is NULL without. Return: 0, or an exit code, and the reason was said. */
struct contents;
int contents_load(struct contents **c, struct view *v, const struct options *o);
void contents_free(struct contents *c);
/* How many pages were kept. */
uint64_t contents_pages(const struct contents *c);
/* Return: 0, or -1 if it is not there. */
int contents_read(const struct contents *c, uint32_t domid, uint64_t gfn, void *page);

/* dump-check.c: the host level. show_check() goes with -q, put_check() is for json_options. */
struct check;
struct check *check_new(const struct view *v, const struct options *o, struct contents *contents);
void show_check(const struct check *c);
void put_check(struct writer *w, void *c);
/* Says on standard error what there is to say. Return: the exit code, of a stream that is good itself. */
int check_complain(const struct check *c);
void check_free(struct check *c);

/* dump-plan.c: in which order a stream is restored. The stream is good. */
void show_plan(struct view *v);
void put_plan(struct writer *w, void *view);

/* dump-memory.c: whose each frame is. The stream is good. */
void show_memory(struct view *v);
void put_memory(struct writer *w, void *view);

/* dump-table.c: the first line of text. */
void show_verdict(const struct view *v);

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

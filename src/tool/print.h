/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Text for people: standard output that is checked, lines of at most 100 columns, colour, texts made safe for a terminal, and
 * values with their units and names.
 */
#ifndef LUSTREAM_TOOL_PRINT_H
#define LUSTREAM_TOOL_PRINT_H

#include <inttypes.h>
#include <stddef.h>

#include "lustream/schema.h"

#define PROGRAM "lustream-dump"
#define COLUMNS 100

enum style { STYLE_NONE, STYLE_GOOD, STYLE_BAD, STYLE_WARN, STYLE_HEAD };

/* Whether styles do anything. */
extern int out_colour;

/* As printf(). Ends the program with EXIT_USAGE and a message when standard output takes no more. */
void out(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* At the end: whatever is buffered must have arrived too. */
void out_flush(void);

/* A piece of text in a style. */
void out_style(enum style style, const char *text);

/* A message on standard error: "lustream-dump: NAME: TEXT"; name may be NULL. */
void message(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * struct line - a line that is being put together
 * @len: of @text; what does not fit is never left out silently: line_add() ends the program, as no caller comes near the size
 */
struct line
{
    size_t len;
    char text[8192];
};

void line_clear(struct line *l);
void line_add(struct line *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
void line_pad(struct line *l, size_t column);

/* Bytes as text: what is not in 0x20..0x7e, and the backslash, as \xNN. Ends at the first zero if @text. */
void line_add_safe(struct line *l, const void *bytes, size_t n, int text);
void line_add_hex(struct line *l, const uint8_t *bytes, size_t n);

/* The name of an enumeration's value or of a flag, in lower case. */
void line_add_name(struct line *l, const char *name);

/* A value in its unit; with @names, the names of its enumeration, flags or reference in brackets. */
void line_add_value(struct line *l, const struct lus_field *f, uint64_t value, int names);

/* "system", "memory", "domain 7". */
const char *segment_name(uint32_t kind, uint32_t domid, char buf[32]);

/* The name of a value of an enumeration, or NULL. */
const char *enum_name(const struct lus_enum *e, uint64_t value);

/* Prints the line, broken at spaces where it is longer than COLUMNS; what follows is indented by @indent. */
void line_out(const struct line *l, size_t indent);

/* Prints the line, cut to COLUMNS with "..." at the end. */
void line_out_cut(const struct line *l);

#endif

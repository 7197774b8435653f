/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the JSON form: writing JSON to a file, value by value. Errors of the file are for the caller to ask ferror() for. */
#ifndef LUSTREAM_TOOL_JSON_EMIT_H
#define LUSTREAM_TOOL_JSON_EMIT_H

#include <stdio.h>

#include "lustream/schema.h"

/*
 * struct writer - a document that is being written
 * @flat: objects and arrays from this depth on stay on one line; ~0 at first
 * @any: something is in the innermost one
 * @named: a key was written, its value comes
 */
struct writer
{
    FILE *f;
    int pretty;
    unsigned int depth;
    unsigned int flat;
    int any;
    int named;
};

/* Before each key and element, and before a value after its key: the comma, and in a pretty text the line. All below call it. */
void emit_lead(struct writer *w);

/* Begins an object ('{') or array ('['), whose content is on one line for _flat; ends it. */
void emit_open(struct writer *w, char c);
void emit_open_flat(struct writer *w, char c);
void emit_close(struct writer *w, char c);

/* Any bytes, escaped. */
void emit_text(struct writer *w, const char *text, size_t len);

/* null for NULL. */
void emit_string(struct writer *w, const char *text);
/* A value's name, in lower case; null for NULL. */
void emit_name(struct writer *w, const char *name);

void emit_number(struct writer *w, uint64_t value);

/* As "0x..". */
void emit_hex(struct writer *w, uint64_t value);

void emit_key(struct writer *w, const char *name);
void emit_key_text(struct writer *w, const char *name, const char *value);
void emit_key_number(struct writer *w, const char *name, uint64_t value);
void emit_key_hex(struct writer *w, const char *name, uint64_t value);

/* Bare digits, for between quotes. */
void emit_bytes(struct writer *w, const uint8_t *p, uint32_t len);

/* The members for the fields of @rev, without those that are reserved. */
void emit_fields(struct writer *w, const struct lus_field *fields, uint32_t nr, uint32_t rev, const uint8_t *base);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The JSON form of a stream, both ways: spec/programs.md section 4. A stream is written record by record, a document is read
 * as a tree.
 */
#ifndef LUSTREAM_TOOL_JSON_H
#define LUSTREAM_TOOL_JSON_H

#include <stdio.h>

#include "tool/bag.h"
#include "tool/input.h"

/*
 * struct json_options
 * @pretty: 0 no white space; 1 indented
 * @checked: the stream was checked, its diag says with what result
 * @more: NULL, or adds members to the document, with @ctx
 */
struct writer;
struct json_options
{
    int pretty;
    int checked;
    void (*more)(struct writer *w, void *ctx);
    void *ctx;
};

/*
 * Writes the document of a stream.
 * @s: after lus_open(), whatever that returned; if it was 0, the stream is checked here, unless it was before
 * Return: 0, or the exit code. The stream's fault is in the document's "error" and in s->diag; EXIT_USAGE: @out takes no more.
 */
int json_write(FILE *out, struct lus_stream *s, const struct json_options *o);

/*
 * Puts all of a document into a bag, which must be empty. What ties records to each other (what must be there, which entries are
 * together in a table) is bag_bytes()'s to check.
 * Return: 0, or -1 with *p: of what is no JSON, the line and the offset; else its text begins with the JSON path. The bag is to be
 * freed then, too.
 */
int json_load(struct bag *bag, struct input *in, struct problem *p);

#endif

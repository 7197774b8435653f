/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Walking over a JSON text value by value. json-c's tree takes a hundred times the text, hides keys that come twice, and makes of
 * 2^64 what fits; here none of that happens. json-c reads the strings that have escapes or UTF-8.
 */
#ifndef LUSTREAM_TOOL_JSON_SCAN_H
#define LUSTREAM_TOOL_JSON_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "bag.h"

#define JSON_DEPTH 16u
#define JSON_KEY 64u

/*
 * struct json_level - an object or array that is being walked
 * @key: of the current member; longer ones are cut, no key of the schema is that long
 * @index: of the current element
 */
struct json_level
{
    char key[JSON_KEY];
    size_t index;
    char close;
    char any;
};

struct json_tokener;
struct json_object;

/* struct json_scan - @at: where the current value or key begins: what a refusal names */
struct json_scan
{
    const char *text;
    size_t len;
    size_t pos;
    size_t at;
    struct json_tokener *tokener;
    struct json_object *held;
    struct problem *p;
    unsigned int depth;
    struct json_level levels[JSON_DEPTH];
};

enum json_kind { JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL };

/*
 * struct json_scalar - a value that is no object or array
 * @text: of a string, without its quotes and escapes, @len bytes, good until the next scalar
 * @value: of a number, which is an integer: its magnitude, with @negative
 */
struct json_scalar
{
    enum json_kind kind;
    const char *text;
    size_t len;
    uint64_t value;
    int negative;
};

void scan_init(struct json_scan *js, const char *text, size_t len, struct problem *p);
void scan_free(struct json_scan *js);

/* Notes a problem at the current value, with its path. Return: -1. */
int scan_refuse(struct json_scan *js, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same of a member that is not there, in the object whose walk just ended. Return: -1. */
int scan_missing(struct json_scan *js, const char *member);

/* The first character of the value to come, or -1. */
int scan_peek(struct json_scan *js);

/* Goes into an object ('{') or array ('['). Return: 0 or -1. */
int scan_enter(struct json_scan *js, char open);

/* The next member or element. Return: 1 with js->pos before its value; 0 at the end, which is passed; -1. */
int scan_next(struct json_scan *js);

/* The key of the current member. */
const char *scan_key(const struct json_scan *js);

/* Goes back to a member's value, seen before; scan_leave() after it. */
void scan_revisit(struct json_scan *js, size_t pos, const char *key);
void scan_leave(struct json_scan *js);

int scan_scalar(struct json_scan *js, struct json_scalar *v);

/* A number out of digits: decimal, or "0x..". Return: 0, or -1 (not noted). */
int scan_number_text(const char *text, size_t len, struct json_scalar *v);

/* Passes a value of any kind, its syntax checked. */
int scan_skip(struct json_scan *js);

/* Only white space is left. */
int scan_end(struct json_scan *js);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A JSON text as a tree of jansson's, which refuses what is not JSON, keys that come twice, zero bytes and integers over 64 bits, and
 * bounds the depth. What a tree's values mean is told here with their place, so that a refusal can name it.
 */
#ifndef LUSTREAM_TOOL_JSON_TREE_H
#define LUSTREAM_TOOL_JSON_TREE_H

#include <jansson.h>

#include "tool/bag.h"
#include "tool/input.h"

/*
 * struct place - a value and where it is
 * @up: what it is in; NULL for the document
 * @key: of a member; NULL for an element, which has @index
 * @value: NULL if the member is not there
 * @p: for what is wrong with it
 */
struct place
{
    const struct place *up;
    const char *key;
    size_t index;
    const json_t *value;
    struct problem *p;
};

/*
 * The whole of an input, which must be one object, in about @most bytes of memory. Return: 0 and *tree, json_decref() it; or -1
 * with *p, which has the line and the offset in the text.
 */
int json_tree(struct input *in, size_t most, json_t **tree, struct problem *p);

/*
 * The same of a text in memory, in most_memory(), with at most so many levels of arrays and objects in each other. An integer from
 * 2^63 to 2^64-1 becomes a string "0x..". Return: as json_tree(); *tree is NULL if it fails.
 */
int json_text(const char *text, size_t len, unsigned int levels, json_t **tree, struct problem *p);

struct place place_member(const struct place *up, const char *key);
struct place place_element(const struct place *up, size_t index);

/* Notes a problem with its path. Return: -1. */
int place_refuse(const struct place *at, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Return: 0; or -1 with the problem noted: the value must be an object, or an array. */
int place_object(const struct place *at);
int place_array(const struct place *at);

/*
 * An object of a fixed form: its keys are among @names, and those of the bits in @must are there. Return: 0, or -1 with the problem
 * noted.
 */
int place_members(const struct place *at, const char *const *names, unsigned int nr, uint32_t must);

/* 1 if it is a string, and this one. */
int place_is(const struct place *at, const char *text);

/* struct number - an integer: its magnitude, with its sign */
struct number
{
    uint64_t value;
    int negative;
};

/* An integer out of digits: decimal, or "0x..". Return: 0, or -1 (not noted). */
int number_text(const char *text, size_t len, struct number *n);

/* A number that is an integer, or a string that is one. Return: 0, or -1 with the problem noted. */
int place_number(const struct place *at, struct number *n);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* One line of a debug key's text, from which known words and numbers are taken off the front. */
#ifndef LUSTREAM_KEY_CURSOR_H
#define LUSTREAM_KEY_CURSOR_H

#include <stddef.h>
#include <stdint.h>

struct cursor
{
    const char *at;
    const char *end;
};

/* The line at @at, and in @c what it has behind the console's prefix. Return: 0 when it has no end. */
int key_line(struct cursor *line, struct cursor *c, const char *at, const char *end);

/* Takes the text if it is there. */
int eat(struct cursor *c, const char *text);
void eat_spaces(struct cursor *c);

/* Takes digits that say at most @max. */
int eat_digits(struct cursor *c, unsigned int base, uint64_t max, uint64_t *v);

/* The same, padded with spaces on its left; with 0x when @base is 16. */
int eat_number(struct cursor *c, unsigned int base, uint64_t max, uint64_t *v);

/* @before and a decimal number. */
int eat_dec(struct cursor *c, const char *before, uint64_t max, uint32_t *v);

/* One more element at the end of an array. */
void *grow(void **array, size_t *nr, size_t *cap, size_t size);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Taking the lines of a debug key's text apart. */
#include <stdlib.h>
#include <string.h>

#include "tool/bag.h"
#include "key-cursor.h"

int eat(struct cursor *c, const char *text)
{
    size_t n = strlen(text);

    if ( (size_t)(c->end - c->at) < n || memcmp(c->at, text, n) )
        return 0;
    c->at += n;
    return 1;
}

void eat_spaces(struct cursor *c)
{
    while ( c->at < c->end && *c->at == ' ' )
        c->at++;
}

static int digit(char ch)
{
    if ( ch >= '0' && ch <= '9' )
        return ch - '0';
    if ( ch >= 'a' && ch <= 'f' )
        return ch - 'a' + 10;
    return 16;
}

int eat_digits(struct cursor *c, unsigned int base, uint64_t max, uint64_t *v)
{
    const char *from;
    uint64_t d;

    from = c->at;
    for ( *v = 0; c->at < c->end && (unsigned int)digit(*c->at) < base; c->at++ )
    {
        d = (unsigned int)digit(*c->at);
        if ( d > max || *v > (max - d) / base )
            return 0;
        *v = *v * base + d;
    }
    return c->at > from;
}

int eat_number(struct cursor *c, unsigned int base, uint64_t max, uint64_t *v)
{
    eat_spaces(c);
    if ( base == 16 && !eat(c, "0x") )
        return 0;
    return eat_digits(c, base, max, v);
}

int eat_dec(struct cursor *c, const char *before, uint64_t max, uint32_t *v)
{
    uint64_t wide;

    if ( !eat(c, before) || !eat_number(c, 10, max, &wide) )
        return 0;
    *v = (uint32_t)wide;
    return 1;
}

void *grow(void **array, size_t *nr, size_t *cap, size_t size)
{
    if ( *nr == *cap )
    {
        *cap = *cap ? *cap * 2 : 16;
        *array = xrealloc(*array, *cap * size);
    }
    return (char *)*array + size * (*nr)++;
}

/* The console's own prefix, with or without a time. */
static void eat_prefix(struct cursor *c)
{
    struct cursor time;

    eat(c, "(XEN) ");
    time = *c;
    if ( !eat(&time, "[") || eat(&time, "0x") || eat(&time, "ref") )
        return;
    while ( time.at < time.end && *time.at != ']' )
        time.at++;
    if ( eat(&time, "] ") )
        *c = time;
}

int key_line(struct cursor *line, struct cursor *c, const char *at, const char *end)
{
    line->at = at;
    line->end = memchr(at, '\n', (size_t)(end - at));
    if ( !line->end )
        return 0;
    *c = *line;
    if ( c->end > c->at && c->end[-1] == '\r' )
        c->end--;
    eat_prefix(c);
    return 1;
}

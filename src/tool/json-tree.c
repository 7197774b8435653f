/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A JSON text as a tree in bounded memory, and its values with their places. */
#include <limits.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json-tree.h"

/*
 * Memory that jansson holds. It has one pair of functions for the whole program, hence no structure. It may not be told that there is
 * none: its scanner would go on with half a token.
 */
static size_t held;

static void *tree_malloc(size_t n)
{
    void *p = xmalloc(n);

    held += malloc_usable_size(p);
    return p;
}

static void tree_free(void *p)
{
    held -= malloc_usable_size(p);
    free(p);
}

/* struct source - @most: bytes of memory for the tree; @total: bytes of text given to jansson */
struct source
{
    struct input *in;
    struct problem *p;
    size_t most;
    uint64_t total;
};

/*
 * A tree may take seventy times its text, and a small packed file may unpack to any text: no more text once there is no more memory
 * for it.
 */
static size_t more_text(void *buffer, size_t size, void *data)
{
    struct source *s = data;
    long n;

    if ( held > s->most )
    {
        problem(s->p, EXIT_USAGE, s->total, "the JSON text needs more than %zu bytes of memory", s->most);
        return (size_t)-1;
    }
    n = input_some(s->in, buffer, size, s->p);
    if ( n < 0 )
        return (size_t)-1;
    s->total += (uint64_t)n;
    return (size_t)n;
}

int json_tree(struct input *in, size_t most, json_t **tree, struct problem *p)
{
    struct source source = { .in = in, .p = p, .most = most };
    json_error_t error = { .text = "" };
    char *text;

    json_set_alloc_funcs(tree_malloc, tree_free);
    *tree = json_load_callback(more_text, &source, JSON_REJECT_DUPLICATES, &error);
    /* The input itself may be at fault, cut or damaged gzip or xz; or there is too much of it. */
    if ( p->code )
    {
        json_decref(*tree);
        return -1;
    }
    if ( !*tree )
    {
        text = plain_text(error.text);
        problem(p, EXIT_CORRUPT, source.total <= INT_MAX ? (uint64_t)error.position : NO_OFFSET, "JSON, line %d: %s", error.line, text);
        free(text);
        return -1;
    }
    if ( json_is_object(*tree) )
        return 0;
    json_decref(*tree);
    return problem(p, EXIT_CORRUPT, 0, "document: object expected");
}

struct place place_member(const struct place *up, const char *key)
{
    struct place at = { .up = up, .key = key, .value = json_object_get(up->value, key), .p = up->p };

    return at;
}

struct place place_element(const struct place *up, size_t index)
{
    struct place at = { .up = up, .index = index, .value = json_array_get(up->value, index), .p = up->p };

    return at;
}

static void path_of(const struct place *at, char *text, size_t size)
{
    char *key;
    size_t n;

    if ( !at->up )
        return;
    path_of(at->up, text, size);
    n = strlen(text);
    if ( !at->key )
        snprintf(text + n, size - n, "[%zu]", at->index);
    else
    {
        key = plain_text(at->key);
        snprintf(text + n, size - n, "%s%s", n ? "." : "", key);
        free(key);
    }
}

int place_refuse(const struct place *at, int code, const char *format, ...)
{
    char path[200] = "", what[160];
    va_list ap;

    path_of(at, path, sizeof(path));
    va_start(ap, format);
    vsnprintf(what, sizeof(what), format, ap);
    va_end(ap);
    return problem(at->p, code, NO_OFFSET, "%s: %s", *path ? path : "document", what);
}

int place_object(const struct place *at)
{
    return json_is_object(at->value) ? 0 : place_refuse(at, EXIT_CORRUPT, "object expected");
}

int place_array(const struct place *at)
{
    return json_is_array(at->value) ? 0 : place_refuse(at, EXIT_CORRUPT, "array expected");
}

int place_members(const struct place *at, const char *const *names, unsigned int nr, uint32_t must)
{
    const char *key;
    json_t *value;
    unsigned int i;

    if ( place_object(at) )
        return -1;
    json_object_foreach((json_t *)(uintptr_t)at->value, key, value)
    {
        struct place member = place_member(at, key);

        for ( i = 0; i < nr && strcmp(key, names[i]); i++ )
            continue;
        if ( i == nr )
            return place_refuse(&member, EXIT_CORRUPT, "no such member here");
    }
    for ( i = 0; i < nr; i++ )
    {
        struct place member = place_member(at, names[i]);

        if ( (must & (1u << i)) && !member.value )
            return place_refuse(&member, EXIT_CORRUPT, "is missing");
    }
    return 0;
}

int place_is(const struct place *at, const char *text)
{
    return json_is_string(at->value) && !strcmp(json_string_value(at->value), text);
}

int number_text(const char *text, size_t len, struct number *n)
{
    unsigned int base = 10, digit;
    size_t i = 0;

    n->value = 0;
    n->negative = len && text[0] == '-';
    i += (size_t)n->negative;
    if ( !n->negative && len > 2 && text[0] == '0' && text[1] == 'x' )
    {
        base = 16;
        i = 2;
    }
    if ( i == len )
        return -1;
    for ( ; i < len; i++ )
    {
        char c = text[i];

        digit = c >= '0' && c <= '9' ? (unsigned int)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned int)(c - 'a') + 10 :
                c >= 'A' && c <= 'F' ? (unsigned int)(c - 'A') + 10 : 16;
        if ( digit >= base || n->value > (~0ull - digit) / base )
            return -1;
        n->value = n->value * base + digit;
    }
    return 0;
}

int place_number(const struct place *at, struct number *n)
{
    json_int_t v;

    if ( json_is_real(at->value) )
        return place_refuse(at, EXIT_CORRUPT, "not an integer");
    if ( json_is_string(at->value) )
        return number_text(json_string_value(at->value), json_string_length(at->value), n) ?
               place_refuse(at, EXIT_CORRUPT, "text is no integer of 64 bits") : 0;
    if ( !json_is_integer(at->value) )
        return place_refuse(at, EXIT_CORRUPT, "number expected");
    v = json_integer_value(at->value);
    n->negative = v < 0;
    n->value = v < 0 ? -(uint64_t)v : (uint64_t)v;
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A JSON text as a tree in bounded memory, and its values with their places. */
#include <ctype.h>
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

/*
 * struct source - where a text comes from
 * @in: NULL: from @text, of which @left bytes are left
 * @most: bytes of memory for the tree
 * @total: bytes of text given to jansson
 */
struct source
{
    struct input *in;
    const char *text;
    size_t left;
    struct problem *p;
    size_t most;
    uint64_t total;
};

static long some_text(struct source *s, void *buffer, size_t size)
{
    if ( s->in )
        return input_some(s->in, buffer, size, s->p);
    size = size < s->left ? size : s->left;
    memcpy(buffer, s->text, size);
    s->text += size;
    s->left -= size;
    return (long)size;
}

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
    n = some_text(s, buffer, size);
    if ( n < 0 )
        return (size_t)-1;
    s->total += (uint64_t)n;
    return (size_t)n;
}

/* Return: 0 and *tree, or -1 with the problem noted. */
static int load_tree(struct source *s, json_t **tree)
{
    struct problem *p = s->p;
    json_error_t error = { .text = "" };
    char *text;

    json_set_alloc_funcs(tree_malloc, tree_free);
    *tree = json_load_callback(more_text, s, JSON_REJECT_DUPLICATES, &error);
    /* The input itself may be at fault, cut or damaged gzip or xz; or there is too much of it. */
    if ( p->code )
    {
        json_decref(*tree);
        *tree = NULL;
        return -1;
    }
    if ( !*tree )
    {
        text = plain_text(error.text);
        problem(p, EXIT_CORRUPT, s->total <= INT_MAX ? (uint64_t)error.position : NO_OFFSET, "JSON, line %d: %s", error.line, text);
        free(text);
        return -1;
    }
    if ( json_is_object(*tree) )
        return 0;
    json_decref(*tree);
    *tree = NULL;
    return problem(p, EXIT_CORRUPT, 0, "document: object expected");
}

int json_tree(struct input *in, size_t most, json_t **tree, struct problem *p)
{
    struct source source = { .in = in, .p = p, .most = most };

    return load_tree(&source, tree);
}

/* Characters of a string, with its quotes, or of what is no string and no punctuation. */
static size_t token_length(const char *text, size_t len)
{
    size_t n;

    if ( *text != '"' )
    {
        for ( n = 0; n < len && (isalnum((unsigned char)text[n]) || (text[n] && strchr("+-._", text[n]))); n++ )
            continue;
        return n ? n : 1;
    }
    for ( n = 1; n < len && text[n] != '"'; n++ )
        n += text[n] == '\\';
    return n < len ? n + 1 : len;
}

/*
 * jansson has signed integers only. As a text the others are known to all who read numbers here. A key must not become one, nor
 * anything else that is not JSON something that is: a value is what is followed by one of these.
 */
static int is_wide(const char *text, size_t n, size_t len, struct number *value)
{
    size_t after = n;

    if ( (n != 19 && n != 20) || text[0] < '1' || text[0] > '9' || number_text(text, n, value) ||
         value->value <= INT64_MAX )
        return 0;
    while ( after < len && text[after] && strchr(" \t\r\n", text[after]) )
        after++;
    return after < len && text[after] && strchr(",]}", text[after]);
}

/* The next integer from 2^63 on, of *n digits. Return: where it begins, @len if there is none. */
static size_t next_wide(const char *text, size_t len, size_t at, size_t *n, uint64_t *value)
{
    struct number number;

    for ( ; at < len; at += *n )
    {
        *n = token_length(text + at, len - at);
        if ( !is_wide(text + at, *n, len - at, &number) )
            continue;
        *value = number.value;
        return at;
    }
    return len;
}

#define WIDE_LENGTH 20u         /* "0x8000000000000000" with its quotes */

/* Where in the text as it was is what is at @offset in the text with its wide integers replaced. */
static uint64_t offset_before(const char *text, size_t len, uint64_t offset)
{
    size_t at = 0, n, grown = 0;
    uint64_t value;

    while ( (at = next_wide(text, len, at, &n, &value)) < len && at + grown < offset )
    {
        grown += WIDE_LENGTH - n;
        at += n;
    }
    return offset - grown;
}

static int too_deep(const json_t *value, unsigned int levels)
{
    json_t *all = (json_t *)(uintptr_t)value, *member;
    const char *key;
    size_t i;

    if ( !levels )
        return json_is_array(value) || json_is_object(value);
    json_array_foreach(all, i, member)
        if ( too_deep(member, levels - 1) )
            return 1;
    json_object_foreach(all, key, member)
        if ( too_deep(member, levels - 1) )
            return 1;
    return 0;
}

int json_text(const char *text, size_t len, unsigned int levels, json_t **tree, struct problem *p)
{
    char *wide = xmalloc(len + len / 19 + WIDE_LENGTH + 1);
    struct source source = { .p = p, .most = most_memory(), .text = wide };
    size_t from = 0, at, n;
    uint64_t value = 0;
    int rc;

    for ( ; (at = next_wide(text, len, from, &n, &value)) < len; from = at + n )
    {
        memcpy(wide + source.left, text + from, at - from);
        source.left += at - from;
        source.left += (size_t)sprintf(wide + source.left, "\"0x%llx\"", (unsigned long long)value);
    }
    memcpy(wide + source.left, text + from, len - from);
    source.left += len - from;
    rc = load_tree(&source, tree);
    free(wide);
    if ( rc && p->offset != NO_OFFSET )
        p->offset = offset_before(text, len, p->offset);
    if ( rc || !too_deep(*tree, levels) )
        return rc;
    json_decref(*tree);
    *tree = NULL;
    return problem(p, EXIT_CORRUPT, NO_OFFSET, "document: more than %u levels of arrays and objects", levels);
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

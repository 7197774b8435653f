/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Walking over a JSON text: RFC 8259, without numbers that are not integers. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "json-scan.h"

void scan_init(struct json_scan *js, const char *text, size_t len, struct problem *p)
{
    memset(js, 0, sizeof(*js));
    js->text = text;
    js->len = len;
    js->p = p;
}

void scan_free(struct json_scan *js)
{
    json_object_put(js->held);
    js->held = NULL;
    if ( js->tokener )
        json_tokener_free(js->tokener);
    js->tokener = NULL;
}

/* Appends to a text of @size bytes; what does not fit is left out. */
static void __attribute__((format(printf, 3, 4))) append(char *text, size_t size, const char *format, ...)
{
    size_t n = strlen(text);
    va_list ap;

    va_start(ap, format);
    vsnprintf(text + n, size - n, format, ap);
    va_end(ap);
}

/* Keys come from the input: nothing of them but plain characters reaches a terminal. */
static void append_key(char *text, size_t size, const char *key)
{
    if ( *text )
        append(text, size, ".");
    for ( ; *key; key++ )
        append(text, size, *key >= 0x20 && *key < 0x7f ? "%c" : "\\x%02x", (unsigned char)*key);
}

static void path_of(const struct json_scan *js, const char *member, char *text, size_t size)
{
    unsigned int i;

    *text = 0;
    for ( i = 0; i < js->depth; i++ )
    {
        const struct json_level *l = &js->levels[i];

        if ( !l->any || (l->close == '}' && !l->key[0]) )
            continue;
        if ( l->close == ']' )
            append(text, size, "[%zu]", l->index);
        else
            append_key(text, size, l->key);
    }
    if ( member )
        append_key(text, size, member);
    if ( !*text )
        append(text, size, "document");
}

int scan_refuse(struct json_scan *js, int code, const char *format, ...)
{
    char path[200], what[160];
    va_list ap;

    path_of(js, NULL, path, sizeof(path));
    va_start(ap, format);
    vsnprintf(what, sizeof(what), format, ap);
    va_end(ap);
    return problem(js->p, code, js->at, "%s: %s", path, what);
}

int scan_missing(struct json_scan *js, const char *member)
{
    char path[200];

    path_of(js, member, path, sizeof(path));
    return problem(js->p, EXIT_CORRUPT, js->pos, "%s: is missing", path);
}

static int bad_syntax(struct json_scan *js, const char *what)
{
    js->at = js->pos;
    if ( js->pos >= js->len )
        return scan_refuse(js, EXIT_CORRUPT, "text ends where it must not");
    return scan_refuse(js, EXIT_CORRUPT, "%s", what);
}

int scan_peek(struct json_scan *js)
{
    while ( js->pos < js->len && memchr(" \t\r\n", js->text[js->pos], 4) )
        js->pos++;
    js->at = js->pos;
    return js->pos < js->len ? (unsigned char)js->text[js->pos] : -1;
}

int scan_enter(struct json_scan *js, char open)
{
    struct json_level *l = &js->levels[js->depth];

    if ( scan_peek(js) != open )
        return bad_syntax(js, open == '{' ? "object expected" : "array expected");
    if ( js->depth == JSON_DEPTH )
        return scan_refuse(js, EXIT_CORRUPT, "nested too deeply");
    js->pos++;
    js->depth++;
    l->close = open == '{' ? '}' : ']';
    l->any = 0;
    l->key[0] = 0;
    l->index = 0;
    return 0;
}

/* Where the string that begins at js->pos ends, past its quote. Return: 0, or -1; *plain: printable ASCII without escapes. */
static int find_end(struct json_scan *js, size_t *end, int *plain)
{
    size_t i;

    *plain = 1;
    for ( i = js->pos + 1; i < js->len && js->text[i] != '"'; i++ )
    {
        unsigned char c = (unsigned char)js->text[i];

        if ( c < 0x20 )
        {
            js->pos = i;
            return bad_syntax(js, "control character in a string");
        }
        if ( c == '\\' )
            i++;
        if ( c == '\\' || c > 0x7e )
            *plain = 0;
    }
    if ( i >= js->len )
    {
        js->pos = js->len;
        return bad_syntax(js, "");
    }
    *end = i + 1;
    return 0;
}

static int take_string(struct json_scan *js, struct json_scalar *v)
{
    size_t begin = js->pos, end = begin;
    int plain;

    v->kind = JSON_STRING;
    if ( find_end(js, &end, &plain) )
        return -1;
    js->pos = end;
    v->text = js->text + begin + 1;
    v->len = end - begin - 2;
    if ( plain )
        return 0;
    if ( end - begin > LUS_BODY_MAX )
        return scan_refuse(js, EXIT_CORRUPT, "string is too long for its characters");
    if ( !js->tokener && !(js->tokener = json_tokener_new_ex(2)) )
        return scan_refuse(js, EXIT_USAGE, "out of memory");
    json_tokener_reset(js->tokener);
    json_tokener_set_flags(js->tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json_object_put(js->held);
    js->held = json_tokener_parse_ex(js->tokener, js->text + begin, (int)(end - begin));
    if ( !js->held || json_object_get_type(js->held) != json_type_string )
        return scan_refuse(js, EXIT_CORRUPT, "%s", json_tokener_error_desc(json_tokener_get_error(js->tokener)));
    v->text = json_object_get_string(js->held);
    v->len = (size_t)json_object_get_string_len(js->held);
    return 0;
}

int scan_next(struct json_scan *js)
{
    struct json_level *l = &js->levels[js->depth - 1];
    struct json_scalar key;
    size_t i;
    int c = scan_peek(js);

    if ( c == l->close )
    {
        js->pos++;
        js->depth--;
        return 0;
    }
    if ( l->any )
    {
        if ( c != ',' )
            return bad_syntax(js, l->close == '}' ? "',' or '}' expected" : "',' or ']' expected");
        js->pos++;
        c = scan_peek(js);
        l->index++;
        l->key[0] = 0;
    }
    if ( l->close == ']' )
    {
        l->any = 1;
        return 1;
    }
    if ( c != '"' )
        return bad_syntax(js, "key expected");
    if ( take_string(js, &key) )
        return -1;
    l->any = 1;
    /* A zero byte must not make a key look like a shorter one. */
    for ( i = 0; i < key.len && i < JSON_KEY - 1; i++ )
        l->key[i] = key.text[i] ? key.text[i] : 1;
    l->key[i] = 0;
    if ( scan_peek(js) != ':' )
        return bad_syntax(js, "':' expected");
    js->pos++;
    scan_peek(js);
    return 1;
}

const char *scan_key(const struct json_scan *js)
{
    return js->levels[js->depth - 1].key;
}

void scan_revisit(struct json_scan *js, size_t pos, const char *key)
{
    struct json_level *l = &js->levels[js->depth++];

    js->pos = js->at = pos;
    l->close = '}';
    l->any = 1;
    snprintf(l->key, sizeof(l->key), "%s", key);
}

void scan_leave(struct json_scan *js)
{
    js->depth--;
}

int scan_number_text(const char *text, size_t len, struct json_scalar *v)
{
    unsigned int base = 10, digit;
    size_t i = 0;

    v->value = 0;
    v->negative = len && text[0] == '-';
    i += (size_t)v->negative;
    if ( !v->negative && len > 2 && text[0] == '0' && text[1] == 'x' )
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
        if ( digit >= base || v->value > (~0ull - digit) / base )
            return -1;
        v->value = v->value * base + digit;
    }
    return 0;
}

static int take_number(struct json_scan *js, struct json_scalar *v)
{
    const char *text = js->text + js->pos;
    size_t n = 0, first;

    while ( js->pos + n < js->len && n < 400 && memchr("+-.0123456789eE", text[n], 15) )
        n++;
    v->kind = JSON_NUMBER;
    js->pos += n;
    first = n && text[0] == '-';
    if ( memchr(text, '.', n) || memchr(text, 'e', n) || memchr(text, 'E', n) )
        return scan_refuse(js, EXIT_CORRUPT, "not an integer");
    if ( n == first || memchr(text, '+', n) || (n > first + 1 && text[first] == '0') )
        return scan_refuse(js, EXIT_CORRUPT, "not a number");
    if ( scan_number_text(text, n, v) )
        return scan_refuse(js, EXIT_CORRUPT, "E_RANGE number does not fit 64 bits");
    return 0;
}

static int take_word(struct json_scan *js, const char *word, enum json_kind kind, struct json_scalar *v)
{
    size_t n = strlen(word);

    if ( js->len - js->pos < n || memcmp(js->text + js->pos, word, n) )
        return scan_refuse(js, EXIT_CORRUPT, "value expected");
    js->pos += n;
    v->kind = kind;
    return 0;
}

int scan_scalar(struct json_scan *js, struct json_scalar *v)
{
    int c = scan_peek(js);

    switch ( c )
    {
    case '"': return take_string(js, v);
    case 't': return take_word(js, "true", JSON_TRUE, v);
    case 'f': return take_word(js, "false", JSON_FALSE, v);
    case 'n': return take_word(js, "null", JSON_NULL, v);
    default:
        if ( c == '-' || (c >= '0' && c <= '9') )
            return take_number(js, v);
        return bad_syntax(js, "string or number expected");
    }
}

int scan_skip(struct json_scan *js)
{
    struct json_scalar v;
    int c = scan_peek(js), rc;

    if ( c != '{' && c != '[' )
        return scan_scalar(js, &v);
    if ( scan_enter(js, (char)c) )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
        if ( scan_skip(js) )
            return -1;
    return rc;
}

int scan_end(struct json_scan *js)
{
    if ( scan_peek(js) >= 0 )
        return scan_refuse(js, EXIT_CORRUPT, "something follows it");
    return 0;
}

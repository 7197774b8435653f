/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * JSON to a file, value by value: layout, escapes, and the fields of a record by the schema. Only printable ASCII is written. By hand,
 * as jansson writes trees only: a big stream must not be held as one to be shown.
 */
#include <ctype.h>
#include <string.h>

#include "json-emit.h"
#include "json-fields.h"

void emit_lead(struct writer *w)
{
    unsigned int i;

    if ( w->named )
    {
        w->named = 0;
        return;
    }
    if ( w->any )
        fputc(',', w->f);
    if ( w->pretty && w->depth && w->depth < w->flat )
    {
        fputc('\n', w->f);
        for ( i = 0; i < w->depth; i++ )
            fputs("  ", w->f);
    }
    else if ( w->pretty && w->any )
        fputc(' ', w->f);
    w->any = 1;
}

void emit_open(struct writer *w, char c)
{
    emit_lead(w);
    fputc(c, w->f);
    w->depth++;
    w->any = 0;
}

void emit_open_flat(struct writer *w, char c)
{
    emit_open(w, c);
    if ( w->depth < w->flat )
        w->flat = w->depth;
}

void emit_close(struct writer *w, char c)
{
    unsigned int i;

    if ( w->pretty && w->any && w->depth < w->flat )
    {
        fputc('\n', w->f);
        for ( i = 1; i < w->depth; i++ )
            fputs("  ", w->f);
    }
    if ( w->depth == w->flat )
        w->flat = ~0u;
    w->depth--;
    fputc(c, w->f);
    w->any = 1;
}

void emit_text(struct writer *w, const char *text, size_t len)
{
    size_t i;

    emit_lead(w);
    fputc('"', w->f);
    for ( i = 0; i < len; i++ )
    {
        unsigned char c = (unsigned char)text[i];

        if ( c < 0x20 || c > 0x7e )
            fprintf(w->f, "\\u%04x", c);
        else if ( c == '"' || c == '\\' )
            fprintf(w->f, "\\%c", c);
        else
            fputc(c, w->f);
    }
    fputc('"', w->f);
}

void emit_string(struct writer *w, const char *text)
{
    if ( text )
        emit_text(w, text, strlen(text));
    else
    {
        emit_lead(w);
        fputs("null", w->f);
    }
}

void emit_key(struct writer *w, const char *name)
{
    emit_string(w, name);
    fputs(w->pretty ? ": " : ":", w->f);
    w->named = 1;
}

void emit_name(struct writer *w, const char *name)
{
    if ( !name )
    {
        emit_string(w, NULL);
        return;
    }
    emit_lead(w);
    fputc('"', w->f);
    for ( ; *name; name++ )
        fputc(tolower((unsigned char)*name), w->f);
    fputc('"', w->f);
}

void emit_number(struct writer *w, uint64_t value)
{
    emit_lead(w);
    fprintf(w->f, "%llu", (unsigned long long)value);
}

void emit_hex(struct writer *w, uint64_t value)
{
    emit_lead(w);
    fprintf(w->f, "\"0x%llx\"", (unsigned long long)value);
}

void emit_key_text(struct writer *w, const char *name, const char *value)
{
    emit_key(w, name);
    emit_string(w, value);
}

void emit_key_number(struct writer *w, const char *name, uint64_t value)
{
    emit_key(w, name);
    emit_number(w, value);
}

void emit_key_hex(struct writer *w, const char *name, uint64_t value)
{
    emit_key(w, name);
    emit_hex(w, value);
}

void emit_bytes(struct writer *w, const uint8_t *p, uint32_t len)
{
    static const char digits[] = "0123456789abcdef";
    char text[512];
    uint32_t i, n = 0;

    for ( i = 0; i < len; i++ )
    {
        text[n++] = digits[p[i] >> 4];
        text[n++] = digits[p[i] & 15];
        if ( n == sizeof(text) || i + 1 == len )
        {
            fwrite(text, 1, n, w->f);
            n = 0;
        }
    }
}

static void put_uuid(struct writer *w, const uint8_t *p)
{
    uint32_t i;

    for ( i = 0; i < 16; i++ )
    {
        if ( i == 4 || i == 6 || i == 8 || i == 10 )
            fputc('-', w->f);
        emit_bytes(w, p + i, 1);
    }
}

static void put_plain(struct writer *w, const struct lus_field *f, uint64_t value)
{
    if ( f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64 )
    {
        emit_lead(w);
        fprintf(w->f, json_is_text(f) ? "\"%lld\"" : "%lld", (long long)value);
    }
    else if ( json_is_text(f) )
        emit_hex(w, value);
    else
        emit_number(w, value);
}

/* {"value", "name"} or {"value", "flags"}; bits and values without a name are in the value alone. */
static void put_named(struct writer *w, const struct lus_field *f, uint64_t value)
{
    const struct lus_enum *e = f->values;
    const char *name = NULL;
    uint32_t i;

    emit_open_flat(w, '{');
    emit_key(w, "value");
    if ( f->check == LUS_CHECK_ENUM )
    {
        put_plain(w, f, value);
        for ( i = 0; i < e->nr; i++ )
            if ( e->values[i].value == value )
                name = e->values[i].name;
        emit_key(w, "name");
        emit_name(w, name);
    }
    else
    {
        emit_hex(w, value);
        emit_key(w, "flags");
        emit_open_flat(w, '[');
        for ( i = 0; i < e->nr; i++ )
            if ( value & e->values[i].value )
                emit_name(w, e->values[i].name);
        emit_close(w, ']');
    }
    emit_close(w, '}');
}

static void put_field(struct writer *w, const struct lus_field *f, const uint8_t *base)
{
    uint32_t i;

    emit_key(w, f->name);
    if ( f->wire == LUS_WIRE_BYTES )
    {
        emit_lead(w);
        fputc('"', w->f);
        if ( f->unit == LUS_UNIT_UUID && f->count == 16 )
            put_uuid(w, base + f->offset);
        else
            emit_bytes(w, base + f->offset, f->count);
        fputc('"', w->f);
        return;
    }
    if ( f->count > 1 )
        emit_open_flat(w, '[');
    for ( i = 0; i < f->count; i++ )
    {
        uint64_t value = lus_field_load(f, base, i);

        if ( f->values )
            put_named(w, f, value);
        else
            put_plain(w, f, value);
    }
    if ( f->count > 1 )
        emit_close(w, ']');
}

void emit_fields(struct writer *w, const struct lus_field *fields, uint32_t nr, uint32_t rev, const uint8_t *base)
{
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        if ( fields[i].since <= rev && fields[i].wire != LUS_WIRE_RESERVED )
            put_field(w, &fields[i], base);
}

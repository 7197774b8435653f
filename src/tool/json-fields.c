/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From JSON to the bytes of fields, entries, extents and blobs. Everything is by the schema. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "json-fields.h"

const char *json_arch_name(uint32_t arch)
{
    static const char *const names[] = { "", "x86", "arm64", "arm32", "riscv64" };

    return arch < sizeof(names) / sizeof(names[0]) ? names[arch] : NULL;
}

const char *json_segment_name(uint32_t kind)
{
    return kind == LUS_SEGMENT_SYSTEM ? "system" : kind == LUS_SEGMENT_MEMORY ? "memory" : "domain";
}

const struct lus_enum *json_enum(const char *name)
{
    const struct lus_enum *const *enums;
    uint32_t nr, i;

    enums = lus_enums(&nr);
    for ( i = 0; i + 1 < nr && strcmp(enums[i]->name, name); i++ )
        continue;
    return enums[i];
}

static int is_signed(const struct lus_field *f)
{
    return f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64;
}

int json_is_text(const struct lus_field *f)
{
    return f->wire == LUS_WIRE_U64 || f->wire == LUS_WIRE_I64 || (f->unit == LUS_UNIT_HEX && !is_signed(f));
}

int json_is(const struct json_scalar *v, const char *text)
{
    return v->kind == JSON_STRING && v->len == strlen(text) && !memcmp(v->text, text, v->len);
}

int json_is_name(const struct json_scalar *v, const char *name)
{
    size_t i;

    if ( v->kind != JSON_STRING || v->len != strlen(name) )
        return 0;
    for ( i = 0; i < v->len && v->text[i] == tolower((unsigned char)name[i]); i++ )
        continue;
    return i == v->len;
}

/* A number, or a string that is one. */
static int take_number(struct json_scan *js, struct json_scalar *v)
{
    if ( scan_scalar(js, v) )
        return -1;
    if ( v->kind == JSON_NUMBER )
        return 0;
    if ( v->kind != JSON_STRING )
        return scan_refuse(js, EXIT_CORRUPT, "number expected");
    if ( scan_number_text(v->text, v->len, v) )
        return scan_refuse(js, EXIT_CORRUPT, "text is no integer of 64 bits");
    return 0;
}

int load_number(struct json_scan *js, uint64_t max, uint64_t *value)
{
    struct json_scalar v;

    if ( take_number(js, &v) )
        return -1;
    if ( (v.negative && v.value) || v.value > max )
        return scan_refuse(js, EXIT_CORRUPT, "E_RANGE value is not in 0..%llu", (unsigned long long)max);
    *value = v.value;
    return 0;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* @len digits, two a byte. */
static int take_bytes(struct json_scan *js, const char *text, size_t len, uint8_t *to)
{
    size_t i;

    for ( i = 0; i + 1 < len; i += 2 )
    {
        int high = digit(text[i]), low = digit(text[i + 1]);

        if ( high < 0 || low < 0 )
            return scan_refuse(js, EXIT_CORRUPT, "digit %zu is not hexadecimal", high < 0 ? i : i + 1);
        to[i / 2] = (uint8_t)(high << 4 | low);
    }
    return 0;
}

int load_hex(struct json_scan *js, size_t max, uint8_t **bytes, size_t *len)
{
    struct json_scalar v;

    if ( scan_scalar(js, &v) )
        return -1;
    if ( v.kind != JSON_STRING || v.len % 2 )
        return scan_refuse(js, EXIT_CORRUPT, "text of hexadecimal digits, two for each byte, expected");
    if ( v.len / 2 > max )
        return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH %zu bytes are more than %zu", v.len / 2, max);
    *len = v.len / 2;
    *bytes = xmalloc(*len);
    if ( take_bytes(js, v.text, v.len, *bytes) )
    {
        free(*bytes);
        return -1;
    }
    return 0;
}

/* A UUID as people write it: groups of 8, 4, 4, 4, 12 digits. */
static int take_uuid(struct json_scan *js, const struct json_scalar *v, uint8_t *to)
{
    char digits[32];
    size_t i, n = 0;

    if ( v->len != 36 )
        return scan_refuse(js, EXIT_CORRUPT, "UUID expected");
    for ( i = 0; i < 36; i++ )
    {
        int dash = i == 8 || i == 13 || i == 18 || i == 23;

        if ( dash != (v->text[i] == '-') )
            return scan_refuse(js, EXIT_CORRUPT, "UUID expected");
        if ( !dash )
            digits[n++] = v->text[i];
    }
    return take_bytes(js, digits, sizeof(digits), to);
}

static int load_bytes(struct json_scan *js, const struct lus_field *f, uint8_t *base)
{
    struct json_scalar v;

    if ( scan_scalar(js, &v) )
        return -1;
    if ( v.kind != JSON_STRING )
        return scan_refuse(js, EXIT_CORRUPT, "text of %u bytes in hexadecimal expected", f->count);
    if ( f->unit == LUS_UNIT_UUID && v.len != 2u * f->count )
        return take_uuid(js, &v, base + f->offset);
    if ( v.len != 2u * f->count )
        return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH %u hexadecimal digits expected, not %zu", 2u * f->count, v.len);
    return take_bytes(js, v.text, v.len, base + f->offset);
}

static int store(struct json_scan *js, const struct lus_field *f, uint8_t *base, uint32_t i, const struct json_scalar *v)
{
    uint64_t limit = is_signed(f) ? (1ull << 63) - !v->negative : v->negative ? 0 : ~0ull;
    uint64_t value = v->negative ? -v->value : v->value;
    int error;

    if ( v->value > limit || lus_field_store(f, base, i, value) )
        return scan_refuse(js, EXIT_CORRUPT, "E_RANGE value does not fit the field's %u bytes", lus_wire_size(f->wire));
    error = lus_field_check(f, value);
    if ( error )
        return scan_refuse(js, EXIT_CORRUPT, "%s %s", lus_error_name(error), lus_strerror(error));
    return 0;
}

/* {"value": .., "name" or "flags": ..}: only the value counts. */
static int load_named(struct json_scan *js, const struct lus_field *f, uint8_t *base, uint32_t i)
{
    int rc, seen = 0;

    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        const char *other = f->check == LUS_CHECK_ENUM ? "name" : "flags";
        struct json_scalar v;
        int bit = !strcmp(scan_key(js), "value") ? 1 : !strcmp(scan_key(js), other) ? 2 : 0;

        if ( !bit || (seen & bit) )
            return scan_refuse(js, EXIT_CORRUPT, bit ? "comes twice" : "no such member here");
        seen |= bit;
        if ( bit == 1 ? take_number(js, &v) || store(js, f, base, i, &v) : scan_skip(js) )
            return -1;
    }
    if ( rc )
        return -1;
    return seen & 1 ? 0 : scan_missing(js, "value");
}

static int load_value(struct json_scan *js, const struct lus_field *f, uint8_t *base, uint32_t i)
{
    struct json_scalar v;

    if ( f->values && scan_peek(js) == '{' )
        return load_named(js, f, base, i);
    return take_number(js, &v) || store(js, f, base, i, &v) ? -1 : 0;
}

static int load_array(struct json_scan *js, const struct lus_field *f, uint8_t *base)
{
    uint32_t n = 0;
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( n == f->count )
            return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH more than %u elements", f->count);
        if ( load_value(js, f, base, n++) )
            return -1;
    }
    if ( rc == 0 && n != f->count )
        return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH %u elements expected, not %u", f->count, n);
    return rc;
}

static int is_member(const struct lus_field *f, uint32_t rev)
{
    return f->since <= rev && f->wire != LUS_WIRE_RESERVED;
}

/* The field of the current key; they mostly come in the order of the schema, so the search begins at @from. */
static int find_field(struct json_scan *js, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint32_t from)
{
    uint32_t i, k;

    for ( i = 0; i < nr; i++ )
    {
        k = from + i < nr ? from + i : from + i - nr;
        if ( is_member(&fields[k], rev) && !strcmp(fields[k].name, scan_key(js)) )
            return (int)k;
    }
    return scan_refuse(js, EXIT_CORRUPT, "no such field in revision %u", rev);
}

int load_fields(struct json_scan *js, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base)
{
    uint8_t seen[256] = { 0 };
    uint32_t i, from = 0;
    int rc, k;

    if ( nr > sizeof(seen) )
        return scan_refuse(js, EXIT_USAGE, "too many fields");
    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( (k = find_field(js, fields, nr, rev, from)) < 0 )
            return -1;
        if ( seen[k] )
            return scan_refuse(js, EXIT_CORRUPT, "comes twice");
        seen[k] = 1;
        from = (uint32_t)k + 1 < nr ? (uint32_t)k + 1 : 0;
        if ( fields[k].wire == LUS_WIRE_BYTES ? load_bytes(js, &fields[k], base) :
             fields[k].count > 1 ? load_array(js, &fields[k], base) : load_value(js, &fields[k], base, 0) )
            return -1;
    }
    for ( i = 0; i < nr && !rc; i++ )
        if ( is_member(&fields[i], rev) && !seen[i] )
            return scan_missing(js, fields[i].name);
    return rc;
}

int load_entries(struct json_scan *js, struct bag_record *rec)
{
    const struct lus_entry *e = rec->info->entry;
    uint8_t bytes[LUS_ENTRY_MAX];
    uint32_t n = 0;
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( rec->info->max && n == rec->info->max )
            return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH more than %u entries", n);
        memset(bytes, 0, e->size);
        if ( load_fields(js, e->fields, e->nr_fields, 1, bytes) )
            return -1;
        bag_tail(rec, bytes, e->size);
        n++;
    }
    return rc;
}

int load_blob(struct json_scan *js, struct bag_record *rec)
{
    uint8_t *bytes;
    size_t len;

    if ( load_hex(js, rec->info->max, &bytes, &len) )
        return -1;
    bag_tail(rec, bytes, len);
    free(bytes);
    return 0;
}

/* The attribute of an extent: its name, or its number. */
static int load_attribute(struct json_scan *js, const struct lus_enum *e, uint32_t *attribute)
{
    struct json_scalar v;
    uint32_t i;

    if ( scan_scalar(js, &v) )
        return -1;
    for ( i = 0; i < e->nr; i++ )
        if ( json_is_name(&v, e->values[i].name) )
        {
            *attribute = (uint32_t)e->values[i].value;
            return 0;
        }
    if ( v.kind == JSON_NUMBER || (v.kind == JSON_STRING && scan_number_text(v.text, v.len, &v) == 0) )
        for ( i = 0; i < e->nr; i++ )
            if ( !v.negative && e->values[i].value == v.value )
            {
                *attribute = (uint32_t)v.value;
                return 0;
            }
    return scan_refuse(js, EXIT_CORRUPT, "%s %s", lus_error_name(LUS_E_ENUM), lus_strerror(LUS_E_ENUM));
}

/* [gfn, mfn, count, attribute] */
static int load_extent(struct json_scan *js, struct bag_record *rec)
{
    static const uint64_t top = 1ull << 40;
    uint64_t v[3];
    uint32_t attribute = 0, i;
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    for ( i = 0; i < 4; i++ )
    {
        if ( (rc = scan_next(js)) < 0 )
            return -1;
        if ( rc == 0 )
            return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH extent is [gfn, mfn, count, attribute]");
        if ( i < 3 ? load_number(js, i < 2 ? top - 1 : top, &v[i]) : load_attribute(js, rec->info->attribute, &attribute) )
            return -1;
    }
    if ( (rc = scan_next(js)) != 0 )
        return rc < 0 ? -1 : scan_refuse(js, EXIT_CORRUPT, "E_LENGTH extent is [gfn, mfn, count, attribute]");
    if ( v[2] == 0 || v[0] > top - v[2] || v[1] > top - v[2] )
        return scan_refuse(js, EXIT_CORRUPT, "E_RANGE count is 0 or reaches past 2^40");
    bag_extent(rec, v[0], v[1], v[2], attribute);
    return 0;
}

int load_extents(struct json_scan *js, struct bag_record *rec)
{
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
        if ( load_extent(js, rec) )
            return -1;
    return rc;
}

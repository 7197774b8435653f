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

int json_is_name(const struct place *at, const char *name)
{
    const char *text = json_string_value(at->value);
    size_t i;

    if ( !text )
        return 0;
    for ( i = 0; text[i] && text[i] == tolower((unsigned char)name[i]); i++ )
        continue;
    return !text[i] && !name[i];
}

int load_number(const struct place *at, uint64_t max, uint64_t *value)
{
    struct number n;

    if ( place_number(at, &n) )
        return -1;
    if ( (n.negative && n.value) || n.value > max )
        return place_refuse(at, EXIT_CORRUPT, "E_RANGE value is not in 0..%llu", (unsigned long long)max);
    *value = n.value;
    return 0;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* @len digits, two a byte. */
static int take_bytes(const struct place *at, const char *text, size_t len, uint8_t *to)
{
    size_t i;

    for ( i = 0; i + 1 < len; i += 2 )
    {
        int high = digit(text[i]), low = digit(text[i + 1]);

        if ( high < 0 || low < 0 )
            return place_refuse(at, EXIT_CORRUPT, "digit %zu is not hexadecimal", high < 0 ? i : i + 1);
        to[i / 2] = (uint8_t)(high << 4 | low);
    }
    return 0;
}

int load_hex(const struct place *at, size_t max, uint8_t **bytes, size_t *len)
{
    const char *text = json_string_value(at->value);
    size_t digits = json_string_length(at->value);

    if ( !text || digits % 2 )
        return place_refuse(at, EXIT_CORRUPT, "text of hexadecimal digits, two for each byte, expected");
    if ( digits / 2 > max )
        return place_refuse(at, EXIT_CORRUPT, "E_LENGTH %zu bytes are more than %zu", digits / 2, max);
    *len = digits / 2;
    *bytes = xmalloc(*len);
    if ( take_bytes(at, text, digits, *bytes) )
    {
        free(*bytes);
        return -1;
    }
    return 0;
}

/* A UUID as people write it: groups of 8, 4, 4, 4, 12 digits. */
static int take_uuid(const struct place *at, const char *text, uint8_t *to)
{
    char digits[32];
    size_t i, n = 0;

    if ( strlen(text) != 36 )
        return place_refuse(at, EXIT_CORRUPT, "UUID expected");
    for ( i = 0; i < 36; i++ )
    {
        int dash = i == 8 || i == 13 || i == 18 || i == 23;

        if ( dash != (text[i] == '-') )
            return place_refuse(at, EXIT_CORRUPT, "UUID expected");
        if ( !dash )
            digits[n++] = text[i];
    }
    return take_bytes(at, digits, sizeof(digits), to);
}

static int load_bytes(const struct place *at, const struct lus_field *f, uint8_t *base)
{
    const char *text = json_string_value(at->value);
    size_t len = json_string_length(at->value);

    if ( !text )
        return place_refuse(at, EXIT_CORRUPT, "text of %u bytes in hexadecimal expected", f->count);
    if ( f->unit == LUS_UNIT_UUID && len != 2u * f->count )
        return take_uuid(at, text, base + f->offset);
    if ( len != 2u * f->count )
        return place_refuse(at, EXIT_CORRUPT, "E_LENGTH %u hexadecimal digits expected, not %zu", 2u * f->count, len);
    return take_bytes(at, text, len, base + f->offset);
}

static int load_plain(const struct place *at, const struct lus_field *f, uint8_t *base, uint32_t i)
{
    struct number n;
    uint64_t limit, value;
    int error;

    if ( place_number(at, &n) )
        return -1;
    limit = is_signed(f) ? (1ull << 63) - !n.negative : n.negative ? 0 : ~0ull;
    value = n.negative ? -n.value : n.value;
    if ( n.value > limit || lus_field_store(f, base, i, value) )
        return place_refuse(at, EXIT_CORRUPT, "E_RANGE value does not fit the field's %u bytes", lus_wire_size(f->wire));
    error = lus_field_check(f, value);
    return error ? place_refuse(at, EXIT_CORRUPT, "%s %s", lus_error_name(error), lus_strerror(error)) : 0;
}

/* {"value": .., "name" or "flags": ..}, of which only the value counts; or a plain number. */
static int load_value(const struct place *at, const struct lus_field *f, uint8_t *base, uint32_t i)
{
    const char *const names[] = { "value", f->check == LUS_CHECK_ENUM ? "name" : "flags" };
    struct place value;

    if ( !f->values || !json_is_object(at->value) )
        return load_plain(at, f, base, i);
    if ( place_members(at, names, 2, 1) )
        return -1;
    value = place_member(at, "value");
    return load_plain(&value, f, base, i);
}

static int load_array(const struct place *at, const struct lus_field *f, uint8_t *base)
{
    size_t n = json_array_size(at->value);
    uint32_t i;

    if ( place_array(at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(at, i);

        if ( i == f->count )
            return place_refuse(&element, EXIT_CORRUPT, "E_LENGTH more than %u elements", f->count);
        if ( load_value(&element, f, base, i) )
            return -1;
    }
    return n < f->count ? place_refuse(at, EXIT_CORRUPT, "E_LENGTH %u elements expected, not %zu", f->count, n) : 0;
}

static int is_member(const struct lus_field *f, uint32_t rev)
{
    return f->since <= rev && f->wire != LUS_WIRE_RESERVED;
}

/* The first key that is no field. */
static int find_stranger(const struct place *at, const struct lus_field *fields, uint32_t nr, uint32_t rev)
{
    const char *key;
    json_t *value;
    uint32_t i;

    json_object_foreach((json_t *)(uintptr_t)at->value, key, value)
    {
        struct place member = place_member(at, key);

        for ( i = 0; i < nr && (!is_member(&fields[i], rev) || strcmp(fields[i].name, key)); i++ )
            continue;
        if ( i == nr )
            return place_refuse(&member, EXIT_CORRUPT, "no such field in revision %u", rev);
    }
    return 0;
}

int load_fields(const struct place *at, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base)
{
    uint32_t i, members = 0;

    if ( place_object(at) )
        return -1;
    for ( i = 0; i < nr; i++ )
    {
        struct place member;

        if ( !is_member(&fields[i], rev) )
            continue;
        members++;
        member = place_member(at, fields[i].name);
        if ( !member.value )
            return find_stranger(at, fields, nr, rev) ? -1 : place_refuse(&member, EXIT_CORRUPT, "is missing");
        if ( fields[i].wire == LUS_WIRE_BYTES ? load_bytes(&member, &fields[i], base) :
             fields[i].count > 1 ? load_array(&member, &fields[i], base) : load_value(&member, &fields[i], base, 0) )
            return -1;
    }
    return json_object_size(at->value) == members ? 0 : find_stranger(at, fields, nr, rev);
}

int load_entries(const struct place *at, struct bag_record *rec)
{
    const struct lus_entry *e = rec->info->entry;
    uint8_t bytes[LUS_ENTRY_MAX];
    size_t n = json_array_size(at->value), i;

    if ( place_array(at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(at, i);

        if ( rec->info->max && i == rec->info->max )
            return place_refuse(&element, EXIT_CORRUPT, "E_LENGTH more than %zu entries", i);
        memset(bytes, 0, e->size);
        if ( load_fields(&element, e->fields, e->nr_fields, 1, bytes) )
            return -1;
        bag_tail(rec, bytes, e->size);
    }
    return 0;
}

int load_blob(const struct place *at, struct bag_record *rec)
{
    uint8_t *bytes;
    size_t len;

    if ( load_hex(at, rec->info->max, &bytes, &len) )
        return -1;
    bag_tail(rec, bytes, len);
    free(bytes);
    return 0;
}

/* The attribute of an extent: its name, or its number. */
static int load_attribute(const struct place *at, const struct lus_enum *e, uint32_t *attribute)
{
    const char *text = json_string_value(at->value);
    struct number n = { 0, 0 };
    int is_number;
    uint32_t i;

    is_number = text ? number_text(text, strlen(text), &n) == 0 : json_is_integer(at->value) && place_number(at, &n) == 0;
    for ( i = 0; i < e->nr; i++ )
        if ( json_is_name(at, e->values[i].name) || (is_number && !n.negative && e->values[i].value == n.value) )
        {
            *attribute = (uint32_t)e->values[i].value;
            return 0;
        }
    return place_refuse(at, EXIT_CORRUPT, "%s %s", lus_error_name(LUS_E_ENUM), lus_strerror(LUS_E_ENUM));
}

/* [gfn, mfn, count, attribute] */
static int load_extent(const struct place *at, struct bag_record *rec)
{
    static const uint64_t top = 1ull << 40;
    uint64_t v[3];
    uint32_t attribute = 0, i;

    if ( place_array(at) )
        return -1;
    if ( json_array_size(at->value) != 4 )
        return place_refuse(at, EXIT_CORRUPT, "E_LENGTH extent is [gfn, mfn, count, attribute]");
    for ( i = 0; i < 4; i++ )
    {
        struct place element = place_element(at, i);

        if ( i < 3 ? load_number(&element, i < 2 ? top - 1 : top, &v[i]) : load_attribute(&element, rec->info->attribute, &attribute) )
            return -1;
    }
    if ( v[2] == 0 || v[0] > top - v[2] || v[1] > top - v[2] )
        return place_refuse(at, EXIT_CORRUPT, "E_RANGE count is 0 or reaches past 2^40");
    bag_extent(rec, v[0], v[1], v[2], attribute);
    return 0;
}

int load_extents(const struct place *at, struct bag_record *rec)
{
    size_t n = json_array_size(at->value), i;

    if ( place_array(at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(at, i);

        if ( load_extent(&element, rec) )
            return -1;
    }
    return 0;
}

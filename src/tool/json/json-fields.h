/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the JSON form: values, fields and tails of records out of JSON, and the names that both ways use. */
#ifndef LUSTREAM_TOOL_JSON_FIELDS_H
#define LUSTREAM_TOOL_JSON_FIELDS_H

#include "json-tree.h"

/* The name of enum lus_arch @arch; NULL past the last one, "" for 0. */
const char *json_arch_name(uint32_t arch);

/* The name of enum lus_segment_kind @kind. */
const char *json_segment_name(uint32_t kind);

/* The enumeration or set of flags of this name, which is in the schema. */
const struct lus_enum *json_enum(const char *name);

/* 1 if numbers of this field are strings in the document. */
int json_is_text(const struct lus_field *field);

/* 1 if it is a string, and this name of a value in lower case. */
int json_is_name(const struct place *at, const char *name);

/* The functions below read the value at a place. Return: 0, or -1 with the problem noted. */

/* An unsigned number, from 0 to @max. */
int load_number(const struct place *at, uint64_t max, uint64_t *value);

/* Hexadecimal bytes, at most @max; *bytes is the caller's to free. */
int load_hex(const struct place *at, size_t max, uint8_t **bytes, size_t *len);

/* An object that has all fields of @rev and nothing else. @base is clear. */
int load_fields(const struct place *at, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base);

int load_entries(const struct place *at, struct bag_record *rec);
int load_extents(const struct place *at, struct bag_record *rec);
int load_blob(const struct place *at, struct bag_record *rec);

#endif

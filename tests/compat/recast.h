/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Sheets: the records of one domain and of the host as decoded values, a stream of them, and the same after it went to another release. */
#ifndef LUSTREAM_TESTS_RECAST_H
#define LUSTREAM_TESTS_RECAST_H

#include "../core/harness.h"
#include "lustream/compat.h"

#define SHEET_RECORDS 64
#define SHEET_ENTRIES 16
#define SHEET_OUTCOMES 4096

struct sheet_record
{
    uint32_t type;
    uint32_t instance;
    uint32_t nr;                /* entries */
    union lus_any o;
    union lus_any entries[SHEET_ENTRIES];
};

struct sheet
{
    uint32_t minor;
    uint32_t arch;              /* 0: x86 */
    int whole;                  /* a complete stream, not a partial one */
    uint64_t features;          /* of the target; 0: all */
    uint32_t to;                /* the release that it went to */
    uint32_t nr;
    struct sheet_record *records;
    uint32_t nr_out;
    struct sheet_record *out;
    uint32_t nr_outcomes;
    struct lus_outcome *outcomes;
    struct lus_recast_result result;
};

/* A record with zeros that its schema allows; records may be added in any order. */
union lus_any *sheet_add(struct sheet *s, uint32_t type, uint32_t instance);
union lus_any *sheet_add_entry(struct sheet *s, uint32_t type, uint32_t instance);

/* Another HVM parameter. */
void sheet_param(struct sheet *s, uint32_t index, uint64_t value);

/* A field by name: of the fixed part, or else of the entry. */
const struct lus_field *sheet_field_of(uint32_t type, const char *name, int *in_entry);

/* A target that has everything. */
#define ALL_FEATURES (LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT)

/* The stream of a sheet, of its profile. */
struct bytes sheet_stream(const struct sheet *s);

/* Takes it to another release. Return: 0 with *out, or -LUS_E_...; outcomes has what was told. */
int sheet_run(struct sheet *s, uint32_t to, struct bytes *out);

/* Takes it to another release: fails the test if that refuses; what came out is in out. */
void recast_sheet(struct sheet *s, uint32_t to);

/* Likewise, and it may be refused: only what was told is kept. */
void try_sheet(struct sheet *s, uint32_t to);

/* What came out; NULL where there is no such record. */
const union lus_any *sheet_get(const struct sheet *s, uint32_t type, uint32_t instance);
const struct sheet_record *sheet_record(const struct sheet *s, uint32_t type, uint32_t instance);

/* Was this told, and just once? */
void told(const struct sheet *s, uint32_t kind, const char *row, uint32_t type, const char *field, uint64_t from, uint64_t to);
void told_nothing(const struct sheet *s);
void told_nothing_of(const struct sheet *s, uint32_t type, const char *field);

/* A field of a decoded structure, by name: its number, its first element. */
uint32_t sheet_field(const struct lus_field *fields, uint32_t nr, const char *name);
void sheet_set(const struct lus_field *f, union lus_any *o, uint64_t value);
uint64_t sheet_value(const struct lus_field *f, const union lus_any *o);

/* Takes it to another release, which must refuse for this and nothing else. */
void refuse_sheet(struct sheet *s, uint32_t to, const char *row, uint32_t type, const char *field, uint64_t value);

/* The value of a field, raised or lowered alone in its record, and what was told: nothing where @kind is NONE. */
#define NONE 99
void check_one(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t before, uint64_t after, uint32_t kind, const char *row);
void check_refused(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t value, const char *row);

void sheet_free(struct sheet *s);

/* Converts in memory of the exact size, after counting: both must agree. Return: 0 with *out, or -LUS_E_... */
int recast_bytes(struct bytes in, const struct lus_recast_args *args, struct bytes *out, struct lus_recast_result *result);

/* A stream's profile, its header sealed anew. */
void set_profile(struct bytes b, uint32_t minor);

#endif

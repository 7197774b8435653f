/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * gen WHAT: prints a file that is derived from the schema: records.h, errors.h, rules.h, handlers.h, releases.h, records.md, dict; or the part of
 * quiesce.md that is derived from quiesce.def. They are committed; a test compares them with what this prints. Part of the build, never
 * of the library.
 */
#define LUS_WITHOUT_STRUCTS
#include "../core/schema.c"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char spdx[] = "SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause";

static const char *const c_types[] = {
    "uint8_t", "uint16_t", "uint32_t", "uint32_t", "uint64_t", "uint64_t", "int32_t", "int64_t", "uint8_t", NULL
};
static const char *const wire_names[] = { "u8", "u16", "u24", "u32", "u40", "u64", "i32", "i64", "bytes", "reserved" };
static const uint8_t wire_sizes[] = {
    LUS_SIZE_U8, LUS_SIZE_U16, LUS_SIZE_U24, LUS_SIZE_U32, LUS_SIZE_U40, LUS_SIZE_U64, LUS_SIZE_I32, LUS_SIZE_I64, 1, 1
};
static const char *const unit_names[] = { "", "hex", "ns", "kHz", "s", "pages", "bytes", "ticks", "uuid", "text" };
static const char *const edge_names[] = { "", "after", "peer after", "system after", "after all", "symmetric", "guest", "number" };
static const char *const scope_names[] = { "system", "memory", "domain", "vcpu" };
static const char *const presence_names[] = {
    "any", "one", "each", "each of x86", "each PV", "each HVM", "each with emulated LAPIC", "each with emulated HPET", "each with emulated PM",
    "each with emulated RTC", "each with emulated I/O APIC", "each with emulated PIC", "each with emulated PIT", "each initialised",
    "each with FIFO event channels", "each with grants of version 2", "each of AArch32", "each with SVE"
};
static const char *const need_names[] = { "mandatory", "optional", "optional, safe to copy" };
static const char *const guest_names[] = { "all", "PV", "HVM" };
static const char *const tail_names[] = { "none", "sorted table", "sequence", "span table", "blob", "map" };
static const char *const older_names[] = { "", "default", "derived", "refuse" };

/* Entries in the order of the schema, each once: a table of another record may use the same. */
static const struct lus_entry *const entries[] = {
#define LUS_ENT(name, keys, doc) &lus_entry_##name,
#include "../core/records.def"
};

static void upper(const char *s)
{
    for ( ; *s; s++ )
        putchar(toupper((unsigned char)*s));
}

static void print_lower(const char *s)
{
    for ( ; *s; s++ )
        putchar(tolower((unsigned char)*s));
}

static void print_struct(const char *name, const char *doc, const struct lus_field *f, unsigned int nr)
{
    unsigned int i, any = 0;

    printf("/**\n * struct lus_%s - %s\n", name, doc);
    for ( i = 0; i < nr; i++ )
        if ( f[i].wire != LUS_WIRE_RESERVED )
        {
            printf(" * @%s: %s", f[i].name, f[i].doc);
            if ( *unit_names[f[i].unit] && f[i].unit != LUS_UNIT_HEX )
                printf("; %s", unit_names[f[i].unit]);
            if ( f[i].check == LUS_CHECK_RANGE && f[i].hi == ~0ull )
                printf("; not 0");
            else if ( f[i].check == LUS_CHECK_RANGE )
                printf("; %" PRIu64 "..%" PRIu64, f[i].lo, f[i].hi);
            if ( f[i].values )
                printf("; %s %s", f[i].values->is_bits ? "flags" : "enumeration", f[i].values->name);
            if ( f[i].since > 1 )
                printf("; from revision %u", f[i].since);
            printf("\n");
        }
    printf(" */\nstruct lus_%s\n{\n", name);
    for ( i = 0; i < nr; i++ )
        if ( f[i].wire != LUS_WIRE_RESERVED )
        {
            any = 1;
            printf("    %s %s", c_types[f[i].wire], f[i].name);
            if ( f[i].count > 1 || f[i].wire == LUS_WIRE_BYTES )
                printf("[%u]", f[i].count);
            printf(";\n");
        }
    if ( !any )
        printf("    uint8_t none; /* has no fields */\n");
    printf("};\n\n");
}

static void print_enum(const struct lus_enum *e)
{
    uint32_t i;

    printf("/** %s: %s */\nenum lus_%s_values\n{\n", e->name, e->doc, e->name);
    for ( i = 0; i < e->nr; i++ )
    {
        printf("    LUS_");
        upper(e->name);
        printf("_%s = %s%" PRIx64 "%s /* %s */\n", e->values[i].name, "0x", e->values[i].value, i + 1 < e->nr ? "," : "",
               e->values[i].doc);
    }
    printf("};\n\n");
}

static void print_calls(void)
{
    uint32_t i;

    printf("/*\n * For each entry E: its decoder and encoder, which return 0 or the number of the first bad field plus 1; and the call that adds one\n"
           " * to the open record of a writer. Of n at once: lus_decode_run_E() returns how many come before the first bad one, n if there is\n"
           " * none; lus_add_run_E() does what n calls of lus_add_E() do.\n */\n");
    for ( i = 0; i < LUS_NR_OF(entries); i++ )
    {
        const char *n = entries[i]->name;

        printf("int lus_decode_%s(const uint8_t *p, struct lus_%s *out);\n", n, n);
        printf("int lus_encode_%s(uint8_t *p, const struct lus_%s *in);\n", n, n);
        printf("void lus_add_%s(struct lus_writer *w, const struct lus_%s *in);\n", n, n);
        printf("uint32_t lus_decode_run_%s(const uint8_t *p, uint32_t n, struct lus_%s *out);\n", n, n);
        printf("void lus_add_run_%s(struct lus_writer *w, const struct lus_%s *in, uint32_t n);\n", n, n);
    }
    printf("\n/*\n * For each record R: the same for its fixed part at revision @rev; and the calls that write it: lus_put_R() whole, or\n"
           " * lus_begin_R(), then its tail, then lus_end().\n */\n");
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
    {
        const char *n = lus_types[i].name;

        printf("int lus_decode_%s(const uint8_t *p, unsigned int rev, struct lus_%s *out);\n", n, n);
        printf("int lus_encode_%s(uint8_t *p, unsigned int rev, const struct lus_%s *in);\n", n, n);
        printf("void lus_put_%s(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_%s *in);\n", n, n);
        printf("void lus_begin_%s(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_%s *in);\n", n, n);
    }
}

static void print_union(void)
{
    uint32_t i;

    printf("/** union lus_any - room for any decoded fixed part or entry */\nunion lus_any\n{\n");
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
        printf("    struct lus_%s %s;\n", lus_types[i].name, lus_types[i].name);
    for ( i = 0; i < LUS_NR_OF(entries); i++ )
        printf("    struct lus_%s %s;\n", entries[i]->name, entries[i]->name);
    printf("};\n\n");
}

static void print_records_h(void)
{
    uint32_t i;

    printf("/* %s */\n/*\n * Every record of the stream: type numbers, decoded structures, codecs. Derived from src/core/records.def and enums.def by\n"
           " * src/gen/gen.c; do not edit. The fields' meaning and the wire layout: spec/records.md.\n */\n", spdx);
    printf("#ifndef LUSTREAM_RECORDS_H\n#define LUSTREAM_RECORDS_H\n\n#include \"env.h\"\n\nstruct lus_writer;\n\n");
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
    {
        printf("#define LUS_TYPE_");
        upper(lus_types[i].name);
        printf(" 0x%08xu\n", lus_types[i].type);
    }
    printf("\n");
    for ( i = 0; i < LUS_NR_OF(lus_all_enums); i++ )
        print_enum(lus_all_enums[i]);
    for ( i = 0; i < LUS_NR_OF(entries); i++ )
        print_struct(entries[i]->name, entries[i]->doc, entries[i]->fields, entries[i]->nr_fields);
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
        print_struct(lus_types[i].name, lus_types[i].doc, lus_types[i].fields, lus_types[i].nr_fields);
    print_union();
    print_calls();
    printf("\n/* The fixed part of a record, or an entry of its table, of whatever type. Return: as above; -1 for an unknown type. */\n"
           "int lus_decode_any(uint32_t type, const uint8_t *p, unsigned int rev, union lus_any *out);\n"
           "int lus_decode_entry(uint32_t type, const uint8_t *p, union lus_any *out);\n"
           "int lus_encode_any(uint32_t type, uint8_t *p, unsigned int rev, const union lus_any *in);\n"
           "int lus_encode_entry(uint32_t type, uint8_t *p, const union lus_any *in);\n\n#endif\n");
}

static void print_errors_h(void)
{
    printf("/* %s */\n/* Every error. Derived from src/core/errors.def by src/gen/gen.c; do not edit. */\n"
           "#ifndef LUSTREAM_ERRORS_H\n#define LUSTREAM_ERRORS_H\n\n"
           "/* Functions return these negated. The numbers never change. */\nenum lus_error\n{\n    LUS_OK = 0,\n", spdx);
#define LUS_ERR(name, number, class, text) printf("    LUS_E_%s = %d, /* %s */\n", #name, number, text);
#include "../core/errors.def"
    printf("    LUS_E_END_ = 1000 /* no error has this */\n};\n\n#endif\n");
}

static void print_releases_h(void)
{
    unsigned int first = 0, last = 0;
    uint64_t known = 1ull << 63;

#define LUS_RELEASE(minor, points) first = first ? first : (minor), last = (minor);
#include "../compat/releases.def"
    printf("/* %s */\n/* Releases and features. Derived from src/compat/releases.def and features.def by src/gen/gen.c; do not edit. */\n"
           "#ifndef LUSTREAM_RELEASES_H\n#define LUSTREAM_RELEASES_H\n\n/* Minor numbers of the first and the last release of Xen 4. */\n"
           "#define LUS_RELEASE_FIRST %uu\n#define LUS_RELEASE_LAST %uu\n\n/* Features of a profile; the bits never change. */\n",
           spdx, first, last);
#define LUS_FEATURE(NAME, bit, first, last, point, doc, source) \
    printf("#define LUS_FEATURE_%s 0x%" PRIx64 "ull /* %s */\n", #NAME, (uint64_t)1 << (bit), doc), known |= 1ull << (bit);
#include "../compat/features.def"
    printf("#define LUS_FEATURES_KNOWN 0x%" PRIx64 "ull\n\n#endif\n", known);
}

static void print_rules_h(void)
{
    unsigned int nr = 0;

    printf("/* %s */\n/* Every rule of the host level. Derived from src/core/host/rules.def by src/gen/gen.c; do not edit. */\n"
           "#ifndef LUSTREAM_RULES_H\n#define LUSTREAM_RULES_H\n\n/* The numbers never change. */\nenum lus_rule\n{\n", spdx);
#define LUS_RULE(name, number, severity, argument, text) printf("    LUS_RULE_%s = %d, /* %s */\n", #name, number, text), nr++;
#include "../core/host/rules.def"
#undef LUS_RULE
    printf("    LUS_RULE_END_ = 1000 /* no rule has this */\n};\n\n#define LUS_RULES_MAX %uu\n\n#endif\n", nr);
}

static void print_handlers_h(void)
{
    uint32_t i;

    printf("/* %s */\n/*\n * What restores each record: the table that a consumer fills. Derived from src/core/records.def by src/gen/gen.c; do not edit.\n"
           " * How they are called: restore.h.\n */\n#ifndef LUSTREAM_HANDLERS_H\n#define LUSTREAM_HANDLERS_H\n\n#include \"records.h\"\n\n"
           "struct lus_restore_call;\n\n/** struct lus_handlers - a function for each record, called once for each instance; NULL for records that are not taken */\n"
           "struct lus_handlers\n{\n", spdx);
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
        printf("    int (*%s)(const struct lus_restore_call *call, const struct lus_%s *record);\n", lus_types[i].name, lus_types[i].name);
    printf("};\n\n#endif\n");
}

static void print_range(const struct lus_field *f)
{
    if ( f->check == LUS_CHECK_RANGE && (f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64) )
        printf("%" PRId64 "..%" PRId64, (int64_t)f->lo, (int64_t)f->hi);
    else if ( f->check == LUS_CHECK_RANGE && f->hi == ~0ull )
        printf("not 0");
    else if ( f->check == LUS_CHECK_RANGE && f->hi > 9999 )
        printf("0x%" PRIx64 "..0x%" PRIx64, f->lo, f->hi);
    else if ( f->check == LUS_CHECK_RANGE )
        printf("%" PRIu64 "..%" PRIu64, f->lo, f->hi);
    else if ( f->check == LUS_CHECK_ENUM )
        printf("enum %s", f->values->name);
    else if ( f->check == LUS_CHECK_BITS )
        printf("flags %s", f->values->name);
    else if ( f->check == LUS_CHECK_NAMED )
        printf("named %s", f->values->name);
}

static void print_fields(const struct lus_field *f, unsigned int nr)
{
    unsigned int i;

    printf("| offset | size | field | wire | count | since | values | unit | refers to | older | meaning |\n"
           "|---|---|---|---|---|---|---|---|---|---|---|\n");
    for ( i = 0; i < nr; i++ )
    {
        printf("| %u | %u | %s | %s | %u | %u | ", f[i].offset, wire_sizes[f[i].wire] * f[i].count, f[i].name,
               wire_names[f[i].wire], f[i].count, f[i].since);
        print_range(&f[i]);
        printf(" | %s | ", unit_names[f[i].unit]);
        if ( f[i].ref )
            printf("%s (%s)", lus_ref_kind(f[i].ref)->name, edge_names[f[i].edge]);
        printf(" | %s", older_names[f[i].older]);
        if ( f[i].older == LUS_OLDER_DEFAULT )
            printf(" %" PRIu64, f[i].older_value);
        printf(" | %s |\n", f[i].doc);
    }
    printf("\n");
}

static void print_record_md(const struct lus_record_type *t)
{
    unsigned int r;

    printf("### %s\n\n%s.\n\n", t->name, t->doc);
    printf("- type: 0x%08x\n- revisions: %u\n- scope: %s\n- pass: %u\n- instances: 0..%u\n- presence: %s\n- need: %s\n- guests: %s\n",
           t->type, t->revisions, scope_names[t->scope], t->pass, t->max_instance, presence_names[t->presence],
           need_names[t->need], guest_names[t->guests]);
    printf("- fixed part:");
    for ( r = 0; r < t->revisions; r++ )
        printf("%s %u", r ? "," : "", t->fixed[r]);
    printf(" bytes\n- tail: %s", tail_names[t->tail]);
    if ( t->entry )
        printf(" of %s", t->entry->name);
    if ( t->attribute )
        printf(", attribute %s", t->attribute->name);
    if ( t->max )
        printf(", at most %u", t->max);
    printf("\n\n");
    if ( t->nr_fields )
        print_fields(t->fields, t->nr_fields);
}

/* The header's features, in the form of flags. */
static void print_features(void)
{
    printf("### flags feature\n\nFeatures of a profile (compat.md C-3); which release has which by default is in releases.md.\n\n"
           "| value | name | meaning |\n|---|---|---|\n");
#define LUS_FEATURE(NAME, bit, first, last, point, doc, source) \
    printf("| 0x%" PRIx64 " | ", (uint64_t)1 << (bit)), print_lower(#NAME), printf(" | %s |\n", doc);
#include "../compat/features.def"
    printf("\n");
}

static void print_records_md(void)
{
    uint32_t i, k;

    printf("<!-- %s -->\n<!-- Derived from src/core/schema by src/gen/gen.c; do not edit. -->\n# Records, fields, values, errors\n\n"
           "How a body is made of these is in stream.md, sections 6 to 8. Offsets and sizes are in bytes. A field of `since` N is in\n"
           "revisions N and later; what is of a later revision is not there in an earlier one, and nothing takes its place. `values`: a range, an\n"
           "enumeration or flags (both below), or `named`: any value, of which some bits have names. Vendor numbers given out: none.\n\n"
           "## Records\n\n", spdx);
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
        print_record_md(&lus_types[i]);
    printf("## Entries\n\n");
    for ( i = 0; i < LUS_NR_OF(entries); i++ )
    {
        printf("### entry %s\n\n%s.\n\n- size: %u bytes\n- key: the first %u field%s\n\n", entries[i]->name, entries[i]->doc,
               entries[i]->size, entries[i]->keys, entries[i]->keys == 1 ? "" : "s");
        print_fields(entries[i]->fields, entries[i]->nr_fields);
    }
    printf("## Enumerations and flags\n\n");
    for ( i = 0; i < LUS_NR_OF(lus_all_enums); i++ )
    {
        const struct lus_enum *e = lus_all_enums[i];

        printf("### %s %s\n\n%s.\n\n| value | name | meaning |\n|---|---|---|\n", e->is_bits ? "flags" : "enum", e->name, e->doc);
        for ( k = 0; k < e->nr; k++ )
        {
            printf(e->is_bits ? "| 0x%" PRIx64 " | " : "| %" PRIu64 " | ", e->values[k].value);
            print_lower(e->values[k].name);
            printf(" | %s |\n", e->values[k].doc);
        }
        printf("\n");
    }
    print_features();
    printf("## Dependencies\n\nStream.md section 11.\n\n| record | is restored | record | as asked by | because |\n|---|---|---|---|---|\n");
    for ( i = 0; i < LUS_NR_OF(lus_edges); i++ )
        printf("| %s | %s | %s | %s | %s |\n", lus_record_type(lus_edges[i].type)->name, edge_names[lus_edges[i].kind],
               lus_record_type(lus_edges[i].target)->name, lus_edges[i].source, lus_edges[i].doc);
    printf("\n## Said twice\n\nHost.md, H-35.\n\n| record | field | record | field | in Xen |\n|---|---|---|---|---|\n");
    for ( i = 0; i < LUS_NR_OF(lus_all_twices); i++ )
        printf("| %s | %s | %s | %s | %s |\n", lus_record_type(lus_all_twices[i].first)->name, lus_all_twices[i].first_field->name,
               lus_record_type(lus_all_twices[i].second)->name, lus_all_twices[i].second_field->name, lus_all_twices[i].where);
    printf("\n## Rules of the host level\n\nHost.md.\n\n| number | name | severity | argument | text |\n|---|---|---|---|---|\n");
#define LUS_RULE(name, number, severity, argument, text) \
    printf("| %d | ", number); print_lower(#name); printf(" | "); print_lower(#severity); printf(" | "); \
    print_lower(#argument); printf(" | %s |\n", text);
#include "../core/host/rules.def"
#undef LUS_RULE
    printf("\n## Errors\n\nPrograms exit with: corrupt 1, usage 2, refused 3.\n\n| number | name | class | text |\n|---|---|---|---|\n");
#define LUS_ERR(name, number, class, text) \
    printf("| %d | E_%s | ", number, #name); print_lower(#class); printf(" | %s |\n", text);
#include "../core/errors.def"
}

static void print_quoted(uint64_t value, unsigned int bytes)
{
    unsigned int i;

    printf("\"");
    for ( i = 0; i < bytes; i++ )
        printf("\\x%02x", (unsigned int)(value >> (8 * i)) & 0xff);
    printf("\"\n");
}

static void print_dict(void)
{
    uint32_t i, k;

    printf("# Derived from the schema by src/gen/gen.c; do not edit.\nmagic=\"LUSTREAM\"\nsegment=\"LSEG\"\n");
    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
    {
        printf("type_%s=", lus_types[i].name);
        print_quoted(lus_types[i].type | (uint64_t)lus_types[i].revisions << 32, 8);
        printf("json_%s=\"\\\"%s\\\"\"\n", lus_types[i].name, lus_types[i].name);
    }
    for ( i = 0; i < LUS_NR_OF(lus_all_enums); i++ )
        for ( k = 0; k < lus_all_enums[i]->nr; k++ )
        {
            printf("value_%s_%s=", lus_all_enums[i]->name, lus_all_enums[i]->values[k].name);
            print_quoted(lus_all_enums[i]->values[k].value, lus_all_enums[i]->values[k].value >> 16 ? 8 : 4);
        }
}

static void print_spaced(const char *s)
{
    for ( ; *s; s++ )
        putchar(*s == '_' ? ' ' : tolower((unsigned char)*s));
}

static void print_quiesce_of(const char *scope)
{
    printf("| number | name | form | must hold | by | else | Xen | how |\n|---|---|---|---|---|---|---|---|\n");
#define LUS_QUIESCE(name, number, sc, guests, form, reach, otherwise, record, since, until, where, holds, how) \
    if ( !strcmp(#sc, scope) ) \
    { \
        printf("| %d | %s | ", number, #name); \
        print_spaced(#form); \
        printf(" | %s%s | ", strcmp(#guests, "ALL") ? #guests ": " : "", holds); \
        print_spaced(#reach); \
        printf(" | "); \
        print_spaced(#otherwise); \
        printf("%s%s%s | 4.%d to 4.%d: %s | %s |\n", strcmp(#record, "none") ? " `" : "", strcmp(#record, "none") ? #record : "", \
               strcmp(#record, "none") ? "`" : "", since, until, where, how); \
    }
#include "../core/host/quiesce-list.h"
    printf("\n");
}

static void print_quiesce(void)
{
    static const char *const registers[2][5] = { { "rdi", "rsi", "rdx", "r10", "r8" }, { "ebx", "ecx", "edx", "esi", "edi" } };

    printf("### System\n\n");
    print_quiesce_of("SYSTEM");
    printf("### Domain\n\n");
    print_quiesce_of("DOMAIN");
    printf("### Vcpu\n\n");
    print_quiesce_of("VCPU");
    printf("### What registers hold of a rewound hypercall\n\n| name | hypercall | argument | 64-bit | 32-bit | bits | part | meaning |\n"
           "|---|---|---|---|---|---|---|---|\n");
#define LUS_REWOUND(entry, hypercall, arg, low, bits, name, doc) \
    printf("| %s | %d | %d | %s | %s | %d..%d | %s | %s |\n", #entry, hypercall, arg, registers[0][arg], registers[1][arg], low, \
           (low) + (bits) - 1, #name, doc);
#include "../core/host/quiesce-list.h"
    printf("\n### What a shim changes\n\n| name | hypercall | argument | from | to | meaning |\n|---|---|---|---|---|---|\n");
#define LUS_CONVERT(entry, hypercall, arg, from, to, doc) \
    printf("| %s | %d | %d | %d | %d | %s |\n", #entry, hypercall, arg, from, to, doc);
#include "../core/host/quiesce-list.h"
}

int main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";

    if ( !strcmp(what, "records.h") )
        print_records_h();
    else if ( !strcmp(what, "errors.h") )
        print_errors_h();
    else if ( !strcmp(what, "rules.h") )
        print_rules_h();
    else if ( !strcmp(what, "releases.h") )
        print_releases_h();
    else if ( !strcmp(what, "handlers.h") )
        print_handlers_h();
    else if ( !strcmp(what, "records.md") )
        print_records_md();
    else if ( !strcmp(what, "dict") )
        print_dict();
    else if ( !strcmp(what, "quiesce.md") )
        print_quiesce();
    else
    {
        fprintf(stderr, "usage: gen records.h | errors.h | rules.h | handlers.h | releases.h | records.md | quiesce.md | dict\n");
        return 2;
    }
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}

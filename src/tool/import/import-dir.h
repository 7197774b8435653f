/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the parts of the importer of capture directories share. A dump is one directory of files about one domain: facts.json or
 * dom.json, and structures of Xen's public headers as raw bytes beside it.
 */
#ifndef LUSTREAM_TOOL_IMPORT_DIR_H
#define LUSTREAM_TOOL_IMPORT_DIR_H

#include "import.h"
#include "import-parts.h"
#include "tool/json/json-tree.h"
#include "key-text.h"

/*
 * struct dump - one dump while it is imported
 * @path: its directory
 * @name: the part of @path behind what the user gave, for messages
 * @json_name: facts.json or dom.json; whatever is missing, messages need a name
 * @facts: the JSON; NULL if there is none
 * @keys: the debug keys' text beside it; of the dump's domain, @key, NULL if there is nothing
 * @major, @minor: the release it was taken on; 0.0 when nothing says
 * @domctl: domctl interface version, 0 when the JSON does not say
 * @width: bytes of a PV guest's word; 0 when nothing says
 * @info: domaininfo.bin, @info_len bytes; NULL if there is none
 */
struct dump
{
    const char *path;
    const char *name;
    const char *json_name;
    json_t *facts;
    struct key_text *keys;
    const struct key_domain *key;
    struct bag_segment *seg;
    struct import_options *o;
    struct problem *p;
    uint32_t domid;
    uint32_t hvm;
    uint32_t width;
    uint32_t domctl;
    uint16_t major;
    uint16_t minor;
    uint8_t *info;
    size_t info_len;
};

/* import-dir-file.c */

/* No file of a dump but p2m.bin and pfntypes.bin comes near this. */
#define DUMP_FILE_MAX (64u << 20)

/* Opens a file of the dump, or the same with .xz or .gz. Return: 1, 0 if it is not there, -1 with *p. */
int dump_open(const struct dump *d, const char *file, struct input **in);

/* All of it, at most DUMP_FILE_MAX; *buf is the caller's to free. Return: as dump_open(). */
int dump_file(const struct dump *d, const char *file, uint8_t **buf, size_t *len);

/* The same of a file anywhere. */
int dir_file(const char *dir, const char *file, uint8_t **buf, size_t *len, struct problem *p);

/* A problem with a file of the dump. Return: -1. */
int dump_problem(const struct dump *d, const char *file, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Puts the file's name before a problem that a function which does not know it has noted. Return: @rc. */
int dump_named(const struct dump *d, const char *file, int rc);

/* import_note() with the dump's name. */
void dump_note(const struct dump *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says that a file is not there of which the JSON says, under @key, that it has something. */
void dump_lost(const struct dump *d, const char *file, const char *key, uint64_t said);

/* A record and, for lus_encode_*(), what came of encoding it: names the field that the schema refuses. Return: 0 or -1. */
struct bag_record *dump_record(const struct dump *d, uint32_t type, uint32_t revision, uint32_t instance);
int dump_encoded(const struct dump *d, const char *file, const struct lus_field *fields, int bad, uint64_t which);

/* import-dir-json.c: values of the JSON [P-26]. Return: 1, 0 if the member is not there, -1 with *p if it is wrong or too big. */
int facts_parse(const struct dump *d, const uint8_t *text, size_t len, json_t **out);
int facts_u64(const struct dump *d, json_t *object, const char *where, const char *key, uint64_t max, uint64_t *v);
int facts_u32(const struct dump *d, json_t *object, const char *where, const char *key, uint64_t max, uint32_t *v);
int facts_text(const struct dump *d, json_t *object, const char *where, const char *key, const char **text);
int facts_array(const struct dump *d, json_t *object, const char *key, json_t **array);
int facts_number(const struct dump *d, json_t *value, const char *where, const char *key, uint64_t max, uint64_t *v);

/* Element @i of an array, which must be an object; "array[i]" to @where. */
json_t *facts_element(const struct dump *d, json_t *array, const char *key, size_t i, char where[32]);

/* Says which members this importer does not read, and what the dump could not get at. */
void facts_unread(const struct dump *d);

/* The parts, by kind of state. Each: 0, or -1 with *p. What has no file and no member gives no record. */
int dump_identity(struct dump *d);          /* import-dir-info.c: domid, kind and width, before anything else */
int dump_info(const struct dump *d);        /* dom_info */
int dump_facts(const struct dump *d);       /* import-dir-facts.c: domain, dom_source, tsc_info, hvm_params, pool, policies */
int dump_vcpus(const struct dump *d);       /* import-dir-vcpu.c: vcpu, pv_*, hvm_*, shared_info */
int dump_memory(const struct dump *d);      /* import-dir-memory.c: p2m, page_types, frames */
int dump_evtchns(const struct dump *d);     /* import-dir-evtchn.c: evtchn_abi, evtchns */
int dump_general(const struct dump *d, const char *text, size_t len);   /* import-dir-general.c: what key-q.txt says */
int dump_grants(const struct dump *d);      /* import-dir-grant.c: grant_table, maptrack, grants_v1, _v2, _active */

#endif

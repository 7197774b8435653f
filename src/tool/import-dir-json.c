/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The JSON of a dump: numbers are JSON numbers or "0x..." texts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

#define DEPTH_MAX 16

int facts_parse(const struct dump *d, const uint8_t *text, size_t len, struct json_object **out)
{
    struct json_tokener *t = json_tokener_new_ex(DEPTH_MAX);
    size_t end = 0;

    *out = NULL;
    if ( !t )
        return problem(d->p, EXIT_USAGE, NO_OFFSET, "out of memory");
    json_tokener_set_flags(t, JSON_TOKENER_STRICT);
    if ( len && !memchr(text, 0, len) )
    {
        *out = json_tokener_parse_ex(t, (const char *)text, (int)len);
        end = json_tokener_get_parse_end(t);
    }
    if ( !*out )
        dump_problem(d, d->json_name, end, "not JSON: %s",
                     json_tokener_get_error(t) == json_tokener_success || json_tokener_get_error(t) == json_tokener_continue
                         ? "it ends too early or holds a zero" : json_tokener_error_desc(json_tokener_get_error(t)));
    json_tokener_free(t);
    while ( *out && end < len && strchr(" \t\r\n", text[end]) )
        end++;
    if ( *out && (end < len || !json_object_is_type(*out, json_type_object)) )
    {
        json_object_put(*out);
        *out = NULL;
        dump_problem(d, d->json_name, end, "not one JSON object");
    }
    return *out ? 0 : -1;
}

static int wrong(const struct dump *d, const char *where, const char *key, const char *what)
{
    return dump_problem(d, d->json_name, NO_OFFSET, "%s%s%.40s: %s", where, *where ? "." : "", key, what);
}

int facts_number(const struct dump *d, struct json_object *value, const char *where, const char *key, uint64_t max, uint64_t *v)
{
    const char *text;
    char *end;

    if ( json_object_is_type(value, json_type_int) )
    {
        if ( json_object_get_int64(value) < 0 )
            return wrong(d, where, key, "the number is negative");
        *v = json_object_get_uint64(value);
    }
    else if ( json_object_is_type(value, json_type_string) )
    {
        text = json_object_get_string(value);
        if ( strncmp(text, "0x", 2) || strspn(text + 2, "0123456789abcdefABCDEF") != strlen(text + 2) || !text[2] )
            return wrong(d, where, key, "the text is not a hexadecimal number");
        errno = 0;
        *v = strtoull(text, &end, 16);
        if ( errno )
            return wrong(d, where, key, "the number is too big");
    }
    else
        return wrong(d, where, key, "not a number");
    if ( *v > max )
        return wrong(d, where, key, "the number is too big");
    return 1;
}

int facts_u64(const struct dump *d, struct json_object *object, const char *where, const char *key, uint64_t max, uint64_t *v)
{
    struct json_object *value;

    if ( !json_object_object_get_ex(object, key, &value) )
        return 0;
    return facts_number(d, value, where, key, max, v);
}

int facts_u32(const struct dump *d, struct json_object *object, const char *where, const char *key, uint64_t max, uint32_t *v)
{
    uint64_t wide;
    int rc = facts_u64(d, object, where, key, max, &wide);

    if ( rc > 0 )
        *v = (uint32_t)wide;
    return rc;
}

int facts_text(const struct dump *d, struct json_object *object, const char *where, const char *key, const char **text)
{
    struct json_object *value;

    if ( !json_object_object_get_ex(object, key, &value) )
        return 0;
    if ( !json_object_is_type(value, json_type_string) )
        return wrong(d, where, key, "not a text");
    *text = json_object_get_string(value);
    return 1;
}

int facts_array(const struct dump *d, struct json_object *object, const char *key, struct json_object **array)
{
    if ( !json_object_object_get_ex(object, key, array) )
        return 0;
    return json_object_is_type(*array, json_type_array) ? 1 : wrong(d, "", key, "not an array");
}

struct json_object *facts_element(const struct dump *d, struct json_object *array, const char *key, size_t i, char where[32])
{
    struct json_object *value = json_object_array_get_idx(array, i);

    snprintf(where, 32, "%s[%zu]", key, i);
    if ( value && json_object_is_type(value, json_type_object) )
        return value;
    wrong(d, "", where, "not an object");
    return NULL;
}

static int known(const char *key, const char *const *names)
{
    for ( ; *names; names++ )
        if ( !strcmp(key, *names) )
            return 1;
    return 0;
}

/* A name out of the file, made safe to print. */
static void safe(char *to, size_t room, const char *from)
{
    size_t i;

    for ( i = 0; i + 1 < room && from[i]; i++ )
        to[i] = from[i] >= 0x20 && from[i] < 0x7f ? from[i] : '?';
    to[i] = 0;
}

static void unread_members(const struct dump *d, const char *where, struct json_object *object, const char *const *names)
{
    static const char errno_end[] = "_errno";
    struct json_object *value;
    char key[48];
    size_t n;

    json_object_object_foreach(object, name, member)
    {
        if ( known(name, names) )
            continue;
        value = member;
        safe(key, sizeof(key), name);
        n = strlen(key);
        if ( n >= sizeof(errno_end) && !strcmp(key + n - (sizeof(errno_end) - 1), errno_end) )
            dump_note(d, "%s%s%.*s: the dump could not read it (errno %lld): absent", where, *where ? " " : "",
                      (int)(n - (sizeof(errno_end) - 1)), key, (long long)json_object_get_int64(value));
        else
            dump_note(d, "%s: %s%s\"%s\" is not read", d->json_name, where, *where ? " " : "", key);
    }
}

void facts_unread(const struct dump *d)
{
    /* Sizes of files, and what the files themselves say, are of no use without them. */
    static const char *const names[] = {
        "domid", "hvm", "flags", "domctl_interface", "tot_pages", "max_pages", "shr_pages", "paged_pages", "outstanding_pages",
        "shared_info_frame", "cpu_time", "nr_online_vcpus", "max_vcpu_id", "ssidref", "cpupool", "gpaddr_bits", "emulation_flags",
        "misc_flags", "handle", "tsc", "address_size", "paging_mempool", "cpuid_leaves", "policy_msrs", "hvmctx_bytes",
        "hvm_params", "evtchn", "evtchn_ports_probed", "guest_width", "pt_levels", "p2m_size", "p2m_frames",
        "pfntypes", "pfntype_histogram", "grant_frames", "grant_max_frames", "grant_version", "grant_shared.bin_status",
        "grant_status.bin_status", "grant_shared_max_frames", "grant_shared_frames", "grant_status_max_frames",
        "grant_status_frames", "vcpus", NULL
    };
    static const char *const vcpu_names[] = {
        "vcpu", "online", "blocked", "running", "cpu_time", "cpu", "ctx_bytes", "ctx_flags", "rip", "cr3", "ext_bytes",
        "xsave_bytes", "xfeature_mask", "msr_count", NULL
    };
    struct json_object *vcpus, *vcpu;
    char where[32];
    size_t i;

    unread_members(d, "", d->facts, names);
    if ( !json_object_object_get_ex(d->facts, "vcpus", &vcpus) || !json_object_is_type(vcpus, json_type_array) )
        return;
    for ( i = 0; i < json_object_array_length(vcpus); i++ )
    {
        vcpu = json_object_array_get_idx(vcpus, i);
        snprintf(where, sizeof(where), "vcpus[%zu]", i);
        if ( vcpu && json_object_is_type(vcpu, json_type_object) )
            unread_members(d, where, vcpu, vcpu_names);
    }
}

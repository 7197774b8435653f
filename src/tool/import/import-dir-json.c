/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The JSON of a dump: numbers are JSON numbers or "0x..." texts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

/* A vcpu's member is in the third; no dumper has more. */
#define LEVELS_MAX 15u

int facts_parse(const struct dump *d, const uint8_t *text, size_t len, json_t **out)
{
    return dump_named(d, d->json_name, json_text((const char *)text, len, LEVELS_MAX, out, d->p));
}

static int wrong(const struct dump *d, const char *where, const char *key, const char *what)
{
    return dump_problem(d, d->json_name, NO_OFFSET, "%s%s%.40s: %s", where, *where ? "." : "", key, what);
}

int facts_number(const struct dump *d, json_t *value, const char *where, const char *key, uint64_t max, uint64_t *v)
{
    const char *text;
    char *end;

    if ( json_is_integer(value) )
    {
        if ( json_integer_value(value) < 0 )
            return wrong(d, where, key, "the number is negative");
        *v = (uint64_t)json_integer_value(value);
    }
    else if ( json_is_string(value) )
    {
        text = json_string_value(value);
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

int facts_u64(const struct dump *d, json_t *object, const char *where, const char *key, uint64_t max, uint64_t *v)
{
    json_t *value = json_object_get(object, key);

    return value ? facts_number(d, value, where, key, max, v) : 0;
}

int facts_u32(const struct dump *d, json_t *object, const char *where, const char *key, uint64_t max, uint32_t *v)
{
    uint64_t wide;
    int rc = facts_u64(d, object, where, key, max, &wide);

    if ( rc > 0 )
        *v = (uint32_t)wide;
    return rc;
}

int facts_text(const struct dump *d, json_t *object, const char *where, const char *key, const char **text)
{
    json_t *value = json_object_get(object, key);

    if ( !value )
        return 0;
    if ( !json_is_string(value) )
        return wrong(d, where, key, "not a text");
    *text = json_string_value(value);
    return 1;
}

int facts_array(const struct dump *d, json_t *object, const char *key, json_t **array)
{
    *array = json_object_get(object, key);
    if ( !*array )
        return 0;
    return json_is_array(*array) ? 1 : wrong(d, "", key, "not an array");
}

json_t *facts_element(const struct dump *d, json_t *array, const char *key, size_t i, char where[32])
{
    json_t *value = json_array_get(array, i);

    snprintf(where, 32, "%s[%zu]", key, i);
    if ( json_is_object(value) )
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

static void unread_members(const struct dump *d, const char *where, json_t *object, const char *const *names)
{
    static const char errno_end[] = "_errno";
    const char *name;
    json_t *member;
    char key[48];
    size_t n;

    json_object_foreach(object, name, member)
    {
        if ( known(name, names) )
            continue;
        safe(key, sizeof(key), name);
        n = strlen(key);
        if ( json_is_integer(member) && n >= sizeof(errno_end) && !strcmp(key + n - (sizeof(errno_end) - 1), errno_end) )
            dump_note(d, "%s%s%.*s: the dump could not read it (errno %lld): absent", where, *where ? " " : "",
                      (int)(n - (sizeof(errno_end) - 1)), key, (long long)json_integer_value(member));
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
    json_t *vcpus = json_object_get(d->facts, "vcpus"), *vcpu;
    char where[32];
    size_t i;

    unread_members(d, "", d->facts, names);
    json_array_foreach(vcpus, i, vcpu)
    {
        snprintf(where, sizeof(where), "vcpus[%zu]", i);
        unread_members(d, where, vcpu, vcpu_names);
    }
}

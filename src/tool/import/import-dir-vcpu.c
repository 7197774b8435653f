/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* vcpus of a dump: what the scheduler says, a PV guest's contexts and shared page, an HVM guest's context. */
#include <stdio.h>
#include <stdlib.h>

#include "import-dir.h"

#define VCPUS_MAX 8192u
#define CTX_64 5168u
#define CTX_32 2800u

typedef int part_fn(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len);

/*
 * A file whose length the JSON may say, in units of @unit bytes. Return: 0, also when it is not there, or -1 with *p.
 */
static int sized_file(const struct dump *d, json_t *object, const char *where, const char *key, unsigned int unit,
                      const char *file, uint32_t vcpu, part_fn *part)
{
    uint64_t said = 0;
    uint8_t *bytes;
    size_t len;
    int have = object ? facts_u64(d, object, where, key, DUMP_FILE_MAX, &said) : 0;
    int rc = have < 0 ? -1 : dump_file(d, file, &bytes, &len);

    if ( !rc && have )
        dump_lost(d, file, key, said);
    if ( rc <= 0 )
        return rc;
    if ( have && len != said * unit )
        rc = dump_problem(d, file, len, "%zu bytes, but %s says %llu (%s)", len, d->json_name, (unsigned long long)said * unit,
                          key);
    else
        rc = part(d, vcpu, file, bytes, len);
    free(bytes);
    return rc;
}

/* The dumpers write the union of both layouts: of a 32-bit guest, zeros follow its own. */
static int put_ctx(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    size_t i;

    if ( d->width == 4 && len == CTX_64 )
        for ( len = CTX_32, i = CTX_32; i < CTX_64; i++ )
            if ( bytes[i] )
                return dump_problem(d, file, i, "not zero behind the context of a 32-bit guest");
    return dump_named(d, file, part_pv_vcpu(d->seg, vcpu, d->width, bytes, len, 0, d->p));
}

static int put_ext(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    return dump_named(d, file, part_pv_vcpu_ext(d->seg, vcpu, bytes, len, 0, d->p));
}

static int put_xsave(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    return dump_named(d, file, part_pv_vcpu_xsave(d->seg, vcpu, bytes, len, 0, d->p));
}

/* A vcpu without such MSRs has no record. */
static int put_msrs(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    return len ? dump_named(d, file, part_pv_vcpu_msrs(d->seg, vcpu, bytes, len, 0, d->p)) : 0;
}

static int put_hvm(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    (void)vcpu;
    return dump_named(d, file, part_hvm_context(d->seg, bytes, len, 0, d->p));
}

static int put_shared_info(const struct dump *d, uint32_t vcpu, const char *file, const uint8_t *bytes, size_t len)
{
    (void)vcpu;
    return dump_named(d, file, part_shared_info(d->seg, d->width, bytes, len, 0, d->p));
}

/* vcpuN.ctx and so on. @object: what the JSON has of the vcpu, or NULL. */
static int pv_files(const struct dump *d, json_t *object, const char *where, uint32_t vcpu)
{
    static const struct
    {
        const char *end;
        const char *key;
        unsigned int unit;
        part_fn *part;
    } files[] = {
        { "ctx", "ctx_bytes", 1, put_ctx },
        { "ext", "ext_bytes", 1, put_ext },
        { "xsave", "xsave_bytes", 1, put_xsave },
        { "msrs", "msr_count", 16, put_msrs },
    };
    char name[24];
    size_t i;

    for ( i = 0; i < sizeof(files) / sizeof(files[0]); i++ )
    {
        snprintf(name, sizeof(name), "vcpu%u.%s", vcpu, files[i].end);
        if ( sized_file(d, object, where, files[i].key, files[i].unit, name, vcpu, files[i].part) )
            return -1;
    }
    return 0;
}

static int put_vcpu(const struct dump *d, json_t *object, const char *where, uint32_t id)
{
    struct lus_vcpu vcpu = { 0 };
    struct bag_record *rec;
    uint32_t online, blocked, running;
    int got = facts_u32(d, object, where, "online", 1, &online);

    if ( got > 0 )
        got = facts_u32(d, object, where, "blocked", 1, &blocked);
    if ( got > 0 )
        got = facts_u32(d, object, where, "running", 1, &running);
    if ( got > 0 )
        got = facts_u64(d, object, where, "cpu_time", ~0ull, &vcpu.cpu_time);
    if ( got <= 0 )
        return got;
    vcpu.run = (online ? LUS_VCPU_RUN_ONLINE : 0) | (blocked ? LUS_VCPU_RUN_BLOCKED : 0) | (running ? LUS_VCPU_RUN_RUNNING : 0);
    rec = dump_record(d, LUS_TYPE_VCPU, 1, id);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_vcpu(rec->fixed, 1, &vcpu), id) : -1;
}

/* All vcpus that the JSON lists. Return: how many, 0 if it has no list, -1 with *p. */
static int listed_vcpus(const struct dump *d)
{
    json_t *list, *object;
    char where[32];
    uint32_t id;
    size_t i;
    int rc = facts_array(d, d->facts, "vcpus", &list);

    if ( rc <= 0 )
        return rc;
    for ( i = 0; i < json_array_size(list); i++ )
    {
        if ( !(object = facts_element(d, list, "vcpus", i, where)) )
            return -1;
        if ( (rc = facts_u32(d, object, where, "vcpu", VCPUS_MAX - 1, &id)) <= 0 )
            return rc < 0 ? -1 : dump_problem(d, d->json_name, NO_OFFSET, "%s: no vcpu", where);
        if ( put_vcpu(d, object, where, id) || (!d->hvm && pv_files(d, object, where, id)) )
            return -1;
    }
    return (int)i;
}

static int put_pv_info(const struct dump *d)
{
    struct lus_pv_info info = { .guest_width = (uint8_t)d->width, .pt_levels = d->width == 8 ? 4 : 3 };
    struct bag_record *rec;
    uint32_t levels;
    int rc = facts_u32(d, d->facts, "", "pt_levels", 4, &levels);

    if ( rc < 0 )
        return -1;
    if ( rc && levels != info.pt_levels )
        return dump_problem(d, d->json_name, NO_OFFSET, "pt_levels: %u for a guest of %u bits", levels, d->width * 8);
    rec = dump_record(d, LUS_TYPE_PV_INFO, 1, 0);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_pv_info(rec->fixed, 1, &info), 0) : -1;
}

/* P-22. A file that every dumper writes or says why not; that the JSON says what is in it (@said), or why not (@failed), is said elsewhere. */
static void note_missing(const struct dump *d, uint32_t type, const char *file, const char *said, const char *failed)
{
    if ( !bag_find(d->seg, type, 0) && !json_object_get(d->facts, said) && !json_object_get(d->facts, failed) )
        dump_note(d, "no %s: what it has is absent", file);
}

static int pv_vcpus(const struct dump *d)
{
    uint32_t id;
    int listed, rc;

    if ( d->width && (put_pv_info(d) || dump_named(d, d->json_name, part_shared_info_place(d->seg, d->width, d->p))) )
        return -1;
    listed = listed_vcpus(d);
    if ( listed < 0 )
        return -1;
    for ( id = 0; !listed && id < VCPUS_MAX; id++ )
        if ( pv_files(d, NULL, "", id) )
            return -1;
    if ( d->width )
    {
        rc = sized_file(d, NULL, "", "", 1, "shared_info.bin", 0, put_shared_info);
        if ( !rc )
            note_missing(d, LUS_TYPE_SHARED_INFO, "shared_info.bin", "", "shared_info_errno");
        return rc;
    }
    dump_note(d, "%s does not say the guest's width: pv_info and shared_info are absent", d->json_name);
    return 0;
}

int dump_vcpus(const struct dump *d)
{
    int listed, rc;

    if ( !d->hvm )
        return pv_vcpus(d);
    if ( (listed = listed_vcpus(d)) < 0 )
        return -1;
    if ( listed )
        dump_note(d, "vcpuN.ctx, .ext and .xsave of an HVM guest are not carried: its HVM context has that state");
    rc = sized_file(d, d->facts, "", "hvmctx_bytes", 1, "hvmctx.bin", 0, put_hvm);
    if ( !rc )
        note_missing(d, LUS_TYPE_HVM_HEADER, "hvmctx.bin", "hvmctx_bytes", "hvmctx_errno");
    return rc;
}

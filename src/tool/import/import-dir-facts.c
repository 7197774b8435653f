/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a dump says of the domain as a whole, beside domaininfo.bin: kind, time, parameters, memory pool, CPU policy. */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

static void put_le(uint8_t *p, uint64_t v, unsigned int n)
{
    while ( n-- )
    {
        *p++ = (uint8_t)v;
        v >>= 8;
    }
}

static int put_domain(const struct dump *d)
{
    struct lus_domain domain = {
        .kind = d->hvm ? LUS_GUEST_KIND_HVM : LUS_GUEST_KIND_PV,
        /* The hypervisor's own structures have a PV guest's frames as machine frames, whether its p2m could be read or not. */
        .frame_space = d->hvm ? LUS_FRAME_SPACE_GFN : LUS_FRAME_SPACE_MFN,
    };
    struct lus_dom_source source = { .kind = LUS_SOURCE_KIND_CAPTURE };
    struct bag_record *rec = dump_record(d, LUS_TYPE_DOMAIN, 1, 0);

    if ( !rec || dump_encoded(d, d->json_name, rec->info->fields, lus_encode_domain(rec->fixed, 1, &domain), 0) )
        return -1;
    rec = dump_record(d, LUS_TYPE_DOM_SOURCE, 1, 0);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_dom_source(rec->fixed, 1, &source), 0) : -1;
}

static int put_tsc(const struct dump *d)
{
    json_t *tsc = json_object_get(d->facts, "tsc");
    uint32_t mode, khz, incarnation;
    uint64_t nsec;
    uint8_t bytes[24] = { 0 };
    int got;

    if ( !tsc )
        return 0;
    if ( !json_is_object(tsc) )
        return dump_problem(d, d->json_name, NO_OFFSET, "tsc: not an object");
    got = facts_u32(d, tsc, "tsc", "mode", 0xffffffff, &mode);
    if ( got > 0 )
        got = facts_u64(d, tsc, "tsc", "elapsed_nsec", ~0ull, &nsec);
    if ( got > 0 )
        got = facts_u32(d, tsc, "tsc", "gtsc_khz", 0xffffffff, &khz);
    if ( got > 0 )
        got = facts_u32(d, tsc, "tsc", "incarnation", 0xffffffff, &incarnation);
    if ( got <= 0 )
        return got < 0 ? -1 : dump_problem(d, d->json_name, NO_OFFSET, "tsc: not all of its members are there");
    put_le(bytes, mode, 4);
    put_le(bytes + 4, khz, 4);
    put_le(bytes + 8, nsec, 8);
    put_le(bytes + 16, incarnation, 4);
    return dump_named(d, d->json_name, part_tsc_info(d->seg, bytes, sizeof(bytes), NO_OFFSET, d->p));
}

static int put_hvm_params(const struct dump *d)
{
    json_t *params = json_object_get(d->facts, "hvm_params"), *member;
    const char *key;
    uint8_t *bytes;
    uint64_t value;
    size_t n = 0;
    char *end;
    int rc;

    if ( !d->hvm || !params )
        return 0;
    if ( !json_is_object(params) )
        return dump_problem(d, d->json_name, NO_OFFSET, "hvm_params: not an object");
    bytes = xmalloc(16 * json_object_size(params) + 1);
    json_object_foreach(params, key, member)
    {
        unsigned long index = strtoul(key, &end, 10);

        if ( *key < '0' || *key > '9' || *end || index > 0xffff )
            rc = dump_problem(d, d->json_name, NO_OFFSET, "hvm_params: a key is not the number of a parameter");
        else
            rc = facts_number(d, member, "hvm_params", key, ~0ull, &value);
        if ( rc < 0 )
        {
            free(bytes);
            return -1;
        }
        put_le(bytes + 16 * n, index, 8);
        put_le(bytes + 16 * n++ + 8, value, 8);
    }
    rc = dump_named(d, d->json_name, part_hvm_params(d->seg, bytes, 16 * n, NO_OFFSET, d->p));
    free(bytes);
    return rc;
}

static int put_pool(const struct dump *d)
{
    struct lus_paging_pool pool;
    struct bag_record *rec;
    int rc = facts_u64(d, d->facts, "", "paging_mempool", ~0ull, &pool.bytes);

    if ( rc <= 0 )
        return rc;
    rec = dump_record(d, LUS_TYPE_PAGING_POOL, 1, 0);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_paging_pool(rec->fixed, 1, &pool), 0) : -1;
}

/* A file of entries, whose number the JSON may say. */
static int put_policy(const struct dump *d, const char *file, const char *key, unsigned int size,
                      int (*part)(struct bag_segment *, const uint8_t *, size_t, uint64_t, struct problem *))
{
    uint64_t count;
    uint8_t *bytes;
    size_t len;
    int said = facts_u64(d, d->facts, "", key, 0xffffffff, &count);
    int rc = said < 0 ? -1 : dump_file(d, file, &bytes, &len);

    if ( !rc && said )
        dump_lost(d, file, key, count);
    if ( rc <= 0 )
        return rc;
    if ( said && len != count * size )
        rc = dump_problem(d, file, len, "%zu bytes, but %s says %llu entries of %u", len, d->json_name,
                          (unsigned long long)count, size);
    else
        rc = dump_named(d, file, part(d->seg, bytes, len, 0, d->p));
    free(bytes);
    return rc;
}

int dump_facts(const struct dump *d)
{
    return put_domain(d) || put_tsc(d) || put_hvm_params(d) || put_pool(d) ||
           put_policy(d, "cpuid.bin", "cpuid_leaves", 24, part_cpuid_policy) ||
           put_policy(d, "msr.bin", "policy_msrs", 16, part_msr_policy) ? -1 : 0;
}

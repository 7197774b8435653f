/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Which domain a dump is of, and domaininfo.bin: struct xen_domctl_getdomaininfo of the release that it was taken on. */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"
#include "tool/le.h"

#define INFO_FILE "domaininfo.bin"
/* Bytes until 4.15, from 4.16 on. 4.15 has misc_flags where there was padding; 4.16 put gpaddr_bits before the arch part. */
#define INFO_OLD 104u
#define INFO_NEW 112u

/* A width in bits of the JSON, 32 or 64, to bytes; or the JSON's own count of bytes. */
static int read_width(struct dump *d)
{
    uint32_t bits = 0, bytes = 0;

    if ( facts_u32(d, d->facts, "", "address_size", 64, &bits) < 0 || facts_u32(d, d->facts, "", "guest_width", 8, &bytes) < 0 )
        return -1;
    if ( (bits && bits != 32 && bits != 64) || (bytes && bytes != 4 && bytes != 8) || (bits && bytes && bits != bytes * 8) )
        return dump_problem(d, d->json_name, NO_OFFSET, "address_size %u and guest_width %u: not a guest's", bits, bytes);
    d->width = bits ? bits / 8 : bytes;
    return 0;
}

int dump_identity(struct dump *d)
{
    int have_domid, have_hvm;

    if ( dump_file(d, INFO_FILE, &d->info, &d->info_len) < 0 )
        return -1;
    if ( d->info && d->info_len != INFO_OLD && d->info_len != INFO_NEW )
        return dump_problem(d, INFO_FILE, d->info_len, "%zu bytes, not the %u or %u of xen_domctl_getdomaininfo", d->info_len,
                            INFO_OLD, INFO_NEW);
    have_domid = facts_u32(d, d->facts, "", "domid", LUS_DOMID_MAX, &d->domid);
    have_hvm = facts_u32(d, d->facts, "", "hvm", 1, &d->hvm);
    if ( have_domid < 0 || have_hvm < 0 || facts_u32(d, d->facts, "", "domctl_interface", 0xffffffff, &d->domctl) < 0 )
        return -1;
    if ( (!have_domid || !have_hvm) && !d->info )
        return dump_problem(d, d->json_name, NO_OFFSET, "no %s, and no " INFO_FILE, have_domid ? "hvm" : "domid");
    if ( !have_domid && le16(d->info) > LUS_DOMID_MAX )
        return dump_problem(d, INFO_FILE, 0, "domid %u is not a domain's", le16(d->info));
    if ( !have_domid )
        d->domid = le16(d->info);
    if ( !have_hvm )
        d->hvm = !!(le32(d->info + 4) & LUS_DOMINF_HVM_GUEST);
    if ( d->info && (le16(d->info) != d->domid || !!(le32(d->info + 4) & LUS_DOMINF_HVM_GUEST) != d->hvm) )
        return dump_problem(d, INFO_FILE, 0, "of another domain than %s", d->json_name);
    return read_width(d);
}

/* Revision of dom_info: by the release, else by the domctl interface, else (0) by what is there. */
static unsigned int revision_of(const struct dump *d)
{
    if ( d->major )
        return d->major > 4 || d->minor >= 16 ? 3 : d->minor == 15 ? 2 : 1;
    if ( d->domctl )
        return d->domctl >= 0x14 ? 3 : d->domctl == 0x13 ? 2 : 1;
    return 0;
}

/* struct member - where a member of the JSON is in struct lus_dom_info, in bytes */
struct member
{
    const char *key;
    size_t at;
    unsigned int bytes;
    unsigned int revision;
};

#define MEMBER(name, bytes, revision) { #name, offsetof(struct lus_dom_info, name), bytes, revision }

static const struct member members[] = {
    MEMBER(flags, 4, 1), MEMBER(tot_pages, 8, 1), MEMBER(max_pages, 8, 1), MEMBER(shr_pages, 8, 1), MEMBER(paged_pages, 8, 1),
    MEMBER(outstanding_pages, 8, 1), MEMBER(shared_info_frame, 8, 1), MEMBER(cpu_time, 8, 1), MEMBER(nr_online_vcpus, 4, 1),
    MEMBER(max_vcpu_id, 4, 1), MEMBER(ssidref, 4, 1), MEMBER(cpupool, 4, 1), MEMBER(emulation_flags, 4, 1),
    MEMBER(misc_flags, 4, 2), MEMBER(gpaddr_bits, 4, 3)
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

static uint64_t get_member(const struct lus_dom_info *info, const struct member *m)
{
    const uint8_t *p = (const uint8_t *)info + m->at;
    uint64_t wide;
    uint32_t narrow;

    memcpy(&narrow, p, 4);
    if ( m->bytes == 4 )
        return narrow;
    memcpy(&wide, p, 8);
    return wide;
}

static void set_member(struct lus_dom_info *info, const struct member *m, uint64_t v)
{
    uint8_t *p = (uint8_t *)info + m->at;
    uint32_t narrow = (uint32_t)v;

    if ( m->bytes == 4 )
        memcpy(p, &narrow, 4);
    else
        memcpy(p, &v, 8);
}

/* The handle is 32 hexadecimal digits. Return: as facts_u64(). */
static int facts_handle(const struct dump *d, uint8_t handle[16])
{
    static const char digits[] = "0123456789abcdef";
    const char *text;
    unsigned int i;
    int rc = facts_text(d, d->facts, "", "handle", &text);

    if ( rc <= 0 )
        return rc;
    if ( strlen(text) != 32 || strspn(text, digits) != 32 )
        return dump_problem(d, d->json_name, NO_OFFSET, "handle: not 32 hexadecimal digits");
    for ( i = 0; i < 16; i++ )
        handle[i] = (uint8_t)((strchr(digits, text[2 * i]) - digits) << 4 | (strchr(digits, text[2 * i + 1]) - digits));
    return 1;
}

static void from_bytes(struct lus_dom_info *out, unsigned int revision, const uint8_t *b)
{
    const uint8_t *arch = b + (revision >= 3 ? 104 : 96);

    out->flags = le32(b + 4);
    out->tot_pages = le64(b + 8);
    out->max_pages = le64(b + 16);
    out->outstanding_pages = le64(b + 24);
    out->shr_pages = le64(b + 32);
    out->paged_pages = le64(b + 40);
    out->shared_info_frame = le64(b + 48);
    out->cpu_time = le64(b + 56);
    out->nr_online_vcpus = le32(b + 64);
    out->max_vcpu_id = le32(b + 68);
    out->ssidref = le32(b + 72);
    memcpy(out->handle, b + 76, 16);
    out->cpupool = le32(b + 92);
    if ( revision >= 3 )
        out->gpaddr_bits = b[96];
    out->emulation_flags = le32(arch);
    if ( revision >= 2 )
        out->misc_flags = le32(arch + 4);
}

/* The two were taken in one go: a difference means that the layout is not what it was taken for. */
static int compare(const struct dump *d, const struct lus_dom_info *info, unsigned int revision)
{
    uint8_t handle[16];
    uint64_t v;
    size_t i;
    int rc;

    for ( i = 0; i < MEMBERS; i++ )
    {
        if ( (rc = facts_u64(d, d->facts, "", members[i].key, members[i].bytes == 4 ? 0xffffffff : ~0ull, &v)) < 0 )
            return -1;
        if ( rc && members[i].revision <= revision && v != get_member(info, &members[i]) )
            return dump_problem(d, INFO_FILE, NO_OFFSET, "(domain %u, record dom_info, field %s): 0x%llx, but 0x%llx in %s",
                                d->domid, members[i].key, (unsigned long long)get_member(info, &members[i]),
                                (unsigned long long)v, d->json_name);
    }
    if ( (rc = facts_handle(d, handle)) < 0 )
        return -1;
    if ( rc && memcmp(handle, info->handle, 16) )
        return dump_problem(d, INFO_FILE, 76, "(domain %u, record dom_info, field handle): not that of %s", d->domid,
                            d->json_name);
    return 0;
}

/* Without the file: from the JSON, if that is whole. Return: 1, 0 if it is not, -1 with *p. */
static int from_json(const struct dump *d, struct lus_dom_info *info, unsigned int *revision)
{
    uint64_t v;
    size_t i;
    int rc;

    if ( !*revision )
        *revision = json_object_get(d->facts, "gpaddr_bits") ? 3 : json_object_get(d->facts, "misc_flags") ? 2 : 1;
    for ( i = 0; i < MEMBERS; i++ )
    {
        if ( members[i].revision > *revision )
            continue;
        if ( (rc = facts_u64(d, d->facts, "", members[i].key, members[i].bytes == 4 ? 0xffffffff : ~0ull, &v)) <= 0 )
            return rc;
        set_member(info, &members[i], v);
    }
    return facts_handle(d, info->handle);
}

int dump_info(const struct dump *d)
{
    struct lus_dom_info info;
    unsigned int revision = revision_of(d);
    struct bag_record *rec;
    int rc;

    memset(&info, 0, sizeof(info));
    if ( d->info )
    {
        if ( !revision )
            revision = d->info_len == INFO_NEW ? 3 : json_object_get(d->facts, "misc_flags") ? 2 : 1;
        if ( d->info_len != (revision >= 3 ? INFO_NEW : INFO_OLD) )
            return dump_problem(d, INFO_FILE, d->info_len, "%zu bytes, but xen_domctl_getdomaininfo has %u in this release",
                                d->info_len, revision >= 3 ? INFO_NEW : INFO_OLD);
        from_bytes(&info, revision, d->info);
        if ( compare(d, &info, revision) )
            return -1;
    }
    else
    {
        if ( (rc = from_json(d, &info, &revision)) < 0 )
            return -1;
        if ( !rc )
        {
            dump_note(d, "no " INFO_FILE ", and %s has not all of it: dom_info is absent", d->json_name);
            return 0;
        }
    }
    rec = dump_record(d, LUS_TYPE_DOM_INFO, revision, 0);
    return rec ? dump_encoded(d, d->info ? INFO_FILE : d->json_name, rec->info->fields,
                              lus_encode_dom_info(rec->fixed, revision, &info), 0) : -1;
}

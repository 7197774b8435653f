/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Xen's HVM context to records. The records' types are 0x00010000 + typecode and their fixed parts are the structures of
 * public/arch-x86/hvm/save.h byte for byte, at each length that Xen 4.11 and later know; so the lengths tell the revision.
 */
#include <string.h>

#include "import-parts.h"
#include "tool/le.h"

#define DESCRIPTOR 8u
#define TYPE_OF(code) (0x00010000u + (code))

/* Where the context is being read. */
struct context
{
    struct bag_segment *seg;
    const uint8_t *bytes;
    size_t len;
    uint64_t at;
    struct problem *p;
};

static uint64_t place(const struct context *c, const uint8_t *p)
{
    return part_at(c->at, (uint64_t)(p - c->bytes));
}

/* By the length of the body, which for records with a tail is only where the tail begins. Return: 0 if no revision has it. */
static uint32_t revision_of(const struct lus_record_type *info, uint32_t len)
{
    uint32_t rev;

    for ( rev = info->revisions; rev > 0; rev-- )
        if ( info->tail == LUS_TAIL_NONE ? len == info->fixed[rev - 1] : len >= info->fixed[rev - 1] )
            return rev;
    return 0;
}

/* hvm_msr: u32 count, a hole of 4 bytes that Xen does not clear, then the entries. */
static int take_msrs(const struct context *c, struct bag_record *rec, const uint8_t *body, uint32_t len)
{
    uint32_t count = len < 8 ? 0 : le32(body);

    if ( len < 8 || count > 256 || len != 8 + 16 * count )
        return part_problem(c->seg, rec->type, rec->instance, EXIT_CORRUPT, place(c, body), c->p,
                            "E_LENGTH %u bytes for %u MSRs, expected %u", len, count, 8 + 16 * count);
    bag_tail(rec, body + 8, len - 8);
    return part_check(c->seg, rec, NO_OFFSET, place(c, body + 8), c->p);
}

static int take_xsave(const struct context *c, struct bag_record *rec, const uint8_t *body, uint32_t len)
{
    uint32_t fixed = (uint32_t)rec->fixed_len, area = len - fixed;

    /* All components are of 8 bytes or a multiple. */
    if ( area < 576 || area > rec->info->max || area % 8 )
        return part_problem(c->seg, rec->type, rec->instance, EXIT_CORRUPT, place(c, body), c->p,
                            "E_LENGTH %u bytes, expected %u to %u and a multiple of 8", len, fixed + 576, fixed + rec->info->max);
    memcpy(rec->fixed, body, fixed);
    bag_tail(rec, body + fixed, area);
    return part_check(c->seg, rec, place(c, body), NO_OFFSET, c->p);
}

static int wrong_length(const struct context *c, const struct lus_record_type *info, uint32_t instance, const uint8_t *body,
                        uint32_t len)
{
    if ( info->revisions > 1 )
        return part_problem(c->seg, info->type, instance, EXIT_CORRUPT, place(c, body), c->p,
                            "E_LENGTH %u bytes, expected %u or %u", len, info->fixed[0], info->fixed[1]);
    return part_problem(c->seg, info->type, instance, EXIT_CORRUPT, place(c, body), c->p, "E_LENGTH %u bytes, expected %u", len,
                        info->fixed[0]);
}

static int take_record(const struct context *c, uint32_t code, uint32_t instance, const uint8_t *body, uint32_t len)
{
    const struct lus_record_type *info = lus_record_type(TYPE_OF(code));
    struct bag_record *rec;
    uint32_t rev;

    if ( !info )
        return problem(c->p, EXIT_REFUSED, place(c, body - DESCRIPTOR),
                       "(domain %u, HVM context): E_UNKNOWN_TYPE typecode %u, instance %u, %u bytes%s", c->seg->domid, code,
                       instance, len, code >= 22 && code <= 34 ? "; 22 to 34 are out of use for good" : "");
    rev = revision_of(info, len);
    if ( rev == 0 )
        return wrong_length(c, info, instance, body, len);
    rec = part_record(c->seg, info->type, rev, instance, place(c, body - DESCRIPTOR), c->p);
    if ( !rec )
        return -1;
    if ( info->type == LUS_TYPE_HVM_CPU_MSR )
        return take_msrs(c, rec, body, len);
    if ( info->type == LUS_TYPE_HVM_CPU_XSAVE )
        return take_xsave(c, rec, body, len);
    memcpy(rec->fixed, body, len);
    return part_check(c->seg, rec, place(c, body), NO_OFFSET, c->p);
}

int part_hvm_context(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    const struct context c = { seg, bytes, len, at, p };
    const uint8_t *pos = bytes;
    size_t left = len;

    for ( ; ; )
    {
        uint32_t code, instance, body;

        if ( left < DESCRIPTOR )
            return problem(p, EXIT_CORRUPT, place(&c, pos), "(domain %u, HVM context): E_TRUNCATED ends without END", seg->domid);
        code = le16(pos);
        instance = le16(pos + 2);
        body = le32(pos + 4);
        if ( body > left - DESCRIPTOR )
            return problem(p, EXIT_CORRUPT, place(&c, pos), "(domain %u, HVM context): E_TRUNCATED typecode %u says %u bytes, %zu"
                           " are left", seg->domid, code, body, left - DESCRIPTOR);
        if ( pos == bytes && code != 1 )
            return problem(p, EXIT_CORRUPT, place(&c, pos), "(domain %u, HVM context): E_ORDER begins with typecode %u, not with"
                           " HEADER", seg->domid, code);
        if ( code == 0 )
            break;
        if ( take_record(&c, code, instance, pos + DESCRIPTOR, body) )
            return -1;
        pos += DESCRIPTOR + body;
        left -= DESCRIPTOR + body;
    }
    if ( le16(pos + 2) || le32(pos + 4) )
        return problem(p, EXIT_CORRUPT, place(&c, pos), "(domain %u, HVM context): E_LENGTH END has an instance or a body",
                       seg->domid);
    if ( left != DESCRIPTOR )
        return problem(p, EXIT_CORRUPT, place(&c, pos + DESCRIPTOR), "(domain %u, HVM context): E_TRAILING %zu bytes after END",
                       seg->domid, left - DESCRIPTOR);
    return 0;
}

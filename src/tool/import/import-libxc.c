/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * libxc's migration stream, versions 2 (Xen 4.6 to 4.13) and 3 (4.14 and later): docs/specs/libxc-migration-stream.pandoc.
 * Strict where Xen's own restore or verify-stream-v2 is: order, lengths, reserved fields, padding.
 */
#include <stdlib.h>
#include <string.h>

#include "import-image.h"
#include "import-parts.h"
#include "tool/le.h"

/* The greatest body but for PAGE_DATA: an HVM context of 8192 vcpus is less. */
#define BODY_MAX (256u << 20)
#define PFN_MAX (1ull << 40)

enum libxc_type
{
    END, PAGE_DATA, X86_PV_INFO, X86_PV_P2M_FRAMES, X86_PV_VCPU_BASIC, X86_PV_VCPU_EXTENDED, X86_PV_VCPU_XSAVE, SHARED_INFO,
    X86_TSC_INFO, HVM_CONTEXT, HVM_PARAMS, TOOLSTACK, X86_PV_VCPU_MSRS, VERIFY, CHECKPOINT, CHECKPOINT_DIRTY_PFN_LIST,
    STATIC_DATA_END, X86_CPUID_POLICY, X86_MSR_POLICY, NR_TYPES
};

static const char *const names[NR_TYPES] = {
    "END", "PAGE_DATA", "X86_PV_INFO", "X86_PV_P2M_FRAMES", "X86_PV_VCPU_BASIC", "X86_PV_VCPU_EXTENDED", "X86_PV_VCPU_XSAVE",
    "SHARED_INFO", "X86_TSC_INFO", "HVM_CONTEXT", "HVM_PARAMS", "TOOLSTACK", "X86_PV_VCPU_MSRS", "VERIFY", "CHECKPOINT",
    "CHECKPOINT_DIRTY_PFN_LIST", "STATIC_DATA_END", "X86_CPUID_POLICY", "X86_MSR_POLICY"
};

static const struct image_layer libxc_layer = { "libxc", names, NR_TYPES };

#define BIT(type) (1u << (type))
/* Records that only one kind of guest has, that only version 3 has, and that are nothing but signals. */
#define PV_ONLY (BIT(X86_PV_INFO) | BIT(X86_PV_P2M_FRAMES) | BIT(X86_PV_VCPU_BASIC) | BIT(X86_PV_VCPU_EXTENDED) | \
                 BIT(X86_PV_VCPU_XSAVE) | BIT(X86_PV_VCPU_MSRS) | BIT(SHARED_INFO))
#define HVM_ONLY (BIT(HVM_CONTEXT) | BIT(HVM_PARAMS))
#define VERSION_3 (BIT(STATIC_DATA_END) | BIT(X86_CPUID_POLICY) | BIT(X86_MSR_POLICY))
#define SIGNALS (BIT(END) | BIT(VERIFY) | BIT(CHECKPOINT) | BIT(STATIC_DATA_END))
/* What must not come before the static data is complete, and what must not come after. */
#define AFTER_STATIC (BIT(PAGE_DATA) | BIT(X86_PV_P2M_FRAMES))
#define STATIC (BIT(X86_CPUID_POLICY) | BIT(X86_MSR_POLICY) | BIT(X86_PV_INFO) | BIT(STATIC_DATA_END))

static int check_image_header(struct image *img, const uint8_t *h, uint64_t at)
{
    uint32_t options = (uint32_t)h[16] << 8 | h[17];

    if ( le64(h) != ~0ull || be32(h + 8) != 0x58454e46 )
        return image_problem(img, EXIT_CORRUPT, at, "E_MAGIC not a libxc stream");
    img->version = be32(h + 12);
    if ( img->version < 2 || img->version > 3 )
        return image_problem(img, EXIT_REFUSED, at + 12, "version %u of the libxc stream, this build knows 2, 3", img->version);
    if ( options & 1 )
        return image_problem(img, EXIT_REFUSED, at + 16, "stream of a big-endian host");
    if ( options )
        return image_problem(img, EXIT_REFUSED, at + 16, "E_FLAG_BITS unknown options 0x%x", options);
    if ( le_load(h + 18, 6) )
        return image_problem(img, EXIT_CORRUPT, at + 18, "E_RESERVED reserved bytes are not zero");
    return 0;
}

static int check_domain_header(struct image *img, const uint8_t *h, uint64_t at)
{
    img->type = le32(h);
    if ( img->type == 4 && img->version == 2 )
        return image_problem(img, EXIT_REFUSED, at, "guest of type 4, Arm");
    /* Type 3, PVH, is in the specification of version 2 only; releases that had it wrote 2 for PVH too. */
    if ( img->type < 1 || img->type > (img->version == 2 ? 3 : 2) )
        return image_problem(img, EXIT_CORRUPT, at, "E_ENUM guest type %u", img->type);
    img->hvm = img->type != 1;
    if ( le16(h + 4) != LUS_PAGE_SHIFT )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_RANGE page shift %u, expected %u", le16(h + 4), LUS_PAGE_SHIFT);
    if ( le16(h + 6) )
        return image_problem(img, EXIT_CORRUPT, at + 6, "E_RESERVED reserved bytes are not zero");
    if ( le32(h + 8) > 0xffff || le32(h + 12) > 0xffff )
        return image_problem(img, EXIT_CORRUPT, at + 8, "E_RANGE Xen version %u.%u", le32(h + 8), le32(h + 12));
    img->xen_major = (uint16_t)le32(h + 8);
    img->xen_minor = (uint16_t)le32(h + 12);
    if ( img->xen_major == 0 )
    {
        /* The minor number is then that of the converter, not of a Xen. */
        import_note(img->o, "the stream was converted from the legacy format, by version %u of the converter", img->xen_minor);
        img->xen_minor = 0;
    }
    return 0;
}

int libxc_headers(struct image *img)
{
    uint64_t at = input_offset(img->in);
    uint8_t h[24];

    image_at(img, "libxc image header");
    if ( image_read(img, h, 24) || check_image_header(img, h, at) )
        return -1;
    image_at(img, "libxc domain header");
    if ( image_read(img, h, 16) || check_domain_header(img, h, at + 24) )
        return -1;
    return 0;
}

/* One more pfn, with its type. */
static int take_pfn(struct image *img, uint64_t word, uint64_t at, uint64_t *pages)
{
    uint64_t pfn = word & ((1ull << 52) - 1);
    unsigned int type = (unsigned int)(word >> 60);

    if ( word >> 52 & 0xff )
        return image_problem(img, EXIT_CORRUPT, at, "E_RESERVED reserved bits are set in pfn 0x%llx", (unsigned long long)word);
    if ( type >= 5 && type <= 8 )
        return image_problem(img, EXIT_CORRUPT, at, "E_ENUM type %u of pfn 0x%llx", type, (unsigned long long)pfn);
    if ( pfn >= PFN_MAX || (!img->hvm && pfn > img->end_pfn) )
        return image_problem(img, EXIT_CORRUPT, at, "E_RANGE pfn 0x%llx, the greatest is 0x%llx", (unsigned long long)pfn,
                             (unsigned long long)(img->hvm ? PFN_MAX - 1 : img->end_pfn));
    if ( type < 13 )
        ++*pages;
    if ( img->nr_pfns && pfn <= (img->pfns[img->nr_pfns - 1] & (PFN_MAX - 1)) )
        img->ascending = 0;
    img->pfns[img->nr_pfns++] = (uint64_t)type << 60 | pfn;
    return 0;
}

/* Rounds of a live save and checkpoints say the same pfns again and again: only different ones need memory. */
static void room_for_pfns(struct image *img, uint32_t n)
{
    if ( img->cap_pfns - img->nr_pfns >= n )
        return;
    image_settle_pfns(img);
    if ( img->cap_pfns / 2 >= img->nr_pfns && img->cap_pfns - img->nr_pfns >= n )
        return;
    img->cap_pfns = img->nr_pfns + img->nr_pfns / 2 + 4096;
    img->pfns = xrealloc(img->pfns, img->cap_pfns * sizeof(*img->pfns));
}

/* The contents of a record's pages, one after the other; @words has its @count pfns. */
static int give_pages(struct image *img, const uint64_t *words, uint32_t count)
{
    uint8_t page[LUS_PAGE_SIZE];
    uint32_t i;

    for ( i = 0; i < count; i++ )
    {
        const unsigned int type = (unsigned int)(words[i] >> 60);

        if ( type < 13 && image_read(img, page, sizeof(page)) )
            return -1;
        img->o->page(img->o->page_ctx, words[i] & (PFN_MAX - 1), type, type < 13 ? page : NULL);
    }
    return 0;
}

/* Keeps the record's pfns: it has as many as were read. Return: the new place of @words. */
static uint64_t *keep_words(uint64_t *words, uint32_t have, const uint8_t *buf, uint32_t n)
{
    uint32_t i;

    words = xrealloc(words, (have + (size_t)n) * sizeof(*words));
    for ( i = 0; i < n; i++ )
        words[have + i] = le64(buf + 8 * i);
    return words;
}

static int take_pages(struct image *img, uint32_t len, uint64_t at)
{
    uint64_t pages = 0, body = 8, *words = NULL;
    uint8_t buf[8 * 512];
    uint32_t count, done, n, i;
    int rc = 0;

    if ( len < 16 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, expected 16 or more", len);
    if ( image_read(img, buf, 8) )
        return -1;
    count = le32(buf);
    if ( le32(buf + 4) )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_RESERVED reserved bytes are not zero");
    if ( count == 0 || count > (len - 8) / 8 )
        return image_problem(img, EXIT_CORRUPT, at, "E_RANGE %u pfns in a record of %u bytes", count, len);
    for ( done = 0; !rc && done < count; done += n )
    {
        n = count - done < 512 ? count - done : 512;
        rc = image_read(img, buf, 8 * (size_t)n);
        if ( !rc )
            room_for_pfns(img, n);
        for ( i = 0; !rc && i < n; i++, body += 8 )
            rc = take_pfn(img, le64(buf + 8 * i), at + body, &pages);
        if ( !rc && img->o->page )
            words = keep_words(words, done, buf, n);
    }
    if ( !rc && len != body + pages * LUS_PAGE_SIZE )
        rc = image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes for %u pfns of which %llu have a page", len, count,
                           (unsigned long long)pages);
    img->contents += pages;
    img->seen_pages = 1;
    if ( !rc )
        rc = words ? give_pages(img, words, count) : image_pass(img, pages * LUS_PAGE_SIZE);
    free(words);
    return rc;
}

static int take_pv_info(struct image *img, const uint8_t *body, uint32_t len, uint64_t at)
{
    struct bag_record *rec;

    if ( len != 8 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, expected 8", len);
    if ( img->width )
        return image_problem(img, EXIT_CORRUPT, at, "E_ORDER comes twice");
    rec = part_record(img->fresh, LUS_TYPE_PV_INFO, 1, 0, at, img->p);
    if ( !rec )
        return -1;
    memcpy(rec->fixed, body, len);
    if ( part_check(img->fresh, rec, at, NO_OFFSET, img->p) )
        return -1;
    if ( (body[0] == 8) != (body[1] == 4) )
        return image_problem(img, EXIT_CORRUPT, at, "E_RANGE width %u with %u levels of page tables", body[0], body[1]);
    img->width = body[0];
    return 0;
}

/* One pfn for each frame of the guest's list that holds entries from start to end. */
static int take_p2m_frames(struct image *img, const uint8_t *body, uint32_t len, uint64_t at)
{
    const uint32_t per_frame = LUS_PAGE_SIZE / img->width;
    uint32_t start = len < 8 ? 0 : le32(body), end = len < 8 ? 0 : le32(body + 4);
    uint64_t frames = (uint64_t)end / per_frame - start / per_frame + 1;
    struct bag_record *rec;

    if ( len < 8 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, expected 8 or more", len);
    if ( start > end )
        return image_problem(img, EXIT_CORRUPT, at, "E_RANGE start 0x%x is after end 0x%x", start, end);
    if ( len != 8 + 8 * frames )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes for pfns 0x%x to 0x%x, expected %llu", len, start, end,
                             (unsigned long long)(8 + 8 * frames));
    rec = part_record(img->fresh, LUS_TYPE_PV_P2M_FRAMES, 1, 0, at, img->p);
    if ( !rec )
        return -1;
    memcpy(rec->fixed, body, 8);
    bag_tail(rec, body + 8, len - 8);
    img->seen_p2m = 1;
    if ( end > img->end_pfn )
        img->end_pfn = end;
    return 0;
}

static int take_vcpu(struct image *img, uint32_t type, const uint8_t *body, uint32_t len, uint64_t at)
{
    uint32_t vcpu;

    if ( len < 8 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, expected 8 or more", len);
    vcpu = le32(body);
    if ( le32(body + 4) )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_RESERVED reserved bytes are not zero");
    if ( img->max_vcpus && vcpu >= img->max_vcpus )
        return image_problem(img, EXIT_CORRUPT, at, "E_INSTANCE vcpu %u, but the xl configuration says b_info.max_vcpus %u", vcpu,
                             img->max_vcpus);
    body += 8;
    len -= 8;
    at += 8;
    if ( len == 0 )
    {
        /* Toolstacks 4.6 to 4.8 wrote such; Xen's restore ignores them. */
        import_note(img->o, "libxc record %s of vcpu %u is empty", names[type], vcpu);
        return 0;
    }
    switch ( type )
    {
    case X86_PV_VCPU_BASIC: return part_pv_vcpu(img->fresh, vcpu, img->width, body, len, at, img->p);
    case X86_PV_VCPU_EXTENDED: return part_pv_vcpu_ext(img->fresh, vcpu, body, len, at, img->p);
    case X86_PV_VCPU_XSAVE: return part_pv_vcpu_xsave(img->fresh, vcpu, body, len, at, img->p);
    default: return part_pv_vcpu_msrs(img->fresh, vcpu, body, len, at, img->p);
    }
}

/* The whole context, of vcpus that the domain has. */
static int take_hvm_context(struct image *img, const uint8_t *body, uint32_t len, uint64_t at)
{
    const struct bag_record *rec;
    size_t i;

    if ( part_hvm_context(img->fresh, body, len, at, img->p) )
        return -1;
    for ( i = 0; img->max_vcpus && i < img->fresh->nr; i++ )
    {
        rec = img->fresh->records[i];
        if ( rec->info->scope == LUS_SCOPE_VCPU && rec->instance >= img->max_vcpus )
            return image_problem(img, EXIT_CORRUPT, at, "E_INSTANCE record %s of vcpu %u, but the xl configuration says"
                                 " b_info.max_vcpus %u", rec->info->name, rec->instance, img->max_vcpus);
    }
    return 0;
}

static int take_hvm_params(struct image *img, const uint8_t *body, uint32_t len, uint64_t at)
{
    uint32_t count = len < 8 ? 0 : le32(body);

    if ( len < 8 || len != 8 + 16 * (uint64_t)count )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes for %u parameters", len, count);
    if ( le32(body + 4) )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_RESERVED reserved bytes are not zero");
    if ( count == 0 )
    {
        import_note(img->o, "libxc record HVM_PARAMS is empty");
        return 0;
    }
    return part_hvm_params(img->fresh, body + 8, len - 8, at + 8, img->p);
}

static int take_toolstack(struct image *img, const uint8_t *body, uint32_t len, uint64_t at)
{
    struct bag_record *rec = part_record(img->fresh, LUS_TYPE_TOOLSTACK, 1, 0, at, img->p);

    if ( !rec )
        return -1;
    if ( len > rec->info->max )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, the most is %u", len, rec->info->max);
    bag_tail(rec, body, len);
    return 0;
}

static int take_body(struct image *img, uint32_t type, const uint8_t *body, uint32_t len, uint64_t at)
{
    if ( (type == X86_CPUID_POLICY || type == X86_MSR_POLICY) && len == 0 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH no entries");
    switch ( type )
    {
    case X86_PV_INFO: return take_pv_info(img, body, len, at);
    case X86_PV_P2M_FRAMES: return take_p2m_frames(img, body, len, at);
    case X86_PV_VCPU_BASIC:
    case X86_PV_VCPU_EXTENDED:
    case X86_PV_VCPU_XSAVE:
    case X86_PV_VCPU_MSRS: return take_vcpu(img, type, body, len, at);
    case SHARED_INFO: return part_shared_info(img->fresh, img->width, body, len, at, img->p);
    case X86_TSC_INFO: return part_tsc_info(img->fresh, body, len, at, img->p);
    case HVM_CONTEXT: return take_hvm_context(img, body, len, at);
    case HVM_PARAMS: return take_hvm_params(img, body, len, at);
    case TOOLSTACK: return take_toolstack(img, body, len, at);
    case X86_CPUID_POLICY: return part_cpuid_policy(img->fresh, body, len, at, img->p);
    default: return part_msr_policy(img->fresh, body, len, at, img->p);
    }
}

/* May this record come here? */
static int check_place(struct image *img, uint32_t type, uint32_t len, uint64_t at)
{
    const uint32_t bit = BIT(type);

    if ( bit & (img->hvm ? PV_ONLY : HVM_ONLY) )
        return image_problem(img, EXIT_CORRUPT, at, "E_TYPE not a record of a %s guest", img->hvm ? "HVM" : "PV");
    if ( (bit & VERSION_3) && img->version < 3 )
        return image_problem(img, EXIT_CORRUPT, at, "E_TYPE not a record of a version 2 stream");
    if ( (bit & STATIC) && img->seen_static_end )
        return image_problem(img, EXIT_CORRUPT, at, "E_ORDER after the end of the static data");
    if ( (bit & AFTER_STATIC) && img->version >= 3 && !img->seen_static_end )
        return image_problem(img, EXIT_CORRUPT, at, "E_ORDER before STATIC_DATA_END");
    if ( (bit & PV_ONLY & ~BIT(X86_PV_INFO)) && !img->width )
        return image_problem(img, EXIT_CORRUPT, at, "E_ORDER before X86_PV_INFO");
    if ( type == PAGE_DATA && !img->hvm && !img->seen_p2m )
        return image_problem(img, EXIT_CORRUPT, at, "E_ORDER before X86_PV_P2M_FRAMES");
    if ( type == CHECKPOINT_DIRTY_PFN_LIST )
        return image_problem(img, EXIT_CORRUPT, at, "E_TYPE belongs to the way back of a checkpointed stream");
    if ( (bit & SIGNALS) && len )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_LENGTH %u bytes, expected none", len);
    if ( type != PAGE_DATA && len > BODY_MAX )
        return image_problem(img, EXIT_CORRUPT, at + 4, "E_LENGTH %u bytes, the most is %u", len, BODY_MAX);
    return 0;
}

static int is_pv_vcpu(uint32_t type)
{
    return type == LUS_TYPE_PV_VCPU || type == LUS_TYPE_PV_VCPU_EXT || type == LUS_TYPE_PV_VCPU_XSAVE ||
           type == LUS_TYPE_PV_VCPU_MSRS;
}

/*
 * What came since the last checkpoint becomes the state. A new HVM context replaces the old one as a whole, and new contexts of vcpus
 * those of all vcpus: of a vcpu that went offline, and of MSRs that became zero, nothing is written any more. P-25.
 */
static int commit(struct image *img)
{
    const int contexts = bag_find(img->fresh, LUS_TYPE_HVM_HEADER, 0) != NULL;
    const int vcpus = bag_find(img->fresh, LUS_TYPE_PV_VCPU, 0) != NULL;
    const struct bag_record *rec;
    size_t i = img->seg->nr;

    while ( i-- > 0 )
        if ( (contexts && img->seg->records[i]->type >> 16 == 1) || (vcpus && is_pv_vcpu(img->seg->records[i]->type)) )
            bag_remove(img->seg, img->seg->records[i]);
    for ( i = 0; i < img->fresh->nr; i++ )
    {
        rec = img->fresh->records[i];
        if ( is_pv_vcpu(rec->type) && !bag_find(img->fresh, LUS_TYPE_PV_VCPU, rec->instance) &&
             !bag_find(img->seg, LUS_TYPE_PV_VCPU, rec->instance) )
            return image_problem(img, EXIT_CORRUPT, img->at, "E_MISSING %s of vcpu %u came, but no X86_PV_VCPU_BASIC of it",
                                 rec->info->name, rec->instance);
    }
    bag_replace(img->seg, img->fresh);
    return 0;
}

/* P-24. A checkpoint is whole, too; and then all later ones are: records are replaced, not taken away. */
static int check_whole(struct image *img)
{
    const char *missing = NULL;

    if ( img->whole )
        return 0;
    if ( img->version >= 3 && !img->seen_static_end )
        missing = "STATIC_DATA_END";
    else if ( img->hvm && !bag_find(img->seg, LUS_TYPE_HVM_HEADER, 0) )
        missing = "HVM_CONTEXT";
    else if ( !img->hvm && !img->width )
        missing = "X86_PV_INFO";
    else if ( !img->hvm && !img->seen_p2m )
        missing = "X86_PV_P2M_FRAMES";
    else if ( !img->hvm && !bag_find(img->seg, LUS_TYPE_PV_VCPU, 0) )
        missing = "X86_PV_VCPU_BASIC of vcpu 0";
    if ( missing )
        return image_problem(img, EXIT_CORRUPT, img->at, "E_MISSING no %s came", missing);
    img->whole = 1;
    return 0;
}

static int take_record(struct image *img, uint32_t type, uint32_t len, uint64_t at)
{
    uint8_t *body;
    int rc;

    if ( type == PAGE_DATA )
        return take_pages(img, len, at + 8) || image_padding(img, len) ? -1 : 0;
    if ( type == STATIC_DATA_END )
        img->seen_static_end = 1;
    if ( BIT(type) & SIGNALS )
        return 0;
    body = image_body(img, len);
    if ( !body )
        return -1;
    rc = take_body(img, type, body, len, at + 8) || image_padding(img, len) ? -1 : 0;
    free(body);
    return rc;
}

enum image_end libxc_records(struct image *img)
{
    uint32_t type, len;

    for ( ; ; )
    {
        if ( image_next(img, &libxc_layer, &type, &len) || check_place(img, type, len, img->at) ||
             take_record(img, type, len, img->at) )
            return IMAGE_FAILED;
        if ( type != END && type != CHECKPOINT )
            continue;
        if ( commit(img) || check_whole(img) )
            return IMAGE_FAILED;
        if ( type == END )
            return IMAGE_END;
        img->checkpoints++;
        return IMAGE_CHECKPOINT;
    }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Structures of PV guests, 64-bit and 32-bit, to their common records. The tables give each field's place in Xen's structures
 * (public/xen.h, public/arch-x86/xen.h, xen-x86_64.h, xen-x86_32.h); what a layout lacks is zero in the record.
 */
#include <stddef.h>
#include <string.h>

#include "import-parts.h"
#include "tool/le.h"

/* One field, or array: from where in Xen's structure, how wide there, to where in the decoded record, how wide there. */
struct move
{
    uint16_t from;
    uint16_t from_size;
    uint16_t to;
    uint16_t to_size;
    uint16_t count;
};

#define MEMBER(s, m) (((struct s *)0)->m)
#define ONE(s, m, at, size) { at, size, offsetof(struct s, m), sizeof(MEMBER(s, m)), 1 }
#define MANY(s, m, at, size, n) { at, size, offsetof(struct s, m), sizeof(MEMBER(s, m)[0]), n }
#define NR(a) (sizeof(a) / sizeof((a)[0]))

#define V(m, at, size) ONE(lus_pv_vcpu, m, at, size)
#define VN(m, at, size, n) MANY(lus_pv_vcpu, m, at, size, n)

static const struct move vcpu64[] = {
    VN(fpu_ctxt, 0, 1, 512), V(flags, 512, 8), V(r15, 520, 8), V(r14, 528, 8), V(r13, 536, 8), V(r12, 544, 8), V(rbp, 552, 8),
    V(rbx, 560, 8), V(r11, 568, 8), V(r10, 576, 8), V(r9, 584, 8), V(r8, 592, 8), V(rax, 600, 8), V(rcx, 608, 8), V(rdx, 616, 8),
    V(rsi, 624, 8), V(rdi, 632, 8), V(error_code, 640, 4), V(entry_vector, 644, 4), V(rip, 648, 8), V(cs, 656, 2),
    V(cs_pad, 658, 2), V(saved_upcall_mask, 660, 1), VN(mask_pad, 661, 1, 3), V(rflags, 664, 8), V(rsp, 672, 8), V(ss, 680, 2),
    VN(ss_pad, 682, 2, 3), V(es, 688, 2), VN(es_pad, 690, 2, 3), V(ds, 696, 2), VN(ds_pad, 698, 2, 3), V(fs, 704, 2),
    VN(fs_pad, 706, 2, 3), V(gs, 712, 2), VN(gs_pad, 714, 2, 3), V(ldt_base, 4816, 8), V(ldt_ents, 4824, 8),
    VN(gdt_frames, 4832, 8, 16), V(gdt_ents, 4960, 8), V(kernel_ss, 4968, 8), V(kernel_sp, 4976, 8), VN(ctrlreg, 4984, 8, 8),
    VN(debugreg, 5048, 8, 8), V(event_callback_eip, 5112, 8), V(failsafe_callback_eip, 5120, 8), V(syscall_callback_eip, 5128, 8),
    V(vm_assist, 5136, 8), V(fs_base, 5144, 8), V(gs_base_kernel, 5152, 8), V(gs_base_user, 5160, 8),
};

static const struct move vcpu32[] = {
    VN(fpu_ctxt, 0, 1, 512), V(flags, 512, 4), V(rbx, 516, 4), V(rcx, 520, 4), V(rdx, 524, 4), V(rsi, 528, 4), V(rdi, 532, 4),
    V(rbp, 536, 4), V(rax, 540, 4), V(error_code, 544, 2), V(entry_vector, 546, 2), V(rip, 548, 4), V(cs, 552, 2),
    V(saved_upcall_mask, 554, 1), VN(mask_pad, 555, 1, 1), V(rflags, 556, 4), V(rsp, 560, 4), V(ss, 564, 2),
    VN(ss_pad, 566, 2, 1), V(es, 568, 2), VN(es_pad, 570, 2, 1), V(ds, 572, 2), VN(ds_pad, 574, 2, 1), V(fs, 576, 2),
    VN(fs_pad, 578, 2, 1), V(gs, 580, 2), VN(gs_pad, 582, 2, 1), V(ldt_base, 2632, 4), V(ldt_ents, 2636, 4),
    VN(gdt_frames, 2640, 4, 16), V(gdt_ents, 2704, 4),
    V(kernel_ss, 2708, 4), V(kernel_sp, 2712, 4), VN(ctrlreg, 2716, 4, 8), VN(debugreg, 2748, 4, 8),
    V(event_callback_cs, 2780, 4), V(event_callback_eip, 2784, 4), V(failsafe_callback_cs, 2788, 4),
    V(failsafe_callback_eip, 2792, 4), V(vm_assist, 2796, 4),
};

#define S(m, at, size) ONE(lus_shared_info, m, at, size)
#define SN(m, at, n) MANY(lus_shared_info, m, at, 1, n)

static const struct move shared64[] = {
    SN(evtchn_pending, 2048, 512), SN(evtchn_mask, 2560, 512), S(wc_version, 3072, 4), S(wc_sec, 3076, 4), S(wc_nsec, 3080, 4),
    S(wc_sec_hi, 3084, 4), S(max_pfn, 3088, 8), S(pfn_to_mfn_frame_list_list, 3096, 8), S(nmi_reason, 3104, 8),
    S(p2m_cr3, 3112, 8), S(p2m_vaddr, 3120, 8), S(p2m_generation, 3128, 8), SN(rest, 3136, 960),
};

static const struct move shared32[] = {
    SN(evtchn_pending, 2048, 128), SN(evtchn_mask, 2176, 128), S(wc_version, 2304, 4), S(wc_sec, 2308, 4), S(wc_nsec, 2312, 4),
    S(max_pfn, 2316, 4), S(pfn_to_mfn_frame_list_list, 2320, 4), S(nmi_reason, 2324, 4), S(p2m_cr3, 2328, 4),
    S(p2m_vaddr, 2332, 4), S(p2m_generation, 2336, 4), S(wc_sec_hi, 2340, 4), SN(rest, 2344, 1752),
};

#define I(m, at, size) ONE(lus_vcpu_info_entry, m, at, size)
#define IN(m, at, n) MANY(lus_vcpu_info_entry, m, at, 1, n)
/* struct vcpu_time_info has the same layout for both. */
#define TIME I(version, 32, 4), I(time_pad0, 36, 4), I(tsc_timestamp, 40, 8), I(system_time, 48, 8), \
             I(tsc_to_system_mul, 56, 4), I(tsc_shift, 60, 1), I(flags, 61, 1), IN(time_pad1, 62, 2)

static const struct move info64[] = {
    I(evtchn_upcall_pending, 0, 1), I(evtchn_upcall_mask, 1, 1), IN(upcall_pad, 2, 6), I(evtchn_pending_sel, 8, 8),
    I(cr2, 16, 8), IN(arch_pad, 24, 8), TIME,
};

static const struct move info32[] = {
    I(evtchn_upcall_pending, 0, 1), I(evtchn_upcall_mask, 1, 1), IN(upcall_pad, 2, 2), I(evtchn_pending_sel, 4, 4),
    I(cr2, 8, 4), IN(arch_pad, 12, 20), TIME,
};

static void store(void *to, unsigned int size, uint64_t v)
{
    uint16_t v16 = (uint16_t)v;
    uint32_t v32 = (uint32_t)v;
    uint8_t v8 = (uint8_t)v;

    memcpy(to, size == 8 ? (void *)&v : size == 4 ? (void *)&v32 : size == 2 ? (void *)&v16 : (void *)&v8, size);
}

static void take(const struct move *m, size_t nr, const uint8_t *bytes, void *out)
{
    size_t i;

    for ( ; nr--; m++ )
        for ( i = 0; i < m->count; i++ )
            store((char *)out + m->to + i * m->to_size, m->to_size, le_load(bytes + m->from + i * m->from_size, m->from_size));
}

/* struct trap_info: 16 bytes for 64-bit (with a hole of 4), 8 for 32-bit. */
static void take_traps(struct bag_record *rec, uint32_t width, const uint8_t *bytes)
{
    unsigned int size = width == 8 ? 16 : 8, i, k;

    bytes += width == 8 ? 720 : 584;
    for ( i = 0; i < 256; i++, bytes += size )
    {
        struct lus_trap_entry e = { .index = (uint8_t)i, .vector = bytes[0], .flags = bytes[1], .cs = le16(bytes + 2) };
        uint8_t wire[LUS_ENTRY_MAX];

        for ( k = 0; k < size && !bytes[k]; k++ )
            ;
        if ( k == size )
            continue;
        e.pad0 = width == 8 ? le32(bytes + 4) : 0;
        e.address = width == 8 ? le64(bytes + 8) : le32(bytes + 4);
        lus_encode_trap_entry(wire, &e);
        bag_tail(rec, wire, rec->info->entry->size);
    }
}

int part_pv_vcpu(struct bag_segment *seg, uint32_t vcpu, uint32_t width, const uint8_t *bytes, size_t len, uint64_t at,
                 struct problem *p)
{
    struct lus_pv_vcpu v;
    struct bag_record *rec;

    if ( width == 0 )
        width = len == 2800 ? 4 : 8;
    if ( len != (width == 8 ? 5168 : 2800) )
        return part_problem(seg, LUS_TYPE_PV_VCPU, vcpu, EXIT_CORRUPT, at, p, "E_LENGTH context of %zu bytes, expected %u", len,
                            width == 8 ? 5168 : 2800);
    rec = part_record(seg, LUS_TYPE_PV_VCPU, 1, vcpu, at, p);
    if ( !rec )
        return -1;
    memset(&v, 0, sizeof(v));
    if ( width == 8 )
        take(vcpu64, NR(vcpu64), bytes, &v);
    else
        take(vcpu32, NR(vcpu32), bytes, &v);
    lus_encode_pv_vcpu(rec->fixed, 1, &v);
    take_traps(rec, width, bytes);
    return part_check(seg, rec, NO_OFFSET, NO_OFFSET, p);
}

/* The structure names its vcpu and the size that Xen filled; then the record's fields as they are. */
int part_pv_vcpu_ext(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct bag_record *rec;
    size_t i;

    if ( len < 64 || len > 128 )
        return part_problem(seg, LUS_TYPE_PV_VCPU_EXT, vcpu, EXIT_CORRUPT, at, p, "E_LENGTH %zu bytes, expected 64", len);
    if ( le32(bytes) != vcpu )
        return part_problem(seg, LUS_TYPE_PV_VCPU_EXT, vcpu, EXIT_CORRUPT, at, p, "E_INSTANCE is of vcpu %u", le32(bytes));
    if ( le32(bytes + 4) != 64 )
        return part_problem(seg, LUS_TYPE_PV_VCPU_EXT, vcpu, EXIT_CORRUPT, part_at(at, 4), p,
                            "E_LENGTH says size %u, expected 64", le32(bytes + 4));
    for ( i = 64; i < len; i++ )
        if ( bytes[i] )
            return part_problem(seg, LUS_TYPE_PV_VCPU_EXT, vcpu, EXIT_CORRUPT, part_at(at, i), p,
                                "E_PADDING bytes behind the structure are not zero");
    rec = part_record(seg, LUS_TYPE_PV_VCPU_EXT, 1, vcpu, at, p);
    if ( !rec )
        return -1;
    memcpy(rec->fixed, bytes + 8, rec->fixed_len);
    return part_check(seg, rec, part_at(at, 8), NO_OFFSET, p);
}

int part_pv_vcpu_xsave(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct bag_record *rec;

    /* Xen gives the two words alone, or with at least the legacy area and the header; components are of 8 bytes or a multiple. */
    if ( len != 16 && (len < 16 + 576 || len > 16 + 0x10000 || len % 8) )
        return part_problem(seg, LUS_TYPE_PV_VCPU_XSAVE, vcpu, EXIT_CORRUPT, at, p,
                            "E_LENGTH %zu bytes, expected 16, or 592 to 65552 and a multiple of 8", len);
    rec = part_record(seg, LUS_TYPE_PV_VCPU_XSAVE, 1, vcpu, at, p);
    if ( !rec )
        return -1;
    memcpy(rec->fixed, bytes, 16);
    bag_tail(rec, bytes + 16, len - 16);
    return part_check(seg, rec, at, NO_OFFSET, p);
}

int part_pv_vcpu_msrs(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct bag_record *rec;

    if ( len % 16 || len / 16 > 256 )
        return part_problem(seg, LUS_TYPE_PV_VCPU_MSRS, vcpu, EXIT_CORRUPT, at, p,
                            "E_LENGTH %zu bytes, expected a multiple of 16, at most 4096", len);
    rec = part_record(seg, LUS_TYPE_PV_VCPU_MSRS, 1, vcpu, at, p);
    if ( !rec )
        return -1;
    bag_tail(rec, bytes, len);
    return part_check(seg, rec, NO_OFFSET, at, p);
}

int part_shared_info(struct bag_segment *seg, uint32_t width, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct lus_shared_info s;
    struct bag_record *rec;
    uint32_t i;

    if ( len != 4096 )
        return part_problem(seg, LUS_TYPE_SHARED_INFO, 0, EXIT_CORRUPT, at, p, "E_LENGTH %zu bytes, expected 4096", len);
    rec = part_record(seg, LUS_TYPE_SHARED_INFO, 1, 0, at, p);
    if ( !rec )
        return -1;
    memset(&s, 0, sizeof(s));
    if ( width == 8 )
        take(shared64, NR(shared64), bytes, &s);
    else
        take(shared32, NR(shared32), bytes, &s);
    lus_encode_shared_info(rec->fixed, 1, &s);
    for ( i = 0; i < 32; i++ )
    {
        struct lus_vcpu_info_entry e;
        uint8_t wire[LUS_ENTRY_MAX];

        memset(&e, 0, sizeof(e));
        e.vcpu = i;
        if ( width == 8 )
            take(info64, NR(info64), bytes + i * 64, &e);
        else
            take(info32, NR(info32), bytes + i * 64, &e);
        lus_encode_vcpu_info_entry(wire, &e);
        bag_tail(rec, wire, rec->info->entry->size);
    }
    return part_check(seg, rec, NO_OFFSET, NO_OFFSET, p);
}

int part_shared_info_place(struct bag_segment *seg, uint32_t width, struct problem *p)
{
    const struct bag_record *known = bag_find(seg, LUS_TYPE_DOM_INFO, 0);
    struct lus_shared_info_place place = { .gfn = ~0ull, .is_32bit = width == 4 };
    struct lus_dom_info info;
    struct bag_record *rec;

    if ( !known || lus_decode_dom_info(known->fixed, known->revision, &info) || info.shared_info_frame == ~0ull )
        return 0;
    place.mfn = info.shared_info_frame;
    rec = part_record(seg, LUS_TYPE_SHARED_INFO_PLACE, 1, 0, NO_OFFSET, p);
    if ( !rec )
        return -1;
    lus_encode_shared_info_place(rec->fixed, 1, &place);
    return part_check(seg, rec, NO_OFFSET, NO_OFFSET, p);
}

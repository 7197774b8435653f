/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Roots of the page tables, and descriptor tables, of a PV domain's vcpus. spec/host.md [H-21] [H-29]. */
#include "host-tables.h"

/* The high half of a descriptor (asm-x86/desc.h). */
#define SEGMENT_TYPE 0xf00u
#define SEGMENT_CALL_GATE 0xc00u
#define SEGMENT_S 0x1000u
#define SEGMENT_P 0x8000u
#define SEGMENT_L 0x200000u
#define SEGMENT_DPL(b) ((b) >> 13 & 3)

#define GDT_GUEST_ENTRIES 7168u     /* FIRST_RESERVED_GDT_ENTRY */
#define FLAT_COMPAT_KERNEL_CS 0xe019u
#define FLAT_KERNEL_CS64 0xe033u

/* @b is the high half. */
static int is_allowed(uint32_t a, uint32_t b, int is_32bit)
{
    uint32_t cs = a >> 16;

    if ( !(b & SEGMENT_P) )
        return 1;
    if ( b & SEGMENT_S )
        return is_32bit ? SEGMENT_DPL(b) >= 1 && !(b & SEGMENT_L) : SEGMENT_DPL(b) == 3;
    if ( !(b & SEGMENT_TYPE) )
        return 1;
    if ( (b & SEGMENT_TYPE) != SEGMENT_CALL_GATE || SEGMENT_DPL(b) || b & (is_32bit ? 0xe0 : 0xff) )
        return 0;
    return cs >> 3 < GDT_GUEST_ENTRIES || cs == (is_32bit ? FLAT_COMPAT_KERNEL_CS : FLAT_KERNEL_CS64) || cs & 4;
}

/* In the name of the vcpu that was met first. */
static LUS_NOINLINE void report(struct lus_host *h, uint32_t rule, uint32_t field, uint32_t i, uint64_t value, uint64_t frame, uint32_t slot)
{
    struct lus_where where = { .entry = LUS_NO_ENTRY, .field = field, .value = value };

    h->rec = h->other_rec;
    where.offset = h->rec.offset + LUS_RECORD_HEADER + h->rec.info->fields[field].offset + i * sizeof(uint64_t);
    h->at_frame = frame;
    h->at_slot = slot;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
    h->at_frame = LUS_NO_FRAME;
    h->at_slot = LUS_NO_ENTRY;
}

/* All of a frame, though the table may end in it, as Xen does. */
static LUS_NOINLINE void check_descriptors(struct lus_host *h, struct lus_tables *t, uint32_t i)
{
    uint64_t frame = h->other.pv_vcpu.gdt_frames[i];
    struct lus_pt *p = lus_pt_find(t, frame);
    uint32_t slot;

    /* That it is a page table as well was said. */
    if ( !p || p->level != LEVEL_DESCRIPTORS || p->flags & PT_READ )
        return;
    p->flags |= PT_READ;
    if ( !lus_pt_read(h, t, p) )
    {
        lus_host_unprovable(h, LUS_R_DESCRIPTOR);
        return;
    }
    for ( slot = 0; slot < PT_ENTRIES; slot++ )
    {
        const uint8_t *d = t->page + slot * 8;

        if ( !is_allowed(lus_ld32(d), lus_ld32(d + 4), t->levels == 3) )
            report(h, LUS_R_DESCRIPTOR, LUS_FIELD_pv_vcpu_gdt_frames, i, lus_ld64(d), frame, slot);
    }
}

/* xen_cr3_to_pfn: a 32-bit guest has the frame's high bits in the low bits. */
static uint64_t frame_of(uint64_t cr, int is_32bit)
{
    return is_32bit ? (uint32_t)(cr >> 12 | cr << 20) : PTE_FRAME(cr);
}

static LUS_NOINLINE void check_root(struct lus_host *h, struct lus_tables *t, uint32_t i)
{
    uint64_t cr = h->other.pv_vcpu.ctrlreg[i], frame = frame_of(cr, t->levels == 3);
    struct lus_pt *p = lus_pt_find(t, frame);

    if ( p && p->level == t->levels )
        p->flags |= PT_USED;
    else
        report(h, LUS_R_TABLE_ROOT, LUS_FIELD_pv_vcpu_ctrlreg, i, cr, frame, LUS_NO_ENTRY);
}

int lus_tables_vcpus(struct lus_host *h, struct lus_tables *t)
{
    int rc = lus_segment_open(h->s, h->domain->segment, &h->other_seg);
    uint64_t i, nr;

    while ( !rc && (rc = lus_next(&h->other_seg, &h->other_rec)) > 0 )
    {
        rc = 0;
        if ( h->other_rec.type != LUS_TYPE_PV_VCPU || (h->other_rec.flags & LUS_RECORD_CHUNK) )
            continue;
        lus_decode_any(h->other_rec.type, lus_fixed(h->s, &h->other_rec), h->other_rec.revision, &h->other);
        check_root(h, t, 3);
        if ( t->levels == 4 && h->other.pv_vcpu.ctrlreg[1] )
            check_root(h, t, 1);
        nr = (h->other.pv_vcpu.gdt_ents + PT_ENTRIES - 1) / PT_ENTRIES;
        for ( i = 0; i < nr && i < 16; i++ )
            check_descriptors(h, t, (uint32_t)i);
    }
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The image importer on a 32-bit PV guest, which no capture has: an image made here, each of its values looked up again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image-build.h"
#include "import-image-test.h"

/* i386's structures, public/xen.h and public/arch-x86/xen-x86_32.h, as C lays them out: the importer has tables of offsets. */
struct regs32
{
    uint32_t ebx, ecx, edx, esi, edi, ebp, eax;
    uint16_t error_code, entry_vector;
    uint32_t eip;
    uint16_t cs;
    uint8_t saved_upcall_mask, pad0;
    uint32_t eflags, esp;
    uint16_t ss, pad1, es, pad2, ds, pad3, fs, pad4, gs, pad5;
};

struct trap32
{
    uint8_t vector, flags;
    uint16_t cs;
    uint32_t address;
};

struct vcpu32
{
    uint8_t fpu[512];
    uint32_t flags;
    struct regs32 regs;
    struct trap32 traps[256];
    uint32_t ldt_base, ldt_ents, gdt_frames[16], gdt_ents, kernel_ss, kernel_sp, ctrlreg[8], debugreg[8];
    uint32_t event_cs, event_eip, failsafe_cs, failsafe_eip, vm_assist;
};

struct info32
{
    uint8_t pending, mask, pad[2];
    uint32_t pending_sel, cr2, arch_pad[5];
    uint32_t version, pad0, tsc[2], system_time[2], mul;
    uint8_t shift, flags, pad1[2];
};

struct shared32
{
    struct info32 vcpu[32];
    uint32_t pending[32], mask[32], wc_version, wc_sec, wc_nsec;
    uint32_t max_pfn, list_list, nmi_reason, p2m_cr3, p2m_vaddr, p2m_generation, wc_sec_hi;
    uint8_t rest[1752];
};

_Static_assert(sizeof(struct vcpu32) == 2800 && sizeof(struct shared32) == 4096 && sizeof(struct info32) == 64, "layout");

static void check_vcpu32(const struct bag_record *rec, const struct vcpu32 *c)
{
    struct lus_pv_vcpu v;
    struct lus_trap_entry t;
    int i;

    assert_int_equal(lus_decode_pv_vcpu(rec->fixed, 1, &v), 0);
    assert_memory_equal(v.fpu_ctxt, c->fpu, 512);
    assert_true(v.flags == c->flags && v.rbx == c->regs.ebx && v.rcx == c->regs.ecx && v.rdx == c->regs.edx);
    assert_true(v.rsi == c->regs.esi && v.rdi == c->regs.edi && v.rbp == c->regs.ebp && v.rax == c->regs.eax);
    assert_true(v.error_code == c->regs.error_code && v.entry_vector == c->regs.entry_vector && v.rip == c->regs.eip);
    assert_true(v.cs == c->regs.cs && v.saved_upcall_mask == c->regs.saved_upcall_mask && v.mask_pad[0] == c->regs.pad0);
    assert_true(v.rflags == c->regs.eflags && v.rsp == c->regs.esp && v.ss == c->regs.ss && v.ss_pad[0] == c->regs.pad1);
    assert_true(v.es == c->regs.es && v.es_pad[0] == c->regs.pad2 && v.ds == c->regs.ds && v.ds_pad[0] == c->regs.pad3);
    assert_true(v.fs == c->regs.fs && v.fs_pad[0] == c->regs.pad4 && v.gs == c->regs.gs && v.gs_pad[0] == c->regs.pad5);
    assert_true(v.ldt_base == c->ldt_base && v.ldt_ents == c->ldt_ents && v.gdt_ents == c->gdt_ents);
    assert_true(v.kernel_ss == c->kernel_ss && v.kernel_sp == c->kernel_sp && v.vm_assist == c->vm_assist);
    assert_true(v.event_callback_cs == c->event_cs && v.event_callback_eip == c->event_eip);
    assert_true(v.failsafe_callback_cs == c->failsafe_cs && v.failsafe_callback_eip == c->failsafe_eip);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(v.gdt_frames[i], c->gdt_frames[i]);
    for ( i = 0; i < 8; i++ )
        assert_true(v.ctrlreg[i] == c->ctrlreg[i] && v.debugreg[i] == c->debugreg[i]);
    assert_true(!v.r8 && !v.r15 && !v.cs_pad && !v.mask_pad[1] && !v.ss_pad[1] && !v.gs_pad[2] && !v.syscall_callback_eip);
    assert_true(!v.fs_base && !v.gs_base_kernel && !v.gs_base_user);
    /* Trap 3 was made all zero: it is left out. */
    assert_int_equal(rec->tail_len, 255 * 24);
    for ( i = 0; i < 255; i++ )
    {
        const struct trap32 *from = &c->traps[i < 3 ? i : i + 1];

        assert_int_equal(lus_decode_trap_entry(rec->tail + 24 * i, &t), 0);
        assert_true(t.index == (i < 3 ? i : i + 1) && t.vector == from->vector && t.flags == from->flags && t.cs == from->cs);
        assert_true(t.address == from->address && t.pad0 == 0);
    }
}

static void check_shared32(const struct bag_record *rec, const struct shared32 *c)
{
    static const uint8_t zero[384];
    struct lus_vcpu_info_entry e;
    struct lus_shared_info s;
    uint32_t i;

    assert_int_equal(lus_decode_shared_info(rec->fixed, 1, &s), 0);
    assert_memory_equal(s.evtchn_pending, c->pending, 128);
    assert_memory_equal(s.evtchn_pending + 128, zero, 384);
    assert_memory_equal(s.evtchn_mask, c->mask, 128);
    assert_memory_equal(s.evtchn_mask + 128, zero, 384);
    assert_true(s.wc_version == c->wc_version && s.wc_sec == c->wc_sec && s.wc_nsec == c->wc_nsec && s.wc_sec_hi == c->wc_sec_hi);
    assert_true(s.max_pfn == c->max_pfn && s.pfn_to_mfn_frame_list_list == c->list_list && s.nmi_reason == c->nmi_reason);
    assert_true(s.p2m_cr3 == c->p2m_cr3 && s.p2m_vaddr == c->p2m_vaddr && s.p2m_generation == c->p2m_generation);
    assert_memory_equal(s.rest, c->rest, sizeof(c->rest));
    assert_int_equal(rec->tail_len, 32 * 80);
    for ( i = 0; i < 32; i++ )
    {
        const struct info32 *v = &c->vcpu[i];

        assert_int_equal(lus_decode_vcpu_info_entry(rec->tail + 80 * i, &e), 0);
        assert_true(e.vcpu == i && e.evtchn_upcall_pending == v->pending && e.evtchn_upcall_mask == v->mask);
        assert_memory_equal(e.upcall_pad, v->pad, 2);
        assert_true(e.evtchn_pending_sel == v->pending_sel && e.cr2 == v->cr2 && e.version == v->version);
        assert_int_equal(e.time_pad0, v->pad0);
        assert_memory_equal(e.arch_pad, v->arch_pad, 20);
        assert_memory_equal(&e.tsc_timestamp, v->tsc, 8);
        assert_memory_equal(&e.system_time, v->system_time, 8);
        assert_true(e.tsc_to_system_mul == v->mul && e.tsc_shift == v->shift && e.flags == v->flags);
        assert_memory_equal(e.time_pad1, v->pad1, 2);
    }
}

/* No capture has a 32-bit PV guest. Versions 2 and 3. */
void test_pv32(void **state)
{
    const uint64_t pfns[] = { 0, 1, 0xbull << 60 | 2, 0xbull << 60 | 3, 1ull << 60 | 4, 15ull << 60 | 5, 14ull << 60 | 6,
                              13ull << 60 | 7, 4095 };
    uint32_t version;

    for ( version = 2; version <= 3; version++ )
    {
        struct image_bytes b = { 0 };
        struct shared32 shared;
        struct vcpu32 vcpu[2];
        struct lus_pv_info info;
        struct lus_domain domain;
        struct problem p;
        struct bag bag;

        fill_bytes(&shared, sizeof(shared), 1);
        fill_bytes(vcpu, sizeof(vcpu), 2);
        memset(&vcpu[0].traps[3], 0, 8);
        memset(&vcpu[1].traps[3], 0, 8);
        put_pv_begin(&b, version, 4);
        put_p2m(&b, 4);
        put_pages(&b, pfns, 9);
        put_record(&b, 7, &shared, sizeof(shared));
        put_vcpu(&b, 4, 0, &vcpu[0], sizeof(vcpu[0]));
        put_vcpu(&b, 4, 5, &vcpu[1], sizeof(vcpu[1]));
        put_record(&b, 0, NULL, 0);
        if ( import_bytes(b.bytes, b.len, &bag, &p) )
            fail_msg("%s", p.text);
        check_vcpu32(find_record(&bag, LUS_TYPE_PV_VCPU, 0), &vcpu[0]);
        check_vcpu32(find_record(&bag, LUS_TYPE_PV_VCPU, 5), &vcpu[1]);
        check_shared32(find_record(&bag, LUS_TYPE_SHARED_INFO, 0), &shared);
        lus_decode_pv_info(find_record(&bag, LUS_TYPE_PV_INFO, 0)->fixed, 1, &info);
        assert_true(info.guest_width == 4 && info.pt_levels == 3);
        lus_decode_domain(find_record(&bag, LUS_TYPE_DOMAIN, 0)->fixed, 1, &domain);
        assert_true(domain.kind == LUS_GUEST_KIND_PV && domain.frame_space == LUS_FRAME_SPACE_PFN && domain.max_vcpus == 0);
        assert_int_equal(find_record(&bag, LUS_TYPE_PV_P2M_FRAMES, 0)->tail_len, 4 * 8);
        /* 0..4, 6, 4095; and 2..3, 4, 5, 6, 7. */
        assert_int_equal(find_record(&bag, LUS_TYPE_FRAMES, 0)->tail_len, 3 * 8);
        assert_int_equal(find_record(&bag, LUS_TYPE_PAGE_TYPES, 0)->tail_len, 5 * 7);
        assert_int_equal(bag.header.producer_minor, version == 2 ? 11 : 17);
        bag_free(&bag);
        free(b.bytes);
    }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The schema against Xen's own public headers: HVM records have the size, and their fields the offsets and sizes, of Xen's
 * structures; the records of PV guests have a place for every member. Needs libxen-dev of 4.14 or later, GNU C, no other part of
 * the library.
 *
 * Each record and entry becomes a structure of byte arrays, w_<name>, so that offsetof and sizeof speak of the wire.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define __XEN_TOOLS__ 1
#include <xen/xen.h>
#include <xen/hvm/save.h>
#include <xen/domctl.h>
#include <xen/event_channel.h>
#include <xen/foreign/x86_32.h>
#include <xen/foreign/x86_64.h>

#define SIZE_U8 1
#define SIZE_U16 2
#define SIZE_U24 3
#define SIZE_U32 4
#define SIZE_U40 5
#define SIZE_U64 8
#define SIZE_I32 4
#define SIZE_I64 8

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) struct w_##name {
#define LUS_REC_END(name) };
#define LUS_ENT(name, keys, doc) struct w_##name {
#define LUS_ENT_END(name) };
#define LUS_F(owner, wire, name, check, unit, ref, doc) uint8_t name[SIZE_##wire];
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) uint8_t name[(count) * SIZE_##wire];
#define LUS_B(owner, name, bytes, unit, doc) uint8_t name[bytes];
#define LUS_R(owner, name, bytes) uint8_t name[bytes];
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) uint8_t name[SIZE_##wire];
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) uint8_t name[(count) * SIZE_##wire];
#define LUS_NR(owner, name, bytes, since) uint8_t name[bytes];
#include "core/records.def"

/* Which records have a structure of Xen's. Others are not compared. */
#define XEN_hvm_header          ~, IN, struct hvm_save_header
#define XEN_hvm_cpu             ~, IN, struct hvm_hw_cpu
#define XEN_hvm_pic             ~, IN, struct hvm_hw_vpic
#define XEN_hvm_ioapic          ~, IN, struct hvm_hw_vioapic
#define XEN_hvm_lapic           ~, IN, struct hvm_hw_lapic
#define XEN_hvm_lapic_regs      ~, IN, struct hvm_hw_lapic_regs
#define XEN_hvm_pci_irq         ~, IN, struct hvm_hw_pci_irqs
#define XEN_hvm_isa_irq         ~, IN, struct hvm_hw_isa_irqs
#define XEN_hvm_pci_link        ~, IN, struct hvm_hw_pci_link
#define XEN_hvm_pit             ~, IN, struct hvm_hw_pit
#define XEN_hvm_rtc             ~, IN, struct hvm_hw_rtc
#define XEN_hvm_hpet            ~, IN, struct hvm_hw_hpet
#define XEN_hvm_pmtimer         ~, IN, struct hvm_hw_pmtimer
#define XEN_hvm_mtrr            ~, IN, struct hvm_hw_mtrr
#define XEN_hvm_viridian_domain ~, IN, struct hvm_viridian_domain_context
#define XEN_hvm_cpu_xsave       ~, IN, struct hvm_hw_cpu_xsave
#define XEN_hvm_viridian_vcpu   ~, IN, struct hvm_viridian_vcpu_context
#define XEN_hvm_vmce_vcpu       ~, IN, struct hvm_vmce_vcpu
#define XEN_hvm_tsc_adjust      ~, IN, struct hvm_tsc_adjust

/* Fields that are called otherwise in Xen, ... */
#define MEMBER_hvm_viridian_vcpu_pad ~, _pad
#define MEMBER_hvm_hpet_timer0_config ~, timers[0].config
#define MEMBER_hvm_hpet_timer0_cmp ~, timers[0].cmp
#define MEMBER_hvm_hpet_timer0_fsb ~, timers[0].fsb
#define MEMBER_hvm_hpet_timer0_res4 ~, timers[0].res4
#define MEMBER_hvm_hpet_timer1_config ~, timers[1].config
#define MEMBER_hvm_hpet_timer1_cmp ~, timers[1].cmp
#define MEMBER_hvm_hpet_timer1_fsb ~, timers[1].fsb
#define MEMBER_hvm_hpet_timer1_res4 ~, timers[1].res4
#define MEMBER_hvm_hpet_timer2_config ~, timers[2].config
#define MEMBER_hvm_hpet_timer2_cmp ~, timers[2].cmp
#define MEMBER_hvm_hpet_timer2_fsb ~, timers[2].fsb
#define MEMBER_hvm_hpet_timer2_res4 ~, timers[2].res4
#define MEMBER_hvm_pit_channel0_count ~, channels[0].count
#define MEMBER_hvm_pit_channel0_latched_count ~, channels[0].latched_count
#define MEMBER_hvm_pit_channel0_count_latched ~, channels[0].count_latched
#define MEMBER_hvm_pit_channel0_status_latched ~, channels[0].status_latched
#define MEMBER_hvm_pit_channel0_status ~, channels[0].status
#define MEMBER_hvm_pit_channel0_read_state ~, channels[0].read_state
#define MEMBER_hvm_pit_channel0_write_state ~, channels[0].write_state
#define MEMBER_hvm_pit_channel0_write_latch ~, channels[0].write_latch
#define MEMBER_hvm_pit_channel0_rw_mode ~, channels[0].rw_mode
#define MEMBER_hvm_pit_channel0_mode ~, channels[0].mode
#define MEMBER_hvm_pit_channel0_bcd ~, channels[0].bcd
#define MEMBER_hvm_pit_channel0_gate ~, channels[0].gate
#define MEMBER_hvm_pit_channel1_count ~, channels[1].count
#define MEMBER_hvm_pit_channel1_latched_count ~, channels[1].latched_count
#define MEMBER_hvm_pit_channel1_count_latched ~, channels[1].count_latched
#define MEMBER_hvm_pit_channel1_status_latched ~, channels[1].status_latched
#define MEMBER_hvm_pit_channel1_status ~, channels[1].status
#define MEMBER_hvm_pit_channel1_read_state ~, channels[1].read_state
#define MEMBER_hvm_pit_channel1_write_state ~, channels[1].write_state
#define MEMBER_hvm_pit_channel1_write_latch ~, channels[1].write_latch
#define MEMBER_hvm_pit_channel1_rw_mode ~, channels[1].rw_mode
#define MEMBER_hvm_pit_channel1_mode ~, channels[1].mode
#define MEMBER_hvm_pit_channel1_bcd ~, channels[1].bcd
#define MEMBER_hvm_pit_channel1_gate ~, channels[1].gate
#define MEMBER_hvm_pit_channel2_count ~, channels[2].count
#define MEMBER_hvm_pit_channel2_latched_count ~, channels[2].latched_count
#define MEMBER_hvm_pit_channel2_count_latched ~, channels[2].count_latched
#define MEMBER_hvm_pit_channel2_status_latched ~, channels[2].status_latched
#define MEMBER_hvm_pit_channel2_status ~, channels[2].status
#define MEMBER_hvm_pit_channel2_read_state ~, channels[2].read_state
#define MEMBER_hvm_pit_channel2_write_state ~, channels[2].write_state
#define MEMBER_hvm_pit_channel2_write_latch ~, channels[2].write_latch
#define MEMBER_hvm_pit_channel2_rw_mode ~, channels[2].rw_mode
#define MEMBER_hvm_pit_channel2_mode ~, channels[2].mode
#define MEMBER_hvm_pit_channel2_bcd ~, channels[2].bcd
#define MEMBER_hvm_pit_channel2_gate ~, channels[2].gate

/* ... and those that are bit-fields, padding, or newer than the headers that we have. Their neighbours give them away. */
#define NONE_hvm_pic_init_priority ~, SKIP
#define NONE_hvm_pic_mode          ~, SKIP
#define NONE_hvm_lapic_pending_esr ~, SKIP
#define NONE_hvm_lapic_pad0        ~, SKIP

/* PICK(X_a_b, d): what X_a_b has after its ~ if it is one of the above, else d. TYPE: what comes next. */
#define SECOND(a, b, ...) b
#define THIRD(a, b, c, ...) c
#define PICK(...) SECOND(__VA_ARGS__, ~, ~)
#define TYPE(...) THIRD(__VA_ARGS__, ~, ~)
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)

#define COMPARE(owner, name) CAT(COMPARE_, PICK(XEN_##owner, SKIP))(owner, name)
#define COMPARE_SKIP(owner, name)
#define COMPARE_IN(owner, name) CAT(FIELD_, PICK(NONE_##owner##_##name, IN))(owner, name)
#define FIELD_SKIP(owner, name)
#define FIELD_IN(owner, name) SAME(owner, name, TYPE(XEN_##owner, ~), PICK(MEMBER_##owner##_##name, name))
#define SAME(owner, name, xen, member) SAME_(owner, name, xen, member)
#define SAME_(owner, name, xen, member) \
    same(#owner, #name, offsetof(struct w_##owner, name), sizeof(((struct w_##owner *)0)->name), \
         offsetof(xen, member), sizeof(((xen *)0)->member));

static unsigned int compared;

static void same(const char *owner, const char *name, size_t offset, size_t size, size_t xen_offset, size_t xen_size)
{
    compared++;
    if ( offset != xen_offset || size != xen_size )
        fail_msg("%s.%s: %zu bytes at %zu, Xen has %zu at %zu", owner, name, size, offset, xen_size, xen_offset);
}

static void hvm_fields(void **state)
{
    (void)state;

#define LUS_F(owner, wire, name, check, unit, ref, doc) COMPARE(owner, name)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) COMPARE(owner, name)
#define LUS_B(owner, name, bytes, unit, doc) COMPARE(owner, name)
#define LUS_R(owner, name, bytes) COMPARE(owner, name)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) COMPARE(owner, name)
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) COMPARE(owner, name)
#define LUS_NR(owner, name, bytes, since) COMPARE(owner, name)
#include "core/records.def"

    /* A macro that went wrong would compare nothing. */
    assert_true(compared > 190);

    assert_int_equal(sizeof(struct w_msr_entry), sizeof(struct hvm_one_msr));
    assert_int_equal(offsetof(struct w_msr_entry, flags), offsetof(struct hvm_one_msr, _rsvd));
    assert_int_equal(offsetof(struct w_msr_entry, value), offsetof(struct hvm_one_msr, val));
    assert_int_equal(sizeof(struct w_msr_entry), sizeof(struct xen_domctl_vcpu_msr));
    assert_int_equal(sizeof(struct w_hvm_cpu_xsave), offsetof(struct hvm_hw_cpu_xsave, save_area));
}

/* Bytes of each fixed part at revision 1, and the type numbers. */
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) enum { first_##name = 0
#define LUS_REC_END(name) };
#define LUS_ENT(name, keys, doc) enum { first_##name = 0
#define LUS_ENT_END(name) };
#define LUS_F(owner, wire, name, check, unit, ref, doc) + SIZE_##wire
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) + (count) * SIZE_##wire
#define LUS_B(owner, name, bytes, unit, doc) + (bytes)
#define LUS_R(owner, name, bytes) + (bytes)
#include "core/records.def"

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static const uint32_t type_##name = (type);
#include "core/records.def"

/* Sizes that the releases 4.11 to 4.22 have; the headers of any one of them have the first or the last. */
static void hvm_sizes(void **state)
{
#define SIZES(record, CODE, first, last) do \
    { \
        assert_int_equal(type_##record, 0x10000 + HVM_SAVE_CODE(CODE)); \
        assert_int_equal(first_##record, first); \
        assert_int_equal(sizeof(struct w_##record), last); \
        assert_true(HVM_SAVE_LENGTH(CODE) == (first) || HVM_SAVE_LENGTH(CODE) == (last)); \
    } while ( 0 )

    (void)state;

    SIZES(hvm_header, HEADER, 24, 24);
    SIZES(hvm_cpu, CPU, 1032, 1032);
    SIZES(hvm_pic, PIC, 8, 8);
    SIZES(hvm_ioapic, IOAPIC, 400, 400);
    SIZES(hvm_lapic, LAPIC, 24, 32);
    SIZES(hvm_lapic_regs, LAPIC_REGS, 1024, 1024);
    SIZES(hvm_pci_irq, PCI_IRQ, 16, 16);
    SIZES(hvm_isa_irq, ISA_IRQ, 8, 8);
    SIZES(hvm_pci_link, PCI_LINK, 8, 8);
    SIZES(hvm_pit, PIT, 56, 56);
    SIZES(hvm_rtc, RTC, 16, 24);
    SIZES(hvm_hpet, HPET, 1048, 1048);
    SIZES(hvm_pmtimer, PMTIMER, 8, 8);
    SIZES(hvm_mtrr, MTRR, 240, 240);
    SIZES(hvm_viridian_domain, VIRIDIAN_DOMAIN, 32, 32);
    SIZES(hvm_viridian_vcpu, VIRIDIAN_VCPU, 16, 216);
    SIZES(hvm_vmce_vcpu, VMCE_VCPU, 32, 32);
    SIZES(hvm_tsc_adjust, TSC_ADJUST, 8, 8);

    assert_int_equal(type_hvm_cpu_xsave, 0x10000 + CPU_XSAVE_CODE);
    assert_int_equal(sizeof(struct w_hvm_cpu_xsave), 24);
    assert_int_equal(type_hvm_cpu_msr, 0x10000 + CPU_MSR_CODE);
    assert_int_equal(sizeof(struct w_hvm_cpu_msr), 0);
}

/* [S-25], [S-29]: each field on a multiple of its size, no fixed part over 4096 bytes. Every record, not only Xen's. */
static void alignment(void **state)
{
    unsigned int bad = 0;

    (void)state;

#define ALIGN(owner, wire, name) \
    if ( SIZE_##wire != 3 && SIZE_##wire != 5 && offsetof(struct w_##owner, name) % SIZE_##wire ) \
    { \
        print_error("%s.%s is at %zu\n", #owner, #name, offsetof(struct w_##owner, name)); \
        bad++; \
    }
#define LUS_REC_END(name) assert_true(sizeof(struct w_##name) <= 4096);
#define LUS_F(owner, wire, name, check, unit, ref, doc) ALIGN(owner, wire, name)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) ALIGN(owner, wire, name)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) ALIGN(owner, wire, name)
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) ALIGN(owner, wire, name)
#include "core/records.def"

    assert_int_equal(bad, 0);
}

/*
 * PV: a structure of Xen's, full of bytes that all differ from their neighbours, goes to the record and back, and nothing may
 * be lost. Each place is an element size of Xen's, one of the record's, not less, and how many.
 */
struct place
{
    size_t abi;
    size_t abi_size;
    size_t wire;
    size_t wire_size;
    size_t count;
};

static void move(const struct place *p, size_t nr, uint8_t *abi, uint8_t *wire, int to_wire)
{
    size_t i, j;

    for ( i = 0; i < nr; i++ )
        for ( j = 0; j < p[i].count; j++ )
        {
            uint8_t *a = abi + p[i].abi + j * p[i].abi_size;
            uint8_t *w = wire + p[i].wire + j * p[i].wire_size;

            assert_true(p[i].abi_size <= p[i].wire_size);
            memcpy(to_wire ? w : a, to_wire ? a : w, p[i].abi_size);
        }
}

static void there_and_back(const char *what, const struct place *p, size_t nr, size_t abi_size, size_t wire_size)
{
    uint8_t *abi = malloc(abi_size), *again = calloc(1, abi_size), *wire = calloc(1, wire_size);
    size_t i;

    assert_true(abi && again && wire);
    for ( i = 0; i < abi_size; i++ )
        abi[i] = (uint8_t)(i % 255 + 1);

    move(p, nr, abi, wire, 1);
    move(p, nr, again, wire, 0);
    for ( i = 0; i < abi_size; i++ )
        if ( abi[i] != again[i] )
            fail_msg("%s: byte %zu has no place in the record", what, i);

    free(abi);
    free(again);
    free(wire);
}

#define SIZE_IN(type, member) sizeof(((type *)0)->member)
#define NR(array) (sizeof(array) / sizeof((array)[0]))
/* One number; n numbers; bytes up to the next member. */
#define ONE(abi, m, rec, f) { offsetof(abi, m), SIZE_IN(abi, m), offsetof(rec, f), SIZE_IN(rec, f), 1 }
#define MANY(abi, m, rec, f, n) { offsetof(abi, m), SIZE_IN(abi, m) / (n), offsetof(rec, f), SIZE_IN(rec, f) / (n), n }
#define HOLE(abi, m, end, rec, f) \
    { offsetof(abi, m) + SIZE_IN(abi, m), (end) - offsetof(abi, m) - SIZE_IN(abi, m), offsetof(rec, f), SIZE_IN(rec, f), 1 }

#define INFO(abi) \
    ONE(abi, evtchn_upcall_pending, struct w_vcpu_info_entry, evtchn_upcall_pending), \
    ONE(abi, evtchn_upcall_mask, struct w_vcpu_info_entry, evtchn_upcall_mask), \
    HOLE(abi, evtchn_upcall_mask, offsetof(abi, evtchn_pending_sel), struct w_vcpu_info_entry, upcall_pad), \
    ONE(abi, evtchn_pending_sel, struct w_vcpu_info_entry, evtchn_pending_sel), \
    ONE(abi, arch.cr2, struct w_vcpu_info_entry, cr2), \
    ONE(abi, arch.pad, struct w_vcpu_info_entry, arch_pad), \
    ONE(abi, time.version, struct w_vcpu_info_entry, version), \
    ONE(abi, time.pad0, struct w_vcpu_info_entry, time_pad0), \
    ONE(abi, time.tsc_timestamp, struct w_vcpu_info_entry, tsc_timestamp), \
    ONE(abi, time.system_time, struct w_vcpu_info_entry, system_time), \
    ONE(abi, time.tsc_to_system_mul, struct w_vcpu_info_entry, tsc_to_system_mul), \
    ONE(abi, time.tsc_shift, struct w_vcpu_info_entry, tsc_shift), \
    { offsetof(abi, time.tsc_shift) + 1, 1, offsetof(struct w_vcpu_info_entry, flags), 1, 1 }, \
    { offsetof(abi, time.tsc_shift) + 2, 2, offsetof(struct w_vcpu_info_entry, time_pad1), 2, 1 }

/* The members after vcpu_info, counted from evtchn_pending; the page behind them too. */
#define AFTER(abi, m, f) \
    { offsetof(abi, m) - offsetof(abi, evtchn_pending), SIZE_IN(abi, m), offsetof(struct w_shared_info, f), \
      SIZE_IN(struct w_shared_info, f), 1 }
#define SHARED(abi) \
    AFTER(abi, evtchn_pending, evtchn_pending), \
    AFTER(abi, evtchn_mask, evtchn_mask), \
    AFTER(abi, wc_version, wc_version), \
    AFTER(abi, wc_sec, wc_sec), \
    AFTER(abi, wc_nsec, wc_nsec), \
    AFTER(abi, arch.max_pfn, max_pfn), \
    AFTER(abi, arch.pfn_to_mfn_frame_list_list, pfn_to_mfn_frame_list_list), \
    AFTER(abi, arch.nmi_reason, nmi_reason), \
    AFTER(abi, arch.p2m_cr3, p2m_cr3), \
    AFTER(abi, arch.p2m_vaddr, p2m_vaddr), \
    AFTER(abi, arch.p2m_generation, p2m_generation), \
    { sizeof(abi) - offsetof(abi, evtchn_pending), 4096 - sizeof(abi), offsetof(struct w_shared_info, rest), \
      SIZE_IN(struct w_shared_info, rest), 1 }

static void pv_shared_info(void **state)
{
    static const struct place info32[] = { INFO(struct vcpu_info_x86_32) };
    static const struct place info64[] = { INFO(struct vcpu_info_x86_64) };
    static const struct place shared32[] =
    {
        SHARED(struct shared_info_x86_32),
        AFTER(struct shared_info_x86_32, arch.wc_sec_hi, wc_sec_hi),
    };
    static const struct place shared64[] =
    {
        SHARED(struct shared_info_x86_64),
        AFTER(struct shared_info_x86_64, wc_sec_hi, wc_sec_hi),
    };

    (void)state;

    assert_int_equal(sizeof(struct shared_info_x86_32), 2344);
    assert_int_equal(sizeof(struct shared_info_x86_64), 3136);
    assert_int_equal(sizeof(struct vcpu_info_x86_32), 64);
    assert_int_equal(sizeof(struct vcpu_info_x86_64), 64);
    assert_int_equal(offsetof(struct shared_info_x86_32, evtchn_pending), 2048);
    assert_int_equal(offsetof(struct shared_info_x86_64, evtchn_pending), 2048);

    there_and_back("32-bit vcpu_info", info32, NR(info32), 64, sizeof(struct w_vcpu_info_entry));
    there_and_back("64-bit vcpu_info", info64, NR(info64), 64, sizeof(struct w_vcpu_info_entry));
    there_and_back("32-bit shared_info", shared32, NR(shared32), 2048, sizeof(struct w_shared_info));
    there_and_back("64-bit shared_info", shared64, NR(shared64), 2048, sizeof(struct w_shared_info));
}

/* Trap tables are one entry each below; here they go to a place of their own behind the record. */
#define GUEST(abi, m) ONE(abi, m, struct w_pv_vcpu, m)
#define REG(abi, m, f) ONE(abi, user_regs.m, struct w_pv_vcpu, f)
#define CONTEXT(abi) \
    { offsetof(abi, trap_ctxt), SIZE_IN(abi, trap_ctxt), sizeof(struct w_pv_vcpu), SIZE_IN(abi, trap_ctxt), 1 }, \
    GUEST(abi, fpu_ctxt), GUEST(abi, flags), GUEST(abi, ldt_base), GUEST(abi, ldt_ents), \
    MANY(abi, gdt_frames, struct w_pv_vcpu, gdt_frames, 16), GUEST(abi, gdt_ents), GUEST(abi, kernel_ss), \
    GUEST(abi, kernel_sp), MANY(abi, ctrlreg, struct w_pv_vcpu, ctrlreg, 8), \
    MANY(abi, debugreg, struct w_pv_vcpu, debugreg, 8), GUEST(abi, event_callback_eip), GUEST(abi, failsafe_callback_eip), \
    GUEST(abi, vm_assist), REG(abi, error_code, error_code), REG(abi, entry_vector, entry_vector), REG(abi, cs, cs), \
    REG(abi, saved_upcall_mask, saved_upcall_mask), REG(abi, ss, ss), REG(abi, es, es), REG(abi, ds, ds), REG(abi, fs, fs), \
    REG(abi, gs, gs)
/* A register, and its element in each layout. */
#define WIDE(x) REG(struct vcpu_guest_context_x86_64, r##x, r##x)
#define NARROW(x) REG(struct vcpu_guest_context_x86_32, e##x, r##x)
#define TRAP(abi) \
    ONE(abi, vector, struct w_trap_entry, vector), ONE(abi, flags, struct w_trap_entry, flags), \
    ONE(abi, cs, struct w_trap_entry, cs), ONE(abi, address, struct w_trap_entry, address)

static void pv_vcpu(void **state)
{
    static const struct place context64[] =
    {
        CONTEXT(struct vcpu_guest_context_x86_64),
        WIDE(15), WIDE(14), WIDE(13), WIDE(12), WIDE(11), WIDE(10), WIDE(9), WIDE(8), WIDE(bp), WIDE(bx), WIDE(ax), WIDE(cx),
        WIDE(dx), WIDE(si), WIDE(di), WIDE(ip), WIDE(flags), WIDE(sp),
        REG(struct vcpu_guest_context_x86_64, _pad0, cs_pad), REG(struct vcpu_guest_context_x86_64, _pad1, mask_pad),
        REG(struct vcpu_guest_context_x86_64, _pad2, ss_pad), REG(struct vcpu_guest_context_x86_64, _pad3, es_pad),
        REG(struct vcpu_guest_context_x86_64, _pad4, ds_pad), REG(struct vcpu_guest_context_x86_64, _pad5, fs_pad),
        REG(struct vcpu_guest_context_x86_64, _pad6, gs_pad),
        GUEST(struct vcpu_guest_context_x86_64, syscall_callback_eip), GUEST(struct vcpu_guest_context_x86_64, fs_base),
        GUEST(struct vcpu_guest_context_x86_64, gs_base_kernel), GUEST(struct vcpu_guest_context_x86_64, gs_base_user),
    };
    static const struct place context32[] =
    {
        CONTEXT(struct vcpu_guest_context_x86_32),
        NARROW(bp), NARROW(bx), NARROW(ax), NARROW(cx), NARROW(dx), NARROW(si), NARROW(di), NARROW(ip), NARROW(flags), NARROW(sp),
        REG(struct vcpu_guest_context_x86_32, _pad0, mask_pad), REG(struct vcpu_guest_context_x86_32, _pad1, ss_pad),
        REG(struct vcpu_guest_context_x86_32, _pad2, es_pad), REG(struct vcpu_guest_context_x86_32, _pad3, ds_pad),
        REG(struct vcpu_guest_context_x86_32, _pad4, fs_pad), REG(struct vcpu_guest_context_x86_32, _pad5, gs_pad),
        GUEST(struct vcpu_guest_context_x86_32, event_callback_cs), GUEST(struct vcpu_guest_context_x86_32, failsafe_callback_cs),
    };
    static const struct place trap64[] =
    {
        TRAP(struct trap_info_x86_64),
        HOLE(struct trap_info_x86_64, cs, offsetof(struct trap_info_x86_64, address), struct w_trap_entry, pad0),
    };
    static const struct place trap32[] = { TRAP(struct trap_info_x86_32) };

    (void)state;

    assert_int_equal(sizeof(struct vcpu_guest_context_x86_32), 2800);
    assert_int_equal(sizeof(struct vcpu_guest_context_x86_64), 5168);
    there_and_back("32-bit context", context32, NR(context32), 2800, sizeof(struct w_pv_vcpu) + 4096);
    there_and_back("64-bit context", context64, NR(context64), 5168, sizeof(struct w_pv_vcpu) + 4096);

    assert_int_equal(sizeof(struct trap_info_x86_32), 8);
    assert_int_equal(sizeof(struct trap_info_x86_64), 16);
    there_and_back("32-bit trap_info", trap32, NR(trap32), 8, sizeof(struct w_trap_entry));
    there_and_back("64-bit trap_info", trap64, NR(trap64), 16, sizeof(struct w_trap_entry));
}

/* The ABI's first 8 bytes, vcpu and size, and its last hole are not in the record. */
static void pv_vcpu_ext(void **state)
{
    (void)state;

    assert_int_equal(sizeof(struct xen_domctl_ext_vcpucontext), 64);
    assert_int_equal(sizeof(struct w_pv_vcpu_ext), 64 - 8);

#define EXT(m, f) \
    assert_int_equal(offsetof(struct w_pv_vcpu_ext, f) + 8, offsetof(struct xen_domctl_ext_vcpucontext, m)); \
    assert_int_equal(SIZE_IN(struct w_pv_vcpu_ext, f), SIZE_IN(struct xen_domctl_ext_vcpucontext, m))
    EXT(syscall32_callback_eip, syscall32_callback_eip);
    EXT(sysenter_callback_eip, sysenter_callback_eip);
    EXT(syscall32_callback_cs, syscall32_callback_cs);
    EXT(sysenter_callback_cs, sysenter_callback_cs);
    EXT(syscall32_disables_events, syscall32_disables_events);
    EXT(sysenter_disables_events, sysenter_disables_events);
    EXT(vmce.caps, caps);
    EXT(vmce.mci_ctl2_bank0, mci_ctl2_bank0);
    EXT(vmce.mci_ctl2_bank1, mci_ctl2_bank1);
    EXT(vmce.mcg_ext_ctl, mcg_ext_ctl);
}

/* The hypercalls of what is rewound into registers, by the names of its entries in quiesce.def. */
#define HYPERCALL_memory_op       __HYPERVISOR_memory_op
#define HYPERCALL_memory_exchange __HYPERVISOR_memory_op
#define HYPERCALL_grant_table_op  __HYPERVISOR_grant_table_op
#define HYPERCALL_mmu_update      __HYPERVISOR_mmu_update
#define HYPERCALL_mmuext_op       __HYPERVISOR_mmuext_op
#define HYPERCALL_multicall       __HYPERVISOR_multicall
#define HYPERCALL_evtchn_reset    __HYPERVISOR_event_channel_op
#define HYPERCALL_vcpu_op         __HYPERVISOR_vcpu_op
#define HYPERCALL_console_io      __HYPERVISOR_console_io
#define HYPERCALL_set_trap_table  __HYPERVISOR_set_trap_table
#define HYPERCALL_hvm_op          __HYPERVISOR_hvm_op
#define HYPERCALL_dm_op           __HYPERVISOR_dm_op
#define HYPERCALL_kexec_op        __HYPERVISOR_kexec_op
#define HYPERCALL_platform_op     __HYPERVISOR_platform_op
#define HYPERCALL_update_va_mapping __HYPERVISOR_update_va_mapping
#define HYPERCALL_update_va_mapping_otherdomain __HYPERVISOR_update_va_mapping_otherdomain

static void hypercalls(void **state)
{
    (void)state;

#define LUS_REWOUND(entry, hypercall, arg, low, bits, name, doc) assert_int_equal(hypercall, HYPERCALL_##entry);
#define LUS_CONVERT(entry, hypercall, arg, from, to, doc) assert_int_equal(to, EVTCHNOP_reset);
#include "core/host/quiesce-list.h"
}

int main(void)
{
    static const struct CMUnitTest tests[] =
    {
        cmocka_unit_test(hvm_fields),
        cmocka_unit_test(hvm_sizes),
        cmocka_unit_test(alignment),
        cmocka_unit_test(pv_shared_info),
        cmocka_unit_test(pv_vcpu),
        cmocka_unit_test(pv_vcpu_ext),
        cmocka_unit_test(hypercalls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* An order of restoring that keeps edges.def. Derived by src/gen/prove.c; do not edit. */
#include "restore.h"

const struct lus_order_entry lus_order[] = {
    { 0x40000001, 0, 0 },  /* sys_time */
    { 0x40000101, 0, 0 },  /* mem_owned */
    { 0x00000001, 0, 1 },  /* frames */
    { 0x40001001, 0, 1 },  /* domain */
    { 0x40001002, 0, 1 },  /* dom_source */
    { 0x40001003, 0, 1 },  /* dom_info */
    { 0x40001010, 0, 1 },  /* p2m */
    { 0x40001012, 0, 1 },  /* paging_pool */
    { 0x00000011, 0, 1 },  /* cpuid_policy */
    { 0x00000012, 0, 1 },  /* msr_policy */
    { 0x40002001, 0, 1 },  /* vcpu */
    { 0x00000002, 0, 1 },  /* pv_info */
    { 0x40001030, 1, 1 },  /* grant_table */
    { 0x40001031, 1, 1 },  /* maptrack */
    { 0x40001032, 1, 1 },  /* grants_v1 */
    { 0x40001033, 1, 1 },  /* grants_v2 */
    { 0x00000003, 1, 1 },  /* pv_p2m_frames */
    { 0x00000007, 1, 1 },  /* shared_info */
    { 0x40002004, 1, 1 },  /* vcpu_areas */
    { 0x40001011, 2, 1 },  /* page_types */
    { 0x40001020, 2, 1 },  /* evtchn_abi */
    { 0x40001021, 2, 1 },  /* evtchns */
    { 0x40001034, 2, 1 },  /* grants_active */
    { 0x00000008, 2, 1 },  /* tsc_info */
    { 0x0000000a, 2, 1 },  /* hvm_params */
    { 0x0000000b, 2, 1 },  /* toolstack */
    { 0x00000004, 2, 1 },  /* pv_vcpu */
    { 0x00000005, 2, 1 },  /* pv_vcpu_ext */
    { 0x00000006, 2, 1 },  /* pv_vcpu_xsave */
    { 0x0000000c, 2, 1 },  /* pv_vcpu_msrs */
    { 0x00010001, 2, 1 },  /* hvm_header */
    { 0x00010002, 2, 1 },  /* hvm_cpu */
    { 0x00010005, 2, 1 },  /* hvm_lapic */
    { 0x00010006, 2, 1 },  /* hvm_lapic_regs */
    { 0x0001000e, 2, 1 },  /* hvm_mtrr */
    { 0x0001000f, 2, 1 },  /* hvm_viridian_domain */
    { 0x00010010, 2, 1 },  /* hvm_cpu_xsave */
    { 0x00010011, 2, 1 },  /* hvm_viridian_vcpu */
    { 0x00010012, 2, 1 },  /* hvm_vmce_vcpu */
    { 0x00010013, 2, 1 },  /* hvm_tsc_adjust */
    { 0x00010014, 2, 1 },  /* hvm_cpu_msr */
    { 0x00010003, 2, 1 },  /* hvm_pic */
    { 0x00010004, 2, 1 },  /* hvm_ioapic */
    { 0x00010007, 2, 1 },  /* hvm_pci_irq */
    { 0x00010008, 2, 1 },  /* hvm_isa_irq */
    { 0x00010009, 2, 1 },  /* hvm_pci_link */
    { 0x0001000a, 2, 1 },  /* hvm_pit */
    { 0x0001000b, 2, 1 },  /* hvm_rtc */
    { 0x0001000c, 2, 1 },  /* hvm_hpet */
    { 0x0001000d, 2, 1 },  /* hvm_pmtimer */
    { 0x40001200, 2, 1 },  /* hvm_guest_time */
    { 0x40002003, 2, 1 },  /* vcpu_runstate */
    { 0x40002006, 2, 1 },  /* vcpu_timers */
    { 0x40002002, 2, 1 },  /* vcpu_hold */
    { 0x40002007, 2, 1 },  /* vcpu_async */
    { 0x40002008, 2, 1 },  /* vcpu_debug */
    { 0x40002009, 2, 1 },  /* vcpu_hard_affinity */
    { 0x4000200a, 2, 1 },  /* vcpu_soft_affinity */
    { 0x4000200b, 2, 1 },  /* vcpu_rtds */
    { 0x4000200c, 2, 1 },  /* vcpu_mce */
    { 0x4000200d, 2, 1 },  /* vcpu_hidden_msrs */
    { 0x40002010, 2, 1 },  /* hvm_cpu_hidden */
    { 0x40002012, 2, 1 },  /* hvm_mtrr_ranges */
    { 0x40002013, 2, 1 },  /* hvm_time */
    { 0x40002011, 2, 1 },  /* hvm_lapic_hidden */
    { 0x40002014, 2, 1 },  /* hvm_viridian_hidden */
    { 0x40002015, 2, 1 },  /* hvm_io */
    { 0x40002016, 2, 1 },  /* hvm_io_reads */
    { 0x40002017, 2, 1 },  /* hvm_altp2m_vcpu */
    { 0x40002020, 2, 1 },  /* pv_vcpu_io */
};

const uint32_t lus_order_nr = sizeof(lus_order) / sizeof(lus_order[0]);

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What restores each record: the table that a consumer fills. Derived from src/core/records.def by src/gen/gen.c; do not edit.
 * How they are called: restore.h.
 */
#ifndef LUSTREAM_HANDLERS_H
#define LUSTREAM_HANDLERS_H

#include "records.h"

struct lus_restore_call;

/** struct lus_handlers - a function for each record, called once for each instance; NULL for records that are not taken */
struct lus_handlers
{
    int (*sys_time)(const struct lus_restore_call *call, const struct lus_sys_time *record);
    int (*mem_owned)(const struct lus_restore_call *call, const struct lus_mem_owned *record);
    int (*frames)(const struct lus_restore_call *call, const struct lus_frames *record);
    int (*domain)(const struct lus_restore_call *call, const struct lus_domain *record);
    int (*dom_source)(const struct lus_restore_call *call, const struct lus_dom_source *record);
    int (*dom_info)(const struct lus_restore_call *call, const struct lus_dom_info *record);
    int (*p2m)(const struct lus_restore_call *call, const struct lus_p2m *record);
    int (*page_types)(const struct lus_restore_call *call, const struct lus_page_types *record);
    int (*paging_pool)(const struct lus_restore_call *call, const struct lus_paging_pool *record);
    int (*evtchn_abi)(const struct lus_restore_call *call, const struct lus_evtchn_abi *record);
    int (*evtchns)(const struct lus_restore_call *call, const struct lus_evtchns *record);
    int (*grant_table)(const struct lus_restore_call *call, const struct lus_grant_table *record);
    int (*maptrack)(const struct lus_restore_call *call, const struct lus_maptrack *record);
    int (*grants_v1)(const struct lus_restore_call *call, const struct lus_grants_v1 *record);
    int (*grants_v2)(const struct lus_restore_call *call, const struct lus_grants_v2 *record);
    int (*grants_active)(const struct lus_restore_call *call, const struct lus_grants_active *record);
    int (*tsc_info)(const struct lus_restore_call *call, const struct lus_tsc_info *record);
    int (*hvm_params)(const struct lus_restore_call *call, const struct lus_hvm_params *record);
    int (*toolstack)(const struct lus_restore_call *call, const struct lus_toolstack *record);
    int (*cpuid_policy)(const struct lus_restore_call *call, const struct lus_cpuid_policy *record);
    int (*msr_policy)(const struct lus_restore_call *call, const struct lus_msr_policy *record);
    int (*vcpu)(const struct lus_restore_call *call, const struct lus_vcpu *record);
    int (*pv_info)(const struct lus_restore_call *call, const struct lus_pv_info *record);
    int (*pv_p2m_frames)(const struct lus_restore_call *call, const struct lus_pv_p2m_frames *record);
    int (*pv_vcpu)(const struct lus_restore_call *call, const struct lus_pv_vcpu *record);
    int (*pv_vcpu_ext)(const struct lus_restore_call *call, const struct lus_pv_vcpu_ext *record);
    int (*pv_vcpu_xsave)(const struct lus_restore_call *call, const struct lus_pv_vcpu_xsave *record);
    int (*shared_info)(const struct lus_restore_call *call, const struct lus_shared_info *record);
    int (*pv_vcpu_msrs)(const struct lus_restore_call *call, const struct lus_pv_vcpu_msrs *record);
    int (*hvm_header)(const struct lus_restore_call *call, const struct lus_hvm_header *record);
    int (*hvm_cpu)(const struct lus_restore_call *call, const struct lus_hvm_cpu *record);
    int (*hvm_lapic)(const struct lus_restore_call *call, const struct lus_hvm_lapic *record);
    int (*hvm_lapic_regs)(const struct lus_restore_call *call, const struct lus_hvm_lapic_regs *record);
    int (*hvm_mtrr)(const struct lus_restore_call *call, const struct lus_hvm_mtrr *record);
    int (*hvm_viridian_domain)(const struct lus_restore_call *call, const struct lus_hvm_viridian_domain *record);
    int (*hvm_cpu_xsave)(const struct lus_restore_call *call, const struct lus_hvm_cpu_xsave *record);
    int (*hvm_viridian_vcpu)(const struct lus_restore_call *call, const struct lus_hvm_viridian_vcpu *record);
    int (*hvm_vmce_vcpu)(const struct lus_restore_call *call, const struct lus_hvm_vmce_vcpu *record);
    int (*hvm_tsc_adjust)(const struct lus_restore_call *call, const struct lus_hvm_tsc_adjust *record);
    int (*hvm_cpu_msr)(const struct lus_restore_call *call, const struct lus_hvm_cpu_msr *record);
    int (*hvm_pic)(const struct lus_restore_call *call, const struct lus_hvm_pic *record);
    int (*hvm_ioapic)(const struct lus_restore_call *call, const struct lus_hvm_ioapic *record);
    int (*hvm_pci_irq)(const struct lus_restore_call *call, const struct lus_hvm_pci_irq *record);
    int (*hvm_isa_irq)(const struct lus_restore_call *call, const struct lus_hvm_isa_irq *record);
    int (*hvm_pci_link)(const struct lus_restore_call *call, const struct lus_hvm_pci_link *record);
    int (*hvm_pit)(const struct lus_restore_call *call, const struct lus_hvm_pit *record);
    int (*hvm_rtc)(const struct lus_restore_call *call, const struct lus_hvm_rtc *record);
    int (*hvm_hpet)(const struct lus_restore_call *call, const struct lus_hvm_hpet *record);
    int (*hvm_pmtimer)(const struct lus_restore_call *call, const struct lus_hvm_pmtimer *record);
    int (*hvm_guest_time)(const struct lus_restore_call *call, const struct lus_hvm_guest_time *record);
    int (*vcpu_hold)(const struct lus_restore_call *call, const struct lus_vcpu_hold *record);
    int (*vcpu_runstate)(const struct lus_restore_call *call, const struct lus_vcpu_runstate *record);
    int (*vcpu_areas)(const struct lus_restore_call *call, const struct lus_vcpu_areas *record);
    int (*vcpu_timers)(const struct lus_restore_call *call, const struct lus_vcpu_timers *record);
    int (*vcpu_async)(const struct lus_restore_call *call, const struct lus_vcpu_async *record);
    int (*vcpu_debug)(const struct lus_restore_call *call, const struct lus_vcpu_debug *record);
    int (*vcpu_hard_affinity)(const struct lus_restore_call *call, const struct lus_vcpu_hard_affinity *record);
    int (*vcpu_soft_affinity)(const struct lus_restore_call *call, const struct lus_vcpu_soft_affinity *record);
    int (*vcpu_rtds)(const struct lus_restore_call *call, const struct lus_vcpu_rtds *record);
    int (*vcpu_mce)(const struct lus_restore_call *call, const struct lus_vcpu_mce *record);
    int (*vcpu_hidden_msrs)(const struct lus_restore_call *call, const struct lus_vcpu_hidden_msrs *record);
    int (*hvm_cpu_hidden)(const struct lus_restore_call *call, const struct lus_hvm_cpu_hidden *record);
    int (*hvm_lapic_hidden)(const struct lus_restore_call *call, const struct lus_hvm_lapic_hidden *record);
    int (*hvm_mtrr_ranges)(const struct lus_restore_call *call, const struct lus_hvm_mtrr_ranges *record);
    int (*hvm_time)(const struct lus_restore_call *call, const struct lus_hvm_time *record);
    int (*hvm_viridian_hidden)(const struct lus_restore_call *call, const struct lus_hvm_viridian_hidden *record);
    int (*hvm_io)(const struct lus_restore_call *call, const struct lus_hvm_io *record);
    int (*hvm_io_reads)(const struct lus_restore_call *call, const struct lus_hvm_io_reads *record);
    int (*hvm_altp2m_vcpu)(const struct lus_restore_call *call, const struct lus_hvm_altp2m_vcpu *record);
    int (*pv_vcpu_io)(const struct lus_restore_call *call, const struct lus_pv_vcpu_io *record);
    int (*arm_domain)(const struct lus_restore_call *call, const struct lus_arm_domain *record);
    int (*arm_params)(const struct lus_restore_call *call, const struct lus_arm_params *record);
    int (*arm_time)(const struct lus_restore_call *call, const struct lus_arm_time *record);
    int (*arm_vgic)(const struct lus_restore_call *call, const struct lus_arm_vgic *record);
    int (*arm_spis)(const struct lus_restore_call *call, const struct lus_arm_spis *record);
    int (*arm_vpl011)(const struct lus_restore_call *call, const struct lus_arm_vpl011 *record);
    int (*arm_resume)(const struct lus_restore_call *call, const struct lus_arm_resume *record);
    int (*arm_vcpu_regs)(const struct lus_restore_call *call, const struct lus_arm_vcpu_regs *record);
    int (*arm_vcpu_sysregs)(const struct lus_restore_call *call, const struct lus_arm_vcpu_sysregs *record);
    int (*arm_vcpu_sysregs32)(const struct lus_restore_call *call, const struct lus_arm_vcpu_sysregs32 *record);
    int (*arm_vcpu_fp)(const struct lus_restore_call *call, const struct lus_arm_vcpu_fp *record);
    int (*arm_vcpu_sve)(const struct lus_restore_call *call, const struct lus_arm_vcpu_sve *record);
    int (*arm_vcpu_timers)(const struct lus_restore_call *call, const struct lus_arm_vcpu_timers *record);
    int (*arm_vgic_vcpu)(const struct lus_restore_call *call, const struct lus_arm_vgic_vcpu *record);
};

#endif

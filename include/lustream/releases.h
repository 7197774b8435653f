/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Releases and features. Derived from src/compat/releases.def and features.def by src/gen/gen.c; do not edit. */
#ifndef LUSTREAM_RELEASES_H
#define LUSTREAM_RELEASES_H

/* Minor numbers of the first and the last release of Xen 4. */
#define LUS_RELEASE_FIRST 11u
#define LUS_RELEASE_LAST 22u

/* Features of a profile; the bits never change. */
#define LUS_FEATURE_PV 0x1ull /* PV domains */
#define LUS_FEATURE_PV32 0x2ull /* 32-bit PV domains. To 4.13 part of PV; CONFIG_PV32 is y by default in 4.14.0 to 4.14.2 and in 4.15.0, and PV_SHIM, which is n, from 4.14.3 and 4.15.1 on: a default 4.15 as its last point release builds it refuses them. A build that has them turns them off at boot with pv=no-32, and where it uses CET shadow stacks (built by default from 4.17 on and in the last point releases of 4.14 to 4.16) */
#define LUS_FEATURE_HVM 0x4ull /* HVM and PVH domains */
#define LUS_FEATURE_SHADOW 0x8ull /* shadow paging: HVM domains without HAP, and PV domains that L1TF forces into it. CONFIG_SHADOW_PAGING is y by default to 4.21, n in 4.22 */
#define LUS_FEATURE_VIRIDIAN 0x10ull /* Hyper-V enlightenments: HVM_PARAM_VIRIDIAN not 0. CONFIG_VIRIDIAN, y by default, is a choice from 4.22 on */
#define LUS_FEATURE_EVTCHN_FIFO 0x20ull /* FIFO event channels. CONFIG_EVTCHN_FIFO, y by default, is a choice from 4.21 on */
#define LUS_FEATURE_GRANT_TABLE 0x40ull /* grant tables. CONFIG_GRANT_TABLE, y by default, is a choice from 4.13 on */
#define LUS_FEATURE_GRANT_V2 0x80ull /* grant tables of version 2; off with gnttab=max-ver:1. Arm has them in 4.11 only: step 12 says so */
#define LUS_FEATURE_TMEM 0x100ull /* transcendent memory; gone in 4.13, not built by default in 4.12. */
#define LUS_FEATURE_VM_EVENT 0x200ull /* monitor and mem_access (CONFIG_MEM_ACCESS, CONFIG_VM_EVENT from 4.21 on) */
#define LUS_FEATURE_MEM_PAGING 0x400ull /* paging of guest memory to a helper; not built by default from 4.16 on. Restoring refuses a live ring in any case */
#define LUS_FEATURE_MEM_SHARING 0x800ull /* sharing of guest memory; not built by default from 4.13 on. Restoring refuses a live ring in any case */
#define LUS_FEATURE_ALTP2M 0x1000ull /* alternative views of a P2M. CONFIG_ALTP2M, y by default, is a choice from 4.20 on; VT-x only, and only with altp2m=1 on the command line */
#define LUS_FEATURE_ARGO 0x2000ull /* Argo (4.12 on); not built by default. */
#define LUS_FEATURE_VMTRACE 0x4000ull /* processor tracing of vcpus (4.15 on). CONFIG_VMTRACE, y by default, is a choice from 4.22 on */
#define LUS_FEATURE_XSM_FLASK 0x8000ull /* Flask decides; CONFIG_XSM is n by default on x86 */
#define LUS_FEATURE_XSM_SILO 0x10000ull /* SILO decides (4.12 on, in 4.11 from 4.11.2 on); CONFIG_XSM is n by default on x86 */
#define LUS_FEATURE_SCHED_CREDIT 0x20000ull /* scheduler credit */
#define LUS_FEATURE_SCHED_CREDIT2 0x40000ull /* scheduler credit2 */
#define LUS_FEATURE_SCHED_RTDS 0x80000ull /* scheduler rtds; DEBUG builds only by default from 4.16 on */
#define LUS_FEATURE_SCHED_ARINC653 0x100000ull /* scheduler arinc653; DEBUG builds only by default */
#define LUS_FEATURE_SCHED_NULL 0x200000ull /* scheduler null; DEBUG and shim builds only by default from 4.16 on */
#define LUS_FEATURE_KEXEC 0x400000ull /* a crash kernel can be loaded */
#define LUS_FEATURE_PSR 0x800000ull /* cache and bandwidth allocation. CONFIG_X86_PSR, y by default with Intel, is a choice from 4.20 on */
#define LUS_FEATURE_PV_L1TF 0x1000000ull /* PV domains are forced into shadow paging when they show an L1TF-prone entry (XSA-273) */
#define LUS_FEATURE_IOREQ_PAGES_TARGET 0x2000000ull /* pages of ioreq servers are the target's; without, the emulator's (4.11.0) */
#define LUS_FEATURE_PCI_QUARANTINE 0x4000000ull /* devices without an owner are DOMID_IO's */
#define LUS_FEATURE_PCI_QUARANTINE_TABLES 0x8000000ull /* quarantined devices have IOMMU tables of their own (XSA-400) */
#define LUS_FEATURE_EVTCHN_RESET_RESUMES 0x10000000ull /* EVTCHNOP_reset can stop and go on (XSA-344) */
#define LUS_FEATURE_EVTCHN_COMPAT_4096 0x20000000ull /* 32-bit domains with two-level event channels may have ports from 1024 on; XSA-342 took that away. Row 15-07's rule names each */
#define LUS_FEATURE_POLICY_ARCH_CAPS 0x40000000ull /* the MSR policy has ARCH_CAPABILITIES */
#define LUS_FEATURE_CPU_PARKING 0x80000000ull /* CPUs that are not used are parked, not offline */
#define LUS_FEATURE_DPCI_NO_EOI 0x100000000ull /* GSIs of passed-through devices that need no EOI */
#define LUS_FEATURE_X2APIC_LDR_BY_ID 0x200000000ull /* x2APIC LDRs follow from the APIC id, and domains born with the old formula are marked. 4.17.3 and 4.18.1 have it too; their streams have revision 1 of platform_latches, so that the mark is derived from the registers again as in row 19-02 */
#define LUS_FEATURE_LAPIC_PENDING_ESR 0x400000000ull /* errors of the local APIC wait for a write of ESR. 4.18.5, 4.19.2 and 4.20.1 have it too; their streams have revision 1 of hvm_lapic, without them */
#define LUS_FEATURE_XSA_299 0x800000000ull /* page types that are half validated count as XSA-299 has it */
#define LUS_FEATURE_DEBUG_REGISTERS_RESET 0x1000000000ull /* vcpus begin with the reset values of the debug registers. */
#define LUS_FEATURE_EXPLICIT 0x8000000000000000ull /* the features are written as the writer knows them, and not to be taken from the release's default [C-4] */
#define LUS_FEATURES_KNOWN 0x8000001fffffffffull

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Every record of the stream: type numbers, decoded structures, codecs. Derived from src/core/records.def and enums.def by
 * src/gen/gen.c; do not edit. The fields' meaning and the wire layout: spec/records.md.
 */
#ifndef LUSTREAM_RECORDS_H
#define LUSTREAM_RECORDS_H

#include "env.h"

struct lus_writer;

#define LUS_TYPE_SYS_TIME 0x40000001u
#define LUS_TYPE_TIME_SOURCE 0x40000002u
#define LUS_TYPE_SYS_GLOBALS 0x40000003u
#define LUS_TYPE_CPUS 0x40000004u
#define LUS_TYPE_CPUPOOLS 0x40000005u
#define LUS_TYPE_ARINC653 0x40000006u
#define LUS_TYPE_VIRQ_HANDLERS 0x40000007u
#define LUS_TYPE_XSM 0x40000008u
#define LUS_TYPE_XSM_POLICY 0x40000009u
#define LUS_TYPE_XSM_BOOLEANS 0x4000000au
#define LUS_TYPE_CONSOLE_INPUT 0x4000000bu
#define LUS_TYPE_CONSOLE_RING 0xc000000cu
#define LUS_TYPE_KEXEC_IMAGE 0x4000000du
#define LUS_TYPE_PCI_DEVICES 0x4000000eu
#define LUS_TYPE_PCI_MSI 0x4000000fu
#define LUS_TYPE_GSIS 0x40000010u
#define LUS_TYPE_IOMMUS 0x40000011u
#define LUS_TYPE_IOMMU_DOMIDS 0x40000012u
#define LUS_TYPE_PCI_MMCFG 0x40000013u
#define LUS_TYPE_PSR_VALUES 0x40000014u
#define LUS_TYPE_MEM_OWNED 0x40000101u
#define LUS_TYPE_MEM_KEEP 0x40000102u
#define LUS_TYPE_MEM_BAD 0x40000103u
#define LUS_TYPE_MEM_REUSE 0x40000104u
#define LUS_TYPE_M2P 0x40000105u
#define LUS_TYPE_FRAMES 0x00000001u
#define LUS_TYPE_DOMAIN 0x40001001u
#define LUS_TYPE_DOM_SOURCE 0x40001002u
#define LUS_TYPE_DOM_INFO 0x40001003u
#define LUS_TYPE_P2M 0x40001010u
#define LUS_TYPE_PAGE_TYPES 0x40001011u
#define LUS_TYPE_PAGING_POOL 0x40001012u
#define LUS_TYPE_EVTCHN_ABI 0x40001020u
#define LUS_TYPE_EVTCHNS 0x40001021u
#define LUS_TYPE_GRANT_TABLE 0x40001030u
#define LUS_TYPE_MAPTRACK 0x40001031u
#define LUS_TYPE_GRANTS_V1 0x40001032u
#define LUS_TYPE_GRANTS_V2 0x40001033u
#define LUS_TYPE_GRANTS_ACTIVE 0x40001034u
#define LUS_TYPE_DOM_IDENTITY 0x40001004u
#define LUS_TYPE_DOM_LABEL 0x40001005u
#define LUS_TYPE_DOM_TARGET 0x40001006u
#define LUS_TYPE_DOM_CREATE 0x40001007u
#define LUS_TYPE_DOM_LIMITS 0x40001008u
#define LUS_TYPE_DOM_DYING 0x40001009u
#define LUS_TYPE_DOM_STATE 0x4000100au
#define LUS_TYPE_DOM_WALLCLOCK 0x4000100bu
#define LUS_TYPE_VM_ASSIST 0x4000100cu
#define LUS_TYPE_E820 0x4000100du
#define LUS_TYPE_PV_DOMAIN 0x4000100eu
#define LUS_TYPE_DOM_WATCHDOGS 0x4000100fu
#define LUS_TYPE_DOM_PAGING 0x40001013u
#define LUS_TYPE_LOG_DIRTY 0x40001014u
#define LUS_TYPE_DOM_IOMMU 0x40001015u
#define LUS_TYPE_IOMEM_CAPS 0x40001016u
#define LUS_TYPE_IOPORT_CAPS 0x40001017u
#define LUS_TYPE_IRQ_CAPS 0x40001018u
#define LUS_TYPE_IOPORT_MAPS 0x40001019u
#define LUS_TYPE_CACHE_PINS 0x4000101au
#define LUS_TYPE_DOM_SCHED 0x4000101bu
#define LUS_TYPE_RTDS_VCPUS 0x4000101cu
#define LUS_TYPE_VNUMA 0x4000101du
#define LUS_TYPE_VNUMA_NODES 0x4000101eu
#define LUS_TYPE_VNUMA_DISTANCES 0x4000101fu
#define LUS_TYPE_VNUMA_VCPUS 0x40001050u
#define LUS_TYPE_DOM_PSR 0x40001051u
#define LUS_TYPE_CONSOLE_LINE 0xc0001052u
#define LUS_TYPE_TSC_INFO 0x00000008u
#define LUS_TYPE_HVM_PARAMS 0x0000000au
#define LUS_TYPE_TOOLSTACK 0x0000000bu
#define LUS_TYPE_CPUID_POLICY 0x00000011u
#define LUS_TYPE_MSR_POLICY 0x00000012u
#define LUS_TYPE_VCPU 0x40002001u
#define LUS_TYPE_PV_INFO 0x00000002u
#define LUS_TYPE_PV_P2M_FRAMES 0x00000003u
#define LUS_TYPE_PV_VCPU 0x00000004u
#define LUS_TYPE_PV_VCPU_EXT 0x00000005u
#define LUS_TYPE_PV_VCPU_XSAVE 0x00000006u
#define LUS_TYPE_SHARED_INFO 0x00000007u
#define LUS_TYPE_PV_VCPU_MSRS 0x0000000cu
#define LUS_TYPE_HVM_HEADER 0x00010001u
#define LUS_TYPE_HVM_CPU 0x00010002u
#define LUS_TYPE_HVM_LAPIC 0x00010005u
#define LUS_TYPE_HVM_LAPIC_REGS 0x00010006u
#define LUS_TYPE_HVM_MTRR 0x0001000eu
#define LUS_TYPE_HVM_VIRIDIAN_DOMAIN 0x0001000fu
#define LUS_TYPE_HVM_CPU_XSAVE 0x00010010u
#define LUS_TYPE_HVM_VIRIDIAN_VCPU 0x00010011u
#define LUS_TYPE_HVM_VMCE_VCPU 0x00010012u
#define LUS_TYPE_HVM_TSC_ADJUST 0x00010013u
#define LUS_TYPE_HVM_CPU_MSR 0x00010014u
#define LUS_TYPE_HVM_PIC 0x00010003u
#define LUS_TYPE_HVM_IOAPIC 0x00010004u
#define LUS_TYPE_HVM_PCI_IRQ 0x00010007u
#define LUS_TYPE_HVM_ISA_IRQ 0x00010008u
#define LUS_TYPE_HVM_PCI_LINK 0x00010009u
#define LUS_TYPE_HVM_PIT 0x0001000au
#define LUS_TYPE_HVM_RTC 0x0001000bu
#define LUS_TYPE_HVM_HPET 0x0001000cu
#define LUS_TYPE_HVM_PMTIMER 0x0001000du
#define LUS_TYPE_HVM_GUEST_TIME 0x40001200u
#define LUS_TYPE_VCPU_HOLD 0x40002002u
#define LUS_TYPE_VCPU_RUNSTATE 0x40002003u
#define LUS_TYPE_VCPU_AREAS 0x40002004u
#define LUS_TYPE_VCPU_TIMERS 0x40002006u
#define LUS_TYPE_VCPU_ASYNC 0x40002007u
#define LUS_TYPE_VCPU_DEBUG 0x40002008u
#define LUS_TYPE_VCPU_HARD_AFFINITY 0x40002009u
#define LUS_TYPE_VCPU_SOFT_AFFINITY 0x4000200au
#define LUS_TYPE_VCPU_MCE 0x4000200cu
#define LUS_TYPE_VCPU_HIDDEN_MSRS 0x4000200du
#define LUS_TYPE_HVM_CPU_HIDDEN 0x40002010u
#define LUS_TYPE_HVM_LAPIC_HIDDEN 0x40002011u
#define LUS_TYPE_HVM_MTRR_RANGES 0x40002012u
#define LUS_TYPE_HVM_TIME 0x40002013u
#define LUS_TYPE_HVM_VIRIDIAN_HIDDEN 0x40002014u
#define LUS_TYPE_HVM_IO 0x40002015u
#define LUS_TYPE_HVM_IO_READS 0x40002016u
#define LUS_TYPE_HVM_ALTP2M_VCPU 0x40002017u
#define LUS_TYPE_PV_VCPU_IO 0x40002020u
#define LUS_TYPE_EVTCHN_TABLE 0x40001022u
#define LUS_TYPE_FIFO_ARRAY 0x40001023u
#define LUS_TYPE_FIFO_CONTROLS 0x40001024u
#define LUS_TYPE_EVTCHN_LABEL 0x40001025u
#define LUS_TYPE_SHARED_INFO_PLACE 0x40001026u
#define LUS_TYPE_GRANT_FRAMES 0x40001035u
#define LUS_TYPE_GRANT_STATUS_FRAMES 0x40001036u
#define LUS_TYPE_MAPTRACK_ENTRIES 0x40001037u
#define LUS_TYPE_P2M_TABLES 0x40001038u
#define LUS_TYPE_P2M_FOREIGN 0x40001039u
#define LUS_TYPE_P2M_ACCESS 0x4000103au
#define LUS_TYPE_P2M_VE 0x4000103bu
#define LUS_TYPE_P2M_POD 0x4000103cu
#define LUS_TYPE_PIRQS 0x40001040u
#define LUS_TYPE_PIRQ_DPCI 0x40001041u
#define LUS_TYPE_PIRQ_INTX 0x40001042u
#define LUS_TYPE_MSIX_TABLES 0x40001043u
#define LUS_TYPE_MSIX_CHANGES 0x40001044u
#define LUS_TYPE_TSC_STATE 0x40001045u
#define LUS_TYPE_VPCI_DEVICES 0x40001048u
#define LUS_TYPE_VPCI_BARS 0x40001049u
#define LUS_TYPE_VPCI_MSIX_ENTRIES 0x4000104au
#define LUS_TYPE_IOREQ_SERVERS 0x400010c0u
#define LUS_TYPE_IOREQ_PORTS 0x400010c1u
#define LUS_TYPE_IOREQ_RANGES 0x400010c2u
#define LUS_TYPE_IOREQ_GFNS 0x400010c3u
#define LUS_TYPE_IOREQ_MEM_TYPE 0x400010c4u
#define LUS_TYPE_ALTP2M 0x400010c8u
#define LUS_TYPE_ALTP2M_VIEWS 0x400010c9u
#define LUS_TYPE_ALTP2M_REMAPS 0x400010cau
#define LUS_TYPE_ALTP2M_VE 0x400010cbu
#define LUS_TYPE_VM_EVENT_RING 0x400010d0u
#define LUS_TYPE_MONITOR 0x400010d1u
#define LUS_TYPE_MONITOR_MSRS 0x400010d2u
#define LUS_TYPE_HVM_GSIS 0x400010e0u
#define LUS_TYPE_HVM_VIOAPIC 0x400010e1u
#define LUS_TYPE_PLATFORM_LATCHES 0x400010e2u
#define LUS_TYPE_PLATFORM_CLOCKS 0x400010e3u
#define LUS_TYPE_PLATFORM_TIMERS 0x400010e4u
#define LUS_TYPE_HVM_VIRIDIAN_TIME 0x400010e8u
#define LUS_TYPE_ARM_DOMAIN 0x4000a001u
#define LUS_TYPE_ARM_PARAMS 0x4000a002u
#define LUS_TYPE_ARM_TIME 0x4000a003u
#define LUS_TYPE_ARM_VGIC 0x4000a004u
#define LUS_TYPE_ARM_SPIS 0x4000a005u
#define LUS_TYPE_ARM_VPL011 0x4000a006u
#define LUS_TYPE_ARM_RESUME 0x4000a007u
#define LUS_TYPE_ARM_VCPU_REGS 0x4000a101u
#define LUS_TYPE_ARM_VCPU_SYSREGS 0x4000a102u
#define LUS_TYPE_ARM_VCPU_SYSREGS32 0x4000a103u
#define LUS_TYPE_ARM_VCPU_FP 0x4000a104u
#define LUS_TYPE_ARM_VCPU_SVE 0x4000a105u
#define LUS_TYPE_ARM_VCPU_TIMERS 0x4000a106u
#define LUS_TYPE_ARM_VGIC_VCPU 0x4000a107u

/** page_role: Which of its owner's lists a frame is on */
enum lus_page_role_values
{
    LUS_PAGE_ROLE_NORMAL = 0x0, /* guest memory (page_list) */
    LUS_PAGE_ROLE_XENHEAP = 0x1, /* Xen's own page shared with the domain (xenpage_list) */
    LUS_PAGE_ROLE_EXTRA = 0x2, /* owned, not counted in tot_pages (extra_page_list, 4.14 on) */
    LUS_PAGE_ROLE_IOREQ = 0x3 /* page of an ioreq server of another domain, on its emulator's page_list and not counted in tot_pages (4.11.0 only, f6b6ae7867) */
};

/** guest_kind: How the guest's CPU and memory are virtualised */
enum lus_guest_kind_values
{
    LUS_GUEST_KIND_PV = 0x1, /* paravirtual */
    LUS_GUEST_KIND_HVM = 0x2 /* hardware assisted: HVM and PVH; dom_info.emulation_flags tells them apart */
};

/** frame_space: What the frame numbers in fields marked FRAME are */
enum lus_frame_space_values
{
    LUS_FRAME_SPACE_MFN = 0x0, /* machine frames; the only value in a complete stream */
    LUS_FRAME_SPACE_PFN = 0x1, /* the guest's own numbers: a migration image of a PV guest has no machine frames */
    LUS_FRAME_SPACE_GFN = 0x2 /* guest physical frames: HVM and PVH */
};

/** source_kind: Where the state came from */
enum lus_source_kind_values
{
    LUS_SOURCE_KIND_HYPERVISOR = 0x1, /* xen#1 itself */
    LUS_SOURCE_KIND_IMAGE = 0x2, /* a migration image (xl save, libxc stream) */
    LUS_SOURCE_KIND_CAPTURE = 0x4, /* a capture directory */
    LUS_SOURCE_KIND_TOOLSTACK = 0x8, /* lustream-capture, from the Xen it ran on */
    LUS_SOURCE_KIND_TEXT = 0x10 /* a text written by hand */
};

/** import_note: What an importer had to choose */
enum lus_import_note_values
{
    LUS_IMPORT_NOTE_DOMID_CHOSEN = 0x1, /* the source has no domid; the importer gave one */
    LUS_IMPORT_NOTE_CHECKPOINTED = 0x2 /* the image had checkpoints; this is the state of the last one */
};

/** dominf: XEN_DOMINF_* (public/domctl.h); bits 16..23 are the shutdown code */
enum lus_dominf_values
{
    LUS_DOMINF_DYING = 0x1, /* being destroyed */
    LUS_DOMINF_HVM_GUEST = 0x2, /* not paravirtual */
    LUS_DOMINF_SHUTDOWN = 0x4, /* has shut down */
    LUS_DOMINF_PAUSED = 0x8, /* paused by the control software */
    LUS_DOMINF_BLOCKED = 0x10, /* blocked on an event */
    LUS_DOMINF_RUNNING = 0x20, /* a vcpu is on a CPU */
    LUS_DOMINF_DEBUGGED = 0x40, /* a debugger is attached */
    LUS_DOMINF_XS_DOMAIN = 0x80, /* runs xenstore */
    LUS_DOMINF_HAP = 0x100 /* hardware assisted paging */
};

/** x86_emu: XEN_X86_EMU_* (public/arch-x86/xen.h), bits 0..10 in every release 4.11 to 4.22 */
enum lus_x86_emu_values
{
    LUS_X86_EMU_LAPIC = 0x1, /* local APIC */
    LUS_X86_EMU_HPET = 0x2, /* HPET */
    LUS_X86_EMU_PM = 0x4, /* ACPI power management */
    LUS_X86_EMU_RTC = 0x8, /* real-time clock */
    LUS_X86_EMU_IOAPIC = 0x10, /* I/O APIC */
    LUS_X86_EMU_PIC = 0x20, /* 8259 pair */
    LUS_X86_EMU_VGA = 0x40, /* standard VGA */
    LUS_X86_EMU_IOMMU = 0x80, /* IOMMU */
    LUS_X86_EMU_PIT = 0x100, /* 8254 */
    LUS_X86_EMU_USE_PIRQ = 0x200, /* interrupts may be routed as pirqs */
    LUS_X86_EMU_VPCI = 0x400 /* PCI configuration space */
};

/** x86_misc: XEN_X86_* misc_flags (public/arch-x86/xen.h, 4.15 on) */
enum lus_x86_misc_values
{
    LUS_X86_MISC_MSR_RELAXED = 0x1, /* unknown MSRs read as 0 (0570d7f276) */
    LUS_X86_MISC_ASSISTED_XAPIC = 0x2, /* assisted xAPIC (only between 2ce11ce249 and e5ac68a011) */
    LUS_X86_MISC_ASSISTED_X2APIC = 0x4 /* assisted x2APIC (likewise) */
};

/** p2m_type: p2m_type_t (asm-x86/p2m.h), the same numbers in every release 4.11 to 4.22; Arm's are mapped to these [A-9] */
enum lus_p2m_type_values
{
    LUS_P2M_TYPE_RAM_RW = 0x0, /* normal memory */
    LUS_P2M_TYPE_RAM_RO = 0x3, /* writes are dropped */
    LUS_P2M_TYPE_MMIO_DM = 0x4, /* goes to the device model */
    LUS_P2M_TYPE_MMIO_DIRECT = 0x5, /* real device memory */
    LUS_P2M_TYPE_POD = 0x6, /* populate on demand */
    LUS_P2M_TYPE_GRANT_MAP_RW = 0x7, /* another domain's granted frame */
    LUS_P2M_TYPE_GRANT_MAP_RO = 0x8, /* likewise, read-only */
    LUS_P2M_TYPE_PAGING_OUT = 0x9, /* being paged out */
    LUS_P2M_TYPE_PAGED = 0xa, /* paged out */
    LUS_P2M_TYPE_PAGING_IN = 0xb, /* being paged in */
    LUS_P2M_TYPE_SHARED = 0xc, /* shared */
    LUS_P2M_TYPE_BROKEN = 0xd, /* bad memory */
    LUS_P2M_TYPE_MAP_FOREIGN = 0xe, /* another domain's frame, mapped by privilege */
    LUS_P2M_TYPE_IOREQ_SERVER = 0xf, /* writes go to an ioreq server */
    LUS_P2M_TYPE_MMIO_NC = 0x18, /* Arm: device memory, not cacheable (p2m_mmio_direct_nc) */
    LUS_P2M_TYPE_MMIO_C = 0x19, /* Arm: device memory, cacheable (p2m_mmio_direct_c) */
    LUS_P2M_TYPE_FOREIGN_RO = 0x1a /* Arm: another domain's frame, mapped by privilege, read-only (p2m_map_foreign_ro, 4.12 on) */
};

/** pfinfo: XEN_DOMCTL_PFINFO_* (public/domctl.h) shifted down by 28; 8 is the pin of page tables */
enum lus_pfinfo_values
{
    LUS_PFINFO_L1TAB = 0x1, /* level 1 page table */
    LUS_PFINFO_L2TAB = 0x2, /* level 2 page table */
    LUS_PFINFO_L3TAB = 0x3, /* level 3 page table */
    LUS_PFINFO_L4TAB = 0x4, /* level 4 page table */
    LUS_PFINFO_L1TAB_PINNED = 0x9, /* level 1, pinned */
    LUS_PFINFO_L2TAB_PINNED = 0xa, /* level 2, pinned */
    LUS_PFINFO_L3TAB_PINNED = 0xb, /* level 3, pinned */
    LUS_PFINFO_L4TAB_PINNED = 0xc, /* level 4, pinned */
    LUS_PFINFO_BROKEN = 0xd, /* bad memory */
    LUS_PFINFO_XALLOC = 0xe, /* to be allocated, without contents */
    LUS_PFINFO_XTAB = 0xf /* no page here */
};

/** evtchn_abi: How the guest sees its event channels */
enum lus_evtchn_abi_values
{
    LUS_EVTCHN_ABI_TWO_LEVEL = 0x0, /* bitmaps in shared_info */
    LUS_EVTCHN_ABI_FIFO = 0x1 /* event array and control blocks */
};

/** evtchn_state: ECS_* (xen/sched.h), the same numbers in every release 4.11 to 4.22 */
enum lus_evtchn_state_values
{
    LUS_EVTCHN_STATE_RESERVED = 0x1, /* not available for use */
    LUS_EVTCHN_STATE_UNBOUND = 0x2, /* waits for the remote domain */
    LUS_EVTCHN_STATE_INTERDOMAIN = 0x3, /* connected to a remote port */
    LUS_EVTCHN_STATE_PIRQ = 0x4, /* bound to a physical interrupt */
    LUS_EVTCHN_STATE_VIRQ = 0x5, /* bound to a virtual interrupt */
    LUS_EVTCHN_STATE_IPI = 0x6, /* between the domain's vcpus */
    LUS_EVTCHN_STATE_HIDDEN = 0xf /* bound by Xen, and the source does not show how; in partial streams only */
};

/** evtchn_known: What the source showed of a port beside its binding */
enum lus_evtchn_known_values
{
    LUS_EVTCHN_KNOWN_CONSUMER = 0x1, /* xen_consumer */
    LUS_EVTCHN_KNOWN_EVENT = 0x2, /* pending and masked */
    LUS_EVTCHN_KNOWN_PRIORITY = 0x4, /* priority */
    LUS_EVTCHN_KNOWN_VCPU = 0x8, /* notify_vcpu */
    LUS_EVTCHN_KNOWN_QUEUE = 0x10 /* last_vcpu, last_priority, early */
};

/** gtf: GTF_* (public/grant_table.h) */
enum lus_gtf_values
{
    LUS_GTF_TYPE0 = 0x1, /* type: 0 invalid, 1 permit access, 2 accept transfer, 3 transitive */
    LUS_GTF_TYPE1 = 0x2, /* type */
    LUS_GTF_READONLY = 0x4, /* read-only */
    LUS_GTF_READING = 0x8, /* mapped or being read */
    LUS_GTF_WRITING = 0x10, /* mapped writable or being written */
    LUS_GTF_PWT = 0x20, /* page write-through */
    LUS_GTF_PCD = 0x40, /* page cache disable */
    LUS_GTF_PAT = 0x80, /* page attribute bit */
    LUS_GTF_SUB_PAGE = 0x100 /* part of a page */
};

/** vcpu_run: What the scheduler says of a vcpu (XEN_DOMCTL_getvcpuinfo) */
enum lus_vcpu_run_values
{
    LUS_VCPU_RUN_ONLINE = 0x1, /* not taken down */
    LUS_VCPU_RUN_BLOCKED = 0x2, /* waits for an event */
    LUS_VCPU_RUN_RUNNING = 0x4 /* was on a CPU */
};

/** tsc_mode: TSC_MODE_* (asm-x86/time.h) */
enum lus_tsc_mode_values
{
    LUS_TSC_MODE_DEFAULT = 0x0, /* emulated only where the host cannot keep the guest's frequency */
    LUS_TSC_MODE_ALWAYS_EMULATE = 0x1, /* emulated */
    LUS_TSC_MODE_NEVER_EMULATE = 0x2, /* native */
    LUS_TSC_MODE_PVRDTSCP = 0x3 /* native, with TSC_AUX for a PV algorithm; until 4.11 (068118aaba) */
};

/** guest_width: Bytes of a PV guest's word (libxc X86_PV_INFO) */
enum lus_guest_width_values
{
    LUS_GUEST_WIDTH_BITS32 = 0x4, /* 32-bit PAE guest */
    LUS_GUEST_WIDTH_BITS64 = 0x8 /* 64-bit guest */
};

/** vgcf: VGCF_* (public/arch-x86/xen.h, xen-x86_64.h) */
enum lus_vgcf_values
{
    LUS_VGCF_I387_VALID = 0x1, /* the FPU area holds state */
    LUS_VGCF_IN_KERNEL = 0x4, /* in the guest's kernel */
    LUS_VGCF_FAILSAFE_DISABLES_EVENTS = 0x8, /* events are masked on the failsafe callback */
    LUS_VGCF_SYSCALL_DISABLES_EVENTS = 0x10, /* events are masked on SYSCALL */
    LUS_VGCF_ONLINE = 0x20, /* not down */
    LUS_VGCF_IN_SYSCALL = 0x100 /* return to the guest may use SYSRET */
};

/** hvm_cpu_flags: XEN_X86_* flags of hvm_hw_cpu (public/arch-x86/hvm/save.h) */
enum lus_hvm_cpu_flags_values
{
    LUS_HVM_CPU_FLAGS_FPU_INITIALISED = 0x1 /* the FPU area holds state */
};

/** vpic_mode: Mode bits of hvm_hw_vpic, from bit 0 of their byte (public/arch-x86/hvm/save.h) */
enum lus_vpic_mode_values
{
    LUS_VPIC_MODE_READSEL_ISR = 0x1, /* reads give ISR, not IRR */
    LUS_VPIC_MODE_POLL = 0x2, /* the next read polls */
    LUS_VPIC_MODE_AUTO_EOI = 0x4, /* acknowledging ends the interrupt */
    LUS_VPIC_MODE_ROTATE_ON_AUTO_EOI = 0x8, /* priorities rotate then */
    LUS_VPIC_MODE_SPECIAL_FULLY_NESTED_MODE = 0x10, /* slave lines do not block others of the slave */
    LUS_VPIC_MODE_SPECIAL_MASK_MODE = 0x20, /* masked lines do not block others */
    LUS_VPIC_MODE_IS_MASTER = 0x40 /* the master of the pair */
};

/** vcpu_hold: What else a vcpu's run state says, beside vcpu.run (xen/sched.h struct vcpu) */
enum lus_vcpu_hold_values
{
    LUS_VCPU_HOLD_INITIALISED = 0x1, /* it has registers (is_initialised); without this and not online it waits for SIPI or VCPUOP_initialise */
    LUS_VCPU_HOLD_POLLING = 0x2, /* blocked in SCHEDOP_poll (poll_evtchn is not 0) */
    LUS_VCPU_HOLD_SHUTDOWN_PAUSED = 0x4, /* paused as its domain is shutting down (paused_for_shutdown) */
    LUS_VCPU_HOLD_SHUTDOWN_DEFERRED = 0x8 /* shutdown waits for its I/O (defer_shutdown) */
};

/** runstate: RUNSTATE_* (public/vcpu.h) */
enum lus_runstate_values
{
    LUS_RUNSTATE_RUNNING = 0x0, /* on a CPU; not in a complete stream, where every vcpu is off its CPU */
    LUS_RUNSTATE_RUNNABLE = 0x1, /* would run if it had a CPU */
    LUS_RUNSTATE_BLOCKED = 0x2, /* waits for an event */
    LUS_RUNSTATE_OFFLINE = 0x3 /* down, or paused */
};

/** guest_area: A structure that Xen writes into the guest's memory for a vcpu (VCPUOP_register_*, public/vcpu.h) */
enum lus_guest_area_values
{
    LUS_GUEST_AREA_VCPU_INFO = 0x1, /* vcpu_info */
    LUS_GUEST_AREA_RUNSTATE = 0x2, /* vcpu_runstate_info */
    LUS_GUEST_AREA_TIME = 0x4 /* vcpu_time_info, the secondary one */
};

/** vcpu_timer: Timers of a vcpu that are armed (xen/sched.h struct vcpu) */
enum lus_vcpu_timer_values
{
    LUS_VCPU_TIMER_PERIODIC = 0x1, /* periodic_timer: its period is not 0 */
    LUS_VCPU_TIMER_ONE_SHOT = 0x2, /* singleshot_timer */
    LUS_VCPU_TIMER_POLL = 0x4 /* poll_timer: SCHEDOP_poll with a timeout */
};

/** async_trap: VCPU_TRAP_* (asm-x86/domain.h), from bit 0 */
enum lus_async_trap_values
{
    LUS_ASYNC_TRAP_NMI = 0x1, /* non-maskable interrupt */
    LUS_ASYNC_TRAP_MCE = 0x2 /* machine check */
};

/** intr_shadow: HVM_INTR_SHADOW_* (asm-x86/hvm/hvm.h), the same bits in every release 4.11 to 4.22 */
enum lus_intr_shadow_values
{
    LUS_INTR_SHADOW_STI = 0x1, /* the instruction after STI */
    LUS_INTR_SHADOW_MOV_SS = 0x2, /* the instruction after MOV SS or POP SS */
    LUS_INTR_SHADOW_SMI = 0x4, /* SMIs are blocked */
    LUS_INTR_SHADOW_NMI = 0x8 /* NMIs are blocked until IRET */
};

/** event_type: X86_EVENTTYPE_* (x86_emulate.h, x86-defns.h): the types of VT-x and SVM */
enum lus_event_type_values
{
    LUS_EVENT_TYPE_EXT_INTR = 0x0, /* external interrupt */
    LUS_EVENT_TYPE_NMI = 0x2, /* NMI */
    LUS_EVENT_TYPE_HW_EXCEPTION = 0x3, /* exception */
    LUS_EVENT_TYPE_SW_INTERRUPT = 0x4, /* INT n */
    LUS_EVENT_TYPE_PRI_SW_EXCEPTION = 0x5, /* INT1 */
    LUS_EVENT_TYPE_SW_EXCEPTION = 0x6 /* INT3, INTO */
};

/** lapic_timer: State of the local APIC's timer (asm-x86/hvm/vpt.h struct periodic_time) */
enum lus_lapic_timer_values
{
    LUS_LAPIC_TIMER_ARMED = 0x1, /* it will fire (on_list) */
    LUS_LAPIC_TIMER_ONE_SHOT = 0x2, /* once (one_shot) */
    LUS_LAPIC_TIMER_IRQ_ISSUED = 0x4 /* a tick is in IRR and not yet taken (irq_issued) */
};

/** ioreq_state: STATE_IOREQ_*, STATE_IORESP_READY (public/hvm/ioreq.h) */
enum lus_ioreq_state_values
{
    LUS_IOREQ_STATE_NONE = 0x0, /* no request */
    LUS_IOREQ_STATE_READY = 0x1, /* sent; Xen keeps it so until it has the answer, whatever the shared page says */
    LUS_IOREQ_STATE_INPROCESS = 0x2, /* the emulator works on it */
    LUS_IOREQ_STATE_RESP_READY = 0x3 /* answered, and the instruction not yet completed */
};

/** ioreq_type: IOREQ_TYPE_* (public/hvm/ioreq.h) */
enum lus_ioreq_type_values
{
    LUS_IOREQ_TYPE_PIO = 0x0, /* port */
    LUS_IOREQ_TYPE_COPY = 0x1, /* memory */
    LUS_IOREQ_TYPE_PCI_CONFIG = 0x2, /* PCI configuration space */
    LUS_IOREQ_TYPE_TIMEOFFSET = 0x7, /* the RTC was set */
    LUS_IOREQ_TYPE_INVALIDATE = 0x8 /* the emulator must forget its mappings */
};

/** io_completion: How an I/O instruction goes on when its answer is there (HVMIO_*, VIO_* from 4.15, the same numbers) */
enum lus_io_completion_values
{
    LUS_IO_COMPLETION_NONE = 0x0, /* nothing to do */
    LUS_IO_COMPLETION_MMIO = 0x1, /* emulate it again, with the answer */
    LUS_IO_COMPLETION_PIO = 0x2, /* put the answer in RAX */
    LUS_IO_COMPLETION_REALMODE = 0x3 /* emulate in real mode again (VT-x) */
};

/** debug_state: Debugging of a vcpu from outside */
enum lus_debug_state_values
{
    LUS_DEBUG_STATE_SINGLE_STEP = 0x1, /* XEN_DOMCTL_DEBUG_OP_SINGLE_STEP_ON (hvm.single_step) */
    LUS_DEBUG_STATE_NEXT_INTERRUPT = 0x2 /* monitor: tell of the next interrupt (arch.monitor.next_interrupt_enabled) */
};

/** evtchn_consumer: What in Xen gets an event, by role: Xen's own numbers depend on the order of use (xen/common/event_channel.c get_xen_consumer) */
enum lus_evtchn_consumer_values
{
    LUS_EVTCHN_CONSUMER_GUEST = 0x0, /* nothing: the guest gets it */
    LUS_EVTCHN_CONSUMER_UNKNOWN = 0x1, /* something, and the source does not say what; in partial streams only */
    LUS_EVTCHN_CONSUMER_IOREQ = 0x2, /* an ioreq server, for one vcpu */
    LUS_EVTCHN_CONSUMER_BUFIOREQ = 0x3, /* an ioreq server, for its buffered requests */
    LUS_EVTCHN_CONSUMER_MONITOR = 0x4, /* vm_event: monitor */
    LUS_EVTCHN_CONSUMER_PAGING = 0x5, /* vm_event: paging */
    LUS_EVTCHN_CONSUMER_SHARING = 0x6, /* vm_event: sharing */
    LUS_EVTCHN_CONSUMER_VPL011 = 0x7 /* the emulated PL011 (Arm) */
};

/** grant_known: What the source showed of a grant in use beside who uses it */
enum lus_grant_known_values
{
    LUS_GRANT_KNOWN_PART = 0x1, /* sub_page, start, length */
    LUS_GRANT_KNOWN_TRANSITIVE = 0x2 /* trans_domid, trans_gref */
};

/** gntmap: GNTMAP_* that a mapping keeps (public/grant_table.h) */
enum lus_gntmap_values
{
    LUS_GNTMAP_DEVICE_MAP = 0x1, /* for devices */
    LUS_GNTMAP_HOST_MAP = 0x2, /* for CPUs */
    LUS_GNTMAP_READONLY = 0x4, /* read-only */
    LUS_GNTMAP_APPLICATION_MAP = 0x8, /* for user mode too (PV) */
    LUS_GNTMAP_CONTAINS_PTE = 0x10 /* where it is was given as a page table entry (PV) */
};

/** p2m_layout: What hardware reads the tables of a P2M that stay in place */
enum lus_p2m_layout_values
{
    LUS_P2M_LAYOUT_NONE = 0x0, /* none are kept: they are built from p2m */
    LUS_P2M_LAYOUT_EPT = 0x1, /* Intel EPT to 4.19: type in bits 52..57, access in 58..61 (asm-x86/hvm/vmx/vmx.h ept_entry_t) */
    LUS_P2M_LAYOUT_EPT_PW = 0x2, /* Intel EPT from 4.20: bit 58 is paging-write, access in 59..62 (asm/hvm/vmx/vmx.h ept_entry_t) */
    LUS_P2M_LAYOUT_NPT = 0x3, /* AMD nested tables: type in bits 52..58 (xen/arch/x86/mm/p2m-pt.c p2m_type_to_flags) */
    LUS_P2M_LAYOUT_STAGE2 = 0x4 /* Arm stage 2 (asm-arm/lpae.h lpae_p2m_t) */
};

/** p2m_access: p2m_access_t (xen/mem_access.h), the same numbers in every release 4.11 to 4.22 */
enum lus_p2m_access_values
{
    LUS_P2M_ACCESS_N = 0x0, /* none */
    LUS_P2M_ACCESS_R = 0x1, /* read */
    LUS_P2M_ACCESS_W = 0x2, /* write */
    LUS_P2M_ACCESS_RW = 0x3, /* read, write */
    LUS_P2M_ACCESS_X = 0x4, /* execute */
    LUS_P2M_ACCESS_RX = 0x5, /* read, execute */
    LUS_P2M_ACCESS_WX = 0x6, /* write, execute */
    LUS_P2M_ACCESS_RWX = 0x7, /* all */
    LUS_P2M_ACCESS_RX2RW = 0x8, /* read, execute; the first write turns it into read, write */
    LUS_P2M_ACCESS_N2RWX = 0x9, /* none; the first access turns it into all */
    LUS_P2M_ACCESS_R_PW = 0xa /* read, and page walks write (4.20 on) */
};

/** pirq_dpci: HVM_IRQ_DPCI_* (asm-x86/hvm/irq.h); bit 3 is gone from 4.16 on, bit 7 came in 4.14, the others are in every release 4.11 to 4.22 */
enum lus_pirq_dpci_values
{
    LUS_PIRQ_DPCI_MACH_PCI = 0x1, /* the device interrupts by INTx */
    LUS_PIRQ_DPCI_MACH_MSI = 0x2, /* the device interrupts by MSI */
    LUS_PIRQ_DPCI_MAPPED = 0x4, /* bound to the guest */
    LUS_PIRQ_DPCI_EOI_LATCH = 0x8, /* a time-out stands for the guest's EOI (until 4.15) */
    LUS_PIRQ_DPCI_GUEST_PCI = 0x10, /* the guest sees INTx */
    LUS_PIRQ_DPCI_GUEST_MSI = 0x20, /* the guest sees MSI */
    LUS_PIRQ_DPCI_IDENTITY_GSI = 0x40, /* the guest's GSI is the machine's */
    LUS_PIRQ_DPCI_NO_EOI = 0x80, /* the guest's GSI is edge triggered: no EOI is waited for (4.14 on) */
    LUS_PIRQ_DPCI_TRANSLATE = 0x8000 /* MSI of the device, INTx for the guest */
};

/** vpci_flags: Of a device behind vPCI (xen/vpci.h struct vpci) */
enum lus_vpci_flags_values
{
    LUS_VPCI_FLAGS_ROM_ENABLED = 0x1, /* the guest has the ROM's enable bit set */
    LUS_VPCI_FLAGS_BARS_MAPPED = 0x2, /* memory decoding is on for the guest */
    LUS_VPCI_FLAGS_MSI_ENABLED = 0x4, /* MSI is on */
    LUS_VPCI_FLAGS_MSIX_ENABLED = 0x8, /* MSI-X is on */
    LUS_VPCI_FLAGS_MSIX_MASKED = 0x10 /* MSI-X as a whole is masked */
};

/** bufioreq_handling: HVM_IOREQSRV_BUFIOREQ_* (public/hvm/hvm_op.h) */
enum lus_bufioreq_handling_values
{
    LUS_BUFIOREQ_HANDLING_OFF = 0x0, /* no buffered requests */
    LUS_BUFIOREQ_HANDLING_LEGACY = 0x1, /* the emulator reads the ring's pointers one after the other */
    LUS_BUFIOREQ_HANDLING_ATOMIC = 0x2 /* the emulator reads both pointers at once */
};

/** ioreq_mem_access: XEN_DMOP_IOREQ_MEM_ACCESS_* (public/hvm/dm_op.h) */
enum lus_ioreq_mem_access_values
{
    LUS_IOREQ_MEM_ACCESS_READ = 0x1, /* reads go to the server; refused by every release 4.11 to 4.22 */
    LUS_IOREQ_MEM_ACCESS_WRITE = 0x2 /* writes go to the server */
};

/** monitor_events: What a monitor is told of, and how (asm-x86/domain.h arch.monitor, xen/sched.h monitor) */
enum lus_monitor_events_values
{
    LUS_MONITOR_EVENTS_SINGLESTEP = 0x1, /* single steps */
    LUS_MONITOR_EVENTS_SOFTWARE_BREAKPOINT = 0x2, /* INT3 */
    LUS_MONITOR_EVENTS_DEBUG_EXCEPTION = 0x4, /* #DB */
    LUS_MONITOR_EVENTS_DEBUG_EXCEPTION_SYNC = 0x8, /* and the vcpu waits */
    LUS_MONITOR_EVENTS_CPUID = 0x10, /* CPUID */
    LUS_MONITOR_EVENTS_DESCRIPTOR_ACCESS = 0x20, /* descriptor tables */
    LUS_MONITOR_EVENTS_GUEST_REQUEST = 0x40, /* the guest's own requests */
    LUS_MONITOR_EVENTS_GUEST_REQUEST_SYNC = 0x80, /* and the vcpu waits */
    LUS_MONITOR_EVENTS_GUEST_REQUEST_USERSPACE = 0x100, /* user mode may request too */
    LUS_MONITOR_EVENTS_EMUL_UNIMPLEMENTED = 0x200, /* instructions that the emulator does not know */
    LUS_MONITOR_EVENTS_INGUEST_PAGEFAULT_DISABLED = 0x400, /* not of faults of the guest's page walks (4.12 on, c5387c4d75) */
    LUS_MONITOR_EVENTS_CONTROL_REGISTER_VALUES = 0x800, /* writes of registers wait for its answer (control_register_values, 4.14 on, 985ba41f66) */
    LUS_MONITOR_EVENTS_VMEXIT = 0x1000, /* VM exits (4.17 on) */
    LUS_MONITOR_EVENTS_VMEXIT_SYNC = 0x2000, /* and the vcpu waits */
    LUS_MONITOR_EVENTS_IO = 0x4000, /* port I/O (4.18 on) */
    LUS_MONITOR_EVENTS_EMULATE_EACH_REP = 0x8000 /* repeated instructions are emulated one at a time (mem_access_emulate_each_rep) */
};

/** monitor_cr: VM_EVENT_X86_* control registers (public/vm_event.h) */
enum lus_monitor_cr_values
{
    LUS_MONITOR_CR_CR0 = 0x1, /* CR0 */
    LUS_MONITOR_CR_CR3 = 0x2, /* CR3 */
    LUS_MONITOR_CR_CR4 = 0x4, /* CR4 */
    LUS_MONITOR_CR_XCR0 = 0x8 /* XCR0 */
};

/** cpu_state: What xen#1 does with a CPU */
enum lus_cpu_state_values
{
    LUS_CPU_STATE_ONLINE = 0x0, /* in use */
    LUS_CPU_STATE_PARKED = 0x1, /* brought up once, then idle for ever: smt=0, or a memory error would be fatal (park_offline_cpus, 4.12 on) */
    LUS_CPU_STATE_OFFLINE = 0x2 /* taken down by the control software */
};

/** time_source: Counters that platform time is kept by (time.c struct platform_timesource.id); no numbers of Xen's */
enum lus_time_source_values
{
    LUS_TIME_SOURCE_PIT = 0x0, /* 8254 */
    LUS_TIME_SOURCE_HPET = 0x1, /* HPET */
    LUS_TIME_SOURCE_ACPI = 0x2, /* ACPI PM timer */
    LUS_TIME_SOURCE_TSC = 0x3, /* TSC */
    LUS_TIME_SOURCE_XEN = 0x4, /* PV clock of a Xen below */
    LUS_TIME_SOURCE_HYPERV = 0x5 /* reference TSC of a Hyper-V below (4.14 on) */
};

/** scheduler: Schedulers by their names (struct scheduler.opt_name); the numbers are XEN_SCHEDULER_* (public/domctl.h) */
enum lus_scheduler_values
{
    LUS_SCHEDULER_CREDIT = 0x5, /* the default until 4.11 */
    LUS_SCHEDULER_CREDIT2 = 0x6, /* the default from 4.12 on (dafd936ddd) */
    LUS_SCHEDULER_ARINC653 = 0x7, /* a fixed schedule */
    LUS_SCHEDULER_RTDS = 0x8, /* reservations by vcpu */
    LUS_SCHEDULER_NULL = 0x9 /* a CPU for each vcpu */
};

/** xsm_module: Security modules (xsm=); no numbers of Xen's */
enum lus_xsm_module_values
{
    LUS_XSM_MODULE_DUMMY = 0x0, /* privilege alone decides */
    LUS_XSM_MODULE_FLASK = 0x1, /* a policy decides */
    LUS_XSM_MODULE_SILO = 0x2 /* guests deal with privileged domains only (4.12 on) */
};

/** sched_gran: SCHED_GRAN_* (common/sched/private.h, 4.13 on): what is scheduled as one */
enum lus_sched_gran_values
{
    LUS_SCHED_GRAN_CPU = 0x0, /* each CPU for itself; the only one until 4.12 */
    LUS_SCHED_GRAN_CORE = 0x1, /* the threads of a core */
    LUS_SCHED_GRAN_SOCKET = 0x2 /* the cores of a socket */
};

/** xenpmu_mode: XENPMU_MODE_* (public/pmu.h) */
enum lus_xenpmu_mode_values
{
    LUS_XENPMU_MODE_SELF = 0x1, /* guests profile themselves */
    LUS_XENPMU_MODE_HV = 0x2, /* the hardware domain profiles itself and Xen */
    LUS_XENPMU_MODE_ALL = 0x4 /* the hardware domain profiles everything */
};

/** xenpmu_feature: XENPMU_FEATURE_* (public/pmu.h) */
enum lus_xenpmu_feature_values
{
    LUS_XENPMU_FEATURE_INTEL_BTS = 0x1, /* branch trace store */
    LUS_XENPMU_FEATURE_IPC_ONLY = 0x2, /* only instructions and cycles */
    LUS_XENPMU_FEATURE_ARCH_ONLY = 0x4 /* only architectural events */
};

/** pci_flags: State of a PCI device in Xen */
enum lus_pci_flags_values
{
    LUS_PCI_FLAGS_EXTFN = 0x1, /* extended function (pci_dev_info.is_extfn) */
    LUS_PCI_FLAGS_VIRTFN = 0x2, /* virtual function of physfn (is_virtfn) */
    LUS_PCI_FLAGS_READ_ONLY = 0x4, /* nobody but Xen writes its configuration space (pci_ro_map) */
    LUS_PCI_FLAGS_QUARANTINE = 0x8, /* goes to the quarantine domain when it is taken from its owner (4.13 on) */
    LUS_PCI_FLAGS_BROKEN = 0x10, /* misbehaved: not given to guests any more (4.17 on) */
    LUS_PCI_FLAGS_HOST_MASKALL = 0x20, /* Xen masks all its MSI-X vectors (arch_msix.host_maskall) */
    LUS_PCI_FLAGS_GUEST_MASKALL = 0x40 /* its owner masks them (guest_maskall) */
};

/** msi_type: PCI capability id of the interrupts (msi_attrib.type) */
enum lus_msi_type_values
{
    LUS_MSI_TYPE_MSI = 0x5, /* MSI */
    LUS_MSI_TYPE_MSIX = 0x11 /* MSI-X */
};

/** msi_mask: Who masks a vector (msi_attrib) */
enum lus_msi_mask_values
{
    LUS_MSI_MASK_HOST = 0x1, /* Xen */
    LUS_MSI_MASK_GUEST = 0x2 /* the guest */
};

/** psr_type: enum psr_type (asm-x86/psr.h, the same order 4.11 to 4.22) */
enum lus_psr_type_values
{
    LUS_PSR_TYPE_L3_CBM = 0x0, /* L3 capacity mask */
    LUS_PSR_TYPE_L3_CODE = 0x1, /* L3 capacity mask of code */
    LUS_PSR_TYPE_L3_DATA = 0x2, /* L3 capacity mask of data */
    LUS_PSR_TYPE_L2_CBM = 0x3, /* L2 capacity mask */
    LUS_PSR_TYPE_MBA_THRTL = 0x4 /* memory bandwidth throttling */
};

/** keep_kind: Why xen#2 must leave a frame where it is and as it is */
enum lus_keep_kind_values
{
    LUS_KEEP_KIND_M2P = 0x1, /* the machine to physical table */
    LUS_KEEP_KIND_P2M = 0x2, /* a page of a domain's P2M tables */
    LUS_KEEP_KIND_IOMMU = 0x3, /* a page of tables that an IOMMU walks for a domain */
    LUS_KEEP_KIND_IOMMU_UNIT = 0x4, /* a table of an IOMMU itself: root and context, device, interrupt remapping, queues */
    LUS_KEEP_KIND_STREAM = 0x5, /* a page of this stream; until all is restored */
    LUS_KEEP_KIND_XEN_IMAGE = 0x6, /* xen#1's code and static data; until all is restored, as a crash may need it */
    LUS_KEEP_KIND_CRASH_AREA = 0x7, /* reserved for the crash kernel (crashkernel=) */
    LUS_KEEP_KIND_SHARED_XEN = 0x8 /* Xen's own (DOMID_XEN), and domains may have it mapped: trace buffers */
};

/** bad_state: Why a frame must not be allocated (PGC_state, PGC_broken) */
enum lus_bad_state_values
{
    LUS_BAD_STATE_OFFLINED = 0x1, /* taken out of use */
    LUS_BAD_STATE_BROKEN = 0x2, /* memory error; out of use */
    LUS_BAD_STATE_OFFLINING = 0x3, /* in use; taken out when it is freed */
    LUS_BAD_STATE_BROKEN_IN_USE = 0x4 /* memory error, and in use; taken out when it is freed */
};

/** reuse_kind: What xen#2 may take for itself, and when */
enum lus_reuse_kind_values
{
    LUS_REUSE_KIND_BOOTMEM = 0x1, /* reserved for the next hypervisor since boot: at once, before it has read anything */
    LUS_REUSE_KIND_CLEAN = 0x2, /* free and scrubbed: when the memory segment is read */
    LUS_REUSE_KIND_DIRTY = 0x3 /* free but not scrubbed, or xen#1's heap: likewise, and scrubbed before a domain gets it */
};

/** m2p_width: Bytes of an entry of the M2P */
enum lus_m2p_width_values
{
    LUS_M2P_WIDTH_COMPAT = 0x4, /* for 32-bit PV guests (compat_machine_to_phys_mapping) */
    LUS_M2P_WIDTH_NATIVE = 0x8 /* Xen's own and that of 64-bit PV guests (machine_to_phys_mapping) */
};

/** m2p_page: Who may map a page of the M2P */
enum lus_m2p_page_values
{
    LUS_M2P_PAGE_XEN = 0x0, /* only Xen */
    LUS_M2P_PAGE_SHARED = 0x1 /* privileged domains too, read-only (share_xen_page_with_privileged_guests) */
};

/** dom_role: What a domain is besides a guest; any domid can be any of these */
enum lus_dom_role_values
{
    LUS_DOM_ROLE_CONTROL = 0x1, /* may use the control interfaces (is_privileged) */
    LUS_DOM_ROLE_HARDWARE = 0x2, /* the hardware domain; at most one */
    LUS_DOM_ROLE_XENSTORE = 0x4, /* runs xenstore (is_xenstore; XEN_DOMCTL_CDF_xs_domain) */
    LUS_DOM_ROLE_CONSOLE = 0x8 /* may use Xen's console (is_console, 4.12 on; before, the hardware domain) */
};

/** cdf: XEN_DOMCTL_CDF_* by their numbers; 0 hvm, 1 hap and 4 xs_domain are domain.kind, dom_paging.mode and dom_identity.roles */
enum lus_cdf_values
{
    LUS_CDF_S3_INTEGRITY = 0x4, /* tboot checks its memory after sleep */
    LUS_CDF_OOS_OFF = 0x8, /* no out-of-sync shadows; always of PV */
    LUS_CDF_IOMMU = 0x20, /* may have devices (4.13 on, c45f592923) */
    LUS_CDF_NESTED_VIRT = 0x40, /* nested virtualisation (4.15 on; HVM_PARAM_NESTEDHVM before) */
    LUS_CDF_VPMU = 0x80, /* virtual PMU (4.16 on; Arm) */
    LUS_CDF_TRAP_UNMAPPED = 0x100 /* accesses to unmapped addresses trap (4.21 on; Arm) */
};

/** iommu_opts: XEN_DOMCTL_IOMMU_* (public/domctl.h, 4.13 on) */
enum lus_iommu_opts_values
{
    LUS_IOMMU_OPTS_NO_SHAREPT = 0x1 /* the IOMMU has tables of its own, not the P2M's */
};

/** dom_legacy: What only old releases know of a domain */
enum lus_dom_legacy_values
{
    LUS_DOM_LEGACY_DISABLE_MIGRATE = 0x1, /* never to be migrated (until 4.14, baa4d064e9) */
    LUS_DOM_LEGACY_SUPPRESS_SPURIOUS_FAULTS = 0x2, /* spurious page faults are kept from it (until 4.12, cf97ba7f7a) */
    LUS_DOM_LEGACY_PINNED = 0x4 /* vcpu n runs on CPU n (dom0_vcpus_pin; until 4.12, 905d7340f6) */
};

/** dying: enum DOMDYING_* (xen/sched.h, the same numbers in every release 4.11 to 4.22) */
enum lus_dying_values
{
    LUS_DYING_DYING = 0x1, /* its resources are being given back */
    LUS_DYING_DEAD = 0x2 /* all given back but what others still hold */
};

/** shutdown_state: How far a shutdown is */
enum lus_shutdown_state_values
{
    LUS_SHUTDOWN_STATE_NONE = 0x0, /* not shutting down */
    LUS_SHUTDOWN_STATE_SHUTTING_DOWN = 0x1, /* some vcpus defer it until their I/O is done (is_shutting_down) */
    LUS_SHUTDOWN_STATE_SHUT_DOWN = 0x2 /* all vcpus stand and the control software knows (is_shut_down) */
};

/** vmasst: VMASST_TYPE_* below 32 (public/xen.h) */
enum lus_vmasst_values
{
    LUS_VMASST_SEGMENTS_4GB = 0x1, /* 4gb_segments: segments that wrap are emulated */
    LUS_VMASST_SEGMENTS_4GB_NOTIFY = 0x2, /* 4gb_segments_notify: and the guest is told */
    LUS_VMASST_WRITABLE_PAGETABLES = 0x4, /* writes to page tables are emulated */
    LUS_VMASST_PAE_EXTENDED_CR3 = 0x8, /* page directories of 32-bit guests above 4 GiB */
    LUS_VMASST_ARCHITECTURAL_IOPL = 0x10, /* IOPL as in hardware */
    LUS_VMASST_RUNSTATE_UPDATE_FLAG = 0x20 /* run-state areas say when they are being written; the only one of HVM (4.14 on) */
};

/** x87_fip: Bytes of the FPU's instruction pointer that are switched (arch.x87_fip_width) */
enum lus_x87_fip_values
{
    LUS_X87_FIP_AUTO = 0x0, /* by what the guest wrote last */
    LUS_X87_FIP_BITS32 = 0x4, /* 32 bits, with its selector */
    LUS_X87_FIP_BITS64 = 0x8 /* 64 bits */
};

/** paging_mode: Who makes the tables that the CPU walks */
enum lus_paging_mode_values
{
    LUS_PAGING_MODE_NONE = 0x0, /* a PV guest, under validation */
    LUS_PAGING_MODE_SHADOW = 0x1, /* shadow paging (PG_SH_enable) */
    LUS_PAGING_MODE_HAP = 0x2 /* hardware assisted paging (PG_HAP_enable) */
};

/** memory_type: Memory types, as in the PAT and in XEN_DOMCTL_MEM_CACHEATTR_* */
enum lus_memory_type_values
{
    LUS_MEMORY_TYPE_UC = 0x0, /* uncachable */
    LUS_MEMORY_TYPE_WC = 0x1, /* write combining */
    LUS_MEMORY_TYPE_WT = 0x4, /* write through */
    LUS_MEMORY_TYPE_WP = 0x5, /* write protected */
    LUS_MEMORY_TYPE_WB = 0x6, /* write back */
    LUS_MEMORY_TYPE_UC_MINUS = 0x7 /* uncachable unless an MTRR says write combining */
};

/** rtds_flags: XEN_DOMCTL_SCHEDRT_* (public/domctl.h) */
enum lus_rtds_flags_values
{
    LUS_RTDS_FLAGS_EXTRA = 0x1 /* may use time that nobody has reserved */
};

/** arm_width: What code the guest's kernel is (asm-arm/domain.h enum domain_type) */
enum lus_arm_width_values
{
    LUS_ARM_WIDTH_AARCH64 = 0x0, /* AArch64 */
    LUS_ARM_WIDTH_AARCH32 = 0x1 /* AArch32 */
};

/** arm_gic: XEN_DOMCTL_CONFIG_GIC_* (public/arch-arm.h); NATIVE has become one of these when the domain exists */
enum lus_arm_gic_values
{
    LUS_ARM_GIC_V2 = 0x1, /* GICv2 */
    LUS_ARM_GIC_V3 = 0x2 /* GICv3 */
};

/** arm_tee: XEN_DOMCTL_CONFIG_TEE_* (public/arch-arm.h, 4.13 on) */
enum lus_arm_tee_values
{
    LUS_ARM_TEE_NONE = 0x0, /* none */
    LUS_ARM_TEE_OPTEE = 0x1, /* OP-TEE */
    LUS_ARM_TEE_FFA = 0x2 /* FF-A */
};

/** arm_sci: XEN_DOMCTL_CONFIG_ARM_SCI_* (public/arch-arm.h, 4.21 on) */
enum lus_arm_sci_values
{
    LUS_ARM_SCI_NONE = 0x0, /* none */
    LUS_ARM_SCI_SCMI_SMC = 0x1 /* SCMI by SMC */
};

/** arm_v8r_msa: XEN_DOMCTL_CONFIG_ARM_V8R_EL1_MSA_* (public/arch-arm.h, 4.22 on) */
enum lus_arm_v8r_msa_values
{
    LUS_ARM_V8R_MSA_NONE = 0x0, /* not Armv8-R */
    LUS_ARM_V8R_MSA_PMSA = 0x1, /* EL1 has protection regions */
    LUS_ARM_V8R_MSA_VMSA = 0x2 /* EL1 has page tables */
};

/** arm_irq_state: State of a guest interrupt at its distributor */
enum lus_arm_irq_state_values
{
    LUS_ARM_IRQ_STATE_ENABLED = 0x1, /* enabled (GICD_ISENABLER) */
    LUS_ARM_IRQ_STATE_EDGE = 0x2, /* edge triggered (GICD_ICFGR) */
    LUS_ARM_IRQ_STATE_PENDING = 0x4, /* pending */
    LUS_ARM_IRQ_STATE_ACTIVE = 0x8, /* active: taken, and not yet deactivated */
    LUS_ARM_IRQ_STATE_LINE = 0x10, /* its line is high (struct vgic_irq.line_level, CONFIG_NEW_VGIC only) */
    LUS_ARM_IRQ_STATE_ALLOCATED = 0x20 /* taken by a device of Xen's or routed (allocated_irqs) */
};

/** arm_cpu_if: The CPU interface's control bits (ICH_VMCR_EL2 and GICH_VMCR hold them at different places) */
enum lus_arm_cpu_if_values
{
    LUS_ARM_CPU_IF_GRP0 = 0x1, /* group 0 enabled (VENG0) */
    LUS_ARM_CPU_IF_GRP1 = 0x2, /* group 1 enabled (VENG1) */
    LUS_ARM_CPU_IF_ACK_CTL = 0x4, /* VAckCtl */
    LUS_ARM_CPU_IF_FIQ_EN = 0x8, /* group 0 by FIQ (VFIQEn) */
    LUS_ARM_CPU_IF_CBPR = 0x10, /* one binary point for both groups (VCBPR) */
    LUS_ARM_CPU_IF_EOI_MODE = 0x20 /* priority drop apart from deactivation (VEOIM) */
};

/** arm_rdist: Flags of a redistributor (VGIC_V3_*) */
enum lus_arm_rdist_values
{
    LUS_ARM_RDIST_LAST = 0x1 /* the last of its region */
};

/** arm_timer_ctl: CNTV_CTL_EL0, CNTP_CTL_EL0 (CNTx_CTL_*) */
enum lus_arm_timer_ctl_values
{
    LUS_ARM_TIMER_CTL_ENABLE = 0x1, /* it counts */
    LUS_ARM_TIMER_CTL_MASK = 0x2, /* no interrupt */
    LUS_ARM_TIMER_CTL_PENDING = 0x4 /* its time has come; of the virtual timer the CPU says it anew */
};

/** arm_vcpu_pending: What Xen still has to do for a vcpu */
enum lus_arm_vcpu_pending_values
{
    LUS_ARM_VCPU_PENDING_SERROR = 0x1, /* a virtual SError is to be taken (HCR_VA) */
    LUS_ARM_VCPU_PENDING_SET_WAY = 0x2, /* MMU registers are watched after a cache operation by set and way (HCR_TVM, 4.12 on) */
    LUS_ARM_VCPU_PENDING_FLUSH = 0x4 /* memory is to be flushed before it runs (need_flush_to_ram, 4.12 on) */
};

/** vpl011_backend: Where the other end of a virtual UART is */
enum lus_vpl011_backend_values
{
    LUS_VPL011_BACKEND_DOMAIN = 0x0, /* a console daemon, by a ring and an event channel */
    LUS_VPL011_BACKEND_XEN = 0x1 /* Xen's console (4.12 on) */
};

/**
 * struct lus_cpu - A CPU that xen#1 knows
 * @cpu: xen#1's number of it: a bit of affinity masks
 * @apic_id: which it is; xen#2 may number CPUs otherwise
 * @state: online or not; enumeration cpu_state
 * @cpupool: pool that has it; all ones for none
 */
struct lus_cpu
{
    uint32_t cpu;
    uint32_t apic_id;
    uint8_t state;
    uint32_t cpupool;
};

/**
 * struct lus_cpupool - A cpupool and the parameters of its scheduler
 * @pool: its id; -1 of an int until 4.14 is no pool; 0..4294967294
 * @scheduler: its scheduler; enumeration scheduler
 * @granularity: what it schedules as one; enumeration sched_gran
 * @tslice_ms: credit: milliseconds of a time slice; else 0
 * @ratelimit_us: credit, credit2: least microseconds a vcpu runs; else 0
 * @migr_delay_us: credit: microseconds a vcpu stays cache-hot; else 0
 */
struct lus_cpupool
{
    uint32_t pool;
    uint8_t scheduler;
    uint8_t granularity;
    uint32_t tslice_ms;
    uint32_t ratelimit_us;
    uint32_t migr_delay_us;
};

/**
 * struct lus_arinc653_slot - A slice of the major frame
 * @handle: domain that has it; need not exist; uuid
 * @runtime: its length; ns; not 0
 * @vcpu: vcpu that has it; need not exist
 */
struct lus_arinc653_slot
{
    uint8_t handle[16];
    uint64_t runtime;
    uint32_t vcpu;
};

/**
 * struct lus_virq_handler - A global virq that does not go to the hardware domain
 * @virq: the virtual interrupt; 0..23
 * @domid: domain that gets it; 0..32751
 */
struct lus_virq_handler
{
    uint32_t virq;
    uint16_t domid;
};

/**
 * struct lus_xsm_boolean - A boolean of the policy
 * @id: its number in the policy
 * @value: value in force; 0..1
 * @pending: value that the next commit puts in force; 0..1
 */
struct lus_xsm_boolean
{
    uint32_t id;
    uint8_t value;
    uint8_t pending;
};

/**
 * struct lus_kexec_segment - A loaded piece of the crash kernel; it is in place
 * @dest: machine address; within frames kept as crash_area
 * @size: its size; bytes; not 0
 */
struct lus_kexec_segment
{
    uint64_t dest;
    uint64_t size;
};

/**
 * struct lus_pci_device - A PCI device
 * @sbdf: segment << 16 | bus << 8 | device << 3 | function
 * @owner: who has it; DOMID_IO in quarantine, DOMID_XEN if hidden; 0..32754
 * @flags: what Xen knows of it; flags pci_flags
 * @physfn: virtual function: that of its physical one; all ones otherwise
 * @phantom_stride: distance of its phantom functions; 0 if it has none
 * @iommu_root: root frame of tables for this device alone (quarantine, 4.17 on); all ones if its owner's are used
 */
struct lus_pci_device
{
    uint32_t sbdf;
    uint16_t owner;
    uint16_t flags;
    uint32_t physfn;
    uint8_t phantom_stride;
    uint64_t iommu_root;
};

/**
 * struct lus_pci_msi_vector - An MSI or MSI-X vector that is set up
 * @sbdf: the device
 * @type: MSI or MSI-X; enumeration msi_type
 * @entry: MSI-X: number in its table; MSI: number of the vector
 * @masked: who masks it; flags msi_mask
 */
struct lus_pci_msi_vector
{
    uint32_t sbdf;
    uint16_t type;
    uint16_t entry;
    uint8_t masked;
};

/**
 * struct lus_gsi - A line of an I/O APIC whose mode is set
 * @gsi: its number; Xen's irq is the same
 * @level: level triggered, not edge; 0..1
 * @active_low: active low, not high; 0..1
 * @masked: masked in the I/O APIC; 0..1
 */
struct lus_gsi
{
    uint32_t gsi;
    uint8_t level;
    uint8_t active_low;
    uint8_t masked;
};

/**
 * struct lus_iommu_unit - An IOMMU that translates
 * @unit: its number in iommu_domids
 * @layout: layout of its tables (state.md)
 * @base: machine address of its registers, by which it is found
 * @device_table: first frame of the root table (VT-d) or device table (AMD)
 * @remap_table: first frame of the interrupt remapping table; all ones if it has none for all devices
 * @segment: PCI segment
 */
struct lus_iommu_unit
{
    uint32_t unit;
    uint32_t layout;
    uint64_t base;
    uint64_t device_table;
    uint64_t remap_table;
    uint16_t segment;
};

/**
 * struct lus_iommu_domid - A domain id in the tables of an IOMMU
 * @unit: which IOMMU
 * @did: id in its context or device entries, by which caches are flushed; 0..65535
 * @domid: domain that it stands for; DOMID_IO for quarantine; 0..32754
 */
struct lus_iommu_domid
{
    uint32_t unit;
    uint32_t did;
    uint16_t domid;
};

/**
 * struct lus_mmcfg_area - Memory mapped PCI configuration space
 * @base: machine address of bus 0
 * @segment: PCI segment
 * @start_bus: first bus
 * @end_bus: last bus
 * @flags: 1: the hardware domain found it reserved (XEN_PCI_MMCFG_RESERVED); 0..1
 */
struct lus_mmcfg_area
{
    uint64_t base;
    uint16_t segment;
    uint8_t start_bus;
    uint8_t end_bus;
    uint32_t flags;
};

/**
 * struct lus_psr_value - A class of service of a socket
 * @socket: the socket
 * @type: what is shared out; enumeration psr_type
 * @cos: the class; 0..127
 * @value: mask, or throttling
 */
struct lus_psr_value
{
    uint32_t socket;
    uint8_t type;
    uint8_t cos;
    uint32_t value;
};

/**
 * struct lus_frame_span - A run of frames
 * @first: first frame of the run
 * @count: frames in the run; pages; not 0
 */
struct lus_frame_span
{
    uint64_t first;
    uint32_t count;
};

/**
 * struct lus_keep_span - A run of frames that stay where they are
 * @first: first frame of the run
 * @kind: why; enumeration keep_kind
 * @domid: domain that it is for; DOMID_IO for quarantine, DOMID_XEN for none; 0..32754
 * @layout: layout of what is in it (state.md); 0 if that is not to be read
 * @count: frames in the run; pages; not 0
 */
struct lus_keep_span
{
    uint64_t first;
    uint8_t kind;
    uint16_t domid;
    uint32_t layout;
    uint32_t count;
};

/**
 * struct lus_bad_span - A run of frames that must not be allocated
 * @first: first frame of the run
 * @state: why; enumeration bad_state
 * @count: frames in the run; pages; not 0
 */
struct lus_bad_span
{
    uint64_t first;
    uint8_t state;
    uint16_t count;
};

/**
 * struct lus_reuse_span - A run of frames that xen#2 may take
 * @first: first frame of the run
 * @kind: for what, and when; enumeration reuse_kind
 * @count: frames in the run; pages; not 0
 */
struct lus_reuse_span
{
    uint64_t first;
    uint8_t kind;
    uint16_t count;
};

/**
 * struct lus_gfn_span - A run of guest frames
 * @gfn: first frame of the run
 * @count: frames in the run; pages; not 0
 */
struct lus_gfn_span
{
    uint64_t gfn;
    uint32_t count;
};

/**
 * struct lus_page_type_span - A run of frames of one type
 * @gfn: first frame of the run
 * @type: type and pin; enumeration pfinfo
 * @count: frames in the run; pages; not 0
 */
struct lus_page_type_span
{
    uint64_t gfn;
    uint8_t type;
    uint8_t count;
};

/**
 * struct lus_evtchn - An event channel port that is not free
 * @port: the port; 1..131071
 * @state: what it is bound to; enumeration evtchn_state
 * @known: which of the next values the source had; a complete stream has all; flags evtchn_known
 * @xen_consumer: what in Xen gets it; enumeration evtchn_consumer
 * @priority: FIFO: priority of events to come; 7 unless the guest set it; 0..15
 * @notify_vcpu: vcpu that is told; 0..8191
 * @remote_domid: unbound, interdomain: the other domain; may be DOMID_SELF; of unbound it need not exist
 * @pending: event pending; 0..1
 * @masked: event masked; 0..1
 * @remote_port: interdomain: its port
 * @pirq: pirq: the interrupt
 * @virq: virq: the virtual interrupt; 0..23
 * @last_vcpu: FIFO: vcpu of the queue that it was linked on last (fifo_lastq from 4.15, 1277cb9dc5); 0..8191
 * @last_priority: FIFO: priority of that queue; 0..15
 * @early: FIFO: came while the event array did not reach the port; linked when it grows (struct evtchn pending); 0..1
 */
struct lus_evtchn
{
    uint32_t port;
    uint8_t state;
    uint8_t known;
    uint8_t xen_consumer;
    uint8_t priority;
    uint32_t notify_vcpu;
    uint16_t remote_domid;
    uint8_t pending;
    uint8_t masked;
    uint32_t remote_port;
    uint32_t pirq;
    uint32_t virq;
    uint16_t last_vcpu;
    uint8_t last_priority;
    uint8_t early;
};

/**
 * struct lus_grant_v1 - A grant entry of version 1 that is not all zero
 * @gref: grant reference
 * @flags: GTF_* as the guest and Xen wrote them; flags gtf
 * @domid: grantee
 * @frame: granted frame; a gfn, or an mfn of a PV guest
 */
struct lus_grant_v1
{
    uint32_t gref;
    uint16_t flags;
    uint16_t domid;
    uint32_t frame;
};

/**
 * struct lus_grant_v2 - A grant entry of version 2 that is not all zero, with its status
 * @gref: grant reference
 * @flags: GTF_* as the guest wrote them; flags gtf
 * @domid: grantee
 * @status: grant_status; 0 where the status frame was not read; flags gtf
 * @word1: bytes 4..5: page_off of a sub-page entry, domid of a transitive one; else as found
 * @word2: bytes 6..7: length of a sub-page entry; else as found
 * @frame: bytes 8..15: frame, or gref in the low half of a transitive entry
 */
struct lus_grant_v2
{
    uint32_t gref;
    uint16_t flags;
    uint16_t domid;
    uint16_t status;
    uint16_t word1;
    uint16_t word2;
    uint64_t frame;
};

/**
 * struct lus_grant_active - A grant entry in use by another domain
 * @gref: grant reference
 * @domid: who uses it
 * @known: which of the later values the source had; a complete stream has all; flags grant_known
 * @sub_page: only a part of the page is granted; can be copied, not mapped; 0..1
 * @pin: four 8-bit counts: hst-w, hst-r, dev-w, dev-r from the lowest (GNTPIN_*); not 0
 * @start: sub_page: where the part begins, as the guest wrote it; bytes; 0..32767
 * @length: sub_page: how long it is, as the guest wrote it; 4096 for a whole page; bytes
 * @mfn: machine frame; of the domain that granted it first, if transitive
 * @trans_domid: transitive: who granted it to this domain; DOMID_INVALID (0x7ff4) if not
 * @trans_gref: transitive: which of its grants; it is in use there too. 0 if not
 */
struct lus_grant_active
{
    uint32_t gref;
    uint16_t domid;
    uint8_t known;
    uint8_t sub_page;
    uint32_t pin;
    uint16_t start;
    uint16_t length;
    uint64_t mfn;
    uint16_t trans_domid;
    uint32_t trans_gref;
};

/**
 * struct lus_e820_region - A range of guest physical addresses
 * @start: first address
 * @size: its size; bytes
 * @type: E820 type
 */
struct lus_e820_region
{
    uint64_t start;
    uint64_t size;
    uint32_t type;
};

/**
 * struct lus_dom_watchdog - A watchdog in use
 * @slot: which of the two; the guest's id less 1; 0..1
 * @expires: system time at which it shuts the domain down; may be past; ns
 */
struct lus_dom_watchdog
{
    uint32_t slot;
    int64_t expires;
};

/**
 * struct lus_iomem_range - A run of machine frames
 * @first: first frame of the run
 * @count: frames in the run; pages; not 0
 */
struct lus_iomem_range
{
    uint64_t first;
    uint32_t count;
};

/**
 * struct lus_ioport_range - A run of I/O ports
 * @first: first port of the run; 0..65535
 * @count: ports in the run; 1..65536
 */
struct lus_ioport_range
{
    uint64_t first;
    uint32_t count;
};

/**
 * struct lus_irq_range - A run of interrupts
 * @first: first interrupt of the run; 0..1048575
 * @count: interrupts in the run; 1..1048576
 */
struct lus_irq_range
{
    uint64_t first;
    uint32_t count;
};

/**
 * struct lus_ioport_map - A run of guest I/O ports that are a device's
 * @mport: first port of the host; 0..65535
 * @gport: first port of the guest; 0..65535
 * @count: ports in the run; 1..65536
 */
struct lus_ioport_map
{
    uint32_t mport;
    uint32_t gport;
    uint32_t count;
};

/**
 * struct lus_cache_pin - A range of guest frames with a fixed memory type
 * @first: first gfn
 * @last: last gfn; ranges do not overlap
 * @type: the type; enumeration memory_type
 */
struct lus_cache_pin
{
    uint64_t first;
    uint64_t last;
    uint32_t type;
};

/**
 * struct lus_rtds_vcpu - Reservation of a vcpu
 * @vcpu: the vcpu; 0..8191
 * @period_us: microseconds of its period; not 0
 * @budget_us: microseconds that it may run in one; a new period begins in xen#2; not 0
 * @flags: XEN_DOMCTL_SCHEDRT_*; flags rtds_flags
 */
struct lus_rtds_vcpu
{
    uint32_t vcpu;
    uint32_t period_us;
    uint32_t budget_us;
    uint32_t flags;
};

/**
 * struct lus_vnuma_range - A range of the guest's memory and the virtual node it is of
 * @start: first address
 * @end: address behind the last
 * @vnode: its virtual node; 0..31
 * @flags: as the toolstack gave them
 */
struct lus_vnuma_range
{
    uint64_t start;
    uint64_t end;
    uint32_t vnode;
    uint32_t flags;
};

/**
 * struct lus_vnuma_node - Where a virtual node is
 * @vnode: the virtual node; 0..31
 * @pnode: physical node; 255 for none (NUMA_NO_NODE); 0..255
 */
struct lus_vnuma_node
{
    uint32_t vnode;
    uint32_t pnode;
};

/**
 * struct lus_vnuma_distance - Distance of two virtual nodes: entry i * nr_vnodes + j is that from i to j
 * @distance: as the toolstack gave it
 */
struct lus_vnuma_distance
{
    uint32_t distance;
};

/**
 * struct lus_vnuma_vcpu - The virtual node of a vcpu
 * @vcpu: the vcpu; 0..8191
 * @vnode: its virtual node; 0..31
 */
struct lus_vnuma_vcpu
{
    uint32_t vcpu;
    uint32_t vnode;
};

/**
 * struct lus_dom_cos - Class of service on a socket
 * @socket: the socket; 0..65535
 * @cos: the domain's class on it; 0..127
 */
struct lus_dom_cos
{
    uint32_t socket;
    uint32_t cos;
};

/**
 * struct lus_hvm_param - One parameter
 * @index: HVM_PARAM_*; 0..63
 * @value: raw value
 */
struct lus_hvm_param
{
    uint32_t index;
    uint64_t value;
};

/**
 * struct lus_cpuid_leaf - One CPUID leaf
 * @leaf: EAX
 * @subleaf: ECX; all ones where the leaf has none
 * @eax: result
 * @ebx: result
 * @ecx: result
 * @edx: result
 */
struct lus_cpuid_leaf
{
    uint32_t leaf;
    uint32_t subleaf;
    uint32_t eax;
    uint32_t ebx;
    uint32_t ecx;
    uint32_t edx;
};

/**
 * struct lus_policy_msr - One MSR of the policy
 * @index: MSR number
 * @flags: zero in every release 4.12 to 4.22; 0..0
 * @value: value
 */
struct lus_policy_msr
{
    uint32_t index;
    uint32_t flags;
    uint64_t value;
};

/**
 * struct lus_pfn_entry - One frame of the guest's own p2m list
 * @pfn: guest frame that holds this part of the list
 */
struct lus_pfn_entry
{
    uint64_t pfn;
};

/**
 * struct lus_trap_entry - One exception handler (struct trap_info); entries of zeros are left out, unset ones mostly have a selector
 * @index: place in the trap table
 * @vector: the same as the guest wrote it; 0 where it never did
 * @cs: code selector
 * @pad0: bytes 4..7 of the 64-bit structure; Xen keeps what the guest wrote. 0 for 32-bit
 * @address: handler
 * @flags: bits 0..1 privilege level, bit 2 masks events
 */
struct lus_trap_entry
{
    uint8_t index;
    uint8_t vector;
    uint16_t cs;
    uint32_t pad0;
    uint64_t address;
    uint8_t flags;
};

/**
 * struct lus_vcpu_info_entry - One vcpu_info of the shared page (public/xen.h)
 * @vcpu: place in the array: all 32 are the guest's memory, whatever vcpus it has; 0..31
 * @evtchn_upcall_pending: an event is pending
 * @evtchn_upcall_mask: the guest masks events
 * @upcall_pad: hole after the mask; a 32-bit guest has the first 2 bytes
 * @version: odd while Xen writes the time
 * @evtchn_pending_sel: which words of the pending bits are not zero
 * @cr2: address of the last page fault
 * @arch_pad: spare words; a 64-bit guest has the first 8 bytes
 * @time_pad0: hole in the time
 * @tsc_timestamp: TSC when Xen last wrote the time; ticks
 * @system_time: system time then; ns
 * @tsc_to_system_mul: scale, 32-bit fraction
 * @tsc_shift: scale, two's complement shift
 * @flags: XEN_PVCLOCK_*
 * @time_pad1: hole at the end of the time
 */
struct lus_vcpu_info_entry
{
    uint32_t vcpu;
    uint8_t evtchn_upcall_pending;
    uint8_t evtchn_upcall_mask;
    uint8_t upcall_pad[6];
    uint32_t version;
    uint64_t evtchn_pending_sel;
    uint64_t cr2;
    uint8_t arch_pad[20];
    uint32_t time_pad0;
    uint64_t tsc_timestamp;
    uint64_t system_time;
    uint32_t tsc_to_system_mul;
    uint8_t tsc_shift;
    uint8_t flags;
    uint8_t time_pad1[2];
};

/**
 * struct lus_msr_entry - One MSR (xen_domctl_vcpu_msr, hvm_one_msr); Xen refuses to load a reserved word that is not zero
 * @index: MSR number
 * @value: value
 */
struct lus_msr_entry
{
    uint32_t index;
    uint64_t value;
};

/**
 * struct lus_cpu_span - A run of CPUs, by xen#1's numbers
 * @first: first CPU of the run
 * @count: CPUs in the run; not 0
 */
struct lus_cpu_span
{
    uint64_t first;
    uint32_t count;
};

/**
 * struct lus_mtrr_range - A variable range
 * @index: which; 0..39
 * @base: MSR 0x200 + 2 * index
 * @mask: MSR 0x201 + 2 * index
 */
struct lus_mtrr_range
{
    uint32_t index;
    uint64_t base;
    uint64_t mask;
};

/**
 * struct lus_mmio_access - One access of the instruction of which parts are done (struct hvm_mmio_cache)
 * @gla: linear address
 * @is_read: read, not write; 0..1
 * @skip: bytes before the part that is device memory (from 4.20, 672894a11f); 0 earlier; bytes; 0..64
 * @size: bytes done; bytes; 0..64
 * @data: what was read or is to be written; zero from size on (32 bytes in 4.11, d95da91fb4)
 */
struct lus_mmio_access
{
    uint64_t gla;
    uint8_t is_read;
    uint8_t skip;
    uint8_t size;
    uint8_t data[64];
};

/**
 * struct lus_emul_read - A value of guest memory that the instruction has read, in the order of the reads
 * @gpa: guest physical address
 * @data: what was there
 * @size: bytes; bytes; 1..8
 */
struct lus_emul_read
{
    uint64_t gpa;
    uint64_t data;
    uint8_t size;
};

/**
 * struct lus_fifo_page - A page of the FIFO event array
 * @mfn: the guest's page, on which Xen holds a reference and a writable type
 */
struct lus_fifo_page
{
    uint64_t mfn;
};

/**
 * struct lus_fifo_control - Control block and queues of a vcpu
 * @vcpu: the vcpu; 0..8191
 * @offset: where in the page, a multiple of 8; bytes; 0..4024
 * @mfn: the guest's page; all ones while the vcpu has no control block
 * @tail: port that was linked last, of each priority; 0 none. It may be closed since, but is in the array; 0..131071
 */
struct lus_fifo_control
{
    uint32_t vcpu;
    uint32_t offset;
    uint64_t mfn;
    uint32_t tail[16];
};

/**
 * struct lus_grant_frame - A frame of the grant table
 * @mfn: the page, of the domain with role xenheap
 * @gfn: where the guest has it; all ones when nowhere, and for PV
 */
struct lus_grant_frame
{
    uint64_t mfn;
    uint64_t gfn;
};

/**
 * struct lus_maptrack_entry - A grant of another domain that this domain has mapped
 * @handle: the number that the domain knows it by
 * @domid: who granted it; may be the domain itself
 * @flags: how it is mapped; not empty. Other bits that the guest gave mean nothing and are left out; flags gntmap
 * @gref: which of its grants: an entry of its grants_active
 * @vcpu: vcpu that mapped it; the handle goes back to its list; 0..8191
 */
struct lus_maptrack_entry
{
    uint32_t handle;
    uint16_t domid;
    uint16_t flags;
    uint32_t gref;
    uint32_t vcpu;
};

/**
 * struct lus_foreign_span - A run of frames of another domain
 * @gfn: first frame of the run
 * @owner: whose they are; DOMID_IO or DOMID_XEN for pages of no domain
 * @count: frames in the run; pages; not 0
 */
struct lus_foreign_span
{
    uint64_t gfn;
    uint16_t owner;
    uint32_t count;
};

/**
 * struct lus_access_span - A run of frames with one kind of access
 * @gfn: first frame of the run
 * @access: what is allowed; enumeration p2m_access
 * @count: frames in the run; pages; not 0
 */
struct lus_access_span
{
    uint64_t gfn;
    uint8_t access;
    uint16_t count;
};

/**
 * struct lus_pod_span - A run of frames in the cache
 * @mfn: first machine frame of the run
 * @count: frames in the run; pages; not 0
 */
struct lus_pod_span
{
    uint64_t mfn;
    uint32_t count;
};

/**
 * struct lus_pirq - A physical interrupt of the domain
 * @pirq: the domain's number for it
 * @irq: Xen's number: GSI or MSI; 0 none, negative while it is bound and already unmapped
 * @port: event channel bound to it; 0 none; 0..131071
 * @emuirq: HVM: emulated interrupt routed to the port; -1 none, -2 a real one, -3 an emulated MSI
 * @masked: delivered and the guest has not ended it yet; 0..1
 */
struct lus_pirq
{
    uint32_t pirq;
    int32_t irq;
    uint32_t port;
    int32_t emuirq;
    uint8_t masked;
};

/**
 * struct lus_dpci - An interrupt of a device that an HVM guest has
 * @pirq: the interrupt
 * @flags: how device and guest see it; flags pirq_dpci
 * @gvec: guest MSI: vector; 0..255
 * @gflags: guest MSI: destination and modes, XEN_DOMCTL_VMSI_X86_* (public/domctl.h)
 * @pending: INTx that the guest has not ended
 * @masked: an interrupt has come and the guest's interrupt controller is still to get it; 0..1
 * @timer: the time-out that stands for an EOI is armed (until 4.15); 0..1
 * @deadline: then: system time when it fires; ns
 */
struct lus_dpci
{
    uint32_t pirq;
    uint32_t flags;
    uint32_t gvec;
    uint32_t gflags;
    uint16_t pending;
    uint8_t masked;
    uint8_t timer;
    int64_t deadline;
};

/**
 * struct lus_intx - A guest INTx line that a pirq drives
 * @pirq: the interrupt
 * @bus: guest bus
 * @device: guest device; 0..31
 * @pin: INTA to INTD; 0..3
 */
struct lus_intx
{
    uint32_t pirq;
    uint8_t bus;
    uint8_t device;
    uint8_t pin;
};

/**
 * struct lus_msix_table - The MSI-X table of a device that an HVM guest has
 * @sbdf: the device
 * @length: size of the table (table_len); bytes; not 0
 * @gpa: where the guest has it (gtable)
 * @shadow: address low, address high, data of entries 0 to 2 as the guest wrote them (gentries)
 * @valid: which of them were written, by bit (acc_valid); 0..511
 */
struct lus_msix_table
{
    uint32_t sbdf;
    uint32_t length;
    uint64_t gpa;
    uint32_t shadow[9];
    uint32_t valid;
};

/**
 * struct lus_msix_change - An entry that the guest changed while it was masked
 * @sbdf: the device
 * @entry: entry of its table; the emulator is told when it is unmasked; 0..2047
 */
struct lus_msix_change
{
    uint32_t sbdf;
    uint32_t entry;
};

/**
 * struct lus_vpci_device - A device behind vPCI
 * @sbdf: the device
 * @guest_sbdf: where a guest other than the hardware domain has it; all ones for the same place
 * @flags: what is on; flags vpci_flags
 * @guest_cmd: command register as the guest wrote it; 0 for the hardware domain
 * @bars_enabled: BARs 0 to 5 and ROM that are in the P2M, by bit; 0..127
 * @msi_vectors: MSI: vectors that the guest asked for; 0..32
 * @msi_address: MSI: address as the guest wrote it; the device has Xen's
 * @msi_mask: MSI: mask bits as the guest wrote them
 * @msi_pirq: MSI: first of its pirqs; all ones for none
 * @msi_data: MSI: data as the guest wrote it
 */
struct lus_vpci_device
{
    uint32_t sbdf;
    uint32_t guest_sbdf;
    uint32_t flags;
    uint16_t guest_cmd;
    uint8_t bars_enabled;
    uint8_t msi_vectors;
    uint64_t msi_address;
    uint32_t msi_mask;
    uint32_t msi_pirq;
    uint16_t msi_data;
};

/**
 * struct lus_vpci_bar - A BAR of a device behind vPCI
 * @sbdf: the device
 * @bar: 0 to 5; 6 is the ROM; 0..6
 * @address: machine address (addr)
 * @guest_address: guest physical address (guest_addr, 4.19 on; the same as address in older ones)
 */
struct lus_vpci_bar
{
    uint32_t sbdf;
    uint32_t bar;
    uint64_t address;
    uint64_t guest_address;
};

/**
 * struct lus_vpci_msix - An MSI-X entry of a device behind vPCI
 * @sbdf: the device
 * @entry: entry of its table; 0..2047
 * @address: address as the guest wrote it
 * @data: data as the guest wrote it
 * @pirq: its pirq; all ones for none
 * @masked: masked by the guest; 0..1
 * @updated: changed while masked; the device has not got it yet; 0..1
 */
struct lus_vpci_msix
{
    uint32_t sbdf;
    uint32_t entry;
    uint64_t address;
    uint32_t data;
    uint32_t pirq;
    uint8_t masked;
    uint8_t updated;
};

/**
 * struct lus_ioreq_server - An ioreq server: a part of the machine that an emulator in some domain provides
 * @id: its number; 0..255
 * @emulator: the emulator's domain
 * @enabled: gets requests; 0..1
 * @bufioreq_handling: buffered requests; enumeration bufioreq_handling
 * @is_default: 4.11 only: gets what no range of another has (IS_DEFAULT; gone with 2c257bd69a); 0..1
 * @bufioreq_port: port of the target that tells of buffered requests; 0 none; 0..131071
 * @ioreq_mfn: page of requests, one slot a vcpu; all ones for none. Of the emulator's domain in 4.11.0, else of the target
 * @ioreq_gfn: where the target has it, in its P2M only while the server is not enabled; all ones when it was had as a resource
 * @bufioreq_mfn: page of buffered requests; all ones for none
 * @bufioreq_gfn: likewise
 */
struct lus_ioreq_server
{
    uint32_t id;
    uint16_t emulator;
    uint8_t enabled;
    uint8_t bufioreq_handling;
    uint8_t is_default;
    uint32_t bufioreq_port;
    uint64_t ioreq_mfn;
    uint64_t ioreq_gfn;
    uint64_t bufioreq_mfn;
    uint64_t bufioreq_gfn;
};

/**
 * struct lus_ioreq_port - The port of a server for a vcpu
 * @id: the server
 * @vcpu: the vcpu; 0..8191
 * @port: port of the target that tells of its requests and of their end; 1..131071
 * @pending: a request is out; the vcpu's own record has it; 0..1
 */
struct lus_ioreq_port
{
    uint32_t id;
    uint32_t vcpu;
    uint32_t port;
    uint8_t pending;
};

/**
 * struct lus_ioreq_range - A range of addresses
 * @start: first port, byte of memory, or PCI segment << 16 | bus << 8 | devfn
 * @end: last, not less than the first
 */
struct lus_ioreq_range
{
    uint64_t start;
    uint64_t end;
};

/**
 * struct lus_altp2m_remap - A frame that is another one in this view
 * @gfn: the frame; 0..1099511627775
 * @mfn: machine frame of the other one (xen/arch/x86/mm/p2m.c p2m_change_altp2m_gfn)
 */
struct lus_altp2m_remap
{
    uint64_t gfn;
    uint64_t mfn;
};

/**
 * struct lus_monitor_msr - An MSR whose writes the monitor is told of
 * @index: the MSR: 8192 each from 0, 0x40000000, 0xc0000000
 */
struct lus_monitor_msr
{
    uint32_t index;
};

/**
 * struct lus_gsi_count - An interrupt line that is asserted
 * @gsi: the line, less than nr_gsis
 * @count: by how many wires; not 0
 */
struct lus_gsi_count
{
    uint32_t gsi;
    uint8_t count;
};

/**
 * struct lus_redirection - An I/O APIC pin
 * @entry: redirection entry
 */
struct lus_redirection
{
    uint64_t entry;
};

/**
 * struct lus_arm_rdist_region - A run of GICv3 redistributors in the guest's address space
 * @base: guest physical address
 * @size: size; bytes; not 0
 * @first_vcpu: vcpu that the first is of; need not exist; 0..8191
 */
struct lus_arm_rdist_region
{
    uint64_t base;
    uint64_t size;
    uint32_t first_vcpu;
};

/**
 * struct lus_arm_irq - An interrupt of the guest that is not as after reset
 * @irq: its number at the guest's GIC; 0..5119
 * @hw_irq: host interrupt that is routed to it (struct irq_desc); 0 for none; 0..5119
 * @state: its state; flags arm_irq_state
 * @priority: priority, 0 the most urgent (GICD_IPRIORITYR)
 * @target: shared: the vcpu that gets it; private: the vcpu itself; 0..8191
 * @targets: GICD_ITARGETSR as written (CONFIG_NEW_VGIC, GICv2); else 0
 * @sources: software interrupt: vcpus that it waits from (CONFIG_NEW_VGIC, GICv2); else 0
 */
struct lus_arm_irq
{
    uint32_t irq;
    uint32_t hw_irq;
    uint8_t state;
    uint8_t priority;
    uint16_t target;
    uint8_t targets;
    uint8_t sources;
};

/**
 * struct lus_sys_time - Platform time at the moment of saving; every absolute deadline in the stream counts from it (xen/arch/x86/time.c)
 * @stime: Xen system time; ns
 * @tsc: host TSC at the same instant; ticks
 * @wc_sec: wall clock at system time 0, since 1970; s
 * @wc_nsec: its fraction; ns; 0..999999999
 * @tsc_khz: host TSC frequency; kHz; not 0
 */
struct lus_sys_time
{
    uint64_t stime;
    uint64_t tsc;
    uint64_t wc_sec;
    uint32_t wc_nsec;
    uint32_t tsc_khz;
};

/**
 * struct lus_time_source - The counter that platform time is kept by, read together with sys_time (xen/arch/x86/time.c plt_src); shows how long the jump took where the TSC does not
 * @source: which (struct platform_timesource); enumeration time_source
 * @bits: width, after which it wraps; 1..64
 * @count: what it read; ticks
 * @frequency: ticks a second; not 0
 */
struct lus_time_source
{
    uint8_t source;
    uint8_t bits;
    uint64_t count;
    uint64_t frequency;
};

/**
 * struct lus_sys_globals - Allocators and switches that Xen has once. Which domain is the hardware domain: dom_identity.roles
 * @domid_last: domid that was given out last; the search goes on behind it (domctl.c rover, domid.c domid_last); 0..32751
 * @vpmu_mode: who may use the PMU (vpmu.c vpmu_mode); 0 nobody; flags xenpmu_mode
 * @vpmu_features: how (vpmu_features); flags xenpmu_feature
 * @unique_id: state of the generator of domains' unique ids (domain.c get_unique_id, 4.20 on); 0 not used yet; from revision 2
 */
struct lus_sys_globals
{
    uint16_t domid_last;
    uint32_t vpmu_mode;
    uint64_t vpmu_features;
    uint64_t unique_id;
};

/**
 * struct lus_cpus - CPUs, by APIC id, with their cpupools (cpu_online_map, x86_cpu_to_apicid; cpupool.c cpu_valid, cpupool_free_cpus)
 */
struct lus_cpus
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_cpupools - Cpupools (xen/common/cpupool.c, common/sched/cpupool.c; XEN_SYSCTL_scheduler_op)
 */
struct lus_cpupools
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_arinc653 - Schedule of a cpupool under arinc653; instance = the pool's id (struct xen_sysctl_arinc653_schedule)
 * @major_frame: length of the whole schedule; ns; not 0
 */
struct lus_arinc653
{
    uint64_t major_frame;
};

/**
 * struct lus_virq_handlers - Who gets global virqs (xen/common/event_channel.c global_virq_handlers); absent ones go to the hardware domain
 */
struct lus_virq_handlers
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_xsm - The security module (xen/xsm). Security ids are numbers of xen#1 only and are never carried: labels are strings
 * @module: which; enumeration xsm_module
 * @enforcing: flask: denials are acted upon (flask_enforcing); else 0; 0..1
 */
struct lus_xsm
{
    uint8_t module;
    uint8_t enforcing;
};

/**
 * struct lus_xsm_policy - The policy as it was loaded (flask_load, FLASK_LOAD); absent: xen#2 has it from its own boot modules
 */
struct lus_xsm_policy
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_xsm_booleans - Booleans of the policy (xen/xsm/flask/flask_op.c bool_pending_values)
 */
struct lus_xsm_booleans
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_console_input - Where the serial console's input goes (xen/drivers/char/console.c xen_rx, console_rx)
 * @domid: domain that has it; DOMID_XEN for Xen's own keys; 0..32754
 */
struct lus_console_input
{
    uint16_t domid;
};

/**
 * struct lus_console_ring - Xen's log, oldest byte first, the last one at produced - 1 (xen/drivers/char/console.c conring)
 * @produced: bytes ever written, modulo 2^32 (conringp); readers remember it
 * @consumed: bytes ever cleared, likewise (conringc)
 */
struct lus_console_ring
{
    uint32_t produced;
    uint32_t consumed;
};

/**
 * struct lus_kexec_image - The crash kernel that is loaded (xen/include/xen/kimage.h struct kexec_image, KEXEC_TYPE_CRASH)
 * @entry: machine address of its entry
 * @arch: ELF machine: 3 i386, 62 x86-64
 */
struct lus_kexec_image
{
    uint64_t entry;
    uint32_t arch;
};

/**
 * struct lus_pci_devices - PCI devices and who has them (xen/include/xen/pci.h struct pci_dev); capabilities are read from the device again
 */
struct lus_pci_devices
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_pci_msi - Vectors set up in devices (asm-x86/msi.h struct msi_desc). Their address and data are written again with xen#2's own vectors
 */
struct lus_pci_msi
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_gsis - Routing of host interrupts (PHYSDEVOP_setup_gsi, mp_register_gsi; xen/arch/x86/io_apic.c). Vectors and CPUs are chosen again
 */
struct lus_gsis
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_iommus - IOMMUs whose tables stay in place, so that DMA goes on (passthrough/vtd/iommu.h struct iommu, asm-x86/amd-iommu.h struct amd_iommu)
 */
struct lus_iommus
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_iommu_domids - Domain ids in IOMMU tables (VT-d domid_map; pseudo_domid of quarantined devices, 4.17 on); with AMD until 4.16 they are the domids
 */
struct lus_iommu_domids
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_pci_mmcfg - Areas that Xen may use as the hardware domain said so (PHYSDEVOP_pci_mmcfg_reserved)
 */
struct lus_pci_mmcfg
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_psr_values - Cache and bandwidth allocation (xen/arch/x86/psr.c feat_node.cos_reg_val) of classes in use
 */
struct lus_psr_values
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_mem_owned - Machine frames that a domain owns; instance = role << 16 | domid (xen/common/page_alloc.c page_list, xenpage_list, extra_page_list)
 * @domid: owner; bits 0..15 of the instance; 0..32751
 * @role: bits 16..17 of the instance; enumeration page_role
 * @reserved_role: zero; 0..0
 */
struct lus_mem_owned
{
    uint16_t domid;
    uint16_t role;
    uint32_t reserved_role;
};

/**
 * struct lus_mem_keep - Frames that xen#2 must not touch though no domain owns them as memory: tables that hardware walks or guests map, the stream
 */
struct lus_mem_keep
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_mem_bad - Offlined and broken frames (xen/common/page_alloc.c page_offlined_list, page_broken_list); ones in use have an owner besides
 */
struct lus_mem_bad
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_mem_reuse - Frames that xen#2 may use. What is in no list of the memory segment is not to be touched
 */
struct lus_mem_reuse
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_m2p - Where the M2P is, kept in place: page number in the table to machine frame; instance 0 native, 1 compat (machine_to_phys_mapping)
 * @width: bytes of an entry: 8 of instance 0, 4 of instance 1; enumeration m2p_width
 * @frames: it has entries of the frames below this (max_page); pages
 */
struct lus_m2p
{
    uint32_t width;
    uint64_t frames;
};

/**
 * struct lus_frames - Guest frames that hold memory, where the machine frames are not known. libxc PAGE_DATA without the contents, which stay in place
 */
struct lus_frames
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_domain - What kind of domain this is; every domain segment begins with it or with a libxc record
 * @kind: PV or HVM; enumeration guest_kind
 * @frame_space: how to read fields marked FRAME; enumeration frame_space
 * @max_vcpus: vcpus it was created with; 0 when the source does not say (d->max_vcpus); 0..8192
 */
struct lus_domain
{
    uint8_t kind;
    uint8_t frame_space;
    uint32_t max_vcpus;
};

/**
 * struct lus_dom_source - Partial streams only: what this domain was imported from (docs/specs/libxc-migration-stream.pandoc)
 * @kind: kinds of source; flags source_kind
 * @notes: what the importer had to choose; flags import_note
 * @libxc_version: version of the libxc image header; 0 if none; 0..3
 * @libxc_type: type in its domain header; 0 if none; 0..4
 * @xl_flags: mandatory flags of the xl header; 0 if none
 * @libxl_version: version of the libxl stream; 0 if none; 0..2
 * @xen_major: Xen version in the domain header; 0.0 if none
 * @xen_minor: likewise
 */
struct lus_dom_source
{
    uint32_t kind;
    uint32_t notes;
    uint32_t libxc_version;
    uint32_t libxc_type;
    uint32_t xl_flags;
    uint32_t libxl_version;
    uint16_t xen_major;
    uint16_t xen_minor;
};

/**
 * struct lus_dom_info - XEN_DOMCTL_getdomaininfo: lifecycle, sizes, identity (public/domctl.h)
 * @handle: the toolstack's name for the domain; uuid
 * @flags: XEN_DOMINF_*; bits 16..23 shutdown code, 255 if none (24..31 as found); flags dominf
 * @ssidref: XSM security id of xen#1
 * @tot_pages: pages that it owns; pages
 * @max_pages: pages that it may own; pages
 * @outstanding_pages: pages claimed and not yet allocated; pages
 * @shr_pages: shared pages; pages
 * @paged_pages: paged-out pages; pages
 * @shared_info_frame: where shared_info is; all ones if not placed
 * @cpu_time: CPU time of all its vcpus; ns
 * @nr_online_vcpus: vcpus that are up; 0..8192
 * @max_vcpu_id: greatest id of a vcpu; all ones if it has none
 * @cpupool: its cpupool; all ones for none
 * @emulation_flags: XEN_X86_EMU_*; flags x86_emu
 * @misc_flags: XEN_X86_* (4.15 on); older guests are MSR_RELAXED; flags x86_misc; from revision 2
 * @gpaddr_bits: width of a guest physical address (4.16 on); 0..64; from revision 3
 */
struct lus_dom_info
{
    uint8_t handle[16];
    uint32_t flags;
    uint32_t ssidref;
    uint64_t tot_pages;
    uint64_t max_pages;
    uint64_t outstanding_pages;
    uint64_t shr_pages;
    uint64_t paged_pages;
    uint64_t shared_info_frame;
    uint64_t cpu_time;
    uint32_t nr_online_vcpus;
    uint32_t max_vcpu_id;
    uint32_t cpupool;
    uint32_t emulation_flags;
    uint32_t misc_flags;
    uint32_t gpaddr_bits;
};

/**
 * struct lus_p2m - Guest frame to machine frame, with type. A PV guest's own table is its word only; ownership is the memory segment's
 * @max_gfn: greatest gfn that the domain can use; not less than any in the map
 */
struct lus_p2m
{
    uint64_t max_gfn;
};

/**
 * struct lus_page_types - Frames that are not plain memory. Only type and pin: counts and validation are made again (XSA-299, c40b33d726)
 */
struct lus_page_types
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_paging_pool - Size of the memory pool for HAP or shadow tables (XEN_DOMCTL_get_paging_mempool_size, 22b20bd98c)
 * @bytes: size of the pool; bytes
 */
struct lus_paging_pool
{
    uint64_t bytes;
};

/**
 * struct lus_evtchn_abi - Which event channel ABI the guest uses; before its ports (xen/common/event_channel.c, event_fifo.c)
 * @abi: 2-level or FIFO; enumeration evtchn_abi
 */
struct lus_evtchn_abi
{
    uint32_t abi;
};

/**
 * struct lus_evtchns - Event channels of every state (xen/common/event_channel.c struct evtchn)
 */
struct lus_evtchns
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_grant_table - The domain's grant table: version and sizes (xen/common/grant_table.c struct grant_table)
 * @version: 1 or 2; 0 where 4.11 has not chosen yet (1237659523); 0..2
 * @max_version: greatest that the domain may choose (4.16 on, 7379f9e10a; the host's before); 0 where the source does not say; 0..2
 * @nr_frames: shared frames
 * @max_frames: its bound
 * @nr_status_frames: status frames; version 2 only
 */
struct lus_grant_table
{
    uint8_t version;
    uint8_t max_version;
    uint32_t nr_frames;
    uint32_t max_frames;
    uint32_t nr_status_frames;
};

/**
 * struct lus_maptrack - Size of the table of grants that this domain has mapped
 * @nr_frames: frames in use
 * @max_frames: their bound
 */
struct lus_maptrack
{
    uint32_t nr_frames;
    uint32_t max_frames;
};

/**
 * struct lus_grants_v1 - Contents of the shared grant frames, version 1 (public/grant_table.h grant_entry_v1); the frames stay in place
 * @frames: leading frames that were read
 */
struct lus_grants_v1
{
    uint32_t frames;
};

/**
 * struct lus_grants_v2 - Contents of the shared grant frames, version 2 (public/grant_table.h grant_entry_v2); the frames stay in place
 * @frames: leading frames that were read
 * @status_frames: leading status frames that were read
 */
struct lus_grants_v2
{
    uint32_t frames;
    uint32_t status_frames;
};

/**
 * struct lus_grants_active - Active grant entries (xen/common/grant_table.c struct active_grant_entry)
 */
struct lus_grants_active
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_dom_identity - Who a domain is and what it may do; its domid is the segment's (xen/sched.h struct domain)
 * @handle: the toolstack's name for it (d->handle); uuid
 * @roles: what it is besides a guest; flags dom_role
 * @unique_id: unlike that of any domain since boot (4.20 on, 58ba55959a); 0 if it has none yet; from revision 2
 */
struct lus_dom_identity
{
    uint8_t handle[16];
    uint32_t roles;
    uint64_t unique_id;
};

/**
 * struct lus_dom_label - Its security label as a string, without a zero at the end (xsm, security_sid_to_context); absent without flask
 */
struct lus_dom_label
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_dom_target - The one domain that this one has privilege over (d->target, XEN_DOMCTL_set_target)
 * @domid: that domain; 0..32751
 */
struct lus_dom_target
{
    uint16_t domid;
};

/**
 * struct lus_dom_create - What cannot be changed after creation (XEN_DOMCTL_createdomain)
 * @flags: XEN_DOMCTL_CDF_* (d->options; before 4.13 s3_integrity, oos_off; other flags from the release on that has them); flags cdf
 * @emulation_flags: emulated devices (d->arch.emulation_flags); flags x86_emu
 * @cpupool: its cpupool now (d->cpupool); all ones for none
 * @legacy: what later releases no longer know; flags dom_legacy
 * @iommu_opts: XEN_DOMCTL_IOMMU_* (4.13 on, babde47a3f); 0 without the flag iommu; flags iommu_opts; from revision 2
 * @misc_flags: XEN_X86_* (d->arch.msr_relaxed, 4.15 on, 0570d7f276); flags x86_misc; from revision 3
 * @vmtrace_size: buffer of each vcpu (4.15 on); 0 if off; bytes; from revision 3
 * @altp2m_mode: 0 off, 1 mixed, 2 external, 3 limited (altp2m_opts, 4.19 on; params[35] before, which stays as it is); 0..3; from revision 4
 * @altp2m_nr: views it may have (4.21 on; 10 before where the mode is not 0); 0..512; from revision 5
 */
struct lus_dom_create
{
    uint32_t flags;
    uint32_t emulation_flags;
    uint32_t cpupool;
    uint8_t legacy;
    uint32_t iommu_opts;
    uint32_t misc_flags;
    uint32_t vmtrace_size;
    uint16_t altp2m_mode;
    uint16_t altp2m_nr;
};

/**
 * struct lus_dom_limits - How much it may use; its vcpus are domain.max_vcpus
 * @max_pages: memory (d->max_pages); pages
 * @claimed_pages: memory set aside for it and not yet allocated (d->outstanding_pages); pages
 * @max_evtchn_port: greatest port (d->max_evtchn_port); 0..2147483647
 * @nr_pirqs: physical interrupts (d->nr_pirqs); from the host's GSIs at creation, not to be computed anew
 * @max_grant_frames: frames of the grant table (gt->max_grant_frames); grant_table.max_frames says the same
 * @max_maptrack_frames: frames of the maptrack (gt->max_maptrack_frames); maptrack.max_frames says the same
 */
struct lus_dom_limits
{
    uint64_t max_pages;
    uint64_t claimed_pages;
    uint32_t max_evtchn_port;
    uint32_t nr_pirqs;
    uint32_t max_grant_frames;
    uint32_t max_maptrack_frames;
};

/**
 * struct lus_dom_dying - Of a domain that is being destroyed, or is there only because others hold its pages (d->is_dying); absent of a living one
 * @stage: how far; enumeration dying
 */
struct lus_dom_dying
{
    uint8_t stage;
};

/**
 * struct lus_dom_state - Whether it runs: what is restored last of a domain. Pausing it for the update is not in it (state.md)
 * @pause_count: pauses by the control software (d->controller_pause_count); 0..2147483647
 * @shutdown_code: SHUTDOWN_*, 8 bits (public/sched.h; d->shutdown_code); all ones if none. May be set before the shutdown
 * @suspend_port: its own port that a suspend goes to, not VIRQ_DOM_EXC (d->suspend_evtchn); 0 if none; Xen looks at it only then
 * @shutdown: how far a shutdown is; enumeration shutdown_state
 * @creation_finished: was unpaused once (d->creation_finished); 0..1
 * @debugger_attached: debug exceptions pause it (d->debugger_attached); 0..1
 */
struct lus_dom_state
{
    uint32_t pause_count;
    uint32_t shutdown_code;
    uint32_t suspend_port;
    uint8_t shutdown;
    uint8_t creation_finished;
    uint8_t debugger_attached;
};

/**
 * struct lus_dom_wallclock - Its wall clock (d->time_offset_seconds; d->time_offset.seconds from 4.14 on)
 * @seconds: ahead of the host's; s
 * @set: the toolstack or the guest set it (4.14 on, 105b06fc7e); 0..1; from revision 2
 */
struct lus_dom_wallclock
{
    int64_t seconds;
    uint8_t set;
};

/**
 * struct lus_vm_assist - What the guest asked Xen to do for it (d->vm_assist)
 * @types: VMASST_TYPE_*; PV: 0 to 5, HVM: 5, and that from 4.14 on; flags vmasst
 * @m2p_strict: VMASST_TYPE_m2p_strict, 32: the read-only M2P is not in user page tables; 64-bit PV only; 0..1
 */
struct lus_vm_assist
{
    uint32_t types;
    uint8_t m2p_strict;
};

/**
 * struct lus_e820 - What XENMEM_memory_map tells the guest, in the toolstack's order (d->arch.e820); absent if nobody set it
 */
struct lus_e820
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_pv_domain - What only PV domains have (asm-x86/domain.h). XPTI, PCID and the L1TF check are xen#2's own choice
 * @hv_compat_vstart: 32-bit guest: where Xen's part of its address space begins; 0 of 64-bit ones
 * @pirq_eoi_map: frame of the map of interrupts that need an EOI (pirq_eoi_map_mfn); all ones if it has none
 * @physaddr_bitsize: width that its memory must fit; 0 not limited; 0..64
 * @pci_cf8: its last write to port 0xcf8
 * @x87_fip_width: from the host's CPU at creation, not to be computed anew; enumeration x87_fip
 * @auto_unmask: PHYSDEVOP_eoi unmasks the port too; 0..1
 * @cmos_idx: its last write to port 0x70; 0..127
 */
struct lus_pv_domain
{
    uint64_t hv_compat_vstart;
    uint64_t pirq_eoi_map;
    uint32_t physaddr_bitsize;
    uint32_t pci_cf8;
    uint8_t x87_fip_width;
    uint8_t auto_unmask;
    uint8_t cmos_idx;
};

/**
 * struct lus_dom_watchdogs - Watchdogs in use (SCHEDOP_watchdog; watchdog_inuse_map, watchdog_timer)
 */
struct lus_dom_watchdogs
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_dom_paging - How its memory is translated and what is tracked (d->arch.paging). Size of the pool: paging_pool
 * @mode: none, shadow or HAP (paging.mode; XEN_DOMCTL_CDF_hap); enumeration paging_mode
 * @forced: PV in shadow because of L1TF (PG_SH_forced, 06e8b622d3); 0..1
 * @log_dirty: writes are logged (PG_log_dirty); 0..1
 * @vram_first: first gfn of video memory whose writes are tracked (hvm.dirty_vram); 0 with vram_frames 0
 * @vram_frames: frames of it; 0 if none. The next query gives all of them as written; pages
 */
struct lus_dom_paging
{
    uint8_t mode;
    uint8_t forced;
    uint8_t log_dirty;
    uint64_t vram_first;
    uint64_t vram_frames;
};

/**
 * struct lus_log_dirty - Frames written since the last look at the log (paging.log_dirty, XEN_DOMCTL_SHADOW_OP_CLEAN); pfns of a PV guest
 * @fault_count: faults since then (log_dirty.fault_count)
 * @dirty_count: frames that were marked (log_dirty.dirty_count)
 */
struct lus_log_dirty
{
    uint32_t fault_count;
    uint32_t dirty_count;
};

/**
 * struct lus_dom_iommu - Tables that IOMMUs walk for its devices (d->iommu; need_iommu in 4.11); absent without
 * @root: root frame of the tables; with shared, that of the P2M; all ones if there are none yet
 * @layout: their layout (state.md)
 * @levels: levels of them (VT-d agaw + 2, AMD paging_mode); 0..6
 * @shared: they are the P2M's (iommu_use_hap_pt); 0..1
 * @need_sync: they follow the P2M or the page types (need_iommu_pt_sync); 0..1
 */
struct lus_dom_iommu
{
    uint64_t root;
    uint32_t layout;
    uint8_t levels;
    uint8_t shared;
    uint8_t need_sync;
};

/**
 * struct lus_iomem_caps - Machine frames of devices that it may map (d->iomem_caps)
 */
struct lus_iomem_caps
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioport_caps - I/O ports that it may use (d->arch.ioport_caps); the bitmap of a hardware domain that is HVM follows from them
 */
struct lus_ioport_caps
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_irq_caps - Host interrupts that it may bind (d->irq_caps): GSIs only, the numbers of MSIs are given out anew
 */
struct lus_irq_caps
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioport_maps - Ports of passed-through devices (hvm.g2m_ioport_list, XEN_DOMCTL_ioport_mapping)
 */
struct lus_ioport_maps
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_cache_pins - Memory types that the control software fixed (hvm.pinned_cacheattr_ranges, XEN_DOMCTL_pin_mem_cacheattr)
 */
struct lus_cache_pins
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_dom_sched - Scheduling of the domain as a whole; the scheduler is its cpupool's (XEN_DOMCTL_scheduler_op, d->node_affinity)
 * @node_affinity: NUMA nodes that its memory comes from, a bit each (d->node_affinity)
 * @weight: credit, credit2: share of the CPU; else 0
 * @cap: credit, credit2: greatest use in hundredths of a CPU, 0 not capped; else 0
 * @auto_node_affinity: node_affinity follows the vcpus' affinity (d->auto_node_affinity); 0..1
 */
struct lus_dom_sched
{
    uint64_t node_affinity;
    uint16_t weight;
    uint16_t cap;
    uint8_t auto_node_affinity;
};

/**
 * struct lus_rtds_vcpus - Parameters of each vcpu under rtds (xen/common/sched_rt.c struct rt_vcpu)
 */
struct lus_rtds_vcpus
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vnuma - Virtual NUMA: what XENMEM_get_vnumainfo tells the guest (d->vnuma); bounds from XSA-77 (domctl.c vnuma_alloc)
 * @nr_vnodes: virtual nodes; 1..32
 */
struct lus_vnuma
{
    uint32_t nr_vnodes;
};

/**
 * struct lus_vnuma_nodes - Physical nodes of the virtual ones (vnuma->vnode_to_pnode)
 */
struct lus_vnuma_nodes
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vnuma_distances - Distances of all pairs of virtual nodes (vnuma->vdistance)
 */
struct lus_vnuma_distances
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vnuma_vcpus - Virtual nodes of all vcpus (vnuma->vcpu_to_vnode)
 */
struct lus_vnuma_vcpus
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_dom_psr - Cache allocation and monitoring (d->arch.psr_cos_ids, psr_rmid); sockets of class 0 are absent
 * @rmid: id for monitoring; 0 if none
 */
struct lus_dom_psr
{
    uint32_t rmid;
};

/**
 * struct lus_console_line - What it wrote to Xen's console since the last end of line (d->pbuf, 200 bytes until 4.21; d->console->buf)
 */
struct lus_console_line
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_tsc_info - TSC mode and frequency (libxc X86_TSC_INFO; asm-x86/time.h)
 * @mode: how the guest's TSC is made; enumeration tsc_mode
 * @khz: frequency that the guest was told; kHz
 * @nsec: elapsed time of the guest's TSC; ns
 * @incarnation: migrations so far; a live update does not count
 * @reserved1: zero in the libxc record; 0..0
 */
struct lus_tsc_info
{
    uint32_t mode;
    uint32_t khz;
    uint64_t nsec;
    uint32_t incarnation;
    uint32_t reserved1;
};

/**
 * struct lus_hvm_params - Raw HVM parameters (public/hvm/params.h); not to be set through hypercalls: some are once-only or act
 */
struct lus_hvm_params
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_toolstack - Opaque toolstack data (libxc TOOLSTACK, deprecated since 4.6)
 */
struct lus_toolstack
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_cpuid_policy - What CPUID shows the guest (libxc X86_CPUID_POLICY; public/arch-x86/xen.h xen_cpuid_leaf)
 */
struct lus_cpuid_policy
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_msr_policy - MSRs that describe the CPU to the guest (libxc X86_MSR_POLICY; xen_msr_entry)
 */
struct lus_msr_policy
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vcpu - A vcpu as the scheduler sees it (XEN_DOMCTL_getvcpuinfo); a complete stream has one for each that was created, made in pass 0
 * @run: not VPF_down, VPF_blocked, on a CPU; what else holds it is in vcpu_hold; flags vcpu_run
 * @cpu_time: time it has run (runstate.time[RUNSTATE_running]); in a complete stream vcpu_runstate has the same; ns
 */
struct lus_vcpu
{
    uint32_t run;
    uint64_t cpu_time;
};

/**
 * struct lus_pv_info - Width of a PV guest (libxc X86_PV_INFO)
 * @guest_width: bytes of a guest word; enumeration guest_width
 * @pt_levels: page table levels: 3 for 32-bit PAE, 4 for 64-bit; 3..4
 */
struct lus_pv_info
{
    uint8_t guest_width;
    uint8_t pt_levels;
};

/**
 * struct lus_pv_p2m_frames - Frames that hold the guest's p2m list, in list order (libxc X86_PV_P2M_FRAMES)
 * @start_pfn: first frame that the list describes
 * @end_pfn: last one
 */
struct lus_pv_p2m_frames
{
    uint32_t start_pfn;
    uint32_t end_pfn;
};

/**
 * struct lus_pv_vcpu - Registers and callbacks (libxc X86_PV_VCPU_BASIC; public/arch-x86/xen.h vcpu_guest_context)
 * @fpu_ctxt: FXSAVE area
 * @flags: VGCF_*; a guest may set others for a vcpu that it starts; flags vgcf
 * @r15: register
 * @r14: register
 * @r13: register
 * @r12: register
 * @rbp: register
 * @rbx: register
 * @r11: register
 * @r10: register
 * @r9: register
 * @r8: register
 * @rax: register
 * @rcx: register
 * @rdx: register
 * @rsi: register
 * @rdi: register
 * @error_code: error code of the last entry to Xen (4.11 to 4.20)
 * @entry_vector: vector of that entry, with Xen's own flags above (4.11 to 4.20)
 * @rip: instruction pointer
 * @cs: code selector
 * @cs_pad: upper bits of the stack slot, copied whole by 4.11 to 4.20, 0 later
 * @saved_upcall_mask: events masked at entry to Xen
 * @mask_pad: as cs_pad; a 32-bit context has only the first byte
 * @rflags: flags, with the virtual IOPL merged in
 * @rsp: stack pointer
 * @ss: stack selector
 * @ss_pad: as cs_pad; a 32-bit context has only the first
 * @es: es selector
 * @es_pad: as cs_pad; a 32-bit context has only the first
 * @ds: ds selector
 * @ds_pad: as cs_pad; a 32-bit context has only the first
 * @fs: fs selector
 * @fs_pad: as cs_pad; a 32-bit context has only the first
 * @gs: gs selector
 * @gs_pad: as cs_pad; a 32-bit context has only the first
 * @ldt_base: linear address of the LDT
 * @ldt_ents: its entries
 * @gdt_frames: frames of the GDT; those past gdt_ents are 0, the last two always
 * @gdt_ents: GDT entries
 * @kernel_ss: stack selector on entry to the guest kernel
 * @kernel_sp: stack pointer on that entry
 * @ctrlreg: CR0 to CR7; 1 and 3 are page table roots of user and kernel, folded by width
 * @debugreg: DR0 to DR7
 * @event_callback_cs: selector of the event callback, 32-bit only
 * @event_callback_eip: event callback
 * @failsafe_callback_cs: selector of the failsafe callback, 32-bit only
 * @failsafe_callback_eip: failsafe callback
 * @syscall_callback_eip: SYSCALL entry, 64-bit only
 * @vm_assist: VMASST_TYPE_* of the domain, the same for each vcpu
 * @fs_base: fs base, 64-bit only
 * @gs_base_kernel: gs base in the kernel, 64-bit only
 * @gs_base_user: gs base of user code, 64-bit only
 */
struct lus_pv_vcpu
{
    uint8_t fpu_ctxt[512];
    uint64_t flags;
    uint64_t r15;
    uint64_t r14;
    uint64_t r13;
    uint64_t r12;
    uint64_t rbp;
    uint64_t rbx;
    uint64_t r11;
    uint64_t r10;
    uint64_t r9;
    uint64_t r8;
    uint64_t rax;
    uint64_t rcx;
    uint64_t rdx;
    uint64_t rsi;
    uint64_t rdi;
    uint32_t error_code;
    uint32_t entry_vector;
    uint64_t rip;
    uint16_t cs;
    uint16_t cs_pad;
    uint8_t saved_upcall_mask;
    uint8_t mask_pad[3];
    uint64_t rflags;
    uint64_t rsp;
    uint16_t ss;
    uint16_t ss_pad[3];
    uint16_t es;
    uint16_t es_pad[3];
    uint16_t ds;
    uint16_t ds_pad[3];
    uint16_t fs;
    uint16_t fs_pad[3];
    uint16_t gs;
    uint16_t gs_pad[3];
    uint64_t ldt_base;
    uint64_t ldt_ents;
    uint64_t gdt_frames[16];
    uint64_t gdt_ents;
    uint64_t kernel_ss;
    uint64_t kernel_sp;
    uint64_t ctrlreg[8];
    uint64_t debugreg[8];
    uint64_t event_callback_cs;
    uint64_t event_callback_eip;
    uint64_t failsafe_callback_cs;
    uint64_t failsafe_callback_eip;
    uint64_t syscall_callback_eip;
    uint64_t vm_assist;
    uint64_t fs_base;
    uint64_t gs_base_kernel;
    uint64_t gs_base_user;
};

/**
 * struct lus_pv_vcpu_ext - Further callbacks and machine check state (libxc X86_PV_VCPU_EXTENDED; xen_domctl_ext_vcpucontext)
 * @syscall32_callback_eip: SYSCALL entry from 32-bit code
 * @sysenter_callback_eip: SYSENTER entry
 * @syscall32_callback_cs: its selector
 * @sysenter_callback_cs: its selector
 * @syscall32_disables_events: events are masked on SYSCALL from 32-bit code; 0..1
 * @sysenter_disables_events: events are masked on SYSENTER; 0..1
 * @caps: MCG_CAP that the guest sees
 * @mci_ctl2_bank0: MCi_CTL2 of bank 0
 * @mci_ctl2_bank1: MCi_CTL2 of bank 1
 * @mcg_ext_ctl: MCG_EXT_CTL
 */
struct lus_pv_vcpu_ext
{
    uint64_t syscall32_callback_eip;
    uint64_t sysenter_callback_eip;
    uint16_t syscall32_callback_cs;
    uint16_t sysenter_callback_cs;
    uint8_t syscall32_disables_events;
    uint8_t sysenter_disables_events;
    uint64_t caps;
    uint64_t mci_ctl2_bank0;
    uint64_t mci_ctl2_bank1;
    uint64_t mcg_ext_ctl;
};

/**
 * struct lus_pv_vcpu_xsave - Extended state; tail: XSAVE area, standard layout (libxc X86_PV_VCPU_XSAVE; xen_domctl_vcpuextstate)
 * @xcr0: XCR0
 * @xcr0_accum: all bits that XCR0 ever had
 */
struct lus_pv_vcpu_xsave
{
    uint64_t xcr0;
    uint64_t xcr0_accum;
};

/**
 * struct lus_shared_info - The shared page (libxc SHARED_INFO; public/xen.h shared_info); a vcpu_info of zeros is listed too
 * @evtchn_pending: pending bits of 2-level event channels; a 32-bit guest has the first 128 bytes
 * @evtchn_mask: mask bits, likewise
 * @wc_version: odd while Xen writes the wall clock
 * @wc_sec: wall clock at system time 0, low half; s
 * @wc_nsec: its fraction; the guest can write anything; ns
 * @wc_sec_hi: high half of wc_sec; s
 * @max_pfn: entries of the guest's p2m list; pages
 * @pfn_to_mfn_frame_list_list: top of the 3-level p2m list; 0 none, all ones invalid
 * @nmi_reason: why the last NMI came
 * @p2m_cr3: page table root, folded, where p2m_vaddr is valid; 0 when not in use
 * @p2m_vaddr: address of the linear p2m list
 * @p2m_generation: counts changes of that list; odd during one
 * @rest: rest of the page behind the structure; a 64-bit guest has the first 960 bytes
 */
struct lus_shared_info
{
    uint8_t evtchn_pending[512];
    uint8_t evtchn_mask[512];
    uint32_t wc_version;
    uint32_t wc_sec;
    uint32_t wc_nsec;
    uint32_t wc_sec_hi;
    uint64_t max_pfn;
    uint64_t pfn_to_mfn_frame_list_list;
    uint64_t nmi_reason;
    uint64_t p2m_cr3;
    uint64_t p2m_vaddr;
    uint64_t p2m_generation;
    uint8_t rest[1752];
};

/**
 * struct lus_pv_vcpu_msrs - MSRs that are not zero (libxc X86_PV_VCPU_MSRS; public/domctl.h xen_domctl_vcpu_msrs)
 */
struct lus_pv_vcpu_msrs
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_header - Who saved the context (hvm_save_header)
 * @magic: HVM_FILE_MAGIC; every release refuses others; 1412960902..1412960902
 * @version: HVM_FILE_VERSION, likewise; 1..1
 * @changeset: Xen's changeset, all ones when not known
 * @cpuid: CPUID leaf 1 EAX of the host
 * @gtsc_khz: TSC frequency that the guest was told; kHz
 */
struct lus_hvm_header
{
    uint32_t magic;
    uint32_t version;
    uint64_t changeset;
    uint32_t cpuid;
    uint32_t gtsc_khz;
};

/**
 * struct lus_hvm_cpu - Registers (hvm_hw_cpu); migration leaves out a vcpu that is down, a complete stream only one that is not initialised
 * @fpu_regs: FXSAVE area; zero when flags says not in use
 * @rax: register
 * @rbx: register
 * @rcx: register
 * @rdx: register
 * @rbp: register
 * @rsi: register
 * @rdi: register
 * @rsp: register
 * @r8: register
 * @r9: register
 * @r10: register
 * @r11: register
 * @r12: register
 * @r13: register
 * @r14: register
 * @r15: register
 * @rip: instruction pointer
 * @rflags: flags
 * @cr0: as the guest reads it
 * @cr2: page fault address
 * @cr3: page table root
 * @cr4: as the guest reads it
 * @dr0: debug register
 * @dr1: debug register
 * @dr2: debug register
 * @dr3: debug register
 * @dr6: debug register
 * @dr7: debug register
 * @cs_sel: selector
 * @ds_sel: selector
 * @es_sel: selector
 * @fs_sel: selector
 * @gs_sel: selector
 * @ss_sel: selector
 * @tr_sel: selector
 * @ldtr_sel: selector
 * @cs_limit: limit
 * @ds_limit: limit
 * @es_limit: limit
 * @fs_limit: limit
 * @gs_limit: limit
 * @ss_limit: limit
 * @tr_limit: limit
 * @ldtr_limit: limit
 * @idtr_limit: limit
 * @gdtr_limit: limit
 * @cs_base: base
 * @ds_base: base
 * @es_base: base
 * @fs_base: base
 * @gs_base: base
 * @ss_base: base
 * @tr_base: base
 * @ldtr_base: base
 * @idtr_base: base
 * @gdtr_base: base
 * @cs_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @ds_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @es_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @fs_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @gs_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @ss_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @tr_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @ldtr_arbytes: type and access: bits 0..7 from descriptor bits 40..47, 8..11 from 52..55
 * @sysenter_cs: MSR 0x174
 * @sysenter_esp: MSR 0x175
 * @sysenter_eip: MSR 0x176
 * @shadow_gs: MSR 0xc0000102
 * @msr_flags: not used since before 4.11, any value
 * @msr_lstar: MSR 0xc0000082
 * @msr_star: MSR 0xc0000081
 * @msr_cstar: MSR 0xc0000083
 * @msr_syscall_mask: MSR 0xc0000084
 * @msr_efer: MSR 0xc0000080
 * @msr_tsc_aux: MSR 0xc0000103
 * @tsc: TSC that the guest would read; ticks
 * @pending_event: event to inject: 0..7 vector, 8..10 type, 11 error code valid, 31 valid
 * @error_code: its error code
 * @flags: every release refuses others; flags hvm_cpu_flags
 */
struct lus_hvm_cpu
{
    uint8_t fpu_regs[512];
    uint64_t rax;
    uint64_t rbx;
    uint64_t rcx;
    uint64_t rdx;
    uint64_t rbp;
    uint64_t rsi;
    uint64_t rdi;
    uint64_t rsp;
    uint64_t r8;
    uint64_t r9;
    uint64_t r10;
    uint64_t r11;
    uint64_t r12;
    uint64_t r13;
    uint64_t r14;
    uint64_t r15;
    uint64_t rip;
    uint64_t rflags;
    uint64_t cr0;
    uint64_t cr2;
    uint64_t cr3;
    uint64_t cr4;
    uint64_t dr0;
    uint64_t dr1;
    uint64_t dr2;
    uint64_t dr3;
    uint64_t dr6;
    uint64_t dr7;
    uint32_t cs_sel;
    uint32_t ds_sel;
    uint32_t es_sel;
    uint32_t fs_sel;
    uint32_t gs_sel;
    uint32_t ss_sel;
    uint32_t tr_sel;
    uint32_t ldtr_sel;
    uint32_t cs_limit;
    uint32_t ds_limit;
    uint32_t es_limit;
    uint32_t fs_limit;
    uint32_t gs_limit;
    uint32_t ss_limit;
    uint32_t tr_limit;
    uint32_t ldtr_limit;
    uint32_t idtr_limit;
    uint32_t gdtr_limit;
    uint64_t cs_base;
    uint64_t ds_base;
    uint64_t es_base;
    uint64_t fs_base;
    uint64_t gs_base;
    uint64_t ss_base;
    uint64_t tr_base;
    uint64_t ldtr_base;
    uint64_t idtr_base;
    uint64_t gdtr_base;
    uint32_t cs_arbytes;
    uint32_t ds_arbytes;
    uint32_t es_arbytes;
    uint32_t fs_arbytes;
    uint32_t gs_arbytes;
    uint32_t ss_arbytes;
    uint32_t tr_arbytes;
    uint32_t ldtr_arbytes;
    uint64_t sysenter_cs;
    uint64_t sysenter_esp;
    uint64_t sysenter_eip;
    uint64_t shadow_gs;
    uint64_t msr_flags;
    uint64_t msr_lstar;
    uint64_t msr_star;
    uint64_t msr_cstar;
    uint64_t msr_syscall_mask;
    uint64_t msr_efer;
    uint64_t msr_tsc_aux;
    uint64_t tsc;
    uint32_t pending_event;
    uint32_t error_code;
    uint32_t flags;
};

/**
 * struct lus_hvm_lapic - Local APIC, hidden state (hvm_hw_lapic; revision 2 from 4.21)
 * @apic_base_msr: MSR 0x1b
 * @disabled: bit 0 by the base MSR, bit 1 by software
 * @timer_divisor: timer ticks per bus cycle, from the divide register
 * @tdt_msr: TSC deadline, 0 when not armed; ticks
 * @pending_esr: errors not yet latched in ESR; from revision 2
 * @pad0: end of the structure; Xen copies it as it is; from revision 2
 */
struct lus_hvm_lapic
{
    uint64_t apic_base_msr;
    uint32_t disabled;
    uint32_t timer_divisor;
    uint64_t tdt_msr;
    uint32_t pending_esr;
    uint32_t pad0;
};

/**
 * struct lus_hvm_lapic_regs - Local APIC register page, first 1024 bytes (hvm_hw_lapic_regs)
 * @data: the register at offset 16 n is element 4 n
 */
struct lus_hvm_lapic_regs
{
    uint32_t data[256];
};

/**
 * struct lus_hvm_mtrr - PAT and MTRRs (hvm_hw_mtrr). 4.12 to 4.22 save variable range 0 in all places
 * @msr_pat_cr: PAT, MSR 0x277
 * @msr_mtrr_var: base and mask of each variable range
 * @msr_mtrr_fixed: fixed ranges, MSRs 0x250, 0x258, 0x259, 0x268 to 0x26f
 * @msr_mtrr_cap: MSR 0xfe
 * @msr_mtrr_def_type: MSR 0x2ff
 */
struct lus_hvm_mtrr
{
    uint64_t msr_pat_cr;
    uint64_t msr_mtrr_var[16];
    uint64_t msr_mtrr_fixed[11];
    uint64_t msr_mtrr_cap;
    uint64_t msr_mtrr_def_type;
};

/**
 * struct lus_hvm_viridian_domain - Hyper-V enlightenments, domain part (hvm_viridian_domain_context)
 * @hypercall_gpa: hypercall page MSR
 * @guest_os_id: guest OS id MSR
 * @time_ref_count: reference counter when it was last frozen
 * @reference_tsc: reference TSC page MSR
 */
struct lus_hvm_viridian_domain
{
    uint64_t hypercall_gpa;
    uint64_t guest_os_id;
    uint64_t time_ref_count;
    uint64_t reference_tsc;
};

/**
 * struct lus_hvm_cpu_xsave - Extended state; tail: XSAVE area with its header, standard layout (hvm_hw_cpu_xsave.save_area)
 * @xfeature_mask: features of the host; loading ignores it
 * @xcr0: XCR0
 * @xcr0_accum: all bits that XCR0 ever had; gives the tail's length
 */
struct lus_hvm_cpu_xsave
{
    uint64_t xfeature_mask;
    uint64_t xcr0;
    uint64_t xcr0_accum;
};

/**
 * struct lus_hvm_viridian_vcpu - Hyper-V enlightenments, vcpu part (hvm_viridian_vcpu_context; revision 2 from 4.13, a85089d0ef, 26fba3c855)
 * @vp_assist_msr: VP assist page MSR
 * @apic_assist_pending: an EOI is assisted (vp_assist_pending in 4.11); 0..1
 * @simp_msr: message page MSR; from revision 2
 * @sint_msr: interrupt source MSRs; masked when not known; from revision 2
 * @stimer_config_msr: timer configuration MSRs; from revision 2
 * @stimer_count_msr: timer count MSRs; from revision 2
 */
struct lus_hvm_viridian_vcpu
{
    uint64_t vp_assist_msr;
    uint8_t apic_assist_pending;
    uint64_t simp_msr;
    uint64_t sint_msr[16];
    uint64_t stimer_config_msr[4];
    uint64_t stimer_count_msr[4];
};

/**
 * struct lus_hvm_vmce_vcpu - Virtual machine check state (hvm_vmce_vcpu)
 * @caps: MCG_CAP that the guest sees
 * @mci_ctl2_bank0: MCi_CTL2 of bank 0
 * @mci_ctl2_bank1: MCi_CTL2 of bank 1
 * @mcg_ext_ctl: MCG_EXT_CTL
 */
struct lus_hvm_vmce_vcpu
{
    uint64_t caps;
    uint64_t mci_ctl2_bank0;
    uint64_t mci_ctl2_bank1;
    uint64_t mcg_ext_ctl;
};

/**
 * struct lus_hvm_tsc_adjust - MSR 0x3b (hvm_tsc_adjust)
 * @tsc_adjust: TSC_ADJUST
 */
struct lus_hvm_tsc_adjust
{
    uint64_t tsc_adjust;
};

/**
 * struct lus_hvm_cpu_msr - MSRs that are not zero (hvm_msr: its count is the number of entries)
 */
struct lus_hvm_cpu_msr
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_pic - 8259; instance 0 master, 1 slave (hvm_hw_vpic)
 * @irr: requests
 * @imr: mask
 * @isr: in service
 * @irq_base: vector of line 0
 * @init_priority: bits 0..3 initialisation step, 4..7 line of highest priority
 * @mode: reading and rotation modes; flags vpic_mode
 * @elcr: level-triggered lines
 * @int_output: output line
 */
struct lus_hvm_pic
{
    uint8_t irr;
    uint8_t imr;
    uint8_t isr;
    uint8_t irq_base;
    uint8_t init_priority;
    uint8_t mode;
    uint8_t elcr;
    uint8_t int_output;
};

/**
 * struct lus_hvm_ioapic - I/O APIC of 48 pins (hvm_hw_vioapic)
 * @base_address: guest physical address
 * @ioregsel: register selected
 * @id: APIC id
 * @redirtbl: redirection entries
 */
struct lus_hvm_ioapic
{
    uint64_t base_address;
    uint32_t ioregsel;
    uint32_t id;
    uint64_t redirtbl[48];
};

/**
 * struct lus_hvm_pci_irq - INTx lines (hvm_hw_pci_irqs), less the one that the event callback asserts
 * @i: one bit for device * 4 + pin
 */
struct lus_hvm_pci_irq
{
    uint64_t i[2];
};

/**
 * struct lus_hvm_isa_irq - ISA lines (hvm_hw_isa_irqs)
 * @i: one bit for each line
 */
struct lus_hvm_isa_irq
{
    uint64_t i;
};

/**
 * struct lus_hvm_pci_link - PCI to ISA interrupt router (hvm_hw_pci_link)
 * @route: line of each link, 0 none; every release refuses others; 0..15
 * @pad0: end of the structure; 4.22 loads only zero
 */
struct lus_hvm_pci_link
{
    uint8_t route[4];
    uint8_t pad0[4];
};

/**
 * struct lus_hvm_pit - 8254 (hvm_hw_pit); also a PV hardware domain's, whose channel 2 Xen emulates (pv_pit_handler)
 * @channel0_count: reload value, 1 to 65536
 * @channel0_latched_count: latched value
 * @channel0_count_latched: how much of it is unread
 * @channel0_status_latched: status is latched
 * @channel0_status: latched status
 * @channel0_read_state: next byte to read
 * @channel0_write_state: next byte to write
 * @channel0_write_latch: low byte written
 * @channel0_rw_mode: access mode
 * @channel0_mode: counter mode; 0xff before the first use in releases up to 4.18
 * @channel0_bcd: counts in BCD; only stored
 * @channel0_gate: gate input
 * @channel1_count: reload value, 1 to 65536
 * @channel1_latched_count: latched value
 * @channel1_count_latched: how much of it is unread
 * @channel1_status_latched: status is latched
 * @channel1_status: latched status
 * @channel1_read_state: next byte to read
 * @channel1_write_state: next byte to write
 * @channel1_write_latch: low byte written
 * @channel1_rw_mode: access mode
 * @channel1_mode: counter mode; 0xff before the first use in releases up to 4.18
 * @channel1_bcd: counts in BCD; only stored
 * @channel1_gate: gate input
 * @channel2_count: reload value, 1 to 65536
 * @channel2_latched_count: latched value
 * @channel2_count_latched: how much of it is unread
 * @channel2_status_latched: status is latched
 * @channel2_status: latched status
 * @channel2_read_state: next byte to read
 * @channel2_write_state: next byte to write
 * @channel2_write_latch: low byte written
 * @channel2_rw_mode: access mode
 * @channel2_mode: counter mode; 0xff before the first use in releases up to 4.18
 * @channel2_bcd: counts in BCD; only stored
 * @channel2_gate: gate input
 * @speaker_data_on: speaker data bit
 * @pad0: end of the structure; 4.22 loads only zero
 */
struct lus_hvm_pit
{
    uint32_t channel0_count;
    uint16_t channel0_latched_count;
    uint8_t channel0_count_latched;
    uint8_t channel0_status_latched;
    uint8_t channel0_status;
    uint8_t channel0_read_state;
    uint8_t channel0_write_state;
    uint8_t channel0_write_latch;
    uint8_t channel0_rw_mode;
    uint8_t channel0_mode;
    uint8_t channel0_bcd;
    uint8_t channel0_gate;
    uint32_t channel1_count;
    uint16_t channel1_latched_count;
    uint8_t channel1_count_latched;
    uint8_t channel1_status_latched;
    uint8_t channel1_status;
    uint8_t channel1_read_state;
    uint8_t channel1_write_state;
    uint8_t channel1_write_latch;
    uint8_t channel1_rw_mode;
    uint8_t channel1_mode;
    uint8_t channel1_bcd;
    uint8_t channel1_gate;
    uint32_t channel2_count;
    uint16_t channel2_latched_count;
    uint8_t channel2_count_latched;
    uint8_t channel2_status_latched;
    uint8_t channel2_status;
    uint8_t channel2_read_state;
    uint8_t channel2_write_state;
    uint8_t channel2_write_latch;
    uint8_t channel2_rw_mode;
    uint8_t channel2_mode;
    uint8_t channel2_bcd;
    uint8_t channel2_gate;
    uint32_t speaker_data_on;
    uint32_t pad0;
};

/**
 * struct lus_hvm_rtc - Real-time clock (hvm_hw_rtc; revision 2 from 4.14, 105b06fc7e)
 * @cmos_data: clock registers and status A to D
 * @cmos_index: register selected
 * @pad0: hole
 * @rtc_offset: time offset of the domain from the wall clock; s; from revision 2
 */
struct lus_hvm_rtc
{
    uint8_t cmos_data[14];
    uint8_t cmos_index;
    uint8_t pad0;
    int64_t rtc_offset;
};

/**
 * struct lus_hvm_hpet - HPET of 3 timers (hvm_hw_hpet)
 * @capability: capabilities
 * @config: configuration
 * @isr: interrupt status
 * @mc64: main counter; ticks
 * @timer0_config: configuration
 * @timer0_cmp: comparator, always all 64 bits; ticks
 * @timer0_fsb: message route
 * @timer1_config: configuration
 * @timer1_cmp: comparator, always all 64 bits; ticks
 * @timer1_fsb: message route
 * @timer2_config: configuration
 * @timer2_cmp: comparator, always all 64 bits; ticks
 * @timer2_fsb: message route
 * @period: last value written to each comparator; ticks
 */
struct lus_hvm_hpet
{
    uint64_t capability;
    uint64_t config;
    uint64_t isr;
    uint64_t mc64;
    uint64_t timer0_config;
    uint64_t timer0_cmp;
    uint64_t timer0_fsb;
    uint64_t timer1_config;
    uint64_t timer1_cmp;
    uint64_t timer1_fsb;
    uint64_t timer2_config;
    uint64_t timer2_cmp;
    uint64_t timer2_fsb;
    uint64_t period[3];
};

/**
 * struct lus_hvm_pmtimer - ACPI timer and PM1a (hvm_hw_pmtimer)
 * @tmr_val: counter; ticks
 * @pm1a_sts: event status
 * @pm1a_en: event enable
 */
struct lus_hvm_pmtimer
{
    uint32_t tmr_val;
    uint16_t pm1a_sts;
    uint16_t pm1a_en;
};

/**
 * struct lus_hvm_guest_time - The domain's guest time, which its vcpus' clocks and emulated timers count in (asm-x86/hvm/vpt.h struct pl_time)
 * @stime_offset: guest time less system time; of a vcpu also hvm_time.stime_offset; ns
 * @last_guest_time: greatest that was given out: it never goes back; ns
 */
struct lus_hvm_guest_time
{
    int64_t stime_offset;
    uint64_t last_guest_time;
};

/**
 * struct lus_vcpu_hold - Why it does not run, beside vcpu.run; nothing runs before all is restored (xen/sched.h struct vcpu)
 * @state: what holds it; flags vcpu_hold
 * @controller_pause_count: pauses by the toolstack (controller_pause_count); 0..2147483647
 * @poll_port: the one port polled, which need not be bound; 0 when none, or more than one: then any event ends it (do_poll); 0..131071
 */
struct lus_vcpu_hold
{
    uint32_t state;
    uint32_t controller_pause_count;
    uint32_t poll_port;
};

/**
 * struct lus_vcpu_runstate - Times in each state, also the guest's steal time (public/vcpu.h vcpu_runstate_info)
 * @state: state now; enumeration runstate
 * @entry_time: system time when it went into that state; the time since is not in the sums; ns
 * @time: sums by state; ns
 */
struct lus_vcpu_runstate
{
    uint32_t state;
    int64_t entry_time;
    uint64_t time[4];
};

/**
 * struct lus_vcpu_areas - Structures that Xen writes into the guest's memory (VCPUOP_register_*). In arrays, element 0 is vcpu_info, 1 runstate, 2 time
 * @by_frame: placed by frame: vcpu_info in every release, the others from 4.18; a vcpu_info that is not is in shared_info, or lost from vcpu 32 on; flags guest_area
 * @by_address: placed by virtual address (runstate_guest, time_info_guest); one area may be both from 4.18 on; flags guest_area
 * @compat_frame: placed by frame in the layout of 32-bit code (runstate_guest_area_compat); may differ from the guest's width for HVM; flags guest_area
 * @compat_address: likewise by virtual address; flags guest_area
 * @frame: frame, to which Xen holds a reference (map_vcpu_info; map_guest_area from 4.18); 0 when not placed so
 * @offset: in that page; to 4.13 any, from 4.14 a multiple of the structure's alignment (3fdc211b01); 0..4095
 * @address: as the guest gave it, translated by its page tables at each write; 0 when not placed so
 */
struct lus_vcpu_areas
{
    uint8_t by_frame;
    uint8_t by_address;
    uint8_t compat_frame;
    uint8_t compat_address;
    uint64_t frame[3];
    uint16_t offset[3];
    uint64_t address[3];
};

/**
 * struct lus_vcpu_timers - Timers that a guest sets by hypercall (VCPUOP_set_periodic_timer, _singleshot_timer, SCHEDOP_poll, set_timer_op)
 * @armed: which of them are; flags vcpu_timer
 * @period: period (periodic_period); 0 when not armed; ns
 * @period_last: system time of its last event (periodic_last_event); ns
 * @one_shot: system time when it fires, earlier than sys_time.stime if it is overdue; 0 when not armed; ns
 * @poll: likewise; ns
 */
struct lus_vcpu_timers
{
    uint32_t armed;
    uint64_t period;
    int64_t period_last;
    int64_t one_shot;
    int64_t poll;
};

/**
 * struct lus_vcpu_async - NMIs and machine checks that are to be delivered, or that a PV guest is in (async_exception_state, async_exception_mask)
 * @pending: not yet delivered; flags async_trap
 * @masked: the guest is in their handler (PV), until HYPERVISOR_iret; flags async_trap
 * @nmi_old_mask: masked before the NMI; flags async_trap
 * @mce_old_mask: masked before the machine check; flags async_trap
 */
struct lus_vcpu_async
{
    uint8_t pending;
    uint8_t masked;
    uint8_t nmi_old_mask;
    uint8_t mce_old_mask;
};

/**
 * struct lus_vcpu_debug - Debugging from outside (gdbsx, monitor)
 * @state: what is on; flags debug_state
 * @gdbsx_event: exception that stopped it and that gdbsx has not yet fetched (gdbsx_vcpu_event); 0 none; 0..31
 */
struct lus_vcpu_debug
{
    uint32_t state;
    uint32_t gdbsx_event;
};

/**
 * struct lus_vcpu_hard_affinity - CPUs that it may run on (cpu_hard_affinity; of its sched_unit from 4.13); a vcpu without this may run on all
 * @all: all CPUs that there are or will be; the table is empty then; 0..1
 * @override_cpu: CPU that SCHEDOP_pin_override holds it on until undone, all ones for none; the table is what it then returns to
 */
struct lus_vcpu_hard_affinity
{
    uint32_t all;
    uint32_t override_cpu;
};

/**
 * struct lus_vcpu_soft_affinity - CPUs that it should run on (cpu_soft_affinity); a vcpu without this has no preference
 * @all: all CPUs that there are or will be; the table is empty then; 0..1
 */
struct lus_vcpu_soft_affinity
{
    uint32_t all;
};

/**
 * struct lus_vcpu_mce - A machine check that the guest has not finished with (asm-x86/mce.h struct vmce); what migration carries is in hvm_vmce_vcpu, pv_vcpu_ext
 * @mcg_status: MCG_STATUS
 * @mci_status: MCi_STATUS of the two banks
 * @mci_addr: MCi_ADDR
 * @mci_misc: MCi_MISC
 */
struct lus_vcpu_mce
{
    uint64_t mcg_status;
    uint64_t mci_status[2];
    uint64_t mci_addr[2];
    uint64_t mci_misc[2];
};

/**
 * struct lus_vcpu_hidden_msrs - MSRs that hold something and are not in the lists that xen#1 migrates (spec/state.md says which those are)
 */
struct lus_vcpu_hidden_msrs
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_cpu_hidden - What hvm_cpu lacks: between which two instructions the vcpu is, and the event that Xen is to inject (inject_event)
 * @intr_shadow: what blocks interrupts (get_interrupt_shadow); flags intr_shadow
 * @event: an event is to be injected, beside hvm_cpu.pending_event; 0..1
 * @event_type: its type; enumeration event_type
 * @event_vector: vector
 * @event_insn_len: length of the instruction that made it; bytes; 0..15
 * @event_error_code: error code; -1 for none (X86_EVENT_NO_EC)
 * @event_extra: CR2 of a page fault, pending_dbg of a debug exception
 * @pending_dbg: debug exceptions to come at the next boundary (VT-x GUEST_PENDING_DBG_EXCEPTIONS); 0 on SVM
 */
struct lus_hvm_cpu_hidden
{
    uint32_t intr_shadow;
    uint8_t event;
    uint8_t event_type;
    uint8_t event_vector;
    uint8_t event_insn_len;
    int32_t event_error_code;
    uint64_t event_extra;
    uint64_t pending_dbg;
};

/**
 * struct lus_hvm_lapic_hidden - What hvm_lapic and hvm_lapic_regs lack: the phase of the timer, which loading them starts anew (lapic_rearm), and the event channel vector
 * @timer: state of the timer; flags lapic_timer
 * @missed_ticks: ticks that the guest has yet to get (pending_intr_nr)
 * @period: period; 0 if it fires once; ns
 * @deadline: system time when it fires (scheduled); 0 when not armed; ns
 * @last_tick: guest time of the last tick (last_plt_gtime); ns
 * @counter_start: guest time from which the current count is computed (timer_last_update); ns
 * @upcall_vector: vector of event channel upcalls (HVMOP_set_evtchn_upcall_vector); 0 none
 */
struct lus_hvm_lapic_hidden
{
    uint32_t timer;
    uint32_t missed_ticks;
    uint64_t period;
    int64_t deadline;
    int64_t last_tick;
    int64_t counter_start;
    uint8_t upcall_vector;
};

/**
 * struct lus_hvm_mtrr_ranges - All variable ranges, as many as MTRR_CAP says: a PVH dom0 has the host's count (e520d9e144). Counts before those of hvm_mtrr
 */
struct lus_hvm_mtrr_ranges
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_time - The vcpu's clocks (asm-x86/hvm/vcpu.h struct hvm_vcpu)
 * @tsc_offset: guest TSC less scaled host TSC, or less guest time in ticks where the TSC is emulated (cache_tsc_offset); TSC_ADJUST counted in; ticks
 * @stime_offset: what its guest time has beside hvm_guest_time (stime_offset); not 0 only with timer_mode delay_for_missed_ticks; ns
 * @guest_time: guest time at which it is frozen while it does not run (guest_time); 0 when not; ns
 */
struct lus_hvm_time
{
    int64_t tsc_offset;
    int64_t stime_offset;
    int64_t guest_time;
};

/**
 * struct lus_hvm_viridian_hidden - What hvm_viridian_vcpu lacks (asm-x86/hvm/viridian.h struct viridian_vcpu); crash parameters from 4.11, the rest from 4.13
 * @crash_param: CRASH_P0 to P4
 * @scontrol: SCONTROL; from revision 2
 * @siefp: SIEFP; from revision 2
 * @stimer_expiration: reference time of 100 ns when each timer fires; ticks; from revision 2
 * @stimer_started: timers that run, by bit; 0..15; from revision 2
 * @stimer_pending: timers that fired and whose message the guest has no room for; 0..15; from revision 2
 */
struct lus_hvm_viridian_hidden
{
    uint64_t crash_param[5];
    uint64_t scontrol;
    uint64_t siefp;
    uint64_t stimer_expiration[4];
    uint8_t stimer_started;
    uint8_t stimer_pending;
};

/**
 * struct lus_hvm_io - An I/O instruction that waits for its emulator (hvm_io, v->io from 4.15); absent when there is none. After hvm_cpu, whose loading cancels it
 * @addr: port or guest physical address (ioreq.addr)
 * @data: value, or guest physical address of the values
 * @count: repetitions
 * @size: bytes of each; bytes
 * @state: as Xen's own copy has it; enumeration ioreq_state
 * @type: what kind of access; enumeration ioreq_type
 * @is_read: read, not write (dir); 0..1
 * @is_down: addresses go down (df); 0..1
 * @data_is_ptr: data is an address; 0..1
 * @completion: how the instruction goes on; enumeration io_completion
 * @invalidate: INVALIDATE is to be sent next (mapcache_invalidate; of the domain before 4.15); 0..1
 * @insn_bytes: bytes of the instruction that are known; 0: fetch it again; bytes; 0..16
 * @insn: the instruction; zero from insn_bytes on
 * @server: ioreq server that has it; all ones for none
 * @msix_unmask: guest physical address of an MSI-X entry to unmask when done (msix_unmask_address); 0 none
 * @msix_snoop: address and data of a write to an MSI-X table that is still going on (msix_snoop_address); 0 none
 * @msix_snoop_gpa: its guest physical address
 */
struct lus_hvm_io
{
    uint64_t addr;
    uint64_t data;
    uint32_t count;
    uint32_t size;
    uint8_t state;
    uint8_t type;
    uint8_t is_read;
    uint8_t is_down;
    uint8_t data_is_ptr;
    uint8_t completion;
    uint8_t invalidate;
    uint8_t insn_bytes;
    uint8_t insn[16];
    uint32_t server;
    uint64_t msix_unmask;
    uint64_t msix_snoop;
    uint64_t msix_snoop_gpa;
};

/**
 * struct lus_hvm_io_reads - Memory that the instruction of hvm_io read before it waited, and must see again (struct hvmemul_cache, 4.14 on, 2efbc2d446)
 */
struct lus_hvm_io_reads
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_altp2m_vcpu - Which altp2m view it uses, and #VE (struct altp2mvcpu); absent while altp2m is not active
 * @view: number of the view (p2midx); 0..511
 * @ve: #VE is on; 0..1
 * @ve_gfn: its information page; 0 when off. A reference is held from 4.12 on (0ec9b4ef31)
 * @step_view: view to return to after a fast single step (4.14 on, f801b40d20); 0..511; from revision 2
 * @step: in a fast single step; 0..1; from revision 2
 */
struct lus_hvm_altp2m_vcpu
{
    uint16_t view;
    uint8_t ve;
    uint64_t ve_gfn;
    uint16_t step_view;
    uint8_t step;
};

/**
 * struct lus_pv_vcpu_io - Its rights to I/O ports (PHYSDEVOP_set_iopl, _set_iobitmap; asm-x86/domain.h struct pv_vcpu)
 * @bitmap: virtual address of the bitmap in the guest's kernel; 0 none (iobmp)
 * @ports: ports that it has a bit for (iobmp_limit, iobmp_nr from 4.20); 0..65536
 * @iopl: I/O privilege level; Xen keeps it shifted to its place in RFLAGS; 0..3
 */
struct lus_pv_vcpu_io
{
    uint64_t bitmap;
    uint32_t ports;
    uint8_t iopl;
};

/**
 * struct lus_evtchn_table - How far the domain's ports go (xen/sched.h valid_evtchns). A port below the end that evtchns does not list is closed and free
 * @valid_ports: ports that were allocated; those above do not exist and hypercalls tell the two apart; 0..131072
 * @reset_next: port that a reset under way goes on with (next_evtchn, 4.15 on, 2785b2a9e0); 0 when none; 0..131072
 */
struct lus_evtchn_table
{
    uint32_t valid_ports;
    uint32_t reset_next;
};

/**
 * struct lus_fifo_array - FIFO event array: 1024 ports a page, in order; the words stay in place (xen/common/event_fifo.c event_array)
 */
struct lus_fifo_array
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_fifo_controls - FIFO control blocks and queues of vcpus; the queues' heads are in the block, which stays in place (struct evtchn_fifo_vcpu)
 */
struct lus_fifo_controls
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_evtchn_label - Security context of a port, as text without an end mark; instance is the port. Absent where binding it anew gives the same (xen/xsm/flask/hooks.c flask_evtchn_unbound)
 */
struct lus_evtchn_label
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_shared_info_place - Where shared_info is and how wide; its contents stay in place (xen/sched.h shared_info, asm-x86/domain.h has_32bit_shinfo)
 * @mfn: its page
 * @gfn: where the guest has it; all ones when nowhere, and for PV
 * @is_32bit: laid out for 32 bits; HVM: latched when the hypercall page or the callback was set; 0..1
 */
struct lus_shared_info_place
{
    uint64_t mfn;
    uint64_t gfn;
    uint8_t is_32bit;
};

/**
 * struct lus_grant_frames - Shared frames of the grant table, in order; their entries stay in place (xen/common/grant_table.c shared_raw)
 */
struct lus_grant_frames
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_grant_status_frames - Status frames of a version 2 table, in order; they stay in place (xen/common/grant_table.c status)
 */
struct lus_grant_status_frames
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_maptrack_entries - Handles in use (xen/common/grant_table.c struct grant_mapping). The others below 256 * maptrack.nr_frames are free
 */
struct lus_maptrack_entries
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_p2m_tables - The hardware's tables of the P2M, kept in place for the IOMMU; their frames are the memory segment's to keep (asm-x86/p2m.h phys_table)
 * @layout: format of the tables; where xen#2 does not know it, or it is none, it builds new ones from p2m; enumeration p2m_layout
 * @levels: levels of tables; 0 for layout none; 0..5
 * @iommu_shared: the IOMMU reads them too (iommu_use_hap_pt); 0..1
 * @root: machine frame of the root; all ones for layout none. It is Xen's, not the domain's
 */
struct lus_p2m_tables
{
    uint8_t layout;
    uint8_t levels;
    uint8_t iommu_shared;
    uint64_t root;
};

/**
 * struct lus_p2m_foreign - Owners of the P2M's entries of types map_foreign, grant_map_rw, grant_map_ro; checked against ownership after pass 1
 */
struct lus_p2m_foreign
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_p2m_access - mem_access of the P2M; tail: frames whose access is not the default (xen/common/mem_access.c)
 * @default_access: of frames not listed, and of new ones; enumeration p2m_access
 * @access_required: without a listener a fault pauses the vcpu; else it lifts the restriction; 0..1
 */
struct lus_p2m_access
{
    uint8_t default_access;
    uint8_t access_required;
};

/**
 * struct lus_p2m_ve - Frames of the P2M whose violations give the guest #VE: suppress_ve is clear (mm/p2m.c p2m_set_suppress_ve, 4.12; in 4.11 by mem_access of altp2m only)
 */
struct lus_p2m_ve
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_p2m_pod - Populate-on-demand; tail: the cache of zeroed frames that it owns. Entries are p2m's of type pod; counts are made again (mm/p2m-pod.c)
 * @reclaim: guest frame where the next sweep for zeroed pages goes on downwards (reclaim_single)
 * @max_guest: greatest guest frame that was populated on demand: where sweeps begin
 */
struct lus_p2m_pod
{
    uint64_t reclaim;
    uint64_t max_guest;
};

/**
 * struct lus_pirqs - Physical interrupts that the domain has (xen/irq.h struct pirq, asm-x86/irq.h struct arch_pirq)
 * @nr_pirqs: its bound; came from xen#1's host at creation, and is not computed again
 */
struct lus_pirqs
{
    uint32_t nr_pirqs;
};

/**
 * struct lus_pirq_dpci - Binding of pirqs to the guest's interrupts (asm-x86/hvm/irq.h struct hvm_pirq_dpci); destination vcpu and posting are computed again
 */
struct lus_pirq_dpci
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_pirq_intx - INTx lines of devices that an HVM guest has (digl_list, girq); link counts and ISA map are computed again
 */
struct lus_pirq_intx
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_msix_tables - MSI-X tables of devices passed through, whose mask bits Xen emulates (xen/arch/x86/hvm/vmsi.c struct msixtbl_entry)
 */
struct lus_msix_tables
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_msix_changes - MSI-X entries whose change the emulator does not know yet (xen/arch/x86/hvm/vmsi.c table_flags)
 */
struct lus_msix_changes
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_tsc_state - What tsc_info does not say of the TSC (xen/arch/x86/time.c tsc_set_info, pv_soft_rdtsc). It is set as it is: nothing is chosen again
 * @vtsc: RDTSC is emulated, whatever xen#2 thinks of the host's TSC; 0..1
 * @scaled: hardware scales it, by tsc_khz over sys_time.tsc_khz (tsc_scaling_ratio); 0..1
 * @tsc_khz: frequency in use; 0 where the mode sets none (arch.tsc_khz); kHz
 * @vtsc_offset: system time less the guest's elapsed time; of the TSC since power-on in mode pvrdtscp when it is native; ns
 * @vtsc_last: system time of the latest TSC that was handed out, so that none is smaller; ns
 * @sync_tsc: HVM: host TSC that vcpus which start are set by; ticks
 */
struct lus_tsc_state
{
    uint8_t vtsc;
    uint8_t scaled;
    uint32_t tsc_khz;
    int64_t vtsc_offset;
    int64_t vtsc_last;
    uint64_t sync_tsc;
};

/**
 * struct lus_vpci_devices - Devices whose configuration space Xen emulates (xen/vpci.h struct vpci); what the device itself shows is read again
 */
struct lus_vpci_devices
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vpci_bars - Memory BARs of devices behind vPCI (xen/vpci.h struct vpci_bar); kind and size are read again
 */
struct lus_vpci_bars
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vpci_msix_entries - MSI-X entries of devices behind vPCI (xen/vpci.h struct vpci_msix_entry)
 */
struct lus_vpci_msix_entries
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioreq_servers - Ioreq servers of the domain (asm-x86/hvm/domain.h struct hvm_ioreq_server, xen/ioreq.h struct ioreq_server from 4.15)
 */
struct lus_ioreq_servers
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioreq_ports - Ports of ioreq servers for vcpus (struct hvm_ioreq_vcpu, struct ioreq_vcpu from 4.15)
 */
struct lus_ioreq_ports
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioreq_ranges - What a server gets; instance = kind << 8 | server, kind 0 ports, 1 memory, 2 PCI (public/hvm/dm_op.h XEN_DMOP_IO_RANGE_*)
 */
struct lus_ioreq_ranges
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_ioreq_gfns - Guest frames set aside for servers' pages (asm-x86/hvm/domain.h ioreq_gfn; params 32 and 33 act once only)
 * @base: first of them
 * @free: which are free, by bit from base (mask)
 * @legacy_free: which of the frames of params 5 and 6 are free, by param (legacy_mask, 4.12 on, 3486f398a3); 0..96; from revision 2
 */
struct lus_ioreq_gfns
{
    uint64_t base;
    uint64_t free;
    uint64_t legacy_free;
};

/**
 * struct lus_ioreq_mem_type - The server that claims P2M type ioreq_server (asm-x86/p2m.h ioreq); absent when none does. Entries are counted again
 * @id: the server; 0..255
 * @flags: what it gets; flags ioreq_mem_access
 */
struct lus_ioreq_mem_type
{
    uint32_t id;
    uint32_t flags;
};

/**
 * struct lus_altp2m - altp2m (asm-x86/domain.h altp2m_active); absent while it is off. Which view a vcpu uses is the vcpu's
 * @nr_views: views that there may be: 10 until 4.20, d->nr_altp2m later; 1..512
 */
struct lus_altp2m
{
    uint32_t nr_views;
};

/**
 * struct lus_altp2m_views - A view, instance its number; tail: frames whose access is not the default. Entries that are as the host's are not listed: Xen copies them on use
 * @default_access: of frames not listed; enumeration p2m_access
 * @visible: the guest may switch to it by VMFUNC (4.14 on, 3fd3e9303e); 0..1; from revision 2
 */
struct lus_altp2m_views
{
    uint8_t default_access;
    uint8_t visible;
};

/**
 * struct lus_altp2m_remaps - Frames that a view has elsewhere than the host's P2M; instance is the view's number. min and max_remapped_gfn are computed again
 */
struct lus_altp2m_remaps
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_altp2m_ve - Frames of a view whose violations give the guest #VE; instance is the view's number (suppress_ve is clear)
 */
struct lus_altp2m_ve
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_vm_event_ring - A ring that an introspection agent is attached to; instance 1 monitor, 2 paging, 3 sharing: a restore refuses the last two (xen/sched.h struct vm_event_domain)
 * @mfn: the ring's page; its contents stay in place
 * @version: VM_EVENT_INTERFACE_VERSION of xen#1: the agent speaks no other
 * @port: port of the domain, whose other end is the agent's (xen_port); 1..131071
 * @requests: requests that Xen put in (req_prod_pvt), counting round
 * @responses: responses that Xen took out (rsp_cons), counting round
 * @blocked: vcpus that wait for room, on stacks in Xen: a restore refuses any but 0
 */
struct lus_vm_event_ring
{
    uint64_t mfn;
    uint32_t version;
    uint32_t port;
    uint32_t requests;
    uint32_t responses;
    uint32_t blocked;
};

/**
 * struct lus_monitor - What the monitor ring tells (asm-x86/domain.h arch.monitor); absent without a monitor
 * @events: kinds of event; flags monitor_events
 * @cr_enabled: writes of control registers (write_ctrlreg_enabled); flags monitor_cr
 * @cr_sync: and the vcpu waits; flags monitor_cr
 * @cr_onchange: only those that change it; flags monitor_cr
 * @cr_mask: bits whose change alone is not told, of CR0, CR3, CR4, XCR0 (write_ctrlreg_mask)
 */
struct lus_monitor
{
    uint32_t events;
    uint8_t cr_enabled;
    uint8_t cr_sync;
    uint8_t cr_onchange;
    uint64_t cr_mask[4];
};

/**
 * struct lus_monitor_msrs - MSRs whose writes the monitor is told of (asm-x86/monitor.h struct monitor_msr_bitmap)
 */
struct lus_monitor_msrs
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_hvm_gsis - Interrupt lines of the emulated machine (asm-x86/hvm/irq.h struct hvm_irq). Overrides the counts that loading PCI and ISA lines makes
 * @nr_gsis: lines; 48 but for a PVH hardware domain, where the host gave it
 * @round_robin_vcpu: vcpu that got the last interrupt of lowest priority
 */
struct lus_hvm_gsis
{
    uint32_t nr_gsis;
    uint8_t round_robin_vcpu;
};

/**
 * struct lus_hvm_vioapic - An I/O APIC of a PVH hardware domain, which hvm_ioapic cannot hold: instance is its number (asm-x86/hvm/vioapic.h struct hvm_vioapic)
 * @base_address: guest physical address
 * @ioregsel: register selected
 * @id: APIC id
 * @base_gsi: line of its first pin
 * @nr_pins: pins: entries of the tail; 0..256
 */
struct lus_hvm_vioapic
{
    uint64_t base_address;
    uint32_t ioregsel;
    uint32_t id;
    uint32_t base_gsi;
    uint32_t nr_pins;
};

/**
 * struct lus_platform_latches - Small state of the emulated platform that no HVM record has (asm-x86/domain.h, asm-x86/hvm/domain.h)
 * @pci_cf8: PCI address last written to port 0xcf8 (hvm.pci_cf8; arch.pci_cf8 of PV)
 * @cmos_index: CMOS register selected, where the guest's clock is the host's, as the guest wrote it (cmos_idx)
 * @s3_suspended: in ACPI sleep state S3 (is_s3_suspended); 0..1
 * @x2apic_ldr_quirk: x2APIC LDR comes from the vcpu id (bug_x2apic_ldr_vcpu_id, 4.19 on, 90309854fd); 0..1; from revision 2
 */
struct lus_platform_latches
{
    uint32_t pci_cf8;
    uint8_t cmos_index;
    uint8_t s3_suspended;
    uint8_t x2apic_ldr_quirk;
};

/**
 * struct lus_platform_clocks - What the emulated clocks count from (asm-x86/hvm/vpt.h), so that none stops or jumps; 0 of devices that the guest has not
 * @stime_offset: guest time less system time (struct pl_time stime_offset); ns
 * @last_guest_time: latest guest time that was told, so that none is smaller; ns
 * @pit_load_time: guest time when each channel of the 8254 began to count (count_load_time); ns
 * @hpet_offset: main counter less guest time in ticks (mc_offset); ticks
 * @pmtimer_time: guest time that the ACPI timer's value is of (last_gtime); ns
 * @pmtimer_fraction: 2^-32 ticks that it does not show yet (not_accounted); ticks
 * @rtc_dead_ticks: ticks of the real-time clock since the guest looked (pt_dead_ticks)
 * @rtc_use_timer: its update cycle is timed, not computed (use_timer); 0..1
 * @rtc_start: system time that the phase of its periodic interrupt counts from (start_time); ns
 * @rtc_checked: system time when its periodic flag was last brought up to date (check_ticks_since); ns
 * @pit_stop_time: guest time when its gate stopped it (count_stop_time, 4.18 on); ns; from revision 2
 * @pit_stopped: how long it was stopped since (stopped_time, likewise); ns; from revision 2
 */
struct lus_platform_clocks
{
    int64_t stime_offset;
    uint64_t last_guest_time;
    int64_t pit_load_time[3];
    uint64_t hpet_offset;
    uint64_t pmtimer_time;
    uint32_t pmtimer_fraction;
    uint8_t rtc_dead_ticks;
    uint8_t rtc_use_timer;
    int64_t rtc_start;
    int64_t rtc_checked;
    int64_t pit_stop_time[3];
    uint64_t pit_stopped[3];
};

/**
 * struct lus_platform_timers - Ticks under way; instance 0 PIT channel 0, 1 RTC, 2 to 4 HPET timers 0 to 2 (asm-x86/hvm/vpt.h struct periodic_time). Period and kind follow from registers
 * @deadline: system time of the next tick (scheduled); ns
 * @last_tick: guest time of the last one that the guest got (last_plt_gtime); ns
 * @pending: ticks that the guest has not got yet (pending_intr_nr)
 * @armed: runs (on_list); 0..1
 * @issued: an interrupt is at the interrupt controller (irq_issued); 0..1
 */
struct lus_platform_timers
{
    int64_t deadline;
    uint64_t last_tick;
    uint32_t pending;
    uint8_t armed;
    uint8_t issued;
};

/**
 * struct lus_hvm_viridian_time - Viridian reference counter beside hvm_viridian_domain (asm-x86/hvm/viridian.h struct viridian_time_ref_count)
 * @offset: counter less guest time, in 100 ns (off); ticks
 * @running: not frozen: hvm_viridian_domain.time_ref_count is stale then; 0..1
 */
struct lus_hvm_viridian_time
{
    int64_t offset;
    uint8_t running;
};

/**
 * struct lus_arm_domain - What an Arm domain was created with (public/arch-arm.h struct xen_arch_domainconfig), as it came out
 * @gic_version: its interrupt controller; enumeration arm_gic
 * @width: what code it runs (XEN_DOMCTL_set_address_size); enumeration arm_width
 * @evtchn_irq: PPI that tells of event channels (arch.evtchn_irq); 16..31
 * @nr_spis: shared interrupts, from 32 on, rounded up to whole ranks (vgic.nr_spis); 0..992
 * @clock_frequency: Hz that the device tree gave for the timer; 0 if it gave none
 * @tee_type: trusted environment that it may call (4.13 on); enumeration arm_tee; from revision 2
 * @sve_vl: SVE vector length in units of 128 bits, 0 without SVE (4.18 on); 0..16; from revision 3
 * @arm_sci_type: system control interface (4.21 on); enumeration arm_sci; from revision 4
 * @nr_espis: extended shared interrupts, from 4096 on (vgic.nr_espis, 4.21 on); 0..1024; from revision 4
 * @v8r_el1_msa: memory system of EL1 on Armv8-R (4.22 on); enumeration arm_v8r_msa; from revision 5
 */
struct lus_arm_domain
{
    uint8_t gic_version;
    uint8_t width;
    uint8_t evtchn_irq;
    uint32_t nr_spis;
    uint32_t clock_frequency;
    uint16_t tee_type;
    uint8_t sve_vl;
    uint8_t arm_sci_type;
    uint16_t nr_espis;
    uint8_t v8r_el1_msa;
};

/**
 * struct lus_arm_params - HVM_PARAM_* of an Arm domain: store, console, callback (arch.hvm.params)
 */
struct lus_arm_params
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_arm_time - Offsets of an Arm domain's clocks (asm-arm/domain.h virt_timer_base, phys_timer_base)
 * @virt_offset: CNTVOFF_EL2: the host's counter less the guest's (virt_timer_base.offset); ticks
 * @phys_offset: system time where the emulated physical timer's values begin (phys_timer_base.offset, to 4.13); 0 from 4.14 on; ns
 */
struct lus_arm_time
{
    uint64_t virt_offset;
    int64_t phys_offset;
};

/**
 * struct lus_arm_vgic - The virtual GIC as a whole (asm-arm/vgic.h, new_vgic.h struct vgic_dist); the table is empty with GICv2
 * @ctlr: GICD_CTLR as the guest reads it
 * @intid_bits: bits of an interrupt number (GICv3); 0..24
 * @dbase: guest physical address of the distributor
 * @cbase: of the CPU interface (GICv2); else 0
 * @csize: its size (GICv2); else 0; bytes
 * @propbase: GICR_PROPBASER as the guest wrote it (rdist_propbase)
 */
struct lus_arm_vgic
{
    uint32_t ctlr;
    uint8_t intid_bits;
    uint64_t dbase;
    uint64_t cbase;
    uint64_t csize;
    uint64_t propbase;
};

/**
 * struct lus_arm_spis - Shared interrupts of the guest: priority, configuration, target, pending and active state (struct vgic_irq_rank, pending_irq, irq_desc)
 */
struct lus_arm_spis
{
    uint8_t none; /* has no fields */
};

/**
 * struct lus_arm_vpl011 - Virtual UART (asm-arm/vpl011.h struct vpl011)
 * @backend: where its other end is; enumeration vpl011_backend
 * @virq: its interrupt; GUEST_VPL011_SPI to 4.16; 32..5119
 * @base_addr: guest physical address; GUEST_PL011_BASE to 4.16
 * @ring: backend domain: the ring's page (ring_page); all ones for none
 * @evtchn: backend domain: the port of Xen's end; 0 for none; 0..131071
 * @uartfr: flags
 * @uartcr: control
 * @uartimsc: interrupt mask
 * @uarticr: interrupt clear
 * @uartris: raw interrupt status
 * @shadow_uartmis: masked status when an interrupt was last sent
 * @in_cons: backend Xen: next character that the guest reads; counts on, modulo 32
 * @in_prod: backend Xen: where the next that was typed goes; likewise
 * @out_prod: backend Xen: characters in out that wait for the end of a line; 0..128
 * @in: backend Xen: characters for the guest; bytes outside in_cons..in_prod are 0
 * @out: backend Xen: characters from the guest; bytes from out_prod on are 0
 */
struct lus_arm_vpl011
{
    uint32_t backend;
    uint32_t virq;
    uint64_t base_addr;
    uint64_t ring;
    uint32_t evtchn;
    uint32_t uartfr;
    uint32_t uartcr;
    uint32_t uartimsc;
    uint32_t uarticr;
    uint32_t uartris;
    uint32_t shadow_uartmis;
    uint32_t in_cons;
    uint32_t in_prod;
    uint32_t out_prod;
    uint8_t in[32];
    uint8_t out[128];
};

/**
 * struct lus_arm_resume - Where a domain that called PSCI SYSTEM_SUSPEND goes on (asm-arm/suspend.h struct resume_info, 4.22, 1e3dc2f866); absent if it did not
 * @vcpu: vcpu that wakes (wake_cpu); 0..8191
 * @pc: entry point
 * @cpsr: its processor state
 * @x0: what the guest gave to find itself again (context_id)
 * @sctlr: SCTLR_EL1 that it starts with
 */
struct lus_arm_resume
{
    uint32_t vcpu;
    uint64_t pc;
    uint64_t cpsr;
    uint64_t x0;
    uint64_t sctlr;
};

/**
 * struct lus_arm_vcpu_regs - General registers (public/arch-arm.h struct vcpu_guest_core_regs); AArch32's banked ones are where the architecture maps them
 * @x: X0..X30; AArch32: R0..R12, SP_usr, LR_usr, unused, LR and SP of irq, svc, abt, und, then R8..R12, SP, LR of fiq
 * @pc: ELR_EL2: next instruction
 * @cpsr: SPSR_EL2: processor state
 * @spsr_el1: SPSR_EL1; AArch32: SPSR_svc
 * @spsr_fiq: AArch32, else 0
 * @spsr_irq: likewise
 * @spsr_und: likewise
 * @spsr_abt: likewise
 * @sp_el0: AArch64, else 0
 * @sp_el1: likewise
 * @elr_el1: likewise
 */
struct lus_arm_vcpu_regs
{
    uint64_t x[31];
    uint64_t pc;
    uint64_t cpsr;
    uint64_t spsr_el1;
    uint32_t spsr_fiq;
    uint32_t spsr_irq;
    uint32_t spsr_und;
    uint32_t spsr_abt;
    uint64_t sp_el0;
    uint64_t sp_el1;
    uint64_t elr_el1;
};

/**
 * struct lus_arm_vcpu_sysregs - EL1 system registers (xen/arch/arm/domain.c ctxt_switch_from, ctxt_switch_to); a 32-bit Xen's are joined as the architecture maps them
 * @sctlr: SCTLR_EL1; 64 bits from 4.11.3 on (6eb3f76784)
 * @tcr: TCR_EL1, TTBCR with TTBCR2 above
 * @ttbr0: TTBR0_EL1
 * @ttbr1: TTBR1_EL1
 * @mair: MAIR_EL1; MAIR0 with MAIR1 above
 * @amair: AMAIR_EL1; AMAIR0 with AMAIR1 above
 * @vbar: VBAR_EL1
 * @far: FAR_EL1; DFAR with IFAR above
 * @esr: ESR_EL1; DFSR
 * @par: PAR_EL1
 * @tpidr_el0: TPIDR_EL0; TPIDRURW
 * @tpidrro_el0: TPIDRRO_EL0; TPIDRURO
 * @tpidr_el1: TPIDR_EL1; TPIDRPRW
 * @actlr: ACTLR_EL1 as it is shown to the guest, which cannot write it
 * @afsr0: AFSR0_EL1; ADFSR
 * @afsr1: AFSR1_EL1; AIFSR
 * @contextidr: CONTEXTIDR_EL1
 * @cpacr: CPACR_EL1; a 32-bit Xen: CPACR
 * @csselr: CSSELR_EL1
 * @pending: what Xen still has to do; flags arm_vcpu_pending
 */
struct lus_arm_vcpu_sysregs
{
    uint64_t sctlr;
    uint64_t tcr;
    uint64_t ttbr0;
    uint64_t ttbr1;
    uint64_t mair;
    uint64_t amair;
    uint64_t vbar;
    uint64_t far;
    uint64_t esr;
    uint64_t par;
    uint64_t tpidr_el0;
    uint64_t tpidrro_el0;
    uint64_t tpidr_el1;
    uint64_t actlr;
    uint32_t afsr0;
    uint32_t afsr1;
    uint32_t contextidr;
    uint32_t cpacr;
    uint32_t csselr;
    uint32_t pending;
};

/**
 * struct lus_arm_vcpu_sysregs32 - System registers of AArch32 alone (xen/arch/arm/domain.c ctxt_switch_from)
 * @dacr: DACR
 * @ifsr: IFSR
 * @teecr: TEECR: ThumbEE, on CPUs and in releases that have it; else 0
 * @teehbr: TEEHBR; likewise
 * @joscr: JOSCR: Jazelle, 32-bit Xen only; else 0
 * @jmcr: JMCR; likewise
 */
struct lus_arm_vcpu_sysregs32
{
    uint32_t dacr;
    uint32_t ifsr;
    uint32_t teecr;
    uint32_t teehbr;
    uint32_t joscr;
    uint32_t jmcr;
};

/**
 * struct lus_arm_vcpu_fp - Floating point and SIMD (asm-arm/arm64/vfp.h, arm32/vfp.h struct vfp_state)
 * @v: V0..V31, low half first; AArch32: D0..D31, then 0; all 0 if there is arm_vcpu_sve, which has them
 * @fpcr: FPCR; a 32-bit Xen: FPSCR, all of it
 * @fpsr: FPSR; a 32-bit Xen: 0
 * @fpexc: AArch32: FPEXC
 * @fpinst: 32-bit Xen: FPINST; else 0
 * @fpinst2: 32-bit Xen: FPINST2; else 0
 */
struct lus_arm_vcpu_fp
{
    uint64_t v[64];
    uint32_t fpcr;
    uint32_t fpsr;
    uint32_t fpexc;
    uint32_t fpinst;
    uint32_t fpinst2;
};

/**
 * struct lus_arm_vcpu_sve - SVE, at the domain's vector length of L bytes (sve_zreg_ctx_end, 4.18 on): Z0..Z31 of L bytes each, P0..P15 and FFR of L/8 each
 * @zcr_el1: ZCR_EL1: the length that the guest chose
 */
struct lus_arm_vcpu_sve
{
    uint64_t zcr_el1;
};

/**
 * struct lus_arm_vcpu_timers - Virtual and physical timer (asm-arm/domain.h struct vtimer)
 * @virt_ctl: CNTV_CTL_EL0; flags arm_timer_ctl
 * @phys_ctl: CNTP_CTL_EL0; flags arm_timer_ctl
 * @virt_cval: CNTV_CVAL_EL0, of the guest's counter; ticks
 * @phys_cval: CNTP_CVAL_EL0 as the guest reads it; to 4.13 xen#1 keeps it in ns; ticks
 * @cntkctl: CNTKCTL_EL1: what user mode may do
 */
struct lus_arm_vcpu_timers
{
    uint32_t virt_ctl;
    uint32_t phys_ctl;
    uint64_t virt_cval;
    uint64_t phys_cval;
    uint64_t cntkctl;
};

/**
 * struct lus_arm_vgic_vcpu - CPU interface, redistributor, and private interrupts 0..31 of a vcpu (struct vgic_cpu, gic_state_data)
 * @cpu_if: control bits of the CPU interface; flags arm_cpu_if
 * @pmr: priority mask, as the guest reads GICC_PMR or ICC_PMR_EL1
 * @bpr0: binary point of group 0; 0..7
 * @bpr1: binary point of group 1 (GICv2: the aliased one); 0..7
 * @rdist: GICv3: flags of its redistributor; flags arm_rdist
 * @sre_el1: GICv3: ICC_SRE_EL1; else 0
 * @apr0: active priorities of group 0 (ICH_AP0R; GICH_APR in the first)
 * @apr1: active priorities of group 1 (ICH_AP1R); GICv2: 0
 * @rdist_base: GICv3: guest physical address of its redistributor; else 0
 * @pendbase: GICv3: GICR_PENDBASER as the guest wrote it; else 0
 */
struct lus_arm_vgic_vcpu
{
    uint32_t cpu_if;
    uint8_t pmr;
    uint8_t bpr0;
    uint8_t bpr1;
    uint8_t rdist;
    uint32_t sre_el1;
    uint32_t apr0[4];
    uint32_t apr1[4];
    uint64_t rdist_base;
    uint64_t pendbase;
};

/** union lus_any - room for any decoded fixed part or entry */
union lus_any
{
    struct lus_sys_time sys_time;
    struct lus_time_source time_source;
    struct lus_sys_globals sys_globals;
    struct lus_cpus cpus;
    struct lus_cpupools cpupools;
    struct lus_arinc653 arinc653;
    struct lus_virq_handlers virq_handlers;
    struct lus_xsm xsm;
    struct lus_xsm_policy xsm_policy;
    struct lus_xsm_booleans xsm_booleans;
    struct lus_console_input console_input;
    struct lus_console_ring console_ring;
    struct lus_kexec_image kexec_image;
    struct lus_pci_devices pci_devices;
    struct lus_pci_msi pci_msi;
    struct lus_gsis gsis;
    struct lus_iommus iommus;
    struct lus_iommu_domids iommu_domids;
    struct lus_pci_mmcfg pci_mmcfg;
    struct lus_psr_values psr_values;
    struct lus_mem_owned mem_owned;
    struct lus_mem_keep mem_keep;
    struct lus_mem_bad mem_bad;
    struct lus_mem_reuse mem_reuse;
    struct lus_m2p m2p;
    struct lus_frames frames;
    struct lus_domain domain;
    struct lus_dom_source dom_source;
    struct lus_dom_info dom_info;
    struct lus_p2m p2m;
    struct lus_page_types page_types;
    struct lus_paging_pool paging_pool;
    struct lus_evtchn_abi evtchn_abi;
    struct lus_evtchns evtchns;
    struct lus_grant_table grant_table;
    struct lus_maptrack maptrack;
    struct lus_grants_v1 grants_v1;
    struct lus_grants_v2 grants_v2;
    struct lus_grants_active grants_active;
    struct lus_dom_identity dom_identity;
    struct lus_dom_label dom_label;
    struct lus_dom_target dom_target;
    struct lus_dom_create dom_create;
    struct lus_dom_limits dom_limits;
    struct lus_dom_dying dom_dying;
    struct lus_dom_state dom_state;
    struct lus_dom_wallclock dom_wallclock;
    struct lus_vm_assist vm_assist;
    struct lus_e820 e820;
    struct lus_pv_domain pv_domain;
    struct lus_dom_watchdogs dom_watchdogs;
    struct lus_dom_paging dom_paging;
    struct lus_log_dirty log_dirty;
    struct lus_dom_iommu dom_iommu;
    struct lus_iomem_caps iomem_caps;
    struct lus_ioport_caps ioport_caps;
    struct lus_irq_caps irq_caps;
    struct lus_ioport_maps ioport_maps;
    struct lus_cache_pins cache_pins;
    struct lus_dom_sched dom_sched;
    struct lus_rtds_vcpus rtds_vcpus;
    struct lus_vnuma vnuma;
    struct lus_vnuma_nodes vnuma_nodes;
    struct lus_vnuma_distances vnuma_distances;
    struct lus_vnuma_vcpus vnuma_vcpus;
    struct lus_dom_psr dom_psr;
    struct lus_console_line console_line;
    struct lus_tsc_info tsc_info;
    struct lus_hvm_params hvm_params;
    struct lus_toolstack toolstack;
    struct lus_cpuid_policy cpuid_policy;
    struct lus_msr_policy msr_policy;
    struct lus_vcpu vcpu;
    struct lus_pv_info pv_info;
    struct lus_pv_p2m_frames pv_p2m_frames;
    struct lus_pv_vcpu pv_vcpu;
    struct lus_pv_vcpu_ext pv_vcpu_ext;
    struct lus_pv_vcpu_xsave pv_vcpu_xsave;
    struct lus_shared_info shared_info;
    struct lus_pv_vcpu_msrs pv_vcpu_msrs;
    struct lus_hvm_header hvm_header;
    struct lus_hvm_cpu hvm_cpu;
    struct lus_hvm_lapic hvm_lapic;
    struct lus_hvm_lapic_regs hvm_lapic_regs;
    struct lus_hvm_mtrr hvm_mtrr;
    struct lus_hvm_viridian_domain hvm_viridian_domain;
    struct lus_hvm_cpu_xsave hvm_cpu_xsave;
    struct lus_hvm_viridian_vcpu hvm_viridian_vcpu;
    struct lus_hvm_vmce_vcpu hvm_vmce_vcpu;
    struct lus_hvm_tsc_adjust hvm_tsc_adjust;
    struct lus_hvm_cpu_msr hvm_cpu_msr;
    struct lus_hvm_pic hvm_pic;
    struct lus_hvm_ioapic hvm_ioapic;
    struct lus_hvm_pci_irq hvm_pci_irq;
    struct lus_hvm_isa_irq hvm_isa_irq;
    struct lus_hvm_pci_link hvm_pci_link;
    struct lus_hvm_pit hvm_pit;
    struct lus_hvm_rtc hvm_rtc;
    struct lus_hvm_hpet hvm_hpet;
    struct lus_hvm_pmtimer hvm_pmtimer;
    struct lus_hvm_guest_time hvm_guest_time;
    struct lus_vcpu_hold vcpu_hold;
    struct lus_vcpu_runstate vcpu_runstate;
    struct lus_vcpu_areas vcpu_areas;
    struct lus_vcpu_timers vcpu_timers;
    struct lus_vcpu_async vcpu_async;
    struct lus_vcpu_debug vcpu_debug;
    struct lus_vcpu_hard_affinity vcpu_hard_affinity;
    struct lus_vcpu_soft_affinity vcpu_soft_affinity;
    struct lus_vcpu_mce vcpu_mce;
    struct lus_vcpu_hidden_msrs vcpu_hidden_msrs;
    struct lus_hvm_cpu_hidden hvm_cpu_hidden;
    struct lus_hvm_lapic_hidden hvm_lapic_hidden;
    struct lus_hvm_mtrr_ranges hvm_mtrr_ranges;
    struct lus_hvm_time hvm_time;
    struct lus_hvm_viridian_hidden hvm_viridian_hidden;
    struct lus_hvm_io hvm_io;
    struct lus_hvm_io_reads hvm_io_reads;
    struct lus_hvm_altp2m_vcpu hvm_altp2m_vcpu;
    struct lus_pv_vcpu_io pv_vcpu_io;
    struct lus_evtchn_table evtchn_table;
    struct lus_fifo_array fifo_array;
    struct lus_fifo_controls fifo_controls;
    struct lus_evtchn_label evtchn_label;
    struct lus_shared_info_place shared_info_place;
    struct lus_grant_frames grant_frames;
    struct lus_grant_status_frames grant_status_frames;
    struct lus_maptrack_entries maptrack_entries;
    struct lus_p2m_tables p2m_tables;
    struct lus_p2m_foreign p2m_foreign;
    struct lus_p2m_access p2m_access;
    struct lus_p2m_ve p2m_ve;
    struct lus_p2m_pod p2m_pod;
    struct lus_pirqs pirqs;
    struct lus_pirq_dpci pirq_dpci;
    struct lus_pirq_intx pirq_intx;
    struct lus_msix_tables msix_tables;
    struct lus_msix_changes msix_changes;
    struct lus_tsc_state tsc_state;
    struct lus_vpci_devices vpci_devices;
    struct lus_vpci_bars vpci_bars;
    struct lus_vpci_msix_entries vpci_msix_entries;
    struct lus_ioreq_servers ioreq_servers;
    struct lus_ioreq_ports ioreq_ports;
    struct lus_ioreq_ranges ioreq_ranges;
    struct lus_ioreq_gfns ioreq_gfns;
    struct lus_ioreq_mem_type ioreq_mem_type;
    struct lus_altp2m altp2m;
    struct lus_altp2m_views altp2m_views;
    struct lus_altp2m_remaps altp2m_remaps;
    struct lus_altp2m_ve altp2m_ve;
    struct lus_vm_event_ring vm_event_ring;
    struct lus_monitor monitor;
    struct lus_monitor_msrs monitor_msrs;
    struct lus_hvm_gsis hvm_gsis;
    struct lus_hvm_vioapic hvm_vioapic;
    struct lus_platform_latches platform_latches;
    struct lus_platform_clocks platform_clocks;
    struct lus_platform_timers platform_timers;
    struct lus_hvm_viridian_time hvm_viridian_time;
    struct lus_arm_domain arm_domain;
    struct lus_arm_params arm_params;
    struct lus_arm_time arm_time;
    struct lus_arm_vgic arm_vgic;
    struct lus_arm_spis arm_spis;
    struct lus_arm_vpl011 arm_vpl011;
    struct lus_arm_resume arm_resume;
    struct lus_arm_vcpu_regs arm_vcpu_regs;
    struct lus_arm_vcpu_sysregs arm_vcpu_sysregs;
    struct lus_arm_vcpu_sysregs32 arm_vcpu_sysregs32;
    struct lus_arm_vcpu_fp arm_vcpu_fp;
    struct lus_arm_vcpu_sve arm_vcpu_sve;
    struct lus_arm_vcpu_timers arm_vcpu_timers;
    struct lus_arm_vgic_vcpu arm_vgic_vcpu;
    struct lus_cpu cpu;
    struct lus_cpupool cpupool;
    struct lus_arinc653_slot arinc653_slot;
    struct lus_virq_handler virq_handler;
    struct lus_xsm_boolean xsm_boolean;
    struct lus_kexec_segment kexec_segment;
    struct lus_pci_device pci_device;
    struct lus_pci_msi_vector pci_msi_vector;
    struct lus_gsi gsi;
    struct lus_iommu_unit iommu_unit;
    struct lus_iommu_domid iommu_domid;
    struct lus_mmcfg_area mmcfg_area;
    struct lus_psr_value psr_value;
    struct lus_frame_span frame_span;
    struct lus_keep_span keep_span;
    struct lus_bad_span bad_span;
    struct lus_reuse_span reuse_span;
    struct lus_gfn_span gfn_span;
    struct lus_page_type_span page_type_span;
    struct lus_evtchn evtchn;
    struct lus_grant_v1 grant_v1;
    struct lus_grant_v2 grant_v2;
    struct lus_grant_active grant_active;
    struct lus_e820_region e820_region;
    struct lus_dom_watchdog dom_watchdog;
    struct lus_iomem_range iomem_range;
    struct lus_ioport_range ioport_range;
    struct lus_irq_range irq_range;
    struct lus_ioport_map ioport_map;
    struct lus_cache_pin cache_pin;
    struct lus_rtds_vcpu rtds_vcpu;
    struct lus_vnuma_range vnuma_range;
    struct lus_vnuma_node vnuma_node;
    struct lus_vnuma_distance vnuma_distance;
    struct lus_vnuma_vcpu vnuma_vcpu;
    struct lus_dom_cos dom_cos;
    struct lus_hvm_param hvm_param;
    struct lus_cpuid_leaf cpuid_leaf;
    struct lus_policy_msr policy_msr;
    struct lus_pfn_entry pfn_entry;
    struct lus_trap_entry trap_entry;
    struct lus_vcpu_info_entry vcpu_info_entry;
    struct lus_msr_entry msr_entry;
    struct lus_cpu_span cpu_span;
    struct lus_mtrr_range mtrr_range;
    struct lus_mmio_access mmio_access;
    struct lus_emul_read emul_read;
    struct lus_fifo_page fifo_page;
    struct lus_fifo_control fifo_control;
    struct lus_grant_frame grant_frame;
    struct lus_maptrack_entry maptrack_entry;
    struct lus_foreign_span foreign_span;
    struct lus_access_span access_span;
    struct lus_pod_span pod_span;
    struct lus_pirq pirq;
    struct lus_dpci dpci;
    struct lus_intx intx;
    struct lus_msix_table msix_table;
    struct lus_msix_change msix_change;
    struct lus_vpci_device vpci_device;
    struct lus_vpci_bar vpci_bar;
    struct lus_vpci_msix vpci_msix;
    struct lus_ioreq_server ioreq_server;
    struct lus_ioreq_port ioreq_port;
    struct lus_ioreq_range ioreq_range;
    struct lus_altp2m_remap altp2m_remap;
    struct lus_monitor_msr monitor_msr;
    struct lus_gsi_count gsi_count;
    struct lus_redirection redirection;
    struct lus_arm_rdist_region arm_rdist_region;
    struct lus_arm_irq arm_irq;
};

/*
 * For each entry E: its decoder and encoder, which return 0 or the number of the first bad field plus 1; and the call that adds one
 * to the open record of a writer. Of n at once: lus_decode_run_E() returns how many come before the first bad one, n if there is
 * none; lus_add_run_E() does what n calls of lus_add_E() do.
 */
int lus_decode_cpu(const uint8_t *p, struct lus_cpu *out);
int lus_encode_cpu(uint8_t *p, const struct lus_cpu *in);
void lus_add_cpu(struct lus_writer *w, const struct lus_cpu *in);
uint32_t lus_decode_run_cpu(const uint8_t *p, uint32_t n, struct lus_cpu *out);
void lus_add_run_cpu(struct lus_writer *w, const struct lus_cpu *in, uint32_t n);
int lus_decode_cpupool(const uint8_t *p, struct lus_cpupool *out);
int lus_encode_cpupool(uint8_t *p, const struct lus_cpupool *in);
void lus_add_cpupool(struct lus_writer *w, const struct lus_cpupool *in);
uint32_t lus_decode_run_cpupool(const uint8_t *p, uint32_t n, struct lus_cpupool *out);
void lus_add_run_cpupool(struct lus_writer *w, const struct lus_cpupool *in, uint32_t n);
int lus_decode_arinc653_slot(const uint8_t *p, struct lus_arinc653_slot *out);
int lus_encode_arinc653_slot(uint8_t *p, const struct lus_arinc653_slot *in);
void lus_add_arinc653_slot(struct lus_writer *w, const struct lus_arinc653_slot *in);
uint32_t lus_decode_run_arinc653_slot(const uint8_t *p, uint32_t n, struct lus_arinc653_slot *out);
void lus_add_run_arinc653_slot(struct lus_writer *w, const struct lus_arinc653_slot *in, uint32_t n);
int lus_decode_virq_handler(const uint8_t *p, struct lus_virq_handler *out);
int lus_encode_virq_handler(uint8_t *p, const struct lus_virq_handler *in);
void lus_add_virq_handler(struct lus_writer *w, const struct lus_virq_handler *in);
uint32_t lus_decode_run_virq_handler(const uint8_t *p, uint32_t n, struct lus_virq_handler *out);
void lus_add_run_virq_handler(struct lus_writer *w, const struct lus_virq_handler *in, uint32_t n);
int lus_decode_xsm_boolean(const uint8_t *p, struct lus_xsm_boolean *out);
int lus_encode_xsm_boolean(uint8_t *p, const struct lus_xsm_boolean *in);
void lus_add_xsm_boolean(struct lus_writer *w, const struct lus_xsm_boolean *in);
uint32_t lus_decode_run_xsm_boolean(const uint8_t *p, uint32_t n, struct lus_xsm_boolean *out);
void lus_add_run_xsm_boolean(struct lus_writer *w, const struct lus_xsm_boolean *in, uint32_t n);
int lus_decode_kexec_segment(const uint8_t *p, struct lus_kexec_segment *out);
int lus_encode_kexec_segment(uint8_t *p, const struct lus_kexec_segment *in);
void lus_add_kexec_segment(struct lus_writer *w, const struct lus_kexec_segment *in);
uint32_t lus_decode_run_kexec_segment(const uint8_t *p, uint32_t n, struct lus_kexec_segment *out);
void lus_add_run_kexec_segment(struct lus_writer *w, const struct lus_kexec_segment *in, uint32_t n);
int lus_decode_pci_device(const uint8_t *p, struct lus_pci_device *out);
int lus_encode_pci_device(uint8_t *p, const struct lus_pci_device *in);
void lus_add_pci_device(struct lus_writer *w, const struct lus_pci_device *in);
uint32_t lus_decode_run_pci_device(const uint8_t *p, uint32_t n, struct lus_pci_device *out);
void lus_add_run_pci_device(struct lus_writer *w, const struct lus_pci_device *in, uint32_t n);
int lus_decode_pci_msi_vector(const uint8_t *p, struct lus_pci_msi_vector *out);
int lus_encode_pci_msi_vector(uint8_t *p, const struct lus_pci_msi_vector *in);
void lus_add_pci_msi_vector(struct lus_writer *w, const struct lus_pci_msi_vector *in);
uint32_t lus_decode_run_pci_msi_vector(const uint8_t *p, uint32_t n, struct lus_pci_msi_vector *out);
void lus_add_run_pci_msi_vector(struct lus_writer *w, const struct lus_pci_msi_vector *in, uint32_t n);
int lus_decode_gsi(const uint8_t *p, struct lus_gsi *out);
int lus_encode_gsi(uint8_t *p, const struct lus_gsi *in);
void lus_add_gsi(struct lus_writer *w, const struct lus_gsi *in);
uint32_t lus_decode_run_gsi(const uint8_t *p, uint32_t n, struct lus_gsi *out);
void lus_add_run_gsi(struct lus_writer *w, const struct lus_gsi *in, uint32_t n);
int lus_decode_iommu_unit(const uint8_t *p, struct lus_iommu_unit *out);
int lus_encode_iommu_unit(uint8_t *p, const struct lus_iommu_unit *in);
void lus_add_iommu_unit(struct lus_writer *w, const struct lus_iommu_unit *in);
uint32_t lus_decode_run_iommu_unit(const uint8_t *p, uint32_t n, struct lus_iommu_unit *out);
void lus_add_run_iommu_unit(struct lus_writer *w, const struct lus_iommu_unit *in, uint32_t n);
int lus_decode_iommu_domid(const uint8_t *p, struct lus_iommu_domid *out);
int lus_encode_iommu_domid(uint8_t *p, const struct lus_iommu_domid *in);
void lus_add_iommu_domid(struct lus_writer *w, const struct lus_iommu_domid *in);
uint32_t lus_decode_run_iommu_domid(const uint8_t *p, uint32_t n, struct lus_iommu_domid *out);
void lus_add_run_iommu_domid(struct lus_writer *w, const struct lus_iommu_domid *in, uint32_t n);
int lus_decode_mmcfg_area(const uint8_t *p, struct lus_mmcfg_area *out);
int lus_encode_mmcfg_area(uint8_t *p, const struct lus_mmcfg_area *in);
void lus_add_mmcfg_area(struct lus_writer *w, const struct lus_mmcfg_area *in);
uint32_t lus_decode_run_mmcfg_area(const uint8_t *p, uint32_t n, struct lus_mmcfg_area *out);
void lus_add_run_mmcfg_area(struct lus_writer *w, const struct lus_mmcfg_area *in, uint32_t n);
int lus_decode_psr_value(const uint8_t *p, struct lus_psr_value *out);
int lus_encode_psr_value(uint8_t *p, const struct lus_psr_value *in);
void lus_add_psr_value(struct lus_writer *w, const struct lus_psr_value *in);
uint32_t lus_decode_run_psr_value(const uint8_t *p, uint32_t n, struct lus_psr_value *out);
void lus_add_run_psr_value(struct lus_writer *w, const struct lus_psr_value *in, uint32_t n);
int lus_decode_frame_span(const uint8_t *p, struct lus_frame_span *out);
int lus_encode_frame_span(uint8_t *p, const struct lus_frame_span *in);
void lus_add_frame_span(struct lus_writer *w, const struct lus_frame_span *in);
uint32_t lus_decode_run_frame_span(const uint8_t *p, uint32_t n, struct lus_frame_span *out);
void lus_add_run_frame_span(struct lus_writer *w, const struct lus_frame_span *in, uint32_t n);
int lus_decode_keep_span(const uint8_t *p, struct lus_keep_span *out);
int lus_encode_keep_span(uint8_t *p, const struct lus_keep_span *in);
void lus_add_keep_span(struct lus_writer *w, const struct lus_keep_span *in);
uint32_t lus_decode_run_keep_span(const uint8_t *p, uint32_t n, struct lus_keep_span *out);
void lus_add_run_keep_span(struct lus_writer *w, const struct lus_keep_span *in, uint32_t n);
int lus_decode_bad_span(const uint8_t *p, struct lus_bad_span *out);
int lus_encode_bad_span(uint8_t *p, const struct lus_bad_span *in);
void lus_add_bad_span(struct lus_writer *w, const struct lus_bad_span *in);
uint32_t lus_decode_run_bad_span(const uint8_t *p, uint32_t n, struct lus_bad_span *out);
void lus_add_run_bad_span(struct lus_writer *w, const struct lus_bad_span *in, uint32_t n);
int lus_decode_reuse_span(const uint8_t *p, struct lus_reuse_span *out);
int lus_encode_reuse_span(uint8_t *p, const struct lus_reuse_span *in);
void lus_add_reuse_span(struct lus_writer *w, const struct lus_reuse_span *in);
uint32_t lus_decode_run_reuse_span(const uint8_t *p, uint32_t n, struct lus_reuse_span *out);
void lus_add_run_reuse_span(struct lus_writer *w, const struct lus_reuse_span *in, uint32_t n);
int lus_decode_gfn_span(const uint8_t *p, struct lus_gfn_span *out);
int lus_encode_gfn_span(uint8_t *p, const struct lus_gfn_span *in);
void lus_add_gfn_span(struct lus_writer *w, const struct lus_gfn_span *in);
uint32_t lus_decode_run_gfn_span(const uint8_t *p, uint32_t n, struct lus_gfn_span *out);
void lus_add_run_gfn_span(struct lus_writer *w, const struct lus_gfn_span *in, uint32_t n);
int lus_decode_page_type_span(const uint8_t *p, struct lus_page_type_span *out);
int lus_encode_page_type_span(uint8_t *p, const struct lus_page_type_span *in);
void lus_add_page_type_span(struct lus_writer *w, const struct lus_page_type_span *in);
uint32_t lus_decode_run_page_type_span(const uint8_t *p, uint32_t n, struct lus_page_type_span *out);
void lus_add_run_page_type_span(struct lus_writer *w, const struct lus_page_type_span *in, uint32_t n);
int lus_decode_evtchn(const uint8_t *p, struct lus_evtchn *out);
int lus_encode_evtchn(uint8_t *p, const struct lus_evtchn *in);
void lus_add_evtchn(struct lus_writer *w, const struct lus_evtchn *in);
uint32_t lus_decode_run_evtchn(const uint8_t *p, uint32_t n, struct lus_evtchn *out);
void lus_add_run_evtchn(struct lus_writer *w, const struct lus_evtchn *in, uint32_t n);
int lus_decode_grant_v1(const uint8_t *p, struct lus_grant_v1 *out);
int lus_encode_grant_v1(uint8_t *p, const struct lus_grant_v1 *in);
void lus_add_grant_v1(struct lus_writer *w, const struct lus_grant_v1 *in);
uint32_t lus_decode_run_grant_v1(const uint8_t *p, uint32_t n, struct lus_grant_v1 *out);
void lus_add_run_grant_v1(struct lus_writer *w, const struct lus_grant_v1 *in, uint32_t n);
int lus_decode_grant_v2(const uint8_t *p, struct lus_grant_v2 *out);
int lus_encode_grant_v2(uint8_t *p, const struct lus_grant_v2 *in);
void lus_add_grant_v2(struct lus_writer *w, const struct lus_grant_v2 *in);
uint32_t lus_decode_run_grant_v2(const uint8_t *p, uint32_t n, struct lus_grant_v2 *out);
void lus_add_run_grant_v2(struct lus_writer *w, const struct lus_grant_v2 *in, uint32_t n);
int lus_decode_grant_active(const uint8_t *p, struct lus_grant_active *out);
int lus_encode_grant_active(uint8_t *p, const struct lus_grant_active *in);
void lus_add_grant_active(struct lus_writer *w, const struct lus_grant_active *in);
uint32_t lus_decode_run_grant_active(const uint8_t *p, uint32_t n, struct lus_grant_active *out);
void lus_add_run_grant_active(struct lus_writer *w, const struct lus_grant_active *in, uint32_t n);
int lus_decode_e820_region(const uint8_t *p, struct lus_e820_region *out);
int lus_encode_e820_region(uint8_t *p, const struct lus_e820_region *in);
void lus_add_e820_region(struct lus_writer *w, const struct lus_e820_region *in);
uint32_t lus_decode_run_e820_region(const uint8_t *p, uint32_t n, struct lus_e820_region *out);
void lus_add_run_e820_region(struct lus_writer *w, const struct lus_e820_region *in, uint32_t n);
int lus_decode_dom_watchdog(const uint8_t *p, struct lus_dom_watchdog *out);
int lus_encode_dom_watchdog(uint8_t *p, const struct lus_dom_watchdog *in);
void lus_add_dom_watchdog(struct lus_writer *w, const struct lus_dom_watchdog *in);
uint32_t lus_decode_run_dom_watchdog(const uint8_t *p, uint32_t n, struct lus_dom_watchdog *out);
void lus_add_run_dom_watchdog(struct lus_writer *w, const struct lus_dom_watchdog *in, uint32_t n);
int lus_decode_iomem_range(const uint8_t *p, struct lus_iomem_range *out);
int lus_encode_iomem_range(uint8_t *p, const struct lus_iomem_range *in);
void lus_add_iomem_range(struct lus_writer *w, const struct lus_iomem_range *in);
uint32_t lus_decode_run_iomem_range(const uint8_t *p, uint32_t n, struct lus_iomem_range *out);
void lus_add_run_iomem_range(struct lus_writer *w, const struct lus_iomem_range *in, uint32_t n);
int lus_decode_ioport_range(const uint8_t *p, struct lus_ioport_range *out);
int lus_encode_ioport_range(uint8_t *p, const struct lus_ioport_range *in);
void lus_add_ioport_range(struct lus_writer *w, const struct lus_ioport_range *in);
uint32_t lus_decode_run_ioport_range(const uint8_t *p, uint32_t n, struct lus_ioport_range *out);
void lus_add_run_ioport_range(struct lus_writer *w, const struct lus_ioport_range *in, uint32_t n);
int lus_decode_irq_range(const uint8_t *p, struct lus_irq_range *out);
int lus_encode_irq_range(uint8_t *p, const struct lus_irq_range *in);
void lus_add_irq_range(struct lus_writer *w, const struct lus_irq_range *in);
uint32_t lus_decode_run_irq_range(const uint8_t *p, uint32_t n, struct lus_irq_range *out);
void lus_add_run_irq_range(struct lus_writer *w, const struct lus_irq_range *in, uint32_t n);
int lus_decode_ioport_map(const uint8_t *p, struct lus_ioport_map *out);
int lus_encode_ioport_map(uint8_t *p, const struct lus_ioport_map *in);
void lus_add_ioport_map(struct lus_writer *w, const struct lus_ioport_map *in);
uint32_t lus_decode_run_ioport_map(const uint8_t *p, uint32_t n, struct lus_ioport_map *out);
void lus_add_run_ioport_map(struct lus_writer *w, const struct lus_ioport_map *in, uint32_t n);
int lus_decode_cache_pin(const uint8_t *p, struct lus_cache_pin *out);
int lus_encode_cache_pin(uint8_t *p, const struct lus_cache_pin *in);
void lus_add_cache_pin(struct lus_writer *w, const struct lus_cache_pin *in);
uint32_t lus_decode_run_cache_pin(const uint8_t *p, uint32_t n, struct lus_cache_pin *out);
void lus_add_run_cache_pin(struct lus_writer *w, const struct lus_cache_pin *in, uint32_t n);
int lus_decode_rtds_vcpu(const uint8_t *p, struct lus_rtds_vcpu *out);
int lus_encode_rtds_vcpu(uint8_t *p, const struct lus_rtds_vcpu *in);
void lus_add_rtds_vcpu(struct lus_writer *w, const struct lus_rtds_vcpu *in);
uint32_t lus_decode_run_rtds_vcpu(const uint8_t *p, uint32_t n, struct lus_rtds_vcpu *out);
void lus_add_run_rtds_vcpu(struct lus_writer *w, const struct lus_rtds_vcpu *in, uint32_t n);
int lus_decode_vnuma_range(const uint8_t *p, struct lus_vnuma_range *out);
int lus_encode_vnuma_range(uint8_t *p, const struct lus_vnuma_range *in);
void lus_add_vnuma_range(struct lus_writer *w, const struct lus_vnuma_range *in);
uint32_t lus_decode_run_vnuma_range(const uint8_t *p, uint32_t n, struct lus_vnuma_range *out);
void lus_add_run_vnuma_range(struct lus_writer *w, const struct lus_vnuma_range *in, uint32_t n);
int lus_decode_vnuma_node(const uint8_t *p, struct lus_vnuma_node *out);
int lus_encode_vnuma_node(uint8_t *p, const struct lus_vnuma_node *in);
void lus_add_vnuma_node(struct lus_writer *w, const struct lus_vnuma_node *in);
uint32_t lus_decode_run_vnuma_node(const uint8_t *p, uint32_t n, struct lus_vnuma_node *out);
void lus_add_run_vnuma_node(struct lus_writer *w, const struct lus_vnuma_node *in, uint32_t n);
int lus_decode_vnuma_distance(const uint8_t *p, struct lus_vnuma_distance *out);
int lus_encode_vnuma_distance(uint8_t *p, const struct lus_vnuma_distance *in);
void lus_add_vnuma_distance(struct lus_writer *w, const struct lus_vnuma_distance *in);
uint32_t lus_decode_run_vnuma_distance(const uint8_t *p, uint32_t n, struct lus_vnuma_distance *out);
void lus_add_run_vnuma_distance(struct lus_writer *w, const struct lus_vnuma_distance *in, uint32_t n);
int lus_decode_vnuma_vcpu(const uint8_t *p, struct lus_vnuma_vcpu *out);
int lus_encode_vnuma_vcpu(uint8_t *p, const struct lus_vnuma_vcpu *in);
void lus_add_vnuma_vcpu(struct lus_writer *w, const struct lus_vnuma_vcpu *in);
uint32_t lus_decode_run_vnuma_vcpu(const uint8_t *p, uint32_t n, struct lus_vnuma_vcpu *out);
void lus_add_run_vnuma_vcpu(struct lus_writer *w, const struct lus_vnuma_vcpu *in, uint32_t n);
int lus_decode_dom_cos(const uint8_t *p, struct lus_dom_cos *out);
int lus_encode_dom_cos(uint8_t *p, const struct lus_dom_cos *in);
void lus_add_dom_cos(struct lus_writer *w, const struct lus_dom_cos *in);
uint32_t lus_decode_run_dom_cos(const uint8_t *p, uint32_t n, struct lus_dom_cos *out);
void lus_add_run_dom_cos(struct lus_writer *w, const struct lus_dom_cos *in, uint32_t n);
int lus_decode_hvm_param(const uint8_t *p, struct lus_hvm_param *out);
int lus_encode_hvm_param(uint8_t *p, const struct lus_hvm_param *in);
void lus_add_hvm_param(struct lus_writer *w, const struct lus_hvm_param *in);
uint32_t lus_decode_run_hvm_param(const uint8_t *p, uint32_t n, struct lus_hvm_param *out);
void lus_add_run_hvm_param(struct lus_writer *w, const struct lus_hvm_param *in, uint32_t n);
int lus_decode_cpuid_leaf(const uint8_t *p, struct lus_cpuid_leaf *out);
int lus_encode_cpuid_leaf(uint8_t *p, const struct lus_cpuid_leaf *in);
void lus_add_cpuid_leaf(struct lus_writer *w, const struct lus_cpuid_leaf *in);
uint32_t lus_decode_run_cpuid_leaf(const uint8_t *p, uint32_t n, struct lus_cpuid_leaf *out);
void lus_add_run_cpuid_leaf(struct lus_writer *w, const struct lus_cpuid_leaf *in, uint32_t n);
int lus_decode_policy_msr(const uint8_t *p, struct lus_policy_msr *out);
int lus_encode_policy_msr(uint8_t *p, const struct lus_policy_msr *in);
void lus_add_policy_msr(struct lus_writer *w, const struct lus_policy_msr *in);
uint32_t lus_decode_run_policy_msr(const uint8_t *p, uint32_t n, struct lus_policy_msr *out);
void lus_add_run_policy_msr(struct lus_writer *w, const struct lus_policy_msr *in, uint32_t n);
int lus_decode_pfn_entry(const uint8_t *p, struct lus_pfn_entry *out);
int lus_encode_pfn_entry(uint8_t *p, const struct lus_pfn_entry *in);
void lus_add_pfn_entry(struct lus_writer *w, const struct lus_pfn_entry *in);
uint32_t lus_decode_run_pfn_entry(const uint8_t *p, uint32_t n, struct lus_pfn_entry *out);
void lus_add_run_pfn_entry(struct lus_writer *w, const struct lus_pfn_entry *in, uint32_t n);
int lus_decode_trap_entry(const uint8_t *p, struct lus_trap_entry *out);
int lus_encode_trap_entry(uint8_t *p, const struct lus_trap_entry *in);
void lus_add_trap_entry(struct lus_writer *w, const struct lus_trap_entry *in);
uint32_t lus_decode_run_trap_entry(const uint8_t *p, uint32_t n, struct lus_trap_entry *out);
void lus_add_run_trap_entry(struct lus_writer *w, const struct lus_trap_entry *in, uint32_t n);
int lus_decode_vcpu_info_entry(const uint8_t *p, struct lus_vcpu_info_entry *out);
int lus_encode_vcpu_info_entry(uint8_t *p, const struct lus_vcpu_info_entry *in);
void lus_add_vcpu_info_entry(struct lus_writer *w, const struct lus_vcpu_info_entry *in);
uint32_t lus_decode_run_vcpu_info_entry(const uint8_t *p, uint32_t n, struct lus_vcpu_info_entry *out);
void lus_add_run_vcpu_info_entry(struct lus_writer *w, const struct lus_vcpu_info_entry *in, uint32_t n);
int lus_decode_msr_entry(const uint8_t *p, struct lus_msr_entry *out);
int lus_encode_msr_entry(uint8_t *p, const struct lus_msr_entry *in);
void lus_add_msr_entry(struct lus_writer *w, const struct lus_msr_entry *in);
uint32_t lus_decode_run_msr_entry(const uint8_t *p, uint32_t n, struct lus_msr_entry *out);
void lus_add_run_msr_entry(struct lus_writer *w, const struct lus_msr_entry *in, uint32_t n);
int lus_decode_cpu_span(const uint8_t *p, struct lus_cpu_span *out);
int lus_encode_cpu_span(uint8_t *p, const struct lus_cpu_span *in);
void lus_add_cpu_span(struct lus_writer *w, const struct lus_cpu_span *in);
uint32_t lus_decode_run_cpu_span(const uint8_t *p, uint32_t n, struct lus_cpu_span *out);
void lus_add_run_cpu_span(struct lus_writer *w, const struct lus_cpu_span *in, uint32_t n);
int lus_decode_mtrr_range(const uint8_t *p, struct lus_mtrr_range *out);
int lus_encode_mtrr_range(uint8_t *p, const struct lus_mtrr_range *in);
void lus_add_mtrr_range(struct lus_writer *w, const struct lus_mtrr_range *in);
uint32_t lus_decode_run_mtrr_range(const uint8_t *p, uint32_t n, struct lus_mtrr_range *out);
void lus_add_run_mtrr_range(struct lus_writer *w, const struct lus_mtrr_range *in, uint32_t n);
int lus_decode_mmio_access(const uint8_t *p, struct lus_mmio_access *out);
int lus_encode_mmio_access(uint8_t *p, const struct lus_mmio_access *in);
void lus_add_mmio_access(struct lus_writer *w, const struct lus_mmio_access *in);
uint32_t lus_decode_run_mmio_access(const uint8_t *p, uint32_t n, struct lus_mmio_access *out);
void lus_add_run_mmio_access(struct lus_writer *w, const struct lus_mmio_access *in, uint32_t n);
int lus_decode_emul_read(const uint8_t *p, struct lus_emul_read *out);
int lus_encode_emul_read(uint8_t *p, const struct lus_emul_read *in);
void lus_add_emul_read(struct lus_writer *w, const struct lus_emul_read *in);
uint32_t lus_decode_run_emul_read(const uint8_t *p, uint32_t n, struct lus_emul_read *out);
void lus_add_run_emul_read(struct lus_writer *w, const struct lus_emul_read *in, uint32_t n);
int lus_decode_fifo_page(const uint8_t *p, struct lus_fifo_page *out);
int lus_encode_fifo_page(uint8_t *p, const struct lus_fifo_page *in);
void lus_add_fifo_page(struct lus_writer *w, const struct lus_fifo_page *in);
uint32_t lus_decode_run_fifo_page(const uint8_t *p, uint32_t n, struct lus_fifo_page *out);
void lus_add_run_fifo_page(struct lus_writer *w, const struct lus_fifo_page *in, uint32_t n);
int lus_decode_fifo_control(const uint8_t *p, struct lus_fifo_control *out);
int lus_encode_fifo_control(uint8_t *p, const struct lus_fifo_control *in);
void lus_add_fifo_control(struct lus_writer *w, const struct lus_fifo_control *in);
uint32_t lus_decode_run_fifo_control(const uint8_t *p, uint32_t n, struct lus_fifo_control *out);
void lus_add_run_fifo_control(struct lus_writer *w, const struct lus_fifo_control *in, uint32_t n);
int lus_decode_grant_frame(const uint8_t *p, struct lus_grant_frame *out);
int lus_encode_grant_frame(uint8_t *p, const struct lus_grant_frame *in);
void lus_add_grant_frame(struct lus_writer *w, const struct lus_grant_frame *in);
uint32_t lus_decode_run_grant_frame(const uint8_t *p, uint32_t n, struct lus_grant_frame *out);
void lus_add_run_grant_frame(struct lus_writer *w, const struct lus_grant_frame *in, uint32_t n);
int lus_decode_maptrack_entry(const uint8_t *p, struct lus_maptrack_entry *out);
int lus_encode_maptrack_entry(uint8_t *p, const struct lus_maptrack_entry *in);
void lus_add_maptrack_entry(struct lus_writer *w, const struct lus_maptrack_entry *in);
uint32_t lus_decode_run_maptrack_entry(const uint8_t *p, uint32_t n, struct lus_maptrack_entry *out);
void lus_add_run_maptrack_entry(struct lus_writer *w, const struct lus_maptrack_entry *in, uint32_t n);
int lus_decode_foreign_span(const uint8_t *p, struct lus_foreign_span *out);
int lus_encode_foreign_span(uint8_t *p, const struct lus_foreign_span *in);
void lus_add_foreign_span(struct lus_writer *w, const struct lus_foreign_span *in);
uint32_t lus_decode_run_foreign_span(const uint8_t *p, uint32_t n, struct lus_foreign_span *out);
void lus_add_run_foreign_span(struct lus_writer *w, const struct lus_foreign_span *in, uint32_t n);
int lus_decode_access_span(const uint8_t *p, struct lus_access_span *out);
int lus_encode_access_span(uint8_t *p, const struct lus_access_span *in);
void lus_add_access_span(struct lus_writer *w, const struct lus_access_span *in);
uint32_t lus_decode_run_access_span(const uint8_t *p, uint32_t n, struct lus_access_span *out);
void lus_add_run_access_span(struct lus_writer *w, const struct lus_access_span *in, uint32_t n);
int lus_decode_pod_span(const uint8_t *p, struct lus_pod_span *out);
int lus_encode_pod_span(uint8_t *p, const struct lus_pod_span *in);
void lus_add_pod_span(struct lus_writer *w, const struct lus_pod_span *in);
uint32_t lus_decode_run_pod_span(const uint8_t *p, uint32_t n, struct lus_pod_span *out);
void lus_add_run_pod_span(struct lus_writer *w, const struct lus_pod_span *in, uint32_t n);
int lus_decode_pirq(const uint8_t *p, struct lus_pirq *out);
int lus_encode_pirq(uint8_t *p, const struct lus_pirq *in);
void lus_add_pirq(struct lus_writer *w, const struct lus_pirq *in);
uint32_t lus_decode_run_pirq(const uint8_t *p, uint32_t n, struct lus_pirq *out);
void lus_add_run_pirq(struct lus_writer *w, const struct lus_pirq *in, uint32_t n);
int lus_decode_dpci(const uint8_t *p, struct lus_dpci *out);
int lus_encode_dpci(uint8_t *p, const struct lus_dpci *in);
void lus_add_dpci(struct lus_writer *w, const struct lus_dpci *in);
uint32_t lus_decode_run_dpci(const uint8_t *p, uint32_t n, struct lus_dpci *out);
void lus_add_run_dpci(struct lus_writer *w, const struct lus_dpci *in, uint32_t n);
int lus_decode_intx(const uint8_t *p, struct lus_intx *out);
int lus_encode_intx(uint8_t *p, const struct lus_intx *in);
void lus_add_intx(struct lus_writer *w, const struct lus_intx *in);
uint32_t lus_decode_run_intx(const uint8_t *p, uint32_t n, struct lus_intx *out);
void lus_add_run_intx(struct lus_writer *w, const struct lus_intx *in, uint32_t n);
int lus_decode_msix_table(const uint8_t *p, struct lus_msix_table *out);
int lus_encode_msix_table(uint8_t *p, const struct lus_msix_table *in);
void lus_add_msix_table(struct lus_writer *w, const struct lus_msix_table *in);
uint32_t lus_decode_run_msix_table(const uint8_t *p, uint32_t n, struct lus_msix_table *out);
void lus_add_run_msix_table(struct lus_writer *w, const struct lus_msix_table *in, uint32_t n);
int lus_decode_msix_change(const uint8_t *p, struct lus_msix_change *out);
int lus_encode_msix_change(uint8_t *p, const struct lus_msix_change *in);
void lus_add_msix_change(struct lus_writer *w, const struct lus_msix_change *in);
uint32_t lus_decode_run_msix_change(const uint8_t *p, uint32_t n, struct lus_msix_change *out);
void lus_add_run_msix_change(struct lus_writer *w, const struct lus_msix_change *in, uint32_t n);
int lus_decode_vpci_device(const uint8_t *p, struct lus_vpci_device *out);
int lus_encode_vpci_device(uint8_t *p, const struct lus_vpci_device *in);
void lus_add_vpci_device(struct lus_writer *w, const struct lus_vpci_device *in);
uint32_t lus_decode_run_vpci_device(const uint8_t *p, uint32_t n, struct lus_vpci_device *out);
void lus_add_run_vpci_device(struct lus_writer *w, const struct lus_vpci_device *in, uint32_t n);
int lus_decode_vpci_bar(const uint8_t *p, struct lus_vpci_bar *out);
int lus_encode_vpci_bar(uint8_t *p, const struct lus_vpci_bar *in);
void lus_add_vpci_bar(struct lus_writer *w, const struct lus_vpci_bar *in);
uint32_t lus_decode_run_vpci_bar(const uint8_t *p, uint32_t n, struct lus_vpci_bar *out);
void lus_add_run_vpci_bar(struct lus_writer *w, const struct lus_vpci_bar *in, uint32_t n);
int lus_decode_vpci_msix(const uint8_t *p, struct lus_vpci_msix *out);
int lus_encode_vpci_msix(uint8_t *p, const struct lus_vpci_msix *in);
void lus_add_vpci_msix(struct lus_writer *w, const struct lus_vpci_msix *in);
uint32_t lus_decode_run_vpci_msix(const uint8_t *p, uint32_t n, struct lus_vpci_msix *out);
void lus_add_run_vpci_msix(struct lus_writer *w, const struct lus_vpci_msix *in, uint32_t n);
int lus_decode_ioreq_server(const uint8_t *p, struct lus_ioreq_server *out);
int lus_encode_ioreq_server(uint8_t *p, const struct lus_ioreq_server *in);
void lus_add_ioreq_server(struct lus_writer *w, const struct lus_ioreq_server *in);
uint32_t lus_decode_run_ioreq_server(const uint8_t *p, uint32_t n, struct lus_ioreq_server *out);
void lus_add_run_ioreq_server(struct lus_writer *w, const struct lus_ioreq_server *in, uint32_t n);
int lus_decode_ioreq_port(const uint8_t *p, struct lus_ioreq_port *out);
int lus_encode_ioreq_port(uint8_t *p, const struct lus_ioreq_port *in);
void lus_add_ioreq_port(struct lus_writer *w, const struct lus_ioreq_port *in);
uint32_t lus_decode_run_ioreq_port(const uint8_t *p, uint32_t n, struct lus_ioreq_port *out);
void lus_add_run_ioreq_port(struct lus_writer *w, const struct lus_ioreq_port *in, uint32_t n);
int lus_decode_ioreq_range(const uint8_t *p, struct lus_ioreq_range *out);
int lus_encode_ioreq_range(uint8_t *p, const struct lus_ioreq_range *in);
void lus_add_ioreq_range(struct lus_writer *w, const struct lus_ioreq_range *in);
uint32_t lus_decode_run_ioreq_range(const uint8_t *p, uint32_t n, struct lus_ioreq_range *out);
void lus_add_run_ioreq_range(struct lus_writer *w, const struct lus_ioreq_range *in, uint32_t n);
int lus_decode_altp2m_remap(const uint8_t *p, struct lus_altp2m_remap *out);
int lus_encode_altp2m_remap(uint8_t *p, const struct lus_altp2m_remap *in);
void lus_add_altp2m_remap(struct lus_writer *w, const struct lus_altp2m_remap *in);
uint32_t lus_decode_run_altp2m_remap(const uint8_t *p, uint32_t n, struct lus_altp2m_remap *out);
void lus_add_run_altp2m_remap(struct lus_writer *w, const struct lus_altp2m_remap *in, uint32_t n);
int lus_decode_monitor_msr(const uint8_t *p, struct lus_monitor_msr *out);
int lus_encode_monitor_msr(uint8_t *p, const struct lus_monitor_msr *in);
void lus_add_monitor_msr(struct lus_writer *w, const struct lus_monitor_msr *in);
uint32_t lus_decode_run_monitor_msr(const uint8_t *p, uint32_t n, struct lus_monitor_msr *out);
void lus_add_run_monitor_msr(struct lus_writer *w, const struct lus_monitor_msr *in, uint32_t n);
int lus_decode_gsi_count(const uint8_t *p, struct lus_gsi_count *out);
int lus_encode_gsi_count(uint8_t *p, const struct lus_gsi_count *in);
void lus_add_gsi_count(struct lus_writer *w, const struct lus_gsi_count *in);
uint32_t lus_decode_run_gsi_count(const uint8_t *p, uint32_t n, struct lus_gsi_count *out);
void lus_add_run_gsi_count(struct lus_writer *w, const struct lus_gsi_count *in, uint32_t n);
int lus_decode_redirection(const uint8_t *p, struct lus_redirection *out);
int lus_encode_redirection(uint8_t *p, const struct lus_redirection *in);
void lus_add_redirection(struct lus_writer *w, const struct lus_redirection *in);
uint32_t lus_decode_run_redirection(const uint8_t *p, uint32_t n, struct lus_redirection *out);
void lus_add_run_redirection(struct lus_writer *w, const struct lus_redirection *in, uint32_t n);
int lus_decode_arm_rdist_region(const uint8_t *p, struct lus_arm_rdist_region *out);
int lus_encode_arm_rdist_region(uint8_t *p, const struct lus_arm_rdist_region *in);
void lus_add_arm_rdist_region(struct lus_writer *w, const struct lus_arm_rdist_region *in);
uint32_t lus_decode_run_arm_rdist_region(const uint8_t *p, uint32_t n, struct lus_arm_rdist_region *out);
void lus_add_run_arm_rdist_region(struct lus_writer *w, const struct lus_arm_rdist_region *in, uint32_t n);
int lus_decode_arm_irq(const uint8_t *p, struct lus_arm_irq *out);
int lus_encode_arm_irq(uint8_t *p, const struct lus_arm_irq *in);
void lus_add_arm_irq(struct lus_writer *w, const struct lus_arm_irq *in);
uint32_t lus_decode_run_arm_irq(const uint8_t *p, uint32_t n, struct lus_arm_irq *out);
void lus_add_run_arm_irq(struct lus_writer *w, const struct lus_arm_irq *in, uint32_t n);

/*
 * For each record R: the same for its fixed part at revision @rev; and the calls that write it: lus_put_R() whole, or
 * lus_begin_R(), then its tail, then lus_end().
 */
int lus_decode_sys_time(const uint8_t *p, unsigned int rev, struct lus_sys_time *out);
int lus_encode_sys_time(uint8_t *p, unsigned int rev, const struct lus_sys_time *in);
void lus_put_sys_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_time *in);
void lus_begin_sys_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_time *in);
int lus_decode_time_source(const uint8_t *p, unsigned int rev, struct lus_time_source *out);
int lus_encode_time_source(uint8_t *p, unsigned int rev, const struct lus_time_source *in);
void lus_put_time_source(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_time_source *in);
void lus_begin_time_source(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_time_source *in);
int lus_decode_sys_globals(const uint8_t *p, unsigned int rev, struct lus_sys_globals *out);
int lus_encode_sys_globals(uint8_t *p, unsigned int rev, const struct lus_sys_globals *in);
void lus_put_sys_globals(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_globals *in);
void lus_begin_sys_globals(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_globals *in);
int lus_decode_cpus(const uint8_t *p, unsigned int rev, struct lus_cpus *out);
int lus_encode_cpus(uint8_t *p, unsigned int rev, const struct lus_cpus *in);
void lus_put_cpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpus *in);
void lus_begin_cpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpus *in);
int lus_decode_cpupools(const uint8_t *p, unsigned int rev, struct lus_cpupools *out);
int lus_encode_cpupools(uint8_t *p, unsigned int rev, const struct lus_cpupools *in);
void lus_put_cpupools(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpupools *in);
void lus_begin_cpupools(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpupools *in);
int lus_decode_arinc653(const uint8_t *p, unsigned int rev, struct lus_arinc653 *out);
int lus_encode_arinc653(uint8_t *p, unsigned int rev, const struct lus_arinc653 *in);
void lus_put_arinc653(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arinc653 *in);
void lus_begin_arinc653(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arinc653 *in);
int lus_decode_virq_handlers(const uint8_t *p, unsigned int rev, struct lus_virq_handlers *out);
int lus_encode_virq_handlers(uint8_t *p, unsigned int rev, const struct lus_virq_handlers *in);
void lus_put_virq_handlers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_virq_handlers *in);
void lus_begin_virq_handlers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_virq_handlers *in);
int lus_decode_xsm(const uint8_t *p, unsigned int rev, struct lus_xsm *out);
int lus_encode_xsm(uint8_t *p, unsigned int rev, const struct lus_xsm *in);
void lus_put_xsm(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm *in);
void lus_begin_xsm(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm *in);
int lus_decode_xsm_policy(const uint8_t *p, unsigned int rev, struct lus_xsm_policy *out);
int lus_encode_xsm_policy(uint8_t *p, unsigned int rev, const struct lus_xsm_policy *in);
void lus_put_xsm_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm_policy *in);
void lus_begin_xsm_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm_policy *in);
int lus_decode_xsm_booleans(const uint8_t *p, unsigned int rev, struct lus_xsm_booleans *out);
int lus_encode_xsm_booleans(uint8_t *p, unsigned int rev, const struct lus_xsm_booleans *in);
void lus_put_xsm_booleans(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm_booleans *in);
void lus_begin_xsm_booleans(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_xsm_booleans *in);
int lus_decode_console_input(const uint8_t *p, unsigned int rev, struct lus_console_input *out);
int lus_encode_console_input(uint8_t *p, unsigned int rev, const struct lus_console_input *in);
void lus_put_console_input(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_input *in);
void lus_begin_console_input(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_input *in);
int lus_decode_console_ring(const uint8_t *p, unsigned int rev, struct lus_console_ring *out);
int lus_encode_console_ring(uint8_t *p, unsigned int rev, const struct lus_console_ring *in);
void lus_put_console_ring(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_ring *in);
void lus_begin_console_ring(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_ring *in);
int lus_decode_kexec_image(const uint8_t *p, unsigned int rev, struct lus_kexec_image *out);
int lus_encode_kexec_image(uint8_t *p, unsigned int rev, const struct lus_kexec_image *in);
void lus_put_kexec_image(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_kexec_image *in);
void lus_begin_kexec_image(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_kexec_image *in);
int lus_decode_pci_devices(const uint8_t *p, unsigned int rev, struct lus_pci_devices *out);
int lus_encode_pci_devices(uint8_t *p, unsigned int rev, const struct lus_pci_devices *in);
void lus_put_pci_devices(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_devices *in);
void lus_begin_pci_devices(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_devices *in);
int lus_decode_pci_msi(const uint8_t *p, unsigned int rev, struct lus_pci_msi *out);
int lus_encode_pci_msi(uint8_t *p, unsigned int rev, const struct lus_pci_msi *in);
void lus_put_pci_msi(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_msi *in);
void lus_begin_pci_msi(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_msi *in);
int lus_decode_gsis(const uint8_t *p, unsigned int rev, struct lus_gsis *out);
int lus_encode_gsis(uint8_t *p, unsigned int rev, const struct lus_gsis *in);
void lus_put_gsis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_gsis *in);
void lus_begin_gsis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_gsis *in);
int lus_decode_iommus(const uint8_t *p, unsigned int rev, struct lus_iommus *out);
int lus_encode_iommus(uint8_t *p, unsigned int rev, const struct lus_iommus *in);
void lus_put_iommus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iommus *in);
void lus_begin_iommus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iommus *in);
int lus_decode_iommu_domids(const uint8_t *p, unsigned int rev, struct lus_iommu_domids *out);
int lus_encode_iommu_domids(uint8_t *p, unsigned int rev, const struct lus_iommu_domids *in);
void lus_put_iommu_domids(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iommu_domids *in);
void lus_begin_iommu_domids(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iommu_domids *in);
int lus_decode_pci_mmcfg(const uint8_t *p, unsigned int rev, struct lus_pci_mmcfg *out);
int lus_encode_pci_mmcfg(uint8_t *p, unsigned int rev, const struct lus_pci_mmcfg *in);
void lus_put_pci_mmcfg(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_mmcfg *in);
void lus_begin_pci_mmcfg(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pci_mmcfg *in);
int lus_decode_psr_values(const uint8_t *p, unsigned int rev, struct lus_psr_values *out);
int lus_encode_psr_values(uint8_t *p, unsigned int rev, const struct lus_psr_values *in);
void lus_put_psr_values(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_psr_values *in);
void lus_begin_psr_values(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_psr_values *in);
int lus_decode_mem_owned(const uint8_t *p, unsigned int rev, struct lus_mem_owned *out);
int lus_encode_mem_owned(uint8_t *p, unsigned int rev, const struct lus_mem_owned *in);
void lus_put_mem_owned(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_owned *in);
void lus_begin_mem_owned(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_owned *in);
int lus_decode_mem_keep(const uint8_t *p, unsigned int rev, struct lus_mem_keep *out);
int lus_encode_mem_keep(uint8_t *p, unsigned int rev, const struct lus_mem_keep *in);
void lus_put_mem_keep(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_keep *in);
void lus_begin_mem_keep(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_keep *in);
int lus_decode_mem_bad(const uint8_t *p, unsigned int rev, struct lus_mem_bad *out);
int lus_encode_mem_bad(uint8_t *p, unsigned int rev, const struct lus_mem_bad *in);
void lus_put_mem_bad(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_bad *in);
void lus_begin_mem_bad(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_bad *in);
int lus_decode_mem_reuse(const uint8_t *p, unsigned int rev, struct lus_mem_reuse *out);
int lus_encode_mem_reuse(uint8_t *p, unsigned int rev, const struct lus_mem_reuse *in);
void lus_put_mem_reuse(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_reuse *in);
void lus_begin_mem_reuse(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_reuse *in);
int lus_decode_m2p(const uint8_t *p, unsigned int rev, struct lus_m2p *out);
int lus_encode_m2p(uint8_t *p, unsigned int rev, const struct lus_m2p *in);
void lus_put_m2p(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_m2p *in);
void lus_begin_m2p(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_m2p *in);
int lus_decode_frames(const uint8_t *p, unsigned int rev, struct lus_frames *out);
int lus_encode_frames(uint8_t *p, unsigned int rev, const struct lus_frames *in);
void lus_put_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_frames *in);
void lus_begin_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_frames *in);
int lus_decode_domain(const uint8_t *p, unsigned int rev, struct lus_domain *out);
int lus_encode_domain(uint8_t *p, unsigned int rev, const struct lus_domain *in);
void lus_put_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_domain *in);
void lus_begin_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_domain *in);
int lus_decode_dom_source(const uint8_t *p, unsigned int rev, struct lus_dom_source *out);
int lus_encode_dom_source(uint8_t *p, unsigned int rev, const struct lus_dom_source *in);
void lus_put_dom_source(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_source *in);
void lus_begin_dom_source(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_source *in);
int lus_decode_dom_info(const uint8_t *p, unsigned int rev, struct lus_dom_info *out);
int lus_encode_dom_info(uint8_t *p, unsigned int rev, const struct lus_dom_info *in);
void lus_put_dom_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_info *in);
void lus_begin_dom_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_info *in);
int lus_decode_p2m(const uint8_t *p, unsigned int rev, struct lus_p2m *out);
int lus_encode_p2m(uint8_t *p, unsigned int rev, const struct lus_p2m *in);
void lus_put_p2m(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m *in);
void lus_begin_p2m(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m *in);
int lus_decode_page_types(const uint8_t *p, unsigned int rev, struct lus_page_types *out);
int lus_encode_page_types(uint8_t *p, unsigned int rev, const struct lus_page_types *in);
void lus_put_page_types(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_page_types *in);
void lus_begin_page_types(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_page_types *in);
int lus_decode_paging_pool(const uint8_t *p, unsigned int rev, struct lus_paging_pool *out);
int lus_encode_paging_pool(uint8_t *p, unsigned int rev, const struct lus_paging_pool *in);
void lus_put_paging_pool(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_paging_pool *in);
void lus_begin_paging_pool(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_paging_pool *in);
int lus_decode_evtchn_abi(const uint8_t *p, unsigned int rev, struct lus_evtchn_abi *out);
int lus_encode_evtchn_abi(uint8_t *p, unsigned int rev, const struct lus_evtchn_abi *in);
void lus_put_evtchn_abi(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_abi *in);
void lus_begin_evtchn_abi(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_abi *in);
int lus_decode_evtchns(const uint8_t *p, unsigned int rev, struct lus_evtchns *out);
int lus_encode_evtchns(uint8_t *p, unsigned int rev, const struct lus_evtchns *in);
void lus_put_evtchns(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchns *in);
void lus_begin_evtchns(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchns *in);
int lus_decode_grant_table(const uint8_t *p, unsigned int rev, struct lus_grant_table *out);
int lus_encode_grant_table(uint8_t *p, unsigned int rev, const struct lus_grant_table *in);
void lus_put_grant_table(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_table *in);
void lus_begin_grant_table(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_table *in);
int lus_decode_maptrack(const uint8_t *p, unsigned int rev, struct lus_maptrack *out);
int lus_encode_maptrack(uint8_t *p, unsigned int rev, const struct lus_maptrack *in);
void lus_put_maptrack(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_maptrack *in);
void lus_begin_maptrack(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_maptrack *in);
int lus_decode_grants_v1(const uint8_t *p, unsigned int rev, struct lus_grants_v1 *out);
int lus_encode_grants_v1(uint8_t *p, unsigned int rev, const struct lus_grants_v1 *in);
void lus_put_grants_v1(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_v1 *in);
void lus_begin_grants_v1(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_v1 *in);
int lus_decode_grants_v2(const uint8_t *p, unsigned int rev, struct lus_grants_v2 *out);
int lus_encode_grants_v2(uint8_t *p, unsigned int rev, const struct lus_grants_v2 *in);
void lus_put_grants_v2(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_v2 *in);
void lus_begin_grants_v2(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_v2 *in);
int lus_decode_grants_active(const uint8_t *p, unsigned int rev, struct lus_grants_active *out);
int lus_encode_grants_active(uint8_t *p, unsigned int rev, const struct lus_grants_active *in);
void lus_put_grants_active(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_active *in);
void lus_begin_grants_active(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grants_active *in);
int lus_decode_dom_identity(const uint8_t *p, unsigned int rev, struct lus_dom_identity *out);
int lus_encode_dom_identity(uint8_t *p, unsigned int rev, const struct lus_dom_identity *in);
void lus_put_dom_identity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_identity *in);
void lus_begin_dom_identity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_identity *in);
int lus_decode_dom_label(const uint8_t *p, unsigned int rev, struct lus_dom_label *out);
int lus_encode_dom_label(uint8_t *p, unsigned int rev, const struct lus_dom_label *in);
void lus_put_dom_label(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_label *in);
void lus_begin_dom_label(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_label *in);
int lus_decode_dom_target(const uint8_t *p, unsigned int rev, struct lus_dom_target *out);
int lus_encode_dom_target(uint8_t *p, unsigned int rev, const struct lus_dom_target *in);
void lus_put_dom_target(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_target *in);
void lus_begin_dom_target(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_target *in);
int lus_decode_dom_create(const uint8_t *p, unsigned int rev, struct lus_dom_create *out);
int lus_encode_dom_create(uint8_t *p, unsigned int rev, const struct lus_dom_create *in);
void lus_put_dom_create(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_create *in);
void lus_begin_dom_create(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_create *in);
int lus_decode_dom_limits(const uint8_t *p, unsigned int rev, struct lus_dom_limits *out);
int lus_encode_dom_limits(uint8_t *p, unsigned int rev, const struct lus_dom_limits *in);
void lus_put_dom_limits(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_limits *in);
void lus_begin_dom_limits(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_limits *in);
int lus_decode_dom_dying(const uint8_t *p, unsigned int rev, struct lus_dom_dying *out);
int lus_encode_dom_dying(uint8_t *p, unsigned int rev, const struct lus_dom_dying *in);
void lus_put_dom_dying(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_dying *in);
void lus_begin_dom_dying(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_dying *in);
int lus_decode_dom_state(const uint8_t *p, unsigned int rev, struct lus_dom_state *out);
int lus_encode_dom_state(uint8_t *p, unsigned int rev, const struct lus_dom_state *in);
void lus_put_dom_state(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_state *in);
void lus_begin_dom_state(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_state *in);
int lus_decode_dom_wallclock(const uint8_t *p, unsigned int rev, struct lus_dom_wallclock *out);
int lus_encode_dom_wallclock(uint8_t *p, unsigned int rev, const struct lus_dom_wallclock *in);
void lus_put_dom_wallclock(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_wallclock *in);
void lus_begin_dom_wallclock(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_wallclock *in);
int lus_decode_vm_assist(const uint8_t *p, unsigned int rev, struct lus_vm_assist *out);
int lus_encode_vm_assist(uint8_t *p, unsigned int rev, const struct lus_vm_assist *in);
void lus_put_vm_assist(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vm_assist *in);
void lus_begin_vm_assist(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vm_assist *in);
int lus_decode_e820(const uint8_t *p, unsigned int rev, struct lus_e820 *out);
int lus_encode_e820(uint8_t *p, unsigned int rev, const struct lus_e820 *in);
void lus_put_e820(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_e820 *in);
void lus_begin_e820(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_e820 *in);
int lus_decode_pv_domain(const uint8_t *p, unsigned int rev, struct lus_pv_domain *out);
int lus_encode_pv_domain(uint8_t *p, unsigned int rev, const struct lus_pv_domain *in);
void lus_put_pv_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_domain *in);
void lus_begin_pv_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_domain *in);
int lus_decode_dom_watchdogs(const uint8_t *p, unsigned int rev, struct lus_dom_watchdogs *out);
int lus_encode_dom_watchdogs(uint8_t *p, unsigned int rev, const struct lus_dom_watchdogs *in);
void lus_put_dom_watchdogs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_watchdogs *in);
void lus_begin_dom_watchdogs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_watchdogs *in);
int lus_decode_dom_paging(const uint8_t *p, unsigned int rev, struct lus_dom_paging *out);
int lus_encode_dom_paging(uint8_t *p, unsigned int rev, const struct lus_dom_paging *in);
void lus_put_dom_paging(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_paging *in);
void lus_begin_dom_paging(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_paging *in);
int lus_decode_log_dirty(const uint8_t *p, unsigned int rev, struct lus_log_dirty *out);
int lus_encode_log_dirty(uint8_t *p, unsigned int rev, const struct lus_log_dirty *in);
void lus_put_log_dirty(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_log_dirty *in);
void lus_begin_log_dirty(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_log_dirty *in);
int lus_decode_dom_iommu(const uint8_t *p, unsigned int rev, struct lus_dom_iommu *out);
int lus_encode_dom_iommu(uint8_t *p, unsigned int rev, const struct lus_dom_iommu *in);
void lus_put_dom_iommu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_iommu *in);
void lus_begin_dom_iommu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_iommu *in);
int lus_decode_iomem_caps(const uint8_t *p, unsigned int rev, struct lus_iomem_caps *out);
int lus_encode_iomem_caps(uint8_t *p, unsigned int rev, const struct lus_iomem_caps *in);
void lus_put_iomem_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iomem_caps *in);
void lus_begin_iomem_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_iomem_caps *in);
int lus_decode_ioport_caps(const uint8_t *p, unsigned int rev, struct lus_ioport_caps *out);
int lus_encode_ioport_caps(uint8_t *p, unsigned int rev, const struct lus_ioport_caps *in);
void lus_put_ioport_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioport_caps *in);
void lus_begin_ioport_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioport_caps *in);
int lus_decode_irq_caps(const uint8_t *p, unsigned int rev, struct lus_irq_caps *out);
int lus_encode_irq_caps(uint8_t *p, unsigned int rev, const struct lus_irq_caps *in);
void lus_put_irq_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_irq_caps *in);
void lus_begin_irq_caps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_irq_caps *in);
int lus_decode_ioport_maps(const uint8_t *p, unsigned int rev, struct lus_ioport_maps *out);
int lus_encode_ioport_maps(uint8_t *p, unsigned int rev, const struct lus_ioport_maps *in);
void lus_put_ioport_maps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioport_maps *in);
void lus_begin_ioport_maps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioport_maps *in);
int lus_decode_cache_pins(const uint8_t *p, unsigned int rev, struct lus_cache_pins *out);
int lus_encode_cache_pins(uint8_t *p, unsigned int rev, const struct lus_cache_pins *in);
void lus_put_cache_pins(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cache_pins *in);
void lus_begin_cache_pins(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cache_pins *in);
int lus_decode_dom_sched(const uint8_t *p, unsigned int rev, struct lus_dom_sched *out);
int lus_encode_dom_sched(uint8_t *p, unsigned int rev, const struct lus_dom_sched *in);
void lus_put_dom_sched(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_sched *in);
void lus_begin_dom_sched(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_sched *in);
int lus_decode_rtds_vcpus(const uint8_t *p, unsigned int rev, struct lus_rtds_vcpus *out);
int lus_encode_rtds_vcpus(uint8_t *p, unsigned int rev, const struct lus_rtds_vcpus *in);
void lus_put_rtds_vcpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_rtds_vcpus *in);
void lus_begin_rtds_vcpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_rtds_vcpus *in);
int lus_decode_vnuma(const uint8_t *p, unsigned int rev, struct lus_vnuma *out);
int lus_encode_vnuma(uint8_t *p, unsigned int rev, const struct lus_vnuma *in);
void lus_put_vnuma(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma *in);
void lus_begin_vnuma(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma *in);
int lus_decode_vnuma_nodes(const uint8_t *p, unsigned int rev, struct lus_vnuma_nodes *out);
int lus_encode_vnuma_nodes(uint8_t *p, unsigned int rev, const struct lus_vnuma_nodes *in);
void lus_put_vnuma_nodes(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_nodes *in);
void lus_begin_vnuma_nodes(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_nodes *in);
int lus_decode_vnuma_distances(const uint8_t *p, unsigned int rev, struct lus_vnuma_distances *out);
int lus_encode_vnuma_distances(uint8_t *p, unsigned int rev, const struct lus_vnuma_distances *in);
void lus_put_vnuma_distances(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_distances *in);
void lus_begin_vnuma_distances(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_distances *in);
int lus_decode_vnuma_vcpus(const uint8_t *p, unsigned int rev, struct lus_vnuma_vcpus *out);
int lus_encode_vnuma_vcpus(uint8_t *p, unsigned int rev, const struct lus_vnuma_vcpus *in);
void lus_put_vnuma_vcpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_vcpus *in);
void lus_begin_vnuma_vcpus(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vnuma_vcpus *in);
int lus_decode_dom_psr(const uint8_t *p, unsigned int rev, struct lus_dom_psr *out);
int lus_encode_dom_psr(uint8_t *p, unsigned int rev, const struct lus_dom_psr *in);
void lus_put_dom_psr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_psr *in);
void lus_begin_dom_psr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_dom_psr *in);
int lus_decode_console_line(const uint8_t *p, unsigned int rev, struct lus_console_line *out);
int lus_encode_console_line(uint8_t *p, unsigned int rev, const struct lus_console_line *in);
void lus_put_console_line(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_line *in);
void lus_begin_console_line(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_console_line *in);
int lus_decode_tsc_info(const uint8_t *p, unsigned int rev, struct lus_tsc_info *out);
int lus_encode_tsc_info(uint8_t *p, unsigned int rev, const struct lus_tsc_info *in);
void lus_put_tsc_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_tsc_info *in);
void lus_begin_tsc_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_tsc_info *in);
int lus_decode_hvm_params(const uint8_t *p, unsigned int rev, struct lus_hvm_params *out);
int lus_encode_hvm_params(uint8_t *p, unsigned int rev, const struct lus_hvm_params *in);
void lus_put_hvm_params(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_params *in);
void lus_begin_hvm_params(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_params *in);
int lus_decode_toolstack(const uint8_t *p, unsigned int rev, struct lus_toolstack *out);
int lus_encode_toolstack(uint8_t *p, unsigned int rev, const struct lus_toolstack *in);
void lus_put_toolstack(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_toolstack *in);
void lus_begin_toolstack(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_toolstack *in);
int lus_decode_cpuid_policy(const uint8_t *p, unsigned int rev, struct lus_cpuid_policy *out);
int lus_encode_cpuid_policy(uint8_t *p, unsigned int rev, const struct lus_cpuid_policy *in);
void lus_put_cpuid_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpuid_policy *in);
void lus_begin_cpuid_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_cpuid_policy *in);
int lus_decode_msr_policy(const uint8_t *p, unsigned int rev, struct lus_msr_policy *out);
int lus_encode_msr_policy(uint8_t *p, unsigned int rev, const struct lus_msr_policy *in);
void lus_put_msr_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msr_policy *in);
void lus_begin_msr_policy(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msr_policy *in);
int lus_decode_vcpu(const uint8_t *p, unsigned int rev, struct lus_vcpu *out);
int lus_encode_vcpu(uint8_t *p, unsigned int rev, const struct lus_vcpu *in);
void lus_put_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu *in);
void lus_begin_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu *in);
int lus_decode_pv_info(const uint8_t *p, unsigned int rev, struct lus_pv_info *out);
int lus_encode_pv_info(uint8_t *p, unsigned int rev, const struct lus_pv_info *in);
void lus_put_pv_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_info *in);
void lus_begin_pv_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_info *in);
int lus_decode_pv_p2m_frames(const uint8_t *p, unsigned int rev, struct lus_pv_p2m_frames *out);
int lus_encode_pv_p2m_frames(uint8_t *p, unsigned int rev, const struct lus_pv_p2m_frames *in);
void lus_put_pv_p2m_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_p2m_frames *in);
void lus_begin_pv_p2m_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_p2m_frames *in);
int lus_decode_pv_vcpu(const uint8_t *p, unsigned int rev, struct lus_pv_vcpu *out);
int lus_encode_pv_vcpu(uint8_t *p, unsigned int rev, const struct lus_pv_vcpu *in);
void lus_put_pv_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu *in);
void lus_begin_pv_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu *in);
int lus_decode_pv_vcpu_ext(const uint8_t *p, unsigned int rev, struct lus_pv_vcpu_ext *out);
int lus_encode_pv_vcpu_ext(uint8_t *p, unsigned int rev, const struct lus_pv_vcpu_ext *in);
void lus_put_pv_vcpu_ext(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_ext *in);
void lus_begin_pv_vcpu_ext(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_ext *in);
int lus_decode_pv_vcpu_xsave(const uint8_t *p, unsigned int rev, struct lus_pv_vcpu_xsave *out);
int lus_encode_pv_vcpu_xsave(uint8_t *p, unsigned int rev, const struct lus_pv_vcpu_xsave *in);
void lus_put_pv_vcpu_xsave(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_xsave *in);
void lus_begin_pv_vcpu_xsave(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_xsave *in);
int lus_decode_shared_info(const uint8_t *p, unsigned int rev, struct lus_shared_info *out);
int lus_encode_shared_info(uint8_t *p, unsigned int rev, const struct lus_shared_info *in);
void lus_put_shared_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_shared_info *in);
void lus_begin_shared_info(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_shared_info *in);
int lus_decode_pv_vcpu_msrs(const uint8_t *p, unsigned int rev, struct lus_pv_vcpu_msrs *out);
int lus_encode_pv_vcpu_msrs(uint8_t *p, unsigned int rev, const struct lus_pv_vcpu_msrs *in);
void lus_put_pv_vcpu_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_msrs *in);
void lus_begin_pv_vcpu_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_msrs *in);
int lus_decode_hvm_header(const uint8_t *p, unsigned int rev, struct lus_hvm_header *out);
int lus_encode_hvm_header(uint8_t *p, unsigned int rev, const struct lus_hvm_header *in);
void lus_put_hvm_header(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_header *in);
void lus_begin_hvm_header(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_header *in);
int lus_decode_hvm_cpu(const uint8_t *p, unsigned int rev, struct lus_hvm_cpu *out);
int lus_encode_hvm_cpu(uint8_t *p, unsigned int rev, const struct lus_hvm_cpu *in);
void lus_put_hvm_cpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu *in);
void lus_begin_hvm_cpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu *in);
int lus_decode_hvm_lapic(const uint8_t *p, unsigned int rev, struct lus_hvm_lapic *out);
int lus_encode_hvm_lapic(uint8_t *p, unsigned int rev, const struct lus_hvm_lapic *in);
void lus_put_hvm_lapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic *in);
void lus_begin_hvm_lapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic *in);
int lus_decode_hvm_lapic_regs(const uint8_t *p, unsigned int rev, struct lus_hvm_lapic_regs *out);
int lus_encode_hvm_lapic_regs(uint8_t *p, unsigned int rev, const struct lus_hvm_lapic_regs *in);
void lus_put_hvm_lapic_regs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic_regs *in);
void lus_begin_hvm_lapic_regs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic_regs *in);
int lus_decode_hvm_mtrr(const uint8_t *p, unsigned int rev, struct lus_hvm_mtrr *out);
int lus_encode_hvm_mtrr(uint8_t *p, unsigned int rev, const struct lus_hvm_mtrr *in);
void lus_put_hvm_mtrr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_mtrr *in);
void lus_begin_hvm_mtrr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_mtrr *in);
int lus_decode_hvm_viridian_domain(const uint8_t *p, unsigned int rev, struct lus_hvm_viridian_domain *out);
int lus_encode_hvm_viridian_domain(uint8_t *p, unsigned int rev, const struct lus_hvm_viridian_domain *in);
void lus_put_hvm_viridian_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_domain *in);
void lus_begin_hvm_viridian_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_domain *in);
int lus_decode_hvm_cpu_xsave(const uint8_t *p, unsigned int rev, struct lus_hvm_cpu_xsave *out);
int lus_encode_hvm_cpu_xsave(uint8_t *p, unsigned int rev, const struct lus_hvm_cpu_xsave *in);
void lus_put_hvm_cpu_xsave(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_xsave *in);
void lus_begin_hvm_cpu_xsave(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_xsave *in);
int lus_decode_hvm_viridian_vcpu(const uint8_t *p, unsigned int rev, struct lus_hvm_viridian_vcpu *out);
int lus_encode_hvm_viridian_vcpu(uint8_t *p, unsigned int rev, const struct lus_hvm_viridian_vcpu *in);
void lus_put_hvm_viridian_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_vcpu *in);
void lus_begin_hvm_viridian_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_vcpu *in);
int lus_decode_hvm_vmce_vcpu(const uint8_t *p, unsigned int rev, struct lus_hvm_vmce_vcpu *out);
int lus_encode_hvm_vmce_vcpu(uint8_t *p, unsigned int rev, const struct lus_hvm_vmce_vcpu *in);
void lus_put_hvm_vmce_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_vmce_vcpu *in);
void lus_begin_hvm_vmce_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_vmce_vcpu *in);
int lus_decode_hvm_tsc_adjust(const uint8_t *p, unsigned int rev, struct lus_hvm_tsc_adjust *out);
int lus_encode_hvm_tsc_adjust(uint8_t *p, unsigned int rev, const struct lus_hvm_tsc_adjust *in);
void lus_put_hvm_tsc_adjust(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_tsc_adjust *in);
void lus_begin_hvm_tsc_adjust(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_tsc_adjust *in);
int lus_decode_hvm_cpu_msr(const uint8_t *p, unsigned int rev, struct lus_hvm_cpu_msr *out);
int lus_encode_hvm_cpu_msr(uint8_t *p, unsigned int rev, const struct lus_hvm_cpu_msr *in);
void lus_put_hvm_cpu_msr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_msr *in);
void lus_begin_hvm_cpu_msr(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_msr *in);
int lus_decode_hvm_pic(const uint8_t *p, unsigned int rev, struct lus_hvm_pic *out);
int lus_encode_hvm_pic(uint8_t *p, unsigned int rev, const struct lus_hvm_pic *in);
void lus_put_hvm_pic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pic *in);
void lus_begin_hvm_pic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pic *in);
int lus_decode_hvm_ioapic(const uint8_t *p, unsigned int rev, struct lus_hvm_ioapic *out);
int lus_encode_hvm_ioapic(uint8_t *p, unsigned int rev, const struct lus_hvm_ioapic *in);
void lus_put_hvm_ioapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_ioapic *in);
void lus_begin_hvm_ioapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_ioapic *in);
int lus_decode_hvm_pci_irq(const uint8_t *p, unsigned int rev, struct lus_hvm_pci_irq *out);
int lus_encode_hvm_pci_irq(uint8_t *p, unsigned int rev, const struct lus_hvm_pci_irq *in);
void lus_put_hvm_pci_irq(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pci_irq *in);
void lus_begin_hvm_pci_irq(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pci_irq *in);
int lus_decode_hvm_isa_irq(const uint8_t *p, unsigned int rev, struct lus_hvm_isa_irq *out);
int lus_encode_hvm_isa_irq(uint8_t *p, unsigned int rev, const struct lus_hvm_isa_irq *in);
void lus_put_hvm_isa_irq(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_isa_irq *in);
void lus_begin_hvm_isa_irq(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_isa_irq *in);
int lus_decode_hvm_pci_link(const uint8_t *p, unsigned int rev, struct lus_hvm_pci_link *out);
int lus_encode_hvm_pci_link(uint8_t *p, unsigned int rev, const struct lus_hvm_pci_link *in);
void lus_put_hvm_pci_link(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pci_link *in);
void lus_begin_hvm_pci_link(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pci_link *in);
int lus_decode_hvm_pit(const uint8_t *p, unsigned int rev, struct lus_hvm_pit *out);
int lus_encode_hvm_pit(uint8_t *p, unsigned int rev, const struct lus_hvm_pit *in);
void lus_put_hvm_pit(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pit *in);
void lus_begin_hvm_pit(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pit *in);
int lus_decode_hvm_rtc(const uint8_t *p, unsigned int rev, struct lus_hvm_rtc *out);
int lus_encode_hvm_rtc(uint8_t *p, unsigned int rev, const struct lus_hvm_rtc *in);
void lus_put_hvm_rtc(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_rtc *in);
void lus_begin_hvm_rtc(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_rtc *in);
int lus_decode_hvm_hpet(const uint8_t *p, unsigned int rev, struct lus_hvm_hpet *out);
int lus_encode_hvm_hpet(uint8_t *p, unsigned int rev, const struct lus_hvm_hpet *in);
void lus_put_hvm_hpet(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_hpet *in);
void lus_begin_hvm_hpet(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_hpet *in);
int lus_decode_hvm_pmtimer(const uint8_t *p, unsigned int rev, struct lus_hvm_pmtimer *out);
int lus_encode_hvm_pmtimer(uint8_t *p, unsigned int rev, const struct lus_hvm_pmtimer *in);
void lus_put_hvm_pmtimer(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pmtimer *in);
void lus_begin_hvm_pmtimer(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_pmtimer *in);
int lus_decode_hvm_guest_time(const uint8_t *p, unsigned int rev, struct lus_hvm_guest_time *out);
int lus_encode_hvm_guest_time(uint8_t *p, unsigned int rev, const struct lus_hvm_guest_time *in);
void lus_put_hvm_guest_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_guest_time *in);
void lus_begin_hvm_guest_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_guest_time *in);
int lus_decode_vcpu_hold(const uint8_t *p, unsigned int rev, struct lus_vcpu_hold *out);
int lus_encode_vcpu_hold(uint8_t *p, unsigned int rev, const struct lus_vcpu_hold *in);
void lus_put_vcpu_hold(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hold *in);
void lus_begin_vcpu_hold(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hold *in);
int lus_decode_vcpu_runstate(const uint8_t *p, unsigned int rev, struct lus_vcpu_runstate *out);
int lus_encode_vcpu_runstate(uint8_t *p, unsigned int rev, const struct lus_vcpu_runstate *in);
void lus_put_vcpu_runstate(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_runstate *in);
void lus_begin_vcpu_runstate(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_runstate *in);
int lus_decode_vcpu_areas(const uint8_t *p, unsigned int rev, struct lus_vcpu_areas *out);
int lus_encode_vcpu_areas(uint8_t *p, unsigned int rev, const struct lus_vcpu_areas *in);
void lus_put_vcpu_areas(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_areas *in);
void lus_begin_vcpu_areas(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_areas *in);
int lus_decode_vcpu_timers(const uint8_t *p, unsigned int rev, struct lus_vcpu_timers *out);
int lus_encode_vcpu_timers(uint8_t *p, unsigned int rev, const struct lus_vcpu_timers *in);
void lus_put_vcpu_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_timers *in);
void lus_begin_vcpu_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_timers *in);
int lus_decode_vcpu_async(const uint8_t *p, unsigned int rev, struct lus_vcpu_async *out);
int lus_encode_vcpu_async(uint8_t *p, unsigned int rev, const struct lus_vcpu_async *in);
void lus_put_vcpu_async(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_async *in);
void lus_begin_vcpu_async(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_async *in);
int lus_decode_vcpu_debug(const uint8_t *p, unsigned int rev, struct lus_vcpu_debug *out);
int lus_encode_vcpu_debug(uint8_t *p, unsigned int rev, const struct lus_vcpu_debug *in);
void lus_put_vcpu_debug(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_debug *in);
void lus_begin_vcpu_debug(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_debug *in);
int lus_decode_vcpu_hard_affinity(const uint8_t *p, unsigned int rev, struct lus_vcpu_hard_affinity *out);
int lus_encode_vcpu_hard_affinity(uint8_t *p, unsigned int rev, const struct lus_vcpu_hard_affinity *in);
void lus_put_vcpu_hard_affinity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hard_affinity *in);
void lus_begin_vcpu_hard_affinity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hard_affinity *in);
int lus_decode_vcpu_soft_affinity(const uint8_t *p, unsigned int rev, struct lus_vcpu_soft_affinity *out);
int lus_encode_vcpu_soft_affinity(uint8_t *p, unsigned int rev, const struct lus_vcpu_soft_affinity *in);
void lus_put_vcpu_soft_affinity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_soft_affinity *in);
void lus_begin_vcpu_soft_affinity(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_soft_affinity *in);
int lus_decode_vcpu_mce(const uint8_t *p, unsigned int rev, struct lus_vcpu_mce *out);
int lus_encode_vcpu_mce(uint8_t *p, unsigned int rev, const struct lus_vcpu_mce *in);
void lus_put_vcpu_mce(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_mce *in);
void lus_begin_vcpu_mce(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_mce *in);
int lus_decode_vcpu_hidden_msrs(const uint8_t *p, unsigned int rev, struct lus_vcpu_hidden_msrs *out);
int lus_encode_vcpu_hidden_msrs(uint8_t *p, unsigned int rev, const struct lus_vcpu_hidden_msrs *in);
void lus_put_vcpu_hidden_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hidden_msrs *in);
void lus_begin_vcpu_hidden_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_hidden_msrs *in);
int lus_decode_hvm_cpu_hidden(const uint8_t *p, unsigned int rev, struct lus_hvm_cpu_hidden *out);
int lus_encode_hvm_cpu_hidden(uint8_t *p, unsigned int rev, const struct lus_hvm_cpu_hidden *in);
void lus_put_hvm_cpu_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_hidden *in);
void lus_begin_hvm_cpu_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_cpu_hidden *in);
int lus_decode_hvm_lapic_hidden(const uint8_t *p, unsigned int rev, struct lus_hvm_lapic_hidden *out);
int lus_encode_hvm_lapic_hidden(uint8_t *p, unsigned int rev, const struct lus_hvm_lapic_hidden *in);
void lus_put_hvm_lapic_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic_hidden *in);
void lus_begin_hvm_lapic_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_lapic_hidden *in);
int lus_decode_hvm_mtrr_ranges(const uint8_t *p, unsigned int rev, struct lus_hvm_mtrr_ranges *out);
int lus_encode_hvm_mtrr_ranges(uint8_t *p, unsigned int rev, const struct lus_hvm_mtrr_ranges *in);
void lus_put_hvm_mtrr_ranges(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_mtrr_ranges *in);
void lus_begin_hvm_mtrr_ranges(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_mtrr_ranges *in);
int lus_decode_hvm_time(const uint8_t *p, unsigned int rev, struct lus_hvm_time *out);
int lus_encode_hvm_time(uint8_t *p, unsigned int rev, const struct lus_hvm_time *in);
void lus_put_hvm_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_time *in);
void lus_begin_hvm_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_time *in);
int lus_decode_hvm_viridian_hidden(const uint8_t *p, unsigned int rev, struct lus_hvm_viridian_hidden *out);
int lus_encode_hvm_viridian_hidden(uint8_t *p, unsigned int rev, const struct lus_hvm_viridian_hidden *in);
void lus_put_hvm_viridian_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_hidden *in);
void lus_begin_hvm_viridian_hidden(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_hidden *in);
int lus_decode_hvm_io(const uint8_t *p, unsigned int rev, struct lus_hvm_io *out);
int lus_encode_hvm_io(uint8_t *p, unsigned int rev, const struct lus_hvm_io *in);
void lus_put_hvm_io(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_io *in);
void lus_begin_hvm_io(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_io *in);
int lus_decode_hvm_io_reads(const uint8_t *p, unsigned int rev, struct lus_hvm_io_reads *out);
int lus_encode_hvm_io_reads(uint8_t *p, unsigned int rev, const struct lus_hvm_io_reads *in);
void lus_put_hvm_io_reads(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_io_reads *in);
void lus_begin_hvm_io_reads(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_io_reads *in);
int lus_decode_hvm_altp2m_vcpu(const uint8_t *p, unsigned int rev, struct lus_hvm_altp2m_vcpu *out);
int lus_encode_hvm_altp2m_vcpu(uint8_t *p, unsigned int rev, const struct lus_hvm_altp2m_vcpu *in);
void lus_put_hvm_altp2m_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_altp2m_vcpu *in);
void lus_begin_hvm_altp2m_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_altp2m_vcpu *in);
int lus_decode_pv_vcpu_io(const uint8_t *p, unsigned int rev, struct lus_pv_vcpu_io *out);
int lus_encode_pv_vcpu_io(uint8_t *p, unsigned int rev, const struct lus_pv_vcpu_io *in);
void lus_put_pv_vcpu_io(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_io *in);
void lus_begin_pv_vcpu_io(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pv_vcpu_io *in);
int lus_decode_evtchn_table(const uint8_t *p, unsigned int rev, struct lus_evtchn_table *out);
int lus_encode_evtchn_table(uint8_t *p, unsigned int rev, const struct lus_evtchn_table *in);
void lus_put_evtchn_table(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_table *in);
void lus_begin_evtchn_table(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_table *in);
int lus_decode_fifo_array(const uint8_t *p, unsigned int rev, struct lus_fifo_array *out);
int lus_encode_fifo_array(uint8_t *p, unsigned int rev, const struct lus_fifo_array *in);
void lus_put_fifo_array(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_fifo_array *in);
void lus_begin_fifo_array(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_fifo_array *in);
int lus_decode_fifo_controls(const uint8_t *p, unsigned int rev, struct lus_fifo_controls *out);
int lus_encode_fifo_controls(uint8_t *p, unsigned int rev, const struct lus_fifo_controls *in);
void lus_put_fifo_controls(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_fifo_controls *in);
void lus_begin_fifo_controls(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_fifo_controls *in);
int lus_decode_evtchn_label(const uint8_t *p, unsigned int rev, struct lus_evtchn_label *out);
int lus_encode_evtchn_label(uint8_t *p, unsigned int rev, const struct lus_evtchn_label *in);
void lus_put_evtchn_label(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_label *in);
void lus_begin_evtchn_label(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_evtchn_label *in);
int lus_decode_shared_info_place(const uint8_t *p, unsigned int rev, struct lus_shared_info_place *out);
int lus_encode_shared_info_place(uint8_t *p, unsigned int rev, const struct lus_shared_info_place *in);
void lus_put_shared_info_place(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_shared_info_place *in);
void lus_begin_shared_info_place(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_shared_info_place *in);
int lus_decode_grant_frames(const uint8_t *p, unsigned int rev, struct lus_grant_frames *out);
int lus_encode_grant_frames(uint8_t *p, unsigned int rev, const struct lus_grant_frames *in);
void lus_put_grant_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_frames *in);
void lus_begin_grant_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_frames *in);
int lus_decode_grant_status_frames(const uint8_t *p, unsigned int rev, struct lus_grant_status_frames *out);
int lus_encode_grant_status_frames(uint8_t *p, unsigned int rev, const struct lus_grant_status_frames *in);
void lus_put_grant_status_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_status_frames *in);
void lus_begin_grant_status_frames(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_grant_status_frames *in);
int lus_decode_maptrack_entries(const uint8_t *p, unsigned int rev, struct lus_maptrack_entries *out);
int lus_encode_maptrack_entries(uint8_t *p, unsigned int rev, const struct lus_maptrack_entries *in);
void lus_put_maptrack_entries(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_maptrack_entries *in);
void lus_begin_maptrack_entries(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_maptrack_entries *in);
int lus_decode_p2m_tables(const uint8_t *p, unsigned int rev, struct lus_p2m_tables *out);
int lus_encode_p2m_tables(uint8_t *p, unsigned int rev, const struct lus_p2m_tables *in);
void lus_put_p2m_tables(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_tables *in);
void lus_begin_p2m_tables(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_tables *in);
int lus_decode_p2m_foreign(const uint8_t *p, unsigned int rev, struct lus_p2m_foreign *out);
int lus_encode_p2m_foreign(uint8_t *p, unsigned int rev, const struct lus_p2m_foreign *in);
void lus_put_p2m_foreign(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_foreign *in);
void lus_begin_p2m_foreign(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_foreign *in);
int lus_decode_p2m_access(const uint8_t *p, unsigned int rev, struct lus_p2m_access *out);
int lus_encode_p2m_access(uint8_t *p, unsigned int rev, const struct lus_p2m_access *in);
void lus_put_p2m_access(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_access *in);
void lus_begin_p2m_access(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_access *in);
int lus_decode_p2m_ve(const uint8_t *p, unsigned int rev, struct lus_p2m_ve *out);
int lus_encode_p2m_ve(uint8_t *p, unsigned int rev, const struct lus_p2m_ve *in);
void lus_put_p2m_ve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_ve *in);
void lus_begin_p2m_ve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_ve *in);
int lus_decode_p2m_pod(const uint8_t *p, unsigned int rev, struct lus_p2m_pod *out);
int lus_encode_p2m_pod(uint8_t *p, unsigned int rev, const struct lus_p2m_pod *in);
void lus_put_p2m_pod(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_pod *in);
void lus_begin_p2m_pod(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_p2m_pod *in);
int lus_decode_pirqs(const uint8_t *p, unsigned int rev, struct lus_pirqs *out);
int lus_encode_pirqs(uint8_t *p, unsigned int rev, const struct lus_pirqs *in);
void lus_put_pirqs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirqs *in);
void lus_begin_pirqs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirqs *in);
int lus_decode_pirq_dpci(const uint8_t *p, unsigned int rev, struct lus_pirq_dpci *out);
int lus_encode_pirq_dpci(uint8_t *p, unsigned int rev, const struct lus_pirq_dpci *in);
void lus_put_pirq_dpci(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirq_dpci *in);
void lus_begin_pirq_dpci(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirq_dpci *in);
int lus_decode_pirq_intx(const uint8_t *p, unsigned int rev, struct lus_pirq_intx *out);
int lus_encode_pirq_intx(uint8_t *p, unsigned int rev, const struct lus_pirq_intx *in);
void lus_put_pirq_intx(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirq_intx *in);
void lus_begin_pirq_intx(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_pirq_intx *in);
int lus_decode_msix_tables(const uint8_t *p, unsigned int rev, struct lus_msix_tables *out);
int lus_encode_msix_tables(uint8_t *p, unsigned int rev, const struct lus_msix_tables *in);
void lus_put_msix_tables(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msix_tables *in);
void lus_begin_msix_tables(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msix_tables *in);
int lus_decode_msix_changes(const uint8_t *p, unsigned int rev, struct lus_msix_changes *out);
int lus_encode_msix_changes(uint8_t *p, unsigned int rev, const struct lus_msix_changes *in);
void lus_put_msix_changes(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msix_changes *in);
void lus_begin_msix_changes(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_msix_changes *in);
int lus_decode_tsc_state(const uint8_t *p, unsigned int rev, struct lus_tsc_state *out);
int lus_encode_tsc_state(uint8_t *p, unsigned int rev, const struct lus_tsc_state *in);
void lus_put_tsc_state(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_tsc_state *in);
void lus_begin_tsc_state(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_tsc_state *in);
int lus_decode_vpci_devices(const uint8_t *p, unsigned int rev, struct lus_vpci_devices *out);
int lus_encode_vpci_devices(uint8_t *p, unsigned int rev, const struct lus_vpci_devices *in);
void lus_put_vpci_devices(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_devices *in);
void lus_begin_vpci_devices(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_devices *in);
int lus_decode_vpci_bars(const uint8_t *p, unsigned int rev, struct lus_vpci_bars *out);
int lus_encode_vpci_bars(uint8_t *p, unsigned int rev, const struct lus_vpci_bars *in);
void lus_put_vpci_bars(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_bars *in);
void lus_begin_vpci_bars(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_bars *in);
int lus_decode_vpci_msix_entries(const uint8_t *p, unsigned int rev, struct lus_vpci_msix_entries *out);
int lus_encode_vpci_msix_entries(uint8_t *p, unsigned int rev, const struct lus_vpci_msix_entries *in);
void lus_put_vpci_msix_entries(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_msix_entries *in);
void lus_begin_vpci_msix_entries(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vpci_msix_entries *in);
int lus_decode_ioreq_servers(const uint8_t *p, unsigned int rev, struct lus_ioreq_servers *out);
int lus_encode_ioreq_servers(uint8_t *p, unsigned int rev, const struct lus_ioreq_servers *in);
void lus_put_ioreq_servers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_servers *in);
void lus_begin_ioreq_servers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_servers *in);
int lus_decode_ioreq_ports(const uint8_t *p, unsigned int rev, struct lus_ioreq_ports *out);
int lus_encode_ioreq_ports(uint8_t *p, unsigned int rev, const struct lus_ioreq_ports *in);
void lus_put_ioreq_ports(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_ports *in);
void lus_begin_ioreq_ports(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_ports *in);
int lus_decode_ioreq_ranges(const uint8_t *p, unsigned int rev, struct lus_ioreq_ranges *out);
int lus_encode_ioreq_ranges(uint8_t *p, unsigned int rev, const struct lus_ioreq_ranges *in);
void lus_put_ioreq_ranges(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_ranges *in);
void lus_begin_ioreq_ranges(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_ranges *in);
int lus_decode_ioreq_gfns(const uint8_t *p, unsigned int rev, struct lus_ioreq_gfns *out);
int lus_encode_ioreq_gfns(uint8_t *p, unsigned int rev, const struct lus_ioreq_gfns *in);
void lus_put_ioreq_gfns(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_gfns *in);
void lus_begin_ioreq_gfns(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_gfns *in);
int lus_decode_ioreq_mem_type(const uint8_t *p, unsigned int rev, struct lus_ioreq_mem_type *out);
int lus_encode_ioreq_mem_type(uint8_t *p, unsigned int rev, const struct lus_ioreq_mem_type *in);
void lus_put_ioreq_mem_type(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_mem_type *in);
void lus_begin_ioreq_mem_type(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_ioreq_mem_type *in);
int lus_decode_altp2m(const uint8_t *p, unsigned int rev, struct lus_altp2m *out);
int lus_encode_altp2m(uint8_t *p, unsigned int rev, const struct lus_altp2m *in);
void lus_put_altp2m(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m *in);
void lus_begin_altp2m(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m *in);
int lus_decode_altp2m_views(const uint8_t *p, unsigned int rev, struct lus_altp2m_views *out);
int lus_encode_altp2m_views(uint8_t *p, unsigned int rev, const struct lus_altp2m_views *in);
void lus_put_altp2m_views(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_views *in);
void lus_begin_altp2m_views(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_views *in);
int lus_decode_altp2m_remaps(const uint8_t *p, unsigned int rev, struct lus_altp2m_remaps *out);
int lus_encode_altp2m_remaps(uint8_t *p, unsigned int rev, const struct lus_altp2m_remaps *in);
void lus_put_altp2m_remaps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_remaps *in);
void lus_begin_altp2m_remaps(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_remaps *in);
int lus_decode_altp2m_ve(const uint8_t *p, unsigned int rev, struct lus_altp2m_ve *out);
int lus_encode_altp2m_ve(uint8_t *p, unsigned int rev, const struct lus_altp2m_ve *in);
void lus_put_altp2m_ve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_ve *in);
void lus_begin_altp2m_ve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_altp2m_ve *in);
int lus_decode_vm_event_ring(const uint8_t *p, unsigned int rev, struct lus_vm_event_ring *out);
int lus_encode_vm_event_ring(uint8_t *p, unsigned int rev, const struct lus_vm_event_ring *in);
void lus_put_vm_event_ring(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vm_event_ring *in);
void lus_begin_vm_event_ring(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vm_event_ring *in);
int lus_decode_monitor(const uint8_t *p, unsigned int rev, struct lus_monitor *out);
int lus_encode_monitor(uint8_t *p, unsigned int rev, const struct lus_monitor *in);
void lus_put_monitor(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_monitor *in);
void lus_begin_monitor(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_monitor *in);
int lus_decode_monitor_msrs(const uint8_t *p, unsigned int rev, struct lus_monitor_msrs *out);
int lus_encode_monitor_msrs(uint8_t *p, unsigned int rev, const struct lus_monitor_msrs *in);
void lus_put_monitor_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_monitor_msrs *in);
void lus_begin_monitor_msrs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_monitor_msrs *in);
int lus_decode_hvm_gsis(const uint8_t *p, unsigned int rev, struct lus_hvm_gsis *out);
int lus_encode_hvm_gsis(uint8_t *p, unsigned int rev, const struct lus_hvm_gsis *in);
void lus_put_hvm_gsis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_gsis *in);
void lus_begin_hvm_gsis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_gsis *in);
int lus_decode_hvm_vioapic(const uint8_t *p, unsigned int rev, struct lus_hvm_vioapic *out);
int lus_encode_hvm_vioapic(uint8_t *p, unsigned int rev, const struct lus_hvm_vioapic *in);
void lus_put_hvm_vioapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_vioapic *in);
void lus_begin_hvm_vioapic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_vioapic *in);
int lus_decode_platform_latches(const uint8_t *p, unsigned int rev, struct lus_platform_latches *out);
int lus_encode_platform_latches(uint8_t *p, unsigned int rev, const struct lus_platform_latches *in);
void lus_put_platform_latches(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_latches *in);
void lus_begin_platform_latches(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_latches *in);
int lus_decode_platform_clocks(const uint8_t *p, unsigned int rev, struct lus_platform_clocks *out);
int lus_encode_platform_clocks(uint8_t *p, unsigned int rev, const struct lus_platform_clocks *in);
void lus_put_platform_clocks(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_clocks *in);
void lus_begin_platform_clocks(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_clocks *in);
int lus_decode_platform_timers(const uint8_t *p, unsigned int rev, struct lus_platform_timers *out);
int lus_encode_platform_timers(uint8_t *p, unsigned int rev, const struct lus_platform_timers *in);
void lus_put_platform_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_timers *in);
void lus_begin_platform_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_platform_timers *in);
int lus_decode_hvm_viridian_time(const uint8_t *p, unsigned int rev, struct lus_hvm_viridian_time *out);
int lus_encode_hvm_viridian_time(uint8_t *p, unsigned int rev, const struct lus_hvm_viridian_time *in);
void lus_put_hvm_viridian_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_time *in);
void lus_begin_hvm_viridian_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_hvm_viridian_time *in);
int lus_decode_arm_domain(const uint8_t *p, unsigned int rev, struct lus_arm_domain *out);
int lus_encode_arm_domain(uint8_t *p, unsigned int rev, const struct lus_arm_domain *in);
void lus_put_arm_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_domain *in);
void lus_begin_arm_domain(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_domain *in);
int lus_decode_arm_params(const uint8_t *p, unsigned int rev, struct lus_arm_params *out);
int lus_encode_arm_params(uint8_t *p, unsigned int rev, const struct lus_arm_params *in);
void lus_put_arm_params(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_params *in);
void lus_begin_arm_params(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_params *in);
int lus_decode_arm_time(const uint8_t *p, unsigned int rev, struct lus_arm_time *out);
int lus_encode_arm_time(uint8_t *p, unsigned int rev, const struct lus_arm_time *in);
void lus_put_arm_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_time *in);
void lus_begin_arm_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_time *in);
int lus_decode_arm_vgic(const uint8_t *p, unsigned int rev, struct lus_arm_vgic *out);
int lus_encode_arm_vgic(uint8_t *p, unsigned int rev, const struct lus_arm_vgic *in);
void lus_put_arm_vgic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vgic *in);
void lus_begin_arm_vgic(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vgic *in);
int lus_decode_arm_spis(const uint8_t *p, unsigned int rev, struct lus_arm_spis *out);
int lus_encode_arm_spis(uint8_t *p, unsigned int rev, const struct lus_arm_spis *in);
void lus_put_arm_spis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_spis *in);
void lus_begin_arm_spis(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_spis *in);
int lus_decode_arm_vpl011(const uint8_t *p, unsigned int rev, struct lus_arm_vpl011 *out);
int lus_encode_arm_vpl011(uint8_t *p, unsigned int rev, const struct lus_arm_vpl011 *in);
void lus_put_arm_vpl011(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vpl011 *in);
void lus_begin_arm_vpl011(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vpl011 *in);
int lus_decode_arm_resume(const uint8_t *p, unsigned int rev, struct lus_arm_resume *out);
int lus_encode_arm_resume(uint8_t *p, unsigned int rev, const struct lus_arm_resume *in);
void lus_put_arm_resume(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_resume *in);
void lus_begin_arm_resume(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_resume *in);
int lus_decode_arm_vcpu_regs(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_regs *out);
int lus_encode_arm_vcpu_regs(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_regs *in);
void lus_put_arm_vcpu_regs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_regs *in);
void lus_begin_arm_vcpu_regs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_regs *in);
int lus_decode_arm_vcpu_sysregs(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_sysregs *out);
int lus_encode_arm_vcpu_sysregs(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_sysregs *in);
void lus_put_arm_vcpu_sysregs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sysregs *in);
void lus_begin_arm_vcpu_sysregs(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sysregs *in);
int lus_decode_arm_vcpu_sysregs32(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_sysregs32 *out);
int lus_encode_arm_vcpu_sysregs32(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_sysregs32 *in);
void lus_put_arm_vcpu_sysregs32(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sysregs32 *in);
void lus_begin_arm_vcpu_sysregs32(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sysregs32 *in);
int lus_decode_arm_vcpu_fp(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_fp *out);
int lus_encode_arm_vcpu_fp(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_fp *in);
void lus_put_arm_vcpu_fp(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_fp *in);
void lus_begin_arm_vcpu_fp(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_fp *in);
int lus_decode_arm_vcpu_sve(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_sve *out);
int lus_encode_arm_vcpu_sve(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_sve *in);
void lus_put_arm_vcpu_sve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sve *in);
void lus_begin_arm_vcpu_sve(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_sve *in);
int lus_decode_arm_vcpu_timers(const uint8_t *p, unsigned int rev, struct lus_arm_vcpu_timers *out);
int lus_encode_arm_vcpu_timers(uint8_t *p, unsigned int rev, const struct lus_arm_vcpu_timers *in);
void lus_put_arm_vcpu_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_timers *in);
void lus_begin_arm_vcpu_timers(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vcpu_timers *in);
int lus_decode_arm_vgic_vcpu(const uint8_t *p, unsigned int rev, struct lus_arm_vgic_vcpu *out);
int lus_encode_arm_vgic_vcpu(uint8_t *p, unsigned int rev, const struct lus_arm_vgic_vcpu *in);
void lus_put_arm_vgic_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vgic_vcpu *in);
void lus_begin_arm_vgic_vcpu(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_arm_vgic_vcpu *in);

/* The fixed part of a record, or an entry of its table, of whatever type. Return: as above; -1 for an unknown type. */
int lus_decode_any(uint32_t type, const uint8_t *p, unsigned int rev, union lus_any *out);
int lus_decode_entry(uint32_t type, const uint8_t *p, union lus_any *out);
int lus_encode_any(uint32_t type, uint8_t *p, unsigned int rev, const union lus_any *in);
int lus_encode_entry(uint32_t type, uint8_t *p, const union lus_any *in);

#endif

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
#define LUS_TYPE_MEM_OWNED 0x40000101u
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
#define LUS_TYPE_VCPU_RTDS 0x4000200bu
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

/** page_role: Which of its owner's lists a frame is on */
enum lus_page_role_values
{
    LUS_PAGE_ROLE_NORMAL = 0x0, /* guest memory (page_list) */
    LUS_PAGE_ROLE_XENHEAP = 0x1, /* Xen's own page shared with the domain (xenpage_list) */
    LUS_PAGE_ROLE_EXTRA = 0x2 /* owned, not counted in tot_pages (extra_page_list, 4.14 on) */
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

/** p2m_type: p2m_type_t (asm-x86/p2m.h), the same numbers in every release 4.11 to 4.22 */
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
    LUS_P2M_TYPE_IOREQ_SERVER = 0xf /* writes go to an ioreq server */
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
    LUS_EVTCHN_KNOWN_VCPU = 0x8 /* notify_vcpu */
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
 * @xen_consumer: delivered to Xen itself, not to the guest; 0..1
 * @priority: FIFO priority; 0..15
 * @notify_vcpu: vcpu that is told; 0..8191
 * @remote_domid: unbound, interdomain: the other domain; may be DOMID_SELF
 * @pending: event pending; 0..1
 * @masked: event masked; 0..1
 * @remote_port: interdomain: its port
 * @pirq: pirq: the interrupt
 * @virq: virq: the virtual interrupt; 0..23
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
 * @pin: four 8-bit counts: hst-w, hst-r, dev-w, dev-r from the highest (GNTPIN_*)
 * @mfn: machine frame
 */
struct lus_grant_active
{
    uint32_t gref;
    uint16_t domid;
    uint32_t pin;
    uint64_t mfn;
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
 * @vcpu: vcpu id; 0..31
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
 * @nr_frames: shared frames
 * @max_frames: its bound
 * @nr_status_frames: status frames; version 2 only
 */
struct lus_grant_table
{
    uint8_t version;
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
 * struct lus_hvm_pit - 8254 (hvm_hw_pit)
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
 * struct lus_vcpu_rtds - Parameters of a vcpu under the RTDS scheduler (XEN_DOMCTL_SCHEDOP_putvcpuinfo); other schedulers have them by domain
 * @period: us; not 0
 * @budget: us of each period; not 0
 * @extratime: may use idle time too; 0..1
 */
struct lus_vcpu_rtds
{
    uint32_t period;
    uint32_t budget;
    uint32_t extratime;
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
 * @scontrol: SCONTROL
 * @siefp: SIEFP
 * @crash_param: CRASH_P0 to P4
 * @stimer_expiration: reference time of 100 ns when each timer fires; ticks
 * @stimer_started: timers that run, by bit; 0..15
 * @stimer_pending: timers that fired and whose message the guest has no room for; 0..15
 */
struct lus_hvm_viridian_hidden
{
    uint64_t scontrol;
    uint64_t siefp;
    uint64_t crash_param[5];
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
 * @step_view: view to return to after a fast single step (4.14 on, f801b40d20); 0..511
 * @step: in a fast single step; 0..1
 * @ve: #VE is on; 0..1
 * @ve_gfn: its information page; 0 when off. A reference is held from 4.12 on (0ec9b4ef31)
 */
struct lus_hvm_altp2m_vcpu
{
    uint16_t view;
    uint16_t step_view;
    uint8_t step;
    uint8_t ve;
    uint64_t ve_gfn;
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

/** union lus_any - room for any decoded fixed part or entry */
union lus_any
{
    struct lus_sys_time sys_time;
    struct lus_mem_owned mem_owned;
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
    struct lus_vcpu_rtds vcpu_rtds;
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
    struct lus_frame_span frame_span;
    struct lus_gfn_span gfn_span;
    struct lus_page_type_span page_type_span;
    struct lus_evtchn evtchn;
    struct lus_grant_v1 grant_v1;
    struct lus_grant_v2 grant_v2;
    struct lus_grant_active grant_active;
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
};

/*
 * For each entry E: its decoder and encoder, which return 0 or the number of the first bad field plus 1; and the call that adds one
 * to the open record of a writer. Of n at once: lus_decode_run_E() returns how many come before the first bad one, n if there is
 * none; lus_add_run_E() does what n calls of lus_add_E() do.
 */
int lus_decode_frame_span(const uint8_t *p, struct lus_frame_span *out);
int lus_encode_frame_span(uint8_t *p, const struct lus_frame_span *in);
void lus_add_frame_span(struct lus_writer *w, const struct lus_frame_span *in);
uint32_t lus_decode_run_frame_span(const uint8_t *p, uint32_t n, struct lus_frame_span *out);
void lus_add_run_frame_span(struct lus_writer *w, const struct lus_frame_span *in, uint32_t n);
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

/*
 * For each record R: the same for its fixed part at revision @rev; and the calls that write it: lus_put_R() whole, or
 * lus_begin_R(), then its tail, then lus_end().
 */
int lus_decode_sys_time(const uint8_t *p, unsigned int rev, struct lus_sys_time *out);
int lus_encode_sys_time(uint8_t *p, unsigned int rev, const struct lus_sys_time *in);
void lus_put_sys_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_time *in);
void lus_begin_sys_time(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_sys_time *in);
int lus_decode_mem_owned(const uint8_t *p, unsigned int rev, struct lus_mem_owned *out);
int lus_encode_mem_owned(uint8_t *p, unsigned int rev, const struct lus_mem_owned *in);
void lus_put_mem_owned(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_owned *in);
void lus_begin_mem_owned(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_mem_owned *in);
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
int lus_decode_vcpu_rtds(const uint8_t *p, unsigned int rev, struct lus_vcpu_rtds *out);
int lus_encode_vcpu_rtds(uint8_t *p, unsigned int rev, const struct lus_vcpu_rtds *in);
void lus_put_vcpu_rtds(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_rtds *in);
void lus_begin_vcpu_rtds(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_vcpu_rtds *in);
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

/* The fixed part of a record, or an entry of its table, of whatever type. Return: as above; -1 for an unknown type. */
int lus_decode_any(uint32_t type, const uint8_t *p, unsigned int rev, union lus_any *out);
int lus_decode_entry(uint32_t type, const uint8_t *p, union lus_any *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What derivations may look at beside their own record: of the host and of one domain. All of it is the same whatever the profile of the
 * stream that it is read from, so that a chain of conversions derives what one alone does. spec/compat.md C-9.
 */
#ifndef LUSTREAM_COMPAT_FACTS_H
#define LUSTREAM_COMPAT_FACTS_H

#include "lustream/compat.h"

/* Which records were there: what facts rest on. */
#define LUS_HAVE_DOMAIN       (1ull << 0)
#define LUS_HAVE_PV_INFO      (1ull << 1)
#define LUS_HAVE_IDENTITY     (1ull << 2)
#define LUS_HAVE_CREATE       (1ull << 3)
#define LUS_HAVE_PAGING       (1ull << 4)
#define LUS_HAVE_PARAMS       (1ull << 5)
#define LUS_HAVE_TSC          (1ull << 6)
#define LUS_HAVE_WALLCLOCK    (1ull << 7)
#define LUS_HAVE_LAPIC        (1ull << 8)
#define LUS_HAVE_GRANT_TABLE  (1ull << 9)
#define LUS_HAVE_SYSTEM       (1ull << 10)  /* a system segment with sys_globals */
#define LUS_HAVE_INFO         (1ull << 11)
#define LUS_HAVE_XSTATE       (1ull << 12)  /* leaf 0xd of cpuid_policy */
#define LUS_HAVE_TIME         (1ull << 13)  /* sys_time */
#define LUS_HAVE_EVTCHN_ABI   (1ull << 14)

#define LUS_FACTS_VCPUS 8192u

/*
 * @partial: absent records say nothing
 * @host_iommus: the host's IOMMUs translate (iommus)
 * @xsm: LUS_XSM_MODULE_*; dummy where there is no record
 * @roles: LUS_DOM_ROLE_* but console, which only 4.12 has
 * @cdf: LUS_CDF_* that every release has: s3_integrity, oos_off
 * @has_iommu: it has tables of an IOMMU, or devices; @iommu_shared, @iommu_sync: dom_iommu
 * @params: raw HVM parameters but those that only some releases keep
 * @nested: nested virtualisation is allowed: CDF_nested_virt, or HVM_PARAM_NESTEDHVM before
 * @rings: vm_event rings by instance
 * @altp2m: altp2m is active
 * @monitor_cr: a monitor is told of control registers; @monitor_msrs: of MSRs
 * @xcr0_max: what the CPUID policy allows in XCR0, less LWP, which only some releases know
 * @reference_tsc: hvm_viridian_domain.reference_tsc
 * @uses: LUS_FEATURE_* that it uses, by what features.def says
 * @arch: of the stream; @host_stime, @host_tsc, @host_tsc_khz: sys_time, 0 where that is not known
 * @is_32bit: laid out for 32 bits: its shared_info, or a PV guest's width
 * @ldr_by_vcpu: a vcpu in x2APIC mode has the logical id that its number gives and its APIC id does not
 */
struct lus_facts
{
    uint64_t host_have;
    uint64_t have;
    uint64_t params_have;
    uint64_t params[64];
    uint64_t emulation_flags;
    uint64_t uses;
    uint64_t host_stime;
    uint64_t host_tsc;
    int64_t wallclock;
    uint64_t xcr0_max;
    uint64_t reference_tsc;
    uint32_t host_tsc_khz;
    uint32_t domid;
    uint32_t max_vcpus;
    uint32_t roles;
    uint32_t cdf;
    uint32_t tsc_mode;
    uint32_t rings;
    uint8_t arch;
    uint8_t partial;
    uint8_t is_32bit;
    uint8_t host_iommus;
    uint8_t xsm;
    uint8_t kind;
    uint8_t guest_width;
    uint8_t paging_mode;
    uint8_t has_iommu;
    uint8_t iommu_shared;
    uint8_t iommu_sync;
    uint8_t nested;
    uint8_t grant_version;
    uint8_t evtchn_abi;
    uint8_t altp2m;
    uint8_t monitor_cr;
    uint8_t monitor_msrs;
    uint8_t ldr_by_vcpu;
    uint64_t x2apic[LUS_FACTS_VCPUS / 64];
};

/* What reading facts needs beside them: too big for a hypervisor's stack. */
struct lus_facts_work
{
    union lus_any any;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_table table;
};

/* Of the host: clears all. */
int lus_facts_host(struct lus_facts *f, struct lus_stream *s, struct lus_facts_work *w);

/* Of the domain of a segment; leaves the cursor as it is. Of a segment of another kind only that it is no domain. */
int lus_facts_domain(struct lus_facts *f, const struct lus_segment *seg, struct lus_facts_work *w);

static inline int lus_facts_is_hvm(const struct lus_facts *f)
{
    return f->kind == LUS_GUEST_KIND_HVM;
}

/* Parameters that not every release keeps: 4, 13, 20 to 26 and 30; never in lus_facts.params. */
#define LUS_PARAMS_CHANGING 0x47f02010ull

#endif

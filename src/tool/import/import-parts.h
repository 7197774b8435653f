/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Xen's structures, as bytes, to records: shared by all importers, so that the same state gives the same records wherever it was
 * found. Each takes the structure's bytes and where they are in the input (@at; NO_OFFSET when that means nothing); each
 * returns 0, or -1 with *p, which names offset, record and field. Fields are checked against the schema
 * here, while their place is known.
 */
#ifndef LUSTREAM_TOOL_IMPORT_PARTS_H
#define LUSTREAM_TOOL_IMPORT_PARTS_H

#include "tool/bag.h"

/* A new record for an importer; one that is there already is a problem at @at. NULL with *p. */
struct bag_record *part_record(struct bag_segment *seg, uint32_t type, uint32_t revision, uint32_t instance, uint64_t at,
                               struct problem *p);

/* Whether the fixed part and all entries obey the schema. @at, @entries_at: where they are in the input. */
int part_check(struct bag_segment *seg, const struct bag_record *rec, uint64_t at, uint64_t entries_at, struct problem *p);

/* @at + @by, which stays NO_OFFSET if @at is. */
uint64_t part_at(uint64_t at, uint64_t by);

/* A problem with a record: "(domain D, record NAME, instance I): text". Return: -1. */
int part_problem(const struct bag_segment *seg, uint32_t type, uint32_t instance, int code, uint64_t at, struct problem *p,
                 const char *format, ...) __attribute__((format(printf, 7, 8)));

/*
 * parts-hvm.c. The whole HVM context (XEN_DOMCTL_gethvmcontext), from its header to END and nothing after it: records hvm_*.
 */
int part_hvm_context(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/*
 * parts-pv.c. @width is 8 for a 64-bit guest, 4 for a 32-bit one, 0 to tell it by the length (5168, 2800).
 * The context as XEN_DOMCTL_getvcpucontext or a migration image has it: pv_vcpu.
 */
int part_pv_vcpu(struct bag_segment *seg, uint32_t vcpu, uint32_t width, const uint8_t *bytes, size_t len, uint64_t at,
                 struct problem *p);

/* xen_domctl_ext_vcpucontext, 64 bytes or more of zeros: pv_vcpu_ext. */
int part_pv_vcpu_ext(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* u64 xcr0, u64 xcr0_accum, XSAVE area (the buffer of xen_domctl_vcpuextstate): pv_vcpu_xsave. */
int part_pv_vcpu_xsave(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* xen_domctl_vcpu_msr, 16 bytes each: pv_vcpu_msrs. */
int part_pv_vcpu_msrs(struct bag_segment *seg, uint32_t vcpu, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* The shared page, 4096 bytes, of a guest of this width (8 or 4): shared_info with all 32 vcpu_info. */
/*
 * A PV guest's shared_info_place: the frame that its dom_info names, with the guest's own width (switch_compat). Without dom_info, or when that
 * names none, there is no record.
 */
int part_shared_info_place(struct bag_segment *seg, uint32_t width, struct problem *p);

int part_shared_info(struct bag_segment *seg, uint32_t width, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* parts-common.c. xen_cpuid_leaf, 24 bytes each: cpuid_policy. */
int part_cpuid_policy(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* xen_msr_entry, 16 bytes each: msr_policy. */
int part_msr_policy(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* libxc X86_TSC_INFO, 24 bytes {u32 mode, u32 khz, u64 nsec, u32 incarnation, u32 zero}: tsc_info. */
int part_tsc_info(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

/* {u64 index, u64 value}, 16 bytes each: hvm_params. */
int part_hvm_params(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p);

#endif

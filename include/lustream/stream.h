/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The outer form of a stream: constants of the frozen parts, and the decoded header, catalogue and index entries.
 * spec/stream.md sections 2 to 6. What is inside records: records.h. How to read and write: reader.h, writer.h.
 */
#ifndef LUSTREAM_STREAM_H
#define LUSTREAM_STREAM_H

#include "env.h"
#include "errors.h"
#include "releases.h"

#define LUS_FORMAT            1u
#define LUS_PAGE_SHIFT        12u
#define LUS_PAGE_SIZE         4096u
#define LUS_HEADER_SIZE       256u
#define LUS_CATALOGUE_ENTRY   16u
#define LUS_INDEX_ENTRY       24u
#define LUS_SEGMENT_HEADER    64u
#define LUS_RECORD_HEADER     16u
#define LUS_BODY_MAX          (1u << 20)
#define LUS_FIXED_MAX         4096u
#define LUS_STREAM_MAX        (1ull << 46)
#define LUS_CATALOGUE_MAX     4096u
#define LUS_SEGMENTS_MAX      32770u
#define LUS_DOMID_MAX         0x7fefu
#define LUS_PASSES            3u

#define LUS_TYPE_OPTIONAL     0x80000000u
#define LUS_TYPE_LIVE_UPDATE  0x40000000u
#define LUS_TYPE_VENDOR       0x20000000u

#define LUS_RECORD_MORE       1u
#define LUS_RECORD_CHUNK      2u
#define LUS_RECORD_COPY       4u

enum lus_arch
{
    LUS_ARCH_X86 = 1,
    LUS_ARCH_ARM64 = 2,
    LUS_ARCH_ARM32 = 3,
    LUS_ARCH_RISCV64 = 4
};

/** LUS_TYPE_ARCHS() - the architectures, a bit each, in whose streams records of a known type may be [S-47] */
#define LUS_TYPE_ARCHS(type) \
    (((type) & ~0xfffu) == 0x4000a000u ? 1u << LUS_ARCH_ARM64 | 1u << LUS_ARCH_ARM32 : \
     ((type) & ~LUS_TYPE_OPTIONAL) < 0x20000u ? 1u << LUS_ARCH_X86 : 0xffu)

/** lus_type_in_arch() - may records of a known type be in a stream of this architecture? Of one that there is not: no */
static inline int lus_type_in_arch(uint32_t type, uint32_t arch)
{
    return arch <= LUS_ARCH_RISCV64 && (LUS_TYPE_ARCHS(type) >> arch & 1);
}

enum lus_segment_kind
{
    LUS_SEGMENT_SYSTEM = 1,
    LUS_SEGMENT_MEMORY = 2,
    LUS_SEGMENT_DOMAIN = 3
};

/**
 * struct lus_header - what the stream header says; spec section 3
 * @arch: enum lus_arch
 * @partial: 0 complete; 1 imported or saved in trouble: absent state is absent, and restore refuses it
 * @total_size: bytes of the whole stream, a multiple of LUS_PAGE_SIZE
 * @catalogue_count: catalogue entries
 * @index_count: segments
 * @front_size: bytes before the first segment
 * @source: LUS_SOURCE_KIND_* flags
 * @producer_major: Xen version of xen#1, with @producer_minor and @producer_extra; 0.0 when the source does not say
 * @updates: live updates this host had been through before
 * @previous_major: the hypervisor before xen#1, with @previous_minor and @previous_extra
 * @profile_major: release that the records are written for, with @profile_minor
 * @features: LUS_FEATURE_* of the profile; 0 for what its release has by default
 *
 * Texts have 16 bytes, are padded with zeros and need not end in one.
 */
struct lus_header
{
    uint16_t format;
    uint16_t arch;
    uint8_t page_shift;
    uint8_t partial;
    uint64_t total_size;
    uint64_t catalogue_offset;
    uint32_t catalogue_count;
    uint32_t front_crc;
    uint64_t index_offset;
    uint32_t index_count;
    uint32_t front_size;
    uint32_t source;
    uint16_t producer_major;
    uint16_t producer_minor;
    uint32_t updates;
    char producer_extra[16];
    uint16_t previous_major;
    uint16_t previous_minor;
    char previous_extra[16];
    uint16_t profile_major;
    uint16_t profile_minor;
    uint64_t features;
};

/** lus_features_known() - are these a header's features, and has this build a name for each? spec C-3 */
static inline int lus_features_known(uint64_t features)
{
    return features == 0 || ((features & LUS_FEATURE_EXPLICIT) && !(features & ~LUS_FEATURES_KNOWN));
}

/**
 * struct lus_catalogue_entry - one (type, revision) that the stream uses; spec section 4
 * @count: records of it, chunks counted each
 */
struct lus_catalogue_entry
{
    uint32_t type;
    uint16_t revision;
    uint32_t count;
};

/**
 * struct lus_index_entry - where a segment is; spec section 5
 * @kind: enum lus_segment_kind
 * @domid: of a domain segment; else 0
 * @offset: from the start of the stream, bytes
 * @size: bytes, a multiple of LUS_PAGE_SIZE
 */
struct lus_index_entry
{
    uint16_t kind;
    uint32_t domid;
    uint64_t offset;
    uint64_t size;
};

#define LUS_NO_FIELD 0xffffu
#define LUS_NO_ENTRY 0xffffffffu

/**
 * struct lus_diag - where and why something was refused
 * @error: enum lus_error; 0 while nothing was
 * @segment_kind: enum lus_segment_kind, or 0 outside segments
 * @field: number of the field in its record's or entry's description (lus_field_at()), or LUS_NO_FIELD
 * @domid: of the segment
 * @offset: in the stream, bytes: of the field, record or header that is wrong
 * @type: of the record; 0 outside records
 * @instance: of the record
 * @entry: number of the table's entry, counted over all chunks, that @field is in; or LUS_NO_ENTRY
 * @value: the offending value, where there is one
 *
 * The first error stays: nothing overwrites a diag whose @error is not 0. Callers set it to zeros before use.
 */
struct lus_diag
{
    int error;
    uint16_t segment_kind;
    uint16_t field;
    uint32_t domid;
    uint64_t offset;
    uint32_t type;
    uint32_t instance;
    uint32_t entry;
    uint64_t value;
};

/**
 * lus_strerror() - text of an error
 * @error: enum lus_error; its negative is taken too
 * Return: a constant text; "unknown error" for other numbers.
 */
const char *lus_strerror(int error);

/**
 * lus_error_name() - name of an error, as in the spec: "E_RANGE"
 * @error: enum lus_error or its negative
 */
const char *lus_error_name(int error);

/**
 * lus_error_class() - what a program exits with for an error: 1 corrupt, 2 usage, 3 refused
 * @error: enum lus_error or its negative
 */
int lus_error_class(int error);

#endif

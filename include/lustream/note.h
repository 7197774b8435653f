/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The acceptance note: what a hypervisor can take, as bytes in its image. spec/note.md. Freestanding, without memory of its own; a note
 * that is read is untrusted.
 */
#ifndef LUSTREAM_NOTE_H
#define LUSTREAM_NOTE_H

#include "compat.h"

/** LUS_NOTE_NAME, LUS_NOTE_TYPE - of the ELF note [N-1]; the name's size counts its zero */
#define LUS_NOTE_NAME "LUStream"
#define LUS_NOTE_NAME_SIZE 9u
#define LUS_NOTE_TYPE 1u

#define LUS_NOTE_VERSION 1u
#define LUS_NOTE_HEADER 128u
#define LUS_NOTE_ENTRY 16u
#define LUS_NOTE_RECORDS_MAX 4096u
#define LUS_NOTE_LIMITS_MAX 256u
#define LUS_NOTE_MAX (LUS_NOTE_HEADER + (LUS_NOTE_RECORDS_MAX + LUS_NOTE_LIMITS_MAX) * LUS_NOTE_ENTRY)

/** LUS_NOTE_REQUIRED - a complete stream must have the record: always, or with the others only if it has such a domain */
#define LUS_NOTE_REQUIRED 1u
#define LUS_NOTE_OF_PV 2u
#define LUS_NOTE_OF_HVM 4u
#define LUS_NOTE_OF_DOMAIN 8u

/** struct lus_bootmem - bytes that xen#2 needs before it has read the stream [N-13] */
struct lus_bootmem
{
    uint64_t base;
    uint32_t per_gib;
    uint32_t per_cpu;
    uint32_t per_domain;
    uint32_t per_vcpu;
};

/** struct lus_note_record - a type that is taken, in revisions @least to @revision; @flags: LUS_NOTE_* */
struct lus_note_record
{
    uint32_t type;
    uint16_t revision;
    uint16_t least;
    uint32_t flags;
};

/** struct lus_note_limit - the greatest value that is taken; @id: of lus_limits() */
struct lus_note_limit
{
    uint32_t id;
    uint64_t value;
};

/**
 * struct lus_note - a note that is read; @records, @limits: how many
 * @error: why lus_note_open() refused it; 0 if it did not. @error_at: where in it
 */
struct lus_note
{
    const uint8_t *bytes;
    uint32_t size;
    int error;
    uint32_t error_at;
    uint16_t version;
    uint16_t arch;
    uint16_t format_least;
    uint16_t format_greatest;
    uint16_t major;
    uint16_t minor;
    char extra[16];
    uint64_t features;
    uint64_t hypercalls_pv;
    uint64_t hypercalls_hvm;
    uint64_t xenfeats;
    struct lus_bootmem bootmem;
    uint32_t records;
    uint32_t limits;
    uint32_t record_offset;
    uint32_t limit_offset;
};

/**
 * lus_note_open() - check a descriptor [N-7] [N-8]
 * @bytes: stays the caller's and must not change while @n is in use
 * Return: 0, or -LUS_E_NOTE, _NOTE_CRC; -LUS_E_NOTE_VERSION, after which @n can be read all the same.
 */
int lus_note_open(struct lus_note *n, const void *bytes, uint64_t size, unsigned int cpu);

/** lus_note_record() - record @i, less than @n->records. Return: 0, or -LUS_E_ARGUMENT */
int lus_note_record(const struct lus_note *n, uint32_t i, struct lus_note_record *r);

/** lus_note_limit() - limit @i, less than @n->limits. Return: 0, or -LUS_E_ARGUMENT */
int lus_note_limit(const struct lus_note *n, uint32_t i, struct lus_note_limit *l);

/** lus_note_find() - what it says of a type. Return: 0; -LUS_E_NOT_FOUND if it does not take it */
int lus_note_find(const struct lus_note *n, uint32_t type, struct lus_note_record *r);

/** lus_note_find_limit() - a limit by id. Return: 0; -LUS_E_NOT_FOUND if there is none */
int lus_note_find_limit(const struct lus_note *n, uint32_t id, struct lus_note_limit *l);

/** LUS_NOTE_NO_LIMIT - in a struct lus_note_limit of lus_note_write(): there is no such limit */
#define LUS_NOTE_NO_LIMIT 0xffffffffffffffffull

/**
 * struct lus_note_info - a note to be written: a profile, and what a build or a command line makes of it
 * @arch: enum lus_arch
 * @extra: ".1"; zero-padded
 * @no_hypercalls, @more_hypercalls: numbers that the build left out, or has beside those of the release, as bits
 * @limits: others than the release's, ascending by id; @nr_limits of them
 */
struct lus_note_info
{
    struct lus_profile profile;
    uint16_t arch;
    char extra[16];
    uint64_t no_hypercalls;
    uint64_t more_hypercalls;
    struct lus_bootmem bootmem;
    const struct lus_note_limit *limits;
    uint32_t nr_limits;
};

/**
 * lus_note_write() - write a note
 * @out: NULL to count only
 * @size: bytes of the note
 * Return: 0; -LUS_E_NO_SPACE; -LUS_E_ARGUMENT for a release or architecture that this build does not know, or limits out of order.
 */
int lus_note_write(const struct lus_note_info *info, void *out, uint64_t cap, unsigned int cpu, uint64_t *size);

/** enum lus_limit_seen - where a stream shows what a limit is of; of _CPUS nowhere, of that and _DOMAINS a struct lus_host_use does */
enum lus_limit_seen { LUS_LIMIT_FIELD, LUS_LIMIT_ENTRY, LUS_LIMIT_COUNT, LUS_LIMIT_DOMAINS, LUS_LIMIT_CPUS };

/** LUS_LIMIT_HOST - of the host, where others have enum lus_guests */
#define LUS_LIMIT_HOST 255u

/** struct lus_limit - a limit that this build knows; @field: of the fixed part or the entry; @id 1 and up */
struct lus_limit
{
    const char *name;
    const char *doc;
    const char *source;
    uint32_t id;
    uint32_t type;
    uint16_t field;
    uint8_t guests;
    uint8_t seen;
};

/** LUS_LIMITS - how many there are */
#define LUS_LIMITS 11u

/** lus_limits() - all of them, ascending by id; *nr is LUS_LIMITS */
const struct lus_limit *lus_limits(uint32_t *nr);

/** struct lus_guest_loss - what else guests see of a release; @number never changes */
struct lus_guest_loss
{
    const char *name;
    const char *doc;
    const char *source;
    uint32_t minors;            /* bit n: 4.n has it; 0: it differs between any two */
    uint16_t number;
    uint8_t guests;
};

/** lus_guest_losses() - all of them, ascending by number; *nr of them */
const struct lus_guest_loss *lus_guest_losses(uint32_t *nr);

/** lus_hypercall_name(), lus_xenfeat_name() - NULL for a number that this build does not know */
const char *lus_hypercall_name(uint32_t number);
const char *lus_xenfeat_name(uint32_t number);

/** lus_feature_name() - of a feature's bit, in capitals; NULL for one that this build does not know */
const char *lus_feature_name(uint32_t bit);

/** struct lus_visible - what guests of a release can call and were told, as bits */
struct lus_visible
{
    uint64_t hypercalls_pv;
    uint64_t hypercalls_hvm;
    uint64_t xenfeats;
};

/** lus_visible() - of release 4.@minor by default */
void lus_visible(uint32_t minor, uint32_t arch, struct lus_visible *v);

/** lus_limit_value() - what 4.@minor takes of limit @i of lus_limits() by default; LUS_NOTE_NO_LIMIT if it is none there */
uint64_t lus_limit_value(uint32_t i, uint32_t minor, uint32_t arch);

/** enum lus_verdict - spec N-16; the greatest weight of any reason */
enum lus_verdict { LUS_VERDICT_YES, LUS_VERDICT_REPORT, LUS_VERDICT_IF, LUS_VERDICT_NO };

/** enum lus_reason_kind - spec N-17 */
enum lus_reason_kind
{
    LUS_REASON_NOTE_VERSION, LUS_REASON_ARCH, LUS_REASON_FORMAT, LUS_REASON_PARTIAL, LUS_REASON_RELEASE, LUS_REASON_RECORD,
    LUS_REASON_NEWER, LUS_REASON_OLDER, LUS_REASON_REQUIRED, LUS_REASON_FEATURE, LUS_REASON_LIMIT, LUS_REASON_BOOTMEM,
    LUS_REASON_HYPERCALL, LUS_REASON_XENFEAT, LUS_REASON_LOSS, LUS_REASON_OUTCOME, LUS_REASONS
};

/** lus_reason_name(), lus_reason_text() - of a kind: "record", and what it means */
const char *lus_reason_name(uint32_t kind);
const char *lus_reason_text(uint32_t kind);

/**
 * struct lus_reason - what speaks against, or must be known
 * @kind: enum lus_reason_kind
 * @weight: LUS_VERDICT_REPORT, _IF or _NO
 * @guests: enum lus_guests: which guests may see it
 * @is_from: it is of xen#1's note or release, not of xen#2's
 * @revision: that is written; @takes: the revision that is taken, greatest or, of an older one, least; 0 if none is
 * @domid: LUS_NO_DOMID if it is of no one domain
 * @type: of the record; 0 if it is of none
 * @number: of a feature's, hypercall's or XENFEAT bit; a limit's id; a loss's number; an arch, format, version or minor release
 * @value: that is there; @most: what is taken
 */
struct lus_reason
{
    uint8_t kind;
    uint8_t weight;
    uint8_t guests;
    uint8_t is_from;
    uint16_t revision;
    uint16_t takes;
    uint32_t domid;
    uint32_t type;
    uint32_t number;
    uint64_t value;
    uint64_t most;
};

/**
 * struct lus_use - what a live domain uses, which xen#1 counts without pausing it
 * @guests: LUS_GUESTS_PV or _HVM (PVH too)
 * @features: LUS_FEATURE_* flags in use
 * @limits: in the order of lus_limits(): the greatest value in use; 0 of those of the host
 */
struct lus_use
{
    uint32_t domid;
    uint8_t guests;
    uint64_t features;
    uint64_t limits[LUS_LIMITS];
};

/** struct lus_host_use - of the host; @bootmem: bytes that would be given to xen#2's first allocator */
struct lus_host_use
{
    uint64_t bootmem;
    uint64_t memory_gib;
    uint32_t cpus;
    uint32_t domains;
    uint32_t vcpus;
    uint64_t features;
};

/** lus_note_bootmem() - bytes of bootmem that a note's hypervisor needs on a host; @host NULL: the base alone */
uint64_t lus_note_bootmem(const struct lus_note *n, const struct lus_host_use *host);

/**
 * struct lus_negotiate_args - the evidence [N-15]
 * @to: xen#2's note, which lus_note_open() returned 0 or -LUS_E_NOTE_VERSION for
 * @from: xen#1's; NULL with a stream
 * @uses: of each domain, with @from; NULL if not counted
 * @host: NULL if not counted
 * @stream: which lus_open() returned 0 or -LUS_E_FORMAT for; NULL for none
 * @is_checked: lus_check() passed it: its records may be looked at
 * @workspace: of lus_negotiate_workspace() bytes, aligned for uint64_t, for limits and the dry run; NULL: neither is tried
 * @reason: called for each; may be NULL. @outcome, @tally: likewise, of the dry run. @ctx: for all
 */
struct lus_negotiate_args
{
    const struct lus_note *to;
    const struct lus_note *from;
    const struct lus_use *uses;
    uint32_t nr_uses;
    const struct lus_host_use *host;
    struct lus_stream *stream;
    int is_checked;
    void *workspace;
    uint64_t workspace_size;
    void (*reason)(void *ctx, const struct lus_reason *r);
    void (*outcome)(void *ctx, const struct lus_outcome *o);
    void (*tally)(void *ctx, const struct lus_tally *t);
    void *ctx;
    unsigned int cpu;
};

/**
 * struct lus_negotiate_result - the answer
 * @verdict: enum lus_verdict
 * @by_weight: reasons, by enum lus_verdict
 * @bootmem: bytes that xen#2 needs; its base alone if the host was not counted
 * @ran: the dry run was made; @recast is its result then
 */
struct lus_negotiate_result
{
    uint32_t verdict;
    uint32_t by_weight[LUS_VERDICT_NO + 1];
    uint64_t bootmem;
    uint32_t ran;
    struct lus_recast_result recast;
};

/** lus_negotiate_workspace() - bytes for @args->workspace */
uint64_t lus_negotiate_workspace(const struct lus_stream *s);

/**
 * lus_negotiate() - can xen#2 take what xen#1 has?
 * Return: 0 with @result filled, whatever the verdict; -LUS_E_ARGUMENT; -LUS_E_NO_SPACE; what reading a stream returns, which its diag has.
 */
int lus_negotiate(const struct lus_negotiate_args *args, struct lus_negotiate_result *result);

#endif

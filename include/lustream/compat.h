/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A stream written for one release of Xen made into one for another, and what becomes of each value. spec/compat.md. Freestanding like
 * the reader and the writer: memory is the caller's, nothing is allocated.
 */
#ifndef LUSTREAM_COMPAT_H
#define LUSTREAM_COMPAT_H

#include "reader.h"
#include "records.h"
#include "releases.h"
#include "writer.h"

/**
 * struct lus_profile - what a hypervisor knows; spec C-1
 * @minor: of its release, 4.@minor: LUS_RELEASE_FIRST to LUS_RELEASE_LAST
 * @features: LUS_FEATURE_* flags that it has
 */
struct lus_profile
{
    uint32_t minor;
    uint64_t features;
};

/** lus_profile_of() - the profile that a stream is written for [C-4]. Return: 0; -LUS_E_PROFILE for a release that this build does not know, -LUS_E_FEATURE */
int lus_profile_of(const struct lus_header *header, struct lus_profile *p);

/**
 * lus_profile_default() - a release as upstream builds it by default
 * @point: of 4.@minor.@point; LUS_POINT_LAST for the newest
 * Return: 0, or -LUS_E_PROFILE.
 */
int lus_profile_default(uint32_t minor, uint32_t point, struct lus_profile *p);
#define LUS_POINT_LAST 0xffffffffu

/** lus_profile_revision() - the revision of a record that a profile's streams have it in; 0 if they do not have it */
uint32_t lus_profile_revision(const struct lus_profile *p, uint32_t type);

/** enum lus_outcome_kind - what became of a value; spec C-12 */
enum lus_outcome_kind
{
    LUS_OUTCOME_DERIVED, LUS_OUTCOME_DEFAULTED, LUS_OUTCOME_LOST, LUS_OUTCOME_REFUSED, LUS_OUTCOME_NOTED,
    LUS_OUTCOME_UNPROVABLE      /* defaulted, as the stream is partial and lacks what it is derived from */
};

/**
 * struct lus_outcome - one value that does not pass unchanged
 * @kind: enum lus_outcome_kind
 * @row: number of the row of rows.def that it is by, of which lus_row() says more; LUS_NO_ROW where no rule is needed to know it
 * @minor: of the upper release of the step
 * @is_down: the step goes down
 * @segment_kind, @domid, @type, @instance, @entry, @field: where, as in struct lus_diag
 * @from: value before; 0 where there was none. @to: value after; 0 where there is none.
 *
 * Of entries of hvm_params @entry is the parameter's index. A feature that the target lacks is a refusal without @type; @from is its bit. What
 * a domain's stream could not hold (C-23) is a loss of hvm_lapic without @field, before the domain's first record.
 */
#define LUS_NO_ROW 0xffffu
struct lus_outcome
{
    uint8_t kind;
    uint8_t minor;
    uint8_t is_down;
    uint16_t row;
    uint16_t segment_kind;
    uint16_t field;
    uint32_t domid;
    uint32_t type;
    uint32_t instance;
    uint32_t entry;
    uint64_t from;
    uint64_t to;
};

/** struct lus_recast_result - counts; @carried: records that pass unchanged; @kinds: outcomes by enum lus_outcome_kind */
struct lus_recast_result
{
    uint64_t size;
    uint64_t carried;
    uint64_t changed;
    uint64_t dropped;
    uint64_t kinds[LUS_OUTCOME_UNPROVABLE + 1];
};

/**
 * struct lus_tally - what became of the records of one type in one segment; spec C-30
 * @records: how many there were: @carried pass as they are, @changed do not, @dropped are left out; others are refused
 * @fields: of their fixed parts and entries, an array as one, without what is reserved; @same: those that are in the output with the same value
 * @kinds: outcomes of these records by enum lus_outcome_kind
 */
struct lus_tally
{
    uint16_t segment_kind;
    uint32_t domid;
    uint32_t type;
    uint32_t records;
    uint32_t carried;
    uint32_t changed;
    uint32_t dropped;
    uint64_t fields;
    uint64_t same;
    uint64_t kinds[LUS_OUTCOME_UNPROVABLE + 1];
};

/**
 * struct lus_recast_args - a conversion
 * @to: the profile to write for
 * @out: where to; NULL to count and report only
 * @cap: bytes there
 * @outcome: called for each value that does not pass unchanged, in the order of the stream; may be NULL
 * @tally: called for each type of each segment that is converted, behind its last record; may be NULL
 * @without: domids, ascending, that are left out; NULL for none
 * @cpu: LUS_CPU_*
 */
struct lus_recast_args
{
    struct lus_profile to;
    void *out;
    uint64_t cap;
    void (*outcome)(void *ctx, const struct lus_outcome *o);
    void (*tally)(void *ctx, const struct lus_tally *t);
    void *ctx;
    const uint16_t *without;
    uint32_t nr_without;
    unsigned int cpu;
};

/** lus_recast_workspace() - bytes that lus_recast() needs for this stream, aligned for uint64_t */
uint64_t lus_recast_workspace(const struct lus_stream *s);

/**
 * lus_recast() - write a stream for another profile
 * @s: lus_check() passed it
 * @workspace: lus_recast_workspace() bytes
 * @result: filled in any case; @result->size is the size of the output, also without @args->out
 * Return: 0; -LUS_E_REFUSED with all reasons reported and nothing sealed at @args->out; -LUS_E_PROFILE, _FEATURE, _NO_SPACE; what
 * reading a stream returns. The reason is in the stream's diag.
 */
int lus_recast(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result);

/** lus_upgrade() - lus_recast() to the same or a later release; -LUS_E_ARGUMENT for an earlier one */
int lus_upgrade(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result);

/** lus_downgrade() - lus_recast() to the same or an earlier release; -LUS_E_ARGUMENT for a later one */
int lus_downgrade(struct lus_stream *s, const struct lus_recast_args *args, void *workspace, uint64_t size, struct lus_recast_result *result);

/** struct lus_lift - decodes records of a stream as if it were of another profile; spec C-20; the library's */
struct lus_lift;

/** lus_lift_workspace() - bytes that lus_lift_open() needs, aligned for uint64_t */
uint64_t lus_lift_workspace(void);

/**
 * lus_lift_open() - begin to read a stream as one of the profile @to
 * @s: lus_check() passed it
 * @outcome: as in struct lus_recast_args
 * Return: 0 with *lift in the workspace; -LUS_E_NO_SPACE, _PROFILE, _FEATURE; what reading a stream returns.
 */
int lus_lift_open(struct lus_lift **lift, void *workspace, uint64_t size, struct lus_stream *s, const struct lus_profile *to,
                  void (*outcome)(void *ctx, const struct lus_outcome *o), void *ctx);

/** lus_lift_segment() - read the facts of a segment, which records of it are then lifted by; a refusal for a feature is reported here */
int lus_lift_segment(struct lus_lift *l, const struct lus_segment *seg);

/**
 * lus_lift_record() - a record that lus_next() or lus_find() on @seg just gave; known, and no further chunk
 * @o: its fixed part in the target's revision, until the next call
 * Return: 1; 0 if the target has no such record; -LUS_E_REFUSED after a refusal was reported, -LUS_E_...
 */
int lus_lift_record(struct lus_lift *l, struct lus_segment *seg, const struct lus_record *rec, const union lus_any **o);

/**
 * lus_lift_entry() - an entry of the table of the record that was lifted last; not of hvm_params
 * @p: as lus_table_next() gave it
 * @index: its number
 * Return: likewise.
 */
int lus_lift_entry(struct lus_lift *l, const uint8_t *p, uint32_t index, const union lus_any **o);

/** lus_lift_params() - the parameters of hvm_params, lifted last: by bit which there are; @values has 64 */
uint64_t lus_lift_params(const struct lus_lift *l, const uint64_t **values);

/** struct lus_row - a change between releases; spec releases.md */
struct lus_row
{
    const char *id;
    const char *what;
    const char *source;
    const char *shim;           /* what is done about it */
    uint8_t minor;
    uint8_t change;             /* enum lus_change: its class */
};

/** enum lus_change - classes of changes */
enum lus_change { LUS_CHANGE_A0, LUS_CHANGE_AD, LUS_CHANGE_X, LUS_CHANGE_R, LUS_CHANGE_S, LUS_CHANGE_N };

/** lus_row() - row @i, less than *nr; NULL beyond. @nr may be NULL */
const struct lus_row *lus_row(uint32_t i, uint32_t *nr);

#endif

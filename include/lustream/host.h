/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The host level of checking: what the records of a stream say of each other. spec/host.md. xen#1 runs it before the jump, xen#2 before
 * it acts. It has no side effects, and leaves to the caller what to do about what it finds.
 */
#ifndef LUSTREAM_HOST_H
#define LUSTREAM_HOST_H

#include "reader.h"
#include "rules.h"

enum lus_severity { LUS_SEVERITY_HOST, LUS_SEVERITY_DOMAIN, LUS_SEVERITY_NOTE };
#define LUS_SEVERITIES 3u

/** struct lus_mfn_run - a run of @count machine frames from @mfn */
struct lus_mfn_run
{
    uint64_t mfn;
    uint64_t count;
};

/**
 * struct lus_mfn_list - runs of frames, sorted and not overlapping; the caller's memory
 * @runs: NULL if the caller does not know them: rules that need them are then not run
 */
struct lus_mfn_list
{
    const struct lus_mfn_run *runs;
    uint32_t nr;
};

/**
 * struct lus_finding - what breaks a rule
 * @rule: enum lus_rule
 * @severity: enum lus_severity
 * @domid: whose record it is in; LUS_NO_DOMID for records of the system
 * @peer: the other domain; LUS_NO_DOMID if there is none
 * @type: of the record; 0 if it is about a record that is not there: then @value is the type of that, or, of rule foreign_listed, how many
 *   frames are not listed; and @instance the vcpu that lacks it, or 0
 * @entry: LUS_NO_ENTRY if it is not in an entry; @field: LUS_NO_FIELD if it is about all of it
 * @offset: in the stream, of the field or entry
 * @value: what is there
 * @frame: of findings in contents of a frame: its guest frame number, or what a vcpu calls it; else LUS_NO_FRAME
 * @slot: the one of its 512 words that @value is; LUS_NO_ENTRY if it is about all of it
 */
struct lus_finding
{
    uint16_t rule;
    uint16_t severity;
    uint32_t domid;
    uint32_t peer;
    uint32_t type;
    uint32_t instance;
    uint32_t entry;
    uint32_t field;
    uint64_t offset;
    uint64_t value;
    uint64_t frame;
    uint32_t slot;
};

/** LUS_NO_FRAME - a frame number that is not known */
#define LUS_NO_FRAME 0xffffffffffffffffull

#define LUS_NO_DOMID 0xffffffffu

/** LUS_FINDINGS_MAX - findings of one rule that are reported one by one; more are only counted */
#define LUS_FINDINGS_MAX 65536u

/**
 * struct lus_host_args - what the stream can't show; all but @finding may be left out
 * @bootmem: what xen#2's allocator is given before the stream is read; @image: xen#2 itself; @stream: the stream's own frames
 * @quarantined: domids, ascending, that the caller will not restore; @nr_quarantined of them
 * @read_frame: copies a frame of a domain to @page (4096 bytes); @gfn or @mfn may be LUS_NO_FRAME. 0, or not 0 if it can't
 * @frames_hold_gfns: entries of page tables in these frames are guest frame numbers, as in an image of xl save; else machine frames
 * @tables: memory for what is read, aligned for uint64_t: best lus_host_tables() bytes, less if it is too much; needed with @read_frame
 * @finding: called for each finding, in no order that may be relied on
 * @ctx: for both functions
 */
struct lus_host_args
{
    struct lus_mfn_list bootmem;
    struct lus_mfn_list image;
    struct lus_mfn_list stream;
    const uint16_t *quarantined;
    uint32_t nr_quarantined;
    int (*read_frame)(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page);
    uint32_t frames_hold_gfns;
    void *tables;
    uint64_t tables_size;
    void (*finding)(void *ctx, const struct lus_finding *finding);
    void *ctx;
};

/**
 * struct lus_host_result - the sum of a check
 * @by_severity: findings of each severity
 * @by_rule: findings of each rule, by lus_rules() order
 * @not_provable: how often a rule's input was absent in a partial stream
 * @frames_read: how many frames @read_frame gave
 * @not_run: 1 if an argument that the rule needs was not given, or no code tries it yet
 */
struct lus_host_result
{
    uint32_t by_severity[LUS_SEVERITIES];
    uint32_t by_rule[LUS_RULES_MAX];
    uint32_t not_provable[LUS_RULES_MAX];
    uint64_t frames_read;
    uint8_t not_run[LUS_RULES_MAX];
};

/** LUS_RULE_ARGUMENT_* - what of struct lus_host_args a rule needs */
#define LUS_RULE_ARGUMENT_NONE 0
#define LUS_RULE_ARGUMENT_BOOTMEM 1
#define LUS_RULE_ARGUMENT_IMAGE 2
#define LUS_RULE_ARGUMENT_STREAM 4
#define LUS_RULE_ARGUMENT_READ_FRAME 8

/** struct lus_rule_info - a rule; @argument: bit set of LUS_RULE_ARGUMENT_* */
struct lus_rule_info
{
    const char *name;
    const char *text;
    uint16_t number;
    uint8_t severity;
    uint8_t argument;
};

/** lus_rules() - all rules, ascending by number; *nr of them, at most LUS_RULES_MAX */
const struct lus_rule_info *lus_rules(uint32_t *nr);

/** lus_host_workspace() - bytes that lus_host_check() needs; goes through the memory segment and the tables of grants once */
uint64_t lus_host_workspace(struct lus_stream *s);

/** lus_host_tables() - bytes of struct lus_host_args.tables with which every domain fits; goes through the page types and contexts once */
uint64_t lus_host_tables(struct lus_stream *s);

/**
 * lus_host_check() - all rules
 * @s: lus_check() passed it
 * @workspace: lus_host_workspace() bytes, aligned for uint64_t
 * @result: filled
 * Return: 0 if nothing was found; 1 if there are findings; -LUS_E_NO_SPACE, or what lus_next() says of a stream that was not checked.
 */
int lus_host_check(struct lus_stream *s, void *workspace, uint64_t size, const struct lus_host_args *args,
                   struct lus_host_result *result);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: rules, facts, and what a rule's function may do. spec/compat.md. */
#ifndef LUSTREAM_COMPAT_COMPAT_H
#define LUSTREAM_COMPAT_COMPAT_H

#include "lustream/compat.h"
#include "../core/wire.h"
#include "facts.h"

/* A number for each record and each entry: rules are of one of them. */
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_OWNER_##name,
#define LUS_ENT(name, keys, doc) LUS_OWNER_##name,
enum lus_owner_number
{
    LUS_OWNER_none,
#include "../core/records.def"
    LUS_OWNERS
};

/* Rows by number. */
#define LUS_ROW(name, id, minor, change, what, source, shim) LUS_ROW_##name,
enum lus_row_number
{
#include "rows.def"
    LUS_ROWS
};
#undef LUS_ROW

struct lus_call;

/* What a NEW field is, or what a KNOWN one is going up; of an array, of each element. */
typedef uint64_t lus_derive_fn(struct lus_call *c);

/* Changes values or refuses, in either direction: lus_call_*() below. */
typedef void lus_change_fn(struct lus_call *c);

enum lus_shim_kind { LUS_SHIM_NEW, LUS_SHIM_KNOWN, LUS_SHIM_GONE, LUS_SHIM_RECORD, LUS_SHIM_CHECK };
enum lus_loss { LUS_LOSE, LUS_REFUSE, LUS_BY };

struct lus_shim_rule
{
    lus_derive_fn *derive;
    lus_change_fn *change;
    uint64_t mask;
    uint16_t row;
    uint16_t owner;
    uint16_t field;
    uint8_t kind;
    uint8_t loss;
};

/* The rules between two releases. */
struct lus_step
{
    const struct lus_shim_rule *rules;
    uint32_t nr;
};

/* Of 4.@minor - 1 to 4.@minor; its @rules are NULL where there is no step. */
struct lus_step lus_step_of(uint32_t minor);

/* hvm_params as a whole: entries may come and go. */
struct lus_params
{
    uint64_t have;              /* by bit */
    uint64_t value[64];
};

/*
 * One record's fixed part, or one entry, on its way through a step.
 * @o: of which this is called; @record: the record's fixed part, the same for the record itself
 * @params: of hvm_params only
 * @drop: set by a function: the entry, or the record, is left out
 * @unprovable: set by a derivation whose facts are absent
 */
struct lus_call
{
    const struct lus_facts *facts;
    union lus_any *o;
    const union lus_any *record;
    struct lus_params *params;
    const struct lus_record_type *info;
    const struct lus_field *fields;
    struct lus_recast_result *result;
    void (*outcome)(void *ctx, const struct lus_outcome *o);
    void *ctx;
    uint32_t owner;
    uint32_t domid;
    uint32_t instance;
    uint32_t entry;
    uint32_t type;
    uint16_t segment_kind;
    uint16_t row;
    uint8_t minor;
    uint8_t down;
    uint8_t drop;
    uint8_t unprovable;
};

/* Reports of a rule's function, of the record or entry in hand. @field: LUS_FIELD_<owner>_<name> or LUS_NO_FIELD */
void lus_call_lost(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to);
void lus_call_refuse(struct lus_call *c, uint32_t field, uint64_t value);
void lus_call_derived(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to);
void lus_call_defaulted(struct lus_call *c, uint32_t field, uint64_t from, uint64_t to);
void lus_call_note(struct lus_call *c, uint32_t field, uint64_t value);

/* Parameters of @mask that the other side does not have: each that is there is dropped and reported as lost. */
void lus_params_lose(struct lus_call *c, uint64_t mask);

/* For functions that look into facts that a partial stream may lack: notes that, and says whether it has them all. @have: LUS_HAVE_* */
int lus_call_has(struct lus_call *c, uint64_t have);

/* A vm_event ring whose agent speaks another interface than the target, of the two releases of a step: refused. */
void lus_step_ring(struct lus_call *c, uint32_t lower, uint32_t upper);

/* An MSR of hvm_cpu_msr that the lower release cannot load: refused going down. */
void lus_step_msr(struct lus_call *c, uint32_t index);

/* An element of a field in a decoded structure. */
uint64_t lus_value_get(const struct lus_field *f, const void *o, uint32_t i);
void lus_value_set(const struct lus_field *f, void *o, uint32_t i, uint64_t value);

/* Has any rule of the steps between two releases to do with this owner? */
int lus_owner_has_rules(uint32_t owner, uint32_t from, uint32_t to);

/* The owner's number of a record, of its entries; LUS_OWNER_none where there is none. */
uint32_t lus_owner_of_record(uint32_t type);
uint32_t lus_owner_of_entry(uint32_t type);

/* All steps from one release to another, which c->down says the direction of; stops where the record or entry is dropped. */
void lus_apply(struct lus_call *c, uint32_t from, uint32_t to);

/* Return: features that the domain of @f uses and @have lacks. */
uint64_t lus_features_missing(const struct lus_facts *f, uint64_t have);

/* Reports without a rule: LUS_NO_ROW. */
void lus_call_report(struct lus_call *c, uint32_t kind, uint32_t field, uint64_t from, uint64_t to);

#endif

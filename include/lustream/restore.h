/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Restoring a host: the records of a stream handed to the consumer's functions in an order that keeps every dependency of the schema, by
 * one CPU or by many. spec/stream.md section 11. Nothing is allocated.
 */
#ifndef LUSTREAM_RESTORE_H
#define LUSTREAM_RESTORE_H

#include "handlers.h"
#include "reader.h"

/**
 * struct lus_restore_call - what a handler is told beside its record
 * @ctx: the consumer's
 * @stream: a reader of this CPU, for lus_table_open(), lus_map_open(), lus_body() on @segment and @record
 * @domid: of the domain; LUS_RESTORE_SYSTEM for records of the system and the memory segment
 * @is_quarantined: the consumer said that this domain is not to run: only what reserves its domid and frames is to be done
 * @pass: 0, 1 or 2
 */
struct lus_restore_call
{
    void *ctx;
    struct lus_stream *stream;
    struct lus_segment *segment;
    const struct lus_record *record;
    uint32_t domid;
    uint32_t pass;
    uint32_t is_quarantined;
};

#define LUS_RESTORE_SYSTEM 0xffffffffu

/** enum lus_unit_state - how far a unit came in the pass that it failed in, or the restore stopped in */
enum lus_unit_state { LUS_UNIT_WAITING, LUS_UNIT_RUNNING, LUS_UNIT_DONE, LUS_UNIT_FAILED };

/**
 * struct lus_restore - a restore; the fields are the library's, for reading once a phase is over, but for @order
 * @order: NULL, or all segments by number in the order in which domains are to be taken, the longest first for one; set between phases only
 * @pass: of the present phase; @phase: in it: 0 system, 1 domains, 2 the system's late records
 * @error: LUS_E_* of the first failure, 0 if there is none; then @domid, @type, @instance say which record
 * @code: what the handler returned, if it was one
 * @applied: records that the failed unit had handed over without failure in this phase
 * @states: enum lus_unit_state of each segment in the present phase, by its number in the index. Earlier phases are complete.
 */
struct lus_restore
{
    struct lus_stream *s;
    const struct lus_handlers *handlers;
    void *ctx;
    const uint16_t *quarantined;
    uint32_t nr_quarantined;
    uint8_t *states;
    const uint32_t *order;
    uint32_t next;
    uint32_t failures;
    uint32_t pass;
    uint32_t phase;
    int error;
    int code;
    uint32_t domid;
    uint32_t type;
    uint32_t instance;
    uint32_t applied;
};

/**
 * lus_restore_init() - before the first phase
 * @s: lus_check() passed it; complete
 * @quarantined: domids, ascending, that are not to run; may be NULL
 * @states: header.index_count bytes of the caller
 * Return: 0; -LUS_E_PARTIAL; -LUS_E_NO_HANDLER if the stream has a mandatory record that @handlers has no function for: nothing was called then.
 */
int lus_restore_init(struct lus_restore *r, struct lus_stream *s, const struct lus_handlers *handlers, void *ctx,
                     const uint16_t *quarantined, uint32_t nr_quarantined, uint8_t *states);

/** lus_restore_workspace() - bytes that each CPU needs, aligned for uint64_t */
uint64_t lus_restore_workspace(void);

/**
 * lus_restore_work() - take units of the present phase until there are none left; called by any number of CPUs, each with its own workspace
 * Return: 0, or -LUS_E_... if a unit failed here or elsewhere: others finish the unit that they are at.
 */
int lus_restore_work(struct lus_restore *r, void *workspace);

/**
 * lus_restore_advance() - the next phase; called by one CPU when all are back from lus_restore_work(): that is the barrier
 * Return: 1 if there is a phase; 0 if everything is restored; -LUS_E_... after a failure.
 */
int lus_restore_advance(struct lus_restore *r);

/** lus_restore() - all of it on this CPU. Return: 0 or -LUS_E_... */
int lus_restore(struct lus_restore *r, void *workspace);

/** lus_restore_rank() - the place of a record type in the order; types of one phase only are ordered by it. 0xffffffff: no such type */
uint32_t lus_restore_rank(uint32_t type, uint32_t *pass, uint32_t *phase);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What a hypervisor must have drained before it saves, as const data to walk: spec/quiesce.md. Nothing here looks at Xen; a
 * hypervisor gives each entry's number a function of its own. All of it comes from src/core/host/quiesce.def.
 */
#ifndef LUSTREAM_QUIESCE_H
#define LUSTREAM_QUIESCE_H

#include "env.h"

enum lus_quiesce_scope { LUS_QUIESCE_SYSTEM, LUS_QUIESCE_DOMAIN, LUS_QUIESCE_VCPU };

/**
 * enum lus_quiesce_form - what may be left of it
 * @LUS_QUIESCE_DRAIN: nothing, but what a record carries
 * @LUS_QUIESCE_REWOUND: it may be half done: registers and memory of the guest say how far, and every release reads them the same
 * @LUS_QUIESCE_CONVERTED: likewise, when lus_conversions() has been applied
 */
enum lus_quiesce_form { LUS_QUIESCE_DRAIN, LUS_QUIESCE_REWOUND, LUS_QUIESCE_CONVERTED };

/**
 * enum lus_quiesce_reach - how to get there
 * @LUS_QUIESCE_WAIT: others finish it, who must be let run
 * @LUS_QUIESCE_FINISH: Xen does the rest itself
 * @LUS_QUIESCE_CANCEL: it is stopped, and nothing is lost
 * @LUS_QUIESCE_REWIND: by leaving it where it is preempted
 * @LUS_QUIESCE_CHECK: nothing can be done: it holds or not
 */
enum lus_quiesce_reach { LUS_QUIESCE_WAIT, LUS_QUIESCE_FINISH, LUS_QUIESCE_CANCEL, LUS_QUIESCE_REWIND, LUS_QUIESCE_CHECK };

/** enum lus_quiesce_otherwise - what to do when it does not hold in time */
enum lus_quiesce_otherwise { LUS_QUIESCE_REFUSE_DOMAIN, LUS_QUIESCE_REFUSE_UPDATE, LUS_QUIESCE_RECORD };

/**
 * struct lus_quiesce - one thing that may be in flight
 * @number: never changes: 1..99 of the system, 100..199 of a domain, 200..299 of a vcpu
 * @record: the type that carries what is left, with LUS_QUIESCE_RECORD; else 0
 * @scope, @form, @reach, @otherwise: the enumerations above
 * @guests: enum lus_guests: which domains may have it
 * @since, @until: minor releases 4.x of xen#1 that may have it
 * @where: the function or structure of Xen; @holds: the condition in its terms; @how: how it is reached
 */
struct lus_quiesce
{
    const char *name;
    const char *where;
    const char *holds;
    const char *how;
    uint32_t record;
    uint16_t number;
    uint8_t scope;
    uint8_t guests;
    uint8_t form;
    uint8_t reach;
    uint8_t otherwise;
    uint8_t since;
    uint8_t until;
};

/** lus_quiesce_list() - all of them, by ascending number; *nr of them */
const struct lus_quiesce *lus_quiesce_list(uint32_t *nr);

/**
 * lus_quiesce_next() - the entries of one scope, one by one
 * @last: the one before; NULL for the first
 * Return: the next, or NULL after the last.
 */
const struct lus_quiesce *lus_quiesce_next(enum lus_quiesce_scope scope, const struct lus_quiesce *last);

/**
 * struct lus_rewound - what a part of a hypercall's argument means while the hypercall is half done
 * @number: of the lus_quiesce
 * @hypercall: its number, in rax
 * @arg: which argument, from 0; @low, @bits: which bits of it
 */
struct lus_rewound
{
    const char *name;
    const char *doc;
    uint16_t number;
    uint8_t hypercall;
    uint8_t arg;
    uint8_t low;
    uint8_t bits;
};

/** lus_rewound_list() - all of them, those of one entry together; *nr of them */
const struct lus_rewound *lus_rewound_list(uint32_t *nr);

/** lus_rewound_get() - that part of an argument's value */
uint64_t lus_rewound_get(const struct lus_rewound *part, uint64_t argument);

/**
 * lus_hypercall_register() - where an argument is
 * @width: bytes of the caller's word: 8 or 4
 * @arg: 0 to 4
 * Return: the name of the register, which is the name of its field in pv_vcpu and hvm_cpu; NULL when there is none.
 */
const char *lus_hypercall_register(uint32_t width, uint32_t arg);

/**
 * struct lus_conversion - an argument that a shim must change, as xen#2 cannot go on from where xen#1 was
 * @number: of the lus_quiesce; @hypercall, @arg: as above; @from, @to: its value before and after
 */
struct lus_conversion
{
    const char *doc;
    uint64_t from;
    uint64_t to;
    uint16_t number;
    uint8_t hypercall;
    uint8_t arg;
};

/** lus_conversions() - all of them; *nr of them */
const struct lus_conversion *lus_conversions(uint32_t *nr);

/**
 * lus_convert_argument() - applies them to one argument of a vcpu whose rip is at a hypercall
 * @hypercall: in rax; @arg: which argument
 * Return: the value to put there: @value itself if none asks for another.
 */
uint64_t lus_convert_argument(uint64_t hypercall, uint32_t arg, uint64_t value);

#endif

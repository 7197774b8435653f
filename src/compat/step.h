/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The rules of a step as entries of a table. Included by step-N.c before step-N.def. spec/compat.md C-8.
 *   LUS_NEW(row, record, field, SCHEMA | BY(derivation), LOSE | REFUSE)
 *   LUS_KNOWN(row, record or entry, field, mask, NOTHING | BY(derivation), LOSE | REFUSE)
 *   LUS_GONE(row, record or entry, field, mask, LOSE | REFUSE | BY(function))
 *   LUS_RECORD(row, record, LOSE | REFUSE)
 *   LUS_CHECK(row, record or entry, function)
 * Rules of one record or entry go in the order of the file, up and down: a derivation does not look at what another rule of its step changes,
 * nor a function at what a NEW or KNOWN field of its step was. A rule of an entry is of all tables that have such entries;
 * its function looks at c->type. Tables of functions need LUS_INDIRECT at each of them.
 */
#ifndef LUSTREAM_COMPAT_STEP_H
#define LUSTREAM_COMPAT_STEP_H

#include "steps.h"

#define LUS_HOW_SCHEMA .derive = NULL
#define LUS_HOW_NOTHING .derive = NULL
#define LUS_HOW_BY(fn) .derive = (fn)
#define LUS_LOSS_LOSE .loss = LUS_LOSE
#define LUS_LOSS_REFUSE .loss = LUS_REFUSE
#define LUS_LOSS_BY(fn) .loss = LUS_BY, .change = (fn)

#define LUS_NEW(rowname, name, fname, how, act) \
    { .kind = LUS_SHIM_NEW, .row = LUS_ROW_##rowname, .owner = LUS_OWNER_##name, .field = LUS_FIELD_##name##_##fname, .mask = ~0ull, \
      LUS_HOW_##how, LUS_LOSS_##act },
#define LUS_KNOWN(rowname, name, fname, bits, how, act) \
    { .kind = LUS_SHIM_KNOWN, .row = LUS_ROW_##rowname, .owner = LUS_OWNER_##name, .field = LUS_FIELD_##name##_##fname, .mask = (bits), \
      LUS_HOW_##how, LUS_LOSS_##act },
#define LUS_GONE(rowname, name, fname, bits, act) \
    { .kind = LUS_SHIM_GONE, .row = LUS_ROW_##rowname, .owner = LUS_OWNER_##name, .field = LUS_FIELD_##name##_##fname, .mask = (bits), \
      LUS_LOSS_##act },
#define LUS_RECORD(rowname, name, act) \
    { .kind = LUS_SHIM_RECORD, .row = LUS_ROW_##rowname, .owner = LUS_OWNER_##name, .field = LUS_NO_FIELD, LUS_LOSS_##act },
#define LUS_CHECK(rowname, name, fn) \
    { .kind = LUS_SHIM_CHECK, .row = LUS_ROW_##rowname, .owner = LUS_OWNER_##name, .field = LUS_NO_FIELD, .change = (fn) },

/* The last line of step-N.c, after its table lus_rules, which no other file sees. */
#define LUS_STEP_OF(n) \
    struct lus_step lus_step_##n(void) \
    { \
        struct lus_step step = { lus_rules, LUS_NR_OF(lus_rules) }; \
        return step; \
    }

#endif

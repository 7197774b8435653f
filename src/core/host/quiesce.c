/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The list of what must be drained, as const tables, and walking it. All of it is from quiesce.def. */
#include "lustream/quiesce.h"
#include "lustream/records.h"
#include "lustream/schema.h"

enum
{
    LUS_NUMBER_none = 0,
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_NUMBER_##name = (int)(type),
#include "../records.def"
};

/* Two entries of one name do not compile: nor does a line that names none. */
enum
{
#define LUS_QUIESCE(name, number, scope, guests, form, reach, otherwise, record, since, until, where, holds, how) LUS_ENTRY_##name = (number),
#include "quiesce-list.h"
};

#define LUS_QUIESCE(qname, num, sc, gs, fm, rch, other, rec, from, to, wh, hlds, hw) \
    { .name = #qname, .where = wh, .holds = hlds, .how = hw, .record = (uint32_t)LUS_NUMBER_##rec, .number = (num), \
      .scope = LUS_QUIESCE_##sc, .guests = LUS_GUESTS_##gs, .form = LUS_QUIESCE_##fm, .reach = LUS_QUIESCE_##rch, \
      .otherwise = LUS_QUIESCE_##other, .since = (from), .until = (to) },
static const struct lus_quiesce lus_quiesces[] = {
#include "quiesce-list.h"
};

#define LUS_REWOUND(entry, nr, argument, first, count, part, d) \
    { .name = #part, .doc = d, .number = LUS_ENTRY_##entry, .hypercall = (nr), .arg = (argument), .low = (first), .bits = (count) },
static const struct lus_rewound lus_rewounds[] = {
#include "quiesce-list.h"
};

#define LUS_CONVERT(entry, nr, argument, old, new, d) \
    { .doc = d, .from = (old), .to = (new), .number = LUS_ENTRY_##entry, .hypercall = (nr), .arg = (argument) },
static const struct lus_conversion lus_conversion_list[] = {
#include "quiesce-list.h"
};

#define NR_OF(array) (uint32_t)(sizeof(array) / sizeof((array)[0]))

const struct lus_quiesce *lus_quiesce_list(uint32_t *nr)
{
    *nr = NR_OF(lus_quiesces);
    return lus_quiesces;
}

const struct lus_quiesce *lus_quiesce_next(enum lus_quiesce_scope scope, const struct lus_quiesce *last)
{
    const struct lus_quiesce *q = last ? last + 1 : lus_quiesces;

    for ( ; q < lus_quiesces + NR_OF(lus_quiesces); q++ )
        if ( q->scope == scope )
            return q;
    return NULL;
}

const struct lus_rewound *lus_rewound_list(uint32_t *nr)
{
    *nr = NR_OF(lus_rewounds);
    return lus_rewounds;
}

uint64_t lus_rewound_get(const struct lus_rewound *part, uint64_t argument)
{
    argument >>= part->low;
    return part->bits < 64 ? argument & ((1ull << part->bits) - 1) : argument;
}

const char *lus_hypercall_register(uint32_t width, uint32_t arg)
{
    static const char lus_registers[2][5][4] = {
        { "rbx", "rcx", "rdx", "rsi", "rdi" },
        { "rdi", "rsi", "rdx", "r10", "r8" },
    };

    if ( (width != 4 && width != 8) || arg >= 5 )
        return NULL;
    return lus_registers[width == 8][arg];
}

const struct lus_conversion *lus_conversions(uint32_t *nr)
{
    *nr = NR_OF(lus_conversion_list);
    return lus_conversion_list;
}

uint64_t lus_convert_argument(uint64_t hypercall, uint32_t arg, uint64_t value)
{
    uint32_t i;

    for ( i = 0; i < NR_OF(lus_conversion_list); i++ )
    {
        const struct lus_conversion *c = &lus_conversion_list[i];

        if ( c->hypercall == hypercall && c->arg == arg && c->from == value )
            return c->to;
    }
    return value;
}

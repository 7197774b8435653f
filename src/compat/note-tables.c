/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* limits.def and losses.def as const tables, and what of them a release has. spec/note.md [N-10] [N-12] [N-14] */
#include "../core/wire.h"
#include "lustream/note.h"

#define ALWAYS FROM(LUS_RELEASE_FIRST)
#define FROM(a) IN(a, LUS_RELEASE_LAST)
#define IN(a, b) ((2u << (b)) - (1u << (a)))
#define NEVER 0u
#define LAST LUS_RELEASE_LAST

enum
{
    LUS_NUMBER_none = 0,
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_NUMBER_##name = (int)(type),
#include "../core/records.def"
};

/* The field of a limit, by how the limit is seen. */
#define FIELD_OF_FIELD(record, field) LUS_FIELD_##record##_##field
#define FIELD_OF_ENTRY(record, field) LUS_FIELD_ENTRY(record, field)
#define FIELD_OF_COUNT(record, field) LUS_NO_FIELD
#define FIELD_OF_DOMAINS(record, field) LUS_NO_FIELD
#define FIELD_OF_CPUS(record, field) LUS_NO_FIELD
/* The only table whose entries a limit is of. */
#define LUS_FIELD_ENTRY(record, field) LUS_FIELD_evtchn_##field

#define LUS_GUESTS_HOST LUS_LIMIT_HOST
#define LUS_LIMIT(lname, number, gs, how, record, f, d, src) \
    { .name = #lname, .doc = d, .source = src, .id = (number), .type = (uint32_t)LUS_NUMBER_##record, .field = FIELD_OF_##how(record, f), \
      .guests = LUS_GUESTS_##gs, .seen = LUS_LIMIT_##how },
#define LUS_LIMIT_IS(name, arch, first, last, value)
static const struct lus_limit lus_limit_list[] = {
#include "limits.def"
};

/* As many as a struct lus_use has room for. */
typedef char lus_limits_fit[sizeof(lus_limit_list) / sizeof(lus_limit_list[0]) == LUS_LIMITS ? 1 : -1];

#define LUS_LIMIT(name, number, guests, seen, record, field, doc, source) LUS_LIMIT_ID_##name = (number),
#define LUS_LIMIT_IS(name, arch, first, last, value)
enum
{
#include "limits.def"
};

#define LUS_LIMIT(name, number, guests, seen, record, field, doc, source)
#define X86 0
#define ARM 1
#define LUS_LIMIT_IS(name, cpu, first, last, value) { IN(first, last), value, LUS_LIMIT_ID_##name, cpu },
static const struct
{
    uint32_t minors;
    uint32_t value;
    uint8_t id;
    uint8_t arm;
} lus_limit_values[] = {
#include "limits.def"
};

/* Without a name per number: names are by switch below, as most numbers have one. */
#define LUS_HYPERCALL(n, name, pv, hvm, arm) { pv, hvm, arm, n },
#define LUS_XENFEAT(n, name, x86, arm)
#define LUS_LOSS(name, number, guests, in, doc, source)
#define LUS_CHANGE(name, number, guests, doc, source)
static const struct
{
    uint32_t pv, hvm, arm;
    uint8_t number;
} lus_calls[] = {
#include "losses.def"
};

#define LUS_HYPERCALL(n, name, pv, hvm, arm)
#define LUS_XENFEAT(n, name, x86, arm) { x86, arm, n },
#define LUS_LOSS(name, number, guests, in, doc, source)
#define LUS_CHANGE(name, number, guests, doc, source)
static const struct
{
    uint32_t x86, arm;
    uint8_t number;
} lus_feats[] = {
#include "losses.def"
};

#define LUS_HYPERCALL(n, name, pv, hvm, arm)
#define LUS_XENFEAT(n, name, x86, arm)
#define LUS_LOSS(lname, n, gs, in, d, src) { .name = #lname, .doc = d, .source = src, .minors = (in), .number = (n), .guests = LUS_GUESTS_##gs },
#define LUS_CHANGE(lname, n, gs, d, src) { .name = #lname, .doc = d, .source = src, .minors = 0, .number = (n), .guests = LUS_GUESTS_##gs },
static const struct lus_guest_loss lus_guest_loss_list[] = {
#include "losses.def"
};

const struct lus_limit *lus_limits(uint32_t *nr)
{
    *nr = LUS_LIMITS;
    return lus_limit_list;
}

const struct lus_guest_loss *lus_guest_losses(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_guest_loss_list);
    return lus_guest_loss_list;
}

const char *lus_hypercall_name(uint32_t number)
{
    switch ( number )
    {
#define LUS_HYPERCALL(n, name, pv, hvm, arm) case n: return #name;
#define LUS_XENFEAT(n, name, x86, arm)
#define LUS_LOSS(name, number, guests, in, doc, source)
#define LUS_CHANGE(name, number, guests, doc, source)
#include "losses.def"
    default: return NULL;
    }
}

const char *lus_xenfeat_name(uint32_t number)
{
    switch ( number )
    {
#define LUS_HYPERCALL(n, name, pv, hvm, arm)
#define LUS_XENFEAT(n, name, x86, arm) case n: return #name;
#define LUS_LOSS(name, number, guests, in, doc, source)
#define LUS_CHANGE(name, number, guests, doc, source)
#include "losses.def"
    default: return NULL;
    }
}

const char *lus_feature_name(uint32_t bit)
{
    switch ( bit )
    {
#define LUS_FEATURE(name, number, first, last, point, doc, source) case number: return #name;
#include "features.def"
    default: return NULL;
    }
}

static int is_arm(uint32_t arch)
{
    return arch == LUS_ARCH_ARM64 || arch == LUS_ARCH_ARM32;
}

void lus_visible(uint32_t minor, uint32_t arch, struct lus_visible *v)
{
    uint32_t i, in = minor < 32 ? 1u << minor : 0;

    memset(v, 0, sizeof(*v));
    for ( i = 0; i < LUS_NR_OF(lus_calls); i++ )
    {
        uint64_t bit = 1ull << lus_calls[i].number;

        if ( arch == LUS_ARCH_X86 && (lus_calls[i].pv & in) )
            v->hypercalls_pv |= bit;
        if ( (arch == LUS_ARCH_X86 ? lus_calls[i].hvm : is_arm(arch) ? lus_calls[i].arm : 0) & in )
            v->hypercalls_hvm |= bit;
    }
    for ( i = 0; i < LUS_NR_OF(lus_feats); i++ )
        if ( (arch == LUS_ARCH_X86 ? lus_feats[i].x86 : is_arm(arch) ? lus_feats[i].arm : 0) & in )
            v->xenfeats |= 1ull << lus_feats[i].number;
}

uint64_t lus_limit_value(uint32_t i, uint32_t minor, uint32_t arch)
{
    uint32_t k;

    for ( k = 0; i < LUS_LIMITS && minor < 32 && k < LUS_NR_OF(lus_limit_values); k++ )
        if ( lus_limit_values[k].id == lus_limit_list[i].id && (lus_limit_values[k].minors >> minor & 1) &&
             (lus_limit_values[k].arm ? is_arm(arch) : arch == LUS_ARCH_X86) )
            return lus_limit_values[k].value;
    return LUS_NOTE_NO_LIMIT;
}

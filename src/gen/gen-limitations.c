/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What is derived of spec/limitations.md: by direction what is refused, must end first, is lost or noticed, from the .def files of src/compat,
 * and from quiesce.def what the host must be without. Part of gen-releases.
 */
#include "gen-releases.h"

enum direction { UP, DOWN, NR_DIRECTIONS };
enum kind { REFUSED, BUSY, LOST, UNUSED, SEEN, NR_KINDS };

static const struct effect { const char *row; enum direction direction; enum kind kind; const char *guests, *what, *instead; } effects[] = {
#define LUS_EFFECT(row, direction, kind, guests, what, instead) { #row, direction, kind, guests, what, instead },
#include "../compat/effects.def"
};

static const struct { const char *feature, *guests, *what, *instead; } without[] = {
#define LUS_WITHOUT(feature, guests, what, instead) { #feature, guests, what, instead },
#include "../compat/effects.def"
};

/* What guests can do on some releases only: bits by release. */
#define FIRST 11u
#define LAST 22u
#define FROM(a) (~0u << (a))
#define IN(a, b) (~0u << (a) & ~(~0u << (b) << 1))
#define ALWAYS ~0u
#define NEVER 0u
static const struct ability { const char *kind, *name; uint32_t pv, hvm; const char *guests, *doc; } abilities[] = {
#define LUS_HYPERCALL(number, name, pv, hvm, arm) { "hypercall", #name, pv, hvm, NULL, NULL },
#define LUS_XENFEAT(number, name, x86, arm) { "XENFEAT", #name, x86, x86, NULL, NULL },
#define LUS_LOSS(name, number, guests, in, doc, source) { "loss", #name, in, in, #guests, doc },
#define LUS_CHANGE(name, number, guests, doc, source)
#include "../compat/losses.def"
};

static const struct { const char *doc; } changes[] = {
#define LUS_HYPERCALL(number, name, pv, hvm, arm)
#define LUS_XENFEAT(number, name, x86, arm)
#define LUS_LOSS(name, number, guests, in, doc, source)
#define LUS_CHANGE(name, number, guests, doc, source) { doc },
#include "../compat/losses.def"
};

enum limited_arch { X86, ARM };
static const struct { const char *name, *doc; } limits[] = {
#define LUS_LIMIT(name, id, guests, seen, record, field, doc, source) { #name, doc },
#define LUS_LIMIT_IS(name, arch, first, last, value)
#include "../compat/limits.def"
};
static const struct { const char *name; enum limited_arch arch; unsigned int first, last; unsigned long value; } spans[] = {
#define LUS_LIMIT(name, id, guests, seen, record, field, doc, source)
#define LUS_LIMIT_IS(name, arch, first, last, value) { #name, arch, first, last, value },
#include "../compat/limits.def"
};

enum reach { WAIT, FINISH, CANCEL, REWIND, CHECK };
static const struct { const char *name; enum reach reach; const char *holds, *how; } drained[] = {
#define LUS_QUIESCE(name, number, scope, guests, form, reach, otherwise, record, since, until, where, holds, how) { #name, reach, holds, how },
#define LUS_REWOUND(name, hypercall, arg, low, bits, field, doc)
#define LUS_CONVERT(name, hypercall, arg, from, to, doc)
#include "../core/host/quiesce.def"
};

static const struct row *row_of(const struct effect *e)
{
    unsigned int i;

    for ( i = 0; i < nr_rows && strcmp(rows[i].name, e->row); i++ )
        ;
    return &rows[i];
}

static void print_step(unsigned int minor, enum direction direction)
{
    printf("| 4.%u to 4.%u ", direction == UP ? minor - 1 : minor, direction == UP ? minor : minor - 1);
}

/* The lines of one kind and direction, a step after the other as one goes. Return: how many. */
static unsigned int print_effects(enum direction direction, enum kind kind)
{
    unsigned int k, i, n = 0;

    for ( k = 1; k < nr_releases; k++ )
    {
        unsigned int minor = direction == UP ? releases[k].minor : releases[nr_releases - k].minor;

        for ( i = 0; i < NR_OF(effects); i++ )
        {
            const struct effect *e = &effects[i];

            if ( e->direction != direction || e->kind != kind || row_of(e)->minor != minor )
                continue;
            print_step(minor, direction);
            printf("| %s | %s | %s | %s |\n", e->guests, e->what, e->instead, row_of(e)->id);
            n++;
        }
    }
    return n;
}

/* "PV", "HVM, PVH", .. of whom an ability is gone from release 4.@a to 4.@b; NULL if it is of none. */
static const char *loses(const struct ability *a, unsigned int from, unsigned int to)
{
    int pv = (a->pv >> from & 1) && !(a->pv >> to & 1), hvm = (a->hvm >> from & 1) && !(a->hvm >> to & 1);

    if ( !pv && !hvm )
        return NULL;
    if ( a->guests )
        return !strcmp(a->guests, "ALL") ? "all" : "HVM, PVH";
    return pv && hvm ? "all" : pv ? "PV" : "HVM, PVH";
}

static void print_abilities(enum direction direction)
{
    unsigned int k, i, minor;

    for ( k = 1; k < nr_releases; k++ )
    {
        minor = direction == UP ? releases[k].minor : releases[nr_releases - k].minor;
        for ( i = 0; i < NR_OF(abilities); i++ )
        {
            const struct ability *a = &abilities[i];
            const char *who = loses(a, direction == UP ? minor - 1 : minor, direction == UP ? minor : minor - 1);

            if ( !who )
                continue;
            print_step(minor, direction);
            if ( a->doc )
                printf("| %s | %s | not there any more | %s |\n", who, a->doc, a->name);
            else
                printf("| %s | %s %s | not there any more: a guest that found it at boot may still call it | - |\n", who, a->kind, a->name);
        }
    }
}

static unsigned int count(unsigned int minor, enum direction direction, enum kind kind)
{
    unsigned int i, n = 0;

    for ( i = 0; i < NR_OF(effects); i++ )
        n += effects[i].direction == direction && effects[i].kind == kind && row_of(&effects[i])->minor == minor;
    return n;
}

static void print_glance(void)
{
    unsigned int k;

    printf("### At a glance\n\nHow many lines below are of each step; `-`: none.\n\n"
           "| step | up: refused | must end first | lost | noticed | down: refused | must end first | lost | noticed |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for ( k = 1; k < nr_releases; k++ )
    {
        static const enum kind shown[] = { REFUSED, BUSY, LOST, SEEN };
        unsigned int d, i;

        printf("| 4.%u, 4.%u |", releases[k - 1].minor, releases[k].minor);
        for ( d = UP; d < NR_DIRECTIONS; d++ )
            for ( i = 0; i < NR_OF(shown); i++ )
                if ( count(releases[k].minor, (enum direction)d, shown[i]) )
                    printf(" %u |", count(releases[k].minor, (enum direction)d, shown[i]));
                else
                    printf(" - |");
        printf("\n");
    }
}

static void print_direction(enum direction direction)
{
    const char *head = direction == UP ? "Going up" : "Going down";

    printf("\n### %s: refused\n\n| step | guests | what | what to do | row |\n|---|---|---|---|---|\n", head);
    print_effects(direction, REFUSED);
    printf("\n### %s: must end first\n\nRefused while it lasts.\n\n| step | guests | what | what to do | row |\n|---|---|---|---|---|\n", head);
    print_effects(direction, BUSY);
    printf("\n### %s: lost\n\n| step | guests | what | what happens then | row |\n|---|---|---|---|---|\n", head);
    print_effects(direction, LOST);
    printf("\n### %s: noticed\n\nNothing of the state is lost; a guest, or who looks after it, may see it.\n\n| step | guests | what | what happens then | row |\n|---|---|---|---|---|\n", head);
    print_effects(direction, SEEN);
    print_abilities(direction);
}

static void print_idle(void)
{
    unsigned int i;

    printf("\n### What a host must be without, whatever the releases\n\nxen#1 brings everything else of `quiesce.md` to rest by itself; these it can only find.\n\n"
           "| what | must hold | how |\n|---|---|---|\n");
    for ( i = 0; i < NR_OF(drained); i++ )
        if ( drained[i].reach == CHECK )
            printf("| %s | %s | %s |\n", drained[i].name, drained[i].holds, drained[i].how);
}

static void print_builds(void)
{
    unsigned int i, k;

    printf("\n### Refused where xen#2 was built or booted without something\n\nBy default: as upstream's Kconfig of x86 has it, without a command line. "
           "Of a release that is not in the second column only another build or command line lacks it.\n\n"
           "| feature | missing by default in | guests | who is refused | what to do |\n|---|---|---|---|---|\n");
    for ( i = 0; i < NR_OF(without); i++ )
        for ( k = 0; k < nr_features; k++ )
            if ( !strcmp(features[k].name, without[i].feature) )
            {
                printf("| %s | ", without[i].feature);
                print_points(&features[k], 0);
                printf(" | %s | %s | %s |\n", without[i].guests, without[i].what, without[i].instead);
            }
}

/* Of limits that are not the same in every release. */
static void print_bounds(void)
{
    unsigned int i;
    const char *name = NULL, *doc = NULL;

    printf("\n### Refused beyond a limit\n\nOf limits that are not the same in every release of x86: going to one of these, more is refused.\n\n"
           "| what | most | releases | limit |\n|---|--:|---|---|\n");
    for ( i = 0; i < NR_OF(spans); i++ )
    {
        unsigned int k;

        if ( spans[i].arch != X86 || (spans[i].first == FIRST && spans[i].last == LAST) )
            continue;
        for ( k = 0; k < NR_OF(limits); k++ )
            if ( !strcmp(limits[k].name, spans[i].name) )
            {
                name = limits[k].name;
                doc = limits[k].doc;
            }
        printf("| %s | %lu | 4.%u to 4.%u | %s |\n", doc, spans[i].value, spans[i].first, spans[i].last, name);
    }
}

/* Each row is in one of the groups; here are those that are in none, and those whose loss nobody can miss. */
static void print_fine(void)
{
    unsigned int i, k, n = 0, any;

    printf("\n### Reported as lost, and never used\n\n| step | guests | what | row |\n|---|---|---|---|\n");
    for ( i = 0; i < NR_OF(effects); i++ )
        if ( effects[i].kind == UNUSED )
        {
            print_step(row_of(&effects[i])->minor, effects[i].direction);
            printf("| %s | %s | %s |\n", effects[i].guests, effects[i].what, row_of(&effects[i])->id);
        }
    printf("\n### Everything else is fine\n\nOf these changes no guest can tell: values are carried, derived, or defaulted as the release did it itself. What each is, is in `releases.md`.\n\n"
           "| step | rows |\n|---|---|\n");
    for ( k = 1; k < nr_releases; k++ )
    {
        printf("| 4.%u, 4.%u |", releases[k - 1].minor, releases[k].minor);
        for ( i = 0; i < nr_rows; i++ )
        {
            unsigned int e;

            for ( e = any = 0; e < NR_OF(effects); e++ )
                any |= !strcmp(effects[e].row, rows[i].name);
            if ( rows[i].minor != releases[k].minor || any )
                continue;
            printf(" %s", rows[i].id);
            n++;
        }
        printf(" |\n");
    }
    printf("\n%u of %u changes.\n", n, nr_rows);
}

void print_limitations(void)
{
    unsigned int i;

    print_glance();
    printf("\n### Between any two releases\n\n");
    for ( i = 0; i < NR_OF(changes); i++ )
        printf("- %s.\n", changes[i].doc);
    print_direction(UP);
    print_direction(DOWN);
    print_idle();
    print_builds();
    print_bounds();
    print_fine();
}

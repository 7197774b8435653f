/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * gen-releases: prints spec/releases.md, which is derived from the .def files of src/compat: what each release knows, features, every change with what is
 * done about it. With the argument limitations.md, what is derived of that file: gen-limitations.c. Both are committed; a test compares them with what this
 * prints. Part of the build, never of the library.
 */
#include "gen-releases.h"

static const struct { const char *record; unsigned int revision, minor; } since[] = {
#define LUS_SINCE(record, revision, minor) { #record, revision, minor },
#include "../compat/releases.def"
};

static const struct { const char *name, *what; } uses[] = {
#define LUS_USES(name, record, part, field, test, value) { #name, #record "." #field " " #test " " #value },
#define LUS_USES_BITS(name, record, field, mask, value) { #name, #record "." #field " " #mask " IS " #value },
#define LUS_USES_KEYED(name, record, keyfield, key, field, test, value) { #name, #record " " #key "." #field " " #test " " #value },
#define LUS_USES_RECORD(name, record, instance) { #name, #record ", instance " #instance },
#define LUS_USES_IF(name, condition) { #name, "and only if " #condition },
#define LUS_UNSEEN(name, why) { #name, "not seen: " why },
#include "../compat/features.def"
};

static const struct rule { const char *row, *kind, *owner, *field, *how, *act; } rules[] = {
#define LUS_NEW(row, owner, field, how, act) { #row, "new", #owner, #field, #how, #act },
#define LUS_KNOWN(row, owner, field, mask, how, act) { #row, "known", #owner, #field, #how, #act },
#define LUS_GONE(row, owner, field, mask, act) { #row, "gone", #owner, #field, "", #act },
#define LUS_RECORD(row, owner, act) { #row, "record", #owner, "", "", #act },
#define LUS_CHECK(row, owner, fn) { #row, "check", #owner, "", #fn, "" },
#include "../compat/step-12.def"
#include "../compat/step-13.def"
#include "../compat/step-14.def"
#include "../compat/step-15.def"
#include "../compat/step-16.def"
#include "../compat/step-17.def"
#include "../compat/step-18.def"
#include "../compat/step-19.def"
#include "../compat/step-20.def"
#include "../compat/step-21.def"
#include "../compat/step-22.def"
};

static unsigned int revision_in(const char *record, unsigned int minor)
{
    unsigned int revision = 1, i;

    for ( i = 0; i < NR_OF(since); i++ )
        if ( strcmp(since[i].record, record) )
            continue;
        else if ( since[i].minor <= minor )
            revision = since[i].revision;
        else if ( since[i].revision == 1 )
            return 0;
    return revision;
}

static void print_profiles(void)
{
    unsigned int i, k;

    printf("## Profiles\n\nRevisions of the records that not all releases have alike; all others are known to all in revision 1. `-`: the release has no such "
           "record.\n\n| record |");
    for ( k = 0; k < nr_releases; k++ )
        printf(" 4.%u |", releases[k].minor);
    printf("\n|---|");
    for ( k = 0; k < nr_releases; k++ )
        printf("---|");
    for ( i = 0; i < NR_OF(since); i++ )
    {
        if ( i && !strcmp(since[i].record, since[i - 1].record) )
            continue;
        printf("\n| %s |", since[i].record);
        for ( k = 0; k < nr_releases; k++ )
            if ( revision_in(since[i].record, releases[k].minor) )
                printf(" %u |", revision_in(since[i].record, releases[k].minor));
            else
                printf(" - |");
    }
    printf("\n| last point release |");
    for ( k = 0; k < nr_releases; k++ )
        printf(" .%u |", releases[k].points);
    printf("\n\n");
}

static void print_features(void)
{
    unsigned int i, k, any;

    printf("## Features\n\nWhat hypervisors of one release differ in [C-3]. A domain, or a host, that uses what the target has not is refused [C-11].\n\n"
           "| bit | feature | by default in | seen by | meaning | source |\n|---|---|---|---|---|---|\n");
    for ( i = 0; i < nr_features; i++ )
    {
        printf("| %u | %s | ", features[i].bit, features[i].name);
        print_points(&features[i], 1);
        printf(" | ");
        for ( k = any = 0; k < NR_OF(uses); k++ )
            if ( !strcmp(uses[k].name, features[i].name) )
                printf("%s%s", any++ ? "; " : "", uses[k].what);
        printf(" | %s | %s |\n", features[i].doc, features[i].source);
    }
    printf("\n");
}

static void print_rules(const char *row)
{
    unsigned int i, any = 0;

    for ( i = 0; i < NR_OF(rules); i++ )
        if ( !strcmp(rules[i].row, row) )
            printf("%s%s %s%s%s", any++ ? ", " : "", rules[i].kind, rules[i].owner, *rules[i].field ? "." : "", rules[i].field);
    if ( !any )
        printf("-");
}

static void print_rows(void)
{
    static const char *const classes[] = { "A0", "AD", "X", "R", "S", "N" };
    static const char *const meanings[] = {
        "added, a constant is right", "added, to be derived", "gone, or not in every build", "moved or renamed", "means or is checked otherwise", "Xen's own"
    };
    unsigned int k, i, n, with;
    uint32_t c, r;

    printf("## Changes\n\n| class | what | rows | with rules |\n|---|---|---|---|\n");
    for ( c = 0; c < NR_OF(classes); c++ )
    {
        for ( i = n = with = 0; i < nr_rows; i++ )
        {
            if ( strcmp(rows[i].class, classes[c]) )
                continue;
            n++;
            for ( r = 0; r < NR_OF(rules) && strcmp(rules[r].row, rows[i].name); r++ )
                ;
            with += r < NR_OF(rules);
        }
        printf("| %s | %s | %u | %u |\n", classes[c], meanings[c], n, with);
    }
    for ( k = 1; k < nr_releases; k++ )
    {
        printf("\n### 4.%u to 4.%u\n\n| id | class | change | in Xen | what is done | rules |\n|---|---|---|---|---|---|\n", releases[k - 1].minor, releases[k].minor);
        for ( i = 0; i < nr_rows; i++ )
            if ( rows[i].minor == releases[k].minor )
            {
                printf("| %s | %s | %s | %s | %s | ", rows[i].id, rows[i].class, rows[i].what, rows[i].source, rows[i].shim);
                print_rules(rows[i].name);
                printf(" |\n");
            }
    }
}

/* Values by which a domain or a host cannot go down. Checks say in their rows what they refuse. */
static void print_limits(void)
{
    unsigned int i, k;

    printf("\n## What is refused by a rule of a field\n\nChecks and features refuse besides, as their rows say.\n\n| field or record | row | change |\n|---|---|---|\n");
    for ( i = 0; i < NR_OF(rules); i++ )
        for ( k = 0; k < nr_rows && !strcmp(rules[i].act, "REFUSE"); k++ )
            if ( !strcmp(rows[k].name, rules[i].row) )
                printf("| %s%s%s | %s | %s |\n", rules[i].owner, *rules[i].field ? "." : "", rules[i].field, rows[k].id, rows[k].what);
}

int main(int argc, char **argv)
{
    if ( argc == 2 && !strcmp(argv[1], "limitations.md") )
    {
        print_limitations();
        return fflush(stdout) || ferror(stdout) ? 2 : 0;
    }
    printf("<!-- SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause -->\n<!-- Derived from src/compat/*.def by src/gen/gen-releases.c; do not edit. -->\n"
           "# Releases\n\nWhat each release of Xen knows, what its builds differ in, and every change between two releases with what becomes of it. The contract is\n"
           "compat.md. Commits are of xen.git.\n\n");
    print_profiles();
    print_features();
    print_rows();
    print_limits();
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}

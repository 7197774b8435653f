/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The tables that gen-releases prints from, and which point releases have a feature by default. */
#include "gen-releases.h"

const struct release releases[] = {
#define LUS_RELEASE(minor, points) { minor, points },
#include "../compat/releases.def"
};
const unsigned int nr_releases = NR_OF(releases);

const struct feature features[] = {
#define LUS_FEATURE(name, bit, first, last, point, doc, source) { #name, bit, first, last, point, doc, source },
#include "../compat/features.def"
};
const unsigned int nr_features = NR_OF(features);

static const struct { const char *name; unsigned int minor, from, to; } points[] = {
#define LUS_FEATURE_POINTS(name, minor, from, to) { #name, minor, from, to },
#include "../compat/features.def"
};

const struct row rows[] = {
#define LUS_ROW(name, id, minor, class, what, source, shim) { #name, id, minor, #class, what, source, shim },
#include "../compat/rows.def"
};
const unsigned int nr_rows = NR_OF(rows);

static int has(const struct feature *f, unsigned int k, unsigned int point)
{
    unsigned int minor = releases[k].minor, i;

    for ( i = 0; i < NR_OF(points); i++ )
        if ( !strcmp(points[i].name, f->name) && points[i].minor == minor )
            return point >= points[i].from && point <= points[i].to;
    return minor >= f->first && minor <= f->last && (minor > f->first || point >= f->point);
}

/* Of the point releases of release @k from @point on, how many have it, or have it not. */
static unsigned int run(const struct feature *f, unsigned int k, unsigned int point, int wanted)
{
    unsigned int n = 0;

    while ( point + n <= releases[k].points && has(f, k, point + n) == wanted )
        n++;
    return n;
}

void print_points(const struct feature *f, int wanted)
{
    unsigned int k, end, point, n, any = 0;

    for ( k = 0; k < nr_releases; k++ )
    {
        for ( end = k; end < nr_releases && run(f, end, 0, wanted) == releases[end].points + 1; end++ )
            ;
        if ( end > k )
        {
            printf("%s4.%u", any++ ? ", " : "", releases[k].minor);
            if ( end > k + 1 )
                printf(" to 4.%u", releases[end - 1].minor);
            k = end - 1;
            continue;
        }
        for ( point = 0; point <= releases[k].points; point += n + !n )
        {
            n = run(f, k, point, wanted);
            if ( n )
                printf(n == 1 ? "%s4.%u.%u only" : "%s4.%u.%u to .%u", any++ ? ", " : "", releases[k].minor, point, point + n - 1);
        }
    }
    if ( !any )
        printf("none");
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to gen-releases: the tables of releases that both its files print from. */
#ifndef LUSTREAM_GEN_RELEASES_H
#define LUSTREAM_GEN_RELEASES_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NR_OF(a) (sizeof(a) / sizeof((a)[0]))

struct release { unsigned int minor, points; };
struct feature { const char *name; unsigned int bit, first, last, point; const char *doc, *source; };
struct row { const char *name, *id; unsigned int minor; const char *class, *what, *source, *shim; };

extern const struct release releases[];
extern const struct feature features[];
extern const struct row rows[];
extern const unsigned int nr_releases, nr_features, nr_rows;

/* By default, the releases that have a feature, or with @wanted 0 those that have not; "none" where there are none. */
void print_points(const struct feature *f, int wanted);

/* What is derived of spec/limitations.md. */
void print_limitations(void);

#endif

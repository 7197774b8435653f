/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Releases and features. Derived from src/compat/releases.def and features.def by src/gen/gen.c; do not edit. */
#ifndef LUSTREAM_RELEASES_H
#define LUSTREAM_RELEASES_H

/* Minor numbers of the first and the last release of Xen 4. */
#define LUS_RELEASE_FIRST 11u
#define LUS_RELEASE_LAST 22u

/* Features of a profile; the bits never change. */
#define LUS_FEATURE_SHADOW_PAGING 0x1ull /* shadow paging (CONFIG_SHADOW_PAGING) */
#define LUS_FEATURE_GRANT_TABLE 0x2ull /* grant tables (CONFIG_GRANT_TABLE) */
#define LUS_FEATURE_EXPLICIT 0x8000000000000000ull /* the others are written, not the release's default */
#define LUS_FEATURES_KNOWN 0x8000000000000003ull

#endif

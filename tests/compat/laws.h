/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What holds of every conversion, tried on one stream between all releases. spec/compat.md C-2, C-6, C-15, C-16. */
#ifndef LUSTREAM_TESTS_LAWS_H
#define LUSTREAM_TESTS_LAWS_H

#include "recast.h"

/* The last release that has a step behind it: above it conversion knows nothing yet. */
uint32_t laws_top(void);

/* Counts of what was tried. */
struct laws
{
    uint64_t conversions;
    uint64_t chains;
    uint64_t reported;
    uint64_t left_out;          /* records that some release refuses, without which the stream is tried */
};

/* Any good stream, whatever profile it says: taken to the last release, then through all. Fails the test where a law does not hold. */
void laws_hold(struct bytes any, struct laws *done);

#endif

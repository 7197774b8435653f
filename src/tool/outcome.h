/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What a conversion reports, in words: one way for lustream-convert and lustream-dump. spec/programs.md [P-29] [P-53] */
#ifndef LUSTREAM_TOOL_OUTCOME_H
#define LUSTREAM_TOOL_OUTCOME_H

#include "lustream/compat.h"
#include "print.h"

/* "derived", "unprovable", ..: of enum lus_outcome_kind. */
const char *outcome_name(uint32_t kind);

/* "domain 1, hvm_params[4].value: lost, 0x1 -> 0x0 (14-12: what changed)" */
void line_add_outcome(struct line *l, const struct lus_outcome *o);

/* "domain 1, hvm_rtc: 0 of 1 records as they are, 3 of 3 fields, derived 1" */
void line_add_tally(struct line *l, const struct lus_tally *t);

/*
 * struct advice - what to do about refusals, each once
 * @features: of which domains were refused, as flags; @rows: by number and direction
 */
#define ADVICE_ROWS 1024
struct advice
{
    uint64_t features;
    uint8_t rows[2][ADVICE_ROWS];
};

void advice_note(struct advice *a, const struct lus_outcome *o);

/*
 * Lines of advice, to @say. @option: "--to", "--target"; @target: its value, or NULL where that is no release whose features could be named.
 */
void advice_give(const struct advice *a, const char *option, const char *target, void (*say)(void *ctx, const struct line *l), void *ctx);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.12 to 4.13: what the rules of step-13.def call. */
#include "step.h"

static const struct lus_shim_rule lus_rules[] = {
#include "step-13.def"
};
LUS_STEP_OF(13)

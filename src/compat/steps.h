/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: the tables of rules, one a step. */
#ifndef LUSTREAM_COMPAT_STEPS_H
#define LUSTREAM_COMPAT_STEPS_H

#include "compat.h"

#define LUS_STEP(n) struct lus_step lus_step_##n(void);
#include "steps.def"

#endif

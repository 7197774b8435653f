/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/core: the order of restoring as data. */
#ifndef LUSTREAM_CORE_RESTORE_H
#define LUSTREAM_CORE_RESTORE_H

#include "lustream/env.h"

/* phase: 0 the system, 1 the domains, 2 the system's late records */
struct lus_order_entry
{
    uint32_t type;
    uint8_t pass;
    uint8_t phase;
};

extern const struct lus_order_entry lus_order[];
extern const uint32_t lus_order_nr;

#endif

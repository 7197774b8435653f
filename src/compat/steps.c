/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The steps by number, and the rows that they answer. */
#include "compat.h"
#include "steps.h"

struct lus_step lus_step_of(uint32_t minor)
{
    struct lus_step step = { NULL, 0 };

    switch ( minor )
    {
#define LUS_STEP(n) case n: return lus_step_##n();
#include "steps.def"
    default: return step;
    }
}

#define LUS_ROW(name, id, minor, change, what, source, shim) { id, what, source, shim, minor, LUS_CHANGE_##change },
static const struct lus_row lus_rows[] = {
#include "rows.def"
};
#undef LUS_ROW

const struct lus_row *lus_row(uint32_t i, uint32_t *nr)
{
    if ( nr )
        *nr = LUS_NR_OF(lus_rows);
    return i < LUS_NR_OF(lus_rows) ? &lus_rows[i] : NULL;
}

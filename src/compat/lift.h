/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: one record or entry of one profile as it is in another. */
#ifndef LUSTREAM_COMPAT_LIFT_H
#define LUSTREAM_COMPAT_LIFT_H

#include "compat.h"

struct lus_lift
{
    struct lus_stream *s;
    struct lus_profile from;
    struct lus_profile to;
    struct lus_facts facts;
    struct lus_facts_work work;
    union lus_any record;
    union lus_any entry;
    struct lus_params params;
    struct lus_params loaded;           /* as the stream has them */
    struct lus_recast_result result;
    struct lus_call call;
    struct lus_call at;                 /* of the record, while its entries are lifted */
    uint8_t touched[LUS_OWNERS];        /* whether a rule has to do with it */
};

int lus_lift_init(struct lus_lift *l, struct lus_stream *s, const struct lus_profile *to);

/* Can a record pass as it is, but for its entries? */
int lus_lift_is_plain(const struct lus_lift *l, const struct lus_record *rec);

#endif

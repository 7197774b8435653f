/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Profiles: what a release knows. spec/compat.md section 1. */
#include "features.h"

int lus_profile_default(uint32_t minor, uint32_t point, struct lus_profile *p)
{
    if ( minor < LUS_RELEASE_FIRST || minor > LUS_RELEASE_LAST )
        return -LUS_E_PROFILE;
    p->minor = minor;
    p->features = lus_features_of(minor, point);
    return 0;
}

/* ".4", ".4-pre": a point release; the last one where the text is of another kind. */
static uint32_t point_of(const char *extra)
{
    uint32_t i, n = 0;

    if ( extra[0] != '.' || extra[1] < '0' || extra[1] > '9' )
        return LUS_POINT_LAST;
    for ( i = 1; i < 4 && extra[i] >= '0' && extra[i] <= '9'; i++ )
        n = 10 * n + (uint32_t)(extra[i] - '0');
    return n;
}

int lus_profile_of(const struct lus_header *h, struct lus_profile *p)
{
    uint32_t point = LUS_POINT_LAST;

    if ( h->profile_major != 4 || h->profile_minor < LUS_RELEASE_FIRST || h->profile_minor > LUS_RELEASE_LAST )
        return -LUS_E_PROFILE;
    if ( !lus_features_known(h->features) )
        return -LUS_E_FEATURE;
    p->minor = h->profile_minor;
    p->features = h->features & ~LUS_FEATURE_EXPLICIT;
    if ( h->features )
        return 0;
    if ( h->producer_major == h->profile_major && h->producer_minor == h->profile_minor )
        point = point_of(h->producer_extra);
    return lus_profile_default(p->minor, point, p);
}

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) TYPE_##name = (int)(type),
enum type
{
    TYPE_none,
#include "../core/records.def"
};

/* From which release on a record has a revision. A record that begins with 1 here is in no earlier one. */
static const struct { uint32_t type; uint8_t revision, since; } since[] = {
#define LUS_SINCE(record, rev, minor) { (uint32_t)TYPE_##record, rev, minor },
#include "releases.def"
};

uint32_t lus_profile_revision(const struct lus_profile *p, uint32_t type)
{
    uint32_t revision = lus_record_type(type) ? 1 : 0, i;

    for ( i = 0; i < LUS_NR_OF(since); i++ )
        if ( since[i].type == type && since[i].since <= p->minor )
            revision = since[i].revision;
        else if ( since[i].type == type && since[i].revision == 1 )
            return 0;
    return revision;
}

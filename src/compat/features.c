/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Features: who has them by default, and which domains use them. spec/compat.md C-3, C-11. */
#include "features.h"

/* One function for each line of features.def. */
static int uses_SHADOW_PAGING(const struct lus_facts *f)
{
    return f->paging_mode == LUS_PAGING_MODE_SHADOW;
}

static int uses_GRANT_TABLE(const struct lus_facts *f)
{
    return f->grant_version != 0;
}

uint64_t lus_features_missing(const struct lus_facts *f, uint64_t have)
{
    uint64_t missing = 0;

#define LUS_FEATURE(NAME, bit, first, last, point, doc, source) \
    if ( !(have & 1ull << (bit)) && uses_##NAME(f) ) \
        missing |= 1ull << (bit);
#include "features.def"
    return missing;
}

/* The releases that have each by default. */
static const struct { uint64_t flag; uint32_t first, last, point; } defaults[] = {
#define LUS_FEATURE(NAME, bit, first, last, point, doc, source) { 1ull << (bit), first, last, point },
#include "features.def"
};

uint64_t lus_features_of(uint32_t minor, uint32_t point)
{
    uint64_t features = 0;
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(defaults); i++ )
        if ( minor >= defaults[i].first && minor <= defaults[i].last && (minor > defaults[i].first || point >= defaults[i].point) )
            features |= defaults[i].flag;
    return features;
}

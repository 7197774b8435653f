/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: features by release. */
#ifndef LUSTREAM_COMPAT_FEATURES_H
#define LUSTREAM_COMPAT_FEATURES_H

#include "compat.h"

/* Those of 4.@minor.@point by default. */
uint64_t lus_features_of(uint32_t minor, uint32_t point);

/* Adds to *flags the features that a record uses. @t: to read its table with. Return: 0, or what reading a table returns. */
int lus_features_used(const struct lus_segment *seg, const struct lus_record *rec, struct lus_table *t, uint64_t *flags);

/* The features of @f->uses that count for such a domain. */
uint64_t lus_features_sift(const struct lus_facts *f);

#endif

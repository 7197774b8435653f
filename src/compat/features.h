/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to src/compat: features by release. */
#ifndef LUSTREAM_COMPAT_FEATURES_H
#define LUSTREAM_COMPAT_FEATURES_H

#include "compat.h"

/* Those of 4.@minor.@point by default. */
uint64_t lus_features_of(uint32_t minor, uint32_t point);

#endif

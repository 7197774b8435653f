/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The mutator of the targets that take any stream. */
#include "fuzz.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
    return mutate_stream(data, size, max, seed, 4);
}

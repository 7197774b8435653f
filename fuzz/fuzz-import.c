/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The image importer on hostile bytes: what it takes becomes a stream that lus_check() accepts, the same each time; what it
 * refuses, it refuses with a text and an exit code.
 */
#include "memory-input.h"
#include "tool/import/import.h"

static int import(struct bag *bag, struct input *in, struct problem *p)
{
    struct import_options o = { .program = "fuzz-import", .file = "image", .next_domid = 1, .quiet = 1 };

    return import_image(bag, in, &o, p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size), *first, *again;
    size_t len, len_again;

    first = memory_stream(copy, size, import, &len);
    if ( first )
    {
        check_bytes(first, len);
        again = memory_stream(copy, size, import, &len_again);
        CHECK(again && len == len_again && !memcmp(first, again, len));
        free(again);
    }
    free(first);
    free(copy);
    return 0;
}

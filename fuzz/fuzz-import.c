/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The image importer on hostile bytes: what it takes becomes a stream that lus_check() accepts, the same each time; what it
 * refuses, it refuses with a text and an exit code.
 */
#include "memory-input.h"
#include "tool/import.h"

static uint8_t *import(const void *image, size_t size, size_t *len)
{
    struct import_options o = { .program = "fuzz-import", .file = "image", .next_domid = 1, .quiet = 1 };
    struct input *in = memory_input(image, size);
    struct problem p = { 0 };
    uint8_t *bytes = NULL;
    struct bag bag;
    int rc;

    if ( !in )
        return NULL;
    bag_init(&bag);
    rc = import_image(&bag, in, &o, &p);
    check_problem(&p, rc);
    if ( rc == 0 )
    {
        rc = bag_bytes(&bag, &bytes, len, &p);
        check_problem(&p, rc);
    }
    input_close(in);
    bag_free(&bag);
    return rc ? NULL : bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size), *first, *again;
    size_t len, len_again;

    first = import(copy, size, &len);
    if ( first )
    {
        check_bytes(first, len);
        again = import(copy, size, &len_again);
        CHECK(again && len == len_again && !memcmp(first, again, len));
        free(again);
    }
    free(first);
    free(copy);
    return 0;
}

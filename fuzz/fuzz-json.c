/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The JSON form from hostile text: what is taken gives a stream that lus_check() accepts; written as JSON and read again, it is
 * the same stream, byte for byte. What is refused is refused with a text and an exit code.
 */
#include "memory-input.h"
#include "tool/json/json.h"

static char *write_json(const uint8_t *bytes, size_t len, size_t *text_len)
{
    struct json_options o = { .pretty = (int)(len >> 12 & 1) };
    uint8_t *scratch = heap(LUS_SCRATCH);
    char *text = NULL;
    FILE *out = open_memstream(&text, text_len);
    struct lus_source src;
    struct lus_stream s;

    if ( !out )
        abort();
    lus_source_flat(&src, bytes, len);
    CHECK(lus_open(&s, &src, scratch, 0) == 0);
    CHECK(json_write(out, &s, &o) == 0);
    CHECK(s.diag.error == 0);
    if ( fclose(out) )
        abort();
    free(scratch);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size), *first, *again;
    size_t len, len_again, text_len;
    char *text;

    first = memory_stream(copy, size, json_load, &len);
    if ( first )
    {
        check_bytes(first, len);
        text = write_json(first, len, &text_len);
        again = memory_stream(text, text_len, json_load, &len_again);
        CHECK(again && len == len_again && !memcmp(first, again, len));
        free(again);
        free(text);
    }
    free(first);
    free(copy);
    return 0;
}

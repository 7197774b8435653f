/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A stream in pages that do not follow each other. */
#include "harness.h"

struct apart apart_new(struct bytes b, uint32_t skew)
{
    uint32_t nr = (uint32_t)((b.n + skew + PAGE - 1) / PAGE), i;
    struct apart a;

    a.pages = calloc(nr, sizeof(*a.pages));
    a.copy = malloc((size_t)nr * 2 * PAGE);
    assert_true(a.pages && a.copy);
    memset(a.copy, 0xee, (size_t)nr * 2 * PAGE);
    for ( i = 0; i < nr; i++ )
        a.pages[i] = a.copy + (size_t)i * 2 * PAGE;
    for ( i = 0; i < b.n; i++ )
        a.copy[((i + skew) / PAGE) * 2 * PAGE + (i + skew) % PAGE] = b.p[i];
    lus_source_pages(&a.src, a.pages, skew % PAGE, b.n);
    return a;
}

void apart_free(struct apart *a)
{
    free(a->pages);
    free(a->copy);
}

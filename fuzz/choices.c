/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Memory, choices and the reader's diag: what every target needs. */
#include "fuzz.h"

void *heap(size_t n)
{
    void *p = malloc(n ? n : 1);

    if ( !p )
        abort();
    return p;
}

void *heap_copy(const void *p, size_t n)
{
    void *copy = heap(n);

    if ( n )
        memcpy(copy, p, n);
    return copy;
}

void expect_diag(struct lus_stream *s, int rc)
{
    CHECK(rc != -LUS_E_INTERNAL);
    if ( rc >= 0 || rc == -LUS_E_NOT_FOUND || rc == -LUS_E_ARGUMENT )
    {
        CHECK(s->diag.error == 0);
        return;
    }
    CHECK(s->diag.error == -rc);
    CHECK(s->diag.offset <= s->src.size);
    CHECK(lus_error_class(rc) == 1 || lus_error_class(rc) == 3);
    CHECK(strcmp(lus_error_name(rc), "E_UNKNOWN"));
    memset(&s->diag, 0, sizeof(s->diag));
}

uint64_t choose(struct choices *c, unsigned int bytes)
{
    uint64_t v = 0;

    if ( c->random )
    {
        c->random ^= c->random << 13;
        c->random ^= c->random >> 7;
        c->random ^= c->random << 17;
        v = c->random * 0x2545f4914f6cdd1dull;
        return bytes < 8 ? v >> (64 - 8 * bytes) : v;
    }
    for ( ; bytes && c->left; bytes-- )
    {
        v = v << 8 | *c->p++;
        c->left--;
    }
    return v;
}

uint32_t choose_below(struct choices *c, uint32_t n)
{
    return (uint32_t)(choose(c, n > 65536 ? 4 : n > 256 ? 2 : 1) % n);
}

uint64_t choose_edge(struct choices *c)
{
    uint64_t how = choose(c, 1);

    if ( how < 96 )
        return how % 8;
    if ( how < 160 )
        return (1ull << (how % 64)) - (choose(c, 1) & 1);
    if ( how < 176 )
        return ~0ull - choose(c, 1) % 4;
    return choose(c, how < 208 ? 2 : how < 232 ? 4 : 8);
}

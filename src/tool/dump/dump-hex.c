/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Bytes: dumps of long fields, and the bytes beside a line of text. */
#include <string.h>

#include "dump.h"

#define PER_LINE 16u
#define PER_ITEM 8u

static void add_ascii(struct line *l, const uint8_t *p, uint32_t n)
{
    uint32_t i;

    line_add(l, "  |");
    for ( i = 0; i < n; i++ )
        line_add(l, "%c", p[i] >= 0x20 && p[i] <= 0x7e ? p[i] : '.');
    line_add(l, "|");
}

void show_hex(const struct view *v, uint64_t at, uint64_t len, int absolute)
{
    uint64_t done = 0;

    while ( done < len )
    {
        uint32_t n = len - done < PER_LINE ? (uint32_t)(len - done) : PER_LINE;
        uint64_t shown = absolute ? at + done : done, next = done + n;
        uint8_t buf[PER_LINE], more[PER_LINE];
        const uint8_t *p = view_bytes(v, at + done, n, buf), *q;
        struct line l;

        if ( !p )
            return;
        while ( n == PER_LINE && len - next >= PER_LINE && (q = view_bytes(v, at + next, PER_LINE, more)) != NULL &&
                !memcmp(p, q, PER_LINE) )
            next += PER_LINE;
        line_clear(&l);
        line_add(&l, "      0x%04" PRIx64 "  ", shown);
        line_add_hex(&l, p, n);
        if ( next != done + n )
            line_add(&l, "  and so on up to 0x%04" PRIx64, shown + (next - done) - 1);
        else
        {
            line_pad(&l, 62);
            add_ascii(&l, p, n);
        }
        line_out(&l, 8);
        done = next;
    }
}

void show_item(const struct options *o, uint64_t at, const uint8_t *bytes, size_t n, const struct line *text)
{
    size_t first = n < PER_ITEM ? n : PER_ITEM, done, indent;
    struct line l;

    line_clear(&l);
    line_add(&l, "    ");
    if ( o->hex )
    {
        line_add(&l, "0x%06" PRIx64 "  ", at);
        line_add_hex(&l, bytes, first);
        line_pad(&l, 40);
    }
    indent = l.len + 2;
    line_add(&l, "%s", text->text);
    line_out(&l, indent);
    for ( done = first; o->hex && done < n; done += first )
    {
        first = n - done < PER_LINE ? n - done : PER_LINE;
        line_clear(&l);
        line_add(&l, "    0x%06" PRIx64 "  ", at + done);
        line_add_hex(&l, bytes + done, first);
        line_out(&l, 8);
    }
}

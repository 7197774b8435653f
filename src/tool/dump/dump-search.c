/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Where streams begin in a bigger file. */
#include <stdlib.h>
#include <string.h>

#include "tool/cpu.h"
#include "dump.h"

/*
 * A hostile file may have a header at every 256 bytes, each of which says that the rest of the file is its stream. Checking stops
 * when this many times the file's size has been read: places are still listed, without a verdict.
 */
#define PASSES_MAX 16u

int find_header(const struct file *f, uint64_t at, struct lus_header *h)
{
    struct lus_source src;
    struct lus_stream s;
    const struct lus_diag *d = &s.diag;

    /* The header alone, so that what follows it does not matter yet. */
    lus_source_flat(&src, f->bytes + at, f->size - at < LUS_HEADER_SIZE ? f->size - at : LUS_HEADER_SIZE);
    lus_open(&s, &src, NULL, lus_cpu_detect());
    *h = s.header;
    return d->error != LUS_E_MAGIC && d->error != LUS_E_HEADER_CRC && !(d->error == LUS_E_HEADER && d->offset == 12) &&
           !(d->error == LUS_E_TRUNCATED && d->value == LUS_HEADER_SIZE);
}

static void show_place(const struct file *f, uint64_t at, const struct lus_header *h, uint64_t *budget)
{
    struct lus_source src;
    struct view *v;
    struct line l;
    uint64_t size = f->size - at < h->total_size ? f->size - at : h->total_size;

    line_clear(&l);
    line_add(&l, "0x%08" PRIx64 " %14" PRIu64 "  ", at, h->total_size);
    if ( size > *budget )
    {
        *budget = 0;
        line_add(&l, "not checked: too many places; use --offset");
        line_out_cut(&l);
        return;
    }
    *budget -= size;
    lus_source_flat(&src, f->bytes + at, size);
    v = xmalloc(sizeof(*v));
    view_open(v, f->name, &src);
    line_add_verdict(&l, v);
    line_out_cut(&l);
    free(v);
}

int show_search(const struct file *f)
{
    uint64_t budget = f->size > ~0ull / PASSES_MAX ? ~0ull : f->size * PASSES_MAX, at = 0, found = 0;
    struct lus_header h;
    const uint8_t *p;

    while ( (p = f->size - at < 8 ? NULL : memmem(f->bytes + at, (size_t)(f->size - at), "LUSTREAM", 8)) != NULL )
    {
        at = (uint64_t)(p - f->bytes);
        if ( find_header(f, at, &h) )
        {
            if ( !found++ )
                out("    offset     total_size  verdict\n");
            show_place(f, at, &h, &budget);
        }
        at++;
    }
    if ( found )
        return EXIT_GOOD;
    message(f->name, "no stream in %" PRIu64 " bytes", f->size);
    return EXIT_CORRUPT;
}

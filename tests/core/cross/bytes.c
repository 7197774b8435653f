/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Prints two streams, of an x86 and of an Arm host, that have every record type and every revision, with values that differ in every byte:
 * run on each machine, the output must be the same. Reads them back before it prints.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lustream/records.h"
#include "lustream/writer.h"

static uint64_t state = 88172645463325252ull;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t one_value(const struct lus_field *f)
{
    uint64_t v = next(), bits = 8 * lus_wire_size(f->wire), mask = 0;
    uint32_t i;

    if ( f->check == LUS_CHECK_RANGE )
        v = f->hi - f->lo == ~0ull ? v : f->lo + v % (f->hi - f->lo + 1);
    else if ( f->check == LUS_CHECK_ENUM )
        v = f->values->values[v % f->values->nr].value;
    else if ( f->check == LUS_CHECK_BITS )
    {
        for ( i = 0; i < f->values->nr; i++ )
            mask |= f->values->values[i].value;
        v &= mask;
    }
    if ( f->wire == LUS_WIRE_I32 )
        return (uint64_t)(int64_t)(int32_t)(uint32_t)v;
    return bits == 64 ? v : v & ((1ull << bits) - 1);
}

/* Cutting a value to its bits may make it 0 where that is not allowed. */
static uint64_t valid(const struct lus_field *f)
{
    uint64_t v;

    do
        v = one_value(f);
    while ( lus_field_check(f, v) );
    return v;
}

static void fill(const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base)
{
    uint32_t f, i;

    for ( f = 0; f < nr; f++ )
        for ( i = 0; i < fields[f].count && fields[f].since <= rev && fields[f].wire != LUS_WIRE_RESERVED; i++ )
        {
            if ( fields[f].wire == LUS_WIRE_BYTES )
                base[fields[f].offset + i] = (uint8_t)next();
            else
                while ( lus_field_store(&fields[f], base, i, valid(&fields[f])) )
                    continue;
        }
}

/* Entries with ascending first fields: a key by index, the rest by chance. */
static void add_entries(struct lus_writer *w, const struct lus_record_type *t)
{
    const struct lus_field *f = t->entry->fields, *last = &f[t->entry->nr_fields - 1];
    uint64_t step = t->tail == LUS_TAIL_SPAN ? lus_span_end(t->entry) >> 5 : 1;
    uint32_t left = t->max && t->max < 19 ? t->max : 19, i;
    uint8_t buf[LUS_ENTRY_MAX];

    /* Keys that the first field may have, ascending; runs short enough not to meet. */
    for ( i = 1; i < 4096 && left; i++ )
    {
        if ( t->entry->keys && lus_field_check(f, i * step) )
            continue;
        memset(buf, 0, sizeof(buf));
        fill(f, t->entry->nr_fields, 1, buf);
        if ( t->entry->keys )
            lus_field_store(f, buf, 0, i * step);
        if ( t->tail == LUS_TAIL_SPAN )
            lus_field_store(last, buf, 0, 1 + lus_field_load(last, buf, 0) % (step < 200 ? step : 200));
        lus_add_entry(w, buf, t->entry->size);
        left--;
    }
}

static void add_extents(struct lus_writer *w, const struct lus_record_type *t)
{
    static struct lus_map_writer m;
    uint64_t gfn = 0;
    uint32_t i;

    lus_map_begin(&m, w);
    for ( i = 0; i < 30000; i++ )
    {
        uint64_t n = i < 10000 ? 1 : 1 + next() % 64;
        uint64_t mfn = next() & 0x1ffffffffull;
        uint32_t attribute = (uint32_t)t->attribute->values[next() % 97 ? 0 : 1].value;

        lus_map_add(&m, gfn, mfn, n, attribute);
        gfn += n + (next() % 500 == 0);
    }
    lus_map_end(&m);
}

static void put(struct lus_writer *w, const struct lus_record_type *t, uint32_t rev)
{
    static uint8_t buf[LUS_FIXED_MAX];

    memset(buf, 0, sizeof(buf));
    fill(t->fields, t->nr_fields, rev, buf);
    if ( t->type == LUS_TYPE_MEM_OWNED )
        memset(buf, 0, sizeof(buf));
    if ( t->type == LUS_TYPE_P2M )
        memset(buf, 0xff, 8);
    lus_begin(w, t->type, rev, 0, buf, t->fixed[rev - 1]);
    if ( t->entry )
        add_entries(w, t);
    else if ( t->tail == LUS_TAIL_MAP )
        add_extents(w, t);
    else if ( t->tail == LUS_TAIL_BLOB )
        lus_add_blob(w, "some bytes of a blob", 19);
    lus_end(w);
}

/* All records of a kind of segment that streams of the architecture have [S-47], in order. */
static void put_all(struct lus_writer *w, uint32_t arch, uint32_t kind, uint32_t rev)
{
    uint32_t nr, i, pass;
    const struct lus_record_type *t = lus_record_types(&nr), *best;

    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        uint32_t after = 0;

        do
        {
            best = NULL;
            for ( i = 0; i < nr; i++ )
                if ( t[i].pass == pass && t[i].type > after && lus_type_in_arch(t[i].type, arch) && (best == NULL || t[i].type < best->type) &&
                     (t[i].scope > LUS_SCOPE_DOMAIN ? (uint32_t)LUS_SEGMENT_DOMAIN : t[i].scope + 1u) == kind )
                    best = &t[i];
            if ( best )
            {
                put(w, best, rev < best->revisions ? rev : best->revisions);
                after = best->type;
            }
        } while ( best );
    }
}

static int print(uint32_t arch)
{
    static uint8_t parts[5][1 << 20], front[1 << 16], whole[6 << 20], scratch[LUS_SCRATCH];
    static uint64_t work[1 << 12];
    struct lus_part part[5];
    struct lus_header h;
    struct lus_source src;
    struct lus_stream s;
    struct lus_writer w;
    struct lus_diag diag;
    uint64_t at, size;
    uint32_t i;

    for ( i = 0; i < 5; i++ )
    {
        uint32_t kind = i < 2 ? i + 1 : LUS_SEGMENT_DOMAIN;

        lus_writer_init(&w, parts[i], sizeof(parts[i]), kind, i < 2 ? 0 : i, 0);
        put_all(&w, arch, kind, i < 2 ? 1 : i - 1);
        if ( lus_writer_close(&w, &part[i].size) )
            return fprintf(stderr, "segment %u: %s, type 0x%x\n", i, lus_error_name(w.diag.error), w.diag.type), 1;
        part[i].bytes = parts[i];
    }
    memset(&h, 0, sizeof(h));
    h.arch = (uint16_t)arch;
    h.source = 1;
    h.producer_major = 4;
    h.producer_minor = 11;
    if ( lus_seal(front, sizeof(front), &h, part, 5, &at, 0, &diag) )
        return fprintf(stderr, "seal: %s, type 0x%x\n", lus_error_name(diag.error), diag.type), 1;
    memcpy(whole, front, (size_t)at);
    for ( i = 0; i < 5; at += part[i].size, i++ )
        memcpy(whole + at, parts[i], (size_t)part[i].size);
    size = at;
    lus_source_flat(&src, whole, size);
    if ( lus_open(&s, &src, scratch, 0) || lus_check(&s, work, sizeof(work)) )
        return fprintf(stderr, "%s at 0x%llx, type 0x%x\n", lus_error_name(s.diag.error), (unsigned long long)s.diag.offset, s.diag.type), 1;
    return fwrite(whole, 1, (size_t)size, stdout) != size;
}

int main(void)
{
    return print(LUS_ARCH_X86) || print(LUS_ARCH_ARM64);
}

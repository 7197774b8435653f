/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Frames of a dump: p2m.bin, u64 for each pfn of a PV guest, and pfntypes.bin, u32 for each guest frame. */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"
#include "tool/le.h"

#define P2M_FILE "p2m.bin"
#define TYPES_FILE "pfntypes.bin"
#define MFN_END (1ull << 40)
/* 16 TiB of guest; both files are read piece by piece. */
#define PFNS_MAX (1ull << 32)
#define PIECE 4096u
#define SPAN_MAX 255u

/*
 * A p2m entry of a PV guest is its own: beside machine frames Linux has there all ones, or bits above any frame for what is
 * another domain's or the host's. Those are not this domain's memory.
 */
static int is_frame(const struct dump *d, uint64_t entry)
{
    return entry < (d->width == 4 ? 1ull << 30 : MFN_END);
}

static int is_invalid(const struct dump *d, uint64_t entry)
{
    return entry == ~0ull || (d->width == 4 && entry == 0xffffffff);
}

/* struct p2m_reading - p2m.bin on its way into the record */
struct p2m_reading
{
    struct bag_record *rec;
    uint64_t pfn;
    uint64_t others;
    uint64_t gfn;
    uint64_t mfn;
    uint64_t count;
};

static void p2m_flush(struct p2m_reading *r)
{
    if ( r->count )
        bag_extent(r->rec, r->gfn, r->mfn, r->count, LUS_P2M_TYPE_RAM_RW);
    r->count = 0;
}

/* Return: 0, or 1 when the file is not one machine frame for each pfn. */
static int p2m_entry(const struct dump *d, struct p2m_reading *r, uint64_t entry)
{
    uint64_t pfn = r->pfn++;

    if ( is_invalid(d, entry) )
        return 0;
    if ( d->width == 4 && entry >> 32 )
        return 1;
    if ( !is_frame(d, entry) )
    {
        r->others++;
        return 0;
    }
    if ( r->count && r->gfn + r->count == pfn && r->mfn + r->count == entry )
    {
        r->count++;
        return 0;
    }
    p2m_flush(r);
    r->gfn = pfn;
    r->mfn = entry;
    r->count = 1;
    return 0;
}

/* Return: 1, 0 when the file is of another form, -1 with *p. */
static int p2m_pieces(const struct dump *d, struct input *in, struct p2m_reading *r)
{
    uint8_t buf[8 * PIECE];
    long got, i;

    do
    {
        got = input_some(in, buf, sizeof(buf), d->p);
        if ( got < 0 )
            return dump_named(d, P2M_FILE, -1);
        if ( got % 8 )
            return dump_problem(d, P2M_FILE, input_offset(in), "the length is not a multiple of 8");
        if ( r->pfn + (uint64_t)got / 8 > PFNS_MAX )
            return dump_problem(d, P2M_FILE, input_offset(in), "more entries than a guest can have frames");
        for ( i = 0; i < got; i += 8 )
            if ( p2m_entry(d, r, le64(buf + i)) )
                return 0;
    }
    while ( got == sizeof(buf) );
    p2m_flush(r);
    return 1;
}

/* Return: 1 when the record is there, 0, -1 with *p. */
static int put_p2m(const struct dump *d)
{
    struct p2m_reading r = { 0 };
    struct lus_p2m p2m;
    struct input *in;
    uint64_t size;
    int said = facts_u64(d, d->facts, "", "p2m_size", PFNS_MAX, &size), rc;

    const char *key = said ? "p2m_size" : "pfntypes";

    /* One dumper says the size of the p2m, the other that of both files. */
    if ( !said )
        said = facts_u64(d, d->facts, "", key, PFNS_MAX, &size);
    rc = said < 0 ? -1 : dump_open(d, P2M_FILE, &in);
    if ( !rc && said )
        dump_lost(d, P2M_FILE, key, size);
    if ( rc <= 0 )
        return rc;
    r.rec = dump_record(d, LUS_TYPE_P2M, 1, 0);
    rc = r.rec ? p2m_pieces(d, in, &r) : -1;
    input_close(in);
    if ( rc < 0 )
        return -1;
    if ( !rc )
    {
        bag_remove(d->seg, r.rec);
        dump_note(d, P2M_FILE " is not one machine frame for each pfn: p2m is absent");
        return 0;
    }
    if ( !r.pfn || (said && r.pfn != size) )
        return dump_problem(d, P2M_FILE, r.pfn * 8, "%llu entries, but %s says %llu", (unsigned long long)r.pfn, d->json_name,
                            (unsigned long long)(said ? size : 1));
    if ( r.others )
        dump_note(d, P2M_FILE ": %llu entries are not frames of this domain (identity or foreign): left out",
                  (unsigned long long)r.others);
    p2m.max_gfn = r.pfn - 1;
    return dump_encoded(d, P2M_FILE, r.rec->info->fields, lus_encode_p2m(r.rec->fixed, 1, &p2m), 0) ? -1 : 1;
}

/*
 * struct type_reading - pfntypes.bin on its way
 * @limit: entries that say something: a dump that could not go on left zeros behind them
 * @seen: how many of each type
 */
struct type_reading
{
    struct bag_record *types;
    struct bag_record *frames;
    uint64_t limit;
    uint64_t pfn;
    uint64_t from;
    uint32_t type;
    uint64_t seen[16];
};

/* Ends the run of equal types before @pfn. */
static int type_flush(const struct dump *d, struct type_reading *r)
{
    struct lus_page_type_span span = { .type = (uint8_t)r->type };
    struct lus_gfn_span frames;
    uint8_t wire[LUS_SPAN_MAX];
    uint64_t n = r->pfn - r->from, at;

    for ( at = r->from; n && r->type && at < r->pfn; at += span.count )
    {
        span.gfn = at;
        span.count = (uint8_t)(r->pfn - at < SPAN_MAX ? r->pfn - at : SPAN_MAX);
        if ( dump_encoded(d, TYPES_FILE, r->types->info->entry->fields, lus_encode_page_type_span(wire, &span), at) )
            return -1;
        bag_tail(r->types, wire, r->types->info->entry->size);
    }
    for ( at = r->from; n && r->frames && r->type != LUS_PFINFO_XTAB && at < r->pfn; at += frames.count )
    {
        frames.gfn = at;
        frames.count = (uint32_t)(r->pfn - at < 0xffffff ? r->pfn - at : 0xffffff);
        if ( dump_encoded(d, TYPES_FILE, r->frames->info->entry->fields, lus_encode_gfn_span(wire, &frames), at) )
            return -1;
        bag_tail(r->frames, wire, r->frames->info->entry->size);
    }
    r->from = r->pfn;
    return 0;
}

static int type_pieces(const struct dump *d, struct input *in, struct type_reading *r)
{
    uint8_t buf[4 * PIECE];
    uint32_t type;
    uint64_t total = 0;
    long got, i;

    do
    {
        got = input_some(in, buf, sizeof(buf), d->p);
        if ( got < 0 )
            return dump_named(d, TYPES_FILE, -1);
        total += (uint64_t)got;
        if ( got % 4 || total > 4 * PFNS_MAX )
            return dump_problem(d, TYPES_FILE, total, "the length is not a multiple of 4, or absurd");
        for ( i = 0; i < got && r->pfn < r->limit; i += 4, r->pfn++ )
        {
            type = le32(buf + i) >> 28;
            r->seen[type]++;
            if ( type == r->type )
                continue;
            if ( type_flush(d, r) )
                return -1;
            r->type = type;
        }
    }
    while ( got == sizeof(buf) );
    return type_flush(d, r);
}

/* How many entries of each type the dumper counted. Return: as facts_array(). */
static int histogram(const struct dump *d, uint64_t count[16], uint64_t *total)
{
    json_t *array;
    size_t i;
    int rc = facts_array(d, d->facts, "pfntype_histogram", &array);

    *total = 0;
    if ( rc <= 0 )
        return rc;
    if ( json_array_size(array) != 16 )
        return dump_problem(d, d->json_name, NO_OFFSET, "pfntype_histogram: not 16 numbers");
    for ( i = 0; i < 16; i++ )
    {
        if ( facts_number(d, json_array_get(array, i), "", "pfntype_histogram", PFNS_MAX, &count[i]) < 0 )
            return -1;
        *total += count[i];
    }
    return 1;
}

static int check_types(const struct dump *d, const struct type_reading *r, const uint64_t *count)
{
    unsigned int i;

    for ( i = 0; i < 16; i++ )
        if ( r->seen[i] != count[i] )
            return dump_problem(d, TYPES_FILE, r->pfn * 4, "%llu frames of type %u, but %s says %llu (pfntype_histogram)",
                                (unsigned long long)r->seen[i], i, d->json_name, (unsigned long long)count[i]);
    return 0;
}

static int put_types(const struct dump *d, int have_p2m)
{
    struct type_reading r = { .limit = PFNS_MAX };
    uint64_t count[16], total;
    struct input *in;
    int said = histogram(d, count, &total), rc;

    rc = said < 0 ? -1 : dump_open(d, TYPES_FILE, &in);
    if ( !rc && said )
        dump_lost(d, TYPES_FILE, "pfntype_histogram", total);
    if ( rc <= 0 )
        return rc;
    if ( json_object_get(d->facts, "pfn_type_errno") )
    {
        r.limit = said ? total : 0;
        dump_note(d, TYPES_FILE ": only the first %llu frames were read", (unsigned long long)r.limit);
    }
    r.types = dump_record(d, LUS_TYPE_PAGE_TYPES, 1, 0);
    if ( r.types && !have_p2m )
        r.frames = dump_record(d, LUS_TYPE_FRAMES, 1, 0);
    rc = r.types && (have_p2m || r.frames) ? type_pieces(d, in, &r) : -1;
    input_close(in);
    return rc ? -1 : said ? check_types(d, &r, count) : 0;
}

int dump_memory(const struct dump *d)
{
    int have_p2m = d->hvm ? 0 : put_p2m(d);

    return have_p2m < 0 ? -1 : put_types(d, have_p2m);
}

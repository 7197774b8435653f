/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Collecting records in any order: memory, segments, records, problems. Making the stream of them is in bag-write.c. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bag.h"

void *xrealloc(void *p, size_t n)
{
    void *q = realloc(p, n ? n : 1);

    if ( !q )
    {
        fprintf(stderr, "%s: out of memory (%zu bytes)\n", program_invocation_short_name, n);
        exit(EXIT_USAGE);
    }
    return q;
}

void *xmalloc(size_t n)
{
    return xrealloc(NULL, n);
}

size_t most_memory(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    uint64_t bytes = pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size / 2 : 1ull << 30;

    return bytes < SIZE_MAX / 2 ? (size_t)bytes : SIZE_MAX / 2;
}

int problem(struct problem *p, int code, uint64_t offset, const char *format, ...)
{
    va_list ap;

    if ( p->code )
        return -1;
    p->code = code;
    p->offset = offset;
    va_start(ap, format);
    vsnprintf(p->text, sizeof(p->text), format, ap);
    va_end(ap);
    return -1;
}

/* Appends to a text that may already be full. */
static void __attribute__((format(printf, 3, 4))) add_text(char *text, size_t size, const char *format, ...)
{
    size_t n = strlen(text);
    va_list ap;

    va_start(ap, format);
    vsnprintf(text + n, size - n, format, ap);
    va_end(ap);
}

const struct lus_field *place_field(uint32_t type, uint32_t entry, uint32_t field)
{
    const struct lus_record_type *t = lus_record_type(type);

    if ( !t || field == LUS_NO_FIELD )
        return NULL;
    if ( entry == LUS_NO_ENTRY )
        return field < t->nr_fields ? &t->fields[field] : NULL;
    return t->entry && field < t->entry->nr_fields ? &t->entry->fields[field] : NULL;
}

static void add_field(char *text, size_t size, const struct lus_diag *d)
{
    const struct lus_field *f = place_field(d->type, d->entry, d->field);

    if ( d->entry != LUS_NO_ENTRY )
        add_text(text, size, ", entry %u", d->entry);
    if ( f )
        add_text(text, size, ", field %s", f->name);
}

static void add_place(char *text, size_t size, const struct lus_diag *d)
{
    const struct lus_record_type *info = lus_record_type(d->type);

    if ( d->segment_kind == LUS_SEGMENT_DOMAIN )
        add_text(text, size, "(domain %u", d->domid);
    else
        add_text(text, size, "(%s", d->segment_kind == LUS_SEGMENT_SYSTEM ? "system" :
                                    d->segment_kind == LUS_SEGMENT_MEMORY ? "memory" : "front");
    if ( d->type )
    {
        if ( info )
            add_text(text, size, ", record %s", info->name);
        else
            add_text(text, size, ", record type 0x%08x", d->type);
        if ( d->segment_kind )
            add_text(text, size, ", instance %u", d->instance);
        add_field(text, size, d);
    }
    add_text(text, size, "): ");
}

int problem_diag(struct problem *p, const struct lus_diag *diag)
{
    char text[sizeof(p->text)] = "";

    if ( diag->segment_kind || diag->type )
        add_place(text, sizeof(text), diag);
    add_text(text, sizeof(text), "%s %s", lus_error_name(diag->error), lus_strerror(diag->error));
    if ( diag->error == LUS_E_RANGE || diag->error == LUS_E_ENUM || diag->error == LUS_E_FLAG_BITS )
        add_text(text, sizeof(text), ": 0x%llx", (unsigned long long)diag->value);
    return problem(p, lus_error_class(diag->error), diag->offset, "%s", text);
}

char *plain_text(const char *text)
{
    char *plain = xmalloc(4 * strlen(text) + 1);
    size_t n = 0;

    for ( ; *text; text++ )
        n += (size_t)sprintf(plain + n, *text >= 0x20 && *text < 0x7f ? "%c" : "\\x%02x", (unsigned char)*text);
    plain[n] = 0;
    return plain;
}

void problem_print(const struct problem *p, const char *program, const char *file)
{
    char *name = plain_text(file ? file : ""), *text = plain_text(p->text);

    fprintf(stderr, "%s: %s%s", program, name, file ? ": " : "");
    if ( p->offset != NO_OFFSET )
        fprintf(stderr, "offset 0x%llx%s", (unsigned long long)p->offset, text[0] == '(' ? " " : ": ");
    fprintf(stderr, "%s\n", text);
    free(name);
    free(text);
}

void bag_init(struct bag *bag)
{
    memset(bag, 0, sizeof(*bag));
}

static void free_record(struct bag_record *rec)
{
    free(rec->fixed);
    free(rec->tail);
    free(rec->extents);
    free(rec->chunks);
    free(rec);
}

void bag_free(struct bag *bag)
{
    size_t i, k;

    for ( i = 0; i < bag->nr; i++ )
    {
        for ( k = 0; k < bag->segments[i]->nr; k++ )
            free_record(bag->segments[i]->records[k]);
        free(bag->segments[i]->records);
        free(bag->segments[i]);
    }
    free(bag->segments);
    bag_init(bag);
}

/* Room for one more element of @size bytes; arrays grow by half, so that many additions cost little each. */
static void *room(void *array, size_t nr, size_t *cap, size_t more, size_t size)
{
    if ( nr + more <= *cap )
        return array;
    *cap = nr + more + nr / 2 + 4;
    return xrealloc(array, *cap * size);
}

/* Where the segment is, or would be: they are kept in the order of the spec. */
static size_t segment_place(const struct bag *bag, uint32_t kind, uint32_t domid)
{
    size_t lo = 0, hi = bag->nr;

    while ( lo < hi )
    {
        size_t mid = lo + (hi - lo) / 2;
        const struct bag_segment *seg = bag->segments[mid];

        if ( seg->kind < kind || (seg->kind == kind && seg->domid < domid) )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void insert_segment(struct bag *bag, size_t at, struct bag_segment *seg)
{
    bag->segments = room(bag->segments, bag->nr, &bag->cap, 1, sizeof(*bag->segments));
    memmove(bag->segments + at + 1, bag->segments + at, (bag->nr - at) * sizeof(*bag->segments));
    bag->segments[at] = seg;
    bag->nr++;
}

static int segment_is_at(const struct bag *bag, size_t at, uint32_t kind, uint32_t domid)
{
    return at < bag->nr && bag->segments[at]->kind == kind && bag->segments[at]->domid == domid;
}

struct bag_segment *bag_segment(struct bag *bag, uint32_t kind, uint32_t domid)
{
    size_t at = segment_place(bag, kind, domid);
    struct bag_segment *seg;

    if ( segment_is_at(bag, at, kind, domid) )
        return bag->segments[at];
    seg = xmalloc(sizeof(*seg));
    memset(seg, 0, sizeof(*seg));
    seg->kind = kind;
    seg->domid = domid;
    insert_segment(bag, at, seg);
    return seg;
}

/* Where the record is, or would be: in the order of the spec too. */
static size_t record_place(const struct bag_segment *seg, uint32_t pass, uint32_t type, uint32_t instance)
{
    size_t lo = 0, hi = seg->nr;

    while ( lo < hi )
    {
        size_t mid = lo + (hi - lo) / 2;
        const struct bag_record *r = seg->records[mid];

        if ( r->pass < pass || (r->pass == pass && (r->type < type || (r->type == type && r->instance < instance))) )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static struct bag_record *record_at(const struct bag_segment *seg, size_t at, uint32_t pass, uint32_t type, uint32_t instance)
{
    struct bag_record *r = at < seg->nr ? seg->records[at] : NULL;

    return r && r->pass == pass && r->type == type && r->instance == instance ? r : NULL;
}

struct bag_record *bag_find(struct bag_segment *seg, uint32_t type, uint32_t instance)
{
    uint32_t pass;

    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        struct bag_record *r = record_at(seg, record_place(seg, pass, type, instance), pass, type, instance);

        if ( r )
            return r;
    }
    return NULL;
}

static void insert_record(struct bag_segment *seg, size_t at, struct bag_record *rec)
{
    seg->records = room(seg->records, seg->nr, &seg->cap, 1, sizeof(*seg->records));
    memmove(seg->records + at + 1, seg->records + at, (seg->nr - at) * sizeof(*seg->records));
    seg->records[at] = rec;
    seg->nr++;
}

static struct bag_record *new_record(struct bag_segment *seg, uint32_t pass, uint32_t type, uint32_t revision, uint32_t instance,
                                     size_t fixed_len)
{
    size_t at = record_place(seg, pass, type, instance);
    struct bag_record *rec;

    if ( record_at(seg, at, pass, type, instance) )
        return NULL;
    rec = xmalloc(sizeof(*rec));
    memset(rec, 0, sizeof(*rec));
    rec->pass = pass;
    rec->type = type;
    rec->revision = revision;
    rec->instance = instance;
    rec->fixed = xmalloc(fixed_len);
    memset(rec->fixed, 0, fixed_len);
    rec->fixed_len = fixed_len;
    insert_record(seg, at, rec);
    return rec;
}

struct bag_record *bag_add(struct bag_segment *seg, uint32_t type, uint32_t revision, uint32_t instance)
{
    const struct lus_record_type *info = lus_record_type(type);
    struct bag_record *rec;

    if ( !info || revision == 0 || revision > info->revisions )
        return NULL;
    rec = new_record(seg, info->pass, type, revision, instance, info->fixed[revision - 1]);
    if ( rec )
    {
        rec->info = info;
        rec->flags = info->need == LUS_NEED_COPY ? LUS_RECORD_COPY : 0;
    }
    return rec;
}

struct bag_record *bag_add_raw(struct bag_segment *seg, uint32_t pass, uint32_t type, uint32_t revision, uint32_t flags,
                               uint32_t instance, const void *body, size_t len)
{
    struct bag_record *rec;

    if ( flags & LUS_RECORD_CHUNK )
    {
        rec = record_at(seg, record_place(seg, pass, type, instance), pass, type, instance);
        if ( !rec || rec->info || len > LUS_BODY_MAX )
            return NULL;
        bag_tail(rec, body, len);
        rec->chunks = room(rec->chunks, rec->nr_chunks, &rec->cap_chunks, 1, sizeof(*rec->chunks));
        rec->chunks[rec->nr_chunks].len = (uint32_t)len;
        rec->chunks[rec->nr_chunks].flags = flags;
        rec->nr_chunks++;
        return rec;
    }
    rec = new_record(seg, pass, type, revision, instance, len);
    if ( !rec )
        return NULL;
    rec->flags = flags;
    if ( len )
        memcpy(rec->fixed, body, len);
    return rec;
}

void bag_tail(struct bag_record *rec, const void *bytes, size_t len)
{
    rec->tail = room(rec->tail, rec->tail_len, &rec->tail_cap, len, 1);
    if ( len )
        memcpy(rec->tail + rec->tail_len, bytes, len);
    rec->tail_len += len;
}

void bag_extent(struct bag_record *rec, uint64_t gfn, uint64_t mfn, uint64_t count, uint32_t attribute)
{
    struct bag_run *last = rec->nr_extents ? &rec->extents[rec->nr_extents - 1] : NULL;
    struct bag_run run = { gfn, mfn, count, attribute };

    if ( last && last->gfn + last->count == gfn && last->mfn + last->count == mfn && last->attribute == attribute &&
         count <= ~0ull - last->count )
    {
        last->count += count;
        return;
    }
    rec->extents = room(rec->extents, rec->nr_extents, &rec->cap_extents, 1, sizeof(*rec->extents));
    rec->extents[rec->nr_extents++] = run;
}

void bag_remove(struct bag_segment *seg, struct bag_record *rec)
{
    size_t at = record_place(seg, rec->pass, rec->type, rec->instance);

    memmove(seg->records + at, seg->records + at + 1, (seg->nr - at - 1) * sizeof(*seg->records));
    seg->nr--;
    free_record(rec);
}

void bag_replace(struct bag_segment *to, struct bag_segment *from)
{
    size_t i;

    for ( i = 0; i < from->nr; i++ )
    {
        struct bag_record *rec = from->records[i];
        size_t at = record_place(to, rec->pass, rec->type, rec->instance);

        if ( record_at(to, at, rec->pass, rec->type, rec->instance) )
        {
            free_record(to->records[at]);
            to->records[at] = rec;
        }
        else
            insert_record(to, at, rec);
    }
    from->nr = 0;
}

static int merge_segment(struct bag_segment *to, struct bag_segment *from, struct problem *p)
{
    size_t i;

    for ( i = 0; i < from->nr; i++ )
    {
        struct bag_record *rec = from->records[i];
        size_t at = record_place(to, rec->pass, rec->type, rec->instance);

        if ( record_at(to, at, rec->pass, rec->type, rec->instance) )
            return problem(p, EXIT_CORRUPT, NO_OFFSET, "(%s, record %s, instance %u): comes twice",
                           to->kind == LUS_SEGMENT_SYSTEM ? "system" : "memory", rec->info ? rec->info->name : "unknown",
                           rec->instance);
    }
    for ( i = 0; i < from->nr; i++ )
    {
        struct bag_record *rec = from->records[i];

        insert_record(to, record_place(to, rec->pass, rec->type, rec->instance), rec);
    }
    from->nr = 0;
    return 0;
}

int bag_merge(struct bag *to, struct bag *from, struct problem *p)
{
    size_t i;

    for ( i = 0; i < from->nr; i++ )
    {
        struct bag_segment *seg = from->segments[i];

        if ( seg->kind == LUS_SEGMENT_DOMAIN &&
             segment_is_at(to, segment_place(to, seg->kind, seg->domid), seg->kind, seg->domid) )
            return problem(p, EXIT_CORRUPT, NO_OFFSET, "domain %u comes twice", seg->domid);
    }
    for ( i = 0; i < from->nr; i++ )
        if ( merge_segment(bag_segment(to, from->segments[i]->kind, from->segments[i]->domid), from->segments[i], p) )
            return -1;
    bag_free(from);
    return 0;
}

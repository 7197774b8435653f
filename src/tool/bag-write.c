/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From a bag to a stream in its canonical form, and from a stream to a bag. spec/stream.md sections 6 to 8. */
#include <stdlib.h>
#include <string.h>

#include "bag.h"
#include "cpu.h"

struct slot
{
    uint64_t key;
    size_t index;
};

/* Records are named without an offset: the place in a stream that does not come to be helps nobody. */
static int refuse(const struct bag_segment *seg, const struct bag_record *rec, uint32_t entry, int error, uint64_t value,
                  struct problem *p)
{
    struct lus_diag d = { .error = error, .segment_kind = (uint16_t)seg->kind, .field = entry == LUS_NO_ENTRY ? LUS_NO_FIELD : 0,
                          .domid = seg->domid, .offset = NO_OFFSET, .type = rec->type, .instance = rec->instance, .entry = entry,
                          .value = value };

    return problem_diag(p, &d);
}

static uint64_t key_of(const struct lus_entry *e, const uint8_t *p)
{
    uint64_t key = 0;
    uint32_t i;

    for ( i = 0; i < e->keys; i++ )
        key = (i ? key << (8 * lus_wire_size(e->fields[i].wire)) : 0) | lus_field_load(&e->fields[i], p, 0);
    return key;
}

static int compare_slots(const void *a, const void *b)
{
    const struct slot *x = a, *y = b;

    if ( x->key != y->key )
        return x->key < y->key ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static int is_sorted(const struct lus_entry *e, const uint8_t *p, size_t nr)
{
    uint64_t last = 0;
    size_t i;

    for ( i = 0; i < nr; i++ )
    {
        uint64_t key = key_of(e, p + i * e->size);

        if ( i && key <= last )
            return 0;
        last = key;
    }
    return 1;
}

/* S-31. Two entries with one key are told apart by nothing: that is the source's fault. */
static int sort_entries(const struct bag_segment *seg, struct bag_record *rec, struct problem *p)
{
    const struct lus_entry *e = rec->info->entry;
    size_t nr = rec->tail_len / e->size, i;
    struct slot *slots;
    uint8_t *sorted;
    int rc = 0;

    if ( is_sorted(e, rec->tail, nr) )
        return 0;
    slots = xmalloc(nr * sizeof(*slots));
    for ( i = 0; i < nr; i++ )
    {
        slots[i].key = key_of(e, rec->tail + i * e->size);
        slots[i].index = i;
    }
    qsort(slots, nr, sizeof(*slots), compare_slots);
    sorted = xmalloc(rec->tail_len);
    for ( i = 0; i < nr && !rc; i++ )
    {
        if ( i && slots[i].key == slots[i - 1].key )
            rc = refuse(seg, rec, (uint32_t)slots[i].index, LUS_E_SORT, slots[i].key, p);
        memcpy(sorted + i * e->size, rec->tail + slots[i].index * e->size, e->size);
    }
    free(slots);
    free(rec->tail);
    rec->tail = sorted;
    rec->tail_cap = rec->tail_len;
    return rc;
}

/* Writes a run as spans, each as long as its count can say. Return: how many; never more than the run was made of. */
static size_t put_spans(const struct lus_entry *e, uint8_t *out, const uint8_t *like, uint64_t first, uint64_t count)
{
    const struct lus_field *count_field = &e->fields[e->nr_fields - 1];
    uint64_t most = (1ull << (8 * lus_wire_size(count_field->wire))) - 1;
    uint8_t entry[LUS_SPAN_MAX];
    size_t n = 0;

    memcpy(entry, like, e->size);
    while ( count )
    {
        uint64_t take = count < most ? count : most;

        lus_field_store(&e->fields[0], entry, 0, first);
        lus_field_store(count_field, entry, 0, take);
        memcpy(out + n * e->size, entry, e->size);
        n++;
        first += take;
        count -= take;
    }
    return n;
}

/* S-32: spans that touch and agree become one, cut at the greatest count that the field can hold. In place. */
static int merge_spans(const struct bag_segment *seg, struct bag_record *rec, struct problem *p)
{
    const struct lus_entry *e = rec->info->entry;
    const struct lus_field *count_field = &e->fields[e->nr_fields - 1];
    uint32_t head = lus_wire_size(e->fields[0].wire), middle = count_field->offset - head;
    size_t nr = rec->tail_len / e->size, out = 0, i;
    uint8_t like[LUS_SPAN_MAX];
    uint64_t first = 0, count = 0;

    for ( i = 0; i < nr; i++ )
    {
        const uint8_t *at = rec->tail + i * e->size;
        uint64_t start = lus_field_load(&e->fields[0], at, 0), n = lus_field_load(count_field, at, 0);

        if ( n == 0 || start + n > lus_span_end(e) )
            return refuse(seg, rec, (uint32_t)i, LUS_E_RANGE, n ? start : n, p);
        if ( count && start < first + count )
            return refuse(seg, rec, (uint32_t)i, LUS_E_SORT, start, p);
        if ( count && start == first + count && !memcmp(like + head, at + head, middle) )
        {
            count += n;
            continue;
        }
        if ( count )
            out += put_spans(e, rec->tail + out * e->size, like, first, count);
        /* The entry is read whole before anything is written over it. */
        memcpy(like, rec->tail + i * e->size, e->size);
        first = start;
        count = n;
    }
    if ( count )
        out += put_spans(e, rec->tail + out * e->size, like, first, count);
    rec->tail_len = out * e->size;
    return 0;
}

static int compare_runs(const void *a, const void *b)
{
    const struct bag_run *x = a, *y = b;

    if ( x->gfn != y->gfn )
        return x->gfn < y->gfn ? -1 : 1;
    return x->mfn < y->mfn ? -1 : x->mfn > y->mfn;
}

static void sort_extents(struct bag_record *rec)
{
    size_t i;

    for ( i = 1; i < rec->nr_extents; i++ )
        if ( rec->extents[i].gfn < rec->extents[i - 1].gfn )
            break;
    if ( i < rec->nr_extents )
        qsort(rec->extents, rec->nr_extents, sizeof(*rec->extents), compare_runs);
}

static uint32_t scope_segment(const struct lus_record_type *t)
{
    return t->scope == LUS_SCOPE_SYSTEM ? LUS_SEGMENT_SYSTEM :
           t->scope == LUS_SCOPE_MEMORY ? LUS_SEGMENT_MEMORY : LUS_SEGMENT_DOMAIN;
}

/* The order that the spec asks of tails, and what the writer would refuse without a name. */
static int make_canonical(const struct bag_segment *seg, struct bag_record *rec, struct problem *p)
{
    const struct lus_record_type *t = rec->info;

    if ( !t )
        return 0;
    if ( scope_segment(t) != seg->kind )
        return refuse(seg, rec, LUS_NO_ENTRY, LUS_E_SCOPE, 0, p);
    if ( rec->instance > t->max_instance )
        return refuse(seg, rec, LUS_NO_ENTRY, LUS_E_INSTANCE, 0, p);
    if ( t->entry && rec->tail_len % t->entry->size )
        return refuse(seg, rec, LUS_NO_ENTRY, LUS_E_LENGTH, rec->tail_len, p);
    if ( (t->tail == LUS_TAIL_TABLE || t->tail == LUS_TAIL_SPAN) && sort_entries(seg, rec, p) )
        return -1;
    if ( t->tail == LUS_TAIL_SPAN )
        return merge_spans(seg, rec, p);
    if ( t->tail == LUS_TAIL_MAP )
        sort_extents(rec);
    return 0;
}

static void write_raw(struct lus_writer *w, const struct bag_record *rec)
{
    const uint8_t *at = rec->tail;
    size_t i;

    lus_writer_raw(w, rec->pass, rec->type, rec->revision, rec->flags, rec->instance, rec->fixed, (uint32_t)rec->fixed_len);
    for ( i = 0; i < rec->nr_chunks; i++ )
    {
        lus_writer_raw(w, rec->pass, rec->type, rec->revision, rec->chunks[i].flags, rec->instance, at, rec->chunks[i].len);
        at += rec->chunks[i].len;
    }
}

static void write_record(struct lus_writer *w, struct lus_map_writer *m, const struct bag_record *rec)
{
    const struct lus_record_type *t = rec->info;
    size_t i;

    if ( !t )
    {
        write_raw(w, rec);
        return;
    }
    lus_begin(w, rec->type, rec->revision, rec->instance, rec->fixed, (uint32_t)rec->fixed_len);
    if ( t->entry )
        for ( i = 0; i < rec->tail_len && !w->diag.error; i += t->entry->size )
            lus_add_entry(w, rec->tail + i, t->entry->size);
    else if ( t->tail == LUS_TAIL_BLOB )
        lus_add_blob(w, rec->tail, rec->tail_len > t->max ? ~0u : (uint32_t)rec->tail_len);
    else if ( t->tail == LUS_TAIL_MAP )
    {
        lus_map_begin(m, w);
        for ( i = 0; i < rec->nr_extents; i++ )
            lus_map_add(m, rec->extents[i].gfn, rec->extents[i].mfn, rec->extents[i].count, rec->extents[i].attribute);
        lus_map_end(m);
    }
    lus_end(w);
}

/* One segment, at @buf or only counted. */
static int write_segment(const struct bag_segment *seg, uint8_t *buf, uint64_t cap, uint64_t *size, struct problem *p)
{
    struct lus_map_writer *m = xmalloc(sizeof(*m));
    struct lus_writer w;
    size_t i;

    lus_writer_init(&w, buf, cap, seg->kind, seg->domid, lus_cpu_detect());
    for ( i = 0; i < seg->nr && !w.diag.error; i++ )
        write_record(&w, m, seg->records[i]);
    free(m);
    if ( lus_writer_close(&w, size) == 0 )
        return 0;
    w.diag.offset = NO_OFFSET;
    problem_diag(p, &w.diag);
    /* Whatever the writer says of its arguments, they came from a source that asked for it. */
    if ( w.diag.error != LUS_E_NO_SPACE && w.diag.error != LUS_E_STATE )
        p->code = EXIT_CORRUPT;
    return -1;
}

static int check_result(const uint8_t *bytes, uint64_t size, struct problem *p)
{
    struct lus_source src;
    struct lus_stream s;
    uint64_t work_size;
    void *work;
    int rc;

    lus_source_flat(&src, bytes, size);
    rc = lus_open(&s, &src, NULL, lus_cpu_detect());
    if ( rc == 0 )
    {
        work_size = lus_check_workspace(&s.header);
        work = xmalloc(work_size);
        rc = lus_check(&s, work, work_size);
        free(work);
    }
    if ( rc == 0 )
        return 0;
    s.diag.offset = NO_OFFSET;
    return problem_diag(p, &s.diag);
}

static int seal(const struct bag *bag, uint8_t *bytes, uint64_t front, const uint64_t *sizes, struct problem *p)
{
    struct lus_part *parts = xmalloc(bag->nr * sizeof(*parts));
    struct lus_diag diag = { 0 };
    uint64_t at = front, used;
    size_t i;
    int rc;

    for ( i = 0; i < bag->nr; i++ )
    {
        parts[i].bytes = bytes + at;
        parts[i].pages = NULL;
        parts[i].size = sizes[i];
        at += sizes[i];
    }
    rc = lus_seal(bytes, front, &bag->header, parts, (uint32_t)bag->nr, &used, lus_cpu_detect(), &diag);
    free(parts);
    if ( rc == 0 && used == front )
        return 0;
    diag.offset = NO_OFFSET;
    if ( rc == 0 )
        return problem(p, EXIT_USAGE, NO_OFFSET, "the front is not as big as was counted");
    return problem_diag(p, &diag);
}

/* (type, revision) pairs of all records. */
static int compare_pairs(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static uint32_t catalogue_count(const struct bag *bag)
{
    uint64_t *pairs;
    size_t total = 0, n = 0, i, k;
    uint32_t count = 0;

    for ( i = 0; i < bag->nr; i++ )
        total += bag->segments[i]->nr;
    pairs = xmalloc(total * sizeof(*pairs));
    for ( i = 0; i < bag->nr; i++ )
        for ( k = 0; k < bag->segments[i]->nr; k++ )
            pairs[n++] = (uint64_t)bag->segments[i]->records[k]->type << 16 | bag->segments[i]->records[k]->revision;
    qsort(pairs, n, sizeof(*pairs), compare_pairs);
    for ( i = 0; i < n; i++ )
        if ( i == 0 || pairs[i] != pairs[i - 1] )
            count++;
    free(pairs);
    return count;
}

static int write_all(struct bag *bag, uint8_t *bytes, uint64_t front, const uint64_t *sizes, struct problem *p)
{
    uint64_t at = front, size;
    size_t i;

    for ( i = 0; i < bag->nr; i++, at += size )
        if ( write_segment(bag->segments[i], bytes + at, sizes[i], &size, p) )
            return -1;
    return seal(bag, bytes, front, sizes, p) || check_result(bytes, at, p) ? -1 : 0;
}

int bag_bytes(struct bag *bag, uint8_t **bytes, size_t *len, struct problem *p)
{
    uint64_t *sizes = xmalloc(bag->nr * sizeof(*sizes)), front = 0, total;
    size_t i, k;
    int rc = 0;

    *bytes = NULL;
    if ( bag->nr <= LUS_SEGMENTS_MAX )
        front = lus_front_size(catalogue_count(bag), (uint32_t)bag->nr);
    if ( front == 0 )
        rc = problem(p, EXIT_CORRUPT, NO_OFFSET, "too many segments or kinds of record for one stream");
    total = front;
    for ( i = 0; i < bag->nr && !rc; i++ )
    {
        for ( k = 0; k < bag->segments[i]->nr && !rc; k++ )
            rc = make_canonical(bag->segments[i], bag->segments[i]->records[k], p);
        if ( !rc )
            rc = write_segment(bag->segments[i], NULL, 0, &sizes[i], p);
        if ( !rc )
            total += sizes[i];
    }
    if ( !rc )
    {
        *bytes = xmalloc(total);
        rc = write_all(bag, *bytes, front, sizes, p);
    }
    free(sizes);
    if ( rc )
    {
        free(*bytes);
        *bytes = NULL;
        return -1;
    }
    *len = total;
    return 0;
}

static int load_map(struct lus_segment *seg, const struct lus_record *rec, struct bag_record *to)
{
    struct lus_map *m = xmalloc(sizeof(*m));
    struct lus_extent e;
    int rc = lus_map_open(m, seg, rec);

    while ( rc >= 0 && (rc = lus_map_next(m, &e)) > 0 )
        bag_extent(to, e.gfn, e.mfn, e.count, e.attribute);
    free(m);
    return rc;
}

/* All of a record's body or chunk, piece by piece, as a stream may lie in pages. */
static uint8_t *body_of(struct lus_stream *s, const struct lus_record *rec)
{
    uint8_t *body = xmalloc(rec->length), buf[LUS_SCRATCH];
    uint32_t at, n;

    for ( at = 0; at < rec->length; at += n )
    {
        n = rec->length - at < LUS_SCRATCH ? rec->length - at : LUS_SCRATCH;
        memcpy(body + at, lus_body(s, rec, at, n, buf), n);
    }
    return body;
}

static int load_record(struct bag_segment *to, struct lus_segment *seg, const struct lus_record *rec)
{
    uint32_t fixed = rec->info && !(rec->flags & LUS_RECORD_CHUNK) ? rec->info->fixed[rec->revision - 1] : 0;
    struct bag_record *made;
    uint8_t *body;
    int rc = 0;

    /* A map is read over all its chunks when its first one comes. */
    if ( rec->info && rec->info->tail == LUS_TAIL_MAP && (rec->flags & LUS_RECORD_CHUNK) )
        return 0;
    body = body_of(seg->s, rec);
    if ( !rec->info )
        made = bag_add_raw(to, seg->pass, rec->type, rec->revision, rec->flags, rec->instance, body, rec->length);
    else if ( rec->flags & LUS_RECORD_CHUNK )
        made = bag_find(to, rec->type, rec->instance);
    else
        made = bag_add(to, rec->type, rec->revision, rec->instance);
    if ( !made )
        rc = lus_refuse(seg, rec, LUS_E_ORDER, rec->offset, LUS_NO_FIELD);
    else if ( rec->info )
    {
        if ( fixed )
            memcpy(made->fixed, body, fixed);
        if ( rec->info->tail == LUS_TAIL_MAP )
            rc = load_map(seg, rec, made);
        else
            bag_tail(made, body + fixed, rec->length - fixed);
    }
    free(body);
    return rc;
}

int bag_load(struct bag *bag, struct lus_stream *s, struct problem *p)
{
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t i;
    int rc;

    bag->header = s->header;
    for ( i = 0; i < s->header.index_count; i++ )
    {
        struct bag_segment *to;

        if ( lus_segment_open(s, i, &seg) )
            return problem_diag(p, &s->diag);
        to = bag_segment(bag, seg.kind, seg.domid);
        while ( (rc = lus_next(&seg, &rec)) > 0 )
            if ( load_record(to, &seg, &rec) < 0 )
                return problem_diag(p, &s->diag);
        if ( rc )
            return problem_diag(p, &s->diag);
    }
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Two streams side by side: segments by kind and domid, records by type and instance, fields by name, entries by key, extents by
 * gfn. Where things lie, CRCs and sizes do not count. What to say of a tail is in dump-diff-tail.c.
 */
#include <stdlib.h>
#include <string.h>

#include "dump-diff.h"

/* A name that is absurdly long is cut. */
static void show_name(const char *sign, const char *name)
{
    char *plain = plain_text(name);
    struct line l;

    line_clear(&l);
    line_add(&l, "%s %.4096s", sign, plain);
    line_out(&l, 4);
    free(plain);
}

/* Headings wait until there is something to say under them. */
static void show_heading(struct diff *d)
{
    if ( !d->differs++ )
    {
        show_name("---", d->a->name);
        show_name("+++", d->b->name);
    }
    if ( d->headed )
        return;
    out_style(STYLE_HEAD, d->heading.text);
    out("\n");
    d->headed = 1;
}

void diff_put(struct diff *d, char sign, const struct line *text)
{
    struct line l;

    if ( d->quiet )
    {
        d->differs = 1;
        return;
    }
    show_heading(d);
    line_clear(&l);
    line_add(&l, "%c %s", sign, text->text);
    if ( l.len <= COLUMNS )
    {
        out_style(sign == '-' ? STYLE_BAD : STYLE_GOOD, l.text);
        out("\n");
    }
    else
        line_out(&l, 6);
}

static void put_bytes(struct diff *d, char sign, const char *prefix, const struct lus_field *f, const uint8_t *p, uint32_t from,
                      uint32_t n)
{
    struct line l;
    uint32_t i;

    line_clear(&l);
    line_add(&l, "%s%s", prefix, f->name);
    if ( n != f->count )
        line_add(&l, "[0x%x..0x%x]", from, from + n - 1);
    line_add(&l, " = ");
    if ( f->unit == LUS_UNIT_UUID && n == 16 )
        for ( i = 0; i < 16; i++ )
            line_add(&l, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", p[i]);
    else if ( f->unit == LUS_UNIT_TEXT && n == f->count )
        line_add_safe(&l, p, n, 1);
    else
        line_add_hex(&l, p + from, n);
    diff_put(d, sign, &l);
}

static void diff_bytes(struct diff *d, const char *prefix, const struct lus_field *f, const uint8_t *pa, const uint8_t *pb)
{
    uint32_t step = f->unit == LUS_UNIT_HEX ? 16 : f->count, from, n;

    for ( from = 0; from < f->count; from += n )
    {
        n = f->count - from < step ? f->count - from : step;
        if ( pa && pb && !memcmp(pa + from, pb + from, n) )
            continue;
        if ( pa )
            put_bytes(d, '-', prefix, f, pa, from, n);
        if ( pb )
            put_bytes(d, '+', prefix, f, pb, from, n);
    }
}

static void put_element(struct diff *d, char sign, const char *prefix, const struct lus_field *f, const uint8_t *p, uint32_t i)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "%s%s", prefix, f->name);
    if ( f->count > 1 )
        line_add(&l, "[%u]", i);
    line_add(&l, " = ");
    line_add_value(&l, f, lus_field_load(f, p, i), 1);
    diff_put(d, sign, &l);
}

void diff_field(struct diff *d, const char *prefix, const struct lus_field *field, const uint8_t *pa, const uint8_t *pb)
{
    struct lus_field f = *field;
    uint32_t i;

    f.offset = 0;
    if ( f.wire == LUS_WIRE_RESERVED )
        return;
    if ( f.wire == LUS_WIRE_BYTES )
    {
        diff_bytes(d, prefix, &f, pa, pb);
        return;
    }
    for ( i = 0; i < f.count; i++ )
    {
        if ( pa && pb && lus_field_load(&f, pa, i) == lus_field_load(&f, pb, i) )
            continue;
        if ( pa )
            put_element(d, '-', prefix, &f, pa, i);
        if ( pb )
            put_element(d, '+', prefix, &f, pb, i);
    }
}

/* A field that only the newer of two revisions has. */
static void put_absent(struct diff *d, char sign, const struct lus_field *f, uint32_t revision)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "%s is not in revision %u", f->name, revision);
    diff_put(d, sign, &l);
}

static const uint8_t *field_bytes(const struct view *v, const struct record *r, const struct lus_field *f, uint8_t *buf)
{
    if ( !r || f->since > r->head.revision )
        return NULL;
    return view_bytes(v, r->head.offset + LUS_RECORD_HEADER + f->offset, f->count * lus_wire_size(f->wire), buf);
}

static void diff_fixed(struct diff *d, const struct record *ra, const struct record *rb)
{
    const struct lus_record_type *t = ra ? ra->head.info : rb->head.info;
    uint8_t a[LUS_FIXED_MAX], b[LUS_FIXED_MAX];
    uint32_t i;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];
        const uint8_t *pa = field_bytes(d->a, ra, f, a), *pb = field_bytes(d->b, rb, f, b);

        if ( !pa && !pb )
            continue;
        if ( ra && !pa && f->wire != LUS_WIRE_RESERVED )
            put_absent(d, '-', f, ra->head.revision);
        diff_field(d, "", f, pa, pb);
        if ( rb && !pb && f->wire != LUS_WIRE_RESERVED )
            put_absent(d, '+', f, rb->head.revision);
    }
}

static void put_head(struct diff *d, char sign, const struct record *r)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "revision = %u", r->head.revision);
    if ( !r->head.info )
        line_add(&l, ", flags = 0x%x, length = %" PRIu64, r->head.flags, r->length);
    diff_put(d, sign, &l);
}

/* One of the two may be missing. */
static void diff_record(struct diff *d, const struct lus_index_entry *e, const struct record *ra, const struct record *rb)
{
    const struct record *r = ra ? ra : rb;
    char segment[32], name[16];
    int same_head = ra && rb && ra->head.revision == rb->head.revision;

    if ( !ra != !rb || !ra->head.info || !rb->head.info )
        same_head = same_head && ra->head.flags == rb->head.flags && ra->length == rb->length;
    d->headed = 0;
    line_clear(&d->heading);
    line_add(&d->heading, "%s, %s instance %u%s", segment_name(e->kind, e->domid, segment), record_name(&r->head, name),
             r->head.instance, !ra ? ", only in the second" : !rb ? ", only in the first" : "");
    if ( !same_head && ra )
        put_head(d, '-', ra);
    if ( !same_head && rb )
        put_head(d, '+', rb);
    if ( (ra && !ra->head.info) || (rb && !rb->head.info) )
    {
        diff_blob(d, ra, rb);
        return;
    }
    diff_fixed(d, ra, rb);
    diff_tail(d, ra, rb);
}

struct records
{
    struct record *r;
    size_t nr;
};

static int compare_records(const void *a, const void *b)
{
    const struct lus_record *x = &((const struct record *)a)->head, *y = &((const struct record *)b)->head;

    if ( x->type != y->type )
        return x->type < y->type ? -1 : 1;
    return x->instance < y->instance ? -1 : x->instance > y->instance;
}

static void load_records(struct view *v, uint32_t i, const struct options *o, struct records *list)
{
    struct record r;
    struct walk w;
    size_t cap = 0;

    memset(list, 0, sizeof(*list));
    if ( view_segment(v, i, &w) || !wants_segment(o, &w.index) )
        return;
    while ( view_record(&w, &r) )
    {
        if ( !wants_record(o, &r) )
            continue;
        if ( list->nr == cap )
            list->r = xrealloc(list->r, (cap = cap * 2 + 64) * sizeof(r));
        list->r[list->nr++] = r;
    }
    if ( list->nr )
        qsort(list->r, list->nr, sizeof(r), compare_records);
}

/* Either may be empty: a segment that only one of the streams has. */
static void diff_segment(struct diff *d, const struct lus_index_entry *e, const struct records *a, const struct records *b)
{
    size_t i = 0, k = 0;

    while ( i < a->nr || k < b->nr )
    {
        int order = i == a->nr ? 1 : k == b->nr ? -1 : compare_records(&a->r[i], &b->r[k]);

        diff_record(d, e, order <= 0 ? &a->r[i] : NULL, order >= 0 ? &b->r[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

static void put_segment(struct diff *d, const struct lus_index_entry *e, int in_a, int in_b, const struct options *o)
{
    char name[32];
    struct line l;

    if ( (in_a && in_b) || !wants_segment(o, e) )
        return;
    d->headed = 0;
    line_clear(&d->heading);
    line_add(&d->heading, "segments");
    line_clear(&l);
    line_add(&l, "%s", segment_name(e->kind, e->domid, name));
    diff_put(d, in_a ? '-' : '+', &l);
}

static void diff_segments(struct diff *d, const struct options *o)
{
    struct lus_index_entry ea = { 0 }, eb = { 0 };
    uint32_t i = 0, k = 0;

    for ( ;; )
    {
        int more_a = !lus_index_at(&d->a->stream, i, &ea), more_b = !lus_index_at(&d->b->stream, k, &eb);
        uint64_t ka = (uint64_t)ea.kind << 32 | ea.domid, kb = (uint64_t)eb.kind << 32 | eb.domid;
        struct records a = { 0 }, b = { 0 };
        int in_a, in_b;

        if ( !more_a && !more_b )
            return;
        in_a = more_a && (!more_b || ka <= kb);
        in_b = more_b && (!more_a || kb <= ka);
        put_segment(d, in_a ? &ea : &eb, in_a, in_b, o);
        if ( in_a )
            load_records(d->a, i++, o, &a);
        if ( in_b )
            load_records(d->b, k++, o, &b);
        diff_segment(d, in_a ? &ea : &eb, &a, &b);
        free(a.r);
        free(b.r);
    }
}

/* What of the header says something of the state; the rest says where things are. */
static int header_counts(const char *name)
{
    static const char *const names[] = {
        "format", "arch", "completeness", "source", "producer_major", "producer_minor", "updates", "producer_extra",
        "previous_major", "previous_minor", "previous_extra", "profile_major", "profile_minor", "features"
    };
    size_t i;

    for ( i = 0; i < sizeof(names) / sizeof(names[0]); i++ )
        if ( !strcmp(names[i], name) )
            return 1;
    return 0;
}

static void put_frame(struct diff *d, char sign, const struct frame_field *f, const uint8_t *p)
{
    struct line l;

    line_clear(&l);
    line_add(&l, "%s = ", f->name);
    line_add_frame(&l, f, p);
    diff_put(d, sign, &l);
}

static void diff_header(struct diff *d)
{
    uint8_t a[LUS_HEADER_SIZE], b[LUS_HEADER_SIZE];
    const struct frame_field *f;

    d->headed = 0;
    line_clear(&d->heading);
    line_add(&d->heading, "header");
    for ( f = header_fields; f->name; f++ )
    {
        const uint8_t *pa = view_bytes(d->a, f->offset, f->size, a), *pb = view_bytes(d->b, f->offset, f->size, b);

        if ( !pa || !pb || !header_counts(f->name) || !memcmp(pa, pb, f->size) )
            continue;
        put_frame(d, '-', f, pa);
        put_frame(d, '+', f, pb);
    }
}

int show_diff(struct view *a, struct view *b, const struct options *o)
{
    struct diff d = { .a = a, .b = b, .quiet = o->quiet };

    if ( !has_filters(o) )
        diff_header(&d);
    diff_segments(&d, o);
    return d.differs != 0;
}

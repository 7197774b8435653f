/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the schema says of each record, broken once for each record, field and entry, from the schema alone: each time the error that the
 * spec names, at its place. That nothing was left out is counted. [S-22] to [S-24] [S-26] [S-27] [S-29] [S-31] to [S-33] [S-36] [S-47]
 */
#include "harness.h"

static uint32_t tried;

/* Fields that were broken, by what they are. */
#define FIELDS_MAX 4096u
static const struct lus_field *broken[FIELDS_MAX];
static uint32_t nr_broken;

static int is_broken(const struct lus_field *f)
{
    uint32_t i;

    for ( i = nr_broken; i && broken[i - 1] != f; i-- )
        ;
    return i != 0;
}

static void note(const struct lus_field *f)
{
    if ( is_broken(f) )
        return;
    assert_true(nr_broken < FIELDS_MAX);
    broken[nr_broken++] = f;
}

/* A value that is just not allowed; 0 if there is none. */
static int bad_value(const struct lus_field *f, uint64_t *v, uint32_t which)
{
    uint64_t most = lus_wire_size(f->wire) == 8 ? ~0ull : (1ull << (8 * lus_wire_size(f->wire))) - 1, all = 0;
    uint32_t i;

    switch ( f->check )
    {
    case LUS_CHECK_RANGE:
        *v = which ? f->hi + 1 : f->lo - 1;
        return which ? f->hi < most : f->lo > 0;
    case LUS_CHECK_ENUM:
        for ( *v = which ? 0 : most; !lus_field_check(f, *v); *v += which ? 1 : -1 )
            ;
        return 1;
    case LUS_CHECK_BITS:
        for ( i = 0; i < f->values->nr; i++ )
            all |= f->values->values[i].value;
        *v = ~all & most;
        *v = which ? *v & -*v : *v;
        return *v != 0;
    default:
        return 0;
    }
}

static int error_of(const struct lus_field *f)
{
    return f->check == LUS_CHECK_RANGE ? LUS_E_RANGE : f->check == LUS_CHECK_ENUM ? LUS_E_ENUM : LUS_E_FLAG_BITS;
}

/* The whole checker on a stream with this one record changed at @at of its body. */
static void refused_at(struct model *m, struct piece *p, uint32_t at, int error, uint32_t field, uint32_t entry, uint64_t value)
{
    struct bytes b = model_together(m);
    struct lus_diag d;
    int rc = check_bytes(b.p, b.n, &d);

    tried++;
    if ( rc != -error || d.field != field || d.entry != entry || d.value != value || d.type != get(p->p, 4) )
        fail_msg("type %#x field %u: %s in field %u entry %u", (unsigned int)get(p->p, 4), field, lus_error_name(rc),
                 d.field, d.entry);
    assert_memory_equal(b.p + d.offset - at - 16, p->p, 16);
    bytes_free(&b);
}

static void limits(struct model *m, struct piece *p, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint32_t base,
                   uint32_t entry)
{
    uint8_t *body = p->p + 16 + base;
    uint32_t f, i, which;

    for ( f = 0; f < nr; f++ )
    {
        uint32_t size = lus_wire_size(fields[f].wire), step = fields[f].count > 16 ? 37 : 1;

        if ( fields[f].since > rev )
            continue;
        for ( i = 0; i < fields[f].count; i += step )
        {
            uint32_t at = fields[f].offset + i * size;
            uint64_t old = get(body + at, size), v;

            if ( fields[f].wire == LUS_WIRE_RESERVED )
            {
                note(&fields[f]);
                body[at] = 1;
                refused_at(m, p, base + fields[f].offset, LUS_E_RESERVED, f, entry, 0);
            }
            for ( which = 0; which < 2; which++ )
                /* A key below its range would be below the entry before. */
                if ( (f || which || entry == LUS_NO_ENTRY) && bad_value(&fields[f], &v, which) )
                {
                    note(&fields[f]);
                    put(body + at, size, v);
                    /* A span's count of 0 is seen with the span. */
                    refused_at(m, p, base + at, error_of(&fields[f]), f, entry, get(body + at, size));
                }
            put(body + at, size, old);
        }
    }
}

/* A stream of one record, but for what must be there; in pieces. */
struct one
{
    struct model m;
    struct piece *p;
    const struct lus_record_type *t;
    uint32_t kind;              /* of its segment, as its place in @m */
    uint32_t rev;
    uint32_t fixed;
    uint32_t size;              /* of an entry */
    uint32_t nr;                /* entries */
};

typedef void one_fn(struct one *o);
typedef int done_fn(const struct lus_record_type *t);

/* Those that cover all architectures and revisions; more are for what was not in them. */
#define SEEDS 6u
#define SEEDS_MAX 200u

/* Empty segments of each kind; a domain has its `domain`. */
static void make_one(struct one *o, uint32_t arch, const struct piece *p)
{
    const struct spec specs[] = { { LUS_SEGMENT_SYSTEM, 0, fill_nothing, NULL }, { LUS_SEGMENT_MEMORY, 0, fill_nothing, NULL },
                                  { LUS_SEGMENT_DOMAIN, 1, fill_domain, NULL } };
    struct bytes b = make_arch_stream(specs, NR_OF(specs), 1, arch);
    struct part *part;
    uint32_t at;

    memset(o, 0, sizeof(*o));
    o->t = lus_record_type((uint32_t)get(p->p, 4));
    o->kind = o->t->scope == LUS_SCOPE_SYSTEM ? 0 : o->t->scope == LUS_SCOPE_MEMORY ? 1 : 2;
    o->rev = (uint32_t)get(p->p + 4, 2);
    o->fixed = o->t->fixed[o->rev - 1];
    o->size = o->t->entry ? o->t->entry->size : 0;
    o->nr = o->size ? ((uint32_t)get(p->p + 12, 4) - o->fixed) / o->size : 0;
    assert_int_equal(model_apart(&o->m, b), 0);
    bytes_free(&b);
    part = &o->m.parts[o->kind];
    if ( o->t->type == LUS_TYPE_DOMAIN )
        model_remove(part, 0);
    /* Before `domain` if it is of a lower number and the same pass. */
    at = part->nr && (p->pass > 0 || o->t->type > LUS_TYPE_DOMAIN) ? 1 : 0;
    model_insert(part, at, p);
    o->p = &part->pieces[at];
}

/* Each record of some random streams. */
static void each_record(one_fn *fn, done_fn *is_done, uint32_t from, uint32_t to)
{
    struct every arg = { .entries = 8, .blob = 10 };
    uint32_t i, k, n;

    for ( n = from; n < to; n++ )
    {
        struct bytes b;
        struct model m;

        arg.seed = 8 + n;
        arg.older = n / 2 % 3;
        arg.arch = n % 2 ? n % 4 == 1 ? LUS_ARCH_ARM64 : LUS_ARCH_ARM32 : LUS_ARCH_X86;
        b = every_stream(&arg, 1);
        assert_int_equal(model_apart(&m, b), 0);
        for ( i = 0; i + 1 < m.nr; i++ )
            for ( k = 0; k < m.parts[i].nr; k++ )
            {
                struct one o;

                const struct lus_record_type *t = lus_record_type((uint32_t)get(m.parts[i].pieces[k].p, 4));

                /* Vcpus are alike. */
                if ( !t || (t->scope == LUS_SCOPE_VCPU && get(m.parts[i].pieces[k].p + 8, 4)) || (n >= SEEDS && is_done(t)) )
                    continue;
                make_one(&o, arg.arch, &m.parts[i].pieces[k]);
                fn(&o);
                model_free(&o.m);
            }
        model_free(&m);
        bytes_free(&b);
    }
}

static void break_fields(struct one *o)
{
    const struct lus_record_type *t = o->t;

    limits(&o->m, o->p, t->fields, t->nr_fields, o->rev, 0, LUS_NO_ENTRY);
    /* The last entry, so that order is not what is wrong; a key out of range is above all others. */
    if ( o->nr )
        limits(&o->m, o->p, t->entry->fields, t->entry->nr_fields, 1, o->fixed + (o->nr - 1) * o->size, o->nr - 1);
}

static int all_broken(const struct lus_field *fields, uint32_t nr)
{
    uint32_t f;
    uint64_t v;

    for ( f = 0; f < nr; f++ )
        if ( (fields[f].wire == LUS_WIRE_RESERVED || bad_value(&fields[f], &v, 0) || bad_value(&fields[f], &v, 1)) && !is_broken(&fields[f]) )
            return 0;
    return 1;
}

static int fields_done(const struct lus_record_type *t)
{
    return all_broken(t->fields, t->nr_fields) && (!t->entry || all_broken(t->entry->fields, t->entry->nr_fields));
}

/* All records with a function, until all are done. */
static uint32_t until_done(one_fn *fn, done_fn *is_done)
{
    const struct lus_record_type *types;
    uint32_t nr, i, seeds = SEEDS;

    types = lus_record_types(&nr);
    each_record(fn, is_done, 0, seeds);
    for ( i = 0; i < nr; i++ )
        for ( ; !is_done(&types[i]); seeds++ )
        {
            if ( seeds == SEEDS_MAX )
                fail_msg("%s: something of it was never wrong", types[i].name);
            each_record(fn, is_done, seeds, seeds + 1);
        }
    return seeds;
}

/* [S-29] */
static void test_fields(void **state)
{
    uint32_t seeds;

    (void)state;
    seeds = until_done(break_fields, fields_done);
    print_message("%u fields, %u streams, %u seeds\n", nr_broken, tried, seeds);
}

/*
 * The checker on what was made of the record: the error, and where: at its header, or the field of that which is wrong; @at -1 for anywhere
 * in the record.
 */
static void refused(struct one *o, int error, int at, uint32_t entry)
{
    struct bytes b = model_together(&o->m);
    struct lus_diag d;
    int rc = check_bytes(b.p, b.n, &d);

    if ( rc != -error || d.type != get(o->p->p, 4) || d.entry != entry )
        fail_msg("%s: %s, not %s; type %#x, entry %u", o->t->name, lus_error_name(rc), lus_error_name(error), d.type, d.entry);
    if ( at >= 0 && memcmp(b.p + d.offset - at, o->p->p, 16) && memcmp(b.p + d.offset, o->p->p, 16) )
        fail_msg("%s: %s at %#llx, which is not %d in the record", o->t->name, lus_error_name(rc), (unsigned long long)d.offset, at);
    bytes_free(&b);
}

/* What was wrong with each record. */
enum { BAD_SCOPE, BAD_ARCH, BAD_PASS, BAD_FLAGS, BAD_INSTANCE, BAD_LENGTH, BAD_BLOB, BAD_MAX, BAD_SORT, BAD_MERGE, BAD_END, BAD_ATTRIBUTE, BAD_KINDS };
static uint8_t was_bad[512][BAD_KINDS];

static void count(const struct one *o, uint32_t kind)
{
    uint32_t nr;

    was_bad[o->t - lus_record_types(&nr)][kind] = 1;
}

/* The body with another length: cut, or zeros behind it. */
static void resize(struct one *o, uint32_t len)
{
    uint32_t old = (uint32_t)get(o->p->p + 12, 4);
    struct bytes body = bytes_new(len + 1, 0);
    struct piece p;

    memcpy(body.p, o->p->p + 16, old < len ? old : len);
    p = model_piece(o->p->pass, o->t->type, o->rev, (uint32_t)get(o->p->p + 6, 2), (uint32_t)get(o->p->p + 8, 4), body.p, len);
    free(o->p->p);
    *o->p = p;
    bytes_free(&body);
}

static void with_length(struct one *o, uint32_t len, uint32_t kind)
{
    struct piece was = *o->p;

    o->p->p = bytes_copy(was.p, was.n).p;
    resize(o, len);
    refused(o, LUS_E_LENGTH, 12, LUS_NO_ENTRY);
    count(o, kind);
    free(o->p->p);
    *o->p = was;
}

/* [S-24] [S-33] */
static void break_length(struct one *o)
{
    uint32_t len = (uint32_t)get(o->p->p + 12, 4);

    if ( o->fixed )
        with_length(o, o->fixed - 1, BAD_LENGTH);
    if ( o->t->tail == LUS_TAIL_NONE )
        with_length(o, len + 8, BAD_LENGTH);
    else if ( o->t->tail == LUS_TAIL_MAP || o->size > 1 )
        with_length(o, len + 1, BAD_LENGTH);
    if ( o->t->tail == LUS_TAIL_BLOB && o->t->max < 0x10000 )
        with_length(o, o->fixed + o->t->max + 1, BAD_BLOB);
}

/* [S-26] [S-27] */
static void break_header(struct one *o)
{
    uint32_t instance = (uint32_t)get(o->p->p + 8, 4), flags = (uint32_t)get(o->p->p + 6, 2);

    if ( o->t->max_instance != 0xffffffffu )
    {
        put(o->p->p + 8, 4, o->t->max_instance + 1);
        refused(o, LUS_E_INSTANCE, 8, LUS_NO_ENTRY);
        put(o->p->p + 8, 4, instance);
        count(o, BAD_INSTANCE);
    }
    put(o->p->p + 6, 2, flags ^ LUS_RECORD_COPY);
    refused(o, LUS_E_FLAGS, 0, LUS_NO_ENTRY);
    put(o->p->p + 6, 2, flags | 0x8000);
    refused(o, LUS_E_FLAGS, 0, LUS_NO_ENTRY);
    put(o->p->p + 6, 2, flags);
    count(o, BAD_FLAGS);
}

/* [S-47] */
static void break_arch(struct one *o)
{
    uint32_t arch = (uint32_t)get(o->m.header + 18, 2), other;

    for ( other = LUS_ARCH_X86; other <= LUS_ARCH_RISCV64; other++ )
        if ( !lus_type_in_arch(o->t->type, other) )
        {
            put(o->m.header + 18, 2, other);
            refused(o, LUS_E_SCOPE, 0, LUS_NO_ENTRY);
            count(o, BAD_ARCH);
        }
    put(o->m.header + 18, 2, arch);
}

/* [S-23]: at the end of another pass, and alone in another kind of segment. */
static void break_place(struct one *o)
{
    struct part *part = &o->m.parts[o->kind], *to = &o->m.parts[(o->kind + 1) % 2];
    struct piece was = *o->p, moved;
    uint32_t pass, i = (uint32_t)(o->p - part->pieces);

    moved = was;
    moved.p = bytes_copy(was.p, was.n).p;
    model_remove(part, i);
    for ( pass = 0; pass < LUS_PASSES; pass++ )
    {
        uint32_t end = pass ? part->nr : i;

        if ( pass == moved.pass )
            continue;
        was = moved;
        was.pass = pass;
        model_insert(part, end, &was);
        o->p = &part->pieces[end];
        refused(o, LUS_E_PASS, 0, LUS_NO_ENTRY);
        model_remove(part, end);
        count(o, BAD_PASS);
    }
    model_insert(to, 0, &moved);
    o->p = to->pieces;
    refused(o, LUS_E_SCOPE, 0, LUS_NO_ENTRY);
    count(o, BAD_SCOPE);
    model_remove(to, 0);
    model_insert(part, i, &moved);
    o->p = &part->pieces[i];
    free(moved.p);
}

/* [S-32]: the last run after the one before it: over its end, at its end, beyond what there is. */
static void break_spans(struct one *o, uint8_t *prev, uint8_t *at)
{
    const struct lus_entry *e = o->t->entry;
    const struct lus_field *n = &e->fields[e->nr_fields - 1];
    uint64_t first = get(prev, 5), frames = get(prev + n->offset, lus_wire_size(n->wire));

    if ( frames > 1 )
    {
        put(at, 5, first + frames - 1);
        refused(o, LUS_E_SORT, -1, o->nr - 1);
    }
    memcpy(at, prev, o->size);
    put(at, 5, first + frames);
    put(at + n->offset, lus_wire_size(n->wire), 1);
    if ( (frames + 1) >> (8 * lus_wire_size(n->wire)) == 0 )
    {
        refused(o, LUS_E_MERGE, -1, o->nr - 1);
        count(o, BAD_MERGE);
    }
    put(at, 5, lus_span_end(e) - 1);
    put(at + n->offset, lus_wire_size(n->wire), 2);
    refused(o, LUS_E_RANGE, -1, o->nr - 1);
    count(o, BAD_END);
}

/* [S-31] */
static void break_order(struct one *o)
{
    uint8_t last[LUS_ENTRY_MAX], *prev, *at;

    if ( o->nr < 2 || o->t->tail == LUS_TAIL_SEQUENCE )
        return;
    prev = o->p->p + 16 + o->fixed + (o->nr - 2) * o->size;
    at = prev + o->size;
    memcpy(last, at, o->size);
    memcpy(at, prev, o->size);
    refused(o, LUS_E_SORT, -1, o->nr - 1);
    memcpy(prev, last, o->size);
    refused(o, LUS_E_SORT, -1, o->nr - 1);
    memcpy(prev, at, o->size);
    memcpy(at, last, o->size);
    count(o, BAD_SORT);
    if ( o->t->tail == LUS_TAIL_SPAN )
        break_spans(o, prev, at);
    memcpy(at, last, o->size);
}

/* One entry more than the table may have: in ascending order, as far as the keys go. */
static void break_max(struct one *o)
{
    const struct lus_entry *e = o->t->entry;
    const struct lus_field *key = e ? &e->fields[0] : NULL;
    uint32_t i;

    if ( !o->nr || !o->t->max || (uint64_t)o->t->max * o->size > 0x10000 || o->t->tail == LUS_TAIL_SPAN )
        return;
    if ( o->t->tail == LUS_TAIL_TABLE &&
         (e->keys != 1 || (lus_wire_size(key->wire) < 4 && o->t->max >> (8 * lus_wire_size(key->wire))) || key->check > LUS_CHECK_RANGE ||
          (key->check == LUS_CHECK_RANGE && key->hi - key->lo < o->t->max)) )
        return;
    resize(o, o->fixed + (o->t->max + 1) * o->size);
    for ( i = 0; i <= o->t->max; i++ )
    {
        uint8_t *p = o->p->p + 16 + o->fixed + i * o->size;

        memcpy(p, o->p->p + 16 + o->fixed, o->size);
        if ( o->t->tail == LUS_TAIL_TABLE )
            put(p, lus_wire_size(key->wire), (key->check == LUS_CHECK_RANGE ? key->lo : 0) + i);
    }
    refused(o, LUS_E_LENGTH, -1, o->t->max);
    count(o, BAD_MAX);
}

/* [S-36]: the first block's. */
static void break_attribute(struct one *o)
{
    struct lus_diag d;
    struct bytes b;

    if ( o->t->tail != LUS_TAIL_MAP || get(o->p->p + 12, 4) == o->fixed )
        return;
    o->p->p[16 + o->fixed + 5] = 0xff;
    b = model_together(&o->m);
    assert_int_equal(check_bytes(b.p, b.n, &d), -LUS_E_ENUM);
    assert_int_equal(d.type, o->t->type);
    bytes_free(&b);
    count(o, BAD_ATTRIBUTE);
}

static void break_record(struct one *o)
{
    struct bytes b = model_together(&o->m);

    /* As it is, it is good: what follows is what is wrong with it. */
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    bytes_free(&b);
    break_length(o);
    break_header(o);
    break_arch(o);
    break_place(o);
    break_order(o);
    break_max(o);
    break_attribute(o);
}

/* Which of these must have been wrong with a type. */
static int applies(const struct lus_record_type *t, uint32_t kind)
{
    switch ( kind )
    {
    case BAD_ARCH: return !lus_type_in_arch(t->type, LUS_ARCH_X86) || !lus_type_in_arch(t->type, LUS_ARCH_RISCV64);
    case BAD_INSTANCE: return t->max_instance != 0xffffffffu;
    case BAD_LENGTH: return t->fixed[0] || t->tail == LUS_TAIL_NONE || t->tail == LUS_TAIL_MAP || (t->entry && t->entry->size > 1);
    case BAD_BLOB: return t->tail == LUS_TAIL_BLOB && t->max < 0x10000;
    case BAD_SORT: return t->tail == LUS_TAIL_SPAN || (t->tail == LUS_TAIL_TABLE && t->max != 1);
    case BAD_MERGE:
    case BAD_END: return t->tail == LUS_TAIL_SPAN;
    case BAD_MAX: return t->tail == LUS_TAIL_SEQUENCE && t->max && (uint64_t)t->max * t->entry->size <= 0x10000;
    case BAD_ATTRIBUTE: return t->tail == LUS_TAIL_MAP;
    default: return 1;
    }
}

static int record_done(const struct lus_record_type *t)
{
    uint32_t nr, k;
    const uint8_t *bad = was_bad[t - lus_record_types(&nr)];

    for ( k = 0; k < BAD_KINDS; k++ )
        if ( applies(t, k) && !bad[k] )
            return 0;
    return 1;
}

static void test_records(void **state)
{
    uint32_t seeds, nr, i, k, n = 0;

    (void)state;
    lus_record_types(&nr);
    assert_true(nr <= NR_OF(was_bad));
    seeds = until_done(break_record, record_done);
    for ( i = 0; i < nr; i++ )
        for ( k = 0; k < BAD_KINDS; k++ )
            n += was_bad[i][k];
    print_message("%u kinds of what is wrong with a record, %u seeds\n", n, seeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_fields), cmocka_unit_test(test_records) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
#include "recast.h"

void set_profile(struct bytes b, uint32_t minor)
{
    put(b.p + 120, 2, 4);
    put(b.p + 122, 2, minor);
    put(b.p + 72, 2, 4);
    put(b.p + 74, 2, minor);
    reseal_header(b);
}

/* For test-effects.py: row, direction and kind of all that any test is told, where it asks for that. */
static void seen(void *ctx, const struct lus_outcome *o)
{
    if ( ctx && o->row != LUS_NO_ROW )
        fprintf(ctx, "%s %u %u\n", lus_row(o->row, NULL)->id, o->is_down, o->kind);
}

int recast_bytes(struct bytes in, const struct lus_recast_args *args, struct bytes *out, struct lus_recast_result *result)
{
    struct lus_recast_args a = *args;
    struct lus_recast_result counted;
    FILE *told = getenv("LUS_SEEN") ? fopen(getenv("LUS_SEEN"), "a") : NULL;
    struct lus_stream s;
    uint64_t size;
    void *work;
    int rc, again;

    open_bytes(&s, in);
    size = lus_recast_workspace(&s);
    work = malloc(size);
    a.outcome = seen;
    a.tally = NULL;
    a.ctx = told;
    a.out = NULL;
    rc = lus_recast(&s, &a, work, size, &counted);
    if ( told )
        fclose(told);
    if ( rc && rc != -LUS_E_REFUSED )
    {
        free(work);
        return rc;
    }
    *out = bytes_new(counted.size, 0xa5);
    open_bytes(&s, in);
    a = *args;
    a.out = out->p;
    a.cap = out->n;
    memset(work, 0xa5, size);
    again = lus_recast(&s, &a, work, size, result);
    assert_int_equal(again, rc);
    assert_memory_equal(result, &counted, sizeof(counted));
    free(work);
    if ( rc )
        bytes_free(out);
    else
        out->n = counted.size;
    return rc;
}

static int compare(const void *a, const void *b)
{
    const struct sheet_record *x = a, *y = b;
    const struct lus_record_type *s = lus_record_type(x->type), *t = lus_record_type(y->type);

    if ( s->pass != t->pass )
        return s->pass < t->pass ? -1 : 1;
    if ( x->type != y->type )
        return x->type < y->type ? -1 : 1;
    return x->instance < y->instance ? -1 : 1;
}

/* The least value that a field may have. */
static void least(const struct lus_field *fields, uint32_t nr, uint8_t *p)
{
    uint32_t i, k;

    for ( i = 0; i < nr; i++ )
        for ( k = 0; fields[i].wire < LUS_WIRE_BYTES && k < fields[i].count; k++ )
        {
            const struct lus_field *f = &fields[i];
            uint64_t v = f->check == LUS_CHECK_RANGE && (f->lo > 0 && f->wire < LUS_WIRE_I32) ? f->lo : f->check == LUS_CHECK_ENUM ? f->values->values[0].value : 0;

            lus_field_store(f, p, k, v);
        }
}

static struct sheet_record *find(struct sheet_record *r, uint32_t nr, uint32_t type, uint32_t instance)
{
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        if ( r[i].type == type && r[i].instance == instance )
            return &r[i];
    return NULL;
}

union lus_any *sheet_add(struct sheet *s, uint32_t type, uint32_t instance)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet_record *r;
    uint8_t p[LUS_FIXED_MAX] = { 0 };

    if ( !s->records )
        s->records = calloc(SHEET_RECORDS, sizeof(*s->records));
    r = find(s->records, s->nr, type, instance);
    if ( r )
        return &r->o;
    assert_true(s->nr < SHEET_RECORDS);
    r = &s->records[s->nr++];
    memset(r, 0, sizeof(*r));
    r->type = type;
    r->instance = instance;
    least(t->fields, t->nr_fields, p);
    assert_int_equal(lus_decode_any(type, p, t->revisions, &r->o), 0);
    return &r->o;
}

union lus_any *sheet_add_entry(struct sheet *s, uint32_t type, uint32_t instance)
{
    const struct lus_record_type *t = lus_record_type(type);
    uint8_t p[LUS_ENTRY_MAX] = { 0 };
    struct sheet_record *r;

    sheet_add(s, type, instance);
    r = find(s->records, s->nr, type, instance);
    assert_true(r->nr < SHEET_ENTRIES);
    least(t->entry->fields, t->entry->nr_fields, p);
    assert_int_equal(lus_decode_entry(type, p, &r->entries[r->nr]), 0);
    return &r->entries[r->nr++];
}

void sheet_param(struct sheet *s, uint32_t index, uint64_t value)
{
    union lus_any *o = sheet_add_entry(s, LUS_TYPE_HVM_PARAMS, 0);

    o->hvm_param.index = index;
    o->hvm_param.value = value;
}

static const struct lus_field *field_named(const struct lus_field *f, uint32_t nr, const char *name)
{
    for ( ; nr; nr--, f++ )
        if ( !strcmp(f->name, name) )
            return f;
    return NULL;
}

const struct lus_field *sheet_field_of(uint32_t type, const char *name, int *in_entry)
{
    const struct lus_record_type *t = lus_record_type(type);
    const struct lus_field *f = field_named(t->fields, t->nr_fields, name);

    *in_entry = !f;
    if ( !f )
        f = field_named(t->entry->fields, t->entry->nr_fields, name);
    assert_non_null(f);
    return f;
}

struct segment_of
{
    const struct sheet *s;
    uint32_t kind;
};

static uint32_t kind_of(uint32_t type)
{
    static const uint32_t kinds[] = { LUS_SEGMENT_SYSTEM, LUS_SEGMENT_MEMORY, LUS_SEGMENT_DOMAIN, LUS_SEGMENT_DOMAIN };

    return kinds[lus_record_type(type)->scope];
}

static void fill(struct lus_writer *w, const void *arg)
{
    const struct segment_of *of = arg;
    struct lus_profile p = { .minor = of->s->minor };
    uint32_t i, k;

    for ( i = 0; i < of->s->nr; i++ )
    {
        const struct sheet_record *r = &of->s->records[i];

        if ( kind_of(r->type) != of->kind )
            continue;
        begin_any(w, r->type, lus_profile_revision(&p, r->type), r->instance, &r->o);
        for ( k = 0; k < r->nr; k++ )
            add_any(w, r->type, &r->entries[k]);
        lus_end(w);
    }
}

struct bytes sheet_stream(const struct sheet *s)
{
    struct segment_of system = { s, LUS_SEGMENT_SYSTEM }, memory = { s, LUS_SEGMENT_MEMORY }, domain = { s, LUS_SEGMENT_DOMAIN };
    struct spec specs[] = { { LUS_SEGMENT_SYSTEM, 0, fill, &system }, { LUS_SEGMENT_MEMORY, 0, fill, &memory }, { LUS_SEGMENT_DOMAIN, 7, fill, &domain } };
    struct sheet *order = (struct sheet *)s;
    struct bytes b;

    if ( !find(s->records, s->nr, LUS_TYPE_DOMAIN, 0) )
        sheet_add(order, LUS_TYPE_DOMAIN, 0)->domain.kind = LUS_GUEST_KIND_HVM;
    qsort(s->records, s->nr, sizeof(*s->records), compare);
    b = make_arch_stream(specs, NR_OF(specs), !s->whole, s->arch ? s->arch : LUS_ARCH_X86);
    set_profile(b, s->minor);
    return b;
}

static void note(void *ctx, const struct lus_outcome *o)
{
    struct sheet *s = ctx;

    assert_true(s->nr_outcomes < SHEET_OUTCOMES);
    assert_int_equal(o->is_down, s->minor > s->to);
    assert_int_equal(o->minor, o->row == LUS_NO_ROW ? s->to : lus_row(o->row, NULL)->minor);
    s->outcomes[s->nr_outcomes++] = *o;
}

static void take_out(struct sheet *s, struct bytes b)
{
    struct lus_stream in;
    uint32_t i;

    s->out = calloc(SHEET_RECORDS, sizeof(*s->out));
    open_bytes(&in, b);
    for ( i = 0; i < in.header.index_count; i++ )
    {
        struct lus_segment seg;
        struct lus_record rec;

        assert_int_equal(lus_segment_open(&in, i, &seg), 0);
        while ( lus_next(&seg, &rec) > 0 )
        {
            struct sheet_record *r = &s->out[s->nr_out++];
            struct lus_table t;
            const uint8_t *p;

            r->type = rec.type;
            r->instance = rec.instance;
            assert_int_equal(lus_decode_any(rec.type, lus_fixed(&in, &rec), rec.revision, &r->o), 0);
            if ( !rec.info->entry )
                continue;
            assert_int_equal(lus_table_open(&t, &seg, &rec), 0);
            while ( lus_table_next(&t, &p) > 0 )
                assert_int_equal(lus_decode_entry(rec.type, p, &r->entries[r->nr++]), 0);
        }
    }
}

int sheet_run(struct sheet *s, uint32_t to, struct bytes *out)
{
    struct lus_recast_args args = { .outcome = note, .ctx = s };
    struct bytes in = sheet_stream(s);
    struct lus_diag d;
    int rc;

    s->to = to;
    s->outcomes = calloc(SHEET_OUTCOMES, sizeof(*s->outcomes));
    assert_int_equal(check_bytes(in.p, in.n, &d), 0);
    args.to = (struct lus_profile){ to, s->features ? s->features : LUS_FEATURES_KNOWN };
    rc = recast_bytes(in, &args, out, &s->result);
    bytes_free(&in);
    return rc;
}

void try_sheet(struct sheet *s, uint32_t to)
{
    struct bytes out;
    int rc = sheet_run(s, to, &out);

    assert_true(rc == 0 || rc == -LUS_E_REFUSED);
    if ( !rc )
        bytes_free(&out);
}

void recast_sheet(struct sheet *s, uint32_t to)
{
    struct lus_diag d;
    struct bytes out;

    assert_int_equal(sheet_run(s, to, &out), 0);
    assert_int_equal(check_bytes(out.p, out.n, &d), 0);
    take_out(s, out);
    bytes_free(&out);
}

const struct sheet_record *sheet_record(const struct sheet *s, uint32_t type, uint32_t instance)
{
    return find(s->out, s->nr_out, type, instance);
}

const union lus_any *sheet_get(const struct sheet *s, uint32_t type, uint32_t instance)
{
    const struct sheet_record *r = sheet_record(s, type, instance);

    return r ? &r->o : NULL;
}

/* The name of an outcome's field, in the record or in its entry. */
static const char *field_of(const struct lus_outcome *o)
{
    const struct lus_record_type *t = lus_record_type(o->type);

    if ( o->field == LUS_NO_FIELD )
        return "";
    return o->entry == LUS_NO_ENTRY ? t->fields[o->field].name : t->entry->fields[o->field].name;
}

void told(const struct sheet *s, uint32_t kind, const char *row, uint32_t type, const char *field, uint64_t from, uint64_t to)
{
    uint32_t i, n = 0;

    for ( i = 0; i < s->nr_outcomes; i++ )
    {
        const struct lus_outcome *o = &s->outcomes[i];

        n += o->kind == kind && o->type == type && !strcmp(field_of(o), field) && o->from == from && o->to == to &&
             !strcmp(o->row == LUS_NO_ROW ? "" : lus_row(o->row, NULL)->id, row);
    }
    assert_int_equal(n, 1);
}

void told_nothing_of(const struct sheet *s, uint32_t type, const char *field)
{
    uint32_t i;

    for ( i = 0; i < s->nr_outcomes; i++ )
        assert_false(s->outcomes[i].type == type && !strcmp(field_of(&s->outcomes[i]), field));
}

uint32_t sheet_field(const struct lus_field *fields, uint32_t nr, const char *name)
{
    uint32_t i;

    for ( i = 0; i < nr; i++ )
        if ( !strcmp(fields[i].name, name) )
            return i;
    fail_msg("no field %s", name);
    return 0;
}

static uint32_t bytes_of(const struct lus_field *f)
{
    uint32_t n = lus_wire_size(f->wire);

    return n == 3 ? 4 : n == 5 ? 8 : n;
}

void sheet_set(const struct lus_field *f, union lus_any *o, uint64_t value)
{
    uint8_t *p = (uint8_t *)o + f->struct_offset;

    switch ( bytes_of(f) )
    {
    case 1: *p = (uint8_t)value; break;
    case 2: *(uint16_t *)(void *)p = (uint16_t)value; break;
    case 4: *(uint32_t *)(void *)p = (uint32_t)value; break;
    default: *(uint64_t *)(void *)p = value; break;
    }
}

uint64_t sheet_value(const struct lus_field *f, const union lus_any *o)
{
    const uint8_t *p = (const uint8_t *)o + f->struct_offset;

    switch ( bytes_of(f) )
    {
    case 1: return *p;
    case 2: return *(const uint16_t *)(const void *)p;
    case 4: return *(const uint32_t *)(const void *)p;
    default: return *(const uint64_t *)(const void *)p;
    }
}

void told_nothing(const struct sheet *s)
{
    assert_int_equal(s->nr_outcomes, 0);
}

void refuse_sheet(struct sheet *s, uint32_t to, const char *row, uint32_t type, const char *field, uint64_t value)
{
    uint32_t i, n = 0;
    struct bytes out;

    assert_int_equal(sheet_run(s, to, &out), -LUS_E_REFUSED);
    told(s, LUS_OUTCOME_REFUSED, row, type, field, value, 0);
    for ( i = 0; i < s->nr_outcomes; i++ )
        n += s->outcomes[i].kind == LUS_OUTCOME_REFUSED;
    assert_int_equal(n, 1);
}

void sheet_free(struct sheet *s)
{
    free(s->records);
    free(s->out);
    free(s->outcomes);
}

void check_one(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t before, uint64_t after, uint32_t kind, const char *row)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet s = { .minor = from };
    union lus_any *o = sheet_add(&s, type, 0);
    uint32_t f = sheet_field(t->fields, t->nr_fields, field);

    sheet_set(&t->fields[f], o, before);
    recast_sheet(&s, to);
    assert_int_equal(sheet_value(&t->fields[f], sheet_get(&s, type, 0)), after);
    if ( kind == NONE )
        told_nothing_of(&s, type, field);
    else
        told(&s, kind, row, type, field, before, after);
    sheet_free(&s);
}

void check_refused(uint32_t from, uint32_t to, uint32_t type, const char *field, uint64_t value, const char *row)
{
    const struct lus_record_type *t = lus_record_type(type);
    struct sheet s = { .minor = from };
    union lus_any *o = sheet_add(&s, type, 0);

    sheet_set(&t->fields[sheet_field(t->fields, t->nr_fields, field)], o, value);
    refuse_sheet(&s, to, row, type, field, value);
    sheet_free(&s);
}

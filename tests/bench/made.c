/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Streams of n records of one kind, made of random states; and what is timed on them. */
#include <string.h>

#include "bench.h"

#define MSR_ENTRIES 256u
#define XSAVE_AREA  4072u

struct xsave_state
{
    struct lus_hvm_cpu_xsave fixed;
    uint8_t area[XSAVE_AREA];
};

/* Each ring is at most 33 KiB, so that states are read from and written to cache, as restore uses a record at once. */
const struct shape shapes[] = {
    { "16", "16 B (vcpu, 2 fields)", LUS_TYPE_VCPU, 16, sizeof(struct lus_vcpu), 1024 },
    { "56", "56 B (pv_vcpu_ext, 10 fields)", LUS_TYPE_PV_VCPU_EXT, 56, sizeof(struct lus_pv_vcpu_ext), 256 },
    { "64", "64 B (vcpu_areas, 13 values in 7 fields)", LUS_TYPE_VCPU_AREAS, 64, sizeof(struct lus_vcpu_areas), 256 },
    { "1k", "1 KiB (hvm_cpu, 82 fields)", LUS_TYPE_HVM_CPU, 1032, sizeof(struct lus_hvm_cpu), 32 },
    { "1k-array", "1 KiB (hvm_lapic_regs, array of 256)", LUS_TYPE_HVM_LAPIC_REGS, 1024, sizeof(struct lus_hvm_lapic_regs), 32 },
    { "4k-blob", "4 KiB (hvm_cpu_xsave, blob)", LUS_TYPE_HVM_CPU_XSAVE, 4096, sizeof(struct xsave_state), 8 },
    { "4k-table", "4 KiB (hvm_cpu_msr, table of 256)", LUS_TYPE_HVM_CPU_MSR, 4096, sizeof(struct lus_msr_entry[MSR_ENTRIES]), 8 },
};
const unsigned int nr_shapes = sizeof(shapes) / sizeof(shapes[0]);

const struct shape *shape_of(const char *key)
{
    unsigned int i = 0;

    while ( strcmp(shapes[i].key, key) )
        i++;
    return &shapes[i];
}

static uint64_t random_value(const struct lus_field *f, uint64_t *seed)
{
    uint64_t v = bench_random(seed);
    uint32_t bits = 8 * lus_wire_size(f->wire), i;

    if ( bits < 64 )
        v &= (1ull << bits) - 1;
    if ( f->check == LUS_CHECK_RANGE )
        return f->hi - f->lo == ~0ull ? v : f->lo + v % (f->hi - f->lo + 1);
    if ( f->check == LUS_CHECK_ENUM )
        return f->values->values[v % f->values->nr].value;
    if ( f->check == LUS_CHECK_BITS )
    {
        uint64_t mask = 0;

        for ( i = 0; i < f->values->nr; i++ )
            mask |= f->values->values[i].value;
        return v & mask;
    }
    return v;
}

/* By the tables of the schema and not by its codecs, which are what is tried. The memory is clear, so holes stay zero. */
static void randomise(const struct lus_field *f, uint32_t nr, uint8_t *state, uint64_t *seed)
{
    for ( ; nr--; f++ )
    {
        uint8_t *p = state + f->struct_offset;
        uint32_t i;

        if ( f->wire == LUS_WIRE_RESERVED || f->since > 1 )
            continue;
        for ( i = 0; i < f->count; i++ )
        {
            uint64_t v = f->wire == LUS_WIRE_BYTES ? bench_random(seed) : random_value(f, seed);

            switch ( lus_wire_size(f->wire) )
            {
            case 1: p[i] = (uint8_t)v; break;
            case 2: ((uint16_t *)p)[i] = (uint16_t)v; break;
            case 3: case 4: ((uint32_t *)p)[i] = (uint32_t)v; break;
            default: ((uint64_t *)p)[i] = v; break;
            }
        }
    }
}

static void make_state(const struct shape *shape, uint8_t *state, uint64_t *seed)
{
    const struct lus_record_type *t = lus_record_type(shape->type);
    uint32_t i;

    if ( t->tail == LUS_TAIL_TABLE )
    {
        struct lus_msr_entry *e = (struct lus_msr_entry *)state;

        for ( i = 0; i < MSR_ENTRIES; i++ )
        {
            randomise(t->entry->fields, t->entry->nr_fields, (uint8_t *)&e[i], seed);
            e[i].index = 0xc0000000u + i * 3 + (e[i].index & 1);
        }
        return;
    }
    randomise(t->fields, t->nr_fields, state, seed);
    if ( t->tail == LUS_TAIL_BLOB )
        for ( i = 0; i < XSAVE_AREA; i++ )
            ((struct xsave_state *)state)->area[i] = (uint8_t)bench_random(seed);
}

const void *made_state(const struct made *m, uint32_t i)
{
    return m->states + (i & (m->shape->ring - 1)) * m->shape->stride;
}

/* Record i, which has this instance in its segment. */
static void put(struct lus_writer *w, uint32_t type, uint32_t instance, const void *state)
{
    switch ( type )
    {
    case LUS_TYPE_VCPU:
        lus_put_vcpu(w, 1, instance, state);
        break;
    case LUS_TYPE_PV_VCPU_EXT:
        lus_put_pv_vcpu_ext(w, 1, instance, state);
        break;
    case LUS_TYPE_VCPU_AREAS:
        lus_put_vcpu_areas(w, 1, instance, state);
        break;
    case LUS_TYPE_HVM_CPU:
        lus_put_hvm_cpu(w, 1, instance, state);
        break;
    case LUS_TYPE_HVM_LAPIC_REGS:
        lus_put_hvm_lapic_regs(w, 1, instance, state);
        break;
    case LUS_TYPE_HVM_CPU_XSAVE:
        lus_begin_hvm_cpu_xsave(w, 1, instance, state);
        lus_add_blob(w, ((const struct xsave_state *)state)->area, XSAVE_AREA);
        lus_end(w);
        break;
    case LUS_TYPE_HVM_CPU_MSR:
        lus_begin_hvm_cpu_msr(w, 1, instance, state);
        lus_add_run_msr_entry(w, state, MSR_ENTRIES);
        lus_end(w);
        break;
    }
}

static int get_table(struct lus_segment *seg, const struct lus_record *rec, struct lus_msr_entry *out)
{
    struct lus_table table;
    const uint8_t *p;
    uint32_t n = 0, run;
    int rc;

    if ( (rc = lus_table_open(&table, seg, rec)) != 0 )
        return rc;
    for ( ; (rc = lus_table_run(&table, &p, &run)) > 0; n += run )
        if ( run > MSR_ENTRIES - n || lus_decode_run_msr_entry(p, run, &out[n]) != run )
            return -LUS_E_RANGE;
    return n == MSR_ENTRIES ? rc : -LUS_E_LENGTH;
}

/* As restoring code does it: a switch on the type, and each record into its structure. */
static int get(struct lus_segment *seg, const struct lus_record *rec, void *out)
{
    switch ( rec->type )
    {
    case LUS_TYPE_DOMAIN:
    {
        struct lus_domain domain;

        return lus_decode_domain(rec->body, rec->revision, &domain);
    }
    case LUS_TYPE_VCPU:
        return lus_decode_vcpu(rec->body, rec->revision, out);
    case LUS_TYPE_PV_VCPU_EXT:
        return lus_decode_pv_vcpu_ext(rec->body, rec->revision, out);
    case LUS_TYPE_VCPU_AREAS:
        return lus_decode_vcpu_areas(rec->body, rec->revision, out);
    case LUS_TYPE_HVM_CPU:
        return lus_decode_hvm_cpu(rec->body, rec->revision, out);
    case LUS_TYPE_HVM_LAPIC_REGS:
        return lus_decode_hvm_lapic_regs(rec->body, rec->revision, out);
    case LUS_TYPE_HVM_CPU_XSAVE:
        memcpy(((struct xsave_state *)out)->area, rec->body + rec->info->fixed[0], rec->length - rec->info->fixed[0]);
        return lus_decode_hvm_cpu_xsave(rec->body, rec->revision, out);
    case LUS_TYPE_HVM_CPU_MSR:
        return get_table(seg, rec, out);
    default:
        return -LUS_E_UNKNOWN_TYPE;
    }
}

/* Fills segment i, without its header. */
static void fill_segment(const struct made *m, struct lus_writer *w, uint32_t i, void *buf)
{
    static const struct lus_domain domain = { .kind = LUS_GUEST_KIND_HVM, .max_vcpus = 8192 };
    uint32_t n = m->n - i * m->per_segment < m->per_segment ? m->n - i * m->per_segment : m->per_segment, k;

    lus_writer_init(w, buf, m->segment_size, LUS_SEGMENT_DOMAIN, i, m->b->cpu);
    lus_put_domain(w, 1, 0, &domain);
    for ( k = 0; k < n; k++ )
        put(w, m->shape->type, k, made_state(m, i * m->per_segment + k));
}

void made_encode(void *arg)
{
    const struct made *m = arg;
    struct lus_writer w;
    uint32_t i;

    for ( i = 0; i < m->segments; i++ )
        fill_segment(m, &w, i, m->bytes + m->front + i * m->segment_size);
}

void made_finish(void *arg)
{
    struct lus_header header = { .arch = LUS_ARCH_X86, .partial = 1, .source = LUS_SOURCE_KIND_TEXT };
    struct made *m = arg;
    struct lus_diag diag = { 0 };
    struct lus_writer w;
    uint64_t front;
    uint32_t i;

    m->size = m->front;
    for ( i = 0; i < m->segments; i++ )
    {
        fill_segment(m, &w, i, m->bytes + m->front + i * m->segment_size);
        m->parts[i].bytes = w.buf;
        if ( lus_writer_close(&w, &m->parts[i].size) )
            bench_fail(lus_error_name(w.diag.error));
        m->size += m->parts[i].size;
    }
    if ( lus_seal(m->bytes, m->front, &header, m->parts, m->segments, &front, m->b->cpu, &diag) || front != m->front )
        bench_fail(lus_error_name(diag.error));
}

void made_init(struct made *m, struct bench *b, const struct shape *shape, uint32_t n, uint32_t per_segment)
{
    struct lus_writer w;
    uint64_t seed = shape->type;
    uint32_t i;

    memset(m, 0, sizeof(*m));
    m->shape = shape;
    m->b = b;
    m->n = n;
    m->per_segment = n < per_segment ? n : per_segment;
    m->segments = (n + m->per_segment - 1) / m->per_segment;
    m->states = bench_alloc((size_t)shape->ring * shape->stride);
    m->out = bench_alloc(shape->stride);
    for ( i = 0; i < shape->ring; i++ )
        make_state(shape, m->states + i * shape->stride, &seed);
    fill_segment(m, &w, 0, NULL);
    if ( lus_writer_close(&w, &m->segment_size) )
        bench_fail(lus_error_name(w.diag.error));
    m->front = lus_front_size(2, m->segments);
    m->size = m->front + m->segments * m->segment_size;
    m->parts = bench_alloc(m->segments * sizeof(*m->parts));
    m->bytes = bench_alloc(m->size);
    made_finish(m);
}

void made_free(struct made *m)
{
    bench_free(m->states, (size_t)m->shape->ring * m->shape->stride);
    bench_free(m->out, m->shape->stride);
    bench_free(m->bytes, m->front + m->segments * m->segment_size);
    bench_free(m->parts, m->segments * sizeof(*m->parts));
}

void made_open(const struct made *m, struct lus_stream *s)
{
    struct lus_source src;

    lus_source_flat(&src, m->bytes, m->size);
    if ( lus_open(s, &src, NULL, m->b->cpu) || lus_acceptable(s) )
        bench_fail("open");
}

void made_walk(void *arg)
{
    const struct made *m = arg;
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec;
    uint32_t i, n = 0;

    made_open(m, &s);
    for ( i = 0; i < m->segments; i++ )
    {
        if ( lus_segment_open(&s, i, &seg) )
            bench_fail("walk");
        while ( lus_next(&seg, &rec) > 0 )
            n++;
    }
    if ( s.diag.error || n != m->n + m->segments )
        bench_fail("walk");
}

/* Into one structure, or, where m->far is, each into its own. */
void made_decode_segments(struct made *m, struct lus_stream *s, void *out, uint32_t first, uint32_t step, int verify)
{
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t i, n;

    for ( i = first; i < m->segments; i += step )
    {
        uint8_t *to = m->far ? m->far + (size_t)i * m->per_segment * m->shape->stride : out;

        if ( (verify && lus_segment_verify(s, i)) || lus_segment_open(s, i, &seg) || lus_next(&seg, &rec) != 1 ||
             get(&seg, &rec, NULL) )
            bench_fail("decode");
        for ( n = 0; lus_next(&seg, &rec) > 0; n++ )
        {
            if ( get(&seg, &rec, to) )
                bench_fail("decode");
            if ( m->far )
                to += m->shape->stride;
        }
        if ( s->diag.error || n != (m->n - i * m->per_segment < m->per_segment ? m->n - i * m->per_segment : m->per_segment) )
            bench_fail("decode");
    }
}

void made_decode(void *arg)
{
    struct made *m = arg;
    struct lus_stream s;

    made_open(m, &s);
    if ( lus_verify(&s) )
        bench_fail("verify");
    made_decode_segments(m, &s, m->out, 0, 1, 0);
}

void made_compare(struct made *m)
{
    size_t bytes = (size_t)m->n * m->shape->stride;
    uint32_t i;

    m->far = bench_alloc(bytes);
    made_decode(m);
    for ( i = 0; i < m->n; i++ )
        if ( memcmp(m->far + (size_t)i * m->shape->stride, made_state(m, i), m->shape->stride) )
            bench_fail(m->shape->title);
    bench_free(m->far, bytes);
    m->far = NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Memory, random contents, building streams with the writer, and writing again what was read. */
#include "harness.h"

#include "tool/cpu.h"

struct bytes bytes_new(uint64_t n, uint8_t fill)
{
    struct bytes b = { malloc(n ? (size_t)n : 1), n };

    assert_non_null(b.p);
    memset(b.p, fill, (size_t)n);
    return b;
}

struct bytes bytes_copy(const void *p, uint64_t n)
{
    struct bytes b = bytes_new(n, 0);

    if ( n )
        memcpy(b.p, p, (size_t)n);
    return b;
}

void bytes_free(struct bytes *b)
{
    free(b->p);
    b->p = NULL;
    b->n = 0;
}

int bytes_equal(struct bytes a, struct bytes b)
{
    return a.n == b.n && !memcmp(a.p, b.p, (size_t)a.n);
}

uint64_t get(const uint8_t *p, unsigned int n)
{
    uint64_t v = 0;

    while ( n-- )
        v = v << 8 | p[n];
    return v;
}

void put(uint8_t *p, unsigned int n, uint64_t v)
{
    for ( ; n--; v >>= 8 )
        *p++ = (uint8_t)v;
}

static uint64_t rnd_state = 1;

void rnd_seed(uint64_t seed)
{
    rnd_state = seed * 0x9e3779b97f4a7c15ull + 1;
}

uint64_t rnd(void)
{
    uint64_t z = rnd_state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

uint64_t below(uint64_t n)
{
    return rnd() % n;
}

static uint64_t wire_mask(uint32_t wire)
{
    uint32_t size = lus_wire_size(wire);

    return size == 8 ? ~0ull : (1ull << (8 * size)) - 1;
}

uint64_t random_value(const struct lus_field *f)
{
    uint64_t mask = wire_mask(f->wire), v = 0, hi = f->hi;
    uint32_t i;

    switch ( f->check )
    {
    case LUS_CHECK_RANGE:
        if ( f->wire != LUS_WIRE_I32 && f->wire != LUS_WIRE_I64 && hi > mask )
            hi = mask;
        v = below(4);
        return v == 0 ? f->lo : v == 1 ? hi : hi - f->lo == ~0ull ? rnd() : f->lo + below(hi - f->lo + 1);
    case LUS_CHECK_ENUM:
        return f->values->values[below(f->values->nr)].value;
    case LUS_CHECK_BITS:
        for ( i = 0; i < f->values->nr; i++ )
            v |= f->values->values[i].value;
        return v & rnd() & mask;
    default:
        v = below(8);
        v = v == 0 ? 0 : v == 1 ? ~0ull : v == 2 ? 1 : rnd();
        if ( f->wire == LUS_WIRE_I32 )
            return (uint64_t)(int64_t)(int32_t)(uint32_t)v;
        return v & mask;
    }
}

void random_fields(const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *p)
{
    uint32_t f, i;

    for ( f = 0; f < nr; f++ )
    {
        const struct lus_field *field = &fields[f];

        if ( field->since > rev )
            continue;
        for ( i = 0; i < field->count; i++ )
        {
            if ( field->wire == LUS_WIRE_RESERVED )
                p[field->offset + i] = 0;
            else if ( field->wire == LUS_WIRE_BYTES )
                p[field->offset + i] = (uint8_t)rnd();
            else
                put(p + field->offset + i * lus_wire_size(field->wire), lus_wire_size(field->wire), random_value(field));
        }
    }
}

uint32_t random_extents(struct lus_extent *e, uint32_t nr)
{
    static const uint32_t counts[] = { 1, 2, 3, 16, 511, 65535, 65536, 65537, 1u << 24, (1u << 24) + 3 };
    static const uint64_t near[] = { 0x1000, 0xffffffffull, 0x1fffffff0ull, 0x200000000ull, 0xff00000000ull };
    static const uint32_t attributes[] = { 0, 3, 15 };
    uint64_t gfn = below(3) * 0x1000, mfn = 0x5000;
    uint32_t i, wild = (uint32_t)below(3), attribute = 0;

    for ( i = 0; i < nr; i++ )
    {
        uint32_t count = below(16) && wild ? counts[below(3)] : below(4) ? 1 : counts[below(NR_OF(counts))];

        if ( below(8) == 0 )
            gfn += 1 + below(3);
        if ( below(wild == 2 ? 3 : 16) )
            mfn += below(2) ? 0 : 1 + below(5);
        else
            mfn = near[below(NR_OF(near))] + below(64) * 2;
        if ( below(64) == 0 )
            attribute = attributes[below(NR_OF(attributes))];
        if ( gfn + count > 1ull << 40 || mfn + count > 1ull << 40 )
            mfn = 0x7000;
        e[i].gfn = gfn;
        e[i].mfn = mfn;
        e[i].count = count;
        e[i].attribute = attribute;
        gfn += count;
        mfn += count;
    }
    return nr;
}

struct bytes make_segment(const struct spec *spec)
{
    struct lus_writer w;
    struct bytes b;
    uint64_t size, again;

    lus_writer_init(&w, NULL, 0, spec->kind, spec->domid, 0);
    spec->fill(&w, spec->arg);
    assert_int_equal(lus_writer_close(&w, &size), 0);
    b = bytes_new(size, 0xaa);
    lus_writer_init(&w, b.p, size, spec->kind, spec->domid, 0);
    spec->fill(&w, spec->arg);
    if ( lus_writer_close(&w, &again) )
        fail_msg("%s, type %#x, field %u", lus_error_name(w.diag.error), w.diag.type, w.diag.field);
    assert_int_equal(again, size);
    return b;
}

struct lus_header make_header(int partial)
{
    struct lus_header h;

    memset(&h, 0, sizeof(h));
    h.arch = LUS_ARCH_X86;
    h.partial = (uint8_t)partial;
    h.source = partial ? LUS_SOURCE_KIND_IMAGE | LUS_SOURCE_KIND_TEXT : LUS_SOURCE_KIND_HYPERVISOR;
    h.producer_major = 4;
    h.producer_minor = 11;
    memcpy(h.producer_extra, ".4", 2);
    h.updates = 2;
    h.previous_major = 4;
    h.previous_minor = 8;
    memcpy(h.previous_extra, "-sixteen.bytes.", 15);
    h.profile_major = 4;
    h.profile_minor = 11;
    return h;
}

struct bytes make_arch_stream(const struct spec *specs, uint32_t nr, int partial, uint32_t arch)
{
    struct lus_header h = make_header(partial);
    struct bytes all = { NULL, 0 }, front = bytes_new(lus_front_size(LUS_CATALOGUE_MAX, nr), 0xaa);
    struct bytes *segments = calloc(nr + 1, sizeof(*segments));
    struct lus_part *parts = calloc(nr + 1, sizeof(*parts));
    uint64_t front_size = 0, at;
    uint32_t i;

    h.arch = (uint16_t)arch;
    assert_true(segments && parts);
    for ( i = 0; i < nr; i++ )
    {
        segments[i] = make_segment(&specs[i]);
        parts[i].bytes = segments[i].p;
        parts[i].size = segments[i].n;
        all.n += segments[i].n;
    }
    assert_int_equal(lus_seal(front.p, front.n, &h, parts, nr, &front_size, 0, NULL), 0);
    all = bytes_new(front_size + all.n, 0);
    memcpy(all.p, front.p, (size_t)front_size);
    for ( i = 0, at = front_size; i < nr; i++ )
    {
        memcpy(all.p + at, segments[i].p, (size_t)segments[i].n);
        at += segments[i].n;
        bytes_free(&segments[i]);
    }
    bytes_free(&front);
    free(segments);
    free(parts);
    return all;
}

struct bytes make_stream(const struct spec *specs, uint32_t nr, int partial)
{
    return make_arch_stream(specs, nr, partial, LUS_ARCH_X86);
}

int check_bytes(const uint8_t *p, uint64_t n, struct lus_diag *d)
{
    struct lus_source src;
    struct lus_stream s;
    struct bytes work;
    int rc;

    lus_source_flat(&src, p, n);
    rc = lus_open(&s, &src, NULL, lus_cpu_detect());
    if ( rc == 0 )
    {
        work = bytes_new(lus_check_workspace(&s.header), 0xaa);
        rc = lus_check(&s, work.p, work.n);
        bytes_free(&work);
    }
    if ( d )
        *d = s.diag;
    /* A result and the diag never disagree. */
    assert_int_equal(rc, -s.diag.error);
    return rc;
}

void open_bytes(struct lus_stream *s, struct bytes b)
{
    struct lus_source src;

    lus_source_flat(&src, b.p, b.n);
    assert_int_equal(lus_open(s, &src, NULL, 0), 0);
}

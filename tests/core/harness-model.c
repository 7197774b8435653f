/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Streams of every record, streams in pieces, and sealing them anew: written from the spec, without the core's writer. */
#include "harness.h"

#include "tool/cpu.h"

static void add_entries(struct lus_writer *w, const struct lus_record_type *t, uint32_t max)
{
    const struct lus_entry *e = t->entry;
    const struct lus_field *key = &e->fields[0], *count = &e->fields[e->nr_fields - 1];
    uint64_t lo = key->check == LUS_CHECK_RANGE ? key->lo : 0, hi = key->check == LUS_CHECK_RANGE ? key->hi : 0xffff;
    uint64_t at = lo + below(4);
    uint32_t i, bits = 8 * lus_wire_size(key->wire);
    uint8_t buf[LUS_ENTRY_MAX];

    if ( bits == 8 && hi > 0xff )
        hi = 0xff;
    for ( i = 0; i < max && at <= hi && (!t->max || i < t->max); i++ )
    {
        random_fields(e->fields, e->nr_fields, 1, buf);
        if ( t->tail != LUS_TAIL_SEQUENCE )
            put(buf + key->offset, bits / 8, at);
        if ( e->keys == 2 )
            put(buf + e->fields[1].offset, lus_wire_size(e->fields[1].wire), i & 1);
        at += e->keys == 2 ? (i & 1) : 1 + below(2);
        if ( t->tail == LUS_TAIL_SPAN )
        {
            uint64_t n = 1 + below(lus_wire_size(count->wire) == 1 ? 255 : 300);

            put(buf + count->offset, lus_wire_size(count->wire), n);
            /* One frame between, so that no two could be one. */
            at += n + 1;
            hi = lus_span_end(e) / 2;
        }
        lus_add_entry(w, buf, e->size);
    }
}

static void add_map(struct lus_writer *w, const struct lus_record_type *t)
{
    struct lus_map_writer *m = malloc(sizeof(*m));
    struct lus_extent e[40];
    uint32_t i, n = random_extents(e, 1 + (uint32_t)below(NR_OF(e)));

    assert_non_null(m);
    lus_map_begin(m, w);
    for ( i = 0; i < n; i++ )
        lus_map_add(m, e[i].gfn, e[i].mfn, e[i].count, (uint32_t)t->attribute->values[e[i].attribute % t->attribute->nr].value);
    lus_map_end(m);
    free(m);
}

static void add_blob(struct lus_writer *w, const struct lus_record_type *t, uint32_t max)
{
    uint8_t piece[97];
    uint64_t left = below((max < t->max ? max : t->max) + 1);

    while ( left )
    {
        uint32_t i, n = (uint32_t)(left < sizeof(piece) ? left : sizeof(piece));

        for ( i = 0; i < n; i++ )
            piece[i] = (uint8_t)rnd();
        lus_add_blob(w, piece, n);
        left -= n;
    }
}

static void add_record(struct lus_writer *w, const struct lus_record_type *t, uint32_t instance, const struct every *arg)
{
    uint32_t rev = t->revisions > arg->older ? t->revisions - arg->older : 1;
    uint8_t *fixed = malloc(LUS_FIXED_MAX);

    assert_non_null(fixed);
    random_fields(t->fields, t->nr_fields, rev, fixed);
    if ( t->type == LUS_TYPE_MEM_OWNED )
        instance = (uint32_t)(get(fixed + 2, 2) << 16 | get(fixed, 2));
    if ( t->type == LUS_TYPE_P2M )
        put(fixed, 8, (1ull << 40) - below(2));
    lus_begin(w, t->type, rev, instance, fixed, t->fixed[rev - 1]);
    if ( t->entry )
        add_entries(w, t, (uint32_t)below(arg->entries + 1));
    else if ( t->tail == LUS_TAIL_MAP )
        add_map(w, t);
    else if ( t->tail == LUS_TAIL_BLOB )
        add_blob(w, t, arg->blob);
    lus_end(w);
    free(fixed);
}

static int by_place(const void *a, const void *b)
{
    const struct lus_record_type *x = *(const struct lus_record_type *const *)a;
    const struct lus_record_type *y = *(const struct lus_record_type *const *)b;

    if ( x->pass != y->pass )
        return x->pass < y->pass ? -1 : 1;
    return x->type < y->type ? -1 : x->type > y->type;
}

/* Optional records that no build knows: one before those of bits 31 and 30 that one knows, one after them at the end of a pass. */
static void add_unknown_mark(struct lus_writer *w, uint32_t pass)
{
    lus_writer_raw(w, pass, 0x80007700u + pass, 1 + pass, 0, 0, NULL, 0);
}

static void add_unknown(struct lus_writer *w, uint32_t pass)
{
    uint8_t body[21];
    uint32_t i;

    for ( i = 0; i < sizeof(body); i++ )
        body[i] = (uint8_t)rnd();
    lus_writer_raw(w, pass, 0xc0007700u, 7, LUS_RECORD_COPY | LUS_RECORD_MORE, 3 + pass, body, sizeof(body));
    lus_writer_raw(w, pass, 0xc0007700u, 7, LUS_RECORD_COPY | LUS_RECORD_CHUNK, 3 + pass, body, 8);
}

void fill_every(struct lus_writer *w, const void *arg)
{
    const struct every *every = arg;
    const struct lus_record_type *list[256];
    uint32_t nr, i, n = 0, pass = 0, marked = 0;
    const struct lus_record_type *types = lus_record_types(&nr);

    rnd_seed(every->seed + w->kind * 1000 + w->domid);
    for ( i = 0; i < nr; i++ )
        if ( lus_type_in_arch(types[i].type, every->arch ? every->arch : LUS_ARCH_X86) &&
             w->kind == (types[i].scope == LUS_SCOPE_SYSTEM ? 1 : types[i].scope == LUS_SCOPE_MEMORY ? 2 : 3) )
            list[n++] = &types[i];
    qsort(list, n, sizeof(list[0]), by_place);
    for ( i = 0; i < n; i++ )
    {
        for ( ; pass < list[i]->pass; pass++, marked = 0 )
        {
            if ( !marked )
                add_unknown_mark(w, pass);
            add_unknown(w, pass);
        }
        if ( list[i]->type & LUS_TYPE_OPTIONAL && !marked )
        {
            add_unknown_mark(w, pass);
            marked = 1;
        }
        add_record(w, list[i], 0, every);
        if ( list[i]->scope == LUS_SCOPE_VCPU )
        {
            add_record(w, list[i], 1, every);
            add_record(w, list[i], 8191, every);
        }
    }
    for ( ; pass < LUS_PASSES; pass++, marked = 0 )
    {
        if ( !marked )
            add_unknown_mark(w, pass);
        add_unknown(w, pass);
    }
}

void fill_domain(struct lus_writer *w, const void *arg)
{
    const struct lus_domain d = { .kind = LUS_GUEST_KIND_HVM, .frame_space = LUS_FRAME_SPACE_GFN, .max_vcpus = 4 };

    (void)arg;
    lus_put_domain(w, 1, 0, &d);
}

void fill_time(struct lus_writer *w, const void *arg)
{
    const struct lus_sys_time t = { .stime = 0x0102030405060708ull, .tsc = 9, .wc_sec = 10, .wc_nsec = 11, .tsc_khz = 12 };

    (void)arg;
    lus_put_sys_time(w, 1, 0, &t);
}

void fill_nothing(struct lus_writer *w, const void *arg)
{
    (void)w;
    (void)arg;
}

struct bytes every_stream(struct every *arg, int partial)
{
    const struct spec specs[] = {
        { LUS_SEGMENT_SYSTEM, 0, fill_every, arg },
        { LUS_SEGMENT_MEMORY, 0, fill_every, arg },
        { LUS_SEGMENT_DOMAIN, 0, fill_every, arg },
        { LUS_SEGMENT_DOMAIN, LUS_DOMID_MAX, fill_every, arg }
    };

    return make_arch_stream(specs, NR_OF(specs), partial, arg->arch ? arg->arch : LUS_ARCH_X86);
}

/* One record of each kind of tail. */
static void fill_small(struct lus_writer *w, const void *arg)
{
    static const uint32_t types[] = { LUS_TYPE_FRAMES, LUS_TYPE_MSR_POLICY, LUS_TYPE_DOMAIN, LUS_TYPE_P2M, LUS_TYPE_VCPU,
                                      LUS_TYPE_PV_P2M_FRAMES, LUS_TYPE_TOOLSTACK, LUS_TYPE_EVTCHNS };
    const struct every every = { .entries = 3, .blob = 30 };
    uint32_t i;

    (void)arg;
    rnd_seed(5);
    for ( i = 0; i < NR_OF(types); i++ )
        add_record(w, lus_record_type(types[i]), 0, &every);
    add_unknown_mark(w, 2);
    add_unknown(w, 2);
}

struct bytes small_stream(void)
{
    const struct spec specs[] = {
        { LUS_SEGMENT_SYSTEM, 0, fill_time, NULL },
        { LUS_SEGMENT_MEMORY, 0, fill_nothing, NULL },
        { LUS_SEGMENT_DOMAIN, 7, fill_small, NULL }
    };

    return make_stream(specs, NR_OF(specs), 0);
}

static uint32_t pad8(uint32_t n)
{
    return (n + 7) & ~7u;
}

static int part_apart(struct part *part, const uint8_t *p, uint64_t n)
{
    uint64_t used = get(p + 24, 8), pos = 64;

    part->kind = (uint32_t)get(p + 8, 2);
    part->domid = (uint32_t)get(p + 12, 4);
    if ( used > n )
        return -1;
    while ( pos < used )
    {
        struct piece piece;
        uint64_t len;

        if ( used - pos < 16 )
            return -1;
        len = get(p + pos + 12, 4);
        if ( len > used - pos - 16 || 16 + ((len + 7) & ~7ull) > used - pos )
            return -1;
        piece.n = 16 + pad8((uint32_t)len);
        piece.p = (uint8_t *)p + pos;
        piece.pass = pos >= get(p + 48, 8) ? 2 : pos >= get(p + 40, 8) ? 1 : 0;
        model_insert(part, part->nr, &piece);
        pos += piece.n;
    }
    return 0;
}

int model_apart(struct model *m, struct bytes b)
{
    uint64_t index = get(b.p + 48, 8), at = get(b.p + 60, 4);
    uint32_t i;

    m->nr = (uint32_t)get(b.p + 56, 4);
    m->parts = calloc(m->nr + 1, sizeof(*m->parts));
    assert_non_null(m->parts);
    memcpy(m->header, b.p, sizeof(m->header));
    for ( i = 0; i < m->nr; i++ )
    {
        uint64_t size = get(b.p + index + 24 * i + 16, 8);

        if ( part_apart(&m->parts[i], b.p + at, size) )
            return -1;
        at += size;
    }
    return 0;
}

void model_free(struct model *m)
{
    uint32_t i, k;

    for ( i = 0; i < m->nr; i++ )
    {
        for ( k = 0; k < m->parts[i].nr; k++ )
            free(m->parts[i].pieces[k].p);
        free(m->parts[i].pieces);
    }
    free(m->parts);
    m->parts = NULL;
    m->nr = 0;
}

void model_remove(struct part *part, uint32_t i)
{
    free(part->pieces[i].p);
    memmove(&part->pieces[i], &part->pieces[i + 1], (part->nr - i - 1) * sizeof(part->pieces[0]));
    part->nr--;
}

void model_insert(struct part *part, uint32_t i, const struct piece *piece)
{
    struct piece copy = *piece;

    copy.p = bytes_copy(piece->p, piece->n).p;
    part->pieces = realloc(part->pieces, (part->nr + 1) * sizeof(part->pieces[0]));
    assert_non_null(part->pieces);
    memmove(&part->pieces[i + 1], &part->pieces[i], (part->nr - i) * sizeof(part->pieces[0]));
    part->pieces[i] = copy;
    part->nr++;
}

struct piece model_piece(uint32_t pass, uint32_t type, uint32_t rev, uint32_t flags, uint32_t instance, const void *body,
                         uint32_t len)
{
    struct piece piece = { NULL, 16 + pad8(len), pass };

    piece.p = bytes_new(piece.n, 0).p;
    put(piece.p, 4, type);
    put(piece.p + 4, 2, rev);
    put(piece.p + 6, 2, flags);
    put(piece.p + 8, 4, instance);
    put(piece.p + 12, 4, len);
    if ( len )
        memcpy(piece.p + 16, body, len);
    return piece;
}

struct piece *model_find(struct model *m, uint32_t kind, uint32_t domid, uint32_t type)
{
    uint32_t i, k;

    for ( i = 0; i < m->nr; i++ )
        if ( m->parts[i].kind == kind && m->parts[i].domid == domid )
            for ( k = 0; k < m->parts[i].nr; k++ )
                if ( get(m->parts[i].pieces[k].p, 4) == type )
                    return &m->parts[i].pieces[k];
    return NULL;
}

/* Spec section 5: the bytes of a segment; its CRC is put in by who seals. */
static struct bytes part_bytes(const struct part *part)
{
    uint64_t used = 64, pass[3] = { 64, 64, 64 };
    struct bytes b;
    uint32_t i, k;

    for ( i = 0; i < part->nr; i++ )
    {
        used += part->pieces[i].n;
        for ( k = part->pieces[i].pass + 1; k < 3; k++ )
            pass[k] = used;
    }
    b = bytes_new((used + PAGE - 1) / PAGE * PAGE, 0);
    memcpy(b.p, "LSEG", 4);
    put(b.p + 8, 2, part->kind);
    put(b.p + 12, 4, part->domid);
    put(b.p + 16, 8, b.n);
    put(b.p + 24, 8, used);
    for ( i = 0; i < 3; i++ )
        put(b.p + 32 + 8 * i, 8, pass[i]);
    put(b.p + 56, 4, part->nr);
    for ( i = 0, used = 64; i < part->nr; used += part->pieces[i].n, i++ )
        memcpy(b.p + used, part->pieces[i].p, part->pieces[i].n);
    return b;
}

struct entry
{
    uint64_t key;
    uint32_t count;
};

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

/* Spec section 4. Return: entries. */
static uint32_t catalogue(const struct model *m, struct entry **list)
{
    uint32_t i, k, n = 0, all = 0;

    for ( i = 0; i < m->nr; i++ )
        all += m->parts[i].nr;
    *list = calloc(all + 1, sizeof(**list));
    assert_non_null(*list);
    for ( i = all = 0; i < m->nr; i++ )
        for ( k = 0; k < m->parts[i].nr; k++ )
            (*list)[all++].key = get(m->parts[i].pieces[k].p, 4) << 16 | get(m->parts[i].pieces[k].p + 4, 2);
    qsort(*list, all, sizeof(**list), by_key);
    for ( i = 0; i < all; i++ )
    {
        if ( !n || (*list)[n - 1].key != (*list)[i].key )
            (*list)[n++] = (struct entry){ (*list)[i].key, 0 };
        (*list)[n - 1].count++;
    }
    return n;
}

struct bytes model_together(const struct model *m)
{
    struct bytes *segments = calloc(m->nr + 1, sizeof(*segments)), all, front;
    struct entry *list;
    uint32_t i, nr = catalogue(m, &list);
    uint64_t index = 256 + 16ull * nr, size = (index + 24ull * m->nr + PAGE - 1) / PAGE * PAGE, total = size;

    assert_non_null(segments);
    front = bytes_new(size, 0);
    memcpy(front.p, m->header, 256);
    for ( i = 0; i < nr; i++ )
    {
        put(front.p + 256 + 16 * i, 4, list[i].key >> 16);
        put(front.p + 256 + 16 * i + 4, 2, list[i].key & 0xffff);
        put(front.p + 256 + 16 * i + 8, 4, list[i].count);
    }
    for ( i = 0; i < m->nr; i++ )
    {
        uint8_t *p = front.p + index + 24 * i;

        segments[i] = part_bytes(&m->parts[i]);
        put(p, 2, m->parts[i].kind);
        put(p + 4, 4, m->parts[i].domid);
        put(p + 8, 8, total);
        put(p + 16, 8, segments[i].n);
        total += segments[i].n;
    }
    put(front.p + 24, 8, total);
    put(front.p + 40, 4, nr);
    put(front.p + 48, 8, index);
    put(front.p + 56, 4, m->nr);
    put(front.p + 60, 4, size);
    all = bytes_new(total, 0);
    memcpy(all.p, front.p, (size_t)size);
    for ( i = 0; i < m->nr; i++ )
    {
        memcpy(all.p + size, segments[i].p, (size_t)segments[i].n);
        size += segments[i].n;
        bytes_free(&segments[i]);
    }
    reseal(all, all);
    bytes_free(&front);
    free(segments);
    free(list);
    return all;
}

void reseal_header(struct bytes b)
{
    uint8_t copy[256];

    memcpy(copy, b.p, sizeof(copy));
    memset(copy + 8, 0, 4);
    put(b.p + 8, 4, lus_crc32c(lus_cpu_detect(), 0, copy, sizeof(copy)));
}

void reseal(struct bytes b, struct bytes layout)
{
    uint64_t index = get(layout.p + 48, 8), front = get(layout.p + 60, 4), at = front;
    uint32_t i, nr = (uint32_t)get(layout.p + 56, 4);

    for ( i = 0; i < nr; i++ )
    {
        uint64_t size = get(layout.p + index + 24 * i + 16, 8);

        put(b.p + at + 4, 4, lus_crc32c(lus_cpu_detect(), 0, b.p + at + 8, (size_t)(size - 8)));
        at += size;
    }
    put(b.p + 44, 4, lus_crc32c(lus_cpu_detect(), 0, b.p + 256, (size_t)(front - 256)));
    reseal_header(b);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Streams out of choices, through the library's own writer: records by schema, tables, maps and blobs, long ones too. */
#include "fuzz.h"

static int by_place(const void *a, const void *b)
{
    const struct lus_record_type *x = *(const struct lus_record_type *const *)a;
    const struct lus_record_type *y = *(const struct lus_record_type *const *)b;

    if ( x->pass != y->pass )
        return x->pass < y->pass ? -1 : 1;
    return x->type < y->type ? -1 : x->type > y->type;
}

uint32_t types_in_order(uint32_t kind, uint32_t arch, const struct lus_record_type **types)
{
    uint32_t nr, i, n = 0;
    const struct lus_record_type *all = lus_record_types(&nr);

    for ( i = 0; i < nr; i++ )
        if ( lus_type_in_arch(all[i].type, arch) &&
             kind == (all[i].scope == LUS_SCOPE_SYSTEM ? LUS_SEGMENT_SYSTEM :
                      all[i].scope == LUS_SCOPE_MEMORY ? LUS_SEGMENT_MEMORY : LUS_SEGMENT_DOMAIN) )
        {
            CHECK(n < 256);
            types[n++] = &all[i];
        }
    qsort(types, n, sizeof(*types), by_place);
    return n;
}

/* How many of something: mostly few, at times enough to fill a chunk. */
static uint32_t choose_count(struct choices *c, uint32_t max)
{
    uint32_t how = (uint32_t)choose(c, 1);
    uint32_t n = how < 250 ? how % 9 : how < 255 ? (uint32_t)choose(c, 2) % 1024 : (uint32_t)(choose(c, 2) << 4);

    return max && n > max ? max : n;
}

static uint64_t key_limit(const struct lus_entry *e)
{
    uint32_t bits = 8 * lus_wire_size(e->fields[e->keys - 1].wire);
    const struct lus_field *f = &e->fields[e->keys - 1];
    uint64_t most = bits == 64 ? ~0ull : (1ull << bits) - 1;

    return f->check == LUS_CHECK_RANGE && f->hi < most ? f->hi : most;
}

/*
 * Entries in the order of their table: those before the last key field stay as they are in the first entry, so that the last one
 * alone has to grow. Of spans, none touches the one before.
 */
static void write_entries(struct lus_writer *w, struct choices *c, const struct lus_record_type *t, uint64_t limit, int good)
{
    const struct lus_entry *e = t->entry;
    const struct lus_field *key = &e->fields[e->keys ? e->keys - 1 : 0], *count = &e->fields[e->nr_fields - 1];
    uint32_t n = choose_count(c, t->max), i, fresh = 0;
    int sorted = good && t->tail != LUS_TAIL_SEQUENCE;
    uint8_t p[LUS_ENTRY_MAX], head[LUS_ENTRY_MAX];
    union lus_any any;
    uint64_t at = 0;

    memset(p, 0, sizeof(p));
    for ( i = 0; i < n && w->pos < limit && !w->diag.error; i++ )
    {
        if ( !good || fresh < 64 )
            fill_fields(c, e->fields, e->nr_fields, 1, p, good);
        fresh++;
        if ( sorted && i == 0 )
        {
            memcpy(head, p, sizeof(head));
            at = lus_field_load(key, p, 0);
        }
        if ( sorted && i )
        {
            if ( at > key_limit(e) )
                return;
            memcpy(p, head, key->offset);
            CHECK(lus_field_store(key, p, 0, at) == 0);
        }
        if ( sorted && t->tail == LUS_TAIL_SPAN )
        {
            uint64_t frames = lus_field_load(count, p, 0);

            if ( at + frames > lus_span_end(e) )
                return;
            at += frames;
        }
        if ( at > ~0ull - 4 )
            return;
        at += 1 + (sorted && fresh < 64 ? choose(c, 1) % 4 : 0);
        if ( !good && choose(c, 1) < 32 )
            lus_add_entry(w, p, e->size + (uint32_t)choose(c, 1) % 2);
        else if ( lus_decode_entry(t->type, p, &any) == 0 )
            add_any(w, t->type, &any);
        else
            CHECK(!good);
    }
}

/* Ascending extents; @gfn is where the next may begin. */
static void write_map(struct lus_writer *w, struct choices *c, const struct lus_record_type *t, struct lus_map_writer *m,
                      uint64_t limit, int good)
{
    uint32_t n = choose_count(c, 0), i, fresh = 0;
    uint64_t gfn = 0, mfn = 0, count = 1;
    uint32_t attribute = (uint32_t)t->attribute->values[0].value;

    lus_map_begin(m, w);
    for ( i = 0; i < n && w->pos < limit && !w->diag.error; i++, fresh++ )
    {
        uint64_t how = fresh < 256 ? choose(c, 1) : 0x20 | (i & 3);

        if ( how & 0x40 )
            gfn += good ? choose_edge(c) & 0xffffffffull : choose_edge(c);
        if ( how & 0x20 )
            mfn = fresh < 256 ? choose_edge(c) & 0xffffffffffull : mfn + 7;
        if ( how & 0x10 )
            count = 1 + (choose_edge(c) & 0x3ffffff);
        if ( how & 0x08 )
            attribute = (uint32_t)t->attribute->values[choose_below(c, t->attribute->nr)].value;
        if ( good && (gfn + count > 1ull << 40 || mfn + count > 1ull << 40) )
            break;
        lus_map_add(m, gfn, mfn, count, attribute);
        gfn += count;
        mfn += count;
    }
    lus_map_end(m);
}

static void write_blob(struct lus_writer *w, struct choices *c, const struct lus_record_type *t, uint64_t limit, int good)
{
    uint8_t piece[256];
    uint32_t pieces = choose_count(c, good ? t->max / sizeof(piece) : 0), i, len;

    memset(piece, (int)choose(c, 1), sizeof(piece));
    len = choose_below(c, sizeof(piece) + 1);
    if ( !good || len <= t->max )
        lus_add_blob(w, piece, len);
    for ( i = 1; i < pieces && w->pos < limit && !w->diag.error; i++ )
        lus_add_blob(w, piece, sizeof(piece));
}

static void write_record(struct lus_writer *w, struct choices *c, const struct lus_record_type *t, uint32_t instance,
                         struct lus_map_writer *m, uint64_t limit, int good)
{
    uint32_t revision = good ? 1 + choose_below(c, t->revisions) : (uint32_t)choose(c, 1) % 6;
    uint8_t *fixed = heap(LUS_FIXED_MAX);
    union lus_any *any = heap(sizeof(*any));

    memset(fixed, 0, LUS_FIXED_MAX);
    memset(any, 0, sizeof(*any));
    fill_fields(c, t->fields, t->nr_fields, revision, fixed, good || choose(c, 1) < 192);
    if ( t->type == LUS_TYPE_P2M && good )
        store(fixed, 8, ~0ull);
    CHECK(lus_decode_any(t->type, fixed, revision, any) == 0 || !good);
    if ( t->type == LUS_TYPE_MEM_OWNED && good )
        instance = (uint32_t)any->mem_owned.role << 16 | any->mem_owned.domid;
    if ( !good && choose(c, 1) < 32 )
        lus_begin(w, t->type, revision, instance, fixed, (uint32_t)choose(c, 1) % LUS_FIXED_MAX);
    else
        begin_any(w, t->type, revision, instance, any);
    if ( t->entry )
        write_entries(w, c, t, limit, good);
    else if ( t->tail == LUS_TAIL_MAP )
        write_map(w, c, t, m, limit, good);
    else if ( t->tail == LUS_TAIL_BLOB )
        write_blob(w, c, t, limit, good);
    if ( good || choose(c, 1) < 240 )
        lus_end(w);
    free(any);
    free(fixed);
}

/* Calls that are out of place. */
static void write_anything(struct lus_writer *w, struct choices *c, struct lus_map_writer *m)
{
    uint8_t body[64];

    memset(body, (int)choose(c, 1), sizeof(body));
    switch ( choose(c, 1) % 6 )
    {
    case 0: lus_end(w); break;
    case 1: lus_add_entry(w, body, choose_below(c, sizeof(body) + 1)); break;
    case 2: lus_add_blob(w, body, choose_below(c, sizeof(body) + 1)); break;
    case 3: lus_map_add(m, choose_edge(c), choose_edge(c), choose_edge(c), (uint32_t)choose_edge(c)); break;
    case 4: lus_map_end(m); break;
    default:
        lus_writer_raw(w, (unsigned int)choose(c, 1) % 4, (uint32_t)choose_edge(c), (uint32_t)choose_edge(c),
                       (uint32_t)choose(c, 1) % 9, (uint32_t)choose_edge(c), body, choose_below(c, sizeof(body) + 1));
    }
}

/* An optional record of a type that this build does not know, after the last one. */
static void write_unknown(struct lus_writer *w, struct choices *c)
{
    uint8_t body[32];
    uint32_t type = 0xfff00000u + (uint32_t)choose(c, 1), flags = choose(c, 1) & 1 ? LUS_RECORD_COPY : 0;

    memset(body, (int)choose(c, 1), sizeof(body));
    lus_writer_raw(w, LUS_PASSES - 1, type, 1 + choose_below(c, 3), flags, (uint32_t)choose_edge(c), body,
                   choose_below(c, sizeof(body)));
}

void write_records(struct lus_writer *w, struct choices *c, struct lus_map_writer *m, uint32_t arch, uint64_t limit, int good)
{
    const struct lus_record_type *types[256];
    uint32_t nr = types_in_order(w->kind, arch, types), at = 0, steps = 0, instance = 0, domain = nr;

    memset(m, 0, sizeof(*m));
    m->w = w;
    while ( domain-- && types[domain]->type != LUS_TYPE_DOMAIN )
        ;
    while ( (c->left || c->random) && w->pos < limit && !w->diag.error && steps++ < 64 )
    {
        uint32_t step = (uint32_t)choose(c, 1);

        if ( !good && step < 32 )
        {
            write_anything(w, c, m);
            continue;
        }
        if ( !good && step < 48 )
            at = choose_below(c, nr);
        /* A step of 0 means one more instance of the same type, if there may be. */
        if ( step % 8 == 0 && steps > 1 && types[at]->max_instance > instance && types[at]->type != LUS_TYPE_MEM_OWNED )
        {
            uint32_t more = (uint32_t)choose(c, 1) % 3;

            instance += 1 + (more < types[at]->max_instance - instance ? more : types[at]->max_instance - instance - 1);
        }
        else
        {
            uint32_t next = at + (steps > 1) + step % 8 / 2;

            if ( next >= nr )
                break;
            /* Every domain has its record `domain`. */
            if ( domain < nr && (steps == 1 || at < domain) && next > domain )
                next = domain;
            at = next;
            instance = 0;
        }
        if ( instance > types[at]->max_instance )
            break;
        write_record(w, c, types[at], good || choose(c, 1) < 224 ? instance : (uint32_t)choose_edge(c), m, limit, good);
    }
    if ( good && domain < nr && (steps == 0 || at < domain) )
        write_record(w, c, types[domain], 0, m, limit, good);
    if ( good && choose(c, 1) % 4 == 1 )
        write_unknown(w, c);
}

uint8_t *seal_parts(const struct lus_header *info, const struct lus_part *parts, uint32_t nr, size_t *len, int *rc)
{
    uint64_t cap = lus_front_size(LUS_CATALOGUE_MAX, nr), front = 0, at, total = 0;
    struct lus_diag diag = { 0 };
    uint8_t *tmp = heap(cap), *all;
    uint32_t i;

    *rc = lus_seal(tmp, cap, info, parts, nr, &front, 0, &diag);
    CHECK(-*rc == diag.error);
    if ( *rc )
    {
        free(tmp);
        return NULL;
    }
    for ( i = 0; i < nr; i++ )
        total += parts[i].size;
    all = heap(front + total);
    memcpy(all, tmp, front);
    for ( i = 0, at = front; i < nr; at += parts[i++].size )
        memcpy(all + at, parts[i].bytes, parts[i].size);
    free(tmp);
    *len = front + total;
    return all;
}

int check_stream(struct lus_stream *s)
{
    uint64_t need = lus_check_workspace(&s->header);
    void *work = heap(need);
    int rc = lus_check(s, work, need);

    free(work);
    return rc;
}

int open_whole(struct whole *w, const uint8_t *data, size_t size)
{
    memset(w, 0, sizeof(*w));
    w->copy = heap_copy(data, size);
    w->scratch = heap(LUS_SCRATCH);
    w->c.random = lus_crc32c(0, 0, data, size) * 0x9e3779b97f4a7c15ull | 1;
    lus_source_flat(&w->src, w->copy, size);
    if ( lus_open(&w->s, &w->src, w->scratch, 0) == 0 && check_stream(&w->s) == 0 )
        return 1;
    close_whole(w);
    return 0;
}

void close_whole(struct whole *w)
{
    free(w->copy);
    free(w->scratch);
}

uint8_t *build_stream(struct choices *c, uint64_t limit, size_t *len)
{
    struct lus_header info = { .arch = LUS_ARCH_X86, .partial = 1, .source = 16, .profile_major = 4, .profile_minor = 11 };
    struct lus_map_writer *m = heap(sizeof(*m));
    uint32_t kinds = 1 + choose_below(c, 15), nr = 0, i;
    struct lus_part parts[4];
    uint8_t *all;
    int rc;

    info.producer_major = (uint16_t)choose(c, 1);
    if ( info.producer_major % 4 == 3 )
        info.arch = LUS_ARCH_ARM64;
    for ( i = 0; i < 4; i++ )
        if ( kinds & (1u << i) )
        {
            uint64_t cap = limit + 2 * LUS_BODY_MAX + (1u << 22), size;
            uint8_t *buf = heap(cap);
            struct lus_writer w;

            lus_writer_init(&w, buf, cap, i < 2 ? i + 1 : LUS_SEGMENT_DOMAIN, i < 2 ? 0 : (i - 2) * 7 + 1, 0);
            write_records(&w, c, m, info.arch, limit, 1);
            CHECK(lus_writer_close(&w, &size) == 0);
            parts[nr].bytes = heap_copy(buf, size);
            parts[nr].pages = NULL;
            parts[nr++].size = size;
            free(buf);
        }
    all = seal_parts(&info, parts, nr, len, &rc);
    CHECK(all);
    for ( i = 0; i < nr; i++ )
        free((void *)parts[i].bytes);
    free(m);
    return all;
}

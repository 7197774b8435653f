/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The levels framing and record of checking a stream: everything that can be said of a record alone. spec/stream.md. */
#include "codec.h"
#include "source.h"

/* A number for a bad field becomes an error by what the schema says of the field. */
static int refuse_field(struct lus_segment *seg, const struct lus_record *rec, const struct lus_field *fields, int bad,
                        uint64_t offset, uint32_t entry, const uint8_t *base)
{
    static const uint8_t errors[] = {
        [LUS_CHECK_ANY] = LUS_E_INTERNAL, [LUS_CHECK_RANGE] = LUS_E_RANGE, [LUS_CHECK_ENUM] = LUS_E_ENUM,
        [LUS_CHECK_BITS] = LUS_E_FLAG_BITS, [LUS_CHECK_NAMED] = LUS_E_INTERNAL
    };
    const struct lus_field *f = &fields[bad - 1];
    struct lus_diag *d = &seg->s->diag;
    int first = !d->error;
    int error = f->wire == LUS_WIRE_RESERVED ? LUS_E_RESERVED : errors[f->check];
    uint32_t i = 0;

    if ( f->wire != LUS_WIRE_RESERVED )
        while ( i + 1 < f->count && lus_field_check(f, lus_field_load(f, base, i)) == 0 )
            i++;
    lus_refuse(seg, rec, error, offset + f->offset + i * lus_wire_size(f->wire), (uint32_t)bad - 1);
    if ( first )
    {
        d->entry = entry;
        d->value = f->wire == LUS_WIRE_RESERVED ? 0 : lus_field_load(f, base, i);
    }
    return -error;
}

/* What a check needs beside the stream: too big for a hypervisor's stack. */
struct work
{
    union lus_any any;
    struct lus_segment seg;
    struct lus_record rec;
    union
    {
        struct lus_table table;
        struct lus_map map;
        struct
        {
            struct lus_segment seg;
            struct lus_record rec;
        } blob;
    } tail;
    uint32_t counts[1];         /* by catalogue entry */
};

static LUS_NOINLINE int check_table(struct lus_segment *seg, const struct lus_record *rec, struct work *work)
{
    const struct lus_entry *e = rec->info->entry;
    struct lus_table *t = &work->tail.table;
    uint32_t n, good;
    const uint8_t *p;
    int rc;

    if ( (rc = lus_table_open(t, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_table_run(t, &p, &n)) > 0 )
    {
        if ( (good = lus_good_entries(rec->type, p, n)) == n )
            continue;
        p += good * e->size;
        n -= good;
        return refuse_field(seg, &t->rec, e->fields, lus_decode_entry(rec->type, p, &work->any),
                            t->rec.offset + LUS_RECORD_HEADER + t->at - n * e->size, t->index - n, p);
    }
    return rc;
}

static LUS_NOINLINE int check_map(struct lus_segment *seg, const struct lus_record *rec, struct work *work)
{
    uint64_t end = 0;
    struct lus_extent e;
    int rc;

    if ( (rc = lus_map_open(&work->tail.map, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_map_next(&work->tail.map, &e)) > 0 )
        end = e.gfn + e.count;
    if ( rc == 0 && rec->type == LUS_TYPE_P2M && end > work->any.p2m.max_gfn + 1 && work->any.p2m.max_gfn + 1 )
        return lus_refuse(seg, rec, LUS_E_RANGE, rec->offset + LUS_RECORD_HEADER, 0);
    return rc;
}

/* All chunks of a blob together are within its bound. */
static LUS_NOINLINE int check_blob(struct lus_segment *seg, const struct lus_record *rec, struct work *work)
{
    struct lus_record *chunk = &work->tail.blob.rec;
    uint64_t total = rec->length - rec->info->fixed[rec->revision - 1];
    int rc;

    work->tail.blob.seg = *seg;
    *chunk = *rec;
    while ( chunk->flags & LUS_RECORD_MORE )
    {
        if ( (rc = lus_next(&work->tail.blob.seg, chunk)) <= 0 )
            return rc;
        total += chunk->length;
        if ( total > rec->info->max )
            return lus_refuse(seg, chunk, LUS_E_LENGTH, chunk->offset + 12, LUS_NO_FIELD);
    }
    return 0;
}

/* Rules that tie a record's instance to its fields. */
static int check_instance(struct lus_segment *seg, const struct lus_record *rec, const union lus_any *any)
{
    if ( rec->type == LUS_TYPE_MEM_OWNED && rec->instance != ((uint32_t)any->mem_owned.role << 16 | any->mem_owned.domid) )
        return lus_refuse(seg, rec, LUS_E_INSTANCE, rec->offset + 8, LUS_NO_FIELD);
    return 0;
}

int lus_check_record(struct lus_segment *seg, const struct lus_record *rec, void *workspace)
{
    const struct lus_record_type *t = rec->info;
    struct work *work = workspace;
    const uint8_t *p;
    int bad, rc;

    if ( !t || (rec->flags & LUS_RECORD_CHUNK) )
        return 0;
    p = rec->body ? rec->body : lus_fixed(seg->s, rec);
    if ( (bad = lus_decode_any(rec->type, p, rec->revision, &work->any)) != 0 )
        return refuse_field(seg, rec, t->fields, bad, rec->offset + LUS_RECORD_HEADER, LUS_NO_ENTRY, p);
    if ( (rc = check_instance(seg, rec, &work->any)) != 0 )
        return rc;
    if ( t->entry )
        return check_table(seg, rec, work);
    if ( t->tail == LUS_TAIL_MAP )
        return check_map(seg, rec, work);
    return t->tail == LUS_TAIL_BLOB ? check_blob(seg, rec, work) : 0;
}

uint32_t lus_catalogue_find(struct lus_stream *s, uint32_t type, uint32_t revision, uint32_t hint, struct lus_catalogue_entry *e)
{
    uint64_t want = (uint64_t)type << 16 | revision;
    uint32_t lo = 0, hi = s->header.catalogue_count;

    if ( hint < hi && !lus_catalogue_at(s, hint, e) && e->type == type && e->revision == revision )
        return hint;
    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        lus_catalogue_at(s, mid, e);
        if ( ((uint64_t)e->type << 16 | e->revision) < want )
            lo = mid + 1;
        else
            hi = mid;
    }
    lus_catalogue_at(s, lo, e);
    return lo;
}

/* Finds a record's entry in the catalogue and counts it there. */
static int count_record(struct lus_stream *s, struct work *work, const struct lus_record *rec, uint32_t *last)
{
    struct lus_catalogue_entry e;
    uint32_t i = lus_catalogue_find(s, rec->type, rec->revision, *last, &e);

    if ( i == s->header.catalogue_count || e.type != rec->type || e.revision != rec->revision || work->counts[i] == e.count )
        return 1;
    work->counts[i]++;
    *last = i;
    return 0;
}

/* S-30: types of which there must be one, that the segment does not have. */
static LUS_NOINLINE int check_presence(struct lus_segment *seg, uint64_t have_domain, uint32_t kind)
{
    struct lus_segment cursor;
    const struct lus_record_type *types;
    struct lus_record rec;
    uint32_t nr, i;

    if ( kind == LUS_SEGMENT_DOMAIN && !have_domain )
        return lus_refuse(seg, NULL, LUS_E_MISSING, seg->base, LUS_NO_FIELD);
    if ( seg->s->header.partial )
        return 0;
    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
    {
        uint32_t in = lus_scope_segment(types[i].scope);

        if ( types[i].presence != LUS_PRESENCE_ONE || in != kind )
            continue;
        cursor = *seg;
        rec.type = types[i].type;
        rec.instance = 0;
        if ( lus_find(&cursor, types[i].type, 0, &rec) )
        {
            rec.type = types[i].type;
            return lus_refuse(seg, &rec, LUS_E_MISSING, seg->base, LUS_NO_FIELD);
        }
    }
    return 0;
}

static LUS_NOINLINE int check_segment(struct lus_stream *s, uint32_t i, struct work *work, uint32_t *last)
{
    uint64_t have_domain = 0;
    int rc;

    if ( (rc = lus_segment_open(s, i, &work->seg)) != 0 )
        return rc;
    while ( (rc = lus_next(&work->seg, &work->rec)) > 0 )
    {
        if ( count_record(s, work, &work->rec, last) )
            return lus_refuse(&work->seg, &work->rec, LUS_E_CATALOGUE, work->rec.offset, LUS_NO_FIELD);
        if ( work->rec.type == LUS_TYPE_DOMAIN )
            have_domain = 1;
        if ( (rc = lus_check_record(&work->seg, &work->rec, work)) != 0 )
            return rc;
    }
    return rc ? rc : check_presence(&work->seg, have_domain, work->seg.kind);
}

uint64_t lus_check_workspace(const struct lus_header *header)
{
    return sizeof(struct work) + (uint64_t)header->catalogue_count * sizeof(uint32_t);
}

LUS_COLD int lus_acceptable(struct lus_stream *s)
{
    struct lus_catalogue_entry e;
    uint32_t i;

    if ( !lus_features_known(s->header.features) )
        return lus_fail(s, LUS_E_FEATURE, 128, s->header.features);
    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
    {
        const struct lus_record_type *t;
        int error = lus_find_type(e.type, e.revision, &t);

        if ( !error )
            continue;
        if ( !s->diag.error )
            s->diag.type = e.type;
        return lus_fail(s, error, s->header.catalogue_offset + (uint64_t)i * LUS_CATALOGUE_ENTRY, e.revision);
    }
    return 0;
}

int lus_check(struct lus_stream *s, void *workspace, uint64_t size)
{
    struct work *work = workspace;
    struct lus_catalogue_entry e;
    uint32_t i, last = 0;
    int rc;

    if ( size < lus_check_workspace(&s->header) )
        return lus_fail(s, LUS_E_NO_SPACE, 0, size);
    if ( (rc = lus_acceptable(s)) != 0 || (rc = lus_verify(s)) != 0 )
        return rc;
    memset(work->counts, 0, (size_t)s->header.catalogue_count * sizeof(uint32_t));
    for ( i = 0; i < s->header.index_count; i++ )
        if ( (rc = check_segment(s, i, work, &last)) != 0 )
            return rc;
    for ( i = 0; !lus_catalogue_at(s, i, &e); i++ )
        if ( work->counts[i] != e.count )
            return lus_fail(s, LUS_E_CATALOGUE, s->header.catalogue_offset + (uint64_t)i * LUS_CATALOGUE_ENTRY + 8, e.count);
    return 0;
}

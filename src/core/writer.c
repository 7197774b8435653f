/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Writing the records of one segment. spec/stream.md sections 5 to 7. */
#include "source.h"
#include "writer.h"

void lus_writer_fail(struct lus_writer *w, int error)
{
    w->run_like = 0;
    if ( w->diag.error )
        return;
    w->diag.error = error;
    w->diag.segment_kind = w->kind;
    w->diag.domid = w->domid;
    w->diag.field = LUS_NO_FIELD;
    w->diag.entry = LUS_NO_ENTRY;
    w->diag.offset = w->pos;
    w->diag.type = w->type;
    w->diag.instance = w->instance;
}

/* Space for n bytes at the end. Return: NULL when only counting, or after an error. */
static uint8_t *claim(struct lus_writer *w, uint64_t n)
{
    uint8_t *p = w->buf;

    if ( w->diag.error )
        return NULL;
    if ( p && n > w->cap - w->pos )
    {
        lus_writer_fail(w, LUS_E_NO_SPACE);
        return NULL;
    }
    if ( n > LUS_STREAM_MAX - w->pos )
    {
        lus_writer_fail(w, LUS_E_OVERFLOW);
        return NULL;
    }
    if ( p )
        p += w->pos;
    w->pos += n;
    return p;
}

static void append(struct lus_writer *w, const void *bytes, uint32_t len)
{
    uint8_t *p = claim(w, len);

    if ( p && len )
        memcpy(p, bytes, len);
}

static void pad_to(struct lus_writer *w, uint32_t align)
{
    uint32_t n = (uint32_t)(-w->pos & (align - 1));
    uint8_t *p = claim(w, n);

    if ( p )
        memset(p, 0, n);
}

void lus_writer_init(struct lus_writer *w, void *buf, uint64_t cap, uint32_t kind, uint32_t domid, unsigned int cpu)
{
    memset(w, 0, sizeof(*w));
    w->buf = buf;
    w->cap = !buf ? 0 : cap < LUS_STREAM_MAX ? cap : LUS_STREAM_MAX;
    w->kind = (uint16_t)kind;
    w->domid = domid;
    w->cpu = cpu;
    if ( kind < LUS_SEGMENT_SYSTEM || kind > LUS_SEGMENT_DOMAIN || domid > (kind == LUS_SEGMENT_DOMAIN ? LUS_DOMID_MAX : 0) )
        lus_writer_fail(w, LUS_E_ARGUMENT);
    claim(w, LUS_SEGMENT_HEADER);
    w->pass_at[0] = w->pass_at[1] = w->pass_at[2] = LUS_SEGMENT_HEADER;
}

static void open_chunk(struct lus_writer *w, uint32_t flags)
{
    uint8_t *p;

    w->rec_at = w->pos;
    p = claim(w, LUS_RECORD_HEADER);
    if ( p )
    {
        lus_st32(p, w->type);
        lus_st16(p + 4, w->revision);
        lus_st16(p + 6, w->flags | flags);
        lus_st32(p + 8, w->instance);
        lus_st32(p + 12, 0);
    }
    if ( w->count == 0xffffffffu )
        lus_writer_fail(w, LUS_E_OVERFLOW);
    w->count++;
}

static uint32_t body_length(const struct lus_writer *w)
{
    return (uint32_t)(w->pos - w->rec_at - LUS_RECORD_HEADER);
}

/* Lengths are known only now: they are patched in. */
static void close_chunk(struct lus_writer *w, uint32_t more)
{
    if ( w->diag.error )
        return;
    if ( w->buf )
    {
        uint8_t *p = w->buf + w->rec_at;

        lus_st32(p + 12, body_length(w));
        lus_st16(p + 6, lus_ld16(p + 6) | more);
    }
    pad_to(w, 8);
}

/* S-23: keeps the order of passes, types and instances. */
static void enter(struct lus_writer *w, unsigned int pass, uint32_t type, uint32_t instance)
{
    unsigned int i;

    if ( pass >= LUS_PASSES || pass < w->pass ||
         (pass == w->pass && w->count && (type < w->type || (type == w->type && instance <= w->instance))) )
        lus_writer_fail(w, LUS_E_ORDER);
    if ( w->diag.error )
        return;
    for ( i = w->pass + 1u; i < LUS_PASSES; i++ )
        w->pass_at[i] = w->pos;
    w->pass = (uint16_t)pass;
}

/* The chunk before, copied or raw, says that another follows. */
static int after_more(const struct lus_writer *w)
{
    return w->count && (w->flags & LUS_RECORD_MORE);
}

static int scope_fits(const struct lus_writer *w, const struct lus_record_type *t)
{
    return w->kind == lus_scope_segment(t->scope);
}

/* An error that keeps a record from being begun is that record's, not the one's before. */
static void name_record(struct lus_writer *w, uint32_t type, uint32_t instance)
{
    w->diag.type = type;
    w->diag.instance = instance;
}

static LUS_NOINLINE uint8_t *begin_any(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance)
{
    const struct lus_record_type *t = w->info && w->type == type ? w->info : lus_record_type(type);
    int failed = w->diag.error;

    if ( w->open || !t || revision == 0 || revision > t->revisions )
        lus_writer_fail(w, w->open ? LUS_E_STATE : LUS_E_ARGUMENT);
    else if ( after_more(w) )
        lus_writer_fail(w, LUS_E_CHUNK);
    else if ( !scope_fits(w, t) )
        lus_writer_fail(w, LUS_E_SCOPE);
    else if ( instance > t->max_instance )
        lus_writer_fail(w, LUS_E_INSTANCE);
    else
        enter(w, t->pass, type, instance);
    if ( w->diag.error )
    {
        if ( !failed )
            name_record(w, type, instance);
        return NULL;
    }
    w->info = t;
    w->type = type;
    w->revision = (uint16_t)revision;
    w->instance = instance;
    w->flags = t->need == LUS_NEED_COPY ? LUS_RECORD_COPY : 0;
    w->entries = 0;
    w->open = 1;
    open_chunk(w, 0);
    return claim(w, t->fixed[revision - 1]);
}

uint8_t *lus_begin_fixed(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance)
{
    w->run_like = 0;
    return begin_any(w, type, revision, instance);
}

/* After lus_end(): where may lus_put_quick() go on from here? Its one comparison stands for the buffer's end and for the count's. */
static void note_run(struct lus_writer *w)
{
    uint64_t room = w->cap - w->pos, most;

    w->entries = 0;
    if ( w->diag.error || !w->buf )
        return;
    w->run_length = w->info->fixed[w->revision - 1];
    most = (uint64_t)(0xffffffffu - w->count) * LUS_RECORD_HEADER;
    w->run_end = w->pos + (room < most ? room : most);
    w->run_like = w->type | (uint64_t)w->revision << 32;
}

void lus_begin(struct lus_writer *w, uint32_t type, uint32_t revision, uint32_t instance, const void *fixed, uint32_t len)
{
    uint8_t *p = lus_begin_fixed(w, type, revision, instance);

    if ( !w->diag.error && len != w->info->fixed[revision - 1] )
        lus_writer_fail(w, LUS_E_LENGTH);
    else if ( p && len )
        memcpy(p, fixed, len);
}

void lus_writer_bad_field(struct lus_writer *w, int bad)
{
    const struct lus_field *f;

    if ( w->diag.error )
        return;
    f = w->entries ? &w->info->entry->fields[bad - 1] : &w->info->fields[bad - 1];
    lus_writer_fail(w, f->check == LUS_CHECK_ENUM ? LUS_E_ENUM : f->check == LUS_CHECK_BITS ? LUS_E_FLAG_BITS : LUS_E_RANGE);
    w->diag.field = (uint16_t)(bad - 1);
    if ( w->entries )
        w->diag.entry = w->entries - 1;
}

static void next_chunk(struct lus_writer *w)
{
    close_chunk(w, LUS_RECORD_MORE);
    open_chunk(w, LUS_RECORD_CHUNK);
}

/* Counts what the open record's tail has got, against the bound of its type. Return: 0 if it may go on. */
static int grow(struct lus_writer *w, uint32_t by)
{
    if ( w->info->max && by > w->info->max - w->entries )
        lus_writer_fail(w, LUS_E_OVERFLOW);
    w->entries += by;
    return w->diag.error;
}

static LUS_NOINLINE uint8_t *claim_entry(struct lus_writer *w, uint32_t len)
{
    if ( !w->open || !w->info->entry )
        lus_writer_fail(w, LUS_E_STATE);
    else if ( len != w->info->entry->size )
        lus_writer_fail(w, LUS_E_LENGTH);
    if ( w->diag.error || grow(w, 1) )
        return NULL;
    if ( LUS_BODY_MAX - body_length(w) < len )
        next_chunk(w);
    return claim(w, len);
}

uint8_t *lus_claim_entries(struct lus_writer *w, uint32_t len, uint32_t n, uint32_t *got)
{
    uint64_t at = w->pos;

    if ( w->open == 1 && w->buf && w->info->entry && len == w->info->entry->size )
    {
        uint64_t room = LUS_BODY_MAX - body_length(w);
        uint32_t most = (w->info->max ? w->info->max : 0xffffffffu) - w->entries;

        if ( room > w->cap - at )
            room = w->cap - at;
        if ( n > most )
            n = most;
        if ( (uint64_t)n * len > room )
            n = (uint32_t)room / len;
        if ( n )
        {
            *got = n;
            w->entries += n;
            w->pos = at + (uint64_t)n * len;
            return w->buf + at;
        }
    }
    *got = 1;
    return claim_entry(w, len);
}

void lus_writer_bad_entry(struct lus_writer *w, int bad, uint32_t unused)
{
    w->entries -= unused;
    w->pos -= (uint64_t)unused * w->info->entry->size;
    lus_writer_bad_field(w, bad);
}

void lus_add_entry(struct lus_writer *w, const void *entry, uint32_t len)
{
    uint8_t *p = claim_entry(w, len);

    if ( p )
        memcpy(p, entry, len);
}

void lus_add_blob(struct lus_writer *w, const void *bytes, uint32_t len)
{
    const uint8_t *p = bytes;

    if ( !w->open || w->info->tail != LUS_TAIL_BLOB )
        lus_writer_fail(w, LUS_E_STATE);
    if ( w->diag.error || grow(w, len) )
        return;
    while ( len )
    {
        uint32_t room = LUS_BODY_MAX - body_length(w), take = len < room ? len : room;

        if ( room == 0 )
        {
            next_chunk(w);
            continue;
        }
        append(w, p, take);
        if ( w->diag.error )
            return;
        p += take;
        len -= take;
    }
}

uint8_t *lus_writer_block(struct lus_writer *w, uint32_t bytes)
{
    if ( w->diag.error )
        return NULL;
    if ( LUS_BODY_MAX - body_length(w) < bytes )
        next_chunk(w);
    return claim(w, bytes);
}

void lus_end(struct lus_writer *w)
{
    if ( w->open != 1 )
        lus_writer_fail(w, LUS_E_STATE);
    close_chunk(w, 0);
    w->open = 0;
    note_run(w);
}

/* S-22 to S-28, S-34, as far as they can be kept without the body. Return: an error or 0. */
static int check_raw(const struct lus_writer *w, unsigned int pass, uint32_t type, uint32_t revision, uint32_t flags,
                     uint32_t instance, uint32_t len)
{
    const struct lus_record_type *t = lus_record_type(type);
    int same = w->type == type && w->instance == instance && w->revision == revision && w->pass == pass;

    if ( w->open )
        return LUS_E_STATE;
    if ( len > LUS_BODY_MAX || type == 0 || revision == 0 || revision > 0xffff )
        return LUS_E_ARGUMENT;
    if ( flags > 7 || ((flags & LUS_RECORD_COPY) && !(type & LUS_TYPE_OPTIONAL)) )
        return LUS_E_FLAGS;
    if ( !(flags & LUS_RECORD_CHUNK) != !after_more(w) || ((flags & LUS_RECORD_CHUNK) && (!same || !len)) )
        return LUS_E_CHUNK;
    if ( !t || revision > t->revisions )
        return 0;
    if ( !scope_fits(w, t) )
        return LUS_E_SCOPE;
    if ( t->pass != pass )
        return LUS_E_PASS;
    return instance > t->max_instance ? LUS_E_INSTANCE : 0;
}

/* Header of a raw record; its body of @len bytes is to follow. Return: 0 if it may. */
static int begin_raw(struct lus_writer *w, unsigned int pass, uint32_t type, uint32_t revision, uint32_t flags,
                     uint32_t instance, uint32_t len)
{
    int error = check_raw(w, pass, type, revision, flags, instance, len), failed = w->diag.error;

    if ( error )
        lus_writer_fail(w, error);
    else if ( !(flags & LUS_RECORD_CHUNK) )
        enter(w, pass, type, instance);
    if ( w->diag.error )
    {
        if ( !failed )
            name_record(w, type, instance);
        return w->diag.error;
    }
    w->info = NULL;
    w->run_like = 0;
    w->type = type;
    w->revision = (uint16_t)revision;
    w->instance = instance;
    w->flags = (uint16_t)flags;
    open_chunk(w, 0);
    return w->diag.error;
}

void lus_writer_raw(struct lus_writer *w, unsigned int pass, uint32_t type, uint32_t revision, uint32_t flags,
                    uint32_t instance, const void *body, uint32_t len)
{
    if ( begin_raw(w, pass, type, revision, flags, instance, len) )
        return;
    append(w, body, len);
    close_chunk(w, 0);
}

void lus_copy(struct lus_writer *w, struct lus_stream *s, const struct lus_record *rec, unsigned int pass)
{
    uint32_t done, take;

    if ( begin_raw(w, pass, rec->type, rec->revision, rec->flags, rec->instance, rec->length) )
        return;
    /* In pieces, as the source may be in pages. */
    for ( done = 0; done < rec->length; done += take )
    {
        uint8_t *to;
        const uint8_t *p;

        take = rec->length - done < LUS_SCRATCH ? rec->length - done : LUS_SCRATCH;
        to = claim(w, take);
        if ( !to )
            continue;
        p = lus_body(s, rec, done, take, to);
        if ( p != to )
            memcpy(to, p, take);
    }
    close_chunk(w, 0);
}

int lus_writer_close(struct lus_writer *w, uint64_t *size)
{
    uint64_t used = w->pos;
    unsigned int i;
    uint8_t *p;

    if ( w->open )
        lus_writer_fail(w, LUS_E_STATE);
    else if ( after_more(w) )
        lus_writer_fail(w, LUS_E_CHUNK);
    for ( i = w->pass + 1u; i < LUS_PASSES; i++ )
        w->pass_at[i] = used;
    pad_to(w, LUS_PAGE_SIZE);
    *size = w->pos;
    p = w->buf;
    if ( w->diag.error || !p )
        return -w->diag.error;
    memcpy(p, "LSEG", 4);
    lus_st16(p + 8, w->kind);
    lus_st16(p + 10, 0);
    lus_st32(p + 12, w->domid);
    lus_st64(p + 16, w->pos);
    lus_st64(p + 24, used);
    for ( i = 0; i < LUS_PASSES; i++ )
        lus_st64(p + 32 + 8 * i, w->pass_at[i]);
    lus_st32(p + 56, w->count);
    lus_st32(p + 60, 0);
    lus_st32(p + 4, lus_crc32c(w->cpu, 0, p + 8, (size_t)(w->pos - 8)));
    return 0;
}

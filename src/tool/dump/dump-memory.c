/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --memory-map: whose each machine frame is, and what xen#2 may touch. spec/programs.md [P-19], spec/host.md section 4. */
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "lustream/memory.h"
#include "lustream/records.h"

/* Types whose machine frame is the domain's own memory. */
#define OWN_MEMORY (1u << LUS_P2M_TYPE_RAM_RW | 1u << LUS_P2M_TYPE_RAM_RO | 1u << LUS_P2M_TYPE_IOREQ_SERVER)

struct run
{
    struct lus_memory_run r;
    int from_p2m;
};

/*
 * struct memory - a memory map
 * @hidden: domains of a partial stream whose frames are not in it
 */
struct memory
{
    struct run *runs;
    size_t nr;
    size_t room;
    uint32_t *hidden;
    size_t nr_hidden;
    uint8_t has_owner[LUS_DOMID_MAX + 1];
    int any_p2m;
};

static void keep(struct memory *m, const struct lus_memory_run *r, int from_p2m)
{
    if ( m->nr == m->room )
    {
        m->room = m->room ? 2 * m->room : 64;
        m->runs = xrealloc(m->runs, m->room * sizeof(*m->runs));
    }
    m->runs[m->nr].r = *r;
    m->runs[m->nr++].from_p2m = from_p2m;
}

static void take_owners(struct memory *m, struct lus_stream *s)
{
    uint64_t size = lus_memory_workspace(s);
    void *work = xmalloc(size);
    struct lus_memory_map *map;
    struct lus_memory_run r;

    if ( !lus_memory_open(&map, s, work, size) )
        while ( lus_memory_next(map, &r) > 0 )
        {
            m->has_owner[r.domid] = 1;
            keep(m, &r, 0);
        }
    free(work);
}

/* A domain that the memory segment does not know. */
static void take_p2m(struct memory *m, struct lus_stream *s, uint32_t i, uint32_t domid)
{
    struct lus_memory_run r = { .domid = domid, .role = LUS_PAGE_ROLE_NORMAL };
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_domain d;
    struct lus_map *map;
    struct lus_extent e;

    if ( lus_segment_open(s, i, &seg) || lus_find(&seg, LUS_TYPE_DOMAIN, 0, &rec) )
        goto hidden;
    lus_decode_domain(lus_fixed(s, &rec), rec.revision, &d);
    if ( d.frame_space != LUS_FRAME_SPACE_MFN || lus_find(&seg, LUS_TYPE_P2M, 0, &rec) )
        goto hidden;
    map = xmalloc(sizeof(*map));
    memset(map, 0, sizeof(*map));
    if ( !lus_map_open(map, &seg, &rec) )
        while ( lus_map_next(map, &e) > 0 )
            if ( OWN_MEMORY >> e.attribute & 1 )
            {
                r.mfn = e.mfn;
                r.count = e.count;
                keep(m, &r, 1);
                m->any_p2m = 1;
            }
    free(map);
    return;
 hidden:
    m->hidden = xrealloc(m->hidden, (m->nr_hidden + 1) * sizeof(*m->hidden));
    m->hidden[m->nr_hidden++] = domid;
}

static int compare_runs(const void *a, const void *b)
{
    const struct run *x = a, *y = b;

    if ( x->r.mfn != y->r.mfn )
        return x->r.mfn < y->r.mfn ? -1 : 1;
    if ( x->r.role != y->r.role )
        return x->r.role < y->r.role ? -1 : 1;
    if ( x->r.domid != y->r.domid )
        return x->r.domid < y->r.domid ? -1 : 1;
    return (x->r.count > y->r.count) - (x->r.count < y->r.count);
}

/* Runs of P2Ms among the others: in order, what touches and is of one domain joined. */
static void sort_in(struct memory *m)
{
    uint64_t far_end = 0;
    size_t i, n = 0;

    qsort(m->runs, m->nr, sizeof(*m->runs), compare_runs);
    for ( i = 0; i < m->nr; i++ )
    {
        struct run *r = &m->runs[i], *last = n ? &m->runs[n - 1] : NULL;

        /* A domain may have a frame at several of its own. */
        if ( last && r->from_p2m && last->from_p2m && r->r.domid == last->r.domid && r->r.mfn <= last->r.mfn + last->r.count &&
             far_end <= last->r.mfn + last->r.count )
        {
            if ( r->r.mfn + r->r.count > last->r.mfn + last->r.count )
                last->r.count = r->r.mfn + r->r.count - last->r.mfn;
            far_end = last->r.mfn + last->r.count;
            continue;
        }
        r->r.is_shared = r->r.mfn < far_end;
        if ( r->r.mfn + r->r.count > far_end )
            far_end = r->r.mfn + r->r.count;
        m->runs[n++] = *r;
    }
    m->nr = n;
}

static struct memory *memory_new(struct view *v)
{
    struct memory *m = xmalloc(sizeof(*m));
    struct lus_stream s = v->stream;
    struct lus_index_entry e;
    uint32_t i;

    memset(m, 0, sizeof(*m));
    take_owners(m, &s);
    for ( i = 0; v->header.partial && !lus_index_at(&s, i, &e); i++ )
        if ( e.kind == LUS_SEGMENT_DOMAIN && !m->has_owner[e.domid] )
            take_p2m(m, &s, i, e.domid);
    if ( m->any_p2m )
        sort_in(m);
    return m;
}

static void memory_free(struct memory *m)
{
    free(m->runs);
    free(m->hidden);
    free(m);
}

static const char *role_name(uint32_t role)
{
    const struct lus_record_type *t = lus_record_type(LUS_TYPE_MEM_OWNED);
    uint32_t i;

    for ( i = 0; i < t->nr_fields; i++ )
        if ( !strcmp(t->fields[i].name, "role") )
            return enum_name(t->fields[i].values, role);
    return NULL;
}

static void show_frames(uint64_t mfn, uint64_t count, const char *owner)
{
    char frames[40];

    if ( count == 1 )
        snprintf(frames, sizeof(frames), "0x%" PRIx64, mfn);
    else
        snprintf(frames, sizeof(frames), "0x%" PRIx64 "-0x%" PRIx64, mfn, mfn + count - 1);
    out("%-27s  %13" PRIu64 "  %s", frames, count, owner);
}

static void show_run(const struct run *run)
{
    char owner[32];
    struct line l;

    snprintf(owner, sizeof(owner), "domain %-5u  ", run->r.domid);
    show_frames(run->r.mfn, run->r.count, owner);
    line_clear(&l);
    line_add_name(&l, role_name(run->r.role));
    out("%s%s%s\n", l.text, run->from_p2m ? ", by its P2M" : "", run->r.is_shared ? ", HAS TWO OWNERS" : "");
}

/* Frames of each owner and role; of one that has none, nothing. */
struct sum
{
    uint32_t domid;
    uint32_t role;
    uint64_t frames;
};

static int compare_sums(const void *a, const void *b)
{
    const struct sum *x = a, *y = b;

    if ( x->domid != y->domid )
        return x->domid < y->domid ? -1 : 1;
    return (x->role > y->role) - (x->role < y->role);
}

static struct sum *sum_up(const struct memory *m, size_t *nr)
{
    struct sum *sums = xmalloc((m->nr + 1) * sizeof(*sums));
    size_t i, n = 0;

    for ( i = 0; i < m->nr; i++ )
        sums[i] = (struct sum){ m->runs[i].r.domid, m->runs[i].r.role, m->runs[i].r.count };
    qsort(sums, m->nr, sizeof(*sums), compare_sums);
    for ( i = 0; i < m->nr; i++ )
        if ( n && !compare_sums(&sums[n - 1], &sums[i]) )
            sums[n - 1].frames += sums[i].frames;
        else
            sums[n++] = sums[i];
    *nr = n;
    return sums;
}

static void show_sums(const struct memory *m)
{
    size_t nr, i;
    struct sum *sums = sum_up(m, &nr);
    struct line l;

    out("\n");
    out_style(STYLE_HEAD, "sums");
    out("\n");
    for ( i = 0; i < nr; i++ )
    {
        line_clear(&l);
        line_add(&l, "  domain %-5u  ", sums[i].domid);
        line_add_name(&l, role_name(sums[i].role));
        line_pad(&l, 26);
        line_add(&l, "%15" PRIu64 " frames, %" PRIu64 " KiB", sums[i].frames, sums[i].frames * 4);
        line_out(&l, 4);
    }
    if ( !nr )
        out("  no frame has an owner\n");
    free(sums);
}

void show_memory(struct view *v)
{
    struct memory *m = memory_new(v);
    uint64_t end = 0;
    size_t i;

    if ( m->any_p2m )
        out("partial: frames of domains without mem_owned are those of their P2Ms\n");
    for ( i = 0; i < m->nr_hidden; i++ )
        out("partial: which frames domain %u owns is not in the stream\n", m->hidden[i]);
    out("\nxen#2 must not touch a frame that a domain owns. It may use RAM that is nobody's, the\nstream's own frames once it is restored%s.\n\n",
        m->nr_hidden || v->header.partial ? "; but this stream does not show all owners" : "");
    out("%-27s  %13s  owner\n", "frames", "count");
    for ( i = 0; i < m->nr; i++ )
    {
        const struct lus_memory_run *r = &m->runs[i].r;

        if ( r->mfn > end )
            show_frames(end, r->mfn - end, "nobody\n");
        show_run(&m->runs[i]);
        if ( r->mfn + r->count > end )
            end = r->mfn + r->count;
    }
    out("from 0x%-20" PRIx64 "  %13s  nobody\n", end, "");
    show_sums(m);
    memory_free(m);
}

static void put_owner(struct writer *w, uint32_t domid, uint32_t role)
{
    emit_key_number(w, "domid", domid);
    emit_key(w, "role");
    emit_name(w, role_name(role));
}

static void put_runs(struct writer *w, const struct memory *m)
{
    size_t i;

    emit_key(w, "runs");
    emit_open(w, '[');
    for ( i = 0; i < m->nr; i++ )
    {
        emit_open_flat(w, '{');
        emit_key_hex(w, "mfn", m->runs[i].r.mfn);
        emit_key_hex(w, "count", m->runs[i].r.count);
        put_owner(w, m->runs[i].r.domid, m->runs[i].r.role);
        emit_key_text(w, "from", m->runs[i].from_p2m ? "p2m" : "mem_owned");
        emit_key(w, "shared");
        emit_lead(w);
        fputs(m->runs[i].r.is_shared ? "true" : "false", w->f);
        emit_close(w, '}');
    }
    emit_close(w, ']');
}

static void put_unowned(struct writer *w, const struct memory *m)
{
    uint64_t end = 0;
    size_t i;

    emit_key(w, "unowned");
    emit_open(w, '[');
    for ( i = 0; i < m->nr; i++ )
    {
        const struct lus_memory_run *r = &m->runs[i].r;

        if ( r->mfn > end )
        {
            emit_open_flat(w, '{');
            emit_key_hex(w, "mfn", end);
            emit_key_hex(w, "count", r->mfn - end);
            emit_close(w, '}');
        }
        if ( r->mfn + r->count > end )
            end = r->mfn + r->count;
    }
    emit_close(w, ']');
    emit_key_hex(w, "unowned_from", end);
}

void put_memory(struct writer *w, void *view)
{
    struct memory *m = memory_new(view);
    size_t nr, i;
    struct sum *sums = sum_up(m, &nr);

    emit_key(w, "memory_map");
    emit_open(w, '{');
    put_runs(w, m);
    put_unowned(w, m);
    emit_key(w, "sums");
    emit_open(w, '[');
    for ( i = 0; i < nr; i++ )
    {
        emit_open_flat(w, '{');
        put_owner(w, sums[i].domid, sums[i].role);
        emit_key_hex(w, "frames", sums[i].frames);
        emit_close(w, '}');
    }
    emit_close(w, ']');
    emit_key(w, "owners_unknown");
    emit_open_flat(w, '[');
    for ( i = 0; i < m->nr_hidden; i++ )
        emit_number(w, m->hidden[i]);
    emit_close(w, ']');
    emit_close(w, '}');
    free(sums);
    memory_free(m);
}

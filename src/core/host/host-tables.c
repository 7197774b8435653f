/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Page tables of PV guests out of the contents of frames: the order of the work, the memory that it takes, and what its parts share.
 * spec/host.md section 8.
 */
#include "host-tables.h"

static uint64_t round_up(uint64_t n)
{
    return (n + 7) & ~7ull;
}

uint64_t lus_pt_from(const struct lus_tables *t, uint64_t key)
{
    uint64_t lo = 0, hi = t->nr;

    while ( lo < hi )
    {
        uint64_t mid = lo + (hi - lo) / 2;

        if ( lus_pt_key(t, &t->pt[mid]) < key )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct lus_pt *lus_pt_find(const struct lus_tables *t, uint64_t key)
{
    uint64_t i = lus_pt_from(t, key);

    return i < t->nr && lus_pt_key(t, &t->pt[i]) == key ? &t->pt[i] : NULL;
}

static void swap(struct lus_pt *a, struct lus_pt *b)
{
    struct lus_pt was = *a;

    *a = *b;
    *b = was;
}

static void sift_down(const struct lus_tables *t, struct lus_pt *pt, uint64_t i, uint64_t n)
{
    uint64_t child;

    while ( (child = 2 * i + 1) < n )
    {
        if ( child + 1 < n && lus_pt_key(t, &pt[child + 1]) > lus_pt_key(t, &pt[child]) )
            child++;
        if ( lus_pt_key(t, &pt[child]) <= lus_pt_key(t, &pt[i]) )
            break;
        swap(&pt[child], &pt[i]);
        i = child;
    }
}

void lus_pt_sort(struct lus_tables *t, struct lus_pt *pt, uint64_t nr, uint32_t by_mfn)
{
    uint64_t i;

    t->by_mfn = by_mfn;
    for ( i = nr / 2; i--; )
        sift_down(t, pt, i, nr);
    for ( i = nr; i > 1; )
    {
        swap(&pt[0], &pt[--i]);
        sift_down(t, pt, 0, i);
    }
}

int lus_pt_read(struct lus_host *h, struct lus_tables *t, const struct lus_pt *p)
{
    uint64_t gfn = lus_pt_gfn(p);

    if ( h->args->read_frame(h->args->ctx, h->domain->domid, gfn == GFN_UNKNOWN ? LUS_NO_FRAME : gfn, p->mfn, t->page) )
        return 0;
    h->result->frames_read++;
    return 1;
}

LUS_NOINLINE void lus_pt_found(struct lus_host *h, struct lus_tables *t, uint32_t rule, const struct lus_pt *p, uint32_t slot, uint64_t value)
{
    struct lus_where where = { .field = LUS_NO_FIELD, .value = value };

    where.entry = lus_lookup_find(&t->types, lus_pt_gfn(p) + 1) - 1;
    lus_lookup_at(&t->types, where.entry, h->buf, &where.offset);
    h->rec = t->types_rec;
    h->at_frame = lus_pt_gfn(p);
    h->at_slot = slot;
    lus_host_found(h, rule, LUS_NO_DOMID, &where);
    h->at_frame = LUS_NO_FRAME;
    h->at_slot = LUS_NO_ENTRY;
}

/* Two entries for one frame stand side by side now. Several vcpus may have the same frame of descriptors. */
static LUS_NOINLINE void check_types(struct lus_host *h, struct lus_tables *t)
{
    uint64_t i, nr = 0;

    for ( i = 0; i < t->nr; i++ )
    {
        struct lus_pt *p = &t->pt[i], *last = nr ? &t->pt[nr - 1] : NULL;

        if ( p->level == 4 && t->levels == 3 )
            lus_pt_found(h, t, LUS_R_TABLE_TYPE, p, LUS_NO_ENTRY, p->level);
        if ( !last || lus_pt_key(t, last) != lus_pt_key(t, p) )
        {
            t->pt[nr++] = *p;
            continue;
        }
        if ( p->level != LEVEL_DESCRIPTORS || last->level != LEVEL_DESCRIPTORS )
            lus_pt_found(h, t, LUS_R_TABLE_TYPE, p->level != LEVEL_DESCRIPTORS ? p : last, LUS_NO_ENTRY, p->level);
        /* What is left is the page table. */
        if ( last->level == LEVEL_DESCRIPTORS )
            *last = *p;
    }
    t->nr = nr;
}

static LUS_NOINLINE void check_unused(struct lus_host *h, struct lus_tables *t)
{
    uint64_t i;

    for ( i = 0; i < t->nr; i++ )
    {
        if ( t->pt[i].level > t->levels || t->pt[i].flags & (PT_PINNED | PT_USED | PT_LINEAR_USED) )
            continue;
        if ( t->incomplete || !t->has_roots )
            lus_host_unprovable(h, LUS_R_TABLE_UNUSED);
        else
            lus_pt_found(h, t, LUS_R_TABLE_UNUSED, &t->pt[i], LUS_NO_ENTRY, t->pt[i].level);
    }
}

#define PIN_WRITABLE 0x00ff00ffu    /* GNTPIN_hstw_mask, GNTPIN_devw_mask (asm-x86/grant_table.h, xen/grant_table.h) */

/* Who has it mapped writable holds its type as that of plain memory. */
static LUS_NOINLINE int check_granted(struct lus_host *h, struct lus_tables *t)
{
    const struct lus_lookup *l = &h->domain->active;
    struct lus_where where = { .field = LUS_FIELD_grant_active_mfn };
    int rc;

    if ( !h->domain->has_active )
        return 0;
    if ( (rc = lus_segment_open(h->s, h->domain->segment, &h->other_seg)) != 0 ||
         (rc = lus_find(&h->other_seg, LUS_TYPE_GRANTS_ACTIVE, 0, &h->rec)) != 0 )
        return rc;
    for ( where.entry = 0; where.entry < l->nr; where.entry++ )
    {
        struct lus_grant_active a;

        lus_decode_grant_active(lus_lookup_at(l, where.entry, h->buf, &where.offset), &a);
        if ( !(a.pin & PIN_WRITABLE) || !lus_pt_find(t, a.mfn) )
            continue;
        where.offset += l->entry->fields[where.field].offset;
        where.value = a.mfn;
        lus_host_found(h, LUS_R_LEAF_WRITABLE, a.domid, &where);
    }
    return 0;
}

static void unprovable(struct lus_host *h)
{
    static const uint8_t rules[] = {
        LUS_R_TABLE_LEVEL, LUS_R_TABLE_BITS, LUS_R_LEAF_FRAME, LUS_R_LEAF_WRITABLE, LUS_R_TABLE_UNUSED, LUS_R_TABLE_ROOT,
        LUS_R_TABLE_LINEAR, LUS_R_TABLE_TYPE, LUS_R_PAE_TOP, LUS_R_DESCRIPTOR, LUS_R_PAE_REST
    };
    uint32_t i;

    for ( i = 0; i < sizeof(rules); i++ )
        lus_host_unprovable(h, rules[i]);
}

int lus_host_page_tables(struct lus_host *h)
{
    struct lus_tables *t = h->args->tables;
    int rc;

    if ( !h->args->read_frame || !t || !h->domain || h->domain->kind != LUS_GUEST_KIND_PV || h->domain->quarantined )
        return 0;
    if ( h->args->tables_size < round_up(sizeof(*t)) )
    {
        unprovable(h);
        return 0;
    }
    memset(t, 0, sizeof(*t));
    t->pt = (void *)((uint8_t *)t + round_up(sizeof(*t)));
    t->room = (h->args->tables_size - round_up(sizeof(*t))) / sizeof(*t->pt);
    if ( (rc = lus_tables_gather(h, t)) <= 0 )
    {
        if ( rc == 0 )
            unprovable(h);
        return rc;
    }
    lus_pt_sort(t, t->pt, t->nr, t->mfns);
    check_types(h, t);
    if ( (t->mfns && ((rc = lus_tables_name(h, t)) < 0 || (rc = check_granted(h, t)) != 0)) || (rc = lus_tables_vcpus(h, t)) != 0 )
        return rc;
    if ( t->mfns && h->args->frames_hold_gfns )
        lus_pt_sort(t, t->pt, t->nr, 0);
    lus_tables_walk(h, t);
    check_unused(h, t);
    return 0;
}

/* Pages that are tables in one record of page_types, with its chunks. */
static LUS_NOINLINE uint64_t count_pages(struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_page_type_span span;
    uint8_t buf[LUS_ENTRY_MAX];
    struct lus_lookup types;
    uint64_t nr = 0;
    uint32_t i;

    if ( lus_lookup_open(&types, seg, rec) )
        return 0;
    for ( i = 0; i < types.nr; i++ )
    {
        lus_decode_page_type_span(lus_lookup_at(&types, i, buf, NULL), &span);
        if ( span.type < LUS_PFINFO_BROKEN )
            nr += span.count;
    }
    return nr;
}

/* Frames of the GDT in a context: what Xen has room for, if it says more. */
static LUS_NOINLINE uint64_t count_descriptors(struct lus_stream *s, const struct lus_record *rec)
{
    const uint8_t *p = lus_fixed(s, rec);
    uint64_t nr = (lus_field_load(&rec->info->fields[LUS_FIELD_pv_vcpu_gdt_ents], p, 0) + PT_ENTRIES - 1) / PT_ENTRIES;

    return nr < 16 ? nr : 16;
}

static LUS_NOINLINE uint64_t count_mapped(struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_lookup mapped;

    return lus_lookup_open(&mapped, seg, rec) ? 0 : mapped.nr;
}

/* Pages and mappings of one segment. */
static LUS_NOINLINE uint64_t count_segment(struct lus_stream *s, uint32_t i)
{
    struct lus_segment seg;
    struct lus_record rec;
    uint64_t nr = 0;

    if ( lus_segment_open(s, i, &seg) || seg.kind != LUS_SEGMENT_DOMAIN )
        return 0;
    while ( lus_next(&seg, &rec) > 0 )
    {
        if ( !rec.info || rec.flags & LUS_RECORD_CHUNK )
            continue;
        if ( rec.type == LUS_TYPE_PAGE_TYPES )
            nr += count_pages(&seg, &rec);
        else if ( rec.type == LUS_TYPE_PV_VCPU )
            nr += count_descriptors(s, &rec);
        else if ( rec.type == LUS_TYPE_MAPTRACK_ENTRIES )
            nr += count_mapped(&seg, &rec);
    }
    return nr;
}

uint64_t lus_host_tables(struct lus_stream *s)
{
    uint64_t most = 0, nr;
    uint32_t i;

    for ( i = 0; i < s->header.index_count; i++ )
    {
        nr = count_segment(s, i);
        most = nr > most ? nr : most;
    }
    return round_up(sizeof(struct lus_tables)) + most * sizeof(struct lus_pt);
}

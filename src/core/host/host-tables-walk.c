/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Entries of page tables, from the top level down, each table once. spec/host.md [H-21] to [H-27]. */
#include "host-tables.h"

/* Slots of a 64-bit guest's level 4 that are Xen's (ROOT_PAGETABLE_FIRST_XEN_SLOT, ROOT_PAGETABLE_LAST_XEN_SLOT). */
#define XEN_SLOT_FIRST 256u
#define XEN_SLOT_LAST 271u

/* Slot of a 32-bit guest's top level under which Xen's slots are; there are 4. */
#define PAE_XEN 3u
#define PAE_SLOTS 4u

/* An entry of a table. */
struct pte
{
    struct lus_pt *p;
    uint64_t value;
    uint32_t slot;
};

static void found(struct lus_host *h, struct lus_tables *t, uint32_t rule, const struct pte *e)
{
    lus_pt_found(h, t, rule, e->p, e->slot, e->value);
}

static int is_xens(const struct lus_tables *t, const struct pte *e)
{
    if ( e->p->level == 4 )
        return e->slot >= XEN_SLOT_FIRST && e->slot <= XEN_SLOT_LAST;
    return (e->p->flags & PT_XEN_SLOTS) && e->slot >= t->first_xen_slot;
}

/* Return: 1 if the stream is one of those that leave out what a frame is: [H-40]. */
static LUS_NOINLINE int is_left_out(struct lus_host *h, struct lus_tables *t, uint64_t gfn)
{
    struct lus_page_type_span span;
    uint32_t i;

    if ( t->mfns || (i = lus_lookup_find(&t->types, gfn + 1)) == 0 )
        return 0;
    lus_decode_page_type_span(lus_lookup_at(&t->types, i - 1, h->buf, NULL), &span);
    return span.type == LUS_PFINFO_XTAB && gfn - span.gfn < span.count;
}

/* get_l2_linear_pagetable and its like: neither end has another such entry beyond. */
static LUS_NOINLINE void check_linear(struct lus_host *h, struct lus_tables *t, const struct pte *e, struct lus_pt *to)
{
    if ( e->value & PTE_RW )
        found(h, t, LUS_R_TABLE_LINEAR, e);
    else if ( to != e->p )
    {
        if ( e->p->flags & PT_LINEAR_USED || to->flags & PT_LINEAR_USER )
            found(h, t, LUS_R_TABLE_LINEAR, e);
        e->p->flags |= PT_LINEAR_USER;
        to->flags |= PT_LINEAR_USED;
    }
}

/* The level 2 table with Xen's slots is nobody else's. */
static LUS_NOINLINE void check_pae(struct lus_host *h, struct lus_tables *t, const struct pte *e, struct lus_pt *to)
{
    if ( to->flags & PT_XEN_SLOTS || (e->slot == PAE_XEN && to->flags & (PT_USED | PT_PINNED)) )
        found(h, t, LUS_R_PAE_TOP, e);
    if ( e->slot == PAE_XEN )
        to->flags |= PT_XEN_SLOTS;
}

static LUS_NOINLINE void check_upper(struct lus_host *h, struct lus_tables *t, const struct pte *e)
{
    uint32_t level = e->p->level;
    int is_pae_top = level == 3 && t->levels == 3;
    uint64_t refused = is_pae_top ? PTE_REFUSED | 0xfffull << 52 : PTE_REFUSED;
    struct lus_pt *to = lus_pt_find(t, PTE_FRAME(e->value));

    if ( e->value & refused )
    {
        found(h, t, LUS_R_TABLE_BITS, e);
        /* It would be another thing than a table. */
        return;
    }
    if ( to && to->level == level - 1 )
    {
        if ( is_pae_top )
            check_pae(h, t, e, to);
        to->flags |= PT_USED;
    }
    else if ( to && to->level == level && !is_pae_top )
        check_linear(h, t, e, to);
    else if ( is_left_out(h, t, PTE_FRAME(e->value)) )
    {
        lus_host_unprovable(h, LUS_R_TABLE_LEVEL);
        t->incomplete = 1;
    }
    else
        found(h, t, LUS_R_TABLE_LEVEL, e);
}

/* The frame is in an entry of a sorted table of runs. */
static LUS_NOINLINE int in_runs(struct lus_host *h, const struct lus_lookup *l, uint64_t frame)
{
    uint32_t i = lus_lookup_find(l, frame + 1);
    const uint8_t *p;

    if ( i == 0 )
        return 0;
    p = lus_lookup_at(l, i - 1, h->buf, NULL);
    return frame - lus_field_load(&l->entry->fields[0], p, 0) < lus_field_load(&l->entry->fields[l->entry->nr_fields - 1], p, 0);
}

static const struct lus_pt *grant_of(const struct lus_tables *t, uint64_t mfn)
{
    uint64_t lo = 0, hi = t->nr_grants;

    while ( lo < hi )
    {
        uint64_t mid = lo + (hi - lo) / 2;

        if ( t->grants[mid].mfn < mfn )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->nr_grants && t->grants[lo].mfn == mfn ? &t->grants[lo] : NULL;
}

/* Guests map their memory in order for the most part: the last run is looked at first. */
static LUS_NOINLINE int is_own(struct lus_host *h, struct lus_tables *t, uint64_t mfn)
{
    uint64_t nr;

    if ( mfn - t->own < t->own_nr )
        return 1;
    nr = lus_host_owned_from(h, h->domain->domid, mfn);
    if ( nr )
    {
        t->own = mfn;
        t->own_nr = nr;
    }
    return nr != 0;
}

/* May the domain map it? LUS_KNOWN_NOT if the stream does not say. */
static LUS_NOINLINE uint32_t may_map(struct lus_host *h, struct lus_tables *t, uint64_t mfn, int is_write)
{
    const struct lus_pt *g;

    if ( !h->has_memory )
        return LUS_KNOWN_NOT;
    if ( is_own(h, t, mfn) || t->is_privileged == LUS_KNOWN_YES ||
         (t->target != LUS_NO_DOMID && lus_host_owns(h, t->target, mfn, 1)) || (t->has_iomem && in_runs(h, &t->iomem, mfn)) )
        return LUS_KNOWN_YES;
    g = grant_of(t, mfn);
    if ( g )
        return !is_write || g->flags & PT_WRITABLE ? LUS_KNOWN_YES : LUS_KNOWN_NO;
    return h->s->header.partial ? LUS_KNOWN_NOT : LUS_KNOWN_NO;
}

/* In an image there are only the guest's own frames. */
static LUS_NOINLINE uint32_t may_map_gfn(struct lus_host *h, struct lus_tables *t, uint64_t gfn)
{
    if ( !t->has_frames || is_left_out(h, t, gfn) )
        return LUS_KNOWN_NOT;
    return in_runs(h, &t->frames, gfn) ? LUS_KNOWN_YES : LUS_KNOWN_NO;
}

/* Who has devices may say how memory is cached, but of Xen's own (is_special_page) not even he. */
static LUS_NOINLINE void check_cache(struct lus_host *h, struct lus_tables *t, const struct pte *e)
{
    uint64_t frame = PTE_FRAME(e->value);

    if ( t->has_devices == LUS_KNOWN_NO ||
         (t->by_mfn && (lus_host_owns_as(h, h->domain->domid, LUS_PAGE_ROLE_XENHEAP, frame) ||
                        lus_host_owns_as(h, h->domain->domid, LUS_PAGE_ROLE_EXTRA, frame))) )
        found(h, t, LUS_R_TABLE_BITS, e);
    else if ( t->has_devices == LUS_KNOWN_NOT )
        lus_host_unprovable(h, LUS_R_TABLE_BITS);
}

static LUS_NOINLINE void check_leaf(struct lus_host *h, struct lus_tables *t, const struct pte *e)
{
    uint64_t frame = PTE_FRAME(e->value);
    int is_write = (e->value & PTE_RW) != 0;
    uint32_t may = t->by_mfn ? may_map(h, t, frame, is_write) : may_map_gfn(h, t, frame);

    if ( e->value & PTE_CACHE )
        check_cache(h, t, e);
    if ( may == LUS_KNOWN_NO )
        found(h, t, LUS_R_LEAF_FRAME, e);
    else if ( may == LUS_KNOWN_NOT )
        lus_host_unprovable(h, LUS_R_LEAF_FRAME);
    if ( is_write && lus_pt_find(t, frame) )
        found(h, t, LUS_R_LEAF_WRITABLE, e);
}

static void check_entry(struct lus_host *h, struct lus_tables *t, const struct pte *e)
{
    if ( !(e->value & PTE_PRESENT) || is_xens(t, e) )
        return;
    if ( e->p->level == 1 )
        check_leaf(h, t, e);
    else if ( e->p->level == 3 && t->levels == 3 && e->slot >= PAE_SLOTS )
        found(h, t, LUS_R_PAE_REST, e);
    else
        check_upper(h, t, e);
}

/*
 * Xen's slots stay as they are in a table whose top table has gone, while linear entries hold it: demote_l2_table clears PGT_pae_xen_l2,
 * demote_l3_table does not. libxc knows such a table by the same entry, and leaves Xen's slots out of an image (normalise_pagetable).
 */
static LUS_NOINLINE void note_xens(struct lus_host *h, struct lus_tables *t, struct lus_pt *p)
{
    uint64_t value = lus_ld64(t->page + t->first_xen_slot * 8);

    if ( p->level != 2 || t->levels != 3 || p->flags & (PT_USED | PT_PINNED) || h->args->frames_hold_gfns || !(value & PTE_PRESENT) )
        return;
    if ( h->compat_m2p == LUS_NO_FRAME )
        lus_host_unprovable(h, LUS_R_TABLE_LEVEL);
    if ( h->compat_m2p == LUS_NO_FRAME || PTE_FRAME(value) == h->compat_m2p )
        p->flags |= PT_XEN_SLOTS;
}

static LUS_NOINLINE void check_table(struct lus_host *h, struct lus_tables *t, struct lus_pt *p)
{
    struct pte e = { .p = p };

    p->flags |= PT_READ;
    if ( !lus_pt_read(h, t, p) )
    {
        lus_host_unprovable(h, LUS_R_TABLE_BITS);
        lus_host_unprovable(h, p->level == 1 ? LUS_R_LEAF_FRAME : LUS_R_TABLE_LEVEL);
        lus_host_unprovable(h, p->level == 1 ? LUS_R_LEAF_WRITABLE : LUS_R_TABLE_LINEAR);
        t->incomplete |= p->level != 1;
        return;
    }
    note_xens(h, t, p);
    for ( e.slot = 0; e.slot < PT_ENTRIES; e.slot++ )
    {
        e.value = lus_ld64(t->page + e.slot * 8);
        check_entry(h, t, &e);
        if ( e.slot == PAE_XEN && p->level == 3 && t->levels == 3 && !(e.value & PTE_PRESENT) )
            found(h, t, LUS_R_PAE_TOP, &e);
    }
}

/* Tables that are used by others, then those that only a table of their own level uses: [H-25] lets these use no third. */
void lus_tables_walk(struct lus_host *h, struct lus_tables *t)
{
    uint32_t level, flags, linear;
    uint64_t i;

    for ( level = t->levels; level; level-- )
        for ( linear = 0; linear < 2; linear++ )
        {
            flags = linear ? PT_LINEAR_USED : PT_USED | PT_PINNED;
            for ( i = 0; i < t->nr; i++ )
                if ( t->pt[i].level == level && t->pt[i].flags & flags && !(t->pt[i].flags & PT_READ) )
                    check_table(h, t, &t->pt[i]);
        }
}

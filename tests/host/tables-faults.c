/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults in page tables, descriptor tables, and what records say of them: of one kind each, in the domain at hand. */
#include "tables-model.h"

static int put_entry(struct tm_domain *d, struct tm_page *from, uint64_t value)
{
    uint32_t slot = from ? tm_free_slot(d, from) : 512;

    if ( slot == 512 )
        return 0;
    from->e[slot] = value;
    return 1;
}

/* A table with entries for tables. */
static struct tm_page *upper(struct tm_domain *d)
{
    return tm_any(d, 2 + (uint32_t)below(d->levels - 1));
}

static int name_level(struct tm *t, struct tm_domain *d, int by)
{
    struct tm_page *from = upper(d), *to = from ? tm_any(d, (uint32_t)((int)from->level + by)) : NULL;

    return to && put_entry(d, from, tm_name(t, to) << 12 | tm_bits(d, from->level));
}

static int two_down(struct tm *t, struct tm_domain *d) { return name_level(t, d, -2); }
static int one_up(struct tm *t, struct tm_domain *d) { return name_level(t, d, 1); }
static int names_data(struct tm *t, struct tm_domain *d)
{
    struct tm_page *from = upper(d), *to = tm_any(d, TM_DATA);

    return from && to && put_entry(d, from, tm_name(t, to) << 12 | tm_bits(d, from->level));
}
static int names_gdt(struct tm *t, struct tm_domain *d)
{
    struct tm_page *from = upper(d), *to = tm_any(d, TM_GDT);

    return from && to && put_entry(d, from, tm_name(t, to) << 12 | tm_bits(d, from->level));
}
static int names_nothing(struct tm *t, struct tm_domain *d)
{
    struct tm_page *from = upper(d);

    return from && put_entry(d, from, (HOST_TOP_MFN + below(16)) << 12 | tm_bits(d, from->level));
}
/* A table of the right level, of another domain. */
static int names_foreign(struct tm *t, struct tm_domain *d)
{
    struct tm_domain *other = &t->domain[below(t->nr)];
    struct tm_page *from = upper(d), *to = from ? tm_any(other, from->level - 1) : NULL;

    return !t->gfns && other != d && to && put_entry(d, from, to->mfn << 12 | tm_bits(d, from->level));
}
/* One that an entry, not only a pin or a root, uses. */
struct tm_page *tm_linked(struct tm_domain *d)
{
    uint32_t i, start = (uint32_t)below(d->nr);

    for ( i = 0; i < d->nr; i++ )
    {
        struct tm_page *p = &d->page[(start + i) % d->nr];

        if ( p->level && p->level < d->levels && p->links )
            return p;
    }
    return NULL;
}
int tm_retype(struct tm_domain *d, struct tm_page *p, uint32_t type)
{
    if ( !p )
        return 0;
    p->type = type;
    tm_put_types(d);
    return 1;
}
static int type_lost(struct tm *t, struct tm_domain *d) { return tm_retype(d, tm_linked(d), 0); }
/* To where no entry of the level above may lead: below, or two above. One above it would be a linear page table. */
static int type_swapped(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = tm_linked(d);

    return p && (p->level > 1 || d->levels == 4) && tm_retype(d, p, (p->level == 1 ? 3 : p->level - 1) | (p->type & 8));
}
static int stale(struct tm *t, struct tm_domain *d) { return tm_retype(d, tm_any(d, TM_DATA), 1 + (uint32_t)below(d->levels)); }
static int four_of_three(struct tm *t, struct tm_domain *d) { return d->levels == 3 && tm_retype(d, tm_any(d, TM_DATA), 4 | (uint32_t)(below(2) * 8)); }

static int bad_bits(struct tm *t, struct tm_domain *d, uint32_t level, uint64_t bits)
{
    struct tm_page *from = tm_any(d, level), *to = tm_any(d, level - 1);

    return from && to && put_entry(d, from, tm_name(t, to) << 12 | tm_bits(d, level) | bits);
}
static int superpage(struct tm *t, struct tm_domain *d) { return bad_bits(t, d, 2, 0x80); }
static int global(struct tm *t, struct tm_domain *d) { return bad_bits(t, d, d->levels, 0x100); }
static int uncached(struct tm *t, struct tm_domain *d) { return bad_bits(t, d, d->levels - 1, 0x10); }
static int pae_high(struct tm *t, struct tm_domain *d) { return d->levels == 3 && bad_bits(t, d, 3, 1ull << (52 + below(12))); }
static int leaf_bits(struct tm *t, struct tm_domain *d) { return !t->gfns && !d->has_devices && bad_bits(t, d, 1, 8u << below(2)); }
static int leaf_pat(struct tm *t, struct tm_domain *d) { return !t->gfns && !d->has_devices && bad_bits(t, d, 1, 0x80); }

static int xen_bits(struct tm *t, struct tm_domain *d)
{
    uint32_t i;

    for ( i = 0; !t->gfns && i < t->h->nr_spans; i++ )
        if ( &t->h->domains[t->h->spans[i].domain] == d->d && t->h->spans[i].role != LUS_PAGE_ROLE_NORMAL )
            return put_entry(d, tm_any(d, 1), t->h->spans[i].first << 12 | tm_bits(d, 1) | 0x18);
    return 0;
}

/* Has the domain no grant, target or range of devices that lets it map a frame of another? */
static int is_closed(const struct tm *t, const struct tm_domain *d, uint64_t mfn)
{
    const struct host_span *s = host_owner(t->h, mfn);
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_DOM_TARGET, 0);
    uint32_t i;

    if ( t->gfns || d->is_privileged || d->has_devices )
        return 0;
    if ( !s )
        return 1;
    if ( &t->h->domains[s->domain] == d->d || (r && lus_field_load(&r->info->fields[0], r->fixed, 0) == t->h->domains[s->domain].domid) )
        return 0;
    for ( i = 0; i < t->h->domains[s->domain].nr_active; i++ )
        if ( t->h->domains[s->domain].active[i].mfn == mfn )
            return 0;
    return 1;
}
static int leaf_foreign(struct tm *t, struct tm_domain *d)
{
    const struct host_span *s = &t->h->spans[below(t->h->nr_spans)];
    uint64_t mfn = s->first + below(s->count);

    return is_closed(t, d, mfn) && put_entry(d, tm_any(d, 1), mfn << 12 | tm_bits(d, 1));
}
/* Its last frame, and in the next slot the frame behind. */
static int leaf_behind(struct tm *t, struct tm_domain *d)
{
    struct tm_page *from = tm_any(d, 1);
    uint32_t i, slot = from ? tm_free_slot(d, from) : 512;

    for ( i = 0; i < d->nr && slot < 511 && !(from->e[slot + 1] & 1); i++ )
        if ( is_closed(t, d, d->page[i].mfn + 1) )
        {
            from->e[slot] = d->page[i].mfn << 12 | tm_bits(d, 1);
            from->e[slot + 1] = (d->page[i].mfn + 1) << 12 | tm_bits(d, 1);
            return 1;
        }
    return 0;
}
static int leaf_nobody(struct tm *t, struct tm_domain *d)
{
    return !d->is_privileged && !d->has_devices && put_entry(d, tm_any(d, 1), (HOST_TOP_MFN + 5) << 12 | tm_bits(d, 1));
}
/* The frame of another's grant to the domain, and of no other grant: mapped read-only, or for a device alone. 0 if there is none. */
static uint64_t granted_alone(const struct tm *t, const struct tm_domain *d, int by_device)
{
    uint32_t i, k, n;

    if ( t->gfns || d->is_privileged || d->has_devices || host_find(&d->d->seg, LUS_TYPE_DOM_TARGET, 0) )
        return 0;
    for ( i = 0; i < t->h->nr; i++ )
        for ( k = 0; k < t->h->domains[i].nr_active; k++ )
        {
            const struct lus_grant_active *a = &t->h->domains[i].active[k];

            for ( n = 0; n < t->h->domains[i].nr_active && (n == k || t->h->domains[i].active[n].mfn != a->mfn); n++ )
                ;
            if ( a->domid == d->d->domid && (by_device ? !(a->pin & 0xffff) : (a->pin & 0xff00) != 0) && &t->h->domains[i] != d->d &&
                 n == t->h->domains[i].nr_active )
                return a->mfn;
        }
    return 0;
}
static int leaf_grant(struct tm *t, struct tm_domain *d)
{
    uint64_t mfn = granted_alone(t, d, 0);

    return mfn && put_entry(d, tm_any(d, 1), mfn << 12 | tm_bits(d, 1) | 2);
}
static int leaf_device(struct tm *t, struct tm_domain *d)
{
    uint64_t mfn = granted_alone(t, d, 1);

    return mfn && put_entry(d, tm_any(d, 1), mfn << 12 | tm_bits(d, 1));
}
/* A type where there is no memory is another rule's; it is no table. */
static int type_hole(struct tm *t, struct tm_domain *d)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PAGE_TYPES, 0);
    struct lus_page_type_span span = { .type = 1, .count = 1 };
    uint32_t size = r->info->entry->size, i, k;

    for ( i = 0; i + 1 < d->nr && d->page[i].gfn + 1 == d->page[i + 1].gfn; i++ )
        ;
    if ( t->gfns || i + 1 >= d->nr )
        return 0;
    span.gfn = d->page[i].gfn + 1;
    r->entries = realloc(r->entries, (r->nr + 1) * size);
    assert_non_null(r->entries);
    for ( k = r->nr++; k && lus_field_load(&r->info->entry->fields[0], r->entries + (k - 1) * size, 0) > span.gfn; k-- )
        memcpy(r->entries + k * size, r->entries + (k - 1) * size, size);
    /* Runs of one type that touch would be one. */
    if ( d->page[i].type == 1 || d->page[i + 1].type == 1 )
        span.type = 2;
    if ( d->page[i].type == span.type || d->page[i + 1].type == span.type )
        span.type = 3;
    return lus_encode_page_type_span(r->entries + k * size, &span) == 0;
}
static int writable(struct tm *t, struct tm_domain *d, uint32_t level)
{
    struct tm_page *to = tm_any(d, level);

    return to && put_entry(d, tm_any(d, 1), tm_name(t, to) << 12 | tm_bits(d, 1) | 2);
}
static int writable_table(struct tm *t, struct tm_domain *d) { return writable(t, d, 1 + (uint32_t)below(d->levels)); }
/* Mapped by a grant, not by an entry of its own. */
static int granted(struct tm *t, struct tm_domain *d)
{
    uint32_t i;

    for ( i = 0; !t->gfns && i < d->nr; i++ )
        if ( d->page[i].is_granted && !d->page[i].level )
            return tm_retype(d, &d->page[i], 9);
    return 0;
}
/* The first frame of a GDT that a vcpu uses. */
static struct tm_page *used_gdt(struct tm_domain *d)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, 0);
    struct lus_pv_vcpu v;
    uint32_t i;

    if ( !r )
        return NULL;
    assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &v), 0);
    for ( i = 0; i < d->nr; i++ )
        if ( v.gdt_ents && d->page[i].mfn == v.gdt_frames[0] )
            return &d->page[i];
    return NULL;
}

static int writable_gdt(struct tm *t, struct tm_domain *d)
{
    struct tm_page *gdt = used_gdt(d);

    return gdt && put_entry(d, tm_any(d, 1), tm_name(t, gdt) << 12 | tm_bits(d, 1) | 2);
}

static int set_root(struct tm_domain *d, uint32_t i, uint64_t frame)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, (uint32_t)below(d->d->max_vcpus));
    struct lus_pv_vcpu v;

    if ( !r )
        return 0;
    assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &v), 0);
    v.ctrlreg[i] = d->levels == 4 ? frame << 12 : (uint32_t)(frame << 12 | frame >> 20);
    return lus_encode_pv_vcpu(r->fixed, 1, &v) == 0;
}
static int root_level(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = tm_any(d, d->levels - 1);

    return p && set_root(d, 3, p->mfn);
}
static int root_data(struct tm *t, struct tm_domain *d) { return tm_any(d, TM_DATA) && set_root(d, 3, tm_any(d, TM_DATA)->mfn); }
static int root_user(struct tm *t, struct tm_domain *d) { return d->levels == 4 && tm_any(d, TM_DATA) && set_root(d, 1, tm_any(d, TM_DATA)->mfn); }
static int root_foreign(struct tm *t, struct tm_domain *d)
{
    struct tm_domain *other = &t->domain[below(t->nr)];

    return other != d && set_root(d, 3, tm_any(other, other->levels)->mfn);
}

/* Of two tables of one level. */
static int pair(struct tm_domain *d, struct tm_page **a, struct tm_page **b)
{
    *a = upper(d);
    *b = *a ? tm_any(d, (*a)->level) : NULL;
    return *b && *a != *b && !(d->levels == 3 && (*a)->level == 3);
}
static int linear_writable(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a, *b;

    return pair(d, &a, &b) && put_entry(d, a, tm_name(t, b) << 12 | tm_bits(d, a->level) | 2);
}
static int linear_self(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a = upper(d);

    return a && !(d->levels == 3 && a->level == 3) && put_entry(d, a, tm_name(t, a) << 12 | tm_bits(d, a->level) | 2);
}
/* Each other: both ends have an entry. */
static int linear_round(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a, *b;

    return pair(d, &a, &b) && put_entry(d, a, tm_name(t, b) << 12 | tm_bits(d, a->level)) && put_entry(d, b, tm_name(t, a) << 12 | tm_bits(d, a->level));
}
/* Of three tables the first names the second, and it the third: that is found whichever is read first. */
static int linear_chain(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a, *b, *c;

    if ( !pair(d, &a, &b) || (c = tm_any(d, a->level)) == a || c == b )
        return 0;
    /* None has such an entry by itself. */
    if ( a->linear_user || a->linear_used || b->linear_user || b->linear_used || c->linear_user || c->linear_used )
        return 0;
    return put_entry(d, a, tm_name(t, b) << 12 | tm_bits(d, a->level)) && put_entry(d, b, tm_name(t, c) << 12 | tm_bits(d, a->level));
}
/* A 32-bit guest has none at its top. */
static int linear_pae(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a = d->levels == 3 ? tm_any(d, 3) : NULL;

    return a && put_entry(d, a, tm_name(t, a) << 12 | tm_bits(d, 3));
}

static struct tm_page *xens(struct tm_domain *d)
{
    uint32_t i;

    for ( i = 0; i < d->nr; i++ )
        if ( d->page[i].has_xen )
            return &d->page[i];
    return NULL;
}
static int pae_absent(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = d->levels == 3 ? tm_any(d, 3) : NULL;

    if ( p )
        p->e[3] &= ~1ull;
    return p != NULL;
}
static int pae_shared(struct tm *t, struct tm_domain *d)
{
    return d->levels == 3 && put_entry(d, tm_any(d, 3), tm_name(t, xens(d)) << 12 | tm_bits(d, 3));
}
static int pae_both(struct tm *t, struct tm_domain *d)
{
    struct tm_page *a = d->levels == 3 ? tm_any(d, 3) : NULL, *b = a ? tm_any(d, 3) : NULL;

    if ( a == b )
        return 0;
    b->e[3] = a->e[3];
    return 1;
}
static int pae_pinned(struct tm *t, struct tm_domain *d) { return d->levels == 3 && tm_retype(d, xens(d), 10); }
static int pae_fifth(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = d->levels == 3 ? tm_any(d, 3) : NULL;

    if ( p )
        p->e[4 + below(508)] = tm_name(t, tm_any(d, 2)) << 12 | tm_bits(d, 3);
    return p != NULL;
}
/* The slot before Xen's first is the guest's. */
static int pae_last(struct tm *t, struct tm_domain *d)
{
    if ( d->levels == 3 )
        xens(d)->e[d->first_xen - 1] = (HOST_TOP_MFN + 9) << 12 | 1;
    return d->levels == 3;
}
static int four_last(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = d->levels == 4 ? tm_any(d, 4) : NULL;

    if ( p )
        p->e[below(2) ? 255 : 272] = (HOST_TOP_MFN + 9) << 12 | 1;
    return p != NULL;
}

static int bad_gdt(struct tm_domain *d, uint32_t low, uint32_t high)
{
    struct tm_page *gdt = used_gdt(d);

    if ( gdt )
        gdt->e[below(512)] = (uint64_t)high << 32 | low;
    return gdt != NULL;
}
static int gdt_kernel(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 0xffff, 0xcf9b00 | (d->levels == 4 ? 2u << 13 : 0)); }
static int gdt_ldt(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 0xffff, 0x8200); }
static int gdt_tss(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 0x67, 0xe900); }
static int gdt_gate(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 0xe008u << 16, 0x8c00); }
static int gdt_gate_dpl(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 8u << 16, 0xec00); }
static int gdt_gate_bits(struct tm *t, struct tm_domain *d) { return bad_gdt(d, 8u << 16, 0x8c20); }
static int gdt_long(struct tm *t, struct tm_domain *d) { return d->levels == 3 && bad_gdt(d, 0xffff, 0xaffb00); }

/* Two guest frames with types are one machine frame. */
static int type_twice(struct tm *t, struct tm_domain *d)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_P2M, 0);
    struct tm_page *p = tm_any(d, 1 + (uint32_t)below(d->levels));
    struct lus_page_type_span span;
    struct lus_p2m p2m;
    uint64_t gfn = r->extents[r->nr - 1].gfn + r->extents[r->nr - 1].count + 1;

    if ( t->gfns || !p )
        return 0;
    assert_int_equal(lus_decode_p2m(r->fixed, 1, &p2m), 0);
    p2m.max_gfn = gfn > p2m.max_gfn ? gfn : p2m.max_gfn;
    assert_int_equal(lus_encode_p2m(r->fixed, 1, &p2m), 0);
    r->extents = realloc(r->extents, (r->nr + 1) * sizeof(*r->extents));
    assert_non_null(r->extents);
    r->extents[r->nr++] = (struct lus_extent){ .gfn = gfn, .mfn = p->mfn, .count = 1, .attribute = LUS_P2M_TYPE_RAM_RW };
    r = host_find(&d->d->seg, LUS_TYPE_PAGE_TYPES, 0);
    r->entries = realloc(r->entries, (r->nr + 1) * r->info->entry->size);
    assert_non_null(r->entries);
    span = (struct lus_page_type_span){ .gfn = gfn, .type = (uint8_t)p->type, .count = 1 };
    return lus_encode_page_type_span(r->entries + r->nr++ * r->info->entry->size, &span) == 0;
}

/* The GDT lies in a table. */
static int gdt_is_table(struct tm *t, struct tm_domain *d)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, 0);
    struct tm_page *p = tm_any(d, 1 + (uint32_t)below(d->levels));
    struct lus_pv_vcpu v;

    if ( !r || !p )
        return 0;
    assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &v), 0);
    v.gdt_ents = 1;
    memset(v.gdt_frames, 0, sizeof(v.gdt_frames));
    v.gdt_frames[0] = p->mfn;
    return lus_encode_pv_vcpu(r->fixed, 1, &v) == 0;
}

#define FAULT(name, number, ...) { #name, name, LUS_RULE_##number, { __VA_ARGS__ } }
#define UNUSED LUS_RULE_TABLE_UNUSED

const struct tm_fault tm_faults[] = {
    FAULT(two_down, TABLE_LEVEL, 0), FAULT(one_up, TABLE_LEVEL, 0), FAULT(names_data, TABLE_LEVEL, 0), FAULT(names_gdt, TABLE_LEVEL, 0),
    FAULT(names_nothing, TABLE_LEVEL, 0), FAULT(names_foreign, TABLE_LEVEL, 0), FAULT(type_lost, TABLE_LEVEL, UNUSED, LUS_RULE_PAE_TOP),
    FAULT(type_swapped, TABLE_LEVEL, UNUSED, LUS_RULE_TABLE_LINEAR, LUS_RULE_TABLE_BITS, LUS_RULE_LEAF_FRAME, LUS_RULE_LEAF_WRITABLE, LUS_RULE_PAE_TOP),
    FAULT(linear_pae, TABLE_LEVEL, 0), FAULT(pae_last, TABLE_LEVEL, UNUSED), FAULT(four_last, TABLE_LEVEL, UNUSED),
    FAULT(superpage, TABLE_BITS, 0), FAULT(global, TABLE_BITS, 0), FAULT(uncached, TABLE_BITS, 0), FAULT(pae_high, TABLE_BITS, 0),
    FAULT(leaf_bits, TABLE_BITS, 0), FAULT(leaf_pat, TABLE_BITS, 0), FAULT(xen_bits, TABLE_BITS, 0),
    FAULT(leaf_foreign, LEAF_FRAME, 0), FAULT(leaf_behind, LEAF_FRAME, 0), FAULT(leaf_nobody, LEAF_FRAME, 0), FAULT(leaf_grant, LEAF_FRAME, 0), FAULT(leaf_device, LEAF_FRAME, 0), FAULT(type_hole, TYPE_NO_FRAME, 0),
    FAULT(writable_table, LEAF_WRITABLE, 0), FAULT(writable_gdt, LEAF_WRITABLE, 0), FAULT(granted, LEAF_WRITABLE, 0),
    FAULT(stale, TABLE_UNUSED, LUS_RULE_LEAF_WRITABLE),
    FAULT(root_level, TABLE_ROOT, UNUSED), FAULT(root_data, TABLE_ROOT, UNUSED), FAULT(root_user, TABLE_ROOT, UNUSED), FAULT(root_foreign, TABLE_ROOT, UNUSED),
    FAULT(linear_writable, TABLE_LINEAR, 0), FAULT(linear_self, TABLE_LINEAR, 0), FAULT(linear_round, TABLE_LINEAR, 0), FAULT(linear_chain, TABLE_LINEAR, 0),
    FAULT(four_of_three, TABLE_TYPE, LUS_RULE_LEAF_WRITABLE), FAULT(gdt_is_table, TABLE_TYPE, 0), FAULT(type_twice, TABLE_TYPE, 0),
    FAULT(pae_absent, PAE_TOP, UNUSED, LUS_RULE_TABLE_BITS, LUS_RULE_TABLE_LEVEL), FAULT(pae_shared, PAE_TOP, 0), FAULT(pae_both, PAE_TOP, UNUSED, LUS_RULE_TABLE_BITS, LUS_RULE_TABLE_LEVEL), FAULT(pae_pinned, PAE_TOP, 0), FAULT(pae_fifth, PAE_REST, 0),
    FAULT(gdt_kernel, DESCRIPTOR, 0), FAULT(gdt_ldt, DESCRIPTOR, 0), FAULT(gdt_tss, DESCRIPTOR, 0), FAULT(gdt_gate, DESCRIPTOR, 0),
    FAULT(gdt_gate_dpl, DESCRIPTOR, 0), FAULT(gdt_gate_bits, DESCRIPTOR, 0), FAULT(gdt_long, DESCRIPTOR, 0),
};

const uint32_t tm_faults_nr = NR_OF(tm_faults);

int tm_plant(const char *name, struct tm *t, struct tm_domain *d)
{
    uint32_t i;

    for ( i = 0; i < tm_faults_nr && strcmp(tm_faults[i].name, name); i++ )
        ;
    assert_true(i < tm_faults_nr);
    return tm_faults[i].plant(t, d);
}

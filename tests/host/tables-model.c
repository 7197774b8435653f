/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Valid page tables for random hosts. What Xen takes: xen/arch/x86/mm.c, pv/descriptor-tables.c. */
#include "tables-model.h"
#include "host-fill.h"

#define RW 2u

uint64_t tm_name(const struct tm *t, const struct tm_page *p)
{
    return t->gfns ? p->gfn : p->mfn;
}

struct tm_page *tm_any(struct tm_domain *d, uint32_t level)
{
    uint32_t start = (uint32_t)below(d->nr), i;

    for ( i = 0; i < d->nr; i++ )
        if ( d->page[(start + i) % d->nr].level == level )
            return &d->page[(start + i) % d->nr];
    return NULL;
}

static uint32_t is_guest_slot(const struct tm_domain *d, const struct tm_page *p, uint32_t slot)
{
    if ( p->level == 4 )
        return slot < 256 || slot > 271;
    if ( p->level == 3 && d->levels == 3 )
        return slot < 3;
    return !p->has_xen || slot < d->first_xen;
}

uint32_t tm_free_slot(const struct tm_domain *d, const struct tm_page *p)
{
    uint32_t start = (uint32_t)below(p->level == 3 && d->levels == 3 ? 3 : 512), i;

    for ( i = 0; i < 512; i++ )
        if ( is_guest_slot(d, p, (start + i) % 512) && !(p->e[(start + i) % 512] & 1) )
            return (start + i) % 512;
    return 512;
}

uint64_t tm_bits(const struct tm_domain *d, uint32_t level)
{
    uint64_t bits = 1 | (rnd() & 0xe64), high = rnd() & 0xfff0000000000000ull;

    return level == 3 && d->levels == 3 ? bits : level == 1 ? bits | high | (rnd() & 0x100) : bits | high;
}

/* Return: 0 if there was no slot. */
static int link_to(struct tm *t, struct tm_domain *d, struct tm_page *from, struct tm_page *to)
{
    uint32_t slot = tm_free_slot(d, from);

    if ( slot == 512 )
        return 0;
    from->e[slot] = tm_name(t, to) << 12 | tm_bits(d, from->level) | (below(2) ? RW : 0);
    to->links++;
    return 1;
}

/* A table of the same level, never writable; neither has another such one. Return: 1 if @to is used by it. */
static int link_linear(struct tm *t, struct tm_domain *d, struct tm_page *from, struct tm_page *to)
{
    uint32_t slot;

    if ( !from || !to || from->linear_used || to->linear_user || (d->levels == 3 && from->level == 3) || from->level < 2 ||
         (slot = tm_free_slot(d, from)) == 512 )
        return 0;
    from->e[slot] = tm_name(t, to) << 12 | tm_bits(d, from->level);
    if ( from == to )
        return 0;
    from->linear_user = to->linear_used = 1;
    return 1;
}

static struct tm_page *new_page(struct tm_domain *d, uint32_t level)
{
    uint32_t start = (uint32_t)below(d->nr), i;
    struct tm_page *p = NULL;

    for ( i = 0; i < d->nr && !p; i++ )
        if ( d->page[(start + i) % d->nr].level == TM_DATA && !d->page[(start + i) % d->nr].is_granted )
            p = &d->page[(start + i) % d->nr];
    if ( p )
    {
        p->level = level;
        p->type = level < TM_GDT ? level : 0;
    }
    return p;
}

/* Used by a pin, a table above, or one of its own level: by one of these at least. */
static void use_page(struct tm *t, struct tm_domain *d, struct tm_page *p)
{
    struct tm_page *above = p->level < d->levels ? tm_any(d, p->level + 1) : NULL, *beside = tm_any(d, p->level);
    uint32_t how = (uint32_t)below(4), used = 0;

    if ( how == 0 && beside != p && beside->links && !beside->linear_used )
        used = (uint32_t)link_linear(t, d, beside, p);
    while ( how != 1 && above && below(3) )
        used |= (uint32_t)link_to(t, d, above, p);
    if ( !used )
        p->type |= 8;
}

static const struct lus_grant_active *grant_for(const struct tm *t, const struct tm_domain *d, uint64_t *is_write)
{
    const struct host_domain *peer = &t->h->domains[below(t->h->nr)];
    const struct lus_grant_active *a = peer->nr_active ? &peer->active[below(peer->nr_active)] : NULL;

    if ( !a || a->domid != d->d->domid || !(a->pin & 0xffff) )
        return NULL;
    *is_write = (a->pin & 0xff) != 0;
    return a;
}

static uint64_t iomem_frame(const struct tm_domain *d)
{
    const struct host_record *r = host_find(&d->d->seg, LUS_TYPE_IOMEM_CAPS, 0);

    return r && r->nr ? lus_field_load(&r->info->entry->fields[0], r->entries + below(r->nr) * r->info->entry->size, 0) : ~0ull;
}

/* A mapping of any kind that Xen takes; 0 if this domain has none of that kind. */
static uint64_t any_leaf(struct tm *t, struct tm_domain *d)
{
    uint64_t bits = tm_bits(d, 1) | (d->has_devices ? rnd() & 0x98 : 0), is_write = 0, rw = below(2) * RW;
    struct tm_page *p = &d->page[below(d->nr)];
    const struct lus_grant_active *a;
    const struct host_record *r = host_find(&d->d->seg, LUS_TYPE_DOM_TARGET, 0);
    const struct host_domain *peer;
    struct lus_dom_target target;

    switch ( t->gfns ? 0 : below(6) )
    {
    case 1:
        return host_frame(t->h, d->d, LUS_PAGE_ROLE_XENHEAP) << 12 | (bits & ~0x98ull) | rw;
    case 2:
        a = grant_for(t, d, &is_write);
        return a ? a->mfn << 12 | bits | (is_write ? rw : 0) : 0;
    case 3:
        return iomem_frame(d) == ~0ull ? 0 : iomem_frame(d) << 12 | bits;
    case 4:
        return d->is_privileged ? t->h->spans[below(t->h->nr_spans)].first << 12 | (bits & ~0x98ull) : 0;
    case 5:
        if ( !r )
            return 0;
        DECODE(r, dom_target, &target);
        peer = host_domain_of(t->h, target.domid);
        return peer && peer != d->d ? host_frame(t->h, peer, LUS_PAGE_ROLE_NORMAL) << 12 | bits | rw : 0;
    default:
        return tm_name(t, p) << 12 | bits | (p->level ? 0 : rw);
    }
}

static void fill_gdt(const struct tm_domain *d, struct tm_page *p)
{
    uint32_t i, dpl = d->levels == 4 ? 3 : 1 + (uint32_t)below(3), high;

    for ( i = 0; i < 512; i++ )
    {
        switch ( below(5) )
        {
        case 0:
            high = (uint32_t)rnd() & ~0x8000u;
            break;
        case 1:
            high = 0x9000u | dpl << 13 | ((uint32_t)rnd() & 0xff900fffu & ~(d->levels == 3 ? 0x200000u : 0));
            break;
        case 2:
            high = 0x8000u | ((uint32_t)rnd() & 0xffff60ff);
            break;
        case 3:
            high = 0x8c00u | ((uint32_t)rnd() & 0xffff0000);
            p->e[i] = (uint64_t)high << 32 | (below(2) ? (d->levels == 3 ? 0xe019u : 0xe033u) : below(0xe000)) << 16 | below(65536);
            continue;
        default:
            high = 0;
        }
        p->e[i] = (uint64_t)high << 32 | (uint32_t)rnd();
    }
}

/* What Xen puts there: its compat M2P, and what more it likes. Who saves an image takes all of it out. */
static void fill_xens(const struct tm *t, const struct tm_domain *d, struct tm_page *p)
{
    const struct host_record *m2p = host_find(&t->h->memory, LUS_TYPE_M2P, 1);
    uint32_t k;

    for ( k = d->first_xen; k < 512 && !t->gfns; k++ )
        p->e[k] = k == d->first_xen ? m2p->extents[0].mfn << 12 | 0x81 : below(8) ? 0 : rnd();
}

/* What nobody looks at: slots that are not present, and Xen's. */
static void fill_rest(const struct tm *t, struct tm_domain *d)
{
    uint32_t i, k;

    for ( i = 0; i < d->nr; i++ )
    {
        struct tm_page *p = &d->page[i];
        int is_pae_top = p->level == 3 && d->levels == 3;

        for ( k = 0; p->level && p->level < TM_GDT && k < 512; k++ )
            if ( !p->e[k] && !(p->has_xen && k >= d->first_xen) && below(8) == 0 )
                p->e[k] = is_pae_top || is_guest_slot(d, p, k) ? rnd() & ~1ull : rnd();
        if ( p->has_xen )
            fill_xens(t, d, p);
    }
}

static int is_table(const struct tm *t, const struct tm_domain *d, uint64_t frame)
{
    uint32_t i;

    for ( i = 0; i < d->nr; i++ )
        if ( tm_name(t, &d->page[i]) == frame )
            return d->page[i].level != TM_DATA;
    return 0;
}

static void make_tables(struct tm *t, struct tm_domain *d)
{
    uint32_t level, n, i, tops = 1 + (uint32_t)below(3);

    for ( n = 0; n < tops && (n == 0 || d->nr > 16); n++ )
    {
        struct tm_page *top = new_page(d, d->levels), *xen;

        if ( d->levels == 3 )
        {
            xen = new_page(d, 2);
            xen->has_xen = 1;
            xen->links = 1;
            top->e[3] = tm_name(t, xen) << 12 | tm_bits(d, 3) | RW;
        }
    }
    for ( level = d->levels - 1; level; level-- )
        for ( n = (uint32_t)below(1 + d->nr / 6); n; n-- )
            new_page(d, level);
    for ( n = d->nr > 8 ? (uint32_t)below(3) : 0; n; n-- )
    {
        struct tm_page *gdt = new_page(d, TM_GDT);

        if ( gdt )
            fill_gdt(d, gdt);
    }
    for ( level = d->levels; level; level-- )
        for ( i = 0; i < d->nr; i++ )
            if ( d->page[i].level == level && !d->page[i].has_xen )
                use_page(t, d, &d->page[i]);
    for ( i = 0; i < d->nr; i++ )
    {
        struct tm_page *p = &d->page[i];

        if ( p->level >= 2 && p->level <= 4 && below(3) == 0 )
            link_linear(t, d, p, below(2) ? p : tm_any(d, p->level));
        for ( n = p->level == 1 ? (uint32_t)below(60) : 0; n; n-- )
        {
            uint32_t slot = tm_free_slot(d, p);

            p->e[slot] = any_leaf(t, d);
            /* It may have granted a table to itself. */
            if ( is_table(t, d, p->e[slot] >> 12 & ((1ull << 40) - 1)) )
                p->e[slot] &= ~(uint64_t)RW;
        }
    }
    fill_rest(t, d);
}

static struct host_record *have(struct host_domain *d, uint32_t type, uint32_t instance)
{
    struct host_record *r = host_find(&d->seg, type, instance);

    return r ? r : host_add(&d->seg, type, instance, 0);
}

static int by_gfn(const void *a, const void *b)
{
    const struct tm_page *x = a, *y = b;

    return x->gfn < y->gfn ? -1 : x->gfn > y->gfn;
}

/* Runs of one type are one entry, of at most 255 pages. */
void tm_put_types(struct tm_domain *d)
{
    struct host_record *r = have(d->d, LUS_TYPE_PAGE_TYPES, 0);
    struct lus_page_type_span span = { 0, 0, 0 };
    uint32_t i;

    r->entries = realloc(r->entries, (d->nr + 1) * r->info->entry->size);
    assert_non_null(r->entries);
    for ( i = r->nr = 0; i < d->nr; i++ )
    {
        const struct tm_page *p = &d->page[i];

        if ( !p->type )
            continue;
        if ( r->nr && span.type == p->type && span.gfn + span.count == p->gfn && span.count < 255 )
            span.count++;
        else
        {
            span = (struct lus_page_type_span){ .gfn = p->gfn, .type = (uint8_t)p->type, .count = 1 };
            r->nr++;
        }
        assert_int_equal(lus_encode_page_type_span(r->entries + (r->nr - 1) * r->info->entry->size, &span), 0);
    }
}

static uint64_t cr_of(const struct tm_domain *d, uint64_t frame)
{
    return d->levels == 4 ? frame << 12 : (uint32_t)(frame << 12 | frame >> 20);
}

/* A page of the top level; that it is a root may be all that uses it. */
static uint64_t any_root(struct tm_domain *d)
{
    struct tm_page *p = tm_any(d, d->levels);

    if ( below(2) )
        p->type &= 7;
    return cr_of(d, p->mfn);
}

static void put_vcpus(struct tm_domain *d)
{
    uint32_t i, k, n = 0;

    for ( i = 0; i < d->d->max_vcpus; i++ )
    {
        struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, i);
        struct tm_page *gdt = NULL;
        struct lus_pv_vcpu v;

        if ( !r )
            continue;
        DECODE(r, pv_vcpu, &v);
        v.ctrlreg[3] = any_root(d);
        v.ctrlreg[1] = d->levels == 4 && below(2) ? any_root(d) | below(2) : 0;
        for ( k = n = 0; k < 16; k++ )
        {
            gdt = k < 3 ? tm_any(d, TM_GDT) : NULL;
            v.gdt_frames[k] = gdt ? gdt->mfn : 0;
            n += gdt != NULL;
        }
        v.gdt_ents = n ? n * 512 - below(512) : 0;
        ENCODE(r, pv_vcpu, &v);
    }
}

static void put_kind(struct tm_domain *d)
{
    struct lus_pv_info info = { .guest_width = (uint8_t)(d->levels == 4 ? 8 : 4), .pt_levels = (uint8_t)d->levels };
    struct host_record *r = have(d->d, LUS_TYPE_PV_INFO, 0);
    struct lus_pv_domain pv;
    uint64_t start = below(2) ? 0xf5800000 : 0xfc000000;

    ENCODE(r, pv_info, &info);
    d->first_xen = 428;
    r = host_find(&d->d->seg, LUS_TYPE_PV_DOMAIN, 0);
    if ( !r )
        return;
    DECODE(r, pv_domain, &pv);
    pv.hv_compat_vstart = d->levels == 4 ? 0 : start;
    ENCODE(r, pv_domain, &pv);
    if ( d->levels == 3 )
        d->first_xen = (uint32_t)(start >> 21 & 511);
}

static uint32_t is_granted(const struct host_domain *d, uint64_t mfn)
{
    uint32_t i;

    for ( i = 0; i < d->nr_active; i++ )
        if ( d->active[i].mfn == mfn && d->active[i].pin & 0xff00ff )
            return 1;
    return 0;
}

static void make_domain(struct tm *t, struct host_domain *hd)
{
    struct tm_domain *d = &t->domain[t->nr++];
    const struct host_record *r;
    struct lus_dom_identity id;
    uint32_t i, k;

    d->d = hd;
    for ( i = 0; i < hd->nr_p2m; i++ )
        for ( k = 0; k < hd->p2m[i].count && d->nr < TM_PAGES; k++ )
            d->page[d->nr++] = (struct tm_page){ .gfn = hd->p2m[i].gfn + k, .mfn = hd->p2m[i].mfn + k };
    qsort(d->page, d->nr, sizeof(d->page[0]), by_gfn);
    for ( i = 0, k = d->nr; i < d->nr; i++ )
        k -= d->page[i].is_granted = is_granted(hd, d->page[i].mfn);
    d->levels = k >= 6 && below(2) ? 3 : 4;
    put_kind(d);
    if ( (r = host_find(&hd->seg, LUS_TYPE_DOM_IDENTITY, 0)) != NULL )
    {
        DECODE(r, dom_identity, &id);
        d->is_privileged = (id.roles & 3) != 0;
    }
    r = host_find(&hd->seg, LUS_TYPE_IOMEM_CAPS, 0);
    d->has_devices = r && r->nr;
    r = host_find(&hd->seg, LUS_TYPE_IOPORT_CAPS, 0);
    d->has_devices |= (r && r->nr) || host_find(&hd->seg, LUS_TYPE_DOM_IOMMU, 0);
    make_tables(t, d);
    put_vcpus(d);
    tm_put_types(d);
}

/* Most domains are neither privileged nor have devices, as in life. */
static void make_plain(struct host_domain *d)
{
    static const uint32_t gone[] = { LUS_TYPE_DOM_IOMMU, LUS_TYPE_DOM_TARGET }, emptied[] = { LUS_TYPE_IOMEM_CAPS, LUS_TYPE_IOPORT_CAPS };
    struct lus_dom_identity id;
    struct host_record *r;
    uint32_t i;

    for ( i = 0; i < NR_OF(gone); i++ )
        if ( (r = host_find(&d->seg, gone[i], 0)) != NULL )
            host_remove(&d->seg, (uint32_t)(r - d->seg.records));
    for ( i = 0; i < NR_OF(emptied); i++ )
        if ( (r = host_find(&d->seg, emptied[i], 0)) != NULL )
            r->nr = 0;
    if ( (r = host_find(&d->seg, LUS_TYPE_DOM_IDENTITY, 0)) != NULL )
    {
        DECODE(r, dom_identity, &id);
        id.roles &= LUS_DOM_ROLE_XENSTORE;
        d->is_hardware = 0;
        assert_int_equal(lus_encode_dom_identity(r->fixed, r->info->revisions, &id), 0);
    }
}

void tm_make(struct tm *t, struct host *h, uint32_t gfns)
{
    uint32_t i;

    *t = (struct tm){ .h = h, .gfns = gfns };
    t->domain = calloc(h->nr + 1, sizeof(*t->domain));
    assert_non_null(t->domain);
    for ( i = 0; i < h->nr; i++ )
        if ( h->domains[i].kind == LUS_GUEST_KIND_PV )
        {
            if ( below(3) )
                make_plain(&h->domains[i]);
            make_domain(t, &h->domains[i]);
        }
    host_put_devices(h);
}

void tm_free(struct tm *t)
{
    free(t->domain);
}

int tm_read(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page)
{
    struct tm *t = ctx;
    uint32_t i, k;

    for ( i = 0; i < t->nr; i++ )
        for ( k = 0; t->domain[i].d->domid == domid && k < t->domain[i].nr; k++ )
        {
            struct tm_page *p = &t->domain[i].page[k];
            uint8_t *to = page;
            uint32_t n;

            if ( mfn != LUS_NO_FRAME ? p->mfn != mfn : p->gfn != gfn )
                continue;
            t->misnamed += p->gfn != gfn;
            if ( p == t->lost )
                return 1;
            p->reads++;
            for ( n = 0; n < sizeof(p->e); n++ )
                to[n] = (uint8_t)(p->e[n / 8] >> 8 * (n % 8));
            return 0;
        }
    fail_msg("domain %u: frame %#llx, %#llx is none that is a table", domid, (unsigned long long)gfn, (unsigned long long)mfn);
    return 1;
}

static uint64_t gfn_of(const struct tm_domain *d, uint64_t mfn)
{
    uint32_t i;

    for ( i = 0; i < d->nr; i++ )
        if ( d->page[i].mfn == mfn )
            return d->page[i].gfn;
    return 0;
}

static void copy_record(struct host_segment *to, const struct host_record *from)
{
    struct host_record *r = host_add(to, from->info->type, from->instance, from->nr);

    memcpy(r->fixed, from->fixed, from->info->fixed[from->info->revisions - 1]);
    if ( from->info->entry )
        memcpy(r->entries, from->entries, from->nr * from->info->entry->size);
}

static void image_vcpus(const struct tm_domain *d, struct host_segment *seg)
{
    uint32_t i, k;

    for ( i = 0; i < seg->nr; i++ )
    {
        struct lus_pv_vcpu v;

        if ( seg->records[i].info->type != LUS_TYPE_PV_VCPU )
            continue;
        DECODE(&seg->records[i], pv_vcpu, &v);
        for ( k = 1; k < 4; k += 2 )
            if ( k == 3 || v.ctrlreg[k] )
                v.ctrlreg[k] = cr_of(d, gfn_of(d, d->levels == 4 ? v.ctrlreg[k] >> 12 : (uint32_t)(v.ctrlreg[k] >> 12 | v.ctrlreg[k] << 20))) | (k == 1);
        for ( k = 0; k < 16 && v.gdt_frames[k]; k++ )
            v.gdt_frames[k] = gfn_of(d, v.gdt_frames[k]);
        ENCODE(&seg->records[i], pv_vcpu, &v);
    }
}

static void image_frames(const struct tm_domain *d, struct host_segment *seg)
{
    struct host_record *r = host_add(seg, LUS_TYPE_FRAMES, 0, d->nr);
    struct lus_gfn_span span = { 0, 0 };
    uint32_t i;

    for ( i = r->nr = 0; i < d->nr; i++ )
    {
        if ( r->nr && span.gfn + span.count == d->page[i].gfn )
            span.count++;
        else
        {
            span = (struct lus_gfn_span){ .gfn = d->page[i].gfn, .count = 1 };
            r->nr++;
        }
        assert_int_equal(lus_encode_gfn_span(r->entries + (r->nr - 1) * r->info->entry->size, &span), 0);
    }
}

void tm_image(const struct tm *t, struct host *image)
{
    uint32_t i, k;

    memset(image, 0, sizeof(*image));
    image->partial = 1;
    image->domains = calloc(t->nr + 1, sizeof(*image->domains));
    assert_non_null(image->domains);
    for ( i = 0; i < t->nr; i++ )
    {
        const struct tm_domain *d = &t->domain[i];
        struct host_domain *to = &image->domains[image->nr++];
        struct lus_domain domain = { .kind = LUS_GUEST_KIND_PV, .frame_space = LUS_FRAME_SPACE_PFN, .max_vcpus = d->d->max_vcpus };
        struct host_record *r;

        to->domid = d->d->domid;
        to->seg = (struct host_segment){ .kind = LUS_SEGMENT_DOMAIN, .domid = to->domid };
        r = host_add(&to->seg, LUS_TYPE_DOMAIN, 0, 0);
        ENCODE(r, domain, &domain);
        for ( k = 0; k < d->d->seg.nr; k++ )
        {
            uint32_t type = d->d->seg.records[k].info->type;

            if ( type == LUS_TYPE_PV_INFO || type == LUS_TYPE_PAGE_TYPES || type == LUS_TYPE_PV_VCPU || type == LUS_TYPE_PV_DOMAIN )
                copy_record(&to->seg, &d->d->seg.records[k]);
        }
        image_frames(d, &to->seg);
        image_vcpus(d, &to->seg);
    }
}

void tm_image_free(struct host *image)
{
    uint32_t i;

    for ( i = 0; i < image->nr; i++ )
    {
        while ( image->domains[i].seg.nr )
            host_remove(&image->domains[i].seg, image->domains[i].seg.nr - 1);
        free(image->domains[i].seg.records);
    }
    free(image->domains);
}

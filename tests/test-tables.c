/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Page tables of PV domains out of the contents of frames: nothing is found in those that Xen would take, in machine frames and in guest
 * frames, and each fault has its rule and no other. Argument: how many hosts. [H-17] to [H-30]
 */
#include "tables-model.h"

static uint32_t hosts = 40;

static const uint32_t table_rules[] = {
    LUS_RULE_TABLE_LEVEL, LUS_RULE_TABLE_BITS, LUS_RULE_LEAF_FRAME, LUS_RULE_LEAF_WRITABLE, LUS_RULE_TABLE_UNUSED, LUS_RULE_TABLE_ROOT,
    LUS_RULE_TABLE_LINEAR, LUS_RULE_TABLE_TYPE, LUS_RULE_PAE_TOP, LUS_RULE_DESCRIPTOR
};

struct said
{
    struct tm *t;
    struct lus_finding last;
    uint32_t n;
    struct lus_host_result result;
};

static uint32_t place_of(uint32_t number)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr && rules[i].number != number; i++ )
        ;
    assert_true(i < nr);
    return i;
}

static void note(void *ctx, const struct lus_finding *f)
{
    struct said *said = ctx;

    said->n++;
    said->last = *f;
}

static int read_said(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page)
{
    return tm_read(((struct said *)ctx)->t, domid, gfn, mfn, page);
}

/* How much memory for tables: all that is asked for, none, or too little. */
enum room { ROOM_ALL, ROOM_NONE, ROOM_LITTLE };

static int look_with(const struct host *h, struct tm *t, struct said *said, enum room room, const uint16_t *quarantined)
{
    struct lus_host_args args = { .finding = note, .read_frame = read_said, .frames_hold_gfns = t->gfns, .ctx = said };
    struct bytes b = host_stream(h), work, tables;
    struct lus_diag diag;
    struct lus_stream s;
    uint32_t i, k;
    int rc = check_bytes(b.p, b.n, &diag);

    if ( rc )
        fail_msg("the stream is refused: %s at %#llx, type %#x", lus_error_name(diag.error), (unsigned long long)diag.offset, diag.type);
    for ( i = 0; i < t->nr; i++ )
        for ( k = 0; k < t->domain[i].nr; k++ )
            t->domain[i].page[k].reads = 0;
    memset(said, 0, sizeof(*said));
    said->t = t;
    open_bytes(&s, b);
    work = bytes_new(lus_host_workspace(&s), 0x5a);
    tables = bytes_new(room == ROOM_LITTLE ? 8192 : lus_host_tables(&s), 0xa5);
    if ( room != ROOM_NONE )
        args.tables = tables.p;
    args.tables_size = tables.n;
    args.quarantined = quarantined;
    args.nr_quarantined = quarantined != NULL;
    rc = lus_host_check(&s, work.p, work.n, &args, &said->result);
    assert_int_equal(rc, said->n != 0);
    /* [H-19] */
    for ( i = 0; i < t->nr; i++ )
        for ( k = 0; k < t->domain[i].nr; k++ )
            assert_true(t->domain[i].page[k].reads <= (t->domain[i].page[k].level != TM_DATA || t->domain[i].page[k].type));
    bytes_free(&tables);
    bytes_free(&work);
    bytes_free(&b);
    return rc;
}

static int look(const struct host *h, struct tm *t, struct said *said)
{
    return look_with(h, t, said, ROOM_ALL, NULL);
}

/* Pages that a check must read. */
static uint64_t pages_of(const struct tm *t)
{
    uint64_t n = 0;
    uint32_t i, k, v;

    for ( i = 0; i < t->nr; i++ )
        for ( k = 0; k < t->domain[i].nr; k++ )
        {
            const struct tm_page *p = &t->domain[i].page[k];
            int is_gdt = 0;

            for ( v = 0; p->level == TM_GDT && v < t->domain[i].d->max_vcpus; v++ )
            {
                const struct host_record *r = host_find(&t->domain[i].d->seg, LUS_TYPE_PV_VCPU, v);
                struct lus_pv_vcpu c;
                uint32_t f;

                if ( !r )
                    continue;
                assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &c), 0);
                for ( f = 0; f < 16; f++ )
                    is_gdt |= c.gdt_frames[f] == p->mfn;
            }
            n += (p->level && p->level < TM_GDT) || is_gdt;
        }
    return n;
}

static void say(const struct said *said)
{
    const struct lus_finding *f = &said->last;

    print_error("  %u findings, the last: rule %u, domain %u, record %#x, entry %u, frame %#llx, slot %u, value %#llx\n", said->n, f->rule, f->domid,
                f->type, f->entry, (unsigned long long)f->frame, f->slot, (unsigned long long)f->value);
}

/* [H-17] [H-19] [H-20] Machine frames, guest frames with a stream of machine frames, guest frames of an image. */
static void test_valid(void **state)
{
    uint64_t read = 0;
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct host h, image;
        struct said said;
        struct tm t;

        host_random(&h, 5000 + i, 1 + i % 6);
        tm_make(&t, &h, i % 2);
        if ( look(&h, &t, &said) )
        {
            say(&said);
            fail_msg("host %u: findings in a valid host", i);
        }
        assert_int_equal(said.result.frames_read, pages_of(&t));
        assert_int_equal(t.misnamed, 0);
        read += said.result.frames_read;
        for ( k = 0; k < NR_OF(table_rules); k++ )
            /* Which guest frames there are, only an image says. */
            if ( !t.gfns || table_rules[k] != LUS_RULE_LEAF_FRAME )
                assert_int_equal(said.result.not_provable[place_of(table_rules[k])], 0);
        if ( t.gfns && t.nr )
        {
            tm_image(&t, &image);
            if ( look(&image, &t, &said) )
            {
                say(&said);
                fail_msg("host %u: findings in a valid image", i);
            }
            assert_int_equal(said.result.frames_read, pages_of(&t));
            assert_int_equal(said.result.not_provable[place_of(LUS_RULE_LEAF_FRAME)], 0);
            tm_image_free(&image);
        }
        tm_free(&t);
        host_free(&h);
    }
    print_message("%llu frames read\n", (unsigned long long)read);
    assert_true(read > hosts);
}

/* A fault in a domain's tables. @rule: what finds it; @also: what may, too, as a table loses its use, or is looked at as another. */
struct fault
{
    const char *name;
    int (*plant)(struct tm *t, struct tm_domain *d);
    uint32_t rule;
    uint32_t also[6];
};

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
static struct tm_page *linked(struct tm_domain *d)
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
static int retype(struct tm_domain *d, struct tm_page *p, uint32_t type)
{
    if ( !p )
        return 0;
    p->type = type;
    tm_put_types(d);
    return 1;
}
static int type_lost(struct tm *t, struct tm_domain *d) { return retype(d, linked(d), 0); }
/* To where no entry of the level above may lead: below, or two above. One above it would be a linear page table. */
static int type_swapped(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = linked(d);

    return p && (p->level > 1 || d->levels == 4) && retype(d, p, (p->level == 1 ? 3 : p->level - 1) | (p->type & 8));
}
static int stale(struct tm *t, struct tm_domain *d) { return retype(d, tm_any(d, TM_DATA), 1 + (uint32_t)below(d->levels)); }
static int four_of_three(struct tm *t, struct tm_domain *d) { return d->levels == 3 && retype(d, tm_any(d, TM_DATA), 4 | (uint32_t)(below(2) * 8)); }

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

/* No grant, target or range of devices that lets it. */
static int leaf_foreign(struct tm *t, struct tm_domain *d)
{
    const struct host_span *s = &t->h->spans[below(t->h->nr_spans)];
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_DOM_TARGET, 0);
    uint64_t mfn = s->first + below(s->count);
    uint32_t i;

    if ( t->gfns || d->is_privileged || d->has_devices || &t->h->domains[s->domain] == d->d ||
         (r && lus_field_load(&r->info->fields[0], r->fixed, 0) == t->h->domains[s->domain].domid) )
        return 0;
    for ( i = 0; i < t->h->domains[s->domain].nr_active; i++ )
        if ( t->h->domains[s->domain].active[i].mfn == mfn )
            return 0;
    return put_entry(d, tm_any(d, 1), mfn << 12 | tm_bits(d, 1));
}
static int leaf_nobody(struct tm *t, struct tm_domain *d)
{
    return !d->is_privileged && !d->has_devices && put_entry(d, tm_any(d, 1), (HOST_TOP_MFN + 5) << 12 | tm_bits(d, 1));
}
/* Mapped read-only, and by no other grant; or for a device alone. */
static int leaf_grant(struct tm *t, struct tm_domain *d)
{
    uint32_t i, k, n;

    if ( t->gfns || d->is_privileged || d->has_devices || host_find(&d->d->seg, LUS_TYPE_DOM_TARGET, 0) )
        return 0;
    for ( i = 0; i < t->h->nr; i++ )
        for ( k = 0; k < t->h->domains[i].nr_active; k++ )
        {
            const struct lus_grant_active *a = &t->h->domains[i].active[k];

            if ( a->domid != d->d->domid || !(a->pin & 0xff00) || &t->h->domains[i] == d->d )
                continue;
            for ( n = 0; n < t->h->domains[i].nr_active; n++ )
                if ( n != k && t->h->domains[i].active[n].mfn == a->mfn )
                    break;
            if ( n == t->h->domains[i].nr_active )
                return put_entry(d, tm_any(d, 1), a->mfn << 12 | tm_bits(d, 1) | 2);
        }
    return 0;
}
static int writable(struct tm *t, struct tm_domain *d, uint32_t level)
{
    struct tm_page *to = tm_any(d, level);

    return to && put_entry(d, tm_any(d, 1), tm_name(t, to) << 12 | tm_bits(d, 1) | 2);
}
static int writable_table(struct tm *t, struct tm_domain *d) { return writable(t, d, 1 + (uint32_t)below(d->levels)); }
/* One that a vcpu uses. */
static int writable_gdt(struct tm *t, struct tm_domain *d)
{
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, 0);
    struct lus_pv_vcpu v;
    uint32_t i;

    if ( !r )
        return 0;
    assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &v), 0);
    for ( i = 0; i < d->nr; i++ )
        if ( v.gdt_ents && d->page[i].mfn == v.gdt_frames[0] )
            return put_entry(d, tm_any(d, 1), tm_name(t, &d->page[i]) << 12 | tm_bits(d, 1) | 2);
    return 0;
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
static int pae_pinned(struct tm *t, struct tm_domain *d) { return d->levels == 3 && retype(d, xens(d), 10); }
static int pae_fifth(struct tm *t, struct tm_domain *d)
{
    struct tm_page *p = d->levels == 3 ? tm_any(d, 3) : NULL;

    if ( p )
        p->e[4 + below(508)] = p->e[3];
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
    struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, 0);
    struct lus_pv_vcpu v;
    uint32_t i;

    if ( !r )
        return 0;
    assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &v), 0);
    for ( i = 0; i < d->nr; i++ )
        if ( v.gdt_ents && d->page[i].mfn == v.gdt_frames[0] )
        {
            d->page[i].e[below(512)] = (uint64_t)high << 32 | low;
            return 1;
        }
    return 0;
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

static const struct fault faults[] = {
    FAULT(two_down, TABLE_LEVEL, 0), FAULT(one_up, TABLE_LEVEL, 0), FAULT(names_data, TABLE_LEVEL, 0), FAULT(names_gdt, TABLE_LEVEL, 0),
    FAULT(names_nothing, TABLE_LEVEL, 0), FAULT(names_foreign, TABLE_LEVEL, 0), FAULT(type_lost, TABLE_LEVEL, UNUSED, LUS_RULE_PAE_TOP),
    FAULT(type_swapped, TABLE_LEVEL, UNUSED, LUS_RULE_TABLE_LINEAR, LUS_RULE_TABLE_BITS, LUS_RULE_LEAF_FRAME, LUS_RULE_LEAF_WRITABLE, LUS_RULE_PAE_TOP),
    FAULT(linear_pae, TABLE_LEVEL, 0), FAULT(pae_last, TABLE_LEVEL, 0), FAULT(four_last, TABLE_LEVEL, 0),
    FAULT(superpage, TABLE_BITS, 0), FAULT(global, TABLE_BITS, 0), FAULT(uncached, TABLE_BITS, 0), FAULT(pae_high, TABLE_BITS, 0),
    FAULT(leaf_bits, TABLE_BITS, 0), FAULT(leaf_pat, TABLE_BITS, 0), FAULT(xen_bits, TABLE_BITS, 0),
    FAULT(leaf_foreign, LEAF_FRAME, 0), FAULT(leaf_nobody, LEAF_FRAME, 0), FAULT(leaf_grant, LEAF_FRAME, 0),
    FAULT(writable_table, LEAF_WRITABLE, 0), FAULT(writable_gdt, LEAF_WRITABLE, 0),
    FAULT(stale, TABLE_UNUSED, LUS_RULE_LEAF_WRITABLE),
    FAULT(root_level, TABLE_ROOT, UNUSED), FAULT(root_data, TABLE_ROOT, UNUSED), FAULT(root_user, TABLE_ROOT, UNUSED), FAULT(root_foreign, TABLE_ROOT, UNUSED),
    FAULT(linear_writable, TABLE_LINEAR, 0), FAULT(linear_self, TABLE_LINEAR, 0), FAULT(linear_round, TABLE_LINEAR, 0), FAULT(linear_chain, TABLE_LINEAR, 0),
    FAULT(four_of_three, TABLE_TYPE, LUS_RULE_LEAF_WRITABLE), FAULT(gdt_is_table, TABLE_TYPE, 0), FAULT(type_twice, TABLE_TYPE, 0),
    FAULT(pae_absent, PAE_TOP, UNUSED, LUS_RULE_TABLE_BITS, LUS_RULE_TABLE_LEVEL), FAULT(pae_shared, PAE_TOP, 0), FAULT(pae_both, PAE_TOP, UNUSED, LUS_RULE_TABLE_BITS, LUS_RULE_TABLE_LEVEL), FAULT(pae_pinned, PAE_TOP, 0), FAULT(pae_fifth, PAE_TOP, 0),
    FAULT(gdt_kernel, DESCRIPTOR, 0), FAULT(gdt_ldt, DESCRIPTOR, 0), FAULT(gdt_tss, DESCRIPTOR, 0), FAULT(gdt_gate, DESCRIPTOR, 0),
    FAULT(gdt_gate_dpl, DESCRIPTOR, 0), FAULT(gdt_gate_bits, DESCRIPTOR, 0), FAULT(gdt_long, DESCRIPTOR, 0),
};

/* Return: 1 if its rule found it, and none that has nothing to do with it. */
static int is_right(const struct fault *f, const struct said *said)
{
    uint32_t i, others = said->n - said->result.by_rule[place_of(f->rule)];

    for ( i = 0; i < NR_OF(f->also) && f->also[i]; i++ )
        others -= said->result.by_rule[place_of(f->also[i])];
    return said->result.by_rule[place_of(f->rule)] && !others;
}

/* One kind in one host. Return: -1 if it has no place there; else whether it was found. */
static int try_fault(const struct fault *f, uint64_t seed, struct said *said)
{
    struct host h, image;
    struct tm t;
    int rc = -1;

    host_random(&h, seed, 1 + (uint32_t)(seed % 4));
    tm_make(&t, &h, seed % 2);
    if ( t.nr && f->plant(&t, &t.domain[below(t.nr)]) )
    {
        look(&h, &t, said);
        rc = is_right(f, said);
        /* In guest frames the host can't tell which there are; the image can. */
        if ( t.gfns && (f->rule == LUS_RULE_LEAF_FRAME || rc) )
        {
            tm_image(&t, &image);
            look(&image, &t, said);
            rc = is_right(f, said);
            tm_image_free(&image);
        }
    }
    tm_free(&t);
    host_free(&h);
    return rc;
}

/* [H-18] [H-21] to [H-29] */
static void test_faults(void **state)
{
    uint32_t i, k, planted, found, all = 0, wrong = 0;

    (void)state;
    for ( k = 0; k < NR_OF(faults); k++ )
    {
        for ( i = planted = found = 0; i < 6 * hosts && planted < hosts; i++ )
        {
            struct said said;
            int rc = try_fault(&faults[k], 60000 + 7 * i, &said);

            planted += rc >= 0;
            found += rc > 0;
            if ( rc == 0 )
            {
                print_error("%s, seed %u:\n", faults[k].name, 60000 + 7 * i);
                say(&said);
            }
        }
        all += planted;
        if ( found != planted || planted < 3 )
        {
            print_error("%s: %u of %u found\n", faults[k].name, found, planted);
            wrong++;
        }
    }
    print_message("%u faults in page tables and descriptors\n", all);
    assert_int_equal(wrong, 0);
}

/* A host that has a bit of everything to lose. */
static void make_one(struct host *h, struct tm *t, uint64_t seed)
{
    for ( ; ; seed++ )
    {
        host_random(h, seed, 3);
        tm_make(t, h, 0);
        if ( t->nr >= 2 && tm_any(&t->domain[0], 1) && tm_any(&t->domain[0], 2) )
            return;
        tm_free(t);
        host_free(h);
    }
}

/* [H-2] [H-3] [H-11] [H-19] */
static void test_without(void **state)
{
    const uint32_t level = place_of(LUS_RULE_TABLE_LEVEL);
    struct host_record *r;
    uint16_t quarantined;
    struct said said;
    struct host h;
    struct tm t;
    uint32_t k;

    (void)state;
    make_one(&h, &t, 1);
    assert_int_equal(look_with(&h, &t, &said, ROOM_NONE, NULL), 0);
    assert_int_equal(said.result.not_run[level], 1);
    assert_int_equal(said.result.frames_read, 0);
    assert_int_equal(look(&h, &t, &said), 0);
    assert_int_equal(said.result.not_run[level], 0);
    /* A page that can't be read; the pages that it uses, too, may then be used or not. */
    t.lost = tm_any(&t.domain[0], 2);
    assert_int_equal(look(&h, &t, &said), 0);
    assert_int_equal(said.result.not_provable[level], 1);
    assert_int_equal(said.result.not_provable[place_of(LUS_RULE_LEAF_WRITABLE)], 0);
    t.lost = tm_any(&t.domain[0], 1);
    assert_int_equal(look(&h, &t, &said), 0);
    assert_int_equal(said.result.not_provable[level], 0);
    assert_int_equal(said.result.not_provable[place_of(LUS_RULE_LEAF_WRITABLE)], 1);
    t.lost = NULL;
    /* A quarantined domain is not read. */
    two_down(&t, &t.domain[0]);
    names_data(&t, &t.domain[0]);
    assert_int_equal(look(&h, &t, &said), 1);
    quarantined = (uint16_t)t.domain[0].d->domid;
    assert_int_equal(look_with(&h, &t, &said, ROOM_ALL, &quarantined), 0);
    for ( k = 0; k < t.domain[0].nr; k++ )
        assert_int_equal(t.domain[0].page[k].reads, 0);
    /* Without its width nothing is proved. */
    r = host_find(&t.domain[0].d->seg, LUS_TYPE_PV_INFO, 0);
    host_remove(&t.domain[0].d->seg, (uint32_t)(r - t.domain[0].d->seg.records));
    look(&h, &t, &said);
    for ( k = 0; k < NR_OF(table_rules); k++ )
        assert_int_equal(said.result.not_provable[place_of(table_rules[k])], 1);
    tm_free(&t);
    host_free(&h);
}

/* [H-3] A domain that does not fit is not provable; the others are. */
static void test_room(void **state)
{
    struct said said;
    struct host h;
    struct tm t;
    uint32_t i, k;

    (void)state;
    make_one(&h, &t, 100);
    /* All of a domain's pages as tables that nothing uses: more than fit. */
    for ( k = 0; k < t.domain[1].nr; k++ )
        t.domain[1].page[k].type = 1;
    tm_put_types(&t.domain[1]);
    for ( i = 0; i < 2; i++ )
    {
        struct bytes b = host_stream(&h);
        struct lus_stream s;

        assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
        open_bytes(&s, b);
        assert_in_range(lus_host_tables(&s), 4096 + 16 * t.domain[1].nr, 8192 + 16 * (t.domain[1].nr + 16 * 4 + 64));
        bytes_free(&b);
    }
    if ( t.domain[1].nr > 250 )
    {
        look_with(&h, &t, &said, ROOM_LITTLE, NULL);
        assert_int_equal(said.result.not_provable[place_of(LUS_RULE_TABLE_ROOT)], 1);
    }
    tm_free(&t);
    host_free(&h);
}

/* [H-5] Where: the entry of page_types, the frame, the slot. */
static void test_where(void **state)
{
    struct tm_page *p;
    struct said said;
    struct host h;
    struct tm t;
    uint32_t slot;

    (void)state;
    make_one(&h, &t, 200);
    p = tm_any(&t.domain[0], 2);
    slot = tm_free_slot(&t.domain[0], p);
    p->e[slot] = (HOST_TOP_MFN + 3) << 12 | 1;
    assert_int_equal(look(&h, &t, &said), 1);
    assert_int_equal(said.n, 1);
    assert_int_equal(said.last.rule, LUS_RULE_TABLE_LEVEL);
    assert_int_equal(said.last.domid, t.domain[0].d->domid);
    assert_int_equal(said.last.type, LUS_TYPE_PAGE_TYPES);
    assert_int_equal(said.last.frame, p->gfn);
    assert_int_equal(said.last.slot, slot);
    assert_int_equal(said.last.value, p->e[slot]);
    p->e[slot] = 0;
    root_data(&t, &t.domain[0]);
    look(&h, &t, &said);
    tm_free(&t);
    host_free(&h);
}

/* [H-30] */
static void test_left_out(void **state)
{
    uint32_t seed, done = 0, unused = 0;

    (void)state;
    for ( seed = 300; done < hosts; seed++ )
    {
        struct host h, image;
        struct tm_page *p;
        struct said said;
        struct tm t;

        host_random(&h, seed, 2);
        tm_make(&t, &h, 1);
        p = t.nr ? linked(&t.domain[0]) : NULL;
        if ( p && !p->linear_used && !p->linear_user && !p->has_xen )
        {
            retype(&t.domain[0], p, 15);
            tm_image(&t, &image);
            if ( look(&image, &t, &said) )
                say(&said);
            assert_int_equal(said.n, 0);
            assert_true(said.result.not_provable[place_of(LUS_RULE_TABLE_LEVEL)] > 0);
            unused += said.result.not_provable[place_of(LUS_RULE_TABLE_UNUSED)];
            tm_image_free(&image);
            done++;
        }
        tm_free(&t);
        host_free(&h);
    }
    /* Some had tables below. */
    assert_true(unused > 0);
}

static int read_garbage(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page)
{
    struct said *said = ctx;
    uint64_t *e = page;
    uint32_t i;

    (void)domid;
    (void)gfn;
    (void)mfn;
    for ( i = 0; i < 512; i++ )
        e[i] = below(2) ? rnd() : said->t->domain[0].page[below(said->t->domain[0].nr)].mfn << 12 | (rnd() & 0xe67) | below(3);
    return below(20) == 0;
}

/* [H-9] Whatever guests have in their frames: an entry has a few findings at most, and memory is of its exact size. */
static void test_garbage(void **state)
{
    uint32_t i, all = 0;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct lus_host_args args = { .finding = note, .read_frame = read_garbage };
        struct bytes b, work, tables;
        struct lus_stream s;
        struct said said;
        struct host h;
        struct tm t;

        host_random(&h, 90000 + i, 1 + i % 3);
        tm_make(&t, &h, 0);
        b = host_stream(&h);
        open_bytes(&s, b);
        work = bytes_new(lus_host_workspace(&s), 0x5a);
        tables = bytes_new(lus_host_tables(&s), 0xa5);
        memset(&said, 0, sizeof(said));
        said.t = &t;
        args.ctx = &said;
        args.tables = tables.p;
        args.tables_size = tables.n;
        args.frames_hold_gfns = i % 2;
        if ( t.nr )
            assert_true(lus_host_check(&s, work.p, work.n, &args, &said.result) >= 0);
        assert_true(said.n <= 3 * 512 * (said.result.frames_read + 64));
        all += said.n;
        bytes_free(&tables);
        bytes_free(&work);
        bytes_free(&b);
        tm_free(&t);
        host_free(&h);
    }
    assert_true(all > hosts);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid), cmocka_unit_test(test_faults), cmocka_unit_test(test_without), cmocka_unit_test(test_room),
        cmocka_unit_test(test_where), cmocka_unit_test(test_left_out), cmocka_unit_test(test_garbage),
    };

    if ( argc > 1 )
        hosts = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

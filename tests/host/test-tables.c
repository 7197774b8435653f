/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Page tables of PV domains out of the contents of frames: nothing is found in those that Xen would take, in machine frames and in guest
 * frames, and each fault has its rule and no other. Argument: how many hosts. [H-17] to [H-29], [H-40]
 */
#include "tables-model.h"

static uint32_t hosts = 40;

static const uint32_t table_rules[] = {
    LUS_RULE_TABLE_LEVEL, LUS_RULE_TABLE_BITS, LUS_RULE_LEAF_FRAME, LUS_RULE_LEAF_WRITABLE, LUS_RULE_TABLE_UNUSED, LUS_RULE_TABLE_ROOT,
    LUS_RULE_TABLE_LINEAR, LUS_RULE_TABLE_TYPE, LUS_RULE_PAE_TOP, LUS_RULE_DESCRIPTOR, LUS_RULE_PAE_REST
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

#define ROOM_NONE ~0ull

/* @less: bytes of memory for tables that are not given of those that are asked for. What is not given must not be written. */
static int look_with(const struct host *h, struct tm *t, struct said *said, uint64_t less, const uint16_t *quarantined)
{
    struct lus_host_args args = { .finding = note, .read_frame = read_said, .frames_hold_gfns = t->gfns, .ctx = said };
    struct bytes b = host_stream(h), work, tables;
    struct lus_diag diag;
    struct lus_stream s;
    uint32_t i, k;
    uint64_t at;
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
    tables = bytes_new(lus_host_tables(&s), 0xa5);
    if ( less != ROOM_NONE )
        args.tables = tables.p;
    args.tables_size = tables.n - (less < tables.n ? less : tables.n);
    args.quarantined = quarantined;
    args.nr_quarantined = quarantined != NULL;
    rc = lus_host_check(&s, work.p, work.n, &args, &said->result);
    assert_int_equal(rc, said->n != 0);
    for ( at = args.tables_size; at < tables.n; at++ )
        assert_int_equal(tables.p[at], 0xa5);
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
    return look_with(h, t, said, 0, NULL);
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

/* Return: 1 if its rule found it, and none that has nothing to do with it. */
static int is_right(const struct tm_fault *f, const struct said *said)
{
    uint32_t i, others = said->n - said->result.by_rule[place_of(f->rule)];

    for ( i = 0; i < NR_OF(f->also) && f->also[i]; i++ )
        others -= said->result.by_rule[place_of(f->also[i])];
    return said->result.by_rule[place_of(f->rule)] && !others;
}

/* One kind in one host. Return: -1 if it has no place there; else whether it was found. */
static int try_fault(const struct tm_fault *f, uint64_t seed, struct said *said)
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
            /* Nor what is used, of an image without registers: no vcpu was ever started there. */
            rc = is_right(f, said) || (f->rule == LUS_RULE_TABLE_UNUSED && said->result.not_provable[place_of(f->rule)]);
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
    for ( k = 0; k < tm_faults_nr; k++ )
    {
        for ( i = planted = found = 0; i < 6 * hosts && planted < hosts; i++ )
        {
            struct said said;
            int rc = try_fault(&tm_faults[k], 60000 + 7 * i, &said);

            planted += rc >= 0;
            found += rc > 0;
            if ( rc == 0 )
            {
                print_error("%s, seed %u:\n", tm_faults[k].name, 60000 + 7 * i);
                say(&said);
            }
        }
        all += planted;
        if ( found != planted || planted < 3 )
        {
            print_error("%s: %u of %u found\n", tm_faults[k].name, found, planted);
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
    tm_plant("two_down", &t, &t.domain[0]);
    tm_plant("names_data", &t, &t.domain[0]);
    assert_int_equal(look(&h, &t, &said), 1);
    quarantined = (uint16_t)t.domain[0].d->domid;
    assert_int_equal(look_with(&h, &t, &said, 0, &quarantined), 0);
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

/* [H-3] A domain that does not fit is not provable; the others are. Memory is filled to its end, and not beyond. */
static void test_room(void **state)
{
    const uint32_t root = place_of(LUS_RULE_TABLE_ROOT);
    uint64_t less, first = 0, most, size;
    struct lus_stream s;
    struct said said;
    struct bytes b;
    struct host h;
    struct tm t;
    uint32_t i, k;

    (void)state;
    make_one(&h, &t, 100);
    /* All pages of a domain are tables that nothing uses. */
    for ( k = 0; k < t.domain[1].nr; k++ )
        t.domain[1].page[k].type = 1;
    tm_put_types(&t.domain[1]);
    b = host_stream(&h);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    open_bytes(&s, b);
    size = lus_host_tables(&s);
    for ( i = 0, most = 0; i < t.nr; i++ )
        most = t.domain[i].nr > most ? t.domain[i].nr : most;
    assert_in_range(size, 4096 + 16 * (uint64_t)t.domain[1].nr, 8192 + 16 * (most + 4 * 16 + 8 * h.nr));
    bytes_free(&b);
    for ( less = 0; less < size; less += 16 )
    {
        look_with(&h, &t, &said, less, NULL);
        if ( said.result.not_provable[root] && !first )
            first = less;
        if ( first )
            assert_in_range(said.result.not_provable[root], 1, t.nr);
    }
    /* Only what are no mappings for the CPU leave room. */
    assert_in_range(first, 16, 16 * (1 + 8 * h.nr));
    assert_int_equal(said.result.not_provable[root], t.nr);
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
    tm_plant("root_data", &t, &t.domain[0]);
    look(&h, &t, &said);
    tm_free(&t);
    host_free(&h);
}

/* [H-40] */
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
        p = t.nr ? tm_linked(&t.domain[0]) : NULL;
        if ( p && !p->linear_used && !p->linear_user && !p->has_xen )
        {
            tm_retype(&t.domain[0], p, 15);
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

/* [H-8] An image without contexts does not say what is used by a root. */
static void test_no_roots(void **state)
{
    uint32_t seed, i, k, unused = 0;

    (void)state;
    for ( seed = 500; seed < 500 + hosts; seed++ )
    {
        struct host h, image;
        struct said said;
        struct tm t;

        host_random(&h, seed, 2);
        tm_make(&t, &h, 1);
        tm_image(&t, &image);
        for ( i = 0; i < image.nr; i++ )
            for ( k = image.domains[i].seg.nr; k--; )
                if ( image.domains[i].seg.records[k].info->type == LUS_TYPE_PV_VCPU )
                    host_remove(&image.domains[i].seg, k);
        if ( t.nr )
        {
            look(&image, &t, &said);
            assert_int_equal(said.n, 0);
            unused += said.result.not_provable[place_of(LUS_RULE_TABLE_UNUSED)];
        }
        tm_image_free(&image);
        tm_free(&t);
        host_free(&h);
    }
    assert_true(unused > 0);
}

/* Its roots are another page of the top level. Return: 0 if there is none. */
static int leave_top(struct tm_domain *d, const struct tm_page *top)
{
    struct tm_page *other = NULL;
    uint32_t i, v;

    for ( i = 0; i < d->nr && !other; i++ )
        if ( d->page[i].level == 3 && &d->page[i] != top )
            other = &d->page[i];
    for ( v = 0; other && v < d->d->max_vcpus; v++ )
    {
        struct host_record *r = host_find(&d->d->seg, LUS_TYPE_PV_VCPU, v);
        struct lus_pv_vcpu c;

        if ( !r )
            continue;
        assert_int_equal(lus_decode_pv_vcpu(r->fixed, 1, &c), 0);
        c.ctrlreg[3] = (uint32_t)(other->mfn << 12 | other->mfn >> 20);
        assert_int_equal(lus_encode_pv_vcpu(r->fixed, 1, &c), 0);
    }
    return other != NULL;
}

/* A table with Xen's slots whose top table has gone: only an entry of its own level names it. NULL: this domain has no place for that. */
static struct tm_page *xens_alone(struct tm *t, struct tm_domain *d)
{
    struct tm_page *x = NULL, *b = NULL, *top = NULL;
    uint32_t i;

    for ( i = 0; d->levels == 3 && i < d->nr; i++ )
    {
        struct tm_page *p = &d->page[i];

        if ( p->has_xen && !p->linear_user )
            x = p;
        else if ( p->level == 2 && !p->has_xen && !p->linear_used && tm_free_slot(d, p) != 512 )
            b = p;
        p->type |= p->level && p->level < TM_GDT && !p->has_xen ? 8 : 0;
    }
    for ( i = 0; x && !top && i < d->nr; i++ )
        if ( d->page[i].level == 3 && (d->page[i].e[3] >> 12 & ((1ull << 40) - 1)) == tm_name(t, x) )
            top = &d->page[i];
    if ( !b || !top || !leave_top(d, top) )
        return NULL;
    b->e[tm_free_slot(d, b)] = tm_name(t, x) << 12 | 1;
    top->level = top->type = TM_DATA;
    tm_put_types(d);
    return x;
}

/* [H-24] Xen's slots are as it left them then: known by its M2P, or they are the guest's. */
static void test_xens_alone(void **state)
{
    uint32_t seed, done = 0;

    (void)state;
    for ( seed = 700; done < 8; seed++ )
    {
        struct tm_page *x;
        struct said said;
        struct host h;
        struct tm t;

        host_random(&h, seed, 2);
        tm_make(&t, &h, 0);
        x = t.nr ? xens_alone(&t, &t.domain[0]) : NULL;
        if ( x )
        {
            uint64_t *e = &x->e[t.domain[0].first_xen];

            if ( look(&h, &t, &said) )
                say(&said);
            assert_int_equal(said.n, 0);
            assert_int_equal(said.result.not_provable[place_of(LUS_RULE_TABLE_LEVEL)], 0);
            *e += 1ull << 12;
            assert_int_equal(look(&h, &t, &said), 1);
            assert_true(said.result.by_rule[place_of(LUS_RULE_TABLE_BITS)] > 0);
            done++;
        }
        tm_free(&t);
        host_free(&h);
    }
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
        cmocka_unit_test(test_where), cmocka_unit_test(test_left_out), cmocka_unit_test(test_no_roots), cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_xens_alone),
    };

    if ( argc > 1 )
        hosts = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

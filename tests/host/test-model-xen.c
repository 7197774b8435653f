/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Random hosts from one model hypervisor into another, by any number of CPUs and in any order of the domains: the other is equal. Orders that
 * break an edge are refused by the model, the others are not. [S-42] [S-43] [S-44] Argument: how many hosts.
 */
#include <pthread.h>

#include "model-xen.h"

static uint32_t hosts = 12;

struct cpu
{
    struct lus_restore *r;
    void *workspace;
};

static void *run_cpu(void *arg)
{
    struct cpu *cpu = arg;

    lus_restore_work(cpu->r, cpu->workspace);
    return NULL;
}

static void shuffle(uint32_t *a, uint32_t n)
{
    for ( ; n > 1; n-- )
    {
        uint32_t k = (uint32_t)below(n), was = a[k];

        a[k] = a[n - 1];
        a[n - 1] = was;
    }
}

/* Into a new hypervisor; the units in an order of their own in each phase. */
static struct xen *restore(struct bytes b, uint32_t threads, int any_order)
{
    struct xen *x = xen_new();
    struct cpu cpus[8];
    pthread_t ids[8];
    struct lus_restore r;
    struct lus_stream s;
    uint32_t i, n, *order;
    uint8_t *states;
    int rc = 1;

    open_bytes(&s, b);
    n = s.header.index_count;
    states = malloc(n);
    order = calloc(n, sizeof(*order));
    assert_true(states && order);
    assert_int_equal(lus_restore_init(&r, &s, &xen_handlers, x, NULL, 0, states), 0);
    for ( i = 0; i < n; i++ )
        order[i] = i;
    r.order = any_order ? order : NULL;
    for ( i = 0; i < threads; i++ )
        cpus[i] = (struct cpu){ &r, malloc((size_t)lus_restore_workspace()) };
    while ( rc > 0 )
    {
        shuffle(order, n);
        for ( i = 0; i < threads; i++ )
            assert_int_equal(pthread_create(&ids[i], NULL, run_cpu, &cpus[i]), 0);
        for ( i = 0; i < threads; i++ )
            pthread_join(ids[i], NULL);
        rc = lus_restore_advance(&r);
    }
    if ( rc )
        fail_msg("type %#x of domain %u is refused: %d", r.type, r.domid, r.code);
    for ( i = 0; i < threads; i++ )
        free(cpus[i].workspace);
    free(states);
    free(order);
    assert_int_equal(xen_finish(x), XEN_OK);
    return x;
}

static void test_equal(void **state)
{
    static const uint32_t threads[] = { 1, 2, 8 };
    uint32_t i, k, any;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct bytes made, saved;
        struct xen *one;
        struct host h;

        host_random(&h, 400 + i, i == 3 ? 200 : 1 + i % 12);
        made = host_stream(&h);
        host_free(&h);
        one = restore(made, 1, 0);
        saved = xen_save(one);
        assert_true(bytes_equal(made, saved));
        for ( k = 0; k < NR_OF(threads); k++ )
            for ( any = 0; any < 2; any++ )
            {
                struct xen *two = restore(saved, threads[k], (int)any);
                struct bytes again = xen_save(two);

                assert_true(bytes_equal(saved, again));
                bytes_free(&again);
                xen_free(two);
            }
        xen_free(one);
        bytes_free(&made);
        bytes_free(&saved);
    }
}

/* A record with the cursor that read it. */
struct item
{
    struct lus_segment seg;
    struct lus_record rec;
    uint32_t pass;
};

struct unit
{
    struct item *items;
    uint32_t nr;
    uint32_t domid;
    struct lus_stream *s;
};

static struct unit read_unit(struct lus_stream *s, uint32_t segment)
{
    struct unit u = { NULL, 0, LUS_RESTORE_SYSTEM, s };
    struct lus_segment seg;
    struct lus_record rec;

    assert_int_equal(lus_segment_open(s, segment, &seg), 0);
    if ( seg.kind == LUS_SEGMENT_DOMAIN )
        u.domid = seg.domid;
    while ( lus_next(&seg, &rec) > 0 )
    {
        if ( rec.flags & LUS_RECORD_CHUNK )
            continue;
        u.items = realloc(u.items, (u.nr + 1) * sizeof(*u.items));
        assert_non_null(u.items);
        u.items[u.nr++] = (struct item){ seg, rec, seg.pass };
    }
    return u;
}

/* Records of these types, in this order. Return: 0, or why the model refused. */
static int apply(struct xen *x, struct unit *u, const uint32_t *types, uint32_t nr)
{
    uint32_t i, k;
    int rc;

    for ( i = 0; i < nr; i++ )
        for ( k = 0; k < u->nr; k++ )
        {
            struct lus_restore_call call = { x, u->s, &u->items[k].seg, &u->items[k].rec, u->domid, u->items[k].pass, 0 };

            if ( u->items[k].rec.type == types[i] && (rc = xen_apply(x, &call)) != 0 )
                return rc;
        }
    return 0;
}

/* The types of a pass in the library's order. Return: how many. */
static uint32_t types_of(const struct unit *u, uint32_t pass, uint32_t *types)
{
    uint32_t i, k, n = 0, p, phase;

    for ( i = 0; i < u->nr; i++ )
    {
        uint32_t type = u->items[i].rec.type;

        if ( u->items[i].pass != pass || (n && types[n - 1] == type) )
            continue;
        types[n++] = type;
    }
    for ( i = 1; i < n; i++ )
        for ( k = i; k && lus_restore_rank(types[k], &p, &phase) < lus_restore_rank(types[k - 1], &p, &phase); k-- )
        {
            uint32_t was = types[k];

            types[k] = types[k - 1];
            types[k - 1] = was;
        }
    return n;
}

static int apply_pass(struct xen *x, struct unit *u, uint32_t pass)
{
    uint32_t types[XEN_TYPES];

    return apply(x, u, types, types_of(u, pass, types));
}

/* Does this order of a unit's types break an edge? */
static int is_broken(const uint32_t *types, uint32_t nr)
{
    const struct lus_dependency *e;
    uint32_t n, i, a, b;

    e = lus_dependencies(&n);
    for ( i = 0; i < n; i++ )
        for ( a = 0; e[i].kind == LUS_EDGE_AFTER && a < nr; a++ )
            for ( b = a + 1; types[a] == e[i].type && b < nr; b++ )
                if ( types[b] == e[i].target )
                    return 1;
    return 0;
}

static uint32_t nr_broken, nr_kept;

/* The domain anew, up to this pass, and then its types in this order. */
static void try_order(struct xen *x, struct unit *u, uint32_t pass, const uint32_t *types, uint32_t nr)
{
    int broken = is_broken(types, nr), rc;
    uint32_t i;

    xen_drop(x, u->domid);
    for ( i = 0; i < pass; i++ )
        assert_int_equal(apply_pass(x, u, i), 0);
    rc = apply(x, u, types, nr);
    nr_broken += (uint32_t)broken;
    nr_kept += (uint32_t)!broken;
    if ( !rc == !broken )
        return;
    for ( i = 0; i < nr; i++ )
        print_error("%s ", lus_record_type(types[i])->name);
    fail_msg("pass %u of domain %u: an order that %s an edge: %d", pass, u->domid, broken ? "breaks" : "keeps", rc);
}

/* All orders of up to 8 types; of more a sample: any, and such that differ little from a good one. */
static void try_orders(struct xen *x, struct unit *u, uint32_t pass)
{
    uint32_t types[XEN_TYPES], good[XEN_TYPES], c[8] = { 0 }, n = types_of(u, pass, types), i, k, was;

    memcpy(good, types, sizeof(good));
    try_order(x, u, pass, types, n);
    for ( i = 0; n <= 8 && i < n; )
        if ( c[i] < i )
        {
            k = i & 1 ? c[i] : 0;
            was = types[k];
            types[k] = types[i];
            types[i] = was;
            try_order(x, u, pass, types, n);
            c[i]++;
            i = 0;
        }
        else
            c[i++] = 0;
    for ( k = 0; n > 8 && k < 1500; k++ )
    {
        memcpy(types, good, sizeof(good));
        if ( k % 3 == 0 )
            shuffle(types, n);
        for ( i = 0; k % 3 && i < k % 4 + 1; i++ )
        {
            uint32_t a = (uint32_t)below(n - 1), b = k % 3 == 1 ? a + 1 : (uint32_t)below(n);

            was = types[a];
            types[a] = types[b];
            types[b] = was;
        }
        try_order(x, u, pass, types, n);
    }
    memcpy(types, good, sizeof(good));
    try_order(x, u, pass, types, n);
}

/* A host read apart: unit 0 is the system, 1 the memory, then the domains. */
struct units_apart
{
    struct bytes b;
    struct lus_stream s;
    struct host h;
    struct unit *units;
    uint32_t nr;
    struct xen *x;
};

static void take_apart(struct units_apart *a, uint64_t seed, uint32_t domains)
{
    uint32_t i;

    host_random(&a->h, seed, domains);
    a->b = host_stream(&a->h);
    open_bytes(&a->s, a->b);
    a->nr = domains + 2;
    a->units = calloc(a->nr, sizeof(*a->units));
    assert_non_null(a->units);
    for ( i = 0; i < a->nr; i++ )
        a->units[i] = read_unit(&a->s, i);
    a->x = xen_new();
}

static void put_away(struct units_apart *a)
{
    while ( a->nr )
        free(a->units[--a->nr].items);
    free(a->units);
    xen_free(a->x);
    bytes_free(&a->b);
    host_free(&a->h);
}

static void test_orders(void **state)
{
    uint32_t seed, pass, i, kinds = 0;

    (void)state;
    for ( seed = 0; kinds != 3; seed++ )
    {
        struct units_apart a;

        take_apart(&a, 40 + seed, 3);
        for ( pass = 0; pass < 2; pass++ )
            assert_int_equal(apply_pass(a.x, &a.units[pass], 0), 0);
        for ( i = 2; i < a.nr; i++ )
            assert_int_equal(apply_pass(a.x, &a.units[i], 0), 0);
        for ( i = 2; i < a.nr && !(kinds & a.h.domains[i - 2].kind); i++ )
        {
            kinds |= a.h.domains[i - 2].kind;
            for ( pass = 0; pass < LUS_PASSES; pass++ )
                try_orders(a.x, &a.units[i], pass);
        }
        put_away(&a);
    }
    print_message("%u orders that break an edge, %u that do not\n", nr_broken, nr_kept);
    assert_true(nr_broken > 1000 && nr_kept > 1000);
}

/* A domain whose ports or grants name another. */
static uint32_t naming(const struct host *h, uint32_t i, uint32_t other)
{
    const struct host_domain *d = &h->domains[i];
    uint32_t k, n = 0;

    for ( k = 0; k < d->nr_ports; k++ )
        n += d->ports[k].state == LUS_EVTCHN_STATE_INTERDOMAIN &&
             d->ports[k].remote_domid == h->domains[other].domid;
    for ( k = 0; k < d->nr_active; k++ )
        n += d->active[k].domid == h->domains[other].domid;
    return n;
}

/* Passes in a wrong order; a unit of a later pass before another of an earlier one; domains before memory and time. */
static void test_passes(void **state)
{
    uint32_t i, k, refused = 0, taken = 0;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct units_apart a;
        int rc;

        take_apart(&a, 900 + i, 2 + i % 6);
        assert_int_equal(apply_pass(a.x, &a.units[2], 1), XEN_ENOENT);
        for ( k = 2, rc = 0; k < a.nr && !rc; k++ )
            rc = apply_pass(a.x, &a.units[k], 0);
        assert_int_equal(rc, XEN_EPERM);
        put_away(&a);
        /* All but the last domain are made; the first goes on to the end. */
        take_apart(&a, 900 + i, 2 + i % 6);
        for ( k = 0; k + 1 < a.nr; k++ )
            assert_int_equal(apply_pass(a.x, &a.units[k], 0), 0);
        assert_int_equal(apply_pass(a.x, &a.units[2], 1), 0);
        rc = apply_pass(a.x, &a.units[2], 2);
        assert_int_equal(rc, naming(&a.h, 0, a.nr - 3) ? XEN_ENOENT : 0);
        refused += rc != 0;
        taken += rc == 0;
        put_away(&a);
        /* Pass 2 before pass 1. */
        take_apart(&a, 900 + i, 2 + i % 6);
        for ( k = 0; k < a.nr; k++ )
            assert_int_equal(apply_pass(a.x, &a.units[k], 0), 0);
        rc = apply_pass(a.x, &a.units[2], 2);
        assert_true(rc || apply_pass(a.x, &a.units[2], 1));
        put_away(&a);
    }
    assert_true(refused && taken);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_equal), cmocka_unit_test(test_orders), cmocka_unit_test(test_passes) };

    if ( argc > 1 )
        hosts = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

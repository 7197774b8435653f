/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The host level: a sound host has no finding, and each fault that is put into it has just its own. spec/host.md */
#include "host-faults.h"

/* What a check said. */
struct said
{
    struct lus_finding f[256];
    uint32_t n;
    struct lus_host_result result;
};

static void note(void *ctx, const struct lus_finding *f)
{
    struct said *said = ctx;

    assert_true(said->n < NR_OF(said->f));
    said->f[said->n++] = *f;
}

/* [H-5] What is said to be at a place is there. */
static void check_places(const struct said *said, const struct bytes *b)
{
    uint32_t i, k;

    for ( i = 0; i < said->n; i++ )
    {
        const struct lus_finding *f = &said->f[i];
        const struct lus_record_type *t = lus_record_type(f->type);
        uint64_t value = 0;

        /* Of what runs over frames, the value is the first that is wrong; of a bound on ports, the port. */
        if ( f->rule == LUS_RULE_PORT_OVER || f->rule == LUS_RULE_PORT_TABLE || !t || f->field == LUS_NO_FIELD || f->frame != LUS_NO_FRAME || t->tail == LUS_TAIL_SPAN || t->tail == LUS_TAIL_MAP )
            continue;
        for ( k = lus_wire_size((f->entry == LUS_NO_ENTRY ? t->fields : t->entry->fields)[f->field].wire); k-- > 0; )
            value = value << 8 | b->p[f->offset + k];
        assert_int_equal(value, f->value);
    }
}

static int check_host(const struct model_host *host, struct lus_host_args *args, struct said *said)
{
    struct bytes b = model_host_stream(host), work;
    struct lus_diag diag;
    struct lus_stream s;
    int rc = check_bytes(b.p, b.n, &diag);

    if ( rc )
        fail_msg("the model made a stream that is refused: %s at %#llx", lus_error_name(rc), (unsigned long long)diag.offset);
    open_bytes(&s, b);
    memset(said, 0, sizeof(*said));
    args->finding = note;
    args->ctx = said;
    work = bytes_new(lus_host_workspace(&s), 0xa5);
    /* [H-3] The host has at most 8 owners, 3 entries in use. */
    assert_in_range(work.n, 1, 65536 + 256 * s.header.index_count + 128 * 8 + 4 * 4 + 16 * 8);
    assert_int_equal(lus_host_check(&s, work.p, work.n - 1, args, &said->result), -LUS_E_NO_SPACE);
    rc = lus_host_check(&s, work.p, work.n, args, &said->result);
    assert_int_equal(rc, said->n != 0);
    check_places(said, &b);
    bytes_free(&work);
    bytes_free(&b);
    return rc;
}

static uint32_t rule_place(uint32_t number)
{
    const struct lus_rule_info *rules;
    uint32_t nr, i;

    rules = lus_rules(&nr);
    for ( i = 0; i < nr && rules[i].number != number; i++ )
        ;
    assert_true(i < nr);
    return i;
}

static const char *field_name(const struct lus_finding *f)
{
    const struct lus_record_type *t = lus_record_type(f->type);

    if ( !t || f->field == LUS_NO_FIELD )
        return NULL;
    return f->entry == LUS_NO_ENTRY ? t->fields[f->field].name : t->entry->fields[f->field].name;
}

static int is_said(const struct said *said, const struct expected *e)
{
    uint32_t i;

    for ( i = 0; i < said->n; i++ )
    {
        const struct lus_finding *f = &said->f[i];
        const char *name = field_name(f);

        if ( f->rule == e->rule && f->domid == e->domid && f->type == e->type && f->offset &&
             (e->field ? name && !strcmp(name, e->field) : !name) )
            return 1;
    }
    return 0;
}

/* [H-5] [H-9] */
static void test_faults(void **state)
{
    uint32_t i, k, wrong = 0;

    (void)state;
    for ( i = 0; i < nr_faults; i++ )
    {
        struct lus_host_args args = { 0 };
        struct model_host host;
        struct said said;
        uint32_t want = 0;

        model_host(&host);
        faults[i].plant(&host);
        check_host(&host, &args, &said);
        for ( k = 0; k < NR_OF(faults[i].expected) && faults[i].expected[k].rule; k++ )
        {
            want++;
            if ( !is_said(&said, &faults[i].expected[k]) || !said.result.by_rule[rule_place(faults[i].expected[k].rule)] )
            {
                print_error("%s: no finding %u of rule %u\n", faults[i].name, k, faults[i].expected[k].rule);
                wrong++;
            }
        }
        if ( said.n == want )
            continue;
        print_error("%s: %u findings, not %u\n", faults[i].name, said.n, want);
        for ( k = 0; k < said.n; k++ )
            print_error("  rule %u, domain %u, record %#x, field %s, value %#llx\n", said.f[k].rule, said.f[k].domid, said.f[k].type,
                        field_name(&said.f[k]) ? field_name(&said.f[k]) : "-", (unsigned long long)said.f[k].value);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void test_sound(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;
    uint32_t i;

    (void)state;
    model_host(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    for ( i = 0; i < LUS_RULES_MAX; i++ )
        assert_int_equal(said.result.not_provable[i], 0);
    fault_many_ports(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* [H-16] Contents of the table's own version, areas that are placed, and some that are not. */
    host.d[1].contents = 2;
    host.d[0].contents = 1;
    fault_area(&host, 0x1001, 2);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* All that faults are put into, without the faults. */
    model_host(&host);
    fault_pirqs(&host);
    fault_servers(&host);
    fault_gfns(&host);
    fault_m2p(&host);
    fault_lists(&host, 0x8000, 0x8010, 0x1000, LUS_BAD_STATE_BROKEN_IN_USE);
    host.m2p_frames = 0x4200;
    /* evtchn_alloc_unbound: it need not exist. */
    host.d[1].ports[0].remote_domid = 3;
    host.d[0].pt_levels = 3;
    /* evtchn_reset does not close them. */
    host.d[2].ports[6].port = host.d[2].ring_port = 4097;
    host.keep[1] = (struct lus_keep_span){ .first = 0x8200, .kind = LUS_KEEP_KIND_IOMMU, .domid = 7, .count = 1 };
    host.nr_keep = 2;
    host.d[2].iommu_root = 0x8200;
    host.device_owner = 8;
    host.d[0].initialised = 3;
    host.d[2].emulation_flags = 0x3ff;
    host.d[1].timers = (struct lus_vcpu_timers){ .armed = 7, .period = 1, .one_shot = 2, .poll = 3 };
    host.d[1].target = 1;
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* state.md "Dying domains": such a one may lack anything. */
    host.d[1].is_dying = 1;
    host.d[1].lacks = LUS_TYPE_DOM_LIMITS;
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* [H-2] What was not given is said. */
    assert_int_equal(said.result.not_run[rule_place(LUS_RULE_IN_BOOTMEM)], 1);
    assert_int_equal(said.result.not_run[rule_place(LUS_RULE_OWNED_TWICE)], 0);
}

/* [H-2] Frames that xen#2 has taken: first and last frame of a run, and the ones beside them. */
static void test_lists(void **state)
{
    static const struct { uint64_t mfn, count; int hit; } runs[] = {
        { 0xfff, 1, 0 }, { 0xfff, 2, 1 }, { 0x10ff, 1, 1 }, { 0x1100, 1, 0 }, { 0x1100, 0xf00, 0 }, { 0x1100, 0xf01, 1 }, { 0x4100, 1, 1 },
        { 0x4200, 0x10000, 0 }, { 0, 0x500, 0 }, { 0, 0x501, 1 }
    };
    static const uint32_t rules[3] = { LUS_RULE_IN_BOOTMEM, LUS_RULE_IN_IMAGE, LUS_RULE_IN_STREAM };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < NR_OF(runs); i++ )
        for ( k = 0; k < 3; k++ )
        {
            struct lus_mfn_run run[2] = { { runs[i].mfn, runs[i].count }, { 0x100000, 5 } };
            struct lus_mfn_list list = { run, 2 };
            struct lus_host_args args = { 0 };
            struct model_host host;
            struct said said;

            *(k == 0 ? &args.bootmem : k == 1 ? &args.image : &args.stream) = list;
            model_host(&host);
            assert_int_equal(check_host(&host, &args, &said), runs[i].hit);
            assert_int_equal(said.n, runs[i].hit);
            if ( !runs[i].hit )
                continue;
            assert_int_equal(said.f[0].rule, rules[k]);
            assert_int_equal(said.f[0].severity, LUS_SEVERITY_HOST);
        }
}

/* A domain's frames without the domain. */
static void test_owner(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;
    struct bytes b, work;
    struct lus_stream s;
    struct model m;

    (void)state;
    model_host(&host);
    b = model_host_stream(&host);
    assert_int_equal(model_apart(&m, b), 0);
    bytes_free(&b);
    /* Domain 7 goes; its frames stay, and what 0 and 1 say of it. */
    m.nr--;
    b = model_together(&m);
    m.nr++;
    model_free(&m);
    assert_int_equal(check_bytes(b.p, b.n, NULL), 0);
    open_bytes(&s, b);
    memset(&said, 0, sizeof(said));
    args.finding = note;
    args.ctx = &said;
    work = bytes_new(lus_host_workspace(&s), 0);
    assert_int_equal(lus_host_check(&s, work.p, work.n, &args, &said.result), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 2);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_OWNER_UNKNOWN)], 2);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_DOMAIN_UNKNOWN)], 4);
    assert_int_equal(said.result.by_rule[rule_place(LUS_RULE_GRANT_PINS)], 1);
    assert_int_equal(said.n, 7);
    bytes_free(&work);
    bytes_free(&b);
}

/* [H-8] Of a partial stream without memory segment and without a domain nothing is invented. */
static void test_partial(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    host.partial = host.without_memory = 1;
    host.nr = 2;
    assert_int_equal(check_host(&host, &args, &said), 0);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_DOMAIN_UNKNOWN)] == 4);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_FRAME_UNOWNED)] == 4);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_P2M_OWNER)] == 2);
    assert_true(said.result.not_provable[rule_place(LUS_RULE_PORT_UNKNOWN)] == 1);
    fault_pirq_unknown(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    /* What is there is checked all the same. */
    fault_other_port(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.n, 2);
}

/* [H-12] Of two owners of one frame one is the hardware domain: then it is the host. */
static void test_hardware(void **state)
{
    struct lus_host_args args = { 0 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    fault_own_inside(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_DOMAIN], 1);
    host.d[0].is_hardware = 0;
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_HOST], 0);
    assert_int_equal(said.result.by_severity[LUS_SEVERITY_DOMAIN], 2);
}

/* [H-38] Frames to keep, bad ones and free ones that xen#2 has taken. */
static void test_taken(void **state)
{
    static const struct { uint64_t mfn, count; int hit; } runs[] = { { 0x7fff, 1, 0 }, { 0x7fff, 2, 1 }, { 0x800f, 1, 1 }, { 0x8010, 9, 0 },
        { 0x8fff, 1, 0 }, { 0x8fff, 2, 2 }, { 0x900f, 1, 2 }, { 0x9010, 0xf0, 0 }, { 0x9010, 0xf1, 3 }, { 0x9100, 1, 3 }, { 0x9101, 1, 0 } };
    static const uint32_t rules[4][3] = {
        { 0 }, { LUS_RULE_KEPT_IN_BOOTMEM, LUS_RULE_KEPT_IN_IMAGE, LUS_RULE_KEPT_IN_STREAM },
        { LUS_RULE_REUSE_IN_BOOTMEM, LUS_RULE_REUSE_IN_IMAGE, LUS_RULE_REUSE_IN_STREAM }, { LUS_RULE_BAD_IN_BOOTMEM, LUS_RULE_BAD_IN_IMAGE, 0 },
    };
    static const struct { uint32_t keep, reuse, bad; } kinds[2] = {
        { LUS_KEEP_KIND_M2P, LUS_REUSE_KIND_DIRTY, LUS_BAD_STATE_BROKEN }, { LUS_KEEP_KIND_STREAM, LUS_REUSE_KIND_BOOTMEM, LUS_BAD_STATE_OFFLINING }
    };
    uint32_t i, k, n;

    (void)state;
    for ( i = 0; i < 2 * NR_OF(runs); i++ )
        for ( k = 0; k < 3; k++ )
        {
            struct lus_mfn_run run[2] = { { 0x10, 1 }, { runs[i / 2].mfn, runs[i / 2].count } };
            uint32_t rule = rules[runs[i / 2].hit][k];
            struct lus_host_args args = { 0 };
            struct model_host host;
            struct said said;

            *(k == 2 ? &args.stream : k ? &args.image : &args.bootmem) = (struct lus_mfn_list){ run, 2 };
            model_host(&host);
            fault_lists(&host, 0x8000, 0x9000, 0x9100, kinds[i % 2].bad);
            host.keep[0].kind = (uint8_t)kinds[i % 2].keep;
            host.reuse[0].kind = (uint8_t)kinds[i % 2].reuse;
            /* The stream is kept where it is, and bootmem is what it is. */
            if ( i % 2 && (rule == LUS_RULE_KEPT_IN_STREAM || rule == LUS_RULE_REUSE_IN_BOOTMEM || rule == LUS_RULE_REUSE_IN_IMAGE) )
                rule = 0;
            n = rule != 0;
            assert_int_equal(check_host(&host, &args, &said), n);
            assert_int_equal(said.n, n);
            if ( !n )
                continue;
            assert_int_equal(said.f[0].rule, rule);
            assert_int_equal(said.f[0].severity, LUS_SEVERITY_HOST);
        }
}

/* [H-11] [H-12] */
static void test_quarantine(void **state)
{
    static const uint16_t one[] = { 1 };
    struct lus_host_args args = { .quarantined = one, .nr_quarantined = 1 };
    struct model_host host;
    struct said said;

    (void)state;
    model_host(&host);
    fault_other_port(&host);
    fault_no_vcpu(&host);
    assert_int_equal(check_host(&host, &args, &said), 0);
    fault_own_twice(&host);
    assert_int_equal(check_host(&host, &args, &said), 1);
    assert_int_equal(said.n, 1);
    assert_int_equal(said.f[0].domid, 0);
    assert_int_equal(said.f[0].peer, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound), cmocka_unit_test(test_faults), cmocka_unit_test(test_lists), cmocka_unit_test(test_owner),
        cmocka_unit_test(test_partial), cmocka_unit_test(test_quarantine), cmocka_unit_test(test_hardware), cmocka_unit_test(test_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

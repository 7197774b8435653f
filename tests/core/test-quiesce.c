/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The list of what must be drained: complete, consistent with the schema, and its encodings those of Xen. */
#include "harness.h"
#include "lustream/quiesce.h"

static const struct lus_quiesce *list;
static uint32_t nr_list;

static const struct lus_quiesce *find(const char *name)
{
    uint32_t i;

    for ( i = 0; i < nr_list; i++ )
        if ( !strcmp(list[i].name, name) )
            return &list[i];
    fail_msg("no entry %s", name);
    return NULL;
}

static const struct lus_quiesce *by_number(uint32_t number)
{
    uint32_t i;

    for ( i = 0; i < nr_list; i++ )
        if ( list[i].number == number )
            return &list[i];
    return NULL;
}

/* Has it words, and not only blanks or a dash? */
static int says_something(const char *s)
{
    return s && strlen(s) > 10 && strchr(s, ' ');
}

/* */
static void test_entries(void **state)
{
    static const uint32_t first[] = { 1, 100, 200 }, last[] = { 99, 199, 299 };
    uint32_t i, k;

    (void)state;
    for ( i = 0; i < nr_list; i++ )
    {
        const struct lus_quiesce *q = &list[i];

        assert_true(q->scope <= LUS_QUIESCE_VCPU);
        assert_in_range(q->number, first[q->scope], last[q->scope]);
        assert_true(i == 0 || list[i - 1].number < q->number);
        for ( k = 0; k < i; k++ )
            assert_string_not_equal(q->name, list[k].name);
        assert_true(says_something(q->where) && says_something(q->holds) && says_something(q->how));
        /* Where: a function or structure, and its file. */
        assert_true(strstr(q->where, "xen/") || strstr(q->where, "PHYSDEVOP_") || strstr(q->where, ".c "));
        assert_true(q->since >= 11 && q->since <= q->until && q->until <= 22);
        assert_true(q->guests <= LUS_GUESTS_HVM && q->form <= LUS_QUIESCE_CONVERTED);
        assert_true(q->reach <= LUS_QUIESCE_CHECK && q->otherwise <= LUS_QUIESCE_RECORD);
        /* Left in registers by rewinding, and by nothing else; only vcpus have registers. */
        assert_true(q->form == LUS_QUIESCE_DRAIN || (q->reach == LUS_QUIESCE_REWIND && q->scope == LUS_QUIESCE_VCPU));
        /* Not of one domain: nobody to refuse. */
        assert_true(q->scope != LUS_QUIESCE_SYSTEM || q->otherwise == LUS_QUIESCE_REFUSE_UPDATE);
    }
}

/* the record that is to carry what is left exists, is of the entry's scope and of its guests. */
static void test_records(void **state)
{
    uint32_t i, carried = 0;

    (void)state;
    for ( i = 0; i < nr_list; i++ )
    {
        const struct lus_record_type *t = lus_record_type(list[i].record);

        assert_int_equal(list[i].otherwise == LUS_QUIESCE_RECORD, list[i].record != 0);
        if ( !list[i].record )
            continue;
        carried++;
        assert_non_null(t);
        if ( list[i].scope == LUS_QUIESCE_SYSTEM )
            assert_true(t->scope == LUS_SCOPE_SYSTEM || t->scope == LUS_SCOPE_MEMORY);
        else if ( list[i].scope == LUS_QUIESCE_DOMAIN )
            assert_true(t->scope == LUS_SCOPE_DOMAIN || t->scope == LUS_SCOPE_VCPU);
        else
            assert_int_equal(t->scope, LUS_SCOPE_VCPU);
        assert_true(t->guests == LUS_GUESTS_ALL || t->guests == list[i].guests);
        assert_int_equal(t->need, LUS_NEED_MANDATORY);
    }
    assert_true(carried > 0);
}

/* The walk by scope gives each entry once, in order. */
static void test_walk(void **state)
{
    uint32_t scope, seen = 0;

    (void)state;
    for ( scope = 0; scope <= LUS_QUIESCE_VCPU; scope++ )
    {
        const struct lus_quiesce *q = NULL, *before = NULL;
        uint32_t n = 0;

        while ( (q = lus_quiesce_next((enum lus_quiesce_scope)scope, q)) != NULL )
        {
            assert_int_equal(q->scope, scope);
            assert_true(!before || before < q);
            before = q;
            n++;
        }
        assert_true(n > 5);
        seen += n;
    }
    assert_int_equal(seen, nr_list);
    assert_null(lus_quiesce_next((enum lus_quiesce_scope)3, NULL));
}

static int has_field(uint32_t type, const char *name)
{
    const struct lus_record_type *t = lus_record_type(type);
    uint32_t i;

    for ( i = 0; i < t->nr_fields; i++ )
        if ( !strcmp(t->fields[i].name, name) && t->fields[i].wire == LUS_WIRE_U64 )
            return 1;
    return 0;
}

/* every argument has a register, and that is a field of both kinds of guest. */
static void test_registers(void **state)
{
    static const uint32_t widths[] = { 4, 8 };
    uint32_t w, arg;

    (void)state;
    for ( w = 0; w < 2; w++ )
        for ( arg = 0; arg < 5; arg++ )
        {
            const char *name = lus_hypercall_register(widths[w], arg);

            assert_non_null(name);
            assert_true(has_field(LUS_TYPE_PV_VCPU, name) && has_field(LUS_TYPE_HVM_CPU, name));
        }
    assert_string_equal(lus_hypercall_register(8, 3), "r10");
    assert_string_equal(lus_hypercall_register(4, 3), "rsi");
    assert_string_equal(lus_hypercall_register(4, 0), "rbx");
    assert_null(lus_hypercall_register(8, 5));
    assert_null(lus_hypercall_register(2, 0));
}

/* each entry of a vcpu that is rewound or converted says of which hypercall, and no bit of an argument twice. */
static void test_rewound(void **state)
{
    uint32_t nr, i, k;
    const struct lus_rewound *parts = lus_rewound_list(&nr);

    (void)state;
    for ( i = 0; i < nr_list; i++ )
    {
        uint32_t n = 0, hypercall = 0, args = 0;

        for ( k = 0; k < nr; k++ )
            if ( parts[k].number == list[i].number )
            {
                assert_true(n == 0 || parts[k].hypercall == hypercall);
                hypercall = parts[k].hypercall;
                args |= 1u << parts[k].arg;
                n++;
            }
        assert_int_equal(n > 0, list[i].form != LUS_QUIESCE_DRAIN);
        /* Arguments from the first on, without a gap. */
        assert_int_equal(args & (args + 1), 0);
    }
    for ( i = 0; i < nr; i++ )
    {
        assert_non_null(by_number(parts[i].number));
        assert_true(parts[i].arg < 5 && parts[i].bits > 0 && parts[i].low + parts[i].bits <= 64);
        assert_true(*parts[i].name && *parts[i].doc);
        for ( k = 0; k < i; k++ )
            if ( parts[k].number == parts[i].number && parts[k].arg == parts[i].arg )
                assert_true(parts[k].low + parts[k].bits <= parts[i].low);
    }
}

static uint64_t part(const char *entry, uint32_t hypercall, uint32_t arg, const char *name, uint64_t value)
{
    const struct lus_quiesce *q = find(entry);
    uint32_t nr, i;
    const struct lus_rewound *parts = lus_rewound_list(&nr);

    for ( i = 0; i < nr; i++ )
        if ( parts[i].number == q->number && parts[i].arg == arg && !strcmp(parts[i].name, name) )
        {
            assert_int_equal(parts[i].hypercall, hypercall);
            return lus_rewound_get(&parts[i], value);
        }
    fail_msg("%s has no %s in argument %u", entry, name, arg);
    return 0;
}

/* The encodings as Xen makes them, from 4.11 to 4.22: xen/hypercall.h, asm/hypercall.h, grant_table.c. */
#define MEMOP_EXTENT_SHIFT 6
#define GNTTABOP_CONTINUATION_ARG_SHIFT 12
#define MMU_UPDATE_PREEMPTED (~(~0u >> 1))

static void test_encodings(void **state)
{
    static const char *const mmu[] = { "mmu_update", "mmuext_op" };
    static const uint32_t mmu_nr[] = { 1, 26 };
    static const uint32_t counts[] = { 0, 1, 511, 0x3ffffff };
    uint32_t i, op;

    (void)state;
    for ( op = 0; op < 1u << MEMOP_EXTENT_SHIFT; op += 9 )
        for ( i = 0; i < 4; i++ )
        {
            uint64_t cmd = op | (uint64_t)counts[i] << MEMOP_EXTENT_SHIFT;

            assert_int_equal(part("memory_op", 12, 0, "op", cmd), op);
            assert_int_equal(part("memory_op", 12, 0, "start_extent", cmd), counts[i]);
        }
    for ( i = 0; i < 4; i++ )
    {
        uint32_t opaque = counts[i] & 0xfffff, cmd = 12 | opaque << GNTTABOP_CONTINUATION_ARG_SHIFT;

        assert_int_equal(part("grant_table_op", 20, 0, "op", cmd), 12);
        assert_int_equal(part("grant_table_op", 20, 0, "opaque", cmd), opaque);
    }
    for ( i = 0; i < 2; i++ )
    {
        assert_int_equal(part(mmu[i], mmu_nr[i], 1, "preempted", 7 | MMU_UPDATE_PREEMPTED), 1);
        assert_int_equal(part(mmu[i], mmu_nr[i], 1, "count", 7 | MMU_UPDATE_PREEMPTED), 7);
        assert_int_equal(part(mmu[i], mmu_nr[i], 1, "preempted", 0x7fffffff), 0);
        assert_int_equal(part(mmu[i], mmu_nr[i], 1, "count", 0x7fffffff), 0x7fffffff);
        assert_int_equal(part(mmu[i], mmu_nr[i], 3, "foreigndom", (uint32_t)-22), 0xffffffea);
    }
    assert_true(part("multicall", 13, 1, "nr_calls", ~0ull) == ~0ull);
    assert_int_equal(part("dm_op", 41, 0, "domid", 0x17ff0), 0x7ff0);
}

/* What a shim changes, and that it changes nothing else. */
static void test_conversions(void **state)
{
    uint32_t nr, i, k, converted = 0;
    const struct lus_conversion *c = lus_conversions(&nr);

    (void)state;
    for ( i = 0; i < nr; i++ )
    {
        assert_int_equal(by_number(c[i].number)->form, LUS_QUIESCE_CONVERTED);
        assert_true(c[i].from != c[i].to && *c[i].doc);
        assert_true(lus_convert_argument(c[i].hypercall, c[i].arg, c[i].from) == c[i].to);
        /* Once is enough. */
        assert_true(lus_convert_argument(c[i].hypercall, c[i].arg, c[i].to) == c[i].to);
    }
    for ( i = 0; i < nr_list; i++ )
    {
        uint32_t n = 0;

        for ( k = 0; k < nr; k++ )
            n += c[k].number == list[i].number;
        assert_int_equal(n > 0, list[i].form == LUS_QUIESCE_CONVERTED);
        converted += n;
    }
    assert_int_equal(converted, nr);
    /* EVTCHNOP_reset_cont 14, EVTCHNOP_reset 10 (public/event_channel.h), by event_channel_op 32 only. */
    assert_int_equal(lus_convert_argument(32, 0, 14), 10);
    assert_int_equal(lus_convert_argument(32, 0, 13), 13);
    assert_int_equal(lus_convert_argument(32, 1, 14), 14);
    assert_int_equal(lus_convert_argument(12, 0, 14), 14);
}

/* What is known to be in flight at times has its entry. */
static void test_complete(void **state)
{
    static const char *const names[] = {
        "continue_on_cpu", "domain_dying", "evtchn_resetting", "evtchn_reset", "pool_resizing", "paging_preempted", "paging_domctl",
        "old_guest_table", "mmu_update", "mmuext_op", "memory_op", "memory_exchange", "grant_table_op", "grant_cache_flush", "domctl", "sysctl",
        "multicall", "physdev_op", "argo_send", "wait_queue", "vm_event_ring", "mem_paging", "page_sharing", "ioreq", "ioreq_buffer",
        "tlb_flush", "rcu_callbacks", "page_scrub", "tasklets", "timers", "vcpu_moving", "nmi_mce_handling", "kexec_load",
        "livepatch_apply", "iommu_flush", "pci_reset", "pod_sweep", "sharing_audit", "hvm_monitor", "microcode_load", "cpu_hotplug",
        "vcpu_op", "console_io", "set_trap_table", "hvm_op", "dm_op", "kexec_op", "platform_op", "soft_reset", "init_sipi", "vpci_pending",
    };
    uint32_t i;

    (void)state;
    for ( i = 0; i < sizeof(names) / sizeof(names[0]); i++ )
        find(names[i]);
}

/*
 * The hypercalls for which a release of 4.11, 4.15, 4.17 or 4.22 makes a continuation on x86: calls of hypercall_create_continuation()
 * in its source. domctl, sysctl and arch_1 (paging_domctl_cont) must drain; of each other the list says what is rewound.
 */
static void test_preempted(void **state)
{
    static const uint8_t rewound[] = { 0, 1, 7, 12, 13, 14, 18, 20, 22, 24, 26, 32, 34, 37, 41 };
    uint32_t nr, i, k, found;
    const struct lus_rewound *parts = lus_rewound_list(&nr);

    (void)state;
    for ( i = 0; i < sizeof(rewound); i++ )
    {
        for ( found = 0, k = 0; k < nr; k++ )
            found |= parts[k].hypercall == rewound[i];
        if ( !found )
            fail_msg("hypercall %u", rewound[i]);
    }
    for ( k = 0; k < nr; k++ )
        assert_non_null(memchr(rewound, parts[k].hypercall, sizeof(rewound)));
    assert_int_equal(find("domctl")->form, LUS_QUIESCE_DRAIN);
    assert_int_equal(find("sysctl")->form, LUS_QUIESCE_DRAIN);
    assert_int_equal(find("paging_domctl")->form, LUS_QUIESCE_DRAIN);
}

static int setup(void **state)
{
    (void)state;
    list = lus_quiesce_list(&nr_list);
    return nr_list ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_registers),
        cmocka_unit_test(test_rewound),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_conversions),
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_preempted),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Features: what of a stream uses each, and which point releases have it, by hand. spec/compat.md C-3, C-4, C-11. */
#include "recast.h"
#include "compat/compat.h"
#include "lustream/note.h"

struct use_case
{
    uint64_t feature;
    uint32_t type;
    const char *field;          /* NULL: the record itself uses it */
    uint64_t uses, idle;        /* a value that does, one that does not */
    uint32_t instance;          /* of HVM parameters: which */
    uint32_t other;             /* of a record itself: an instance that does not */
};

#define F(name) LUS_FEATURE_##name
#define T(name) LUS_TYPE_##name

static const struct use_case use_cases[] = {
    { F(PV), T(DOMAIN), "kind", 1, 2, 0, 0 },
    { F(PV32), T(PV_INFO), "guest_width", 4, 8, 0, 0 },
    { F(HVM), T(DOMAIN), "kind", 2, 1, 0, 0 },
    { F(SHADOW), T(DOM_PAGING), "mode", 1, 2, 0, 0 },
    { F(SHADOW), T(DOM_INFO), "flags", 0x2, 0x102, 0, 0 },
    { F(SHADOW), T(DOM_INFO), "flags", 0x12, 0, 0, 0 },
    { F(VIRIDIAN), T(HVM_VIRIDIAN_DOMAIN), NULL, 0, 0, 0, 0 },
    { F(VIRIDIAN), T(HVM_VIRIDIAN_VCPU), NULL, 0, 0, 3, 0 },
    { F(VIRIDIAN), T(HVM_PARAMS), "value", 0x47, 0, 9, 0 },
    { F(EVTCHN_FIFO), T(EVTCHN_ABI), "abi", 1, 0, 0, 0 },
    { F(GRANT_TABLE), T(GRANT_TABLE), NULL, 0, 0, 0, 0 },
    { F(GRANT_V2), T(GRANT_TABLE), "version", 2, 1, 0, 0 },
    { F(VM_EVENT), T(VM_EVENT_RING), NULL, 0, 0, 1, 2 },
    { F(GRANT_V2), T(GRANTS_V2), NULL, 0, 0, 0, 0 },
    { F(GRANT_V2), T(GRANT_STATUS_FRAMES), NULL, 0, 0, 0, 0 },
    { F(VM_EVENT), T(MONITOR), NULL, 0, 0, 0, 0 },
    { F(VM_EVENT), T(P2M_ACCESS), "default_access", 1, 7, 0, 0 },
    { F(VM_EVENT), T(P2M_ACCESS), "access", 5, 7, 0, 0 },
    { F(MEM_PAGING), T(DOM_INFO), "paged_pages", 1, 0, 0, 0 },
    { F(MEM_SHARING), T(DOM_INFO), "shr_pages", 1, 0, 0, 0 },
    { F(MEM_PAGING), T(VM_EVENT_RING), NULL, 0, 0, 2, 3 },
    { F(MEM_SHARING), T(VM_EVENT_RING), NULL, 0, 0, 3, 1 },
    { F(ALTP2M), T(ALTP2M), NULL, 0, 0, 0, 0 },
    { F(ALTP2M), T(HVM_PARAMS), "value", 1, 0, 35, 0 },
    { F(ALTP2M), T(DOM_CREATE), "altp2m_mode", 1, 0, 0, 0 },
    { F(VMTRACE), T(DOM_CREATE), "vmtrace_size", 4096, 0, 0, 0 },
    { F(XSM_FLASK), T(XSM), "module", 1, 2, 0, 0 },
    { F(XSM_SILO), T(XSM), "module", 2, 1, 0, 0 },
    { F(SCHED_CREDIT), T(CPUPOOLS), "scheduler", 5, 6, 0, 0 },
    { F(SCHED_CREDIT2), T(CPUPOOLS), "scheduler", 6, 7, 0, 0 },
    { F(SCHED_ARINC653), T(CPUPOOLS), "scheduler", 7, 8, 0, 0 },
    { F(SCHED_RTDS), T(CPUPOOLS), "scheduler", 8, 9, 0, 0 },
    { F(SCHED_NULL), T(CPUPOOLS), "scheduler", 9, 5, 0, 0 },
    { F(SCHED_RTDS), T(RTDS_VCPUS), NULL, 0, 0, 0, 0 },
    { F(SCHED_ARINC653), T(ARINC653), NULL, 0, 0, 0, 0 },
    { F(KEXEC), T(KEXEC_IMAGE), NULL, 0, 0, 0, 0 },
    { F(PSR), T(PSR_VALUES), NULL, 0, 0, 0, 0 },
    { F(PSR), T(DOM_PSR), NULL, 0, 0, 0, 0 },
    { F(PV_L1TF), T(DOM_PAGING), "forced", 1, 0, 0, 0 },
    { F(PCI_QUARANTINE), T(PCI_DEVICES), "owner", 0x7ff1, 0, 0, 0 },
    { F(PCI_QUARANTINE_TABLES), T(PCI_DEVICES), "iommu_root", 0x1000, ~0ull, 0, 0 },
    { F(EVTCHN_RESET_RESUMES), T(EVTCHN_TABLE), "reset_next", 9, 0, 0, 0 },
    { F(CPU_PARKING), T(CPUS), "state", 1, 2, 0, 0 },
    { F(DPCI_NO_EOI), T(PIRQ_DPCI), "flags", 0x84, 0x44, 0, 0 },
};

/* Others have a test of their own here, or are not seen in a stream at all: features.def says why. */
static const uint64_t seen_otherwise = F(EVTCHN_COMPAT_4096) | F(POLICY_ARCH_CAPS);
static const uint64_t unseen = F(TMEM) | F(ARGO) | F(IOREQ_PAGES_TARGET) | F(X2APIC_LDR_BY_ID) | F(LAPIC_PENDING_ESR) | F(XSA_299) | F(DEBUG_REGISTERS_RESET);

static void keep_reason(void *ctx, const struct lus_reason *r)
{
    uint64_t *bits = ctx;

    if ( r->kind == LUS_REASON_FEATURE && r->weight == LUS_VERDICT_NO )
        *bits |= 1ull << r->number;
}

/* Features that the negotiation finds in the finished stream and the target has not. */
static uint64_t negotiated(const struct sheet *s, uint32_t minor, uint64_t have)
{
    struct lus_note_info info = { .profile = { minor, have }, .arch = LUS_ARCH_X86 };
    struct lus_negotiate_args args = { .is_checked = 1, .reason = keep_reason };
    struct bytes in = sheet_stream(s);
    struct lus_negotiate_result result;
    static uint8_t bytes[65536];
    struct lus_stream stream;
    struct lus_note note;
    uint64_t size, bits = 0;

    assert_int_equal(lus_note_write(&info, bytes, sizeof(bytes), 0, &size), 0);
    assert_int_equal(lus_note_open(&note, bytes, size, 0), 0);
    open_bytes(&stream, in);
    args.to = &note;
    args.ctx = &bits;
    args.stream = &stream;
    args.workspace_size = lus_negotiate_workspace(&stream);
    args.workspace = malloc(args.workspace_size);
    memset(args.workspace, 0xa5, args.workspace_size);
    assert_int_equal(lus_negotiate(&args, &result), 0);
    free(args.workspace);
    bytes_free(&in);
    return bits;
}

/* Of a sheet that goes to its own release, where no rule has to do with it: the features that are refused. The negotiation must find the same. */
static uint64_t refused_of(struct sheet *s)
{
    uint64_t bits = 0;
    uint32_t i;

    try_sheet(s, s->minor);
    for ( i = 0; i < s->nr_outcomes; i++ )
        if ( s->outcomes[i].kind == LUS_OUTCOME_REFUSED )
        {
            assert_int_equal(s->outcomes[i].row, LUS_NO_ROW);
            assert_int_equal(s->outcomes[i].type, 0);
            assert_false(bits & s->outcomes[i].from);
            bits |= s->outcomes[i].from;
        }
    assert_true(bits == negotiated(s, s->minor, s->features));
    return bits;
}

static uint64_t refused(const struct use_case *c, uint64_t value, uint32_t instance, uint64_t have)
{
    struct sheet s = { .minor = LUS_RELEASE_LAST, .features = have };
    const struct lus_field *f;
    union lus_any *o;
    uint64_t bits;
    int in_entry;

    if ( c->type == LUS_TYPE_HVM_PARAMS )
        sheet_param(&s, instance, value);
    else if ( c->field )
    {
        f = sheet_field_of(c->type, c->field, &in_entry);
        /* Whose least value is none. */
        if ( c->type == LUS_TYPE_P2M_ACCESS )
            sheet_add(&s, c->type, instance)->p2m_access.default_access = LUS_P2M_ACCESS_RWX;
        o = in_entry ? sheet_add_entry(&s, c->type, instance) : sheet_add(&s, c->type, instance);
        lus_value_set(f, o, 0, value);
    }
    else
        sheet_add(&s, c->type, instance);
    bits = refused_of(&s);
    sheet_free(&s);
    return bits;
}

static void uses_by_value(void **state)
{
    const struct use_case *c;

    for ( c = use_cases; c < use_cases + NR_OF(use_cases); c++ )
    {
        print_message("%#llx %s\n", (unsigned long long)c->feature, c->field ? c->field : "");
        assert_int_equal(refused(c, c->uses, c->instance, ALL_FEATURES), 0);
        assert_int_equal(refused(c, c->uses, c->instance, ALL_FEATURES & ~c->feature), c->feature);
        if ( c->type == LUS_TYPE_HVM_PARAMS )
        {
            assert_int_equal(refused(c, c->idle, c->instance, ALL_FEATURES & ~c->feature), 0);
            assert_int_equal(refused(c, c->uses, 19, ALL_FEATURES & ~c->feature), 0);
        }
        else if ( c->field || c->other )
            assert_int_equal(refused(c, c->idle, c->other, ALL_FEATURES & ~c->feature), 0);
    }
}

/* Each feature is in one of the three lists: the test of a new one cannot be forgotten. */
static void all_features(void **state)
{
    uint64_t seen = seen_otherwise;
    uint32_t i;

    for ( i = 0; i < NR_OF(use_cases); i++ )
        seen |= use_cases[i].feature;
    assert_int_equal(seen & unseen, 0);
    assert_int_equal(seen | unseen, ALL_FEATURES);
}

/* [N-19]: of live domains each feature that is counted as used, and no other, is a no, also one that no stream shows. */
static void counted_live(void **state)
{
    static uint8_t bytes[2][65536];
    uint32_t bit;

    for ( bit = 0; bit < 63; bit++ )
    {
        struct lus_note_info info = { .profile = { 15, ALL_FEATURES }, .arch = LUS_ARCH_X86 };
        struct lus_use uses[] = { { .domid = 1, .guests = LUS_GUESTS_HVM, .features = LUS_FEATURE_HVM }, { .domid = 2, .guests = LUS_GUESTS_PV } };
        struct lus_negotiate_args args = { .uses = uses, .nr_uses = 2, .reason = keep_reason };
        struct lus_negotiate_result result;
        struct lus_note from, to;
        uint64_t size, bits = 0, flag = 1ull << bit;

        if ( !(ALL_FEATURES & flag) )
            continue;
        assert_int_equal(lus_note_write(&info, bytes[0], sizeof(bytes[0]), 0, &size), 0);
        assert_int_equal(lus_note_open(&from, bytes[0], size, 0), 0);
        info.profile.features &= ~flag;
        assert_int_equal(lus_note_write(&info, bytes[1], sizeof(bytes[1]), 0, &size), 0);
        assert_int_equal(lus_note_open(&to, bytes[1], size, 0), 0);
        uses[1].features = ALL_FEATURES;
        args.from = &from;
        args.to = &to;
        args.ctx = &bits;
        assert_int_equal(lus_negotiate(&args, &result), 0);
        assert_true(bits == flag && result.verdict == LUS_VERDICT_NO);
        bits = 0;
        uses[1].features = ALL_FEATURES & ~flag;
        uses[0].features &= ~flag;
        assert_int_equal(lus_negotiate(&args, &result), 0);
        assert_true(!bits && result.verdict != LUS_VERDICT_NO);
    }
}

/* EVTCHN_COMPAT_4096: ports from 1024 on, of 32-bit domains with two-level event channels; within one release, too. */
static void uses_by_ports(void **state)
{
    static const struct { uint32_t port; uint8_t is_32bit, has_abi, abi; int uses; } cases[] = {
        { 1024, 1, 1, LUS_EVTCHN_ABI_TWO_LEVEL, 1 }, { 4095, 1, 1, LUS_EVTCHN_ABI_TWO_LEVEL, 1 }, { 1023, 1, 1, LUS_EVTCHN_ABI_TWO_LEVEL, 0 },
        { 1024, 0, 1, LUS_EVTCHN_ABI_TWO_LEVEL, 0 }, { 1024, 1, 1, LUS_EVTCHN_ABI_FIFO, 0 }, { 1024, 1, 0, 0, 0 },
    };
    uint32_t i;

    for ( i = 0; i < NR_OF(cases); i++ )
    {
        struct sheet s = { .minor = 13, .features = ALL_FEATURES & ~LUS_FEATURE_EVTCHN_COMPAT_4096 };

        sheet_add(&s, LUS_TYPE_SHARED_INFO_PLACE, 0)->shared_info_place.is_32bit = cases[i].is_32bit;
        if ( cases[i].has_abi )
            sheet_add(&s, LUS_TYPE_EVTCHN_ABI, 0)->evtchn_abi.abi = cases[i].abi;
        sheet_add_entry(&s, LUS_TYPE_EVTCHNS, 0)->evtchn.port = cases[i].port;
        assert_int_equal(refused_of(&s), cases[i].uses ? LUS_FEATURE_EVTCHN_COMPAT_4096 : 0);
        sheet_free(&s);
    }
}

/* ARCH_CAPABILITIES: only a policy that says something there uses it. */
static void uses_by_key(void **state)
{
    static const struct { uint32_t index; uint64_t value; int uses; } entries[] = { { 0x10a, 8, 1 }, { 0x10a, 0, 0 }, { 0xce, 8, 0 } };
    uint32_t i;

    for ( i = 0; i < NR_OF(entries); i++ )
    {
        struct sheet s = { .minor = 15, .features = ALL_FEATURES & ~LUS_FEATURE_POLICY_ARCH_CAPS };
        union lus_any *o = sheet_add_entry(&s, LUS_TYPE_MSR_POLICY, 0);

        o->policy_msr.index = entries[i].index;
        o->policy_msr.value = entries[i].value;
        try_sheet(&s, 15);
        assert_int_equal(s.result.kinds[LUS_OUTCOME_REFUSED], (unsigned int)entries[i].uses);
        sheet_free(&s);
    }
}

/* A field of a revision counts in later ones too, and where it is not there yet nothing is read for it. */
static void uses_by_revision(void **state)
{
    static const struct { uint32_t minor; unsigned int refused; } releases[] = { { 14, 0 }, { 15, 1 }, { 18, 1 }, { 22, 1 } };
    uint32_t i;

    for ( i = 0; i < NR_OF(releases); i++ )
    {
        struct sheet s = { .minor = releases[i].minor, .features = ALL_FEATURES & ~LUS_FEATURE_VMTRACE };

        sheet_add(&s, LUS_TYPE_DOM_CREATE, 0)->dom_create.vmtrace_size = 4096;
        try_sheet(&s, releases[i].minor);
        assert_int_equal(s.result.kinds[LUS_OUTCOME_REFUSED], releases[i].refused);
        sheet_free(&s);
    }
}

/* Which releases have each by default: "a-b" all point releases of 4.a to 4.b, "a.x-y" of 4.a those from x to y. */
static const struct { uint64_t feature; const char *in; } defaults[] = {
    { F(PV), "11-22" }, { F(PV32), "11-13 14.0-2 15.0-0" }, { F(HVM), "11-22" }, { F(SHADOW), "11-21" }, { F(VIRIDIAN), "11-22" }, { F(EVTCHN_FIFO), "11-22" },
    { F(GRANT_TABLE), "11-22" }, { F(GRANT_V2), "11-22" }, { F(TMEM), "11-11" }, { F(VM_EVENT), "11-22" }, { F(MEM_PAGING), "11-15" }, { F(MEM_SHARING), "11-12" },
    { F(ALTP2M), "11-22" }, { F(ARGO), "" }, { F(VMTRACE), "15-22" }, { F(XSM_FLASK), "" }, { F(XSM_SILO), "" }, { F(SCHED_CREDIT), "11-22" },
    { F(SCHED_CREDIT2), "11-22" }, { F(SCHED_RTDS), "11-15" }, { F(SCHED_ARINC653), "" }, { F(SCHED_NULL), "11-15" }, { F(KEXEC), "11-22" }, { F(PSR), "11-22" },
    { F(PV_L1TF), "11.1-4 12-22" }, { F(IOREQ_PAGES_TARGET), "11.1-4 12-22" }, { F(PCI_QUARANTINE), "11.3-4 12.2-4 13-22" },
    { F(PCI_QUARANTINE_TABLES), "13.5-5 14.5-6 15.3-7 16.1-7 17-22" }, { F(EVTCHN_RESET_RESUMES), "12.4-4 13.2-5 14.1-6 15-22" },
    { F(EVTCHN_COMPAT_4096), "11-11 12.0-3 13.0-1 14.0-0" }, { F(POLICY_ARCH_CAPS), "12.4-4 13.2-5 14.1-6 15-22" }, { F(CPU_PARKING), "11.1-4 12-22" },
    { F(DPCI_NO_EOI), "13.2-5 14-22" }, { F(X2APIC_LDR_BY_ID), "17.3-7 18.1-6 19-22" }, { F(LAPIC_PENDING_ESR), "18.5-6 19.2-6 20.1-4 21-22" },
    { F(XSA_299), "11.3-4 12.2-4 13-22" }, { F(DEBUG_REGISTERS_RESET), "11.1-4 12-22" },
};

/* 4.11 to 4.22: the last point release. */
static const uint8_t last_points[] = { 4, 4, 5, 6, 7, 7, 7, 6, 6, 4, 2, 0 };

static int is_in(const char *in, uint32_t minor, uint32_t point)
{
    while ( *in )
    {
        uint32_t a = (uint32_t)strtoul(in, (char **)&in, 10), b, c;
        int points = *in == '.';

        b = (uint32_t)strtoul(in + 1, (char **)&in, 10);
        if ( points )
        {
            c = (uint32_t)strtoul(in + 1, (char **)&in, 10);
            if ( minor == a && point >= b && point <= c )
                return 1;
        }
        else if ( minor >= a && minor <= b )
            return 1;
        in += *in == ' ';
    }
    return 0;
}

static void by_point_release(void **state)
{
    uint32_t minor, point, i;

    for ( minor = 11; minor <= 22; minor++ )
        for ( point = 0; point <= (uint32_t)last_points[minor - 11] + 1; point++ )
        {
            uint32_t last = last_points[minor - 11];
            uint64_t expected = 0;
            struct lus_profile p;

            for ( i = 0; i < NR_OF(defaults); i++ )
                if ( is_in(defaults[i].in, minor, point > last ? last : point) )
                    expected |= defaults[i].feature;
            assert_int_equal(lus_profile_default(minor, point > last ? LUS_POINT_LAST : point, &p), 0);
            assert_int_equal(p.features, expected);
        }
}

/* The point release is in the producer's extra version, and counts only where the profile is still the producer's. */
static void by_producer(void **state)
{
    struct lus_header h = { .profile_major = 4, .profile_minor = 15, .producer_major = 4, .producer_minor = 15 };
    struct lus_profile p;

    memcpy(h.producer_extra, ".0", 3);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_true(p.features & LUS_FEATURE_PV32);
    memcpy(h.producer_extra, ".1-rc1", 7);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_false(p.features & LUS_FEATURE_PV32);
    h.producer_minor = 14;
    memcpy(h.producer_extra, ".0\0\0\0\0", 7);
    assert_int_equal(lus_profile_of(&h, &p), 0);
    assert_false(p.features & LUS_FEATURE_PV32);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(uses_by_value), cmocka_unit_test(all_features), cmocka_unit_test(counted_live), cmocka_unit_test(uses_by_ports), cmocka_unit_test(uses_by_key), cmocka_unit_test(uses_by_revision), cmocka_unit_test(by_point_release), cmocka_unit_test(by_producer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

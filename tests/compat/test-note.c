/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The acceptance note: every field, its canonical form, and hostile bytes. [N-4] to [N-14] [N-22] */
#include "../core/harness-note.h"

static struct lus_note_info full_info(void)
{
    static const struct lus_note_limit limits[] = { { 2, 77 }, { 4, LUS_NOTE_NO_LIMIT }, { 10, 256 }, { 900, 1ull << 40 } };
    struct lus_note_info info = note_info(15);

    info.profile.features = 0x123456789abull;
    memcpy(info.extra, ".3-pre", 6);
    info.no_hypercalls = 1ull << 31;
    info.more_hypercalls = 1ull << 39;
    info.bootmem.base = 0x1122334455667788ull;
    info.bootmem.per_gib = 0x11000001;
    info.bootmem.per_cpu = 0x12000002;
    info.bootmem.per_domain = 0x13000003;
    info.bootmem.per_vcpu = 0x14000004;
    info.limits = limits;
    info.nr_limits = NR_OF(limits);
    return info;
}

/* Section 2: every field of the header is where the spec has it. */
static void test_header(void **state)
{
    struct lus_note_info info = full_info();
    struct bytes b = note_write(&info), copy;
    uint32_t records = (uint32_t)get(b.p + 30, 2);

    (void)state;
    assert_memory_equal(b.p, "LUSNOTE", 8);
    assert_int_equal(get(b.p + 12, 4), b.n);
    assert_int_equal(get(b.p + 16, 2), 128);
    assert_int_equal(get(b.p + 18, 2), 1);
    assert_int_equal(get(b.p + 20, 2), 1);
    assert_int_equal(get(b.p + 22, 2), 1);
    assert_int_equal(get(b.p + 24, 2), 1);
    assert_int_equal(get(b.p + 26, 2), 4);
    assert_int_equal(get(b.p + 28, 2), 15);
    assert_memory_equal(b.p + 32, ".3-pre\0\0\0\0\0\0\0\0\0\0", 16);
    assert_int_equal(get(b.p + 48, 4), 128);
    assert_int_equal(get(b.p + 52, 4), 128 + 16 * records);
    assert_int_equal(get(b.p + 56, 2), 11);
    assert_int_equal(get(b.p + 58, 6), 0);
    assert_int_equal(get(b.p + 64, 8), 0x123456789abull);
    assert_int_equal(get(b.p + 72, 8) >> 31 & 0x101, 0x100);
    assert_int_equal(get(b.p + 80, 8) >> 31 & 0x101, 0x100);
    assert_int_equal(get(b.p + 96, 8), 0x1122334455667788ull);
    assert_int_equal(get(b.p + 104, 4), 0x11000001);
    assert_int_equal(get(b.p + 108, 4), 0x12000002);
    assert_int_equal(get(b.p + 112, 4), 0x13000003);
    assert_int_equal(get(b.p + 116, 4), 0x14000004);
    assert_int_equal(get(b.p + 120, 8), 0);
    copy = bytes_copy(b.p, b.n);
    note_seal(copy);
    assert_true(bytes_equal(b, copy));
    bytes_free(&copy);
    bytes_free(&b);
}

/* What is written is what is read. */
static void test_read(void **state)
{
    struct lus_note_info info = full_info();
    struct bytes b = note_write(&info);
    struct lus_note n = note_open(b, 0);
    struct lus_note_record r;
    struct lus_note_limit l;
    uint32_t i;

    (void)state;
    assert_int_equal(n.arch, 1);
    assert_int_equal(n.major, 4);
    assert_int_equal(n.minor, 15);
    assert_int_equal(n.features, info.profile.features);
    assert_int_equal(n.hypercalls_pv, get(b.p + 72, 8));
    assert_int_equal(n.hypercalls_hvm, get(b.p + 80, 8));
    assert_int_equal(n.xenfeats, get(b.p + 88, 8));
    assert_memory_equal(&n.bootmem.base, &info.bootmem.base, sizeof(info.bootmem.base));
    assert_int_equal(n.bootmem.per_vcpu, info.bootmem.per_vcpu);
    for ( i = 0; i < n.records; i++ )
    {
        assert_int_equal(lus_note_record(&n, i, &r), 0);
        assert_int_equal(r.type, get(b.p + 128 + 16 * i, 4));
        assert_int_equal(r.revision, get(b.p + 128 + 16 * i + 4, 2));
        assert_int_equal(r.least, get(b.p + 128 + 16 * i + 6, 2));
        assert_int_equal(r.flags, get(b.p + 128 + 16 * i + 8, 4));
    }
    assert_int_equal(lus_note_record(&n, n.records, &r), -LUS_E_ARGUMENT);
    assert_int_equal(lus_note_limit(&n, n.limits, &l), -LUS_E_ARGUMENT);
    /* The caller's limit replaces the release's, or takes it away; others are added. */
    assert_int_equal(lus_note_find_limit(&n, 2, &l), 0);
    assert_int_equal(l.value, 77);
    assert_int_equal(lus_note_find_limit(&n, 4, &l), -LUS_E_NOT_FOUND);
    assert_int_equal(lus_note_find_limit(&n, 10, &l), 0);
    assert_int_equal(lus_note_find_limit(&n, 900, &l), 0);
    assert_int_equal(l.value, 1ull << 40);
    assert_int_equal(lus_note_find_limit(&n, 5, &l), 0);
    assert_int_equal(l.value, 1024);
    bytes_free(&b);
}

/* [N-9] [N-14]: of each release and architecture, each type that the release has, in its revision, and no other. */
static void test_releases(void **state)
{
    const struct lus_record_type *types;
    uint32_t nr, minor, arch, i, found;
    struct lus_note_record r;
    struct lus_note n;

    (void)state;
    types = lus_record_types(&nr);
    for ( minor = LUS_RELEASE_FIRST; minor <= LUS_RELEASE_LAST; minor++ )
        for ( arch = LUS_ARCH_X86; arch <= LUS_ARCH_RISCV64; arch++ )
        {
            struct lus_note_info info = note_info(minor);
            struct bytes b;

            info.arch = (uint16_t)arch;
            b = note_write(&info);
            n = note_open(b, 0);
            for ( i = found = 0; i < nr; i++ )
            {
                uint32_t revision = lus_type_in_arch(types[i].type, arch) ? lus_profile_revision(&info.profile, types[i].type) : 0;

                assert_int_equal(lus_note_find(&n, types[i].type, &r), revision ? 0 : -LUS_E_NOT_FOUND);
                found += revision != 0;
                if ( !revision )
                    continue;
                assert_int_equal(r.revision, revision);
                assert_int_equal(r.least, 1);
                assert_int_equal(r.flags & LUS_NOTE_REQUIRED, types[i].presence == LUS_PRESENCE_ONE);
            }
            assert_int_equal(found, n.records);
            assert_int_equal(n.bootmem.base, 0);
            bytes_free(&b);
        }
    assert_int_equal(lus_note_find(&n, 0x40001f00, &r), -LUS_E_NOT_FOUND);
    assert_int_equal(lus_note_find(&n, 0xffffffff, &r), -LUS_E_NOT_FOUND);
    assert_int_equal(lus_note_find(&n, 1, &r), -LUS_E_NOT_FOUND);
}

/* domain is required of streams with a domain, sys_time of all. */
static void test_required(void **state)
{
    struct lus_note_info info = note_info(15);
    struct bytes b = note_write(&info);
    struct lus_note n = note_open(b, 0);
    struct lus_note_record r;

    (void)state;
    assert_int_equal(lus_note_find(&n, LUS_TYPE_DOMAIN, &r), 0);
    assert_int_equal(r.flags, LUS_NOTE_REQUIRED | LUS_NOTE_OF_DOMAIN);
    assert_int_equal(lus_note_find(&n, LUS_TYPE_SYS_TIME, &r), 0);
    assert_int_equal(r.flags, LUS_NOTE_REQUIRED);
    bytes_free(&b);
}

static void test_write_refused(void **state)
{
    static const struct lus_note_limit twice[] = { { 3, 1 }, { 3, 2 } }, zero[] = { { 0, 1 } };
    struct lus_note_info info = note_info(15), bad;
    struct bytes b = note_write(&info), guarded = bytes_new(b.n - 1, 0x5a);
    uint64_t size;

    (void)state;
    assert_int_equal(lus_note_write(&info, guarded.p, guarded.n, 0, &size), -LUS_E_NO_SPACE);
    assert_int_equal(size, b.n);
    assert_int_equal(guarded.p[0], 0x5a);
    bad = info;
    bad.profile.minor = LUS_RELEASE_FIRST - 1;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad.profile.minor = LUS_RELEASE_LAST + 1;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad = info;
    bad.arch = 0;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad.arch = 5;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad = info;
    bad.limits = twice;
    bad.nr_limits = 2;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad.limits = zero;
    bad.nr_limits = 1;
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bad = info;
    bad.extra[1] = 'x';
    assert_int_equal(lus_note_write(&bad, NULL, 0, 0, &size), -LUS_E_ARGUMENT);
    bytes_free(&guarded);
    bytes_free(&b);
}

/* [N-6]: no flipped bit is taken, and a flipped version bit is damage. */
static void test_bits(void **state)
{
    struct lus_note_info info = full_info();
    struct bytes b = note_write(&info);
    uint64_t i;
    struct lus_note n;
    int rc;

    (void)state;
    for ( i = 0; i < b.n * 8; i++ )
    {
        b.p[i / 8] ^= (uint8_t)(1u << (i & 7));
        rc = lus_note_open(&n, b.p, b.n, 0);
        assert_int_equal(rc, i / 8 < 8 || (i / 8 >= 16 && i / 8 < 18) ? -LUS_E_NOTE : i / 8 >= 12 && i / 8 < 16 && rc == -LUS_E_NOTE ? rc : -LUS_E_NOTE_CRC);
        b.p[i / 8] ^= (uint8_t)(1u << (i & 7));
    }
    note_open(b, 0);
    bytes_free(&b);
}

/* [N-7] [N-8]: nothing short is taken, and nothing long; each in memory of its own size. */
static void test_lengths(void **state)
{
    struct lus_note_info info = note_info(15);
    struct bytes b = note_write(&info), other;
    uint64_t n;

    (void)state;
    for ( n = 0; n < b.n; n++ )
    {
        other = bytes_copy(b.p, n);
        note_open(other, LUS_E_NOTE);
        bytes_free(&other);
    }
    for ( n = 1; n < 40; n++ )
    {
        other = bytes_new(b.n + n, 0);
        memcpy(other.p, b.p, b.n);
        assert_int_equal(note_open(other, LUS_E_NOTE).error_at, 12);
        bytes_free(&other);
    }
    bytes_free(&b);
}

/* [N-7] [N-8]: each rule, with a right CRC. */
static void test_canonical(void **state)
{
    struct lus_note_info info = note_info(15);
    struct bytes good = note_write(&info), b;
    uint32_t records = (uint32_t)get(good.p + 30, 2), domain = note_record_at(good, LUS_TYPE_DOMAIN), limit = note_limit_at(good, 1);
    const struct { uint32_t at; unsigned int n; uint64_t v; uint32_t where; } bad[] = {
        { 0, 1, 'l', 0 }, { 12, 4, 127, 12 }, { 12, 4, good.n - 16, 0 }, { 12, 4, good.n + 1, 12 }, { 12, 4, 0xffffffff, 12 },
        { 16, 2, 136, 16 }, { 18, 2, 0, 18 }, { 20, 2, 0, 20 }, { 20, 2, 5, 20 }, { 22, 2, 0, 22 }, { 24, 2, 0, 24 }, { 30, 2, records - 1, 52 },
        { 30, 2, 0xffff, 48 }, { 30, 2, records + 20, 48 }, { 30, 2, records + 1, 52 }, { 33, 1, 'x', 32 }, { 32, 1, 0x7f, 32 }, { 48, 4, 144, 48 },
        { 48, 4, 0, 48 }, { 48, 4, 0xffffffff, 48 }, { 52, 4, 0, 52 }, { 52, 4, 0xfffffff0, 52 }, { 52, 4, 128, 52 }, { 56, 2, 257, 52 },
        { 56, 2, 3, 12 }, { 58, 1, 1, 58 }, { 63, 1, 1, 58 }, { 120, 1, 1, 120 }, { 127, 1, 1, 120 },
        { domain, 4, 0, domain }, { domain, 4, get(good.p + domain - 16, 4), domain }, { domain, 4, get(good.p + domain + 16, 4), domain + 16 },
        { domain + 4, 2, 0, domain }, { domain + 6, 2, 0, domain }, { domain + 6, 2, 2, domain }, { domain + 8, 4, 16, domain },
        { domain + 8, 4, 8, domain }, { domain + 8, 4, 1 + 2 + 4, domain }, { domain + 8, 4, 1 + 2 + 8, domain }, { domain + 12, 4, 1, domain },
        { limit, 4, 0, limit }, { limit, 4, 2, limit + 16 }, { limit, 4, 3, limit + 16 }, { limit + 4, 4, 1, limit },
    };
    uint32_t i;

    (void)state;
    for ( i = 0; i < NR_OF(bad); i++ )
    {
        b = bytes_copy(good.p, good.n);
        note_put(b, bad[i].at, bad[i].n, bad[i].v);
        if ( bad[i].where || bad[i].at == 0 )
            assert_int_equal(note_open(b, LUS_E_NOTE).error_at, bad[i].where);
        else
            note_open(b, LUS_E_NOTE);
        bytes_free(&b);
    }
    bytes_free(&good);
}

/* [N-5] [N-7]: a later version is named, and all of it can be listed that is frozen. */
static void test_later(void **state)
{
    struct lus_note_info info = note_info(22);
    struct bytes b = note_write(&info), more;
    struct lus_note_record r;
    struct lus_note n;
    uint32_t i, old = (uint32_t)get(b.p + 30, 2);

    (void)state;
    note_add_record(&b, 0x40001f00, 3, 2, 0x80000001u);
    note_add_limit(&b, 5000, 7);
    /* Something new between header and records, and at the end. */
    more = bytes_new(b.n + 48, 0xee);
    memcpy(more.p, b.p, 128);
    memcpy(more.p + 160, b.p + 128, b.n - 128);
    put(more.p + 12, 4, more.n);
    put(more.p + 18, 2, 2);
    put(more.p + 26, 2, 5);
    put(more.p + 48, 4, 160);
    put(more.p + 52, 4, get(b.p + 52, 4) + 32);
    put(more.p + 58, 2, 9);
    note_seal(more);
    n = note_open(more, LUS_E_NOTE_VERSION);
    assert_int_equal(n.version, 2);
    assert_int_equal(n.major, 5);
    assert_int_equal(n.records, old + 1);
    assert_int_equal(lus_note_find(&n, 0x40001f00, &r), 0);
    assert_int_equal(r.revision, 3);
    assert_int_equal(r.flags, 0x80000001u);
    for ( i = 0; i < n.records; i++ )
        assert_int_equal(lus_note_record(&n, i, &r), 0);
    /* Lists outside the note, or in its header, are not read, whatever the version. */
    note_put(more, 48, 4, 64);
    assert_int_equal(note_open(more, LUS_E_NOTE).error_at, 48);
    note_put(more, 48, 4, (uint32_t)more.n);
    n = note_open(more, LUS_E_NOTE);
    assert_int_equal(n.records, 0);
    assert_int_equal(lus_note_record(&n, 0, &r), -LUS_E_ARGUMENT);
    bytes_free(&more);
    bytes_free(&b);
}

/* [N-12]: what E 17 and 18 of the traps say, and where it is seen. */
static void test_visible(void **state)
{
    struct lus_visible v;
    uint32_t minor;

    (void)state;
    for ( minor = LUS_RELEASE_FIRST; minor <= LUS_RELEASE_LAST; minor++ )
    {
        lus_visible(minor, LUS_ARCH_X86, &v);
        assert_int_equal(v.hypercalls_pv >> 38 & 1, minor == 11);
        assert_int_equal(v.hypercalls_hvm >> 38 & 1, minor == 11);
        assert_int_equal(v.hypercalls_pv >> 31 & 1, minor < 22);
        assert_int_equal(v.hypercalls_hvm >> 31 & 1, 0);
        assert_int_equal(v.hypercalls_pv >> 42 & 1, minor >= 14);
        assert_int_equal(v.hypercalls_hvm >> 21 & 1, minor >= 14);
        assert_int_equal(v.hypercalls_hvm >> 13 & 1, minor >= 16);
        assert_int_equal(v.hypercalls_pv >> 39 & 1, 0);
        assert_int_equal(v.xenfeats >> 16 & 3, minor >= 16 ? 3 : 0);
        assert_int_equal(v.xenfeats >> 18 & 3, minor >= 18 ? 3 : 0);
        assert_int_equal(v.xenfeats >> 20 & 1, minor >= 19);
        assert_int_equal(v.xenfeats >> 14 & 1, 0);
        lus_visible(minor, LUS_ARCH_ARM64, &v);
        assert_int_equal(v.hypercalls_pv, 0);
        assert_int_equal(v.hypercalls_hvm >> 20 & 1, 1);
        assert_int_equal(v.xenfeats >> 14 & 1, 1);
        assert_int_equal(v.xenfeats >> 8 & 7, 0);
    }
    lus_visible(47, LUS_ARCH_X86, &v);
    assert_int_equal(v.hypercalls_pv | v.xenfeats, 0);
    assert_string_equal(lus_hypercall_name(38), "tmem_op");
    assert_string_equal(lus_xenfeat_name(9), "hvm_safe_pvclock");
    assert_null(lus_hypercall_name(63));
    assert_null(lus_xenfeat_name(63));
}

/* [N-10]: ids ascend, name what the schema has, and values are those of the releases. */
static void test_limits(void **state)
{
    const struct lus_limit *l;
    const struct lus_guest_loss *loss;
    uint32_t nr, i;

    (void)state;
    l = lus_limits(&nr);
    assert_int_equal(nr, LUS_LIMITS);
    for ( i = 0; i < nr; i++ )
    {
        const struct lus_record_type *t = lus_record_type(l[i].type);

        assert_true(i == 0 ? l[i].id == 1 : l[i].id > l[i - 1].id);
        assert_true(strlen(l[i].doc) > 5 && strlen(l[i].source) > 5);
        assert_int_equal(t == NULL, l[i].seen >= LUS_LIMIT_DOMAINS);
        if ( l[i].seen == LUS_LIMIT_FIELD )
            assert_true(l[i].field < t->nr_fields && t->fields[l[i].field].since == 1);
        if ( l[i].seen == LUS_LIMIT_ENTRY )
            assert_true(t->entry && l[i].field < t->entry->nr_fields);
        if ( l[i].seen == LUS_LIMIT_COUNT )
            assert_non_null(t->entry);
    }
    assert_string_equal(l[2].name, "evtchn_port");
    assert_string_equal(lus_record_type(l[2].type)->entry->fields[l[2].field].name, "port");
    assert_int_equal(lus_limit_value(3, 11, LUS_ARCH_X86), LUS_NOTE_NO_LIMIT);
    assert_int_equal(lus_limit_value(3, 12, LUS_ARCH_X86), 64);
    assert_int_equal(lus_limit_value(3, 17, LUS_ARCH_X86), 64);
    assert_int_equal(lus_limit_value(3, 18, LUS_ARCH_X86), LUS_NOTE_NO_LIMIT);
    assert_int_equal(lus_limit_value(5, 11, LUS_ARCH_ARM64), 2);
    assert_int_equal(lus_limit_value(5, 12, LUS_ARCH_ARM64), 1);
    assert_int_equal(lus_limit_value(8, 20, LUS_ARCH_X86), 10);
    assert_int_equal(lus_limit_value(8, 21, LUS_ARCH_X86), 512);
    assert_int_equal(lus_limit_value(LUS_LIMITS, 15, LUS_ARCH_X86), LUS_NOTE_NO_LIMIT);
    assert_int_equal(lus_limit_value(0, 64, LUS_ARCH_X86), LUS_NOTE_NO_LIMIT);
    loss = lus_guest_losses(&nr);
    for ( i = 0; i < nr; i++ )
        assert_true((i == 0 || loss[i].number > loss[i - 1].number) && strlen(loss[i].doc) > 10 && strlen(loss[i].source) > 5);
}

/* [N-13] */
static void test_bootmem(void **state)
{
    struct lus_host_use host = { 0, 3, 5, 7, 11, 0 };
    struct lus_note_info info = note_info(15);
    struct lus_note n;
    struct bytes b;

    (void)state;
    info.bootmem.base = 1000000;
    info.bootmem.per_gib = 1000;
    info.bootmem.per_cpu = 100;
    info.bootmem.per_domain = 10;
    info.bootmem.per_vcpu = 1;
    b = note_write(&info);
    n = note_open(b, 0);
    assert_int_equal(lus_note_bootmem(&n, NULL), 1000000);
    assert_int_equal(lus_note_bootmem(&n, &host), 1003581);
    host.memory_gib = 0xffffffffffffffffull;
    assert_int_equal(lus_note_bootmem(&n, &host), 0xffffffffffffffffull);
    host.memory_gib = 1ull << 60;
    assert_int_equal(lus_note_bootmem(&n, &host), 0xffffffffffffffffull);
    host.memory_gib = 1ull << 53;
    assert_int_equal(lus_note_bootmem(&n, &host), (1000ull << 53) + 1000581);
    n.bootmem.base = 0xffffffffffffffffull;
    host.memory_gib = 0;
    assert_int_equal(lus_note_bootmem(&n, &host), 0xffffffffffffffffull);
    bytes_free(&b);
}

/* [N-22]: any bytes, with a right CRC or not. */
static void test_hostile(void **state)
{
    struct lus_note_info info = full_info();
    struct bytes good = note_write(&info), b;
    struct lus_note_record r;
    struct lus_note_limit l;
    struct lus_note n;
    uint32_t i, k, taken = 0;
    int rc;

    (void)state;
    rnd_seed(7);
    for ( i = 0; i < 20000; i++ )
    {
        b = bytes_copy(good.p, below(8) ? good.n : below(good.n));
        for ( k = (uint32_t)below(4); b.n && k; k-- )
            b.p[below(2) ? below(b.n) : below(b.n < 128 ? b.n : 128)] = (uint8_t)(below(2) ? rnd() : below(2) ? 0 : 0xff);
        if ( b.n >= 128 && below(4) )
            note_seal(b);
        rc = lus_note_open(&n, b.p, b.n, 0);
        assert_true(rc == 0 || rc == -LUS_E_NOTE || rc == -LUS_E_NOTE_CRC || rc == -LUS_E_NOTE_VERSION);
        taken += rc == 0;
        for ( k = 0; !lus_note_record(&n, k, &r); k++ )
            assert_true(rc || lus_note_find(&n, r.type, &r) == 0);
        for ( k = 0; !lus_note_limit(&n, k, &l); k++ )
            assert_true(rc || lus_note_find_limit(&n, l.id, &l) == 0);
        bytes_free(&b);
    }
    assert_in_range(taken, 1000, 19000);
    bytes_free(&good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header), cmocka_unit_test(test_read), cmocka_unit_test(test_releases), cmocka_unit_test(test_required),
        cmocka_unit_test(test_write_refused), cmocka_unit_test(test_bits), cmocka_unit_test(test_lengths), cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_later), cmocka_unit_test(test_visible), cmocka_unit_test(test_limits), cmocka_unit_test(test_bootmem),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

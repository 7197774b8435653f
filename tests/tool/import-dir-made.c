/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Dumps made by hand, of rare kinds: 32-bit PV, grant version 2, ports that only a debug key shows, no JSON. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import-dir.h"

static char top[64], inner[80];
static char written[40][128];
static unsigned int nr_written;

static void put(const char *dir, const char *name, const void *bytes, size_t len)
{
    FILE *f;

    snprintf(written[nr_written], sizeof(written[0]), "%.80s/%.40s", dir, name);
    f = fopen(written[nr_written++], "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

static void put_text(const char *dir, const char *name, const char *text)
{
    put(dir, name, text, strlen(text));
}

static void begin(void)
{
    snprintf(top, sizeof(top), "/tmp/test-import-made-XXXXXX");
    assert_non_null(mkdtemp(top));
    snprintf(inner, sizeof(inner), "%s/xdump", top);
    assert_int_equal(mkdir(inner, 0700), 0);
    nr_written = 0;
}

static void end(void)
{
    while ( nr_written )
        unlink(written[--nr_written]);
    rmdir(inner);
    rmdir(top);
}

static void put32(uint8_t *p, uint64_t v)
{
    unsigned int i;

    for ( i = 0; i < 4; i++ )
        p[i] = (uint8_t)(v >> 8 * i);
}

/* Imports what was put; fails unless it is taken. */
static struct got *import(void)
{
    static struct got got;
    struct problem p;

    if ( import_path(&got, top, &p) )
        fail_msg("offset 0x%llx: %s", (unsigned long long)p.offset, p.text);
    return &got;
}

static struct problem refuse(const char *says)
{
    static struct got got;
    struct problem p;

    if ( import_path(&got, top, &p) == 0 )
        fail_msg("taken, not refused with: %s", says);
    if ( !strstr(p.text, says) )
        fail_msg("\"%s\" is not in: %s", says, p.text);
    return p;
}

/* The bytes of table entry @i. */
static void entry(struct got *got, uint32_t type, unsigned int i, uint8_t *out)
{
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p = NULL;

    assert_non_null(got_record(got, type, 0, &rec));
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    do
        assert_int_equal(lus_table_next(&t, &p), 1);
    while ( i-- );
    memcpy(out, p, rec.info->entry->size);
}

/* The same with contexts of another length or content, and a p2m of another form. */
static void spoil_narrow(uint8_t *ctx, uint8_t *p2m)
{
    struct lus_record rec;
    struct got *got;

    put(inner, "vcpu3.ctx", ctx, 2800);
    refuse("vcpu3.ctx: 2800 bytes");
    ctx[5000] = 1;
    put(inner, "vcpu3.ctx", ctx, 5168);
    refuse("vcpu3.ctx");
    /* Two 32-bit entries where one of 64 should be: the frames are not known. */
    ctx[5000] = 0;
    put(inner, "vcpu3.ctx", ctx, 5168);
    put32(p2m + 4, 0x1001);
    put(inner, "p2m.bin", p2m, 6 * 8);
    got = import();
    got_domain(got, 9);
    assert_null(got_record(got, LUS_TYPE_P2M, 0, &rec));
    got_free(got);
}

/* A 32-bit guest as 4.11's dumper has it: contexts in the union of both layouts, p2m entries of 32 bits widened. */
static void narrow_guest(void)
{
    static uint8_t ctx[5168], p2m[6 * 8], shared[2 * 4096], status[4096];
    struct lus_grant_v2 g;
    struct lus_extent e;
    struct lus_record rec;
    struct lus_map m;
    struct got *got;
    uint8_t wire[LUS_ENTRY_MAX];

    begin();
    put_text(inner, "facts.json",
             "{ \"domid\": 9, \"hvm\": 0, \"domctl_interface\": \"0x10\", \"address_size\": 32, \"guest_width\": 4,"
             " \"pt_levels\": 3, \"p2m_size\": 6, \"grant_frames\": 2, \"grant_max_frames\": 32, \"grant_version\": 2,"
             " \"vcpus\": [ {\"vcpu\": 3, \"online\": 1, \"blocked\": 0, \"running\": 1, \"cpu_time\": 77,"
             " \"ctx_bytes\": 5168} ] }\n");
    /* xen-x86_32.h: the registers begin behind 512 bytes of FPU state and 4 of flags; eip is the eighth after ebx. */
    put32(ctx + 512, 0x20);
    put32(ctx + 516, 0x11223344);
    put(inner, "vcpu3.ctx", ctx, sizeof(ctx));
    put32(p2m, 0x1000);
    put32(p2m + 8, 0x1001);
    put32(p2m + 16, 0xffffffff);
    put32(p2m + 24, 0x40000003);
    memset(p2m + 32, 0xff, 8);
    put32(p2m + 40, 0x2000);
    put(inner, "p2m.bin", p2m, sizeof(p2m));
    put32(shared + 16 * 300, 1 | 5 << 16);
    put32(shared + 16 * 300 + 8, 0x89abcdef);
    put32(shared + 16 * 300 + 12, 0x12);
    put(inner, "grant_shared.bin", shared, sizeof(shared));
    put32(status + 2 * 300, 8);
    put32(status + 2 * 302, 16);
    put(inner, "grant_status.bin", status, sizeof(status));
    got = import();
    assert_int_equal(got->header.producer_minor, 11);
    got_domain(got, 9);
    assert_int_equal(got_field(got, LUS_TYPE_PV_INFO, 0, "guest_width", 0), 4);
    assert_int_equal(got_field(got, LUS_TYPE_PV_INFO, 0, "pt_levels", 0), 3);
    assert_int_equal(got_field(got, LUS_TYPE_PV_VCPU, 3, "flags", 0), 0x20);
    assert_int_equal(got_field(got, LUS_TYPE_PV_VCPU, 3, "rbx", 0), 0x11223344);
    assert_int_equal(got_field(got, LUS_TYPE_VCPU, 3, "run", 0), LUS_VCPU_RUN_ONLINE | LUS_VCPU_RUN_RUNNING);
    assert_int_equal(got_field(got, LUS_TYPE_VCPU, 3, "cpu_time", 0), 77);
    assert_int_equal(got_field(got, LUS_TYPE_P2M, 0, "max_gfn", 0), 5);
    assert_non_null(got_record(got, LUS_TYPE_P2M, 0, &rec));
    assert_int_equal(lus_map_open(&m, &got->seg, &rec), 0);
    assert_int_equal(lus_map_next(&m, &e), 1);
    assert_true(e.gfn == 0 && e.mfn == 0x1000 && e.count == 2);
    assert_int_equal(lus_map_next(&m, &e), 1);
    assert_true(e.gfn == 5 && e.mfn == 0x2000 && e.count == 1);
    assert_int_equal(lus_map_next(&m, &e), 0);
    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "version", 0), 2);
    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "nr_status_frames", 0), 1);
    assert_int_equal(got_field(got, LUS_TYPE_GRANTS_V2, 0, "frames", 0), 2);
    entry(got, LUS_TYPE_GRANTS_V2, 0, wire);
    assert_int_equal(lus_decode_grant_v2(wire, &g), 0);
    assert_true(g.gref == 300 && g.flags == 1 && g.domid == 5 && g.status == 8 && g.frame == 0x1289abcdefull);
    entry(got, LUS_TYPE_GRANTS_V2, 1, wire);
    assert_int_equal(lus_decode_grant_v2(wire, &g), 0);
    assert_true(g.gref == 302 && g.flags == 0 && g.status == 16);
    got_free(got);

    spoil_narrow(ctx, p2m);
    end();
}

/* What only one of JSON and debug key has, and where they differ. */
static void ports(void)
{
    static const struct lus_evtchn want[] = {
        { .port = 1, .state = 3, .known = 8, .notify_vcpu = 1, .remote_domid = 0, .remote_port = 5 },
        { .port = 2, .state = 15, .known = 1, .xen_consumer = 1 },
        { .port = 3, .state = 1, .known = 11, .masked = 1 },
        { .port = 4, .state = 2, .known = 11, .notify_vcpu = 0, .remote_domid = 0x7ff0, .pending = 1 },
        { .port = 5, .state = 5, .known = 9, .virq = 2 },
        { .port = 64, .state = 6, .known = 11, .notify_vcpu = 2 },
    };
    struct got *got;
    struct lus_evtchn e;
    uint8_t wire[LUS_ENTRY_MAX];
    unsigned int i;

    begin();
    put_text(inner, "dom.json",
             "{ \"domid\": 4, \"hvm\": 1, \"evtchn_ports_probed\": 64, \"evtchn\": ["
             " {\"port\": 4, \"status\": \"unbound\", \"vcpu\": 0, \"dom\": 32752},"
             " {\"port\": 1, \"status\": \"interdomain\", \"vcpu\": 1, \"dom\": 0, \"rport\": 5},"
             " {\"port\": 2, \"status\": \"xen\"},"
             " {\"port\": 5, \"status\": \"virq\", \"vcpu\": 0, \"virq\": 2} ] }");
    put_text(top, "key-e.txt",
             "(XEN) [2026-01-02 03:04:05] 'e' pressed -> dumping event-channel info\n"
             "(XEN) [2026-01-02 03:04:05] Event channel information for domain 4:\n"
             "(XEN)        9 [0/0/  -   ]: s=6 n=0 x=0\n"
             "(XEN) Event channel information for domain 4:\n(XEN) Polling vCPUs: {}\n(XEN)     port [p/m/s]\n"
             "(XEN)        1 [0/0/  -   ]: s=3 n=0 x=0 d=0 p=6\n"
             "(d4) Linux says        2 [\n"
             "(XEN)        3 [0/1/  -   ]: s=1 n=0 x=0\n"
             "(XEN) [2026-01-02 03:04:05]        4 [1/0/B 12345]: s=2 n=0 x=0 d=32752 Z=system_u:object_r:evtchn_t\n"
             "(XEN)        5 [1/1/?     ]: s=5 n=0 x=0 v=2\n"
             "(XEN)        6 [0/0/  -   ]: s=6 n=0 x=0\n"
             "(XEN)       64 [0/0/  64  ]: s=6 n=2 x=0\n");
    got = import();
    assert_int_equal(got->header.producer_major, 0);
    got_domain(got, 4);
    assert_int_equal(got_field(got, LUS_TYPE_EVTCHN_ABI, 0, "abi", 0), LUS_EVTCHN_ABI_FIFO);
    for ( i = 0; i < sizeof(want) / sizeof(want[0]); i++ )
    {
        entry(got, LUS_TYPE_EVTCHNS, i, wire);
        assert_int_equal(lus_decode_evtchn(wire, &e), 0);
        if ( e.port != want[i].port || e.state != want[i].state || e.known != want[i].known ||
             e.xen_consumer != want[i].xen_consumer || e.notify_vcpu != want[i].notify_vcpu ||
             e.remote_domid != want[i].remote_domid || e.pending != want[i].pending ||
             e.masked != want[i].masked || e.remote_port != want[i].remote_port || e.virq != want[i].virq )
            fail_msg("port %u is not as it should be (known %u)", want[i].port, e.known);
    }
    got_free(got);
    end();
}

/* domaininfo.bin alone says which domain it is and how big. */
static void bare(void)
{
    static uint8_t info[112];
    struct got *got;

    begin();
    info[0] = 7;
    put32(info + 4, 0xffff0002);
    put32(info + 8, 4096);
    info[96] = 39;
    put32(info + 104, 1);
    put32(info + 108, 1);
    put(inner, "domaininfo.bin", info, sizeof(info));
    got = import();
    got_domain(got, 7);
    assert_int_equal(got_field(got, LUS_TYPE_DOMAIN, 0, "kind", 0), LUS_GUEST_KIND_HVM);
    assert_int_equal(got_field(got, LUS_TYPE_DOM_INFO, 0, "tot_pages", 0), 4096);
    assert_int_equal(got_field(got, LUS_TYPE_DOM_INFO, 0, "gpaddr_bits", 0), 39);
    assert_int_equal(got_field(got, LUS_TYPE_DOM_INFO, 0, "misc_flags", 0), 1);
    got_free(got);

    /* A release whose structure has another length; a JSON of another release than the host's. */
    put_text(inner, "facts.json", "{ \"domctl_interface\": \"0x13\" }");
    refuse("104 in this release");
    assert_int_equal(mkdir(strcat(strcpy(written[39], top), "/host"), 0700), 0);
    put_text(written[39], "xl-info.txt",
             "xen_major              : 4\nxen_minor              : 17\nxen_extra              : .7\n");
    refuse("domctl interface");
    put_text(inner, "facts.json", "{ \"domctl_interface\": \"0x16\" }");
    refuse("domctl interface");
    put_text(inner, "facts.json", "{ \"domctl_interface\": \"0x15\" }");
    got = import();
    assert_true(got->header.producer_minor == 17 && got->header.profile_minor == 17 && !strcmp(got->header.producer_extra, ".7"));
    got_free(got);
    unlink(strcat(strcpy(written[38], written[39]), "/xl-info.txt"));
    rmdir(written[39]);
    end();
}

/* What importing says on standard error, once more and aloud. */
static void expect_notes(const char *const *notes)
{
    struct import_options o = { .program = "test", .next_domid = 1 };
    int saved = dup(2), fd;
    struct problem p = { 0 };
    char text[8192], path[96];
    struct bag bag;
    ssize_t n;

    snprintf(path, sizeof(path), "%s/notes", top);
    fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && saved >= 0 && dup2(fd, 2) == 2);
    bag_init(&bag);
    import_dir(&bag, top, &o, &p);
    bag_free(&bag);
    dup2(saved, 2);
    close(saved);
    n = pread(fd, text, sizeof(text) - 1, 0);
    close(fd);
    unlink(path);
    assert_int_equal(p.code, 0);
    assert_true(n >= 0);
    text[n] = 0;
    for ( ; *notes; notes++ )
        if ( !strstr(text, *notes) )
            fail_msg("\"%s\" is not in:\n%s", *notes, text);
}

/* P-22. Files that are not there although the JSON says what is in them; texts that are of other domains. */
static void lost_files(void)
{
    static const char *const pv[] = {
        "no vcpu0.ctx, but facts.json says that it has 5168 (ctx_bytes): absent", "no vcpu0.msrs, but facts.json says that it has 2",
        "no cpuid.bin, but facts.json says that it has 49", "no msr.bin, but", "no p2m.bin, but facts.json says that it has 4096",
        "no pfntypes.bin, but facts.json says that it has 7", "no grant_shared.bin, but", "\"maximum_gpfn\" is not read",
        "key-e.txt says nothing of domain 7", "key-g.txt says nothing of domain 7", NULL
    };
    static const char *const hvm[] = { "no hvmctx.bin, but facts.json says that it has 6000", NULL };

    begin();
    put_text(inner, "facts.json",
             "{ \"domid\": 7, \"hvm\": 0, \"cpuid_leaves\": 49, \"policy_msrs\": 2, \"p2m_size\": 4096, \"maximum_gpfn\": 4095,"
             " \"pfntype_histogram\": [7,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0], \"grant_shared_frames\": 2,"
             " \"vcpus\": [ { \"vcpu\": 0, \"ctx_bytes\": 5168, \"ext_bytes\": 0, \"msr_count\": 2 } ] }");
    put_text(top, "key-e.txt", "(XEN) Event channel information for domain 8:\n");
    put_text(top, "key-g.txt", "");
    expect_notes(pv);
    put_text(inner, "facts.json", "{ \"domid\": 7, \"hvm\": 1, \"hvmctx_bytes\": 6000 }");
    expect_notes(hvm);
    put_text(inner, "facts.json", "{ \"domid\": 7");
    refuse("xdump/facts.json: JSON, line 1: '}' expected near end of file");
    end();
}

/* P-22. Files that a dumper always writes, of which the JSON need not say anything. */
static void lost_unsaid(void)
{
    static const char *const hvm[] = { "no hvmctx.bin: what it has is absent", NULL };
    static const char *const pv[] = {
        "no shared_info.bin: what it has is absent", "no grant_shared.bin, but facts.json says that it was read (grant_shared.bin_status)", NULL
    };

    begin();
    put_text(inner, "facts.json", "{ \"domid\": 7, \"hvm\": 1 }");
    expect_notes(hvm);
    put_text(inner, "facts.json", "{ \"domid\": 7, \"hvm\": 0, \"address_size\": 64, \"grant_shared.bin_status\": [0] }");
    expect_notes(pv);
    end();
}

/* What has a file's name and is none is refused, not taken for a file that is not there. */
static void no_file(void)
{
    char path[128];

    begin();
    put_text(inner, "facts.json", "{ \"domid\": 7, \"hvm\": 1 }");
    snprintf(path, sizeof(path), "%s/hvmctx.bin", inner);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(refuse("hvmctx.bin: has the name of a file of a capture, and is none").code, EXIT_USAGE);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_int_equal(refuse("hvmctx.bin: a link that cannot be followed").code, EXIT_USAGE);
    assert_int_equal(unlink(path), 0);
    end();
}

#define GRANTS "(XEN) grant-table for remote d7 (v1)\n(XEN)   4 frames (64 max), 1 maptrack frames (1024 max)\n"
#define GRANT "(XEN) [0x008]      0 0xb7a1f 0x00000001          0 0x0b7a1f 0x19\n"

/* P-27. A text that ends within a domain's grants has only a part of them, though its last line is whole. */
static void cut_grants(void)
{
    static const char *const cut[] = { "key-g.txt is cut in the grants of domain 7: grants_active is absent", NULL };
    static const struct { const char *text; unsigned int whole, grants; } cases[] = {
        { GRANTS, 0, 0 }, { GRANTS GRANT, 0, 0 }, { GRANTS "(XEN) no active grant table entries\n", 1, 0 },
        { GRANTS GRANT "(XEN) gnttab_usage_print_all ] done\n", 1, 1 },
        { GRANTS GRANT "(XEN)       -------- active --------       -------- shared --------\n", 1, 1 },
        { GRANTS GRANT "(XEN) grant-table for remote d8 (v1)\n", 1, 1 },
        /* The key again, and cut. */
        { GRANTS GRANT "(XEN) gnttab_usage_print_all ] done\n" GRANTS, 0, 0 },
    };
    struct lus_record rec;
    struct got *got;
    size_t i;

    begin();
    put_text(inner, "facts.json", "{ \"domid\": 7, \"hvm\": 0 }");
    for ( i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        put_text(top, "key-g.txt", cases[i].text);
        got = import();
        got_domain(got, 7);
        assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "max_frames", 0), 64);
        assert_int_equal(got_record(got, LUS_TYPE_GRANTS_ACTIVE, 0, &rec) != NULL, cases[i].whole);
        if ( cases[i].whole )
            assert_int_equal(rec.length, cases[i].grants * lus_record_type(LUS_TYPE_GRANTS_ACTIVE)->entry->size);
        got_free(got);
        if ( !cases[i].whole )
            expect_notes(cut);
    }
    end();
}

#define FACTS "{ \"domid\": 7, \"hvm\": 0,\n"

/* P-26. What is no JSON, or more than JSON's readers agree on: the file, the line, and where. "^" is behind what is at fault. */
static void no_json(void)
{
    static const struct { const char *text, *says; } cases[] = {
        { FACTS " \"domid\"^: 7 }", "line 2: duplicate object key near '\"domid\"'" },
        { FACTS " \"tsc\": {\"mode\": 0, \"khz\": 1, \"mode\"^: 0} }", "line 2: duplicate object key near '\"mode\"'" },
        { FACTS " \"vcpus\": [ {\n\"x\": {}, \"x\"^: 0} ] }", "line 3: duplicate object key near '\"x\"'" },
        { FACTS " \"cpu_time\": 18446744073709551616^ }", "line 2: too big integer" },
        { FACTS " \"not read\": [-9223372036854775809^] }", "line 2: too big negative integer" },
        { FACTS " \"cpu_time\": 9223372036854775808, \"a\": [18446744073709551615\n, 9999999999999999999], \"hvm\"^: 0 }",
          "line 3: duplicate object key near '\"hvm\"'" },
        { FACTS " 18446744073709551615^: 0 }", "line 2: too big integer" },
        { FACTS " \"a\": 09999999999999999999 }", "line 2: invalid token near '0'" },
        { FACTS " \"a\": 18446744073709551615x }", "line 2: too big integer" },
        { FACTS " \"a\": \"9223372036854775808\", \"a\\\"\": \"\\\\\", \"a\"^: 0 }", "duplicate object key near '\"a\"'" },
        { FACTS " \"a\": \"\\u0000\"^ }", "line 2: \\u0000 is not allowed" },
        { FACTS " \"a\": '1' }", "line 2: invalid token near '''" },
        { FACTS " \"a\": NaN }", "line 2: invalid token near 'NaN'" },
        { FACTS " \"a\": 0, }", "line 2: string or '}' expected near '}'" },
        { FACTS " \"a\": 0 }\n {^ }", "line 3: end of file expected near '{'" },
        { "[]", "document: object expected" },
        { "", "line 1: '[' or '{' expected near end of file" },
    };
    char text[256], says[128];
    struct problem p;
    const char *at;
    size_t i;

    begin();
    for ( i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        at = strchr(cases[i].text, '^');
        snprintf(text, sizeof(text), "%.*s%s", (int)strcspn(cases[i].text, "^"), cases[i].text, at ? at + 1 : "");
        snprintf(says, sizeof(says), "xdump/facts.json: %s%s", *cases[i].says == 'd' && *text == '[' ? "" : "JSON, ", cases[i].says);
        put_text(inner, "facts.json", text);
        nr_written = 1;
        p = refuse(strncmp(cases[i].says, "dup", 3) ? says : cases[i].says);
        assert_int_equal(p.code, EXIT_CORRUPT);
        if ( at && p.offset != (uint64_t)(at - cases[i].text) )
            fail_msg("%s: offset %llu, not %llu", text, (unsigned long long)p.offset, (unsigned long long)(at - cases[i].text));
    }
    end();
}

/* P-26. Numbers by their path; those of 64 bits that are no signed ones are taken. */
static void numbers(void)
{
    static const struct { const char *member, *says; } cases[] = {
        { "\"paging_mempool\": 7.0", "paging_mempool: not a number" }, { "\"paging_mempool\": 1e2", "paging_mempool: not a number" },
        { "\"paging_mempool\": null", "paging_mempool: not a number" }, { "\"paging_mempool\": true", "paging_mempool: not a number" },
        { "\"paging_mempool\": -1", "paging_mempool: the number is negative" },
        { "\"paging_mempool\": \"7\"", "paging_mempool: the text is not a hexadecimal number" },
        { "\"paging_mempool\": \"0x7g\"", "paging_mempool: the text is not a hexadecimal number" },
        { "\"paging_mempool\": \"0x10000000000000000\"", "paging_mempool: the number is too big" },
        { "\"vcpus\": [ {\"vcpu\": 18446744073709551615} ]", "vcpus[0].vcpu: the number is too big" },
        { "\"vcpus\": [ {\"vcpu\": 0, \"online\": 2} ]", "vcpus[0].online: the number is too big" },
        { "\"evtchn\": [ {\"port\": 1, \"status\": 18446744073709551615} ]", "evtchn[0].status: not a status" },
        { "\"evtchn\": [ {\"port\": 1, \"status\": 1} ]", "evtchn[0].status: not a text" },
        { "\"a\": [[[[[[[[[[[[[[[]]]]]]]]]]]]]]]", "document: more than 15 levels of arrays and objects" },
    };
    static const struct { const char *number; uint64_t v; } good[] = {
        { "18446744073709551615", ~0ull }, { "18446744073709551614\n", ~0ull - 1 }, { "9223372036854775808 ", 1ull << 63 },
        { "9223372036854775807", ~0ull >> 1 }, { "9999999999999999999", 9999999999999999999ull }, { "1000000000000000000", 1000000000000000000 },
        { "-0", 0 }, { "\"0xFFFFFFFFFFFFFFFF\"", ~0ull },
    };
    struct got *got;
    char text[256];
    size_t i;

    begin();
    for ( i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        snprintf(text, sizeof(text), FACTS "%s }", cases[i].member);
        put_text(inner, "facts.json", text);
        nr_written = 1;
        snprintf(text, sizeof(text), "xdump/facts.json: %s", cases[i].says);
        refuse(text);
    }
    for ( i = 0; i < sizeof(good) / sizeof(good[0]); i++ )
    {
        snprintf(text, sizeof(text), FACTS "\"paging_mempool\": %s, \"s\": \"\\\"9223372036854775808,\", \"a\": [[[[[[[[[[[[[[7]]]]]]]]]]]]]] }", good[i].number);
        put_text(inner, "facts.json", text);
        nr_written = 1;
        got = import();
        got_domain(got, 7);
        assert_int_equal(got_field(got, LUS_TYPE_PAGING_POOL, 0, "bytes", 0), good[i].v);
        got_free(got);
    }
    end();
}

void test_made(void **state)
{
    (void)state;
    no_json();
    numbers();
    lost_files();
    lost_unsaid();
    no_file();
    cut_grants();
    narrow_guest();
    ports();
    bare();
}

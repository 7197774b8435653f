/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* P-27. What debug key 'q' says of a domain: records printed as Xen prints them, against the text; made texts of rare and of damaged kinds. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import-dir.h"

/* The part of the text that is of one domain, up to the next. */
static char *part_of(const char *text, uint32_t domid)
{
    char heading[64];
    const char *at, *end;

    snprintf(heading, sizeof(heading), "General information for domain %u:", domid);
    at = strstr(text, heading);
    if ( !at )
        return NULL;
    end = strstr(at + 10, "General information for domain ");
    return strndup(at, end ? (size_t)(end - at) : strlen(at));
}

/* A set of ranges as rangeset_printk() prints it. */
static void print_set(struct got *got, uint32_t type, uint32_t instance, const char *name, char *out, size_t room)
{
    const struct lus_field *fields;
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p;
    uint64_t first, last;
    size_t n = (size_t)snprintf(out, room, "    %-10s {", name);
    const char *one = type == LUS_TYPE_IRQ_CAPS ? "%llu" : "%llx", *two = type == LUS_TYPE_IRQ_CAPS ? "%llu-%llu" : "%llx-%llx";
    int nr = 0;

    assert_non_null(got_record(got, type, instance, &rec));
    fields = rec.info->entry->fields;
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
    {
        first = lus_field_load(&fields[0], p, 0);
        last = type == LUS_TYPE_IOREQ_RANGES ? lus_field_load(&fields[1], p, 0) : first + lus_field_load(&fields[rec.info->entry->nr_fields - 1], p, 0) - 1;
        n += (size_t)snprintf(out + n, room - n, "%s ", nr++ ? "," : "");
        n += (size_t)snprintf(out + n, room - n, first == last ? one : two, (unsigned long long)first, (unsigned long long)last);
        assert_true(n < room - 8);
    }
    snprintf(out + n, room - n, " }\n");
}

static void check_set(struct got *got, const char *part, uint32_t type, uint32_t instance, const char *name)
{
    static char line[1 << 16];

    print_set(got, type, instance, name, line, sizeof(line));
    if ( !strstr(part, line) )
        fail_msg("not in the text: %s", line);
    tally.general++;
}

static unsigned int count(const char *text, const char *what)
{
    unsigned int n = 0;

    for ( ; (text = strstr(text, what)) != NULL; text += strlen(what) )
        n++;
    return n;
}

static void check_ioreq(struct got *got, const char *part)
{
    static const char *const kinds[] = { "port", "memory", "pci" };
    struct lus_record rec;
    unsigned int kind, server, n = 0;
    char name[32];

    for ( server = 0; server < 16; server++ )
        for ( kind = 0; kind < 3; kind++ )
            if ( got_record(got, LUS_TYPE_IOREQ_RANGES, kind << 8 | server, &rec) )
            {
                snprintf(name, sizeof(name), "ioreq_server %u %s", server, kinds[kind]);
                check_set(got, part, LUS_TYPE_IOREQ_RANGES, kind << 8 | server, name);
                n++;
            }
    assert_int_equal(n, count(part, "    ioreq_server "));
}

/* A vcpu's lines. Only a PV guest's vcpu that has registers has the record, and only one that nobody but its shutdown paused. */
static void check_hold(struct got *got, const char *part, uint32_t vcpu)
{
    struct lus_record rec;
    uint64_t pauses, poll, state, shut = 0;
    const uint8_t *info = got_record(got, LUS_TYPE_DOM_INFO, 0, &rec);
    const char *at;
    char line[32];

    snprintf(line, sizeof(line), "    VCPU%u: ", vcpu);
    at = strstr(part, line);
    if ( info )
        shut = !!(got_field(got, LUS_TYPE_DOM_INFO, 0, "flags", 0) & LUS_DOMINF_SHUTDOWN);
    if ( !at || !got_record(got, LUS_TYPE_PV_VCPU, vcpu, &rec) || !number_after(part, " pause_count=", 10) )
    {
        assert_null(got_record(got, LUS_TYPE_VCPU_HOLD, vcpu, &rec));
        return;
    }
    pauses = number_after(at, "    pause_count=", 10);
    poll = number_after(at, "poll=", 10);
    if ( pauses != shut )
    {
        assert_null(got_record(got, LUS_TYPE_VCPU_HOLD, vcpu, &rec));
        return;
    }
    state = got_field(got, LUS_TYPE_VCPU_HOLD, vcpu, "state", 0);
    assert_int_equal(state, LUS_VCPU_HOLD_INITIALISED | (poll ? LUS_VCPU_HOLD_POLLING : 0) | (shut ? LUS_VCPU_HOLD_SHUTDOWN_PAUSED : 0));
    assert_int_equal(got_field(got, LUS_TYPE_VCPU_HOLD, vcpu, "controller_pause_count", 0), 0);
    assert_int_equal(got_field(got, LUS_TYPE_VCPU_HOLD, vcpu, "poll_port", 0), poll == ~0ull ? 0 : poll);
    tally.general++;
    tally.polls += poll != 0;
    tally.shut += shut != 0;
}

/* The domain's part of debug key 'q'. */
static void check_key_q(struct got *got, uint32_t domid, const char *text)
{
    char heading[64], handle[40], hex[40];
    unsigned int i, assist;
    const char *at, *end;
    char *part;

    snprintf(heading, sizeof(heading), "General information for domain %u:", domid);
    at = strstr(text, heading);
    if ( !at )
        return;
    end = strstr(at + 1, "General information");
    part = strndup(at, end ? (size_t)(end - at) : strlen(at));
    assert_int_equal(got_field(got, LUS_TYPE_DOM_INFO, 0, "tot_pages", 0), number_after(part, "nr_pages=", 10));
    assert_int_equal(got_field(got, LUS_TYPE_DOM_INFO, 0, "max_pages", 0), number_after(part, "max_pages=", 10));
    assert_int_equal(sscanf(strstr(part, "handle="), "handle=%36s vm_assist=%x", handle, &assist), 2);
    for ( i = 0; i < 16; i++ )
        snprintf(hex + 2 * i, 3, "%02x", (unsigned int)got_field(got, LUS_TYPE_DOM_INFO, 0, "handle", i));
    for ( i = 0; i < 32; i++ )
        assert_int_equal(hex[i], handle[i + (i >= 8) + (i >= 12) + (i >= 16) + (i >= 20)]);
    tally.query += 3;
    if ( lus_find(&got->seg, LUS_TYPE_PV_VCPU, 0, &(struct lus_record){ 0 }) == 0 )
    {
        assert_int_equal(got_field(got, LUS_TYPE_PV_VCPU, 0, "vm_assist", 0), assist);
        tally.query++;
    }
    free(part);
}

void check_general(struct got *got, uint32_t domid, const char *text)
{
    char *part = part_of(text, domid);
    struct lus_record rec;
    const char *irqs;
    uint64_t assist, last = 0;
    uint32_t i;

    check_key_q(got, domid, text);
    if ( !part )
    {
        assert_null(got_record(got, LUS_TYPE_VM_ASSIST, 0, &rec));
        return;
    }
    assist = number_after(part, "vm_assist=", 16);
    assert_int_equal(got_field(got, LUS_TYPE_VM_ASSIST, 0, "types", 0), assist & 0xffffffff);
    assert_int_equal(got_field(got, LUS_TYPE_VM_ASSIST, 0, "m2p_strict", 0), assist >> 32);
    tally.general++;
    assert_int_equal(!!got_record(got, LUS_TYPE_DOM_DYING, 0, &rec), number_after(part, "dying=", 10) != 0);
    if ( strstr(part, "I/O Memory {") )
    {
        check_set(got, part, LUS_TYPE_IOMEM_CAPS, 0, "I/O Memory");
        check_set(got, part, LUS_TYPE_IOPORT_CAPS, 0, "I/O Ports");
        irqs = strstr(part, "Interrupts {");
        assert_non_null(irqs);
        for ( irqs = strchr(irqs, '{') + 1; *irqs != '}'; irqs++ )
            last = *irqs >= '0' && *irqs <= '9' ? last * 10 + (uint64_t)(*irqs - '0') : irqs[1] == '}' ? last : 0;
        if ( last < 16 )
            check_set(got, part, LUS_TYPE_IRQ_CAPS, 0, "Interrupts");
        else
            assert_null(got_record(got, LUS_TYPE_IRQ_CAPS, 0, &rec));
    }
    check_ioreq(got, part);
    for ( i = 0; i < 16; i++ )
        check_hold(got, part, i);
    free(part);
}

/* P-27: a PV guest's shared page is where its domain's information says, laid out in the guest's width. */
void check_place(struct got *got, const char *json)
{
    struct lus_record rec;

    if ( !got_record(got, LUS_TYPE_PV_INFO, 0, &rec) )
    {
        assert_null(got_record(got, LUS_TYPE_SHARED_INFO_PLACE, 0, &rec));
        return;
    }
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO_PLACE, 0, "mfn", 0), number_after(json, "\"shared_info_frame\": ", 10));
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO_PLACE, 0, "gfn", 0), ~0ull);
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO_PLACE, 0, "is_32bit", 0), strstr(json, "\"guest_width\": 4") != NULL);
    tally.general++;
}

#define GENERAL "(XEN) General information for domain 7:\n(XEN)     refcnt=1 dying=%s pause_count=2\n" \
                "(XEN)     handle=00112233-4455-6677-8899-aabbccddeeff vm_assist=%s\n"
#define SETS "(XEN) Rangesets belonging to domain 7:\n"
#define VCPUS "(XEN) VCPU information and callbacks for domain 7:\n"

static char top[64], inner[80], facts[128], key[128];

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    fclose(f);
}

/* Imports a dump with nothing but its JSON, and this text of the key. */
static int try_text(struct got *got, struct problem *p, const char *dying, const char *assist, const char *rest)
{
    char text[4096];

    snprintf(text, sizeof(text), GENERAL "%s", dying, assist, rest);
    put(key, text);
    return import_path(got, top, p);
}

/* What no capture has: ends of domains, m2p_strict, another domain of the same number, the key pressed twice. */
static void rare_texts(void)
{
    static struct got got;
    struct lus_record rec;
    struct problem p;

    assert_int_equal(try_text(&got, &p, "2", "10000002d", SETS "(XEN)     Interrupts { 3, 5-15 }\n(XEN)     I/O Ports  { }\n"), 0);
    got_domain(&got, 7);
    assert_int_equal(got_field(&got, LUS_TYPE_DOM_DYING, 0, "stage", 0), 2);
    assert_int_equal(got_field(&got, LUS_TYPE_VM_ASSIST, 0, "types", 0), 0x2d);
    assert_int_equal(got_field(&got, LUS_TYPE_VM_ASSIST, 0, "m2p_strict", 0), 1);
    check_set(&got, "    Interrupts { 3, 5-15 }\n", LUS_TYPE_IRQ_CAPS, 0, "Interrupts");
    check_set(&got, "    I/O Ports  { }\n", LUS_TYPE_IOPORT_CAPS, 0, "I/O Ports");
    assert_null(got_record(&got, LUS_TYPE_IOMEM_CAPS, 0, &rec));
    got_free(&got);
    /* The first of two is not what counts, nor a set of another domain. */
    assert_int_equal(try_text(&got, &p, "1", "1", SETS "(XEN)     I/O Ports  { 1 }\n(XEN) Rangesets belonging to domain 8:\n(XEN)     I/O Ports  { 2 }\n"
                              "(XEN) General information for domain 7:\n(XEN)     refcnt=1 dying=0 pause_count=0\n"
                              "(XEN)     handle=00112233-4455-6677-8899-aabbccddeeff vm_assist=00000004\n"), 0);
    got_domain(&got, 7);
    assert_int_equal(got_field(&got, LUS_TYPE_VM_ASSIST, 0, "types", 0), 4);
    assert_null(got_record(&got, LUS_TYPE_DOM_DYING, 0, &rec));
    assert_null(got_record(&got, LUS_TYPE_IOPORT_CAPS, 0, &rec));
    got_free(&got);
}

/* Who is paused by somebody has no vcpu_hold: nothing says by whom. Who polls several ports has that, and no port. */
static void made_vcpus(void)
{
    static const char regs[5168];
    static struct got got;
    struct lus_record rec;
    struct problem p;
    char path[4][128];
    unsigned int i;
    FILE *f;

    for ( i = 0; i < 4; i++ )
    {
        snprintf(path[i], sizeof(path[i]), "%s/vcpu%u.ctx", inner, i);
        f = fopen(path[i], "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(regs, 1, sizeof(regs), f), sizeof(regs));
        fclose(f);
    }
    put(facts, "{ \"domid\": 7, \"hvm\": 0, \"domctl_interface\": \"0x15\", \"address_size\": 64 }\n");
    assert_int_equal(try_text(&got, &p, "0", "0", VCPUS
                              "(XEN)     VCPU0: CPU0 [has=F] poll=0 upcall_pend=00\n(XEN)     pause_count=1 pause_flags=0\n"
                              "(XEN)     VCPU1: CPU0 [has=F] poll=-1 upcall_pend=00\n(XEN)     pause_count=0 pause_flags=1\n"
                              "(XEN)     VCPU2: CPU0 [has=F] poll=5 upcall_pend=00\n(XEN)     pause_count=0 pause_flags=1\n"
                              "(XEN)     VCPU3: CPU0 [has=F] poll=0 upcall_pend=00\n"), 0);
    got_domain(&got, 7);
    assert_null(got_record(&got, LUS_TYPE_VCPU_HOLD, 0, &rec));
    assert_int_equal(got_field(&got, LUS_TYPE_VCPU_HOLD, 1, "state", 0), LUS_VCPU_HOLD_INITIALISED | LUS_VCPU_HOLD_POLLING);
    assert_int_equal(got_field(&got, LUS_TYPE_VCPU_HOLD, 1, "poll_port", 0), 0);
    assert_int_equal(got_field(&got, LUS_TYPE_VCPU_HOLD, 2, "state", 0), LUS_VCPU_HOLD_INITIALISED | LUS_VCPU_HOLD_POLLING);
    assert_int_equal(got_field(&got, LUS_TYPE_VCPU_HOLD, 2, "poll_port", 0), 5);
    assert_null(got_record(&got, LUS_TYPE_VCPU_HOLD, 3, &rec));
    got_free(&got);
    for ( i = 0; i < 4; i++ )
        unlink(path[i]);
}

/* Each names the file, says what, and where: at the line. */
static void damaged_texts(void)
{
    static const struct { const char *dying, *assist, *rest, *says; } cases[] = {
        { "3", "0", "", "counts of a domain" },
        { "0", "g", "", "vm_assist of a domain" },
        { "0", "20000002d", "", "vm_assist 0x20000002d" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 5-4 }\n", "that ascend" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 5-6, 6 }\n", "that ascend" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 5-6, 9\n", "that ascend" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 5 6 }\n", "that ascend" },
        { "0", "0", SETS "(XEN)     Interrupts { a }\n", "that ascend" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 1ffffffffffffffff }\n", "that ascend" },
        { "0", "0", SETS "(XEN)     I/O Ports  { 10000 }\n", "first" },
        { "0", "0", SETS "(XEN)     I/O Memory { 10000000000 }\n", "iomem_caps" },
        { "0", "0", SETS "(XEN)     I/O Ports  { }\n(XEN)     I/O Ports  { }\n", "comes twice" },
        { "0", "0", VCPUS "(XEN)     VCPU0: CPU0 [has=X] poll=0 \n", "line of a vcpu" },
        { "0", "0", VCPUS "(XEN)     VCPU0: CPU0 [has=T] poll=-2 \n", "line of a vcpu" },
        { "0", "0", VCPUS "(XEN)     pause_count=0 pause_flags=0\n", "pauses of a vcpu" },
        { "0", "0", VCPUS "(XEN)     VCPU0: CPU", "last line is cut" },
    };
    static struct got got;
    struct problem p;
    size_t i;

    for ( i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        if ( try_text(&got, &p, cases[i].dying, cases[i].assist, cases[i].rest) == 0 )
            fail_msg("taken, not refused with: %s", cases[i].says);
        if ( p.code != EXIT_CORRUPT || !strstr(p.text, "key-q.txt") || !strstr(p.text, cases[i].says) )
            fail_msg("\"%s\" is not in: %s", cases[i].says, p.text);
        if ( strstr(cases[i].says, "that ascend") )
            assert_int_equal(p.offset, strlen("(XEN) General information for domain 7:\n(XEN)     refcnt=1 dying=0 pause_count=2\n"
                                              "(XEN)     handle=00112233-4455-6677-8899-aabbccddeeff vm_assist=0\n" SETS "(XEN) "));
    }
}

void test_general(void **state)
{
    (void)state;
    snprintf(top, sizeof(top), "/tmp/test-import-general-XXXXXX");
    assert_non_null(mkdtemp(top));
    snprintf(inner, sizeof(inner), "%s/xdump", top);
    assert_int_equal(mkdir(inner, 0700), 0);
    snprintf(facts, sizeof(facts), "%s/facts.json", inner);
    snprintf(key, sizeof(key), "%s/key-q.txt", top);
    put(facts, "{ \"domid\": 7, \"hvm\": 0, \"domctl_interface\": \"0x15\" }\n");
    rare_texts();
    damaged_texts();
    made_vcpus();
    unlink(facts);
    unlink(key);
    rmdir(inner);
    rmdir(top);
}

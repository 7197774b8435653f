/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The importer of capture directories, on every dump below LUS_CAPTURES (or the first argument), value by value against what Xen
 * and the dumper printed beside it. The truth is read here with the simplest means, none of them the importer's.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool/cpu.h"
#include "import-dir.h"

#define TEXT_MAX (16u << 20)

struct tally tally;

static char *captures;

int import_path(struct got *got, const char *path, struct problem *p)
{
    struct import_options o = { .program = "test", .next_domid = 1, .quiet = 1 };
    struct lus_source src;
    struct bag bag;
    int rc;

    memset(got, 0, sizeof(*got));
    memset(p, 0, sizeof(*p));
    bag_init(&bag);
    rc = import_dir(&bag, path, &o, p) || bag_bytes(&bag, &got->bytes, &got->len, p) ? -1 : 0;
    got->header = bag.header;
    bag_free(&bag);
    if ( rc )
        return -1;
    lus_source_flat(&src, got->bytes, got->len);
    assert_int_equal(lus_open(&got->s, &src, got->scratch, lus_cpu_detect()), 0);
    return 0;
}

void got_free(struct got *got)
{
    free(got->bytes);
    got->bytes = NULL;
}

void got_domain(struct got *got, uint32_t domid)
{
    assert_int_equal(lus_segment_find(&got->s, LUS_SEGMENT_DOMAIN, domid, &got->seg), 0);
}

const uint8_t *got_record(struct got *got, uint32_t type, uint32_t instance, struct lus_record *rec)
{
    return lus_find(&got->seg, type, instance, rec) == 0 ? lus_fixed(&got->s, rec) : NULL;
}

uint64_t got_field(struct got *got, uint32_t type, uint32_t instance, const char *field, uint32_t i)
{
    struct lus_record rec;
    const uint8_t *p = got_record(got, type, instance, &rec);
    uint32_t f;

    if ( !p )
        fail_msg("record 0x%x instance %u is not there", type, instance);
    for ( f = 0; f < rec.info->nr_fields; f++ )
        if ( !strcmp(rec.info->fields[f].name, field) )
        {
            if ( rec.info->fields[f].wire == LUS_WIRE_BYTES )
                return p[rec.info->fields[f].offset + i];
            return lus_field_load(&rec.info->fields[f], p, i);
        }
    fail_msg("record 0x%x has no field %s", type, field);
    return 0;
}

char *text_of(const char *dir, const char *file, size_t *len)
{
    char path[1024];
    struct problem p = { 0 };
    struct input *in;
    struct stat st;
    uint8_t *text;
    size_t n;

    snprintf(path, sizeof(path), "%s/%s", dir, file);
    if ( stat(path, &st) )
    {
        snprintf(path, sizeof(path), "%s/%s.xz", dir, file);
        if ( stat(path, &st) )
            return NULL;
    }
    in = input_open(path, &p);
    assert_non_null(in);
    assert_int_equal(input_all(in, &text, &n, TEXT_MAX, &p), 0);
    input_close(in);
    text = xrealloc(text, n + 1);
    text[n] = 0;
    if ( len )
        *len = n;
    return (char *)text;
}

uint64_t number_after(const char *text, const char *key, int base)
{
    const char *at = strstr(text, key);
    uint64_t v;
    char *end;

    if ( !at )
        fail_msg("no \"%s\"", key);
    v = strtoull(at + strlen(key), &end, base);
    assert_true(end != at + strlen(key));
    return v;
}

/* Entry number by key of a table of a record that is there; NULL if it has none of this key. */
static const uint8_t *entry_of(struct got *got, uint32_t type, uint32_t key, struct lus_table *t, uint32_t *count)
{
    struct lus_record rec;
    const uint8_t *p;
    static uint8_t found[LUS_ENTRY_MAX];
    int have = 0;

    *count = 0;
    assert_non_null(got_record(got, type, 0, &rec));
    assert_int_equal(lus_table_open(t, &got->seg, &rec), 0);
    while ( lus_table_next(t, &p) > 0 )
    {
        ++*count;
        if ( lus_field_load(&rec.info->entry->fields[0], p, 0) != key )
            continue;
        memcpy(found, p, rec.info->entry->size);
        have = 1;
    }
    return have ? found : NULL;
}

/* A port's line of debug key 'e'. */
static void check_port(struct got *got, const char *line)
{
    unsigned int port, pending, masked, state, vcpu, consumer, domid = 0, rport = 0, v = 0, n;
    struct lus_evtchn e;
    struct lus_table t;
    const uint8_t *p;
    const char *tail = strstr(line, "]: s=");
    uint32_t abi = (uint32_t)got_field(got, LUS_TYPE_EVTCHN_ABI, 0, "abi", 0);

    assert_int_equal(sscanf(line, "(XEN) %u [%u/%u/", &port, &pending, &masked), 3);
    assert_non_null(tail);
    assert_int_equal(sscanf(tail, "]: s=%u n=%u x=%u", &state, &vcpu, &consumer), 3);
    assert_int_equal(abi, tail[-2] == '/' ? LUS_EVTCHN_ABI_TWO_LEVEL : LUS_EVTCHN_ABI_FIFO);
    p = entry_of(got, LUS_TYPE_EVTCHNS, port, &t, &n);
    assert_non_null(p);
    assert_int_equal(lus_decode_evtchn(p, &e), 0);
    assert_int_equal(e.known, LUS_EVTCHN_KNOWN_CONSUMER | LUS_EVTCHN_KNOWN_EVENT | LUS_EVTCHN_KNOWN_VCPU);
    assert_int_equal(e.state, state);
    assert_int_equal(e.notify_vcpu, vcpu);
    assert_int_equal(e.pending, pending);
    assert_int_equal(e.masked, masked);
    assert_int_equal(e.xen_consumer, !!consumer);
    if ( state == 2 )
        assert_int_equal(sscanf(strstr(tail, " d="), " d=%u", &domid), 1);
    if ( state == 3 )
        assert_int_equal(sscanf(strstr(tail, " d="), " d=%u p=%u", &domid, &rport), 2);
    if ( state == 4 )
        assert_int_equal(sscanf(strstr(tail, " p="), " p=%u", &v), 1);
    if ( state == 5 )
        assert_int_equal(sscanf(strstr(tail, " v="), " v=%u", &v), 1);
    assert_int_equal(e.remote_domid, domid);
    assert_int_equal(e.remote_port, rport);
    assert_int_equal(e.pirq, state == 4 ? v : 0);
    assert_int_equal(e.virq, state == 5 ? v : 0);
    tally.ports++;
    tally.hidden += consumer != 0;
}

static void check_key_e(struct got *got, uint32_t domid, const char *text)
{
    char heading[64];
    const char *at;
    uint32_t lines = 0, entries;
    struct lus_table t;

    snprintf(heading, sizeof(heading), "information for domain %u:\n", domid);
    at = strstr(text, heading);
    if ( !at )
        return;
    for ( at = strchr(at, '\n') + 1; *at; at = strchr(at, '\n') + 1 )
    {
        if ( !strncmp(at, "(XEN) Event", 11) || strncmp(at, "(XEN) ", 6) )
            break;
        if ( strspn(at + 6, " ") > 3 && strchr("0123456789", at[6 + strspn(at + 6, " ")]) )
        {
            check_port(got, at);
            lines++;
        }
        if ( !strchr(at, '\n') )
            break;
    }
    entry_of(got, LUS_TYPE_EVTCHNS, 0, &t, &entries);
    assert_int_equal(entries, lines);
}

/* The domain's part of debug key 'g'. */
static void check_key_g(struct got *got, uint32_t domid, const char *text)
{
    unsigned int version, frames, max, maptrack, maptrack_max, gref, local, pin, n = 0, m = 0;
    unsigned long long mfn;
    struct lus_grant_active g;
    struct lus_table t;
    const uint8_t *p;
    char heading[64];
    const char *at;

    snprintf(heading, sizeof(heading), "grant-table for remote d%u (v", domid);
    at = strstr(text, heading);
    if ( !at )
        return;
    assert_int_equal(sscanf(at + strlen(heading), "%u)\n(XEN) %u frames (%u max), %u maptrack frames (%u max)", &version, &frames,
                            &max, &maptrack, &maptrack_max), 5);
    /* 4.11's JSON says 0 of a table whose version the guest has not chosen. */
    if ( got_field(got, LUS_TYPE_GRANT_TABLE, 0, "version", 0) )
        assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "version", 0), version);
    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "nr_frames", 0), frames);
    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "max_frames", 0), max);
    assert_int_equal(got_field(got, LUS_TYPE_MAPTRACK, 0, "nr_frames", 0), maptrack);
    assert_int_equal(got_field(got, LUS_TYPE_MAPTRACK, 0, "max_frames", 0), maptrack_max);
    for ( at = strchr(at, '\n') + 1; (at = strchr(at, '\n')) != NULL && !strncmp(at + 1, "(XEN) [0x", 9); n++ )
    {
        at++;
        assert_int_equal(sscanf(at, "(XEN) [0x%x] %u 0x%llx 0x%x", &gref, &local, &mfn, &pin), 4);
        p = entry_of(got, LUS_TYPE_GRANTS_ACTIVE, gref, &t, &m);
        assert_non_null(p);
        assert_int_equal(lus_decode_grant_active(p, &g), 0);
        assert_true(g.domid == local && g.mfn == mfn && g.pin == pin);
        /* The key shows nothing of parts and of transitive grants: no domain is named. */
        assert_true(g.known == 0 && g.trans_domid == 0x7ff4 && g.trans_gref == 0 && !g.sub_page && g.length == 0);
        tally.grants++;
    }
    entry_of(got, LUS_TYPE_GRANTS_ACTIVE, 0, &t, &m);
    assert_int_equal(m, n);
}

static void check_member(struct got *got, const char *json, uint32_t type, uint32_t instance, const char *field, const char *key)
{
    char quoted[64];
    const char *at;

    snprintf(quoted, sizeof(quoted), "\"%s\": ", key);
    at = strstr(json, quoted);
    if ( !at )
        return;
    at += strlen(quoted) + (at[strlen(quoted)] == '"');
    if ( got_field(got, type, instance, field, 0) != strtoull(at, NULL, 0) )
        fail_msg("%s: %llu in the stream, %llu in the JSON", key, (unsigned long long)got_field(got, type, instance, field, 0),
                 strtoull(at, NULL, 0));
    tally.facts++;
}

/* Registers that the dumper printed of each vcpu, from its own copy of the context. */
static void check_vcpus(struct got *got, const char *json, int hvm)
{
    const char *at = strstr(json, "\"vcpus\":");
    uint32_t vcpu, type = hvm ? LUS_TYPE_HVM_CPU : LUS_TYPE_PV_VCPU;
    struct lus_record rec;
    char *line;

    while ( at && (at = strstr(at, "{\"vcpu\": ")) != NULL )
    {
        line = strndup(at, strcspn(at, "}"));
        vcpu = (uint32_t)number_after(line, "\"vcpu\": ", 10);
        check_member(got, line, LUS_TYPE_VCPU, vcpu, "cpu_time", "cpu_time");
        assert_int_equal(got_field(got, LUS_TYPE_VCPU, vcpu, "run", 0),
                         number_after(line, "\"online\": ", 10) | number_after(line, "\"blocked\": ", 10) << 1 |
                         number_after(line, "\"running\": ", 10) << 2);
        tally.facts++;
        /* A vcpu that was never started has a context, but no record in the HVM context. */
        /* The dumper took these out of the 64-bit layout, whatever the guest is; check_xenctx() has a 32-bit one's. */
        if ( got_record(got, type, vcpu, &rec) && !(!hvm && got_field(got, LUS_TYPE_PV_INFO, 0, "guest_width", 0) == 4) )
        {
            check_member(got, line, type, vcpu, "rip", "rip");
            if ( !hvm )
            {
                check_member(got, line, type, vcpu, "flags", "ctx_flags");
                assert_int_equal(got_field(got, type, vcpu, "ctrlreg", 3), number_after(line, "\"cr3\": \"", 0));
                tally.facts++;
            }
        }
        free(line);
        at++;
    }
}

/* Every port of the JSON, with or without a debug key beside it. */
static void check_json_ports(struct got *got, const char *json)
{
    static const char *const names[] = { "", "", "unbound", "interdomain", "pirq", "virq", "ipi" };
    const char *at = strstr(json, "\"evtchn\": [");
    struct lus_evtchn e;
    struct lus_table t;
    const uint8_t *p;
    unsigned int n;
    char *line;

    while ( at && (at = strstr(at, "{\"port\": ")) != NULL )
    {
        line = strndup(at, strcspn(at, "}"));
        p = entry_of(got, LUS_TYPE_EVTCHNS, (uint32_t)number_after(line, "\"port\": ", 10), &t, &n);
        assert_non_null(p);
        assert_int_equal(lus_decode_evtchn(p, &e), 0);
        if ( strstr(line, "\"xen\"") )
            assert_true(e.xen_consumer && (e.known & LUS_EVTCHN_KNOWN_CONSUMER) &&
                        (e.known & LUS_EVTCHN_KNOWN_VCPU ? e.state < 7 : e.state == LUS_EVTCHN_STATE_HIDDEN));
        else
        {
            assert_true(e.state < 7 && strstr(line, names[e.state]) && (e.known & LUS_EVTCHN_KNOWN_VCPU));
            assert_int_equal(e.notify_vcpu, number_after(line, "\"vcpu\": ", 10));
            assert_int_equal(e.remote_domid, strstr(line, "\"dom\"") ? number_after(line, "\"dom\": ", 10) : 0);
            assert_int_equal(e.remote_port, strstr(line, "\"rport\"") ? number_after(line, "\"rport\": ", 10) : 0);
            assert_int_equal(e.virq, strstr(line, "\"virq\": ") ? number_after(line, "\"virq\": ", 10) : 0);
            assert_int_equal(e.pirq, strstr(line, "\"pirq\": ") ? number_after(line, "\"pirq\": ", 10) : 0);
        }
        tally.facts++;
        free(line);
        at++;
    }
}

static void check_json(struct got *got, const char *json)
{
    static const char *const info[] = {
        "flags", "tot_pages", "max_pages", "shr_pages", "paged_pages", "outstanding_pages", "shared_info_frame", 
        "nr_online_vcpus", "max_vcpu_id", "ssidref", "cpupool", "gpaddr_bits", "emulation_flags", "misc_flags"
    };
    int hvm = (int)number_after(json, "\"hvm\": ", 10);
    struct lus_record rec;
    const char *at;
    unsigned int i, index, n;
    struct lus_table t;
    uint64_t value;

    assert_int_equal(got_field(got, LUS_TYPE_DOMAIN, 0, "kind", 0), hvm ? LUS_GUEST_KIND_HVM : LUS_GUEST_KIND_PV);
    for ( i = 0; i < sizeof(info) / sizeof(info[0]); i++ )
        check_member(got, json, LUS_TYPE_DOM_INFO, 0, info[i], info[i]);
    if ( (at = strstr(json, "\"tsc\": {")) != NULL )
    {
        check_member(got, at, LUS_TYPE_TSC_INFO, 0, "mode", "mode");
        check_member(got, at, LUS_TYPE_TSC_INFO, 0, "nsec", "elapsed_nsec");
        check_member(got, at, LUS_TYPE_TSC_INFO, 0, "khz", "gtsc_khz");
        check_member(got, at, LUS_TYPE_TSC_INFO, 0, "incarnation", "incarnation");
    }
    check_member(got, json, LUS_TYPE_PAGING_POOL, 0, "bytes", "paging_mempool");
    if ( (at = strstr(json, "\"hvm_params\": {")) != NULL )
        for ( at += 15; sscanf(at, "%*[ ,]\"%u\"", &index) == 1 || sscanf(at, "\"%u\"", &index) == 1; at = strchr(at, ':') )
        {
            const uint8_t *p = entry_of(got, LUS_TYPE_HVM_PARAMS, index, &t, &n);

            assert_non_null(p);
            at = strstr(at, ": \"0x") + 3;
            value = strtoull(at, (char **)&at, 16);
            at++;
            assert_int_equal(lus_field_load(&lus_record_type(LUS_TYPE_HVM_PARAMS)->entry->fields[2], p, 0), value);
            tally.facts++;
            if ( *at == '}' )
                break;
        }
    if ( !hvm && got_record(got, LUS_TYPE_P2M, 0, &rec) )
    {
        at = strstr(json, "\"p2m_size\": ");
        assert_int_equal(got_field(got, LUS_TYPE_P2M, 0, "max_gfn", 0) + 1,
                         number_after(json, at ? "\"p2m_size\": " : "\"pfntypes\": ", 10));
        tally.facts++;
    }
    check_vcpus(got, json, hvm);
    check_json_ports(got, json);
}

/* Frames that hold memory, or have a machine frame: as many as the dumper's histogram counts without the holes. */
static void check_frames(struct got *got, const char *json)
{
    struct lus_record rec;
    struct lus_extent e;
    struct lus_table t;
    struct lus_map m;
    const uint8_t *p;
    uint64_t total = 0, frames = 0, plain, typed = 0;
    const char *at = strstr(json, "\"pfntype_histogram\": [");
    unsigned int i;

    if ( !at )
        return;
    plain = number_after(at, "[", 10);
    for ( i = 0; i < 16; i++, at = strchr(at, ',') + 1 )
        total += strtoull(i ? at : strchr(at, '[') + 1, NULL, 10) * (i < 15);
    assert_non_null(got_record(got, LUS_TYPE_PAGE_TYPES, 0, &rec));
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
        if ( lus_field_load(&rec.info->entry->fields[1], p, 0) != LUS_PFINFO_XTAB )
            typed += lus_field_load(&rec.info->entry->fields[2], p, 0);
    assert_int_equal(plain + typed, total);
    if ( got_record(got, LUS_TYPE_FRAMES, 0, &rec) )
    {
        assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
        while ( lus_table_next(&t, &p) > 0 )
            frames += lus_field_load(&rec.info->entry->fields[1], p, 0);
    }
    else if ( got_record(got, LUS_TYPE_P2M, 0, &rec) )
    {
        assert_int_equal(lus_map_open(&m, &got->seg, &rec), 0);
        while ( lus_map_next(&m, &e) > 0 )
            frames += e.count;
    }
    assert_int_equal(frames, total);
    tally.frames += frames;
}

/* A file beside the dump, or beside the directory that holds it; NULL if there is none. */
static char *beside(const char *dump, const char *file)
{
    char dir[1024];
    unsigned int i;
    char *text = NULL;

    snprintf(dir, sizeof(dir), "%s", dump);
    for ( i = 0; i < 2 && !text; i++ )
    {
        *strrchr(dir, '/') = 0;
        text = text_of(dir, file, NULL);
    }
    return text;
}

static void check_dump(const char *dump, const char *json)
{
    static struct got got;
    struct problem p;
    uint32_t domid = (uint32_t)number_after(json, "\"domid\": ", 10);
    struct lus_record rec;
    char *text;

    print_message("%s\n", dump);
    if ( import_path(&got, dump, &p) )
        fail_msg("offset 0x%llx: %s", (unsigned long long)p.offset, p.text);
    tally.dumps++;
    assert_true(got.header.partial && got.header.source == LUS_SOURCE_KIND_CAPTURE && got.header.producer_major == 4);
    assert_true(got.header.profile_minor == got.header.producer_minor);
    got_domain(&got, domid);
    check_json(&got, json);
    check_frames(&got, json);
    check_place(&got, json);
    if ( (text = beside(dump, "key-e.txt")) != NULL )
        check_key_e(&got, domid, text);
    free(text);
    if ( (text = beside(dump, "key-g.txt")) != NULL )
        check_key_g(&got, domid, text);
    free(text);
    if ( (text = beside(dump, "key-q.txt")) != NULL )
        check_general(&got, domid, text);
    free(text);
    if ( (text = beside(dump, "xen-hvmctx.txt")) != NULL )
        check_hvmctx(&got, text);
    free(text);
    check_xsave(&got, dump, 0);
    if ( (text = beside(dump, "xenctx.txt")) != NULL && got_record(&got, LUS_TYPE_PV_VCPU, 0, &rec) )
        check_xenctx(&got, text);
    free(text);
    got_free(&got);
}

/* Every directory below @dir with the JSON of a dump. */
static void walk(const char *dir)
{
    struct dirent **list;
    int i, n = scandir(dir, &list, NULL, alphasort);
    char path[1024], *json = text_of(dir, "facts.json", NULL);
    struct stat st;

    if ( !json )
        json = text_of(dir, "dom.json", NULL);
    if ( json )
        check_dump(dir, json);
    free(json);
    for ( i = 0; i < n; i++ )
    {
        snprintf(path, sizeof(path), "%s/%s", dir, list[i]->d_name);
        if ( list[i]->d_name[0] != '.' && stat(path, &st) == 0 && S_ISDIR(st.st_mode) )
            walk(path);
        free(list[i]);
    }
    if ( n >= 0 )
        free(list);
}

static void test_all(void **state)
{
    (void)state;
    walk(captures);
    print_message("%lu dumps: %lu ports (%lu of Xen's), %lu active grants, %lu facts, %lu of key q, %lu registers in %lu HVM "
                  "records (%lu moved on), %lu frames\n", tally.dumps, tally.ports, tally.hidden, tally.grants, tally.facts,
                  tally.query, tally.registers, tally.entries, tally.moved, tally.frames);
    /* Far below what there is, for whatever set of captures; but nothing of it is nothing. */
    assert_true(tally.dumps >= 2 && tally.ports >= 20 && tally.facts >= 20 * tally.dumps && tally.frames >= 30000);
    assert_true(tally.grants >= 5 && tally.query >= 4 && tally.entries >= 10 && tally.registers >= 15 * tally.entries);
    assert_true(tally.moved * 500 <= tally.registers);
    assert_true(tally.context >= 26 * 4);
    print_message("%lu values of key q alone, %lu polls, %lu of shut down domains; %lu extended states\n", tally.general, tally.polls, tally.shut,
                  tally.extended);
    assert_true(tally.general >= 8);
}

static void test_told(void **state)
{
    (void)state;
    check_told(captures);
}

static void test_narrow(void **state)
{
    (void)state;
    check_tiny32(captures, "tiny32", 1);
    check_tiny32(captures, "tiny32v2", 2);
}

/* One directory of several domains is one stream. */
static void test_host(void **state)
{
    static struct got got;
    char path[1024];
    struct problem p;
    struct stat st;

    (void)state;
    snprintf(path, sizeof(path), "%s/xen-4.17/all", captures);
    if ( stat(path, &st) )
        skip();
    assert_int_equal(import_path(&got, path, &p), 0);
    assert_int_equal(got.header.index_count + got.s.header.index_count, 4);
    got_domain(&got, 0);
    assert_int_equal(got_field(&got, LUS_TYPE_EVTCHN_ABI, 0, "abi", 0), LUS_EVTCHN_ABI_FIFO);
    got_domain(&got, 3);
    assert_int_equal(got_field(&got, LUS_TYPE_DOMAIN, 0, "kind", 0), LUS_GUEST_KIND_HVM);
    got_free(&got);

    /* The same domain at two moments is not two domains. */
    snprintf(path, sizeof(path), "%s/xen-4.17/pv", captures);
    assert_int_equal(import_path(&got, path, &p), -1);
    assert_non_null(strstr(p.text, "comes twice"));
}

static void test_damage(void **state)
{
    static const char *const dumps[] = { "xen-4.11/pv1/live/xdump", "xen-4.17/all/hvm/xldump" };
    char path[1024];
    struct stat st;
    unsigned int i;

    (void)state;
    for ( i = 0; i < sizeof(dumps) / sizeof(dumps[0]); i++ )
    {
        snprintf(path, sizeof(path), "%s/%s", captures, dumps[i]);
        if ( stat(path, &st) == 0 )
            check_damage(path);
    }
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all), cmocka_unit_test(test_told), cmocka_unit_test(test_narrow), cmocka_unit_test(test_host),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_made), cmocka_unit_test(test_general)
    };
    struct stat st;

    captures = argc > 1 ? argv[1] : getenv("LUS_CAPTURES");
    if ( !captures || stat(captures, &st) )
    {
        fprintf(stderr, "no captures: set LUS_CAPTURES\n");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

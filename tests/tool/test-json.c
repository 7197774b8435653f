/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The JSON form of streams: P-30, P-31 and P-33 of spec/programs.md. `test-json --document SEED [broken]` prints a document
 * instead, for who wants to look at it with other eyes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json-help.h"
#include "random-stream.h"
#include "tool/cpu.h"
#include "tool/json/json.h"
#include "tool/json/json-tree.h"

static void round_trip(uint64_t seed, unsigned int domains, int pretty, int paged, const char *holds)
{
    struct bytes b = make_stream(seed, domains), again;
    struct problem p;
    size_t len;
    int rc;
    char *text = document(&b, pretty, paged, &len, &rc);

    assert_int_equal(rc, 0);
    check_plain(text, len);
    assert_non_null(strstr(text, holds));
    if ( load(text, len, &again, &p) )
        fail_msg("seed %llu, offset %llu: %s", (unsigned long long)seed, (unsigned long long)p.offset, p.text);
    assert_int_equal(again.len, b.len);
    assert_memory_equal(again.p, b.p, b.len);
    free(again.p);
    free(b.p);
    free(text);
}

static void test_round_trip(void **state)
{
    uint64_t seed;

    (void)state;
    for ( seed = 0; seed < 24; seed++ )
        round_trip(seed, seed % 9, seed & 2, seed & 4, "sys_time");
}

/* Tables, maps and unknown records of several chunks; the longest blob. */
static void test_chunks(void **state)
{
    (void)state;
    round_trip(RANDOM_BIG | 3, 2, 0, 1, "\"flags\":6,");
}

#define TYPES_MAX 256u
#define ARCHS 5u

/* Notes what a stream has: in seen, by architecture, type and revision. */
static void see(const struct bytes *b, uint8_t seen[ARCHS][TYPES_MAX], const struct lus_record_type *types, uint32_t nr)
{
    struct lus_catalogue_entry e;
    struct lus_source src;
    struct lus_stream s;
    uint32_t i, k;

    lus_source_flat(&src, b->p, b->len);
    assert_int_equal(lus_open(&s, &src, NULL, 0), 0);
    assert_true(s.header.arch < ARCHS);
    for ( k = 0; !lus_catalogue_at(&s, k, &e); k++ )
        for ( i = 0; i < nr; i++ )
            if ( e.type == types[i].type )
                seen[s.header.arch][i] |= (uint8_t)(1u << e.revision);
}

/* The generator leaves nothing out, or the tests above prove less than they seem to: of each architecture's types, each revision. */
static void test_all_types(void **state)
{
    static uint8_t seen[ARCHS][TYPES_MAX];
    const struct lus_record_type *types;
    uint32_t nr, i, rev, arch;
    uint64_t seed;

    (void)state;
    types = lus_record_types(&nr);
    assert_true(nr <= TYPES_MAX);
    for ( seed = 0; seed < 24; seed++ )
    {
        struct bytes b = make_stream(seed, 8);

        see(&b, seen, types, nr);
        free(b.p);
    }
    for ( arch = LUS_ARCH_X86; arch < ARCHS; arch++ )
        for ( i = 0; i < nr; i++ )
            for ( rev = 1; lus_type_in_arch(types[i].type, arch) && rev <= types[i].revisions; rev++ )
                if ( !(seen[arch][i] >> rev & 1) )
                    fail_msg("%s revision %u is in no stream of architecture %u", types[i].name, rev, arch);
}

static json_t *parsed(const char *text, size_t len)
{
    struct problem p = { 0 };
    json_t *doc;

    if ( json_text(text, len, 15, &doc, &p) )
        fail_msg("%s", p.text);
    return doc;
}

/* jansson, which did not write it, reads the same document in both layouts. */
static void test_layouts(void **state)
{
    struct bytes b = make_stream(5, 3);
    size_t len, pretty_len;
    int rc;
    char *compact = document(&b, 0, 0, &len, &rc), *pretty = document(&b, 1, 0, &pretty_len, &rc);
    json_t *a, *c;

    (void)state;
    a = parsed(compact, len);
    c = parsed(pretty, pretty_len);
    assert_true(json_equal(a, c));
    assert_int_equal(json_array_size(json_object_get(a, "segments")), 5);
    assert_null(strchr(compact, '\n') + 1 == compact + strlen(compact) ? NULL : compact);
    json_decref(a);
    json_decref(c);
    free(compact);
    free(pretty);
    free(b.p);
}

/* The document of a stream that is not valid. */
static json_t *bad_document(const struct bytes *b, int code)
{
    json_t *doc;
    struct bytes again;
    struct problem p;
    size_t len;
    int rc;
    char *text = document(b, 1, 0, &len, &rc);

    assert_int_equal(rc, code);
    check_plain(text, len);
    doc = parsed(text, len);
    /* What is not whole is not taken back. */
    assert_int_equal(load(text, len, &again, &p), -1);
    free(text);
    return doc;
}

static json_t *at(json_t *o, const char *path)
{
    char part[32];
    int n;

    for ( ; *path && o; path += n )
    {
        if ( *path == '[' )
        {
            size_t index = strtoul(path + 1, NULL, 10);

            n = (int)(strchr(path, ']') - path) + 1;
            n += path[n] == '.';
            o = index < json_array_size(o) ? json_array_get(o, index) : NULL;
            continue;
        }
        sscanf(path, "%31[a-z_]%n", part, &n);
        n += path[n] == '.';
        o = json_object_get(o, part);
    }
    return o;
}

static void expect(json_t *doc, const char *path, const char *value)
{
    json_t *o = at(doc, path);
    char have[256] = "missing";
    size_t n;

    if ( json_is_string(o) )
        snprintf(have, sizeof(have), "%s", json_string_value(o));
    else if ( o )
    {
        n = json_dumpb(o, have, sizeof(have) - 1, JSON_ENCODE_ANY);
        have[n < sizeof(have) ? n : sizeof(have) - 1] = 0;
    }
    if ( value ? !o || strcmp(have, value) : o != NULL )
        fail_msg("%s is %s, not %s", path, have, value ? value : "missing");
}

static void put32(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static uint64_t get64(const uint8_t *p)
{
    uint64_t v = 0;
    int i;

    for ( i = 7; i >= 0; i-- )
        v = v << 8 | p[i];
    return v;
}

/* Makes the CRCs right again, so that what is below them is reached. */
static void reseal(struct bytes *b)
{
    uint64_t front = get64(b->p + 56) >> 32, pos;

    for ( pos = front; pos < b->len; pos += get64(b->p + pos + 16) )
        put32(b->p + pos + 4, lus_crc32c(0, 0, b->p + pos + 8, get64(b->p + pos + 16) - 8));
    put32(b->p + 44, lus_crc32c(0, 0, b->p + 256, front - 256));
    put32(b->p + 8, 0);
    put32(b->p + 8, lus_crc32c(0, 0, b->p, 256));
}

/* Where record @n of segment @i is. */
static uint64_t record_at(const struct bytes *b, uint32_t i, uint32_t n)
{
    struct lus_source src;
    struct lus_segment seg;
    struct lus_stream s;
    struct lus_record rec = { 0 };

    lus_source_flat(&src, b->p, b->len);
    assert_int_equal(lus_open(&s, &src, NULL, 0), 0);
    assert_int_equal(lus_segment_open(&s, i, &seg), 0);
    do
        assert_int_equal(lus_next(&seg, &rec), 1);
    while ( n-- );
    return rec.offset;
}

static void test_invalid(void **state)
{
    struct bytes b;
    json_t *doc;
    uint64_t where;

    (void)state;
    /* A flipped bit in the last segment: the ones before it are shown. */
    b = make_stream(4, 2);
    b.p[b.len - 1] ^= 1;
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_SEGMENT_CRC");
    expect(doc, "error.segment", "domain");
    expect(doc, "error.domid", "32751");
    expect(doc, "error.record", NULL);
    expect(doc, "segments[2].domid", "0");
    expect(doc, "segments[2].incomplete", NULL);
    expect(doc, "segments[3].incomplete", "true");
    expect(doc, "segments[3].crc", NULL);
    expect(doc, "segments[3].records", "[]");
    json_decref(doc);

    /* In the first one too: the error is its own, and those between are shown. */
    b.p[get64(b.p + 56) >> 32 | 40] ^= 1;
    doc = bad_document(&b, 1);
    expect(doc, "error.segment", "system");
    expect(doc, "segments[0].incomplete", "true");
    expect(doc, "segments[0].records", "[]");
    expect(doc, "segments[1].kind", "memory");
    expect(doc, "segments[1].incomplete", NULL);
    expect(doc, "segments[2].incomplete", NULL);
    expect(doc, "segments[3].incomplete", "true");
    json_decref(doc);
    b.p[get64(b.p + 56) >> 32 | 40] ^= 1;

    /* Cut in the last segment; then in the front; then before the header's end. */
    b.p[b.len - 1] ^= 1;
    b.len -= 8;
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_TRUNCATED");
    expect(doc, "segments[2].domid", "0");
    expect(doc, "segments[2].incomplete", NULL);
    expect(doc, "segments[3].incomplete", "true");
    expect(doc, "segments[3].records", "[]");
    json_decref(doc);
    b.len = 300;
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_TRUNCATED");
    expect(doc, "header.arch", json_string_value(at(doc, "header.arch")));
    expect(doc, "segments", NULL);
    json_decref(doc);
    b.len = 200;
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_TRUNCATED");
    expect(doc, "header", NULL);
    json_decref(doc);
    free(b.p);

    /* A field out of its enumeration, in the third record. */
    load(by_hand, by_hand_len, &b, &(struct problem){ 0 });
    where = record_at(&b, 0, 2);
    b.p[where + 16] = 7;
    reseal(&b);
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_ENUM");
    expect(doc, "error.record", "domain");
    expect(doc, "error.field", "kind");
    expect(doc, "error.instance", "0");
    expect(doc, "error.entry", NULL);
    expect(doc, "segments[0].incomplete", "true");
    expect(doc, "segments[0].records[1].name", "msr_policy");
    expect(doc, "segments[0].records[2]", NULL);
    json_decref(doc);
    b.p[where + 16] = 1;

    /* A newer format: the header is shown, the class is 3. */
    b.p[16] = 2;
    reseal(&b);
    doc = bad_document(&b, 3);
    expect(doc, "error.name", "E_FORMAT");
    expect(doc, "header.format", "2");
    expect(doc, "header.producer", "4.11");
    expect(doc, "segments", NULL);
    json_decref(doc);
    b.p[16] = 1;

    /* A text that would do things to a terminal is in no document as it is. */
    memcpy(b.p + 80, "\033]0;\200", 5);
    reseal(&b);
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_HEADER");
    expect(doc, "error.offset", "0x50");
    json_decref(doc);

    /* Not a stream at all. */
    b.p[0] = 'l';
    doc = bad_document(&b, 1);
    expect(doc, "error.name", "E_MAGIC");
    expect(doc, "header", NULL);
    json_decref(doc);
    free(b.p);
}

/* A mandatory record that this build does not know ends its own segment only. */
static void test_unknown_mandatory(void **state)
{
    struct bytes b = make_stream(6, 2);
    json_t *doc;
    struct lus_catalogue_entry e;
    struct lus_source src;
    struct lus_stream s;
    uint32_t i;

    (void)state;
    /* A later revision of sys_time. */
    lus_source_flat(&src, b.p, b.len);
    assert_int_equal(lus_open(&s, &src, NULL, 0), 0);
    b.p[record_at(&b, 0, 0) + 4] = 77;
    for ( i = 0; !lus_catalogue_at(&s, i, &e); i++ )
        if ( e.type == LUS_TYPE_SYS_TIME )
            b.p[256 + 16 * i + 4] = 77;
    reseal(&b);
    doc = bad_document(&b, 3);
    expect(doc, "error.name", "E_UNKNOWN_REVISION");
    expect(doc, "error.record", "sys_time");
    expect(doc, "segments[0].incomplete", "true");
    expect(doc, "segments[1].kind", "memory");
    expect(doc, "segments[3].domid", "32751");
    expect(doc, "segments[3].incomplete", NULL);
    json_decref(doc);
    free(b.p);
}

/* A file that takes no more is the system's fault, and it is said. */
static void test_full(void **state)
{
    struct bytes b = make_stream(2, 1);
    struct json_options o = { 0 };
    FILE *f = fopen("/dev/full", "w");
    struct lus_source src;
    struct lus_stream s;

    (void)state;
    if ( !f )
        skip();
    lus_source_flat(&src, b.p, b.len);
    lus_open(&s, &src, NULL, 0);
    assert_int_equal(json_write(f, &s, &o), 2);
    fclose(f);
    free(b.p);
}

static int print_document(const char *seed, int broken)
{
    struct bytes b = make_stream(strtoull(seed, NULL, 0), 4);
    size_t len;
    int rc;
    char *text;

    if ( broken )
        b.p[b.len - 1] ^= 1;
    text = document(&b, 1, 0, &len, &rc);
    fwrite(text, 1, len, stdout);
    free(text);
    free(b.p);
    return rc != broken;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_types), cmocka_unit_test(test_round_trip), cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_layouts), cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_unknown_mandatory), cmocka_unit_test(test_full)
    };

    if ( argc >= 3 && !strcmp(argv[1], "--document") )
        return print_document(argv[2], argc > 3);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

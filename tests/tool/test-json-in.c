/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From JSON to a stream: what P-32 allows and what it refuses, and texts made to do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json-help.h"
#include "tool/json/json-tree.h"
#include "random-stream.h"

static void test_by_hand(void **state)
{
    struct problem p;
    struct bytes b, again;
    size_t len;
    int rc;
    char *text;

    (void)state;
    if ( load(by_hand, by_hand_len, &b, &p) )
        fail_msg("offset %llu: %s", (unsigned long long)p.offset, p.text);
    text = document(&b, 0, 0, &len, &rc);
    assert_int_equal(rc, 0);
    assert_non_null(strstr(text, "\"producer_extra\":\".4\\\"\""));
    assert_non_null(strstr(text, "\"source\":[\"image\",\"text\"]"));
    assert_non_null(strstr(text, "\"kind\":{\"value\":1,\"name\":\"pv\"},"
                                 "\"frame_space\":{\"value\":1,\"name\":\"pfn\"},\"max_vcpus\":2"));
    assert_non_null(strstr(text, "\"handle\":\"00112233-4455-6677-8899-aabbccddeeff\","
                                 "\"flags\":{\"value\":\"0xff0001\",\"flags\":[\"dying\"]}"));
    assert_non_null(strstr(text, "\"tot_pages\":\"0x7fffffffffffffff\",\"max_pages\":\"0xffffffffffffffff\""));
    assert_non_null(strstr(text, "\"emulation_flags\":{\"value\":\"0x5\",\"flags\":[\"lapic\",\"pm\"]}"));
    assert_non_null(strstr(text, "\"blob\":\"00ff\""));
    assert_non_null(strstr(text, "\"extents\":[[\"0x0\",\"0x10\",3,\"ram_rw\"],[\"0x5\",\"0x7\",1,\"ram_ro\"]]"));
    assert_non_null(strstr(text, "\"rtc_offset\":\"-5\""));
    assert_non_null(strstr(text, "\"length\":1,\"flags\":4,\"body\":\"00\""));
    assert_int_equal(load(text, len, &again, &p), 0);
    assert_int_equal(again.len, b.len);
    assert_memory_equal(again.p, b.p, b.len);
    free(again.p);
    free(b.p);
    free(text);
}

/* One change to by_hand each, and what must be said of it. */
static const struct refusal
{
    const char *find;
    const char *put;
    int code;
    const char *text;
} refusals[] = {
#define FIELDS "segments[0].records[1].fields"
#define RECORD0 "segments[0].records[0]"
    { "\"lustream\": 1", "\"lustream\": 2", 3, "lustream: form 2 of the document is not known" },
    { ", \"lustream\": 1", "", 1, "lustream: is missing" },
    { "\"lustream\": 1", "\"lustream\": 1, \"error\": null", 1, "error: document is of a stream that is not valid" },
    { "\"lustream\": 1", "\"lustream\": 1, \"lustream\": 1", 1, "JSON, line 26: duplicate object key near '\"lustream\"'" },
    { "\"lustream\": 1 }", "\"lustream\": 1 } x", 1, "JSON, line 26: end of file expected near 'x'" },
    { "\"lustream\": 1 }", "\"lustream\": 1, }", 1, "JSON, line 26: string or '}' expected near '}'" },
    { "\"catalogue\"", "\"cat\\u0000\"", 1, "JSON, line 23: NUL byte in object key not supported near" },
    { "[ { } ]", "[ { ]", 1, "JSON, line 23: string or '}' expected near ']'" },
    { "\"x86\"", "\"x87\"", 1, "header.arch: E_ENUM no such architecture" },
    { "\"x86\"", "\"\"", 1, "header.arch: E_ENUM no such architecture" },
    { "\"partial\": true", "\"partial\": 1", 1, "header.partial: true or false expected" },
    { "\"partial\": true", "\"partial\": false", 1, "header: E_HEADER source must be the hypervisor alone" },
    { "[ \"text\", \"image\" ]", "[ ]", 1, "header: E_HEADER source must be given" },
    { "[ \"text\", \"image\" ]", "[ \"text\", \"text\" ]", 1, "header.source[1]: comes twice" },
    { "[ \"text\", \"image\" ]", "[ \"text\", 1 ]", 1, "header.source[1]: E_ENUM no such kind of source" },
    { "\"producer\": \"4.11\"", "\"producer\": 4.11", 1, "header.producer: not a version" },
    { "\"producer\": \"4.11\"", "\"producer\": \"4.65536\"", 1, "header.producer: E_RANGE version is out of range" },
    { "\"producer\": \"4.11\"", "\"producer\": \"-4.11\"", 1, "header.producer: not a version" },
    { "\"updates\": 0", "\"updates\": 4294967296", 1, "header.updates: E_RANGE value is not in 0..4294967295" },
    { "\"previous\": \"0.0\"", "\"previous\": \"4.1\"", 1, "header: E_HEADER previous must be" },
    { "\\u002e4\\\"", "12345678901234567", 1, "header.producer_extra: E_LENGTH text is longer than 16 bytes" },
    { "\\u002e4\\\"", "\\u00e9", 1, "header.producer_extra: E_RANGE" },
    { "\\u002e4\\\"", "\\ud800", 1, "JSON, line 25: invalid Unicode '\\uD800'" },
    { "\\u002e4\\\"", "\\q", 1, "JSON, line 25: invalid escape" },
    { "\\u002e4\\\"", "\xff", 1, "JSON, line 25: unable to decode byte 0xff near" },
    { "\\u002e4\\\"", "\n", 1, "JSON, line 25: unexpected newline" },
    { "\"features\": 0", "\"features\": 1", 3, "header.features: E_FEATURE feature that this build does not know" },
    { "\"kind\": \"domain\"", "\"kind\": \"memory\"", 1, "segments[0].records: E_SEGMENT domid belongs to domains alone" },
    { "\"kind\": \"domain\"", "\"kind\": \"dom\"", 1, "segments[0].kind: E_ENUM" },
    { ", \"kind\": \"domain\"", "", 1, "segments[0].kind: is missing" },
    { "\"domid\": 1, ", "", 1, "segments[0].domid: is missing" },
    { "\"domid\": 1", "\"domid\": 32752", 1, "segments[0].domid: E_RANGE value is not in 0..32751" },
    { "\"kind\": \"domain\" }", "\"kind\": \"domain\" }, {\"kind\": \"domain\", \"domid\": 1, \"records\": []}", 1,
      "segments[1].records: this segment comes twice" },
    { "\"domain\", \"type\"", "\"p2m\", \"type\"", 1, RECORD0 ".name: E_TYPE type 0x40001001 revision 1 is domain" },
    { "\"domain\", \"type\"", "null, \"type\"", 1, RECORD0 ".name: E_TYPE" },
    { "\"type\": 1073745921", "\"type\": 0", 1, RECORD0 ".type: E_TYPE must not be 0" },
    { "\"type\": 1073745921", "\"type\": \"0x40009999\"", 3, RECORD0 ".type: E_UNKNOWN_TYPE" },
    { "\"type\": 1073745921", "\"type\": \"0x140001001\"", 1, RECORD0 ".type: E_RANGE" },
    { "\"revision\": 1, \"instance\": 0, \"n", "\"revision\": 9, \"instance\": 0, \"n", 3,
      RECORD0 ".revision: E_UNKNOWN_REVISION" },
    { "\"revision\": 1, \"instance\": 0, \"n", "\"revision\": 0, \"instance\": 0, \"n", 1, RECORD0 ".revision: E_TYPE" },
    { "\"revision\": 1, \"instance\": 0, \"n", "\"revision\": 1, \"instance\": 1, \"n", 1, RECORD0 ".instance: E_RANGE" },
    { "\"revision\": 1, \"instance\": 0, \"n", "\"instance\": 0, \"n", 1, RECORD0 ".revision: is missing" },
    { "\"max_vcpus\": \"2\", ", "", 1, RECORD0 ".fields.max_vcpus: is missing" },
    { "\"max_vcpus\": \"2\"", "\"reserved0\": 0", 1, RECORD0 ".fields.reserved0: no such field in revision 1" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": \"2\", \"max_vcpus\": 2", 1, "JSON, line 2: duplicate object key near '\"max_vcpus\"'" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": 8193", 1, RECORD0 ".fields.max_vcpus: E_RANGE value is out of range" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": \"\"", 1, RECORD0 ".fields.max_vcpus: text is no integer" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": \"0x\"", 1, RECORD0 ".fields.max_vcpus: text is no integer" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": \" 2\"", 1, RECORD0 ".fields.max_vcpus: text is no integer" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": -1", 1, RECORD0 ".fields.max_vcpus: E_RANGE value does not fit" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": null", 1, RECORD0 ".fields.max_vcpus: number expected" },
    { "\"max_vcpus\": \"2\"", "\"max_vcpus\": {\"value\": 2}", 1, RECORD0 ".fields.max_vcpus: number expected" },
    { "\"kind\": \"0x1\"", "\"kind\": 3", 1, RECORD0 ".fields.kind: E_ENUM" },
    { "\"kind\": \"0x1\"", "\"kind\": 257", 1, RECORD0 ".fields.kind: E_RANGE value does not fit the field's 1 bytes" },
    { "\"value\": 1 }", "\"value\": 3 }", 1, RECORD0 ".fields.frame_space.value: E_ENUM" },
    { "\"value\": 1 }", "\"value\": 1, \"value\": 1 }", 1, "JSON, line 2: duplicate object key near '\"value\"'" },
    { "\"value\": 1 }", "\"flags\": 1 }", 1, RECORD0 ".fields.frame_space.flags: no such member here" },
    { ", \"value\": 1 }", " }", 1, RECORD0 ".fields.frame_space.value: is missing" },
    { "00112233-", "0011223-3", 1, FIELDS ".handle: UUID expected" },
    { "00112233-", "0011223g-", 1, FIELDS ".handle: digit 7 is not hexadecimal" },
    { "\"ssidref\": 7", "\"ssidref\": 4294967296", 1, FIELDS ".ssidref: E_RANGE value does not fit the field's 4 bytes" },
    { "\"ssidref\": 7", "\"ssidref\": 7, \"misc_flags\": 0", 1, FIELDS ".misc_flags: no such field in revision 1" },
    { "\"ssidref\": 7", "\"ssidref\": 07", 1, "JSON, line 6: invalid token near '0'" },
    { "\"ssidref\": 7", "\"ssidref\": +7", 1, "JSON, line 6: invalid token near '+'" },
    { "\"ssidref\": 7", "\"ssidref\": \x1b[2J7", 1, "JSON, line 6: invalid token near '\\x1b'" },
    { "\"ssidref\": 7", "\"ss\\u001bid\": 7", 1, FIELDS ".ss\\x1bid: no such field in revision 1" },
    { "\"ssidref\": 7", "\"ssidref\": NaN", 1, "JSON, line 6: invalid token near 'NaN'" },
    { "\"ssidref\": 7", "\"ssidref\": -", 1, "JSON, line 6: invalid token near '-'" },
    { "\"ssidref\": 7", "\"ssidref\": 1e308", 1, FIELDS ".ssidref: not an integer" },
    { "\"ssidref\": 7", "\"ssidref\": 7.0", 1, FIELDS ".ssidref: not an integer" },
    { "\"ssidref\": 7", "\"ssidref\": 1e3", 1, FIELDS ".ssidref: not an integer" },
    { "\"ssidref\": 7", "\"ssidref\": 1e999", 1, "JSON, line 6: real number overflow" },
    { "\"ssidref\": 7", "\"ssidref\": true", 1, FIELDS ".ssidref: number expected" },
    { ": 9223372036854775807", ": 9223372036854775808", 1, "JSON, line 6: too big integer near '9223372036854775808'" },
    { ": 9223372036854775807", ": 18446744073709551616", 1, "JSON, line 6: too big integer" },
    { ": 9223372036854775807", ": -1", 1, FIELDS ".tot_pages: E_RANGE value does not fit" },
    { "\"-5\"", "-9223372036854775809", 1, "JSON, line 16: too big negative integer" },
    { "\"18446744073709551615\"", "\"18446744073709551616\"", 1, FIELDS ".max_pages: text is no integer of 64 bits" },
    { "0xFFFFFFFFFFFFFFFF", "0x10000000000000000", 1, FIELDS ".shared_info_frame: text is no integer of 64 bits" },
    { "0xFFFFFFFFFFFFFFFF", "-0x1", 1, FIELDS ".shared_info_frame: text is no integer of 64 bits" },
    { "\"emulation_flags\": \"0x5\"", "\"emulation_flags\": \"0x800\"", 1, FIELDS ".emulation_flags: E_FLAG_BITS" },
    { "\"pt_levels\": 4", "\"pt_levels\": 2", 1, "segments[0].records[2].fields.pt_levels: E_RANGE" },
    { "\"pt_levels\": 4 }", "\"pt_levels\": 4 }, \"blob\": \"\"", 1,
      "segments[0].records[2].blob: a record of this type has none" },
    { "\"pt_levels\": 4 }", "\"pt_levels\": 4 }, \"flags\": 0", 1,
      "segments[0].records[2].flags: a record of this type has none" },
    { ", \"blob\": \"00fF\"", "", 1, "segments[0].records[3].blob: is missing" },
    { "00fF", "00f", 1, "segments[0].records[3].blob: text of hexadecimal digits" },
    { "00fF", "00x0", 1, "segments[0].records[3].blob: digit 2 is not hexadecimal" },
    { "[5, 7, 1, \"ram_ro\"]", "[5, 7, 1]", 1, "segments[0].records[4].extents[0]: E_LENGTH" },
    { "[5, 7, 1, \"ram_ro\"]", "[5, 7, 1, 0, 0]", 1, "segments[0].records[4].extents[0]: E_LENGTH" },
    { "\"ram_ro\"", "\"ram\"", 1, "segments[0].records[4].extents[0][3]: E_ENUM" },
    { "\"ram_ro\"", "1", 1, "segments[0].records[4].extents[0][3]: E_ENUM" },
    { "[5, 7, 1,", "[5, 7, 0,", 1, "segments[0].records[4].extents[0]: E_RANGE" },
    { "[5, 7, 1,", "[1099511627775, 7, 2,", 1, "segments[0].records[4].extents[0]: E_RANGE" },
    { "[5, 7, 1,", "[5, 1099511627776, 1,", 1, "segments[0].records[4].extents[0][1]: E_RANGE" },
    { "[0, \"0x10\", 2, 0]", "[4, \"0x10\", 2, 0]", 1, "(domain 1, record p2m, instance 0): E_SORT" },
    { "\"-5\"", "\"0x8000000000000000\"", 1, "segments[0].records[5].fields.rtc_offset: E_RANGE" },
    { "\"-5\"", "\"-9223372036854775809\"", 1, "segments[0].records[5].fields.rtc_offset: E_RANGE" },
    { "0b0c0d", "0b0c", 1, "segments[0].records[5].fields.cmos_data: E_LENGTH 28 hexadecimal digits expected, not 26" },
    { "{ \"index\": 2, ", "{ \"index\": 2, \"index\": 2, ", 1, "JSON, line 18: duplicate object key near '\"index\"'" },
    { "{ \"index\": 2, ", "{ ", 1, "segments[0].records[6].entries[0].index: is missing" },
    { "{ \"index\": 2, ", "{ \"index\": 1, ", 1, "(domain 1, record msr_policy, instance 0, entry 1, field index): E_SORT" },
    { "\"flags\": 4, ", "", 1, "segments[0].records[7].flags: is missing" },
    { "\"pass\": 2", "\"pass\": 3", 1, "segments[0].records[7].pass: E_RANGE" },
    { "\"flags\": 4, ", "\"flags\": 8, ", 1, "segments[0].records[7].flags: E_RANGE" },
    { "\"flags\": 4, ", "\"flags\": 2, ", 1, "segments[0].records[7]: E_CHUNK" },
    { "\"flags\": 4, ", "\"flags\": 5, ", 1, "(domain 1" },
#define RAW(flags, revision) "{\"name\": null, \"type\": \"0xc0001234\", \"revision\": " revision ", \"instance\": 3, " \
    "\"pass\": 2, \"flags\": " flags ", \"body\": \"\"}"
    { "\"flags\": 4, \"body\": \"00\" }", "\"flags\": 4, \"body\": \"00\" }, " RAW("4", "1"), 1,
      "segments[0].records[8]: record type 0xc0001234, instance 3 comes twice" },
    { "\"flags\": 4, \"body\": \"00\" }", "\"flags\": 5, \"body\": \"00\" }, " RAW("6", "2"), 1,
      "segments[0].records[8]: E_CHUNK chunk has another revision than its record" },
    { "\"flags\": 4, \"body\": \"00\" }", "\"flags\": 4, \"body\": \"00\" }, { \"name\": \"toolstack\", \"type\": 11, "
      "\"revision\": 1, \"instance\": 0, \"fields\": {}, \"blob\": \"\" }", 1,
      "segments[0].records[8]: record toolstack, instance 0 comes twice" },
    { "\"0x3\", 15", "\"0x3\"", 1, "segments[0].records[8].fields.route: E_LENGTH 4 elements expected, not 3" },
    { "\"0x3\", 15", "\"0x3\", 15, 1", 1, "segments[0].records[8].fields.route[4]: E_LENGTH more than 4 elements" },
    { "\"0x3\", 15", "\"0x3\", 16", 1, "segments[0].records[8].fields.route[3]: E_RANGE value is out of range" },
    { "\"0x3\", 15", "\"0x3\", [15]", 1, "segments[0].records[8].fields.route[3]: number expected" },
    { "[5, 7, 1,", "[5, 1099511627775, 2,", 1, "segments[0].records[4].extents[0]: E_RANGE" },
    { "\"name\": null", "\"name\": \"x\"", 1, "segments[0].records[7].name: E_TYPE" },
    { "\"body\": \"00\"", "\"body\": \"00\", \"fields\": {}", 1,
      "segments[0].records[7].fields: a record of this type has none" },
};

static char *replaced(const char *find, const char *put, size_t *len)
{
    const char *at = strstr(by_hand, find);
    char *text;
    size_t head;

    if ( !at || strstr(at + 1, find) )
        fail_msg("\"%s\" must be there once", find);
    head = (size_t)(at - by_hand);
    *len = by_hand_len - strlen(find) + strlen(put);
    text = xmalloc(*len + 1);
    memcpy(text, by_hand, head);
    memcpy(text + head, put, strlen(put));
    memcpy(text + head + strlen(put), at + strlen(find), strlen(at + strlen(find)) + 1);
    return text;
}

static void test_refusals(void **state)
{
    size_t i, len;
    int wrong = 0;

    (void)state;
    for ( i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++ )
    {
        char *text = replaced(refusals[i].find, refusals[i].put, &len);
        struct problem p;
        struct bytes b;

        if ( load(text, len, &b, &p) == 0 )
            fail_msg("%s was taken", refusals[i].put);
        if ( strncmp(p.text, refusals[i].text, strlen(refusals[i].text)) || p.code != refusals[i].code )
        {
            print_error("%s: %d %s\n", refusals[i].put, p.code, p.text);
            wrong = 1;
        }
        free(text);
    }
    assert_int_equal(wrong, 0);
}

/* One more than the greatest number of bytes or entries: refused where it is, not after all of it is there. */
static void test_limits(void **state)
{
    size_t most = 0x100001, i, len, at = 0;
    char *put = xmalloc(2 * most + 1), *text;
    struct problem p;
    struct bytes b;

    (void)state;
    memset(put, '0', 2 * most);
    put[2 * most] = 0;
    text = replaced("00fF", put, &len);
    assert_int_equal(load(text, len, &b, &p), -1);
    assert_string_equal(p.text, "segments[0].records[3].blob: E_LENGTH 1048577 bytes are more than 1048576");
    free(text);
    for ( i = 3; i <= 4098; i++ )
        at += (size_t)sprintf(put + at, "{ \"index\": %zu, \"flags\": 0, \"value\": 0 }, ", i);
    strcpy(put + at, "{ \"index\": 2, ");
    text = replaced("{ \"index\": 2, ", put, &len);
    assert_int_equal(load(text, len, &b, &p), -1);
    assert_string_equal(p.text, "segments[0].records[6].entries[4096]: E_LENGTH more than 4096 entries");
    free(text);
    free(put);
}

/* P-32: what is no JSON has its line and offset; what is wrong in meaning its path alone. */
static void test_places(void **state)
{
    size_t len;
    char *text = replaced("\"ssidref\": 7", "\"ssidref\": ?", &len);
    struct problem p;
    struct bytes b;

    (void)state;
    assert_int_equal(load(text, len, &b, &p), -1);
    assert_string_equal(p.text, "JSON, line 6: invalid token near '?'");
    assert_int_equal(p.offset, strchr(text, '?') + 1 - text);
    free(text);
    text = replaced("\"ssidref\": 7", "\"ssidref\": {}", &len);
    assert_int_equal(load(text, len, &b, &p), -1);
    assert_true(p.offset == NO_OFFSET);
    free(text);
}

static struct problem tree_problem(const char *text, size_t len, size_t most)
{
    struct input in = { text, len };
    struct problem p = { 0 };
    json_t *tree;

    if ( json_tree(&in, most, &tree, &p) == 0 )
        json_decref(tree);
    return p;
}

/* I-12: the tree takes no more than it may, and what it took is given back. */
static void test_memory(void **state)
{
    struct problem p;
    size_t most, least = 0;

    (void)state;
    for ( most = 0; most < 65536; most += 64 )
    {
        p = tree_problem(by_hand, by_hand_len, most);
        if ( !p.code )
            break;
        assert_int_equal(p.code, EXIT_USAGE);
        assert_non_null(strstr(p.text, "needs more than"));
        least = most;
    }
    print_message("%zu bytes of text take more than %zu of memory\n", by_hand_len, least);
    assert_true(least > by_hand_len && least < 65536 - 64);
}

/* Cut anywhere: refused, never taken for whole. */
static void test_cut(void **state)
{
    struct problem p;
    struct bytes b;
    size_t n;

    (void)state;
    for ( n = 0; n < by_hand_len - 1; n++ )
    {
        assert_int_equal(load(by_hand, n, &b, &p), -1);
        assert_int_equal(p.code, 1);
        assert_true(p.offset <= n);
    }
}

/* The same of a text in memory, where integers that are no signed ones are looked for: never past its end. */
static void test_cut_text(void **state)
{
    static const char whole[] = "{ \"a\": [9223372036854775808, 18446744073709551615 ], \"b\\\"\": 9999999999999999999 }";
    struct problem p;
    json_t *tree;
    char *text;
    size_t n;

    (void)state;
    for ( n = 0; n < sizeof(whole); n++ )
    {
        text = xmalloc(n);
        memcpy(text, whole, n);
        memset(&p, 0, sizeof(p));
        assert_int_equal(json_text(text, n, 2, &tree, &p), n == sizeof(whole) - 1 ? 0 : -1);
        assert_true(n == sizeof(whole) - 1 ? !p.code : p.code == EXIT_CORRUPT && p.offset <= n && !tree);
        json_decref(tree);
        free(text);
    }
}

static void refuse_text(const char *text, size_t len)
{
    struct problem p;
    struct bytes b;

    assert_int_equal(load(text, len, &b, &p), -1);
}

static void test_hostile(void **state)
{
    static const char *const texts[] = {
        "", " ", "[]", "null", "{", "{}", "\"", "\"\\", "{\"\\", "{\"a", "{\"lustream\":", "{\"lustream\":1e",
        "{\"lustream\":{}}",
        "{\"segments\":[{\"records\":[{\"name\":\"domain\"}]}]}", "{\"catalogue\":tru", "{\"catalogue\":\"\\ud800\\u0041\"}",
        "{\"header\":[]}", "{} {}", "{}\n]", "{\"a\":1,\"a\":1}", "{\"header\":{\"arch\":{}}}", "{'lustream':1}", "{\"lustream\":1 /* */}", "\xef\xbb\xbf{}"
    };
    static const char deep[] = "{\"catalogue\":";
    char *text = xmalloc(1 << 20);
    unsigned int i;

    (void)state;
    for ( i = 0; i < sizeof(texts) / sizeof(texts[0]); i++ )
        refuse_text(texts[i], strlen(texts[i]));
    refuse_text("{\0}", 3);
    refuse_text("{\"a\0\":1}", 8);
    memset(text, '[', 1 << 20);
    refuse_text(text, 1 << 20);
    memcpy(text, deep, sizeof(deep) - 1);
    refuse_text(text, 1 << 20);
    for ( i = 0; i + 5 <= 1 << 20; i += 5 )
        memcpy(text + i, "{\"a\":", 5);
    refuse_text(text, 1 << 20);
    memcpy(text, "{\"lustream\":", 12);
    memset(text + 12, '9', (1 << 20) - 12);
    refuse_text(text, 1 << 20);
    text[12] = '"';
    refuse_text(text, 1 << 20);
    text[(1 << 20) - 1] = '"';
    refuse_text(text, 1 << 20);
    free(text);
}

/* Bytes changed at random: whatever is taken all the same must be a stream that goes round. */
static void test_mutations(void **state)
{
    static const char bytes[] = "{}[]\",:0123456789xXeE+-.\\/utfn \n\t\x01\x7f\xc3\xa9\xff";
    uint64_t rng = 42, taken = 0;
    unsigned int i, k;

    (void)state;
    for ( i = 0; i < 20000; i++ )
    {
        char *text = xmalloc((by_hand_len + 1));
        struct bytes b;
        struct problem p;
        size_t len;
        int rc;

        memcpy(text, by_hand, (by_hand_len + 1));
        for ( k = 0; k <= i % 3; k++ )
            text[random_next(&rng) % (by_hand_len)] = bytes[random_next(&rng) % sizeof(bytes)];
        if ( load(text, by_hand_len, &b, &p) == 0 )
        {
            taken++;
            free(text);
            text = document(&b, 0, 0, &len, &rc);
            assert_int_equal(rc, 0);
            free(b.p);
        }
        free(text);
    }
    print_message("%u of 20000 mutations taken\n", (unsigned int)taken);
    assert_true(taken > 100 && taken < 19000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_refusals), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_places), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_cut), cmocka_unit_test(test_cut_text), cmocka_unit_test(test_hostile), cmocka_unit_test(test_mutations)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

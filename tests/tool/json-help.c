/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the tests of the JSON form share: streams out of seeds, and both ways between streams and documents in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json-help.h"
#include "random-stream.h"
#include "tool/cpu.h"
#include "tool/json/json.h"

long input_some(struct input *in, void *buf, size_t n, struct problem *p)
{
    (void)p;
    n = n < in->len ? n : in->len;
    memcpy(buf, in->text, n);
    in->text += n;
    in->len -= n;
    return (long)n;
}

struct bytes make_stream(uint64_t seed, unsigned int domains)
{
    struct problem p = { 0 };
    struct bytes b;
    struct bag bag;

    bag_init(&bag);
    assert_int_equal(random_bag(&bag, seed, domains), 0);
    if ( bag_bytes(&bag, &b.p, &b.len, &p) )
        fail_msg("seed %llu: %s", (unsigned long long)seed, p.text);
    bag_free(&bag);
    return b;
}

/* The document of a stream in one piece, or in pages that lie anywhere. */
char *document(const struct bytes *b, int pretty, int paged, size_t *len, int *rc)
{
    const uint8_t **pages = xmalloc((b->len / LUS_PAGE_SIZE + 1) * sizeof(*pages));
    struct json_options o = { .pretty = pretty };
    static uint8_t scratch[LUS_SCRATCH];
    struct lus_source src;
    struct lus_stream s;
    char *text = NULL;
    FILE *f = open_memstream(&text, len);
    size_t i;

    for ( i = 0; i <= b->len / LUS_PAGE_SIZE && paged; i++ )
    {
        size_t n = b->len - i * LUS_PAGE_SIZE;
        uint8_t *page = xmalloc(LUS_PAGE_SIZE);

        memcpy(page, b->p + i * LUS_PAGE_SIZE, n < LUS_PAGE_SIZE ? n : LUS_PAGE_SIZE);
        pages[i] = page;
    }
    if ( paged )
        lus_source_pages(&src, pages, 0, b->len);
    else
        lus_source_flat(&src, b->p, b->len);
    lus_open(&s, &src, scratch, lus_cpu_detect());
    *rc = json_write(f, &s, &o);
    fclose(f);
    for ( i = 0; i <= b->len / LUS_PAGE_SIZE && paged; i++ )
        free((void *)pages[i]);
    free(pages);
    return text;
}

/* Return: 0 and the stream of a document, or -1. */
int load(const char *text, size_t len, struct bytes *b, struct problem *p)
{
    struct input in = { text, len };
    struct bag bag;
    int rc;

    memset(p, 0, sizeof(*p));
    bag_init(&bag);
    b->p = NULL;
    rc = json_load(&bag, &in, p);
    if ( rc == 0 )
        rc = bag_bytes(&bag, &b->p, &b->len, p);
    bag_free(&bag);
    if ( rc )
        assert_int_not_equal(p->code, 0);
    return rc;
}

void check_plain(const char *text, size_t len)
{
    size_t i;

    for ( i = 0; i < len; i++ )
        if ( (text[i] < 0x20 || text[i] > 0x7e) && text[i] != '\n' )
            fail_msg("byte 0x%02x at %zu", (unsigned char)text[i], i);
}

const char by_hand[] =
    "{ \"segments\": [ { \"records\": [\n"
    "  { \"fields\": { \"max_vcpus\": \"2\", \"kind\": \"0x1\", \"frame_space\": { \"name\": \"wrong\", \"value\": 1 } },\n"
    "    \"revision\": 1, \"instance\": 0, \"n\\u0061me\": \"domain\", \"type\": 1073745921 },\n"
    "  { \"name\": \"dom_info\", \"type\": \"0x40001003\", \"revision\": 1, \"instance\": 0, \"length\": null, \"fields\": {\n"
    "      \"handle\": \"00112233-4455-6677-8899-AABBCCDDEEFF\", \"flags\": { \"value\": \"0xff0001\", \"flags\": [] },\n"
    "      \"ssidref\": 7, \"tot_pages\": 9223372036854775807, \"max_pages\": \"18446744073709551615\",\n"
    "      \"outstanding_pages\": 0, \"shr_pages\": -0, \"paged_pages\": 0, \"shared_info_frame\": \"0xFFFFFFFFFFFFFFFF\",\n"
    "      \"cpu_time\": 1, \"nr_online_vcpus\": 8192, \"max_vcpu_id\": 0, \"cpupool\": 4294967295,\n"
    "      \"emulation_flags\": \"0x5\" } },\n"
    "  { \"name\": \"pv_info\", \"type\": \"0x2\", \"revision\": 1, \"instance\": 0,\n"
    "    \"fields\": { \"guest_width\": 8, \"pt_levels\": 4 } },\n"
    "  { \"name\": \"toolstack\", \"type\": \"0xb\", \"revision\": 1, \"instance\": 0, \"fields\": {}, \"blob\": \"00fF\" },\n"
    "  { \"name\": \"p2m\", \"type\": \"0x40001010\", \"revision\": 1, \"instance\": 0, \"fields\": { \"max_gfn\": 99 },\n"
    "    \"extents\": [ [5, 7, 1, \"ram_ro\"], [0, \"0x10\", 2, 0], [\"0x2\", 18, 1, \"0x0\"] ] },\n"
    "  { \"name\": \"hvm_rtc\", \"type\": \"0x1000b\", \"revision\": 2, \"instance\": 0, \"fields\": {\n"
    "      \"cmos_data\": \"000102030405060708090a0b0c0d\", \"cmos_index\": 1, \"pad0\": 0, \"rtc_offset\": \"-5\" } },\n"
    "  { \"name\": \"msr_policy\", \"type\": \"0x12\", \"revision\": 1, \"instance\": 0, \"fields\": {}, \"entries\": [\n"
    "      { \"index\": 2, \"flags\": 0, \"value\": 3 }, { \"index\": 1, \"flags\": 0, \"value\": 3 } ] },\n"
    "  { \"name\": null, \"type\": \"0xc0001234\", \"revision\": 1, \"instance\": 3, \"pass\": 2,\n"
    "    \"flags\": 4, \"body\": \"00\" },\n"
    "  { \"name\": \"hvm_pci_link\", \"type\": \"0x10009\", \"revision\": 1, \"instance\": 0,\n"
    "    \"fields\": { \"route\": [ 1, \"2\", \"0x3\", 15 ], \"pad0\": [ 0, 0, 0, 255 ] } }\n"
    "  ], \"domid\": 1, \"kind\": \"domain\" } ], \"catalogue\": [ { } ],\n"
    "  \"header\": { \"arch\": \"x86\", \"partial\": true, \"source\": [ \"text\", \"image\" ], \"producer\": \"4.11\",\n"
    "    \"producer_extra\": \"\\u002e4\\\"\", \"updates\": 0, \"previous\": \"0.0\",\n"
    "    \"previous_extra\": \"\", \"profile\": \"4.11\", \"features\": 0, \"total_size\": \"nonsense\" }, \"lustream\": 1 }\n";

const size_t by_hand_len = sizeof(by_hand) - 1;

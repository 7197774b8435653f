/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The image importer on xl's and libxl's layers, made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image-build.h"
#include "import-image-test.h"

static void put_be32(struct image_bytes *b, uint32_t v)
{
    const uint8_t p[4] = { (uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v };

    put_bytes(b, p, sizeof(p));
}

static void put_xl(struct image_bytes *b, uint32_t flags, const char *config)
{
    const uint32_t n = config ? (uint32_t)strlen(config) : 0;

    put_bytes(b, "Xen saved domain, xl format\n \0 \r", 32);
    put32(b, 0x01020304);
    put32(b, flags);
    put32(b, 0);
    put32(b, config ? n + 4 : 0);
    if ( config )
        put32(b, n);
    put_bytes(b, config, n);
}

/* P-26. xl's configuration, which is at 52; "^" is behind what is at fault, and is not there. */
static void expect_config(const char *config, const char *text)
{
    size_t offset = strcspn(config, "^");
    struct image_bytes b = { 0 };
    char clean[128];

    snprintf(clean, sizeof(clean), "%.*s%s", (int)offset, config, config + offset + (config[offset] != 0));
    put_xl(&b, 3, clean);
    expect_at(&b, 52 + (config[offset] ? offset : 0), text);
    free(b.bytes);
}

static void configurations(void)
{
    expect_config("{ \"b_info\": { \"max_vcpus\": 1,\n \"max_vcpus\"^: 2 } }",
                  "(domain 7, xl header): xl configuration: JSON, line 2: duplicate object key near '\"max_vcpus\"'");
    expect_config("{ \"b_info\": {}, \"b_info\"^: {} }", "duplicate object key near '\"b_info\"'");
    expect_config("{ \"b_info\": {} ^", "xl configuration: JSON, line 1: '}' expected near end of file");
    expect_config("{} {^}", "xl configuration: JSON, line 1: end of file expected near '{'");
    expect_config("[ 1 ]", "xl configuration: document: object expected");
    expect_config("{ \"c_info\": 18446744073709551616^ }", "xl configuration: JSON, line 1: too big integer");
    expect_config("{ \"a\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }", "more than 31 levels");
    expect_config("{ \"b_info\": { \"max_vcpus\": 4.0 } }", "E_RANGE b_info.max_vcpus");
    expect_config("{ \"b_info\": { \"max_vcpus\": null } }", "E_RANGE b_info.max_vcpus");
    expect_config("{ \"b_info\": { \"max_vcpus\": \"4\" } }", "E_RANGE b_info.max_vcpus");
    expect_config("{ \"b_info\": { \"max_vcpus\": 0 } }", "E_RANGE b_info.max_vcpus");
    expect_config("{ \"b_info\": { \"max_vcpus\": 18446744073709551615 } }", "E_RANGE b_info.max_vcpus");
}

static void put_libxl(struct image_bytes *b, uint32_t version, uint32_t options)
{
    put_bytes(b, "LibxlFmt", 8);
    put_be32(b, version);
    put_be32(b, options);
}

static void put_inner(struct image_bytes *b)
{
    put_record(b, 1, NULL, 0);
    put_libxc_headers(b, 2, 2);
    put_tsc(b, 5);
    put_context(b, 0, 0, NULL, 0, 1);
}

/* P-24. State of a vcpu that the domain is not made with: Xen's restore refuses it. */
static void too_many_vcpus(void)
{
    static const uint8_t zeros[5168];
    struct image_bytes b = { 0 };
    size_t at;

    put_xl(&b, 3, "{ \"b_info\": { \"max_vcpus\": 1 } }");
    put_libxl(&b, 2, 0);
    put_record(&b, 1, NULL, 0);
    put_pv_begin(&b, 2, 8);
    put_p2m(&b, 8);
    put_vcpu(&b, 4, 0, zeros, sizeof(zeros));
    at = b.len;
    put_vcpu(&b, 4, 1, zeros, sizeof(zeros));
    expect_at(&b, at + 8, "E_INSTANCE vcpu 1, but the xl configuration says b_info.max_vcpus 1");

    b.len = 0;
    put_xl(&b, 3, "{ \"b_info\": { \"max_vcpus\": 1 } }");
    put_libxl(&b, 2, 0);
    put_record(&b, 1, NULL, 0);
    put_libxc_headers(&b, 2, 2);
    at = b.len;
    put_context(&b, 6, 1, zeros, 1024, 1);
    expect_at(&b, at + 8, "E_INSTANCE record hvm_lapic_regs of vcpu 1, but the xl configuration says b_info.max_vcpus 1");
    free(b.bytes);
}

/* xl's and libxl's layers, with a checkpoint that goes back and forth between them. */
void test_libxl(void **state)
{
    static const uint32_t emulator[4] = { 2, 0, 1, 2 };
    struct image_bytes b = { 0 };
    struct lus_domain domain;
    struct problem p;
    struct bag bag;

    put_xl(&b, 3, "{ \"b_info\": { \"max_vcpus\": 17 } }");
    put_libxl(&b, 2, 0);
    put_inner(&b);
    put_record(&b, 0x0e, NULL, 0);
    put_record(&b, 3, emulator, sizeof(emulator));
    put_record(&b, 4, NULL, 0);
    put_tsc(&b, 6);
    put_record(&b, 0, NULL, 0);
    put_record(&b, 2, emulator, 13);
    put_record(&b, 0, NULL, 0);
    if ( import_bytes(b.bytes, b.len, &bag, &p) )
        fail_msg("%s", p.text);
    lus_decode_domain(find_record(&bag, LUS_TYPE_DOMAIN, 0)->fixed, 1, &domain);
    assert_int_equal(domain.max_vcpus, 17);
    assert_int_equal(find_record(&bag, LUS_TYPE_TSC_INFO, 0)->fixed[4], 6);
    bag_free(&bag);

    b.len = 0;
    configurations();
    too_many_vcpus();
    put_xl(&b, 3, "{ \"b_info\": { \"max_vcpus\": 8193 } }");
    expect(&b, EXIT_CORRUPT, "E_RANGE b_info.max_vcpus");
    b.len = 0;
    put_xl(&b, 7, NULL);
    expect(&b, EXIT_REFUSED, "(domain 7, xl header): E_FLAG_BITS");
    b.len = 0;
    put_xl(&b, 1, NULL);
    expect(&b, EXIT_REFUSED, "legacy format");
    b.len = 0;
    put_libxl(&b, 3, 0);
    expect(&b, EXIT_REFUSED, "version 3 of the libxl stream");
    b.len = 0;
    put_libxl(&b, 2, 1);
    expect(&b, EXIT_REFUSED, "big-endian");
    b.len = 0;
    put_libxl(&b, 2, 4);
    expect(&b, EXIT_REFUSED, "(domain 7, libxl header): E_FLAG_BITS");
    b.len = 0;
    put_libxl(&b, 2, 0);
    put_record(&b, 0, NULL, 0);
    expect(&b, EXIT_CORRUPT, "E_MISSING no LIBXC_CONTEXT came");
    b.len = 0;
    put_libxl(&b, 2, 0);
    put_record(&b, 6, NULL, 0);
    expect(&b, EXIT_REFUSED, "(domain 7, libxl record 0x6): E_UNKNOWN_TYPE mandatory record of an unknown type");
    b.len = 0;
    put_libxl(&b, 2, 0);
    put_inner(&b);
    put_record(&b, 0, NULL, 0);
    put_record(&b, 0x80000006, "abc", 3);
    put_record(&b, 4, NULL, 0);
    expect(&b, EXIT_CORRUPT, "E_ORDER no checkpoint is under way");
    b.len = 0;
    put_libxl(&b, 2, 0);
    put_inner(&b);
    put_record(&b, 0x0e, NULL, 0);
    put_record(&b, 0, NULL, 0);
    expect(&b, EXIT_CORRUPT, "(domain 7, libxl record END): E_ORDER after a checkpoint, before libxc's END");
    b.len = 0;
    put_libxl(&b, 2, 0);
    put_inner(&b);
    put_record(&b, 0, NULL, 0);
    put_record(&b, 1, NULL, 0);
    expect(&b, EXIT_CORRUPT, "E_ORDER comes twice");
    free(b.bytes);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The image importer on HVM contexts made here: every entry, each refusal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image-build.h"
#include "lustream/compat.h"
#include "import-image-test.h"

/* Place of the release in libxc's header. */
#define XEN_MINOR 36

/* The first release whose streams have this revision. */
static uint32_t release_of(uint32_t type, uint32_t revision)
{
    struct lus_profile p = { .minor = LUS_RELEASE_FIRST };

    while ( lus_profile_revision(&p, type) != revision )
        p.minor++;
    return p.minor;
}

/*
 * Point releases save what their release's revision has not [C-23]: 4.18.5, 4.19.2, 4.20.1 the errors of a local APIC that wait. A stream of
 * theirs has the revision of its release, or no conversion would take it [P-39].
 */
void test_point_release(void **state)
{
    static const struct { uint32_t minor, revision; } releases[] = { { 17, 1 }, { 18, 1 }, { 20, 1 }, { 21, 2 } };
    uint8_t body[32] = { 0 };
    size_t i;

    body[24] = 0x40;
    for ( i = 0; i < sizeof(releases) / sizeof(releases[0]); i++ )
    {
        struct image_bytes b = { 0 };
        struct bag_record *rec;
        struct problem p;
        struct bag bag;

        put_libxc_headers(&b, 2, 2);
        b.bytes[XEN_MINOR] = (uint8_t)releases[i].minor;
        put_context(&b, 5, 1, body, sizeof(body), 1);
        put_record(&b, 0, NULL, 0);
        assert_int_equal(import_bytes(b.bytes, b.len, &bag, &p), 0);
        rec = find_record(&bag, LUS_TYPE_HVM_LAPIC, 1);
        assert_int_equal(rec->revision, releases[i].revision);
        assert_int_equal(rec->fixed_len, releases[i].revision == 1 ? 24 : 32);
        bag_free(&bag);
        free(b.bytes);
    }
}

/* Every typecode with every length that its revisions have. */
void test_hvm_context(void **state)
{
    const struct lus_record_type *types;
    uint32_t nr, i, rev, seen = 0;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
        for ( rev = 1; types[i].type >> 16 == 1 && types[i].type != LUS_TYPE_HVM_HEADER && rev <= types[i].revisions; rev++ )
        {
            uint8_t body[4096] = { 0 };
            uint32_t instance = types[i].max_instance ? 1 : 0;
            size_t len = types[i].fixed[rev - 1];
            struct image_bytes b = { 0 };
            struct problem p;
            struct bag bag;

            fill_bytes(body, 3, i);
            if ( types[i].type == LUS_TYPE_HVM_CPU_XSAVE )
                len += 576;
            if ( types[i].type == LUS_TYPE_HVM_CPU_MSR )
            {
                const uint32_t msrs[10] = { 2, 0xdeadbeef, 0x174, 0, 5, 6, 0x10, 0, 7, 8 };

                memcpy(body, msrs, len = sizeof(msrs));
            }
            if ( types[i].type == LUS_TYPE_HVM_PCI_LINK )
                memset(body, 5, 4);
            put_libxc_headers(&b, 2, 2);
            b.bytes[XEN_MINOR] = (uint8_t)release_of(types[i].type, rev);
            put_context(&b, types[i].type & 0xffff, instance, body, len, 1);
            put_record(&b, 0, NULL, 0);
            if ( import_bytes(b.bytes, b.len, &bag, &p) )
                fail_msg("%s %u: %s", types[i].name, rev, p.text);
            assert_int_equal(find_record(&bag, types[i].type, instance)->revision, rev);
            if ( types[i].type != LUS_TYPE_HVM_CPU_MSR )
                assert_memory_equal(find_record(&bag, types[i].type, instance)->fixed, body, types[i].fixed[rev - 1]);
            else
                assert_int_equal(find_record(&bag, types[i].type, instance)->tail[0], 0x10);
            bag_free(&bag);
            free(b.bytes);
            seen++;
        }
    assert_int_equal(seen, 22);
}

void test_hvm_refusals(void **state)
{
    static const struct
    {
        uint32_t typecode, instance, len;
        int end, code;
        const char *text;
    } cases[] = {
        { 22, 0, 8, 1, EXIT_REFUSED, "E_UNKNOWN_TYPE typecode 22, instance 0, 8 bytes; 22 to 34" },
        { 34, 0, 8, 1, EXIT_REFUSED, "E_UNKNOWN_TYPE typecode 34" },
        { 21, 0, 8, 1, EXIT_REFUSED, "typecode 21, instance 0, 8 bytes" },
        { 60000, 9, 0, 1, EXIT_REFUSED, "E_UNKNOWN_TYPE typecode 60000, instance 9, 0 bytes" },
        { 19, 0, 9, 1, EXIT_CORRUPT, "(domain 7, record hvm_tsc_adjust, instance 0): E_LENGTH 9 bytes, expected 8" },
        { 11, 0, 20, 1, EXIT_CORRUPT, "record hvm_rtc, instance 0): E_LENGTH 20 bytes, expected 16 or 24" },
        { 3, 2, 8, 1, EXIT_CORRUPT, "(domain 7, record hvm_pic, instance 2): E_INSTANCE" },
        { 1, 0, 24, 1, EXIT_CORRUPT, "(domain 7, record hvm_header, instance 0): E_ORDER comes twice" },
        { 16, 0, 599, 1, EXIT_CORRUPT, "record hvm_cpu_xsave, instance 0): E_LENGTH" },
        { 16, 0, 601, 1, EXIT_CORRUPT, "record hvm_cpu_xsave, instance 0): E_LENGTH 601 bytes" },
        { 20, 0, 7, 1, EXIT_CORRUPT, "record hvm_cpu_msr, instance 0): E_LENGTH" },
        { 20, 0, 24, 1, EXIT_CORRUPT, "record hvm_cpu_msr, instance 0): E_LENGTH" },
        { 19, 0, 8, 0, EXIT_CORRUPT, "(domain 7, HVM context): E_TRUNCATED ends without END" },
        { 19, 0, 8, 5, EXIT_CORRUPT, "(domain 7, HVM context): E_TRAILING 5 bytes" },
    };
    struct image_bytes b = { 0 };
    uint8_t body[608] = { 0 };
    size_t i;

    for ( i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        b.len = 0;
        put_libxc_headers(&b, 2, 2);
        put_context(&b, cases[i].typecode, cases[i].instance, body, cases[i].len, cases[i].end);
        put_record(&b, 0, NULL, 0);
        expect(&b, cases[i].code, cases[i].text);
    }
    /* A context of one entry, END; and one whose only entry is longer than what is left. */
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    put_record(&b, 9, body, 8);
    expect(&b, EXIT_CORRUPT, "(domain 7, HVM context): E_ORDER begins with typecode 0");
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    body[0] = 1;
    body[4] = 24;
    put_record(&b, 9, body, 31);
    expect(&b, EXIT_CORRUPT, "(domain 7, HVM context): E_TRUNCATED typecode 1 says 24 bytes, 23 are left");
    body[0] = body[4] = 0;
    /* The value of a field, at its place in the image: 40 + 8 of the record + 32 of HEADER + 8, channel 2 of the routes. */
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    body[2] = 16;
    put_context(&b, 9, 0, body, 8, 1);
    {
        struct problem p;
        struct bag bag;

        assert_int_equal(import_bytes(b.bytes, b.len, &bag, &p), -1);
        assert_int_equal(p.offset, 40 + 8 + 32 + 8 + 2);
        assert_string_equal(p.text,
                            "(domain 7, record hvm_pci_link, instance 0, field route): E_RANGE value is out of range: 0x10");
    }
    free(b.bytes);
}

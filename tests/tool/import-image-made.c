/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The image importer on images made here: libxc's records, each refusal, checkpoints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "image-build.h"
#include "import-image-test.h"

struct bag_record *find_record(struct bag *bag, uint32_t type, uint32_t instance)
{
    struct bag_record *rec = bag_find(bag_segment(bag, LUS_SEGMENT_DOMAIN, 7), type, instance);

    assert_non_null(rec);
    return rec;
}

void expect(const struct image_bytes *b, int code, const char *text)
{
    struct problem p;
    struct bag bag;

    if ( import_bytes(b->bytes, b->len, &bag, &p) == 0 )
    {
        bag_free(&bag);
        if ( code )
            fail_msg("taken, but should be \"%s\"", text);
        return;
    }
    if ( p.code != code || !strstr(p.text, text) )
        fail_msg("%d 0x%llx: \"%s\", but should be %d \"%s\"", p.code, (unsigned long long)p.offset, p.text, code, text);
}

void expect_at(const struct image_bytes *b, uint64_t at, const char *text)
{
    struct problem p;
    struct bag bag;

    assert_int_equal(import_bytes(b->bytes, b->len, &bag, &p), -1);
    if ( p.code != EXIT_CORRUPT || p.offset != at || !strstr(p.text, text) )
        fail_msg("%d 0x%llx: \"%s\", but should be 0x%llx \"%s\"", p.code, (unsigned long long)p.offset, p.text,
                 (unsigned long long)at, text);
}

/* One byte changed in a good image of a PV guest. */
void test_refusals(void **state)
{
    static const struct
    {
        uint32_t at;
        uint8_t value;
        int code;
        const char *text;
    } changes[] = {
        { 15, 9, EXIT_REFUSED, "version 9" }, { 15, 1, EXIT_REFUSED, "version 1" }, { 17, 1, EXIT_REFUSED, "big-endian" },
        { 17, 2, EXIT_REFUSED, "E_FLAG_BITS" }, { 20, 1, EXIT_CORRUPT, "E_RESERVED" },
        { 24, 0, EXIT_CORRUPT, "E_ENUM guest type 0" },
        { 24, 3, EXIT_CORRUPT, "E_ENUM guest type 3" }, { 28, 13, EXIT_CORRUPT, "page shift 13" },
        { 30, 1, EXIT_CORRUPT, "E_RESERVED" }, { 34, 1, EXIT_CORRUPT, "E_RANGE Xen version" },
        { 40, 0x13, EXIT_REFUSED, "(domain 7, libxc record 0x13): E_UNKNOWN_TYPE" },
        { 44, 7, EXIT_CORRUPT, "(domain 7, libxc record X86_PV_INFO): E_LENGTH" },
        { 48, 5, EXIT_CORRUPT, "(domain 7, record pv_info, instance 0, field guest_width): E_ENUM" },
        { 49, 3, EXIT_CORRUPT, "E_RANGE width 8 with 3" }, { 50, 1, EXIT_CORRUPT, "field reserved0): E_RESERVED" },
        { 56, 0x0f, EXIT_CORRUPT, "E_TYPE belongs to the way back" }, { 60, 1, EXIT_CORRUPT, "E_LENGTH 1 bytes, expected none" },
        { 64, 9, EXIT_CORRUPT, "E_TYPE not a record of a PV guest" },
        { 77, 0x1f, EXIT_CORRUPT, "E_LENGTH 72 bytes for pfns 0x0 to 0x1fff, expected 136" },
        { 78, 1, EXIT_CORRUPT, "E_LENGTH" }, { 144, 2, EXIT_CORRUPT, "E_ORDER after the end of the static data" },
    };
    struct image_bytes b = { 0 };
    const uint64_t pfns[] = { 4095 };
    size_t i;

    put_pv_begin(&b, 3, 8);
    put_p2m(&b, 8);
    put_pages(&b, pfns, 1);
    put_pv_end(&b, 8);
    expect(&b, 0, "");
    for ( i = 0; i < sizeof(changes) / sizeof(changes[0]); i++ )
    {
        uint8_t old = b.bytes[changes[i].at];

        b.bytes[changes[i].at] = changes[i].value;
        expect(&b, changes[i].code, changes[i].text);
        b.bytes[changes[i].at] = old;
    }
    /* PAGE_DATA at 144: count at 152, pfn at 160. */
    b.bytes[152] = 2;
    expect(&b, EXIT_CORRUPT, "E_LENGTH");
    b.bytes[152] = 0;
    expect(&b, EXIT_CORRUPT, "E_RANGE 0 pfns");
    b.bytes[152] = b.bytes[155] = 0xff;
    expect(&b, EXIT_CORRUPT, "pfns in a record of");
    b.bytes[152] = 1;
    b.bytes[155] = 0;
    b.bytes[162] = 1;
    expect(&b, EXIT_CORRUPT, "E_RANGE pfn 0x10fff, the greatest is 0xfff");
    b.bytes[162] = 0;
    b.bytes[167] = 0x80;
    expect(&b, EXIT_CORRUPT, "E_ENUM type 8 of pfn 0xfff");
    b.bytes[167] = 0x0f;
    expect(&b, EXIT_CORRUPT, "E_RESERVED reserved bits");
    b.bytes[167] = 0xf0;
    expect(&b, EXIT_CORRUPT, "E_LENGTH");
    b.bytes[167] = 0;
    put_zeros(&b, 1);
    expect(&b, EXIT_CORRUPT, "E_TRAILING");
    free(b.bytes);
}

/* An extended context that says whose it is, in a record for @vcpu. */
static void pv_ext(struct image_bytes *b, uint32_t vcpu, uint32_t says)
{
    const uint32_t body[16] = { says, 64 };

    static const uint8_t zeros[5168];

    put_pv_begin(b, 3, 8);
    put_p2m(b, 8);
    put_vcpu(b, 5, vcpu, body, sizeof(body));
    put_vcpu(b, 4, vcpu, zeros, sizeof(zeros));
    put_pv_end(b, 8);
}

/* Records where they must not be; and optional ones, of which nothing is known, anywhere. */
void test_order(void **state)
{
    const uint64_t pfn = 9;
    struct image_bytes b = { 0 };
    uint8_t leaf[24] = { 0 }, zeros[4096] = { 0 };

    put_pv_begin(&b, 3, 8);
    put_pages(&b, &pfn, 1);
    expect(&b, EXIT_CORRUPT, "E_ORDER before X86_PV_P2M_FRAMES");
    b.len = 0;
    put_libxc_headers(&b, 3, 2);
    put_pages(&b, &pfn, 1);
    expect(&b, EXIT_CORRUPT, "E_ORDER before STATIC_DATA_END");
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    put_record(&b, 0x11, leaf, sizeof(leaf));
    expect(&b, EXIT_CORRUPT, "E_TYPE not a record of a version 2 stream");
    b.len = 0;
    put_libxc_headers(&b, 2, 1);
    put_record(&b, 7, zeros, sizeof(zeros));
    expect(&b, EXIT_CORRUPT, "E_ORDER before X86_PV_INFO");
    b.len = 0;
    put_pv_begin(&b, 3, 8);
    put_record(&b, 7, zeros, sizeof(zeros));
    put_record(&b, 7, zeros, sizeof(zeros));
    expect(&b, EXIT_CORRUPT, "(domain 7, record shared_info, instance 0): E_ORDER comes twice");
    b.len = 0;
    put_pv_begin(&b, 3, 8);
    put_vcpu(&b, 6, 8192, zeros, 16);
    expect(&b, EXIT_CORRUPT, "(domain 7, record pv_vcpu_xsave, instance 8192): E_INSTANCE");
    b.len = 0;
    put_pv_begin(&b, 3, 8);
    put_vcpu(&b, 6, 1, zeros, 591);
    expect(&b, EXIT_CORRUPT, "(domain 7, record pv_vcpu_xsave, instance 1): E_LENGTH 591 bytes");
    b.len = 0;
    put_pv_begin(&b, 3, 8);
    put_vcpu(&b, 6, 1, zeros, 596);
    expect(&b, EXIT_CORRUPT, "(domain 7, record pv_vcpu_xsave, instance 1): E_LENGTH 596 bytes");
    b.len = 0;
    pv_ext(&b, 3, 4);
    expect(&b, EXIT_CORRUPT, "(domain 7, record pv_vcpu_ext, instance 3): E_INSTANCE is of vcpu 4");
    b.len = 0;
    pv_ext(&b, 4, 4);
    expect(&b, 0, "");
    b.len = 0;
    put_libxc_headers(&b, 3, 2);
    put_record(&b, 0x80000005, "unknown", 7);
    put_record(&b, 0x11, leaf, sizeof(leaf));
    put_record(&b, 0x10, NULL, 0);
    put_pages(&b, &pfn, 1);
    put_record(&b, 0x0d, NULL, 0);
    put_pages(&b, &pfn, 1);
    put_hvm_end(&b);
    expect(&b, 0, "");
    /* Padding: the seven bytes above end at 55. */
    b.bytes[55] = 1;
    expect(&b, EXIT_CORRUPT, "E_PADDING");
    free(b.bytes);
}

/* The state is that of the last checkpoint or of the end; an HVM context replaces the one before as a whole. */
void test_checkpoint(void **state)
{
    const uint8_t zeros[32] = { 0 };
    struct image_bytes b = { 0 };
    struct lus_dom_source source;
    struct lus_tsc_info tsc;
    struct problem p;
    struct bag bag;

    put_libxc_headers(&b, 2, 2);
    put_tsc(&b, 1000);
    put_context(&b, 19, 3, zeros, 8, 1);
    put_record(&b, 0x0e, NULL, 0);
    put_tsc(&b, 2000);
    put_context(&b, 18, 3, zeros, 32, 1);
    put_record(&b, 0, NULL, 0);
    if ( import_bytes(b.bytes, b.len, &bag, &p) )
        fail_msg("%s", p.text);
    lus_decode_tsc_info(find_record(&bag, LUS_TYPE_TSC_INFO, 0)->fixed, 1, &tsc);
    assert_int_equal(tsc.khz, 2000);
    find_record(&bag, LUS_TYPE_HVM_VMCE_VCPU, 3);
    assert_null(bag_find(bag_segment(&bag, LUS_SEGMENT_DOMAIN, 7), LUS_TYPE_HVM_TSC_ADJUST, 3));
    lus_decode_dom_source(find_record(&bag, LUS_TYPE_DOM_SOURCE, 0)->fixed, 1, &source);
    assert_true(source.notes & LUS_IMPORT_NOTE_CHECKPOINTED);
    bag_free(&bag);
    free(b.bytes);
}

/* P-25. vcpu 1 is not at the second checkpoint, and MSRs of vcpu 0 are not written there any more. */
void test_vcpu_gone(void **state)
{
    static const uint8_t zeros[5168], msr[16] = { 0x12 };
    static const uint32_t ext[2][16] = { { 0, 64 }, { 1, 64 } };
    struct image_bytes b = { 0 };
    struct bag_segment *seg;
    struct problem p;
    struct bag bag;

    put_pv_begin(&b, 3, 8);
    put_p2m(&b, 8);
    put_vcpu(&b, 4, 0, zeros, sizeof(zeros));
    put_vcpu(&b, 5, 0, ext[0], 64);
    put_vcpu(&b, 12, 0, msr, sizeof(msr));
    put_vcpu(&b, 4, 1, zeros, sizeof(zeros));
    put_vcpu(&b, 5, 1, ext[1], 64);
    put_vcpu(&b, 6, 1, zeros, 16);
    put_tsc(&b, 1);
    put_record(&b, 0x0e, NULL, 0);
    put_vcpu(&b, 4, 0, zeros, sizeof(zeros));
    put_vcpu(&b, 5, 0, ext[0], 64);
    put_record(&b, 0, NULL, 0);
    if ( import_bytes(b.bytes, b.len, &bag, &p) )
        fail_msg("%s", p.text);
    seg = bag_segment(&bag, LUS_SEGMENT_DOMAIN, 7);
    assert_non_null(bag_find(seg, LUS_TYPE_PV_VCPU, 0));
    assert_non_null(bag_find(seg, LUS_TYPE_PV_VCPU_EXT, 0));
    assert_non_null(bag_find(seg, LUS_TYPE_TSC_INFO, 0));
    assert_null(bag_find(seg, LUS_TYPE_PV_VCPU_MSRS, 0));
    assert_null(bag_find(seg, LUS_TYPE_PV_VCPU, 1));
    assert_null(bag_find(seg, LUS_TYPE_PV_VCPU_EXT, 1));
    assert_null(bag_find(seg, LUS_TYPE_PV_VCPU_XSAVE, 1));
    bag_free(&bag);
    free(b.bytes);
}

/* P-24. An image without what a guest of its kind cannot be without: at the end, and at a checkpoint. */
void test_missing(void **state)
{
    static const uint8_t zeros[5168];
    struct image_bytes b = { 0 };
    uint32_t end, type, at;

    for ( end = 0; end <= 0x0e; end += 0x0e )
    {
        b.len = 0;
        put_libxc_headers(&b, 3, 2);
        put_context(&b, 0, 0, NULL, 0, 1);
        put_record(&b, end, NULL, 0);
        put_hvm_end(&b);
        expect(&b, EXIT_CORRUPT, "E_MISSING no STATIC_DATA_END came");
        b.len = 0;
        put_libxc_headers(&b, 2, 2);
        put_tsc(&b, 1);
        put_record(&b, end, NULL, 0);
        put_hvm_end(&b);
        expect(&b, EXIT_CORRUPT, end ? "(domain 7, libxc record CHECKPOINT): E_MISSING no HVM_CONTEXT came"
                                     : "(domain 7, libxc record END): E_MISSING no HVM_CONTEXT came");
        b.len = 0;
        put_libxc_headers(&b, 2, 1);
        put_record(&b, end, NULL, 0);
        expect(&b, EXIT_CORRUPT, "E_MISSING no X86_PV_INFO came");
        b.len = 0;
        put_pv_begin(&b, 3, 8);
        put_vcpu(&b, 4, 0, zeros, sizeof(zeros));
        put_record(&b, end, NULL, 0);
        expect(&b, EXIT_CORRUPT, "E_MISSING no X86_PV_P2M_FRAMES came");
        b.len = 0;
        put_pv_begin(&b, 3, 8);
        put_p2m(&b, 8);
        put_vcpu(&b, 4, 1, zeros, sizeof(zeros));
        put_record(&b, end, NULL, 0);
        expect(&b, EXIT_CORRUPT, "E_MISSING no X86_PV_VCPU_BASIC of vcpu 0 came");
    }
    for ( type = 5; type <= 12; type += type == 6 ? 6 : 1 )
    {
        const uint32_t body[16] = { 3, 64 };

        b.len = 0;
        put_pv_begin(&b, 3, 8);
        put_p2m(&b, 8);
        put_vcpu(&b, type, 3, type == 5 ? (const void *)body : zeros, type == 5 ? 64 : 16);
        at = (uint32_t)b.len;
        put_pv_end(&b, 8);
        expect(&b, EXIT_CORRUPT, "of vcpu 3 came, but no X86_PV_VCPU_BASIC of it");
        b.len = at;
        put_vcpu(&b, 4, 3, zeros, sizeof(zeros));
        put_pv_end(&b, 8);
        expect(&b, 0, "");
    }
    free(b.bytes);
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/*
 * I-12: pfns that are said again need no more memory. 600 checkpoints say 4000 pfns each, half of them gone at every second one: 19 MB
 * if all were kept, in which the last word would be lost too if the wrong one were dropped.
 */
void test_many_rounds(void **state)
{
    struct image_bytes b = { 0 };
    uint64_t *pfns = malloc(4000 * sizeof(*pfns));
    struct rlimit old, tight;
    struct problem p;
    struct bag bag;
    uint32_t i, k;
    pid_t child;
    int status;

    assert_non_null(pfns);
    put_libxc_headers(&b, 2, 2);
    for ( i = 0; i < 600; i++ )
    {
        for ( k = 0; k < 4000; k++ )
            pfns[k] = (uint64_t)(3999 - k) * 2 | (k % 2 && i % 2 ? 15ull : 14ull) << 60;
        put_pages(&b, pfns, 4000);
    }
    free(pfns);
    put_hvm_end(&b);
    if ( import_bytes(b.bytes, b.len, &bag, &p) )
        fail_msg("%s", p.text);
    assert_int_equal(find_record(&bag, LUS_TYPE_FRAMES, 0)->tail_len, 2000 * 8);
    bag_free(&bag);
    /* 8 MB beyond the image itself. AddressSanitizer's own memory counts too, and is more than any limit. */
    child = fork();
    assert_true(child >= 0);
    if ( child == 0 && SANITIZED )
        _exit(0);
    if ( child == 0 )
    {
        getrlimit(RLIMIT_DATA, &old);
        tight = old;
        tight.rlim_cur = b.cap + (8 << 20);
        setrlimit(RLIMIT_DATA, &tight);
        _exit(import_bytes(b.bytes, b.len, &bag, &p) ? 9 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(b.bytes);
}

/* S-31, P-23. Two entries with one key: named at the second one's place. Headers are 40 bytes, a record's is 8. */
void test_twice(void **state)
{
    const uint32_t leaves[3][6] = { { 7, 0, 1 }, { 7, 1, 2 }, { 7, 0, 3 } };
    const uint32_t policy[2][4] = { { 0xce, 0, 1 }, { 0xce, 0, 2 } };
    const uint32_t params[10] = { 2, 0, 5, 0, 1, 0, 5, 0, 2, 0 };
    const uint32_t msrs[2 + 3 * 4] = { 3, 0, 9, 0, 1, 0, 8, 0, 1, 0, 9, 0, 2, 0 };
    struct image_bytes b = { 0 };

    put_libxc_headers(&b, 3, 2);
    put_record(&b, 0x11, leaves, sizeof(leaves));
    expect_at(&b, 48 + 48, "(domain 7, record cpuid_policy, instance 0): E_SORT entry 2 has the leaf of one before it");
    b.len = 0;
    put_libxc_headers(&b, 3, 2);
    put_record(&b, 0x12, policy, sizeof(policy));
    expect_at(&b, 48 + 16, "(domain 7, record msr_policy, instance 0): E_SORT entry 1");
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    put_record(&b, 0x0a, params, sizeof(params));
    expect_at(&b, 48 + 8 + 16, "(domain 7, record hvm_params, instance 0): E_SORT entry 1");
    b.len = 0;
    put_libxc_headers(&b, 2, 2);
    put_context(&b, 20, 4, msrs, sizeof(msrs), 1);
    expect_at(&b, 48 + 32 + 8 + 8 + 32, "(domain 7, record hvm_cpu_msr, instance 4): E_SORT entry 2");
    b.len = 0;
    put_pv_begin(&b, 3, 8);
    put_vcpu(&b, 12, 6, msrs + 2, 48);
    expect_at(&b, 40 + 16 + 8 + 8 + 8 + 32, "(domain 7, record pv_vcpu_msrs, instance 6): E_SORT entry 2");
    free(b.bytes);
}

/* Pages that were sent again: what was said last counts, whatever the order. */
void test_last_wins(void **state)
{
    struct image_bytes b = { 0 };
    const uint64_t x = 15ull << 60;
    uint8_t have[64] = { 0 };
    struct bag_record *rec;
    struct problem p;
    struct bag bag;
    uint64_t pfn;
    size_t i, k;

    put_libxc_headers(&b, 2, 2);
    for ( i = 0; i < 500; i++ )
    {
        pfn = i * i * 31 % 61;
        have[pfn] = i % 3 != 0;
        pfn |= have[pfn] ? 14ull << 60 : x;
        put_pages(&b, &pfn, 1);
    }
    put_hvm_end(&b);
    if ( import_bytes(b.bytes, b.len, &bag, &p) )
        fail_msg("%s", p.text);
    rec = find_record(&bag, LUS_TYPE_FRAMES, 0);
    for ( i = 0; i < rec->tail_len; i += 8 )
    {
        struct lus_gfn_span e;

        lus_decode_gfn_span(rec->tail + i, &e);
        for ( k = 0; k < e.count; k++ )
            assert_int_equal(have[e.gfn + k]++, 1);
    }
    for ( i = 0; i < sizeof(have); i++ )
        assert_true(have[i] == 0 || have[i] == 2);
    bag_free(&bag);
    free(b.bytes);
}

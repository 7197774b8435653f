/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The bag: whatever order things are put in, one stream comes out; and what cannot be one is refused by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tool/bag.h"

static void begin(struct bag *bag, struct bag_segment **seg, uint32_t domid)
{
    const struct lus_domain domain = { .kind = LUS_GUEST_KIND_HVM, .frame_space = LUS_FRAME_SPACE_GFN };

    bag_init(bag);
    bag->header.arch = LUS_ARCH_X86;
    bag->header.partial = 1;
    bag->header.source = LUS_SOURCE_KIND_TEXT;
    *seg = bag_segment(bag, LUS_SEGMENT_DOMAIN, domid);
    assert_int_equal(lus_encode_domain(bag_add(*seg, LUS_TYPE_DOMAIN, 1, 0)->fixed, 1, &domain), 0);
}

static void add_span(struct bag_record *rec, uint64_t gfn, uint32_t count)
{
    /* By hand: the encoder refuses bad values, and some are meant to be bad. */
    const uint8_t wire[8] = { (uint8_t)gfn, (uint8_t)(gfn >> 8), (uint8_t)(gfn >> 16), (uint8_t)(gfn >> 24), (uint8_t)(gfn >> 32),
                              (uint8_t)count, (uint8_t)(count >> 8), (uint8_t)(count >> 16) };

    bag_tail(rec, wire, sizeof(wire));
}

static void expect_span(const struct bag_record *rec, size_t i, uint64_t gfn, uint32_t count)
{
    struct lus_gfn_span e;

    assert_int_equal(lus_decode_gfn_span(rec->tail + 8 * i, &e), 0);
    assert_int_equal(e.gfn, gfn);
    assert_int_equal(e.count, count);
}

/* Makes the bytes, loads them again and makes them again: the same. Gives the loaded bag. */
static void round_trip(struct bag *bag, struct bag *loaded)
{
    uint8_t *bytes, *again, *work;
    struct problem p = { 0 };
    struct lus_source src;
    struct lus_stream s;
    size_t len, len2;

    if ( bag_bytes(bag, &bytes, &len, &p) )
        fail_msg("%s", p.text);
    lus_source_flat(&src, bytes, len);
    assert_int_equal(lus_open(&s, &src, NULL, 0), 0);
    work = malloc(lus_check_workspace(&s.header));
    assert_int_equal(lus_check(&s, work, lus_check_workspace(&s.header)), 0);
    bag_init(loaded);
    assert_int_equal(bag_load(loaded, &s, &p), 0);
    assert_int_equal(bag_bytes(loaded, &again, &len2, &p), 0);
    assert_int_equal(len, len2);
    assert_memory_equal(bytes, again, len);
    free(bytes);
    free(again);
    free(work);
}

static void expect_refusal(struct bag *bag, const char *text)
{
    struct problem p = { 0 };
    uint8_t *bytes;
    size_t len;

    assert_int_equal(bag_bytes(bag, &bytes, &len, &p), -1);
    assert_null(bytes);
    if ( !strstr(p.text, text) )
        fail_msg("\"%s\" is not in \"%s\"", text, p.text);
    assert_int_equal(p.code, EXIT_CORRUPT);
    bag_free(bag);
}

/* S-32. */
static void test_spans(void **state)
{
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct bag_record *rec;

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_FRAMES, 1, 0);
    add_span(rec, 0x2000000, 0xffffff);
    add_span(rec, 100, 5);
    add_span(rec, 0x2ffffff, 0x20);
    add_span(rec, 90, 10);
    add_span(rec, 106, 1);
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), LUS_TYPE_FRAMES, 0);
    assert_int_equal(rec->tail_len, 4 * 8);
    expect_span(rec, 0, 90, 15);
    expect_span(rec, 1, 106, 1);
    expect_span(rec, 2, 0x2000000, 0xffffff);
    expect_span(rec, 3, 0x2ffffff, 0x20);
    bag_free(&bag);
    bag_free(&loaded);

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_FRAMES, 1, 0);
    add_span(rec, 10, 5);
    add_span(rec, 14, 5);
    expect_refusal(&bag, "(domain 1, record frames, instance 0, entry 1, field gfn): E_SORT");

    begin(&bag, &seg, 1);
    add_span(bag_add(seg, LUS_TYPE_FRAMES, 1, 0), 10, 0);
    expect_refusal(&bag, "record frames, instance 0, entry 0, field gfn): E_RANGE");

    begin(&bag, &seg, 1);
    add_span(bag_add(seg, LUS_TYPE_FRAMES, 1, 0), 0xffffffffffull, 2);
    expect_refusal(&bag, "E_RANGE");
}

/* Two touching spans of different types stay two. */
static void test_page_types(void **state)
{
    const struct lus_page_type_span in[3] = { { 8, 1, 2 }, { 10, 2, 2 }, { 6, 1, 2 } };
    struct lus_page_type_span out;
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct bag_record *rec;
    uint8_t wire[7];
    int i;

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_PAGE_TYPES, 1, 0);
    for ( i = 0; i < 3; i++ )
    {
        lus_encode_page_type_span(wire, &in[i]);
        bag_tail(rec, wire, sizeof(wire));
    }
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), LUS_TYPE_PAGE_TYPES, 0);
    assert_int_equal(rec->tail_len, 2 * sizeof(wire));
    lus_decode_page_type_span(rec->tail, &out);
    assert_true(out.gfn == 6 && out.type == 1 && out.count == 4);
    lus_decode_page_type_span(rec->tail + sizeof(wire), &out);
    assert_true(out.gfn == 10 && out.type == 2 && out.count == 2);
    bag_free(&bag);
    bag_free(&loaded);
}

static void add_param(struct bag_record *rec, uint32_t index, uint64_t value)
{
    const struct lus_hvm_param e = { .index = index, .value = value };
    uint8_t wire[16];

    lus_encode_hvm_param(wire, &e);
    bag_tail(rec, wire, sizeof(wire));
}

/* S-31. */
static void test_tables(void **state)
{
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct lus_hvm_param e;
    struct bag_record *rec;
    int i;

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_HVM_PARAMS, 1, 0);
    for ( i = 63; i >= 0; i-- )
        add_param(rec, (uint32_t)i * 37 % 64, (uint64_t)i * 37 % 64 << 40);
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), LUS_TYPE_HVM_PARAMS, 0);
    for ( i = 0; i < 64; i++ )
    {
        lus_decode_hvm_param(rec->tail + 16 * i, &e);
        assert_true(e.index == (uint32_t)i && e.value == (uint64_t)i << 40);
    }
    bag_free(&loaded);

    add_param(bag_find(seg, LUS_TYPE_HVM_PARAMS, 0), 7, 1);
    expect_refusal(&bag, "(domain 1, record hvm_params, instance 0, entry 64, field index): E_SORT");

    begin(&bag, &seg, 1);
    bag_tail(bag_add(seg, LUS_TYPE_HVM_PARAMS, 1, 0), "0123456", 7);
    expect_refusal(&bag, "(domain 1, record hvm_params, instance 0): E_LENGTH");
}

/* Frame lists have meaning in their order, and more of them than one chunk holds. */
static void test_sequence(void **state)
{
    const uint32_t nr = 200000;
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct bag_record *rec;
    uint32_t i;

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_PV_P2M_FRAMES, 1, 0);
    for ( i = 0; i < nr; i++ )
    {
        const struct lus_pfn_entry e = { (uint64_t)i * 7919 % nr };
        uint8_t wire[8];

        lus_encode_pfn_entry(wire, &e);
        bag_tail(rec, wire, sizeof(wire));
    }
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), LUS_TYPE_PV_P2M_FRAMES, 0);
    assert_int_equal(rec->tail_len, 8 * (size_t)nr);
    for ( i = 0; i < nr; i++ )
    {
        struct lus_pfn_entry e;

        lus_decode_pfn_entry(rec->tail + 8 * (size_t)i, &e);
        assert_int_equal(e.pfn, (uint64_t)i * 7919 % nr);
    }
    bag_free(&bag);
    bag_free(&loaded);
}

static void test_map(void **state)
{
    const struct lus_p2m p2m = { .max_gfn = 0xfffff };
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct bag_record *rec;

    begin(&bag, &seg, 1);
    rec = bag_add(seg, LUS_TYPE_P2M, 1, 0);
    lus_encode_p2m(rec->fixed, 1, &p2m);
    bag_extent(rec, 0x2000, 0x9000, 4, 0);
    bag_extent(rec, 0x1000, 0x8000, 0x1000, 0);
    bag_extent(rec, 0x2004, 0x9004, 4, 0);
    bag_extent(rec, 0, 0x100, 2, 4);
    bag_extent(rec, 2, 0x102, 3, 4);
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), LUS_TYPE_P2M, 0);
    assert_int_equal(rec->nr_extents, 2);
    assert_true(rec->extents[0].gfn == 0 && rec->extents[0].mfn == 0x100 && rec->extents[0].count == 5);
    assert_true(rec->extents[1].gfn == 0x1000 && rec->extents[1].mfn == 0x8000 && rec->extents[1].count == 0x1008);
    bag_free(&loaded);
    bag_extent(bag_find(seg, LUS_TYPE_P2M, 0), 0x1800, 0, 1, 0);
    expect_refusal(&bag, "(domain 1, record p2m, instance 0): E_SORT");

    /* Far too many frames are no loop without end. */
    begin(&bag, &seg, 1);
    bag_extent(bag_add(seg, LUS_TYPE_P2M, 1, 0), 0, 0, ~0ull, 0);
    expect_refusal(&bag, "(domain 1, record p2m, instance 0): E_RANGE");
}

/* S-27, S-34: what this build does not know comes out as it went in, chunk by chunk. */
static void test_unknown(void **state)
{
    static const uint8_t piece[LUS_BODY_MAX];
    struct bag bag, loaded;
    struct bag_segment *seg;
    struct bag_record *rec;

    begin(&bag, &seg, 1);
    assert_non_null(bag_add_raw(seg, 1, 0xc0000042, 9, LUS_RECORD_COPY | LUS_RECORD_MORE, 3, piece, sizeof(piece) - 4));
    assert_non_null(bag_add_raw(seg, 1, 0xc0000042, 9, LUS_RECORD_COPY | LUS_RECORD_MORE | LUS_RECORD_CHUNK, 3, "abcdef", 6));
    assert_non_null(bag_add_raw(seg, 1, 0xc0000042, 9, LUS_RECORD_COPY | LUS_RECORD_CHUNK, 3, "g", 1));
    assert_null(bag_add_raw(seg, 1, 0xc0000042, 9, 0, 3, "", 0));
    assert_null(bag_add_raw(seg, 1, 0xc0000043, 9, LUS_RECORD_CHUNK, 3, "x", 1));
    round_trip(&bag, &loaded);
    rec = bag_find(bag_segment(&loaded, LUS_SEGMENT_DOMAIN, 1), 0xc0000042, 3);
    assert_non_null(rec);
    assert_int_equal(rec->fixed_len, sizeof(piece) - 4);
    assert_int_equal(rec->nr_chunks, 2);
    assert_memory_equal(rec->tail, "abcdefg", 7);
    bag_free(&bag);
    bag_free(&loaded);

    begin(&bag, &seg, 1);
    assert_null(bag_add(seg, 0xc0000042, 1, 0));
    assert_null(bag_add(seg, LUS_TYPE_DOMAIN, 2, 1));
    bag_free(&bag);
}

static void test_places(void **state)
{
    struct bag bag, loaded;
    struct bag_segment *seg;
    uint32_t i;

    /* In any order; 8191 instances. */
    begin(&bag, &seg, 3);
    for ( i = 0; i < 8192; i++ )
        bag_add(seg, LUS_TYPE_VCPU, 1, i * 5167 % 8192);
    assert_null(bag_add(seg, LUS_TYPE_VCPU, 1, 77));
    round_trip(&bag, &loaded);
    bag_remove(seg, bag_find(seg, LUS_TYPE_VCPU, 77));
    assert_null(bag_find(seg, LUS_TYPE_VCPU, 77));
    assert_non_null(bag_find(seg, LUS_TYPE_VCPU, 78));
    bag_free(&bag);
    bag_free(&loaded);

    begin(&bag, &seg, 1);
    bag_add(seg, LUS_TYPE_VCPU, 1, 8192);
    expect_refusal(&bag, "(domain 1, record vcpu, instance 8192): E_INSTANCE");
    begin(&bag, &seg, 1);
    bag_add(seg, LUS_TYPE_SYS_TIME, 1, 0);
    expect_refusal(&bag, "(domain 1, record sys_time, instance 0): E_SCOPE");
    begin(&bag, &seg, 1);
    bag_add(seg, LUS_TYPE_TSC_INFO, 1, 0)->fixed[0] = 9;
    expect_refusal(&bag, "(domain 1, record tsc_info, instance 0, field mode): E_ENUM value is not one of its enumeration: 0x9");
    begin(&bag, &seg, 1);
    bag_remove(seg, bag_find(seg, LUS_TYPE_DOMAIN, 0));
    expect_refusal(&bag, "E_MISSING");
}

static void test_merge(void **state)
{
    struct bag bag, more;
    struct bag_segment *seg;
    struct problem p = { 0 };

    begin(&bag, &seg, 1);
    bag_add(bag_segment(&bag, LUS_SEGMENT_MEMORY, 0), LUS_TYPE_MEM_OWNED, 1, 1);
    begin(&more, &seg, 1);
    assert_int_equal(bag_merge(&bag, &more, &p), -1);
    assert_string_equal(p.text, "domain 1 comes twice");
    bag_free(&more);
    memset(&p, 0, sizeof(p));
    begin(&more, &seg, 0);
    bag_add(bag_segment(&more, LUS_SEGMENT_MEMORY, 0), LUS_TYPE_MEM_OWNED, 1, 0);
    assert_int_equal(bag_merge(&bag, &more, &p), 0);
    assert_int_equal(more.nr, 0);
    assert_int_equal(bag.nr, 3);
    assert_int_equal(bag_segment(&bag, LUS_SEGMENT_MEMORY, 0)->nr, 2);
    begin(&more, &seg, 9);
    bag_add(bag_segment(&more, LUS_SEGMENT_MEMORY, 0), LUS_TYPE_MEM_OWNED, 1, 1);
    assert_int_equal(bag_merge(&bag, &more, &p), -1);
    assert_string_equal(p.text, "(memory, record mem_owned, instance 1): comes twice");
    bag_free(&more);
    bag_free(&bag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans), cmocka_unit_test(test_page_types), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_sequence), cmocka_unit_test(test_map), cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_places), cmocka_unit_test(test_merge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

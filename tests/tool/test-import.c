/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The importer of images: every real image under $LUS_CAPTURES (or the first argument), one of them cut and damaged in many ways,
 * and images made here for what no capture has. Also that $LUS_CONVERT leaves no file behind when it refuses.
 */
#include <dirent.h>
#include <lzma.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "image-build.h"
#include "import-image-test.h"
#include "tool/import/import.h"

static const char *captures;
static char directory[] = "/tmp/lustream-import-XXXXXX";
static char file[64];

static void write_file(const void *bytes, size_t len)
{
    FILE *f = fopen(file, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

/* Return: 0, or -1 with *p; then the bag is empty again. What the stream makes of it is checked too. */
static int import_path(const char *path, struct bag *bag, struct problem *p)
{
    struct import_options o = { .program = "test", .next_domid = 7, .quiet = 1 };
    struct input *in;
    uint8_t *bytes;
    size_t len;
    int rc;

    memset(p, 0, sizeof(*p));
    bag_init(bag);
    in = input_open(path, p);
    if ( !in )
        return -1;
    rc = import_image(bag, in, &o, p);
    input_close(in);
    if ( rc == 0 && (rc = bag_bytes(bag, &bytes, &len, p)) == 0 )
        free(bytes);
    if ( rc )
    {
        bag_free(bag);
        assert_in_range(p->code, EXIT_CORRUPT, EXIT_REFUSED);
        assert_true(p->text[0] != 0);
    }
    return rc;
}

int import_bytes(const void *bytes, size_t len, struct bag *bag, struct problem *p)
{
    write_file(bytes, len);
    return import_path(file, bag, p);
}

static int is_image_name(const char *name)
{
    size_t n = strlen(name);

    return n > 7 && !strcmp(name + n - 7, ".img.xz");
}

static unsigned int import_tree(const char *path)
{
    unsigned int count = 0;
    struct dirent *e;
    DIR *d = opendir(path);

    assert_non_null(d);
    while ( (e = readdir(d)) != NULL )
    {
        char sub[1024];
        struct problem p;
        struct bag bag;
        struct stat st;

        snprintf(sub, sizeof(sub), "%s/%s", path, e->d_name);
        if ( e->d_name[0] == '.' || stat(sub, &st) )
            continue;
        if ( S_ISDIR(st.st_mode) )
            count += import_tree(sub);
        else if ( is_image_name(e->d_name) )
        {
            if ( import_path(sub, &bag, &p) )
                fail_msg("%s: 0x%llx: %s", sub, (unsigned long long)p.offset, p.text);
            assert_true(bag.header.producer_major == 4 && bag.header.partial);
            assert_non_null(bag_find(bag_segment(&bag, LUS_SEGMENT_DOMAIN, 7), LUS_TYPE_FRAMES, 0));
            bag_free(&bag);
            count++;
        }
    }
    closedir(d);
    return count;
}

static void test_captures(void **state)
{
    unsigned int count;

    if ( !captures )
        skip();
    count = import_tree(captures);
    print_message("%u images\n", count);
    assert_true(count >= 5);
}

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 11) % n;
}

static void load(struct image_bytes *whole, const char *image)
{
    struct problem p = { 0 };
    struct input *in;
    char path[1024];

    if ( !captures )
        skip();
    snprintf(path, sizeof(path), "%s/%s", captures, image);
    in = input_open(path, &p);
    assert_non_null(in);
    assert_int_equal(input_all(in, &whole->bytes, &whole->len, 256 << 20, &p), 0);
    input_close(in);
}

static void expect_cut(const struct image_bytes *image, size_t at)
{
    struct problem p;
    struct bag bag;

    assert_int_equal(import_bytes(image->bytes, at, &bag, &p), -1);
    assert_int_equal(p.code, EXIT_CORRUPT);
    /* Less than a magic is nothing that is known. */
    if ( at >= 32 && (!strstr(p.text, "E_TRUNCATED") || p.offset != at) )
        fail_msg("cut at %zu: 0x%llx: %s", at, (unsigned long long)p.offset, p.text);
}

/* A record that says it is longer than the input: the error is where the input ends, but what is wrong is where it begins. */
static void test_cut_says_where(void **state)
{
    struct image_bytes b = { 0 };
    struct problem p;
    struct bag bag;

    put_libxc_headers(&b, 3, 2);
    put_record(&b, 0x10, NULL, 0);
    put_record(&b, 0x80000005, "unknown", 7);
    b.bytes[52] = 17;
    assert_int_equal(import_bytes(b.bytes, b.len, &bag, &p), -1);
    assert_int_equal(p.offset, 64);
    assert_string_equal(p.text, "(domain 7, libxc record 0x80000005): E_TRUNCATED input is cut: 9 more bytes are missing; "
                                "what is read begins at 0x30");
    free(b.bytes);
}

static void test_cuts(void **state)
{
    struct image_bytes whole = { 0 }, slim = { 0 };
    size_t cuts[64], nr, i;
    struct problem p;
    struct bag bag;

    load(&whole, "xen-4.11/tiny64/save.img.xz");
    slim_image(&slim, whole.bytes, whole.len, cuts, &nr, 64);
    assert_int_equal(import_bytes(slim.bytes, slim.len, &bag, &p), 0);
    bag_free(&bag);
    for ( i = 0; i < nr; i++ )
        expect_cut(&slim, cuts[i]);
    random_state = 0x1234567;
    for ( i = 0; i < 2000; i++ )
        expect_cut(&slim, random_below((uint32_t)slim.len));
    expect_cut(&whole, whole.len - 1);
    expect_cut(&whole, 5000000);
    free(whole.bytes);
    free(slim.bytes);
}

/* A changed bit is a value, or a named problem; and a value gives a stream that obeys every rule, or a named problem. */
static void test_flips(void **state)
{
    struct image_bytes whole = { 0 }, slim = { 0 };
    size_t cuts[64], nr, i, refused = 0;
    struct problem p;
    struct bag bag;

    load(&whole, "xen-4.11/tiny64/save.img.xz");
    slim_image(&slim, whole.bytes, whole.len, cuts, &nr, 64);
    random_state = 0x7654321;
    for ( i = 0; i < 3000; i++ )
    {
        /* Headers of records as often as anything else: that is where it hurts. */
        size_t at = i & 1 ? random_below((uint32_t)slim.len) : cuts[random_below((uint32_t)nr)] + random_below(24);
        uint8_t flip = (uint8_t)(1 + random_below(255));

        if ( at >= slim.len )
            continue;
        slim.bytes[at] ^= flip;
        if ( import_bytes(slim.bytes, slim.len, &bag, &p) )
            refused++;
        else
            bag_free(&bag);
        slim.bytes[at] ^= flip;
    }
    print_message("%zu of 3000 changes refused\n", refused);
    assert_true(refused > 500);
    free(whole.bytes);
    free(slim.bytes);
}

static void put_le32(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static int is_taken(const struct image_bytes *image)
{
    struct problem p;
    struct bag bag;

    if ( import_bytes(image->bytes, image->len, &bag, &p) )
        return 0;
    bag_free(&bag);
    return 1;
}

/* The image without the record from @from to @to, or with it twice. Return: whether it is taken. */
static int is_taken_with(const struct image_bytes *image, size_t from, size_t to, int times)
{
    struct image_bytes changed = { 0 };
    int taken;

    put_bytes(&changed, image->bytes, from);
    while ( times-- )
        put_bytes(&changed, image->bytes + from, to - from);
    put_bytes(&changed, image->bytes + to, image->len - to);
    taken = is_taken(&changed);
    free(changed.bytes);
    return taken;
}

/* Whether a length that is not a record's own is refused. The record stays as it is. */
static void check_lengths(struct image_bytes *image, size_t at, uint32_t type)
{
    uint8_t *p = image->bytes + at + 4, was[4];
    uint32_t len = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24, i;
    const uint32_t wrong[] = { 0, 1, 8, len - 8, len - 1, len + 1, len + 8, len + 16, 0x7fffffff, 0x80000000, 0xfffffff9, 0xffffffff };

    memcpy(was, p, 4);
    for ( i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++ )
    {
        if ( wrong[i] == len )
            continue;
        put_le32(p, wrong[i]);
        if ( is_taken(image) )
            fail_msg("record of type 0x%x at 0x%zx: length %u for %u is taken", type, at, wrong[i], len);
    }
    memcpy(p, was, 4);
}

/*
 * Each record away, twice, with wrong lengths, and made optional. What may go unnoticed is what an image can be without: P-24. Of
 * libxl's records behind libxc's END none is looked at but for its frame.
 */
static void damage_records(const char *name, uint32_t may_go)
{
    struct image_bytes whole = { 0 }, slim = { 0 };
    static size_t cuts[40001];
    size_t nr, i, pages = 0;

    load(&whole, name);
    slim_image(&slim, whole.bytes, whole.len, cuts, &nr, 40000);
    cuts[nr] = slim.len;
    assert_true(is_taken(&slim));
    for ( i = 0; i < nr && slim.bytes[cuts[i]]; i++ )
    {
        const uint32_t type = slim.bytes[cuts[i]];

        /* There are many of PAGE_DATA. */
        if ( type == 1 && pages++ > 1 )
            continue;
        if ( is_taken_with(&slim, cuts[i], cuts[i + 1], 0) != (int)(may_go >> type & 1) )
            fail_msg("%s: without the record of type 0x%x at 0x%zx", name, type, cuts[i]);
        if ( is_taken_with(&slim, cuts[i], cuts[i + 1], 2) != (type == 1) )
            fail_msg("%s: twice the record of type 0x%x at 0x%zx", name, type, cuts[i]);
        slim.bytes[cuts[i] + 3] ^= 0x80;
        if ( is_taken(&slim) != (int)(may_go >> type & 1) )
            fail_msg("%s: with the record of type 0x%x at 0x%zx made optional", name, type, cuts[i]);
        slim.bytes[cuts[i] + 3] ^= 0x80;
        check_lengths(&slim, cuts[i], type);
    }
    assert_true(i >= 6 && i < nr);
    free(whole.bytes);
    free(slim.bytes);
}

static void test_records(void **state)
{
    /* PAGE_DATA, X86_PV_VCPU_EXTENDED, X86_PV_VCPU_XSAVE, SHARED_INFO, X86_TSC_INFO, HVM_PARAMS and both policies. */
    const uint32_t may_go = 1u << 1 | 1u << 5 | 1u << 6 | 1u << 7 | 1u << 8 | 1u << 10 | 1u << 17 | 1u << 18;

    damage_records("xen-4.11/tiny64/save.img.xz", may_go);
    damage_records("xen-4.11/pvh1/save.slim.img.xz", may_go);
    damage_records("xen-4.15/pv1/save.slim.img.xz", may_go);
}

static void write_gzip(const struct image_bytes *image, size_t from, size_t to, const char *mode)
{
    gzFile f = gzopen(file, mode);

    assert_non_null(f);
    assert_int_equal(gzwrite(f, image->bytes + from, (unsigned int)(to - from)), to - from);
    assert_int_equal(gzclose(f), Z_OK);
}

static void hvm_image(struct image_bytes *b)
{
    const uint64_t pfns[] = { 5, 6, 7 };

    put_libxc_headers(b, 3, 2);
    put_record(b, 0x10, NULL, 0);
    put_pages(b, pfns, 3);
    put_hvm_end(b);
}

/* Members and streams one after the other are one input; one that is cut, or followed by something else, is refused. */
static void test_packed(void **state)
{
    struct image_bytes b = { 0 };
    struct problem p;
    struct bag bag;
    uint8_t xz[2][8192], more[8192];
    size_t n[2] = { 0, 0 };
    FILE *f;
    int i;

    hvm_image(&b);
    write_gzip(&b, 0, 50, "wb");
    write_gzip(&b, 50, b.len, "ab");
    assert_int_equal(import_path(file, &bag, &p), 0);
    bag_free(&bag);
    write_gzip(&b, 0, b.len, "wb");
    assert_int_equal(truncate(file, 60), 0);
    assert_int_equal(import_path(file, &bag, &p), -1);
    assert_non_null(strstr(p.text, "gzip data is cut"));
    write_gzip(&b, 0, b.len, "wb");
    f = fopen(file, "ab");
    assert_int_equal(fwrite("junk", 1, 4, f), 4);
    fclose(f);
    assert_int_equal(import_path(file, &bag, &p), -1);
    assert_non_null(strstr(p.text, "gzip data is damaged"));

    assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, b.bytes, 50, xz[0], &n[0], sizeof(xz[0])), LZMA_OK);
    assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, b.bytes + 50, b.len - 50, xz[1], &n[1], sizeof(xz[1])),
                     LZMA_OK);
    memcpy(more, xz[0], n[0]);
    memcpy(more + n[0], xz[1], n[1]);
    assert_int_equal(import_bytes(more, n[0] + n[1], &bag, &p), 0);
    bag_free(&bag);
    for ( i = 1; i < 40; i++ )
        assert_int_equal(import_bytes(more, n[0] + n[1] - (size_t)i, &bag, &p), -1);
    more[n[0] + n[1] / 2] ^= 1;
    assert_int_equal(import_bytes(more, n[0] + n[1], &bag, &p), -1);
    assert_non_null(strstr(p.text, "xz data is damaged"));
    free(b.bytes);
}

static int run_convert(const char *output)
{
    char command[512];
    int rc;

    snprintf(command, sizeof(command), "'%s' -q -o '%s/%s' '%s' 2>/dev/null", getenv("LUS_CONVERT"), directory, output, file);
    rc = system(command);
    assert_true(WIFEXITED(rc));
    return WEXITSTATUS(rc);
}

static unsigned int count_files(void)
{
    unsigned int count = 0;
    struct dirent *e;
    DIR *d = opendir(directory);

    assert_non_null(d);
    while ( (e = readdir(d)) != NULL )
        count += e->d_name[0] != '.';
    closedir(d);
    return count;
}

/* P-5. */
static void test_no_output(void **state)
{
    struct image_bytes b = { 0 };
    unsigned int before;
    size_t cut;

    if ( !getenv("LUS_CONVERT") )
        skip();
    hvm_image(&b);
    write_file(b.bytes, b.len);
    before = count_files();
    assert_int_equal(run_convert("good"), EXIT_GOOD);
    assert_int_equal(count_files(), before + 1);
    for ( cut = 0; cut < b.len; cut += 977 )
    {
        write_file(b.bytes, cut);
        assert_int_equal(run_convert("bad"), EXIT_CORRUPT);
        assert_int_equal(count_files(), before + 1);
    }
    b.bytes[17] = 1;
    write_file(b.bytes, b.len);
    assert_int_equal(run_convert("bad"), EXIT_REFUSED);
    assert_int_equal(run_convert("good"), EXIT_REFUSED);
    assert_int_equal(count_files(), before + 1);
    free(b.bytes);
}

static int remove_directory(void **state)
{
    char command[128];

    snprintf(command, sizeof(command), "rm -r '%s'", directory);
    return system(command);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captures), cmocka_unit_test(test_cuts), cmocka_unit_test(test_cut_says_where),
        cmocka_unit_test(test_flips), cmocka_unit_test(test_records),
        cmocka_unit_test(test_packed),
        cmocka_unit_test(test_no_output), cmocka_unit_test(test_pv32), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_order), cmocka_unit_test(test_checkpoint), cmocka_unit_test(test_vcpu_gone),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_twice), cmocka_unit_test(test_many_rounds),
        cmocka_unit_test(test_last_wins),
        cmocka_unit_test(test_hvm_context), cmocka_unit_test(test_point_release), cmocka_unit_test(test_hvm_refusals), cmocka_unit_test(test_libxl),
    };

    captures = argc > 1 ? argv[1] : getenv("LUS_CAPTURES");
    if ( !mkdtemp(directory) )
        return 1;
    snprintf(file, sizeof(file), "%s/input", directory);
    return cmocka_run_group_tests(tests, NULL, remove_directory);
}

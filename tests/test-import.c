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
#include "tool/import.h"

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

static void load_tiny(struct image_bytes *whole)
{
    struct problem p = { 0 };
    struct input *in;
    char path[1024];

    if ( !captures )
        skip();
    snprintf(path, sizeof(path), "%s/xen-4.11/tiny64/save.img.xz", captures);
    in = input_open(path, &p);
    assert_non_null(in);
    assert_int_equal(input_all(in, &whole->bytes, &whole->len, 64 << 20, &p), 0);
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

    load_tiny(&whole);
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

    load_tiny(&whole);
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
        cmocka_unit_test(test_flips), cmocka_unit_test(test_packed),
        cmocka_unit_test(test_no_output), cmocka_unit_test(test_pv32), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_order), cmocka_unit_test(test_checkpoint), cmocka_unit_test(test_vcpu_gone),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_twice),
        cmocka_unit_test(test_last_wins),
        cmocka_unit_test(test_hvm_context), cmocka_unit_test(test_hvm_refusals), cmocka_unit_test(test_libxl),
    };

    captures = argc > 1 ? argv[1] : getenv("LUS_CAPTURES");
    if ( !mkdtemp(directory) )
        return 1;
    snprintf(file, sizeof(file), "%s/input", directory);
    return cmocka_run_group_tests(tests, NULL, remove_directory);
}

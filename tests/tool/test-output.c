/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* P-5, for every program that writes a file: whole or not there, and never in the place of what is no file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool/output.h"

static char directory[64];

static int setup(void **state)
{
    (void)state;
    umask(022);
    strcpy(directory, "/tmp/lustream-output-XXXXXX");
    return mkdtemp(directory) == NULL;
}

static char *path(const char *name)
{
    static char text[128];

    snprintf(text, sizeof(text), "%s/%s", directory, name);
    return text;
}

/* What the directory holds. */
static unsigned int entries(void)
{
    DIR *d = opendir(directory);
    unsigned int n = 0;

    while ( readdir(d) )
        n++;
    closedir(d);
    return n - 2;
}

/* lustream-capture's way to a file; lustream-convert's is the same from output_open() on. */
static int write_bag(const char *to, struct problem *p)
{
    struct bag bag;
    int rc;

    memset(p, 0, sizeof(*p));
    bag_init(&bag);
    bag.header.arch = LUS_ARCH_X86;
    bag.header.partial = 1;
    bag.header.source = LUS_SOURCE_KIND_TEXT;
    rc = output_bag(&bag, to, p);
    bag_free(&bag);
    assert_int_equal(rc != 0, p->code != 0);
    return p->code;
}

static void test_file(void **state)
{
    struct problem p;
    struct stat st;

    (void)state;
    assert_int_equal(write_bag(path("new"), &p), 0);
    assert_int_equal(stat(path("new"), &st), 0);
    assert_int_equal(st.st_size, LUS_PAGE_SIZE);
    assert_int_equal(truncate(path("new"), 1), 0);
    assert_int_equal(write_bag(path("new"), &p), 0);
    assert_int_equal(stat(path("new"), &st), 0);
    assert_int_equal(st.st_size, LUS_PAGE_SIZE);
    assert_int_equal(entries(), 1);
    unlink(path("new"));
}

/* A rename would take these away from whoever uses them. */
static void test_no_file(void **state)
{
    struct problem p;
    struct stat st;

    (void)state;
    assert_int_equal(mkfifo(path("pipe"), 0600), 0);
    assert_int_equal(mkdir(path("dir"), 0700), 0);
    assert_int_equal(symlink("/dev/null", path("link")), 0);
    assert_int_equal(symlink("nowhere", path("lost")), 0);
    assert_int_equal(write_bag(path("pipe"), &p), EXIT_USAGE);
    assert_non_null(strstr(p.text, "is there and not a file"));
    assert_int_equal(write_bag(path("dir"), &p), EXIT_USAGE);
    assert_int_equal(write_bag(path("link"), &p), EXIT_USAGE);
    assert_int_equal(write_bag(path("lost"), &p), EXIT_USAGE);
    assert_non_null(strstr(p.text, "leads nowhere"));
    assert_int_equal(lstat(path("lost"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(lstat(path("pipe"), &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_int_equal(lstat(path("dir"), &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(lstat(path("link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(entries(), 4);
    rmdir(path("dir"));
    unlink(path("lost"));
    unlink(path("pipe"));
    unlink(path("link"));
}

/* A link stays a link, and a file that is replaced is as secret as it was. */
static void test_replaced(void **state)
{
    struct problem p;
    struct stat st;

    (void)state;
    assert_int_equal(write_bag(path("new"), &p), 0);
    assert_int_equal(stat(path("new"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    assert_int_equal(chmod(path("new"), 0600), 0);
    assert_int_equal(truncate(path("new"), 1), 0);
    assert_int_equal(symlink("new", path("link")), 0);
    assert_int_equal(write_bag(path("link"), &p), 0);
    assert_int_equal(lstat(path("link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(lstat(path("new"), &st), 0);
    assert_int_equal(st.st_size, LUS_PAGE_SIZE);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(entries(), 2);
    unlink(path("new"));
    unlink(path("link"));
}

static void test_no_place(void **state)
{
    struct problem p;

    (void)state;
    assert_int_equal(write_bag(path("missing/new"), &p), EXIT_USAGE);
    assert_int_equal(write_bag("", &p), EXIT_USAGE);
    assert_int_equal(entries(), 0);
}

static int teardown(void **state)
{
    (void)state;
    return rmdir(directory);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file), cmocka_unit_test(test_no_file), cmocka_unit_test(test_replaced), cmocka_unit_test(test_no_place)
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

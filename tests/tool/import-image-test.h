/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The parts of test-import: import-image-*.c have those on images made for the purpose. */
#ifndef LUSTREAM_TESTS_IMPORT_IMAGE_TEST_H
#define LUSTREAM_TESTS_IMPORT_IMAGE_TEST_H

#include "image-build.h"
#include "tool/bag.h"

/* Return: 0 with a bag of domain 7 that was made to a stream, too; or -1 with *p and an empty bag. */
int import_bytes(const void *bytes, size_t len, struct bag *bag, struct problem *p);

/* The record of domain 7; there must be one. */
struct bag_record *find_record(struct bag *bag, uint32_t type, uint32_t instance);

/* Imports; fails unless the exit code is @code and, if that is not 0, the problem has @text in it. */
void expect(const struct image_bytes *b, int code, const char *text);

/* The same of a damaged image, with the problem's offset. */
void expect_at(const struct image_bytes *b, uint64_t at, const char *text);

void test_pv32(void **state);
void test_refusals(void **state);
void test_order(void **state);
void test_checkpoint(void **state);
void test_vcpu_gone(void **state);
void test_missing(void **state);
void test_twice(void **state);
void test_many_rounds(void **state);
void test_last_wins(void **state);
void test_hvm_context(void **state);
void test_point_release(void **state);
void test_hvm_refusals(void **state);
void test_libxl(void **state);

#endif

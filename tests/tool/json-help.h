/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the tests of the JSON form share. json-help.c also is the input_some() that json_load() reads from: a text in memory. */
#ifndef LUSTREAM_TESTS_JSON_HELP_H
#define LUSTREAM_TESTS_JSON_HELP_H

#include "tool/bag.h"

struct bytes
{
    uint8_t *p;
    size_t len;
};

/* What json_load() reads from in these tests: a text in memory of exactly its size, so that a sanitizer sees a step past its end. */
struct input
{
    const char *text;
    size_t len;
};

/* A document written by hand, with the ways that P-32 leaves open, and members in any order. */
extern const char by_hand[];
extern const size_t by_hand_len;

/* random_bag() as bytes. */
struct bytes make_stream(uint64_t seed, unsigned int domains);

/* The document of a stream in one piece, or in pages that lie anywhere. *rc is json_write()'s. */
char *document(const struct bytes *b, int pretty, int paged, size_t *len, int *rc);

/* Return: 0 and the stream of a document, or -1 with *p. */
int load(const char *text, size_t len, struct bytes *b, struct problem *p);

/* Fails if there is anything but printable ASCII and line ends. */
void check_plain(const char *text, size_t len);

#endif

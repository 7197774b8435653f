/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* For the targets of the tools' readers: a struct input over memory, and what must hold of every answer. */
#ifndef LUSTREAM_FUZZ_MEMORY_INPUT_H
#define LUSTREAM_FUZZ_MEMORY_INPUT_H

#include "fuzz.h"
#include "tool/bag.h"
#include "tool/input.h"

/* What fills an empty bag from an input: json_load(), an importer. */
typedef int (*fill_bag)(struct bag *bag, struct input *in, struct problem *p);

/*
 * The stream that these bytes make, or NULL when they are refused; *len is its length, the caller frees it. A refusal says why and
 * blames the input; nothing but a refusal does.
 */
uint8_t *memory_stream(const void *bytes, size_t size, fill_bag fill, size_t *len);

/* The bytes are a stream that lus_check() accepts. */
void check_bytes(const uint8_t *bytes, size_t len);

#endif

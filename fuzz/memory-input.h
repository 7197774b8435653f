/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* For the targets of the tools' readers: a struct input over memory, and what must hold of every answer. */
#ifndef LUSTREAM_FUZZ_MEMORY_INPUT_H
#define LUSTREAM_FUZZ_MEMORY_INPUT_H

#include "fuzz.h"
#include "tool/bag.h"
#include "tool/input.h"

/* NULL if the bytes look packed and cannot be unpacked. */
struct input *memory_input(const void *bytes, size_t size);

/* A refusal says why and blames the input; nothing but a refusal does. */
void check_problem(const struct problem *p, int rc);

/* The bytes are a stream that lus_check() accepts. */
void check_bytes(const uint8_t *bytes, size_t len);

#endif

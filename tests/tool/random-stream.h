/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Valid streams out of a seed: every record type and revision, fields at their bounds and between, by the schema alone. For
 * tests, fuzzing seeds and benchmarks. Valid at the levels framing and record; their values make no sense to a hypervisor.
 */
#ifndef LUSTREAM_TESTS_RANDOM_STREAM_H
#define LUSTREAM_TESTS_RANDOM_STREAM_H

#include "tool/bag.h"

/* With this bit in the seed, tails are longer than a chunk wherever their type allows it: tens of MiB. */
#define RANDOM_BIG (1ull << 63)

/* xorshift64*: the same numbers everywhere. The state must not be 0. */
uint64_t random_next(uint64_t *state);

/* A value that the field's check passes: its least, its greatest, or any. */
uint64_t random_value(uint64_t *state, const struct lus_field *field);

/* All fields of @rev, and zero in what is reserved. */
void random_fields(uint64_t *state, const struct lus_field *fields, uint32_t nr, uint32_t rev, uint8_t *base);

/*
 * Fills an empty bag: a system and a memory segment and @domains domains, in turn HVM and PV. Domain n has revision 1 +
 * (n + seed) / 2 modulo the number of revisions of each record, so that eight domains have them all. Even
 * seeds give complete streams, odd ones partial. Return: 0, or -1 when the schema has a record that this cannot fill.
 */
int random_bag(struct bag *bag, uint64_t seed, unsigned int domains);

#endif

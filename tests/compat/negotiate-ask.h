/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Asking lus_negotiate(), and what it said. */
#ifndef LUSTREAM_TESTS_NEGOTIATE_ASK_H
#define LUSTREAM_TESTS_NEGOTIATE_ASK_H

#include "../host/host-model.h"
#include "../core/harness-note.h"

/* EVTCHN_FIFO's bit. */
#define FIFO 5u
#define MANY 4096u

extern struct lus_reason heard[MANY];
extern uint32_t nr_heard;
extern struct lus_negotiate_result result;

/* Asks, and checks that what was said adds up. Return: the verdict. */
uint32_t ask(struct lus_negotiate_args *a);

/* What was said of this kind, number and type; NULL if nothing. */
const struct lus_reason *reason(uint32_t kind, uint32_t number, uint32_t type);
uint32_t count(uint32_t kind);

#endif

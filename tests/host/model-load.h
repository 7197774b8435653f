/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the model hypervisor: a record out of a stream, and what it has into one. */
#ifndef LUSTREAM_TESTS_MODEL_LOAD_H
#define LUSTREAM_TESTS_MODEL_LOAD_H

#include "model-xen.h"

/* Reads the whole record, all chunks, into a segment that holds it alone. */
struct host_record *model_load(struct host_segment *seg, const struct lus_restore_call *call);

/* Moves the record of @from to where others are kept. */
void model_keep(struct host_segment *to, struct host_segment *from);
void model_drop(struct host_segment *seg);

#endif

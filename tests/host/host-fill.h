/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Between the two parts that make random hosts. */
#ifndef LUSTREAM_TESTS_HOST_FILL_H
#define LUSTREAM_TESTS_HOST_FILL_H

#include "host-random.h"

/* The fixed part of a record, and where its entry is. */
#define DECODE(r, name, o) assert_int_equal(lus_decode_##name((r)->fixed, (r)->info->revisions, (o)), 0)
#define ENCODE(r, name, o) assert_int_equal(lus_encode_##name((r)->fixed, (r)->info->revisions, (o)), 0)
#define ENTRY(r, i) ((r)->entries + (i) * (r)->info->entry->size)

/* Makes all records of a host whose domains, frames, ports and grants are there. */
void host_fill(struct host *h);

/* Frames of Xen's own, of others, and what in Xen uses ports: when ports, grants and mappings are there. */
void host_put_places(struct host *h, struct host_domain *d);

/* Owners of devices that may have them. */
void host_put_devices(struct host *h);

/* Values by which the records that the schema filled agree. */
void host_put_known(struct host *h, struct host_domain *d);

/* A frame that is kept as this, for this domain: one more in mem_keep. Frames ascend with each call. */
uint64_t host_keep(struct host *h, uint32_t kind, uint32_t domid);

/* Its greatest port; 0 if it has none. */
uint32_t host_last_port(const struct host_domain *d);

/* A frame of a domain, in a role: -1 for any. */
uint64_t host_frame(const struct host *h, const struct host_domain *d, int role);

/* The domain that a reference into another domain means: the nearest DOMID field before it. NULL if there is none. */
struct host_domain *host_peer(const struct host *h, struct host_domain *d, const struct lus_field *f, const struct lus_field *fields,
                              const uint8_t *base);

/* The record that a kind of reference must be found in. NULL if there is none. */
struct host_record *host_target(struct host *h, struct host_domain *d, uint32_t ref);

#endif

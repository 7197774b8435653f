/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A small host as a description that tests change in one place, and the stream that is made of it. */
#ifndef LUSTREAM_TESTS_HOST_MODEL_H
#define LUSTREAM_TESTS_HOST_MODEL_H

#include "harness.h"
#include "lustream/host.h"

#define MODEL_DOMAINS 3u
#define MODEL_MANY 8u

struct model_domain
{
    struct lus_domain domain;
    uint32_t domid;
    struct lus_frame_span spans[MODEL_MANY];    /* of role normal */
    uint32_t nr_spans;
    struct lus_frame_span xenheap[MODEL_MANY];
    uint32_t nr_xenheap;
    uint64_t max_gfn;
    struct lus_extent extents[MODEL_MANY];
    uint32_t nr_extents;
    struct lus_page_type_span types[MODEL_MANY];
    uint32_t nr_types;
    uint32_t has_abi;
    uint32_t abi;
    struct lus_evtchn ports[MODEL_MANY];
    uint32_t nr_ports;
    uint32_t nr_more_ports;                     /* from 10000 on, each connected to the same number of @more_peer */
    uint32_t more_peer;
    uint64_t shared_info;                       /* frame; 0: no dom_info */
    struct lus_grant_table table;
    struct lus_grant_active active[MODEL_MANY];
    uint32_t nr_active;
    struct lus_maptrack_entry mapped[MODEL_MANY];
    uint32_t nr_mapped;
    uint64_t tot_more;                          /* what dom_info counts too many */
    uint32_t no_vcpu;                           /* bit n: vcpu n has no record */
    uint32_t more_vcpus;                        /* records of vcpus that it can't have */
    uint32_t imported;                          /* it has dom_source */
    uint32_t contents;                          /* of its grant table: the version, 0 for none */
    uint32_t has_areas;
    struct lus_vcpu_areas areas;                /* of vcpu 0 */
};

struct model_host
{
    struct model_domain d[MODEL_DOMAINS];
    uint32_t nr;
    int partial;
    int without_memory;         /* no memory segment: partial streams only */
};

/* A sound host: domid 0 and 1 are PV, 7 is HVM; ports and grants between 0 and each of the others. */
void model_host(struct model_host *host);

struct bytes model_host_stream(const struct model_host *host);

#endif

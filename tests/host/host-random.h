/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Random hosts that are valid: of 1 to HOST_RANDOM_MAX domains, PV and HVM, none of which has a role because of its number. What is known of
 * a host is kept beside its records, so that tests can tell what breaks it without asking the library. Records, fields and references are
 * those of the schema: one that is added to it is in the next host without a line more, unless only the model can say what is valid in it.
 */
#ifndef LUSTREAM_TESTS_HOST_RANDOM_H
#define LUSTREAM_TESTS_HOST_RANDOM_H

#include "../core/harness.h"
#include "lustream/host.h"

#define HOST_RANDOM_MAX 1000u
#define HOST_TOP_MFN 0xfffff000ull      /* no host has a frame from here on that has an owner */
#define HOST_M2P_MFN 0xe000000000ull    /* first frame of the first M2P; those of the second are 0x1000 behind */
#define HOST_TABLES_MFN 0xe800000000ull /* first frame of tables that hardware walks */

/* A record as it will be on the wire, in its newest revision. */
struct host_record
{
    const struct lus_record_type *info;
    uint32_t instance;
    uint32_t nr;                /* entries, extents, or bytes of a blob */
    uint8_t *fixed;
    uint8_t *entries;           /* or the blob */
    struct lus_extent *extents;
};

struct host_segment
{
    uint32_t kind;
    uint32_t domid;
    uint32_t nr;
    struct host_record *records;
};

/* Frames of a domain. Spans of one owner and role never touch. */
struct host_span
{
    uint64_t first;
    uint64_t count;
    uint32_t domain;            /* its place in host.domains */
    uint32_t role;
};

struct host_domain
{
    struct host_segment seg;
    uint32_t domid;
    uint32_t kind;
    uint32_t max_vcpus;
    uint32_t abi;
    uint32_t version;           /* of its grant table */
    uint32_t nr_grefs;
    uint64_t max_gfn;
    uint32_t is_hardware;       /* at most one is */
    uint32_t is_dying;          /* then records that it must have else may lack */
    uint32_t nr_status;         /* status frames */
    uint32_t nr_pirqs;
    uint32_t nr_servers;        /* ioreq servers 0.. */
    uint32_t emulators[2];      /* their domains, by place */
    uint32_t buffered[2];       /* ports of buffered requests; 0: none */
    uint32_t vcpu_ports[2][4];
    uint32_t agent_port;        /* of a monitor; 0: none */
    uint64_t place;             /* of shared_info */
    uint64_t place_gfn;         /* all ones: nowhere */
    uint64_t frames[4];         /* of the grant table, then status frames */
    uint64_t frame_gfns[4];
    struct lus_evtchn *ports;   /* ascending, once all are there */
    uint32_t nr_ports;
    struct lus_grant_active *active;
    uint32_t nr_active;
    struct lus_extent *p2m;
    uint32_t nr_p2m;
};

struct host
{
    uint32_t nr;
    struct host_domain *domains;        /* ascending by domid */
    struct host_segment system;
    struct host_segment memory;
    struct host_span *spans;            /* ascending */
    uint32_t nr_spans;
    uint32_t nr_kept;                   /* frames of tables that hardware walks */
    int partial;                        /* its stream has domains only */
    uint32_t sparse;                    /* many domains: few of the records that nothing depends on */
};

/* Uses the harness's random numbers, which it seeds. */
void host_random(struct host *h, uint64_t seed, uint32_t domains);
void host_free(struct host *h);
struct bytes host_stream(const struct host *h);

/* NULL if there is none. */
struct host_record *host_find(struct host_segment *seg, uint32_t type, uint32_t instance);
struct host_domain *host_domain_of(const struct host *h, uint32_t domid);
struct host_record *host_add(struct host_segment *seg, uint32_t type, uint32_t instance, uint32_t nr);
void host_remove(struct host_segment *seg, uint32_t i);

/* Makes mem_owned of host.spans again. */
void host_own(struct host *h);

/* The span that a frame is in, or NULL. */
const struct host_span *host_owner(const struct host *h, uint64_t mfn);

/* Does the field refer to something? conditions.def */
int host_refers(const struct lus_field *f, const uint8_t *base, uint64_t value);

/* Is it a reference that a hypervisor relies on? */
int host_is_ref(const struct lus_field *f);

#endif

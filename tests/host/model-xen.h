/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A hypervisor as far as restoring a host goes: domains, frames with owners, P2M, vcpus, event channels, grant tables of its own. Each call
 * is refused whose precondition does not hold; the function of Xen that imposes it is named where it is checked. Of records that it has no
 * structures for it keeps the contents, and refuses what would be undone by one that comes too late, by the schema's edges.
 */
#ifndef LUSTREAM_TESTS_MODEL_XEN_H
#define LUSTREAM_TESTS_MODEL_XEN_H

#include "host-random.h"
#include "lustream/restore.h"

#define XEN_TYPES 512u
#define XEN_DOMIDS 0x7ff0u

struct xen_domain
{
    uint32_t domid;
    uint32_t kind;
    uint32_t max_vcpus;
    uint8_t *vcpus;                 /* which exist */
    uint32_t has_abi;
    uint32_t abi;
    struct lus_evtchn *ports;
    uint32_t nr_ports;
    uint32_t has_table;
    struct lus_grant_table table;
    struct lus_grant_active *active;
    uint32_t nr_active;
    uint32_t has_p2m;
    uint64_t max_gfn;
    struct lus_extent *p2m;
    uint32_t nr_p2m;
    uint8_t done[XEN_TYPES];        /* by the record's place in the schema */
    struct host_segment others;     /* records without structures here */
};

/* A run of frames with an owner. */
struct xen_run
{
    uint64_t first;
    uint64_t count;
    uint32_t domid;
    uint32_t role;
};

struct xen
{
    struct xen_domain *domains[XEN_DOMIDS];
    struct xen_run *runs;           /* ascending */
    uint32_t nr_runs;
    struct host_segment system;
};

/* Why a call was refused: small numbers, as errno. */
enum { XEN_OK, XEN_ENOENT, XEN_EEXIST, XEN_EINVAL, XEN_EPERM, XEN_EBUSY };

extern const struct lus_handlers xen_handlers;  /* ctx: struct xen */

/* The same, for an order of the caller's. */
int xen_apply(struct xen *x, const struct lus_restore_call *call);

/* When all is restored: what is symmetric agrees (evtchn_bind_interdomain), each owner is there. Return: 0 or why not. */
int xen_finish(const struct xen *x);

struct xen *xen_new(void);
void xen_free(struct xen *x);
void xen_drop(struct xen *x, uint32_t domid);

/* Everything that it has, as a stream. */
struct bytes xen_save(const struct xen *x);

#endif

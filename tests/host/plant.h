/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Single faults in a valid host. Those of references come from the schema: what each field refers to, by its kind, and what the model knows
 * is there. Those of ownership and state are a list. None of them looks at what the library checks.
 */
#ifndef LUSTREAM_TESTS_PLANT_H
#define LUSTREAM_TESTS_PLANT_H

#include "host-fill.h"

/* The record of a domain that has one of it. */
static inline struct host_record *plant_find(struct host_domain *d, uint32_t type)
{
    return host_find(&d->seg, type, 0);
}

/**
 * enum plant_kind - what is wrong with a reference
 * @PLANT_DANGLING: nothing is there
 * @PLANT_PAST_LAST: one beyond the last that is there
 * @PLANT_DUPLICATE: what another refers to already, where there is one for each
 * @PLANT_OWNER: what another domain has
 * @PLANT_STATE: it is there, and is not what is meant
 */
enum plant_kind { PLANT_DANGLING, PLANT_PAST_LAST, PLANT_DUPLICATE, PLANT_OWNER, PLANT_STATE, PLANT_KINDS };

/* An element of a field that refers to something. */
struct plant_site
{
    struct host_domain *d;      /* NULL in the system and the memory segment */
    struct host_record *r;
    const struct lus_field *fields;
    const struct lus_field *field;
    uint8_t *base;
    uint32_t entry;
    uint32_t element;
};

/* A value that is such a fault there. Return: 0 if the model knows none. */
int plant_value(struct host *h, const struct plant_site *site, uint32_t kind, uint64_t *value);

/* A fault that is no reference's. @plant returns 0 if this host has no place for it. */
struct plant_fault
{
    const char *name;
    int (*plant)(struct host *h, struct host_domain *d);
};

/* Those of what records say of each other: plant-state.c; of the memory segment and of dom_info: plant-memory.c. */
int plant_lost(struct host *h, struct host_domain *d);
int plant_lost_host(struct host *h, struct host_domain *d);
int plant_regs(struct host *h, struct host_domain *d);
int plant_kept(struct host *h, struct host_domain *d);
int plant_reuse(struct host *h, struct host_domain *d);
int plant_bad(struct host *h, struct host_domain *d);
int plant_m2p(struct host *h, struct host_domain *d);
int plant_m2p_width(struct host *h, struct host_domain *d);
int plant_max_page(struct host *h, struct host_domain *d);
int plant_info(struct host *h, struct host_domain *d);
int plant_counts(struct host *h, struct host_domain *d);
int plant_width(struct host *h, struct host_domain *d);
int plant_root(struct host *h, struct host_domain *d);
int plant_shared(struct host *h, struct host_domain *d);
int plant_device(struct host *h, struct host_domain *d);
int plant_pod(struct host *h, struct host_domain *d);
int plant_granted(struct host *h, struct host_domain *d);
int plant_page_twice(struct host *h, struct host_domain *d);
int plant_fifo(struct host *h, struct host_domain *d);
int plant_hold(struct host *h, struct host_domain *d);
int plant_p2m_twice(struct host *h, struct host_domain *d);
int plant_reuse_kept(struct host *h, struct host_domain *d);
int plant_hardware(struct host *h, struct host_domain *d);
int plant_kind(struct host *h, struct host_domain *d);
int plant_place(struct host *h, struct host_domain *d);
int plant_frame_gfn(struct host *h, struct host_domain *d);
int plant_foreign_owner(struct host *h, struct host_domain *d);
int plant_foreign_lost(struct host *h, struct host_domain *d);
int plant_foreign_self(struct host *h, struct host_domain *d);
int plant_range_meets(struct host *h, struct host_domain *d);
int plant_range_end(struct host *h, struct host_domain *d);
int plant_ranges(struct host *h, struct host_domain *d);
int plant_ioreq_port(struct host *h, struct host_domain *d);
int plant_ring(struct host *h, struct host_domain *d);
int plant_ring_none(struct host *h, struct host_domain *d);
int plant_tail(struct host *h, struct host_domain *d);
int plant_valid_ports(struct host *h, struct host_domain *d);
int plant_port_limit(struct host *h, struct host_domain *d);
int plant_nr_pirqs(struct host *h, struct host_domain *d);
int plant_handles(struct host *h, struct host_domain *d);
int plant_maptrack(struct host *h, struct host_domain *d);
int plant_max_version(struct host *h, struct host_domain *d);
int plant_listed(struct host *h, struct host_domain *d);
int plant_limits(struct host *h, struct host_domain *d);
int plant_target(struct host *h, struct host_domain *d);
int plant_view(struct host *h, struct host_domain *d);
int plant_vcpus(struct host *h, struct host_domain *d);

extern const struct plant_fault plant_faults[];
extern const uint32_t plant_faults_nr;

#endif

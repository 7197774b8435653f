/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Faults in the small host of host-model.h, each with what must be said of it. spec/host.md [H-39] */
#ifndef LUSTREAM_TESTS_HOST_FAULTS_H
#define LUSTREAM_TESTS_HOST_FAULTS_H

#include "host-model.h"

/* A fault, and the findings that it must have: rule, domain, type, field; no other. */
struct expected
{
    uint32_t rule;
    uint32_t domid;
    uint32_t type;
    const char *field;
};

struct fault
{
    const char *name;
    void (*plant)(struct model_host *host);
    struct expected expected[5];
};

extern const struct fault faults[];
extern const uint32_t nr_faults;

/* Of these some make the host bigger and are no faults: pirqs, servers, gfns, lists, many_ports, area. */
void fault_pirqs(struct model_host *h);
void fault_servers(struct model_host *h);
void fault_gfns(struct model_host *h);
void fault_root(struct model_host *h, uint64_t root);
void fault_m2p(struct model_host *h);
void fault_lists(struct model_host *h, uint64_t keep, uint64_t reuse, uint64_t bad_mfn, uint32_t state);
void fault_own_inside(struct model_host *h);
void fault_own_twice(struct model_host *h);
void fault_other_port(struct model_host *h);
void fault_no_vcpu(struct model_host *h);
void fault_pirq_unknown(struct model_host *h);
void fault_many_ports(struct model_host *h);
void fault_area(struct model_host *h, uint64_t frame, uint32_t bits);

#endif

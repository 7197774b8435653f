/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A small host as a description that tests change in one place, and the stream that is made of it. */
#ifndef LUSTREAM_TESTS_HOST_MODEL_H
#define LUSTREAM_TESTS_HOST_MODEL_H

#include "../core/harness.h"
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
    uint64_t shared_info;                       /* what dom_info says of it: frame; 0: no dom_info */
    uint64_t place;                             /* its frame; those of the grant table are the others of xenheap[0] */
    uint64_t place_gfn;                         /* where the guest has it; 0: nowhere */
    uint32_t pt_levels;                         /* PV: 0 for those of 64 bits */
    uint32_t is_hardware;
    uint32_t is_dying;
    uint32_t emulation_flags;
    uint32_t max_port;                          /* 0: any */
    uint32_t valid_ports;                       /* 0: all */
    uint32_t nr_pirqs;                          /* 0: 1024 */
    struct lus_pirq pirqs[MODEL_MANY];
    uint32_t nr_pirq;
    uint32_t limit_more;                        /* what dom_limits says too much of grant frames */
    uint32_t handles_less;                      /* frames of maptrack that lack */
    uint32_t maptrack_more;                     /* frames of it over its bound */
    uint32_t frames_less;                       /* frames of the grant table that are not listed */
    uint64_t control_mfn;                       /* of a control block; 0: none */
    uint32_t hold;                              /* of each vcpu: what vcpu_hold.state has beside INITIALISED */
    uint32_t shutdown;
    uint32_t tail;                              /* of a FIFO queue */
    struct lus_ioreq_server servers[MODEL_MANY];
    uint32_t nr_servers;
    struct lus_ioreq_port ioreq_ports[MODEL_MANY];
    uint32_t nr_ioreq_ports;
    struct lus_ioreq_range ranges[MODEL_MANY];
    uint32_t nr_ranges;
    uint32_t ranges_of;                         /* instance of their record */
    uint64_t iommu_root;                        /* 0: no dom_iommu */
    uint32_t ring_port;                         /* 0: no monitor ring */
    struct lus_foreign_span foreign[MODEL_MANY];
    uint32_t nr_foreign;
    struct lus_access_span access[MODEL_MANY];
    uint32_t nr_access;
    uint32_t target;                            /* 0: none; else its domid + 1 */
    uint32_t has_altp2m;                        /* with view 0 */
    uint32_t view;
    uint64_t ve_gfn;
    struct lus_vcpu_timers timers;              /* of each vcpu */
    uint32_t initialised;                       /* bit n: vcpu n has registers, by vcpu_hold */
    uint32_t no_regs;                           /* bit n: and they are not there */
    uint32_t more_type;                         /* an empty record of this type */
    uint32_t lacks;                             /* type that is left out */
    uint32_t lacks_of;                          /* its instance, less 1; 0: of all vcpus */
    struct lus_grant_table table;
    struct lus_grant_active active[MODEL_MANY];
    uint32_t nr_active;
    struct lus_maptrack_entry mapped[MODEL_MANY];
    uint32_t nr_mapped;
    uint32_t info_flags;                        /* of dom_info: those that are wrong */
    uint32_t info_handle;                       /* last byte there */
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
    struct lus_keep_span keep[MODEL_MANY];
    uint32_t nr_keep;
    struct lus_bad_span bad[MODEL_MANY];
    uint32_t nr_bad;
    struct lus_reuse_span reuse[MODEL_MANY];
    uint32_t nr_reuse;
    struct lus_extent m2p[2];   /* of the native one */
    uint32_t nr_m2p;
    uint32_t m2p_width;         /* 0: as it must be */
    uint64_t m2p_frames;        /* 0: more than anybody has */
    uint32_t no_compat;         /* there is none for 32-bit guests */
    uint32_t device_owner;      /* domid, plus 1, that has a device; 0: there is none */
    uint32_t lacks;             /* type of the system's or the memory's that is left out */
    int partial;
    int without_memory;         /* no memory segment: partial streams only */
};

/* A sound host: domid 0 and 1 are PV, 7 is HVM; ports and grants between 0 and each of the others. */
void model_host(struct model_host *host);

struct bytes model_host_stream(const struct model_host *host);

#endif

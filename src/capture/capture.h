/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * lustream-capture: the state of domains of the Xen that this runs on, as far as libxenctrl shows it, into a bag. It only reads: no call here
 * changes a domain. What cannot be read is absent and is named on standard error.
 */
#ifndef LUSTREAM_CAPTURE_H
#define LUSTREAM_CAPTURE_H

#include <stdint.h>

#include <xenctrl.h>
#include <xenforeignmemory.h>

#include "tool/import/import.h"

/*
 * struct capture - one domain being read
 * @info: as XEN_DOMCTL_getdomaininfolist gave it
 * @width: 8 or 4 for a PV guest; 0 for HVM
 */
struct capture
{
    xc_interface *xch;
    xenforeignmemory_handle *memory;
    const struct import_options *o;
    struct bag_segment *seg;
    xc_domaininfo_t info;
    uint32_t domid;
    int hvm;
    uint32_t width;
};

/* Says that something of the domain cannot be read and why (errno). */
void capture_absent(const struct capture *c, const char *what);
void capture_absent_vcpu(const struct capture *c, uint32_t vcpu, const char *what);

/* capture-domain.c: what PV and HVM domains share. Return: 0, or -1 with *p when what Xen gave cannot be a record. */
int capture_domain(struct capture *c, struct problem *p);

/* capture-events.c: event channels and grants. */
int capture_events(struct capture *c, struct problem *p);
int capture_grants(struct capture *c, struct problem *p);

/* capture-guest.c: vcpus, HVM context, memory. */
int capture_hvm(struct capture *c, struct problem *p);
int capture_pv(struct capture *c, struct problem *p);

#endif

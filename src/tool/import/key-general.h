/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What Xen's debug key 'q' prints of one domain, read back: dump_domains() and rangeset_domain_printk() of 4.11 to 4.22. */
#ifndef LUSTREAM_KEY_GENERAL_H
#define LUSTREAM_KEY_GENERAL_H

#include "tool/bag.h"

enum key_set_kind { KEY_SET_IRQS, KEY_SET_IOMEM, KEY_SET_IOPORTS, KEY_SET_IOREQ };

/* struct key_range - from @first to @last */
struct key_range
{
    uint64_t first;
    uint64_t last;
};

/* struct key_set - one set: ranges @at to @at + @nr; of an ioreq server also which, and the kind of its ranges */
struct key_set
{
    enum key_set_kind kind;
    uint32_t server;
    uint32_t io;
    size_t at;
    size_t nr;
};

/* struct key_vcpu - @poll: poll_evtchn, all ones for several ports; @pauses: pause_count */
struct key_vcpu
{
    uint32_t vcpu;
    uint32_t poll;
    uint32_t pauses;
    int whole;
};

/*
 * struct key_general - @found: the domain is in the text, with its first lines
 * @dying: DOMDYING_*; @pauses: pause_count; @assist: vm_assist
 */
struct key_general
{
    int found;
    uint32_t dying;
    uint32_t pauses;
    uint64_t assist;
    uint8_t handle[16];
    struct key_set *sets;
    size_t nr_sets;
    size_t cap_sets;
    struct key_range *ranges;
    size_t nr_ranges;
    size_t cap_ranges;
    struct key_vcpu *vcpus;
    size_t nr_vcpus;
    size_t cap_vcpus;
};

/* Reads what the text has of @domid into @g, which is all zero before. The last counts. Return: 0, or -1 with *p. */
int key_general_read(struct key_general *g, uint32_t domid, const char *text, size_t len, const char *name, struct problem *p);

void key_general_free(struct key_general *g);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What Xen's debug keys 'e' (event channels) and 'g' (grant tables) print, read back. The formats are those of 4.11 to 4.22:
 * domain_dump_evtchn_info() and the print_state hooks, gnttab_usage_print().
 */
#ifndef LUSTREAM_KEY_TEXT_H
#define LUSTREAM_KEY_TEXT_H

#include "tool/bag.h"

/*
 * struct key_port - one port
 * @state: ECS_*
 * @fifo: the third of [p/m/s] has the form of the FIFO ABI
 * @no_word: FIFO, and the port's event word is not mapped: pending and masked say nothing
 * @domid, @rport, @pirq, @virq: those that the state has
 */
struct key_port
{
    uint32_t port;
    uint8_t state;
    uint8_t fifo;
    uint8_t no_word;
    uint8_t pending;
    uint8_t masked;
    uint8_t consumer;
    uint32_t vcpu;
    uint32_t domid;
    uint32_t rport;
    uint32_t pirq;
    uint32_t virq;
};

/* struct key_grant - one active entry */
struct key_grant
{
    uint32_t gref;
    uint32_t domid;
    uint32_t pin;
    uint64_t mfn;
};

/*
 * struct key_domain - what was printed of one domain
 * @have_ports: key 'e' has it; @ports ascend
 * @have_grants: key 'g' has it, with the sizes; @grants ascend
 * @all_grants: what Xen prints behind its last grant came too
 */
struct key_domain
{
    int have_ports;
    struct key_port *ports;
    size_t nr_ports;
    size_t cap_ports;
    int have_grants;
    int all_grants;
    uint32_t version;
    uint32_t frames;
    uint32_t max_frames;
    uint32_t maptrack;
    uint32_t max_maptrack;
    struct key_grant *grants;
    size_t nr_grants;
    size_t cap_grants;
};

#define KEY_DOMAINS 0x8000u

/* struct key_text - all that was read; big, to be allocated */
struct key_text
{
    struct key_domain *domains[KEY_DOMAINS];
};

/*
 * Reads a text, which need not end in a zero, into @keys. Of a domain that comes more than once, the last is kept. Lines of other
 * things are left out. @name is for messages. Return: 0, or -1 with *p.
 */
int key_text_read(struct key_text *keys, const char *text, size_t len, const char *name, struct problem *p);

struct key_text *key_text_new(void);
void key_text_free(struct key_text *keys);

/* The domain, or NULL. */
const struct key_domain *key_domain(const struct key_text *keys, uint32_t domid);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the host level: what a check keeps of a host, and how its parts report. spec/host.md. */
#ifndef LUSTREAM_CORE_HOST_H
#define LUSTREAM_CORE_HOST_H

#include "lustream/host.h"
#include "lustream/records.h"
#include "owners.h"
#include "../source.h"

/* public/xen.h */
#define DOMID_SELF 0x7ff0u
#define DOMID_INVALID 0x7ff4u
#define FIRST_RESERVED_DOMID 0x7ff0u

/* P2M types, as bits, whose machine frame is the domain's own memory. */
#define OWN_MEMORY (1u << LUS_P2M_TYPE_RAM_RW | 1u << LUS_P2M_TYPE_RAM_RO | 1u << LUS_P2M_TYPE_IOREQ_SERVER)

/* Rules by their place in rules.def. */
#define LUS_RULE(name, number, severity, argument, text) LUS_R_##name,
enum lus_rule_index
{
#include "rules.def"
    LUS_R_COUNT
};
#undef LUS_RULE

/* What other domains' records, and other records of its own, need to know of a domain. */
struct lus_host_domain
{
    uint32_t domid;
    uint32_t segment;
    uint32_t kind;              /* LUS_GUEST_KIND_* */
    uint32_t frame_space;
    uint32_t max_vcpus;         /* 0: not known */
    uint32_t abi;               /* of its event channels */
    uint32_t gt_version;
    uint32_t gt_frames;
    uint64_t max_gfn;
    uint64_t owned;             /* frames of role normal */
    uint64_t owned_all;         /* of any role */
    uint32_t first_pin;         /* of its entries in use, in lus_host.pins */
    uint8_t quarantined;
    uint8_t has_abi;
    uint8_t has_p2m;
    uint8_t has_grants;
    uint8_t has_ports;
    uint8_t has_active;
    uint8_t has_iommu;
    uint8_t has_maptrack;       /* what it has mapped is known */
    uint8_t is_hardware;
    uint8_t is_dying;
    struct lus_lookup ports;
    struct lus_lookup active;
};

/*
 * A guest frame that must be in the P2M, or a machine frame that is sorted, and where it was said. The key is 40 bits of the frame, 2 of the
 * record and 22 of its entry or vcpu; of mappings, the frame and how it is mapped.
 */
#define LUS_KEY_ENTRY_BITS 22u
#define LUS_KEY_FRAME_SHIFT 24u
struct lus_host_gfn
{
    uint64_t key;
    uint64_t offset;
};

/* A list of the memory segment, at one of its runs. */
struct lus_host_list
{
    struct lus_lookup runs;
    uint64_t first;
    uint64_t end;
    uint64_t offset;
    uint32_t kind;
    uint32_t i;                 /* the next run */
    uint32_t all;               /* bad frames in use are looked at, too */
};

/* The table that references of a kind are looked up in, once one was. */
struct lus_host_target
{
    struct lus_lookup entries;
    uint8_t is_known;
    uint8_t is_there;
};

enum { LUS_HOST_KEEP, LUS_HOST_BAD, LUS_HOST_REUSE, LUS_HOST_LISTS };

/* What dom_info said, and what the records that count make of it. */
struct lus_host_info
{
    struct lus_dom_info said;
    uint64_t offset;            /* 0: there is none */
    uint64_t cpu_time;
    uint64_t run_time;
    uint32_t online;
    uint32_t blocked;
    uint32_t flags;
    uint32_t code;
};

/* What the records of the segment at hand have shown so far. */
struct lus_host_at
{
    uint64_t handles;           /* below it they may be */
    uint64_t foreign;           /* frames in the P2M that others own */
    uint64_t granted;           /* of them, those by grants */
    uint64_t listed;            /* of them, those in p2m_foreign */
    uint32_t devices;           /* dom_create.emulation_flags */
    uint32_t status_frames;
    uint32_t fifo_pages;
    uint32_t xen_ports;         /* that go to Xen, and nothing was seen yet to use them */
    uint32_t servers;
    uint32_t ioreq_ports;
    uint32_t server_ids[256 / 32];
    uint32_t nr_gfns;
    uint32_t nr_vcpus;
    uint32_t end_vcpu;          /* behind the last */
    uint32_t next_vcpu;         /* that a record of @type is expected of */
    uint32_t type;              /* of vcpus, its place in the schema; 0: none yet */
    uint32_t nr_views;          /* of altp2m; 0: it is off */
    uint32_t views[512 / 32];
    struct lus_host_info info;
    uint8_t has_maptrack;
    uint8_t has_xen_ports;      /* lus_host.xen_ports is this domain's */
    uint8_t is_dying;
    uint8_t is_aarch32;
    uint8_t shutdown;           /* LUS_SHUTDOWN_STATE_* */
    uint8_t has_sve;
};

struct lus_host
{
    struct lus_stream *s;
    const struct lus_host_args *args;
    struct lus_host_result *result;
    struct lus_host_domain *domains;    /* ascending by domid */
    struct lus_host_domain *last_domain;        /* that was looked up last; NULL: none yet */
    struct lus_owners own;
    uint32_t *pins;                     /* for each entry in use: what is counted against it, four bytes as in its pin field */
    uint32_t nr_domains;
    struct lus_host_gfn *gfns;          /* of the domain at hand; room for those of the one that has most */
    uint32_t nr_pins;
    uint32_t max_gfns;
    uint64_t runs;                      /* of all owners */
    uint64_t steps;                     /* over runs, as extents of P2Ms were looked up */
    uint64_t extents;                   /* that were */
    uint32_t iommus;                    /* domains that have an IOMMU's tables */
    uint32_t hardware;                  /* domains that are the hardware domain */
    uint64_t max_page;                  /* the M2P has entries of frames below it; ~0 if the stream does not say it */
    uint64_t compat_m2p;                /* first frame of that of 32-bit guests; LUS_NO_FRAME if the stream does not say it */
    uint32_t has_m2p;                   /* bit n: instance n */
    uint32_t has_memory;                /* there is a memory segment with owners: else nothing of frames is provable */
    /* The record that is looked at. */
    struct lus_host_domain *domain;     /* NULL in the system and the memory segment */
    struct lus_segment seg;
    struct lus_record rec;
    union lus_any any;                  /* its fixed part, once lus_host_decode() was called for it */
    union lus_any entry;
    union lus_any other;
    struct lus_table table;
    struct lus_map map;
    /* What would be too much for a stack. */
    struct lus_segment other_seg;
    struct lus_record other_rec;
    struct lus_lookup lookup;
    uint8_t buf[LUS_ENTRY_MAX];
    struct lus_host_at at;
    struct lus_host_target targets[LUS_REF_COUNT];      /* by kind: of the host, or of the domain at hand */
    struct lus_host_list lists[LUS_HOST_LISTS];
    uint32_t vcpus[8192 / 32];  /* of the domain at hand, a bit each */
    uint32_t blocked[8192 / 32];        /* those that wait for an event */
    uint32_t regs[8192 / 32];   /* those of which a record of registers was seen */
    uint8_t virqs[8192];        /* of each vcpu of the domain at hand, a bit each that can be bound on every vcpu */
    uint32_t global_virqs;      /* and the others */
    uint32_t xen_ports[131072 / 32];    /* of the domain at hand: those that go to Xen, without a user yet */
    uint8_t seen[LUS_TYPES_MAX];          /* records of the segment at hand, by place in the schema */
    /* Contents that findings are in: LUS_NO_FRAME, LUS_NO_ENTRY if they are in none. */
    uint64_t at_frame;
    uint32_t at_slot;
};

/* Where in the record at hand a finding is. */
struct lus_where
{
    uint32_t entry;
    uint32_t field;
    uint64_t offset;
    uint64_t value;
};

/* Decodes the fixed part of the record at hand: for rules that read it, as few do. */
void lus_host_decode(struct lus_host *h);

/* Reports that the record at hand breaks a rule. */
void lus_host_found(struct lus_host *h, uint32_t rule, uint32_t peer, const struct lus_where *where);

/* Where element @i of a field is, of the entry that @h->table has just given; and a finding there, of a field that is no array. */
void lus_host_where(const struct lus_host *h, struct lus_where *where, uint32_t field, uint32_t i, uint64_t value);
void lus_host_found_entry(struct lus_host *h, uint32_t rule, uint32_t peer, uint32_t field, uint64_t value);

/* Notes that a rule could not be tried on the record at hand, as what it needs is not in a partial stream. */
void lus_host_unprovable(struct lus_host *h, uint32_t rule);

/* The first of @nr numbers, @stride bytes apart and ascending, that is not less than @key; @nr if there is none. */
uint32_t lus_host_search(const uint32_t *first, uint32_t stride, uint32_t nr, uint32_t key);

/* The domain, or NULL. O(log domains). */
struct lus_host_domain *lus_host_domain(struct lus_host *h, uint32_t domid);

/* Return: 1 if all of [mfn, mfn + count) is owned by the domain, in one role or several. */
int lus_host_owns(struct lus_host *h, uint32_t domid, uint64_t mfn, uint64_t count);

/*
 * The same of an extent of a P2M. Return: -1 if that is not looked up any more: extents that have the same frames over and over would take
 * time by the product of extents and runs (H-4).
 */
int lus_host_owns_extent(struct lus_host *h, uint32_t domid, uint64_t mfn, uint64_t count);

/* How many frames from @mfn on are owned by the domain, in one role. */
uint64_t lus_host_owned_from(struct lus_host *h, uint32_t domid, uint64_t mfn);

/* Return: 1 if the frame is owned by the domain in this role. */
int lus_host_owns_as(struct lus_host *h, uint32_t domid, uint32_t role, uint64_t mfn);

/* Return: 1 if the domain at hand has the vcpu. */
int lus_host_has_vcpu(const struct lus_host *h, uint64_t vcpu);

/* Before the records of a domain, and after those of any segment. */
int lus_host_vcpus(struct lus_host *h);
void lus_host_missing(struct lus_host *h);
void lus_host_unused(struct lus_host *h);
void lus_host_unlisted(struct lus_host *h);
void lus_host_info(struct lus_host *h);
int lus_host_gfns(struct lus_host *h);

/* After all else of a domain, as it leaves another record at hand: its page tables, out of their frames. */
int lus_host_page_tables(struct lus_host *h);

/* The parts, each for the record at hand, but for frames, which is for the memory segment. Return: 0, or an error of the stream. */
int lus_host_frames(struct lus_host *h);
int lus_host_m2p(struct lus_host *h);
int lus_host_refs(struct lus_host *h);
void lus_host_forget(struct lus_host *h);
int lus_host_events(struct lus_host *h);
int lus_host_grants(struct lus_host *h);
int lus_host_memory(struct lus_host *h);
int lus_host_ports(struct lus_host *h);
int lus_host_limits(struct lus_host *h);
void lus_host_whole(struct lus_host *h);
void lus_host_take_info(struct lus_host *h);
void lus_host_required(struct lus_host *h);

/* Of the parts, for each other. */
void lus_host_note_port(struct lus_host *h, const struct lus_evtchn *e);
int lus_host_lists_start(struct lus_host *h);
void lus_host_list_owner(struct lus_host *h, const struct lus_owner *o);
void lus_host_lists_end(struct lus_host *h);
int lus_host_m2p_start(struct lus_host *h);
int lus_host_gather_gfns(struct lus_host *h);
int lus_host_gfn_table(struct lus_host *h);
void lus_host_sort(struct lus_host_gfn *g, uint32_t n);
int lus_host_mappings(struct lus_host *h);
int lus_host_own_pages(struct lus_host *h);

/* Record 0 of a type, of the domain at hand, in h->other_seg and h->other_rec. Return: as lus_find(). */
int lus_host_find_own(struct lus_host *h, uint32_t type);

/* The entry of the grant that a mapping of the domain at hand is of. Return: 0 if it is not there. */
int lus_host_grant_of(struct lus_host *h, const struct lus_maptrack_entry *m, struct lus_grant_active *a);

/* Opens the domain's P2M in h->map. Return: 1, 0 if there is none, or an error. */
int lus_host_open_p2m(struct lus_host *h);
int lus_host_is_foreign(uint32_t type);

/* When all records were looked at: what was counted against what is said. */
int lus_host_pins(struct lus_host *h);

#endif

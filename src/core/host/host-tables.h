/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to the rules that read page tables: what is kept of a domain's, in the memory that the caller gives for it. spec/host.md section 8. */
#ifndef LUSTREAM_CORE_HOST_TABLES_H
#define LUSTREAM_CORE_HOST_TABLES_H

#include "host.h"

#define PT_ENTRIES (LUS_PAGE_SIZE / 8)

/* Bits of an entry (asm-x86/page.h). */
#define PTE_PRESENT 0x001u
#define PTE_RW 0x002u
#define PTE_CACHE 0x098u            /* PWT, PCD, and PAT of level 1: the same bit as PSE */
#define PTE_REFUSED 0x198u          /* PWT, PCD, PSE, GLOBAL */
#define PTE_FRAME(pte) ((pte) >> 12 & ((1ull << 40) - 1))

/* For level: a frame of a descriptor table. */
#define LEVEL_DESCRIPTORS 5u

#define PT_PINNED 1u
#define PT_USED 2u                  /* by a root, or a table of the level above */
#define PT_LINEAR_USED 4u           /* by one of its own level */
#define PT_LINEAR_USER 8u           /* it uses one of its own level */
#define PT_READ 16u
#define PT_XEN_SLOTS 32u            /* in slot 3 of a top level with 3 levels */
#define PT_WRITABLE 64u             /* of a grant */

/* A page that is a table, or the frame of a grant that is mapped. */
struct lus_pt
{
    uint64_t mfn;                   /* LUS_NO_FRAME if the stream does not say it */
    uint32_t gfn_low;
    uint8_t gfn_high;
    uint8_t level;
    uint16_t flags;
};

#define GFN_UNKNOWN ((1ull << 40) - 1)

enum lus_known { LUS_KNOWN_NO, LUS_KNOWN_YES, LUS_KNOWN_NOT };

struct lus_tables
{
    uint8_t page[LUS_PAGE_SIZE];
    struct lus_pt *pt;
    uint64_t nr;
    struct lus_pt *grants;          /* by mfn, each once */
    uint64_t nr_grants;
    uint64_t room;                  /* for both */
    uint64_t own;                   /* the last run of frames that was found to be the domain's */
    uint64_t own_nr;
    uint32_t by_mfn;                /* @pt is in the order of machine frames, else of guest frames */
    uint32_t mfns;                  /* the stream has machine frames */
    uint32_t levels;                /* 0: not known */
    uint32_t first_xen_slot;        /* of the level 2 table with Xen's slots */
    uint32_t has_devices;           /* enum lus_known, likewise the next */
    uint32_t is_privileged;
    uint32_t has_roots;
    uint32_t target;                /* LUS_NO_DOMID for none */
    uint32_t incomplete;            /* an entry or a table could not be read: what is used is not known */
    uint32_t has_types;
    uint32_t has_frames;
    uint32_t has_iomem;
    uint32_t has_mapped;
    struct lus_segment types_seg;   /* at page_types */
    struct lus_record types_rec;
    struct lus_lookup types;
    struct lus_lookup frames;
    struct lus_lookup iomem;
};

static inline uint64_t lus_pt_gfn(const struct lus_pt *p)
{
    return (uint64_t)p->gfn_high << 32 | p->gfn_low;
}

/* The number by which @t->pt is sorted. */
static inline uint64_t lus_pt_key(const struct lus_tables *t, const struct lus_pt *p)
{
    return t->by_mfn ? p->mfn : lus_pt_gfn(p);
}

/* The first page whose number is not less; @t->nr if there is none. */
uint64_t lus_pt_from(const struct lus_tables *t, uint64_t key);

/* The page with this number; NULL if it is no table. O(log tables) */
struct lus_pt *lus_pt_find(const struct lus_tables *t, uint64_t key);

/* Reads it to @t->page. Return: 0 if it can't be read. */
int lus_pt_read(struct lus_host *h, struct lus_tables *t, const struct lus_pt *p);

/* Reports what is in a page, at its entry of page_types. */
void lus_pt_found(struct lus_host *h, struct lus_tables *t, uint32_t rule, const struct lus_pt *p, uint32_t slot, uint64_t value);

/* In the order by mfn or gfn. O(n log n), in place. */
void lus_pt_sort(struct lus_tables *t, struct lus_pt *pt, uint64_t nr, uint32_t by_mfn);

/* Fills @t of the domain at hand. Return: 1; 0 if nothing can be proved; or an error of the stream. */
int lus_tables_gather(struct lus_host *h, struct lus_tables *t);

/* Guest frames of descriptor tables, which contexts name by machine frame: out of the P2M. @t->pt is by mfn. Return: 0, or an error of the stream. */
int lus_tables_name(struct lus_host *h, struct lus_tables *t);

/* Roots and descriptors of its vcpus; then all levels. */
int lus_tables_vcpus(struct lus_host *h, struct lus_tables *t);
void lus_tables_walk(struct lus_host *h, struct lus_tables *t);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Contents of frames for random hosts: page tables and descriptor tables of PV domains that Xen would take, and the records that say so.
 * What is valid is told from Xen's source, not from the library.
 */
#ifndef LUSTREAM_TESTS_TABLES_MODEL_H
#define LUSTREAM_TESTS_TABLES_MODEL_H

#include "host-random.h"

#define TM_DATA 0u
#define TM_GDT 5u
#define TM_PAGES 512u

/* A page of a domain's memory. */
struct tm_page
{
    uint64_t gfn;
    uint64_t mfn;
    uint32_t level;             /* TM_DATA, 1 to 4, TM_GDT */
    uint32_t type;              /* as page_types will have it: level and pin; 0 not there */
    uint32_t is_granted;        /* and mapped writable */
    uint32_t has_xen;           /* the level 2 table of a 32-bit guest that has Xen's slots */
    uint32_t links;             /* entries of the level above, and roots, that name it */
    uint32_t linear_user;
    uint32_t linear_used;
    uint32_t reads;
    uint64_t e[512];
};

struct tm_domain
{
    struct host_domain *d;
    uint32_t levels;            /* 4, or 3 for a 32-bit guest */
    uint32_t first_xen;
    uint32_t has_devices;
    uint32_t is_privileged;
    struct tm_page page[TM_PAGES];
    uint32_t nr;
};

struct tm
{
    struct host *h;
    uint32_t gfns;              /* entries are guest frames */
    struct tm_domain *domain;   /* of PV domains only */
    uint32_t nr;
    uint32_t misnamed;          /* read by another guest frame than it is */
    const struct tm_page *lost; /* cannot be read */
};

/* Changes the records of @h to fit. */
void tm_make(struct tm *t, struct host *h, uint32_t gfns);
void tm_free(struct tm *t);

/* Makes page_types of a domain again. */
void tm_put_types(struct tm_domain *d);

/* lus_host_args.read_frame; @ctx: struct tm */
int tm_read(void *ctx, uint32_t domid, uint64_t gfn, uint64_t mfn, void *page);

/* As entries name it. */
uint64_t tm_name(const struct tm *t, const struct tm_page *p);

/* A page of this level, a random one; NULL if there is none. */
struct tm_page *tm_any(struct tm_domain *d, uint32_t level);

/* A slot of a table that is the guest's and empty; 512 if none was met. */
uint32_t tm_free_slot(const struct tm_domain *d, const struct tm_page *p);

/* Bits that any entry of this level may have, present among them, not writable. */
uint64_t tm_bits(const struct tm_domain *d, uint32_t level);

/* One that an entry, not only a pin or a root, uses; NULL if there is none. */
struct tm_page *tm_linked(struct tm_domain *d);

/* Gives it this type in page_types. Return: 0 if @p is NULL. */
int tm_retype(struct tm_domain *d, struct tm_page *p, uint32_t type);

/*
 * A fault. @plant returns 0 if this domain has no place for it. @rule: what finds it; @also: what may, too, as a table loses its use, or is
 * looked at as another.
 */
struct tm_fault
{
    const char *name;
    int (*plant)(struct tm *t, struct tm_domain *d);
    uint32_t rule;
    uint32_t also[6];
};

extern const struct tm_fault tm_faults[];
extern const uint32_t tm_faults_nr;
int tm_plant(const char *name, struct tm *t, struct tm_domain *d);

/* The same domains as a stream out of an image: guest frames, no owners. Free it with tm_image_free(). */
void tm_image(const struct tm *t, struct host *image);
void tm_image_free(struct host *image);

#endif

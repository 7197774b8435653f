/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Single faults in a valid host. Those of references come from the schema: what each field refers to, by its kind, and what the model knows
 * is there. Those of ownership and state are a list. None of them looks at what the library checks.
 */
#ifndef LUSTREAM_TESTS_PLANT_H
#define LUSTREAM_TESTS_PLANT_H

#include "host-fill.h"

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

extern const struct plant_fault plant_faults[];
extern const uint32_t plant_faults_nr;

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Whose each machine frame is, in frame order: what xen#2 must leave alone before it has an allocator. spec/host.md section 4. Nothing is
 * allocated.
 */
#ifndef LUSTREAM_MEMORY_H
#define LUSTREAM_MEMORY_H

#include "reader.h"

/**
 * struct lus_memory_run - @count machine frames from @mfn that are one domain's, in one role
 * @role: LUS_PAGE_ROLE_*
 * @is_shared: it begins in a run that was given before: its first frame has two owners
 */
struct lus_memory_run
{
    uint64_t mfn;
    uint64_t count;
    uint32_t domid;
    uint32_t role;
    uint32_t is_shared;
};

struct lus_memory_map;

/** lus_memory_workspace() - bytes that lus_memory_open() needs: a few hundred, and less than 128 for each record of mem_owned */
uint64_t lus_memory_workspace(struct lus_stream *s);

/**
 * lus_memory_open() - before the first run
 * @s: lus_check() passed it; not used otherwise until the last run was given
 * @workspace: lus_memory_workspace() bytes, aligned for uint64_t; *m is in it
 * Return: 0; -LUS_E_NO_SPACE, or what lus_next() says of a stream that was not checked. O(records of mem_owned, with their chunks).
 */
int lus_memory_open(struct lus_memory_map **m, struct lus_stream *s, void *workspace, uint64_t size);

/** lus_memory_next() - the next run; runs of one owner and role that touch are one. O(log owners) a span. Return: 1, or 0 at the end. */
int lus_memory_next(struct lus_memory_map *m, struct lus_memory_run *run);

#endif

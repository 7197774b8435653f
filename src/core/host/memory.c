/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Runs of frames with their owners, in frame order. spec/host.md section 4. */
#include "lustream/memory.h"
#include "lustream/records.h"
#include "owners.h"

struct lus_memory_map
{
    struct lus_owners own;
    struct lus_segment seg;
    struct lus_record rec;
    struct lus_memory_run next; /* begun, not given yet; count 0: none */
    uint64_t far_end;           /* of all spans that came */
};

static uint64_t round_up(uint64_t n)
{
    return (n + 7) & ~7ull;
}

uint64_t lus_memory_workspace(struct lus_stream *s)
{
    uint64_t owners = lus_count_of(s, LUS_TYPE_MEM_OWNED);

    return round_up(sizeof(struct lus_memory_map)) + owners * round_up(sizeof(struct lus_owner)) + round_up(owners * sizeof(uint32_t));
}

int lus_memory_open(struct lus_memory_map **m, struct lus_stream *s, void *workspace, uint64_t size)
{
    struct lus_memory_map *map = workspace;
    uint8_t *p = workspace;
    int rc;

    if ( size < lus_memory_workspace(s) )
        return -LUS_E_NO_SPACE;
    memset(map, 0, sizeof(*map));
    p += round_up(sizeof(*map));
    map->own.owner = (void *)p;
    p += lus_count_of(s, LUS_TYPE_MEM_OWNED) * round_up(sizeof(struct lus_owner));
    map->own.heap = (void *)p;
    *m = map;
    rc = lus_segment_find(s, LUS_SEGMENT_MEMORY, 0, &map->seg);
    if ( rc == -LUS_E_NOT_FOUND )
        return 0;
    if ( rc || (rc = lus_owners_gather(&map->own, &map->seg, &map->rec)) != 0 )
        return rc;
    lus_owners_start(&map->own);
    return 0;
}

static void begin(struct lus_memory_map *m, const struct lus_owner *o)
{
    m->next.mfn = o->first;
    m->next.count = o->end - o->first;
    m->next.domid = o->domid;
    m->next.role = o->instance >> 16;
    m->next.is_shared = o->first < m->far_end;
}

int lus_memory_next(struct lus_memory_map *m, struct lus_memory_run *run)
{
    const struct lus_owner *o;

    while ( (o = lus_owners_next(&m->own)) != NULL )
    {
        int given = m->next.count != 0;

        if ( given && m->next.mfn + m->next.count == o->first && o->instance == (m->next.role << 16 | m->next.domid) )
        {
            /* Only after the longest span there can be, which no other reaches over from before: the end is the farthest. */
            m->next.count += o->end - o->first;
            m->far_end = o->end;
            continue;
        }
        *run = m->next;
        begin(m, o);
        if ( o->end > m->far_end )
            m->far_end = o->end;
        if ( given )
            return 1;
    }
    *run = m->next;
    m->next.count = 0;
    return run->count != 0;
}

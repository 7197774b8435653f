/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Records and entries in any order, which checks ask for; what restores goes through them as they come. Entries: of streams that
 * lus_check() passed, as chunks are then full (spec S-34), so that where an entry is can be calculated.
 */
#include "../source.h"

LUS_COLD int lus_find(struct lus_segment *seg, uint32_t type, uint32_t instance, struct lus_record *rec)
{
    const struct lus_record_type *t = lus_record_type(type);
    uint64_t want = (uint64_t)type << 32 | instance;
    int rc = lus_pass(seg, t ? t->pass : 0);

    while ( rc == 0 && (rc = lus_next(seg, rec)) > 0 )
    {
        uint64_t have = (uint64_t)rec->type << 32 | rec->instance;

        if ( have == want )
            return 0;
        rc = 0;
        if ( t && (seg->pass > t->pass || have > want) )
            break;
    }
    return rc ? rc : -LUS_E_NOT_FOUND;
}

int lus_lookup_open(struct lus_lookup *l, const struct lus_segment *seg, const struct lus_record *rec)
{
    struct lus_segment cursor = *seg;
    struct lus_record chunk = *rec;
    uint32_t fixed;
    int rc = 1;

    if ( !rec->info || !rec->info->entry || (rec->flags & LUS_RECORD_CHUNK) )
        return -LUS_E_ARGUMENT;
    fixed = rec->info->fixed[rec->revision - 1];
    l->s = seg->s;
    l->entry = rec->info->entry;
    l->first = rec->offset + LUS_RECORD_HEADER + fixed;
    l->second = 0;
    l->in_first = l->nr = (rec->length - fixed) / l->entry->size;
    l->in_others = LUS_BODY_MAX / l->entry->size;
    while ( (chunk.flags & LUS_RECORD_MORE) && (rc = lus_next(&cursor, &chunk)) > 0 )
    {
        if ( l->second == 0 )
            l->second = chunk.offset + LUS_RECORD_HEADER;
        l->nr += chunk.length / l->entry->size;
    }
    return rc > 0 ? 0 : rc ? rc : -LUS_E_CHUNK;
}

const uint8_t *lus_lookup_at(const struct lus_lookup *l, uint32_t i, void *buf, uint64_t *offset)
{
    uint32_t size = l->entry->size, stride = LUS_RECORD_HEADER + ((l->in_others * size + 7) & ~7u), chunk;
    uint64_t at;

    if ( i < l->in_first )
        at = l->first + (uint64_t)i * size;
    else
    {
        i -= l->in_first;
        chunk = i / l->in_others;
        at = l->second + (uint64_t)chunk * stride + (uint64_t)(i - chunk * l->in_others) * size;
    }
    if ( offset )
        *offset = at;
    return lus_source_bytes(&l->s->src, at, size, buf);
}

uint32_t lus_lookup_find(const struct lus_lookup *l, uint64_t key)
{
    uint32_t lo = 0, hi = l->nr;
    /* One key of four bytes, as most tables have, comes first in its entry. */
    int is_quick = l->entry->keys == 1 && l->entry->fields[0].wire == LUS_WIRE_U32;
    uint8_t buf[LUS_ENTRY_MAX];

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;
        const uint8_t *p = lus_lookup_at(l, mid, buf, NULL);

        if ( (is_quick ? lus_ld32(p) : lus_entry_key(l->entry, p)) < key )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

int lus_has_domid(const uint16_t *domids, uint32_t nr, uint32_t domid)
{
    uint32_t lo = 0, hi = nr;

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( domids[mid] < domid )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < nr && domids[lo] == domid;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* See harness-note.h. */
#include "harness-note.h"

#define HEADER 128u
#define ENTRY 16u

struct lus_note_info note_info(uint32_t minor)
{
    struct lus_note_info info;

    memset(&info, 0, sizeof(info));
    assert_int_equal(lus_profile_default(minor, LUS_POINT_LAST, &info.profile), 0);
    info.arch = LUS_ARCH_X86;
    return info;
}

struct bytes note_write(const struct lus_note_info *info)
{
    uint64_t size, again;
    struct bytes b;

    assert_int_equal(lus_note_write(info, NULL, 0, 0, &size), 0);
    b = bytes_new(size, 0xa5);
    assert_int_equal(lus_note_write(info, b.p, b.n, 0, &again), 0);
    assert_int_equal(size, again);
    return b;
}

void note_seal(struct bytes b)
{
    uint64_t size = get(b.p + 12, 4);
    struct bytes copy;

    if ( size < HEADER || size > b.n )
        return;
    copy = bytes_copy(b.p, size);
    put(copy.p + 8, 4, 0);
    put(b.p + 8, 4, lus_crc32c(0, 0, copy.p, copy.n));
    bytes_free(&copy);
}

void note_put(struct bytes b, uint32_t at, unsigned int n, uint64_t v)
{
    put(b.p + at, n, v);
    note_seal(b);
}

struct lus_note note_open(struct bytes b, int error)
{
    struct lus_note n;

    assert_int_equal(lus_note_open(&n, b.p, b.n, 0), -error);
    assert_int_equal(n.error, error);
    return n;
}

/* Entry @i of a list whose first is at @from; all @nr searched for @key. */
static uint32_t find(struct bytes b, uint32_t from, uint32_t nr, uint32_t key)
{
    uint32_t i = 0;

    while ( i < nr && get(b.p + from + i * ENTRY, 4) < key )
        i++;
    return from + i * ENTRY;
}

uint32_t note_record_at(struct bytes b, uint32_t type)
{
    return find(b, HEADER, (uint32_t)get(b.p + 30, 2), type);
}

uint32_t note_limit_at(struct bytes b, uint32_t id)
{
    return find(b, (uint32_t)get(b.p + 52, 4), (uint32_t)get(b.p + 56, 2), id);
}

static void insert(struct bytes *b, uint32_t at, int is_limit)
{
    struct bytes more = bytes_new(b->n + ENTRY, 0);

    memcpy(more.p, b->p, at);
    memcpy(more.p + at + ENTRY, b->p + at, b->n - at);
    bytes_free(b);
    *b = more;
    put(b->p + 12, 4, b->n);
    put(b->p + (is_limit ? 56 : 30), 2, get(b->p + (is_limit ? 56 : 30), 2) + 1);
    if ( !is_limit )
        put(b->p + 52, 4, get(b->p + 52, 4) + ENTRY);
}

static void drop(struct bytes *b, uint32_t at, int is_limit)
{
    struct bytes less = bytes_new(b->n - ENTRY, 0);

    memcpy(less.p, b->p, at);
    memcpy(less.p + at, b->p + at + ENTRY, b->n - at - ENTRY);
    bytes_free(b);
    *b = less;
    put(b->p + 12, 4, b->n);
    put(b->p + (is_limit ? 56 : 30), 2, get(b->p + (is_limit ? 56 : 30), 2) - 1);
    if ( !is_limit )
        put(b->p + 52, 4, get(b->p + 52, 4) - ENTRY);
    note_seal(*b);
}

void note_drop_record(struct bytes *b, uint32_t type)
{
    uint32_t at = note_record_at(*b, type);

    assert_int_equal(get(b->p + at, 4), type);
    drop(b, at, 0);
}

void note_drop_limit(struct bytes *b, uint32_t id)
{
    uint32_t at = note_limit_at(*b, id);

    assert_int_equal(get(b->p + at, 4), id);
    drop(b, at, 1);
}

void note_add_record(struct bytes *b, uint32_t type, uint32_t revision, uint32_t least, uint32_t flags)
{
    uint32_t at = note_record_at(*b, type);

    insert(b, at, 0);
    put(b->p + at, 4, type);
    put(b->p + at + 4, 2, revision);
    put(b->p + at + 6, 2, least);
    put(b->p + at + 8, 4, flags);
    note_seal(*b);
}

void note_add_limit(struct bytes *b, uint32_t id, uint64_t value)
{
    uint32_t at = note_limit_at(*b, id);

    insert(b, at, 1);
    put(b->p + at, 4, id);
    put(b->p + at + 8, 8, value);
    note_seal(*b);
}

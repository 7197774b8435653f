/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What went to another release and came back, value by value. spec/compat.md C-15. */
#include "recast-input.h"

/* All that was told on the way. */
struct journey
{
    const struct run *runs[2];
    uint32_t domid;
};

/* Was a value of this record told of? @field may be LUS_NO_FIELD: then any. @entry: of the table, or of the fixed part */
static int was_told(const struct journey *j, const struct lus_record *rec, uint32_t field, int entry)
{
    uint32_t k, i;

    for ( k = 0; k < 2; k++ )
        for ( i = 0; i < j->runs[k]->nr; i++ )
        {
            const struct lus_outcome *o = &j->runs[k]->told[i];

            if ( o->type == rec->type && o->instance == rec->instance && o->domid == j->domid && o->kind != LUS_OUTCOME_NOTED &&
                 entry == (o->entry != LUS_NO_ENTRY) && (field == LUS_NO_FIELD || o->field == LUS_NO_FIELD || o->field == field) )
                return 1;
        }
    return 0;
}

static void same_fields(const struct journey *j, const struct lus_record *rec, const uint8_t *a, const uint8_t *b, int entry)
{
    const struct lus_field *f = entry ? rec->info->entry->fields : rec->info->fields;
    uint32_t nr = entry ? rec->info->entry->nr_fields : rec->info->nr_fields, i;

    for ( i = 0; i < nr; i++ )
        if ( entry || f[i].since <= rec->revision )
            CHECK(!memcmp(a + f[i].offset, b + f[i].offset, f[i].count * lus_wire_size(f[i].wire)) || was_told(j, rec, i, entry));
}

static void same_tables(const struct journey *j, const struct lus_segment *sa, const struct lus_record *ra, const struct lus_segment *sb,
                        const struct lus_record *rb)
{
    const struct lus_entry *e = ra->info->entry;
    struct lus_table ta, tb;
    const uint8_t *a, *b;
    int more_a, more_b;
    uint32_t i;

    CHECK(lus_table_open(&ta, sa, ra) == 0 && lus_table_open(&tb, sb, rb) == 0);
    more_a = lus_table_next(&ta, &a);
    more_b = lus_table_next(&tb, &b);
    while ( more_a > 0 )
    {
        int same_key = more_b > 0;

        for ( i = 0; same_key && i < e->keys; i++ )
            same_key = lus_field_load(&e->fields[i], a, 0) == lus_field_load(&e->fields[i], b, 0);
        if ( same_key )
        {
            same_fields(j, ra, a, b, 1);
            more_b = lus_table_next(&tb, &b);
        }
        else
            CHECK(was_told(j, ra, LUS_NO_FIELD, 1));
        more_a = lus_table_next(&ta, &a);
    }
    CHECK(more_b <= 0 || was_told(j, ra, LUS_NO_FIELD, 1));
}

/* The next record, not a chunk of a table: how a table is cut is the writer's. */
static int next(struct lus_segment *seg, struct lus_record *rec)
{
    int rc;

    do
        rc = lus_next(seg, rec);
    while ( rc > 0 && rec->info && rec->info->entry && (rec->flags & LUS_RECORD_CHUNK) );
    CHECK(rc >= 0);
    return rc;
}

static void same_record(const struct journey *j, const struct lus_segment *sa, const struct lus_record *a, const struct lus_segment *sb,
                        const struct lus_record *b)
{
    uint32_t from = 0;

    if ( a->info && !(a->flags & LUS_RECORD_CHUNK) )
    {
        CHECK(a->revision == b->revision);
        from = a->info->fixed[a->revision - 1];
        same_fields(j, a, a->body, b->body, 0);
    }
    if ( a->info && a->info->entry )
        same_tables(j, sa, a, sb, b);
    else
        CHECK(a->length == b->length && a->flags == b->flags && !memcmp(a->body + from, b->body + from, a->length - from));
}

void differs_as_told(const uint8_t *before, uint64_t size, const uint8_t *after, uint64_t size_after, const struct run *one, const struct run *two)
{
    struct journey j = { { one, two }, 0 };
    struct lus_segment sa, sb;
    struct lus_record a, b;
    struct whole x, y;
    uint32_t i;
    int more;

    CHECK(one->nr || two->nr || (size == size_after && !memcmp(before, after, size)));
    CHECK(open_whole(&x, before, size) && open_whole(&y, after, size_after));
    CHECK(x.s.header.index_count == y.s.header.index_count);
    for ( i = 0; i < x.s.header.index_count; i++ )
    {
        CHECK(lus_segment_open(&x.s, i, &sa) == 0 && lus_segment_open(&y.s, i, &sb) == 0);
        CHECK(sa.kind == sb.kind && sa.domid == sb.domid);
        j.domid = sa.domid;
        more = next(&sb, &b);
        while ( next(&sa, &a) )
            if ( more && a.type == b.type && a.instance == b.instance )
            {
                same_record(&j, &sa, &a, &sb, &b);
                more = next(&sb, &b);
            }
            else
                CHECK(was_told(&j, &a, LUS_NO_FIELD, 0));
        CHECK(!more);
    }
    close_whole(&x);
    close_whole(&y);
}

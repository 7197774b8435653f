/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * gen-snapshot: prints the layout of every record in every revision, of every entry, every value of an enumeration, and which release begins
 * with which revision: what must never change once it was released. spec/schema-snapshots/, tests/tree/test-snapshots.py. Part of the build, never
 * of the library.
 */
#define LUS_WITHOUT_STRUCTS
#include "../core/schema.c"

#include <inttypes.h>
#include <stdio.h>

static const char *const wires[] = { "u8", "u16", "u24", "u32", "u40", "u64", "i32", "i64", "bytes", "reserved" };
static const char *const tails[] = { "none", "table", "sequence", "span", "blob", "map" };

static const struct lus_entry *const entries[] = {
#define LUS_ENT(name, keys, doc) &lus_entry_##name,
#include "../core/records.def"
};

static void print_fields(const struct lus_field *f, unsigned int nr, unsigned int revision)
{
    for ( ; nr; nr--, f++ )
        if ( f->since <= revision )
            printf("  %u %s x%u %s\n", f->offset, wires[f->wire], f->count, f->name);
}

int main(void)
{
    unsigned int r;
    uint32_t i, k;

    for ( i = 0; i < LUS_NR_OF(lus_types); i++ )
        for ( r = 1; r <= lus_types[i].revisions; r++ )
        {
            const struct lus_record_type *t = &lus_types[i];

            printf("record 0x%08x revision %u %s: %u bytes, scope %u, pass %u, tail %s %s, instances to %u\n", t->type, r, t->name, t->fixed[r - 1], t->scope,
                   t->pass, tails[t->tail], t->entry ? t->entry->name : t->attribute ? t->attribute->name : "-", t->max_instance);
            print_fields(t->fields, t->nr_fields, r);
        }
    for ( i = 0; i < LUS_NR_OF(entries); i++ )
    {
        printf("entry %s: %u bytes, %u keys\n", entries[i]->name, entries[i]->size, entries[i]->keys);
        print_fields(entries[i]->fields, entries[i]->nr_fields, 1);
    }
    for ( i = 0; i < LUS_NR_OF(lus_all_enums); i++ )
        for ( k = 0; k < lus_all_enums[i]->nr; k++ )
            printf("value %s 0x%" PRIx64 ": %s\n", lus_all_enums[i]->name, lus_all_enums[i]->values[k].value, lus_all_enums[i]->values[k].name);
#define LUS_SINCE(record, revision, minor) printf("release %s %u: from 4.%u on\n", #record, revision, minor);
#include "../compat/releases.def"
#define LUS_FEATURE(name, bit, first, last, point, doc, source) printf("feature %s: bit %u\n", #name, bit);
#include "../compat/features.def"
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}

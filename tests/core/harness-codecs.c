/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The encoders and writers' calls of records.h by type number, for tests and fuzz targets. */
#include <stdlib.h>

#include "harness-codecs.h"

void begin_any(struct lus_writer *w, uint32_t type, unsigned int rev, uint32_t instance, const union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: lus_begin_##name(w, rev, instance, &o->name); break;
#include "core/records.def"
    default: abort();
    }
}

int encode_any(uint32_t type, uint8_t *p, unsigned int rev, const union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return lus_encode_##name(p, rev, &o->name);
#include "core/records.def"
    default: return -1;
    }
}

#define ENTRY_NONE(number, ent)
#define ENTRY_BLOB(number, ent)
#define ENTRY_MAP(number, ent)
#define ENTRY_SEQUENCE(number, ent) ENTRY_TABLE(number, ent)
#define ENTRY_SPAN(number, ent) ENTRY_TABLE(number, ent)

void add_any(struct lus_writer *w, uint32_t type, const union lus_any *o)
{
    switch ( type )
    {
#define ENTRY_TABLE(number, ent) case number: lus_add_##ent(w, &o->ent); break;
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) ENTRY_##tail(number, ent)
#include "core/records.def"
#undef ENTRY_TABLE
    default: abort();
    }
}

int encode_entry(uint32_t type, uint8_t *p, const union lus_any *o)
{
    switch ( type )
    {
#define ENTRY_TABLE(number, ent) case number: return lus_encode_##ent(p, &o->ent);
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) ENTRY_##tail(number, ent)
#include "core/records.def"
#undef ENTRY_TABLE
    default: return -1;
    }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Decoding and encoding a record or an entry of whatever type: a switch over records.def, as pointers to functions would need IBT's marks. */
#include "codec.h"

int lus_decode_any(uint32_t type, const uint8_t *p, unsigned int rev, union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return lus_decode_##name(p, rev, &o->name);
#include "records.def"
    default: return -1;
    }
}

int lus_encode_any(uint32_t type, uint8_t *p, unsigned int rev, const union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: return lus_encode_##name(p, rev, &o->name);
#include "records.def"
    default: return -1;
    }
}

#define LUS_ENTRY_NONE(number, ent)
#define LUS_ENTRY_BLOB(number, ent)
#define LUS_ENTRY_MAP(number, ent)
#define LUS_ENTRY_SEQUENCE(number, ent) LUS_ENTRY_TABLE(number, ent)
#define LUS_ENTRY_SPAN(number, ent) LUS_ENTRY_TABLE(number, ent)
#define LUS_ENTRY_TABLE(number, ent) case number: return lus_decode_##ent(p, &o->ent);

int lus_decode_entry(uint32_t type, const uint8_t *p, union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    LUS_ENTRY_##tail(number, ent)
#include "records.def"
    default: return -1;
    }
}

#undef LUS_ENTRY_TABLE
#define LUS_ENTRY_TABLE(number, ent) case number: return lus_encode_##ent(p, &o->ent);

int lus_encode_entry(uint32_t type, uint8_t *p, const union lus_any *o)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    LUS_ENTRY_##tail(number, ent)
#include "records.def"
    default: return -1;
    }
}

#undef LUS_ENTRY_TABLE
#define LUS_ENTRY_TABLE(number, ent) case number: return lus_good_##ent(p, n);

uint32_t lus_good_entries(uint32_t type, const uint8_t *p, uint32_t n)
{
    switch ( type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    LUS_ENTRY_##tail(number, ent)
#include "records.def"
    default: return 0;
    }
}

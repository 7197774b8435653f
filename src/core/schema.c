/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The schema as const tables, and looking things up in them. Nothing here is written by hand: it all comes from records.def and
 * enums.def. The generator of records.h includes this file with LUS_WITHOUT_STRUCTS, as it has no structures yet.
 */
#include "lustream/schema.h"
#include "lustream/stream.h"
#include "wire.h"

#ifdef LUS_WITHOUT_STRUCTS
#define LUS_STRUCT_OFFSET(owner, name) 0
#define LUS_STRUCT_SIZE(owner) 0
#else
#include "lustream/records.h"
#define LUS_STRUCT_OFFSET(owner, name) offsetof(struct lus_##owner, name)
#define LUS_STRUCT_SIZE(owner) sizeof(struct lus_##owner)
#endif

/* The values of each enumeration, then the enumerations, then a list of them. */
#define LUS_ENUM(name, NAME, doc) static const struct lus_value lus_values_##name[] = {
#define LUS_V(name, NAME, TAG, value, doc) { #TAG, doc, value },
#define LUS_ENUM_END(name, NAME) };
#define LUS_BITS(name, NAME, doc) static const struct lus_value lus_values_##name[] = {
#define LUS_BIT(name, NAME, TAG, bit, doc) { #TAG, doc, 1ull << (bit) },
#define LUS_BITS_END(name, NAME) };
#include "schema/enums.def"


#define LUS_ENUM(name, NAME, doc) \
    static const struct lus_enum lus_enum_##name = { #name, doc, lus_values_##name, LUS_NR_OF(lus_values_##name), 0 };
#define LUS_BITS(name, NAME, doc) \
    static const struct lus_enum lus_enum_##name = { #name, doc, lus_values_##name, LUS_NR_OF(lus_values_##name), 1 };
#include "schema/enums.def"

#define LUS_ENUM(name, NAME, doc) &lus_enum_##name,
#define LUS_BITS(name, NAME, doc) &lus_enum_##name,
static const struct lus_enum *const lus_all_enums[] = {
#include "schema/enums.def"
};

/* Without its brackets a kind of reference is not expanded, and the name that remains is unknown. */
#define LUS_REF_OF_NONE .ref = LUS_REF_NONE
#define LUS_REF_OF_DOMID(e) .ref = LUS_REF_DOMID, .edge = LUS_EDGE_##e
#define LUS_REF_OF_VCPU(e) .ref = LUS_REF_VCPU, .edge = LUS_EDGE_##e
#define LUS_REF_OF_PORT(e) .ref = LUS_REF_PORT, .edge = LUS_EDGE_##e
#define LUS_REF_OF_RPORT(e) .ref = LUS_REF_RPORT, .edge = LUS_EDGE_##e
#define LUS_REF_OF_GREF(e) .ref = LUS_REF_GREF, .edge = LUS_EDGE_##e
#define LUS_REF_OF_RGREF(e) .ref = LUS_REF_RGREF, .edge = LUS_EDGE_##e
#define LUS_REF_OF_GFN(e) .ref = LUS_REF_GFN, .edge = LUS_EDGE_##e
#define LUS_REF_OF_MFN(e) .ref = LUS_REF_MFN, .edge = LUS_EDGE_##e
#define LUS_REF_OF_FRAME(e) .ref = LUS_REF_FRAME, .edge = LUS_EDGE_##e
#define LUS_REF_OF_PIRQ(e) .ref = LUS_REF_PIRQ, .edge = LUS_EDGE_##e
#define LUS_REF_OF_VIRQ(e) .ref = LUS_REF_VIRQ, .edge = LUS_EDGE_##e
#define LUS_REF_OF_CPUPOOL(e) .ref = LUS_REF_CPUPOOL, .edge = LUS_EDGE_##e
#define LUS_REF_OF_IOREQ(e) .ref = LUS_REF_IOREQ, .edge = LUS_EDGE_##e
#define LUS_REF_OF_SBDF(e) .ref = LUS_REF_SBDF, .edge = LUS_EDGE_##e
#define LUS_REF_OF_KEPT(e) .ref = LUS_REF_KEPT, .edge = LUS_EDGE_##e

#define LUS_T_ANY .check = LUS_CHECK_ANY
#define LUS_T_BOOL .check = LUS_CHECK_RANGE, .lo = 0, .hi = 1
#define LUS_T_NONZERO .check = LUS_CHECK_RANGE, .lo = 1, .hi = ~0ull
#define LUS_T_MAX(v) .check = LUS_CHECK_RANGE, .lo = 0, .hi = (v)
#define LUS_T_RANGE(a, b) .check = LUS_CHECK_RANGE, .lo = (uint64_t)(a), .hi = (uint64_t)(b)
#define LUS_T_ENUM(e) .check = LUS_CHECK_ENUM, .values = &lus_enum_##e
#define LUS_T_BITS(f) .check = LUS_CHECK_BITS, .values = &lus_enum_##f
#define LUS_T_NAMED(f) .check = LUS_CHECK_NAMED, .values = &lus_enum_##f

#define LUS_O_DEFAULT(v) .older = LUS_OLDER_DEFAULT, .older_value = (v)
#define LUS_O_DERIVE .older = LUS_OLDER_DERIVE
#define LUS_O_REFUSE .older = LUS_OLDER_REFUSE

/* A number for each field, by which its condition is found. */
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ID_##owner##_##name,
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_ID_##owner##_##name,
#define LUS_B(owner, name, bytes, unit, doc) LUS_ID_##owner##_##name,
#define LUS_R(owner, name, bytes) LUS_ID_##owner##_##name,
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) LUS_ID_##owner##_##name,
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) LUS_ID_##owner##_##name,
#define LUS_NR(owner, name, bytes, since) LUS_ID_##owner##_##name,
enum lus_field_id
{
#include "records.def"
    LUS_ID_COUNT
};

/* How many fields of a fixed part or an entry refer to something. */
#define LUS_HAS_NONE 0
#define LUS_HAS_DOMID(e) 1
#define LUS_HAS_VCPU(e) 1
#define LUS_HAS_PORT(e) 1
#define LUS_HAS_RPORT(e) 1
#define LUS_HAS_GREF(e) 1
#define LUS_HAS_RGREF(e) 1
#define LUS_HAS_GFN(e) 1
#define LUS_HAS_MFN(e) 1
#define LUS_HAS_FRAME(e) 1
#define LUS_HAS_PIRQ(e) 1
#define LUS_HAS_VIRQ(e) 1
#define LUS_HAS_CPUPOOL(e) 1
#define LUS_HAS_IOREQ(e) 1
#define LUS_HAS_SBDF(e) 1
#define LUS_HAS_KEPT(e) 1
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_REFS_##name = 0
#define LUS_REC_END(name) ,
#define LUS_ENT(name, keys, doc) LUS_REFS_##name = 0
#define LUS_ENT_END(name) ,
#define LUS_F(owner, wire, name, check, unit, ref, doc) + LUS_HAS_##ref
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) + LUS_HAS_##ref
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) + LUS_HAS_##ref
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) + LUS_HAS_##ref
enum lus_ref_counts
{
#include "records.def"
    LUS_REFS_END_
};

#define LUS_AT(owner, fname, n, w, rev) \
    .offset = LUS_WIRE_OFFSET(owner, fname), .count = (n), .wire = LUS_WIRE_##w, .since = (rev), .id = LUS_ID_##owner##_##fname

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static const struct lus_field lus_fields_##name[] = {
#define LUS_REC_END(rname) { .name = NULL } };
#define LUS_ENT(name, keys, doc) static const struct lus_field lus_fields_##name[] = {
#define LUS_ENT_END(rname) { .name = NULL } };
#define LUS_F(owner, w, fname, chk, u, r, d) \
    { .name = #fname, .doc = d, LUS_AT(owner, fname, 1, w, 1), .struct_offset = LUS_STRUCT_OFFSET(owner, fname), \
      .unit = LUS_UNIT_##u, LUS_REF_OF_##r, LUS_T_##chk },
#define LUS_A(owner, w, fname, n, chk, u, r, d) \
    { .name = #fname, .doc = d, LUS_AT(owner, fname, n, w, 1), .struct_offset = LUS_STRUCT_OFFSET(owner, fname), \
      .unit = LUS_UNIT_##u, LUS_REF_OF_##r, LUS_T_##chk },
#define LUS_B(owner, fname, n, u, d) \
    { .name = #fname, .doc = d, LUS_AT(owner, fname, n, BYTES, 1), .struct_offset = LUS_STRUCT_OFFSET(owner, fname), \
      .unit = LUS_UNIT_##u },
#define LUS_R(owner, fname, n) { .name = #fname, .doc = "zero", LUS_AT(owner, fname, n, RESERVED, 1), .unit = LUS_UNIT_HEX },
#define LUS_NF(owner, w, fname, rev, old, chk, u, r, d) \
    { .name = #fname, .doc = d, LUS_AT(owner, fname, 1, w, rev), .struct_offset = LUS_STRUCT_OFFSET(owner, fname), \
      .unit = LUS_UNIT_##u, LUS_REF_OF_##r, LUS_O_##old, LUS_T_##chk },
#define LUS_NA(owner, w, fname, n, rev, old, chk, u, r, d) \
    { .name = #fname, .doc = d, LUS_AT(owner, fname, n, w, rev), .struct_offset = LUS_STRUCT_OFFSET(owner, fname), \
      .unit = LUS_UNIT_##u, LUS_REF_OF_##r, LUS_O_##old, LUS_T_##chk },
#define LUS_NR(owner, fname, n, rev) \
    { .name = #fname, .doc = "zero", LUS_AT(owner, fname, n, RESERVED, rev), .unit = LUS_UNIT_HEX },
#include "records.def"

#define LUS_ENT(ename, nkeys, d) \
    static const struct lus_entry lus_entry_##ename = { .name = #ename, .doc = d, .fields = lus_fields_##ename, \
      .nr_fields = LUS_FIELDS_##ename, .size = LUS_WIRE_TOTAL(ename), .struct_size = LUS_STRUCT_SIZE(ename), .keys = (nkeys), \
      .nr_refs = LUS_REFS_##ename };
#include "records.def"

#define LUS_TAIL_OF_NONE(ent) .tail = LUS_TAIL_NONE
#define LUS_TAIL_OF_BLOB(ent) .tail = LUS_TAIL_BLOB
#define LUS_TAIL_OF_TABLE(ent) .tail = LUS_TAIL_TABLE, .entry = &lus_entry_##ent
#define LUS_TAIL_OF_SEQUENCE(ent) .tail = LUS_TAIL_SEQUENCE, .entry = &lus_entry_##ent
#define LUS_TAIL_OF_SPAN(ent) .tail = LUS_TAIL_SPAN, .entry = &lus_entry_##ent
#define LUS_TAIL_OF_MAP(ent) .tail = LUS_TAIL_MAP, .attribute = &lus_enum_##ent

#define LUS_REC(rname, number, revs, sc, ps, maxinst, pres, nd, gs, tl, ent, mx, d) \
    { .name = #rname, .doc = d, .fields = lus_fields_##rname, .type = (number), .max = (mx), .max_instance = (maxinst), \
      .nr_fields = LUS_FIELDS_##rname, .nr_refs = LUS_REFS_##rname, .struct_size = LUS_STRUCT_SIZE(rname), \
      .fixed = { LUS_FIXED_##rname##_1, LUS_FIXED_##rname##_2, LUS_FIXED_##rname##_3, LUS_FIXED_##rname##_4, LUS_FIXED_##rname##_5 }, \
      .revisions = (revs), .scope = LUS_SCOPE_##sc, .pass = (ps), .presence = LUS_PRESENCE_##pres, .need = LUS_NEED_##nd, \
      .guests = LUS_GUESTS_##gs, .archs = LUS_TYPE_ARCHS(number), LUS_TAIL_OF_##tl(ent) },
static const struct lus_record_type lus_types[] = {
#include "records.def"
};

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_INDEX_##name,
enum lus_index
{
#include "records.def"
    LUS_INDEX_COUNT
};

_Static_assert(LUS_INDEX_COUNT <= LUS_TYPES_MAX, "tables by place in the schema are of this size");

const struct lus_record_type *lus_record_types(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_types);
    return lus_types;
}

/* Two records with one type number do not compile: a switch has each case once. */
const struct lus_record_type *lus_record_type(uint32_t type)
{
    switch ( type )
    {
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case type: return &lus_types[LUS_INDEX_##name];
#include "records.def"
    default: return NULL;
    }
}

/* Type numbers by name, also where records.h is not made yet; as int, since no enumerator of ISO C has bit 31. */
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) LUS_NUMBER_##name = (int)(type),
enum lus_number
{
    LUS_NUMBER_none = 0,
#include "records.def"
};

#define LUS_REFERENCE(KIND, name, target, is_peer, doc) [LUS_REF_##KIND] = { #name, doc, (uint32_t)LUS_NUMBER_##target, is_peer },
static const struct lus_ref_kind lus_ref_kinds[] = {
#include "schema/refs.def"
};
#undef LUS_REFERENCE

_Static_assert(LUS_NR_OF(lus_ref_kinds) == LUS_REF_COUNT, "each kind of reference has its line");

const struct lus_ref_kind *lus_ref_kind(uint32_t ref)
{
    return ref && ref < LUS_NR_OF(lus_ref_kinds) ? &lus_ref_kinds[ref] : NULL;
}

#define LUS_WHEN(owner, fname, byname, vals, doc) \
    { .field = &lus_fields_##owner[LUS_FIELD_##owner##_##fname], .by = &lus_fields_##owner[LUS_FIELD_##owner##_##byname], .values = (vals) },
#define LUS_UNLESS(owner, fname, value, doc) \
    { .field = &lus_fields_##owner[LUS_FIELD_##owner##_##fname], .none = (value), .has_none = 1 },
#define LUS_UNLESS_BY(owner, fname, byname, value, doc) \
    { .field = &lus_fields_##owner[LUS_FIELD_##owner##_##fname], .by = &lus_fields_##owner[LUS_FIELD_##owner##_##byname], \
      .by_none = (value), .has_by_none = 1 },
#define LUS_OWNER(entry, fname, ownername, doc) \
    { .field = &lus_fields_##entry[LUS_FIELD_##entry##_##fname], .owner = &lus_fields_##entry[LUS_FIELD_##entry##_##ownername] },
static const struct lus_condition lus_all_conditions[] = {
#include "schema/conditions.def"
};
#undef LUS_WHEN
#undef LUS_UNLESS
#undef LUS_UNLESS_BY
#undef LUS_OWNER

/* Places in that list, counted from 1. A second condition of a field does not compile; an owner is none. */
#define LUS_WHEN(owner, fname, byname, vals, doc) LUS_CONDITION_##owner##_##fname,
#define LUS_UNLESS(owner, fname, value, doc) LUS_CONDITION_##owner##_##fname,
#define LUS_UNLESS_BY(owner, fname, byname, value, doc) LUS_CONDITION_##owner##_##fname,
#define LUS_OWNER(owner, fname, ownername, doc) LUS_OWNED_##owner##_##fname,
enum lus_condition_place
{
    LUS_CONDITION_NONE,
#include "schema/conditions.def"
    LUS_CONDITION_COUNT
};
#undef LUS_WHEN
#undef LUS_UNLESS
#undef LUS_UNLESS_BY
#undef LUS_OWNER

_Static_assert(LUS_CONDITION_COUNT <= 256, "a place is a byte");

#define LUS_WHEN(owner, fname, byname, vals, doc) [LUS_ID_##owner##_##fname] = LUS_CONDITION_##owner##_##fname,
#define LUS_UNLESS(owner, fname, value, doc) [LUS_ID_##owner##_##fname] = LUS_CONDITION_##owner##_##fname,
#define LUS_UNLESS_BY(owner, fname, byname, value, doc) [LUS_ID_##owner##_##fname] = LUS_CONDITION_##owner##_##fname,
#define LUS_OWNER(owner, fname, ownername, doc)
static const uint8_t lus_condition_places[LUS_ID_COUNT] = {
#include "schema/conditions.def"
};
#undef LUS_WHEN
#undef LUS_UNLESS
#undef LUS_UNLESS_BY
#undef LUS_OWNER

const struct lus_condition *lus_condition_of(const struct lus_field *field)
{
    uint32_t place = lus_condition_places[field->id];

    return place ? &lus_all_conditions[place - 1] : NULL;
}

const struct lus_condition *lus_conditions(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_all_conditions);
    return lus_all_conditions;
}

#define LUS_TWICE_BOTH 0
#define LUS_TWICE_INFO 1
#define LUS_TWICE(one, fname, two, gname, weight, void_value, place) \
    { .first_field = &lus_fields_##one[LUS_FIELD_##one##_##fname], .second_field = &lus_fields_##two[LUS_FIELD_##two##_##gname], \
      .where = place, .none = (void_value), .is_info = LUS_TWICE_##weight, .first = (uint32_t)LUS_NUMBER_##one, .second = (uint32_t)LUS_NUMBER_##two },
static const struct lus_twice lus_all_twices[] = {
#include "host/twice.def"
};
#undef LUS_TWICE

const struct lus_twice *lus_twices(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_all_twices);
    return lus_all_twices;
}

#define LUS_EDGE(record, kind, target, source, doc) \
    { (uint32_t)LUS_NUMBER_##record, (uint32_t)LUS_NUMBER_##target, LUS_EDGE_##kind, source, doc },
static const struct lus_dependency lus_edges[] = {
#include "schema/edges.def"
};
#undef LUS_EDGE

const struct lus_dependency *lus_dependencies(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_edges);
    return lus_edges;
}

const struct lus_enum *const *lus_enums(uint32_t *nr)
{
    *nr = LUS_NR_OF(lus_all_enums);
    return lus_all_enums;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Gives every schema macro an empty meaning unless the includer gave it one. Included at the head of each .def file; no guard,
 * on purpose: the .def files are included many times. schema-end.h takes them all away again.
 *
 * LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc)  begins a record
 *   type      the type number (spec S-22), a plain number
 *   revs      newest revision
 *   scope     SYSTEM MEMORY DOMAIN VCPU
 *   pass      0, 1 or 2 (spec/stream.md section 6)
 *   maxinst   greatest instance; 0 for a type of one
 *   presence  of a complete stream: ONE (in each segment that it applies to), EACH and EACH_.. (of each domain or vcpu that it applies to;
 *             enum lus_presence says which), ANY (may be absent: then it has nothing to say)
 *   need      MANDATORY, OPTIONAL, COPY (optional, safe to copy); the last two have bit 31 in type
 *   guests    ALL PV HVM: the guests that have it (HVM includes PVH)
 *   tail      NONE, TABLE (sorted), SEQUENCE, SPAN, BLOB, MAP
 *   ent       the entry's name for the three tables; the attribute's enumeration for MAP; none otherwise
 *   max       greatest number of entries (all chunks), bytes of a blob; 0 without tail; for MAP 0 = not bounded
 * LUS_F(owner, wire, name, check, unit, ref, doc)             a scalar field
 * LUS_A(owner, wire, name, count, check, unit, ref, doc)      an array of scalars
 * LUS_B(owner, name, bytes, unit, doc)                        opaque bytes; unit HEX, UUID, TEXT
 * LUS_R(owner, name, bytes)                                   reserved, zero
 * LUS_NF, LUS_NA, LUS_NR: the same with (.., since, older, ..) after the count: a field of a later revision.
 *   LUS_NF(owner, wire, name, since, older, check, unit, ref, doc)
 *   LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc)
 *   LUS_NR(owner, name, bytes, since)
 *   older: what a stream of the revision before gets: DEFAULT(v), DERIVE, REFUSE
 * LUS_REC_END(name)
 * LUS_ENT(name, keys, doc) .. LUS_ENT_END(name)               a table's entry; the first `keys` fields are its key
 *   (together at most 64 bits); for SPAN the first field is the start and the last the count
 *
 *   wire      U8 U16 U24 U32 U40 U64 I32 I64
 *   check     ANY, MAX(v), RANGE(a, b), NONZERO, BOOL, ENUM(e), BITS(f)   (e and f are in enums.def);
 *             NAMED(f): any value; the flags f only name some of its bits
 *   unit      DEC HEX NS KHZ SEC PAGES BYTES TICKS
 *   ref       NONE, or what the value names (refs.def) and, in brackets, how restoring depends on it (enum lus_edge_kind):
 *             KIND(AFTER) KIND(PEER_AFTER) KIND(SYS_AFTER) KIND(AFTER_ALL) KIND(SYMMETRIC) KIND(GUEST) KIND(NUMBER).
 *             A reference without it does not compile; edges.def says for each whose precondition in Xen it is
 */
#ifndef LUS_REC
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc)
#endif
#ifndef LUS_REC_END
#define LUS_REC_END(name)
#endif
#ifndef LUS_ENT
#define LUS_ENT(name, keys, doc)
#endif
#ifndef LUS_ENT_END
#define LUS_ENT_END(name)
#endif
#ifndef LUS_F
#define LUS_F(owner, wire, name, check, unit, ref, doc)
#endif
#ifndef LUS_A
#define LUS_A(owner, wire, name, count, check, unit, ref, doc)
#endif
#ifndef LUS_B
#define LUS_B(owner, name, bytes, unit, doc)
#endif
#ifndef LUS_R
#define LUS_R(owner, name, bytes)
#endif
#ifndef LUS_NF
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc)
#endif
#ifndef LUS_NA
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc)
#endif
#ifndef LUS_NR
#define LUS_NR(owner, name, bytes, since)
#endif

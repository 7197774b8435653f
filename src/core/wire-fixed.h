/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to wire.h, which includes it once for each LUS_REVISION: the bytes of each fixed part at that revision. No guard. */
#define LUS_PASTE(name, rev) LUS_PASTE_(name, rev)
#define LUS_PASTE_(name, rev) LUS_FIXED_##name##_##rev
#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    enum { LUS_PASTE(name, LUS_REVISION) = 0
#define LUS_REC_END(name) };
#define LUS_ENT(name, keys, doc) enum { LUS_PASTE(name, LUS_REVISION) = 0
#define LUS_ENT_END(name) };
#define LUS_F(owner, wire, name, check, unit, ref, doc) + LUS_SIZE_##wire
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) + (count) * LUS_SIZE_##wire
#define LUS_B(owner, name, bytes, unit, doc) + (bytes)
#define LUS_R(owner, name, bytes) + (bytes)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) + (LUS_REVISION >= (since) ? LUS_SIZE_##wire : 0)
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    + (LUS_REVISION >= (since) ? (count) * LUS_SIZE_##wire : 0)
#define LUS_NR(owner, name, bytes, since) + (LUS_REVISION >= (since) ? (bytes) : 0)
#include "records.def"
#undef LUS_PASTE
#undef LUS_PASTE_
#undef LUS_REVISION

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Straight-line encoders, and the writers' calls for each record, all from records.def. They check what they write as the decoders
 * check what they read: a stream that xen#2 would refuse is never made.
 */
#include "codec.h"
#include "writer.h"

#define LUS_ONE(owner, wire, name, check) \
    { \
        const LUS_C_##wire v = o->name; \
        if ( LUS_BAD_##check || LUS_WIDE_##wire(v) ) \
            return LUS_FIELD_##owner##_##name + 1; \
        LUS_STORE_##wire(p + LUS_WIRE_OFFSET(owner, name), v); \
    }
#define LUS_MANY(owner, wire, name, count, check) \
    if ( LUS_PLAIN_##wire && LUS_FREE_##check ) \
        memcpy(p + LUS_WIRE_OFFSET(owner, name), o->name, (count) * LUS_SIZE_##wire); \
    else \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
        { \
            const LUS_C_##wire v = o->name[i]; \
            if ( LUS_BAD_##check || LUS_WIDE_##wire(v) ) \
                return LUS_FIELD_##owner##_##name + 1; \
            LUS_STORE_##wire(p + LUS_WIRE_OFFSET(owner, name) + i * LUS_SIZE_##wire, v); \
        } \
    }

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    int lus_encode_##name(uint8_t *p, unsigned int rev, const struct lus_##name *o) { (void)p; (void)rev; (void)o;
#define LUS_REC_END(name) return 0; }
#define LUS_ENT(name, keys, doc) int lus_encode_##name(uint8_t *p, const struct lus_##name *o) {
#define LUS_ENT_END(name) return 0; }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name, check)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count, check)
#define LUS_B(owner, name, bytes, unit, doc) memcpy(p + LUS_WIRE_OFFSET(owner, name), o->name, bytes);
#define LUS_R(owner, name, bytes) memset(p + LUS_WIRE_OFFSET(owner, name), 0, bytes);
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) if ( rev >= (since) ) LUS_ONE(owner, wire, name, check)
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count, check) }
#define LUS_NR(owner, name, bytes, since) if ( rev >= (since) ) memset(p + LUS_WIRE_OFFSET(owner, name), 0, bytes);
#include "records.def"

/* The record is begun in place: lus_begin_raw() gives the memory of the fixed part, so that nothing is copied twice. */
#define LUS_REC(rname, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    void lus_begin_##rname(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_##rname *o) \
    { \
        uint8_t *p = lus_begin_fixed(w, number, rev, instance); \
        int bad = p ? lus_encode_##rname(p, rev, o) : 0; \
        if ( bad ) \
            lus_writer_bad_field(w, bad); \
    } \
    void lus_put_##rname(struct lus_writer *w, unsigned int rev, uint32_t instance, const struct lus_##rname *o) \
    { \
        uint8_t *p = lus_put_fixed(w, number, rev, instance); \
        int bad = p ? lus_encode_##rname(p, rev, o) : 0; \
        if ( bad ) \
            lus_writer_bad_field(w, bad); \
        if ( p ) \
            return; \
        lus_begin_##rname(w, rev, instance, o); \
        lus_end(w); \
    }
#define LUS_ENT(ename, keys, doc) \
    void lus_add_##ename(struct lus_writer *w, const struct lus_##ename *o) \
    { \
        uint8_t *p = lus_claim_entry(w, LUS_WIRE_TOTAL(ename)); \
        int bad = p ? lus_encode_##ename(p, o) : 0; \
        if ( bad ) \
            lus_writer_bad_field(w, bad); \
    }
#include "records.def"

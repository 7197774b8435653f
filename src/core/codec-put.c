/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Straight-line encoders, and the writers' calls for each record, all from records.def. They check what they write as the decoders
 * check what they read: a stream that xen#2 would refuse is never made.
 */
#include "codec.h"
#include "writer.h"

/* First the checks. */
#define LUS_ONE(owner, wire, name, check) \
    { \
        const LUS_C_##wire v = o->name; \
        (void)v; \
        if ( LUS_BAD_##check || LUS_WIDE_##wire(v) ) \
            return LUS_FIELD_##owner##_##name + 1; \
    }
#define LUS_MANY(owner, wire, name, count, check) \
    if ( !LUS_FREE_##check || LUS_NARROW_##wire ) \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
        { \
            const LUS_C_##wire v = o->name[i]; \
            (void)v; \
            if ( LUS_BAD_##check || LUS_WIDE_##wire(v) ) \
                return LUS_FIELD_##owner##_##name + 1; \
        } \
    }

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static inline int bad_##name(unsigned int rev, const struct lus_##name *o) { (void)rev; (void)o;
#define LUS_REC_END(name) return 0; }
#define LUS_ENT(name, keys, doc) static inline int bad_##name(const struct lus_##name *o) {
#define LUS_ENT_END(name) return 0; }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name, check)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count, check)
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) if ( rev >= (since) ) LUS_ONE(owner, wire, name, check)
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count, check) }
#include "records.def"
#undef LUS_ONE
#undef LUS_MANY

/* Then the values. */
#define LUS_ONE(owner, wire, name) LUS_STORE_##wire(p + LUS_WIRE_OFFSET(owner, name), o->name);
#define LUS_MANY(owner, wire, name, count) \
    if ( LUS_PLAIN_##wire ) \
        lus_move(p + LUS_WIRE_OFFSET(owner, name), o->name, (count) * LUS_SIZE_##wire); \
    else \
    { \
        unsigned int i; \
        for ( i = 0; i < (count); i++ ) \
            LUS_STORE_##wire(p + LUS_WIRE_OFFSET(owner, name) + i * LUS_SIZE_##wire, o->name[i]); \
    }

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static inline void put_##name(uint8_t *LUS_RESTRICT p, unsigned int rev, const struct lus_##name *LUS_RESTRICT o) \
    { (void)p; (void)rev; (void)o;
#define LUS_REC_END(name) }
#define LUS_ENT(name, keys, doc) static inline void put_##name(uint8_t *LUS_RESTRICT p, const struct lus_##name *LUS_RESTRICT o) {
#define LUS_ENT_END(name) }
#define LUS_F(owner, wire, name, check, unit, ref, doc) LUS_ONE(owner, wire, name)
#define LUS_A(owner, wire, name, count, check, unit, ref, doc) LUS_MANY(owner, wire, name, count)
#define LUS_B(owner, name, bytes, unit, doc) lus_move(p + LUS_WIRE_OFFSET(owner, name), o->name, bytes);
#define LUS_R(owner, name, bytes) memset(p + LUS_WIRE_OFFSET(owner, name), 0, bytes);
#define LUS_NF(owner, wire, name, since, older, check, unit, ref, doc) if ( rev >= (since) ) { LUS_ONE(owner, wire, name) }
#define LUS_NA(owner, wire, name, count, since, older, check, unit, ref, doc) \
    if ( rev >= (since) ) { LUS_MANY(owner, wire, name, count) }
#define LUS_NR(owner, name, bytes, since) if ( rev >= (since) ) memset(p + LUS_WIRE_OFFSET(owner, name), 0, bytes);
#include "records.def"

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    int lus_encode_##name(uint8_t *p, unsigned int rev, const struct lus_##name *o) \
    { \
        int bad = bad_##name(rev, o); \
        if ( bad ) \
            return bad; \
        put_##name(p, rev, o); \
        return 0; \
    }
#define LUS_ENT(name, keys, doc) \
    int lus_encode_##name(uint8_t *p, const struct lus_##name *o) \
    { \
        int bad = bad_##name(o); \
        if ( bad ) \
            return bad; \
        put_##name(p, o); \
        return 0; \
    }
#include "records.def"

/* Small fixed parts are written in place by lus_put_<name>(); of others it costs less to call the encoder. */
#define LUS_SMALL(name) (LUS_WIRE_TOTAL(name) <= 64)

/* lus_begin_fixed() gives the memory of the fixed part, so that nothing is copied twice. */
#define LUS_FLAGS_MANDATORY 0
#define LUS_FLAGS_OPTIONAL 0
#define LUS_FLAGS_COPY LUS_RECORD_COPY
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
        uint8_t *p = NULL; \
        if ( instance <= (maxinst) && !(LUS_SMALL(rname) && bad_##rname(rev, o)) ) \
            p = lus_put_quick(w, number, rev, LUS_FLAGS_##need, instance, (revs) == 1 ? LUS_FIXED_##rname##_1 : w->run_length); \
        if ( p && LUS_SMALL(rname) ) \
        { \
            put_##rname(p, rev, o); \
            return; \
        } \
        if ( !p ) \
        { \
            lus_begin_##rname(w, rev, instance, o); \
            lus_end(w); \
        } \
        else \
        { \
            int bad = lus_encode_##rname(p, rev, o); \
            if ( bad ) \
                lus_writer_bad_field(w, bad); \
        } \
    }
#define LUS_ENT(ename, keys, doc) \
    void lus_add_run_##ename(struct lus_writer *w, const struct lus_##ename *o, uint32_t n) \
    { \
        uint32_t i, got; \
        uint8_t *p; \
        int bad; \
        for ( ; n && !w->diag.error; n -= got ) \
        { \
            p = lus_claim_entries(w, LUS_WIRE_TOTAL(ename), n, &got); \
            for ( i = 0; p && i < got; i++, p += LUS_WIRE_TOTAL(ename), o++ ) \
            { \
                if ( (bad = bad_##ename(o)) != 0 ) \
                { \
                    lus_writer_bad_entry(w, bad, got - i - 1); \
                    return; \
                } \
                put_##ename(p, o); \
            } \
        } \
    } \
    void lus_add_##ename(struct lus_writer *w, const struct lus_##ename *o) { lus_add_run_##ename(w, o, 1); }
#include "records.def"

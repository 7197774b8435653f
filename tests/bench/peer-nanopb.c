/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* nanopb, delimited messages. The descriptor is written with the macros that its generator would have printed. */
#include <pb_decode.h>
#include <pb_encode.h>

#include "peers.h"

typedef struct
{
#define X(number, bits, field) uint##bits##_t field;
    PEER_FIELDS(X)
#undef X
} nanopb_record;

#define nanopb_record_FIELDLIST(X, a) \
    X(a, STATIC, SINGULAR, FIXED64, syscall32_callback_eip, 1) \
    X(a, STATIC, SINGULAR, FIXED64, sysenter_callback_eip, 2) \
    X(a, STATIC, SINGULAR, UINT32, syscall32_callback_cs, 3) \
    X(a, STATIC, SINGULAR, UINT32, sysenter_callback_cs, 4) \
    X(a, STATIC, SINGULAR, UINT32, syscall32_disables_events, 5) \
    X(a, STATIC, SINGULAR, UINT32, sysenter_disables_events, 6) \
    X(a, STATIC, SINGULAR, FIXED64, caps, 7) \
    X(a, STATIC, SINGULAR, FIXED64, mci_ctl2_bank0, 8) \
    X(a, STATIC, SINGULAR, FIXED64, mci_ctl2_bank1, 9) \
    X(a, STATIC, SINGULAR, FIXED64, mcg_ext_ctl, 10)
#define nanopb_record_CALLBACK NULL
#define nanopb_record_DEFAULT NULL
extern const pb_msgdesc_t nanopb_record_msg;
PB_BIND(nanopb_record, nanopb_record, AUTO)

static size_t nanopb_encode(const struct lus_pv_vcpu_ext *in, uint32_t ring, uint32_t n, uint8_t *buf, size_t cap)
{
    pb_ostream_t out = pb_ostream_from_buffer(buf, cap);
    uint32_t i;

    for ( i = 0; i < n; i++ )
    {
        const struct lus_pv_vcpu_ext *v = &in[i & (ring - 1)];
        nanopb_record r;

#define X(number, bits, field) r.field = v->field;
        PEER_FIELDS(X)
#undef X
        if ( !pb_encode_ex(&out, &nanopb_record_msg, &r, PB_ENCODE_DELIMITED) )
            return 0;
    }
    return out.bytes_written;
}

static uint32_t nanopb_decode(const uint8_t *buf, size_t size, struct lus_pv_vcpu_ext *out, uint32_t step)
{
    pb_istream_t in = pb_istream_from_buffer(buf, size);
    uint32_t n;

    for ( n = 0; in.bytes_left; n++ )
    {
        struct lus_pv_vcpu_ext *v = out + (size_t)n * step;
        nanopb_record r;

        if ( !pb_decode_ex(&in, &nanopb_record_msg, &r, PB_DECODE_DELIMITED) )
            return 0;
#define X(number, bits, field) v->field = (__typeof__(v->field))r.field;
        PEER_FIELDS(X)
#undef X
    }
    return n;
}

const struct peer peer_nanopb = { "nanopb", "nanopb", 0, nanopb_encode, nanopb_decode };

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* protobuf-c: each message behind its length, as the format has no list of messages without one around it. */
#include <string.h>

#include "peers.h"
#include "record.pb-c.h"

static size_t protobuf_c_encode(const struct lus_pv_vcpu_ext *in, uint32_t ring, uint32_t n, uint8_t *buf, size_t cap)
{
    size_t at = 0;
    uint32_t i, len;

    for ( i = 0; i < n && cap - at > 256; i++ )
    {
        const struct lus_pv_vcpu_ext *v = &in[i & (ring - 1)];
        PeerRecord r = PEER_RECORD__INIT;

#define X(number, bits, field) r.field = v->field;
        PEER_FIELDS(X)
#undef X
        len = (uint32_t)peer_record__pack(&r, buf + at + 4);
        memcpy(buf + at, &len, 4);
        at += 4 + len;
    }
    return i == n ? at : 0;
}

static uint32_t protobuf_c_decode(const uint8_t *buf, size_t size, struct lus_pv_vcpu_ext *out, uint32_t step)
{
    size_t at = 0;
    uint32_t n, len;

    for ( n = 0; size - at >= 4; n++ )
    {
        struct lus_pv_vcpu_ext *v = out + (size_t)n * step;
        PeerRecord *r;

        memcpy(&len, buf + at, 4);
        at += 4;
        if ( len > size - at || !(r = peer_record__unpack(NULL, len, buf + at)) )
            return 0;
#define X(number, bits, field) v->field = (__typeof__(v->field))r->field;
        PEER_FIELDS(X)
#undef X
        peer_record__free_unpacked(r, NULL);
        at += len;
    }
    return n;
}

const struct peer peer_protobuf_c = { "protobuf-c", "protobuf-c", 1, protobuf_c_encode, protobuf_c_decode };

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* msgpack-c: an array of ten numbers a record, its most compact form, one after the other. */
#include <msgpack.h>
#include <string.h>

#include "peers.h"

struct place
{
    uint8_t *buf;
    size_t cap;
    size_t at;
};

static int msgpack_write(void *data, const char *bytes, size_t len)
{
    struct place *to = data;

    if ( len > to->cap - to->at )
        return -1;
    memcpy(to->buf + to->at, bytes, len);
    to->at += len;
    return 0;
}

static size_t msgpack_peer_encode(const struct lus_pv_vcpu_ext *in, uint32_t ring, uint32_t n, uint8_t *buf, size_t cap)
{
    struct place to = { buf, cap, 0 };
    msgpack_packer packer;
    uint32_t i;
    int rc = 0;

    msgpack_packer_init(&packer, &to, msgpack_write);
    for ( i = 0; i < n; i++ )
    {
        const struct lus_pv_vcpu_ext *v = &in[i & (ring - 1)];

        rc |= msgpack_pack_array(&packer, 10);
#define X(number, bits, field) rc |= msgpack_pack_uint##bits(&packer, v->field);
        PEER_FIELDS(X)
#undef X
    }
    return rc ? 0 : to.at;
}

static uint32_t msgpack_peer_decode(const uint8_t *buf, size_t size, struct lus_pv_vcpu_ext *out, uint32_t step)
{
    msgpack_unpacked r;
    size_t at = 0;
    uint32_t n = 0;

    msgpack_unpacked_init(&r);
    while ( msgpack_unpack_next(&r, (const char *)buf, size, &at) == MSGPACK_UNPACK_SUCCESS )
    {
        struct lus_pv_vcpu_ext *v = out + (size_t)n++ * step;
        const msgpack_object *o = r.data.via.array.ptr;

        if ( r.data.type != MSGPACK_OBJECT_ARRAY || r.data.via.array.size != 10 )
            break;
#define X(number, bits, field) \
        if ( o[number - 1].type != MSGPACK_OBJECT_POSITIVE_INTEGER ) \
            break; \
        v->field = (__typeof__(v->field))o[number - 1].via.u64;
        PEER_FIELDS(X)
#undef X
    }
    msgpack_unpacked_destroy(&r);
    return at == size ? n : 0;
}

const struct peer peer_msgpack = { "msgpack-c", "msgpack-c", 1, msgpack_peer_encode, msgpack_peer_decode };

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* libfdt: a node a record, a property a field, read in the order that they are in, which is its fastest way. */
#include <libfdt.h>
#include <string.h>

#include "peers.h"

static size_t fdt_peer_encode(const struct lus_pv_vcpu_ext *in, uint32_t ring, uint32_t n, uint8_t *buf, size_t cap)
{
    int rc = fdt_create(buf, (int)cap);
    uint32_t i;

    rc = rc ? rc : fdt_finish_reservemap(buf);
    rc = rc ? rc : fdt_begin_node(buf, "");
    for ( i = 0; i < n && !rc; i++ )
    {
        const struct lus_pv_vcpu_ext *v = &in[i & (ring - 1)];
        char name[16];

        snprintf(name, sizeof(name), "vcpu@%x", i);
        rc = fdt_begin_node(buf, name);
#define X(number, bits, field) rc = rc ? rc : fdt_property_u##bits(buf, #field, v->field);
        PEER_FIELDS(X)
#undef X
        rc = rc ? rc : fdt_end_node(buf);
    }
    rc = rc ? rc : fdt_end_node(buf);
    rc = rc ? rc : fdt_finish(buf);
    return rc ? 0 : fdt_totalsize(buf);
}

static uint32_t fdt_peer_decode(const uint8_t *buf, size_t size, struct lus_pv_vcpu_ext *out, uint32_t step)
{
    uint32_t n = 0;
    int node, prop;

    if ( fdt_check_header(buf) || fdt_totalsize(buf) > size )
        return 0;
    fdt_for_each_subnode(node, buf, 0)
    {
        struct lus_pv_vcpu_ext *v = out + (size_t)n * step;
        unsigned int seen = 0;

        fdt_for_each_property_offset(prop, buf, node)
        {
            const char *name;
            int len;
            const void *p = fdt_getprop_by_offset(buf, prop, &name, &len);

            if ( !p )
                return 0;
#define X(number, bits, field) \
            if ( !strcmp(name, #field) ) \
            { \
                if ( len != bits / 8 ) \
                    return 0; \
                v->field = fdt##bits##_ld(p); \
                seen |= 1u << number; \
                continue; \
            }
            PEER_FIELDS(X)
#undef X
        }
        if ( seen != 0x7fe )
            return 0;
        n++;
    }
    return n;
}

const struct peer peer_fdt = { "libfdt", "libfdt", 0, fdt_peer_encode, fdt_peer_decode };

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Other formats, each carrying the fields of struct lus_pv_vcpu_ext. One file a peer; built where its library is. */
#ifndef LUSTREAM_BENCH_PEERS_H
#define LUSTREAM_BENCH_PEERS_H

#include "bench.h"

struct peer
{
    const char *key;
    const char *name;
    int allocates;              /* to decode */
    /* n records, record i from in[i & (ring - 1)], into `cap` bytes. Return: bytes used, 0 when it fails. */
    size_t (*encode)(const struct lus_pv_vcpu_ext *in, uint32_t ring, uint32_t n, uint8_t *buf, size_t cap);
    /* Record i to out[i * step]. Return: records. */
    uint32_t (*decode)(const uint8_t *buf, size_t size, struct lus_pv_vcpu_ext *out, uint32_t step);
};

extern const struct peer peer_fdt, peer_nanopb, peer_protobuf_c, peer_msgpack;

/* The fields, for those who need them by name or number. */
#define PEER_FIELDS(X) \
    X(1, 64, syscall32_callback_eip) \
    X(2, 64, sysenter_callback_eip) \
    X(3, 32, syscall32_callback_cs) \
    X(4, 32, sysenter_callback_cs) \
    X(5, 32, syscall32_disables_events) \
    X(6, 32, sysenter_disables_events) \
    X(7, 64, caps) \
    X(8, 64, mci_ctl2_bank0) \
    X(9, 64, mci_ctl2_bank1) \
    X(10, 64, mcg_ext_ctl)

#endif

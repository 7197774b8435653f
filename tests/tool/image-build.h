/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Making migration images for tests, piece by piece, from the formats' own descriptions. */
#ifndef LUSTREAM_TESTS_IMAGE_BUILD_H
#define LUSTREAM_TESTS_IMAGE_BUILD_H

#include <stddef.h>
#include <stdint.h>

struct image_bytes
{
    uint8_t *bytes;
    size_t len;
    size_t cap;
};

void put_bytes(struct image_bytes *b, const void *bytes, size_t len);
void put_zeros(struct image_bytes *b, size_t len);
void put32(struct image_bytes *b, uint32_t v);
void put64(struct image_bytes *b, uint64_t v);

/* libxc's two headers. @type is 1 for PV, 2 for HVM. */
void put_libxc_headers(struct image_bytes *b, uint32_t version, uint32_t type);

/* A record with its padding. */
void put_record(struct image_bytes *b, uint32_t type, const void *body, size_t len);

/* PAGE_DATA of pfns with types in bits 60..63, and zero pages for those that have contents. */
void put_pages(struct image_bytes *b, const uint64_t *pfns, uint32_t count);

/* An entry of an HVM context. */
void put_hvm(struct image_bytes *b, uint32_t typecode, uint32_t instance, const void *body, size_t len);

/* Headers and static data of a PV guest of this width. */
void put_pv_begin(struct image_bytes *b, uint32_t version, uint32_t width);

/* X86_PV_P2M_FRAMES of 4096 pfns: as many frames as a word has bytes. */
void put_p2m(struct image_bytes *b, uint32_t width);

/* The least that an image ends with: of an HVM guest a context without a vcpu, of a PV guest vcpu 0, all zero; and END. */
void put_hvm_end(struct image_bytes *b);
void put_pv_end(struct image_bytes *b, uint32_t width);

/* X86_PV_VCPU_*. */
void put_vcpu(struct image_bytes *b, uint32_t type, uint32_t vcpu, const void *bytes, size_t len);

/* X86_TSC_INFO. */
void put_tsc(struct image_bytes *b, uint32_t khz);

/* HVM_CONTEXT: its header; an entry, unless @typecode is 0; its end, unless @end is 0, with @end zeros behind it if that is over 1. */
void put_context(struct image_bytes *b, uint32_t typecode, uint32_t instance, const void *body, size_t len, int end);

/* Bytes of which neighbours differ, the same for the same seed. */
void fill_bytes(void *p, size_t n, uint32_t seed);

/* A copy of an image of `xl save` in which all but a few pages have lost their contents (type XALLOC). @cuts: where records begin. */
void slim_image(struct image_bytes *out, const uint8_t *image, size_t len, size_t *cuts, size_t *nr_cuts, size_t max_cuts);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Making migration images for tests. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "image-build.h"

void put_bytes(struct image_bytes *b, const void *bytes, size_t len)
{
    if ( b->cap - b->len < len )
    {
        b->cap = b->len + len + b->len / 2 + 4096;
        b->bytes = realloc(b->bytes, b->cap);
        assert(b->bytes);
    }
    if ( len )
        memcpy(b->bytes + b->len, bytes, len);
    b->len += len;
}

void put_zeros(struct image_bytes *b, size_t len)
{
    static const uint8_t zeros[4096];

    for ( ; len > sizeof(zeros); len -= sizeof(zeros) )
        put_bytes(b, zeros, sizeof(zeros));
    put_bytes(b, zeros, len);
}

void put32(struct image_bytes *b, uint32_t v)
{
    const uint8_t p[4] = { (uint8_t)v, (uint8_t)(v >> 8), (uint8_t)(v >> 16), (uint8_t)(v >> 24) };

    put_bytes(b, p, sizeof(p));
}

void put64(struct image_bytes *b, uint64_t v)
{
    put32(b, (uint32_t)v);
    put32(b, (uint32_t)(v >> 32));
}

void put_libxc_headers(struct image_bytes *b, uint32_t version, uint32_t type)
{
    const uint8_t image[24] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 'X', 'E', 'N', 'F', 0, 0, 0, (uint8_t)version };

    put_bytes(b, image, sizeof(image));
    put32(b, type);
    put32(b, 12);
    put32(b, 4);
    put32(b, version == 2 ? 11 : 17);
}

void put_record(struct image_bytes *b, uint32_t type, const void *body, size_t len)
{
    put32(b, type);
    put32(b, (uint32_t)len);
    put_bytes(b, body, len);
    put_zeros(b, -len & 7);
}

void put_pages(struct image_bytes *b, const uint64_t *pfns, uint32_t count)
{
    struct image_bytes body = { 0 };
    uint32_t i;

    put32(&body, count);
    put32(&body, 0);
    for ( i = 0; i < count; i++ )
        put64(&body, pfns[i]);
    for ( i = 0; i < count; i++ )
        if ( pfns[i] >> 60 < 13 )
            put_zeros(&body, 4096);
    put_record(b, 1, body.bytes, body.len);
    free(body.bytes);
}

void put_hvm(struct image_bytes *b, uint32_t typecode, uint32_t instance, const void *body, size_t len)
{
    put32(b, typecode | instance << 16);
    put32(b, (uint32_t)len);
    put_bytes(b, body, len);
}

static uint32_t get32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get64(const uint8_t *p)
{
    return get32(p) | (uint64_t)get32(p + 4) << 32;
}

static void slim_pages(struct image_bytes *out, const uint8_t *body)
{
    uint32_t count = get32(body), i;
    uint64_t *pfns = malloc((size_t)count * sizeof(*pfns));

    assert(pfns);
    for ( i = 0; i < count; i++ )
    {
        pfns[i] = get64(body + 8 + 8 * (size_t)i);
        if ( pfns[i] >> 60 == 0 && i > 2 )
            pfns[i] |= 14ull << 60;
    }
    put_pages(out, pfns, count);
    free(pfns);
}

void slim_image(struct image_bytes *out, const uint8_t *image, size_t len, size_t *cuts, size_t *nr_cuts, size_t max_cuts)
{
    /* xl header, its optional data, libxl header, LIBXC_CONTEXT, libxc headers. */
    size_t at = 48 + get32(image + 44) + 16 + 8 + 40;

    *nr_cuts = 0;
    put_bytes(out, image, at);
    while ( at < len )
    {
        uint32_t type = get32(image + at), n = get32(image + at + 4);

        assert(*nr_cuts < max_cuts);
        cuts[(*nr_cuts)++] = out->len;
        if ( type == 1 )
            slim_pages(out, image + at + 8);
        else
            put_record(out, type, image + at + 8, n);
        at += 8 + ((size_t)n + 7) / 8 * 8;
    }
}

void fill_bytes(void *p, size_t n, uint32_t seed)
{
    uint8_t *b = p;

    while ( n-- )
        *b++ = (uint8_t)((seed = seed * 1664525 + 1013904223) >> 24);
}

void put_pv_begin(struct image_bytes *b, uint32_t version, uint32_t width)
{
    const uint8_t info[8] = { (uint8_t)width, width == 8 ? 4 : 3 };

    put_libxc_headers(b, version, 1);
    put_record(b, 2, info, sizeof(info));
    if ( version > 2 )
        put_record(b, 0x10, NULL, 0);
}

void put_p2m(struct image_bytes *b, uint32_t width)
{
    struct image_bytes body = { 0 };
    uint32_t i;

    put32(&body, 0);
    put32(&body, 4095);
    for ( i = 0; i < width; i++ )
        put64(&body, 100 + i);
    put_record(b, 3, body.bytes, body.len);
    free(body.bytes);
}

void put_vcpu(struct image_bytes *b, uint32_t type, uint32_t vcpu, const void *bytes, size_t len)
{
    struct image_bytes body = { 0 };

    put32(&body, vcpu);
    put32(&body, 0);
    put_bytes(&body, bytes, len);
    put_record(b, type, body.bytes, body.len);
    free(body.bytes);
}

void put_hvm_end(struct image_bytes *b)
{
    const uint32_t header[6] = { 0x54381286, 1, 0, 0, 0, 0 };
    struct image_bytes context = { 0 };

    put_hvm(&context, 1, 0, header, sizeof(header));
    put_hvm(&context, 0, 0, NULL, 0);
    put_record(b, 9, context.bytes, context.len);
    put_record(b, 0, NULL, 0);
    free(context.bytes);
}

void put_pv_end(struct image_bytes *b, uint32_t width)
{
    static const uint8_t zeros[5168];

    put_vcpu(b, 4, 0, zeros, width == 8 ? 5168 : 2800);
    put_record(b, 0, NULL, 0);
}

void put_tsc(struct image_bytes *b, uint32_t khz)
{
    const uint32_t body[6] = { 0, khz, 0, 0, 0, 0 };

    put_record(b, 8, body, sizeof(body));
}

void put_context(struct image_bytes *b, uint32_t typecode, uint32_t instance, const void *body, size_t len, int end)
{
    const uint32_t header[6] = { 0x54381286, 1, 0, 0, 0, 0 };
    struct image_bytes c = { 0 };

    put_hvm(&c, 1, 0, header, sizeof(header));
    if ( typecode )
        put_hvm(&c, typecode, instance, body, len);
    if ( end )
        put_hvm(&c, 0, 0, NULL, 0);
    put_zeros(&c, (size_t)(end > 1 ? end : 0));
    put_record(b, 9, c.bytes, c.len);
    free(c.bytes);
}

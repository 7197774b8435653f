/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Sequential input, unpacked on the way. Bounded memory, whatever the file claims. */
#include <errno.h>
#include <fcntl.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "input.h"

#define CHUNK 65536u
#define PEEK_MAX 64u
/* xz -9 needs 65 MiB; a header that asks for more than this is not for us. */
#define XZ_MEMORY (256ull << 20)

enum packing { PLAIN, GZIP, XZ };

/*
 * @raw: bytes of the file from @raw_at, @raw_len of them; @raw_offset of the first in the file
 * @out: unpacked bytes from @out_at, @out_len of them
 * @between: gzip: a member has ended, another may begin
 */
struct input
{
    int fd;
    enum packing packing;
    int raw_eof;
    int ended;
    int between;
    uint64_t offset;
    uint64_t raw_offset;
    size_t raw_at;
    size_t raw_len;
    size_t out_at;
    size_t out_len;
    z_stream gz;
    lzma_stream xz;
    uint8_t raw[CHUNK];
    uint8_t out[CHUNK + PEEK_MAX];
};

/* More bytes of the file, if none are left. Return: 0, or -1 with *p. At the end raw_eof is set. */
static int more_raw(struct input *in, struct problem *p)
{
    ssize_t n;

    if ( in->raw_len || in->raw_eof )
        return 0;
    do
        n = read(in->fd, in->raw, CHUNK);
    while ( n < 0 && errno == EINTR );
    if ( n < 0 )
        return problem(p, EXIT_USAGE, NO_OFFSET, "cannot read: %s", strerror(errno));
    in->raw_at = 0;
    in->raw_len = (size_t)n;
    in->raw_eof = n == 0;
    return 0;
}

static void take_raw(struct input *in, size_t n)
{
    in->raw_at += n;
    in->raw_len -= n;
    in->raw_offset += n;
}

static int unpack_plain(struct input *in, uint8_t *to, size_t room, size_t *got)
{
    *got = room < in->raw_len ? room : in->raw_len;
    memcpy(to, in->raw + in->raw_at, *got);
    take_raw(in, *got);
    in->ended = in->raw_eof;
    return 0;
}

/* After a gzip member another one may follow at once; nothing else may. */
static int unpack_gzip(struct input *in, uint8_t *to, size_t room, size_t *got, struct problem *p)
{
    int rc;

    if ( in->between )
    {
        if ( in->raw_eof )
        {
            in->ended = 1;
            return 0;
        }
        if ( inflateReset(&in->gz) != Z_OK )
            return problem(p, EXIT_USAGE, NO_OFFSET, "zlib cannot begin again");
        in->between = 0;
    }
    if ( in->raw_eof )
        return problem(p, EXIT_CORRUPT, in->offset + in->out_len, "the gzip data is cut");
    in->gz.next_in = in->raw + in->raw_at;
    in->gz.avail_in = (uInt)in->raw_len;
    in->gz.next_out = to;
    in->gz.avail_out = (uInt)room;
    rc = inflate(&in->gz, Z_NO_FLUSH);
    take_raw(in, in->raw_len - in->gz.avail_in);
    *got = room - in->gz.avail_out;
    in->between = rc == Z_STREAM_END;
    if ( rc == Z_MEM_ERROR )
        return problem(p, EXIT_USAGE, NO_OFFSET, "zlib has no memory");
    if ( rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR )
        return problem(p, EXIT_CORRUPT, in->offset + in->out_len, "the gzip data is damaged, at byte 0x%llx of the file",
                       (unsigned long long)in->raw_offset);
    return 0;
}

static int unpack_xz(struct input *in, uint8_t *to, size_t room, size_t *got, struct problem *p)
{
    lzma_ret rc;

    in->xz.next_in = in->raw + in->raw_at;
    in->xz.avail_in = in->raw_len;
    in->xz.next_out = to;
    in->xz.avail_out = room;
    rc = lzma_code(&in->xz, in->raw_eof ? LZMA_FINISH : LZMA_RUN);
    take_raw(in, in->raw_len - in->xz.avail_in);
    *got = room - in->xz.avail_out;
    in->ended = rc == LZMA_STREAM_END;
    if ( rc == LZMA_OK || rc == LZMA_STREAM_END )
        return 0;
    if ( rc == LZMA_BUF_ERROR )
        return in->raw_eof && *got == 0 ? problem(p, EXIT_CORRUPT, in->offset + in->out_len, "the xz data is cut") : 0;
    if ( rc == LZMA_MEM_ERROR || rc == LZMA_MEMLIMIT_ERROR )
        return problem(p, EXIT_USAGE, NO_OFFSET, "the xz data needs more memory than %llu MiB",
                       (unsigned long long)(XZ_MEMORY >> 20));
    return problem(p, EXIT_CORRUPT, in->offset + in->out_len, "the xz data is damaged, at byte 0x%llx of the file",
                   (unsigned long long)in->raw_offset);
}

/* Gets at least one more byte into out, unless the end is reached. Return: 0, or -1 with *p. */
static int more_out(struct input *in, struct problem *p)
{
    memmove(in->out, in->out + in->out_at, in->out_len);
    in->out_at = 0;
    while ( !in->ended )
    {
        uint8_t *to = in->out + in->out_len;
        size_t room = sizeof(in->out) - in->out_len, got = 0;
        int rc;

        if ( more_raw(in, p) )
            return -1;
        if ( in->packing == PLAIN )
            rc = unpack_plain(in, to, room, &got);
        else if ( in->packing == GZIP )
            rc = unpack_gzip(in, to, room, &got, p);
        else
            rc = unpack_xz(in, to, room, &got, p);
        in->out_len += got;
        if ( rc || got )
            return rc;
    }
    return 0;
}

/* By the first bytes of the file, of which a pipe may give only a few at a time. */
static int detect(struct input *in, struct problem *p)
{
    static const uint8_t gzip[2] = { 0x1f, 0x8b }, xz[6] = { 0xfd, '7', 'z', 'X', 'Z', 0 };

    while ( in->raw_len < sizeof(xz) )
    {
        ssize_t n = read(in->fd, in->raw + in->raw_len, CHUNK - in->raw_len);

        if ( n < 0 && errno == EINTR )
            continue;
        if ( n < 0 )
            return problem(p, EXIT_USAGE, NO_OFFSET, "cannot read: %s", strerror(errno));
        if ( n == 0 )
            break;
        in->raw_len += (size_t)n;
    }
    if ( in->raw_len >= sizeof(gzip) && !memcmp(in->raw, gzip, sizeof(gzip)) )
    {
        in->packing = GZIP;
        if ( inflateInit2(&in->gz, 15 + 16) != Z_OK )
            return problem(p, EXIT_USAGE, NO_OFFSET, "zlib cannot begin");
    }
    else if ( in->raw_len >= sizeof(xz) && !memcmp(in->raw, xz, sizeof(xz)) )
    {
        in->packing = XZ;
        if ( lzma_stream_decoder(&in->xz, XZ_MEMORY, LZMA_CONCATENATED) != LZMA_OK )
            return problem(p, EXIT_USAGE, NO_OFFSET, "liblzma cannot begin");
    }
    return 0;
}

struct input *input_open(const char *path, struct problem *p)
{
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;

    if ( fd >= 0 )
        return input_take(fd, p);
    problem(p, EXIT_USAGE, NO_OFFSET, "cannot open: %s", strerror(errno));
    return NULL;
}

struct input *input_take(int fd, struct problem *p)
{
    struct input *in = xmalloc(sizeof(*in));

    memset(in, 0, sizeof(*in));
    in->fd = fd;
    if ( detect(in, p) )
    {
        input_close(in);
        return NULL;
    }
    return in;
}

void input_close(struct input *in)
{
    if ( !in )
        return;
    if ( in->packing == GZIP )
        inflateEnd(&in->gz);
    if ( in->packing == XZ )
        lzma_end(&in->xz);
    if ( in->fd != STDIN_FILENO )
        close(in->fd);
    free(in);
}

uint64_t input_offset(const struct input *in)
{
    return in->offset;
}

static void take_out(struct input *in, size_t n)
{
    in->out_at += n;
    in->out_len -= n;
    in->offset += n;
}

/* Up to n bytes to @buf, or to nowhere. Return: how many; fewer only at the end. */
static int transfer(struct input *in, uint8_t *buf, uint64_t n, uint64_t *done, struct problem *p)
{
    *done = 0;
    while ( *done < n )
    {
        uint64_t left = n - *done;
        size_t take;

        if ( in->out_len == 0 && more_out(in, p) )
            return -1;
        if ( in->out_len == 0 )
            break;
        take = in->out_len < left ? in->out_len : (size_t)left;
        if ( buf )
            memcpy(buf + *done, in->out + in->out_at, take);
        take_out(in, take);
        *done += take;
    }
    return 0;
}

int input_read(struct input *in, void *buf, size_t n, struct problem *p)
{
    uint64_t done;

    if ( transfer(in, buf, n, &done, p) )
        return -1;
    if ( done != n )
        return problem(p, EXIT_CORRUPT, in->offset, "E_TRUNCATED input is cut: %zu more bytes are missing", (size_t)(n - done));
    return 0;
}

long input_some(struct input *in, void *buf, size_t n, struct problem *p)
{
    uint64_t done;

    if ( transfer(in, buf, n, &done, p) )
        return -1;
    return (long)done;
}

size_t input_peek(struct input *in, void *buf, size_t n, struct problem *p)
{
    if ( n > PEEK_MAX )
        n = PEEK_MAX;
    while ( in->out_len < n && !in->ended )
        if ( more_out(in, p) )
            break;
    if ( n > in->out_len )
        n = in->out_len;
    memcpy(buf, in->out + in->out_at, n);
    return n;
}

int input_skip(struct input *in, uint64_t n, struct problem *p)
{
    uint64_t done;

    if ( transfer(in, NULL, n, &done, p) )
        return -1;
    if ( done != n )
        return problem(p, EXIT_CORRUPT, in->offset, "E_TRUNCATED input is cut: %llu more bytes are missing",
                       (unsigned long long)(n - done));
    return 0;
}

int input_all(struct input *in, uint8_t **buf, size_t *len, size_t max, struct problem *p)
{
    size_t cap = 0;
    uint8_t *all = NULL;

    *len = 0;
    for ( ; ; )
    {
        if ( in->out_len == 0 && more_out(in, p) )
            break;
        if ( in->out_len == 0 )
        {
            *buf = all ? all : xmalloc(0);
            return 0;
        }
        if ( in->out_len > max - *len )
        {
            problem(p, EXIT_USAGE, in->offset, "input is longer than %zu bytes, the most that is taken", max);
            break;
        }
        if ( cap - *len < in->out_len )
        {
            cap = *len + in->out_len + *len / 2 + CHUNK;
            all = xrealloc(all, cap);
        }
        memcpy(all + *len, in->out + in->out_at, in->out_len);
        *len += in->out_len;
        take_out(in, in->out_len);
    }
    free(all);
    *buf = NULL;
    return -1;
}

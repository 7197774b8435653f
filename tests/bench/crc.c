/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* CRC-32C alone. Small sizes are pieces of 16 KiB, so that no piece is copied or summed twice in a row. */
#include "bench.h"

struct crc_job
{
    const uint8_t *bytes;
    size_t size;
    size_t piece;
    unsigned int cpu;
    uint32_t sum;
};

static void crc_all(void *arg)
{
    struct crc_job *job = arg;
    size_t at;

    for ( at = 0; at < job->size; at += job->piece )
        job->sum ^= lus_crc32c(job->cpu, 0, job->bytes + at, job->piece);
}

void bench_crc(struct bench *b)
{
    static const struct
    {
        const char *key, *what, *goal;
        size_t size, piece;
        unsigned int repeats;
    } rows[] = {
        { "64m", "64 MiB", "ratio <= 1.0", 64 * MIB, 64 * MIB, 1 },
        { "256k", "256 KiB", NULL, 256 << 10, 256 << 10, 256 },
        { "1k", "1 KiB", NULL, 16 << 10, 1 << 10, 2048 },
        { "64", "64 B", NULL, 16 << 10, 64, 2048 },
    };
    unsigned int i, portable;

    report_part("CRC-32C");
    for ( portable = 0; portable < 2; portable++ )
        for ( i = 0; i < sizeof(rows) / sizeof(rows[0]); i++ )
        {
            size_t size = b->quick && rows[i].size > MIB ? MIB : rows[i].size, k;
            struct crc_job job = { .size = size, .cpu = portable ? 0 : b->cpu };
            uint8_t *bytes = bench_alloc(size);
            uint64_t seed = 1;
            struct sample s;
            char key[32], what[48];

            for ( k = 0; k < size; k++ )
                bytes[k] = (uint8_t)bench_random(&seed);
            job.bytes = bytes;
            job.piece = rows[i].piece < size ? rows[i].piece : size;
            if ( lus_crc32c(b->cpu, 0, bytes, size) != lus_crc32c(0, 0, bytes, size) )
                bench_fail("CRC");
            measure(b, &s, crc_all, &job, bytes, size, job.piece, b->quick ? 1 : rows[i].repeats);
            snprintf(key, sizeof(key), "crc.%s%s", rows[i].key, portable ? ".portable" : "");
            snprintf(what, sizeof(what), "%s%s", rows[i].what, portable ? ", portable" : b->cpu ? ", hardware" : "");
            report(b, key, what, (double)size / s.ns, "GB/s", &s, portable || !b->cpu ? NULL : rows[i].goal);
            bench_free(bytes, size);
        }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * make-seeds DIR: first inputs for the targets that need no other program: DIR/fuzz-reader, -stream (streams out of random
 * choices, and one long enough for chunks), -host, -memory, -restore, -model, -recast (random hosts), -writer (choices), -map (choices and bodies).
 * The same on every run.
 */
#include <errno.h>
#include <sys/stat.h>

#include "../tests/host/host-random.h"
#include "fuzz.h"
#include "lustream/note.h"
#include "recast-input.h"

static const char *root;
static const char *const host_targets[] = { "fuzz-host", "fuzz-memory", "fuzz-restore", "fuzz-model", "fuzz-recast" };

static void put_file(const char *target, const char *kind, unsigned int i, const void *p, size_t len)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof(path), "%s/%s", root, target);
    if ( mkdir(path, 0777) && errno != EEXIST )
    {
        perror(path);
        exit(2);
    }
    snprintf(path, sizeof(path), "%s/%s/%s-%03u", root, target, kind, i);
    f = fopen(path, "wb");
    if ( !f || fwrite(p, 1, len, f) != len || fclose(f) )
    {
        perror(path);
        exit(2);
    }
}

/* A table that needs two chunks. */
static uint8_t *long_stream(size_t *len)
{
    struct lus_header info = { .arch = LUS_ARCH_X86, .partial = 1, .source = 16 };
    struct lus_domain domain = { .kind = LUS_GUEST_KIND_HVM, .frame_space = LUS_FRAME_SPACE_GFN };
    uint64_t cap = 4 * LUS_BODY_MAX, i;
    struct lus_gfn_span span = { .count = 3 };
    uint8_t *buf = heap(cap), *all;
    struct lus_part part = { .bytes = buf };
    struct lus_writer w;
    int rc;

    lus_writer_init(&w, buf, cap, LUS_SEGMENT_DOMAIN, 1, 0);
    lus_begin_frames(&w, 1, 0, &(struct lus_frames){ 0 });
    for ( i = 0; i <= LUS_BODY_MAX / 8; i++, span.gfn += 4 )
        lus_add_gfn_span(&w, &span);
    lus_end(&w);
    lus_put_domain(&w, 1, 0, &domain);
    CHECK(lus_writer_close(&w, &part.size) == 0);
    all = seal_parts(&info, &part, 1, len, &rc);
    CHECK(all);
    free(buf);
    return all;
}

static void put_streams(void)
{
    struct choices c;
    unsigned int i;
    uint8_t *p;
    size_t len;

    for ( i = 0; i < 40; i++ )
    {
        c = (struct choices){ .random = 0x5851f42d4c957f2dull * (i + 1) };
        p = build_stream(&c, 8192, &len);
        put_file("fuzz-stream", "random", i, p, len);
        put_file("fuzz-reader", "random", i, p, len);
        put_file("fuzz-recast", "random", i, p, len);
        free(p);
    }
    p = long_stream(&len);
    put_file("fuzz-stream", "long", 0, p, len);
    free(p);
}

static void put_for_hosts(const char *kind, unsigned int i, const void *p, size_t len)
{
    unsigned int k;

    for ( k = 0; k < sizeof(host_targets) / sizeof(host_targets[0]); k++ )
        put_file(host_targets[k], kind, i, p, len);
}

/* Runs that are longer than one entry can say; another's over the seam, or not. */
static void put_long_spans(void)
{
    static const struct lus_frame_span spans[] = { { 0x1000000, 0xffffff }, { 0x1ffffff, 5 }, { 0x3000000, 0xffffff }, { 0x3ffffff, 0xffffff } };
    struct lus_header info = { .arch = LUS_ARCH_X86, .partial = 1, .source = 16 };
    unsigned int over, i;

    for ( over = 0; over < 2; over++ )
    {
        struct lus_frame_span other = { over ? 0x1fffff0 : 0x5000000, 0x100 };
        struct lus_mem_owned one = { .domid = 1 }, two = { .domid = 2 };
        struct lus_part part = { 0 };
        uint8_t *buf = heap(65536), *all;
        struct lus_writer w;
        size_t len;
        int rc;

        lus_writer_init(&w, buf, 65536, LUS_SEGMENT_MEMORY, 0, 0);
        lus_begin_mem_owned(&w, 1, 1, &one);
        for ( i = 0; i < sizeof(spans) / sizeof(spans[0]); i++ )
            lus_add_frame_span(&w, &spans[i]);
        lus_end(&w);
        lus_begin_mem_owned(&w, 1, 2, &two);
        lus_add_frame_span(&w, &other);
        lus_end(&w);
        CHECK(lus_writer_close(&w, &part.size) == 0);
        part.bytes = buf;
        all = seal_parts(&info, &part, 1, &len, &rc);
        CHECK(all);
        put_for_hosts("long-spans", over, all, len);
        free(all);
        free(buf);
    }
}

/* What Xen allows and random hosts do not have: a port for DOMID_XEN to bind, a transitive grant of another domain's frame. */
static void make_strange(struct host *h)
{
    struct host_domain *other = &h->domains[h->nr - 1];
    struct lus_grant_active a;
    struct lus_evtchn e;
    uint32_t i, k;

    for ( i = 0; i < h->nr; i++ )
    {
        struct host_record *ports = host_find(&h->domains[i].seg, LUS_TYPE_EVTCHNS, 0);
        struct host_record *active = host_find(&h->domains[i].seg, LUS_TYPE_GRANTS_ACTIVE, 0);

        for ( k = 0; ports && k < ports->nr; k++ )
        {
            lus_decode_evtchn(ports->entries + k * ports->info->entry->size, &e);
            if ( e.state == LUS_EVTCHN_STATE_UNBOUND )
                e.remote_domid = 0x7ff2;
            CHECK(lus_encode_evtchn(ports->entries + k * ports->info->entry->size, &e) == 0);
        }
        if ( !active || !active->nr || !other->nr_active )
            continue;
        lus_decode_grant_active(active->entries, &a);
        a.trans_domid = (uint16_t)other->domid;
        a.trans_gref = other->active[0].gref;
        a.mfn = other->active[0].mfn;
        CHECK(lus_encode_grant_active(active->entries, &a) == 0);
    }
}

/* Valid hosts, small enough to be changed quickly. */
static void put_hosts(void)
{
    unsigned int i;

    for ( i = 0; i < 24; i++ )
    {
        struct bytes b;
        struct host h;

        host_random(&h, 7000 + i, 1 + i % 4);
        if ( i % 3 == 2 )
            make_strange(&h);
        b = host_stream(&h);
        put_for_hosts("host", i, b.p, b.n);
        bytes_free(&b);
        host_free(&h);
    }
}

/* Hosts of the oldest release, of one in the middle and of the newest, going to any. */
static void put_releases(void)
{
    static const uint8_t minors[] = { 11, 15, 22 };
    struct choices c = { .random = 0x2545f4914f6cdd1dull };
    unsigned int i, k;

    for ( i = 0; i < 36; i++ )
    {
        struct bytes b;
        struct host h;
        uint8_t *all;

        host_random(&h, 8000 + i, 1 + i % 3);
        b = host_stream(&h);
        all = heap(b.n + RECAST_CHOICES);
        memcpy(all, b.p, b.n);
        for ( k = 0; k < RECAST_CHOICES; k++ )
            all[b.n + k] = (uint8_t)choose(&c, 1);
        all[b.n] = 1;
        all[b.n + 1] = minors[i % 3] - LUS_RELEASE_FIRST;
        all[b.n + 3] = (uint8_t)(i / 3);
        put_file("fuzz-recast", "release", i, all, b.n + RECAST_CHOICES);
        free(all);
        bytes_free(&b);
        host_free(&h);
    }
}

/* A front that is a page shorter without the one record that conversion drops. */
static void put_long_front(void)
{
    struct lus_header info = { .arch = LUS_ARCH_X86, .partial = 1, .source = 16, .profile_major = 4, .profile_minor = 15 };
    struct lus_domain domain = { .kind = LUS_GUEST_KIND_HVM, .frame_space = LUS_FRAME_SPACE_GFN };
    uint32_t nr = (LUS_PAGE_SIZE - LUS_HEADER_SIZE - LUS_INDEX_ENTRY) / LUS_CATALOGUE_ENTRY, i;
    uint8_t buf[4 * LUS_PAGE_SIZE], *all;
    struct lus_part part = { .bytes = buf };
    struct lus_writer w;
    size_t len;
    int rc;

    lus_writer_init(&w, buf, sizeof(buf), LUS_SEGMENT_DOMAIN, 1, 0);
    lus_put_domain(&w, 1, 0, &domain);
    for ( i = 0; i < nr; i++ )
        lus_writer_raw(&w, LUS_PASSES - 1, 0xfff00000u + i, 1, i ? LUS_RECORD_COPY : 0, 0, "", 0);
    CHECK(lus_writer_close(&w, &part.size) == 0);
    all = seal_parts(&info, &part, 1, &len, &rc);
    CHECK(all && len == part.size + 2 * LUS_PAGE_SIZE);
    put_file("fuzz-recast", "long-front", 0, all, len);
    free(all);
}

static void put_choices(void)
{
    struct choices c = { .random = 0x14057b7ef767814full };
    uint8_t bytes[512];
    unsigned int i, k;

    for ( i = 0; i < 60; i++ )
    {
        for ( k = 0; k < sizeof(bytes); k++ )
            bytes[k] = (uint8_t)choose(&c, 1);
        put_file("fuzz-writer", "choices", i, bytes, sizeof(bytes));
        bytes[0] = (uint8_t)(i % 2);
        put_file("fuzz-map", "choices", i, bytes, 8 + i * 8);
    }
}

/* One block of each mode. */
static void put_bodies(void)
{
    static const struct { uint64_t mode, n, bytes; } blocks[] = { { 0, 5, 0 }, { 1, 4, 24 }, { 2, 5, 24 } };
    uint8_t body[64];
    unsigned int i, k;

    for ( i = 0; i < 3; i++ )
    {
        memset(body, 0, sizeof(body));
        body[0] = 2;
        store(body + 1, 8, 0x100 | blocks[i].mode << 48);
        store(body + 9, 8, (blocks[i].mode ? 0 : 0x77) | (blocks[i].n - 1) << 40);
        for ( k = 0; k < blocks[i].n && blocks[i].mode; k++ )
        {
            store(body + 17 + 4 * k, 4, 0x1000 * (k + 1));
            if ( blocks[i].mode == 1 )
                store(body + 17 + 16 + 2 * k, 2, k + 8);
        }
        put_file("fuzz-map", "body", i, body, 17 + blocks[i].bytes);
    }
}

/* Two notes, and choices behind them. */
static void put_notes(void)
{
    static const struct { unsigned int from, to; } pairs[] = { { 11, 15 }, { 15, 11 }, { 22, 22 } };
    struct choices c = { .random = 0x5851f42d4c957f2dull };
    uint8_t bytes[8192];
    unsigned int i, k;

    for ( i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++ )
    {
        struct lus_note_info info;
        uint64_t one = 0, two = 0;

        memset(&info, 0, sizeof(info));
        info.arch = LUS_ARCH_X86;
        lus_profile_default(pairs[i].from, LUS_POINT_LAST, &info.profile);
        lus_note_write(&info, bytes + 4, sizeof(bytes) - 4, 0, &one);
        lus_profile_default(pairs[i].to, LUS_POINT_LAST, &info.profile);
        lus_note_write(&info, bytes + 4 + one, sizeof(bytes) - 4 - one, 0, &two);
        store(bytes, 4, one);
        for ( k = 0; k < 128; k++ )
            bytes[4 + one + two + k] = (uint8_t)choose(&c, 1);
        put_file("fuzz-note", "releases", i, bytes, 4 + one + two + k);
    }
}

int main(int argc, char **argv)
{
    if ( argc != 2 )
    {
        fprintf(stderr, "usage: make-seeds DIR\n");
        return 2;
    }
    root = argv[1];
    if ( mkdir(root, 0777) && errno != EEXIST )
    {
        perror(root);
        return 2;
    }
    put_streams();
    put_hosts();
    put_long_spans();
    put_releases();
    put_long_front();
    put_choices();
    put_bodies();
    put_notes();
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Acceptance notes of hostile bytes, and the negotiation about them. The input is four bytes that say how long the first note is, that note,
 * a second one, and what is left once both say where they end: choices for what domains use and for a stream. What is taken has one
 * encoding; a note has nothing against itself; more evidence takes back no "no"; a verdict is the weight of what was said.
 */
#include "fuzz.h"
#include "lustream/host.h"
#include "lustream/note.h"

#define DOMAINS 4u

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);

struct said
{
    uint32_t by_weight[LUS_VERDICT_NO + 1];
    uint32_t verdict;
};

static void hear(void *ctx, const struct lus_reason *r)
{
    struct said *s = ctx;

    CHECK(r->weight >= LUS_VERDICT_REPORT && r->weight <= LUS_VERDICT_NO && lus_reason_name(r->kind));
    s->by_weight[r->weight]++;
    if ( r->weight > s->verdict )
        s->verdict = r->weight;
}

static uint32_t ask(struct lus_negotiate_args *a)
{
    struct lus_negotiate_result result;
    struct said said = { { 0 }, 0 };
    int rc;

    a->reason = hear;
    a->ctx = &said;
    rc = lus_negotiate(a, &result);
    CHECK(rc == 0);
    CHECK(!memcmp(said.by_weight, result.by_weight, sizeof(said.by_weight)) && said.verdict == result.verdict);
    return result.verdict;
}

/* Written anew from what was read: the same bytes. */
static void encode_again(const struct lus_note *n)
{
    uint8_t *p = heap(n->size);
    struct lus_note_record r;
    struct lus_note_limit l;
    uint32_t i;

    memset(p, 0, n->size);
    memcpy(p, "LUSNOTE", 8);
    store(p + 12, 4, n->size);
    store(p + 16, 2, LUS_NOTE_HEADER);
    store(p + 18, 2, n->version);
    store(p + 20, 2, n->arch);
    store(p + 22, 2, n->format_least);
    store(p + 24, 2, n->format_greatest);
    store(p + 26, 2, n->major);
    store(p + 28, 2, n->minor);
    store(p + 30, 2, n->records);
    memcpy(p + 32, n->extra, 16);
    store(p + 48, 4, n->record_offset);
    store(p + 52, 4, n->limit_offset);
    store(p + 56, 2, n->limits);
    store(p + 64, 8, n->features);
    store(p + 72, 8, n->hypercalls_pv);
    store(p + 80, 8, n->hypercalls_hvm);
    store(p + 88, 8, n->xenfeats);
    store(p + 96, 8, n->bootmem.base);
    store(p + 104, 4, n->bootmem.per_gib);
    store(p + 108, 4, n->bootmem.per_cpu);
    store(p + 112, 4, n->bootmem.per_domain);
    store(p + 116, 4, n->bootmem.per_vcpu);
    for ( i = 0; !lus_note_record(n, i, &r); i++ )
    {
        store(p + 128 + 16 * i, 4, r.type);
        store(p + 128 + 16 * i + 4, 2, r.revision);
        store(p + 128 + 16 * i + 6, 2, r.least);
        store(p + 128 + 16 * i + 8, 4, r.flags);
    }
    for ( i = 0; !lus_note_limit(n, i, &l); i++ )
    {
        store(p + n->limit_offset + 16 * i, 4, l.id);
        store(p + n->limit_offset + 16 * i + 8, 8, l.value);
    }
    store(p + 8, 4, lus_crc32c(0, 0, p, n->size));
    CHECK(!memcmp(p, n->bytes, n->size));
    free(p);
}

/* Return: 1 if the note can be used. */
static int open_note(struct lus_note *n, const uint8_t *p, size_t size)
{
    struct lus_note_record r;
    struct lus_note_limit l;
    int rc = lus_note_open(n, p, size, 0);
    uint32_t i;

    CHECK(rc == 0 || rc == -LUS_E_NOTE || rc == -LUS_E_NOTE_CRC || rc == -LUS_E_NOTE_VERSION);
    CHECK(rc == -n->error && n->error_at <= size);
    for ( i = 0; !lus_note_record(n, i, &r); i++ )
        CHECK(rc || (!lus_note_find(n, r.type, &r) && r.type));
    CHECK(!n->bytes || i == n->records);
    for ( i = 0; !lus_note_limit(n, i, &l); i++ )
        CHECK(rc || (!lus_note_find_limit(n, l.id, &l) && l.id));
    if ( rc == 0 )
        encode_again(n);
    return rc == 0 || rc == -LUS_E_NOTE_VERSION;
}

static void compare_notes(const struct lus_note *from, const struct lus_note *to, struct choices *c)
{
    struct lus_negotiate_args a = { .from = from, .to = to };
    struct lus_use uses[DOMAINS];
    struct lus_host_use host;
    uint32_t verdict = ask(&a), i, k;

    memset(uses, 0, sizeof(uses));
    a.uses = uses;
    a.nr_uses = choose_below(c, DOMAINS + 1);
    for ( i = 0; i < a.nr_uses; i++ )
    {
        uses[i].domid = i;
        uses[i].guests = choose_below(c, 2) ? LUS_GUESTS_PV : LUS_GUESTS_HVM;
        uses[i].features = choose_edge(c);
        for ( k = 0; k < LUS_LIMITS; k++ )
            uses[i].limits[k] = choose_edge(c);
    }
    CHECK(verdict != LUS_VERDICT_NO || ask(&a) == LUS_VERDICT_NO);
    memset(&host, 0, sizeof(host));
    host.bootmem = choose_edge(c);
    host.memory_gib = choose_edge(c);
    host.cpus = (uint32_t)choose_edge(c);
    host.domains = a.nr_uses;
    host.features = choose_edge(c);
    verdict = ask(&a);
    a.host = &host;
    CHECK(verdict != LUS_VERDICT_NO || ask(&a) == LUS_VERDICT_NO);
    ask(&a);
}

static void compare_stream(const struct lus_note *to, struct choices *c)
{
    uint8_t *scratch = heap(LUS_SCRATCH), *p;
    struct lus_negotiate_args a = { .to = to };
    struct lus_source src;
    struct lus_stream s;
    size_t len;

    p = build_stream(c, 2048, &len);
    lus_source_flat(&src, p, len);
    CHECK(lus_open(&s, &src, scratch, 0) == 0);
    a.stream = &s;
    ask(&a);
    a.is_checked = check_stream(&s) == 0;
    a.workspace_size = lus_negotiate_workspace(&s);
    a.workspace = heap(a.workspace_size);
    ask(&a);
    CHECK(s.diag.error == 0);
    free(a.workspace);
    free(scratch);
    free(p);
}

/* Where the second note begins and where it ends, as far as they say it. */
static void split(const uint8_t *data, size_t size, size_t *second, size_t *end)
{
    uint64_t n = size >= 4 ? load(data, 4) : 0, left;

    *second = size < 4 ? size : n > size - 4 ? size : 4 + (size_t)n;
    left = size - *second;
    n = left >= 16 ? load(data + *second + 12, 4) : left;
    *end = *second + (size_t)(n < left ? n : left);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lus_note a, b;
    struct choices c = { 0 };
    size_t second, end;
    uint8_t *p, *q;
    int good, both;

    split(data, size, &second, &end);
    p = heap_copy(data + (size < 4 ? size : 4), second - (size < 4 ? size : 4));
    q = heap_copy(data + second, end - second);
    good = open_note(&a, p, second - (size < 4 ? size : 4));
    both = open_note(&b, q, end - second) && good;
    if ( good && !a.error )
    {
        struct lus_negotiate_args self = { .from = &a, .to = &a };

        CHECK(ask(&self) <= LUS_VERDICT_REPORT);
    }
    c.p = data + end;
    c.left = size - end;
    if ( both )
    {
        compare_notes(&a, &b, &c);
        compare_stream(&b, &c);
    }
    free(p);
    free(q);
    return 0;
}

static void seal(uint8_t *p, size_t size)
{
    if ( size < LUS_NOTE_HEADER )
        return;
    memcpy(p, "LUSNOTE", 8);
    store(p + 12, 4, size);
    store(p + 8, 4, 0);
    store(p + 8, 4, lus_crc32c(0, 0, p, size));
}

/* What the engine changes, with sizes and CRCs right again more often than not. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
    size_t second, end;

    size = LLVMFuzzerMutate(data, size, max);
    if ( seed % 8 == 0 )
        return size;
    split(data, size, &second, &end);
    if ( second > 4 )
        seal(data + 4, second - 4);
    seal(data + second, end - second);
    return size;
}

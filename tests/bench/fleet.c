/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A host of 1,000 domains, each with 4 vcpus whose HVM context is a real one, 64 event channels and 64 grants. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "lustream/host.h"

#define VCPUS   4u
#define PORTS   64u
#define GRANTS  64u
#define RECORDS 128u

/* One record of the context, decoded. */
struct hvm_record
{
    uint32_t type;
    uint32_t revision;
    uint32_t instance;
    uint32_t blob_size;
    const uint8_t *blob;
    union lus_any any;
};

struct fleet
{
    struct bench *b;
    uint32_t domains;
    struct hvm_record *hvm;
    uint32_t nr_hvm;
    struct lus_evtchn ports[PORTS];
    struct lus_grant_v1 grants[GRANTS];
    uint64_t segment_size;
    uint64_t front;
    uint64_t size;
    uint8_t *bytes;
    struct lus_part *parts;
    uint64_t *workspace;
    uint64_t workspace_size;
    uint64_t *host_workspace;
    uint64_t host_size;
    uint32_t records;
    uint32_t findings;
};

static void add_record(struct fleet *f, const struct lus_record_type *t, uint32_t instance, const uint8_t *body, uint32_t length)
{
    struct hvm_record *r = &f->hvm[f->nr_hvm];
    uint32_t rev;

    for ( rev = t->revisions; rev && t->fixed[rev - 1] > length; rev-- )
        continue;
    if ( f->nr_hvm == RECORDS || !rev || (t->tail != LUS_TAIL_BLOB && t->fixed[rev - 1] != length) )
        bench_fail("HVM context");
    r->type = t->type;
    r->revision = rev;
    r->instance = instance;
    r->blob = body + t->fixed[rev - 1];
    r->blob_size = length - t->fixed[rev - 1];
    if ( lus_decode_any(t->type, body, rev, &r->any) )
        bench_fail("HVM context");
    f->nr_hvm++;
}

static int compare_records(const void *a, const void *b)
{
    const struct hvm_record *x = a, *y = b;

    if ( x->type != y->type )
        return x->type < y->type ? -1 : 1;
    return (x->instance > y->instance) - (x->instance < y->instance);
}

/* The context's descriptors; vcpu records of vcpu 0 become those of all four. */
static void load_context(struct fleet *f, const uint8_t *p, size_t size)
{
    size_t at = 0;

    while ( size - at >= 8 )
    {
        uint32_t type = 0x10000u | p[at] | (uint32_t)p[at + 1] << 8, instance = p[at + 2], length, v;
        const struct lus_record_type *t = lus_record_type(type);

        memcpy(&length, p + at + 4, 4);
        at += 8;
        if ( length > size - at )
            bench_fail("HVM context");
        /* Not the MSR list, whose form in a context is another, and not the end mark. */
        if ( t && !t->entry && !(t->scope == LUS_SCOPE_VCPU && instance) )
            for ( v = 0; v < (t->scope == LUS_SCOPE_VCPU ? VCPUS : 1); v++ )
                add_record(f, t, t->scope == LUS_SCOPE_VCPU ? v : instance, p + at, length);
        at += length;
    }
    qsort(f->hvm, f->nr_hvm, sizeof(*f->hvm), compare_records);
}

static void make_tables(struct fleet *f)
{
    uint64_t seed = 7;
    uint32_t i;

    memset(f->ports, 0, sizeof(f->ports));
    memset(f->grants, 0, sizeof(f->grants));
    for ( i = 0; i < PORTS; i++ )
    {
        f->ports[i].port = i + 1;
        f->ports[i].state = LUS_EVTCHN_STATE_INTERDOMAIN;
        f->ports[i].known = 15;
        f->ports[i].priority = 7;
        f->ports[i].notify_vcpu = i % VCPUS;
        f->ports[i].remote_port = (uint32_t)bench_random(&seed) & 0xfff;
        f->ports[i].masked = i & 1;
    }
    for ( i = 0; i < GRANTS; i++ )
    {
        f->grants[i].gref = 8 + i;
        f->grants[i].flags = 1;
        f->grants[i].frame = (uint32_t)bench_random(&seed) & 0xfffff;
    }
}

static void put_hvm(struct lus_writer *w, const struct hvm_record *r)
{
    switch ( r->type )
    {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    case number: lus_begin_##name(w, r->revision, r->instance, &r->any.name); break;
#include "core/records.def"
    }
    if ( r->blob_size )
        lus_add_blob(w, r->blob, r->blob_size);
    lus_end(w);
}

static void fill_domain(const struct fleet *f, struct lus_writer *w, uint32_t domid, void *buf)
{
    static const struct lus_domain domain = { LUS_GUEST_KIND_HVM, LUS_FRAME_SPACE_GFN, VCPUS };
    static const struct lus_grant_table table = { .version = 1, .nr_frames = 1, .max_frames = 64 };
    static const struct lus_grants_v1 grants = { .frames = 1 };
    static const struct lus_evtchn_abi abi = { .abi = LUS_EVTCHN_ABI_FIFO };
    static const struct lus_evtchns none;
    struct lus_vcpu vcpu = { .run = 1, .cpu_time = domid };
    uint32_t i;

    lus_writer_init(w, buf, f->segment_size, LUS_SEGMENT_DOMAIN, domid, f->b->cpu);
    lus_put_domain(w, 1, 0, &domain);
    for ( i = 0; i < VCPUS; i++ )
        lus_put_vcpu(w, 1, i, &vcpu);
    lus_put_grant_table(w, 1, 0, &table);
    lus_begin_grants_v1(w, 1, 0, &grants);
    for ( i = 0; i < GRANTS; i++ )
        lus_add_grant_v1(w, &f->grants[i]);
    lus_end(w);
    for ( i = 0; i < f->nr_hvm; i++ )
        put_hvm(w, &f->hvm[i]);
    lus_put_evtchn_abi(w, 1, 0, &abi);
    lus_begin_evtchns(w, 1, 0, &none);
    for ( i = 0; i < PORTS; i++ )
        lus_add_evtchn(w, &f->ports[i]);
    lus_end(w);
}

static void fleet_save(void *arg)
{
    struct lus_header header = { .arch = LUS_ARCH_X86, .partial = 1, .source = LUS_SOURCE_KIND_TEXT };
    struct lus_diag diag = { 0 };
    struct fleet *f = arg;
    struct lus_writer w;
    uint64_t front;
    uint32_t i;

    f->records = 0;
    f->size = f->front;
    for ( i = 0; i < f->domains; i++ )
    {
        fill_domain(f, &w, i, f->bytes + f->front + i * f->segment_size);
        f->parts[i].bytes = w.buf;
        if ( lus_writer_close(&w, &f->parts[i].size) )
            bench_fail(lus_error_name(w.diag.error));
        f->records += w.count;
        f->size += f->parts[i].size;
    }
    if ( lus_seal(f->bytes, f->front, &header, f->parts, f->domains, &front, f->b->cpu, &diag) || front != f->front )
        bench_fail(lus_error_name(diag.error));
}

static void fleet_open(const struct fleet *f, struct lus_stream *s)
{
    struct lus_source src;

    lus_source_flat(&src, f->bytes, f->size);
    if ( lus_open(s, &src, NULL, f->b->cpu) || lus_acceptable(s) )
        bench_fail("open");
}

/* Every record and every entry, decoded; with compare, against what was encoded. */
static void read_domain(const struct fleet *f, struct lus_segment *seg, int compare)
{
    uint32_t hvm = 0, entries = 0;
    struct lus_record rec;
    union lus_any any;
    int rc;

    while ( (rc = lus_next(seg, &rec)) > 0 )
    {
        const struct hvm_record *r = &f->hvm[hvm];
        struct lus_table table;
        const uint8_t *p;

        if ( compare )
            memset(&any, 0, sizeof(any));
        if ( lus_decode_any(rec.type, rec.body, rec.revision, &any) )
            bench_fail("fleet");
        if ( rec.type >> 16 == 1 && compare &&
             (rec.type != r->type || memcmp(&any, &r->any, rec.info->struct_size) ||
              memcmp(rec.body + rec.info->fixed[rec.revision - 1], r->blob, r->blob_size)) )
            bench_fail("fleet");
        hvm += rec.type >> 16 == 1;
        if ( !rec.info->entry )
            continue;
        for ( rc = lus_table_open(&table, seg, &rec); rc == 0 && (rc = lus_table_next(&table, &p)) > 0; rc = 0, entries++ )
        {
            uint32_t i = entries % PORTS;

            if ( compare )
                memset(&any, 0, sizeof(any));
            if ( lus_decode_entry(rec.type, p, &any) )
                bench_fail("fleet");
            if ( compare && memcmp(&any, entries < GRANTS ? (const void *)&f->grants[i] : &f->ports[i],
                                   rec.info->entry->struct_size) )
                bench_fail("fleet");
        }
        if ( rc )
            bench_fail("fleet");
    }
    if ( rc || hvm != f->nr_hvm || entries != PORTS + GRANTS )
        bench_fail("fleet");
}

static void read_all(const struct fleet *f, int compare)
{
    struct lus_segment seg;
    struct lus_stream s;
    uint32_t i;

    fleet_open(f, &s);
    if ( lus_verify(&s) )
        bench_fail("fleet");
    for ( i = 0; i < f->domains; i++ )
    {
        if ( lus_segment_open(&s, i, &seg) )
            bench_fail("fleet");
        read_domain(f, &seg, compare);
    }
}

static void fleet_restore(void *arg)
{
    read_all(arg, 0);
}

static void fleet_check(void *arg)
{
    const struct fleet *f = arg;
    struct lus_stream s;

    fleet_open(f, &s);
    if ( lus_check(&s, f->workspace, f->workspace_size) )
        bench_fail(lus_error_name(s.diag.error));
}

static void count_finding(void *ctx, const struct lus_finding *finding)
{
    struct fleet *f = ctx;

    (void)finding;
    f->findings++;
}

static void fleet_host(void *arg)
{
    struct fleet *f = arg;
    struct lus_host_args args = { .finding = count_finding, .ctx = f };
    struct lus_host_result result;
    struct lus_stream s;

    fleet_open(f, &s);
    f->findings = 0;
    if ( lus_host_check(&s, f->host_workspace, f->host_size, &args, &result) < 0 )
        bench_fail("host check");
}

static void figures(struct bench *b, struct fleet *f)
{
    struct sample s;

    report(b, "fleet.size", "bytes per domain", (double)f->size / f->domains, "B", NULL, NULL);
    report(b, "fleet.records", "records in all, tables as one", f->records, "", NULL, NULL);
    measure(b, &s, fleet_save, f, f->bytes, f->size, f->size, 1);
    report(b, "fleet.save", "save: encode, CRCs, seal", s.ns / 1e6, "ms", &s, NULL);
    read_all(f, 1);
    measure(b, &s, fleet_restore, f, f->bytes, f->size, f->size, 1);
    report(b, "fleet.restore", "restore: CRCs, decode of every field", s.ns / 1e6, "ms", &s, NULL);
    measure(b, &s, fleet_check, f, f->bytes, f->size, f->size, 1);
    report(b, "fleet.check", "lus_check() of the stream", s.ns / 1e6, "ms", &s, NULL);
    measure(b, &s, fleet_host, f, f->bytes, f->size, f->size, 1);
    report(b, "fleet.host", "lus_host_check() of the stream", s.ns / 1e6, "ms", &s, NULL);
    report(b, "fleet.host_record", "lus_host_check(), per record", s.ns / f->records, "ns", NULL, NULL);
    report(b, "fleet.host_findings", "findings of it: the ports' other ends are made up", f->findings, "", NULL, NULL);
    report(b, "fleet.host_bytes", "workspace of it per domain", (double)f->host_size / f->domains, "B", NULL, NULL);
}

void bench_fleet(struct bench *b)
{
    struct fleet f = { .b = b, .domains = b->quick ? 10 : 1000 };
    static uint8_t context[64 << 10];
    struct lus_writer w;
    struct lus_stream s;
    size_t size;
    FILE *in;

    report_part("A host of 1,000 domains: 4 vcpus with real HVM records, 64 event channels, 64 grants each");
    if ( !b->hvmctx || !(in = fopen(b->hvmctx, "rb")) )
    {
        report_note(b, "skipped", "fleet: no HVM context was given, or it can't be opened");
        return;
    }
    size = fread(context, 1, sizeof(context), in);
    fclose(in);
    f.hvm = bench_alloc(RECORDS * sizeof(*f.hvm));
    f.parts = bench_alloc(f.domains * sizeof(*f.parts));
    load_context(&f, context, size);
    make_tables(&f);
    fill_domain(&f, &w, 0, NULL);
    if ( lus_writer_close(&w, &f.segment_size) )
        bench_fail(lus_error_name(w.diag.error));
    f.front = lus_front_size(f.nr_hvm / VCPUS + 16, f.domains);
    f.bytes = bench_alloc(f.front + f.domains * f.segment_size);
    fleet_save(&f);
    read_all(&f, 1);
    fleet_open(&f, &s);
    f.workspace_size = lus_check_workspace(&s.header);
    f.workspace = bench_alloc(f.workspace_size);
    f.host_size = lus_host_workspace(&s);
    f.host_workspace = bench_alloc(f.host_size);
    figures(b, &f);
    bench_free(f.workspace, f.workspace_size);
    bench_free(f.host_workspace, f.host_size);
    bench_free(f.bytes, f.front + f.domains * f.segment_size);
    bench_free(f.parts, f.domains * sizeof(*f.parts));
    bench_free(f.hvm, RECORDS * sizeof(*f.hvm));
}

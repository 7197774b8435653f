/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The records of a random host: random contents by the schema, references that are met, and what the model knows. */
#include "host-fill.h"

#define DOMID_SELF 0x7ff0u

int host_is_ref(const struct lus_field *f)
{
    return f->ref != LUS_REF_NONE && f->edge != LUS_EDGE_GUEST && f->edge != LUS_EDGE_NUMBER;
}

int host_refers(const struct lus_field *f, const uint8_t *base, uint64_t value)
{
    const struct lus_condition *c;
    uint32_t nr, i;

    c = lus_conditions(&nr);
    for ( i = 0; i < nr; i++ )
    {
        uint64_t by = c[i].field == f && c[i].by ? lus_field_load(c[i].by, base, 0) : 0;

        if ( c[i].field == f && ((c[i].has_none && value == c[i].none) || (c[i].by && (by > 63 || !(c[i].values >> by & 1)))) )
            return 0;
    }
    return 1;
}

/* The value that says that there is nothing. */
static int none_value(const struct lus_field *f, uint64_t *value)
{
    const struct lus_condition *c;
    uint32_t nr, i;

    c = lus_conditions(&nr);
    for ( i = 0; i < nr; i++ )
        if ( c[i].field == f && c[i].has_none )
        {
            *value = c[i].none;
            return 1;
        }
    return 0;
}

struct host_domain *host_peer(const struct host *h, struct host_domain *d, const struct lus_field *f, const struct lus_field *fields,
                              const uint8_t *base)
{
    while ( f-- > fields )
        if ( f->ref == LUS_REF_DOMID )
        {
            uint32_t domid = (uint32_t)lus_field_load(f, base, 0);

            return domid == DOMID_SELF ? d : host_domain_of(h, domid);
        }
    return d;
}

struct host_record *host_target(struct host *h, struct host_domain *d, uint32_t ref)
{
    const struct lus_record_type *t = lus_record_type(lus_ref_kind(ref)->target);
    struct host_segment *seg;
    uint32_t i, nr = 0, k;

    if ( !t )
        return NULL;
    seg = t->scope == LUS_SCOPE_SYSTEM ? &h->system : t->scope == LUS_SCOPE_MEMORY ? &h->memory : d ? &d->seg : NULL;
    for ( i = 0; seg && i < seg->nr; i++ )
        nr += seg->records[i].info == t;
    k = nr ? (uint32_t)below(nr) : 0;
    for ( i = 0; nr && i < seg->nr; i++ )
        if ( seg->records[i].info == t && k-- == 0 )
            return &seg->records[i];
    return NULL;
}

/* Anything that the schema names a record of, and the model does not know: a key or an instance of it. */
static int target_value(struct host *h, struct host_domain *d, const struct lus_field *f, uint64_t *value)
{
    const struct host_record *r = host_target(h, d, f->ref);

    if ( !lus_ref_kind(f->ref)->target )
        return 1;
    if ( !r || (r->info->entry && !r->nr) )
        return 0;
    *value = r->info->entry ? lus_field_load(&r->info->entry->fields[0], r->entries + below(r->nr) * r->info->entry->size, 0)
                            : r->instance;
    return 1;
}

/* A value that refers to what is there. Return: 0 if there is none. */
static int valid_value(struct host *h, struct host_domain *d, const struct lus_field *f, const struct lus_field *fields,
                       const uint8_t *base, uint64_t *value)
{
    struct host_domain *peer = host_peer(h, d, f, fields, base);

    if ( below(4) == 0 && none_value(f, value) )
        return 1;
    switch ( f->ref )
    {
    case LUS_REF_DOMID:
        *value = h->domains[below(h->nr)].domid;
        return 1;
    case LUS_REF_VCPU:
        *value = d ? below(d->max_vcpus) : 0;
        return d != NULL;
    case LUS_REF_PORT:
        peer = d;
        /* fall through */
    case LUS_REF_RPORT:
        if ( peer && peer->nr_ports )
            *value = peer->ports[below(peer->nr_ports)].port;
        return peer && peer->nr_ports;
    case LUS_REF_GREF:
        *value = d ? below(d->nr_grefs) : 0;
        return d != NULL;
    case LUS_REF_RGREF:
        if ( peer && peer->nr_active )
            *value = peer->active[below(peer->nr_active)].gref;
        return peer && peer->nr_active;
    case LUS_REF_GFN:
        *value = d && d->nr_p2m ? d->p2m[below(d->nr_p2m)].gfn : 0;
        return d && d->nr_p2m;
    case LUS_REF_MFN:
    case LUS_REF_FRAME:
        *value = host_frame(h, d ? d : &h->domains[below(h->nr)], LUS_PAGE_ROLE_NORMAL);
        return 1;
    case LUS_REF_KEPT:
    case LUS_REF_SBDF:
        /* The system's own tables are still being made: what they refer to may go again. */
        return d ? target_value(h, d, f, value) : none_value(f, value);
    default:
        return target_value(h, d, f, value);
    }
}

/* Return: 0 if the schema wants something to be there that is not. */
static int fill_refs(struct host *h, struct host_domain *d, const struct lus_field *fields, uint32_t nr, uint8_t *base)
{
    uint32_t f, i;

    for ( f = 0; f < nr; f++ )
        for ( i = 0; host_is_ref(&fields[f]) && i < fields[f].count; i++ )
        {
            uint64_t value = lus_field_load(&fields[f], base, i);

            if ( !host_refers(&fields[f], base, value) )
                continue;
            if ( !valid_value(h, d, &fields[f], fields, base, &value) && !none_value(&fields[f], &value) )
                return 0;
            if ( lus_field_store(&fields[f], base, i, value) || lus_field_check(&fields[f], value) )
                return 0;
        }
    return 1;
}

/* The library's rule of a key is not used here: fields one by one. */
static int compare(const struct lus_entry *e, const uint8_t *a, const uint8_t *b)
{
    uint32_t i;

    for ( i = 0; i < e->keys; i++ )
    {
        uint64_t x = lus_field_load(&e->fields[i], a, 0), y = lus_field_load(&e->fields[i], b, 0);

        if ( x != y )
            return x < y ? -1 : 1;
    }
    return 0;
}

/* Ascending, each key once; spans do not touch. */
static void sort_entries(struct host_record *r)
{
    const struct lus_entry *e = r->info->entry;
    uint32_t size = e->size, i, k, n = 0;
    uint8_t last[LUS_ENTRY_MAX];

    for ( i = 1; i < r->nr; i++ )
        for ( k = i; k && compare(e, r->entries + k * size, r->entries + (k - 1) * size) < 0; k-- )
        {
            memcpy(last, r->entries + k * size, size);
            memcpy(r->entries + k * size, r->entries + (k - 1) * size, size);
            memcpy(r->entries + (k - 1) * size, last, size);
        }
    for ( i = 0; i < r->nr; i++ )
    {
        const uint8_t *p = r->entries + i * size, *before = r->entries + (n - 1) * size;

        if ( n && compare(e, before, p) == 0 )
            continue;
        if ( n && r->info->tail == LUS_TAIL_SPAN && lus_field_load(&e->fields[0], p, 0) <=
             lus_field_load(&e->fields[0], before, 0) + lus_field_load(&e->fields[e->nr_fields - 1], before, 0) )
            continue;
        memmove(r->entries + n++ * size, p, size);
    }
    r->nr = n;
}

static void make_entries(struct host *h, struct host_domain *d, struct host_record *r)
{
    const struct lus_entry *e = r->info->entry;
    uint32_t i, n = 0;

    for ( i = 0; i < r->nr; i++ )
    {
        uint8_t *p = r->entries + n * e->size;

        random_fields(e->fields, e->nr_fields, 1, p);
        if ( r->info->type == LUS_TYPE_GRANTS_V1 || r->info->type == LUS_TYPE_GRANTS_V2 )
            lus_field_store(&e->fields[0], p, 0, below(d->nr_grefs));
        if ( r->info->tail == LUS_TAIL_SPAN )
        {
            lus_field_store(&e->fields[0], p, 0, below(lus_span_end(e) < 1 << 20 ? lus_span_end(e) : 1 << 20));
            lus_field_store(&e->fields[e->nr_fields - 1], p, 0, 1);
        }
        n += (uint32_t)fill_refs(h, d, e->fields, e->nr_fields, p);
    }
    r->nr = n;
    if ( r->info->tail != LUS_TAIL_SEQUENCE )
        sort_entries(r);
}

/* A record of its random parts; its references are filled when all that they may refer to is there. */
static void add_generic(struct host_segment *seg, const struct lus_record_type *t, uint32_t instance)
{
    uint32_t nr = t->tail == LUS_TAIL_NONE ? 0 : t->tail == LUS_TAIL_MAP ? 2 : (uint32_t)below(5), i;
    struct host_record *r = host_add(seg, t->type, instance, t->max && nr > t->max ? t->max : nr);

    random_fields(t->fields, t->nr_fields, t->revisions, r->fixed);
    for ( i = 0; t->tail == LUS_TAIL_BLOB && i < r->nr; i++ )
        r->entries[i] = (uint8_t)rnd();
    for ( i = 0; t->tail == LUS_TAIL_MAP && i < r->nr; i++ )
        r->extents[i] = (struct lus_extent){ .gfn = 16 * i, .mfn = HOST_TOP_MFN + 8 * i, .count = 1 + i,
                                             .attribute = (uint32_t)t->attribute->values[i % t->attribute->nr].value };
}

/* What the model makes itself, and what only partial streams have. */
static int is_special(uint32_t type)
{
    static const uint32_t types[] = {
        LUS_TYPE_MEM_OWNED, LUS_TYPE_DOMAIN, LUS_TYPE_P2M, LUS_TYPE_PAGE_TYPES, LUS_TYPE_EVTCHN_ABI, LUS_TYPE_EVTCHNS,
        LUS_TYPE_GRANT_TABLE, LUS_TYPE_GRANTS_ACTIVE, LUS_TYPE_MAPTRACK_ENTRIES, LUS_TYPE_FRAMES, LUS_TYPE_DOM_SOURCE,
        LUS_TYPE_MAPTRACK, LUS_TYPE_GRANT_FRAMES, LUS_TYPE_GRANT_STATUS_FRAMES, LUS_TYPE_SHARED_INFO_PLACE, LUS_TYPE_EVTCHN_TABLE,
        LUS_TYPE_P2M_FOREIGN, LUS_TYPE_IOREQ_SERVERS, LUS_TYPE_IOREQ_PORTS, LUS_TYPE_IOREQ_RANGES, LUS_TYPE_VM_EVENT_RING, LUS_TYPE_DOM_DYING,
        LUS_TYPE_M2P
    };
    uint32_t i;

    for ( i = 0; i < NR_OF(types); i++ )
        if ( types[i] == type )
            return 1;
    return 0;
}

/* What others refer to is there before them. */
static uint32_t is_target(uint32_t type)
{
    uint32_t ref;

    for ( ref = LUS_REF_NONE + 1; lus_ref_kind(ref); ref++ )
        if ( lus_ref_kind(ref)->target == type )
            return 1;
    return 0;
}

/* All of them or none. */
static int is_altp2m(uint32_t type)
{
    return type == LUS_TYPE_ALTP2M || type == LUS_TYPE_ALTP2M_VIEWS || type == LUS_TYPE_ALTP2M_REMAPS || type == LUS_TYPE_ALTP2M_VE ||
           type == LUS_TYPE_HVM_ALTP2M_VCPU;
}

static int has_type(const struct host *h, const struct host_domain *d, const struct lus_record_type *t)
{
    if ( is_special(t->type) || !lus_type_in_arch(t->type, LUS_ARCH_X86) || t->guests == (d->kind == LUS_GUEST_KIND_PV ? LUS_GUESTS_HVM : LUS_GUESTS_PV) )
        return 0;
    if ( t->type == (d->version == 2 ? LUS_TYPE_GRANTS_V1 : LUS_TYPE_GRANTS_V2) )
        return 0;
    if ( is_altp2m(t->type) )
        return d->max_vcpus & 1;
    return !h->sparse || is_target(t->type) || t->presence != LUS_PRESENCE_ANY || below(24) == 0;
}

static void add_generics(struct host *h, struct host_segment *seg, struct host_domain *d, int is_system)
{
    const struct lus_record_type *types;
    uint32_t nr, i, k;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
    {
        const struct lus_record_type *t = &types[i];

        if ( d && t->scope >= LUS_SCOPE_DOMAIN && has_type(h, d, t) )
            for ( k = 0; k < (t->scope == LUS_SCOPE_VCPU ? d->max_vcpus : t->presence == LUS_PRESENCE_EACH_PIC ? 2 : 1); k++ )
                add_generic(seg, t, k);
        if ( !d && !is_special(t->type) && lus_type_in_arch(t->type, LUS_ARCH_X86) && t->scope == (is_system ? LUS_SCOPE_SYSTEM : LUS_SCOPE_MEMORY) )
            add_generic(seg, t, 0);
    }
}

static void put_ports(struct host_domain *d)
{
    struct lus_evtchn_abi abi = { .abi = d->abi };
    struct lus_evtchn_table table = { .valid_ports = 0 };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_EVTCHN_ABI, 0, 0);
    uint32_t i;

    assert_int_equal(lus_encode_evtchn_abi(r->fixed, 1, &abi), 0);
    r = host_add(&d->seg, LUS_TYPE_EVTCHNS, 0, d->nr_ports);
    for ( i = 0; i < d->nr_ports; i++ )
        assert_int_equal(lus_encode_evtchn(r->entries + i * r->info->entry->size, &d->ports[i]), 0);
    table.valid_ports = host_last_port(d) + 1 + (uint32_t)below(131072 - host_last_port(d));
    r = host_add(&d->seg, LUS_TYPE_EVTCHN_TABLE, 0, 0);
    assert_int_equal(lus_encode_evtchn_table(r->fixed, 1, &table), 0);
}

/* References of an entry that the model does not set: to nothing if they may, else to what is there. */
static void fill_rest(struct host *h, struct host_domain *d, const struct lus_entry *e, uint8_t *p, const char *known)
{
    uint64_t value = 0;
    uint32_t f;

    for ( f = 0; f < e->nr_fields; f++ )
        if ( host_is_ref(&e->fields[f]) && !strstr(known, e->fields[f].name) && host_refers(&e->fields[f], p, lus_field_load(&e->fields[f], p, 0)) &&
             (none_value(&e->fields[f], &value) || valid_value(h, d, &e->fields[f], e->fields, p, &value)) )
            lus_field_store(&e->fields[f], p, 0, value);
}

static void put_grants(struct host *h, struct host_domain *d)
{
    uint32_t frames = d->nr_grefs / (d->version == 2 ? 256 : 512), i;
    struct lus_grant_table table = { .version = (uint8_t)d->version, .max_version = (uint8_t)(below(2) ? 2 : 0), .nr_frames = frames,
                                     .max_frames = frames + (uint32_t)below(3), .nr_status_frames = d->nr_status };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_GRANT_TABLE, 0, 0);

    assert_int_equal(lus_encode_grant_table(r->fixed, 1, &table), 0);
    r = host_add(&d->seg, LUS_TYPE_GRANTS_ACTIVE, 0, d->nr_active);
    for ( i = 0; i < d->nr_active; i++ )
    {
        uint8_t *p = r->entries + i * r->info->entry->size;

        assert_int_equal(lus_encode_grant_active(p, &d->active[i]), 0);
        fill_rest(h, d, r->info->entry, p, "gref domid mfn trans_domid trans_gref");
    }
}

/* Each entry in use of any domain is mapped by who uses it, as its pin says: each has one. */
static void put_mapped(struct host *h, struct host_domain *d)
{
    static const uint16_t flags[4] = { 2, 6, 1, 5 };    /* GNTMAP_*: host, device; read-only */
    struct host_record *r;
    uint32_t i, k, n = 0, shift;

    for ( i = 0; i < h->nr; i++ )
        for ( k = 0; k < h->domains[i].nr_active; k++ )
            n += h->domains[i].active[k].domid == d->domid;
    r = host_add(&d->seg, LUS_TYPE_MAPTRACK_ENTRIES, 0, n);
    for ( i = n = 0; i < h->nr; i++ )
        for ( k = 0; k < h->domains[i].nr_active; k++ )
        {
            const struct lus_grant_active *a = &h->domains[i].active[k];
            struct lus_maptrack_entry m = { .handle = 3 * n + 1, .domid = (uint16_t)h->domains[i].domid, .gref = a->gref };

            if ( a->domid != d->domid )
                continue;
            for ( shift = 0; !(a->pin >> 8 * shift & 0xff); shift++ )
                ;
            m.flags = flags[shift];
            m.vcpu = (uint32_t)below(d->max_vcpus);
            assert_int_equal(lus_encode_maptrack_entry(r->entries + n++ * r->info->entry->size, &m), 0);
        }
}

/* Of some runs of its own memory a part that begins and ends anywhere in them. */
static void put_memory(struct host_domain *d)
{
    static const uint8_t types[] = { 1, 2, 3, 4, 9, 10, 11, 12 };
    struct lus_p2m p2m = { .max_gfn = d->max_gfn };
    struct host_record *r = host_add(&d->seg, LUS_TYPE_P2M, 0, d->nr_p2m);
    uint32_t i;

    assert_int_equal(lus_encode_p2m(r->fixed, 1, &p2m), 0);
    if ( d->nr_p2m )
        memcpy(r->extents, d->p2m, d->nr_p2m * sizeof(*d->p2m));
    if ( d->kind != LUS_GUEST_KIND_PV )
        return;
    r = host_add(&d->seg, LUS_TYPE_PAGE_TYPES, 0, d->nr_p2m);
    r->nr = 0;
    for ( i = 0; i < d->nr_p2m; i++ )
    {
        uint64_t at = below(d->p2m[i].count), n = 1 + below(d->p2m[i].count - at);
        struct lus_page_type_span span = { .gfn = d->p2m[i].gfn + at, .type = types[below(NR_OF(types))], .count = (uint8_t)n };

        if ( below(2) )
            assert_int_equal(lus_encode_page_type_span(r->entries + r->nr++ * r->info->entry->size, &span), 0);
    }
}

/* Lists of the memory segment are apart from each other, and from what has an owner; a bad frame in use has one. */
static void put_lists(struct host *h, uint32_t targets)
{
    static const uint32_t types[] = { LUS_TYPE_MEM_KEEP, LUS_TYPE_MEM_BAD, LUS_TYPE_MEM_REUSE };
    uint32_t i, k;

    for ( k = 0; k < NR_OF(types); k++ )
    {
        struct host_record *r = host_find(&h->memory, types[k], 0);
        const struct lus_entry *e = r->info->entry;

        if ( is_target(types[k]) != targets )
            continue;
        for ( i = 0; i < r->nr; i++ )
            lus_field_store(&e->fields[0], r->entries + i * e->size, 0,
                            0xf000000000ull + k * 0x1000000 + lus_field_load(&e->fields[0], r->entries + i * e->size, 0));
        if ( types[k] == LUS_TYPE_MEM_BAD && r->nr && below(2) )
        {
            lus_field_store(&e->fields[0], r->entries, 0, h->spans[below(h->nr_spans)].first);
            lus_field_store(&e->fields[1], r->entries, 0, LUS_BAD_STATE_OFFLINING);
        }
    }
}

static void insert_keep(struct host_record *r, uint32_t at, const struct lus_keep_span *span)
{
    uint32_t size = r->info->entry->size;

    r->entries = realloc(r->entries, (r->nr + 1) * size);
    assert_non_null(r->entries);
    memmove(r->entries + (at + 1) * size, r->entries + at * size, (r->nr++ - at) * size);
    assert_int_equal(lus_encode_keep_span(r->entries + at * size, span), 0);
}

uint64_t host_keep(struct host *h, uint32_t kind, uint32_t domid)
{
    struct host_record *r = host_find(&h->memory, LUS_TYPE_MEM_KEEP, 0);
    struct lus_keep_span span = { .first = HOST_TABLES_MFN + 4 * h->nr_kept, .kind = (uint8_t)kind, .domid = (uint16_t)domid };

    span.count = 1 + (uint32_t)below(3);
    insert_keep(r, 2 + h->nr_kept++, &span);
    return span.first + below(span.count);
}

/* Both M2Ps, in superpages, some side by side; their frames are kept as such. */
static void put_m2p(struct host *h)
{
    struct host_record *r;
    uint32_t i;

    for ( i = 0; i < 2; i++ )
    {
        uint64_t first = HOST_M2P_MFN + 0x1000 * i;
        struct lus_m2p m2p = { .width = i ? LUS_M2P_WIDTH_COMPAT : LUS_M2P_WIDTH_NATIVE, .frames = HOST_TOP_MFN + below(0x1000) };
        struct lus_keep_span span = { .first = first, .kind = LUS_KEEP_KIND_M2P, .domid = 0x7ff2, .count = 0x600 };

        r = host_add(&h->memory, LUS_TYPE_M2P, i, 2);
        r->extents[0] = (struct lus_extent){ .gfn = 0, .mfn = first + 0x400, .count = 0x200, .attribute = LUS_M2P_PAGE_SHARED };
        r->extents[1] = (struct lus_extent){ .gfn = 0x400 * (1 + below(8)), .mfn = first, .count = 0x400, .attribute = (uint32_t)below(2) };
        assert_int_equal(lus_encode_m2p(r->fixed, 1, &m2p), 0);
        insert_keep(host_find(&h->memory, LUS_TYPE_MEM_KEEP, 0), i, &span);
    }
}

/* Where a record lists the pirqs, it has those that ports are bound to, each with its port. */
static void make_pirqs(struct host *h, struct host_domain *d, struct host_record *r)
{
    struct lus_pirqs pirqs = { 0 };
    const struct lus_entry *e = r->info->entry;
    uint32_t i, f;

    r->entries = realloc(r->entries, (d->nr_ports + 1) * e->size);
    assert_non_null(r->entries);
    for ( i = 0, r->nr = 0; i < d->nr_ports; i++ )
    {
        uint8_t *p = r->entries + r->nr * e->size;

        if ( d->ports[i].state != LUS_EVTCHN_STATE_PIRQ )
            continue;
        random_fields(e->fields, e->nr_fields, 1, p);
        fill_refs(h, d, e->fields, e->nr_fields, p);
        lus_field_store(&e->fields[0], p, 0, d->ports[i].pirq);
        for ( f = 0; f < e->nr_fields; f++ )
            if ( e->fields[f].ref == LUS_REF_PORT )
                lus_field_store(&e->fields[f], p, 0, d->ports[i].port);
        r->nr++;
    }
    sort_entries(r);
    pirqs.nr_pirqs = d->nr_pirqs;
    assert_int_equal(lus_encode_pirqs(r->fixed, 1, &pirqs), 0);
}

static void fill_segment_refs(struct host *h, struct host_segment *seg, struct host_domain *d, uint32_t targets)
{
    uint32_t i = seg->nr;

    while ( i-- )
    {
        struct host_record *r = &seg->records[i];

        if ( is_special(r->info->type) || is_target(r->info->type) != targets )
            continue;
        if ( d && r->info->entry && r->info->type == lus_ref_kind(LUS_REF_PIRQ)->target )
            make_pirqs(h, d, r);
        else if ( !fill_refs(h, d, r->info->fields, r->info->nr_fields, r->fixed) )
            host_remove(seg, i);
        else if ( r->info->entry )
            make_entries(h, d, r);
    }
}

/* Who has devices has an IOMMU's tables, but for the hardware domain; else they are in quarantine. */
void host_put_devices(struct host *h)
{
    struct host_record *r = host_find(&h->system, LUS_TYPE_PCI_DEVICES, 0);
    struct lus_pci_device o;
    uint32_t i;

    for ( i = 0; r && i < r->nr; i++ )
    {
        uint8_t *p = r->entries + i * r->info->entry->size;
        struct host_domain *d;

        lus_decode_pci_device(p, &o);
        d = host_domain_of(h, o.owner);
        if ( d && !d->is_hardware && !d->is_dying && !host_find(&d->seg, LUS_TYPE_DOM_IOMMU, 0) )
            o.owner = 0x7ff1;
        assert_int_equal(lus_encode_pci_device(p, &o), 0);
    }
}

void host_fill(struct host *h)
{
    uint32_t i, targets;

    add_generics(h, &h->system, NULL, 1);
    add_generics(h, &h->memory, NULL, 0);
    for ( i = 0; i < h->nr; i++ )
    {
        add_generics(h, &h->domains[i].seg, &h->domains[i], 0);
        put_ports(&h->domains[i]);
        put_grants(h, &h->domains[i]);
        put_mapped(h, &h->domains[i]);
        put_memory(&h->domains[i]);
        host_put_places(h, &h->domains[i]);
    }
    for ( targets = 2; targets--; )
    {
        fill_segment_refs(h, &h->system, NULL, targets);
        fill_segment_refs(h, &h->memory, NULL, targets);
        put_lists(h, targets);
        for ( i = 0; i < h->nr; i++ )
            fill_segment_refs(h, &h->domains[i].seg, &h->domains[i], targets);
    }
    put_m2p(h);
    host_put_devices(h);
    for ( i = 0; i < h->nr; i++ )
        host_put_known(h, &h->domains[i]);
}

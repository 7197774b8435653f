/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What all importers share: adding and checking records, the header of an import, and structures that PV and HVM guests have. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "import.h"
#include "import-parts.h"
#include "tool/le.h"
#include "lustream/compat.h"

void import_note(const struct import_options *o, const char *format, ...)
{
    va_list ap;

    if ( o->quiet )
        return;
    fprintf(stderr, "%s: ", o->program);
    if ( o->file )
        fprintf(stderr, "%s: ", o->file);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
}

/* What a later revision has and is not 0 is said. Of records without a tail, as all of Xen's HVM context are that have more than one. */
static void lower(const struct bag_segment *seg, struct bag_record *rec, uint32_t revision, const struct import_options *o)
{
    const struct lus_record_type *t = rec->info;
    uint32_t i;

    for ( i = 0; i < t->nr_fields; i++ )
    {
        const struct lus_field *f = &t->fields[i];

        if ( f->since > revision && f->since <= rec->revision && f->count == 1 && lus_field_load(f, rec->fixed, 0) )
            import_note(o, "domain %u, %s %u, %s 0x%" PRIx64 ": not carried, as streams of this release have no such field", seg->domid, t->name,
                        rec->instance, f->name, lus_field_load(f, rec->fixed, 0));
    }
    rec->revision = revision;
    rec->fixed_len = t->fixed[revision - 1];
}

/* [P-39], compat.md C-2, C-23: revisions go by release. Point releases that got later state save it, in the later form. */
static void lower_all(struct bag *bag, const struct import_options *o)
{
    struct lus_profile p = { .minor = bag->header.profile_minor };
    size_t i, k;

    if ( bag->header.profile_major != 4 || p.minor < LUS_RELEASE_FIRST || p.minor > LUS_RELEASE_LAST )
        return;
    for ( i = 0; i < bag->nr; i++ )
        for ( k = 0; k < bag->segments[i]->nr; k++ )
        {
            struct bag_record *rec = bag->segments[i]->records[k];
            uint32_t revision = rec->info ? lus_profile_revision(&p, rec->type) : 0;

            if ( revision && rec->revision > revision )
                lower(bag->segments[i], rec, revision, o);
        }
}

int import_header(struct bag *bag, uint32_t source, uint16_t major, uint16_t minor, const char *extra,
                  const struct import_options *o, struct problem *p)
{
    struct lus_header *h = &bag->header;

    if ( o->have_producer && major && (major != o->producer_major || minor != o->producer_minor) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "the source says that Xen %u.%u made it, not %u.%u", major, minor,
                       o->producer_major, o->producer_minor);
    memset(h, 0, sizeof(*h));
    h->arch = LUS_ARCH_X86;
    h->partial = 1;
    h->source = source;
    h->producer_major = h->profile_major = o->have_producer ? o->producer_major : major;
    h->producer_minor = h->profile_minor = o->have_producer ? o->producer_minor : minor;
    if ( extra && extra[0] )
        memcpy(h->producer_extra, extra, strnlen(extra, sizeof(h->producer_extra)));
    else if ( o->have_producer )
        memcpy(h->producer_extra, o->producer_extra, sizeof(h->producer_extra));
    lower_all(bag, o);
    return 0;
}

int import_domid(struct import_options *o, uint32_t *domid, struct problem *p)
{
    if ( o->next_domid > LUS_DOMID_MAX )
        return problem(p, EXIT_USAGE, NO_OFFSET, "no domid is left for this domain: give a lower one");
    *domid = o->next_domid++;
    return 0;
}

uint64_t part_at(uint64_t at, uint64_t by)
{
    return at == NO_OFFSET ? NO_OFFSET : at + by;
}

int part_problem(const struct bag_segment *seg, uint32_t type, uint32_t instance, int code, uint64_t at, struct problem *p,
                 const char *format, ...)
{
    const struct lus_record_type *info = lus_record_type(type);
    char text[sizeof(p->text) / 2];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    return problem(p, code, at, "(domain %u, record %s, instance %u): %s", seg->domid, info ? info->name : "unknown", instance,
                   text);
}

struct bag_record *part_record(struct bag_segment *seg, uint32_t type, uint32_t revision, uint32_t instance, uint64_t at,
                               struct problem *p)
{
    const struct lus_record_type *info = lus_record_type(type);
    struct bag_record *rec;

    if ( instance > info->max_instance )
    {
        part_problem(seg, type, instance, EXIT_CORRUPT, at, p, "E_INSTANCE the greatest is %u", info->max_instance);
        return NULL;
    }
    rec = bag_add(seg, type, revision, instance);
    if ( !rec )
        part_problem(seg, type, instance, EXIT_CORRUPT, at, p, "E_ORDER comes twice");
    return rec;
}

static int check_fields(const struct bag_segment *seg, const struct bag_record *rec, const struct lus_field *fields, uint32_t nr,
                        uint32_t rev, const uint8_t *base, uint64_t at, uint32_t entry, struct problem *p)
{
    struct lus_diag d = { .segment_kind = (uint16_t)seg->kind, .domid = seg->domid, .type = rec->type,
                          .instance = rec->instance, .entry = entry };
    const struct lus_field *f;
    uint32_t bad, i = 0;
    int rc = lus_fields_check(fields, nr, rev, base, &bad);

    if ( rc == 0 )
        return 0;
    f = &fields[bad];
    if ( f->wire != LUS_WIRE_RESERVED )
        while ( i + 1 < f->count && lus_field_check(f, lus_field_load(f, base, i)) == 0 )
            i++;
    d.error = -rc;
    d.field = (uint16_t)bad;
    d.offset = part_at(at, f->offset + i * lus_wire_size(f->wire));
    d.value = f->wire == LUS_WIRE_RESERVED ? 0 : lus_field_load(f, base, i);
    return problem_diag(p, &d);
}

/* S-31. Is entry @i's key that of one before it? Tables are short: 4096 entries at most. */
static int comes_twice(const struct bag_record *rec, size_t i)
{
    const struct lus_entry *e = rec->info->entry;
    const uint8_t *p = rec->tail + i * e->size, *q;
    uint32_t k;

    for ( q = rec->tail; q < p; q += e->size )
    {
        for ( k = 0; k < e->keys && lus_field_load(&e->fields[k], p, 0) == lus_field_load(&e->fields[k], q, 0); k++ )
            ;
        if ( k == e->keys )
            return 1;
    }
    return 0;
}

static int twice(const struct bag_segment *seg, const struct bag_record *rec, size_t i, uint64_t at, struct problem *p)
{
    return part_problem(seg, rec->type, rec->instance, EXIT_CORRUPT, at, p, "E_SORT entry %zu has the %s of one before it", i,
                        rec->info->entry->fields[0].name);
}

int part_check(struct bag_segment *seg, const struct bag_record *rec, uint64_t at, uint64_t entries_at, struct problem *p)
{
    const struct lus_record_type *t = rec->info;
    size_t i;

    if ( check_fields(seg, rec, t->fields, t->nr_fields, rec->revision, rec->fixed, at, LUS_NO_ENTRY, p) )
        return -1;
    for ( i = 0; t->entry && i * t->entry->size < rec->tail_len; i++ )
    {
        if ( check_fields(seg, rec, t->entry->fields, t->entry->nr_fields, 1, rec->tail + i * t->entry->size,
                          part_at(entries_at, i * t->entry->size), (uint32_t)i, p) )
            return -1;
        if ( t->tail == LUS_TAIL_TABLE && comes_twice(rec, i) )
            return twice(seg, rec, i, part_at(entries_at, i * t->entry->size), p);
    }
    return 0;
}

/* A table whose entries are on the wire as they are in Xen's structures. */
static int entries(struct bag_segment *seg, uint32_t type, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    const struct lus_record_type *info = lus_record_type(type);
    struct bag_record *rec;

    if ( len % info->entry->size )
        return part_problem(seg, type, 0, EXIT_CORRUPT, at, p, "E_LENGTH %zu bytes, not a multiple of %u", len,
                            info->entry->size);
    if ( len / info->entry->size > info->max )
        return part_problem(seg, type, 0, EXIT_CORRUPT, at, p, "E_LENGTH %zu entries, the most is %u", len / info->entry->size,
                            info->max);
    rec = part_record(seg, type, 1, 0, at, p);
    if ( !rec )
        return -1;
    bag_tail(rec, bytes, len);
    return part_check(seg, rec, NO_OFFSET, at, p);
}

int part_cpuid_policy(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    return entries(seg, LUS_TYPE_CPUID_POLICY, bytes, len, at, p);
}

int part_msr_policy(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    return entries(seg, LUS_TYPE_MSR_POLICY, bytes, len, at, p);
}

int part_tsc_info(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct bag_record *rec;

    if ( len != 24 )
        return part_problem(seg, LUS_TYPE_TSC_INFO, 0, EXIT_CORRUPT, at, p, "E_LENGTH %zu bytes, expected 24", len);
    rec = part_record(seg, LUS_TYPE_TSC_INFO, 1, 0, at, p);
    if ( !rec )
        return -1;
    memcpy(rec->fixed, bytes, rec->fixed_len);
    return part_check(seg, rec, at, NO_OFFSET, p);
}

int part_hvm_params(struct bag_segment *seg, const uint8_t *bytes, size_t len, uint64_t at, struct problem *p)
{
    struct bag_record *rec;
    size_t i;

    if ( len % 16 )
        return part_problem(seg, LUS_TYPE_HVM_PARAMS, 0, EXIT_CORRUPT, at, p, "E_LENGTH %zu bytes, not a multiple of 16", len);
    rec = part_record(seg, LUS_TYPE_HVM_PARAMS, 1, 0, at, p);
    if ( !rec )
        return -1;
    for ( i = 0; i < len; i += 16 )
    {
        struct lus_hvm_param e = { .value = le64(bytes + i + 8) };
        uint64_t index = le64(bytes + i);
        uint8_t wire[LUS_ENTRY_MAX];

        e.index = (uint32_t)index;
        if ( index != e.index || lus_encode_hvm_param(wire, &e) )
            return part_problem(seg, LUS_TYPE_HVM_PARAMS, 0, EXIT_CORRUPT, part_at(at, i), p,
                                "E_RANGE parameter number 0x%llx, entry %zu, field index", (unsigned long long)index, i / 16);
        bag_tail(rec, wire, rec->info->entry->size);
        if ( comes_twice(rec, i / 16) )
            return twice(seg, rec, i / 16, part_at(at, i), p);
    }
    return 0;
}

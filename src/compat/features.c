/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Features: who has them by default, and what of a stream uses them. spec/compat.md C-3, C-4, C-11. */
#include "features.h"

/* The releases that have each by default, and the point releases that say otherwise. */
static const struct { uint64_t flag; uint32_t first, last, point; } defaults[] = {
#define LUS_FEATURE(name, bit, first, last, point, doc, source) { 1ull << (bit), first, last, point },
#include "features.def"
};

enum
{
#define LUS_FEATURE(name, bit, first, last, point, doc, source) BIT_##name = (bit),
#include "features.def"
};

static const struct { uint64_t flag; uint32_t minor, from, to; } points[] = {
#define LUS_FEATURE_POINTS(name, minor, from, to) { 1ull << BIT_##name, minor, from, to },
#include "features.def"
};

static const struct { uint32_t minor, points; } releases[] = {
#define LUS_RELEASE(minor, points) { minor, points },
#include "releases.def"
};

uint64_t lus_features_of(uint32_t minor, uint32_t point)
{
    uint64_t features = 0;
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(releases); i++ )
        if ( releases[i].minor == minor && point > releases[i].points )
            point = releases[i].points;
    for ( i = 0; i < LUS_NR_OF(defaults); i++ )
        if ( minor >= defaults[i].first && minor <= defaults[i].last && (minor > defaults[i].first || point >= defaults[i].point) )
            features |= defaults[i].flag;
    for ( i = 0; i < LUS_NR_OF(points); i++ )
        if ( points[i].minor != minor )
            continue;
        else if ( point >= points[i].from && point <= points[i].to )
            features |= points[i].flag;
        else
            features &= ~points[i].flag;
    return features;
}

#define PART_FIXED 0
#define PART_ENTRY 1
#define PART_RECORD 2

#define TEST_EQ 0
#define TEST_NE 1
#define TEST_SET 2
#define TEST_GE 3
#define TEST_BITS 4

#define INSTANCE_ANY 0xffffffffu
#define INSTANCE_1 1
#define INSTANCE_2 2
#define INSTANCE_3 3

#define LUS_REC(name, type, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) TYPE_##name = (int)(type),
#define FIELD_FIXED(record, field) LUS_FIELD_##record##_##field
enum type
{
    TYPE_none,
#include "../core/records.def"
};

/* Entries go by the name of their table's entry. */
#define LUS_FIELD_cpupools_scheduler LUS_FIELD_cpupool_scheduler
#define LUS_FIELD_pci_devices_owner LUS_FIELD_pci_device_owner
#define LUS_FIELD_pci_devices_iommu_root LUS_FIELD_pci_device_iommu_root
#define LUS_FIELD_cpus_state LUS_FIELD_cpu_state
#define LUS_FIELD_evtchns_port LUS_FIELD_evtchn_port
#define LUS_FIELD_hvm_params_index LUS_FIELD_hvm_param_index
#define LUS_FIELD_hvm_params_value LUS_FIELD_hvm_param_value
#define LUS_FIELD_p2m_access_access LUS_FIELD_access_span_access
#define LUS_FIELD_pirq_dpci_flags LUS_FIELD_dpci_flags
#define LUS_FIELD_msr_policy_index LUS_FIELD_policy_msr_index
#define LUS_FIELD_msr_policy_value LUS_FIELD_policy_msr_value

#define NO_KEY 0xffffu

/* @key: of the entry; of TEST_BITS the mask */
struct use
{
    uint64_t flag;
    uint64_t value;
    uint64_t key;
    uint32_t type;
    uint32_t instance;
    uint16_t field;
    uint16_t key_field;
    uint8_t part;
    uint8_t test;
};

static const struct use uses[] = {
#define LUS_USES(name, record, p, f, t, v) \
    { .flag = 1ull << BIT_##name, .value = (v), .type = (uint32_t)TYPE_##record, .field = LUS_FIELD_##record##_##f, .key_field = NO_KEY, \
      .part = PART_##p, .test = TEST_##t },
#define LUS_USES_KEYED(name, record, kf, k, f, t, v) \
    { .flag = 1ull << BIT_##name, .value = (v), .key = (k), .type = (uint32_t)TYPE_##record, .field = LUS_FIELD_##record##_##f, \
      .key_field = LUS_FIELD_##record##_##kf, .part = PART_ENTRY, .test = TEST_##t },
#define LUS_USES_BITS(name, record, f, m, v) \
    { .flag = 1ull << BIT_##name, .value = (v), .key = (m), .type = (uint32_t)TYPE_##record, .field = LUS_FIELD_##record##_##f, .key_field = NO_KEY, \
      .part = PART_FIXED, .test = TEST_BITS },
#define LUS_USES_RECORD(name, record, i) { .flag = 1ull << BIT_##name, .type = (uint32_t)TYPE_##record, .instance = INSTANCE_##i, .part = PART_RECORD },
#include "features.def"
};

static int test(const struct use *u, const struct lus_field *fields, const uint8_t *p, uint32_t revision)
{
    uint64_t value;

    if ( fields[u->field].since > revision )
        return 0;
    value = lus_field_load(&fields[u->field], p, 0);
    if ( u->key_field != NO_KEY && lus_field_load(&fields[u->key_field], p, 0) != u->key )
        return 0;
    switch ( u->test )
    {
    case TEST_EQ: return value == u->value;
    case TEST_NE: return value != u->value;
    case TEST_GE: return value >= u->value;
    case TEST_BITS: return (value & u->key) == u->value;
    default: return (value & u->value) != 0;
    }
}

/* All of one part: of the fixed part, or of an entry. */
static uint64_t test_all(const struct lus_record *rec, uint32_t part, const struct lus_field *fields, const uint8_t *p, uint32_t revision)
{
    uint64_t flags = 0;
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(uses); i++ )
        if ( uses[i].type == rec->type && uses[i].part == part && test(&uses[i], fields, p, revision) )
            flags |= uses[i].flag;
    return flags;
}

int lus_features_used(const struct lus_segment *seg, const struct lus_record *rec, struct lus_table *t, uint64_t *flags)
{
    uint32_t i, parts = 0;
    const uint8_t *p;
    int rc;

    for ( i = 0; i < LUS_NR_OF(uses); i++ )
        if ( uses[i].type != rec->type )
            continue;
        else if ( uses[i].part != PART_RECORD )
            parts |= 1u << uses[i].part;
        else if ( uses[i].instance == INSTANCE_ANY || uses[i].instance == rec->instance )
            *flags |= uses[i].flag;
    if ( parts & 1u << PART_FIXED )
        *flags |= test_all(rec, PART_FIXED, rec->info->fields, rec->body ? rec->body : lus_fixed(seg->s, rec), rec->revision);
    if ( !(parts & 1u << PART_ENTRY) )
        return 0;
    if ( (rc = lus_table_open(t, seg, rec)) != 0 )
        return rc;
    while ( (rc = lus_table_next(t, &p)) > 0 )
        *flags |= test_all(rec, PART_ENTRY, rec->info->entry->fields, p, 1);
    return rc;
}

static const struct { uint64_t flag; } of_two_level_32[] = {
#define IF_TWO_LEVEL_32(flag) { flag },
#define LUS_USES_IF(name, condition) IF_##condition(1ull << BIT_##name)
#include "features.def"
};

uint64_t lus_features_sift(const struct lus_facts *f)
{
    uint64_t used = f->uses;
    uint32_t i;

    if ( f->is_32bit && (f->have & LUS_HAVE_EVTCHN_ABI) && f->evtchn_abi == LUS_EVTCHN_ABI_TWO_LEVEL )
        return used;
    for ( i = 0; i < LUS_NR_OF(of_two_level_32); i++ )
        used &= ~of_two_level_32[i].flag;
    return used;
}

uint64_t lus_features_missing(const struct lus_facts *f, uint64_t have)
{
    return f->uses & ~have;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From the JSON form to a bag: the document, its header, segments and records. Fields and tails are in json-fields.c. */
#include <stdlib.h>
#include <string.h>

#include "json-fields.h"
#include "json.h"

static int load_u32(const struct place *at, uint64_t max, uint32_t *value)
{
    uint64_t v;

    if ( load_number(at, max, &v) )
        return -1;
    *value = (uint32_t)v;
    return 0;
}

static int member_u32(const struct place *up, const char *name, uint64_t max, uint32_t *value)
{
    struct place at = place_member(up, name);

    return load_u32(&at, max, value);
}

/* "4.11" */
static int load_version(const struct place *header, const char *name, uint16_t *major, uint16_t *minor)
{
    struct place at = place_member(header, name);
    const char *text = json_string_value(at.value), *dot = text ? strchr(text, '.') : NULL;
    struct number a, b;

    if ( !dot || strpbrk(text, "x-") || number_text(text, (size_t)(dot - text), &a) || number_text(dot + 1, strlen(dot + 1), &b) )
        return place_refuse(&at, EXIT_CORRUPT, "not a version like \"4.11\"");
    if ( a.value > 0xffff || b.value > 0xffff )
        return place_refuse(&at, EXIT_CORRUPT, "E_RANGE version is out of range");
    *major = (uint16_t)a.value;
    *minor = (uint16_t)b.value;
    return 0;
}

/* S-11. */
static int load_text(const struct place *header, const char *name, char *to, size_t size)
{
    struct place at = place_member(header, name);
    const char *text = json_string_value(at.value);
    size_t len = json_string_length(at.value), i;

    if ( !text )
        return place_refuse(&at, EXIT_CORRUPT, "string expected");
    if ( len > size )
        return place_refuse(&at, EXIT_CORRUPT, "E_LENGTH text is longer than %zu bytes", size);
    for ( i = 0; i < len; i++ )
        if ( text[i] < 0x20 || text[i] > 0x7e )
            return place_refuse(&at, EXIT_CORRUPT, "E_RANGE text has other characters than printable ASCII");
    memcpy(to, text, len);
    return 0;
}

static int load_arch(const struct place *header, uint16_t *arch)
{
    struct place at = place_member(header, "arch");
    uint32_t i;

    for ( i = LUS_ARCH_X86; json_arch_name(i); i++ )
        if ( place_is(&at, json_arch_name(i)) )
        {
            *arch = (uint16_t)i;
            return 0;
        }
    return place_refuse(&at, EXIT_CORRUPT, "E_ENUM no such architecture");
}

static int load_source(const struct place *header, uint32_t *source)
{
    const struct lus_enum *kinds = json_enum("source_kind");
    struct place at = place_member(header, "source");
    size_t n = json_array_size(at.value), i;
    uint32_t k;

    if ( place_array(&at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(&at, i);

        for ( k = 0; k < kinds->nr && !json_is_name(&element, kinds->values[k].name); k++ )
            continue;
        if ( k == kinds->nr || (*source & kinds->values[k].value) )
            return place_refuse(&element, EXIT_CORRUPT, k == kinds->nr ? "E_ENUM no such kind of source" : "comes twice");
        *source |= (uint32_t)kinds->values[k].value;
    }
    return 0;
}

static int load_partial(const struct place *header, uint8_t *partial)
{
    struct place at = place_member(header, "partial");

    *partial = json_is_true(at.value);
    return json_is_boolean(at.value) ? 0 : place_refuse(&at, EXIT_CORRUPT, "true or false expected");
}

static int load_header(const struct place *document, struct lus_header *h)
{
    static const char *const names[] = {
        "arch", "partial", "source", "producer", "producer_extra", "updates", "previous", "previous_extra", "profile", "features",
        "format", "total_size"
    };
    struct place at = place_member(document, "header"), features;

    if ( place_members(&at, names, 12, (1u << 10) - 1) || load_arch(&at, &h->arch) || load_partial(&at, &h->partial) ||
         load_source(&at, &h->source) || load_version(&at, "producer", &h->producer_major, &h->producer_minor) ||
         load_text(&at, "producer_extra", h->producer_extra, sizeof(h->producer_extra)) ||
         member_u32(&at, "updates", 0xffffffffu, &h->updates) ||
         load_version(&at, "previous", &h->previous_major, &h->previous_minor) ||
         load_text(&at, "previous_extra", h->previous_extra, sizeof(h->previous_extra)) ||
         load_version(&at, "profile", &h->profile_major, &h->profile_minor) )
        return -1;
    features = place_member(&at, "features");
    if ( load_number(&features, ~0ull, &h->features) )
        return -1;
    if ( !lus_features_known(h->features) )
        return place_refuse(&features, EXIT_REFUSED, "E_FEATURE %s", lus_strerror(LUS_E_FEATURE));
    if ( h->source == 0 || (!h->partial && h->source != 1) )
        return place_refuse(&at, EXIT_CORRUPT, "E_HEADER source must be %s", h->partial ? "given" : "the hypervisor alone");
    if ( !h->updates && (h->previous_major || h->previous_minor || h->previous_extra[0]) )
        return place_refuse(&at, EXIT_CORRUPT, "E_HEADER previous must be 0.0 and its text empty when updates is 0");
    return 0;
}

enum
{
    RECORD_NAME, RECORD_TYPE, RECORD_REVISION, RECORD_INSTANCE, RECORD_PASS, RECORD_FLAGS, RECORD_FIELDS, RECORD_ENTRIES,
    RECORD_EXTENTS, RECORD_BLOB, RECORD_BODY, RECORD_OFFSET, RECORD_LENGTH, RECORD_NR
};
static const char *const record_names[RECORD_NR] = {
    "name", "type", "revision", "instance", "pass", "flags", "fields", "entries", "extents", "blob", "body", "offset", "length"
};
#define BIT(member) (1u << RECORD_##member)

/* struct identity - which record it is; @info is NULL if this build does not know it */
struct identity
{
    uint32_t type;
    uint32_t revision;
    uint32_t instance;
    const struct lus_record_type *info;
};

/* The name must be that of the type, or null where this build has none for it. */
static int check_name(const struct place *at, const struct identity *id)
{
    struct place name = place_member(at, "name");

    if ( id->info ? place_is(&name, id->info->name) : json_is_null(name.value) )
        return 0;
    return place_refuse(&name, EXIT_CORRUPT, "E_TYPE type 0x%08x revision %u is %s", id->type, id->revision,
                        id->info ? id->info->name : "unknown: null expected");
}

static int check_type(const struct place *at, struct identity *id)
{
    const struct lus_record_type *t = lus_record_type(id->type);
    int error = !t ? LUS_E_UNKNOWN_TYPE : id->revision > t->revisions ? LUS_E_UNKNOWN_REVISION : 0;
    struct place wrong = place_member(at, t && id->type ? "revision" : "type");

    if ( id->type == 0 || id->revision == 0 )
    {
        wrong = place_member(at, id->type ? "revision" : "type");
        return place_refuse(&wrong, EXIT_CORRUPT, "E_TYPE must not be 0");
    }
    id->info = error ? NULL : t;
    if ( !error || (id->type & LUS_TYPE_OPTIONAL) )
        return 0;
    return place_refuse(&wrong, EXIT_REFUSED, "%s %s", lus_error_name(error), lus_strerror(error));
}

static int identify(const struct place *at, struct identity *id)
{
    id->info = NULL;
    if ( place_members(at, record_names, RECORD_NR, BIT(NAME) | BIT(TYPE) | BIT(REVISION) | BIT(INSTANCE)) ||
         member_u32(at, "type", 0xffffffffu, &id->type) || member_u32(at, "revision", 0xffff, &id->revision) ||
         check_type(at, id) || check_name(at, id) )
        return -1;
    return member_u32(at, "instance", id->info ? id->info->max_instance : 0xffffffffu, &id->instance);
}

/* Members that a record of this kind must have, and that it may have beside those that are ignored. */
static int check_members(const struct place *at, const struct lus_record_type *t)
{
    static const uint32_t tails[] = {
        [LUS_TAIL_NONE] = 0, [LUS_TAIL_TABLE] = BIT(ENTRIES), [LUS_TAIL_SEQUENCE] = BIT(ENTRIES), [LUS_TAIL_SPAN] = BIT(ENTRIES),
        [LUS_TAIL_BLOB] = BIT(BLOB), [LUS_TAIL_MAP] = BIT(EXTENTS)
    };
    uint32_t must = t ? BIT(FIELDS) | tails[t->tail] : BIT(PASS) | BIT(FLAGS) | BIT(BODY);
    uint32_t may = must | BIT(NAME) | BIT(TYPE) | BIT(REVISION) | BIT(INSTANCE) | BIT(PASS) | BIT(OFFSET) | BIT(LENGTH);
    unsigned int i;

    for ( i = 0; i < RECORD_NR; i++ )
    {
        struct place member = place_member(at, record_names[i]);

        if ( member.value && !(may & (1u << i)) )
            return place_refuse(&member, EXIT_CORRUPT, "a record of this type has none");
    }
    return place_members(at, record_names, RECORD_NR, must);
}

static int load_known(const struct place *at, const struct identity *id, struct bag_segment *seg)
{
    const struct lus_record_type *t = id->info;
    unsigned int tail_name = t->tail == LUS_TAIL_BLOB ? RECORD_BLOB : t->tail == LUS_TAIL_MAP ? RECORD_EXTENTS : RECORD_ENTRIES;
    struct place fields = place_member(at, "fields"), tail = place_member(at, record_names[tail_name]);
    struct bag_record *rec = bag_add(seg, id->type, id->revision, id->instance);

    if ( !rec )
        return place_refuse(at, EXIT_CORRUPT, "record %s, instance %u comes twice", t->name, id->instance);
    if ( load_fields(&fields, t->fields, t->nr_fields, id->revision, rec->fixed) )
        return -1;
    if ( t->tail == LUS_TAIL_NONE )
        return 0;
    return t->tail == LUS_TAIL_BLOB ? load_blob(&tail, rec) : t->tail == LUS_TAIL_MAP ? load_extents(&tail, rec) :
           load_entries(&tail, rec);
}

static int load_unknown(const struct place *at, const struct identity *id, struct bag_segment *seg)
{
    struct place body_at = place_member(at, "body");
    uint32_t pass, flags;
    struct bag_record *rec;
    uint8_t *body;
    size_t len;

    if ( member_u32(at, "pass", LUS_PASSES - 1, &pass) ||
         member_u32(at, "flags", LUS_RECORD_MORE | LUS_RECORD_CHUNK | LUS_RECORD_COPY, &flags) ||
         load_hex(&body_at, LUS_BODY_MAX, &body, &len) )
        return -1;
    rec = bag_add_raw(seg, pass, id->type, id->revision, flags, id->instance, body, len);
    free(body);
    if ( !rec && (flags & LUS_RECORD_CHUNK) )
        return place_refuse(at, EXIT_CORRUPT, "E_CHUNK chunk of a record that is not there");
    if ( !rec )
        return place_refuse(at, EXIT_CORRUPT, "record type 0x%08x, instance %u comes twice", id->type, id->instance);
    if ( rec->revision != id->revision )
        return place_refuse(at, EXIT_CORRUPT, "E_CHUNK chunk has another revision than its record");
    return 0;
}

static int load_record(const struct place *at, struct bag_segment *seg)
{
    struct identity id;

    if ( identify(at, &id) || check_members(at, id.info) )
        return -1;
    return id.info ? load_known(at, &id, seg) : load_unknown(at, &id, seg);
}

static int load_kind(const struct place *segment, uint32_t *kind)
{
    struct place at = place_member(segment, "kind");

    for ( *kind = LUS_SEGMENT_SYSTEM; *kind <= LUS_SEGMENT_DOMAIN; ++*kind )
        if ( place_is(&at, json_segment_name(*kind)) )
            return 0;
    return place_refuse(&at, EXIT_CORRUPT, "E_ENUM \"system\", \"memory\" or \"domain\" expected");
}

static int load_records(const struct place *at, struct bag *bag, uint32_t kind, uint32_t domid)
{
    size_t nr = bag->nr, n = json_array_size(at->value), i;
    struct bag_segment *seg;

    if ( kind != LUS_SEGMENT_DOMAIN && domid )
        return place_refuse(at, EXIT_CORRUPT, "E_SEGMENT domid belongs to domains alone");
    seg = bag_segment(bag, kind, domid);
    if ( bag->nr == nr )
        return place_refuse(at, EXIT_CORRUPT, "this segment comes twice");
    if ( place_array(at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(at, i);

        if ( load_record(&element, seg) )
            return -1;
    }
    return 0;
}

static int load_segment(const struct place *at, struct bag *bag)
{
    static const char *const names[] = { "kind", "records", "domid", "offset", "size", "crc" };
    uint32_t kind, domid = 0;
    struct place records;

    if ( place_members(at, names, 6, 3) || load_kind(at, &kind) ||
         (kind == LUS_SEGMENT_DOMAIN && place_members(at, names, 6, 7)) ||
         (json_object_get(at->value, "domid") && member_u32(at, "domid", LUS_DOMID_MAX, &domid)) )
        return -1;
    records = place_member(at, "records");
    return load_records(&records, bag, kind, domid);
}

static int load_segments(const struct place *document, struct bag *bag)
{
    struct place at = place_member(document, "segments");
    size_t n = json_array_size(at.value), i;

    if ( place_array(&at) )
        return -1;
    for ( i = 0; i < n; i++ )
    {
        struct place element = place_element(&at, i);

        if ( load_segment(&element, bag) )
            return -1;
    }
    return 0;
}

static int load_document(const struct place *at, struct bag *bag)
{
    static const char *const names[] = { "lustream", "header", "segments", "catalogue", "error", "check", "plan", "memory_map", "target" };
    struct place form = place_member(at, "lustream"), error = place_member(at, "error");
    const size_t nr = sizeof(names) / sizeof(names[0]);
    uint64_t v;

    if ( place_members(at, names, nr, 1) || load_number(&form, ~0ull, &v) )
        return -1;
    if ( v != 1 )
        return place_refuse(&form, EXIT_REFUSED, "form %llu of the document is not known", (unsigned long long)v);
    if ( error.value )
        return place_refuse(&error, EXIT_CORRUPT, "document is of a stream that is not valid");
    return place_members(at, names, nr, 7) || load_header(at, &bag->header) || load_segments(at, bag) ? -1 : 0;
}

int json_load(struct bag *bag, struct input *in, struct problem *p)
{
    struct place document = { .p = p };
    json_t *tree;
    int rc;

    memset(&bag->header, 0, sizeof(bag->header));
    if ( json_tree(in, most_memory(), &tree, p) )
        return -1;
    document.value = tree;
    rc = load_document(&document, bag);
    json_decref(tree);
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* From the JSON form to a bag: the document, its header, segments and records. Fields and tails are in json-fields.c. */
#include <stdlib.h>
#include <string.h>

#include "json-fields.h"
#include "json.h"

/* Members of an object of a fixed form; @seen has a bit for each. Return: the number of the current one, or -1. */
static int which(struct json_scan *js, const char *const *names, unsigned int nr, uint32_t *seen)
{
    unsigned int i;

    for ( i = 0; i < nr; i++ )
        if ( !strcmp(scan_key(js), names[i]) )
        {
            if ( *seen & (1u << i) )
                return scan_refuse(js, EXIT_CORRUPT, "comes twice");
            *seen |= 1u << i;
            return (int)i;
        }
    return scan_refuse(js, EXIT_CORRUPT, "no such member here");
}

/* The first of the members in @need that was not seen. */
static int need(struct json_scan *js, const char *const *names, uint32_t seen, uint32_t need_mask)
{
    unsigned int i;

    for ( i = 0; i < 32; i++ )
        if ( (need_mask & ~seen) & (1u << i) )
            return scan_missing(js, names[i]);
    return 0;
}

static int load_u32(struct json_scan *js, uint64_t max, uint32_t *value)
{
    uint64_t v;

    if ( load_number(js, max, &v) )
        return -1;
    *value = (uint32_t)v;
    return 0;
}

/* "4.11" */
static int load_version(struct json_scan *js, uint16_t *major, uint16_t *minor)
{
    struct json_scalar v, a, b;
    const char *dot;

    if ( scan_scalar(js, &v) )
        return -1;
    dot = v.kind == JSON_STRING ? memchr(v.text, '.', v.len) : NULL;
    if ( !dot || memchr(v.text, 'x', v.len) || memchr(v.text, '-', v.len) ||
         scan_number_text(v.text, (size_t)(dot - v.text), &a) ||
         scan_number_text(dot + 1, v.len - (size_t)(dot + 1 - v.text), &b) )
        return scan_refuse(js, EXIT_CORRUPT, "not a version like \"4.11\"");
    if ( a.value > 0xffff || b.value > 0xffff )
        return scan_refuse(js, EXIT_CORRUPT, "E_RANGE version is out of range");
    *major = (uint16_t)a.value;
    *minor = (uint16_t)b.value;
    return 0;
}

/* S-11. */
static int load_text(struct json_scan *js, char *to, size_t size)
{
    struct json_scalar v;
    size_t i;

    if ( scan_scalar(js, &v) )
        return -1;
    if ( v.kind != JSON_STRING )
        return scan_refuse(js, EXIT_CORRUPT, "string expected");
    if ( v.len > size )
        return scan_refuse(js, EXIT_CORRUPT, "E_LENGTH text is longer than %zu bytes", size);
    for ( i = 0; i < v.len; i++ )
        if ( v.text[i] < 0x20 || v.text[i] > 0x7e )
            return scan_refuse(js, EXIT_CORRUPT, "E_RANGE text has other characters than printable ASCII");
    memcpy(to, v.text, v.len);
    return 0;
}

static int load_arch(struct json_scan *js, uint16_t *arch)
{
    struct json_scalar v;
    uint32_t i;

    if ( scan_scalar(js, &v) )
        return -1;
    for ( i = LUS_ARCH_X86; json_arch_name(i); i++ )
        if ( json_is(&v, json_arch_name(i)) )
        {
            *arch = (uint16_t)i;
            return 0;
        }
    return scan_refuse(js, EXIT_CORRUPT, "E_ENUM no such architecture");
}

static int load_source(struct json_scan *js, uint32_t *source)
{
    const struct lus_enum *kinds = json_enum("source_kind");
    struct json_scalar v;
    uint32_t i;
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( scan_scalar(js, &v) )
            return -1;
        for ( i = 0; i < kinds->nr; i++ )
            if ( json_is_name(&v, kinds->values[i].name) )
                break;
        if ( i == kinds->nr || (*source & kinds->values[i].value) )
            return scan_refuse(js, EXIT_CORRUPT, i == kinds->nr ? "E_ENUM no such kind of source" : "comes twice");
        *source |= (uint32_t)kinds->values[i].value;
    }
    return rc;
}

static int load_partial(struct json_scan *js, uint8_t *partial)
{
    struct json_scalar v;

    if ( scan_scalar(js, &v) )
        return -1;
    *partial = v.kind == JSON_TRUE;
    return v.kind == JSON_TRUE || v.kind == JSON_FALSE ? 0 : scan_refuse(js, EXIT_CORRUPT, "true or false expected");
}

enum
{
    HEADER_ARCH, HEADER_PARTIAL, HEADER_SOURCE, HEADER_PRODUCER, HEADER_PRODUCER_EXTRA, HEADER_UPDATES, HEADER_PREVIOUS,
    HEADER_PREVIOUS_EXTRA, HEADER_PROFILE, HEADER_FEATURES, HEADER_FORMAT, HEADER_TOTAL_SIZE, HEADER_NR
};
static const char *const header_names[HEADER_NR] = {
    "arch", "partial", "source", "producer", "producer_extra", "updates", "previous", "previous_extra", "profile", "features",
    "format", "total_size"
};

static int load_header_member(struct json_scan *js, int member, struct lus_header *h)
{
    switch ( member )
    {
    case HEADER_ARCH: return load_arch(js, &h->arch);
    case HEADER_PARTIAL: return load_partial(js, &h->partial);
    case HEADER_SOURCE: return load_source(js, &h->source);
    case HEADER_PRODUCER: return load_version(js, &h->producer_major, &h->producer_minor);
    case HEADER_PRODUCER_EXTRA: return load_text(js, h->producer_extra, sizeof(h->producer_extra));
    case HEADER_UPDATES: return load_u32(js, 0xffffffffu, &h->updates);
    case HEADER_PREVIOUS: return load_version(js, &h->previous_major, &h->previous_minor);
    case HEADER_PREVIOUS_EXTRA: return load_text(js, h->previous_extra, sizeof(h->previous_extra));
    case HEADER_PROFILE: return load_version(js, &h->profile_major, &h->profile_minor);
    case HEADER_FEATURES: return load_number(js, 0, &h->features);
    default: return scan_skip(js);
    }
}

static int load_header(struct json_scan *js, struct lus_header *h)
{
    uint32_t seen = 0;
    int rc, member;

    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
        if ( (member = which(js, header_names, HEADER_NR, &seen)) < 0 || load_header_member(js, member, h) )
            return -1;
    if ( rc || need(js, header_names, seen, (1u << HEADER_FORMAT) - 1) )
        return -1;
    js->at = js->pos;
    if ( h->source == 0 || (!h->partial && h->source != 1) )
        return scan_refuse(js, EXIT_CORRUPT, "E_HEADER source must be %s", h->partial ? "given" : "the hypervisor alone");
    if ( !h->updates && (h->previous_major || h->previous_minor || h->previous_extra[0]) )
        return scan_refuse(js, EXIT_CORRUPT, "E_HEADER previous must be 0.0 and its text empty when updates is 0");
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

/* struct members - where the members of a record are in the text: what they mean depends on its type, which may come later */
struct members
{
    size_t at[RECORD_NR];
    size_t end;
    uint32_t seen;
    uint32_t type;
    uint32_t revision;
    uint32_t instance;
    const struct lus_record_type *info;
};

static int find_members(struct json_scan *js, struct members *m)
{
    int rc, member;

    memset(m, 0, sizeof(*m));
    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( (member = which(js, record_names, RECORD_NR, &m->seen)) < 0 )
            return -1;
        m->at[member] = js->pos;
        if ( scan_skip(js) )
            return -1;
    }
    m->end = js->pos;
    return rc ? -1 : need(js, record_names, m->seen, BIT(NAME) | BIT(TYPE) | BIT(REVISION) | BIT(INSTANCE));
}

static int member_u32(struct json_scan *js, const struct members *m, unsigned int member, uint64_t max, uint32_t *value)
{
    int rc;

    scan_revisit(js, m->at[member], record_names[member]);
    rc = load_u32(js, max, value);
    if ( !rc )
        scan_leave(js);
    return rc;
}

/* The name must be that of the type, or null where this build has none for it. */
static int check_name(struct json_scan *js, const struct members *m)
{
    struct json_scalar v;

    scan_revisit(js, m->at[RECORD_NAME], "name");
    if ( scan_scalar(js, &v) )
        return -1;
    if ( m->info ? !json_is(&v, m->info->name) : v.kind != JSON_NULL )
        return scan_refuse(js, EXIT_CORRUPT, "E_TYPE type 0x%08x revision %u is %s", m->type, m->revision,
                           m->info ? m->info->name : "unknown: null expected");
    scan_leave(js);
    return 0;
}

static int check_type(struct json_scan *js, struct members *m)
{
    const struct lus_record_type *t = lus_record_type(m->type);
    int error = !t ? LUS_E_UNKNOWN_TYPE : m->revision > t->revisions ? LUS_E_UNKNOWN_REVISION : 0;

    m->info = error ? NULL : t;
    if ( !error || (m->type & LUS_TYPE_OPTIONAL) )
        return 0;
    scan_revisit(js, t ? m->at[RECORD_REVISION] : m->at[RECORD_TYPE], t ? "revision" : "type");
    return scan_refuse(js, EXIT_REFUSED, "%s %s", lus_error_name(error), lus_strerror(error));
}

static int identify(struct json_scan *js, struct members *m)
{
    uint32_t max_instance;

    if ( member_u32(js, m, RECORD_TYPE, 0xffffffffu, &m->type) || member_u32(js, m, RECORD_REVISION, 0xffff, &m->revision) )
        return -1;
    if ( m->type == 0 || m->revision == 0 )
    {
        scan_revisit(js, m->at[m->type ? RECORD_REVISION : RECORD_TYPE], m->type ? "revision" : "type");
        return scan_refuse(js, EXIT_CORRUPT, "E_TYPE must not be 0");
    }
    if ( check_type(js, m) || check_name(js, m) )
        return -1;
    max_instance = m->info ? m->info->max_instance : 0xffffffffu;
    return member_u32(js, m, RECORD_INSTANCE, max_instance, &m->instance);
}

/* Members that a record of this kind must have, and that it may have beside those that are ignored. */
static int check_members(struct json_scan *js, const struct members *m)
{
    static const uint32_t tails[] = {
        [LUS_TAIL_NONE] = 0, [LUS_TAIL_TABLE] = BIT(ENTRIES), [LUS_TAIL_SEQUENCE] = BIT(ENTRIES), [LUS_TAIL_SPAN] = BIT(ENTRIES),
        [LUS_TAIL_BLOB] = BIT(BLOB), [LUS_TAIL_MAP] = BIT(EXTENTS)
    };
    uint32_t must = m->info ? BIT(FIELDS) | tails[m->info->tail] : BIT(PASS) | BIT(FLAGS) | BIT(BODY);
    uint32_t may = must | BIT(NAME) | BIT(TYPE) | BIT(REVISION) | BIT(INSTANCE) | BIT(PASS) | BIT(OFFSET) | BIT(LENGTH);
    unsigned int i;

    for ( i = 0; i < RECORD_NR; i++ )
        if ( (m->seen & ~may) & (1u << i) )
        {
            scan_revisit(js, m->at[i], record_names[i]);
            return scan_refuse(js, EXIT_CORRUPT, "a record of this type has none");
        }
    js->pos = m->end;
    return need(js, record_names, m->seen, must);
}

static int load_known(struct json_scan *js, const struct members *m, struct bag_segment *seg)
{
    const struct lus_record_type *t = m->info;
    unsigned int tail = t->tail == LUS_TAIL_BLOB ? RECORD_BLOB : t->tail == LUS_TAIL_MAP ? RECORD_EXTENTS : RECORD_ENTRIES;
    struct bag_record *rec = bag_add(seg, m->type, m->revision, m->instance);
    int rc;

    if ( !rec )
        return scan_refuse(js, EXIT_CORRUPT, "record %s, instance %u comes twice", t->name, m->instance);
    scan_revisit(js, m->at[RECORD_FIELDS], record_names[RECORD_FIELDS]);
    if ( load_fields(js, t->fields, t->nr_fields, m->revision, rec->fixed) )
        return -1;
    scan_leave(js);
    if ( t->tail == LUS_TAIL_NONE )
        return 0;
    scan_revisit(js, m->at[tail], record_names[tail]);
    rc = t->tail == LUS_TAIL_BLOB ? load_blob(js, rec) : t->tail == LUS_TAIL_MAP ? load_extents(js, rec) : load_entries(js, rec);
    if ( !rc )
        scan_leave(js);
    return rc;
}

static int load_unknown(struct json_scan *js, const struct members *m, struct bag_segment *seg)
{
    uint32_t pass, flags;
    struct bag_record *rec;
    uint8_t *body;
    size_t len;

    if ( member_u32(js, m, RECORD_PASS, LUS_PASSES - 1, &pass) ||
         member_u32(js, m, RECORD_FLAGS, LUS_RECORD_MORE | LUS_RECORD_CHUNK | LUS_RECORD_COPY, &flags) )
        return -1;
    scan_revisit(js, m->at[RECORD_BODY], record_names[RECORD_BODY]);
    if ( load_hex(js, LUS_BODY_MAX, &body, &len) )
        return -1;
    scan_leave(js);
    rec = bag_add_raw(seg, pass, m->type, m->revision, flags, m->instance, body, len);
    free(body);
    if ( !rec && (flags & LUS_RECORD_CHUNK) )
        return scan_refuse(js, EXIT_CORRUPT, "E_CHUNK chunk of a record that is not there");
    if ( !rec )
        return scan_refuse(js, EXIT_CORRUPT, "record type 0x%08x, instance %u comes twice", m->type, m->instance);
    if ( rec->revision != m->revision )
        return scan_refuse(js, EXIT_CORRUPT, "E_CHUNK chunk has another revision than its record");
    return 0;
}

static int load_record(struct json_scan *js, struct bag_segment *seg)
{
    struct members m;

    if ( find_members(js, &m) || identify(js, &m) || check_members(js, &m) )
        return -1;
    js->at = m.at[RECORD_NAME];
    if ( m.info ? load_known(js, &m, seg) : load_unknown(js, &m, seg) )
        return -1;
    js->pos = m.end;
    return 0;
}

enum { SEGMENT_KIND, SEGMENT_DOMID, SEGMENT_RECORDS, SEGMENT_OFFSET, SEGMENT_SIZE, SEGMENT_CRC, SEGMENT_NR };
static const char *const segment_names[SEGMENT_NR] = { "kind", "domid", "records", "offset", "size", "crc" };

static int load_kind(struct json_scan *js, uint32_t *kind)
{
    struct json_scalar v;

    if ( scan_scalar(js, &v) )
        return -1;
    for ( *kind = LUS_SEGMENT_SYSTEM; *kind <= LUS_SEGMENT_DOMAIN; ++*kind )
        if ( json_is(&v, json_segment_name(*kind)) )
            return 0;
    return scan_refuse(js, EXIT_CORRUPT, "E_ENUM \"system\", \"memory\" or \"domain\" expected");
}

/* js->pos is before the records' array. */
static int load_records(struct json_scan *js, struct bag *bag, uint32_t kind, uint32_t domid)
{
    size_t nr = bag->nr;
    struct bag_segment *seg;
    int rc;

    if ( kind != LUS_SEGMENT_DOMAIN && domid )
        return scan_refuse(js, EXIT_CORRUPT, "E_SEGMENT domid belongs to domains alone");
    seg = bag_segment(bag, kind, domid);
    if ( bag->nr == nr )
        return scan_refuse(js, EXIT_CORRUPT, "this segment comes twice");
    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
        if ( load_record(js, seg) )
            return -1;
    return rc;
}

/* What the records are in may be said after them: then they are passed first. */
static int load_segment(struct json_scan *js, struct bag *bag)
{
    uint32_t seen = 0, kind = 0, domid = 0;
    int rc, member, loaded = 0;
    size_t records = 0, end;

    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( (member = which(js, segment_names, SEGMENT_NR, &seen)) < 0 )
            return -1;
        if ( member == SEGMENT_RECORDS )
        {
            records = js->pos;
            loaded = kind == LUS_SEGMENT_DOMAIN && (seen & (1u << SEGMENT_DOMID));
        }
        if ( member == SEGMENT_KIND ? load_kind(js, &kind) : member == SEGMENT_DOMID ? load_u32(js, LUS_DOMID_MAX, &domid) :
             member == SEGMENT_RECORDS && loaded ? load_records(js, bag, kind, domid) : scan_skip(js) )
            return -1;
    }
    if ( rc || need(js, segment_names, seen, 1u << SEGMENT_KIND | 1u << SEGMENT_RECORDS) ||
         (kind == LUS_SEGMENT_DOMAIN && need(js, segment_names, seen, 1u << SEGMENT_DOMID)) )
        return -1;
    if ( loaded )
        return 0;
    end = js->pos;
    scan_revisit(js, records, "records");
    if ( load_records(js, bag, kind, domid) )
        return -1;
    scan_leave(js);
    js->pos = end;
    return 0;
}

static int load_segments(struct json_scan *js, struct bag *bag)
{
    int rc;

    if ( scan_enter(js, '[') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
        if ( load_segment(js, bag) )
            return -1;
    return rc;
}

enum { DOCUMENT_LUSTREAM, DOCUMENT_HEADER, DOCUMENT_SEGMENTS, DOCUMENT_CATALOGUE, DOCUMENT_ERROR, DOCUMENT_NR };
static const char *const document_names[DOCUMENT_NR] = { "lustream", "header", "segments", "catalogue", "error" };

static int load_version_number(struct json_scan *js)
{
    uint64_t v;

    if ( load_number(js, ~0ull, &v) )
        return -1;
    return v == 1 ? 0 : scan_refuse(js, EXIT_REFUSED, "form %llu of the document is not known", (unsigned long long)v);
}

static int load_document(struct json_scan *js, struct bag *bag)
{
    uint32_t seen = 0;
    int rc, member;

    if ( scan_enter(js, '{') )
        return -1;
    while ( (rc = scan_next(js)) > 0 )
    {
        if ( (member = which(js, document_names, DOCUMENT_NR, &seen)) < 0 )
            return -1;
        if ( member == DOCUMENT_ERROR )
            return scan_refuse(js, EXIT_CORRUPT, "document is of a stream that is not valid");
        if ( member == DOCUMENT_LUSTREAM ? load_version_number(js) : member == DOCUMENT_HEADER ? load_header(js, &bag->header) :
             member == DOCUMENT_SEGMENTS ? load_segments(js, bag) : scan_skip(js) )
            return -1;
    }
    if ( rc || need(js, document_names, seen, (1u << DOCUMENT_CATALOGUE) - 1) )
        return -1;
    return scan_end(js);
}

/* More than a text of this size is no stream that any host could have made; it bounds what a pipe may make us hold. */
#define JSON_MAX ((size_t)1 << 36)

int json_load(struct bag *bag, struct input *in, struct problem *p)
{
    struct json_scan js;
    uint8_t *text;
    size_t len;
    int rc;

    if ( input_all(in, &text, &len, JSON_MAX, p) )
        return -1;
    memset(&bag->header, 0, sizeof(bag->header));
    scan_init(&js, (const char *)text, len, p);
    rc = load_document(&js, bag);
    scan_free(&js);
    free(text);
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Grant tables of a dump: sizes and active entries from the JSON and debug key 'g', contents from the frames themselves. */
#include <stdio.h>
#include <stdlib.h>

#include "import-dir.h"
#include "tool/le.h"

#define SHARED_FILE "grant_shared.bin"
#define STATUS_FILE "grant_status.bin"
#define V1_PER_FRAME (LUS_PAGE_SIZE / 8)
#define V2_PER_FRAME (LUS_PAGE_SIZE / 16)
#define STATUS_PER_FRAME (LUS_PAGE_SIZE / 2)
#define UNKNOWN 0xffffffffu
#define NO_DOMID 0x7ff4 /* DOMID_INVALID */

/* struct sizes - of a grant table; UNKNOWN where nothing says */
struct sizes
{
    uint32_t version;
    uint32_t frames;
    uint32_t max_frames;
};

/* The key was pressed a moment after the JSON was written. */
static uint32_t choose(const struct dump *d, const char *what, uint32_t json, uint32_t text)
{
    if ( json == UNKNOWN )
        return text;
    if ( text != UNKNOWN && json != text )
        dump_note(d, "grant table: %s %u in %s, which counts, %u in key-g.txt", what, json, d->json_name, text);
    return json;
}

/* How the two dumpers say sizes; xldump says how many frames it mapped, not how many there are. */
static int find_sizes(const struct dump *d, struct sizes *s)
{
    int have_key = d->key && d->key->have_grants;
    uint32_t max = UNKNOWN, shown = UNKNOWN;

    s->version = s->frames = s->max_frames = UNKNOWN;
    if ( facts_u32(d, d->facts, "", "grant_version", 2, &s->version) < 0 ||
         facts_u32(d, d->facts, "", "grant_frames", 0xfffffffe, &s->frames) < 0 ||
         facts_u32(d, d->facts, "", "grant_max_frames", 0xfffffffe, &s->max_frames) < 0 ||
         facts_u32(d, d->facts, "", "grant_shared_max_frames", 0xfffffffe, &max) < 0 ||
         facts_u32(d, d->facts, "", "grant_status_frames", 0xfffffffe, &shown) < 0 )
        return -1;
    if ( s->max_frames == UNKNOWN )
        s->max_frames = max;
    /* Xen lets the status frames of a version 2 table be mapped, and of no other. */
    if ( s->version == UNKNOWN && !have_key && shown != UNKNOWN )
        s->version = shown ? 2 : 1;
    s->version = choose(d, "version", s->version, have_key ? d->key->version : UNKNOWN);
    s->frames = choose(d, "frames", s->frames, have_key ? d->key->frames : UNKNOWN);
    s->max_frames = choose(d, "greatest number of frames", s->max_frames, have_key ? d->key->max_frames : UNKNOWN);
    return 0;
}

static int put_sizes(const struct dump *d, const struct sizes *s)
{
    struct lus_grant_table table = { .version = (uint8_t)s->version, .nr_frames = s->frames, .max_frames = s->max_frames };
    struct bag_record *rec;

    if ( s->version == UNKNOWN || s->frames == UNKNOWN || s->max_frames == UNKNOWN )
    {
        if ( s->version != UNKNOWN || s->frames != UNKNOWN || s->max_frames != UNKNOWN )
            dump_note(d, "%s has not all sizes of the grant table, and there is no key-g.txt: grant_table is absent",
                      d->json_name);
        return 0;
    }
    /* Xen keeps as many status frames as the entries need (grant_to_status_frames()). */
    if ( s->version == 2 )
        table.nr_status_frames = (uint32_t)(((uint64_t)s->frames * V2_PER_FRAME + STATUS_PER_FRAME - 1) / STATUS_PER_FRAME);
    rec = dump_record(d, LUS_TYPE_GRANT_TABLE, 1, 0);
    return rec ? dump_encoded(d, d->json_name, rec->info->fields, lus_encode_grant_table(rec->fixed, 1, &table), 0) : -1;
}

static int put_maptrack(const struct dump *d)
{
    struct lus_maptrack maptrack;
    struct bag_record *rec;

    if ( !d->key || !d->key->have_grants )
        return 0;
    maptrack.nr_frames = d->key->maptrack;
    maptrack.max_frames = d->key->max_maptrack;
    rec = dump_record(d, LUS_TYPE_MAPTRACK, 1, 0);
    return rec ? dump_encoded(d, "key-g.txt", rec->info->fields, lus_encode_maptrack(rec->fixed, 1, &maptrack), 0) : -1;
}

static int put_active(const struct dump *d)
{
    struct lus_grant_active active = { .trans_domid = NO_DOMID };
    struct bag_record *rec;
    uint8_t wire[LUS_ENTRY_MAX];
    size_t i;

    if ( !d->key || !d->key->have_grants )
        return 0;
    if ( !d->key->all_grants )
    {
        dump_note(d, "key-g.txt is cut in the grants of domain %u: grants_active is absent", d->domid);
        return 0;
    }
    if ( !(rec = dump_record(d, LUS_TYPE_GRANTS_ACTIVE, 1, 0)) )
        return -1;
    for ( i = 0; i < d->key->nr_grants; i++ )
    {
        active.gref = d->key->grants[i].gref;
        active.domid = (uint16_t)d->key->grants[i].domid;
        active.pin = d->key->grants[i].pin;
        active.mfn = d->key->grants[i].mfn;
        if ( dump_encoded(d, "key-g.txt", rec->info->entry->fields, lus_encode_grant_active(wire, &active), active.gref) )
            return -1;
        bag_tail(rec, wire, rec->info->entry->size);
    }
    return 0;
}

static int zero(const uint8_t *p, size_t n)
{
    while ( n-- )
        if ( *p++ )
            return 0;
    return 1;
}

static int put_v1(const struct dump *d, const uint8_t *shared, uint32_t frames)
{
    struct lus_grants_v1 head = { .frames = frames };
    struct bag_record *rec = dump_record(d, LUS_TYPE_GRANTS_V1, 1, 0);
    struct lus_grant_v1 g;
    uint8_t wire[LUS_ENTRY_MAX];
    const uint8_t *p = shared;

    if ( !rec || dump_encoded(d, SHARED_FILE, rec->info->fields, lus_encode_grants_v1(rec->fixed, 1, &head), 0) )
        return -1;
    for ( g.gref = 0; g.gref < frames * V1_PER_FRAME; g.gref++, p += 8 )
    {
        if ( zero(p, 8) )
            continue;
        g.flags = le16(p);
        g.domid = le16(p + 2);
        g.frame = le32(p + 4);
        if ( dump_encoded(d, SHARED_FILE, rec->info->entry->fields, lus_encode_grant_v1(wire, &g), g.gref) )
            return -1;
        bag_tail(rec, wire, rec->info->entry->size);
    }
    return 0;
}

static int put_v2(const struct dump *d, const uint8_t *shared, uint32_t frames, const uint8_t *status, uint32_t status_frames)
{
    struct lus_grants_v2 head = { .frames = frames, .status_frames = status_frames };
    struct bag_record *rec = dump_record(d, LUS_TYPE_GRANTS_V2, 1, 0);
    struct lus_grant_v2 g = { 0 };
    uint8_t wire[LUS_ENTRY_MAX];
    const uint8_t *p = shared;
    uint32_t with_status = status_frames * STATUS_PER_FRAME, entries = frames * V2_PER_FRAME;

    if ( !rec || dump_encoded(d, SHARED_FILE, rec->info->fields, lus_encode_grants_v2(rec->fixed, 1, &head), 0) )
        return -1;
    for ( g.gref = 0; g.gref < entries; g.gref++, p += 16 )
    {
        g.status = g.gref < with_status ? le16(status + 2 * (size_t)g.gref) : 0;
        if ( zero(p, 16) && !g.status )
            continue;
        g.flags = le16(p);
        g.domid = le16(p + 2);
        g.word1 = le16(p + 4);
        g.word2 = le16(p + 6);
        g.frame = le64(p + 8);
        if ( dump_encoded(d, SHARED_FILE, rec->info->entry->fields, lus_encode_grant_v2(wire, &g), g.gref) )
            return -1;
        bag_tail(rec, wire, rec->info->entry->size);
    }
    if ( with_status > entries && !zero(status + 2 * entries, 2 * (size_t)(with_status - entries)) )
        dump_note(d, STATUS_FILE " has status of entries whose shared frame was not read: left out");
    return 0;
}

/* A file of whole frames; @key: where the JSON says how many. Return: as dump_file(). */
static int frames_file(const struct dump *d, const char *file, const char *key, uint8_t **bytes, uint32_t *frames)
{
    char status[32], failed[32];
    uint32_t said;
    size_t len;
    int have = facts_u32(d, d->facts, "", key, 0xffffffff, &said);
    int rc = have < 0 ? -1 : dump_file(d, file, bytes, &len);

    if ( !rc && have )
        dump_lost(d, file, key, said);
    snprintf(status, sizeof(status), "%s_status", file);
    snprintf(failed, sizeof(failed), "%s_errno", file);
    if ( !rc && !have && json_object_get(d->facts, status) && !json_object_get(d->facts, failed) )
        dump_note(d, "no %s, but %s says that it was read (%s): absent", file, d->json_name, status);
    if ( rc <= 0 )
        return rc;
    *frames = (uint32_t)(len / LUS_PAGE_SIZE);
    if ( len && len % LUS_PAGE_SIZE == 0 && (!have || said == *frames) )
        return 1;
    if ( have )
        return dump_problem(d, file, len, "%zu bytes, but %s says %u frames (%s)", len, d->json_name, said, key);
    return dump_problem(d, file, len, "%zu bytes, which is not a whole number of frames", len);
}

static int put_contents(const struct dump *d, uint32_t version, uint32_t all)
{
    uint8_t *shared = NULL, *status = NULL;
    uint32_t frames = 0, status_frames = 0;
    int rc = frames_file(d, SHARED_FILE, "grant_shared_frames", &shared, &frames);
    int have_shared = rc > 0;

    if ( rc >= 0 )
        rc = frames_file(d, STATUS_FILE, "grant_status_frames", &status, &status_frames);
    if ( rc >= 0 && have_shared && all != UNKNOWN && frames != all )
        dump_note(d, SHARED_FILE " has %u frames of %u", frames, all);
    if ( rc >= 0 && version == 2 && have_shared )
        rc = put_v2(d, shared, frames, status, status_frames);
    else if ( rc > 0 )
        dump_note(d, STATUS_FILE " is there, but the table is not known to be of version 2: left out");
    if ( rc >= 0 && version != 2 && have_shared )
        rc = version == 1 ? put_v1(d, shared, frames) : 0;
    if ( rc >= 0 && have_shared && version != 1 && version != 2 )
        dump_note(d, SHARED_FILE ": nothing says of which version its entries are: left out");
    free(shared);
    free(status);
    return rc < 0 ? -1 : 0;
}

int dump_grants(const struct dump *d)
{
    struct sizes sizes;

    return find_sizes(d, &sizes) || put_sizes(d, &sizes) || put_maptrack(d) || put_active(d) ||
           put_contents(d, sizes.version, sizes.frames) ? -1 : 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The importer of capture directories: finds the dumps, their debug keys and the version of their Xen; puts each in the bag. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "import-dir.h"

/* How far above a dump host/xl-info.txt may be. */
#define HOST_LEVELS 4

/* struct version - of a Xen; 0.0 when nothing says */
struct version
{
    uint16_t major;
    uint16_t minor;
    char extra[17];
};

/* struct walk - over the dumps below what the user gave */
struct walk
{
    struct bag *bag;
    struct import_options *o;
    struct problem *p;
    size_t top;                 /* length of the user's path */
    unsigned int dumps;
    struct version version;
};

static char *join_path(const char *dir, const char *name)
{
    size_t room = strlen(dir) + strlen(name) + 2;
    char *path = xmalloc(room);

    snprintf(path, room, "%s/%s", dir, name);
    return path;
}

/* Whether a file, or the same packed, is in a directory. */
static int has_file(const char *dir, const char *name)
{
    static const char *const packed[] = { "", ".xz", ".gz" };
    char *base = join_path(dir, name), *path;
    const size_t room = strlen(base) + 4;
    struct stat st;
    unsigned int i;
    int found = 0;

    for ( i = 0; i < sizeof(packed) / sizeof(packed[0]) && !found; i++ )
    {
        path = xmalloc(room);
        snprintf(path, room, "%s%s", base, packed[i]);
        found = stat(path, &st) == 0 && S_ISREG(st.st_mode);
        free(path);
    }
    free(base);
    return found;
}

static int is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int is_dump(const char *dir)
{
    return has_file(dir, "facts.json") || has_file(dir, "dom.json") || has_file(dir, "domaininfo.bin");
}

/* The dump in a directory: itself, or what its dumper's directory is called. NULL if there is none. */
static char *dump_in(const char *dir)
{
    static const char *const names[] = { "xdump", "xldump" };
    unsigned int i;
    char *path;

    if ( is_dump(dir) )
        return join_path(dir, ".");
    for ( i = 0; i < sizeof(names) / sizeof(names[0]); i++ )
    {
        path = join_path(dir, names[i]);
        if ( is_dump(path) )
            return path;
        free(path);
    }
    return NULL;
}

/* Cuts the last component off an absolute path. Return: 0 at the root. */
static int parent(char *path)
{
    char *slash = strrchr(path, '/');

    if ( !slash || !slash[1] )
        return 0;
    slash[slash == path] = 0;
    return 1;
}

/* The value of "key   : value" in a text, "" to the end of the line. Return: NULL if there is no such line. */
static const char *info_value(const char *text, size_t len, const char *key, size_t *n)
{
    const char *at = text, *end = text + len, *line;

    for ( ; at < end; at = line + 1 )
    {
        line = memchr(at, '\n', (size_t)(end - at));
        if ( !line )
            line = end;
        if ( (size_t)(line - at) < strlen(key) || memcmp(at, key, strlen(key)) )
            continue;
        for ( at += strlen(key); at < line && *at == ' '; at++ )
            ;
        if ( at == line || *at++ != ':' )
            continue;
        while ( at < line && *at == ' ' )
            at++;
        while ( line > at && isspace((unsigned char)line[-1]) )
            line--;
        *n = (size_t)(line - at);
        return at;
    }
    return NULL;
}

static int info_number(const char *text, size_t len, const char *key, uint16_t *v)
{
    size_t n, i;
    const char *value = info_value(text, len, key, &n);

    if ( !value || !n || n > 4 )
        return 0;
    for ( *v = 0, i = 0; i < n; i++ )
    {
        if ( value[i] < '0' || value[i] > '9' )
            return 0;
        *v = (uint16_t)(*v * 10 + (value[i] - '0'));
    }
    return 1;
}

/* What `xl info` printed. */
static int read_info(struct version *v, const char *text, size_t len, struct problem *p)
{
    size_t n, i;
    const char *extra = info_value(text, len, "xen_extra", &n);

    if ( !info_number(text, len, "xen_major", &v->major) || !info_number(text, len, "xen_minor", &v->minor) || !extra )
        return problem(p, EXIT_CORRUPT, NO_OFFSET, "xl-info.txt: xen_major, xen_minor or xen_extra is missing or not a number");
    for ( i = 0; i < n && i < sizeof(v->extra) - 1; i++ )
    {
        if ( extra[i] < 0x20 || extra[i] > 0x7e )
            return problem(p, EXIT_CORRUPT, (uint64_t)(extra + i - text), "xl-info.txt: xen_extra has bytes that are not text");
        v->extra[i] = extra[i];
    }
    return 0;
}

/* host/xl-info.txt in the dump or above it. @real is taken apart. */
static int find_version(struct version *v, char *real, struct problem *p)
{
    unsigned int level;
    uint8_t *text;
    size_t len;
    char *host;
    int rc;

    for ( level = 0; level <= HOST_LEVELS; level++ )
    {
        host = join_path(real, "host");
        rc = dir_file(host, "xl-info.txt", &text, &len, p);
        free(host);
        if ( rc < 0 )
            return -1;
        if ( rc )
        {
            rc = read_info(v, (const char *)text, len, p);
            free(text);
            return rc;
        }
        if ( !parent(real) )
            break;
    }
    return 0;
}

/* struct interface - which releases have a domctl interface: 4.@first to 4.@last */
struct interface
{
    uint32_t domctl;
    uint16_t first;
    uint16_t last;
};

static const struct interface interfaces[] = {
    { 0x10, 11, 11 }, { 0x11, 12, 12 }, { 0x12, 13, 14 }, { 0x13, 15, 15 }, { 0x14, 16, 16 }, { 0x15, 17, 17 }, { 0x16, 18, 18 },
    { 0x17, 19, 21 }, { 0x18, 22, 22 }
};

/*
 * The release, of which the record layouts depend: what `xl info` said, else what the domctl interface tells if it is that of one
 * release only, else what the user says. @v: in and out.
 */
static int settle_version(struct dump *d, struct version *v)
{
    const struct interface *f = NULL;
    size_t i;

    for ( i = 0; i < sizeof(interfaces) / sizeof(interfaces[0]); i++ )
        if ( interfaces[i].domctl == d->domctl )
            f = &interfaces[i];
    if ( d->domctl && !f )
        dump_note(d, "domctl interface 0x%x is of no release that is known here", d->domctl);
    if ( f && !v->major && f->first == f->last )
    {
        v->major = 4;
        v->minor = f->first;
    }
    d->major = v->major ? v->major : d->o->have_producer ? d->o->producer_major : 0;
    d->minor = v->major ? v->minor : d->o->have_producer ? d->o->producer_minor : 0;
    if ( f && d->major && (d->major != 4 || d->minor < f->first || d->minor > f->last) )
        return dump_problem(d, d->json_name, NO_OFFSET, "domctl interface 0x%x is not that of Xen %u.%u", d->domctl, d->major,
                            d->minor);
    return 0;
}

/* All dumps of one stream are of one host. */
static int same_version(struct walk *w, const struct dump *d, const struct version *v)
{
    if ( !w->dumps++ )
        w->version = *v;
    else if ( w->version.major != v->major || w->version.minor != v->minor || strcmp(w->version.extra, v->extra) )
        return dump_problem(d, d->json_name, NO_OFFSET, "taken on Xen %u.%u%.16s, the domains before it on %u.%u%.16s", v->major,
                            v->minor, v->extra, w->version.major, w->version.minor, w->version.extra);
    return 0;
}

/* A debug key's text beside the dump's directory, or beside the one that holds it. Return: as dir_file(). */
static int read_key(const struct dump *d, const char *real, const char *name, uint8_t **text, size_t *len)
{
    char *dir = join_path(real, "");
    unsigned int level;
    int rc = 0;

    dir[strlen(real)] = 0;
    for ( level = 0; level < 2 && !rc && parent(dir); level++ )
        rc = dir_file(dir, name, text, len, d->p);
    free(dir);
    return rc;
}

/* key-e.txt and key-g.txt. */
static int read_keys(struct dump *d, const char *real)
{
    static const char *const names[] = { "key-e.txt", "key-g.txt" };
    const struct key_domain *key;
    unsigned int i;
    uint8_t *text;
    size_t len;
    int rc = 0;

    for ( i = 0; i < sizeof(names) / sizeof(names[0]) && rc >= 0; i++ )
    {
        rc = read_key(d, real, names[i], &text, &len);
        if ( rc <= 0 )
            continue;
        rc = key_text_read(d->keys, (const char *)text, len, names[i], d->p);
        free(text);
        key = key_domain(d->keys, d->domid);
        if ( !rc && !(key && (i ? key->have_grants : key->have_ports)) )
            dump_note(d, "%s says nothing of domain %u", names[i], d->domid);
    }
    return rc < 0 ? -1 : 0;
}

static int import_general(const struct dump *d, const char *real)
{
    uint8_t *text;
    size_t len;
    int rc = read_key(d, real, "key-q.txt", &text, &len);

    if ( rc <= 0 )
        return rc;
    rc = dump_general(d, (const char *)text, len);
    free(text);
    return rc;
}

static int read_facts(struct dump *d)
{
    uint8_t *text = NULL;
    size_t len;
    int rc;

    d->json_name = "facts.json";
    rc = dump_file(d, d->json_name, &text, &len);
    if ( !rc )
    {
        d->json_name = "dom.json";
        rc = dump_file(d, d->json_name, &text, &len);
    }
    if ( rc > 0 )
        rc = facts_parse(d, text, len, &d->facts);
    else if ( !rc )
        dump_note(d, "no facts.json or dom.json: what only it says is absent");
    free(text);
    return rc < 0 ? -1 : 0;
}

/* Whether this importer reads a file of a dump. */
static int is_known_file(const char *name)
{
    static const char *const names[] = {
        "facts.json", "dom.json", "domaininfo.bin", "hvmctx.bin", "cpuid.bin", "msr.bin", "cpu-policy.txt", "shared_info.bin",
        "pfntypes.bin", "p2m.bin", "grant_shared.bin", "grant_status.bin"
    };
    static const char *const ends[] = { ".ctx", ".ext", ".xsave", ".msrs" };
    size_t i, n = strlen(name);

    if ( n > 3 && (!strcmp(name + n - 3, ".xz") || !strcmp(name + n - 3, ".gz")) )
        n -= 3;
    for ( i = 0; i < sizeof(names) / sizeof(names[0]); i++ )
        if ( strlen(names[i]) == n && !memcmp(name, names[i], n) )
            return 1;
    if ( n < 5 || memcmp(name, "vcpu", 4) )
        return 0;
    for ( i = 4; i < n && name[i] >= '0' && name[i] <= '9'; i++ )
        ;
    for ( n -= i, name += i, i = 0; i < sizeof(ends) / sizeof(ends[0]); i++ )
        if ( strlen(ends[i]) == n && !memcmp(name, ends[i], n) )
            return 1;
    return 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void note_files(const struct dump *d)
{
    struct dirent **list;
    int i, n = scandir(d->path, &list, NULL, by_name);
    const char *c;

    for ( i = 0; i < n; i++ )
    {
        for ( c = list[i]->d_name; *c >= 0x20 && *c < 0x7f; c++ )
            ;
        if ( list[i]->d_name[0] != '.' && !is_known_file(list[i]->d_name) )
            dump_note(d, "%s is not read", *c ? "a file with a strange name" : list[i]->d_name);
        free(list[i]);
    }
    if ( n >= 0 )
        free(list);
}

/* One dump whose facts are read. */
static int import_facts(struct walk *w, struct dump *d, const char *real, char *scratch)
{
    struct version version = { 0 };
    size_t i;

    if ( dump_identity(d) || find_version(&version, scratch, d->p) || settle_version(d, &version) ||
         same_version(w, d, &version) || read_keys(d, real) )
        return -1;
    for ( i = 0; i < w->bag->nr; i++ )
        if ( w->bag->segments[i]->kind == LUS_SEGMENT_DOMAIN && w->bag->segments[i]->domid == d->domid )
            return dump_problem(d, d->json_name, NO_OFFSET, "domain %u comes twice", d->domid);
    d->seg = bag_segment(w->bag, LUS_SEGMENT_DOMAIN, d->domid);
    d->key = key_domain(d->keys, d->domid);
    facts_unread(d);
    note_files(d);
    return dump_facts(d) || dump_info(d) || dump_vcpus(d) || dump_memory(d) || dump_evtchns(d) || dump_grants(d) ||
           import_general(d, real) ? -1 : 0;
}

static int import_dump(struct walk *w, const char *path)
{
    struct dump d = { .path = path, .name = path + w->top, .o = w->o, .p = w->p };
    char *real = realpath(path, NULL), *scratch = realpath(path, NULL), *name = NULL;
    int rc = -1;

    if ( !real || !scratch )
        problem(w->p, EXIT_USAGE, NO_OFFSET, "%.200s: %s", path, strerror(errno));
    else
    {
        while ( *d.name == '/' )
            d.name++;
        name = join_path(d.name, "");
        name[strlen(d.name)] = 0;
        if ( !strcmp(name, ".") )
            name[0] = 0;
        else if ( strlen(name) > 2 && !strcmp(name + strlen(name) - 2, "/.") )
            name[strlen(name) - 2] = 0;
        d.name = name;
        d.keys = key_text_new();
        rc = read_facts(&d) ? -1 : import_facts(w, &d, real, scratch);
        key_text_free(d.keys);
    }
    json_decref(d.facts);
    free(d.info);
    free(name);
    free(real);
    free(scratch);
    return rc;
}

/* Every directory in @path that is a dump or holds one. */
static int import_several(struct walk *w, const char *path)
{
    struct dirent **list;
    int i, rc = 0, n = scandir(path, &list, NULL, by_name);
    char *dir, *dump;

    if ( n < 0 )
        return problem(w->p, EXIT_USAGE, NO_OFFSET, "cannot read the directory: %s", strerror(errno));
    for ( i = 0; i < n; i++ )
    {
        if ( list[i]->d_name[0] != '.' && !rc )
        {
            dir = join_path(path, list[i]->d_name);
            dump = dump_in(dir);
            rc = dump ? import_dump(w, dump) : 0;
            if ( !dump && is_directory(dir) && strcmp(list[i]->d_name, "host") )
                import_note(w->o, "%s has no dump in it: not read", dir + w->top + 1);
            free(dump);
            free(dir);
        }
        free(list[i]);
    }
    free(list);
    return rc;
}

int import_dir(struct bag *bag, const char *path, struct import_options *o, struct problem *p)
{
    struct walk w = { .bag = bag, .o = o, .p = p, .top = strlen(path) };
    char *dump = dump_in(path);
    int rc = dump ? import_dump(&w, dump) : import_several(&w, path);

    free(dump);
    if ( rc )
        return -1;
    if ( !w.dumps )
        return problem(p, EXIT_CORRUPT, NO_OFFSET, "not a capture: no facts.json, dom.json or domaininfo.bin in it, in xdump/ or "
                                                   "xldump/, or one directory below");
    return import_header(bag, LUS_SOURCE_KIND_CAPTURE, w.version.major, w.version.minor, w.version.extra, o, p);
}

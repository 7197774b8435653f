/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Damaged dumps: a real one is unpacked into a directory of its own, damaged in one place, imported, and put right again. What
 * comes out must be a stream that lus_check() passes, or a problem that names the file.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import-dir.h"

#define FILES_MAX 40
#define BYTES_MAX (16u << 20)

/* struct file - of the copy, as it was */
struct file
{
    char dir[64];
    char name[64];
    uint8_t *bytes;
    size_t len;
};

static struct file files[FILES_MAX];
static unsigned int nr_files;
static char copy[64];
static unsigned long refused, taken;
static int hvm;

static void write_file(const struct file *f, const uint8_t *bytes, size_t len)
{
    char path[8192];
    FILE *out;

    snprintf(path, sizeof(path), "%s/%s", f->dir, f->name);
    out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    fclose(out);
}

static void drop_file(const struct file *f)
{
    char path[8192];

    snprintf(path, sizeof(path), "%s/%s", f->dir, f->name);
    assert_int_equal(unlink(path), 0);
}

/* Copies the files of a directory that an importer may look at, unpacked. */
static void take_files(const char *from, const char *to, int keys)
{
    struct dirent **list;
    int i, n = scandir(from, &list, NULL, alphasort);
    struct file *f;
    size_t len;
    char *xz;

    for ( i = 0; i < n; i++ )
    {
        f = &files[nr_files];
        snprintf(f->name, sizeof(f->name), "%.60s", list[i]->d_name);
        xz = strstr(f->name, ".xz");
        if ( xz )
            *xz = 0;
        if ( list[i]->d_name[0] != '.' && (keys ? !strcmp(f->name, "key-e.txt") || !strcmp(f->name, "key-g.txt") || !strcmp(f->name, "key-q.txt") : 1) )
        {
            snprintf(f->dir, sizeof(f->dir), "%s", to);
            assert_true(nr_files < FILES_MAX);
            f->bytes = (uint8_t *)text_of(from, f->name, &len);
            f->len = len;
            write_file(f, f->bytes, f->len);
            nr_files++;
        }
        free(list[i]);
    }
    free(list);
}

/* Imports the copy. Return: whether it was refused; then the problem is good to read and names @name if that isn't NULL. */
static int try_import(const char *name)
{
    static struct got got;
    struct problem p;

    if ( import_path(&got, copy, &p) == 0 )
    {
        got_free(&got);
        taken++;
        return 0;
    }
    assert_true(p.code == EXIT_CORRUPT || p.code == EXIT_USAGE || p.code == EXIT_REFUSED);
    assert_true(strlen(p.text) > 10 && strlen(p.text) < sizeof(p.text));
    if ( name && !strstr(p.text, name) )
        fail_msg("the problem does not name %s: %s", name, p.text);
    refused++;
    return 1;
}

/*
 * Whether the end of a file can be lost without anyone noticing: whole lines can, and what an HVM guest's dump has of its vcpus
 * is not read.
 */
static int may_lose(const struct file *f)
{
    return (hvm && !strncmp(f->name, "vcpu", 4)) || !strncmp(f->name, "key-", 4) || !strcmp(f->name, "cpu-policy.txt");
}

static void cut_files(void)
{
    unsigned int i, j;
    const struct file *f;

    for ( i = 0; i < nr_files; i++ )
    {
        size_t cuts[] = { 0, 1, files[i].len / 3, files[i].len / 2, files[i].len - 8, files[i].len - 1 };

        f = &files[i];
        for ( j = 0; j < sizeof(cuts) / sizeof(cuts[0]); j++ )
        {
            if ( f->len < 16 )
                break;
            /* The JSON ends in a newline, which nobody misses. */
            if ( j == 5 && f->bytes[f->len - 1] == '\n' && !may_lose(f) )
                continue;
            write_file(f, f->bytes, cuts[j]);
            /* Of grant frames there may be fewer than the table has. */
            if ( !try_import(may_lose(f) ? NULL : f->name) && !may_lose(f) && (cuts[j] == 0 || cuts[j] % 4096) )
                fail_msg("%s cut to %zu bytes was taken", f->name, cuts[j]);
        }
        write_file(f, f->bytes, f->len);
        /* Without the file, what it had is absent, or it is named. */
        drop_file(f);
        try_import(NULL);
        write_file(f, f->bytes, f->len);
    }
}

static void flip_bits(void)
{
    unsigned int i, n;
    uint32_t random = 12345;
    uint8_t *bytes;
    struct file *f;

    for ( i = 0; i < nr_files; i++ )
    {
        f = &files[i];
        bytes = xmalloc(f->len + 1);
        for ( n = 0; n < 60 && f->len; n++ )
        {
            memcpy(bytes, f->bytes, f->len);
            random = random * 1664525 + 1013904223;
            bytes[(random >> 4) % f->len] ^= (uint8_t)(1u << (random >> 28 & 7));
            write_file(f, bytes, f->len);
            try_import(NULL);
        }
        write_file(f, f->bytes, f->len);
        free(bytes);
    }
}

/* A text in the place of each value of the JSON. */
static void change_values(const struct file *f)
{
    static const char deep[] = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";
    static const char *const values[] = {
        "-1", "18446744073709551615", "99999999999999999999999", "1e300", "1.5", "\"x\"", "\"0x\"", "\"0x10000000000000000\"",
        "null", "{}", "[]", "true", "[{}]", "[1,2]", "4294967295", deep
    };
    const char *text = (const char *)f->bytes, *at, *end;
    unsigned long before = refused;
    unsigned int i, n = 0;
    char *changed;
    int len;

    for ( at = text; (at = strstr(at, "\": ")) != NULL; )
    {
        at += 3;
        end = at + (*at == '[' || *at == '{' ? 1 : strcspn(at, *at == '"' ? "}\n" : ",}\n"));
        if ( *at == '"' )
            end = strchr(at + 1, '"') + 1;
        if ( n++ % 4 && n > 60 )
            continue;
        for ( i = 0; i < sizeof(values) / sizeof(values[0]); i++ )
        {
            changed = xmalloc(f->len + sizeof(deep));
            len = sprintf(changed, "%.*s%s%s", (int)(at - text), text, values[i], end);
            write_file(f, (uint8_t *)changed, (size_t)len);
            try_import(NULL);
            free(changed);
        }
    }
    write_file(f, f->bytes, f->len);
    assert_true(n > 40 && refused > before + 200);
}

/* What must be refused, each by name. */
static void contradict(const struct file *json)
{
    static const struct { const char *from, *to, *says; } changes[] = {
        { "\"tot_pages\": ", "\"tot_pages\": 1", "tot_pages" },
        { "\"max_pages\": ", "\"max_pages\": 1", "max_pages" },
        { "\"domid\": ", "\"domid\": 1", "another domain" },
        { "\"hvm\": ", "\"hvm\": 1", "hvm" },
        { "\"port\": 2,", "\"port\": 1,", "port 1 comes twice" },
        { "\"port\": 2,", "\"port\": 0,", "port" },
        { "\"port\": 2,", "\"port\": 200000,", "port" },
        { "\"virq\": 0", "\"virq\": 99", "virq" },
        { "\"status\": \"ipi\"", "\"status\": \"?\"", "status" },
        { "\"pfntype_histogram\": [", "\"pfntype_histogram\": [1", "pfntype_histogram" },
        { "\"vcpu\": 0, \"online\"", "\"vcpu\": 8192, \"online\"", "vcpu" },
        { "\"handle\": \"1", "\"handle\": \"2", "handle" },
        { "\"tsc\": {\"mode\": ", "\"tsc\": {\"mode\": 7", "mode" },
        { "\"vcpus\":", "\"vcpus\": 3, \"more\":", "vcpus" },
        { "{", "[", "facts.json" },
        { "{", "{}", "domid" },
    };
    const char *text = (const char *)json->bytes, *at;
    char *changed;
    unsigned int i;
    int len;

    for ( i = 0; i < sizeof(changes) / sizeof(changes[0]); i++ )
    {
        at = strstr(text, changes[i].from);
        if ( !at )
            continue;
        changed = xmalloc(json->len + 64);
        len = sprintf(changed, "%.*s%s%s", (int)(at - text), text, changes[i].to, at + strlen(changes[i].from));
        write_file(json, (uint8_t *)changed, (size_t)len);
        if ( !try_import(strcmp(changes[i].says, "facts.json") ? (i == 15 ? NULL : changes[i].says) : json->name) )
            fail_msg("%s: taken", changes[i].to);
        free(changed);
    }
    write_file(json, json->bytes, json->len);
}

/* Lines of debug keys 'e' and 'g' that are none; those of 'q' are in import-dir-general.c. */
static void spoil_keys(void)
{
    static const struct { const char *from, *to, *says; } changes[] = {
        { "        2 [", "        1 [", "ascend" },
        { "s=3 ", "s=9 ", "state" },
        { "s=3 n=0 x=0 d=0 p=", "s=3 n=0 x=0 d=0 q=", "cut" },
        { "n=0", "n=99999999999999", "event channel" },
        { "[0x000]", "[0x]", "active grant" },
        { "0x00000002", "0x0000000x", "active grant" },
        { "/  -   ]", "/0]", "two ABIs" },
    };
    unsigned int i, j, hits = 0;
    const char *at, *own, *text;
    char *changed;
    int len;

    for ( i = 0; i < nr_files; i++ )
        for ( j = 0; j < sizeof(changes) / sizeof(changes[0]) &&
                     (!strcmp(files[i].name, "key-e.txt") || !strcmp(files[i].name, "key-g.txt")); j++ )
        {
            text = (const char *)files[i].bytes;
            own = strstr(text, "domain 1:");
            at = strstr(own ? own : text, changes[j].from);
            if ( !at )
                continue;
            changed = xmalloc(files[i].len + 64);
            len = sprintf(changed, "%.*s%s%s", (int)(at - text), text, changes[j].to, at + strlen(changes[j].from));
            write_file(&files[i], (uint8_t *)changed, (size_t)len);
            assert_true(try_import(changes[j].says));
            hits++;
            free(changed);
            write_file(&files[i], files[i].bytes, files[i].len);
        }
    assert_true(hits >= 5);
}

void check_damage(const char *dir)
{
    char from[1024], inner[64], parent[64];
    struct file *json = NULL, *f;
    unsigned int i;

    nr_files = 0;
    hvm = strstr(dir, "hvm") != NULL;
    refused = taken = 0;
    snprintf(parent, sizeof(parent), "/tmp/test-import-dir-XXXXXX");
    assert_non_null(mkdtemp(parent));
    snprintf(copy, sizeof(copy), "%s", parent);
    snprintf(inner, sizeof(inner), "%.40s/xdump", parent);
    assert_int_equal(mkdir(inner, 0700), 0);
    take_files(dir, inner, 0);
    for ( snprintf(from, sizeof(from), "%s", dir), i = 0; i < 2; i++ )
    {
        *strrchr(from, '/') = 0;
        take_files(from, parent, 1);
    }
    assert_false(try_import(NULL));
    cut_files();
    for ( i = 0; i < nr_files; i++ )
        if ( !strcmp(files[i].name, "facts.json") || !strcmp(files[i].name, "dom.json") )
            json = &files[i];
    assert_non_null(json);
    contradict(json);
    spoil_keys();
    /* The two big files cost much time and do not change what the rest does. */
    for ( f = files; f < files + nr_files; f++ )
        if ( !strcmp(f->name, "p2m.bin") || !strcmp(f->name, "pfntypes.bin") )
        {
            drop_file(f);
            f->len = 0;
            snprintf(f->name, sizeof(f->name), "empty%u", (unsigned int)(f - files));
            write_file(f, f->bytes, 0);
        }
    flip_bits();
    change_values(json);
    print_message("%lu damaged dumps refused, %lu taken\n", refused, taken);
    for ( f = files; f < files + nr_files; f++ )
    {
        drop_file(f);
        free(f->bytes);
    }
    assert_int_equal(rmdir(inner), 0);
    assert_int_equal(rmdir(parent), 0);
}

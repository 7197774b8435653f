/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Files of a dump, and problems and notes that name them. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "import-dir.h"

/* The end of a name says more than its beginning, and struct problem holds only so much. */
static const char *name_end(const char *name)
{
    size_t n = strlen(name);

    return n > 120 ? name + n - 120 : name;
}

static int open_in(const char *dir, const char *file, struct input **in, struct problem *p)
{
    static const char *const packed[] = { "", ".xz", ".gz" };
    size_t room = strlen(dir) + strlen(file) + 5;
    char *path = xmalloc(room);
    struct stat st;
    unsigned int i;

    for ( i = 0; i < sizeof(packed) / sizeof(packed[0]); i++ )
    {
        snprintf(path, room, "%s/%s%s", dir, file, packed[i]);
        if ( lstat(path, &st) != 0 )
            continue;
        if ( stat(path, &st) != 0 )
            problem(p, EXIT_USAGE, NO_OFFSET, "a link that cannot be followed: %s", strerror(errno));
        else if ( !S_ISREG(st.st_mode) )
            problem(p, EXIT_USAGE, NO_OFFSET, "has the name of a file of a capture, and is none");
        *in = p->code ? NULL : input_open(path, p);
        free(path);
        return *in ? 1 : -1;
    }
    free(path);
    return 0;
}

static int read_in(const char *dir, const char *file, uint8_t **buf, size_t *len, struct problem *p)
{
    struct input *in;
    int rc = open_in(dir, file, &in, p);

    *buf = NULL;
    *len = 0;
    if ( rc <= 0 )
        return rc;
    rc = input_all(in, buf, len, DUMP_FILE_MAX, p);
    input_close(in);
    return rc ? -1 : 1;
}

/* What the first problem says, with the file's name before it. */
static void put_name(struct problem *p, const char *dir, const char *file)
{
    char text[sizeof(p->text)];

    memcpy(text, p->text, sizeof(text));
    text[sizeof(text) - 1] = 0;
    snprintf(p->text, sizeof(p->text), "%s%s%s: %.260s", name_end(dir), *dir ? "/" : "", file, text);
}

int dir_file(const char *dir, const char *file, uint8_t **buf, size_t *len, struct problem *p)
{
    int rc = read_in(dir, file, buf, len, p);

    if ( rc < 0 )
        put_name(p, dir, file);
    return rc;
}

int dump_named(const struct dump *d, const char *file, int rc)
{
    if ( rc < 0 )
        put_name(d->p, d->name, file);
    return rc;
}

int dump_open(const struct dump *d, const char *file, struct input **in)
{
    return dump_named(d, file, open_in(d->path, file, in, d->p));
}

int dump_file(const struct dump *d, const char *file, uint8_t **buf, size_t *len)
{
    return dump_named(d, file, read_in(d->path, file, buf, len, d->p));
}

int dump_problem(const struct dump *d, const char *file, uint64_t offset, const char *format, ...)
{
    char text[260];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    problem(d->p, EXIT_CORRUPT, offset, "%s", text);
    return dump_named(d, file, -1);
}

void dump_note(const struct dump *d, const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    import_note(d->o, "%s: %s", *d->name ? name_end(d->name) : ".", text);
}

void dump_lost(const struct dump *d, const char *file, const char *key, uint64_t said)
{
    if ( said )
        dump_note(d, "no %s, but %s says that it has %llu (%s): absent", file, d->json_name, (unsigned long long)said, key);
}

struct bag_record *dump_record(const struct dump *d, uint32_t type, uint32_t revision, uint32_t instance)
{
    struct bag_record *rec = part_record(d->seg, type, revision, instance, NO_OFFSET, d->p);

    if ( !rec )
        dump_named(d, d->json_name, -1);
    return rec;
}

int dump_encoded(const struct dump *d, const char *file, const struct lus_field *fields, int bad, uint64_t which)
{
    if ( !bad )
        return 0;
    return dump_problem(d, file, NO_OFFSET, "(domain %u, entry or record %llu, field %s): E_RANGE the value cannot be there", d->domid,
                        (unsigned long long)which, fields[bad - 1].name);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Where a note comes from: an image, a file, or a release with features changed. spec/programs.md [P-50] [P-51] */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "file.h"
#include "note-source.h"

const char *known_bit(const char *what, uint32_t bit)
{
    return *what == 'f' ? lus_feature_name(bit) : *what == 'h' ? lus_hypercall_name(bit) : lus_xenfeat_name(bit);
}

const char *bit_name(const char *what, uint32_t bit, char buf[32])
{
    const char *name = known_bit(what, bit);
    size_t i;

    if ( !name )
        snprintf(buf, 32, "bit %u", bit);
    for ( i = 0; name && (i == 0 || name[i - 1]) && i < 32; i++ )
        buf[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];
    buf[31] = 0;
    return buf;
}

/* A decimal number of at most 3 digits; *text behind it. Return: 0, or -1. */
static int take_number(const char **text, uint32_t *value)
{
    int digits = 0;

    for ( *value = 0; isdigit((unsigned char)**text) && digits < 3; digits++ )
        *value = *value * 10 + (uint32_t)(*(*text)++ - '0');
    return digits && !isdigit((unsigned char)**text) ? 0 : -1;
}

/* "4.15", "4.15.3", and then the end or a comma. Return: 1 if @what is of this form, *rest behind it. */
static int is_release(const char *what, uint32_t *major, uint32_t *minor, uint32_t *point, const char **rest)
{
    *rest = what;
    *point = LUS_POINT_LAST;
    if ( take_number(rest, major) || *(*rest)++ != '.' || take_number(rest, minor) )
        return 0;
    if ( **rest == '.' && (++*rest, take_number(rest, point)) )
        return 0;
    return !**rest || **rest == ',';
}

static int same_name(const char *text, size_t n, const char *name)
{
    size_t i;

    for ( i = 0; i < n && name[i]; i++ )
        if ( text[i] != tolower((unsigned char)name[i]) )
            return 0;
    return i == n && !name[i];
}

/* ",+NAME" or ",-NAME", again and again. */
static int take_features(const char *rest, uint64_t *features, struct problem *p)
{
    while ( *rest )
    {
        const char *name = rest + 2;
        size_t n = *rest == ',' && (rest[1] == '+' || rest[1] == '-') ? strcspn(name, ",") : 0;
        uint32_t bit = 0;

        while ( n && bit < 63 && (!lus_feature_name(bit) || !same_name(name, n, lus_feature_name(bit))) )
            bit++;
        if ( !n || bit == 63 )
        {
            char *plain = plain_text(rest);

            problem(p, EXIT_USAGE, NO_OFFSET, "'%s' does not begin with ,+ or ,- and the name of a feature", plain);
            free(plain);
            return -1;
        }
        if ( rest[1] == '+' )
            *features |= 1ull << bit;
        else
            *features &= ~(1ull << bit);
        rest = name + n;
    }
    return 0;
}

static int write_note(struct noted *n, uint32_t minor, uint32_t point, const char *rest, struct problem *p)
{
    struct lus_note_info info;

    memset(&info, 0, sizeof(info));
    if ( lus_profile_default(minor, point, &info.profile) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "this build knows the releases 4.%u to 4.%u; of others give the image", LUS_RELEASE_FIRST, LUS_RELEASE_LAST);
    if ( take_features(rest, &info.profile.features, p) )
        return -1;
    info.arch = LUS_ARCH_X86;
    if ( point != LUS_POINT_LAST )
        snprintf(info.extra, sizeof(info.extra), ".%u", point);
    lus_note_write(&info, NULL, 0, lus_cpu_detect(), &n->size);
    n->bytes = xmalloc(n->size);
    lus_note_write(&info, n->bytes, n->size, lus_cpu_detect(), &n->size);
    return 0;
}

static int load_file(struct noted *n, const char *path, struct problem *p)
{
    struct file f;
    int rc = 0;

    if ( file_load(&f, path, p) )
        return -1;
    if ( f.size >= 8 && !memcmp(f.bytes, "LUSNOTE", 8) )
    {
        n->size = f.size;
        n->bytes = xmalloc(n->size);
        memcpy(n->bytes, f.bytes, n->size);
    }
    else
        rc = image_note(f.bytes, f.size, &n->bytes, &n->size, p);
    file_free(&f);
    return rc;
}

int noted_load(struct noted *n, const char *what, struct problem *p)
{
    uint32_t major, minor, point;
    const char *rest;
    int rc;

    memset(n, 0, sizeof(*n));
    n->name = plain_text(what);
    n->is_release = is_release(what, &major, &minor, &point, &rest);
    if ( n->is_release )
        rc = write_note(n, major == 4 ? minor : 0, point, rest, p);
    else
        rc = load_file(n, what, p);
    if ( rc )
        return rc;
    rc = lus_note_open(&n->note, n->bytes, n->size, lus_cpu_detect());
    n->is_later = rc == -LUS_E_NOTE_VERSION;
    return rc && !n->is_later ?
           problem(p, lus_error_class(rc), NO_OFFSET, "acceptance note, offset 0x%x: %s %s", n->note.error_at, lus_error_name(rc), lus_strerror(rc)) : 0;
}

void noted_free(struct noted *n)
{
    free(n->name);
    free(n->bytes);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A whole input in memory: see file.h. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "input.h"

/* A mapped file that another program cuts short. Only what a signal handler may call. */
static void file_shrank(int number)
{
    static const char text[] = "lustream-dump: the input file became shorter while it was read\n";

    (void)number;
    if ( write(STDERR_FILENO, text, sizeof(text) - 1) < 0 )
        _exit(EXIT_USAGE);
    _exit(EXIT_USAGE);
}

static int is_packed(const uint8_t *p, uint64_t size)
{
    return (size >= 2 && !memcmp(p, "\x1f\x8b", 2)) || (size >= 6 && !memcmp(p, "\xfd" "7zXZ", 6));
}

/* Maps a regular file. Return: 1 done; 0 it has to be read (packed, empty, not a regular file); -1 with *p. */
static int map_file(struct file *f, int fd, struct problem *p)
{
    struct sigaction action;
    struct stat st;
    void *map;

    if ( fstat(fd, &st) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "%s", strerror(errno));
    if ( S_ISDIR(st.st_mode) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "%s", strerror(EISDIR));
    if ( !S_ISREG(st.st_mode) || st.st_size <= 0 )
        return 0;
    map = (uint64_t)st.st_size > SIZE_MAX ? MAP_FAILED : mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if ( map == MAP_FAILED )
        return problem(p, EXIT_USAGE, NO_OFFSET, "cannot be mapped: %s", strerror(errno));
    if ( is_packed(map, (uint64_t)st.st_size) )
    {
        munmap(map, (size_t)st.st_size);
        return 0;
    }
    memset(&action, 0, sizeof(action));
    action.sa_handler = file_shrank;
    sigaction(SIGBUS, &action, NULL);
    f->bytes = map;
    f->size = (uint64_t)st.st_size;
    f->mapped = 1;
    return 1;
}

static int read_file(struct file *f, int fd, struct problem *p)
{
    struct input *in = input_take(fd, p);
    uint8_t *bytes = NULL;
    size_t size = 0;
    int rc;

    if ( !in )
        return -1;
    rc = input_all(in, &bytes, &size, most_memory(), p);
    input_close(in);
    f->bytes = bytes;
    f->size = size;
    return rc;
}

int file_load(struct file *f, const char *path, struct problem *p)
{
    int fd = STDIN_FILENO, rc = 0;

    memset(f, 0, sizeof(*f));
    f->name = path;
    if ( strcmp(path, "-") )
    {
        /* Opened once: who writes into a pipe would lose what it wrote with the first opening. */
        fd = open(path, O_RDONLY | O_CLOEXEC);
        rc = fd < 0 ? problem(p, EXIT_USAGE, NO_OFFSET, "%s", strerror(errno)) : map_file(f, fd, p);
    }
    if ( rc == 0 )
        return read_file(f, fd, p);
    if ( fd >= 0 )
        close(fd);
    return rc > 0 ? 0 : -1;
}

void file_free(struct file *f)
{
    if ( f->mapped )
        munmap((void *)(uintptr_t)f->bytes, (size_t)f->size);
    else
        free((void *)(uintptr_t)f->bytes);
    memset(f, 0, sizeof(*f));
}

/* One line of a list, without its end. Return: 1 with *offset; 0 nothing on it; -1 not a number. */
static int parse_line(const char *line, size_t len, uint64_t *offset)
{
    size_t digits = 0, i = 0;

    *offset = 0;
    while ( i < len && (line[i] == ' ' || line[i] == '\t') )
        i++;
    if ( i == len || line[i] == '#' || line[i] == '\r' )
        return 0;
    if ( len - i > 2 && line[i] == '0' && (line[i + 1] == 'x' || line[i + 1] == 'X') )
        i += 2;
    for ( ; i < len; i++, digits++ )
    {
        const char *hex = "0123456789abcdef", *at = strchr(hex, line[i] >= 'A' && line[i] <= 'F' ? line[i] - 'A' + 'a' : line[i]);

        if ( !line[i] || !at )
            break;
        if ( *offset >> 60 )
            return -1;
        *offset = *offset << 4 | (uint64_t)(at - hex);
    }
    while ( i < len && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') )
        i++;
    return digits && (i == len || line[i] == '#') ? 1 : -1;
}

static int parse_list(const struct file *dump, const struct file *list, const uint8_t **pages, uint64_t *nr, struct problem *p)
{
    const char *at = (const char *)list->bytes, *end = at + list->size;
    uint64_t line = 1, offset;

    for ( *nr = 0; at < end; line++ )
    {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        int rc = parse_line(at, (size_t)((next ? next : end) - at), &offset);

        if ( rc < 0 )
            return problem(p, EXIT_USAGE, NO_OFFSET, "line %llu is not a hexadecimal offset", (unsigned long long)line);
        if ( rc && (dump->size < LUS_PAGE_SIZE || offset > dump->size - LUS_PAGE_SIZE) )
            return problem(p, EXIT_USAGE, NO_OFFSET, "line %llu: page 0x%llx is not wholly in the dump, which has 0x%llx bytes",
                           (unsigned long long)line, (unsigned long long)offset, (unsigned long long)dump->size);
        if ( rc )
            pages[(*nr)++] = dump->bytes + offset;
        at = next ? next + 1 : end;
    }
    return 0;
}

int file_pages(const struct file *dump, const char *list, const uint8_t ***pages, uint64_t *nr, struct problem *p)
{
    struct file f;
    int rc;

    if ( file_load(&f, list, p) )
        return -1;
    /* A page takes two bytes of the list at least. */
    *pages = xmalloc((size_t)(f.size / 2 + 1) * sizeof(**pages));
    rc = parse_list(dump, &f, *pages, nr, p);
    file_free(&f);
    if ( rc )
    {
        free(*pages);
        *pages = NULL;
    }
    return rc;
}

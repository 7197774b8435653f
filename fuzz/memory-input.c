/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* For the targets of the tools' readers: a struct input over memory, and what must hold of every answer. */
#include <sys/mman.h>
#include <unistd.h>

#include "memory-input.h"

/* A refusal says why and blames the input; nothing but a refusal does. */
static void check_problem(const struct problem *p, int rc)
{
    CHECK((rc != 0) == (p->code != 0));
    CHECK(rc == 0 || p->text[0]);
    /* EXIT_USAGE would blame the user or the system, or be a fault of the library: E_INTERNAL is of that class. */
    CHECK(rc == 0 || p->code == EXIT_CORRUPT || p->code == EXIT_REFUSED);
}

/* NULL if the bytes look packed and cannot be unpacked. */
static struct input *memory_input(const void *bytes, size_t size)
{
    struct problem p = { 0 };
    struct input *in;
    char path[40];
    int fd = memfd_create("input", MFD_CLOEXEC);

    if ( fd < 0 || (size && write(fd, bytes, size) != (ssize_t)size) )
        abort();
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    in = input_open(path, &p);
    close(fd);
    check_problem(&p, in ? 0 : -1);
    return in;
}

uint8_t *memory_stream(const void *bytes, size_t size, fill_bag fill, size_t *len)
{
    struct problem p = { 0 };
    struct input *in = memory_input(bytes, size);
    uint8_t *stream = NULL;
    struct bag bag;
    int rc;

    if ( !in )
        return NULL;
    bag_init(&bag);
    rc = fill(&bag, in, &p);
    check_problem(&p, rc);
    if ( rc == 0 )
    {
        rc = bag_bytes(&bag, &stream, len, &p);
        check_problem(&p, rc);
    }
    input_close(in);
    bag_free(&bag);
    return rc ? NULL : stream;
}

void check_bytes(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = heap_copy(bytes, len);
    struct lus_source src;
    struct lus_stream s;

    lus_source_flat(&src, copy, len);
    CHECK(lus_open(&s, &src, NULL, 0) == 0);
    CHECK(check_stream(&s) == 0);
    free(copy);
}

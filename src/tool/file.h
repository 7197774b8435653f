/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* A whole input in memory: a file, mapped; or standard input, or what a gzip or xz file unpacks to. And lists of pages in one. */
#ifndef LUSTREAM_TOOL_FILE_H
#define LUSTREAM_TOOL_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "bag.h"

/*
 * struct file - a whole input
 * @name: as it was given
 * @mapped: @bytes are a mapping of the file; else allocated
 */
struct file
{
    const char *name;
    const uint8_t *bytes;
    uint64_t size;
    int mapped;
};

/* Return: 0, or -1 with *p. */
int file_load(struct file *f, const char *path, struct problem *p);
void file_free(struct file *f);

/*
 * The pages of a stream that lies scattered in a memory dump. @list is a text: on each line the offset in the dump of one page,
 * in stream order, hexadecimal; empty lines and what follows a # are left out. *pages is the caller's to free.
 * Return: 0, or -1 with *p.
 */
int file_pages(const struct file *dump, const char *list, const uint8_t ***pages, uint64_t *nr, struct problem *p);

#endif

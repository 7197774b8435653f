/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The importers: from a migration image, or from a directory of captured state, to a bag. */
#ifndef LUSTREAM_TOOL_IMPORT_H
#define LUSTREAM_TOOL_IMPORT_H

#include "tool/bag.h"
#include "tool/input.h"

/*
 * struct import_options - what an importer is told, and what it tells
 * @program, @file: for notes
 * @next_domid: for the next domain whose source has no domid; the importer that uses it counts it up
 * @have_producer: the user said the producer's version: @producer_major, @producer_minor, @producer_extra
 * @quiet: no notes
 * @page: called for each pfn of an image in the order they come, with its type (XEN_DOMCTL_PFINFO_* shifted) and its 4096 bytes, or
 *   NULL if it has none; may be NULL
 * @page_ctx: for it
 */
struct import_options
{
    const char *program;
    const char *file;
    uint32_t next_domid;
    int have_producer;
    uint16_t producer_major;
    uint16_t producer_minor;
    char producer_extra[16];
    int quiet;
    void (*page)(void *ctx, uint64_t pfn, unsigned int type, const uint8_t *bytes);
    void *page_ctx;
};

/* Says on standard error what the source has and the stream does not carry, or what had to be chosen. One line. */
void import_note(const struct import_options *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The header of an imported bag, when all its records are there: x86, partial, this source, producer and profile, whose revisions they
 * get [P-39]. A version given by the user fills what the source does not say (major 0), and one that contradicts the source is a problem.
 */
int import_header(struct bag *bag, uint32_t source, uint16_t major, uint16_t minor, const char *extra,
                  const struct import_options *o, struct problem *p);

/* The next domid for a source without one. Return: 0, or -1 when there is none left. */
int import_domid(struct import_options *o, uint32_t *domid, struct problem *p);

/* An `xl save` image, a bare libxl stream or a bare libxc stream; all of it. The bag is this domain's alone. */
int import_image(struct bag *bag, struct input *in, struct import_options *o, struct problem *p);

/* A directory of one domain, or of several. */
int import_dir(struct bag *bag, const char *path, struct import_options *o, struct problem *p);

/* What an image begins with, told by its first @n bytes (32 are enough). */
int import_is_image(const uint8_t *first, size_t n);

#endif

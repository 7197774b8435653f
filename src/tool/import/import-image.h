/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the layers of the image importer share: xl's header, libxl's stream, libxc's stream in it. */
#ifndef LUSTREAM_TOOL_IMPORT_IMAGE_H
#define LUSTREAM_TOOL_IMPORT_IMAGE_H

#include "import.h"

/* How a layer's run of records ended. */
enum image_end { IMAGE_FAILED = -1, IMAGE_END, IMAGE_CHECKPOINT };

/*
 * struct image - an image while it is read
 * @where, @at: the record that is being read and where it begins, for messages
 * @seg: the state as of the last checkpoint, or the end
 * @fresh: what came since
 * @whole: a checkpoint, or the end, had all that a guest cannot be without
 * @width: bytes of a PV guest's word; 0 until X86_PV_INFO
 * @end_pfn: of X86_PV_P2M_FRAMES
 * @pfns: all pfns of PAGE_DATA in the order they came, each with its type in bits 60..63
 * @ascending: they are in strictly ascending order so far
 */
struct image
{
    struct input *in;
    struct import_options *o;
    struct problem *p;
    char where[64];
    uint64_t at;
    struct bag_segment *seg;
    struct bag_segment *fresh;
    uint32_t domid;
    uint32_t xl_flags;
    uint32_t libxl_version;
    uint32_t max_vcpus;
    uint32_t version;
    uint32_t type;
    uint32_t hvm;
    uint32_t width;
    uint16_t xen_major;
    uint16_t xen_minor;
    uint32_t checkpoints;
    int seen_static_end;
    int seen_p2m;
    int seen_pages;
    int whole;
    uint64_t end_pfn;
    uint64_t contents;
    uint64_t *pfns;
    size_t nr_pfns;
    size_t cap_pfns;
    int ascending;
};

/*
 * struct image_layer - the records of libxl's stream or of libxc's
 * @name: for messages
 * @records: names of its types, from 0
 */
struct image_layer
{
    const char *name;
    const char *const *records;
    uint32_t nr;
};

/* From here on, what is read belongs to this. */
void image_at(struct image *img, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The header of the layer's next record of a known type; img->at is where it begins. Unknown records before it are left out if they
 * are optional, else they are a problem. Return: 0, or -1 with *p.
 */
int image_next(struct image *img, const struct image_layer *layer, uint32_t *type, uint32_t *len);

/* A problem at @at in the record that is being read. Return: -1. */
int image_problem(struct image *img, int code, uint64_t at, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Exactly n bytes, or a problem that says in which record. */
int image_read(struct image *img, void *buf, size_t n);

/* n bytes into new memory, which grows only as they arrive. *buf is the caller's to free; NULL with *p. */
uint8_t *image_body(struct image *img, uint32_t n);

/* The zeros that make a body of @n bytes end on a multiple of 8. */
int image_padding(struct image *img, uint32_t n);

/* Leaves out n bytes. */
int image_pass(struct image *img, uint64_t n);

/* libxc's two headers; then its records up to a checkpoint or the end. */
int libxc_headers(struct image *img);
enum image_end libxc_records(struct image *img);

/* Leaves each pfn once, with what was said of it last, in ascending order. */
void image_settle_pfns(struct image *img);

/* From @img->pfns to the records frames and page_types. Leaves the pfns sorted. */
int image_frames(struct image *img);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Images of `xl save`: xl's header with the domain's configuration, libxl's stream, and in it libxc's: import-libxc.c.
 * Formats: docs/specs/libxl-migration-stream.pandoc, xl/xl.h struct save_file_header.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import-image.h"
#include "tool/json/json-tree.h"
#include "tool/le.h"

#define XL_HEADER 48u
#define XL_FLAG_JSON 1u
#define XL_FLAG_STREAM_V2 2u
/* A configuration is a few KiB; this is far beyond any. */
#define XL_OPTIONAL_MAX (16u << 20)

static const char xl_magic[32] = "Xen saved domain, xl format\n \0 \r";
static const uint8_t libxl_magic[8] = { 'L', 'i', 'b', 'x', 'l', 'F', 'm', 't' };
static const uint8_t libxc_magic[12] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 'X', 'E', 'N', 'F' };

int image_problem(struct image *img, int code, uint64_t at, const char *format, ...)
{
    char text[sizeof(img->p->text) / 2];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    return problem(img->p, code, at, "(domain %u, %s): %s", img->domid, img->where, text);
}

/* Gives a problem of the input below the name of the record in which it came up. */
static int in_record(struct image *img)
{
    struct problem below = *img->p;

    if ( below.offset == NO_OFFSET )
        return -1;
    img->p->code = 0;
    return image_problem(img, below.code, below.offset, "%s; what is read begins at 0x%llx", below.text,
                         (unsigned long long)img->at);
}

void image_at(struct image *img, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(img->where, sizeof(img->where), format, ap);
    va_end(ap);
    img->at = input_offset(img->in);
}

int image_read(struct image *img, void *buf, size_t n)
{
    return input_read(img->in, buf, n, img->p) ? in_record(img) : 0;
}

uint8_t *image_body(struct image *img, uint32_t n)
{
    uint32_t have = 0, cap = n < 65536 ? n : 65536;
    uint8_t *buf = xmalloc(cap);

    for ( ; ; )
    {
        if ( image_read(img, buf + have, cap - have) )
        {
            free(buf);
            return NULL;
        }
        have = cap;
        if ( have == n )
            return buf;
        cap = n - have < have ? n : have * 2;
        buf = xrealloc(buf, cap);
    }
}

int image_padding(struct image *img, uint32_t n)
{
    uint64_t at = input_offset(img->in);
    uint8_t pad[8] = { 0 };
    static const uint8_t zero[8];

    if ( image_read(img, pad, -n & 7) )
        return -1;
    if ( memcmp(pad, zero, sizeof(zero)) )
        return image_problem(img, EXIT_CORRUPT, at, "E_PADDING padding is not zero");
    return 0;
}

int image_pass(struct image *img, uint64_t n)
{
    return input_skip(img->in, n, img->p) ? in_record(img) : 0;
}

int image_next(struct image *img, const struct image_layer *layer, uint32_t *type, uint32_t *len)
{
    uint8_t h[8];

    for ( ; ; )
    {
        image_at(img, "%s record", layer->name);
        if ( image_read(img, h, sizeof(h)) )
            return -1;
        *type = le32(h);
        *len = le32(h + 4);
        if ( *type < layer->nr )
        {
            snprintf(img->where, sizeof(img->where), "%s record %s", layer->name, layer->records[*type]);
            return 0;
        }
        snprintf(img->where, sizeof(img->where), "%s record 0x%x", layer->name, *type);
        if ( !(*type & 0x80000000u) )
            return image_problem(img, EXIT_REFUSED, img->at, "E_UNKNOWN_TYPE mandatory record of an unknown type");
        import_note(img->o, "%s, %u bytes, optional and unknown: not carried", img->where, *len);
        if ( image_pass(img, *len) || image_padding(img, *len) )
            return -1;
    }
}

/* Far beyond any configuration's. */
#define XL_LEVELS_MAX 31u

/*
 * The one thing in a configuration that is a fact about the domain and that the stream has a place for. xl writes the zero at the
 * text's end, too. What xl itself could not read is refused. [P-26]
 */
static int take_config(struct image *img, const char *text, uint32_t len, uint64_t at)
{
    struct problem wrong = { 0 };
    json_t *all, *vcpus;
    json_int_t n;

    if ( json_text(text, text[len - 1] ? len : len - 1, XL_LEVELS_MAX, &all, &wrong) )
        return image_problem(img, wrong.code, at + (wrong.offset == NO_OFFSET ? 0 : wrong.offset), "xl configuration: %s", wrong.text);
    import_note(img->o, "xl configuration, %u bytes: only b_info.max_vcpus is taken from it", len);
    vcpus = json_object_get(json_object_get(all, "b_info"), "max_vcpus");
    n = json_integer_value(vcpus);
    if ( !vcpus || (n >= 1 && n <= 8192) )
        img->max_vcpus = (uint32_t)n;
    json_decref(all);
    return !vcpus || img->max_vcpus ? 0 :
           image_problem(img, EXIT_CORRUPT, at, "E_RANGE b_info.max_vcpus of the configuration is not 1 to 8192");
}

static int take_optional(struct image *img, const uint8_t *data, uint32_t len, uint64_t at)
{
    uint32_t config;

    if ( len == 0 )
        return 0;
    config = len < 4 ? 0 : le32(data);
    if ( len < 4 || config > len - 4 )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes of optional data, configuration of %u", len, config);
    if ( len - 4 > config )
        import_note(img->o, "xl header: %u bytes behind the configuration are not known and not carried", len - 4 - config);
    if ( config == 0 )
        return 0;
    if ( img->xl_flags & XL_FLAG_JSON )
        return take_config(img, (const char *)data + 4, config, at + 4);
    import_note(img->o, "xl configuration, %u bytes, in xl's text format: not carried", config);
    return 0;
}

static int read_xl_header(struct image *img)
{
    uint8_t h[XL_HEADER], *data;
    uint32_t len;
    int rc;

    image_at(img, "xl header");
    if ( image_read(img, h, sizeof(h)) )
        return -1;
    if ( be32(h + 32) == 0x01020304 )
        return image_problem(img, EXIT_REFUSED, 32, "image of a big-endian host");
    if ( le32(h + 32) != 0x01020304 )
        return image_problem(img, EXIT_CORRUPT, 32, "E_ENUM byte order mark 0x%x", le32(h + 32));
    img->xl_flags = le32(h + 36);
    len = le32(h + 44);
    if ( img->xl_flags & ~(XL_FLAG_JSON | XL_FLAG_STREAM_V2) )
        return image_problem(img, EXIT_REFUSED, 36, "E_FLAG_BITS unknown mandatory flags 0x%x", img->xl_flags);
    if ( !(img->xl_flags & XL_FLAG_STREAM_V2) )
        return image_problem(img, EXIT_REFUSED, 36, "image in the legacy format of Xen 4.5 and older");
    if ( le32(h + 40) )
        import_note(img->o, "xl header: optional flags 0x%x are not known and not carried", le32(h + 40));
    if ( len > XL_OPTIONAL_MAX )
        return image_problem(img, EXIT_CORRUPT, 44, "E_LENGTH %u bytes of optional data, the most is %u", len, XL_OPTIONAL_MAX);
    data = image_body(img, len);
    if ( !data )
        return -1;
    rc = take_optional(img, data, len, XL_HEADER);
    free(data);
    return rc;
}

static int read_libxl_header(struct image *img)
{
    uint64_t at = input_offset(img->in);
    uint8_t h[16];
    uint32_t options;

    image_at(img, "libxl header");
    if ( image_read(img, h, sizeof(h)) )
        return -1;
    if ( memcmp(h, libxl_magic, sizeof(libxl_magic)) )
        return image_problem(img, EXIT_CORRUPT, at, "E_MAGIC not a libxl stream");
    img->libxl_version = be32(h + 8);
    options = be32(h + 12);
    if ( img->libxl_version != 2 )
        return image_problem(img, EXIT_REFUSED, at + 8, "version %u of the libxl stream, this build knows 2", img->libxl_version);
    if ( options & 1 )
        return image_problem(img, EXIT_REFUSED, at + 12, "stream of a big-endian host");
    if ( options & ~3u )
        return image_problem(img, EXIT_REFUSED, at + 12, "E_FLAG_BITS unknown options 0x%x", options);
    if ( options & 2 )
        import_note(img->o, "the stream was converted from the legacy format");
    return 0;
}

enum libxl_type { END, LIBXC_CONTEXT, EMULATOR_XENSTORE_DATA, EMULATOR_CONTEXT, CHECKPOINT_END, CHECKPOINT_STATE, NR_TYPES };

static const char *const libxl_names[NR_TYPES] = {
    "END", "LIBXC_CONTEXT", "EMULATOR_XENSTORE_DATA", "EMULATOR_CONTEXT", "CHECKPOINT_END", "CHECKPOINT_STATE"
};

static const struct image_layer libxl_layer = { "libxl", libxl_names, NR_TYPES };

static int skip_emulator(struct image *img, uint32_t type, uint32_t len, uint64_t at)
{
    uint8_t h[8];

    if ( len < sizeof(h) )
        return image_problem(img, EXIT_CORRUPT, at, "E_LENGTH %u bytes, expected 8 or more", len);
    if ( image_read(img, h, sizeof(h)) )
        return -1;
    if ( le32(h) > 2 )
        return image_problem(img, EXIT_CORRUPT, at, "E_ENUM emulator %u", le32(h));
    import_note(img->o, "libxl record %s, %u bytes, of emulator number %u: not carried, it is the device model's",
                libxl_names[type], len, le32(h + 4));
    return image_pass(img, len - sizeof(h)) || image_padding(img, len) ? -1 : 0;
}

/* Up to a record that ends libxl's turn. Return: 0, or -1 with *p. */
static int libxl_turn(struct image *img, uint32_t *type)
{
    uint32_t len;

    for ( ; ; )
    {
        if ( image_next(img, &libxl_layer, type, &len) )
            return -1;
        switch ( *type )
        {
        case EMULATOR_XENSTORE_DATA:
        case EMULATOR_CONTEXT:
            if ( skip_emulator(img, *type, len, img->at + 8) )
                return -1;
            break;
        case CHECKPOINT_STATE:
            import_note(img->o, "%s, %u bytes: not carried", img->where, len);
            if ( image_pass(img, len) || image_padding(img, len) )
                return -1;
            break;
        default:
            return len ? image_problem(img, EXIT_CORRUPT, img->at + 4, "E_LENGTH %u bytes, expected none", len) : 0;
        }
    }
}

/* libxl hands over to libxc at LIBXC_CONTEXT, gets it back at END and at each checkpoint, and hands it over again after that. */
static int read_libxl(struct image *img)
{
    enum { NOT_YET, CHECKPOINTED, DONE } libxc = NOT_YET;
    enum image_end end;
    uint32_t type;

    for ( ; ; )
    {
        if ( libxl_turn(img, &type) )
            return -1;
        if ( type == END && libxc == NOT_YET )
            return image_problem(img, EXIT_CORRUPT, img->at, "E_MISSING no LIBXC_CONTEXT came");
        if ( type == END && libxc == CHECKPOINTED )
            return image_problem(img, EXIT_CORRUPT, img->at, "E_ORDER after a checkpoint, before libxc's END");
        if ( type == END )
            return 0;
        if ( type == LIBXC_CONTEXT && libxc != NOT_YET )
            return image_problem(img, EXIT_CORRUPT, img->at, "E_ORDER comes twice");
        if ( type == CHECKPOINT_END && libxc != CHECKPOINTED )
            return image_problem(img, EXIT_CORRUPT, img->at, "E_ORDER no checkpoint is under way");
        if ( type == LIBXC_CONTEXT && libxc_headers(img) )
            return -1;
        end = libxc_records(img);
        if ( end == IMAGE_FAILED )
            return -1;
        libxc = end == IMAGE_END ? DONE : CHECKPOINTED;
    }
}

static int read_libxc(struct image *img)
{
    enum image_end end;

    if ( libxc_headers(img) )
        return -1;
    do
        end = libxc_records(img);
    while ( end == IMAGE_CHECKPOINT );
    return end == IMAGE_FAILED ? -1 : 0;
}

static int starts(const uint8_t *first, size_t n, const void *magic, size_t len)
{
    return n >= len && !memcmp(first, magic, len);
}

int import_is_image(const uint8_t *first, size_t n)
{
    return starts(first, n, xl_magic, sizeof(xl_magic)) || starts(first, n, libxl_magic, sizeof(libxl_magic)) ||
           starts(first, n, libxc_magic, sizeof(libxc_magic));
}

static int read_all(struct image *img)
{
    uint8_t first[32], more;
    size_t n = input_peek(img->in, first, sizeof(first), img->p);
    int rc;

    if ( img->p->code )
        return -1;
    if ( !import_is_image(first, n) )
        return problem(img->p, EXIT_CORRUPT, 0, "E_MAGIC not an xl image, libxl stream or libxc stream");
    if ( starts(first, n, libxc_magic, sizeof(libxc_magic)) )
        rc = read_libxc(img);
    else
        rc = (starts(first, n, xl_magic, sizeof(xl_magic)) && read_xl_header(img)) || read_libxl_header(img) || read_libxl(img);
    if ( rc )
        return -1;
    if ( input_peek(img->in, &more, 1, img->p) )
        return image_problem(img, EXIT_CORRUPT, input_offset(img->in), "E_TRAILING bytes follow the end of the image");
    return img->p->code ? -1 : 0;
}

/* What every saver writes and this image has not. P-24. */
static void note_absent(const struct image *img)
{
    const struct bag_record *rec;
    size_t i;

    if ( !bag_find(img->seg, LUS_TYPE_TSC_INFO, 0) )
        import_note(img->o, "no libxc record X86_TSC_INFO came: tsc_info is absent");
    if ( !img->hvm && !bag_find(img->seg, LUS_TYPE_SHARED_INFO, 0) )
        import_note(img->o, "no libxc record SHARED_INFO came: shared_info is absent");
    for ( i = 0; i < img->seg->nr; i++ )
    {
        rec = img->seg->records[i];
        if ( rec->type == LUS_TYPE_PV_VCPU && !bag_find(img->seg, LUS_TYPE_PV_VCPU_EXT, rec->instance) )
            import_note(img->o, "no libxc record X86_PV_VCPU_EXTENDED of vcpu %u came: pv_vcpu_ext is absent", rec->instance);
    }
}

static int put_domain(struct image *img)
{
    const struct lus_domain domain = { .kind = img->hvm ? LUS_GUEST_KIND_HVM : LUS_GUEST_KIND_PV, .max_vcpus = img->max_vcpus,
                                       .frame_space = img->hvm ? LUS_FRAME_SPACE_GFN : LUS_FRAME_SPACE_PFN };
    const struct lus_dom_source source = {
        .kind = LUS_SOURCE_KIND_IMAGE,
        .notes = LUS_IMPORT_NOTE_DOMID_CHOSEN | (img->checkpoints ? LUS_IMPORT_NOTE_CHECKPOINTED : 0),
        .libxc_version = img->version, .libxc_type = img->type, .xl_flags = img->xl_flags, .libxl_version = img->libxl_version,
        .xen_major = img->xen_major, .xen_minor = img->xen_minor };

    note_absent(img);
    lus_encode_domain(bag_add(img->seg, LUS_TYPE_DOMAIN, 1, 0)->fixed, 1, &domain);
    lus_encode_dom_source(bag_add(img->seg, LUS_TYPE_DOM_SOURCE, 1, 0)->fixed, 1, &source);
    if ( img->contents )
        import_note(img->o, "contents of %llu pages: not carried, guest memory stays in place",
                    (unsigned long long)img->contents);
    return image_frames(img);
}

int import_image(struct bag *bag, struct input *in, struct import_options *o, struct problem *p)
{
    struct image img = { .in = in, .o = o, .p = p, .ascending = 1 };
    struct bag fresh;
    int rc;

    if ( import_domid(o, &img.domid, p) )
        return -1;
    bag_init(&fresh);
    img.seg = bag_segment(bag, LUS_SEGMENT_DOMAIN, img.domid);
    img.fresh = bag_segment(&fresh, LUS_SEGMENT_DOMAIN, img.domid);
    rc = read_all(&img) || put_domain(&img) ||
         import_header(bag, LUS_SOURCE_KIND_IMAGE, img.xen_major, img.xen_minor, NULL, o, p) ? -1 : 0;
    bag_free(&fresh);
    free(img.pfns);
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Text for people: see print.h. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bag.h"
#include "lustream/reader.h"
#include "print.h"

int out_colour;

static void out_failed(void)
{
    int error = errno;

    fprintf(stderr, PROGRAM ": standard output: %s\n", strerror(error));
    _Exit(EXIT_USAGE);
}

void out(const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    if ( vprintf(format, ap) < 0 )
        out_failed();
    va_end(ap);
}

void out_flush(void)
{
    if ( fflush(stdout) || ferror(stdout) || fclose(stdout) )
        out_failed();
}

void out_style(enum style style, const char *text)
{
    static const char *const codes[] = { "", "32", "1;31", "33", "1" };

    if ( out_colour && style != STYLE_NONE )
        out("\033[%sm%s\033[0m", codes[style], text);
    else
        out("%s", text);
}

void message(const char *name, const char *format, ...)
{
    char *plain = plain_text(name ? name : "");
    va_list ap;

    /* What was shown so far comes before the message, also where both go to one place. */
    if ( fflush(stdout) )
        out_failed();
    fprintf(stderr, PROGRAM ": %s%s", plain, name ? ": " : "");
    free(plain);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
}

void line_clear(struct line *l)
{
    l->len = 0;
    l->text[0] = 0;
}

void line_add(struct line *l, const char *format, ...)
{
    va_list ap;
    int n;

    va_start(ap, format);
    n = vsnprintf(l->text + l->len, sizeof(l->text) - l->len, format, ap);
    va_end(ap);
    if ( n < 0 || (size_t)n >= sizeof(l->text) - l->len )
    {
        fprintf(stderr, PROGRAM ": a line is longer than %zu characters\n", sizeof(l->text));
        exit(EXIT_USAGE);
    }
    l->len += (size_t)n;
}

void line_pad(struct line *l, size_t column)
{
    if ( l->len < column )
        line_add(l, "%*s", (int)(column - l->len), "");
}

void line_add_safe(struct line *l, const void *bytes, size_t n, int text)
{
    const uint8_t *p = bytes;
    size_t i;

    for ( i = 0; i < n && !(text && !p[i]); i++ )
        if ( p[i] < 0x20 || p[i] > 0x7e || p[i] == '\\' )
            line_add(l, "\\x%02x", p[i]);
        else
            line_add(l, "%c", p[i]);
}

void line_add_hex(struct line *l, const uint8_t *bytes, size_t n)
{
    size_t i;

    for ( i = 0; i < n; i++ )
        line_add(l, "%s%02x", i ? " " : "", bytes[i]);
}

const char *enum_name(const struct lus_enum *e, uint64_t value)
{
    uint32_t i;

    for ( i = 0; i < e->nr; i++ )
        if ( e->values[i].value == value )
            return e->values[i].name;
    return NULL;
}

/* Tags are in capitals in the schema's data. */
void line_add_name(struct line *l, const char *name)
{
    for ( ; *name; name++ )
        line_add(l, "%c", *name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name);
}

static void add_flags(struct line *l, const struct lus_enum *e, uint64_t value)
{
    const char *sep = "";
    uint32_t i;

    line_add(l, " (");
    for ( i = 0; i < e->nr; i++ )
        if ( value & e->values[i].value )
        {
            line_add(l, "%s", sep);
            line_add_name(l, e->values[i].name);
            value &= ~e->values[i].value;
            sep = ", ";
        }
    if ( value )
        line_add(l, "%sand 0x%" PRIx64, *sep ? " " : "", value);
    line_add(l, ")");
}

/* Numbers that Xen's public headers name (xen.h). */
static const char *reference_name(uint32_t ref, uint64_t value)
{
    static const char *const virqs[] = { "timer", "debug", "console", "dom_exc", "tbuf", NULL, "debugger", "xenoprof", "con_ring",
                                         "pcpu_state", "mem_event", "argo", "enomem", "xenpmu", NULL, NULL, "arch_0", "arch_1",
                                         "arch_2", "arch_3", "arch_4", "arch_5", "arch_6", "arch_7" };
    static const char *const domids[] = { "DOMID_SELF", "DOMID_IO", "DOMID_XEN", "DOMID_COW", "DOMID_INVALID" };

    if ( ref == LUS_REF_VIRQ && value < sizeof(virqs) / sizeof(virqs[0]) )
        return virqs[value];
    if ( ref == LUS_REF_DOMID && value >= 0x7ff0 && value < 0x7ff0 + sizeof(domids) / sizeof(domids[0]) )
        return domids[value - 0x7ff0];
    return ref == LUS_REF_DOMID && value == 0x7fff ? "DOMID_IDLE" : NULL;
}

static void add_names(struct line *l, const struct lus_field *f, uint64_t value)
{
    const char *name;

    if ( f->values && f->values->is_bits && value )
        add_flags(l, f->values, value);
    else if ( f->values && !f->values->is_bits )
    {
        name = enum_name(f->values, value);
        line_add(l, " (");
        line_add_name(l, name ? name : "not defined");
        line_add(l, ")");
    }
    else if ( (name = reference_name(f->ref, value)) != NULL )
        line_add(l, " (%s)", name);
    else if ( f->unit == LUS_UNIT_NS && value >= 1000000000 )
        line_add(l, " (%" PRIu64 ".%09" PRIu64 " s)", value / 1000000000, value % 1000000000);
}

void line_add_value(struct line *l, const struct lus_field *f, uint64_t value, int names)
{
    static const char *const units[] = {
        [LUS_UNIT_NS] = " ns", [LUS_UNIT_KHZ] = " kHz", [LUS_UNIT_SEC] = " s", [LUS_UNIT_PAGES] = " pages",
        [LUS_UNIT_BYTES] = " bytes", [LUS_UNIT_TICKS] = " ticks", [LUS_UNIT_TEXT] = NULL
    };

    if ( f->unit == LUS_UNIT_HEX || (f->values && f->values->is_bits) )
        line_add(l, "0x%" PRIx64, value);
    else if ( f->wire == LUS_WIRE_I32 || f->wire == LUS_WIRE_I64 )
        line_add(l, "%" PRId64, (int64_t)value);
    else
        line_add(l, "%" PRIu64, value);
    if ( !names )
        return;
    if ( units[f->unit] )
        line_add(l, "%s", units[f->unit]);
    add_names(l, f, value);
}

void line_out(const struct line *l, size_t indent)
{
    const char *p = l->text;
    size_t lead = 0, n;

    while ( (n = strlen(p)) > COLUMNS - lead )
    {
        size_t cut = COLUMNS - lead;

        while ( cut && p[cut] != ' ' )
            cut--;
        /* A word that does not fit a line at all is broken where the line ends. */
        if ( cut <= strspn(p, " ") )
            cut = COLUMNS - lead;
        out("%*s%.*s\n", (int)lead, "", (int)cut, p);
        p += cut;
        p += strspn(p, " ");
        lead = indent;
    }
    out("%*s%s\n", (int)lead, "", p);
}

void line_out_cut(const struct line *l)
{
    if ( l->len <= COLUMNS )
        out("%s\n", l->text);
    else
        out("%.*s...\n", COLUMNS - 3, l->text);
}

const char *segment_name(uint32_t kind, uint32_t domid, char buf[32])
{
    if ( kind == LUS_SEGMENT_SYSTEM || kind == LUS_SEGMENT_MEMORY )
        return kind == LUS_SEGMENT_SYSTEM ? "system" : "memory";
    if ( kind == LUS_SEGMENT_DOMAIN )
        snprintf(buf, 32, "domain %u", domid);
    else
        snprintf(buf, 32, "kind %u domid %u", kind, domid);
    return buf;
}

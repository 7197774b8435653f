/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --note: an acceptance note as text and JSON, and two compared. spec/programs.md [P-50] [P-51] */
#include <stdlib.h>
#include <string.h>

#include "dump-note.h"
#include "tool/json/json-fields.h"

const char *limit_name(uint32_t id, char buf[32])
{
    const struct lus_limit *l;
    uint32_t nr, i;

    l = lus_limits(&nr);
    for ( i = 0; i < nr; i++ )
        if ( l[i].id == id )
            return l[i].name;
    snprintf(buf, 32, "limit %u", id);
    return buf;
}

static const char *limit_doc(uint32_t id)
{
    const struct lus_limit *l;
    uint32_t nr, i;

    l = lus_limits(&nr);
    for ( i = 0; i < nr; i++ )
        if ( l[i].id == id )
            return l[i].doc;
    return "not known to this build";
}

static void line_add_bits(struct line *l, const char *what, uint64_t bits)
{
    const char *sep = "";
    char buf[32];
    uint32_t i;

    line_add(l, "0x%" PRIx64, bits);
    for ( i = 0; i < 64; i++ )
        if ( bits >> i & 1 )
        {
            line_add(l, "%s%s", *sep ? sep : " (", bit_name(what, i, buf));
            sep = ", ";
        }
    line_add(l, "%s", *sep ? ")" : "");
}

static void line_add_release(struct line *l, const struct lus_note *n)
{
    line_add(l, "%u.%u", n->major, n->minor);
    line_add_safe(l, n->extra, sizeof(n->extra), 1);
}

static const char *record_label(uint32_t type, char buf[32])
{
    const struct lus_record_type *t = lus_record_type(type);

    if ( t )
        return t->name;
    snprintf(buf, 32, "0x%08x", type);
    return buf;
}

static const char *required(uint32_t flags)
{
    if ( !(flags & LUS_NOTE_REQUIRED) )
        return "";
    return flags & LUS_NOTE_OF_PV ? "required of PV domains" : flags & LUS_NOTE_OF_HVM ? "required of HVM and PVH domains" :
           flags & LUS_NOTE_OF_DOMAIN ? "required of every domain" : "required";
}

/* One line a property of the header, for showing and for comparing. Return: 0 beyond the last. */
static int header_line(const struct lus_note *n, uint32_t i, struct line *l)
{
    static const char *const names[] = { "release", "version", "architecture", "stream formats", "bootmem" };

    line_clear(l);
    if ( i >= sizeof(names) / sizeof(names[0]) )
        return 0;
    line_add(l, "%s", names[i]);
    line_pad(l, 18);
    switch ( i )
    {
    case 0:
        line_add_release(l, n);
        break;
    case 1:
        line_add(l, "%u", n->version);
        break;
    case 2:
        line_add(l, "%s", n->arch && json_arch_name(n->arch) ? json_arch_name(n->arch) : "not known");
        break;
    case 3:
        line_add(l, "%u to %u", n->format_least, n->format_greatest);
        break;
    default:
        line_add(l, "%" PRIu64 " bytes, and %u for each GiB of memory, %u for each CPU, %u for each domain, %u for each vcpu", n->bootmem.base,
                 n->bootmem.per_gib, n->bootmem.per_cpu, n->bootmem.per_domain, n->bootmem.per_vcpu);
    }
    return 1;
}

/* The sets of bits: their label, kind of name, and value. */
static const char *bits_of(const struct lus_note *n, uint32_t i, const char **what, uint64_t *bits)
{
    static const char *const names[] = { "features", "PV hypercalls", "HVM hypercalls", "XENFEAT bits" }, *const whats[] = { "feature", "hypercall", "hypercall", "xenfeat" };

    if ( i >= 4 )
        return NULL;
    *what = whats[i];
    *bits = i == 0 ? n->features : i == 1 ? n->hypercalls_pv : i == 2 ? n->hypercalls_hvm : n->xenfeats;
    return names[i];
}

static void record_line(const struct lus_note_record *r, struct line *l)
{
    char buf[32];

    line_clear(l);
    line_add(l, "  0x%08x  %s", r->type, record_label(r->type, buf));
    line_pad(l, 42);
    line_add(l, r->least == r->revision ? "%u" : "%u to %u", r->least, r->revision);
    if ( r->flags & LUS_NOTE_REQUIRED )
    {
        line_pad(l, 54);
        line_add(l, "%s", required(r->flags));
    }
}

static void limit_line(const struct lus_note_limit *limit, struct line *l)
{
    char buf[32];

    line_clear(l);
    line_add(l, "  %s", limit_name(limit->id, buf));
    line_pad(l, 20);
    line_add(l, "%" PRIu64, limit->value);
    line_pad(l, 32);
    line_add(l, "%s", limit_doc(limit->id));
}

void show_note(const struct noted *noted)
{
    const struct lus_note *n = &noted->note;
    struct lus_note_record r;
    struct lus_note_limit limit;
    const char *name, *what;
    struct line l;
    uint64_t bits;
    uint32_t i;

    out_style(noted->is_later ? STYLE_WARN : STYLE_GOOD, noted->is_later ? "cannot be judged: acceptance note of a later version" : "valid acceptance note");
    out("\n");
    for ( i = 0; header_line(n, i, &l); i++ )
        line_out(&l, 18);
    for ( i = 0; (name = bits_of(n, i, &what, &bits)) != NULL; i++ )
    {
        line_clear(&l);
        line_add(&l, "%s", name);
        line_pad(&l, 18);
        line_add_bits(&l, what, bits);
        line_out(&l, 18);
    }
    out("\nlimits: %u\n", n->limits);
    for ( i = 0; !lus_note_limit(n, i, &limit); i++ )
    {
        limit_line(&limit, &l);
        line_out(&l, 32);
    }
    out("\nrecords: %u\n      type  name                          revisions\n", n->records);
    for ( i = 0; !lus_note_record(n, i, &r); i++ )
    {
        record_line(&r, &l);
        line_out(&l, 4);
    }
}

static void side(char sign, const struct line *l)
{
    struct line with;

    line_clear(&with);
    line_add(&with, "%c %s", sign, l->text);
    line_out(&with, 20);
}

static int diff_bits(const struct lus_note *a, const struct lus_note *b)
{
    const char *name, *what;
    uint64_t x, y;
    uint32_t i, k;
    int differs = 0;
    char buf[32];
    struct line l;

    for ( i = 0; (name = bits_of(a, i, &what, &x)) != NULL; i++ )
    {
        bits_of(b, i, &what, &y);
        for ( k = 0; k < 64; k++ )
            if ( (x ^ y) >> k & 1 )
            {
                line_clear(&l);
                line_add(&l, "%s", name);
                line_pad(&l, 18);
                line_add(&l, "%s", bit_name(what, k, buf));
                side(x >> k & 1 ? '-' : '+', &l);
                differs = 1;
            }
    }
    return differs;
}

/* Entries of two ascending lists side by side. */
static int diff_records(const struct lus_note *a, const struct lus_note *b)
{
    struct lus_note_record x, y;
    uint32_t i = 0, k = 0;
    int differs = 0;
    struct line l;

    for ( ;; )
    {
        int has_x = !lus_note_record(a, i, &x), has_y = !lus_note_record(b, k, &y);

        if ( !has_x && !has_y )
            return differs;
        if ( has_x && has_y && x.type == y.type && x.revision == y.revision && x.least == y.least && x.flags == y.flags )
        {
            i++;
            k++;
            continue;
        }
        differs = 1;
        if ( has_x && (!has_y || x.type <= y.type) )
        {
            record_line(&x, &l);
            side('-', &l);
            i++;
        }
        if ( has_y && (!has_x || y.type <= x.type) )
        {
            record_line(&y, &l);
            side('+', &l);
            k++;
        }
    }
}

static int diff_limits(const struct lus_note *a, const struct lus_note *b)
{
    struct lus_note_limit x, y;
    uint32_t i = 0, k = 0;
    int differs = 0;
    struct line l;

    for ( ;; )
    {
        int has_x = !lus_note_limit(a, i, &x), has_y = !lus_note_limit(b, k, &y);

        if ( !has_x && !has_y )
            return differs;
        if ( has_x && has_y && x.id == y.id && x.value == y.value )
        {
            i++;
            k++;
            continue;
        }
        differs = 1;
        if ( has_x && (!has_y || x.id <= y.id) )
        {
            limit_line(&x, &l);
            side('-', &l);
            i++;
        }
        if ( has_y && (!has_x || y.id <= x.id) )
        {
            limit_line(&y, &l);
            side('+', &l);
            k++;
        }
    }
}

int show_note_diff(const struct noted *a, const struct noted *b)
{
    struct line x, y;
    int differs = 0;
    uint32_t i;

    for ( i = 0; header_line(&a->note, i, &x); i++ )
    {
        header_line(&b->note, i, &y);
        if ( !strcmp(x.text, y.text) )
            continue;
        side('-', &x);
        side('+', &y);
        differs = 1;
    }
    differs |= diff_bits(&a->note, &b->note);
    differs |= diff_limits(&a->note, &b->note);
    return differs | diff_records(&a->note, &b->note);
}

static void put_bits(struct writer *w, const char *name, const char *what, uint64_t bits)
{
    char buf[32];
    uint32_t i;

    emit_key(w, name);
    emit_open_flat(w, '[');
    for ( i = 0; i < 64; i++ )
        if ( bits >> i & 1 )
        {
            emit_open(w, '{');
            emit_key_number(w, "bit", i);
            emit_key_text(w, "name", known_bit(what, i) ? bit_name(what, i, buf) : NULL);
            emit_close(w, '}');
        }
    emit_close(w, ']');
}

static void put_header(struct writer *w, const struct lus_note *n)
{
    char text[16];

    emit_key_number(w, "version", n->version);
    snprintf(text, sizeof(text), "%u.%u", n->major, n->minor);
    emit_key_text(w, "release", text);
    emit_key(w, "release_extra");
    emit_text(w, n->extra, strnlen(n->extra, sizeof(n->extra)));
    emit_key_text(w, "arch", n->arch && json_arch_name(n->arch) ? json_arch_name(n->arch) : NULL);
    emit_key_number(w, "format_least", n->format_least);
    emit_key_number(w, "format_greatest", n->format_greatest);
    emit_key(w, "bootmem");
    emit_open_flat(w, '{');
    emit_key_hex(w, "base", n->bootmem.base);
    emit_key_number(w, "gib", n->bootmem.per_gib);
    emit_key_number(w, "cpu", n->bootmem.per_cpu);
    emit_key_number(w, "domain", n->bootmem.per_domain);
    emit_key_number(w, "vcpu", n->bootmem.per_vcpu);
    emit_close(w, '}');
    put_bits(w, "features", "feature", n->features);
    put_bits(w, "hypercalls_pv", "hypercall", n->hypercalls_pv);
    put_bits(w, "hypercalls_hvm", "hypercall", n->hypercalls_hvm);
    put_bits(w, "xenfeats", "xenfeat", n->xenfeats);
}

void put_note(struct writer *w, const struct noted *noted)
{
    const struct lus_note *n = &noted->note;
    struct lus_note_record r;
    struct lus_note_limit l;
    char buf[32];
    uint32_t i;

    emit_key(w, "note");
    emit_open(w, '{');
    put_header(w, n);
    emit_key(w, "limits");
    emit_open(w, '[');
    for ( i = 0; !lus_note_limit(n, i, &l); i++ )
    {
        emit_open_flat(w, '{');
        emit_key_number(w, "id", l.id);
        emit_key_text(w, "name", strncmp(limit_name(l.id, buf), "limit ", 6) ? limit_name(l.id, buf) : NULL);
        emit_key_hex(w, "value", l.value);
        emit_close(w, '}');
    }
    emit_close(w, ']');
    emit_key(w, "records");
    emit_open(w, '[');
    for ( i = 0; !lus_note_record(n, i, &r); i++ )
    {
        emit_open_flat(w, '{');
        emit_key_hex(w, "type", r.type);
        emit_key_text(w, "name", lus_record_type(r.type) ? record_label(r.type, buf) : NULL);
        emit_key_number(w, "least", r.least);
        emit_key_number(w, "revision", r.revision);
        emit_key_number(w, "flags", r.flags);
        emit_close(w, '}');
    }
    emit_close(w, ']');
    emit_close(w, '}');
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The text of Xen's debug key 'q'. It went over a console: anything may stand between the lines that count. */
#include <stdlib.h>
#include <string.h>

#include "key-cursor.h"
#include "key-general.h"

/* struct reading - @part: of what the next lines are */
struct reading
{
    struct key_general *g;
    const char *name;
    const char *text;
    struct problem *p;
    uint32_t domid;
    enum { ELSEWHERE, GENERAL, SETS, VCPUS } part;
};

void key_general_free(struct key_general *g)
{
    free(g->sets);
    free(g->ranges);
    free(g->vcpus);
}

static int bad_line(const struct reading *r, const struct cursor *line, const char *what)
{
    return problem(r->p, EXIT_CORRUPT, (uint64_t)(line->at - r->text), "%s: %s", r->name, what);
}

/* A line that begins a part of a domain, this or another. */
static int heading(struct reading *r, struct cursor c)
{
    static const char *const texts[] = {
        "", "General information for domain ", "Rangesets belonging to domain ", "VCPU information and callbacks for domain ",
        "Memory pages belonging to domain "
    };
    unsigned int i;
    uint32_t domid;

    for ( i = 1; i < sizeof(texts) / sizeof(texts[0]); i++ )
        if ( eat_dec(&c, texts[i], 0xffff, &domid) && eat(&c, ":") )
            break;
    if ( i == sizeof(texts) / sizeof(texts[0]) )
        return 0;
    r->part = domid == r->domid && i <= VCPUS ? i : ELSEWHERE;
    if ( r->part == GENERAL )
    {
        r->g->found = 0;
        r->g->nr_sets = r->g->nr_ranges = r->g->nr_vcpus = 0;
    }
    return 1;
}

static int eat_handle(struct cursor *c, uint8_t handle[16])
{
    unsigned int i, k;
    uint64_t v;

    for ( i = 0; i < 16; i++ )
    {
        if ( i == 4 || i == 6 || i == 8 || i == 10 )
            eat(c, "-");
        for ( handle[i] = 0, k = 0; k < 2; k++ )
        {
            struct cursor one = { c->at, c->at + (c->at < c->end) };

            if ( !eat_digits(&one, 16, 15, &v) )
                return 0;
            handle[i] = (uint8_t)(handle[i] << 4 | v);
            c->at++;
        }
    }
    return 1;
}

/* "    refcnt=%d dying=%d pause_count=%d" and "    handle=... vm_assist=%08lx". */
static int general_line(struct reading *r, struct cursor c)
{
    struct cursor line = c;
    uint32_t refcnt;

    if ( eat(&c, "    refcnt=") )
    {
        if ( !eat_dec(&c, "", 0xffffffff, &refcnt) || !eat_dec(&c, " dying=", 2, &r->g->dying) ||
             !eat_dec(&c, " pause_count=", 0x7fffffff, &r->g->pauses) )
            return bad_line(r, &line, "not the counts of a domain");
    }
    else if ( eat(&c, "    handle=") )
    {
        if ( !eat_handle(&c, r->g->handle) || !eat(&c, " vm_assist=") || !eat_digits(&c, 16, ~0ull, &r->g->assist) )
            return bad_line(r, &line, "not the handle and vm_assist of a domain");
        r->g->found = 1;
    }
    return 0;
}

/* " %lx-%lx, ..." up to the brace; ascending, as a set of ranges is. */
static int eat_ranges(struct key_general *g, struct cursor *c, unsigned int base)
{
    struct key_range range;
    uint64_t least = 0;
    size_t from = g->nr_ranges;

    while ( !eat(c, " }") )
    {
        if ( (g->nr_ranges > from && !eat(c, ",")) || !eat(c, " ") || !eat_digits(c, base, ~0ull - 1, &range.first) )
            return 0;
        range.last = range.first;
        if ( (eat(c, "-") && !eat_digits(c, base, ~0ull - 1, &range.last)) || range.first < least || range.last < range.first )
            return 0;
        least = range.last + 1;
        *(struct key_range *)grow((void **)&g->ranges, &g->nr_ranges, &g->cap_ranges, sizeof(range)) = range;
    }
    return c->at == c->end;
}

/* The name of a set that counts; others of the section are left out. */
static int eat_set(struct cursor *c, struct key_set *set)
{
    /* In the order of XEN_DMOP_IO_RANGE_*. */
    static const char *const io[] = { " port", " memory", " pci" };

    memset(set, 0, sizeof(*set));
    if ( eat(c, "    Interrupts") )
        set->kind = KEY_SET_IRQS;
    else if ( eat(c, "    I/O Memory") )
        set->kind = KEY_SET_IOMEM;
    else if ( eat(c, "    I/O Ports") )
        set->kind = KEY_SET_IOPORTS;
    else if ( eat_dec(c, "    ioreq_server ", 255, &set->server) )
    {
        set->kind = KEY_SET_IOREQ;
        while ( set->io < 3 && !eat(c, io[set->io]) )
            set->io++;
        if ( set->io == 3 )
            return 0;
    }
    else
        return 0;
    eat_spaces(c);
    return 1;
}

static int set_line(struct reading *r, struct cursor c)
{
    struct cursor line = c;
    struct key_general *g = r->g;
    struct key_set set;
    size_t i;

    if ( !eat_set(&c, &set) )
        return 0;
    set.at = g->nr_ranges;
    if ( !eat(&c, "{") || !eat_ranges(g, &c, set.kind == KEY_SET_IRQS ? 10 : 16) )
        return bad_line(r, &line, "not a set of ranges that ascend");
    set.nr = g->nr_ranges - set.at;
    for ( i = 0; i < g->nr_sets; i++ )
        if ( g->sets[i].kind == set.kind && g->sets[i].server == set.server && g->sets[i].io == set.io )
            return bad_line(r, &line, "a set of ranges comes twice");
    *(struct key_set *)grow((void **)&g->sets, &g->nr_sets, &g->cap_sets, sizeof(set)) = set;
    return 0;
}

/* "    VCPU%d: CPU%d [has=%c] poll=%d ..." and, behind it, "    pause_count=%d pause_flags=%lx". */
static int vcpu_line(struct reading *r, struct cursor c)
{
    struct cursor line = c;
    struct key_general *g = r->g;
    struct key_vcpu vcpu = { 0 }, *last = g->nr_vcpus ? &g->vcpus[g->nr_vcpus - 1] : NULL;
    uint32_t cpu;

    if ( eat(&c, "    VCPU") )
    {
        if ( !eat_dec(&c, "", 8191, &vcpu.vcpu) || !eat_dec(&c, ": CPU", 0xffffffff, &cpu) || !eat(&c, " [has=") ||
             (!eat(&c, "T") && !eat(&c, "F")) || !eat(&c, "] poll=") )
            return bad_line(r, &line, "not the line of a vcpu");
        if ( eat(&c, "-1 ") )
            vcpu.poll = 0xffffffff;
        else if ( !eat_dec(&c, "", 0x1ffff, &vcpu.poll) || !eat(&c, " ") )
            return bad_line(r, &line, "not the line of a vcpu");
        *(struct key_vcpu *)grow((void **)&g->vcpus, &g->nr_vcpus, &g->cap_vcpus, sizeof(vcpu)) = vcpu;
    }
    else if ( eat(&c, "    pause_count=") )
    {
        if ( !last || last->whole || !eat_dec(&c, "", 0x7fffffff, &last->pauses) || !eat(&c, " pause_flags=") )
            return bad_line(r, &line, "not the pauses of a vcpu");
        last->whole = 1;
    }
    return 0;
}

int key_general_read(struct key_general *g, uint32_t domid, const char *text, size_t len, const char *name, struct problem *p)
{
    struct reading r = { .g = g, .domid = domid, .name = name, .text = text, .p = p };
    struct cursor c, line;
    const char *at, *end = text + len;
    int rc = 0;

    for ( at = text; at < end && !rc; at = line.end + 1 )
    {
        if ( !key_line(&line, &c, at, end) )
            return bad_line(&r, &line, "the last line is cut");
        if ( heading(&r, c) || r.part == ELSEWHERE )
            continue;
        rc = r.part == GENERAL ? general_line(&r, c) : r.part == SETS ? set_line(&r, c) : vcpu_line(&r, c);
    }
    return rc;
}

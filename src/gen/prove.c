/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * prove: proves of the schema's dependencies, at each build, that a restore in three passes can meet them all, and fails the build if
 * not. spec/stream.md section 11. prove order: prints src/core/host/order-table.c, an order that keeps them. Part of the build, never of the
 * library.
 */
#define LUS_WITHOUT_STRUCTS
#include "../core/schema.c"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static unsigned int bad;

static const struct lus_record_type *by_type(uint32_t type)
{
    return lus_record_type(type);
}

static void complain(const struct lus_dependency *d, const char *what)
{
    fprintf(stderr, "edges.def: %s after %s: %s\n", by_type(d->type)->name, d->target ? by_type(d->target)->name : "nothing", what);
    bad++;
}

static int is_domains(const struct lus_record_type *t)
{
    return t->scope == LUS_SCOPE_DOMAIN || t->scope == LUS_SCOPE_VCPU;
}

/* A record of the system segment that is restored at the end of its pass, when all domains are through it. */
static int is_late(const struct lus_record_type *t)
{
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(lus_edges); i++ )
        if ( lus_edges[i].type == t->type && lus_edges[i].kind == LUS_EDGE_AFTER_ALL )
            return 1;
    return 0;
}

/* [S-44]: what each kind of edge asks of the two records' scopes and passes. */
static void prove_passes(const struct lus_dependency *d)
{
    const struct lus_record_type *a = by_type(d->type), *b = by_type(d->target);

    switch ( d->kind )
    {
    case LUS_EDGE_AFTER:
        if ( is_domains(a) != is_domains(b) )
            complain(d, "AFTER is for records of one domain, or of the system");
        if ( b->pass > a->pass || (b->pass == a->pass && is_late(b) && !is_late(a)) )
            complain(d, "it is restored in an earlier pass");
        break;
    case LUS_EDGE_PEER_AFTER:
        if ( !is_domains(a) || !is_domains(b) )
            complain(d, "PEER_AFTER is between domains");
        if ( b->pass >= a->pass )
            complain(d, "an edge between domains inside a pass");
        break;
    case LUS_EDGE_SYS_AFTER:
        if ( !is_domains(a) || is_domains(b) )
            complain(d, "SYS_AFTER is from a domain to the system");
        if ( b->pass > a->pass || (b->pass == a->pass && is_late(b)) )
            complain(d, "the system's record comes later");
        break;
    case LUS_EDGE_AFTER_ALL:
        if ( is_domains(a) || !is_domains(b) )
            complain(d, "AFTER_ALL is from the system to all domains");
        if ( b->pass > a->pass )
            complain(d, "domains get it in a later pass");
        break;
    case LUS_EDGE_SYMMETRIC:
        break;
    default:
        complain(d, "no kind of edge that can stand here");
    }
    if ( !*d->source || !*d->doc )
        complain(d, "without a source");
}

/* Within a pass, edges of a domain among its own records, and of the system among its own, must not go round. */
static void prove_no_cycle(void)
{
    static uint8_t done[LUS_INDEX_COUNT];
    uint32_t left = LUS_INDEX_COUNT, before, i, k;

    do
    {
        before = left;
        for ( i = 0; i < LUS_INDEX_COUNT; i++ )
        {
            int waits = done[i];

            for ( k = 0; k < LUS_NR_OF(lus_edges) && !waits; k++ )
                if ( lus_edges[k].type == lus_types[i].type && lus_edges[k].kind != LUS_EDGE_SYMMETRIC && lus_edges[k].target &&
                     lus_edges[k].target != lus_types[i].type )
                    waits = !done[by_type(lus_edges[k].target) - lus_types];
            if ( !waits )
            {
                done[i] = 1;
                left--;
            }
        }
    } while ( left && left < before );
    for ( i = 0; i < LUS_INDEX_COUNT && left; i++ )
        if ( !done[i] )
        {
            fprintf(stderr, "edges.def: %s is in a cycle, or behind one\n", lus_types[i].name);
            bad++;
        }
}

static int has_edge(uint32_t type, uint32_t target, uint32_t kind)
{
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(lus_edges); i++ )
        if ( lus_edges[i].type == type && lus_edges[i].target == target && lus_edges[i].kind == kind )
            return 1;
    return 0;
}

/* Every field that refers to a record has its edge, with a source. */
static void prove_fields(const struct lus_record_type *t, const struct lus_field *f, uint32_t nr)
{
    for ( ; nr--; f++ )
    {
        const struct lus_ref_kind *ref = lus_ref_kind(f->ref);

        if ( !ref || !ref->target || f->edge == LUS_EDGE_GUEST || f->edge == LUS_EDGE_NUMBER ||
             has_edge(t->type, ref->target, f->edge) )
            continue;
        fprintf(stderr, "edges.def: no line for %s.%s, which refers to %s\n", t->name, f->name, by_type(ref->target)->name);
        bad++;
    }
}

/* [S-43] Must this record wait for another of the same phase that is not placed yet? */
static int must_wait(const struct lus_record_type *t, const uint8_t *placed)
{
    uint32_t k;

    for ( k = 0; k < LUS_NR_OF(lus_edges); k++ )
        if ( lus_edges[k].type == t->type && lus_edges[k].kind == LUS_EDGE_AFTER && lus_edges[k].target != t->type &&
             by_type(lus_edges[k].target)->pass == t->pass && !placed[by_type(lus_edges[k].target) - lus_types] )
            return 1;
    return 0;
}

/* By pass, and in it: the system's, the domains', the system's late ones. Within these the first that may, again and again. */
static void print_order(void)
{
    static uint8_t placed[LUS_INDEX_COUNT];
    uint32_t pass, phase, i;

    printf("/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */\n/* An order of restoring that keeps edges.def. Derived by src/gen/prove.c; do not edit. */\n"
           "#include \"restore.h\"\n\nconst struct lus_order_entry lus_order[] = {\n");
    for ( pass = 0; pass < 3; pass++ )
        for ( phase = 0; phase < 3; phase++ )
            for ( i = 0; i < LUS_INDEX_COUNT; i++ )
            {
                const struct lus_record_type *t = &lus_types[i];

                if ( placed[i] || t->pass != pass || (is_domains(t) ? 1u : is_late(t) ? 2u : 0u) != phase || must_wait(t, placed) )
                    continue;
                printf("    { 0x%08x, %u, %u },  /* %s */\n", t->type, pass, phase, t->name);
                placed[i] = 1;
                i = (uint32_t)-1;
            }
    printf("};\n\nconst uint32_t lus_order_nr = sizeof(lus_order) / sizeof(lus_order[0]);\n");
}

int main(int argc, char **argv)
{
    uint32_t i;

    for ( i = 0; i < LUS_NR_OF(lus_edges); i++ )
        prove_passes(&lus_edges[i]);
    prove_no_cycle();
    for ( i = 0; i < LUS_INDEX_COUNT; i++ )
    {
        prove_fields(&lus_types[i], lus_types[i].fields, lus_types[i].nr_fields);
        if ( lus_types[i].entry )
            prove_fields(&lus_types[i], lus_types[i].entry->fields, lus_types[i].entry->nr_fields);
    }
    if ( bad )
        return 1;
    if ( argc > 1 && !strcmp(argv[1], "order") )
        print_order();
    else
        printf("proved of %u records: %u dependencies, no cycle, three passes suffice, none between domains inside a pass\n",
               (unsigned int)LUS_INDEX_COUNT, (unsigned int)LUS_NR_OF(lus_edges));
    return 0;
}

uint32_t lus_wire_size(uint32_t wire)
{
    return wire == LUS_WIRE_U64 ? 8 : 1;
}

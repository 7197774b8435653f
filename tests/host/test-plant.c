/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Single faults in random hosts: each is found, or is of a kind that is listed here as one that no rule sees. Argument: how many hosts.
 * [H-18]
 */
#include "plant.h"

static uint32_t hosts = 24;

#define PER_HOST 3u         /* faults of one kind in one field of one host */
#define TRIES 12u

static const char *const kind_names[PLANT_KINDS] = { "dangling", "past the last", "duplicate", "of another domain", "wrong state" };

/* What no rule sees, and why. A test that finds one of these fails too: then it is to be taken from here. */
static const struct blind
{
    const char *owner;
    const char *field;
    int kind;
    const char *why;
} blind[] = {
    { NULL, NULL, 0, NULL }
};

/* Faults that are none where another domain may own the frame as well (LUS_OWNER of conditions.def). */
static const struct blind partly[] = {
    { "ioreq_server", "ioreq_mfn", PLANT_PAST_LAST, "the frame behind may be the emulator's" },
    { "ioreq_server", "bufioreq_mfn", PLANT_PAST_LAST, "likewise" },
};

/* Fields that random hosts always leave void: nothing is planted. */
static const char *const unlisted[] = {
    "pci_device.physfn", "pci_device.iommu_root", "pci_msi_vector.sbdf", "iommu_unit.device_table",
    "iommu_unit.remap_table", "keep_span.domid", "grant_active.trans_gref"
};

struct tally
{
    const char *owner;
    const struct lus_field *field;
    uint32_t kind;
    uint32_t planted;
    uint32_t found;
};

static struct tally tallies[4096];
static uint32_t nr_tallies;

static struct tally *tally_of(const char *owner, const struct lus_field *field, uint32_t kind)
{
    uint32_t i;

    for ( i = 0; i < nr_tallies; i++ )
        if ( tallies[i].field == field && tallies[i].kind == kind && !strcmp(tallies[i].owner, owner) )
            return &tallies[i];
    assert_true(nr_tallies < NR_OF(tallies));
    tallies[nr_tallies] = (struct tally){ owner, field, kind, 0, 0 };
    return &tallies[nr_tallies++];
}

static void ignore(void *ctx, const struct lus_finding *f)
{
    (void)ctx;
    (void)f;
}

/* Return: 1 found, 0 not; -1 if a reader refuses the stream: that is no fault of meaning. */
static int look(const struct host *h)
{
    struct lus_host_args args = { .finding = ignore };
    struct bytes b = host_stream(h), work;
    struct lus_host_result result;
    struct lus_stream s;
    int rc = -1;

    if ( !check_bytes(b.p, b.n, NULL) )
    {
        open_bytes(&s, b);
        work = bytes_new(lus_host_workspace(&s), 0x5a);
        rc = lus_host_check(&s, work.p, work.n, &args, &result);
        assert_true(rc >= 0);
        bytes_free(&work);
    }
    bytes_free(&b);
    return rc;
}

/* Can the writer still write the table? Keys in order, each once. */
static int is_sorted(const struct host_record *r)
{
    const struct lus_entry *e = r->info->entry;
    uint32_t i, k;

    for ( i = 1; e && r->info->tail != LUS_TAIL_SEQUENCE && i < r->nr; i++ )
        for ( k = 0; ; k++ )
        {
            uint64_t a, b;

            if ( k == e->keys )
                return 0;
            a = lus_field_load(&e->fields[k], r->entries + (i - 1) * e->size, 0);
            b = lus_field_load(&e->fields[k], r->entries + i * e->size, 0);
            if ( k == 0 && r->info->tail == LUS_TAIL_SPAN )
                a += lus_field_load(&e->fields[e->nr_fields - 1], r->entries + (i - 1) * e->size, 0);
            if ( a > b )
                return 0;
            if ( a < b )
                break;
        }
    return 1;
}

static void plant_one(struct host *h, const struct plant_site *site, struct tally *t, uint32_t *done)
{
    uint64_t was = lus_field_load(site->field, site->base, site->element), value = was;
    int rc;

    if ( !plant_value(h, site, t->kind, &value) || value == was || lus_field_check(site->field, value) )
        return;
    assert_int_equal(lus_field_store(site->field, site->base, site->element, was), 0);
    if ( lus_field_store(site->field, site->base, site->element, value) )
        return;
    rc = is_sorted(site->r) && host_refers(site->field, site->base, value) ? look(h) : -1;
    lus_field_store(site->field, site->base, site->element, was);
    if ( rc < 0 )
        return;
    t->planted++;
    t->found += (uint32_t)rc;
    ++*done;
}

/* Some elements of a field in a record: from the last, whose key can grow, to the first. */
static void plant_field(struct host *h, struct host_domain *d, struct host_record *r, int in_entry, uint32_t f, uint32_t kind, uint32_t *done)
{
    const struct lus_field *fields = in_entry ? r->info->entry->fields : r->info->fields;
    struct plant_site site = { .d = d, .r = r, .fields = fields, .field = &fields[f], .entry = LUS_NO_ENTRY };
    uint32_t n = in_entry ? r->nr : 1, i, tries = 0, start = *done;
    struct tally *t = tally_of(in_entry ? r->info->entry->name : r->info->name, site.field, kind);

    while ( n-- && tries < TRIES && *done < start + PER_HOST )
        for ( i = 0; i < site.field->count && tries < TRIES; i++ )
        {
            site.base = in_entry ? r->entries + n * r->info->entry->size : r->fixed;
            site.entry = in_entry ? n : LUS_NO_ENTRY;
            site.element = i;
            if ( !host_refers(site.field, site.base, lus_field_load(site.field, site.base, i)) )
                continue;
            tries++;
            plant_one(h, &site, t, done);
        }
}

/* All references of a segment. */
static void plant_segment(struct host *h, struct host_segment *seg, struct host_domain *d)
{
    uint32_t i, f, kind, done;

    for ( i = 0; i < seg->nr; i++ )
    {
        const struct lus_record_type *t = seg->records[i].info;

        /* Owners are named by the instance, too: plant-faults.c. */
        if ( t->type == LUS_TYPE_MEM_OWNED )
            continue;
        for ( kind = 0; kind < PLANT_KINDS; kind++ )
        {
            done = 0;
            for ( f = 0; f < t->nr_fields; f++ )
                if ( host_is_ref(&t->fields[f]) )
                    plant_field(h, d, &seg->records[i], 0, f, kind, &done);
            for ( f = 0; t->entry && f < t->entry->nr_fields; f++ )
                if ( host_is_ref(&t->entry->fields[f]) )
                    plant_field(h, d, &seg->records[i], 1, f, kind, &done);
        }
    }
}

static int is_partly(const struct tally *t)
{
    uint32_t i;

    for ( i = 0; i < NR_OF(partly); i++ )
        if ( !strcmp(partly[i].owner, t->owner) && !strcmp(partly[i].field, t->field->name) && partly[i].kind == (int)t->kind )
            return 1;
    return 0;
}

static int blind_to(const struct tally *t)
{
    uint32_t i;

    for ( i = 0; i < NR_OF(blind); i++ )
        if ( blind[i].owner && !strcmp(blind[i].owner, t->owner) && !strcmp(blind[i].field, t->field->name) && blind[i].kind == (int)t->kind )
            return 1;
    return 0;
}

/* [H-18] */
static void test_references(void **state)
{
    uint32_t i, k, planted = 0, found = 0, wrong = 0;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct host h;

        host_random(&h, 7000 + i, 2 + i % 5);
        assert_int_equal(look(&h), 0);
        plant_segment(&h, &h.system, NULL);
        for ( k = 0; k < h.nr; k++ )
            plant_segment(&h, &h.domains[k].seg, &h.domains[k]);
        assert_int_equal(look(&h), 0);
        host_free(&h);
    }
    for ( i = 0; i < nr_tallies; i++ )
    {
        const struct tally *t = &tallies[i];
        int is_blind = blind_to(t);

        planted += t->planted;
        found += t->found;
        if ( getenv("LUS_PLANT_SHOW") && t->planted )
            print_message("%s.%s %s: %u of %u\n", t->owner, t->field->name, kind_names[t->kind], t->found, t->planted);
        if ( is_partly(t) && t->found && t->found < t->planted )
            continue;
        if ( is_blind ? t->found || !t->planted : t->found != t->planted )
        {
            print_error("%s.%s, %s: %u of %u found%s\n", t->owner, t->field->name, kind_names[t->kind], t->found, t->planted,
                        is_blind ? ", listed as not seen" : "");
            wrong++;
        }
    }
    print_message("%u faults of references, %u found\n", planted, found);
    assert_int_equal(wrong, 0);
}

/* Each field that a hypervisor relies on had its fault: none is left out because the planter knows no value. */
static void check_tried(const char *owner, const struct lus_field *f)
{
    uint32_t i, planted = 0, listed = 0;
    char name[80];

    snprintf(name, sizeof(name), "%s.%s", owner, f->name);
    for ( i = 0; i < NR_OF(unlisted); i++ )
        listed |= !strcmp(unlisted[i], name);
    for ( i = 0; i < nr_tallies; i++ )
        if ( tallies[i].field == f && (tallies[i].kind == PLANT_DANGLING || tallies[i].kind == PLANT_PAST_LAST) )
            planted += tallies[i].planted != 0;
    if ( listed ? planted != 0 : planted != 2 )
        fail_msg("%s: %u of 2 kinds planted%s", name, planted, listed ? ", listed as left void" : "");
}

static void test_all_tried(void **state)
{
    const struct lus_record_type *types;
    uint32_t nr, i, f;

    (void)state;
    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
    {
        if ( types[i].type == LUS_TYPE_MEM_OWNED || !lus_type_in_arch(types[i].type, LUS_ARCH_X86) )
            continue;
        for ( f = 0; f < types[i].nr_fields; f++ )
            if ( host_is_ref(&types[i].fields[f]) )
                check_tried(types[i].name, &types[i].fields[f]);
        for ( f = 0; types[i].entry && f < types[i].entry->nr_fields; f++ )
            if ( host_is_ref(&types[i].entry->fields[f]) )
                check_tried(types[i].entry->name, &types[i].entry->fields[f]);
    }
}

/* [H-18] */
static void test_faults(void **state)
{
    uint32_t i, k, wrong = 0, all = 0;

    (void)state;
    for ( k = 0; k < plant_faults_nr; k++ )
    {
        uint32_t planted = 0, found = 0;

        for ( i = 0; i < 2 * hosts; i++ )
        {
            struct host h;
            int rc = -1;

            host_random(&h, 9000 + i, 2 + i % 5);
            if ( plant_faults[k].plant(&h, &h.domains[below(h.nr)]) )
                rc = look(&h);
            planted += rc >= 0;
            found += rc > 0;
            host_free(&h);
        }
        all += planted;
        if ( found != planted || !planted )
        {
            print_error("%s: %u of %u found\n", plant_faults[k].name, found, planted);
            wrong++;
        }
    }
    print_message("%u faults of ownership and state\n", all);
    assert_int_equal(wrong, 0);
}

/* All fields of a fixed part, or of an entry, anew: each valid alone. Return: 0 if the writer could not write it. */
static int scramble(struct host_record *r)
{
    const struct lus_entry *e = r->info->entry;
    uint32_t size, i = r->nr && e ? (uint32_t)below(r->nr) : 0;
    uint8_t was[LUS_ENTRY_MAX];

    if ( !e || !r->nr || below(2) )
    {
        random_fields(r->info->fields, r->info->nr_fields, r->info->revisions, r->fixed);
        return 1;
    }
    size = e->size;
    memcpy(was, r->entries + i * size, size);
    random_fields(e->fields, e->nr_fields, 1, r->entries + i * size);
    if ( is_sorted(r) )
        return 1;
    /* Keys as they were. */
    memcpy(r->entries + i * size, was, e->fields[e->keys].offset && e->keys < e->nr_fields ? e->fields[e->keys].offset : size);
    return is_sorted(r);
}

/* Whatever a stream says that lus_check() takes: an answer, and nothing else. [H-4] [H-9] */
static void test_anything(void **state)
{
    uint32_t i, k, n, looked = 0;

    (void)state;
    for ( i = 0; i < 4 * hosts; i++ )
    {
        struct host h;

        host_random(&h, 50000 + i, 1 + i % 4);
        for ( n = 1 + (uint32_t)below(20); n--; )
        {
            struct host_segment *seg = below(8) ? &h.domains[below(h.nr)].seg : below(2) ? &h.system : &h.memory;
            struct host_record *r = &seg->records[below(seg->nr)];

            if ( r->info->type == LUS_TYPE_MEM_OWNED || r->info->type == LUS_TYPE_SYS_TIME )
                continue;
            for ( k = 0; k < 4 && !scramble(r); k++ )
                ;
            looked += look(&h) >= 0;
        }
        host_free(&h);
    }
    print_message("%u streams\n", looked);
    assert_true(looked > hosts);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references), cmocka_unit_test(test_all_tried), cmocka_unit_test(test_faults), cmocka_unit_test(test_anything)
    };

    if ( argc > 1 )
        hosts = (uint32_t)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The laws of conversion over random hosts (an argument that is a number: how many), over streams of every record, and over the streams given as
 * files after --any, or after --profile, if they must be of the profile that they say.
 */
#include "../host/host-random.h"
#include "laws.h"

static uint32_t hosts = 10;
static char **files;
static int nr_files, of_profile;
static struct laws done;

static void random_hosts(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct host h;
        struct bytes b;

        host_random(&h, i, 1 + i % 4);
        b = host_stream(&h);
        laws_hold(b, &done);
        bytes_free(&b);
        host_free(&h);
    }
}

/* Values that no host has, of Arm too; partial. */
static void every_record(void **state)
{
    uint32_t i;

    (void)state;
    for ( i = 0; i < hosts; i++ )
    {
        struct every arg = { .seed = i, .entries = 40, .blob = 300, .arch = i & 1 ? LUS_ARCH_ARM64 : LUS_ARCH_X86 };
        struct bytes b = every_stream(&arg, 1);

        laws_hold(b, &done);
        bytes_free(&b);
    }
}

/* [C-2]: it can be converted as it is. */
static void is_of_profile(const char *file, struct bytes b)
{
    struct lus_recast_args args = { .to = { 0, LUS_FEATURES_KNOWN & ~LUS_FEATURE_EXPLICIT } };
    struct lus_recast_result r;
    struct bytes out;
    uint32_t minor;
    int rc;

    for ( minor = LUS_RELEASE_FIRST; minor <= LUS_RELEASE_LAST; minor++ )
    {
        args.to.minor = minor;
        rc = recast_bytes(b, &args, &out, &r);
        if ( rc && rc != -LUS_E_REFUSED )
            fail_msg("%s to 4.%u: %s", file, minor, lus_error_name(rc));
        if ( rc == 0 )
            bytes_free(&out);
    }
}

static void given(void **state)
{
    int i;

    (void)state;
    for ( i = 0; i < nr_files; i++ )
    {
        FILE *f = fopen(files[i], "rb");
        struct bytes b;
        long n;

        assert_non_null(f);
        assert_int_equal(fseek(f, 0, SEEK_END), 0);
        n = ftell(f);
        rewind(f);
        b = bytes_new((uint64_t)n, 0);
        assert_int_equal(fread(b.p, 1, b.n, f), b.n);
        fclose(f);
        if ( of_profile )
            is_of_profile(files[i], b);
        laws_hold(b, &done);
        bytes_free(&b);
    }
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest all[] = { cmocka_unit_test(random_hosts), cmocka_unit_test(every_record) }, some[] = { cmocka_unit_test(given) };
    int failed;

    if ( argc == 2 && strtoul(argv[1], NULL, 10) )
        hosts = (uint32_t)strtoul(argv[1], NULL, 10);
    else
    {
        of_profile = argc > 1 && !strcmp(argv[1], "--profile");
        files = argv + 2;
        nr_files = argc > 2 ? argc - 2 : 0;
    }
    failed = nr_files ? cmocka_run_group_tests(some, NULL, NULL) : cmocka_run_group_tests(all, NULL, NULL);
    printf("%llu conversions, %llu chains, %llu reports, %llu records left out\n", (unsigned long long)done.conversions,
           (unsigned long long)done.chains, (unsigned long long)done.reported, (unsigned long long)done.left_out);
    return failed;
}

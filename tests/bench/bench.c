/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What the stream costs on this machine. Ends with 1 when something does not come back as it was, never because of a time. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "tool/cpu.h"

static const char usage[] =
    "usage: bench [-o TSV] [-H HVMCTX] [-p PART] [--quick]\n"
    "  -o TSV     the figures for programs go there (default: bench.tsv)\n"
    "  -H HVMCTX  a Xen HVM context (xc_domain_hvm_getcontext) for the fleet\n"
    "  -p PART    only this: crc records scaling threads fleet maps peers\n"
    "  --quick    small and once: proves that everything comes back, measures nothing\n";

static void print_machine(struct bench *b)
{
    char line[256], name[200] = "unknown CPU", text[300], *p;
    time_t now = time(NULL);
    FILE *in = fopen("/proc/cpuinfo", "r");

    while ( in && fgets(line, sizeof(line), in) )
        if ( !strncmp(line, "model name", 10) && (p = strchr(line, ':')) )
        {
            line[strcspn(line, "\n")] = 0;
            snprintf(name, sizeof(name), "%s", p + 2);
            break;
        }
    if ( in )
        fclose(in);
    snprintf(text, sizeof(text), "%s, %ld CPUs", name, sysconf(_SC_NPROCESSORS_ONLN));
    report_note(b, "machine", text);
    report_note(b, "compiler", __VERSION__);
    strftime(text, sizeof(text), "%Y-%m-%d", gmtime(&now));
    report_note(b, "date", text);
    snprintf(text, sizeof(text), "medians of %u repetitions; \"x\": CPU time over that of a memcpy of the same bytes made just"
             " before and after, [lowest .. highest]; two threads: elapsed time", b->reps);
    report_note(b, "method", text);
}

int main(int argc, char **argv)
{
    static const struct
    {
        const char *name;
        void (*run)(struct bench *b);
    } parts[] = {
        { "crc", bench_crc }, { "records", bench_records }, { "scaling", bench_scaling }, { "threads", bench_threads },
        { "fleet", bench_fleet }, { "maps", bench_maps }, { "peers", bench_peers },
    };
    struct bench b = { .reps = 11, .cpu = lus_cpu_detect() };
    const char *tsv = "bench.tsv", *only = NULL;
    unsigned int i, ran = 0;

    for ( i = 1; i < (unsigned int)argc; i++ )
    {
        int more = i + 1 < (unsigned int)argc;

        if ( !strcmp(argv[i], "-o") && more )
            tsv = argv[++i];
        else if ( !strcmp(argv[i], "-H") && more )
            b.hvmctx = argv[++i];
        else if ( !strcmp(argv[i], "-p") && more )
            only = argv[++i];
        else if ( !strcmp(argv[i], "--quick") )
            b.quick = 1;
        else
        {
            fputs(usage, stderr);
            return 2;
        }
    }
    if ( b.quick )
        b.reps = 1;
    b.tsv = fopen(tsv, "w");
    if ( !b.tsv )
    {
        perror(tsv);
        return 2;
    }
    print_machine(&b);
    for ( i = 0; i < sizeof(parts) / sizeof(parts[0]); i++ )
        if ( !only || !strcmp(only, parts[i].name) )
        {
            parts[i].run(&b);
            ran++;
        }
    if ( !ran )
        fputs(usage, stderr);
    else if ( !b.quick )
        printf("\n%u goals missed\n", b.misses);
    if ( fclose(b.tsv) )
    {
        perror(tsv);
        return 2;
    }
    return ran ? 0 : 2;
}

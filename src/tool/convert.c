/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* lustream-convert: images, capture directories, JSON and streams to one stream, or its JSON form. spec/programs.md section 3. */
#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "convert-to.h"
#include "cpu.h"
#include "tool/import/import.h"
#include "tool/json/json.h"
#include "le.h"
#include "output.h"

static const char program[] = "lustream-convert";

static const char help[] =
    "Usage: lustream-convert -o OUT [OPTION...] IN...\n"
    "Make one live update stream, or its JSON form, out of one or several inputs.\n"
    "\n"
    "IN is an image of `xl save` or a bare libxc stream, a directory of captured\n"
    "state, a stream, or the JSON form of one; \"-\" is standard input. What it is\n"
    "is told by its first bytes. Images, streams and JSON may be gzip or xz files.\n"
    "\n"
    "  -o, --output=OUT        where to; \"-\" is standard output\n"
    "      --json              write the JSON form\n"
    "      --domid=N           domid for the first domain whose source has none\n"
    "                          (1 if not given), N+1 for the next\n"
    "      --producer=VERSION  the Xen version that a source does not say: 4.11.4\n"
    "      --to=TARGET         write it for another Xen: 4.15, 4.15,+pv32, or the\n"
    "                          image of one; what is lost or refused is said\n"
    "      --explain           with --to: say what became of every value, and of each\n"
    "                          record type how much passes as it is\n"
    "  -q, --quiet             do not say what is not carried\n"
    "  -h, --help              this text\n"
    "      --version           version, and the stream formats it knows\n"
    "\n"
    "Exit codes: 0 good, 1 an input is corrupt, 2 usage or system, 3 an input has\n"
    "what this build does not know, or what TARGET cannot take. There is no output\n"
    "file but for 0.\n"
    "\n"
    "Examples:\n"
    "  xl save guest guest.img; lustream-convert -o guest.lus guest.img\n"
    "  lustream-convert --domid 5 --producer 4.11.4 -o host.lus dom0/ a.img.xz b.img\n"
    "  lustream-convert --json -o - guest.lus | less\n"
    "  lustream-convert -o guest.lus edited.json\n"
    "  lustream-convert --to 4.15 --explain -o new.lus guest.lus\n";

struct options
{
    const char *output;
    int json;
    struct import_options import;
    struct recast_options recast;
};

static int usage(const char *text, const char *what)
{
    char *plain = plain_text(what ? what : "");

    fprintf(stderr, "%s: %s%s%s\nTry '%s --help'.\n", program, text, what ? ": " : "", plain, program);
    free(plain);
    return EXIT_USAGE;
}

/* "4.11", "4.11.4", "4.17-rc1": two numbers and the rest. */
static int parse_version(const char *text, struct import_options *o)
{
    char *end;
    unsigned long major, minor;
    size_t i;

    major = isdigit((unsigned char)text[0]) ? strtoul(text, &end, 10) : 0;
    if ( major == 0 || major > 0xffff || end[0] != '.' || !isdigit((unsigned char)end[1]) )
        return -1;
    minor = strtoul(end + 1, &end, 10);
    if ( minor > 0xffff || strlen(end) > sizeof(o->producer_extra) )
        return -1;
    for ( i = 0; end[i]; i++ )
        if ( end[i] < 0x20 || end[i] > 0x7e )
            return -1;
    o->have_producer = 1;
    o->producer_major = (uint16_t)major;
    o->producer_minor = (uint16_t)minor;
    memcpy(o->producer_extra, end, strlen(end));
    return 0;
}

static int parse_domid(const char *text, uint32_t *domid)
{
    int hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = hex ? text + 2 : text;
    char *end;
    unsigned long n = isxdigit((unsigned char)digits[0]) ? strtoul(digits, &end, hex ? 16 : 10) : ~0ul;

    if ( n > LUS_DOMID_MAX || *end )
        return -1;
    *domid = (uint32_t)n;
    return 0;
}

/* Return: -1 to go on, or the exit code. */
static int parse_options(int argc, char **argv, struct options *o)
{
    enum { JSON = 256, DOMID, PRODUCER, TO, EXPLAIN, VERSION };
    static const struct option longs[] = {
        { "output", required_argument, NULL, 'o' }, { "json", no_argument, NULL, JSON },
        { "domid", required_argument, NULL, DOMID }, { "producer", required_argument, NULL, PRODUCER },
        { "to", required_argument, NULL, TO }, { "explain", no_argument, NULL, EXPLAIN },
        { "quiet", no_argument, NULL, 'q' }, { "help", no_argument, NULL, 'h' },
        { "version", no_argument, NULL, VERSION }, { NULL, 0, NULL, 0 }
    };
    char letter[] = "-?";
    int c, standard_inputs = 0;

    opterr = 0;
    while ( (c = getopt_long(argc, argv, "o:qh", longs, NULL)) >= 0 )
        switch ( c )
        {
        case 'o': o->output = optarg; break;
        case JSON: o->json = 1; break;
        case 'q': o->import.quiet = o->recast.quiet = 1; break;
        case TO: o->recast.to = optarg; break;
        case EXPLAIN: o->recast.explain = 1; break;
        case DOMID:
            if ( parse_domid(optarg, &o->import.next_domid) )
                return usage("not a domid, 0 to 32751", optarg);
            break;
        case PRODUCER:
            if ( parse_version(optarg, &o->import) )
                return usage("not a Xen version", optarg);
            break;
        case 'h':
            fputs(help, stdout);
            return EXIT_GOOD;
        case VERSION:
            printf("%s %s, stream format %u\n", program, LUS_VERSION, LUS_FORMAT);
            return EXIT_GOOD;
        default:
            letter[1] = (char)optopt;
            return usage("unknown option, or a value that is missing or too many", optopt && optopt < JSON ? letter : argv[optind - 1]);
        }
    if ( !o->output )
        return usage("where to is missing: -o OUT", NULL);
    if ( o->recast.explain && (!o->recast.to || o->recast.quiet) )
        return usage(o->recast.to ? "--explain and --quiet exclude each other" : "--explain goes with --to only", NULL);
    for ( c = optind; c < argc; c++ )
        if ( !strcmp(argv[c], "-") && standard_inputs++ )
            return usage("standard input can be an input once only", NULL);
    return optind == argc ? usage("there is no input", NULL) : -1;
}

/* As much of the input as its header claims, and one byte more where there is more: the reader says what is wrong with that. */
static uint8_t *read_stream(struct input *in, uint64_t *size, struct problem *p)
{
    uint8_t first[32], *bytes = NULL;
    uint64_t want = LUS_PAGE_SIZE, have = 0, cap;

    if ( input_peek(in, first, sizeof(first), p) == sizeof(first) )
        want = le64(first + 24);
    if ( want < LUS_PAGE_SIZE || want > LUS_STREAM_MAX )
        want = LUS_PAGE_SIZE;
    for ( want++; have < want; )
    {
        long got;

        if ( have > most_memory() )
        {
            problem(p, EXIT_USAGE, have, "the stream is longer than %zu bytes, the most that is taken", most_memory());
            free(bytes);
            return NULL;
        }
        cap = want - have < have + 65536 ? want : have * 2 + 65536;
        bytes = xrealloc(bytes, cap);
        got = input_some(in, bytes + have, cap - have, p);
        if ( got < 0 )
        {
            free(bytes);
            return NULL;
        }
        have += (uint64_t)got;
        if ( have < cap )
            break;
    }
    *size = have;
    return bytes;
}

static int load_stream(struct bag *bag, struct input *in, struct problem *p)
{
    uint64_t size, work_size;
    uint8_t *bytes = read_stream(in, &size, p);
    struct lus_source src;
    struct lus_stream s;
    void *work = NULL;
    int rc;

    if ( !bytes )
        return -1;
    lus_source_flat(&src, bytes, size);
    rc = lus_open(&s, &src, NULL, lus_cpu_detect());
    if ( rc == 0 )
    {
        work_size = lus_check_workspace(&s.header);
        work = xmalloc(work_size);
        rc = lus_check(&s, work, work_size);
    }
    rc = rc ? problem_diag(p, &s.diag) : bag_load(bag, &s, p);
    free(work);
    free(bytes);
    return rc;
}

static int is_json(const uint8_t *first, size_t n)
{
    size_t i = 0;

    while ( i < n && memchr(" \t\r\n", first[i], 4) )
        i++;
    return i < n && first[i] == '{';
}

static int load_file(struct bag *bag, const char *path, struct import_options *o, struct problem *p)
{
    struct input *in = input_open(path, p);
    uint8_t first[64];
    size_t n;
    int rc;

    if ( !in )
        return -1;
    n = input_peek(in, first, sizeof(first), p);
    if ( p->code )
        rc = -1;
    else if ( n >= 8 && !memcmp(first, "LUSTREAM", 8) )
        rc = load_stream(bag, in, p);
    else if ( import_is_image(first, n) )
        rc = import_image(bag, in, o, p);
    else if ( is_json(first, n) )
        rc = json_load(bag, in, p);
    else
        rc = problem(p, EXIT_CORRUPT, 0, "E_MAGIC not an image, a stream or the JSON form of one");
    input_close(in);
    return rc;
}

static int load_any(struct bag *bag, const char *path, struct import_options *o, struct problem *p)
{
    struct stat st;

    if ( strcmp(path, "-") && stat(path, &st) == 0 && S_ISDIR(st.st_mode) )
        return import_dir(bag, path, o, p);
    return load_file(bag, path, o, p);
}

/* A stream that is put together with others is changed, and what forbids that is left out (spec S-27). */
static void drop_uncopyable(struct bag *bag, const struct import_options *o)
{
    size_t i, k;

    for ( i = 0; i < bag->nr; i++ )
        for ( k = bag->segments[i]->nr; k-- > 0; )
        {
            struct bag_record *rec = bag->segments[i]->records[k];

            if ( rec->info || (rec->flags & LUS_RECORD_COPY) )
                continue;
            import_note(o, "domain %u, unknown record 0x%08x, instance %u, %zu bytes: not carried, as several inputs are joined",
                        bag->segments[i]->domid, rec->type, rec->instance, rec->fixed_len + rec->tail_len);
            bag_remove(bag->segments[i], rec);
        }
}

static void name_version(char *text, size_t size, const struct lus_header *h)
{
    if ( h->producer_major )
        snprintf(text, size, "%u.%u%.16s", h->producer_major, h->producer_minor, h->producer_extra);
    else
        snprintf(text, size, "an unknown Xen");
}

/* One stream has one producer. An input that only lacks the last part of the version takes that of the others. */
static int merge_headers(struct lus_header *to, const struct lus_header *from, struct problem *p)
{
    char a[32], b[32];

    if ( to->producer_major != from->producer_major || to->producer_minor != from->producer_minor ||
         (to->producer_extra[0] && from->producer_extra[0] && memcmp(to->producer_extra, from->producer_extra, 16)) )
    {
        name_version(a, sizeof(a), to);
        name_version(b, sizeof(b), from);
        return problem(p, EXIT_USAGE, NO_OFFSET, "is from %s, what came before from %s: they cannot be one stream%s", b, a,
                       to->producer_major && from->producer_major ? "" : " (--producer says an unknown one)");
    }
    if ( to->arch != from->arch )
        return problem(p, EXIT_USAGE, NO_OFFSET, "is of another architecture than what came before");
    if ( to->updates != from->updates || to->previous_major != from->previous_major ||
         to->previous_minor != from->previous_minor ||
         memcmp(to->previous_extra, from->previous_extra, sizeof(to->previous_extra)) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "has been through other live updates than what came before");
    if ( to->profile_major != from->profile_major || to->profile_minor != from->profile_minor || to->features != from->features )
        return problem(p, EXIT_USAGE, NO_OFFSET, "is written for another release than what came before");
    if ( !to->producer_extra[0] )
        memcpy(to->producer_extra, from->producer_extra, sizeof(to->producer_extra));
    to->source |= from->source;
    to->partial |= from->partial;
    return 0;
}

/* Several inputs to one bag. On failure *file is the input at fault. */
static int load_all(struct bag *bag, int nr, char **paths, struct import_options *o, const char **file, struct problem *p)
{
    int i;

    for ( i = 0; i < nr; i++ )
    {
        char *plain = plain_text(paths[i]);
        struct bag one;
        int rc;

        *file = paths[i];
        o->file = plain;
        bag_init(&one);
        rc = load_any(&one, paths[i], o, p);
        if ( rc == 0 && nr > 1 )
            drop_uncopyable(&one, o);
        if ( rc == 0 && i )
            rc = merge_headers(&bag->header, &one.header, p);
        else if ( rc == 0 )
            bag->header = one.header;
        if ( rc == 0 )
            rc = bag_merge(bag, &one, p);
        bag_free(&one);
        o->file = NULL;
        free(plain);
        if ( rc )
            return -1;
    }
    if ( nr > 1 )
        *file = NULL;
    return 0;
}

/* That the file takes no more is output_commit()'s to say. */
static int write_json(struct output *out, const uint8_t *bytes, size_t len, struct problem *p)
{
    static const struct json_options options = { .pretty = 1 };
    struct lus_source src;
    struct lus_stream s;

    lus_source_flat(&src, bytes, len);
    if ( lus_open(&s, &src, NULL, lus_cpu_detect()) )
        return problem_diag(p, &s.diag);
    json_write(out->f, &s, &options);
    return s.diag.error ? problem_diag(p, &s.diag) : 0;
}

static int write_output(const struct options *o, const uint8_t *bytes, size_t len, struct problem *p)
{
    struct output out;

    if ( output_open(&out, o->output, p) )
        return -1;
    if ( o->json && write_json(&out, bytes, len, p) )
    {
        output_abandon(&out);
        return -1;
    }
    if ( !o->json )
        fwrite(bytes, 1, len, out.f);
    return output_commit(&out, p);
}

int main(int argc, char **argv)
{
    struct options o = { .import = { .program = program, .next_domid = 1 }, .recast = { .program = program } };
    struct problem p = { 0 };
    const char *file = NULL;
    uint8_t *bytes = NULL;
    struct bag bag;
    size_t len = 0;
    int code, rc;

    output_start();
    code = parse_options(argc, argv, &o);
    if ( code == EXIT_GOOD && output_stdout(&p) )
    {
        problem_print(&p, program, NULL);
        return p.code;
    }
    if ( code >= 0 )
        return code;
    bag_init(&bag);
    rc = load_all(&bag, argc - optind, argv + optind, &o.import, &file, &p);
    if ( rc == 0 )
        rc = bag_bytes(&bag, &bytes, &len, &p);
    if ( rc == 0 && o.recast.to )
        rc = recast_bytes(&o.recast, &bytes, &len, &p);
    if ( rc == 0 )
    {
        file = NULL;
        rc = write_output(&o, bytes, len, &p);
    }
    free(bytes);
    bag_free(&bag);
    if ( rc == 0 )
        return EXIT_GOOD;
    problem_print(&p, program, file);
    return p.code ? p.code : EXIT_USAGE;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* lustream-dump: options, opening, exit codes. spec/programs.md sections 1 and 2. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dump.h"
#include "dump-note.h"
#include "tool/json/json.h"
#include "tool/output.h"

enum { OPT_JSON = 256, OPT_BYTES, OPT_DIFF, OPT_SEARCH, OPT_OFFSET, OPT_PAGES, OPT_COLOUR, OPT_VERSION,
       OPT_CHECK, OPT_PLAN, OPT_MEMORY, OPT_BOOTMEM, OPT_IMAGE, OPT_FRAMES, OPT_QUARANTINE, OPT_CONTENTS,
       OPT_NOTE, OPT_TARGET, OPT_EXPLAIN };

static const struct option long_options[] = {
    { "verbose", no_argument, NULL, 'v' }, { "hex", no_argument, NULL, 'x' }, { "quiet", no_argument, NULL, 'q' },
    { "domain", required_argument, NULL, 'd' }, { "type", required_argument, NULL, 't' },
    { "pass", required_argument, NULL, 'p' },
    { "instance", required_argument, NULL, 'i' }, { "json", optional_argument, NULL, OPT_JSON },
    { "bytes", no_argument, NULL, OPT_BYTES }, { "diff", no_argument, NULL, OPT_DIFF },
    { "search", no_argument, NULL, OPT_SEARCH }, { "offset", required_argument, NULL, OPT_OFFSET },
    { "pages", required_argument, NULL, OPT_PAGES }, { "color", required_argument, NULL, OPT_COLOUR },
    { "colour", required_argument, NULL, OPT_COLOUR }, { "help", no_argument, NULL, 'h' },
    { "check", no_argument, NULL, OPT_CHECK }, { "plan", no_argument, NULL, OPT_PLAN },
    { "memory-map", no_argument, NULL, OPT_MEMORY }, { "bootmem", required_argument, NULL, OPT_BOOTMEM },
    { "image", required_argument, NULL, OPT_IMAGE }, { "frames", required_argument, NULL, OPT_FRAMES },
    { "quarantine", required_argument, NULL, OPT_QUARANTINE }, { "contents", required_argument, NULL, OPT_CONTENTS },
    { "note", no_argument, NULL, OPT_NOTE },
    { "target", required_argument, NULL, OPT_TARGET }, { "explain", no_argument, NULL, OPT_EXPLAIN },
    { "version", no_argument, NULL, OPT_VERSION }, { NULL, 0, NULL, 0 }
};

static void show_help(void)
{
    out("Usage: lustream-dump [OPTION...] FILE\n"
        "       lustream-dump --diff [OPTION...] A B\n"
        "       lustream-dump --check|--plan|--memory-map [--json] [OPTION...] FILE\n"
        "       lustream-dump --target TARGET [--explain] [--json] FILE\n"
        "       lustream-dump --note [--target TARGET | --diff] TARGET...\n"
        "\n"
        "Shows a Xen live update stream. FILE \"-\" is standard input; gzip and xz are\n"
        "unpacked on the way.\n"
        "\n"
        "  -v, --verbose         every field: name, value, unit, flags by name\n"
        "  -x, --hex             the same, with the bytes of each field\n"
        "  -q, --quiet           print nothing: the exit code says it\n"
        "  -d, --domain DOMID    only this domain\n"
        "  -t, --type TYPE       only records of this type, by name or number\n"
        "  -p, --pass PASS       only records of this pass: 0, 1 or 2\n"
        "  -i, --instance N      only records of this instance, such as a vcpu\n"
        "                        (each of these four may come again)\n"
        "      --json[=compact]  the stream as JSON, which lustream-convert reads\n"
        "      --bytes           what every byte of the input is\n"
        "      --diff            compare two streams field by field\n"
        "      --check           check what records say of each other: the host level\n"
        "        --bootmem LIST    frames that xen#2's allocator is given first\n"
        "        --image LIST      frames of xen#2 itself\n"
        "        --frames LIST     frames that the stream lies in\n"
        "        --quarantine IDS  domids, with commas between, that are not restored\n"
        "        --contents [DOMID=]IMAGE\n"
        "                          an xl save image of a domain: its page tables are read\n"
        "      --plan            in which order the records are restored, and why\n"
        "      --memory-map      whose each machine frame is, in frame order\n"
        "      --target TARGET   can xen#2 take it: yes, with a report, or no and why\n"
        "        --explain         values that do not pass unchanged, counts of what does\n"
        "      --note            show the acceptance note of TARGET; with --diff of two;\n"
        "                        with --target: can that take what TARGET writes\n"
        "      --search          list where streams begin in a bigger file\n"
        "      --offset N        take the stream that begins at byte N of FILE\n"
        "      --pages LIST      FILE is a memory dump; the text LIST has the offset of\n"
        "                        each page of the stream, hexadecimal, one a line\n"
        "      --color WHEN      auto, always or never\n"
        "  -h, --help            this text\n"
        "      --version         version of the program and of the streams it reads\n"
        "\n"
        "Exit status: 0 good; 1 corrupt, cut, or not a stream; 2 usage, or a file or\n"
        "memory could not be had; 3 well-formed, but this build or TARGET cannot take it;\n"
        "4 --diff found differences; 5 --check found what is wrong.\n"
        "TARGET is an image of Xen, its note, or a release: 4.15, 4.15.3,-pv32,+argo\n"
        "LIST is frames or ranges of them: 0x1000-0x1fff,0x3000\n"
        "\n"
        "Examples:\n"
        "  What is in a stream:\n"
        "      lustream-dump guest.lus\n"
        "  All registers of vcpu 1 of domain 3, with their bytes:\n"
        "      lustream-dump -x -d 3 -t hvm_cpu -i 1 host.lus\n"
        "  May a host be started from this, when its allocator begins with 64 MiB:\n"
        "      lustream-dump --check --bootmem 0x8000-0xbfff host.lus\n"
        "  The same without domain 5, for a script:\n"
        "      lustream-dump --check -q --quarantine 5 host.lus\n"
        "  Would Xen take the page tables of a PV guest that was imported:\n"
        "      lustream-dump --check --contents guest.save guest.lus\n"
        "  Which frames xen#2 must not touch, as JSON:\n"
        "      lustream-dump --memory-map --json host.lus\n"
        "  Can this host be taken over by that Xen, and what would its guests notice:\n"
        "      lustream-dump --target /boot/xen.gz --explain host.lus\n"
        "  Find a stream in a crash dump, then show it:\n"
        "      lustream-dump --search vmcore\n"
        "      lustream-dump --offset 0x7f200000 vmcore\n");
}

static int usage(const char *format, const char *what)
{
    char *plain = plain_text(what);

    message(NULL, format, plain);
    free(plain);
    message(NULL, "'" PROGRAM " --help' says how it is used");
    return -1;
}

int parse_number(const char *text, uint64_t most, uint64_t *value)
{
    int hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = hex ? text + 2 : text;
    char *end;

    errno = 0;
    *value = strtoull(digits, &end, hex ? 16 : 10);
    if ( !strchr("0123456789abcdefABCDEF", *digits) || !*digits || *end || errno || *value > most )
        return -1;
    return 0;
}

static void filter_add(struct filter *f, uint32_t value)
{
    f->values = xrealloc(f->values, (f->nr + 1) * sizeof(*f->values));
    f->values[f->nr++] = value;
}

static int add_number(struct filter *f, const char *text, uint64_t most, const char *format)
{
    uint64_t value;

    if ( parse_number(text, most, &value) )
        return usage(format, text);
    filter_add(f, (uint32_t)value);
    return 0;
}

static int add_type(struct filter *f, const char *text)
{
    const struct lus_record_type *types;
    uint32_t nr, i;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
        if ( !strcmp(types[i].name, text) )
        {
            filter_add(f, types[i].type);
            return 0;
        }
    return add_number(f, text, 0xffffffffu, "there is no record type '%s'");
}

static int set_form(struct options *o, enum form form)
{
    if ( o->form != FORM_TABLE && o->form != form )
        return usage("--json, --bytes, --diff and --search exclude each other%s", "");
    o->form = form;
    return 0;
}

static int set_extra(struct options *o, enum extra extra)
{
    if ( o->extra != EXTRA_NONE && o->extra != extra )
        return usage("--check, --plan, --memory-map and --target exclude each other%s", "");
    o->extra = extra;
    return 0;
}

static int add_frames(struct frame_list *l)
{
    return check_add_frames(l, optarg) ? usage("'%s' is not a list of frames like 0x1000-0x1fff,0x3000", optarg) : 0;
}

static int set_colour(const char *when)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

    if ( !strcmp(when, "auto") )
        out_colour = isatty(STDOUT_FILENO) && !(no_colour && *no_colour) && !(term && !strcmp(term, "dumb"));
    else if ( !strcmp(when, "always") || !strcmp(when, "never") )
        out_colour = !strcmp(when, "always");
    else
        return usage("--color is auto, always or never, not '%s'", when);
    return 0;
}

/* getopt() would print the option as it is. */
static int unknown_option(char *const *argv)
{
    char letter[] = "-?";

    letter[1] = (char)optopt;
    return usage("unknown option, or a value that is missing or too many: '%s'", optopt && optopt < OPT_JSON ? letter : argv[optind - 1]);
}

static int take_option(struct options *o, int c, char *const *argv)
{
    switch ( c )
    {
    case 'x':
        o->hex = 1;
        o->verbose = 1;
        return 0;
    case 'v':
        o->verbose = 1;
        return 0;
    case 'q':
        o->quiet = 1;
        return 0;
    case 'd':
        return add_number(&o->domids, optarg, 0xffff, "'%s' is not a domid");
    case 't':
        return add_type(&o->types, optarg);
    case 'p':
        return add_number(&o->passes, optarg, LUS_PASSES - 1, "'%s' is not a pass: 0, 1 or 2");
    case 'i':
        return add_number(&o->instances, optarg, 0xffffffffu, "'%s' is not an instance");
    case OPT_JSON:
        o->compact = optarg != NULL;
        if ( optarg && strcmp(optarg, "compact") )
            return usage("--json takes nothing or 'compact', not '%s'", optarg);
        return set_form(o, FORM_JSON);
    case OPT_BYTES:
        return set_form(o, FORM_BYTES);
    case OPT_DIFF:
        return set_form(o, FORM_DIFF);
    case OPT_CHECK:
        return set_extra(o, EXTRA_CHECK);
    case OPT_PLAN:
        return set_extra(o, EXTRA_PLAN);
    case OPT_MEMORY:
        return set_extra(o, EXTRA_MEMORY);
    case OPT_TARGET:
        o->target_name = optarg;
        return set_extra(o, EXTRA_TARGET);
    case OPT_EXPLAIN:
        o->explain = 1;
        return 0;
    case OPT_NOTE:
        o->note = 1;
        return 0;
    case OPT_BOOTMEM:
        return add_frames(&o->check.bootmem);
    case OPT_IMAGE:
        return add_frames(&o->check.image);
    case OPT_FRAMES:
        return add_frames(&o->check.frames);
    case OPT_QUARANTINE:
        return check_add_domids(&o->check, optarg) ? usage("'%s' is not a list of domids like 1,5", optarg) : 0;
    case OPT_SEARCH:
        return set_form(o, FORM_SEARCH);
    case OPT_OFFSET:
        o->has_offset = 1;
        return parse_number(optarg, ~0ull, &o->offset) ? usage("'%s' is not an offset", optarg) : 0;
    case OPT_PAGES:
        o->pages = optarg;
        return 0;
    case OPT_CONTENTS:
        check_add_contents(&o->check, optarg);
        return 0;
    case OPT_COLOUR:
        return set_colour(optarg);
    default:
        return unknown_option(argv);
    }
}

static int check_note_options(const struct options *o, int operands, char *const *paths)
{
    int two = o->form == FORM_DIFF, i, standard_inputs = o->target_name && !strcmp(o->target_name, "-");

    for ( i = 0; i < operands; i++ )
        if ( !strcmp(paths[i], "-") && standard_inputs++ )
            return usage("standard input can be read once only%s", "");
    if ( o->explain && !o->target_name )
        return usage("--explain goes with --target only%s", "");
    if ( !o->note )
        return 0;
    if ( operands != 1 + two )
        return usage(two ? "--diff takes two images%s" : "one image is needed%s", "");
    if ( o->form == FORM_BYTES || o->form == FORM_SEARCH || (two && o->target_name) || (o->extra != EXTRA_NONE && o->extra != EXTRA_TARGET) )
        return usage("--note goes with --json, --diff or --target only%s", "");
    if ( o->verbose || has_filters(o) || o->has_offset || o->pages || check_has_options(&o->check) )
        return usage("--note takes no options of streams%s", "");
    return o->quiet && o->form == FORM_JSON ? usage("-q does not go with another form of output%s", "") : 0;
}

/* What does not go together would otherwise be left out silently. */
static int check_options(const struct options *o, int operands, char *const *paths)
{
    int two = o->form == FORM_DIFF, i, standard_inputs = o->pages && !strcmp(o->pages, "-");

    if ( check_note_options(o, operands, paths) )
        return -1;
    if ( o->note )
        return 0;
    if ( operands != 1 + two )
        return usage(two ? "--diff takes two streams%s" : "one FILE is needed%s", "");
    for ( i = 0; i < operands; i++ )
        if ( !strcmp(paths[i], "-") && standard_inputs++ )
            return usage("standard input can be read once only%s", "");
    for ( i = 0; i < (int)o->check.nr_contents; i++ )
        if ( !strcmp(o->check.contents[i].path, "-") && standard_inputs++ )
            return usage("standard input can be read once only%s", "");
    if ( o->has_offset && o->pages )
        return usage("--offset and --pages exclude each other%s", "");
    if ( (o->has_offset || o->pages) && (two || o->form == FORM_SEARCH) )
        return usage("--offset and --pages do not go with --diff or --search%s", "");
    if ( has_filters(o) && o->form != FORM_TABLE && !two )
        return usage("-d, -t, -p and -i go with the table, -v, -x and --diff only%s", "");
    if ( o->verbose && o->form != FORM_TABLE )
        return usage("-v and -x do not go with another form of output%s", "");
    if ( o->extra != EXTRA_NONE && o->form != FORM_TABLE && o->form != FORM_JSON )
        return usage("--check, --plan, --memory-map and --target go with no other form of output than --json%s", "");
    if ( o->extra != EXTRA_NONE && (o->verbose || has_filters(o)) )
        return usage("-v, -x, -d, -t, -p and -i do not go with --check, --plan, --memory-map and --target%s", "");
    if ( o->extra != EXTRA_CHECK && check_has_options(&o->check) )
        return usage("--bootmem, --image, --frames, --quarantine and --contents go with --check only%s", "");
    if ( o->quiet && (o->extra == EXTRA_PLAN || o->extra == EXTRA_MEMORY) )
        return usage("-q does not go with --plan or --memory-map%s", "");
    if ( o->quiet && (o->verbose || (o->form != FORM_TABLE && !two)) )
        return usage("-q does not go with another form of output%s", "");
    return 0;
}

/*
 * struct input_stream - a stream and what it is made of
 * @name: of the file as given, safe to print, and where in it
 */
struct input_stream
{
    struct file file;
    const uint8_t **pages;
    struct lus_source src;
    char *name;
};

static int complain(const char *name, const struct problem *p)
{
    struct line l;

    line_clear(&l);
    if ( p->offset != NO_OFFSET )
        line_add(&l, "offset 0x%" PRIx64 ": ", p->offset);
    message(name, "%s%s", l.text, p->text);
    return p->code;
}

/* Return: 0, or an exit code. */
static int open_input(struct input_stream *in, const char *path, const struct options *o)
{
    struct problem p = { 0 };
    struct lus_header h;
    uint64_t nr, left;

    memset(in, 0, sizeof(*in));
    if ( file_load(&in->file, path, &p) )
        return complain(path, &p);
    in->name = xmalloc(strlen(path) + 24);
    strcpy(in->name, path);
    lus_source_flat(&in->src, in->file.bytes ? in->file.bytes : (const uint8_t *)"", in->file.size);
    if ( o->pages )
    {
        if ( file_pages(&in->file, o->pages, &in->pages, &nr, &p) )
            return complain(o->pages, &p);
        lus_source_pages(&in->src, in->pages, 0, nr * LUS_PAGE_SIZE);
    }
    if ( !o->has_offset )
        return EXIT_GOOD;
    if ( o->offset >= in->file.size )
    {
        message(path, "offset 0x%" PRIx64 " is not in the file, which has 0x%" PRIx64 " bytes", o->offset, in->file.size);
        return EXIT_USAGE;
    }
    sprintf(in->name + strlen(path), "+0x%" PRIx64, o->offset);
    left = in->file.size - o->offset;
    if ( find_header(&in->file, o->offset, &h) && h.total_size < left )
        left = h.total_size;
    lus_source_flat(&in->src, in->file.bytes + o->offset, left);
    return EXIT_GOOD;
}

static void close_input(struct input_stream *in)
{
    file_free(&in->file);
    free(in->pages);
    free(in->name);
}

/* The whole document, with what --check, --plan or --memory-map adds. */
static void show_json(struct view *v, const struct options *o, struct check *check, struct answer *answer)
{
    struct json_options json = { .pretty = !o->compact, .checked = 1 };

    if ( check )
    {
        json.more = put_check;
        json.ctx = check;
    }
    else if ( answer )
    {
        json.more = put_answer;
        json.ctx = answer;
    }
    else if ( (o->extra == EXTRA_PLAN || o->extra == EXTRA_MEMORY) && !v->diag.error )
    {
        json.more = o->extra == EXTRA_PLAN ? put_plan : put_memory;
        json.ctx = v;
    }
    /* The view's verdict has more: where a stream is cut, and that one with unknown records is damaged, too. */
    v->stream.diag = v->diag;
    json_write(stdout, &v->stream, &json);
}

static void show_extra(struct view *v, const struct options *o, const struct check *check, const struct answer *answer)
{
    show_verdict(v);
    if ( check )
        show_check(check);
    else if ( answer )
        show_answer(answer);
    else if ( o->extra == EXTRA_TARGET )
        out("\nno answer about a stream that is not valid\n");
    else if ( v->diag.error )
        out("\nno %s of a stream that is not valid\n", o->extra == EXTRA_PLAN ? "plan" : "memory map");
    else if ( o->extra == EXTRA_PLAN )
        show_plan(v);
    else
        show_memory(v);
}

/* A target is asked about what is well-formed, also when this build does not know all of it. */
static struct answer *ask_target(const struct view *v, const struct options *o)
{
    if ( o->extra != EXTRA_TARGET || (v->code != EXIT_GOOD && (v->code != EXIT_REFUSED || v->level < VIEW_HEADER)) )
        return NULL;
    return answer_new(o->target, NULL, v, o->explain);
}

static int show_view(struct view *v, const struct options *o)
{
    struct answer *answer = ask_target(v, o);
    struct contents *contents = NULL;
    struct check *check = NULL;
    int rc = o->extra == EXTRA_CHECK && !v->diag.error ? contents_load(&contents, v, o) : EXIT_GOOD;

    if ( rc )
        return rc;
    if ( o->extra == EXTRA_CHECK )
        check = check_new(v, o, contents);
    if ( o->form == FORM_JSON )
        show_json(v, o, check, answer);
    else if ( o->form == FORM_BYTES )
        show_bytes(v);
    else if ( !o->quiet && o->extra != EXTRA_NONE )
        show_extra(v, o, check, answer);
    else if ( !o->quiet )
        show_stream(v, o);
    rc = answer ? answer_complain(answer, v->name) : view_complain(v);
    if ( check )
        rc = rc ? rc : check_complain(check);
    check_free(check);
    answer_free(answer);
    contents_free(contents);
    return rc;
}

static int show_one(const char *path, const struct options *o)
{
    struct input_stream in;
    struct view *v;
    int rc = open_input(&in, path, o);

    if ( !rc && o->form == FORM_SEARCH )
        rc = show_search(&in.file);
    else if ( !rc )
    {
        v = xmalloc(sizeof(*v));
        view_open(v, in.name, &in.src);
        rc = show_view(v, o);
        free(v);
    }
    close_input(&in);
    return rc;
}

static int show_two(char *const *paths, const struct options *o)
{
    struct input_stream in[2];
    struct view *v[2] = { NULL, NULL };
    int i, rc = EXIT_GOOD, damaged = 0;

    memset(in, 0, sizeof(in));
    for ( i = 0; i < 2 && !rc; i++ )
        rc = open_input(&in[i], paths[i], o);
    for ( i = 0; i < 2 && !rc; i++ )
    {
        v[i] = xmalloc(sizeof(*v[i]));
        view_open(v[i], in[i].name, &in[i].src);
    }
    if ( v[1] )
    {
        /* Corruption counts for more than novelty, and both for more than a difference. */
        for ( i = 0; i < 2; i++ )
        {
            damaged |= v[i]->level < VIEW_SEGMENTS || (v[i]->code && v[i]->code != EXIT_REFUSED);
            rc = v[i]->code && (!rc || v[i]->code < rc) ? v[i]->code : rc;
        }
        if ( !damaged && show_diff(v[0], v[1], o) && !rc )
            rc = EXIT_DIFFERS;
        view_complain(v[0]);
        view_complain(v[1]);
    }
    for ( i = 0; i < 2; i++ )
    {
        close_input(&in[i]);
        free(v[i]);
    }
    return rc;
}

int main(int argc, char **argv)
{
    struct options o = { .form = FORM_TABLE };
    struct noted target = { 0 };
    int c, rc = EXIT_GOOD;

    output_start();
    set_colour("auto");
    opterr = 0;
    while ( (c = getopt_long(argc, argv, "vxqd:t:p:i:h", long_options, NULL)) != -1 )
    {
        if ( c == 'h' )
            show_help();
        else if ( c == OPT_VERSION )
            out(PROGRAM " %s, reads streams of format %u\n", LUS_VERSION, LUS_FORMAT);
        else if ( take_option(&o, c, argv) )
            return EXIT_USAGE;
        else
            continue;
        out_flush();
        return EXIT_GOOD;
    }
    if ( check_options(&o, argc - optind, argv + optind) )
        return EXIT_USAGE;
    check_ready(&o.check);
    if ( o.target_name && !(rc = notes_load(&target, o.target_name)) )
        o.target = &target;
    if ( !rc )
        rc = o.note ? show_notes(argv + optind, &o) : o.form == FORM_DIFF ? show_two(argv + optind, &o) : show_one(argv[optind], &o);
    noted_free(&target);
    out_flush();
    free(o.domids.values);
    free(o.types.values);
    free(o.passes.values);
    free(o.instances.values);
    free(o.check.bootmem.runs);
    free(o.check.image.runs);
    free(o.check.frames.runs);
    free(o.check.domids);
    free(o.check.contents);
    return rc;
}

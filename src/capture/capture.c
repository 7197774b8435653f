/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* lustream-capture: options, the list of domains, the output. spec/programs.md section 5. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"

#include <xen/version.h>

#include "tool/output.h"

static const char program[] = "lustream-capture";

static void usage(FILE *out)
{
    fputs("Usage: lustream-capture -o OUT [-d DOMID]... [-q]\n"
          "\n"
          "Writes the state of domains of the running Xen, as far as its control\n"
          "interface shows it, as a partial live update stream. Only reads. Needs the\n"
          "privileges of a control domain.\n"
          "\n"
          "  -o, --output OUT    the stream; \"-\" is standard output\n"
          "  -d, --domain DOMID  only this domain; may come again. Default: all\n"
          "  -q, --quiet         do not name what cannot be read\n"
          "  -h, --help          this text\n"
          "      --version       version of the library and of the format\n"
          "\n"
          "Examples:\n"
          "  lustream-capture -o host.lus         all domains, domain 0 too\n"
          "  lustream-capture -d 3 -o guest.lus   one domain; pause it first (xl pause)\n"
          "  lustream-capture -o - | lustream-dump -\n",
          out);
}

void capture_absent(const struct capture *c, const char *what)
{
    import_note(c->o, "domain %u: %s is absent: %s", c->domid, what, strerror(errno));
}

void capture_absent_vcpu(const struct capture *c, uint32_t vcpu, const char *what)
{
    import_note(c->o, "domain %u, vcpu %u: %s is absent: %s", c->domid, vcpu, what, strerror(errno));
}

/* The version of the running Xen: "4.17" and ".7" or the like. */
static int producer(xc_interface *xch, struct bag *bag, const struct import_options *o, struct problem *p)
{
    xen_extraversion_t extra = { 0 };
    int version = xc_version(xch, XENVER_version, NULL);
    char text[16] = { 0 };

    if ( version < 0 )
        return problem(p, EXIT_USAGE, NO_OFFSET, "cannot ask Xen for its version: %s", strerror(errno));
    if ( xc_version(xch, XENVER_extraversion, extra) == 0 )
        memcpy(text, extra, sizeof(text) < sizeof(extra) ? sizeof(text) : sizeof(extra));
    text[15] = 0;
    return import_header(bag, LUS_SOURCE_KIND_TOOLSTACK, (uint16_t)(version >> 16), (uint16_t)version, text, o, p);
}

static int capture_one(xc_interface *xch, xenforeignmemory_handle *memory, struct bag *bag, const xc_domaininfo_t *info,
                       const struct import_options *o, struct problem *p)
{
    struct capture c = { .xch = xch, .memory = memory, .o = o, .info = *info, .domid = info->domain };

    c.hvm = (info->flags & XEN_DOMINF_hvm_guest) != 0;
    c.seg = bag_segment(bag, LUS_SEGMENT_DOMAIN, c.domid);
    if ( !(info->flags & (XEN_DOMINF_paused | XEN_DOMINF_shutdown)) )
        import_note(o, "domain %u is not paused: its state is not of one moment", c.domid);
    if ( capture_domain(&c, p) || capture_events(&c, p) || capture_grants(&c, p) )
        return -1;
    return c.hvm ? capture_hvm(&c, p) : capture_pv(&c, p);
}

static int capture_listed(xc_interface *xch, xenforeignmemory_handle *memory, struct bag *bag, const uint32_t *domids, int nr,
                          const struct import_options *o, struct problem *p)
{
    uint32_t first = 0;
    int i, seen = 0;

    for ( ; ; )
    {
        xc_domaininfo_t list[64];
        int n = xc_domain_getinfolist(xch, first, 64, list);

        if ( n < 0 )
            return problem(p, EXIT_USAGE, NO_OFFSET, "cannot list domains: %s", strerror(errno));
        if ( n == 0 )
            break;
        for ( i = 0; i < n; i++ )
        {
            int k, wanted = nr == 0;

            for ( k = 0; k < nr; k++ )
                wanted |= domids[k] == list[i].domain;
            if ( wanted && capture_one(xch, memory, bag, &list[i], o, p) )
                return -1;
            seen += wanted;
        }
        first = list[n - 1].domain + 1u;
    }
    if ( nr && seen != nr )
        return problem(p, EXIT_USAGE, NO_OFFSET, "a domain that was asked for does not exist");
    return 0;
}

static int capture(const char *out, const uint32_t *domids, int nr, const struct import_options *o, struct problem *p)
{
    /* What libxc would print on its own names neither this program nor the domain; the notes do, with libxc's errno. */
    xentoollog_logger_stdiostream *log = xtl_createlogger_stdiostream(stderr, XTL_CRITICAL, 0);
    xentoollog_logger *logger = (xentoollog_logger *)log;
    xenforeignmemory_handle *memory;
    xc_interface *xch;
    struct bag bag;
    int rc;

    bag_init(&bag);
    xch = xc_interface_open(logger, logger, 0);
    memory = xenforeignmemory_open(logger, 0);
    if ( !xch || !memory )
        rc = problem(p, EXIT_USAGE, NO_OFFSET, "cannot reach Xen: %s", strerror(errno));
    else if ( (rc = capture_listed(xch, memory, &bag, domids, nr, o, p)) == 0 && (rc = producer(xch, &bag, o, p)) == 0 )
        rc = output_bag(&bag, out, p);
    bag_free(&bag);
    if ( memory )
        xenforeignmemory_close(memory);
    if ( xch )
        xc_interface_close(xch);
    if ( log )
        xtl_logger_destroy(logger);
    return rc;
}

static int number(const char *text, uint32_t *value)
{
    char *end;
    unsigned long v;

    errno = 0;
    v = strtoul(text, &end, 0);
    if ( errno || *end || end == text || v > LUS_DOMID_MAX )
        return -1;
    *value = (uint32_t)v;
    return 0;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        { "output", required_argument, NULL, 'o' }, { "domain", required_argument, NULL, 'd' }, { "quiet", no_argument, NULL, 'q' },
        { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 }
    };
    struct import_options o = { .program = program, .file = "this host" };
    struct problem p = { 0 };
    const char *out = NULL;
    uint32_t domids[256];
    int nr = 0, c;

    output_start();
    while ( (c = getopt_long(argc, argv, "o:d:qh", options, NULL)) != -1 )
        switch ( c )
        {
        case 'o': out = optarg; break;
        case 'q': o.quiet = 1; break;
        case 'h': usage(stdout); return EXIT_GOOD;
        case 'V': printf("%s %s, stream format %u\n", program, LUS_VERSION, LUS_FORMAT); return EXIT_GOOD;
        case 'd':
            if ( nr < 256 && number(optarg, &domids[nr]) == 0 )
            {
                nr++;
                break;
            }
            fprintf(stderr, "%s: %s is not a domid, or too many of them\n", program, optarg);
            return EXIT_USAGE;
        default: usage(stderr); return EXIT_USAGE;
        }
    if ( !out || optind != argc )
    {
        usage(stderr);
        return EXIT_USAGE;
    }
    if ( capture(out, domids, nr, &o, &p) )
        fprintf(stderr, "%s: %s\n", program, p.text);
    return p.code;
}

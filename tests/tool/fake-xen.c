/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The calls of libxenctrl and libxenforeignmemory that lustream-capture makes, answered from the dump of one domain in the directory
 * LUS_FAKE_DUMP: so that what a capture makes of a state can be compared with what an import makes of it. A call that would change a real
 * domain ends the program with FAKE_CHANGED. LUS_FAKE_POD: that many frames are populated on demand.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <xenctrl.h>
#include <xenforeignmemory.h>
#include <xenguest.h>

#include "tool/input.h"
#include "tool/json/json-tree.h"

#define FAKE_CHANGED 99

static json_t *facts;

static void die(const char *what)
{
    fprintf(stderr, "fake Xen: %s\n", what);
    exit(FAKE_CHANGED);
}

static uint8_t *file(const char *name, size_t *len)
{
    static const char *const packed[] = { "", ".xz" };
    struct problem p = { 0 };
    struct input *in = NULL;
    uint8_t *bytes;
    char path[512];
    size_t i;

    for ( i = 0; i < 2; i++ )
    {
        FILE *f;

        snprintf(path, sizeof(path), "%s/%s%s", getenv("LUS_FAKE_DUMP"), name, packed[i]);
        if ( !(f = fopen(path, "rb")) )
            continue;
        fclose(f);
        if ( !(in = input_open(path, &p)) || input_all(in, &bytes, len, 64u << 20, &p) )
            die(p.text);
        input_close(in);
        return bytes;
    }
    errno = EINVAL;
    return NULL;
}

static json_t *member(json_t *o, const char *key)
{
    return json_object_get(o, key);
}

/* A number, which may be a text "0x...". */
static uint64_t number(json_t *o, const char *key)
{
    json_t *v = member(o, key);

    return json_is_string(v) ? strtoull(json_string_value(v), NULL, 0) : (uint64_t)json_integer_value(v);
}

static json_t *vcpu_facts(uint32_t vcpu)
{
    json_t *v = json_array_get(member(facts, "vcpus"), vcpu);

    errno = ESRCH;
    return v;
}

/* A file of a vcpu, into @out. Return: 0, or -1 with errno. */
static int vcpu_file(uint32_t vcpu, const char *end, void *out, size_t room, size_t *got)
{
    char name[32];
    uint8_t *bytes;
    size_t len;

    snprintf(name, sizeof(name), "vcpu%u.%s", vcpu, end);
    if ( !(bytes = file(name, &len)) )
        return -1;
    if ( len > room )
        die("a file is longer than the call's buffer");
    memcpy(out, bytes, len);
    free(bytes);
    if ( got )
        *got = len;
    return 0;
}

xc_interface *xc_interface_open(xentoollog_logger *l, xentoollog_logger *d, unsigned int flags)
{
    struct problem p = { 0 };
    size_t len;
    uint8_t *text = file("dom.json", &len);

    (void)l, (void)d, (void)flags;
    if ( !text )
        die("no dom.json");
    if ( json_text((char *)text, len, 15, &facts, &p) )
        die(p.text);
    free(text);
    return (xc_interface *)&facts;
}

int xc_interface_close(xc_interface *xch)
{
    (void)xch;
    json_decref(facts);
    return 0;
}

xentoollog_logger_stdiostream *xtl_createlogger_stdiostream(FILE *f, xentoollog_level level, unsigned int flags)
{
    (void)f, (void)level, (void)flags;
    return NULL;
}

void xtl_logger_destroy(xentoollog_logger *l)
{
    (void)l;
}

int xc_version(xc_interface *xch, int cmd, void *arg)
{
    const char *minor = getenv("LUS_FAKE_MINOR");

    (void)xch;
    if ( cmd == XENVER_extraversion )
        strcpy(arg, ".7");
    return cmd == XENVER_version ? 4 << 16 | (minor ? atoi(minor) : 17) : 0;
}

int xc_domain_getinfolist(xc_interface *xch, uint32_t first, unsigned int max, xc_domaininfo_t *info)
{
    size_t len;
    uint8_t *bytes;

    (void)xch, (void)max;
    if ( first > number(facts, "domid") )
        return 0;
    if ( !(bytes = file("domaininfo.bin", &len)) || len != sizeof(*info) )
        die("domaininfo.bin");
    memcpy(info, bytes, len);
    free(bytes);
    return 1;
}

int xc_domain_get_tsc_info(xc_interface *xch, uint32_t domid, uint32_t *mode, uint64_t *nsec, uint32_t *khz, uint32_t *incarnation)
{
    json_t *t = member(facts, "tsc");

    (void)xch, (void)domid;
    *mode = (uint32_t)number(t, "mode");
    *nsec = number(t, "elapsed_nsec");
    *khz = (uint32_t)number(t, "gtsc_khz");
    *incarnation = (uint32_t)number(t, "incarnation");
    errno = EINVAL;
    return t ? 0 : -1;
}

int xc_domain_get_pod_target(xc_interface *xch, uint32_t domid, uint64_t *pages, uint64_t *cached, uint64_t *entries)
{
    const char *pod = getenv("LUS_FAKE_POD");

    (void)xch, (void)domid;
    *pages = *cached = 0;
    *entries = pod ? strtoull(pod, NULL, 0) : 0;
    return 0;
}

xc_cpu_policy_t *xc_cpu_policy_init(void)
{
    return (xc_cpu_policy_t *)&facts;
}

void xc_cpu_policy_destroy(xc_cpu_policy_t *policy)
{
    (void)policy;
}

int xc_cpu_policy_get_size(xc_interface *xch, uint32_t *leaves, uint32_t *msrs)
{
    (void)xch;
    *leaves = *msrs = 200;
    return 0;
}

int xc_cpu_policy_get_domain(xc_interface *xch, uint32_t domid, xc_cpu_policy_t *policy)
{
    (void)xch, (void)domid, (void)policy;
    errno = EINVAL;
    return member(facts, "cpuid_leaves") ? 0 : -1;
}

static uint32_t policy_file(const char *name, void *out, size_t room, size_t size)
{
    size_t len;
    uint8_t *bytes = file(name, &len);

    if ( !bytes || len > room )
        die(name);
    memcpy(out, bytes, len);
    free(bytes);
    return (uint32_t)(len / size);
}

int xc_cpu_policy_serialise(xc_interface *xch, const xc_cpu_policy_t *policy, xen_cpuid_leaf_t *leaves, uint32_t *nr_leaves,
                            xen_msr_entry_t *msrs, uint32_t *nr_msrs)
{
    (void)xch, (void)policy;
    *nr_leaves = policy_file("cpuid.bin", leaves, *nr_leaves * sizeof(*leaves), sizeof(*leaves));
    *nr_msrs = policy_file("msr.bin", msrs, *nr_msrs * sizeof(*msrs), sizeof(*msrs));
    return 0;
}

int xc_vcpu_getinfo(xc_interface *xch, uint32_t domid, uint32_t vcpu, xc_vcpuinfo_t *info)
{
    json_t *v = vcpu_facts(vcpu);

    (void)xch, (void)domid;
    if ( !member(v, "online") )
        return -1;
    info->online = (uint8_t)number(v, "online");
    info->blocked = (uint8_t)number(v, "blocked");
    info->running = (uint8_t)number(v, "running");
    info->cpu_time = number(v, "cpu_time");
    return 0;
}

int xc_vcpu_getcontext(xc_interface *xch, uint32_t domid, uint32_t vcpu, vcpu_guest_context_any_t *ctx)
{
    (void)xch, (void)domid;
    return vcpu_file(vcpu, "ctx", ctx, sizeof(*ctx), NULL);
}

/* As libxenctrl: the size first, then the bytes. */
int xc_vcpu_get_extstate(xc_interface *xch, uint32_t domid, uint32_t vcpu, xc_vcpu_extstate_t *ext)
{
    static uint8_t bytes[65552];
    size_t len;

    (void)xch, (void)domid;
    if ( vcpu_file(vcpu, "xsave", bytes, sizeof(bytes), &len) )
        return -1;
    if ( ext->buffer )
        memcpy(ext->buffer, bytes, len);
    ext->size = len;
    return 0;
}

int xc_evtchn_status(xc_interface *xch, xc_evtchn_status_t *s)
{
    static const char *const names[] = { "closed", "unbound", "interdomain", "pirq", "virq", "ipi" };
    json_t *all = member(facts, "evtchn"), *e;
    const char *status;
    size_t i;

    (void)xch;
    errno = EINVAL;
    if ( s->port >= number(facts, "evtchn_ports_probed") )
        return -1;
    s->status = EVTCHNSTAT_closed;
    for ( i = 0; i < json_array_size(all); i++ )
    {
        if ( number(e = json_array_get(all, i), "port") != s->port )
            continue;
        status = json_string_value(member(e, "status"));
        errno = EACCES;
        if ( !strcmp(status, "xen") )
            return -1;
        for ( s->status = 0; strcmp(names[s->status], status); s->status++ )
            ;
        s->vcpu = (uint32_t)number(e, "vcpu");
        if ( s->status == EVTCHNSTAT_unbound )
            s->u.unbound.dom = (domid_t)number(e, "dom");
        else if ( s->status == EVTCHNSTAT_interdomain )
        {
            s->u.interdomain.dom = (domid_t)number(e, "dom");
            s->u.interdomain.port = (evtchn_port_t)number(e, "rport");
        }
        else if ( s->status == EVTCHNSTAT_pirq )
            s->u.pirq = (uint32_t)number(e, "pirq");
        else if ( s->status == EVTCHNSTAT_virq )
            s->u.virq = (uint32_t)number(e, "virq");
    }
    return 0;
}

int xc_gnttab_get_version(xc_interface *xch, uint32_t domid)
{
    (void)xch, (void)domid;
    return number(facts, "grant_status_frames") ? 2 : 1;
}

int xc_gnttab_query_size(xc_interface *xch, struct gnttab_query_size *q)
{
    (void)xch;
    /* A dumper that was refused a frame has none; the table has one at least. */
    q->nr_frames = (uint32_t)number(facts, "grant_shared_frames");
    if ( !q->nr_frames )
        q->nr_frames = 1;
    q->max_nr_frames = (uint32_t)number(facts, "grant_shared_max_frames");
    q->status = GNTST_okay;
    return 0;
}

xenforeignmemory_handle *xenforeignmemory_open(xentoollog_logger *l, unsigned int flags)
{
    (void)l, (void)flags;
    return (xenforeignmemory_handle *)&facts;
}

int xenforeignmemory_close(xenforeignmemory_handle *f)
{
    (void)f;
    return 0;
}

void *xenforeignmemory_map(xenforeignmemory_handle *f, uint32_t domid, int prot, size_t nr, const xen_pfn_t frames[], int errors[])
{
    size_t len;

    (void)f, (void)domid, (void)nr, (void)errors;
    if ( prot != PROT_READ || frames[0] != number(facts, "shared_info_frame") )
        die("a mapping to write, or not of shared_info");
    return file("shared_info.bin", &len);
}

int xenforeignmemory_unmap(xenforeignmemory_handle *f, void *addr, size_t nr)
{
    (void)f, (void)nr;
    free(addr);
    return 0;
}

struct xenforeignmemory_resource_handle { uint8_t *bytes; };

xenforeignmemory_resource_handle *xenforeignmemory_map_resource(xenforeignmemory_handle *f, domid_t domid, unsigned int type, unsigned int id,
                                                                unsigned long frame, unsigned long nr, void **addr, int prot, int flags)
{
    int status = id == XENMEM_resource_grant_table_id_status;
    xenforeignmemory_resource_handle *h;
    size_t len = 0;

    (void)f, (void)domid, (void)flags;
    if ( type != XENMEM_resource_grant_table || prot != PROT_READ )
        die("a mapping to write, or not of a grant table");
    errno = EPERM;
    if ( !number(facts, "grant_shared_frames") )
        return NULL;
    if ( frame + nr > number(facts, status ? "grant_status_frames" : "grant_shared_frames") )
        die("the grant table would grow");
    h = malloc(sizeof(*h));
    h->bytes = file(status ? "grant_status.bin" : "grant_shared.bin", &len);
    if ( (frame + nr) * 4096 > len )
        die("not that many grant frames in the dump");
    *addr = h->bytes + frame * 4096;
    return h;
}

int xenforeignmemory_unmap_resource(xenforeignmemory_handle *f, xenforeignmemory_resource_handle *h)
{
    (void)f;
    free(h->bytes);
    free(h);
    return 0;
}

int xc_domain_hvm_getcontext(xc_interface *xch, uint32_t domid, uint8_t *out, uint32_t size)
{
    size_t len;
    uint8_t *bytes = file("hvmctx.bin", &len);

    (void)xch, (void)domid;
    if ( !bytes )
        return -1;
    if ( out )
        memcpy(out, bytes, len < size ? len : size);
    free(bytes);
    return (int)len;
}

int xc_hvm_param_get(xc_interface *xch, uint32_t domid, uint32_t param, uint64_t *value)
{
    json_t *params = member(facts, "hvm_params");
    char key[16];

    (void)xch, (void)domid;
    snprintf(key, sizeof(key), "%u", param);
    *value = number(params, key);
    errno = EINVAL;
    return member(params, key) ? 0 : -1;
}

int xc_domain_maximum_gpfn(xc_interface *xch, uint32_t domid, xen_pfn_t *gpfn)
{
    (void)xch, (void)domid;
    *gpfn = number(facts, "pfntypes") - 1;
    return 0;
}

void *xc__hypercall_buffer_alloc(xc_interface *xch, xc_hypercall_buffer_t *b, size_t size)
{
    (void)xch;
    return b->hbuf = calloc(1, size);
}

void xc__hypercall_buffer_free(xc_interface *xch, xc_hypercall_buffer_t *b)
{
    (void)xch;
    free(b->hbuf);
}

static int frame_types(struct xen_domctl *d)
{
    static uint32_t *types;
    uint64_t *at = (uint64_t *)d->u.getpageframeinfo3.array.p;
    size_t len;
    unsigned int i;

    if ( getenv("LUS_FAKE_POD") )
        die("frames would be populated");
    if ( d->u.getpageframeinfo3.num > 1024 )
        die("too many frames in one call");
    if ( !types )
        types = (uint32_t *)file("pfntypes.bin", &len);
    for ( i = 0; types && i < d->u.getpageframeinfo3.num; i++ )
        at[i] = types[at[i]];
    return types ? 0 : -1;
}

int xc_domctl(xc_interface *xch, struct xen_domctl *d)
{
    size_t len = 0;

    (void)xch;
    errno = EINVAL;
    switch ( d->cmd )
    {
    case XEN_DOMCTL_get_address_size:
        d->u.address_size.size = (uint32_t)number(facts, "address_size");
        return member(facts, "address_size") ? 0 : -1;
    case XEN_DOMCTL_get_paging_mempool_size:
        d->u.paging_mempool.size = number(facts, "paging_mempool");
        return member(facts, "paging_mempool") ? 0 : -1;
    case XEN_DOMCTL_get_ext_vcpucontext:
        return vcpu_file(d->u.ext_vcpucontext.vcpu, "ext", &d->u.ext_vcpucontext, sizeof(d->u.ext_vcpucontext), NULL);
    case XEN_DOMCTL_get_vcpu_msrs:
        if ( !member(vcpu_facts(d->u.vcpu_msrs.vcpu), "msr_count") )
            return -1;
        if ( number(vcpu_facts(d->u.vcpu_msrs.vcpu), "msr_count") &&
             vcpu_file(d->u.vcpu_msrs.vcpu, "msrs", d->u.vcpu_msrs.msrs.p, d->u.vcpu_msrs.msr_count * 16, &len) )
            return -1;
        d->u.vcpu_msrs.msr_count = (uint32_t)(len / 16);
        return 0;
    case XEN_DOMCTL_getpageframeinfo3:
        return frame_types(d);
    default:
        die("a call that is not known to be one that only reads");
        return -1;
    }
}

int xc_map_domain_meminfo(xc_interface *xch, uint32_t domid, struct xc_domain_meminfo *m)
{
    size_t types, frames, i;
    uint32_t *t = (uint32_t *)file("pfntypes.bin", &types);
    uint64_t *f = (uint64_t *)file("p2m.bin", &frames);

    (void)xch, (void)domid;
    if ( !t || !f )
        return -1;
    m->guest_width = (unsigned int)number(facts, "guest_width");
    m->pt_levels = (unsigned int)number(facts, "pt_levels");
    m->p2m_size = frames / 8;
    m->pfn_type = calloc(m->p2m_size, sizeof(*m->pfn_type));
    for ( i = 0; i < m->p2m_size; i++ )
        m->pfn_type[i] = t[i];
    /* The guest's own table, in words of its width. */
    for ( i = 0; m->guest_width == 4 && i < m->p2m_size; i++ )
        ((uint32_t *)f)[i] = (uint32_t)f[i];
    m->p2m_table = (xen_pfn_t *)f;
    free(t);
    return 0;
}

int xc_unmap_domain_meminfo(xc_interface *xch, struct xc_domain_meminfo *m)
{
    (void)xch;
    free(m->pfn_type);
    free(m->p2m_table);
    return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What only PV or only HVM guests have: HVM context and parameters; PV vcpus, shared_info; types of frames. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "capture.h"

#include <xen/hvm/params.h>
#include <xenguest.h>

#include "tool/import/import-parts.h"

/* Frames per call of getpageframeinfo3: Xen takes 1024 at most. */
enum { BATCH = 1024 };

static int put_context(struct capture *c, struct problem *p)
{
    int len = xc_domain_hvm_getcontext(c->xch, c->domid, NULL, 0), rc = 0;
    uint8_t *bytes = len > 0 ? xmalloc((size_t)len) : NULL;

    if ( bytes )
        len = xc_domain_hvm_getcontext(c->xch, c->domid, bytes, (uint32_t)len);
    if ( len <= 0 )
        capture_absent(c, "HVM context");
    else
        rc = part_hvm_context(c->seg, bytes, (size_t)len, 0, p);
    free(bytes);
    return rc;
}

static int put_params(struct capture *c, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_HVM_PARAMS, 1, 0, NO_OFFSET, p);
    uint32_t i;

    if ( !r )
        return -1;
    for ( i = 0; i < HVM_NR_PARAMS; i++ )
    {
        struct lus_hvm_param e = { .index = i };
        uint8_t bytes[LUS_ENTRY_MAX];

        if ( xc_hvm_param_get(c->xch, (domid_t)c->domid, i, &e.value) || lus_encode_hvm_param(bytes, &e) )
            continue;
        bag_tail(r, bytes, r->info->entry->size);
    }
    return 0;
}

static void add_span(struct bag_record *r, uint64_t gfn)
{
    struct lus_gfn_span s = { .gfn = gfn, .count = 1 };
    uint8_t bytes[LUS_ENTRY_MAX];

    if ( lus_encode_gfn_span(bytes, &s) == 0 )
        bag_tail(r, bytes, r->info->entry->size);
}

static int add_type(struct capture *c, struct bag_record *r, uint64_t gfn, uint32_t type, struct problem *p)
{
    struct lus_page_type_span s = { .gfn = gfn, .count = 1, .type = (uint8_t)type };
    uint8_t bytes[LUS_ENTRY_MAX];

    if ( lus_encode_page_type_span(bytes, &s) )
        return part_problem(c->seg, LUS_TYPE_PAGE_TYPES, 0, EXIT_REFUSED, NO_OFFSET, p, "frame 0x%llx has type 0x%x, which is not known",
                            (unsigned long long)gfn, type);
    bag_tail(r, bytes, r->info->entry->size);
    return 0;
}

/* Types of @n frames from @gfn. */
static int get_types(struct capture *c, xen_pfn_t *out, uint64_t gfn, uint32_t n)
{
    DECLARE_HYPERCALL_BUFFER(xen_pfn_t, frames);
    struct xen_domctl d = { .cmd = XEN_DOMCTL_getpageframeinfo3, .domain = (domid_t)c->domid };
    uint32_t i;
    int rc;

    frames = xc_hypercall_buffer_alloc(c->xch, frames, n * sizeof(*frames));
    if ( !frames )
        return -1;
    for ( i = 0; i < n; i++ )
        frames[i] = gfn + i;
    d.interface_version = XEN_DOMCTL_INTERFACE_VERSION;
    d.u.getpageframeinfo3.num = n;
    set_xen_guest_handle(d.u.getpageframeinfo3.array, frames);
    rc = xc_domctl(c->xch, &d);
    memcpy(out, frames, n * sizeof(*out));
    xc_hypercall_buffer_free(c->xch, frames);
    return rc;
}

/* Whether some of the domain's memory is populated on demand. When Xen does not say, it may be. */
static int on_demand(const struct capture *c)
{
    uint64_t pages, cached, entries;

    return xc_domain_get_pod_target(c->xch, c->domid, &pages, &cached, &entries) || entries;
}

/* HVM: which gfns hold memory. */
static int put_frames(struct capture *c, struct problem *p)
{
    struct bag_record *r, *t;
    xen_pfn_t max, frames[BATCH];
    uint64_t gfn;
    uint32_t n, i;

    if ( on_demand(c) )
    {
        /* To ask for the type of such a frame is to demand it: Xen gives it memory, or, if none is left, crashes the domain. */
        import_note(c->o, "domain %u: frames and page_types are absent: memory is populated on demand", c->domid);
        return 0;
    }
    if ( xc_domain_maximum_gpfn(c->xch, c->domid, &max) )
    {
        capture_absent(c, "frames");
        return 0;
    }
    if ( !(r = part_record(c->seg, LUS_TYPE_FRAMES, 1, 0, NO_OFFSET, p)) ||
         !(t = part_record(c->seg, LUS_TYPE_PAGE_TYPES, 1, 0, NO_OFFSET, p)) )
        return -1;
    for ( gfn = 0; gfn <= max && gfn < 1ull << 40; gfn += n )
    {
        n = max - gfn + 1 < BATCH ? (uint32_t)(max - gfn + 1) : BATCH;
        if ( get_types(c, frames, gfn, n) )
        {
            /* Half of the frames would pass for all of them. */
            capture_absent(c, "frames");
            bag_remove(c->seg, r);
            bag_remove(c->seg, t);
            return 0;
        }
        for ( i = 0; i < n; i++ )
        {
            uint32_t type = (uint32_t)frames[i] >> 28;

            if ( type != LUS_PFINFO_XTAB )
                add_span(r, gfn + i);
            if ( type && add_type(c, t, gfn + i, type, p) )
                return -1;
        }
    }
    return 0;
}

int capture_hvm(struct capture *c, struct problem *p)
{
    import_note(c->o, "domain %u: ioreq servers, machine frames, runstate and timers are absent: no call shows them", c->domid);
    return put_context(c, p) || put_params(c, p) || put_frames(c, p) ? -1 : 0;
}

static int put_ext(struct capture *c, uint32_t vcpu, struct problem *p)
{
    struct xen_domctl d = { .cmd = XEN_DOMCTL_get_ext_vcpucontext, .domain = (domid_t)c->domid };

    d.interface_version = XEN_DOMCTL_INTERFACE_VERSION;
    d.u.ext_vcpucontext.vcpu = vcpu;
    if ( xc_domctl(c->xch, &d) == 0 )
        return part_pv_vcpu_ext(c->seg, vcpu, (const uint8_t *)&d.u.ext_vcpucontext, sizeof(d.u.ext_vcpucontext), NO_OFFSET, p);
    capture_absent_vcpu(c, vcpu, "pv_vcpu_ext");
    return 0;
}

static int put_xsave(struct capture *c, uint32_t vcpu, struct problem *p)
{
    xc_vcpu_extstate_t ext;
    int rc = 0;

    memset(&ext, 0, sizeof(ext));
    if ( xc_vcpu_get_extstate(c->xch, c->domid, vcpu, &ext) == 0 && ext.size )
    {
        ext.buffer = xmalloc(ext.size);
        if ( xc_vcpu_get_extstate(c->xch, c->domid, vcpu, &ext) == 0 )
        {
            rc = part_pv_vcpu_xsave(c->seg, vcpu, ext.buffer, ext.size, NO_OFFSET, p);
            free(ext.buffer);
            return rc;
        }
        free(ext.buffer);
    }
    capture_absent_vcpu(c, vcpu, "pv_vcpu_xsave");
    return rc;
}

static int put_msrs(struct capture *c, uint32_t vcpu, struct problem *p)
{
    enum { MSRS = 64 };
    DECLARE_HYPERCALL_BUFFER(xen_domctl_vcpu_msr_t, msrs);
    struct xen_domctl d = { .cmd = XEN_DOMCTL_get_vcpu_msrs, .domain = (domid_t)c->domid };
    int rc = 0;

    msrs = xc_hypercall_buffer_alloc(c->xch, msrs, MSRS * sizeof(*msrs));
    if ( !msrs )
        return problem(p, EXIT_USAGE, NO_OFFSET, "no memory for a hypercall");
    d.interface_version = XEN_DOMCTL_INTERFACE_VERSION;
    d.u.vcpu_msrs.vcpu = vcpu;
    d.u.vcpu_msrs.msr_count = MSRS;
    set_xen_guest_handle(d.u.vcpu_msrs.msrs, msrs);
    if ( xc_domctl(c->xch, &d) || d.u.vcpu_msrs.msr_count > MSRS )
        capture_absent_vcpu(c, vcpu, "pv_vcpu_msrs");
    else if ( d.u.vcpu_msrs.msr_count )     /* a vcpu without such MSRs has no record */
        rc = part_pv_vcpu_msrs(c->seg, vcpu, (const uint8_t *)msrs, d.u.vcpu_msrs.msr_count * sizeof(*msrs), NO_OFFSET, p);
    xc_hypercall_buffer_free(c->xch, msrs);
    return rc;
}

static int put_vcpus(struct capture *c, struct problem *p)
{
    uint32_t v;

    for ( v = 0; v <= c->info.max_vcpu_id && v <= 8191; v++ )
    {
        vcpu_guest_context_any_t ctx;

        if ( !bag_find(c->seg, LUS_TYPE_VCPU, v) )
            continue;
        memset(&ctx, 0, sizeof(ctx));
        if ( xc_vcpu_getcontext(c->xch, c->domid, v, &ctx) )
            capture_absent_vcpu(c, v, "pv_vcpu");
        else if ( part_pv_vcpu(c->seg, v, c->width, (const uint8_t *)&ctx, c->width == 8 ? sizeof(ctx.x64) : sizeof(ctx.x32), NO_OFFSET, p) )
            return -1;
        if ( put_ext(c, v, p) || put_xsave(c, v, p) || put_msrs(c, v, p) )
            return -1;
    }
    return 0;
}

static int put_shared_info(struct capture *c, struct problem *p)
{
    xen_pfn_t frame = c->info.shared_info_frame;
    void *page = xenforeignmemory_map(c->memory, c->domid, PROT_READ, 1, &frame, NULL);
    int rc;

    if ( !page )
    {
        capture_absent(c, "shared_info");
        return 0;
    }
    rc = part_shared_info(c->seg, c->width, page, 4096, NO_OFFSET, p);
    xenforeignmemory_unmap(c->memory, page, 1);
    return rc;
}

/* The guest's own p2m, and the types of its frames. */
static int put_p2m(struct capture *c, const struct xc_domain_meminfo *m, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_P2M, 1, 0, NO_OFFSET, p);
    struct lus_p2m fixed = { .max_gfn = m->p2m_size - 1 };
    struct bag_record *t;
    unsigned long i;

    if ( !r || !(t = part_record(c->seg, LUS_TYPE_PAGE_TYPES, 1, 0, NO_OFFSET, p)) )
        return -1;
    lus_encode_p2m(r->fixed, 1, &fixed);
    for ( i = 0; i < m->p2m_size; i++ )
    {
        uint64_t mfn = c->width == 8 ? ((const uint64_t *)m->p2m_table)[i] : ((const uint32_t *)m->p2m_table)[i];
        uint32_t type = (uint32_t)(m->pfn_type[i] >> 28) & 15;

        if ( mfn < 1ull << 40 && mfn != 0xffffffffull && type != LUS_PFINFO_XTAB )
            bag_extent(r, i, mfn, 1, LUS_P2M_TYPE_RAM_RW);
        if ( type && add_type(c, t, i, type, p) )
            return -1;
    }
    return 0;
}

/* Xen has no other PV guests than 64-bit ones and 32-bit ones with PAE. */
static int put_pv_info(struct capture *c, struct problem *p)
{
    struct bag_record *r = part_record(c->seg, LUS_TYPE_PV_INFO, 1, 0, NO_OFFSET, p);
    struct lus_pv_info info = { .guest_width = (uint8_t)c->width, .pt_levels = c->width == 8 ? 4 : 3 };

    if ( !r )
        return -1;
    if ( lus_encode_pv_info(r->fixed, 1, &info) )
        return part_problem(c->seg, LUS_TYPE_PV_INFO, 0, EXIT_REFUSED, NO_OFFSET, p, "%u-byte words", c->width);
    return 0;
}

int capture_pv(struct capture *c, struct problem *p)
{
    struct xc_domain_meminfo m;
    int rc;

    import_note(c->o, "domain %u: vcpu_info placement, runstate and timers are absent: no call shows them", c->domid);
    if ( !c->width )
    {
        capture_absent(c, "all PV state: the guest's width");
        return 0;
    }
    if ( put_pv_info(c, p) || part_shared_info_place(c->seg, c->width, p) || put_vcpus(c, p) || put_shared_info(c, p) )
        return -1;
    memset(&m, 0, sizeof(m));
    if ( xc_map_domain_meminfo(c->xch, c->domid, &m) )
    {
        capture_absent(c, "p2m, page_types");
        return 0;
    }
    rc = put_p2m(c, &m, p);
    xc_unmap_domain_meminfo(c->xch, &m);
    return rc;
}

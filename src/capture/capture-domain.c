/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What Xen says of any domain: identity, sizes, TSC, CPU policy, vcpus as the scheduler sees them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"

#include <xenguest.h>

#include "tool/import/import-parts.h"

static int put_domain(struct capture *c, struct problem *p)
{
    struct lus_domain d = { .kind = c->hvm ? LUS_GUEST_KIND_HVM : LUS_GUEST_KIND_PV };
    struct lus_dom_source s = { .kind = LUS_SOURCE_KIND_TOOLSTACK };
    struct bag_record *r = part_record(c->seg, LUS_TYPE_DOMAIN, 1, 0, NO_OFFSET, p);

    if ( !r )
        return -1;
    d.frame_space = c->hvm ? LUS_FRAME_SPACE_GFN : LUS_FRAME_SPACE_MFN;
    if ( lus_encode_domain(r->fixed, 1, &d) || !(r = part_record(c->seg, LUS_TYPE_DOM_SOURCE, 1, 0, NO_OFFSET, p)) )
        return -1;
    return lus_encode_dom_source(r->fixed, 1, &s) ? -1 : 0;
}

/* What xen_domctl_getdomaininfo has, by release: misc_flags from 4.15 on, gpaddr_bits from 4.16 on. */
enum
{
#if XEN_DOMCTL_INTERFACE_VERSION >= 0x14
    INFO_REVISION = 3,
#elif XEN_DOMCTL_INTERFACE_VERSION == 0x13
    INFO_REVISION = 2,
#else
    INFO_REVISION = 1,
#endif
};

static void later_info(struct lus_dom_info *d, const xc_domaininfo_t *i)
{
#if XEN_DOMCTL_INTERFACE_VERSION >= 0x13
    d->misc_flags = i->arch_config.misc_flags;
#endif
#if XEN_DOMCTL_INTERFACE_VERSION >= 0x14
    d->gpaddr_bits = i->gpaddr_bits;
#endif
}

static int put_info(struct capture *c, struct problem *p)
{
    const xc_domaininfo_t *i = &c->info;
    struct lus_dom_info d = {
        .flags = i->flags, .ssidref = i->ssidref, .tot_pages = i->tot_pages, .max_pages = i->max_pages,
        .outstanding_pages = i->outstanding_pages, .shr_pages = i->shr_pages, .paged_pages = i->paged_pages,
        .shared_info_frame = i->shared_info_frame, .cpu_time = i->cpu_time, .nr_online_vcpus = i->nr_online_vcpus,
        .max_vcpu_id = i->max_vcpu_id, .cpupool = i->cpupool, .emulation_flags = i->arch_config.emulation_flags
    };
    struct bag_record *r = part_record(c->seg, LUS_TYPE_DOM_INFO, INFO_REVISION, 0, NO_OFFSET, p);
    int bad;

    if ( !r )
        return -1;
    memcpy(d.handle, i->handle, sizeof(d.handle));
    later_info(&d, i);
    if ( (bad = lus_encode_dom_info(r->fixed, INFO_REVISION, &d)) != 0 )
        return part_problem(c->seg, LUS_TYPE_DOM_INFO, 0, EXIT_REFUSED, NO_OFFSET, p, "Xen gave a value of field %s that is not known",
                            r->info->fields[bad - 1].name);
    return 0;
}

static int put_tsc(struct capture *c, struct problem *p)
{
    struct lus_tsc_info t = { 0 };
    struct bag_record *r;

    if ( xc_domain_get_tsc_info(c->xch, c->domid, &t.mode, &t.nsec, &t.khz, &t.incarnation) )
    {
        capture_absent(c, "tsc_info");
        return 0;
    }
    if ( !(r = part_record(c->seg, LUS_TYPE_TSC_INFO, 1, 0, NO_OFFSET, p)) )
        return -1;
    if ( lus_encode_tsc_info(r->fixed, 1, &t) )
        return part_problem(c->seg, LUS_TYPE_TSC_INFO, 0, EXIT_REFUSED, NO_OFFSET, p, "TSC mode %u is not known", t.mode);
    return 0;
}

/*
 * The policy in libxc's serial form, in buffers for the caller to free. 4.16 has an object for it, 4.12 to 4.15 a call, 4.11 nothing.
 * Return: 0, or -1 with errno.
 */
static int get_policy(struct capture *c, xen_cpuid_leaf_t **l, uint32_t *leaves, xen_msr_entry_t **m, uint32_t *msrs)
{
#if XEN_DOMCTL_INTERFACE_VERSION >= 0x14
    xc_cpu_policy_t *policy = xc_cpu_policy_init();
    int rc = -1;

    if ( policy && xc_cpu_policy_get_size(c->xch, leaves, msrs) == 0 && xc_cpu_policy_get_domain(c->xch, c->domid, policy) == 0 )
    {
        *l = xmalloc(*leaves * sizeof(**l));
        *m = xmalloc(*msrs * sizeof(**m));
        rc = xc_cpu_policy_serialise(c->xch, policy, *l, leaves, *m, msrs);
    }
    xc_cpu_policy_destroy(policy);
    return rc;
#elif XEN_DOMCTL_INTERFACE_VERSION >= 0x11
    if ( xc_get_cpu_policy_size(c->xch, leaves, msrs) )
        return -1;
    *l = xmalloc(*leaves * sizeof(**l));
    *m = xmalloc(*msrs * sizeof(**m));
    return xc_get_domain_cpu_policy(c->xch, c->domid, leaves, *l, msrs, *m);
#else
    errno = ENOSYS;
    return -1;
#endif
}

static int put_policy(struct capture *c, struct problem *p)
{
    uint32_t leaves = 0, msrs = 0;
    xen_cpuid_leaf_t *l = NULL;
    xen_msr_entry_t *m = NULL;
    int rc = 0;

    if ( get_policy(c, &l, &leaves, &m, &msrs) )
        capture_absent(c, "CPU policy");
    else if ( part_cpuid_policy(c->seg, (const uint8_t *)l, leaves * sizeof(*l), NO_OFFSET, p) ||
              part_msr_policy(c->seg, (const uint8_t *)m, msrs * sizeof(*m), NO_OFFSET, p) )
        rc = -1;
    free(l);
    free(m);
    return rc;
}

static int put_vcpus(struct capture *c, struct problem *p)
{
    uint32_t v;

    for ( v = 0; v <= c->info.max_vcpu_id && v <= 8191; v++ )
    {
        xc_vcpuinfo_t info;
        struct lus_vcpu out = { 0 };
        struct bag_record *r;

        memset(&info, 0, sizeof(info));
        if ( xc_vcpu_getinfo(c->xch, c->domid, v, &info) )
        {
            if ( errno != ESRCH )       /* ids with no vcpu behind them are in order */
                capture_absent_vcpu(c, v, "vcpu");
            continue;
        }
        out.run = (info.online ? LUS_VCPU_RUN_ONLINE : 0u) | (info.blocked ? LUS_VCPU_RUN_BLOCKED : 0u) |
                  (info.running ? LUS_VCPU_RUN_RUNNING : 0u);
        out.cpu_time = info.cpu_time;
        if ( !(r = part_record(c->seg, LUS_TYPE_VCPU, 1, v, NO_OFFSET, p)) )
            return -1;
        lus_encode_vcpu(r->fixed, 1, &out);
    }
    return 0;
}

/* The call is in 4.17 and later; before, nothing shows the pool. */
static int put_pool(struct capture *c, struct problem *p)
{
#ifdef XEN_DOMCTL_get_paging_mempool_size
    struct xen_domctl d = { .cmd = XEN_DOMCTL_get_paging_mempool_size, .domain = (domid_t)c->domid };
    struct lus_paging_pool pool;
    struct bag_record *r;

    d.interface_version = XEN_DOMCTL_INTERFACE_VERSION;
    if ( !c->hvm )
        return 0;
    if ( xc_domctl(c->xch, &d) )
    {
        capture_absent(c, "paging_pool");
        return 0;
    }
    pool.bytes = d.u.paging_mempool.size;
    if ( !(r = part_record(c->seg, LUS_TYPE_PAGING_POOL, 1, 0, NO_OFFSET, p)) )
        return -1;
    lus_encode_paging_pool(r->fixed, 1, &pool);
#else
    if ( c->hvm )
    {
        errno = ENOSYS;
        capture_absent(c, "paging_pool");
    }
#endif
    return 0;
}

int capture_domain(struct capture *c, struct problem *p)
{
    struct xen_domctl d = { .cmd = XEN_DOMCTL_get_address_size, .domain = (domid_t)c->domid };

    d.interface_version = XEN_DOMCTL_INTERFACE_VERSION;
    if ( !c->hvm && xc_domctl(c->xch, &d) == 0 )
        c->width = d.u.address_size.size / 8;
    if ( put_domain(c, p) || put_info(c, p) || put_tsc(c, p) || put_policy(c, p) || put_pool(c, p) )
        return -1;
    return put_vcpus(c, p);
}

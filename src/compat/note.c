/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The acceptance note: reading untrusted bytes, and writing. spec/note.md */
#include "../core/wire.h"
#include "lustream/crc32c.h"
#include "lustream/note.h"

static int refuse(struct lus_note *n, int error, uint32_t at)
{
    n->error = error;
    n->error_at = at;
    return -error;
}

static uint32_t note_crc(const uint8_t *p, uint32_t size, unsigned int cpu)
{
    uint32_t crc = lus_crc32c(cpu, 0, p, 8);

    crc = lus_crc32c(cpu, crc, "\0\0\0", 4);
    return lus_crc32c(cpu, crc, p + 12, size - 12);
}

static void load(struct lus_note *n, const uint8_t *p)
{
    n->version = (uint16_t)lus_ld16(p + 18);
    n->arch = (uint16_t)lus_ld16(p + 20);
    n->format_least = (uint16_t)lus_ld16(p + 22);
    n->format_greatest = (uint16_t)lus_ld16(p + 24);
    n->major = (uint16_t)lus_ld16(p + 26);
    n->minor = (uint16_t)lus_ld16(p + 28);
    n->records = lus_ld16(p + 30);
    memcpy(n->extra, p + 32, sizeof(n->extra));
    n->record_offset = lus_ld32(p + 48);
    n->limit_offset = lus_ld32(p + 52);
    n->limits = lus_ld16(p + 56);
    n->features = lus_ld64(p + 64);
    n->hypercalls_pv = lus_ld64(p + 72);
    n->hypercalls_hvm = lus_ld64(p + 80);
    n->xenfeats = lus_ld64(p + 88);
    n->bootmem.base = lus_ld64(p + 96);
    n->bootmem.per_gib = lus_ld32(p + 104);
    n->bootmem.per_cpu = lus_ld32(p + 108);
    n->bootmem.per_domain = lus_ld32(p + 112);
    n->bootmem.per_vcpu = lus_ld32(p + 116);
}

/* Whether @nr entries at @offset lie behind the header and within the note. */
static int list_fits(const struct lus_note *n, uint32_t offset, uint32_t nr)
{
    return offset >= LUS_NOTE_HEADER && offset <= n->size && (n->size - offset) / LUS_NOTE_ENTRY >= nr;
}

static int text_is_good(const uint8_t *p)
{
    uint32_t i = 0;

    while ( i < 16 && p[i] >= 0x20 && p[i] <= 0x7e )
        i++;
    return lus_all_zero(p + i, 16 - i);
}

/* N-8, but the lists. Return: where it is broken, or 0. */
static uint32_t bad_header(const struct lus_note *n, uint64_t size)
{
    const uint8_t *p = n->bytes;

    if ( n->arch < LUS_ARCH_X86 || n->arch > LUS_ARCH_RISCV64 )
        return 20;
    if ( !n->format_least )
        return 22;
    if ( n->format_greatest < n->format_least )
        return 24;
    if ( !text_is_good(p + 32) )
        return 32;
    if ( n->record_offset != LUS_NOTE_HEADER )
        return 48;
    if ( n->limit_offset != LUS_NOTE_HEADER + n->records * LUS_NOTE_ENTRY )
        return 52;
    if ( !lus_all_zero(p + 58, 6) )
        return 58;
    if ( !lus_all_zero(p + 120, 8) )
        return 120;
    return n->size != size || n->size != n->limit_offset + n->limits * LUS_NOTE_ENTRY ? 12 : 0;
}

static int record_is_good(const struct lus_note_record *r)
{
    uint32_t of = r->flags & (LUS_NOTE_OF_PV | LUS_NOTE_OF_HVM | LUS_NOTE_OF_DOMAIN);

    if ( !r->type || !r->least || r->least > r->revision || (r->flags & ~(LUS_NOTE_REQUIRED | of)) )
        return 0;
    return !of || ((r->flags & LUS_NOTE_REQUIRED) && !(of & (of - 1)));
}

static uint32_t bad_lists(const struct lus_note *n)
{
    struct lus_note_record r;
    struct lus_note_limit l;
    uint32_t i, at, last = 0;

    for ( i = 0; !lus_note_record(n, i, &r); i++ )
    {
        at = n->record_offset + i * LUS_NOTE_ENTRY;
        if ( r.type <= last || !record_is_good(&r) || lus_ld32(n->bytes + at + 12) )
            return at;
        last = r.type;
    }
    for ( i = last = 0; !lus_note_limit(n, i, &l); i++ )
    {
        at = n->limit_offset + i * LUS_NOTE_ENTRY;
        if ( l.id <= last || lus_ld32(n->bytes + at + 4) )
            return at;
        last = l.id;
    }
    return 0;
}

int lus_note_open(struct lus_note *n, const void *bytes, uint64_t size, unsigned int cpu)
{
    const uint8_t *p = bytes;
    uint32_t bad, note_size;

    memset(n, 0, sizeof(*n));
    if ( size < LUS_NOTE_HEADER )
        return refuse(n, LUS_E_NOTE, (uint32_t)size);
    if ( memcmp(p, "LUSNOTE", 8) )
        return refuse(n, LUS_E_NOTE, 0);
    if ( lus_ld16(p + 16) != LUS_NOTE_HEADER )
        return refuse(n, LUS_E_NOTE, 16);
    note_size = lus_ld32(p + 12);
    if ( note_size < LUS_NOTE_HEADER || note_size > size || note_size > LUS_NOTE_MAX )
        return refuse(n, LUS_E_NOTE, 12);
    if ( note_crc(p, note_size, cpu) != lus_ld32(p + 8) )
        return refuse(n, LUS_E_NOTE_CRC, 8);
    n->size = note_size;
    load(n, p);
    bad = n->records > LUS_NOTE_RECORDS_MAX || !list_fits(n, n->record_offset, n->records) ? 48 :
          n->limits > LUS_NOTE_LIMITS_MAX || !list_fits(n, n->limit_offset, n->limits) ? 52 : n->version == 0 ? 18 : 0;
    if ( bad )
    {
        n->records = n->limits = 0;
        return refuse(n, LUS_E_NOTE, bad);
    }
    n->bytes = p;
    if ( n->version > LUS_NOTE_VERSION )
        return refuse(n, LUS_E_NOTE_VERSION, 18);
    bad = bad_header(n, size);
    if ( !bad )
        bad = bad_lists(n);
    return bad ? refuse(n, LUS_E_NOTE, bad) : 0;
}

int lus_note_record(const struct lus_note *n, uint32_t i, struct lus_note_record *r)
{
    const uint8_t *p;

    if ( i >= n->records || !n->bytes )
        return -LUS_E_ARGUMENT;
    p = n->bytes + n->record_offset + i * LUS_NOTE_ENTRY;
    r->type = lus_ld32(p);
    r->revision = (uint16_t)lus_ld16(p + 4);
    r->least = (uint16_t)lus_ld16(p + 6);
    r->flags = lus_ld32(p + 8);
    return 0;
}

int lus_note_limit(const struct lus_note *n, uint32_t i, struct lus_note_limit *l)
{
    const uint8_t *p;

    if ( i >= n->limits || !n->bytes )
        return -LUS_E_ARGUMENT;
    p = n->bytes + n->limit_offset + i * LUS_NOTE_ENTRY;
    l->id = lus_ld32(p);
    l->value = lus_ld64(p + 8);
    return 0;
}

int lus_note_find(const struct lus_note *n, uint32_t type, struct lus_note_record *r)
{
    uint32_t lo = 0, hi = n->records;

    while ( lo < hi )
    {
        uint32_t mid = lo + (hi - lo) / 2;

        if ( lus_note_record(n, mid, r) )
            break;
        if ( r->type < type )
            lo = mid + 1;
        else
            hi = mid;
    }
    return lus_note_record(n, lo, r) || r->type != type ? -LUS_E_NOT_FOUND : 0;
}

int lus_note_find_limit(const struct lus_note *n, uint32_t id, struct lus_note_limit *l)
{
    uint32_t i;

    for ( i = 0; !lus_note_limit(n, i, l); i++ )
        if ( l->id == id )
            return 0;
    return -LUS_E_NOT_FOUND;
}

static uint64_t add(uint64_t a, uint64_t b)
{
    return a + b < a ? ~0ull : a + b;
}

/* Without a 64-bit division, which 32-bit builds would call a function for. */
static uint64_t product(uint64_t a, uint32_t b)
{
    uint64_t low = (a & 0xffffffffu) * b, high = (a >> 32) * b + (low >> 32);

    return high >> 32 ? ~0ull : high << 32 | (low & 0xffffffffu);
}

uint64_t lus_note_bootmem(const struct lus_note *n, const struct lus_host_use *host)
{
    const struct lus_bootmem *b = &n->bootmem;
    uint64_t sum = b->base;

    if ( !host )
        return sum;
    sum = add(sum, product(host->memory_gib, b->per_gib));
    sum = add(sum, (uint64_t)host->cpus * b->per_cpu);
    sum = add(sum, (uint64_t)host->domains * b->per_domain);
    return add(sum, (uint64_t)host->vcpus * b->per_vcpu);
}

/* The known type of the profile that follows @last in ascending order; NULL after the greatest. */
static const struct lus_record_type *type_after(const struct lus_note_info *info, uint32_t last)
{
    const struct lus_record_type *types, *next = NULL;
    uint32_t nr, i;

    types = lus_record_types(&nr);
    for ( i = 0; i < nr; i++ )
        if ( types[i].type > last && (!next || types[i].type < next->type) && lus_type_in_arch(types[i].type, info->arch) &&
             lus_profile_revision(&info->profile, types[i].type) )
            next = &types[i];
    return next;
}

static uint32_t flags_of(const struct lus_record_type *t)
{
    if ( t->presence != LUS_PRESENCE_ONE )
        return 0;
    if ( t->scope == LUS_SCOPE_SYSTEM || t->scope == LUS_SCOPE_MEMORY )
        return LUS_NOTE_REQUIRED;
    return LUS_NOTE_REQUIRED |
           (t->guests == LUS_GUESTS_PV ? LUS_NOTE_OF_PV : t->guests == LUS_GUESTS_HVM ? LUS_NOTE_OF_HVM : LUS_NOTE_OF_DOMAIN);
}

/* Writes nothing with @p NULL. Return: how many. */
static uint32_t put_records(const struct lus_note_info *info, uint8_t *p)
{
    const struct lus_record_type *t;
    uint32_t n = 0;

    for ( t = type_after(info, 0); t; t = type_after(info, t->type) )
    {
        if ( p )
        {
            lus_st32(p + n * LUS_NOTE_ENTRY, t->type);
            lus_st16(p + n * LUS_NOTE_ENTRY + 4, lus_profile_revision(&info->profile, t->type));
            lus_st16(p + n * LUS_NOTE_ENTRY + 6, 1);
            lus_st32(p + n * LUS_NOTE_ENTRY + 8, flags_of(t));
        }
        n++;
    }
    return n;
}

/* Those of the release and those of the caller, merged by id; a caller's replaces the release's. */
static uint32_t put_limits(const struct lus_note_info *info, uint8_t *p)
{
    uint32_t nr, i = 0, k = 0, n = 0;
    const struct lus_limit *known = lus_limits(&nr);

    while ( i < nr || k < info->nr_limits )
    {
        int own = k < info->nr_limits && (i >= nr || info->limits[k].id <= known[i].id);
        uint32_t id = own ? info->limits[k].id : known[i].id;
        uint64_t value = own ? info->limits[k].value : lus_limit_value(i, info->profile.minor, info->arch);

        i += i < nr && known[i].id == id;
        k += own;
        if ( value == LUS_NOTE_NO_LIMIT )
            continue;
        if ( p )
        {
            lus_st32(p + n * LUS_NOTE_ENTRY, id);
            lus_st64(p + n * LUS_NOTE_ENTRY + 8, value);
        }
        n++;
    }
    return n;
}

static void put_header(const struct lus_note_info *info, uint8_t *p, uint32_t size, uint32_t records, uint32_t limits)
{
    struct lus_visible v;

    lus_visible(info->profile.minor, info->arch, &v);
    memcpy(p, "LUSNOTE", 8);
    lus_st32(p + 12, size);
    lus_st16(p + 16, LUS_NOTE_HEADER);
    lus_st16(p + 18, LUS_NOTE_VERSION);
    lus_st16(p + 20, info->arch);
    lus_st16(p + 22, LUS_FORMAT);
    lus_st16(p + 24, LUS_FORMAT);
    lus_st16(p + 26, 4);
    lus_st16(p + 28, info->profile.minor);
    lus_st16(p + 30, records);
    memcpy(p + 32, info->extra, 16);
    lus_st32(p + 48, LUS_NOTE_HEADER);
    lus_st32(p + 52, LUS_NOTE_HEADER + records * LUS_NOTE_ENTRY);
    lus_st16(p + 56, limits);
    lus_st64(p + 64, info->profile.features);
    lus_st64(p + 72, (v.hypercalls_pv | (info->arch == LUS_ARCH_X86 ? info->more_hypercalls : 0)) & ~info->no_hypercalls);
    lus_st64(p + 80, (v.hypercalls_hvm | info->more_hypercalls) & ~info->no_hypercalls);
    lus_st64(p + 88, v.xenfeats);
    lus_st64(p + 96, info->bootmem.base);
    lus_st32(p + 104, info->bootmem.per_gib);
    lus_st32(p + 108, info->bootmem.per_cpu);
    lus_st32(p + 112, info->bootmem.per_domain);
    lus_st32(p + 116, info->bootmem.per_vcpu);
}

static int info_is_good(const struct lus_note_info *info)
{
    uint32_t i, last = 0;

    if ( info->arch < LUS_ARCH_X86 || info->arch > LUS_ARCH_RISCV64 || info->profile.minor < LUS_RELEASE_FIRST ||
         info->profile.minor > LUS_RELEASE_LAST || !text_is_good((const uint8_t *)info->extra) )
        return 0;
    for ( i = 0; i < info->nr_limits; i++ )
    {
        if ( info->limits[i].id <= last )
            return 0;
        last = info->limits[i].id;
    }
    return 1;
}

int lus_note_write(const struct lus_note_info *info, void *out, uint64_t cap, unsigned int cpu, uint64_t *size)
{
    uint32_t records, limits;
    uint8_t *p = out;

    *size = 0;
    if ( !info_is_good(info) )
        return -LUS_E_ARGUMENT;
    records = put_records(info, NULL);
    limits = put_limits(info, NULL);
    if ( records > LUS_NOTE_RECORDS_MAX || limits > LUS_NOTE_LIMITS_MAX )
        return -LUS_E_ARGUMENT;
    *size = LUS_NOTE_HEADER + (records + limits) * LUS_NOTE_ENTRY;
    if ( !out )
        return 0;
    if ( cap < *size )
        return -LUS_E_NO_SPACE;
    memset(p, 0, (size_t)*size);
    put_records(info, p + LUS_NOTE_HEADER);
    put_limits(info, p + LUS_NOTE_HEADER + records * LUS_NOTE_ENTRY);
    put_header(info, p, (uint32_t)*size, records, limits);
    lus_st32(p + 8, note_crc(p, (uint32_t)*size, cpu));
    return 0;
}

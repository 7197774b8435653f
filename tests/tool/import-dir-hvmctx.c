/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What Xen's own xen-hvmctx printed of a domain, against the records: each value is looked for behind its label, in the order in
 * which the tool prints them.
 */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

/*
 * struct item - one printed value
 * @label: stands before the value
 * @field: of the record; NULL: the value runs on between the two readings and is passed over
 * @element: of an array; of bytes, the first
 * @bytes: of opaque bytes, how many make the value; 0 for a number
 * @shift, @mask: the value is a part of the field
 * @base: 16 if 0
 * @optional: not in the texts of every release
 */
struct item
{
    const char *label;
    const char *field;
    unsigned int element;
    unsigned int bytes;
    unsigned int shift;
    uint64_t mask;
    int base;
    int optional;
};

#define FIELD(text, name) { .label = text, .field = name }
#define ELEMENT(text, name, i) { .label = text, .field = name, .element = i }
#define BYTES(text, name, i, n) { .label = text, .field = name, .element = i, .bytes = n }
#define SKIP(text) { .label = text }
#define END { .label = NULL }
#define SEGMENT(name) \
    FIELD(" " #name " ", #name "_sel"), FIELD("(", #name "_base"), FIELD("+", #name "_limit"), FIELD("/", #name "_arbytes")
#define SAME(name) FIELD(" " #name " ", #name)
#define LINK(text, i) { .label = text, .field = "route", .element = i, .base = 10 }
#define BIT(name, n) { .label = #name " ", .field = "mode", .shift = n, .mask = 1 }

static const struct item header_items[] = {
    FIELD("magic ", "magic"), FIELD("version ", "version"), FIELD("changeset ", "changeset"), FIELD("eax] ", "cpuid"),
    { .label = "gtsc_khz ", .field = "gtsc_khz", .base = 10 }, END
};

static const struct item cpu_items[] = {
    SAME(rax), SAME(rbx), SAME(rcx), SAME(rdx), SAME(rbp), SAME(rsi), SAME(rdi), SAME(rsp), SAME(r8), SAME(r9), SAME(r10),
    SAME(r11), SAME(r12), SAME(r13), SAME(r14), SAME(r15), SAME(rip), SAME(rflags), SAME(cr0), SAME(cr2), SAME(cr3), SAME(cr4),
    SAME(dr0), SAME(dr1), SAME(dr2), SAME(dr3), SAME(dr6), SAME(dr7),
    SEGMENT(cs), SEGMENT(es), SEGMENT(ds), SEGMENT(fs), SEGMENT(gs), SEGMENT(ss), SEGMENT(tr), SEGMENT(ldtr),
    SKIP("idtr  "), FIELD("(", "idtr_base"), FIELD("+", "idtr_limit"), SKIP("gdtr  "), FIELD("(", "gdtr_base"),
    FIELD("+", "gdtr_limit"),
    FIELD("sysenter cs ", "sysenter_cs"), FIELD(" eip ", "sysenter_eip"), FIELD(" esp ", "sysenter_esp"),
    FIELD("shadow gs ", "shadow_gs"), { .label = " MSR flags ", .field = "msr_flags", .optional = 1 },
    FIELD(" efer ", "msr_efer"), FIELD(" lstar ", "msr_lstar"), FIELD(" cstar ", "msr_cstar"), FIELD(" star ", "msr_star"),
    FIELD(" sfmask ", "msr_syscall_mask"), SKIP(" tsc "), FIELD(" event ", "pending_event"), FIELD(" error ", "error_code"),
    END
};

/* Printed only if the vcpu has used its FPU (XEN_X86_FPU_INITIALISED). */
static const struct item fpu_items[] = {
    BYTES(" fcw ", "fpu_regs", 0, 2), BYTES(" fsw ", "fpu_regs", 2, 2), BYTES(" ftw ", "fpu_regs", 4, 1),
    BYTES(" fop ", "fpu_regs", 6, 2),
    BYTES(" fpuip ", "fpu_regs", 8, 8), BYTES(" fpudp ", "fpu_regs", 16, 8), BYTES(" mxcsr ", "fpu_regs", 24, 4),
    BYTES(" mask ", "fpu_regs", 28, 4), END
};

static const struct item pic_items[] = {
    FIELD("IRQ base ", "irq_base"), FIELD("irr ", "irr"), FIELD("imr ", "imr"), FIELD("isr ", "isr"),
    { .label = "init_state ", .field = "init_priority", .mask = 15 },
    { .label = "priority_add ", .field = "init_priority", .shift = 4, .mask = 15 },
    BIT(readsel_isr, 0), BIT(poll, 1), BIT(auto_eoi, 2), BIT(rotate_on_auto_eoi, 3), BIT(special_fully_nested_mode, 4),
    BIT(special_mask_mode, 5), BIT(is_master, 6), FIELD("elcr ", "elcr"), FIELD("int_output ", "int_output"), END
};

static const struct item ioapic_items[] = {
    FIELD("base_address ", "base_address"), FIELD("ioregsel ", "ioregsel"), FIELD("id ", "id"), END
};

static const struct item lapic_items[] = {
    FIELD("base_msr ", "apic_base_msr"), FIELD("disabled ", "disabled"), FIELD("timer_divisor ", "timer_divisor"), END
};

static const struct item isa_items[] = { { .label = "ISA IRQs: ", .field = "i", .mask = 0xffff }, END };

static const struct item link_items[] = {
    LINK("PCI LINK: ", 0), LINK(" ", 1), LINK(" ", 2), LINK(" ", 3), END
};

#define CHANNEL(n) \
    FIELD("count ", "channel" n "_count"), FIELD("latched_count ", "channel" n "_latched_count"), \
    FIELD("count_latched ", "channel" n "_count_latched"), FIELD(" status ", "channel" n "_status"), \
    FIELD("status_latched ", "channel" n "_status_latched"), FIELD("rd_state ", "channel" n "_read_state"), \
    FIELD("wr_state ", "channel" n "_write_state"), FIELD("wr_latch ", "channel" n "_write_latch"), \
    FIELD("rw_mode ", "channel" n "_rw_mode"), FIELD(" mode ", "channel" n "_mode"), FIELD("bcd ", "channel" n "_bcd"), \
    FIELD("gate ", "channel" n "_gate")

static const struct item pit_items[] = { CHANNEL("0"), CHANNEL("1"), END };

static const struct item rtc_items[] = {
    BYTES("regs ", "cmos_data", 0, 1), BYTES(" ", "cmos_data", 1, 1), BYTES(" ", "cmos_data", 2, 1),
    BYTES(" ", "cmos_data", 3, 1),
    BYTES(" ", "cmos_data", 4, 1), BYTES(" ", "cmos_data", 5, 1), BYTES(" ", "cmos_data", 6, 1), BYTES(" ", "cmos_data", 7, 1),
    BYTES(" ", "cmos_data", 8, 1), BYTES(" ", "cmos_data", 9, 1), BYTES(" ", "cmos_data", 10, 1), BYTES(" ", "cmos_data", 11, 1),
    BYTES(" ", "cmos_data", 12, 1), BYTES(" ", "cmos_data", 13, 1), FIELD("index ", "cmos_index"), END
};

#define TIMER(n, i) \
    FIELD("timer" n " config ", "timer" n "_config"), FIELD("cmp ", "timer" n "_cmp"), ELEMENT("period ", "period", i), \
    FIELD("fsb ", "timer" n "_fsb")

static const struct item hpet_items[] = {
    FIELD("capability ", "capability"), FIELD("config ", "config"), FIELD("isr ", "isr"), SKIP("counter "), TIMER("0", 0),
    TIMER("1", 1),
    TIMER("2", 2), END
};

static const struct item pm_items[] = { SKIP("TMR_VAL "), FIELD("PM1a_STS ", "pm1a_sts"), FIELD("PM1a_EN ", "pm1a_en"), END };

static const struct item mtrr_items[] = {
    FIELD("PAT ", "msr_pat_cr"), FIELD("cap ", "msr_mtrr_cap"), FIELD("default ", "msr_mtrr_def_type"), END
};

static const struct item vmce_items[] = {
    FIELD("caps ", "caps"), FIELD("bank0 mci_ctl2 ", "mci_ctl2_bank0"), FIELD("bank1 mci_ctl2 ", "mci_ctl2_bank1"), END
};

static const struct item viridian_items[] = {
    FIELD("hypercall gpa ", "hypercall_gpa"), FIELD("guest_os_id ", "guest_os_id"), END
};

static const struct item viridian_vcpu_items[] = { FIELD("vp_assist_msr ", "vp_assist_msr"), END };

static const struct item adjust_items[] = { FIELD("tsc_adjust ", "tsc_adjust"), END };

static int fpu_used(struct got *got, uint32_t type, uint32_t instance)
{
    return type == LUS_TYPE_HVM_CPU && (got_field(got, type, instance, "flags", 0) & 1);
}

static const struct item *const items_of[] = {
    [1] = header_items, [2] = cpu_items, [3] = pic_items, [4] = ioapic_items, [5] = lapic_items, [8] = isa_items,
    [9] = link_items,
    [10] = pit_items, [11] = rtc_items, [12] = hpet_items, [13] = pm_items, [14] = mtrr_items, [15] = viridian_items,
    [17] = viridian_vcpu_items, [18] = vmce_items,
    [19] = adjust_items
};

static uint64_t expected(struct got *got, uint32_t type, uint32_t instance, const struct item *it)
{
    uint64_t v = 0;
    unsigned int i;

    for ( i = it->bytes; i-- > 0; )
        v = v << 8 | got_field(got, type, instance, it->field, it->element + i);
    if ( !it->bytes )
        v = got_field(got, type, instance, it->field, it->element);
    return it->mask ? v >> it->shift & it->mask : v;
}

/*
 * One printed value; registers of the CPU come in an order that differs by release, so their labels are looked for from @from.
 * Return: the text behind it.
 */
static const char *check_item(struct got *got, uint32_t type, uint32_t instance, const struct item *it, const char *from,
                              const char *at)
{
    uint64_t printed, v, period;
    char *end;

    if ( it->optional && !strstr(from, it->label) )
        return at;
    at = strstr((type & 0xffff) == 2 && it->label[0] == ' ' ? from : at, it->label);
    if ( !at )
        fail_msg("xen-hvmctx: type %u, no \"%s\"", type & 0xffff, it->label);
    at += strlen(it->label);
    if ( !it->field )
        return at;
    printed = strtoull(at, &end, it->base ? it->base : 16);
    v = expected(got, type, instance, it);
    /* A periodic comparator runs on between the two readings, by whole periods. */
    period = strstr(it->field, "_cmp") ? got_field(got, type, instance, "period", (unsigned int)it->field[5] - '0') : 0;
    if ( period && printed > v && (printed - v) % period == 0 )
        printed = v;
    /* Dom0 goes on while the guest is paused: interrupt requests (LAPIC 0x200 to 0x270) come in. */
    if ( !strcmp(it->field, "data") && it->element >= 0x80 && it->element < 0xa0 && (printed & v) == v && printed != v )
    {
        printed = v;
        tally.moved++;
    }
    /* So does the PM timer, whose overflow sets bit 0 of its status. */
    if ( !strcmp(it->field, "pm1a_sts") && printed == (v | 1) && printed != v )
    {
        printed = v;
        tally.moved++;
    }
    if ( end == at || printed != v )
        fail_msg("xen-hvmctx: type %u, %s[%u]: 0x%llx printed, 0x%llx in the stream", type & 0xffff, it->field, it->element,
                 (unsigned long long)printed, (unsigned long long)v);
    tally.registers++;
    return end;
}

/* Values whose label counts up. */
static void check_runs(struct got *got, uint32_t type, uint32_t instance, const char *at)
{
    char label[32];
    struct item it = { .label = label };
    unsigned int i, j;

    for ( i = 0; (type & 0xffff) == 4 && i < 48; i++ )
    {
        snprintf(label, sizeof(label), "pin %02u: ", i);
        it.field = "redirtbl";
        it.element = i;
        at = check_item(got, type, instance, &it, at, at);
    }
    for ( i = 0; (type & 0xffff) == 6 && i < 64; i++ )
    {
        snprintf(label, sizeof(label), "%03x: ", i * 16);
        it.field = "data";
        it.element = i * 4;
        at = check_item(got, type, instance, &it, at, at);
    }
    for ( i = 0; (type & 0xffff) == 14 && i < 8; i++ )
        for ( j = 0; j < 2; j++ )
        {
            snprintf(label, sizeof(label), j ? " " : "var %u ", i);
            it.field = "msr_mtrr_var";
            it.element = i * 2 + j;
            at = check_item(got, type, instance, &it, at, at);
        }
    for ( i = 0; (type & 0xffff) == 14 && i < 11; i++ )
    {
        /* The number behind the label is decimal or hexadecimal, by release. */
        at = strstr(at, "fixed ");
        assert_non_null(at);
        at += 6;
        snprintf(label, sizeof(label), " ");
        it.field = "msr_mtrr_fixed";
        it.element = i;
        at = check_item(got, type, instance, &it, at, at);
    }
}

/* XMM registers are printed as two halves without a space, PCI interrupts as well. */
static void check_halves(struct got *got, uint32_t type, uint32_t instance, const char *at)
{
    unsigned long long high, low;
    unsigned int i, j;
    uint64_t v[2];
    char label[16];

    for ( i = 0; fpu_used(got, type, instance) && i < 16; i++ )
    {
        snprintf(label, sizeof(label), "xmm%02u 0x", i);
        at = strstr(at, label);
        assert_non_null(at);
        assert_int_equal(sscanf(at + strlen(label), "%16llx%16llx", &high, &low), 2);
        for ( v[0] = v[1] = 0, j = 16; j-- > 0; )
            v[j / 8] = v[j / 8] << 8 | got_field(got, type, instance, "fpu_regs", 160 + i * 16 + j);
        assert_true(v[0] == low && v[1] == high);
        tally.registers += 2;
    }
    if ( (type & 0xffff) == 7 )
    {
        at = strstr(at, "PCI IRQs: 0x");
        assert_non_null(at);
        assert_int_equal(sscanf(at + 12, "%16llx%16llx", &high, &low), 2);
        assert_true(got_field(got, type, 0, "i", 0) == high && got_field(got, type, 0, "i", 1) == low);
        tally.registers += 2;
    }
}

void check_hvmctx(struct got *got, const char *text)
{
    unsigned int type, instance, length;
    const struct item *it;
    const char *at = text, *next, *from;
    struct lus_record rec;
    char *section;

    for ( at = strstr(at, "Entry "); at; at = next )
    {
        next = strstr(at + 6, "Entry ");
        assert_int_equal(sscanf(at, "Entry %*u: type %u instance %u, length %u", &type, &instance, &length), 3);
        if ( !type )
            continue;
        if ( !got_record(got, 0x10000 + type, instance, &rec) )
            fail_msg("xen-hvmctx: type %u instance %u is not in the stream", type, instance);
        tally.entries++;
        section = strndup(at, next ? (size_t)(next - at) : strlen(at));
        from = section;
        if ( type < sizeof(items_of) / sizeof(items_of[0]) && items_of[type] )
            for ( it = items_of[type]; it->label; it++ )
                from = check_item(got, 0x10000 + type, instance, it, section, from);
        for ( it = fpu_items; fpu_used(got, 0x10000 + type, instance) && it->label; it++ )
            from = check_item(got, 0x10000 + type, instance, it, section, from);
        check_runs(got, 0x10000 + type, instance, from);
        check_halves(got, 0x10000 + type, instance, from);
        free(section);
    }
}

/* xen-hvmctx passes over extended state: the same was read by another call (xen_domctl_vcpuextstate: XCR0, its sum, the area). */
void check_xsave(struct got *got, const char *dump, uint32_t vcpu)
{
    struct lus_record rec;
    char name[32], *raw;
    size_t len;

    snprintf(name, sizeof(name), "vcpu%u.xsave", vcpu);
    raw = text_of(dump, name, &len);
    if ( !raw || !got_record(got, LUS_TYPE_HVM_CPU_XSAVE, vcpu, &rec) )
    {
        free(raw);
        return;
    }
    assert_true(len > 16 && rec.length == len + 8 && rec.body);
    assert_memory_equal(rec.body + 8, raw, len);
    tally.extended++;
    free(raw);
}

static void check_msr(const char *captures, const char *guest, uint32_t domid, uint32_t vcpu)
{
    static struct got got;
    struct lus_record rec;
    struct lus_msr_entry msr;
    struct lus_table t;
    struct problem p;
    const uint8_t *at;
    char path[1024];

    snprintf(path, sizeof(path), "%s/%s/live", captures, guest);
    assert_int_equal(import_path(&got, path, &p), 0);
    got_domain(&got, domid);
    assert_non_null(got_record(&got, LUS_TYPE_HVM_CPU_MSR, vcpu, &rec));
    assert_int_equal(lus_table_open(&t, &got.seg, &rec), 0);
    assert_int_equal(lus_table_next(&t, &at), 1);
    assert_int_equal(lus_decode_msr_entry(at, &msr), 0);
    assert_true(msr.index == 0x140 && msr.value == 1);
    assert_int_equal(lus_table_next(&t, &at), 0);
    got_free(&got);
}

/*
 * What guests were told to put into their registers. guestload keeps 0x4c55464c4f415421 twice in XMM6 to XMM9, Linux 0x55555554 in PKRU,
 * which is behind AVX state and the gap of MPX; guests with "lusmsr" turn CPUID faulting on.
 */
void check_told(const char *captures)
{
    static const char marker[] = "!TAOLFUL!TAOLFUL!TAOLFUL!TAOLFUL!TAOLFUL!TAOLFUL!TAOLFUL!TAOLFUL";
    static struct got got;
    struct lus_record rec;
    struct problem p;
    char path[1024];
    uint32_t i;

    snprintf(path, sizeof(path), "%s/xen-4.20/pvhb/live", captures);
    assert_int_equal(import_path(&got, path, &p), 0);
    got_domain(&got, 2);
    assert_non_null(got_record(&got, LUS_TYPE_HVM_CPU_XSAVE, 0, &rec));
    assert_true(rec.length == 24 + 0xa88 && got_field(&got, LUS_TYPE_HVM_CPU_XSAVE, 0, "xcr0", 0) == 0x207);
    assert_memory_equal(rec.body + 24 + 0x100, marker, 64);
    assert_memory_equal(rec.body + 24 + 0xa80, "\x54\x55\x55\x55\0\0\0\0", 8);
    got_free(&got);
    for ( i = 0; i < 4; i++ )
        check_msr(captures, "xen-4.20/pvh", 1, i);
    check_msr(captures, "xen-4.14/hvm", 4, 0);
}

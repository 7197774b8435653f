/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* PV guests: what Xen's own xenctx printed of the first vcpu, and a 32-bit guest that set all that Xen keeps for one to known values. */
#include <stdlib.h>
#include <string.h>

#include "import-dir.h"

/* struct printed - a register as xenctx names it */
struct printed
{
    const char *label;
    const char *field;
    unsigned int element;
};

static const struct printed of_64[] = {
    { "rip: ", "rip", 0 }, { "flags: ", "rflags", 0 }, { "rsp: ", "rsp", 0 }, { "rax: ", "rax", 0 }, { "rcx: ", "rcx", 0 },
    { "rdx: ", "rdx", 0 }, { "rbx: ", "rbx", 0 }, { "rsi: ", "rsi", 0 }, { "rdi: ", "rdi", 0 }, { "rbp: ", "rbp", 0 },
    { " r8: ", "r8", 0 }, { " r9: ", "r9", 0 }, { "r10: ", "r10", 0 }, { "r11: ", "r11", 0 }, { "r12: ", "r12", 0 },
    { "r13: ", "r13", 0 }, { "r14: ", "r14", 0 }, { "r15: ", "r15", 0 }, { " cs: ", "cs", 0 }, { " ss: ", "ss", 0 },
};

static const struct printed of_32[] = {
    { "cs:eip: ", "cs", 0 }, { "cs:eip: e019:", "rip", 0 }, { "flags: ", "rflags", 0 }, { "ss:esp: ", "ss", 0 },
    { "ss:esp: e021:", "rsp", 0 }, { "eax: ", "rax", 0 }, { "ebx: ", "rbx", 0 }, { "ecx: ", "rcx", 0 }, { "edx: ", "rdx", 0 },
    { "esi: ", "rsi", 0 }, { "edi: ", "rdi", 0 }, { "ebp: ", "rbp", 0 },
};

static const struct printed of_both[] = {
    { " ds: ", "ds", 0 }, { " es: ", "es", 0 }, { " fs: ", "fs", 0 }, { " gs: ", "gs", 0 }, { "cr0: ", "ctrlreg", 0 },
    { "cr2: ", "ctrlreg", 2 }, { "cr3: ", "ctrlreg", 3 }, { "cr4: ", "ctrlreg", 4 }, { "dr0: ", "debugreg", 0 },
    { "dr1: ", "debugreg", 1 }, { "dr2: ", "debugreg", 2 }, { "dr3: ", "debugreg", 3 }, { "dr6: ", "debugreg", 6 },
    { "dr7: ", "debugreg", 7 },
};

static void check_printed(struct got *got, const char *text, const struct printed *regs, size_t nr)
{
    for ( ; nr--; regs++ )
    {
        if ( got_field(got, LUS_TYPE_PV_VCPU, 0, regs->field, regs->element) != number_after(text, regs->label, 16) )
            fail_msg("%s: %llx in the stream", regs->label,
                     (unsigned long long)got_field(got, LUS_TYPE_PV_VCPU, 0, regs->field, regs->element));
        tally.context++;
    }
}

void check_xenctx(struct got *got, const char *text)
{
    if ( strstr(text, "eip: ") )
        check_printed(got, text, of_32, sizeof(of_32) / sizeof(of_32[0]));
    else
        check_printed(got, text, of_64, sizeof(of_64) / sizeof(of_64[0]));
    check_printed(got, text, of_both, sizeof(of_both) / sizeof(of_both[0]));
}

static uint64_t vcpu_field(struct got *got, const char *field, uint32_t i)
{
    return got_field(got, LUS_TYPE_PV_VCPU, 0, field, i);
}

/* The guest's handlers, as its console names them, and those that it registered by callback. */
static void check_traps(struct got *got, const char *console)
{
    static const uint8_t vectors[] = { 2, 3, 13, 14 }, flags[] = { 4, 1, 4, 4 };
    struct lus_trap_entry e[256];
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p;
    unsigned int i, n = 0;

    assert_non_null(got_record(got, LUS_TYPE_PV_VCPU, 0, &rec));
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
        assert_int_equal(lus_decode_trap_entry(p, &e[n++]), 0);
    /* Xen gives the code selector of each trap that a 32-bit guest has not set a requested privilege level. */
    assert_int_equal(n, 256);
    for ( i = 0; i < sizeof(vectors); i++ )
    {
        assert_int_equal(e[vectors[i]].vector, vectors[i]);
        assert_int_equal(e[vectors[i]].cs, 0xe019);
        assert_int_equal(e[vectors[i]].flags, flags[i]);
    }
    assert_int_equal(e[3].address, number_after(console, "h3 ", 16));
    assert_int_equal(e[14].address, number_after(console, "h14 ", 16));
    assert_int_equal(e[0x80].flags, 3);
    assert_true(e[7].cs == 1 && !e[7].address);
}

static void check_tables(struct got *got, const char *console)
{
    static const char tables[] = "gdt frame/ldt/vinfo ";
    const char *gdt = strstr(console, tables);
    struct lus_record rec;
    struct lus_extent e;
    struct lus_map m;
    uint64_t frame = 0, pfn;

    assert_non_null(gdt);
    assert_int_equal(vcpu_field(got, "ldt_base", 0), number_after(gdt + 1, tables, 16));
    assert_int_equal(vcpu_field(got, "ldt_ents", 0), 16);
    assert_int_equal(vcpu_field(got, "gdt_ents", 0), 512);
    /* The GDT's page, through the p2m: the guest's memory begins at 3 GiB. */
    pfn = (number_after(gdt, tables, 16) - 0xc0000000u) >> 12;
    assert_non_null(got_record(got, LUS_TYPE_P2M, 0, &rec));
    assert_int_equal(lus_map_open(&m, &got->seg, &rec), 0);
    while ( lus_map_next(&m, &e) > 0 )
        if ( pfn >= e.gfn && pfn < e.gfn + e.count )
            frame = e.mfn + pfn - e.gfn;
    assert_true(frame != 0 && vcpu_field(got, "gdt_frames", 0) == frame && !vcpu_field(got, "gdt_frames", 1));
}

static void check_registers(struct got *got, const char *console)
{
    static const uint8_t xmm[16] = "!TAOLFUL\"TAOLFUL";
    unsigned int i;

    assert_int_equal(got_field(got, LUS_TYPE_PV_INFO, 0, "guest_width", 0), 4);
    assert_int_equal(got_field(got, LUS_TYPE_PV_INFO, 0, "pt_levels", 0), 3);
    assert_int_equal(vcpu_field(got, "rax", 0), 0x4c555354);
    assert_int_equal(vcpu_field(got, "rbp", 0), 0x66666666);
    assert_int_equal(vcpu_field(got, "fs", 0), 0x11);
    assert_int_equal(vcpu_field(got, "gs", 0), 0xf);
    assert_int_equal(vcpu_field(got, "kernel_ss", 0), 0xe021);
    assert_int_equal(vcpu_field(got, "event_callback_cs", 0), 0xe019);
    assert_int_equal(vcpu_field(got, "event_callback_eip", 0), number_after(console, "event ", 16));
    assert_int_equal(vcpu_field(got, "failsafe_callback_eip", 0), number_after(console, "failsafe 0xc", 16) | 0xc0000000);
    assert_int_equal(vcpu_field(got, "flags", 0), 0x2d);
    assert_int_equal(vcpu_field(got, "vm_assist", 0), 0xd);
    assert_int_equal(vcpu_field(got, "debugreg", 7), 0xd0401);
    for ( i = 0; i < 16; i++ )
        assert_int_equal(vcpu_field(got, "fpu_ctxt", 160 + 16 * 5 + i), xmm[i]);
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO, 0, "max_pfn", 0), 2048);
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO, 0, "evtchn_mask", 0), 0x50);
    assert_int_equal(got_field(got, LUS_TYPE_SHARED_INFO, 0, "evtchn_mask", 1), 0x0a);
    /* The second vcpu was initialised and never started. */
    assert_int_equal(got_field(got, LUS_TYPE_VCPU, 1, "run", 0), 0);
    assert_int_equal(got_field(got, LUS_TYPE_PV_VCPU, 1, "rax", 0), 0xaaaaaaaa);
    assert_int_equal(got_field(got, LUS_TYPE_PV_VCPU, 1, "rdi", 0), 0xdddddddd);
}

/* The grants that it made: four pages to domain 0, one transfer; of version 2 also a part of a page and a transitive one. */
static void check_v1(struct got *got)
{
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p;
    struct lus_grant_v1 g;
    unsigned int n = 0;

    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "version", 0), 1);
    assert_non_null(got_record(got, LUS_TYPE_GRANTS_V1, 0, &rec));
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
    {
        assert_int_equal(lus_decode_grant_v1(p, &g), 0);
        if ( g.gref >= 8 && g.gref < 12 )
            n += g.domid == 0 && g.flags == (g.gref & 1 ? 5 : 1);
        if ( g.gref == 600 )
            n += g.domid == 7 && g.flags == 2 && g.frame == 0x1234;
    }
    assert_int_equal(n, 5);
}

static void check_v2(struct got *got)
{
    static const struct lus_grant_v2 want[] = {
        { .gref = 8, .flags = 1 }, { .gref = 9, .flags = 5 }, { .gref = 10, .flags = 1 },
        { .gref = 11, .flags = 0x105, .word1 = 16, .word2 = 64 }, { .gref = 12, .flags = 3, .frame = 77 },
        { .gref = 600, .flags = 2, .domid = 7, .status = 0x18, .frame = 0x1234 },
    };
    struct lus_record rec;
    struct lus_table t;
    const uint8_t *p;
    struct lus_grant_v2 g;
    unsigned int n = 0;

    assert_int_equal(got_field(got, LUS_TYPE_GRANT_TABLE, 0, "version", 0), 2);
    assert_non_null(got_record(got, LUS_TYPE_GRANTS_V2, 0, &rec));
    assert_int_equal(lus_table_open(&t, &got->seg, &rec), 0);
    while ( lus_table_next(&t, &p) > 0 )
    {
        assert_int_equal(lus_decode_grant_v2(p, &g), 0);
        /* xenstore and console, which domain 0 has mapped. */
        if ( g.gref < 2 && ++n )
            assert_true(g.flags == 1 && g.status == 0x18 && g.frame);
        if ( g.gref < 8 )
            continue;
        assert_true(n >= 2 && n < 8 && g.gref == want[n - 2].gref && g.flags == want[n - 2].flags && g.domid == want[n - 2].domid);
        assert_true(g.word1 == want[n - 2].word1 && g.word2 == want[n - 2].word2 && g.status == want[n - 2].status);
        assert_true(want[n - 2].frame ? g.frame == want[n - 2].frame : g.frame != 0);
        n++;
    }
    assert_int_equal(n, 8);
}

void check_tiny32(const char *captures, const char *guest, uint32_t domid)
{
    static const char *const moments[] = { "live", "saved" };
    static struct got got;
    struct problem p;
    char path[1024];
    char *console;
    unsigned int i;

    for ( i = 0; i < 2; i++ )
    {
        snprintf(path, sizeof(path), "%s/xen-4.17-pv32/%s", captures, guest);
        console = text_of(path, "console.txt", NULL);
        assert_non_null(console);
        snprintf(path, sizeof(path), "%s/xen-4.17-pv32/%s/%s", captures, guest, moments[i]);
        if ( import_path(&got, path, &p) )
            fail_msg("offset 0x%llx: %s", (unsigned long long)p.offset, p.text);
        got_domain(&got, domid);
        check_registers(&got, console);
        check_traps(&got, console);
        check_tables(&got, console);
        assert_int_equal(got_field(&got, LUS_TYPE_EVTCHN_ABI, 0, "abi", 0), LUS_EVTCHN_ABI_TWO_LEVEL);
        if ( !strcmp(guest, "tiny32") )
            check_v1(&got);
        else
            check_v2(&got);
        got_free(&got);
        free(console);
    }
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The writer under any sequence of calls and into memory of any size: it never writes outside, errors stick, a size-only writer
 * says the size that the real one needs, and what good calls make is what the reader accepts.
 */
#include "fuzz.h"

struct run
{
    uint32_t kind;
    uint32_t domid;
    uint32_t arch;
    int good;
    uint64_t limit;
    struct choices choices;
};

static int write_segment(const struct run *run, uint8_t *buf, uint64_t cap, uint64_t *size, struct lus_writer *w)
{
    struct lus_map_writer *m = heap(sizeof(*m));
    struct choices c = run->choices;
    int rc;

    lus_writer_init(w, buf, cap, run->kind, run->domid, 0);
    write_records(w, &c, m, run->arch, run->limit, run->good);
    rc = lus_writer_close(w, size);
    free(m);
    return rc;
}

/* Nothing that comes after the first error changes memory or the error. */
static void check_sticky(const struct run *run, struct lus_writer *w, uint8_t *buf, uint64_t cap)
{
    uint32_t before = lus_crc32c(0, 0, buf, cap);
    struct lus_diag diag = w->diag;
    struct lus_map_writer *m = heap(sizeof(*m));
    struct choices c = run->choices;
    uint64_t size;

    CHECK(diag.error && lus_error_class(diag.error));
    lus_map_begin(m, w);
    write_records(w, &c, m, run->arch, run->limit, 0);
    CHECK(lus_writer_close(w, &size) == -diag.error);
    CHECK(!memcmp(&diag, &w->diag, sizeof(diag)));
    CHECK(lus_crc32c(0, 0, buf, cap) == before);
    free(m);
}

static void read_back(const struct run *run, const uint8_t *buf, uint64_t size)
{
    struct lus_header info = { .arch = (uint16_t)run->arch, .partial = 1, .source = 16 };
    struct lus_part part = { .bytes = buf, .size = size };
    struct lus_source src;
    struct lus_stream s;
    uint8_t *all;
    size_t len;
    int rc;

    all = seal_parts(&info, &part, 1, &len, &rc);
    CHECK(all || !run->good);
    if ( all )
    {
        lus_source_flat(&src, all, len);
        rc = lus_open(&s, &src, NULL, 0);
        if ( rc == 0 )
            rc = check_stream(&s);
        CHECK(rc == 0 || !run->good);
        expect_diag(&s, rc);
    }
    free(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = heap_copy(data, size), *buf;
    struct choices c = { .p = copy, .left = size };
    uint64_t counted, got, cap, how;
    struct lus_writer w;
    struct run run;
    int rc, rc_counted;

    how = choose(&c, 1);
    run.good = how % 4 != 0;
    run.arch = how & 64 ? LUS_ARCH_ARM64 : LUS_ARCH_X86;
    run.kind = 1 + choose_below(&c, 3);
    run.domid = run.kind == LUS_SEGMENT_DOMAIN ? (uint32_t)choose(&c, 2) % (LUS_DOMID_MAX + 1) : 0;
    cap = choose_edge(&c);
    /* Chunks take a mebibyte: not each time. */
    run.limit = choose(&c, 1) < 16 ? LUS_BODY_MAX + (LUS_BODY_MAX >> 1) : 1u << 16;
    run.choices = c;

    rc_counted = write_segment(&run, NULL, 0, &counted, &w);
    CHECK(rc_counted == 0 || !run.good);
    if ( counted > 1u << 26 )
        counted = 1u << 26;

    /* Exactly what it said, in memory that was used before. */
    buf = heap(counted);
    memset(buf, 0xa5, counted);
    rc = write_segment(&run, buf, counted, &got, &w);
    CHECK(rc == 0 || !run.good);
    CHECK(got <= counted);
    if ( rc == 0 )
    {
        CHECK(rc_counted == 0 && got == counted);
        read_back(&run, buf, got);
    }
    else
        check_sticky(&run, &w, buf, counted);
    free(buf);

    /* Less. */
    cap = counted ? cap % counted : 0;
    buf = heap(cap);
    memset(buf, 0xa5, cap);
    rc = write_segment(&run, buf, cap, &got, &w);
    CHECK(got <= cap);
    CHECK(rc != 0);
    CHECK(rc == -LUS_E_NO_SPACE || !run.good);
    check_sticky(&run, &w, buf, cap);
    free(buf);
    free(copy);
    return 0;
}

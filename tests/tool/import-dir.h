/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Shared by the parts of test-import-dir: the stream that an import gave, and files read without the importer's help. */
#ifndef LUSTREAM_TEST_IMPORT_DIR_H
#define LUSTREAM_TEST_IMPORT_DIR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tool/import/import.h"
#include "lustream/records.h"

/* struct got - what an import gave */
struct got
{
    uint8_t *bytes;
    size_t len;
    struct lus_header header;
    struct lus_stream s;
    struct lus_segment seg;
    uint8_t scratch[LUS_SCRATCH];
};

/* struct tally - comparisons that were made */
struct tally
{
    unsigned long dumps;
    unsigned long ports;
    unsigned long hidden;
    unsigned long grants;
    unsigned long facts;
    unsigned long query;
    unsigned long registers;
    unsigned long context;
    unsigned long moved;
    unsigned long entries;
    unsigned long frames;
    unsigned long general;
    unsigned long polls;
    unsigned long shut;
    unsigned long extended;
};

extern struct tally tally;

/* Imports a directory into @got. Return: 0, or -1 with *p; the stream has passed lus_check() inside bag_bytes(). */
int import_path(struct got *got, const char *path, struct problem *p);
void got_free(struct got *got);

/* Puts got->seg on a domain. */
void got_domain(struct got *got, uint32_t domid);

/* A record's fixed part, or NULL if the stream has not got it. */
const uint8_t *got_record(struct got *got, uint32_t type, uint32_t instance, struct lus_record *rec);

/* Element @i of a field. Fails the test if record or field are not there. */
uint64_t got_field(struct got *got, uint32_t type, uint32_t instance, const char *field, uint32_t i);

/* A file as one text with a zero behind it, packed or not; NULL if it is not there. */
char *text_of(const char *dir, const char *file, size_t *len);

/* The number in @text behind @key, or fails. */
uint64_t number_after(const char *text, const char *key, int base);

/* Every register that xen-hvmctx printed. */
void check_hvmctx(struct got *got, const char *text);

/* What it does not print: extended state, against what another call read; registers whose values are known. */
void check_xsave(struct got *got, const char *dump, uint32_t vcpu);
void check_told(const char *captures);

/* import-dir-pv.c: every register of the first vcpu that xenctx printed; the 32-bit guests below xen-4.17-pv32. */
void check_xenctx(struct got *got, const char *text);
void check_tiny32(const char *captures, const char *guest, uint32_t domid);

/* import-dir-general.c: what debug key 'q' says; and made texts of it. */
void check_general(struct got *got, uint32_t domid, const char *text);
void check_place(struct got *got, const char *json);
void test_general(void **state);

/* Damaged dumps, made of the one in @dir. */
void check_damage(const char *dir);

/* import-dir-made.c: dumps made by hand, of kinds that the captures do not have. */
void test_made(void **state);

#endif

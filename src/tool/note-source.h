/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Acceptance notes for lustream-dump: of an image, a file of its own, or a release. spec/note.md [N-1] to [N-4], [N-14] */
#ifndef LUSTREAM_TOOL_NOTE_SOURCE_H
#define LUSTREAM_TOOL_NOTE_SOURCE_H

#include "bag.h"
#include "lustream/note.h"

/*
 * struct noted - a note and what it is of
 * @name: as given, safe to print
 * @bytes: the descriptor
 * @is_later: of a later version: it can be shown, not judged
 * @is_release: the built-in note of a release, with features changed, not one of an image or a file
 */
struct noted
{
    char *name;
    uint8_t *bytes;
    uint64_t size;
    int is_later;
    int is_release;
    struct lus_note note;
};

/* "4.15", "4.15.3,+pv32,-evtchn_fifo", or the path of an image or a note. Return: 0, or -1 with *p. */
int noted_load(struct noted *n, const char *what, struct problem *p);
void noted_free(struct noted *n);

/* Names of bits, with a number where this build has none: "pv32", "bit 61". What: "feature", "hypercall", "xenfeat". */
/* known_bit(): the library's name, in capitals; NULL where this build has none. */
const char *known_bit(const char *what, uint32_t bit);
const char *bit_name(const char *what, uint32_t bit, char buf[32]);

/* note-image.c: the note of an ELF image, copied; the caller frees it. Return: 0, or -1 with *p. */
int image_note(const uint8_t *image, uint64_t size, uint8_t **note, uint64_t *note_size, struct problem *p);

#endif

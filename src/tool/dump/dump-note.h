/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Private to lustream-dump: acceptance notes, and what they answer. spec/programs.md section 6. */
#ifndef LUSTREAM_TOOL_DUMP_NOTE_H
#define LUSTREAM_TOOL_DUMP_NOTE_H

#include "dump.h"
#include "tool/note-source.h"

/* dump-note.c: a note by itself, with @json as the member "note"; two, of which 1 is returned if they differ. */
void show_note(const struct noted *n);
void put_note(struct writer *w, const struct noted *n);
int show_note_diff(const struct noted *a, const struct noted *b);

/* "hvm_vcpus", "limit 777". */
const char *limit_name(uint32_t id, char buf[32]);

/*
 * struct answer - a negotiation
 * @from: xen#1's note, or NULL with @v
 * @reasons: @nr of them, as they came
 * @outcomes: of the dry run, @nr_outcomes of them; @tallies, @nr_tallies: what became of each record type
 * @error: LUS_E_... that it was stopped by; 0 if it was not
 */
struct answer
{
    const struct noted *to;
    const struct noted *from;
    const struct view *v;
    struct lus_negotiate_result result;
    struct lus_reason *reasons;
    size_t nr;
    struct lus_outcome *outcomes;
    size_t nr_outcomes;
    struct lus_tally *tallies;
    size_t nr_tallies;
    int explain;
    int error;
};

/* dump-notes.c: as noted_load(), with a message. Return: 0 or the exit code; show_notes(): what --note does. */
int notes_load(struct noted *n, const char *what);
int show_notes(char *const *paths, const struct options *o);

/* dump-target.c: asks. The stream of @v is valid, or well-formed and not this build's. */
struct answer *answer_new(const struct noted *to, const struct noted *from, const struct view *v, int explain);
void answer_free(struct answer *a);
void show_answer(const struct answer *a);
void put_answer(struct writer *w, void *answer);
/* Says on standard error what there is to say. Return: the exit code. */
int answer_complain(const struct answer *a, const char *name);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --note: one note, two compared, or xen#1's against --target. spec/programs.md [P-50] to [P-52] */
#include <stdlib.h>
#include <string.h>

#include "dump-note.h"

int notes_load(struct noted *n, const char *what)
{
    struct problem p = { 0 };

    if ( !noted_load(n, what, &p) )
        return EXIT_GOOD;
    message(n->name, "%s", p.text);
    noted_free(n);
    memset(n, 0, sizeof(*n));
    return p.code;
}

/* That a note is of a later version is said, whatever is done with it. */
static int complain_later(const struct noted *n)
{
    if ( !n->is_later )
        return EXIT_GOOD;
    message(n->name, "%s %s: %u", lus_error_name(LUS_E_NOTE_VERSION), lus_strerror(LUS_E_NOTE_VERSION), n->note.version);
    return EXIT_REFUSED;
}

static void put_notes(const struct noted *n, struct answer *a, const struct options *o)
{
    struct writer w = { .f = stdout, .pretty = !o->compact, .flat = ~0u };

    emit_open(&w, '{');
    emit_key_number(&w, "lustream", 1);
    put_note(&w, n);
    if ( a )
        put_answer(&w, a);
    emit_close(&w, '}');
    out("\n");
}

static int show_one_note(const char *what, const struct options *o)
{
    struct answer *a = NULL;
    struct noted n;
    int rc = notes_load(&n, what);

    if ( rc )
        return rc;
    if ( o->target )
        a = answer_new(o->target, &n, NULL, o->explain);
    if ( o->form == FORM_JSON )
        put_notes(&n, a, o);
    else if ( !o->quiet && a )
        show_answer(a);
    else if ( !o->quiet )
        show_note(&n);
    rc = a ? answer_complain(a, n.name) : complain_later(&n);
    answer_free(a);
    noted_free(&n);
    return rc;
}

int show_notes(char *const *paths, const struct options *o)
{
    struct noted n[2];
    int i, rc = EXIT_GOOD, later = EXIT_GOOD;

    if ( o->form != FORM_DIFF )
        return show_one_note(paths[0], o);
    memset(n, 0, sizeof(n));
    for ( i = 0; i < 2 && !rc; i++ )
        rc = notes_load(&n[i], paths[i]);
    if ( !rc )
    {
        if ( o->quiet )
            rc = n[0].size != n[1].size || memcmp(n[0].bytes, n[1].bytes, n[0].size) ? EXIT_DIFFERS : EXIT_GOOD;
        else
            rc = show_note_diff(&n[0], &n[1]) ? EXIT_DIFFERS : EXIT_GOOD;
        for ( i = 0; i < 2; i++ )
            later = complain_later(&n[i]) ? EXIT_REFUSED : later;
    }
    noted_free(&n[0]);
    noted_free(&n[1]);
    return later ? later : rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* --to: the stream written for another profile, and what became of each value. spec/programs.md [P-29] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert-to.h"
#include "cpu.h"
#include "lustream/compat.h"
#include "note-source.h"
#include "outcome.h"

/* What is said while the conversion runs, and what is kept for its end. */
struct report
{
    const struct recast_options *o;
    struct advice advice;
};

static void say_line(void *ctx, const struct line *l)
{
    const struct report *r = ctx;

    fprintf(stderr, "%s: %s\n", r->o->program, l->text);
}

static void say_outcome(void *ctx, const struct lus_outcome *o)
{
    struct report *r = ctx;
    struct line l;

    advice_note(&r->advice, o);
    if ( o->kind != LUS_OUTCOME_REFUSED && (r->o->quiet || (o->kind != LUS_OUTCOME_LOST && !r->o->explain)) )
        return;
    line_clear(&l);
    line_add_outcome(&l, o);
    say_line(ctx, &l);
}

static void say_tally(void *ctx, const struct lus_tally *t)
{
    struct line l;

    line_clear(&l);
    line_add_tally(&l, t);
    say_line(ctx, &l);
}

static int recast(struct lus_stream *s, struct lus_recast_args *args, uint8_t **out, size_t *len, struct problem *p)
{
    uint64_t work_size = lus_recast_workspace(s);
    struct lus_recast_result result;
    void *work = xmalloc(work_size);
    int rc = lus_recast(s, args, work, work_size, &result);

    *out = NULL;
    /* That was for the size and the reports: the output may be shorter or longer than the input, by how much only a whole conversion knows. */
    if ( rc == 0 )
    {
        *len = result.size;
        args->out = *out = xmalloc(result.size);
        args->cap = result.size;
        args->outcome = NULL;
        args->tally = NULL;
        memset(&s->diag, 0, sizeof(s->diag));
        rc = lus_recast(s, args, work, work_size, &result);
    }
    free(work);
    if ( rc == 0 )
        return 0;
    free(*out);
    if ( rc == -LUS_E_REFUSED )
        return problem(p, EXIT_REFUSED, NO_OFFSET, "%s %s: %" PRIu64 "%s", lus_error_name(rc), lus_strerror(rc),
                       result.kinds[LUS_OUTCOME_REFUSED], result.kinds[LUS_OUTCOME_REFUSED] == 1 ? " reason" : " reasons");
    return s->diag.error ? problem_diag(p, &s->diag) : problem(p, EXIT_REFUSED, NO_OFFSET, "%s %s", lus_error_name(rc), lus_strerror(rc));
}

int recast_bytes(const struct recast_options *o, uint8_t **bytes, size_t *len, struct problem *p)
{
    struct lus_recast_args args = { .outcome = say_outcome, .tally = o->explain ? say_tally : NULL, .cpu = lus_cpu_detect() };
    struct report report = { .o = o };
    struct lus_source src;
    struct lus_stream s;
    struct noted target;
    uint8_t *out;
    int rc, is_release;

    if ( noted_load(&target, o->to, p) )
        return -1;
    is_release = target.is_release;
    if ( target.is_later || target.note.major != 4 )
    {
        noted_free(&target);
        return problem(p, EXIT_REFUSED, NO_OFFSET, "this build cannot write for %s: it is of a later make", o->to);
    }
    args.to.minor = target.note.minor;
    args.to.features = target.note.features;
    args.ctx = &report;
    noted_free(&target);
    lus_source_flat(&src, *bytes, *len);
    rc = lus_open(&s, &src, NULL, lus_cpu_detect());
    if ( rc )
        return problem_diag(p, &s.diag);
    rc = recast(&s, &args, &out, len, p);
    if ( rc )
    {
        advice_give(&report.advice, "--to", is_release ? o->to : NULL, say_line, &report);
        return -1;
    }
    free(*bytes);
    *bytes = out;
    return 0;
}

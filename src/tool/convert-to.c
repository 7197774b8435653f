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

static const char *const kinds[] = {
    [LUS_OUTCOME_DERIVED] = "derived", [LUS_OUTCOME_DEFAULTED] = "defaulted", [LUS_OUTCOME_LOST] = "lost",
    [LUS_OUTCOME_REFUSED] = "refused", [LUS_OUTCOME_NOTED] = "noted", [LUS_OUTCOME_UNPROVABLE] = "defaulted, as the source does not say"
};

static void say_place(const struct lus_outcome *o)
{
    const struct lus_record_type *t = lus_record_type(o->type);
    const struct lus_field *f = place_field(o->type, o->entry, o->field);

    if ( o->segment_kind == LUS_SEGMENT_DOMAIN )
        fprintf(stderr, "domain %u", o->domid);
    else
        fprintf(stderr, "%s", o->segment_kind == LUS_SEGMENT_MEMORY ? "memory" : "system");
    if ( !o->type )
        return;
    if ( t )
        fprintf(stderr, ", %s", t->name);
    else
        fprintf(stderr, ", record 0x%08x", o->type);
    if ( o->instance )
        fprintf(stderr, " %u", o->instance);
    if ( o->entry != LUS_NO_ENTRY )
        fprintf(stderr, "[%u]", o->entry);
    if ( f )
        fprintf(stderr, ".%s", f->name);
}

/* C-11: what a domain uses and the target has not. */
static void say_feature(uint64_t flag)
{
    uint32_t bit = 0;
    char buf[32];

    while ( bit < 63 && !(flag >> bit & 1) )
        bit++;
    fprintf(stderr, ": it uses feature %s, which the target has not", bit_name("feature", bit, buf));
}

static void say(void *ctx, const struct lus_outcome *o)
{
    const struct recast_options *r = ctx;
    const struct lus_row *row = lus_row(o->row, NULL);

    if ( o->kind != LUS_OUTCOME_REFUSED && (r->quiet || (o->kind != LUS_OUTCOME_LOST && !r->explain)) )
        return;
    fprintf(stderr, "%s: ", r->program);
    say_place(o);
    fprintf(stderr, ": %s", kinds[o->kind]);
    if ( o->kind == LUS_OUTCOME_REFUSED && !o->type )
        say_feature(o->from);
    if ( o->field != LUS_NO_FIELD )
        fprintf(stderr, ", 0x%" PRIx64 " -> 0x%" PRIx64, o->from, o->to);
    if ( row )
        fprintf(stderr, " (%s: %s)", row->id, row->what);
    fputc('\n', stderr);
}

static int recast(struct lus_stream *s, struct lus_recast_args *args, uint8_t **out, size_t *len, struct problem *p)
{
    uint64_t work_size = lus_recast_workspace(s);
    struct lus_recast_result result;
    void *work = xmalloc(work_size);
    int rc = lus_recast(s, args, work, work_size, &result);

    *out = NULL;
    if ( rc == 0 )
    {
        *len = result.size;
        args->out = *out = xmalloc(result.size);
        args->cap = result.size;
        args->outcome = NULL;
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
    struct lus_recast_args args = { .outcome = say, .cpu = lus_cpu_detect() };
    struct lus_source src;
    struct lus_stream s;
    struct noted target;
    uint8_t *out;
    int rc;

    if ( noted_load(&target, o->to, p) )
        return -1;
    if ( target.is_later || target.note.major != 4 )
    {
        noted_free(&target);
        return problem(p, EXIT_REFUSED, NO_OFFSET, "this build cannot write for %s: it is of a later make", o->to);
    }
    args.to.minor = target.note.minor;
    args.to.features = target.note.features;
    args.ctx = (void *)(uintptr_t)o;
    noted_free(&target);
    lus_source_flat(&src, *bytes, *len);
    rc = lus_open(&s, &src, NULL, lus_cpu_detect());
    if ( rc )
        return problem_diag(p, &s.diag);
    rc = recast(&s, &args, &out, len, p);
    if ( rc )
        return -1;
    free(*bytes);
    *bytes = out;
    return 0;
}

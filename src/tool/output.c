/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Output files that are whole or not there. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

/* What would stay beside its place if the program ended now. There is one at a time. */
static char *volatile unfinished;

static void take_away(void)
{
    if ( unfinished )
        unlink(unfinished);
}

static void end_by_signal(int number)
{
    take_away();
    signal(number, SIG_DFL);
    raise(number);
}

void output_start(void)
{
    static const int ends[] = { SIGHUP, SIGINT, SIGTERM };
    size_t i;
    int fd;

    /* Without this a file that is opened may get the number of a standard stream that is closed, and what is meant for that. */
    for ( fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++ )
        if ( fcntl(fd, F_GETFD) < 0 )
            (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for ( i = 0; i < sizeof(ends) / sizeof(ends[0]); i++ )
        if ( signal(ends[i], end_by_signal) == SIG_IGN )
            signal(ends[i], SIG_IGN);
    atexit(take_away);
}

static void forget(struct output *out)
{
    unfinished = NULL;
    free(out->beside);
    free(out->path);
}

int output_stdout(struct problem *p)
{
    if ( fflush(stdout) || ferror(stdout) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "cannot write to standard output: %s", strerror(errno));
    return 0;
}

/* Where the file is to be: a link stays, what it leads to is replaced. Return: 0 and *path, which is to be freed; -1 with *p. */
static int find_place(char **path, const char *name, struct stat *st, int *exists, struct problem *p)
{
    *exists = lstat(name, st) == 0;
    if ( *exists && S_ISLNK(st->st_mode) )
    {
        *path = realpath(name, NULL);
        if ( !*path || stat(*path, st) )
        {
            free(*path);
            return problem(p, EXIT_USAGE, NO_OFFSET, "%s is a link that leads nowhere: %s", name, strerror(errno));
        }
    }
    else
    {
        *path = xmalloc(strlen(name) + 1);
        strcpy(*path, name);
    }
    /* A rename would put a file in the place of a device or pipe. */
    if ( !*exists || S_ISREG(st->st_mode) )
        return 0;
    free(*path);
    return problem(p, EXIT_USAGE, NO_OFFSET, "%s is there and not a file; \"-o -\" writes to standard output", name);
}

/* mkstemp() gives the file to its owner alone. A state may be secret: who could not read the file that is replaced cannot read this. */
static void set_mode(int fd, const struct stat *old)
{
    mode_t mask = umask(0);

    umask(mask);
    if ( old )
        (void)!fchown(fd, old->st_uid, old->st_gid);
    (void)fchmod(fd, old ? old->st_mode & 0777 : 0666 & ~mask);
}

/* No signal comes between the making of the file and the note that it is there. */
static int make_beside(struct output *out)
{
    sigset_t all, before;
    int fd;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    fd = mkstemp(out->beside);
    if ( fd >= 0 )
        unfinished = out->beside;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return fd;
}

int output_open(struct output *out, const char *path, struct problem *p)
{
    static const char suffix[] = ".XXXXXX";
    struct stat st;
    int fd, exists;

    out->path = out->beside = NULL;
    out->f = stdout;
    if ( !strcmp(path, "-") )
        return 0;
    if ( !*path )
        return problem(p, EXIT_USAGE, NO_OFFSET, "the name of the output is empty");
    if ( find_place(&out->path, path, &st, &exists, p) )
        return -1;
    out->beside = xmalloc(strlen(out->path) + sizeof(suffix));
    sprintf(out->beside, "%s%s", out->path, suffix);
    fd = make_beside(out);
    out->f = fd < 0 ? NULL : fdopen(fd, "wb");
    if ( out->f )
    {
        set_mode(fd, exists ? &st : NULL);
        return 0;
    }
    problem(p, EXIT_USAGE, NO_OFFSET, "cannot make a file beside %s: %s", path, strerror(errno));
    if ( fd >= 0 )
    {
        close(fd);
        unlink(out->beside);
    }
    forget(out);
    return -1;
}

void output_abandon(struct output *out)
{
    if ( !out->beside )
        return;
    if ( out->f )
        fclose(out->f);
    unlink(out->beside);
    forget(out);
}

int output_commit(struct output *out, struct problem *p)
{
    if ( !out->beside )
        return output_stdout(p);
    if ( fflush(out->f) || ferror(out->f) || fsync(fileno(out->f)) )
    {
        problem(p, EXIT_USAGE, NO_OFFSET, "cannot write %s: %s", out->beside, strerror(errno));
        output_abandon(out);
        return -1;
    }
    fclose(out->f);
    out->f = NULL;
    if ( rename(out->beside, out->path) )
    {
        problem(p, EXIT_USAGE, NO_OFFSET, "cannot rename %s to %s: %s", out->beside, out->path, strerror(errno));
        output_abandon(out);
        return -1;
    }
    forget(out);
    return 0;
}

int output_bag(struct bag *bag, const char *path, struct problem *p)
{
    struct output out;
    uint8_t *bytes;
    size_t len;
    int rc;

    if ( bag_bytes(bag, &bytes, &len, p) )
        return -1;
    rc = output_open(&out, path, p);
    if ( rc == 0 )
    {
        fwrite(bytes, 1, len, out.f);
        rc = output_commit(&out, p);
    }
    free(bytes);
    return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Output files that are whole or not there. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

int output_open(struct output *out, const char *path, struct problem *p)
{
    static const char suffix[] = ".XXXXXX";
    size_t n = strlen(path);
    struct stat st;
    mode_t mask;
    int fd;

    out->path = path;
    out->beside = NULL;
    out->f = stdout;
    if ( !strcmp(path, "-") )
        return 0;
    /* A rename would put a file in the place of a device or pipe. */
    if ( stat(path, &st) == 0 && !S_ISREG(st.st_mode) )
        return problem(p, EXIT_USAGE, NO_OFFSET, "%s is there and not a file; \"-o -\" writes to standard output", path);
    out->beside = xmalloc(n + sizeof(suffix));
    memcpy(out->beside, path, n);
    memcpy(out->beside + n, suffix, sizeof(suffix));
    fd = mkstemp(out->beside);
    out->f = fd < 0 ? NULL : fdopen(fd, "wb");
    if ( !out->f )
    {
        problem(p, EXIT_USAGE, NO_OFFSET, "cannot make a file beside %s: %s", path, strerror(errno));
        if ( fd >= 0 )
        {
            close(fd);
            unlink(out->beside);
        }
        free(out->beside);
        return -1;
    }
    /* mkstemp() gives the file to its owner alone; a plain open() would have obeyed the mask. */
    mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
    return 0;
}

void output_abandon(struct output *out)
{
    if ( !out->beside )
        return;
    fclose(out->f);
    unlink(out->beside);
    free(out->beside);
}

int output_commit(struct output *out, struct problem *p)
{
    int bad = fflush(out->f) || ferror(out->f);

    if ( !out->beside )
        return bad ? problem(p, EXIT_USAGE, NO_OFFSET, "cannot write to standard output: %s", strerror(errno)) : 0;
    if ( bad || fsync(fileno(out->f)) )
    {
        problem(p, EXIT_USAGE, NO_OFFSET, "cannot write %s: %s", out->beside, strerror(errno));
        output_abandon(out);
        return -1;
    }
    fclose(out->f);
    if ( rename(out->beside, out->path) )
    {
        problem(p, EXIT_USAGE, NO_OFFSET, "cannot rename %s to %s: %s", out->beside, out->path, strerror(errno));
        unlink(out->beside);
        free(out->beside);
        return -1;
    }
    free(out->beside);
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

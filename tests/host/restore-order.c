/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * restore-order FILE, or restore-order make FILE: prints what lus_restore() hands over, one line a record: pass, domid or "system", type's
 * name. Makes the sound host of host-model.h, complete. Another way to the order than lustream-dump's, for its test.
 */
#include <stdio.h>
#include <stdlib.h>

#include "host-model.h"
#include "lustream/restore.h"

static int say(const struct lus_restore_call *c)
{
    if ( c->domid == LUS_RESTORE_SYSTEM )
        printf("%u system %s\n", c->pass, c->record->info->name);
    else
        printf("%u %u %s\n", c->pass, c->domid, c->record->info->name);
    return 0;
}

#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) \
    static int on_##name(const struct lus_restore_call *c, const struct lus_##name *o) { (void)o; return say(c); }
#include "core/records.def"

static const struct lus_handlers handlers = {
#define LUS_REC(name, number, revs, scope, pass, maxinst, presence, need, guests, tail, ent, max, doc) .name = on_##name,
#include "core/records.def"
};

static int make(const char *path)
{
    struct model_host host;
    struct bytes b;
    FILE *f = fopen(path, "wb");
    int rc;

    model_host(&host);
    b = model_host_stream(&host);
    rc = !f || fwrite(b.p, 1, b.n, f) != b.n;
    bytes_free(&b);
    return (f && fclose(f)) || rc;
}

int main(int argc, char **argv)
{
    static uint8_t buf[16 << 20], states[LUS_DOMID_MAX + 3];
    struct lus_restore r;
    struct lus_stream s;
    struct lus_source src;
    size_t n;
    void *work;
    FILE *f;
    int rc;

    if ( argc == 3 )
        return make(argv[2]);
    f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if ( !f )
        return 2;
    n = fread(buf, 1, sizeof(buf), f);
    fclose(f);
    lus_source_flat(&src, buf, n);
    work = malloc(lus_restore_workspace());
    if ( !work || lus_open(&s, &src, NULL, 0) || lus_restore_init(&r, &s, &handlers, NULL, NULL, 0, states) )
        return 1;
    rc = lus_restore(&r, work);
    free(work);
    return rc != 0;
}

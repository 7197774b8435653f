/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * main() of a fuzz target in a build without an engine: gives it each file that is named, and each in the directories that are
 * named. What cannot be read fails; so does having had no input at all.
 */
#include <dirent.h>
#include <sys/stat.h>

#include "fuzz.h"

static unsigned int passed, failed;

/* Without an engine nothing mutates; the mutator is linked all the same. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max)
{
    return size;
}

static void run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t len = 0, cap = 0, n;
    int bad = 1;

    if ( f )
    {
        do {
            if ( len == cap )
            {
                cap = cap ? 2 * cap : 65536;
                data = realloc(data, cap);
                if ( !data )
                    abort();
            }
            n = fread(data + len, 1, cap - len, f);
            len += n;
        } while ( n );
        bad = ferror(f);
        fclose(f);
    }
    if ( bad )
    {
        perror(path);
        failed++;
    }
    else
    {
        /* So that a crash names its input. */
        fprintf(stderr, "%s\n", path);
        LLVMFuzzerTestOneInput(data, len);
        passed++;
    }
    free(data);
}

static void run_directory(const char *path, struct dirent **names, int nr)
{
    int i;

    for ( i = 0; i < nr; i++ )
    {
        size_t n = strlen(path) + strlen(names[i]->d_name) + 2;
        char *file = malloc(n);

        if ( !file )
            abort();
        if ( names[i]->d_name[0] != '.' )
        {
            snprintf(file, n, "%s/%s", path, names[i]->d_name);
            run_file(file);
        }
        free(file);
        free(names[i]);
    }
    free(names);
}

int main(int argc, char **argv)
{
    struct dirent **names;
    struct stat st;
    int i, nr;

    for ( i = 1; i < argc; i++ )
    {
        if ( stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode) && (nr = scandir(argv[i], &names, NULL, alphasort)) >= 0 )
            run_directory(argv[i], names, nr);
        else
            run_file(argv[i]);
    }
    if ( passed + failed == 0 )
        fprintf(stderr, "%s: no input\n", argv[0]);
    printf("%u passed, %u failed\n", passed, failed);
    return failed || passed == 0;
}

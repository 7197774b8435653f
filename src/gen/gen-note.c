/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * gen-note 4.MINOR[.POINT]: prints the acceptance note of a release as C, for a hypervisor's build. spec/note.md [N-3]. A build that has
 * its own features, limits and need of bootmem calls lus_note_write() with these, as main() does.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lustream/note.h"

static void print_note(const struct lus_note_info *info, const uint8_t *note, uint64_t size)
{
    uint64_t i;

    printf("/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */\n"
           "/*\n * The acceptance note of Xen 4.%u%.16s, as a hypervisor embeds it: spec/note.md [N-3]. Derived by src/gen/gen-note.c; do not edit.\n"
           " * Xen's linker script puts the section .note.Xen into PT_NOTE.\n */\n#include <stdint.h>\n\n",
           info->profile.minor, info->extra);
    printf("struct lus_elf_note\n{\n    uint32_t namesz;\n    uint32_t descsz;\n    uint32_t type;\n    char name[%u];\n    uint8_t desc[%" PRIu64 "];\n};\n\n"
           "extern const struct lus_elf_note lus_acceptance_note;\n\n"
           "const struct lus_elf_note __attribute__((__section__(\".note.Xen\"), __used__, __aligned__(4))) lus_acceptance_note = {\n"
           "    %u, %" PRIu64 ", %u, \"%s\", {",
           (LUS_NOTE_NAME_SIZE + 3) & ~3u, size, LUS_NOTE_NAME_SIZE, size, LUS_NOTE_TYPE, LUS_NOTE_NAME);
    for ( i = 0; i < size; i++ )
        printf("%s0x%02x%s", i % 16 ? " " : "\n        ", note[i], i + 1 < size ? "," : "");
    printf("\n    }\n};\n");
}

int main(int argc, char **argv)
{
    struct lus_note_info info;
    unsigned long minor;
    uint64_t size;
    uint8_t *note;
    char *rest;

    memset(&info, 0, sizeof(info));
    info.arch = LUS_ARCH_X86;
    minor = argc == 2 && !strncmp(argv[1], "4.", 2) ? strtoul(argv[1] + 2, &rest, 10) : 0;
    if ( !minor || (*rest && *rest != '.') || strlen(rest) > sizeof(info.extra) ||
         lus_profile_default((uint32_t)minor, *rest ? (uint32_t)strtoul(rest + 1, NULL, 10) : LUS_POINT_LAST, &info.profile) )
    {
        fprintf(stderr, "usage: gen-note 4.MINOR[.POINT]\n");
        return 2;
    }
    memcpy(info.extra, rest, strlen(rest));
    if ( lus_note_write(&info, NULL, 0, 0, &size) || (note = malloc(size)) == NULL )
        return 2;
    lus_note_write(&info, note, size, 0, &size);
    print_note(&info, note, size);
    free(note);
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* The acceptance note of an ELF image. libelf checks the image's own structures. spec/note.md [N-1] [N-2] */
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "note-source.h"

/* struct found - the note that was found, and how many */
struct found
{
    uint8_t *bytes;
    uint64_t size;
    unsigned int nr;
};

/* Takes the notes of one segment or section. The data's bounds are libelf's. */
static void take_notes(Elf_Data *data, struct found *f)
{
    size_t at = 0, name, desc;
    GElf_Nhdr h;

    while ( data && at < data->d_size && (at = gelf_getnote(data, at, &h, &name, &desc)) > 0 )
    {
        const uint8_t *p = data->d_buf;

        if ( h.n_type != LUS_NOTE_TYPE || h.n_namesz != LUS_NOTE_NAME_SIZE || memcmp(p + name, LUS_NOTE_NAME, LUS_NOTE_NAME_SIZE) )
            continue;
        f->nr++;
        if ( f->bytes )
            continue;
        f->size = h.n_descsz;
        f->bytes = xmalloc(f->size);
        if ( f->size )
            memcpy(f->bytes, p + desc, f->size);
    }
}

static void take_segments(Elf *elf, struct found *f)
{
    size_t nr = 0, i;
    GElf_Phdr ph;

    if ( elf_getphdrnum(elf, &nr) )
        return;
    for ( i = 0; i < nr; i++ )
        if ( gelf_getphdr(elf, (int)i, &ph) && ph.p_type == PT_NOTE && ph.p_filesz )
            take_notes(elf_getdata_rawchunk(elf, (int64_t)ph.p_offset, ph.p_filesz, ph.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR), f);
}

static void take_sections(Elf *elf, struct found *f)
{
    Elf_Scn *scn = NULL;
    GElf_Shdr sh;

    while ( (scn = elf_nextscn(elf, scn)) != NULL )
        if ( gelf_getshdr(scn, &sh) && sh.sh_type == SHT_NOTE )
            take_notes(elf_getdata(scn, NULL), f);
}

int image_note(const uint8_t *image, uint64_t size, uint8_t **note, uint64_t *note_size, struct problem *p)
{
    struct found f = { NULL, 0, 0 };
    Elf *elf;

    elf_version(EV_CURRENT);
    /* libelf only reads what it is given so. */
    elf = elf_memory((char *)(uintptr_t)image, size);
    if ( !elf || elf_kind(elf) != ELF_K_ELF )
    {
        elf_end(elf);
        return problem(p, EXIT_CORRUPT, NO_OFFSET, "neither an ELF image nor an acceptance note");
    }
    take_segments(elf, &f);
    if ( !f.nr )
        take_sections(elf, &f);
    elf_end(elf);
    if ( f.nr != 1 )
    {
        free(f.bytes);
        return f.nr ? problem(p, EXIT_CORRUPT, NO_OFFSET, "the image has %u acceptance notes, where one is allowed", f.nr) :
                      problem(p, EXIT_CORRUPT, NO_OFFSET, "the image has no acceptance note");
    }
    *note = f.bytes;
    *note_size = f.size;
    return 0;
}

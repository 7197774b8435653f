#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# regen.sh GEN GEN-CRC32C PROVE GEN-RELEASES GEN-SNAPSHOT: makes all derived files of the source tree anew, but for spec/note-example.c: that is
# made by the library, which cannot be built before the others are. regen.sh --note GEN-NOTE makes it. `ninja regen` and `ninja regen-note` call it.
set -eu
root=$MESON_SOURCE_ROOT
make_one()
{
    out=$root/$1
    shift
    "$@" >"$out.new"
    if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; echo "made $out"; fi
}
# Between its two marks only; the rest of the file is written by hand.
make_part()
{
    out=$root/$1
    shift
    { sed '/^<!-- derived:begin -->$/q' "$out"; "$@"; sed -n '/^<!-- derived:end -->$/,$p' "$out"; } >"$out.new"
    if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; echo "made $out"; fi
}
if [ "$1" = --note ]; then
    make_one spec/note-example.c "$2" 4.15.3
    exit
fi
make_one include/lustream/errors.h "$1" errors.h
make_one include/lustream/rules.h "$1" rules.h
make_one include/lustream/releases.h "$1" releases.h
make_one include/lustream/records.h "$1" records.h
make_one spec/records.md "$1" records.md
make_part spec/quiesce.md "$1" quiesce.md
make_one fuzz/lustream.dict "$1" dict
make_one src/core/crc32c-tables.c "$2"
make_one src/core/host/order-table.c "$3" order
make_one include/lustream/handlers.h "$1" handlers.h
make_one spec/releases.md "$4"
make_part spec/limitations.md "$4" limitations.md
# The newest snapshot is made anew until it is released; then the next one is begun when the schema has more than it.
snapshot()
{
    echo '# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause'
    echo '# unreleased: layouts of the schema. CONTRIBUTING.md says how it is released; tests/tree/test-snapshots.py compares it.'
    "$1"
}
n=1
while [ -e "$root/spec/schema-snapshots/$((n + 1)).txt" ]; do n=$((n + 1)); done
newest=$root/spec/schema-snapshots/$n.txt
if [ -e "$newest" ] && sed -n 2p "$newest" | grep -q '^# released'; then
    if [ "$("$5")" = "$(grep -v '^#' "$newest")" ]; then exit 0; fi
    n=$((n + 1))
fi
make_one spec/schema-snapshots/$n.txt snapshot "$5"

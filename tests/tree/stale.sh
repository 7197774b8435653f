#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# stale.sh GENERATOR WHAT FILE: fails if FILE, or what is between its marks where it has them, is not what GENERATOR prints for WHAT ('' for
# no argument).
set -eu
t=$(mktemp)
part=$(mktemp)
trap 'rm -f "$t" "$part"' EXIT
file=$3
if grep -qx -e '<!-- derived:begin -->' "$3"; then
    sed '1,/^<!-- derived:begin -->$/d; /^<!-- derived:end -->$/,$d' "$3" >"$part"
    file=$part
fi
if [ -n "$2" ]; then "$1" "$2" >"$t"; else "$1" >"$t"; fi
if ! cmp -s "$t" "$file"; then
    echo "$3 is stale; make it anew with: $1 $2 > $3" >&2
    diff -u "$file" "$t" | head -40 >&2
    exit 1
fi

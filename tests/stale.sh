#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# stale.sh GENERATOR WHAT FILE: fails if FILE is not what GENERATOR prints for WHAT ('' for no argument).
set -eu
t=$(mktemp)
trap 'rm -f "$t"' EXIT
if [ -n "$2" ]; then "$1" "$2" >"$t"; else "$1" >"$t"; fi
if ! cmp -s "$t" "$3"; then
    echo "$3 is stale; make it anew with: $1 $2 > $3" >&2
    diff -u "$3" "$t" | head -40 >&2
    exit 1
fi

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# cross.sh SOURCE-ROOT TEST.c...: builds the core and its tests for other machines and runs them under qemu-user; then compares the bytes that
# the writer makes there with those it makes here. A compiler or emulator that is missing is named; in CI (CI set) that is a failure.
set -eu
root=$(cd "$1" && pwd)
shift
tests=$*
. "$root/tests/core/core-builds.sh"
core=$(ls "$root"/src/core/*.c "$root"/src/core/*/*.c "$root"/src/compat/*.c)

# build NAME COMPILER FLAG... FILE...: a program, with the core of that name
build()
{
    out=$1 with=$tmp/$1.core
    shift
    "$@" -std=gnu11 -O2 -I"$root/include" -I"$root/src" "$with"/*.o -o "$tmp/$out"
}

# machine COMPILER EMULATOR: all tests, then the bytes
machine()
{
    have "$1" "$1" "$2" || return 0
    # shellcheck disable=SC2086
    compile "$1.core" "$1" -std=gnu11 -O2 -I"$root/include" -I"$root/src" $core
    for t in $tests; do
        : >"$tmp/log"
        if build "$1" "$1" -static -pthread -I"$root/tests/core/cross" "$t" "$root"/tests/core/harness*.c &&
            "$2" "$tmp/$1" >"$tmp/log" 2>&1; then
            passed=$((passed + 1))
        else
            bad "$(basename "$t" .c) on $1"
            tail -5 "$tmp/log"
        fi
    done
    build "$1" "$1" -static "$root/tests/core/cross/bytes.c"
    "$2" "$tmp/$1" >"$tmp/$1.bytes"
    if cmp "$tmp/here.bytes" "$tmp/$1.bytes"; then
        good "$1: tests and bytes"
    else
        bad "$1 writes other bytes"
    fi
}

# shellcheck disable=SC2086
compile here.core ${CC:-cc} -std=gnu11 -O2 -I"$root/include" -I"$root/src" $core
# shellcheck disable=SC2086
build here ${CC:-cc} "$root/tests/core/cross/bytes.c"
"$tmp/here" >"$tmp/here.bytes"
machine i686-linux-gnu-gcc qemu-i386-static
machine aarch64-linux-gnu-gcc qemu-aarch64-static
machine arm-linux-gnueabihf-gcc qemu-arm-static
machine riscv64-linux-gnu-gcc qemu-riscv64-static
machine s390x-linux-gnu-gcc qemu-s390x-static
finish

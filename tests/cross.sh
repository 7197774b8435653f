#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# cross.sh SOURCE-ROOT TEST...: builds the core and its tests for other machines and runs them under qemu-user; then compares the bytes that
# the writer makes there with those it makes here. A compiler or emulator that is missing is named; in CI (CI set) that is a failure.
set -eu
root=$(cd "$1" && pwd)
shift
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0
core=$(ls "$root"/src/core/*.c)

# machine COMPILER EMULATOR: all tests, then the bytes
machine()
{
    if ! command -v "$1" >/dev/null || ! command -v "$2" >/dev/null; then
        echo "skipped: $1 or $2 is not installed"
        if [ -n "${CI:-}" ]; then failed=$((failed + 1)); fi
        return 0
    fi
    mkdir -p "$tmp/$1"
    # shellcheck disable=SC2086
    (cd "$tmp/$1" && "$1" -std=gnu11 -O2 -I"$root/include" -I"$root/src" -c $core) && "${1%gcc}ar" rcs "$tmp/$1/core.a" "$tmp/$1"/*.o
    : >"$tmp/log"
    for t in $tests; do
        if "$1" -std=gnu11 -O2 -static -pthread -I"$root/tests/cross" -I"$root/include" -I"$root/src" -I"$root/tests" \
            -o "$tmp/t" "$root/tests/test-$t.c" "$root"/tests/harness*.c "$tmp/$1/core.a" && "$2" "$tmp/t" >"$tmp/log" 2>&1; then
            passed=$((passed + 1))
        else
            echo "FAILED: $t on $1"
            tail -5 "$tmp/log"
            failed=$((failed + 1))
        fi
    done
    "$1" -std=gnu11 -O2 -static -I"$root/include" -I"$root/src" -I"$root/tests" -o "$tmp/bytes" "$root/tests/cross/bytes.c" "$tmp/$1/core.a"
    "$2" "$tmp/bytes" >"$tmp/$1.bytes"
    if cmp "$tmp/here.bytes" "$tmp/$1.bytes"; then
        echo "ok $1: tests and bytes"
        passed=$((passed + 1))
    else
        echo "FAILED: $1 writes other bytes"
        failed=$((failed + 1))
    fi
}

tests="$*"
# shellcheck disable=SC2086
${CC:-cc} -std=gnu11 -O2 -I"$root/include" -I"$root/src" -I"$root/tests" -o "$tmp/bytes" "$root/tests/cross/bytes.c" $core
"$tmp/bytes" >"$tmp/here.bytes"
machine i686-linux-gnu-gcc qemu-i386-static
machine aarch64-linux-gnu-gcc qemu-aarch64-static
machine arm-linux-gnueabihf-gcc qemu-arm-static
machine riscv64-linux-gnu-gcc qemu-riscv64-static
machine s390x-linux-gnu-gcc qemu-s390x-static
echo "$passed passed, $failed failed"
test "$failed" = 0

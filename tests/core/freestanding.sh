#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# freestanding.sh SOURCE-ROOT most|more CORE-FILE...: builds the core as a hypervisor would, with every compiler that is here, and checks what
# such a build must have: no undefined symbol but the four memory functions, no writable data, no stack frame over 256 bytes. Prints
# .text and the deepest frames. A compiler that is missing is named; in CI (CI set) that is a failure.
set -eu
root=$(cd "$1" && pwd)
builds=$2
shift 2
. "$root/tests/core/core-builds.sh"
xen='-std=gnu99 -O2 -fno-strict-aliasing -Wall -Wextra -Wno-unused-parameter -Wstrict-prototypes -nostdinc -fno-builtin -fno-common
     -Werror -Wredundant-decls -Wwrite-strings -Wdeclaration-after-statement -Wvla -Winit-self -fno-pie -fno-exceptions
     -fno-asynchronous-unwind-tables -ffreestanding'

# check NAME COMPILER NM SIZE FLAGS...
check()
{
    name=$1 cc=$2 nm=$3 size=$4
    shift 4
    have "$name" "$cc" "$nm" || return 0
    builtin=$("$cc" -print-file-name=include)
    case $cc in clang*) builtin=$("$cc" -print-resource-dir)/include ;; esac
    wrong=
    # shellcheck disable=SC2086
    compile "$name" "$cc" $xen -isystem "$builtin" -Wframe-larger-than=256 "$@" -I"$root/include" $files || wrong="$wrong build"
    "$nm" --defined-only "$tmp/$name"/*.o | awk '$2 ~ /^[TRDtrd]$/ { print $3 }' | sort -u >"$tmp/defined"
    undefined=$("$nm" -u "$tmp/$name"/*.o | awk 'NF == 2 && $1 == "U" { print $2 }' | sort -u | comm -23 - "$tmp/defined")
    for s in $undefined; do
        case $s in
        memcpy|memset|memmove|memcmp|_GLOBAL_OFFSET_TABLE_|__x86_indirect_thunk_*|__x86_return_thunk) ;;
        *) wrong="$wrong undefined:$s" ;;
        esac
    done
    writable=$("$nm" "$tmp/$name"/*.o | awk '$2 ~ /^[bBcCD]$/ || ($2 == "d" && $3 !~ /^(lus_|\.|local)/) { print $3 }')
    for s in $writable; do
        wrong="$wrong writable:$s"
    done
    text=$("$size" -A "$tmp/$name"/*.o | awk '$1 ~ /^\.text/ { n += $2 } END { print n }')
    if [ -n "$wrong" ]; then
        bad "$name:$wrong"
    else
        good "$name: .text $text bytes"
    fi
}

files=
for f in "$@"; do files="$files $(realpath "$f")"; done

# Both compilers, 32 bits, and the other byte order; and, where there is more time, all other machines, C11, and no optimization.
x86='-msoft-float -mno-red-zone -mno-mmx -mno-sse'
if [ "$builds" = most ]; then
    # shellcheck disable=SC2086
    check x86_64-gcc gcc nm size $x86 -fpic -fno-jump-tables -fcf-protection=branch -mindirect-branch=thunk-extern -mindirect-branch-register
    # shellcheck disable=SC2086
    check x86_64-clang clang nm size $x86 -fpic
    check arm32-gcc arm-linux-gnueabihf-gcc arm-linux-gnueabihf-nm arm-linux-gnueabihf-size -mcpu=cortex-a15 -mno-unaligned-access -mfloat-abi=soft
    check s390x-gcc s390x-linux-gnu-gcc s390x-linux-gnu-nm s390x-linux-gnu-size
else
    check x86_64-c11 gcc nm size -std=c11 -pedantic
    check i686-gcc i686-linux-gnu-gcc i686-linux-gnu-nm i686-linux-gnu-size -mgeneral-regs-only
    check arm64-gcc aarch64-linux-gnu-gcc aarch64-linux-gnu-nm aarch64-linux-gnu-size -mgeneral-regs-only -mno-outline-atomics
    check riscv64-gcc riscv64-linux-gnu-gcc riscv64-linux-gnu-nm riscv64-linux-gnu-size -mstrict-align -mcmodel=medany
    check x86_64-O0 gcc nm size -O0 -Wno-frame-larger-than -Wno-error
    check arm64-clang clang nm size --target=aarch64-linux-gnu -mgeneral-regs-only -mno-outline-atomics
    check riscv64-clang clang nm size --target=riscv64-linux-gnu -mno-relax
fi

finish

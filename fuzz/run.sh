#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# run.sh SECONDS [TARGET...]: builds the fuzz targets as OSS-Fuzz does and runs each that many seconds with libFuzzer, two at a
# time. Prints executions and coverage of each. Fails if any finds something, or does not run; the input is kept then and named.
set -eu
if ! [ "${1:-0}" -gt 0 ] 2>/dev/null; then
    echo "usage: run.sh SECONDS [TARGET...]" >&2
    exit 2
fi
seconds=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export CC="${CC:-clang}" CXX="${CXX:-clang++}" LIB_FUZZING_ENGINE=-fsanitize=fuzzer OUT="$work/out"
checks=address,undefined
export CFLAGS="${CFLAGS:--g -O2 -fsanitize=fuzzer-no-link,$checks -fno-sanitize-recover=undefined}"
export CXXFLAGS="${CXXFLAGS:--fsanitize=$checks}"
"$here/build.sh"
[ $# -gt 0 ] || set -- "$OUT"/fuzz-*.options

run_one()
{
    max=$(sed -n 's/^max_len=//p' "$OUT/$1.options")
    mkdir -p "$work/$1/corpus" "$work/$1/seeds" "$work/$1/found"
    python3 -m zipfile -e "$OUT/$1_seed_corpus.zip" "$work/$1/seeds"
    code=0
    "$OUT/$1" -max_total_time="$seconds" -max_len="$max" -dict="$OUT/$1.dict" -timeout=25 -rss_limit_mb=2560 \
        -print_final_stats=1 -artifact_prefix="$work/$1/found/" "$work/$1/corpus" "$work/$1/seeds" >"$work/$1.log" 2>&1 || code=$?
    echo "$code" >"$work/$1.code"
}

report()
{
    code=$(cat "$work/$1.code")
    execs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1.log")
    cov=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$work/$1.log" | tail -n 1)
    if [ "$code" = 0 ] && [ "${execs:-0}" -gt 0 ]; then
        echo "$1: $execs executions, $cov edges covered, nothing found"
    else
        failed=1
        echo "$1: FAILED (exit $code) after ${execs:-?} executions; see $work/$1.log and $work/$1/found"
        grep -h -m 3 'does not hold\|ERROR:\|runtime error:' "$work/$1.log" || true
    fi
}

failed=0 pair=
for t; do
    t=$(basename "$t" .options)
    run_one "$t" &
    pair="$pair $t"
    case $pair in *' '*' '*) wait; for p in $pair; do report "$p"; done; pair= ;; esac
done
wait
for p in $pair; do report "$p"; done
[ "$failed" != 0 ] || rm -rf "$work"
exit "$failed"

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# build.sh: builds every fuzz target as OSS-Fuzz wants it: what $CC, $CFLAGS, $CXX, $CXXFLAGS, $LIB_FUZZING_ENGINE and $OUT say.
# For each target $OUT gets the program, TARGET_seed_corpus.zip, TARGET.dict and TARGET.options. Here, without OSS-Fuzz:
#   CC=clang CXX=clang++ CFLAGS='-g -O1 -fsanitize=fuzzer-no-link,address,undefined' CXXFLAGS='-fsanitize=address,undefined' \
#   LIB_FUZZING_ENGINE=-fsanitize=fuzzer OUT=/some/dir fuzz/build.sh
# The tools' targets need jansson, zlib and liblzma; FUZZ_TOOLS=no leaves them out: MemorySanitizer wants those libraries built
# its way.
set -eu
: "${CC:?}" "${CXX:?}" "${LIB_FUZZING_ENGINE:?}" "${OUT:?}"
CFLAGS=${CFLAGS:-} CXXFLAGS=${CXXFLAGS:-}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$OUT"

core_targets='reader stream map note writer host memory restore model recast'
tool_targets='json import'
[ "${FUZZ_TOOLS:-yes}" = yes ] || tool_targets=

# compile FILE...: an object each, named after the path; no two the same.
compile()
{
    for source; do
        object=$work/$(echo "${source%.c}" | tr / _).o
        # shellcheck disable=SC2086
        $CC $CFLAGS -std=gnu11 -D_GNU_SOURCE -DLUS_VERSION='"fuzz"' -Iinclude -Isrc -Itests/core/cross -c "$source" -o "$object"
    done
}

# Parts of the tests, with the cmocka that is a header alone: $OUT is run where no other is.
hosts=$(echo tests/core/harness*.c tests/host/host-random.c tests/host/host-fill.c tests/host/host-known.c)
# shellcheck disable=SC2086
compile src/core/*.c src/core/*/*.c src/compat/*.c fuzz/choices.c fuzz/fields.c fuzz/build.c fuzz/mutate.c fuzz/mutate-refs.c fuzz/mutator.c fuzz/recast-lift.c fuzz/recast-return.c $hosts tests/host/model-xen.c tests/host/model-load.c
for t in $core_targets; do compile "fuzz/fuzz-$t.c"; done
if [ -n "$tool_targets" ]; then
    compile fuzz/memory-input.c
    for t in $tool_targets; do compile "fuzz/fuzz-$t.c"; done
    # All but what has a main(); of an archive, only what is called is linked.
    for f in src/tool/*.c src/tool/*/*.c; do grep -q '^int main(' "$f" || compile "$f"; done
    ar rcs "$work/libtool.a" "$work"/src_tool_*.o
fi

# $OUT is run elsewhere: static libraries where there are any.
libraries=
for l in jansson lzma z; do
    if echo 'int main(void) { return 0; }' | $CC -x c - "-l:lib$l.a" -o "$work/try" 2>/dev/null; then
        libraries="$libraries -l:lib$l.a"
    else
        libraries="$libraries -l$l"
    fi
done

ar rcs "$work/libcore.a" "$work"/src_core_*.o "$work"/src_compat_*.o
ar rcs "$work/libmodel.a" "$work"/tests_*.o
common="$work/fuzz_choices.o $work/fuzz_fields.o $work/fuzz_build.o $work/tests_core_harness-codecs.o" mutate="$work/fuzz_mutate.o $work/fuzz_mutate-refs.o"
for t in $core_targets $tool_targets; do
    objects="$work/fuzz_fuzz-$t.o $common"
    case $t in
    reader | stream | host | memory | restore) objects="$objects $mutate $work/fuzz_mutator.o" libs= ;;
    model) objects="$objects $mutate" libs="$work/libmodel.a" ;;
    recast) objects="$objects $mutate $work/fuzz_recast-lift.o $work/fuzz_recast-return.o" libs= ;;
    json | import) objects="$objects $work/fuzz_memory-input.o" libs="$work/libtool.a $libraries" ;;
    *) libs= ;;
    esac
    # shellcheck disable=SC2086
    $CXX $CXXFLAGS $objects $libs "$work/libcore.a" $LIB_FUZZING_ENGINE -o "$OUT/fuzz-$t"
done

# The seeds are made without instrumentation, by this machine's own compiler flags.
CFLAGS=
# shellcheck disable=SC2086
compile src/core/*.c src/core/*/*.c src/compat/*.c $hosts fuzz/choices.c fuzz/fields.c fuzz/build.c fuzz/make-seeds.c
ar rcs "$work/libseeds.a" "$work"/tests_*.o "$work"/src_core_*.o "$work"/src_compat_*.o
# shellcheck disable=SC2086
$CC "$work/fuzz_make-seeds.o" $common "$work/libseeds.a" -o "$work/make-seeds"
python3 fuzz/seeds.py "$work/seeds" --make-seeds "$work/make-seeds" ${CONVERT:+--convert "$CONVERT"}
for t in $core_targets $tool_targets; do
    [ ! -d "fuzz/corpus/fuzz-$t" ] || cp -r "fuzz/corpus/fuzz-$t/." "$work/seeds/fuzz-$t"
    (cd "$work/seeds/fuzz-$t" && zip -q -r - .) >"$OUT/fuzz-${t}_seed_corpus.zip"
    cp fuzz/lustream.dict "$OUT/fuzz-$t.dict"
    # A chunked stream has more than a mebibyte; elsewhere long inputs only take time.
    case $t in stream) max=2621440 ;; json) max=262144 ;; map) max=1024 ;; note) max=16384 ;; writer) max=4096 ;; *) max=131072 ;; esac
    printf '[libfuzzer]\nmax_len=%s\n' "$max" >"$OUT/fuzz-$t.options"
done

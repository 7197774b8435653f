#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# The tests that restore with many threads, with everything compiled for ThreadSanitizer: ROOT CC...
set -e
root=$1
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$root/tests/host"
harness=$(ls ../core/harness*.c | grep -v note)
core=$(ls ../../src/core/*.c ../../src/core/*/*.c)
build="$* -fsanitize=thread -std=gnu11 -g -O1 -I../../include -I../../src"
$build -o "$dir/model-xen" test-model-xen.c model-xen.c model-load.c host-random.c host-fill.c host-known.c $harness $core -lcmocka -pthread
$build -o "$dir/restore" ../core/test-restore.c $harness $core -lcmocka -pthread
export TSAN_OPTIONS=halt_on_error=1
"$dir/model-xen" 24
"$dir/restore"

# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# shellcheck shell=sh
#
# For scripts that build the core by hand, with several compilers: a directory $tmp that goes away, what is missing, the count. They
# set -eu and read this with "." first; finish is their last command.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0
failed=0

# have NAME TOOL...: whether all are installed. One that is missing is named; in CI (CI set) that is a failure.
have()
{
    name=$1
    shift
    for tool; do
        command -v "$tool" >/dev/null && continue
        echo "skipped $name: $tool is not installed"
        if [ -n "${CI:-}" ]; then failed=$((failed + 1)); fi
        return 1
    done
}

# compile NAME COMPILER FLAG... FILE...: the objects go to $tmp/NAME
compile()
{
    mkdir -p "$tmp/$1"
    (cd "$tmp/$1" && shift && "$@" -c)
}

good()
{
    echo "ok $*"
    passed=$((passed + 1))
}

bad()
{
    echo "FAILED $*"
    failed=$((failed + 1))
}

finish()
{
    echo "$passed passed, $failed failed"
    test "$failed" = 0
}

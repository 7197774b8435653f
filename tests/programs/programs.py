# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Running the built programs as a user does, and counting what holds. May hold: what more than one test of programs does alike."""
import pathlib
import subprocess

PRINTABLE = set(map(chr, range(0x20, 0x7f))) | {"\n"}
passed = failed = 0


def check(good, what, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAIL", what, str(detail)[:800])


def summary():
    """The last line. Return: what to exit with; a test that checked nothing has failed."""
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


def run(program, *args, codes, silent=(0,), notes=False, printable="out err", columns=0, data=None, timeout=120, **options):
    """Runs a program; its exit code is one of @codes, and it has a message with each that is not in @silent, with the others none (or, with
    @notes, perhaps some). What @printable names is safe for a terminal, and no line of its output is wider than @columns, if those are given."""
    r = subprocess.run([str(program), *map(str, args)], input=data, capture_output=True, check=False, timeout=timeout, **options)
    r.out, r.err = r.stdout.decode("latin-1"), r.stderr.decode("latin-1")
    bad = set("".join(getattr(r, name) for name in printable.split())) - PRINTABLE
    check(not bad, f"only printable characters: {args}", bad)
    wide = [line for line in r.out.splitlines() if columns and len(line) > columns]
    check(not wide, f"at most {columns} columns: {args}", wide[:1])
    check(r.returncode in codes, f"exit code is one of {codes}: {args}", (r.returncode, r.err[-500:], r.out[-300:]))
    if r.returncode not in silent:
        check(r.err.startswith(pathlib.Path(program).name + ": "), f"a message with the exit code: {args}", r.err)
    else:
        check(notes or not r.err, f"no message without an error: {args}", r.err)
    return r

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-recast.py LAWS CONVERT SOURCEDIR: the laws of conversion over every golden that is good, and over what real captures give.

Each must be of the profile that its header says [C-2] where it comes from a capture: importers know which release has what."""
import pathlib
import subprocess
import sys
import tempfile

import golden
import refread

laws, convert, root = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
failed = 0


def run(*args):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True)


def is_good(data):
    try:
        refread.decode(data)
    except refread.StreamError:
        return False
    return True


with tempfile.TemporaryDirectory() as tmp:
    goldens, captures = [], []
    for path in sorted((root / "tests/goldens").glob("*.txt")):
        if path.stem == "bad":
            continue
        data = golden.assemble(path)[0]
        if is_good(data):
            goldens.append(pathlib.Path(tmp, path.stem + ".lus"))
            goldens[-1].write_bytes(data)
    base = root / "tests/captures"
    sources = sorted(base.rglob("*.img.xz")) + sorted({p.parent for p in base.rglob("xdump")} | {p.parent for p in base.rglob("xldump")})
    for number, path in enumerate(sources + [base / "xen-4.17/all"]):
        out = pathlib.Path(tmp, f"capture{number}.lus")
        if run(convert, "-q", "-o", out, path).returncode == 0:
            captures.append(out)
    for what, option, files in (("goldens", "--any", goldens), ("captures", "--profile", captures)):
        if not files:
            print(f"FAILED {what}: none")
            failed += 1
            continue
        done = run(laws, option, *files)
        print(f"{what}: {len(files)}, {done.stdout.splitlines()[-1] if done.stdout else ''}")
        if done.returncode:
            print(f"FAILED {what}: {done.stdout}{done.stderr}")
            failed += 1
sys.exit(failed > 0)

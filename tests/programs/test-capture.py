#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-capture.py CAPTURE CONVERT DUMP CAPTURES: lustream-capture, linked with a Xen that plays real dumps back (fake-xen.c).

What it makes of a state is what an import makes of the dump of that state, but for what only one of them can show [P-42]; and it makes
no call that would change the domain [P-41]: the fake ends it when it does."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from programs import check, summary

# A stream says where it comes from. The dump names the records of which its dumper says less, or more, than the hypercall.
EXPECTED = [r"header", r"[-+] source = ", r"domain \d+, dom_source instance 0", r"[-+] kind = ", r"--- ", r"\+\+\+ "]
# A dump without key 'g' does not say the size of the grant table.
EXPECTED += [r"domain \d+, grant_table instance 0, only in the first", r"- (revision|version|nr_frames|max_frames|max_version|nr_status_frames) = "]


def run(*args, **env):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, env={**os.environ, **{k: str(v) for k, v in env.items()}})


def minor_of(source):
    """Of the Xen that a dump was taken on: 4.MINOR."""
    info = next(p / "host/xl-info.txt" for p in source.parents if (p / "host/xl-info.txt").exists())
    return int(re.search(r"^xen_minor\s*: (\d+)", info.read_text(), re.M).group(1))


def one(capture, convert, dump, source, tmp):
    alone, ours, theirs = tmp / "alone", tmp / "ours.lus", tmp / "theirs.lus"
    shutil.rmtree(alone, ignore_errors=True)
    shutil.copytree(source, alone / "xldump")           # without the debug keys' texts, which no call shows
    (alone / "host").mkdir()
    minor = minor_of(source)
    (alone / "host/xl-info.txt").write_text(f"xen_major : 4\nxen_minor : {minor}\nxen_extra : .7\n")
    done = run(capture, "-o", ours, LUS_FAKE_DUMP=source, LUS_FAKE_MINOR=minor)
    check(done.returncode == 0, f"{source}: capture", done.stderr)
    if done.returncode:
        return
    check(all(line.startswith("lustream-capture: ") for line in done.stderr.splitlines()), f"{source}: messages", done.stderr)
    done = run(dump, ours)
    check(done.returncode == 0 and done.stdout.startswith("valid, partial"), f"{source}: verdict", done.stderr)
    done = run(convert, "-q", "-o", theirs, alone)
    check(done.returncode == 0, f"{source}: convert", done.stderr)
    done = run(dump, "--diff", ours, theirs)
    other = [line for line in done.stdout.splitlines() if not any(re.match(e, line) for e in EXPECTED)]
    check(done.returncode == 4 and not other, f"{source}: capture and import", "\n".join(other[:20]))


def on_demand(capture, dump, source, tmp):
    """Types of frames that are populated on demand must not be asked for: the fake would end the program."""
    out = tmp / "pod.lus"
    done = run(capture, "-o", out, LUS_FAKE_DUMP=source, LUS_FAKE_POD=1)
    check(done.returncode == 0 and "populated on demand" in done.stderr, f"{source}: on demand", done.stderr)
    types = {line.split()[-1] for line in run(dump, out).stdout.splitlines() if line.startswith("  0x")}
    check("hvm_params" in types and not {"page_types", "frames"} & types, f"{source}: frames on demand", types)


def main():
    capture, convert, dump, captures = (pathlib.Path(a) for a in sys.argv[1:5])
    # The fake has the structures of the headers that it is built with: those of 4.16 and later are alike.
    dumps = sorted(p for p in captures.rglob("xldump") if (p / "dom.json").exists() and minor_of(p) >= 16)
    check(len(dumps) >= 12 and {minor_of(p) for p in dumps} >= {17, 20}, "captures", f"{len(dumps)} dumps")
    with tempfile.TemporaryDirectory() as tmp:
        for source in dumps:
            one(capture, convert, dump, source, pathlib.Path(tmp))
        on_demand(capture, dump, captures / "xen-4.17/hvm/live/xldump", pathlib.Path(tmp))
        done = run(capture, "-o", pathlib.Path(tmp) / "none.lus", "-d", "77", LUS_FAKE_DUMP=dumps[0])
        check(done.returncode == 2 and not (pathlib.Path(tmp) / "none.lus").exists(), "a domain that is not there", done.stderr)
    return summary()


sys.exit(main())

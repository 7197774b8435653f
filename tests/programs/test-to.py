#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""lustream-convert --to as a user runs it, on real guests: test-to.py DUMP CONVERT CAPTURES. spec/programs.md [P-29], spec/compat.md [C-4] [C-13]
[C-15]. What each rule does is test-recast's. The last line is "N passed, M failed"."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import programs
from programs import check

DUMP, CONVERT, CAPTURES = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
PV, PVH, HVM = CAPTURES / "xen-4.11/pv1/saved", CAPTURES / "xen-4.11/pvh1/saved", CAPTURES / "xen-4.11/rawhvm"
PV32 = CAPTURES / "xen-4.17-pv32/tiny32/save.img.xz"
HOST = CAPTURES / "xen-4.17/all"


def run(*args, data=None):
    return programs.run(CONVERT, *args, codes=(0, 1, 2, 3), notes=True, printable="err", data=data, timeout=120)


def header(path):
    return json.loads(subprocess.run([DUMP, "--json", path], capture_output=True, check=True).stdout)["header"]


def valid(path):
    return subprocess.run([DUMP, "-q", path], capture_output=True, check=False).returncode == 0


def test_usage(tmp, pv):
    out = tmp / "out"
    for args in (["--to", "4.10"], ["--to", "4.99"], ["--to", "3.15"], ["--to", ""], ["--to", "4.15,"], ["--to", "4.15,pv32"], ["--to", "4.15,+nonsense"],
                 ["--to", "/does/not/exist"], ["--to"], ["--explain"], ["--to", "4.15", "--explain", "-q"], ["--to", "4.15,-explicit"]):
        r = run("-o", out, *(args if len(args) > 1 or args[0] == "--explain" else []), pv, *(args if args == ["--to"] else []))
        check(r.returncode == 2 and not out.exists(), f"usage: 2, and no output: {args}", (r.returncode, r.err))
    r = run("-o", out, "--to", CONVERT, pv)
    check(r.returncode in (1, 2, 3) and not out.exists(), "an ELF file without a note", (r.returncode, r.err))


def test_header(tmp, pv):
    """What a conversion changes in the header, and what it never does."""
    out, before = tmp / "out", header(pv)
    check(run("-q", "--to", "4.15", "-o", out, pv).returncode == 0, "to 4.15")
    after = header(out)
    same = [k for k in before if k.startswith(("producer", "previous", "updates", "source", "arch", "partial"))]
    check(len(same) >= 6 and all(before[k] == after[k] for k in same), "history stays", (before, after))
    check(after["profile"] == "4.15", "the profile is the target's", after)
    run("-q", "--to", "4.15,+pv32", "-o", out, pv)
    check(header(out)["features"] != after["features"], "features that are not the release's are written", header(out))


def outcomes(err):
    """The lines of values; those of --explain that count records are without."""
    return [line for line in err.splitlines() if not re.search(r": \d+ of \d+ records? as ", line)]


def test_same(tmp, guests):
    """[C-15] To its own release: the same bytes. Up and down: the same, or what was said."""
    for name, path in guests.items():
        own, out, back = header(path)["profile"], tmp / "out", tmp / "back"
        r = run("--explain", "--to", own, "-o", out, path)
        if name == "PV32":
            check(r.returncode == 3, f"{name}: a default {own} cannot have it", r.err)
        else:
            check(r.returncode == 0 and not outcomes(r.err) and out.read_bytes() == path.read_bytes(), f"{name}: to its own release {own}", r.err)
        for minor in range(11, 23):
            r = run("--explain", "--to", f"4.{minor},+pv32", "-o", out, path)
            check(r.returncode == 0 and valid(out), f"{name} to 4.{minor}", r.err)
            b = run("--explain", "--to", f"{own},+pv32", "-o", back, out)
            check(b.returncode == 0, f"{name} to 4.{minor} and back", b.err)
            diff = subprocess.run([DUMP, "--diff", path, back], capture_output=True, text=True, check=False).stdout
            places = {line.split(" instance")[0] for line in diff.splitlines() if line.startswith("domain ")}
            said = {m[1] for line in outcomes(r.err + b.err) for m in re.finditer(r": (domain \d+, \w+)", line)}
            check(places <= said, f"{name} to 4.{minor} and back: what differs was said", places - said)


def test_refused(tmp):
    out = tmp / "refused"
    r = run("--to", "4.15", "-o", out, PV32)
    check(r.returncode == 3 and not out.exists(), "32-bit PV to a default 4.15: 3, and no output", r.err)
    check("pv32" in r.err and "E_REFUSED" in r.err and "domain 1" in r.err, "and says why", r.err)
    check("say so: --to 4.15,+pv32. If not: build xen#2 with CONFIG_PV32" in r.err, "and what to do", r.err)
    # [C-31] An image says nothing of features: its own release by default may refuse it, and the same option helps.
    r = run("--to", "4.17", "-o", out, PV32)
    check(r.returncode == 3 and "say so: --to 4.17,+pv32. If not" in r.err, "to its own release by default", r.err)
    check(run("--to", "4.17,+pv32", "-o", out, PV32).returncode == 0 and valid(out), "and as the message says")
    check("pv32" in run("-q", "--to", "4.15", "-o", out, PV32).err, "also with -q")
    check(run("-q", "--to", "4.15,+pv32", "-o", out, PV32).returncode == 0 and valid(out), "taken where the build has it")
    r = run("--to", "4.15,-pv", "-o", out, PVH)
    check(r.returncode == 0, "a PVH guest does not ask for PV", r.err)


def test_said(tmp):
    out = tmp / "out"
    r = run("--to", "4.15", "-o", out, PVH)
    check("hvm_params[4].value: lost, 0x1 -> 0x0 (14-12: " in r.err, "what is lost is said", r.err)
    check("derived" not in r.err and not re.search(r"records? as ", r.err), "and no more", r.err)
    r = run("--explain", "--to", "4.15", "-o", out, PVH)
    for text in ("domain 3, hvm_cpu: 1 of 1 record as it is, 80 of 80 fields", "domain 3, hvm_lapic: 2 of 2 records as they are, 8 of 8 fields",
                 "domain 3, hvm_params: 0 of 1 record as it is, 58 of 66 fields, lost 4", "domain 3, dom_info: 0 of 1 record as it is, 14 of 14 fields, derived 1"):
        check(text in r.err, f"counts: {text}", r.err)
    r = run("--explain", "--to", "4.15", "-o", out, HVM)
    for text in ("hvm_viridian_vcpu.sint_msr: defaulted, 0x0 -> 0x10000 (13-07: ", "grant_table.version: defaulted, 0 -> 1 (12-04: ",
                 "hvm_rtc.rtc_offset: defaulted, as the source does not say"):
        check(text in r.err, f"--explain says {text}", r.err)
    r = run("-q", "--to", "4.15", "-o", out, HVM)
    check(r.returncode == 0 and not r.err, "-q says nothing without a refusal", r.err)
    r = run("-q", "--json", "--to", "4.15", "-o", "-", HVM)
    check(r.returncode == 0 and json.loads(r.stdout)["header"]["profile"] == "4.15", "as JSON")
    r = run("-q", "--to", "4.22", "-o", out, HOST)
    check(r.returncode == 0 and valid(out), "a host of four domains", r.err)


def main():
    with tempfile.TemporaryDirectory() as where:
        tmp = pathlib.Path(where)
        guests = {}
        for name, source in (("PV", PV), ("PVH", PVH), ("HVM", HVM), ("PV32", PV32)):
            guests[name] = tmp / name
            check(run("-q", "-o", guests[name], source).returncode == 0, name)
        test_usage(tmp, guests["PV"])
        test_header(tmp, guests["PV"])
        test_same(tmp, guests)
        test_refused(tmp)
        test_said(tmp)
    return programs.summary()


sys.exit(main())

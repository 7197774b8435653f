#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""lustream-convert as a user runs it: test-convert.py DUMP CONVERT CAPTURES. spec/programs.md [P-1] to [P-7], [P-20] to [P-23].
What is in the streams is for other tests. The last line is "N passed, M failed"."""
import gzip
import json
import lzma
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import programs
from programs import check

DUMP, CONVERT, CAPTURES = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
IMAGE = CAPTURES / "xen-4.17/hvm/save-stripped.img.xz"
HOST = CAPTURES / "xen-4.17/all"


def run(*args, data=None, cwd=None):
    return programs.run(CONVERT, *args, codes=(0, 1, 2, 3), notes=True, printable="err", data=data, timeout=60, cwd=cwd)


def shell(script, *args):
    return subprocess.run(["bash", "-c", script, CONVERT, *map(str, args)], capture_output=True, check=False, timeout=60)


def domids(path):
    document = json.loads(subprocess.run([DUMP, "--json", path], capture_output=True, check=True).stdout)
    return [s["domid"] for s in document["segments"]]


def test_usage(tmp, good):
    out = tmp / "out"
    for args in ([], ["-o", out], [good], ["-o", out, "/does/not/exist"], ["-o", out, ""], ["-o", "", good], ["--nonsense", "-o", out, good], ["--\x1b[31m", "-o", out, good],
                 ["-\x1b", "-o", out, good], ["-qz", "-o", out, good], ["--json=x", "-o", out, good], [good, "-o"], [good, "--output"],
                 ["--domid", "32752", "-o", out, good], ["--domid", "-1", "-o", out, good], ["--domid", "", "-o", out, good],
                 ["--domid", "0x", "-o", out, good], ["--domid", "1a", "-o", out, good], ["--domid", "0x-1", "-o", out, good],
                 ["--producer", "4", "-o", out, good], ["--producer", "4.17\x1b[31m", "-o", out, good],
                 ["--producer", "65536.1", "-o", out, good], ["-o", out, "-", "-"]):
        r = run(*args, data=b"")
        check(r.returncode == 2 and not out.exists(), f"usage or system: 2, and no output: {args}", r.err)
    check("once" in run("-o", out, "-", "-", data=good.read_bytes()).err, "standard input twice is said")
    check(run("--help").returncode == 0 and all(len(line) <= 80 for line in run("--help").stdout.decode().splitlines()), "--help")
    for option in ("--help", "--version"):
        for place in (">/dev/full", ">&-"):
            check(shell(f'"$0" {option} {place}').returncode == 2, f"{option} {place}: 2")


def test_domid(tmp):
    out = tmp / "domid"
    for text, domid in (("10", 10), ("010", 10), ("0x10", 16), ("0", 0), ("32751", 32751)):
        r = run("-q", "--domid", text, "-o", out, IMAGE)
        check(r.returncode == 0 and domids(out) == [domid], f"--domid {text}", r.err)
    r = run("-q", "--domid", "32751", "-o", out, IMAGE, IMAGE)
    check(r.returncode == 2 and domids(out) == [32751], "no domid is left for the second, and the file stays", r.err)


def test_places(tmp, good):
    data = good.read_bytes()
    for out in (tmp / "missing/x", f"{tmp}/x/", tmp, "/dev/null"):
        check(run("-o", out, good).returncode == 2, f"no place for a file: {out}")
    strange = tmp / "a\x1b[31m\nb"
    check(run("-o", strange, good).returncode == 0 and strange.read_bytes() == data, "a name with odd bytes")
    check("a\\x1b[31m\\x0ab" in run("-o", tmp / "out", f"{strange}\x07").err, "a name with odd bytes in a message")
    r = run("-o", f"{strange}/x", good)
    check(r.returncode == 2 and "a\\x1b[31m\\x0ab" in r.err, "a name with odd bytes of the output in a message", r.err)
    strange.unlink()
    image = tmp / "\x1b[2J.img"
    image.write_bytes(IMAGE.read_bytes())
    check("\\x1b[2J.img: " in run("-o", tmp / "out", image).err, "a name with odd bytes in what is not carried")
    image.unlink()
    (tmp / "out").unlink()
    same = tmp / "same"
    same.write_bytes(data)
    check(run("-o", same, same).returncode == 0 and same.read_bytes() == data, "OUT is IN")
    check(run("--json", "-o", same, same).returncode == 0 and run("-o", same, same).returncode == 0 and same.read_bytes() == data,
          "OUT is IN, with JSON and back")
    same.write_bytes(data[:-1])
    check(run("-o", same, same).returncode == 1 and same.read_bytes() == data[:-1], "OUT is IN and damaged: stays as it is")
    same.unlink()
    link = tmp / "link"
    link.symlink_to("target")
    check(run("-o", link, good).returncode == 2 and link.is_symlink(), "a link that leads nowhere")
    (tmp / "target").write_bytes(b"")
    check(run("-o", link, good).returncode == 0 and link.is_symlink() and (tmp / "target").read_bytes() == data, "a link stays a link")
    check([p.name for p in tmp.iterdir() if "." in p.name] == [], "nothing is left beside")


def test_standard_output(good):
    data = good.read_bytes()
    check(run("-o", "-", good).stdout == data, "to standard output")
    check(run("-o", "-", "-", data=data).stdout == data, "from standard input")
    for option in ("", "--json"):
        for place in (">/dev/full", ">&-", "| true; exit ${PIPESTATUS[0]}"):
            r = shell(f'"$0" {option} -o - "$1" {place}', good)
            check(r.returncode == 2 and b"standard output: " in r.stderr or "true" in place and r.returncode in (0, 2),
                  f"{option} {place}: 2, with the reason", (r.returncode, r.stderr))


def test_ended(tmp, good):
    """Whatever ends the program, nothing is left beside the output's place."""
    r = shell('ulimit -f 8; "$0" -q -o "$1" "$2"', tmp / "limited", good)
    check(r.returncode == 2 and b"File too large" in r.stderr, "a file that may not grow: 2", r)
    big = tmp / "big.json"
    document = json.loads(run("--json", "-o", "-", good).stdout)
    records = document["segments"][1]["records"]
    next(r for r in records if r["name"] == "p2m").update(extents=[[2 * i, 3 * i, 1, 0] for i in range(200000)], fields={"max_gfn": "0xffffffff"})
    big.write_text(json.dumps(document))
    r = shell('ulimit -v 60000; "$0" -q -o "$1" "$2"', tmp / "limited", big)
    check(r.returncode == 2 and r.stderr.startswith(b"lustream-convert: "), "no memory: 2, with a message", r)
    ended = 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) * 3:
        (tmp / "limited").unlink(missing_ok=True)
        with subprocess.Popen([CONVERT, "-q", "--json", "-o", tmp / "limited", big]) as p:
            while p.poll() is None and not list(tmp.glob("limited.*")):
                time.sleep(0.001)
            p.send_signal(number)
        ended += p.returncode == -number
        check(p.returncode in (0, -number) and (tmp / "limited").exists() == (p.returncode == 0), f"{number}: no half output", p.returncode)
        check(not list(tmp.glob("limited.*")), f"{number}: nothing is left beside", list(tmp.iterdir()))
    check(ended > 0, "a signal came while the output was written")
    big.unlink()


def test_closed(tmp, good):
    """What is meant for a closed standard stream must not come into a file that got its number."""
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        out = tmp / "closed"
        r = shell(f'"$0" -o "$1" "$2" {closed}', out, IMAGE)
        want = run("-q", "-o", tmp / "want", IMAGE)
        check(r.returncode == want.returncode == 0 and out.read_bytes() == (tmp / "want").read_bytes(), f"with {closed}", r)
    check(shell('"$0" -o "$1" - <&-', tmp / "closed2").returncode == 2, "no standard input: 2")


def test_packed(tmp, good):
    data, out = good.read_bytes(), tmp / "out"
    text = run("--json", "-o", "-", good).stdout
    half = len(data) // 2
    for name, packed in (("gzip", gzip.compress(data)), ("xz", lzma.compress(data)), ("gzip of JSON", gzip.compress(text)),
                         ("xz of JSON", lzma.compress(text)), ("two members", gzip.compress(data[:half]) + gzip.compress(data[half:])),
                         ("two xz streams", lzma.compress(data[:half]) + lzma.compress(data[half:]))):
        check(run("-o", out, "-", data=packed).returncode == 0 and out.read_bytes() == data, name)
        out.unlink()
        for what, bad in (("cut", packed[:-5]), ("junk after it", packed + b"junk"), ("a flipped bit", packed[:-6] + b"\xaa" + packed[-5:])):
            r = run("-o", out, "-", data=bad)
            check(r.returncode == 1 and not out.exists(), f"{name}, {what}: 1, and no output", (r.returncode, r.err))
    for bad in (b"\x1f\x8b", b"\xfd7zXZ\0", gzip.compress(b""), lzma.compress(b""), b"", b" ", b"{", gzip.compress(lzma.compress(data))):
        r = run("-o", out, "-", data=bad)
        check(r.returncode == 1 and not out.exists(), f"{bad[:8]}: 1, and no output", (r.returncode, r.err))


def main():
    with tempfile.TemporaryDirectory() as where:
        tmp = pathlib.Path(where)
        good = tmp / "good"
        r = run("-q", "-o", good, HOST)
        check(r.returncode == 0 and domids(good) == [0, 1, 2, 3], "a host of four domains", r.err)
        test_usage(tmp, good)
        test_domid(tmp)
        test_places(tmp, good)
        test_standard_output(good)
        test_ended(tmp, good)
        test_closed(tmp, good)
        test_packed(tmp, good)
    return programs.summary()


os.umask(0o022)
sys.exit(main())

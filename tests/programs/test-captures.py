#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-captures.py DUMP CONVERT CAPTURES: every image and every dump of a domain, through the built programs, as a user would:

convert gives a stream that the dump calls valid; its byte map covers every byte; the reader in Python, which shares no code with the
library, decodes the same document; the document makes the identical stream; importing twice gives the same bytes."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import refread
from programs import check, summary


def run(*args):
    return subprocess.run([str(a) for a in args], capture_output=True)


def covered(text):
    """The lines of --bytes follow each other without gap or overlap. Return: the end of the last, or None."""
    at = 0
    for line in text.decode().splitlines():
        words = line.split()
        if len(words) < 2 or not words[0].startswith("0x"):
            continue
        offset, length = int(words[0], 16), int(words[1])
        if offset != at or length <= 0:
            return None
        at += length
    return at


def never(root):
    """Records that limitations.md says no importer fills."""
    text = (root / "spec/limitations.md").read_text().split("## Records that no importer fills")[1].split("\n## ")[0]
    return set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", text, re.M))))


def one(dump, convert, source, tmp):
    stream, again, text, back = (tmp / n for n in ("a.lus", "again.lus", "a.json", "back.lus"))
    done = run(convert, "-q", "-o", stream, source)
    check(done.returncode == 0, f"{source}: convert", done.stderr.decode())
    if done.returncode:
        return
    done = run(dump, stream)
    check(done.returncode == 0 and done.stdout.startswith(b"valid, partial"), f"{source}: verdict", done.stderr.decode())
    check(max(map(len, done.stdout.decode().splitlines())) <= 100, f"{source}: 100 columns")
    done = run(dump, "--bytes", stream)
    check(covered(done.stdout) == stream.stat().st_size, f"{source}: byte map", covered(done.stdout))
    done = run(dump, "-v", stream)
    check(done.returncode == 0, f"{source}: -v", done.stderr.decode())
    found = refread.compare(str(dump), str(stream))
    check(not found, f"{source}: the second reader", found)
    text.write_bytes(run(dump, "--json", stream).stdout)
    names = {r["name"] for s in json.loads(text.read_text())["segments"] for r in s["records"]}
    check(not names & never(pathlib.Path(__file__).parent.parent.parent), f"{source}: records that no importer fills", names & never(pathlib.Path(__file__).parent.parent.parent))
    done = run(convert, "-q", "-o", back, text)
    check(done.returncode == 0 and back.read_bytes() == stream.read_bytes(), f"{source}: JSON and back", done.stderr.decode())
    run(convert, "-q", "-o", again, source)
    check(again.read_bytes() == stream.read_bytes(), f"{source}: twice the same")
    done = run(convert, "-q", "-o", back, stream)
    check(done.returncode == 0 and back.read_bytes() == stream.read_bytes(), f"{source}: stream to stream", done.stderr.decode())


def main():
    dump, convert, captures = (pathlib.Path(a) for a in sys.argv[1:4])
    images = sorted(captures.rglob("*.img.xz"))
    dumps = sorted({p.parent for p in captures.rglob("xdump")} | {p.parent for p in captures.rglob("xldump")})
    sources = images + dumps + [captures / "xen-4.17/all", captures / "xen-4.17/odd"]
    # Fewer would mean that this test looks in the wrong place.
    check(len(images) >= 10 and len(dumps) >= 30, "captures", f"{len(images)} images, {len(dumps)} dumps")
    with tempfile.TemporaryDirectory() as tmp:
        for source in sources:
            one(dump, convert, source, pathlib.Path(tmp))
    return summary()


sys.exit(main())

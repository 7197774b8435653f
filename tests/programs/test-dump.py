#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""lustream-dump as a user runs it: test-dump.py DUMP CONVERT CAPTURES.

Streams are imported from real captures, or made from the written format by made.py, sharing nothing with the C code. The last
line is "N passed, M failed". spec/programs.md [P-1] to [P-15].
"""
import collections
import json
import os
import pathlib
import pty
import random
import re
import struct
import subprocess
import sys
import tempfile

import programs
from made import DOMAIN, EVTCHNS, LAPIC, P2M, domain, evtchn, lapic, record, records_of, sample, segment, segments_of, stream
from programs import check

DUMP, CONVERT, CAPTURES = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
IMAGES = ["xen-4.11/pv1/save.slim.img.xz", "xen-4.11/pvh1/save.slim.img.xz", "xen-4.15/pv1/save.slim.img.xz",
          "xen-4.15/pvh1/save.slim.img.xz", "xen-4.17/hvm/save-stripped.img.xz", "xen-4.17/pv/save-stripped.img.xz"]
LIVE = ["xen-4.11/pv1/live", "xen-4.11/pvh1/live", "xen-4.15/pv1/live", "xen-4.15/pvh1/live"]


def run(*args, data=None, env=None, columns=100):
    """Runs lustream-dump; whatever it prints must be safe for a terminal and not too wide."""
    return programs.run(DUMP, *args, codes=(0, 1, 2, 3, 4), silent=(0, 4), printable="" if "--color=always" in args else "out err",
                        columns=columns, data=data, timeout=60, env={**os.environ, **(env or {})})


# ---- what is tested

def test_map(name, path):
    """[P-15]: every byte once, in order."""
    data, at = path.read_bytes(), 0
    r = run("--bytes", path)
    starts = set()
    for line in r.out.splitlines():
        offset, length, what = line.split(None, 2)
        if int(offset, 16) != at or int(length) <= 0 or not what:
            check(False, f"{name}: byte map without gap or overlap", line)
            return
        starts.add(at)
        at += int(length)
    check(at == len(data), f"{name}: byte map adds up to the file", (at, len(data)))
    check("not read" not in r.out and "cannot" not in r.out, f"{name}: byte map knows every byte")
    check(all(pos in starts and end in starts | {len(data)} for pos, end in records_of(data)),
          f"{name}: records begin and end a line")


def test_hex(name, path):
    """-x: the bytes beside the fields are those of the file, at that offset."""
    data, wrong, seen = path.read_bytes(), [], set()
    for line in run("-x", path).out.splitlines():
        m = re.match(r" {4,6}0x([0-9a-f]+)  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  +|$)", line)
        if m:
            at, shown = int(m[1], 16), bytes.fromhex(m[2])
            seen.update(range(at, at + len(shown)))
            if data[at:at + len(shown)] != shown:
                wrong.append(line)
    check(not wrong, f"{name}: hex is that of the file", wrong[:1])
    check(all(set(range(pos, pos + 16)) <= seen for pos, _ in records_of(data)), f"{name}: all record headers are shown in hex")
    check(set(range(256)) <= seen, f"{name}: the stream header is shown in hex")


def number(value):
    value = value["value"] if isinstance(value, dict) else value
    return int(value, 16) if isinstance(value, str) and value.startswith("0x") else value


def test_fields(name, path):
    """-v tells every field of every record, with the value that the JSON form has."""
    document = json.loads(run("--json", path, columns=0).out)
    missing = []
    for seg in document["segments"]:
        for rec in seg["records"]:
            domid = ["-d", seg["domid"]] if seg["kind"] == "domain" else []
            shown = run("-v", "-t", rec["type"], "-i", rec["instance"], *domid, path).out
            shown = shown[shown.find(f"\n  {rec['name'] or rec['type']} "):]
            for field, value in rec.get("fields", {}).items():
                m = re.search(rf"^ +{field}(?:\[0[^]]*\])? = (\S+)", shown, re.M)
                if not m:
                    missing.append((rec["name"], field))
                elif isinstance(number(value), int) and int(m[1], 16 if m[1].startswith("0x") else 10) != number(value):
                    missing.append((rec["name"], field, m[1], value))
            entries = rec.get("entries", rec.get("extents", []))
            if len(entries) > len(shown.splitlines()):
                missing.append((rec["name"], "entries"))
    check(not missing, f"{name}: -v shows each field", missing[:3])
    rows = re.findall(r"^ +(0x[0-9a-f]+) +(\d+)  (\S+) +(\d+) +(\d+) +([012])  \S", run(path).out, re.M)
    want = [(rec["offset"], str(rec["length"]), rec["name"] or rec["type"], str(rec["revision"]), str(rec["instance"]))
            for seg in document["segments"] for rec in seg["records"]]
    check([tuple(row[:5]) for row in rows] == want, f"{name}: the table has every record", (rows[:2], want[:2]))


def test_prefixes(name, path, tmp, every=1):
    """[P-11]: cut at page and record boundaries: exit 1, and all that came before is shown."""
    data, cut_file = path.read_bytes(), tmp / "cut"
    boundaries = {at for at in range(0, len(data), 4096)} | {at for pair in records_of(data) for at in pair} | {8, 255, 256}
    full = [line for line in run(path).out.splitlines()]
    ends = dict(records_of(data))
    for cut in sorted(boundaries)[::every]:
        if cut == len(data):
            continue
        cut_file.write_bytes(data[:cut])
        r = run(cut_file)
        what = f"{name} cut at {cut:#x}"
        check(r.returncode == 1 and "E_TRUNCATED" in r.err and f"offset {cut:#x}" in r.err,
              f"{what}: exit code and message", r.err)
        check(r.out.startswith("corrupt: E_TRUNCATED"), f"{what}: verdict", r.out[:80])
        lines = set(r.out.splitlines())
        for line in full:
            m = re.match(r" +(0x[0-9a-f]+) +\d+  \S", line)
            if not m or int(m[1], 16) not in ends:
                continue
            before = ends[int(m[1], 16)] <= cut
            chunked = struct.unpack_from("<H", data, int(m[1], 16) + 6)[0] & 1
            if not chunked and before != (line in lines):
                check(False, f"{what}: shows what came before, no more", line)
        for m in re.finditer(r"^ +(0x[0-9a-f]+) +\d+  \S.*", r.out, re.M):
            if ends.get(int(m[1], 16), 0) > cut and "not read to its end" not in m[0]:
                check(False, f"{what}: a record that is cut is not shown as if it were whole", m[0])
        lost = run("--bytes", cut_file).out.splitlines()
        check(sum(int(line.split()[1]) for line in lost) == cut, f"{what}: byte map adds up")
        check(run("-q", cut_file).returncode == 1, f"{what}: -q has the same exit code")


def test_flips(tmp):
    data, path = sample(), tmp / "flip"
    rng = random.Random(1)
    used = [at for pair in records_of(data) for at in range(*pair)] + list(range(0, 456))
    for at in rng.sample(used, 120):
        bad = bytearray(data)
        bad[at] ^= 1 << rng.randrange(8)
        path.write_bytes(bad)
        r = run("-v", path)
        check(r.returncode == 1 and re.search(r"offset 0x[0-9a-f]+.*: E_[A-Z_]+ ", r.err), f"flipped bit at {at:#x}", r.err)
    path.write_bytes(data + b"\0")
    check("E_TRAILING" in run(path).err, "a byte too many")


def test_exit_codes(tmp):
    good = tmp / "good"
    good.write_bytes(sample())
    check(run(good).returncode == 0, "good: 0")
    check(run("-q", good).out == "", "-q prints nothing")
    check(run(good).out.startswith("valid, partial\n"), "verdict of a partial stream")
    empty = tmp / "empty"
    empty.write_bytes(b"")
    check(run(empty).returncode == 1, "empty file: 1")
    junk = tmp / "junk"
    junk.write_bytes(b"Xen saved domain, xl format\n" + bytes(999))
    r = run(junk)
    check(r.returncode == 1 and "E_MAGIC" in r.err and "lustream-convert" in r.err, "not a stream: 1, with a hint", r.err)
    junk.write_bytes(bytes(8) + sample()[8:])
    check("never finished" in run(junk).err, "a stream without its magic is told")
    for args in (["/does/not/exist"], [tmp], [], [good, good], ["--nonsense", good], ["--\x1b[31m", good], ["-\x1b", good], ["-vz", good],
                 ["--bytes=1", good], [good, "-d"], [good, "--domain"], ["-d", "x", good], ["-t", "nonsense", good],
                 ["-p", "3", good], ["--json", "--bytes", good], ["--offset", "99999999", good], ["--diff", good],
                 ["--color", "blue", good], ["-i", "-1", good], ["-v", "--json", good], ["--json=x", good], ["-q", "-v", good]):
        check(run(*args).returncode == 2, f"usage or system: 2: {args}")
    newer = tmp / "newer"
    newer.write_bytes(stream(segment(3, [domain()]), form=2))
    r = run(newer)
    check(r.returncode == 3 and "E_FORMAT" in r.err and "format 2" in r.out and "domain 3" in r.out and "Xen 4.11" in r.out,
          "newer format: 3, with header, catalogue and index", r.out)
    check(run("-v", newer).returncode == 3, "newer format with -v: 3")
    unknown = tmp / "unknown"
    body = bytes(range(40))
    data = stream(segment(3, [domain(), record(0x40001f00, body), record(0x4000a000, b"")], [], [lapic(2)]))
    unknown.write_bytes(data)
    r = run("-v", unknown)
    check(r.returncode == 3 and "E_UNKNOWN_TYPE" in r.err and "0x40001f00" in r.err, "unknown mandatory type: 3, named", r.err)
    check(body[:16].hex(" ") in r.out and body[32:].hex(" ") in r.out, "unknown record as hex")
    check("apic_base_msr = 0xfee00900" in r.out, "what comes after an unknown record is shown too")
    test_map("unknown type", unknown)
    unknown.write_bytes(stream(segment(3, [domain()], [], [record(LAPIC, bytes(40), 9)])))
    r = run("-v", unknown)
    check(r.returncode == 3 and "E_UNKNOWN_REVISION" in r.err and "hvm_lapic" in r.out, "unknown revision: 3", r.err)
    bad = bytearray(data)
    bad[0x1050] ^= 1
    unknown.write_bytes(bad)
    for form in ([], ["-v"], ["--bytes"], ["--json"], ["-q"]):
        check(run(*form, unknown, columns=0).returncode == 1, f"damage counts for more than an unknown type {form}")
    with open("/dev/full", "wb") as full:
        r = subprocess.run([DUMP, good], stdout=full, stderr=subprocess.PIPE, check=False)
    check(r.returncode == 2 and b"standard output" in r.stderr, "full disk: 2")
    check(run("--diff", "-", "-", data=sample()).returncode == 2 and run("--pages", "-", "-", data=sample()).returncode == 2,
          "standard input twice: 2")
    check(run("--diff", "-", good, data=sample()).returncode == 0, "standard input once")
    r = subprocess.run(["sh", "-c", '"$0" -q "$1" >&-', DUMP, good], stderr=subprocess.PIPE, check=False)
    check(r.returncode == 0, "-q needs no standard output", r)
    r = subprocess.run(["sh", "-c", '"$0" "$1" >&-', DUMP, good], stderr=subprocess.PIPE, check=False)
    check(r.returncode == 2 and b"standard output" in r.stderr, "closed standard output: 2", r)
    r = subprocess.run(["bash", "-c", '"$0" --bytes "$1" | true; exit ${PIPESTATUS[0]}', DUMP, good],
                       stderr=subprocess.PIPE, check=False)
    check(r.returncode in (0, 2), "closed pipe: no death by signal", r)


def test_sealed_errors(tmp):
    """What is wrong under a right CRC is named with its field, and everything before it is shown."""
    path = tmp / "bad"
    path.write_bytes(stream(segment(3, [domain(2)], [], [lapic(2), record(EVTCHNS, evtchn(1) + evtchn(4, state=9))])))
    r = run("-v", path)
    check(r.returncode == 1 and "domain 3, record evtchns, instance 0, entry 1, field state): E_ENUM" in r.err,
          "field is named", r.err)
    check("apic_base_msr" in r.out and " ipi " in r.out and "here it ends" not in r.out or "not read to its end" in r.out,
          "what is before the bad entry is shown", r.out)
    path.write_bytes(stream(segment(3, [record(DOMAIN, struct.pack("<BBHI", 1, 7, 0, 2))], [], [lapic(2)]),
                            segment(4, [domain()])))
    r = run("-v", path)
    check(re.search("domain .* not read to its end", run(path).out), "the table does not take a bad record for whole")
    first, second = re.split("^segment ", r.out, flags=re.M)[1:]
    check("kind = 1 (pv)" in first and "frame_space = 7 (not defined)" in first and "max_vcpus" not in first,
          "up to the bad field", r.out)
    check("apic_base_msr" not in first and "here it ends: E_ENUM" in first, "nothing after it in its segment, and said", r.out)
    check("max_vcpus = 2" in second and "ends" not in second, "the segment after it is shown", r.out)
    r = run("--bytes", path)
    check(sum(int(line.split()[1]) for line in r.out.splitlines()) == path.stat().st_size, "its byte map adds up all the same")
    path.write_bytes(stream(segment(3, [domain(2)], [], [lapic(2), record(EVTCHNS, evtchn(1) + evtchn(4, state=9))]),
                            segment(4, [domain()]), segment(5, [domain(2)], [], [record(EVTCHNS, evtchn(1)), lapic(2)])))
    r = run(path)
    check("domain 3, record evtchns" in r.err and re.findall("here it ends: (E_\\w+)", r.out) == ["E_ENUM", "E_ORDER"],
          "each segment has its own error", r.out + r.err)
    seen = [(s["domid"], len(s["records"]), s.get("incomplete")) for s in json.loads(run("--json", path, columns=0).out)["segments"]]
    check(seen == [(3, 2, True), (4, 1, None), (5, 2, True)], "each segment has its own error in JSON", seen)


def blocks(out):
    return re.split(r"^(?=segment \d)", out, flags=re.M)[1:]


def one_damaged(name, path, good, damaged, fields):
    """[P-11], [P-33]: every segment in its own state. @fields: only fields were damaged, what frames the records was not."""
    warning = "  the CRC does not match: what follows may be wrong\n"
    r = run(path)
    first = segments_of(path.read_bytes())[min(damaged)]
    check(r.returncode == 1 and f"offset {first[1]:#x} (domain {first[0]}): E_SEGMENT_CRC" in r.err, f"{name}: names the first error", r.err)
    check(r.out.startswith(f"corrupt: E_SEGMENT_CRC segment is damaged, at {first[1]:#x}\n"), f"{name}: verdict", r.out[:99])
    for form in ((), ("-v",), ("-x",)):
        shown, want = blocks(run(*form, path).out), blocks(run(*form, good).out)
        check(len(shown) == len(want), f"{name} {form}: all segments", len(shown))
        for i, (a, b) in enumerate(zip(shown, want)):
            if i not in damaged:
                check(a == b, f"{name} {form}: segment {i} is shown as in the good stream", a)
            else:
                check(a.count(warning) == 1, f"{name} {form}: segment {i} carries the warning", a[:300])
            if i in damaged and fields:
                missing = collections.Counter(b.splitlines()) - collections.Counter(a.splitlines())
                check(missing.total() <= 2, f"{name} {form}: segment {i} is shown", missing)
    lines, total = run("--bytes", path).out.splitlines(), 0
    for line in lines:
        at, length, what = line.split(None, 2)
        inside = [i for i, (_, offset, size) in enumerate(segments_of(good.read_bytes())) if offset <= int(at, 16) < offset + size]
        if int(at, 16) != total or inside and (inside[0] in damaged) != ("(not verified)" in what):
            check(False, f"{name}: byte map", line)
            break
        total += int(length)
    check(total == path.stat().st_size, f"{name}: byte map adds up", total)
    whole = run("--bytes", good).out.splitlines()
    check(len(set(whole) - set(lines)) < len(whole) and (not fields or len(lines) == len(whole)), f"{name}: byte map goes on", len(lines))
    a, b = (json.loads(run("--json", p, columns=0).out) for p in (path, good))
    for i, (left, right) in enumerate(zip(a["segments"], b["segments"])):
        if i in damaged:
            check(left["incomplete"] and left["records"] == [] and "crc" not in left, f"{name}: segment {i} is empty in JSON", left)
        else:
            check(left == right, f"{name}: segment {i} in JSON")
    check(len(a["segments"]) == len(b["segments"]) and a["error"]["domid"] == first[0], f"{name}: JSON", a.get("error"))
    for i, (domid, _, _) in enumerate(segments_of(good.read_bytes())):
        r = run("-d", domid, path)
        check(r.returncode == 1 and r.out.count(warning) == (i in damaged) and len(blocks(r.out)) == 1, f"{name}: -d {domid}", r.out)


def test_damaged_host(tmp):
    good, path = tmp / "host", tmp / "damaged"
    subprocess.run([CONVERT, "-q", "-o", good, CAPTURES / "xen-4.17/all"], check=True, capture_output=True)
    data = good.read_bytes()
    places = segments_of(data)
    check(len(places) == 4 and run(good).returncode == 0, "the host has four domains", places)
    # max_vcpus of each domain's record of that name
    fields = [next(at for at, _ in records_of(data) if at > offset and struct.unpack_from("<I", data, at) == (DOMAIN,)) + 20
              for _, offset, _ in places]
    for damaged in ((0,), (1,), (3,), (0, 1), (1, 3), (0, 3), (0, 1, 2, 3)):
        for name, at in (("a field", fields), ("a length", [offset + 64 + 12 for _, offset, _ in places]),
                         ("a magic", [offset for _, offset, _ in places])):
            bad = bytearray(data)
            for i in damaged:
                bad[at[i]] ^= 0x10
            path.write_bytes(bad)
            if name == "a magic":
                r, out = run(path), json.loads(run("--json", path, columns=0).out)
                check(r.returncode == 1 and "E_SEGMENT" in r.err and r.out.count("here it ends: E_SEGMENT") == len(damaged),
                      f"{name} in {damaged}", r.out)
                check([i for i, s in enumerate(out["segments"]) if "incomplete" in s] == list(damaged), f"{name} in {damaged}: JSON")
                lines = run("--bytes", path).out.splitlines()
                check(sum(int(line.split()[1]) for line in lines) == len(data), f"{name} in {damaged}: byte map adds up")
                check(sum("not read: E_SEGMENT" in line for line in lines) == len(damaged), f"{name} in {damaged}: byte map")
            else:
                one_damaged(f"{name} in {damaged}", path, good, damaged, name == "a field")
    path.write_bytes(data[:places[3][1] + 100])
    check(len(blocks(run(path).out)) == 4, "a cut host shows the segments before the cut")


def test_big(tmp):
    """Maps with arrays that need padding; a record of two chunks."""
    extents = struct.pack("<QQ3I3H6x", 1 << 48, 2 << 40, 0x500, 0x400, 0x700, 15, 31, 0)
    words = struct.pack("<QQ3I4x", 0x100 | 2 << 48, 2 << 40, 0x10, 0x30, 0x20)
    p2m = record(P2M, struct.pack("<Q", 0xfff) + extents + words)
    pfns = [struct.pack("<Q", i * 5) for i in range(131071 + 900)]
    first, second = b"".join(pfns[:131071]), b"".join(pfns[131071:])
    frames = [record(3, struct.pack("<II", 0, 9) + first, flags=1), record(3, second, flags=2)]
    a, b = tmp / "big-a", tmp / "big-b"
    a.write_bytes(stream(segment(3, [domain(), p2m], frames)))
    r = run(a)
    check("52 frames in 6 extents" in r.out and "131971 frames" in r.out and r.returncode == 0, "maps and chunks", r.err or r.out)
    test_map("maps and chunks", a)
    test_hex("maps and chunks", a)
    r = run("-v", a)
    check(re.search("gfn 0x10..0x2f +mfn 0x400..0x41f +32 frames  ram_rw", r.out),
          "an extent of a block of extents", r.out[:3000])
    check(r.out.splitlines()[-1].split() == ["131970", hex(131970 * 5)], "the last entry of the second chunk", r.out[-200:])
    b.write_bytes(stream(segment(3, [domain(), p2m.replace(struct.pack("<I", 0x30), struct.pack("<I", 0x31))],
                                 [frames[0], record(3, second[:-8] + bytes(8), flags=2)])))
    r = run("--diff", a, b)
    want = [f"- [131970] pfn = {131970 * 5:#x}", "+ [131970] pfn = 0x0", "- gfn 0x101..0x101 = mfn 0x30, 1 frames, ram_rw",
            "+ gfn 0x101..0x101 = mfn 0x31, 1 frames, ram_rw"]
    check([line for line in r.out.splitlines() if re.match("[-+] ", line)] == want, "diff of maps and chunks", r.out)


def test_names(tmp):
    """-v names what Xen's headers name, and does not name a number that means nothing [P-12]."""
    path = tmp / "names"
    params = b"".join(struct.pack("<IIQ", index, 0, 0x1000 + index) for index in (1, 3, 12, 33, 38, 39))
    ports = b"".join((evtchn(1, state=3), evtchn(2, state=5, virq=4), evtchn(3, state=5)))
    path.write_bytes(stream(segment(3, [domain(kind=2)], [], [record(0xa, params), record(EVTCHNS, ports)])))
    out = run("-v", path).out
    rows = dict(re.findall(r"^ +\d+ +0x10([0-9a-f]{2})(?:  (\S+))?$", out, re.M))
    check(rows == {"01": "STORE_PFN", "03": "", "0c": "IDENT_PT", "21": "NR_IOREQ_SERVER_PAGES", "26": "MCA_CAP", "27": ""},
          "HVM parameters are named", rows)
    virqs = re.findall(r"virq = (\d+(?: \(\w+\))?)", " ".join(out.split()))
    check(virqs == ["0", "4 (tbuf)", "0 (timer)"], "the virq of a port that has none is not named", virqs)


def test_filters(tmp):
    path = tmp / "good"
    path.write_bytes(sample())
    types = lambda r: re.findall(r"^ +0x[0-9a-f]+ +\d+  (\S+)", r.out, re.M)
    check(types(run("-t", "p2m", path)) == ["p2m"], "-t by name")
    check(types(run("-t", "0x40001010", "-t", "evtchns", path)) == ["p2m", "evtchns"], "-t by number, and twice")
    check(types(run("-d", "9", path)) == ["domain"], "-d")
    check(types(run("-p", "0", "-d", "3", path)) == ["domain", "p2m"], "-p and -d")
    check(types(run("-i", "0", path)) == types(run(path)), "-i")
    check(types(run("-i", "4", path)) == [] and "no record matches" in run("-i", "4", path).out, "-i of no record")
    check("no record matches" in run("-d", "77", path).out and "no record matches" not in run("-d", "9", path).out, "-d of no domain")
    check("catalogue" not in run("-d", "3", path).out, "filters leave out the catalogue")


def test_diff(tmp):
    a, b = tmp / "a", tmp / "b"
    a.write_bytes(sample())
    b.write_bytes(sample())
    r = run("--diff", a, b)
    check(r.returncode == 0 and r.out == "", "equal streams")
    for change, lines in (({"vcpus": 3}, ["- max_vcpus = 2", "+ max_vcpus = 3"]),
                          ({"virq": 8}, ["- [port 7] virq = 3 (dom_exc)", "+ [port 7] virq = 8 (con_ring)"]),
                          ({"param": 1}, ["- [index 1] value = 0x77", "+ [index 1] value = 0x1"]),
                          ({"mfn": 0x2000}, ["- gfn 0x0..0x3f = mfn 0x1000, 64 frames, ram_rw",
                                             "+ gfn 0x0..0x3f = mfn 0x2000, 64 frames, ram_rw"]),
                          ({"lapic": 1}, ["- revision = 2", "+ revision = 1",
                                         "- pending_esr = 0x7", "+ pending_esr is not in revision 1"]),
                          ({"blob": b"x"}, ["+ [0x0000] 78"]), ({"unknown": b"zz"}, ["+ [0x0000] 7a 7a"]),
                          ({"stream": {"producer": (4, 12)}}, ["- producer_minor = 11", "+ producer_minor = 12"])):
        b.write_bytes(sample(**change))
        r = run("--diff", a, b)
        check(r.returncode == 4 and all(line in r.out.splitlines() for line in lines), f"diff of {change}", r.out)
        back = run("--diff", b, a).out
        check(sorted(line[1:] for line in r.out.splitlines()[2:]) == sorted(line[1:] for line in back.splitlines()[2:]),
              f"diff of {change} the other way", back)
        check(run("--diff", "-q", a, b).returncode == 4, "diff -q")
    b.write_bytes(sample(vcpus=3))
    check(run("--diff", "-t", "evtchns", a, b).returncode == 0, "diff with a filter")
    b.write_bytes(stream(segment(9, [domain(1, 1)])))
    r = run("--diff", a, b)
    check("- domain 3" in r.out and "only in the first" in r.out and "domain 9" not in r.out,
          "diff of a domain of one stream", r.out)
    b.write_bytes(sample()[:-1])
    check(run("--diff", a, b).returncode == 1, "diff with a cut stream: 1")


def test_search(tmp):
    big, one = tmp / "big", sample()
    two = stream(segment(5, [domain()]))
    junk = random.Random(2).randbytes(10001)
    big.write_bytes(junk + one + b"LUSTREAM" + junk + two + one[:5000])
    places = [len(junk), len(junk) * 2 + len(one) + 8, len(junk) * 2 + len(one) + 8 + len(two)]
    r = run("--search", big)
    rows = [line.split(None, 2) for line in r.out.splitlines()[1:]]
    check([int(row[0], 16) for row in rows] == places and r.returncode == 0, "search finds all places", r.out)
    check([row[2] for row in rows[:2]] == ["valid, partial"] * 2 and "E_TRUNCATED" in rows[2][2], "search gives verdicts", r.out)
    plain = tmp / "plain"
    plain.write_bytes(one)
    check(run("--offset", places[0], big).out == run(plain).out, "--offset, decimal")
    check(run("--offset", hex(places[0]), big).returncode == 0, "--offset, hexadecimal")
    r = run("--offset", hex(places[2]), big)
    check(r.returncode == 1 and f"big+{places[2]:#x}: offset 0x1388" in r.err, "--offset of a cut stream", r.err)
    check(run("--offset", "5", big).returncode == 1, "--offset to no stream")
    big.write_bytes(junk)
    check(run("--search", big).returncode == 1, "search finds nothing: 1")
    big.write_bytes(stream(segment(5, [domain()]), form=1)[:256] * 4000)
    r = run("--search", big)
    check(len(r.out.splitlines()) == 4001, "search ends with a header at every 256 bytes")


def test_pages(tmp):
    data, dump, listing, plain = sample(), tmp / "mem", tmp / "list", tmp / "plain"
    rng = random.Random(3)
    pages = [data[at:at + 4096] for at in range(0, len(data), 4096)]
    order = rng.sample(range(len(pages)), len(pages))
    memory, where = rng.randbytes(123), {}
    for i in order:
        where[i] = len(memory)
        memory += pages[i] + rng.randbytes(rng.randrange(100))
    dump.write_bytes(memory)
    plain.write_bytes(data)
    listing.write_text("# pages\n\n" + "".join(f"{'0x' if i & 1 else ''}{where[i]:x}  # page {i}\n" for i in range(len(pages))))
    for form in ([], ["-x"], ["--bytes"], ["--json"]):
        check(run(*form, "--pages", listing, dump, columns=0).out == run(*form, plain, columns=0).out, f"scattered pages {form}")
    listing.write_text("zz\n")
    check(run("--pages", listing, dump).returncode == 2, "a list that is none: 2")
    listing.write_text(f"{len(memory):x}\n")
    check(run("--pages", listing, dump).returncode == 2, "a page outside the dump: 2")
    listing.write_text(f"{where[0]:x}\n")
    check("E_TRUNCATED" in run("--pages", listing, dump).err, "a list that is too short")


def on_terminal(path, env):
    primary, secondary = pty.openpty()
    p = subprocess.Popen([DUMP, path], stdout=secondary, env={**os.environ, **env})
    os.close(secondary)
    shown = b""
    while True:
        try:
            more = os.read(primary, 65536)
        except OSError:
            more = b""
        if not more:
            break
        shown += more
    p.wait()
    os.close(primary)
    return shown


def test_terminal(tmp):
    path = tmp / "good"
    path.write_bytes(sample())
    plain = {k: "" for k in ("NO_COLOR",)}
    check(b"\x1b[" in on_terminal(path, {**plain, "TERM": "xterm"}), "colour on a terminal")
    check(b"\x1b[" not in on_terminal(path, {"NO_COLOR": "1", "TERM": "xterm"}), "NO_COLOR")
    check(b"\x1b[" not in on_terminal(path, {**plain, "TERM": "dumb"}), "TERM=dumb")
    check("\x1b[" in run("--color=always", path, columns=0).out, "--color=always")
    strip = re.sub("\x1b\\[[0-9;]*m", "", run("--color=always", path, columns=0).out)
    check(strip == run(path).out, "colour changes nothing else")
    path.write_bytes(sample(stream={"extra": b"\x1b[2J\x07"}))
    r = run("-v", path)
    check(r.returncode == 1 and "\\x1b[2J\\x07" in r.out, "control characters in a text are escaped", r.out[:300])
    strange = tmp / "a\x1b[31m\nb"
    strange.write_bytes(b"x")
    check("\\x1b[31m\\x0ab" in run(strange).err, "control characters in a file's name are escaped")
    long = tmp
    for _ in range(14):
        long = long / ("\x1b" * 240)
    r = run(long)
    check(r.returncode == 2 and "No such file" in r.err and r.err.count("\\x1b") == 14 * 240, "a long name of odd bytes", r.err[-99:])
    check(run("-t", "\x1b" * 9999, path).err.count("\\x1b") == 9999, "a long option of odd bytes")
    strange = tmp.joinpath(*["\x1b" * 240] * 13, "a")
    strange.parent.mkdir(parents=True)
    path.write_bytes(sample())
    strange.write_bytes(sample(vcpus=3))
    r = run("--diff", path, strange)
    check(r.returncode == 4 and "+ max_vcpus = 3" in r.out, "diff with a long name of odd bytes", r.err)
    r = run("--help", columns=80)
    check(r.returncode == 0 and r.out.count("lustream-dump") >= 5 and "Examples:" in r.out, "--help")
    r = run("--version")
    check(r.returncode == 0 and re.match(r"lustream-dump \d+\.\d+\.\d+, .*format 1\n$", r.out), "--version", r.out)


def test_packed(tmp):
    path = tmp / "good"
    path.write_bytes(sample())
    plain = run(path).out
    for tool in ("gzip", "xz"):
        packed = subprocess.run([tool, "-c", path], capture_output=True, check=True).stdout
        (tmp / "packed").write_bytes(packed)
        check(run(tmp / "packed").out == plain, f"{tool} file")
        check(run("-", data=packed).out == plain, f"{tool} on standard input")
    check(run("-", data=sample()).out == plain, "standard input")
    pipe = tmp / "pipe"
    os.mkfifo(pipe)
    for _ in range(3):
        with subprocess.Popen(["sh", "-c", 'cat "$0" >"$1"', path, pipe]) as writer:
            r = subprocess.run([DUMP, pipe], capture_output=True, check=False, timeout=10)
            check(r.stdout.decode() == plain and writer.wait(10) == 0, "a pipe with a name", r.stderr)


def main():
    with tempfile.TemporaryDirectory() as where:
        tmp = pathlib.Path(where)
        streams = {}
        for source in IMAGES + LIVE:
            path = tmp / source.replace("/", "_")
            r = subprocess.run([CONVERT, "-q", "-o", path, CAPTURES / source], capture_output=True, check=False)
            check(r.returncode == 0, f"{source} is imported", r.stderr.decode())
            if r.returncode == 0:
                streams[source] = path
        path = tmp / "sample"
        path.write_bytes(sample())
        streams["sample"] = path
        for name, path in streams.items():
            r = run(path)
            check(r.returncode == 0 and r.out.startswith("valid"), f"{name} is valid", r.out[:200])
            test_map(name, path)
            test_hex(name, path)
            test_fields(name, path)
            test_prefixes(name, path, tmp, 1 if name == "sample" else 5)
        test_flips(tmp)
        for test in (test_exit_codes, test_sealed_errors, test_damaged_host, test_big, test_names, test_filters, test_diff, test_search, test_pages,
                     test_terminal, test_packed):
            test(tmp)
    return programs.summary()


sys.exit(main())

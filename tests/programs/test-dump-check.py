#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""--check, --plan and --memory-map of lustream-dump as a user runs them: test-dump-check.py DUMP CONVERT CAPTURES RESTORE-ORDER SCHEMA.

Streams are real captures, a sound host that RESTORE-ORDER makes, and that host changed through its JSON form. spec/programs.md [P-16] to
[P-19], [P-28], [P-34]; spec/host.md [H-8] [H-11] [H-12] [H-13].
"""
import copy
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import programs
from made import P2M, domain, record, run_block, sample, segment, stream
from programs import check

try:
    import jsonschema
    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    Validator = None

DUMP, CONVERT, CAPTURES, ORDER, SCHEMA = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4], pathlib.Path(sys.argv[5])


def run(*args, code=0):
    is_json = any(str(a).startswith("--json") for a in args)
    return programs.run(DUMP, *args, codes=(code,), printable="" if is_json else "out", columns=0 if is_json else 100)


def document(*args, code=0):
    doc = json.loads(run("--json", *args, code=code).out)
    if Validator:
        errors = list(Validator(json.loads(SCHEMA.read_text())).iter_errors(doc))
        check(not errors, f"schema: {args}", errors[:1])
    return doc


def rec(doc, domid, name):
    return next(r for s in doc["segments"] if s.get("domid") == domid for r in s["records"] if r["name"] == name)


def owned(doc, domid, role=0):
    return next(r for s in doc["segments"] if s["kind"] == "memory" for r in s["records"]
                if r["name"] == "mem_owned" and r["instance"] == role << 16 | domid)


class Host:
    """The sound host, and what becomes of it when its document is changed."""

    def __init__(self, tmp):
        self.path, self.tmp = tmp / "host.lus", tmp
        subprocess.run([ORDER, "make", self.path], check=True)
        self.doc = document(self.path)
        self.names = itertools.count()

    def changed(self, change):
        doc = copy.deepcopy(self.doc)
        change(doc)
        n = next(self.names)
        text, path = self.tmp / f"{n}.json", self.tmp / f"{n}.lus"
        text.write_text(json.dumps(doc))
        r = subprocess.run([CONVERT, "-q", "-o", path, text], capture_output=True, check=False)
        check(r.returncode == 0, f"change {n} is a stream", r.stderr.decode())
        return path


def test_sound(host):
    r = run("--check", host.path)
    lines = r.out.splitlines()
    check(lines[0] == "valid", "verdict first", lines[:1])
    check(lines[-1] == "0 findings: host 0, domain 0, note 0; rules not provable 0, not run 22", "sum line", lines[-1])
    check("not provable" not in "\n".join(lines[:-1]), "all is provable in a complete stream", r.out)
    for rule, option in (("in_bootmem", "--bootmem"), ("in_image", "--image"), ("in_stream", "--frames"), ("kept_in_bootmem", "--bootmem"),
                         ("kept_in_image", "--image"), ("kept_in_stream", "--frames"), ("bad_in_bootmem", "--bootmem"), ("bad_in_image", "--image"),
                         ("reuse_in_bootmem", "--bootmem"), ("reuse_in_image", "--image"), ("reuse_in_stream", "--frames")):
        check(any(line.startswith(f"  {rule}: ") and line.endswith(f"{option} was not given") for line in lines), f"{rule} was not run", r.out)
        check(f"{option} was not given" not in run("--check", option, "0x0-0xff", host.path).out, f"{rule} is run with {option}")
    check(" ".join(r.out.split()).count(": --contents was not given") == 11, "rules that read page tables were not run", r.out)
    check(run("-q", "--check", host.path).out == "", "-q")
    c = document("--check", host.path)["check"]
    check(c["host_level"] == "run" and c["findings"] == [] and c["sum"] == {"host": 0, "domain": 0, "note": 0} and len(c["not_run"]) == 22,
          "the same as JSON", c)


def test_arguments(host):
    """A range in any spelling; its ends belong to it."""
    for args, hits in ((["--bootmem", "0x500"], 1), (["--bootmem", "0x4ff"], 0), (["--bootmem", "0x4ff-0x500"], 1),
                       (["--bootmem", "0x4200-0x4300"], 0), (["--bootmem", "0x41ff-0x4300"], 1), (["--bootmem", "16895"], 1),
                       (["--bootmem", "0x9000,0x0-0x4ff"], 0), (["--bootmem", "0x4100-0x4200,0x10-0x4ff,0x4080-0x4100"], 1),
                       (["--bootmem", "0x9000", "--bootmem", "0x500"], 1), (["--image", "0x3000-0x307f"], 1), (["--frames", "0x2800"], 1),
                       (["--bootmem", "0x500", "--image", "0x500"], 2), (["--bootmem", "0x501-0x502"], 2),
                       (["--bootmem", "0x0-0xffffffffff"], 8)):
        c = document("--check", *args, host.path, code=5 if hits else 0)["check"]
        check(c["sum"] == {"host": hits, "domain": 0, "note": 0}, f"{args}: {hits} findings", c)
    for option in ("--bootmem", "--image", "--frames"):
        for bad in ("", ",", "0x1,", "0x2-0x1", "0x10000000000", "0x1-", "-0x1", "0x1-0x2-0x3", "x", "0x1 0x2", "\x1b", "0x"):
            check("not a list of frames" in run("--check", f"{option}={bad}", host.path, code=2).err, f"{option} {bad!r} is refused")
        check("go with --check only" in run(option, "0x1", host.path, code=2).err, f"{option} without --check")
    for bad in ("", "1,", "65536", "0x7ff0", "a", "1-2"):
        check("not a list of domids" in run("--check", f"--quarantine={bad}", host.path, code=2).err, f"--quarantine {bad!r} is refused")
    for args in (["--check", "--plan"], ["--plan", "--memory-map"], ["--check", "--bytes"], ["--check", "-v"], ["--check", "-d", "1"],
                 ["--plan", "-q"], ["--memory-map", "-q"], ["--plan", "--quarantine", "1"], ["--check", "--json", "-q"]):
        run(*args, host.path, code=2)
    run("--diff", "--check", host.path, host.path, code=2)


def owner_twice(doc):
    owned(doc, 1)["entries"][0]["first"] = "0x10f0"


def port_of_nobody(doc):
    rec(doc, 1, "evtchns")["entries"][1]["remote_domid"] = 9


def vcpu_beyond(doc):
    rec(doc, 1, "evtchns")["entries"][2]["notify_vcpu"] = 5


def test_findings(host):
    path = host.changed(vcpu_beyond)
    r = run("--check", path, code=5)
    c = document("--check", path, code=5)["check"]
    port = rec(document(path), 1, "evtchns")
    check(r.out.startswith("valid\n\ndomain\n  vcpu_unknown: vcpu is not one that the domain can have (domain 1, record evtchns,"), "text", r.out)
    flat = " ".join(r.out.split())
    f = c["findings"][0]
    check("instance 0, entry 2, field notify_vcpu) at " + f["offset"] + ": 5" in flat, "place and value", flat)
    check({k: f[k] for k in f if k not in ("offset", "text")} ==
          {"rule": "vcpu_unknown", "severity": "domain", "domid": 1, "record": "evtchns", "instance": 0, "entry": 2, "field": "notify_vcpu",
           "value": "0x5"}, "members", f)
    check(path.read_bytes()[int(f["offset"], 16)] == 5 and int(f["offset"], 16) > int(port["offset"], 16), "the offset is the field's", f)
    check("unsound: 0 findings of the host, 1 of domains" in r.err, "message", r.err)
    check(run("-q", "--check", path, code=5).out == "", "-q has the exit code")
    path = host.changed(owner_twice)
    c = document("--check", path, code=5)["check"]
    twice = [f for f in c["findings"] if f["rule"] == "owned_twice"]
    check(sorted((f["domid"], f["peer"]) for f in twice) == [(0, 1), (1, 0)] and all(f["value"] == "0x10f0" for f in twice),
          "both owners have a finding [H-12]", c["findings"])
    text = run("--check", "--bootmem", "0x500-0x501", path, code=5).out
    lines = text.splitlines()
    check(-1 < lines.index("host") < lines.index("domain") and "peer 1" in text, "grouped by severity, host first", text)
    check("  in_bootmem: frame that has an owner" in text[text.index("\nhost\n"):text.index("\ndomain\n")], "in its group", text)
    n = len(c["findings"])
    # Of the two owners domain 0 is the hardware domain [H-12].
    check(f"\n{n + 1} findings: host 2, domain {n - 1}, note 0;" in text, "sums", text)
    check(text.count(" (domain ") == n + 1, "each finding is shown once", text)


def test_quarantine(host):
    path = host.changed(vcpu_beyond)
    r = run("--check", "--quarantine", "1", path)
    check("\nquarantined: domain 1\n" in r.out, "quarantine is said", r.out)
    run("--check", "--quarantine", "7,0", path, code=5)
    r = run("--check", "--quarantine", "7,1,1", "--quarantine", "0x9", path)
    check("quarantined: domain 1\nquarantined: domain 7\nquarantined: domain 9, which is not in the stream\n" in r.out, "each once, in order", r.out)
    check(document("--check", "--quarantine", "9,1", path)["check"]["quarantined"] == [1, 9], "as JSON")


def test_many(host):
    """[H-9]: what is beyond 2^16 is counted, and that is said."""
    n = 65536 + 10

    def many(doc):
        ports, form = rec(doc, 1, "evtchns"), rec(doc, 1, "evtchns")["entries"][2]
        ports["entries"] += [dict(form, port=1000 + i, notify_vcpu=3) for i in range(n)]
        rec(doc, 1, "evtchn_abi")["fields"]["abi"] = 1

    path = host.changed(many)
    text = run("--check", path, code=5).out
    check("  vcpu_unknown: 10 more that are only counted\n" in text and text.count("vcpu_unknown: vcpu") == 65536, "counted", text[-500:])
    # And a domain with FIFO event channels has fifo_array and fifo_controls.
    check(f"\n{n + 2} findings: host 0, domain {n + 2}," in text, "in the sum", text[-200:])


def test_not_valid(host, tmp):
    data = bytearray(host.path.read_bytes())
    bad = tmp / "bad.lus"
    for name, change, code in (("flipped", lambda d: d.__setitem__(-4096 + 100, d[-4096 + 100] ^ 1), 1), ("cut", lambda d: d.__delitem__(slice(5000, None)), 1)):
        d = bytearray(data)
        change(d)
        bad.write_bytes(d)
        for option in ("--check", "--plan", "--memory-map"):
            r = run(option, bad, code=code)
            check(r.out.startswith("corrupt: "), f"{name} {option}: verdict first", r.out)
        check("\nhost level: not run, as the stream is not valid\n" in run("--check", bad, code=code).out, f"{name}: host level is not run")
        check("no memory map" in run("--memory-map", bad, code=code).out and "no plan" in run("--plan", bad, code=code).out, f"{name}: said")
        doc = document("--check", bad, code=code)
        check(doc["check"] == {"host_level": "not_run"} and "error" in doc, f"{name}: as JSON", doc.get("check"))
        check("plan" not in document("--plan", bad, code=code), f"{name}: no plan in the document")
        run("-q", "--check", bad, code=code)
    bad.write_bytes(stream(segment(1, [domain()], [], [record(0x00001f00, b"")])))
    check("not run" in run("--check", bad, code=3).out, "unknown mandatory record: exit code 3")


def test_back(host):
    """[P-34]: convert takes the documents, and makes the stream that it would without."""
    for option, member in (("--check", "check"), ("--plan", "plan"), ("--memory-map", "memory_map")):
        for json_option in ("--json", "--json=compact"):
            text, back = host.tmp / "with.json", host.tmp / "back.lus"
            text.write_text(run(json_option, option, host.path).out)
            check(member in json.loads(text.read_text()), f"{option}: member")
            r = subprocess.run([CONVERT, "-q", "-o", back, text], capture_output=True, check=False)
            check(r.returncode == 0 and back.read_bytes() == host.path.read_bytes(), f"{option}: taken back", r.stderr)
    check(set(document(host.path)) == {"lustream", "header", "catalogue", "segments"}, "no member without the option")


def keeps(unit, edge):
    """Of one domain, or of the system: the target's records before the first one that comes after them."""
    names = edge["record"], edge["target"]
    return any(n not in unit for n in names) or unit.index(names[0]) > len(unit) - 1 - unit[::-1].index(names[1])


def test_plan(host):
    """The order is what lus_restore() does, handler by handler."""
    done = subprocess.run([ORDER, host.path], capture_output=True, check=True).stdout.decode().split("\n")[:-1]
    plan = document("--plan", host.path)["plan"]
    said = []
    for phase in plan["phases"]:
        for unit in phase["units"]:
            for r in unit["records"]:
                said += [f"{phase['pass']} {unit.get('domid', 'system')} {r['name']}"] * r["count"]
    check(said == done and len(done) > 20, "as lus_restore() hands over", [x for x in itertools.zip_longest(said, done) if x[0] != x[1]][:3])
    check([(p["pass"], p["phase"]) for p in plan["phases"]] == list(itertools.product(range(3), ("system", "domains", "late"))), "phases")
    check(plan["refused"] is False, "a complete stream is not refused")
    text, shown, at = run("--plan", host.path).out, [], [None, None]
    for line in text[:text.index("\nwhy\n")].splitlines():
        words = line.split()
        if line.startswith("pass "):
            at[0] = words[1]
        elif line.startswith("    ") and words[0] in ("system", "domain"):
            at[1] = words[-1]
        elif line.startswith("      ") and words[0].isdigit():
            shown += [f"{at[0]} {at[1]} {words[1]}"] * int(words[0])
    check(shown == done, "the text has the same order", [x for x in itertools.zip_longest(shown, done) if x[0] != x[1]][:3])
    check("refuses" not in text, "nothing of a refusal")
    place = {name: i for i, name in enumerate(dict.fromkeys(x.split()[2] for x in done))}
    units = [[x.split()[2] for x in done if x.split()[1] == unit] for unit in {x.split()[1] for x in done}]
    for e in plan["edges"]:
        check(e["record"] in place and e["present"] == (e["target"] in place), "edges are of what is there", e)
        # Within one table the entries are in one record.
        if e["kind"] in ("after", "peer_after", "sys_after") and e["present"] and e["target"] != e["record"]:
            check(all(keeps(unit, e) for unit in units) if e["kind"] == "after" else place[e["target"]] < place[e["record"]], "the order keeps each edge", e)
        check(e["source"].split()[0] in " ".join(text.split()), "and whose precondition it is", e)
    path = host.tmp / "sample.lus"
    path.write_bytes(sample())
    text = run("--plan", path).out
    check("\nlus_restore() refuses this stream, as it is partial" in text and document("--plan", path)["plan"]["refused"] is True, "partial", text[:200])
    check("\n1 records of unknown types are not handed over\n" in text and document("--plan", path)["plan"]["unknown"] == 1, "unknown type", text[-900:])


def test_memory(host):
    """Against the owners in the document, frame by frame."""
    frames = {}
    for s in host.doc["segments"]:
        for r in s["records"] if s["kind"] == "memory" else []:
            for e in r["entries"] if r["name"] == "mem_owned" else []:
                for i in range(int(e["count"])):
                    frames[int(e["first"], 16) + i] = (r["instance"] & 0xffff, ("normal", "xenheap", "extra")[r["instance"] >> 16])
    m = document("--memory-map", host.path)["memory_map"]
    seen, last = {}, -1
    for r in m["runs"]:
        first, count = int(r["mfn"], 16), int(r["count"], 16)
        check(first > last and r["from"] == "mem_owned" and not r["shared"], "in frame order", r)
        last = first + count - 1
        seen.update({first + i: (r["domid"], r["role"]) for i in range(count)})
    check(seen == frames and len(frames) > 1000, "each frame has its owner", (len(seen), len(frames)))
    free = {int(u["mfn"], 16) + i for u in m["unowned"] for i in range(int(u["count"], 16))}
    check(free == set(range(last + 1)) - set(frames) and int(m["unowned_from"], 16) == last + 1, "and the others none", m["unowned"])
    for s in m["sums"]:
        check(int(s["frames"], 16) == list(frames.values()).count((s["domid"], s["role"])), "sums", s)
    check(sum(int(s["frames"], 16) for s in m["sums"]) == len(frames), "sums have all")
    text, n = run("--memory-map", host.path).out, 0
    check("0x4000-0x41ff                          512  domain 7      normal\n" in text, "a line", text)
    for line in text[:text.index("\nsums\n")].splitlines():
        n += int(line.split()[1]) if line.startswith("0x") else 0
    check(n == last + 1, "the lines add up", n)
    text = run("--memory-map", host.changed(owner_twice)).out
    check(text.count("HAS TWO OWNERS") == 1 and "0x10f0-0x112f                           64  domain 1      normal, HAS TWO OWNERS\n" in text, "two owners", text)


def test_memory_partial(tmp):
    """P2Ms stand in for owners that are absent; what touches is joined, aliases too; other types do not count."""
    def p2m(*blocks):
        return record(P2M, (0xfffff).to_bytes(8, "little") + b"".join(blocks))

    path = tmp / "partial.lus"
    path.write_bytes(stream(segment(1, [domain(1, 1), p2m(run_block(0, 0x2000, 16), run_block(0x20, 0x1ff0, 16), run_block(0x40, 0x9000, 4, 5))]),
                            segment(2, [domain(1, 1), p2m(run_block(0, 0x3000, 1))]), segment(3, [domain(2, 1), p2m(run_block(0, 0x7000, 2))]),
                            segment(4, [domain(1, 1)])))
    m = document("--memory-map", path)["memory_map"]
    want = {(r["domid"], r["mfn"], r["count"], r["from"], r["shared"]) for r in m["runs"]}
    check(want == {(1, "0x1ff0", "0x20", "p2m", False), (2, "0x3000", "0x1", "p2m", False)}, "runs of P2Ms", m)
    check(m["owners_unknown"] == [3, 4], "who is not shown", m["owners_unknown"])
    text = run("--memory-map", path).out
    for line in ("partial: frames of domains without mem_owned are those of their P2Ms", "partial: which frames domain 3 owns is not in the stream",
                 "partial: which frames domain 4 owns is not in the stream", "stream's own frames once it is restored; but this stream does not show all owners."):
        check(line + "\n" in text, "said", text)
    path.write_bytes(stream(segment(1, [domain(1, 1), p2m(run_block(0, 0x2000, 16))]), segment(2, [domain(1, 1), p2m(run_block(0, 0x2008, 16))])))
    m = document("--memory-map", path)["memory_map"]
    check([r["shared"] for r in m["runs"]] == [False, True], "two owners by their P2Ms", m)


def test_captures(tmp):
    """Nothing real has a finding, whatever the source."""
    images = sorted(CAPTURES.rglob("*.img.xz"))
    dumps = sorted({p.parent for p in CAPTURES.rglob("xdump")} | {p.parent for p in CAPTURES.rglob("xldump")})
    check(len(images) >= 10 and len(dumps) >= 30, "captures are there", (len(images), len(dumps)))
    for source in images + dumps + [CAPTURES / "xen-4.17/all", CAPTURES / "xen-4.17/odd"]:
        path = tmp / "capture.lus"
        path.unlink(missing_ok=True)
        r = subprocess.run([CONVERT, "-q", "-o", path, source], capture_output=True, check=False)
        check(r.returncode == 0, f"{source} is imported", r.stderr.decode())
        text = run("--check", path).out
        check(text.startswith("valid, partial\n") and "\n0 findings: " in text and "not provable, as" in text, f"{source} has no finding", text)
        check("refuses" in run("--plan", path).out and "sums\n" in run("--memory-map", path).out, f"{source}: plan and memory map")
    document("--check", path)


def main():
    with tempfile.TemporaryDirectory() as where:
        tmp = pathlib.Path(where)
        host = Host(tmp)
        for test in (test_sound, test_arguments, test_findings, test_quarantine, test_many, test_back, test_plan, test_memory):
            test(host)
        test_not_valid(host, tmp)
        test_memory_partial(tmp)
        test_captures(tmp)
    return programs.summary()


sys.exit(main())

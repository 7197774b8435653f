#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""--note and --target of lustream-dump as a user runs them: test-note.py DUMP CONVERT RESTORE-ORDER SOURCE-ROOT CC.

Images are made with the compiler and objcopy: an object, a linked file, stripped, without section headers, ELF32, of the other byte order,
gzipped. spec/note.md, spec/programs.md [P-50] to [P-54].
"""
import gzip
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import golden
import refread

try:
    import jsonschema
    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    Validator = None

DUMP, CONVERT, ORDER, ROOT, CC = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4]), sys.argv[5:]
SCHEMA = json.loads((ROOT / "spec/lustream.schema.json").read_text())
passed = failed = 0


def check(ok, what, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAIL", what, str(detail)[:800])


def run(*args, code=0):
    r = subprocess.run([DUMP, *map(str, args)], capture_output=True, check=False, timeout=120)
    r.out, r.err = r.stdout.decode("latin-1"), r.stderr.decode("latin-1")
    check(r.returncode == code, f"exit code {code}: {args}", (r.returncode, r.err, r.out[-300:]))
    check(bool(r.err) == (r.returncode not in (0, 4)), f"a message if there is an error: {args}", r.err)
    if not any(str(a).startswith("--json") for a in args):
        check(all(len(line) <= 100 for line in r.out.splitlines()), f"100 columns: {args}")
        check(all(0x20 <= b < 0x7f or b == 10 for b in r.stdout), f"printable: {args}")
    return r


def document(*args, code=0):
    doc = json.loads(run("--json", *args, code=code).out)
    if Validator:
        errors = list(Validator(SCHEMA).iter_errors(doc))
        check(not errors, f"schema: {args}", errors[:1])
    return doc


def seal(note):
    note = bytearray(note)
    note[8:12] = bytes(4)
    note[8:12] = struct.pack("<I", refread.crc32c(bytes(note)))
    return bytes(note)


def elf_note(desc, name=b"LUStream\0", kind=1, order="<"):
    return struct.pack(order + "III", len(name), len(desc), kind) + name + bytes(-len(name) % 4) + desc + bytes(-len(desc) % 4)


def elf(segments, bits=64, order="<"):
    """An image of PT_NOTE segments and nothing else, as bare as mkelf32 leaves it."""
    ehsize, phsize = (64, 56) if bits == 64 else (52, 32)
    at = ehsize + phsize * len(segments)
    head = b"\x7fELF" + bytes([2 if bits == 64 else 1, 1 if order == "<" else 2, 1]) + bytes(9)
    word = "Q" if bits == 64 else "I"
    head += struct.pack(order + "HHI3" + word + "IHHHHHH", 2, 62 if bits == 64 else 3, 1, 0, ehsize, 0, 0, ehsize, phsize, len(segments), 0, 0, 0)
    body, headers = b"", b""
    for s in segments:
        place = at + len(body)
        if bits == 64:
            headers += struct.pack(order + "IIQQQQQQ", 4, 4, place, 0, 0, len(s), len(s), 4)
        else:
            headers += struct.pack(order + "IIIIIIII", 4, place, 0, 0, len(s), len(s), 4, 4)
        body += s
    return head + headers + body


def golden_note():
    data, expect, complaints = golden.assemble(ROOT / "tests/goldens/note/least.txt")
    check(not complaints and expect[0] == "good", "golden", complaints)
    check(seal(data) == data, "golden: CRC [N-6]")
    return data


def test_golden(tmp):
    """[N-4] [N-5]: every field of the note made by hand, and each of its bits."""
    data = golden_note()
    path = tmp / "least"
    path.write_bytes(data)
    note = document("--note", path)["note"]
    want = {
        "version": 1, "release": "4.15", "release_extra": ".3", "arch": "x86", "format_least": 1, "format_greatest": 1,
        "bootmem": {"base": "0x1000000", "gib": 0x8000, "cpu": 0x1000, "domain": 0x2000, "vcpu": 0x400},
        "hypercalls_pv": [{"bit": 17, "name": "xen_version"}],
        "hypercalls_hvm": [{"bit": 12, "name": "memory_op"}, {"bit": 17, "name": "xen_version"}],
        "xenfeats": [{"bit": 2, "name": "auto_translated_physmap"}, {"bit": 11, "name": "dom0"}],
        "limits": [{"id": 1, "name": "hvm_vcpus", "value": "0x80"}],
        "records": [{"type": "0x40000001", "name": "sys_time", "least": 1, "revision": 1, "flags": 1},
                    {"type": "0x40001007", "name": "dom_create", "least": 2, "revision": 3, "flags": 0}],
    }
    for key, value in want.items():
        check(note[key] == value, f"golden: {key}", note[key])
    check([f["bit"] for f in note["features"]] == [0, 2], "golden: features", note["features"])
    for bit in range(0, len(data) * 8, 7):
        broken = bytearray(data)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        r = run("--note", path, code=1)
        check("E_NOTE" in r.err or "neither" in r.err, f"golden: bit {bit}", r.err)
        check(r.out == "", f"golden: nothing is shown, bit {bit}", r.out)


def compile_images(tmp, note):
    """Of one note: every kind of image that the tools at hand make."""
    objcopy, strip = shutil.which("objcopy"), shutil.which("strip")
    source, section = tmp / "xen.c", tmp / "section"
    source.write_text("int start(void) { return 0; }\n")
    section.write_bytes(elf_note(note))
    base = tmp / "base.o"
    subprocess.run([*CC, "-c", "-o", base, source], check=True)
    made = tmp / "made.o"
    subprocess.run([objcopy, "--add-section", f".note.Xen={section}", "--set-section-flags", ".note.Xen=alloc,readonly,contents", base, made], check=True)
    linked = tmp / "linked"
    subprocess.run([*CC, "-nostdlib", "-static", "-Wl,-e,start", "-o", linked, made], check=True)
    stripped = tmp / "stripped"
    subprocess.run([strip, "-o", stripped, linked], check=True)
    packed = tmp / "xen.gz"
    packed.write_bytes(gzip.compress(stripped.read_bytes()))
    images = {"object": made, "linked": linked, "stripped": stripped, "gzip": packed}
    # Without any section header: the segment is what is left.
    bare = bytearray(stripped.read_bytes())
    bare[40:48], bare[58:64] = bytes(8), bytes(6)
    images["segments only"] = tmp / "bare"
    images["segments only"].write_bytes(bare)
    for bits in (32, 64):
        for order in "<>":
            path = tmp / f"elf{bits}{'le' if order == '<' else 'be'}"
            path.write_bytes(elf([elf_note(b"other", b"Xen\0", 1, order) + elf_note(b"x", b"LUStream\0", 2, order) + elf_note(note, order=order)], bits, order))
            images[path.name] = path
    return images


def test_images(tmp):
    note = golden_note()
    images = compile_images(tmp, note)
    bare = tmp / "note"
    bare.write_bytes(note)
    want = document("--note", bare)
    for name, path in images.items():
        check(document("--note", path) == want, f"image: {name} [N-2]")
        check("valid acceptance note" in run("--note", path).out, f"image: {name}, text")
        run("--note", "--diff", path, bare)
    # None, two, and a damaged one.
    plain = tmp / "plain"
    plain.write_bytes(elf([elf_note(b"abcd", b"Xen\0")]))
    check("no acceptance note" in run("--note", plain, code=1).err, "image: none")
    plain.write_bytes(elf([elf_note(note), elf_note(note)]))
    check("2 acceptance notes" in run("--note", plain, code=1).err, "image: two [N-1]")
    plain.write_bytes(elf([elf_note(note[:-1] + b"\1")]))
    check("E_NOTE_CRC" in run("--note", plain, code=1).err, "image: damaged")
    plain.write_bytes(elf([elf_note(note + bytes(4))]))
    check("E_NOTE " in run("--note", plain, code=1).err, "image: longer than its note [N-8]")
    plain.write_bytes(b"MZ" + bytes(100))
    check("neither an ELF image" in run("--note", plain, code=1).err, "image: not ELF")
    plain.write_bytes(b"")
    run("--note", plain, code=1)
    run("--note", tmp / "missing", code=2)


def test_cut_images(tmp):
    """[N-22]: an image cut or changed anywhere is refused or shown, never a crash."""
    note = golden_note()
    path = tmp / "cut"
    for bits, order in ((64, "<"), (32, ">")):
        whole = elf([elf_note(note, order=order)], bits, order)
        for n in range(0, len(whole), 5):
            path.write_bytes(whole[:n])
            r = run("--note", path, code=1)
            check(r.out == "", f"cut at {n}", r.out[:100])
        for n in range(0, len(whole) - len(note)):
            broken = bytearray(whole)
            broken[n] ^= 0xff
            path.write_bytes(broken)
            r = subprocess.run([DUMP, "--note", path], capture_output=True, check=False, timeout=60)
            check(r.returncode in (0, 1), f"byte {n}", (r.returncode, r.stderr))


def test_releases():
    """[N-14] [P-51]"""
    note = document("--note", "4.15.3,+pv32,-evtchn_fifo")["note"]
    names = [f["name"] for f in note["features"]]
    check(note["release_extra"] == ".3" and "pv32" in names and "evtchn_fifo" not in names, "release with features", names)
    plain = [f["name"] for f in document("--note", "4.15")["note"]["features"]]
    check("evtchn_fifo" in plain, "release: default features", plain)
    check("4.11 to 4.22" in run("--note", "4.10", code=2).err, "a release before")
    for bad in ("4.23", "5.11", "4.15,pv32", "4.15,+nothing", "4.15,", "4.15,+", "4.15,+pv32,"):
        run("--note", bad, code=2)
    out = run("--note", "--diff", "4.11", "4.15", code=4).out.splitlines()
    check("- release           4.11" in out and "+ release           4.15" in out, "diff: release", out[:4])
    check(any(line.startswith("- ") and line.endswith(" tmem_op") for line in out), "diff: hypercall")
    check(any(line.startswith("+ ") and "dom_create" in line and "1 to 3" in line for line in out), "diff: record")
    check(run("--note", "--diff", "4.15", "4.15").out == "", "diff: the same")
    check(run("--note", "--diff", "-q", "4.15", "4.16", code=4).out == "", "diff: quiet")
    out = run("--note", "4.22").out
    check("xenoprof_op" not in out and "dm_msix_all_writes" in out, "what guests see of 4.22")


def by(doc, **want):
    return [r for r in doc["target"]["reasons"] if all(r.get(k) == v for k, v in want.items())]


def test_pairs(tmp):
    """[N-15] (a): two notes."""
    doc = document("--note", "4.11", "--target", "4.15")
    check(doc["note"]["release"] == "4.11" and doc["target"]["verdict"] == "conditional", "pair", doc["target"]["verdict"])
    check(by(doc, kind="feature", name="pv32", weight="conditional"), "pair: a feature that may be used")
    check(by(doc, kind="hypercall", name="tmem_op", weight="report"), "pair: tmem")
    check(by(doc, kind="loss", name="version_leaf"), "pair: version leaf")
    check(document("--note", "4.17", "--target", "4.17")["target"] == {
        "name": "4.17", "verdict": "yes", "bootmem": "0x0", "reasons": []}, "pair: the same")
    out = run("--note", "4.21", "--target", "4.22").out
    check("xenoprof_op" not in out and "--explain" in out, "pair: reports are counted", out)
    out = run("--note", "4.21", "--target", "4.22", "--explain").out
    check("xenoprof_op (31)" in out, "pair: reports are listed", out)
    # A note of a release and a version that this build does not know.
    later = tmp / "later"
    note = bytearray(golden_note())
    note[0x1c:0x1e] = struct.pack("<H", 23)
    later.write_bytes(seal(note))
    doc = document("--note", "4.22", "--target", later, code=3)
    check(by(doc, kind="release", number=23) and by(doc, kind="record", record="domain", weight="no"), "pair: a later release", doc["target"]["verdict"])
    note[0x12] = 2
    later.write_bytes(seal(note))
    check("E_NOTE_VERSION" in run("--note", later, code=3).err, "a later version is shown, and named")
    doc = document("--note", "4.22", "--target", later, code=3)
    check(by(doc, kind="note_version", number=2, weight="no"), "a later version is not judged")
    run("--note", "-q", "4.22", "--target", later, code=3)


def test_streams(tmp):
    """[N-20] [P-53]: a whole host, and a changed target."""
    host = tmp / "host.lus"
    subprocess.run([ORDER, "make", host], check=True)
    doc = document(host)
    # Its records are of 4.16 (dom_info).
    profile = doc["header"]["profile"] = "4.16"
    text = tmp / "host.json"
    text.write_text(json.dumps(doc))
    subprocess.run([CONVERT, "-q", "-o", host, text], check=True)
    doc = document("--target", profile, host)
    check(doc["target"]["verdict"] == "yes" and doc["target"]["records"]["changed"] == 0, "stream: its own release", doc["target"])
    out = run("--target", profile, host).out.splitlines()
    check(out[0] == "valid" and out[1].startswith(f"target {profile}: yes"), "stream: text", out[:3])
    doc = document("--target", profile + ",-evtchn_fifo", host, code=3)
    no = by(doc, weight="no", name="evtchn_fifo") and by(doc, weight="no", kind="outcome", name="refused")
    check(no and doc["target"]["verdict"] == "no", "stream: a feature that is missing", doc["target"])
    check("cannot take it" in run("-q", "--target", profile + ",-evtchn_fifo", host, code=3).err, "stream: quiet")
    # Down, and up: what becomes of the values, by the rows of the changes.
    doc = document("--target", "4.11", host)
    lost = [o for o in doc["target"]["outcomes"] if o["kind"] == "lost" and o["record"] == "dom_info" and o["field"] == "misc_flags"]
    check(doc["target"]["verdict"] == "report" and lost and lost[0]["row"] == "15-04" and lost[0]["direction"] == "down", "stream: down", doc["target"])
    check(by(doc, kind="outcome", name="lost")[0]["value"] == hex(len([o for o in doc["target"]["outcomes"] if o["kind"] == "lost"])), "stream: counts")
    check(doc["target"]["records"]["changed"] > 0, "stream: records", doc["target"]["records"])
    out = run("--target", "4.11", "--explain", host).out
    check("(15-04: " in out and "vm_assist (21)" in out and "carried" in out, "stream: explained", out)
    # [C-30]: by record, in both forms the same; together they are all.
    counts = doc["target"]["by_record"]
    flat = " ".join(out.split())
    for t in counts:
        place = f"domain {t['domid']}" if t["segment"] == "domain" else t["segment"]
        fields = f", {t['fields_carried']} of {t['fields']} field" if t["fields"] else ""
        check(f"{place}, {t['record']}: {t['carried']} of {t['records']} record{'' if t['records'] == 1 else 's'} as {'it is' if t['records'] == 1 else 'they are'}{fields}"
              in flat, f"stream: counts of {place}, {t['record']}", t)
    for kind in ("carried", "changed", "dropped"):
        check(sum(t[kind] for t in counts) == doc["target"]["records"][kind], f"stream: counts of {kind}", doc["target"]["records"])
    for kind in ("derived", "defaulted", "lost", "refused", "noted", "unprovable"):
        check(sum(t[kind] for t in counts) == sum(o["kind"] == kind for o in doc["target"]["outcomes"]), f"stream: counts of {kind}", counts)
    check(len({(t["segment"], t.get("domid"), t["record"]) for t in counts}) == len(counts) > 50, "stream: each record once", len(counts))
    out = run("--target", "4.11", host).out
    check("(15-04: " not in out and "as it is" not in out and "--explain lists them" in out, "stream: not explained", out)
    out = run("--target", profile + ",-evtchn_fifo", "--explain", host, code=3).out
    check("domain 0: refused: it uses feature evtchn_fifo" in out, "stream: refused for a feature", out)
    check(f"say so: --target {profile},-evtchn_fifo,+evtchn_fifo. If not: build xen#2 with CONFIG_EVTCHN_FIFO" in " ".join(out.split()), "stream: and what to do", out)
    out = run("--target", "4.11", "--note", "4.15").out
    check("What to do" not in out, "notes: no advice without a no", out)
    # The document is taken back as if the answer were not in it.
    again = tmp / "again.lus"
    text.write_text(json.dumps(document("--target", profile, host)))
    subprocess.run([CONVERT, "-q", "-o", again, text], check=True)
    check(again.read_bytes() == host.read_bytes(), "stream: document with an answer [P-34]")


def write_golden(tmp, name):
    data, _, _ = golden.assemble(ROOT / f"tests/goldens/{name}.txt")
    path = tmp / f"{name}.lus"
    path.write_bytes(data)
    return path


def test_future(tmp):
    """Streams of later versions: named by number, and taken if the target says so."""
    doc = document("--target", "4.15", write_golden(tmp, "future-type"), code=3)
    check(by(doc, kind="record", type="0x40001f00", record=None, weight="no"), "future type", doc["target"])
    check(by(doc, kind="release", of="xen#1", number=24), "future release")
    doc = document("--target", "4.15", write_golden(tmp, "future-revision"), code=3)
    check(by(doc, kind="newer", record="tsc_info", revision=2, takes=1, weight="no"), "future revision", doc["target"])
    doc = document("--target", "4.15", write_golden(tmp, "future-format"), code=3)
    check(by(doc, kind="format", value="0x2", most="0x1", weight="no"), "future format", doc["target"])
    check(by(doc, kind="feature", number=0) == [] and by(doc, kind="record", type="0x40001077"), "future format: catalogue", doc["target"])
    # An xen#2 that takes it.
    note = bytearray(golden_note())
    records = b"".join(struct.pack("<IHHII", t, r, 1, 0, 0) for t, r in ((0x40001001, 2), (0x40001f00, 1)))
    note[0x80:0xa0] = records
    taker = tmp / "taker"
    taker.write_bytes(seal(note))
    doc = document("--target", taker, tmp / "future-type.lus")
    check(doc["target"]["verdict"] == "conditional" and not by(doc, kind="record"), "future type that is taken", doc["target"])
    out = run("--target", taker, tmp / "future-type.lus").out
    check(out.startswith("cannot be taken: ") and "conditional" in out and "conversion: not tried" in out, "future type: text", out)
    # Damage has no answer.
    broken = tmp / "broken"
    broken.write_bytes((tmp / "future-type.lus").read_bytes()[:-4096])
    check("no answer" in run("--target", "4.15", broken, code=1).out, "damage")
    check("target" not in document("--target", "4.15", broken, code=1), "damage: document")


def test_usage(tmp):
    host = write_golden(tmp, "minimal")
    for bad in (("--note",), ("--note", "4.15", "4.16"), ("--note", "--diff", "4.15"), ("--note", "-v", "4.15"), ("--note", "--check", "4.15"),
                ("--note", "--bytes", "4.15"), ("--note", "-d", "1", "4.15"), ("--note", "--diff", "--target", "4.15", "4.15", "4.16"),
                ("--explain", host), ("--target", "4.15", "--check", host), ("--target", "4.15", "-v", host), ("--target", "4.15", "--bytes", host),
                ("--target", "4.15", "--diff", host, host), ("--note", "--json", "-q", "4.15"), ("--note", "--target", "-", "-"),
                ("--target", "-", "-"), ("--target",), ("--target", "4.9", host), ("--note", "--offset", "3", "4.15")):
        run(*bad, code=2)


def main():
    with tempfile.TemporaryDirectory() as directory:
        tmp = pathlib.Path(directory)
        test_golden(tmp)
        test_images(tmp)
        test_cut_images(tmp)
        test_releases()
        test_pairs(tmp)
        test_streams(tmp)
        test_future(tmp)
        test_usage(tmp)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

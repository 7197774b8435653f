#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""lustream-dump --check --contents on real PV guests, and on these with faults put into their page tables: test-contents.py DUMP CONVERT CAPTURES
SCHEMA.

Which tables are in use is worked out here from the image alone, with none of the library's code. spec/programs.md [P-38]; spec/host.md [H-19] to
[H-40].
"""
import collections
import json
import lzma
import pathlib
import struct
import subprocess
import sys
import tempfile

try:
    import jsonschema
    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    Validator = None

DUMP, CONVERT, CAPTURES, SCHEMA = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
passed = failed = 0
TABLE_RULES = {"table_level", "table_bits", "leaf_frame", "leaf_writable", "table_unused", "table_root", "table_linear", "table_type", "pae_top", "pae_rest", "descriptor"}


def check(ok, what, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAIL", what, str(detail)[:800])


def run(*args, code=0, data=None):
    r = subprocess.run([DUMP, *map(str, args)], capture_output=True, check=False, timeout=300, input=data)
    r.out, r.err = r.stdout.decode("latin-1"), r.stderr.decode("latin-1")
    check(r.returncode == code, f"exit code {code}: {args}", (r.returncode, r.err, r.out[-300:]))
    return r


def document(*args, code=0):
    doc = json.loads(run("--json", *args, code=code).out)
    if Validator:
        errors = list(Validator(json.loads(SCHEMA.read_text())).iter_errors(doc))
        check(not errors, f"schema: {args}", errors[:1])
    return doc["check"]


def convert(out, *sources):
    out.unlink(missing_ok=True)
    r = subprocess.run([CONVERT, "-q", "-o", out, *sources], capture_output=True, check=False)
    check(r.returncode == 0, f"{sources} is imported", r.stderr.decode())


class Image:
    """An image, unpacked: where each pfn's page is in it, types, contexts."""

    def __init__(self, path):
        self.data = bytearray(lzma.open(path).read())
        at = self.data.find(b"\xff" * 8 + b"XENF") + 40
        self.pages, self.types, self.vcpus = {}, {}, []
        while True:
            rtype, length = struct.unpack_from("<II", self.data, at)
            body = at + 8
            if rtype == 0:
                self.end = at
                return
            if rtype == 1:
                self.take_pages(body)
            elif rtype == 2:
                self.width, self.levels = self.data[body:body + 2]
            elif rtype == 4:
                self.vcpus.append(body + 8)
            at = body + length + (-length & 7)

    def take_pages(self, body):
        n = struct.unpack_from("<I", self.data, body)[0]
        at = body + 8 + 8 * n
        for word in struct.unpack_from(f"<{n}Q", self.data, body + 8):
            self.types[word & (1 << 52) - 1] = word >> 60
            if word >> 60 < 13:
                self.pages[word & (1 << 52) - 1] = at
                at += 4096

    def level(self, pfn):
        return self.types.get(pfn, 0) & 7 if self.types.get(pfn, 0) < 13 else 0

    def entries(self, pfn):
        return struct.unpack_from("<512Q", self.data, self.pages[pfn])

    def roots(self):
        for v in self.vcpus:
            if self.width == 8:
                crs = struct.unpack_from("<8Q", self.data, v + 4984)
                yield crs[3] >> 12
                if crs[1]:
                    yield crs[1] >> 12
            else:
                cr = struct.unpack_from("<8I", self.data, v + 2716)[3]
                yield (cr >> 12 | cr << 20) & 0xffffffff

    def gdts(self):
        for v in self.vcpus:
            at, form, ents = (4832, "<16Q", "<Q") if self.width == 8 else (2640, "<16I", "<I")
            frames = struct.unpack_from(form, self.data, v + at)
            n = struct.unpack_from(ents, self.data, v + at + 16 * self.width)[0]
            yield from frames[:(n + 511) // 512]

    def used(self):
        """Tables that a root, a pin or a table above uses."""
        used = collections.Counter(self.roots())
        used.update(pfn for pfn, t in self.types.items() if 9 <= t <= 12)
        for level in (4, 3, 2):
            for pfn in [p for p in used if self.level(p) == level]:
                for i, e in enumerate(self.entries(pfn)):
                    if e & 1 and not (level == 4 and 256 <= i <= 271):
                        used[e >> 12 & (1 << 40) - 1] += 1
        return {p for p in used if self.level(p)}

    def lacks(self, used):
        """Whether one of these names a table that the image lacks: what a ballooned guest gave back is of that type too, but no table."""
        return any(self.types.get(e >> 12 & (1 << 40) - 1) == 15 for pfn in used if self.level(pfn) > 1
                   for i, e in enumerate(self.entries(pfn)) if e & 1 and not (self.level(pfn) == 4 and 256 <= i <= 271))

    def of_level(self, level):
        return next(p for p in sorted(self.used()) if self.level(p) == level)

    def set(self, pfn, slot, value):
        struct.pack_into("<Q", self.data, self.pages[pfn] + 8 * slot, value)

    def place(self, level):
        """A table in use with a slot that is the guest's and empty."""
        end = 3 if level == self.levels == 3 else {1: 512, 2: 420, 3: 512, 4: 256}[level]
        return next((p, i) for p in sorted(self.used()) if self.level(p) == level for i, e in enumerate(self.entries(p)[:end]) if not e & 1)


def test_real(tmp):
    """Nothing is found, and all tables in use and descriptor tables were read: of the image itself, and of captures of the domain."""
    images = [p for p in sorted(CAPTURES.rglob("*.img.xz")) if p.parent.name in ("pv", "pvb", "pv1", "tiny64", "tiny32", "tiny32v2")]
    check(len(images) >= 8, "images of PV guests", images)
    path, widths = tmp / "real.lus", set()
    for source in images:
        image = Image(source)
        widths.add(image.width)
        # A table that the image lacks, which libxc left out, is the only thing that is not proved.
        used = image.used()
        lost = image.lacks(used)
        want = len(used | set(image.gdts()))
        convert(path, source)
        c = document("--check", "--contents", source, path)
        check(c["findings"] == [] and c["frames_read"] == want > 4, f"{source}", (c["frames_read"], want, c["findings"][:2]))
        check({n["rule"] for n in c["not_provable"]} & TABLE_RULES == ({"table_level"} if lost else set()), f"{source}: all is proved", c["not_provable"])
        check(not TABLE_RULES & {n["rule"] for n in c["not_run"]}, f"{source}: all are run")
        check(f"\n{want} frames of page tables and descriptor tables read\n" in run("--check", "--contents", source, path).out, f"{source}: said")
        if (source.parent / "saved").is_dir():
            convert(path, source.parent / "saved")
            c = document("--check", "--contents", source, path)
            # It has contexts of vcpus that are offline, too.
            check(c["findings"] == [] and want <= c["frames_read"] <= want + 4, f"{source}: with machine frames", (c["frames_read"], want, c["findings"][:2]))
            check("leaf_frame" in {n["rule"] for n in c["not_provable"]}, f"{source}: which guest frames there are is not known")
    check(widths == {4, 8}, "both widths", widths)


def one_fault(tmp, source, name, change, rules, code=5):
    image = Image(source)
    change(image)
    path, bad = tmp / "fault.lus", tmp / "fault.img"
    bad.write_bytes(image.data)
    convert(path, bad)
    c = document("--check", "--contents", bad, path, code=code)
    check({f["rule"] for f in c["findings"]} == set(rules), f"{source.parent.name}: {name}", c["findings"][:3])
    return c


def set_free(level, value):
    def change(image):
        image.at = image.place(level)
        image.set(*image.at, value(image, image.at[0]))
    return change


def test_faults(tmp):
    """Single faults in real page tables."""
    faults = [
        ("an entry for a table two levels down", lambda i: set_free(3, lambda i, p: i.of_level(1) << 12 | 1)(i), ["table_level"]),
        ("an entry for plain memory", set_free(2, lambda i, p: 5 << 12 | 1), ["table_level"]),
        ("an entry for nothing", set_free(2, lambda i, p: 0xfffff << 12 | 1), ["table_level"]),
        ("a superpage", set_free(2, lambda i, p: i.of_level(1) << 12 | 0x81), ["table_bits"]),
        ("a frame that is not there", set_free(1, lambda i, p: 0xfffff << 12 | 1), ["leaf_frame"]),
        ("a table mapped writable", set_free(1, lambda i, p: p << 12 | 3), ["leaf_writable"]),
        ("a descriptor table mapped writable", set_free(1, lambda i, p: next(i.gdts()) << 12 | 3), ["leaf_writable"]),
        ("a linear page table that is writable", set_free(2, lambda i, p: p << 12 | 3), ["table_linear"]),
        ("a linear page table", set_free(2, lambda i, p: p << 12 | 1), []),
        ("a segment of level 0", lambda i: i.set(next(i.gdts()), 400, 0x00cf9b000000ffff), ["descriptor"]),
        ("an LDT descriptor", lambda i: i.set(next(i.gdts()), 400, 0x000082000000ffff), ["descriptor"]),
    ]
    for source in (CAPTURES / "xen-4.17/pv/save-stripped.img.xz", CAPTURES / "xen-4.17-pv32/tiny32/save.img.xz"):
        for name, change, rules in faults:
            c = one_fault(tmp, source, name, change, rules, 5 if rules else 0)
            check(len(c["findings"]) == len(rules), f"{name}: once", c["findings"])
    big, small = CAPTURES / "xen-4.17/pv/save-stripped.img.xz", CAPTURES / "xen-4.17-pv32/tiny32/save.img.xz"
    image = Image(big)
    change = set_free(2, lambda i, p: 5 << 12 | 1)
    c = one_fault(tmp, big, "where", change, ["table_level"])
    change(image)
    f = c["findings"][0]
    check((f["record"], int(f["frame"], 16), f["slot"], f["value"]) == ("page_types", *image.at, "0x5001"), "where it is", f)
    text = run("--check", "--contents", tmp / "fault.img", tmp / "fault.lus", code=5).out
    check(f"frame {image.at[0]:#x}, slot {image.at[1]}" in " ".join(text.split()), "as text", text[-900:])
    one_fault(tmp, small, "slot 3 is not there", lambda i: i.set(i.of_level(3), 3, 0), ["pae_top", "table_unused"])
    one_fault(tmp, small, "a slot 4", lambda i: i.set(i.of_level(3), 4, 1), ["pae_rest"], 0)
    one_fault(tmp, big, "a root that is no table", lambda i: struct.pack_into("<Q", i.data, i.vcpus[0] + 4984 + 24, 5 << 12), ["table_root"])


def page_data(pfn, page):
    body = struct.pack("<IIQ", 1, 0, pfn) + page
    return struct.pack("<II", 1, len(body)) + body


def test_last_counts(tmp):
    """A page that comes again, as in a live save, replaces what came before."""
    source = CAPTURES / "xen-4.17-pv32/tiny32/save.img.xz"
    image = Image(source)
    pfn, slot = image.place(2)
    good = bytes(image.data[image.pages[pfn]:image.pages[pfn] + 4096])
    bad = bytearray(good)
    struct.pack_into("<Q", bad, 8 * slot, 5 << 12 | 1)
    word = image.types[pfn] << 60 | pfn
    path, again = tmp / "again.lus", tmp / "again.img"
    for pages, code in (((bad, good), 0), ((good, bad), 5)):
        data = bytearray(image.data)
        data[image.pages[pfn]:image.pages[pfn] + 4096] = pages[0]
        again.write_bytes(data[:image.end] + page_data(word, bytes(pages[1])) + data[image.end:])
        convert(path, again)
        c = document("--check", "--contents", again, path, code=code)
        check([f["rule"] for f in c["findings"]] == ["table_level"] * (code != 0), "the last counts", c["findings"])


def test_options(tmp):
    one, other = CAPTURES / "xen-4.17-pv32/tiny32/save.img.xz", CAPTURES / "xen-4.17/pvb/save-stripped.img.xz"
    path, two = tmp / "one.lus", tmp / "two.lus"
    convert(path, one)
    convert(two, one, other)
    check("go with --check only" in run("--contents", one, path, code=2).err, "without --check")
    check("domain 9 is not in the stream" in run("--check", "--contents", f"9={one}", path, code=2).err, "another domain")
    check("comes twice" in run("--check", "--contents", one, "--contents", f"1={one}", path, code=2).err, "twice")
    check("the stream has 2 domains" in run("--check", "--contents", one, two, code=2).err, "whose it is")
    check("No such file" in run("--check", "--contents", tmp / "none", path, code=2).err, "no such file")
    c = document("--check", "--contents", f"1={one}", "--contents", f"2={other}", two)
    check(c["findings"] == [] and c["frames_read"] == 5 + 178, "two domains", c)
    c = document("--check", "--contents", f"2={other}", two)
    check(c["frames_read"] == 178 and {"table_level", "descriptor"} <= {n["rule"] for n in c["not_provable"]}, "of one nothing is proved", c["not_provable"])
    c = document("--check", "--contents", other, path, code=5)
    check(c["findings"] != [], "another's image")
    for data, error in ((lzma.open(one).read()[:-5000], "cut"), (b"x" * 100, "E_MAGIC")):
        bad = tmp / "bad.img"
        bad.write_bytes(data)
        r = run("--check", "--contents", bad, path, code=1)
        check("bad.img: offset 0x" in r.err and r.out == "", f"{error} is refused", r.err)
    r = run("--check", "--contents", "-", path, data=one.read_bytes())
    check("\n5 frames of page" in r.out, "standard input", r.out[-300:])
    check("standard input" in run("--check", "--contents", "-", "-", code=2).err, "standard input once")


def main():
    with tempfile.TemporaryDirectory() as where:
        tmp = pathlib.Path(where)
        for test in (test_real, test_faults, test_last_counts, test_options):
            test(tmp)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-pairs.py CONVERT SHEETS RELEASES [HOST...]: streams of every release to every other, against expected/pairs/, which was written by hand from Xen's
source. spec/compat.md [C-6] [C-8] [C-11] [C-12] [C-13] [C-18]. Of each pair: a place that the sheet names has the value that it says, every
other has the source's, no other record or entry is there, and what is reported is what the sheet says. Each row of RELEASES (spec/releases.md) that
has rules, and each feature that a stream shows, is in the sheet. The last line is "N passed, M failed"."""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import pairs_sheet
import pairs_stream
from pairs_sheet import LAST_POINT

CONVERT, SHEETS, RELEASES, CHOSEN = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4:]
MINORS, ALL = range(11, 23), (1 << 64) - 1
POINTS = dict(zip(MINORS, (4, 4, 5, 6, 7, 7, 7, 6, 6, 4, 2, 0)))
REPORT = re.compile(r"lustream-convert: (?P<who>domain \d+|memory|system)(?:, (?P<record>\w+)(?: (?P<instance>\d+))?(?:\[(?P<entry>\d+)\])?"
                    r"(?:\.(?P<field>\w+))?)?: (?P<kind>derived|defaulted, as the source does not say|defaulted|lost|refused|noted)"
                    r"(?:: it uses feature (?P<feature>\w+), which the target has not)?"
                    r"(?:, (?P<before>-?(?:0x[0-9a-f]+|\d+)) -> (?P<after>-?(?:0x[0-9a-f]+|\d+)))?(?: \((?P<row>\d\d-\d\d): .*\))?$")

# What passes as it is, by record [C-30]; what to do about a refusal [C-31].
TALLY = re.compile(r"lustream-convert: (?:domain \d+|memory|system), \w+: (?P<same>\d+) of (?P<all>\d+) records? as (?:it is|they are)(?:, (?P<fields>\d+) of (?P<nr>\d+) fields?)?(?:, [a-z ]+ \d+)*$")
ADVICE = re.compile(r"lustream-convert: (?:\d\d-\d\d|\w+): .*\. What to do: ")


def convert(tmp, doc, target):
    """(exit code, document or None, its lines on standard error)"""
    source, out = tmp / "in.json", tmp / "out.json"
    source.write_text(json.dumps(doc), encoding="ascii")
    out.unlink(missing_ok=True)
    r = subprocess.run([CONVERT, "--explain", "--to", target, "--json", "-o", str(out), str(source)], capture_output=True, check=False, timeout=120)
    made = json.loads(out.read_text(encoding="ascii")) if out.exists() else None
    return r.returncode, made, r.stderr.decode("latin-1").splitlines()


def records_of(doc):
    """{domid or None: records}"""
    result = {}
    for s in doc["segments"]:
        result.setdefault(s.get("domid") if s["kind"] == "domain" else None, []).extend(s["records"])
    return result


def place_of_report(m, records):
    """The place that a report names, in a flat dictionary; an entry is named by its key."""
    if not m["record"]:
        return "feature"
    place = f"{m['record']}#{int(m['instance'] or 0)}"
    if m["entry"] is not None:
        index, tail = int(m["entry"]), pairs_stream.TYPES[m["record"]]["tail"]
        if m["record"] in ("hvm_params", "arm_params") or tail["sort"] == "sequence":
            key = (index,)
        else:
            record = next(r for r in records if (r["name"], r["instance"]) == (m["record"], int(m["instance"] or 0)))
            names = [f["name"] for f in tail["entry"]["fields"] if f["wire"] != "reserved"][:tail["entry"]["key"]]
            key = tuple(pairs_stream.plain(record["entries"][index][n]) for n in names)
        place += f"[{'.'.join(map(str, key))}]"
    return place + (f".{m['field']}" if m["field"] else "")


class Pair:
    """One host from one release to another."""

    def __init__(self, origin, c, tmp):
        self.origin, self.host, self.a, self.c, self.tmp, self.faults, self.checks = origin, origin.host, origin.release, c, tmp, [], 0
        self.guests = origin.guests

    def target(self):
        point = "" if self.c[1] == LAST_POINT else f".{self.c[1]}"
        return f"4.{self.c[0]}{point}" + (f",{self.host.add}" if self.host.add else "")

    def fault(self, guest, text):
        self.faults.append(f"{self.host.name}, {guest and guest.name}: 4.{self.a[0]} to {self.target()}: {text}")

    def same(self, guest, what, wanted, found):
        """One fault for each key that differs."""
        self.checks += len(wanted)
        for key in sorted(set(wanted) | set(found)):
            if wanted.get(key) != found.get(key):
                self.fault(guest, f"{what} {key}: want {wanted.get(key)}, have {found.get(key)}")

    def outcome(self, item):
        return item.outcome(self.a, self.c) if self.a[0] != self.c[0] or "." not in item.path else (None, [])

    def wanted_reports(self, guest):
        wanted = {}
        for item in guest.items.values():
            told = self.outcome(item)[1]
            if told:
                place = "feature" if item.record == "feature" else pairs_stream.place_of(item)
                wanted.setdefault(place, set()).update(told)
        return wanted

    def reports(self, lines, doc):
        """{domid or None: {place: {(kind, row)}}}, of all lines that are reports; their values are kept for check_said()."""
        result, records, self.said = {}, records_of(doc), {}
        for line in lines:
            m = REPORT.match(line)
            if not m:
                continue
            who = int(m["who"][7:]) if m["who"].startswith("domain") else None
            kind = "unproven" if m["kind"].startswith("defaulted, ") else m["kind"]
            place = place_of_report(m, records[who])
            result.setdefault(who, {}).setdefault(place, set()).add((kind, m["row"] or m["feature"] or "unknown"))
            if m["before"]:
                self.said.setdefault(who, {}).setdefault(place, []).append((int(m["before"], 0), int(m["after"], 0)))
        return result

    def check_said(self, guest, flat):
        """What reports say that there was, and is. Of arrays they do not say which element."""
        for place, values in self.said.get(guest.domid, {}).items():
            before, after = self.origin.flat[guest].get(place, 0), flat.get(place)
            if f"{place}[0]" not in self.origin.flat[guest] and f"{place}[0]" not in flat and isinstance(before, int):
                self.same(guest, "said of", {f"{place}, before": before & ALL}, {f"{place}, before": values[0][0] & ALL})
                if after is not None:
                    self.same(guest, "said of", {f"{place}, after": after & ALL}, {f"{place}, after": values[-1][1] & ALL})

    def check_reports(self, guests, lines, doc):
        found = self.reports(lines, doc)
        for guest in guests:
            self.same(guest, "report of", self.wanted_reports(guest), found.pop(guest.domid, {}))
        for who, what in found.items():
            self.fault(None, f"reports of {who}, which is none of the guests: {what}")

    def is_refused(self, guest):
        return any(kind == "refused" for told in self.wanted_reports(guest).values() for kind, _ in told)

    def check_values(self, guests, source, made):
        after = records_of(made)
        for guest in guests:
            flat = dict(self.origin.flat[guest])
            for item in guest.items.values():
                value = self.outcome(item)[0]
                if value is not None:
                    pairs_stream.become(flat, item, value)
            self.check_said(guest, flat)
            self.same(guest, "value of", flat, pairs_stream.flatten(after.pop(guest.domid, [])))
        for who in after:
            self.fault(None, f"domain {who} is new")
        want = {**source["header"], "profile": f"4.{self.c[0]}"}
        if self.host.add or self.host.is_points:
            want.pop("features")
        self.same(None, "header's", want, {k: v for k, v in made["header"].items() if k in want})

    def convert(self, guests):
        """(document of these guests, exit code, what it became or None, lines on standard error): all lines are reports but the last of a refusal."""
        doc = self.origin.document(guests)
        code, made, lines = convert(self.tmp, doc, self.target())
        other = [line for line in lines if not any(form.match(line) for form in (REPORT, TALLY, ADVICE))]
        if len(other) != (code != 0) or (code != 0 and "E_REFUSED" not in other[0]):
            self.fault(None, f"exit code {code}, and no report: {other[:2]}")
        return doc, code, made, lines

    def run(self):
        doc, code, made, lines = self.convert(self.guests)
        refused = [g for g in self.guests if self.is_refused(g)]
        if code in (0, 3):
            self.check_reports(self.guests, lines, doc)
        if code != (3 if refused else 0) or (made is None) != bool(refused):
            self.fault(None, f"exit code {code}, and {len(refused)} are refused")
            return self
        rest = [g for g in self.guests if g not in refused]
        if refused and rest and not any(g.domid is None for g in refused):
            doc, code, made, lines = self.convert(rest)
            self.check_reports(rest, lines, doc)
            if made is None:
                self.fault(None, f"exit code {code} without those that are refused")
        if made is not None:
            self.check_values(rest, doc, made)
        return self


def pairs(hosts):
    """(source, target): all that the host's own segments are of; of a host that asks for point releases, to each of these."""
    for host in hosts:
        for a in MINORS:
            origin = pairs_stream.Origin(host, (a, LAST_POINT))
            if not host.is_partial and all(g.domid is not None for g in origin.guests):
                continue
            for c in MINORS:
                if not host.is_points:
                    yield origin, (c, LAST_POINT)
                elif a in (c, MINORS[0], MINORS[-1]):
                    yield from ((origin, (c, point)) for point in range(POINTS[c] + 1))


def missing(hosts):
    """Rows with rules and features that can be seen of which the sheet has nothing."""
    said = {row for h in hosts for g in h.guests for i in g.items.values() for *_, told in i.becomes for _, row in told}
    text = RELEASES.read_text(encoding="ascii")
    rows = {row for row, rules in re.findall(r"^\| (\d\d-\d\d) \|.*\| (.+?) \|$", text, re.M) if rules != "-"}
    features = {name.lower() for name, seen in re.findall(r"^\| \d+ \| (\w+) \| [^|]*\| ([^|]*) \|", text, re.M) if not seen.startswith("not seen: ")}
    return sorted((rows | features) - said), len(rows | features)


def untried(hosts):
    return [f"{item.where}: {item.path}, clause {n} of those with an outcome"
            for host in hosts for guest in host.guests for item in guest.items.values() for n in item.untried()]


def main():
    hosts = [h for sheet in sorted(SHEETS.glob("*.txt")) for h in pairs_sheet.parse(sheet.name, sheet.read_text(encoding="ascii"))]
    lacks, passed = missing(hosts)
    failed = len(lacks)
    for what in lacks:
        print("FAIL", what, "is not in the sheet")
    hosts = [h for h in hosts if not CHOSEN or h.name in CHOSEN]
    with tempfile.TemporaryDirectory() as where, concurrent.futures.ThreadPoolExecutor(2) as pool:
        def one(numbered):
            n, (origin, c) = numbered
            tmp = pathlib.Path(where, str(n))
            tmp.mkdir()
            return Pair(origin, c, tmp).run()
        for pair in pool.map(one, enumerate(pairs(hosts))):
            passed += pair.checks
            failed += len(pair.faults)
            for fault in pair.faults[:20]:
                print("FAIL", fault)
    for where in () if CHOSEN else untried(hosts):
        failed += 1
        print("FAIL", where, "was never tried")
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())

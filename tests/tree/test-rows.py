#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Walks src/compat/*.def: every row of tests/tree/rows.txt is there, has its class and a source, and has a rule, or a feature, or says why it needs
neither; every rule is of a row of its step; features and releases are as their files say they are. spec/compat.md C-3, C-7."""
import re
import sys

ROOT = sys.argv[1]
FAULTS = []


def read(name):
    with open(f"{ROOT}/{name}", encoding="utf-8") as f:
        return f.read()


def strings(text):
    """The string literals of a macro's arguments, adjacent ones joined."""
    return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', part)) for part in re.findall(r'(?:"(?:[^"\\]|\\.)*"\s*)+', text)]


def fault(text):
    FAULTS.append(text)


def get_rows():
    rows = {}
    for name in ("rows.def", "rows-later.def"):
        for m in re.finditer(r'^LUS_ROW\((\w+), "([\d-]+)", (\d+), (\w+), (.*?)\)$', read(f"src/compat/{name}"), re.M | re.S):
            texts = strings(m[5])
            if len(texts) != 3 or not all(texts):
                fault(f"{m[2]}: not three texts")
                continue
            if m[2] in rows:
                fault(f"{m[2]} is there twice")
            if m[1] != "M" + m[2].replace("-", "_") or not m[2].startswith(f"{m[3]}-"):
                fault(f"{m[2]}: name or release is another")
            rows[m[2]] = {"minor": int(m[3]), "class": m[4], "source": texts[1], "shim": texts[2], "rules": 0}
    return rows


def check_rules(rows):
    for minor in range(12, 23):
        text = read(f"src/compat/step-{minor}.def")
        for row in re.findall(r"^LUS_(?:NEW|KNOWN|GONE|RECORD|CHECK)\(M(\d\d_\d\d),", text, re.M):
            row = row.replace("_", "-")
            if row not in rows:
                fault(f"step-{minor}.def: a rule of {row}, which is no row")
            elif rows[row]["minor"] != minor:
                fault(f"step-{minor}.def: a rule of {row}, which is of another step")
            else:
                rows[row]["rules"] += 1


def check_revisions():
    """What begins with a release has a rule in its step that says what becomes of it: a record without one is copied as it is."""
    for record, revision, minor in re.findall(r"^LUS_SINCE\((\w+), (\d+), (\d+)\)", read("src/compat/releases.def"), re.M):
        kind = "RECORD" if revision == "1" else "NEW"
        if not re.search(rf"^LUS_{kind}\(\w+, {record},", read(f"src/compat/step-{minor}.def"), re.M):
            fault(f"{record}: revision {revision} of 4.{minor} has no LUS_{kind} in step-{minor}.def")


def check_features(rows):
    text = read("src/compat/features.def")
    features, bits = set(), set()
    last = {int(m): int(p) for m, p in re.findall(r"^LUS_RELEASE\((\d+), (\d+)\)", read("src/compat/releases.def"), re.M)}
    for name, bit, first, end, point in re.findall(r"^LUS_FEATURE\((\w+), (\d+), (\d+), (\d+), (\d+),", text, re.M):
        if name in features or bit in bits or int(bit) > 63:
            fault(f"feature {name}: name or bit {bit} is there already")
        features.add(name)
        bits.add(bit)
        if int(first) and not (int(first) in last and int(end) in last and int(point) <= last[int(first)]):
            fault(f"feature {name}: no such release")
    for name, minor, start, end in re.findall(r"^LUS_FEATURE_POINTS\((\w+), (\d+), (\d+), (\d+)\)", text, re.M):
        if name not in features or int(minor) not in last or int(start) > min(int(end), last[int(minor)]):
            fault(f"points of {name} in 4.{minor}")
    seen, unseen = (set(re.findall(rf"^LUS_{m}\((\w+),", text, re.M)) for m in (r"USES\w*", "UNSEEN"))
    for name in features:
        if (name in seen) == (name in unseen):
            fault(f"feature {name}: says neither by what its use is seen nor why it is not, or both")
    for row, r in rows.items():
        named = re.findall(r"\b[A-Z][A-Z0-9_]{2,}\b", "".join(re.findall(r"features? [A-Z].*", r["shim"])))
        r["features"] = [n for n in named if n in features]
        if re.search(r"\bfeatures? [A-Z]", r["shim"]) and not r["features"]:
            fault(f"{row}: no feature of that name")


def main():
    rows = get_rows()
    check_rules(rows)
    check_revisions()
    check_features(rows)
    wanted = {}
    for line in read("tests/tree/rows.txt").splitlines():
        if line.startswith("#"):
            continue
        words = line.split()
        if words[0] != "sheet":
            wanted[words[0]] = words[1]
            continue
        for row in words[1:words.index(":")]:
            if row not in wanted:
                fault(f"{line}: no row {row}")
    for row, kind in wanted.items():
        if row not in rows:
            fault(f"{row} is not in rows.def")
        elif rows[row]["class"] != kind:
            fault(f"{row}: class {rows[row]['class']}, not {kind}")
    for row, r in rows.items():
        if row not in wanted:
            fault(f"{row} is not in tests/tree/rows.txt")
        idle = r["shim"].startswith("nothing")
        if not r["rules"] and not r["features"] and not idle:
            fault(f"{row}: no rule, no feature, and no word why")
        if r["rules"] and idle:
            fault(f"{row}: has a rule and says that nothing is done")
        if not re.search(r"[0-9a-f]{10}|/", r["source"]):
            fault(f"{row}: no commit and no file as its source")
    for text in FAULTS:
        print(text)
    print(f"{len(rows)} rows, {sum(1 for r in rows.values() if r['rules'])} with rules, {sum(r['rules'] for r in rows.values())} rules")
    return 1 if FAULTS or len(wanted) < 180 else 0


sys.exit(main())

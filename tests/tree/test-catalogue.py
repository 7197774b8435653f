#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Walks spec/catalogue.md: each row of state is carried by records of the schema, or spec/limitations.md has a line for its id. And each record
is named by an importer, or limitations.md says that none fills it; never both."""
import glob
import re
import sys

ROOT = sys.argv[1]
# Rows that there must be at least; more may follow each list's last.
ROWS = ([f"S{i}" for i in range(1, 19)] + [f"D{i}" for i in range(1, 34)] + [f"V{i}" for i in range(1, 28)]
        + [f"A{i}" for i in range(1, 14)])


def read(name):
    with open(f"{ROOT}/spec/{name}", encoding="utf-8") as f:
        return f.read()


def importers(types):
    """Records that the sources of the importers name; those of the HVM context are numbered by its typecodes."""
    named = {n for n, number in types.items() if 0x00010000 < number < 0x00020000}
    for path in glob.glob(f"{ROOT}/src/tool/import/*.c") + glob.glob(f"{ROOT}/src/capture/*.c"):
        with open(path, encoding="utf-8") as f:
            named.update(n.lower() for n in re.findall(r"\bLUS_TYPE_(\w+)", f.read()))
    return named & set(types)


def main():
    records = set(re.findall(r"^### (\w+)$", read("records.md").split("## Entries")[0], re.M))
    limits = set()
    for cell in re.findall(r"^\| ((?:[SDVA]\d+,? ?)+)\|", read("limitations.md"), re.M):
        limits.update(re.findall(r"[SDVA]\d+", cell))
    rows, faults, named = {}, [], set()
    for line in read("catalogue.md").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if not re.fullmatch(r"[SDVA]\d+", cells[0]):
            continue
        if len(cells) != 4:
            faults.append(f"{cells[0]}: {len(cells)} cells")
            continue
        if cells[0] in rows:
            faults.append(f"{cells[0]} is there twice")
        rows[cells[0]] = re.findall(r"`(\w+)`", cells[2])
        if not rows[cells[0]] and cells[0] not in limits:
            faults.append(f"{cells[0]} ({cells[1]}): no record, and no line in limitations.md")
        if not cells[3]:
            faults.append(f"{cells[0]} ({cells[1]}): nothing said of where it is")
    for row, names in rows.items():
        named.update(names)
        faults += [f"{row}: no record {name} in the schema" for name in names if name not in records]
    faults += [f"no row {row}" for row in ROWS if row not in rows]
    faults += [f"limitations.md has {row}, the catalogue has not" for row in sorted(limits - set(rows))]
    faults += [f"record {name} has no row" for name in sorted(records - named)]
    types = {n: int(v, 16) for n, v in re.findall(r"^### (\w+)$.*?^- type: (0x[0-9a-f]+)$", read("records.md"), re.M | re.S) if n in records}
    filled, section = importers(types), read("limitations.md").split("## Records that no importer fills")[1].split("\n## ")[0]
    absent = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", section, re.M)))
    faults += [f"{n} is filled by no importer, which limitations.md does not say" for n in sorted(records - filled - set(absent))]
    faults += [f"{n} is filled by an importer, limitations.md says none" for n in sorted(filled & set(absent))]
    faults += [f"limitations.md has {n} twice, or it is no record" for n in sorted(set(absent)) if absent.count(n) > 1 or n not in records]
    # host.md says what it means that a record is absent which need not be there.
    part = read("records.md").split("## Entries")[0]
    optional = set(re.findall(r"^### (\w+)$(?:(?!^### ).)*?^- presence: any$", part, re.M | re.S))
    meant = set(re.findall(r"`(\w+)`", "".join(c.split("|")[1] for c in read("host.md").split("## 7.")[1].splitlines() if c.startswith("| `"))))
    faults += [f"record {name} may be absent, and host.md does not say what that means" for name in sorted(optional - meant)]
    faults += [f"host.md says what it means that {name} is absent, which must be there" for name in sorted(meant - optional)]
    for fault in faults:
        print(fault)
    print(f"{len(rows)} rows, {len(records)} records, {len(limits)} rows in limitations.md")
    print(f"{len(rows) + len(records)} passed, {len(faults)} failed")
    return bool(faults)


sys.exit(main())

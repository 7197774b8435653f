#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Walks spec/catalogue.md: each row of state is carried by records of the schema, or spec/limitations.md has a line for its id."""
import re
import sys

ROOT = sys.argv[1]
# Rows that there must be at least; more may follow each list's last.
ROWS = ([f"S{i}" for i in range(1, 19)] + [f"D{i}" for i in range(1, 34)] + [f"V{i}" for i in range(1, 28)]
        + [f"A{i}" for i in range(1, 14)])


def read(name):
    with open(f"{ROOT}/spec/{name}", encoding="utf-8") as f:
        return f.read()


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

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""xen-names.py SOURCE [XEN]: what edges.def and quiesce.def cite of Xen, against spec/xen-names.md. [X-1] to [X-3]

With one argument, the test: each citation is well formed, its name has one row, no row is without a citation or a name before it, and a name
with the names that came after it spans all releases that the citation is for. With a git repository of Xen as the second argument, the table is
made anew: each name is looked for in each release (universal-ctags and git must be there). The names that came after are written by hand and kept.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

MINORS = range(11, 23)
SOURCE = re.compile(r"(\w+) \((xen/[\w/.-]+\.[chS])(?: (\w+))?(?:, 4\.(\d\d))?\)")
WORDS = {"struct", "from", "until"}
BEGIN, END = "<!-- derived:begin -->\n", "<!-- derived:end -->\n"


def cited(root):
    """{name: (file, first release, last release, is a name inside)}, and what is badly formed."""
    names, faults = {}, []

    def take(name, path, since, until, inside, what):
        name += " (Arm)" if "/arm/" in path else ""
        old = names.get(name)
        if old and not inside and not old[3] and old[0] != path and path:
            faults.append(f"{what}: {name} is in {old[0]} elsewhere")
        if not old or (old[3] and not inside):
            names[name] = (path, since, until, inside)
        elif not inside:
            names[name] = (path, min(since, old[1]), max(until, old[2]), False)

    for record, target, source in re.findall(r'^LUS_EDGE\((\w+), \w+, (\w+), "([^"]*)"', (root / "src/core/schema/edges.def").read_text(), re.M):
        m = SOURCE.fullmatch(source)
        if not m:
            faults.append(f"edges.def, {record} after {target}: not FUNCTION (FILE[ NAME][, RELEASE]): {source}")
            continue
        take(m[1], m[2], int(m[4] or 11), 22, False, f"{record} after {target}")
        if m[3]:
            take(m[3], m[2], int(m[4] or 11), int(m[4] or 11), True, record)
    text = (root / "src/core/host/quiesce.def").read_text()
    for name, since, until, where in re.findall(r'^LUS_QUIESCE\((\w+), .*, (\d\d), (\d\d), "([^"]*)"', text, re.M):
        since, until = int(since), int(until)
        for part in re.split(r"; ", where):
            begin, end = re.search(r"from 4\.(\d\d)$", part), re.search(r"until 4\.(\d\d)$", part)
            for group in re.finditer(r"([\w, ]+?)(?: \((xen/[^)]*)\)|(?= from| until|$))", part):
                path, _, inside = (group[2] or "").partition(" ")
                if group[2] and not re.fullmatch(r"xen/[\w/.-]+\.[chS]", path.rstrip(";,")):
                    faults.append(f"quiesce.def, {name}: no file: {group[2]}")
                for word in [w for w in re.findall(r"[A-Za-z_]\w*", group[1]) if w not in WORDS]:
                    take(word, path.rstrip(";,"), int(begin[1]) if begin else since, int(end[1]) if end else since, False, name)
                for word in re.findall(r"^[A-Za-z_]\w*$", inside):
                    take(word, path, since, since, True, name)
    return names, faults


def rows(root):
    table, faults = {}, []
    for line in (root / "spec/xen-names.md").read_text().split(BEGIN)[1].split(END)[0].splitlines()[2:]:
        cells = [c.strip() for c in line.strip("|").split("|")]
        spans = re.findall(r"4\.(\d\d)(?: to 4\.(\d\d))? (\S+?)(?:,|$)", cells[1]) if len(cells) == 3 else []
        if not spans or cells[0] in table:
            faults.append(f"xen-names.md: {cells[0]} is there twice, or is no row")
            continue
        table[cells[0]] = ({m: path for a, b, path in spans for m in range(int(a), int(b or a) + 1)}, [n for n in cells[2].split(", ") if n])
    return table, faults


def reach(table, name, seen):
    if name not in table or name in seen:
        return set()
    seen.add(name)
    return set(table[name][0]).union(*[reach(table, later, seen) for later in table[name][1]])


def check(root):
    names, faults = cited(root)
    table, more = rows(root)
    faults += more
    later = {n for _, names_after in table.values() for n in names_after}
    for name, (path, since, until, inside) in sorted(names.items()):
        if name not in table:
            faults.append(f"{name}: no row in xen-names.md")
            continue
        seen = set()
        there = reach(table, name, seen)
        lost = [f"4.{m}" for m in range(since, until + 1) if m not in there]
        if lost and not inside:
            faults.append(f"{name}: nothing of that name, or after it, in {', '.join(lost)}")
        if path and not inside and table[name][0].get(since) != path:
            faults.append(f"{name}: in 4.{since} it is in {table[name][0].get(since)}, not in {path}")
    faults += [f"xen-names.md: {n} is cited by nothing" for n in sorted(set(table) - set(names) - later)]
    faults += [f"xen-names.md: no row for {n}, which comes after another" for n in sorted(later - set(table))]
    for fault in faults:
        print(fault)
    print(f"{len(names)} names, {len(table)} rows\n{len(table)} passed, {len(faults)} failed")
    return bool(faults)


def places(xen, names):
    """{name: {release: file}}, of what a release defines; else of a file that was named for it and has the word."""
    found, hint, wanted = {n: {} for n in names}, dict(names), {n.split(" ")[0] for n in names}
    for minor in MINORS:
        with tempfile.TemporaryDirectory() as tmp:
            tar = subprocess.run(["git", "-C", xen, "archive", f"RELEASE-4.{minor}.0", "xen"], capture_output=True, check=True).stdout
            subprocess.run(["tar", "x", "-C", tmp], input=tar, check=True)
            tags = subprocess.run(["ctags", "-R", "-x", "--_xformat=%N %F", "--languages=C,C++,Asm", "--kinds-C=defgstuv", "xen"], cwd=tmp,
                                  capture_output=True, text=True, errors="replace", check=True).stdout
            defined = {}
            for line in tags.splitlines():
                name, path = line.split(" ", 1)
                if name in wanted and not re.search(r"arch/(ppc|riscv)/|asm-(ppc|riscv)/|include/public/", path):
                    # Of a function of x86 the one of Arm is another function, not a later place.
                    for key in {name, name + " (Arm)"} & set(names):
                        if not re.search(r"arch/x86|asm-x86" if key.endswith("(Arm)") else r"arch/arm|asm-arm", path):
                            defined.setdefault(key, []).append(path)
            for key in names:
                name = key.split(" ")[0]
                before = found[key].get(minor - 1) or hint[key]
                files = sorted(set(defined.get(key, [])), key=lambda p: (
                    p != before, p.rsplit("/", 1)[-1] != (before or "").rsplit("/", 1)[-1], p.endswith(".h"), p))
                path = pathlib.Path(tmp) / (before or "none")
                if before and not files and path.is_file() and re.search(rf"\b{name}\b", path.read_text(errors="replace")):
                    files = [before]
                if not files and before:
                    other = r"arch/(ppc|riscv)/" + ("" if key.endswith("(Arm)") else "|arch/arm|asm-arm")
                    files = [p for p in map(str, sorted(pathlib.Path(tmp).rglob(path.name))) if not re.search(other, p)]
                    files = [p[len(tmp) + 1:] for p in files if re.search(rf"\b{name}\b", pathlib.Path(p).read_text(errors="replace"))]
                if files:
                    found[key][minor] = files[0]
    return found


def spans(where):
    out, last = [], None
    for minor in sorted(where):
        if last and last[2] == where[minor] and last[1] == minor - 1:
            last[1] = minor
        else:
            last = [minor, minor, where[minor]]
            out.append(last)
    return ", ".join(f"4.{a}{'' if a == b else f' to 4.{b}'} {p}" for a, b, p in out)


def make(root, xen):
    path = root / "spec/xen-names.md"
    head, rest = path.read_text().split(BEGIN)
    after = {n: names for n, (_, names) in rows(root)[0].items() if names}
    names, _ = cited(root)
    hints = {n: p for n, (p, _, _, _) in names.items()}
    for later in [n for l in after.values() for n in l]:
        hints.setdefault(later, "")
    found = places(xen, hints)
    lines = [f"| {n} | {spans(found[n]) or '4.99 none'} | {', '.join(after.get(n, []))} |" for n in sorted(found, key=str.lower)]
    path.write_text(head + BEGIN + "| name | releases and files | then |\n|---|---|---|\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1])
    for name, (path, since, _, inside) in names.items():
        if inside and subprocess.run(["git", "-C", xen, "grep", "-qw", name.split(" ")[0], f"RELEASE-4.{since}.0", "--", path], check=False).returncode:
            print(f"{name}: not in {path} of 4.{since}")


ROOT = pathlib.Path(sys.argv[1])
if len(sys.argv) > 2:
    make(ROOT, sys.argv[2])
sys.exit(check(ROOT))

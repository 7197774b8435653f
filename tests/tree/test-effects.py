#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-effects.py SOURCE TEST...: effects.def, from which what limitations.md says of each change is derived, against what the rules report in the
tests of rules. Each refusal, loss and note has its line, each line but SEEN is of one; each feature that a stream can show has its WITHOUT.
[C-29]"""
import os
import re
import subprocess
import sys
import tempfile

# enum lus_outcome_kind, and which kinds of line are of it.
OUTCOMES = {2: {"LOST", "UNUSED"}, 3: {"REFUSED", "BUSY"}, 4: {"SEEN"}}
FAULTS = []


def read(name):
    with open(os.path.join(sys.argv[1], name), encoding="utf-8") as f:
        return f.read()


def reported(programs):
    with tempfile.TemporaryDirectory() as where:
        path = os.path.join(where, "seen")
        for p in programs:
            subprocess.run([p], env={**os.environ, "LUS_SEEN": path}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=100)
        with open(path, encoding="utf-8") as f:
            lines = {tuple(line.split()) for line in f}
    return {(row, "DOWN" if down == "1" else "UP", int(kind)) for row, down, kind in lines}


def main():
    lines = {}
    for m in re.finditer(r'^LUS_EFFECT\(M(\d\d)_(\d\d), (\w+), (\w+), "([^"]+)", "([^"]+)", "([^"]*)"\)$', read("src/compat/effects.def"), re.M):
        key = f"{m[1]}-{m[2]}", m[3], m[4]
        if key in lines:
            FAULTS.append(f"{key} is there twice")
        if bool(m[7]) == (m[4] == "UNUSED"):
            FAULTS.append(f"{key}: a last text is of all but UNUSED")
        lines[key] = m[0]
    seen = reported(sys.argv[2:])
    for row, direction, kind in sorted(seen):
        if kind in OUTCOMES and not any((row, direction, k) in lines for k in OUTCOMES[kind]):
            FAULTS.append(f"{row} {direction}: the rules report {sorted(OUTCOMES[kind])}, and no line says so")
    for row, direction, kind in lines:
        if kind != "SEEN" and not any((row, direction, o) in seen for o, kinds in OUTCOMES.items() if kind in kinds):
            FAULTS.append(f"{row} {direction}: no rule was seen to report {kind}")
    features = read("src/compat/features.def")
    shown = set(re.findall(r"^LUS_USES\w*\((\w+),", features, re.M))
    without = re.findall(r"^LUS_WITHOUT\((\w+),", read("src/compat/effects.def"), re.M)
    for name in sorted(shown ^ set(without)):
        FAULTS.append(f"feature {name}: {'no line of effects.def' if name in shown else 'a line, and no stream shows it'}")
    if len(without) != len(set(without)):
        FAULTS.append("a feature is there twice")
    for text in FAULTS:
        print(text)
    print(f"{len(lines)} effects, {len(without)} features, {len(seen)} kinds of report")
    return 1 if FAULTS or len(lines) < 80 else 0


sys.exit(main())

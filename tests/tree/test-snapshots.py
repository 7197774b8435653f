#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Compares the schema with spec/schema-snapshots/*.txt. What a snapshot marked released has must be there, unchanged, for ever; what it has
not may be added [S-38] [S-39]. The newest snapshot, released or not, has nothing less than the schema. test-snapshots.py GEN-SNAPSHOT DIRECTORY"""
import copy
import os
import re
import subprocess
import sys

STATES = ("unreleased", "released")


def parse(text, name):
    """Blocks by their first line up to the colon: what follows it, and the fields."""
    blocks, block = {}, None
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("  "):
            block.append(line)
            continue
        key, rest = line.split(":", 1)
        if key in blocks:
            raise SystemExit(f"{name}: {key} is there twice")
        block = blocks[key] = [rest]
    return blocks


def changes(snapshot, now):
    """What a released snapshot has and the schema has no longer, or otherwise."""
    out = []
    for key, block in snapshot.items():
        if key not in now:
            out.append(f"{key} is gone")
        elif now[key] != block:
            out.append(f"{key} changed: {[x for x in zip(block, now[key]) if x[0] != x[1]][:1] or 'fields came or went'}")
    return out


def judge(snapshots, now):
    """snapshots: (name, state, blocks), oldest first."""
    out = []
    for name, state, blocks in snapshots[:-1]:
        if state != "released":
            out.append(f"{name}: not released, and not the newest")
    for name, state, blocks in snapshots:
        if state == "released":
            out += [f"{name}, released: {c}" for c in changes(blocks, now)]
    name, state, blocks = snapshots[-1]
    if blocks != now and not out:
        out.append(f"{name} is not what the schema is; ninja regen makes " + ("it anew" if state == "unreleased" else "the next one"))
    return out


def prove(now):
    """That judge() sees what it must: on copies of the schema as it is."""
    key = next(k for k in now if k.startswith("record") and len(now[k]) > 2)
    entry = next(k for k in now if k.startswith("entry"))
    value = next(k for k in now if k.startswith("value"))

    def verdict(state, change):
        then = copy.deepcopy(now)
        change(then)
        return judge([("1.txt", "released", now), ("2.txt", state, then)], then)

    def move(b):
        b[key][1] = re.sub(r"^  \d+", "  4", b[key][2])

    assert not verdict("unreleased", lambda b: None)
    assert not verdict("unreleased", lambda b: b.update({key.replace("revision 1", "revision 9"): [" 8 bytes"]}))
    assert not verdict("unreleased", lambda b: b.update({"value new 0x1": [" NEW"]}))
    assert verdict("unreleased", move)
    assert verdict("unreleased", lambda b: b[key].append("  8 u8 x1 more"))
    assert verdict("unreleased", lambda b: b.pop(entry))
    assert verdict("unreleased", lambda b: b.pop(value))
    assert verdict("unreleased", lambda b: b.update({value: [" OTHER"]}))
    assert judge([("1.txt", "unreleased", {})], now)
    assert judge([("1.txt", "unreleased", now), ("2.txt", "unreleased", now)], now)
    less = {k: v for k, v in now.items() if k != key}
    assert judge([("1.txt", "released", less)], now) and not judge([("1.txt", "released", less), ("2.txt", "unreleased", now)], now)


def main():
    gen, where = sys.argv[1:]
    now = parse(subprocess.run([gen], check=True, capture_output=True, text=True).stdout, gen)
    prove(now)
    snapshots = []
    for name in sorted((n for n in os.listdir(where) if n.endswith(".txt")), key=lambda n: int(n[:-4])):
        with open(f"{where}/{name}", encoding="utf-8") as f:
            text = f.read()
        state = text.splitlines()[1].lstrip("# ").split()[0].rstrip(":")
        if state not in STATES:
            raise SystemExit(f"{name}: its second line says neither released nor unreleased")
        snapshots.append((name, state, parse(text, name)))
    if not snapshots:
        raise SystemExit("no snapshot")
    faults = judge(snapshots, now)
    print("\n".join(faults) or f"{len(snapshots)} snapshots, {len(now)} layouts, values and features")
    return 1 if faults else 0


sys.exit(main())

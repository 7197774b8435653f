#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Guests of a real Xen 4.11, taken to 4.15 by lustream-convert and by Xen's own tools, compared value by value:

    test-restored.py DUMP CONVERT CAPTURES REASONS TABLE [--write]

REASONS says for each difference who has the guest's value and why the other has not. One that it does not explain fails, and so does
a reason that explains none. TABLE is derived from both; --write makes it anew. [C-27]"""

import fnmatch
import json
import os
import subprocess
import sys
import tempfile

PAIRS = [
    ('PV', 'xen-4.11/pv1/saved', 'xen-4.11-restored-on-4.15/pv1/restored-paused'),
    ('PVH', 'xen-4.11/pvh1/saved', 'xen-4.11-restored-on-4.15/pvh1/restored-paused'),
    ('HVM', 'xen-4.11/rawhvm', 'xen-4.11-restored-on-4.15/rawhvm'),
    ('tiny PV', 'xen-4.11/tiny64/saved', 'xen-4.11-restored-on-4.15/tiny64/restored-paused'),
]
WHO = {'here': 'only here', 'both': 'neither need', 'source': 'neither can', 'xen': 'Xen\'s'}


def run(*args):
    done = subprocess.run(args, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f'{" ".join(args)}: exit {done.returncode}: {done.stderr}')
    return done.stdout


def text(value):
    """A value as the dump's JSON has it, short."""
    if isinstance(value, dict):
        value = value.get('name', value.get('value'))
    if isinstance(value, list):
        value = ' '.join(map(str, value))
    value = str(value)
    return value if len(value) <= 24 else value[:21] + '...'


def leaves(document):
    """The one domain: {record and instance: {(field, element): value, or (entry's key,): {field: value}}}."""
    domains = [s for s in document['segments'] if s['kind'] == 'domain']
    if len(domains) != 1:
        sys.exit(f'{len(domains)} domains in place of 1')
    found = {}
    for record in domains[0]['records']:
        values = found[record['name'], record['instance']] = {}
        for field, value in record['fields'].items():
            for i, one in enumerate(value if isinstance(value, list) else [value]):
                values[f'.{field}', i] = one
        for entry in record.get('entries', []):
            fields = list(entry.items())
            keys = fields[:2 if record['name'] == 'cpuid_policy' else 1]
            values[tuple(str(v) for _, v in keys)] = {name: value for name, value in fields[len(keys):]}
        for part in ('blob', 'extents'):
            if part in record:
                values[f'.{part}', 0] = json.dumps(record[part])
    return found


def note(rows, name, ours, theirs):
    row = rows.setdefault(name, [0, text(ours), text(theirs)])
    row[0] += 1


def difference(rows, name, key, ours, theirs):
    """One field, or one entry, that differs or is on one side only."""
    if len(key) == 2 and key[0].startswith('.'):
        note(rows, name + key[0], '-' if ours is None else ours, '-' if theirs is None else theirs)
        return
    label = f'{name}[{key[0] if name == "hvm_params" else ""}]'
    if ours is None or theirs is None:
        note(rows, label, *('-' if side is None else f'entry {"/".join(key)}' for side in (ours, theirs)))
        return
    for field in ours:
        if ours[field] != theirs[field]:
            note(rows, f'{label}.{field}', ours[field], theirs[field])


def differences(ours, theirs):
    """By name of the value: how many differ, and an example of each side."""
    rows = {}
    for record in sorted(set(ours) | set(theirs)):
        if record not in ours or record not in theirs:
            note(rows, record[0], *('there' if record in side else '-' for side in (ours, theirs)))
            continue
        for key in list(ours[record]) + [k for k in theirs[record] if k not in ours[record]]:
            values = ours[record].get(key), theirs[record].get(key)
            if values[0] != values[1]:
                difference(rows, record[0], key, *values)
    return rows


def load_reasons(path):
    """pattern | guests, or * | who | why"""
    with open(path, encoding='ascii') as file:
        return [[part.strip() for part in line.split('|')] for line in file if line.strip() and not line.startswith('#')]


def compare(dump, convert, captures, where):
    for guest, before, after in PAIRS:
        documents = []
        for path, more in ((before, ['--to', '4.15']), (after, [])):
            out = os.path.join(where, 'out.lus')
            run(convert, '-q', *more, '-o', out, os.path.join(captures, path))
            documents.append(leaves(json.loads(run(dump, '--json', out))))
        for name, (count, ours, theirs) in differences(*documents).items():
            yield guest, name, count, ours, theirs


def main():
    dump, convert, captures, reasons_path, table_path = sys.argv[1:6]
    reasons = load_reasons(reasons_path)
    used, failed, lines = set(), 0, []
    with tempfile.TemporaryDirectory() as where:
        for guest, name, count, ours, theirs in compare(dump, convert, captures, where):
            match = next((i for i, r in enumerate(reasons) if fnmatch.fnmatchcase(name, r[0].replace('[', '[[]')) and fnmatch.fnmatchcase(guest, r[1])), None)
            if match is None:
                failed += 1
                print(f'FAILED no reason: {name} | {guest} | {count} | {ours} | {theirs}')
                continue
            used.add(match)
            lines.append((reasons[match][2], name, guest, count, ours, theirs, reasons[match][3]))
    for i, reason in enumerate(reasons):
        if i not in used:
            failed += 1
            print(f'FAILED explains nothing: {" | ".join(reason)}')
        elif reason[2] not in WHO:
            failed += 1
            print(f'FAILED not one of {", ".join(WHO)}: {" | ".join(reason)}')
    table = ''.join(f'| {WHO.get(who, who)} | `{name}` | {guest} | {count} | {ours} | {theirs} | {why} |\n'
                    for who, name, guest, count, ours, theirs, why in sorted(lines, key=lambda x: (list(WHO).index(x[0]) if x[0] in WHO else 9, x[1:3])))
    with open(table_path, encoding='utf-8') as file:
        old = file.read()
    head = old[:old.index('|---')]
    new = head + '|---|---|---|---|---|---|---|\n' + table
    if '--write' in sys.argv:
        with open(table_path, 'w', encoding='utf-8') as file:
            file.write(new)
    elif new != old:
        failed += 1
        print(f'FAILED {table_path} is not what the captures give')
    print(f'{len(lines)} differences, {len(reasons)} reasons, {failed} failed')
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())

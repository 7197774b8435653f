# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""What differs between this reader and lustream-dump --json."""

import json
import re
import subprocess

from .base import StreamError
from .stream import decode
from .tables import schema

HEX = re.compile(r'0x[0-9a-fA-F]+')


def differences(ours, theirs, path='$', most=20):
    """Paths at which two documents differ. Hex strings are compared as numbers, so that leading zeros are free."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = [f'{path}.{k}: only in {"refread" if k in ours else "the dump"}' for k in ours.keys() ^ theirs.keys()]
        for key in ours.keys() & theirs.keys():
            found += differences(ours[key], theirs[key], f'{path}.{key}', most)
        return found[:most]
    if isinstance(ours, list) and isinstance(theirs, list):
        found = [] if len(ours) == len(theirs) else [f'{path}: {len(ours)} elements, {len(theirs)} in the dump']
        for i, (a, b) in enumerate(zip(ours, theirs)):
            if len(found) >= most:
                break
            found += differences(a, b, f'{path}[{i}]', most)
        return found[:most]
    if isinstance(ours, str) and isinstance(theirs, str) and HEX.fullmatch(ours) and HEX.fullmatch(theirs):
        same = int(ours, 16) == int(theirs, 16)
    else:
        same = type(ours) is type(theirs) and ours == theirs
    return [] if same else [f'{path}: {json.dumps(ours)}, {json.dumps(theirs)} in the dump'][:most]


def exit_code(name):
    return {'corrupt': 1, 'usage': 2, 'refused': 3}[schema().errors[name]['class']]


def run_dump(program, path):
    """(exit code, document or None, standard error) of PROGRAM --json PATH."""
    done = subprocess.run([program, '--json', path], capture_output=True, timeout=600, check=False)
    try:
        return done.returncode, json.loads(done.stdout), done.stderr.decode('utf-8', 'replace')
    except ValueError:
        return done.returncode, None, done.stderr.decode('utf-8', 'replace')


def compare(program, path, also=None):
    """What differs between this reader and the program on one file; also: an error that it may give instead."""
    with open(path, 'rb') as file:
        data = file.read()
    code, theirs, stderr = run_dump(program, path)
    try:
        ours, want = decode(data), 0
    except StreamError as error:
        ours, want = error.doc, exit_code(error.name)
    if theirs is None:
        return [f'$: the dump is not JSON (exit {code}): {stderr.strip()}']
    found = [] if code == want or want == 0 and code == 5 else [f'$: exit code {want}, {code} of the dump: {stderr.strip()}']
    if 'error' in ours:
        names = [doc.get('error', {}).get('name') for doc in (ours, theirs)]
        if names[1] not in (names[0], also):
            found.append(f'$.error: {ours["error"]}, {theirs.get("error")} in the dump')
        if want != 3:
            return found
        common = [k for k in ('lustream', 'header', 'catalogue') if k in ours]
        return found + differences({k: ours[k] for k in common}, {k: theirs[k] for k in common if k in theirs})
    if code == 5:
        theirs = {k: v for k, v in theirs.items() if k != 'error'}
    return found + differences(ours, theirs)

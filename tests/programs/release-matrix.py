#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""From each release to each, tried with real guests: the table in the README.

    release-matrix.py CONVERT CAPTURES README [--write]

Each guest is written for the release of the row, then for that of the column. Fails if the README's table is another. [C-28]"""

import os
import subprocess
import sys
import tempfile

GUESTS = [
    ('PV', 'xen-4.11/pv1/save.slim.img.xz', ''),
    ('PV of 32 bits', 'xen-4.17-pv32/tiny32/save.img.xz', ',+pv32'),
    ('PVH', 'xen-4.11/pvh1/save.slim.img.xz', ''),
    ('HVM', 'xen-4.11/rawhvm', ''),
]
RELEASES = range(11, 23)
BEGIN, END = '<!-- release-matrix -->\n', '<!-- end of release-matrix -->\n'


def convert(program, source, out, target):
    """'=' nothing changes, '+' values are derived or defaulted, '-' some are lost, 'x' refused"""
    done = subprocess.run([program, '--explain', '--to', target, '-o', out, source], capture_output=True, text=True, check=False)
    if done.returncode == 3:
        return 'x'
    if done.returncode:
        sys.exit(f'{source} to {target}: exit {done.returncode}: {done.stderr}')
    said = done.stderr.splitlines()
    return '-' if any(': lost' in line for line in said) else '+' if any('(' in line and '->' in line for line in said) else '='


def row_of(program, source, more, where):
    """The letters of one guest by (from, to)."""
    letters = {}
    for a in RELEASES:
        here = os.path.join(where, 'a.lus')
        first = convert(program, source, here, f'4.{a}{more}')
        for b in RELEASES:
            letters[a, b] = '.' if first == 'x' else convert(program, here, os.path.join(where, 'b.lus'), f'4.{b}')
    return letters


def table(program, captures):
    with tempfile.TemporaryDirectory() as where:
        letters = []
        for _, path, more in GUESTS:
            start = os.path.join(where, 'start.lus')
            source = os.path.join(captures, path)
            done = subprocess.run([program, '-q', '-o', start, source], capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f'{source}: {done.stderr}')
            letters.append(row_of(program, start, more, where))
    lines = ['| from \\ to | ' + ' | '.join(f'4.{b}' for b in RELEASES) + ' |', '|---' * (len(RELEASES) + 1) + '|']
    for a in RELEASES:
        cells = [''.join(one[a, b] for one in letters) for b in RELEASES]
        lines.append(f'| 4.{a} | ' + ' | '.join(f'`{cell}`' for cell in cells) + ' |')
    return '\n'.join(lines) + '\n'


def main():
    program, captures, readme = sys.argv[1:4]
    with open(readme, encoding='utf-8') as file:
        text = file.read()
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    new = text[:start] + table(program, captures) + text[end:]
    if '--write' in sys.argv:
        with open(readme, 'w', encoding='utf-8') as file:
            file.write(new)
    elif new != text:
        print('FAILED the table in the README is not what the program does: --write makes it anew')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())

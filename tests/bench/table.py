#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Puts the figures of bench and size.py into the table of README.md.

usage: table.py --readme README.md TSV...     replaces what is between the bench:begin and bench:end marks
       table.py --readme README.md --keep TSV...   only the parts that the TSVs have figures of: sizes do not depend on the load
       table.py TSV...                        prints it
       table.py --check README.md             exit code 1 unless there is a table with machine, date and every row

The values themselves are not checked: they are those of one machine on one day.
"""
import argparse
import datetime
import pathlib
import re
import sys

BEGIN, END = '<!-- bench:begin -->', '<!-- bench:end -->'

# Row, then for each column its key. {} is filled by the columns of the group.
GROUPS = [
    ('Records, ns each (times memcpy)', ['16 B', '56 B', '64 B', '1 KiB', '1 KiB array', '4 KiB blob', '4 KiB table'],
     ['16', '56', '64', '1k', '1k-array', '4k-blob', '4k-table'], [
         ('encode', 'records.{}.encode'),
         ('encode, CRCs, seal', 'records.{}.seal'),
         ('walk, framing checked', 'records.{}.walk'),
         ('CRC, decode, all checks', 'records.{}.decode'),
         ('`lus_check()`', 'records.{}.check'),
         ('for comparison: bare libxc-style walk', 'records.{}.libxc-walk'),
         ('for comparison: `hvm_load`-style check and copy', 'records.{}.hvm-load')]),
    ('CRC-32C, GB/s (times memcpy)', ['64 MiB', '256 KiB', '1 KiB', '64 B'], ['64m', '256k', '1k', '64'], [
        ('`crc32` instruction', 'crc.{}'),
        ('portable', 'crc.{}.portable')]),
    ('Page maps of 64 GiB, M pages/s (times memcpy of 8 B a page)', ['HVM, 1 % shattered', 'PV, runs of 16', 'PV, random'],
     ['hvm', 'pv-runs', 'pv-random'], [
         ('KiB of stream per GiB', 'maps.{}.bytes'),
         ('encode', 'maps.{}.encode'),
         ('extents, canonical form checked', 'maps.{}.extents-decode'),
         ('frames into a table', 'maps.{}.decode'),
         ('CRC, frames into a table', 'maps.{}.decode-crc')]),
    ('Host of 1,000 domains, 4 vcpus each, ms (times memcpy)', ['save', 'restore', 'check', 'bytes per domain'],
     ['save', 'restore', 'check', 'size'], [('real HVM records, 64 ports, 64 grants', 'fleet.{}')]),
    ('Scaling, 56 B records, CRC and decode', ['10⁴', '10⁵', '10⁶', '10⁷'], ['10000', '100000', '1000000', '10000000'], [
        ('ns per record', 'scaling.{}')]),
    ('Two threads over one', ['in cache', '64-bit sum, in cache', 'from memory', 'memcpy itself, from memory'],
     ['cache', 'sum', 'memory', 'memcpy'], [
        ('times as fast', 'threads.{}')]),
    ('Ten fields, 56 B, ns each', ['lustream', 'libfdt', 'nanopb', 'protobuf-c', 'msgpack-c'],
     ['lustream', 'libfdt', 'nanopb', 'protobuf-c', 'msgpack-c'], [
         ('encode', 'peers.{}.encode'),
         ('decode', 'peers.{}.decode'),
         ('bytes', 'peers.{}.bytes')]),
    ('Code of the core with Xen\'s flags, bytes', ['reader, CRC', 'check', 'writer', 'codecs', 'per field: decode', 'encode'],
     ['text.reader', 'text.check', 'text.writer', 'text.codecs', 'field.decoders', 'field.encoders'], [('`.text`', 'size.{}')]),
    ('Code of the shims with Xen\'s flags, bytes', ['conversion', 'steps: rules, rows', 'notes, negotiation'], ['release', 'steps', 'notes'], [
        ('code: `.text`', 'size.text.{}'),
        ('constants', 'size.data.{}')]),
    ('Deepest stack, bytes', ['reading', 'maps', '`lus_check()`', 'writing', '`lus_recast()`', '`lus_lift_*()`', '`lus_negotiate()`'],
     ['read', 'maps', 'check', 'write', 'recast', 'lift', 'negotiate'], [('all calls together', 'stack.{}')]),
]
# What a machine without the instruction or a library does not have.
OPTIONAL = re.compile(r'crc\.|peers\.(libfdt|nanopb|protobuf-c|msgpack-c)\.|stack\.')


def die(message):
    sys.exit(f'table.py: {message}')


def read_tsv(paths):
    rows, notes = {}, {}
    for path in paths:
        try:
            lines = path.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as e:
            die(f'{path}: {e}')
        for n, line in enumerate(lines, 1):
            part = line.split('\t')
            if line.startswith('# ') and len(part) == 2:
                notes.setdefault(part[0][2:], []).append(part[1])
            elif len(part) == 9:
                rows[part[0]] = part
            else:
                die(f'{path}: line {n}: not a figure: {line[:60]!r}')
    return rows, notes


def cell(row):
    if row is None:
        return '–'
    value = float(row[2])
    text = f'{value:,.0f}' if abs(value) >= 100 or value == int(value) else f'{value:.3g}'
    if row[4] != '-':
        text += f' ({float(row[4]):.2f})'
    return text + (' **missed**' if row[8] == 'missed' else '')


def old_part(old, title):
    """The rows of a part of a table; none where it has no such part."""
    lines = old.split(f'| {title} |')[1].splitlines()[2:] if f'| {title} |' in old else []
    return lines[:lines.index('')] if '' in lines else lines


def make_table(rows, notes, old=''):
    date, machine, compiler = (notes.get(n, ['?'])[0] for n in ('date', 'machine', 'compiler'))
    out = [f'Measured {date} on {machine}, compiler {compiler}; medians; `-O2` and Xen\'s flags, no vector registers. '
           'In brackets: CPU time over that of a libc `memcpy` of the same bytes, made just before and after. '
           'Goals that were missed are marked.', '']
    if old:
        out = [old.splitlines()[1], '']
    for title, heads, columns, figures in GROUPS:
        lines = []
        if old and not any(rows.get(pattern.format(c)) for _, pattern in figures for c in columns):
            figures, lines = [], old_part(old, title)
        for name, pattern in figures:
            found = [rows.get(pattern.format(c)) for c in columns]
            if not any(found):
                if OPTIONAL.match(pattern.format(columns[0])):
                    continue
                die(f'no figure {pattern.format(columns[0])}: was the whole benchmark run?')
            lines.append(f'| {name} | ' + ' | '.join(map(cell, found)) + ' |')
        if lines:
            out += [f'| {title} | ' + ' | '.join(heads) + ' |', '|---|' + '--:|' * len(heads), *lines, '']
    if old:
        return '\n'.join(out + [line for line in old.splitlines() if line.startswith(('ns per record at', 'Decoding against', 'Skipped:'))])
    ratio, best = rows.get('scaling.ratio'), rows.get('peers.best')
    if ratio:
        out.append(f'ns per record at 10⁷ over 10⁶: {cell(ratio)}.')
    if best:
        out.append(f'Decoding against the best of the others that does not allocate: {cell(best)} times as fast.')
    for text in notes.get('skipped', []):
        out.append(f'Skipped: {text}.')
    return '\n'.join(out)


def split(path):
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as e:
        die(f'{path}: {e}')
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        die(f'{path}: needs one line {BEGIN} and after it one line {END}')
    head, rest = text.split(BEGIN)
    return head, *rest.split(END)


def check(path):
    table = split(path)[1]
    date = re.search(r'Measured (\d{4}-\d\d-\d\d) on (\S[^,]*),', table)
    if not date:
        die(f'{path}: the table does not say when and on what machine it was measured')
    try:
        datetime.date.fromisoformat(date[1])
    except ValueError:
        die(f'{path}: {date[1]} is no date')
    for title, heads, _, figures in GROUPS:
        if f'| {title} |' not in table:
            die(f'{path}: no part "{title}"')
        for name, _ in figures:
            row = re.search(rf'^\| {re.escape(name)} \|(.*)\|$', table.split(f'| {title} |')[1], re.M)
            if not row or len(row[1].split(' | ')) != len(heads):
                die(f'{path}: no row "{name}" in "{title}"')
    print(f'{path}: table of {date[1]}, {date[2]}')


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('tsv', nargs='*', type=pathlib.Path)
    p.add_argument('--readme', type=pathlib.Path)
    p.add_argument('--keep', action='store_true')
    p.add_argument('--check', type=pathlib.Path)
    args = p.parse_args()
    if args.check:
        check(args.check)
        return
    if not args.tsv:
        p.error('no figures given')
    if not args.readme:
        print(make_table(*read_tsv(args.tsv)))
        return
    head, old, tail = split(args.readme)
    table = make_table(*read_tsv(args.tsv), old if args.keep else '')
    args.readme.write_text(f'{head}{BEGIN}\n{table}\n{END}{tail}')


if __name__ == '__main__':
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""The golden streams against the second reader, and against the programs where they are given ("-" for none):

    test-goldens.py DUMP CONVERT SOURCEDIR [--out DIR]

May hold: checks that need all goldens; rules of the stream belong to refread.py, the texts' form to golden.py."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import golden
import refread


class Results:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, what, why=''):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f'FAILED {what}: {why}')


def verdict(data):
    try:
        refread.decode(data)
    except refread.StreamError as error:
        return error.name, error.offset
    return 'good', None


def spec_examples(results, root):
    """The examples in the spec are lines of the goldens, in their order: the spec can't show bytes that no test has."""
    text = ''
    for name, head in (('stream.md', '## 12. Examples'), ('note.md', '## 4. Example')):
        with open(os.path.join(root, 'spec', name), encoding='utf-8') as file:
            text += file.read().split(head)[1]
    blocks = re.findall(r'`(tests/goldens/[a-z/-]+\.txt)`(?:, [^\n]*)?:\n\n((?:    .*\n)+)', text)
    results.check(len(blocks) >= 3, 'examples of the spec', 'too few')
    for path, block in blocks:
        with open(os.path.join(root, path), encoding='ascii') as file:
            rest = iter(file.read().splitlines())
        for line in block.splitlines():
            results.check(line[4:] in rest, f'spec section 12, {path}', f'not there, or not in this order: {line.strip()}')


def reader_tests(results, goldens, found, complaints):
    """The second reader on its own."""
    results.check(refread.crc32c(b'123456789') == 0xE3069283, 'S-2', 'CRC-32C of its own')
    for where, right in complaints:
        results.check(False, where, f'the CRC is {right}')
    names = [name for name, _, _ in found]
    results.check(len(set(names)) == len(names), 'names', [name for name in names if names.count(name) > 1])
    for name, data, expect in found:
        results.check(verdict(data) == expect[:2], name, f'expected {expect}, the reader says {verdict(data)}')
    for name, data, expect in found:
        path = os.path.join(goldens, name + '.txt')
        wanted = golden.values(path) if os.path.exists(path) else []
        document = refread.decode(data) if wanted else None
        for place, value in wanted:
            got = document
            for step in place.split('.'):
                got = got[int(step)] if isinstance(got, list) else got[step]
            results.check(got == value, f'{name}: {place}', f'expected {value}, the reader says {got}')
    errors = {name for name, row in refread.schema().errors.items() if row['class'] in ('corrupt', 'refused')}
    errors -= {'E_PROFILE', 'E_REFUSED'}      # of conversion, not of reading: test-recast
    errors = {name for name in errors if not name.startswith('E_NOTE')}     # of acceptance notes: test-note
    for name in sorted(errors - {expect[0] for _, _, expect in found}):
        results.check(False, name, 'no golden expects this error')
    future = [(name, data) for name, data, _ in found if name.startswith('future-')]
    for name, data in future:
        try:
            refread.decode(data)
        except refread.StreamError as error:
            results.check(len(error.doc.get('catalogue', [])) == 2 and 'header' in error.doc, name,
                          'header and catalogue are to be read')


ERROR_OF = {'range': 'E_RANGE', 'nonzero': 'E_RANGE', 'enum': 'E_ENUM', 'flags': 'E_FLAG_BITS'}


def breakable(record, entries):
    """The errors that can be made in a record that a golden has with so many entries, by what the spec's table says of it."""
    tail = record['tail']
    fields = record['fields'] + (tail['entry']['fields'] if tail['entry'] and entries else [])
    kinds = {ERROR_OF[field['kind']] for field in fields if field['kind'] in ERROR_OF}
    kinds |= {'E_RESERVED' for field in fields if field['wire'] == 'reserved'}
    if tail['sort'] in ('span', 'sorted') and entries > 1:
        kinds |= {'E_SORT', 'E_MERGE'} if tail['sort'] == 'span' else {'E_SORT'}
    if tail['kind'] and entries:
        kinds.add('E_LENGTH')
    if record['instances'][1]:
        kinds.add('E_INSTANCE')
    return kinds


def kinds_tests(results, root, found):
    """Of the records of each part of the schema that goldens have, each kind of rule is broken in one."""
    part_of, wanted, broken = {}, set(), set()
    for name in os.listdir(os.path.join(root, 'src', 'core', 'schema')):
        if name.startswith('records-'):
            with open(os.path.join(root, 'src', 'core', 'schema', name), encoding='utf-8') as file:
                part_of.update((record, name) for record in re.findall(r'^LUS_REC\((\w+),', file.read(), re.M))
    for name, data, expect in found:
        try:
            document = refread.decode(data)
        except refread.StreamError as error:
            broken.add((part_of.get(error.where.get('record')), error.name))
            continue
        for record in (record for segment in document['segments'] for record in segment['records']):
            known = refread.schema().types.get(int(record['type'], 16))
            if known:
                wanted |= {(part_of[known['name']], kind) for kind in breakable(known, len(record.get('entries', [])))}
    results.check(len(wanted) > 50, 'kinds of rules', f'only {len(wanted)}')
    for part, kind in sorted(wanted - broken):
        results.check(False, f'{part}: {kind}', 'no golden breaks such a rule of its records')


def damage_tests(results, found):
    """Every prefix, and a flipped bit in every byte up to the last record, of the smallest stream."""
    data = next(data for name, data, _ in found if name == 'minimal')
    bad = [n for n in range(len(data)) if verdict(data[:n])[0] != 'E_TRUNCATED']
    results.check(not bad, 'every prefix', f'not E_TRUNCATED at {bad[:5]}')
    places = [*range(0x170), *range(0x1000, 0x1074), *range(0x2000, 0x2044), *range(0x3000, 0x305c)]
    quiet = [at for at in places if verdict(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1:])[0] == 'good']
    results.check(not quiet, 'every byte damaged', f'not seen at {quiet[:5]}')


def dump_tests(results, program, found, directory, offsets):
    """The program says the same: verdict, error, document; the offset too, if wanted (the spec does not fix it to the byte)."""
    for name, data, expect in found:
        path = os.path.join(directory, name + '.lus')
        differ = refread.compare(program, path, expect[2])
        results.check(not differ, name, '; '.join(differ))
        if expect[0] == 'good':
            continue
        _, document, stderr = refread.run_dump(program, path)
        error = (document or {}).get('error', {})
        results.check(error.get('name', '-') in stderr, name, f'the error is not named on standard error: {stderr}')
        at = int(str(error.get('offset', '-1')), 0)
        good = at == expect[1] or not offsets and 0 <= at <= len(data)
        results.check(good, name, f'offset {at:#x}, not {expect[1]:#x}: {stderr.strip()}')


def convert(program, source, target):
    return subprocess.run([program, '-q', '-o', target, source], capture_output=True, timeout=600, check=False)


def convert_tests(results, dump, program, found, directory):
    """A stream through convert, and through JSON and convert, is the same bytes; what is refused leaves no file
    [P-5] [P-23] [P-31]."""
    target = os.path.join(directory, 'converted')
    text = os.path.join(directory, 'document')
    for name, data, expect in found:
        source = os.path.join(directory, name + '.lus')
        ways = [source]
        if dump and expect[0] == 'good':
            with open(text, 'wb') as file:
                file.write(subprocess.run([dump, '--json', source], capture_output=True, timeout=600, check=False).stdout)
            ways.append(text)
        for way in ways:
            if os.path.exists(target):
                os.unlink(target)
            done = convert(program, way, target)
            what = f'{name}: convert {"the stream" if way == source else "its JSON"}'
            if expect[0] != 'good':
                results.check(done.returncode != 0 and not os.path.exists(target), what,
                              f'exit {done.returncode}, or a file is there')
                continue
            same = False
            if os.path.exists(target):
                with open(target, 'rb') as file:
                    same = file.read() == data
            results.check(done.returncode == 0 and same, what, f'exit {done.returncode}, or other bytes: {done.stderr[:300]}')


def write_all(found, directory):
    os.makedirs(directory, exist_ok=True)
    for name, data, _ in found:
        with open(os.path.join(directory, name + '.lus'), 'wb') as file:
            file.write(data)
    with open(os.path.join(directory, 'expect.json'), 'w', encoding='ascii') as file:
        json.dump({name: expect for name, _, expect in found}, file, indent=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('dump')
    parser.add_argument('convert')
    parser.add_argument('sourcedir')
    parser.add_argument('--out', help='leave the assembled streams in this directory')
    parser.add_argument('--offsets', action='store_true', help='the program must give the same offsets')
    arguments = parser.parse_args()
    results = Results()
    goldens = os.path.join(arguments.sourcedir, 'tests', 'goldens')
    found, complaints = golden.load(goldens)
    if arguments.out:
        write_all(found, arguments.out)
    spec_examples(results, arguments.sourcedir)
    reader_tests(results, goldens, found, complaints)
    damage_tests(results, found)
    kinds_tests(results, arguments.sourcedir, found)
    dump = arguments.dump if arguments.dump not in ('', '-') else None
    with tempfile.TemporaryDirectory() as directory:
        write_all(found, directory)
        if dump:
            dump_tests(results, dump, found, directory, arguments.offsets)
        if arguments.convert not in ('', '-'):
            convert_tests(results, dump, arguments.convert, found, directory)
    print(f'{results.passed} passed, {results.failed} failed')
    return 1 if results.failed or not results.passed else 0


if __name__ == '__main__':
    sys.exit(main())

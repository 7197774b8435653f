#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Sizes of the core's and the shims' code by group, and its deepest stack, of objects built with Xen's flags.

usage: size.py [-o TSV] [--schema DIR] OBJECT.o... | ARCHIVE.a...

For an archive the objects are those in ARCHIVE.a.p/, where meson puts them. The stack comes from gcc's -fcallgraph-info=su beside
the objects: the heaviest path of calls, assuming that every call in a function can happen; functions that are not in the objects
(memcpy and its like) are not counted. "reader + CRC" is all that reads: front, segments, records, tables, maps with the check of their
form, sources, and CRCs with and without the instruction. Of reading, only lookup.c is not in it: records and entries in any order, which
only the check of a host asks for; what restores takes them as they come. Exit code 2 when an object can't be read.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

GROUPS = {
    'reader + CRC': ['crc32c-arm.c', 'crc32c-tables.c', 'crc32c-x86.c', 'crc32c.c', 'map-read.c', 'open.c', 'segment.c',
                     'source.c', 'table.c'],
    'check of a whole stream': ['check.c'],
    'hosts, their check and restore': ['host-events.c', 'host-frames.c', 'host-gfns.c', 'host-grants.c', 'host-info.c', 'host-limits.c', 'host-lists.c', 'host-m2p.c',
                                       'host-memory.c',
                                       'host-ports.c', 'host-refs.c', 'host-required.c', 'host-sorted.c', 'host-tables.c',
                                       'host-tables-gather.c', 'host-tables-vcpus.c', 'host-tables-walk.c', 'host-whole.c', 'host.c',
                                       'lookup.c', 'memory.c', 'owners.c', 'order-table.c', 'restore.c'],
    'texts of errors': ['error.c'],
    'writer': ['map-write.c', 'seal.c', 'writer.c'],
    'codecs of the schema': ['codec-any.c', 'codec-get.c', 'codec-put.c'],
    'schema as data': ['schema.c', 'schema-fields.c'],
    'what must be drained': ['quiesce.c'],
    'release to release: engine': ['facts.c', 'features.c', 'lift.c', 'profile.c', 'recast.c', 'rules.c', 'tally.c'],
    'steps of releases: rules, rows': ['step-12.c', 'step-13.c', 'step-14.c', 'step-15.c', 'step-16.c', 'step-17.c', 'step-18.c', 'step-19.c', 'step-20.c', 'step-21.c',
                              'step-22.c', 'step-common.c', 'steps.c'],
    'notes and negotiation': ['negotiate-stream.c', 'negotiate.c', 'note-tables.c', 'note.c'],
}
# Rules are called through pointers, from what is in rules.c but lus_call_*(), which calls who is told: another program's.
CALLS_RULES = re.compile(r'rules\.c:(?!lus_call_)\w+|lus_apply')
RULES = re.compile(r'step-\d+\.c:')
READER_LIMIT = 8 * 1024
FIELD_LIMIT = 24


def source_of(path):
    """open.c for x/.._.._src_core_open.c.o or open.o."""
    name = re.sub(r'\.o$', '', path.name)
    name = re.sub(r'.*src_(core_host|core|compat)_', '', name)
    return name if name.endswith('.c') else name + '.c'


def sections(path):
    out = subprocess.run(['size', '-A', path], capture_output=True, text=True)
    if out.returncode:
        sys.exit(f'size.py: {path}: {out.stderr.strip() or "size failed"}')
    total = collections.Counter()
    for line in out.stdout.splitlines():
        part = line.split()
        if len(part) == 3 and part[1].isdigit():
            for kind in ('.text', '.rodata', '.data', '.bss'):
                if part[0] == kind or part[0].startswith(kind + '.'):
                    total[kind] += int(part[1])
    return total


def code_by_prefix(path, prefix):
    """Bytes of the functions whose name begins with one of these."""
    out = subprocess.run(['nm', '-S', '--defined-only', path], capture_output=True, text=True, check=True).stdout
    sizes = [int(p[1], 16) for p in map(str.split, out.splitlines()) if len(p) == 4 and p[2] in 'tT' and p[3].startswith(prefix)]
    return sum(sizes)


def count_fields(schema):
    """Lines that describe a field; an array is one."""
    text = ''.join(p.read_text() for p in sorted(schema.glob('records-*.def')))
    return len(re.findall(r'^LUS_(?:F|A|B|R|NF|NA|NR)\(', text, re.M))


def call_graph(objects):
    frame, calls, dynamic = {}, collections.defaultdict(set), []
    for path in objects:
        info = path.with_name(re.sub(r'\.o$', '.ci', path.name))
        if not info.exists():
            continue
        for line in info.read_text().splitlines():
            node = re.match(r'node: \{ title: "([^"]+)" label: "(?:[^"\\]|\\.)*?\\n(\d+) bytes \(([^)]*)\)', line)
            edge = re.match(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', line)
            if node:
                frame[node[1]] = int(node[2])
                if 'dynamic' in node[3] and 'bounded' not in node[3]:
                    dynamic.append(node[1])
            elif edge:
                calls[edge[1]].add(edge[2])
    for name in frame:
        if CALLS_RULES.search(name) and '__indirect_call' in calls[name]:
            calls[name].update(n for n in frame if RULES.search(n))
    return frame, calls, dynamic


def deepest(frame, calls):
    """The heaviest path from each function. Recursion ends the program: the core must have none."""
    best = {}

    def visit(name, path):
        if name in path:
            sys.exit('size.py: recursion: ' + ' -> '.join([*path, name]))
        if name not in best:
            below = [visit(c, [*path, name]) for c in calls.get(name, ()) if c in frame]
            depth, trail = max(below, default=(0, []))
            best[name] = (frame[name] + depth, [name, *trail])
        return best[name]

    for name in frame:
        visit(name, [])
    return best


def find_objects(names):
    objects = []
    for name in map(pathlib.Path, names):
        found = sorted(name.with_name(name.name + '.p').glob('*.o')) if name.suffix == '.a' else [name]
        if not found:
            sys.exit(f'size.py: {name}: no objects in {name}.p/')
        objects += found
    return objects


class Report:
    def __init__(self, out):
        self.out = out

    def row(self, key, what, value, unit, limit=None):
        verdict = '-' if limit is None else 'met' if value <= limit else 'missed'
        goal = '-' if limit is None else f'value <= {limit}'
        shown = f'{value:.1f}' if isinstance(value, float) else str(value)
        print(f'  {what:<62} {shown:>9} {unit}' + ('' if limit is None else f'  goal {goal}: {verdict}'))
        if self.out:
            self.out.write(f'{key}\t{what}\t{value:.4f}\t{unit}\t-\t-\t-\t{goal}\t{verdict}\n')


def report_code(objects, schema, r):
    totals = collections.defaultdict(collections.Counter)
    by_source = {}
    for path in objects:
        source = source_of(path)
        by_source[source] = path
        group = next((g for g, files in GROUPS.items() if source in files), None)
        if group is None:
            sys.exit(f'size.py: {source} is in no group: add it to GROUPS')
        totals[group] += sections(path)
    for group in GROUPS:
        limit = READER_LIMIT if group == 'reader + CRC' else None
        r.row('size.text.' + group.split()[0], f'.text of {group}', totals[group]['.text'], 'B', limit)
    for group in GROUPS:
        t = totals[group]
        if t['.rodata'] + t['.data']:
            r.row('size.data.' + group.split()[0], f'constants of {group}', t['.rodata'] + t['.data'], 'B')
    fields = count_fields(schema) if schema else 0
    if fields:
        r.row('size.fields', 'fields in the schema, an array as one, reserved ones too', fields, '')
        for source, prefix, what in (('codec-get.c', ('lus_decode_', 'lus_good_', 'bad_', 'get_'), 'decoders'),
                                     ('codec-put.c', ('lus_encode_', 'bad_', 'put_'), 'encoders')):
            if source in by_source:
                size = code_by_prefix(by_source[source], prefix)
                r.row('size.field.' + what, f'code per field, {what}', size / fields, 'B', FIELD_LIMIT)


def report_stack(objects, r):
    frame, calls, dynamic = call_graph(objects)
    if not frame:
        print('  no call graph beside the objects (gcc -fcallgraph-info=su makes it): the deepest stack is not known')
        return
    if dynamic:
        sys.exit('size.py: frames without a bound: ' + ', '.join(dynamic))
    best = deepest(frame, calls)
    public = {n: b for n, b in best.items() if re.fullmatch(r'lus_\w+', n)}
    for key, what, pattern in (('read', 'reading', r'lus_(open|verify|segment_\w+|next|find|table_next|decode_\w+)'),
                               ('maps', 'reading maps', r'lus_map_(next|frames)'), ('check', 'lus_check()', 'lus_check'),
                               ('write', 'writing', r'lus_(begin|put|add|end|writer|map_(begin|add|end)|seal|copy)\w*'),
                               ('recast', 'another release', r'lus_(recast|upgrade|downgrade)'), ('lift', 'lifting', r'lus_lift_\w+'),
                               ('negotiate', 'negotiating', r'lus_negotiate')):
        depth, trail = max(b for n, b in public.items() if re.fullmatch(pattern, n))
        r.row('stack.' + key, f'deepest stack, {what} ({trail[0]})', depth, 'B')
    depth, trail = max(public.values())
    r.row('stack.all', 'deepest stack of all', depth, 'B')
    print('    ' + ' -> '.join(f'{t.split(":")[-1]} {frame[t]}' for t in trail))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('objects', nargs='+')
    p.add_argument('-o', metavar='TSV', help='also write the figures here')
    p.add_argument('--schema', type=pathlib.Path, help='directory of records-*.def, to count fields')
    args = p.parse_args()
    objects = find_objects(args.objects)
    out = open(args.o, 'w') if args.o else None
    print('Core built with the flags of Xen')
    r = Report(out)
    report_code(objects, args.schema, r)
    report_stack(objects, r)
    if out:
        out.close()


if __name__ == '__main__':
    main()

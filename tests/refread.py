#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""A second reader of the stream, made from spec/stream.md and spec/records.md alone. It shares nothing with the C code, so that a
mistake has to be made twice to stay unseen. May hold: the reader, its JSON form, and the comparison with lustream-dump --json."""

import json
import os
import re
import struct
import subprocess
import sys
import uuid

PAGE = 4096
MIB = 1 << 20
FRAMES = 1 << 40
MANDATORY_MASK = 1 << 31
MORE, CHUNK, SAFE = 1, 2, 4
KINDS = {1: 'system', 2: 'memory', 3: 'domain'}
ARCHES = {1: 'x86', 2: 'arm64', 3: 'arm32', 4: 'riscv64'}
SCOPE_SEGMENT = {'system': 1, 'memory': 2, 'domain': 3, 'vcpu': 3}


# CRC-32C, bit by bit for the table: reflected polynomial of 0x1EDC6F41 (S-2)
def _crc_table():
    poly = int(f'{0x1EDC6F41:032b}'[::-1], 2)
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (poly if byte & 1 else 0)
        table.append(byte)
    return table


CRC_TABLE = _crc_table()

# The same for two bytes at a time
CRC_TABLE_16 = [(once >> 8) ^ CRC_TABLE[once & 0xFF] for once in (CRC_TABLE[n & 0xFF] ^ n >> 8 for n in range(65536))]


def crc32c(data):
    crc, table, even = 0xFFFFFFFF, CRC_TABLE_16, len(data) & ~1
    for word in struct.unpack(f'<{even // 2}H', data[:even]):
        crc = table[(crc ^ word) & 0xFFFF] ^ (crc >> 16)
    for byte in data[even:]:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def header_crc(data):
    return crc32c(bytes(data[:8]) + bytes(4) + bytes(data[12:256]))


class StreamError(Exception):
    """A breach of the specification; doc is what was read before it."""

    def __init__(self, name, offset, text='', **where):
        super().__init__(f'{name} at {offset:#x} {text} {where or ""}')
        self.name, self.offset, self.text, self.where, self.doc = name, offset, text, where, None


# ---------------------------------------------------------------------------------------------------------------- the tables

class Schema:
    """records.md as dictionaries."""

    def __init__(self, path):
        self.types, self.entries, self.enums, self.flags, self.errors = {}, {}, {}, {}, {}
        with open(path, encoding='utf-8') as file:
            text = file.read()
        for part in re.split(r'^## ', text, flags=re.M)[1:]:
            title, _, body = part.partition('\n')
            for block in re.split(r'^### ', body, flags=re.M)[1:]:
                name, _, lines = block.partition('\n')
                self._block(title.strip(), name.strip(), lines)
            if title.strip() == 'Errors':
                for row in self._rows(body):
                    self.errors[row['name']] = row
        for record in self.types.values():
            record['tail'] = self._tail(record['tail'])

    @staticmethod
    def _rows(lines):
        rows, head = [], None
        for line in lines.splitlines():
            if not line.startswith('|'):
                continue
            cells = [cell.strip() for cell in line.strip('|\n').split('|')]
            if head is None:
                head = cells
            elif not set(line) <= set('|-'):
                rows.append(dict(zip(head, cells)))
        return rows

    @staticmethod
    def _attributes(lines):
        return dict(re.findall(r'^- ([a-z ]+): (.*)$', lines, flags=re.M))

    def _field(self, row):
        field = {'name': row['field'], 'offset': int(row['offset']), 'size': int(row['size']), 'wire': row['wire'],
                 'count': int(row['count']), 'since': int(row['since']), 'unit': row['unit'], 'kind': None, 'of': None}
        values = row['values']
        match = re.fullmatch(r'(\S+)\.\.(\S+)', values)
        if match:
            field['kind'], field['of'] = 'range', (int(match[1], 0), int(match[2], 0))
        elif values == 'not 0':
            field['kind'] = 'nonzero'
        elif values:
            field['kind'], field['of'] = values.split()
            if field['kind'] not in ('enum', 'flags', 'named'):
                raise ValueError(f'records.md: values {values!r}')
        return field

    def _block(self, title, name, lines):
        attributes, rows = self._attributes(lines), self._rows(lines)
        if title == 'Records':
            first, last = attributes['instances'].split('..')
            fixed = [int(n) for n in attributes['fixed part'].removesuffix(' bytes').split(', ')]
            record = {'name': name, 'type': int(attributes['type'], 16), 'revisions': int(attributes['revisions']),
                      'scope': attributes['scope'], 'pass': int(attributes['pass']), 'instances': (int(first), int(last)),
                      'presence': attributes['presence'], 'need': attributes['need'], 'guests': attributes['guests'],
                      'fixed': fixed, 'tail': attributes['tail'], 'fields': [self._field(row) for row in rows]}
            if len(fixed) != record['revisions']:
                raise ValueError(f'records.md: {name}: revisions and lengths differ')
            self.types[record['type']] = record
        elif title == 'Entries':
            key = int(re.match(r'the first (\d+)', attributes['key'])[1])
            self.entries[name.split()[1]] = {'size': int(attributes['size'].split()[0]), 'key': key,
                                             'fields': [self._field(row) for row in rows]}
        elif title.startswith('Enumerations'):
            kind, what = name.split()
            (self.enums if kind == 'enum' else self.flags)[what] = {int(row['value'], 0): row['name'] for row in rows}

    def _tail(self, text):
        tail = {'kind': None, 'entry': None, 'most': None, 'sort': None, 'attribute': None}
        match = re.fullmatch(r'(span table|sorted table|sequence) of (\w+)(?:, at most (\d+))?', text)
        if match:
            tail.update(kind='table', sort=match[1].split()[0], entry=self.entries[match[2]], most=match[3] and int(match[3]))
        elif text.startswith('map, attribute '):
            tail.update(kind='map', attribute=self.enums[text.split()[-1]])
        elif text.startswith('blob, at most '):
            tail.update(kind='blob', most=int(text.split()[-1]))
        elif text != 'none':
            raise ValueError(f'records.md: tail {text!r}')
        return tail


_schema = None


def schema():
    global _schema
    if _schema is None:
        here = os.path.dirname(os.path.abspath(__file__))
        _schema = Schema(os.path.join(here, '..', 'spec', 'records.md'))
    return _schema


# --------------------------------------------------------------------------------------------------------------------- fields

def number(data, signed=False):
    return int.from_bytes(data, 'little', signed=signed)


def flag_names(value, names):
    return [name for bit, name in names.items() if value & bit]


def element(field, data, at, where):
    """One value of a field, checked (S-29), in its JSON form."""
    value = number(data, field['wire'].startswith('i'))
    where = dict(where, field=field['name'])
    kind, of, tables = field['kind'], field['of'], schema()
    if kind == 'range' and not of[0] <= value <= of[1]:
        raise StreamError('E_RANGE', at, f'{value:#x}', **where)
    if kind == 'nonzero' and value == 0:
        raise StreamError('E_RANGE', at, 'zero', **where)
    if kind == 'enum' and value not in tables.enums[of]:
        raise StreamError('E_ENUM', at, f'{value:#x}', **where)
    if kind == 'flags' and value & ~sum(tables.flags[of]):
        raise StreamError('E_FLAG_BITS', at, f'{value:#x}', **where)
    shown = value
    if field['wire'] == 'i64':
        shown = str(value)
    elif len(data) == 8 or field['unit'] == 'hex' or kind in ('flags', 'named'):
        shown = f'{value:#x}'
    if kind == 'enum':
        return {'value': shown, 'name': tables.enums[of][value]}
    if kind in ('flags', 'named'):
        return {'value': shown, 'flags': flag_names(value, tables.flags[of])}
    return shown


def fields(table, revision, data, base, where):
    """The fields of a fixed part or of an entry. data holds exactly these; base is its offset in the stream."""
    result, end = {}, 0
    for field in table:
        if field['since'] > revision:
            continue
        assert field['offset'] == end, 'records.md has a gap'
        end += field['size']
        raw, at = data[field['offset']:end], base + field['offset']
        if field['wire'] == 'reserved':
            for place, byte in enumerate(raw):
                if byte:
                    raise StreamError('E_RESERVED', at, f'byte {place}', **dict(where, field=field['name']))
        elif field['wire'] == 'bytes':
            result[field['name']] = str(uuid.UUID(bytes=raw)) if field['unit'] == 'uuid' else raw.hex()
        else:
            size = field['size'] // field['count']
            values = [element(field, raw[i:i + size], at + i, where) for i in range(0, field['size'], size)]
            result[field['name']] = values if field['count'] > 1 else values[0]
    assert end == len(data), 'records.md does not cover the body'
    return result


# ---------------------------------------------------------------------------------------------------------------------- tails

def plain(entry, name, data):
    field = next(f for f in entry['fields'] if f['name'] == name)
    return number(data[field['offset']:field['offset'] + field['size']])


def table(tail, pieces, where):
    """Entries of a table (S-31, S-32). pieces are (bytes, offset) of each chunk."""
    entry, result, before = tail['entry'], [], None
    names = [f['name'] for f in entry['fields']]
    for data, base in pieces:
        for at in range(0, len(data), entry['size']):
            raw, here = data[at:at + entry['size']], dict(where, entry=len(result))
            result.append(fields(entry['fields'], 1, raw, base + at, here))
            if tail['sort'] == 'sequence':
                continue
            key = tuple(plain(entry, name, raw) for name in names[:entry['key']])
            here['field'] = names[0]
            if before is not None and key <= before[0]:
                raise StreamError('E_SORT', base + at, **here)
            if tail['sort'] == 'span':
                span_rules(entry, names, raw, before, base + at, here)
            before = (key, raw)
    return result


def span_end(first):
    """What first + count of a run is at most (S-32)."""
    return first['of'][1] + 1 if first['kind'] == 'range' else FRAMES


def span_rules(entry, names, raw, before, at, here):
    first, count = plain(entry, names[0], raw), plain(entry, names[-1], raw)
    if first + count > span_end(entry['fields'][0]):
        raise StreamError('E_RANGE', at + entry['fields'][-1]['offset'], 'end of the run', **dict(here, field=names[-1]))
    if before is None:
        return
    old = before[1]
    old_first, old_count = plain(entry, names[0], old), plain(entry, names[-1], old)
    greatest = (1 << 8 * entry['fields'][-1]['size']) - 1
    if old_first + old_count > first:
        raise StreamError('E_SORT', at, 'runs overlap', **here)
    if old_first + old_count == first and old_count != greatest and \
            all(plain(entry, n, old) == plain(entry, n, raw) for n in names[1:-1]):
        raise StreamError('E_MERGE', at, **here)


def round8(n):
    return (n + 7) // 8 * 8


def map_block(data, pos, base, names, where):
    """One block: (mode, frames or extents, its extents, its bytes). Checks all that a block says of itself."""
    at = base + pos

    def bad(error, offset, field, text=''):
        raise StreamError(error, offset, text, **dict(where, field=field))

    if len(data) - pos < 16:
        bad('E_LENGTH', at, None, 'block header is cut')
    word0, word1 = struct.unpack_from('<QQ', data, pos)
    gfn, attribute, mode = word0 & (FRAMES - 1), word0 >> 40 & 0xFF, word0 >> 48 & 3
    mfn, n = word1 & (FRAMES - 1), (word1 >> 40) + 1
    if word0 >> 50 or mode == 3:
        bad('E_MAP', at, 'mode')
    if attribute not in names:
        bad('E_ENUM', at, 'attribute', f'{attribute:#x}')
    if mode == 0:
        extents, size = [(gfn, mfn, n, attribute)], 16
    else:
        if n < 2 or (mode == 1 and n > 4096):
            bad('E_MAP', at, 'count', f'{n}')
        if mfn & 0xFFFFFFFF:
            bad('E_MAP', at, 'mfn', 'base')
        used = n * (6 if mode == 1 else 4)
        size = 16 + round8(used)
        if len(data) - pos < size:
            bad('E_LENGTH', at, None, 'block is cut')
        lows = struct.unpack_from(f'<{n}I', data, pos + 16)
        for place in range(used, size - 16):
            if data[pos + 16 + place]:
                bad('E_PADDING', at + 16 + place, None)
        counts = struct.unpack_from(f'<{n}H', data, pos + 16 + 4 * n) if mode == 1 else None
        extents = []
        for i, low in enumerate(lows):
            count = counts[i] + 1 if counts else 1
            last = extents[-1] if extents else None
            if mode == 2 and last and last[1] + last[2] == mfn + low:
                extents[-1] = (last[0], last[1], last[2] + 1, attribute)
                continue
            extents.append((last[0] + last[2] if last else gfn, mfn + low, count, attribute))
    for extent in extents:
        if extent[0] + extent[2] > FRAMES or extent[1] + extent[2] > FRAMES:
            bad('E_RANGE', at, 'gfn' if extent[0] + extent[2] > FRAMES else 'mfn')
    return mode, n, extents, size


def canonical_block(extents, i):
    """Mode, number of extents, and n of the block that S-35 wants for the extents from i on."""
    _, mfn, count, attribute = extents[i]
    high, end, frames = mfn >> 32, i, 0
    while end < len(extents) and end - i < 4096:
        e = extents[end]
        fits = e[2] <= 65536 and e[3] == attribute and e[1] >> 32 == high and (e[1] + e[2] - 1) >> 32 == high
        if not fits or (end > i and extents[end - 1][0] + extents[end - 1][2] != e[0]):
            break
        frames += e[2]
        end += 1
    if end - i < 2:
        return 0, 1, count
    if round8(6 * (end - i)) <= round8(4 * frames):
        return 1, end - i, end - i
    return 2, end - i, frames


def page_map(tail, pieces, where):
    """Extents of a map (section 8)."""
    names, extents, blocks = tail['attribute'], [], []
    for piece, (data, base) in enumerate(pieces):
        pos = 0
        while pos < len(data):
            mode, n, found, size = map_block(data, pos, base, names, where)
            if pos == 0 and piece and len(pieces[piece - 1][0]) + (tail['fixed'] if piece == 1 else 0) + size <= MIB:
                before = pieces[piece - 1][1] - 16 - (tail['fixed'] if piece == 1 else 0)
                raise StreamError('E_CHUNK', before, 'the next block fits in it', **where)
            for k, extent in enumerate(found):
                last = extents[-1] if extents else None
                if last and last[0] + last[2] > extent[0]:
                    raise StreamError('E_SORT', base + pos, **dict(where, field='gfn', entry=len(extents)))
                if last and last[0] + last[2] == extent[0] and last[1] + last[2] == extent[1] and last[3] == extent[3] and \
                        last[2] < 1 << 24:
                    raise StreamError('E_MERGE', base + pos, **dict(where, entry=len(extents)))
                if k == 0:
                    blocks.append((mode, n, len(found), len(extents), base + pos))
                extents.append(extent)
            pos += size
    for mode, n, number_of, first, at in blocks:
        wanted = canonical_block(extents, first)
        if wanted != (mode, number_of, n):
            raise StreamError('E_MAP', at, f'want mode {wanted[0]}, {wanted[1]} extents, n {wanted[2]}', **where)
    return [[f'{g:#x}', f'{m:#x}', n, names[a]] for g, m, n, a in extents]


# --------------------------------------------------------------------------------------------------------------------- stream

class Reader:
    def __init__(self, data):
        self.data, self.doc = bytes(data), {'lustream': 1}
        self.counted = {}

    def u(self, at, size):
        return number(self.data[at:at + size])

    def text(self, at):
        raw = self.data[at:at + 16]
        shown, _, rest = raw.partition(b'\0')
        for i, byte in enumerate(shown):
            if not 0x20 <= byte <= 0x7E:
                raise StreamError('E_HEADER', at + i, 'text')
        for i, byte in enumerate(rest):
            if byte:
                raise StreamError('E_HEADER', at + len(shown) + 1 + i, 'text')
        return shown.decode('ascii')

    def zero(self, start, end, error, **where):
        block = self.data[start:end]
        if block.count(0) != len(block):
            at = next(i for i, byte in enumerate(block) if byte)
            raise StreamError(error, start + at, **where)

    def version(self, at):
        return f'{self.u(at, 2)}.{self.u(at + 2, 2)}'

    # S-10, first half: what decides who may look at the rest
    def identity(self):
        if len(self.data) < 256:
            raise StreamError('E_TRUNCATED', len(self.data))
        if self.data[:8] != b'LUSTREAM':
            raise StreamError('E_MAGIC', 0)
        if self.u(12, 4) != 256:
            raise StreamError('E_HEADER', 12, 'header_size')
        if self.u(8, 4) != header_crc(self.data):
            raise StreamError('E_HEADER_CRC', 8)
        self.complete = self.u(21, 1) == 0
        source = self.u(64, 4)
        self.doc['header'] = {
            'format': self.u(16, 2), 'arch': ARCHES.get(self.u(18, 2), self.u(18, 2)), 'partial': not self.complete,
            'source': flag_names(source, schema().flags['source_kind']),
            'producer': self.version(72), 'producer_extra': printable(self.data[80:96]), 'updates': self.u(76, 4),
            'previous': self.version(96), 'previous_extra': printable(self.data[104:120]), 'profile': self.version(120),
            'features': f'{self.u(128, 8):#x}', 'total_size': f'{self.u(24, 8):#x}'}
        self.total, self.front = self.u(24, 8), self.u(60, 4)
        self.entries, self.segments = self.u(40, 4), self.u(56, 4)

    # S-14: any format's catalogue can be listed
    def list_catalogue(self):
        start = self.u(32, 8)
        self.doc['catalogue'] = []
        for at in range(start, start + 16 * self.entries, 16):
            if at + 16 > len(self.data):
                break
            kind, revision = self.u(at, 4), self.u(at + 4, 2)
            known = schema().types.get(kind)
            named = known and revision in range(1, known['revisions'] + 1)
            self.doc['catalogue'].append({'type': f'{kind:#010x}', 'name': known['name'] if named else None,
                                          'revision': revision, 'count': self.u(at + 8, 4)})

    def header(self):
        self.identity()
        if self.u(16, 2) != 1:
            if self.u(16, 2) and 0 < self.entries <= 4096:
                self.list_catalogue()
            raise StreamError('E_FORMAT', 16, f'format {self.u(16, 2)}')
        source, complete = self.u(64, 4), self.complete
        checks = [(18, self.u(18, 2) in ARCHES, 'arch'), (20, self.u(20, 1) == 12, 'page_shift'),
                  (21, self.u(21, 1) <= 1, 'completeness'), (64, not source & ~31 and source, 'source'),
                  (64, not complete or source == 1, 'source of a complete stream')]
        for at, good, what in checks:
            if not good:
                raise StreamError('E_HEADER', at, what)
        for start, end in ((22, 24), (68, 72), (100, 104), (124, 128), (128, 136), (136, 256)):
            self.zero(start, end, 'E_HEADER')
        self.text(80)
        self.text(104)
        if not self.u(76, 4):
            self.zero(96, 100, 'E_HEADER')
            self.zero(104, 120, 'E_HEADER')
        for at, good in ((24, self.total <= 1 << 46), (40, self.entries <= 4096), (56, self.segments <= 32770)):
            if not good:
                raise StreamError('E_HEADER', at, 'limit')
        self.layout()

    def layout(self):
        index = 256 + 16 * self.entries
        front = (index + 24 * self.segments + PAGE - 1) // PAGE * PAGE
        for at, value, want in ((32, self.u(32, 8), 256), (48, self.u(48, 8), index), (60, self.front, front)):
            if value != want:
                raise StreamError('E_LAYOUT', at, f'{value:#x}, not {want:#x}')
        if self.total < front or self.total % PAGE:
            raise StreamError('E_LAYOUT', 24, 'total_size')
        if len(self.data) < self.total:
            raise StreamError('E_TRUNCATED', len(self.data))
        if len(self.data) > self.total:
            raise StreamError('E_TRAILING', self.total)
        if crc32c(self.data[256:front]) != self.u(44, 4):
            raise StreamError('E_FRONT_CRC', 44)

    def catalogue(self):
        self.list_catalogue()
        self.promised, before, unknown = {}, None, None
        for at in range(256, 256 + 16 * self.entries, 16):
            kind, revision, count = self.u(at, 4), self.u(at + 4, 2), self.u(at + 8, 4)
            if kind == 0:
                raise StreamError('E_CATALOGUE', at)
            if before is not None and (kind, revision) <= before:
                raise StreamError('E_CATALOGUE', at, 'order')
            if revision == 0 or count == 0:
                raise StreamError('E_CATALOGUE', at + (4 if revision == 0 else 8))
            for start, end in ((at + 6, at + 8), (at + 12, at + 16)):
                self.zero(start, end, 'E_CATALOGUE')
            before = (kind, revision)
            self.promised[before] = (count, at)
            unknown = unknown or self.refusal(kind, revision, at)
        if unknown:
            raise unknown

    @staticmethod
    def refusal(kind, revision, at, **where):
        """What S-16 and S-28 say of this type and revision: an error, or None."""
        known = schema().types.get(kind)
        if kind & MANDATORY_MASK or known and 1 <= revision <= known['revisions']:
            return None
        where = dict(where, record=known['name'] if known else f'{kind:#010x}')
        return StreamError('E_UNKNOWN_REVISION' if known else 'E_UNKNOWN_TYPE', at, f'{kind:#010x} revision {revision}', **where)

    def index(self):
        self.zero(256 + 16 * self.entries + 24 * self.segments, self.front, 'E_PADDING')
        self.rows, before, end = [], None, self.front
        first = 256 + 16 * self.entries
        for at in range(first, first + 24 * self.segments, 24):
            kind, domid, offset, size = self.u(at, 2), self.u(at + 4, 4), self.u(at + 8, 8), self.u(at + 16, 8)
            if kind not in KINDS or self.u(at + 2, 2) or domid > (0x7FEF if kind == 3 else 0):
                raise StreamError('E_SEGMENT', at)
            if before is not None and (kind, domid) <= before:
                raise StreamError('E_SEGMENT', at, 'order')
            if size == 0 or size % PAGE:
                raise StreamError('E_SEGMENT', at + 16, 'size')
            if offset != end or offset + size > self.total:
                raise StreamError('E_LAYOUT', at + 8)
            before, end = (kind, domid), offset + size
            self.rows.append((kind, domid, offset, size))
        if end != self.total:
            raise StreamError('E_LAYOUT', 24, 'total_size')
        if self.complete and [row[0] for row in self.rows[:2]] != [1, 2]:
            raise StreamError('E_SEGMENT', first, 'no system or no memory segment')

    def segment_header(self, kind, domid, base, size):
        where = {'domid': domid}
        if self.data[base:base + 4] != b'LSEG':
            raise StreamError('E_SEGMENT', base, 'magic', **where)
        for at, width, want, what in ((8, 2, kind, 'kind'), (12, 4, domid, 'domid'), (16, 8, size, 'size')):
            if self.u(base + at, width) != want:
                raise StreamError('E_SEGMENT', base + at, what, **where)
        if crc32c(self.data[base + 8:base + size]) != self.u(base + 4, 4):
            raise StreamError('E_SEGMENT_CRC', base + 4, **where)
        for start, end in ((10, 12), (60, 64)):
            self.zero(base + start, base + end, 'E_SEGMENT', **where)
        used, *passes = (self.u(base + at, 8) for at in (24, 32, 40, 48))
        before = 64
        for at, mark in ((32, passes[0]), (40, passes[1]), (48, passes[2]), (24, used)):
            if mark < before or mark % 8 or at == 32 and mark != 64:
                raise StreamError('E_SEGMENT', base + at, 'passes, used', **where)
            before = mark
        if (used + PAGE - 1) // PAGE * PAGE != size:
            raise StreamError('E_SEGMENT', base + 24, 'used', **where)

    def segment(self, kind, domid, base, size):
        shown = {'kind': KINDS[kind], **({'domid': domid} if kind == 3 else {}), 'offset': f'{base:#x}', 'size': f'{size:#x}',
                 'crc': f'{self.u(base + 4, 4):#010x}', 'records': []}
        self.doc['segments'].append(shown)
        marks = [self.u(base + at, 8) for at in (32, 40, 48, 24)]
        found, seen = 0, set()
        for number_of in range(3):
            region = Region(self, kind, domid, number_of, base + marks[number_of], base + marks[number_of + 1], shown['records'])
            found += region.walk()
            seen |= region.seen
        self.zero(base + marks[3], base + size, 'E_PADDING', domid=domid)
        if found != self.u(base + 56, 4):
            raise StreamError('E_SEGMENT', base + 56, 'count', domid=domid)
        for record in schema().types.values():
            if record['presence'] != 'one' or SCOPE_SEGMENT[record['scope']] != kind or record['name'] in seen:
                continue
            if self.complete or record['name'] == 'domain':
                raise StreamError('E_MISSING', base, domid=domid, record=record['name'])

    def read(self):
        self.header()
        self.catalogue()
        self.index()
        for row in self.rows:
            self.segment_header(*row)
        self.doc['segments'] = []
        for row in self.rows:
            self.segment(*row)
        for key, (count, at) in self.promised.items():
            if self.counted.get(key, 0) != count:
                raise StreamError('E_CATALOGUE', at + 8, f'{self.counted.get(key, 0)} records, not {count}')
        return self.doc


def printable(raw):
    return ''.join(chr(b) if 0x20 <= b <= 0x7E else '?' for b in raw.rstrip(b'\0'))


class Region:
    """The records of one pass of one segment."""

    def __init__(self, reader, kind, domid, place, start, end, shown):
        self.reader, self.kind, self.domid, self.place, self.start, self.end = reader, kind, domid, place, start, end
        self.shown, self.seen = shown, set()

    def raw(self, at):
        """One record or chunk: header checked, body inside the region, padding zero."""
        r = self.reader
        if self.end - at < 16:
            raise StreamError('E_LENGTH', at, 'record header is cut', domid=self.domid)
        kind, revision, flags, instance, length = struct.unpack_from('<IHHII', r.data, at)
        known = schema().types.get(kind)
        where = {'domid': self.domid, 'record': known['name'] if known else f'{kind:#010x}', 'instance': instance}
        if kind == 0:
            raise StreamError('E_TYPE', at, **where)
        if flags & ~(MORE | CHUNK | SAFE) or flags & SAFE and not kind & MANDATORY_MASK:
            raise StreamError('E_FLAGS', at, **where)
        if length > MIB or at + 16 + round8(length) > self.end:
            raise StreamError('E_LENGTH', at, **where)
        r.zero(at + 16 + length, at + 16 + round8(length), 'E_PADDING', **where)
        return kind, revision, flags, instance, length, where

    def walk(self):
        at, found, before, reader = self.start, 0, None, self.reader
        while at < self.end:
            first, pieces, chunks = at, [], []
            kind, revision, flags, instance, length, where = self.raw(at)
            if flags & CHUNK:
                raise StreamError('E_CHUNK', at, 'nothing before it', **where)
            if before is not None and (kind, instance) <= before:
                raise StreamError('E_ORDER', at, **where)
            before = (kind, instance)
            if (kind, revision) not in reader.promised:
                raise StreamError('E_CATALOGUE', at, **where)
            while True:
                found += 1
                reader.counted[kind, revision] = reader.counted.get((kind, revision), 0) + 1
                pieces.append((at + 16, length))
                chunks.append(at)
                at += 16 + round8(length)
                if not flags & MORE:
                    break
                if at >= self.end:
                    raise StreamError('E_CHUNK', chunks[-1], 'nothing follows', **where)
                old = flags
                nkind, nrevision, flags, ninstance, length, nwhere = self.raw(at)
                if (nkind, nrevision, ninstance) != (kind, revision, instance) or not flags & CHUNK or length == 0 or \
                        (flags ^ old) & SAFE:
                    raise StreamError('E_CHUNK', at, **nwhere)
            self.record(kind, revision, instance, first, pieces, where)
        return found

    def record(self, kind, revision, instance, first, pieces, where):
        known = schema().types.get(kind)
        data = self.reader.data
        shown = {'name': known['name'] if known else None, 'type': f'{kind:#010x}', 'revision': revision, 'instance': instance,
                 'pass': self.place, 'offset': f'{first:#x}', 'length': pieces[0][1]}
        if known is None or revision > known['revisions']:
            shown['flags'] = number(data[first + 6:first + 8]) & SAFE
            shown['body'] = b''.join(data[at:at + length] for at, length in pieces).hex()
            self.shown.append(shown)
            return
        if SCOPE_SEGMENT[known['scope']] != self.kind:
            raise StreamError('E_SCOPE', first, **where)
        if known['pass'] != self.place:
            raise StreamError('E_PASS', first, **where)
        if not known['instances'][0] <= instance <= known['instances'][1]:
            raise StreamError('E_INSTANCE', first, **where)
        safe = 'safe' in known['need']
        if bool(number(data[first + 6:first + 8]) & SAFE) != safe:
            raise StreamError('E_FLAGS', first, **where)
        fixed = known['fixed'][revision - 1]
        self.lengths(known, fixed, pieces, where)
        shown['fields'] = fields(known['fields'], revision, data[first + 16:first + 16 + fixed], first + 16, where)
        owner, role = number(data[first + 16:first + 18]), number(data[first + 18:first + 20])
        if known['name'] == 'mem_owned' and instance != role << 16 | owner:
            raise StreamError('E_INSTANCE', first, 'owner and role', **where)
        tail = dict(known['tail'], fixed=fixed)
        tails = [(data[at + skip:at + length], at + skip) for (at, length), skip in
                 zip(pieces, [fixed] + [0] * (len(pieces) - 1))]
        if tail['kind'] == 'table':
            shown['entries'] = table(tail, tails, where)
        elif tail['kind'] == 'map':
            shown['extents'] = page_map(tail, tails, where)
        elif tail['kind'] == 'blob':
            shown['blob'] = b''.join(part for part, _ in tails).hex()
        self.seen.add(known['name'])
        self.shown.append(shown)

    @staticmethod
    def lengths(known, fixed, pieces, where):
        """S-24, S-33, S-34: exact lengths, and chunks that are as full as they can be."""
        tail, unit = known['tail'], 1
        if tail['kind'] is None and len(pieces) > 1:
            raise StreamError('E_CHUNK', pieces[0][0] - 16, **where)
        if tail['kind'] == 'table':
            unit = tail['entry']['size']
        total = 0
        for i, (at, length) in enumerate(pieces):
            part = length - (0 if i else fixed)
            if part < 0 or part % unit or tail['kind'] is None and part:
                raise StreamError('E_LENGTH', at - 16, f'{length} bytes', **where)
            total += part // unit
            if tail['most'] is not None and total > tail['most']:
                raise StreamError('E_LENGTH', at - 16, f'more than {tail["most"]}', **where)
            if i < len(pieces) - 1 and tail['kind'] != 'map' and part + unit <= MIB - (0 if i else fixed):
                raise StreamError('E_CHUNK', at - 16, 'chunk is not full', **where)


def decode(data):
    """The document of spec/programs.md section 4. Raises StreamError; its doc is what comes before the breach."""
    reader = Reader(data)
    try:
        return reader.read()
    except StreamError as error:
        error.doc = reader.doc
        error.doc['error'] = {'name': error.name, 'text': schema().errors[error.name]['text'], 'offset': f'{error.offset:#x}',
                              **{k: v for k, v in error.where.items() if v is not None}}
        raise


# ------------------------------------------------------------------------------------------------------------------ comparison

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


def main(arguments):
    if len(arguments) >= 3 and arguments[0] == '--compare':
        bad = 0
        for path in arguments[2:]:
            found = compare(arguments[1], path)
            bad += bool(found)
            for line in found:
                print(f'{path}: {line}')
        return 4 if bad else 0
    if len(arguments) != 1 or arguments[0].startswith('-'):
        print('usage: refread.py FILE | refread.py --compare DUMP FILE...', file=sys.stderr)
        return 2
    try:
        with open(arguments[0], 'rb') as file:
            data = file.read()
    except OSError as error:
        print(f'refread.py: {error}', file=sys.stderr)
        return 2
    code = 0
    try:
        doc = decode(data)
    except StreamError as error:
        doc, code = error.doc, exit_code(error.name)
        place = ', '.join(f'{k} {v}' for k, v in error.where.items() if v is not None)
        print(f'refread.py: {arguments[0]}: offset {error.offset:#x}{f" ({place})" if place else ""}: {error.name} '
              f'{doc["error"]["text"]}', file=sys.stderr)
    json.dump(doc, sys.stdout, indent=1)
    print()
    return code


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

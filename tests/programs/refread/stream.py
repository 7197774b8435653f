# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""The framing: header, catalogue, index, segments, records and chunks, in the order in which readers check (S-10, S-21)."""

import struct

from .base import MIB, PAGE, StreamError, crc32c, header_crc, number, round8
from .fields import fields, flag_names
from .tables import schema
from .tails import page_map, table

MANDATORY_MASK = 1 << 31
MORE, CHUNK, SAFE = 1, 2, 4
KINDS = {1: 'system', 2: 'memory', 3: 'domain'}
ARCHES = {1: 'x86', 2: 'arm64', 3: 'arm32', 4: 'riscv64'}
SCOPE_SEGMENT = {'system': 1, 'memory': 2, 'domain': 3, 'vcpu': 3}


def printable(raw):
    return ''.join(chr(b) if 0x20 <= b <= 0x7E else '?' for b in raw.rstrip(b'\0'))


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
        for start, end in ((22, 24), (68, 72), (100, 104), (124, 128), (136, 256)):
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
        if len(self.data) < front:
            raise StreamError('E_TRUNCATED', len(self.data))
        if crc32c(self.data[256:front]) != self.u(44, 4):
            raise StreamError('E_FRONT_CRC', 44)
        self.zero(index + 24 * self.segments, front, 'E_PADDING')

    def ends(self):
        """S-7"""
        if len(self.data) < self.total:
            raise StreamError('E_TRUNCATED', len(self.data))
        if len(self.data) > self.total:
            raise StreamError('E_TRAILING', self.total)

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
        self.unknown = unknown

    def refuse(self):
        """S-16"""
        features, names = self.u(128, 8), schema().flags['feature']
        known = sum(names)
        if features & ~known or features and not features & next(value for value, name in names.items() if name == 'explicit'):
            raise StreamError('E_FEATURE', 128, f'{features:#x}')
        if self.unknown:
            raise self.unknown

    @staticmethod
    def refusal(kind, revision, at, **where):
        """What S-16 and S-28 say of this type and revision: an error, or None."""
        known = schema().types.get(kind)
        if kind & MANDATORY_MASK or known and 1 <= revision <= known['revisions']:
            return None
        where = dict(where, record=known['name'] if known else f'{kind:#010x}')
        return StreamError('E_UNKNOWN_REVISION' if known else 'E_UNKNOWN_TYPE', at, f'{kind:#010x} revision {revision}', **where)

    def index(self):
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
            if offset != end:
                raise StreamError('E_LAYOUT', at + 8)
            if offset + size > self.total:
                raise StreamError('E_SEGMENT', at + 16, 'size')
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
        self.ends()
        self.refuse()
        for row in self.rows:
            self.segment_header(*row)
        self.doc['segments'] = []
        for row in self.rows:
            self.segment(*row)
        for key, (count, at) in self.promised.items():
            if self.counted.get(key, 0) != count:
                raise StreamError('E_CATALOGUE', at + 8, f'{self.counted.get(key, 0)} records, not {count}')
        return self.doc


def arches(kind):
    """The architectures that a known type may be in a stream of [S-47]."""
    if kind & ~0xfff == 0x4000a000:
        return 2, 3
    return (1,) if kind & 0x7fffffff < 0x20000 else ARCHES


class Region:
    """The records of one pass of one segment."""

    def __init__(self, reader, kind, domid, place, start, end, shown):
        self.reader, self.kind, self.domid, self.place, self.start, self.end = reader, kind, domid, place, start, end
        self.shown, self.seen = shown, set()

    def raw(self, at):
        """One record or chunk: bounds, flags, type."""
        r = self.reader
        if self.end - at < 16:
            raise StreamError('E_LENGTH', at, 'record header is cut', domid=self.domid)
        kind, revision, flags, instance, length = struct.unpack_from('<IHHII', r.data, at)
        known = schema().types.get(kind)
        where = {'domid': self.domid, 'record': known['name'] if known else f'{kind:#010x}', 'instance': instance}
        if length > MIB or at + 16 + round8(length) > self.end:
            raise StreamError('E_LENGTH', at, **where)
        if flags & ~(MORE | CHUNK | SAFE) or flags & SAFE and not kind & MANDATORY_MASK:
            raise StreamError('E_FLAGS', at, **where)
        if kind == 0 or revision == 0:
            raise StreamError('E_TYPE', at, **where)
        return kind, revision, flags, instance, length, where

    def padding(self, at, length, where):
        self.reader.zero(at + 16 + length, at + 16 + round8(length), 'E_PADDING', **where)

    def place_of(self, kind, revision, flags, at, where):
        """Flags, scope and pass of a known type."""
        known = schema().types.get(kind)
        if known is None or revision > known['revisions']:
            return None
        if bool(flags & SAFE) != ('safe' in known['need']):
            raise StreamError('E_FLAGS', at, **where)
        if SCOPE_SEGMENT[known['scope']] != self.kind or number(self.reader.data[18:20]) not in arches(kind):
            raise StreamError('E_SCOPE', at, **where)
        if known['pass'] != self.place:
            raise StreamError('E_PASS', at, **where)
        return known

    def walk(self):
        at, found, before, reader = self.start, 0, None, self.reader
        while at < self.end:
            first, pieces, chunks = at, [], []
            kind, revision, flags, instance, length, where = self.raw(at)
            known = self.place_of(kind, revision, flags, at, where)
            if flags & CHUNK:
                raise StreamError('E_CHUNK', at, 'nothing before it', **where)
            if before is not None and (kind, instance) <= before:
                raise StreamError('E_ORDER', at, **where)
            before = (kind, instance)
            if known and not known['instances'][0] <= instance <= known['instances'][1]:
                raise StreamError('E_INSTANCE', at, **where)
            if known and known['tail']['kind'] is None and (flags & MORE or length != known['fixed'][revision - 1]):
                raise StreamError('E_LENGTH', at, **where)
            self.padding(at, length, where)
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
                self.padding(at, length, nwhere)
            self.record(kind, revision, instance, first, pieces, where)
        return found

    def record(self, kind, revision, instance, first, pieces, where):
        known = schema().types.get(kind)
        data = self.reader.data
        named = known is not None and revision <= known['revisions']
        shown = {'name': known['name'] if named else None, 'type': f'{kind:#010x}', 'revision': revision, 'instance': instance,
                 'pass': self.place, 'offset': f'{first:#x}', 'length': pieces[0][1]}
        if not named:
            shown['flags'] = number(data[first + 6:first + 8]) & SAFE
            shown['body'] = b''.join(data[at:at + length] for at, length in pieces).hex()
            self.shown.append(shown)
            return
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

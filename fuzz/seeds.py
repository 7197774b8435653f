#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""First inputs for the fuzz targets: seeds.py OUT --make-seeds PROGRAM [--convert LUSTREAM-CONVERT]

OUT/TARGET/ gets what make-seeds makes of random choices, the goldens that are written by hand, captured images with most of the
guests' pages left out, and, with lustream-convert, streams and JSON texts out of these."""

import argparse
import lzma
import pathlib
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent / 'tests'
sys.path.insert(0, str(TESTS / 'programs'))
sys.dont_write_bytecode = True
import golden  # noqa: E402
SEED_MAX = 96 * 1024
# Those whose input is a whole stream that was checked.
HOST_TARGETS = ('fuzz-host', 'fuzz-memory', 'fuzz-restore', 'fuzz-model', 'fuzz-recast')
PAGE_DATA, END = 1, 0
NO_CONTENTS = (0xd, 0xe, 0xf)
IMAGES = ('xen-4.11/tiny64/save.img.xz', 'xen-4.11/pvh1/save.slim.img.xz', 'xen-4.15/pv1/save.slim.img.xz',
          'xen-4.17/hvm/save-stripped.img.xz')

# The least that is a text of a stream: what the other texts are, where there is no lustream-convert to make them.
JSON = b"""{ "lustream": 1,
  "header": { "arch": "x86", "partial": true, "source": ["text"], "producer": "4.11", "producer_extra": "", "updates": 0,
              "previous": "0.0", "previous_extra": "", "profile": "4.11", "features": "0x0" },
  "segments": [ { "kind": "domain", "domid": 1, "records": [
    { "name": "domain", "type": "0x40001001", "revision": 1, "instance": 0,
      "fields": { "kind": { "value": 2, "name": "hvm" }, "frame_space": 2, "max_vcpus": 2 } },
    { "name": "p2m", "type": "0x40001010", "revision": 1, "instance": 0, "fields": { "max_gfn": "0xffff" },
      "extents": [ ["0x0", "0x1a2b", 16, "ram_rw"], ["0x20", "0x9000", 1, "ram_ro"] ] } ] } ] }
"""


def put(out, target, name, data):
    where = out / target
    where.mkdir(parents=True, exist_ok=True)
    (where / name).write_bytes(data)


def put_stream(out, name, data):
    put(out, 'fuzz-stream', name, data)
    for target in ('fuzz-reader', *HOST_TARGETS) if len(data) <= SEED_MAX else ():
        put(out, target, name, data)


def goldens(out):
    """The hand-written streams, and the ones that are damaged on purpose."""
    for name, data, _ in golden.load(TESTS / 'goldens')[0]:
        put_stream(out, 'golden-' + name, data)


def notes(out):
    """The note that is written by hand, twice."""
    note = golden.assemble(TESTS / 'goldens/note/least.txt')[0]
    put(out, 'fuzz-note', 'least', struct.pack('<I', len(note)) + note + note + bytes(range(200)))
    put(out, 'fuzz-note', 'empty', b'')


def fewer_pages(body, order):
    """A PAGE_DATA record with its first two frames only."""
    count, = struct.unpack_from(order + 'I', body)
    pfns = struct.unpack_from(f'{order}{count}Q', body, 8)[:2]
    pages = sum(pfn >> 60 not in NO_CONTENTS for pfn in pfns)
    data = body[8 + 8 * count:8 + 8 * count + 4096 * pages]
    return struct.pack(f'{order}II{len(pfns)}Q', len(pfns), 0, *pfns) + data


def shrink(data):
    """An image with few guest pages: framing and all other records are as they were."""
    at = data.find(b'\xff' * 8 + b'XENF')
    if at < 0:
        return None
    order = '>' if struct.unpack_from('>H', data, at + 16)[0] & 1 else '<'
    at += 40
    out, pages = [data[:at]], 0
    while at + 8 <= len(data):
        kind, length = struct.unpack_from(order + 'II', data, at)
        body, at = data[at + 8:at + 8 + length], at + 8 + (length + 7) // 8 * 8
        if kind == PAGE_DATA:
            pages += 1
            if pages > 2:
                continue
            body = fewer_pages(body, order)
        out.append(struct.pack(order + 'II', kind, len(body)) + body + bytes(-len(body) % 8))
        if kind == END:
            break
    return b''.join(out) + data[at:]


def images():
    for name in IMAGES:
        with lzma.open(TESTS / 'captures' / name) as file:
            small = shrink(file.read())
        if small:
            yield name.replace('/', '-'), small


def record(kind, body=b''):
    return struct.pack('<II', kind, len(body)) + body + bytes(-len(body) % 8)


def vcpu(kind, number, body=b''):
    return record(kind, struct.pack('<II', number, 0) + body)


def pages(*pfns):
    """PAGE_DATA, each pfn with its type; no page has contents but one of type 0."""
    contents = bytes(4096 * sum(pfn >> 60 not in NO_CONTENTS for pfn in pfns))
    return record(PAGE_DATA, struct.pack(f'<II{len(pfns)}Q', len(pfns), 0, *pfns) + contents)


def libxc(version, kind):
    return bytes([255] * 8) + b'XENF' + struct.pack('>IHHI', version, 0, 0, 0) + struct.pack('<IHHII', kind, 12, 0, 4, 8 + version)


def made_pv32():
    """A bare libxc stream of version 2: a 32-bit PV guest, whose vcpu 1 is gone at its second checkpoint; empty records."""
    def state(vcpus):
        out = [record(8, bytes(24)), record(7, bytes(range(256)) * 16)]
        for v in vcpus:
            out += [vcpu(4, v, bytes(range(7, 207)) * 14), vcpu(5, v, struct.pack('<II', v, 64) + bytes(56)),
                    vcpu(6, v, bytes(16) + bytes(576 + 256)), vcpu(12, v, struct.pack('<IIQ', 0xc0000103, 0, 5)), vcpu(12, v)]
        return b''.join(out)
    pfns = [5 | 9 << 60, 6 | 0xe << 60, 7 | 0xf << 60, 8 | 0xd << 60]
    return (libxc(2, 1) + record(2, bytes([4, 3]) + bytes(6)) + record(3, struct.pack('<II2Q', 0, 2047, 9, 10)) + pages(*pfns) +
            state([0, 1]) + record(14) + pages(7 | 0xe << 60, 3 | 0xe << 60) + state([0]) + record(13) + pages(3) + record(END))


def hvm_context(vcpus):
    """Typecodes that no capture has, or at lengths that none has."""
    def entry(code, body, number=0):
        return struct.pack('<HHI', code, number, len(body)) + body
    msrs = struct.pack('<II IIQ IIQ', 2, 0, 0x48, 0, 1, 0xda0, 0, 2)
    out = [entry(1, struct.pack('<IIQII', 0x54381286, 1, 0, 0, 0)), entry(11, bytes(16)), entry(15, bytes(32))]
    for v in range(vcpus):
        out += [entry(2, bytes(1032), v), entry(5, bytes(32), v), entry(16, bytes(24 + 576 + 256), v),
                entry(17, bytes(216 if v else 16), v), entry(20, msrs, v)]
    return b''.join(out) + entry(0, b'')


def made_hvm():
    """All three layers, with a checkpoint, an optional record in each and a context longer than what is read at once."""
    def state(vcpus):
        return record(8, bytes(24)) + record(9, hvm_context(vcpus)) + record(10, struct.pack('<II4Q', 2, 0, 1, 5, 17, 6))
    config = b'{ "b_info": { "max_vcpus": 40 } }'
    xl = b'Xen saved domain, xl format\n \0 \r' + struct.pack('<5I', 0x01020304, 3, 0, 4 + len(config), len(config)) + config
    emulator = record(2, struct.pack('<II', 2, 0) + b'key\0value\0') + record(3, struct.pack('<II', 2, 0) + bytes(13))
    return (xl + b'LibxlFmt' + struct.pack('>II', 2, 0) + record(1) + libxc(3, 2) + record(0x11, struct.pack('<6I', 1, *range(5))) +
            record(0x12, struct.pack('<IIQ', 0xce, 0, 1)) + record(0x80000007, b'optional') + record(0x10) +
            pages(1, 2, 3 | 0xe << 60) + state(2) + record(11, b'toolstack') + record(14) + emulator + record(5, bytes(8)) +
            record(4) + pages(2 | 0xf << 60) + state(40) + record(END) + emulator + record(0x80000009, b'xyz') + record(END))


def convert(program, image, domid, *options):
    with tempfile.TemporaryDirectory() as tmp:
        source, result = pathlib.Path(tmp) / 'in', pathlib.Path(tmp) / 'out'
        source.write_bytes(image)
        done = subprocess.run([program, '-q', *options, '--domid', str(domid), '-o', result, source], capture_output=True)
        return result.read_bytes() if done.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('out', type=pathlib.Path)
    parser.add_argument('--make-seeds', required=True)
    parser.add_argument('--convert')
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    subprocess.run([args.make_seeds, args.out], check=True)
    goldens(args.out)
    notes(args.out)
    put(args.out, 'fuzz-json', 'least', JSON)
    put(args.out, 'fuzz-import', 'empty', b'')
    put(args.out, 'fuzz-import', 'made-pv32', made_pv32())
    put(args.out, 'fuzz-import', 'made-hvm', made_hvm())
    for name, image in images():
        put(args.out, 'fuzz-import', name, image)
        stream = args.convert and convert(args.convert, image, 1)
        if stream:
            put(args.out, 'fuzz-stream', name, stream)
            put(args.out, 'fuzz-reader', name, stream)
            put(args.out, 'fuzz-recast', name, stream)
            text = convert(args.convert, stream, 1, '--json')
            if text and len(text) <= SEED_MAX:
                put(args.out, 'fuzz-json', name, text)


if __name__ == '__main__':
    main()

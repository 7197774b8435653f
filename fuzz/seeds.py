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
sys.path.insert(0, str(TESTS))
sys.dont_write_bytecode = True
import golden  # noqa: E402
SEED_MAX = 96 * 1024
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


def goldens(out):
    """The hand-written streams, and the ones that are damaged on purpose."""
    for name, data, _ in golden.load(TESTS / 'goldens')[0]:
        put(out, 'fuzz-stream', 'golden-' + name, data)
        if len(data) <= SEED_MAX:
            put(out, 'fuzz-reader', 'golden-' + name, data)


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
    put(args.out, 'fuzz-json', 'least', JSON)
    put(args.out, 'fuzz-import', 'empty', b'')
    for name, image in images():
        put(args.out, 'fuzz-import', name, image)
        stream = args.convert and convert(args.convert, image, 1)
        if stream:
            put(args.out, 'fuzz-stream', name, stream)
            put(args.out, 'fuzz-reader', name, stream)
            text = convert(args.convert, stream, 1, '--json')
            if text and len(text) <= SEED_MAX:
                put(args.out, 'fuzz-json', name, text)


if __name__ == '__main__':
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Assembles the annotated hex texts of tests/goldens; their form is in goldens/README.md. May hold: the two text forms
(golden, cases), re-sealing, and the check of the CRCs that a text states. Nothing here lays out a stream: the texts do."""

import json
import os
import re
import struct
import sys

import refread

EXPECT = re.compile(r'expect: (good|(E_[A-Z_]+) (0x[0-9a-f]+)(?: or (E_[A-Z_]+))?)')


class GoldenError(Exception):
    """A text that contradicts itself."""


def expectation(text):
    """('good', None, None) or (error, offset, the error that a program may give instead) of an "expect:" in a text."""
    match = EXPECT.search(text)
    if not match:
        raise GoldenError('no expect:')
    if match[1] == 'good':
        return 'good', None, None
    return match[2], int(match[3], 16), match[4]


def hex_bytes(words, where):
    if not all(re.fullmatch(r'[0-9A-Fa-f]{2}', word) for word in words):
        raise GoldenError(f'{where}: not hex bytes: {" ".join(words)}')
    return bytes(int(word, 16) for word in words)


def assemble(path):
    """(bytes, expectation, complaints about CRCs) of a golden text."""
    out, checks, complaints = bytearray(), [], []
    with open(path, encoding='ascii') as file:
        text = file.read()
    for number, line in enumerate(text.splitlines(), 1):
        where, words = f'{path}:{number}', line.split('#')[0].split()
        if not words:
            continue
        if words[0].startswith('@'):
            if int(words[0][1:], 16) != len(out):
                raise GoldenError(f'{where}: the text says {words[0]}, the bytes are at {len(out):#x}')
            words = words[1:]
        if words[:1] == ['zero']:
            end = int(words[1], 16)
            if end < len(out):
                raise GoldenError(f'{where}: already at {len(out):#x}')
            out += bytes(end - len(out))
        elif words[:1] == ['repeat']:
            out += hex_bytes(words[2:], where) * int(words[1])
        elif words[:1] == ['value']:
            continue
        elif words[:1] in (['crc-header'], ['crc32c']):
            checks.append((where, len(out) - 4, *(int(word, 16) for word in words[1:])))
        else:
            out += hex_bytes(words, where)
    for where, at, *span in checks:
        crc = refread.crc32c(out[span[0]:span[1]]) if span else refread.header_crc(out)
        if out[at:at + 4] != struct.pack('<I', crc):
            complaints.append((where, struct.pack('<I', crc).hex(' ').upper()))
    return bytes(out), expectation(text), complaints


def values(path):
    """(path in the document, value) of the lines that say what the stream means."""
    with open(path, encoding='ascii') as file:
        lines = [line.split(None, 2)[1:] for line in file if line.startswith('value ')]
    return [(place, json.loads(value)) for place, value in lines]


def reseal(data):
    """The three kinds of CRC made right again, as far as the layout can be made out; nothing else is touched."""
    if len(data) < 256:
        return data
    out = bytearray(data)

    def u(at, size):
        return int.from_bytes(out[at:at + size], 'little')

    index_end = u(48, 8) + 24 * u(56, 4)
    for at in range(u(48, 8), index_end if index_end <= u(60, 4) else 0, 24):
        offset, size = u(at + 8, 8), u(at + 16, 8)
        if 64 <= size and offset + size <= len(out):
            out[offset + 4:offset + 8] = struct.pack('<I', refread.crc32c(out[offset + 8:offset + size]))
    if 256 <= u(60, 4) <= len(out):
        out[44:48] = struct.pack('<I', refread.crc32c(out[256:u(60, 4)]))
    out[8:12] = struct.pack('<I', refread.header_crc(out))
    return bytes(out)


def cases(path, goldens):
    """(name, bytes, expectation) of each case of a file of patches. goldens: name -> bytes."""
    with open(path, encoding='ascii') as file:
        blocks = re.split(r'^case ', file.read(), flags=re.M)[1:]
    for block in blocks:
        name, _, body = block.partition('\n')
        name, data = name.strip(), b''
        for line in body.splitlines():
            words = line.split('#')[0].split()
            if not words or words[0] == 'expect:':
                continue
            if words[0] == 'base':
                data = goldens[words[1]]
            elif words[0] == 'patch':
                at, new = int(words[1], 16), hex_bytes(words[2:], f'{path}: {name}')
                if at + len(new) > len(data) or data[at:at + len(new)] == new:
                    raise GoldenError(f'{path}: {name}: the patch at {at:#x} changes nothing')
                data = data[:at] + new + data[at + len(new):]
            elif words[0] == 'delete':
                at, size = int(words[1], 16), int(words[2], 16)
                data = data[:at] + data[at + size:]
            elif words[0] == 'insert':
                at = int(words[1], 16)
                data = data[:at] + hex_bytes(words[2:], f'{path}: {name}') + data[at:]
            elif words[0] == 'cut':
                data = data[:int(words[1], 16)]
            elif words[0] == 'append':
                data += hex_bytes(words[1:], f'{path}: {name}')
            elif words[0] == 'repeat':
                data += hex_bytes(words[2:], f'{path}: {name}') * int(words[1])
            elif words[0] == 'reseal':
                data = reseal(data)
            else:
                raise GoldenError(f'{path}: {name}: {line}')
        yield name, data, expectation(body)


def load(directory):
    """([(name, bytes, expectation)], [(where, right CRC)]) of all texts of a directory."""
    found, complaints, names = [], [], sorted(os.listdir(directory))
    for name in names:
        if name.endswith('.txt') and name != 'bad.txt':
            data, expect, wrong = assemble(os.path.join(directory, name))
            found.append((name[:-4], data, expect))
            complaints += wrong
    if 'bad.txt' in names:
        goldens = {name: data for name, data, _ in found}
        found += [('bad-' + name, data, expect) for name, data, expect in cases(os.path.join(directory, 'bad.txt'), goldens)]
    return found, complaints


def main(arguments):
    if len(arguments) != 1:
        print('usage: golden.py FILE.txt: says which CRCs that the text states are wrong', file=sys.stderr)
        return 2
    _, _, complaints = assemble(arguments[0])
    for where, right in complaints:
        print(f'{where}: the CRC is {right}')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Tables (S-31, S-32) and maps (section 8), over all chunks."""

import struct

from .base import FRAMES, MIB, StreamError, number, round8
from .fields import fields


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

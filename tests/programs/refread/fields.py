# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Values of fields, checked (S-29), in their JSON form."""

import uuid

from .base import StreamError, number
from .tables import schema


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

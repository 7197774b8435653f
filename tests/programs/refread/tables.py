# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""spec/records.md as dictionaries. May hold: how its tables are read, never a record's layout."""

import os
import re


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
        _schema = Schema(os.path.join(here, '..', '..', '..', 'spec', 'records.md'))
    return _schema

# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""python3 tests/programs/refread FILE: its document and what is wrong with it. --compare DUMP FILE...: what differs from the program's."""

import json
import os
import sys

if not __package__:
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# pylint: disable=wrong-import-position
from refread import StreamError, compare, decode, exit_code


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
        print('usage: refread FILE | refread --compare DUMP FILE...', file=sys.stderr)
        return 2
    try:
        with open(arguments[0], 'rb') as file:
            data = file.read()
    except OSError as error:
        print(f'refread: {error}', file=sys.stderr)
        return 2
    code = 0
    try:
        doc = decode(data)
    except StreamError as error:
        doc, code = error.doc, exit_code(error.name)
        place = ', '.join(f'{k} {v}' for k, v in error.where.items() if v is not None)
        print(f'refread: {arguments[0]}: offset {error.offset:#x}{f" ({place})" if place else ""}: {error.name} '
              f'{doc["error"]["text"]}', file=sys.stderr)
    json.dump(doc, sys.stdout, indent=1)
    print()
    return code


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

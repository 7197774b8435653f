# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""A second reader of the stream, made from spec/stream.md and spec/records.md alone. It shares nothing with the C code, so that a
mistake has to be made twice to stay unseen. Each module uses only those before it: base, tables (records.md), fields (S-29), tails
(tables and maps, sections 7 and 8), stream (header, segments, records: the framing), compare (with lustream-dump --json)."""

from .base import StreamError, crc32c, header_crc
from .compare import compare, exit_code, run_dump
from .stream import decode
from .tables import schema

__all__ = ['StreamError', 'compare', 'crc32c', 'decode', 'exit_code', 'header_crc', 'run_dump', 'schema']

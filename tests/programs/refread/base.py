# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Bytes and numbers, CRC-32C (S-2), and the error that names a breach. May hold: what does not know records or fields."""

import struct

PAGE = 4096
MIB = 1 << 20
FRAMES = 1 << 40


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


def number(data, signed=False):
    return int.from_bytes(data, 'little', signed=signed)


def round8(n):
    return (n + 7) // 8 * 8

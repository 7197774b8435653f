# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Streams made from the written format, spec/stream.md, sharing nothing with the C code nor with the second reader; and where their
segments and records are. May hold: what makes streams, nothing that runs programs."""
import struct

DOMAIN, P2M, EVTCHNS, LAPIC, TOOLSTACK, PARAMS = 0x40001001, 0x40001010, 0x40001021, 0x00010005, 0x0000000b, 0x0000000a

TABLE = []
for n in range(256):
    for _ in range(8):
        n = n >> 1 ^ (0x82f63b78 if n & 1 else 0)
    TABLE.append(n)


def crc(data):
    c = 0xffffffff
    for b in data:
        c = TABLE[(c ^ b) & 255] ^ c >> 8
    return c ^ 0xffffffff


def record(rtype, body, revision=1, instance=0, flags=0):
    return struct.pack("<IHHII", rtype, revision, flags, instance, len(body)) + body + bytes(-len(body) % 8)


def domain(kind=1, vcpus=2):
    return record(DOMAIN, struct.pack("<BBHI", kind, 0 if kind == 1 else 2, 0, vcpus))


def evtchn(port, state=6, remote=0, remote_port=0, virq=0, known=15, vcpu=0):
    return struct.pack("<IBBBBIHBBIII4x", port, state, known, 0, 7, vcpu, remote, 0, 0, remote_port, 0, virq)


def run_block(gfn, mfn, n, attribute=0):
    return struct.pack("<QQ", gfn | attribute << 40, mfn | n - 1 << 40)


def segment(domid, *passes):
    """passes: lists of records, one list for each pass."""
    at, offsets, body = 64, [], b""
    for records in list(passes) + [[]] * (3 - len(passes)):
        offsets.append(at + len(body))
        body += b"".join(records)
    used = 64 + len(body)
    size = (used + 4095) & ~4095
    rest = struct.pack("<HHIQQQQQII", 3, 0, domid, size, used, *offsets, sum(map(len, passes)), 0) + body + bytes(size - used)
    return domid, [r for records in passes for r in records], b"LSEG" + struct.pack("<I", crc(rest)) + rest


def stream(*segments, form=1, extra=b"", producer=(4, 11)):
    counts = {}
    for _, records, _ in segments:
        for r in records:
            key = struct.unpack_from("<IH", r)
            counts[key] = counts.get(key, 0) + 1
    catalogue = b"".join(struct.pack("<IHHII", t, rev, 0, n, 0) for (t, rev), n in sorted(counts.items()))
    front = (256 + len(catalogue) + 24 * len(segments) + 4095) & ~4095
    at, index = front, b""
    for domid, _, data in segments:
        index += struct.pack("<HHIQQ", 3, 0, domid, at, len(data))
        at += len(data)
    lists = (catalogue + index).ljust(front - 256, b"\0")
    head = struct.pack("<IHHBBHQQIIQIIII", 256, form, 1, 12, 1, 0, at, 256, len(counts), crc(lists), 256 + len(catalogue),
                       len(segments), front, 2, 0)
    head += struct.pack("<HHI16s", *producer, 0, extra) + bytes(24) + struct.pack("<HHIQ", 4, 11, 0, 0) + bytes(120)
    head = b"LUSTREAM" + struct.pack("<I", crc(b"LUSTREAM" + bytes(4) + head)) + head
    assert len(head) == 256
    return head + lists + b"".join(data for _, _, data in segments)


def lapic(revision):
    return record(LAPIC, struct.pack("<QIIQ", 0xfee00900, 0, 2, 0) + (bytes([7, 0, 0, 0, 0, 0, 0, 0]) if revision == 2 else b""),
                  revision)


def sample(**changes):
    """A small stream with every kind of tail."""
    c = {"vcpus": 2, "mfn": 0x1000, "virq": 3, "lapic": 2, "blob": b"blob\x1b[31m" * 5, "param": 0x77,
         "unknown": b"\x1b]0;x\x07", **changes}
    ports = record(EVTCHNS, evtchn(1) + evtchn(5, 3, 0x7ff0, 9) + evtchn(7, 5, virq=c["virq"]))
    p2m = record(P2M, struct.pack("<Q", 0xfff) + run_block(0, c["mfn"], 64) + run_block(0x100, 0x9000, 3, 4))
    params = record(PARAMS, struct.pack("<IIQ", 1, 0, c["param"]) + struct.pack("<IIQ", 5, 0, 8))
    return stream(segment(3, [domain(2, c["vcpus"]), p2m], [],
                          [params, record(TOOLSTACK, c["blob"]), lapic(c["lapic"]), ports,
                           record(0xc0001f00, c["unknown"])]), segment(9, [domain(1, 1)]), **c.get("stream", {}))


def records_of(data):
    """(offset, end) of each record and its chunks, by the written format."""
    count, at = struct.unpack_from("<I", data, 56)[0], struct.unpack_from("<Q", data, 48)[0]
    for i in range(count):
        offset = struct.unpack_from("<Q", data, at + 24 * i + 8)[0]
        used, pos = struct.unpack_from("<Q", data, offset + 24)[0], offset + 64
        while pos < offset + used:
            length = struct.unpack_from("<I", data, pos + 12)[0]
            yield pos, pos + 16 + (length + 7 & ~7)
            pos += 16 + (length + 7 & ~7)


def segments_of(data):
    """(domid, offset, size) of each segment, by the written format."""
    count, at = struct.unpack_from("<I", data, 56)[0], struct.unpack_from("<Q", data, 48)[0]
    return [struct.unpack_from("<IQQ", data, at + 24 * i + 4) for i in range(count)]

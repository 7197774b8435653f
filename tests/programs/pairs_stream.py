# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""Sources as documents of spec/programs.md section 4, made of a sheet, and such documents as flat dictionaries of values. May hold: what knows
records, by spec/records.md alone; nothing of releases, and nothing that runs programs."""
import uuid
import zlib

from pairs_sheet import SheetError, within
from refread.tables import schema

TYPES = {t["name"]: t for t in schema().types.values()}
PV, HVM = 1, 2


def limits(field):
    """(least, greatest) that its wire form holds."""
    bits = 8 * field["size"] // field["count"]
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if field["wire"][0] == "i" else (0, (1 << bits) - 1)


def least(field):
    kind, of = field["kind"], field["of"]
    if kind == "range":
        return max(of[0], 0)
    if kind == "enum":
        return min(schema().enums[of])
    return 1 if kind == "nonzero" else 0


def filler(field, place):
    """A value that no rule has in mind, the same in each run: of an enumeration its second, of flags all."""
    kind, of, n = field["kind"], field["of"], zlib.crc32(place.encode()) | 1
    if kind == "enum":
        values = sorted(schema().enums[of])
        return values[1 % len(values)]
    if kind == "flags":
        return sum(schema().flags[of])
    low, high = of if kind == "range" else limits(field)
    if low < 0:
        return -(n % (1 << 15)) - 1
    return low + n % min(high - low + 1, 1 << 30)


def element(field, is_full, place):
    return filler(field, place) if is_full else least(field)


def value_of(field, is_full, place):
    if field["wire"] == "bytes":
        raw = bytes((zlib.crc32(place.encode()) + i) & 255 for i in range(field["size"])) if is_full else bytes(field["size"])
        return str(uuid.UUID(bytes=raw)) if field["unit"] == "uuid" else raw.hex()
    if field["count"] > 1:
        return [element(field, is_full, f"{place}.{i}") for i in range(field["count"])]
    return element(field, is_full, place)


def data_fields(fields, since):
    return [f for f in fields if f["wire"] != "reserved" and f["since"] <= since]


def entry_of(tail, key, is_full, place):
    """An entry with this key; of a run the count is small."""
    names = [f["name"] for f in tail["entry"]["fields"] if f["wire"] != "reserved"]
    entry = {f["name"]: value_of(f, is_full, f"{place}.{f['name']}") for f in data_fields(tail["entry"]["fields"], 1)}
    if tail["sort"] != "sequence":
        entry.update(zip(names, key))
    if tail["sort"] == "span":
        entry[names[-1]] = 3
    return entry


def filler_keys(tail):
    fields = [f for f in tail["entry"]["fields"] if f["wire"] != "reserved"][:tail["entry"]["key"]]
    if tail["sort"] == "sequence":
        return [(0,), (1,)]
    keys = []
    for n in (0, 1):
        key = []
        for f in fields:
            values = sorted(schema().enums[f["of"]]) if f["kind"] == "enum" else None
            low, high = f["of"] if f["kind"] == "range" else (0, 255)
            key.append(values[n % len(values)] if values else low + 1 + 8 * n if low + 9 <= high else low + n)
        keys.append(tuple(key))
    return keys


def is_of(guest, arch, t):
    """Has a full guest of this kind such a record? The host: what is of the system or the memory."""
    if (t["scope"] in ("system", "memory")) != (guest.domid is None):
        return False
    is_arm = t["type"] >> 12 == 0x4000a
    if arch == "arm64":
        return t["type"] >= 1 << 30 and t["guests"] == "all" and "x86" not in t["presence"] and "AArch32" not in t["presence"]
    kind = "PV" if guest.kind.startswith("pv") and guest.kind != "pvh" else "HVM"
    return not is_arm and t["guests"] in ("all", kind)


def put(target, item, value):
    """Beyond 63 bits a document has numbers as text."""
    if item.field not in target:
        raise SheetError(f"{item.where}: {item.path}: there is no such field")
    value = f"{value:#x}" if isinstance(value, int) and value >> 63 > 0 else value
    if item.element is None:
        target[item.field] = value
    elif item.element == "*":
        target[item.field] = [value] * len(target[item.field])
    else:
        target[item.field][int(item.element)] = value


class Source:
    """The records of a guest as a release writes them."""

    def __init__(self, guest, arch, release):
        self.guest, self.release, self.records = guest, release, {}
        items = [i for i in guest.items.values() if i.record != "feature"]
        absent = {(i.record, i.instance) for i in items if i.is_none} | {
            (i.record, i.instance) for i in items if not i.field and not i.key and i.sources and not i.source(release)[0]}
        wanted = {(i.record, i.instance) for i in items if i.source(release)[0]}
        if guest.is_full:
            for t in TYPES.values():
                if is_of(guest, arch, t):
                    wanted |= {(t["name"], n) for n in ((0, 1) if t["scope"] == "vcpu" else (0,))}
        for name, instance in sorted(wanted - absent):
            self.add(name, instance, [i for i in items if (i.record, i.instance) == (name, instance)])

    def add(self, name, instance, items):
        t, guest = TYPES[name], self.guest
        since, place = 1, f"{guest.name}.{name}.{instance}"
        for item in items:
            f = next((f for f in t["fields"] if item.field and not item.key and f["name"] == item.field), None)
            if f and item.source(self.release)[0]:
                since = max(since, f["since"])
        record = {"name": name, "type": f"{t['type']:#x}", "revision": since, "instance": instance,
                  "fields": {f["name"]: value_of(f, guest.is_full, f"{place}.{f['name']}") for f in data_fields(t["fields"], since)}}
        for item in items:
            there, value = item.source(self.release)
            if there and item.field and not item.key:
                put(record["fields"], item, value)
        self.add_tail(record, t, items, place)
        self.records[name, instance] = record

    def add_tail(self, record, t, items, place):
        tail, is_full = t["tail"], self.guest.is_full
        if tail["kind"] == "table":
            keyed = [i for i in items if i.key]
            keys = sorted({i.key for i in keyed if i.source(self.release)[0]})
            if not keyed and is_full:
                keys = filler_keys(tail)
            record["entries"] = [entry_of(tail, key, is_full, f"{place}.{key}") for key in keys]
            for item in keyed:
                there, value = item.source(self.release)
                if there and item.field:
                    put(record["entries"][keys.index(item.key)], item, value)
        elif tail["kind"] == "map":
            record["extents"] = [["0x10", "0x2000", 16, sorted(tail["attribute"].items())[0][1]]] if is_full else []
        elif tail["kind"] == "blob":
            record["blob"] = "00112233445566778899" if is_full else ""


class Origin:
    """A host as a release writes it: the records of its guests, and the same as flat dictionaries."""

    def __init__(self, host, release):
        self.host, self.release = host, release
        self.guests = [g for g in host.guests if within(release, g.at)]
        self.records = {g: list(Source(g, host.arch, release).records.values()) for g in self.guests}
        self.flat = {g: flatten(records) for g, records in self.records.items()}

    def document(self, guests):
        """The stream of these guests alone."""
        segments = []
        for guest in guests:
            by_kind = {}
            for r in self.records[guest]:
                scope = TYPES[r["name"]]["scope"]
                by_kind.setdefault(scope if scope in ("system", "memory") else "domain", []).append(r)
            for kind in ("system", "memory", "domain"):
                if kind in by_kind:
                    records = sorted(by_kind[kind], key=lambda r: (TYPES[r["name"]]["pass"], TYPES[r["name"]]["type"], r["instance"]))
                    segments.append({"kind": kind, "records": records} | ({"domid": guest.domid} if kind == "domain" else {}))
        release = f"4.{self.release[0]}"
        return {"lustream": 1,
                "header": {"arch": self.host.arch, "partial": self.host.is_partial, "source": ["hypervisor"], "producer": release, "producer_extra": "",
                           "updates": 0, "previous": "0.0", "previous_extra": "", "profile": release, "features": "0x0"},
                "segments": segments}


def plain(value):
    """A value of a document as a number where it is one."""
    if isinstance(value, dict):
        value = value["value"]
    if isinstance(value, str):
        try:
            return int(value, 0)
        except ValueError:
            return value
    return value


def flat_fields(flat, base, fields, values):
    wires = {f["name"]: f["wire"] for f in fields}
    for name, value in values.items():
        if isinstance(value, list):
            for i, v in enumerate(value):
                flat[f"{base}.{name}[{i}]"] = plain(v)
        else:
            flat[f"{base}.{name}"] = value if wires[name] == "bytes" else plain(value)


def flatten(records):
    """{place: value} of a segment's records, with a place for each record and entry itself."""
    flat = {}
    for r in records:
        t, base = TYPES[r["name"]], f"{r['name']}#{r['instance']}"
        flat[base] = True
        flat_fields(flat, base, t["fields"], r["fields"])
        names = [f["name"] for f in t["tail"]["entry"]["fields"] if f["wire"] != "reserved"][:t["tail"]["entry"]["key"]] if t["tail"]["entry"] else []
        for index, e in enumerate(r.get("entries", [])):
            key = (index,) if t["tail"]["sort"] == "sequence" else tuple(plain(e[n]) for n in names)
            where = f"{base}[{'.'.join(map(str, key))}]"
            flat[where] = True
            flat_fields(flat, where, t["tail"]["entry"]["fields"], e)
        for name in ("extents", "blob"):
            if name in r:
                flat[f"{base}:{name}"] = str(r[name])
    return flat


def place_of(item):
    """Where a sheet's item is in a flat dictionary, without the element of an array."""
    key = f"[{'.'.join(map(str, item.key))}]" if item.key else ""
    return f"{item.record}#{item.instance}{key}" + (f".{item.field}" if item.field else "")


def entry_names(item):
    tail = TYPES[item.record]["tail"]
    return [f["name"] for f in tail["entry"]["fields"] if f["wire"] != "reserved"][:tail["entry"]["key"]]


def become(flat, item, value):
    """What a sheet says of one place, done to a flat dictionary."""
    place = place_of(item)
    entry = place.partition("].")[0] + "]" if item.key else None
    if value == "gone":
        start = entry or place
        parts = (f"{start}.", f"{start}[", f"{start}:")
        for key in [k for k in flat if k == start or k.startswith(parts)]:
            del flat[key]
        return
    if entry and entry not in flat:
        flat[entry] = True
        flat.update({f"{entry}.{name}": k for name, k in zip(entry_names(item), item.key)})
    count = next((f["count"] for f in TYPES[item.record]["fields"] if f["name"] == item.field), 1)
    if item.element is None:
        flat[place] = value
    for n in range(count) if item.element == "*" else [int(item.element)] if item.element else []:
        flat[f"{place}[{n}]"] = value

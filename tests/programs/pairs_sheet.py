# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""tests/expected/pairs/, read. May hold: the form of these texts, and what it says of one source and one target; nothing that knows a record
or runs a program."""
import re

LAST_POINT = 99     # of a release that is named without one
PATH = re.compile(r"(?P<record>\w+)(?:#(?P<instance>\d+))?(?:\[(?P<key>[0-9a-fx.]+)\])?(?:\.(?P<field>\w+)(?:\[(?P<element>\d+|\*)\])?)?$")
KINDS = ("derived", "defaulted", "lost", "refused", "noted", "unproven")


class SheetError(Exception):
    """A text that says nothing, or two things."""


def version(text):
    minor, _, point = text.partition(".")
    return int(minor), int(point) if point else None


def ranges(text):
    """Releases as a list of pairs: 11-13,15 or, with point releases, 11.0-12.1."""
    result = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        low, high = version(first), version(last or first)
        result.append(((low[0], low[1] or 0), (high[0], LAST_POINT if high[1] is None else high[1])))
        if result[-1][0] > result[-1][1]:
            raise SheetError(f"releases {part}")
    return result


def within(release, spans):
    return any(low <= release <= high for low, high in spans)


def number(text):
    return int(text, 0) if re.fullmatch(r"-?(0x)?[0-9a-fA-F]+", text) and not re.fullmatch(r"0\d+", text) else text


class Item:
    """One place of a guest, what its source has there, and what becomes of it."""

    def __init__(self, path, where):
        match = PATH.match(path)
        if not match:
            raise SheetError(f"{where}: {path!r} is no place")
        self.where, self.path = where, path
        self.record, self.instance = match["record"], int(match["instance"] or 0)
        self.key = match["key"] and tuple(int(k, 0) for k in match["key"].split("."))
        self.field, self.element = match["field"], match["element"]
        self.sources, self.becomes, self.is_none, self.tried, self.is_copy = [], [], False, set(), False

    def source(self, release):
        """(there is one, its value)."""
        found = [value for spans, value in self.sources if within(release, spans)]
        if len(found) > 1:
            raise SheetError(f"{self.where}: two values at {release}")
        return bool(found), found[0] if found else None

    def outcome(self, a, c):
        """(value or None for the source's, "gone" for no value; [(kind, row)]), of a conversion from one release to another."""
        found = [n for n, (sources, targets, *_) in enumerate(self.becomes) if within(a, sources) and within(c, targets)]
        if len(found) > 1:
            raise SheetError(f"{self.where}: {self.path}: two outcomes from {a} to {c}")
        self.tried.update(found)
        return self.becomes[found[0]][2:] if found else (None, [])

    def untried(self):
        """Of a full run: clauses that no pair was of. What "like" brought may be of other releases than the guest is."""
        return [] if self.is_copy else [n + 1 for n in range(len(self.becomes)) if n not in self.tried]

    def add(self, text):
        """One clause."""
        if text == "none" or self.is_none:
            if self.sources or self.is_none:
                raise SheetError(f"{self.where}: {self.path}: none, and something")
            self.is_none = True
            return
        match = re.match(r"(?:([\d.,-]+) )?= ?(\S+)$", text)
        if match:
            self.sources.append((ranges(match[1] or "11-22"), number(match[2])))
            return
        match = re.match(r"([\d.,-]+) > ([\d.,-]+)(?: is (\S+?))?(?:(?:, | )(.*))?$", text)
        if not match:
            raise SheetError(f"{self.where}: {text!r}")
        told = [tuple(part.split()) for part in (match[4] or "").split(", ") if part]
        if any(len(t) != 2 or t[0] not in KINDS for t in told) or not (told or match[3]):
            raise SheetError(f"{self.where}: {text!r}")
        self.becomes.append((ranges(match[1]), ranges(match[2]), number(match[3]) if match[3] else None, told))


class Guest:
    """A domain, or the host's own segments (domid None)."""

    def __init__(self, name, domid, kind, words):
        self.name, self.domid, self.kind, self.is_full, self.items = name, domid, kind, "full" in words, {}
        self.at = ranges("11-22")

    def item(self, path, where):
        if path not in self.items:
            self.items[path] = Item(path, where)
        return self.items[path]


class Host:
    """A stream: its architecture, what is added to the target's name, and its guests; "points" asks for all point releases as targets."""

    def __init__(self, name, arch, words):
        self.name, self.arch, self.guests = name, arch, []
        self.add = next((w for w in words if w.startswith("+") or w.startswith("-")), "")
        self.is_points, self.is_partial = "points" in words, "partial" in words


def logical_lines(text):
    """(number, line): comments are gone, and a line that is indented by 8 or more goes on the one before."""
    lines = []
    for n, line in enumerate(text.splitlines(), 1):
        line = line.split("# ")[0].rstrip() if not line.startswith("#") else ""
        if not line.strip():
            continue
        if line.startswith(" " * 8):
            if not lines:
                raise SheetError(f"line {n}: nothing goes on")
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {line.strip()}")
        else:
            lines.append((n, line))
    return lines


def take_line(guest, line, where):
    path, colon, rest = line.strip().partition(": ")
    if not colon:
        raise SheetError(f"{where}: {line!r}")
    item = guest.item(path, where)
    for clause in rest.split(";"):
        item.add(clause.strip())


def copy_items(guest, other):
    for path, item in other.items.items():
        if path in guest.items:
            continue
        mine = guest.item(path, item.where)
        mine.sources, mine.becomes, mine.is_none, mine.is_copy = list(item.sources), list(item.becomes), item.is_none, True


def parse(sheet, text):
    """The hosts of a sheet."""
    hosts, guests, guest, domid = [], {}, None, 0
    for n, line in logical_lines(text):
        where, words = f"{sheet}:{n}", line.split()
        if line.startswith("host "):
            hosts.append(Host(words[1], words[2], words[3:]))
            guest, domid = None, 0
        elif line.startswith("guest "):
            name, kind = words[1], words[2]
            domid += kind != "host"
            if name in guests:
                raise SheetError(f"{where}: {name} again")
            guest = guests[name] = Guest(name, None if kind == "host" else domid, kind, words[3:])
            hosts[-1].guests.append(guest)
            if kind != "host":
                take_line(guest, f"domain.kind: = {1 if kind in ('pv', 'pv32') else 2}", where)
                take_line(guest, "domain.max_vcpus: = 2", where)
            for i, word in enumerate(words):
                if word == "like":
                    copy_items(guest, guests[words[i + 1]])
                if word == "at":
                    guest.at = ranges(words[i + 1])
        elif line.startswith("  ") and guest:
            if words[0] in ("instead", "without") and guest.items.pop(words[1].rstrip(":"), None) is None:
                raise SheetError(f"{where}: {words[0]} nothing")
            if words[0] != "without":
                take_line(guest, line.strip().removeprefix("instead "), where)
        else:
            raise SheetError(f"{where}: {line!r}")
    return hosts

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# Documents against spec/lustream.schema.json, and the schema against documents that are wrong. Arguments: test-json, the schema.
# Needs python3-jsonschema 4; without it the test is skipped (77).
import copy
import json
import subprocess
import sys

try:
    import jsonschema
    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    print("python3-jsonschema 4 is not installed")
    sys.exit(77)


def document(*args):
    return json.loads(subprocess.run([sys.argv[1], "--document", *args], check=True, stdout=subprocess.PIPE).stdout)


def record(doc, name):
    return next(r for s in doc["segments"] for r in s["records"] if r["name"] == name)


def wrong(doc):
    """Pairs of what is wrong and a function that makes it so."""
    yield "no header", lambda d: d.pop("header")
    yield "no segments", lambda d: d.pop("segments")
    yield "unknown member", lambda d: d.update(extra=1)
    yield "other form", lambda d: d.update(lustream=2)
    yield "number for a hex string", lambda d: d["header"].update(features=0)
    yield "hex in upper case", lambda d: d["header"].update(total_size="0xAB")
    yield "long text", lambda d: d["header"].update(producer_extra="x" * 17)
    yield "domid of the system segment", lambda d: d["segments"][0].update(domid=0)
    yield "no domid of a domain", lambda d: d["segments"][2].pop("domid")
    yield "fields of an unknown type", lambda d: record(d, None).update(fields={})
    yield "no body of an unknown type", lambda d: record(d, None).pop("body")
    yield "body of a known type", lambda d: record(d, "domain").update(body="")
    yield "no fields of a known type", lambda d: record(d, "domain").pop("fields")
    yield "half a byte", lambda d: record(d, None).update(body="0")
    yield "short extent", lambda d: record(d, "p2m").update(extents=[["0x0", "0x0", 1]])
    yield "frame beyond 40 bits", lambda d: record(d, "p2m").update(extents=[["0x10000000000", "0x0", 1, "ram_rw"]])
    yield "null for a value", lambda d: record(d, "domain")["fields"].update(kind=None)
    yield "half an enumeration", lambda d: record(d, "domain")["fields"].update(kind={"value": 1})
    yield "floating point", lambda d: record(d, "domain")["fields"].update(max_vcpus=1.5)
    yield "error without a name", lambda d: d.update(error={"text": "", "offset": "0x0"})


def main():
    with open(sys.argv[2], encoding="ascii") as f:
        schema = json.load(f)
    Validator.check_schema(schema)
    validator = Validator(schema)
    for seed in range(6):
        validator.validate(document(str(seed)))
        broken = document(str(seed), "broken")
        assert "error" in broken
        validator.validate(broken)
    doc = document("1")
    for what, make in wrong(doc):
        bad = copy.deepcopy(doc)
        make(bad)
        if validator.is_valid(bad):
            sys.exit(f"the schema takes a document with {what}")


main()

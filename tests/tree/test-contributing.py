#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-contributing.py SOURCE: does what CONTRIBUTING.md says of adding a record, on a copy of the tree, and looks at the result.

The example's texts are taken out of CONTRIBUTING.md, each put into the file it names; derived files are made anew; the core, the dump and the
convert program are built; a JSON text with the new record becomes a stream and is shown again. The schema must be all it takes.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def run(*args, **kw):
    done = subprocess.run(args, capture_output=True, text=True, **kw)
    if done.returncode:
        print("FAILED:", *args, "\n", done.stdout[-2000:], done.stderr[-4000:], sep=" ")
        print("0 passed, 1 failed")
        sys.exit(1)
    return done.stdout


def document():
    fields = {"kind": {"value": 1, "name": "pv"}, "frame_space": {"value": 0, "name": "mfn"}, "max_vcpus": 1}
    header = {"arch": "x86", "partial": True, "source": ["text"], "producer": "4.11", "producer_extra": "", "updates": 0,
              "previous": "0.0", "previous_extra": "", "profile": "4.11", "features": "0x0"}
    alarms = [{"slot": 0, "vcpu": 0, "remaining": "5000000000"}, {"slot": 1, "vcpu": 0, "remaining": "-1"}]
    records = [{"name": "domain", "type": "0x40001001", "revision": 1, "instance": 0, "fields": fields},
               {"name": "dom_alarms", "type": "0x40001fff", "revision": 1, "instance": 0, "fields": {}, "entries": alarms}]
    return {"lustream": 1, "header": header, "segments": [{"kind": "domain", "domid": 1, "records": records}]}


def main():
    source = pathlib.Path(sys.argv[1])
    text = (source / "CONTRIBUTING.md").read_text()
    found = re.findall(r"<!-- example: (\S+) -->\s*```c\n(.*?)```", text, re.S)
    assert len(found) == 2, "CONTRIBUTING.md has no example"
    with tempfile.TemporaryDirectory() as tmp:
        copy = pathlib.Path(tmp) / "tree"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns(".git", "build", "build-*", "__pycache__"))
        for name, example in found:
            with open(copy / name, "a") as f:
                f.write("\n" + re.sub(r"^   ", "", example, flags=re.M))
        run("meson", "setup", "build", "-Dcapture=disabled", cwd=copy)
        run("ninja", "-C", "build", "regen", cwd=copy)
        run("ninja", "-C", "build", "src/tool/lustream-dump", "src/tool/lustream-convert", cwd=copy)
        assert "struct lus_dom_alarms" in (copy / "include/lustream/records.h").read_text()
        assert "### dom_alarms" in (copy / "spec/records.md").read_text()
        (copy / "in.json").write_text(json.dumps(document()))
        tool = copy / "build/src/tool"
        run(tool / "lustream-convert", "-o", copy / "out.lus", copy / "in.json")
        shown = run(tool / "lustream-dump", "-v", copy / "out.lus")
        assert "dom_alarms" in shown and "remaining" in shown and "5000000000" in shown, shown
        back = json.loads(run(tool / "lustream-dump", "--json", copy / "out.lus"))
        entries = back["segments"][0]["records"][1]["entries"]
        assert [int(str(e["remaining"]), 0) for e in entries] == [5000000000, -1], entries
    print("1 passed, 0 failed")


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""[S-42]..[S-45]: one line of the schema changed so that a restore could not keep it, and the build's proof fails, by the reason given."""
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]
CC = sys.argv[2:] or ["cc"]
EDGES = "src/core/schema/edges.def"

# (what, file, old, new, words that the proof, or the compiler, must say)
BREAKS = [
    ("a cycle of two", EDGES, 'LUS_EDGE(vcpu, AFTER, domain,', 'LUS_EDGE(vcpu, AFTER, evtchn_abi, "x", "x")\nLUS_EDGE(vcpu, AFTER, domain,',
     "in an earlier pass"),
    ("a cycle inside a pass", EDGES, 'LUS_EDGE(evtchns, AFTER, evtchn_abi,',
     'LUS_EDGE(evtchn_abi, AFTER, evtchns, "x", "x")\nLUS_EDGE(evtchns, AFTER, evtchn_abi,', "is in a cycle"),
    ("an edge between domains inside a pass", EDGES, 'LUS_EDGE(evtchns, PEER_AFTER, domain,',
     'LUS_EDGE(evtchns, PEER_AFTER, grants_active, "x", "x")\nLUS_EDGE(evtchns, PEER_AFTER, domain,', "between domains inside a pass"),
    ("a later pass", EDGES, 'LUS_EDGE(dom_info, AFTER, domain,',
     'LUS_EDGE(dom_info, AFTER, evtchns, "x", "x")\nLUS_EDGE(dom_info, AFTER, domain,', "in an earlier pass"),
    ("a record moved to an earlier pass", "src/core/schema/records-domain.def", 'LUS_REC(grants_active, 0x40001034, 1, DOMAIN, 2,',
     'LUS_REC(grants_active, 0x40001034, 1, DOMAIN, 0,', "between domains inside a pass"),
    ("a wrong scope", EDGES, 'LUS_EDGE(page_types, SYS_AFTER, mem_owned,', 'LUS_EDGE(page_types, PEER_AFTER, mem_owned,', "is between domains"),
    ("an edge of a field taken away", EDGES, 'LUS_EDGE(evtchns, AFTER, vcpu,', '// LUS_EDGE(evtchns, AFTER, vcpu,', "no line for evtchns.notify_vcpu"),
    ("no source", EDGES, 'LUS_EDGE(vcpu, AFTER, domain, "alloc_vcpu', 'LUS_EDGE(vcpu, AFTER, domain, "", "x")\n// "', "without a source"),
    ("a reference without an edge", "src/core/schema/records-domain.def", "DEC, VCPU(AFTER), \"vcpu that is told", "DEC, VCPU, \"vcpu that is told",
     "LUS_REF_OF_VCPU"),
]


def prove(directory):
    built = subprocess.run(CC + ["-I", directory + "/include", "-o", directory + "/prove", directory + "/src/gen/prove.c"],
                           capture_output=True, text=True)
    if built.returncode:
        return built.returncode, built.stderr
    run = subprocess.run([directory + "/prove"], capture_output=True, text=True)
    return run.returncode, run.stderr + run.stdout


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        def fresh():
            for name in ("src", "include"):
                shutil.rmtree(os.path.join(directory, name), ignore_errors=True)
                shutil.copytree(os.path.join(ROOT, name), os.path.join(directory, name))
        fresh()
        code, text = prove(directory)
        if code:
            print("the schema as it is:", text)
            failed += 1
        for what, path, old, new, words in BREAKS:
            fresh()
            name = os.path.join(directory, path)
            with open(name, encoding="utf-8") as f:
                source = f.read()
            if source.count(old) != 1:
                print(f"{what}: {old!r} is there {source.count(old)} times")
                failed += 1
                continue
            with open(name, "w", encoding="utf-8") as f:
                f.write(source.replace(old, new))
            code, text = prove(directory)
            if code == 0 or words not in text:
                print(f"{what}: exit {code}, not {words!r}:\n{text}")
                failed += 1
    print(f"{len(BREAKS) + 1 - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
"""test-readme.py SOURCE TOOLS [mend]: each command that README.md shows with its output prints that, on the streams that .ci/demo makes.

With "mend" README.md gets what they print now."""
import pathlib
import re
import subprocess
import sys
import tempfile

SHOWN = re.compile(r"^    \$ (build/src/tool/.*)\n((?:(?:    .*)?\n)*?)(?=\n*\S)", re.M)
MADE = re.compile(r"^show (\S+) (\S+)$", re.M)


def main():
    source, tools = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    text = (source / "README.md").read_text()
    failed, shown = 0, SHOWN.findall(text)
    if len(shown) < 3:
        print(f"README.md shows {len(shown)} commands only")
        failed += 1
    with tempfile.TemporaryDirectory() as tmp:
        (pathlib.Path(tmp) / "build/src").mkdir(parents=True)
        (pathlib.Path(tmp) / "build/demo").mkdir()
        (pathlib.Path(tmp) / "build/src/tool").symlink_to(tools)
        for name, made_of in MADE.findall((source / ".ci/demo").read_text()):
            subprocess.run([tools / "lustream-convert", "-q", "-o", f"{tmp}/build/demo/{name}.lus", source / made_of], check=True)
        for command, output in shown:
            done = subprocess.run(command, shell=True, cwd=tmp, capture_output=True, text=True, check=False)
            real = "".join(("    " + line).rstrip() + "\n" for line in done.stdout.splitlines())
            if done.returncode or done.stderr or real.strip("\n") != output.strip("\n"):
                print(f"README.md: {command}: exit {done.returncode}, {done.stderr}prints:\n{real}")
                failed += 1
                if output.strip():
                    text = text.replace(output.strip("\n"), real.strip("\n"))
    if sys.argv[3:] == ["mend"]:
        (source / "README.md").write_text(text)
    print(f"{len(shown) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())

#!/bin/bash -eu
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
# MemorySanitizer and i386 have no jansson, zlib and liblzma of their kind in the image: the library's own targets need none.
if [ "$SANITIZER" = memory ] || [ "$ARCHITECTURE" = i386 ]; then
    export FUZZ_TOOLS=no
fi
fuzz/build.sh

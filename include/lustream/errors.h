/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Every error. Derived from src/core/errors.def by src/gen/gen.c; do not edit. */
#ifndef LUSTREAM_ERRORS_H
#define LUSTREAM_ERRORS_H

/* Functions return these negated. The numbers never change. */
enum lus_error
{
    LUS_OK = 0,
    LUS_E_ARGUMENT = 1, /* argument is not valid */
    LUS_E_NO_SPACE = 2, /* buffer is too small */
    LUS_E_STATE = 3, /* call is not allowed in this state */
    LUS_E_OVERFLOW = 4, /* length or count does not fit its field */
    LUS_E_NOT_FOUND = 5, /* no such segment or record */
    LUS_E_PARTIAL = 6, /* stream is partial: it can be shown and checked, not restored */
    LUS_E_NO_HANDLER = 7, /* record that the consumer has no handler for */
    LUS_E_HANDLER = 8, /* a handler of the consumer failed */
    LUS_E_TRUNCATED = 20, /* stream is cut */
    LUS_E_MAGIC = 21, /* not a live update stream */
    LUS_E_HEADER = 22, /* stream header is not valid */
    LUS_E_HEADER_CRC = 23, /* stream header is damaged */
    LUS_E_FORMAT = 24, /* stream has a newer format */
    LUS_E_LAYOUT = 25, /* parts of the stream are not where they must be */
    LUS_E_TRAILING = 26, /* bytes follow the stream */
    LUS_E_FRONT_CRC = 27, /* catalogue or index is damaged */
    LUS_E_CATALOGUE = 28, /* catalogue does not agree with the records */
    LUS_E_SEGMENT = 29, /* segment header or index entry is not valid */
    LUS_E_SEGMENT_CRC = 30, /* segment is damaged */
    LUS_E_PADDING = 31, /* padding is not zero */
    LUS_E_ORDER = 32, /* records are not in order */
    LUS_E_PASS = 33, /* record is in the wrong pass */
    LUS_E_SCOPE = 34, /* record is in the wrong kind of segment */
    LUS_E_LENGTH = 35, /* record has the wrong length */
    LUS_E_INSTANCE = 36, /* record has a bad instance */
    LUS_E_FLAGS = 37, /* record has bad flags */
    LUS_E_CHUNK = 38, /* chunks of a record do not fit together */
    LUS_E_MISSING = 39, /* a required record is missing */
    LUS_E_TYPE = 40, /* record type is not allowed */
    LUS_E_UNKNOWN_TYPE = 50, /* mandatory record of a type that this build does not know */
    LUS_E_UNKNOWN_REVISION = 51, /* mandatory record of a revision that this build does not know */
    LUS_E_PROFILE = 52, /* stream is not of the profile that its header says, or no release that this build knows */
    LUS_E_FEATURE = 53, /* feature that this build does not know */
    LUS_E_REFUSED = 54, /* the target cannot hold what the stream has */
    LUS_E_NOTE = 55, /* acceptance note is not valid */
    LUS_E_NOTE_CRC = 56, /* acceptance note is damaged */
    LUS_E_NOTE_VERSION = 57, /* acceptance note has a later version */
    LUS_E_RANGE = 60, /* value is out of range */
    LUS_E_ENUM = 61, /* value is not one of its enumeration */
    LUS_E_FLAG_BITS = 62, /* value has undefined flag bits */
    LUS_E_RESERVED = 63, /* reserved field is not zero */
    LUS_E_SORT = 64, /* entries are not in ascending order */
    LUS_E_MERGE = 65, /* entries are not merged as far as they can be */
    LUS_E_MAP = 66, /* map block is not in its canonical form */
    LUS_E_INTERNAL = 90, /* fault in this library */
    LUS_E_END_ = 1000 /* no error has this */
};

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Names, texts and classes of errors, from errors.def. */
#include "lustream/stream.h"

enum { CLASS_CORRUPT = 1, CLASS_USAGE = 2, CLASS_REFUSED = 3 };

const char *lus_strerror(int error)
{
    switch ( error < 0 ? -error : error )
    {
#define LUS_ERR(name, number, class, text) case number: return text;
#include "errors.def"
    case 0: return "no error";
    default: return "unknown error";
    }
}

const char *lus_error_name(int error)
{
    switch ( error < 0 ? -error : error )
    {
#define LUS_ERR(name, number, class, text) case number: return "E_" #name;
#include "errors.def"
    case 0: return "OK";
    default: return "E_UNKNOWN";
    }
}

int lus_error_class(int error)
{
    switch ( error < 0 ? -error : error )
    {
#define LUS_ERR(name, number, class, text) case number: return CLASS_##class;
#include "errors.def"
    case 0: return 0;
    default: return CLASS_USAGE;
    }
}

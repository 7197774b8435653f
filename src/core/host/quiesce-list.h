/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Gives every macro of quiesce.def an empty meaning unless the includer gave it one. Then includes it; no guard, on purpose. */
#ifndef LUS_QUIESCE
#define LUS_QUIESCE(name, number, scope, guests, form, reach, otherwise, record, since, until, where, holds, how)
#endif
#ifndef LUS_REWOUND
#define LUS_REWOUND(entry, hypercall, arg, low, bits, name, doc)
#endif
#ifndef LUS_CONVERT
#define LUS_CONVERT(entry, hypercall, arg, from, to, doc)
#endif
#include "quiesce.def"
#undef LUS_QUIESCE
#undef LUS_REWOUND
#undef LUS_CONVERT

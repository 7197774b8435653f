/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Takes away every schema macro, so that the next includer starts from nothing. No guard, on purpose. */
#undef LUS_REC
#undef LUS_REC_END
#undef LUS_ENT
#undef LUS_ENT_END
#undef LUS_F
#undef LUS_A
#undef LUS_B
#undef LUS_R
#undef LUS_NF
#undef LUS_NA
#undef LUS_NR

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* What rules of several steps do. */
#include "compat.h"

void lus_step_ring(struct lus_call *c, uint32_t lower, uint32_t upper)
{
    if ( c->o->vm_event_ring.version != (c->down ? lower : upper) )
        lus_call_refuse(c, LUS_FIELD_vm_event_ring_version, c->o->vm_event_ring.version);
}

void lus_step_msr(struct lus_call *c, uint32_t index)
{
    const struct lus_msr_entry *m = &c->o->msr_entry;

    if ( !c->down || c->type != LUS_TYPE_HVM_CPU_MSR || m->index != index )
        return;
    if ( m->value )
        lus_call_refuse(c, LUS_FIELD_msr_entry_value, m->value);
    else
    {
        /* hvm_load_cpu_msrs refuses the entry, whatever it holds. */
        lus_call_lost(c, LUS_FIELD_msr_entry_index, index, 0);
        c->drop = 1;
    }
}

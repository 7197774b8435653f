/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.16 to 4.17: what the rules of step-17.def call. */
#include "step.h"

#define VIRT_SPEC_CTRL 0xc001011fu
#define UART_SPI 32u
#define UART_BASE 0x22000000u

static LUS_INDIRECT void whole_pages(struct lus_call *c)
{
    if ( c->down && (c->o->paging_pool.bytes & 4095) )
        lus_call_refuse(c, LUS_FIELD_paging_pool_bytes, c->o->paging_pool.bytes);
}

static LUS_INDIRECT void virt_spec_ctrl(struct lus_call *c)
{
    lus_step_msr(c, VIRT_SPEC_CTRL);
}

static LUS_INDIRECT void place(struct lus_call *c)
{
    const struct lus_arm_vpl011 *u = &c->o->arm_vpl011;

    if ( !c->down )
        return;
    if ( u->virq != UART_SPI )
        lus_call_refuse(c, LUS_FIELD_arm_vpl011_virq, u->virq);
    if ( u->base_addr != UART_BASE )
        lus_call_refuse(c, LUS_FIELD_arm_vpl011_base_addr, u->base_addr);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-17.def"
};
LUS_STEP_OF(17)

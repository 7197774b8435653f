/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* 4.18 to 4.19: what the rules of step-19.def call. */
#include "step.h"

#define PARAM_ALTP2M 35
#define ALTP2M_MODES 3
#define CHANNELS(p) { { (p)->channel0_count, (p)->channel0_count_latched, (p)->channel0_read_state, (p)->channel0_write_state, \
                        (p)->channel0_rw_mode, (p)->channel0_bcd, (p)->channel0_gate }, \
                      { (p)->channel1_count, (p)->channel1_count_latched, (p)->channel1_read_state, (p)->channel1_write_state, \
                        (p)->channel1_rw_mode, (p)->channel1_bcd, (p)->channel1_gate }, \
                      { (p)->channel2_count, (p)->channel2_count_latched, (p)->channel2_read_state, (p)->channel2_write_state, \
                        (p)->channel2_rw_mode, (p)->channel2_bcd, (p)->channel2_gate } }

static LUS_INDIRECT uint64_t altp2m_mode(struct lus_call *c)
{
    if ( lus_facts_is_hvm(c->facts) && c->facts->partial )
        lus_call_has(c, LUS_HAVE_PARAMS);
    return c->facts->altp2m <= ALTP2M_MODES ? c->facts->altp2m : 0;
}

static LUS_INDIRECT void altp2m_param(struct lus_call *c)
{
    if ( c->down || !(c->params->have >> PARAM_ALTP2M & 1) || c->params->value[PARAM_ALTP2M] <= ALTP2M_MODES )
        return;
    c->entry = PARAM_ALTP2M;
    lus_call_refuse(c, LUS_FIELD_hvm_param_value, c->params->value[PARAM_ALTP2M]);
    c->entry = LUS_NO_ENTRY;
}

static LUS_INDIRECT uint64_t ldr_quirk(struct lus_call *c)
{
    if ( lus_facts_is_hvm(c->facts) && c->facts->partial )
        lus_call_has(c, LUS_HAVE_LAPIC);
    return c->facts->ldr_by_vcpu;
}

/* An HVM domain has all emulated devices, of PVH only the local APIC, which needs none of it. */
static void use_pirq(struct lus_call *c, uint32_t *flags, uint32_t field)
{
    if ( !c->down || !(*flags & LUS_X86_EMU_PIC) || (*flags & LUS_X86_EMU_USE_PIRQ) )
        return;
    *flags |= LUS_X86_EMU_USE_PIRQ;
    lus_call_derived(c, field, *flags & ~(uint32_t)LUS_X86_EMU_USE_PIRQ, *flags);
}

static LUS_INDIRECT void pirqs(struct lus_call *c)
{
    use_pirq(c, &c->o->dom_create.emulation_flags, LUS_FIELD_dom_create_emulation_flags);
}

/* getdomaininfo says them, too. */
static LUS_INDIRECT void pirqs_said(struct lus_call *c)
{
    use_pirq(c, &c->o->dom_info.emulation_flags, LUS_FIELD_dom_info_emulation_flags);
}

/* Values that the 8254 cannot get to: count, latched, states to read and write, access mode, BCD, gate. */
static LUS_INDIRECT void timer(struct lus_call *c)
{
    static const uint32_t most[] = { 0x10000, 4, 4, 4, 3, 1, 1 };
    struct lus_hvm_pit *p = &c->o->hvm_pit;
    const uint32_t channels[3][7] = CHANNELS(p);
    uint32_t i, k, bad = p->speaker_data_on > 1 || !p->channel0_gate || !p->channel1_gate;

    if ( c->down || !lus_facts_is_hvm(c->facts) )
        return;
    for ( i = 0; i < 3; i++ )
        for ( k = 0; k < 7; k++ )
            bad |= channels[i][k] > most[k];
    if ( bad )
        lus_call_refuse(c, LUS_NO_FIELD, 0);
    if ( p->pad0 )
        lus_call_lost(c, LUS_FIELD_hvm_pit_pad0, p->pad0, 0);
    p->pad0 = 0;
}

/* Up to 4.18 a guest that writes the level register clears the cascade line's bit, which then nobody looks at. */
static LUS_INDIRECT void pic(struct lus_call *c)
{
    struct lus_hvm_pic *p = &c->o->hvm_pic;
    uint32_t is_master = (p->mode & LUS_VPIC_MODE_IS_MASTER) != 0;

    if ( c->down )
        return;
    if ( p->int_output > 1 || is_master != !c->instance || (p->int_output && (p->init_priority & 0xf)) ||
         (p->elcr & ~(is_master ? 0xfcu : 0xdeu)) )
        lus_call_refuse(c, LUS_NO_FIELD, 0);
    else if ( is_master && !(p->elcr & 4) )
    {
        lus_call_derived(c, LUS_FIELD_hvm_pic_elcr, p->elcr, p->elcr | 4u);
        p->elcr |= 4;
    }
}

static LUS_INDIRECT void links(struct lus_call *c)
{
    struct lus_hvm_pci_link *p = &c->o->hvm_pci_link;
    uint32_t i;

    for ( i = 0; i < 4 && !c->down; i++ )
    {
        if ( p->pad0[i] )
            lus_call_lost(c, LUS_FIELD_hvm_pci_link_pad0, p->pad0[i], 0);
        p->pad0[i] = 0;
    }
}

static LUS_INDIRECT void guest_address(struct lus_call *c)
{
    const struct lus_vpci_bar *b = &c->o->vpci_bar;

    if ( c->down && b->guest_address != b->address )
        lus_call_refuse(c, LUS_FIELD_vpci_bar_guest_address, b->guest_address);
}

static const struct lus_shim_rule lus_rules[] = {
#include "step-19.def"
};
LUS_STEP_OF(19)

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Every rule of the host level. Derived from src/core/host/rules.def by src/gen/gen.c; do not edit. */
#ifndef LUSTREAM_RULES_H
#define LUSTREAM_RULES_H

/* The numbers never change. */
enum lus_rule
{
    LUS_RULE_OWNED_TWICE = 1, /* frame has two owners */
    LUS_RULE_IN_BOOTMEM = 2, /* frame that has an owner lies in bootmem */
    LUS_RULE_IN_IMAGE = 3, /* frame that has an owner lies in xen#2's image */
    LUS_RULE_IN_STREAM = 4, /* frame that has an owner lies in the stream */
    LUS_RULE_OWNER_UNKNOWN = 5, /* frames have an owner that is not in the stream */
    LUS_RULE_PAGES_COUNT = 7, /* domain owns not as many frames as it counts */
    LUS_RULE_DOMAIN_UNKNOWN = 10, /* domain that is referred to is not in the stream */
    LUS_RULE_VCPU_UNKNOWN = 11, /* vcpu is not one that the domain can have */
    LUS_RULE_PORT_UNKNOWN = 12, /* event channel is not there */
    LUS_RULE_ENTRY_UNKNOWN = 13, /* what is referred to is not there */
    LUS_RULE_FRAME_UNOWNED = 14, /* frame is not owned by who must own it */
    LUS_RULE_GFN_UNKNOWN = 15, /* guest frame is beyond what the domain can use */
    LUS_RULE_GREF_UNKNOWN = 16, /* grant reference is beyond the grant table */
    LUS_RULE_FRAME_ROLE = 17, /* frame is on another list of its owner than it must be */
    LUS_RULE_AREA_PLACE = 18, /* area is placed by frame without one, or has one and is not */
    LUS_RULE_FRAME_UNKEPT = 19, /* frame that hardware or Xen uses is not among those to keep */
    LUS_RULE_PORT_PAIR = 20, /* the two ends of an event channel do not agree */
    LUS_RULE_PORT_LIMIT = 21, /* event channel is beyond what its ABI has */
    LUS_RULE_VIRQ_TWICE = 22, /* virq is bound twice on a vcpu */
    LUS_RULE_PIRQ_PAIR = 23, /* event channel and physical interrupt do not name each other */
    LUS_RULE_PIRQ_LIMIT = 24, /* physical interrupt is beyond what the domain can have */
    LUS_RULE_PORT_OVER = 25, /* event channel is beyond the domain's limit */
    LUS_RULE_PORT_TABLE = 26, /* event channel is beyond those that were allocated */
    LUS_RULE_FIFO_TAIL = 27, /* tail of a queue is not in the event array */
    LUS_RULE_XEN_PORT = 28, /* event channel that goes to Xen and its user do not agree */
    LUS_RULE_GRANT_FRAMES = 30, /* grant table is bigger than it may be */
    LUS_RULE_GRANT_UNPINNED = 31, /* entry in use is pinned by nobody */
    LUS_RULE_GRANT_USER = 32, /* mapping of a grant that another domain uses, not this one */
    LUS_RULE_GRANT_PINS = 33, /* grant is pinned otherwise than it is mapped */
    LUS_RULE_GRANT_VERSION = 34, /* contents are of another version than the grant table */
    LUS_RULE_GRANT_STATUS = 35, /* grant table has not as many status frames as it needs */
    LUS_RULE_GRANT_LISTED = 36, /* frames of the grant table are not those that it counts */
    LUS_RULE_MAPTRACK_FRAMES = 37, /* table of mapped grants is bigger than it may be */
    LUS_RULE_HANDLE_LIMIT = 38, /* handle is beyond the table of mapped grants */
    LUS_RULE_SAID_TWICE = 39, /* two records do not say the same of one thing */
    LUS_RULE_P2M_OWNER = 40, /* machine frame in the P2M is not the domain's */
    LUS_RULE_TYPE_NO_FRAME = 41, /* typed page is not the domain's own memory in the P2M */
    LUS_RULE_TABLE_LEVEL = 42, /* entry of a page table names no table of the level below */
    LUS_RULE_TABLE_BITS = 43, /* entry of a page table has bits that Xen refuses */
    LUS_RULE_LEAF_FRAME = 44, /* page table maps a frame that the domain may not map */
    LUS_RULE_GFN_HOLE = 45, /* guest frame is not in the P2M */
    LUS_RULE_GFN_FRAME = 46, /* guest frame is another machine frame in the P2M */
    LUS_RULE_FOREIGN_OWNER = 47, /* frame in the P2M is not that other domain's */
    LUS_RULE_REUSE_IN_USE = 48, /* frame that xen#2 may take is in use, or bad */
    LUS_RULE_KEPT_OWNED = 49, /* frame that must be kept for Xen or hardware has an owner */
    LUS_RULE_STATE_MISSING = 50, /* state that a guest of this kind relies on is missing */
    LUS_RULE_PARTIAL_ONLY = 51, /* only a partial stream may have this */
    LUS_RULE_BAD_IN_USE = 52, /* bad frame that is out of use is in use */
    LUS_RULE_KEPT_IN_BOOTMEM = 53, /* frame to keep lies in bootmem */
    LUS_RULE_KEPT_IN_IMAGE = 54, /* frame to keep lies in xen#2's image */
    LUS_RULE_ROLE_TWICE = 55, /* another domain is the hardware domain too */
    LUS_RULE_WRONG_KIND = 56, /* guests of this kind have no such state */
    LUS_RULE_IOREQ_RANGE = 57, /* range of an ioreq server ends before it begins, or meets another of it */
    LUS_RULE_IOREQ_SERVER = 58, /* ioreq server is not there, or has not the ports that it must have */
    LUS_RULE_TIMER_ARMED = 59, /* timer is armed without a deadline, or has one and is not armed */
    LUS_RULE_FOREIGN_LISTED = 60, /* frames of other domains in the P2M are not those that are listed */
    LUS_RULE_VCPUS_COUNT = 61, /* domain has another greatest vcpu than it says */
    LUS_RULE_ALTP2M_VIEW = 62, /* altp2m view is not there */
    LUS_RULE_SELF = 63, /* domain means itself where it must mean another */
    LUS_RULE_GRANT_MAX = 64, /* grant table is of a version that the domain may not choose */
    LUS_RULE_M2P_UNKEPT = 65, /* frame of the M2P is not among those to keep as such */
    LUS_RULE_M2P_WIDTH = 66, /* M2P has not the width that is its instance's */
    LUS_RULE_FRAME_BEYOND = 67, /* frame that has an owner is beyond the M2P */
    LUS_RULE_KEPT_IN_STREAM = 68, /* frame to keep for something else lies in the stream */
    LUS_RULE_BAD_IN_BOOTMEM = 69, /* bad frame lies in bootmem */
    LUS_RULE_BAD_IN_IMAGE = 70, /* bad frame lies in xen#2's image */
    LUS_RULE_REUSE_IN_BOOTMEM = 71, /* frame that xen#2 may take as free lies in bootmem */
    LUS_RULE_REUSE_IN_IMAGE = 72, /* frame that xen#2 may take as free lies in its image */
    LUS_RULE_REUSE_IN_STREAM = 73, /* frame that xen#2 may take lies in the stream */
    LUS_RULE_PV_WIDTH = 74, /* guest's words and page tables are not of one width */
    LUS_RULE_INFO_DIFFERS = 75, /* dom_info says otherwise than the record that counts */
    LUS_RULE_GRANT_UNMAPPED = 76, /* frame of a grant in the P2M is of none that the domain has mapped so */
    LUS_RULE_KEPT_FOR = 77, /* frame that hardware walks is kept as something else, or for another domain */
    LUS_RULE_FIFO_ABI = 78, /* state of the FIFO ABI where event channels are 2-level */
    LUS_RULE_PAGE_TWICE = 79, /* page of Xen's has two uses */
    LUS_RULE_LEAF_WRITABLE = 80, /* page table or descriptor table is mapped writable */
    LUS_RULE_TABLE_UNUSED = 81, /* page has the type of a page table, and nothing uses it as one */
    LUS_RULE_TABLE_ROOT = 82, /* page table root of a vcpu is no table of the top level */
    LUS_RULE_TABLE_LINEAR = 83, /* linear page table that Xen refuses */
    LUS_RULE_TABLE_TYPE = 84, /* page has two types, or one that its domain has not */
    LUS_RULE_PAE_TOP = 85, /* top page table of a 32-bit guest is not as Xen demands */
    LUS_RULE_DESCRIPTOR = 86, /* descriptor that Xen refuses */
    LUS_RULE_PAE_REST = 87, /* top page table of a 32-bit guest has entries that Xen clears */
    LUS_RULE_VCPU_STATE = 88, /* vcpu is held for what is not so, or not held for what is */
    LUS_RULE_DEVICE_IOMMU = 89, /* domain has a device and no IOMMU tables */
    LUS_RULE_P2M_TWICE = 90, /* P2M has more of the domain's frames than there are: one is there twice */
    LUS_RULE_END_ = 1000 /* no rule has this */
};

#define LUS_RULES_MAX 86u

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The schema as data: const tables that describe every record, field and enumeration. For tools, checks and tests; the codecs in
 * records.h do not use them. All of it comes from src/core/records.def and enums.def.
 */
#ifndef LUSTREAM_SCHEMA_H
#define LUSTREAM_SCHEMA_H

#include "env.h"

enum lus_wire
{
    LUS_WIRE_U8, LUS_WIRE_U16, LUS_WIRE_U24, LUS_WIRE_U32, LUS_WIRE_U40, LUS_WIRE_U64, LUS_WIRE_I32, LUS_WIRE_I64,
    LUS_WIRE_BYTES,     /* @count opaque bytes */
    LUS_WIRE_RESERVED   /* @count zero bytes; not in the decoded structure */
};

enum lus_check { LUS_CHECK_ANY, LUS_CHECK_RANGE, LUS_CHECK_ENUM, LUS_CHECK_BITS, LUS_CHECK_NAMED };
enum lus_unit
{
    LUS_UNIT_DEC, LUS_UNIT_HEX, LUS_UNIT_NS, LUS_UNIT_KHZ, LUS_UNIT_SEC, LUS_UNIT_PAGES, LUS_UNIT_BYTES, LUS_UNIT_TICKS,
    LUS_UNIT_UUID, LUS_UNIT_TEXT
};
/** enum lus_ref - what a value names; lus_refs() says more of each */
enum lus_ref
{
    LUS_REF_NONE, LUS_REF_DOMID, LUS_REF_VCPU, LUS_REF_PORT, LUS_REF_RPORT, LUS_REF_GREF, LUS_REF_RGREF, LUS_REF_GFN, LUS_REF_MFN,
    LUS_REF_FRAME, LUS_REF_PIRQ, LUS_REF_VIRQ, LUS_REF_CPUPOOL, LUS_REF_IOREQ, LUS_REF_SBDF, LUS_REF_KEPT,
    LUS_REF_COUNT
};

/**
 * enum lus_edge_kind - what a record's restoring needs of another record
 * @LUS_EDGE_AFTER: that of the same domain, or system-wide of the same segment, is restored before
 * @LUS_EDGE_PEER_AFTER: that of another domain is restored before: in an earlier pass, as domains of one pass run side by side
 * @LUS_EDGE_SYS_AFTER: that of the system or memory segment is restored before
 * @LUS_EDGE_AFTER_ALL: a system record: after that record of all domains
 * @LUS_EDGE_SYMMETRIC: either may come first; that both are there, and agree, is checked at the end
 * @LUS_EDGE_GUEST: none: the guest's own word, which Xen does not rely on
 * @LUS_EDGE_NUMBER: none: a number of a numbering in Xen's public headers
 */
enum lus_edge_kind
{
    LUS_EDGE_NONE, LUS_EDGE_AFTER, LUS_EDGE_PEER_AFTER, LUS_EDGE_SYS_AFTER, LUS_EDGE_AFTER_ALL, LUS_EDGE_SYMMETRIC,
    LUS_EDGE_GUEST, LUS_EDGE_NUMBER
};
enum lus_older { LUS_OLDER_NONE, LUS_OLDER_DEFAULT, LUS_OLDER_DERIVE, LUS_OLDER_REFUSE };
enum lus_scope { LUS_SCOPE_SYSTEM, LUS_SCOPE_MEMORY, LUS_SCOPE_DOMAIN, LUS_SCOPE_VCPU };
/**
 * enum lus_presence - when a record must be there, in a complete stream. All but the first two are the host level's to see: rule state_missing
 * @LUS_PRESENCE_ANY: never: if it is absent, there is nothing that it could say (host.md says what that means, for each)
 * @LUS_PRESENCE_ONE: one in each segment of its kind, or lus_check() refuses the stream
 * @LUS_PRESENCE_EACH: of each domain, or vcpu, or host; @LUS_PRESENCE_EACH_X86: of those of x86
 * @LUS_PRESENCE_EACH_PV, @LUS_PRESENCE_EACH_HVM: of those of this kind, of x86
 * @LUS_PRESENCE_EACH_LAPIC .. @LUS_PRESENCE_EACH_PIT: where dom_create.emulation_flags has the device
 * @LUS_PRESENCE_EACH_REGS: of each vcpu that vcpu_hold says is initialised
 * @LUS_PRESENCE_EACH_FIFO: where evtchn_abi.abi is FIFO; @LUS_PRESENCE_EACH_V2: where grant_table.version is 2
 * @LUS_PRESENCE_EACH_AARCH32: where arm_domain.width is AARCH32; @LUS_PRESENCE_EACH_SVE: where its sve_vl is not 0
 */
enum lus_presence
{
    LUS_PRESENCE_ANY, LUS_PRESENCE_ONE, LUS_PRESENCE_EACH, LUS_PRESENCE_EACH_X86, LUS_PRESENCE_EACH_PV, LUS_PRESENCE_EACH_HVM,
    LUS_PRESENCE_EACH_LAPIC, LUS_PRESENCE_EACH_HPET, LUS_PRESENCE_EACH_PM, LUS_PRESENCE_EACH_RTC, LUS_PRESENCE_EACH_IOAPIC,
    LUS_PRESENCE_EACH_PIC, LUS_PRESENCE_EACH_PIT, LUS_PRESENCE_EACH_REGS, LUS_PRESENCE_EACH_FIFO, LUS_PRESENCE_EACH_V2,
    LUS_PRESENCE_EACH_AARCH32, LUS_PRESENCE_EACH_SVE
};
enum lus_need { LUS_NEED_MANDATORY, LUS_NEED_OPTIONAL, LUS_NEED_COPY };
enum lus_guests { LUS_GUESTS_ALL, LUS_GUESTS_PV, LUS_GUESTS_HVM };
enum lus_tail { LUS_TAIL_NONE, LUS_TAIL_TABLE, LUS_TAIL_SEQUENCE, LUS_TAIL_SPAN, LUS_TAIL_BLOB, LUS_TAIL_MAP };

/**
 * struct lus_value - one value of an enumeration, or one flag
 * @name: in upper case, as records.h ends the constant's name with it
 * @value: the number; of a flag, its mask
 */
struct lus_value
{
    const char *name;
    const char *doc;
    uint64_t value;
};

/** struct lus_enum - an enumeration or a set of flags; @values are in the order of enums.def */
struct lus_enum
{
    const char *name;
    const char *doc;
    const struct lus_value *values;
    uint32_t nr;
    uint32_t is_bits;
};

/**
 * struct lus_field - one field of a record's fixed part or of a table's entry
 * @offset: in the fixed part or entry, bytes
 * @struct_offset: in the decoded structure; 0 for reserved fields, which are not in it
 * @id: unlike that of any other field, of whatever record or entry
 * @wire: enum lus_wire
 * @count: elements; bytes for LUS_WIRE_BYTES and LUS_WIRE_RESERVED
 * @since: revision that added it
 * @older: enum lus_older: what a stream of an earlier revision gets, with @older_value
 * @ref: enum lus_ref; @edge: enum lus_edge_kind, of a field that has one
 * @check: enum lus_check; @lo, @hi for LUS_CHECK_RANGE; @values for LUS_CHECK_ENUM, _BITS, _NAMED
 */
struct lus_field
{
    const char *name;
    const char *doc;
    const struct lus_enum *values;
    uint64_t lo;
    uint64_t hi;
    uint64_t older_value;
    uint16_t offset;
    uint16_t struct_offset;
    uint16_t count;
    uint16_t id;
    uint8_t wire;
    uint8_t since;
    uint8_t older;
    uint8_t check;
    uint8_t unit;
    uint8_t ref;
    uint8_t edge;
};

/**
 * struct lus_entry - a table's entry
 * @size: bytes on the wire
 * @struct_size: of the decoded structure
 * @keys: leading fields that the table is sorted by
 * @nr_refs: fields that refer to something
 */
struct lus_entry
{
    const char *name;
    const char *doc;
    const struct lus_field *fields;
    uint16_t nr_fields;
    uint16_t size;
    uint16_t struct_size;
    uint16_t keys;
    uint16_t nr_refs;
};

#define LUS_REVISIONS_MAX 5

/**
 * struct lus_record_type - a record
 * @name: lower case; the decoded structure is struct lus_<name>
 * @fixed: bytes of the fixed part, by revision less 1
 * @nr_refs: fields of the fixed part that refer to something
 * @entry: of a table; NULL otherwise
 * @attribute: enumeration of a map's attribute; NULL otherwise
 * @max: greatest number of entries over all chunks, bytes of a blob; 0 = bounded by the stream only
 * @archs: LUS_TYPE_ARCHS() of it
 */
struct lus_record_type
{
    const char *name;
    const char *doc;
    const struct lus_field *fields;
    const struct lus_entry *entry;
    const struct lus_enum *attribute;
    uint32_t type;
    uint32_t max;
    uint32_t max_instance;
    uint16_t nr_fields;
    uint16_t nr_refs;
    uint16_t struct_size;
    uint16_t fixed[LUS_REVISIONS_MAX];
    uint8_t revisions;
    uint8_t scope;
    uint8_t pass;
    uint8_t presence;
    uint8_t need;
    uint8_t guests;
    uint8_t tail;
    uint8_t archs;
};

/** LUS_TYPES_MAX - records that there may be */
#define LUS_TYPES_MAX 256u

/** lus_record_types() - all records, in the order of the schema; *nr of them */
const struct lus_record_type *lus_record_types(uint32_t *nr);

/** lus_record_type() - the record with this type number, or NULL */
const struct lus_record_type *lus_record_type(uint32_t type);

/**
 * struct lus_ref_kind - a kind of reference
 * @target: the type of the record that the value must be found in; 0 if there is none
 * @is_peer: in the domain that the field before, a DOMID, names
 */
struct lus_ref_kind
{
    const char *name;
    const char *doc;
    uint32_t target;
    uint32_t is_peer;
};

/** lus_ref_kind() - of a value of enum lus_ref; NULL for LUS_REF_NONE and numbers that are none */
const struct lus_ref_kind *lus_ref_kind(uint32_t ref);

/**
 * struct lus_condition - when a field that refers to something does so
 * @field: the field; @by: NULL, or the field of the same fixed part or entry that decides
 * @values: bit v is set if it refers while @by has the value v (0..63)
 * @none: the value of @field that refers to nothing, if @has_none
 * @by_none: the value of @by that says so, if @has_by_none; @values is then not used
 * @owner: of a frame: the DOMID field of the same entry whose domain may own it instead of this one
 */
struct lus_condition
{
    const struct lus_field *field;
    const struct lus_field *by;
    uint64_t values;
    uint64_t none;
    uint64_t by_none;
    const struct lus_field *owner;
    uint32_t has_none;
    uint32_t has_by_none;
};

/** lus_conditions() - all of them, in the order of conditions.def; a field has at most one, and one that only names an owner beside it */
const struct lus_condition *lus_conditions(uint32_t *nr);

/** lus_condition_of() - whether a field refers to something, or NULL if it always does; in O(1) */
const struct lus_condition *lus_condition_of(const struct lus_field *field);

/**
 * struct lus_twice - a value of Xen's that two records of a domain say
 * @first: the type that comes first in a segment; @second: the other; neither has several instances
 * @none: the value, of either field, that says nothing; LUS_TWICE_ALWAYS if there is none
 * @is_info: the first is information, and the second what a restore takes
 * @where: Xen's own place for it
 */
struct lus_twice
{
    const struct lus_field *first_field;
    const struct lus_field *second_field;
    const char *where;
    uint64_t none;
    uint32_t first;
    uint32_t second;
    uint32_t is_info;
};

#define LUS_TWICE_ALWAYS (~0ull - 1)

/** lus_twices() - all of them, in the order of twice.def; *nr of them */
const struct lus_twice *lus_twices(uint32_t *nr);

/**
 * struct lus_dependency - @type is restored after @target, in the sense of @kind
 * @source: the function of Xen whose precondition it is
 * @doc: what the precondition is
 */
struct lus_dependency
{
    uint32_t type;
    uint32_t target;
    uint32_t kind;
    const char *source;
    const char *doc;
};

/** lus_dependencies() - all of them, in the order of edges.def; *nr of them */
const struct lus_dependency *lus_dependencies(uint32_t *nr);

/** lus_enums() - all enumerations and sets of flags; *nr of them */
const struct lus_enum *const *lus_enums(uint32_t *nr);

/** lus_wire_size() - bytes of one element of a wire type; 1 for BYTES and RESERVED */
uint32_t lus_wire_size(uint32_t wire);

/** lus_span_end() - what first + count of a span table's entry is at most */
static inline uint64_t lus_span_end(const struct lus_entry *e)
{
    return e->fields[0].check == LUS_CHECK_RANGE ? e->fields[0].hi + 1 : 1ull << 40;
}

/**
 * lus_field_load() - an element of a scalar field or array, from the wire
 * @field: its description; not BYTES or RESERVED
 * @base: the fixed part or entry
 * @i: element, less than @field->count
 * Return: the value; signed ones sign-extended.
 */
uint64_t lus_field_load(const struct lus_field *field, const uint8_t *base, uint32_t i);

/** lus_field_store() - the opposite. Return: 0, or 1 when @value does not fit the wire type */
int lus_field_store(const struct lus_field *field, uint8_t *base, uint32_t i, uint64_t value);

/** lus_field_check() - one value against the field's range, enumeration or flags. Return: 0 or -LUS_E_... */
int lus_field_check(const struct lus_field *field, uint64_t value);

/** lus_fields_check() - all fields of @rev of a fixed part or entry. Return: 0 or -LUS_E_..., *bad the field's number */
int lus_fields_check(const struct lus_field *fields, uint32_t nr, uint32_t rev, const uint8_t *base, uint32_t *bad);

#endif

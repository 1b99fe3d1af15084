/* What is remembered of slices and of what was taken from arrays: which index, which operation. */
#ifndef IBID_MUTANTS_ORIGINS_H
#define IBID_MUTANTS_ORIGINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ibid/plugin.h"

struct mutant;
struct operation_call;

/* What an index consists of. Several hold of one. */
enum index_part {
    PART_INTEGER = 1,
    PART_SLICE = 2,
    PART_STEP = 4, /* a slice with a step other than 1 */
    PART_NEGATIVE_STEP = 8,
    PART_OFFSET = 16, /* a slice that does not begin at 0 */
    PART_LIST = 32,
    PART_ARRAY = 64,
    PART_MASK = 128,
    PART_NEW_AXIS = 256,
    PART_OTHER = 512, /* an ellipsis */
    PART_TUPLE = 1024,
};

struct slice_made {
    uint64_t identity;
    bool has_start, has_stop, has_step;
    int64_t start, stop, step;
};

/* An object that came of an operation on an array. */
struct origin {
    uint64_t identity;
    enum ibid_operation operation;
    unsigned parts; /* of the index, where it was taken by one */
};

struct origins {
    struct slice_made *slices;
    size_t slice_count;
    struct origin *items;
    size_t count;
};

/* Notes what came of a call, if it is worth noting. */
void origins_note(struct mutant *mutant, const struct operation_call *call, ibid_handle result);
/* NULL if the object is no slice, or not one of the program's. */
const struct slice_made *slice_made(struct mutant *mutant, ibid_handle object);
/* Bits of enum index_part. */
unsigned index_parts(struct mutant *mutant, ibid_handle index);
/* 0 if the name is none: "integer", "slice", "negative step", … */
unsigned index_part_named(const char *name);
/* Whether the object was taken by such an index, or came of that operation; what is not asked about is 0. */
bool came_of(struct mutant *mutant, ibid_handle object, unsigned part, enum ibid_operation operation);
void origins_free(struct origins *origins);

#endif

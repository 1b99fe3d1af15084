/*
 * An instance: what the reference keeps for one program. Nothing of it is global, so instances of different options
 * and instruction sets live side by side. Everything below takes the instance first.
 *
 * The program's memory comes from allocate and friends alone: they count, and can be told to fail; what read() and
 * devices need beside it is neither counted nor made to fail. A function that returns NULL or
 * false has said why, with fail or lacks; it has then changed nothing that a program could see, and it keeps nothing
 * of what it had allocated.
 */
#ifndef IBID_REFERENCE_INSTANCE_H
#define IBID_REFERENCE_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ibid/plugin.h"

struct kernels;
struct object;
struct sequence;
struct place;
struct dtype_in_use;

/* What id(x) is: the address, as in CPython, or a number by order of asking, as in Jython. */
enum id_policy { ID_IS_ADDRESS, ID_IS_COUNTED };

enum { OBJECT_KINDS_AT_MOST = 32 };
enum { BUFFER_SHIFTS = 3 };     /* places in a page where large buffers start: see buffer.c */
enum { LARGE_BYTES = 1 << 22 }; /* blocks from here on are large: their pages begin to cost more than what they hold */
enum { SMALLEST_CACHED = -5, LARGEST_CACHED = 256, CACHED_INTEGERS = LARGEST_CACHED - SMALLEST_CACHED + 1 };

struct ibid_instance {
    /* Options: see options.c. */
    bool caches_small_integers;
    enum id_policy id_policy;
    const struct kernels *kernels; /* the instruction set that loops run with */

    struct place *place; /* the device beside the host: on_device.h; NULL where there is none */

    size_t stream_bytes; /* see kernels_stream_bytes; 0 until somebody asks */

    /* Of memory that is in use: both return to zero when the last reference goes. */
    size_t live_objects, live_bytes;
    size_t array_bytes_allocated; /* so far, in use or not: what allocated() tells */
    size_t allocations;           /* so far */
    size_t failing_allocation;    /* the number, from 1, of the one that fails; 0 for none */

    size_t buffers_at_shift[BUFFER_SHIFTS]; /* of large ones in use, by their place in a page: see buffer.c */

    /* The last large block that was given back: for the next array of its size. NULL for none. Not in use. */
    void *spare;
    size_t spare_bytes;

    /* By kind, the block of the last object that died: for the next of its kind. NULL for none. Not in use. */
    struct object *last_dead[OBJECT_KINDS_AT_MOST];

    struct object *dying; /* what nothing refers to any more, and release has still to take apart */
    bool is_releasing;

    size_t depth; /* of items in items that are compared or copied right now: see compare.h */

    struct dtype_in_use *dtypes_in_use; /* those with fields: see fields.c */

    struct sequence *containers; /* all that can be part of a cycle: see cycle.c */
    uint64_t identities_given;   /* by ID_IS_COUNTED */

    /* One object each, NULL until somebody asks. Owned by the instance. */
    struct object *none, *truths[2], *library_truths[2], *ellipsis, *empty_tuple;
    struct object *small_integers[CACHED_INTEGERS];
    struct object *short_strings[128]; /* by their only byte, 0 for "" */

    enum ibid_status status; /* of the call that failed, else IBID_OK */
    struct ibid_failure failure;
    char message[512];

    /* What read() hands out, until the next call. */
    char text[64];
    void *elements;
    size_t elements_bytes;
};

/* Zeroed; NULL, with the error "memory", when there is none. */
void *allocate(ibid_instance *instance, size_t count, size_t item_bytes);
/* As an allocation of a block that is there already: it fails when one is to fail. False, with the error "memory". */
bool reuse(ibid_instance *instance, size_t bytes);
/* Not zeroed: for what is written at once. */
void *allocate_unset(ibid_instance *instance, size_t count, size_t item_bytes);
/* Of a block that had count_before items; the new ones are not zeroed. NULL leaves the block as it was. */
void *reallocate(ibid_instance *instance, void *block, size_t count_before, size_t count, size_t item_bytes);
/* Of a block that has count items; NULL is nothing. Keeps the last large one, until the instance closes. */
void deallocate(ibid_instance *instance, void *block, size_t count, size_t item_bytes);

/* Both return NULL, so that a function can end with `return fail(…)`. */
void *fail(ibid_instance *instance, enum ibid_error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The reference has no such thing: the answer is "unsupported". */
void *lacks(ibid_instance *instance, const char *what);

#endif

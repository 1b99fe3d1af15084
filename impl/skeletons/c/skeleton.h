/*
 * What @NAME@.c writes against. objects.c and skeleton.c keep the objects, the handles and the errors, and
 * answer ibid; they need not be changed. Constants, negative numbers, lists, tuples, slices, `is`, `is not` and `id`
 * work without any table.
 *
 * An object is counted: what a function returns is the caller's, what it takes stays the caller's, except where a
 * comment says otherwise.
 */
#ifndef SKELETON_H
#define SKELETON_H

#include <ibid/plugin.h>

#include <stdbool.h>

struct object;
struct call;

/* How a class of the implementation's own objects is read and given back. */
struct native_class {
    const char *name;
    void (*release)(void *native);
    /*
     * Fills *value, which is zero: for an array the kind IBID_ARRAY, dtype, dimensions, shape, elements in C order and
     * elements_bytes; for anything else see struct ibid_value. What it points to must last until the next read.
     */
    void (*describe)(void *native, struct ibid_value *value);
};

/* Performs an operation: a new or retained object; NULL after fail() or unsupported(). */
typedef struct object *perform_function(struct call *call);

struct entry {
    enum ibid_operation operation; /* of operations.def: IBID_OP_ARRAY, … */
    perform_function *perform;
};

/* To be defined by @NAME@.c. The table ends in an entry without a function. */
extern const char plugin_name[], plugin_version[];
extern const struct entry table[];

/* Arguments: those that are left out at the end are absent; a method's receiver is number 0. Borrowed. */
size_t argument_count(const struct call *call);
struct object *argument(const struct call *call, size_t index);
/* NULL if it is not given by keyword. */
struct object *keyword(const struct call *call, const char *name);

/* Both return NULL, for `return fail(…)`. The words are those of the implementation. */
struct object *fail(struct call *call, enum ibid_error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct object *unsupported(struct call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct object *retain(struct object *object); /* returns it */
void release(struct call *call, struct object *object);

/* Making. Strings are copied, items retained; `native` is taken over. */
struct object *new_none(struct call *call);
struct object *new_bool(struct call *call, bool truth);
struct object *new_integer(struct call *call, long long value);
struct object *new_float(struct call *call, double value);
struct object *new_complex(struct call *call, double real, double imaginary);
struct object *new_text(struct call *call, const char *text);
struct object *new_list(struct call *call, struct object *const *items, size_t count);
struct object *new_tuple(struct call *call, struct object *const *items, size_t count);
struct object *new_native(struct call *call, const struct native_class *native_class, void *native);

/* Looking. The kind of a slice is not one of these: see as_slice. */
enum ibid_kind kind_of(const struct object *object);
/* What new_native was given; NULL if it is not an object of that class. */
void *as_native(const struct object *object, const struct native_class *native_class);
bool as_integer(const struct object *object, long long *value); /* false too if it is wider than 64 bits */
bool as_float(const struct object *object, double *value);      /* of an integer or a float */
const char *as_text(const struct object *object);               /* NULL if it is none */
/* Items of a list or a tuple, borrowed until it changes; NULL if it is neither. */
struct object *const *as_items(const struct object *object, size_t *count);
/* Start, stop and step of a slice, each None where left out; false if it is none. */
bool as_slice(const struct object *object, struct object *parts[3]);
/* Adds to a list. */
void append_item(struct object *list, struct object *item);

#endif

/*
 * What an implementation showed when it ran a program: facts only. Decoded from a driver's answer
 * (docs/driver-protocol.md) with everything checked. Lives in one arena.
 */
#ifndef IBID_OBSERVE_OBSERVATION_H
#define IBID_OBSERVE_OBSERVATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "ibid/plugin.h"
#include "observe/content.h"

struct object {
    enum ibid_kind kind;
    const char *text; /* INT: decimal; STR; OTHER: type name */
    bool truth;       /* BOOL */
    double real, imaginary;
    const char *dtype;           /* ARRAY, and scalars of the library's own; else NULL */
    const struct dtype *element; /* NULL where the dtype is not known to the harness */
    size_t dimensions;
    const long long *shape;
    size_t element_count;
    const unsigned char *bytes; /* ARRAY: elements in C order */
    size_t byte_count;
    const size_t *items; /* LIST, TUPLE: numbers of objects */
    size_t item_count;
};

struct binding {
    const char *name;
    size_t object;
};

struct snapshot {
    struct binding *names;
    size_t name_count;
    struct object *objects;
    size_t object_count;
};

struct step_error {
    size_t step; /* index into the request's steps, from 0 */
    enum ibid_error_kind kind;
    const char *class_name; /* "" at least */
    const char *message;    /* addresses scrubbed */
};

struct observation {
    const char *unsupported; /* what the implementation lacks, "op flip"; NULL if the program ran */
    const char *unsupported_reason;
    size_t unsupported_step;   /* index into the request's steps */
    const char *broken;        /* a fault of the driver, a crash, a timeout: in words; else NULL */
    struct step_error *error;  /* of the first failing "do" step, or NULL */
    struct step_error **tries; /* an entry for each "try" step, NULL where it worked */
    size_t try_count;
    struct snapshot *reads;
    size_t read_count;
    const char **native; /* an entry for each "do" step, "" where the driver gave none */
    size_t native_count;
};

/*
 * Decodes an answer to a run request. NULL and *message (in the arena) if it is not an answer of the
 * protocol, with the place in the message: "reads[0].objects[2]: bytes are missing".
 */
struct observation *observation_decode(struct arena *arena, const json_t *answer, const char **message);

/* How the protocol spells a kind: "array"; NULL for what is never read. Static. */
const char *kind_name(enum ibid_kind kind);
bool kind_by_name(const char *name, enum ibid_kind *kind);

/* The object a name is bound to, or NULL. */
const struct object *snapshot_find(const struct snapshot *snapshot, const char *name);
/* Index into objects, or -1. */
long snapshot_index(const struct snapshot *snapshot, const char *name);

/* Whether it matters which object it is, as it does not of numbers and strings. */
bool object_has_identity(const struct object *object);

/* Equal content, dtype aside: see content.h. Sequences compare as nested items whatever their kind. */
bool object_equal(const struct snapshot *left, size_t left_object, const struct snapshot *right, size_t right_object);

/*
 * Content as text for people, such as "[11, 12, 13]", "3.5" or "[1, [...]]"; long ones are
 * shortened in the middle to about limit_bytes, with the number of elements.
 */
void object_display(struct text *text, const struct snapshot *snapshot, size_t object, size_t limit_bytes);
/* What kind of thing it is: "int64 array of shape (3,)", "list", "float32 scalar". */
void object_describe(struct text *text, const struct object *object);

#endif

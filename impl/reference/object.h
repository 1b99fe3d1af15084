/*
 * Objects, and who keeps them alive.
 *
 * Every object counts its references. A pointer that owns one has the type `reference`; a `struct object *` is borrowed
 * and good as long as somebody else's reference is. The two are different C types in every build, so the compiler finds
 * where one is taken for the other. The rules are three:
 *
 *   a parameter is borrowed: whoever wants to keep it retains it;
 *   a result of type `reference` is the caller's, who releases it or passes it on as a result;
 *   nothing but release takes a reference back.
 *
 * A list in itself keeps itself alive, as everywhere where references are counted: see cycle.h.
 */
#ifndef IBID_REFERENCE_OBJECT_H
#define IBID_REFERENCE_OBJECT_H

#include "instance.h"

enum object_kind {
    OBJECT_NONE,
    OBJECT_ELLIPSIS,
    OBJECT_BOOL,    /* BOOL to COMPLEX: struct number, number.h */
    OBJECT_INT,
    OBJECT_FLOAT,
    OBJECT_COMPLEX,
    OBJECT_STR,      /* struct text, text.h */
    OBJECT_FUNCTION, /* struct text: the name of a function of the table, as a value */
    OBJECT_LIST,     /* LIST and TUPLE: struct sequence, sequence.h */
    OBJECT_TUPLE,
    OBJECT_SLICE,   /* struct slice, sequence.h */
    OBJECT_RANGE,   /* struct range, sequence.h */
    OBJECT_ARRAY,   /* struct array, array.h */
    OBJECT_OPERAND, /* struct operand, operand.h */
    OBJECT_WATCH,   /* struct watch, watch.h */
};

/* The head that every object starts with. */
struct object {
    enum object_kind kind;
    bool watched; /* a watch looks at it, and is told when it dies */
    size_t references;
    uint64_t given_id; /* by ID_IS_COUNTED; 0 until somebody asks */
};

typedef struct owned_object *reference;

#define MUST_USE __attribute__((warn_unused_result))

static inline struct object *borrowed(reference owned)
{
    return (struct object *)owned;
}

/* A zeroed object of `bytes` bytes, head included, with one reference. */
MUST_USE reference object_new(ibid_instance *instance, enum object_kind kind, size_t bytes);

/* One more reference to an object. */
MUST_USE reference retain(struct object *object);

/* Gives a reference back; with the last one the object goes, and what it refers to. NULL is nothing. */
void release(ibid_instance *instance, reference owned);

/* The singletons. */
MUST_USE reference none(ibid_instance *instance);
MUST_USE reference ellipsis(ibid_instance *instance);

/* "int", "list", "ndarray", … : for messages. A scalar of the library's own is called by its dtype. */
const char *type_name(const struct object *object);

/* Whether operators are those of arrays: an array, or a scalar of the library's own (a number with a dtype). */
bool has_dtype(const struct object *object);

#endif

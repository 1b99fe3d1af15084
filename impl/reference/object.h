/*
 * Objects, and who keeps them alive.
 *
 * Every object counts its references. A pointer that owns one has the type `reference`; a `struct object *` is borrowed
 * and good as long as somebody else's reference is. The two are different C types in every build, so the compiler finds
 * where one is taken for the other. The rules are three:
 *
 *   a parameter is borrowed: whoever wants to keep it retains it;
 *   a result of type `reference` is the caller's, who releases it or passes it on as a result;
 *   nothing but release takes a reference back, and what says that it takes something over: result_if, and a few
 *   functions of one file.
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
    OBJECT_WATCH,   /* struct watch */
    OBJECT_STREAM,  /* stream.c */
    OBJECT_CAPSULE, /* exchange.c */
};

struct watch;

/* What all objects of one type have in common; each file of objects defines its own. */
struct object_type {
    enum object_kind kind;
    const char *name; /* as Python calls it: for messages */
    size_t bytes;     /* of an object, head included */
    /* Gives back what the object refers to, once nothing refers to it; NULL where there is nothing. */
    void (*clear)(ibid_instance *instance, struct object *object);
};

/* The head that every object starts with. */
struct object {
    const struct object_type *type;
    enum object_kind kind; /* the type's */
    size_t references;
    union {
        uint64_t given_id;         /* by ID_IS_COUNTED; 0 until somebody asks */
        struct object *next_dying; /* once nothing refers to it */
    };
    struct watch *watches; /* those that are told when it goes */
};

/* A watch keeps nothing alive. It is an object itself. */
struct watch {
    struct object head;
    struct object *watched; /* NULL once that is gone */
    struct watch *next;     /* on the same object */
};

typedef struct owned_object *reference;

#define MUST_USE __attribute__((warn_unused_result))

static inline struct object *borrowed(reference owned)
{
    return (struct object *)owned;
}

/* A zeroed object with one reference. */
MUST_USE reference object_new(ibid_instance *instance, const struct object_type *type);

/* One more reference to an object. */
MUST_USE reference retain(struct object *object);

/* Gives a reference back; with the last one the object goes, and what it refers to. NULL is nothing. */
void release(ibid_instance *instance, reference owned);

/* `result` if all went well, else NULL: then it is given back, and somebody has said why. */
MUST_USE reference result_if(ibid_instance *instance, bool good, reference result);

/* The singletons. */
MUST_USE reference none(ibid_instance *instance);
MUST_USE reference ellipsis(ibid_instance *instance);

/* Gives the singletons back, and checks nothing: what is still alive then shows in the instance's counts. */
void release_singletons(ibid_instance *instance);
/* Frees the blocks that are kept of the dead, when nothing will be made any more. */
void free_dead(ibid_instance *instance);

#endif

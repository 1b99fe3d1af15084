/*
 * The model: what the spec means, executed. Small, obvious and slow.
 *
 * An array is a dtype, a shape and a list of addresses, one for each element in C order, in a buffer:
 * no strides, so views, overlap and dtype views are right by construction. "As if copied first" is:
 * read everything, then write.
 *
 * The memory of every object stays until its instance is closed, since programs are short. Whether an object still
 * lives is found when somebody asks: it does if a handle that was not dropped reaches it.
 */
#ifndef IBID_MODEL_MODEL_H
#define IBID_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ibid/plugin.h"
#include "dialect.h"

enum { MAXIMUM_AXES = 32 };

enum object_kind {
    OBJECT_NONE,
    OBJECT_BOOL,
    OBJECT_INT,
    OBJECT_FLOAT,
    OBJECT_COMPLEX,
    OBJECT_STR,
    OBJECT_LIST,
    OBJECT_TUPLE,
    OBJECT_ARRAY,
    OBJECT_ELLIPSIS,
    OBJECT_FUNCTION,
    OBJECT_SLICE,   /* items: start, stop, step */
    OBJECT_RANGE,   /* start, stop, step in integers */
    OBJECT_OPERAND, /* behaviours of its methods */
    OBJECT_WATCH,   /* watched, dead */
};

enum operand_method { OPERAND_IADD, OPERAND_ADD, OPERAND_RADD, OPERAND_METHODS };
/* Absent, declining, or returning the operand itself, another one, or None. */
enum operand_behaviour { BEHAVIOUR_ABSENT, BEHAVIOUR_DECLINES, BEHAVIOUR_SELF, BEHAVIOUR_OTHER, BEHAVIOUR_NONE };

enum dtype_class { CLASS_BOOL, CLASS_SIGNED, CLASS_UNSIGNED, CLASS_FLOAT, CLASS_COMPLEX, CLASS_FIELDS };

struct dtype {
    const char *name;
    enum dtype_class class;
    size_t item_bytes;
};

struct buffer {
    unsigned char *bytes;
    size_t byte_count;
};

struct object {
    enum object_kind kind;
    uint64_t identity;
    uint64_t number;           /* that id() gave, 0 if nobody asked: see lifetime.c */
    size_t handles;            /* those that were not dropped */
    struct object *next_made;  /* of all objects */
    bool reached;              /* since the last search */
    bool held;                 /* where assignment copies: by a name or by an item, whose value it is */
    struct object *watched;    /* WATCH */
    bool dead;                 /* WATCH: found so by a collection */
    const struct dtype *dtype; /* arrays, and the library's own scalars; else NULL */
    int64_t integer;           /* BOOL: 0 or 1; INT unless digits are set */
    const char *digits;        /* INT beyond 64 bits: decimal, "-" in front; else NULL */
    double real, imaginary;    /* FLOAT, COMPLEX */
    const char *text;          /* STR, FUNCTION */
    struct object **items;     /* LIST, TUPLE, SLICE */
    size_t item_count, item_capacity;
    int64_t range[3]; /* RANGE: start, stop, step */
    enum operand_behaviour behaviours[OPERAND_METHODS];
    /* ARRAY */
    struct buffer *buffer;
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    size_t element_count;
    size_t *addresses; /* in bytes, into the buffer */
    bool writeable;
    bool immutable;      /* for good: a value, where what is taken from an array is one */
    struct object *base; /* whose memory it is, or NULL */
};

struct ibid_instance {
    struct block *blocks; /* all memory, freed at close */
    struct dialect dialect;
    struct dtype_in_use *dtypes_in_use; /* those with fields: fields.h */
    uint64_t next_identity;
    struct object *last_made; /* of all objects, which follow by next_made */
    size_t allocated_bytes;   /* of all buffers that were ever made */
    struct object *none, *truths[2], *ellipsis;
    struct object *small_integers[262]; /* -5 to 256, where they are cached */
    struct object *by_value;            /* a LIST of all integers, where equal ones are one object */
    struct object *known_numbers;       /* likewise of all floats and complex numbers */
    struct object *empty_tuple;         /* NULL until there is one */
    struct object *short_strings[256];  /* by their only byte, 0 for none; NULL until there is one */
    struct ibid_failure failure;
    char message[512];
    enum ibid_status status; /* of the call that failed */
    /* What read() hands out. */
    char text[64];
    unsigned char *elements;
};

/* memory.c: zeroed; NULL, with the error set, when memory is out. */
void *allocate(ibid_instance *instance, size_t count, size_t bytes);
void release_all(ibid_instance *instance);
struct object *new_object(ibid_instance *instance, enum object_kind kind);
/* Gives x the kind and the content of another object; x stays itself, with all who know it. */
void become(struct object *x, const struct object *other);
/* Return NULL, so that a function can end with `return fail(…)`. */
void *fail(ibid_instance *instance, enum ibid_error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void *lacks(ibid_instance *instance, const char *what);

/* number.c: numbers, and which of them are one object. */
struct object *new_integer(ibid_instance *instance, int64_t value);
/* Decimal, "-" in front, any size. */
struct object *new_integer_digits(ibid_instance *instance, const char *digits);
struct object *new_float(ibid_instance *instance, double value);
struct object *new_complex(ibid_instance *instance, double real, double imaginary);
/* What id(x) is: an integer. */
struct object *id_of(ibid_instance *instance, struct object *x);

/* scalar.c: the host language's own values. */
struct object *new_bool(ibid_instance *instance, bool truth);
struct object *new_string(ibid_instance *instance, const char *text);
bool is_number(const struct object *object);
bool is_integer(const struct object *object, int64_t *value); /* bool counts */
/* An OPERATOR of the table on two numbers of the host's own. */
struct object *scalar_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                             struct object *y);
struct object *scalar_unary(ibid_instance *instance, enum ibid_operation operation, struct object *x);
/* -1 on failure, else 0 or 1. */
int truth_of(ibid_instance *instance, const struct object *object);
const char *type_name(const struct object *object);
/* What == says of two objects, as a truth: 0 or 1, -1 on failure. */
int values_equal(ibid_instance *instance, struct object *left, struct object *right);
/* Whether a container takes two items to be equal: they are one object, or == says so. Likewise. */
int items_equal(ibid_instance *instance, struct object *left, struct object *right);

/* variable.c: what a name, or an item of a container, holds. NULL stays NULL, and is failure otherwise. */
/* A new one that is given the value: the object itself, or where assignment copies a value of its own. */
struct object *held_value(ibid_instance *instance, struct object *value);
/* One that holds `held` and is assigned to: the object itself, or where assignment copies `held` with that content. */
struct object *assigned_value(ibid_instance *instance, struct object *held, struct object *value);

/* sequence.c: lists, tuples and what can be iterated. */
/* Of held values. */
struct object *new_sequence(ibid_instance *instance, enum object_kind kind, struct object *const *items, size_t count);
bool append_item(ibid_instance *instance, struct object *list, struct object *item); /* holds it */
/* The very object, whatever assignment does: for what is moved, and for the model's own lists. */
bool append_object(ibid_instance *instance, struct object *list, struct object *object);
/* The items of any iterable, as a list of its own; NULL and an error if it is none. */
struct object *items_of(ibid_instance *instance, struct object *iterable);
struct object *sequence_get(ibid_instance *instance, struct object *sequence, struct object *index);
struct object *string_get(ibid_instance *instance, struct object *string, struct object *index);
struct object *list_set(ibid_instance *instance, struct object *list, struct object *index, struct object *value);
struct object *list_delete(ibid_instance *instance, struct object *list, struct object *index);
/* A list method of the table; x is the list or tuple. */
struct object *sequence_method(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                               struct object *const *arguments, size_t count);
/* +, *, comparisons and in-place updates; NULL without an error set if they do not apply. */
struct object *sequence_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                               struct object *y);

/* slice.c */
int64_t clip(int64_t value, int64_t low, int64_t high);
/* Clips a slice to a length, as Python does. */
bool resolve_slice(ibid_instance *instance, const struct object *slice, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count);

/* copy.c: copy.copy and copy.deepcopy */
struct object *shallow_copy(ibid_instance *instance, struct object *x);
struct object *deep_copy(ibid_instance *instance, struct object *x);

/* array.c: arrays and their elements. */
const struct dtype *dtype_named(const char *name);
/* A new buffer; *content undefined is zero. */
struct object *new_array(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape);
/* An array without a buffer, and addresses that are all zero. */
struct object *new_array_object(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape);
struct buffer *new_buffer(ibid_instance *instance, size_t byte_count);
/* The addresses of elements next to each other, from the start of the buffer. */
void lay_together(struct object *array);
/* An array over another's memory, whose addresses the caller fills in. */
struct object *new_view(ibid_instance *instance, struct object *base, const struct dtype *dtype, size_t axes,
                        const int64_t *shape);
struct object *array_copy(ibid_instance *instance, const struct object *x);
/* A copy that cannot be written. */
struct object *array_value(ibid_instance *instance, const struct object *x);
bool lies_together(const struct object *x); /* the elements next to each other, in C order */
/* What the dialect makes of a view that was taken: the view, or a copy of it. NULL stays NULL. */
struct object *view_or_copy(ibid_instance *instance, struct object *view);
struct object *array_from(ibid_instance *instance, struct object *data, const struct dtype *dtype);
/* An element as the host's value; with `own_scalar`, one that keeps the dtype. */
struct object *element_value(ibid_instance *instance, const struct object *x, size_t element, bool own_scalar);
/* Whether a number of the host's own, an integer or a float, fits into elements of the dtype. */
bool number_fits(const struct object *number, const struct dtype *dtype);
bool element_store(ibid_instance *instance, struct object *x, size_t element, const struct object *value);
/* The shape that a number, or a list or tuple of numbers, gives; -1 is left to the caller. */
bool read_shape(ibid_instance *instance, struct object *shape, int64_t *lengths, size_t *axes);
const char *shape_text(ibid_instance *instance, const struct object *x);

/* resize.c */
/* In place, over the same buffer, which grows if need be; elements that are new are zero. */
bool resize(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape);
/* x.resize(shape), with what the dialect does where x has views. */
struct object *resize_method(ibid_instance *instance, struct object *x, struct object *shape);

/* lifetime.c: who lives. */
struct object *watch(ibid_instance *instance, struct object *x);
struct object *is_alive(ibid_instance *instance, struct object *watch);
void collect(ibid_instance *instance);
/* What id() is made from: no two live objects have the same. */
uint64_t number_of_object(ibid_instance *instance, struct object *x);
/* Whether a live array other than x has elements in x's buffer. */
bool has_live_views(ibid_instance *instance, const struct object *x);

/* host.c: what an implementation tells of itself: an operation of the table from ALIVE on. */
struct object *host_function(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments);

/* overlap.c: the checks fail where the dialect refuses. */
bool same_elements(const struct object *x, const struct object *y); /* some byte in common */
/* That no element of `out` is written twice. */
bool check_self_overlap(ibid_instance *instance, const struct object *out);
/* That what is written and what is read share no element, or are one and the same. */
bool check_overlap(ibid_instance *instance, const struct object *out, const struct object *operand);
/* The same by one choice, whose first answer is not to refuse. */
bool check_overlap_as(ibid_instance *instance, enum model_choice choice, const struct object *out,
                      const struct object *operand);

/* operand.c: objects that show which of their methods an operator calls. */
/* From the names of the behaviours, by method; NULL for the usual: no method but __add__, which makes another one. */
struct object *make_operand(ibid_instance *instance, struct object *const *behaviours);
/* Whether x is an operand whose method is there and does not decline. */
bool operand_answers(const struct object *x, enum operand_method method);
struct object *operand_answer(ibid_instance *instance, struct object *x, enum operand_method method);
bool same_type(const struct object *x, const struct object *y);

/* index.c */
struct object *array_get(ibid_instance *instance, struct object *x, struct object *index);
/* The elements that an index selects, repeated ones repeatedly, as a view whatever the dialect. */
struct object *array_selected(ibid_instance *instance, struct object *x, struct object *index);
struct object *array_set(ibid_instance *instance, struct object *x, struct object *index, struct object *value);

/* layout.c: how the elements lie in their buffer. */
/* Whether constant strides express the addresses: then, and only then, can another shape be a view. */
bool is_strided(const struct object *view);
/* From each element to the next along each axis, in bytes; of an axis without a next one, what a new array has. */
void strides_of(const struct object *x, int64_t *strides);
/* A new array with the content of x, whose elements lie column after column. */
struct object *in_columns(ibid_instance *instance, const struct object *x);

/* attribute.c: what arrays tell of themselves, and what can be set. */
struct object *attribute_of(ibid_instance *instance, enum ibid_operation operation, struct object *x);
struct object *set_attribute(ibid_instance *instance, struct object *x, const char *name, struct object *value);

/* derive.c */
struct object *whole_view(ibid_instance *instance, struct object *x);
/* A view of x in another shape, however its elements lie; -1 for one length is what is left. */
struct object *shaped(ibid_instance *instance, struct object *x, size_t axes, int64_t *shape);
/* The real (0) or imaginary (1) parts, sharing x's memory; of a real array, x itself, or zeros for good. */
struct object *part_of_complex(ibid_instance *instance, struct object *x, size_t part);
struct object *derive(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                      struct object *const *arguments, size_t count);

/* broadcast.c */
/* A view of x in the shape, whose elements stand in all places that they are spread to. */
struct object *broadcast(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape);
/* The shape that both can be spread to; false, with the error set, if there is none. */
bool common_shape(ibid_instance *instance, const struct object *x, const struct object *y, size_t *axes,
                  int64_t *shape);
/* A tuple of both in their common shape. */
struct object *broadcast_arrays(ibid_instance *instance, struct object *x, struct object *y);

/* arithmetic.c: of floats, as Python has them, but for a divisor of zero, which is the caller's business. */
double real_floor_quotient(double x, double y);
double real_remainder(double x, double y);

/* ufunc.c */
struct object *array_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y,
                            struct object *out, struct object *where);
struct object *array_unary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *out,
                           struct object *where);
struct object *array_update(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y);
/* An operand as an array: a number becomes one without axes. */
struct object *as_operand(ibid_instance *instance, struct object *x);
/*
 * Into where results of this dtype and shape go: `out`, or a new array where it is NULL. What is refused leaves `out`
 * as it was. `is_output`: it was given as out=, not updated in place.
 */
struct object *destination(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                           struct object *out, bool is_output);
/* The same for what is not spread over a larger output: an output has to have the shape of the result. */
struct object *exact_destination(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                                 struct object *out);
/* Writes values, broadcast and cast without asking, into every element of x. */
bool assign(ibid_instance *instance, struct object *x, struct object *value);

/* reduce.c: `out` is NULL where there is none. */
struct object *array_sum(ibid_instance *instance, struct object *x, struct object *axis, struct object *out);
/* function.accumulate(x): along the first axis. */
struct object *array_accumulate(ibid_instance *instance, struct object *function, struct object *x, struct object *out);
/* function.at(x, index, y): an element that the index names several times is updated several times. */
struct object *array_at(ibid_instance *instance, struct object *function, struct object *x, struct object *index,
                        struct object *y);
/* A copy of x in which y was assigned to what the index names, or added each time that it names it. */
struct object *array_updated_at(ibid_instance *instance, bool adds, struct object *x, struct object *index,
                                struct object *y);

/* product.c */
struct object *array_matmul(ibid_instance *instance, struct object *x, struct object *y, struct object *out);

#endif

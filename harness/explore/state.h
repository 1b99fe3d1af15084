/*
 * Inside the generator: what it knows of the names of the program that it is writing, and how it writes statements.
 * All of it lives in the generator's arena.
 */
#ifndef IBID_EXPLORE_STATE_H
#define IBID_EXPLORE_STATE_H

#include "base/arena.h"
#include "base/text.h"
#include "explore/dice.h"
#include "explore/generate.h"
#include "explore/numbers.h"

enum { MOST_AXES = 4, NAME_COUNT = 7, MOST_ITEMS = 8 };

/* Memory that arrays share. */
struct storage {
    struct numbers numbers; /* what stands in it, unless it is mixed */
    long byte_count;
    bool mixed;   /* seen as several dtypes */
    bool guessed; /* a copy or not: what stands here may stand elsewhere, too */
};

enum value_kind {
    VALUE_NUMBER, /* Python's own, or with a dtype */
    VALUE_LIST,
    VALUE_TUPLE,
    VALUE_ARRAY,
    VALUE_OTHER, /* None, strings, arrays of a length that is not known: only carried around */
};

struct value {
    enum value_kind kind;
    struct number_type type; /* NUMBER, ARRAY */
    struct numbers numbers;  /* NUMBER */
    /* ARRAY */
    struct storage *storage;
    size_t axes;
    long shape[MOST_AXES], strides[MOST_AXES], offset; /* in bytes */
    bool laid_out;                                     /* strides and offset are known */
    bool owner;                                        /* has its memory from no other array */
    bool read_only;                                    /* for certain */
    bool overlaps;                                     /* itself */
    bool is_array;                                     /* OTHER */
    /* LIST, TUPLE */
    struct value **items;
    size_t item_count;
};

struct name {
    const char *text;
    struct value *value; /* NULL: not bound */
};

struct generator {
    struct arena *arena;
    struct dice dice;
    struct name names[NAME_COUNT];
    size_t name_count; /* that are used in this program */
    long most_elements;
    size_t theme;     /* which statements are frequent */
    bool approximate; /* the program may have functions whose last digits differ, */
    bool has_inexact; /* and has one */
    struct text text;
    size_t statement_count, meant_to_fail;
    unsigned hazards;
};

/* An expression, and what it gives. */
struct operand {
    const char *text;
    struct value *value;
};

/* Adds a line. */
void say(struct generator *generator, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A line that will raise, and change nothing. */
void say_wrong(struct generator *generator, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct value *value_new(struct generator *generator, enum value_kind kind);
/* A Python number. */
struct value *number_value(struct generator *generator, enum dtype_class class, struct numbers numbers);
struct value *scalar_value(struct generator *generator, const struct dtype *dtype, struct numbers numbers);
/* A new array, laid out in C order over memory of its own. */
struct value *array_value(struct generator *generator, const struct dtype *dtype, size_t axes, const long *shape,
                          struct numbers numbers);
/* A view with the same geometry, to be changed. */
struct value *view_of(struct generator *generator, const struct value *array);
struct value *sequence_value(struct generator *generator, enum value_kind kind, struct value *const *items,
                             size_t count);

long element_count(const struct value *array);
bool lies_in_order(const struct value *array); /* for certain, in C order without gaps */
bool same_shape(const struct value *array, size_t axes, const long *shape);
/* Whether an array of this shape can be spread to that. */
bool spreads_to(const struct value *array, size_t axes, const long *shape);
/* What stands in an array or a number. */
struct numbers numbers_in(const struct value *value);
bool can_be_written(const struct value *array);
/* Notes that such numbers were written into elements of the array. */
void note_written(const struct value *array, struct numbers numbers);
/* Whether such numbers, of that class, may be written into the array's elements: see explore/generate.h. */
bool write_is_defined(const struct generator *generator, const struct value *array, struct numbers numbers,
                      enum dtype_class class);

/* A name that is bound to a value of the kind, at random; NULL if there is none. */
struct name *name_of_kind(struct generator *generator, enum value_kind kind);
/* A name to bind: one that is free, or else any. */
struct name *name_to_bind(struct generator *generator);
/* A name that is not bound, so that a statement that fails to bind it changes nothing; NULL if there is none. */
struct name *name_unbound(struct generator *generator);
/* Writes that some name is bound to what the text gives, and is the value's from now on. Always true. */
bool bind(struct generator *generator, struct value *value, const char *text);
/* Whether every element is an index into an axis of that length; without axes it would be an integer. */
bool indexes(const struct value *array, long length);
bool shares_storage(const struct value *left, const struct value *right);
/* How often names and items refer to the value, or to arrays over the memory. */
size_t references_to(const struct generator *generator, const struct value *value);
size_t arrays_over(const struct generator *generator, const struct storage *storage);

const struct dtype *draw_dtype(struct generator *generator);
/* A literal of elements of that dtype (NULL: Python's own of the class) and its numbers. */
struct operand draw_literal(struct generator *generator, struct number_type type);
const char *shape_literal(struct generator *generator, size_t axes, const long *shape);

/* index.c */
/* `count` positions from `start` on, `step` apart, all of them on the axis. */
struct slice {
    long start, step, count;
};
struct slice draw_slice(struct generator *generator, long length);
/* One of the ways to write it. */
const char *slice_text(struct generator *generator, struct slice slice, long length);
/* A basic index of the array: "name[…]" and what it gives, a view or a scalar. */
struct operand draw_item(struct generator *generator, const char *text, struct value *array);
/* An item of an array among the names that has that shape, or the name itself; text is NULL if there is none. */
struct operand draw_of_shape(struct generator *generator, size_t axes, const long *shape,
                             bool (*suits)(const struct generator *generator, const struct value *array));
/* An array among the names, or a view of one that is written on the spot; text is NULL if there is none. */
struct operand draw_array(struct generator *generator);
/* The same of what can be written. */
struct operand draw_destination(struct generator *generator);

/* operation.c */
struct binary {
    const char *symbol, *function; /* NULL where there is none */
    enum ibid_operation operation;
};
const struct binary *draw_binary(struct generator *generator);
/* A second operand: a literal, a number, or an array that spreads to the shape; text is NULL if there is none. */
struct operand draw_second(struct generator *generator, const struct value *first);
/* Whether it can be computed, and every implementation has the same result: its dtype and its numbers. */
bool binary_is_defined(const struct generator *generator, const struct binary *binary, const struct value *left,
                       const struct value *right, const struct dtype **dtype, struct numbers *numbers);
/* A mask of the array's shape; text is NULL if there is none. */
struct operand draw_mask(struct generator *generator, const struct value *array);
/* Something to assign to elements of an array, or an item that spreads to its shape; text is NULL if there is none. */
struct operand draw_source(struct generator *generator, const struct value *destination);

/* sequence.c */
/* A name that is bound to a list or a tuple; NULL if there is none. */
struct name *draw_sequence(struct generator *generator);
/* An item to put somewhere: a name, a number, None, or a list of one number. */
struct operand draw_item_value(struct generator *generator);
/* Whether the value is the container, or among its items, or theirs. */
bool contains(const struct value *container, const struct value *value);
/* What iterating over it gives. */
struct value *items_of_value(struct generator *generator, struct value *value);

/* Each writes one statement, or none: false. */
typedef bool production(struct generator *generator);
production make_array, make_alias;                                                                  /* make.c */
production derive_view, take_item, broadcast_both, stride_it;                                       /* derive.c */
production derive_copy, take_by_index;                                                              /* copies.c */
production assign_items, assign_by_index, update_items, fill_array, resize_array, reshape_in_place; /* write.c */
production compute, compute_into, fold, accumulate, update_at, apply_function;                      /* compute.c */
production make_sequence, take_from_sequence, copy_value;                                           /* sequence.c */
production change_list, slice_list, update_sequence, update_item, join_sequences;                   /* list.c */
production make_number, compute_number, convert, delete_name, relate;                               /* scalar.c */
production fail_on_purpose;                                                                         /* mistake.c */

#endif

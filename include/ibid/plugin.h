/*
 * The plugin interface of ibid: how an implementation written in C (or anything with a C ABI) is
 * tested in process. This header has no dependency and is all that a plugin needs.
 *
 * A plugin is a shared object that exports one function:
 *
 *     const struct ibid_plugin *ibid_plugin(void);
 *
 * ibid loads it in a worker process of its own. For every program it opens an instance, makes
 * constants, calls operations, reads values and closes the instance. All names live on ibid's side:
 * a plugin sees handles only, one for each name, and says what a name holds. A plugin executes and reads; it never
 * judges, and never writes on its own account. One instance is used by one thread; a plugin that has no state but its
 * instances needs no lock.
 *
 * Strings are UTF-8 and end in a zero byte. Sizes are in bytes where the name says _bytes, else
 * they count elements or items.
 */
#ifndef IBID_PLUGIN_H
#define IBID_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IBID_PLUGIN_ABI 1

/* The operations, by number: see operations.def for what each takes and means. */
enum ibid_operation {
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) IBID_OP_##identifier = (number),
#include "operations.def"
#undef IBID_OPERATION
};

/*
 * An owned reference to an object of the implementation; 0 is never valid. Two handles may refer to
 * one object. A handle keeps its object alive until ibid drops it.
 */
typedef uint64_t ibid_handle;

/* What a plugin keeps for one program. Defined by the plugin. */
typedef struct ibid_instance ibid_instance;

enum ibid_status {
    IBID_OK = 0,
    IBID_ERROR = 1,       /* the operation failed as it fails for a user; see last_error */
    IBID_UNSUPPORTED = 2, /* the implementation has no such operation or argument; see last_error */
};

/* The kinds of error that a clause may name. A plugin maps its own errors to these. */
enum ibid_error_kind {
#define IBID_ERROR_KIND(identifier, name) IBID_ERROR_##identifier,
#include "error_kinds.def"
#undef IBID_ERROR_KIND
};

enum ibid_kind {
    IBID_NONE,
    IBID_BOOL,
    IBID_INT,
    IBID_FLOAT,
    IBID_COMPLEX,
    IBID_STR,
    IBID_LIST,
    IBID_TUPLE,
    IBID_ARRAY,
    IBID_ELLIPSIS, /* "..." in an index; only ever given to make(), never read */
    IBID_FUNCTION, /* a function of the table as a value (add.accumulate); given by its name in text */
    IBID_OTHER,    /* anything else; text names its type */
};

/* A value as it crosses the interface. Fields that a kind does not use are zero. */
struct ibid_value {
    enum ibid_kind kind;
    int truth;         /* BOOL: 0 or 1 */
    double real;       /* FLOAT, COMPLEX */
    double imaginary;  /* COMPLEX */
    const char *text;  /* INT: decimal digits, "-" in front; STR, OTHER, FUNCTION: text */
    const char *dtype; /* ARRAY: "int64", "float32", …; a scalar of the library's own: its dtype; else NULL */
    size_t dimensions; /* ARRAY: number of axes */
    const int64_t *shape;
    const void *elements; /* ARRAY: the elements in C order, little-endian, without gaps */
    size_t elements_bytes;
    const ibid_handle *items; /* LIST, TUPLE */
    size_t item_count;
};

struct ibid_keyword {
    const char *name;
    ibid_handle value;
};

/* How an instance is to behave, for a plugin that has more than one way: "array_iadd", "rebinds". */
struct ibid_option {
    const char *name;
    const char *value;
};

struct ibid_failure {
    enum ibid_error_kind kind;
    const char *message; /* the implementation's own words */
};

struct ibid_plugin {
    uint32_t abi_version;  /* IBID_PLUGIN_ABI */
    uint32_t struct_bytes; /* sizeof(struct ibid_plugin) when the plugin was compiled */
    const char *name;
    const char *version;

    /*
     * 1 if `operation` is supported at all, 0 if calls of it would answer IBID_UNSUPPORTED. Called
     * without an instance, before the first open and at any time after.
     */
    int (*supports)(enum ibid_operation operation);

    /*
     * Starts an instance with no objects. `options` and its strings are the caller's and live until
     * close. An option that the plugin does not know is an error. On success *instance is the
     * caller's until close. On failure *instance is untouched and *failure, whose message is
     * static or lives until the next call of open, says why.
     */
    enum ibid_status (*open)(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                             struct ibid_failure *failure);

    /* Ends an instance. Every handle is dropped first by the caller. */
    void (*close)(ibid_instance *instance);

    /*
     * Makes the object for a constant of the program: NONE, BOOL, INT, FLOAT, COMPLEX, STR, ELLIPSIS
     * or FUNCTION. `value` is the caller's. On success *result is a new handle, the caller's.
     */
    enum ibid_status (*make)(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result);

    /*
     * Performs one operation. Arguments stand in the order of the table, the receiver of a method
     * first; arguments that were left out at the end are absent; a parameter given by keyword stands
     * in `keywords`. All of these handles stay the caller's. On success *result is a new handle, the
     * caller's, also where it refers to an argument's object (x += y in place); operations without a
     * result give None. On anything else *result is untouched and last_error tells more.
     */
    enum ibid_status (*call)(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                             size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count,
                             ibid_handle *result);

    /*
     * What a name holds once `value` is assigned to it: called for every name that is bound, by x = value
     * (for each target of x = y = value), by x += y with the operation's result, and for the parameter of
     * passed(value) where ibid makes the call; also where no name has the value yet. `held` is what the name
     * holds until then, 0 if the name is new; after an update in place it is the object of `value`. Both handles
     * stay the caller's. On success *result is a new handle, the name's: to the object of `value` where
     * assignment binds names to objects (Python); where a name is a variable that keeps a value (C, C++),
     * to the variable of `held`, which was assigned to, or to a new variable with a copy of `value`. On anything else
     * *result is untouched, last_error tells more, and the name stays as it is.
     */
    enum ibid_status (*bind)(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result);

    /*
     * Reads an object without changing anything that a program could see. What *value points to is
     * the plugin's, valid until the next call with this instance other than identity and drop; the
     * handles in `items` are new and the caller's. Never fails for a live handle: what has no kind
     * is OTHER.
     */
    enum ibid_status (*read)(ibid_instance *instance, ibid_handle handle, struct ibid_value *value);

    /* A number that two live handles have in common exactly if they refer to one object. */
    uint64_t (*identity)(ibid_instance *instance, ibid_handle handle);

    /* Gives a handle back. */
    void (*drop)(ibid_instance *instance, ibid_handle handle);

    /*
     * Why the last make, call, bind or read of this instance did not answer IBID_OK. The message is the
     * plugin's, valid until the next call with this instance.
     */
    struct ibid_failure (*last_error)(ibid_instance *instance);

    /*
     * Optional: NULL where the implementation has no tracer; struct_bytes of an older plugin ends before it. Called
     * with 1 before the calls of a statement that goes through the tracer, and with 0 behind them: these calls are to
     * show what the statement does when it is traced. Never fails.
     */
    void (*trace)(ibid_instance *instance, int traced);
};

#if defined(_WIN32)
#define IBID_PLUGIN_EXPORT __declspec(dllexport)
#else
#define IBID_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif

/* In C++ the function hides the struct's constructor, which nobody needs. */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif
IBID_PLUGIN_EXPORT const struct ibid_plugin *ibid_plugin(void);
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#ifdef __cplusplus
}
#endif

#endif

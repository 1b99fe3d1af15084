/*
 * A mutant: an implementation that is right, called the unbroken one, behind a plugin that breaks one
 * thing of it. What is broken is told by options (breakage.h); with none, nothing is.
 *
 * All handles here are the unbroken implementation's, but for those that cross the plugin interface
 * (see plugin.c). Handles that functions return are temporary: they live until the call that the
 * plugin answers is over. 0 means that the unbroken implementation failed; `failure` says how.
 */
#ifndef IBID_MUTANTS_MUTANT_H
#define IBID_MUTANTS_MUTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "breakage.h"
#include "ibid/plugin.h"
#include "origins.h"

enum { MAXIMUM_AXES = 32, MAXIMUM_ARGUMENTS = 8 };

struct operation_call {
    enum ibid_operation operation;
    const ibid_handle *arguments; /* may be pointed elsewhere; MAXIMUM_ARGUMENTS of room where there are fewer */
    size_t argument_count;
    struct ibid_keyword *keywords;
    size_t keyword_count;
};

struct handles {
    ibid_handle *items;
    size_t count, capacity;
};

struct mutant {
    ibid_instance *unbroken;
    struct breakage breakage;
    struct ibid_option *options; /* the unbroken implementation's share */
    struct ibid_failure failure; /* of the call that is answered */
    char message[512];
    struct block *blocks; /* memory until the instance is closed */
    struct handles temporaries;
    /* What ibid holds: its handle is the place here plus one; 0 where it was dropped. */
    struct handles given;
    bool *given_is_name; /* beside given.items: handed out by bind */
    /* Objects that became others: whoever asks for the one gets the other. Both are owned. */
    struct handles became_from, became_to;
    struct origins origins;
    size_t matching_calls; /* that the conditions let through but for their number */
    bool traced;           /* the calls are those of a traced statement */
    int64_t counter;       /* a hook's own */
    struct handles kept;   /* a hook's own objects, owned */
};

/* load.c: the unbroken implementation; the one place that names it. */
const struct ibid_plugin *unbroken(void);

/* unbroken.c: performing. */
enum ibid_status forward(struct mutant *mutant, const struct operation_call *call, ibid_handle *result);
ibid_handle perform(struct mutant *mutant, enum ibid_operation operation, const ibid_handle *arguments, size_t count);
ibid_handle perform1(struct mutant *mutant, enum ibid_operation operation, ibid_handle x);
ibid_handle perform2(struct mutant *mutant, enum ibid_operation operation, ibid_handle x, ibid_handle y);
ibid_handle perform3(struct mutant *mutant, enum ibid_operation operation, ibid_handle x, ibid_handle y, ibid_handle z);
/* Constants. */
ibid_handle make_none(struct mutant *mutant);
ibid_handle make_bool(struct mutant *mutant, bool truth);
ibid_handle make_integer(struct mutant *mutant, int64_t value);
ibid_handle make_string(struct mutant *mutant, const char *text);
ibid_handle make_ellipsis(struct mutant *mutant);
/* x[start:stop] along the first axis, and what assigns to it. */
ibid_handle slice_of(struct mutant *mutant, int64_t start, int64_t stop);
/* An answer from what perform gives: IBID_ERROR where that is 0. */
enum ibid_status answer(ibid_handle object, ibid_handle *result);
enum ibid_status raise_error(struct mutant *mutant, enum ibid_error_kind kind, const char *message);
/* A handle to the same object that lives until `release`. */
ibid_handle own(struct mutant *mutant, ibid_handle object);
void release(struct mutant *mutant, ibid_handle owned);
void release_temporaries(struct mutant *mutant);
uint64_t identity_of(struct mutant *mutant, ibid_handle object);
/* From now on, whoever has a handle to `object` finds the content of `other` there. Its identity stays. */
void become(struct mutant *mutant, ibid_handle object, ibid_handle other);
/* What became of an object, and the identity that it had at first. */
ibid_handle resolved(struct mutant *mutant, ibid_handle object);
uint64_t first_identity(struct mutant *mutant, ibid_handle object);
/* Zeroed, until the instance is closed. */
void *allocate(struct mutant *mutant, size_t count, size_t item_bytes);
void handles_add(struct handles *handles, ibid_handle handle);

/* All but the unbroken instance, which is closed by then. */
void mutant_free(struct mutant *mutant);

/* operation_call: an argument by the name of its parameter, or NULL where it is not given. */
const ibid_handle *argument_named(const struct operation_call *call, const char *name);
/* Of the arguments the one that the breakage names, else the first. */
ibid_handle chosen_argument(const struct mutant *mutant, const struct operation_call *call);
/* The call without that argument: None where it stands among others. */
void remove_argument(struct mutant *mutant, struct operation_call *call, const char *name);
void replace_argument(struct mutant *mutant, struct operation_call *call, const char *name, ibid_handle value);
/* Likewise, also where it is not given: what stands before it and is not given either is None. */
void set_argument_named(struct mutant *mutant, struct operation_call *call, const char *name, ibid_handle value);

#endif

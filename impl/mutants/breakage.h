/*
 * What is broken, and when. Options of the plugin say it:
 *
 *   break=HOOK         what goes wrong: a row of the table in hooks.def
 *   on=OPERATIONS      with which operations, by their names in operations.def, separated by commas; of
 *                      a hook that is about names (bind), identities or lifetimes, this is not asked
 *
 * and, each narrowing it down further:
 *
 *   kind=KIND          the first argument is a list, tuple, array, int, float, str, …
 *   dtype=DTYPE        the first array among the arguments has this dtype,
 *   axes=N             so many axes,
 *   above=N            more elements than that; of a list or tuple: items
 *   index=PART         the index is or has a part that is: integer, slice, step, negative step, offset,
 *                      list, array, mask, new axis, tuple, other
 *   from=PART or OPERATION   some argument was taken by such an index, or came of that operation
 *   given=NAME or NAME VALUE   the argument of that name is given, and is True, False, a number or a string
 *   with=DTYPE         some other array among the arguments has this dtype
 *   equals=TEXT        the first argument is this number or string
 *   second=KIND        the second argument is of this kind
 *   nth=N              it is the Nth such call of the program
 *   traced=yes         its statement goes through the tracer
 *
 * and what hooks take: instead=OPERATION, argument=N or NAME, value=TEXT, error=KIND, piece=N, order=backwards.
 * Every other option is the unbroken implementation's: its dialect, and answers to choices.
 */
#ifndef IBID_MUTANTS_BREAKAGE_H
#define IBID_MUTANTS_BREAKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ibid/plugin.h"

struct mutant;
struct operation_call;

/* What goes wrong. Each does the job in place of the unbroken implementation, with its help; NULL forwards. */
struct hook {
    const char *name;
    enum ibid_status (*call)(struct mutant *mutant, struct operation_call *call, ibid_handle *result);
    enum ibid_status (*bind)(struct mutant *mutant, ibid_handle value, ibid_handle *result);
    uint64_t (*identity)(struct mutant *mutant, ibid_handle object, uint64_t identity);
    /* The last name of an object is gone. */
    void (*nameless)(struct mutant *mutant, ibid_handle object);
};

struct breakage {
    const struct hook *hook; /* NULL if nothing is broken */
    const char *on;
    const char *kind, *second, *dtype, *with, *given, *equals, *traced;
    unsigned index, from_part;
    enum ibid_operation from_operation;
    int64_t axes, above, nth; /* -1 where not asked */
    /* What hooks take. */
    enum ibid_operation instead;
    const char *argument, *value, *error, *order;
    int64_t piece;
};

void breakage_begin(struct breakage *breakage);
/*
 * Takes an option. False where it is the unbroken implementation's. A mistake in one of ours is told in
 * *message, which is static or lives as long as the option's text.
 */
bool breakage_option(struct breakage *breakage, const struct ibid_option *option, const char **message);
/* Whether this call is the one to break. Counts those that match. */
bool breakage_applies(struct mutant *mutant, const struct operation_call *call);
bool breakage_applies_to_value(struct mutant *mutant, ibid_handle value);

#endif

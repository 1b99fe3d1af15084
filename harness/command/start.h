/* What most commands do first. Mistakes are told on standard error. */
#ifndef IBID_COMMAND_START_H
#define IBID_COMMAND_START_H

#include "command/options.h"
#include "drive/implementation.h"
#include "drive/session.h"
#include "spec/spec.h"

/*
 * Loads the files and folders named by the arguments, or ibid's own spec if there are none. NULL if
 * the spec is wrong. The caller frees it.
 */
struct spec *start_spec(const char *const *paths, size_t path_count);

/* Prints mistakes on standard error, then how many they are and what comes of it, as in "; nothing was run". */
void tell_mistakes(const struct spec_mistake *mistakes, size_t count, const char *consequence);

struct started {
    struct implementation implementation;
    struct pool *pool;
};

/* Starts what --impl names, or else `usual`. False: exit with *exit_code. The caller frees started->pool. */
bool start_implementation(struct arena *arena, const struct options *options, const char *usual,
                          struct started *started, int *exit_code);

/* The same for a selector. */
bool start_selected(struct arena *arena, const struct options *options, const char *selector, struct started *started,
                    int *exit_code);

/*
 * Whether --mode asks for tracing. False: exit with *exit_code, since there is no such mode or the implementation has
 * no tracer.
 */
bool start_mode(const struct options *options, const struct started *started, bool *traced, int *exit_code);

/*
 * The profile to hold it to: what --profile names, else the one that the implementation is registered
 * with, else NULL. False if there is no such profile.
 */
bool start_profile(const struct options *options, const struct implementation *implementation, const struct spec *spec,
                   const struct profile **profile);

/* Whether colours are wanted on this stream: a terminal, and neither NO_COLOR nor CI says otherwise. */
bool wants_colour(FILE *file);

#endif

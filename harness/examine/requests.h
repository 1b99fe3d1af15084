/* Inside examine: requests from programs in the notation. */
#ifndef IBID_EXAMINE_REQUESTS_H
#define IBID_EXAMINE_REQUESTS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"

/*
 * A run request, a new reference, without an id. Each line of the script is a step:
 *
 *   do STATEMENT    try STATEMENT    read    read NAME NAME …
 */
json_t *request_of_script_new(struct arena *arena, const char *script, bool whole);

/* The operations that the values of a request's statements use, in a new list of names, each once. */
json_t *request_operations_new(const json_t *request);

#endif

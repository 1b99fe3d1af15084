/* Inside examine: what holds of every answer to a run request, whatever the program. */
#ifndef IBID_EXAMINE_FORM_H
#define IBID_EXAMINE_FORM_H

#include <jansson.h>

#include "base/arena.h"
#include "observe/observation.h"

/*
 * What is wrong with a decoded answer, given the request and the answer to start: entries that are too few,
 * indices of steps that are none, objects out of order, operations that were never announced. A sentence in
 * the arena, or NULL.
 */
const char *form_mistake(struct arena *arena, const json_t *request, const json_t *answer,
                         const struct observation *observation, const json_t *start);

/*
 * The numbering of a read: names in the order in which they were asked for (a list of names, or true: sorted),
 * depth first. Such a sentence, or NULL.
 */
const char *numbering_mistake(struct arena *arena, const struct snapshot *snapshot, const json_t *asked);

#endif

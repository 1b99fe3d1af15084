/*
 * The memory of cases, step by step, as the model has it where it answers as the case presupposes: the pictures of a
 * report, which itself executes nothing.
 */
#ifndef IBID_ILLUSTRATE_CASES_H
#define IBID_ILLUSTRATE_CASES_H

#include <jansson.h>

#include "spec/spec.h"

/* The model with the usual answers, but for what the case presupposes otherwise: "model:numpy,overlap=…". In the arena.
 */
const char *fitting_model(struct arena *arena, const struct spec *spec, const struct test_case *test_case);

/*
 * Pictures of the cases that are wanted (all if `wants` is NULL), a new reference: from the number of a chapter, as
 * text, to an object from ids of cases to
 * {"model": selector, "steps": [STEP, …]} (docs/report-data.md). A step that equals the one before it is null. Cases
 * whose answers no model has, and those that the model cannot begin, are left out. NULL and *message (in the arena) if
 * there is no model.
 */
json_t *illustrate_cases(struct arena *arena, const struct spec *spec,
                         bool (*wants)(const void *data, const struct test_case *test_case), const void *data,
                         const char **message);

#endif

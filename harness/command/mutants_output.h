/* What `ibid mutants` shows. */
#ifndef IBID_COMMAND_MUTANTS_OUTPUT_H
#define IBID_COMMAND_MUTANTS_OUTPUT_H

#include <stdio.h>

#include "mutate/kills.h"

/* `all`: every mutant was run, so that what a clause does not kill is worth telling. */
void mutants_print(FILE *file, const struct spec *spec, const struct kills *kills, bool all, double seconds);
/*
 * One object, for programs; "page" is its name where the HTML report takes it along:
 *
 *   {"page": "mutants",
 *    "mutants": [{"name", "chapter", "profile", "wrong", "fate": "killed", "survived", "too blunt" or "error",
 *                 "errors": how many cases and choices could not be judged,
 *                 "clauses": [ID, …], "cases": [ID, …], "choices": [ID, …]}, …],
 *    "clauses": [{"id", "runs": true where the model supports one of its cases, "kills": [NAME, …],
 *                 "cases": [{"id", "kills": [NAME, …], "kills_alone": [NAME, …]}, …]}, …]}
 *
 * What a case kills alone, no other case of its clause kills.
 */
void mutants_print_json(FILE *file, const struct spec *spec, const struct kills *kills);

#endif

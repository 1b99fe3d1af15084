/* The chapters of a spec, as far as results files tell of them. */
#ifndef IBID_REPORT_CHAPTERS_H
#define IBID_REPORT_CHAPTERS_H

#include <jansson.h>

/*
 * From an object of clause records by id, in the order of the files, to an array of
 *
 *     {"number": 5, "title": "Updates of arrays", "clauses": [ids by their numbers]}
 *
 * by number: a new reference. Clauses that tell no chapter stand in one titled by their id up to the first dot, behind
 * all others. Where files of different suites number a chapter differently, the first one counts. All numbers differ:
 * where two chapters are of one number, the second one gets the next free one.
 */
json_t *chapters_new(json_t *clauses);

#endif

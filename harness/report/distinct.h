/* Values that many implementations share, kept once: equal ones get one number. */
#ifndef IBID_REPORT_DISTINCT_H
#define IBID_REPORT_DISTINCT_H

#include <jansson.h>

struct distinct {
    json_t *items;   /* an array: the values, in order of first appearance */
    json_t *numbers; /* from a value as text to its index in `items` */
};

void distinct_begin(struct distinct *distinct);
/* Takes the reference. The index among `items`, as JSON: a new reference. */
json_t *distinct_number_new(struct distinct *distinct, json_t *value);
/* The items: a new reference. Everything else is freed. */
json_t *distinct_end_new(struct distinct *distinct);

#endif

/* What the page's script draws from: the results as JSON, each text once. */
#ifndef IBID_REPORT_PAGE_DATA_H
#define IBID_REPORT_PAGE_DATA_H

#include "report/matrix.h"

/*
 * {"implementations": [{"key", "name", "selector", "profile"}],
 *  "marks": {"pass": "✓", …}, "clauses": {ID: record}, "choices": {ID: record}, "cases": {ID: record},
 *  "results": {KEY: {"choices": {ID: …}, "cases": {ID: …}}}}
 *
 * Records of `clauses`, `choices` and `cases` have what is the spec's; those of `results` have what is
 * the implementation's, and fields of the spec only where they differ from the shared ones, as they do
 * when the files come from different versions of the suite. A new reference.
 */
json_t *page_data_new(const struct matrix *matrix);

#endif

/*
 * What the report's pages draw from, as docs/report-data.md has it: the matrix at once, details when a page asks for
 * them. All return new references, and leave texts of implementations as they are: shortened_new (report/shorten.h)
 * and escape_json (report/escape.h) come after.
 */
#ifndef IBID_REPORT_DATA_H
#define IBID_REPORT_DATA_H

#include "report/matrix.h"
#include "spec/spec.h"

/* `spec` is the installed one, or NULL; `pages` an array with the names of further data files. */
json_t *core_data_new(const struct matrix *matrix, const struct spec *spec, json_t *pages);
/* `chapter` is one of the matrix's. */
json_t *chapter_data_new(const struct matrix *matrix, const json_t *chapter);
json_t *choice_data_new(const struct matrix *matrix);

/* A string with one letter for each column: how it did with the case or choice of this id. */
json_t *case_letters_new(const struct matrix *matrix, const char *id);
json_t *choice_letters_new(const struct matrix *matrix, const char *id);

#endif

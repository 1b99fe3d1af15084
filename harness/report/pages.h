/*
 * Data of pages that do not come from results files: JSON beside the viewer (the tour, idioms, costs) and what
 * --with names (the exchange between libraries, mutants, findings).
 */
#ifndef IBID_REPORT_PAGES_H
#define IBID_REPORT_PAGES_H

#include <jansson.h>
#include <stdbool.h>

#include "report/matrix.h"
#include "report/viewer.h"
#include "spec/spec.h"

/*
 * From the name of a page to its data: a new reference. NULL and *message (in the arena; the file, the place in it,
 * what to do) if a file is not JSON, has no "page", one that is not known or one that another file has, or if a page
 * beside the viewer names a case, choice or idiom that does not exist: neither in the results nor in `spec`. Where
 * that is NULL, nobody can tell, and names are taken as they are.
 */
json_t *pages_new(struct arena *arena, const struct viewer *viewer, const char *const *files, size_t count,
                  const struct matrix *matrix, const struct spec *spec, const char **message);

#endif

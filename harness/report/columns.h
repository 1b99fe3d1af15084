/*
 * The columns of a matrix: which implementation each results file is of, and what to call it.
 *
 * A family is what --impl was given without its version: "numpy" of "numpy@1.12.1"; "reference:cpu=avx2". Its members
 * are the versions of one thing, so their results side by side are its history. Traced runs are families of their own.
 */
#ifndef IBID_REPORT_COLUMNS_H
#define IBID_REPORT_COLUMNS_H

#include <jansson.h>

#include "report/report.h"

/*
 * Sorts results files for people: the newest version of each family, the families as `families` names them and then in
 * the order given; then older versions, each family's from old to new; then traced runs.
 */
void columns_sort(struct results *results, size_t count, const char *const *families, size_t family_count);

/*
 * An array with an object for each of the results, in order: a new reference.
 *
 *   key      names it in addresses, "numpy@2.4.6", "jax@0.10.2-traced"; all differ
 *   name     what people call it: the implementation's name; what --impl was given where it has none, has a
 *            dialect, or where another column of that name and version was given otherwise; with a number where even
 * that is there before version  "" if it tells none family   as above traced   true or false newest   true or false: no
 * other of its family (and mode) is of a later version
 */
json_t *columns_new(const struct results *results, size_t count);

#endif

/* index.html from the viewer's template: what stands there without a script. */
#ifndef IBID_REPORT_START_PAGE_H
#define IBID_REPORT_START_PAGE_H

#include "report/matrix.h"

/*
 * Appends the template with these comments replaced:
 *
 *   <!--ibid:numbers-->          "23 implementations, 1660 cases of 224 clauses, 103 choices"
 *   <!--ibid:implementations-->  a row of a table for the newest of each family
 *   <!--ibid:suite-->            "ibid 0.1.0, spec 26e350b5"
 *   <!--ibid:warnings-->         paragraphs of what a reader has to know, or nothing
 *
 * False and *message if there is another of that kind; `file` names the template.
 */
bool start_page_append(struct arena *arena, struct text *text, const struct matrix *matrix, const char *file,
                       const char *template, const char **message);

#endif

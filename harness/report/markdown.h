/* Inside the Markdown summary: words, and the tables that are folded away. */
#ifndef IBID_REPORT_MARKDOWN_H
#define IBID_REPORT_MARKDOWN_H

#include "report/matrix.h"

/* Escaped, and shortened to what a line can hold. */
void markdown_plain(struct text *text, const char *string);
void markdown_column_name(struct text *text, const struct matrix *matrix, size_t column);

/* Choices whose answers differ or could not be measured; clauses that do not pass everywhere. Nothing if there are
 * none. */
void markdown_choices(struct text *text, const struct matrix *matrix);
void markdown_clauses(struct text *text, const struct matrix *matrix);

#endif

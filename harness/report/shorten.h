/* Long texts, such as a message of a megabyte, as what a page can hold of them. */
#ifndef IBID_REPORT_SHORTEN_H
#define IBID_REPORT_SHORTEN_H

#include <jansson.h>

#include "base/text.h"

/* Characters of a text in a page's data. */
enum { SHORTENED_MOST = 4000 };

/*
 * Appends the string; of one of more than `most` characters the beginning and the end, and between them how many were
 * left out.
 */
void append_shortened(struct text *text, const char *string, size_t most);

/* The value with every text, however deep, of SHORTENED_MOST characters at most. A new reference: all is copied. */
json_t *shortened_new(const json_t *value);

#endif

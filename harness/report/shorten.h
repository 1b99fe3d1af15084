/* Long texts, such as a message of a megabyte, as what a page can hold of them. */
#ifndef IBID_REPORT_SHORTEN_H
#define IBID_REPORT_SHORTEN_H

#include <jansson.h>

/* Characters of a text that stand at most; of a longer one its beginning and its end are kept. */
enum { SHORTENED_BEGINNING = 3000, SHORTENED_END = 500, SHORTENED_MOST = 4000 };

/*
 * The value with every text of more than SHORTENED_MOST characters, however deep, shortened; between what is kept stands
 * how many characters were left out. A new reference; lists and objects are copied.
 */
json_t *shortened_new(const json_t *value);

#endif

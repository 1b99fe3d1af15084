/* Text in UTF-8, for who counts or cuts it by characters. Bytes that are no UTF-8 do no harm: some count as characters. */
#ifndef IBID_BASE_UTF8_H
#define IBID_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a character begins with this byte, so that text may be cut before it. */
bool utf8_begins(char byte);
/* How many characters begin within so many bytes. */
size_t utf8_count(const char *string, size_t bytes);
/* How many bytes the first so many characters take; `bytes` if there are not as many. */
size_t utf8_prefix_bytes(const char *string, size_t bytes, size_t characters);

#endif

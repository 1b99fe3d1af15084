/* Base64 as RFC 4648, section 4, has it: padded, without line breaks, and nothing else is accepted. */
#ifndef IBID_OBSERVE_BASE64_H
#define IBID_OBSERVE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* How many bytes a decoded text of so many characters has at most. */
size_t base64_limit_bytes(size_t characters);

/*
 * Decodes `characters` of text into `bytes`, which has room for base64_limit_bytes. True and
 * *byte_count, or false and *wrong_at, the index of the first character that cannot stand where it
 * does (`characters` where the text ends too early).
 */
bool base64_decode(const char *text, size_t characters, unsigned char *bytes, size_t *byte_count, size_t *wrong_at);

void base64_append(struct text *text, const unsigned char *bytes, size_t byte_count);

#endif

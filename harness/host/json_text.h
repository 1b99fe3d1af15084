/*
 * Writing JSON straight into a text: answers are made of few kinds of value and by the ten thousand,
 * so no tree is built for them.
 */
#ifndef IBID_HOST_JSON_TEXT_H
#define IBID_HOST_JSON_TEXT_H

#include "base/text.h"

/* A string in quotes. What is not UTF-8 becomes U+FFFD, since a plugin may hand out anything; NULL is "". */
void json_append_string(struct text *text, const char *string);
void json_append_integer(struct text *text, long long value);
/* A float as the protocol has it, in quotes: C's %a, "nan", "inf" or "-inf". */
void json_append_float(struct text *text, double value);

#endif

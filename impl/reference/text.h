/* Strings, which are ASCII, and names of functions as values (add in add.accumulate). Immutable. */
#ifndef IBID_REFERENCE_TEXT_H
#define IBID_REFERENCE_TEXT_H

#include "object.h"

struct text {
    struct object head;
    size_t bytes; /* without the zero byte at the end */
    char *characters;
};

/* `kind` is STR or FUNCTION. Strings of no or one character are one object each. */
MUST_USE reference text_new(ibid_instance *instance, enum object_kind kind, const char *characters, size_t bytes);

/* The characters of a string; NULL for what is none. A name of a function is none. */
const char *characters_of(const struct object *object);

size_t text_length(const struct object *string);
/* As slice_resolve has clipped it; the string itself where that is all of it. */
MUST_USE reference text_slice(ibid_instance *instance, struct object *string, int64_t start, int64_t step,
                              int64_t count);

#endif

/* Strings, and names of functions as values (add in add.accumulate). Immutable. */
#ifndef IBID_REFERENCE_TEXT_H
#define IBID_REFERENCE_TEXT_H

#include "object.h"

struct text {
    struct object head;
    size_t bytes; /* without the zero byte at the end */
    char *characters;
};

/* `kind` is STR or FUNCTION. Strings of no or one ASCII character are one object each. */
MUST_USE reference text_new(ibid_instance *instance, enum object_kind kind, const char *characters, size_t bytes);

/* The characters of a string; NULL for what is none. */
const char *characters_of(const struct object *object);

#endif

/* Numbers from text, as Python's int, float and complex take it: spaces around, underscores between digits. */
#ifndef IBID_REFERENCE_READING_H
#define IBID_REFERENCE_READING_H

#include "object.h"

/* A "value" error for what is no such number. */
MUST_USE reference read_integer(ibid_instance *instance, const char *text);
MUST_USE reference read_float(ibid_instance *instance, const char *text);
MUST_USE reference read_complex(ibid_instance *instance, const char *text);

#endif

/* Numbers as text whatever locale and rounding mode a plugin has set, for the process or for the thread. */
#ifndef IBID_HOST_NUMBERS_H
#define IBID_HOST_NUMBERS_H

#include "base/text.h"

/* The float that the notation's number stands for, rounded to nearest. *end is where it ends, as in strtod. */
double number_read(const char *number, char **end);
/* As C's %a has it. */
void number_append(struct text *text, double value);

#endif

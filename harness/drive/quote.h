/* Bytes of unknown origin, made fit for a message: valid UTF-8 without control characters. */
#ifndef IBID_DRIVE_QUOTE_H
#define IBID_DRIVE_QUOTE_H

#include "base/text.h"

/* In double quotes, on one line, escaped as in JSON and \xNN; long ones are cut, with their size told. */
void quote_line(struct text *text, const char *bytes, size_t count);
/* Several lines, each indented by four spaces. */
void quote_lines(struct text *text, const char *bytes, size_t count);

#endif

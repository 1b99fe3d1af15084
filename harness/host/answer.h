/* From a line of the driver protocol to the line that answers it. */
#ifndef IBID_HOST_ANSWER_H
#define IBID_HOST_ANSWER_H

#include <stddef.h>

#include "base/text.h"
#include "host/loading.h"

/* Appends the answer with its end of line. Whatever the request is, there is one line. */
void append_answer(struct text *text, const struct loaded_plugin *plugin, const char *line, size_t bytes);

#endif

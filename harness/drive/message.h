/* What a process says, line by line: checked as far as a session must understand it. */
#ifndef IBID_DRIVE_MESSAGE_H
#define IBID_DRIVE_MESSAGE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/text.h"

/*
 * A line as a JSON object, a new reference; NULL if it is none: then `wrong` says what it is, as
 * what the process did ("wrote …").
 */
json_t *message_decode_new(const char *line, size_t bytes, struct text *wrong);
/* Whether a message answers the request with this id. */
bool message_answers(const json_t *message, json_int_t id, const char *line, size_t bytes, struct text *wrong);
/* Whether a message is an answer to start. */
bool message_starts(const json_t *message, const char *line, size_t bytes, struct text *wrong);

#endif

/*
 * Text from implementations, made safe for where it goes. Everything may stand in it: markup, control
 * characters, bytes that are not UTF-8. What a format cannot hold is replaced by something visible: a
 * control character as C writes it (\x1b), what is not a character, or disturbs the lines around
 * it (U+2028, U+202E and their like), by U+FFFD.
 */
#ifndef IBID_REPORT_ESCAPE_H
#define IBID_REPORT_ESCAPE_H

#include <jansson.h>

#include "base/text.h"

/* For plain text with lines. */
void escape_plain(struct text *text, const char *string);
/* For XML 1.0 and HTML, as content and between double quotes. Newlines and tabs stay as they are in content. */
void escape_markup(struct text *text, const char *string);
/* The same for attributes, where XML would turn newlines and tabs into spaces: they become references. */
void escape_attribute(struct text *text, const char *string);
/*
 * JSON inside an HTML <script>: all ASCII, and without "<", ">" and "&", so that neither </script> nor
 * <!-- nor U+2028 can occur. It is the same JSON to whoever parses it.
 */
void escape_json(struct text *text, const json_t *json);
/* Markdown, in a line: what could be markup gets a backslash, newlines become spaces. */
void escape_markdown(struct text *text, const char *string);
/* Markdown code in backquotes, as many as it takes; "|" is escaped, so that it may stand in a table. */
void escape_markdown_code(struct text *text, const char *string);

#endif

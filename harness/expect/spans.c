#include "expect/spans.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* The last byte of the string that begins here: its closing quote. */
static const char *string_end(const char *quote)
{
    const char *at = quote + 1;
    while (*at != '"')
        at += *at == '\\' ? 2 : 1;
    return at;
}

static bool opens(char character)
{
    return character == '[' || character == '{';
}

static bool closes(char character)
{
    return character == ']' || character == '}';
}

static size_t without_trailing_space(const char *begin, const char *end)
{
    while (end > begin && isspace((unsigned char)end[-1]))
        end--;
    return (size_t)(end - begin);
}

size_t spans_of_items(struct arena *arena, const char *text, struct span **spans)
{
    size_t count = 0, depth = 0, line = 1;
    struct span span = {NULL, 0, 0};
    *spans = NULL;
    for (const char *at = text; *at != '\0'; at++) {
        line += *at == '\n';
        bool ends = depth == 1 && (*at == ',' || *at == ']');
        if (ends && span.text != NULL) {
            span.bytes = without_trailing_space(span.text, at);
            ARENA_APPEND(arena, *spans, count, span);
            span.text = NULL;
        } else if (depth == 1 && !ends && span.text == NULL && !isspace((unsigned char)*at)) {
            span = (struct span){at, 0, line};
        }
        if (*at == '"')
            at = string_end(at);
        else if (opens(*at))
            depth++;
        else if (closes(*at))
            depth--;
    }
    return count;
}

size_t span_line_of_key(const struct span *span, const char *key)
{
    size_t depth = 0, line = span->line, key_bytes = strlen(key);
    for (const char *at = span->text; at < span->text + span->bytes; at++) {
        line += *at == '\n';
        if (opens(*at))
            depth++;
        else if (closes(*at))
            depth--;
        if (*at != '"')
            continue;
        const char *end = string_end(at), *after = end + 1;
        after += strspn(after, " \t\r\n");
        bool is_key = depth == 1 && *after == ':';
        if (is_key && (size_t)(end - at - 1) == key_bytes && memcmp(at + 1, key, key_bytes) == 0)
            return line;
        at = end;
    }
    return span->line;
}

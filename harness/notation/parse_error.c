#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "notation/parser.h"
#include "notation/words.h"

/* How many bytes of well-formed UTF-8 start here; 0 if none do. */
static size_t utf8_bytes(const char *text, size_t bytes)
{
    const unsigned char *c = (const unsigned char *)text;
    size_t count = 0;
    if (c[0] < 0x80)
        count = 1;
    else if (c[0] >= 0xc2 && c[0] < 0xe0)
        count = 2;
    else if (c[0] >= 0xe0 && c[0] < 0xf0)
        count = 3;
    else if (c[0] >= 0xf0 && c[0] < 0xf5)
        count = 4;
    if (count == 0 || count > bytes)
        return 0;
    for (size_t i = 1; i < count; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xf0 && c[1] < 0x90);
    bool beyond = (c[0] == 0xed && c[1] >= 0xa0) || (c[0] == 0xf4 && c[1] >= 0x90);
    return overlong || beyond ? 0 : count;
}

static const char *showable_line(struct parser *parser, const struct token *at)
{
    const char *text = parser->lexer.text, *end = text + parser->lexer.text_bytes;
    const char *start = at->text - (at->column - 1);
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    size_t bytes = (size_t)((stop == NULL ? end : stop) - start);
    if (bytes > 0 && start[bytes - 1] == '\r')
        bytes--;
    char *line = arena_strndup(parser->arena, start, bytes);
    for (size_t i = 0; i < bytes;) {
        size_t count = utf8_bytes(line + i, bytes - i);
        bool control = ((unsigned char)line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7f;
        if (count == 0 || control)
            line[i] = '?';
        i += count == 0 ? 1 : count;
    }
    return line;
}

void *parser_fail(struct parser *parser, const struct token *at, const char *format, ...)
{
    if (parser->failed)
        return NULL;
    parser->failed = true;
    va_list arguments;
    va_start(arguments, format);
    *parser->error = (struct parse_error){.statement = parser->statement,
                                          .line = at->line,
                                          .column = at->column,
                                          .message = arena_vprintf(parser->arena, format, arguments),
                                          .source_line = showable_line(parser, at)};
    va_end(arguments);
    return NULL;
}

void *parser_unexpected(struct parser *parser, const char *expected)
{
    const struct token *token = &parser->token;
    if (token->kind == TOKEN_WRONG)
        return parser_fail(parser, token, "%s", token->complaint);
    if (token->kind == TOKEN_WORD) {
        const char *word = arena_strndup(parser->arena, token->text, token->bytes);
        const char *complaint = word_complaint(word);
        if (complaint != NULL && strcmp(word, "in") != 0 && strcmp(word, "is") != 0 && strcmp(word, "not") != 0)
            return parser_fail(parser, token, "%s", complaint);
    }
    return parser_fail(parser, token, "expected %s, found %s", expected, token_describe(parser->arena, token));
}

/* How much of a long line is shown before and behind the column. */
enum { SHOWN_BEFORE = 60, SHOWN_BEHIND = 40 };

const char *parse_error_excerpt(struct arena *arena, const struct parse_error *error)
{
    const char *line = error->source_line;
    size_t bytes = strlen(line), at = error->column - 1 < bytes ? error->column - 1 : bytes;
    size_t start = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0;
    size_t end = bytes - at > SHOWN_BEHIND ? at + SHOWN_BEHIND : bytes;
    while (start > 0 && !utf8_begins(line[start]))
        start--;
    while (end < bytes && !utf8_begins(line[end]))
        end++;
    struct text text = TEXT_EMPTY;
    text_printf(&text, "line %zu:\n  %s", error->line, start > 0 ? "…" : "");
    text_append_bytes(&text, line + start, end - start);
    text_printf(&text, "%s\n  %s", end < bytes ? "…" : "", start > 0 ? " " : "");
    /* A tab stands under a tab, and a character of several bytes takes one place. */
    for (size_t i = start; i < at; i++)
        if (utf8_begins(line[i]))
            text_append_character(&text, line[i] == '\t' ? '\t' : ' ');
    text_printf(&text, "^ %s", error->message);
    const char *excerpt = arena_strndup(arena, text_string(&text), text.bytes);
    text_free(&text);
    return excerpt;
}

#include "spec/source.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "notation/parse.h"

enum token_kind { LUA_NAME, LUA_STRING, LUA_SYMBOL };

struct source_token {
    enum token_kind kind;
    size_t offset, end; /* in the text, with quotes */
    size_t line;
};

struct scanner {
    struct source *source;
    size_t offset, line;
};

static char peek(const struct scanner *scanner, size_t ahead)
{
    size_t offset = scanner->offset + ahead;
    return offset < scanner->source->text_bytes ? scanner->source->text[offset] : '\0';
}

static void advance(struct scanner *scanner, size_t bytes)
{
    for (; bytes > 0 && scanner->offset < scanner->source->text_bytes; bytes--)
        if (scanner->source->text[scanner->offset++] == '\n')
            scanner->line++;
}

/* The number of "=" in "[==[" plus one, or 0 if no such bracket stands here. */
static size_t long_bracket(const struct scanner *scanner, char bracket)
{
    size_t level = 0;
    if (peek(scanner, 0) != bracket)
        return 0;
    while (peek(scanner, level + 1) == '=')
        level++;
    return peek(scanner, level + 1) == bracket ? level + 1 : 0;
}

static void skip_long(struct scanner *scanner, size_t level)
{
    advance(scanner, level + 1);
    while (scanner->offset < scanner->source->text_bytes && long_bracket(scanner, ']') != level)
        advance(scanner, 1);
    advance(scanner, level + 1);
}

static void skip_quoted(struct scanner *scanner)
{
    char quote = peek(scanner, 0);
    advance(scanner, 1);
    while (scanner->offset < scanner->source->text_bytes && peek(scanner, 0) != quote)
        advance(scanner, peek(scanner, 0) == '\\' ? 2 : 1);
    advance(scanner, 1);
}

static void skip_comment(struct scanner *scanner)
{
    advance(scanner, 2);
    size_t level = long_bracket(scanner, '[');
    if (level > 0) {
        skip_long(scanner, level);
        return;
    }
    while (scanner->offset < scanner->source->text_bytes && peek(scanner, 0) != '\n')
        advance(scanner, 1);
}

static bool is_name_character(char character)
{
    return isalnum((unsigned char)character) || character == '_';
}

/* Numbers count as names: nothing is looked for in them. */
static enum token_kind skip_token(struct scanner *scanner)
{
    char character = peek(scanner, 0);
    size_t level = long_bracket(scanner, '[');
    if (character == '"' || character == '\'') {
        skip_quoted(scanner);
        return LUA_STRING;
    }
    if (level > 0) {
        skip_long(scanner, level);
        return LUA_STRING;
    }
    if (!is_name_character(character)) {
        bool equal = character == '=' && peek(scanner, 1) == '=';
        advance(scanner, equal ? 2 : 1);
        return LUA_SYMBOL;
    }
    while (is_name_character(peek(scanner, 0)))
        advance(scanner, 1);
    return LUA_NAME;
}

static void scan(struct source *source)
{
    struct scanner scanner = {source, 0, 1};
    while (scanner.offset < source->text_bytes) {
        if (isspace((unsigned char)peek(&scanner, 0))) {
            advance(&scanner, 1);
        } else if (peek(&scanner, 0) == '-' && peek(&scanner, 1) == '-') {
            skip_comment(&scanner);
        } else {
            struct source_token token = {.offset = scanner.offset, .line = scanner.line};
            token.kind = skip_token(&scanner);
            token.end = scanner.offset;
            ARENA_APPEND(source->arena, source->tokens, source->token_count, token);
        }
    }
}

static bool token_is(const struct source *source, size_t number, const char *text)
{
    if (number >= source->token_count)
        return false;
    const struct source_token *token = &source->tokens[number];
    size_t bytes = token->end - token->offset;
    return bytes == strlen(text) && memcmp(source->text + token->offset, text, bytes) == 0;
}

/*
 * One byte of a quoted string's value, and *offset behind what stands for it. The rarer escapes \x, \u
 * and \z are not followed: a string with one is just not found.
 */
static char next_byte(const struct source *source, size_t *offset)
{
    const char *text = source->text;
    static const char escapes[] = "n\nt\tr\ra\ab\bf\fv\v";
    if (text[*offset] != '\\')
        return text[(*offset)++];
    char escaped = text[*offset + 1];
    if (isdigit((unsigned char)escaped)) {
        unsigned code = 0;
        size_t digits = 0;
        for (; digits < 3 && isdigit((unsigned char)text[*offset + 1 + digits]); digits++)
            code = 10 * code + (unsigned)(text[*offset + 1 + digits] - '0');
        *offset += 1 + digits;
        return (char)code;
    }
    *offset += 2;
    const char *found = isalpha((unsigned char)escaped) ? strchr(escapes, escaped) : NULL;
    return found != NULL ? found[1] : escaped;
}

/* Where the value's byte number `wanted` stands in the text; SIZE_MAX if the literal has another value. */
static size_t match_string(const struct source *source, const struct source_token *token, const char *value,
                           size_t value_bytes, size_t wanted)
{
    size_t offset = token->offset, end = token->end, seen = 0;
    bool quoted = source->text[offset] != '[';
    if (quoted) {
        offset++;
        end--;
    } else {
        size_t bracket_bytes = 1 + (size_t)(strchr(source->text + offset + 1, '[') - (source->text + offset));
        offset += bracket_bytes;
        end -= bracket_bytes;
        if (offset < end && source->text[offset] == '\n')
            offset++;
    }
    size_t place = SIZE_MAX;
    while (offset < end && seen < value_bytes) {
        if (seen == wanted)
            place = offset;
        char byte = quoted ? next_byte(source, &offset) : source->text[offset++];
        if (byte != value[seen++])
            return SIZE_MAX;
    }
    if (offset != end || seen != value_bytes)
        return SIZE_MAX;
    return place == SIZE_MAX ? offset : place;
}

static int nesting(const struct source *source, size_t number)
{
    if (source->tokens[number].kind != LUA_SYMBOL)
        return 0;
    char symbol = source->text[source->tokens[number].offset];
    return strchr("({[", symbol) != NULL ? 1 : strchr(")}]", symbol) != NULL ? -1 : 0;
}

/* The token behind a call that starts at the word: behind "TITLE" { … }, (…) and the like. */
static size_t end_of_call(const struct source *source, size_t number)
{
    for (number++; number < source->token_count;) {
        bool opens = token_is(source, number, "(") || token_is(source, number, "{");
        if (source->tokens[number].kind == LUA_STRING) {
            number++;
        } else if (opens) {
            int depth = 0;
            do
                depth += nesting(source, number++);
            while (depth > 0 && number < source->token_count);
        } else {
            break;
        }
    }
    return number;
}

static bool is_key(const struct source *source, size_t number)
{
    if (source->tokens[number].kind == LUA_STRING)
        return number > 0 && token_is(source, number - 1, "[") && token_is(source, number + 1, "]") &&
               token_is(source, number + 2, "=");
    return source->tokens[number].kind == LUA_NAME && token_is(source, number + 1, "=");
}

/* The place of the value's byte `offset` if the token is what is sought, else SIZE_MAX. */
static size_t match(const struct source *source, size_t number, enum sought sought, const char *value,
                    size_t value_bytes, size_t offset)
{
    const struct source_token *token = &source->tokens[number];
    if (is_key(source, number) != (sought == SOUGHT_KEY))
        return SIZE_MAX;
    if (token->kind == LUA_STRING)
        return match_string(source, token, value, value_bytes, offset);
    bool equal = token->kind == LUA_NAME && sought == SOUGHT_KEY && token->end - token->offset == value_bytes &&
                 memcmp(source->text + token->offset, value, value_bytes) == 0;
    return equal ? token->offset : SIZE_MAX;
}

static struct spot spot_at(const struct source *source, size_t offset)
{
    struct spot spot = {1, 1};
    for (size_t i = 0; i < offset; i++) {
        spot.column++;
        if (source->text[i] == '\n')
            spot = (struct spot){spot.line + 1, 1};
    }
    return spot;
}

struct spot source_find(struct source *source, const char *word, size_t line, enum sought sought, const char *under,
                        const char *value, size_t value_bytes, size_t skip, size_t offset)
{
    if (source->tokens == NULL)
        scan(source);
    for (size_t first = 0; first < source->token_count && source->tokens[first].line <= line; first++) {
        if (source->tokens[first].line != line || !token_is(source, first, word))
            continue;
        size_t end = end_of_call(source, first), skipped = 0;
        bool below = under == NULL;
        for (size_t i = first + 1; i < end; i++) {
            size_t place = below ? match(source, i, sought, value, value_bytes, offset) : SIZE_MAX;
            if (place != SIZE_MAX && skipped++ == skip)
                return spot_at(source, place);
            below = below || match(source, i, SOUGHT_KEY, under, strlen(under), 0) != SIZE_MAX;
        }
    }
    return (struct spot){line, 0};
}

/* NULL if the file has fewer lines. */
static const char *line_start(const struct source *source, size_t line, size_t *bytes)
{
    const char *start = source->text, *end = source->text + source->text_bytes;
    for (size_t number = 1; number < line; number++) {
        const char *newline = memchr(start, '\n', (size_t)(end - start));
        if (newline == NULL)
            return NULL;
        start = newline + 1;
    }
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    *bytes = (size_t)((newline == NULL ? end : newline) - start);
    return line == 0 ? NULL : start;
}

size_t source_column(const struct source *source, size_t line, const char *text)
{
    size_t line_bytes, text_bytes = strlen(text), column = 0;
    const char *start = line_start(source, line, &line_bytes);
    if (start == NULL || text_bytes == 0)
        return 0;
    for (size_t i = 0; i + text_bytes <= line_bytes; i++) {
        bool inside_name = is_name_character(text[0]) && ((i > 0 && is_name_character(start[i - 1])) ||
                                                          (i + text_bytes < line_bytes &&
                                                           is_name_character(text[text_bytes - 1]) &&
                                                           is_name_character(start[i + text_bytes])));
        if (inside_name || memcmp(start + i, text, text_bytes) != 0)
            continue;
        if (column != 0)
            return 0;
        column = i + 1;
    }
    return column;
}

const char *source_excerpt(const struct source *source, const struct spot *spot)
{
    size_t bytes;
    const char *start = line_start(source, spot->line, &bytes);
    if (start == NULL)
        return NULL;
    if (bytes > 0 && start[bytes - 1] == '\r')
        bytes--;
    char *line = arena_strndup(source->arena, start, bytes);
    /* Without a column, the start of a long line is shown. */
    size_t known_column = spot->column > 0 ? spot->column : 1;
    for (size_t i = utf8_valid_bytes(line, bytes); i < bytes; i++)
        line[i] = (unsigned char)line[i] < 0x80 ? line[i] : '?';
    for (size_t i = 0; i < bytes; i++)
        if (((unsigned char)line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7f)
            line[i] = '?';
    const struct parse_error shown = {.line = spot->line, .column = known_column, .message = "", .source_line = line};
    const char *excerpt = parse_error_excerpt(source->arena, &shown);
    /* The headline has the line's number and the message. */
    excerpt = strchr(excerpt, '\n') + 1;
    size_t end = spot->column > 0 ? strlen(excerpt) : (size_t)(strchr(excerpt, '\n') - excerpt);
    while (end > 0 && excerpt[end - 1] == ' ')
        end--;
    return arena_strndup(source->arena, excerpt, end);
}

size_t utf8_valid_bytes(const char *text, size_t text_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t i = 0;
    while (i < text_bytes) {
        unsigned char first = bytes[i];
        size_t more = first < 0x80 ? 0 : first < 0xc2 ? 4 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 4;
        if (more == 4 || more >= text_bytes - i)
            return i;
        for (size_t k = 1; k <= more; k++)
            if ((bytes[i + k] & 0xc0) != 0x80)
                return i;
        /* Overlong forms, surrogates and what lies beyond U+10FFFF. */
        if ((first == 0xe0 && bytes[i + 1] < 0xa0) || (first == 0xed && bytes[i + 1] >= 0xa0) ||
            (first == 0xf0 && bytes[i + 1] < 0x90) || (first == 0xf4 && bytes[i + 1] >= 0x90))
            return i;
        i += more + 1;
    }
    return i;
}

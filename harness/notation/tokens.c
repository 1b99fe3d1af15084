#include "notation/tokens.h"

#include <string.h>

/* Longer ones first. The last line are symbols of Python that the notation lacks, kept whole for messages. */
static const char *const symbols[] = {
    "**=", "//=", "<<=", ">>=", "...",                                                                   /* three */
    "**",  "//",  "<<",  ">>",  "<=",  ">=", "==", "!=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", /* two */
    ":=",  "->",  "<>",                                                                                  /* foreign */
};
static const char single_symbols[] = "+-*/%&|^~<>=()[],.:;";

/* ASCII only, whatever the locale says. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool continues_word(char c)
{
    return starts_word(c) || is_digit(c);
}

/* The byte so far ahead, 0 behind the end. */
static char ahead(const struct lexer *lexer, size_t distance)
{
    return distance < lexer->text_bytes - lexer->offset ? lexer->text[lexer->offset + distance] : '\0';
}

static struct token token_here(const struct lexer *lexer)
{
    return (struct token){
        .text = lexer->text + lexer->offset, .line = lexer->line, .column = lexer->offset - lexer->line_offset + 1};
}

static struct token finish(struct lexer *lexer, struct token token, enum token_kind kind, size_t bytes)
{
    token.kind = kind;
    token.bytes = bytes;
    lexer->offset += bytes;
    return token;
}

/* Nothing follows a wrong token: the parser stops there. */
static struct token wrong(struct lexer *lexer, struct token token, size_t at, const char *complaint)
{
    token.kind = TOKEN_WRONG;
    token.text += at;
    token.column += at;
    token.complaint = complaint;
    lexer->offset = lexer->text_bytes;
    return token;
}

static void skip_blanks(struct lexer *lexer)
{
    for (;;) {
        char c = ahead(lexer, 0);
        if (c == ' ' || c == '\t' || (c == '\r' && ahead(lexer, 1) == '\n')) {
            lexer->offset++;
        } else if (c == '#') {
            while (lexer->offset < lexer->text_bytes && ahead(lexer, 0) != '\n')
                lexer->offset++;
        } else if (c == '\n' && lexer->brackets > 0) {
            lexer->offset++;
            lexer->line++;
            lexer->line_offset = lexer->offset;
        } else {
            return;
        }
    }
}

static size_t digits(const struct lexer *lexer, size_t from)
{
    size_t count = 0;
    while (is_digit(ahead(lexer, from + count)))
        count++;
    return count;
}

static struct token number(struct lexer *lexer, struct token token)
{
    enum token_kind kind = TOKEN_INT;
    size_t whole = digits(lexer, 0), bytes = whole;
    if (whole > 1 && ahead(lexer, 0) == '0')
        return wrong(lexer, token, 0, "a number cannot start with more zeros than one");
    if (ahead(lexer, bytes) == '.') {
        size_t fraction = digits(lexer, bytes + 1);
        if (fraction == 0)
            return wrong(lexer, token, bytes, "expected a digit after the point: write 1.0 for 1.");
        kind = TOKEN_FLOAT;
        bytes += 1 + fraction;
    }
    if (ahead(lexer, bytes) == 'e' || ahead(lexer, bytes) == 'E') {
        size_t sign = ahead(lexer, bytes + 1) == '+' || ahead(lexer, bytes + 1) == '-' ? 1 : 0;
        size_t exponent = digits(lexer, bytes + 1 + sign);
        if (exponent == 0)
            return wrong(lexer, token, bytes, "expected the digits of an exponent, as in 1e-3");
        kind = TOKEN_FLOAT;
        bytes += 1 + sign + exponent;
    }
    if (ahead(lexer, bytes) == 'j') {
        kind = TOKEN_IMAGINARY;
        bytes++;
    }
    if (continues_word(ahead(lexer, bytes)))
        return wrong(lexer, token, bytes,
                     arena_printf(lexer->arena,
                                  "found \"%c\" right after a number: numbers are decimal, without separators and "
                                  "suffixes other than j",
                                  ahead(lexer, bytes)));
    return finish(lexer, token, kind, bytes);
}

static struct token string(struct lexer *lexer, struct token token)
{
    char quote = ahead(lexer, 0);
    if (ahead(lexer, 1) == quote && ahead(lexer, 2) == quote)
        return wrong(lexer, token, 0, "strings have one quote on each side, not three");
    for (size_t at = 1;; at++) {
        unsigned char c = (unsigned char)ahead(lexer, at);
        if (lexer->offset + at >= lexer->text_bytes || c == '\n' || c == '\r')
            return wrong(lexer, token, 0, arena_printf(lexer->arena, "this string lacks its closing %c", quote));
        if (c == (unsigned char)quote)
            return finish(lexer, token, TOKEN_STRING, at + 1);
        if (c < 0x20 || c > 0x7e)
            return wrong(lexer, token, at,
                         arena_printf(lexer->arena, "found byte 0x%02x: strings are printable ASCII", c));
        if (c == '\\') {
            at++;
            if (ahead(lexer, at) == '\0' || strchr("\\'\"nt", ahead(lexer, at)) == NULL)
                return wrong(lexer, token, at - 1, "unknown escape: strings have \\\\ \\' \\\" \\n and \\t");
        }
    }
}

static struct token symbol(struct lexer *lexer, struct token token)
{
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        size_t bytes = strlen(symbols[i]);
        if (bytes <= lexer->text_bytes - lexer->offset && memcmp(token.text, symbols[i], bytes) == 0)
            return finish(lexer, token, TOKEN_SYMBOL, bytes);
    }
    unsigned char c = (unsigned char)ahead(lexer, 0);
    if (c != '\0' && strchr(single_symbols, c) != NULL) {
        if (c == '(' || c == '[')
            lexer->brackets++;
        else if ((c == ')' || c == ']') && lexer->brackets > 0)
            lexer->brackets--;
        return finish(lexer, token, TOKEN_SYMBOL, 1);
    }
    if (c == '\\')
        return wrong(lexer, token, 0, "a line cannot be continued with \\: only inside brackets may a statement go on");
    if (c == '{')
        return wrong(lexer, token, 0, "found \"{\": the notation has no dictionaries and sets");
    if (c > 0x20 && c < 0x7f)
        return wrong(lexer, token, 0, arena_printf(lexer->arena, "found \"%c\", which the notation does not use", c));
    return wrong(lexer, token, 0,
                 arena_printf(lexer->arena, "found byte 0x%02x: outside comments, the notation is printable ASCII", c));
}

struct token lexer_next(struct lexer *lexer)
{
    skip_blanks(lexer);
    struct token token = token_here(lexer);
    if (lexer->offset >= lexer->text_bytes)
        return finish(lexer, token, TOKEN_END, 0);
    char c = ahead(lexer, 0);
    if (c == '\n') {
        token = finish(lexer, token, TOKEN_NEWLINE, 1);
        lexer->line++;
        lexer->line_offset = lexer->offset;
        return token;
    }
    if (starts_word(c)) {
        size_t bytes = 1;
        while (continues_word(ahead(lexer, bytes)))
            bytes++;
        return finish(lexer, token, TOKEN_WORD, bytes);
    }
    if (is_digit(c))
        return number(lexer, token);
    if (c == '.' && is_digit(ahead(lexer, 1)))
        return wrong(lexer, token, 0, "expected a digit before the point: write 0.5 for .5");
    if (c == '"' || c == '\'')
        return string(lexer, token);
    return symbol(lexer, token);
}

bool token_is(const struct token *token, const char *text)
{
    return (token->kind == TOKEN_SYMBOL || token->kind == TOKEN_WORD) &&
           strncmp(token->text, text, token->bytes) == 0 && text[token->bytes] == '\0';
}

const char *token_describe(struct arena *arena, const struct token *token)
{
    enum { SHOWN_BYTES = 40 };
    switch (token->kind) {
    case TOKEN_END:
        return "the end of the text";
    case TOKEN_NEWLINE:
        return "the end of the line";
    case TOKEN_STRING:
        return "a string";
    default:
        if (token->bytes > SHOWN_BYTES)
            return arena_printf(arena, "\"%.*s…\"", SHOWN_BYTES, token->text);
        return arena_printf(arena, "\"%.*s\"", (int)token->bytes, token->text);
    }
}

const char *token_unescape(struct arena *arena, const struct token *token, size_t *bytes)
{
    char *unescaped = arena_alloc(arena, token->bytes);
    size_t count = 0;
    for (size_t i = 1; i + 1 < token->bytes; i++) {
        char c = token->text[i];
        if (c == '\\') {
            c = token->text[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        unescaped[count++] = c;
    }
    *bytes = count;
    return unescaped;
}

/* The notation's tokens: the parser's first half. */
#ifndef IBID_NOTATION_TOKENS_H
#define IBID_NOTATION_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum token_kind {
    TOKEN_END,     /* of the text */
    TOKEN_NEWLINE, /* only outside brackets */
    TOKEN_WORD,
    TOKEN_INT,
    TOKEN_FLOAT,
    TOKEN_IMAGINARY, /* with its j */
    TOKEN_STRING,    /* with its quotes */
    TOKEN_SYMBOL,
    TOKEN_WRONG, /* complaint says what about it */
};

struct token {
    enum token_kind kind;
    const char *text; /* in the source */
    size_t bytes;
    size_t line, column;   /* 1-based, column in bytes */
    const char *complaint; /* WRONG; in the arena */
};

struct lexer {
    struct arena *arena;
    const char *text;
    size_t text_bytes;
    size_t offset;
    size_t line, line_offset; /* where the current line starts */
    size_t brackets;          /* how many are open: lines do not end inside */
};

/* A copy of the lexer may be used to look ahead. */
struct token lexer_next(struct lexer *lexer);

/* Whether it is that symbol or that word. */
bool token_is(const struct token *token, const char *text);
/* How to call it in a message: "the end of the line", or its text in quotes; in the arena. */
const char *token_describe(struct arena *arena, const struct token *token);
/* What a string token stands for. */
const char *token_unescape(struct arena *arena, const struct token *token, size_t *bytes);

#endif

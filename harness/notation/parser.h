/*
 * What the parts of the parser have in common. A function that parses answers NULL or false once
 * something was wrong, and then the error is filled; the first error counts.
 */
#ifndef IBID_NOTATION_PARSER_H
#define IBID_NOTATION_PARSER_H

#include "notation/names.h"
#include "notation/parse.h"
#include "notation/tokens.h"

/* Where a name stands in the statement at hand: whether it is bound is looked at when all of it is known. */
struct name_use {
    struct name *name;
    struct token token;
    bool binds;
};

struct parser {
    struct arena *arena;
    struct lexer lexer;
    struct token token; /* the current one: not yet taken */
    size_t statement;   /* 1-based: the one being parsed */
    size_t nesting;     /* how deep the functions of the parser are in each other */
    struct names names;
    struct name_use *uses; /* of the statement at hand, in the order of the text */
    size_t use_count;
    size_t value_use; /* the first of the uses that stands in the value of a binding: that is evaluated first */
    bool failed;
    struct parse_error *error;
};

void parser_advance(struct parser *parser);
/* Takes the token if it is that one. */
bool parser_accept(struct parser *parser, const char *text);

/* Says what is wrong at a token. Always returns NULL. */
void *parser_fail(struct parser *parser, const struct token *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The current token is none that may stand here. Always returns NULL. */
void *parser_unexpected(struct parser *parser, const char *expected);

/* An expression with all that follows from it, up to the first token that cannot belong to it. */
struct node *parser_expression(struct parser *parser);

#endif

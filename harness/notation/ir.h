/*
 * Programs as data: what the parser makes of the notation, and what plugins and drivers are given.
 * A node is an expression or a statement; all nodes of a program live in one arena.
 *
 * Trees have at most MAXIMUM_LEVELS levels, so that recursion over them is safe.
 */
#ifndef IBID_NOTATION_IR_H
#define IBID_NOTATION_IR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "notation/operations.h"

/* The parsers of CPython 2.7 and 3.6 give up on some expressions that nest 87 deep. */
enum { MAXIMUM_LEVELS = 64 };

enum node_kind {
    /* expressions */
    NODE_NONE,
    NODE_BOOL,      /* truth */
    NODE_INT,       /* text: decimal digits, no sign, no leading zeros, unbounded */
    NODE_FLOAT,     /* text: as written, such as "1.5" or "1e-3" */
    NODE_IMAGINARY, /* text: the number as written, without the j */
    NODE_STRING,    /* text, text_bytes: unescaped, ASCII */
    NODE_ELLIPSIS,  /* only inside an index */
    NODE_NAME,      /* text */
    NODE_FUNCTION,  /* text: a function of the table as a value, only as receiver of .accumulate and .at */
    NODE_CALL,      /* operation, arguments, keywords: operators, calls, displays, indexing, attributes */
    /* statements */
    NODE_BIND,       /* targets = … = value: each target a NODE_NAME, a "get item" or an attribute call */
    NODE_UPDATE,     /* target operation value: x += y; targets[0] is the target */
    NODE_DELETE,     /* del targets */
    NODE_EXPRESSION, /* value, evaluated and thrown away */
    NODE_ASSERT,     /* assert value: only where a caller allows it (ibid eval) */
};

struct keyword {
    const char *name;
    struct node *value;
};

struct node {
    enum node_kind kind;
    unsigned levels; /* of the expression's tree: 1 for a leaf */
    size_t column;   /* 1-based column in bytes, in its line of the source; 0 if it was not parsed */
    bool truth;
    const char *text;
    size_t text_bytes;
    const struct operation *operation; /* CALL, UPDATE */
    struct node **arguments;           /* CALL: a method's receiver first */
    size_t argument_count;
    struct keyword *keywords;
    size_t keyword_count;
    struct node **targets; /* BIND, UPDATE, DELETE */
    size_t target_count;
    struct node *value; /* BIND, UPDATE, EXPRESSION, ASSERT */
};

struct statement {
    const char *text; /* canonical: what print makes of it */
    struct node *node;
    size_t line; /* 1-based line of the source where it starts */
};

struct program {
    struct statement *statements;
    size_t statement_count;
};

/* Whether two trees are equal, columns aside. */
bool node_equal(const struct node *left, const struct node *right);

/*
 * Calls visit for the node and everything below, parents first. Stops and returns true as soon as
 * visit does.
 */
bool node_any(const struct node *node, bool (*visit)(const struct node *node, void *data), void *data);

#endif

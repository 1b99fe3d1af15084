#include "notation/parser.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "notation/precedence.h"
#include "notation/words.h"

/* The forms of what is written with a name. */
enum {
    FUNCTIONS = 1u << FORM_FUNCTION,
    METHODS = 1u << FORM_METHOD,
    ATTRIBUTES = 1u << FORM_ATTRIBUTE,
};

static void *too_deep(struct parser *parser, const struct token *at)
{
    return parser_fail(parser, at, "this nests deeper than %d levels: take it apart with more statements",
                       MAXIMUM_LEVELS);
}

/* "-(not x)" is entered three times for its first two levels: no tree may need more than this. */
enum { MAXIMUM_NESTING = 2 * MAXIMUM_LEVELS };

/* Bounds the recursion of the parser, which redundant parentheses could drive without making nodes. */
static bool enter(struct parser *parser)
{
    if (parser->nesting == MAXIMUM_NESTING) {
        too_deep(parser, &parser->token);
        return false;
    }
    parser->nesting++;
    return true;
}

static struct node *leaf(struct parser *parser, enum node_kind kind, const struct token *token)
{
    struct node *node = ARENA_NEW(parser->arena, struct node);
    node->kind = kind;
    node->levels = 1;
    node->column = token->column;
    return node;
}

static struct node *leaf_with_text(struct parser *parser, enum node_kind kind, const struct token *token,
                                   const char *text, size_t bytes)
{
    struct node *node = leaf(parser, kind, token);
    node->text = text;
    node->text_bytes = bytes;
    return node;
}

/* Takes the current token as a constant. */
static struct node *constant(struct parser *parser, enum node_kind kind, size_t bytes)
{
    struct token token = parser->token;
    parser_advance(parser);
    return leaf_with_text(parser, kind, &token, arena_strndup(parser->arena, token.text, bytes), bytes);
}

struct argument_list {
    struct node **items;
    size_t count;
    struct keyword *keywords;
    size_t keyword_count;
};

static void append(struct parser *parser, struct argument_list *list, struct node *node)
{
    ARENA_APPEND(parser->arena, list->items, list->count, node);
}

static struct node *call(struct parser *parser, enum ibid_operation number, const struct token *at, size_t column,
                         const struct argument_list *list)
{
    struct node *node = ARENA_NEW(parser->arena, struct node);
    node->kind = NODE_CALL;
    node->operation = operation_by_number(number);
    node->column = column;
    node->arguments = list->items;
    node->argument_count = list->count;
    node->keywords = list->keywords;
    node->keyword_count = list->keyword_count;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->levels > node->levels)
            node->levels = list->items[i]->levels;
    for (size_t i = 0; i < list->keyword_count; i++)
        if (list->keywords[i].value->levels > node->levels)
            node->levels = list->keywords[i].value->levels;
    node->levels++;
    return node->levels > MAXIMUM_LEVELS ? too_deep(parser, at) : node;
}

static struct node *call_unary(struct parser *parser, enum ibid_operation number, const struct token *at,
                               struct node *operand)
{
    if (operand == NULL)
        return NULL;
    struct argument_list list = {0};
    append(parser, &list, operand);
    return call(parser, number, at, at->column, &list);
}

static struct node *call_binary(struct parser *parser, enum ibid_operation number, const struct token *at,
                                struct node *left, struct node *right)
{
    if (left == NULL || right == NULL)
        return NULL;
    struct argument_list list = {0};
    append(parser, &list, left);
    append(parser, &list, right);
    return call(parser, number, at, left->column, &list);
}

/* Takes the bracket that closes the one at `open`. */
static bool close_bracket(struct parser *parser, const char *bracket, const struct token *open, const char *or_else)
{
    if (parser_accept(parser, bracket))
        return true;
    const char *expected = arena_printf(parser->arena, "%s\"%s\"", or_else, bracket);
    if (open->line != parser->token.line)
        expected = arena_printf(parser->arena, "%s for the \"%.1s\" of line %zu, column %zu", expected, open->text,
                                open->line, open->column);
    parser_unexpected(parser, expected);
    return false;
}

/* "(" was taken: the rest of a tuple, or of an expression in parentheses. */
static struct node *parenthesis(struct parser *parser, const struct token *open)
{
    struct argument_list list = {0};
    bool comma = true;
    while (!token_is(&parser->token, ")") && comma) {
        struct node *item = parser_expression(parser);
        if (item == NULL)
            return NULL;
        append(parser, &list, item);
        comma = parser_accept(parser, ",");
    }
    if (!close_bracket(parser, ")", open, list.count == 0 ? "an expression or " : comma ? "" : "\",\" or "))
        return NULL;
    if (list.count == 1 && !comma)
        return list.items[0];
    return call(parser, IBID_OP_MAKE_TUPLE, open, open->column, &list);
}

/* "[" was taken. */
static struct node *list_display(struct parser *parser, const struct token *open)
{
    struct argument_list list = {0};
    bool comma = true;
    while (!token_is(&parser->token, "]") && comma) {
        struct node *item = parser_expression(parser);
        if (item == NULL)
            return NULL;
        append(parser, &list, item);
        comma = parser_accept(parser, ",");
    }
    if (!close_bracket(parser, "]", open, list.count == 0 ? "an expression or " : comma ? "" : "\",\" or "))
        return NULL;
    return call(parser, IBID_OP_MAKE_LIST, open, open->column, &list);
}

static bool ends_slice_part(const struct token *token)
{
    return token_is(token, ":") || token_is(token, ",") || token_is(token, "]");
}

static struct node *subscript(struct parser *parser)
{
    struct token first = parser->token;
    if (token_is(&first, "...")) {
        parser_advance(parser);
        return leaf(parser, NODE_ELLIPSIS, &first);
    }
    if (token_is(&first, "]") || token_is(&first, ","))
        return parser_unexpected(parser, "an index");
    struct argument_list parts = {0};
    size_t colons = 0;
    while (parts.count < 3) {
        struct node *part =
            ends_slice_part(&parser->token) ? leaf(parser, NODE_NONE, &parser->token) : parser_expression(parser);
        if (part == NULL)
            return NULL;
        append(parser, &parts, part);
        if (parts.count == 3 || !parser_accept(parser, ":"))
            break;
        colons++;
    }
    if (colons == 0)
        return parts.items[0];
    while (parts.count < 3)
        append(parser, &parts, leaf(parser, NODE_NONE, &parser->token));
    return call(parser, IBID_OP_MAKE_SLICE, &first, first.column, &parts);
}

/* "[" was taken, behind `receiver`. */
static struct node *item(struct parser *parser, struct node *receiver, const struct token *open)
{
    struct argument_list list = {0};
    bool comma;
    do {
        struct node *part = subscript(parser);
        if (part == NULL)
            return NULL;
        append(parser, &list, part);
        comma = parser_accept(parser, ",");
    } while (comma && !token_is(&parser->token, "]"));
    if (!close_bracket(parser, "]", open, comma ? "" : "\",\" or "))
        return NULL;
    struct node *index = list.items[0];
    if (list.count > 1 || comma)
        index = call(parser, IBID_OP_MAKE_TUPLE, open, open->column, &list);
    return call_binary(parser, IBID_OP_GET_ITEM, open, receiver, index);
}

/* NAME "=" was seen. */
static bool keyword_argument(struct parser *parser, const struct operation *operation, struct argument_list *list)
{
    struct token token = parser->token;
    const char *name = arena_strndup(parser->arena, token.text, token.bytes);
    const char *signature = word_signature(parser->arena, operation);
    const struct parameter *parameter = operation_keyword(operation, name);
    if (parameter == NULL) {
        for (size_t i = 0; i < operation->parameter_count; i++)
            if (strcmp(operation->parameters[i].name, name) == 0)
                return parser_fail(parser, &token, "\"%s\" cannot be given by keyword here: write %s", name, signature);
        return parser_fail(parser, &token, "%s has no keyword \"%s\": it is %s", operation->name, name, signature);
    }
    size_t position = operation_receivers(operation) + (size_t)(parameter - operation->parameters);
    bool given = position < list->count;
    for (size_t i = 0; i < list->keyword_count; i++)
        given = given || strcmp(list->keywords[i].name, name) == 0;
    if (given)
        return parser_fail(parser, &token, "\"%s\" is given twice: %s", name, signature);
    parser_advance(parser);
    parser_advance(parser);
    struct keyword keyword = {.name = parameter->name, .value = parser_expression(parser)};
    if (keyword.value == NULL)
        return false;
    ARENA_APPEND(parser->arena, list->keywords, list->keyword_count, keyword);
    return true;
}

static bool next_is_assignment(const struct parser *parser)
{
    struct lexer ahead = parser->lexer;
    struct token next = lexer_next(&ahead);
    return token_is(&next, "=");
}

static bool argument(struct parser *parser, const struct operation *operation, struct argument_list *list)
{
    struct token first = parser->token;
    if (first.kind == TOKEN_WORD && next_is_assignment(parser))
        return keyword_argument(parser, operation, list);
    if (token_is(&first, "*") || token_is(&first, "**"))
        return parser_fail(parser, &first, "arguments cannot be unpacked with %.*s: write them out", (int)first.bytes,
                           first.text);
    if (list->keyword_count > 0)
        return parser_fail(parser, &first, "arguments without a keyword stand before those with one");
    if (list->count == operation->maximum_arguments) {
        size_t most = operation->maximum_arguments - operation_receivers(operation);
        return parser_fail(parser, &first, "%s takes %s%zu argument%s, and this is one more: %s", operation->name,
                           operation->minimum_arguments < operation->maximum_arguments ? "at most " : "", most,
                           most == 1 ? "" : "s", word_signature(parser->arena, operation));
    }
    struct node *value = parser_expression(parser);
    if (value == NULL)
        return false;
    append(parser, list, value);
    return true;
}

/* The name was taken, "(" was not: the arguments, behind those that `list` has. */
static struct node *arguments(struct parser *parser, const struct operation *operation, const struct token *name,
                              size_t column, struct argument_list *list)
{
    struct token open = parser->token;
    parser_advance(parser);
    bool comma = true, any = false;
    while (!token_is(&parser->token, ")") && comma) {
        if (!argument(parser, operation, list))
            return NULL;
        any = true;
        comma = parser_accept(parser, ",");
    }
    if (!close_bracket(parser, ")", &open, !any ? "an argument or " : comma ? "" : "\",\" or "))
        return NULL;
    if (list->count < operation->minimum_arguments) {
        size_t receivers = operation_receivers(operation), least = operation->minimum_arguments - receivers;
        return parser_fail(parser, name, "%s needs %s%zu argument%s, found %zu: %s", operation->name,
                           operation->minimum_arguments < operation->maximum_arguments ? "at least " : "", least,
                           least == 1 ? "" : "s", list->count - receivers, word_signature(parser->arena, operation));
    }
    return call(parser, operation->number, name, column, list);
}

/* What is meant by a name that the table does not have. */
static const char *suggestion(struct parser *parser, const char *name, unsigned forms)
{
    const struct operation *operation = word_suggest_operation(name, forms);
    if (operation == NULL)
        operation = word_suggest_operation(name, FUNCTIONS | METHODS | ATTRIBUTES);
    if (operation == NULL)
        return "`ibid list operations` shows all that there are";
    const char *kind = (1u << operation->form & forms) != 0 ? ""
                       : operation->form == FORM_METHOD     ? "the method "
                       : operation->form == FORM_ATTRIBUTE  ? "the attribute "
                                                            : "the function ";
    if (*kind == '\0')
        return arena_printf(parser->arena, "did you mean %s?", operation->name);
    return arena_printf(parser->arena, "did you mean %s%s?", kind, word_signature(parser->arena, operation));
}

/* "." was taken: a method with its arguments, or an attribute. */
static struct node *member(struct parser *parser, struct node *receiver)
{
    struct token token = parser->token;
    if (token.kind != TOKEN_WORD)
        return parser_unexpected(parser, "the name of a method or an attribute");
    const char *name = arena_printf(parser->arena, ".%.*s", (int)token.bytes, token.text);
    parser_advance(parser);
    bool called = token_is(&parser->token, "(");
    const struct operation *operation = operation_by_name(name);
    if (operation == NULL)
        return parser_fail(parser, &token, "unknown %s %s: %s", called ? "method" : "attribute", name,
                           suggestion(parser, name, called ? METHODS : METHODS | ATTRIBUTES));
    if (operation->form == FORM_METHOD && !called)
        return parser_fail(parser, &token, "%s is a method: call it as %s", name,
                           word_signature(parser->arena, operation));
    if (operation->form == FORM_ATTRIBUTE && called)
        return parser_fail(parser, &token, "%s is an attribute, not a method: leave out the parentheses", name);
    bool of_function = operation->number == IBID_OP_ACCUMULATE || operation->number == IBID_OP_AT;
    if (of_function && receiver->kind != NODE_FUNCTION)
        return parser_fail(parser, &token, "%s is a method of elementwise functions: write add%s, for instance", name,
                           word_signature(parser->arena, operation));
    if (!of_function && receiver->kind == NODE_FUNCTION)
        return parser_fail(parser, &token, "a function has no %s: only .accumulate and .at", name);
    struct argument_list list = {0};
    append(parser, &list, receiver);
    if (called)
        return arguments(parser, operation, &token, receiver->column, &list);
    return call(parser, operation->number, &token, receiver->column, &list);
}

/* A word of the table was taken. */
static struct node *function(struct parser *parser, const struct operation *operation, const struct token *token)
{
    if (token_is(&parser->token, "(")) {
        struct argument_list list = {0};
        return arguments(parser, operation, token, token->column, &list);
    }
    if (token_is(&parser->token, "=") ||
        (parser->token.kind == TOKEN_SYMBOL && parser->token.bytes > 1 &&
         parser->token.text[parser->token.bytes - 1] == '=' && strchr("<>=!", parser->token.text[0]) == NULL))
        return parser_fail(parser, token, "\"%s\" is a function of the notation and cannot be bound: take another name",
                           operation->name);
    if (token_is(&parser->token, ".") && operation_is_elementwise(operation))
        return leaf_with_text(parser, NODE_FUNCTION, token, operation->name, strlen(operation->name));
    return parser_fail(parser, token, "\"%s\" is a function: call it as %s", operation->name,
                       word_signature(parser->arena, operation));
}

static struct node *word(struct parser *parser)
{
    struct token token = parser->token;
    char after = parser->lexer.offset < parser->lexer.text_bytes ? parser->lexer.text[parser->lexer.offset] : '\0';
    if (after == '"' || after == '\'')
        return parser_fail(parser, &token,
                           "found \"%.*s\" right before a string: strings have no prefix and stand apart",
                           (int)(token.bytes < 40 ? token.bytes : 40), token.text);
    struct name *name = names_find(parser->arena, &parser->names, token.text, token.bytes);
    const struct operation *operation = operation_by_name(name->text);
    bool is_true = token_is(&token, "True");
    bool is_value = is_true || token_is(&token, "False") || token_is(&token, "None");
    if (operation != NULL && operation->form == FORM_FUNCTION) {
        parser_advance(parser);
        return function(parser, operation, &token);
    }
    if (!is_value && word_complaint(name->text) != NULL)
        return parser_unexpected(parser, "an expression");
    parser_advance(parser);
    if (is_value) {
        struct node *node = leaf(parser, token_is(&token, "None") ? NODE_NONE : NODE_BOOL, &token);
        node->truth = is_true;
        return node;
    }
    if (token_is(&parser->token, "("))
        return parser_fail(parser, &token, "unknown function %s: %s", name->text,
                           suggestion(parser, name->text, FUNCTIONS));
    struct name_use use = {.name = name, .token = token};
    ARENA_APPEND(parser->arena, parser->uses, parser->use_count, use);
    return leaf_with_text(parser, NODE_NAME, &token, name->text, name->bytes);
}

static struct node *atom(struct parser *parser)
{
    struct token token = parser->token;
    switch (token.kind) {
    case TOKEN_INT:
        return constant(parser, NODE_INT, token.bytes);
    case TOKEN_FLOAT:
        return constant(parser, NODE_FLOAT, token.bytes);
    case TOKEN_IMAGINARY:
        return constant(parser, NODE_IMAGINARY, token.bytes - 1);
    case TOKEN_STRING: {
        size_t bytes;
        const char *text = token_unescape(parser->arena, &token, &bytes);
        parser_advance(parser);
        if (parser->token.kind == TOKEN_STRING)
            return parser_fail(parser, &parser->token, "strings side by side are not joined: write one string");
        return leaf_with_text(parser, NODE_STRING, &token, text, bytes);
    }
    case TOKEN_WORD:
        return word(parser);
    default:
        break;
    }
    if (parser_accept(parser, "("))
        return parenthesis(parser, &token);
    if (parser_accept(parser, "["))
        return list_display(parser, &token);
    if (token_is(&token, "..."))
        return parser_fail(parser, &token, "\"...\" can only stand by itself inside an index, as in x[..., 0]");
    return parser_unexpected(parser, "an expression");
}

static struct node *primary(struct parser *parser)
{
    struct node *node = atom(parser);
    while (node != NULL) {
        struct token token = parser->token;
        if (parser_accept(parser, "["))
            node = item(parser, node, &token);
        else if (parser_accept(parser, "."))
            node = member(parser, node);
        else if (token_is(&token, "("))
            return parser_fail(parser, &token, "only functions and methods of the notation can be called");
        else
            break;
    }
    return node;
}

static struct node *unary(struct parser *parser);

static struct node *power(struct parser *parser)
{
    struct node *base = primary(parser);
    struct token token = parser->token;
    if (base == NULL || !token_is(&token, "**"))
        return base;
    if (!enter(parser))
        return NULL;
    parser_advance(parser);
    struct node *exponent = unary(parser);
    parser->nesting--;
    return call_binary(parser, IBID_OP_POWER, &token, base, exponent);
}

static struct node *unary(struct parser *parser)
{
    struct token token = parser->token;
    enum ibid_operation number;
    if (token_is(&token, "-"))
        number = IBID_OP_UNARY_MINUS;
    else if (token_is(&token, "+"))
        number = IBID_OP_UNARY_PLUS;
    else if (token_is(&token, "~"))
        number = IBID_OP_INVERT;
    else
        return power(parser);
    if (!enter(parser))
        return NULL;
    parser_advance(parser);
    struct node *operand = unary(parser);
    parser->nesting--;
    return call_unary(parser, number, &token, operand);
}

/* The operator between two operands that the current token is; NULL if it is none. */
static const struct operation *infix(const struct parser *parser)
{
    const struct token *token = &parser->token;
    if (token->kind != TOKEN_SYMBOL || token->bytes > 2)
        return NULL;
    char name[3] = "";
    memcpy(name, token->text, token->bytes);
    const struct operation *operation = operation_by_name(name);
    /* "~" is in the table by its symbol, but stands before its operand. */
    return operation != NULL && operation->form == FORM_OPERATOR && operation->number != IBID_OP_INVERT ? operation
                                                                                                        : NULL;
}

/* Operators from `weakest` to those that bind most strongly; power has its own rule. */
static struct node *infix_chain(struct parser *parser, enum precedence weakest)
{
    struct node *left = unary(parser);
    while (left != NULL) {
        const struct operation *operation = infix(parser);
        if (operation == NULL || precedence_of(operation->number) < weakest)
            break;
        struct token token = parser->token;
        parser_advance(parser);
        struct node *right = infix_chain(parser, (enum precedence)(precedence_of(operation->number) + 1));
        left = call_binary(parser, operation->number, &token, left, right);
    }
    return left;
}

/* Takes a comparison's operator, of one word, two, or a symbol; NULL if there is none. */
static const struct operation *comparison_operator(struct parser *parser)
{
    const struct operation *operation = infix(parser);
    if (operation != NULL && precedence_of(operation->number) == PRECEDENCE_COMPARISON) {
        parser_advance(parser);
        return operation;
    }
    if (parser_accept(parser, "is"))
        return operation_by_number(parser_accept(parser, "not") ? IBID_OP_IS_NOT : IBID_OP_IS);
    if (parser_accept(parser, "in"))
        return operation_by_number(IBID_OP_IN);
    struct lexer ahead = parser->lexer;
    struct token next = token_is(&parser->token, "not") ? lexer_next(&ahead) : (struct token){0};
    if (!token_is(&next, "in"))
        return NULL;
    parser_advance(parser);
    parser_advance(parser);
    return operation_by_number(IBID_OP_NOT_IN);
}

static struct node *comparison(struct parser *parser)
{
    struct node *left = infix_chain(parser, PRECEDENCE_OR);
    struct token token = parser->token;
    const struct operation *operation = left == NULL ? NULL : comparison_operator(parser);
    if (operation == NULL)
        return left;
    if (token_is(&parser->token, "not"))
        return parser_fail(parser, &parser->token, "put \"not …\" in parentheses behind \"%s\"", operation->name);
    struct node *right = infix_chain(parser, PRECEDENCE_OR);
    struct token second = parser->token;
    if (right != NULL && comparison_operator(parser) != NULL)
        return parser_fail(parser, &second, "comparisons do not chain in the notation: use parentheses");
    return call_binary(parser, operation->number, &token, left, right);
}

struct node *parser_expression(struct parser *parser)
{
    if (!enter(parser))
        return NULL;
    struct token token = parser->token;
    struct node *node = parser_accept(parser, "not")
                            ? call_unary(parser, IBID_OP_NOT, &token, parser_expression(parser))
                            : comparison(parser);
    parser->nesting--;
    return node;
}

#include "notation/parse.h"

#include <string.h>

#include "notation/parser.h"
#include "notation/print.h"

void parser_advance(struct parser *parser)
{
    parser->token = lexer_next(&parser->lexer);
}

bool parser_accept(struct parser *parser, const char *text)
{
    if (!token_is(&parser->token, text))
        return false;
    parser_advance(parser);
    return true;
}

static bool names_are_bound(struct parser *parser, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        struct name_use *use = &parser->uses[i];
        if (use->binds)
            use->name->bound = true;
        else if (!use->name->bound)
            return parser_fail(parser, &use->token, "\"%s\" is not bound here: no statement before gives it a value",
                               use->name->text);
    }
    return true;
}

static bool is_item(const struct node *node)
{
    return node->kind == NODE_CALL && node->operation->number == IBID_OP_GET_ITEM;
}

static bool is_attribute(const struct node *node)
{
    return node->kind == NODE_CALL && node->operation->form == FORM_ATTRIBUTE;
}

static bool check_target(struct parser *parser, const struct node *node, const struct token *at)
{
    if (node->kind == NODE_NAME || is_item(node) || is_attribute(node))
        return true;
    bool sequence = node->kind == NODE_CALL &&
                    (node->operation->number == IBID_OP_MAKE_TUPLE || node->operation->number == IBID_OP_MAKE_LIST);
    return parser_fail(parser, at, "%s: expected a name, an item as in x[0], or an attribute as in x.shape",
                       sequence ? "several targets cannot be bound at once" : "this cannot be bound");
}

/* The expression that was parsed since `use_count` names, taken as what "=" binds. */
static bool add_target(struct parser *parser, struct node *statement, struct node *target, const struct token *at,
                       size_t use_count)
{
    if (!check_target(parser, target, at))
        return false;
    if (target->kind == NODE_NAME)
        parser->uses[use_count].binds = true;
    ARENA_APPEND(parser->arena, statement->targets, statement->target_count, target);
    return true;
}

/* "=" is the current token, behind the first target. */
static bool bind(struct parser *parser, struct node *statement, struct node *target, struct token at)
{
    statement->kind = NODE_BIND;
    size_t use_count = 0;
    while (token_is(&parser->token, "=")) {
        if (!add_target(parser, statement, target, &at, use_count))
            return false;
        parser_advance(parser);
        at = parser->token;
        use_count = parser->use_count;
        target = parser_expression(parser);
        if (target == NULL)
            return false;
    }
    statement->value = target;
    parser->value_use = use_count;
    return true;
}

/* What augmented assignment the current token is; NULL if it is none. */
static const struct operation *update_operation(const struct token *token)
{
    if (token->kind != TOKEN_SYMBOL || token->bytes < 2)
        return NULL;
    char name[4] = "";
    memcpy(name, token->text, token->bytes);
    const struct operation *operation = operation_by_name(name);
    return operation != NULL && operation->form == FORM_UPDATE ? operation : NULL;
}

static bool update(struct parser *parser, struct node *statement, struct node *target, const struct token *at,
                   const struct operation *operation)
{
    statement->kind = NODE_UPDATE;
    statement->operation = operation;
    if (!check_target(parser, target, at))
        return false;
    ARENA_APPEND(parser->arena, statement->targets, statement->target_count, target);
    parser_advance(parser);
    statement->value = parser_expression(parser);
    return statement->value != NULL;
}

static bool delete_targets(struct parser *parser, struct node *statement)
{
    statement->kind = NODE_DELETE;
    do {
        struct token at = parser->token;
        struct node *target = parser_expression(parser);
        if (target == NULL)
            return false;
        if (target->kind != NODE_NAME && !is_item(target))
            return parser_fail(parser, &at, "this cannot be deleted: expected a name, or an item as in x[0]");
        ARENA_APPEND(parser->arena, statement->targets, statement->target_count, target);
    } while (parser_accept(parser, ","));
    return true;
}

/* The statement without what ends it. */
static bool statement(struct parser *parser, unsigned flags, struct node *node)
{
    struct token at = parser->token;
    node->column = at.column;
    if (parser_accept(parser, "del"))
        return delete_targets(parser, node);
    if (token_is(&at, "assert")) {
        if ((flags & PARSE_ASSERT) == 0)
            return parser_fail(parser, &at, "\"assert\" is only for `ibid eval`: in a spec, outcomes say what holds");
        parser_advance(parser);
        node->kind = NODE_ASSERT;
        node->value = parser_expression(parser);
        return node->value != NULL;
    }
    struct node *first = parser_expression(parser);
    if (first == NULL)
        return false;
    if (token_is(&parser->token, "="))
        return bind(parser, node, first, at);
    const struct operation *operation = update_operation(&parser->token);
    if (operation != NULL)
        return update(parser, node, first, &at, operation);
    node->kind = NODE_EXPRESSION;
    node->value = first;
    return true;
}

/* Takes what ends a statement. */
static bool end_statement(struct parser *parser, const struct node *node)
{
    if (parser->token.kind == TOKEN_END || parser->token.kind == TOKEN_NEWLINE || parser_accept(parser, ";"))
        return true;
    if (token_is(&parser->token, ","))
        return parser_fail(parser, &parser->token,
                           node->kind == NODE_EXPRESSION || node->kind == NODE_BIND
                               ? "a tuple needs parentheses, as in (1, 2)"
                               : "one value is expected here: a tuple needs parentheses");
    parser_unexpected(parser, "an operator or the end of the statement");
    return false;
}

static void start(struct parser *parser, struct arena *arena, const char *text, size_t text_bytes,
                  struct parse_error *error)
{
    *parser = (struct parser){.arena = arena,
                              .lexer = {.arena = arena, .text = text, .text_bytes = text_bytes, .line = 1},
                              .statement = 1,
                              .error = error};
    parser_advance(parser);
}

bool parse_program(struct arena *arena, const char *text, size_t text_bytes, unsigned flags, struct program *program,
                   struct parse_error *error)
{
    struct parser parser;
    *program = (struct program){0};
    start(&parser, arena, text, text_bytes, error);
    for (;; parser.statement++) {
        while (parser.token.kind == TOKEN_NEWLINE)
            parser_advance(&parser);
        if (parser.token.kind == TOKEN_END)
            return true;
        struct statement parsed = {.node = ARENA_NEW(arena, struct node), .line = parser.token.line};
        parser.uses = NULL;
        parser.use_count = parser.value_use = 0;
        if (!statement(&parser, flags, parsed.node) || !end_statement(&parser, parsed.node))
            return false;
        if ((flags & PARSE_UNBOUND) == 0 && !(names_are_bound(&parser, parser.value_use, parser.use_count) &&
                                              names_are_bound(&parser, 0, parser.value_use)))
            return false;
        parsed.text = print_string(arena, parsed.node);
        ARENA_APPEND(arena, program->statements, program->statement_count, parsed);
    }
}

struct node *parse_expression(struct arena *arena, const char *text, size_t text_bytes, struct parse_error *error)
{
    struct parser parser;
    start(&parser, arena, text, text_bytes, error);
    while (parser.token.kind == TOKEN_NEWLINE)
        parser_advance(&parser);
    struct node *node = parser_expression(&parser);
    while (parser.token.kind == TOKEN_NEWLINE)
        parser_advance(&parser);
    if (node != NULL && parser.token.kind != TOKEN_END)
        return parser_unexpected(&parser, "an operator or the end of the expression");
    return node;
}

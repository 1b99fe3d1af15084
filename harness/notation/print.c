#include "notation/print.h"

#include "notation/precedence.h"

enum precedence precedence_of(enum ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_NOT:
        return PRECEDENCE_NOT;
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
    case IBID_OP_IN:
    case IBID_OP_NOT_IN:
    case IBID_OP_EQUAL:
    case IBID_OP_NOT_EQUAL:
    case IBID_OP_LESS:
    case IBID_OP_LESS_EQUAL:
    case IBID_OP_GREATER:
    case IBID_OP_GREATER_EQUAL:
        return PRECEDENCE_COMPARISON;
    case IBID_OP_BITWISE_OR:
        return PRECEDENCE_OR;
    case IBID_OP_BITWISE_XOR:
        return PRECEDENCE_XOR;
    case IBID_OP_BITWISE_AND:
        return PRECEDENCE_AND;
    case IBID_OP_SHIFT_LEFT:
    case IBID_OP_SHIFT_RIGHT:
        return PRECEDENCE_SHIFT;
    case IBID_OP_ADD:
    case IBID_OP_SUBTRACT:
        return PRECEDENCE_SUM;
    case IBID_OP_MULTIPLY:
    case IBID_OP_DIVIDE:
    case IBID_OP_FLOOR_DIVIDE:
    case IBID_OP_REMAINDER:
        return PRECEDENCE_TERM;
    case IBID_OP_UNARY_MINUS:
    case IBID_OP_UNARY_PLUS:
    case IBID_OP_INVERT:
        return PRECEDENCE_UNARY;
    case IBID_OP_POWER:
        return PRECEDENCE_POWER;
    default:
        return PRECEDENCE_PRIMARY;
    }
}

static enum precedence precedence_of_node(const struct node *node)
{
    return node->kind == NODE_CALL ? precedence_of(node->operation->number) : PRECEDENCE_PRIMARY;
}

static void print_string_literal(struct text *text, const struct node *node)
{
    text_append_character(text, '"');
    for (size_t i = 0; i < node->text_bytes; i++) {
        switch (node->text[i]) {
        case '\n':
            text_append(text, "\\n");
            break;
        case '\t':
            text_append(text, "\\t");
            break;
        case '"':
        case '\\':
            text_append_character(text, '\\');
            /* fall through */
        default:
            text_append_character(text, node->text[i]);
        }
    }
    text_append_character(text, '"');
}

static void print_in_parentheses(struct text *text, const struct node *node)
{
    text_append_character(text, '(');
    print_node(text, node);
    text_append_character(text, ')');
}

/* In parentheses if it binds less strongly than its place asks for. */
static void print_operand(struct text *text, const struct node *node, enum precedence needed)
{
    if (precedence_of_node(node) < needed)
        print_in_parentheses(text, node);
    else
        print_node(text, node);
}

/* What stands before a dot: the point in `1.real` would be read as part of the number. */
static void print_receiver(struct text *text, const struct node *node)
{
    if (node->kind == NODE_INT)
        print_in_parentheses(text, node);
    else
        print_operand(text, node, PRECEDENCE_PRIMARY);
}

static void print_list(struct text *text, struct node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_append(text, ", ");
        print_node(text, nodes[i]);
    }
}

static void print_slice(struct text *text, const struct node *slice)
{
    struct node *const *parts = slice->arguments;
    if (parts[0]->kind != NODE_NONE)
        print_node(text, parts[0]);
    text_append_character(text, ':');
    if (parts[1]->kind != NODE_NONE)
        print_node(text, parts[1]);
    if (parts[2]->kind != NODE_NONE) {
        text_append_character(text, ':');
        print_node(text, parts[2]);
    }
}

static void print_index(struct text *text, const struct node *index)
{
    bool several = index->kind == NODE_CALL && index->operation->number == IBID_OP_MAKE_TUPLE;
    if (several && index->argument_count > 0) {
        print_list(text, index->arguments, index->argument_count);
        if (index->argument_count == 1)
            text_append_character(text, ',');
    } else {
        print_node(text, index);
    }
}

/* `first`: how many arguments were already printed, as a receiver. */
static void print_arguments(struct text *text, const struct node *node, size_t first)
{
    text_append_character(text, '(');
    print_list(text, node->arguments + first, node->argument_count - first);
    for (size_t i = 0; i < node->keyword_count; i++) {
        if (i > 0 || node->argument_count > first)
            text_append(text, ", ");
        text_append(text, node->keywords[i].name);
        text_append_character(text, '=');
        print_node(text, node->keywords[i].value);
    }
    text_append_character(text, ')');
}

static void print_binary(struct text *text, const struct node *node)
{
    enum precedence precedence = precedence_of(node->operation->number);
    enum precedence left = precedence, right = (enum precedence)(precedence + 1);
    if (precedence == PRECEDENCE_COMPARISON)
        left = right;
    if (precedence == PRECEDENCE_POWER) {
        left = PRECEDENCE_PRIMARY;
        right = PRECEDENCE_UNARY;
    }
    print_operand(text, node->arguments[0], left);
    text_append_character(text, ' ');
    text_append(text, node->operation->name);
    text_append_character(text, ' ');
    print_operand(text, node->arguments[1], right);
}

static void print_operator(struct text *text, const struct node *node)
{
    switch (node->operation->number) {
    case IBID_OP_NOT:
        text_append(text, "not ");
        print_operand(text, node->arguments[0], PRECEDENCE_NOT);
        break;
    case IBID_OP_UNARY_MINUS:
        text_append_character(text, '-');
        print_operand(text, node->arguments[0], PRECEDENCE_UNARY);
        break;
    case IBID_OP_UNARY_PLUS:
        text_append_character(text, '+');
        print_operand(text, node->arguments[0], PRECEDENCE_UNARY);
        break;
    case IBID_OP_INVERT:
        text_append_character(text, '~');
        print_operand(text, node->arguments[0], PRECEDENCE_UNARY);
        break;
    default:
        print_binary(text, node);
    }
}

static void print_display(struct text *text, const struct node *node)
{
    switch (node->operation->number) {
    case IBID_OP_MAKE_LIST:
        text_append_character(text, '[');
        print_list(text, node->arguments, node->argument_count);
        text_append_character(text, ']');
        break;
    case IBID_OP_MAKE_TUPLE:
        text_append_character(text, '(');
        print_list(text, node->arguments, node->argument_count);
        text_append(text, node->argument_count == 1 ? ",)" : ")");
        break;
    case IBID_OP_MAKE_SLICE:
        print_slice(text, node);
        break;
    default: /* "get item"; the others of this form never stand in a tree */
        print_operand(text, node->arguments[0], PRECEDENCE_PRIMARY);
        text_append_character(text, '[');
        print_index(text, node->arguments[1]);
        text_append_character(text, ']');
    }
}

static void print_call(struct text *text, const struct node *node)
{
    switch (node->operation->form) {
    case FORM_SYNTAX:
        print_display(text, node);
        break;
    case FORM_OPERATOR:
    case FORM_UPDATE: /* never the operation of an expression */
        print_operator(text, node);
        break;
    case FORM_FUNCTION:
        text_append(text, node->operation->name);
        print_arguments(text, node, 0);
        break;
    case FORM_METHOD:
        print_receiver(text, node->arguments[0]);
        text_append(text, node->operation->name);
        print_arguments(text, node, 1);
        break;
    case FORM_ATTRIBUTE:
        print_receiver(text, node->arguments[0]);
        text_append(text, node->operation->name);
        break;
    }
}

static void print_statement(struct text *text, const struct node *node)
{
    switch (node->kind) {
    case NODE_BIND:
        for (size_t i = 0; i < node->target_count; i++) {
            print_node(text, node->targets[i]);
            text_append(text, " = ");
        }
        print_node(text, node->value);
        break;
    case NODE_UPDATE:
        print_node(text, node->targets[0]);
        text_append_character(text, ' ');
        text_append(text, node->operation->name);
        text_append_character(text, ' ');
        print_node(text, node->value);
        break;
    case NODE_DELETE:
        text_append(text, "del ");
        print_list(text, node->targets, node->target_count);
        break;
    case NODE_ASSERT:
        text_append(text, "assert ");
        print_node(text, node->value);
        break;
    default:
        print_node(text, node->value);
    }
}

void print_node(struct text *text, const struct node *node)
{
    switch (node->kind) {
    case NODE_NONE:
        text_append(text, "None");
        break;
    case NODE_BOOL:
        text_append(text, node->truth ? "True" : "False");
        break;
    case NODE_INT:
    case NODE_FLOAT:
    case NODE_NAME:
    case NODE_FUNCTION:
        text_append_bytes(text, node->text, node->text_bytes);
        break;
    case NODE_IMAGINARY:
        text_append_bytes(text, node->text, node->text_bytes);
        text_append_character(text, 'j');
        break;
    case NODE_STRING:
        print_string_literal(text, node);
        break;
    case NODE_ELLIPSIS:
        text_append(text, "...");
        break;
    case NODE_CALL:
        print_call(text, node);
        break;
    case NODE_BIND:
    case NODE_UPDATE:
    case NODE_DELETE:
    case NODE_EXPRESSION:
    case NODE_ASSERT:
        print_statement(text, node);
        break;
    }
}

const char *print_string(struct arena *arena, const struct node *node)
{
    struct text text = TEXT_EMPTY;
    print_node(&text, node);
    const char *string = arena_strndup(arena, text_string(&text), text.bytes);
    text_free(&text);
    return string;
}

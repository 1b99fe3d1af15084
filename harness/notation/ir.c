#include "notation/ir.h"

#include <string.h>

static bool list_equal(struct node *const *left, size_t left_count, struct node *const *right, size_t right_count)
{
    if (left_count != right_count)
        return false;
    for (size_t i = 0; i < left_count; i++)
        if (!node_equal(left[i], right[i]))
            return false;
    return true;
}

static bool text_equal(const struct node *left, const struct node *right)
{
    return left->text_bytes == right->text_bytes &&
           (left->text_bytes == 0 || memcmp(left->text, right->text, left->text_bytes) == 0);
}

bool node_equal(const struct node *left, const struct node *right)
{
    if (left == NULL || right == NULL)
        return left == right;
    if (left->kind != right->kind || left->truth != right->truth || left->operation != right->operation ||
        left->keyword_count != right->keyword_count || !text_equal(left, right))
        return false;
    for (size_t i = 0; i < left->keyword_count; i++)
        if (strcmp(left->keywords[i].name, right->keywords[i].name) != 0 ||
            !node_equal(left->keywords[i].value, right->keywords[i].value))
            return false;
    return list_equal(left->arguments, left->argument_count, right->arguments, right->argument_count) &&
           list_equal(left->targets, left->target_count, right->targets, right->target_count) &&
           node_equal(left->value, right->value);
}

bool node_any(const struct node *node, bool (*visit)(const struct node *node, void *data), void *data)
{
    if (node == NULL)
        return false;
    if (visit(node, data))
        return true;
    for (size_t i = 0; i < node->target_count; i++)
        if (node_any(node->targets[i], visit, data))
            return true;
    for (size_t i = 0; i < node->argument_count; i++)
        if (node_any(node->arguments[i], visit, data))
            return true;
    for (size_t i = 0; i < node->keyword_count; i++)
        if (node_any(node->keywords[i].value, visit, data))
            return true;
    return node_any(node->value, visit, data);
}

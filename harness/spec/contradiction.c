#include "spec/contradiction.h"

#include <string.h>

#include "notation/ir.h"
#include "spec/value.h"

static bool same_text(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

static const struct outcome *find_raises(const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == OUTCOME_RAISES)
            return &outcomes->items[i];
    return NULL;
}

/* No kinds at all stand for any. */
static bool errors_contradict(const struct outcome *left, const struct outcome *right)
{
    if (left == NULL || right == NULL)
        return left != right;
    for (size_t i = 0; i < left->error_kind_count; i++)
        for (size_t k = 0; k < right->error_kind_count; k++)
            if (left->error_kinds[i] == right->error_kinds[k])
                return false;
    return left->error_kind_count > 0 && right->error_kind_count > 0;
}

static bool identities_contradict(const struct outcome *left, const struct outcome *right)
{
    bool opposite = (left->relation == IDENTITY_SAME && right->relation == IDENTITY_DIFFERENT) ||
                    (left->relation == IDENTITY_DIFFERENT && right->relation == IDENTITY_SAME);
    bool same_sides = same_text(left->left.text, right->left.text) && same_text(left->right.text, right->right.text);
    bool swapped = same_text(left->left.text, right->right.text) && same_text(left->right.text, right->left.text);
    return opposite && (same_sides || swapped);
}

static bool values_differ(const struct expected_value *left, const struct expected_value *right)
{
    struct text one = TEXT_EMPTY, other = TEXT_EMPTY;
    expected_value_canonical(&one, left);
    expected_value_canonical(&other, right);
    bool differ = strcmp(text_string(&one), text_string(&other)) != 0;
    text_free(&one);
    text_free(&other);
    return differ;
}

/* A view of an expression is no copy of it, and no copy of the whole that the expression is a part of. */
static bool view_contradicts_copy(const struct outcome *view, const struct outcome *copy)
{
    const struct node *whole = view->expression;
    while (whole->kind == NODE_CALL && whole->argument_count > 0)
        whole = whole->arguments[0];
    return same_text(view->name, copy->name) &&
           (node_equal(view->expression, copy->expression) || node_equal(whole, copy->expression));
}

static bool same_object_contradicts_copy(const struct outcome *identity, const struct outcome *copy)
{
    if (identity->relation != IDENTITY_SAME || copy->expression->kind != NODE_NAME)
        return false;
    const char *name = copy->name, *of = copy->expression->text;
    return (same_text(identity->left.text, name) && same_text(identity->right.text, of)) ||
           (same_text(identity->left.text, of) && same_text(identity->right.text, name));
}

static bool allocations_contradict(const struct outcome *left, const struct outcome *right)
{
    if (left->at_most && right->at_most)
        return false;
    return left->at_most    ? right->bytes > left->bytes
           : right->at_most ? left->bytes > right->bytes
                            : left->bytes != right->bytes;
}

/* `left` stands before `right` in enum outcome_kind, or both are of one kind. */
static bool ordered_contradict(const struct outcome *left, const struct outcome *right)
{
    bool same_name = same_text(left->name, right->name);
    if (left->kind == OUTCOME_IDENTITY && right->kind == OUTCOME_IDENTITY)
        return identities_contradict(left, right);
    if (left->kind == OUTCOME_IDENTITY && right->kind == OUTCOME_COPY)
        return same_object_contradicts_copy(left, right);
    if (left->kind == OUTCOME_CONTENT && right->kind == OUTCOME_CONTENT)
        return same_name && values_differ(left->value, right->value);
    if (left->kind == OUTCOME_VIEW && right->kind == OUTCOME_COPY)
        return view_contradicts_copy(left, right);
    if (left->kind == OUTCOME_DTYPE && right->kind == OUTCOME_DTYPE)
        return same_name && !same_text(left->dtype, right->dtype);
    if (left->kind == OUTCOME_ALLOCATES && right->kind == OUTCOME_ALLOCATES)
        return allocations_contradict(left, right);
    return false;
}

bool outcomes_contradict(const struct outcomes *left, const struct outcomes *right)
{
    if (errors_contradict(find_raises(left), find_raises(right)))
        return true;
    for (size_t i = 0; i < left->count; i++)
        for (size_t k = 0; k < right->count; k++) {
            const struct outcome *one = &left->items[i], *other = &right->items[k];
            if (one->kind <= other->kind ? ordered_contradict(one, other) : ordered_contradict(other, one))
                return true;
        }
    return false;
}

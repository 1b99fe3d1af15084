#include <string.h>

#include "model.h"

static struct object *view_of_all(ibid_instance *instance, struct object *x)
{
    struct object *view = new_view(instance, x, x->dtype, x->axes, x->shape);
    if (view != NULL)
        memcpy(view->addresses, x->addresses, x->element_count * sizeof *x->addresses);
    return view;
}

struct object *shallow_copy(ibid_instance *instance, struct object *x)
{
    if (x->kind == OBJECT_LIST)
        return new_sequence(instance, OBJECT_LIST, x->items, x->item_count);
    if (x->kind != OBJECT_ARRAY)
        return x;
    int answer = instance->dialect.answers[CHOICE_copy_of_array];
    return answer == COPY_IS_SAME ? x : answer == COPY_SHARES ? view_of_all(instance, x) : array_copy(instance, x);
}

/* What has been copied already, so that cycles and shared items come out alike. */
struct memo {
    struct object *originals, *copies;
};

static bool remember(ibid_instance *instance, struct memo *memo, struct object *original, struct object *copy)
{
    return copy != NULL && append_object(instance, memo->originals, original) &&
           append_object(instance, memo->copies, copy);
}

/* A copy of x's buffer, in which x's elements stand where they stand in x. */
static struct object *copy_with_buffer(ibid_instance *instance, struct object *x, const struct memo *memo)
{
    struct object *copy = view_of_all(instance, x);
    if (copy == NULL)
        return NULL;
    copy->base = NULL;
    for (size_t i = 0; i < memo->originals->item_count; i++)
        if (memo->originals->items[i]->buffer == x->buffer) {
            copy->buffer = memo->copies->items[i]->buffer;
            return copy;
        }
    copy->buffer = allocate(instance, 1, sizeof *copy->buffer);
    unsigned char *bytes = allocate(instance, x->buffer->byte_count, 1);
    if (copy->buffer == NULL || bytes == NULL)
        return NULL;
    if (x->buffer->byte_count > 0)
        memcpy(bytes, x->buffer->bytes, x->buffer->byte_count);
    *copy->buffer = (struct buffer){bytes, x->buffer->byte_count};
    return copy;
}

static struct object *copied(ibid_instance *instance, struct object *x, struct memo *memo);

static struct object *copied_sequence(ibid_instance *instance, struct object *x, struct memo *memo)
{
    struct object *copy = new_sequence(instance, x->kind, NULL, 0);
    size_t number = memo->copies->item_count;
    if (!remember(instance, memo, x, copy))
        return NULL;
    bool changed = false;
    for (size_t i = 0; i < x->item_count; i++) {
        struct object *item = copied(instance, x->items[i], memo);
        if (item == NULL || !append_item(instance, copy, item))
            return NULL;
        changed = changed || item != x->items[i];
    }
    /* A tuple whose items all are themselves need not be copied, and is not. */
    if (x->kind == OBJECT_TUPLE && !changed)
        memo->copies->items[number] = x;
    return memo->copies->items[number];
}

static struct object *copied_array(ibid_instance *instance, struct object *x, struct memo *memo)
{
    bool kept = instance->dialect.answers[CHOICE_deepcopy_of_views] == DEEPCOPY_KEEPS_VIEWS;
    struct object *copy = kept ? copy_with_buffer(instance, x, memo) : array_copy(instance, x);
    return remember(instance, memo, x, copy) ? copy : NULL;
}

static struct object *copied(ibid_instance *instance, struct object *x, struct memo *memo)
{
    for (size_t i = 0; i < memo->originals->item_count; i++)
        if (memo->originals->items[i] == x)
            return memo->copies->items[i];
    if (x->kind == OBJECT_ARRAY)
        return copied_array(instance, x, memo);
    return x->kind == OBJECT_LIST || x->kind == OBJECT_TUPLE ? copied_sequence(instance, x, memo) : x;
}

struct object *deep_copy(ibid_instance *instance, struct object *x)
{
    struct memo memo = {new_sequence(instance, OBJECT_LIST, NULL, 0), new_sequence(instance, OBJECT_LIST, NULL, 0)};
    return memo.originals == NULL || memo.copies == NULL ? NULL : copied(instance, x, &memo);
}

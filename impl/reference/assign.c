#include "assign.h"

#include <string.h>

#include "buffer.h"
#include "casting.h"
#include "element_assign.h"
#include "fields.h"
#include "on_device.h"
#include "output.h"
#include "overlapping.h"
#include "run.h"

/* What goes on for every element in order. */
struct ordered {
    kernel_loop *cast;
    const struct walk *walk;
    bool masked;
};

static void assign_plane(void *context, unsigned char *const *places)
{
    const struct ordered *ordered = context;
    const struct walk *walk = ordered->walk;
    static const ptrdiff_t none[WALK_OPERANDS];
    const ptrdiff_t *inner = walk->axes > 0 ? walk->strides_bytes[0] : none;
    const ptrdiff_t *outer = walk->axes > 1 ? walk->strides_bytes[1] : none;
    int64_t rows = walk->axes > 1 ? walk->shape[1] : 1, columns = walk->axes > 0 ? walk->shape[0] : 1;
    for (int64_t row = 0; row < rows; row++)
        for (int64_t column = 0; column < columns; column++) {
            if (ordered->masked && places[2][row * outer[2] + column * inner[2]] == 0)
                continue;
            struct kernel_walk one = {
                .data = {(char *)places[0] + row * outer[0] + column * inner[0],
                         (char *)places[1] + row * outer[1] + column * inner[1]},
                .inner_count = 1,
                .outer_count = 1,
            };
            ordered->cast(&one);
        }
}

void assign_in_order(ibid_instance *instance, const struct array *x, const struct array *elements,
                     const struct input *mask)
{
    struct walk walk;
    walk_start(&walk, x->axes, x->shape);
    walk_add_array(&walk, elements);
    walk_add_array(&walk, x);
    if (mask != NULL)
        walk_add_input(&walk, mask);
    struct ordered ordered = {copy_between(instance, elements->dtype, x->dtype), &walk, mask != NULL};
    walk_planes(&walk, assign_plane, &ordered);
}

/* NumPy forgives leading axes of length 1 that the array does not have. */
static void drop_leading_axes(struct input *input, size_t axes)
{
    while (input->axes > axes && input->shape[0] == 1) {
        input->shape++;
        input->strides_bytes++;
        input->axes--;
    }
}

static bool can_be_spread(ibid_instance *instance, const struct input *input, const struct array *x)
{
    bool fits = input->axes <= x->axes;
    for (size_t i = 1; fits && i <= input->axes; i++)
        fits = input->shape[input->axes - i] == 1 || input->shape[input->axes - i] == x->shape[x->axes - i];
    return fits || fail(instance, IBID_ERROR_SHAPE, "elements of other shape than %s cannot be spread to it",
                        shape_text(instance, x->axes, x->shape)) != NULL;
}

/* One run of bytes that moves within a buffer needs no copy, wherever it goes. */
static bool is_one_move(const struct walk *walk, const struct input *input, const struct array *x)
{
    ptrdiff_t item_bytes = (ptrdiff_t)x->dtype->item_bytes;
    return input->dtype == x->dtype && walk->axes <= 1 &&
           (walk->axes == 0 || (walk->strides_bytes[0][0] == item_bytes && walk->strides_bytes[0][1] == item_bytes));
}

static void walk_of(struct walk *walk, const struct input *input, const struct array *x)
{
    walk_start(walk, x->axes, x->shape);
    walk_add_input(walk, input);
    walk_add_array(walk, x);
    walk_sort(walk, 1, NULL);
    walk_simplify(walk, 1);
}

static bool assign_twofold(ibid_instance *instance, struct array *x, struct input *input)
{
    reference elements = array_new(instance, x->dtype, input->axes, input->shape, ORDER_C, false);
    if (elements == NULL)
        return false;
    struct walk walk;
    walk_of(&walk, input, array_of(borrowed(elements)));
    task_run(&(struct task){.loop = copy_between(instance, input->dtype, x->dtype), .sources = 1}, &walk);
    assign_in_order(instance, x, array_of(borrowed(elements)), NULL);
    release(instance, elements);
    return true;
}

/* Block by block, in an order in which everything is read before it is written; false if there is none. */
static bool assign_shifted(ibid_instance *instance, const struct array *x, const struct input *input,
                           const struct walk *walk)
{
    enum ibid_overlap_walk order = walk_without_copy(walk, 1, x->dtype, 0, input->dtype);
    if (order != IBID_OVERLAP_FORWARD && order != IBID_OVERLAP_BACKWARD)
        return false;
    struct task task = {
        .loop = copy_between(instance, x->dtype, x->dtype),
        .sources = 1,
        .casts = {copy_between(instance, input->dtype, x->dtype)},
        .item_bytes = {x->dtype->item_bytes},
        .backwards = order == IBID_OVERLAP_BACKWARD,
    };
    task_run(&task, walk);
    return true;
}

static bool assign_input(ibid_instance *instance, struct array *x, struct input *input)
{
    struct walk walk;
    drop_leading_axes(input, x->axes);
    if (!can_be_spread(instance, input, x))
        return false;
    bool on_device = is_on_device(x);
    if (!is_in_place_of(instance, x, input->array))
        return false;
    if (has_twofold_elements(x))
        return on_device ? lacks(instance, TWOFOLD_ON_DEVICE) != NULL : assign_twofold(instance, x, input);
    walk_of(&walk, input, x);
    bool meets = must_be_copied(input, x);
    if (meets && !on_device && is_one_move(&walk, input, x)) {
        memmove(walk.first[1], walk.first[0], x->element_count * x->dtype->item_bytes);
        return true;
    }
    if (meets && !on_device && assign_shifted(instance, x, input, &walk))
        return true;
    if (meets) {
        if (!input_copy(instance, input))
            return false;
        drop_leading_axes(input, x->axes);
        walk_of(&walk, input, x);
    }
    if (on_device)
        return assign_on_device(instance, x, input);
    struct task task = {.loop = copy_between(instance, input->dtype, x->dtype), .sources = 1};
    bool same_buffer = input->array != NULL && buffers_meet(input->array->buffer, x->buffer);
    task.streams = !same_buffer && streams(instance, x->element_count * x->dtype->item_bytes);
    task_run(&task, &walk);
    return true;
}

static bool convert_number(ibid_instance *instance, struct input *input, const struct dtype *dtype,
                           struct object *number)
{
    if (input->array != NULL)
        return true;
    input->dtype = dtype;
    return element_assign(instance, dtype, input->element, number);
}

static bool assign_opened(ibid_instance *instance, struct array *x, struct object *value)
{
    struct input input;
    bool assigned = input_open(instance, &input, value) && convert_number(instance, &input, x->dtype, value) &&
                    assign_input(instance, x, &input);
    input_close(instance, &input);
    return assigned;
}

/* Lists that are nested deeper than x are not forgiven as arrays are. */
static bool check_depth(ibid_instance *instance, const struct array *x, const struct array *converted)
{
    return converted->axes <= x->axes ||
           fail(instance, IBID_ERROR_VALUE, "lists of %zu axes cannot be assigned to %zu", converted->axes, x->axes) !=
               NULL;
}

static bool assign_with_fields(ibid_instance *instance, const struct array *x, const struct array *value)
{
    struct array to, from;
    return as_bytes(instance, x, &to) && as_bytes(instance, value, &from) &&
           assign_opened(instance, &to, object_of(&from));
}

bool array_assign(ibid_instance *instance, struct array *x, struct object *value)
{
    if (x->dtype->class == CLASS_FIELDS)
        return assign_with_fields(instance, x, array_of(value));
    if (value->kind == OBJECT_ARRAY || is_number(value))
        return assign_opened(instance, x, value);
    reference converted = array_from(instance, value, x->dtype);
    bool assigned = converted != NULL && check_depth(instance, x, array_of(borrowed(converted))) &&
                    assign_opened(instance, x, borrowed(converted));
    release(instance, converted);
    return assigned;
}

reference assign_results(ibid_instance *instance, struct array *output, reference results)
{
    if (results == NULL)
        return NULL;
    assign_in_order(instance, output, array_of(borrowed(results)), NULL);
    release(instance, results);
    return retain(object_of(output));
}

bool input_spread(ibid_instance *instance, struct input *input, const struct dtype *dtype, size_t axes,
                  const int64_t *shape)
{
    reference spread = output_new(instance, dtype, axes, shape, input, 1, false);
    bool filled = spread != NULL && array_assign(instance, array_of(borrowed(spread)), object_of(input->array));
    spread = result_if(instance, filled, spread);
    if (spread == NULL)
        return false;
    input_close(instance, input);
    bool opened = input_open(instance, input, borrowed(spread));
    input->kept = spread;
    return opened;
}

bool input_cast(ibid_instance *instance, struct input *input, const struct dtype *dtype)
{
    return input->dtype == dtype || input_spread(instance, input, dtype, input->axes, input->shape);
}

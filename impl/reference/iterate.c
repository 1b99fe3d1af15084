#include "iterate.h"

#include <string.h>

void walk_start(struct walk *walk, size_t axes, const int64_t *shape)
{
    walk->operands = 0;
    walk->axes = axes;
    walk->empty = false;
    for (size_t i = 0; i < axes; i++) {
        walk->shape[i] = shape[axes - 1 - i];
        walk->empty |= walk->shape[i] == 0;
    }
}

void walk_add(struct walk *walk, unsigned char *first, size_t axes, const int64_t *shape, const int64_t *strides_bytes)
{
    size_t operand = walk->operands++;
    walk->first[operand] = first;
    for (size_t i = 0; i < axes && i < walk->axes; i++) {
        size_t own = axes - 1 - i;
        walk->strides_bytes[i][operand] = shape[own] == 1 ? 0 : (ptrdiff_t)strides_bytes[own];
    }
    for (size_t i = axes; i < walk->axes; i++)
        walk->strides_bytes[i][operand] = 0;
}

void walk_add_array(struct walk *walk, const struct array *array)
{
    walk_add(walk, array->first, array->axes, array->shape, array->strides_bytes);
}

void walk_add_input(struct walk *walk, const struct input *input)
{
    walk_add(walk, input->first, input->axes, input->shape, input->strides_bytes);
}

static ptrdiff_t magnitude(ptrdiff_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* Whether the outer of two axes has the smaller steps and so belongs inside. */
static bool belongs_inside(const struct walk *walk, size_t leader, const ptrdiff_t *outer, const ptrdiff_t *inner)
{
    if (leader < walk->operands && outer[leader] != 0 && inner[leader] != 0 &&
        magnitude(outer[leader]) != magnitude(inner[leader]))
        return magnitude(outer[leader]) < magnitude(inner[leader]);
    bool told = false;
    for (size_t k = 0; k < walk->operands; k++) {
        if (outer[k] == 0 || inner[k] == 0)
            continue;
        if (magnitude(outer[k]) >= magnitude(inner[k]))
            return false;
        told = true;
    }
    return told;
}

static void swap_axes(struct walk *walk, size_t i, size_t k, size_t *places)
{
    ptrdiff_t strides_bytes[WALK_OPERANDS];
    memcpy(strides_bytes, walk->strides_bytes[i], sizeof strides_bytes);
    memcpy(walk->strides_bytes[i], walk->strides_bytes[k], sizeof strides_bytes);
    memcpy(walk->strides_bytes[k], strides_bytes, sizeof strides_bytes);
    int64_t length = walk->shape[i];
    walk->shape[i] = walk->shape[k];
    walk->shape[k] = length;
    if (places != NULL) {
        size_t place = places[i];
        places[i] = places[k];
        places[k] = place;
    }
}

void walk_sort(struct walk *walk, size_t leader, size_t *places)
{
    for (size_t i = 0; places != NULL && i < walk->axes; i++)
        places[i] = i;
    for (size_t i = 1; i < walk->axes; i++)
        for (size_t k = i; k > 0 && belongs_inside(walk, leader, walk->strides_bytes[k], walk->strides_bytes[k - 1]);
             k--)
            swap_axes(walk, k, k - 1, places);
}

/* Turns an axis round. */
static void turn(struct walk *walk, size_t axis)
{
    for (size_t k = 0; k < walk->operands; k++) {
        walk->first[k] += (walk->shape[axis] - 1) * walk->strides_bytes[axis][k];
        walk->strides_bytes[axis][k] = -walk->strides_bytes[axis][k];
    }
}

/* Whether every operand goes on along `outer` where it ends along `inner`. */
static bool are_one(const struct walk *walk, size_t inner, size_t outer)
{
    for (size_t k = 0; k < walk->operands; k++)
        if (walk->strides_bytes[outer][k] != walk->shape[inner] * walk->strides_bytes[inner][k])
            return false;
    return true;
}

static void move_axis(struct walk *walk, size_t from, size_t to)
{
    if (from == to)
        return;
    walk->shape[to] = walk->shape[from];
    memcpy(walk->strides_bytes[to], walk->strides_bytes[from], sizeof walk->strides_bytes[to]);
}

void walk_simplify(struct walk *walk, size_t leader)
{
    if (walk->empty)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < walk->axes; i++) {
        if (walk->shape[i] == 1)
            continue;
        if (walk->strides_bytes[i][leader] < 0)
            turn(walk, i);
        if (kept > 0 && are_one(walk, kept - 1, i))
            walk->shape[kept - 1] *= walk->shape[i];
        else
            move_axis(walk, i, kept++);
    }
    walk->axes = kept;
}

/* The next place in odometer order over the axes from `axis` on; false after the last. */
static bool advance(const struct walk *walk, size_t axis, int64_t *index, unsigned char **places)
{
    for (; axis < walk->axes; axis++) {
        bool ends = ++index[axis] == walk->shape[axis];
        ptrdiff_t steps = ends ? 1 - (ptrdiff_t)walk->shape[axis] : 1;
        for (size_t k = 0; k < walk->operands; k++)
            places[k] += steps * walk->strides_bytes[axis][k];
        if (!ends)
            return true;
        index[axis] = 0;
    }
    return false;
}

enum { PLANE_AXES = 2 };

void walk_planes(const struct walk *walk, walk_visit *visit, void *context)
{
    if (walk->empty)
        return;
    unsigned char *places[WALK_OPERANDS];
    memcpy(places, walk->first, sizeof places);
    int64_t index[MAXIMUM_AXES];
    for (size_t i = PLANE_AXES; i < walk->axes; i++)
        index[i] = 0;
    do
        visit(context, places);
    while (advance(walk, PLANE_AXES, index, places));
}

void walk_planes_backwards(const struct walk *walk, walk_visit *visit, void *context)
{
    struct walk turned = *walk;
    for (size_t i = PLANE_AXES; i < walk->axes; i++)
        turn(&turned, i);
    walk_planes(&turned, visit, context);
}

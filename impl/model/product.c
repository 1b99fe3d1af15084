/* Products of matrices and vectors. */
#include <string.h>

#include "element.h"

/* Vectors count as a row on the left and as a column on the right. */
static struct object *as_matrix(ibid_instance *instance, struct object *x, bool left)
{
    if (x->axes == 2)
        return x;
    int64_t shape[] = {left ? 1 : x->shape[0], left ? x->shape[0] : 1};
    struct object *view = new_view(instance, x, x->dtype, 2, shape);
    if (view != NULL)
        memcpy(view->addresses, x->addresses, x->element_count * sizeof *x->addresses);
    return view;
}

struct object *array_matmul(ibid_instance *instance, struct object *x, struct object *y, struct object *out)
{
    if (x->kind != OBJECT_ARRAY || y->kind != OBJECT_ARRAY || x->axes < 1 || y->axes < 1)
        return fail(instance, IBID_ERROR_TYPE, "matmul takes arrays with one axis or two");
    if (x->axes > 2 || y->axes > 2)
        return lacks(instance, "product of stacks of matrices");
    const struct dtype *dtype = promote_operands(instance, x, y);
    struct object *left = as_matrix(instance, x, true), *right = as_matrix(instance, y, false);
    if (dtype == NULL || left == NULL || right == NULL)
        return NULL;
    int64_t rows = left->shape[0], inner = left->shape[1], columns = right->shape[1], shape[2];
    if (inner != right->shape[0])
        return fail(instance, IBID_ERROR_SHAPE, "matmul: shapes (%s) (%s) do not fit", shape_text(instance, x),
                    shape_text(instance, y));
    size_t axes = 0;
    if (x->axes == 2)
        shape[axes++] = rows;
    if (y->axes == 2)
        shape[axes++] = columns;
    struct object *result = exact_destination(instance, dtype, axes, shape, out);
    struct number *sums = result == NULL ? NULL : allocate(instance, result->element_count + 1, sizeof *sums);
    for (int64_t i = 0; sums != NULL && i < rows * columns; i++) {
        sums[i] = number_as((struct number){.class = CLASS_BOOL}, dtype->class);
        for (int64_t k = 0; k < inner; k++) {
            struct number a = element_as(left, (size_t)(i / columns * inner + k), dtype);
            struct number b = element_as(right, (size_t)(k * columns + i % columns), dtype);
            sums[i] = combine(IBID_OP_ADD, sums[i], combine(IBID_OP_MULTIPLY, a, b));
        }
    }
    return sums != NULL && write_results(instance, result, sums, NULL) ? result_of(instance, result, out) : NULL;
}

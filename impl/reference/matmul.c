/* Products of matrices and vectors, and of stacks of matrices. */
#include "assign.h"
#include "casting.h"
#include "on_device.h"
#include "output.h"
#include "overlapping.h"
#include "promotion.h"
#include "run.h"
#include "ufunc.h"

/* An operand as a stack of matrices: a vector is a row on the left, a column on the right. */
struct matrices {
    struct input input;
    const struct dtype *dtype;
    int64_t rows, columns;
    ptrdiff_t row_bytes, column_bytes;
    size_t stack_axes;
};

struct product {
    struct matrices left, right;
    const struct dtype *dtype;
    size_t axes, stack_axes;
    int64_t shape[MAXIMUM_AXES]; /* of the result */
};

static bool open_matrices(ibid_instance *instance, struct matrices *matrices, struct object *object)
{
    if (!input_open(instance, &matrices->input, object))
        return false;
    return matrices->input.axes > 0 ||
           fail(instance, IBID_ERROR_VALUE, "a product of matrices takes operands with axes") != NULL;
}

static void read_matrices(struct matrices *matrices, bool left)
{
    const struct input *input = &matrices->input;
    size_t last = input->axes - 1;
    matrices->stack_axes = input->axes > 2 ? input->axes - 2 : 0;
    matrices->rows = input->axes > 1 ? input->shape[last - 1] : 1;
    matrices->row_bytes = input->axes > 1 ? (ptrdiff_t)input->strides_bytes[last - 1] : 0;
    matrices->columns = input->shape[last];
    matrices->column_bytes = (ptrdiff_t)input->strides_bytes[last];
    if (input->axes == 1 && !left) {
        matrices->rows = matrices->columns;
        matrices->row_bytes = matrices->column_bytes;
        matrices->columns = 1;
        matrices->column_bytes = 0;
    }
}

/* The stacks are spread to each other, as the elements of other functions are. */
static bool spread_stacks(ibid_instance *instance, struct product *product)
{
    const struct matrices *longer = &product->left, *shorter = &product->right;
    if (longer->stack_axes < shorter->stack_axes) {
        longer = &product->right;
        shorter = &product->left;
    }
    size_t new_axes = longer->stack_axes - shorter->stack_axes;
    product->stack_axes = longer->stack_axes;
    for (size_t i = 0; i < longer->stack_axes; i++) {
        int64_t one = longer->input.shape[i], other = i < new_axes ? 1 : shorter->input.shape[i - new_axes];
        if (one != other && one != 1 && other != 1)
            return fail(instance, IBID_ERROR_SHAPE, "stacks of %lld and of %lld matrices do not fit",
                        (long long)one, (long long)other) != NULL;
        product->shape[i] = one == 1 ? other : one;
    }
    return true;
}

static bool find_shape(ibid_instance *instance, struct product *product)
{
    const struct matrices *left = &product->left, *right = &product->right;
    if (left->columns != right->rows)
        return fail(instance, IBID_ERROR_SHAPE, "%lld columns on the left do not fit %lld rows on the right",
                    (long long)left->columns, (long long)right->rows) != NULL;
    if (!spread_stacks(instance, product))
        return false;
    product->axes = product->stack_axes;
    if (left->input.axes > 1)
        product->shape[product->axes++] = left->rows;
    if (right->input.axes > 1)
        product->shape[product->axes++] = right->columns;
    return true;
}

/* Rows of products that are added up at once; a multiple of them need not be there. */
enum { TERMS_BYTES = 1 << 14 };

/* What a product of two matrices goes over. */
struct multiplication {
    const struct product *product;
    kernel_loop *multiply, *add;
    ptrdiff_t result_row_bytes, result_column_bytes;
};

/* One row of the result: rows of the right matrix, each times an element of the left one, are added up. */
static void multiply_row(const struct multiplication *run, char *left, char *right, char *result)
{
    _Alignas(64) char terms[TERMS_BYTES];
    const struct product *product = run->product;
    int64_t inner = product->left.columns, columns = product->right.columns;
    ptrdiff_t item_bytes = (ptrdiff_t)product->dtype->item_bytes;
    int64_t columns_at_once = columns < TERMS_BYTES / item_bytes ? columns : TERMS_BYTES / item_bytes;
    int64_t terms_at_once = TERMS_BYTES / item_bytes / columns_at_once;
    for (int64_t column = 0; column < columns; column += columns_at_once)
        for (int64_t term = 0; term < inner; term += terms_at_once) {
            int64_t width = columns - column < columns_at_once ? columns - column : columns_at_once;
            int64_t height = inner - term < terms_at_once ? inner - term : terms_at_once;
            char *sums = result + column * run->result_column_bytes;
            struct kernel_walk products = {
                .data = {left + term * product->left.column_bytes,
                         right + term * product->right.row_bytes + column * product->right.column_bytes, terms},
                .inner_bytes = {0, product->right.column_bytes, item_bytes},
                .outer_bytes = {product->left.column_bytes, product->right.row_bytes, width * item_bytes},
                .inner_count = (size_t)width,
                .outer_count = (size_t)height,
            };
            run->multiply(&products);
            struct kernel_walk additions = {
                .data = {sums, terms, sums},
                .inner_bytes = {run->result_column_bytes, item_bytes, run->result_column_bytes},
                .outer_bytes = {0, width * item_bytes, 0},
                .inner_count = (size_t)width,
                .outer_count = (size_t)height,
            };
            run->add(&additions);
        }
}

static void multiply_matrices(void *context, unsigned char *left, unsigned char *right, unsigned char *result)
{
    const struct multiplication *run = context;
    const struct product *product = run->product;
    if (product->right.columns == 0)
        return;
    for (int64_t row = 0; row < product->left.rows; row++)
        multiply_row(run, (char *)left + row * product->left.row_bytes, (char *)right,
                     (char *)result + row * run->result_row_bytes);
}

/* The walk over stacks gives planes of matrices. */
struct stack_run {
    struct multiplication multiplication;
    const struct walk *walk;
};

static void multiply_plane(void *context, unsigned char *const *places)
{
    struct stack_run *run = context;
    const struct walk *walk = run->walk;
    for (int64_t row = 0; row < plane_length(walk, 1); row++)
        for (int64_t column = 0; column < plane_length(walk, 0); column++) {
            unsigned char *matrices[3];
            for (size_t k = 0; k < 3; k++)
                matrices[k] = places[k] + row * plane_stride(walk, 1, k) + column * plane_stride(walk, 0, k);
            multiply_matrices(&run->multiplication, matrices[0], matrices[1], matrices[2]);
        }
}

/* Adds the product to `result`, which is zero and has no element in common with the operands. */
static void multiply(ibid_instance *instance, const struct product *product, const struct array *result)
{
    const int64_t *strides_bytes = result->strides_bytes;
    size_t axis = product->stack_axes;
    struct walk walk;
    struct stack_run run = {.walk = &walk};
    struct multiplication *multiplication = &run.multiplication;
    multiplication->product = product;
    multiplication->multiply = instance->kernels->binary[KERNEL_MULTIPLY][product->dtype->number];
    multiplication->add = instance->kernels->binary[KERNEL_ADD][product->dtype->number];
    if (product->left.input.axes > 1)
        multiplication->result_row_bytes = (ptrdiff_t)strides_bytes[axis++];
    if (product->right.input.axes > 1)
        multiplication->result_column_bytes = (ptrdiff_t)strides_bytes[axis];
    const struct input *left = &product->left.input, *right = &product->right.input;
    walk_start(&walk, product->stack_axes, product->shape);
    walk_add(&walk, left->first, product->left.stack_axes, left->shape, left->strides_bytes);
    walk_add(&walk, right->first, product->right.stack_axes, right->shape, right->strides_bytes);
    walk_add(&walk, result->first, product->stack_axes, result->shape, strides_bytes);
    walk_planes(&walk, multiply_plane, &run);
}

static reference product_new(ibid_instance *instance, const struct product *product)
{
    reference result = array_new(instance, product->dtype, product->axes, product->shape, ORDER_C, true);
    if (result != NULL)
        multiply(instance, product, array_of(borrowed(result)));
    return result;
}

/* Whether the output is as a new result would be, but for where its elements stand. */
static bool is_written_directly(const struct product *product, const struct array *output)
{
    return output->dtype == product->dtype && same_shape(output, product->axes, product->shape) &&
           !is_on_device(output) &&
           !has_common_elements(&product->left.input, output) && !has_common_elements(&product->right.input, output) &&
           !has_twofold_elements(output);
}

static reference product_into(ibid_instance *instance, const struct product *product, struct array *output)
{
    if (!output_is_filled(instance, output, product->axes, product->shape))
        return NULL;
    if (is_written_directly(product, output)) {
        output_clear(instance, output);
        multiply(instance, product, output);
        return retain(object_of(output));
    }
    reference result = product_new(instance, product);
    if (result == NULL)
        return NULL;
    bool assigned = array_assign(instance, output, borrowed(result));
    release(instance, result);
    return assigned ? retain(object_of(output)) : NULL;
}

static reference multiply_operands(ibid_instance *instance, struct product *product, struct object *x,
                                   struct object *y, struct array *output)
{
    struct matrices *left = &product->left, *right = &product->right;
    if (!open_matrices(instance, left, x) || !open_matrices(instance, right, y))
        return NULL;
    product->dtype = promote_inputs(&left->input, &right->input);
    if (output != NULL && !output_casts(instance, output, product->dtype))
        return NULL;
    if (!input_cast(instance, &left->input, product->dtype) || !input_cast(instance, &right->input, product->dtype))
        return NULL;
    read_matrices(left, true);
    read_matrices(right, false);
    if (!find_shape(instance, product))
        return NULL;
    return output != NULL ? product_into(instance, product, output)
                          : scalar_or_array(instance, product_new(instance, product));
}

reference ufunc_matmul(ibid_instance *instance, struct object *x, struct object *y, struct object *out)
{
    struct product product;
    struct array *output;
    product.left.input.kept = product.right.input.kept = NULL;
    if (!output_read(instance, out, &output))
        return NULL;
    reference result = multiply_operands(instance, &product, x, y, output);
    input_close(instance, &product.left.input);
    input_close(instance, &product.right.input);
    return result;
}

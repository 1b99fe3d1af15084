#include "promotion.h"

#include "mixed_comparison.h"

static bool is_float_class(enum dtype_class class)
{
    return class == CLASS_FLOAT || class == CLASS_COMPLEX;
}

/* The bytes of the least float that holds every element, as NumPy counts: float64 is said to hold every int64. */
static size_t float_bytes(const struct dtype *dtype)
{
    switch (dtype->class) {
    case CLASS_COMPLEX:
        return dtype->item_bytes / 2;
    case CLASS_FLOAT:
        return dtype->item_bytes;
    default:
        return dtype->item_bytes <= 2 ? sizeof(float) : sizeof(double);
    }
}

static const struct dtype *float_of(size_t bytes, bool is_complex)
{
    if (is_complex)
        return dtype_numbered(bytes == sizeof(float) ? KERNEL_COMPLEX64 : KERNEL_COMPLEX128);
    return dtype_numbered(bytes == sizeof(float) ? KERNEL_FLOAT32 : KERNEL_FLOAT64);
}

static const struct dtype *promote_signs(const struct dtype *of_signed, const struct dtype *of_unsigned)
{
    static const enum kernel_dtype above[] = {
        [1] = KERNEL_INT16, [2] = KERNEL_INT32, [4] = KERNEL_INT64, [8] = KERNEL_FLOAT64};
    if (of_signed->item_bytes > of_unsigned->item_bytes)
        return of_signed;
    return dtype_numbered(above[of_unsigned->item_bytes]);
}

const struct dtype *promote(const struct dtype *x, const struct dtype *y)
{
    if (x == y || y->class == CLASS_BOOL)
        return x;
    if (x->class == CLASS_BOOL)
        return y;
    if (is_float_class(x->class) || is_float_class(y->class)) {
        size_t x_bytes = float_bytes(x), y_bytes = float_bytes(y);
        return float_of(x_bytes > y_bytes ? x_bytes : y_bytes,
                        x->class == CLASS_COMPLEX || y->class == CLASS_COMPLEX);
    }
    if (x->class == y->class)
        return x->item_bytes >= y->item_bytes ? x : y;
    return x->class == CLASS_SIGNED ? promote_signs(x, y) : promote_signs(y, x);
}

static const struct dtype *promote_weak(const struct dtype *dtype, enum dtype_class weak)
{
    switch (weak) {
    case CLASS_BOOL:
        return dtype;
    case CLASS_FLOAT:
        return is_float_class(dtype->class) ? dtype : dtype_numbered(KERNEL_FLOAT64);
    case CLASS_COMPLEX:
        return float_of(is_float_class(dtype->class) ? float_bytes(dtype) : sizeof(double), true);
    default:
        return dtype->class == CLASS_BOOL ? dtype_numbered(KERNEL_INT64) : dtype;
    }
}

const struct dtype *promote_inputs(const struct input *x, const struct input *y)
{
    if (x->weak == y->weak)
        return promote(x->dtype, y->dtype);
    return x->weak ? promote_weak(y->dtype, x->value.class) : promote_weak(x->dtype, y->value.class);
}

static bool no_loop(ibid_instance *instance, const struct function *function, const struct dtype *dtype)
{
    if (function->instead == INSTEAD_FLOAT_OF_SIZE && dtype->item_bytes == 1)
        lacks(instance, "float16, in which NumPy computes this");
    else
        fail(instance, IBID_ERROR_TYPE, "%s is not defined for elements of %s", function->name, dtype->name);
    return false;
}

static const struct dtype *instead_of(const struct function *function, const struct dtype *dtype)
{
    switch (function->instead) {
    case INSTEAD_INT8:
        return dtype->class == CLASS_BOOL ? dtype_numbered(KERNEL_INT8) : NULL;
    case INSTEAD_FLOAT64:
        return is_float_class(dtype->class) ? NULL : dtype_numbered(KERNEL_FLOAT64);
    case INSTEAD_FLOAT_OF_SIZE:
        return is_float_class(dtype->class) || dtype->item_bytes == 1 ? NULL : float_of(float_bytes(dtype), false);
    default:
        return NULL;
    }
}

static kernel_loop *const *loops_of(const ibid_instance *instance, const struct function *function)
{
    const struct kernels *kernels = instance->kernels;
    switch (function->form) {
    case FORM_BINARY:
        return kernels->binary[function->loops];
    case FORM_COMPARISON:
        return kernels->comparison[function->loops];
    default:
        return kernels->unary[function->loops];
    }
}

static const struct dtype *result_of(const struct function *function, const struct dtype *dtype)
{
    if (function->form == FORM_COMPARISON)
        return dtype_numbered(KERNEL_BOOL);
    bool magnitude = function->form == FORM_UNARY && function->loops == KERNEL_ABSOLUTE;
    return magnitude && dtype->class == CLASS_COMPLEX ? float_of(float_bytes(dtype), false) : dtype;
}

static bool find_loop(ibid_instance *instance, const struct function *function, const struct dtype *dtype,
                      struct signature *signature)
{
    kernel_loop *const *loops = loops_of(instance, function);
    if (loops[dtype->number] == NULL) {
        const struct dtype *instead = instead_of(function, dtype);
        if (instead == NULL)
            return no_loop(instance, function, dtype);
        dtype = instead;
    }
    signature->loop = loops[dtype->number];
    signature->sources[0] = signature->sources[1] = dtype;
    signature->result = result_of(function, dtype);
    return true;
}

/* +x: a copy, which NumPy does not make of bools. */
static bool find_copy(ibid_instance *instance, const struct function *function, const struct dtype *dtype,
                      struct signature *signature)
{
    if (dtype->class == CLASS_BOOL)
        return no_loop(instance, function, dtype);
    signature->loop = instance->kernels->cast[dtype->number][dtype->number];
    signature->sources[0] = signature->result = dtype;
    return true;
}

/* What an input counts as in a comparison: an integer that the other's dtype does not hold is one of 64 bits. */
static const struct dtype *compared_as(const struct input *x, const struct input *other)
{
    bool beyond = x->weak && !other->weak && !input_fits(x, other->dtype);
    return x->weak && !beyond ? promote_inputs(x, other) : x->dtype;
}

/* Integers of both signs have no dtype in common that holds them all: they are compared as what they are. */
static bool find_comparison(ibid_instance *instance, const struct function *function, const struct input *x,
                            const struct input *y, struct signature *signature)
{
    const struct dtype *left = compared_as(x, y), *right = compared_as(y, x);
    const struct dtype *common = promote(left, right);
    bool mixed = is_float_class(common->class) && !is_float_class(left->class) && !is_float_class(right->class);
    if (!mixed)
        return find_loop(instance, function, common, signature);
    bool signed_first = left->class == CLASS_SIGNED;
    signature->loop = mixed_comparison((enum kernel_comparison)function->loops, signed_first);
    signature->sources[0] = dtype_numbered(signed_first ? KERNEL_INT64 : KERNEL_UINT64);
    signature->sources[1] = dtype_numbered(signed_first ? KERNEL_UINT64 : KERNEL_INT64);
    signature->result = dtype_numbered(KERNEL_BOOL);
    return true;
}

bool signature_find(ibid_instance *instance, const struct function *function, const struct input *x,
                    const struct input *y, struct signature *signature)
{
    switch (function->form) {
    case FORM_COPY:
        return find_copy(instance, function, x->dtype, signature);
    case FORM_UNARY:
        return find_loop(instance, function, x->dtype, signature);
    case FORM_COMPARISON:
        if (x->dtype != y->dtype || x->weak != y->weak)
            return find_comparison(instance, function, x, y, signature);
        return find_loop(instance, function, x->dtype, signature);
    default:
        return find_loop(instance, function, promote_inputs(x, y), signature);
    }
}

bool signature_of_fold(ibid_instance *instance, const struct function *function, const struct dtype *dtype,
                       struct signature *signature)
{
    if (function->form == FORM_BINARY)
        return find_loop(instance, function, dtype, signature);
    if (dtype->class == CLASS_BOOL)
        return lacks(instance, "running comparisons of bools") != NULL;
    return fail(instance, IBID_ERROR_TYPE, "%s gives bools, which it does not compare with elements of %s in turn",
                function->name, dtype->name) != NULL;
}

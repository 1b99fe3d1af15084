#include "make.h"

#include "arguments.h"
#include "array.h"
#include "assign.h"
#include "element_assign.h"
#include "fields.h"
#include "number.h"
#include "receiver.h"
#include "text.h"

static reference refuse_copy(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_VALUE, "a copy is needed to make this array, and copy=False forbids it");
}

/* A new array with the content of x. */
static reference array_of_array(ibid_instance *instance, struct array *x, const struct dtype *dtype, enum order order)
{
    if (dtype == x->dtype)
        return array_copy(instance, x, order);
    reference made = order == ORDER_KEEP ? array_new_like(instance, x, dtype, false)
                                         : array_new(instance, dtype, x->axes, x->shape, order, false);
    return result_if(instance, made != NULL && array_assign(instance, array_of(borrowed(made)), object_of(x)), made);
}

static reference from_array(ibid_instance *instance, struct array *x, const struct dtype *dtype, enum order order,
                            enum copying copying)
{
    const struct dtype *wanted = dtype != NULL ? dtype : x->dtype;
    bool needed = wanted != x->dtype || (order != ORDER_KEEP && !is_contiguous(x, order));
    if (copying != COPY_ALWAYS && !needed)
        return retain(object_of(x));
    return copying == COPY_NEVER ? refuse_copy(instance) : array_of_array(instance, x, wanted, order);
}

/* Nothing else than an array is one without a copy. */
static reference from_other(ibid_instance *instance, struct object *data, const struct dtype *dtype, enum order order,
                            enum copying copying)
{
    if (copying == COPY_NEVER)
        return refuse_copy(instance);
    reference made = array_cast_from(instance, data, dtype);
    if (made == NULL || order != ORDER_F || array_of(borrowed(made))->axes < 2)
        return made;
    reference by_columns = array_copy(instance, array_of(borrowed(made)), ORDER_F);
    release(instance, made);
    return by_columns;
}

static reference from_any(ibid_instance *instance, struct object *data, const struct object *dtype_name,
                          const struct object *order_name, enum copying copying)
{
    const struct dtype *dtype = NULL;
    enum order order;
    struct array *x = array_of(data);
    if (!read_dtype(instance, dtype_name, &dtype) || !read_order(instance, order_name, x, &order))
        return NULL;
    return x != NULL ? from_array(instance, x, dtype, order, copying)
                     : from_other(instance, data, dtype, order, copying);
}

reference make_array(ibid_instance *instance, const struct call *call)
{
    struct object *const *given = call->arguments;
    enum copying copying = given[3] == NULL ? COPY_ALWAYS : read_copying(given[3]);
    return from_any(instance, given[0], given[1], given[2], copying);
}

reference make_asarray(ibid_instance *instance, const struct call *call)
{
    return from_any(instance, call->arguments[0], call->arguments[1], NULL, read_copying(call->arguments[2]));
}

static reference make_new(ibid_instance *instance, struct object *shape, const struct object *dtype_name,
                          const struct dtype *dtype, bool zeroed)
{
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!read_dtype(instance, dtype_name, &dtype) || !read_shape(instance, shape, false, lengths, &axes))
        return NULL;
    return array_new(instance, dtype, axes, lengths, ORDER_C, zeroed);
}

reference make_zeros(ibid_instance *instance, const struct call *call)
{
    const struct object *name = call->arguments[1];
    if (!names_fields(name))
        return make_new(instance, call->arguments[0], name, dtype_numbered(KERNEL_FLOAT64), true);
    const struct dtype *dtype = dtype_with_fields(instance, characters_of(name));
    return dtype == NULL ? NULL : make_new(instance, call->arguments[0], NULL, dtype, true);
}

reference make_ones(ibid_instance *instance, const struct call *call)
{
    unsigned char one[LARGEST_ITEM_BYTES];
    reference made = make_new(instance, call->arguments[0], call->arguments[1], dtype_numbered(KERNEL_FLOAT64), false);
    if (made == NULL)
        return NULL;
    struct array *x = array_of(borrowed(made));
    element_store(x->dtype, one, (struct value){.class = CLASS_SIGNED, .integer = 1});
    elements_fill(x->first, x->element_count, one, x->dtype->item_bytes);
    return made;
}

/* Python's own integers have to fit; anything else is an array first, and is cast then. */
static reference filled(ibid_instance *instance, const struct call *call, struct object *value_array)
{
    struct object *value = call->arguments[1];
    bool is_integer = value->kind == OBJECT_INT && !has_dtype(value);
    reference made = make_new(instance, call->arguments[0], call->arguments[2], dtype_of(value_array), false);
    bool assigned =
        made != NULL && array_assign(instance, array_of(borrowed(made)), is_integer ? value : value_array);
    return result_if(instance, assigned, made);
}

reference make_full(ibid_instance *instance, const struct call *call)
{
    reference value = array_from(instance, call->arguments[1], NULL);
    reference made = value == NULL ? NULL : filled(instance, call, borrowed(value));
    release(instance, value);
    return made;
}

static reference zeros_like(ibid_instance *instance, struct array *x, const struct call *call)
{
    const struct dtype *dtype = x->dtype;
    return read_dtype(instance, call->arguments[1], &dtype) ? array_new_like(instance, x, dtype, true) : NULL;
}

reference make_zeros_like(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, zeros_like);
}

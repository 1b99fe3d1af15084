/*
 * What @NAME@ is: the table of its operations. `ibid list operations` names them, include/ibid/operations.def
 * numbers them, skeleton.h says how arguments are looked at and results made.
 */
#include "skeleton.h"

const char plugin_name[] = "@NAME@";
const char plugin_version[] = "0";

/*
 * The first class to describe are the arrays, as in
 *
 *     static void describe_array(void *native, struct ibid_value *value)
 *     {
 *         struct @NAME@_array *array = native;
 *         value->kind = IBID_ARRAY;
 *         value->dtype = "float64";
 *         value->dimensions = array->dimensions;
 *         value->shape = array->shape;
 *         value->elements = array->data;      // in C order: copied, where they are not
 *         value->elements_bytes = array->bytes;
 *     }
 *
 *     static const struct native_class array_class = {"array", free_array, describe_array};
 *
 * and the first operations IBID_OP_ARRAY, IBID_OP_GET_ITEM, IBID_OP_SET_ITEM, IBID_OP_UPDATE_ADD and IBID_OP_BITS,
 * by which sharing is proved.
 */

static struct object *length(struct call *call)
{
    size_t count;
    if (as_items(argument(call, 0), &count) == NULL)
        return fail(call, IBID_ERROR_TYPE, "only a list or a tuple has a length");
    return new_integer(call, (long long)count);
}

const struct entry table[] = {
    {IBID_OP_LEN, length},
    {0, NULL},
};

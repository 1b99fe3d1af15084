#include "vocabulary.h"

#include "compute.h"
#include "conversion.h"
#include "copying.h"
#include "derive.h"
#include "exchange.h"
#include "fields.h"
#include "host.h"
#include "item.h"
#include "list.h"
#include "look.h"
#include "make.h"
#include "on_device.h"
#include "operand.h"
#include "operator.h"
#include "python.h"
#include "relate.h"
#include "stream.h"

/* The one method of lists that arrays have too. */
static reference method_copy(ibid_instance *instance, const struct call *call)
{
    operation_function *copy = call->arguments[0]->kind == OBJECT_LIST ? method_copy_of_list : derive_copy;
    return copy(instance, call);
}

static operation_function *const functions[] = {
    /* Syntax */
    [IBID_OP_MAKE_LIST] = make_list,
    [IBID_OP_MAKE_TUPLE] = make_tuple,
    [IBID_OP_MAKE_SLICE] = make_slice,
    [IBID_OP_GET_ITEM] = get_item,
    [IBID_OP_SET_ITEM] = set_item,
    [IBID_OP_DELETE_ITEM] = delete_item,
    [IBID_OP_SET_ATTRIBUTE] = set_attribute,

    /* Operators */
    [IBID_OP_ADD] = operator_binary,
    [IBID_OP_SUBTRACT] = operator_binary,
    [IBID_OP_MULTIPLY] = operator_binary,
    [IBID_OP_DIVIDE] = operator_binary,
    [IBID_OP_FLOOR_DIVIDE] = operator_binary,
    [IBID_OP_REMAINDER] = operator_binary,
    [IBID_OP_POWER] = operator_binary,
    [IBID_OP_BITWISE_AND] = operator_binary,
    [IBID_OP_BITWISE_OR] = operator_binary,
    [IBID_OP_BITWISE_XOR] = operator_binary,
    [IBID_OP_SHIFT_LEFT] = operator_binary,
    [IBID_OP_SHIFT_RIGHT] = operator_binary,
    [IBID_OP_UNARY_MINUS] = operator_unary,
    [IBID_OP_UNARY_PLUS] = operator_unary,
    [IBID_OP_INVERT] = operator_unary,
    [IBID_OP_NOT] = operator_not,
    [IBID_OP_IS] = operator_identity,
    [IBID_OP_IS_NOT] = operator_identity,
    [IBID_OP_IN] = operator_contains,
    [IBID_OP_NOT_IN] = operator_contains,
    [IBID_OP_EQUAL] = operator_compare,
    [IBID_OP_NOT_EQUAL] = operator_compare,
    [IBID_OP_LESS] = operator_compare,
    [IBID_OP_LESS_EQUAL] = operator_compare,
    [IBID_OP_GREATER] = operator_compare,
    [IBID_OP_GREATER_EQUAL] = operator_compare,

    /* Augmented assignment */
    [IBID_OP_UPDATE_ADD] = operator_update,
    [IBID_OP_UPDATE_SUBTRACT] = operator_update,
    [IBID_OP_UPDATE_MULTIPLY] = operator_update,
    [IBID_OP_UPDATE_DIVIDE] = operator_update,
    [IBID_OP_UPDATE_FLOOR_DIVIDE] = operator_update,
    [IBID_OP_UPDATE_REMAINDER] = operator_update,
    [IBID_OP_UPDATE_POWER] = operator_update,
    [IBID_OP_UPDATE_AND] = operator_update,
    [IBID_OP_UPDATE_OR] = operator_update,
    [IBID_OP_UPDATE_XOR] = operator_update,
    [IBID_OP_UPDATE_SHIFT_LEFT] = operator_update,
    [IBID_OP_UPDATE_SHIFT_RIGHT] = operator_update,

    /* Python */
    [IBID_OP_ID] = id_of,
    [IBID_OP_LEN] = length_of,
    [IBID_OP_INT] = make_int,
    [IBID_OP_FLOAT] = make_float,
    [IBID_OP_BOOL] = make_bool,
    [IBID_OP_COMPLEX] = make_complex,
    [IBID_OP_LIST] = list_from,
    [IBID_OP_TUPLE] = tuple_from,
    [IBID_OP_COPY] = shallow_copy,
    [IBID_OP_DEEPCOPY] = deep_copy,
    [IBID_OP_OPERAND] = make_operand,
    [IBID_OP_RANGE] = range_from,
    [IBID_OP_DUNDER_IADD] = method_iadd,
    [IBID_OP_DUNDER_ADD] = method_add,
    [IBID_OP_APPEND] = method_append,
    [IBID_OP_EXTEND] = method_extend,
    [IBID_OP_INSERT] = method_insert,
    [IBID_OP_POP] = method_pop,
    [IBID_OP_REMOVE] = method_remove,
    [IBID_OP_REVERSE] = method_reverse,
    [IBID_OP_SORT] = method_sort,
    [IBID_OP_CLEAR] = method_clear,
    [IBID_OP_INDEX] = method_index,
    [IBID_OP_COUNT] = method_count,

    /* Make */
    [IBID_OP_ARRAY] = make_array,
    [IBID_OP_ZEROS] = make_zeros,
    [IBID_OP_ONES] = make_ones,
    [IBID_OP_FULL] = make_full,
    [IBID_OP_ARANGE] = make_arange,
    [IBID_OP_ZEROS_LIKE] = make_zeros_like,
    [IBID_OP_ASARRAY] = make_asarray,
    [IBID_OP_AS_STRIDED] = make_as_strided,
    [IBID_OP_PLACE] = make_place,
    [IBID_OP_BITS] = make_bits,

    /* Look */
    [IBID_OP_TRANSPOSE] = derive_transpose,
    [IBID_OP_REAL] = derive_real,
    [IBID_OP_IMAG] = derive_imag,
    [IBID_OP_SHAPE] = look_shape,
    [IBID_OP_STRIDES] = look_strides,
    [IBID_OP_DTYPE] = look_dtype,
    [IBID_OP_SIZE] = look_size,
    [IBID_OP_NDIM] = look_ndim,
    [IBID_OP_BASE] = look_base,
    [IBID_OP_WRITEABLE] = look_writeable,
    [IBID_OP_ITEM] = look_item,
    [IBID_OP_TOLIST] = look_tolist,

    /* Derive */
    [IBID_OP_METHOD_COPY] = method_copy,
    [IBID_OP_VIEW] = derive_view,
    [IBID_OP_RESHAPE] = derive_reshape,
    [IBID_OP_RAVEL] = derive_ravel,
    [IBID_OP_FLATTEN] = derive_flatten,
    [IBID_OP_ASTYPE] = derive_astype,
    [IBID_OP_FILL] = derive_fill,
    [IBID_OP_RESIZE] = derive_resize,
    [IBID_OP_PERMUTE_DIMS] = derive_permute_dims,
    [IBID_OP_BROADCAST_TO] = derive_broadcast_to,
    [IBID_OP_EXPAND_DIMS] = derive_expand_dims,
    [IBID_OP_SQUEEZE] = derive_squeeze,
    [IBID_OP_FLIP] = derive_flip,
    [IBID_OP_DIAGONAL] = derive_diagonal,
    [IBID_OP_BROADCAST_ARRAYS] = derive_broadcast_arrays,

    /* Compute */
    [IBID_OP_F_ADD] = compute_binary,
    [IBID_OP_F_SUBTRACT] = compute_binary,
    [IBID_OP_F_MULTIPLY] = compute_binary,
    [IBID_OP_F_DIVIDE] = compute_binary,
    [IBID_OP_F_FLOOR_DIVIDE] = compute_binary,
    [IBID_OP_F_REMAINDER] = compute_binary,
    [IBID_OP_F_POWER] = compute_binary,
    [IBID_OP_F_MAXIMUM] = compute_binary,
    [IBID_OP_F_MINIMUM] = compute_binary,
    [IBID_OP_F_EQUAL] = compute_binary,
    [IBID_OP_F_NOT_EQUAL] = compute_binary,
    [IBID_OP_F_LESS] = compute_binary,
    [IBID_OP_F_LESS_EQUAL] = compute_binary,
    [IBID_OP_F_GREATER] = compute_binary,
    [IBID_OP_F_GREATER_EQUAL] = compute_binary,
    [IBID_OP_F_NEGATIVE] = compute_unary,
    [IBID_OP_F_ABSOLUTE] = compute_unary,
    [IBID_OP_F_SQRT] = compute_unary,
    [IBID_OP_F_EXP] = compute_unary,
    [IBID_OP_F_LOG] = compute_unary,
    [IBID_OP_F_SIN] = compute_unary,
    [IBID_OP_F_COS] = compute_unary,
    [IBID_OP_SUM] = compute_sum,
    [IBID_OP_ACCUMULATE] = compute_accumulate,
    [IBID_OP_AT] = compute_at,
    [IBID_OP_MATMUL] = compute_matmul,
    [IBID_OP_SET_AT] = compute_set_at,
    [IBID_OP_ADDED_AT] = compute_added_at,

    /* Relate */
    [IBID_OP_SHARES_MEMORY] = relate_shares_memory,
    [IBID_OP_MAY_SHARE_MEMORY] = relate_may_share_memory,

    /* Devices, and exchange */
    [IBID_OP_TO_DEVICE] = transfer,
    [IBID_OP_SYNCHRONIZE] = synchronize,
    [IBID_OP_STREAM] = make_stream,
    [IBID_OP_USE_STREAM] = use_stream,
    [IBID_OP_DLPACK_CAPSULE] = exchange_capsule,
    [IBID_OP_FROM_CAPSULE] = exchange_from_capsule,
    [IBID_OP_FROM_DLPACK] = exchange_from_dlpack,

    /* Host */
    [IBID_OP_WATCH] = host_watch,
    [IBID_OP_ALIVE] = host_alive,
    [IBID_OP_COLLECT] = host_collect,
    [IBID_OP_ALLOCATED] = host_allocated,
    [IBID_OP_ADDRESS] = relate_address,
};

/* "passed" is not there: ibid passes the reference on. */
bool operation_supported(enum ibid_operation operation)
{
    return operation >= 0 && operation < sizeof functions / sizeof *functions && functions[operation] != NULL;
}

reference operation_perform(ibid_instance *instance, const struct call *call)
{
    operation_function *function = functions[call->operation];
    if (!check_fields(instance, call))
        return NULL;
    return instance->place == NULL ? function(instance, call) : perform_with_device(instance, call, function);
}

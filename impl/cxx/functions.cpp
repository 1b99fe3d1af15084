/* Functions of arrays as far as all libraries have them alike. */
#include "functions.h"

#include "arrays.h"
#include "elements.h"

namespace ibid
{

namespace
{

Place range(const Call &call)
{
    const bool one = !call.has(1) || get<Nothing>(call.value(1)) != nullptr;
    const std::int64_t start = one ? 0 : integer(call.value(0)), stop = integer(call.value(one ? 0 : 1));
    const std::int64_t step = call.has(2) ? integer(call.value(2)) : 1;
    if (step == 0)
        throw Failed(IBID_ERROR_VALUE, "the step is 0");
    const std::int64_t span = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    return make_range(start, step, span <= 0 ? 0 : (span - 1) / stride + 1, dtype_argument(call, 3, "int64"));
}

/* add(x, y, out=z) is z = x + y. */
Place operator_function(const Call &call)
{
    const ibid_operation operation = operator_for(call.operation);
    const bool is_unary = operation == IBID_OP_UNARY_MINUS;
    const std::size_t out = is_unary ? 1 : 2;
    if (call.has(out + 1))
        throw Unsupported("C++ has no operator with a mask");
    const Place result = array_operator(operation, call.place(0), is_unary ? nullptr : &call.place(1));
    if (!call.has(out))
        return result;
    assign_output(call.place(out), result);
    return call.place(out);
}

} // namespace

bool function_supports(ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_ARRAY:
    case IBID_OP_ZEROS:
    case IBID_OP_ONES:
    case IBID_OP_FULL:
    case IBID_OP_ARANGE:
        return true;
    default:
        return operator_for(operation) != operation || array_supports(operation);
    }
}

Place function_call(const Call &call)
{
    if (operator_for(call.operation) != call.operation)
        return operator_function(call);
    switch (call.operation) {
    case IBID_OP_ARRAY:
        return make_array(call);
    case IBID_OP_ZEROS:
        return make_filled(call.value(0), dtype_argument(call, 1, "float64"), Value{std::int64_t(0)});
    case IBID_OP_ONES:
        return make_filled(call.value(0), dtype_argument(call, 1, "float64"), Value{std::int64_t(1)});
    case IBID_OP_FULL:
        return make_filled(call.value(0), dtype_argument(call, 2, deduced_dtype({call.value(1)})), call.value(1));
    case IBID_OP_ARANGE:
        return range(call);
    default:
        break;
    }
    if (!is_array(call.place(0)))
        throw Unsupported(std::string("C++ has no ") + operation_name(call.operation) + " for " +
                          type_text(call.value(0)));
    return array_call(call);
}

} // namespace ibid

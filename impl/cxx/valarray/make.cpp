/* Functions that make std::valarrays, and what else there is for them. */
#include "parts.h"

namespace ibid
{

namespace
{

std::size_t length_argument(const Value &shape)
{
    if (const Tuple *tuple = get<Tuple>(shape)) {
        if (tuple->items.size() != 1)
            one_dimension();
        return length_argument(tuple->items[0]);
    }
    const std::int64_t length = integer(shape);
    if (length < 0)
        throw Failed(IBID_ERROR_VALUE, "a negative number of elements");
    return static_cast<std::size_t>(length);
}

Place make_array(const Call &call)
{
    const Value data = call.value(0);
    if (const Array *array = get<Array>(data)) {
        if (dtype_argument(call, 1, "") != "")
            throw Unsupported("std::valarray has no constructor from elements of another type");
        return temporary(Value{*array});
    }
    const List *list = get<List>(data);
    if (list == nullptr)
        throw Unsupported("std::valarray has exactly one dimension, and is constructed from a list of elements");
    for (const Value &item : *list)
        if (is_sequence(item) || get<Array>(item) != nullptr)
            one_dimension();
    return with_dtype(dtype_argument(call, 1, deduced_dtype(*list)), [&](auto example) {
        using T = decltype(example);
        std::valarray<T> result(list->size());
        for (std::size_t i = 0; i < list->size(); i++) {
            if (std::is_integral_v<T> && get<double>((*list)[i]) != nullptr)
                throw Unsupported("a double in braces does not narrow to an integer in C++");
            result[i] = element_from<T>((*list)[i]);
        }
        return array_of(std::move(result));
    });
}

Place filled(std::size_t length, const std::string &dtype, const Value &value)
{
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        return array_of(std::valarray<T>(element_from<T>(value), length));
    });
}

Place make_range(const Call &call)
{
    const bool one = !call.has(1) || get<Nothing>(call.value(1)) != nullptr;
    const std::int64_t start = one ? 0 : integer(call.value(0)), stop = integer(call.value(one ? 0 : 1));
    const std::int64_t step = call.has(2) ? integer(call.value(2)) : 1;
    if (step == 0)
        throw Failed(IBID_ERROR_VALUE, "the step is 0");
    const std::int64_t span = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    const std::size_t count = span <= 0 ? 0 : static_cast<std::size_t>((span - 1) / stride + 1);
    return with_dtype(dtype_argument(call, 3, "int64"), [&](auto example) {
        using T = decltype(example);
        std::valarray<T> result(count);
        for (std::size_t i = 0; i < count; i++)
            result[i] = element_from<T>(Value{start + static_cast<std::int64_t>(i) * step});
        return array_of(std::move(result));
    });
}

Place bits(const Value &value, std::int64_t k)
{
    return std::visit(
        [&](const auto &x) {
            using T = element_type<decltype(x)>;
            std::valarray<T> result(x.size());
            for (std::size_t i = 0; i < x.size(); i++)
                if (is_marked(i, k))
                    result[i] = marked<T>();
            return array_of(std::move(result));
        },
        std::get<Array>(value.is));
}

Place function(const Call &call, const Array &array)
{
    return std::visit(
        [&](const auto &x) -> Place {
            using T = element_type<decltype(x)>;
            if constexpr (std::is_floating_point_v<T> || is_complex<T>) {
                switch (call.operation) {
                case IBID_OP_F_SQRT:
                    return array_of(std::valarray<T>(std::sqrt(x)));
                case IBID_OP_F_EXP:
                    return array_of(std::valarray<T>(std::exp(x)));
                case IBID_OP_F_LOG:
                    return array_of(std::valarray<T>(std::log(x)));
                case IBID_OP_F_SIN:
                    return array_of(std::valarray<T>(std::sin(x)));
                case IBID_OP_F_COS:
                    return array_of(std::valarray<T>(std::cos(x)));
                default:
                    break;
                }
            }
            if constexpr (std::is_floating_point_v<T>)
                if (call.operation == IBID_OP_F_ABSOLUTE)
                    return array_of(std::valarray<T>(std::abs(x)));
            throw Unsupported(std::string("std::") + operation_name(call.operation) + " does not take a " +
                              array_type(array));
        },
        array);
}

Value sum(const Array &array)
{
    return std::visit(
        [](const auto &x) -> Value {
            using T = element_type<decltype(x)>;
            if (x.size() == 0)
                throw Unsupported("std::valarray::sum of no element is undefined");
            if constexpr (std::is_same_v<T, bool>) {
                throw Unsupported("std::valarray<bool>::sum is a bool");
            } else {
                T total = x[0];
                for (std::size_t i = 1; can_overflow<T> && i < x.size(); i++) {
                    check_defined<T>(IBID_OP_ADD, total, x[i]);
                    total += x[i];
                }
                return scalar_from<T>(x.sum());
            }
        },
        array);
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
    const Place &target = call.place(out);
    if (!target.selection) {
        Place variable = target;
        assign_array(variable, result);
    } else {
        Place owner = target;
        owner.selection.reset();
        const Extent &extent = target.selection->extent;
        assign_item(owner, Value{Range{extent.start, extent.start + extent.count * extent.step, extent.step}}, result);
    }
    return target;
}

} // namespace

Place array_call(const Call &call)
{
    if (operator_for(call.operation) != call.operation)
        return operator_function(call);
    switch (call.operation) {
    case IBID_OP_ARRAY:
        return make_array(call);
    case IBID_OP_ZEROS:
        return filled(length_argument(call.value(0)), dtype_argument(call, 1, "float64"), Value{std::int64_t(0)});
    case IBID_OP_ONES:
        return filled(length_argument(call.value(0)), dtype_argument(call, 1, "float64"), Value{std::int64_t(1)});
    case IBID_OP_FULL:
        return filled(length_argument(call.value(0)), dtype_argument(call, 2, deduced_dtype({call.value(1)})),
                      call.value(1));
    case IBID_OP_ARANGE:
        return make_range(call);
    default:
        break;
    }
    const Value x = call.value(0);
    const Array *array = get<Array>(x);
    if (array == nullptr)
        throw Unsupported(std::string("C++ has no ") + operation_name(call.operation) + " for " + type_text(x));
    switch (call.operation) {
    case IBID_OP_ZEROS_LIKE: {
        const std::string own = std::visit(
            [](const auto &some) { return std::string(Element<element_type<decltype(some)>>::dtype); }, *array);
        return filled(size_of(*array), dtype_argument(call, 1, own), Value{std::int64_t(0)});
    }
    case IBID_OP_BITS:
        return bits(x, integer(call.value(1)));
    case IBID_OP_LEN:
    case IBID_OP_SIZE:
        return temporary(Value{static_cast<std::int64_t>(size_of(*array))});
    case IBID_OP_LIST:
    case IBID_OP_TOLIST:
        return std::visit(
            [](const auto &some) {
                List list;
                for (const auto &element : some)
                    list.push_back(scalar_from<element_type<decltype(some)>>(element));
                return temporary(Value{std::move(list)});
            },
            *array);
    case IBID_OP_METHOD_COPY:
    case IBID_OP_COPY:
    case IBID_OP_DEEPCOPY:
        return temporary(x);
    case IBID_OP_FILL:
        assign_item(call.place(0), Value{Ellipsis{}}, call.place(1));
        return temporary(Value{Nothing{}});
    case IBID_OP_SUM:
        if (call.has(1) || call.has(2))
            throw Unsupported("std::valarray::sum has neither axes nor an output");
        return temporary(sum(*array));
    default:
        if (call.has(1))
            throw Unsupported("the functions of std::valarray have no output");
        return function(call, *array);
    }
}

} // namespace ibid

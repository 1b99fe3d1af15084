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

Place filled(std::size_t length, const std::string &dtype, const Value &value)
{
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        return array_of(std::valarray<T>(element_from<T>(value), length));
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

} // namespace

void assign_output(const Place &target, const Place &value)
{
    Place owner = target;
    if (!target.selection) {
        assign_array(owner, value);
        return;
    }
    owner.selection.reset();
    const Extent &extent = target.selection->extent;
    assign_item(owner, Value{Range{extent.start, extent.start + extent.count * extent.step, extent.step}}, value);
}

Place make_array(const Call &call)
{
    if (call.has(3))
        throw Unsupported("std::valarray is constructed by copying, without a choice");
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

Place make_filled(const Value &shape, const std::string &dtype, const Value &value)
{
    return filled(length_argument(shape), dtype, value);
}

Place make_range(std::int64_t start, std::int64_t step, std::int64_t count, const std::string &dtype)
{
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        std::valarray<T> result(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; i++)
            result[static_cast<std::size_t>(i)] = element_from<T>(Value{start + i * step});
        return array_of(std::move(result));
    });
}

Place array_call(const Call &call)
{
    const Value x = call.value(0);
    const Array *array = get<Array>(x);
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

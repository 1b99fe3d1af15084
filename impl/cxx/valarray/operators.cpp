/* Operators between std::valarrays, and what they are on its slices. */
#include "parts.h"

namespace ibid
{

namespace
{

/* OP of the language between valarrays, or a valarray and an element; NULL-like empty where there is none for T. */
template <class T, class L, class R> std::optional<Place> operated(ibid_operation operation, const L &x, const R &y)
{
    if constexpr (!std::is_same_v<T, bool>) {
        switch (operation) {
        case IBID_OP_ADD:
            return array_of(std::valarray<T>(x + y));
        case IBID_OP_SUBTRACT:
            return array_of(std::valarray<T>(x - y));
        case IBID_OP_MULTIPLY:
            return array_of(std::valarray<T>(x * y));
        default:
            break;
        }
    }
    if constexpr (std::is_floating_point_v<T> || is_complex<T>) {
        if (operation == IBID_OP_DIVIDE)
            return array_of(std::valarray<T>(x / y));
    } else {
        switch (operation) {
        case IBID_OP_BITWISE_AND:
            return array_of(std::valarray<T>(x & y));
        case IBID_OP_BITWISE_OR:
            return array_of(std::valarray<T>(x | y));
        case IBID_OP_BITWISE_XOR:
            return array_of(std::valarray<T>(x ^ y));
        case IBID_OP_DIVIDE:
            throw Unsupported("/ of integers cuts to integers in C++, and is true division in the notation");
        default:
            break;
        }
    }
    if constexpr (!is_complex<T>) {
        switch (operation) {
        case IBID_OP_LESS:
            return array_of(std::valarray<bool>(x < y));
        case IBID_OP_LESS_EQUAL:
            return array_of(std::valarray<bool>(x <= y));
        case IBID_OP_GREATER:
            return array_of(std::valarray<bool>(x > y));
        case IBID_OP_GREATER_EQUAL:
            return array_of(std::valarray<bool>(x >= y));
        default:
            break;
        }
    }
    if (operation == IBID_OP_EQUAL)
        return array_of(std::valarray<bool>(x == y));
    if (operation == IBID_OP_NOT_EQUAL)
        return array_of(std::valarray<bool>(x != y));
    return std::nullopt;
}

template <class T> const T &element_at(const std::valarray<T> &x, std::size_t i)
{
    return x[i];
}

template <class T> const T &element_at(const T &x, std::size_t)
{
    return x;
}

template <class T, class L, class R>
void check_all_defined(ibid_operation operation, const L &x, const R &y, std::size_t length)
{
    if constexpr (std::is_integral_v<T>)
        for (std::size_t i = 0; i < length; i++)
            check_defined<T>(operation, element_at<T>(x, i), element_at<T>(y, i));
}

Place unary(ibid_operation operation, const Array &array)
{
    return std::visit(
        [&](const auto &x) -> Place {
            using T = element_type<decltype(x)>;
            if constexpr (!std::is_same_v<T, bool>) {
                check_all_defined<T>(operation == IBID_OP_UNARY_MINUS ? IBID_OP_SUBTRACT : operation, T(0), x,
                                     x.size());
                if (operation == IBID_OP_UNARY_MINUS)
                    return array_of(std::valarray<T>(-x));
                if (operation == IBID_OP_UNARY_PLUS)
                    return array_of(std::valarray<T>(+x));
            }
            if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
                if (operation == IBID_OP_INVERT)
                    return array_of(std::valarray<T>(~x));
            throw Unsupported(std::string("no operator ") + operation_name(operation) + " for " + array_type(array));
        },
        array);
}

/* x OP= y on a valarray or a slice_array of T, with a valarray of as many elements. */
template <class T, class L, class R> bool updated(ibid_operation operation, L &&x, const R &y)
{
    if constexpr (!std::is_same_v<T, bool>) {
        switch (operation) {
        case IBID_OP_UPDATE_ADD:
            x += y;
            return true;
        case IBID_OP_UPDATE_SUBTRACT:
            x -= y;
            return true;
        case IBID_OP_UPDATE_MULTIPLY:
            x *= y;
            return true;
        default:
            break;
        }
    }
    if constexpr (std::is_floating_point_v<T> || is_complex<T>) {
        if (operation == IBID_OP_UPDATE_DIVIDE) {
            x /= y;
            return true;
        }
    } else {
        switch (operation) {
        case IBID_OP_UPDATE_DIVIDE:
            throw Unsupported("/= of integers cuts to integers in C++, and is true division in the notation");
        case IBID_OP_UPDATE_AND:
            x &= y;
            return true;
        case IBID_OP_UPDATE_OR:
            x |= y;
            return true;
        case IBID_OP_UPDATE_XOR:
            x ^= y;
            return true;
        default:
            break;
        }
    }
    return false;
}

template <class T> bool update_element(ibid_operation operation, T &element, const Value &value)
{
    if (get<double>(value) != nullptr && std::is_integral_v<T>)
        throw Unsupported(std::string("an element of type ") + Element<T>::text +
                          " and a double: done in double, then cut");
    const T operand = element_from<T>(value);
    check_defined<T>(operator_of(operation), element, operand);
    return updated<T>(operation, element, operand);
}

} // namespace

void update_array(ibid_operation operation, const Place &x, const Place &y)
{
    const Value source = load(y);
    const ibid_operation binary = operator_of(operation);
    const bool done = std::visit(
        [&](auto &target) {
            using T = element_type<decltype(target)>;
            if (x.selection && x.selection->is_element)
                return update_element<T>(operation, target[static_cast<std::size_t>(x.selection->extent.start)],
                                         source);
            const std::slice slice = x.selection ? slice_of(x.selection->extent) : std::slice(0, target.size(), 1);
            if (get<Array>(source) == nullptr) {
                const T number = element_from<T>(source);
                check_all_defined<T>(binary, std::valarray<T>(target[slice]), number, slice.size());
                return x.selection ? updated<T>(operation, target[slice], std::valarray<T>(number, slice.size()))
                                   : updated<T>(operation, target, number);
            }
            const std::valarray<T> &elements = same_element<T>(source);
            require_length(slice.size(), elements.size());
            check_all_defined<T>(binary, std::valarray<T>(target[slice]), elements, slice.size());
            return x.selection ? updated<T>(operation, target[slice], elements)
                               : updated<T>(operation, target, elements);
        },
        array_at(x));
    if (!done)
        throw Unsupported(std::string("no operator ") + operation_name(operation) + " for " + array_type(array_at(x)));
}

Place array_operator(ibid_operation operation, const Place &x, const Place *y)
{
    const Value left = load(x);
    if (y == nullptr)
        return unary(operation, std::get<Array>(left.is));
    const Value right = load(*y);
    const Array *left_array = get<Array>(left), *right_array = get<Array>(right);
    const std::optional<Place> result = std::visit(
        [&](const auto &some) -> std::optional<Place> {
            using T = element_type<decltype(some)>;
            if (left_array == nullptr || right_array == nullptr) {
                const T number = element_from<T>(left_array == nullptr ? left : right);
                if (left_array == nullptr) {
                    check_all_defined<T>(operation, number, some, some.size());
                    return operated<T>(operation, number, some);
                }
                check_all_defined<T>(operation, some, number, some.size());
                return operated<T>(operation, some, number);
            }
            const std::valarray<T> &other = same_element<T>(right);
            require_length(some.size(), other.size());
            check_all_defined<T>(operation, some, other, some.size());
            return operated<T>(operation, some, other);
        },
        left_array != nullptr ? *left_array : *right_array);
    if (!result)
        throw Unsupported(std::string("no operator ") + operation_name(operation) + " for " + type_text(left) +
                          " and " + type_text(right));
    return *result;
}

} // namespace ibid

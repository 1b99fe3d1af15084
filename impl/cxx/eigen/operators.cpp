/* Operators between Eigen's arrays, and updates of them. */
#include <algorithm>

#include "parts.h"

namespace ibid
{

namespace
{

template <class T, class X, class F> void each_pair(const X &x, const Array &y, F act)
{
    const X &other = std::get<X>(y);
    for (Eigen::Index i = 0; i < std::min(x.size(), other.size()); i++)
        act(x.data()[i], other.data()[i]);
}

/* Before anything is executed: signed overflow is undefined. Sizes that differ are Eigen's to notice. */
void check_arrays_defined(ibid_operation operation, const Array &x, const Array &y)
{
    std::visit(
        [&](const auto &left) {
            using X = std::decay_t<decltype(left)>;
            if constexpr (!std::is_same_v<X, View>) {
                using T = typename X::Scalar;
                if constexpr (can_overflow<T>)
                    if (std::holds_alternative<X>(y))
                        each_pair<T>(left, y, [&](T one, T other) { check_defined<T>(operation, one, other); });
            }
        },
        x);
}

template <class T> void check_number_defined(ibid_operation operation, const Array &x, T number, bool number_first)
{
    if constexpr (can_overflow<T>) {
        auto check = [&](const auto &array) {
            for (Eigen::Index i = 0; i < array.size(); i++)
                number_first ? check_defined<T>(operation, number, array.data()[i])
                             : check_defined<T>(operation, array.data()[i], number);
        };
        if (const Vector<T> *vector = std::get_if<Vector<T>>(&x))
            check(*vector);
        else
            check(std::get<Matrix<T>>(x));
    }
}

void check_negative_defined(const Array &x)
{
    std::visit(
        [](const auto &array) {
            using X = std::decay_t<decltype(array)>;
            if constexpr (!std::is_same_v<X, View>)
                if constexpr (can_overflow<typename X::Scalar>)
                    for (Eigen::Index i = 0; i < array.size(); i++)
                        check_defined<typename X::Scalar>(IBID_OP_SUBTRACT, 0, array.data()[i]);
        },
        x);
}

template <class X, class L, class R> std::optional<Array> operated(ibid_operation operation, const L &x, const R &y)
{
    using T = typename X::Scalar;
    using Truths = std::conditional_t<X::ColsAtCompileTime == 1, Vector<bool>, Matrix<bool>>;
    if constexpr (!std::is_same_v<T, bool>) {
        switch (operation) {
        case IBID_OP_ADD:
            return Array(X(x + y));
        case IBID_OP_SUBTRACT:
            return Array(X(x - y));
        case IBID_OP_MULTIPLY:
            return Array(X(x * y));
        case IBID_OP_DIVIDE:
            if constexpr (std::is_integral_v<T>)
                throw Unsupported("/ of integers cuts to integers in C++, and is true division in the notation");
            else
                return Array(X(x / y));
        default:
            break;
        }
    }
    if constexpr (!is_complex<T> && !std::is_arithmetic_v<L>) {
        switch (operation) {
        case IBID_OP_EQUAL:
            return Array(Truths(x == y));
        case IBID_OP_NOT_EQUAL:
            return Array(Truths(x != y));
        case IBID_OP_LESS:
            return Array(Truths(x < y));
        case IBID_OP_LESS_EQUAL:
            return Array(Truths(x <= y));
        case IBID_OP_GREATER:
            return Array(Truths(x > y));
        case IBID_OP_GREATER_EQUAL:
            return Array(Truths(x >= y));
        default:
            break;
        }
    }
    return std::nullopt;
}

template <class T> T number_beside(const Value &number)
{
    if (std::is_integral_v<T> && get<double>(number) != nullptr)
        throw Unsupported(std::string("Eigen has no operator for an array of ") + Element<T>::text + " and a double");
    return element_from<T>(number);
}

Array operated_with_number(ibid_operation operation, const Array &array, const Value &number, bool number_first)
{
    const std::optional<Array> result = std::visit(
        [&](const auto &x) -> std::optional<Array> {
            using X = std::decay_t<decltype(x)>;
            if constexpr (!std::is_same_v<X, View>) {
                using T = typename X::Scalar;
                const T y = number_beside<T>(number);
                check_number_defined<T>(operation, array, y, number_first);
                return number_first ? operated<X>(operation, y, x) : operated<X>(operation, x, y);
            }
            return std::nullopt;
        },
        array);
    if (!result)
        throw Unsupported(std::string("Eigen's arrays have no operator ") + operation_name(operation) + " for " +
                          array_type(array) + " and " + type_text(number));
    return *result;
}

Array operated_on_arrays(ibid_operation operation, const Array &x, const Array &y)
{
    require_same_elements(x, y);
    if (x.index() != y.index())
        throw Unsupported("Eigen has no operator for an array with one axis and one with two: that is rowwise() or "
                          "colwise()");
    check_arrays_defined(operation, x, y);
    const std::optional<Array> result = std::visit(
        [&](const auto &left) -> std::optional<Array> {
            using X = std::decay_t<decltype(left)>;
            if constexpr (!std::is_same_v<X, View>)
                return operated<X>(operation, left, std::get<X>(y));
            return std::nullopt;
        },
        x);
    if (!result)
        throw Unsupported(std::string("Eigen's arrays have no operator ") + operation_name(operation) + " for " +
                          array_type(x));
    return *result;
}

} // namespace

void update_array(ibid_operation operation, const Place &x, const Place &y)
{
    const Operand target = operand_of(x);
    with_type(*target.owner, [&](auto example) {
        using T = decltype(example);
        if (x.selection && x.selection->is_element) {
            const T number = number_beside<T>(load(y));
            check_defined<T>(operator_of(operation), Kernels<T>::element(target, x.selection->row, x.selection->column),
                             number);
            Kernels<T>::update_element(operation, target, x.selection->row, x.selection->column, number);
            return 0;
        }
        if (!is_array(y)) {
            const T number = element_from<T>(load(y));
            check_number_defined<T>(operator_of(operation), evaluated(target), number, false);
            Kernels<T>::update_number(operation, target, number);
            return 0;
        }
        const Operand source = operand_of(y);
        require_same_elements(*target.owner, *source.owner);
        if (y.pending != nullptr && reads_others(*y.pending, target))
            throw Unsupported("of expressions that read the array they are assigned to, only x + y of two views is "
                              "here");
        const Array elements = evaluated(source);
        check_arrays_defined(operator_of(operation), evaluated(target), elements);
        if (source.owner == target.owner)
            Kernels<T>::update_view(operation, target, source);
        else
            Kernels<T>::update_array(operation, target, elements);
        return 0;
    });
}

Place array_operator(ibid_operation operation, const Place &x, const Place *y)
{
    Place result;
    if (y == nullptr) {
        const Array array = evaluated(operand_of(x));
        if (operation != IBID_OP_UNARY_MINUS)
            throw Unsupported(std::string("Eigen's arrays have no operator ") + operation_name(operation));
        check_negative_defined(array);
        result = place_of(std::visit(
            [&](const auto &some) -> Array {
                using X = std::decay_t<decltype(some)>;
                if constexpr (std::is_same_v<X, View> || std::is_same_v<X, Vector<bool>> ||
                              std::is_same_v<X, Matrix<bool>>)
                    throw Unsupported("Eigen's arrays of bool have no operator -");
                else
                    return Array(X(-some));
            },
            array));
    } else if (is_array(x) && is_array(*y)) {
        result = place_of(operated_on_arrays(operation, evaluated(operand_of(x)), evaluated(operand_of(*y))));
    } else if (is_array(x)) {
        result = place_of(operated_with_number(operation, evaluated(operand_of(x)), load(*y), false));
    } else {
        result = place_of(operated_with_number(operation, evaluated(operand_of(*y)), load(x), true));
    }
    result.pending =
        std::make_shared<const Pending>(Pending{operation, x, y != nullptr ? std::optional<Place>(*y) : std::nullopt});
    return result;
}

} // namespace ibid

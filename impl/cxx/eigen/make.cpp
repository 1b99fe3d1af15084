/* Functions that make Eigen's arrays and views, and what else there is for them. */
#include "parts.h"

namespace ibid
{

namespace
{

Place nothing()
{
    return temporary(Value{Nothing{}});
}

std::vector<std::int64_t> shape_argument(const Value &shape)
{
    std::vector<std::int64_t> lengths;
    if (const Tuple *tuple = get<Tuple>(shape))
        for (const Value &length : tuple->items)
            lengths.push_back(integer(length));
    else
        lengths.push_back(integer(shape));
    if (lengths.size() != 1 && lengths.size() != 2)
        throw Unsupported("Eigen's arrays have one axis or two");
    return lengths;
}

Place filled(const std::vector<std::int64_t> &shape, const std::string &dtype, const Value &value)
{
    for (std::int64_t length : shape)
        if (length < 0)
            throw Failed(IBID_ERROR_VALUE, "a negative number of elements");
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        const T element = element_from<T>(value);
        if (shape.size() == 1)
            return place_of(Vector<T>(Vector<T>::Constant(static_cast<Eigen::Index>(shape[0]), element)));
        return place_of(Matrix<T>(
            Matrix<T>::Constant(static_cast<Eigen::Index>(shape[0]), static_cast<Eigen::Index>(shape[1]), element)));
    });
}

template <class T> T listed(const Value &item)
{
    if (std::is_integral_v<T> && get<double>(item) != nullptr)
        throw Unsupported("a double in braces does not narrow to an integer in C++");
    if (is_sequence(item) || get<Array>(item) != nullptr)
        throw Unsupported("Eigen's arrays have one axis or two");
    return element_from<T>(item);
}

Place from_list(const List &list, const std::string &dtype)
{
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        Vector<T> result(static_cast<Eigen::Index>(list.size()));
        for (std::size_t i = 0; i < list.size(); i++)
            result(static_cast<Eigen::Index>(i)) = listed<T>(list[i]);
        return place_of(std::move(result));
    });
}

Place from_rows(const List &rows, const std::string &dtype)
{
    const std::size_t columns = get<List>(rows[0])->size();
    return with_dtype(dtype, [&](auto example) {
        using T = decltype(example);
        Matrix<T> result(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns));
        for (std::size_t i = 0; i < rows.size(); i++) {
            const List *row = get<List>(rows[i]);
            if (row == nullptr || row->size() != columns)
                throw Failed(IBID_ERROR_SHAPE, "the rows of an array have one length");
            for (std::size_t k = 0; k < columns; k++)
                result(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = listed<T>((*row)[k]);
        }
        return place_of(std::move(result));
    });
}

Place bits(const Array &array, std::int64_t k)
{
    return std::visit(
        [&](const auto &x) -> Place {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>) {
                return nothing();
            } else {
                using T = typename X::Scalar;
                X result = X::Zero(x.rows(), x.cols());
                for (Eigen::Index i = 0; i < x.size(); i++)
                    if (is_marked(static_cast<std::size_t>(i), k))
                        result.data()[i] = marked<T>();
                return place_of(std::move(result));
            }
        },
        array);
}

Place cast(const Array &array, const std::string &dtype)
{
    return std::visit(
        [&](const auto &x) -> Place {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>) {
                return nothing();
            } else {
                return with_dtype(dtype, [&](auto example) -> Place {
                    using T = decltype(example);
                    if constexpr (is_complex<typename X::Scalar> && !is_complex<T>) {
                        throw Unsupported("complex numbers do not convert to real ones in C++");
                    } else {
                        for (Eigen::Index i = 0; i < x.size(); i++)
                            element_from<T>(scalar_from(x.data()[i])); /* throws where it is undefined */
                        using Result = std::conditional_t<X::ColsAtCompileTime == 1, Vector<T>, Matrix<T>>;
                        return place_of(Result(x.template cast<T>()));
                    }
                });
            }
        },
        array);
}

Place function(ibid_operation operation, const Array &array)
{
    return std::visit(
        [&](const auto &x) -> Place {
            using X = std::decay_t<decltype(x)>;
            if constexpr (!std::is_same_v<X, View>) {
                using T = typename X::Scalar;
                if constexpr (std::is_floating_point_v<T> || is_complex<T>) {
                    switch (operation) {
                    case IBID_OP_F_SQRT:
                        return place_of(X(x.sqrt()));
                    case IBID_OP_F_EXP:
                        return place_of(X(x.exp()));
                    case IBID_OP_F_LOG:
                        return place_of(X(x.log()));
                    case IBID_OP_F_SIN:
                        return place_of(X(x.sin()));
                    case IBID_OP_F_COS:
                        return place_of(X(x.cos()));
                    default:
                        break;
                    }
                }
                if constexpr (std::is_floating_point_v<T>)
                    if (operation == IBID_OP_F_ABSOLUTE)
                        return place_of(X(x.abs()));
            }
            throw Unsupported(std::string("no ") + operation_name(operation) + "() for " + array_type(array));
        },
        array);
}

Place extreme(ibid_operation operation, const Array &x, const Array &y)
{
    require_same_elements(x, y);
    return std::visit(
        [&](const auto &left) -> Place {
            using X = std::decay_t<decltype(left)>;
            if constexpr (!std::is_same_v<X, View>)
                if constexpr (!is_complex<typename X::Scalar> && !std::is_same_v<typename X::Scalar, bool>)
                    if (const X *right = std::get_if<X>(&y))
                        return place_of(operation == IBID_OP_F_MAXIMUM ? X(left.max(*right)) : X(left.min(*right)));
            throw Unsupported(std::string("Eigen's arrays have no ") + operation_name(operation) + " for these");
        },
        x);
}

Place sum(const Call &call)
{
    if (call.has(2))
        throw Unsupported("sum() has no output in Eigen");
    const Operand x = operand_of(call.place(0));
    const bool along = call.has(1) && get<Nothing>(call.value(1)) == nullptr;
    if (!along)
        return with_type(*x.owner, [&](auto example) -> Place {
            using T = decltype(example);
            if constexpr (std::is_same_v<T, bool>)
                throw Unsupported("the sum of Eigen's bools is a bool");
            return temporary(scalar_from<T>(Kernels<T>::sum(x)));
        });
    const std::int64_t axis = integer(call.value(1));
    return std::visit(
        [&](const auto &array) -> Place {
            using X = std::decay_t<decltype(array)>;
            if constexpr (!std::is_same_v<X, View>) {
                using T = typename X::Scalar;
                if constexpr (X::ColsAtCompileTime != 1 && !std::is_same_v<T, bool>) {
                    if (axis == 0 || axis == -2)
                        return place_of(Vector<T>(array.colwise().sum().transpose()));
                    if (axis == 1 || axis == -1)
                        return place_of(Vector<T>(array.rowwise().sum()));
                }
            }
            throw Unsupported("colwise() and rowwise() are for the two axes of a matrix");
        },
        evaluated(x));
}

Place view_of(const Place &x, const Geometry &geometry)
{
    const Operand operand{operand_of(x).owner, geometry};
    with_type(*operand.owner, [&](auto example) {
        Kernels<decltype(example)>::make(operand);
        return 0;
    });
    return selection_of(x, Selection{geometry});
}

Place permuted(const Call &call)
{
    const std::vector<std::int64_t> axes = shape_argument(call.value(1));
    const Geometry geometry = operand_of(call.place(0)).geometry;
    if (axes.size() != shape_of(geometry).size())
        throw Unsupported("transpose() exchanges the two axes of an array");
    return view_of(call.place(0), axes[0] == 0 ? geometry : transposed(geometry));
}

Place shape_tuple(const Geometry &geometry)
{
    Tuple shape;
    for (std::ptrdiff_t length : shape_of(geometry))
        shape.items.push_back(Value{static_cast<std::int64_t>(length)});
    return temporary(Value{std::move(shape)});
}

std::int64_t element_count(const Geometry &geometry)
{
    std::int64_t count = 1;
    for (std::ptrdiff_t length : shape_of(geometry))
        count *= length;
    return count;
}

} // namespace

void assign_output(const Place &target, const Place &value)
{
    Place variable = target;
    if (target.selection)
        write(operand_of(target), value);
    else
        assign_array(variable, value);
}

Place make_array(const Call &call)
{
    if (call.has(3))
        throw Unsupported("Eigen's arrays are constructed by copying, without a choice");
    if (is_array(call.place(0))) {
        if (dtype_argument(call, 1, "") != "")
            throw Unsupported("Eigen constructs no array from elements of another type");
        return place_of(evaluated(operand_of(call.place(0))));
    }
    const Value data = call.value(0);
    const List *list = get<List>(data);
    if (list == nullptr)
        throw Unsupported("Eigen's arrays have one axis or two");
    if (list->empty() || get<List>((*list)[0]) == nullptr)
        return from_list(*list, dtype_argument(call, 1, deduced_dtype(*list)));
    List all;
    for (const Value &row : *list)
        if (const List *items = get<List>(row))
            all.insert(all.end(), items->begin(), items->end());
    return from_rows(*list, dtype_argument(call, 1, deduced_dtype(all)));
}

Place make_filled(const Value &shape, const std::string &dtype, const Value &value)
{
    return filled(shape_argument(shape), dtype, value);
}

Place make_range(std::int64_t start, std::int64_t step, std::int64_t count, const std::string &dtype)
{
    return with_dtype(dtype, [&](auto example) -> Place {
        using T = decltype(example);
        if constexpr (std::is_same_v<T, bool> || is_complex<T>)
            throw Unsupported("LinSpaced() is for real numbers");
        else
            return place_of(Vector<T>(
                Vector<T>::LinSpaced(static_cast<Eigen::Index>(count), element_from<T>(Value{start}),
                                     element_from<T>(Value{count > 0 ? start + (count - 1) * step : start}))));
    });
}

Place array_call(const Call &call)
{
    const Place &x = call.place(0);
    const Operand operand = operand_of(x);
    switch (call.operation) {
    case IBID_OP_ZEROS_LIKE: {
        std::vector<std::int64_t> shape;
        for (std::ptrdiff_t length : shape_of(operand.geometry))
            shape.push_back(length);
        return filled(shape, dtype_argument(call, 1, dtype_of(*operand.owner)), Value{std::int64_t(0)});
    }
    case IBID_OP_BITS:
        return bits(evaluated(operand), integer(call.value(1)));
    case IBID_OP_TRANSPOSE:
        return view_of(x, transposed(operand.geometry));
    case IBID_OP_PERMUTE_DIMS:
        return permuted(call);
    case IBID_OP_RESHAPE:
        if (call.has(2))
            throw Unsupported("Eigen's reshaped() is a view, without a choice");
        return view_of(x, reshaped(operand.geometry, shape_argument(call.value(1))));
    case IBID_OP_RAVEL:
        return view_of(x, reshaped(operand.geometry, {-1}));
    case IBID_OP_FLATTEN:
        return place_of(evaluated({operand.owner, reshaped(operand.geometry, {-1})}));
    case IBID_OP_SHAPE:
        return shape_tuple(operand.geometry);
    case IBID_OP_SIZE:
        return temporary(Value{element_count(operand.geometry)});
    case IBID_OP_LEN:
        return temporary(Value{static_cast<std::int64_t>(shape_of(operand.geometry)[0])});
    case IBID_OP_METHOD_COPY:
    case IBID_OP_COPY:
    case IBID_OP_DEEPCOPY:
        return place_of(evaluated(operand));
    case IBID_OP_ASTYPE:
        if (call.has(2))
            throw Unsupported("cast() has no copy=");
        return cast(evaluated(operand), dtype_argument(call, 1, "float64"));
    case IBID_OP_FILL:
        write(operand, call.place(1));
        return nothing();
    case IBID_OP_SUM:
        return sum(call);
    case IBID_OP_F_MAXIMUM:
    case IBID_OP_F_MINIMUM:
        if (call.has(2) || call.has(3) || !is_array(call.place(1)))
            throw Unsupported("max() and min() of Eigen take two arrays here");
        return extreme(call.operation, evaluated(operand), evaluated(operand_of(call.place(1))));
    case IBID_OP_LIST:
        throw Unsupported("a std::vector is not constructed from an Eigen::Array here");
    default:
        if (call.has(1))
            throw Unsupported("the functions of Eigen have no output");
        return function(call.operation, evaluated(operand));
    }
}

} // namespace ibid

/* Eigen's arrays for the plugin: which kernel does what. */
#include <algorithm>

#include "arrays.h"
#include "geometry.h"
#include "kernels.h"

namespace ibid
{

const char *const library_name = "eigen";
#define TEXT_OF(macro) TEXT(macro)
#define TEXT(tokens)   #tokens
const char *const library_version =
    TEXT_OF(EIGEN_WORLD_VERSION) "." TEXT_OF(EIGEN_MAJOR_VERSION) "." TEXT_OF(EIGEN_MINOR_VERSION);

namespace
{

Array &array_at(const Place &place)
{
    if (Array *array = get<Array>(whole(place)))
        return *array;
    throw Failed(IBID_ERROR_TYPE, "what was an array is now a " + type_text(whole(place)));
}

Place owner_of(const View &view)
{
    Place place;
    place.object = view.object;
    place.path = view.path;
    return place;
}

Geometry whole_of(const Array &owner)
{
    return std::visit(
        [](const auto &x) -> Geometry {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>)
                return x.geometry;
            else
                return whole_geometry(x.rows(), x.cols(), X::ColsAtCompileTime == 1);
        },
        owner);
}

/* The owner of the elements, and which of them the expression means. */
Operand operand_of(const Place &place)
{
    Array &array = array_at(place);
    const Geometry geometry = place.selection ? place.selection->geometry : whole_of(array);
    if (const View *view = std::get_if<View>(&array))
        return {&array_at(owner_of(*view)), geometry};
    return {&array, geometry};
}

/* The same for a value that is in no variable. */
Operand operand_in(Array &array)
{
    if (const View *view = std::get_if<View>(&array))
        return {&array_at(owner_of(*view)), view->geometry};
    return {&array, whole_of(array)};
}

/* Gives `act` a T, the type of the owner's elements. */
template <class F> auto with_type(const Array &owner, F act)
{
    return std::visit(
        [&](const auto &x) {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>)
                return act(bool()); /* an owner is no view */
            else
                return act(typename X::Scalar());
        },
        owner);
}

template <class F> auto with_dtype(const std::string &name, F act)
{
    return with_dtype_of<F, bool, std::int32_t, std::int64_t, float, double, Complex>(name, act);
}

template <class T> const char *dtype_of()
{
    return Element<T>::dtype;
}

std::string dtype_of(const Array &owner)
{
    return with_type(owner, [](auto example) { return std::string(dtype_of<decltype(example)>()); });
}

Array evaluated(const Operand &x)
{
    return with_type(*x.owner, [&](auto example) { return Kernels<decltype(example)>::evaluated(x); });
}

bool is_array(const Place &place)
{
    return get<Array>(whole(place)) != nullptr && !(place.selection && place.selection->is_element);
}

Place place_of(Array array)
{
    return temporary(Value{std::move(array)});
}

void require_same_elements(const Array &x, const Array &y)
{
    if (dtype_of(x) != dtype_of(y))
        throw Unsupported("Eigen mixes no element types, here " + dtype_of(x) + " and " + dtype_of(y) +
                          ": it needs cast() (a static assertion)");
}

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

/* Whether what is still to be computed reads elements of the owner other than the target's own, one by one. */
bool reads_others(const Pending &pending, const Operand &target)
{
    for (const Place *operand : {&pending.x, pending.y ? &*pending.y : nullptr}) {
        if (operand == nullptr)
            continue;
        if (operand->pending != nullptr && reads_others(*operand->pending, target))
            return true;
        if (!is_array(*operand))
            continue;
        const Operand found = operand_of(*operand);
        if (found.owner == target.owner && !(found.geometry == target.geometry))
            return true;
    }
    return false;
}

/* target = x OP y where x or y looks at target's elements: Eigen computes it while it writes. */
bool assign_pending(const Operand &target, const Place &value)
{
    if (value.pending == nullptr || !reads_others(*value.pending, target))
        return false;
    const Pending &pending = *value.pending;
    if (!pending.y || pending.x.pending != nullptr || pending.y->pending != nullptr || !is_array(pending.x) ||
        !is_array(*pending.y))
        throw Unsupported("of expressions that read the array they are assigned to, only x + y of two views is here");
    with_type(*target.owner, [&](auto example) {
        Kernels<decltype(example)>::assign_operation(pending.operation, target, operand_of(pending.x),
                                                     operand_of(*pending.y));
        return 0;
    });
    return true;
}

/* target = value, into its elements. */
void write(const Operand &target, const Place &value)
{
    with_type(*target.owner, [&](auto example) {
        using T = decltype(example);
        if (!is_array(value)) {
            Kernels<T>::assign_number(target, element_from<T>(load(value)));
            return 0;
        }
        const Operand source = operand_of(value);
        require_same_elements(*target.owner, *source.owner);
        if (assign_pending(target, value))
            return 0;
        if (source.owner == target.owner)
            Kernels<T>::assign_view(target, source);
        else
            Kernels<T>::assign_array(target, evaluated(source));
        return 0;
    });
}

/* x = value for a variable with elements of its own, which takes the value's size. */
void assign_owner(Value &variable, const Place &value)
{
    Array &array = std::get<Array>(variable.is);
    const Operand target{&array, whole_of(array)}, source = operand_of(value);
    require_same_elements(array, *source.owner);
    if (shape_of(target.geometry).size() != shape_of(source.geometry).size())
        throw Unsupported("an array keeps its number of axes in Eigen");
    const bool resizes = shape_of(target.geometry) != shape_of(source.geometry);
    if (source.owner == &array && resizes && !value.pending)
        throw Unsupported("an array that is assigned a part of itself is resized first: undefined");
    if (resizes)
        require_unviewed(variable);
    if (!resizes && (source.owner == &array || value.pending != nullptr)) {
        write(target, value);
        return;
    }
    const Array elements = evaluated(source);
    std::visit(
        [&](auto &owned) {
            using X = std::decay_t<decltype(owned)>;
            if constexpr (!std::is_same_v<X, View>)
                owned = std::get<X>(elements);
        },
        array);
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

ibid_error_kind kind_of(const std::exception &error)
{
    static const struct {
        const char *part;
        ibid_error_kind kind;
    } parts[] = {
        {"aliasing detected", IBID_ERROR_OVERLAP},
        {"i>=0", IBID_ERROR_INDEX}, /* row(i), col(i) */
        {"index >= 0", IBID_ERROR_INDEX},
        {"row >= 0", IBID_ERROR_INDEX},
        {"startRow >= 0", IBID_ERROR_INDEX},
        {"resize", IBID_ERROR_SHAPE},
        {"reshape", IBID_ERROR_SHAPE},
        {"sizes differ", IBID_ERROR_SHAPE},
        {"rows", IBID_ERROR_SHAPE},
        {"cols", IBID_ERROR_SHAPE},
    };
    if (dynamic_cast<const AssertionFailed *>(&error) != nullptr)
        for (const auto &entry : parts)
            if (std::strstr(error.what(), entry.part) != nullptr)
                return entry.kind;
    return IBID_ERROR_OTHER;
}

std::string array_type(const Array &array)
{
    const View *view = std::get_if<View>(&array);
    Array &owner = const_cast<Array &>(array);
    const Array &elements = view != nullptr ? array_at(owner_of(*view)) : owner;
    const std::string text =
        with_type(elements, [](auto example) { return std::string(Element<decltype(example)>::text); });
    const bool one_axis = shape_of(whole_of(array)).size() == 1;
    if (view != nullptr)
        return "view of an Eigen::Array<" + text + "> with " + (one_axis ? "one axis" : "two axes");
    return "Eigen::Array<" + text + (one_axis ? ", Dynamic, 1>" : ", Dynamic, Dynamic, RowMajor>");
}

bool views(const Array &array, const Value *object)
{
    const View *view = std::get_if<View>(&array);
    return view != nullptr && view->object.get() == object;
}

bool assigns(const Value &variable, const Value &value)
{
    const Array *to = get<Array>(variable), *from = get<Array>(value);
    if (to == nullptr || from == nullptr || shape_of(whole_of(*to)).size() != shape_of(whole_of(*from)).size())
        return false;
    Array target = *to, source = *from;
    return dtype_of(*operand_in(target).owner) == dtype_of(*operand_in(source).owner);
}

bool array_supports(ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_ARRAY:
    case IBID_OP_ZEROS:
    case IBID_OP_ONES:
    case IBID_OP_FULL:
    case IBID_OP_ARANGE:
    case IBID_OP_ZEROS_LIKE:
    case IBID_OP_BITS:
    case IBID_OP_TRANSPOSE:
    case IBID_OP_SHAPE:
    case IBID_OP_SIZE:
    case IBID_OP_METHOD_COPY:
    case IBID_OP_RESHAPE:
    case IBID_OP_RAVEL:
    case IBID_OP_FLATTEN:
    case IBID_OP_ASTYPE:
    case IBID_OP_FILL:
    case IBID_OP_F_MAXIMUM:
    case IBID_OP_F_MINIMUM:
    case IBID_OP_F_ABSOLUTE:
    case IBID_OP_F_SQRT:
    case IBID_OP_F_EXP:
    case IBID_OP_F_LOG:
    case IBID_OP_F_SIN:
    case IBID_OP_F_COS:
    case IBID_OP_SUM:
    case IBID_OP_PERMUTE_DIMS:
        return true;
    default:
        return operator_for(operation) != operation;
    }
}

Value load_selection(const Place &place)
{
    const Selection &selection = *place.selection;
    const Operand operand = operand_of(place);
    if (selection.is_element)
        return with_type(*operand.owner, [&](auto example) {
            using T = decltype(example);
            return scalar_from<T>(Kernels<T>::element(operand, selection.row, selection.column));
        });
    with_type(*operand.owner, [&](auto example) {
        Kernels<decltype(example)>::make(operand);
        return 0;
    });
    return Value{Array(View{place.object, place.path, selection.geometry, whole(place).lease.take()})};
}

Value kept(const Place &place)
{
    if (place.selection && !place.selection->is_element && !place.has_address)
        throw Unsupported("a view of an array that is in no variable dangles: undefined");
    return load(place);
}

void assign_array(Place &variable, const Place &value)
{
    Value &target = whole(variable);
    if (std::holds_alternative<View>(std::get<Array>(target.is)))
        write(operand_of(variable), value);
    else
        assign_owner(target, value);
}

namespace
{

/* A place for some elements of what x means. */
Place selection_of(const Place &x, const Selection &selection)
{
    Place result = x;
    if (const View *view = std::get_if<View>(&array_at(x))) {
        result = owner_of(*view);
        result.has_address = true; /* what a view looks at is in a variable */
    }
    result.pending.reset();
    result.selection = selection;
    return result;
}

} // namespace

Place array_item(const Place &x, const Value &index)
{
    return selection_of(x, selected(operand_of(x).geometry, index));
}

void assign_item(const Place &x, const Value &index, const Place &value)
{
    const Place item = array_item(x, index);
    if (same_place(item, value))
        return; /* it is what x[index] += y has updated */
    const Operand operand = operand_of(item);
    if (!item.selection->is_element) {
        write(operand, value);
        return;
    }
    with_type(*operand.owner, [&](auto example) {
        using T = decltype(example);
        Kernels<T>::set_element(operand, item.selection->row, item.selection->column, element_from<T>(load(value)));
        return 0;
    });
}

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

Place make_array(const Call &call)
{
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

Place make_range(const Call &call)
{
    const bool one = !call.has(1) || get<Nothing>(call.value(1)) != nullptr;
    const std::int64_t start = one ? 0 : integer(call.value(0)), stop = integer(call.value(one ? 0 : 1));
    const std::int64_t step = call.has(2) ? integer(call.value(2)) : 1;
    if (step == 0)
        throw Failed(IBID_ERROR_VALUE, "the step is 0");
    const std::int64_t span = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    const std::int64_t count = span <= 0 ? 0 : (span - 1) / stride + 1;
    return with_dtype(dtype_argument(call, 3, "int64"), [&](auto example) -> Place {
        using T = decltype(example);
        if constexpr (std::is_same_v<T, bool> || is_complex<T>)
            throw Unsupported("LinSpaced() is for real numbers");
        else
            return place_of(Vector<T>(
                Vector<T>::LinSpaced(static_cast<Eigen::Index>(count), element_from<T>(Value{start}),
                                     element_from<T>(Value{count > 0 ? start + (count - 1) * step : start}))));
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

Place operator_function(const Call &call)
{
    const ibid_operation operation = operator_for(call.operation);
    const bool is_unary = operation == IBID_OP_UNARY_MINUS;
    const std::size_t out = is_unary ? 1 : 2;
    if (call.has(out + 1))
        throw Unsupported("Eigen has no operator with a mask");
    const Place result = array_operator(operation, call.place(0), is_unary ? nullptr : &call.place(1));
    if (!call.has(out))
        return result;
    Place target = call.place(out);
    if (target.selection)
        write(operand_of(target), result);
    else
        assign_array(target, result);
    return target;
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

Place of_array(const Call &call)
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

} // namespace

Place array_call(const Call &call)
{
    if (operator_for(call.operation) != call.operation)
        return operator_function(call);
    switch (call.operation) {
    case IBID_OP_ARRAY:
        return make_array(call);
    case IBID_OP_ZEROS:
        return filled(shape_argument(call.value(0)), dtype_argument(call, 1, "float64"), Value{std::int64_t(0)});
    case IBID_OP_ONES:
        return filled(shape_argument(call.value(0)), dtype_argument(call, 1, "float64"), Value{std::int64_t(1)});
    case IBID_OP_FULL:
        return filled(shape_argument(call.value(0)), dtype_argument(call, 2, deduced_dtype({call.value(1)})),
                      call.value(1));
    case IBID_OP_ARANGE:
        return make_range(call);
    default:
        break;
    }
    if (!is_array(call.place(0)))
        throw Unsupported(std::string("C++ has no ") + operation_name(call.operation) + " for " +
                          type_text(call.value(0)));
    return of_array(call);
}

void read_array(const Array &array, Elements &elements)
{
    const Array copy = evaluated(operand_in(const_cast<Array &>(array)));
    std::visit(
        [&](const auto &x) {
            using X = std::decay_t<decltype(x)>;
            if constexpr (!std::is_same_v<X, View>) {
                elements.dtype = Element<typename X::Scalar>::dtype;
                for (std::ptrdiff_t length : shape_of(whole_of(copy)))
                    elements.shape.push_back(length);
                elements.bytes.resize(static_cast<std::size_t>(x.size()) * sizeof(typename X::Scalar));
                if (x.size() > 0)
                    std::memcpy(elements.bytes.data(), x.data(), elements.bytes.size());
            }
        },
        copy);
}

} // namespace ibid

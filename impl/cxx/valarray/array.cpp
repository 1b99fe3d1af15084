/* std::valarray: each statement below is what a program in C++ would have in its place. */
#include <algorithm>

#include "arrays.h"
#include "elements.h"

namespace ibid
{

const char *const library_name = "cxx";
#define TEXT_OF(macro) TEXT(macro)
#define TEXT(tokens)   #tokens
#if defined(_GLIBCXX_RELEASE)
const char *const library_version = "C++17 libstdc++ " TEXT_OF(_GLIBCXX_RELEASE);
#elif defined(_LIBCPP_VERSION)
const char *const library_version = "C++17 libc++ " TEXT_OF(_LIBCPP_VERSION);
#else
const char *const library_version = "C++17";
#endif

namespace
{

template <class A> using element_type = typename std::decay_t<A>::value_type;

[[noreturn]] void one_dimension()
{
    throw Unsupported("std::valarray has exactly one dimension");
}

template <class F> auto with_dtype(const std::string &name, F act)
{
    return with_dtype_of<F, bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::uint8_t, std::uint16_t,
                         std::uint32_t, std::uint64_t, float, double, std::complex<float>, std::complex<double>>(name,
                                                                                                                 act);
}

Array &array_at(const Place &place)
{
    if (Array *array = get<Array>(whole(place)))
        return *array;
    throw Failed(IBID_ERROR_TYPE, "what was an array is now a " + type_text(whole(place)));
}

std::slice slice_of(const Extent &extent)
{
    return std::slice(static_cast<std::size_t>(extent.start), static_cast<std::size_t>(extent.count),
                      static_cast<std::size_t>(extent.step));
}

template <class T> Place array_of(std::valarray<T> array)
{
    return temporary(Value{Array(std::move(array))});
}

std::size_t size_of(const Array &array)
{
    return std::visit([](const auto &x) { return x.size(); }, array);
}

/* Where an operation needs valarrays of one length: another is undefined. */
void require_length(std::size_t needed, std::size_t found)
{
    if (needed != found)
        throw Unsupported("operands of std::valarray with " + std::to_string(needed) + " and " + std::to_string(found) +
                          " elements: undefined");
}

template <class T> const std::valarray<T> &same_element(const Value &value)
{
    const Array *array = get<Array>(value);
    if (array != nullptr)
        if (const std::valarray<T> *found = std::get_if<std::valarray<T>>(array))
            return *found;
    throw Unsupported(std::string("std::valarray<") + Element<T>::text + "> has no operator with a " +
                      type_text(value) + ": elements of another type are not converted");
}

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

ibid_error_kind kind_of(const std::exception &)
{
    return IBID_ERROR_OTHER; /* std::valarray throws nothing */
}

std::string array_type(const Array &array)
{
    return std::visit(
        [](const auto &x) { return std::string("std::valarray<") + Element<element_type<decltype(x)>>::text + ">"; },
        array);
}

bool views(const Array &, const Value *)
{
    return false;
}

bool assigns(const Value &, const Value &)
{
    return false;
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
    case IBID_OP_SIZE:
    case IBID_OP_TOLIST:
    case IBID_OP_METHOD_COPY:
    case IBID_OP_FILL:
    case IBID_OP_F_ABSOLUTE:
    case IBID_OP_F_SQRT:
    case IBID_OP_F_EXP:
    case IBID_OP_F_LOG:
    case IBID_OP_F_SIN:
    case IBID_OP_F_COS:
    case IBID_OP_SUM:
        return true;
    default:
        return operator_for(operation) != operation;
    }
}

Value load_selection(const Place &place)
{
    const Selection &selection = *place.selection;
    return std::visit(
        [&](auto &x) {
            using T = element_type<decltype(x)>;
            const std::size_t last = static_cast<std::size_t>(selection.extent.start +
                                                              std::max<std::ptrdiff_t>(selection.extent.count - 1, 0) *
                                                                  selection.extent.step);
            if (selection.extent.count > 0 && last >= x.size())
                throw Unsupported("elements that are no longer there: undefined");
            if (selection.is_element)
                return scalar_from<T>(x[last]);
            return Value{Array(std::valarray<T>(x[slice_of(selection.extent)]))};
        },
        array_at(place));
}

Value kept(const Place &place)
{
    return load(place);
}

void assign_array(Place &variable, const Place &value)
{
    const Value copy = load(value);
    std::visit([&](auto &x) { x = same_element<element_type<decltype(x)>>(copy); }, array_at(variable));
}

Place array_item(const Place &x, const Value &index)
{
    if (x.selection)
        return array_item(temporary(load(x)), index); /* std::valarray(x[slice])[index] */
    const std::size_t size = size_of(array_at(x));
    if (const Tuple *tuple = get<Tuple>(index)) {
        if (tuple->items.size() != 1)
            one_dimension();
        return array_item(x, tuple->items[0]);
    }
    Place item = x;
    if (get<Ellipsis>(index) != nullptr) {
        item.selection = Selection{{0, static_cast<std::ptrdiff_t>(size), 1}, false};
    } else if (const Range *range = get<Range>(index)) {
        const Extent extent = defined_extent(*range, size, "a std::slice");
        if (extent.step < 0)
            throw Unsupported("the stride of a std::slice is a std::size_t: no negative step");
        item.selection = Selection{extent, false};
    } else if (get<List>(index) != nullptr || get<Array>(index) != nullptr || get<Nothing>(index) != nullptr) {
        throw Unsupported("of the indices of std::valarray there are numbers and slices here, and this is a " +
                          type_text(index));
    } else {
        item.selection = Selection{
            {static_cast<std::ptrdiff_t>(defined_index(integer(index), size, size, "operator [] of std::valarray")), 1,
             1},
            true};
    }
    return item;
}

namespace
{

/* Whether two slices of one array have an element in common, at different places of theirs. */
bool overlap(const Extent &left, const Extent &right)
{
    for (std::ptrdiff_t i = 0; i < left.count; i++) {
        const std::ptrdiff_t distance = left.start + i * left.step - right.start;
        const std::ptrdiff_t k = distance / right.step;
        if (distance >= 0 && distance % right.step == 0 && k < right.count && k != i)
            return true;
    }
    return false;
}

/*
 * x[slice] = y[slice]: a slice_array assigned to a slice_array, with nothing in between. The standard says nothing of
 * overlap, and libstdc++ copies between pointers that it declares __restrict__: x[1:] = x[:-1] of 1, 2, 3, 4 is
 * 1, 1, 1, 1 without and 1, 1, 2, 3 with optimization.
 */
bool assign_slice(const Place &x, const Place &value)
{
    if (!value.selection || value.selection->is_element || get<Array>(whole(value)) == nullptr)
        return false;
    return std::visit(
        [&](auto &target) {
            using A = std::decay_t<decltype(target)>;
            A *source = std::get_if<A>(&array_at(value));
            if (source == nullptr)
                return false;
            require_length(static_cast<std::size_t>(x.selection->extent.count),
                           static_cast<std::size_t>(value.selection->extent.count));
            if (source == &target && overlap(x.selection->extent, value.selection->extent))
                throw Unsupported("slice_arrays of one valarray that overlap, the one assigned to the other: what that "
                                  "gives is for the optimizer to say (__restrict__ in libstdc++)");
            target[slice_of(x.selection->extent)] = (*source)[slice_of(value.selection->extent)];
            return true;
        },
        array_at(x));
}

} // namespace

void assign_item(const Place &x, const Value &index, const Place &value)
{
    if (x.selection)
        throw Unsupported("std::slice_array has no operator []");
    const Place item = array_item(x, index);
    if (same_place(item, value))
        return; /* it is what x[index] += y has updated */
    if (!item.selection->is_element && get<Ellipsis>(index) == nullptr && assign_slice(item, value))
        return;
    const Value source = load(value);
    std::visit(
        [&](auto &target) {
            using T = element_type<decltype(target)>;
            const Extent extent = item.selection->extent;
            const bool all = get<Ellipsis>(index) != nullptr;
            if (item.selection->is_element) {
                target[static_cast<std::size_t>(extent.start)] = element_from<T>(source);
            } else if (get<Array>(source) == nullptr) {
                if (all)
                    target = element_from<T>(source);
                else
                    target[slice_of(extent)] = element_from<T>(source);
            } else {
                const std::valarray<T> &elements = same_element<T>(source);
                require_length(static_cast<std::size_t>(extent.count), elements.size());
                if (all)
                    target = elements;
                else
                    target[slice_of(extent)] = elements;
            }
        },
        array_at(x));
}

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

namespace
{

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

void read_array(const Array &array, Elements &elements)
{
    std::visit(
        [&](const auto &x) {
            using T = element_type<decltype(x)>;
            elements.dtype = Element<T>::dtype;
            elements.shape = {static_cast<std::int64_t>(x.size())};
            elements.bytes.resize(x.size() * sizeof(T));
            if (x.size() > 0)
                std::memcpy(elements.bytes.data(), &x[0], elements.bytes.size());
        },
        array);
}

} // namespace ibid

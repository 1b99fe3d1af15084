/* std::valarray: each statement below is what a program in C++ would have in its place. */
#include <algorithm>

#include "parts.h"

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
        return false;
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

#include "value.h"

#include <algorithm>

#include "arrays.h"

namespace ibid
{

Value &whole(const Place &place)
{
    Value *value = place.object.get();
    for (std::size_t index : place.path) {
        if (List *list = get<List>(*value))
            value = &list->at(index);
        else if (Tuple *tuple = get<Tuple>(*value))
            value = &tuple->items.at(index);
        else
            throw Failed(IBID_ERROR_INDEX, "what had this item is now a " + type_text(*value));
    }
    return *value;
}

void require_unviewed(const Value &value)
{
    if (value.lease.is_taken())
        throw Unsupported("views look at it, and would dangle: undefined");
    const List *list = get<List>(value);
    const Tuple *tuple = get<Tuple>(value);
    if (list != nullptr || tuple != nullptr)
        for (const Value &item : list != nullptr ? *list : tuple->items)
            require_unviewed(item);
}

Value load(const Place &place)
{
    return place.selection ? load_selection(place) : whole(place);
}

Place temporary(Value value)
{
    Place place;
    place.object = std::make_shared<Value>(std::move(value));
    return place;
}

bool same_place(const Place &left, const Place &right)
{
    return left.object == right.object && left.path == right.path && left.selection == right.selection;
}

std::string type_text(const Value &value)
{
    struct {
        std::string operator()(const Nothing &) const
        {
            return "None";
        }
        std::string operator()(const Ellipsis &) const
        {
            return "...";
        }
        std::string operator()(bool) const
        {
            return "bool";
        }
        std::string operator()(std::int64_t) const
        {
            return "std::int64_t";
        }
        std::string operator()(double) const
        {
            return "double";
        }
        std::string operator()(const Complex &) const
        {
            return "std::complex<double>";
        }
        std::string operator()(const std::string &) const
        {
            return "std::string";
        }
        std::string operator()(const List &) const
        {
            return "std::vector";
        }
        std::string operator()(const Tuple &) const
        {
            return "std::tuple";
        }
        std::string operator()(const Range &) const
        {
            return "slice";
        }
        std::string operator()(const Array &array) const
        {
            return array_type(array);
        }
    } text;
    return std::visit(text, value.is);
}

bool same_type(const Value &left, const Value &right)
{
    if (left.is.index() != right.is.index())
        return false;
    const Array *array = get<Array>(left);
    return array == nullptr || array_type(*array) == array_type(*get<Array>(right));
}

std::ptrdiff_t from_start(std::int64_t index, std::size_t length)
{
    return static_cast<std::ptrdiff_t>(index < 0 ? index + static_cast<std::int64_t>(length) : index);
}

std::size_t defined_index(std::int64_t index, std::size_t length, std::size_t limit, const char *what)
{
    const std::ptrdiff_t place = from_start(index, length);
    if (place < 0 || static_cast<std::size_t>(place) >= limit)
        throw Unsupported(std::string(what) + " outside the " + std::to_string(length) + " items is undefined");
    return static_cast<std::size_t>(place);
}

Resolved resolve(const Range &range, std::size_t length)
{
    const std::int64_t step = range.step.value_or(1), size = static_cast<std::int64_t>(length);
    if (step == 0)
        throw Failed(IBID_ERROR_VALUE, "the step of a slice is 0");
    const std::int64_t first = step > 0 ? 0 : -1, last = step > 0 ? size : size - 1;
    const std::int64_t start = range.start ? from_start(*range.start, length) : (step > 0 ? first : last);
    const std::int64_t stop = range.stop ? from_start(*range.stop, length) : (step > 0 ? last : first);
    auto extent = [&](std::int64_t from, std::int64_t to) -> Extent {
        const std::int64_t span = step > 0 ? to - from : from - to, stride = step > 0 ? step : -step;
        const std::int64_t count = span <= 0 ? 0 : (span - 1) / stride + 1;
        return {static_cast<std::ptrdiff_t>(from), static_cast<std::ptrdiff_t>(count),
                static_cast<std::ptrdiff_t>(step)};
    };
    const std::int64_t clipped_start = std::clamp(start, first, last), clipped_stop = std::clamp(stop, first, last);
    return {extent(clipped_start, clipped_stop), extent(start, stop), start == clipped_start && stop == clipped_stop};
}

Extent defined_extent(const Range &range, std::size_t length, const char *what)
{
    const Resolved resolved = resolve(range, length);
    if (!resolved.is_inside)
        throw Unsupported(std::string(what) + " that reaches outside the " + std::to_string(length) +
                          " items is undefined");
    return resolved.extent;
}

} // namespace ibid

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

std::size_t item_index(std::int64_t index, std::size_t length)
{
    std::int64_t from_start = index < 0 ? index + static_cast<std::int64_t>(length) : index;
    if (from_start < 0 || static_cast<std::size_t>(from_start) >= length)
        throw Failed(IBID_ERROR_INDEX,
                     "index " + std::to_string(index) + " is out of range for " + std::to_string(length) + " items");
    return static_cast<std::size_t>(from_start);
}

Extent resolve(const Range &range, std::size_t length)
{
    const std::int64_t step = range.step.value_or(1), size = static_cast<std::int64_t>(length);
    if (step == 0)
        throw Failed(IBID_ERROR_VALUE, "the step of a slice is 0");
    const std::int64_t first = step > 0 ? 0 : -1, last = step > 0 ? size : size - 1;
    auto clip = [&](std::int64_t index) { return std::clamp(index < 0 ? index + size : index, first, last); };
    const std::int64_t start = range.start ? clip(*range.start) : (step > 0 ? first : last);
    const std::int64_t stop = range.stop ? clip(*range.stop) : (step > 0 ? last : first);
    const std::int64_t span = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    const std::int64_t count = span <= 0 ? 0 : (span - 1) / stride + 1;
    return {static_cast<std::ptrdiff_t>(start), static_cast<std::ptrdiff_t>(count), static_cast<std::ptrdiff_t>(step)};
}

} // namespace ibid

#include <algorithm>

#include "arrays.h"

namespace ibid
{

namespace
{

std::vector<Value> &items_of(Value &value)
{
    if (List *list = get<List>(value))
        return *list;
    if (Tuple *tuple = get<Tuple>(value))
        return tuple->items;
    throw Unsupported("a " + type_text(value) + " has no items");
}

List &list_of(Value &value, ibid_operation operation)
{
    if (List *list = get<List>(value))
        return *list;
    throw Unsupported("a " + type_text(value) + " has nothing like " + operation_name(operation));
}

Place nothing()
{
    return temporary(Value{Nothing{}});
}

} // namespace

bool is_sequence(const Value &value)
{
    return get<List>(value) != nullptr || get<Tuple>(value) != nullptr;
}

Value stored(const Place &container, const Place &value)
{
    Value copy = kept(value);
    if (get<Nothing>(copy) != nullptr || get<Range>(copy) != nullptr || get<Ellipsis>(copy) != nullptr)
        throw Unsupported("C++ has no value like " + type_text(copy));
    if (const Array *array = get<Array>(copy); array != nullptr && views(*array, container.object.get()))
        throw Unsupported("a view of an item of the std::vector that it is put into dangles when the items move");
    return copy;
}

Place sequence_item(const Place &x, const Value &index)
{
    std::vector<Value> &items = items_of(whole(x));
    if (const Range *range = get<Range>(index)) {
        const Extent extent = defined_extent(*range, items.size(), "a pair of iterators");
        if (get<List>(whole(x)) == nullptr || extent.step != 1)
            throw Unsupported("C++17 constructs a std::vector from neighbours only: no step, no std::tuple");
        const auto first = items.begin() + extent.start;
        return temporary(Value{List(first, first + extent.count)});
    }
    const std::int64_t position = integer(index);
    if (get<Tuple>(whole(x)) != nullptr && (position < 0 || static_cast<std::size_t>(position) >= items.size()))
        throw Unsupported("std::get of a std::tuple takes one of its indices only");
    Place item = x;
    item.path.push_back(static_cast<std::size_t>(from_start(position, items.size())));
    whole(item); /* std::vector::at throws */
    return item;
}

void sequence_set(const Place &x, const Value &index, const Place &value)
{
    if (get<Range>(index) != nullptr)
        throw Unsupported("std::vector does not assign to a range of its items");
    Place item = sequence_item(x, index);
    if (same_place(item, value))
        return;
    Value copy = stored(x, value);
    require_unviewed(whole(item));
    whole(item) = std::move(copy);
}

void sequence_delete(const Place &x, const Value &index)
{
    List &list = list_of(whole(x), IBID_OP_DELETE_ITEM);
    require_unviewed(whole(x));
    if (const Range *range = get<Range>(index)) {
        const Extent extent = defined_extent(*range, list.size(), "std::vector::erase of a range");
        if (extent.step != 1)
            throw Unsupported("std::vector erases neighbours only");
        list.erase(list.begin() + extent.start, list.begin() + extent.start + extent.count);
        return;
    }
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(
                                  defined_index(integer(index), list.size(), list.size(), "std::vector::erase")));
}

Place sequence_call(const Call &call)
{
    const Place &x = call.place(0);
    List &list = list_of(whole(x), call.operation);
    if (call.operation != IBID_OP_INDEX && call.operation != IBID_OP_COUNT)
        require_unviewed(whole(x));
    switch (call.operation) {
    case IBID_OP_APPEND:
        list.push_back(stored(x, call.place(1)));
        return nothing();
    case IBID_OP_EXTEND: {
        List &other = list_of(whole(call.place(1)), call.operation);
        if (&other == &list)
            throw Unsupported("std::vector::insert of a vector's own items is undefined");
        list.insert(list.end(), other.begin(), other.end());
        return nothing();
    }
    case IBID_OP_INSERT: {
        const std::size_t index =
            defined_index(integer(call.value(1)), list.size(), list.size() + 1, "std::vector::insert");
        Value item = stored(x, call.place(2));
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(index), std::move(item));
        return nothing();
    }
    case IBID_OP_POP: {
        if (list.empty())
            throw Unsupported("std::vector::back of an empty vector is undefined");
        const std::size_t index =
            call.has(1) ? defined_index(integer(call.value(1)), list.size(), list.size(), "std::vector::erase")
                        : list.size() - 1;
        Value item = list.at(index);
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
        return temporary(std::move(item));
    }
    case IBID_OP_REMOVE:
    case IBID_OP_INDEX: {
        const Value wanted = call.value(1);
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const Value &item) { return equal(item, wanted); });
        if (found == list.end())
            throw Failed(IBID_ERROR_VALUE, "std::find came to the end");
        if (call.operation == IBID_OP_INDEX)
            return temporary(Value{static_cast<std::int64_t>(found - list.begin())});
        list.erase(found);
        return nothing();
    }
    case IBID_OP_COUNT: {
        const Value wanted = call.value(1);
        const auto count =
            std::count_if(list.begin(), list.end(), [&](const Value &item) { return equal(item, wanted); });
        return temporary(Value{static_cast<std::int64_t>(count)});
    }
    case IBID_OP_REVERSE:
        std::reverse(list.begin(), list.end());
        return nothing();
    case IBID_OP_SORT:
        std::sort(list.begin(), list.end(), less);
        return nothing();
    case IBID_OP_CLEAR:
        list.clear();
        return nothing();
    default:
        throw Unsupported(std::string("std::vector has nothing like ") + operation_name(call.operation));
    }
}

} // namespace ibid

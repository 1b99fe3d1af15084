#include "call.h"

#include <algorithm>
#include <cstring>

#include "arrays.h"
#include "functions.h"

namespace ibid
{

namespace
{

struct Entry {
    int number;
    const char *name;
    bool has_receiver;
    const char *parameters;
};

const Entry table[] = {
#define SYNTAX                                                              false
#define OPERATOR                                                            false
#define UPDATE                                                              false
#define FUNCTION                                                            false
#define METHOD                                                              true
#define ATTRIBUTE                                                           true
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) {number, name, form, parameters},
#include "ibid/operations.def"
#undef IBID_OPERATION
#undef SYNTAX
#undef OPERATOR
#undef UPDATE
#undef FUNCTION
#undef METHOD
#undef ATTRIBUTE
};

const Entry &entry_of(ibid_operation operation)
{
    for (const Entry &entry : table)
        if (entry.number == static_cast<int>(operation))
            return entry;
    throw Unsupported("there is no operation with the number " + std::to_string(operation));
}

std::size_t parameter_place(ibid_operation operation, const char *name)
{
    const Entry &entry = entry_of(operation);
    std::size_t place = entry.has_receiver;
    for (const char *at = entry.parameters; *at != '\0'; place++) {
        const std::size_t bytes = std::strcspn(at, "=,");
        if (std::strlen(name) == bytes && std::memcmp(at, name, bytes) == 0)
            return place;
        at += std::strcspn(at, ",");
        at += std::strspn(at, ", ");
    }
    throw Unsupported(std::string(entry.name) + " has no parameter " + name);
}

bool in_array(const Place &place)
{
    return get<Array>(whole(place)) != nullptr;
}

std::optional<std::int64_t> bound_of(const Value &value)
{
    if (get<Nothing>(value) != nullptr)
        return std::nullopt;
    return integer(value);
}

/* What stands in an index only. */
void require_value(const Value &value)
{
    if (get<Nothing>(value) != nullptr || get<Range>(value) != nullptr || get<Ellipsis>(value) != nullptr)
        throw Unsupported("C++ has no value like " + type_text(value));
    if (const Tuple *tuple = get<Tuple>(value))
        for (const Value &item : tuple->items)
            require_value(item);
}

const Value *address(const Place &place)
{
    if (!place.has_address || place.selection)
        throw Unsupported("a value that is in no variable has no address in C++");
    return &whole(place);
}

Place make_sequence(const Call &call)
{
    std::vector<Value> items;
    Place container;
    for (const Place *argument : call.arguments)
        items.push_back(call.operation == IBID_OP_MAKE_LIST ? stored(container, *argument) : kept(*argument));
    return temporary(call.operation == IBID_OP_MAKE_LIST ? Value{std::move(items)} : Value{Tuple{std::move(items)}});
}

Place get_item(const Call &call)
{
    const Place &x = call.place(0);
    const Value index = call.value(1);
    if (is_array(x))
        return array_item(x, index);
    if (is_sequence(whole(x)))
        return sequence_item(x, index);
    throw Unsupported("C++ has no [] for " + type_text(whole(x)));
}

Place set_item(const Call &call)
{
    const Place &x = call.place(0);
    const Value index = call.value(1);
    if (is_array(x))
        assign_item(x, index, call.place(2));
    else if (is_sequence(whole(x)))
        sequence_set(x, index, call.place(2));
    else
        throw Unsupported("C++ has no assignment to an item of " + type_text(whole(x)));
    return temporary(Value{Nothing{}});
}

Place update(const Call &call)
{
    const Place &x = call.place(0), &y = call.place(1);
    if (in_array(x))
        update_array(call.operation, x, y);
    else if (is_array(y))
        throw Unsupported(std::string("C++ has no operator ") + operation_name(call.operation) + " for " +
                          type_text(whole(x)) + " and " + type_text(whole(y)));
    else
        scalar_update(call.operation, whole(x), load(y));
    return x;
}

Place find(const Call &call)
{
    const Value wanted = call.value(0), sequence = call.value(1);
    const List *list = get<List>(sequence);
    if (list == nullptr)
        throw Unsupported("std::find needs a std::vector here, and there is a " + type_text(sequence));
    const bool found = std::any_of(list->begin(), list->end(), [&](const Value &item) { return equal(item, wanted); });
    return temporary(Value{found == (call.operation == IBID_OP_IN)});
}

std::int64_t length(const Value &value)
{
    if (const std::string *text = get<std::string>(value))
        return static_cast<std::int64_t>(text->size());
    if (const List *list = get<List>(value))
        return static_cast<std::int64_t>(list->size());
    if (const Tuple *tuple = get<Tuple>(value))
        return static_cast<std::int64_t>(tuple->items.size());
    throw Unsupported("C++ has no size() for " + type_text(value));
}

bool is_binary(ibid_operation operation)
{
    return (operation >= IBID_OP_ADD && operation <= IBID_OP_SHIFT_RIGHT) ||
           (operation >= IBID_OP_EQUAL && operation <= IBID_OP_GREATER_EQUAL);
}

bool is_unary(ibid_operation operation)
{
    return operation >= IBID_OP_UNARY_MINUS && operation <= IBID_OP_NOT;
}

Place operate(const Call &call)
{
    const Place &x = call.place(0), *y = is_binary(call.operation) ? &call.place(1) : nullptr;
    if (is_array(x) || (y != nullptr && is_array(*y)))
        return array_operator(call.operation, x, y);
    return temporary(y != nullptr ? scalar_binary(call.operation, load(x), load(*y))
                                  : scalar_unary(call.operation, load(x)));
}

bool is_operator(ibid_operation operation)
{
    return is_binary(operation) || is_unary(operation);
}

bool is_update(ibid_operation operation)
{
    return operation >= IBID_OP_UPDATE_ADD && operation <= IBID_OP_UPDATE_SHIFT_RIGHT;
}

/* Rounding down, true powers: C++ has neither as an operator. */
bool is_missing(ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_FLOOR_DIVIDE:
    case IBID_OP_REMAINDER:
    case IBID_OP_POWER:
    case IBID_OP_UPDATE_FLOOR_DIVIDE:
    case IBID_OP_UPDATE_REMAINDER:
    case IBID_OP_UPDATE_POWER:
        return true;
    default:
        return false;
    }
}

} // namespace

const char *operation_name(ibid_operation operation)
{
    return entry_of(operation).name;
}

const Place &Call::place(std::size_t index) const
{
    if (!has(index))
        throw Unsupported(std::string(operation_name(operation)) + " needs " + std::to_string(index + 1) +
                          " arguments");
    return *arguments[index];
}

Call arrange(ibid_operation operation, const ibid_handle *arguments, std::size_t argument_count,
             const ibid_keyword *keywords, std::size_t keyword_count)
{
    Call call{operation, {}};
    for (std::size_t i = 0; i < argument_count; i++)
        call.arguments.push_back(reinterpret_cast<const Place *>(static_cast<std::uintptr_t>(arguments[i])));
    for (std::size_t i = 0; i < keyword_count; i++) {
        const std::size_t place = parameter_place(operation, keywords[i].name);
        if (place >= call.arguments.size())
            call.arguments.resize(place + 1);
        call.arguments[place] = reinterpret_cast<const Place *>(static_cast<std::uintptr_t>(keywords[i].value));
    }
    return call;
}

bool supports(ibid_operation operation)
{
    if (is_missing(operation))
        return false;
    if (is_operator(operation) || is_update(operation))
        return true;
    switch (operation) {
    case IBID_OP_MAKE_LIST:
    case IBID_OP_MAKE_TUPLE:
    case IBID_OP_MAKE_SLICE:
    case IBID_OP_GET_ITEM:
    case IBID_OP_SET_ITEM:
    case IBID_OP_DELETE_ITEM:
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
    case IBID_OP_IN:
    case IBID_OP_NOT_IN:
    case IBID_OP_ID:
    case IBID_OP_LEN:
    case IBID_OP_INT:
    case IBID_OP_FLOAT:
    case IBID_OP_BOOL:
    case IBID_OP_COMPLEX:
    case IBID_OP_LIST:
    case IBID_OP_COPY:
    case IBID_OP_DEEPCOPY:
    case IBID_OP_APPEND:
    case IBID_OP_EXTEND:
    case IBID_OP_INSERT:
    case IBID_OP_POP:
    case IBID_OP_REMOVE:
    case IBID_OP_REVERSE:
    case IBID_OP_SORT:
    case IBID_OP_CLEAR:
    case IBID_OP_INDEX:
    case IBID_OP_COUNT:
        return true;
    default:
        return function_supports(operation);
    }
}

Place perform(const Call &call)
{
    const ibid_operation operation = call.operation;
    if (is_operator(operation))
        return operate(call);
    if (is_update(operation))
        return update(call);
    switch (operation) {
    case IBID_OP_MAKE_LIST:
    case IBID_OP_MAKE_TUPLE:
        return make_sequence(call);
    case IBID_OP_MAKE_SLICE:
        return temporary(Value{Range{bound_of(call.value(0)), bound_of(call.value(1)), bound_of(call.value(2))}});
    case IBID_OP_GET_ITEM:
        return get_item(call);
    case IBID_OP_SET_ITEM:
        return set_item(call);
    case IBID_OP_DELETE_ITEM:
        sequence_delete(call.place(0), call.value(1));
        return temporary(Value{Nothing{}});
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
        return temporary(Value{(address(call.place(0)) == address(call.place(1))) == (operation == IBID_OP_IS)});
    case IBID_OP_ID:
        return temporary(Value{static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(address(call.place(0))))});
    case IBID_OP_IN:
    case IBID_OP_NOT_IN:
        return find(call);
    case IBID_OP_LEN:
        return is_array(call.place(0)) ? function_call(call) : temporary(Value{length(call.value(0))});
    case IBID_OP_INT:
    case IBID_OP_FLOAT:
    case IBID_OP_BOOL:
    case IBID_OP_COMPLEX:
        return temporary(scalar_call(call));
    case IBID_OP_LIST:
    case IBID_OP_COPY:
    case IBID_OP_DEEPCOPY:
        if (is_array(call.place(0)))
            return function_call(call);
        if (operation == IBID_OP_LIST && !call.has(0))
            return temporary(Value{List{}});
        if (operation == IBID_OP_LIST && get<List>(whole(call.place(0))) == nullptr)
            throw Unsupported("a std::vector is not constructed from a " + type_text(whole(call.place(0))));
        return temporary(call.value(0));
    case IBID_OP_APPEND:
    case IBID_OP_EXTEND:
    case IBID_OP_INSERT:
    case IBID_OP_POP:
    case IBID_OP_REMOVE:
    case IBID_OP_REVERSE:
    case IBID_OP_SORT:
    case IBID_OP_CLEAR:
    case IBID_OP_INDEX:
    case IBID_OP_COUNT:
        return sequence_call(call);
    default:
        return function_call(call);
    }
}

Place assign(const Place *held, const Place &value)
{
    if (held != nullptr && same_place(*held, value))
        return *held;
    Value copy = kept(value);
    require_value(copy);
    if (held == nullptr) {
        Place variable = temporary(std::move(copy));
        variable.has_address = true;
        return variable;
    }
    Place variable = *held;
    if (!same_type(whole(variable), copy) && !assigns(whole(variable), copy))
        throw Unsupported("a variable keeps its type in C++: this one is a " + type_text(whole(variable)) +
                          ", and the value a " + type_text(copy));
    if (get<Array>(whole(variable)) != nullptr)
        assign_array(variable, value);
    else {
        require_unviewed(whole(variable));
        whole(variable) = std::move(copy);
    }
    return variable;
}

} // namespace ibid

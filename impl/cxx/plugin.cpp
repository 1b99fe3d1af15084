/* The plugin interface. A handle is a Place of its own. */
#include <algorithm>
#include <cstring>
#include <new>

#include "arrays.h"

using ibid::Place;
using ibid::Value;

struct ibid_instance {
    ibid_error_kind kind = IBID_ERROR_OTHER;
    std::string message;
    /* What read() hands out. */
    std::string text;
    ibid::Elements elements;
    std::vector<ibid_handle> items;
};

namespace
{

Place &place_of(ibid_handle handle)
{
    return *reinterpret_cast<Place *>(static_cast<std::uintptr_t>(handle));
}

ibid_handle handle_of(Place place)
{
    return static_cast<ibid_handle>(reinterpret_cast<std::uintptr_t>(new Place(std::move(place))));
}

int supports(ibid_operation operation)
{
    return ibid::supports(operation);
}

ibid_status open_instance(const ibid_option *options, std::size_t option_count, ibid_instance **instance,
                          ibid_failure *failure)
{
    static std::string message;
    if (option_count > 0) {
        message = std::string("unknown option ") + options[0].name + "=" + options[0].value + ": C++ has one way";
        *failure = {IBID_ERROR_VALUE, message.c_str()};
        return IBID_ERROR;
    }
    *instance = new (std::nothrow) ibid_instance;
    *failure = {IBID_ERROR_MEMORY, "no memory"};
    return *instance != nullptr ? IBID_OK : IBID_ERROR;
}

void close_instance(ibid_instance *instance)
{
    delete instance;
}

/* Runs it, with exceptions as a status. */
template <class F> ibid_status answer(ibid_instance *instance, ibid_handle *result, F act)
{
    try {
        *result = handle_of(act());
        return IBID_OK;
    } catch (const ibid::Unsupported &error) {
        instance->kind = IBID_ERROR_UNSUPPORTED;
        instance->message = error.what();
        return IBID_UNSUPPORTED;
    } catch (const ibid::Failed &error) {
        instance->kind = error.kind;
        instance->message = error.what();
    } catch (const std::out_of_range &error) {
        instance->kind = IBID_ERROR_INDEX;
        instance->message = error.what();
    } catch (const std::bad_alloc &error) {
        instance->kind = IBID_ERROR_MEMORY;
        instance->message = error.what();
    } catch (const std::exception &error) {
        instance->kind = ibid::kind_of(error);
        instance->message = error.what();
    }
    return IBID_ERROR;
}

Value constant(const ibid_value &value)
{
    switch (value.kind) {
    case IBID_NONE:
        return Value{ibid::Nothing{}};
    case IBID_ELLIPSIS:
        return Value{ibid::Ellipsis{}};
    case IBID_BOOL:
        return Value{value.truth != 0};
    case IBID_INT:
        try {
            return Value{static_cast<std::int64_t>(std::stoll(value.text))};
        } catch (const std::out_of_range &) {
            throw ibid::Unsupported("no integer type of C++17 holds it for sure");
        }
    case IBID_FLOAT:
        return Value{value.real};
    case IBID_COMPLEX:
        return Value{ibid::Complex(value.real, value.imaginary)};
    case IBID_STR:
        return Value{std::string(value.text)};
    default:
        throw ibid::Unsupported("C++ has no function of that name for arrays, as a value");
    }
}

ibid_status make(ibid_instance *instance, const ibid_value *value, ibid_handle *result)
{
    return answer(instance, result, [&] { return ibid::temporary(constant(*value)); });
}

ibid_status call(ibid_instance *instance, ibid_operation operation, const ibid_handle *arguments,
                 std::size_t argument_count, const ibid_keyword *keywords, std::size_t keyword_count,
                 ibid_handle *result)
{
    return answer(instance, result, [&] {
        return ibid::perform(ibid::arrange(operation, arguments, argument_count, keywords, keyword_count));
    });
}

ibid_status bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    return answer(instance, result,
                  [&] { return ibid::assign(held == 0 ? nullptr : &place_of(held), place_of(value)); });
}

void read_items(ibid_instance *instance, const Place &place, std::size_t count, ibid_value *value)
{
    instance->items.clear();
    for (std::size_t i = 0; i < count; i++) {
        Place item = place;
        item.path.push_back(i);
        instance->items.push_back(handle_of(std::move(item)));
    }
    value->items = instance->items.data();
    value->item_count = count;
}

void read_value(ibid_instance *instance, const Place &place, ibid_value *value)
{
    const Value &found = ibid::whole(place);
    if (const bool *truth = ibid::get<bool>(found)) {
        value->kind = IBID_BOOL;
        value->truth = *truth;
    } else if (const std::int64_t *integer = ibid::get<std::int64_t>(found)) {
        value->kind = IBID_INT;
        instance->text = std::to_string(*integer);
        value->text = instance->text.c_str();
    } else if (const double *real = ibid::get<double>(found)) {
        value->kind = IBID_FLOAT;
        value->real = *real;
    } else if (const ibid::Complex *complex = ibid::get<ibid::Complex>(found)) {
        value->kind = IBID_COMPLEX;
        value->real = complex->real();
        value->imaginary = complex->imag();
    } else if (const std::string *text = ibid::get<std::string>(found)) {
        value->kind = IBID_STR;
        value->text = text->c_str();
    } else if (const ibid::List *list = ibid::get<ibid::List>(found)) {
        value->kind = IBID_LIST;
        read_items(instance, place, list->size(), value);
    } else if (const ibid::Tuple *tuple = ibid::get<ibid::Tuple>(found)) {
        value->kind = IBID_TUPLE;
        read_items(instance, place, tuple->items.size(), value);
    } else if (const ibid::Array *array = ibid::get<ibid::Array>(found)) {
        instance->elements = {};
        ibid::read_array(*array, instance->elements);
        value->kind = IBID_ARRAY;
        value->dtype = instance->elements.dtype;
        value->dimensions = instance->elements.shape.size();
        value->shape = instance->elements.shape.data();
        value->elements = instance->elements.bytes.data();
        value->elements_bytes = instance->elements.bytes.size();
    } else {
        value->kind = IBID_OTHER;
        instance->text = ibid::type_text(found);
        value->text = instance->text.c_str();
    }
}

/* Names hold whole values, so there is no selection to read. */
ibid_status read(ibid_instance *instance, ibid_handle handle, ibid_value *value)
{
    *value = ibid_value{};
    try {
        read_value(instance, place_of(handle), value);
        return IBID_OK;
    } catch (const std::exception &error) {
        instance->kind = IBID_ERROR_OTHER;
        instance->message = error.what();
        return IBID_ERROR;
    }
}

std::uint64_t identity(ibid_instance *, ibid_handle handle)
{
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&ibid::whole(place_of(handle))));
}

void drop(ibid_instance *, ibid_handle handle)
{
    delete &place_of(handle);
}

ibid_failure last_error(ibid_instance *instance)
{
    return {instance->kind, instance->message.c_str()};
}

} // namespace

const struct ibid_plugin *ibid_plugin(void)
{
    static const struct ibid_plugin plugin = {
        IBID_PLUGIN_ABI,
        sizeof(struct ibid_plugin),
        ibid::library_name,
        ibid::library_version,
        supports,
        open_instance,
        close_instance,
        make,
        call,
        bind,
        read,
        identity,
        drop,
        last_error,
        nullptr, // a tracer: there is none
    };
    return &plugin;
}

#include <cmath>

#include "arrays.h"

namespace ibid
{

namespace
{

[[noreturn]] void no_operator(ibid_operation operation, const Value &x, const Value &y)
{
    throw Unsupported(std::string("C++ has no operator ") + operation_name(operation) + " for " + type_text(x) +
                      " and " + type_text(y));
}

[[noreturn]] void overflow()
{
    throw Unsupported("the result does not fit a std::int64_t, and signed overflow is undefined in C++");
}

bool is_integral(const Value &value)
{
    return get<bool>(value) != nullptr || get<std::int64_t>(value) != nullptr;
}

bool is_real(const Value &value)
{
    return is_integral(value) || get<double>(value) != nullptr;
}

double real(const Value &value)
{
    const double *number = get<double>(value);
    return number != nullptr ? *number : static_cast<double>(integer(value));
}

std::int64_t shifted(ibid_operation operation, std::int64_t x, std::int64_t y)
{
    if (y < 0 || y > 63 || x < 0 || (operation == IBID_OP_SHIFT_LEFT && x > (INT64_MAX >> y)))
        throw Unsupported("a shift of or by a negative number, or out of the type, is not defined in C++17");
    return operation == IBID_OP_SHIFT_LEFT ? x << y : x >> y;
}

template <class T> std::optional<bool> compared(ibid_operation operation, const T &x, const T &y)
{
    switch (operation) {
    case IBID_OP_EQUAL:
        return x == y;
    case IBID_OP_NOT_EQUAL:
        return x != y;
    case IBID_OP_LESS:
        return x < y;
    case IBID_OP_LESS_EQUAL:
        return x <= y;
    case IBID_OP_GREATER:
        return x > y;
    case IBID_OP_GREATER_EQUAL:
        return x >= y;
    default:
        return std::nullopt;
    }
}

std::optional<Value> integers(ibid_operation operation, std::int64_t x, std::int64_t y)
{
    std::int64_t result = 0;
    switch (operation) {
    case IBID_OP_ADD:
        if (__builtin_add_overflow(x, y, &result))
            overflow();
        return Value{x + y};
    case IBID_OP_SUBTRACT:
        if (__builtin_sub_overflow(x, y, &result))
            overflow();
        return Value{x - y};
    case IBID_OP_MULTIPLY:
        if (__builtin_mul_overflow(x, y, &result))
            overflow();
        return Value{x * y};
    case IBID_OP_DIVIDE:
        throw Unsupported("/ of two integers cuts to an integer in C++, and is true division in the notation");
    case IBID_OP_BITWISE_AND:
        return Value{x & y};
    case IBID_OP_BITWISE_OR:
        return Value{x | y};
    case IBID_OP_BITWISE_XOR:
        return Value{x ^ y};
    case IBID_OP_SHIFT_LEFT:
    case IBID_OP_SHIFT_RIGHT:
        return Value{shifted(operation, x, y)};
    default:
        if (std::optional<bool> answer = compared(operation, x, y))
            return Value{*answer};
        return std::nullopt;
    }
}

template <class L, class R> std::optional<Value> arithmetic(ibid_operation operation, const L &x, const R &y)
{
    switch (operation) {
    case IBID_OP_ADD:
        return Value{x + y};
    case IBID_OP_SUBTRACT:
        return Value{x - y};
    case IBID_OP_MULTIPLY:
        return Value{x * y};
    case IBID_OP_DIVIDE:
        return Value{x / y};
    case IBID_OP_EQUAL:
        return Value{x == y};
    case IBID_OP_NOT_EQUAL:
        return Value{x != y};
    default:
        return std::nullopt;
    }
}

std::optional<Value> complexes(ibid_operation operation, const Value &x, const Value &y)
{
    const Complex *left = get<Complex>(x), *right = get<Complex>(y);
    if (left != nullptr && right != nullptr)
        return arithmetic(operation, *left, *right);
    const double *left_number = get<double>(x), *right_number = get<double>(y);
    if (left != nullptr && right_number != nullptr)
        return arithmetic(operation, *left, *right_number);
    if (left_number != nullptr && right != nullptr)
        return arithmetic(operation, *left_number, *right);
    return std::nullopt;
}

/* As the language does it, conversions included: int64_t += double is done in double, then cut. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#if defined(__clang__)
#pragma GCC diagnostic ignored "-Wimplicit-int-float-conversion"
#else
#pragma GCC diagnostic ignored "-Wfloat-conversion"
#endif
template <class T, class U> bool compound(ibid_operation operation, T &x, const U &y)
{
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
    case IBID_OP_UPDATE_DIVIDE:
        x /= y;
        return true;
    default:
        return false;
    }
}
#pragma GCC diagnostic pop

/* As the language converts; undefined where it does not fit. */
std::int64_t truncated(double number)
{
    if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0))
        throw Unsupported("a double that does not fit a std::int64_t converts to nothing defined in C++");
    return static_cast<std::int64_t>(number);
}

} // namespace

std::int64_t integer(const Value &value)
{
    if (const std::int64_t *number = get<std::int64_t>(value))
        return *number;
    if (const bool *truth = get<bool>(value))
        return *truth;
    throw Unsupported("an integer is needed here, and there is a " + type_text(value));
}

bool truth(const Value &value)
{
    if (is_integral(value))
        return integer(value) != 0;
    if (const double *number = get<double>(value))
        return *number != 0;
    throw Unsupported("C++ has no conversion from " + type_text(value) + " to bool");
}

bool equal(const Value &x, const Value &y)
{
    if (is_integral(x) && is_integral(y))
        return integer(x) == integer(y);
    if (is_real(x) && is_real(y))
        return real(x) == real(y);
    if (get<Complex>(x) != nullptr || get<Complex>(y) != nullptr) {
        if (std::optional<Value> answer = complexes(IBID_OP_EQUAL, x, y))
            return std::get<bool>(answer->is);
    } else if (const std::string *text = get<std::string>(x)) {
        if (const std::string *other = get<std::string>(y))
            return *text == *other;
    } else if (const List *list = get<List>(x)) {
        if (const List *other = get<List>(y))
            return list->size() == other->size() && std::equal(list->begin(), list->end(), other->begin(), equal);
    } else if (const Tuple *tuple = get<Tuple>(x)) {
        const Tuple *other = get<Tuple>(y);
        if (other != nullptr && tuple->items.size() == other->items.size())
            return std::equal(tuple->items.begin(), tuple->items.end(), other->items.begin(), equal);
    }
    no_operator(IBID_OP_EQUAL, x, y);
}

bool less(const Value &x, const Value &y)
{
    return std::get<bool>(scalar_binary(IBID_OP_LESS, x, y).is);
}

Value scalar_binary(ibid_operation operation, const Value &x, const Value &y)
{
    std::optional<Value> result;
    if (is_integral(x) && is_integral(y)) {
        result = integers(operation, integer(x), integer(y));
    } else if (is_real(x) && is_real(y)) {
        const double left = real(x), right = real(y);
        result = arithmetic(operation, left, right);
        if (std::optional<bool> answer = compared(operation, left, right))
            result = Value{*answer};
    } else if (get<std::string>(x) != nullptr && get<std::string>(y) != nullptr) {
        const std::string &left = *get<std::string>(x), &right = *get<std::string>(y);
        if (operation == IBID_OP_ADD)
            result = Value{left + right};
        else if (std::optional<bool> answer = compared(operation, left, right))
            result = Value{*answer};
    } else if (operation == IBID_OP_EQUAL || operation == IBID_OP_NOT_EQUAL) {
        result = Value{equal(x, y) == (operation == IBID_OP_EQUAL)};
    } else {
        result = complexes(operation, x, y);
    }
    if (!result)
        no_operator(operation, x, y);
    return *result;
}

Value scalar_unary(ibid_operation operation, const Value &x)
{
    if (operation == IBID_OP_NOT)
        return Value{!truth(x)};
    if (is_integral(x)) {
        const std::int64_t number = integer(x);
        if (operation == IBID_OP_UNARY_MINUS && number == INT64_MIN)
            overflow();
        return Value{operation == IBID_OP_UNARY_MINUS ? -number : operation == IBID_OP_INVERT ? ~number : number};
    }
    if (const double *number = get<double>(x); number != nullptr && operation != IBID_OP_INVERT)
        return Value{operation == IBID_OP_UNARY_MINUS ? -*number : *number};
    if (const Complex *number = get<Complex>(x); number != nullptr && operation != IBID_OP_INVERT)
        return Value{operation == IBID_OP_UNARY_MINUS ? -*number : *number};
    throw Unsupported(std::string("C++ has no operator ") + operation_name(operation) + " for " + type_text(x));
}

void scalar_update(ibid_operation operation, Value &x, const Value &y)
{
    const ibid_operation binary = static_cast<ibid_operation>(operation - IBID_OP_UPDATE_ADD + IBID_OP_ADD);
    bool done = false;
    if (std::int64_t *number = get<std::int64_t>(x)) {
        if (is_integral(y)) {
            *number = std::get<std::int64_t>(scalar_binary(binary, x, y).is);
            done = true;
        } else if (get<double>(y) != nullptr) {
            truncated(std::get<double>(scalar_binary(binary, x, y).is));
            done = compound(operation, *number, *get<double>(y));
        }
    } else if (double *floating = get<double>(x)) {
        if (is_real(y))
            done = compound(operation, *floating, real(y));
    } else if (Complex *complex = get<Complex>(x)) {
        if (const Complex *other = get<Complex>(y))
            done = compound(operation, *complex, *other);
        else if (is_real(y))
            done = compound(operation, *complex, real(y));
    } else if (std::string *text = get<std::string>(x)) {
        if (const std::string *other = get<std::string>(y); other != nullptr && operation == IBID_OP_UPDATE_ADD) {
            *text += *other;
            done = true;
        }
    }
    if (!done)
        no_operator(operation, x, y);
}

Value scalar_call(const Call &call)
{
    const Value x = call.has(0) ? call.value(0) : Value{std::int64_t(0)};
    switch (call.operation) {
    case IBID_OP_INT:
        if (is_integral(x))
            return Value{integer(x)};
        if (const double *number = get<double>(x))
            return Value{truncated(*number)};
        break;
    case IBID_OP_FLOAT:
        if (is_real(x))
            return Value{real(x)};
        break;
    case IBID_OP_BOOL:
        return Value{truth(x)};
    case IBID_OP_COMPLEX: {
        const Value y = call.has(1) ? call.value(1) : Value{0.0};
        if (is_real(x) && is_real(y))
            return Value{Complex(real(x), real(y))};
        break;
    }
    default:
        break;
    }
    throw Unsupported("C++ has no conversion from " + type_text(x) + " to " + operation_name(call.operation));
}

} // namespace ibid

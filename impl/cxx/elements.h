/* The types of elements, and the conversions to them that C++ makes by itself. */
#ifndef IBID_CXX_ELEMENTS_H
#define IBID_CXX_ELEMENTS_H

#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "call.h"

namespace ibid
{

template <class T> struct Element;
#define IBID_ELEMENT(type, dtype_name, type_name)                                                                      \
    template <> struct Element<type> {                                                                                 \
        static constexpr const char *dtype = dtype_name;                                                               \
        static constexpr const char *text = type_name;                                                                 \
    };
IBID_ELEMENT(bool, "bool", "bool")
IBID_ELEMENT(std::int8_t, "int8", "std::int8_t")
IBID_ELEMENT(std::int16_t, "int16", "std::int16_t")
IBID_ELEMENT(std::int32_t, "int32", "std::int32_t")
IBID_ELEMENT(std::int64_t, "int64", "std::int64_t")
IBID_ELEMENT(std::uint8_t, "uint8", "std::uint8_t")
IBID_ELEMENT(std::uint16_t, "uint16", "std::uint16_t")
IBID_ELEMENT(std::uint32_t, "uint32", "std::uint32_t")
IBID_ELEMENT(std::uint64_t, "uint64", "std::uint64_t")
IBID_ELEMENT(float, "float32", "float")
IBID_ELEMENT(double, "float64", "double")
IBID_ELEMENT(std::complex<float>, "complex64", "std::complex<float>")
IBID_ELEMENT(std::complex<double>, "complex128", "std::complex<double>")
#undef IBID_ELEMENT

template <class T>
inline constexpr bool is_complex = std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;
/* Arithmetic on them is done in the type itself, where too large a result is undefined; smaller ones are promoted. */
template <class T>
inline constexpr bool can_overflow = std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>;

template <class T> [[noreturn]] void no_conversion(const Value &value)
{
    throw Unsupported("no " + type_text(value) + " converts to " + Element<T>::text + " by itself in C++");
}

/* `T t = number`, where what that means is the same on every compiler. */
template <class T, class N> T converted(N number)
{
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
        const bool fits =
            std::is_integral_v<N>
                ? (number >= N(0) || std::is_signed_v<T>)&&static_cast<N>(static_cast<T>(number)) == number &&
                      (static_cast<T>(number) < T(0)) == (number < N(0))
                : static_cast<long double>(number) > static_cast<long double>(std::numeric_limits<T>::min()) - 1 &&
                      static_cast<long double>(number) < static_cast<long double>(std::numeric_limits<T>::max()) + 1;
        if (!fits)
            throw Unsupported(std::to_string(number) + " does not fit " + Element<T>::text +
                              ": what it converts to is not the same on every compiler, or undefined");
    }
    return static_cast<T>(number);
}

/* What an element of type T gets from a value of another type, without a cast. */
template <class T> T element_from(const Value &value)
{
    if (const Complex *number = get<Complex>(value)) {
        if constexpr (is_complex<T>)
            return T(*number);
        no_conversion<T>(value);
    }
    using Part = std::conditional_t<std::is_same_v<T, std::complex<float>>, float,
                                    std::conditional_t<std::is_same_v<T, Complex>, double, T>>;
    if (const double *number = get<double>(value))
        return T(converted<Part>(*number));
    if (get<std::int64_t>(value) != nullptr || get<bool>(value) != nullptr)
        return T(converted<Part>(integer(value)));
    no_conversion<T>(value);
}

template <class T> Value scalar_from(const T &element)
{
    if constexpr (is_complex<T>)
        return Value{Complex(element)};
    else if constexpr (std::is_same_v<T, bool>)
        return Value{element};
    else if constexpr (std::is_integral_v<T>)
        return Value{converted<std::int64_t>(element)};
    else
        return Value{static_cast<double>(element)};
}

/* The second value of bits(): byte j is 0x31 + j, and true for bool. */
template <class T> T marked()
{
    if constexpr (std::is_same_v<T, bool>)
        return true;
    unsigned char bytes[sizeof(T)];
    for (std::size_t i = 0; i < sizeof(T); i++)
        bytes[i] = static_cast<unsigned char>(0x31 + i);
    T element;
    std::memcpy(&element, bytes, sizeof element);
    return element;
}

/* Whether flat element i of bits(x, k) has the second value. */
inline bool is_marked(std::size_t i, std::int64_t k)
{
    return k < 0 || (k < 64 && (i >> k & 1) != 0);
}

/* Throws Unsupported where x OP y would be undefined. */
template <class T> void check_defined(ibid_operation operation, T x, T y)
{
    if constexpr (can_overflow<T>) {
        T result;
        const bool overflows = operation == IBID_OP_ADD        ? __builtin_add_overflow(x, y, &result)
                               : operation == IBID_OP_SUBTRACT ? __builtin_sub_overflow(x, y, &result)
                               : operation == IBID_OP_MULTIPLY ? __builtin_mul_overflow(x, y, &result)
                                                               : false;
        if (overflows)
            throw Unsupported(std::string("an element does not fit ") + Element<T>::text +
                              ", and signed overflow is undefined in C++");
    }
    if constexpr (std::is_integral_v<T>)
        if (operation == IBID_OP_SHIFT_LEFT || operation == IBID_OP_SHIFT_RIGHT)
            throw Unsupported(
                "shifts of elements are left out: most are undefined or differ between compilers in C++17");
}

/* The operator of x OP= y. */
inline ibid_operation operator_of(ibid_operation update)
{
    return static_cast<ibid_operation>(update - IBID_OP_UPDATE_ADD + IBID_OP_ADD);
}

/* The operator that a function of the table stands for: add is +. Else the operation itself. */
inline ibid_operation operator_for(ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_F_ADD:
    case IBID_OP_F_SUBTRACT:
    case IBID_OP_F_MULTIPLY:
    case IBID_OP_F_DIVIDE:
        return static_cast<ibid_operation>(operation - IBID_OP_F_ADD + IBID_OP_ADD);
    case IBID_OP_F_EQUAL:
    case IBID_OP_F_NOT_EQUAL:
    case IBID_OP_F_LESS:
    case IBID_OP_F_LESS_EQUAL:
    case IBID_OP_F_GREATER:
    case IBID_OP_F_GREATER_EQUAL:
        return static_cast<ibid_operation>(operation - IBID_OP_F_EQUAL + IBID_OP_EQUAL);
    case IBID_OP_F_NEGATIVE:
        return IBID_OP_UNARY_MINUS;
    default:
        return operation;
    }
}

/* Gives `act` a T of the dtype named; throws Unsupported for one that C++17 has not. */
template <class F, class... T> auto with_dtype_of(const std::string &name, F act)
{
    std::optional<decltype(act(bool()))> result;
    ((Element<T>::dtype == name ? (void)(result = act(T())) : (void)0), ...);
    if (!result)
        throw Unsupported("no arrays of " + name + " are among those that the plugin has");
    return *result;
}

/* The dtype that C++ deduces for these items: the one that all others convert to. */
inline std::string deduced_dtype(const std::vector<Value> &items)
{
    bool all_bool = !items.empty(), some_double = items.empty(), some_complex = false;
    for (const Value &item : items) {
        all_bool = all_bool && get<bool>(item) != nullptr;
        some_double = some_double || get<double>(item) != nullptr;
        some_complex = some_complex || get<Complex>(item) != nullptr;
    }
    return some_complex ? "complex128" : some_double ? "float64" : all_bool ? "bool" : "int64";
}

inline std::string dtype_argument(const Call &call, std::size_t index, const std::string &otherwise)
{
    if (!call.has(index))
        return otherwise;
    const Value name = call.value(index);
    if (get<Nothing>(name) != nullptr)
        return otherwise;
    if (const std::string *text = get<std::string>(name))
        return *text;
    throw Unsupported("a dtype is named by a string");
}

} // namespace ibid

#endif

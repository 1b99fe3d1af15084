/* What the files of std::valarray share. */
#ifndef IBID_CXX_VALARRAY_PARTS_H
#define IBID_CXX_VALARRAY_PARTS_H

#include "arrays.h"
#include "elements.h"

namespace ibid
{

template <class A> using element_type = typename std::decay_t<A>::value_type;

[[noreturn]] inline void one_dimension()
{
    throw Unsupported("std::valarray has exactly one dimension");
}

template <class F> auto with_dtype(const std::string &name, F act)
{
    return with_dtype_of<F, bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::uint8_t, std::uint16_t,
                         std::uint32_t, std::uint64_t, float, double, std::complex<float>, std::complex<double>>(name,
                                                                                                                 act);
}

inline Array &array_at(const Place &place)
{
    if (Array *array = get<Array>(whole(place)))
        return *array;
    throw Failed(IBID_ERROR_TYPE, "what was an array is now a " + type_text(whole(place)));
}

inline std::slice slice_of(const Extent &extent)
{
    return std::slice(static_cast<std::size_t>(extent.start), static_cast<std::size_t>(extent.count),
                      static_cast<std::size_t>(extent.step));
}

template <class T> Place array_of(std::valarray<T> array)
{
    return temporary(Value{Array(std::move(array))});
}

inline std::size_t size_of(const Array &array)
{
    return std::visit([](const auto &x) { return x.size(); }, array);
}

/* Where an operation needs valarrays of one length: another is undefined. */
inline void require_length(std::size_t needed, std::size_t found)
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

} // namespace ibid

#endif

/* std::valarray as a plugin's arrays: one dimension, values all through. */
#ifndef IBID_CXX_VALARRAY_ARRAY_H
#define IBID_CXX_VALARRAY_ARRAY_H

#include <valarray>

namespace ibid
{

using Array = std::variant<std::valarray<bool>, std::valarray<std::int8_t>, std::valarray<std::int16_t>,
                           std::valarray<std::int32_t>, std::valarray<std::int64_t>, std::valarray<std::uint8_t>,
                           std::valarray<std::uint16_t>, std::valarray<std::uint32_t>, std::valarray<std::uint64_t>,
                           std::valarray<float>, std::valarray<double>, std::valarray<std::complex<float>>,
                           std::valarray<std::complex<double>>>;

/* x[i], or x[std::slice(start, count, step)]. */
struct Selection {
    Extent extent;
    bool is_element;

    bool operator==(const Selection &other) const
    {
        return is_element == other.is_element && extent.start == other.extent.start &&
               extent.count == other.extent.count && extent.step == other.extent.step;
    }
};

inline bool selects_one(const Selection &selection)
{
    return selection.is_element;
}

} // namespace ibid

#endif

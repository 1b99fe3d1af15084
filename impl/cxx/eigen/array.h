/*
 * Eigen's arrays, and views of them: what x.segment(…), x.block(…), x.row(…), x.transpose() and
 * x.reshaped(…) give. Their C++ types would nest without end, so a view is kept as its geometry, and each
 * statement makes the expression anew from the array that owns the elements: the same one that a
 * program would have written there.
 */
#ifndef IBID_CXX_EIGEN_ARRAY_H
#define IBID_CXX_EIGEN_ARRAY_H

#include <stdexcept>

namespace ibid
{

struct AssertionFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace ibid

/* As Eigen's documentation of its assertions has it: they stay, and can be caught. */
#define eigen_assert(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            throw ::ibid::AssertionFailed(#condition);                                                                 \
    } while (false)

#include <Eigen/Core>

namespace ibid
{

template <class T> using Vector = Eigen::Array<T, Eigen::Dynamic, 1>;
template <class T> using Matrix = Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

enum class Form {
    column,     /* one axis, along the owner's rows: a Vector, or a column of a Matrix */
    row,        /* one axis, along the owner's columns */
    matrix,     /* two axes */
    transposed, /* two axes, exchanged */
};

struct Geometry {
    Extent rows, columns; /* of the owner */
    Form form;
    /* Reshaped, row by row, to so many rows and columns; to one axis if columns are -1; not at all if rows are -1. */
    std::ptrdiff_t reshaped_rows = -1, reshaped_columns = -1;

    bool operator==(const Geometry &other) const;
};

/* Elements of an owner, and one of these where an index selects it. */
struct Selection {
    Geometry geometry;
    bool is_element = false;
    std::ptrdiff_t row = 0, column = 0; /* of the element, in what the geometry shows */

    bool operator==(const Selection &other) const
    {
        return geometry == other.geometry && is_element == other.is_element && row == other.row &&
               column == other.column;
    }
};

inline bool selects_one(const Selection &selection)
{
    return selection.is_element;
}

struct View {
    std::shared_ptr<Value> object;
    std::vector<std::size_t> path;
    Geometry geometry;
    std::shared_ptr<const char> lease;
};

using Array = std::variant<View, Vector<bool>, Matrix<bool>, Vector<std::int32_t>, Matrix<std::int32_t>,
                           Vector<std::int64_t>, Matrix<std::int64_t>, Vector<float>, Matrix<float>, Vector<double>,
                           Matrix<double>, Vector<std::complex<double>>, Matrix<std::complex<double>>>;

} // namespace ibid

#endif
